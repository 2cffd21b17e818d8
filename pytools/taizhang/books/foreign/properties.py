"""What a file says of itself: when it was saved, by which program; nothing here is believed yet.

Looks at small parts only: a property is a line of text, whatever size a part states.
"""

import re
import struct
from collections.abc import Mapping
from datetime import datetime, timedelta

from taizhang.books.foreign.archive import ArchivePart, Bytes, UnreadableError, inflate
from taizhang.books.foreign.records import compound_stream
from taizhang.core.saved import Stated

MOST = 1 << 16  # bytes of a part of properties
SUMMARY = "\x05SummaryInformation"
_MODIFIED = re.compile(rb"<(?:[A-Za-z]{1,20}:)?modified\b[^<>]{0,300}>([^<>]{1,60})<")
_DATE = re.compile(rb"<dc:date>([^<>]{1,60})<")
_PROGRAM = re.compile(rb"<(?:[A-Za-z]{1,20}:)?Application>([^<>]{1,200})<")
_GENERATOR = re.compile(rb"<meta:generator>([^<>]{1,200})<")
_SAVED, _FILETIME = 13, 64  # a property and its type
MOST_PROPERTIES = 100
_FIRST = datetime(1601, 1, 1)
_YEARS = range(1900, 9000)


def stated_in_archive(data: Bytes, parts: Mapping[str, ArchivePart]) -> Stated:
    """Facts of a zip package; `parts` by their names in lower case."""
    small = {
        name: _small(data, parts[name])
        for name in ("docprops/core.xml", "docprops/app.xml", "meta.xml")
        if name in parts
    }
    core, meta = small.get("docprops/core.xml", b""), small.get("meta.xml", b"")
    found = _MODIFIED.search(core) or _DATE.search(meta)
    program = _PROGRAM.search(small.get("docprops/app.xml", b"")) or _GENERATOR.search(meta)
    modified, zone = _moment(found[1]) if found else (None, None)
    packed = max((p.packed_on for p in parts.values() if p.packed_on), default=None)
    return Stated(modified, zone, program[1].decode("utf-8", "replace") if program else "", packed)


def _small(data: Bytes, part: ArchivePart) -> bytes:
    """A part of properties as UTF-8; b"" where it is too large to be one, or broken."""
    if max(part.size, part.packed) > MOST:
        return b""
    try:
        content = inflate(data, part)
    except UnreadableError:
        return b""
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return content.decode("utf-16", "replace").encode()
    return content


def _moment(written: bytes) -> tuple[datetime | None, timedelta | None]:
    """A moment as written, and its distance from UTC."""
    try:
        moment = datetime.fromisoformat(written.decode("ascii", "replace").strip())
    except ValueError:
        return None, None
    if moment.year not in _YEARS:
        return None, None
    return moment.replace(tzinfo=None, microsecond=0), moment.utcoffset()


def stated_in_compound(data: bytes) -> Stated:
    """When an old workbook was saved, from its stream of summary properties; in UTC."""
    try:
        stream = compound_stream(data, (SUMMARY,))
        (start,) = struct.unpack_from("<I", stream, 44)
        modified = _saved(stream, start)
    except (struct.error, LookupError, ValueError, OverflowError):
        return Stated()
    return Stated(modified, timedelta(0)) if modified else Stated()


def _saved(stream: bytes, start: int) -> datetime | None:
    """The property of the last saving in the section that begins there."""
    (count,) = struct.unpack_from("<I", stream, start + 4)
    for at in range(start + 8, start + 8 + 8 * min(count, MOST_PROPERTIES), 8):
        name, offset = struct.unpack_from("<II", stream, at)
        if name == _SAVED:
            kind, ticks = struct.unpack_from("<IQ", stream, start + offset)
            moment = _FIRST + timedelta(seconds=ticks // 10_000_000)
            return moment if kind == _FILETIME and moment.year in _YEARS else None
    return None
