"""问题台账: handed to somebody, with a day; closed with a result, a day and a second pair of eyes."""

from collections.abc import Iterator

from taizhang.core.catalog import ledger_checks as catalog
from taizhang.core.catalog import schedule
from taizhang.core.checks.ledger.texts import quoted
from taizhang.core.checks.phrases import is_nothing
from taizhang.core.checks.view import CheckedRow, LedgerView
from taizhang.core.issues import Issue
from taizhang.core.problems.stages import HANDED_OUT, ProblemStage, StageWords, words_of
from taizhang.core.problems.steps import UNSATISFIED

UNSENT = frozenset({"建议", "不采纳", "作废", "办结"})  # of these no reply is awaited


def problem_no_unit(view: LedgerView) -> Iterator[Issue]:
    """L801: a problem handed to nobody is nobody's."""
    words = words_in(view)
    for row in view["problems"]:
        if words.stage(row.text("stage")) in HANDED_OUT and not row.text("unit"):
            yield catalog.PROBLEM_NO_UNIT.at(row.at("unit"), found=row.text("stage"))


def problem_no_due(view: LedgerView) -> Iterator[Issue]:
    """L802: 限时办结 needs the day."""
    words = words_in(view)
    for row in view["problems"]:
        handed = row.text("unit") and words.stage(row.text("stage")) in HANDED_OUT
        if handed and not is_closed(row, words) and not row.text("due"):
            yield catalog.PROBLEM_NO_DUE.at(row.at("due"), found=row.text("unit"))


def problem_no_result(view: LedgerView) -> Iterator[Issue]:
    """L803: whoever raised it is told the result."""
    words = words_in(view)
    for row in view["problems"]:
        if is_closed(row, words) and is_nothing(row.text("result")):
            yield catalog.PROBLEM_NO_RESULT.at(row.at("result"), found=row.text("problem_id"))


def problem_no_closing_day(view: LedgerView) -> Iterator[Issue]:
    """L804: in time or not is a question of the day."""
    words = words_in(view)
    for row in view["problems"]:
        stage = row.text("stage")
        if words.stage(stage) is ProblemStage.CLOSED and not row.text("closed"):
            yield catalog.PROBLEM_NO_CLOSING_DAY.at(row.at("closed"), found=stage)


def problem_day_not_closed(view: LedgerView) -> Iterator[Issue]:
    """L805: open by its stage and closed by its day, it is counted twice."""
    words = words_in(view)
    for row in view["problems"]:
        found, stage = row.day("closed"), row.text("stage")
        if found is not None and words.stage(stage) is not ProblemStage.CLOSED:
            yield catalog.PROBLEM_DAY_NOT_CLOSED.at(row.at("closed"), found=found, stage=stage)


def problem_overdue(view: LedgerView) -> Iterator[Issue]:
    """L806: a deadline that passes in silence is not one; what is on the waiting list has none."""
    words = words_in(view)
    for row in view["problems"]:
        due = row.day("due")
        if (
            due is None
            or due >= view.on
            or is_closed(row, words)
            or words.stage(row.text("stage")) is ProblemStage.PENDING
            or not is_nothing(row.text("result"))
        ):
            continue
        yield catalog.PROBLEM_OVERDUE.at(row.at("result"), due=due, days=(view.on - due).days)


def unsatisfied_closed(view: LedgerView) -> Iterator[Issue]:
    """L807: 不满意 is a reason to do it again, not to close."""
    words = words_in(view)
    for row in view["problems"]:
        if is_closed(row, words) and row.text("satisfaction") == UNSATISFIED:
            yield catalog.UNSATISFIED_CLOSED.at(row.at("satisfaction"), found=UNSATISFIED)


def reviewer_missing(view: LedgerView) -> Iterator[Issue]:
    """L808: 谁验收谁负责, so somebody must have."""
    words = words_in(view)
    for row in view["problems"]:
        if is_closed(row, words) and not row.text("reviewer"):
            yield catalog.REVIEWER_MISSING.at(row.at("reviewer"), found=row.text("problem_id"))


def problem_due_early(view: LedgerView) -> Iterator[Issue]:
    """S131: nothing is due before it is handed out."""
    for row in view["problems"]:
        found, assigned = row.day("due"), row.day("assigned")
        if found is not None and assigned is not None and found < assigned:
            yield schedule.PROBLEM_DUE_EARLY.at(row.at("due"), found=found, assigned=assigned)


def rectify_early(view: LedgerView) -> Iterator[Issue]:
    """S132: nobody can mend a thing before being told."""
    for row in view["supervision"]:
        found, when = row.day("rectify_by"), row.day("when")
        if found is not None and when is not None and found < when:
            yield schedule.RECTIFY_EARLY.at(row.at("rectify_by"), found=found, when=when)


def reply_missing(view: LedgerView) -> Iterator[Issue]:
    """L811: a 督办单 without an answer is the next step of the ladder."""
    for row in view["supervision"]:
        due = row.day("reply_due") or row.day("rectify_by")
        waits = row.text("duty_state") not in UNSENT and row.day("replied") is None
        if due is not None and due < view.on and waits and is_nothing(row.text("reply")):
            yield catalog.REPLY_MISSING.at(row.at("reply"), found=quoted(row.text("why")), due=due)


def words_in(view: LedgerView) -> StageWords:
    """What the office's words for the stages of problems mean."""
    return words_of(row.values for row in view["loop_stages"])


def is_closed(row: CheckedRow, words: StageWords) -> bool:
    """Closed by stage or by day."""
    return words.stage(row.text("stage")) is ProblemStage.CLOSED or row.day("closed") is not None


CHECKS = (
    problem_no_unit, problem_no_due, problem_no_result, problem_no_closing_day,
    problem_day_not_closed, problem_overdue, unsatisfied_closed, reviewer_missing,
    problem_due_early, rectify_early, reply_missing,
)  # fmt: skip
