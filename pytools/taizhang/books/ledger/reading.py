"""What stands in a table of the master: all of it, some rows, some columns, each read once."""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import xlwings as xw

from taizhang.books.ledger.column import SettledColumn, column_of
from taizhang.books.ledger.frame import MANY, SOME, TableFrame, block_lines
from taizhang.core.addresses import column_letters
from taizhang.core.catalog import ledger as catalog
from taizhang.core.issues import Issue, Place
from taizhang.core.schema import SheetSpec
from taizhang.core.submission import Value
from taizhang.core.tables import LedgerRows, TableRow, key_columns, key_of, key_text, repeated
from taizhang.core.values.settled import settle_all

STRETCHES = 100  # of rows wanted of a column; of more, all of it is read at once
BLANK = (None, "")
RowFilter = Callable[[Value], bool]
PLAIN = frozenset({str, float, type(None)})
_AS_READ = PLAIN | {datetime}  # days out of Excel itself have a type of their own


class TableReader(TableFrame):
    """One Excel table of the master, for who looks at it."""

    def __init__(self, table: xw.main.Table, spec: SheetSpec) -> None:
        """Read the header, and nothing else yet; raises BrokenLedger when a column is missing."""
        super().__init__(table, spec)
        self._rows: list[TableRow] | None = None
        self._keyed: dict[str, TableRow] | None = None
        self._view: LedgerRows | None = None
        self._columns_read: dict[str, SettledColumn] = {}
        self._heads: set[int] = set()  # rows in which the head stands once more
        self._end = 0

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
            lines = block_lines(self.sheet.range(*corners).options("raw").value)
            for number in range(last, first - 1, -1):
                if any(value not in BLANK for value in lines[number - first]):
                    return number
            last = first - 1
        return self.top

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

    def columns(self, *keys: str) -> Mapping[str, SettledColumn]:
        """What stands in these columns, row beside row, for who asks for nothing else."""
        if (rows := self._rows) is not None:
            return {key: SettledColumn([row[key] for row in rows]) for key in keys}
        return {key: self._down(key) for key in keys}

    @property
    def register(self) -> "TableColumns":
        """The columns, each read when it is asked for: all of it, or some rows."""
        return TableColumns(self)

    def _down(self, key: str) -> SettledColumn:
        """All of a column, from the first row on; read once."""
        if key not in self._columns_read:
            self._columns_read[key] = self._listed(key)
        return self._columns_read[key]

    def _listed(self, key: str) -> SettledColumn:
        area = self._area(key)
        if area is None:
            return SettledColumn([])
        return column_of(area, self.spec[key].kind, _AS_READ, lambda: _cells_down(area))

    def _picked(self, key: str, numbers: Sequence[int]) -> Sequence[Value]:
        """A column in these rows; of a column that nobody asked for only these are settled."""
        stretches = list(_runs(numbers))
        if key not in self._columns_read and len(stretches) <= STRETCHES:
            found = self._some_of(key, numbers, stretches)
            if {*map(type, found)} <= _AS_READ:
                return settle_all(self.spec[key].kind, found)
        first = self.top + 1
        return self._down(key).picked([number - first for number in numbers])

    def _some_of(
        self, key: str, numbers: Sequence[int], stretches: Iterable[tuple[int, int]]
    ) -> list[Any]:
        """What stands in these rows of a column, in order, as it is read."""
        at, left = 0, self.left + self.offsets[key]
        found: list[Any] = []
        for first, last in stretches:
            lines = block_lines(self.sheet.range((first, left), (last, left)).options("raw").value)
            until = bisect_right(numbers, last, lo=at)
            found += [lines[number - first][0] for number in numbers[at:until]]
            at = until
        return found

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
        first = self.top + 1
        return [first + at for at in self._down(key).places(is_wanted)]

    def places(self, key: str, is_wanted: RowFilter) -> Sequence[int]:
        """Where a column of `columns` holds what is wanted; each value is asked about once."""
        return self.columns(key)[key].places(is_wanted)

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
        blank, rows = ("",) * len(keys), []
        for number, line in lines:
            if line[0] in heads and _is_head(line, labels):
                self._heads.add(number)
            elif of is not None or line != blank:
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

    def repeated(self) -> LedgerRows:
        """The table for who asks which keys name two rows: of one not in hand only such rows."""
        if self._rows is not None:
            return self.view()
        sheet = self.spec.key
        return self.placed(repeated(sheet, self.register), key_columns(sheet))

    def _as_read(self, rows: Sequence[TableRow]) -> LedgerRows:
        letters = {k: column_letters(self.left + i - 1) for k, i in self.offsets.items()}
        return LedgerRows(self.spec, self.sheet.name, letters, rows)

    def _forget(self) -> None:
        self._rows = self._keyed = self._view = None
        self._columns_read.clear()


class TableColumns:
    """Columns of a table, row beside row, for who asks for few of them or for few rows."""

    def __init__(self, table: TableReader) -> None:
        self._table = table

    def __getitem__(self, key: str) -> Sequence[Value]:
        return self._table.columns(key)[key]

    def picked(self, key: str, places: Sequence[int]) -> Sequence[Value]:
        """A column at these places, from 0, which are in order."""
        return self._table.picked(key, places)

    def places(self, key: str, is_wanted: RowFilter) -> Sequence[int]:
        """Where a column holds what is wanted, from 0; a blank is never asked about."""
        return self._table.places(key, is_wanted)


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


def _cells_down(area: xw.Range) -> Sequence[Any]:
    """The values of one column, as they are read; errors ask for conversion."""
    found = [line[0] for line in block_lines(area.options("raw").value)]
    if {*map(type, found)} <= _AS_READ:
        return found
    return [line[0] for line in area.options(ndim=2, err_to_str=True).value]


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
