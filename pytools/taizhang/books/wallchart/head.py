"""Top of the wall chart: the title band, the strip with the legend, the heads of the columns.

The strip and the heads are repeated on every page; the title and the numbers are not.
"""

from collections.abc import Callable
from typing import Any

from xlsxwriter.format import Format

from taizhang.books.sheets import theme
from taizhang.books.sheets.measure import text_points, tidy
from taizhang.books.wallchart.board import STRIP_ROW, TITLE_ROW, Board
from taizhang.core import wall

SPAN_SIZE, PART_SIZE = 10.0, 7.0
LABELS: dict[str, Callable[[wall.Cell], str]] = {
    "year": lambda cell: f"{cell.first.year}年",
    "month": lambda cell: f"{cell.first.month}月",
}


def write_head(board: Board) -> None:
    """Write the rows above the body, apart from the numbers."""
    _title(board)
    _strip(board)
    _column_heads(board)
    for row, tier in enumerate(board.tiers, start=STRIP_ROW + 1):
        board.sheet.set_row(row, board.style.heights[tier])
        if tier == "part":
            _part_heads(board, row)
        else:
            _spanned_heads(board, row, tier)


def _title(board: Board) -> None:
    board.sheet.set_row(TITLE_ROW, board.style.heights["title"])
    text = tidy(board.chart.title)
    size = min(board.style.fonts["title"], 0.95 * sum(board.widths) / max(len(text), 1))
    look = board.formats(
        bold=True, font_size=size, font_color=theme.WHITE, bg_color=theme.RED, align="center"
    )
    board.span((TITLE_ROW, 0, TITLE_ROW, board.last), text, look)


def _strip(board: Board) -> None:
    """The chart's name again, for the pages after the first, and what its signs mean."""
    board.sheet.set_row(STRIP_ROW, board.style.heights["strip"])
    small = board.style.fonts["small"]
    name = board.formats(
        bold=True, font_size=small + 1.5, font_color=theme.RED, indent=1, shrink=True
    )
    split = (board.column("name") or 0) + 1
    board.span((STRIP_ROW, 0, STRIP_ROW, split), tidy(board.chart.title), name)
    legend = board.formats(font_size=small, align="right", indent=1)
    board.sheet.merge_range(STRIP_ROW, split + 1, STRIP_ROW, board.last, "", legend)
    board.sheet.write_rich_string(STRIP_ROW, split + 1, *_legend(board), legend)


def _legend(board: Board) -> list[Any]:
    """Pieces of a rich string: each sign in its colour, its meaning after it."""
    small = board.style.fonts["small"]
    pieces: list[Any] = []
    for sign in board.style.legend:
        look = board.formats(font_size=small + 1.5, font_color=sign.colour, bold=True)
        pieces += [look, sign.sign, board.formats(font_size=small), f" {sign.text}　"]
    return pieces


def _column_heads(board: Board) -> None:
    look = board.formats(
        bold=True, font_size=10, font_color=theme.WHITE, bg_color=theme.SLATE, align="center",
        border=1, border_color=theme.HEAD_RULE, text_wrap=True,
    )  # fmt: skip
    for at, column in enumerate(board.style.columns):
        board.span((STRIP_ROW + 1, at, board.body_row - 1, at), column.label, look)


def _spanned_heads(board: Board, row: int, tier: str) -> None:
    """Years or months over their cells; the number alone where the cells are narrow."""
    for text, cells in wall.runs(board.cells, LABELS[tier]):
        room = len(cells) * board.cell_width
        label = text if text_points(text, SPAN_SIZE) < room else text[:-1]
        size = min(SPAN_SIZE, SPAN_SIZE * room / text_points(label, SPAN_SIZE))
        area = (row, board.left + cells[0], row, board.left + cells[-1])
        board.span(area, label, _time_look(board, font_size=size, **_now(board, cells)))


def _part_heads(board: Board, row: int) -> None:
    """上 中 下."""
    size = min(PART_SIZE, board.cell_width * 0.8)
    for at, cell in enumerate(board.cells):
        look = _time_look(board, font_size=size, **_now(board, range(at, at + 1)))
        board.sheet.write_string(row, board.left + at, cell.part, look)


def _now(board: Board, cells: range) -> dict[str, Any]:
    """Red ground for the one cell that holds today."""
    today = wall.cell_of(board.cells, board.chart.on)
    return {"bg_color": theme.LAMPS["红"].strong} if [*cells] == [today] else {}


def _time_look(board: Board, **props: Any) -> Format:
    base = {
        "bold": True, "font_color": theme.WHITE, "bg_color": theme.SLATE, "align": "center",
        "border": 1, "border_color": theme.HEAD_RULE,
    }  # fmt: skip
    return board.formats(**(base | props))
