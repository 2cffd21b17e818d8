"""Files that mean harm, of kinds that no other module of this folder has.

What a number says of what follows (records, counts, lengths, offsets) is a lie; names, attributes
and nests are longer than any program writes them; there is more of a thing than there can be.
"""

import itertools
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from taizhang.books.foreign.records import compound_stream
from tests.books.test_reading_hostile import saved_as
from tests.breaking.other_floods import document, packing, parts_of
from tests.support.xlsb import write_xlsb

Make = Callable[[Path], object]
Named = tuple[str, Make]
MEGABYTE = 1 << 20
TASKS, STRINGS, STYLES = "xl/worksheets/sheet2.xml", "xl/sharedStrings.xml", "xl/styles.xml"
BOOK, TYPES = "xl/workbook.xml", "[Content_Types].xml"
NOTHING: Mapping[str, bytes] = MappingProxyType({})
RELATIONS = "xl/_rels/workbook.xml.rels"


def strangers(form: bytes, parts: Mapping[str, bytes]) -> dict[str, Named]:
    """All of them by what they are."""
    return {
        **{name: ("生.xlsx", make) for name, make in _of_workbooks(parts).items()},
        **{name: ("包.xlsx", make) for name, make in _of_zips(form, parts).items()},
        **{name: ("旧.xls", make) for name, make in _of_old_books().items()},
        **{name: ("二.xlsb", make) for name, make in _of_binary().items()},
        **{name: ("开.ods", make) for name, make in _of_documents().items()},
        **{name: ("文.csv", make) for name, make in _of_texts().items()},
    }


def _of_workbooks(parts: Mapping[str, bytes]) -> dict[str, Make]:
    def before(name: str, mark: bytes, *pieces: bytes) -> Make:
        head, found, tail = parts[name].partition(mark)
        return packing({**parts, name: head + b"".join(pieces) + found + tail})

    def behind(pieces: bytes) -> Make:
        return before(TASKS, b"<pageMargins", pieces)

    def within(name: str, tag: bytes, attribute: bytes) -> Make:
        return packing({**parts, name: parts[name].replace(tag, tag + attribute, 1)})

    many = {f"xl/worksheets/s{n}.xml": parts[TASKS] for n in range(90)}
    sheets = b"".join(
        b'<sheet name="n%d" sheetId="%d" r:id="z%d"/>' % (n, n + 99, n) for n in range(90)
    )
    related = b"".join(
        b'<Relationship Id="z%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/worksheet" Target="worksheets/s%d.xml"/>' % (n, n)
        for n in range(90)
    )
    deep = b"<x>" * 30_000 + b"</x>" * 30_000
    long = b' a="' + b"x" * 4 * MEGABYTE + b'"'
    found = {f"thirty thousand deep in {name}": before(name, mark, deep) for name, mark in (
        (TASKS, b"<pageMargins"), (BOOK, b"</workbook>"), (STYLES, b"</styleSheet>"),
        (RELATIONS, b"</Relationships>"))}  # fmt: skip
    found |= {f"an attribute of 4 MB in {name}": within(name, tag, long) for name, tag in (
        (TASKS, b"<sheetData"), (BOOK, b"<workbook"), (STYLES, b"<styleSheet"), (STRINGS, b"<sst"),
        (TYPES, b"<Types"), (RELATIONS, b"<Relationships"))}  # fmt: skip
    found |= {
        "60,000 names of cells": before(BOOK, b"</workbook>", b"<definedNames>", *(
            b'<definedName name="n%d">A!$A$%d</definedName>' % (n, n) for n in range(1, 60_000)
        ), b"</definedNames>"),
        "65,000 styles of cells": before(STYLES, b"</cellXfs>", b'<xf numFmtId="14" applyNumberFormat="1"/>' * 65_000),
        "65,000 named styles": before(STYLES, b"</cellStyles>", b'<cellStyle name="s" xfId="0"/>' * 65_000),
        "65,535 sheets": before(BOOK, b"</sheets>", *(
            b'<sheet name="s%d" sheetId="%d" r:id="rId2"/>' % (n, n + 99) for n in range(65_535))),
        "ninety copies of the sheet": packing({**parts, **many,
            BOOK: parts[BOOK].replace(b"</sheets>", sheets + b"</sheets>"),
            RELATIONS: parts[RELATIONS].replace(b"</Relationships>", related + b"</Relationships>")}),
        "rules of format, each of its own area": behind(b"".join(
            b'<conditionalFormatting sqref="A%d:XFD%d"><cfRule type="colorScale" priority="%d"><colorScale>'
            b'<cfvo type="min"/><cfvo type="max"/><color rgb="FF0000"/><color rgb="00FF00"/></colorScale></cfRule>'
            b"</conditionalFormatting>" % (n, n + 1000, n) for n in range(1, 20_000))),
        "a list of a megabyte": behind(b'<dataValidations><dataValidation type="list" sqref="H5:H90"><formula1>"'
            + b"a," * (MEGABYTE // 2) + b'"</formula1></dataValidation></dataValidations>'),
        "links, each elsewhere": behind(b"<hyperlinks>" + b"".join(
            b'<hyperlink ref="XFD%d" location="\'a\'!A1" display="%d" tooltip="t"/>' % (n, n)
            for n in range(1, 60_000)) + b"</hyperlinks>"),
        "breaks of pages": behind(b"<rowBreaks>" + b'<brk id="1" max="16383"/>' * 200_000 + b"</rowBreaks>"),
        "texts that say there are four thousand million": packing({**parts, STRINGS: parts[STRINGS].replace(
            b"<sst ", b'<sst count="4294967295" uniqueCount="4294967295" ', 1)}),
        "letters by number": before(STRINGS, b"</sst>", b"<si><t>" + b"&#20013;" * 500_000 + b"</t></si>"),
        "a spell of spaces": before(TASKS, b"</sheetData>", b'<row r="60"' + b" " * 8 * MEGABYTE + b"/>"),
        "columns of a million widths": before(TASKS, b"<sheetData", b"<cols>" + b'<col min="1" max="16384" width="9"/>' * 200_000 + b"</cols>"),
        "remarks without an end": before(TASKS, b"<sheetData", b"<!--" + b"-" * 4 * MEGABYTE),
        "a hundred thousand name spaces": within(TASKS, b"<worksheet", b"".join(
            b' xmlns:n%d="u%d"' % (n, n) for n in range(100_000))),
    }  # fmt: skip
    return found


def _of_zips(form: bytes, parts: Mapping[str, bytes]) -> dict[str, Make]:
    def local(field: int, value: int) -> Make:
        """A number of each local header is another one."""
        data, at = bytearray(form), 0
        while (at := data.find(b"PK\x03\x04", at)) >= 0:
            struct.pack_into("<I", data, at + field, value)
            at += 4
        return writing(bytes(data))

    def central(field: int, value: int, form_of: str = "<I") -> Make:
        """A number of each line of the directory is another one."""
        data, at = bytearray(form), 0
        while (at := data.find(b"PK\x01\x02", at)) >= 0:
            struct.pack_into(form_of, data, at + field, value)
            at += 4
        return writing(bytes(data))

    end = form.rindex(b"PK\x05\x06")
    wide = struct.pack(
        "<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1 << 60, 1 << 60, 1 << 60, 1 << 60
    )
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    full = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return {
        "sizes that are lies before the parts": local(18, 0xFFFFFFF0),
        "names that are lies before the parts": local(26, 0xFFFFFFFF),
        "places that are lies": central(42, 0xFFFFFFF0),
        "places all the same": central(42, 0),
        "sizes of nothing": central(24, 0),
        "sizes of four thousand million": central(24, 0xFFFFFFFE),
        "a descriptor that is not there": central(8, 8, "<H"),
        "sixty-four bits that are lies": writing(form[:end] + wide + locator + full),
        "a directory of a thousand million parts": writing(form[:end] + wide + full),
        "parts one in another": many_names(parts, 20, 2000, 1),  # a better bomb
    }


def many_names(parts: Mapping[str, bytes], megabytes: int, names: int, apart: int) -> Make:
    """So many names for one part, each beginning `apart` bytes after the one before it, up to 30."""

    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in parts.items():
                package.writestr(name, content)
            package.writestr("xl/big.xml", b" " * megabytes * MEGABYTE)
            info = package.getinfo("xl/big.xml")
            for n in range(names):
                again = zipfile.ZipInfo(f"xl/b{n}.xml")
                for slot in ("CRC", "compress_size", "file_size", "compress_type"):
                    setattr(again, slot, getattr(info, slot))
                again.header_offset = info.header_offset + n * apart % 30
                package.filelist.append(again)

    return make


def _of_old_books() -> dict[str, Make]:
    whole = saved_as("xls")
    directory, small, table = (struct.unpack_from("<I", whole, at)[0] for at in (48, 60, 76))

    def numbers(at: int, *values: int) -> Make:
        data = bytearray(whole)
        struct.pack_into(f"<{len(values)}I", data, at, *values)
        return writing(bytes(data))

    sector = (table + 1) * 512
    stream = compound_stream(whole, ("Workbook", "Book"))
    return {
        "a table of sectors in a ring": numbers(sector, *range(1, 100), 0),
        "a table of sectors that is its own": numbers(76, *itertools.repeat(table, 109)),
        "a directory in a ring": numbers(sector + 4 * directory, directory),
        "small sectors in a ring": numbers(sector + 4 * min(small, 100), small),
        "more tables than sectors": numbers(68, 0, 0x7FFFFFFF),
        "a sector of four thousand million bytes": numbers(28, 0x0020FFFE),
        "records without a body": writing(
            whole.replace(stream[:4096], stream[:512] + b"\x85\0\0\0" * 896)
        ),
    }


def _of_binary() -> dict[str, Make]:
    def sheet(change: Callable[[bytes], bytes]) -> Make:
        return part("xl/worksheets/sheet", change)

    def part(
        begin: str, change: Callable[[bytes], bytes], more: Mapping[str, bytes] = NOTHING
    ) -> Make:
        def make(path: Path) -> None:
            write_xlsb(path, {"任务填报": [["任务编号", "最新进展"], ["2022-001", "甲"]]}, {})
            parts = parts_of(path.read_bytes())
            name = next(n for n in parts if n.startswith(begin) and n.endswith(".bin"))
            packing({**parts, **more, name: change(parts[name])})(path)

        return make

    return {
        "records that say two hundred million bytes": sheet(
            lambda d: d + b"\x07\xff\xff\xff\x5f" * 40_000
        ),
        "records of no kind": sheet(lambda d: d[:30] + b"\xff\x7f\x00" * 300_000 + d[30:]),
        "rows that go back": sheet(
            lambda d: d + b"\x00\x19" + struct.pack("<I", 0xFFFFFFFF) + bytes(21)
        ),
        "texts that say there are ever so many": part(
            "xl/worksheets/sheet", bytes, {"xl/sharedStrings.bin": b"\x9f\x01\x08" + b"\xff" * 8}
        ),
        "half a length": sheet(lambda d: d + b"\x07\xff"),
    }


def _of_documents() -> dict[str, Make]:
    parts = document()
    content = parts["content.xml"]

    def within(*pieces: bytes) -> Make:
        head, mark, tail = content.rpartition(b"</table:table>")
        return packing({**parts, "content.xml": head + b"".join(pieces) + mark + tail})

    cell = b"<table:table-cell office:value-type='string'><text:p>a</text:p></table:table-cell>"
    return {
        "a thousand million covered cells": within(
            b'<table:table-row table:number-rows-repeated="1000"><table:covered-table-cell '
            b'table:number-columns-repeated="1000000"/></table:table-row>'),
        "two thousand million rows": within(
            b'<table:table-row table:number-rows-repeated="2147483647">' + cell + b"</table:table-row>"),
        "rows less than none": within(
            b'<table:table-row table:number-rows-repeated="-1">' + cell + b"</table:table-row>"),
        "rows without numbers": within(
            b'<table:table-row table:number-rows-repeated="1e9">' + cell + b"</table:table-row>"),
        "a sheet's name of a megabyte": packing({**parts, "content.xml": content.replace(
            b'table:name="', b'table:name="' + b"a" * MEGABYTE, 1)}),
        "spaces by number": within(b"<table:table-row><table:table-cell office:value-type='string'><text:p>"
            + b'<text:s text:c="2147483647"/>' * 100 + b"</text:p></table:table-cell></table:table-row>"),
        "rows in groups, deep": within(b"<table:table-row-group>" * 30_000 + b"</table:table-row-group>" * 30_000),
    }  # fmt: skip


def _of_texts() -> dict[str, Make]:
    heads = "任务编号,任务名称,最新进展,完成进度\n"
    return {
        "one line of 39 MB in cells": writing((heads + "甲," * 9_700_000).encode()),
        "UTF-16 without a mark": writing((heads + "2022-001,甲,乙,0.5\n").encode("utf-16-le")),
        "UTF-32": writing((heads + "2022-001,甲,乙,0.5\n").encode("utf-32")),
        "every byte there is": writing(bytes(range(256)) * 40_000),
        "quotes in quotes": writing((heads + '"""' * 3_000_000).encode()),
    }


def writing(content: bytes) -> Make:
    """A file of these bytes."""
    return lambda path: path.write_bytes(content)
