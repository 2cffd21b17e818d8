"""Forms whose package other programs wrote: names, paths, writings, packings, types of cells.

Each row of CHANGES takes the parts of a filled form and returns others that say the same.
"""

import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from taizhang.books import read_form
from taizhang.books.forms.build import build_form
from taizhang.core.submission import FormContent, Refusal
from tests.books.test_reading import Edit, codes, read, written
from tests.mangling.sample import KEY, filled_in, sample
from tests.support.office import convert

Parts = dict[str, bytes]
Change = Callable[[Parts], Parts]
BOOK, LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
SHEET, STRINGS = "xl/worksheets/sheet2.xml", "xl/sharedStrings.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def filled(folder: Path) -> Path:
    path = written(folder, name="好.xlsx")
    filled_in(path, 1)
    return path


def parts_of(path: Path) -> Parts:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def shared(parts: Parts) -> Parts:
    """The texts of all cells in one part, as Excel keeps them."""
    texts: list[bytes] = []

    def text(found: re.Match[bytes]) -> bytes:
        texts.append(found[2])
        return b't="s"' + found[1] + b"><v>%d</v></c>" % (len(texts) - 1)

    sheets = {
        name: re.sub(rb't="inlineStr"([^>]*)><is>(.*?)</is></c>', text, content, flags=re.DOTALL)
        for name, content in parts.items()
        if name.startswith("xl/worksheets/sheet")
    }
    items = b"".join(b"<si>" + text + b"</si>" for text in texts)
    kind = f"{DOCUMENT}/sharedStrings".encode()
    link = b'<Relationship Id="rIdT" Type="' + kind + b'" Target="sharedStrings.xml"/>'
    links = parts[LINKS].replace(b"</Relationships>", link + b"</Relationships>")
    sst = b'<sst xmlns="' + MAIN.encode() + b'">' + items + b"</sst>"
    return {**parts, **sheets, LINKS: links, STRINGS: sst}


def packed(parts: Parts, path: Path, method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def moved(**names: str) -> Change:
    """Parts under other names; the two parts of relations follow."""

    def change(parts: Parts) -> Parts:
        new = {"book": BOOK, "sheet": SHEET, "strings": STRINGS, **names}
        folder, _, book = new["book"].rpartition("/")
        links = f"{folder}/_rels/{book}.rels".lstrip("/")
        renamed = {BOOK: new["book"], LINKS: links, SHEET: new["sheet"], STRINGS: new["strings"]}
        made = {renamed.get(name, name): content for name, content in parts.items()}
        made["_rels/.rels"] = made["_rels/.rels"].replace(BOOK.encode(), new["book"].encode())
        for old in (SHEET, STRINGS):
            for form in (old, old.removeprefix("xl/")):
                for quoted in (f'"{form}"', f'"/{form}"'):
                    made[links] = made[links].replace(
                        quoted.encode(), f'"/{renamed[old]}"'.encode()
                    )
        if not folder:
            made[links] = made[links].replace(b'Target="', b'Target="xl/').replace(b'"xl//', b'"/')
        return made

    return change


def targets(before: bytes) -> Change:
    """The targets of the workbook's relations written otherwise."""

    def change(parts: Parts) -> Parts:
        plain = parts[LINKS].replace(b'Target="/xl/', b'Target="')
        return {**parts, LINKS: plain.replace(b'Target="', b'Target="' + before)}

    return change


def rewritten(name: str, how: Callable[[bytes], bytes]) -> Change:
    return lambda parts: {**parts, name: how(parts[name])}


def together(*changes: Change) -> Change:
    def change(parts: Parts) -> Parts:
        for one in changes:
            parts = one(parts)
        return parts

    return change


def utf16(xml: bytes) -> bytes:
    body = xml.partition(b"?>")[2] if xml.startswith(b"<?xml") else xml
    return ('<?xml version="1.0" encoding="UTF-16"?>' + body.decode()).encode("utf-16")


def gbk(xml: bytes) -> bytes:
    body = xml.partition(b"?>")[2] if xml.startswith(b"<?xml") else xml
    return ('<?xml version="1.0" encoding="GBK"?>' + body.decode()).encode("gbk")


def prefixed(xml: bytes) -> bytes:
    xml = re.sub(rb"<(/?)([A-Za-z])", rb"<\1x:\2", xml)
    return xml.replace(b'xmlns="' + MAIN.encode(), b'xmlns:x="' + MAIN.encode())


def strict(xml: bytes) -> bytes:
    purl = b"http://purl.oclc.org/ooxml/"
    return xml.replace(MAIN.encode(), purl + b"spreadsheetml/main").replace(
        DOCUMENT.encode(), purl + b"officeDocument/relationships"
    )


def cdata(xml: bytes) -> bytes:
    return re.sub(rb"(<t[^>/]*>)([^<]*)(</t>)", rb"\1<![CDATA[\2]]>\3", xml)


def sized(reference: bytes) -> Callable[[bytes], bytes]:
    return lambda xml: re.sub(
        rb'<dimension ref="[^"]*"', b'<dimension ref="' + reference + b'"', xml
    )


def unsized(xml: bytes) -> bytes:
    return re.sub(rb"<dimension[^>]*/>", b"", xml)


def without_addresses(xml: bytes) -> bytes:
    """As some libraries write: only where nothing is left out could this be read."""
    return re.sub(rb'<row r="\d+"', b"<row", xml)


CHANGES: dict[str, Change] = {
    "workbook2": moved(book="xl/workbook2.xml"),
    "workbook at the root": moved(book="workbook.xml"),
    "workbook in a folder of its own": moved(book="office/book/main.xml"),
    "a sheet elsewhere": moved(sheet="xl/pages/tasks.xml"),
    "a sheet at the root": moved(sheet="tasks.xml"),
    "the texts elsewhere": moved(strings="xl/texts.xml"),
    "a name with a blank": moved(sheet="xl/worksheets/my sheet.xml"),
    "targets ./": targets(b"./"),
    "targets ../xl/": targets(b"../xl/"),
    "targets /xl/": targets(b"/xl/"),
    "targets with \\": together(targets(b""), rewritten(LINKS, lambda x: x.replace(b"worksheets/", b"worksheets\\"))),
    "targets in capitals": together(targets(b""), rewritten(LINKS, lambda x: x.replace(b"worksheets/sheet", b"Worksheets/SHEET"))),
    "sheet in UTF-16": rewritten(SHEET, utf16),
    "texts in UTF-16": rewritten(STRINGS, utf16),
    "workbook in UTF-16": together(rewritten(BOOK, utf16), rewritten(LINKS, utf16)),
    "sheet with a byte order mark": rewritten(SHEET, lambda x: b"\xef\xbb\xbf" + x),
    "sheet in GBK": rewritten(SHEET, gbk),
    "texts in CDATA": rewritten(STRINGS, cdata),
    "prefixes": together(rewritten(SHEET, prefixed), rewritten(STRINGS, prefixed)),
    "workbook with prefixes": rewritten(BOOK, prefixed),
    "strict": together(
        *(rewritten(part, strict) for part in (SHEET, STRINGS, BOOK, LINKS, "_rels/.rels"))
    ),
    "dimension A1:@0": rewritten(SHEET, sized(b"A1:@0")),
    "dimension of everything": rewritten(SHEET, sized(b"A1:XFD1048576")),
    "dimension too small": rewritten(SHEET, sized(b"A1")),
    "no dimension": rewritten(SHEET, unsized),
    "rows without numbers": rewritten(SHEET, without_addresses),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_what_a_form_says_does_not_hang_on_its_package(name: str, tmp_path: Path) -> None:
    good = read(filled(tmp_path), key=KEY)
    path = packed(CHANGES[name](shared(parts_of(tmp_path / "好.xlsx"))), tmp_path / "表.xlsx")
    form = read(path, key=KEY)
    assert list(form.answers) == list(good.answers)
    assert form.sealed
    assert codes(form) == codes(good)
    assert any(a.theirs != a.base for a in form.answers)


PACKINGS = [(zipfile.ZIP_STORED, ""), (zipfile.ZIP_BZIP2, ""), (zipfile.ZIP_LZMA, "F257")]


@pytest.mark.parametrize(("method", "refusal"), PACKINGS)
def test_a_package_packed_in_another_way(method: int, refusal: str, tmp_path: Path) -> None:
    path = packed(parts_of(filled(tmp_path)), tmp_path / "表.xlsx", method)
    form = read_form(path, key=KEY)
    if refusal:
        assert isinstance(form, Refusal)
        assert form.code == refusal
    else:
        assert list(read(path).answers) == list(read(tmp_path / "好.xlsx").answers)


@pytest.mark.slow
@pytest.mark.parametrize("root", ["R", "Workbook Root", "根"])
def test_an_old_workbook_whose_root_has_another_name(root: str, tmp_path: Path) -> None:
    old = convert(filled(tmp_path), tmp_path / "旧", "xls")
    data = old.read_bytes()
    at = data.index("Root Entry".encode("utf-16-le"))
    name = root.encode("utf-16-le")
    entry = name.ljust(64, b"\0") + (len(name) + 2).to_bytes(2, "little")
    old.write_bytes(data[:at] + entry + data[at + 66 :])
    form = read(old, key=KEY)
    assert any(a.theirs != a.base for a in form.answers)
    assert form.sealed


def base(cell: str, value: Any) -> Edit:
    def edit(book: Any) -> None:
        book["_base"][cell] = value

    return edit


TYPES = [base("E2", 1), base("B2", datetime(2022, 6, 1)), base("F2", datetime(2022, 6, 1, 9))]


@pytest.mark.parametrize("change", TYPES)
def test_the_identity_in_other_types_is_the_same(change: Edit, tmp_path: Path) -> None:
    form = read(written(tmp_path, change), key=KEY)
    assert (form.identity.period, form.identity.schema, form.sealed) == ("2022-06", 1, True)
    assert codes(form) == []


def test_texts_of_digits_that_became_numbers_are_what_was_sent(tmp_path: Path) -> None:
    content = sample(1)
    tasks = tuple(
        {**t, "task_id": str(n), "name": str(100 + n)} for n, t in enumerate(content.tasks)
    )
    nodes = tuple({**n, "task_id": "1"} for n in content.nodes[:2])
    path = tmp_path / "表.xlsx"
    build_form(path, FormContent(content.identity, KEY, tasks, nodes))
    book = load_workbook(path)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.isdigit():
                    cell.value = int(cell.value)
                elif (
                    sheet.title == "_base" and isinstance(cell.value, int | float) and cell.row > 2
                ):
                    cell.value = str(cell.value)
    book["任务填报"]["J5"] = "新的进展"
    book.save(path)
    form = read(path, key=KEY)
    assert form.sealed
    assert [(a.row_key, a.theirs) for a in form.answers if a.theirs != a.base] == [
        (("1",), "新的进展")
    ]


PERIODS = [datetime(2022, 6, 1), "2022年6月", "2022-06", "2022/6", "2022-06-01 00:00:00"]


@pytest.mark.parametrize("period", PERIODS)
def test_the_period_of_a_form_without_its_base(period: Any, tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        del book["_base"]
        for row in book["填报说明"].iter_rows():
            for cell in row:
                if cell.value == "2022-06":
                    cell.value = period

    assert read(written(tmp_path, edit)).period == "2022-06"
