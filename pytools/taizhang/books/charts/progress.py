"""进度看板: one page that says how everything stands: figures, a strip, units side by side, what burns."""

from collections.abc import Sequence
from dataclasses import dataclass

from taizhang.books.charts.order import DrawingKit, Drawn
from taizhang.books.charts.paged import finished, paged
from taizhang.books.sheets import theme
from taizhang.books.sheets.measure import joined, tidy
from taizhang.books.sheets.page import FigureCard, Page, Segment
from taizhang.books.sheets.table import Cell, PageColumn, PageRow
from taizhang.books.wallchart.style import day
from taizhang.core.charts.tasks import TaskGroup, WallChart, WallTask, groups, urgent
from taizhang.core.roles import AT_REST, BURNING, StateRole

SHEET = "进度看板"
# what is counted, in this order; the lamp is the colour of a role that no task has now
STATES: tuple[tuple[StateRole, str], ...] = (
    (StateRole.DONE, "蓝"), (StateRole.WAITING, "浅蓝"), (StateRole.FINE, "绿"),
    (StateRole.WARNED, "黄"), (StateRole.GRAVE, "红"),
)  # fmt: skip
REST: tuple[StateRole | None, ...] = (*AT_REST, None)
OTHERS = ("其他", "灰")
MOST_BURNING = 30  # rows; the whole list stands on the next sheet


def draw(desk: DrawingKit) -> Drawn:
    """Add the sheet; units with most red first."""
    chart, lamps = desk.chart, desk.order.lamps
    page, sizing = paged(desk, SHEET)
    page.band(f"{tidy(chart.title).removesuffix('挂图作战图')}{SHEET}", size=26, points=54)
    page.strip(joined(chart.place, chart.period_label), f"截至 {day(chart.on)}")
    page.gap(8)
    page.cards(_cards(chart, lamps))
    page.section("全部任务", f"共{len(chart.tasks)}项")
    page.segments(
        [Segment(s.label, s.count(chart.tasks), lamps[s.lamp]) for s in _standings(chart)]
    )
    _units(page, chart, lamps)
    _burning(page, urgent(chart.tasks), lamps)
    page.signs("制表", "审核", "签发")
    return finished(page, sizing, desk)


@dataclass(frozen=True, slots=True)
class CountedStanding:
    """What is counted: the roles, the office's word for them, the colour of their lamp."""

    roles: tuple[StateRole | None, ...]
    label: str
    lamp: str

    def count(self, tasks: Sequence[WallTask]) -> int:
        """How many of the tasks stand so."""
        return sum(task.standing in self.roles for task in tasks)


def _standings(chart: WallChart) -> list[CountedStanding]:
    """What is counted of this chart, in the words and colours that its office uses."""
    lamps = {task.standing: task.lamp for task in reversed(chart.tasks)}
    found = [
        CountedStanding((role,), chart.word(role), lamps.get(role, lamp)) for role, lamp in STATES
    ]
    return [*found, CountedStanding(REST, *OTHERS)]


def _cards(chart: WallChart, lamps: theme.Lamps) -> list[FigureCard]:
    tasks = chart.tasks
    cards = [
        FigureCard(s.label, s.count(tasks), _share(s.count(tasks), len(tasks)),
             lamps[s.lamp].strong, theme.lamp_ink(s.lamp, lamps, theme.INK))
        for s in _standings(chart)
    ]  # fmt: skip
    time = f"时间进度 {chart.elapsed:.0%}"
    done = FigureCard("总体进度", chart.progress, time, theme.RED, num_format="0.0%")
    return [FigureCard("任务", len(tasks), "项", theme.INK), *cards, done]


def _share(count: int, total: int) -> str:
    return f"占 {count / total:.0%}" if total else "—"


def _units(page: Page, chart: WallChart, lamps: theme.Lamps) -> None:
    """A row a unit: how many in which state, and how far they are."""
    page.section("各单位", f"{'、'.join(map(chart.word, BURNING))}多的在前")
    standings = _standings(chart)
    columns = [PageColumn("牵头单位", 16), PageColumn("任务", 6, "number")]
    columns += [PageColumn(s.label, 6, "number") for s in standings]
    columns += [PageColumn("平均进度", 8, "percent"), PageColumn("最近的时限", 12, "centre")]
    found = sorted(groups(chart.tasks, "lead"), key=_worst)
    rows = [_unit_row(group, standings, lamps) for group in found]
    page.table(columns, rows, heights=(24, 22))


def _worst(group: TaskGroup) -> tuple[int, int]:
    return -group.count(StateRole.GRAVE), -group.count(StateRole.WARNED)


def _unit_row(
    group: TaskGroup, standings: Sequence[CountedStanding], lamps: theme.Lamps
) -> PageRow:
    cells: list[Cell | str | float] = [tidy(group.name) or "未明确", len(group.tasks)]
    for standing in standings:
        count, look = standing.count(group.tasks), lamps[standing.lamp]
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
        PageColumn("灯", 5, "centre"), PageColumn("任务", 24), PageColumn("牵头单位", 13),
        PageColumn("责任领导", 12), PageColumn("时限", 10, "date"), PageColumn("进度", 6, "percent"),
        PageColumn("依据", 20),
    ]  # fmt: skip
    rows: list[PageRow] = []
    for task in tasks[:MOST_BURNING]:
        look = lamps[task.lamp]
        lamp = Cell(task.lamp, {"bg_color": look.strong, "font_color": look.ink, "bold": True})
        due = task.due or "未定"
        rows.append([lamp, tidy(task.name), tidy(task.lead), tidy(task.leader), due, task.progress,
                     tidy(task.reason)])  # fmt: skip
    page.table(columns, rows, heights=(24, 22))
