"""A .docx that an office set in Word itself: how each piece of a paper looks, and its own lines between.

The pieces are marked: a paragraph that says 【标题】 shows how titles look, and what stands beside the
mark is printed with it. Lines, pictures and tables without a mark are the office's own and stand
where they stand in its file. Margins, heads and feet of its pages are taken as they are.
"""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from io import BytesIO
from typing import Any, NamedTuple
from zipfile import BadZipFile

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import nsmap, qn
from docx.shared import Length
from docx.text.paragraph import Paragraph
from lxml import etree

from taizhang.books.official.style import OfficialStyle
from taizhang.books.resources import Templates, UnfitTemplate, reason

FILE = "公文.docx"
NEEDED = ("标题", "正文")
NAMES = ("红头", "信函头", "文号", "签发人", "刊头", "期号", "发文单位", "发文日期", "标题", "主送", "一级标题", "二级标题", "正文",
         "附件说明", "署名", "日期", "附件号", "附表标题", "表头", "表格", "抄送", "印发")  # fmt: skip
_MARK = re.compile(f"【({'|'.join(NAMES)})】")
_DRAWN = ("drawing", "pict", "object")
EMU_PER_POINT = 12700


class OwnLine(NamedTuple):
    """A line, picture or table of the office's own, and its place in the file."""

    place: int
    element: Any


class PaperModel:
    """An office's own .docx. UnfitTemplate where no paper can be made of it."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        document = self.document()
        self._pieces: dict[str, Any] = {}
        self.places: dict[str, int] = {}
        self.own: list[OwnLine] = []
        self.grid: Any = None
        for place, element in enumerate(document.element.body.iterchildren()):
            self._take(place, element)
        lacks = [f"【{name}】" for name in NEEDED if name not in self._pieces]
        if lacks:
            raise UnfitTemplate(f"里面没有写着{'、'.join(lacks)}的一段")

    def document(self) -> Any:
        """A fresh document of the file."""
        try:
            return Document(BytesIO(self.content))
        except (PackageNotFoundError, BadZipFile, KeyError, ValueError, etree.LxmlError):
            raise UnfitTemplate("不是 Word 文档（.docx）") from None

    def _take(self, place: int, element: Any) -> None:
        text = "".join(t.text or "" for t in element.iter(qn("w:t")))
        found = _MARK.findall(text)
        if element.tag == qn("w:tbl") and {"表头", "表格"} & {*found}:
            self.grid = element
            for inner in element.iter(qn("w:p")):
                self._note(place, inner)
        elif element.tag == qn("w:p") and found:
            self._note(place, element)
        elif element.tag != qn("w:sectPr") and (text.strip() or _drawn(element)):
            self.own.append(OwnLine(place, _without_section(element)))

    def _note(self, place: int, paragraph: Any) -> None:
        _whole_marks(paragraph)
        text = "".join(t.text or "" for t in paragraph.iter(qn("w:t")))
        for name in _MARK.findall(text):
            self._pieces.setdefault(name, _without_section(paragraph))
            self.places.setdefault(name, place)

    def __contains__(self, name: object) -> bool:
        """Whether there is a paragraph for that piece."""
        return name in self._pieces

    def filled(self, name: str, texts: Mapping[str, str]) -> Any:
        """A copy of the paragraph with the words in place of its marks."""
        made = deepcopy(self._pieces[name])
        for child in list(made.iter(qn("w:keepNext"), qn("w:pageBreakBefore"), qn("w:keepLines"))):
            child.getparent().remove(child)
        for t in made.iter(qn("w:t")):
            t.text = _MARK.sub(lambda m: texts.get(m[1], ""), t.text or "")
            t.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return made

    def run(self, name: str) -> Any:
        """A copy of the run properties of the words of that piece; None where it has none."""
        if name not in self._pieces:
            return None
        for run in self._pieces[name].iter(qn("w:r")):
            text = "".join(t.text or "" for t in run.iter(qn("w:t")))
            if f"【{name}】" in text:
                found = run.find(qn("w:rPr"))
                return None if found is None else deepcopy(found)
        return None

    def size(self, document: Any, name: str) -> float:
        """Points of its letters; 0 where that is not said."""
        found = self.run(name)
        size = None if found is None else found.find(qn("w:sz"))
        if size is not None:
            return float(size.get(qn("w:val"))) / 2
        sizes = (s.font.size for s in self._styles(document, name))
        return next((float(size.pt) for size in sizes if size), 0.0)

    def line(self, document: Any, name: str) -> float:
        """Points of a line; 0 where they are not said."""
        forms = [Paragraph(self._pieces[name], document).paragraph_format] if name in self else []
        forms += [s.paragraph_format for s in self._styles(document, name)]
        found = next((f.line_spacing for f in forms if f.line_spacing is not None), None)
        if isinstance(found, Length):
            return float(found.pt)
        return float(found) * self.size(document, name) * 1.3 if found else 0.0

    def _styles(self, document: Any, name: str) -> Iterator[Any]:
        if name not in self._pieces:
            return
        style = Paragraph(self._pieces[name], document).style
        while style is not None:
            yield style
            style = style.base_style

    def style(self, shipped: OfficialStyle) -> OfficialStyle:
        """The measures of the office's pages and lines, where its file says them."""
        document = self.document()
        section = document.sections[0]
        page = dict(shipped.page)
        margins = {"top": section.top_margin, "left": section.left_margin,
                   "right": section.right_margin, "bottom": section.bottom_margin,
                   "number": section.footer_distance}  # fmt: skip
        page |= {key: value.mm for key, value in margins.items() if value is not None}
        line = self.line(document, "正文")
        page |= {"line": line} if line else {}
        sizes = dict(shipped.sizes)
        for key, name in (("title", "标题"), ("body", "正文"), ("table", "表格"),
                          ("imprint", "印发"), ("series", "刊头")):  # fmt: skip
            found = self.size(document, name)
            sizes |= {key: found} if found else {}
        return replace(shipped, page=page, sizes=sizes)

    def look(self) -> str:
        """The tblPr of the office's table with a fixed layout; "" where it has none."""
        found = None if self.grid is None else self.grid.find(qn("w:tblPr"))
        if found is None:
            return ""
        made = deepcopy(found)
        _ruled(made, self.grid)
        for name in ("tblW", "tblLayout", "tblLook", "tblpPr", "tblInd"):
            for child in made.findall(qn(f"w:{name}")):
                made.remove(child)
        wide = parse_xml(f'<w:tblW xmlns:w="{nsmap["w"]}" w:type="auto" w:w="0"/>')
        fixed = parse_xml(f'<w:tblLayout xmlns:w="{nsmap["w"]}" w:type="fixed"/>')
        before = {"tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize",
                  "tblStyleColBandSize"}  # fmt: skip
        made.insert(sum(_name(c) in before for c in made), wide)
        after = {"tblCellMar", "tblLook", "tblCaption", "tblDescription"}
        made.insert(sum(_name(c) not in after for c in made), fixed)
        return etree.tostring(made, encoding="unicode")


def _ruled(properties: Any, table: Any) -> None:
    """Rules that LibreOffice keeps with each cell become those of the whole table."""
    cell = table.find(f".//{qn('w:tcBorders')}")
    if cell is None or properties.find(qn("w:tblBorders")) is not None:
        return
    made = parse_xml(f'<w:tblBorders xmlns:w="{nsmap["w"]}"/>')
    for side, of in (("top", "top"), ("left", "left"), ("bottom", "bottom"), ("right", "right"),
                     ("insideH", "top"), ("insideV", "left")):  # fmt: skip
        found = cell.find(qn(f"w:{of}"))
        if found is not None:
            line = deepcopy(found)
            line.tag = qn(f"w:{side}")
            made.append(line)
    after = {"shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription"}
    properties.insert(sum(_name(c) not in after for c in properties), made)


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _drawn(element: Any) -> bool:
    return any(_name(child) in _DRAWN for child in element.iter())


def drawn_height(element: Any) -> float:
    """Points of the pictures that stand in the line."""
    extents = element.iter(f"{{{nsmap['wp']}}}extent")
    heights = [int(e.get("cy", "0")) for e in extents if _name(e.getparent()) == "inline"]
    return max(heights, default=0) / EMU_PER_POINT


def _without_section(element: Any) -> Any:
    made = deepcopy(element)
    for child in list(made.iter(qn("w:sectPr"))):
        child.getparent().remove(child)
    return made


def _whole_marks(paragraph: Any) -> None:
    """Put a mark that Word tore into several runs into the first of them."""
    texts = list(paragraph.iter(qn("w:t")))
    for found in reversed(list(_MARK.finditer("".join(t.text or "" for t in texts)))):
        at, begun = 0, False
        for t in texts:
            text = t.text or ""
            low, high = max(found.start() - at, 0), min(found.end() - at, len(text))
            at += len(text)
            if low < high:
                t.text = text[:low] + ("" if begun else found[0]) + text[high:]
                begun = True


def office_model(templates: Templates, kind: str) -> PaperModel | None:
    """The office's own .docx for that kind of paper, else for all; None where the shipped layout holds.

    One that cannot be used is named in `templates.faults`; so is a .docx with a name of no kind.
    """
    for name in (f"{kind}.docx", FILE):
        if templates.has_own(name):
            try:
                return PaperModel(templates.path(name).read_bytes())
            except (OSError, ValueError) as wrong:
                templates.refuse(name, reason(wrong))
    return None


def strangers(templates: Templates, kinds: tuple[str, ...]) -> None:
    """Name each .docx of 模板/ that no paper will ever ask for, such as a renamed copy."""
    known = {FILE, *(f"{kind}.docx" for kind in kinds)}
    for name in templates.names("*.docx"):
        if templates.has_own(name) and name not in known:
            templates.refuse(name, f"没有叫这个名字的公文，应当叫“{FILE}”或“体裁名.docx”")
