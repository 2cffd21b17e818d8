"""The parts of a zip archive, each unpacked no further than it states.

Only the central directory is believed, and only as far as it can be checked: a part that holds
more than it states, or less, or other bytes, is refused. Also writes the plain archive in memory
from which a library then reads.
"""

import struct
import zipfile
import zlib
from bz2 import BZ2Decompressor
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO
from mmap import mmap
from typing import IO, NamedTuple, cast
from zlib import crc32

from taizhang.core.catalog import forms as catalog
from taizhang.core.issues import Rule

PIECE = 1 << 20
METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2})
INFLATES = 1032  # deflate cannot do better
LONGEST_NAME = 1000  # bytes; no program has a part with such a name
TRUSTED = 48 << 20  # bytes that a part may unpack to beyond what it states, untried
UTF8, FIRST_DAY = 0x800, 0x21  # flag of a name; the date 1980-01-01
_END = struct.Struct("<4s4H2IH")
_ENTRY = struct.Struct("<4s6H3I5H2I")
_LOCAL = struct.Struct("<4s5H3I2H")
_NAMES = struct.Struct("<2H")
_LONGEST_END = _END.size + 0xFFFF
Bytes = bytes | mmap  # a file as a whole: small in memory, large as it lies on the disk


class UnreadableError(Exception):
    """A file that cannot be read, by which rule; never leaves taizhang.books."""

    def __init__(self, rule: Rule, **values: object) -> None:
        super().__init__(rule.code)
        self.rule, self.values = rule, values


class ArchivePart(NamedTuple):
    """One entry of the directory: `method` as in zipfile, `check` the CRC, sizes in bytes.

    `packed_on` is when it was packed, None where the program does not say.
    """

    name: str
    encrypted: bool
    method: int
    check: int
    packed: int
    size: int
    offset: int
    packed_on: datetime | None = None


def read_directory(data: Bytes) -> list[ArchivePart]:
    """Return the parts of an archive; UnreadableError where there is no directory."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - _LONGEST_END))
    if at < 0 or len(data) - at < _END.size:
        raise UnreadableError(catalog.DAMAGED)
    *_, count, size, start, _ = _END.unpack_from(data, at)
    if start + size != at or count == 0xFFFF:
        return _read_unusual(data)  # something stands before or between, or it is a large archive
    return _entries(data[start:at], count)


def _entries(directory: bytes, count: int) -> list[ArchivePart]:
    at, parts = 0, []
    for _ in range(count):
        if len(directory) - at < _ENTRY.size:
            raise UnreadableError(catalog.DAMAGED)
        (_, _, _, flags, method, clock, day, check, packed_size, size, names, extra, remark, _, _, _,
         offset) = _ENTRY.unpack_from(directory, at)  # fmt: skip
        at += _ENTRY.size
        if names > LONGEST_NAME:
            raise UnreadableError(catalog.SUSPICIOUS)
        name = directory[at : at + names].decode("utf-8" if flags & UTF8 else "cp437", "replace")
        at += names + extra + remark
        name = name.replace("\\", "/")
        when = _moment(day, clock)
        parts.append(
            ArchivePart(name, bool(flags & 1), method, check, packed_size, size, offset, when)
        )
    return parts


def _moment(day: int, clock: int) -> datetime | None:
    """A moment as archives write it; None for 1980, which stands for none."""
    if day >> 9 == 0:
        return None
    try:
        return datetime(
            1980 + (day >> 9), day >> 5 & 15, day & 31, clock >> 11, clock >> 5 & 63, clock % 32 * 2
        )
    except ValueError:
        return None


def _read_unusual(data: Bytes) -> list[ArchivePart]:
    try:
        file = BytesIO(data) if isinstance(data, bytes) else cast("IO[bytes]", data)
        entries = zipfile.ZipFile(file).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, struct.error) as error:
        raise UnreadableError(catalog.DAMAGED) from error
    if any(len(e.orig_filename) > LONGEST_NAME for e in entries):
        raise UnreadableError(catalog.SUSPICIOUS)
    return [
        ArchivePart(e.filename.replace("\\", "/"), bool(e.flag_bits & 1), e.compress_type,
             e.CRC, e.compress_size, e.file_size, e.header_offset)
        for e in entries
    ]  # fmt: skip


def inflate(data: Bytes, part: ArchivePart) -> bytes:
    """Return a part unpacked; UnreadableError where it does not hold what it states."""
    if part.method != zipfile.ZIP_DEFLATED or _may_burst(part):
        return b"".join(inflating(data, part))
    try:
        content = zlib.decompress(packed_bytes(data, part), -15, part.size + 1)
    except zlib.error as error:
        raise UnreadableError(catalog.DAMAGED) from error
    if len(content) > part.size:
        raise UnreadableError(catalog.SUSPICIOUS)
    if crc32(content) != part.check:
        raise UnreadableError(catalog.DAMAGED)
    return content


def _may_burst(part: ArchivePart) -> bool:
    """Whether a part could unpack to far more than it states."""
    return part.packed * INFLATES > part.size + TRUSTED


def inflating(data: Bytes, part: ArchivePart) -> Iterator[bytes]:
    """Unpack a part piece by piece, never more than it states."""
    start = _start(data, part)
    left, check = part.size, 0
    unpacker = _unpacker(part)
    for at in range(start, start + part.packed, PIECE):
        chunk = data[at : min(at + PIECE, start + part.packed)]
        for piece in _unpack(unpacker, chunk):
            left -= len(piece)
            if left < 0:
                raise UnreadableError(catalog.SUSPICIOUS)
            check = crc32(piece, check)
            yield piece
    if left or check != part.check:
        raise UnreadableError(catalog.DAMAGED)


def _start(data: Bytes, part: ArchivePart) -> int:
    """Where the packed bytes of a part begin; they end within the file."""
    at = part.offset
    if part.method not in METHODS:
        raise UnreadableError(catalog.ODD_PACKING)
    if data[at : at + 4] != b"PK\x03\x04" or at + 30 > len(data):
        raise UnreadableError(catalog.DAMAGED)
    names, extra = _NAMES.unpack_from(data, at + 26)
    start: int = at + 30 + names + extra
    if start + part.packed > len(data):
        raise UnreadableError(catalog.DAMAGED)
    return start


def packed_bytes(data: Bytes, part: ArchivePart) -> bytes:
    """Return a part as it stands, packed."""
    start = _start(data, part)
    return data[start : start + part.packed]


def _unpacker(part: ArchivePart) -> "zlib._Decompress | BZ2Decompressor | None":
    if part.method == zipfile.ZIP_BZIP2:
        return BZ2Decompressor()
    return zlib.decompressobj(-15) if part.method else None


def _unpack(unpacker: "zlib._Decompress | BZ2Decompressor | None", chunk: bytes) -> Iterator[bytes]:
    if unpacker is None:
        yield chunk
        return
    if isinstance(unpacker, BZ2Decompressor):
        yield from _unpack_blocks(unpacker, chunk)
        return
    while chunk:
        try:
            piece = unpacker.decompress(chunk, PIECE)
        except zlib.error as error:
            raise UnreadableError(catalog.DAMAGED) from error
        chunk = unpacker.unconsumed_tail
        if piece:
            yield piece


def _unpack_blocks(unpacker: BZ2Decompressor, chunk: bytes) -> Iterator[bytes]:
    try:
        while not unpacker.eof and (piece := unpacker.decompress(chunk, PIECE)):
            yield piece
            chunk = b""
    except OSError as error:
        raise UnreadableError(catalog.DAMAGED) from error


def packed(data: Bytes, part: ArchivePart) -> bytes:
    """Return a part as it stands, packed, after trying whether it holds what it states."""
    for _ in inflating(data, part):
        pass
    return packed_bytes(data, part)


def plain_part(name: str, content: bytes) -> tuple[ArchivePart, bytes]:
    """Return content as a part that is not packed."""
    size = len(content)
    return ArchivePart(name, False, zipfile.ZIP_STORED, crc32(content), size, size, 0), content


def write_archive(parts: Iterable[tuple[ArchivePart, bytes]]) -> bytes:
    """Return an archive of parts and their bytes, packed or not as each part says."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for part, content in parts:
        raw = part.name.encode()
        sizes = (part.check, len(content), part.size, len(raw), 0)
        common = (20, UTF8, part.method, 0, FIRST_DAY, *sizes)
        pieces += [_LOCAL.pack(b"PK\x03\x04", *common), raw, content]
        directory += [_ENTRY.pack(b"PK\x01\x02", 20, *common, 0, 0, 0, 0, offset), raw]
        offset += _LOCAL.size + len(raw) + len(content)
    size, count = sum(map(len, directory)), len(directory) // 2
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, size, offset, 0)
    return b"".join([*pieces, *directory, end])
