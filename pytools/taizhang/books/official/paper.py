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
from taizhang.books.official.saved import bytes_of
from taizhang.books.official.style import OfficialStyle

WIDE, HIGH = 210, 297  # mm, A4
LEVELS = {1: "heading", 2: "second", 3: "body", 4: "body"}
THICK, THIN = 1.0, 0.7  # points: 0.35 and 0.25 mm
IMPRINT_LINE = 1.6  # height of a line of the 版记, in letters


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of an attached table: its head, its share of the width, whether it is centred."""

    head: str
    share: float
    centred: bool = False


class OfficialPaper:
    """A document of one section on A4; blocks follow one another."""

    def __init__(self, style: OfficialStyle) -> None:
        self.style = style
        self.document = Document()
        self._fresh = True
        self._set_styles()
        self._set_page()

    @property
    def width(self) -> float:
        """The type area's width in mm."""
        return WIDE - self.style.page["left"] - self.style.page["right"]

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

    def _set_page(self) -> None:
        section, page = self.document.sections[0], self.style.page
        section.page_width, section.page_height = Mm(WIDE), Mm(HIGH)
        section.top_margin, section.bottom_margin = Mm(page["top"]), Mm(page["bottom"])
        section.left_margin, section.right_margin = Mm(page["left"]), Mm(page["right"])
        section.footer_distance, section.header_distance = Mm(page["number"]), Mm(15)
        marks.grid(section, page["line"])
        self.document.settings.odd_and_even_pages_header_footer = True
        for foot, align in ((section.footer, ALIGN.RIGHT), (section.even_page_footer, ALIGN.LEFT)):
            foot.is_linked_to_previous = False
            self._page_number(foot.paragraphs[0], align)

    def _page_number(self, paragraph: Any, align: Any) -> None:
        paragraph.style = self.document.styles["Normal"]
        size = self.style.sizes["number"]
        paragraph.alignment = align
        form = paragraph.paragraph_format
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(size)
        form.left_indent = form.right_indent = Pt(size)
        for text in ("— ", None, " —"):
            run = self._run(paragraph, text or "", "number", size)
            marks.set_fonts(run._r.get_or_add_rPr(), *[self.style.font("number")] * 2)  # noqa: SLF001
            if text is None:
                marks.page_field(run)

    # ------------------------------------------------------------------ lines

    def _paragraph(self, align: Any = None, indent: float = 0.0) -> Any:
        """A new paragraph; `indent` in letters of the body."""
        made = self.document.add_paragraph()
        self._fresh = False
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

    def blank(self, lines: int = 1) -> None:
        """Empty lines."""
        for _ in range(lines):
            self._paragraph()

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
        run = self._run(made, series, "title", size)
        run.font.color.rgb = RGBColor.from_string(self.style.colour)
        if number:
            self._run(self._paragraph(ALIGN.CENTER), number)
        line = self._paragraph()
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
        self.blank()

    def addressee(self, text: str) -> None:
        """Who it goes to, flush left."""
        self._run(self._paragraph(), text)

    # ------------------------------------------------------------------ the body

    def level(self, level: int, heading: str, text: str = "") -> None:
        """A heading of level 1 to 4; of the lower levels text may go on in the same line."""
        made = self._paragraph(indent=2)
        if not text:
            made.paragraph_format.keep_with_next = True
        self._run(made, heading, LEVELS[level])
        if text:
            self._run(made, text)

    def text(self, text: str) -> None:
        """A paragraph, indented by two letters."""
        self._run(self._paragraph(indent=2), text)

    def attachments(self, names: Sequence[str]) -> None:
        """附件说明: one blank line below the text, the names one below the other."""
        self.blank()
        word = self.style.words["attachment"]
        for at, name in enumerate(names, start=1):
            head = f"{word}：" if at == 1 else "　" * (len(word) + 1)
            number = f"{at}. " if len(names) > 1 else ""
            self._run(self._paragraph(indent=2), f"{head}{number}{name}")

    def signature(self, name: str, day: str) -> None:
        """Who signs, and when, on the right; the day two letters further to the left."""
        self.blank(2)
        for made in self.document.paragraphs[-3:]:
            made.paragraph_format.keep_with_next = True  # no page holds a signature alone
        for text, indent in ((name, 2.0), (day, 4.0)):
            made = self._paragraph(ALIGN.RIGHT)
            made.paragraph_format.right_indent = Pt(indent * self._letter)
            made.paragraph_format.keep_together = True
            made.paragraph_format.keep_with_next = text == name
            self._run(made, text)

    # ------------------------------------------------------------------ behind the text

    def attachment(
        self, number: int, name: str, columns: Sequence[TableColumn],
        rows: Sequence[Sequence[str]], several: bool = True,
    ) -> None:  # fmt: skip
        """A table on a page of its own: 附件1 top left, its title, heads repeated on each page."""
        word = self.style.words["attachment"]
        first = self._paragraph()
        first.paragraph_format.page_break_before = True
        self._run(first, f"{word}{number}" if several else word, "heading")
        self.blank()
        made = self._paragraph(ALIGN.CENTER)
        self._run(made, name, "title", self.style.sizes["title"])
        self.blank()
        self.table(columns, rows)

    def table(self, columns: Sequence[TableColumn], rows: Sequence[Sequence[str]]) -> None:
        """A ruled table as wide as the text; no row is torn, the heads stand on each page."""
        table = self.document.add_table(rows=1, cols=len(columns))
        table.style = self.document.styles["Table Grid"]
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        whole = sum(c.share for c in columns)
        widths = [self.width * c.share / whole for c in columns]
        self._fill(table.rows[0], [c.head for c in columns], columns, widths, head=True)
        properties = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - no other way in
        properties.append(marks.element("tblHeader"))
        for row in rows:
            self._fill(table.add_row(), row, columns, widths)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)

    def _fill(
        self, row: Any, texts: Sequence[str], columns: Sequence[TableColumn],
        widths: Sequence[float], *, head: bool = False,
    ) -> None:  # fmt: skip
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no other way in
        properties.append(marks.element("cantSplit"))
        row.height_rule, row.height = WD_ROW_HEIGHT_RULE.AT_LEAST, Mm(8)
        size = self.style.sizes["table"]
        for cell, text, column, width in zip(row.cells, texts, columns, widths, strict=True):
            cell.width = Mm(width)
            cell.vertical_alignment = 1
            made = cell.paragraphs[0]
            made.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
            made.paragraph_format.line_spacing = 1.0
            made.paragraph_format.space_before = made.paragraph_format.space_after = Pt(2)
            marks.put(made._p.get_or_add_pPr(), marks.element("snapToGrid", val=0))  # noqa: SLF001
            if head or column.centred:
                made.alignment = ALIGN.CENTER
            self._run(made, text, "heading" if head else "body", size)

    def copies(self, sent_to: str, issuer: str, day: str) -> None:
        """版记 on the foot of the last page: who gets copies, who printed it and when."""
        lines = [f"{self.style.words['copies']}：{sent_to}"] if sent_to else []
        lines.append(f"{issuer}\t{day}印发")
        size, page = self.style.sizes["imprint"], self.style.page
        tall = len(lines) * size * IMPRINT_LINE / marks.POINTS_PER_MM
        anchor = self._paragraph()
        anchor.paragraph_format.line_spacing = Pt(1)
        made = [self._imprint(text, size) for text in lines]
        for at, line in enumerate(made):
            over = {"top": THICK} if at == 0 else {}
            marks.rules(line, **over, bottom=THICK if line is made[-1] else THIN)
        place = page["left"], HIGH - page["bottom"] - tall - 1, self.width, tall + 1
        put_box(anchor.add_run(), place, made)

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
