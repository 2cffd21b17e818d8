"""The zip of a workbook: entries are taken over packed as they are, new ones are packed once.

Knows compressed bytes and their checksums, no parts and no XML.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

_QUICK = 3  # half the time of the usual 6, a seventh more bytes
_RAW = -zlib.MAX_WBITS
_HEADER = struct.Struct("<4s22x2H")  # of an entry: its mark, and how long name and extra are
_MARK = b"PK\x03\x04"
_POLYNOMIAL = 0xEDB88320  # of the checksum of zip, the lowest power first
_TOP = 1 << 31
ZipBytes = bytes | memoryview


class PackedEntry(NamedTuple):
    """The bytes of an entry as they stand in the file, piece by piece; `crc`, `size` unpacked."""

    pieces: Sequence[ZipBytes]
    crc: int
    size: int
    method: int = zipfile.ZIP_DEFLATED

    @property
    def length(self) -> int:
        """How many bytes stand in the file."""
        return sum(map(len, self.pieces))


class PackedPiece(NamedTuple):
    """A stretch of an entry that unpacks by itself; `shift` is what moves a checksum over it."""

    packed: ZipBytes
    size: int
    crc: int
    shift: int

    def data(self) -> bytes:
        """The bytes; BadZipFile where they are not those that were packed."""
        try:
            found = zlib.decompressobj(_RAW).decompress(self.packed)
        except zlib.error as error:
            raise zipfile.BadZipFile(str(error)) from error
        if len(found) != self.size or zlib.crc32(found) != self.crc:
            raise zipfile.BadZipFile("a stretch of rows is damaged")
        return found


def packed_entry(data: bytes, entry: zipfile.ZipInfo) -> PackedEntry:
    """An entry as it stands in the file; BadZipFile where there is none at its place."""
    try:
        mark, name, extra = _HEADER.unpack_from(data, entry.header_offset)
    except struct.error as error:
        raise zipfile.BadZipFile(f"{entry.filename} is cut off") from error
    begin = entry.header_offset + _HEADER.size + name + extra
    found = memoryview(data)[begin : begin + entry.compress_size]
    if mark != _MARK or len(found) != entry.compress_size:
        raise zipfile.BadZipFile(f"{entry.filename} is cut off")
    return PackedEntry((found,), entry.CRC, entry.file_size, entry.compress_type)


def pack(pieces: Iterable[bytes], *, stored: bool = False) -> PackedEntry:
    """Pack the bytes of an entry."""
    packer = zlib.compressobj(_QUICK, zlib.DEFLATED, _RAW)
    crc = size = 0
    found: list[ZipBytes] = []
    for piece in pieces:
        crc, size = zlib.crc32(piece, crc), size + len(piece)
        found.append(piece if stored else packer.compress(piece))
    if stored:
        return PackedEntry(found, crc, size, zipfile.ZIP_STORED)
    return PackedEntry([*found, packer.flush()], crc, size)


def pack_piece(data: bytes, *, last: bool = False) -> PackedPiece:
    """Pack a stretch of an entry so that it unpacks without those before it."""
    packer = zlib.compressobj(_QUICK, zlib.DEFLATED, _RAW)
    packed = packer.compress(data) + packer.flush(zlib.Z_FINISH if last else zlib.Z_FULL_FLUSH)
    return PackedPiece(packed, len(data), zlib.crc32(data), shift_over(len(data)))


def joined(pieces: Iterable[PackedPiece]) -> PackedEntry:
    """An entry made of stretches, of which the last is packed as such."""
    crc = size = 0
    found = []
    for piece in pieces:
        crc = crc_of_both(crc, piece.crc, piece.shift)
        size += piece.size
        found.append(piece.packed)
    return PackedEntry(found, crc, size)


def archive(entries: Iterable[tuple[zipfile.ZipInfo, PackedEntry]]) -> bytes:
    """A zip of these entries, in this order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for entry, packed in entries:
            entry.compress_type, entry.CRC = packed.method, packed.crc
            entry.file_size, entry.compress_size = packed.size, packed.length
            entry.header_offset = buffer.tell()
            buffer.write(entry.FileHeader(zip64=False))
            for piece in packed.pieces:
                buffer.write(piece)
            target.filelist.append(entry)
            target.start_dir = buffer.tell()
            # the library packs whatever it is handed: it has no door for what is packed already
            target._didModify = True  # type: ignore[attr-defined]  # noqa: SLF001
    return buffer.getvalue()


def crc_of_both(first: int, second: int, shift: int) -> int:
    """The checksum of two stretches out of theirs; `shift` is that of the second's size.

    >>> crc_of_both(zlib.crc32(b"ab"), zlib.crc32(b"cde"), shift_over(3)) == zlib.crc32(b"abcde")
    True
    """
    return _times(shift, first) ^ second if first else second


def _times(first: int, second: int) -> int:
    """The product of two polynomials modulo that of the checksum."""
    bit, found = _TOP, 0
    while True:
        if first & bit:
            found ^= second
            if not first & (bit - 1):
                return found
        bit >>= 1
        second = second >> 1 ^ _POLYNOMIAL if second & 1 else second >> 1


@cache
def _squared(times: int) -> int:
    """The polynomial x, squared `times` times: x to the power of 2 ** `times`."""
    return 1 << 30 if not times else _times(_squared(times - 1), _squared(times - 1))


def shift_over(size: int) -> int:
    """What moves a checksum over so many bytes."""
    found, power = _TOP, 3
    while size:
        if size & 1:
            found = _times(_squared(power), found)
        size, power = size >> 1, power + 1
    return found
