"""Files that mean harm, or that nobody meant to send: refused or read, in bounds, never raised.

Each is read in a process of its own, which tells its time and its highest memory.
"""

import io
import json
import os
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from taizhang.books import reading_grids
from taizhang.books.reading import read_form
from taizhang.core.submission import Form, Refusal
from tests.mangling.sample import built
from tests.support import office

SECONDS, MEGABYTES = 5.0, 300.0
TASKS = "xl/worksheets/sheet2.xml"
BASE = "xl/worksheets/sheet4.xml"
STRINGS = "xl/sharedStrings.xml"
READER = r"""
import json, re, sys, time
from taizhang.books import read_form
begun = time.perf_counter()
reading = read_form(sys.argv[1])
seconds = time.perf_counter() - begun
status = open("/proc/self/status").read()  # of this program alone, unlike getrusage
memory = int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024
answers = getattr(reading, "answers", ())
print(json.dumps([[i.code for i in reading.issues], len(answers), seconds, memory]))
"""
LAUGHS = (
    b'<!DOCTYPE l [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9))
    + b"]>"
)
Make = Callable[[Path], None]


@cache
def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(built(1))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(path: Path, **changed: bytes | Iterator[bytes]) -> None:
    """The form with these parts changed (or added); a part may come piece by piece."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in {**parts(), **changed}.items():
            with archive.open(name, "w", force_zip64=False) as part:
                for piece in [content] if isinstance(content, bytes) else content:
                    part.write(piece)


def rows(before: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    head, mark, tail = before.partition(b"</sheetData>")
    yield head
    yield from pieces
    yield mark + tail


def formatted(cells: str, last: int) -> Iterator[bytes]:
    """Rows that hold a format and nothing else."""
    for first in range(100, last, 2000):
        numbers = range(first, min(first + 2000, last + 1))
        yield b"".join(
            b'<row r="%d" ht="20">%s</row>'
            % (n, b"".join(b'<c r="%s%d" s="3"/>' % (c.encode(), n) for c in cells))
            for n in numbers
        )


def far(part: str, cell: str) -> Make:
    row = int("".join(c for c in cell if c.isdigit()))
    lone = b'<row r="%d"><c r="%s"><v>1</v></c></row>' % (row, cell.encode())
    return lambda path: packed(path, **{part: rows(parts()[part], iter([lone]))})


def laughing(part: str) -> Make:
    content = parts()[part]
    at = content.index(b"?>") + 2
    text = content[:at] + LAUGHS + content[at:].replace(b"<t>", b"<t>&j;", 3)
    return lambda path: packed(path, **{part: text.replace(b"<v>", b"<v>&j;", 3)})


def lying(path: Path) -> None:
    """The directory states a hundred bytes for a sheet of thousands."""
    data = bytearray(built(1))
    entry = data.find(TASKS.encode(), data.find(b"PK\x01\x02")) - 46
    struct.pack_into("<I", data, entry + 24, 100)
    path.write_bytes(data)


def locked(path: Path) -> None:
    from msoffcrypto.format.ooxml import OOXMLFile

    with path.open("wb") as file:
        OOXMLFile(io.BytesIO(built(1))).encrypt("0000", file)


def word(path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("最新进展")
    document.save(str(path))


def within_archive(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("报送表.xlsx", built(1))


def raw(content: bytes) -> Make:
    def make(path: Path) -> None:
        path.write_bytes(content)

    return make


def adding(name: str, content: bytes | int) -> Make:
    """One more part; a number is that many megabytes of noise."""
    if isinstance(content, bytes):
        return lambda path: packed(path, **{name: content})
    return lambda path: packed(path, **{name: (os.urandom(1 << 20) for _ in range(content))})


CASES: dict[str, tuple[str, Make, str]] = {
    "nothing": ("空.xlsx", raw(b""), "F105"),
    "the first half": ("半.xlsx", raw(built(1)[: len(built(1)) // 2]), "F101"),
    "all but the end": ("尾.xlsx", raw(built(1)[:-300]), "F101"),
    "noise": ("乱.xlsx", raw(bytes(range(256)) * 30), "F103"),
    "a password": ("密.xlsx", locked, "F102"),
    "a letter": ("信.xlsx", word, "F103"),
    "a picture": ("图.xlsx", raw(b"\x89PNG\r\n\x1a\n" + b"0" * 99), "F103"),
    "a scan": ("扫.xlsx", raw(b"%PDF-1.4"), "F103"),
    "a page of the web": ("网.xls", raw("<html><table>任务编号".encode()), "F103"),
    "an archive": ("包.xlsx", within_archive, "F104"),
    "a broken old workbook": ("旧.xls", raw(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 9000), "F103"),
    "words": ("字.csv", raw("你好，没有表".encode("gbk")), "F107"),
    "60 MB of text": ("大.csv", raw(b"a,b,c\n" * 10_000_000), "F106"),
    "three gigabytes of rows": (
        "弹.xlsx",
        lambda path: packed(
            path, **{TASKS: rows(parts()[TASKS], (b'<row r="9"/>' * 100_000 for _ in range(400)))}
        ),
        "F106",
    ),
    "a size that lies": ("谎.xlsx", lying, "F108"),
    "an entity that grows in a sheet": ("笑.xlsx", laughing(TASKS), "F108"),
    "an entity that grows in the texts": ("笑2.xlsx", laughing(STRINGS), "F101"),
    "a million rows of format": (
        "百万.xlsx",
        lambda path: packed(
            path, **{TASKS: rows(parts()[TASKS], formatted("ABCDEF", 1_048_576))}
        ),
        "F223",
    ),
    "a word in the last cell": ("远.xlsx", far(TASKS, "XFD1048576"), "F114 F223"),
    "a word far to the right": ("宽.xlsx", far(TASKS, "XFD900"), "F114 F223"),
    "a word far down in the hidden sheet": ("底.xlsx", far(BASE, "XFD1048576"), "F114 F223"),
    "100 MB of pictures": ("相.xlsx", adding("xl/media/1.png", 100), "F223"),
    "another file's values": (
        "链.xlsx", adding("xl/externalLinks/externalLink1.xml", b"<externalLink/>"), "F112 F223",
    ),
    "a program": ("宏.xlsm", adding("xl/vbaProject.bin", b"\0"), "F111 F223"),
}  # fmt: skip


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="tells its memory on Linux only")
@pytest.mark.parametrize("name", CASES)
def test_a_bad_file_is_refused_or_read_within_bounds(name: str, tmp_path: Path) -> None:
    file, make, expected = CASES[name]
    make(tmp_path / file)
    done = subprocess.run(
        [sys.executable, "-c", READER, str(tmp_path / file)],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    found, answers, seconds, memory = json.loads(done.stdout)

    assert found == expected.split()
    assert answers == (50 if "F223" in found else 0)
    assert seconds < SECONDS
    assert memory < MEGABYTES


def test_a_file_that_is_gone_or_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "夹.xlsx").mkdir()
    for name in ("夹.xlsx", "没有.xlsx"):
        reading = read_form(tmp_path / name)
        assert isinstance(reading, Refusal)
        assert [i.code for i in reading.issues] == ["F109"]
        assert reading.file == name


def test_a_panic_below_is_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Panic(BaseException):
        """What a panic of calamine is: no Exception."""

    def panic(_: object) -> None:
        raise Panic

    (tmp_path / "表.xlsx").write_bytes(built(1))
    monkeypatch.setattr(reading_grids, "_open", panic)
    reading = read_form(tmp_path / "表.xlsx")
    assert isinstance(reading, Refusal)
    assert [i.code for i in reading.issues] == ["F101"]


def test_the_clerk_can_still_interrupt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    (tmp_path / "表.xlsx").write_bytes(built(1))
    monkeypatch.setattr(reading_grids, "_open", interrupt)
    with pytest.raises(KeyboardInterrupt):
        read_form(tmp_path / "表.xlsx")


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_a_word_in_the_last_cell_of_other_kinds(tmp_path: Path, kind: str) -> None:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(built(1)))
    book["任务填报"]["IV65536"] = "x"
    book.save(tmp_path / "远.xlsx")
    reading = read_form(office.convert(tmp_path / "远.xlsx", tmp_path / "o", kind))
    assert isinstance(reading, Refusal)
    assert [i.code for i in reading.issues] == ["F108"]


def test_a_formula_with_its_result_counts_as_the_result(tmp_path: Path) -> None:
    sheet = parts()[TASKS]
    at = sheet.index(b'<c r="I4"')
    end = (
        sheet.index(b"/c>", at) + 3
        if b"/>" not in sheet[at : at + 30]
        else sheet.index(b"/>", at) + 2
    )
    cell = b'<c r="I4" s="5"><f>40%+40%</f><v>0.8</v></c>'
    packed(tmp_path / "式.xlsx", **{TASKS: sheet[:at] + cell + sheet[end:]})
    form = read_form(tmp_path / "式.xlsx")
    assert isinstance(form, Form)
    (answer,) = (a for a in form.answers if a.cell == "I4" and a.sheet == "tasks")
    assert (answer.theirs, answer.issue) == (0.8, None)
