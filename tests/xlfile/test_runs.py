"""Rows of large sheets that stand in the file in stretches: nothing is lost, other programs may save."""

import shutil
import subprocess
import tempfile
import zipfile
import zlib
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
import xlwings as xw
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

import xlfile
from xlfile.cells.addresses import Area
from xlfile.parts import archive, runs
from xlfile.parts.package import Package
from xlfile.parts.sheet import SheetPart

SHEET = "xl/worksheets/sheet1.xml"
ROWS = 60
VALUES = st.sampled_from(["新", 3.0, None, "a<b>&c", "两\n行", True, datetime(2022, 6, 1)])
EDITS = st.lists(st.tuples(st.integers(2, ROWS), st.integers(1, 4), VALUES), max_size=6)
MORE = st.lists(st.tuples(VALUES, VALUES), max_size=9)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretches of few rows, of sheets of any size."""
    monkeypatch.setattr(runs, "LARGE", 0)
    monkeypatch.setattr(runs, "SOME", 7)
    monkeypatch.setattr(runs, "HEADS", 3)
    xlfile.activate()


def build(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet, dated = book.add_worksheet("登记"), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, ["编号", "说明", "数", "日"])
        for row in range(1, ROWS):
            sheet.write_string(row, 0, f"2022-{row % 9:03}")
            sheet.write_string(row, 1, f"完成招标 & 进场 <{row}>")
            sheet.write_number(row, 2, row / 4)
            sheet.write_datetime(row, 3, datetime(2022, 6, 1 + row % 28), dated)
        sheet.add_table(
            0, 0, ROWS - 1, 3, {"name": "登记", "columns": [{"header": h} for h in "甲乙丙丁"]}
        )
        book.add_worksheet("别的").write(0, 0, "不动")
    return path


def saved(path: Path) -> Path:
    """The same, saved once by us, in stretches."""
    book = xw.Book(str(path))
    book.sheets["登记"]["B2"].value = "第一次"
    book.save()
    book.close()
    assert Package(path).in_runs(SHEET) is not None
    return path


def everything(path: Path) -> list[list[Any]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_name("登记").to_python()


@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(edits=EDITS, more=MORE, looked=st.lists(st.integers(1, 4), max_size=3))
@pytest.mark.slow
def test_what_is_written_does_not_hang_on_stretches(
    tmp_path: Path, edits: list[tuple[int, int, object]], more: list[tuple[object, object]],
    looked: list[int],
) -> None:  # fmt: skip
    """Cells, rows added, columns looked at: in stretches and read whole, over two saves."""
    folder = Path(tempfile.mkdtemp(dir=tmp_path))
    whole, apart = folder / "a.xlsx", folder / "b.xlsx"
    for path, least in ((whole, 1 << 40), (apart, 0)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(runs, "LARGE", least)
            build(path)
            for again in range(2):
                book = xw.Book(str(path))
                sheet = book.sheets["登记"]
                for column in looked:
                    assert len(sheet.range((1, column), (ROWS, column)).value) == ROWS
                for row, column, value in edits:
                    sheet.range((row + again if row < ROWS else row, column)).value = value
                if more:
                    table, last = sheet.tables["登记"], sheet.tables["登记"].range.last_cell.row
                    table.resize(sheet.range((1, 1), (last + len(more), 4)))
                    below = sheet.range((last + 1, 1), (last + len(more), 2))
                    below.value = more
                for column in looked:
                    assert sheet.range((1, column), (ROWS + 2, column)).value
                book.save()
                book.close()
    assert everything(whole) == everything(apart)
    assert openpyxl.load_workbook(apart)["登记"].dimensions


def test_what_was_asked_of_columns_is_known_to_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(build(tmp_path / "a.xlsx"))
    book = xw.Book(str(path))
    first = book.sheets["登记"].range("A1:A60").value
    book.sheets["登记"]["C60"].value = 99.0
    book.save()
    book.close()
    again = xw.Book(str(path))
    monkeypatch.setattr(archive.PackedPiece, "data", _refused)
    grid = again.sheets["登记"].impl
    package = grid.book.package
    known = [run.column(1) for run in package.in_runs(SHEET).runs[:3]]
    values = [v for column in known for v in column.values]
    assert values == first[: len(values)]


@pytest.mark.parametrize("rows", [ROWS, 10 * ROWS])
def test_a_few_rows_of_columns_unpack_their_own_stretch_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("登记")
        for row in range(rows):
            sheet.write_row(row, 0, [f"编号{row}", f"说明{row}", row, row / 3])
    book = xw.Book(str(path))
    book.sheets["登记"]["B2"].value = "第一次"
    book.save()
    book.close()
    unpacked: list[archive.PackedPiece] = []
    data = archive.PackedPiece.data

    def counted(piece: archive.PackedPiece) -> bytes:
        unpacked.append(piece)
        return data(piece)

    monkeypatch.setattr(archive.PackedPiece, "data", counted)
    grid = xw.Book(str(path)).sheets["登记"].impl.grid
    unpacked.clear()
    for column in (1, 2, 3, 4):
        found = grid.read(Area(20, column, 4, 1))
        assert len(found) == 4
    assert len(unpacked) <= 2  # the stretch of these rows, or the two that they lie in


def _refused(_piece: object) -> bytes:
    raise AssertionError("rows were unpacked")


def test_a_changed_cell_is_what_the_column_says(tmp_path: Path) -> None:
    path = saved(build(tmp_path / "a.xlsx"))
    for value in ("甲", "乙"):
        book = xw.Book(str(path))
        sheet = book.sheets["登记"]
        assert len(sheet.range("A1:A60").value) == ROWS
        sheet["A10"].value = value
        assert sheet.range("A1:A60").value[9] == value
        book.save()
        book.close()
        book = xw.Book(str(path))
        assert book.sheets["登记"].range("A1:A60").value[9] == value
        book.close()


@pytest.mark.parametrize("way", ["repacked", "other rows", "list damaged", "list gone"])
def test_other_programs_may_save_the_file(tmp_path: Path, way: str) -> None:
    path = saved(build(tmp_path / "a.xlsx"))
    before = everything(path)
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    if way == "other rows":
        parts[SHEET] = parts[SHEET].replace(b'<row r="5"', b'<row r="5" ht="30"')
    if way == "list damaged":
        parts[runs.PART] = parts[runs.PART][:40] + b"?" * 60
    if way == "list gone":
        del parts[runs.PART]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    book = xw.Book(str(path))
    sheet = book.sheets["登记"]
    assert sheet["B6"].value == before[5][1]
    sheet["B6"].value = "改了"
    book.save()
    book.close()
    before[5][1] = "改了"
    assert everything(path) == before


def test_parts_that_were_not_touched_are_taken_over_as_they_are(tmp_path: Path) -> None:
    path = build(tmp_path / "a.xlsx")
    other = "xl/worksheets/sheet2.xml"

    def packed() -> bytes:
        with zipfile.ZipFile(path) as file:
            entry = archive.packed_entry(path.read_bytes(), file.getinfo(other))
        return bytes(entry.pieces[0])

    before = packed()
    saved(path)
    assert packed() == before
    assert zipfile.ZipFile(path).testzip() is None


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_checksums_of_two_stretches(first: bytes, second: bytes) -> None:
    both = archive.crc_of_both(
        zlib.crc32(first), zlib.crc32(second), archive.shift_over(len(second))
    )
    assert both == zlib.crc32(first + second)


def test_a_stretch_that_is_damaged_is_no_answer() -> None:
    piece = archive.pack_piece(b"<row/>" * 100)
    broken = piece._replace(packed=bytes(piece.packed[:-9]))
    with pytest.raises(zipfile.BadZipFile):
        broken.data()


def test_libreoffice_reads_stretches(tmp_path: Path) -> None:
    if (office := shutil.which("soffice")) is None:
        pytest.skip("LibreOffice is not installed")
    path = saved(build(tmp_path / "a.xlsx"))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    subprocess.run(
        [office, home, "--headless", "--convert-to", "csv", "--outdir", tmp_path, path],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    assert len((tmp_path / "a.csv").read_text("utf-8").splitlines()) >= ROWS


def test_single_cells_of_a_part_in_stretches(tmp_path: Path) -> None:
    part = SheetPart(package := Package(saved(build(tmp_path / "a.xlsx"))), SHEET)
    assert not list(part.root.iter("{*}row"))
    assert part.style(3, 4) != 0
    assert [row.get("r") for row in part.root.iter("{*}row")] == ["3"]
    part.edit()
    part.make_row(30).set("ht", "40")
    data = package.read(SHEET)
    assert data.count(b"<row ") == ROWS
    assert b'<row r="30"' in data
