"""Where everything of a wall chart goes: paper, columns, time cells, heights of rows, pages.

Nothing is drawn. A paper held in the hand is filled page by page at its natural size. On a paper to
hang up the drawing grows until all of it stands on one, as long as its letters can still be read
from where people stand; then it is as few papers as that allows, and letters as large as they fit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from taizhang.books.sheets.measure import (
    INDENT,
    TALLEST,
    TextRuns,
    line_count,
    text_height,
    text_points,
    tidy,
)
from taizhang.books.sheets.sizing import Sizing, WallPaper, widest
from taizhang.books.wallchart.style import WallColumn, WallStyle
from taizhang.books.wallchart.words import foot_rows, group_heading, name_paragraphs
from taizhang.core import paging
from taizhang.core.charts import tasks, times

HAND = 0.5  # metres; a paper read from nearer is not filled with one drawing
STEPS = 6  # of the search for the largest letters
GRID_SHARE = 0.4  # of the room gained goes to the time cells
LANDSCAPE_FIRST = 1.1  # an upright paper must give letters so much larger
MENDINGS, WIDER = 3, 1.4  # times that a column is widened for a text too high, and by how much
LEAST_GRID = 0.25  # of the width are for time; columns are left out rather
EASY = 1.5  # times its least width a time cell has where there is room
COMFORT = 2.0  # times its least width, a time cell needs no more before the columns grow
FULL = 0.95  # of the width a title may take
MOST_FIGURES = 2.2  # times larger than at hand the figures on top become
FIGURES_GRID = 0.62  # of the width is right of the tasks' names, where the figures stand
CARD_WIDTH = 6.5  # least width of a figure with its label, in font sizes of the label
DATE_WIDTH = 16.0  # of the day at the right end, in its font size


@dataclass(frozen=True, slots=True)
class ChartLine:
    """A row to write: the heading of the `number`th group, or the `order`th task."""

    number: int
    group: tasks.TaskGroup
    height: float
    task: tasks.WallTask | None = None
    order: int = 0


@dataclass(frozen=True, slots=True)
class PageLines:
    """Lines of one page, and the factor by which they grow to fill the paper."""

    lines: Sequence[ChartLine]
    stretch: float


@dataclass(frozen=True)
class ChartLayout:
    """A chart on a paper. Lengths are drawn points; `style` has the sizes that fit the paper."""

    style: WallStyle
    chart: tasks.WallChart
    sizing: Sizing
    scale: str
    cells: tuple[times.TimeCell, ...]
    dropped: tuple[WallColumn, ...] = ()

    @property
    def columns(self) -> tuple[WallColumn, ...]:
        """The columns left of the time grid."""
        return self.style.columns

    @property
    def cell_width(self) -> float:
        """Width of a time cell."""
        return (self.sizing.width - sum(c.width for c in self.columns)) / len(self.cells)

    @cached_property
    def widths(self) -> tuple[float, ...]:
        """Widths of all columns."""
        named = tuple(c.width for c in self.columns)
        return named + (self.cell_width,) * len(self.cells)

    @cached_property
    def heads(self) -> list[tuple[str, list[times.TimeHead]]]:
        """Head rows of the time grid from the top."""
        return times.heads(self.cells, self.scale)

    def column(self, key: str) -> int | None:
        """The place of a named column, None where there is none."""
        return next((i for i, c in enumerate(self.columns) if c.key == key), None)

    @cached_property
    def rooms(self) -> tuple[float, float]:
        """Height for the body on the first page and on the others."""
        heights, high = self.style.heights, self.sizing.height * self.style.page.fill
        other = high - heights["strip"] - sum(heights[name] for name, _ in self.heads)
        return other - sum(heights[key] for key in ("title", "label", "number")), other

    @cached_property
    def lines(self) -> tuple[ChartLine, ...]:
        """All rows of the body."""
        found: list[ChartLine] = []
        order = 0
        for number, group in enumerate(tasks.groups(self.chart.tasks, self.chart.by), start=1):
            found.append(ChartLine(number, group, self.group_height(number, group)))
            for task in group.tasks:
                order += 1
                found.append(ChartLine(number, group, self.task_height(task), task, order))
        return tuple(found)

    def group_height(self, number: int, group: tasks.TaskGroup) -> float:
        """Points that the group's heading needs across the named columns."""
        width = sum(column.width for column in self.columns) - INDENT
        runs = [piece[:2] for piece in group_heading(self.style, number, group)]
        fits = line_count(runs, width) == 1
        return self.style.heights["group"] if fits else min(text_height([runs], width), TALLEST)

    def task_height(self, task: tasks.WallTask) -> float:
        """Points that the task's row needs for its longest cell."""
        least = self.style.heights["task" if self.sizing.paper.distance < HAND else "tight"]
        return min(max(least, *self.needs(task).values()), TALLEST)

    @cached_property
    def _needed(self) -> dict[int, dict[str, float]]:
        return {}

    def needs(self, task: tasks.WallTask) -> dict[str, float]:
        """Points that the task's texts need, by column."""
        if id(task) not in self._needed:
            self._needed[id(task)] = self._measured(task)
        return self._needed[id(task)]

    def _measured(self, task: tasks.WallTask) -> dict[str, float]:
        size, found = self.style.fonts["cell"], {}
        for column in self.columns:
            if column.key == "name":
                found[column.key] = text_height(self.paragraphs(task, column.width), column.width)
            elif column.key not in SHORT:
                text = tidy(task.text(column.key))
                found[column.key] = text_height([[(text, size)]], column.width)
        return found

    @cached_property
    def _paragraphs(self) -> dict[int, list[TextRuns]]:
        return {}

    def paragraphs(self, task: tasks.WallTask, width: float) -> list[TextRuns]:
        """The task's name and its remarks in the column of names, which is so wide."""
        if id(task) not in self._paragraphs:
            self._paragraphs[id(task)] = name_paragraphs(self.style, task, width)
        return self._paragraphs[id(task)]

    @cached_property
    def foot(self) -> list[tuple[str, float, dict[str, object]]]:
        """Text, height and look of each row of the foot."""
        return foot_rows(self.style, self.chart, self.widths)

    @cached_property
    def pages(self) -> tuple[PageLines, ...]:
        """The lines page by page."""
        if not self.lines:
            return ()
        strips = [paging.Strip(line.height, heading=line.task is None) for line in self.lines]
        foot = sum(height for _, height, _ in self.foot)
        strips[-1] = replace(strips[-1], height=strips[-1].height + foot)
        starts = paging.page_starts(strips, *self.rooms)
        fills = paging.page_fills(strips, starts, *self.rooms)
        most = self.style.page.stretch
        return tuple(
            PageLines(self.lines[a:b], max(1.0, min(most, 1 / fill)))
            for (a, b), fill in zip(pairwise([0, *starts, len(self.lines)]), fills, strict=True)
        )

    @property
    def pressed(self) -> float:
        """How many pages the lines fill, roughly; 1 and less are one page."""
        total = sum(line.height for line in self.lines) + sum(h for _, h, _ in self.foot)
        first, other = self.rooms
        return total / first if total <= first else 1 + (total - first) / other


SHORT = ("number", "name", "due", "progress", "state", "pin", "flag")


def plan_layout(
    style: WallStyle, chart: tasks.WallChart, paper: WallPaper, *, landscape: bool | None = None
) -> ChartLayout:
    """The best layout of the chart on the paper, lying or upright where that is not said."""
    style = style.with_besides(chart)
    if paper.distance < HAND:
        return _in_hand(style, chart, paper, landscape is not False)
    sides = (True, False) if landscape is None else (landscape,)
    found = [_on_wall(style, chart, paper, side) for side in sides]
    return min(found, key=_badness)


def _badness(layout: ChartLayout) -> tuple[int, int, int, bool, float]:
    """Few pages first, then no column lost, the scale asked for, wide time cells, large letters."""
    letters = layout.sizing.scale * (LANDSCAPE_FIRST if layout.sizing.landscape else 1.0)
    coarser = times.SCALES.index(layout.scale)
    return len(layout.pages), len(layout.dropped), coarser, _crowded(layout), -letters


def _crowded(layout: ChartLayout) -> bool:
    """Whether the time cells are not much wider than they have to be."""
    return layout.cell_width < layout.style.least[layout.scale] * EASY


def _in_hand(style: WallStyle, chart: tasks.WallChart, paper: WallPaper, side: bool) -> ChartLayout:
    margins = style.page.margins
    most = widest(paper, style.fonts["cell"], margins, landscape=side)
    natural = style.page.width if side else Sizing(paper, side, 1.0, margins).natural
    return _laid_out(style, chart, Sizing(paper, side, min(natural, most), margins))


def _on_wall(style: WallStyle, chart: tasks.WallChart, paper: WallPaper, side: bool) -> ChartLayout:
    """As few papers as can be read, then the narrowest drawing that needs no more of them."""
    margins = style.page.margins
    high = widest(paper, style.fonts["cell"], margins, landscape=side)
    low = min(Sizing(paper, side, 1.0, margins).natural, high)
    best = _laid_out(style, chart, Sizing(paper, side, high, margins))
    if best.pressed > paper.most + 1:
        return best
    for _ in range(STEPS):
        middle = (low * high) ** 0.5
        tried = _laid_out(style, chart, Sizing(paper, side, middle, margins))
        if _as_good(tried, best):
            best, high = tried, middle
        else:
            low = middle
    return best


def _as_good(one: ChartLayout, other: ChartLayout) -> bool:
    """Whether it says as much on as many pages, and as easily read."""
    return _badness(one)[:-1] <= _badness(other)[:-1]


def _laid_out(style: WallStyle, chart: tasks.WallChart, sizing: Sizing) -> ChartLayout:
    """The chart on that sizing; columns whose texts no row could hold are widened, if that helps."""
    first = layout = _first_try(style, chart, sizing)
    for _ in range(MENDINGS):
        tight = {key for line in layout.lines if line.task for key in _too_high(layout, line.task)}
        if not tight:
            return layout
        wider = tuple(_wider(c) if c.key in tight else c for c in style.columns)
        style = replace(style, columns=wider)
        layout = _first_try(style, chart, sizing)
    return first


def _wider(column: WallColumn) -> WallColumn:
    width = column.width * WIDER
    return replace(column, width=width, most=max(column.most, width))


def _too_high(layout: ChartLayout, task: tasks.WallTask) -> list[str]:
    return [key for key, needed in layout.needs(task).items() if needed > TALLEST]


def _first_try(style: WallStyle, chart: tasks.WallChart, sizing: Sizing) -> ChartLayout:
    """The chart on that sizing, its columns and heads of the sizes that fit it."""
    sized, dropped = _with_room(_sized(style, sizing, chart), sizing.width)
    room = sizing.width - sum(c.width for c in sized.columns)

    def fits(scale: str, count: int) -> bool:
        return room / count >= sized.least[scale] and count <= sized.page.cells

    days = times.ChartSpan(chart.first, chart.last)
    scale, cells = times.fitted_cells(days, chart.on, chart.grid, fits)
    gained = (room - len(cells) * sized.least[scale] * COMFORT) * (1 - GRID_SHARE)
    columns = _grown(sized.columns, max(gained, 0.0))
    return ChartLayout(replace(sized, columns=columns), chart, sizing, scale, cells, dropped)


def _sized(style: WallStyle, sizing: Sizing, chart: tasks.WallChart) -> WallStyle:
    """Title and figures as high as the paper asks for, where they fit across."""
    wanted = max(style.fonts["title"], sizing.drawn(sizing.paper.title))
    across = FULL * sizing.width / max(text_points(tidy(chart.title), 1), 1.0)
    title = min(wanted, across)
    larger = max(1.0, title / style.fonts["title"])
    cards = (len(style.kpis) + 1) * CARD_WIDTH * style.fonts["label"] + DATE_WIDTH * style.fonts[
        "asof"
    ]
    figures = max(1.0, min(larger, MOST_FIGURES, FIGURES_GRID * sizing.width / cards))
    fonts = {**style.fonts, "title": title}
    fonts |= {key: style.fonts[key] * figures for key in ("number", "label", "asof")}
    heights = {**style.heights, "title": style.heights["title"] * larger}
    heights |= {key: style.heights[key] * figures for key in ("label", "number")}
    return replace(style, fonts=fonts, heights=heights)


def _with_room(style: WallStyle, width: float) -> tuple[WallStyle, tuple[WallColumn, ...]]:
    """The style with so few columns that the time cells have room, and those left out."""
    columns, dropped = list(style.columns), []
    while sum(c.width for c in columns) > width * (1 - LEAST_GRID):
        last = max(columns, key=lambda c: c.drop)
        if not last.drop:
            break
        columns.remove(last)
        dropped.append(last)
    return replace(style, columns=tuple(columns)), tuple(dropped)


def _grown(columns: Sequence[WallColumn], room: float) -> tuple[WallColumn, ...]:
    """The columns widened into that room, none beyond its most."""
    wishes = [max(c.most - c.width, 0.0) for c in columns]
    share = min(1.0, room / sum(wishes)) if any(wishes) else 0.0
    return tuple(
        replace(c, width=c.width + wish * share) for c, wish in zip(columns, wishes, strict=True)
    )
