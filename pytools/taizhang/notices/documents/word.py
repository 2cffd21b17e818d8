"""Word packages (.docx, .docm, .dotx, strict, flat XML) into lines of the text that a reader sees.

Insertions and moves are taken, deletions and hidden text left out. Elements are told by their local
names, so that strict and transitional files read alike.
"""

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from taizhang.notices.documents.numbering import Numbering, Styles
from taizhang.notices.documents.package import (
    attribute,
    child,
    children,
    inside,
    kind,
    main_part,
    package_of,
    parsed,
    related,
    said,
    switched,
)  # fmt: skip
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
    root = parsed(parts[main])
    body = child(root, "body")
    return "\n".join(_WordReader(parts, main).lines(root if body is None else body))


def words_beside(parts: dict[str, bytes], main: str) -> Iterator[tuple[str, str]]:
    """Yield what stands outside the text, each once: where (页眉, 脚注 …) and its words."""
    reader = _WordReader(parts, main, beside=True)
    told: set[tuple[str, str]] = set()
    for relation in related(parts, main):
        content = parts.get(relation.target)
        where = _BESIDE.get(relation.kind, "")
        for piece in _pieces(parsed(content)) if where and content else ():
            words = (where, "\n".join(filter(None, map(str.strip, reader.lines(piece)))))
            if _LETTER.search(words[1]) and words not in told:
                told.add(words)
                yield words


def _pieces(root: "Element") -> Iterable["Element"]:
    """Return the notes of a part one by one, without the rules drawn between them; a header whole."""
    notes = [part for part in root if kind(part) in _NOTES]
    return [note for note in notes if "eparator" not in attribute(note, "type")] or [root]


def _chunk_text(content: bytes) -> str:
    """Return the text of a file that a document takes in whole: a Word file or a page."""
    inner = package_of(content)
    main = main_part(inner) if inner else ""
    if inner and main:
        return word_text(inner, main)
    return saved_page_text(content) if b"MIME-Version:" in content[:2000] else page_text(content)


class _WordReader:
    """One walk through a document: numbers, open fields and text boxes met on the way.

    `beside` the text nothing is numbered, and no part stands in for words.
    """

    def __init__(self, parts: dict[str, bytes], main: str, *, beside: bool = False) -> None:
        relations = related(parts, main)
        named = {relation.kind: relation.target for relation in relations}

        def tree(name: str) -> "Element | None":
            content = parts.get(named.get(name, f"word/{name}.xml"))
            return None if content is None else parsed(content)

        self._styles = Styles(tree("styles"))
        self._numbering = Numbering(None if beside else tree("numbering"), self._styles)
        held = () if beside else reversed(relations)
        self._held = {relation.name: parts.get(relation.target, b"") for relation in held}
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
                yield from _chunk_text(self._held.get(attribute(block, "id"), b"")).split("\n")
            elif name not in _LEFT_OUT:
                yield from self.lines(block, within)
        if self._carried and kind(container) in {"body", "tc", "txbxContent"}:
            left, self._carried = self._carried, ""
            yield left

    def _paragraph(self, paragraph: "Element", within: bool) -> Iterator[str]:
        outer, self._boxes = self._boxes, []
        hidden = self._styles.hides(said(paragraph, "pPr", "pStyle"))
        text = self._carried + "".join(self._text(paragraph, hidden))
        boxes, self._boxes = self._boxes, outer
        self._fields = [state for state in self._fields if state == _SHOWN]
        self._carried = ""
        marks = inside(paragraph, "pPr", "rPr")
        if marks is not None and any(kind(mark) in {"del", "moveFrom"} for mark in marks):
            self._carried = text
        elif text.strip() or not (boxes or switched(paragraph, "pPr", "rPr", "vanish")):
            number = self._numbering.prefix(paragraph)
            yield number + text if text.strip() or within else ""
        for box in boxes:
            yield from self.lines(box)

    def _apart(self, part: "Element", name: str) -> Iterable["Element"]:
        """Return the words of a text box, or of SmartArt, which stand in a part of their own."""
        if name == "txbxContent":
            return [part]
        drawn = self._held.get(attribute(part, "dm"))
        return children(parsed(drawn), "ptLst") if drawn else []

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
        own = switched(run, "rPr", "vanish")
        return (hidden or self._styles.hides(said(run, "rPr", "rStyle"))) if own is None else own

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
            if inside(row, "trPr", "del") is not None or switched(row, "trPr", "hidden"):
                continue
            cells = [""] * _grid(said(row, "trPr", "gridBefore"), 0)
            for cell in _gathered(row, "tc"):
                cells += self._cell(cell, above, len(cells))
            held = [cell for cell in cells if cell]
            if len(held) == 1 and len(held[0]) > _LONGEST_CELL:  # a frame round an article
                yield from held[0].split("\v")
            else:
                yield "\t".join(cells)

    def _cell(self, cell: "Element", above: dict[int, str], column: int) -> list[str]:
        """Return a cell's text and a blank for each further column it covers."""
        text = "\v".join(filter(None, map(_in_cell, self.lines(cell, within=True))))
        if _goes_on(cell, "hMerge"):
            return [""]
        above[column] = above.get(column, "") if _goes_on(cell, "vMerge") else text
        return [above[column]] + [""] * (_grid(said(cell, "tcPr", "gridSpan"), 1) - 1)


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


def _grid(printed: str, usual: int) -> int:
    return min(int(printed), _MOST_COLUMNS) if printed.isdigit() else usual


def _goes_on(cell: "Element", merged: str) -> bool:
    """Tell whether a cell goes on with the one before it or above it, as it does where it says no more."""
    found = inside(cell, "tcPr", merged)
    return found is not None and attribute(found, "val") in {"", "continue"}
