"""Tasks through the levels: given down, loaded, reported up, rolled up, shown as a chain."""

import os
import shutil
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
import xlwings as xw
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from taizhang.actions.loading import load
from taizhang.actions.papers.levels import roll_up
from taizhang.actions.ruling import apply_rulings
from taizhang.actions.setup.creating import init
from taizhang.actions.undoing import undo
from taizhang.books.papers.levels import draw_chains
from taizhang.core.levels.plan import ChainLink
from taizhang.office.report import CannotRun, Desk
from tests.actions.conftest import Opener, moment, office
from tests.mangling.producers import PRODUCERS, Producer
from tests.support.office import convert_all, faults

pytestmark = pytest.mark.slow

JUNE = moment("2022-06-28T10:30")
TOWNS = ("龙山镇政府", "兴隆镇政府")


@pytest.fixture
def city(loaded: Path, fresh: Opener) -> Path:
    """A ledger with one task that is split between two towns."""
    folder, _ = fresh(loaded)
    now = office(folder)
    now.ledger["rollups"].append([{
        "task_id": "2022-057", "units": "、".join(TOWNS), "actual_rule": "合计",
        "progress_rule": "平均",
    }])  # fmt: skip
    now.book.save()
    return folder


def town(tmp_path: Path, package: Path, unit: str, desk: Desk, **cells: object) -> Path:
    """A township's own ledger: the package loaded, its figures typed, the report written."""
    folder = tmp_path / unit
    init(folder, identity=("c" * 32, "d" * 64))
    load(office(folder).book, desk, [package], JUNE)
    now = office(folder)
    table = now.ledger["tasks"]
    row = table.rows[0].number
    table.set_cells([(row, key, value) for key, value in cells.items()])  # type: ignore[misc]
    settings = now.ledger["settings"]
    settings.set_cells([(settings.keyed()["place"].number, "value", unit)])
    now.book.save()
    return roll_up(office(folder).book, desk, JUNE, "2022-06", up=True).files[0]


def words_of(path: Path) -> str:
    book = CalamineWorkbook.from_path(path)
    rows = (row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python())
    return "\n".join(str(cell) for row in rows for cell in row)


def give(folder: Path, desk: Desk) -> dict[str, Path]:
    done = roll_up(office(folder).book, desk, JUNE, "2022-06", give=True)
    return {p.name.partition("_")[0]: p for p in done.files}


def test_numbers_stay_when_a_task_is_given_again(city: Path, desk: Desk) -> None:
    first = roll_up(office(city).book, desk, JUNE, "2022-06", give=True)
    assert first.data["tasks"] == {"兴隆镇政府": ["2022-057.02"], "龙山镇政府": ["2022-057.01"]}
    assert not any(faults(path) for path in first.files)
    now = office(city)
    rollups = now.ledger["rollups"]
    rollups.set_cells([(rollups.rows[0].number, "units", "新镇乡政府、" + "、".join(TOWNS))])
    now.book.save()
    again = roll_up(office(city).book, desk, JUNE, "2022-06", give=True)
    assert again.data["new"] == 1
    assert again.data["tasks"]["龙山镇政府"] == ["2022-057.01"]  # type: ignore[index]
    assert again.data["tasks"]["新镇乡政府"] == ["2022-057.03"]  # type: ignore[index]


def test_a_task_goes_down_and_its_figures_come_up(city: Path, tmp_path: Path, desk: Desk) -> None:
    packages = give(city, desk)
    files = [
        town(tmp_path, packages[TOWNS[0]], TOWNS[0], desk, actual=30.0, progress=0.3),
        town(tmp_path, packages[TOWNS[1]], TOWNS[1], desk, actual=50.0, progress=0.5, state="滞后"),
    ]
    inbox = city / "收件" / "下级" / "2022-06"
    inbox.mkdir(parents=True, exist_ok=True)
    for path in files:
        shutil.copyfile(path, inbox / f"{path.parents[2].name}.xlsx")
    done = roll_up(office(city).book, desk, JUNE, "2022-06")
    assert (done.data["rows"], done.data["rolled"]) == (2, 2)
    ledger = office(city).ledger
    task = ledger["tasks"].keyed()["2022-057"]
    assert (task["actual"], task["progress"]) == (80, 0.4)
    (chains,) = done.files
    assert faults(chains) == []
    assert "2022-057.02" in words_of(chains)
    assert "下级最差：滞后" in words_of(chains)
    logged = len(ledger.values("changes"))
    roll_up(office(city).book, desk, JUNE, "2022-06")
    assert len(office(city).ledger.values("changes")) == logged, "the same again changes nothing"
    undo(office(city).book, desk, JUNE)
    assert office(city).ledger["tasks"].keyed()["2022-057"]["progress"] != 0.4


def test_what_was_changed_by_hand_is_asked_about(city: Path, tmp_path: Path, desk: Desk) -> None:
    packages = give(city, desk)
    up = town(tmp_path, packages[TOWNS[0]], TOWNS[0], desk, actual=30.0, progress=0.3)
    roll_up(office(city).book, desk, JUNE, "2022-06", [up])
    now = office(city)
    tasks = now.ledger["tasks"]
    tasks.set_cells([(tasks.keyed()["2022-057"].number, "actual", 999.0)])
    children = now.ledger["children"]
    children.set_cells([(children.rows[0].number, "actual", 45.0)])
    now.book.save()
    done = roll_up(office(city).book, desk, JUNE, "2022-06", [])
    assert done.data["conflicts"] == 1
    now = office(city)
    assert now.ledger["tasks"].keyed()["2022-057"]["actual"] == 999
    conflicts = now.ledger["conflicts"]
    assert conflicts.rows[0]["theirs"] == 45
    conflicts.set_cells([(conflicts.rows[0].number, "ruling", "采用报送")])
    now.book.save()
    assert roll_up(office(city).book, desk, JUNE, "2022-06").data["conflicts"] == 0
    apply_rulings(office(city).book, desk, JUNE)
    assert office(city).ledger["tasks"].keyed()["2022-057"]["actual"] == 45


def reported(city: Path, tmp_path: Path, desk: Desk, **figures: float) -> list[Path]:
    """Reports of one town, a file a figure of 完成值, named after its keyword."""
    package = give(city, desk)[TOWNS[0]]
    first = town(tmp_path, package, TOWNS[0], desk, actual=0.0, progress=0.3)
    made = []
    for name, actual in figures.items():
        path = tmp_path / f"{name}.xlsx"
        shutil.copyfile(first, path)
        book = xw.Book(path)
        sheet = book.sheets[0]
        rows = sheet.used_range.value
        head = next(n for n, row in enumerate(rows) if "完成值" in row)
        column = rows[head].index("完成值")
        at = next(n for n, row in enumerate(rows) if str(row[0]).startswith("2022-057"))
        sheet.range((at + 1, column + 1)).value = actual
        book.save()
        book.close()
        made.append(path)
    return made


def at_day(path: Path, day: int) -> None:
    when = datetime(2022, 6, day, 9).timestamp()
    os.utime(path, (when, when))


def test_of_several_files_of_one_town_the_last_holds(
    city: Path, tmp_path: Path, desk: Desk
) -> None:
    first, second = reported(city, tmp_path, desk, zz=30.0, aa=45.0)
    at_day(first, 20)
    at_day(second, 25)
    done = roll_up(office(city).book, desk, JUNE, "2022-06", [first, second])
    assert office(city).ledger["tasks"].keyed()["2022-057"]["actual"] == 45
    assert {i.code for i in done.issues} == {"V111"}
    assert done.data["rows"] == 1
    again = roll_up(office(city).book, desk, JUNE, "2022-06", [second, first])
    assert again.data["rolled"] == 0, "the order of the files does not matter"


def test_files_that_nothing_tells_apart_are_asked_about(
    city: Path, tmp_path: Path, desk: Desk
) -> None:
    first, second, third = reported(city, tmp_path, desk, one=30.0, two=45.0, three=30.0)
    for path in (first, second, third):
        at_day(path, 20)
    done = roll_up(office(city).book, desk, JUNE, "2022-06", [first, second])
    assert {i.code for i in done.issues} == {"V112"}
    assert done.data["rows"] == 0
    same = roll_up(office(city).book, desk, JUNE, "2022-06", [first, third])
    assert (same.data["rows"], same.data["rolled"]) == (1, 2), "twice the same is once"


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls", "csv", "openpyxl"])
def test_a_report_is_read_whoever_saved_it(
    city: Path, tmp_path: Path, desk: Desk, kind: str
) -> None:
    (path,) = reported(city, tmp_path, desk, one=30.0)
    if kind == "openpyxl":
        book = load_workbook(path)
        book.save(tmp_path / "again.xlsx")
        back = tmp_path / "again.xlsx"
    else:
        how = {"csv": "csv:Text - txt - csv (StarCalc):44,34,76"}.get(kind, kind)
        convert_all([path], tmp_path / "saved", how, 120)
        back = tmp_path / "saved" / f"{path.stem}.{kind}"
    done = roll_up(office(city).book, desk, JUNE, "2022-06", [back])
    task = office(city).ledger["tasks"].keyed()["2022-057"]
    assert (task["actual"], task["progress"]) == (30, 0.3)
    assert not [i for i in done.issues if i.severity.value == "错误"]


NODE = [p for p in PRODUCERS if p.name in {"exceljs", "SheetJS", "XlsxWriter"}]


@pytest.mark.slow
@pytest.mark.parametrize("program", NODE, ids=lambda p: f"{p.name}-{p.kind}")
def test_a_report_and_a_package_outlive_programs_of_other_makers(
    city: Path, tmp_path: Path, desk: Desk, program: Producer
) -> None:
    program.needed()
    typed, saved = tmp_path / "typed", tmp_path / "saved"
    typed.mkdir()
    saved.mkdir()
    package = give(city, desk)[TOWNS[0]]
    book = load_workbook(package)  # the township fills the package itself, without a ledger
    sheet = book.worksheets[0]
    rows = list(sheet.iter_rows())
    at = next(n for n, row in enumerate(rows) if any(c.value == "任务编号" for c in row))
    heads = [str(c.value) for c in rows[at]]
    for name, value in (("完成值", 30), ("完成进度", 0.3)):
        sheet.cell(at + 2, heads.index(name) + 1).value = value
    book.save(typed / package.name)
    program.save([typed / package.name], saved, program.kind)
    back = saved / f"{package.stem}.{program.kind}"
    done = roll_up(office(city).book, desk, JUNE, "2022-06", [back])
    task = office(city).ledger["tasks"].keyed()["2022-057"]
    assert (task["actual"], task["progress"]) == (30, 0.3)
    assert not [i for i in done.issues if i.severity.value == "错误"]
    again = roll_up(office(city).book, desk, JUNE, "2022-06", [back])
    assert again.data["rolled"] == 0, "the same file again changes nothing"


def test_rows_that_are_none_of_ours_are_named(city: Path, desk: Desk) -> None:
    package = give(city, desk)[TOWNS[0]]
    book = xw.Book(package)
    sheet = book.sheets[0]
    for at, number in ((4, "2022-057.01"), (5, "2022-999.01"), (6, "2022-057.01.01"), (7, "")):
        sheet.range(f"A{at}").value = number
        sheet.range(f"D{at}").value = f"任务{at}"
    book.save()
    book.close()
    done = roll_up(office(city).book, desk, JUNE, "2022-06", [package])
    codes = {i.code for i in done.issues}
    assert {"V104", "V105", "V106"} <= codes
    rows = {str(r["child_id"]): r for r in office(city).ledger.values("children")}
    assert rows["2022-057.01.01"]["depth"] == 2, "a village below the town"


def test_bad_rows_of_the_offices_own_sheets_are_named(city: Path, desk: Desk) -> None:
    now = office(city)
    now.ledger["rollups"].append([
        {"task_id": "2022-999", "units": "龙山镇政府"},
        {"task_id": "2022-005", "units": "没有的镇、龙山镇政府", "progress_rule": "随便"},
        {"task_id": "2022-006", "units": "龙山镇政府", "progress_rule": "按目标加权"},
    ])  # fmt: skip
    now.book.save()
    given = roll_up(office(city).book, desk, JUNE, "2022-06", give=True)
    assert {"V101", "V102"} <= {i.code for i in given.issues}
    now = office(city)
    children = now.ledger["children"]
    children.set_cells([(r.number, "progress", 0.5) for r in children.rows])
    children.append([{"child_id": "2022-005.09", "parent_id": "2022-005", "unit": "龙山镇政府"}])
    now.book.save()
    done = roll_up(office(city).book, desk, JUNE, "2022-06")
    assert {"V107", "V108", "V109", "V110"} <= {i.code for i in done.issues}


def test_without_a_task_to_give_there_is_nothing_to_do(
    loaded: Path, fresh: Opener, desk: Desk
) -> None:
    folder, _ = fresh(loaded)
    with pytest.raises(CannotRun) as refusal:
        roll_up(office(folder).book, desk, JUNE, "2022-06", give=True)
    assert refusal.value.issue.code == "V103"


def test_who_reported_figures_without_a_state_is_not_said_to_be_silent() -> None:
    def link(number: str, progress: float | None) -> ChainLink:
        return ChainLink(number, 1, "示例县", "修路", progress, "", date(2025, 12, 31), "")

    page = draw_chains("任务链", 3, date(2025, 12, 31), [
        (link("01-001", 0.5), [link("01-001.01", 0.4), link("01-001.02", None)])
    ])  # fmt: skip
    rows = CalamineWorkbook.from_filelike(BytesIO(page)).get_sheet_by_index(0).to_python()
    assert any("第3期" in str(cell) for row in rows for cell in row)
    found = {str(r[0]).strip(): r for r in rows if str(r[0]).strip().startswith("01-001.")}
    assert "未报" not in found["01-001.01"]
    assert found["01-001.02"].count("未报") == 2
