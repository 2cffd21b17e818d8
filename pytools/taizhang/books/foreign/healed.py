"""Parts that are right and that calamine cannot read all the same, written so that it can.

An .xlsb may leave out the column of a cell that stands right of another (SheetJS does); an .ods
may be indented for people to read. Where neither is so, nothing is written anew.
"""

import re
import struct
from collections.abc import Mapping
from io import BytesIO

from taizhang.books.foreign.archive import plain_part, write_archive
from taizhang.books.foreign.package import SafePackage
from taizhang.books.foreign.records import binary_records

# Records of cells without their column, and the records that say the same with it.
_LONG = {12: 1, 13: 2, 14: 3, 15: 4, 16: 5, 17: 6, 18: 7}
_CELLS = frozenset(range(1, 12))  # each begins with its column
_ROW = 0
_INDENTED = re.compile(rb"<table:table-(?:row|cell)\b[^<>]*>\s+<")
_INDENT = re.compile(rb"(</?table:[^<>]*>)\s+(?=<)")
_DOCUMENT = "content.xml"


def heal(package: SafePackage) -> None:
    """Put parts that calamine can read in place of those that it cannot."""
    healed: dict[str, bytes] = {}
    if package.kind == "ods" and _INDENTED.search(package.others[_DOCUMENT]):
        healed[_DOCUMENT] = _INDENT.sub(rb"\1", package.others[_DOCUMENT])
    if package.kind == "xlsb":
        sheets = {n: d for n, d in package.others.items() if "worksheets/" in n}
        healed = {name: long for name, data in sheets.items() if (long := _long_records(data))}
    if healed:
        replace_parts(package, healed)


def replace_parts(package: SafePackage, parts: Mapping[str, bytes]) -> None:
    """Let these parts stand for those of the file from now on."""
    package.others |= parts
    package.source = _repacked(package)


def _repacked(package: SafePackage) -> BytesIO:
    parts = (
        plain_part(part.name, package.others.get(name) or package.late(name))
        for name, part in package.parts.items()
    )
    return BytesIO(write_archive(parts))


def _long_records(data: bytes) -> bytes:
    """The records of a sheet, each cell with its column; b"" where they are so already."""
    pieces: list[bytes] = []
    column, short, done = -1, False, 0
    for kind, start, end in binary_records(data):
        if kind == _ROW:
            column = -1
        elif kind in _CELLS:
            column = struct.unpack_from("<I", data, start)[0]
        elif kind in _LONG:
            short, column = True, column + 1
            body = struct.pack("<I", column) + data[start:end]
            pieces += [bytes([_LONG[kind]]), _varying(len(body)), body]
            done = end
            continue
        pieces.append(data[done:end])
        done = end
    return b"".join(pieces) if short else b""


def _varying(number: int) -> bytes:
    """A length as .xlsb writes it: seven bits a byte, the lowest first."""
    found = b""
    while number > 0x7F:
        found += bytes([number & 0x7F | 0x80])
        number >>= 7
    return found + bytes([number])
