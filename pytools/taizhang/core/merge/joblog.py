"""变更日志: who changed which cell from what to what, in which job; and how to take a job back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from taizhang.core.catalog import merging as catalog
from taizhang.core.issues import Issue, Place
from taizhang.core.merge.merge import Change
from taizhang.core.submission import Value
from taizhang.core.values.settled import same, settle

Row = Mapping[str, Value]
MERGE, RULING = "汇总", "裁决"
ROWS = "（新增的行）"
YES = "是"


@dataclass(frozen=True, slots=True)
class Labels:
    """Sheet and column labels as the clerk sees them, and back."""

    sheets: Mapping[str, str]
    columns: Mapping[tuple[str, str], str]

    def column(self, sheet: str, key: str) -> str:
        """The label of a column, or ROWS."""
        return self.columns.get((sheet, key), ROWS)


def job_id(kind: str, now: datetime, log: Iterable[Row]) -> str:
    """A number for a job that no earlier job has: 汇总-20220628-01."""
    day = f"{kind}-{now:%Y%m%d}-"
    used = {str(r["job"]) for r in log}
    number = 1
    while f"{day}{number:02}" in used:
        number += 1
    return f"{day}{number:02}"


def log_rows(
    changes: Iterable[Change], job: str, now: datetime, labels: Labels
) -> list[dict[str, Value]]:
    """Changes as rows of 变更日志."""
    return [
        {
            "when": now,
            "job": job,
            "job_kind": job.partition("-")[0],
            "sheet": labels.sheets[c.sheet],
            "row_key": c.row_key,
            "column": labels.column(c.sheet, c.column),
            "old": c.old,
            "new": c.new,
            "unit": c.unit,
            "file": c.file,
            "cell": c.cell,
            "undone": "",
        }
        for c in changes
    ]


@dataclass(frozen=True, slots=True)
class Undo:
    """What taking a job back does: cells to put back, units' added rows and log lines to mark."""

    job: str
    cells: tuple[Change, ...]
    added_by: tuple[str, ...]
    lines: tuple[int, ...]
    issues: tuple[Issue, ...]


def last_job(log: Sequence[tuple[int, Row]], kind: str, unit: str = "") -> str | None:
    """The newest job of that kind that was not taken back (for that unit), or None."""
    jobs = [
        str(r["job"])
        for _, r in log
        if r["job_kind"] == kind and r["undone"] != YES and (not unit or r["unit"] == unit)
    ]
    return jobs[-1] if jobs else None


def plan_undo(
    log: Sequence[tuple[int, Row]],
    job: str,
    current: Mapping[tuple[str, str, str], Value],
    labels: Labels,
    unit: str = "",
) -> Undo:
    """Put back exactly those cells that still hold the job's value; later edits stay.

    `log` holds (row number, row); `current` the ledger now, by sheet, row and column key.
    """
    back = {v: k for k, v in labels.sheets.items()}
    keys = {(s, label): k for (s, k), label in labels.columns.items()}
    cells: list[Change] = []
    added_by: list[str] = []
    lines: list[int] = []
    issues: list[Issue] = []
    ours = [(n, r) for n, r in log if r["job"] == job and r["undone"] != YES]
    for number, row in reversed([p for p in ours if not unit or p[1]["unit"] in {unit, ""}]):
        sheet, row_key = back[str(row["sheet"])], str(row["row_key"])
        lines.append(number)
        if row["column"] == ROWS:
            added_by.append(str(row["unit"]))
            continue
        column = keys[sheet, str(row["column"])]
        there = (sheet, row_key, column) in current  # the row may have been deleted since
        now = current.get((sheet, row_key, column), "")
        if there and _holds(now, row["new"]):
            cells.append(Change(sheet, row_key, column, now, row["old"], str(row["unit"])))
        elif not there or not _holds(now, row["old"]):
            place = Place(sheet=str(row["sheet"]), header=str(row["column"]), key=row_key)
            issues.append(
                catalog.CHANGED_SINCE.at(place, column=row["column"], now=now, old=row["old"])
            )
    return Undo(job, tuple(cells), tuple(added_by), tuple(lines), tuple(issues))


def _holds(now: Value, logged: Value) -> bool:
    """The log's cells have no kind of their own, so a text 3 and a number 3 are the same."""
    return (
        same(now, logged)
        or same(settle("any", now), settle("any", logged))
        or (str(settle("text", now)) == str(settle("text", logged)))
    )
