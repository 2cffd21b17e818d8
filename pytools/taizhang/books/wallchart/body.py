"""Body of the wall chart: groups, tasks with their bars, the foot; where the pages break."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from xlsxwriter.utility import xl_range_abs

from taizhang.books.sheets import theme
from taizhang.books.sheets.measure import TALLEST, text_height, tidy
from taizhang.books.wallchart.bars import write_group_cells, write_task_cells
from taizhang.books.wallchart.board import Board
from taizhang.books.wallchart.named import task_height, write_named_cells
from taizhang.books.wallchart.numbers import data_bar
from taizhang.core import paging, wall


@dataclass(frozen=True, slots=True)
class Body:
    """What was written: the last row, rows that begin a page, the state column's cells."""

    last: int
    breaks: list[int]
    states: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row to write: the heading of the `number`th group, or the `order`th task."""

    number: int
    group: wall.Group
    height: float
    task: wall.WallTask | None = None
    order: int = 0


def write_body(board: Board) -> Body:
    """Write groups, tasks and foot below the heads."""
    lines = list(_lines(board))
    row, breaks = board.body_row, []
    for page, stretch in _pages(board, lines):
        if row > board.body_row:
            breaks.append(row)
        if page[0].task is not None:
            _heading(board, row, page[0], "continued", stretch)
            row += 1
        for line in page:
            _write(board, row, line, stretch)
            row += 1
    row = _ensure_row(board, row)
    state = board.column("state")
    states = "" if state is None else xl_range_abs(board.body_row, state, row - 1, state)
    _progress_bars(board, row - 1)
    return Body(_foot(board, row) - 1, breaks, states)


def _lines(board: Board) -> Iterator[Line]:
    order = 0
    for number, group in enumerate(wall.groups(board.chart.tasks), start=1):
        yield Line(number, group, board.style.heights["group"])
        for task in group.tasks:
            order += 1
            yield Line(number, group, task_height(board, task), task, order)


def _pages(board: Board, lines: list[Line]) -> list[tuple[list[Line], float]]:
    """Lines page by page, each with the factor by which its rows grow to fill the paper."""
    if not lines:
        return []
    strips = [paging.Strip(line.height, heading=line.task is None) for line in lines]
    foot = sum(height for _, height, _ in _foot_rows(board))
    strips[-1] = replace(strips[-1], height=strips[-1].height + foot)
    starts = paging.page_starts(strips, *board.rooms)
    fills = paging.page_fills(strips, starts, *board.rooms)
    bounds = pairwise([0, *starts, len(lines)])
    most = board.style.page.stretch
    return [
        (lines[a:b], max(1.0, min(most, 1 / fill)))
        for (a, b), fill in zip(bounds, fills, strict=True)
    ]


def _write(board: Board, row: int, line: Line, stretch: float) -> None:
    if line.task is None:
        _heading(board, row, line, "group", stretch)
        return
    board.sheet.set_row(row, min(line.height * stretch, TALLEST))
    write_named_cells(board, row, line.task, line.order)
    write_task_cells(board, row, line.task)


def _heading(board: Board, row: int, line: Line, text: str, stretch: float) -> None:
    """The group's name and count, and how many of its tasks burn."""
    board.sheet.set_row(row, board.style.heights["group"] * stretch)
    size = board.style.fonts["group"]
    ground = board.formats(bg_color=theme.BLUSH, indent=1, bold=True, font_size=size)
    pieces: list[Any] = [board.formats(bold=True, font_size=size, font_color=theme.RED)]
    pieces.append(_label(board, line, text))
    for lamp in wall.URGENT:
        if count := sum(task.lamp == lamp for task in line.group.tasks):
            look = board.formats(bold=True, font_size=size - 1.5, font_color=theme.LAMP_INK[lamp])
            pieces += [look, board.style.text("burning", lamp=lamp, count=count)]
    board.sheet.merge_range(row, 0, row, board.left - 1, "", ground)
    if len(pieces) > 2:
        board.sheet.write_rich_string(row, 0, *pieces, ground)
    else:
        plain = board.formats(
            bg_color=theme.BLUSH, indent=1, bold=True, font_size=size, font_color=theme.RED
        )
        board.sheet.write_string(row, 0, pieces[1], plain)
    write_group_cells(board, row)


def _label(board: Board, line: Line, text: str) -> str:
    name = tidy(line.group.name) or board.style.texts["uncategorised"]
    number, count = wall.numeral(line.number), len(line.group.tasks)
    return board.style.text(text, number=number, name=name, count=count)


def _ensure_row(board: Board, row: int) -> int:
    """A chart without tasks says so in a row of its own."""
    if row > board.body_row:
        return row
    look = board.formats(align="center", font_color=theme.MUTED, font_size=12)
    board.sheet.set_row(row, 60)
    board.span((row, 0, row, board.last), board.style.texts["empty"], look)
    return row + 1


def _progress_bars(board: Board, last: int) -> None:
    column = board.column("progress")
    if column is not None:
        area = (board.body_row, column, last, column)
        board.sheet.conditional_format(*area, data_bar(theme.BAR))


def _foot(board: Board, row: int) -> int:
    """Notes and the line to sign on, below the last task; return the row after them."""
    for text, height, props in _foot_rows(board):
        board.sheet.set_row(row, height)
        board.span((row, 0, row, board.last), text, board.formats(**props))
        row += 1
    return row


def _foot_rows(board: Board) -> list[tuple[str, float, dict[str, object]]]:
    """Text, height and look of each row of the foot."""
    texts, heights, small = board.style.texts, board.style.heights, board.style.fonts["small"] + 0.5
    defaulted = any(task.due_defaulted for task in board.chart.tasks)
    notes = ([texts["defaulted"]] if defaulted else []) + [tidy(n) for n in board.chart.notes]
    note = {"font_size": small, "font_color": theme.MUTED, "indent": 1, "text_wrap": True}
    width = sum(board.widths)
    rows = [(n, max(heights["note"], text_height([[(n, small)]], width)), note) for n in notes]
    sign = {"font_size": 10, "align": "right", "indent": 1}
    return rows + ([(texts["sign"], heights["sign"], sign)] if texts["sign"] else [])
