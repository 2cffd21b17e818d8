"""Numbers of papers: which one a paper has in its series of the year, and numbers in words."""

from taizhang.core.periods import Period
from taizhang.core.tables import LedgerRows, TableRow

NUMERALS = "〇一二三四五六七八九"
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


def chinese(number: int) -> str:
    """A number below 100 in Chinese numerals, as a masthead may have it.

    >>> chinese(8), chinese(10), chinese(17), chinese(20)
    ('八', '十', '十七', '二十')
    """
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    head = "" if not tens else "十" if tens == 1 else f"{NUMERALS[tens]}十"
    return head + (NUMERALS[ones] if ones else "")
