"""看板 on A3 or A4: figures, what changed since the last one, and a line a task by leading unit."""

from collections.abc import Iterator, Sequence
from io import BytesIO

from taizhang.books.sheets import theme
from taizhang.books.sheets.page import FigureCard, Page, new_page
from taizhang.books.sheets.paper import Print
from taizhang.books.sheets.pen import Pen
from taizhang.books.sheets.saved import new_book
from taizhang.books.sheets.table import Cell, Group, PageColumn, PageRow
from taizhang.core.boards.changes import Turn
from taizhang.core.boards.lines import BoardLine
from taizhang.core.boards.plan import BoardPlan
from taizhang.core.issues import show
from taizhang.core.roles import StateRole

SMALL = {"font_size": 9}
COLUMNS = (
    PageColumn("序号", 4, "number", SMALL), PageColumn("任务", 17, "cell", SMALL),
    PageColumn("本期目标", 14, "cell", SMALL), PageColumn("本期完成", 18, "cell", SMALL),
    PageColumn("形象进度", 8, "centre", SMALL), PageColumn("投资、指标\n累计/年计划", 11, "centre", SMALL),
    PageColumn("节点状态", 14, "cell", SMALL), PageColumn("滞后原因", 15, "cell", SMALL),
    PageColumn("需协调事项\n（层级）", 11, "cell", SMALL), PageColumn("下期计划", 15, "cell", SMALL),
    PageColumn("责任领导\n单位", 11, "centre", SMALL), PageColumn("灯", 4, "centre", SMALL),
    PageColumn("较上期", 9, "centre", SMALL),
)  # fmt: skip
# how a change is marked: ground and letters
TURNS = {
    Turn.WORSE: theme.LAMPS["红"], Turn.BETTER: theme.LAMPS["绿"], Turn.DONE: theme.LAMPS["蓝"],
    Turn.NEW: theme.LAMPS["橙"], Turn.STILL: theme.LAMPS["黄"],
}  # fmt: skip
SAID = (
    (Turn.WORSE, "转差"), (Turn.STILL, "没有进展"), (Turn.BETTER, "转好"), (Turn.DONE, "办结"),
    (Turn.NEW, "新上看板"),
)  # fmt: skip
MOST_NAMED = 12
SHEET = "看板"


def draw_board(plan: BoardPlan, paper: str = "A3") -> bytes:
    """The workbook; the same plan gives the same bytes."""
    content = BytesIO()
    past = plan.past
    with new_book(content, plan.title) as book:
        how = Print(paper, landscape=True, running=plan.title, left=f"第{past.number}期", right="")
        page = new_page(Pen(book), book.add_worksheet(SHEET), how)
        page.band(plan.title)
        page.strip(f"第{past.number}期　{_of_whom(plan)}", _as_of(plan))
        page.gap(6)
        page.cards(_cards(plan))
        _changes(page, plan)
        page.section("逐项情况", f"共{len(plan.lines)}项，按牵头单位排列")
        page.table(COLUMNS, list(_groups(plan)), heights=(30, 24))
        _kept_back(page, plan)
        page.signs("制表", "审核", "签发")
        page.finish()
    return content.getvalue()


def _of_whom(plan: BoardPlan) -> str:
    rest = len(plan.past.everything) - len(plan.lines)
    kept = f"，另有{rest}项不在本期报送" if rest > 0 else ""
    return f"本期看板任务{len(plan.lines)}项，涉及{len(plan.units)}家单位{kept}"


def _as_of(plan: BoardPlan) -> str:
    past = plan.past
    against = (
        f"与{past.last.label}比较　" if past.last and past.before else "首期，没有可比的上期　"
    )
    return f"{against}数据截至 {show(min(past.on, past.period.last))}"


def _cards(plan: BoardPlan) -> list[FigureCard]:
    lamps = theme.LAMPS
    total, fine = len(plan.lines), plan.count(StateRole.FINE)
    counts = (
        ("红灯", plan.count(StateRole.GRAVE), "红"), ("黄灯", plan.count(StateRole.WARNED), "黄"),
        ("正常", fine, "绿"), ("办结、待销号", plan.count(StateRole.DONE, StateRole.WAITING), "蓝"),
    )  # fmt: skip
    cards = [FigureCard("任务", total, "项", theme.INK)]
    cards += [
        FigureCard(label, count, f"占 {count / total:.0%}", lamps[lamp].strong,
             theme.lamp_ink(lamp, otherwise=theme.INK) if count else theme.IDLE)
        for label, count, lamp in counts
    ]  # fmt: skip
    gained = plan.gained
    moved = "首期" if gained is None else f"较上期 {round(gained * 100, 1):+g}个百分点"
    worse, still = len(plan.turned(Turn.WORSE)), len(plan.turned(Turn.STILL))
    return [
        *cards,
        FigureCard("已报", plan.reported, f"应报 {total}", theme.INK),
        FigureCard("较上期转差", worse, f"没有进展 {still}", theme.RED,
             theme.RED if worse else theme.IDLE),
        FigureCard("平均进度", plan.progress, moved, theme.RED, num_format="0.0%"),
    ]  # fmt: skip


def _changes(page: Page, plan: BoardPlan) -> None:
    """What went which way since the last board, by name."""
    found = [(turn, word, plan.turned(turn)) for turn, word in SAID]
    found = [one for one in found if one[2]]
    if not plan.past.before or not found:
        return
    page.section("较上期的变化", "、".join(f"{word}{len(lines)}项" for _, word, lines in found))
    facts = [(f"{word} {len(lines)}项", _named(lines)) for _, word, lines in found]
    page.facts(facts, across=1, shares=(6, 54), least=22)


def _named(lines: Sequence[BoardLine]) -> str:
    names = [f"{line.title}（{line.change.text}）" for line in lines[:MOST_NAMED]]
    more = f"等{len(lines)}项" if len(lines) > MOST_NAMED else ""
    return "；".join(names) + more


def _groups(plan: BoardPlan) -> Iterator[Group]:
    """The lines under their units, numbered through."""
    number = 0
    for unit, lines in plan.units.items():
        rows = []
        for line in lines:
            number += 1
            rows.append(row_of(number, line))
        yield Group(f"{unit}　{counted(lines)}", rows)


def counted(lines: Sequence[BoardLine]) -> str:
    """How many lines, and how many of them burn."""
    roles = [line.task.role for line in lines]
    burning = (("红", StateRole.GRAVE), ("黄", StateRole.WARNED))
    parts = [f"{word}{roles.count(role)}" for word, role in burning if role in roles]
    return "　".join((f"{len(lines)}项", *parts))


def row_of(number: int, line: BoardLine) -> PageRow:
    """A line as a row of COLUMNS."""
    look = theme.LAMPS[line.lamp if line.lamp in theme.LAMPS else "灰"]
    lamp = Cell(line.lamp, {"bg_color": look.strong, "font_color": look.ink, "bold": True})
    return [
        number, line.title, line.goal, _missed(line), line.progress, line.money, line.nodes,
        line.why, line.matters, line.plan, line.who, lamp, changed(line),
    ]  # fmt: skip


def _missed(line: BoardLine) -> Cell | str:
    return line.done if line.reported else Cell(line.done, {"font_color": theme.RED})


def changed(line: BoardLine) -> Cell | str:
    """The change since the last period, marked where it is one to look at."""
    look = TURNS.get(line.change.turn)
    if look is None:
        return line.change.text
    return Cell(line.change.text, {"bg_color": look.tint, "bold": True})


def _kept_back(page: Page, plan: BoardPlan) -> None:
    """How the board is read, and what of its data has to be mended."""
    page.note("较上期：转差红底，转好绿底，没有进展黄底，新上看板橙底，办结蓝底；"
              "本期目标取期内节点，没有节点的取上期报的下一步措施。")  # fmt: skip
    if plan.issues:
        page.section("数据要补的", f"{len(plan.issues)}处")
        page.steps([f"{i.place}：{i.message}{i.hint}" for i in plan.issues])
