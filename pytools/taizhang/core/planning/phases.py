"""Phases with ends of their own, and half time: what was to be done by then, what is done, what is not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from taizhang.core.catalog import planning as catalog
from taizhang.core.issues import Issue, percent
from taizhang.core.judge.lamps import elapsed_share
from taizhang.core.roles import Roles, roles_of
from taizhang.core.submission import Row
from taizhang.core.tables import LedgerRows, TableRow
from taizhang.core.values.settled import day_of

READ = ("tasks", "nodes", "phases", "lamp_rules", "stage_words")
HALF = "时间过半任务过半"
YEARLY_STARTS_BEFORE = (4, 1)  # a task begun by then and due at the year's end is the year's task


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase: its name, days and aim; `share` is the progress that it asks for."""

    name: str
    start: date | None
    end: date
    aim: str = ""
    share: float | None = None


@dataclass(frozen=True, slots=True)
class PhaseStanding:
    """A task at the end of a phase: what was wanted of it by then, and what there is."""

    row: TableRow
    wanted: float
    progress: float
    done: bool

    @property
    def behind(self) -> bool:
        """Whether less is done than was wanted, in whole percents as both are printed."""
        return not self.done and round(self.progress, 2) < round(self.wanted, 2)


@dataclass(frozen=True, slots=True)
class Summary:
    """A phase with its tasks as they stand on a day."""

    phase: Phase
    tasks: tuple[PhaseStanding, ...]
    on: date

    @property
    def done(self) -> int:
        """How many are finished."""
        return sum(t.done for t in self.tasks)

    @property
    def behind(self) -> tuple[PhaseStanding, ...]:
        """Those with less done than was wanted; none of a phase that has not begun."""
        return tuple(t for t in self.tasks if t.behind and self.begun)

    @property
    def begun(self) -> bool:
        """Whether the phase has begun, so that anything can be asked of its tasks."""
        return self.phase.start is None or self.phase.start <= self.on

    @property
    def over(self) -> bool:
        """Whether the phase has ended."""
        return self.phase.end < self.on


def phases_of(table: LedgerRows) -> tuple[list[Phase], list[Issue]]:
    """Return the phases by their ends, and an Issue for each row that is of no use."""
    found, issues = [], []
    for row in table.rows:
        name, start, end = str(row["phase"]).strip(), day_of(row["start"]), day_of(row["end"])
        if not name:
            continue
        if end is None or (start is not None and start > end):
            issues.append(catalog.PHASE_UNREAD.at(table.place(row.number, "end"), found=name))
            continue
        share = row["share"]
        found.append(
            Phase(
                name,
                start,
                end,
                str(row["aim"]),
                float(share) if isinstance(share, float) else None,
            )
        )
    return sorted(found, key=lambda p: p.end), issues


def summaries(tables: Mapping[str, LedgerRows], phases: Sequence[Phase], on: date) -> list[Summary]:
    """Return each phase with its tasks: those that name it, else those due within its days."""
    rows = [r for r in tables["tasks"].rows if r["task_id"]]
    roles = roles_of(stages=tables["stage_words"].values)
    found = []
    for phase in phases:
        mine = (r for r in rows if _is_in(r, phase, phases))
        standing = (_standing(r, _wanted(r.values, phase), roles) for r in mine)
        found.append(Summary(phase, tuple(standing), on))
    return found


def _is_in(row: TableRow, phase: Phase, phases: Sequence[Phase]) -> bool:
    """A task is in the phase it names; without a name, in the first one that ends at its due date."""
    if name := str(row["phase"]).strip():
        return name == phase.name
    due = day_of(row["due"])
    first = next((p for p in phases if due is not None and due <= p.end), None)
    return first is phase


def _standing(row: TableRow, wanted: float, roles: Roles) -> PhaseStanding:
    progress = row["progress"]
    done = bool(row["finished"]) or roles.has_closed(row.values)
    share = float(progress) if isinstance(progress, int | float) else 0.0
    return PhaseStanding(row, wanted, share, done or share >= 1)


def _wanted(task: Row, phase: Phase) -> float:
    """What the phase asks for; else all of what is due by its end, and the elapsed share of others."""
    if phase.share is not None:
        return phase.share
    start, due = day_of(task["start"]), day_of(task["due"])
    if due is None or due <= phase.end:
        return 1.0
    return elapsed_share(start, due, phase.end) or 0.0


def half_time(tables: Mapping[str, LedgerRows], on: date) -> Summary:
    """时间过半任务过半: the year's tasks begun by 30 June, which ask for a half by then.

    A task of less or more than the year is asked for the share of its own days that has passed,
    one that was due by then for all of it.
    """
    end = date(on.year, 6, 30)
    rows = [r for r in tables["tasks"].rows if r["task_id"] and _runs_at(r.values, end)]
    roles = roles_of(stages=tables["stage_words"].values)
    standing = tuple(_standing(r, half_of(r.values, end), roles) for r in rows)
    return Summary(Phase(HALF, date(on.year, 1, 1), end, "时间过半，任务过半"), standing, on)


def _runs_at(task: Row, day: date) -> bool:
    start, due = day_of(task["start"]), day_of(task["due"])
    begun = start is not None and start <= day
    return begun and due is not None and due >= date(day.year, 1, 1)


def half_of(task: Row, end: date) -> float:
    """Return what a task is asked for at half time."""
    start, due = day_of(task["start"]), day_of(task["due"])
    if start is None or due is None:
        return 0.0
    early, late = date(end.year, *YEARLY_STARTS_BEFORE), date(end.year, 12, 1)
    if date(end.year, 1, 1) <= start < early and late <= due <= date(end.year, 12, 31):
        return 0.5
    return elapsed_share(start, due, end) or 0.0


def phase_issues(
    table: LedgerRows, phases: Iterable[Phase], found: Iterable[Summary]
) -> Iterator[Issue]:
    """Yield tasks whose phase is none, and those that a phase which is over left behind."""
    names = {p.name for p in phases}
    for row in table.rows:
        name = str(row["phase"]).strip()
        if name and name not in names:
            yield catalog.PHASE_UNKNOWN.at(
                table.place(row.number, "phase"), found=name, known=sorted(names)
            )
    for summary in found:
        for one in summary.behind if summary.over else ():
            rule = catalog.HALF_BEHIND if summary.phase.name == HALF else catalog.PHASE_BEHIND
            yield rule.at(
                table.place(one.row.number, "progress"), task=one.row["task_id"],
                phase=summary.phase.name, end=summary.phase.end,
                wanted=percent(one.wanted, 0), progress=percent(one.progress, 1),
            )  # fmt: skip
