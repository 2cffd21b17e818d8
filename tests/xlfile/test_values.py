"""Values as xlwings gives them for live Excel, and as they come back after saving."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
import xlwings as xw

from tests.xlfile.conftest import reopened

Make = Callable[..., xw.Book]

# written                         read back
ROUND_TRIPS: list[tuple[Any, Any]] = [
    ("市发改委", "市发改委"),
    (" 前后有空格 ", " 前后有空格 "),
    ("两行\n文字\t制表", "两行\n文字\t制表"),
    ("回车\r\n换行", "回车\r\n换行"),
    ("_x000D_ 是字面", "_x000D_ 是字面"),
    ("响铃\x07", "响铃\x07"),
    ("𠮷 野家 <&>", "𠮷 野家 <&>"),
    ("001", "001"),
    (3, 3.0),
    (0.1, 0.1),
    (-1e-300, -1e-300),
    (123456789012345678, 123456789012345680.0),
    (Decimal("2.5"), 2.5),
    (True, True),
    (False, False),
    (None, None),
    ("", None),
    (float("nan"), None),
    (np.float64(1.5), 1.5),
    (np.int64(4), 4.0),
    (np.bool_(True), True),
    (np.datetime64("2026-03-05T01:02:03.000000000"), datetime(2026, 3, 5, 1, 2, 3)),
    (pd.NaT, None),
    (pd.NA, None),
    (pd.Timestamp(2026, 3, 5), datetime(2026, 3, 5)),
    (date(2026, 3, 5), datetime(2026, 3, 5)),
    (datetime(2026, 3, 5, 17, 30, 15), datetime(2026, 3, 5, 17, 30, 15)),
    (date(1900, 1, 1), datetime(1900, 1, 1)),
    (date(1900, 2, 28), datetime(1900, 2, 28)),
    (date(1900, 3, 1), datetime(1900, 3, 1)),
    (date(9999, 12, 31), datetime(9999, 12, 31)),
    (datetime(1899, 12, 30, 12, 30), datetime(1899, 12, 30, 12, 30)),
    ("'=1+1", "=1+1"),
    ("'001", "001"),
    ("=", "="),
]


@pytest.mark.parametrize(("value", "expected"), ROUND_TRIPS, ids=repr)
def test_a_value_reads_back(ledger: xw.Book, value: Any, expected: Any) -> None:
    ledger.sheets["汇 总"]["D4"].value = value
    assert ledger.sheets["汇 总"]["D4"].value == expected
    found = reopened(ledger).sheets["汇 总"]["D4"].value
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("value", "error"),
    [
        ("长" * 32_768, ValueError),
        ("\ud800", ValueError),
        ("=" + "1+" * 4_096 + "1", ValueError),
        (float("inf"), ValueError),
        (datetime(1899, 12, 29), ValueError),
        (pd.Timestamp(2026, 3, 5, tz="Asia/Shanghai"), ValueError),
        (object(), TypeError),
        (1j, TypeError),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_what_no_cell_can_hold_is_refused_and_nothing_is_written(
    ledger: xw.Book, value: Any, error: type[Exception]
) -> None:
    sheet = ledger.sheets["汇 总"]
    with pytest.raises(error):
        sheet["A1:B1"].value = ["新", value]
    assert sheet["A1:B1"].value == [7.0, None]


def test_the_longest_text_fits(ledger: xw.Book) -> None:
    ledger.sheets[1]["A1"].value = "长" * 32_767
    assert reopened(ledger).sheets[1]["A1"].value == "长" * 32_767


def test_blocks_rows_columns_and_single_cells_have_the_shapes_of_xlwings(ledger: xw.Book) -> None:
    sheet = ledger.sheets["任务台账"]
    assert sheet["A1"].value == "编号"
    assert sheet["A1:C1"].value == ["编号", "名称", "目标"]
    assert sheet["A1:A2"].value == ["编号", "R-1"]
    assert sheet["B2:C3"].value == [["修路", 10.0], ["架桥", 20.0]]
    assert sheet["A1"].options(ndim=2).value == [["编号"]]
    assert sheet["Z99:AA100"].value == [[None, None], [None, None]]
    assert sheet["C2"].options(numbers=int).value == 10
    assert sheet["D2"].options(dates=date).value == date(2023, 3, 15)
    assert sheet["Z1"].options(empty="").value == ""


def test_a_frame_goes_in_and_out(ledger: xw.Book) -> None:
    frame = pd.DataFrame({"单位": ["甲", "乙"], "值": [1.0, None]})
    sheet = ledger.sheets["汇 总"]
    sheet["E1"].options(index=False).value = frame
    assert sheet["E1:F3"].value == [["单位", "值"], ["甲", 1.0], ["乙", None]]
    back = sheet["E1"].options(pd.DataFrame, index=False, expand="table").value
    pd.testing.assert_frame_equal(back, frame, check_dtype=False)


def test_one_value_fills_a_whole_range(ledger: xw.Book) -> None:
    ledger.sheets[1]["A1:B2"].value = "满"
    assert reopened(ledger).sheets[1]["A1:B2"].value == [["满", "满"], ["满", "满"]]


def test_errors_are_not_blanks(make: Make) -> None:
    def build(book: Any) -> None:
        sheet = book.add_worksheet()
        for row, text in enumerate(["#N/A", "#DIV/0!", "#REF!", "#NAME?"]):
            sheet.write_formula(row, 0, "=1/0", None, text)
        sheet.write_formula(4, 0, '=""', None, "")

    column = make(build).sheets[0]["A1:A5"]
    assert column.value == [None] * 5
    texts = column.options(err_to_str=True).value
    assert texts == ["#N/A", "#DIV/0!", "#REF!", "#NAME?", None]
    assert column[0].raw_value == -2146826246
    assert column[4].raw_value is None


def test_a_date_in_a_general_cell_gets_a_date_format_and_others_keep_theirs(make: Make) -> None:
    def build(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write_blank("A2", None, book.add_format({"num_format": "m月d日", "bold": True}))
        sheet.write_blank("A3", None, book.add_format({"num_format": "General", "bg_color": "red"}))

    book = make(build)
    book.sheets[0]["A1:A4"].value = [[date(2026, 3, 5)]] * 3 + [[datetime(2026, 3, 5, 1, 2)]]
    sheet = reopened(book).sheets[0]
    formats = [sheet[f"A{row}"].number_format for row in range(1, 5)]
    assert formats == ["yyyy-mm-dd", "m月d日", "yyyy-mm-dd", "yyyy-mm-dd hh:mm"]
    assert sheet["A2"].font.bold is True
    assert sheet["A3"].color == (255, 0, 0)


def test_a_number_in_a_cell_with_a_date_format_is_a_date(make: Make) -> None:
    def build(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write_blank("A1", None, book.add_format({"num_format": "yyyy年m月d日"}))
        sheet.write_blank("B1", None, book.add_format({"num_format": '0.0"天"'}))

    book = make(build)
    book.sheets[0]["A1:B1"].value = [46086, date(2026, 3, 5)]
    expected = [datetime(2026, 3, 5), 46086.0]
    assert book.sheets[0]["A1:B1"].value == expected
    assert reopened(book).sheets[0]["A1:B1"].value == expected


def test_dates_count_from_1904_where_the_workbook_does(make: Make) -> None:
    def build(book: Any) -> None:
        book.add_worksheet()

    book = make(build)
    book.impl.workbook.edit().find("{*}workbookPr").set("date1904", "1")
    book = reopened(book)
    values = [[date(2026, 3, 5)], [datetime(1899, 12, 30, 6)]]
    book.sheets[0]["A1:A2"].value = values
    found = reopened(book).sheets[0]["A1:A2"].value
    assert found == [datetime(2026, 3, 5), datetime(1899, 12, 30, 6)]


def test_a_cell_with_a_text_format_keeps_text_that_looks_like_a_formula(make: Make) -> None:
    def build(book: Any) -> None:
        book.add_worksheet().write_blank("A1", None, book.add_format({"num_format": "@"}))

    book = make(build)
    book.sheets[0]["A1:B1"].value = ["=1+1", "=1+1"]
    sheet = reopened(book).sheets[0]
    assert sheet["A1"].value == "=1+1"
    assert sheet["B1"].formula == "=1+1"


def test_an_apostrophe_is_shown_until_something_else_is_written(ledger: xw.Book) -> None:
    cell = ledger.sheets[1]["A1"]
    cell.value = "'=1+1"
    assert "quotePrefix" in _styles(ledger)
    quoted = ledger.sheets[1].impl.part.style(1, 1)
    cell.value = 5
    assert ledger.sheets[1].impl.part.style(1, 1) != quoted


def _styles(book: xw.Book) -> str:
    part = book.impl.workbook.styles_part()
    return str(book.impl.package.read(part).decode())


def test_clearing_contents_keeps_styles_and_clearing_all_does_not(ledger: xw.Book) -> None:
    sheet = ledger.sheets["任务台账"]
    sheet["D2:D3"].clear_contents()
    sheet["D4"].clear()
    sheet = reopened(ledger).sheets["任务台账"]
    assert sheet["D2:D4"].value == [None, None, None]
    assert sheet["D2"].font.bold is True
    assert sheet["D4"].font.bold is False


def test_a_cell_hidden_in_a_merged_one_takes_blanks_only(make: Make) -> None:
    def build(book: Any) -> None:
        book.add_worksheet().merge_range("A1:B2", "合并")

    sheet = make(build).sheets[0]
    sheet["A1:C1"].value = ["新", None, "旁"]
    assert sheet["A1:C1"].value == ["新", None, "旁"]
    with pytest.raises(ValueError, match="B1 is hidden in a merged cell"):
        sheet["A1:B1"].value = ["甲", "乙"]


def test_the_raw_value_must_fit_the_range(ledger: xw.Book) -> None:
    with pytest.raises(ValueError, match="do not fit"):
        ledger.sheets[1]["A1:B2"].raw_value = [[1, 2], [3]]
