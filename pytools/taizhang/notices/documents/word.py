"""Word packages (.docx, .docm, .dotx, strict, flat XML) into lines of the text that a reader sees.

Insertions and moves are taken, deletions and hidden text left out. Elements are told by their local
names, so that strict and transitional files read alike.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from taizhang.notices.documents.numbering import Numbering
from taizhang.notices.documents.package import main_part, package_of, related
from taizhang.notices.documents.styles import Styles
from taizhang.notices.documents.trees import attribute, child, children, kind, parsed, switched_on
from taizhang.notices.documents.web import page_text, saved_page_text

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LEFT_OUT = frozenset(
    ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "rt")
)
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_SYMBOLS = {0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB4: "×", 0xB0: "°", 0x6D: "μ"}  # of the font Symbol
_LONGEST_CELL = 800
_MOST_COLUMNS = 60
_BESIDE = {
    "header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注", "comments": "批注",
}  # fmt: skip
_APART = frozenset(("txbxContent", "relIds"))
_NOTES = frozenset(("footnote", "endnote", "comment"))
_LETTER = re.compile("(?!第|页|共)[一-龥A-Za-z]")  # 第 1 页 共 9 页 says nothing
_BEGUN, _SHOWN = "begin", "separate"


def word_text(parts: dict[str, bytes], main: str) -> str:
    """Return the text of a package: a paragraph or a table row a line."""
    relations = related(parts, main)
    named = {relation.kind: relation.target for relation in relations}

    def tree(name: str) -> "Element | None":
        content = parts.get(named.get(name, f"word/{name}.xml"))
        return None if content is None else parsed(content)

    def chunk(relation_id: str) -> str:
        target = next((r.target for r in relations if r.name == relation_id), "")
        return _chunk_text(parts.get(target, b""))

    styles = Styles(tree("styles"))

    def drawn(relation_id: str) -> "Element | None":
        target = next((r.target for r in relations if r.name == relation_id), "")
        return parsed(content) if (content := parts.get(target)) else None

    reader = _WordReader(styles, Numbering(tree("numbering"), styles), chunk, drawn)
    root = parsed(parts[main])
    body = child(root, "body")
    return "\n".join(reader.lines(root if body is None else body))


def words_beside(parts: dict[str, bytes], main: str) -> Iterator[tuple[str, str]]:
    """Yield what stands outside the text, each once: where (页眉, 脚注 …) and its words."""
    relations = related(parts, main)
    names = {r.kind: r.target for r in relations}
    styles_of = parts.get(names.get("styles", "word/styles.xml"))
    styles = Styles(None if styles_of is None else parsed(styles_of))
    reader = _WordReader(styles, Numbering(None, styles), lambda _: "", _no_part)
    told: set[tuple[str, str]] = set()
    for relation in relations:
        content = parts.get(relation.target)
        where = _BESIDE.get(relation.kind)
        for piece in _pieces(parsed(content)) if where and content else ():
            said = (where or "", "\n".join(filter(None, map(str.strip, reader.lines(piece)))))
            if _LETTER.search(said[1]) and said not in told:
                told.add(said)
                yield said


def _pieces(root: "Element") -> Iterable["Element"]:
    """Return the notes of a part one by one, without the rules drawn between them; a header whole."""
    notes = [part for part in root if kind(part) in _NOTES]
    return [note for note in notes if "eparator" not in attribute(note, "type")] or [root]


def _no_part(_: str) -> "Element | None":
    return None


def _chunk_text(content: bytes) -> str:
    """Return the text of a file that a document takes in whole: a Word file or a page."""
    inner = package_of(content)
    main = main_part(inner) if inner else ""
    if inner and main:
        return word_text(inner, main)
    return saved_page_text(content) if b"MIME-Version:" in content[:2000] else page_text(content)


class _WordReader:
    """One walk through a document: numbers, open fields and text boxes met on the way."""

    def __init__(
        self,
        styles: Styles,
        numbering: Numbering,
        chunk: Callable[[str], str],
        drawn: "Callable[[str], Element | None]",
    ) -> None:
        self._styles = styles
        self._numbering = numbering
        self._chunk = chunk
        self._drawn = drawn
        self._fields: list[str] = []
        self._boxes: list[Element] = []
        self._carried = ""

    def lines(self, container: "Element", within: bool = False) -> Iterator[str]:
        """Yield paragraphs and table rows in their order; `within` a cell empty numbers show."""
        for block in container:
            name = kind(block)
            if name == "p":
                yield from self._paragraph(block, within)
            elif name == "tbl":
                yield from self._table(block)
            elif name == "AlternateContent":
                yield from self.lines(_chosen(block), within)
            elif name == "altChunk":
                yield from self._chunk(attribute(block, "id")).split("\n")
            elif name not in _LEFT_OUT:
                yield from self.lines(block, within)
        if self._carried and kind(container) in {"body", "tc", "txbxContent"}:
            left, self._carried = self._carried, ""
            yield left

    def _paragraph(self, paragraph: "Element", within: bool) -> Iterator[str]:
        outer, self._boxes = self._boxes, []
        text = self._carried + "".join(self._text(paragraph, self._hides(paragraph)))
        boxes, self._boxes = self._boxes, outer
        self._fields = [state for state in self._fields if state == _SHOWN]
        self._carried = ""
        if _mark_deleted(paragraph):
            self._carried = text
        elif text.strip() or not (boxes or _mark_hidden(paragraph)):
            number = self._numbering.prefix(paragraph)
            yield number + text if text.strip() or within else ""
        for box in boxes:
            yield from self.lines(box)

    def _apart(self, part: "Element", name: str) -> Iterable["Element"]:
        """Return the words of a text box, or of SmartArt, which stand in a part of their own."""
        if name == "txbxContent":
            return [part]
        drawn = self._drawn(attribute(part, "dm"))
        return [] if drawn is None else children(drawn, "ptLst")

    def _hides(self, paragraph: "Element") -> bool:
        properties = child(paragraph, "pPr")
        style = None if properties is None else child(properties, "pStyle")
        return self._styles.hides("" if style is None else attribute(style, "val"))

    def _text(self, element: "Element", hidden: bool) -> Iterator[str]:
        """Yield the pieces of visible text under an element; text boxes are put by."""
        for part in element:
            name = kind(part)
            if name == "fldChar":
                self._field(attribute(part, "fldCharType"))
            elif name in _APART:
                self._boxes += self._apart(part, name)
            elif name == "AlternateContent":
                yield from self._text(_chosen(part), hidden)
            elif name in _LEFT_OUT:
                continue
            elif len(part):
                yield from self._text(part, self._run_hides(part, hidden))
            elif not hidden and _BEGUN not in self._fields:
                yield _sign(part, name)

    def _run_hides(self, run: "Element", hidden: bool) -> bool:
        """Tell whether a run's own words or its style hide it; other elements go with theirs."""
        properties = child(run, "rPr")
        if properties is None:
            return hidden
        own = child(properties, "vanish")
        if own is not None:
            return switched_on(own)
        style = child(properties, "rStyle")
        return hidden or (style is not None and self._styles.hides(attribute(style, "val")))

    def _field(self, step: str) -> None:
        """Keep the state of nested fields: only what stands after `separate` is shown."""
        if step == _BEGUN:
            self._fields.append(_BEGUN)
        elif self._fields and step == _SHOWN:
            self._fields[-1] = _SHOWN
        elif self._fields:
            self._fields.pop()

    def _table(self, table: "Element") -> Iterator[str]:
        """Yield a table's rows; a cell merged downwards is repeated, one merged across is not."""
        above: dict[int, str] = {}
        for row in _gathered(table, "tr"):
            if _row_hidden(row):
                continue
            cells = [""] * _grid(row, "trPr", "gridBefore", 0)
            for cell in _gathered(row, "tc"):
                cells += self._cell(cell, above, len(cells))
            held = [cell for cell in cells if cell]
            if len(held) == 1 and len(held[0]) > _LONGEST_CELL:  # a frame round an article
                yield from held[0].split("\v")
            else:
                yield "\t".join(cells)

    def _cell(self, cell: "Element", above: dict[int, str], column: int) -> list[str]:
        """Return a cell's text and a blank for each further column it covers."""
        said = "\v".join(filter(None, map(_in_cell, self.lines(cell, within=True))))
        if _merge(cell, "hMerge") == "continue":
            return [""]
        if _merge(cell, "vMerge") == "continue":
            said = above.get(column, "")
        above[column] = said
        return [said] + [""] * (_grid(cell, "tcPr", "gridSpan", 1) - 1)


def _in_cell(line: str) -> str:
    return line.strip().replace("\n", "\v").replace("\t", " ")


def _sign(part: "Element", name: str) -> str:
    if name == "t":
        return part.text or ""
    if name == "br":
        return "" if attribute(part, "type") in {"page", "column"} else "\n"
    if name == "sym":
        code = int(attribute(part, "char") or "F000", 16)
        drawn = _SYMBOLS if attribute(part, "font") == "Symbol" else {}
        return drawn.get(code & 0xFF, "") if 0xE000 <= code <= 0xF8FF else chr(code)
    return attribute(part, "string") if name == "textpath" else _SIGNS.get(name, "")


def _chosen(alternatives: "Element") -> "Element":
    """Return the branch that has text: a shape stands twice, for new readers and for old ones."""
    choices = [*children(alternatives, "Choice"), *children(alternatives, "Fallback")]
    for choice in choices:
        if any(kind(part) == "t" and part.text for part in choice.iter("{*}*")):
            return choice
    return choices[0] if choices else alternatives


def _gathered(parent: "Element", wanted: str) -> Iterator["Element"]:
    """Yield the rows of a table or the cells of a row, also those inside controls and marks."""
    for part in parent:
        name = kind(part)
        if name == wanted:
            yield part
        elif name not in _LEFT_OUT and not name.endswith("Pr"):
            yield from _gathered(part, wanted)


def _mark_deleted(paragraph: "Element") -> bool:
    marks = _inside(paragraph, "pPr", "rPr")
    return any(kind(mark) in {"del", "moveFrom"} for mark in marks)


def _mark_hidden(paragraph: "Element") -> bool:
    """Tell whether a paragraph's mark is hidden: with no visible text it takes no line, no number."""
    marks = _inside(paragraph, "pPr", "rPr")
    return any(kind(mark) == "vanish" and switched_on(mark) for mark in marks)


def _row_hidden(row: "Element") -> bool:
    marks = _inside(row, "trPr")
    return any(kind(m) == "del" or (kind(m) == "hidden" and switched_on(m)) for m in marks)


def _inside(element: "Element", *path: str) -> Iterable["Element"]:
    found: Element | None = element
    for name in path:
        found = None if found is None else child(found, name)
    return () if found is None else found


def _grid(element: "Element", properties: str, name: str, usual: int) -> int:
    said = next((attribute(p, "val") for p in _inside(element, properties) if kind(p) == name), "")
    return min(int(said), _MOST_COLUMNS) if said.isdigit() else usual


def _merge(cell: "Element", name: str) -> str:
    """Return restart, continue (also where nothing is said) or "" for a cell that is not merged."""
    found = next((p for p in _inside(cell, "tcPr") if kind(p) == name), None)
    return "" if found is None else attribute(found, "val") or "continue"
