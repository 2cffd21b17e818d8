"""看板 of a period as a plan: which tasks belong to it, their lines, what changed, its number.

Which tasks belong follows from 报送周期: those that report in the period. What was closed before it
began stands on no board any more; what is closed in it stands there once, as done.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from taizhang.core.boards.changes import Turn, change_of, last_period
from taizhang.core.boards.lines import (
    BoardLine,
    BoardMilestone,
    TaskRecords,
    is_report,
    line_of,
    money_of,
)
from taizhang.core.bulletin.numbering import PaperKey, entry_of, number_of
from taizhang.core.bulletin.standing import TaskStanding, standings
from taizhang.core.cadence.rules import Schedule
from taizhang.core.catalog import boards as catalog
from taizhang.core.catalog import bulletin as papers
from taizhang.core.issues import Issue
from taizhang.core.periods import Period
from taizhang.core.roles import Roles, StateRole, roles_of
from taizhang.core.scoring.taking import ScoredSpan
from taizhang.core.tables import LedgerRows, TableRow
from taizhang.core.values.settled import day_of
from taizhang.core.writes import Writes

READ = ("tasks", "nodes", "reports", "judgements", "problems", "lamp_rules", "stage_words",
        "bulletins", "units")  # fmt: skip
BOARD = "看板"
UNJUDGED = "灰"


@dataclass(frozen=True)
class BoardPast:
    """The ledger as a board finds it, and who reports how often."""

    period: Period
    on: date
    tables: Mapping[str, LedgerRows]
    schedule: Schedule
    words: Mapping[str, str] = field(default_factory=dict)
    works: tuple[str, ...] = ()  # what 任务类型 calls building work

    @property
    def span(self) -> ScoredSpan:
        """The time that is told."""
        return ScoredSpan(self.period, self.on)

    @cached_property
    def roles(self) -> Roles:
        """What the office's words stand for."""
        return roles_of(self.tables["lamp_rules"].values, self.tables["stage_words"].values)

    @cached_property
    def everything(self) -> list[TaskStanding]:
        """All tasks of the ledger as they stand in the period."""
        tables = self.tables
        found = standings(tables["tasks"], tables["judgements"], self.roles, self.span)
        return [replace(t, lamp=t.lamp or self._lamp(t.state)) for t in found]

    @cached_property
    def tasks(self) -> list[TaskStanding]:
        """Those that belong to the board."""
        return [t for t in self.everything if self._belongs(t)]

    @cached_property
    def last(self) -> Period | None:
        """The period that the board is compared with."""
        told = [r["period"] for r in self.tables["judgements"].rows]
        return last_period(told, self.period)

    @cached_property
    def before(self) -> Mapping[str, TaskStanding]:
        """How the tasks were judged in the last period."""
        if self.last is None:
            return {}
        span, tables = ScoredSpan(self.last, self.last.last), self.tables
        found = standings(tables["tasks"], tables["judgements"], self.roles, span)
        return {t.text("task_id"): t for t in found if t.lamp}

    @property
    def named(self) -> PaperKey:
        """What 通报登记 knows the board by."""
        return BOARD, self.period, ""

    @property
    def number(self) -> int:
        """Its number among the boards of the year."""
        return number_of(self.tables["bulletins"], self.named)

    def _belongs(self, task: TaskStanding) -> bool:
        if task.closed and task.closed < self.period.first:
            return False
        return self.schedule.is_due(task.row.values, self.period)

    def _lamp(self, state: str) -> str:
        rows = self.tables["lamp_rules"].values
        return next((str(r["lamp"]) for r in rows if str(r["state"]) == state), UNJUDGED)


@dataclass(frozen=True)
class BoardPlan:
    """A board: its lines by leading unit, and what is to be said of it."""

    past: BoardPast
    units: Mapping[str, Sequence[BoardLine]]
    issues: Sequence[Issue] = ()
    writes: Writes = field(default_factory=Writes)

    @cached_property
    def lines(self) -> list[BoardLine]:
        """All lines in the order that they are printed."""
        return [line for lines in self.units.values() for line in lines]

    @property
    def title(self) -> str:
        """The title of the board."""
        return f"{self.past.words.get('地区', '')}{self.past.period.label}督查看板"

    def count(self, *roles: StateRole | None) -> int:
        """How many lines stand so."""
        return sum(line.task.role in roles for line in self.lines)

    def turned(self, *turns: Turn) -> list[BoardLine]:
        """The lines that went that way."""
        return [line for line in self.lines if line.change.turn in turns]

    @property
    def reported(self) -> int:
        """Lines whose leading unit reported in the period."""
        return sum(line.reported for line in self.lines)

    @property
    def progress(self) -> float:
        """Mean progress, a share."""
        return sum(line.task.progress for line in self.lines) / max(len(self.lines), 1)

    @property
    def gained(self) -> float | None:
        """How much further on average those are that were judged before; None where none was."""
        before = self.past.before
        moved = [
            line.task.progress - before[line.task.text("task_id")].progress
            for line in self.lines if line.task.text("task_id") in before
        ]  # fmt: skip
        return sum(moved) / len(moved) if moved else None


def plan_board(past: BoardPast) -> BoardPlan | Issue:
    """The board of the period; an Issue where no task belongs to it."""
    if not past.tasks:
        return catalog.BOARD_EMPTY.at(period=past.period.label)
    lines = board_lines(past, past.tasks)
    plan = BoardPlan(past, by_unit(past, lines), tuple(_doubts(past, past.tasks)))
    plan.writes.findings = plan.issues
    return plan


def board_lines(past: BoardPast, tasks: Sequence[TaskStanding]) -> list[BoardLine]:
    """The lines of these tasks, in their order."""
    around = _surroundings(past)
    return [
        line_of(
            task, around.of(task),
            change_of(task, past.before.get(task.text("task_id")), first=not past.before),
            past.period, past.on,
        )
        for task in tasks
    ]  # fmt: skip


def by_unit(past: BoardPast, lines: Sequence[BoardLine]) -> dict[str, list[BoardLine]]:
    """Lines by leading unit, in the roster's order; a task of several units stands once."""
    names = [str(row["unit"]) for row in past.tables["units"].rows]
    order = {name: at for at, name in enumerate(names)}
    found: dict[str, list[BoardLine]] = {}
    for line in sorted(lines, key=lambda line: order.get(line.unit, len(order))):
        found.setdefault(line.unit, []).append(line)
    return found


def register(plan: BoardPlan, file: str) -> None:
    """Note the board in 通报登记; one that stands there already stays as it is."""
    past = plan.past
    own = entry_of(past.tables["bulletins"], past.named, past.on, plan.title, file)
    if own:
        plan.writes.add("bulletins", own)


@dataclass(frozen=True)
class _Surroundings:
    """The rows of the other sheets by the task that they concern."""

    now: Mapping[str, Sequence[TableRow]]
    before: Mapping[str, Sequence[TableRow]]
    nodes: Mapping[str, Sequence[TableRow]]
    problems: Mapping[str, Sequence[TableRow]]

    def of(self, task: TaskStanding) -> TaskRecords:
        key = task.text("task_id")
        return TaskRecords(
            now=[r for r in self.now.get(key, ()) if is_report(r, task)],
            before=[r for r in self.before.get(key, ()) if is_report(r, task)],
            nodes=[BoardMilestone.of(r) for r in self.nodes.get(key, ())],
            problems=self.problems.get(key, ()),
        )


def _surroundings(past: BoardPast) -> _Surroundings:
    tables, last = past.tables, past.last
    reports = tables["reports"].rows
    span = ScoredSpan(last, last.last) if last else None
    until = min(past.on, past.period.last)
    return _Surroundings(
        _by_task(r for r in reports if past.span.has(r["period"])),
        _by_task(r for r in reports if span and span.has(r["period"])),
        _by_task(tables["nodes"].rows),
        _by_task(r for r in tables["problems"].rows if _is_open(r, until)),
    )


def _is_open(row: TableRow, until: date) -> bool:
    closed, raised = day_of(row["closed"]), day_of(row["raised"]) or day_of(row["assigned"])
    return not (closed and closed <= until) and not (raised and raised > until)


def _by_task(rows: Iterator[TableRow] | Sequence[TableRow]) -> Mapping[str, list[TableRow]]:
    found: dict[str, list[TableRow]] = {}
    for row in rows:
        found.setdefault(str(row["task_id"]), []).append(row)
    return found


def _doubts(past: BoardPast, tasks: Sequence[TaskStanding]) -> Iterator[Issue]:
    judged = Counter(
        str(r["task_id"]) for r in past.tables["judgements"].rows if past.span.has(r["period"])
    )
    bare = [t for t in tasks if t.text("task_id") not in judged and t.role is not StateRole.DONE]
    if bare:
        yield papers.NOT_JUDGED.at(bare[0].place, count=len(bare), period=past.period.label)
    planless = [t for t in tasks if t.text("kind") in past.works and not money_of(t).planned]
    if planless:
        place = past.tables["tasks"].place(planless[0].row.number, "target")
        yield catalog.PLAN_MISSING.at(place, count=len(planless))
