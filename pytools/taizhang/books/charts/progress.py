"""进度看板: one page that says how everything stands: figures, a strip, units side by side, what burns."""

from collections.abc import Sequence

from taizhang.books.charts.order import Desk, Drawn
from taizhang.books.charts.paged import finished, paged
from taizhang.books.sheets import theme
from taizhang.books.sheets.measure import joined, tidy
from taizhang.books.sheets.page import Card, Page, Segment
from taizhang.books.sheets.table import Cell, Column, Row
from taizhang.books.wallchart.style import day
from taizhang.core.charts.tasks import Group, WallTask, groups, urgent

SHEET = "进度看板"
STATES = (
    ("已销号", ("蓝",)), ("待销号", ("浅蓝",)), ("正常", ("绿",)), ("预警", ("黄",)),
    ("滞后", ("红",)), ("其他", ("灰",)),
)  # fmt: skip
MOST_BURNING = 30  # rows; the whole list stands on the next sheet


def draw(desk: Desk) -> Drawn:
    """Add the sheet; units with most red first."""
    chart, lamps = desk.chart, desk.order.lamps
    page, sizing = paged(desk, SHEET)
    page.band(f"{tidy(chart.title).removesuffix('挂图作战图')}{SHEET}", size=26, points=54)
    page.strip(joined(chart.place, chart.period_label), f"截至 {day(chart.on)}")
    page.gap(8)
    page.cards(_cards(chart.tasks, chart.progress, chart.elapsed, lamps))
    page.section("全部任务", f"共{len(chart.tasks)}项")
    page.segments(_segments(chart.tasks, lamps))
    _units(page, groups(chart.tasks, "lead"), lamps)
    _burning(page, urgent(chart.tasks), lamps)
    page.signs("制表", "审核", "签发")
    return finished(page, sizing, desk)


def _count(tasks: Sequence[WallTask], colours: Sequence[str]) -> int:
    return sum(task.lamp in colours for task in tasks)


def _cards(
    tasks: Sequence[WallTask], progress: float, elapsed: float, lamps: theme.Lamps
) -> list[Card]:
    cards = [
        Card(label, _count(tasks, colours), _share(_count(tasks, colours), len(tasks)),
             lamps[colours[0]].strong, theme.lamp_ink(colours[0], lamps, theme.INK))
        for label, colours in STATES
    ]  # fmt: skip
    done = Card("总体进度", progress, f"时间进度 {elapsed:.0%}", theme.RED, num_format="0.0%")
    return [Card("任务", len(tasks), "项", theme.INK), *cards, done]


def _share(count: int, total: int) -> str:
    return f"占 {count / total:.0%}" if total else "—"


def _segments(tasks: Sequence[WallTask], lamps: theme.Lamps) -> list[Segment]:
    return [Segment(label, _count(tasks, cs), lamps[cs[0]]) for label, cs in STATES]


def _units(page: Page, found: Sequence[Group], lamps: theme.Lamps) -> None:
    """A row a unit: how many in which state, and how far they are."""
    page.section("各单位", "滞后、预警多的在前")
    columns = [Column("牵头单位", 16), Column("任务", 6, "number")]
    columns += [Column(label, 6, "number") for label, _ in STATES]
    columns += [Column("平均进度", 8, "percent"), Column("最近的时限", 12, "centre")]
    rows = [_unit_row(group, lamps) for group in sorted(found, key=_worst)]
    page.table(columns, rows, heights=(24, 22))


def _worst(group: Group) -> tuple[int, int]:
    return -group.count("红"), -group.count("黄")


def _unit_row(group: Group, lamps: theme.Lamps) -> Row:
    cells: list[Cell | str | float] = [tidy(group.name) or "未明确", len(group.tasks)]
    for _, colours in STATES:
        count, look = group.count(*colours), lamps[colours[0]]
        props = {"bg_color": look.tint, "bold": True} if count else {"font_color": theme.MUTED}
        cells.append(Cell(count, props))
    mean = sum(task.progress for task in group.tasks) / len(group.tasks)
    dues = [task.due for task in group.tasks if task.due and not task.closed]
    return [*cells, mean, f"{min(dues):%Y-%m-%d}" if dues else "—"]


def _burning(page: Page, tasks: Sequence[WallTask], lamps: theme.Lamps) -> None:
    if not tasks:
        return
    more = f"，列出前{MOST_BURNING}项" if len(tasks) > MOST_BURNING else ""
    page.section("红灯、黄灯任务", f"共{len(tasks)}项{more}")
    columns = [
        Column("灯", 5, "centre"), Column("任务", 24), Column("牵头单位", 13),
        Column("责任领导", 12), Column("时限", 10, "date"), Column("进度", 6, "percent"),
        Column("依据", 20),
    ]  # fmt: skip
    rows: list[Row] = []
    for task in tasks[:MOST_BURNING]:
        look = lamps[task.lamp]
        lamp = Cell(task.lamp, {"bg_color": look.strong, "font_color": look.ink, "bold": True})
        due = task.due or "未定"
        rows.append([lamp, tidy(task.name), tidy(task.lead), tidy(task.leader), due, task.progress,
                     tidy(task.reason)])  # fmt: skip
    page.table(columns, rows, heights=(24, 22))
