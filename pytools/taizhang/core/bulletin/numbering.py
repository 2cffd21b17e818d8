"""Numbers of papers: which one a paper has in its series of the year, and its row in the register."""

from datetime import date

from taizhang.core.periods import Period
from taizhang.core.submission import Value
from taizhang.core.tables import LedgerRows, TableRow

PaperKey = tuple[str, Period, str]  # the kind of paper, its period, its task or ""


def row_of(register: LedgerRows, paper: PaperKey) -> TableRow | None:
    """The row that this paper has already, None where it has none."""
    kind, period, about = paper
    for row in register.rows:
        key = tuple(str(row[k]) for k in ("paper", "period", "task_id"))
        if key == (kind, period.id, about):
            return row
    return None


def number_of(register: LedgerRows, paper: PaperKey) -> int:
    """The number in its series of the year: the one it has, else the next."""
    before = row_of(register, paper)
    if before is not None and isinstance(before["number"], int | float):
        return int(before["number"])
    kind, period, _ = paper
    used = [
        int(r["number"]) for r in register.rows
        if str(r["paper"]) == kind and r["year"] == period.last.year
        and isinstance(r["number"], int | float)
    ]  # fmt: skip
    return max(used, default=0) + 1


def entry_of(
    register: LedgerRows, paper: PaperKey, on: date, title: str, file: str
) -> list[dict[str, Value]]:
    """The row of 通报登记 that a paper still needs; none where it stands there already."""
    if row_of(register, paper) is not None:
        return []
    kind, period, about = paper
    number = float(number_of(register, paper))
    return [{
        "paper": kind, "year": float(period.last.year), "number": number, "period": period.id,
        "task_id": about, "made_on": on, "title": title, "file": file,
    }]  # fmt: skip
