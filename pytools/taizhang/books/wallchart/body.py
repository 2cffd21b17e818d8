"""Body of the wall chart: groups, tasks with their bars, the foot; where the pages break."""

from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_range_abs

from taizhang.books.sheets import theme
from taizhang.books.sheets.measure import TALLEST
from taizhang.books.wallchart.bars import Tracks
from taizhang.books.wallchart.board import Board
from taizhang.books.wallchart.layout import ChartLine
from taizhang.books.wallchart.named import NamedCells
from taizhang.books.wallchart.numbers import data_bar
from taizhang.books.wallchart.words import group_heading


@dataclass(frozen=True, slots=True)
class Body:
    """What was written: the last row, rows that begin a page, the state column's cells."""

    last: int
    breaks: list[int]
    states: str


def write_body(board: Board) -> Body:
    """Write groups, tasks and foot below the heads."""
    row, breaks, tracks, named = board.body_row, [], Tracks(board), NamedCells(board)
    for page in board.layout.pages:
        if row > board.body_row:
            breaks.append(row)
        if page.lines[0].task is not None:
            _heading(board, row, page.lines[0], "continued", page.stretch)
            tracks.write_group(row)
            row += 1
        for line in page.lines:
            if line.task is None:
                _heading(board, row, line, "group", page.stretch)
                tracks.write_group(row)
            else:
                board.sheet.set_row(row, min(line.height * page.stretch, TALLEST))
                named.write(row, line.task, line.order)
                tracks.write_task(row, line.task)
            row += 1
    row = _ensure_row(board, row)
    state = board.layout.column("state")
    states = "" if state is None else xl_range_abs(board.body_row, state, row - 1, state)
    _progress_bars(board, row - 1)
    return Body(_foot(board, row) - 1, breaks, states)


def _heading(board: Board, row: int, line: ChartLine, text: str, stretch: float) -> None:
    """The group's name and count, and how many of its tasks burn."""
    height = board.layout.group_height(line.number, line.group)
    board.sheet.set_row(row, min(height * stretch, TALLEST))
    size = board.style.fonts["group"]
    ground = board.pen(bg_color=theme.BLUSH, indent=1, bold=True, font_size=size, text_wrap=True)
    pieces: list[Any] = []
    for told, points, lamp in group_heading(board.style, line.number, line.group, text):
        ink = board.ink(lamp, theme.INK) if pieces else theme.RED
        pieces += [board.pen(bold=True, font_size=points, font_color=ink), told]
    board.sheet.merge_range(row, 0, row, board.left - 1, "", ground)
    if len(pieces) > 2:
        board.sheet.write_rich_string(row, 0, *pieces, ground)
    else:
        board.sheet.write_string(
            row, 0, pieces[1], board.pen("group", font_size=size, text_wrap=True)
        )


def _ensure_row(board: Board, row: int) -> int:
    """A chart without tasks says so in a row of its own."""
    if row > board.body_row:
        return row
    look = board.pen(align="center", font_color=theme.MUTED, font_size=12)
    board.sheet.set_row(row, 60)
    board.span((row, 0, row, board.last), board.style.texts["empty"], look)
    return row + 1


def _progress_bars(board: Board, last: int) -> None:
    column = board.layout.column("progress")
    if column is not None:
        area = (board.body_row, column, last, column)
        board.sheet.conditional_format(*area, data_bar(theme.BAR))


def _foot(board: Board, row: int) -> int:
    """Notes and the line to sign on, below the last task; return the row after them."""
    for text, height, props in board.layout.foot:
        board.sheet.set_row(row, height)
        board.span((row, 0, row, board.last), text, board.pen(**props))
        row += 1
    return row
