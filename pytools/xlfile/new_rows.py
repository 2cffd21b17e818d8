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

Stored = None | bool | float | str


class Formula(str):
    """A formula in the file's spelling; it has no value until it is calculated."""

    __slots__ = ()


DATE, DATE_AND_TIME = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
_SEPARATOR = "\ue000"  # stands in no text that a person typed
_NOT_PLAIN = re.compile(
    "[&<>\x00-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_|(?:^|\ue000)\\s|\\s(?:\ue000|$)"
)
_STRING = re.compile('"[^"]*"')
_BREAKS = re.compile(r"^\s|\s$|[\n\t]")
_ACTIVE = "='"
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

    def xml(self) -> str:
        """The rows as the file spells them, in the main namespace."""
        return "".join(self._rows())

    def _rows(self) -> Iterator[str]:
        """Row by row; a blank cell is left out where its column looks the same."""
        top, numbers = self.area.row, range(self.area.row, self.area.last_row + 1)
        odd: dict[int, dict[int, int]] = {}
        for (down, across), style in self._odd.items():
            odd.setdefault(across, {})[down] = style
        columns = [
            _cells(
                column_letters(self.area.column + across),
                top,
                values,
                _Looks(self.styles[across], self._bare[across], odd.get(across, {})),
            )
            for across, values in enumerate(self._columns)
        ]
        for number, cells in zip(numbers, zip(*columns, strict=True), strict=True):
            yield f'<row r="{number}">{"".join(cells)}</row>'


class _Looks(NamedTuple):
    """The style of a column's new cells, of its missing cells, and of cells unlike the others."""

    style: int
    bare: int
    odd: Mapping[int, int]

    def of(self, down: int) -> str:
        style = self.odd.get(down, self.style)
        return f' s="{style}"' if style else ""


def _cells(letters: str, top: int, values: Sequence[Stored], looks: _Looks) -> list[str]:
    """The cells of one column, "" for each that the file can do without."""
    blank = looks.style == looks.bare and not looks.odd
    if not looks.odd and _all_plain(values):
        look = looks.of(0)
        before, between = f'<c r="{letters}', f'"{look} t="inlineStr"><is><t>'
        gap = "" if blank else f'"{look}/>'
        return [
            f"{before}{number}{between}{value}</t></is></c>"
            if value is not None
            else f"{gap and before}{gap and number}{gap}"
            for number, value in enumerate(values, top)
        ]
    return [
        "" if value is None and blank else _cell(f"{letters}{top + down}", looks.of(down), value)
        for down, value in enumerate(values)
    ]


def _all_plain(values: Sequence[Stored]) -> bool:
    """Whether a column holds only texts that XML takes as they are, and blanks."""
    texts = [value for value in values if value is not None]
    if any(type(value) is not str for value in texts):
        return False
    return _NOT_PLAIN.search(_SEPARATOR.join(texts)) is None  # type: ignore[arg-type]


def _cell(name: str, look: str, value: Stored) -> str:
    if isinstance(value, Formula):
        return f'<c r="{name}"{look}><f>{escape(value).translate(_MARKUP)}</f></c>'
    if isinstance(value, str):
        text = escape(value).translate(_MARKUP)
        kept = ' xml:space="preserve"' if _BREAKS.search(value) else ""
        return f'<c r="{name}"{look} t="inlineStr"><is><t{kept}>{text}</t></is></c>'
    if value is None:
        return f'<c r="{name}"{look}/>'
    if isinstance(value, bool):
        return f'<c r="{name}"{look} t="b"><v>{value:d}</v></c>'
    return f'<c r="{name}"{look}><v>{as_number_text(value)}</v></c>'


def read_column(
    values: Sequence[Any], style: int, styles: "StylesPart", *, from_1904: bool
) -> Column:
    """What is to be stored for values given through xlwings, down a column of one style.

    Raises:
        Unfit: a value that asks for more, or that no cell can hold.
    """
    reader = _ColumnReader(style, styles, from_1904=from_1904)
    stored: list[Stored] = []
    shown: list[Any] = []
    for down, value in enumerate(values):
        kept: Stored
        if value is None or value == "":
            kept = seen = None
        elif type(value) is str and value[0] not in _ACTIVE and len(value) < LONGEST_TEXT:
            kept = seen = value
        else:
            kept, seen = reader.read(down, value)
        stored.append(kept)
        shown.append(seen)
    try:
        "".join(text for text in stored if isinstance(text, str)).encode()
    except UnicodeEncodeError as error:  # half a surrogate pair is no text
        raise Unfit from error
    return Column(stored, shown, reader.odd)


class _ColumnReader:
    """What is not plain text: numbers, dates, and text under an apostrophe."""

    def __init__(self, style: int, styles: "StylesPart", *, from_1904: bool) -> None:
        self.style, self.styles, self.from_1904 = style, styles, from_1904
        self.odd: dict[int, int] = {}
        code = styles.number_format(style)
        self._dated, self._is_text = is_date_format(code), code == TEXT_FORMAT
        self._moments: dict[date, tuple[float, Any]] = {}

    def read(self, down: int, value: Any) -> tuple[Stored, Any]:
        """What is stored and what is shown; a style unlike the column's goes to `odd`."""
        if isinstance(value, str):
            return self._text(down, value)
        if isinstance(value, bool):
            return value, value
        if isinstance(value, date):
            if not self._dated:
                self.odd[down] = _dated(self.style, self.styles, value)
            if value not in self._moments:
                self._moments[value] = _moment(value, from_1904=self.from_1904)
            return self._moments[value]
        if type(value) in {float, int} and math.isfinite(value) and not self._dated:
            return float(value), float(value)
        raise Unfit

    def _text(self, down: int, value: str) -> tuple[str, str | None]:
        if value[0] == "=":
            return self._formula(value), None
        text = _quoted(value)
        if not self._is_text:  # which keeps a text by itself
            self.odd[down] = self.styles.with_apostrophe(self.style)
        return text, text

    def _formula(self, value: str) -> Formula:
        kept = content_of(value, takes_formulas=not self._is_text)
        if "[" in value or not isinstance(kept, Typed):
            raise Unfit  # a reference to the same row needs its table's name
        return Formula(
            value[1:] if _is_spelled_alike(_STRING.sub("", value)) else to_file(value, None)
        )


@lru_cache(maxsize=1000)
def _is_spelled_alike(bare: str) -> bool:
    """Whether a formula without its strings reads the same in the file as on the screen."""
    return to_file(bare, None) == bare[1:]


def _quoted(text: str) -> str:
    """Text that an apostrophe keeps from being a formula; the apostrophe is no part of it."""
    if text[0] != "'" or not 1 < len(text) <= LONGEST_TEXT:
        raise Unfit
    return text[1:]


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
