"""履职核对: a table of what each post had to do and did, and a page a leader to be printed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from xlsxwriter import Workbook

from taizhang.books.sheets import theme
from taizhang.books.sheets.measure import fitting_size, joined, tidy
from taizhang.books.sheets.page import FigureCard, Page, new_page
from taizhang.books.sheets.paper import Print, dated
from taizhang.books.sheets.pen import Pen
from taizhang.books.sheets.saved import new_book
from taizhang.books.sheets.table import Cell, Group, PageColumn, PageRow
from taizhang.core.duties.judged import (
    ENOUGH,
    FIELD,
    FIRMS,
    MEET,
    SHORT,
    TOPIC,
    HeldDuty,
    JudgedDuties,
)
from taizhang.core.duties.visits import Visit
from taizhang.core.filenames import sheet_names
from taizhang.core.issues import Issue, show

SHEET = "履职核对"
MEASURES = {MEET: "次", FIELD: "天", TOPIC: "个", FIRMS: "家"}
NAMED = 6  # windows that a row names


@dataclass(frozen=True, slots=True)
class DutyPages:
    """What the pages say: of where, on which day, all that was judged, the tasks with their lamps."""

    place: str
    title: str
    on: date
    judged: JudgedDuties
    tasks: Sequence[Mapping[str, object]]
    lamps: Mapping[str, str]


def build_duty_pages(path: Path, pages: DutyPages, created: datetime) -> int:
    """Write the table and a page for each leader to `path`; return how many sheets there are."""
    names = sheet_names([SHEET, *pages.judged.posts])
    with new_book(path, f"{pages.title}{SHEET}", created) as book:
        pen = Pen(book)
        _table(book, pen, pages)
        for who, name in zip(pages.judged.posts, names[1:], strict=True):
            _leader(book, pen, pages, (who, name))
    return 1 + len(pages.judged.posts)


def _table(book: Workbook, pen: Pen, pages: DutyPages) -> None:
    page = new_page(pen, book.add_worksheet(SHEET), Print(landscape=True, right=dated(pages.on)))
    page.band(f"{tidy(pages.title)}{SHEET}")
    page.strip(pages.place, f"截至 {show(pages.on)}")
    held = pages.judged.held
    short = sum(h.state == SHORT for h in held)
    page.section("应做的与做了的", f"{len(held)}项要求，不够{short}项")
    columns = [
        PageColumn("事项", 7, "centre"), PageColumn("周期", 7, "centre"), PageColumn("对象", 14),
        PageColumn("每期应做", 9, "centre"), PageColumn("期数", 7, "centre"), PageColumn("够的期数", 9, "centre"),
        PageColumn("不够的", 40),
    ]  # fmt: skip
    groups = [Group(who, _rows([h for h in held if h.who == who])) for who in pages.judged.posts]
    page.table(columns, [g for g in groups if g.rows], none="“履职要求”里没有启用的要求")
    _findings(page, pages.judged.issues)
    page.signs("核对", "审核", "日期")
    page.finish()


def _rows(held: Sequence[HeldDuty]) -> list[PageRow]:
    """A row a duty and task: how many windows there were, how many were kept."""
    found: dict[tuple[int, str], list[HeldDuty]] = {}
    for one in held:
        found.setdefault((one.duty.row, one.of), []).append(one)
    return [_row(windows) for windows in found.values()]


def _row(windows: Sequence[HeldDuty]) -> PageRow:
    first, short = windows[0], [w for w in windows if w.state == SHORT]
    measure = MEASURES[first.duty.what]
    said = [f"{w.window.label}（{show(w.found)}/{show(w.wanted)}{measure}）" for w in short[:NAMED]]
    more = f"等{len(short)}期" if len(short) > NAMED else ""
    lamp = theme.LAMPS["红" if short else "绿"]
    words = Cell("、".join(said) + more if short else "没有", {"bg_color": lamp.tint})
    asked = f"{show(first.duty.count)}{measure}"
    if first.duty.what == FIRMS:
        asked = f"每家{show(first.duty.count)}次"
    return [
        first.duty.what, first.duty.per, first.of or "合计", asked,
        len(windows), sum(w.state == ENOUGH for w in windows), words,
    ]  # fmt: skip


def _findings(page: Page, issues: Sequence[Issue]) -> None:
    """What is to be said of single records."""
    single = [i for i in issues if i.code not in {"P141", "P142", "P143"}]
    if not single:
        return
    page.section("记录里要看一看的", f"{len(single)}处")
    rows: list[PageRow] = [[str(i.place), i.message, i.hint] for i in single]
    page.table([PageColumn("位置", 22), PageColumn("发现", 34), PageColumn("怎么办", 30)], rows)


def _leader(book: Workbook, pen: Pen, pages: DutyPages, named: tuple[str, str]) -> None:
    who, name = named
    page = new_page(pen, book.add_worksheet(name), Print(right=dated(pages.on)))
    page.band("领导履职情况", size=16, points=34)
    page.strip(joined(pages.place, tidy(pages.title)), f"截至 {show(pages.on)}")
    page.gap(6)
    page.next(50)
    size = fitting_size(who, page.width(0, page.last) - 12, 30, 12)
    page.put(0, page.last, who, font_size=size, bold=True, align="center", font_color=theme.RED)
    held = [h for h in pages.judged.held if h.who == who]
    visits = [v for v in pages.judged.visits if who in v.leaders]
    page.cards([_card(what, held) for what in (FIELD, MEET, TOPIC)] + _found(visits))
    page.section("要求与完成")
    page.table(
        [PageColumn("事项", 8, "centre"), PageColumn("期", 16), PageColumn("对象", 14), PageColumn("应", 8, "centre"),
         PageColumn("实", 8, "centre"), PageColumn("结果", 9, "centre")],
        [_kept(h) for h in held], none="没有对这个职务的要求",
    )  # fmt: skip
    page.section("调研", f"{len(visits)}次")
    page.table(
        [PageColumn("日期", 11, "centre"), PageColumn("地点", 14), PageColumn("课题与内容", 26),
         PageColumn("发现问题", 22), PageColumn("已解决", 16)],
        [[_days(v), v.text("place"), joined(v.text("study"), v.text("topic")), v.text("found"),
          v.text("solved")] for v in visits],
    )  # fmt: skip
    _led(page, pages, who)
    page.signs("本人", "日期")
    page.finish()


def _card(what: str, held: Sequence[HeldDuty]) -> FigureCard:
    """The figure of one kind of duty: what was found against what was wanted."""
    mine = [h for h in held if h.duty.what == what]
    found, wanted = (
        sum(h.found for h in mine),
        sum(h.wanted for h in mine if h.over or what == FIELD),
    )
    lamp = "红" if any(h.state == SHORT for h in mine) else "绿" if mine else "灰"
    word = f"应{show(wanted)}{MEASURES[what]}" if mine else "没有要求"
    return FigureCard(
        f"{what}（{MEASURES[what]}）", found, word, theme.LAMPS[lamp].strong, theme.INK
    )


def _found(visits: Sequence[Visit]) -> list[FigureCard]:
    places = len({v.place for v in visits if v.place})
    found, solved = (sum(bool(v.text(key)) for v in visits) for key in ("found", "solved"))
    return [
        FigureCard("去过的地方", places, "处", theme.SLATE),
        FigureCard("发现问题", found, f"已解决{solved}", theme.SLATE),
    ]


def _kept(one: HeldDuty) -> PageRow:
    lamp = theme.LAMPS[{ENOUGH: "绿", SHORT: "红"}.get(one.state, "灰")]
    state = Cell(one.state, {"bg_color": lamp.strong, "font_color": lamp.ink, "bold": True})
    return [one.duty.what, one.window.label, one.of or "合计", one.wanted, one.found, state]


def _days(visit: Visit) -> str:
    if visit.first == visit.last:
        return f"{visit.first:%m-%d}"
    return f"{visit.first:%m-%d}至{visit.last:%m-%d}"


def _led(page: Page, pages: DutyPages, who: str) -> None:
    """The tasks that he leads, with their lamps."""
    led = [t for t in pages.tasks if who in str(t["leader"]) or who in str(t["lead"])]
    page.section("领衔的任务", f"{len(led)}项")
    rows: list[PageRow] = []
    for task in led:
        look = pages.lamps.get(str(task["state"]), "灰")
        lamp = theme.LAMPS[look]
        due = task["due"] if isinstance(task["due"], date) else "未定"
        progress = task["progress"] if isinstance(task["progress"], int | float) else 0.0
        rows.append([
            Cell(look, {"bg_color": lamp.strong, "font_color": lamp.ink, "bold": True}),
            str(task["task_id"]), tidy(str(task["name"])), tidy(str(task["lead"])), due, progress,
            tidy(str(task["reason"])),
        ])  # fmt: skip
    page.table(
        [PageColumn("灯", 5, "centre"), PageColumn("编号", 12, "centre"), PageColumn("任务", 22),
         PageColumn("牵头单位", 13), PageColumn("时限", 16, "date", {"font_size": 9}),
         PageColumn("进度", 8, "percent"), PageColumn("依据", 17)], rows,
    )  # fmt: skip
