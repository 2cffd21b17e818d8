"""分片图: units, towns or zones as blocks side by side, each in the colour of its worst lamp.

No geography is needed: the blocks stand in the roster's order, or in that of the ledger.
"""

from collections.abc import Sequence
from typing import Any

from taizhang.books.charts.order import Desk, Drawn
from taizhang.books.charts.paged import finished, paged
from taizhang.books.sheets import theme
from taizhang.books.sheets.measure import INDENT, fitting_size, joined, tidy
from taizhang.books.sheets.page import Page
from taizhang.books.wallchart.style import day
from taizhang.core.charts.tasks import Group, groups

SHEET = "分片图"
WORST = ("红", "黄", "绿", "灰", "浅蓝", "蓝")  # the first of these that a block has is its own
WORDS = {"红": "滞后", "黄": "预警", "绿": "正常", "灰": "未启动", "浅蓝": "待销号", "蓝": "已销号"}
ACROSS = ((4, 2), (12, 3), (24, 4), (40, 5))  # up to so many blocks, so many a row; else six
MANY = 6
PARTS = {"name": 34.0, "figure": 40.0, "counts": 24.0}  # points of the rows of a block
BESIDE, MOST_GROWN = 200.0, 2.2  # points of what is no block; so many times larger at most
GAP: dict[str, Any] = {"left": 5, "right": 5, "left_color": theme.WHITE, "right_color": theme.WHITE}


def draw(desk: Desk) -> Drawn:
    """Add the sheet: a block for each group of tasks."""
    chart, lamps = desk.chart, desk.order.lamps
    found = groups(chart.tasks, chart.by)
    page, sizing = paged(desk, SHEET)
    page.band(f"{tidy(chart.title).removesuffix('挂图作战图')}{SHEET}", size=26, points=54)
    page.strip(joined(chart.place, chart.period_label), f"截至 {day(chart.on)}")
    page.gap(8)
    _legend(page, found, lamps)
    across = next((across for count, across in ACROSS if len(found) <= count), MANY)
    grown = _grown(page, -(-len(found) // across))
    for start in range(0, len(found), across):
        page.gap(10)
        _row(page, found[start : start + across], across, (lamps, grown))
    if not found:
        page.note("没有任务。", align="center", points=60)
    page.gap(14)
    page.signs("制表", "审核", "签发")
    return finished(page, sizing, desk)


def _legend(page: Page, found: Sequence[Group], lamps: theme.Lamps) -> None:
    """What the colours mean, and how many blocks have which."""
    worst = [_worst(group) for group in found]
    page.next(26)
    for place, lamp in zip(page.shared([1] * len(WORST)), WORST, strict=True):
        look = lamps[lamp]
        words = f"{lamp}　{WORDS[lamp]}　{worst.count(lamp)}片"
        page.put(*place, words, bg_color=look.strong, font_color=look.ink, bold=True,
                 align="center", shrink=True, **GAP)  # fmt: skip


def _worst(group: Group) -> str:
    return next((lamp for lamp in WORST if group.count(lamp)), "灰")


def _grown(page: Page, rows: int) -> float:
    """How many times its least height a block has so that few of them fill the page."""
    room = page.room - BESIDE - rows * 10
    return min(MOST_GROWN, max(1.0, room / max(rows * sum(PARTS.values()), 1.0)))


def _row(page: Page, row: Sequence[Group], across: int, looks: tuple[theme.Lamps, float]) -> None:
    """Blocks side by side: the name, the figure, what it is made of."""
    places, (lamps, grown) = page.shared([1] * across), looks
    for part, points in PARTS.items():
        page.next(points * grown, heading=part != "counts")
        for place, group in zip(places, row, strict=False):
            look = lamps[_worst(group)]
            text, size = _text(group, part, page.width(*place))
            props = {"bg_color": look.strong, "font_color": look.ink, "bold": part != "counts"}
            page.put(*place, text, font_size=size, align="center", shrink=True, **GAP, **props)


def _text(group: Group, part: str, width: float) -> tuple[str, float]:
    """The words of a part of a block, and their size."""
    if part == "name":
        name = tidy(group.name) or "未明确"
        return name, fitting_size(name, width - INDENT, 18, 9)
    if part == "figure":
        mean = sum(task.progress for task in group.tasks) / len(group.tasks)
        return f"{WORDS[_worst(group)]}　{mean:.0%}", 26
    counts = "　".join(f"{WORDS[lamp]}{group.count(lamp)}" for lamp in WORST if group.count(lamp))
    return f"{len(group.tasks)}项：{counts}", 10
