"""Files into text: .docx, .txt, .html and text .pdf; tables become rows cut by tabs.

A file that cannot be read is an Issue that says what to do, never an exception. Old .doc files and
scans are refused. The heavy readers are imported where they are used.
"""

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from taizhang.core.catalog import notices as rules
from taizhang.core.issues import Issue, Place, Rule

if TYPE_CHECKING:
    from bs4 import Tag
    from docx.document import Document as WordDocument
    from docx.table import Table as WordTable


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file; a table row is a line, its cells cut by tabs, breaks in cells as VT."""

    text: str
    name: str
    kind: str


_OLE = b"\xd0\xcf\x11\xe0"
_KINDS = {
    b"%PDF": "pdf",
    b"PK\x03\x04": "zip",
    _OLE: "old",
    b"{\\rt": "old",
    b"\x89PNG": "image",
    b"\xff\xd8\xff": "image",
}
_TEXT_SUFFIXES = frozenset({".txt", ".text", ".md", ".csv", ""})
_HTML_SUFFIXES = frozenset({".html", ".htm", ".mht", ".shtml", ".xhtml"})
_OTHER = ".xlsx .xls .et .ofd .pptx .ppt .zip .rar .ceb .caj .tif .bmp"
_OTHER_SUFFIXES = frozenset(_OTHER.split())
_BREAKING = "p div tr li h1 h2 h3 h4 h5 h6 br table section article dd dt title"
_BLOCKS = _BREAKING.split()
_FEWEST_LETTERS_A_PAGE = 12
_LONGEST_CELL = 800
_MOST_COLUMNS = 30


def read_document(path: Path | str) -> Document | Issue:
    """Read a file; an Issue says why it cannot be read and what to do."""
    path = Path(path)
    if not path.is_file():
        return rules.FILE_MISSING.at(Place(book=path.name), found=path.name)
    try:
        return _read(path, path.read_bytes())
    except Exception:  # noqa: BLE001 - a foreign file can break its reader in any way
        return rules.UNREADABLE.at(Place(book=path.name), found=path.name)


def _read(path: Path, content: bytes) -> Document | Issue:
    place = Place(book=path.name)
    kind = next((k for magic, k in _KINDS.items() if content.startswith(magic)), "")
    suffix = path.suffix.lower()
    if kind == "old":
        return _old(suffix).at(place, found=path.name)
    if kind == "image":
        return rules.SCANNED.at(place, found=path.name)
    reader = _reader(kind, suffix, path)
    if reader is None:
        return rules.KIND_UNKNOWN.at(place, found=path.name)
    text = reader(path, content)
    if not text.strip():
        return (rules.SCANNED if kind == "pdf" else rules.TEXT_MISSING).at(place, found=path.name)
    return Document(text, path.name, kind or suffix.lstrip(".") or "txt")


def _old(suffix: str) -> Rule:
    """Return what an old compound file is: a locked .docx, a workbook, or a .doc."""
    if suffix == ".docx":
        return rules.UNREADABLE
    return rules.KIND_UNKNOWN if suffix in _OTHER_SUFFIXES else rules.OLD_WORD


def _reader(kind: str, suffix: str, path: Path) -> Callable[[Path, bytes], str] | None:
    if kind == "zip":
        return _word if _is_word(path) else None
    if kind == "pdf":
        return _pdf
    if suffix in _HTML_SUFFIXES:
        return _html
    return _plain if suffix in _TEXT_SUFFIXES else None


def _is_word(path: Path) -> bool:
    with zipfile.ZipFile(path) as package:
        return "word/document.xml" in package.namelist()


def decoded(content: bytes) -> str:
    """Return the text of bytes in UTF-8, UTF-16 or GB18030, by mark or by trial."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\0" in content:
        high, low = content[0::2].count(0), content[1::2].count(0)
        return content.decode("utf-16-le" if low >= high else "utf-16-be", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", errors="replace")


def _plain(_path: Path, content: bytes) -> str:
    text = decoded(content).replace("\r\n", "\n")
    return (
        _html_text(text)
        if re.search(r"<(?:html|body|p|table|div)[\s>]", text[:2000], re.IGNORECASE)
        else text
    )


def _html(_path: Path, content: bytes) -> str:
    declared = re.search(rb"charset=[\"']?([\w-]+)", content[:2000])
    name = declared[1].decode("ascii", errors="ignore").lower() if declared else ""
    text = (
        content.decode("gb18030", errors="replace") if name.startswith("gb") else decoded(content)
    )
    return _html_text(text)


def _html_text(text: str) -> str:
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(text, "lxml")
    for hidden in soup(["script", "style", "noscript", "head", "nav", "footer"]):
        hidden.decompose()
    tables = [(table, _lays_out_page(table)) for table in soup("table")]
    for table, lays_out in reversed(tables):
        if lays_out:
            for cell in table(["td", "th"]):
                cell.append("\n")
        else:
            table.replace_with("\n" + "\n".join(_html_rows(table)) + "\n")
    for block in soup(_BLOCKS):
        block.append("\n")
    lines = (
        line.strip(" \r\n\u3000\xa0").removesuffix("\t") for line in soup.get_text().split("\n")
    )
    return "\n".join(line for line in lines if line.strip())


def _lays_out_page(table: "Tag") -> bool:
    """Tell whether a table holds an article rather than rows of data, as old pages have it."""
    cells = table(["td", "th"])
    return bool(table.find("table")) or any(len(c.get_text()) > _LONGEST_CELL for c in cells)


def _html_rows(table: "Tag") -> Iterator[str]:
    """Yield the rows of a table; a cell merged downwards is repeated, one merged across is not."""
    below: dict[int, tuple[int, str]] = {}
    for row in table("tr"):
        cells: list[str] = []
        for cell in row(["td", "th"]):
            _repeat_merged(below, cells)
            parts = (part.strip() for part in cell.get_text("\n").split("\n"))
            said = "\v".join(filter(None, parts))
            if _count(cell, "rowspan") > 1:
                below[len(cells)] = (_count(cell, "rowspan") - 1, said)
            cells += [said] + [""] * (_count(cell, "colspan") - 1)
        _repeat_merged(below, cells)
        yield "\t".join(cells)


def _repeat_merged(below: dict[int, tuple[int, str]], cells: list[str]) -> None:
    """Add the cells that a row above reaches down with, at the column where the row stands."""
    while len(cells) in below:
        column = len(cells)
        left, said = below.pop(column)
        cells.append(said)
        if left > 1:
            below[column] = (left - 1, said)


def _count(cell: "Tag", name: str) -> int:
    said = str(cell.get(name, "1"))
    return max(1, min(int(said), _MOST_COLUMNS)) if said.isdigit() else 1


def _word(path: Path, _content: bytes) -> str:
    import docx

    word = docx.Document(str(path))
    return "\n".join(_word_lines(word))


def _word_lines(word: "WordDocument") -> Iterator[str]:
    """Yield paragraphs and table rows in the order of the document."""
    from docx.table import Table as WordTable

    numbering = _Numbering()
    for block in word.iter_inner_content():
        if isinstance(block, WordTable):
            yield from _word_rows(block)
        else:
            text = block.text.replace("\n", "\v" if not block.text.strip() else "\n")
            yield numbering.prefix(block) + text


def _word_rows(table: "WordTable") -> Iterator[str]:
    for row in table.rows:
        cells, before = [], None
        for cell in row.cells:
            if cell._tc is before:  # noqa: SLF001 - a cell merged across columns comes once for each
                cells.append("")
                continue
            before = cell._tc  # noqa: SLF001
            parts = [p.text.strip() for p in cell.paragraphs] + [
                c for inner in cell.tables for c in _word_rows(inner)
            ]
            cells.append("\v".join(p.replace("\n", "\v").replace("\t", " ") for p in parts if p))
        yield "\t".join(cells)


class _Numbering:
    """Numbers that Word counts by itself and does not store as text: 一、 (一) 1. come back as such."""

    def __init__(self) -> None:
        self._counts: dict[tuple[str, int], int] = {}

    def prefix(self, paragraph: object) -> str:
        """Return the number Word would show before a paragraph, or ""."""
        found = self._format(paragraph)
        if found is None:
            return ""
        list_id, level, style, pattern = found
        self._counts[list_id, level] = self._counts.get((list_id, level), 0) + 1
        for deeper in [key for key in self._counts if key[0] == list_id and key[1] > level]:
            del self._counts[deeper]
        number = _shown(self._counts[list_id, level], style)
        return (
            re.sub(r"%\d", number, pattern, count=1)
            if f"%{level + 1}" in pattern and pattern.count("%") == 1
            else ""
        )

    def _format(self, paragraph: object) -> tuple[str, int, str, str] | None:
        properties = paragraph._p.pPr  # type: ignore[attr-defined]  # noqa: SLF001 - python-docx has no public list API
        numbered = properties.numPr if properties is not None else None
        if numbered is None or numbered.numId is None or numbered.numId.val == 0:
            return None
        level = numbered.ilvl.val if numbered.ilvl is not None else 0
        root = paragraph.part.numbering_part.element  # type: ignore[attr-defined]
        return _level_format(root, str(numbered.numId.val), level)


def _level_format(root: object, list_id: str, level: int) -> tuple[str, int, str, str] | None:
    find = root.xpath  # type: ignore[attr-defined]
    abstract = find(f'./w:num[@w:numId="{list_id}"]/w:abstractNumId/@w:val')
    if not abstract:
        return None
    base = f'./w:abstractNum[@w:abstractNumId="{abstract[0]}"]/w:lvl[@w:ilvl="{level}"]'
    styles, patterns = find(f"{base}/w:numFmt/@w:val"), find(f"{base}/w:lvlText/@w:val")
    return (list_id, level, str(styles[0]), str(patterns[0])) if styles and patterns else None


def _shown(number: int, style: str) -> str:
    if style.startswith(("chinese", "japanese", "ideograph", "taiwanese")):
        tens, ones = divmod(number, 10)
        digits = "〇一二三四五六七八九"
        head = "" if tens == 0 else "十" if tens == 1 else digits[tens] + "十"
        return head + (digits[ones] if ones else "")
    return str(number)


def _pdf(path: Path, _content: bytes) -> str:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        pages = ["\n".join(_pdf_lines(page)) for page in pdf.pages]
    letters = sum(len(re.sub(r"\s", "", page)) for page in pages)
    return "\n".join(pages) if letters >= _FEWEST_LETTERS_A_PAGE * max(1, len(pages)) else ""


def _pdf_lines(page: object) -> Iterator[str]:
    """Yield the lines of a page, its tables as rows at the place where they stand."""
    tables = sorted(page.find_tables(), key=lambda t: t.bbox[1])  # type: ignore[attr-defined]
    top = page.bbox[1]  # type: ignore[attr-defined]
    for table in tables:
        if table.bbox[1] > top:
            yield from _pdf_text(page, top, table.bbox[1])
        for row in table.extract():
            yield "\t".join((cell or "").replace("\n", "") for cell in row)
        top = max(top, table.bbox[3])
    if top < page.bbox[3]:  # type: ignore[attr-defined]
        yield from _pdf_text(page, top, page.bbox[3])  # type: ignore[attr-defined]


def _pdf_text(page: object, top: float, bottom: float) -> Iterator[str]:
    left, _, right, _ = page.bbox  # type: ignore[attr-defined]
    text = page.crop((left, top, right, bottom)).extract_text() or ""  # type: ignore[attr-defined]
    yield from (
        line
        for line in text.split("\n")
        if not re.fullmatch(r"\s*[-—–]?\s*\d{1,3}\s*[-—–]?\s*", line)
    )
