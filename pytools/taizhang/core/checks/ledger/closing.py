"""Finishing and closing: 100 % with a day and evidence, 销号 only of what is done, leave with a reason."""

from collections.abc import Iterator

from taizhang.core.catalog import ledger_checks as catalog
from taizhang.core.checks.ledger.dates import last_grants
from taizhang.core.checks.phrases import is_nothing
from taizhang.core.checks.standing import FULL, is_closed, is_done
from taizhang.core.checks.view import LedgerView
from taizhang.core.issues import Issue, percent
from taizhang.core.roles import ASKED_TO_CLOSE, ON_LEAVE, StageRole


def done_without_date(view: LedgerView) -> Iterator[Issue]:
    """L601: on time or late is a question of the day."""
    for row in view["tasks"]:
        if is_done(row) and not row.text("finished"):
            yield catalog.DONE_WITHOUT_DATE.at(row.at("finished"), found="100%")


def date_without_done(view: LedgerView) -> Iterator[Issue]:
    """L602: the lamp goes by the day, the chart by the progress."""
    for row in view["tasks"]:
        found, progress = row.day("finished"), row.share("progress")
        if found is not None and progress is not None and progress < FULL:
            yield catalog.DATE_WITHOUT_DONE.at(
                row.at("finished"), found=found, progress=percent(progress)
            )


def done_without_evidence(view: LedgerView) -> Iterator[Issue]:
    """L603: who signs off needs something to look at."""
    for row in view["tasks"]:
        if is_done(row) and not is_closed(row) and is_nothing(row.text("evidence")):
            yield catalog.DONE_WITHOUT_EVIDENCE.at(row.at("evidence"), found="100%")


def request_undone(view: LedgerView) -> Iterator[Issue]:
    """L604: 申请销号 turns a lamp blue; an unfinished task would hide behind it."""
    for row in view["tasks"]:
        progress = row.share("progress")
        if row.stage in ASKED_TO_CLOSE and progress is not None and progress < FULL:
            yield catalog.REQUEST_UNDONE.at(
                row.at("stage"), found=row.text("stage"), progress=percent(progress)
            )


def closed_without_date(view: LedgerView) -> Iterator[Issue]:
    """L605: nobody can tell afterwards when it was closed."""
    for row in view["tasks"]:
        if row.stage is StageRole.CLOSED and not row.text("closed"):
            yield catalog.CLOSED_WITHOUT_DATE.at(row.at("closed"), found=row.text("stage"))


def date_without_closed(view: LedgerView) -> Iterator[Issue]:
    """L606: the lamp goes by the day, the forms by the stage."""
    for row in view["tasks"]:
        found, stage = row.day("closed"), row.text("stage")
        if found is not None and row.stage is not StageRole.CLOSED:
            yield catalog.DATE_WITHOUT_CLOSED.at(row.at("closed"), found=found, stage=stage)


def closed_undone(view: LedgerView) -> Iterator[Issue]:
    """L607: a false closing is what a 督查室 exists to prevent."""
    for row in view["tasks"]:
        progress = row.share("progress")
        if is_closed(row) and progress is not None and progress < FULL:
            yield catalog.CLOSED_UNDONE.at(row.at("progress"), found=percent(progress))


def closed_without_evidence(view: LedgerView) -> Iterator[Issue]:
    """L608: 谁验收谁负责, so the file must name what was seen."""
    for row in view["tasks"]:
        if is_closed(row) and is_nothing(row.text("evidence")):
            yield catalog.CLOSED_WITHOUT_EVIDENCE.at(row.at("evidence"), found=row.task_id)


def paused_without_reason(view: LedgerView) -> Iterator[Issue]:
    """L609: a grey lamp stops the clock; somebody must have said why."""
    told = {r.task_id for r in view["closings"] if r.text("rework")}
    for row in view["tasks"]:
        stage = row.text("stage")
        if (
            row.stage in {*ON_LEAVE, StageRole.REFUSED}
            and not (row.stage is StageRole.REFUSED and row.task_id in told)
            and not row.text("note")
            and is_nothing(row.text("problem"))
        ):
            yield catalog.PAUSED_WITHOUT_REASON.at(row.at("note"), found=stage)


def extended_same_due(view: LedgerView) -> Iterator[Issue]:
    """L610: leave to finish later is leave until a day."""
    granted = last_grants(view)
    for row in view["tasks"]:
        before, due = row.day("due_original"), row.day("due")
        if row.stage is not StageRole.EXTENDED or due is None or before is None:
            continue
        lasts = row.task_id in granted and granted[row.task_id].text("open_ended") != ""
        if due <= before and not lasts:
            yield catalog.EXTENDED_SAME_DUE.at(row.at("due"), found=row.text("stage"), due=due)


CHECKS = (
    done_without_date, date_without_done, done_without_evidence, request_undone,
    closed_without_date, date_without_closed, closed_undone, closed_without_evidence,
    paused_without_reason, extended_same_due,
)  # fmt: skip
