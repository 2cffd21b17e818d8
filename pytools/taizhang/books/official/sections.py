"""Pages of a paper: upright, lying for a wide table, and the even one that holds the 版记.

A lying page is an upright one turned to the left: its head is where the upright page has its left
edge, on odd and even pages alike, and its number stands where the other pages have theirs, so on the
left edge, to be read from the top down.
"""

from copy import deepcopy
from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.shared import Mm, Pt

from taizhang.books.official import marks
from taizhang.books.official.box import put_box
from taizhang.books.official.style import OfficialStyle

WIDE, HIGH = 210, 297  # mm, A4
MARK = 35  # mm from the upper edge of the text to 发文机关标志
# of a 信函, mm: the name below the edge, its lines below it and above the foot, how wide they are
LETTER_TOP, LETTER_GAP, LETTER_FOOT, LETTER_RULE = 30, 4, 20, 170


class Sections:
    """The sections of one document, each with its own foot."""

    def __init__(self, document: Any, style: OfficialStyle, *, own: bool = False) -> None:
        """`own`: the first section is the office's, with its heads and feet."""
        self.document, self.style, self.own = document, style, own
        self.lying = False
        self._boxes = 100
        section = document.sections[0]
        if own:
            self._feet = [deepcopy(e) for e in section._sectPr if _refers(e)]  # noqa: SLF001 - no other way in
            return
        document.settings.odd_and_even_pages_header_footer = True
        self._upright(section)
        self._numbered(section)

    def turn(self, *, lying: bool) -> None:
        """Begin a new page that lies, or stands again; nothing where it does so already."""
        if lying == self.lying:
            return
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = False
        self.lying = lying
        if lying:
            self._lie(section)
        else:
            self._upright(section)
            self._numbered(section)

    def even(self, *, numbered: bool) -> None:
        """Go on on the next even page; after a blank one neither has a number."""
        section = self.document.add_section(WD_SECTION.EVEN_PAGE)
        section.different_first_page_header_footer = False
        self.lying = False
        self._upright(section)
        if numbered:
            self._numbered(section)
        else:
            for foot in (section.footer, section.even_page_footer):
                foot.is_linked_to_previous = False

    def mark(self, name: Any, size: float) -> float:
        """Put 发文机关标志 35 mm below the upper edge of the text; the text begins below it.

        Returns the points of the text that it takes.
        """
        page = self.style.page
        high = MARK + size * 1.15 / marks.POINTS_PER_MM  # letters stand in the middle of their line
        anchor = self._anchor(self.document.add_paragraph())
        place = page["left"], page["top"], WIDE - page["left"] - page["right"], high
        put_box(anchor, place, [name], number=90)
        return high * marks.POINTS_PER_MM + 1

    def letter(self, name: Any, size: float) -> float:
        """Put the name of a 信函 30 mm below the edge, over its red lines; others stand on the foot.

        Returns the points of the text that they take.
        """
        section, colour = self.document.sections[0], self.style.colour
        section.different_first_page_header_footer = True
        left = (WIDE - LETTER_RULE) / 2
        slack = size * 0.15 / marks.POINTS_PER_MM
        high = size * 1.3 / marks.POINTS_PER_MM + LETTER_GAP
        marks.double_rule(name, "bottom", colour, LETTER_GAP * marks.POINTS_PER_MM)
        anchor = self._anchor(self.document.add_paragraph())
        put_box(anchor, (left, LETTER_TOP - slack, LETTER_RULE, high), [name], number=90)
        foot = section.first_page_footer
        foot.is_linked_to_previous = False
        line = foot.add_paragraph()
        line.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        line.paragraph_format.line_spacing = Pt(1)
        marks.double_rule(line, "top", colour)
        place = left, HIGH - LETTER_FOOT - 1, LETTER_RULE, 2.0
        put_box(foot.paragraphs[0].add_run(), place, [line], number=91)
        return (LETTER_TOP - slack + high - self.style.page["top"]) * marks.POINTS_PER_MM + 1

    @staticmethod
    def _anchor(paragraph: Any) -> Any:
        """A run that takes no room, to hang a box on."""
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        paragraph.paragraph_format.line_spacing = Pt(1)
        marks.put(paragraph._p.get_or_add_pPr(), marks.element("snapToGrid", val=0))  # noqa: SLF001 - python-docx has no other way in
        return paragraph.add_run()

    # ------------------------------------------------------------------ one section

    def _upright(self, section: Any) -> None:
        page = self.style.page
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(WIDE), Mm(HIGH)
        section.top_margin, section.bottom_margin = Mm(page["top"]), Mm(page["bottom"])
        section.left_margin, section.right_margin = Mm(page["left"]), Mm(page["right"])
        section.footer_distance, section.header_distance = Mm(page["number"]), Mm(15)
        marks.grid(section, page["line"])

    def _numbered(self, section: Any) -> None:
        if self.own:
            properties = section._sectPr  # noqa: SLF001 - python-docx has no other way in
            for old in [e for e in properties if _refers(e)]:
                properties.remove(old)
            for at, foot in enumerate(self._feet):
                properties.insert(at, deepcopy(foot))
            return
        for foot, align in ((section.footer, ALIGN.RIGHT), (section.even_page_footer, ALIGN.LEFT)):
            foot.is_linked_to_previous = False
            self._number(foot.paragraphs[0], align)

    def _lie(self, section: Any) -> None:
        page = self.style.page
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(HIGH), Mm(WIDE)
        section.top_margin, section.bottom_margin = Mm(page["left"]), Mm(page["right"])
        section.left_margin, section.right_margin = Mm(page["bottom"]), Mm(page["top"])
        section.footer_distance, section.header_distance = Mm(10), Mm(10)
        marks.grid(section, page["line"])
        for foot, align in ((section.footer, ALIGN.RIGHT), (section.even_page_footer, ALIGN.LEFT)):
            foot.is_linked_to_previous = False
            self._beside(foot, align)

    def _beside(self, foot: Any, align: Any) -> None:
        """The number in a box on the left edge: where the foot of an upright page is."""
        page, high = self.style.page, self.style.sizes["number"] / marks.POINTS_PER_MM
        inside = foot.add_paragraph()
        self._number(inside, align)
        place = page["number"], page["left"], high, WIDE - page["left"] - page["right"]
        self._boxes += 1
        put_box(foot.paragraphs[0].add_run(), place, [inside], number=self._boxes, turned=True)

    def _number(self, paragraph: Any, align: Any) -> None:
        paragraph.style = self.document.styles["Normal"]
        size = self.style.sizes["number"]
        paragraph.alignment = align
        form = paragraph.paragraph_format
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(size)
        form.left_indent = form.right_indent = Pt(size)
        for text in ("— ", None, " —"):
            run = paragraph.add_run(text or "")
            run.font.size = Pt(size)
            properties = run._r.get_or_add_rPr()  # noqa: SLF001 - python-docx has no other way in
            marks.set_fonts(properties, *[self.style.font("number")] * 2)
            if text is None:
                marks.page_field(run)


def _refers(element: Any) -> bool:
    """Whether it names a head or a foot."""
    return str(element.tag).endswith(("}headerReference", "}footerReference"))
