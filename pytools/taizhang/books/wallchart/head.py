"""Top of the wall chart: the title band, the strip with the legend, the heads of the columns.

The strip and the heads are repeated on every page; the title and the numbers are not.
"""

from typing import Any

from taizhang.books.sheets import theme
from taizhang.books.sheets.measure import INDENT, text_points, tidy
from taizhang.books.wallchart.board import STRIP_ROW, TITLE_ROW, Board
from taizhang.books.wallchart.layout import ChartLayout
from taizhang.core.charts import times

SPAN_SIZE, PART_SIZE, LEAST_SIZE = 10.0, 7.0, 5.0
AIR = 1.15  # a head's text needs so much more than its letters, or neighbours run together


def write_head(board: Board) -> None:
    """Write the rows above the body, apart from the numbers."""
    _title(board)
    _strip(board)
    _column_heads(board)
    for row, (tier, heads) in enumerate(board.layout.heads, start=STRIP_ROW + 1):
        board.sheet.set_row(row, board.style.heights[tier])
        size = PART_SIZE if tier == "part" else SPAN_SIZE
        for head in heads:
            _time_head(board, row, head, size)


def _title(board: Board) -> None:
    board.sheet.set_row(TITLE_ROW, board.style.heights["title"])
    text = tidy(board.chart.title)
    look = board.pen("band", font_size=board.style.fonts["title"], align="center", indent=0)
    board.span((TITLE_ROW, 0, TITLE_ROW, board.last), text, look)


def _strip(board: Board) -> None:
    """The chart's name again, for the pages after the first, and what its signs mean."""
    board.sheet.set_row(STRIP_ROW, board.style.heights["strip"])
    small, widths = board.style.fonts["small"], board.layout.widths
    name = board.pen(bold=True, font_size=small + 1.5, font_color=theme.RED, indent=1, shrink=True)
    needed = _legend_width(board, small)
    least = board.layout.column("name") or 0
    split = max(
        (at for at in range(least, board.left) if sum(widths[at + 1 :]) > needed), default=least
    )
    size = small * min(1.0, sum(widths[split + 1 :]) / needed)
    board.span((STRIP_ROW, 0, STRIP_ROW, split), tidy(board.chart.title), name)
    legend = board.pen(font_size=size, align="right", indent=1)
    board.sheet.merge_range(STRIP_ROW, split + 1, STRIP_ROW, board.last, "", legend)
    board.sheet.write_rich_string(STRIP_ROW, split + 1, *_legend(board, size), legend)


def _legend_width(board: Board, size: float) -> float:
    """Points that the legend takes in that size."""
    texts = (f"{sign.sign} {sign.text}　" for sign in board.style.legend)
    return sum(text_points(text, size + 0.5) for text in texts) + INDENT


def _legend(board: Board, size: float) -> list[Any]:
    """Pieces of a rich string: each sign in its colour, its meaning after it."""
    pieces: list[Any] = []
    for sign in board.style.legend:
        look = board.pen(font_size=size + 1.5, font_color=board.colour(sign.colour), bold=True)
        pieces += [look, sign.sign, board.pen(font_size=size), f" {sign.text}　"]
    return pieces


def _column_heads(board: Board) -> None:
    for at, column in enumerate(board.layout.columns):
        board.span((STRIP_ROW + 1, at, board.body_row - 1, at), column.label, board.head())


def _time_head(board: Board, row: int, head: times.TimeHead, most: float) -> None:
    """A year, month or part over its cells; the one that holds today is red."""
    text, size = head_text(board.layout, head, most)
    today = times.cell_of(board.cells, board.chart.on)
    now = {"bg_color": board.look("红").strong} if [*head.cells] == [today] else {}
    first, last = board.left + head.cells[0], board.left + head.cells[-1]
    look = board.head(font_size=size, text_wrap=False, **now)
    board.span((row, first, row, last), text, look)


def head_text(layout: ChartLayout, head: times.TimeHead, most: float) -> tuple[str, float]:
    """What a head says, in which size: as long and as large as stands there with some air."""
    room = len(head.cells) * layout.cell_width
    text = next((t for t in head.labels if text_points(t, most) * AIR <= room), head.labels[-1])
    return text, min(most, max(LEAST_SIZE, room / max(text_points(text, 1) * AIR, 1.0)))
