"""Comments, text boxes and pictures of an .xls, which stand among its records."""

import struct
from typing import NamedTuple

from taizhang.books.foreign.records import biff_records, biff_sheets
from taizhang.core.addresses import CellAt

_BOF, _EOF, _OBJECT, _SHAPE_TEXT, _CONTINUE, _NOTE = 0x809, 0xA, 0x5D, 0x1B6, 0x3C, 0x1C
_PICTURE = 8  # a type of object


class Thing(NamedTuple):
    """An object of a sheet: whether it is a picture, its text, its cell if it is a comment."""

    picture: bool
    text: str
    cell: CellAt | None


def biff_things(stream: bytes) -> dict[str, list[Thing]]:
    """The objects of each sheet that say something."""
    sheets = biff_sheets(stream)
    return {name: found for name, at in sheets.items() if (found := _things(stream, at))}


def _things(stream: bytes, offset: int) -> list[Thing]:
    """An object stands before the text that belongs to it; a comment names its object."""
    kinds: dict[int, int] = {}
    texts: dict[int, str] = {}
    notes: dict[int, CellAt] = {}
    number, length, deep = 0, 0, 0
    for kind, at, size in biff_records(stream, offset):
        deep += (kind == _BOF) - (kind == _EOF)
        if deep == 0:
            break
        if kind == _CONTINUE and length:
            texts.setdefault(number, _text(stream[at : at + size], length))
        length = struct.unpack_from("<H", stream, at + 10)[0] if kind == _SHAPE_TEXT else 0
        if kind == _OBJECT:
            what, number = struct.unpack_from("<HH", stream, at + 4)
            kinds[number] = what
        elif kind == _NOTE:
            row, column, _, owner = struct.unpack_from("<4H", stream, at)
            notes[owner] = (row, column)
    return [
        Thing(what == _PICTURE, texts.get(owner, "").strip(), notes.get(owner))
        for owner, what in kinds.items()
        if texts.get(owner) or what == _PICTURE
    ]


def _text(data: bytes, length: int) -> str:
    wide = data[:1] == b"\x01"
    raw = data[1 : 1 + length * (2 if wide else 1)]
    return raw.decode("utf-16-le" if wide else "latin-1", "replace")
