"""The wall chart as arithmetic: days into cells, progress into bars, nodes into marks.

Nothing here draws or knows a colour. A chart is what the ledger says on one day; a cell is the
旬, half month or month that one column of the chart stands for; a bar is three runs of cells.
`range` stands for a run of cells: its numbers are columns of the time grid, counted from 0.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

GRIDS = ("旬", "半月", "月")  # from fine to coarse
LEAST_CELLS = 6  # a shorter plan still gets a grid wide enough for its heads
MOST_CELLS = 72  # more are too narrow to read across a sheet
CLOSED = ("蓝", "浅蓝")  # lamps of a task that is done
EXEMPT = "灰"  # lamp of a task that no clock runs for: not started, or postponed by leave
URGENT = ("红", "黄")

_PARTS = {
    "旬": ((1, "上"), (11, "中"), (21, "下")),
    "半月": ((1, "上"), (16, "下")),
    "月": ((1, ""),),
}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WallNode:
    """A node of a task; `planned` places it on the chart, `done` is when it was reached."""

    name: str
    planned: date | None
    done: date | None = None


@dataclass(frozen=True, slots=True)
class WallTask:
    """One row of the chart as judged on its day.

    `progress` is a share, 0 to 1. `lamp` is a colour word (红 黄 绿 蓝 浅蓝 灰), `state` the word
    printed on it, `reason` why it burns, `since` since when, `next_step` what the unit does next.
    `due_defaulted` says that the plan named no date and the ledger took one.
    """

    task_id: str
    category: str
    name: str
    lead: str
    leader: str
    start: date | None
    due: date | None
    due_defaulted: bool
    progress: float
    state: str
    lamp: str
    reason: str = ""
    level: str = ""
    nodes: tuple[WallNode, ...] = ()
    finished: date | None = None
    since: str = ""
    next_step: str = ""

    @property
    def closed(self) -> bool:
        """Whether the work is done, signed off or not."""
        return self.finished is not None or self.lamp in CLOSED


@dataclass(frozen=True, slots=True)
class WallChart:
    """A chart on the day `on`; columns cover `first` to `last` in steps of `grid`.

    `elapsed` and `progress` are shares, 0 to 1: of the plan's time, and of its work.
    """

    title: str
    place: str
    period_label: str
    on: date
    cutoff_text: str
    tasks: tuple[WallTask, ...]
    first: date
    last: date
    grid: str = "旬"
    elapsed: float = 0.0
    progress: float = 0.0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One column of the grid: its first and last day, and 上 中 下 where a month is parted."""

    first: date
    last: date
    part: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A task on the grid: cells planned, cells done (the head of the plan), cells overrun.

    `reversed` says that the start lies after the due date; the bar then is the due date alone.
    """

    plan: range
    done: range
    over: range
    reversed: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """Nodes in one cell; `kind` is late, coming or done, the most pressing of its nodes."""

    kind: str
    nodes: tuple[WallNode, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks of one category in the ledger's order."""

    name: str
    tasks: tuple[WallTask, ...]


def chart_cells(chart: WallChart) -> tuple[Cell, ...]:
    """The chart's columns: its grid, or a coarser one where that would be too fine to read.

    A span too long even for months, mostly a slip in somebody's date, is cut to the months
    around the chart's day. KeyError for a grid that is not one of GRIDS.
    """
    for grid in (chart.grid, *GRIDS[1:]):
        if _months(chart.first, chart.last) * len(_PARTS[grid]) <= MOST_CELLS:
            return time_cells(chart.first, chart.last, grid)
    first = max(chart.first, _month_after(chart.on, -MOST_CELLS // 2))
    last = min(chart.last, _month_after(first, MOST_CELLS - 1))
    return time_cells(first, last, GRIDS[-1])


def _months(first: date, last: date) -> int:
    """Months that the days touch."""
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _month_after(day: date, months: int) -> date:
    """The first day of the month so many months away, within the years that dates can have."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(min(max(year, 1), 9998), month + 1, 1)


def time_cells(first: date, last: date, grid: str) -> tuple[Cell, ...]:
    """Cells in order that cover `first` to `last` without a gap; whole months, at least six cells.

    KeyError for a grid that is not one of GRIDS.
    """
    starts: list[tuple[date, str]] = []
    month, last = first.replace(day=1), max(first, last)
    while month <= last or len(starts) < LEAST_CELLS:
        starts += [(month.replace(day=day), part) for day, part in _PARTS[grid]]
        month = _month_after(month, 1)
    ends = [day - _DAY for day, _ in starts[1:]] + [month - _DAY]
    return tuple(Cell(day, end, part) for (day, part), end in zip(starts, ends, strict=True))


def cell_of(cells: Sequence[Cell], day: date) -> int:
    """The cell that holds the day: -1 before the grid, len(cells) after it."""
    if day > cells[-1].last:
        return len(cells)
    return bisect_right(cells, day, key=lambda cell: cell.first) - 1


def today_edge(cells: Sequence[Cell], on: date) -> int | None:
    """The cell border nearest to the day: 0 is the left one of the grid; None outside it."""
    at = cell_of(cells, on)
    if not 0 <= at < len(cells):
        return None
    cell = cells[at]
    gone = (on - cell.first).days + 0.5
    return at + (gone * 2 > (cell.last - cell.first).days + 1)


def runs(cells: Sequence[Cell], label: Callable[[Cell], str]) -> list[tuple[str, range]]:
    """Neighbouring cells of one label, in order: what a head spans."""
    found = []
    for text, group in groupby(range(len(cells)), key=lambda i: label(cells[i])):
        members = list(group)
        found.append((text, range(members[0], members[-1] + 1)))
    return found


def bar(task: WallTask, cells: Sequence[Cell], on: date) -> Bar:
    """The task's bar on the grid, judged on that day; all runs empty when it has no date."""
    if task.start is None and task.due is None:
        return Bar(range(0), range(0), range(0))
    due = task.due or max(cells[-1].last, task.start or cells[-1].last)
    start = min(task.start or cells[0].first, due)
    plan = _run(cells, start, due)
    wrong = task.start is not None and task.start > due
    return Bar(plan, _done(task, cells, plan, start, due), _over(task, cells, on), wrong)


def _run(cells: Sequence[Cell], start: date, end: date) -> range:
    """Cells touched by the days `start` to `end`, cut to the grid."""
    low, high = cell_of(cells, start), cell_of(cells, end)
    return range(max(low, 0), min(high, len(cells) - 1) + 1)


def _done(task: WallTask, cells: Sequence[Cell], plan: range, start: date, due: date) -> range:
    """The head of the plan that is done: by the real finish, else by the share of its days."""
    if task.finished is not None and plan:
        stop = cell_of(cells, min(task.finished, due)) + 1
        return plan[: max(stop - plan.start, 1)]
    days = (due - start).days + 1
    end = start + timedelta(days=int(share(task.progress) * days)) - _DAY
    count = sum(_middle(cells[i], start, due) <= end for i in plan)
    if 0 < share(task.progress) < 1 and len(plan) > 1:
        head_shown, tail_shown = start >= cells[0].first, due <= cells[-1].last
        count = min(max(count, int(head_shown)), len(plan) - tail_shown)
    return plan[:count]


def _middle(cell: Cell, start: date, due: date) -> date:
    """The middle day of the part of the cell that lies in the span."""
    first, last = max(cell.first, start), min(cell.last, due)
    return first + (last - first) // 2


def _over(task: WallTask, cells: Sequence[Cell], on: date) -> range:
    """Cells after the due date's until the finish, or until today while it is still open."""
    if task.due is None or (task.lamp == EXEMPT and not task.closed):
        return range(0)
    until = task.finished or (task.due if task.closed else on)
    if until <= task.due:
        return range(0)
    low, high = cell_of(cells, task.due) + 1, cell_of(cells, until)
    return range(low, min(high, len(cells) - 1) + 1)


def share(value: float) -> float:
    """The value as a share, cut to 0 to 1."""
    return min(max(value, 0.0), 1.0)


def marks(task: WallTask, cells: Sequence[Cell], on: date) -> dict[int, Mark]:
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


def node_kind(task: WallTask, node: WallNode, on: date) -> str:
    """done, late or coming. A closed task has no open node; no clock runs for an exempt one."""
    if node.done is not None or task.closed:
        return "done"
    late = node.planned is not None and node.planned < on and task.lamp != EXEMPT
    return "late" if late else "coming"


def next_node(task: WallTask) -> WallNode | None:
    """The earliest dated node not reached yet, or None."""
    open_nodes = [n for n in task.nodes if n.done is None and n.planned is not None]
    return min(open_nodes, key=lambda n: (n.planned or date.max, n.name), default=None)


def groups(tasks: Iterable[WallTask]) -> tuple[Group, ...]:
    """Tasks by category; categories in the order in which they first appear."""
    found: dict[str, list[WallTask]] = {}
    for task in tasks:
        found.setdefault(task.category, []).append(task)
    return tuple(Group(name, tuple(members)) for name, members in found.items())


def urgent(tasks: Iterable[WallTask]) -> tuple[WallTask, ...]:
    """Red tasks, then yellow ones, each in the chart's order."""
    ordered = [task for group in groups(tasks) for task in group.tasks]
    return tuple(task for lamp in URGENT for task in ordered if task.lamp == lamp)


def numeral(number: int) -> str:
    """A heading number in Chinese; from 100 on in digits.

    >>> numeral(3), numeral(10), numeral(13), numeral(20), numeral(45), numeral(100)
    ('三', '十', '十三', '二十', '四十五', '100')
    """
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    if tens > 9:
        return str(number)
    if tens == 0:
        return digits[ones]
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")
