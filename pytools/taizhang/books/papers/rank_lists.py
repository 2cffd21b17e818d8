"""榜单 as a paper: a sheet a list, its groups one below the other, red and black above the places."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from taizhang.books.sheets import theme
from taizhang.books.sheets.page import Page, new_page
from taizhang.books.sheets.paper import Print, dated
from taizhang.books.sheets.pen import Pen
from taizhang.books.sheets.saved import new_book
from taizhang.books.sheets.table import Cell, PageColumn, PageRow
from taizhang.core.filenames import sheet_names
from taizhang.core.issues import show
from taizhang.core.scoring.lists import GroupList, Posted
from taizhang.core.scoring.posting import PostedList
from taizhang.core.scoring.ranks import Ranked

MOVES = {"↑": theme.NAMES["绿字"], "↓": theme.RED}
COLUMNS = (PageColumn("名次", 8, "number"), PageColumn("单位", 30), PageColumn("", 14, "number"),
           PageColumn("上期名次", 10, "number"), PageColumn("升降", 8, "number"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class RankPages:
    """All lists of a period, with what each page says of itself."""

    place: str
    period: str
    scheme: str
    number: int
    on: date
    lists: Sequence[PostedList]

    @property
    def title(self) -> str:
        """The title of all of them together."""
        return f"{self.place}榜单（{self.period}）"


def draw_rank_lists(pages: RankPages) -> bytes:
    """The workbook; the same content gives the same bytes."""
    content = BytesIO()
    with new_book(content, pages.title) as book:
        pen = Pen(book)
        names = sheet_names(one.posted.name for one in pages.lists)
        for one, name in zip(pages.lists, names, strict=True):
            page = new_page(pen, book.add_worksheet(name), Print(right=dated(pages.on)))
            _draw(page, one, pages)
            page.finish()
    return content.getvalue()


def _draw(page: Page, one: PostedList, pages: RankPages) -> None:
    posted = one.posted
    page.band(f"{pages.place}{pages.period}{posted.name}")
    page.strip(f"第{pages.number}期　{_basis(posted, pages.scheme)}", f"数据截至 {show(pages.on)}")
    for group in one.groups:
        page.section(group.group, f"{len(group.rows)}家")
        if group.level:
            page.gap(4)
            page.text(
                f"{len(group.rows)}家都是{group.rows[0].value:g}{posted.measure}，没有分出高下，不列前后。"
            )
        for word, rows, lamp in (
            (posted.first_word, group.red, "红"), (posted.mid_word, group.middle, "黄"),
            (posted.last_word, group.black, "灰"),
        ):  # fmt: skip
            _named(page, word, rows, posted, theme.LAMPS[lamp])
        _reasons(page, group)
        _speakers(page, group)
        columns = [COLUMNS[0], COLUMNS[1], PageColumn(_head(posted), 14, "number"), *COLUMNS[3:]]
        page.gap(6)
        compared = any(r.before for r in group.rows)
        page.table(columns, [_row(r, compared=compared) for r in group.rows])
    if one.idle:
        page.section("没有数据，不上榜", f"{len(one.idle)}家")
        page.text("、".join(one.idle))
    page.note("名次按印出的小数排，数值相同的名次相同、全部列出。")


def _basis(posted: Posted, scheme: str) -> str:
    basis = f"{posted.basis}（{scheme}）" if posted.basis == "得分" else posted.basis
    return f"依据：{basis}" + (f"　达标线{posted.target:g}" if posted.target is not None else "")


def _head(posted: Posted) -> str:
    return f"{posted.basis}（{posted.measure}）"


def _named(page: Page, word: str, rows: Sequence[Ranked], posted: Posted, look: theme.Look) -> None:
    """The names above the table; a list that may be shorter says so by being so."""
    if word and rows:
        page.gap(4)
        page.note(f"{word}（{len(rows)}家）", font_color=theme.INK, bold=True)
        page.chips([f"{r.unit}　{r.value:g}{posted.measure}" for r in rows], look)


def _reasons(page: Page, group: GroupList) -> None:
    """Beside whom a condition brought there, what it was."""
    for row in group.rows:
        if row.unit in group.why:
            page.text(f"{row.unit}：{group.why[row.unit]}")


def _speakers(page: Page, group: GroupList) -> None:
    both = (
        ("交流发言", group.speaks, group.speak_ties), ("检讨发言", group.explains, group.explain_ties)
    )  # fmt: skip
    for word, rows, ties in both:
        if rows:
            page.text(f"{word}：{'、'.join(r.unit for r in rows)}")
        elif ties:
            page.text(f"{word}：{ties}家并列，由哪几家发言另定")


def _row(one: Ranked, *, compared: bool) -> PageRow:
    """A place; in a first period nobody is new."""
    ink = MOVES.get(one.move[:1])
    move = Cell(one.move, {"font_color": ink}) if ink else one.move if compared else "—"
    return [one.rank, one.unit, one.value, one.before or "—", move]
