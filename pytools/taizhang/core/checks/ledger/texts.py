"""Texts of a task: they say something, agree with the number cells, and were not copied."""

from collections.abc import Iterator

from taizhang.core.catalog import ledger_checks as catalog
from taizhang.core.checks import phrases
from taizhang.core.checks.figures import other_amount, other_share
from taizhang.core.checks.standing import FULL, is_closed, is_running_total, overdue_since
from taizhang.core.checks.view import CheckedRow, LedgerView
from taizhang.core.columns import Key
from taizhang.core.issues import Issue, percent
from taizhang.core.values.text import keep_letters, keep_line

SHOWN = 24
PRINTED: tuple[Key, ...] = ("latest", "problem", "next_step", "note")


def quoted(text: str) -> str:
    """A text short enough to quote in a sentence.

    >>> quoted("已召开部署会。")
    '已召开部署会。'
    """
    line = keep_line(text)
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"


def empty_phrase(view: LedgerView) -> Iterator[Issue]:
    """L701: 正在有序推进 fits any task in any month."""
    for row in view["tasks"]:
        text = row.text("latest")
        if phrases.is_empty_phrase(text) and not is_closed(row):
            yield catalog.EMPTY_PHRASE.at(row.at("latest"), found=quoted(text))


def overdue_no_reason(view: LedgerView) -> Iterator[Issue]:
    """L702: the leader's first question about a red lamp is why."""
    for row in view["tasks"]:
        due = overdue_since(row, view.on)
        if due is not None and phrases.is_nothing(row.text("problem")):
            yield catalog.OVERDUE_NO_REASON.at(row.at("problem"), due=due)


def overdue_no_step(view: LedgerView) -> Iterator[Issue]:
    """L703: the second question is what next."""
    for row in view["tasks"]:
        due = overdue_since(row, view.on)
        if due is not None and phrases.is_nothing(row.text("next_step")):
            yield catalog.OVERDUE_NO_STEP.at(row.at("next_step"), due=due)


def text_of_others(view: LedgerView) -> Iterator[Issue]:
    """L704: two units do not do the very same thing in the very same words."""
    first: dict[str, CheckedRow] = {}
    for row in view["tasks"]:
        text = row.text("latest")
        core = keep_letters(text)
        if len(core) < phrases.LONG_ENOUGH:
            continue
        other = first.setdefault(core, row)
        if other is not row and set(other.units("lead")).isdisjoint(row.units("lead")):
            yield catalog.TEXT_OF_OTHERS.at(
                row.at("latest"), found=quoted(text), other=other.task_id
            )


def progress_without_text(view: LedgerView) -> Iterator[Issue]:
    """L705: a figure that nothing is said about cannot be looked into."""
    for row, progress in _with_progress(view):
        if progress > 0 and not row.text("latest"):
            yield catalog.PROGRESS_WITHOUT_TEXT.at(row.at("latest"), found=percent(progress))


def amount_differs(view: LedgerView) -> Iterator[Issue]:
    """L706: the bulletin prints the text, the ranking uses the cell."""
    for row in view["tasks"]:
        value, subject = row.amount("actual"), row.text("name") + row.text("indicator")
        if value is None or not is_running_total(row):
            continue
        found = other_amount(row.text("latest"), value, row.text("measure"), subject)
        if found:
            yield catalog.AMOUNT_DIFFERS.at(row.at("latest"), found=quoted(found), value=value)


def share_differs(view: LedgerView) -> Iterator[Issue]:
    """L707: the chart shows both side by side."""
    for row, progress in _with_progress(view):
        found = other_share(row.text("latest"), progress)
        if found:
            yield catalog.SHARE_DIFFERS.at(
                row.at("latest"), found=quoted(found), value=percent(progress)
            )


def text_says_done(view: LedgerView) -> Iterator[Issue]:
    """L708: done in words and not in figures is done in neither."""
    for row, progress in _with_progress(view):
        text = row.text("latest")
        if progress < FULL and phrases.says_done(text):
            yield catalog.SAYS_DONE.at(row.at("latest"), found=text, value=percent(progress))


def text_says_unbegun(view: LedgerView) -> Iterator[Issue]:
    """L709: progress of what has not begun is somebody else's figure."""
    for row, progress in _with_progress(view):
        text = row.text("latest")
        if progress > 0 and phrases.says_unbegun(text):
            yield catalog.SAYS_NOT_BEGUN.at(row.at("latest"), found=text, value=percent(progress))


def text_elsewhere(view: LedgerView) -> Iterator[Issue]:
    """L710: 见附件 on a wall chart tells nobody anything."""
    for row in view["tasks"]:
        text = row.text("latest")
        if phrases.is_elsewhere(text):
            yield catalog.TEXT_ELSEWHERE.at(row.at("latest"), found=text)


def claims_future(view: LedgerView) -> Iterator[Issue]:
    """L711: 已于 with a day to come is a slip, or written ahead."""
    for row in view["tasks"]:
        found = phrases.future_claim(row.text("latest"), view.on, row.day("start"))
        if found:
            yield catalog.CLAIMS_FUTURE.at(row.at("latest"), found=found)


def id_number_in_text(view: LedgerView) -> Iterator[Issue]:
    """L712: charts hang on walls, and ID numbers are nobody's business."""
    for row in view["tasks"]:
        for key in PRINTED:
            found = phrases.id_number(row.text(key))
            if found:
                yield catalog.ID_NUMBER.at(row.at(key), found=found)


def _with_progress(view: LedgerView) -> Iterator[tuple[CheckedRow, float]]:
    for row in view["tasks"]:
        progress = row.share("progress")
        if progress is not None:
            yield row, progress


CHECKS = (
    empty_phrase, overdue_no_reason, overdue_no_step, text_of_others, progress_without_text,
    amount_differs, share_differs, text_says_done, text_says_unbegun, text_elsewhere,
    claims_future, id_number_in_text,
)  # fmt: skip
