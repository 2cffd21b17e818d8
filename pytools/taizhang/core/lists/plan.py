"""What a load would write: units first, so that the tasks find their units."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from taizhang.core.issues import Issue
from taizhang.core.lists.files import FileLists, read_lists
from taizhang.core.lists.model import TASKS, UNITS, Entry, Readers
from taizhang.core.lists.registering import nodes_of, put_fills
from taizhang.core.lists.tasklist import Loaded, PlanDates, load_tasks
from taizhang.core.lists.unitlist import load_units
from taizhang.core.submission import Row, Value
from taizhang.core.tables import LedgerRows
from taizhang.core.units import NOBODY, Roster, roster_of
from taizhang.core.writes import Writes


@dataclass(frozen=True, slots=True)
class LoadPast:
    """The ledger before a load, what the lists do not say, and how their words are read."""

    units: LedgerRows
    tasks: LedgerRows
    plan: PlanDates
    readers: Readers


@dataclass(slots=True)
class LoadPlan:
    """What a load writes and says; `counts` has each row of the lists once, by what became of it."""

    writes: Writes = field(default_factory=Writes)
    issues: list[Issue] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    tasks: int = 0
    units: int = 0
    nodes: int = 0


def plan_load(files: Sequence[FileLists], past: LoadPast) -> LoadPlan:
    """Plan what the lists of all files change; a list that was loaded before changes nothing."""
    plan = LoadPlan()
    for lists in files:
        plan.issues += lists.issues
        plan.counts["passed"] += lists.passed
    units = load_units(_entries(files, UNITS, NOBODY, past, plan), past.units)
    plan.units = _keep(plan, past.units, units)
    roster = roster_of([*_filled(past.units, units), *units.rows])
    entries = _entries(files, TASKS, roster, past, plan)
    tasks = load_tasks(entries, past.tasks, roster, past.plan, past.readers.names)
    plan.tasks = _keep(plan, past.tasks, tasks)
    nodes, odd = nodes_of(tasks)
    plan.nodes = len(nodes)
    plan.issues += odd
    if nodes:
        plan.writes.add("nodes", nodes)
    plan.issues += plan.writes.notes
    plan.writes.findings = plan.issues
    return plan


def _entries(
    files: Sequence[FileLists], kind: str, roster: Roster, past: LoadPast, plan: LoadPlan
) -> list[Entry]:
    found: list[Entry] = []
    for lists in files:
        entries, issues = read_lists(lists.of(kind), roster, past.plan, past.readers)
        found += entries
        plan.issues += issues
    return found


def _keep(plan: LoadPlan, table: LedgerRows, loaded: Loaded) -> int:
    """Put new rows and filled cells among the writes; return how many rows are new."""
    sheet = table.spec.key
    plan.issues += loaded.issues
    plan.counts.update(loaded.counts)
    put_fills(plan.writes, table, loaded)
    if loaded.rows:
        plan.writes.add(sheet, loaded.rows)
    return len(loaded.rows)


def _filled(table: LedgerRows, loaded: Loaded) -> list[Row]:
    """The rows of the roster with the cells that the list fills."""
    fills: dict[str, dict[str, Value]] = {}
    for fill in loaded.fills:
        fills.setdefault(fill.key, {})[fill.column] = fill.new
    return [{**row, **fills.get(str(row["unit"]), {})} for row in table.values]
