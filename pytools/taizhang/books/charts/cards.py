"""单项作战图 (五个一): a page a task: leader, team, target, route, curve, problems, next step, signature."""

from collections.abc import Sequence
from typing import Any

from taizhang.books.charts.order import DrawingKit, Drawn, TooManyPages
from taizhang.books.charts.paged import paged
from taizhang.books.sheets import theme
from taizhang.books.sheets.grid import RowPart
from taizhang.books.sheets.measure import POINTS_PER_PIXEL, fitting_size, joined, tidy
from taizhang.books.sheets.page import Page
from taizhang.books.wallchart.style import day
from taizhang.core.catalog import schedule as catalog
from taizhang.core.charts.card import Card, CurvePoint, Stop, card_of
from taizhang.core.charts.tasks import WallTask
from taizhang.core.filenames import sheet_names

DATA, EMPTY = "曲线数据", "单项作战图"
CARDS = 400  # so many tasks are no mistake; a page each
ACROSS = 6  # stops of the route a row
CURVE = 170.0  # points that the curve is high
ROUTE = {"done": ("✔", "蓝"), "late": ("✘", "红"), "coming": ("○", "灰")}
WORDS = {"done": "已完成", "late": "逾期", "coming": "未到期"}
FONT = {"name": theme.FONT, "size": 9, "color": theme.INK, "bold": False}
BOX: dict[str, Any] = {"align": "center", "border": 1, "border_color": theme.LINE}
UNKNOWN = "未明确"


def draw(desk: DrawingKit) -> Drawn:
    """Add a sheet for each task; TooManyPages where they need more papers than are wanted."""
    tasks, most = desk.chart.tasks, desk.order.most or CARDS
    if len(tasks) > most:
        paper = desk.order.paper.name
        raise TooManyPages(catalog.TOO_MANY_PAGES.at(paper=paper, pages=len(tasks), most=most))
    cards = [card_of(task, desk.chart.on) for task in tasks]
    names = sheet_names([DATA, *(card.task.task_id or card.task.name for card in cards)])[1:]
    sizing = None
    pages = []
    for card, name in zip(cards, names, strict=True):
        page, sizing = paged(desk, name, upright=True, whole=True)
        pages.append((page, card))
    if sizing is None:
        return _nothing(desk)
    data = desk.book.add_worksheet(DATA)
    data.hide()
    for number, (page, card) in enumerate(pages):
        _card(page, card, desk)
        _curve(desk, page, card, (data, number))
        _below(page, card)
        page.finish()
    return Drawn(sizing, len(cards))


def _nothing(desk: DrawingKit) -> Drawn:
    page, sizing = paged(desk, EMPTY, upright=True, whole=True)
    page.band(EMPTY)
    page.note("没有任务。", align="center", points=60)
    page.finish()
    return Drawn(sizing, 1)


def _card(page: Page, card: Card, desk: DrawingKit) -> None:
    """Down to the route: who leads, what it is, how it stands."""
    task, chart, look = card.task, desk.chart, desk.order.lamps[card.task.lamp]
    page.band("单 项 作 战 图", size=20, points=38)
    page.strip(joined(chart.place, task.task_id, tidy(task.category)), f"截至 {day(chart.on)}")
    page.gap(6)
    leader = tidy(task.leader) or f"责任领导{UNKNOWN}"
    size = fitting_size(leader, page.width(0, page.last) - 12, 34, 12)
    page.next(56)
    page.put(0, page.last, leader, font_size=size, bold=True, align="center",
             font_color=theme.RED, bg_color=theme.CREAM)  # fmt: skip
    page.text(tidy(task.name), least=34, font_size=15, bold=True, align="center")
    page.gap(4)
    page.next(28)
    lamp, words = page.shared((1, 4))
    page.put(*lamp, f"{task.lamp}　{task.state}", bold=True, align="center", font_size=12,
             bg_color=look.strong, font_color=look.ink, shrink=True)  # fmt: skip
    page.put(*words, tidy(task.reason) or "还没有研判", bg_color=look.tint, indent=1, shrink=True)
    page.gap(4)
    page.facts(_facts(task), least=24)
    _ones(page, card)
    _route(page, card.route, desk)


def _facts(task: WallTask) -> list[tuple[str, str]]:
    due = day(task.due, "未定")
    if task.original and task.due and task.original != task.due:
        due = f"{due}（原定{day(task.original)}）"
    goal = joined(task.text("indicator"), f"{task.text('target')}{task.text('measure')}")
    done = f"{task.progress:.0%}"
    if task.text("actual"):
        done = f"{done}（{task.text('actual')}{task.text('measure')}）"
    return [
        ("牵头单位", tidy(task.lead) or UNKNOWN), ("专班", tidy(task.text("team")) or UNKNOWN),
        ("责任单位", tidy(task.text("co_brief") or task.text("co")) or "—"),
        ("责任人", joined(task.text("owner"), task.text("phone")) or UNKNOWN),
        ("起止", f"{day(task.start, '未定')}—{due}"), ("推进方式", tidy(task.text("method")) or UNKNOWN),
        ("目标", goal.strip(" ·") or tidy(task.text("content"))[:60] or "—"), ("完成进度", done),
    ]  # fmt: skip


def _ones(page: Page, card: Card) -> None:
    """The five ones side by side, those that are there with a tick."""
    page.gap(6)
    page.next(24)
    for place, one in zip(page.shared([1] * len(card.five)), card.five, strict=True):
        ink = theme.LAMPS["绿"].strong if one.there else theme.RED
        page.put(
            *place, f"{'✔' if one.there else '缺'} {one.label}", bold=True, font_color=ink, **BOX
        )


def _route(page: Page, route: Sequence[Stop], desk: DrawingKit) -> None:
    """The milestones as a road: sign and name in a box, the day below it, an arrow between."""
    done = sum(stop.kind == "done" for stop in route)
    page.section("路线图", f"{len(route)}个节点，已完成{done}个" if route else "")
    if not route:
        page.note("还没有节点；点“倒排工期”可以从完成时限往前排。", points=24)
    for start in range(0, len(route), ACROSS):
        stops = route[start : start + ACROSS]
        places = page.shared([1] * ACROSS)
        parts = []
        for at, stop in enumerate(stops):
            sign, lamp = ROUTE[stop.kind]
            look = desk.order.lamps[lamp]
            text = f"{sign} {start + at + 1}. {tidy(stop.name)}"
            props = BOX | {"bg_color": look.tint, "text_wrap": True, "bold": True, "font_size": 9}
            parts.append((places[at], text, props, stop))
        page.line([RowPart(*place, text, "", props) for place, text, props, _ in parts], 34)
        page.next(18)
        for place, _, _, stop in parts:
            word = joined(f"{stop.day:%Y-%m-%d}" if stop.day else "未定", WORDS[stop.kind])
            page.put(*place, word, font_size=8, align="center", shrink=True, font_color=theme.MUTED)


def _curve(desk: DrawingKit, page: Page, card: Card, where: tuple[Any, int]) -> None:
    """Plan against progress as a chart of Excel's own, its figures on a hidden sheet."""
    page.section("进度曲线", "虚线是序时进度，实线是报来的进度")
    if not card.curve:
        page.note("没有开始日期或完成时限，画不出曲线。", points=24)
        return
    page.next(CURVE)
    sheet, number = where
    _figures(desk, sheet, number * 3, card.curve)
    chart: Any = desk.book.add_chart({"type": "line"})
    last = len(card.curve)
    for column, dash, colour in ((1, "dash", theme.MUTED), (2, "solid", theme.RED)):
        chart.add_series({
            "name": [DATA, 0, number * 3 + column],
            "categories": [DATA, 1, number * 3, last, number * 3],
            "values": [DATA, 1, number * 3 + column, last, number * 3 + column],
            "line": {"color": colour, "width": 2.25, "dash_type": dash},
            "marker": {"type": "circle" if dash == "solid" else "none", "size": 5,
                       "fill": {"color": colour}, "border": {"color": colour}},
        })  # fmt: skip
    chart.set_x_axis({"num_font": FONT, "text_axis": True, "line": {"color": theme.LINE}})
    chart.set_y_axis({
        "min": 0, "max": 1, "major_unit": 0.25, "num_format": "0%", "num_font": FONT,
        "major_gridlines": {"visible": True, "line": {"color": theme.FAINT}},
        "line": {"none": True},
    })  # fmt: skip
    chart.set_legend({"position": "top", "font": FONT})
    chart.set_title({"none": True})
    chart.show_blanks_as("gap")
    chart.set_chartarea({"border": {"none": True}})
    width, height = page.width(0, page.last) / POINTS_PER_PIXEL, CURVE / POINTS_PER_PIXEL
    chart.set_size({"width": int(width) - 4, "height": int(height) - 4})
    on_sheet: Any = page.canvas
    on_sheet.sheet.insert_chart(page.row - 1, 0, chart, {"x_offset": 2, "y_offset": 2})


def _figures(desk: DrawingKit, sheet: Any, left: int, curve: Sequence[CurvePoint]) -> None:
    """Days, plan and progress below their heads."""
    share = desk.pen("", num_format="0%")
    for column, head in enumerate(("日期", "序时进度", "完成进度")):
        sheet.write_string(0, left + column, head)
    for row, point in enumerate(curve, start=1):
        sheet.write_string(row, left, f"{point.day.month}月{point.day.day}日")
        sheet.write_number(row, left + 1, round(point.planned, 4), share)
        if point.actual is not None:
            sheet.write_number(row, left + 2, round(point.actual, 4), share)


def _below(page: Page, card: Card) -> None:
    """What is said of it, and where one signs."""
    task = card.task
    page.section("进展、问题与下一步")
    page.facts([
        ("最新进展", task.text("latest") or "—"), ("存在问题", task.text("problem") or "—"),
        ("下一步措施", tidy(task.next_step) or "—"),
    ], across=1, least=26, shares=(1, 6))  # fmt: skip
    page.gap(6)
    page.signs("责任领导", "牵头单位", "日期")
