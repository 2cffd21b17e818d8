"""A manual as a .docx: cover with contents, a page for each heading, steps, tables, pictures.

Headings stand in the navigation of Word; the contents lead to the pages and know their numbers.
"""

import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from taizhang.books.official import marks
from taizhang.books.official.columns import TableColumn
from taizhang.books.official.paper import OfficialPaper
from taizhang.books.official.source import Block, BlockKind, Manual
from taizhang.books.official.style import OfficialStyle

HIGHEST = 120.0  # mm of a picture
LETTERS = (5, 22)  # a column is as wide as its longest cell, within these


def draw_manual(
    manual: Manual, style: OfficialStyle, pictures: Mapping[str, Path], *, contents: bool = True
) -> bytes:
    """The .docx of a manual; the same source gives the same bytes. One page has no contents."""
    book = _Handbook(style, pictures)
    book.title(manual.title)
    before = []
    for block in manual.blocks:
        if block.form in {BlockKind.CHAPTER, BlockKind.PAGE}:
            break
        before.append(block)
    for block in before:
        book.block(block)
    if contents:
        book.contents(manual.headings)
    for block in manual.blocks[len(before) :]:
        book.block(block)
    return book.paper.content(manual.title)


class _Handbook:
    """A paper that is written heading by heading."""

    def __init__(self, style: OfficialStyle, pictures: Mapping[str, Path]) -> None:
        self.paper, self.style, self.pictures = OfficialPaper(style), style, pictures
        self._bookmarks = 0
        self._chapter: Block | None = None

    def block(self, block: Block) -> None:
        match block.form:
            case BlockKind.CHAPTER:
                self._chapter = block
                self._heading(block, 0)
            case BlockKind.PAGE:
                self._heading(block, 1)
            case BlockKind.TABLE:
                self._table(block.rows)
            case BlockKind.PICTURE:
                self._picture(block)
            case BlockKind.TEXT:
                self._line(block.text, indent=2)
            case BlockKind.STEP:
                self._line(f"{block.number}. {block.text}", hang=2)
            case BlockKind.POINT:
                self._line(f"•　{block.text}", hang=2)
            case _:
                pass  # the title stands on the first page, the buttons are there already

    def title(self, text: str) -> None:
        made = self._paragraph(self.style.sizes["series"])
        made.alignment = ALIGN.CENTER
        self.paper._run(made, text, "title", self.style.sizes["series"])  # noqa: SLF001 - its own page

    def contents(self, headings: Sequence[Block]) -> None:
        """Chapters and pages with the numbers of their pages, each a link."""
        for at, block in enumerate(headings, start=1):
            chapter = block.form is BlockKind.CHAPTER
            made = self._paragraph(self.style.sizes["table"])
            form = made.paragraph_format
            form.left_indent = Pt(0 if chapter else 24)
            form.space_before, form.space_after = Pt(6 if chapter else 0), Pt(0)
            form.line_spacing = 1.0
            form.tab_stops.add_tab_stop(Mm(self.paper.width), alignment=2, leader=1)  # right, dots
            link = OxmlElement("w:hyperlink")
            link.set(qn("w:anchor"), f"p{at}")
            size = self.style.sizes["table"]
            role = "heading" if chapter else "body"
            runs = [self.paper._run(made, block.text, role, size)]  # noqa: SLF001
            runs.append(self.paper._run(made, "\t", size=size))  # noqa: SLF001
            runs.append(self.paper._run(made, "", size=size))  # noqa: SLF001
            marks.page_field(runs[-1])
            for instruction in runs[-1]._r.iter(qn("w:instrText")):  # noqa: SLF001
                instruction.text = f" PAGEREF p{at} \\h "
            for run in runs:
                link.append(run._r)  # noqa: SLF001
            made._p.append(link)  # noqa: SLF001

    # ------------------------------------------------------------------ lines

    def _paragraph(self, size: float = 0.0) -> Any:
        made = self.paper._paragraph()  # noqa: SLF001 - a manual is a paper with other lines
        form = made.paragraph_format
        form.line_spacing_rule = WD_LINE_SPACING.MULTIPLE
        form.line_spacing = 1.3
        form.space_after = Pt((size or self.style.sizes["body"]) / 3)
        return made

    def _heading(self, block: Block, depth: int) -> None:
        size = self.style.sizes["title"] + (6 if depth == 0 else 0)
        made = self._paragraph(size)
        form = made.paragraph_format
        form.keep_with_next = True
        form.page_break_before = depth == 0 or not self._follows_chapter()
        marks.put(made._p.get_or_add_pPr(), marks.element("outlineLvl", val=depth))  # noqa: SLF001
        self._bookmarks += 1
        name = f"p{self._bookmarks}"
        start = marks.element("bookmarkStart", id=self._bookmarks, name=name)
        made._p.append(start)  # noqa: SLF001
        self.paper._run(made, block.text, "title", size)  # noqa: SLF001
        made._p.append(marks.element("bookmarkEnd", id=self._bookmarks))  # noqa: SLF001
        marks.rule_below(made, self.style.rule, self.style.colour)

    def _follows_chapter(self) -> bool:
        """Whether a chapter's heading is the line above: the first page stands under it."""
        fresh, self._chapter = self._chapter is not None, None
        return fresh

    def _line(self, text: str, *, indent: float = 0.0, hang: float = 0.0) -> None:
        self._chapter = None
        made = self._paragraph()
        letter = self.style.sizes["body"]
        if indent:
            made.paragraph_format.first_line_indent = Pt(indent * letter)
        if hang:
            made.paragraph_format.left_indent = Pt(hang * letter)
            made.paragraph_format.first_line_indent = Pt(-hang * letter)
        self.paper._run(made, text)  # noqa: SLF001

    def _table(self, rows: Sequence[Sequence[str]]) -> None:
        self._chapter = None
        least, most = LETTERS
        columns = [
            TableColumn(head, min(max(least, *map(_width, cells)), most))
            for head, *cells in zip(*rows, strict=True)
        ]
        self.paper.table(columns, rows[1:])
        self._paragraph(self.style.sizes["number"])

    def _picture(self, block: Block) -> None:
        self._chapter = None
        path = self.pictures[block.file]
        wide, high = _size(path)
        width = min(self.paper.width, HIGHEST * wide / high)
        made = self._paragraph()
        made.alignment = ALIGN.CENTER
        made.paragraph_format.keep_with_next = True
        made.add_run().add_picture(str(path), width=Mm(width))
        found = self.paper.document.inline_shapes[-1]._inline.docPr  # noqa: SLF001
        found.set("descr", block.text)
        under = self._paragraph()
        under.alignment = ALIGN.CENTER
        self.paper._run(under, block.text, "body", self.style.sizes["table"])  # noqa: SLF001


def _width(text: str) -> float:
    """Letters, those of the Latin alphabet and figures as half of one."""
    return sum(0.6 if letter.isascii() else 1.0 for letter in text) + 1


def _size(path: Path) -> tuple[int, int]:
    """Width and height of a PNG in pixels."""
    wide, high = struct.unpack(">II", path.read_bytes()[16:24])
    return wide, high
