"""A writer of small .xlsb workbooks, for no program at hand saves them."""

import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

Rows = Sequence[Sequence[object]]
Area = tuple[int, int, int, int]
_RELATIONS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{0}
</Relationships>"""
_SHEET = (
    '<Relationship Id="rId{0}" Target="worksheets/sheet{0}.bin" Type="http://schemas.openxmlformats'
    '.org/officeDocument/2006/relationships/worksheet"/>'
)
ERRORS = {"#N/A": 42, "#REF!": 23, "#DIV/0!": 7}


def write_xlsb(
    path: Path,
    sheets: Mapping[str, Rows],
    merged: dict[str, list[Area]],
    *,
    short: bool = False,
    margins: Sequence[str | None] = (),
) -> None:
    """Write sheets of texts, numbers and errors (as in ERRORS); areas are top, bottom, left, right.

    `short`: a cell right of another says no column, as SheetJS writes it. `margins` are
    header and footer of each sheet: odd, even, first.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        book = _record(131) + _record(143)
        for at, (name, rows) in enumerate(sheets.items(), 1):
            head = struct.pack("<II", 0, at) + _text(f"rId{at}") + _text(name)
            book += _record(156, head)
            archive.writestr(
                f"xl/worksheets/sheet{at}.bin", _sheet(rows, merged.get(name, []), short, margins)
            )
        archive.writestr("xl/workbook.bin", book + _record(144) + _record(132))
        items = "".join(_SHEET.format(at) for at in range(1, len(sheets) + 1))
        archive.writestr("xl/_rels/workbook.bin.rels", _RELATIONS.format(items))


def _sheet(rows: Rows, merged: list[Area], short: bool, margins: Sequence[str | None]) -> bytes:
    width = max(map(len, rows))
    size = struct.pack("<4I", 0, len(rows) - 1, 0, width - 1)
    made = [_record(129), _record(148, size), _record(145)]
    for at, row in enumerate(rows):
        made.append(_record(0, struct.pack("<IIHBBBI", at, 0, 300, 0, 0, 0, 0)))
        beside = [short and at > 0 and row[at - 1] != "" for at in range(len(row))]
        made += [
            _cell(place, value, beside[place]) for place, value in enumerate(row) if value != ""
        ]
    made.append(_record(146))
    if merged:
        made.append(_record(177, struct.pack("<I", len(merged))))
        made += [_record(176, struct.pack("<4I", *area)) for area in merged]
        made.append(_record(178))
    if margins:
        texts = (b"\xff" * 4 if text is None else _text(text) for text in margins)
        made.append(_record(479, bytes(2) + b"".join(texts)))
    return b"".join([*made, _record(130)])


def _cell(place: int, value: object, beside: bool) -> bytes:
    head = struct.pack("<I", 0) if beside else struct.pack("<II", place, 0)
    if isinstance(value, int | float):
        return _record(16 if beside else 5, head + struct.pack("<d", value))
    if value in ERRORS:
        return _record(14 if beside else 3, head + bytes([ERRORS[str(value)]]))
    return _record(17 if beside else 6, head + _text(str(value)))


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _record(kind: int, body: bytes = b"") -> bytes:
    return _varying(kind) + _varying(len(body)) + body


def _varying(number: int) -> bytes:
    made = b""
    while True:
        number, low = number >> 7, number & 0x7F
        made += bytes([low | (0x80 if number else 0)])
        if not number:
            return made
