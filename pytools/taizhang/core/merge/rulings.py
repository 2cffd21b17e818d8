"""Rulings of the clerk on conflicts: which value the ledger takes, cell by cell.

A ruling speaks of the value that the ledger held then. Where the ledger has moved on, it is not
applied but shown again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from taizhang.core.catalog import loops
from taizhang.core.catalog import merging as catalog
from taizhang.core.issues import Issue, percent
from taizhang.core.merge.joblog import YES
from taizhang.core.merge.manual import Against, error_in, read_manual
from taizhang.core.roles import SHIPPED, Roles, StageRole
from taizhang.core.schema import Column
from taizhang.core.submission import RowKey, Value
from taizhang.core.tables import LedgerRows, TableRow, key_of, node_key
from taizhang.core.values.settled import same, settle
from taizhang.core.writes import Change, Writes

OPEN, KEEP_OURS = "", "保留台账"


@dataclass(frozen=True, slots=True)
class RulingPast:
    """The conflicts, the tables that they speak of by key, what answers are checked against."""

    conflicts: LedgerRows
    tables: Mapping[str, LedgerRows]
    against: Against
    roles: Roles = SHIPPED


@dataclass(slots=True)
class Rulings:
    """What to write, how many conflicts are settled and cells changed, what stood in the way."""

    writes: Writes = field(default_factory=Writes)
    settled: int = 0
    changed: int = 0
    open: int = 0
    issues: list[Issue] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _RuledCell:
    """The cell of the ledger that a conflict is about."""

    sheet: str
    key: RowKey
    column: Column
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
    kind, now = cell.column.kind, cell.row[cell.column.key]
    chosen = _chosen(row, cell, cell.row, past)
    if isinstance(chosen, Issue):
        done.issues.append(chosen)
        return False
    if row["ruling"] != KEEP_OURS and _is_closed(cell, past):
        done.issues.append(loops.CLOSED_RULING.at(place, label=row["column"]))
        return False
    if row["ruling"] != KEEP_OURS and not same(now, settle(kind, row["ours"])):
        shown, then = (_shown(kind, v) for v in (now, row["ours"]))
        done.issues.append(
            catalog.RULING_OUTDATED.at(place, column=row["column"], now=shown, then=then)
        )
        _note(done, row, ours=now, ruling="")
        return False
    change = Change(
        cell.sheet, cell.key, cell.column.key, now, chosen,
        str(row["unit"]), str(row["file"]), row=cell.row.number,
    )  # fmt: skip
    done.changed += done.writes.put(change)
    done.settled += 1
    _note(done, row, applied=YES)
    return True


def _is_closed(cell: _RuledCell, past: RulingPast) -> bool:
    """Whether the cell is of a closed task, whose figures stay."""
    if cell.sheet not in {"tasks", "nodes"}:
        return False
    task = past.tables["tasks"].keyed.get(cell.key[:1])
    if task is None:
        return False
    return bool(task["closed"]) or past.roles.is_stage(task["stage"], StageRole.CLOSED)


def _shown(kind: str, value: Value) -> Value:
    """A value as the ledger shows it: 40 % and not 0.4."""
    return percent(value) if kind == "percent" and isinstance(value, float) else value


def _cell_of(row: TableRow, past: RulingPast) -> _RuledCell | None:
    """The cell meant: of a task, else of a node; a number of either may hold any sign."""
    text, label = str(row["task_id"]), str(row["column"])
    places = (("tasks", (text,)), ("problems", (text,)), ("nodes", node_key(text)))
    for sheet, key in places:
        spec, found = past.tables[sheet].spec, past.tables[sheet].keyed.get(key)
        column = next((c for c in spec.columns if c.label == label), None)
        if column is not None and (found is not None or sheet == "nodes"):
            return _RuledCell(sheet, key, column, found)
    return None


def _note(done: Rulings, row: TableRow, **cells: Value) -> None:
    """What 冲突裁决 itself says from now on."""
    key = key_of("conflicts", row.values)
    for column, new in cells.items():
        done.writes.put(
            Change("conflicts", key, column, row[column], new, str(row["unit"]), row=row.number)
        )


def _chosen(row: TableRow, cell: _RuledCell, there: TableRow, past: RulingPast) -> Value | Issue:
    """The value that was ruled, or why it cannot be taken."""
    place = past.conflicts.place(row.number, "ruling")
    match row["ruling"]:
        case "采用报送":
            return settle(cell.column.kind, row["theirs"])
        case "保留台账":
            return there[cell.column.key]
        case "手工值":
            return _by_hand(row, cell, there, past)
        case _:
            return catalog.RULING_UNKNOWN.at(place, found=row["ruling"])


def _by_hand(row: TableRow, cell: _RuledCell, there: TableRow, past: RulingPast) -> Value | Issue:
    place, column = past.conflicts.place(row.number, "manual"), cell.column
    if row["manual"] == "":
        return catalog.RULING_MISSING_VALUE.at(place, column=column.label)
    value = read_manual(row, (cell.sheet, column), there, place, past.against)
    if isinstance(value, Issue):
        return value
    where = cell.sheet, cell.key, column
    error = error_in(row, where, there[column.key], value, past.against)
    if error is None:
        return value
    shown = _shown(column.kind, value)
    return catalog.RULING_WRONG.at(
        place, column=column.label, found=shown, why=error.message.rstrip("。")
    )
