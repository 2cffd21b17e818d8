"""The values of one sheet in memory, read once by calamine and kept up to date by writes.

A formula written here has no value until Excel or LibreOffice has calculated it: it reads None.
Rows that stand in the file in stretches are read when one of them is asked for.
"""

import io
import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any, NamedTuple, Protocol
from xml.parsers import expat

from lxml import etree
from python_calamine import CalamineWorkbook

from xlfile.cells.addresses import Area, area_of
from xlfile.cells.alone import SharedParts, as_sheet, formats_of, read_alone
from xlfile.cells.values import CellError, as_com_gives
from xlfile.parts.package import Package, UnreadableWorkbook
from xlfile.parts.runs import END, CodedValues, InRuns, PackedRun, coded
from xlfile.parts.trees import is_on, parse, tag

CellRow = list[Any]
_LoadRows = Callable[[], list[CellRow]]
_ReadColumns = Callable[[], list[list[Any]]]


class _RowHolder(Protocol):
    """Whoever holds rows of the sheet that are not in the grid yet."""

    area: Area


_PLAIN = frozenset({str, float})  # nearly all cells, which stand as they are
_UNREAD: CellRow = []  # stands for any row that waits
_AT_HAND = 16  # stretches of rows kept for who looks down several columns
_ERRORS = (b't="e"', b"t='e'")  # in a sheet with error cells


class _PlainValues(NamedTuple):
    """Values that nobody has gone through yet."""

    values: list[Any]


class WaitingRows(NamedTuple):
    """Rows that are not read yet: their numbers, how to read them, what is known of their columns."""

    first: int
    last: int
    load: _LoadRows
    run: PackedRun | None = None


class SheetGrid:
    """The rows of a sheet from A1 on; beyond them everything is None."""

    def __init__(self, rows: list[CellRow], waiting: Sequence[WaitingRows] = ()) -> None:
        self._rows = rows
        self._widest = max(map(len, rows), default=0)
        self._waiting = list(waiting)
        self._at_hand: dict[int, list[CellRow]] = {}  # rows of stretches that were looked at last
        self._added: tuple[_RowHolder, _ReadColumns] | None = None

    def _read_in(self, first: int, last: int) -> None:
        """Read what waits of these rows."""
        begin, end = self._among_waiting(first, last)
        if begin == end:
            return
        wanted = self._waiting[begin:end]
        del self._waiting[begin:end]
        for one in wanted:
            read = self._at_hand.pop(one.first, None) or one.load()
            self._rows[one.first - 1 : one.first - 1 + len(read)] = read
            self._widest = max(self._widest, *map(len, read))

    def _among_waiting(self, first: int, last: int) -> tuple[int, int]:
        """Which of those that wait have any of these rows: from which one to before which."""
        begin = bisect_left(self._waiting, first, key=lambda one: one.last)
        return begin, max(begin, bisect_right(self._waiting, last, key=lambda one: one.first))

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
        self._read_in(1, len(self._rows))
        return self._rows

    @property
    def width(self) -> int:
        """How many columns there are, in the rows that were read so far."""
        self._read_in(1, 1)
        added = self._added[0].area.last_column if self._added else 0
        return max(self._widest, added)

    def _upto(self, row: int) -> list[CellRow]:
        """The rows, as far as that row at least."""
        self._take_upto(row)
        self._read_in(row, row)
        return self._rows

    def _take_upto(self, row: int) -> None:
        """Take in the rows that were added, if any of them is asked for."""
        if self._added is not None and row >= self._added[0].area.row:
            self._take()

    def read(self, area: Area) -> tuple[tuple[Any, ...], ...]:
        """A block of values, rows of columns."""
        self._take_upto(area.last_row)
        if area.columns == 1:
            found = [(value,) for value in self._column(area)]
        else:
            self._read_in(area.row, area.last_row)
            left, right = area.column - 1, area.last_column
            found = [
                tuple(row[left:right])
                if len(row) >= right
                else _padded(row[left:right], area.columns)
                for row in self._rows[area.row - 1 : area.last_row]
            ]
        missing = area.rows - len(found)
        return (*found, *((None,) * area.columns for _ in range(missing)))

    def _column(self, area: Area) -> list[Any]:
        """Values down a column."""
        return [value for part in self._stretches(area) for value in part.values]

    def stretches(self, area: Area) -> list[CodedValues]:
        """Values down a column, stretch by stretch; blanks below the last row are left out."""
        self._take_upto(area.last_row)
        return [
            part if isinstance(part, CodedValues) else coded(part.values)
            for part in self._stretches(area)
        ]

    def _stretches(self, area: Area) -> "Iterator[CodedValues | _PlainValues]":
        """Of rows that wait, what an earlier job has asked for is known."""
        at, last, column = area.row, min(area.last_row, len(self._rows)), area.column
        begin, end = self._among_waiting(at, last)
        for one in self._waiting[begin:end]:
            if at < one.first:
                yield _PlainValues(_down(self._rows[at - 1 : one.first - 1], column))
            top, bottom = max(at, one.first), min(last, one.last)
            yield self._known(one, column).between(top - one.first, bottom - one.first + 1)
            at = bottom + 1
        if at <= last:
            yield _PlainValues(_down(self._rows[at - 1 : last], column))

    def _known(self, one: WaitingRows, column: int) -> CodedValues:
        """A column of rows that wait; once it was asked for, they are not read for it again."""
        if one.run is not None and (known := one.run.column(column)) is not None:
            return known
        is_new = one.first not in self._at_hand
        rows = self._load(one) if is_new else self._at_hand[one.first]
        found = coded(_down(rows, column))
        if one.run is not None:
            one.run.keep(column, found)
            for other in range(1, max(map(len, rows), default=0) + 1) if is_new else ():
                if other not in one.run.columns:
                    one.run.keep(other, coded(_down(rows, other)), asked=False)
        return found

    def _load(self, one: WaitingRows) -> list[CellRow]:
        """Rows that go on waiting, while several of their columns may be asked for."""
        if len(self._at_hand) >= _AT_HAND:
            del self._at_hand[next(iter(self._at_hand))]
        self._at_hand[one.first] = found = one.load()
        return found

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
        self._widest = max(self._widest, column)

    def set_block(self, area: Area, block: Sequence[Sequence[Any]]) -> None:
        """Remember a block that was written."""
        left, right = area.column - 1, area.last_column
        self._widest = max(self._widest, right)
        rows = self._upto(area.last_row)
        self._read_in(area.row, area.last_row)
        while len(rows) < area.last_row:
            rows.append([])
        for row, values in zip(rows[area.row - 1 : area.last_row], block, strict=True):
            if len(row) < right:
                row.extend([None] * (right - len(row)))
            row[left:right] = values


class Reader:
    """Reads the sheets of a workbook as they were when it was opened."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._source = io.BytesIO(package.data)
        self._workbook: CalamineWorkbook | None = None
        self._formats_of: tuple[tuple[int, ...], bytes] = ((), b"")

    def grid(self, name: str, part: str) -> SheetGrid:
        """The values of a sheet; an error cell is a CellError, not a blank."""
        if (packed := self._package.in_runs(part)) is not None:
            return self._in_runs(part, packed)
        grid = SheetGrid(self._rows(name))
        data = self._package.read(part)
        self._check(data, part)
        if any(mark in data for mark in _ERRORS):
            _mark_errors(grid, self._package.tree(part))
        return grid

    def _check(self, data: bytes, part: str) -> None:
        # calamine reads up to a broken tag and takes the rest for blanks
        try:
            expat.ParserCreate().Parse(data, True)
        except expat.ExpatError as error:
            raise UnreadableWorkbook(self._package.path, f"{part} is damaged: {error}") from error

    def _rows(self, name: str) -> list[CellRow]:
        with self._refusing(name):
            if self._workbook is None:
                self._workbook = CalamineWorkbook.from_filelike(self._source)
            if name not in self._workbook.sheet_names:
                return []  # added after the book was opened
            sheet = self._workbook.get_sheet_by_name(name)
            values = sheet.to_python(skip_empty_area=False)
        return _as_com_gives(values)

    @contextmanager
    def _refusing(self, what: str) -> Iterator[None]:
        """What calamine cannot read is an UnreadableWorkbook that names the sheet or part."""
        try:
            yield
        except BaseException as error:
            # calamine is Rust: what it does not expect ends in a panic, which is no Exception
            if isinstance(error, Exception) or type(error).__name__ == "PanicException":
                raise UnreadableWorkbook(self._package.path, f"{what}: {error}") from error
            raise

    def _in_runs(self, part: str, packed: InRuns) -> SheetGrid:
        """A sheet whose rows are read when they are asked for."""
        tail = packed.tail.data()
        rows = [_UNREAD] * (packed.runs[-1].last if packed.runs else 0)
        for number, row in self._read_rows(part, tail[: tail.rfind(END)]):
            rows += [[] for _ in range(number - len(rows))]
            rows[number - 1] = row
        return SheetGrid(
            rows, [WaitingRows(r.first, r.last, self._loader(part, r), r) for r in packed.runs]
        )

    def _loader(self, part: str, run: PackedRun) -> _LoadRows:
        def load() -> list[CellRow]:
            try:
                read = dict(self._read_rows(part, run.piece.data()))
            except zipfile.BadZipFile as error:
                raise UnreadableWorkbook(self._package.path, f"{part}: {error}") from error
            return [read.get(number, []) for number in range(run.first, run.last + 1)]

        return load

    def _read_rows(self, part: str, rows: bytes) -> list[tuple[int, CellRow]]:
        """Rows out of their XML, by number: a workbook that holds no others is read for them."""
        if not rows:
            return []
        sheet = as_sheet(rows)
        with self._refusing(part):
            found = read_alone(sheet, self._shared(texts=b't="s"' in sheet))
        lead: CellRow = [None] * found.left
        read = [(at, lead + row) for at, row in enumerate(_as_com_gives(found.rows), found.top + 1)]
        if any(mark in rows for mark in _ERRORS):
            numbers = dict(read)
            for area, wrong in _errors_in(parse(sheet)):
                numbers[area.row][area.column - 1] = wrong
        return read

    @cached_property
    def _related(self) -> Mapping[str, str]:
        """The parts that belong to the workbook, by what they are; its own is nameless."""
        package = self._package
        main = next(r.target for r in package.relations("").values() if r.kind == "officeDocument")
        found = {r.kind: r.target for r in package.relations(main).values() if not r.external}
        return {k: part for k, part in found.items() if package.has(part)} | {"": main}

    def _shared(self, *, texts: bool) -> SharedParts:
        """What the cells of all sheets refer to."""
        package, related = self._package, self._related
        properties = package.tree(related[""]).find(tag("workbookPr"))
        from_1904 = properties is not None and is_on(properties.get("date1904"))
        words = (
            package.read(related["sharedStrings"]) if texts and "sharedStrings" in related else b""
        )
        return SharedParts(self._formats(), words, from_1904)

    def _formats(self) -> bytes:
        """The formats of cells, gathered anew where some were added."""
        if "styles" not in self._related:
            return b""
        root = self._package.tree(self._related["styles"])
        many = tuple(len(held) for held in root)
        if many != self._formats_of[0]:
            self._formats_of = many, formats_of(root)
        return self._formats_of[1]


def _as_com_gives(values: list[CellRow]) -> list[CellRow]:
    return [
        [value if value and type(value) in _PLAIN else as_com_gives(value) for value in row]
        for row in values
    ]


def _down(rows: Sequence[CellRow], column: int) -> list[Any]:
    return [row[column - 1] if len(row) >= column else None for row in rows]


def _padded(row: CellRow, width: int) -> tuple[Any, ...]:
    return (*row, *(None,) * (width - len(row)))


def _mark_errors(grid: SheetGrid, root: etree._Element) -> None:
    for area, error in _errors_in(root):
        grid.set(area.row, area.column, error)


def _errors_in(root: etree._Element) -> Iterator[tuple[Area, CellError]]:
    for cell in root.iter(tag("c")):
        if cell.get("t") == "e" and cell.get("r"):
            yield area_of(cell.get("r", "A1")), CellError.named(cell.findtext(tag("v")) or "")
