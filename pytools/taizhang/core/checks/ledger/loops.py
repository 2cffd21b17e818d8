"""销号记录, 延期记录, 线索核查 and the stages of problems: what happened agrees with what the ledger says."""

from collections.abc import Iterator
from datetime import date

from taizhang.core.catalog import loops as catalog
from taizhang.core.checks.ledger.problems import UNSENT, words_in
from taizhang.core.checks.ledger.problems import is_closed as is_settled
from taizhang.core.checks.standing import is_closed
from taizhang.core.checks.view import CheckedRow, LedgerView
from taizhang.core.closing.extending import Stand, reviews_of, stand_of
from taizhang.core.closing.loop import RoundStanding
from taizhang.core.closing.plan import standing_of
from taizhang.core.columns import Key
from taizhang.core.issues import Issue, Place, percent, show
from taizhang.core.periods import Workdays
from taizhang.core.problems.plan import TRUE
from taizhang.core.problems.seen import is_same
from taizhang.core.problems.stages import OTHERS, ProblemStage, StageLimits, limits_of
from taizhang.core.problems.steps import DATES, misdated
from taizhang.core.roles import StageRole
from taizhang.core.values.settled import same

WORKED = "上班"
FIGURES: tuple[Key, ...] = ("progress", "actual")
REBOUND = "反弹"


def closed_unreviewed(view: LedgerView) -> Iterator[Issue]:
    """C113: whoever signs answers for it, so somebody must have signed."""
    last, days = _last_rounds(view), [r.day("applied") for r in view["closings"]]
    begun = min((day for day in days if day is not None), default=None)
    for row in view["tasks"]:
        there, day = last.get(row.task_id), row.day("closed")
        if begun is None or (day is not None and day < begun):
            continue  # closed before 销号记录 was kept
        signed = there is not None and standing_of(there.text("standing")) is RoundStanding.CLOSED
        if is_closed(row) and not signed:
            yield catalog.CLOSED_UNREVIEWED.at(row.at("stage"))


def closed_figure_moved(view: LedgerView) -> Iterator[Issue]:
    """C114: what was accepted may not become another figure afterwards."""
    for there, task in _closed_rounds(view):
        for key in FIGURES:
            then, now = there[key], task[key]
            if not same(then, now):
                shown = [_figure(task, key, value) for value in (then, now)]
                label = task.head.spec[key].label
                yield catalog.CLOSED_FIGURE_MOVED.at(
                    task.at(key), label=label, then=shown[0], now=shown[1]
                )


def record_differs(view: LedgerView) -> Iterator[Issue]:
    """C115: closed on one sheet and open on the other, it is counted twice."""
    for there, task in _closed_rounds(view):
        if task.stage is not StageRole.CLOSED:
            yield catalog.RECORD_DIFFERS.at(
                task.at("stage"), found=there.text("standing"), stage=task.text("stage")
            )


def rebound_left(view: LedgerView) -> Iterator[Issue]:
    """C116: 回头看 that finds the old state again is not the end."""
    for row in view["closings"]:
        over = standing_of(row.text("standing")) is RoundStanding.CLOSED
        if over and row.text("rebound") == REBOUND and not row.text("restart"):
            yield catalog.REBOUND_LEFT.at(row.at("restart"), found=REBOUND)


def lookback_due(view: LedgerView) -> Iterator[Issue]:
    """C156: what was closed or answered is looked at once more, on the day that was set."""
    closed = (
        (row.day("lookback"), row.at("rebound"), f"{row.task_id}第{show(row['round'])}轮")
        for row in view["closings"]
        if standing_of(row.text("standing")) is RoundStanding.CLOSED
        and not row.text("rebound") and not row.text("restart")
    )  # fmt: skip
    answered = (
        (row.day("review_due"), row.at("review"), row.text("number") or row.text("supervision"))
        for row in view["supervision"]
        if row.text("duty_state") not in UNSENT and not row.text("review")
    )
    for due, place, found in (*closed, *answered):
        if due is not None and due < view.on:
            yield catalog.LOOKBACK_DUE.at(place, found=found, due=due)


def extension_waiting(view: LedgerView) -> Iterator[Issue]:
    """C127: until somebody decides, the old deadline judges."""
    for row in view["extensions"]:
        if stand_of(row.text("standing")) is Stand.WAITING:
            asked = row.day("asked") or "长期"
            yield catalog.EXTENSION_WAITING.at(
                row.at("decision"), asked=asked, due=row.day("due_then")
            )


def due_moved(view: LedgerView) -> Iterator[Issue]:
    """C128: a deadline that nobody has granted is no deadline."""
    granted: dict[str, CheckedRow] = {}
    for row in view["extensions"]:
        if stand_of(row.text("standing")) is Stand.GRANTED and row.day("granted") is not None:
            granted[row.task_id] = row
    for task_id, row in granted.items():
        task = view.tasks.get(task_id)
        if task is not None and task.day("due") != row.day("granted"):
            yield catalog.DUE_MOVED.at(
                task.at("due"), granted=row.day("granted"), due=task.day("due")
            )


def original_moved(view: LedgerView) -> Iterator[Issue]:
    """C129: the year's end is judged by the first deadline."""
    first: dict[str, CheckedRow] = {}
    for row in view["extensions"]:
        if stand_of(row.text("standing")) is Stand.GRANTED:
            first.setdefault(row.task_id, row)
    for task_id, row in first.items():
        task = view.tasks.get(task_id)
        then = row.day("due_then")
        found = task.day("due_original") if task is not None else None
        if task is not None and found is not None and then is not None and found > then:
            yield catalog.ORIGINAL_MOVED.at(task.at("due_original"), first=then, found=found)


def problem_misdated(view: LedgerView) -> Iterator[Issue]:
    """C145: nobody answers before being asked."""
    for row in view["problems"]:
        if (wrong := misdated(row.values)) is not None:
            yield catalog.PROBLEM_DATES.at(_at(row, wrong.column), **wrong.values)


def stage_late(view: LedgerView) -> Iterator[Issue]:
    """C146: each stage has its days; the work itself has 办理时限."""
    limits, words = _limits(view), words_in(view)
    for row in view["problems"]:
        stage = words.stage(row.text("stage"))
        until = limits.ends(row.values, stage)
        if until is not None and until < view.on:
            yield catalog.STAGE_LATE.at(
                row.at("stage"), stage=row.text("stage"), until=until, days=(view.on - until).days
            )


def problem_unreviewed(view: LedgerView) -> Iterator[Issue]:
    """C147: 审核 and 回访 stand in 办理经过; without them it was closed on paper."""
    words = words_in(view)
    for row in view["problems"]:
        course = row.text("course")
        if not course or not is_settled(row, words):
            continue  # a row from before the loop had steps is judged by L803 to L808
        lacking = [name for name in ("审核通过", "回访") if f" {name}" not in course]
        if lacking:
            yield catalog.PROBLEM_UNREVIEWED.at(row.at("stage"), lacking=lacking)


def clue_waits(view: LedgerView) -> Iterator[Issue]:
    """C149: a clue that proved true is a problem."""
    for row in view["clues"]:
        found = row.text("conclusion")
        if found in TRUE and not row.text("problem_id"):
            yield catalog.CLUE_WAITS.at(row.at("problem_id"), found=found)


def clue_misdated(view: LedgerView) -> Iterator[Issue]:
    """C155: nobody looks into what has not come yet."""
    for row in view["clues"]:
        found, before = row.day("checked"), row.day("received")
        if found is not None and before is not None and found < before:
            yield catalog.CLUE_DATES.at(row.at("checked"), found=found, before=before)


def seen_differs(view: LedgerView) -> Iterator[Issue]:
    """C174: what was reported and what was seen; a remark of the clerk's explains it."""
    for row in view["clues"]:
        if not is_same(row["said"], row["seen"]) and not row.text("note"):
            said, seen = show(row["said"]), show(row["seen"])
            yield catalog.SEEN_DIFFERS.at(row.at("seen"), said=said, seen=seen)


def limit_unreadable(view: LedgerView) -> Iterator[Issue]:
    """C152: a limit that nobody can read limits nothing."""
    words = words_in(view)
    for row in view["loop_limits"]:
        stage, days = row.text("stage"), row.amount("days")
        unknown = not stage or words.stage(stage) is None
        if unknown or (row.text("days") and (days is None or days < 0)):
            column: Key = "stage" if unknown else "days"
            yield catalog.LIMIT_UNREADABLE.at(row.at(column), found=row.text(column))


def lasting_due(view: LedgerView) -> Iterator[Issue]:
    """C172: what has no deadline any more is looked at again on the day that was set."""
    for task_id, due, place in _lasting(view):
        if due is not None and due < view.on:
            yield catalog.LASTING_REVIEW.at(place, task=task_id, due=due)


def lasting_undated(view: LedgerView) -> Iterator[Issue]:
    """C173: what has no deadline any more has a day on which it is looked at again."""
    for task_id, due, place in _lasting(view):
        if due is None:
            yield catalog.LASTING_UNDATED.at(place, task=task_id)


def _lasting(view: LedgerView) -> Iterator[tuple[str, date | None, Place]]:
    """Tasks that stand as 持续整改, the day of the next look and where it is written."""
    last = {row.task_id: row for row in view["extensions"] if _is_granted(row)}
    for task_id, due in reviews_of([row.values for row in last.values()], view.on).items():
        task = view.tasks.get(task_id)
        if task is not None and task.stage is StageRole.EXTENDED:
            yield task_id, due, last[task_id].at("review_due")


def _is_granted(row: CheckedRow) -> bool:
    return stand_of(row.text("standing")) is Stand.GRANTED


def limit_never(view: LedgerView) -> Iterator[Issue]:
    """C171: a limit that no problem can ever come to is taken for one that is watched."""
    words, first = words_in(view), dict[tuple[str, ProblemStage], int]()
    kinds = {
        *view.lists["problem_kinds"],
        OTHERS,
        *(r.text("problem_kind") for r in view["problems"]),
    }
    for row in view["loop_limits"]:
        stage, kind = words.stage(row.text("stage")), row.text("problem_kind") or OTHERS
        if stage is None or not row.text("stage"):
            continue  # C152
        before = first.setdefault((kind, stage), row.number)
        why = (
            catalog.LIMIT_STAGE_LAST.format(stage=row.text("stage")) if stage is ProblemStage.CLOSED
            else catalog.LIMIT_TWICE.format(row=before) if before != row.number
            else catalog.LIMIT_KIND_UNKNOWN if kind not in kinds
            else ""
        )  # fmt: skip
        if why:
            yield catalog.LIMIT_NEVER.at(
                row.at("stage"), kind=kind, stage=row.text("stage"), why=why
            )


def _limits(view: LedgerView) -> StageLimits:
    own = {
        day: row.text("day_kind") == WORKED
        for row in view["holidays"]
        if (day := row.day("day")) is not None
    }
    return limits_of((row.values for row in view["loop_limits"]), words_in(view), Workdays(own))


def _last_rounds(view: LedgerView) -> dict[str, CheckedRow]:
    """The last row of 销号记录 of each task."""
    found: dict[str, CheckedRow] = {}
    for row in view["closings"]:
        before = found.get(row.task_id)
        if before is None or (row.amount("round") or 0) >= (before.amount("round") or 0):
            found[row.task_id] = row
    return found


def _closed_rounds(view: LedgerView) -> Iterator[tuple[CheckedRow, CheckedRow]]:
    """Rounds that ended with 已销号, with their tasks."""
    for task_id, row in _last_rounds(view).items():
        task = view.tasks.get(task_id)
        if task is not None and standing_of(row.text("standing")) is RoundStanding.CLOSED:
            yield row, task


def _at(row: CheckedRow, label: str) -> Place:
    """The place of a cell whose column is only known as a text."""
    column: Key = next(key for key in DATES if key == label)
    return row.at(column)


def _figure(task: CheckedRow, key: str, value: object) -> str:
    is_share = task.head.spec[key].kind == "percent" and isinstance(value, int | float)
    return percent(float(value)) if is_share and isinstance(value, int | float) else show(value)


CHECKS = (
    closed_unreviewed, closed_figure_moved, record_differs, rebound_left, lookback_due,
    extension_waiting, due_moved, original_moved, problem_misdated, stage_late, problem_unreviewed, clue_waits,
    clue_misdated, seen_differs, limit_unreadable, limit_never, lasting_due, lasting_undated,
)  # fmt: skip
