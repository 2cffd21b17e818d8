"""The sheet a wall chart is drawn on: its layout, its pen, and how to fill an area of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from taizhang.books.sheets import theme
from taizhang.books.sheets.measure import pixels
from taizhang.books.sheets.pen import Pen
from taizhang.books.wallchart.layout import ChartLayout
from taizhang.books.wallchart.style import WallStyle
from taizhang.core.charts import tasks, times

TITLE_ROW, LABEL_ROW, NUMBER_ROW, STRIP_ROW = range(4)


@dataclass(frozen=True)
class Board:
    """One chart on one sheet. Rows and columns count from 0, lengths are drawn points."""

    sheet: Worksheet
    pen: Pen
    layout: ChartLayout
    lamps: Mapping[str, theme.Look]

    @property
    def style(self) -> WallStyle:
        """The style as it fits the paper."""
        return self.layout.style

    @property
    def chart(self) -> tasks.WallChart:
        """What is drawn."""
        return self.layout.chart

    @property
    def cells(self) -> tuple[times.TimeCell, ...]:
        """The columns of the time grid."""
        return self.layout.cells

    @cached_property
    def left(self) -> int:
        """The column of the first time cell: so many named columns stand before it."""
        return len(self.layout.columns)

    @property
    def last(self) -> int:
        """The column of the last time cell."""
        return self.left + len(self.cells) - 1

    @property
    def body_row(self) -> int:
        """The first row below the heads."""
        return STRIP_ROW + 1 + len(self.layout.heads)

    def look(self, lamp: str) -> theme.Look:
        """The colours of a lamp; of the grey one for a word that is none."""
        return self.lamps.get(lamp, self.lamps["灰"])

    def colour(self, name: str) -> str:
        """The colour of a name of the style."""
        return theme.colour(name, self.lamps)

    def ink(self, lamp: str, otherwise: str = theme.MUTED) -> str:
        """A lamp that burns as the colour of letters."""
        return theme.lamp_ink(lamp, self.lamps, otherwise)

    def span(self, area: tuple[int, int, int, int], text: str, look: Format) -> None:
        """Write a text over an area (row, column, row, column), merged if it has several cells."""
        top, left, bottom, right = area
        if (top, left) != (bottom, right):
            self.sheet.merge_range(top, left, bottom, right, "", look)
        self.sheet.write_string(top, left, text, look)

    def head(self, **props: Any) -> Format:
        """The look of a head on the dark ground."""
        return self.pen("head", border_color=theme.HEAD_RULE, **props)


def new_board(
    book: Workbook, pen: Pen, layout: ChartLayout, lamps: Mapping[str, theme.Look] = theme.LAMPS
) -> Board:
    """A sheet with its columns set and nothing on it."""
    sheet = book.add_worksheet(layout.style.texts["sheet"])
    for at, width in enumerate(layout.widths):
        sheet.set_column_pixels(at, at, pixels(width))
    return Board(sheet, pen, layout, lamps)
