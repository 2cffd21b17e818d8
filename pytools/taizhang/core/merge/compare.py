"""What a merge adds to the records of the period, and what of them it changes.

报送记录 holds one row a (period, task, unit): a later file of the unit changes that row. A conflict
is noted once: the same unit saying the same of the same cell again is no new one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from taizhang.core.merge.joblog import MERGE, Labels
from taizhang.core.merge.merge import Conflict, SetBy
from taizhang.core.merge.reports import (
    FileReports,
    columns_of,
    some_at_a_time,
)
from taizhang.core.roles import SHIPPED, Roles, StageRole
from taizhang.core.submission import Row, RowKey, Value
from taizhang.core.tables import UNDONE, SheetColumns, TableRow, key_in, key_text
from taizhang.core.writes import ADDED, BulkRows, Change, Columns, Writes

COMPARED = ("role", "timing", "received", "file", "validity")  # besides what units report
# columns of 变更日志: what tells which cell of whom was set, and what a merge looks at
OF_CELL = ("sheet", "column", "row_key", "unit")
OF_LOG = ("when", "job_kind", "sheet", "row_key", "column", "unit", "old", "new", "undone")


@dataclass(slots=True)
class Compared:
    """Rows of 报送记录 that no earlier file made, and how many cells of the others changed."""

    new: list[FileReports] = field(default_factory=list)
    changed: int = 0


def compare_reports(
    filed: Iterable[FileReports],
    there: Mapping[tuple[str, str], Sequence[TableRow]],
    writes: Writes,
) -> Compared:
    """Tell new rows of 报送记录 from those that an earlier file made; write what differs.

    `there` are this period's rows by (task, unit); of several nobody knows which to change.
    """
    known: dict[str, set[str]] = {}
    for task_id, unit in there:
        known.setdefault(unit, set()).add(task_id)
    done = Compared()
    for reports in filed:
        mine = known.get(reports.unit, set())
        for row in reports.rows() if mine else ():
            rows = there.get((str(row["task_id"]), reports.unit), ())
            if len(rows) == 1:
                done.changed += _compare(rows[0], row, reports.columns, writes)
        new = reports.without(mine) if mine else reports
        if new:
            done.new.append(new)
    if done.new:
        writes.blocks.append(_block(done.new))
    return done


def _compare(there: TableRow, row: Row, said: Sequence[str], writes: Writes) -> int:
    key = (str(row["period"]), str(row["task_id"]), str(row["unit"]))
    unit, file = str(row["unit"]), str(row["file"])
    changes = (
        Change("reports", key, c, there[c], row[c], unit, file, row=there.number)
        for c in (*said, *COMPARED)
    )
    return sum(map(writes.put, changes))


def _block(files: Sequence[FileReports]) -> BulkRows:
    lines = [
        Change("reports", (f.period, f.unit), ADDED, "", float(len(f)), f.unit, f.file)
        for f in files
    ]
    return BulkRows("reports", sum(map(len, files)), partial(_parts, files), lines)


def _parts(files: Sequence[FileReports], job: str) -> Iterable[Columns]:
    return (columns_of(some, job) for some in some_at_a_time(files))


def about_log(columns: SheetColumns, period: str, labels: Labels) -> set[int]:
    """Return which lines of 变更日志 a merge has to know, out of its columns.

    Those of the period's reports, and of each cell of 节点计划 and 问题台账 and each stage what a
    unit's files set last, and last to this stage; by their places in the columns, from 0.
    """
    stage = labels.columns["tasks", "stage"]
    sheets = {labels.sheets["nodes"], labels.sheets["problems"]}
    begin = f"{period}|"
    found = {*columns.places("row_key", lambda key: str(key).startswith(begin))}
    for key, is_wanted, cell in (
        ("sheet", lambda sheet: sheet in sheets, OF_CELL),
        ("column", lambda column: column == stage, (*OF_CELL, "new")),
    ):
        found |= _last_set(columns, columns.places(key, is_wanted), cell)
    return found


def _last_set(columns: SheetColumns, places: Sequence[int], cell: Sequence[str]) -> set[int]:
    """Of these lines the last that a merge wrote, and nobody took back, of each cell."""
    marks = (columns.picked(key, places) for key in ("job_kind", "undone", *cell))
    last: dict[tuple[Value, ...], int] = {}
    for at, (kind, undone, *what) in zip(places, zip(*marks, strict=True), strict=True):
        if kind == MERGE and undone == "":
            last[tuple(what)] = at
    return {*last.values()}


def set_by_earlier(log: Iterable[Row], labels: Labels) -> SetBy:
    """Return the cells of 节点计划 and 问题台账 as earlier files of a unit left them, by unit.

    With each stands when that was: a form that was sent later knows of it.
    """
    keys = {(labels.sheets[s], label): (s, k) for (s, k), label in labels.columns.items()}
    found: dict[tuple[str, RowKey, str, str], tuple[Value, Value]] = {}
    for row in log:
        where = keys.get((str(row["sheet"]), str(row["column"])))
        fresh = row["job_kind"] == MERGE and row["undone"] == ""
        if where and where[0] in {"nodes", "problems"} and fresh:
            key = key_in(where[0], str(row["row_key"]))
            found[where[0], key, where[1], str(row["unit"])] = row["new"], row["when"]
    return found


def stages_before(
    log: Iterable[Row], labels: Labels, roles: Roles = SHIPPED
) -> Mapping[tuple[str, str], Value]:
    """Return what 办理环节 was before a unit's 申请销号 moved it, by task and unit."""
    sheet, column = labels.sheets["tasks"], labels.columns["tasks", "stage"]
    found: dict[tuple[str, str], Value] = {}
    for row in log:
        moved = (row["sheet"], row["column"]) == (sheet, column)
        asked = moved and roles.is_stage(row["new"], StageRole.APPLIED)
        if asked and row["job_kind"] == MERGE and row["undone"] == "":
            found[str(row["row_key"]), str(row["unit"])] = row["old"]
    return found


@dataclass(frozen=True, slots=True)
class Disagreements:
    """What 冲突裁决 needs of its surroundings: the period, when it is, names of tasks, labels."""

    period: str
    now: datetime
    names: Mapping[str, Value]
    labels: Labels


def new_conflicts(
    found: Iterable[Conflict], there: Iterable[Row], about: Disagreements
) -> list[dict[str, Value]]:
    """Return the rows of 冲突裁决 for conflicts that are not on the sheet yet."""
    known = {
        (str(r["task_id"]), str(r["column"]), str(r["unit"]), str(r["theirs"]))
        for r in there
        if r["period"] == about.period and r["applied"] != UNDONE
    }
    rows = []
    for c in found:
        column = about.labels.columns[c.sheet, c.column]
        shown = key_text(c.sheet, c.row_key)
        if (shown, column, c.unit, str(c.theirs)) in known:
            continue
        rows.append({
            "period": about.period, "task_id": shown, "name": about.names[c.task_id],
            "column": column, "unit": c.unit, "base": c.base, "ours": c.ours,
            "theirs": c.theirs, "when": about.now, "file": c.file,
            "ruling": "", "manual": "", "applied": "",
        })  # fmt: skip
    return rows
