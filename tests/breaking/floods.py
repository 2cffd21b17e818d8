"""Floods: little files that make a reader work for a long time, or take much room.

Beginnings without an end for every pattern that may be looked for, parts far larger than a form's;
those of old workbooks, of other programs and of text are in other_floods.
"""

import io
import os
import struct
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.breaking.other_floods import (
    MEGABYTE,
    Make,
    Named,
    binary,
    documents,
    old_books,
    packing,
    parts_of,
    texts,
)

MUCH = 4_000_000  # bytes, beyond what a sheet may have before it is cut down
TASKS, STRINGS, STYLES = "xl/worksheets/sheet2.xml", "xl/sharedStrings.xml", "xl/styles.xml"
BOOK, TYPES, CORE = "xl/workbook.xml", "[Content_Types].xml", "docProps/core.xml"
RELATIONS, SHEET_RELATIONS = "xl/_rels/workbook.xml.rels", "xl/worksheets/_rels/sheet2.xml.rels"
# what stands again and again before the end of a part, without an end of its own
OPENINGS: Mapping[str, tuple[bytes, ...]] = {
    TASKS: (
        b"<c ", b'<c r="AAA1">', b'<c r="A1" t="e"', b"<row ", b"<col ", b"<headerFooter>",
        b"<headerFooter ", b"<oddHeader>", b"<hyperlink ", b"<![CDATA[", b"<f>", b"<dimension ",
        b"<!--", b"<?a ", b"&", b"<v>", b"<is><t>", b"<sheetFormatPr ", b"</sheetData>",
        b"<dataValidation ", b"<conditionalFormatting ", b'<c r="', b"<t>a</t>" * 3, b" ", b"\n>",
    ),
    STYLES: (b"<xf ", b"<font>", b"<strike", b"<dxf>", b"<![CDATA[", b"<cellXfs>", b"<numFmts>"),
    STRINGS: (b"<si><r><rPr>", b"<si>", b"<![CDATA[", b"<rPh ", b"&#", b"<strike/>", b"<si><r>"),
    BOOK: (b"<sheet ", b"<definedName>", b"<workbookPr ", b'date1904="', b"<![CDATA["),
    RELATIONS: (b"<Relationship ", b'<Relationship Id="a" ', b' Target="'),
    CORE: (b"<dc:identifier ", b"<dc:identifier>", b"<modified>", b"<a:modified "),
    "xl/theme/theme1.xml": (b"<a:clrScheme ", b"<a:srgbClr "),
}  # fmt: skip


def floods(form: bytes) -> dict[str, Named]:
    """All of them by what they are: the name of the file, and how it is made; `form` is a real one."""
    parts = parts_of(form)
    return {
        **_openings(parts), **_parts_in_plenty(parts), **_beside(parts), **_whole_packages(parts),
        **old_books(), **documents(), **binary(), **texts(),
    }  # fmt: skip


def _ended(part: bytes, *pieces: bytes) -> bytes:
    """The part with these before its last end."""
    head, mark, tail = part.rpartition(b"</")
    return head + b"".join(pieces) + mark + tail


def _openings(parts: Mapping[str, bytes]) -> dict[str, Named]:
    found: dict[str, Named] = {}
    for part, openings in OPENINGS.items():
        for opening in openings:
            found[f"{opening.decode()!r} in {part}"] = ("起.xlsx", _opening(parts, part, opening))
    return found


def _opening(parts: Mapping[str, bytes], part: str, opening: bytes) -> Make:
    def make(path: Path) -> None:
        much = opening * (MUCH // len(opening))
        packing({**parts, part: _ended(parts[part], much)})(path)

    return make


def _rows(parts: Mapping[str, bytes], cells: bytes) -> Make:
    sheet = parts[TASKS].replace(b"</sheetData>", cells + b"</sheetData>")
    return packing({**parts, TASKS: sheet})


def _before_margins(parts: Mapping[str, bytes], pieces: bytes) -> Make:
    sheet = parts[TASKS].replace(b"<pageMargins", pieces + b"<pageMargins", 1)
    return packing({**parts, TASKS: sheet})


def _styled(parts: Mapping[str, bytes], opening: bytes, pieces: bytes) -> Make:
    at = parts[STYLES].index(opening)
    at = parts[STYLES].index(b">", at) + 1
    return packing({**parts, STYLES: parts[STYLES][:at] + pieces + parts[STYLES][at:]})


def _parts_in_plenty(parts: Mapping[str, bytes]) -> dict[str, Named]:
    """Well-formed, and far more of it than anybody needs."""
    attributes = b" ".join(b'a%d="1"' % n for n in range(200_000))
    cells = b"".join(b'<c r="%s70"><v>1</v></c>' % letter.encode() for letter in _letters(16384))
    pages = b"".join(b'<brk id="%d" max="16383" man="1"/>' % n for n in range(100_000))
    made: dict[str, Make] = {
        "64,000 looks of cells": _styled(parts, b"<cellXfs", b'<xf numFmtId="0" fontId="0"/>' * 64_000),
        "a million looks of cells": _styled(parts, b"<cellXfs", b"<xf/>" * 1_000_000),
        "64,000 named looks": _styled(parts, b"<cellStyles", b'<cellStyle name="a" xfId="0"/>' * 64_000),
        "100,000 rules' looks": _styled(parts, b"<dxfs", b"<dxf><font><b/></font></dxf>" * 100_000)
        if b"<dxfs" in parts[STYLES] and b"<dxfs/>" not in parts[STYLES]
        else packing(parts),
        "100,000 fills": _styled(parts, b"<fills", b"<fill><patternFill/></fill>" * 100_000),
        "200,000 attributes of a cell": _rows(parts, b'<row r="70"><c r="A70" %s/></row>' % attributes),
        "200,000 attributes of a row": _rows(parts, b'<row r="70" %s/>' % attributes),
        "a row of all columns": _rows(parts, b'<row r="70">' + cells + b"</row>"),
        "a cell 300,000 times": _rows(parts, b'<row r="70">' + b'<c r="H70"><v>1</v></c>' * 300_000 + b"</row>"),
        "a row 100,000 times": _rows(parts, b'<row r="70"><c r="H70"><v>1</v></c></row>' * 100_000),
        "rows from the last to the first": _rows(parts, b"".join(
            b'<row r="%d"><c r="B%d"><v>1</v></c></row>' % (n, n) for n in range(19_000, 100, -1))),
        "19,000 rows of a number": _rows(parts, b"".join(
            b'<row r="%d"><c r="A%d"><v>%d</v></c></row>' % (n, n, n) for n in range(100, 19_100))),
        "15,000 rows with the number of a task": _rows(parts, b"".join(
            b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>2022-001</t></is></c></row>' % (n, n)
            for n in range(100, 15_100))),
        "a number of a megabyte": _rows(parts, b'<row r="70"><c r="H70"><v>' + b"1" * MEGABYTE + b"</v></c></row>"),
        "a text of 3 MB in a shown way": _rows(
            parts, b'<row r="70"><c r="I70" t="inlineStr"><is>' + b"<r><t>a</t></r>" * 200_000 + b"</is></c></row>"),
        "an address of a megabyte": _rows(parts, b'<row r="70"><c r="' + b"A" * MEGABYTE + b'70"/></row>'),
        "100,000 page breaks": _before_margins(parts, b"<rowBreaks>" + pages + b"</rowBreaks>"),
        "100,000 filters": _before_margins(parts, b'<autoFilter ref="A1:Z9">' + b'<filterColumn colId="1"/>' * 100_000 + b"</autoFilter>"),
        "a rule of format over 60,000 areas": _before_margins(
            parts, b'<conditionalFormatting sqref="' + b" ".join(b"A%d:XFD%d" % (n, n) for n in range(1, 60_000))
            + b'"><cfRule type="expression" priority="1"><formula>1</formula></cfRule></conditionalFormatting>'),
        "a list over 60,000 areas": _before_margins(
            parts, b'<dataValidations><dataValidation type="list" sqref="'
            + b" ".join(b"A%d:XFD%d" % (n, n) for n in range(1, 60_000))
            + b'"><formula1>"a"</formula1></dataValidation></dataValidations>'),
        "a list of a megabyte": _before_margins(
            parts, b'<dataValidations><dataValidation type="list" sqref="H9"><formula1>"' + b"a," * 500_000
            + b'"</formula1></dataValidation></dataValidations>'),
        "protection of 60,000 ranges": _before_margins(
            parts, b"<protectedRanges>" + b'<protectedRange name="a" sqref="A1:XFD1048576"/>' * 60_000 + b"</protectedRanges>"),
        "merged areas, each longer": _before_margins(
            parts, b"<mergeCells>" + b"".join(b'<mergeCell ref="A1:Z%d"/>' % n for n in range(1, 20_000)) + b"</mergeCells>"),
        "a million texts": packing({**parts, STRINGS: _ended(parts[STRINGS], b"<si><t>a</t></si>" * 1_000_000)}),
        "a text in 500,000 pieces": packing({**parts, STRINGS: _ended(
            parts[STRINGS], b"<si>" + b"<r><t>a</t></r>" * 500_000 + b"</si>")}),
        "a name of a megabyte": packing({**parts, BOOK: parts[BOOK].replace(
            b"<sheets>", b'<sheets><sheet name="' + b"a" * MEGABYTE + b'" sheetId="99" r:id="rId2"/>', 1)}),
        "95 sheets": packing({**parts, BOOK: parts[BOOK].replace(b"<sheets>", b"<sheets>" + b"".join(
            b'<sheet name="s%d" sheetId="%d" r:id="rId2"/>' % (n, n + 99) for n in range(90)), 1)}),
        "a formula of a defined name of a megabyte": packing({**parts, BOOK: parts[BOOK].replace(
            b"</sheets>", b"</sheets><definedNames><definedName name='a'>" + b"A1+" * 300_000 + b"A1</definedName></definedNames>", 1)}),
        "60,000 relations": packing({**parts, RELATIONS: _ended(parts[RELATIONS], b"".join(
            b'<Relationship Id="r%d" Type="t" Target="x%d.xml"/>' % (n, n) for n in range(60_000)))}),
        "12,000 relations": packing({**parts, RELATIONS: _ended(parts[RELATIONS], b"".join(
            b'<Relationship Id="r%d" Type="t" Target="x%d.xml"/>' % (n, n) for n in range(12_000)))}),
        "100,000 kinds of parts": packing({**parts, TYPES: _ended(
            parts[TYPES], b'<Override PartName="/a" ContentType="b"/>' * 100_000)}),
    }  # fmt: skip
    return {name: ("多.xlsx", make) for name, make in made.items()}


def _related(parts: Mapping[str, bytes], more: Mapping[str, bytes], kind: str) -> Make:
    """Parts beside the sheet of the tasks, to which its relations point."""
    head = parts.get(SHEET_RELATIONS, (
        b'<?xml version="1.0"?><Relationships xmlns='
        b'"http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    ))  # fmt: skip
    uri = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    items = "".join(
        f'<Relationship Id="rf{n}" Type="{uri}{kind}" Target="/{name}"/>'
        for n, name in enumerate(more)
    )
    drawn = parts[TASKS]
    if kind == "drawing":
        drawn = _ended(drawn, b'<drawing r:id="rf0" xmlns:r="%s"/>' % uri.encode()[:-1])
    return packing({**parts, TASKS: drawn, SHEET_RELATIONS: _ended(head, items.encode()), **more})


def _beside(parts: Mapping[str, bytes]) -> dict[str, Named]:
    """What lies beside a sheet: notes, drawings, pictures, pivots, links to other files."""
    main = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    note = b'<comment ref="H5" authorId="0"><text><r><t>x</t></r></text></comment>'

    def notes(inside: bytes) -> Make:
        xml = b"<comments %s><authors><author>a</author></authors><commentList>%s</commentList></comments>"
        return _related(parts, {"xl/comments1.xml": xml % (main, inside)}, "comments")

    spaces = (b'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
              b'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"')  # fmt: skip
    anchor = (b"<xdr:twoCellAnchor><xdr:from><xdr:col>1</xdr:col><xdr:row>1</xdr:row></xdr:from>"
              b"<xdr:sp><xdr:txBody><a:p><a:r><a:t>x</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
              b"</xdr:twoCellAnchor>")  # fmt: skip

    def drawing(inside: bytes, more: Mapping[str, bytes] | None = None) -> Make:
        xml = b"<xdr:wsDr %s>%s</xdr:wsDr>" % (spaces, inside)
        return _related(parts, {"xl/drawings/drawing1.xml": xml, **(more or {})}, "drawing")

    many = {f"xl/media/image{n}.png": b"\x89PNG" for n in range(4000)}
    made: dict[str, Make] = {
        "200,000 notes": notes(note * 200_000),
        "a note of 20 MB": notes(note.replace(b">x<", b">" + b"x" * 20 * MEGABYTE + b"<")),
        "a note in 300,000 pieces": notes(note.replace(b"<r><t>x</t></r>", b"<r><t>x</t></r>" * 300_000)),
        "notes on cells that are none": notes(note.replace(b"H5", b"ZZZZZ99999999") * 1000),
        "notes, deep": notes(b"<a>" * 100_000 + b"</a>" * 100_000),
        "notes without an end": notes(b'<comment ref="H5"' * 60_000),
        "50,000 drawn things": drawing(anchor * 50_000),
        "a drawing without an end": drawing(b"<xdr:twoCellAnchor>" * 60_000),
        "a drawing, deep": drawing(b"<a:p>" * 100_000 + b"</a:p>" * 100_000),
        "a drawing of 30 MB": drawing(anchor.replace(b">x<", b">" + b"x" * 30 * MEGABYTE + b"<")),
        "4,000 pictures": drawing(b"", many),
        "a pivot cache of 30 MB": _related(
            parts, {"xl/pivotCache/pivotCacheRecords1.xml": b"<r><x v='1'/></r>" * 2_000_000}, "pivotTable"),
        "a pivot cache that says a million": _related(
            parts, {"xl/pivotTables/pivotTable1.xml": b'<pivotTableDefinition><location ref="A1:XFD1048576"/>'
                    b'<rowItems count="1048576"/></pivotTableDefinition>'}, "pivotTable"),
        "links to a thousand files": packing({**parts, **{
            f"xl/externalLinks/externalLink{n}.xml": b"<externalLink %s/>" % main for n in range(1000)}}),
        "a table of 16,384 columns": _related(parts, {"xl/tables/table1.xml": (
            b'<table id="1" name="t" displayName="t" ref="A1:XFD1048576" %s><tableColumns>' % main
            + b'<tableColumn id="1" name="a"/>' * 16_384 + b"</tableColumns></table>")}, "table"),
        "30 MB of what a printer was told": _related(
            parts, {"xl/printerSettings/printerSettings1.bin": b"\0" * 30 * MEGABYTE}, "printerSettings"),
        "an object of 30 MB": _related(
            parts, {"xl/embeddings/oleObject1.bin": b"\0" * 30 * MEGABYTE}, "oleObject"),
        "threaded notes": _related(parts, {"xl/threadedComments/threadedComment1.xml": (
            b"<ThreadedComments>" + b'<threadedComment ref="H5"><text>x</text></threadedComment>' * 100_000
            + b"</ThreadedComments>")}, "threadedComment"),
        "old drawings without an end": _related(
            parts, {"xl/drawings/vmlDrawing1.vml": b"<xml>" + b"<v:shape " * 200_000}, "vmlDrawing"),
        "500,000 steps of a calculation": packing({**parts, "xl/calcChain.xml": (
            b"<calcChain %s>" % main + b'<c r="H5" i="1"/>' * 500_000 + b"</calcChain>")}),
        "a picture 20,000 by 20,000": drawing(b"", {"xl/media/image1.png": _png(20_000, 20_000)}),
        "a picture that says four thousand million": drawing(b"", {"xl/media/image1.png": _png(2**31 - 1, 2**31 - 1, 0)}),
    }  # fmt: skip
    return {name: ("旁.xlsx", make) for name, make in made.items()}


def _png(wide: int, high: int, lines: int = -1) -> bytes:
    """A picture of one colour."""
    import zlib

    packer = zlib.compressobj(9)
    row = b"\0" + b"\0" * (wide // 8)
    count = high if lines < 0 else lines
    body = b"".join(packer.compress(row) for _ in range(count)) + packer.flush()

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)

    head = struct.pack(">IIBBBBB", wide, high, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def _whole_packages(parts: Mapping[str, bytes]) -> dict[str, Named]:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("0", b"\0" * 200 * MEGABYTE)

    def comment(path: Path) -> None:
        packing(parts)(path)
        with zipfile.ZipFile(path, "a") as package:
            package.comment = b"PK\x05\x06" * 16_000

    def stored(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as package:
            for name, content in parts.items():
                package.writestr(name, content)
            package.writestr("xl/noise.xml", os.urandom(35 * MEGABYTE))

    def other_methods(method: int) -> Make:
        def make(path: Path) -> None:
            with zipfile.ZipFile(path, "w", method) as package:
                for name, content in parts.items():
                    package.writestr(name, content)
                package.writestr("xl/big.xml", b" " * 300 * MEGABYTE)

        return make

    made: dict[str, Make] = {
        "twenty bombs inside": packing({**parts, **{f"xl/z{n}.zip": inner.getvalue() for n in range(20)}}),
        "4,900 parts": packing({**parts, **{f"xl/x{n}.xml": b"<a/>" for n in range(4900)}}),
        "4,900 sheets": packing(
            {**parts, **{f"xl/worksheets/x{n}.xml": parts[TASKS] for n in range(4900)}}
        ),
        "names of 60,000 letters": packing(
            {**parts, **{f"xl/{n}{'a' * 60_000}.xml": b"<a/>" for n in range(300)}}),
        "ends of archives in a comment": comment,
        "35 MB of noise, stored": stored,
        "bzip2": other_methods(zipfile.ZIP_BZIP2),
        "lzma": other_methods(zipfile.ZIP_LZMA),
    }  # fmt: skip
    return {name: ("袋.xlsx", make) for name, make in made.items()}


def _letters(count: int) -> Iterator[str]:
    from xlsxwriter.utility import xl_col_to_name

    return (xl_col_to_name(at) for at in range(count))
