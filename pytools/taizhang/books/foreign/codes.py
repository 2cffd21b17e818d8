"""Number formats: by which code a cell shows its number, in workbooks of every kind.

A code is as Excel writes it (0.0%, yyyy"年"m"月", 0"户"); General is "". An .ods has no codes: it
says itself what a cell shows.
"""

import re
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise

from lxml import etree

from taizhang.core.addresses import cell_name

# Codes that every program knows by number, as Chinese Excel shows them.
BUILT_IN: Mapping[int, str] = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 49: "@", 50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
_ROW = re.compile(rb"<row\b")
MOST_DAYS = 1e9  # beyond which a library cannot count days
COMMON = 1 << 16  # bytes of styles that many files may have alike
_NUMBERED = re.compile(rb"""<row\b[^<>]{0,400}?\br=["'](\d{1,9})["']""")
_CELL = re.compile(rb"<c\b([^<>]*)>")
_ADDRESS = re.compile(rb"""\br=["']([A-Z]+)(\d+)["']""")
_STYLE = re.compile(rb"""\bs=["'](\d+)["']""")
_FAR_DAY = re.compile(rb"<v>\s*(-?(?:\d{9}|\d[\d.]{0,400}[eE]\+?\d|[iInN])[^<]{0,400})<")
_STYLED = re.compile(rb"""\s+s="(\d{1,9})\"""")
_BRT_FORMAT, _BRT_LOOKS, _BRT_LOOKS_END, _BRT_LOOK = 44, 617, 618, 47


def codes_of_styles(styles: bytes) -> tuple[str, ...]:
    """The code of each cell style, out of xl/styles.xml; () where it cannot be read."""
    return _known(styles) if len(styles) <= COMMON else _codes(styles)


def _codes(styles: bytes) -> tuple[str, ...]:
    try:
        root = etree.fromstring(styles, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return ()
    own = {
        int(item.get("numFmtId") or 0): str(item.get("formatCode", ""))
        for item in root.iterfind(".//{*}numFmts/{*}numFmt")
        if (item.get("numFmtId") or "0").isdigit()
    }
    looks = root.iterfind(".//{*}cellXfs/{*}xf")
    return tuple(code_of(_whole(look.get("numFmtId")), own) for look in looks)


_known = lru_cache(maxsize=64)(_codes)  # the forms of a round are saved by the same few programs


def _whole(number: str | None) -> int:
    return int(number) if number and number.isdigit() else 0


def code_of(number: int, own: Mapping[int, str]) -> str:
    """The code of a format by its number, "" for General; a book's own codes come first."""
    code = own.get(number, BUILT_IN.get(number, ""))
    return "" if code.lower() == "general" else code


class SheetCodes:
    """The codes of the cells of a worksheet part, looked up row by row: few are ever asked for."""

    def __init__(self, sheet: bytes, codes: Sequence[str]) -> None:
        """`codes` are those of the cell styles."""
        self.sheet, self.known = sheet, codes
        self._styles: dict[int, dict[int, int]] = {}

    def get(self, at: int, column: int) -> str:
        """The code of a cell (0-based), "" for General and where there is none."""
        if not self.known:
            return ""
        if (style := self._alone(at, column)) is None:
            if at not in self._styles:
                self._read(at)
            style = self._styles[at].get(column, -1)
        return self.known[style] if 0 <= style < len(self.known) else ""

    def _alone(self, at: int, column: int) -> int | None:
        """The style of a cell as every office program writes it, found without a look at others.

        None where it is written otherwise, or where two cells bear its address.
        """
        mark = f'<c r="{cell_name(at + 1, column)}"'.encode()
        place = self.sheet.find(mark)
        if place < 0 or self.sheet.find(mark, place + 1) >= 0:
            return None
        style = _STYLED.match(self.sheet, place + len(mark))
        return int(style[1]) if style else None

    def _read(self, at: int) -> None:
        """Take in the styles of a row; of all rows where they are not numbered as we know it."""
        start, stop = self._rows.get(at, (0, 0)) if self._rows else (0, len(self.sheet))
        self._styles.setdefault(at, {})
        for row, column, style in _cells(self.sheet, start, stop):
            self._styles.setdefault(row, {})[column] = style

    @cached_property
    def _rows(self) -> dict[int, tuple[int, int]]:
        """Where each row stands; {} where not every row says its number, or two say the same."""
        start = max(self.sheet.find(b"<sheetData"), 0)
        starts = [(int(row[1]), row.start()) for row in _NUMBERED.finditer(self.sheet, start)]
        both = pairwise([*starts, (0, len(self.sheet))])
        found = {number - 1: (begun, end) for (number, begun), (_, end) in both}
        every = sum(1 for _ in _ROW.finditer(self.sheet, start))
        return found if len(found) == every else {}


def _cells(sheet: bytes, start: int, stop: int) -> Iterator[tuple[int, int, int]]:
    """Row, column and style of the cells that have one, between two places of a part."""
    for item in _CELL.finditer(sheet, start, stop):
        style, address = _STYLE.search(item[1]), _ADDRESS.search(item[1])
        if style and address:
            yield int(address[2]) - 1, _column(address[1]), int(style[1])


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def without_far_days(sheet: bytes) -> bytes:
    """A worksheet part, its numbers beyond all days in cells without a look of their own.

    >>> without_far_days(b'<c r="A1" s="3"><v>-1e308</v></c><c r="B1" s="3"><v>44712</v></c>')
    b'<c r="A1"      ><v>-1e308</v></c><c r="B1" s="3"><v>44712</v></c>'
    """
    plain: bytearray | None = None
    for found in _FAR_DAY.finditer(sheet):
        start = sheet.rfind(b"<c ", 0, found.start())
        style = _STYLE.search(sheet, start, found.start()) if start >= 0 else None
        if style is not None and not abs(_as_number(found[1])) < MOST_DAYS:
            plain = plain or bytearray(sheet)
            plain[style.start() : style.end()] = b" " * len(style[0])
    return sheet if plain is None else bytes(plain)


def _as_number(text: bytes) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def codes_of_binary(data: bytes, records: Iterable[tuple[int, int, int]]) -> tuple[str, ...]:
    """The code of each cell style of an .xlsb, out of its xl/styles.bin and the records there."""
    own: dict[int, str] = {}
    found: list[str] = []
    inside = False
    for kind, at, _ in records:
        if kind == _BRT_FORMAT:
            number, length = struct.unpack_from("<HI", data, at)
            own[number] = data[at + 6 : at + 6 + 2 * length].decode("utf-16-le", "replace")
        elif kind in {_BRT_LOOKS, _BRT_LOOKS_END}:
            inside = kind == _BRT_LOOKS
        elif kind == _BRT_LOOK and inside:
            found.append(code_of(struct.unpack_from("<H", data, at + 2)[0], own))
    return tuple(found)
