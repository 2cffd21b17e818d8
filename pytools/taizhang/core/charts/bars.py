"""Bars and signs of a task in the cells of a chart: what is planned, done, overrun, reached."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from taizhang.core.charts.tasks import WallNode, WallTask, node_kind, share
from taizhang.core.charts.times import TimeCell, cell_of

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bar:
    """A task on the grid: cells planned, cells done (the head of the plan), cells overrun.

    `reversed` says that the start lies after the due date; the bar then is the due date alone.
    `before` and `after` say that it goes on beyond that side of the grid.
    """

    plan: range
    done: range
    over: range
    reversed: bool = False
    before: bool = False
    after: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """Nodes in one cell; `kind` is late, coming or done, the most pressing of its nodes."""

    kind: str
    nodes: tuple[WallNode, ...]


def bar(task: WallTask, cells: Sequence[TimeCell], on: date) -> Bar:
    """The task's bar on the grid, judged on that day; all runs empty when it has no date."""
    if task.start is None and task.due is None:
        return Bar(range(0), range(0), range(0))
    due = task.due or max(cells[-1].last, task.start or cells[-1].last)
    start = min(task.start or cells[0].first, due)
    plan, over = _run(cells, start, due), _over(task, cells, on)
    wrong = task.start is not None and task.start > due
    before = start < cells[0].first and bool(plan)
    after = due > cells[-1].last and bool(plan)
    return Bar(plan, _done(task, cells, plan, start, due), over, wrong, before, after)


def _run(cells: Sequence[TimeCell], start: date, end: date) -> range:
    """Cells touched by the days `start` to `end`, cut to the grid."""
    low, high = cell_of(cells, start), cell_of(cells, end)
    return range(max(low, 0), min(high, len(cells) - 1) + 1)


def _done(task: WallTask, cells: Sequence[TimeCell], plan: range, start: date, due: date) -> range:
    """The head of the plan that is done: by the real finish, else by the share of its days."""
    if task.finished is not None and plan:
        stop = cell_of(cells, min(task.finished, due)) + 1
        return plan[: max(stop - plan.start, 1)]
    days = (due - start).days + 1
    end = start + timedelta(days=int(share(task.progress) * days)) - _DAY
    count = bisect_right(plan, end, key=lambda at: _middle(cells[at], start, due))
    if 0 < share(task.progress) < 1 and len(plan) > 1:
        head_shown, tail_shown = start >= cells[0].first, due <= cells[-1].last
        count = min(max(count, int(head_shown)), len(plan) - tail_shown)
    return plan[:count]


def _middle(cell: TimeCell, start: date, due: date) -> date:
    """The middle day of the part of the cell that lies in the span."""
    first, last = max(cell.first, start), min(cell.last, due)
    return first + (last - first) // 2


def _over(task: WallTask, cells: Sequence[TimeCell], on: date) -> range:
    """Cells after the due date's until the finish, or until today while it is still open."""
    if task.due is None or (task.exempt and not task.closed):
        return range(0)
    until = task.finished or (task.due if task.closed else on)
    if until <= task.due:
        return range(0)
    low, high = cell_of(cells, task.due) + 1, cell_of(cells, until)
    return range(low, min(high, len(cells) - 1) + 1)


def marks(task: WallTask, cells: Sequence[TimeCell], on: date) -> dict[int, Mark]:
    """What stands in which cell: the nodes by their planned date; undated ones stand nowhere."""
    found: dict[int, list[WallNode]] = {}
    for node in task.nodes:
        day = node.planned or node.done
        if day is not None and 0 <= (at := cell_of(cells, day)) < len(cells):
            found.setdefault(at, []).append(node)
    return {at: _mark(task, nodes, on) for at, nodes in sorted(found.items())}


def _mark(task: WallTask, nodes: list[WallNode], on: date) -> Mark:
    kinds = {node_kind(task, node, on) for node in nodes}
    return Mark(next(k for k in ("late", "coming", "done") if k in kinds), tuple(nodes))
