"""The tables of an open master workbook, through the xlwings API: rows in, cells out.

Every table is found by its name and every column by its header, wherever the clerk moved them.
Columns and sheets of the clerk's own are left alone. Nothing here knows whether Excel is behind.
"""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import Any

import xlwings as xw

from taizhang.books.ledger.labels import BrokenLedger
from taizhang.books.ledger.written import Formula, outgoing, outgoing_all, put
from taizhang.core.catalog import ledger as catalog
from taizhang.core.headers import ledger_columns
from taizhang.core.issues import Issue, Place
from taizhang.core.lists.below import GAP, Below, look_below
from taizhang.core.schema import SheetSpec
from taizhang.core.submission import Value
from taizhang.core.tables import KEYS, LedgerRows, TableRow, key_columns, key_of, key_text
from taizhang.core.values.settled import same, settle, settle_all

MANY = 2000  # rows written together; more would be many copies of much text
SOME = 20  # rows below a table that are looked at together
STRETCHES = 100  # of rows wanted of a column; of more, all of it is read at once
BLANK = (None, "")
WRAPPED = frozenset({"text", "long", "choice", "any"})
RowFilter = Callable[[Value], bool]
_PLAIN = frozenset({str, float, type(None)})
_AS_READ = _PLAIN | {datetime}  # days out of Excel itself have a type of their own


class LedgerTable:
    """One Excel table of the master."""

    def __init__(self, table: xw.main.Table, spec: SheetSpec) -> None:
        """Read the header; raises BrokenLedger when a column is missing."""
        self.table, self.spec = table, spec
        area = table.range
        self.sheet: xw.Sheet = area.sheet
        self.top, self.left = area.row, area.column
        self.width = area.columns.count
        headers = area[0, :].options(ndim=1).value
        self.headers: list[str] = ["" if h is None else str(h) for h in headers]
        self.offsets = offsets_of(self.headers, spec)
        self._rows: list[TableRow] | None = None
        self._keyed: dict[str, TableRow] | None = None
        self._view: LedgerRows | None = None
        self._columns_read: dict[str, Sequence[Value]] = {}
        self._heads: set[int] = set()  # rows in which the head stands once more
        self._end = 0
        self.below = self._look_below()

    @property
    def bottom(self) -> int:
        """The last row of the table as Excel has it."""
        area = self.table.range
        return int(area.row + area.rows.count - 1)

    @property
    def end(self) -> int:
        """The last row in which anything stands, in a column of ours or of the clerk's."""
        if self._rows is None:
            return self._last_filled()
        return self._end if self.rows else self.top

    def _last_filled(self) -> int:
        """The same, from the bottom up: a register of years is not read to add to it."""
        last = self._until
        while last > self.top:
            first = max(last - MANY // 10, self.top) + 1
            corners = (first, self.left), (last, self.left + self.width - 1)
            lines = _lines(self.sheet.range(*corners).options("raw").value)
            for number in range(last, first - 1, -1):
                if any(value not in BLANK for value in lines[number - first]):
                    return number
            last = first - 1
        return self.top

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

    def remarks(self) -> Iterator[Issue]:
        """What is to be said of the rows under the table, and of a head that stands in it again."""
        for number in sorted(self._heads):
            yield catalog.HEAD_AGAIN.at(Place(sheet=self.sheet.name, row=number))
        below = self.below
        if below.count:
            place = Place(sheet=self.sheet.name, row=below.first)
            yield catalog.TAKEN_IN.at(place, count=below.count, last=below.last)
        if below.foot:
            place = Place(sheet=self.sheet.name, row=below.foot_row)
            yield catalog.NOT_TAKEN_IN.at(place, found=below.foot)

    def take_in(self) -> bool:
        """Draw the table over the records below it; whether there were any."""
        if not self.below.count or self.below.last <= self.bottom:
            return False
        self._resize(self.below.last)
        return True

    def check_room(self, count: int) -> None:
        """Raise BrokenLedger where so many new rows would cover what the clerk wrote below."""
        if self.end + count > self._body_end:
            self._refuse_totals()
        first, last = max(self.bottom, self.below.last) + 1, self.end + count
        for begin in range(first, last + 1, MANY):
            until = min(begin + MANY - 1, last)
            corners = (begin, self.left), (until, self.left + self.width - 1)
            block = self.sheet.range(*corners).options("raw").value
            if any(value not in BLANK for line in _lines(block) for value in line):
                self._name_obstacle(begin, until)

    def _refuse_totals(self) -> None:
        """Raise BrokenLedger where the table ends with totals, which no record may cover."""
        if self.table.show_totals:
            place = Place(sheet=self.sheet.name, row=self.bottom)
            raise BrokenLedger(catalog.TOTALS_IN_THE_WAY.at(place, table=self.spec.label))

    def _name_obstacle(self, first: int, last: int) -> None:
        for number, row in enumerate(self._texts(first, last), start=first):
            if found := next(filter(None, row), ""):
                place = Place(sheet=self.sheet.name, row=number)
                raise BrokenLedger(catalog.IN_THE_WAY.at(place, found=found))

    @property
    def rows(self) -> list[TableRow]:
        """Body rows that are not blank, read once."""
        if self._rows is None:
            self._rows = list(self._read())
        return self._rows

    def _read(self) -> Iterator[TableRow]:
        first, last = self.top + 1, self._until
        self._end = self.top
        if last < first:
            return
        block = self._block(first, last)
        self._end = next(
            (n for n in range(last, self.top, -1) if any(v not in BLANK for v in block[n - first])),
            self.top,
        )
        yield from self._rows_of(first, block)

    def _block(self, first: int, last: int) -> Sequence[Sequence[Any]]:
        area = self.sheet.range((first, self.left), (last, self.left + self.width - 1))
        block: Sequence[Sequence[Any]] = area.options(ndim=2, err_to_str=True).value
        return block

    def _rows_of(self, first: int, block: Sequence[Sequence[Any]]) -> Iterator[TableRow]:
        """The rows of a block that are not blank."""
        lists = list(zip(*block, strict=True))
        keys = [c.key for c in self.spec.columns]
        settled = [settle_all(c.kind, lists[self.offsets[c.key]]) for c in self.spec.columns]
        labels = tuple(c.label for c in self.spec.columns)
        for number, values in enumerate(zip(*settled, strict=True), start=first):
            if _is_head(values, labels):
                self._heads.add(number)
            elif any(v != "" for v in values):
                yield TableRow(number, dict(zip(keys, values, strict=True)))

    def column(self, key: str) -> Mapping[int, Value]:
        """What stands in one column, by row; blanks are left out."""
        if self._rows is not None:
            return {row.number: row[key] for row in self._rows if row[key] != ""}
        found = enumerate(self._down(key), self.top + 1)
        return {number: value for number, value in found if value != ""}

    def columns(self, *keys: str) -> Mapping[str, Sequence[Value]]:
        """What stands in these columns, row beside row, for who asks for nothing else."""
        rows = self._rows
        return {k: self._down(k) if rows is None else [row[k] for row in rows] for k in keys}

    @property
    def register(self) -> "TableColumns":
        """The columns, each read when it is asked for: all of it, or some rows."""
        return TableColumns(self)

    def _down(self, key: str) -> Sequence[Value]:
        """All of a column, from the first row on; read once."""
        if key not in self._columns_read:
            self._columns_read[key] = self._listed(key)
        return self._columns_read[key]

    def _listed(self, key: str) -> list[Value]:
        area = self._area(key)
        if area is None:
            return []
        found = [line[0] for line in _lines(area.options("raw").value)]
        if not {*map(type, found)} <= _AS_READ:  # errors ask for conversion
            found = [line[0] for line in area.options(ndim=2, err_to_str=True).value]
        return settle_all(self.spec[key].kind, found)

    def _picked(self, key: str, numbers: Sequence[int]) -> Sequence[Value]:
        """A column in these rows; of a column that nobody asked for only these are settled."""
        first = self.top + 1
        if key not in self._columns_read:
            found = self._some_of(key, numbers)
            if {*map(type, found)} <= _AS_READ:
                return settle_all(self.spec[key].kind, found)
        column = self._down(key)
        return [column[number - first] for number in numbers]

    def _some_of(self, key: str, numbers: Sequence[int]) -> list[Any]:
        """What stands in these rows of a column, in order, as it is read."""
        stretches = list(_runs(numbers))
        if len(stretches) > STRETCHES:
            stretches = [(numbers[0], numbers[-1])]
        at, left = 0, self.left + self.offsets[key]
        found: list[Any] = []
        for first, last in stretches:
            lines = _lines(self.sheet.range((first, left), (last, left)).options("raw").value)
            until = bisect_right(numbers, last, lo=at)
            found += [lines[number - first][0] for number in numbers[at:until]]
            at = until
        return found

    def _area(self, key: str) -> xw.Range | None:
        """The cells of a column from the first row on; None where there is no row."""
        first, last = self.top + 1, self._until
        at = self.left + self.offsets[key]
        return self.sheet.range((first, at), (last, at)) if last >= first else None

    def some(self, wanted: Mapping[str, RowFilter], keys: Sequence[str] = ()) -> LedgerRows:
        """The table with those rows only in which some column holds what is wanted of it.

        A register of years is looked through by these columns, and only such rows are read; of
        them the columns `keys`, where there are any.
        """
        numbers = {n for key, is_wanted in wanted.items() for n in self._where(key, is_wanted)}
        return self.only(*keys, of=numbers) if keys else self.at(numbers)

    def _where(self, key: str, is_wanted: RowFilter) -> Iterable[int]:
        """The rows whose value is wanted; each value, of which there are few, is asked about once."""
        if self._rows is not None:
            return [row.number for row in self._rows if row[key] != "" and is_wanted(row[key])]
        column = self._down(key)
        wanted = {value for value in {*column} - {""} if is_wanted(value)}
        found = enumerate(column, self.top + 1)
        return [number for number, value in found if value in wanted] if wanted else []

    def picked(self, key: str, places: Sequence[int]) -> Sequence[Value]:
        """A column at these places of `columns`, which are in order."""
        if self._rows is not None:
            return [self._rows[at][key] for at in places]
        first = self.top + 1
        return self._picked(key, [first + at for at in places])

    def placed(self, places: Collection[int], keys: Sequence[str] = ()) -> LedgerRows:
        """The table with the rows at these places of `columns`, from 0; see `some` for `keys`."""
        rows, first = self._rows, self.top + 1
        numbers = {first + at if rows is None else rows[at].number for at in places}
        return self.only(*keys, of=numbers) if keys else self.at(numbers)

    def at(self, numbers: Collection[int]) -> LedgerRows:
        """The table with the rows of these numbers only."""
        if self._rows is not None:
            rows = [row for row in self._rows if row.number in numbers]
        else:
            rows = [
                row
                for first, last in _runs(sorted(numbers))
                for row in self._rows_of(first, self._block(first, last))
                if row.number in numbers
            ]
        return self._as_read(rows)

    def only(self, *keys: str, of: Collection[int] | None = None) -> LedgerRows:
        """The table with these columns only, for who looks at nothing else; of some rows, or all."""
        if self._rows is not None:
            wanted = (row for row in self._rows if of is None or row.number in of)
            return self._as_read([TableRow(r.number, {k: r[k] for k in keys}) for r in wanted])
        first, last = self.top + 1, self._until
        numbers = range(first, last + 1) if of is None else sorted(of)
        columns = [self._down(key) if of is None else self._picked(key, numbers) for key in keys]
        lines = zip(numbers, zip(*columns, strict=True), strict=True)
        labels = tuple(self.spec[key].label for key in keys)
        heads = {"", labels[0]} if len(keys) > 1 else ()
        rows = []
        for number, line in lines:
            if line[0] in heads and _is_head(line, labels):
                self._heads.add(number)
            elif of is not None or any(v != "" for v in line):
                rows.append(TableRow(number, dict(zip(keys, line, strict=True))))
        return self._as_read(rows)

    def mostly(self, keys: Sequence[str], wanted: Mapping[str, RowFilter]) -> LedgerRows:
        """The table with these columns only, but whole rows where a column holds what is wanted."""
        whole = {row.number: row for row in self.some(wanted).rows}
        return self._as_read([whole.get(row.number, row) for row in self.only(*keys).rows])

    def keyed(self) -> dict[str, TableRow]:
        """Rows by business key, the first of each."""
        if self._keyed is None:
            self._keyed = {}
            for row in self.rows:
                key = key_text(self.spec.key, key_of(self.spec.key, row.values))
                self._keyed.setdefault(key, row)
        return self._keyed

    def view(self) -> LedgerRows:
        """Return the table as it stands, for those who only look; the same until it changes."""
        if self._view is None:
            self._view = self._as_read(self.rows)
        return self._view

    def by_key(self) -> LedgerRows:
        """The table for who looks for rows by their keys: of one not in hand no more is read."""
        return self.view() if self._rows is not None else self.only(*key_columns(self.spec.key))

    def _as_read(self, rows: Sequence[TableRow]) -> LedgerRows:
        letters = {k: column_letters(self.left + i) for k, i in self.offsets.items()}
        return LedgerRows(self.spec, self.sheet.name, letters, rows)

    def _forget(self) -> None:
        self._rows = self._keyed = self._view = None
        self._columns_read.clear()

    def place(self, row: int, key: str) -> Place:
        """The place of a cell of this table."""
        label = self.spec[key].label
        return Place(sheet=self.sheet.name, row=row, header=label, cell=self.address(row, key))

    def address(self, row: int, key: str) -> str:
        """A1 address of the column `key` in Excel's row."""
        return f"{column_letters(self.left + self.offsets[key])}{row}"

    def set_cells(self, cells: Iterable[tuple[int, str, Value]]) -> None:
        """Write (row, column key, value), neighbours of a column in one go."""
        ordered = sorted(cells, key=lambda c: (c[1], c[0]))
        for _, run in groupby(enumerate(ordered), key=lambda p: (p[1][1], p[1][0] - p[0])):
            block = [cell for _, cell in run]
            row, key, _ = block[0]
            column = self.left + self.offsets[key]
            target = self.sheet.range((row, column), (row + len(block) - 1, column))
            put(target, [[outgoing(value)] for _, _, value in block])
        self._fit({row for row, key, _ in ordered if self.spec[key].kind in WRAPPED})
        self._remember(ordered)

    def _remember(self, cells: Sequence[tuple[int, str, Value]]) -> None:
        """Keep the rows in hand as they stand now; a row that was blank is read again."""
        self._columns_read.clear()
        if self._rows is None:
            return
        known = {row.number: at for at, row in enumerate(self._rows)}
        if any(row not in known or key in KEYS.get(self.spec.key, ()) for row, key, _ in cells):
            self._forget()
            return
        rows = list(self._rows)  # what was handed out stays as it was
        self._keyed = self._view = None
        for number, key, value in cells:
            old = rows[known[number]]
            settled = settle(self.spec[key].kind, value)
            rows[known[number]] = TableRow(number, {**old.values, key: settled})
        self._rows = rows

    def swap(self, gone: Sequence[int], rows: Sequence[Mapping[str, Value]] = ()) -> Sequence[int]:
        """Take rows away and add others; returns the Excel rows of those that were added.

        They go first where rows have gone, so that the clerk's own columns stay beside theirs.
        Rows left blank at the end leave the table.
        """
        free, last = sorted(gone), self.end
        here = rows[: len(free)]
        cells = [
            (number, key, row.get(key, ""))
            for number, row in zip(free, [*here, *({} for _ in free[len(here) :])], strict=True)
            for key in self.offsets
        ]
        self.set_cells(cells)
        added = self.append(rows[len(free) :])
        if free and not added and free[-1] == last and self.width == len(self.offsets):
            self._resize(max(self.end, self.top + 1))
        return [*free[: len(here)], *added]

    def paint(self, number: int, keys: Iterable[str], color: tuple[int, int, int]) -> None:
        """Fill cells of a row."""
        for key in keys:
            self.sheet.range(self.address(number, key)).color = color

    def unpaint(self, numbers: Iterable[int]) -> None:
        """Take the fill off our own cells of these rows."""
        for number in numbers:
            for key in self.offsets:
                self.sheet.range(self.address(number, key)).color = None

    def append(self, rows: Sequence[Mapping[str, Value]]) -> range:
        """Add rows at the end of the table; returns their Excel row numbers."""
        if not rows:
            return range(0)
        return self.append_columns(len(rows), [self._columns(rows)])

    def append_columns(self, count: int, parts: Iterable[Mapping[str, Sequence[Value]]]) -> range:
        """Add so many rows, given in parts as columns by key; a missing column is blank."""
        first = self.end + 1
        if count:
            self.check_room(count)
            self._grow(first + count - 1)
        at = first
        for columns in parts:
            last = at + len(next(iter(columns.values()))) - 1
            for target, block, plain in self._blocks(at, columns):
                below = target.options("raw") if plain else target
                below.value = block  # under all that a filter could hide
            self._fit(range(at, last + 1))
            at = last + 1
        self._forget()
        return range(first, at)

    def _columns(self, rows: Sequence[Mapping[str, Value]]) -> dict[str, list[Value]]:
        return {key: [row.get(key, "") for row in rows] for key in self.offsets}

    def replace(self, rows: Sequence[Mapping[str, Value]]) -> None:
        """Put these rows in place of all that the table holds."""
        self.take_in()
        if [row.number for row in self.rows] == [*range(self.top + 1, self.top + 1 + len(rows))]:
            self.set_cells(self._differing(rows))
            return
        self.check_room(self.top + len(rows) - self.end)
        self._clear()
        self._resize(self.top + max(len(rows), 1))
        for target, block, _ in self._blocks(self.top + 1, self._columns(rows)):
            put(target, block)
        self._fit(range(self.top + 1, self.top + 1 + len(rows)))
        self._forget()

    def _differing(self, rows: Sequence[Mapping[str, Value]]) -> Iterator[tuple[int, str, Value]]:
        """The cells of these rows that the table does not hold yet."""
        for there, row in zip(self.rows, rows, strict=True):
            for key in self.offsets:
                value = row.get(key, "")
                if isinstance(value, Formula) or not same(there[key], value):
                    yield there.number, key, value

    def _fit(self, rows: Iterable[int]) -> None:
        """Let rows be as high as their text, a run of neighbours at a time."""
        for _, run in groupby(enumerate(sorted(rows)), key=lambda p: p[1] - p[0]):
            numbers = [number for _, number in run]
            first, last = (numbers[0], self.left), (numbers[-1], self.left + self.width - 1)
            self.sheet.range(first, last).rows.autofit()

    def _clear(self) -> None:
        """Blank our own columns of the body; the clerk's columns stay."""
        body = self.table.data_body_range
        if body is None:
            return
        last = body.row + body.rows.count - 1
        for offset in self.offsets.values():
            column = self.left + offset
            self.sheet.range((body.row, column), (last, column)).clear_contents()

    def _grow(self, last: int) -> None:
        area = self.table.range
        if last > area.row + area.rows.count - 1:
            self._resize(last)

    def shape_to(self, last: int) -> None:
        """Let the table end at that row, and its rows be read anew."""
        self._resize(last)
        self._forget()

    def fit(self, rows: Iterable[int]) -> None:
        """Let rows be as high as their text."""
        self._fit(rows)

    def _resize(self, last: int) -> None:
        if self.table.show_totals:  # such a table keeps its size, with blank rows at its end
            return
        corner = (last, self.left + self.width - 1)
        self.table.resize(self.sheet.range((self.top, self.left), corner))

    def _blocks(
        self, first: int, columns: Mapping[str, Sequence[Value]]
    ) -> Iterator[tuple[xw.Range, list[list[Any]], bool]]:
        """Where our own columns of these rows go: some rows, a run of neighbouring columns.

        The last of each says whether there are but words, numbers and blanks, which need no
        conversion.
        """
        ours = sorted((offset, key) for key, offset in self.offsets.items())
        count = len(next(iter(columns.values())))
        for begin in range(0, count, MANY):
            end = min(begin + MANY, count)
            lists = {
                offset: outgoing_all(columns[key][begin:end] if key in columns else ())
                or [None] * (end - begin)
                for offset, key in ours
            }
            plain = {offset: {*map(type, values)} <= _PLAIN for offset, values in lists.items()}
            for offset in (o for o, values in lists.items() if plain[o] and None in values):
                # xlwings hands "" to Excel for a blank, but not where it converts nothing
                lists[offset] = ["" if value is None else value for value in lists[offset]]
            for _, run in groupby(enumerate(lists), key=lambda p: (p[1] - p[0], plain[p[1]])):
                offsets = [offset for _, offset in run]
                corner = (first + end - 1, self.left + offsets[-1])
                target = self.sheet.range((first + begin, self.left + offsets[0]), corner)
                block = [list(line) for line in zip(*(lists[o] for o in offsets), strict=True)]
                yield target, block, plain[offsets[0]]


class TableColumns:
    """Columns of a table, row beside row, for who asks for few of them or for few rows."""

    def __init__(self, table: LedgerTable) -> None:
        self._table = table

    def __getitem__(self, key: str) -> Sequence[Value]:
        return self._table.columns(key)[key]

    def picked(self, key: str, places: Sequence[int]) -> Sequence[Value]:
        """A column at these places, from 0, which are in order."""
        return self._table.picked(key, places)


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Stretches of rows that hold all of these, with small gaps."""
    first = last = 0
    for number in numbers:
        if last and number - last > SOME:
            yield first, last
            first = 0
        first, last = first or number, number
    if last:
        yield first, last


def partial_table(table: xw.main.Table, spec: SheetSpec) -> LedgerTable:
    """A table with those columns of the schema that it has, for who adds the others."""
    headers = table.range[0, :].options(ndim=1).value
    found = ledger_columns(["" if h is None else str(h) for h in headers], spec)
    held = {*found.offsets, *found.twice}
    columns = tuple(c for c in spec.columns if c.key in held)
    return LedgerTable(table, replace(spec, columns=columns))


def _lines(block: Any) -> Sequence[Sequence[Any]]:
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


def column_letters(number: int) -> str:
    """Excel's name of a 1-based column.

    >>> column_letters(1), column_letters(28)
    ('A', 'AB')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _is_head(values: Sequence[Value], labels: Sequence[str]) -> bool:
    """Whether a row holds nothing but the labels of its columns, two at least.

    >>> _is_head(("任务编号", "", "任务名称"), ("任务编号", "类别", "任务名称"))
    True
    >>> _is_head(("", "类别", ""), ("任务编号", "类别", "任务名称"))
    False
    """
    if values[0] not in {"", labels[0]}:  # tells of nearly all rows
        return False
    filled = [pair for pair in zip(values, labels, strict=True) if pair[0] != ""]
    return len(filled) > 1 and all(value == label for value, label in filled)
