"""A page: blocks one below the other, high enough for their texts, ready to print.

A paper of the office in fifteen lines:

    with new_book(path, "督办单", created) as book:
        page = new_page(Pen(book), book.add_worksheet("督办单"), Print("A4"))
        page.band("督 办 单", size=20)
        page.strip("示例县政府督查室", "示例督〔2022〕5号")
        page.section("督办事项")
        page.facts([("承办单位", "县水务局"), ("办理期限", "2022年6月30日")])
        page.text("请于期限前书面反馈办理结果。")
        page.section("落后的任务", "共2项")
        page.table([PageColumn("任务", 36), PageColumn("时限", 12, "date"), PageColumn("进度", 12, "percent")],
                   [("改造老旧小区", date(2022, 6, 30), 0.4), ("完成河道清淤", date(2022, 7, 1), 0.7)])
        page.steps(["先核对任务。", "再写明措施。"])
        page.signs("承办人", "审核", "签发")
        page.stamp("示例县政府督查室", "2022年6月5日")
        page.finish()

All texts are measured: a row is as high as its longest cell needs. Tables with groups break
between them where that costs little; their heads stand on every page. What a block cannot do,
`put` and `line` of the Grid below it can.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from taizhang.books.sheets import theme
from taizhang.books.sheets.flow import Flow
from taizhang.books.sheets.grid import CellContent, Link, NewSheet, PageFormula, RowPart
from taizhang.books.sheets.measure import INDENT, fitting_size, text_points
from taizhang.books.sheets.paper import Print
from taizhang.books.sheets.pen import Pen, Props
from taizhang.books.sheets.table import Group, PageColumn, PageRow, TableLine, lines_of
from taizhang.core import paging

CHIPS = ((9, 3), (20, 4))  # up to so many names, so many a row; five where there are more
MANY = 5
LEAST = 8.0  # points; a longer name gets a wider place instead
GAP: Props = {"right": 5, "right_color": theme.WHITE}  # white between neighbours


@dataclass(frozen=True, slots=True)
class FigureCard:
    """A figure: its label, the number, a word below it, the colour of its bar.

    `ink` is the number's colour where it is not the bar's.
    """

    label: str
    number: float | PageFormula
    note: str | PageFormula
    colour: str
    ink: str = ""
    num_format: str = ""

    @property
    def number_look(self) -> dict[str, Any]:
        """The number's colour and format."""
        shown = {"num_format": self.num_format} if self.num_format else {}
        return {"font_color": self.ink or self.colour} | shown


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a strip whose parts are as long as their share."""

    label: str
    count: int
    look: theme.Look


@dataclass(frozen=True, slots=True)
class Cards:
    """How a row of cards looks: heights of its three rows, looks of its label, number and note."""

    heights: tuple[float, float, float] = (22, 36, 19)
    label: Props = field(default_factory=lambda: {"font_size": 10.5})
    number: Props = field(default_factory=lambda: {"font_size": 24})
    note: Props = field(default_factory=lambda: {"font_size": 8.5, "shrink": True, "valign": "top"})


BIG, SMALL = Cards(), Cards((22, 30, 19), number={"font_size": 19})


class Page(Flow):
    """The blocks; each begins at the next free row."""

    rhythm = (9.0, 22.0, 5.0)  # points before, of, and after the heading of a section

    def band(self, text: str, *, size: float = 20, points: float = 44, **props: Any) -> None:
        """The title, white on red; smaller where it would not fit."""
        room = self.width(0, self.last) - INDENT
        size = fitting_size(text, room, size, 8)
        self.next(points)
        self.put(0, self.last, text, "band", font_size=size, **props)

    def strip(self, left: CellContent, right: CellContent = "", *, points: float = 24) -> None:
        """The line below the title: one wrapped text, or two that are shrunk where they must."""
        if not right:
            self.line([RowPart(0, self.last, left, "strip", {"text_wrap": True})], points)
            return
        self.next(points)
        (first, split), (start, last) = self.shared((26, 34)) if left else ((0, -1), (0, self.last))
        if left:
            self.put(first, split, left, "strip", shrink=True)
        self.put(start, last, right, "strip", align="right", shrink=True)

    def gap(self, points: float) -> None:
        """A row of nothing."""
        self.next(points)

    def section(self, text: str, note: str = "") -> None:
        """A red heading with its rule, and a word on the right."""
        (first, split), (start, last) = self.shared((1, 1))
        if note:
            self.headings(
                RowPart(first, split, text, "section"), RowPart(start, last, note, "section_note")
            )
        else:
            self.headings(RowPart(0, self.last, text, "section"))

    def headings(self, *parts: RowPart) -> None:
        """Headings side by side, over columns of the page."""
        before, points, after = self.rhythm
        if before:
            self.next(before, heading=True)
        self.next(points, heading=True)
        self.write(parts)
        if after:
            self.next(after, heading=True)

    def text(self, text: str, *, least: float = 18, **props: Any) -> None:
        """A paragraph across the page, wrapped."""
        self.line([RowPart(0, self.last, text, "text", props)], least)

    def note(self, text: str, *, points: float = 18, **props: Any) -> None:
        """A small grey remark on one line, shrunk rather than cut."""
        self.next(points)
        self.put(0, self.last, text, "note", shrink=True, **props)

    def facts(
        self, facts: Sequence[tuple[str, CellContent]], *, across: int = 2, least: float = 26,
        shares: tuple[float, float] = (3, 7),
    ) -> None:  # fmt: skip
        """Labels and their values, `across` pairs a row."""
        columns = self.shared(shares * across)
        for start in range(0, len(facts), across):
            parts = []
            for n, (label, value) in enumerate(facts[start : start + across]):
                parts += [
                    RowPart(*columns[2 * n], label, "label"),
                    RowPart(*columns[2 * n + 1], value, "cell"),
                ]
            self.line(parts, least)

    def blanks(
        self,
        labels: Mapping[str, Props],
        *,
        shares: tuple[float, float] = (1, 4),
        least: float = 27,
    ) -> None:
        """Fields to fill in: a label and a yellow cell a row, with the cell's own properties."""
        head, body = self.shared(shares)
        for label, props in labels.items():
            self.line([RowPart(*head, label, "label"), RowPart(*body, "", "blank", props)], least)

    def steps(
        self, texts: Sequence[str], *, rest: str = "", shares: tuple[float, float] = (1, 14),
        least: float = 21,
    ) -> None:  # fmt: skip
        """Numbered sentences, and below them one without a number."""
        number, words = self.shared(shares)
        for at, text in enumerate(texts, start=1):
            self.line([RowPart(*number, at, "step_number"), RowPart(*words, text, "step")], least)
        if rest:
            self.line([RowPart(*words, rest, "step")], least)

    def cards(self, cards: Sequence[FigureCard], look: Cards = BIG) -> None:
        """A coloured bar, the label, the number and a note each; white edges part the cards."""
        places = self.shared([1] * len(cards))
        muted, strong = {"font_color": theme.MUTED}, {"bold": True}
        for at, points in enumerate(look.heights):
            self.next(points)
            for card, place in zip(cards, places, strict=True):
                content, props = (
                    (card.label, muted | {"top": 5, "top_color": card.colour} | {**look.label}),
                    (card.number, strong | card.number_look | {**look.number}),
                    (card.note, muted | {**look.note}),
                )[at]
                edge = {} if card is cards[-1] else GAP
                ground = {"align": "center", "bg_color": theme.PAPER}
                self.put(*place, content, **(ground | {**edge} | props))

    def segments(self, parts: Sequence[Segment], *, points: float = 24) -> None:
        """One strip, each part as long as its share of the whole."""
        found = [part for part in parts if part.count]
        self.next(points)
        if not found:
            return
        start = 0
        wide = shares([part.count for part in found], len(self.widths))
        for part, count in zip(found, wide, strict=True):
            full = f"{part.label} {part.count}"
            room = self.width(start, start + count - 1)
            text = full if text_points(full, 10) + 4 < room else str(part.count)
            edge = {"left": 5, "left_color": theme.WHITE} if start else {}
            self.put(start, start + count - 1, text, align="center", bold=True, shrink=True,
                     bg_color=part.look.strong, font_color=part.look.ink, **edge)  # fmt: skip
            start += count

    def chips(self, names: Sequence[str], look: theme.Look, *, points: float = 21) -> None:
        """Names in a grid on a light ground, all in one size; many stand closer."""
        across, size = self._fitting(names)
        places = self.shared([1] * across)
        ground: dict[str, Any] = {
            "bg_color": look.tint, "font_size": size, "shrink": True, "bottom": 2,
            "bottom_color": theme.WHITE, "indent": 1,
        }  # fmt: skip
        for start in range(0, len(names), across):
            self.next(points)
            for at, name in enumerate(names[start : start + across]):
                self.put(*places[at], name, **ground, **(GAP if at < across - 1 else {}))

    def _fitting(self, names: Sequence[str]) -> tuple[int, float]:
        """How many names a row, and the size of their type: fewer where one name is long."""
        widest = max(names, key=lambda name: text_points(name, 1), default="")
        most = next((across for count, across in CHIPS if len(names) <= count), MANY)
        page = self.width(0, self.last)
        for across in range(most, 0, -1):
            size = fitting_size(widest, page / across - INDENT, 10.0)
            if size >= LEAST:
                break
        return across, size

    def table(
        self,
        columns: Sequence[PageColumn],
        rows: Sequence[PageRow] | Sequence[Group],
        *,
        heights: tuple[float, float] = (24.0, 20.0),
        titles: bool = False,
        none: str = "无",
    ) -> None:
        """A table; its head stands again on every page that it goes on to, its group's heading too.

        Rows are as long as there are columns. Groups are kept together where that costs little.
        `heights` are the least ones of the head and of a row. `titles` lets Excel repeat the head,
        for a sheet that is this table alone. `none` stands where there are no rows.
        """
        places = self.shared([c.width for c in columns])
        heads = [RowPart(*p, c.label, "head") for p, c in zip(places, columns, strict=True)]
        least, points = heights[1], max(heights[0], self.needed(heads))
        lines = list(lines_of(columns, places, rows, self.last))
        if not lines:
            lines = [
                TableLine([RowPart(0, self.last, none, "centre", {"font_color": theme.MUTED})])
            ]
        needs = [max(least, self.needed(line.parts)) for line in lines]
        self.reserve(points + sum(needs[: 1 + lines[0].heads]))
        at = self._head(heads, points)
        if titles:
            self._heads, self._head_points = (at, at), points
        starts = self._starts(lines, needs, points)
        for line, high, begins in zip(lines, needs, starts, strict=True):
            if begins:
                self.new_page()
                if not titles:
                    self._head(heads, points)
                if line.group and not line.heads:
                    self.next(least, heading=True)
                    self.write([line.group._replace(content=f"{line.group.content}（续）")])
            self.next(high, heading=line.heads)
            self.write(line.parts)

    def _head(self, heads: Sequence[RowPart], points: float) -> int:
        at = self.next(points, heading=True)
        self.write(heads)
        return at

    def _starts(
        self, lines: Sequence[TableLine], heights: Sequence[float], head: float
    ) -> list[bool]:
        """Which lines begin a page."""
        strips = [
            paging.Strip(points, heading=line.heads)
            for line, points in zip(lines, heights, strict=True)
        ]
        found = set()
        if not self.how.down:
            found = set(paging.page_starts(strips, self.room - self._used, self.room - head))
        return [at in found for at in range(len(lines))]

    def signs(self, *labels: str, points: float = 34) -> None:
        """A line to sign on for each label, side by side."""
        places = self.shared([1, 2] * len(labels))
        self.next(points)
        for n, label in enumerate(labels):
            self.put(*places[2 * n], f"{label}：", valign="bottom", align="right")
            self.put(*places[2 * n + 1], "", "rule", valign="bottom")

    def stamp(self, unit: str, day: str = "", *, points: float = 96) -> None:
        """Right: room for a seal over the unit's name and the day."""
        _, place = self.shared((33, 27))
        frame: dict[str, Any] = {"align": "center", "left": 3, "right": 3}
        frame |= {"left_color": theme.EDGE, "right_color": theme.EDGE}
        edges = {"top": 3, "top_color": theme.EDGE}, {"bottom": 3, "bottom_color": theme.EDGE}
        self.next(10, heading=True)
        self.next(points / 2, heading=True)
        self.put(*place, "（盖章处）", font_color=theme.EDGE, **frame, **edges[0])
        self.next(points / 4, heading=True)
        self.put(*place, unit, shrink=True, **frame)
        self.next(points / 4)
        self.put(*place, day or "　　　年　　月　　日", **frame, **edges[1])

    def legend(
        self, meanings: Sequence[tuple[str, str, str, Props]], *, across: int = 2,
        shares: tuple[float, float] = (6, 37), points: float = 24,
    ) -> None:  # fmt: skip
        """Swatches and what they mean: (word on the swatch, meaning, look, properties) each."""
        places = self.shared(shares * across)
        for start in range(0, len(meanings), across):
            self.next(points)
            for n, (word, mean, look, props) in enumerate(meanings[start : start + across]):
                self.put(*places[2 * n], word, look, **props)
                self.put(*places[2 * n + 1], mean, "cell")

    def link(self, first: int, last: int, link: Link, **props: Any) -> None:
        """A button of text that leads to a place in the workbook, in the row begun last."""
        look: dict[str, Any] = {
            "font_size": 11, "bold": True, "align": "center", "font_color": theme.LINK,
            "bg_color": theme.LAMPS["蓝"].tint, "underline": 0,
        }  # fmt: skip
        self.put(first, last, link, **(look | props))


def new_page(  # noqa: PLR0913 - the keywords are where it stands
    pen: Pen,
    sheet: Any,
    how: Print,
    widths: Sequence[float] = (),
    *,
    left: int = 0,
    whole: bool = False,
) -> Page:
    """A page on a new sheet; without `widths` the paper's width in 60 equal columns.

    It begins at column `left` of the sheet. `whole` puts it on one sheet of the paper.
    """
    return Page(NewSheet(sheet, pen), how, widths, left=left, whole=whole)


def shares(counts: Sequence[int], whole: int, least: int = 2) -> list[int]:
    """Parts of `whole` in proportion to the counts, each at least so long, without a rest.

    >>> shares([30, 6, 1], 60), shares([1], 60)
    ([48, 10, 2], [60])
    """
    total = sum(counts)
    wide = [max(least, round(whole * count / total)) for count in counts]
    longest = wide.index(max(wide))
    wide[longest] += whole - sum(wide)
    return wide
