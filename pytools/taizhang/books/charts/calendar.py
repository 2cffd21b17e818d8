"""日历图: the months of a period as they hang on a wall, with what is owed on each day; then a list."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from taizhang.books.charts.order import DrawingKit, Drawn
from taizhang.books.charts.paged import finished, paged
from taizhang.books.sheets import theme
from taizhang.books.sheets.grid import RowPart
from taizhang.books.sheets.measure import joined, tidy
from taizhang.books.sheets.page import Page
from taizhang.books.sheets.table import Cell, Group, PageColumn, PageRow
from taizhang.books.wallchart.style import day
from taizhang.core.cadence.calendar import DUE, NODE, REPORT, Calendar, Owed, weeks_of
from taizhang.core.issues import clip

SHEET = "日历图"
WEEKDAYS = "一二三四五六日"
MOST_LINES = 5  # of a day in the grid; the whole stands in the list
MOST_NAMED = 2  # units by name in the grid
MOST_LISTED = 12  # in the list
NAME = 14  # letters of a task or milestone in the grid
LEAST = 40.0  # points of a week
DAYS, HEADS = 20.0, 44.0 + 24 + 6 + 24  # points of a row of days, and of what stands above them
SIGNS = {REPORT: "▲", DUE: "◆", NODE: "●"}
MARKS = {REPORT: "报送", DUE: "任务到期", NODE: "节点"}


def draw(desk: DrawingKit) -> Drawn:
    """Add the sheet: a page a month, then what is owed day by day."""
    page, sizing = paged(desk, SHEET)
    found, chart = desk.chart.calendar or Calendar(desk.chart.on, desk.chart.on), desk.chart
    title = tidy(chart.title).removesuffix("挂图作战图")
    for number, month in enumerate(found.months):
        if number:
            page.new_page()
        page.band(f"{title}　{month.year}年{month.month}月报送日历", size=22, points=44)
        page.strip(joined(chart.place, "▲ 报送截止　◆ 任务到期　● 节点"), f"截至 {day(chart.on)}")
        page.gap(6)
        _month(page, found, month, chart.on)
    page.new_page()
    page.band(f"{title}　什么时候、谁、交什么", size=18, points=36)
    _listed(page, found)
    return finished(page, sizing, desk)


def _month(page: Page, found: Calendar, month: date, on: date) -> None:
    places = page.shared([1] * 7)
    page.next(24)
    for place, name in zip(places, WEEKDAYS, strict=True):
        page.put(*place, f"星期{name}", "head")
    weeks = weeks_of(month)
    room = page.room - HEADS - (DAYS + 1) * len(weeks)
    for most in range(MOST_LINES, 0, -1):
        bodies = [_bodies(found, zip(places, week, strict=True), most) for week in weeks]
        needs = [max(page.needed(parts), LEAST) for parts in bodies]
        if sum(needs) <= room:
            break
    spare = (room - sum(needs)) / len(weeks)
    for week, parts, need in zip(weeks, bodies, needs, strict=True):
        page.next(DAYS, heading=True)
        for place, one in zip(places, week, strict=True):
            text, look = _head(found, one, on)
            page.put(*place, text, "cell", **look)
        page.line(parts, need + max(spare, 0.0))


def _bodies(
    found: Calendar, days: Iterable[tuple[tuple[int, int], date | None]], most: int
) -> list[RowPart]:
    """What stands below the numbers of a week."""
    return [
        RowPart(*place, _lines(found, one, most), "cell", _ground(found, one))
        for place, one in days
    ]


def _head(found: Calendar, one: date | None, on: date) -> tuple[str, dict[str, Any]]:
    """The day's number, with 休 or 班 where it is not as the week says."""
    look: dict[str, Any] = {"bold": True, "font_size": 12, "bottom": 0, "align": "left"}
    if one is None:
        return "", look | {"bg_color": theme.PAPER}
    word = "　休" if one in found.free and one.weekday() < 5 else ""
    word = "　班" if one in found.worked else word
    ink = theme.RED if one in found.free else theme.INK
    ground = theme.PAPER if one in found.free else theme.WHITE
    look |= {"font_color": ink, "bg_color": theme.CREAM if one == on else ground}
    return f"{one.day}{word}", look


def _ground(found: Calendar, one: date | None) -> dict[str, Any]:
    free = one is None or one in found.free
    ground = theme.PAPER if free else theme.WHITE
    return {"top": 0, "valign": "top", "align": "left", "font_size": 9, "bg_color": ground}


def _lines(found: Calendar, one: date | None, most: int) -> str:
    """What is owed on the day, the most of it that the grid has room for."""
    owed = found.on(one) if one else ()
    lines = [_line(o) for o in owed[:most]]
    more = len(owed) - len(lines)
    return "\n".join([*lines, f"…另{more}项见后"] if more else lines)


def _line(owed: Owed) -> str:
    names = [unit for unit, _ in owed.units]
    who = "、".join(names) if len(names) <= MOST_NAMED else f"{len(names)}家"
    if owed.kind == REPORT:
        what = owed.what.removeprefix(f"{owed.day.year}年")
        return f"{SIGNS[REPORT]}{owed.at:%H:%M} 报{what}（{who}）"
    return f"{SIGNS[owed.kind]}{clip(tidy(owed.what), NAME)}" + (f"（{who}）" if who else "")


def _listed(page: Page, found: Calendar) -> None:
    columns = [
        PageColumn("时间", 8, "centre"), PageColumn("事项", 7, "centre"), PageColumn("内容", 26),
        PageColumn("任务编号", 9, "centre"), PageColumn("谁", 32),
    ]  # fmt: skip
    page.table(columns, list(_groups(found)), heights=(24, 22), none="这几个月没有要交的")


def _groups(found: Calendar) -> Iterator[Group]:
    """The days on which something is owed, each with its rows."""
    for one in dict.fromkeys(o.day for o in found.owed):
        rows = [_row(o) for o in found.on(one)]
        yield Group(f"{one.year}年{one.month}月{one.day}日　星期{WEEKDAYS[one.weekday()]}", rows)


def _row(owed: Owed) -> PageRow:
    at = f"{owed.at:%H:%M}" if owed.at else "当天"
    what = f"{owed.what}报送表" if owed.kind == REPORT else tidy(owed.what)
    return [
        at,
        Cell(MARKS[owed.kind], {"bold": owed.kind == REPORT}),
        what,
        owed.task_id,
        _who(owed.units),
    ]


def _who(units: Sequence[tuple[str, int]]) -> str:
    """Each unit with how many tasks it reports on, the many cut short with their number."""
    said = [f"{unit}{n}项" if n > 1 else unit for unit, n in units]
    if len(said) <= MOST_LISTED:
        return "、".join(said)
    return f"{'、'.join(said[:MOST_LISTED])}等{len(said)}家"
