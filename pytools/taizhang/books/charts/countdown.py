"""倒计时图: how many days are left, in figures that a whole room reads, and what is due first."""

from taizhang.books.charts.order import DrawingKit, Drawn
from taizhang.books.charts.paged import finished, paged
from taizhang.books.sheets import theme
from taizhang.books.sheets.measure import joined, tidy
from taizhang.books.sheets.page import Page, Segment
from taizhang.books.sheets.table import Cell, Group, PageColumn, PageRow
from taizhang.books.wallchart.style import day
from taizhang.core.charts.tasks import WallChart, WallTask

SHEET = "倒计时图"
SOON = 10  # days, as on 首页
# the days left, most pressing first: heading, most days, lamp
STEPS = (("已经超期", -1, "红"), (f"{SOON}天以内", SOON, "黄"), ("一个月以内", 31, "绿"))
LATER = ("以后", "灰")


def draw(desk: DrawingKit) -> Drawn:
    """Add the sheet: open tasks by the days that are left."""
    chart, lamps = desk.chart, desk.order.lamps
    page, sizing = paged(desk, SHEET)
    page.band(f"{tidy(chart.title).removesuffix('挂图作战图')}{SHEET}", size=26, points=54)
    page.strip(joined(chart.place, chart.period_label), f"截至 {day(chart.on)}")
    _days_left(page, chart)
    done = sum(task.closed for task in chart.tasks)
    page.segments([
        Segment("已完成", done, lamps["蓝"]), Segment("未完成", len(chart.tasks) - done, lamps["灰"]),
    ])  # fmt: skip
    page.section("还没有完成的任务", "按剩下的天数排列")
    columns = [
        PageColumn("还剩", 9, "centre"), PageColumn("任务", 30), PageColumn("牵头单位", 14),
        PageColumn("责任领导", 14), PageColumn("完成时限", 11, "centre"), PageColumn("进度", 7, "percent"),
        PageColumn("状态", 8, "centre"),
    ]  # fmt: skip
    page.table(columns, _groups(chart, lamps), heights=(26, 24), none="全部完成")
    page.signs("制表", "审核", "签发")
    return finished(page, sizing, desk)


def _days_left(page: Page, chart: WallChart) -> None:
    """The days to the plan's end between the day it began and the day it ends."""
    end = chart.ends or chart.last
    left, total = (end - chart.on).days, max((end - chart.first).days + 1, 1)
    gone = min(max((chart.on - chart.first).days + 1, 0), total)
    words = f"还有 {left} 天" if left >= 0 else f"已过 {-left} 天"
    page.next(130)
    page.put(0, page.last, words, font_size=84, bold=True, align="center", font_color=theme.RED)
    page.note(
        f"{day(chart.first)}—{day(end)}，共{total}天，已经过去{gone}天",
        points=26, align="center", font_size=12,
    )  # fmt: skip


def _groups(chart: WallChart, lamps: theme.Lamps) -> list[Group]:
    """Open tasks under how many days they have; those without a date last."""
    opened = [task for task in chart.tasks if not task.closed]
    found: dict[tuple[str, str], list[WallTask]] = {}
    for task in sorted(opened, key=lambda t: (t.due is None, t.due or chart.last)):
        found.setdefault(_step(chart, task), []).append(task)
    return [
        Group(f"{heading}（{len(tasks)}项）", [_row(chart, task, lamps[lamp]) for task in tasks],
              {"bg_color": lamps[lamp].tint, "font_color": theme.INK})
        for (heading, lamp), tasks in found.items()
    ]  # fmt: skip


def _step(chart: WallChart, task: WallTask) -> tuple[str, str]:
    if task.due is None:
        return "没有时限", "灰"
    left = (task.due - chart.on).days
    return next(((heading, lamp) for heading, most, lamp in STEPS if left <= most), LATER)


def _row(chart: WallChart, task: WallTask, look: theme.Look) -> PageRow:
    left = (task.due - chart.on).days if task.due else None
    words = "—" if left is None else f"{left}天" if left >= 0 else f"超{-left}天"
    days = Cell(words, {"bold": True, "bg_color": look.strong, "font_color": look.ink})
    due = day(task.due, "未定")
    return [
        days,
        tidy(task.name),
        tidy(task.lead),
        tidy(task.leader),
        due,
        task.progress,
        task.state,
    ]
