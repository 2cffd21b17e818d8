"""考核得分 as a paper: places by group, every point with the row it comes from, and the gaps."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO

from taizhang.books.sheets import theme
from taizhang.books.sheets.page import Page, new_page
from taizhang.books.sheets.paper import Print, dated
from taizhang.books.sheets.pen import Pen
from taizhang.books.sheets.saved import new_book
from taizhang.books.sheets.table import Cell, Group, PageColumn, PageRow
from taizhang.core.issues import Issue, show
from taizhang.core.scoring.facts import ScoreLine, UnitScore
from taizhang.core.scoring.leaders import LeaderScores
from taizhang.core.scoring.planning import remarks
from taizhang.core.scoring.ranks import Ranked, all_level
from taizhang.core.scoring.rounding import half_up

MOST_PARTS = 6  # columns of parts; a scheme with more shows its total and the lines
MOST_PLACES = 3  # rows named beside a line, then how many there are
MOVES = {"↑": theme.NAMES["绿字"], "↓": theme.RED}


@dataclass(frozen=True, slots=True)
class ScoresPage:
    """What the paper says: whose, which period, by which scheme, its number, as of which day."""

    title: str
    period: str
    scheme: str
    number: int
    on: date
    parts: Sequence[str]
    groups: Mapping[str, Sequence[Ranked]]
    scores: Mapping[str, UnitScore]
    idle: Sequence[str]
    issues: Sequence[Issue]
    decimals: int
    leaders: LeaderScores
    sums: Mapping[tuple[str, str], float] = field(default_factory=dict)
    unplaced: Sequence[UnitScore] = ()


def draw_scores(page: ScoresPage) -> bytes:
    """The workbook; the same content gives the same bytes."""
    content = BytesIO()
    with new_book(content, page.title) as book:
        pen = Pen(book)
        ranks = new_page(
            pen, book.add_worksheet("得分排名"), Print(landscape=True, right=dated(page.on))
        )
        _ranks(ranks, page)
        ranks.finish()
        lines = new_page(
            pen, book.add_worksheet("得分明细"), Print(landscape=True, right=dated(page.on))
        )
        _lines(lines, page)
        lines.finish()
    return content.getvalue()


def _ranks(drawn: Page, page: ScoresPage) -> None:
    drawn.band(page.title)
    drawn.strip(f"第{page.number}期　考核方案：{page.scheme}", f"数据截至 {show(page.on)}")
    parts = page.parts if len(page.parts) <= MOST_PARTS else ()
    columns = [
        PageColumn("名次", 6, "number"), PageColumn("单位", 20),
        *(PageColumn(part, 9, "number") for part in parts),
        PageColumn("得分", 9, "number"), PageColumn("等次", 8, "number"),
        PageColumn("上期", 6, "number"), PageColumn("升降", 6, "number"), PageColumn("说明", 22),
    ]  # fmt: skip
    for group, ranks in page.groups.items():
        if ranks:
            drawn.section(group, f"{len(ranks)}家")
            compared = any(r.before for r in ranks)
            drawn.table(columns, [_place(r, page, parts, compared=compared) for r in ranks])
            if all_level(ranks):
                drawn.note(f"{len(ranks)}家都是{ranks[0].value:g}分，没有分出高下。")
    _unplaced(drawn, page, parts)
    _leaders(drawn, page)
    if page.idle:
        drawn.section("没有考核内容，不参加排名", f"{len(page.idle)}家")
        drawn.text("、".join(page.idle))
    if page.issues:
        drawn.section("数据要补的", f"{len(page.issues)}处")
        drawn.steps([f"{i.place}：{i.message}{i.hint}" for i in page.issues])
    drawn.note("名次按印出的小数排，得分相同的名次相同；每一分的来历见“得分明细”。")


def _unplaced(drawn: Page, page: ScoresPage, parts: Sequence[str]) -> None:
    """Units that are scored and not ranked, in the roster's order."""
    if not page.unplaced:
        return
    drawn.section("只计分，不排名", f"{len(page.unplaced)}家")
    columns = [
        PageColumn("单位", 26), *(PageColumn(part, 9, "number") for part in parts),
        PageColumn("得分", 9, "number"), PageColumn("等次", 8, "number"), PageColumn("说明", 30),
    ]  # fmt: skip
    rows: list[PageRow] = [
        [one.unit, *_parts(one.unit, page, parts),
         Cell(half_up(one.total, page.decimals), {"bold": True}), one.grade or "—",
         "；".join(remarks(one))]
        for one in page.unplaced
    ]  # fmt: skip
    drawn.table(columns, rows)


def _parts(unit: str, page: ScoresPage, parts: Sequence[str]) -> list[float]:
    return [half_up(page.sums.get((unit, part), 0.0), page.decimals) for part in parts]


def _leaders(drawn: Page, page: ScoresPage) -> None:
    """战线: leaders by the mean of their units, below the units themselves."""
    found = page.leaders
    if not found.places:
        return
    drawn.section("战线得分（分管领导＝所分管单位的平均）", f"{len(found.places)}位")
    columns = [PageColumn("名次", 6, "number"), PageColumn("分管领导", 20), PageColumn("得分", 9, "number"),
               PageColumn("单位数", 8, "number"), PageColumn("单位", 50)]  # fmt: skip
    rows: list[PageRow] = [
        [r.rank, r.unit, Cell(r.value, {"bold": True}), len(found.overseen[r.unit]),
         "、".join(found.overseen[r.unit])]
        for r in found.places
    ]  # fmt: skip
    drawn.table(columns, rows)
    if found.whole is not None:
        drawn.note(f"全部单位平均{half_up(found.whole, page.decimals):g}分，即主要领导得分。")


def _place(one: Ranked, page: ScoresPage, parts: Sequence[str], *, compared: bool) -> PageRow:
    score = page.scores[one.unit]
    ink = MOVES.get(one.move[:1])
    return [
        one.rank, one.unit, *_parts(one.unit, page, parts),
        Cell(one.value, {"bold": True}), score.grade or "—", one.before or "—",
        Cell(one.move, {"font_color": ink}) if ink else one.move if compared else "—",
        "；".join(remarks(score)),
    ]  # fmt: skip


def _lines(drawn: Page, page: ScoresPage) -> None:
    drawn.band(f"{page.title}：得分明细", size=15, points=32)
    columns = [PageColumn("板块", 12), PageColumn("计分项", 18), PageColumn("怎么来的", 26),
               PageColumn("得分", 8, "number"), PageColumn("出处", 34)]  # fmt: skip
    groups = [
        Group(f"{unit}　{half_up(score.total, page.decimals):g}分", list(_rows(score)))
        for unit, score in page.scores.items()
    ]
    drawn.table(columns, groups, titles=True, none="没有得分")


def _rows(score: UnitScore) -> Iterator[PageRow]:
    for line in score.lines:
        item = line.item
        yield [item.part, item.name, line.why, half_up(line.points, 4), _source(line)]


def _source(line: ScoreLine) -> str:
    places = [str(p) for p in line.places if str(p)]
    more = f" 等{len(places)}处" if len(places) > MOST_PLACES else ""
    return "；".join(places[:MOST_PLACES]) + more if places else "考核方案"
