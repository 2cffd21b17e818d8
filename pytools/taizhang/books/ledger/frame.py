"""Where a table of the master lies: its columns, its rows, what was typed below it, its end.

Every table is found by its name and every column by its header, wherever the clerk moved them.
Columns and sheets of the clerk's own are left alone.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import xlwings as xw

from taizhang.books.ledger.labels import BrokenLedger
from taizhang.core.addresses import cell_name
from taizhang.core.catalog import ledger as catalog
from taizhang.core.headers import ledger_columns
from taizhang.core.issues import Place
from taizhang.core.lists.below import GAP, Below, look_below
from taizhang.core.schema import SheetSpec
from taizhang.core.values.settled import settle

MANY = 2000  # rows written together; more would be many copies of much text
SOME = 20  # rows below a table that are looked at together


class TableFrame:
    """The cells of one Excel table of the master, and which column is where."""

    def __init__(self, table: xw.main.Table, spec: SheetSpec) -> None:
        """Find its columns; raises BrokenLedger when one is missing."""
        self.table, self.spec = table, spec
        area = table.range
        self.sheet: xw.Sheet = area.sheet
        self.top, self.left = area.row, area.column
        self.width = area.columns.count
        headers = area[0, :].options(ndim=1).value
        self.headers: list[str] = ["" if h is None else str(h) for h in headers]
        self.offsets = offsets_of(self.headers, spec)
        self.below = self._look_below()

    @property
    def bottom(self) -> int:
        """The last row of the table as Excel has it."""
        area = self.table.range
        return int(area.row + area.rows.count - 1)

    @property
    def _until(self) -> int:
        """The last row of the body, with what was typed below it."""
        body = self.table.data_body_range
        return max(body.row + body.rows.count - 1 if body else self.top, self.below.last)

    @property
    def _body_end(self) -> int:
        """The last row that may hold a record: not that of the totals."""
        return self.bottom - bool(self.table.show_totals)

    def _look_below(self) -> Below:
        """What somebody typed under the table; another table is a wall, below totals is no record."""
        bottom, keys = self.bottom, [""] * self.width
        for key, offset in self.offsets.items():
            keys[offset] = key
        starts = (t.range.row for t in self.sheet.tables if t.name != self.table.name)
        wall = min((row for row in starts if row > bottom), default=bottom + MANY)
        rows: list[list[str]] = []
        while bottom + len(rows) + 1 < wall:
            first = bottom + len(rows) + 1
            rows += self._texts(first, min(first + SOME, wall) - 1)
            if not any(map(any, rows[-1 - GAP :])):
                break
        found = look_below(rows, bottom, keys, self.spec.key)
        return found.behind_totals(rows, bottom) if self.table.show_totals else found

    def _texts(self, first: int, last: int) -> list[list[str]]:
        """What stands in these rows, as texts, in every column of the table."""
        corners = (first, self.left), (last, self.left + self.width - 1)
        block = self.sheet.range(*corners).options(ndim=2, err_to_str=True).value
        return [[str(settle("text", value)) for value in line] for line in block]

    def _area(self, key: str) -> xw.Range | None:
        """The cells of a column from the first row on; None where there is no row."""
        first, last = self.top + 1, self._until
        at = self.left + self.offsets[key]
        return self.sheet.range((first, at), (last, at)) if last >= first else None

    def place(self, row: int, key: str) -> Place:
        """The place of a cell of this table."""
        label = self.spec[key].label
        return Place(sheet=self.sheet.name, row=row, header=label, cell=self.address(row, key))

    def address(self, row: int, key: str) -> str:
        """A1 address of the column `key` in Excel's row."""
        return cell_name(row, self.left + self.offsets[key] - 1)

    def take_in(self) -> bool:
        """Draw the table over the records below it; whether there were any."""
        if not self.below.count or self.below.last <= self.bottom:
            return False
        self._resize(self.below.last)
        return True

    def _grow(self, last: int) -> None:
        area = self.table.range
        if last > area.row + area.rows.count - 1:
            self._resize(last)

    def _resize(self, last: int) -> None:
        if self.table.show_totals:  # such a table keeps its size, with blank rows at its end
            return
        corner = (last, self.left + self.width - 1)
        self.table.resize(self.sheet.range((self.top, self.left), corner))


def block_lines(block: Any) -> Sequence[Sequence[Any]]:
    """Raw values as rows: Excel hands over one cell, or one row, without a list around it."""
    if not isinstance(block, list | tuple):
        return [[block]]
    return block if block and isinstance(block[0], list | tuple) else [block]


def offsets_of(headers: Sequence[str], spec: SheetSpec) -> Mapping[str, int]:
    """Where each column is; BrokenLedger where one is missing, or two are as likely."""
    found = ledger_columns(headers, spec)
    place = Place(sheet=spec.label)
    for key in found.missing:
        label = spec[key].label
        raise BrokenLedger(catalog.COLUMN_MISSING.at(place, table=spec.label, column=label))
    for key, several in found.twice.items():
        label = spec[key].label
        raise BrokenLedger(catalog.COLUMN_TWICE.at(place, found=several, column=label))
    return found.offsets
