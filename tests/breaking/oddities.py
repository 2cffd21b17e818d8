"""More files that mean harm: pages, letters and sheets of XML, other writings of a part, odd packages.

`oddities(form, parts)` are cases for `tests.breaking.hostile`: the name of the file, how it is made.
"""

import base64
import io
import os
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.breaking.other_floods import packing

Make = Callable[[Path], object]
MEGABYTE = 1 << 20
TASKS, STRINGS, BOOK = "xl/worksheets/sheet2.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
TYPES = "[Content_Types].xml"


def oddities(form: bytes, parts: Mapping[str, bytes]) -> dict[str, tuple[str, Make]]:
    """All of them by what they are."""
    return {
        **{name: ("页.html", _writing(content)) for name, content in _pages().items()},
        **{name: ("信.mht", _writing(content)) for name, content in _letters(form).items()},
        **{name: ("页.xml", _writing(content)) for name, content in _sheets_of_xml().items()},
        **{name: ("件.xlsx", packing(changed)) for name, changed in _written(parts).items()},
        **{name: ("包.xlsx", make) for name, make in _packages(form, parts).items()},
    }


def _pages() -> dict[str, bytes]:
    cell = b"<td rowspan=%d colspan=%d>2022-001</td>"
    heads = "<tr><th>任务编号<th>任务名称<th>最新进展<th>完成进度".encode()
    return {
        "a cell of the page over a million rows": b"<table>" + heads + b"<tr>" + cell % (10**6, 10**6),
        "cells of the page over each other": b"<table>" + heads + (b"<tr>" + cell % (1000, 1000)) * 1000,
        "a span that is none": b"<table>" + heads + b"<tr><td rowspan=-5 colspan=NaN>1<td rowspan=0>2",
        "a hundred thousand tables in tables": b"<table><tr><td>" * 100_000,
        "entities of a page": b"<table><tr><td>" + b"&nbsp;&#x4e2d;&bogus;" * 600_000,
        "a script of 20 MB": b"<script>" + b"<table>" * 3_000_000 + b"</script>" + b"<table>" + heads,
        "remarks of a page without an end": b"<table>" + heads + b"<!--" * 2_000_000,
        "a picture within a page": b'<table><tr><td><img src="data:image/png;base64,' + b"A" * 20 * MEGABYTE,
        "attributes of a page": b"<table " + b"a='b' " * 1_000_000 + b">" + heads,
        "a page that says it is of another writing": b'<meta charset="utf-7"><table>' + heads,
        "ends without beginnings": b"</td></tr></table>" * 500_000 + b"<table>" + heads,
    }  # fmt: skip


def _letters(form: bytes) -> dict[str, bytes]:
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=%s\r\n\r\n"
    deep = b"".join(head % b"b%d" % n + b"--b%d\r\n" % n for n in range(3000))
    coded = base64.encodebytes(form)
    part = b"--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: %s\r\n\r\n%s\r\n"
    return {
        "letters in letters": deep,
        "a letter of 200,000 parts": head % b"b" + (part % (b"7bit", b"a")) * 200_000,
        "a letter without an end": head % b"b" + part % (b"base64", b"QUJD" * 5 * MEGABYTE),
        "a letter with a form in it": head % b"b" + part % (b"base64", coded) + b"--b--",
        "a letter of signs": head % b"b" + part % (b"quoted-printable", b"=3D" * 5_000_000),
        "a head of a letter of 20 MB": b"MIME-Version: 1.0\r\nSubject: " + b"=?utf-8?b?5Lit?= " * 1_000_000,
    }  # fmt: skip


def _sheets_of_xml() -> dict[str, bytes]:
    begin = (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        b'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="n"><Table>'
    )
    end = b"</Table></Worksheet></Workbook>"
    cell = b'<Row%s><Cell%s><Data ss:Type="String">2022-001</Data></Cell></Row>'
    return {
        "a row of XML far below": begin + cell % (b' ss:Index="1000000000"', b"") + end,
        "a cell of XML far right": begin + cell % (b"", b' ss:Index="1000000000"') + end,
        "a cell of XML over everything": begin
        + cell % (b"", b' ss:MergeAcross="16383" ss:MergeDown="1048575"') + end,
        "rows of XML that go back": begin + cell % (b' ss:Index="-3"', b"") * 1000 + end,
        "200,000 rows of XML": begin + cell % (b"", b"") * 200_000 + end,
        "a day of XML that is none": begin + cell.replace(b"String", b"DateTime") % (b"", b"") + end,
        "a span of rows of XML": begin + b'<Row ss:Span="1048575"><Cell ss:Index="2"/></Row>' + end,
    }  # fmt: skip


def _written(parts: Mapping[str, bytes]) -> dict[str, Mapping[str, bytes]]:
    sheet, texts = parts[TASKS], parts[STRINGS]

    def with_sheet(content: bytes) -> Mapping[str, bytes]:
        return {**parts, TASKS: content}

    words = sheet.decode()
    declared = words.partition("?>")[2]
    aliased = b"<mc:AlternateContent><mc:Choice>" * 20_000
    outside = b"<externalReferences>" + b'<externalReference r:id="rId2"/>' * 50_000
    return {
        "a sheet in UTF-16": with_sheet(
            ('<?xml version="1.0" encoding="UTF-16"?>' + declared).encode("utf-16")
        ),
        "a sheet in UTF-32": with_sheet(declared.encode("utf-32")),
        "a sheet in GBK": with_sheet(
            ('<?xml version="1.0" encoding="gbk"?>' + declared).encode("gbk", "xmlcharrefreplace")
        ),
        "a sheet in a writing that nobody knows": with_sheet(
            sheet.replace(b"UTF-8", b"KLINGON", 1)
        ),
        "a sheet that says it is ASCII": with_sheet(sheet.replace(b"UTF-8", b"US-ASCII", 1)),
        "a mark before the sheet, twice": with_sheet(b"\xef\xbb\xbf" * 2 + sheet),
        "texts that are not UTF-8": {**parts, STRINGS: texts.replace("任".encode(), b"\xc8\xce")},
        "texts of lone halves": {**parts, STRINGS: texts.replace("任".encode(), b"&#xD800;")},
        "letters that XML forbids": {**parts, STRINGS: texts.replace("任".encode(), b"\x01&#1;")},
        "another choice, deep": with_sheet(sheet.replace(b"<sheetData", aliased + b"<sheetData")),
        "a sheet of 3 MB of instructions": with_sheet(
            sheet.replace(b"<sheetData", b"<?a b?>" * 500_000 + b"<sheetData")
        ),
        "20 MB between square brackets": with_sheet(
            sheet.replace(b"<sheetData", b"<x><![CDATA[" + b"]" * 20 * MEGABYTE + b"]]></x><sheetData")
        ),
        "two tables of cells": with_sheet(
            sheet.replace(b"</sheetData>", b"</sheetData><sheetData></sheetData>")
        ),
        "no table of cells": with_sheet(
            sheet[: sheet.index(b"<sheetData")] + sheet[sheet.index(b"</sheetData>") + 12 :]
        ),
        "a sheet of another kind": with_sheet(
            sheet.replace(b"<worksheet", b"<chartsheet").replace(b"</worksheet", b"</chartsheet")
        ),
        "links to other workbooks that are none": {
            **parts,
            BOOK: parts[BOOK].replace(
                b"<definedNames", outside + b"</externalReferences><definedNames"
            ),
        },
        "sheets of one name": {
            **parts,
            BOOK: parts[BOOK].replace(
                b"</sheets>", b'<sheet name="\xe4\xbb\xbb" sheetId="77" r:id="rId1"/>' * 3 + b"</sheets>"
            ),
        },
        "no kinds of parts": {**parts, TYPES: b"<Types/>"},
        "kinds that are all wrong": {
            **parts, TYPES: parts[TYPES].replace(b"spreadsheetml", b"wordprocessingml")
        },
    }  # fmt: skip


def _packages(form: bytes, parts: Mapping[str, bytes]) -> dict[str, Make]:
    def renamed(change: Callable[[str], str]) -> Make:
        def make(path: Path) -> None:
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
                for name, content in parts.items():
                    package.writestr(change(name), content)

        return make

    def sparse(path: Path) -> None:
        with path.open("wb") as stream:
            stream.write(form)
            stream.truncate(20 << 30)

    def nobody_may_read(path: Path) -> None:
        path.write_bytes(form[:-200])
        path.chmod(0)

    def appended(path: Path) -> None:
        """Two packages, one behind the other: which is it?"""
        path.write_bytes(form + form)

    def pending(path: Path) -> None:
        path.write_bytes(form[: len(form) // 2] + os.urandom(0) + b"\0" * (len(form) // 2))

    return {
        "names with roots": renamed(lambda name: "/" + name),
        "names of another system": renamed(lambda name: name.replace("/", "\\")),
        "names in capitals": renamed(str.upper),
        "names that climb": renamed(lambda name: "../../" + name),
        "a folder around everything": renamed(lambda name: "表/" + name),
        "20 GB of holes": sparse,
        "a file that nobody may read": nobody_may_read,
        "a form behind a form": appended,
        "half a form and noughts": pending,
        "a form in a folder of a package": _wrapped(form),
    }


def _wrapped(form: bytes) -> Make:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as package:
        package.writestr("报送/表.xlsx", form[: len(form) // 3])
    return _writing(inner.getvalue())


def _writing(content: bytes) -> Make:
    return lambda path: path.write_bytes(content)
