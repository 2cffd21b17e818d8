"""The sheet a wall chart is drawn on: where its columns and head rows are, and how to fill them."""

from dataclasses import dataclass
from functools import cached_property

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from taizhang.books.sheets.measure import POINTS_PER_MM, pixels
from taizhang.books.sheets.pen import Pen
from taizhang.books.wallchart.style import WallStyle
from taizhang.core import wall

A3_MM = (420, 297)
NARROWEST = 4.5  # points; named columns that leave less widen the chart, which is then scaled
TITLE_ROW, LABEL_ROW, NUMBER_ROW, STRIP_ROW = range(4)


@dataclass(frozen=True)
class Board:
    """One chart on one sheet. Rows and columns count from 0, lengths are points."""

    sheet: Worksheet
    formats: Pen
    style: WallStyle
    chart: wall.WallChart
    cells: tuple[wall.Cell, ...]

    @property
    def left(self) -> int:
        """The column of the first time cell: so many named columns stand before it."""
        return len(self.style.columns)

    @property
    def last(self) -> int:
        """The column of the last time cell."""
        return self.left + len(self.cells) - 1

    @cached_property
    def cell_width(self) -> float:
        """Width of a time cell."""
        rest = self.style.page.width - sum(c.width for c in self.style.columns)
        return max(rest / len(self.cells), NARROWEST)

    @cached_property
    def widths(self) -> tuple[float, ...]:
        """Widths of all columns."""
        named = tuple(c.width for c in self.style.columns)
        return named + (self.cell_width,) * len(self.cells)

    @cached_property
    def tiers(self) -> tuple[str, ...]:
        """Head rows of the time grid from the top: years only where there are two."""
        years = {cell.first.year for cell in self.cells}
        parted = any(cell.part for cell in self.cells)
        return (("year",) if len(years) > 1 else ()) + ("month",) + (("part",) if parted else ())

    @property
    def body_row(self) -> int:
        """The first row below the heads."""
        return STRIP_ROW + 1 + len(self.tiers)

    @cached_property
    def rooms(self) -> tuple[float, float]:
        """Height for the body on the first page and on the others."""
        page, heights = self.style.page, self.style.heights
        left, right, top, bottom = page.margins
        wide = (A3_MM[0] - left - right) * POINTS_PER_MM
        high = (A3_MM[1] - top - bottom) * POINTS_PER_MM * page.fill
        high *= max(1.0, sum(self.widths) / wide)
        other = high - sum(heights[key] for key in ("strip", *self.tiers))
        return other - sum(heights[key] for key in ("title", "label", "number")), other

    def column(self, key: str) -> int | None:
        """The place of a named column, None when the office left it out."""
        return next((i for i, c in enumerate(self.style.columns) if c.key == key), None)

    def span(self, area: tuple[int, int, int, int], text: str, look: Format) -> None:
        """Write a text over an area (row, column, row, column), merged if it has several cells."""
        top, left, bottom, right = area
        if (top, left) != (bottom, right):
            self.sheet.merge_range(top, left, bottom, right, "", look)
        self.sheet.write_string(top, left, text, look)


def new_board(book: Workbook, formats: Pen, style: WallStyle, chart: wall.WallChart) -> Board:
    """A sheet with its columns set and nothing on it."""
    sheet = book.add_worksheet(style.texts["sheet"])
    board = Board(sheet, formats, style, chart, wall.chart_cells(chart))
    for at, width in enumerate(board.widths):
        sheet.set_column_pixels(at, at, pixels(width))
    return board
