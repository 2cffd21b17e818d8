"""What calamine does not tell of binary workbooks: error cells, merges, the used range.

Walks the records of an .xls (BIFF8 in a compound file) and of an .xlsb. Cell values are left to
calamine.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from taizhang.books.foreign.codes import code_of, codes_of_binary
from taizhang.books.foreign.margins import lines_in_biff, lines_in_binary
from taizhang.books.foreign.marks import Marks
from taizhang.books.foreign.strikes import struck_in_biff, struck_in_binary
from taizhang.core.addresses import CellAt, CellSpan

ERRORS = {
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
}
MOST_RECORDS = 400_000
FREE, END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SHIFTS, _MINI_SHIFT, _ROOT = frozenset({9, 12}), 6, 5
_SHIFT, _CUTOFF = 12, 4096  # sectors of 4096 bytes; a shorter stream is made as long
_HEADER = struct.Struct("<8s16s5H6s9I")
_ENTRY = struct.Struct("<64sH2B3I36sIQ")
_BOF, _EOF, _SHEET, _MERGED, _BOOLERR, _FORMULA = 0x809, 0xA, 0x85, 0xE5, 0x205, 0x6
_DATEMODE, _FILEPASS, _FORMAT, _STYLE, _MANY = 0x22, 0x2F, 0x41E, 0xE0, 0xBD
_FONT = 0x31
_DIMENSIONS, _STRINGS = 0x200, 0xFC
_ROW, _COLUMNS = 0x208, 0x7D
_CELLS = frozenset({_BOOLERR, _FORMULA, 0x203, 0x204, 0xFD, 0x27E, 0xBD, 0xD6})  # with a value
_MARGINS = frozenset({0x14, 0x15, 0x89C})
_BRT_ROW, _BRT_MERGED, _BRT_COLUMNS, _BRT_MARGINS = 0, 176, 60, 479
_BRT_ERRORS = frozenset({3, 11})
_BRT_CELLS = frozenset({2, 3, 4, 5, 6, 7, 8, 9, 10, 11})


class TooManyRecordsError(Exception):
    """A stream so long that walking it would take seconds."""


def compound_stream(data: bytes, names: tuple[str, ...]) -> bytes:
    """Return a stream of a compound file by name; struct.error, LookupError or ValueError where broken.

    A chain of sectors that comes back to itself has no end, and counts as broken.
    """
    shift, mini_shift = struct.unpack_from("<HH", data, 30)
    if shift not in _SHIFTS or mini_shift != _MINI_SHIFT:
        raise ValueError(shift)
    size = 1 << shift
    first_directory, cutoff, mini_first = (
        struct.unpack_from("<I", data, at)[0] for at in (48, 56, 60)
    )
    table = _allocation(data, size)
    every = list(_entries(_chain(data, table, first_directory, size)))
    root = next((entry for _, kind, entry in every if kind == _ROOT), every[0][2])
    entries = {name: entry for name, _, entry in every}
    start, length = entries[next(filter(entries.__contains__, names), names[0])]
    if length >= cutoff:
        return _chain(data, table, start, size)[:length]
    mini = _chain(data, table, root[0], size)
    raw = _chain(data, table, mini_first, size)
    small = list(struct.unpack(f"<{len(raw) // 4}I", raw))
    return _chain(b"\0" * (1 << mini_shift) + mini, small, start, 1 << mini_shift)[:length]


def _allocation(data: bytes, size: int) -> list[int]:
    sectors = list(struct.unpack_from("<109I", data, 76))
    following, extra = struct.unpack_from("<II", data, 68)
    most = len(data) // size
    if extra > most:
        raise ValueError(extra)
    for _ in range(extra):
        block = struct.unpack_from(f"<{size // 4}I", data, (following + 1) * size)
        sectors += block[:-1]
        following = block[-1]
    used = [sector for sector in sectors if sector < END]
    if len(used) > most:  # no more tables than sectors
        raise ValueError(len(used))
    table: list[int] = []
    for sector in used:
        table += struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size)
    return table


def _chain(data: bytes, table: list[int], sector: int, size: int) -> bytes:
    pieces: list[bytes] = []
    while sector < END and sector < len(table):
        if len(pieces) > len(table):
            raise ValueError(sector)
        pieces.append(data[(sector + 1) * size : (sector + 2) * size])
        sector = table[sector]
    return b"".join(pieces)


def plain_compound(stream: bytes) -> bytes:
    """A compound file that holds this stream as its Workbook, and nothing else.

    calamine follows every chain of a file it is given, wherever it leads.
    """
    size = 1 << _SHIFT
    count = -(-max(len(stream), _CUTOFF) // size)
    tables = -(-(count + 2) // (size // 4 - 1))
    small, first = tables + 1, tables + 2  # behind the allocation table and the directory
    chain = [_TABLE] * tables + [END, END]
    chain += [*range(first + 1, first + count), END]
    chain += [FREE] * (tables * (size // 4) - len(chain))
    header = _HEADER.pack(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 4, 0xFFFE, _SHIFT, 6, b"",
        1, tables, tables, 0, _CUTOFF, END, 0, END, 0,
    )  # fmt: skip
    where = struct.pack("<109I", *range(tables), *[FREE] * (109 - tables))
    root = _entry("Root Entry", 5, small, size, 1)  # calamine wants a root that has some bytes
    entries = root + _entry("Workbook", 2, first, count * size, FREE)
    parts = (header + where, struct.pack(f"<{len(chain)}I", *chain), entries, b"\0")
    padded = b"".join(part.ljust(-(-len(part) // size) * size, b"\0") for part in parts)
    return padded + stream.ljust(count * size, b"\0")


def _entry(name: str, kind: int, start: int, length: int, child: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    return _ENTRY.pack(raw, len(raw), kind, 1, FREE, FREE, child, b"", start, length)


def _entries(directory: bytes) -> Iterator[tuple[str, int, tuple[int, int]]]:
    """Yield the name of a stream, its kind, and its first sector and length."""
    for at in range(0, len(directory) - 127, 128):
        length, kind = struct.unpack_from("<HB", directory, at + 64)
        name = directory[at : at + min(max(length - 2, 0), 62)].decode("utf-16-le", "replace")
        yield name, kind, struct.unpack_from("<II", directory, at + 116)


def biff_records(stream: bytes, at: int = 0) -> Iterator[tuple[int, int, int]]:
    """Yield (record type, start of its body, length)."""
    count = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, at + 4, length
        at += 4 + length
        count += 1
        if count > MOST_RECORDS:
            raise TooManyRecordsError


def has_password(stream: bytes) -> bool:
    """Return whether the workbook's globals hold a FILEPASS record."""
    for kind, _, _ in biff_records(stream):
        if kind in {_FILEPASS, _EOF}:
            return kind == _FILEPASS
    return False


def without_dimensions(stream: bytes) -> bytes:
    """The stream with no word on how large its sheets are: a library would make room for it."""
    plain = bytearray(stream)
    for kind, at, length in biff_records(stream):
        if kind == _DIMENSIONS:
            plain[at : at + length] = bytes(length)
    return bytes(plain)


def biff_sheets(stream: bytes) -> dict[str, int]:
    """Where each sheet of an .xls begins; no two begin at one place in a file that was saved."""
    offsets: dict[str, int] = {}
    for kind, at, _ in biff_records(stream):
        if kind == _SHEET:
            offset, _, size, wide = struct.unpack_from("<IHBB", stream, at)
            raw = stream[at + 8 : at + 8 + (size * 2 if wide & 1 else size)]
            offsets[raw.decode("utf-16-le" if wide & 1 else "latin-1")] = offset
        elif kind == _EOF:
            break
    if len(set(offsets.values())) < len(offsets):
        raise TooManyRecordsError
    return offsets


class BinaryStyles(NamedTuple):
    """The cell styles of a binary workbook: their number formats, and those that strike out."""

    codes: Sequence[str]
    struck: frozenset[int]

    def note(self, marks: Marks, cell: CellAt, style: int) -> None:
        """Mark a cell of that style."""
        if style < len(self.codes) and (code := self.codes[style]):
            marks.codes[cell] = code
        if style in self.struck:
            marks.struck.add(cell)


def mark_biff(stream: bytes) -> tuple[dict[str, Marks], bool]:
    """Read the marks of all sheets of an .xls, and whether it counts days from 1904."""
    offsets = biff_sheets(stream)
    epoch_1904 = False
    formats, styles = dict[int, str](), list[int]()
    flags, fonts = list[int](), list[int]()
    for kind, at, length in biff_records(stream):
        if kind == _DATEMODE:
            epoch_1904 = stream[at] == 1
        elif kind == _STRINGS and struct.unpack_from("<I", stream, at + 4)[0] > len(stream):
            raise TooManyRecordsError
        elif kind == _FORMAT:
            formats[struct.unpack_from("<H", stream, at)[0]] = _biff_text(stream[at + 2 :][:length])
        elif kind == _FONT:
            flags.append(struct.unpack_from("<H", stream, at + 2)[0])
        elif kind == _STYLE:
            fonts.append(struct.unpack_from("<H", stream, at)[0])
            styles.append(struct.unpack_from("<H", stream, at + 2)[0])
        elif kind == _EOF:
            break
    looks = BinaryStyles(
        [code_of(number, formats) for number in styles], struck_in_biff(flags, fonts)
    )
    marks = {name: _mark_biff_sheet(stream, at, looks) for name, at in offsets.items()}
    return marks, epoch_1904


def _biff_text(body: bytes) -> str:
    """A text of BIFF8: its length in letters, whether they are wide, the letters."""
    size, wide = struct.unpack_from("<HB", body)
    raw = body[3 : 3 + (size * 2 if wide & 1 else size)]
    return raw.decode("utf-16-le" if wide & 1 else "latin-1", "replace")


def _mark_biff_sheet(stream: bytes, offset: int, looks: BinaryStyles) -> Marks:
    marks, deep, cell = Marks(), 0, (0, 0)
    for kind, at, length in biff_records(stream, offset):
        deep += (kind == _BOF) - (kind == _EOF)
        if deep == 0:
            break
        if kind in _CELLS:
            cell = struct.unpack_from("<HH", stream, at)
            marks.last = max(marks.last[0], cell[0]), max(marks.last[1], cell[1])
            for i, style in enumerate(_biff_styles(kind, stream, at, length)):
                looks.note(marks, (cell[0], cell[1] + i), style)
        if kind in {_MERGED, _ROW, _COLUMNS}:
            _note_shape(marks, kind, stream, at)
        elif kind in _MARGINS and deep == 1:
            marks.margins += lines_in_biff(kind, stream[at : at + length])
        elif (error := _biff_error(kind, stream, at)) is not None:
            marks.errors[cell] = error
    marks.percents = {cell for cell, code in marks.codes.items() if "%" in code}
    return marks


def _note_shape(marks: Marks, kind: int, stream: bytes, at: int) -> None:
    """Merged areas; a row or a span of columns that is hidden, or of no height or width."""
    if kind == _MERGED:
        marks.merged += _biff_areas(stream, at)
        return
    first, last, size, height, hidden = struct.unpack_from("<5H", stream, at)
    if kind == _COLUMNS and (hidden & 1 or not size):
        marks.unseen.columns.append((first, last))
    elif kind == _ROW and (stream[at + 12] & 0x20 or not height & 0x7FFF):
        marks.unseen.rows.add(first)


def _biff_styles(kind: int, stream: bytes, at: int, length: int) -> list[int]:
    """The styles of the cells of one record, which stand side by side."""
    count = (length - 6) // 6 if kind == _MANY else 1
    return [struct.unpack_from("<H", stream, at + 4 + 6 * i)[0] for i in range(count)]


def _biff_error(kind: int, stream: bytes, at: int) -> str | None:
    if kind == _BOOLERR and stream[at + 7]:
        return ERRORS.get(stream[at + 6], "#N/A")
    if kind == _FORMULA and stream[at + 12 : at + 14] == b"\xff\xff" and stream[at + 6] == 2:
        return ERRORS.get(stream[at + 8], "#N/A")
    return None


def _biff_areas(stream: bytes, at: int) -> Iterator[CellSpan]:
    for i in range(struct.unpack_from("<H", stream, at)[0]):
        top, bottom, left, right = struct.unpack_from("<4H", stream, at + 2 + 8 * i)
        yield (top, left), (bottom, right)


def mark_binary(parts: Mapping[str, bytes]) -> list[Marks]:
    """Read the marks of the worksheets of an .xlsb, in the order of their parts' numbers."""
    sheets = [name for name in parts if "worksheets/sheet" in name.lower()]
    sheets.sort(key=lambda name: int("".join(c for c in name if c.isdigit()) or 0))
    styles = parts.get("xl/styles.bin", b"")
    codes = codes_of_binary(styles, binary_records(styles))
    looks = BinaryStyles(codes, struck_in_binary(styles, binary_records(styles)))
    return [_mark_binary_sheet(parts[name], looks) for name in sheets]


def _mark_binary_sheet(data: bytes, looks: BinaryStyles) -> Marks:
    marks, row = Marks(), 0
    for kind, at, end in binary_records(data):
        if kind == _BRT_ROW:
            row = struct.unpack_from("<I", data, at)[0]
            marks.unseen.rows |= {row} if data[at + 11] & 0x10 else set()
        elif kind in _BRT_CELLS:
            cell: CellAt = (row, struct.unpack_from("<I", data, at)[0])
            _note_binary_cell(marks, cell, data[at : at + 9], looks)
            if kind in _BRT_ERRORS:
                marks.errors[cell] = ERRORS.get(data[at + 8], "#N/A")
        elif kind in {_BRT_MERGED, _BRT_COLUMNS, _BRT_MARGINS}:
            _note_binary_shape(marks, kind, data[at:end])
    return marks


def _note_binary_shape(marks: Marks, kind: int, body: bytes) -> None:
    """Merged areas, spans of columns that are hidden, headers and footers."""
    if kind == _BRT_MARGINS:
        marks.margins += lines_in_binary(body)
        return
    one, two, three, four = struct.unpack_from("<4I", body)
    if kind == _BRT_MERGED:
        marks.merged.append(((one, three), (two, four)))
    elif body[16] & 1:
        marks.unseen.columns.append((one, two))


def _note_binary_cell(marks: Marks, cell: CellAt, body: bytes, looks: BinaryStyles) -> None:
    marks.last = max(marks.last[0], cell[0]), max(marks.last[1], cell[1])
    looks.note(marks, cell, int.from_bytes(body[4:7], "little"))


def binary_records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield (record type, start and end of its body) of a part of an .xlsb."""
    at, count = 0, 0
    while at < len(data):
        kind, at = _varying(data, at, 2)
        length, at = _varying(data, at, 4)
        yield kind, at, at + length
        at += length
        count += 1
        if count > MOST_RECORDS:
            raise TooManyRecordsError


def _varying(data: bytes, at: int, most: int) -> tuple[int, int]:
    number = 0
    for i in range(most):
        byte = data[at]
        number |= (byte & 0x7F) << (7 * i)
        at += 1
        if not byte & 0x80:
            break
    return number, at
