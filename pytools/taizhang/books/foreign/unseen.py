"""Rows and columns that nobody sees: hidden, filtered away, folded, of no height or width.

Each program writes it in its own way. Numbers are 0-based.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

IndexSpan = tuple[int, int]
MOST_REPEATS = 1000
_SIGNS = (b"hidden", b'ht="0', b"ht='0", b"zeroHeight", b"collapsed", b'width="0', b"width='0")
_ROW = re.compile(rb"<row\b([^<>]{0,400})>")
_COLUMN = re.compile(rb"<col\b([^<>]{0,400})>")
_ATTRIBUTE = re.compile(rb"""([A-Za-z]{1,20})\s?=\s?["']([^"'<>]{0,40})["']""")
_ZERO_HEIGHT = re.compile(rb"""<sheetFormatPr\b[^<>]{0,400}\bzeroHeight=["'](?:1|true|on)["']""")
_TRUE = frozenset({b"1", b"true", b"on", b"True"})
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_SEEN = frozenset({None, "visible"})


@dataclass(slots=True)
class Unseen:
    """The rows of a sheet that nobody sees, and spans of such columns."""

    rows: set[int] = field(default_factory=set)
    columns: list[IndexSpan] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _SizedLine:
    """A row or a span of columns as its attributes tell."""

    first: int
    last: int
    level: int
    hidden: bool
    folds: bool  # stands beside an outline that is folded


def unseen_in_sheet(data: bytes) -> Unseen:
    """Of a worksheet part; nearly all have no sign of any."""
    start, end = max(data.find(b"<sheetData"), 0), data.rfind(b"</sheetData>")
    end = end if end >= 0 else len(data)
    if not any(data.find(sign, 0, end) >= 0 for sign in _SIGNS):
        return Unseen()
    zero = _ZERO_HEIGHT.search(data, 0, start) is not None
    rows = list(_rows(data, start, end, zero=zero))
    columns = [_column(_facts(found[1])) for found in _COLUMN.finditer(data, 0, start)]
    unseen = Unseen({at for line in _folded(rows) for at in range(line.first, line.last + 1)})
    unseen.columns = [(line.first, line.last) for line in _folded(columns)]
    return unseen


def _facts(attributes: bytes) -> dict[bytes, bytes]:
    return {found[1]: found[2] for found in _ATTRIBUTE.finditer(attributes)}


def _rows(data: bytes, start: int, end: int, *, zero: bool) -> Iterator[_SizedLine]:
    number = -1
    for found in _ROW.finditer(data, start, end):
        facts = _facts(found[1])
        number = _number(facts.get(b"r"), number + 2) - 1
        height = facts.get(b"ht")
        hidden = facts.get(b"hidden") in _TRUE or _is_nothing(height) or (zero and height is None)
        level = _number(facts.get(b"outlineLevel"), 0)
        yield _SizedLine(number, number, level, hidden, facts.get(b"collapsed") in _TRUE)


def _column(facts: dict[bytes, bytes]) -> _SizedLine:
    first = _number(facts.get(b"min"), 1) - 1
    hidden = facts.get(b"hidden") in _TRUE or _is_nothing(facts.get(b"width"))
    level = _number(facts.get(b"outlineLevel"), 0)
    last = _number(facts.get(b"max"), first + 1) - 1
    return _SizedLine(first, last, level, hidden, facts.get(b"collapsed") in _TRUE)


def _number(text: bytes | None, otherwise: int) -> int:
    return int(text) if text is not None and text.isdigit() and len(text) < 9 else otherwise


def _is_nothing(size: bytes | None) -> bool:
    """Whether a height or width is 0, in whatever writing."""
    try:
        return size is not None and float(size) == 0
    except ValueError:
        return False


def _folded(lines: list[_SizedLine]) -> list[_SizedLine]:
    """The lines that are hidden themselves, and those of an outline that is folded."""
    hidden = {at for at, line in enumerate(lines) if line.hidden}
    for at, line in enumerate(lines):
        if line.folds:
            above = _deeper(lines, at, -1)
            hidden |= above or _deeper(lines, at, 1)
    return [lines[at] for at in sorted(hidden)]


def _deeper(lines: list[_SizedLine], at: int, step: int) -> set[int]:
    """The lines next to one, that way, whose outline is deeper than its own."""
    found, beside = set[int](), at + step
    while 0 <= beside < len(lines) and lines[beside].level > lines[at].level:
        found.add(beside)
        beside += step
    return found


def unseen_in_table(table: "etree._Element") -> Unseen:
    """Of a table of an .ods: collapsed and filtered rows and columns."""
    unseen, row, column = Unseen(), 0, 0
    for line in table.iter(f"{_TABLE}table-row", f"{_TABLE}table-column"):
        name = "rows" if str(line.tag).endswith("row") else "columns"
        times = int(line.get(f"{_TABLE}number-{name}-repeated") or 1)
        away = line.get(f"{_TABLE}visibility") not in _SEEN
        if name == "columns":
            unseen.columns += [(column, column + times - 1)] if away else []
            column += times
        else:
            unseen.rows |= set(range(row, row + min(times, MOST_REPEATS))) if away else set()
            row += times
    return unseen
