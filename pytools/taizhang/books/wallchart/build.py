"""The wall chart: an A3 sheet to hang up, a row for a task, a column for a 旬, half month or month.

Bars are filled cells, so that a clerk can correct one by hand before printing; the numbers on top
count the state column. Rows get their heights and pages their breaks here: no reader is trusted to
find them. Widths, texts and colours an office may choose are in templates/wallchart.toml.
"""

from copy import deepcopy
from datetime import datetime
from io import BytesIO
from pathlib import Path

from xlsxwriter import Workbook

from taizhang.books.sheets import theme
from taizhang.books.wallchart.board import STRIP_ROW, Board, new_board
from taizhang.books.wallchart.body import write_body
from taizhang.books.wallchart.head import write_head
from taizhang.books.wallchart.numbers import write_numbers
from taizhang.books.wallchart.style import (
    BOOK_OPTIONS,
    MM_PER_INCH,
    Formats,
    WallStyle,
    load_style,
)
from taizhang.books.wallchart.urgent import write_list
from taizhang.core.wall import WallChart

A3 = 8
AUTHOR = "督查台账"


def build_wallchart(
    path: Path,
    chart: WallChart,
    *,
    created: datetime = theme.CREATED,
    style: WallStyle | None = None,
) -> None:
    """Write the chart and its list of red and yellow tasks to `path`, an .xlsx.

    The same chart and `created` give the same bytes; nothing is written when drawing fails.
    KeyError for an unknown grid, OSError when the file cannot be written.
    """
    look, content = style or load_style(), BytesIO()
    # a copy, because XlsxWriter writes into what it is given
    book = Workbook(content, {**deepcopy(BOOK_OPTIONS), "in_memory": True})
    book.set_properties({"title": chart.title, "author": AUTHOR, "created": created})
    formats = Formats(book)
    _write_chart(new_board(book, formats, look, chart))
    write_list(book, formats, look, chart)
    book.close()
    path.write_bytes(content.getvalue())


def _write_chart(board: Board) -> None:
    write_head(board)
    body = write_body(board)
    write_numbers(board, body.states)
    _set_up_print(board, body.last, body.breaks)
    board.sheet.freeze_panes(board.body_row, board.left)
    board.sheet.set_zoom(board.style.page.zoom)
    board.sheet.hide_gridlines(2)


def _set_up_print(board: Board, last: int, breaks: list[int]) -> None:
    sheet = board.sheet
    left, right, top, bottom = (mm / MM_PER_INCH for mm in board.style.page.margins)
    sheet.set_paper(A3)
    sheet.set_landscape()
    sheet.set_margins(left, right, top, bottom)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, last, board.last)
    sheet.repeat_rows(STRIP_ROW, board.body_row - 1)
    sheet.repeat_columns(0, board.left - 1)
    sheet.set_h_pagebreaks(breaks)
    sheet.set_footer(board.style.footer(board.chart), {"margin": bottom * 0.45})
