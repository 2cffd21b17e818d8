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

from collections.abc import Mapping, Sequence
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from lxml import etree

from taizhang.books.official import marks
from taizhang.books.official.box import put_box
from taizhang.books.official.columns import TableColumn, fitted, needs
from taizhang.books.official.flow import FlowPiece, PageFlow, broken, lines, width
from taizhang.books.official.grid import GridLook, fonts_xml, make_grid
from taizhang.books.official.model import PaperModel, drawn_height
from taizhang.books.official.saved import bytes_of
from taizhang.books.official.sections import HIGH, WIDE, Sections
from taizhang.books.official.style import OfficialStyle

NAMED = {1: "一级标题", 2: "二级标题"}  # pieces of an office's own file
LEVELS = {1: "heading", 2: "second", 3: "body", 4: "body"}
THICK, THIN = 1.0, 0.7  # points: 0.35 and 0.25 mm
IMPRINT_LINE = 1.6  # height of a line of the 版记, in letters
SMALLEST = 8.0  # points of a table's letters
RED_LINE = 11  # points from 发文字号 to the red line: 4 mm
BLANK_NAME = "　" * 4  # room for a name written by hand


class OfficialPaper:
    """A document on A4; blocks follow one another. `flow` knows how far the pages are filled."""

    def __init__(self, style: OfficialStyle, model: PaperModel | None = None) -> None:
        """Of the layout, or as the office's own file shows it."""
        self.model = model
        self.style = model.style(style) if model else style
        self.document = model.document() if model else Document()
        self.headed = False
        self._own = list(model.own) if model else []
        if model:
            _emptied(self.document)
        else:
            self._set_styles()
        self.sections = Sections(self.document, self.style, own=model is not None)
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

    def _piece(self, name: str, texts: Mapping[str, str]) -> Any:
        """A paragraph as the office's file shows that piece, with these words; None without one.

        What stands before it in that file comes first.
        """
        if self.model is None:
            return None
        if name in self.model:
            self._before(self.model.places[name])
        if name not in self.model:
            return None
        made = self.model.filled(name, texts)
        self.document.element.body.insert_element_before(made, "w:sectPr")
        return Paragraph(made, self.document._body)  # noqa: SLF001 - python-docx has no other way in

    def _before(self, place: float) -> None:
        """The office's own lines that stand before that place of its file, once each."""
        while self._own and self._own[0].place < place:
            made = self._own.pop(0).element
            self.document.element.body.insert_element_before(made, "w:sectPr")
            text = "".join(t.text or "" for t in made.iter(qn("w:t")))
            tall = max(self.style.page["line"], drawn_height(made))
            self.flow.add(FlowPiece(lines(text, self._room), tall))

    def _shown(self, run: Any, name: str) -> None:
        """Let a run look as the office's file shows that piece."""
        found = self.model.run(name) if self.model else None
        if found is not None:
            if run._r.rPr is not None:  # noqa: SLF001 - python-docx has no other way in
                run._r.remove(run._r.rPr)  # noqa: SLF001
            run._r.insert(0, found)  # noqa: SLF001

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
        size = min(
            self.style.sizes["series"], self.width * marks.POINTS_PER_MM / max(len(series), 4)
        )
        self.headed = True
        if self._piece("刊头", {"刊头": series}) is None:
            self._series(series, size)
        # space above is dropped on top of a page
        self.flow.add(FlowPiece(1, size * 1.3, whole=True))
        if number:
            if self._piece("期号", {"期号": number}) is None:
                self._run(self._paragraph(ALIGN.CENTER), number)
            self._lines(number)
        self._lines(issuer)
        if self._piece("发文单位", {"发文单位": issuer, "发文日期": day}) is None:
            line = self._paragraph()
            line.paragraph_format.tab_stops.add_tab_stop(Mm(self.width), alignment=2)  # right
            self._run(line, f"{issuer}\t{day}")
            marks.rule_below(line, self.style.rule, self.style.colour)

    def _series(self, series: str, size: float) -> None:
        """The red name of a series."""
        made = self._red(series, size)
        made.paragraph_format.space_before = Pt(self.style.page["line"])

    def _red(self, text: str, size: float) -> Any:
        """A line of large red letters in the middle."""
        made = self._paragraph(ALIGN.CENTER)
        made.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        made.paragraph_format.line_spacing = Pt(size * 1.3)
        run = self._run(made, text, "title", size)
        run.font.color.rgb = RGBColor.from_string(self.style.colour)
        return made

    def letterhead(self, issuer: str) -> None:
        """发文机关标志 of a document with a red head: its upper edge 35 mm below that of the text."""
        if self._piece("红头", {"红头": issuer}) is not None:
            self.flow.add(FlowPiece(1, self.style.sizes["series"] * 1.3, whole=True))
            return
        size = self._fitting(issuer, self.width)
        self.flow.add(FlowPiece(1, self.sections.mark(self._red(issuer, size), size), whole=True))

    def _fitting(self, text: str, wide: float) -> float:
        """Points of red letters that fit on a line of so many mm."""
        return min(self.style.sizes["series"], wide * marks.POINTS_PER_MM / max(width(text), 4))

    def numbered(self, number: str, signer: str = "") -> None:
        """发文字号 two lines below the mark, in the middle, or with the signer beside it; the red line."""
        self.blank(2)
        if self._piece("文号", {"文号": number, "签发人": signer}) is None:
            made = self._paragraph(None if signer else ALIGN.CENTER)
            self._run(made, f"　{number}" if signer else number)
            if signer:
                word, _, name = signer.partition("：")
                made.paragraph_format.tab_stops.add_tab_stop(Mm(self.width), alignment=2)  # right
                self._run(made, f"\t{word}：" if name or "：" in signer else f"\t{word}")
                self._run(made, f"{name or BLANK_NAME}　", "second")
            marks.rule_below(made, self.style.rule, self.style.colour, space=RED_LINE)
        self._lines(number)

    def letter(self, issuer: str, number: str) -> None:
        """信函: the name 30 mm from the edge, red double lines below it and on the foot, the number right.

        The first page has no number.
        """
        size, tall = self._fitting(issuer, self.width), self.style.page["line"]
        if self._piece("信函头", {"信函头": issuer}) is None:
            tall = self.sections.letter(self._red(issuer, size), size)
        self.flow.add(FlowPiece(1, tall, whole=True))
        if number and self._piece("文号", {"文号": number, "签发人": ""}) is None:
            self._run(self._paragraph(ALIGN.RIGHT), number)
            self._lines(number)

    def title(self, text: str) -> None:
        """The title, centred two lines below the red line; parted where its lines are even."""
        if self.model:
            self._before(self.model.places["标题"])
        self.blank()
        self._titled("标题", text, exact=True)
        self.blank()

    def _titled(self, name: str, text: str, *, exact: bool) -> None:
        """A title in lines of even length."""
        size = self.style.sizes["title"]
        for piece in parted(text, int(self.width * marks.POINTS_PER_MM / size)):
            made = self._piece(name, {name: piece})
            if made is None:
                made = self._paragraph(ALIGN.CENTER)
                made.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
                made.paragraph_format.line_spacing = Pt(size * 1.5)
                self._run(made, piece, "title", size)
            else:  # LibreOffice would put large letters on every second line of the page
                marks.put(made._p.get_or_add_pPr(), marks.element("snapToGrid", val=0))  # noqa: SLF001
            made.paragraph_format.keep_with_next = True
            tall = self.model.line(self.document, name) if self.model else 0.0
            self.flow.add(FlowPiece(1, tall or size * 1.5, whole=exact, keep=True))

    def addressee(self, text: str) -> None:
        """Who it goes to, flush left."""
        if self._piece("主送", {"主送": text}) is None:
            self._run(self._paragraph(), text)
        self._lines(text)

    # ------------------------------------------------------------------ the body

    def level(self, level: int, heading: str, text: str = "") -> None:
        """A heading of level 1 to 4; of the lower levels text may go on in the same line."""
        name = NAMED.get(level, "正文")
        made = self._piece(name, {name: heading})
        if made is None:
            made = self._paragraph(indent=2)
            self._run(made, heading, LEVELS[level])
        if not text:
            made.paragraph_format.keep_with_next = True
        self._lines(heading + text, 2, keep=not text)
        if text:
            self._shown(self._run(made, text), "正文")

    def text(self, text: str) -> None:
        """A paragraph, indented by two letters."""
        if self._piece("正文", {"正文": text}) is None:
            self._run(self._paragraph(indent=2), text)
        self._lines(text, 2)

    def attachments(self, names: Sequence[str]) -> None:
        """附件说明: one blank line below the text, the names below one another, each hanging."""
        self._reach("附件说明", "署名")
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
            shown = self._run(made, f"{head}\t{name}" if number else f"{head}{name}")
            self._shown(shown, "附件说明")
            count = lines(name, self._room - left)
            self.flow.add(FlowPiece(count, self.style.page["line"], whole=True, keep=True))

    def signature(self, name: str, day: str) -> None:
        """Who signs, and when, on the right: with room for a seal, or without one."""
        self._reach("署名", "日期")
        sealed = self.style.seal and not self.headed
        for made in self.document.paragraphs[-1:]:
            made.paragraph_format.keep_with_next = True  # no page holds a signature alone
        self.blank(2 if sealed else 1, keep=True)
        for text, indent in zip((name, day), _indents(name, day, sealed=sealed), strict=True):
            piece = "署名" if text == name else "日期"
            made = self._piece(piece, {piece: text})
            if made is None:
                made = self._paragraph(ALIGN.RIGHT)
                self._run(made, text)
            if made.alignment == ALIGN.RIGHT:
                made.paragraph_format.right_indent = Pt(indent * self._letter)
            made.paragraph_format.keep_together = True
            made.paragraph_format.keep_with_next = text == name
            self._lines(text, indent, keep=text == name)

    def _reach(self, *names: str) -> None:
        """Put the office's own lines that stand before the first of these pieces that it shows."""
        places = self.model.places if self.model else {}
        found = [places[name] for name in names if name in places]
        if found:
            self._before(found[0])

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
        text = f"{word}{number}" if number else word
        first = self._piece("附件号", {"附件号": text})
        if first is None:
            first = self._paragraph()
            self._run(first, text, "heading")
        first.paragraph_format.page_break_before = not turned
        first.paragraph_format.keep_with_next = True
        self.flow.turn(self._tall)
        self._lines(text, keep=True)
        self.blank(keep=True)
        self._titled("附表标题", name, exact=False)
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
        whole, size = self.width * marks.POINTS_PER_MM, self.style.sizes["table"]
        wide, size = fitted(columns, rows, whole, size, SMALLEST)
        look = GridLook(
            self._xml("表头", "heading", size), self._xml("表格", "body", size), size,
            self.style.page["tighten"], self.model.look() if self.model else "",
        )  # fmt: skip
        made = make_grid(columns, rows, wide, look)
        self.document.element.body.insert_element_before(made.element, "w:sectPr")
        self.flow.table(made.heights)

    def _xml(self, name: str, role: str, size: float) -> str:
        """Run properties of a table's words."""
        found = self.model.run(name) if self.model else None
        if found is None:
            fonts = (
                "" if role == "body" else fonts_xml(self.style.font(role), self.style.font("latin"))
            )
            return f'<w:rPr>{fonts}<w:sz w:val="{round(size * 2)}"/></w:rPr>'
        for sized in found.findall(qn("w:sz")):
            sized.set(qn("w:val"), str(round(size * 2)))
        return etree.tostring(found, encoding="unicode")

    def copies(self, sent_to: str, issuer: str, day: str) -> None:
        """版记 on the foot of the last page, which is an even one: who gets copies, who printed when.

        Where the text ends on an odd page, or leaves no room, it has a page of its own; a blank one
        comes before it where it has to.
        """
        self._before(float("inf"))
        self._foot([*self._copied(sent_to), f"{issuer}\t{day}印发"])

    def briefed(self, sent: Sequence[str]) -> None:
        """The foot of a 简报, where a 版记 would stand: 报：… 送：… 发：…, each in lines of its own."""
        parts = [part.partition("：") for part in sent]
        texts = [line for word, _, names in parts if names.strip()
                 for line in self._sent(f"{word}：", names)]  # fmt: skip
        if texts:
            self._before(float("inf"))
            self._foot(texts)

    def _foot(self, texts: Sequence[str]) -> None:
        size, page = self.style.sizes["imprint"], self.style.page
        tall = len(texts) * size * IMPRINT_LINE
        self._go_to_even(tall + page["line"])
        anchor = self._paragraph()
        anchor.paragraph_format.line_spacing = Pt(1)
        made = self.imprint(texts)
        high = tall / marks.POINTS_PER_MM
        place = page["left"], HIGH - page["bottom"] - high - 1, self.width, high + 1
        put_box(anchor.add_run(), place, made)

    def imprint(self, texts: Sequence[str]) -> list[Any]:
        """The ruled lines of a 版记, each a paragraph; the last says who printed."""
        size = self.style.sizes["imprint"]
        made = []
        for at, text in enumerate(texts):
            last = at == len(texts) - 1
            made.append(self._imprint(text, size, "印发" if last else "抄送"))
            over = {"top": THICK} if at == 0 else {"top": THIN} if last else {}
            marks.rules(made[-1], **over, **({"bottom": THICK} if last else {}))
        return made

    def _copied(self, sent_to: str) -> list[str]:
        """抄送 in lines: one letter in from both sides, what wraps below the first name, a stop behind."""
        if not sent_to:
            return []
        return self._sent(f"{self.style.words['copies']}：", sent_to)

    def _sent(self, word: str, names: str) -> list[str]:
        page, size = self.style.page, self.style.sizes["imprint"]
        room = (WIDE - page["left"] - page["right"]) * marks.POINTS_PER_MM / size - 2 - width(word)
        first, *others = broken(f"{names.rstrip('。；')}。", room)
        return [word + first, *("　" * len(word) + line for line in others)]

    def _go_to_even(self, tall: float) -> None:
        even = self.flow.page % 2 == 0
        fits = self.flow.left >= tall and not self.sections.lying
        if not (even and fits):
            self.sections.even(numbered=not even)
            self.flow.turn(self._tall)
            self.flow.page += self.flow.page % 2

    def _imprint(self, text: str, size: float, name: str) -> Any:
        made = self._paragraph()
        form = made.paragraph_format
        form.line_spacing = Pt(size * IMPRINT_LINE)
        form.tab_stops.add_tab_stop(Mm(self.width) - Pt(size), alignment=2)  # right
        self._shown(
            self._run(made, f"　{text}", size=size), name
        )  # an indent would shorten the rules too
        return made

    def content(self, title: str) -> bytes:
        """The finished .docx; the same blocks give the same bytes."""
        self._before(float("inf"))
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
_AFTER = ("的", "、", "，", "和", "及", "》", "）", "年", "月", "月份", "季度", "半年", "工作",
          "情况")  # fmt: skip


def _break(text: str, middle: int, room: int) -> int:
    """Where a line may end near the middle, on this side of `room`."""
    fit = [
        at for at in range(2, min(room, len(text) - 2) + 1)
        if text[:at].endswith(_AFTER) and text[at] not in _NO_START
        and text[:at].count("《") == text[:at].count("》") and not _in_a_date(text, at)
    ]  # fmt: skip
    near = [at for at in fit if abs(at - middle) <= 5]
    if near:
        return min(near, key=lambda at: (abs(at - middle), -at))
    at = min(middle, room)
    while at > 1 and (text[at] in _NO_START or _in_a_date(text, at)):
        at -= 1
    return at


def _in_a_date(text: str, at: int) -> bool:
    """Whether a line that ends there tears a number or a date apart.

    >>> [_in_a_date("关于2025年12月重点", at) for at in (2, 4, 7, 10)]
    [False, True, True, False]
    """
    before, after = text[at - 1], text[at]
    if after.isdigit():
        return before.isdigit() or before in "年月第"
    return (before.isdigit() and after in "年月日季期号") or text[at - 1 : at + 1] == "月份"


def _emptied(document: Any) -> None:
    """Take everything out of the body but the last section."""
    body = document.element.body
    for child in list(body.iterchildren()):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
