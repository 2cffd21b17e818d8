"""An official paper, block by block: masthead, title, text in four levels, tables, signature, copies.

paper = OfficialPaper(official_style())
paper.masthead("督查通报", "第 6 期", "示例县人民政府督查室", "2022年6月30日")
paper.title("关于2022年6月份重点工作进展情况的通报")
paper.addressee("各乡镇人民政府，县政府各部门：")
paper.level(1, "一、总体情况")
paper.text("截至6月30日，……")
paper.signature("示例县人民政府督查室", "2022年6月30日")
paper.attachment(1, "任务进展情况表", columns, rows)
paper.copies("县委督查室。", "示例县人民政府办公室", "2022年6月30日")
content = paper.content("督查通报")
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from taizhang.books.official import marks
from taizhang.books.official.box import put_box
from taizhang.books.official.columns import SIDE, TableColumn, needs, parted_head, widths
from taizhang.books.official.flow import FlowPiece, PageFlow, broken, lines, width
from taizhang.books.official.saved import bytes_of
from taizhang.books.official.sections import HIGH, WIDE, Sections
from taizhang.books.official.style import OfficialStyle

LEVELS = {1: "heading", 2: "second", 3: "body", 4: "body"}
THICK, THIN = 1.0, 0.7  # points: 0.35 and 0.25 mm
IMPRINT_LINE = 1.6  # height of a line of the 版记, in letters
CELL_LINE, CELL_PAD = 1.34, 4.0  # a table's line in letters; points above and below it together
RULE = 0.5  # points of a table's lines
SMALLEST = 8.0  # points of a table's letters
ROW_LEAST = 8.0  # mm


@dataclass(frozen=True, slots=True)
class _Cells:
    """The columns of a table with their widths and the size of its letters, in points."""

    columns: Sequence[TableColumn]
    widths: Sequence[float]
    size: float

    @property
    def both(self) -> tuple[Sequence[TableColumn], Sequence[float]]:
        """Columns and widths."""
        return self.columns, self.widths


class OfficialPaper:
    """A document on A4; blocks follow one another. `flow` knows how far the pages are filled."""

    def __init__(self, style: OfficialStyle) -> None:
        self.style = style
        self.document = Document()
        self.headed = False
        self._set_styles()
        self.sections = Sections(self.document, style)
        self.flow = PageFlow(self._tall)

    @property
    def width(self) -> float:
        """The type area's width in mm."""
        page = self.style.page
        if self.sections.lying:
            return HIGH - page["top"] - page["bottom"]
        return WIDE - page["left"] - page["right"]

    @property
    def _tall(self) -> float:
        """The type area's height in points."""
        page = self.style.page
        high = (
            WIDE - page["left"] - page["right"]
            if self.sections.lying
            else HIGH - page["top"] - page["bottom"]
        )
        return high * marks.POINTS_PER_MM

    # ------------------------------------------------------------------ the page

    def _set_styles(self) -> None:
        normal = self.document.styles["Normal"]
        size = self.style.sizes["body"]
        normal.font.size = Pt(size)
        properties = normal.element.get_or_add_rPr()
        marks.set_fonts(properties, self.style.font("body"), self.style.font("latin"))
        tighten = marks.element("spacing", val=round(-20 * self.style.page["tighten"]))
        properties.insert(list(properties).index(properties.find(qn("w:sz"))), tighten)
        form = normal.paragraph_format
        form.space_before = form.space_after = Pt(0)
        form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        form.line_spacing = Pt(self.style.page["line"])
        form.widow_control = False

    # ------------------------------------------------------------------ lines

    def _paragraph(self, align: Any = None, indent: float = 0.0) -> Any:
        """A new paragraph; `indent` in letters of the body."""
        made = self.document.add_paragraph()
        if align is not None:
            made.alignment = align
        if indent:
            made.paragraph_format.first_line_indent = Pt(indent * self._letter)
        return made

    @property
    def _letter(self) -> float:
        return self.style.sizes["body"] - self.style.page["tighten"]

    def _run(self, paragraph: Any, text: str, role: str = "body", size: float = 0.0) -> Any:
        run = paragraph.add_run(text)
        if role != "body":
            properties = run._r.get_or_add_rPr()  # noqa: SLF001 - python-docx has no other way in
            marks.set_fonts(properties, self.style.font(role), self.style.font("latin"))
        if size:
            run.font.size = Pt(size)
        return run

    @property
    def _room(self) -> float:
        """Letters of a line."""
        return self.width * marks.POINTS_PER_MM / self._letter

    def _lines(self, text: str, indent: float = 0.0, *, keep: bool = False) -> None:
        """Tell the flow of a paragraph of the body."""
        count = lines(text, self._room, first=indent)
        self.flow.add(FlowPiece(count, self.style.page["line"], keep=keep))

    def blank(self, lines: int = 1, *, keep: bool = False) -> None:
        """Empty lines; `keep`: on one page with what follows."""
        for _ in range(lines):
            made = self._paragraph()
            made.paragraph_format.keep_with_next = keep or None
            self._lines("", keep=keep)

    # ------------------------------------------------------------------ the head

    def masthead(self, series: str, number: str, issuer: str, day: str) -> None:
        """The red head of a numbered series: its name, its number, issuer and day over a red line."""
        made = self._paragraph(ALIGN.CENTER)
        size = min(
            self.style.sizes["series"], self.width * marks.POINTS_PER_MM / max(len(series), 4)
        )
        made.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        made.paragraph_format.line_spacing = Pt(size * 1.3)
        made.paragraph_format.space_before = Pt(self.style.page["line"])
        self.headed = True
        run = self._run(made, series, "title", size)
        run.font.color.rgb = RGBColor.from_string(self.style.colour)
        self.flow.add(
            FlowPiece(1, size * 1.3, whole=True)
        )  # space above is dropped on top of a page
        if number:
            self._run(self._paragraph(ALIGN.CENTER), number)
            self._lines(number)
        line = self._paragraph()
        self._lines(issuer)
        line.paragraph_format.tab_stops.add_tab_stop(Mm(self.width), alignment=2)  # right
        self._run(line, f"{issuer}\t{day}")
        marks.rule_below(line, self.style.rule, self.style.colour)

    def title(self, text: str) -> None:
        """The title, centred two lines below the red line; parted where its lines are even."""
        self.blank()
        size = self.style.sizes["title"]
        for piece in parted(text, int(self.width * marks.POINTS_PER_MM / size)):
            made = self._paragraph(ALIGN.CENTER)
            made.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
            made.paragraph_format.line_spacing = Pt(size * 1.5)
            made.paragraph_format.keep_with_next = True
            self._run(made, piece, "title", size)
            self.flow.add(FlowPiece(1, size * 1.5, whole=True, keep=True))
        self.blank()

    def addressee(self, text: str) -> None:
        """Who it goes to, flush left."""
        self._run(self._paragraph(), text)
        self._lines(text)

    # ------------------------------------------------------------------ the body

    def level(self, level: int, heading: str, text: str = "") -> None:
        """A heading of level 1 to 4; of the lower levels text may go on in the same line."""
        made = self._paragraph(indent=2)
        if not text:
            made.paragraph_format.keep_with_next = True
        self._run(made, heading, LEVELS[level])
        self._lines(heading + text, 2, keep=not text)
        if text:
            self._run(made, text)

    def text(self, text: str) -> None:
        """A paragraph, indented by two letters."""
        self._run(self._paragraph(indent=2), text)
        self._lines(text, 2)

    def attachments(self, names: Sequence[str]) -> None:
        """附件说明: one blank line below the text, the names below one another, each hanging."""
        self.blank(keep=True)
        word = f"{self.style.words['attachment']}："
        for at, name in enumerate(names, start=1):
            number = f"{at}." if len(names) > 1 else ""
            head = f"{word if at == 1 else ''}{number}"
            left = 2 + width(word) + (1 if number else 0)
            back = left - 2 if at == 1 else width(number) + 0.25
            made = self._paragraph()
            form = made.paragraph_format
            form.left_indent, form.first_line_indent = (
                Pt(left * self._letter),
                Pt(-back * self._letter),
            )
            form.tab_stops.add_tab_stop(Pt(left * self._letter))
            form.keep_with_next = True
            self._run(made, f"{head}\t{name}" if number else f"{head}{name}")
            count = lines(name, self._room - left)
            self.flow.add(FlowPiece(count, self.style.page["line"], whole=True, keep=True))

    def signature(self, name: str, day: str) -> None:
        """Who signs, and when, on the right: with room for a seal, or without one."""
        sealed = self.style.seal and not self.headed
        for made in self.document.paragraphs[-1:]:
            made.paragraph_format.keep_with_next = True  # no page holds a signature alone
        self.blank(2 if sealed else 1, keep=True)
        for text, indent in zip((name, day), _indents(name, day, sealed=sealed), strict=True):
            made = self._paragraph(ALIGN.RIGHT)
            made.paragraph_format.right_indent = Pt(indent * self._letter)
            made.paragraph_format.keep_together = True
            made.paragraph_format.keep_with_next = text == name
            self._run(made, text)
            self._lines(text, indent, keep=text == name)

    # ------------------------------------------------------------------ behind the text

    def attachment(
        self, number: int, name: str, columns: Sequence[TableColumn],
        rows: Sequence[Sequence[str]], *, lying: bool | None = None,
    ) -> None:  # fmt: skip
        """A table on a page of its own: 附件1 top left, its title, heads repeated on each page.

        `number` is 0 where there is no other attachment. `lying`: on a page turned to the side; None: where it does not fit otherwise.
        """
        lies = self._too_wide(columns, rows) if lying is None else lying
        turned = lies != self.sections.lying
        self.sections.turn(lying=lies)
        word = self.style.words["attachment"]
        first = self._paragraph()
        first.paragraph_format.page_break_before = not turned
        first.paragraph_format.keep_with_next = True
        self.flow.turn(self._tall)
        text = f"{word}{number}" if number else word
        self._run(first, text, "heading")
        self._lines(text, keep=True)
        self.blank(keep=True)
        size = self.style.sizes["title"]
        for piece in parted(name, int(self.width * marks.POINTS_PER_MM / size)):
            made = self._paragraph(ALIGN.CENTER)
            made.paragraph_format.line_spacing = Pt(size * 1.5)
            made.paragraph_format.keep_with_next = True
            self._run(made, piece, "title", size)
            self.flow.add(FlowPiece(1, size * 1.5, keep=True))
        self.blank(keep=True)
        self.table(columns, rows)

    def _too_wide(self, columns: Sequence[TableColumn], rows: Sequence[Sequence[str]]) -> bool:
        """Whether figures, dates or heads of some column would be torn on an upright page."""
        page = self.style.page
        whole = (WIDE - page["left"] - page["right"]) * marks.POINTS_PER_MM
        return sum(needs(columns, rows, self.style.sizes["table"])) > whole

    def table(self, columns: Sequence[TableColumn], rows: Sequence[Sequence[str]]) -> None:
        """A ruled table as wide as the text; no row is torn, the heads stand on each page.

        Letters are smaller where figures would be torn otherwise.
        """
        table = self.document.add_table(rows=1, cols=len(columns))
        table.style = self.document.styles["Table Grid"]
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        whole, size = self.width * marks.POINTS_PER_MM, self.style.sizes["table"]
        while size > SMALLEST and sum(needs(columns, rows, size)) > whole:
            size -= 0.5
        cells = _Cells(columns, widths(columns, rows, whole, size), size)
        heights = [self._fill(table.rows[0], [c.head for c in columns], cells, head=True)]
        properties = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - no other way in
        properties.append(marks.element("tblHeader"))
        heights += [self._fill(table.add_row(), row, cells) for row in rows]
        self.flow.table(heights)
        for column, wide in zip(table.columns, cells.widths, strict=True):
            column.width = Pt(wide)

    def _fill(
        self, row: Any, texts: Sequence[str], cells: "_Cells", *, head: bool = False
    ) -> float:  # fmt: skip
        """Fill a row; returns its height in points."""
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no other way in
        properties.append(marks.element("cantSplit"))
        row.height_rule, row.height = WD_ROW_HEIGHT_RULE.AT_LEAST, Mm(ROW_LEAST)
        most, letter = 1, cells.size - self.style.page["tighten"]
        for cell, text, column, wide in zip(row.cells, texts, *cells.both, strict=True):
            room = (wide - SIDE) / letter
            shown = parted_head(text, room) if head else text
            cell.width = Pt(wide)
            self._cell(cell, shown, cells.size, centred=head or column.centred, head=head)
            most = max(most, sum(lines(piece, room, hang=False) for piece in shown.split("\n")))
        return max(ROW_LEAST * marks.POINTS_PER_MM, most * cells.size * CELL_LINE + CELL_PAD + RULE)

    def _cell(self, cell: Any, text: str, size: float, *, centred: bool, head: bool) -> None:
        cell.vertical_alignment = 1
        made = cell.paragraphs[0]
        made.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        made.paragraph_format.line_spacing = Pt(size * CELL_LINE)
        made.paragraph_format.space_before = made.paragraph_format.space_after = Pt(CELL_PAD / 2)
        for name in ("overflowPunct", "snapToGrid"):  # no mark hangs over a rule
            marks.put(made._p.get_or_add_pPr(), marks.element(name, val=0))  # noqa: SLF001
        if centred:
            made.alignment = ALIGN.CENTER
        self._run(made, text, "heading" if head else "body", size)

    def copies(self, sent_to: str, issuer: str, day: str) -> None:
        """版记 on the foot of the last page, which is an even one: who gets copies, who printed when.

        Where the text ends on an odd page, or leaves no room, it has a page of its own; a blank one
        comes before it where it has to.
        """
        texts = [*self._copied(sent_to), f"{issuer}\t{day}印发"]
        size, page = self.style.sizes["imprint"], self.style.page
        tall = len(texts) * size * IMPRINT_LINE
        self._go_to_even(tall + page["line"])
        anchor = self._paragraph()
        anchor.paragraph_format.line_spacing = Pt(1)
        made = [self._imprint(text, size) for text in texts]
        for at, line in enumerate(made):
            last = at == len(made) - 1
            over = {"top": THICK} if at == 0 else {"top": THIN} if last else {}
            marks.rules(line, **over, **({"bottom": THICK} if last else {}))
        high = tall / marks.POINTS_PER_MM
        place = page["left"], HIGH - page["bottom"] - high - 1, self.width, high + 1
        put_box(anchor.add_run(), place, made)

    def _copied(self, sent_to: str) -> list[str]:
        """抄送 in lines: one letter in from both sides, what wraps below the first name, a stop behind."""
        if not sent_to:
            return []
        word = f"{self.style.words['copies']}："
        page, size = self.style.page, self.style.sizes["imprint"]
        room = (WIDE - page["left"] - page["right"]) * marks.POINTS_PER_MM / size - 2 - width(word)
        first, *others = broken(f"{sent_to.rstrip('。；')}。", room)
        return [word + first, *("　" * len(word) + line for line in others)]

    def _go_to_even(self, tall: float) -> None:
        even = self.flow.page % 2 == 0
        fits = self.flow.left >= tall and not self.sections.lying
        if not (even and fits):
            self.sections.even(numbered=not even)
            self.flow.turn(self._tall)
            self.flow.page += self.flow.page % 2

    def _imprint(self, text: str, size: float) -> Any:
        made = self._paragraph()
        form = made.paragraph_format
        form.line_spacing = Pt(size * IMPRINT_LINE)
        form.tab_stops.add_tab_stop(Mm(self.width) - Pt(size), alignment=2)  # right
        self._run(made, f"　{text}", size=size)  # an indent would shorten the rules too
        return made

    def content(self, title: str) -> bytes:
        """The finished .docx; the same blocks give the same bytes."""
        return bytes_of(self.document, title)


def _indents(name: str, day: str, *, sealed: bool) -> tuple[float, float]:
    """Letters free on the right of name and day.

    With a seal the day has four, and the name stands in the middle of it; without one the name has
    two and the day begins two letters after it, more where the day is the longer one.

    >>> _indents("示例县人民政府督查室", "2022年9月30日", sealed=False)
    (2.0, 2.5)
    """
    wide, long = width(day), width(name)
    if sealed:
        return max(1.0, 4 - (long - wide) / 2), 4.0
    if long < wide + 2:
        return 4 + wide - long, 2.0
    return 2.0, round(long - wide, 1)


def parted(text: str, room: int) -> list[str]:
    """A title as lines of at most `room` letters, about equally long, the last one not the longest.

    It is parted after 的, 、 or 关于…情况 where that is near, never inside a bracketed title.

    >>> parted("关于2022年6月份重点工作进展情况的通报", 20)
    ['关于2022年6月份', '重点工作进展情况的通报']
    """
    if len(text) <= room:
        return [text]
    count = -(-len(text) // room)
    lines, rest = [], text
    for left in range(count, 1, -1):
        at = _break(rest, -(-len(rest) // left), room)
        lines.append(rest[:at])
        rest = rest[at:]
    return [*lines, rest]


_NO_START = "，。、；：！？）》」”,.;:!?)的"
_AFTER = ("的", "、", "，", "和", "及", "》", "）", "年", "月份", "工作", "情况")


def _break(text: str, middle: int, room: int) -> int:
    """Where a line may end near the middle, on this side of `room`."""
    fit = [
        at for at in range(2, min(room, len(text) - 2) + 1)
        if text[:at].endswith(_AFTER) and text[at] not in _NO_START
        and text[:at].count("《") == text[:at].count("》")
    ]  # fmt: skip
    near = [at for at in fit if abs(at - middle) <= 5]
    if near:
        return min(near, key=lambda at: (abs(at - middle), -at))
    at = min(middle, room)
    return at if text[at] not in _NO_START else max(1, at - 1)
