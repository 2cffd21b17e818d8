"""Whether a returned file can be marked at a small cost: openpyxl takes each word of it as it is.

It makes an object of each cell of a merged area, of each cell that a link covers and of each
element beside the cells (a font, a rule, a note, a record of a pivot), and unpacks every picture. A
file that asks for too much goes back as our own form instead.
"""

import re
import struct
from collections.abc import Iterator

from openpyxl.utils.exceptions import InvalidFileException

from taizhang.books.foreign.marks import merged_areas, position_of
from taizhang.books.foreign.package import SafePackage
from taizhang.core.addresses import CellSpan

MOST_CELLS = 100_000  # of all merged areas, or of all links
MOST_TAGS = 150_000  # of all sheets
MOST_TAGS_BESIDE = 40_000  # of all other parts
MOST_BYTES_BEHIND = 400_000  # the rows of a sheet: rules and lists, which may name areas in plenty
MOST_BYTES_BESIDE = 8 << 20
MOST_PIXELS = 30_000_000
MOST_PICTURES = 200
LONGEST_HEAD = 1 << 16  # bytes in which a JPEG says how large it is
_LINK = re.compile(rb"""<(?:x:)?hyperlink\b[^<>]{0,300}?\bref=["']([A-Z]+\d+):([A-Z]+\d+)["']""")
_FRAMES = frozenset(
    {*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)}
)


def check_fit(package: SafePackage) -> None:
    """InvalidFileException where marking a copy of the file would cost too much."""
    cells = sum(
        (bottom - top + 1) * (right - left + 1)
        for xml in package.sheets.values()
        for (top, left), (bottom, right) in (*merged_areas(xml), *_linked(xml))
    )
    if cells > MOST_CELLS:
        raise InvalidFileException(cells)
    _check_tags(package)
    pictures = [name for name in package.parts if "/media/" in f"/{name}"]
    if len(pictures) > MOST_PICTURES:
        raise InvalidFileException(len(pictures))
    for name in pictures:
        if (pixels := picture_pixels(package.late(name)[:LONGEST_HEAD])) > MOST_PIXELS:
            raise InvalidFileException(pixels)


def _check_tags(package: SafePackage) -> None:
    tags = sum(xml.count(b"<") for xml in package.sheets.values())
    behind = max(len(xml) - xml.rfind(b"</sheetData>") for xml in package.sheets.values())
    if tags > MOST_TAGS or behind > MOST_BYTES_BEHIND:
        raise InvalidFileException(tags, behind)
    homes = {home.lower() for home in package.homes.values()}
    beside = {
        name: part
        for name, part in package.parts.items()
        if name.endswith((".xml", ".rels", ".vml")) and name not in homes
    }
    size = sum(part.size for part in beside.values())
    if size > MOST_BYTES_BESIDE:
        raise InvalidFileException(size)
    tags = 0
    for name in beside:
        tags += package.late(name).count(b"<")
        if tags > MOST_TAGS_BESIDE:
            raise InvalidFileException(tags)


def _linked(xml: bytes) -> Iterator[CellSpan]:
    """The areas of more than one cell that a link covers."""
    for found in _LINK.finditer(xml, max(xml.rfind(b"</sheetData>"), 0)):
        one, two = position_of(found[1].decode()), position_of(found[2].decode())
        if one and two:
            yield one, two


def picture_pixels(head: bytes) -> int:
    r"""How many pixels a picture states to have, 0 where nobody can tell.

    >>> picture_pixels(b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0\0\0\x02" * 2)
    4
    """
    try:
        if head.startswith(b"\x89PNG"):
            wide, high = struct.unpack_from(">II", head, 16)
        elif head.startswith(b"GIF8"):
            wide, high = struct.unpack_from("<HH", head, 6)
        elif head.startswith(b"BM"):
            wide, high = struct.unpack_from("<ii", head, 18)
        elif head.startswith(b"\xff\xd8"):
            wide, high = _jpeg_size(head)
        else:
            return 0
    except struct.error:
        return 0
    return abs(int(wide) * int(high))


def _jpeg_size(head: bytes) -> tuple[int, int]:
    """Width and height from the first frame of a JPEG."""
    at = 2
    while at + 9 < len(head):
        mark, length = head[at + 1], struct.unpack_from(">H", head, at + 2)[0]
        if mark in _FRAMES:
            high, wide = struct.unpack_from(">HH", head, at + 5)
            return wide, high
        at += 2 + length
    return 0, 0
