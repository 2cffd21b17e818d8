"""Formulas: spelling in the file and on the screen, shared ones, and those that may not be cut."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import xlwings as xw

from tests.xlfile.conftest import reopened
from xlfile.cells import formulas

Make = Callable[..., xw.Book]


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("A1+B$2+$C3+$D$4", "B3+C$2+$C5+$D$4"),
        ("SUM(A1:B2)", "SUM(B3:C4)"),
        ("SUM(A:A)+SUM(1:1)+SUM($A:B)", "SUM(B:B)+SUM(3:3)+SUM($A:C)"),
        ("LOG10(A1)", "LOG10(B3)"),
        ('"A1"&A1', '"A1"&B3'),
        ("'A1 表'!A1+表1!A1+Sheet1!A1", "'A1 表'!B3+表1!B3+Sheet1!B3"),
        ("任务[A1]+任务[[#This Row],[A1]]", "任务[A1]+任务[[#This Row],[A1]]"),
        ("税率A1+A1.B1", "税率A1+A1.B1"),
        ("1E5+A1", "1E5+B3"),
        ("IF(A1>=2,TRUE,A2)", "IF(B3>=2,TRUE,B4)"),
        ("XFD1", "#REF!"),
        ("[1]汇总!A1", "[1]汇总!B3"),
    ],
)
def test_a_formula_moves_two_down_and_one_right(formula: str, moved: str) -> None:
    assert formulas.shift(formula, 2, 1) == moved


def test_a_formula_that_does_not_move_is_untouched() -> None:
    assert formulas.shift("A1", 0, 0) == "A1"


@pytest.mark.parametrize(
    ("shown", "stored"),
    [
        ("=SUM(A1)", "SUM(A1)"),
        ('=XLOOKUP(A1,B:B,C:C)&"XLOOKUP("', '_xlfn.XLOOKUP(A1,B:B,C:C)&"XLOOKUP("'),
        ("=FILTER(A:A,B:B)", "_xlfn._xlws.FILTER(A:A,B:B)"),
        ("=_xlfn.CONCAT(A1)", "_xlfn.CONCAT(A1)"),
        ("=[@目标]*2", "任务[[#This Row],[目标]]*2"),
        ("=[@[目 标]]", "任务[[#This Row],[目 标]]"),
        ("=SUM([@[一季]:[四季]])", "SUM(任务[[#This Row],[一季]:[四季]])"),
        ("=别表[@目标]", "别表[[#This Row],[目标]]"),
        ("=COUNTA([@])", "COUNTA(任务[#This Row])"),
        ('=SUM(别表[目标])&"[@目标]"', 'SUM(别表[目标])&"[@目标]"'),
    ],
)
def test_a_formula_is_stored_in_the_spelling_of_the_file(shown: str, stored: str) -> None:
    assert formulas.to_file(shown, "任务") == stored


def test_the_prefixes_of_the_file_are_not_shown() -> None:
    assert formulas.from_file('_xlfn._xlws.SORT(A1,"_xlfn.x")') == '=SORT(A1,"_xlfn.x")'


def test_formulas_are_read_as_the_formula_bar_shows_them(ledger: xw.Book) -> None:
    sheet = ledger.sheets["任务台账"]
    sheet["G1:G3"].value = [[True], [None], ["=A1"]]
    assert sheet["E2"].formula == "=任务[[#This Row],[目标]]*2"
    assert list(sheet["B2:D2"].formula) == [("修路", "10", "45000")]
    assert list(sheet["G1:G3"].formula) == [("TRUE",), ("",), ("=A1",)]


def test_a_new_formula_has_no_value_until_it_is_calculated(ledger: xw.Book) -> None:
    cell = ledger.sheets[1]["A1"]
    cell.value = "=1+1"
    assert cell.value is None
    cell.formula = [["=A2"]]
    assert reopened(ledger).sheets[1]["A1"].formula == "=A2"


def test_changing_a_cell_has_formulas_calculated_on_load(ledger: xw.Book) -> None:
    ledger.sheets[1]["A1"].value = 8
    assert 'fullCalcOnLoad="1"' in ledger.impl.package.read("xl/workbook.xml").decode()


def _share(book: xw.Book, data: Callable[[str], str]) -> xw.Book:
    package = book.impl.package
    sheet = book.sheets[0].impl.entry.part
    text = data(package.read(sheet).decode())
    package.edit(sheet)
    package._edited[sheet] = text.encode()
    return reopened(book)


def _column(book: Any) -> None:
    sheet = book.add_worksheet()
    for row in range(1, 6):
        sheet.write_row(row, 0, [row])
        sheet.write_formula(row, 1, f"=A{row + 1}*2", None, row * 2)


def _as_shared(text: str) -> str:
    text = text.replace("<f>A2*2</f>", '<f t="shared" ref="B2:B6" si="0">A2*2</f>')
    return re.sub(r"<f>A[3-6]\*2</f>", '<f t="shared" si="0"/>', text)


def test_replacing_the_first_of_shared_formulas_leaves_the_others(make: Make) -> None:
    book = _share(make(_column), _as_shared)
    sheet = book.sheets[0]
    assert sheet["B4"].formula == "=A4*2"
    sheet["B2"].value = 5
    sheet = reopened(book).sheets[0]
    expected = ["5", "=A3*2", "=A4*2", "=A5*2", "=A6*2"]
    assert [row[0] for row in sheet["B2:B6"].formula] == expected
    assert sheet["B2:B6"].value == [5.0, 4.0, 6.0, 8.0, 10.0]


def test_one_cell_of_an_array_cannot_be_changed_alone(make: Make) -> None:
    def build(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write_array_formula("A1:A3", "{=B1:B3*2}")
        sheet.write_dynamic_array_formula("C1:C3", "=SORT(B1:B3)")

    sheet = make(build).sheets[0]
    assert sheet["A2"].has_array
    assert not sheet["B2"].has_array
    for address in ("A2", "C1"):
        with pytest.raises(ValueError, match="is one array"):
            sheet[address].value = 1
    sheet["A1:A3"].value = [[1], [2], [3]]
    assert sheet["A1:A3"].value == [1.0, 2.0, 3.0]
    assert not sheet["A2"].has_array


def test_the_calculation_chain_goes_when_a_formula_goes(make: Make) -> None:
    book = make(_column)
    package = book.impl.package
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    chain = f'<calcChain xmlns="{main}"><c r="B2" i="1"/></calcChain>'.encode()
    package.add("xl/calcChain.xml", chain, kind)
    package.relate("xl/workbook.xml", "calcChain", "xl/calcChain.xml")
    book = reopened(book)
    book.sheets[0]["A2"].value = 4
    book = reopened(book)
    assert book.impl.package.has("xl/calcChain.xml")
    book.sheets[0]["B2"].value = 4
    package = reopened(book).impl.package
    assert not package.has("xl/calcChain.xml")
    assert b"calcChain" not in package.read("[Content_Types].xml")
    assert b"calcChain" not in package.read("xl/_rels/workbook.xml.rels")
