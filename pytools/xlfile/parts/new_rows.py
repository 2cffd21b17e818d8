"""Rows under all others of a sheet, kept as values until the file is written.

A list grows by thousands of rows in one go. An XML element for each of their cells would cost
many times what their text costs, so there is none until somebody asks for a single cell.
"""

import math
import pickle
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from zlib import compress, decompress

from xlfile.cells.addresses import Area, column_letters
from xlfile.cells.formulas import to_file
from xlfile.cells.values import (
    LONGEST_TEXT,
    as_number_text,
    content_of,
    escape,
    is_date_format,
    moment_of,
    serial_of,
)
from xlfile.cells.values import FormulaValue as Typed
from xlfile.parts.styles import TEXT_FORMAT

if TYPE_CHECKING:
    from xlfile.parts.styles import StylesPart


class FormulaText(NamedTuple):
    """A formula in the file's spelling; it has no value until it is calculated."""

    text: str


class Truth(NamedTuple):
    """TRUE or FALSE, which must not be taken for the numbers 1 and 0."""

    value: bool


StoredValue = None | float | str | FormulaText | Truth
DATE, DATE_AND_TIME = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
_NOT_PLAIN = re.compile(r"[&<>\x00-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_STRING = re.compile('"[^"]*"')
# a mark, a control character, a blank at either end, no text at all, between two of _MARK
_ODD = re.compile(r"[&<>\x01-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_|\0\s|\s\0|\0\0")
_BREAKS = re.compile(r"^\s|\s$|[\n\t]")
CHUNK = 2000  # rows that are held and rendered together
MANY = 100_000  # rows; so many are held as they are
_MARK = "\0"  # stands for the row's number, which is the same in all cells; no text is spelled so
_ROW = _MARK.encode()
_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


class Unfit(Exception):  # noqa: N818 - said of a value, caught where it was written
    """A value that only an element can hold: a formula, or a number in a date's clothes."""


class StoredColumn(NamedTuple):
    """What is stored in a column of new rows, and styles unlike the column's."""

    stored: list[StoredValue]
    styles: Mapping[int, int]


class _RowRun:
    """Some neighbouring new rows: values and odd styles by column, heights by row."""

    def __init__(self, rows: int, columns: int) -> None:
        self.columns: list[list[StoredValue]] = [[None] * rows for _ in range(columns)]
        self.odd: list[dict[int, int]] = [{} for _ in range(columns)]
        self.heights = [b""] * rows


class NewRows:
    """An area under all rows that the file has. `styles` are those of its columns.

    `bare` are the styles that the columns have where there is no cell at all. Of very many rows,
    those that are done are held packed.
    """

    def __init__(self, area: Area, styles: Sequence[int], bare: Sequence[int]) -> None:
        self.area = area
        self.styles = tuple(styles)
        self._bare = tuple(bare)
        self._blocks: dict[int, _RowRun | bytes] = {}
        self.has_formulas = False

    def is_continued_by(self, area: Area, styles: Sequence[int]) -> bool:
        """Whether rows there, of these styles, are more of the same."""
        follows = (self.area.last_row + 1, self.area.column) == (area.row, area.column)
        return follows and self.styles == tuple(styles)

    def grow(self, rows: int) -> None:
        """Add rows below, dressed like the others."""
        self.area = self.area._replace(rows=self.area.rows + rows)

    def style(self, row: int, column: int) -> int | None:
        """The style of a cell; None outside the columns."""
        if not self.area.has(row, column):
            return None
        number, down = divmod(row - self.area.row, CHUNK)
        across = column - self.area.column
        return self._block(number).odd[across].get(down, self.styles[across])

    def put(self, first_row: int, column: int, found: StoredColumn) -> None:
        """Store values down a column."""
        across, begin = column - self.area.column, 0
        for block, downs in self._within(range(first_row, first_row + len(found.stored))):
            some = found.stored[begin : begin + len(downs)]
            block.columns[across][downs.start : downs.stop] = some
            self.has_formulas = self.has_formulas or FormulaText in {*map(type, some)}
            odd, shift = block.odd[across], begin - downs.start
            for down in downs if odd or found.styles else ():
                odd.pop(down, 0)
                if (style := found.styles.get(down + shift)) is not None:
                    odd[down] = style
            begin += len(downs)

    def stored(self, rows: range, column: int) -> list[StoredValue]:
        """What is stored in a column; nothing outside of the columns."""
        if not self.area.has(rows.start, column):
            return []
        across = column - self.area.column
        some = (b.columns[across][d.start : d.stop] for b, d in self._within(rows))
        return [value for values in some for value in values]

    def shown(self, styles: "StylesPart", *, from_1904: bool) -> list[list[Any]]:
        """The columns as a reader sees them; a formula has no value yet."""

        def show(value: StoredValue, style: int) -> Any:
            if isinstance(value, Truth):
                return value.value
            if isinstance(value, float) and is_date_format(styles.number_format(style)):
                return moment_of(value, from_1904=from_1904)
            return None if isinstance(value, FormulaText) else value

        columns: list[list[Any]] = [[] for _ in self.styles]
        for block, downs in self._within(range(self.area.row, self.area.last_row + 1)):
            each = zip(columns, block.columns, self.styles, block.odd, strict=True)
            for column, values, style, odd in each:
                some = enumerate(values[: downs.stop])
                column += [show(value, odd.get(down, style)) for down, value in some]
        return columns

    def fit(self, rows: range, heights: Sequence[float]) -> None:
        """Set the heights of rows, as reckoned and not as set by hand; the rows are done now."""
        written = {height: f' ht="{height:g}"'.encode() for height in {*heights}}
        found = iter([written[height] for height in heights])
        for block, downs in self._within(rows):
            block.heights[downs.start : downs.stop] = islice(found, len(downs))
        if self.area.rows > MANY:
            first, end = ((row - self.area.row) // CHUNK for row in (rows.start, rows.stop))
            for number in range(first, end):
                self._blocks[number] = compress(pickle.dumps(self._block(number)), 1)

    def xml(self) -> Iterator[bytes]:
        """The rows as the file spells them, in the main namespace, some thousands at a time."""
        for start in range(0, self.area.rows, CHUNK):
            first = self.area.row + start
            rows = range(first, min(first + CHUNK, self.area.last_row + 1))
            yield self._spelled(self._look_at(start // CHUNK), rows)

    def _within(self, rows: range) -> Iterator[tuple[_RowRun, range]]:
        """The blocks of these rows, and which rows of each."""
        start, stop = rows.start - self.area.row, rows.stop - self.area.row
        for number in range(start // CHUNK, -(-stop // CHUNK)):
            first = number * CHUNK
            yield self._block(number), range(max(start - first, 0), min(stop - first, CHUNK))

    def _block(self, number: int) -> _RowRun:
        """A block, which may be changed."""
        block = self._blocks[number] = self._look_at(number)
        return block

    def _look_at(self, number: int) -> _RowRun:
        """A block for looking only; one that is packed stays packed."""
        block = self._blocks.get(number)
        if isinstance(block, bytes):
            return cast("_RowRun", pickle.loads(decompress(block)))  # noqa: S301 - our own
        return block or _RowRun(CHUNK, len(self.styles))

    def _spelled(self, block: _RowRun, rows: range) -> bytes:
        count = len(rows)
        parts = zip(block.columns, self.styles, self._bare, block.odd, strict=True)
        columns = [
            _cells(column_letters(column), values[:count], _looks(style, bare, odd, count))
            for column, (values, style, bare, odd) in enumerate(parts, self.area.column)
        ]
        begin = [b'<row r="' + _ROW + b'"' + height + b">" for height in block.heights[:count]]
        lines = zip(begin, *columns, [b"</row>"] * count, strict=True)
        return b"".join([
            b"".join(line).replace(_ROW, b"%d" % number)
            for number, line in zip(rows, lines, strict=True)
        ])  # fmt: skip


class _RowStyle(NamedTuple):
    """A style, and whether a blank cell of that style can be left out."""

    style: int
    spare: bool = False

    def __str__(self) -> str:
        return f' s="{self.style}"' if self.style else ""


def _looks(style: int, bare: int, odd: Mapping[int, int], rows: int) -> _RowStyle | list[_RowStyle]:
    """How some cells look: all alike, or each in its own way."""
    styles = [odd.get(down, style) for down in range(rows)] if odd else [style]
    if len({*styles}) > 1:
        return [_RowStyle(style) for style in styles]
    return _RowStyle(styles[0], styles[0] == bare)


def _cells(
    letters: str, values: list[StoredValue], looks: _RowStyle | list[_RowStyle]
) -> Iterable[bytes]:
    """Cells of one column, with a mark where the row's number goes; b"" for what can be left out."""
    begin = f'<c r="{letters}{_MARK}"'
    if isinstance(looks, list):
        pairs = list(zip(looks, values, strict=True))
        mixed = {pair: _cell(begin, *pair).encode() for pair in {*pairs}}
        return map(mixed.__getitem__, pairs)
    different = {*values}
    if len(different) > len(values) // 2 and _are_plain(different):
        head = f'{begin}{looks} t="inlineStr"><is><t>'
        return [f"{head}{text}</t></is></c>".encode() for text in values]
    cells = {value: _cell(begin, looks, value).encode() for value in different}
    return map(cells.__getitem__, values)


def _are_plain(values: Collection[StoredValue]) -> bool:
    """Whether all are texts that the file spells as they stand."""
    if {*map(type, values)} != {str}:
        return False
    together = _MARK + _MARK.join(cast("Collection[str]", values)) + _MARK
    return together.count(_MARK) == len(values) + 1 and _ODD.search(together) is None


def _cell(begin: str, look: _RowStyle, value: StoredValue) -> str:
    """A cell's XML; `begin` is what stands before its style."""
    if value is None:
        return "" if look.spare else f"{begin}{look}/>"
    if isinstance(value, FormulaText):
        return f"{begin}{look}><f>{_escaped(value.text)}</f></c>"
    if isinstance(value, str):
        kept = ' xml:space="preserve"' if _BREAKS.search(value) else ""
        return f'{begin}{look} t="inlineStr"><is><t{kept}>{_escaped(value)}</t></is></c>'
    if isinstance(value, Truth):
        return f'{begin}{look} t="b"><v>{value.value:d}</v></c>'
    return f"{begin}{look}><v>{as_number_text(value)}</v></c>"


def _escaped(text: str) -> str:
    return escape(text).translate(_MARKUP) if _NOT_PLAIN.search(text) else text


def read_column(
    values: Sequence[Any], style: int, styles: "StylesPart", *, from_1904: bool
) -> StoredColumn:
    """What is to be stored for values given through xlwings, down a column of one style.

    Raises:
        Unfit: a value that asks for more, or that no cell can hold.
    """
    reader = _ColumnReader(style, styles, from_1904=from_1904)
    if (plain := reader.plain(values)) is not None:
        return StoredColumn(plain, {})
    # by class too: True equals 1
    known = {key: reader.read(key[1]) for key in {(v.__class__, v) for v in values}}
    read = [known[v.__class__, v] for v in values]
    odd = {down: one.style for down, one in enumerate(read) if one.style != style}
    return StoredColumn([one.stored for one in read], odd)


class _ReadValue(NamedTuple):
    stored: StoredValue
    style: int


class _ColumnReader:
    """Reads values that go into one column."""

    def __init__(self, style: int, styles: "StylesPart", *, from_1904: bool) -> None:
        self.style, self.styles, self.from_1904 = style, styles, from_1904
        code = styles.number_format(style)
        self._dated, self._is_text = is_date_format(code), code == TEXT_FORMAT

    def plain(self, values: Sequence[Any]) -> list[StoredValue] | None:
        """Blanks and words, or blanks and numbers, that are stored as they stand; else None."""
        stored = [None if v == "" else v for v in values] if "" in values else list(values)
        kinds = {*map(type, stored)} - {type(None)}
        different: set[Any] = {*stored} - {None}
        if kinds == {float}:
            return stored if not self._dated and all(map(math.isfinite, different)) else None
        if kinds - {str} or {text[0] for text in different} & {"=", "'"}:
            return None
        if max(map(len, different), default=0) > LONGEST_TEXT:
            return None
        return stored if _is_encodable("".join(different)) else None

    def read(self, value: Any) -> _ReadValue:
        """What is stored, and in what style."""
        if value is None or value == "":
            return _ReadValue(None, self.style)
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, bool):
            return _ReadValue(Truth(value), self.style)
        if isinstance(value, date):
            style = self.style if self._dated else _dated(self.style, self.styles, value)
            return _ReadValue(_serial(value, from_1904=self.from_1904), style)
        if type(value) in {float, int} and math.isfinite(value) and not self._dated:
            return _ReadValue(float(value), self.style)
        raise Unfit

    def _text(self, value: str) -> _ReadValue:
        if len(value) > LONGEST_TEXT:
            raise Unfit
        if not _is_encodable(value):
            raise Unfit
        if value[0] == "=":
            return _ReadValue(self._formula(value), self.style)
        if value[0] != "'":
            return _ReadValue(value, self.style)
        if value == "'":
            raise Unfit
        style = self.style if self._is_text else self.styles.with_apostrophe(self.style)
        return _ReadValue(value[1:], style)

    def _formula(self, value: str) -> FormulaText:
        kept = content_of(value, takes_formulas=not self._is_text)
        if "[" in value or not isinstance(kept, Typed):
            raise Unfit  # a reference to the same row needs its table's name
        bare = _STRING.sub("", value)
        return FormulaText(value[1:] if _is_spelled_alike(bare) else to_file(value, None))


@lru_cache(maxsize=1000)
def _is_spelled_alike(bare: str) -> bool:
    """Whether a formula without its strings reads the same in the file as on the screen."""
    return to_file(bare, None) == bare[1:]


def _is_encodable(text: str) -> bool:
    """Half a surrogate pair is no text."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _serial(value: date, *, from_1904: bool) -> float:
    at = value if isinstance(value, datetime) else datetime.combine(value, time())
    if at.tzinfo is not None:
        raise Unfit
    try:
        return serial_of(at, from_1904=from_1904)
    except ValueError as error:
        raise Unfit from error


def _dated(style: int, styles: "StylesPart", value: date) -> int:
    """The style with a date's format; Unfit where it has another one of its own."""
    if styles.number_format(style) != "General":
        raise Unfit
    has_time = isinstance(value, datetime) and value.time() != time()
    return styles.with_number_format(style, DATE_AND_TIME if has_time else DATE)
