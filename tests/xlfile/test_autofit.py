"""Rows that grow with their text: reckoned heights, never marked as set by hand."""

from pathlib import Path

import pytest
import xlwings as xw
from xlsxwriter import Workbook

import xlfile
from xlfile.cells.addresses import Area


@pytest.fixture
def book(tmp_path: Path) -> xw.Book:
    path = tmp_path / "行高.xlsx"
    with Workbook(path) as made:
        sheet = made.add_worksheet("甲")
        wrapped = made.add_format({"text_wrap": True, "font_size": 10})
        sheet.set_column(0, 0, 20, wrapped)
        sheet.set_column(1, 1, 20)
        sheet.set_column(2, 2, 5, wrapped, {"hidden": True})
        sheet.write(0, 0, "短", wrapped)
        sheet.write(1, 0, "长" * 50, wrapped)
        sheet.write(2, 1, "长" * 50)
        sheet.write(3, 2, "长" * 50, wrapped)
    xlfile.activate()
    return xw.Book(path)


def test_a_row_is_as_high_as_its_wrapped_text(book: xw.Book) -> None:
    sheet = book.sheets["甲"]
    sheet.range("A1:C4").rows.autofit()
    heights = [float(sheet.range((r, 1)).row_height or 0) for r in range(1, 5)]
    one, long, unwrapped, hidden = heights
    assert long > 5 * 13
    assert one == pytest.approx(unwrapped, abs=4)
    assert hidden == pytest.approx(one, abs=4)
    assert one < 20


def test_a_fitted_row_is_not_marked_as_set_by_hand(book: xw.Book) -> None:
    sheet = book.sheets["甲"]
    sheet.range("A2").row_height = 200
    sheet.range("A2").rows.autofit()
    row = sheet.impl.part.row(2)
    assert row.get("customHeight") is None
    assert float(row.get("ht")) < 200


def test_rows_added_below_are_as_high_as_their_text(book: xw.Book) -> None:
    sheet = book.sheets["甲"]
    sheet.impl.part.add_rows(Area(5, 1, 2, 2), [sheet.impl.part.style(2, c) for c in (1, 2)])
    sheet.range("A5:B6").value = [["长" * 50, "短"], ["短", "长" * 50]]
    sheet.range("A2").rows.autofit()
    sheet.range("A5:B6").rows.autofit()
    assert sheet.impl.part.new_rows is not None
    long, added, short, unwrapped = (
        float(sheet.range(name).row_height or 0) for name in ("A2", "A5", "A1", "A6")
    )
    assert added == long
    assert short <= unwrapped < 20


def test_widths_are_not_fitted(book: xw.Book) -> None:
    with pytest.raises(NotImplementedError, match=r"xlfile: Range\.autofit of columns"):
        book.sheets["甲"].range("A1").columns.autofit()
