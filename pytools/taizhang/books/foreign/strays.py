"""What a library stumbles over: a stray cell far away from all others, days that no calendar has.

A far cell is cut off before a library makes room for all between. An .xlsx is cut while it is
unpacked (package.py); here .xls, .xlsb and .ods are. A number beyond all days in a cell that shows
days loses its look, and is read as the number that it is.
"""

import struct
from collections.abc import Iterator

from lxml import etree

from taizhang.books.foreign.codes import MOST_DAYS
from taizhang.books.foreign.package import MOST_COLUMNS, MOST_ROWS
from taizhang.books.foreign.records import biff_records, binary_records

_BIFF_CELLS = frozenset({0x6, 0x201, 0x203, 0x204, 0x205, 0x27E, 0xBD, 0xBE, 0xD6, 0xFD})
_BIFF_STRING, _BIFF_IGNORED = 0x207, 0xE1  # the text of the formula before; what nobody reads
_BRT_ROW, _BRT_CELLS = 0, frozenset(range(1, 12))
_NUMBER, _RK, _MANY, _FORMULA = 0x203, 0x27E, 0xBD, 0x6
_BRT_RK, _BRT_NUMBER, _BRT_FORMULA = 2, 5, 9
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def cut_biff(stream: bytes) -> bytes:
    """The stream of an .xls, its cells beyond MOST_ROWS made records that nobody reads."""
    cut = bytearray(stream)
    dropped = False
    for kind, at, _ in biff_records(stream):
        if kind in _BIFF_CELLS:
            dropped = struct.unpack_from("<H", stream, at)[0] >= MOST_ROWS
        elif kind != _BIFF_STRING:
            dropped = False
        if dropped:
            struct.pack_into("<H", cut, at - 4, _BIFF_IGNORED)
    return bytes(cut)


def cut_binary(data: bytes) -> bytes:
    """A sheet of an .xlsb without its cells beyond MOST_ROWS and MOST_COLUMNS."""
    pieces: list[bytes] = []
    row, done = 0, 0
    for kind, start, end in binary_records(data):
        if kind == _BRT_ROW:
            row = struct.unpack_from("<I", data, start)[0]
        in_rows = kind == _BRT_ROW or kind in _BRT_CELLS
        column = struct.unpack_from("<I", data, start)[0] if kind in _BRT_CELLS else 0
        if not in_rows or (row < MOST_ROWS and column < MOST_COLUMNS):
            pieces.append(data[done:end])
        done = end
    return b"".join(pieces)


def cut_document(content: bytes) -> bytes:
    """The content.xml of an .ods without its cells beyond MOST_ROWS and MOST_COLUMNS."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(content, parser)
    for table in root.iter(f"{_TABLE}table"):
        _cut_along(list(table.iter(f"{_TABLE}table-row")), "number-rows-repeated", MOST_ROWS)
        for row in table.iter(f"{_TABLE}table-row"):
            _cut_along(list(row), "number-columns-repeated", MOST_COLUMNS)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _cut_along(elements: "list[etree._Element]", name: str, most: int) -> None:
    """Drop what begins beyond, and shorten what reaches over the end."""
    at = 0
    for element in elements:
        said = element.get(f"{_TABLE}{name}") or "1"
        times = int(said) if said.isdigit() else 1
        if at >= most and (parent := element.getparent()) is not None:
            element.clear()  # or else its thousand children move to a document of their own first
            parent.remove(element)
        elif at + times > most:
            element.set(f"{_TABLE}{name}", str(most - at))
        at += times


def without_far_days(stream: bytes) -> bytes:
    """The stream of an .xls, its numbers beyond all days in cells without a look of their own."""
    plain = bytearray(stream)
    for kind, at, length in biff_records(stream):
        for style, number in _numbers(kind, stream, at, length):
            if not abs(number) < MOST_DAYS:
                struct.pack_into("<H", plain, style, 0)
    return bytes(plain)


def _numbers(kind: int, stream: bytes, at: int, length: int) -> Iterator[tuple[int, float]]:
    """The numbers of a record of an .xls, each with the place of its cell's style."""
    if kind in {_NUMBER, _FORMULA}:
        yield at + 4, struct.unpack_from("<d", stream, at + 6)[0]
    elif kind == _RK:
        yield at + 4, _unpacked(stream, at + 6)
    elif kind == _MANY:
        for place in range(at + 4, at + length - 2, 6):
            yield place, _unpacked(stream, place + 2)


def _unpacked(data: bytes, at: int) -> float:
    """A number in four bytes: an integer or the upper half of a float, in hundredths or not."""
    whole, half = struct.unpack_from("<i", data, at)[0] >> 2, b"\0\0\0\0" + data[at : at + 4]
    kind = data[at] & 3
    number = float(whole) if kind & 2 else struct.unpack("<d", half)[0]
    return number / 100 if kind & 1 else number


def binary_without_far_days(data: bytes) -> bytes:
    """A sheet of an .xlsb, its numbers beyond all days in cells without a look of their own."""
    plain = bytearray(data)
    for kind, at, _ in binary_records(data):
        if kind == _BRT_RK:
            number = _unpacked(data, at + 8)
        elif kind in {_BRT_NUMBER, _BRT_FORMULA}:
            number = struct.unpack_from("<d", data, at + 8)[0]
        else:
            continue
        if not abs(number) < MOST_DAYS:
            plain[at + 4 : at + 7] = bytes(3)
    return bytes(plain)
