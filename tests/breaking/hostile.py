"""Files that mean harm, made of a real form of this very ledger, so that each goes the whole way.

`specimens(form)` are the cases of tests/books (reading and giving back) and more of every kind:
what a name, a link, an archive, a part, a sheet, a cell can be.
"""

import gzip
import io
import itertools
import os
import socket
import struct
import sys
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType

from tests.books.test_returns_hostile import CASES as MARKED
from tests.breaking.floods import floods
from tests.breaking.oddities import oddities
from tests.breaking.other_floods import packing, parts_of
from tests.breaking.strangers import many_names, strangers
from tests.mangling import sample

Make = Callable[[Path], object]
Specimens = Mapping[str, tuple[str, Make]]
MEGABYTE = 1 << 20
READING = "tests.books.test_reading_hostile"


def specimens(form: bytes, *, flooded: bool = True) -> Specimens:
    """All of them by what they are: the name of the file, and how it is made; `form` is a real one.

    Those of floods take a while and some memory to make ready, and can be left out.
    """
    found = {
        f"read: {name}": (file, make) for name, (file, make, _) in _reading(form).CASES.items()
    }
    parts = parts_of(form)
    for name, change in MARKED.items():
        found[f"back: {name}"] = ("回.xlsx", packing(change(dict(parts))))
    for kind, more in (("part", _of_parts(parts)), ("zip", _of_archives(form, parts)),
                       ("cell", _of_cells(parts)), ("text", _of_texts()),
                       ("name", _of_names(form)), ("place", _of_places(form)),
                       ("stranger", strangers(form, parts)), ("odd", oddities(form, parts)),
                       ("flood", floods(form) if flooded else {})):  # fmt: skip
        found |= {f"{kind}: {name}": made for name, made in more.items()}
    return found


def _reading(form: bytes) -> ModuleType:
    """The cases of the reader's test, made of this form and not of the sample's."""
    own = sample.built
    setattr(sample, "built", lambda _: form)  # noqa: B010 - for this one import
    sys.modules.pop(READING, None)
    try:
        return import_module(READING)
    finally:
        setattr(sample, "built", own)  # noqa: B010 - as it was


TASKS, STRINGS, STYLES = "xl/worksheets/sheet2.xml", "xl/sharedStrings.xml", "xl/styles.xml"
BOOK, TYPES, CORE = "xl/workbook.xml", "[Content_Types].xml", "docProps/core.xml"
APP, THEME = "docProps/app.xml", "xl/theme/theme1.xml"
UNENDED = {
    CORE: b"<dcterms:modified ", TASKS: b"<mergeCell ", STRINGS: b"<si><t ", STYLES: b"<numFmt ",
    BOOK: b"<definedName ", TYPES: b"<Override ", APP: b"<Application ", THEME: b"<a:t ",
}  # fmt: skip


def _of_parts(parts: Mapping[str, bytes]) -> Specimens:
    def bomb(name: str, megabytes: int) -> Make:
        noughts = itertools.repeat(b" " * MEGABYTE, megabytes)
        return packing({**parts, name: itertools.chain([parts.get(name, b"<a>")[:200]], noughts)})

    def before_end(name: str, *pieces: bytes) -> Make:
        head, mark, tail = parts[name].rpartition(b"</")
        return packing({**parts, name: head + b"".join(pieces) + mark + tail})

    def instead(name: str, content: bytes) -> Make:
        return packing({**parts, name: content})

    laughs = b'<!DOCTYPE l [<!ENTITY a "ha">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9)
    )
    outside = b'<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    deep = b"<a>" * 100_000 + b"</a>" * 100_000
    found: dict[str, Make] = {f"1 GB of {n}": bomb(n, 1000) for n in (CORE, APP, THEME, STYLES)}
    found |= {f"no end in {n}": before_end(n, mark * 30_000) for n, mark in UNENDED.items()}
    found |= {f"deep in {n}": before_end(n, deep) for n in (CORE, STRINGS, TYPES, THEME)}
    for name in (CORE, STYLES, BOOK, TYPES):
        at = parts[name].index(b"?>") + 2
        head, tail = parts[name][:at], parts[name][at:]
        found[f"laughs in {name}"] = instead(
            name, head + laughs + b"]>" + tail.replace(b">", b">&j;", 2)
        )
        found[f"the passwords in {name}"] = instead(
            name, head + outside + tail.replace(b">", b">&x;", 2)
        )
    found |= {f"no {name}": packing({k: v for k, v in parts.items() if k != name})
              for name in (STRINGS, STYLES, BOOK, TYPES, THEME, "xl/_rels/workbook.xml.rels")}  # fmt: skip
    found |= {f"{name} is nothing": instead(name, b"") for name in (TASKS, STRINGS, STYLES, THEME)}
    found["a thousand fonts a cell"] = before_end(
        STYLES, b"<fonts>" + b"<font/>" * 300_000 + b"</fonts>"
    )
    found["a format of a megabyte"] = before_end(
        STYLES, b'<numFmt numFmtId="200" formatCode="%s"/>' % (b"[h" * (MEGABYTE // 2))
    )
    return {name: ("件.xlsx", make) for name, make in found.items()}


def _of_cells(parts: Mapping[str, bytes]) -> Specimens:
    sheet = parts[TASKS]

    def rows(pieces: bytes) -> Make:
        return packing({**parts, TASKS: sheet.replace(b"</sheetData>", pieces + b"</sheetData>")})

    def behind(pieces: bytes) -> Make:
        return packing(
            {**parts, TASKS: sheet.replace(b"<pageMargins", pieces + b"<pageMargins", 1)}
        )

    def cell(attributes: bytes, inside: bytes) -> Make:
        return rows(b'<row r="60"><c r="H60" %s>%s</c></row>' % (attributes, inside))

    junk = b"".join(
        b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>junk %d</t></is></c>'
        b'<c r="H%d" t="inlineStr"><is><t>many</t></is></c></row>' % (n, n, n, n)
        for n in range(100, 18_100)
    )
    found: dict[str, Make] = {
        "18,000 rows of junk": rows(junk),
        "a text of ten megabytes": cell(b't="inlineStr"', b"<is><t>" + b"x" * 10 * MEGABYTE + b"</t></is>"),
        "a text that is not there": cell(b't="s"', b"<v>99999999</v>"),
        "a text before the first": cell(b't="s"', b"<v>-1</v>"),
        "a number without end": cell(b"", b"<v>1e999</v>"),
        "no number": cell(b"", b"<v>NaN</v>"),
        "a day before days": cell(b's="1"', b"<v>-99999999</v>"),
        "a day in ten thousand years": cell(b's="1"', b"<v>99999999999</v>"),
        "a kind that is none": cell(b't="zz"', b"<v>1</v>"),
        "a truth that is none": cell(b't="b"', b"<v>maybe</v>"),
        "a formula of a megabyte": cell(b"", b"<f>" + b"1+" * (MEGABYTE // 2) + b"1</f><v>1</v>"),
        "a formula over all cells": cell(b"", b'<f t="array" ref="A1:XFD1048576">1</f><v>1</v>'),
        "a shared formula over all cells": cell(b"", b'<f t="shared" si="0" ref="A1:XFD1048576">1</f>'),
        "100,000 formulas": rows(b"".join(
            b'<row r="%d"><c r="A%d"><f>A%d+1</f></c></row>' % (n, n, n + 1) for n in range(100, 100_100)
        )),
        "200,000 merged areas": behind(b"<mergeCells>" + b"".join(
            b'<mergeCell ref="A%d:B%d"/>' % (n, n) for n in range(1, 200_001)) + b"</mergeCells>"),
        "merged areas over each other": behind(
            b"<mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 2000 + b"</mergeCells>"
        ),
        "merged areas of nothing": behind(b'<mergeCells><mergeCell ref="@"/><mergeCell/></mergeCells>'),
        "50,000 rules of format": behind(
            b'<conditionalFormatting sqref="A1:XFD1048576"><cfRule type="expression" priority="1">'
            b"<formula>1</formula></cfRule></conditionalFormatting>" * 50_000
        ),
        "50,000 links": behind(b"<hyperlinks>" + b'<hyperlink ref="A1" location="x"/>' * 50_000 + b"</hyperlinks>"),
        "50,000 lists": behind(b"<dataValidations>" + (
            b'<dataValidation type="list" sqref="A1:XFD1048576"><formula1>"a"</formula1></dataValidation>'
        ) * 50_000 + b"</dataValidations>"),
        "no address": rows(b"<row><c><v>1</v></c></row>" * 1000),
        "row 0 and less": rows(b'<row r="0"><c r="A0"><v>1</v></c></row><row r="-5"><c r="A-5"/></row>'),
        "a row of a thousand figures": rows(b'<row r="%s"/>' % (b"9" * 1000)),
    }  # fmt: skip
    return {name: ("格.xlsx", make) for name, make in found.items()}


def _of_archives(form: bytes, parts: Mapping[str, bytes]) -> Specimens:
    def field(at: int, value: int) -> Make:
        """A number of the tasks' own entry is another; `at` within it."""
        data = bytearray(form)
        entry = data.find(TASKS.encode(), data.find(b"PK\x01\x02")) - 46
        struct.pack_into("<H", data, entry + at, value)
        return _writing(bytes(data))

    raw = _writing
    return {
        "70,000 parts": ("包.xlsx", packing({**parts, **{f"xl/x{n}.xml": b"<a/>" for n in range(70_000)}})),
        "a method that nobody knows": ("包.xlsx", field(10, 99)),
        "a flag of encryption": ("包.xlsx", field(8, 1)),
        "a date that is none": ("包.xlsx", field(14, 0xFFFF)),
        "a thousand names for one part": ("包.xlsx", many_names(parts, 10, 1000, 0)),
        "a tar": ("包.xlsx", _tarred(form)),
        "a zip in a zip, twenty deep": ("包.zip", _nested(form)),
        "a gzip": ("包.xlsx", raw(gzip.compress(form))),
        "a gzip bomb": ("包.xlsx", raw(gzip.compress(b"\0" * 100 * MEGABYTE))),
        "a page before": ("双.xlsx", raw(b"<html><body>" + form)),
        "a PDF before": ("双.xlsx", raw(b"%PDF-1.7\n" + form)),
        "a program before": ("双.xlsx", raw(b"MZ" + b"\0" * 4094 + form)),
        "a megabyte before": ("双.xlsx", raw(b"\0" * MEGABYTE + form)),
        "a megabyte behind": ("双.xlsx", raw(form + b"\0" * MEGABYTE)),
        "a page behind": ("双.html", raw(form + b"<html><table><tr><td>1</table>")),
        "a rar": ("包.rar", raw(b"Rar!\x1a\x07\x01\x00" + b"\0" * 999)),
        "a 7z": ("包.xlsx", raw(b"7z\xbc\xaf\x27\x1c" + b"\0" * 999)),
        "an old workbook by name alone": ("旧.xls", raw(form)),
        "an .ods by name alone": ("开.ods", raw(form)),
        "text by name alone": ("文.csv", raw(form)),
        "an .et": ("金.et", raw(form)),
        **{f"the first {n} percent": ("断.xlsx", raw(form[: len(form) * n // 100]))
           for n in (1, 25, 75, 99)},
    }  # fmt: skip


def _tarred(form: bytes) -> Make:
    def make(path: Path) -> None:
        with tarfile.open(path, "w") as package:
            info = tarfile.TarInfo("表.xlsx")
            info.size = len(form)
            package.addfile(info, io.BytesIO(form))

    return make


def _nested(form: bytes) -> Make:
    data = form
    for n in range(20):
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as package:
            package.writestr(f"{n}.zip", data)
        data = inner.getvalue()
    return _writing(data)


def _of_texts() -> Specimens:
    raw = _writing
    heads = "任务编号,任务名称,最新进展,完成进度\n"
    return {
        "quotes without end": ("文.csv", raw((heads + '"' * 1_000_001).encode())),
        "100,000 columns": ("文.csv", raw((heads + "a," * 100_000).encode())),
        "a million lines": ("文.csv", raw((heads + "2022-001,a,b,1\n" * 1_000_000).encode())),
        "UTF-16": ("文.csv", raw((heads + "2022-001,甲,乙,0.5\n").encode("utf-16"))),
        "half a letter at the end": ("文.csv", raw((heads + "2022-001,甲,乙").encode()[:-1])),
        "a page of 30 MB": ("页.html", raw(b"<table>" + b"<tr><td>1" * 3_000_000)),
        "a page, deep": ("页.html", raw(b"<table><tr><td>" * 200_000)),
        "XML of a workbook, deep": ("页.xml", raw(
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
            + b"<Worksheet>" * 200_000)),
    }  # fmt: skip


def _of_names(form: bytes) -> Specimens:
    names = ("~报送表.xlsx", ".报送表.xlsx", "a\nb.xlsx", "长" * 80 + ".xlsx", "😀.xlsx",
             "CON.xlsx", "末点.xlsx. ", "右\u202exslx.exe", "=cmd|'calc'!A0.xlsx", "'.xlsx",
             "无后缀", "大.XLSX", "两.xlsx.xlsx", "-rf.xlsx", "$(x).xlsx", "%s%n.xlsx")  # fmt: skip
    found: dict[str, tuple[str, Make]] = {
        repr(name): (name, _writing(form[:-200])) for name in names
    }
    found["no UTF-8"] = (os.fsdecode(b"\xb1\xa8\xcb\xcd.xlsx"), _writing(form[:-200]))
    return found


def _of_places(form: bytes) -> Specimens:
    def folder(path: Path) -> None:
        path.mkdir()

    def within(path: Path) -> None:
        path.mkdir()
        (path / "坏.xlsx").write_bytes(form[:100])

    def deep(path: Path) -> None:
        inner = path
        for _ in range(60):
            inner /= "夹"
        inner.mkdir(parents=True)
        (inner / "坏.xlsx").write_bytes(form[:100])

    def listening(path: Path) -> None:
        """A socket under a short path, as its length is bounded."""
        here = Path.cwd()
        os.chdir(path.parent)
        try:
            with socket.socket(socket.AF_UNIX) as plug:
                plug.bind(path.name)
        finally:
            os.chdir(here)

    return {
        "a pipe": ("管.xlsx", os.mkfifo),
        "a socket": ("插.xlsx", listening),
        "a link to itself": ("圈.xlsx", lambda p: p.symlink_to(p)),
        "a link to nothing": ("空.xlsx", lambda p: p.symlink_to(p.with_name("没有"))),
        "a link to noughts without end": ("零.xlsx", lambda p: p.symlink_to("/dev/zero")),
        "a link to the passwords": ("码.xlsx", lambda p: p.symlink_to("/etc/passwd")),
        "a folder by a file's name": ("夹.xlsx", folder),
        "a bad file in a folder": ("乡镇", within),
        "a bad file sixty folders deep": ("深", deep),
        "a link to the folder above": ("上", lambda p: p.symlink_to(p.parent)),
    }


def _writing(content: bytes) -> Make:
    return lambda path: path.write_bytes(content)
