"""A sheet that is filled downwards: columns in points, rows as high as their texts need.

`PageGrid` writes through a `Canvas`, so that the same blocks can be put on a new workbook or on a copy
of one that a department sent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise
from types import MappingProxyType
from typing import Any, NamedTuple, Protocol

from taizhang.books.sheets.measure import AIR, INDENT, TALLEST, paragraphs, pixels, text_height
from taizhang.books.sheets.paper import Print, set_up
from taizhang.books.sheets.pen import BODY, Pen, Props

DAY, MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
NONE: Props = MappingProxyType({})


class PageFormula(str):
    """A text that is a formula; plain texts never are, whatever they begin with."""

    __slots__ = ()


class Link(NamedTuple):
    """A text that leads to a place in the workbook, such as '任务填报'!A4."""

    text: str
    target: str


CellContent = str | float | date | PageFormula | Link


class RowPart(NamedTuple):
    """What stands in columns `first` to `last` of a row, and how it looks."""

    first: int
    last: int
    content: CellContent
    look: str = ""
    props: Props = NONE


class PrintArea(NamedTuple):
    """What of a sheet is printed: last row and column, rows on each page, rows that begin one."""

    last_row: int
    first_column: int
    last_column: int
    heads: tuple[int, int] | None = None
    breaks: Sequence[int] = ()


class Canvas(Protocol):
    """A sheet to draw on; rows and columns count from 0, lengths are points."""

    @property
    def looks(self) -> Mapping[str, Props]:
        """The looks that parts name."""

    def columns(self, first: int, widths: Sequence[float]) -> None:
        """Set the widths of columns from `first` on."""

    def height(self, row: int, points: float) -> None:
        """Set the height of a row."""

    def put(self, row: int, part: RowPart) -> None:
        """Write a part, merging its cells."""

    def print(self, how: Print, area: PrintArea) -> None:
        """Set the sheet up for print."""


@dataclass(frozen=True, slots=True)
class NewSheet:
    """A canvas over a sheet of XlsxWriter."""

    sheet: Any
    pen: Pen

    @property
    def looks(self) -> Mapping[str, Props]:
        """The looks that parts name."""
        return self.pen.looks

    def columns(self, first: int, widths: Sequence[float]) -> None:
        """Set widths; neighbours of one width in one go."""
        start = 0
        for at in range(1, len(widths) + 1):
            if at == len(widths) or widths[at] != widths[start]:
                self.sheet.set_column_pixels(first + start, first + at - 1, pixels(widths[start]))
                start = at

    def height(self, row: int, points: float) -> None:
        """Set the height of a row."""
        self.sheet.set_row(row, points)

    def put(self, row: int, part: RowPart) -> None:
        """Write a part, merging its cells."""
        look = self.pen(part.look, **part.props)
        if part.last > part.first:
            self.sheet.merge_range(row, part.first, row, part.last, "", look)
        if write_cell(self.sheet, (row, part.first), part.content, look):
            raise ValueError(f"row {row + 1}, column {part.first + 1}")

    def print(self, how: Print, area: PrintArea) -> None:
        """Set the sheet up for print, without lines of its own on screen."""
        set_up(self.sheet, how)
        if area.heads:
            self.sheet.repeat_rows(*area.heads)
        self.sheet.print_area(0, area.first_column, area.last_row, area.last_column)
        self.sheet.set_h_pagebreaks(list(area.breaks))
        self.sheet.hide_gridlines(2)


class PageGrid:
    """Rows written downwards on a canvas; `row` is the next free one.

    `widths` are the points of the columns, the first of which is column `left` of the sheet.
    """

    def __init__(self, canvas: Canvas, widths: Sequence[float], left: int = 0) -> None:
        self.canvas, self.widths, self.left, self.row = canvas, tuple(widths), left, 0
        canvas.columns(left, self.widths)

    @property
    def last(self) -> int:
        """The last column."""
        return len(self.widths) - 1

    def next(self, points: float) -> int:
        """Go down by a row of that height, and return it."""
        self.canvas.height(self.row, min(points, TALLEST))
        self.row += 1
        return self.row - 1

    def put(
        self, first: int, last: int, content: CellContent, look: str = "", /, **props: Any
    ) -> None:
        """Write into columns `first` to `last` of the row begun last; a day is shown as one."""
        if isinstance(content, date) and "num_format" not in {
            **self.canvas.looks.get(look, NONE), **props
        }:  # fmt: skip
            props["num_format"] = MOMENT if isinstance(content, datetime) else DAY
        part = RowPart(self.left + first, self.left + last, content, look, props)
        self.canvas.put(self.row - 1, part)

    def line(self, parts: Sequence[RowPart], least: float = 20.0) -> int:
        """A row of these parts, as high as its wrapped texts need; return it."""
        row = self.next(max(least, self.needed(parts)))
        self.write(parts)
        return row

    def write(self, parts: Sequence[RowPart]) -> None:
        """Write these parts into the row begun last."""
        for part in parts:
            self.put(part.first, part.last, part.content, part.look, **part.props)

    def needed(self, parts: Sequence[RowPart]) -> float:
        """Points that the texts of these parts need."""
        return max(map(self._needed, parts), default=0.0)

    def _needed(self, part: RowPart) -> float:
        content = part.content.text if isinstance(part.content, Link) else part.content
        if not isinstance(content, str):
            return 0.0
        look = {**BODY, **self.canvas.looks.get(part.look, NONE), **part.props}
        if not look.get("text_wrap"):
            return 0.0
        room = self.width(part.first, part.last) - INDENT * int(look.get("indent", 0))
        return text_height(paragraphs(content, float(look["font_size"])), room) + AIR

    def width(self, first: int, last: int) -> float:
        """Points of columns `first` to `last`."""
        return sum(self.widths[first : last + 1])

    def shared(self, weights: Sequence[float]) -> list[tuple[int, int]]:
        """The columns shared out by weights: first and last of each share, none left over.

        A page of as many columns as there are weights gives one to each.
        """
        if len(weights) == len(self.widths):
            return [(at, at) for at in range(len(weights))]
        whole, total = len(self.widths), sum(weights)
        ends, gone = [0], 0.0
        for still in range(len(weights) - 1, -1, -1):
            gone += weights[-still - 1]
            ends.append(min(max(round(whole * gone / total), ends[-1] + 1), whole - still))
        return [(start, end - 1) for start, end in pairwise(ends)]


def write_cell(sheet: Any, at: tuple[int, int], content: CellContent, look: Any) -> int:
    """Write one cell of an XlsxWriter sheet; not 0 where it does not hold the content."""
    match content:
        case PageFormula():
            failed = sheet.write_formula(*at, content, look, "")
        case Link():
            failed = sheet.write_url(*at, f"internal:{content.target}", look, content.text)
        case "":
            failed = sheet.write_blank(*at, None, look)
        case str():
            failed = sheet.write_string(*at, content, look)
        case datetime():
            failed = sheet.write_datetime(*at, content, look)
        case date():
            failed = sheet.write_datetime(*at, datetime.combine(content, time()), look)
        case _:
            failed = sheet.write_number(*at, content, look)
    return int(failed)
