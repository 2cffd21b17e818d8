"""The values of one sheet in memory, read once by calamine and kept up to date by writes.

A formula written here has no value until Excel or LibreOffice has calculated it: it reads None.
"""

import io
import re
from collections.abc import Callable, Sequence
from typing import Any, Protocol
from xml.parsers import expat

from lxml import etree
from python_calamine import CalamineWorkbook

from xlfile.cells.addresses import Area, area_of
from xlfile.cells.values import CellError, as_com_gives
from xlfile.parts.package import Package, UnreadableWorkbook
from xlfile.parts.trees import tag

CellRow = list[Any]
_ReadColumns = Callable[[], list[list[Any]]]


class _RowHolder(Protocol):
    """Whoever holds rows of the sheet that are not in the grid yet."""

    area: Area


_PLAIN = frozenset({str, float})  # nearly all cells, which stand as they are
_HAS_ERRORS = re.compile(rb"""\st=["']e["']""")


class SheetGrid:
    """The rows of a sheet from A1 on; beyond them everything is None."""

    def __init__(self, rows: list[CellRow]) -> None:
        self._rows = rows
        self._added: tuple[_RowHolder, _ReadColumns] | None = None

    def expect(self, owner: _RowHolder, columns: _ReadColumns) -> None:
        """Rows of an owner stand below all others; their values are asked for when needed."""
        if self._added is not None and self._added[0] is not owner:
            self._take()
        self._added = owner, columns

    def _take(self) -> None:
        if self._added is not None:
            (owner, columns), self._added = self._added, None
            self.set_block(owner.area, list(zip(*columns(), strict=True)))

    @property
    def rows(self) -> list[CellRow]:
        """All rows."""
        self._take()
        return self._rows

    @property
    def width(self) -> int:
        """How many columns there are."""
        widest = max((len(row) for row in self._rows), default=0)
        return widest if self._added is None else max(widest, self._added[0].area.last_column)

    def _upto(self, row: int) -> list[CellRow]:
        """The rows, as far as that row at least."""
        if self._added is not None and row >= self._added[0].area.row:
            self._take()
        return self._rows

    def read(self, area: Area) -> tuple[tuple[Any, ...], ...]:
        """A block of values, rows of columns."""
        left, right = area.column - 1, area.last_column
        found = [
            tuple(row[left:right]) if len(row) >= right else _padded(row[left:right], area.columns)
            for row in self.rows[area.row - 1 : area.last_row]
        ]
        missing = area.rows - len(found)
        return (*found, *((None,) * area.columns for _ in range(missing)))

    def get(self, row: int, column: int) -> Any:
        """The value of one cell."""
        rows = self._upto(row)
        if row > len(rows) or column > len(rows[row - 1]):
            return None
        return rows[row - 1][column - 1]

    def set(self, row: int, column: int, value: Any) -> None:
        """Remember what was written."""
        if value is None and self.get(row, column) is None:
            return
        rows = self._upto(row)
        while len(rows) < row:
            rows.append([])
        cells = rows[row - 1]
        cells.extend([None] * (column - len(cells)))
        cells[column - 1] = value

    def set_block(self, area: Area, block: Sequence[Sequence[Any]]) -> None:
        """Remember a block that was written."""
        left, right = area.column - 1, area.last_column
        while len(self.rows) < area.last_row:
            self.rows.append([])
        for row, values in zip(self.rows[area.row - 1 : area.last_row], block, strict=True):
            if len(row) < right:
                row.extend([None] * (right - len(row)))
            row[left:right] = values


class Reader:
    """Reads the sheets of a workbook as they were when it was opened."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._source = io.BytesIO(package.data)
        self._workbook: CalamineWorkbook | None = None

    def grid(self, name: str, part: str) -> SheetGrid:
        """The values of a sheet; an error cell is a CellError, not a blank."""
        grid = SheetGrid(self._rows(name))
        data = self._package.read(part)
        self._check(data, part)
        if _HAS_ERRORS.search(data):
            _mark_errors(grid, self._package.tree(part))
        return grid

    def _check(self, data: bytes, part: str) -> None:
        # calamine reads up to a broken tag and takes the rest for blanks
        try:
            expat.ParserCreate().Parse(data, True)
        except expat.ExpatError as error:
            raise UnreadableWorkbook(self._package.path, f"{part} is damaged: {error}") from error

    def _rows(self, name: str) -> list[CellRow]:
        try:
            if self._workbook is None:
                self._workbook = CalamineWorkbook.from_filelike(self._source)
            if name not in self._workbook.sheet_names:
                return []  # added after the book was opened
            sheet = self._workbook.get_sheet_by_name(name)
            values = sheet.to_python(skip_empty_area=False)
        except BaseException as error:
            # calamine is Rust: what it does not expect ends in a panic, which is no Exception
            if isinstance(error, Exception) or type(error).__name__ == "PanicException":
                raise UnreadableWorkbook(self._package.path, f"{name}: {error}") from error
            raise
        return [
            [value if value and type(value) in _PLAIN else as_com_gives(value) for value in row]
            for row in values
        ]


def _padded(row: CellRow, width: int) -> tuple[Any, ...]:
    return (*row, *(None,) * (width - len(row)))


def _mark_errors(grid: SheetGrid, root: etree._Element) -> None:
    for cell in root.iter(tag("c")):
        if cell.get("t") == "e" and cell.get("r"):
            area = area_of(cell.get("r", "A1"))
            grid.set(area.row, area.column, CellError.named(cell.findtext(tag("v")) or ""))
