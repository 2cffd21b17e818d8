"""Progress and figures of a task: in keeping with each other, with the target, with its parts.

Rates (次/月, 合格率) and ceilings (控制在…以内) are no running totals and are not compared.
"""

from collections.abc import Iterator

from taizhang.core.catalog import ledger as catalog
from taizhang.core.checks.standing import FULL, is_done, is_running_total, target_of
from taizhang.core.checks.view import LedgerView, Row
from taizhang.core.issues import Issue, percent
from taizhang.core.roles import StageRole
from taizhang.core.submission import as_name

FAR = 0.3  # of the whole; smaller gaps are a matter of how one counts
MANY_TIMES = 10.0


def are_far(actual: float, target: float, progress: float) -> bool:
    """Whether a part of the target is another share than the progress; one piece may be under way.

    >>> are_far(0, 3, 0.32), are_far(200, 1000, 0.6)
    (False, True)
    """
    return 0 <= actual < target and abs(actual / target - progress) >= FAR + min(1.0, 1 / target)


def target_met_undone(view: LedgerView) -> Iterator[Issue]:
    """L611: one of the two cells was not brought up to date."""
    for row, actual, target, progress in _measured(view):
        if actual >= target and progress < FULL:
            yield catalog.TARGET_MET_UNDONE.at(
                row.at("actual"), found=actual, target=target, progress=percent(progress)
            )


def done_below_target(view: LedgerView) -> Iterator[Issue]:
    """L612: 100 % with two of three is a claim that an inspection will find."""
    for row, actual, target, progress in _measured(view):
        if actual < target and progress >= FULL:
            yield catalog.DONE_BELOW_TARGET.at(row.at("actual"), found=actual, target=target)


def ratio_far(view: LedgerView) -> Iterator[Issue]:
    """L613: a value of this period only, or a progress that was guessed."""
    for row, actual, target, progress in _measured(view):
        if progress < FULL and are_far(actual, target, progress):
            yield catalog.RATIO_FAR.at(
                row.at("actual"), found=percent(actual / target), progress=percent(progress)
            )


def far_over_target(view: LedgerView) -> Iterator[Issue]:
    """L614: ten times the target is mostly 元 for 万元."""
    for row in view["tasks"]:
        actual, target = row.amount("actual"), target_of(row)
        if actual is not None and target is not None and actual >= MANY_TIMES * target:
            yield catalog.FAR_OVER_TARGET.at(
                row.at("actual"), found=actual, target=target, times=round(actual / target, 1)
            )


def measure_missing(view: LedgerView) -> Iterator[Issue]:
    """L615: nobody can fill in 3 of what."""
    for row in view["tasks"]:
        target = row.amount("target")
        if target is not None and target > 0 and not row.text("measure"):
            yield catalog.MEASURE_MISSING.at(row.at("measure"), found=target)


def children_over_parent(view: LedgerView) -> Iterator[Issue]:
    """L616: shares of a target that are more than the target are counted twice."""
    for parent, children in _families(view):
        whole, measure = target_of(parent), parent.text("measure")
        same = [c for c in children if c.text("measure") == measure]
        total = sum(t for c in same if (t := target_of(c)) is not None)
        if whole is not None and measure and total > whole * (1 + 1e-9):
            yield catalog.CHILDREN_OVER_PARENT.at(parent.at("target"), found=total, target=whole)


def child_undone(view: LedgerView) -> Iterator[Issue]:
    """L618: the whole is done when all its parts are."""
    for parent, children in _families(view):
        undone = [c for c in children if c.share("progress") is not None and not is_done(c)]
        if undone and is_done(parent):
            yield catalog.CHILD_UNDONE.at(parent.at("progress"), found=undone[0].task_id)


def not_begun_with_progress(view: LedgerView) -> Iterator[Issue]:
    """L619: a task that has not begun is grey whatever its progress."""
    for row in view["tasks"]:
        progress = row.share("progress")
        if progress is not None and progress > 0 and row.stage is StageRole.UNSTARTED:
            yield catalog.NOT_BEGUN_WITH_PROGRESS.at(
                row.at("stage"), found=row.text("stage"), progress=percent(progress)
            )


def parts_over_whole(view: LedgerView) -> Iterator[Issue]:
    """L617: helpers report their own part, the leading unit the whole."""
    period, parts = view.setting("period"), dict[str, float]()
    for row in view["reports"]:
        amount = row.amount("actual")
        if amount is not None and row.text("role") == "配合" and row.text("period") == period:
            parts[row.task_id] = parts.get(row.task_id, 0.0) + amount
    for task_id, total in parts.items():
        task = view.tasks.get(task_id)
        whole = task.amount("actual") if task and is_running_total(task) else None
        if task is not None and whole is not None and total > whole * (1 + 1e-9):
            yield catalog.PARTS_OVER_WHOLE.at(task.at("actual"), found=total, whole=whole)


def _measured(view: LedgerView) -> Iterator[tuple[Row, float, float, float]]:
    """Tasks with a running total, a target for it, and a progress."""
    for row in view["tasks"]:
        actual, target, progress = row.amount("actual"), target_of(row), row.share("progress")
        if actual is not None and target is not None and progress is not None:
            yield row, actual, target, progress


def _families(view: LedgerView) -> Iterator[tuple[Row, list[Row]]]:
    children: dict[str, list[Row]] = {}
    for row in view["tasks"]:
        parent = as_name(row["parent_id"])
        if parent and parent != row.task_id:
            children.setdefault(parent, []).append(row)
    for name, rows in children.items():
        if name in view.tasks:
            yield view.tasks[name], rows


CHECKS = (
    target_met_undone, done_below_target, ratio_far, far_over_target, measure_missing,
    children_over_parent, parts_over_whole, child_undone, not_begun_with_progress,
)  # fmt: skip
