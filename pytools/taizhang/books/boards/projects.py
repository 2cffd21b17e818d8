"""项目进度 on A3: figures, 四督四保, districts with their places, each project with its pace."""

from io import BytesIO

from taizhang.books.sheets import theme
from taizhang.books.sheets.page import FigureCard, Page, new_page
from taizhang.books.sheets.paper import Print
from taizhang.books.sheets.pen import Pen
from taizhang.books.sheets.saved import new_book
from taizhang.books.sheets.table import Cell, Group, PageColumn, PageRow
from taizhang.core.bulletin.shares import percent_text
from taizhang.core.issues import show
from taizhang.core.projects.facts import DISTRICTS, FOURS, LEVELLED
from taizhang.core.projects.model import Project
from taizhang.core.projects.plan import ProjectPlan
from taizhang.core.projects.rates import NOTHING, points_text
from taizhang.core.scoring.rounding import half_up

MOVES = {"↑": theme.NAMES["绿字"], "↓": theme.RED}
BEHIND = -10.0  # points from where a project stands out
CARDS = (
    ("项目数", "其中省级项目数", "其中省级 {}"), ("项目年计划", "项目总投资", "总投资 {}"),
    ("项目累计投资", "累计同比", "同比 {}"), ("项目完成率", "项目序时差", "序时差 {}"),
    ("本月投资", "本月环比", "环比 {}"), ("开工率", "未按期开工数", "未按期开工 {}"),
    ("竣工率", "已竣工数", "已竣工 {}"), ("入库率", "入统率", "入统率 {}"),
)  # fmt: skip
FOUR_COLUMNS = (
    ("性质", 8), ("项目数", 7), ("督什么", 9), ("口径", 12), ("应", 7), ("已", 7), ("率", 9),
    ("完成率", 9),
)  # fmt: skip
DISTRICT_COLUMNS = (
    ("名次", 5), ("上月名次", 6), ("升降", 5), ("属地", 12), ("个数", 5), ("个数占比", 7),
    ("年计划", 9), ("累计", 9), ("投资占比", 7), ("本月投资", 9), ("环比", 8), ("同比", 8),
    ("完成率", 8), ("序时差", 7), ("开工率", 8), ("竣工率", 8), ("达产率", 8), ("入库率", 8),
)  # fmt: skip
PROJECT_COLUMNS = (
    PageColumn("编号", 8, "centre"), PageColumn("项目", 20), PageColumn("级别\n性质", 7, "centre"),
    PageColumn("业主", 13), PageColumn("总投资", 8, "number"), PageColumn("年度计划", 8, "number"),
    PageColumn("至上月", 8, "number"), PageColumn("本月", 8, "number"), PageColumn("累计", 8, "number"),
    PageColumn("完成率", 8, "number"), PageColumn("序时差", 7, "number"), PageColumn("计划开工", 11, "date", {"font_size": 9}),
    PageColumn("实际开工", 11, "date", {"font_size": 9}), PageColumn("计划竣工", 11, "date", {"font_size": 9}),
    PageColumn("实际竣工", 11, "date", {"font_size": 9}),
    PageColumn("存在问题（层级）", 18), PageColumn("包保领导", 9, "centre"), PageColumn("数的来源", 8, "centre"),
)  # fmt: skip


def draw_projects(plan: ProjectPlan, place: str, number: int, only: str = "") -> bytes:
    """The workbook; the same plan gives the same bytes.

    `number` is that of its series, `only` what the board is narrowed to.
    """
    content = BytesIO()
    past = plan.past
    what = f"{only}项目专项看板" if only else "重点项目进度"
    title = f"{place}{past.period.label}{what}"
    with new_book(content, title) as book:
        how = Print("A3", landscape=True, running=title, right="")
        page = new_page(Pen(book), book.add_worksheet("项目进度"), how)
        page.band(title)
        page.strip(f"第{number}期　金额单位：{past.measure}　序时进度 {percent_text(past.time, 1)}",
                   f"数据截至 {show(past.day)}")  # fmt: skip
        page.gap(6)
        page.cards(_cards(plan))
        _fours(page, plan)
        _districts(page, plan)
        _levels(page, plan)
        page.section("各项目", f"{len(past.projects)}个，一个只计一次")
        page.table(PROJECT_COLUMNS, _groups(plan), heights=(30, 22))
        if plan.issues:
            page.section("数据要补的", f"{len(plan.issues)}处")
            page.steps([f"{i.place}：{i.message}{i.hint}" for i in plan.issues])
        page.signs("制表", "审核", "签发")
        page.finish()
    return content.getvalue()


def _cards(plan: ProjectPlan) -> list[FigureCard]:
    figures = plan.facts.figures
    found = []
    for name, below, words in CARDS:
        figure = figures[name]
        shares = figure.text.endswith("%")
        number = half_up(figure.value, 2)
        note = words.format(figures[below].text or NOTHING)
        ink = "" if figure.text else theme.IDLE
        shown = '0.00"%"' if shares else "#,##0.##"
        shown = "General" if number.is_integer() and not shares else shown
        found.append(FigureCard(name, number, note, theme.RED, ink or theme.INK, shown))
    return found


def _fours(page: Page, plan: ProjectPlan) -> None:
    page.section("四督四保", f"开工率以{plan.facts.words['开工率口径']}为分母")
    columns = [PageColumn(name, width, "centre") for name, width in FOUR_COLUMNS]
    rows: list[PageRow] = [[e.words[n] for n, _ in FOUR_COLUMNS] for e in plan.facts.lists[FOURS]]
    page.table(columns, rows)


def _levels(page: Page, plan: ProjectPlan) -> None:
    """分级调度: which level has to settle what."""
    found = plan.facts.lists[LEVELLED]
    if not found:
        return
    page.section("分级调度", "需要协调的问题，按层级")
    columns = [PageColumn("层级", 16), PageColumn("件数", 7, "number"), PageColumn("项目", 90)]
    rows: list[PageRow] = [
        [e.words["层级"], int(e.words["件数"]), e.words["项目名单"]] for e in found
    ]
    page.table(columns, rows)


def _districts(page: Page, plan: ProjectPlan) -> None:
    said = plan.facts.words["项目合计说明"]
    page.section("各属地", "按完成率排名，排在印出的两位小数上")
    columns = [PageColumn(name, width, "centre") for name, width in DISTRICT_COLUMNS]
    rows = [
        [_marked(name, e.words[name]) for name, _ in DISTRICT_COLUMNS]
        for e in plan.facts.lists[DISTRICTS]
    ]
    page.table(columns, rows, heights=(30, 20))
    if said:
        page.note(f"分项合计不等于总数：{said}。")


def _marked(name: str, text: str) -> Cell | str:
    ink = MOVES.get(text[:1]) if name == "升降" else None
    return Cell(text, {"font_color": ink, "bold": True}) if ink else text


def _groups(plan: ProjectPlan) -> list[Group]:
    """Projects under their districts; one across districts under all of them together."""
    found: dict[str, list[Project]] = {}
    for project in plan.past.projects:
        found.setdefault("、".join(project.districts) or "没有属地", []).append(project)
    return [
        Group(f"{name}　{len(projects)}个", [_row(plan, p) for p in projects])
        for name, projects in found.items()
    ]


def _row(plan: ProjectPlan, project: Project) -> PageRow:
    past = plan.past
    amount = past.amounts[project.id]
    rate, points = past.pace(project)
    behind = points is not None and points <= BEHIND
    level = "\n".join(t for t in (project.text("project_level"), project.text("nature")) if t)
    trouble, upward = project.text("problem"), project.text("upward")
    days = [project.day(k) or NOTHING
            for k in ("start_plan", "started_on", "finish_plan", "finished_on")]  # fmt: skip
    return [
        project.id, project.text("name"), level, project.text("proprietor"),
        _shown(project.number("invested")), _shown(project.number("year_plan")),
        _shown(amount.before), _shown(amount.month), _shown(amount.done),
        NOTHING if rate is None else percent_text(100 * rate, 2),
        Cell(points_text(points), {"font_color": theme.RED, "bold": True} if behind else {}),
        *days, f"{trouble}（{upward}）" if upward else trouble, project.text("leader"),
        amount.source,
    ]  # fmt: skip


def _shown(value: float | None) -> float | str:
    return NOTHING if value is None else half_up(value, 2)
