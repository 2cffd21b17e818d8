"""Rulings of the clerk on conflicts: which value the ledger takes, cell by cell.

A ruling speaks of the value that the ledger held then. Where the ledger has moved on, it is not
applied but shown again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from taizhang.core.catalog import merging as catalog
from taizhang.core.issues import Issue, Place, Rule
from taizhang.core.merge.joblog import YES, Labels
from taizhang.core.submission import Value
from taizhang.core.tables import LedgerRows, RowKey, TableRow, key_of, node_key
from taizhang.core.values.settled import misfit, same, settle
from taizhang.core.writes import Change, Writes

OPEN = ""


@dataclass(frozen=True, slots=True)
class RulingPast:
    """The conflicts, the tables that they speak of by key, the labels of all columns."""

    conflicts: LedgerRows
    tables: Mapping[str, LedgerRows]
    labels: Labels


@dataclass(slots=True)
class Rulings:
    """What to write, how many conflicts are settled and cells changed, what stood in the way."""

    writes: Writes = field(default_factory=Writes)
    settled: int = 0
    changed: int = 0
    open: int = 0
    issues: list[Issue] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Cell:
    """The cell of the ledger that a conflict is about."""

    sheet: str
    key: RowKey
    column: str
    kind: str
    row: TableRow | None


def plan_rulings(past: RulingPast) -> Rulings:
    """Settle each conflict row that has a ruling and was not applied before."""
    done = Rulings()
    for row in past.conflicts.rows:
        if row["applied"] == OPEN:
            settled = row["ruling"] != OPEN and _settle(done, row, past)
            done.open += not settled
    done.issues += done.writes.notes
    done.writes.findings = done.issues
    return done


def _settle(done: Rulings, row: TableRow, past: RulingPast) -> bool:
    place, cell = past.conflicts.place(row.number, "ruling"), _cell_of(row, past)
    if cell is None or cell.row is None:
        done.issues.append(catalog.TASK_GONE.at(place, found=row["task_id"]))
        return False
    now = cell.row[cell.column]
    chosen = _chosen(row, cell.kind, now)
    if isinstance(chosen, Rule):
        done.issues.append(_refused(chosen, place, row))
        return False
    if row["ruling"] != "保留台账" and not same(now, settle(cell.kind, row["ours"])):
        done.issues.append(
            catalog.RULING_OUTDATED.at(place, column=row["column"], now=now, then=row["ours"])
        )
        _note(done, row, ours=now, ruling="")
        return False
    unit, file = str(row["unit"]), str(row["file"])
    done.changed += done.writes.put(
        Change(cell.sheet, cell.key, cell.column, now, chosen, unit, file, row=cell.row.number)
    )
    done.settled += 1
    _note(done, row, applied=YES)
    return True


def _cell_of(row: TableRow, past: RulingPast) -> _Cell | None:
    """The cell meant: of a task, else of a node; a number of either may hold any sign."""
    text, label = str(row["task_id"]), str(row["column"])
    for sheet, key in (("tasks", (text,)), ("nodes", node_key(text))):
        spec, found = past.tables[sheet].spec, past.tables[sheet].keyed.get(key)
        column = next((c for c in spec.columns if c.label == label), None)
        if column is not None and (found is not None or sheet == "nodes"):
            return _Cell(sheet, key, column.key, column.kind, found)
    return None


def _refused(rule: Rule, place: Place, row: TableRow) -> Issue:
    found = row["manual"] if row["ruling"] == "手工值" else row["ruling"]
    return rule.at(place, column=row["column"], found=found)


def _note(done: Rulings, row: TableRow, **cells: Value) -> None:
    """What 冲突裁决 itself says from now on."""
    key = key_of("conflicts", row.values)
    for column, new in cells.items():
        done.writes.put(
            Change("conflicts", key, column, row[column], new, str(row["unit"]), row=row.number)
        )


def _chosen(row: TableRow, kind: str, now: Value) -> Value | Rule:
    match row["ruling"]:
        case "采用报送":
            return settle(kind, row["theirs"])
        case "保留台账":
            return now
        case "手工值":
            if row["manual"] == "":
                return catalog.RULING_MISSING_VALUE
            value = settle(kind, row["manual"])
            return catalog.RULING_MISFIT if misfit(kind, value) else value
        case _:
            return catalog.RULING_UNKNOWN
