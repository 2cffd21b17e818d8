"""A sheet copied into another workbook looks and reads as it did."""

import warnings
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.office import convert, faults
from tests.xlfile.conftest import reopened, written

FONTS = {"font_name": "楷体", "font_size": 13, "font_color": "#C00000"}


def board(book: Any) -> None:
    """A page with all that a chart has: looks, rich text, rules, merged heads, print settings."""
    sheet = book.add_worksheet("挂图")
    day, share, bold = (
        book.add_format({**FONTS, "num_format": '[$-804]m"月"d"日"', "border": 2}),
        book.add_format({"num_format": "0%", "bg_color": "#FFE9A8", "align": "center"}),
        book.add_format({"bold": True, "text_wrap": True, "bottom": 5, "bottom_color": "#00FF00"}),
    )
    sheet.merge_range("A1:D1", "示例县挂图作战图", bold)
    sheet.write_datetime("A2", datetime(2022, 6, 30), day)
    sheet.write_number("B2", 0.4, share)
    sheet.write_rich_string("C2", bold, "改造老旧小区 ", day, "滞后<23>个百分点 ", bold)
    sheet.write_formula("D2", "=B2*2", share, 0.8)
    sheet.write_blank("E2", None, share)
    sheet.write_string("F2", " 两头的空格 ")
    sheet.write_boolean("G2", True)
    sheet.write_url("H2", "https://example.com/", bold, "网页")
    sheet.write_url("I2", "internal:'挂图'!A1", bold, "回到开头")
    red = book.add_format({"bg_color": "#C00000", "num_format": "0.00"})
    sheet.conditional_format("B2:B9", {"type": "cell", "criteria": ">", "value": 1, "format": red})
    sheet.conditional_format("B2:B9", {"type": "data_bar", "data_bar_2010": True})
    sheet.data_validation("E2", {"validate": "list", "source": ["是", "否"]})
    sheet.set_column("A:B", 22.5, bold)
    sheet.set_row(3, 33, share)
    sheet.freeze_panes(1, 2)
    sheet.set_tab_color("#112233")
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.print_area("A1:H9")
    sheet.repeat_rows(0, 1)
    sheet.set_h_pagebreaks([5])
    sheet.set_footer("&C第&P页")
    book.add_worksheet("红黄灯清单").write("A1", "清单", bold)
    book.add_worksheet("副 县长").write("A1", 1, red)


def told(sheet: Worksheet) -> dict[str, Any]:
    """All that openpyxl sees of a sheet."""
    cells = {
        cell.coordinate: (cell.value, cell.number_format, cell.font.name, cell.font.sz,
                          cell.font.b, cell.fill.fgColor.rgb, cell.border.bottom.style,
                          cell.alignment.wrapText, cell.font.color and cell.font.color.rgb)
        for row in sheet.iter_rows() for cell in row if cell.has_style or cell.value is not None
    }  # fmt: skip
    rules = [
        (str(area.sqref), rule.type, rule.dxf and rule.dxf.fill.bgColor.rgb)
        for area in sheet.conditional_formatting for rule in area.rules
    ]  # fmt: skip
    return {
        "cells": cells, "rules": rules, "merged": str(sheet.merged_cells),
        "widths": {k: (d.width, d.min, d.max) for k, d in sheet.column_dimensions.items()},
        "heights": {k: d.height for k, d in sheet.row_dimensions.items()},
        "frozen": sheet.freeze_panes, "tab": sheet.sheet_properties.tabColor,
        "print": (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.print_title_rows,
                  str(sheet.HeaderFooter.oddFooter), [b.id for b in sheet.row_breaks.brk]),
        "validations": [str(v.sqref) for v in sheet.data_validations.dataValidation],
    }  # fmt: skip


@pytest.fixture
def both(ledger: xw.Book, tmp_path: Path) -> tuple[xw.Book, xw.Book]:
    """The ledger and a workbook with a page that is to go into it."""
    return ledger, ledger.app.books.open(written(tmp_path / "挂图.xlsx", board))


@pytest.mark.slow
def test_it_looks_and_reads_the_same(both: tuple[xw.Book, xw.Book], tmp_path: Path) -> None:
    ledger, chart = both
    before = {s.name: s.used_range.value for s in ledger.sheets}
    for sheet in chart.sheets:
        sheet.copy(after=ledger.sheets[-1])
    assert [s.name for s in ledger.sheets][-3:] == ["挂图", "红黄灯清单", "副 县长"]
    assert ledger.sheets["挂图"]["C2"].value == "改造老旧小区 滞后<23>个百分点 "
    assert ledger.sheets["挂图"]["A2"].value == datetime(2022, 6, 30)
    again = reopened(ledger)
    assert {name: again.sheets[name].used_range.value for name in before} == before
    ours, theirs = _loaded(again), _loaded(chart)
    for name in theirs.sheetnames:
        expected, found = told(theirs[name]), told(ours[name])
        expected["cells"].pop("H2", None), found["cells"].pop("H2", None)
        assert found == expected
    assert ours["挂图"]["H2"].value == "网页"
    assert ours["挂图"].print_area == "'挂图'!$A$1:$H$9"
    assert faults(Path(again.fullname)) == []
    assert convert(Path(again.fullname), tmp_path, "pdf").stat().st_size > 0


def test_a_name_that_is_taken_gets_a_number(both: tuple[xw.Book, xw.Book]) -> None:
    ledger, chart = both
    names = [chart.sheets["挂图"].copy(before=ledger.sheets[0]).name for _ in range(3)]
    assert names == ["挂图", "挂图 (2)", "挂图 (3)"]
    ours = _loaded(reopened(ledger))
    assert ours["挂图 (3)"].print_area == "'挂图 (3)'!$A$1:$H$9"
    assert ours.sheetnames[:3] == ["挂图 (3)", "挂图 (2)", "挂图"]


def test_a_copy_within_the_book(both: tuple[xw.Book, xw.Book]) -> None:
    _, chart = both
    copied = chart.sheets["挂图"].copy()
    assert copied.name == "挂图 (2)"
    assert copied.used_range.value == chart.sheets["挂图"].used_range.value
    ours = _loaded(reopened(chart))
    assert told(ours["挂图 (2)"])["cells"].keys() == told(ours["挂图"])["cells"].keys()


@pytest.mark.parametrize(
    ("what", "build"),
    [
        ("drawing", lambda b, s: s.insert_chart("B2", _chart(b))),
        ("legacyDrawing", lambda _, s: s.write_comment("A1", "说明")),
        ("tableParts", lambda _, s: s.add_table("A1:B3")),
        ("formula", lambda _, s: s.write_formula("A1", "=别处!A1")),
    ],
)
def test_what_hangs_elsewhere_is_refused(
    ledger: xw.Book, tmp_path: Path, what: str, build: Any
) -> None:
    def odd(book: Any) -> None:
        build(book, book.add_worksheet("图"))
        book.add_worksheet("别处")

    chart = ledger.app.books.open(written(tmp_path / "图.xlsx", odd))
    with pytest.raises(NotImplementedError, match=what):
        chart.sheets["图"].copy(after=ledger.sheets[-1])
    assert "图" not in [s.name for s in ledger.sheets]


def _loaded(book: xw.Book) -> Workbook:
    """As openpyxl reads it, which drops the extension of data bars and says so."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*extension is not supported")
        return load_workbook(book.fullname)


def _chart(book: Any) -> Any:
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=别处!$A$1:$A$3"})
    return chart
