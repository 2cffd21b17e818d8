"""The tables of an open master workbook, through the xlwings API: rows in, cells out.

Nothing here knows whether Excel is behind.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

import xlwings as xw

from taizhang.books.ledger.frame import MANY, block_lines
from taizhang.books.ledger.labels import BrokenLedger
from taizhang.books.ledger.reading import BLANK, PLAIN, TableReader
from taizhang.books.ledger.written import Formula, outgoing, outgoing_all, put
from taizhang.core.catalog import ledger as catalog
from taizhang.core.headers import ledger_columns
from taizhang.core.issues import Place
from taizhang.core.schema import SheetSpec
from taizhang.core.submission import Value
from taizhang.core.tables import KEYS, TableRow
from taizhang.core.values.settled import same, settle

WRAPPED = frozenset({"text", "long", "choice", "any"})


class LedgerTable(TableReader):
    """One Excel table of the master."""

    def check_room(self, count: int) -> None:
        """Raise BrokenLedger where so many new rows would cover what the clerk wrote below."""
        if self.end + count > self._body_end:
            self._refuse_totals()
        first, last = max(self.bottom, self.below.last) + 1, self.end + count
        for begin in range(first, last + 1, MANY):
            until = min(begin + MANY - 1, last)
            corners = (begin, self.left), (until, self.left + self.width - 1)
            block = self.sheet.range(*corners).options("raw").value
            if any(value not in BLANK for line in block_lines(block) for value in line):
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

    def shape_to(self, last: int) -> None:
        """Let the table end at that row, and its rows be read anew."""
        self._resize(last)
        self._forget()

    def fit(self, rows: Iterable[int]) -> None:
        """Let rows be as high as their text."""
        self._fit(rows)

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
            plain = {offset: {*map(type, values)} <= PLAIN for offset, values in lists.items()}
            for offset in (o for o, values in lists.items() if plain[o] and None in values):
                # xlwings hands "" to Excel for a blank, but not where it converts nothing
                lists[offset] = ["" if value is None else value for value in lists[offset]]
            for _, run in groupby(enumerate(lists), key=lambda p: (p[1] - p[0], plain[p[1]])):
                offsets = [offset for _, offset in run]
                corner = (first + end - 1, self.left + offsets[-1])
                target = self.sheet.range((first + begin, self.left + offsets[0]), corner)
                block = [list(line) for line in zip(*(lists[o] for o in offsets), strict=True)]
                yield target, block, plain[offsets[0]]


def partial_table(table: xw.main.Table, spec: SheetSpec) -> LedgerTable:
    """A table with those columns of the schema that it has, for who adds the others."""
    headers = table.range[0, :].options(ndim=1).value
    found = ledger_columns(["" if h is None else str(h) for h in headers], spec)
    held = {*found.offsets, *found.twice}
    columns = tuple(c for c in spec.columns if c.key in held)
    return LedgerTable(table, replace(spec, columns=columns))
