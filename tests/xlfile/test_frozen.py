"""A large sheet of which few rows are read: what is written is what reading it whole would give."""

from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter
import xlwings as xw
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

import xlfile
from xlfile.parts import frozen
from xlfile.parts.package import Package, UnreadableWorkbook
from xlfile.parts.sheet import SheetPart

SHEET = "xl/worksheets/sheet1.xml"
ROWS = 40
ROW, CELL = st.integers(1, ROWS + 12), st.integers(1, 4)
EDITS = st.lists(
    st.tuples(ROW, CELL, st.sampled_from(["新", 3.0, None, "a<b>&c", "两\n行"])), max_size=12
)


def build(path: Path, *, every: int = 1) -> Path:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet, dated = book.add_worksheet("登记"), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, ["编号", "说明", "数", "日"])
        for row in range(every, ROWS, every):
            sheet.write_string(row, 0, f"2022-{row:03}")
            sheet.write_string(row, 1, "完成招标 & 进场 <一>")
            sheet.write_number(row, 2, row / 4)
            sheet.write_datetime(row, 3, datetime(2022, 6, 1 + row % 28), dated)
        sheet.merge_range("F1:G1", "合并")
    return path


def rows_of(data: bytes) -> list[bytes]:
    root = etree.fromstring(data)
    return [etree.tostring(row, method="c14n") for row in root.iter("{*}row")]


def written(
    path: Path, least: int, edits: list[tuple[int, int, object]], *, more: int = 0
) -> list[bytes]:
    """The rows of the sheet after these edits, the sheet being large from `least` bytes on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frozen, "LARGE", least)
        part = SheetPart(package := Package(path), SHEET)
        part.edit()
        for row, column, value in edits:
            part.put(row, column, value)  # type: ignore[arg-type]
        if more:
            part.make_row(ROWS + 30).set("ht", "30")
        return rows_of(package.read(SHEET))


@pytest.mark.parametrize("every", [1, 3])
@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(edits=EDITS, more=st.integers(0, 1))
def test_what_is_written_does_not_hang_on_how_much_was_read(
    tmp_path: Path, every: int, edits: list[tuple[int, int, object]], more: int
) -> None:
    path = tmp_path / f"{every}.xlsx"
    if not path.exists():
        build(path, every=every)
    assert written(path, 0, edits, more=more) == written(path, 1 << 30, edits, more=more)


def test_rows_stay_bytes_until_they_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frozen, "LARGE", 0)
    part = SheetPart(package := Package(build(tmp_path / "a.xlsx")), SHEET)
    assert len(list(part.root.iter("{*}row"))) == 0
    assert part.style(3, 4) != 0
    assert [row.get("r") for row in part.root.iter("{*}row")] == ["3"]
    assert len(rows_of(etree.tostring(package.tree(SHEET)))) == ROWS


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'<row r="5"', b"<row"),
        (b'<row r="5"', b'<row r="4"'),
        (b"<sheetData>", b"<sheetData><!-- x -->"),
        (b"<worksheet xmlns=", b'<worksheet xmlns:q="u" q:a="1" xmlns:x='),
        (b'<c r="B7"', b'<c r="B7" t="shared"'),
    ],
)
def test_what_is_not_written_as_we_know_it_is_read_whole(
    tmp_path: Path, old: bytes, new: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frozen, "LARGE", 0)
    data = Package(build(tmp_path / "a.xlsx")).read(SHEET)
    assert frozen.freeze(data) is not None
    assert old in data
    assert frozen.freeze(data.replace(old, new, 1)) is None


def test_a_damaged_row_is_said_when_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frozen, "LARGE", 0)
    path = build(tmp_path / "a.xlsx")
    package = Package(path)
    data = package.read(SHEET).replace(b'<c r="B7"', b'<b r="B7"', 1)
    monkeypatch.setattr(package, "read", lambda _: data)
    part = SheetPart(package, SHEET)
    assert part.style(3, 4) != 0
    with pytest.raises(UnreadableWorkbook):
        part.style(7, 2)


def test_a_book_with_a_large_sheet_takes_cells_and_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frozen, "LARGE", 0)
    xlfile.activate()
    book = xw.Book(str(build(tmp_path / "a.xlsx")))
    sheet = book.sheets["登记"]
    sheet["B4"].value = "改了"
    sheet["A60"].value = [["2022-060", "新的一行", 1.5]]
    book.save()
    sheet["C5"].value = 9.0
    book.save()
    book.close()
    again = xw.Book(str(tmp_path / "a.xlsx")).sheets["登记"]
    assert (again["B4"].value, again["B5"].value, again["C5"].value) == (
        "改了",
        "完成招标 & 进场 <一>",
        9.0,
    )
    assert again["A60:C60"].value == ["2022-060", "新的一行", 1.5]
    again.book.close()
