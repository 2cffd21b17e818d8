"""What a sheet prints above and below each page: header and footer, without their codes."""

import re
from collections.abc import Iterator
from html import unescape

_BLOCK = re.compile(
    rb"<(?:\w{1,20}:)?headerFooter\b.{0,20000}?</(?:\w{1,20}:)?headerFooter>", re.DOTALL
)
_LINE = re.compile(
    r"<(?:\w{1,20}:)?(?:odd|even|first)(?:Header|Footer)\b[^<>]{0,200}>([^<>]{0,4000})<"
)
# A font, a colour, a size, a picture; page numbers, days and names of files; && is a &.
_CODES = re.compile(r'&(?:"[^"]{0,200}"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d{1,3}|[A-KM-QS-Za-z])')
_PARTS = re.compile(r"&[LCR]")


def margin_texts(sheet: bytes) -> list[str]:
    """The pieces of a worksheet part's headers and footers, each once, in order.

    >>> text = b"<headerFooter><oddHeader>&amp;C&amp;8A&amp;&amp;B&amp;R&amp;P</oddHeader></headerFooter>"
    >>> margin_texts(text)
    ['A&B']
    """
    found = _BLOCK.search(sheet, max(sheet.rfind(b"sheetData"), 0))
    return list(dict.fromkeys(_pieces(found[0].decode("utf-8", "replace")))) if found else []


def _pieces(block: str) -> Iterator[str]:
    for line in _LINE.findall(block):
        text = unescape(line).replace("&&", "\0")
        for part in _PARTS.split(text):
            if said := _CODES.sub("", part).replace("\0", "&").strip():
                yield said
