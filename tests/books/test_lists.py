"""Lists as files: whatever program wrote them and however they are named, the same rows come out."""

import csv
import io
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from tests.support.lists import UNITS, codes, load_files, past, rows_after, shown
from tests.support.office import convert
from tests.support.xlsb import write_xlsb

pytestmark = pytest.mark.slow

HEAD = ["序号", "任务名称", "牵头单位", "责任单位", "完成时限"]
LINES: list[list[str | float]] = [
    [1.0, "推进\n一件事", "县财政局", "县司法局、交通局", "9月底"],
    [2.0, "修路，架桥；造船", "交通局\n住建局", "", "2022-10-31"],
]
WANTED = [
    "推进一件事 县财政局 县司法局、县交通运输局 2022年9月30日",
    "修路，架桥；造船 县交通运输局、县住房和城乡建设局 - 2022年10月31日",
]
Make = Callable[[Path], Path]


def text(separator: str, encoding: str, name: str, before: str = "", end: str = "\n") -> Make:
    def make(folder: Path) -> Path:
        made = io.StringIO(newline="")
        csv.writer(made, delimiter=separator, lineterminator=end).writerows([HEAD, *LINES])
        path = folder / name
        path.write_bytes((before + made.getvalue()).encode(encoding))
        return path

    return make


def workbook(name: str, far: str = "") -> Make:
    def make(folder: Path) -> Path:
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append(HEAD)
        for line in LINES:
            sheet.append(line)
        if far:
            sheet[far] = "x"
        path = folder / name
        book.save(folder / "原.xlsx")
        shutil.copyfile(folder / "原.xlsx", path)
        return path

    return make


def saved(kind: str, name: str, far: str = "") -> Make:
    def make(folder: Path) -> Path:
        made = convert(workbook("源.xlsx", far)(folder), folder / "out", kind)
        return Path(shutil.copyfile(made, folder / name))

    return make


def binary(folder: Path) -> Path:
    write_xlsb(folder / "清单.xlsb", {"清单": [HEAD, *LINES]}, {}, short=True)
    return folder / "清单.xlsb"


FILES: dict[str, tuple[Make, str]] = {
    "utf-8": (text(",", "utf-8", "a.csv"), ""),
    "utf-8 with a mark": (text(",", "utf-8-sig", "a.csv"), ""),
    "gbk, windows line ends": (text(",", "gbk", "a.csv", end="\r\n"), ""),
    "utf-16": (text(",", "utf-16", "a.csv"), ""),
    "semicolons": (text(";", "utf-8", "a.csv"), ""),
    "tabs in a .csv, under a title": (text("\t", "gbk", "a.csv", "重点任务\n"), ""),
    "tabs in a .tsv": (text("\t", "utf-16", "a.tsv"), ""),
    "bars in a .txt": (text("|", "utf-8", "a.txt"), ""),
    "a line that says which separator": (text(";", "utf-8", "a.csv", "sep=;\n"), ""),
    "xlsx": (workbook("a.xlsx"), ""),
    "xlsx named csv": (workbook("a.csv"), ""),
    "xlsx named et": (workbook("a.et"), ""),
    "xlsb": (binary, ""),
    "xls": (saved("xls", "a.xls"), ""),
    "xls named et": (saved("xls", "a.et"), ""),
    "ods": (saved("ods", "a.ods"), ""),
    "a stray cell in the last corner": (workbook("a.xlsx", "XFD1048576"), "L196"),
    "a stray cell where .xls ends": (workbook("a.xlsx", "IV65536"), "L196"),
    "the same in an .xls": (saved("xls", "a.xls", "IV65536"), "L196"),
    "the same in an .ods": (saved("ods", "a.ods", "IV65536"), "L196"),
}


@pytest.mark.parametrize("name", FILES)
def test_every_kind_of_file_gives_the_same_rows(name: str, tmp_path: Path) -> None:
    make, said = FILES[name]
    plan = load_files(past(UNITS), make(tmp_path))

    assert [shown(r, "name", "lead", "co", "due") for r in rows_after(plan)] == WANTED
    assert codes(plan) == said


REFUSED = {
    "nothing": ("空.csv", b"", "L191"),
    "a page of the web": ("网.xls", "<html><table>任务名称".encode(), "L191"),
    "half a workbook": ("半.xlsx", b"PK\x03\x04half", "L191"),
    "words": ("字.csv", "你好".encode("gbk"), "L108"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_cannot_be_read_says_why_and_stops_no_other(name: str, tmp_path: Path) -> None:
    file, data, said = REFUSED[name]
    (tmp_path / file).write_bytes(data)
    good = workbook("好.xlsx")(tmp_path)
    plan = load_files(past(UNITS), tmp_path / file, good, tmp_path / "没有.csv")

    assert len(rows_after(plan)) == len(WANTED)
    assert codes(plan) == f"{said} W207"
    assert all(i.place.book == file or "没有" in i.message for i in plan.issues)


def test_hidden_rows_are_loaded_with_a_word(tmp_path: Path) -> None:
    path = workbook("a.xlsx")(tmp_path)
    with zipfile.ZipFile(path) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    found[sheet] = found[sheet].replace(b'<row r="3"', b'<row r="3" hidden="1"')
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in found.items():
            archive.writestr(name, part)

    plan = load_files(past(UNITS), path)
    assert len(rows_after(plan)) == len(WANTED)
    assert codes(plan) == "L195"


STRUCK = [  # the cells crossed out, the tasks that are left, their deadlines, what is said
    (("D2",), ["修路", "走访"], ["", "2022-10-31"], {"D2"}),
    (("A2", "B2", "C2", "D2"), ["走访"], ["2022-10-31"], {"A2"}),
    (("E2",), ["修路", "走访"], ["2022-09-30", "2022-10-31"], set()),
]


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
@pytest.mark.parametrize(("cells", "names", "dues", "places"), STRUCK)
def test_what_is_crossed_out_in_a_list_is_named_and_not_loaded(
    tmp_path: Path,
    cells: Sequence[str],
    names: list[str],
    dues: list[str],
    places: set[str],
    kind: str,
) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["任务名称", "牵头单位", "责任单位", "完成时限"])
    sheet.append(["修路", "县财政局", "县司法局", "2022-09-30"])
    sheet.append(["走访", "县财政局", "县司法局", "2022-10-31"])
    for name in cells:
        sheet[name].font = Font(strike=True)
    path = tmp_path / "清单.xlsx"
    book.save(path)
    plan = load_files(past(UNITS), path if kind == "xlsx" else convert(path, tmp_path / "转", kind))
    rows = rows_after(plan)
    assert [row["name"] for row in rows] == names
    assert [str(row.get("due", "")) for row in rows] == dues
    assert {i.place.cell for i in plan.issues if i.code == "L220"} == places


def test_loading_needs_no_pandas() -> None:
    script = (
        "import sys; from pathlib import Path; from tests.support.lists import *; "
        "load_files(past(), DEMO / 'units.csv', DEMO / 'tasks.csv'); "
        "sys.exit('pandas' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], check=False, cwd=Path(__file__).parents[2]
    )
    assert done.returncode == 0


# 目标值 as typed, its number format, 计量单位; 目标值 as read (None where it is refused), and its words
SHOWN: list[tuple[object, str, str, float | None, str]] = [
    ("100户", "General", "人", None, "100户"),
    (120.0, '0"户"', "人", None, "120户"),
    (120.0, '0"户"', "户", 120.0, ""),
    (0.6, "0%", "万元", None, "60%"),
    (120000.0, '0!.0,"万元"', "万元", 12.0, ""),
    (3.5, '0.0"亿元"', "万元", 35000.0, ""),
    (12.0, "General", "万元", 12.0, ""),
    (1200.0, "#,##0.00", "万元", 1200.0, ""),
    (datetime(2022, 1, 2), "m-d", "个", None, "2022-1-2"),
]


@pytest.mark.parametrize(("typed", "code", "measure", "target", "words"), SHOWN)
@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_how_a_cell_shows_its_figure_counts_in_a_list_too(
    tmp_path: Path, typed: Any, code: str, measure: str, target: float | None, words: str, kind: str
) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["任务名称", "牵头单位", "完成时限", "计量单位", "目标值", "报送期次"])
    sheet.append(["修路", "县财政局", "2022-09-30", measure, typed, datetime(2022, 6, 1)])
    sheet["E2"].number_format = code
    path = tmp_path / "清单.xlsx"
    book.save(path)
    if kind == "xls" and "!" in code:
        pytest.skip("LibreOffice writes another sign into this format, and the cell shows it")

    plan = load_files(past(UNITS), path if kind == "xlsx" else convert(path, tmp_path / kind, kind))

    (row,) = rows_after(plan)
    assert row.get("target", "") == (target if target is not None else "")
    assert row.get("indicator", "") == words
    assert row.get("period", "") == "2022-06"
    assert codes(plan, leave=["L206"]) == ("L205" if target is None else "")
