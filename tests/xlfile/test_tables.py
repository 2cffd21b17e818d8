"""Tables: what they are made of, and growing and shrinking them as Excel does."""

from collections.abc import Callable
from typing import Any

import pytest
import xlwings as xw

from tests.support.office import faults, recalculated
from tests.xlfile.conftest import reopened

Make = Callable[..., xw.Book]


@pytest.fixture
def tasks(ledger: xw.Book) -> Any:
    return ledger.sheets["任务台账"].tables["任务"]


def _again(table: Any) -> Any:
    return reopened(table.parent.book).sheets["任务台账"].tables["任务"]


def test_a_table_tells_its_areas(tasks: Any) -> None:
    assert tasks.name == tasks.display_name == "任务"
    assert tasks.range.address == "$A$1:$E$4"
    assert tasks.header_row_range.value == ["编号", "名称", "目标", "时限", "倍数"]
    assert tasks.data_body_range.address == "$A$2:$E$4"
    assert tasks.totals_row_range is None
    assert tasks.insert_row_range is None
    assert (tasks.show_headers, tasks.show_totals) == (True, False)
    assert tasks.table_style == "TableStyleMedium9"
    assert tasks.parent.name == "任务台账"


def test_tables_are_found_by_name_place_and_cell(ledger: xw.Book) -> None:
    sheet = ledger.sheets["任务台账"]
    assert [table.name for table in sheet.tables] == ["任务"]
    assert sheet.tables[0] == sheet.tables["任务"] == sheet["C3"].table
    assert "任务" in sheet.tables
    assert "没有" not in sheet.tables
    assert sheet["H1"].table is None
    assert len(ledger.sheets["汇 总"].tables) == 0
    with pytest.raises(KeyError):
        sheet.tables["没有"]


def test_parts_of_a_table_are_addresses(ledger: xw.Book) -> None:
    sheet = ledger.sheets["任务台账"]
    assert sheet["任务"].address == "$A$2:$E$4"
    assert sheet["任务[#All]"].address == "$A$1:$E$4"
    assert sheet["任务[#Headers]"].address == "$A$1:$E$1"
    assert sheet["任务[目标]"].value == [10.0, 20.0, 30.0]


def test_a_grown_table_dresses_its_rows_and_fills_its_formulas(tasks: Any, tmp_path: Any) -> None:
    sheet = tasks.parent
    tasks.resize(sheet["A1:E6"])
    sheet["A5:C6"].value = [["R-4", "植树", 40], ["R-5", "铺管", 50]]
    sheet["J1"].value = "=COUNTA(任务[编号])"
    sheet["J2"].value = "=SUM(任务[倍数])"
    tasks = _again(tasks)
    sheet = tasks.parent
    assert tasks.data_body_range.address == "$A$2:$E$6"
    assert sheet["D6"].number_format == "yyyy-mm-dd"
    assert sheet["D6"].font.bold is True
    assert sheet["E6"].formula == "=任务[[#This Row],[目标]]*2"
    path = tmp_path / "台账.xlsx"
    assert faults(path) == []
    values = recalculated(path, tmp_path)["任务台账"]
    assert (values[0][9], values[1][9]) == (5, 300)
    assert values[5][4] == 100


def test_column_numbers_and_the_filter_follow_the_table(tasks: Any) -> None:
    before = _xml(tasks)
    tasks.resize(tasks.parent["A1:E9"])
    after = _xml(_again(tasks))
    assert after == before.replace('ref="A1:E4"', 'ref="A1:E9"')
    assert after.count('ref="A1:E9"') == 2


def _xml(table: Any) -> str:
    part = table.impl.part
    return str(table.parent.book.impl.package.read(part.part).decode()).split("?>")[1].strip()


def test_a_shrunk_table_leaves_the_cells_below(tasks: Any) -> None:
    tasks.resize(tasks.parent["A1:E2"])
    tasks = _again(tasks)
    assert tasks.data_body_range.address == "$A$2:$E$2"
    assert tasks.parent["A3"].value == "R-2"


def test_columns_are_added_and_cut_at_the_right(tasks: Any, tmp_path: Any) -> None:
    sheet = tasks.parent
    sheet["F1"].value = "备注"
    tasks.resize(sheet["A1:G4"])
    assert sheet["A1:G1"].value == ["编号", "名称", "目标", "时限", "倍数", "备注", "列1"]
    tasks = _again(tasks)
    assert 'id="7" name="列1"' in _xml(tasks)
    assert faults(tmp_path / "台账.xlsx") == []
    tasks.resize(tasks.parent["A1:B4"])
    tasks = _again(tasks)
    assert 'tableColumns count="2"' in _xml(tasks)
    assert faults(tmp_path / "台账.xlsx") == []


def test_a_constant_below_is_kept_where_a_formula_would_go(tasks: Any) -> None:
    tasks.parent["E5"].value = "手工"
    tasks.resize(tasks.parent["A1:E6"])
    assert list(tasks.parent["E5:E6"].formula) == [("手工",), ("=任务[[#This Row],[目标]]*2",)]


@pytest.mark.parametrize(
    ("area", "error", "words"),
    [
        ("A1:E1", ValueError, "a header and one row"),
        ("B1:E4", NotImplementedError, "moves the top or left edge"),
        ("A2:E6", NotImplementedError, "moves the top or left edge"),
        ("A1:E12", ValueError, "cannot grow over A11:B12"),
        ("A1:E9", ValueError, "cannot grow over A9:B9"),
    ],
)
def test_a_table_does_not_go_everywhere(
    make: Make, area: str, error: type[Exception], words: str
) -> None:
    def build(book: Any) -> None:
        sheet = book.add_worksheet("任务台账")
        sheet.add_table("A1:E4", {"name": "任务"})
        sheet.add_table("A11:B12" if "12" in area else "A20:B22")
        sheet.merge_range("A9:B9" if "9" in area else "G9:H9", "")

    table: Any = make(build).sheets[0].tables["任务"]
    with pytest.raises(error, match=words):
        table.resize(table.parent[area])
    assert table.range.address == "$A$1:$E$4"


def test_a_table_with_totals_is_not_resized(make: Make) -> None:
    def build(book: Any) -> None:
        options = {"name": "任务", "total_row": True, "columns": [{"header": "甲"}]}
        book.add_worksheet().add_table("A1:A4", options)

    table: Any = make(build).sheets[0].tables["任务"]
    assert table.totals_row_range.address == "$A$4"
    assert table.data_body_range.address == "$A$2:$A$3"
    with pytest.raises(NotImplementedError, match="row of totals"):
        table.resize(table.parent["A1:A6"])


def test_filter_buttons_come_and_go(tasks: Any, tmp_path: Any) -> None:
    assert tasks.show_autofilter is True
    tasks.show_autofilter = False
    tasks = _again(tasks)
    assert tasks.show_autofilter is False
    tasks.show_autofilter = True
    tasks = _again(tasks)
    assert tasks.show_autofilter is True
    assert faults(tmp_path / "台账.xlsx") == []


def test_a_blank_row_that_a_builder_wrote_is_a_row(make: Make) -> None:
    def build(book: Any) -> None:
        book.add_worksheet().add_table("A1:B2", {"name": "空"})

    table: Any = make(build).sheets[0].tables["空"]
    assert table.data_body_range.address == "$A$2:$B$2"
    assert table.data_body_range.value == [None, None]


def test_an_empty_table_of_excel_has_no_body_until_something_is_written(make: Make) -> None:
    def build(book: Any) -> None:
        book.add_worksheet().add_table("A1:B2", {"name": "空"})

    book = make(build)
    table: Any = book.sheets[0].tables["空"]
    book.impl.package.edit(table.impl.part.part).set("insertRow", "1")
    table = reopened(book).sheets[0].tables["空"]
    assert not table.data_body_range
    assert table.insert_row_range.address == "$A$2:$B$2"
    table.insert_row_range.value = ["第一", 1]
    assert table.data_body_range.value == ["第一", 1.0]
    table = reopened(table.parent.book).sheets[0].tables["空"]
    assert table.data_body_range.value == ["第一", 1.0]


def test_a_header_keeps_its_text(tasks: Any) -> None:
    sheet = tasks.parent
    sheet["A1:H1"].value = ["编号", "名称", "目标", "时限", "倍数", None, None, "旁边"]
    assert sheet["H1"].value == "旁边"
    with pytest.raises(NotImplementedError, match=r"renaming the table column '名称' \(B1\)"):
        sheet["A1:C1"].value = ["编号", "目标", "目标"]
    with pytest.raises(NotImplementedError, match="renaming"):
        sheet["A1:A9"].clear_contents()
    assert sheet["A1:C1"].value == ["编号", "名称", "目标"]


def test_pandas_can_fill_a_table(tasks: Any) -> None:
    frame = tasks.range.options(convert=None, ndim=2).value
    tasks.data_body_range.options(ndim=2).value = [[*row[:4], "="] for row in frame[1:]]
    assert tasks.data_body_range.value[0] == [*frame[1][:4], "="]
