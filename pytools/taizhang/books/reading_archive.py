"""The parts of a zip archive, each unpacked no further than it states.

Only the central directory is believed, and only as far as it can be checked: a part that holds
more than it states, or less, is refused. Also writes the plain archive in memory from which a library then reads.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO, NamedTuple

from taizhang.core.catalog import forms as catalog
from taizhang.core.issues import Rule

PIECE = 1 << 20
_END = struct.Struct("<4s4H2IH")
_ENTRY = struct.Struct("<4s6H3I5H2I")
_LOCAL = struct.Struct("<4s5H3I2H")
_LONGEST_END = _END.size + 0xFFFF


class UnreadableError(Exception):
    """A file that cannot be read, by which rule; never leaves taizhang.books."""

    def __init__(self, rule: Rule, **values: object) -> None:
        super().__init__(rule.code)
        self.rule, self.values = rule, values


class Part(NamedTuple):
    """One entry of the directory: `method` is 0 or 8 (deflated), `check` the CRC, sizes in bytes."""

    name: str
    encrypted: bool
    method: int
    check: int
    packed: int
    size: int
    offset: int


def read_directory(file: BinaryIO) -> list[Part]:
    """Return the parts of an archive; UnreadableError where there is no directory."""
    length = file.seek(0, 2)
    file.seek(max(0, length - _LONGEST_END))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise UnreadableError(catalog.DAMAGED)
    *_, count, size, start, _ = _END.unpack_from(tail, at)
    if start + size != length - len(tail) + at or count == 0xFFFF:
        return _read_unusual(file)  # something stands before or between, or it is a large archive
    file.seek(start)
    return list(_entries(file.read(size), count))


def _entries(directory: bytes, count: int) -> Iterator[Part]:
    at = 0
    for _ in range(count):
        if len(directory) - at < _ENTRY.size:
            raise UnreadableError(catalog.DAMAGED)
        entry = _ENTRY.unpack_from(directory, at)
        flags, method, check, packed, size = entry[3], entry[4], *entry[7:10]
        names, extra, remark, offset = entry[10], entry[11], entry[12], entry[16]
        raw = directory[at + _ENTRY.size : at + _ENTRY.size + names]
        name = raw.decode("utf-8" if flags & 0x800 else "cp437", "replace")
        yield Part(name.replace("\\", "/"), bool(flags & 1), method, check, packed, size, offset)
        at += _ENTRY.size + names + extra + remark


def _read_unusual(file: BinaryIO) -> list[Part]:
    try:
        entries = zipfile.ZipFile(file).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, struct.error) as error:
        raise UnreadableError(catalog.DAMAGED) from error
    return [
        Part(e.filename.replace("\\", "/"), bool(e.flag_bits & 1), e.compress_type,
             e.CRC, e.compress_size, e.file_size, e.header_offset)
        for e in entries
    ]  # fmt: skip


def inflate(file: BinaryIO, part: Part) -> bytes:
    """Return a part unpacked; UnreadableError where it does not hold what it states."""
    if part.packed > PIECE or part.method != zipfile.ZIP_DEFLATED:
        return b"".join(inflating(file, part))
    _seek(file, part)
    try:
        data = zlib.decompressobj(-15).decompress(file.read(part.packed), part.size + 1)
    except zlib.error as error:
        raise UnreadableError(catalog.DAMAGED) from error
    if len(data) != part.size:
        raise UnreadableError(catalog.DAMAGED if len(data) < part.size else catalog.SUSPICIOUS)
    return data


def inflating(file: BinaryIO, part: Part) -> Iterator[bytes]:
    """Unpack a part piece by piece, never more than it states."""
    _seek(file, part)
    left, packed = part.size, part.packed
    unpacker = zlib.decompressobj(-15) if part.method else None
    while packed > 0:
        chunk = file.read(min(packed, PIECE))
        if not chunk:
            raise UnreadableError(catalog.DAMAGED)
        packed -= len(chunk)
        for piece in _unpack(unpacker, chunk):
            left -= len(piece)
            if left < 0:
                raise UnreadableError(catalog.SUSPICIOUS)
            yield piece
    if left:
        raise UnreadableError(catalog.DAMAGED)


def _seek(file: BinaryIO, part: Part) -> None:
    """Go to where the packed bytes of a part begin."""
    file.seek(part.offset)
    header = file.read(30)
    known = part.method in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
    if len(header) < 30 or not header.startswith(b"PK\x03\x04") or not known:
        raise UnreadableError(catalog.DAMAGED)
    names, extra = struct.unpack_from("<2H", header, 26)
    file.seek(names + extra, 1)


def _unpack(unpacker: "zlib._Decompress | None", chunk: bytes) -> Iterator[bytes]:
    if unpacker is None:
        yield chunk
        return
    while chunk:
        try:
            piece = unpacker.decompress(chunk, PIECE)
        except zlib.error as error:
            raise UnreadableError(catalog.DAMAGED) from error
        chunk = unpacker.unconsumed_tail
        if piece:
            yield piece


def stored_archive(parts: Iterable[tuple[str, int, bytes]]) -> bytes:
    """Return an archive of (name, CRC, content), nothing packed: reading it costs no inflating."""
    pieces: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name, check, content in parts:
        raw, size = name.encode(), len(content)
        common = (20, 0x800, 0, 0, 0x21, check, size, size, len(raw), 0)
        pieces += [_LOCAL.pack(b"PK\x03\x04", *common), raw, content]
        directory += [_ENTRY.pack(b"PK\x01\x02", 20, *common, 0, 0, 0, 0, offset), raw]
        offset += _LOCAL.size + len(raw) + size
    size = sum(map(len, directory))
    count = len(directory) // 2
    end = _END.pack(b"PK\x05\x06", 0, 0, count, count, size, offset, 0)
    return b"".join([*pieces, *directory, end])
