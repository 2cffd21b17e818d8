"""Files that mean harm, or that nobody meant to send: refused or read, in bounds, never raised.

Each is read in a process of its own, which tells its time and its highest memory. A table of them:
python -m tests.books.test_reading_hostile
"""

import io
import itertools
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from random import Random

import pytest

from taizhang.books.foreign import grids as reading_grids
from taizhang.books.reading import identity
from taizhang.books.reading.form import read_form
from taizhang.core.submission import Form, Refusal
from tests.mangling.sample import built
from tests.support import office

pytestmark = pytest.mark.slow

PACES, MEGABYTES = 60.0, 300.0  # a pace is what this machine counts to two million in
TASKS = "xl/worksheets/sheet2.xml"
BASE = "xl/worksheets/sheet4.xml"
STRINGS = "xl/sharedStrings.xml"
READER = r"""
import json, re, sys, time
from taizhang.books import read_form
begun = time.process_time()
for _ in range(2_000_000): pass
counted = time.process_time()
reading = read_form(sys.argv[1])
seconds = (time.process_time() - counted) / (counted - begun)
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
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
OPEN_CELL = '<table:table-row><table:table-cell office:value-type="string">'
SHUT = "</table:table-cell></table:table-row></table:table>"
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


def damaged_sum(part: str) -> Make:
    """The directory and the part's own head state another CRC."""

    def make(path: Path) -> None:
        data = bytearray(built(1))
        for at, field in ((b"PK\x03\x04", 14), (b"PK\x01\x02", 16)):
            head = 30 if field == 14 else 46
            entry = data.find(part.encode(), data.find(at)) - head
            data[entry + field] ^= 0xFF
        path.write_bytes(data)

    return make


def flipped(path: Path) -> None:
    """One bit of the packed tasks is another."""
    data = bytearray(built(1))
    with zipfile.ZipFile(io.BytesIO(built(1))) as archive:
        start = archive.getinfo(TASKS).header_offset
    data[start + 30 + len(TASKS) + 900] ^= 0x10
    path.write_bytes(data)


def named_twice(path: Path) -> None:
    """A second part of the same name, with other contents, at the end."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        packed(path)
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr(TASKS, parts()[BASE])


def nested(part: str, deep: int) -> Make:
    """Elements within elements, where no cell is."""
    content = parts()[part]
    knot = b"<a>" * deep + b"</a>" * deep
    at = content.rindex(b"</")
    return lambda path: packed(path, **{part: content[:at] + knot + content[at:]})


def many_strings(path: Path) -> None:
    """Three hundred million characters in the table of texts."""
    head, mark, tail = parts()[STRINGS].partition(b"</sst>")
    texts = (b"<si><t>" + b"x" * 1000 + b"</t></si>" for _ in range(300_000))
    packed(path, **{STRINGS: itertools.chain([head], texts, [mark + tail])})


def merged(area: bytes) -> Make:
    content = parts()[TASKS]
    at = content.index(b"<mergeCell ")
    cell = b'<mergeCell ref="%s"/>' % area
    return lambda path: packed(path, **{TASKS: content[:at] + cell + content[at:]})


def stating(dimension: bytes) -> Make:
    content = re.sub(
        rb'<dimension ref="[^"]*"/>', b'<dimension ref="%s"/>' % dimension, parts()[TASKS]
    )
    return lambda path: packed(path, **{TASKS: content})


def many_columns(path: Path) -> None:
    """Every row a hundred thousand cells wide, by addresses that no program has."""
    cells = b"".join(b'<c r="%s4"><v>1</v></c>' % c.encode() for c in long_letters(100_000))
    packed(path, **{TASKS: rows(parts()[TASKS], iter([b'<row r="9">' + cells + b"</row>"] * 3))})


def oddly(cell: bytes) -> Make:
    """Cells far outside, as no program writes them."""
    line = b"".join(b'<row r="%d">%s</row>' % (n, cell % n) for n in range(100, 300))
    return lambda path: packed(path, **{TASKS: rows(parts()[TASKS], iter([line]))})


def long_letters(count: int) -> Iterator[str]:
    return itertools.islice(map("".join, itertools.product(LETTERS, repeat=4)), count)


def many_widths(path: Path) -> None:
    """A million widths of columns."""
    head, mark, tail = parts()[TASKS].partition(b"<cols>")
    widths = (
        b'<col min="%d" max="%d" width="9"/>' % (n % 16384 + 1, n % 16384 + 1) for n in range(10**6)
    )
    packed(path, **{TASKS: itertools.chain([head + mark], widths, [tail])})


def many_names(path: Path) -> None:
    """A million defined names."""
    book = parts()["xl/workbook.xml"]
    names = b"".join(b'<definedName name="n%d">A1</definedName>' % n for n in range(10**6))
    at = book.index(b"</sheets>") + 9
    old = book[at:].replace(b"<definedNames>", b"<definedNames>" + names)
    if old == book[at:]:
        old = b"<definedNames>" + names + b"</definedNames>" + old
    packed(path, **{"xl/workbook.xml": book[:at] + old})


def many_sheets(path: Path) -> None:
    """Sixty thousand sheets, all of them the tasks."""
    book = parts()["xl/workbook.xml"]
    more = b"".join(
        b'<sheet name="s%d" sheetId="%d" r:id="rId2"/>' % (n, n + 9) for n in range(60_000)
    )
    packed(path, **{"xl/workbook.xml": book.replace(b"</sheets>", more + b"</sheets>")})


def all_columns() -> bytes:
    """A row with a number in each column from AAA on."""
    names = map("".join, itertools.product(LETTERS, repeat=3))
    cells = (b'<c r="%s70"><v>1</v></c>' % n.encode() for n in itertools.islice(names, 15_682))
    return b'<row r="70">' + b"".join(cells) + b"</row>"


def same_sheets(path: Path) -> None:
    """Ninety sheets more, all of them the tasks."""
    book = parts()["xl/workbook.xml"]
    more = b"".join(
        b'<sheet name="s%d" sheetId="%d" r:id="rId2"/>' % (n, n + 99) for n in range(90)
    )
    packed(path, **{"xl/workbook.xml": book.replace(b"</sheets>", more + b"</sheets>")})


def old(change: Callable[[bytearray], None]) -> Make:
    """An .xls as LibreOffice saves it, with some of its bytes changed."""

    def make(path: Path) -> None:
        data = bytearray(saved_as("xls"))
        change(data)
        path.write_bytes(data)

    return make


@cache
def saved_as(kind: str) -> bytes:
    """The form as LibreOffice saves it in another kind of file."""
    if kind == "xlsx":
        return built(1)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "表.xlsx"
        source.write_bytes(built(1))
        return office.convert(source, Path(folder) / "o", kind).read_bytes()


def going_round(data: bytearray) -> None:
    """Each entry of the allocation table points at itself."""
    (sector,) = struct.unpack_from("<I", data, 76)
    at = (sector + 1) * 512
    struct.pack_into("<128I", data, at, *range(128))


def going_out(data: bytearray) -> None:
    """The directory begins far behind the end."""
    struct.pack_into("<I", data, 48, 0x00FFFFFF)


def with_password(data: bytearray) -> None:
    """A FILEPASS record in place of the first of the globals behind BOF."""
    at = data.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    struct.pack_into("<H", data, at + 20, 0x2F)


def open_document(before: str, after: str) -> Make:
    """An .ods as LibreOffice saves it, with a piece of its content replaced."""

    def make(path: Path) -> None:
        with zipfile.ZipFile(io.BytesIO(saved_as("ods"))) as archive:
            found = {name: archive.read(name) for name in archive.namelist()}
        content = found["content.xml"].decode()
        assert before in content
        found["content.xml"] = content.replace(before, after, 1).encode()
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, part in found.items():
                archive.writestr(name, part)

    return make


def long_line(path: Path) -> None:
    with path.open("wb") as file:
        for _ in range(100):
            file.write(b"x" * (1 << 20))


# what it is: the file's name, how it is made, the codes that it draws
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
    "a broken old workbook": ("旧.xls", raw(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 9000), "F101"),
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
    "another sum of the tasks": ("和.xlsx", damaged_sum(TASKS), "F101"),
    "another sum of the texts": ("和2.xlsx", damaged_sum(STRINGS), "F101"),
    "a bit that flipped": ("位.xlsx", flipped, "F101"),
    "parts with roots and dots": (
        "点.xlsx",
        lambda path: packed(path, **{"/etc/passwd": b"x", "../../up.xml": b"<a/>", "C:\\x.xml": b"x"}),
        "F223",
    ),
    "a part twice": ("双.xlsx", named_twice, "F101"),
    "elements in elements": ("深.xlsx", nested(TASKS, 200_000), "F223"),
    "elements in elements of the list of sheets": ("深2.xlsx", nested("xl/workbook.xml", 200_000), "F223"),
    "elements in elements of the styles": ("深3.xlsx", nested("xl/styles.xml", 200_000), "F223"),
    "300 MB of texts": ("串.xlsx", many_strings, "F108"),
    "everything merged": ("并.xlsx", merged(b"A1:XFD1048576"), "F223"),
    "all rows merged": ("并2.xlsx", merged(b"A4:XFD1048576"), "F223"),
    "a used range that lies": ("域.xlsx", stating(b"A1:XFD1048576"), "F223"),
    "cells in columns that no sheet has": ("列.xlsx", many_columns, "F114 F223"),
    "such columns in another writing": ("列2.xlsx", oddly(b'<c\tr = "ZZZZ%d"><v>1</v></c>'), "F108"),
    "such columns between single quotes": ("列3.xlsx", oddly(b"<c r='ZZZZ%d'><v>1</v></c>"), "F108"),
    "a last row out of order": ("倒.xlsx", oddly(b'<c r="A1048576"><v>1</v></c><c r="A%d"/>'), "F108"),
    "a last row between single quotes": ("倒2.xlsx", oddly(b"<c r='A1048576'><v>%d</v></c>"), "F108"),
    "ten thousand rows by seven hundred columns": (
        "矩.xlsx", oddly(b'<c r="ZZ9999"><v>%d</v></c>'), "F108",
    ),
    "a million widths": ("列宽.xlsx", many_widths, "F106"),
    "a million names": ("名.xlsx", many_names, "F223"),
    "sixty thousand sheets": ("页.xlsx", many_sheets, "F108"),
    "a row of all columns": (
        "横.xlsx", lambda path: packed(path, **{TASKS: rows(parts()[TASKS], iter([all_columns()]))}),
        "F114 F223",
    ),
    "95 sheets of a form": ("册.xlsx", same_sheets, "F221 F223"),
    "200,000 paragraphs in a cell": (
        "段.ods", open_document("</table:table>", OPEN_CELL + "<text:p>x</text:p>" * 200_000 + SHUT),
        "F114 F223",
    ),
    "100,000 notes on a cell": (
        "注.ods",
        open_document(
            "</table:table>",
            OPEN_CELL + "<office:annotation><text:p>x</text:p></office:annotation>" * 100_000 + SHUT,
        ),
        "F114 F223",
    ),
    "cells without an end": (
        "端.ods", open_document("</table:table>", "<table:table-cell " * 100_000), "F101",
    ),
    "an old workbook that goes round": ("环.xls", old(going_round), "F101"),
    "an old workbook that begins nowhere": ("外.xls", old(going_out), "F101"),
    "an old workbook with a password": ("旧密.xls", old(with_password), "F102"),
    "half an old workbook": ("旧半.xls", old(lambda d: d.__delitem__(slice(len(d) // 2, None))), "F101"),
    "text full of noughts": ("零.csv", raw("任务编号,任务名称,最新进展\n".encode() + b"\0" * 500_000), "F107"),
    "noughts behind words": (
        "零2.csv",
        raw(("任务编号,任务名称,最新进展\n" * 200).encode() + b"\0" * 90_000),
        "F122 F202 F201 F222 F223 F206 F206 F206 F206 F206 F206 F220",
    ),
    "one line of 100 MB": ("行.csv", long_line, "F106"),
    "one line of 30 MB": ("行2.csv", raw(b"x" * 30_000_000), "F101"),
    "a quote that never ends": ("引.csv", raw('任务编号,"任务名称\n'.encode() + b"a,b\n" * 900_000), "F101"),
    "a million commas": ("逗.csv", raw(b"a" + b"," * 5_000_000), "F108"),
    "a row a million times": (
        "复.ods",
        open_document("<table:table-row ", '<table:table-row table:number-rows-repeated="1048576" '),
        "F114 F223",
    ),
    "a cell a million times": (
        "复2.ods",
        open_document(
            "<table:table-cell ", '<table:table-cell table:number-columns-repeated="900000" '
        ),
        "F114 F223",
    ),
    "the lock of an open workbook": ("~$表.xlsx", raw(b"\x06office" + b" " * 158), "F115"),
    "a program": ("宏.xlsm", adding("xl/vbaProject.bin", b"\0"), "F111 F223"),
}  # fmt: skip


def measured(path: Path) -> tuple[list[str], int, float, float]:
    """Codes, answers, paces and megabytes of one reading, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", READER, str(path)],
        capture_output=True, text=True, timeout=900, check=True,
    )  # fmt: skip
    codes, answers, paces, memory = json.loads(done.stdout)
    return codes, answers, paces, memory


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="tells its memory on Linux only")
@pytest.mark.parametrize("name", CASES)
def test_a_bad_file_is_refused_or_read_within_bounds(name: str, tmp_path: Path) -> None:
    file, make, expected = CASES[name]
    make(tmp_path / file)
    found, answers, paces, memory = measured(tmp_path / file)

    assert found == expected.split()
    assert answers == (50 if found and found[-1] == "F223" else 0)
    assert paces < PACES
    assert memory < MEGABYTES


def test_a_file_that_is_gone_or_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "夹.xlsx").mkdir()
    for name in ("夹.xlsx", "没有.xlsx"):
        reading = read_form(tmp_path / name)
        assert isinstance(reading, Refusal)
        assert [i.code for i in reading.issues] == ["F109"]
        assert reading.file == name


def test_a_pipe_a_loop_and_what_nobody_may_read_are_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管.xlsx")
    (tmp_path / "圈.xlsx").symlink_to(tmp_path / "圈.xlsx")
    for path in (tmp_path / "圈.xlsx", tmp_path / "管.xlsx", tmp_path / ("长" * 900), "\0"):
        assert codes(read_form(path)) == ["F109"]


def codes(reading: Form | Refusal) -> list[str]:
    return [issue.code for issue in reading.issues]


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_file_cut_off_anywhere_is_named(tmp_path: Path, kind: str) -> None:
    whole = saved_as(kind)
    path = tmp_path / f"断.{kind}"
    for share in range(1, 60):
        path.write_bytes(whole[: len(whole) * share // 60])
        reading = read_form(path)
        full = isinstance(reading, Form) and all(a.theirs == a.base for a in reading.answers)
        assert full or codes(reading) in (["F101"], ["F103"])


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_file_with_wrong_bytes_is_read_or_named(tmp_path: Path, kind: str) -> None:
    whole = saved_as(kind)
    path, rng = tmp_path / f"错.{kind}", Random(20_220_601)
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(rng.choice((1, 2, 8, 64))):
            data[rng.randrange(len(data))] = rng.randrange(256)
        path.write_bytes(data)
        reading = read_form(path)
        assert isinstance(reading, Form) or codes(reading)


def test_a_panic_below_is_a_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        """What a panic of calamine is: no Exception."""

    def panic(_: object) -> None:
        raise PanicException

    (tmp_path / "表.xlsx").write_bytes(built(1))
    monkeypatch.setattr(reading_grids, "_open", panic)
    reading = read_form(tmp_path / "表.xlsx")
    assert isinstance(reading, Refusal)
    assert [i.code for i in reading.issues] == ["F101"]


def test_a_mistake_of_ours_is_not_told_as_a_damaged_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mistaken(*_: object) -> None:
        raise KeyError("progres")

    (tmp_path / "表.xlsx").write_bytes(built(1))
    monkeypatch.setattr(identity, "read_guide", mistaken)
    reading = read_form(tmp_path / "表.xlsx")
    assert isinstance(reading, Refusal)
    assert codes(reading) == ["F116"]
    assert "KeyError: 'progres'" in reading.issues[0].trace


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
    assert isinstance(reading, Form)
    assert len(reading.rows) == 10
    assert "F114" in codes(reading)


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


def main() -> None:
    """Print a line a file: its size, the codes it draws, seconds, megabytes."""
    for name, (file, make, _) in CASES.items():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / file
            make(path)
            found, answers, seconds, memory = measured(path)
            size = path.stat().st_size / 1e6
        drawn = " ".join(dict.fromkeys(found))
        figures = f"{size:8.2f} MB {answers:4} {seconds:6.2f} s {memory:5.0f} MB"
        print(f"{name:45}{figures}  {drawn}", flush=True)  # noqa: T201 - that is what it is for


if __name__ == "__main__":
    main()
