"""The tables on a sheet of a list, and which of their rows are tasks or units.

Merged cells count for each row they cover, and 同上 for what stands above. Every row that holds
something ends as a Line or, with its reason, in `passed`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from taizhang.core.headers import (
    HeaderWords,
    Spot,
    claims_of,
    headers_at,
    locate_head,
)
from taizhang.core.lists import bands
from taizhang.core.lists.heads import LIST
from taizhang.core.lists.model import SOURCE_NO, UNITS, ListLine, ListSheet, ListTable
from taizhang.core.values.read import as_text
from taizhang.core.values.reading import Raw

HEAD_WITHIN = 200  # rows from the top in which a head is looked for
_YEAR = re.compile(r"(20[0-4]\d)\s*年")
_ABOVE = frozenset({"同上", "〃", "″", "”", '"', "″″"})
_FEW = 3  # known columns; in a narrower table a lone cell may well be a task


@dataclass(slots=True)
class SheetLists:
    """The lists of a sheet, and its rows that are none: row (0-based) to the reason."""

    found: list[ListTable] = field(default_factory=list)
    passed: dict[int, str] = field(default_factory=dict)


def read_sheet(sheet: ListSheet, words: Sequence[HeaderWords]) -> SheetLists:
    """Find all lists of a sheet; none where it has no head."""
    tables = SheetLists()
    spot = locate_head(sheet.rows, words, 0, HEAD_WITHIN, LIST)
    above, before = 0, None
    while spot is not None:
        table = _table(sheet, spot, above)
        reader = _BodyRows(table, tables.passed, words)
        if before is not None and before.table.claims == table.claims:
            reader.stack, reader.loose = before.under, before.loose  # the same list on a new page
        above = spot.at + spot.deep
        spot, before = reader.read(above), reader
        tables.found.append(table)
    return SheetLists(_joined(tables.found), tables.passed)


def _table(sheet: ListSheet, spot: Spot, above: int) -> ListTable:
    headers = headers_at(sheet.rows, spot)
    claims = claims_of(headers, spot.words, LIST.least)
    known = {claim.at for found in claims.values() for claim in found}
    strange = tuple(
        " ".join(h.split()) for at, h in enumerate(headers) if h.strip() and at not in known
    )
    titles = (as_text(cell) for row in sheet.rows[above : spot.at] for cell in row if cell != "")
    years = [int(year) for title in titles for year in _YEAR.findall(title)]
    return ListTable(sheet, spot.words.spec, claims, strange, year=max(years, default=0))


def _joined(tables: list[ListTable]) -> list[ListTable]:
    """Tables under the same head, as on further pages, are one."""
    kept: list[ListTable] = []
    for table in tables:
        same = next((t for t in kept if t.claims == table.claims and t.spec == table.spec), None)
        if same is None:
            kept.append(table)
        else:
            same.lines += table.lines
            same.year = same.year or table.year
    return kept


class _BodyRows:
    """The rows below one head, one after the other."""

    def __init__(
        self, table: ListTable, passed: dict[int, str], words: Sequence[HeaderWords]
    ) -> None:
        self.table, self.sheet, self.passed, self.words = table, table.sheet, passed, words
        self.columns = {claim.at: key for key, found in table.claims.items() for claim in found}
        self.names = [c.at for key in ("name", "unit") for c in table.claims.get(key, ())]
        self.wide = len(self.columns) > _FEW or table.spec.key == UNITS
        self.heads = {c.header for found in table.claims.values() for c in found}
        self.heads |= {label for w in words for label in w.exact}
        self.stack: list[tuple[int, str]] = []
        self.under: list[tuple[int, str]] = []  # the stack at the last task
        self.loose = -1
        self.lonely: list[int] = []  # bands since the last task: perhaps a title of the next page
        self.across = [area for area in self.sheet.merged if area[1][1] > area[0][1]]

    def read(self, first: int) -> Spot | None:
        """Read to the end of the sheet or to the next head, which is returned."""
        own = self._cells(first)
        self._spread(own)
        whole = self._cells(first)
        for at in own:
            if not own[at]:
                continue
            if spot := self._next_head(at):
                self._end_page(spot, own)
                return spot
            self._take(at, whole[at])
        return None

    def _cells(self, first: int) -> dict[int, list[int]]:
        """The columns in which each row holds something now."""
        rows, errors = self.sheet.rows, self.sheet.errors
        return {
            at: [c for c, cell in enumerate(rows[at]) if not _is_blank(cell) or (at, c) in errors]
            for at in range(first, len(rows))
        }

    def _spread(self, own: Mapping[int, list[int]]) -> None:
        """Give each row its share of a merged cell, and 同上 what stands above."""
        rows = self.sheet.rows
        errors = dict(self.sheet.errors)
        for (top, left), (bottom, _) in self.sheet.merged:
            for at in range(top + 1, min(bottom, len(rows) - 1) + 1):
                if own.get(at) and left < len(rows[at]):
                    rows[at][left] = rows[top][left]
                    if (top, left) in errors:
                        errors[at, left] = errors[top, left]
        self.sheet.errors = errors
        last: dict[int, Raw] = {}
        for at, cells in own.items():
            for c in cells:
                cell = rows[at][c]
                if isinstance(cell, str) and cell.strip() in _ABOVE and c in last:
                    rows[at][c] = last[c]
                last[c] = rows[at][c]

    def _next_head(self, at: int) -> Spot | None:
        """A head that begins in this row: of the next page, or of another list."""
        row = self.sheet.rows[at]
        if sum(isinstance(cell, str) and cell.strip() in self.heads for cell in row) < 2:
            return None
        return locate_head(self.sheet.rows, self.words, at, at + 1, LIST)

    def _end_page(self, spot: Spot, own: Mapping[int, list[int]]) -> None:
        """What stood between the last task and the next head was its title."""
        self.passed |= dict.fromkeys(self.lonely, bands.TITLE)
        taken = (at for at in range(spot.at, spot.at + spot.deep) if own.get(at))
        self.passed |= dict.fromkeys(taken, bands.HEAD)

    def _take(self, at: int, cells: list[int]) -> None:
        texts = [as_text(self.sheet.rows[at][c]) or "#" for c in cells]
        if reason := bands.no_task(texts) or self._reason(cells, texts):
            self.passed[at] = reason
        elif (name := self._band(at, cells, texts)) is not None:
            self._enter(at, *name)
        else:
            self.lonely.clear()
            self.under = list(self.stack)
            self.table.lines.append(ListLine(at, tuple(name for _, name in self.stack)))

    def _reason(self, cells: list[int], texts: list[str]) -> str:
        """Why a row of figures alone is no task: it counts the columns, or waits to be filled."""
        figures = all(re.fullmatch(r"\d{1,3}", text) for text in texts)
        if figures and len(cells) > 2 and [int(t) for t in texts] == [c + 1 for c in cells]:
            return bands.NUMBERS
        numbered = self.columns.get(cells[0]) in {SOURCE_NO, "task_id", "order"}
        if len(cells) == 1 and numbered and re.fullmatch(r"\d+(?:\.\d+)*", texts[0]):
            return bands.EMPTY
        return ""

    def _band(self, at: int, cells: list[int], texts: list[str]) -> tuple[int, str] | None:
        """The level and the name of a class where the row is a band."""
        if len(set(texts)) == 1:
            return self._lone_band(at, cells, texts[0])
        numbered = self.columns.get(cells[0]) in {SOURCE_NO, "task_id"}
        if len(cells) == 2 and self.wide and numbered and cells[1] in self.names:
            return self._numbered_band(at, texts)
        return None

    def _lone_band(self, at: int, cells: list[int], text: str) -> tuple[int, str] | None:
        level, name = bands.level_of(text), bands.band_name(text)
        if not name or (not self.wide and not self._across(at, cells[0])):
            return None
        if 0 <= level <= bands.WIDEST_BAND or (level > 0 and self._across(at, cells[0])):
            return level, name
        key = self.columns.get(cells[0], "")
        unnamed = key in {"", SOURCE_NO, "category", "task_id"} and cells[0] not in self.names
        if self._across(at, cells[0]) or len(cells) > 2 or unnamed:
            return -1, name
        return None

    def _numbered_band(self, at: int, texts: list[str]) -> tuple[int, str] | None:
        """一 in the column of numbers, or 1 above 1.1, with nothing but a name beside it."""
        level = bands.level_of(texts[0])
        if 0 <= level <= bands.WIDEST_BAND:
            return level, bands.band_name(texts[1])
        below = next((r for r in self.sheet.rows[at + 1 :] if any(c != "" for c in r)), None)
        column = next(c for c, key in self.columns.items() if key in {SOURCE_NO, "task_id"})
        if below is not None and as_text(below[column]).startswith(f"{texts[0].rstrip('.、')}."):
            return bands.WIDEST_BAND + texts[0].count(".") + 1, bands.band_name(texts[1])
        return None

    def _across(self, at: int, column: int) -> bool:
        """Whether a cell is merged over several columns."""
        return any(
            top <= at <= bottom and left <= column <= right
            for (top, left), (bottom, right) in self.across
        )

    def _enter(self, at: int, level: int, name: str) -> None:
        """Stand under this class from now on, and no more under those it ends."""
        if level < 0:
            level = self._loose_level()
        while self.stack and self.stack[-1][0] >= level:
            self.stack.pop()
        self.stack.append((level, name))
        self.passed[at] = BAND
        self.lonely.append(at)

    def _loose_level(self) -> int:
        """A band without a numeral is below the one right above it, else where the first one was."""
        if self.loose < 0:
            self.loose = self.stack[-1][0] + 1 if self.stack and self.lonely else 1
        return self.loose


BAND = "分类标题"


def _is_blank(cell: Raw) -> bool:
    return isinstance(cell, str) and not cell.strip("\u3000\u00a0\u200b \t\r\n")
