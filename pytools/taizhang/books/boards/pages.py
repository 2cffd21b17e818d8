"""单位页 and 领导页 on A4, lying: figures, tasks with their lamps, what waits, reports and papers."""

from collections.abc import Sequence
from io import BytesIO

from taizhang.books.boards.board import changed
from taizhang.books.sheets import theme
from taizhang.books.sheets.page import FigureCard, Page, new_page
from taizhang.books.sheets.paper import Print
from taizhang.books.sheets.pen import Pen
from taizhang.books.sheets.saved import new_book
from taizhang.books.sheets.table import Cell, PageColumn, PageRow
from taizhang.core.boards.lines import BoardLine
from taizhang.core.boards.pages import LEADER, OwnPage, PagesPlan
from taizhang.core.bulletin.shares import percent_text
from taizhang.core.bulletin.standing import TaskStanding
from taizhang.core.filenames import sheet_names
from taizhang.core.issues import show
from taizhang.core.roles import OVER, StateRole

SMALL = {"font_size": 9}
TASKS = (
    PageColumn("灯", 5, "centre"), PageColumn("任务", 24, "cell", SMALL),
    PageColumn("", 13, "centre", SMALL), PageColumn("时限", 12, "centre", SMALL),
    PageColumn("进度", 9, "centre", SMALL), PageColumn("较上期", 11, "centre", SMALL),
    PageColumn("依据", 28, "cell", SMALL), PageColumn("下步打算", 20, "cell", SMALL),
)  # fmt: skip
HELPS = (PageColumn("灯", 5, "centre"), PageColumn("任务", 50, "cell", SMALL),
         PageColumn("牵头单位", 25, "centre", SMALL), PageColumn("时限", 15, "date", SMALL),
         PageColumn("进度", 10, "centre", SMALL))  # fmt: skip
REPORTS = (PageColumn("期次", 30, "centre"), PageColumn("报送情况", 30, "centre"),
           PageColumn("收到", 40, "centre"))  # fmt: skip
PAPERS = (
    PageColumn("日期", 15, "centre", SMALL), PageColumn("方式", 11, "centre", SMALL),
    PageColumn("文号", 18, "centre", SMALL), PageColumn("任务", 12, "centre", SMALL),
    PageColumn("事由", 36, "cell", SMALL), PageColumn("回复", 18, "centre", SMALL),
)  # fmt: skip
WANTED = (
    PageColumn("编号", 10, "centre", SMALL), PageColumn("问题", 40, "cell", SMALL),
    PageColumn("协调层级", 12, "centre", SMALL), PageColumn("建议、措施", 32, "cell", SMALL),
    PageColumn("办理时限", 16, "centre", SMALL),
)  # fmt: skip
MOST_HELPED = 40


def draw_pages(plan: PagesPlan, number: int) -> bytes:
    """A sheet each, all with that number of their series; the same plan gives the same bytes."""
    content = BytesIO()
    with new_book(content, plan.title) as book:
        pen = Pen(book)
        names = sheet_names(own.name for own in plan.pages)
        for own, name in zip(plan.pages, names, strict=True):
            page = new_page(
                pen, book.add_worksheet(name), Print(landscape=True, running=plan.title, right="")
            )
            _draw(page, own, plan, number)
            page.finish()
    return content.getvalue()


def _draw(page: Page, own: OwnPage, plan: PagesPlan, number: int) -> None:
    past = plan.past
    page.band(own.name)
    page.strip(f"{past.words.get('地区', '')}{past.period.label}{plan.kind}　第{number}期",
               f"数据截至 {show(min(past.on, past.period.last))}")  # fmt: skip
    page.gap(6)
    page.cards(_cards(own))
    leader = plan.kind == LEADER
    if own.wanted:
        page.section("要拍板、要协调的" if leader else "没有销号的问题", f"{len(own.wanted)}件")
        page.table(WANTED, own.wanted)
    page.section("负责的任务" if leader else "牵头的任务", f"{len(own.lines)}项，红黄灯在前")
    other = "牵头单位" if leader else "责任领导"
    columns = [TASKS[0], TASKS[1], PageColumn(other, 13, "centre", SMALL), *TASKS[3:]]
    page.table(columns, [_task(own, line, leader=leader) for line in _worst_first(own.lines)])
    if own.helps:
        _helps(page, own.helps)
    if own.reports:
        page.section("报送情况", f"近{len(own.reports)}期")
        page.table(REPORTS, own.reports)
    if own.papers:
        page.section("督办文书", f"{len(own.papers)}件，本期发出的和还没有回复的")
        page.table(PAPERS, own.papers)


def _cards(own: OwnPage) -> list[FigureCard]:
    roles = [line.task.role for line in own.lines]
    lamps = (("红灯", StateRole.GRAVE, "红"), ("黄灯", StateRole.WARNED, "黄"),
             ("正常", StateRole.FINE, "绿"))  # fmt: skip
    cards = [FigureCard("任务", len(roles), "项", theme.INK)]
    cards += [
        FigureCard(label, roles.count(role), "项", theme.LAMPS[lamp].strong,
             theme.lamp_ink(lamp, otherwise=theme.INK) if role in roles else theme.IDLE)
        for label, role, lamp in lamps
    ]  # fmt: skip
    over = sum(role in OVER for role in roles)
    mean = sum(line.task.progress for line in own.lines) / max(len(roles), 1)
    return [
        *cards,
        FigureCard("办结、待销号", over, "项", theme.LAMPS["蓝"].strong),
        FigureCard("平均进度", mean, f"待办问题{len(own.wanted)}件", theme.RED, num_format="0%"),
    ]


def _worst_first(lines: Sequence[BoardLine]) -> list[BoardLine]:
    order = [*StateRole, None]
    return sorted(lines, key=lambda line: order.index(line.task.role))


def _task(own: OwnPage, line: BoardLine, *, leader: bool) -> PageRow:
    task = line.task
    due = task.day("due")
    left = own.left(line)
    when = f"{due:%Y-%m-%d}\n{left}" if due else left
    other = "、".join(task.leads) if leader else task.text("leader") or "未明确"
    late = {"font_color": theme.RED, "bold": True} if left.startswith("超期") else {}
    return [
        _lamp(line.lamp), line.title, other, Cell(when, late), line.progress, changed(line),
        task.reason or "—", line.plan,
    ]  # fmt: skip


def _lamp(lamp: str) -> Cell:
    look = theme.LAMPS[lamp if lamp in theme.LAMPS else "灰"]
    return Cell(lamp, {"bg_color": look.strong, "font_color": look.ink, "bold": True})


def _helps(page: Page, tasks: Sequence[TaskStanding]) -> None:
    more = f"，列出前{MOST_HELPED}项" if len(tasks) > MOST_HELPED else ""
    page.section("配合的任务", f"{len(tasks)}项{more}")
    rows: list[PageRow] = [
        [_lamp(t.lamp), f"{t.text('task_id')} {t.text('name')}", "、".join(t.leads),
         t.day("due") or "—", percent_text(100 * t.progress)]
        for t in tasks[:MOST_HELPED]
    ]  # fmt: skip
    page.table(HELPS, rows)
