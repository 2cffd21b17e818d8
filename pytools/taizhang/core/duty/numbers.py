"""Numbers of papers: each 字 counts through a year from 1; what was given once is never given again.

The next one is the sheet's 下一号 or, where rows of 督办记录 bear a higher one, the one after that;
so neither a row taken away nor a 下一号 typed too low gives a number twice.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from taizhang.core.catalog import duty as catalog
from taizhang.core.issues import Issue
from taizhang.core.submission import Row
from taizhang.core.tables import LedgerRows, TableRow
from taizhang.core.writes import Change

STYLE = "{字}〔{年}〕{号}号"
_USED = re.compile(r"(\d{4})年(\d+)号")
_DIGITS = re.compile(r"\d+")
_NUMERALS = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(slots=True)
class Numbers:
    """The register of numbers while papers are issued. `place` fills {地区} in a 字."""

    table: LedgerRows
    place: str = ""
    given: dict[tuple[str, int], int] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    @property
    def papers(self) -> dict[str, TableRow]:
        """The rows of 文书字号 by paper, the first of each."""
        return {str(row["paper"]): row for row in reversed(self.table.rows)}

    def know(self, numbers: Iterable[str]) -> None:
        """Take note of numbers that are in use or void, and of each paper's 下一号."""
        known = [text.translate(_NUMERALS) for text in numbers if text]
        for row in self.table.rows:
            word, year, least = self.word(row), row["year"], row["next_no"]
            if isinstance(year, int | float) and isinstance(least, int | float):
                self._raise_to(word, int(year), int(least) - 1)
            for old, last in _USED.findall(str(row["used"])):
                self._raise_to(word, int(old), int(last))
            for text in known:
                if found := read_number(text, word):
                    self._raise_to(word, *found)

    def _raise_to(self, word: str, year: int, number: int) -> None:
        self.given[word, year] = max(number, self.given.get((word, year), 0))

    def word(self, row: TableRow) -> str:
        """The 字 of a paper."""
        return str(row["word"]).replace("{地区}", self.place)

    def give(self, kind: str, year: int) -> str:
        """The next number of that kind of paper; "" for one that bears none."""
        row = self.papers.get(kind)
        if row is None:
            self.issues.append(catalog.PAPER_UNLISTED.at(found=kind))
            return ""
        word = self.word(row)
        if not word:
            return ""
        number = self.given.get((word, year), 0) + 1
        self.given[word, year] = number
        return self._written(row, word, year, number)

    def _written(self, row: TableRow, word: str, year: int, number: int) -> str:
        style = str(row["style"]) or STYLE
        try:
            text = style.format(字=word, 年=year, 号=number)
        except (KeyError, ValueError, IndexError, AttributeError):
            text = ""
        if read_number(text, word) == (year, number):
            return text
        place = self.table.place(row.number, "style")
        self.issues.append(catalog.STYLE_UNREADABLE.at(place, paper=row["paper"], found=style))
        return STYLE.format(字=word, 年=year, 号=number)

    def changes(self) -> list[Change]:
        """年度, 下一号 and 各年用到 of each paper as they are now."""
        found: list[Change] = []
        for kind, row in self.papers.items():
            word = self.word(row)
            years = [year for w, year in self.given if w == word]
            if not word or not years:
                continue
            year = max(years)
            used = "、".join(f"{y}年{self.given[word, y]}号" for y in sorted(years))
            new: Row = {"year": year, "next_no": self.given[word, year] + 1, "used": used}
            found += [
                Change("papers", (kind,), k, row[k], v, row=row.number) for k, v in new.items()
            ]
        return found


def read_number(text: str, word: str) -> tuple[int, int] | None:
    """Year and running number of a paper's number that bears that 字, or None.

    >>> read_number("示例督〔2022〕5号", "示例督"), read_number("示例督约〔2022〕5号", "示例督")
    ((2022, 5), None)
    """
    plain = text.translate(_NUMERALS).strip()
    if not word or not plain.startswith(word):
        return None
    rest = plain[len(word) :]
    digits = [int(d) for d in _DIGITS.findall(rest)]
    if len(digits) != 2 or rest[:1].isalpha():
        return None
    return digits[0], digits[1]


def twice_used(rows: Sequence[TableRow]) -> list[tuple[str, list[int]]]:
    """Numbers that several rows bear, with those rows."""
    found: dict[str, list[int]] = {}
    for row in rows:
        if number := str(row["number"]):
            found.setdefault(number, []).append(row.number)
    return [(number, at) for number, at in found.items() if len(at) > 1]
