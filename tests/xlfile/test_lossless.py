"""Change a few cells of a workbook that holds everything, and compare it part by part."""

import difflib
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw
from lxml import etree
from python_calamine import CalamineWorkbook

from tests.support.office import convert, faults
from tests.xlfile import kitchen
from tests.xlfile.conftest import reopened

pytestmark = pytest.mark.slow

SHEET, TABLE = "xl/worksheets/sheet2.xml", "xl/tables/table1.xml"
MAY_DIFFER = {SHEET, TABLE, "xl/workbook.xml"}
LIST_PARTS = {"[Content_Types].xml", "xl/_rels/workbook.xml.rels"}


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kitchen.build(tmp_path_factory.mktemp("厨房") / "督查 台账.xlsm")


@pytest.fixture
def changed(original: Path, tmp_path: Path) -> Path:
    path = tmp_path / "督查台账.xlsm"
    path.write_bytes(original.read_bytes())
    sheet = xw.Book(path).sheets["任务台账"]
    table = sheet.tables["任务"]
    table.resize(sheet["A1:E9"])
    rows = [[f"R-{n}", " 新任务\n", n, date(2026, 3, n)] for n in range(4, 9)]
    sheet["A5:D9"].value = rows
    sheet["B2"].value = "改了"
    sheet["C3"].value = None
    sheet.book.save()
    sheet.book.close()
    return path


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def _lines(data: bytes) -> list[str]:
    root = etree.fromstring(data)
    return etree.tostring(root, pretty_print=True, encoding="unicode").splitlines()


def _difference(before: bytes, after: bytes) -> list[str]:
    lines = difflib.unified_diff(_lines(before), _lines(after), n=0, lineterm="")
    return [line.replace(" ", "") for line in lines if not line.startswith(("---", "+++", "@@"))]


def test_parts_that_were_not_touched_are_the_same_bytes(original: Path, changed: Path) -> None:
    before, after = _parts(original), _parts(changed)
    assert list(after) == [name for name in before if name != kitchen.CHAIN]
    assert {name for name in after if before[name] != after[name]} == MAY_DIFFER | LIST_PARTS
    for precious in ("xl/vbaProject.bin", kitchen.RIBBON, kitchen.CUSTOM, kitchen.SETTINGS):
        assert precious in after


def test_the_lists_of_parts_lose_the_calculation_chain_only(original: Path, changed: Path) -> None:
    for name in LIST_PARTS:
        difference = _difference(_parts(original)[name], _parts(changed)[name])
        assert [line[0] for line in difference] == ["-"]
        assert "calcChain.xml" in difference[0]


def test_the_workbook_part_gains_the_calculation_flag_only(original: Path, changed: Path) -> None:
    name = "xl/workbook.xml"
    difference = _difference(_parts(original)[name], _parts(changed)[name])
    flag = 'fullCalcOnLoad="1"'
    assert [line.replace(flag, "") for line in difference if line[0] == "+"] == [
        line.replace("-", "+", 1) for line in difference if line[0] == "-"
    ]
    assert sum(flag in line for line in difference) == 1


def test_the_table_part_changes_its_area_only(original: Path, changed: Path) -> None:
    before, after = _parts(original)[TABLE], _parts(changed)[TABLE]
    assert _lines(after) == _lines(before.replace(b'ref="A1:E4"', b'ref="A1:E9"'))


def test_in_the_sheet_the_written_cells_change_only(original: Path, changed: Path) -> None:
    before, after = (etree.fromstring(_parts(path)[SHEET]) for path in (original, changed))
    root: Any
    written = {"B2", "C3"} | {f"{column}{row}" for row in range(5, 10) for column in "ABCDE"}
    for root in (before, after):
        data = root.find("{*}sheetData")
        root.find("{*}dimension").attrib.clear()
        for row in list(data):
            row.attrib.pop("spans", "")
            for cell in list(row):
                if cell.get("r") in written:
                    row.remove(cell)
            if not len(row):
                data.remove(row)
    assert _lines(etree.tostring(after)) == _lines(etree.tostring(before))


def test_what_was_written_is_there(changed: Path) -> None:
    sheet = xw.Book(changed).sheets["任务台账"]
    table: Any = sheet.tables["任务"]
    assert table.range.address == "$A$1:$E$9"
    assert [row[0] for row in table.data_body_range.value] == [f"R-{n}" for n in range(1, 9)]
    assert sheet["B9"].value == " 新任务\n"
    assert sheet["D9"].options(dates=date).value == date(2026, 3, 8)
    assert sheet["D9"].number_format == "yyyy-mm-dd"
    assert sheet["B2:C3"].value == [["改了", 10.0], ["架桥", None]]


def test_the_validator_finds_nothing(original: Path, changed: Path) -> None:
    assert faults(original) == []
    assert faults(changed) == []


def test_libreoffice_counts_the_new_rows(changed: Path, tmp_path: Path) -> None:
    with CalamineWorkbook.from_path(convert(changed, tmp_path / "算", "xlsx")) as book:
        values = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    assert values["汇总"][0][0] == 8
    assert values["任务台账"][8][4] == 16
    assert convert(changed, tmp_path / "pdf", "pdf").stat().st_size > 0


def test_links_styles_and_replaced_formulas_leave_the_rest_alone(
    original: Path, tmp_path: Path
) -> None:
    path = tmp_path / "二.xlsm"
    path.write_bytes(original.read_bytes())
    book = xw.Book(path)
    sheet = book.sheets["任务台账"]
    sheet["I2"].value = "定值"
    sheet["G2"].add_hyperlink("https://example.org", "去")
    sheet["A2"].color = (255, 0, 0)
    book.sheets["底稿"]["A1"].value = "新"
    book = reopened(book)
    before, after = _parts(original), _parts(path)
    assert before.keys() - after.keys() == {kitchen.CHAIN}
    assert {name for name in after if before[name] != after[name]} == {
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/workbook.xml",
        "xl/styles.xml",
        "xl/worksheets/sheet2.xml",
        "xl/worksheets/_rels/sheet2.xml.rels",
        "xl/worksheets/sheet4.xml",
    }
    assert list(book.sheets["任务台账"]["I3:I4"].formula) == [("=C3*3",), ("=C4*3",)]
    assert book.sheets["底稿"].api.Visible == 2
    assert faults(path) == []


def test_opening_and_saving_changes_nothing(original: Path) -> None:
    before = original.read_bytes()
    book = xw.Book(original)
    for sheet in book.sheets:
        _ = sheet.used_range.value, sheet.used_range.formula, [t.name for t in sheet.tables]
    book.save()
    assert original.read_bytes() == before
