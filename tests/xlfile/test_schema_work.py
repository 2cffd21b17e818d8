"""What it takes to add columns and sheets to a workbook: tables, renaming, formats, validations."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlwings as xw

from tests.support.office import faults, recalculated
from tests.xlfile.conftest import reopened

pytestmark = pytest.mark.slow

Make = Callable[..., xw.Book]


def two_tables(book: xlsxwriter.Workbook) -> None:
    """表1 with the columns 编号 and 进度(%), which everything else looks at."""
    sheet, other = book.add_worksheet("甲"), book.add_worksheet("乙")
    red = book.add_format({"bg_color": "#A61C1C", "bold": True, "num_format": "@"})
    heads = [{"header": h, "header_format": red} for h in ("编号", "进度(%)")]
    sheet.add_table(
        "A1:B4", {"name": "表1", "columns": heads, "data": [["一", 1], ["二", 2], ["三", 3]]}
    )
    sheet.data_validation("B2:B9", {"validate": "list", "source": ["1", "2"]})
    sheet.data_validation("A2:A9", {"validate": "list", "source": "=list_a"})
    sheet.conditional_format(
        "A2:A4", {"type": "formula", "criteria": "=SUM(表1[[进度(%)]])>0", "format": red}
    )
    other.write_formula("A1", "=SUM(表1[[进度(%)]])")
    other.write_formula(
        "A2", '="表1[[进度(%)]]"&COUNTA(表1[编号])&COUNTA(表1[[#Headers],[进度(%)]])'
    )
    other.write_column("C1", ["编号", "a", "b"])
    book.define_name("list_a", "=乙!$C$2:$C$3")
    book.define_name("total", "=SUM(表1[[进度(%)]])")
    chart: Any = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=甲!$B$2:$B$4"})
    other.insert_chart("E1", chart)


@pytest.fixture
def book(make: Make) -> xw.Book:
    return make(two_tables)


def test_a_renamed_header_is_renamed_in_every_formula(book: xw.Book, tmp_path: Path) -> None:
    book.sheets["甲"]["B1"].value = "形象进度"
    again = reopened(book)
    other = again.sheets["乙"]
    assert headers_of(again.sheets["甲"].tables["表1"]) == ["编号", "形象进度"]
    assert other["A1"].formula == "=SUM(表1[[形象进度]])"
    assert (
        other["A2"].formula
        == '="表1[[进度(%)]]"&COUNTA(表1[编号])&COUNTA(表1[[#Headers],[形象进度]])'
    )
    assert again.names["total"].refers_to == "=SUM(表1[[形象进度]])"
    assert faults(Path(again.fullname)) == []
    shown = recalculated(Path(again.fullname), tmp_path)["乙"]
    assert shown[0][0] == 6


def test_a_header_of_signs_is_bracketed_twice(book: xw.Book) -> None:
    book.sheets["甲"]["A1"].value = "编号#1"
    assert "COUNTA(表1[[编号'#1]])" in reopened(book).sheets["乙"]["A2"].formula


@pytest.mark.parametrize("wrong", ["", 5, "编号"])
def test_a_header_is_never_blank_a_number_or_there_twice(book: xw.Book, wrong: object) -> None:
    with pytest.raises(NotImplementedError, match=r"renaming the table column '进度\(%\)' \(B1\)"):
        book.sheets["甲"]["B1"].value = wrong


def test_a_range_becomes_a_table(book: xw.Book) -> None:
    sheet = book.sheets["乙"]
    table = sheet.tables.add(sheet["C1:C3"], name="表9", table_style_name="")
    assert (table.name, table.range.address) == ("表9", "$C$1:$C$3")
    again = reopened(book)
    table = again.sheets["乙"].tables["表9"]
    assert table.range.value == ["编号", "a", "b"]
    assert table.show_autofilter
    table.resize(table.parent["C1:C5"])
    assert faults(Path(again.fullname)) == []


@pytest.mark.parametrize(
    ("area", "name"), [("C1:C3", "表1"), ("C1:D3", "表9"), ("C1:C1", "表9"), ("A1:A3", "表1")]
)
def test_a_table_needs_room_heads_and_a_name(book: xw.Book, area: str, name: str) -> None:
    sheet = book.sheets["乙"]
    with pytest.raises(ValueError, match=name):
        sheet.tables.add(sheet[area], name=name)


def test_a_new_sheet_takes_a_table(book: xw.Book) -> None:
    sheet = book.sheets.add("丙", after=book.sheets["甲"])
    sheet["A2:B3"].value = [["编号", "名称"], [None, None]]
    sheet.tables.add(sheet["A2:B3"], name="丙")
    again = reopened(book)
    assert [s.name for s in again.sheets] == ["甲", "丙", "乙"]
    assert headers_of(again.sheets["丙"].tables["丙"]) == ["编号", "名称"]
    assert faults(Path(again.fullname)) == []


def test_formats_are_copied(book: xw.Book) -> None:
    head, target = book.sheets["甲"]["A1"], book.sheets["乙"]["H1:H3"]
    head.copy()
    target.paste("formats")
    target = reopened(book).sheets["乙"]["H1:H3"]
    assert target.color == (0xA6, 0x1C, 0x1C)
    assert target.font.bold is True
    assert target.number_format == "@"
    assert target.value == [None, None, None]


def test_a_validation_is_copied_and_takes_the_place_of_another(book: xw.Book) -> None:
    sheet = book.sheets["甲"]
    sheet["A2"].copy()
    sheet["B3:B4"].paste("validation")
    again = reopened(book).sheets["甲"]
    found = [again[f"B{row}"].data_validation for row in (2, 3, 4, 5, 9)]
    assert [v.source for v in found] == ['="1,2"', "=list_a", "=list_a", '="1,2"', '="1,2"']
    assert again["C3"].data_validation.type == "none"
    assert faults(Path(again.book.fullname)) == []


def test_a_list_comes_from_a_name_a_range_or_words(book: xw.Book) -> None:
    sheet = book.sheets["甲"]
    sheet["D2:D9"].data_validation.set_list(book.names["list_a"])
    sheet["E2:E9"].data_validation.set_list(book.sheets["乙"]["C2:C3"])
    sheet["F2:F9"].data_validation.set_list(["是", "否"], in_cell_dropdown=False)
    sheet["G2:G9"].data_validation.set_decimal("greater_than_or_equal", 0)
    sheet["A2:A9"].data_validation.delete()
    again = reopened(book).sheets["甲"]
    sources = [again[f"{c}9"].data_validation.source for c in "DEF"]
    assert sources == ["=list_a", "=乙!$C$2:$C$3", '="是,否"']
    assert again["G5"].data_validation.type == "decimal"
    assert again["A5"].data_validation.type == "none"
    assert faults(Path(again.book.fullname)) == []


def headers_of(table: Any) -> list[str]:
    found: list[str] = table.header_row_range.value
    return found
