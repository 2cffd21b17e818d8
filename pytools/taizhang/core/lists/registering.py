"""Confirmed drafts as rows of the ledger: tasks, their nodes, units that are new.

Nothing is written here; tasklist.py says how a typed row becomes a row of the ledger.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from taizhang.core.catalog import notices as catalog
from taizhang.core.issues import Issue, Place, Severity
from taizhang.core.lists.model import Entry
from taizhang.core.lists.tasklist import Loaded, PlanDates, load_tasks
from taizhang.core.lists.unitlist import load_units
from taizhang.core.submission import Row, Value
from taizhang.core.tables import LedgerRows, TableRow, key_of
from taizhang.core.units import OPEN_WORDS, Roster, roster_of, split_names
from taizhang.core.values.settled import parse_day
from taizhang.core.writes import Change, Writes

YES = "是"


@dataclass(frozen=True, slots=True)
class RegisterPlan:
    """What registering comes to: how many rows of each kind, what was found."""

    tasks: int = 0
    units: int = 0
    nodes: int = 0
    issues: list[Issue] = field(default_factory=list)
    writes: Writes = field(default_factory=Writes)

    @property
    def to_check(self) -> int:
        """How many findings want a look."""
        return sum(i.severity is not Severity.NOTE for i in self.issues)


def _finished(plan: RegisterPlan) -> RegisterPlan:
    plan.issues.extend(plan.writes.notes)
    plan.writes.findings = plan.issues
    return plan


def adopted(drafts: LedgerRows) -> list[TableRow]:
    """Return the drafts that the clerk has chosen and that are not in the ledger yet."""
    return [r for r in drafts.rows if r["adopt"] == YES and r["registered"] == ""]


def plan_register(tables: Mapping[str, LedgerRows], plan: PlanDates) -> RegisterPlan:
    """Decide what the chosen drafts add to 任务台账, 节点计划 and 单位名册; each only once."""
    writes, drafts = Writes(), tables["drafts"]
    rows = adopted(drafts)
    units, issues = _new_units(rows, tables["units"])
    writes.add("units", units)
    entries = [Entry(drafts.place(r.number, "name"), r.values) for r in rows]
    roster = roster_of([*tables["units"].values, *units])
    loaded = load_tasks(entries, tables["tasks"], roster, plan)
    issues += loaded.issues
    nodes, odd = nodes_of(loaded)
    issues += odd
    put_fills(writes, tables["tasks"], loaded)
    writes.add("tasks", loaded.rows)
    writes.add("nodes", nodes)
    _mark(rows, loaded, writes)
    return _finished(RegisterPlan(len(loaded.rows), len(units), len(nodes), issues, writes))


def _new_units(rows: Sequence[TableRow], table: LedgerRows) -> tuple[list[Row], list[Issue]]:
    """Names that the clerk left as they are enter the roster, and are named."""
    roster = roster_of(table.values)
    named = (n for r in rows for k in ("lead", "co") for n in split_names(str(r[k])))
    new = [n for n in dict.fromkeys(named) if _is_new(n, roster)]
    order = max((u.order for u in roster.units if u.order < 9e8), default=0.0)
    entries = [
        Entry(
            Place(),
            {"unit": name, "unit_type": "其他", "order": order + i, "note": "拆解方案时新加"},
        )
        for i, name in enumerate(new, start=1)
    ]
    place = Place(sheet=table.sheet)
    issues = [catalog.UNIT_ADDED.at(place, found=name) for name in new]
    return [*load_units(entries, table).rows], issues


def _is_new(name: str, roster: Roster) -> bool:
    known = roster.read(name)
    collective = name.startswith("各") or any(word in name for word in OPEN_WORDS)
    return bool(known.unknown) and not collective


def nodes_of(loaded: Loaded) -> tuple[list[dict[str, Value]], list[Issue]]:
    """The nodes of new tasks, which a draft or a list gives as 名称|日期；名称|日期."""
    rows: list[dict[str, Value]] = []
    issues: list[Issue] = []
    for task, entry in zip(loaded.rows, loaded.sources, strict=True):
        pieces = str(entry.values.get("nodes") or "").replace(";", "；").split("；")
        lead = split_names(str(task["lead"]))
        for number, piece in enumerate((p for p in pieces if p.strip()), start=1):
            name, _, day = piece.rpartition("|")
            planned = parse_day(day)
            if planned is None or not name.strip():
                issues.append(catalog.NODE_UNREADABLE.at(entry.place, found=piece))
                continue
            rows.append({
                "task_id": task["task_id"], "node_no": float(number), "node": name.strip(),
                "unit": lead[0] if lead else "", "planned": planned,
            })  # fmt: skip
    return rows, issues


def put_fills(writes: Writes, table: LedgerRows, loaded: Loaded) -> None:
    """Put the cells that a list or a draft fills in rows that are there already."""
    sheet = table.spec.key
    for fill in loaded.fills:
        row = table.keyed.get((fill.key,))
        if row is not None:
            key = (fill.key,)
            writes.put(Change(sheet, key, fill.column, fill.old, fill.new, row=row.number))


def _mark(rows: Iterable[TableRow], loaded: Loaded, writes: Writes) -> None:
    """Each draft knows its 任务编号 from now on."""
    ids = {str(r["name"]): str(r["task_id"]) for r in loaded.rows}
    for row in rows:
        new = ids.get(str(row["name"]), "")
        if new:
            key = key_of("drafts", row.values)
            writes.put(Change("drafts", key, "registered", "", new, row=row.number))


def plan_drafts(
    drafts: Sequence[Row], doubtful: Sequence[frozenset[str]], table: LedgerRows,
    documents: frozenset[str],
) -> Writes:  # fmt: skip
    """Put these drafts onto 方案拆解 in place of those that the same documents gave before.

    Kept are the registered ones, and what the clerk may have worked on: drafts of other notices.
    """
    writes = Writes(doubtful=doubtful)
    writes.remove("drafts", [r for r in table.rows if not _kept(r, documents)])
    writes.add("drafts", drafts)
    return writes


def waiting(table: LedgerRows, documents: frozenset[str]) -> int:
    """Return how many drafts of other notices are not registered yet."""
    return sum(_kept(r, documents) and not r["registered"] for r in table.rows)


def _kept(row: TableRow, documents: frozenset[str]) -> bool:
    return bool(row["registered"]) or str(row["document"]) not in documents
