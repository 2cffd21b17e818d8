"""What a chart says: tasks as judged on its day, in groups, with their nodes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from taizhang.core.cadence.calendar import Calendar
from taizhang.core.roles import AT_REST, BURNING, OVER, SHIPPED_STATES, StateRole

URGENT: tuple[StateRole | None, ...] = BURNING
LAMPS = ("红", "橙", "黄")  # of tasks that burn alike, the gravest first
# where a state's word says nothing of its role, its lamp does
BY_LAMP = {
    "红": StateRole.GRAVE, "黄": StateRole.WARNED, "绿": StateRole.FINE, "浅蓝": StateRole.WAITING,
    "蓝": StateRole.DONE,
}  # fmt: skip


_SHIPPED_WORDS = {role: word for word, role in SHIPPED_STATES.items()}


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
    printed on it and `role` what it means, `reason` why it burns, `since` since when, `next_step` what the unit does next.
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
    role: StateRole | None = None

    @property
    def standing(self) -> StateRole | None:
        """What its state means; None for one that nobody has judged."""
        return self.role or SHIPPED_STATES.get(self.state) or BY_LAMP.get(self.lamp)

    @property
    def closed(self) -> bool:
        """Whether the work is done, signed off or not."""
        return self.finished is not None or self.standing in OVER

    @property
    def exempt(self) -> bool:
        """Whether no clock runs for it: not started, postponed by leave, or not judged."""
        return self.standing is None or self.standing in AT_REST

    def late_on(self, on: date) -> bool:
        """Whether it is open after its date on that day; no clock runs for an exempt one."""
        return not self.closed and not self.exempt and self.due is not None and self.due < on

    def text(self, key: str) -> str:
        """A column of the ledger as text; blank where the ledger has no such column."""
        return self.more[key] if key in self.more else str(getattr(self, key, "") or "")


class Besides(NamedTuple):
    """A column of the ledger marked for the chart; `width` as on the sheet, in characters."""

    key: str
    label: str
    width: float


@dataclass(frozen=True, slots=True)
class WallChart:
    """A chart on the day `on`; columns cover `first` to `last` in steps of `grid`.

    `elapsed` and `progress` are shares, 0 to 1: of the plan's time, and of its work. `by` is the
    column that the tasks are grouped by, `ends` the plan's last day where that is not `last`, `words`
    what the office calls a state of each role. `besides` are columns of the ledger that are to be
    shown, whatever the style has. `calendar` is what is owed in the months of the period.
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
    calendar: Calendar | None = None
    besides: tuple[Besides, ...] = ()
    words: Mapping[StateRole, tuple[str, ...]] = field(default_factory=dict)

    def word(self, role: StateRole) -> str:
        """The office's word for a role, for headings."""
        return self.says(role)[0]

    def says(self, role: StateRole) -> tuple[str, ...]:
        """All words that the office has for a role."""
        return self.words.get(role) or (_SHIPPED_WORDS[role],)


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """Tasks under one heading, in the ledger's order."""

    name: str
    tasks: tuple[WallTask, ...]

    def count(self, *wanted: StateRole | None) -> int:
        """How many are in a state of one of these roles."""
        return sum(task.standing in wanted for task in self.tasks)


def groups(tasks: Iterable[WallTask], by: str = "category") -> tuple[TaskGroup, ...]:
    """Tasks by a column of the ledger; groups in the order in which they first appear."""
    found: dict[str, list[WallTask]] = {}
    for task in tasks:
        found.setdefault(task.text(by).strip(), []).append(task)
    return tuple(TaskGroup(name, tuple(members)) for name, members in found.items())


def urgent(tasks: Iterable[WallTask], by: str = "category") -> tuple[WallTask, ...]:
    """Grave tasks, then those warned of, each in the chart's order."""
    ordered = [task for group in groups(tasks, by) for task in group.tasks]
    burns = [task for task in ordered if task.standing in URGENT]
    return tuple(sorted(burns, key=lambda t: (URGENT.index(t.standing), _gravity(t.lamp))))


def _gravity(lamp: str) -> int:
    return LAMPS.index(lamp) if lamp in LAMPS else len(LAMPS)


def burning(
    tasks: Iterable[WallTask], by: str = "category"
) -> tuple[tuple[str, tuple[WallTask, ...]], ...]:
    """The urgent tasks by their lamps, the gravest first; none for a lamp that none has."""
    found: dict[str, list[WallTask]] = {}
    for task in urgent(tasks, by):
        found.setdefault(task.lamp, []).append(task)
    return tuple((lamp, tuple(members)) for lamp, members in found.items())


def node_kind(task: WallTask, node: WallNode, on: date) -> str:
    """done, late or coming. A closed task has no open node; no clock runs for an exempt one."""
    if node.done is not None or task.closed:
        return "done"
    late = node.planned is not None and node.planned < on and not task.exempt
    return "late" if late else "coming"


def next_node(task: WallTask) -> WallNode | None:
    """The earliest dated node not reached yet, or None."""
    open_nodes = [n for n in task.nodes if n.done is None and n.planned is not None]
    return min(open_nodes, key=lambda n: (n.planned or date.max, n.name), default=None)


def share(value: float) -> float:
    """The value as a share, cut to 0 to 1."""
    return min(max(value, 0.0), 1.0)
