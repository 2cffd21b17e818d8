"""Rows under all others of a sheet, kept as values until the file is written.

A list grows by thousands of rows in one go. An XML element for each of their cells would cost
many times what their text costs, so there is none until somebody asks for a single cell.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from xlfile.addresses import Area, column_letters
from xlfile.formulas import to_file
from xlfile.styles_part import TEXT_FORMAT
from xlfile.values import (
    LONGEST_TEXT,
    as_number_text,
    content_of,
    escape,
    is_date_format,
    moment_of,
    serial_of,
)
from xlfile.values import Formula as Typed

if TYPE_CHECKING:
    from xlfile.styles_part import StylesPart


class Formula(NamedTuple):
    """A formula in the file's spelling; it has no value until it is calculated."""

    text: str


class Truth(NamedTuple):
    """TRUE or FALSE, which must not be taken for the numbers 1 and 0."""

    value: bool


Stored = None | float | str | Formula | Truth
DATE, DATE_AND_TIME = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
_NOT_PLAIN = re.compile(r"[&<>\x00-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_STRING = re.compile('"[^"]*"')
_BREAKS = re.compile(r"^\s|\s$|[\n\t]")
_CHUNK = 2000  # rows rendered together
_MARKUP = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


class Unfit(Exception):  # noqa: N818 - said of a value, caught where it was written
    """A value that only an element can hold: a formula, or a number in a date's clothes."""


class Column(NamedTuple):
    """What is stored in a column of new rows, what a reader sees, and styles unlike the column's."""

    stored: list[Stored]
    shown: list[Any]
    styles: Mapping[int, int]


class NewRows:
    """An area under all rows that the file has. `styles` are those of its columns.

    `bare` are the styles that the columns have where there is no cell at all.
    """

    def __init__(self, area: Area, styles: Sequence[int], bare: Sequence[int]) -> None:
        self.area = area
        self.styles = tuple(styles)
        self._bare = tuple(bare)
        self._columns: list[list[Stored]] = [[None] * area.rows for _ in styles]
        self._odd: dict[tuple[int, int], int] = {}
        self.has_formulas = False
        self._heights: dict[int, str] = {}

    def is_continued_by(self, area: Area, styles: Sequence[int]) -> bool:
        """Whether rows there, of these styles, are more of the same."""
        follows = (self.area.last_row + 1, self.area.column) == (area.row, area.column)
        return follows and self.styles == tuple(styles)

    def grow(self, rows: int) -> None:
        """Add rows below, dressed like the others."""
        self.area = self.area._replace(rows=self.area.rows + rows)
        for column in self._columns:
            column.extend([None] * rows)

    def style(self, row: int, column: int) -> int | None:
        """The style of a cell; None outside the columns."""
        if not self.area.has(row, column):
            return None
        at = (row - self.area.row, column - self.area.column)
        return self._odd.get(at, self.styles[at[1]])

    def put(self, first_row: int, column: int, found: Column) -> None:
        """Store values down a column."""
        top, across = first_row - self.area.row, column - self.area.column
        self._columns[across][top : top + len(found.stored)] = found.stored
        self.has_formulas = self.has_formulas or any(type(s) is Formula for s in found.stored)
        if self._odd:
            for down in range(top, top + len(found.stored)):
                self._odd.pop((down, across), 0)
        for down, style in found.styles.items():
            self._odd[top + down, across] = style

    def fit(self, rows: range, heights: Sequence[float]) -> None:
        """Set the heights of rows, as reckoned and not as set by hand."""
        for number, height in zip(rows, heights, strict=True):
            self._heights[number] = f' ht="{height:g}"'

    def xml(self) -> Iterator[str]:
        """The rows as the file spells them, in the main namespace, some thousands at a time."""
        odd: dict[int, dict[int, int]] = {}
        for (down, across), style in self._odd.items():
            odd.setdefault(across, {})[down] = style
        looks = [
            _Looks(style, bare, odd.get(across, {}))
            for across, (style, bare) in enumerate(zip(self.styles, self._bare, strict=True))
        ]
        for start in range(0, self.area.rows, _CHUNK):
            yield self._some(range(start, min(start + _CHUNK, self.area.rows)), looks)

    def _some(self, downs: range, looks: Sequence["_Looks"]) -> str:
        top, left, heights = self.area.row, self.area.column, self._heights
        columns = [
            _cells(column_letters(left + across), top, downs, values, look)
            for across, (values, look) in enumerate(zip(self._columns, looks, strict=True))
        ]
        return "".join(
            f'<row r="{top + down}"{heights.get(top + down, "")}>{"".join(cells)}</row>'
            for down, cells in zip(downs, zip(*columns, strict=True), strict=True)
        )


class _Looks(NamedTuple):
    """The style of a column's new cells, of its missing cells, and of cells unlike the others."""

    style: int
    bare: int
    odd: Mapping[int, int]

    def of(self, down: int) -> str:
        return _look(self.odd.get(down, self.style))


def _look(style: int) -> str:
    return f' s="{style}"' if style else ""


def _cells(
    letters: str, top: int, downs: range, column: Sequence[Stored], looks: _Looks
) -> list[str]:
    """Some cells of one column, "" for each that the file can do without."""
    values = column[downs.start : downs.stop]
    begin = f'<c r="{letters}'
    if looks.odd:
        return [
            f"{begin}{top + down}{_rest(looks.of(down), value)}"
            for down, value in zip(downs, values, strict=True)
        ]
    look, blank = _look(looks.style), looks.style == looks.bare
    rests = {value: _rest(look, value) for value in {*values}}
    return [
        "" if blank and value is None else f"{begin}{number}{rests[value]}"
        for number, value in enumerate(values, top + downs.start)
    ]


def _rest(look: str, value: Stored) -> str:
    """A cell's XML from behind its address on."""
    if value is None:
        return f'"{look}/>'
    if isinstance(value, Formula):
        return f'"{look}><f>{_escaped(value.text)}</f></c>'
    if isinstance(value, str):
        kept = ' xml:space="preserve"' if _BREAKS.search(value) else ""
        return f'"{look} t="inlineStr"><is><t{kept}>{_escaped(value)}</t></is></c>'
    if isinstance(value, Truth):
        return f'"{look} t="b"><v>{value.value:d}</v></c>'
    return f'"{look}><v>{as_number_text(value)}</v></c>'


def _escaped(text: str) -> str:
    return escape(text).translate(_MARKUP) if _NOT_PLAIN.search(text) else text


def read_column(
    values: Sequence[Any], style: int, styles: "StylesPart", *, from_1904: bool
) -> Column:
    """What is to be stored for values given through xlwings, down a column of one style.

    Raises:
        Unfit: a value that asks for more, or that no cell can hold.
    """
    reader = _ColumnReader(style, styles, from_1904=from_1904)
    # by class too: True equals 1
    known = {key: reader.read(key[1]) for key in {(v.__class__, v) for v in values}}
    read = [known[v.__class__, v] for v in values]
    odd = {down: one.style for down, one in enumerate(read) if one.style != style}
    return Column([one.stored for one in read], [one.shown for one in read], odd)


class _Read(NamedTuple):
    stored: Stored
    shown: Any
    style: int


class _ColumnReader:
    """Reads values that go into one column."""

    def __init__(self, style: int, styles: "StylesPart", *, from_1904: bool) -> None:
        self.style, self.styles, self.from_1904 = style, styles, from_1904
        code = styles.number_format(style)
        self._dated, self._is_text = is_date_format(code), code == TEXT_FORMAT

    def read(self, value: Any) -> _Read:
        """What is stored and what is shown, and in what style."""
        if value is None or value == "":
            return _Read(None, None, self.style)
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, bool):
            return _Read(Truth(value), value, self.style)
        if isinstance(value, date):
            style = self.style if self._dated else _dated(self.style, self.styles, value)
            return _Read(*_moment(value, from_1904=self.from_1904), style)
        if type(value) in {float, int} and math.isfinite(value) and not self._dated:
            return _Read(float(value), float(value), self.style)
        raise Unfit

    def _text(self, value: str) -> _Read:
        if len(value) > LONGEST_TEXT:
            raise Unfit
        try:
            value.encode()
        except UnicodeEncodeError as error:  # half a surrogate pair is no text
            raise Unfit from error
        if value[0] == "=":
            return _Read(self._formula(value), None, self.style)
        if value[0] != "'":
            return _Read(value, value, self.style)
        if value == "'":
            raise Unfit
        style = self.style if self._is_text else self.styles.with_apostrophe(self.style)
        return _Read(value[1:], value[1:], style)

    def _formula(self, value: str) -> Formula:
        kept = content_of(value, takes_formulas=not self._is_text)
        if "[" in value or not isinstance(kept, Typed):
            raise Unfit  # a reference to the same row needs its table's name
        bare = _STRING.sub("", value)
        return Formula(value[1:] if _is_spelled_alike(bare) else to_file(value, None))


@lru_cache(maxsize=1000)
def _is_spelled_alike(bare: str) -> bool:
    """Whether a formula without its strings reads the same in the file as on the screen."""
    return to_file(bare, None) == bare[1:]


def _moment(value: date, *, from_1904: bool) -> tuple[float, Any]:
    at = value if isinstance(value, datetime) else datetime.combine(value, time())
    if at.tzinfo is not None:
        raise Unfit
    try:
        serial = serial_of(at, from_1904=from_1904)
    except ValueError as error:
        raise Unfit from error
    return serial, moment_of(serial, from_1904=from_1904)


def _dated(style: int, styles: "StylesPart", value: date) -> int:
    """The style with a date's format; Unfit where it has another one of its own."""
    if styles.number_format(style) != "General":
        raise Unfit
    has_time = isinstance(value, datetime) and value.time() != time()
    return styles.with_number_format(style, DATE_AND_TIME if has_time else DATE)
