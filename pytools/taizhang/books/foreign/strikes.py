"""Cells whose text is struck out, whole or in part: what somebody crossed out he does not mean."""

import re
import struct
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lxml import etree

from taizhang.core.addresses import CellAt

_CELL = re.compile(rb"<c\b([^<>]*)>(?:<v>(\d+)</v>)?")
_ADDRESS = re.compile(rb"""\br=["']([A-Z]+)(\d+)["']""")
_STYLE = re.compile(rb"""\bs=["'](\d+)["']""")
_SHARED = re.compile(rb"""\bt=["']s["']""")
_OFF = frozenset({"0", "false", "off"})
_WORD = b"strike"
_BRT_FONT, _BRT_LOOKS, _BRT_LOOKS_END, _BRT_LOOK = 43, 617, 618, 47
_NO_FONT = 4
_STRUCK = 0x8  # in the flags of a font record


class Strikes(NamedTuple):
    """Numbers of the styles, and of the shared strings, that strike their text out."""

    styles: frozenset[int] = frozenset()
    strings: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.styles or self.strings)


def strikes_in(styles: bytes, strings: bytes) -> Strikes:
    """Read the styles and the shared strings of an .xlsx; most files strike nothing out."""
    return Strikes(_struck_styles(styles), _struck_strings(strings))


def _struck_styles(styles: bytes) -> frozenset[int]:
    root = _root(styles)
    if root is None:
        return frozenset()
    fonts = {str(i) for i, f in enumerate(root.iterfind(".//{*}fonts/{*}font")) if _is_struck(f)}
    looks = root.iterfind(".//{*}cellXfs/{*}xf")
    return frozenset(i for i, look in enumerate(looks) if look.get("fontId", "0") in fonts)


def _struck_strings(strings: bytes) -> frozenset[int]:
    root = _root(strings)
    if root is None:
        return frozenset()
    items = enumerate(root.iterfind("{*}si"))
    return frozenset(i for i, item in items if any(map(_is_struck, item.iterfind("{*}r/{*}rPr"))))


def _root(data: bytes) -> "etree._Element | None":
    """The part where it strikes something out, else None."""
    if _WORD not in data:
        return None
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None


def _is_struck(font: "etree._Element") -> bool:
    strike = font.find("{*}strike")
    return strike is not None and strike.get("val", "1").lower() not in _OFF


def struck_cells(sheet: bytes, strikes: Strikes) -> set[CellAt]:
    """The struck cells of a worksheet part (0-based)."""
    inline = _WORD in sheet
    if not strikes and not inline:
        return set()
    found: set[CellAt] = set()
    for item in _CELL.finditer(sheet):
        style, address, value = _STYLE.search(item[1]), _ADDRESS.search(item[1]), item[2]
        by_style = style is not None and int(style[1]) in strikes.styles
        by_text = value is not None and _SHARED.search(item[1]) and int(value) in strikes.strings
        if address and (by_style or by_text or (inline and _crosses_inline(sheet, item))):
            found.add((int(address[2]) - 1, _column(address[1])))
    return found


def _crosses_inline(sheet: bytes, cell: re.Match[bytes]) -> bool:
    """Whether the text that stands in the cell itself is struck out in part."""
    end = sheet.find(b"</c>", cell.end())
    return b"<strike" in sheet[cell.end() : end] if not cell[1].endswith(b"/") else False


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def struck_in_binary(data: bytes, records: Iterable[tuple[int, int, int]]) -> frozenset[int]:
    """Numbers of the cell styles of an .xlsb that strike out, from the records of its styles."""
    flags: list[int] = []
    fonts: list[int] = []
    inside = False
    for kind, at, _ in records:
        if kind == _BRT_FONT:
            flags.append(struct.unpack_from("<H", data, at + 2)[0])
        elif kind in {_BRT_LOOKS, _BRT_LOOKS_END}:
            inside = kind == _BRT_LOOKS
        elif kind == _BRT_LOOK and inside:
            fonts.append(struct.unpack_from("<H", data, at + 4)[0])
    return struck_looks(flags, fonts)


def struck_in_biff(flags: Sequence[int], fonts: Iterable[int]) -> frozenset[int]:
    """The same of an .xls, which has no font number 4."""
    return struck_looks(flags, (font - (font > _NO_FONT) for font in fonts))


def struck_looks(flags: Sequence[int], fonts: Iterable[int]) -> frozenset[int]:
    """Numbers of the cell styles whose font strikes out, by the flags of all fonts."""
    crossed = {i for i, flag in enumerate(flags) if flag & _STRUCK}
    return frozenset(i for i, font in enumerate(fonts) if font in crossed)
