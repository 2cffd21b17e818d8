"""Floods of other kinds: old workbooks (.xls), those of LibreOffice (.ods, .fods), .xlsb and text."""

import functools
import io
import itertools
import os
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from taizhang.books.foreign.records import biff_records, compound_stream, plain_compound
from tests.books.test_reading_hostile import saved_as
from tests.support.xlsb import write_xlsb

Make = Callable[[Path], object]
Named = tuple[str, Make]
MEGABYTE = 1 << 20


def parts_of(form: bytes) -> dict[str, bytes]:
    """The parts of a package by their names."""
    with zipfile.ZipFile(io.BytesIO(form)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packing(parts: Mapping[str, bytes | Iterator[bytes]]) -> Make:
    """A package of these parts; a part may come piece by piece, and such a file is made once."""

    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
            for name, content in parts.items():
                with package.open(name, "w", force_zip64=False) as part:
                    for piece in [content] if isinstance(content, bytes) else content:
                        part.write(piece)

    return make


@functools.cache
def _stream() -> bytes:
    return compound_stream(saved_as("xls"), ("Workbook", "Book"))


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


_SHEET, _EOF = 0x85, 0x0A


def _with_globals(more: bytes, sheets: bytes = b"") -> bytes:
    """The stream of an old workbook with records more among its globals; its sheets stand further on."""
    stream, made, at = _stream(), bytearray(), 0
    move = len(more) + len(sheets)
    for kind, start, length in biff_records(stream):
        body = stream[start : start + length]
        if kind == _SHEET:
            (offset,) = struct.unpack_from("<I", body)
            body = struct.pack("<I", offset + move) + body[4:]
        if kind == _EOF:
            made += more + sheets
            at = start - 4
            break
        made += _record(kind, body)
    return bytes(made) + stream[at:]


def _first_sheet() -> int:
    stream = _stream()
    return next(int(struct.unpack_from("<I", stream, at)[0]) for kind, at, _ in biff_records(stream)
                if kind == _SHEET)  # fmt: skip


def _in_sheet(more: bytes) -> bytes:
    """The stream with records more at the end of its last sheet."""
    stream = _stream()
    return stream[:-4] + more + _record(_EOF, b"") + stream[-4:]


def _boundsheet(name: str, offset: int) -> bytes:
    return _record(_SHEET, struct.pack("<IHBB", offset, 0, len(name), 0) + name.encode("ascii"))


def old_books() -> dict[str, Named]:
    """Of .xls."""
    first = _first_sheet()

    def at(offset: Callable[[int], int], count: int) -> Make:
        length = sum(len(_boundsheet(f"s{n}", 0)) for n in range(count))
        sheets = b"".join(_boundsheet(f"s{n}", offset(n) + length) for n in range(count))
        return old(lambda: _with_globals(b"", sheets))

    def old(stream: Callable[[], bytes]) -> Make:
        return lambda path: path.write_bytes(plain_compound(stream()))

    cell = _record(0x203, struct.pack("<HHHd", 9, 2, 15, 1.0))
    text = _record(0x204, struct.pack("<HHHHB", 9, 2, 15, 5, 0) + b"words")
    made: dict[str, Make] = {
        "5,000 sheets at one place": at(lambda _: first, 5000),
        "300 sheets within each other": at(lambda n: first + 4 * n, 300),
        "a sheet nowhere": at(lambda _: 0x7FFFFFFF, 1),
        "a sheet in the globals": at(lambda _: 0, 1),
        "a million cells at one place": old(lambda: _in_sheet(cell * 1_000_000)),
        "300,000 texts at one place": old(lambda: _in_sheet(text * 300_000)),
        "a cell in the last row and column": old(lambda: _in_sheet(
            _record(0x203, struct.pack("<HHHd", 65535, 255, 15, 1.0)))),
        "a cell in a column that is none": old(lambda: _in_sheet(
            _record(0x203, struct.pack("<HHHd", 65535, 65535, 15, 1.0)))),
        "merged areas without end": old(lambda: _in_sheet(
            _record(0xE5, struct.pack("<H", 1027) + struct.pack("<4H", 0, 65535, 0, 255) * 1027) * 200)),
        "a used range that lies": old(lambda: _in_sheet(
            _record(0x200, struct.pack("<IIHHH", 0, 2**31, 0, 65535, 0)))),
        "a table of texts that says four thousand million": old(lambda: _with_globals(
            _record(0xFC, struct.pack("<II", 2**32 - 1, 2**32 - 1)))),
        "a table of texts cut off": old(lambda: _with_globals(
            _record(0xFC, struct.pack("<IIHB", 1, 1, 65535, 8) + b"\xff\xff"))),
        "texts of 60,000 runs": old(lambda: _with_globals(_record(
            0xFC, struct.pack("<IIHBH", 1, 1, 1, 8, 65535) + b"a") + _record(0x3C, b"\0" * 8000) * 33)),
        "60,000 formats": old(lambda: _with_globals(
            _record(0x41E, struct.pack("<HHB", 200, 3, 0) + b"0.0") * 60_000)),
        "200,000 looks": old(lambda: _with_globals(_record(0xE0, b"\0" * 20) * 200_000)),
        "60,000 fonts": old(lambda: _with_globals(_record(0x31, b"\0" * 20) * 60_000)),
        "60,000 names": old(lambda: _with_globals(_record(0x18, b"\0" * 14 + b"a") * 60_000)),
        "empty records without end": old(lambda: _with_globals(_record(0x3C, b"") * 2_000_000)),
        "a formula that points at itself": old(lambda: _in_sheet(
            _record(0x6, struct.pack("<HHHdHIH", 9, 2, 15, 0.0, 0, 0, 65535) + b"\x44" * 99))),
        "a record longer than the file": old(lambda: _stream()[:-4] + struct.pack("<HH", 0x203, 65535)),
        "noise in place of records": old(lambda: _stream()[:600] + os.urandom(500_000)),
        "BIFF5": old(lambda: _stream().replace(b"\x09\x08\x10\x00\x00\x06", b"\x09\x08\x10\x00\x00\x05")),
        "many numbers in one record": old(lambda: _in_sheet(_record(
            0xBD, struct.pack("<HH", 9, 0) + struct.pack("<HI", 15, 0) * 1300 + struct.pack("<H", 60_000)) * 500)),
    }  # fmt: skip
    return {f".xls: {name}": ("旧.xls", make) for name, make in made.items()}


@functools.cache
def document() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(saved_as("ods"))) as package:
        return {name: package.read(name) for name in package.namelist()}


def documents() -> dict[str, Named]:
    """Of .ods and .fods."""

    def within(pieces: Callable[[], bytes], before: bytes = b"</table:table>") -> Make:
        def make(path: Path) -> None:
            parts = document()
            head, mark, tail = parts["content.xml"].partition(before)
            assert mark
            packing({**parts, "content.xml": head + pieces() + mark + tail})(path)

        return make

    def other(name: str, content: Callable[[], bytes]) -> Make:
        return packing({**document(), name: content()})

    word = b'<table:table-cell office:value-type="string"%s><text:p>x</text:p></table:table-cell>'
    line = b"<table:table-row%s>" + word % b"" + b"</table:table-row>"
    whole = word % b' table:number-columns-repeated="16384"'
    made: dict[str, Make] = {
        "a cell over all columns and rows": within(lambda: (
            b'<table:table-row table:number-rows-repeated="1048576">' + whole + b"</table:table-row>")),
        "a row over all rows": within(lambda: line % b' table:number-rows-repeated="1048576"'),
        "a repeat that is none": within(lambda: line % b' table:number-rows-repeated="x"'),
        "a repeat without end": within(lambda: line % b' table:number-rows-repeated="99999999999999999999"'),
        "a repeat less than nothing": within(lambda: line % b' table:number-rows-repeated="-5"'),
        "a thousand rows of a thousand cells each": within(lambda: (
            b"<table:table-row>" + word % b' table:number-columns-repeated="1000"' + b"</table:table-row>") * 1000),
        "rows within rows": within(lambda: b"<table:table-row-group>" * 50_000 + line % b""
                                   + b"</table:table-row-group>" * 50_000),
        "60,000 tables": within(lambda: b"</table:table>" + b'<table:table table:name="a"/>' * 60_000
                                + b'<table:table table:name="b">'),
        "a cell over a million others": within(lambda: (
            b'<table:table-row><table:table-cell table:number-columns-spanned="16384" '
            b'table:number-rows-spanned="1048576" office:value-type="string"><text:p>x</text:p>'
            b"</table:table-cell></table:table-row>")),
        "a thousand million blanks": within(lambda: (
            b'<table:table-row><table:table-cell office:value-type="string"><text:p><text:s text:c="999999999"/>'
            b"</text:p></table:table-cell></table:table-row>")),
        "900 blanks 100,000 times": within(lambda: (
            b'<table:table-row><table:table-cell office:value-type="string"><text:p>'
            + b'<text:s text:c="900"/>' * 100_000 + b"</text:p></table:table-cell></table:table-row>")),
        "200,000 paragraphs in a cell": within(lambda: (
            b'<table:table-row><table:table-cell office:value-type="string">' + b"<text:p>x</text:p>" * 200_000
            + b"</table:table-cell></table:table-row>")),
        "spans in spans": within(lambda: (
            b'<table:table-row><table:table-cell office:value-type="string"><text:p>' + b"<text:span>" * 50_000
            + b"</text:span>" * 50_000 + b"</text:p></table:table-cell></table:table-row>")),
        "200,000 styles": within(lambda: b'<style:style style:name="q" style:family="table-cell"/>' * 200_000,
                                 b"</office:automatic-styles>"),
        "rows without an end": within(lambda: b"<table:table-row " * 100_000),
        "cells without an end": within(lambda: b"<table:table-cell " * 100_000),
        "indents without an end": within(lambda: b"<table:table-row>" + b" " * 3_000_000),
        "indents again and again": within(lambda: b"<table:table-row> x" * 200_000),
        "hidden rows in plenty": within(lambda: (
            b'<table:table-row table:visibility="collapse" table:number-rows-repeated="1048576"/>') * 1000),
        "100,000 notes": within(lambda: (
            b'<table:table-row><table:table-cell office:value-type="string">'
            + b"<office:annotation><text:p>x</text:p></office:annotation>" * 100_000
            + b"</table:table-cell></table:table-row>")),
        "columns without end": within(lambda: b'<table:table-column table:number-columns-repeated="16384"/>' * 100_000,
                                      b"<table:table-row"),
        "an entity": other("content.xml", lambda: document()["content.xml"].replace(
            b"?>", b'?><!DOCTYPE a [<!ENTITY b "' + b"x" * 90_000 + b'">]>', 1).replace(
            b"</table:table>", line.replace(b">x<", b">" + b"&b;" * 10_000 + b"<") % b"" + b"</table:table>", 1)),
        "1 GB of what it says of itself": packing(
            {**document(), "meta.xml": itertools.repeat(b" " * MEGABYTE, 1000)}),
        "600 MB of content": packing(
            {**document(), "content.xml": itertools.repeat(b" " * MEGABYTE, 600)}),
        "40 MB of styles": other("styles.xml", lambda: b"<a>" * (10 * MEGABYTE)),
        "no content": other("content.xml", lambda: b""),
    }  # fmt: skip
    found = {f".ods: {name}": ("开.ods", make) for name, make in made.items()}
    flat = (b'<?xml version="1.0"?><office:document office:mimetype="application/vnd.oasis.opendocument.'
            b'spreadsheet" xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">%s</office:document>')  # fmt: skip
    for name, inside in {
        "heads without an end": b"<office:meta>" * 200_000,
        "breaks without an end": b">" + b"\n" * 3_000_000,
        "breaks again and again": b">\n \n x" * 400_000,
        "roots again and again": b"<office:document " * 200_000,
    }.items():
        found[f".fods: {name}"] = ("平.fods", _writing(flat % inside))
    return found


def binary() -> dict[str, Named]:
    """Of .xlsb."""

    def book(rows: int, wide: int) -> Make:
        return lambda path: write_xlsb(path, {"任务填报": [["x"] * wide] * rows}, {})

    def sheet(change: Callable[[bytes], bytes]) -> Make:
        def make(path: Path) -> None:
            write_xlsb(path, {"任务填报": [["任务编号", "任务名称", "最新进展"]]}, {})
            parts = parts_of(path.read_bytes())
            name = "xl/worksheets/sheet1.bin"
            packing({**parts, name: change(parts[name])})(path)

        return make

    cell = bytes([7, 8]) + struct.pack("<II", 0, 0)
    made: dict[str, Make] = {
        "19,000 rows": book(19_000, 4),
        "a hundred rows of 16,384 cells": book(100, 16_384),
        "a million cells at one place": sheet(lambda d: d[:-9] + cell * 1_000_000 + d[-9:]),
        "a record of two thousand million": sheet(lambda d: d[:40] + b"\x07\xff\xff\xff\x7f" + d[40:]),
        "empty records": sheet(lambda d: d[:-9] + b"\x01\x00" * 2_000_000 + d[-9:]),
        "merged areas": sheet(lambda d: d + (bytes([0xB0, 1, 16]) + struct.pack("<4I", 0, 1048575, 0, 16383)) * 100_000),
        "a used range that lies": sheet(lambda d: d.replace(
            struct.pack("<4I", 0, 0, 0, 2), struct.pack("<4I", 0, 1048575, 0, 16383), 1)),
        "nothing": sheet(lambda d: d[:0]),
        "noise": sheet(lambda d: d[:0] + os.urandom(300_000)),
    }  # fmt: skip
    return {f".xlsb: {name}": ("二.xlsb", make) for name, make in made.items()}


def texts() -> dict[str, Named]:
    """Of text."""
    heads = "任务编号,任务名称,最新进展,完成进度\n"
    lines = heads + "2022-001,甲,乙,0.5\n"
    made: dict[str, bytes] = {
        "a line of 39 MB": b"x" * 39 * MEGABYTE,
        "a line of 50 MB": b"x" * 50 * MEGABYTE,
        "30 MB of noughts": b"\0" * 30 * MEGABYTE,
        "UTF-16 without a mark": lines.encode("utf-16-le"),
        "UTF-16 of the other kind without a mark": lines.encode("utf-16-be"),
        "UTF-32": lines.encode("utf-32"),
        "GB18030": lines.encode("gb18030"),
        "half of GBK": lines.encode("gbk")[:-2] + b"\x81",
        "UTF-16, half a letter": lines.encode("utf-16")[:-1],
        "lone halves": lines.encode("utf-16-le") + b"\x00\xd8" * 1000,
        "30 MB of commas": b"," * 30 * MEGABYTE,
        "30 MB of ends of lines": b"\n" * 30 * MEGABYTE,
        "30 MB of returns": b"\r" * 30 * MEGABYTE,
        "30 MB of tabs": b"\t" * 30 * MEGABYTE,
        "30 MB of quotes": b'"' * 30 * MEGABYTE,
        "quotes again and again": (heads + '"a","' * 1_000_000).encode(),
        "all separators": (heads + "a,b;c\td|e\n" * 200_000).encode(),
        "a million lines of one cell": (heads + "a\n" * 1_000_000).encode(),
        "18,000 lines of junk": (heads + "junk,junk,junk,junk\n" * 18_000).encode(),
        "18,000 lines of one task": (heads + "2022-001,甲,乙,很多\n" * 18_000).encode(),
        "a cell of 30 MB": (heads + "2022-001,甲," + "乙" * 10_000_000 + ",1\n").encode(),
        "heads of a megabyte": ("任务编号," + "最新进展" * 80_000 + "\n").encode(),
        "a thousand heads": (",".join(["最新进展"] * 1000) + "\n" + heads).encode(),
        "figures of a megabyte": (heads + "2022-001,甲,乙," + "9" * MEGABYTE + "\n").encode(),
        "a day of a megabyte": (heads + "2022-001,甲," + "年月日" * 300_000 + ",1\n").encode(),
        "blanks in a cell": (heads + "2022-001,甲," + " \u3000" * 500_000 + ",1\n").encode(),
        "per cents in a cell": (heads + "2022-001,甲,乙," + "80%左右" * 200_000 + "\n").encode(),
        "numerals in a cell": (heads + "2022-001,甲,乙," + "一百二十" * 200_000 + "\n").encode(),
    }  # fmt: skip
    return {f".csv: {name}": ("文.csv", _writing(content)) for name, content in made.items()}


def _writing(content: bytes) -> Make:
    return lambda path: path.write_bytes(content)
