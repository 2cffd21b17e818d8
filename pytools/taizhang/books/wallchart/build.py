"""The wall chart: an A3 sheet to hang up, a row for a task, a column for a 旬, half month or month.

Bars are filled cells, so that a clerk can correct one by hand before printing; the numbers on top
count the state column. Rows get their heights and pages their breaks here: no reader is trusted to
find them. Widths, texts and colours an office may choose are in templates/wallchart.toml.
"""

from datetime import datetime
from pathlib import Path

from taizhang.books.sheets import theme
from taizhang.books.sheets.paper import set_up
from taizhang.books.sheets.pen import Pen
from taizhang.books.sheets.saved import new_book
from taizhang.books.wallchart.board import STRIP_ROW, Board, new_board
from taizhang.books.wallchart.body import write_body
from taizhang.books.wallchart.head import write_head
from taizhang.books.wallchart.numbers import write_numbers
from taizhang.books.wallchart.style import WallStyle, load_style
from taizhang.books.wallchart.urgent import write_list
from taizhang.core.wall import WallChart

PAPER = "A3"


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
    look = style or load_style()
    with new_book(path, chart.title, created) as book:
        pen = Pen(book)
        _write_chart(new_board(book, pen, look, chart))
        write_list(book, pen, look, chart)


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
    set_up(sheet, board.style.print(board.chart, PAPER))
    sheet.print_area(0, 0, last, board.last)
    sheet.repeat_rows(STRIP_ROW, board.body_row - 1)
    sheet.repeat_columns(0, board.left - 1)
    sheet.set_h_pagebreaks(breaks)
