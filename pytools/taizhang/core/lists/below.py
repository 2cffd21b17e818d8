"""Rows that somebody typed under a table and not into it: which of them belong to it.

Excel mostly draws a table over what is typed below it; LibreOffice, WPS and pasting do not. A row
directly below, or below one blank row, is a record as good as any. A sum, a signature or a note is
none, and nothing below it is one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from taizhang.core.lists.bands import no_task

GAP = 1  # blank rows that may stand between
# the column that alone makes a record; any other cell alone is a remark
SUBJECTS: Mapping[str, str] = {
    "tasks": "name", "nodes": "node", "problems": "problem", "units": "unit", "holidays": "day",
    "drafts": "name",
}  # fmt: skip
SENTENCE = "：:。；;！!？?"


@dataclass(frozen=True, slots=True)
class Below:
    """What stands below a table: how many records, the numbers of the first and the last of them.

    `foot` is what stands there and is none, with its row; "" where there is nothing.
    """

    count: int = 0
    first: int = 0
    last: int = 0
    foot_row: int = 0
    foot: str = ""

    def behind_totals(self, rows: Sequence[Sequence[str]], bottom: int) -> "Below":
        """The same below a table that ends with its totals: what stands there is no record of it.

        >>> Below(1, 6, 6).behind_totals([["T-9", "修路"]], 5)
        Below(count=0, first=0, last=0, foot_row=6, foot='T-9')
        """
        if not self.count:
            return self
        first = next(filter(None, rows[self.first - bottom - 1]))
        return Below(foot_row=self.first, foot=first)


def look_below(
    rows: Sequence[Sequence[str]], bottom: int, keys: Sequence[str], sheet: str
) -> Below:
    """Tell the records among the rows below `bottom`; `keys` are of the columns, "" where unknown.

    >>> look_below([["T-9", "修路"], ["", ""], ["合计", "9"]], 5, ["task_id", "name"], "tasks")
    Below(count=1, first=6, last=6, foot_row=8, foot='合计')
    """
    taken: list[int] = []
    for number, row in enumerate(rows, start=bottom + 1):
        said = [(key, text) for key, text in zip(keys, row, strict=True) if text]
        if not said:
            if number - (taken[-1] if taken else bottom) > GAP:
                break
        elif _is_record(said, sheet):
            taken.append(number)
        else:
            return _found(taken, number, said[0][1])
    return _found(taken, 0, "")


def _found(taken: Sequence[int], foot_row: int, foot: str) -> Below:
    if not taken:
        return Below(foot_row=foot_row, foot=foot)
    return Below(len(taken), taken[0], taken[-1], foot_row, foot)


def _is_record(said: Sequence[tuple[str, str]], sheet: str) -> bool:
    """Whether a row says what a row of the table says."""
    texts = [text for _, text in said]
    if no_task(texts) or not any(key for key, _ in said):
        return False
    if len(said) > 1:
        return True
    key, text = said[0]
    return key == SUBJECTS.get(sheet) and not set(SENTENCE) & set(text)
