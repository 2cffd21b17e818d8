"""What a unit says elsewhere than in the cells to fill: named, quoted, never lost, never a value."""

import re
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image

from taizhang.books.foreign.grids import read_grids
from taizhang.books.foreign.margins import lines_in_biff, said_in
from taizhang.core.submission import Form
from tests.books.test_reading import Edit, answer, cell, codes, read, written
from tests.mangling.sample import KEY
from tests.support.office import convert
from tests.support.xlsb import write_xlsb

TASKS, GUIDE = "任务填报", "填报说明"
SAID = "第3项走访户数应为170户"


def told(form: Form) -> dict[str, str]:
    """What each issue says, by code."""
    return {i.code: f"{i.place} {i.message}" for i in form.every_issue if i.code != "F223"}


def edited(*steps: Edit) -> Edit:
    def edit(book: Workbook) -> None:
        for step in steps:
            step(book)

    return edit


def comment(book: Workbook) -> None:
    book[TASKS]["J5"].comment = Comment(SAID, "张")


def own_sheet(book: Workbook) -> None:
    book.create_sheet("补充情况")["C3"] = SAID


def hidden_sheet(book: Workbook) -> None:
    own_sheet(book)
    book["补充情况"].sheet_state = "hidden"


def picture(book: Workbook) -> None:
    drawn = pytest.importorskip("PIL.Image", reason="openpyxl needs Pillow to put in a picture")
    stream = BytesIO()
    drawn.new("RGB", (8, 8)).save(stream, "PNG")
    book[TASKS].add_image(Image(BytesIO(stream.getvalue())), "J6")


def line_above(book: Workbook) -> None:
    book[TASKS].insert_rows(3)
    book[TASKS]["A3"] = SAID


def header(book: Workbook) -> None:
    printed = book[TASKS].oddHeader
    assert printed is not None
    assert printed.right is not None
    printed.right.text = f"&8{SAID}"


CASES: dict[str, tuple[Edit, str, str]] = {
    "a comment": (comment, "F259", "（J5）"),
    "a picture": (picture, "F261", "J6"),
    "an untitled column": (cell(TASKS, "P6", SAID), "F263", "P列"),
    "a titled column": (edited(cell(TASKS, "O3", "补充说明"), cell(TASKS, "O6", SAID)), "F263", "补充说明"),
    "a line below": (cell(TASKS, "A11", SAID), "F264", "第11行"),
    "a line below in another column": (cell(TASKS, "D12", SAID), "F264", "第12行"),
    "a remark below": (cell(TASKS, "A11", f"补充：{SAID}"), "F264", "第11行"),
    "a note below": (cell(TASKS, "A11", f"备注：{SAID}"), "F264", "第11行"),
    "a header": (header, "F294", TASKS),
    "a line above": (line_above, "F265", "第3行"),
    "a line on the first page": (cell(GUIDE, "A38", SAID), "F266", "A38"),
    "beside a fact on the first page": (cell(GUIDE, "H6", SAID), "F266", "H6"),
    "a sheet of its own": (own_sheet, "F267", "补充情况"),
    "a hidden sheet of its own": (hidden_sheet, "F267", "补充情况"),
    "a total with words": (edited(cell(TASKS, "A11", "合计"), cell(TASKS, "J11", SAID)), "F220", SAID),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_is_said_elsewhere_is_quoted_with_its_place(name: str, tmp_path: Path) -> None:
    edit, code, where = CASES[name]
    good = read(written(tmp_path, name="好.xlsx"), key=KEY)
    form = read(written(tmp_path, edit), key=KEY)
    found = told(form)
    assert where in found[code]
    assert SAID in found[code] or code == "F261"
    assert [a.theirs for a in form.answers] == [a.theirs for a in good.answers]
    assert set(codes(form)) <= {code, "F207", "F202"}


def test_the_place_of_a_comment_names_the_task(tmp_path: Path) -> None:
    (issue,) = [i for i in read(written(tmp_path, comment)).issues if i.code == "F259"]
    assert (issue.place.sheet, issue.place.key) == (TASKS, "2022-002")


SILENT: dict[str, Edit] = {
    "as it was sent": lambda _: None,
    "ordinals beside the table": edited(*(cell(TASKS, f"O{n}", n - 3) for n in range(4, 10))),
    "a total": edited(cell(TASKS, "A11", "合计"), cell(TASKS, "H11", 12)),
    "a signature": cell(TASKS, "A11", "填表人：某某"),
    "the title of a section": cell(TASKS, "A11", "二、民生实事"),
    "who filled it in": edited(cell(GUIDE, "C12", "某某"), cell(GUIDE, "C13", "0000-0000000")),
}


@pytest.mark.parametrize("name", SILENT)
def test_what_every_form_has_is_no_statement(name: str, tmp_path: Path) -> None:
    assert set(codes(read(written(tmp_path, SILENT[name]), key=KEY))) <= {"F220"}


def text_box(text: str, picture: str = "") -> str:
    """A drawing with a text box at C6."""
    return (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor>'
        "<xdr:from><xdr:col>2</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>5</xdr:row>"
        "<xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>4</xdr:col><xdr:colOff>0</xdr:colOff>"
        "<xdr:row>7</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:sp><xdr:txBody><a:p><a:r><a:t>"
        f"{text[:3]}</a:t></a:r><a:r><a:t>{text[3:]}</a:t></a:r></a:p></xdr:txBody></xdr:sp>{picture}"
        "<xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"
    )


THREADED = (
    '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/'
    f'threadedcomments"><threadedComment ref="J5" id="{{1}}"><text>{SAID}</text></threadedComment>'
    "</ThreadedComments>"
)
LEGACY = (
    '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors>'
    '<author>tc={1}</author></authors><commentList><comment ref="J5" authorId="0"><text><t>'
    "[Threaded comment]</t></text></comment></commentList></comments>"
)
RELATED: dict[str, tuple[dict[str, tuple[str, str]], str, str]] = {
    "a text box": ({"drawing": ("xl/drawings/d1.xml", text_box(SAID))}, "F260", "（C6）"),
    "a threaded comment": (
        {"threadedComment": ("xl/threadedComments/t1.xml", THREADED),
         "comments": ("xl/comments7.xml", LEGACY)}, "F259", "（J5）",
    ),
    "an embedded file": ({"package": ("xl/embeddings/doc.docx", "x")}, "F262", "1个"),
}  # fmt: skip


@pytest.mark.parametrize("name", RELATED)
def test_what_hangs_on_a_sheet_by_a_relationship(name: str, tmp_path: Path) -> None:
    parts, code, where = RELATED[name]
    path = written(tmp_path)
    links = "".join(
        f'<Relationship Id="r{kind}" Type="http://x/relationships/{kind}" Target="/{part}"/>'
        for kind, (part, _) in parts.items()
    )
    beside = "xl/worksheets/_rels/sheet2.xml.rels"
    start = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    with zipfile.ZipFile(path, "a") as archive:
        assert beside not in archive.namelist()
        archive.writestr(beside, f"{start}{links}</Relationships>")
        for part, content in parts.values():
            archive.writestr(part, content)
    form = read(path, key=KEY)
    assert codes(form) == [code]
    assert where in told(form)[code]
    assert code == "F262" or SAID in told(form)[code]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["ods", "xls", "fods"])
def test_other_kinds_of_file_tell_it_too(kind: str, tmp_path: Path) -> None:
    path = written(tmp_path, edited(comment, own_sheet, picture, header, cell(TASKS, "P6", SAID)))
    form = read(convert(path, tmp_path / "转", kind), key=KEY)
    assert {"F259", "F261", "F263", "F267", "F294"} <= set(codes(form))
    assert f"页眉页脚里写着“{SAID}”" in told(form)["F294"]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["ods", "xls", "fods"])
def test_margins_as_we_print_them_are_no_statement(kind: str, tmp_path: Path) -> None:
    assert codes(read(convert(written(tmp_path), tmp_path / "转", kind), key=KEY)) == []


MARGINS: list[tuple[list[str | None], list[str]]] = [
    (["&C第 &P 页", None, None, None, None, None], ["第  页"]),
    ([f"&L&8{SAID}&R&D", "&C示例&&县", None, None, None, None], [SAID, "示例&县"]),
    ([None, None, None, None, None, f'&C&"宋体,加粗"{SAID}'], [SAID]),
    ([None] * 6, []),
]


@pytest.mark.parametrize(("margins", "expected"), MARGINS)
def test_the_margins_of_an_xlsb(
    margins: list[str | None], expected: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "表.xlsb"
    write_xlsb(path, {TASKS: [["任务编号"]]}, {}, margins=margins)
    assert [grid.margins for grid in read_grids(path)[1]] == [expected]


BIFF = [
    (0x14, struct.pack("<HB", 4, 0) + b"&Lok", ["ok"]),
    (0x15, struct.pack("<HB", 2, 1) + "补充".encode("utf-16-le"), ["补充"]),
    (0x15, b"", []),
    (0x89C, bytes(30) + struct.pack("<4H", 0, 2, 1, 0) + b"\2\0\0&L\1\0\1" + "改".encode("utf-16-le"), ["改"]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "body", "expected"), BIFF)
def test_the_margins_that_a_record_holds(kind: int, body: bytes, expected: list[str]) -> None:
    assert list(said_in(lines_in_biff(kind, body))) == expected


PICTURES = ['=DISPIMG("ID_0123456789ABCDEF",1)', '=_xlfn.DISPIMG("ID_0123456789ABCDEF",1)']


@pytest.mark.parametrize("formula", PICTURES)
def test_a_picture_in_a_cell_is_no_text(formula: str, tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        book[TASKS]["J5"].value = formula
        book[TASKS]["J5"].data_type = "s"

    found = answer(read(written(tmp_path, edit)), "2022-002", "latest")
    assert (found.usable, found.issue and found.issue.code) == (False, "F258")


def test_a_value_that_is_a_picture_is_no_error_of_a_formula(tmp_path: Path) -> None:
    path = written(tmp_path, cell(TASKS, "J5", "#VALUE!"))
    data = path.read_bytes()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet2.xml"
    assert b"<v>#VALUE!</v>" in parts[sheet]
    at = parts[sheet].index(b'<c r="J5"')
    parts[sheet] = parts[sheet][:at] + b'<c vm="1"' + parts[sheet][at + 2 :]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    found = answer(read(path), "2022-002", "latest")
    assert found.issue is not None
    assert found.issue.code == "F258"


def split(*numbers: str) -> Edit:
    def edit(book: Workbook) -> None:
        sheet = book[TASKS]
        for row, number in enumerate(numbers, start=5):
            if row > 5:
                sheet.insert_rows(row)
                for column in range(1, 15):
                    sheet.cell(row, column).value = sheet.cell(5, column).value
            sheet.cell(row, 1).value = number
            sheet.cell(row, 10).value = f"{number}的进展"

    return edit


SPLITS = [
    ("2022-002-1", "2022-002-2"), ("2022-002（1）", "2022-002（2）"), ("2022-002①", "2022-002②"),
    ("2022-002.1", "2022-002.2"), ("2022-002", "2022-002-1"), ("2022-002-一", "2022-002-二"),
    ("2022-002a", "2022-002b"),
]  # fmt: skip


@pytest.mark.parametrize("numbers", SPLITS)
def test_a_task_filled_in_as_several_rows_is_asked_about(
    numbers: tuple[str, str], tmp_path: Path
) -> None:
    form = read(written(tmp_path, split(*numbers)), key=KEY)
    parts = [number for number in numbers if number != "2022-002"]
    assert codes(form).count("F270") == len(parts)
    assert {r.candidates for r in form.unclaimed} == {(("2022-002",),)}
    assert [r.values["latest"] for r in form.unclaimed] == [f"{p}的进展" for p in parts]
    assert "F213" not in codes(form)
    kept = [a for a in form.answers if (a.row_key, a.column) == (("2022-002",), "latest")]
    assert [a.theirs for a in kept] == (["2022-002的进展"] if len(parts) == 1 else [])


def test_one_odd_number_beside_the_rows_own_name_is_still_that_row(tmp_path: Path) -> None:
    form = read(written(tmp_path, split("2022-002-1")), key=KEY)
    assert codes(form) == ["F215"]
    assert answer(form, "2022-002", "latest").theirs == "2022-002-1的进展"


def titled(title: str) -> Edit:
    """A second sheet with another title; its rows say something."""

    def edit(book: Workbook) -> None:
        copy = book.copy_worksheet(book[TASKS])
        copy.title = "别的"
        copy["A1"] = title
        copy["J5"] = "别处的进展"

    return edit


TITLES = [
    ("任务填报　示例县教育局　2022-06", "F268"),
    ("任务填报　示例县财政局　2022-05", "F269"),
    ("任务填报　示例县财政局　2022-06", "F221"),
]


@pytest.mark.parametrize(("title", "code"), TITLES)
def test_a_sheet_of_another_unit_or_period_is_named(title: str, code: str, tmp_path: Path) -> None:
    form = read(written(tmp_path, titled(title)), key=KEY)
    assert codes(form) == [code]
    news = answer(form, "2022-002", "latest").theirs == "别处的进展"
    assert news == (code == "F221")


def test_the_only_sheet_with_another_period_in_its_title_is_read(tmp_path: Path) -> None:
    edit = edited(cell(TASKS, "A1", "任务填报　示例县财政局　2022-05"), cell(TASKS, "J5", "进展"))
    assert answer(read(written(tmp_path, edit)), "2022-002", "latest").theirs == "进展"


SHEET = "xl/worksheets/sheet2.xml"
Rewrite = Callable[[bytes], bytes]


def row_tag(number: int, attributes: str) -> Rewrite:
    return lambda xml: xml.replace(
        b'<row r="%d"' % number, b'<row r="%d" ' % number + attributes.encode()
    )


def in_head(text: str) -> Rewrite:
    return lambda xml: xml.replace(b"<sheetData>", text.encode() + b"<sheetData>")


UNSEEN: dict[str, tuple[Rewrite, str]] = {
    "hidden 1": (row_tag(6, 'hidden="1"'), "有1行"),
    "hidden true": (row_tag(6, 'hidden="true"'), "有1行"),
    "hidden in single quotes": (row_tag(6, "hidden='1'"), "有1行"),
    "not hidden": (row_tag(6, 'hidden="0"'), ""),
    "no height": (lambda xml: xml.replace(b'<row r="6"', b'<row r="6" ht="0" customHeight="1"'), "有1行"),
    "a folded outline": (lambda xml: row_tag(7, 'collapsed="1"')(row_tag(6, 'outlineLevel="1"')(row_tag(5, 'outlineLevel="1"')(xml))), "有2行"),
    "an open outline": (row_tag(6, 'outlineLevel="1"'), ""),
    "a hidden column": (in_head('<cols><col min="11" max="11" width="9" hidden="true"/></cols>'), "存在问题"),
    "a column of no width": (in_head('<cols><col min="11" max="12" width="0" customWidth="1"/></cols>'), "存在问题、下一步措施"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNSEEN)
def test_hidden_rows_and_columns_in_the_writing_of_every_program(name: str, tmp_path: Path) -> None:
    rewrite, said = UNSEEN[name]
    path = written(tmp_path, lambda _: None)
    with zipfile.ZipFile(path) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    parts[SHEET] = bare(parts[SHEET])
    parts[SHEET] = rewrite(parts[SHEET])
    with zipfile.ZipFile(path, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    form = read(path, key=KEY)
    found = [i.message for i in form.issues if i.code in {"F225", "F226"}]
    assert len(found) == (1 if said else 0)
    assert all(said in message for message in found)


def bare(xml: bytes) -> bytes:
    """The sheet without widths and heights of its own."""
    xml = re.sub(rb"<cols>.*?</cols>", b"", xml)
    return re.sub(rb'(<row r="\d+")[^>]*>', rb"\1>", xml)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["ods", "xls", "xlsx"])
def test_hidden_rows_and_columns_as_libreoffice_saves_them(kind: str, tmp_path: Path) -> None:
    def hide(book: Any) -> None:
        book[TASKS].row_dimensions[6].hidden = True
        book[TASKS].column_dimensions["K"].hidden = True

    form = read(convert(written(tmp_path, hide), tmp_path / "转", kind), key=KEY)
    assert {"F225", "F226"} <= set(codes(form))


def test_the_numbers_that_we_print_are_no_statement_where_the_base_is_lost(tmp_path: Path) -> None:
    def by_hand(book: Workbook) -> None:
        del book["_base"]
        sheet = book["问题报送"] if "问题报送" in book.sheetnames else book.create_sheet("问题报送")
        for at, cells in enumerate((("行号", "问题内容", "台账类型", "关联任务编号", "办理建议"),
                                    ("1", "停水三天"), ("2",), ("3",)), 3):  # fmt: skip
            for column, value in enumerate(cells, 1):
                sheet.cell(at, column).value = value

    form = read(written(tmp_path, by_hand))
    assert not form.based
    assert "F264" not in codes(form)
    assert [a.theirs for a in form.answers if a.column == "matter"] == ["停水三天"]
