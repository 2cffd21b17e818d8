"""What a sheet prints above and below each page: header and footer, without their codes.

Each kind of file keeps them in its own place; their codes are the same, but in an .ods.
"""

import re
import struct
from collections.abc import Iterable, Iterator
from html import unescape

from lxml import etree

_BLOCK = re.compile(rb"<(?:\w{1,20}:)?headerFooter\b")
_END = re.compile(rb"</(?:\w{1,20}:)?headerFooter>")
_LONGEST = 20_000  # bytes
_LINE = re.compile(
    r"<(?:\w{1,20}:)?(?:odd|even|first)(?:Header|Footer)\b[^<>]{0,200}>([^<>]{0,4000})<"
)
# A font, a colour, a size, a picture; page numbers, days and names of files; && is a &.
_CODES = re.compile(r'&(?:"[^"]{0,200}"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d{1,3}|[A-KM-QS-Za-z])')
_PARTS = re.compile(r"&[LCR]")
LONGEST = 4000  # letters of one; Excel takes 255
_HEADER, _FOOTER, _MORE, _MORE_TEXTS = 0x14, 0x15, 0x89C, 38
_STYLES = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_MARGINS = ("header", "footer", "header-left", "footer-left", "header-first", "footer-first")
_FIELDS = frozenset({
    "page-number", "page-count", "sheet-name", "file-name", "date", "time", "title", "note",
})  # fmt: skip


def margin_texts(sheet: bytes) -> list[str]:
    """The pieces of a worksheet part's headers and footers, each once, in order.

    >>> text = b"<headerFooter><oddHeader>&amp;C&amp;8A&amp;&amp;B&amp;R&amp;P</oddHeader></headerFooter>"
    >>> margin_texts(text)
    ['A&B']
    """
    found = _BLOCK.search(sheet, max(sheet.rfind(b"sheetData"), 0))
    if found is None:
        return []
    end = _END.search(sheet, found.end(), found.end() + _LONGEST)
    block = sheet[found.start() : end.start()] if end else b""
    return list(dict.fromkeys(_pieces(block.decode("utf-8", "replace"))))


def _pieces(block: str) -> Iterator[str]:
    for line in _LINE.findall(block):
        yield from said_in([unescape(line)])


def said_in(lines: Iterable[str]) -> Iterator[str]:
    """The pieces of headers and footers as programs keep them, left, middle and right.

    >>> list(said_in(["&L&8A&&B&R&P", "&C  "]))
    ['A&B']
    """
    for line in lines:
        text = line[:LONGEST].replace("&&", "\0")
        for part in _PARTS.split(text):
            if said := _CODES.sub("", part).replace("\0", "&").strip():
                yield said


def lines_in_biff(kind: int, body: bytes) -> Iterator[str]:
    """The header or footer that a record of an .xls holds; struct.error where it is cut off."""
    if kind in {_HEADER, _FOOTER} and body:
        size, wide = struct.unpack_from("<HB", body)
        yield _letters(body[3:], size, wide)
    elif kind == _MORE and len(body) >= _MORE_TEXTS:
        at = _MORE_TEXTS
        for size in struct.unpack_from("<4H", body, _MORE_TEXTS - 8):
            if size:  # even pages, then the first one
                wide = body[at + 2]
                yield _letters(body[at + 3 :], size, wide)
                at += 3 + size * (1 + (wide & 1))


def _letters(raw: bytes, size: int, wide: int) -> str:
    taken = raw[: size * 2 if wide & 1 else size]
    return taken.decode("utf-16-le" if wide & 1 else "latin-1", "replace")


def lines_in_binary(body: bytes) -> Iterator[str]:
    """The headers and footers that the record of an .xlsb holds, six texts of which most are none."""
    at = 2
    while at + 4 <= len(body):
        (size,) = struct.unpack_from("<I", body, at)
        at += 4
        if size <= LONGEST:
            yield body[at : at + 2 * size].decode("utf-16-le", "replace")
            at += 2 * size


def margins_of_document(content: bytes, styles: bytes) -> dict[str, list[str]]:
    """The pieces of an .ods by sheet: its style names the page whose header and footer it has.

    `styles` is the part of that name, b"" where the document is in one piece; {} where it is broken.
    """
    if not any(b"<style:header" in part or b"<style:footer" in part for part in (content, styles)):
        return {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        roots = [etree.fromstring(part, parser) for part in (content, styles) if part]
    except etree.XMLSyntaxError:
        return {}
    pages: dict[str, list[str]] = {}
    for page in (page for root in roots for page in root.iter(f"{_STYLES}master-page")):
        pages[str(page.get(f"{_STYLES}name"))] = list(_printed(page))
    looks = {
        look.get(f"{_STYLES}name"): str(look.get(f"{_STYLES}master-page-name"))
        for look in roots[0].iter(f"{_STYLES}style")
        if look.get(f"{_STYLES}family") == "table"
    }
    return {
        str(table.get(f"{_TABLE}name", "")): pages.get(looks.get(style, ""), [])
        for table in roots[0].iter(f"{_TABLE}table")
        if (style := table.get(f"{_TABLE}style-name")) is not None
    }


def _printed(page: "etree._Element") -> Iterator[str]:
    """The words of a page's margins; numbers of pages, days, names of sheets are fields."""
    for part in page.iter(*(f"{_STYLES}{name}" for name in _MARGINS)):
        if part.get(f"{_STYLES}display") != "false":
            for line in part.iter(f"{_TEXT}p"):
                if said := "".join(_words(line)).strip():
                    yield said


def _words(element: "etree._Element") -> Iterator[str]:
    yield element.text or ""
    for item in element:
        if etree.QName(item).localname not in _FIELDS:
            yield from _words(item)
        yield item.tail or ""
