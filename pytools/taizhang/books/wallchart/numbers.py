"""The strip of numbers under the title: work done, time gone, tasks by state, the day.

The numbers count the state column by formula; Python's count is what is shown before anything is
recalculated, and both agree.
"""

from collections import Counter
from dataclasses import replace
from itertools import accumulate
from typing import Any

from taizhang.books.sheets import theme
from taizhang.books.sheets.measure import joined
from taizhang.books.wallchart.board import LABEL_ROW, NUMBER_ROW, Board
from taizhang.books.wallchart.layout import DATE_WIDTH
from taizhang.books.wallchart.style import Kpi
from taizhang.books.wallchart.words import state_word
from taizhang.core.charts import tasks

LEAST_CARD = 0.6  # of an equal share that a card has at least
MOST_DATE = 0.4  # of the room right of the tasks' names that the day may take


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
    blank = board.pen(bg_color=theme.CREAM)
    for row, key in ((LABEL_ROW, "label"), (NUMBER_ROW, "number")):
        board.sheet.set_row(row, board.style.heights[key])
        for column in range(board.last + 1):
            board.sheet.write_blank(row, column, None, blank)


def _bars(board: Board) -> None:
    """Work done and time gone, one below the other on one scale."""
    column = board.layout.column("name")
    if column is None:
        return
    chart, texts = board.chart, board.style.texts
    rows = (
        (LABEL_ROW, texts["progress"], chart.progress, theme.WORK),
        (NUMBER_ROW, texts["elapsed"], chart.elapsed, theme.TIME),
    )
    for row, label, value, colour in rows:
        look = board.pen(
            bold=True, font_size=board.style.fonts["label"] + 1, num_format=f'"{label}"  0.0%', align="left", indent=1,
            bg_color=theme.CREAM,
        )  # fmt: skip
        board.sheet.write_number(row, column, tasks.share(value), look)
        board.sheet.conditional_format(row, column, row, column, data_bar(colour))


def data_bar(colour: str) -> dict[str, Any]:
    """A plain bar from 0 to 1, without an outline."""
    return {
        "type": "data_bar", "bar_color": colour, "bar_solid": True, "bar_no_border": True,
        "min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1,
    }  # fmt: skip


def counted(board: Board) -> list[tuple[Kpi, int]]:
    """Each number with its value; states that none of them counts make a last one, 其他."""
    counts = Counter(state_word(board.style, task) for task in board.chart.tasks)
    kpis = [_worded(board, kpi) for kpi in board.style.kpis]
    known = {state for kpi in kpis for state in kpi.states}
    if others := tuple(state for state in counts if state not in known):
        kpis.append(Kpi(board.style.texts["others"], "灰字", states=others))
    return [(k, sum(counts[s] for s in k.states) if k.states else counts.total()) for k in kpis]


def _worded(board: Board, kpi: Kpi) -> Kpi:
    """The number with the office's words for its roles, and what else its tasks have for them."""
    chart = board.chart
    found = [word for role in kpi.roles for word in chart.says(role)]
    found += [state_word(board.style, t) for t in chart.tasks if t.standing in kpi.roles]
    return replace(kpi, states=tuple(dict.fromkeys(found)))


def card_areas(board: Board, count: int) -> list[tuple[int, int]]:
    """First and last column of each of `count` cards: as wide as each other, as columns allow.

    The day at the right end keeps its room.
    """
    start = (board.layout.column("name") or 0) + 1
    widths = board.layout.widths
    rights = list(accumulate(widths[start:]))
    date = min(DATE_WIDTH * board.style.fonts["asof"], rights[-1] * MOST_DATE)
    step = (rights[-1] - date) / count
    areas: list[tuple[int, int]] = []
    for number in range(1, count + 1):
        first = areas[-1][1] + 1 if areas else start
        latest = board.last - 1 - (count - number)
        stop = start + min(range(len(rights)), key=lambda at: abs(rights[at] - number * step))
        stop = min(max(first, stop), latest)
        while stop < latest and sum(widths[first : stop + 1]) < step * LEAST_CARD:
            stop += 1
        areas.append((first, stop))
    return areas


def _card(board: Board, kpi: Kpi, value: int, area: tuple[int, int], states: str) -> None:
    first, last = area
    label = board.pen(
        font_size=board.style.fonts["label"],
        font_color=theme.MUTED,
        align="center",
        valign="bottom",
        bg_color=theme.CREAM,
        shrink=True,
    )
    number = board.pen(
        bold=True, font_size=board.style.fonts["number"], font_color=board.colour(kpi.colour),
        align="center", bg_color=theme.CREAM, shrink=True,
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
    chart, style, fonts = board.chart, board.style, board.style.fonts
    cutoff = style.text("cutoff", cutoff=chart.cutoff_text) if chart.cutoff_text else ""
    base = {"align": "right", "indent": 1, "bg_color": theme.CREAM, "shrink": True}
    top = board.pen(**base, bold=True, font_size=fonts["asof"], valign="bottom")
    bottom = board.pen(**base, font_size=fonts["label"], font_color=theme.MUTED)
    board.span((LABEL_ROW, first, LABEL_ROW, board.last), style.asof(chart), top)
    board.span((NUMBER_ROW, first, NUMBER_ROW, board.last), joined(chart.place, cutoff), bottom)
