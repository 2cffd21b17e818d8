"""Files that openpyxl cannot mark, or only at a great cost: the form goes back all the same.

Each case alters a form with one wrong cell; where a copy of it cannot be marked, what goes back is
our own form, filled in with what the unit wrote.
"""

import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from taizhang.books.returns.build import Files, build_return
from taizhang.core.returned.returning import to_return
from tests.books.test_reading import read, written
from tests.books.test_reading_packages import Parts, packed, parts_of
from tests.mangling.sample import KEY

pytestmark = pytest.mark.slow

TASKS, SHEET = "任务填报", "xl/worksheets/sheet2.xml"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Change = Callable[[Parts], Parts]


def within(name: str, before: str, text: str) -> Change:
    """A text put in before a tag of a part."""
    mark = before.encode()
    return lambda parts: {**parts, name: parts[name].replace(mark, text.encode() + mark)}


def replaced(name: str, content: bytes) -> Change:
    return lambda parts: {**parts, name: content}


def relation(kind: str, target: str) -> bytes:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{LINKS}/{kind}" Target="{target}"/></Relationships>'
    ).encode()


def picture(content: bytes) -> Change:
    drawing = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
        f' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{LINKS}">'
        "<xdr:oneCellAnchor><xdr:from><xdr:col>2</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>5"
        '</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx="100" cy="100"/><xdr:pic>'
        '<xdr:nvPicPr><xdr:cNvPr id="2" name="p"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill>'
        '<a:blip r:embed="rId1"/></xdr:blipFill><xdr:spPr/></xdr:pic><xdr:clientData/>'
        "</xdr:oneCellAnchor></xdr:wsDr>"
    )

    def change(parts: Parts) -> Parts:
        linked = f'<drawing xmlns:r="{LINKS}" r:id="rId1"/>'
        return {
            **within(SHEET, "</worksheet>", linked)(parts),
            "xl/worksheets/_rels/sheet2.xml.rels": relation("drawing", "../drawings/drawing1.xml"),
            "xl/drawings/drawing1.xml": drawing.encode(),
            "xl/drawings/_rels/drawing1.xml.rels": relation("image", "../media/image1.png"),
            "xl/media/image1.png": content,
        }

    return change


def png(wide: int, high: int) -> bytes:
    """A picture of that size, as far as it says; its rows are left out."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def areas(*references: str) -> Change:
    cells = "".join(f'<mergeCell ref="{reference}"/>' for reference in references)
    return within(SHEET, "<pageMargins", f"<mergeCells>{cells}</mergeCells>")


CASES: dict[str, Change] = {
    "a picture cut short": picture(png(20, 20)[:40]),
    "a picture of nothing": picture(b""),
    "a picture of 20,000 by 20,000": picture(png(20_000, 20_000)),
    "a theme that is no XML": replaced("xl/theme/theme1.xml", b"<broken"),
    "properties that are none": replaced("docProps/core.xml", b"<x>"),
    "a merged area of all columns": areas("A40:XFD1048576"),
    "a merged area of whole columns": areas("AA1:AZ1048576"),
    "a link over all cells": within(
        SHEET, "<pageMargins", '<hyperlinks><hyperlink ref="A40:XFD1048576" location="x"/></hyperlinks>'
    ),
    "printer settings that are gone": within(
        SHEET, "</worksheet>", f'<legacyDrawing xmlns:r="{LINKS}" r:id="rId9"/>'
    ),
    "a style that does not exist": lambda p: {**p, SHEET: p[SHEET].replace(b' s="', b' s="9')},
    "a format that is no XML": within(
        SHEET, "<pageMargins", '<conditionalFormatting sqref="A1"><cfRule type="odd"/></conditionalFormatting>'
    ),
    "100,000 fonts": within("xl/styles.xml", "</fonts>", "<font/>" * 100_000),
    "a pivot's 100,000 records": lambda p: {
        **p, "xl/pivotCache/pivotCacheRecords1.xml": b"<r/>" * 100_000,
    },
    "a rule for 60,000 areas": within(
        SHEET, "<pageMargins", '<conditionalFormatting sqref="'
        + " ".join(f"A{n}:C{n}" for n in range(100, 60_000))
        + '"><cfRule type="expression" priority="1"><formula>1</formula></cfRule></conditionalFormatting>'
    ),
    "a validation of nothing": within(
        SHEET, "<pageMargins", '<dataValidations><dataValidation type="odd" sqref="@"/></dataValidations>'
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_whatever_a_file_is_like_its_unit_gets_a_form_to_correct(name: str, tmp_path: Path) -> None:
    def wrong(book: Workbook) -> None:
        book[TASKS]["H5"] = "很多很多"
        book[TASKS]["J6"] = "单位写的进展"

    sent = written(tmp_path, name="下发.xlsx")
    parts = parts_of(written(tmp_path, wrong, name="好.xlsx"))
    path = packed(CASES[name](parts), tmp_path / "表.xlsx")
    form = read(path, key=KEY)
    target = tmp_path / "退回.xlsx"
    issues = to_return(form.every_issue, form.file)

    assert any(i.place.cell == "H5" for i in issues)
    assert build_return(form, Files(path, sent), target, issues)
    book = load_workbook(target)
    assert book[TASKS]["J6"].value == "单位写的进展"
    assert book[TASKS]["H5"].value == "很多很多"
    assert book[TASKS]["H5"].comment is not None
    assert zipfile.is_zipfile(target)
