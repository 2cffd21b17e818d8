"""Number formats: by which code a cell shows its number, in workbooks of every kind.

A code is as Excel writes it (0.0%, yyyy"年"m"月", 0"户"); General is "". An .ods has no codes: it
says itself what a cell shows.
"""

import re
import struct
from collections.abc import Iterable, Mapping, Sequence

from lxml import etree

from taizhang.books.foreign.marks import Cell

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
_CELL = re.compile(rb"<c\b([^>]*)>")
_ADDRESS = re.compile(rb"""\br=["']([A-Z]+)(\d+)["']""")
_STYLE = re.compile(rb"""\bs=["'](\d+)["']""")
_BRT_FORMAT, _BRT_LOOKS, _BRT_LOOKS_END, _BRT_LOOK = 44, 617, 618, 47


def codes_of_styles(styles: bytes) -> tuple[str, ...]:
    """The code of each cell style, out of xl/styles.xml; () where it cannot be read."""
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


def _whole(number: str | None) -> int:
    return int(number) if number and number.isdigit() else 0


def code_of(number: int, own: Mapping[int, str]) -> str:
    """The code of a format by its number, "" for General; a book's own codes come first."""
    code = own.get(number, BUILT_IN.get(number, ""))
    return "" if code.lower() == "general" else code


def codes_of_sheet(sheet: bytes, codes: Sequence[str]) -> dict[Cell, str]:
    """The codes of the cells of a worksheet part; cells that show what they hold are left out."""
    found: dict[Cell, str] = {}
    for item in _CELL.finditer(sheet):
        style, address = _STYLE.search(item[1]), _ADDRESS.search(item[1])
        if style and address and int(style[1]) < len(codes) and (code := codes[int(style[1])]):
            found[int(address[2]) - 1, _column(address[1])] = code
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


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
