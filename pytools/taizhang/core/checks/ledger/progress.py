"""Progress and figures of a task: in keeping with each other, with the target, with its parts.

Rates (次/月, 合格率) and ceilings (控制在…以内) are no running totals and are not compared.
"""

from collections.abc import Iterator

from taizhang.core.catalog import ledger_checks as catalog
from taizhang.core.checks.measured import Measured, done_below, far_apart, far_over, met_undone
from taizhang.core.checks.standing import is_done, is_running_total, target_of
from taizhang.core.checks.view import CheckedRow, LedgerView
from taizhang.core.issues import Issue, percent
from taizhang.core.roles import StageRole
from taizhang.core.submission import as_name


def target_met_undone(view: LedgerView) -> Iterator[Issue]:
    """L611: one of the two cells was not brought up to date."""
    return met_undone(catalog.TARGET_MET_UNDONE, _measured(view))


def done_below_target(view: LedgerView) -> Iterator[Issue]:
    """L612: 100 % with two of three is a claim that an inspection will find."""
    return done_below(catalog.DONE_BELOW_TARGET, _measured(view))


def ratio_far(view: LedgerView) -> Iterator[Issue]:
    """L613: a value of this period only, or a progress that was guessed."""
    return far_apart(catalog.RATIO_FAR, _measured(view))


def far_over_target(view: LedgerView) -> Iterator[Issue]:
    """L614: ten times the target is mostly 元 for 万元."""
    return far_over(catalog.FAR_OVER_TARGET, _aimed(view))


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


def stretch_below(view: LedgerView) -> Iterator[Issue]:
    """L622: of two targets the one that is striven for is the higher; a remark explains another."""
    for row in view["tasks"]:
        stretch, target = row.amount("stretch"), row.amount("target")
        if (
            stretch is not None
            and target is not None
            and stretch <= target
            and not row.text("note")
        ):
            yield catalog.STRETCH_BELOW.at(row.at("stretch"), found=stretch, target=target)


def _measured(view: LedgerView) -> Iterator[Measured]:
    """Tasks with a running total, a target for it, and a progress."""
    for row in view["tasks"]:
        actual, target, progress = row.amount("actual"), target_of(row), row.share("progress")
        if actual is not None and target is not None and progress is not None:
            yield Measured(row.at, actual, target, progress)


def _aimed(view: LedgerView) -> Iterator[Measured]:
    """Tasks with a running total and a target for it."""
    for row in view["tasks"]:
        actual, target = row.amount("actual"), target_of(row)
        if actual is not None and target is not None:
            yield Measured(row.at, actual, target)


def _families(view: LedgerView) -> Iterator[tuple[CheckedRow, list[CheckedRow]]]:
    children: dict[str, list[CheckedRow]] = {}
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
    stretch_below,
)  # fmt: skip
