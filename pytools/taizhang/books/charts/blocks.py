"""分片图: units, towns or zones as blocks side by side, each in the colour of its worst lamp.

No geography is needed: the blocks stand in the roster's order, or in that of the ledger.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from taizhang.books.charts.order import DrawingKit, Drawn
from taizhang.books.charts.paged import finished, paged
from taizhang.books.sheets import theme
from taizhang.books.sheets.measure import INDENT, fitting_size, joined, tidy
from taizhang.books.sheets.page import Page
from taizhang.books.wallchart.style import day
from taizhang.core.charts.tasks import TaskGroup, WallChart, groups
from taizhang.core.roles import StateRole

SHEET = "分片图"
# the first of these that a block has is its own; the lamp is the colour of one that none has now
WORST: tuple[tuple[StateRole, str], ...] = (
    (StateRole.GRAVE, "红"), (StateRole.WARNED, "黄"), (StateRole.FINE, "绿"),
    (StateRole.UNSTARTED, "灰"), (StateRole.WAITING, "浅蓝"), (StateRole.DONE, "蓝"),
)  # fmt: skip
ACROSS = ((4, 2), (12, 3), (24, 4), (40, 5))  # up to so many blocks, so many a row; else six
MANY = 6
PARTS = {"name": 34.0, "figure": 40.0, "counts": 24.0}  # points of the rows of a block
BESIDE, MOST_GROWN = 200.0, 2.2  # points of what is no block; so many times larger at most
GAP: dict[str, Any] = {"left": 5, "right": 5, "left_color": theme.WHITE, "right_color": theme.WHITE}


def draw(desk: DrawingKit) -> Drawn:
    """Add the sheet: a block for each group of tasks."""
    chart, lamps = desk.chart, desk.order.lamps
    found = groups(chart.tasks, chart.by)
    page, sizing = paged(desk, SHEET)
    page.band(f"{tidy(chart.title).removesuffix('挂图作战图')}{SHEET}", size=26, points=54)
    page.strip(joined(chart.place, chart.period_label), f"截至 {day(chart.on)}")
    page.gap(8)
    kinds = _kinds(chart)
    _legend(page, found, kinds, lamps)
    across = next((across for count, across in ACROSS if len(found) <= count), MANY)
    grown = _grown(page, -(-len(found) // across))
    for start in range(0, len(found), across):
        page.gap(10)
        _row(page, found[start : start + across], across, Looks(kinds, lamps, grown))
    if not found:
        page.note("没有任务。", align="center", points=60)
    page.gap(14)
    page.signs("制表", "审核", "签发")
    return finished(page, sizing, desk)


@dataclass(frozen=True, slots=True)
class LampKind:
    """A kind of block: what its worst tasks are, the office's word for it, its lamp."""

    role: StateRole
    word: str
    lamp: str

    def holds(self, group: TaskGroup) -> int:
        """How many tasks of the group are so; paused and unjudged ones are as if not begun."""
        also = (StateRole.PAUSED, None) if self.role is StateRole.UNSTARTED else ()
        return group.count(self.role, *also)


@dataclass(frozen=True, slots=True)
class Looks:
    """What all blocks share: their kinds, the palette, how much larger than least they are."""

    kinds: Sequence[LampKind]
    lamps: theme.Lamps
    grown: float


def _kinds(chart: WallChart) -> list[LampKind]:
    lamps = {task.standing: task.lamp for task in reversed(chart.tasks)}
    return [LampKind(role, chart.word(role), lamps.get(role, lamp)) for role, lamp in WORST]


def _legend(
    page: Page, found: Sequence[TaskGroup], kinds: Sequence[LampKind], lamps: theme.Lamps
) -> None:
    """What the colours mean, and how many blocks have which."""
    worst = [_worst(group, kinds) for group in found]
    page.next(26)
    for place, kind in zip(page.shared([1] * len(kinds)), kinds, strict=True):
        look = lamps[kind.lamp]
        words = f"{kind.lamp}　{kind.word}　{worst.count(kind)}片"
        page.put(*place, words, bg_color=look.strong, font_color=look.ink, bold=True,
                 align="center", shrink=True, **GAP)  # fmt: skip


def _worst(group: TaskGroup, kinds: Sequence[LampKind]) -> LampKind:
    return next(kind for kind in kinds if kind.holds(group))


def _grown(page: Page, rows: int) -> float:
    """How many times its least height a block has so that few of them fill the page."""
    room = page.room - BESIDE - rows * 10
    return min(MOST_GROWN, max(1.0, room / max(rows * sum(PARTS.values()), 1.0)))


def _row(page: Page, row: Sequence[TaskGroup], across: int, looks: Looks) -> None:
    """Blocks side by side: the name, the figure, what it is made of."""
    places = page.shared([1] * across)
    for part, points in PARTS.items():
        page.next(points * looks.grown, heading=part != "counts")
        for place, group in zip(places, row, strict=False):
            look = looks.lamps[_worst(group, looks.kinds).lamp]
            text, size = _text(group, looks.kinds, part, page.width(*place))
            props = {"bg_color": look.strong, "font_color": look.ink, "bold": part != "counts"}
            page.put(*place, text, font_size=size, align="center", shrink=True, **GAP, **props)


def _text(
    group: TaskGroup, kinds: Sequence[LampKind], part: str, width: float
) -> tuple[str, float]:
    """The words of a part of a block, and their size."""
    if part == "name":
        name = tidy(group.name) or "未明确"
        return name, fitting_size(name, width - INDENT, 18, 9)
    if part == "figure":
        mean = sum(task.progress for task in group.tasks) / len(group.tasks)
        return f"{_worst(group, kinds).word}　{mean:.0%}", 26
    counts = "　".join(f"{kind.word}{count}" for kind in kinds if (count := kind.holds(group)))
    return f"{len(group.tasks)}项：{counts}", 10
