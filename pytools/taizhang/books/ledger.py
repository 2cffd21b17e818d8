"""The tables of an open master workbook, through the xlwings API: rows in, cells out.

Every table is found by its name and every column by its header, wherever the clerk moved them.
Columns and sheets of the clerk's own are left alone. Nothing here knows whether Excel is behind.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import xlwings as xw

from taizhang.books.layout import FIELDS, META, OPTIONS
from taizhang.core.catalog import ledger as catalog
from taizhang.core.errors import TaizhangError
from taizhang.core.issues import Place
from taizhang.core.schema import Layout, SheetSpec
from taizhang.core.submission import Value, as_name
from taizhang.core.units import fold_name
from taizhang.core.values.settled import same, settle, settle_all

KEYS: Mapping[str, tuple[str, ...]] = {
    "tasks": ("task_id",),
    "nodes": ("task_id", "node_no"),
    "reports": ("period", "task_id", "unit"),
    "summary": ("period", "unit"),
    "conflicts": ("period", "task_id", "column", "unit"),
    "units": ("unit",),
    "settings": ("setting",),
    "severities": ("code",),
    "judgements": ("period", "judged_on", "task_id"),
}
MANY = 5000  # rows written together; more would be many copies of much text
WRAPPED = frozenset({"text", "long", "choice", "any"})
# What Excel would turn into a formula, a number, a truth or a date when it is written into a cell.
_ACTIVE = frozenset("=+-@'.0123456789tTfF") | frozenset("０１２３４５６７８９＝＋－．")
_TRUTHS = frozenset({"true", "false"})
_PLAIN = frozenset({str, float, type(None)})


class Formula(str):
    """Text that is meant to be a formula; any other text never becomes one."""

    __slots__ = ()


def link_to(target: str, shown: str) -> Formula:
    """A link in a cell: `target` is #'sheet'!A1 or a path relative to the workbook."""
    quoted = target.replace('"', '""')
    return Formula(f'=HYPERLINK("{quoted}","{shown}")')


class BrokenLedger(TaizhangError):  # noqa: N818 - named after what is wrong
    """The workbook lacks what a job cannot do without."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One body row: Excel's own row number and the values by column key."""

    number: int
    values: dict[str, Value]

    def __getitem__(self, key: str) -> Value:
        return self.values[key]


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
        self.offsets = _match_headers(self.headers, spec)
        self._rows: list[TableRow] | None = None
        self._keyed: dict[str, TableRow] | None = None

    @property
    def rows(self) -> list[TableRow]:
        """Body rows that are not blank, read once."""
        if self._rows is None:
            self._rows = list(self._read())
        return self._rows

    def _read(self) -> Iterator[TableRow]:
        body = self.table.data_body_range
        if body is None:
            return
        block = body.options(ndim=2, err_to_str=True).value
        lists = list(zip(*block, strict=True))
        keys = [c.key for c in self.spec.columns]
        settled = [settle_all(c.kind, lists[self.offsets[c.key]]) for c in self.spec.columns]
        for number, values in enumerate(zip(*settled, strict=True), start=body.row):
            if any(v != "" for v in values):
                yield TableRow(number, dict(zip(keys, values, strict=True)))

    def keyed(self) -> dict[str, TableRow]:
        """Rows by business key, the first of each; not to be changed."""
        if self._keyed is None:
            self._keyed = {}
            for row in self.rows:
                self._keyed.setdefault(row_key(self.spec.key, row.values), row)
        return self._keyed

    def _forget(self) -> None:
        self._rows = self._keyed = None

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
        known = {row.number: row for row in self._rows or ()}
        if any(row not in known or key in KEYS.get(self.spec.key, ()) for row, key, _ in cells):
            self._forget()
            return
        for row, key, value in cells:
            known[row].values[key] = settle(self.spec[key].kind, value)

    def append(self, rows: Sequence[Mapping[str, Value]]) -> range:
        """Add rows at the end of the table; returns their Excel row numbers."""
        if not rows:
            return range(0)
        return self.append_columns(len(rows), [self._columns(rows)])

    def append_columns(self, count: int, parts: Iterable[Mapping[str, Sequence[Value]]]) -> range:
        """Add so many rows, given in parts as columns by key; a missing column is blank."""
        first = max((r.number for r in self.rows), default=self.top) + 1
        if count:
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
        if [row.number for row in self.rows] == [*range(self.top + 1, self.top + 1 + len(rows))]:
            self.set_cells(self._differing(rows))
            return
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

    def _resize(self, last: int) -> None:
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
                offset: _outgoing_all(columns[key][begin:end] if key in columns else ())
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


def put(target: xw.Range, block: list[list[Any]]) -> None:
    """Write a block and look at it again: a filtered list may have taken only what it shows."""
    target.value = block
    if len(block) > 1 and not _stands(target, block):
        for r, line in enumerate(block):
            for c, value in enumerate(line):
                target[r, c].value = value


def _stands(target: xw.Range, block: list[list[Any]]) -> bool:
    there = target.options(ndim=2, err_to_str=True).value
    return all(
        isinstance(wanted, Formula) or same(settle("any", _bare(wanted)), settle("any", found))
        for line, row in zip(block, there, strict=True)
        for wanted, found in zip(line, row, strict=True)
    )


def _bare(value: Any) -> Any:
    return value[1:] if isinstance(value, str) and value.startswith("'") else value


def _match_headers(headers: Sequence[str], spec: SheetSpec) -> dict[str, int]:
    """Where each column is, by label and then by synonym."""
    found = {fold_name(h): i for i, h in reversed(list(enumerate(headers))) if h}
    offsets: dict[str, int] = {}
    for column in spec.columns:
        names = (column.label, *column.synonyms)
        here = [found[f] for n in names if (f := fold_name(n)) in found]
        if not here:
            place = Place(sheet=spec.label)
            raise BrokenLedger(
                catalog.COLUMN_MISSING.at(place, table=spec.label, column=column.label)
            )
        offsets[column.key] = here[0]
    return offsets


class Ledger:
    """The master workbook as tables, settings and identity."""

    def __init__(self, book: xw.Book, layout: Layout) -> None:
        """Read what the workbook says of itself; BrokenLedger where it is not a ledger."""
        self.book = book
        self.layout = _layout_in(book, layout)
        self._specs = self.layout.sheets
        self._tables: dict[str, LedgerTable] = {}
        self._places = {t.name: t for s in book.sheets for t in s.tables}
        self.meta = _pairs(book, META)

    def __getitem__(self, key: str) -> LedgerTable:
        """The table of that sheet key; BrokenLedger when it is gone."""
        if key not in self._tables:
            spec = self._specs[key]
            if spec.label not in self._places:
                raise BrokenLedger(catalog.TABLE_MISSING.at(table=spec.label))
            self._tables[key] = LedgerTable(self._places[spec.label], spec)
        return self._tables[key]

    def values(self, key: str) -> list[dict[str, Value]]:
        """Rows of a table without their places."""
        return [row.values for row in self[key].rows]

    @property
    def settings(self) -> dict[str, Value]:
        """参数设置 by 标识."""
        return {str(r["setting"]): r["value"] for r in self["settings"].rows}

    def set_settings(self, values: Mapping[str, Value]) -> None:
        """Write values of 参数设置."""
        rows = self["settings"].keyed()
        cells = [(rows[k].number, "value", v) for k, v in values.items() if k in rows]
        self["settings"].set_cells(cells)


def row_key(sheet: str, values: Mapping[str, Value]) -> str:
    """The business key of a row: 2022-001, 2022-001#2, 2022-06|2022-001|县财政局."""
    parts = [as_name(values[k]) for k in KEYS[sheet]]
    return ("#" if sheet == "nodes" else "|").join(parts)


def outgoing(value: Value) -> Any:
    """A value as it is handed to a cell: blank is None, text that Excel would interpret is kept."""
    if value == "":
        return None
    if isinstance(value, Formula):
        return value
    if isinstance(value, str) and value[0] in _ACTIVE and _is_active(value):
        return "'" + value
    return value


def _outgoing_all(values: Sequence[Value]) -> list[Any]:
    """Many values of a column, which repeat themselves."""
    kinds = {*map(type, values)}
    if kinds == {float}:
        return list(values)
    if kinds == {str} and not {str(v)[:1] for v in {*values}} & _ACTIVE:
        return [v or None for v in values]
    # by class too: a formula equals the text that spells it
    known = {key: outgoing(key[1]) for key in {(v.__class__, v) for v in values}}
    return [known[v.__class__, v] for v in values]


def _is_active(text: str) -> bool:
    return text[0] not in "tTfF" or text.lower() in _TRUTHS


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


def _layout_in(book: xw.Book, layout: Layout) -> Layout:
    """The layout with the labels that this very workbook was built with, forms included."""
    names: dict[str, str] = {}
    labels: dict[str, dict[str, str]] = {}
    for sheet, table, key, label in _lines(book, FIELDS, 4):
        names[sheet] = table
        labels.setdefault(sheet, {})[key] = label
    sheets = {
        key: spec.relabelled(names.get(key, spec.label), labels.get(key, {}))
        for key, spec in layout.sheets.items()
    }
    form = replace(
        layout.form,
        tasks=_follow(layout.form.tasks, layout["tasks"], sheets["tasks"]),
        nodes=_follow(layout.form.nodes, layout["nodes"], sheets["nodes"]),
    )
    return replace(layout, sheets=sheets, form=form, lists={**layout.lists, **_lists_in(book)})


def _lists_in(book: xw.Book) -> dict[str, tuple[str, ...]]:
    """The drop-down lists of this workbook: a column each, its key on top."""
    if OPTIONS not in [s.name for s in book.sheets]:
        return {}
    block = book.sheets[OPTIONS].used_range.options(ndim=2).value
    columns = [[str(settle("text", v)) for v in column] for column in zip(*block, strict=True)]
    return {key: tuple(v for v in values if v) for key, *values in columns if key}


def _follow(form: SheetSpec, before: SheetSpec, now: SheetSpec) -> SheetSpec:
    """Form columns that bear the ledger's label go on bearing it; forms sent before still match."""
    changed = {
        c.key: now[c.key].label
        for c in form.columns
        if c.key in before.keys and c.label == before[c.key].label
    }
    columns = tuple(
        replace(c, label=changed[c.key], synonyms=(*c.synonyms, c.label))
        if changed.get(c.key, c.label) != c.label
        else c
        for c in form.columns
    )
    return replace(form, columns=columns)


def _pairs(book: xw.Book, sheet: str) -> dict[str, str]:
    return {line[0]: line[1] for line in _lines(book, sheet, 2)}


def _lines(book: xw.Book, sheet: str, width: int) -> list[list[str]]:
    if sheet not in [s.name for s in book.sheets]:
        raise BrokenLedger(catalog.NOT_A_LEDGER.at())
    last = book.sheets[sheet].used_range.last_cell.row
    block = book.sheets[sheet].range((2, 1), (max(last, 2), width)).options(ndim=2).value
    return [["" if v is None else str(settle("text", v)) for v in line] for line in block]
