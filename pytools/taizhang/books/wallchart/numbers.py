"""The strip of numbers under the title: work done, time gone, tasks by state, the day.

The numbers count the state column by formula; Python's count is what is shown before anything is
recalculated, and both agree.
"""

from collections import Counter
from typing import Any

from taizhang.books.sheets import theme
from taizhang.books.sheets.measure import joined, tidy
from taizhang.books.wallchart.board import LABEL_ROW, NUMBER_ROW, Board
from taizhang.books.wallchart.style import Kpi
from taizhang.core import wall

CARD_WIDTH = 58.0  # least width of a number with its label, in points
DATE_CELLS = 1  # columns kept for the day at the right end


def state_word(board: Board, task: wall.WallTask) -> str:
    """The word in the state column."""
    return tidy(task.state) or board.style.texts["unjudged"]


def write_numbers(board: Board, states: str) -> None:
    """Write both rows; `states` is the range of the state column, empty where it is left out."""
    _band(board)
    _bars(board)
    cards = counted(board)
    areas = card_areas(board, len(cards))
    for (kpi, value), area in zip(cards, areas, strict=True):
        _card(board, kpi, value, area, states)
    _date(board, areas[-1][1] + 1)


def _band(board: Board) -> None:
    blank = board.formats(bg_color=theme.CREAM)
    for row, key in ((LABEL_ROW, "label"), (NUMBER_ROW, "number")):
        board.sheet.set_row(row, board.style.heights[key])
        for column in range(board.last + 1):
            board.sheet.write_blank(row, column, None, blank)


def _bars(board: Board) -> None:
    """Work done and time gone, one below the other on one scale."""
    column = board.column("name")
    if column is None:
        return
    chart, texts = board.chart, board.style.texts
    rows = (
        (LABEL_ROW, texts["progress"], chart.progress, theme.WORK),
        (NUMBER_ROW, texts["elapsed"], chart.elapsed, theme.TIME),
    )
    for row, label, value, colour in rows:
        look = board.formats(
            bold=True, font_size=10, num_format=f'"{label}"  0.0%', align="left", indent=1,
            bg_color=theme.CREAM,
        )  # fmt: skip
        board.sheet.write_number(row, column, wall.share(value), look)
        board.sheet.conditional_format(row, column, row, column, data_bar(colour))


def data_bar(colour: str) -> dict[str, Any]:
    """A plain bar from 0 to 1, without an outline."""
    return {
        "type": "data_bar", "bar_color": colour, "bar_solid": True, "bar_no_border": True,
        "min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1,
    }  # fmt: skip


def counted(board: Board) -> list[tuple[Kpi, int]]:
    """Each number with its value; states that none of them counts make a last one, 其他."""
    counts = Counter(state_word(board, task) for task in board.chart.tasks)
    known = {state for kpi in board.style.kpis for state in kpi.states}
    kpis = list(board.style.kpis)
    if others := tuple(state for state in counts if state not in known):
        kpis.append(Kpi(board.style.texts["others"], theme.MUTED, others))
    return [(k, sum(counts[s] for s in k.states) if k.states else counts.total()) for k in kpis]


def card_areas(board: Board, count: int) -> list[tuple[int, int]]:
    """First and last column of each of `count` cards: as wide as needed, the date keeping room."""
    areas, start = [], (board.column("name") or 0) + 1
    for to_come in range(count - 1, -1, -1):
        stop, end = start, board.last - DATE_CELLS - to_come
        while stop < end and sum(board.widths[start : stop + 1]) < CARD_WIDTH:
            stop += 1
        areas.append((start, stop))
        start = stop + 1
    return areas


def _card(board: Board, kpi: Kpi, value: int, area: tuple[int, int], states: str) -> None:
    first, last = area
    label = board.formats(
        font_size=9, font_color=theme.MUTED, align="center", valign="bottom", bg_color=theme.CREAM
    )
    number = board.formats(
        bold=True, font_size=board.style.fonts["number"], font_color=kpi.colour,
        align="center", bg_color=theme.CREAM,
    )  # fmt: skip
    board.span((LABEL_ROW, first, LABEL_ROW, last), kpi.label, label)
    board.span((NUMBER_ROW, first, NUMBER_ROW, last), "", number)
    if states:
        board.sheet.write_formula(NUMBER_ROW, first, _formula(kpi, states), number, value)
    else:
        board.sheet.write_number(NUMBER_ROW, first, value, number)


def _formula(kpi: Kpi, states: str) -> str:
    if not kpi.states:
        return f"=COUNTA({states})"
    quoted = (state.replace('"', '""') for state in kpi.states)
    return "=" + "+".join(f'COUNTIF({states},"{state}")' for state in quoted)


def _date(board: Board, first: int) -> None:
    """Right end: the day and the period, below them the place and the closing time."""
    chart, style = board.chart, board.style
    cutoff = style.text("cutoff", cutoff=chart.cutoff_text) if chart.cutoff_text else ""
    base = {"align": "right", "indent": 1, "bg_color": theme.CREAM, "shrink": True}
    top = board.formats(**base, bold=True, font_size=11, valign="bottom")
    bottom = board.formats(**base, font_size=9, font_color=theme.MUTED)
    board.span((LABEL_ROW, first, LABEL_ROW, board.last), style.asof(chart), top)
    board.span((NUMBER_ROW, first, NUMBER_ROW, board.last), joined(chart.place, cutoff), bottom)
