"""What a chart says: tasks as judged on its day, in groups, with their nodes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

CLOSED = ("蓝", "浅蓝")  # lamps of a task that is done
EXEMPT = "灰"  # lamp of a task that no clock runs for: not started, or postponed by leave
URGENT = ("红", "黄")


@dataclass(frozen=True, slots=True)
class WallNode:
    """A node of a task; `planned` places it on the chart, `done` is when it was reached."""

    name: str
    planned: date | None
    done: date | None = None


@dataclass(frozen=True, slots=True)
class WallTask:
    """A task as judged on the chart's day.

    `progress` is a share, 0 to 1. `lamp` is a colour word (红 黄 绿 蓝 浅蓝 灰), `state` the word
    printed on it, `reason` why it burns, `since` since when, `next_step` what the unit does next.
    `due_defaulted` says that the plan named no date and the ledger took one; `original` is the
    date before an extension. `more` are the other columns of the ledger as texts, `history` the
    progress that was reported, by day.
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
    original: date | None = None
    more: Mapping[str, str] = field(default_factory=dict)
    history: tuple[tuple[date, float], ...] = ()

    @property
    def closed(self) -> bool:
        """Whether the work is done, signed off or not."""
        return self.finished is not None or self.lamp in CLOSED

    def late_on(self, on: date) -> bool:
        """Whether it is open after its date on that day; no clock runs for an exempt one."""
        return not self.closed and self.lamp != EXEMPT and self.due is not None and self.due < on

    def text(self, key: str) -> str:
        """A column of the ledger as text; blank where the ledger has no such column."""
        return self.more[key] if key in self.more else str(getattr(self, key, "") or "")


@dataclass(frozen=True, slots=True)
class WallChart:
    """A chart on the day `on`; columns cover `first` to `last` in steps of `grid`.

    `elapsed` and `progress` are shares, 0 to 1: of the plan's time, and of its work. `by` is the
    column that the tasks are grouped by, `ends` the plan's last day where that is not `last`.
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
    by: str = "category"
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks under one heading, in the ledger's order."""

    name: str
    tasks: tuple[WallTask, ...]

    def count(self, *lamps: str) -> int:
        """How many have one of these lamps."""
        return sum(task.lamp in lamps for task in self.tasks)


def groups(tasks: Iterable[WallTask], by: str = "category") -> tuple[Group, ...]:
    """Tasks by a column of the ledger; groups in the order in which they first appear."""
    found: dict[str, list[WallTask]] = {}
    for task in tasks:
        found.setdefault(task.text(by).strip(), []).append(task)
    return tuple(Group(name, tuple(members)) for name, members in found.items())


def urgent(tasks: Iterable[WallTask], by: str = "category") -> tuple[WallTask, ...]:
    """Red tasks, then yellow ones, each in the chart's order."""
    ordered = [task for group in groups(tasks, by) for task in group.tasks]
    return tuple(task for lamp in URGENT for task in ordered if task.lamp == lamp)


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


def share(value: float) -> float:
    """The value as a share, cut to 0 to 1."""
    return min(max(value, 0.0), 1.0)


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
