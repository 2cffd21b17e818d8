"""The wall chart: a sheet to hang up, a row for a task, a column for a week, 旬, month or more.

Bars are filled cells, so that a clerk can correct one by hand before printing; the numbers on top
count the state column. Rows get their heights and pages their breaks here: no reader is trusted to
find them. Widths, texts and colours an office may choose are in templates/wallchart.toml.
"""

from xlsxwriter import Workbook

from taizhang.books.sheets import theme
from taizhang.books.sheets.paper import set_up
from taizhang.books.sheets.pen import Pen
from taizhang.books.wallchart.board import STRIP_ROW, Board, new_board
from taizhang.books.wallchart.body import write_body
from taizhang.books.wallchart.head import write_head
from taizhang.books.wallchart.layout import ChartLayout
from taizhang.books.wallchart.numbers import write_numbers


def draw_wall(book: Workbook, pen: Pen, layout: ChartLayout, lamps: theme.Lamps) -> None:
    """Add the sheet of that layout to a new workbook."""
    _write_chart(new_board(book, pen, layout, lamps))


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
    left, right = board.style.running(board.chart)
    set_up(sheet, board.layout.sizing.print(left, right))
    sheet.print_area(0, 0, last, board.last)
    sheet.repeat_rows(STRIP_ROW, board.body_row - 1)
    sheet.repeat_columns(0, board.left - 1)
    sheet.set_h_pagebreaks(breaks)
