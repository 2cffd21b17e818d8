"""What a clerk types under a table, or twice into one, in every job: nothing is overwritten."""

from collections.abc import Callable, Mapping
from pathlib import Path
from shutil import copytree

import pytest
import xlwings as xw

from taizhang.actions.checking import check
from taizhang.actions.distributing import distribute
from taizhang.actions.judging import judge
from taizhang.actions.loading import load
from taizhang.actions.merging import merge
from taizhang.actions.undoing import undo
from taizhang.books.ledger import BrokenLedger
from taizhang.office.office import Office
from taizhang.office.report import Report
from tests.actions.conftest import Quiet, moment, office, return_form

pytestmark = pytest.mark.slow

PERIOD, NOW = "2022-06", moment("2022-06-20T10:00")
UNIT = "县发展和改革局"
Cells = Mapping[str, object]


def under(folder: Path, sheet: str, cells: Cells, blank: int = 0) -> int:
    """Type a row under a table, with so many blank rows between; returns its row."""
    now = office(folder)
    table = now.ledger[sheet]
    row = table.bottom + 1 + blank
    for key, value in cells.items():
        now.book.sheets[table.sheet.name].range(table.address(row, key)).value = value
    now.book.save()
    return row


def shown(folder: Path, sheet: str, row: int, keys: Cells) -> dict[str, object]:
    """What stands in a row, in the table or below it."""
    table = office(folder).ledger[sheet]
    return {key: table.sheet.range(table.address(row, key)).value for key in keys}


def do_merge(folder: Path) -> Report:
    return_form(folder, UNIT, PERIOD, T027_progress=0.3)
    return merge(office(folder).book, Quiet(), NOW, PERIOD)


def do_load(folder: Path) -> Report:
    path = folder / "清单.csv"
    path.write_text("任务名称,牵头单位\n新任务甲,县财政局\n新任务乙,县财政局\n", "utf-8-sig")
    return load(office(folder).book, Quiet(), [path], NOW)


JOBS: dict[str, Callable[[Path], Report]] = {
    "merge": do_merge,
    "load": do_load,
    "judge": lambda f: judge(office(f).book, Quiet(), NOW, PERIOD),
    "check": lambda f: check(office(f).book, Quiet(), NOW),
    "distribute": lambda f: distribute(office(f).book, Quiet(), NOW, PERIOD),
    "undo": lambda f: undo(office(f).book, Quiet(), NOW),
}
TASK: Cells = {"task_id": "2022-901", "name": "手工新增任务", "lead": "县水务局", "level": "常规"}


@pytest.mark.parametrize("blank", [0, 1])
@pytest.mark.parametrize("job", JOBS)
def test_a_task_typed_below_is_taken_in_by_every_job(
    sent: Path, tmp_path: Path, job: str, blank: int
) -> None:
    folder = copytree(sent, tmp_path / "台账")
    row = under(folder, "tasks", TASK, blank)
    done = JOBS[job](folder)
    if job != "undo":  # what was typed is on no sheet that undoing a sending reads
        assert "L131" in {i.code for i in done.issues}
        assert "2022-901" in office(folder).ledger["tasks"].keyed()
        assert office(folder).ledger["tasks"].bottom >= row
    assert shown(folder, "tasks", row, TASK) == TASK


SHEETS: dict[str, Cells] = {
    "nodes": {"task_id": "2022-027", "node_no": 9, "node": "完工", "planned": "2022-12-01"},
    "summary": {"period": PERIOD, "unit": "县外单位", "due_tasks": 3},
    "conflicts": {"period": PERIOD, "task_id": "2022-001", "column": "完成值"},
    "changes": {"job_kind": "手工", "sheet": "任务台账", "row_key": "2022-001"},
    "reports": {"period": "2022-05", "task_id": "2022-001", "unit": "县财政局"},
    "findings": {"where": "督查室记", "message": "已电话核实", "hint": "不用处理"},
}


@pytest.mark.parametrize("blank", [0, 1])
@pytest.mark.parametrize("sheet", SHEETS)
def test_rows_below_any_table_outlive_a_merge(
    sent: Path, tmp_path: Path, sheet: str, blank: int
) -> None:
    folder = copytree(sent, tmp_path / "台账")
    under(folder, sheet, SHEETS[sheet], blank)
    for _ in range(2):
        do_merge(folder)
    held = [r.values for r in office(folder).ledger[sheet].rows]
    text = {k: str(v) for k, v in SHEETS[sheet].items() if isinstance(v, str)}
    assert any(all(str(r[k]) == v for k, v in text.items()) for r in held)


def test_a_head_within_the_table_is_named_and_no_task(sent: Path, tmp_path: Path) -> None:
    folder = copytree(sent, tmp_path / "台账")
    now = office(folder)
    tasks = now.ledger["tasks"]
    last = tasks.rows[-1].number
    count = len(tasks.rows)
    tasks.sheet.range((last, tasks.left), (last, tasks.left + tasks.width - 1)).value = [
        tasks.headers
    ]
    now.book.save()
    judged = JOBS["judge"](folder)
    assert ("L135", last) in {(i.code, i.place.row) for i in judged.issues}
    assert len(office(folder).ledger["tasks"].rows) == count - 1
    for job in ("check", "distribute"):
        assert "L135" in {i.code for i in JOBS[job](folder).issues}


def test_a_note_below_is_named_and_stops_only_what_would_cover_it(
    sent: Path, tmp_path: Path
) -> None:
    folder = copytree(sent, tmp_path / "台账")
    note: Cells = {"name": "注：以上任务已经县政府常务会议审定。"}
    row = under(folder, "tasks", note)
    judged = JOBS["judge"](folder)
    assert "L132" in {i.code for i in judged.issues}
    before = (folder / "督查台账.xlsm").read_bytes()
    with pytest.raises(BrokenLedger) as refusal:
        do_load(folder)
    assert refusal.value.issue.code == "L133"
    assert "常务会议" in str(refusal.value.issue)
    assert (folder / "督查台账.xlsm").read_bytes() == before
    assert shown(folder, "tasks", row, note) == note


def twice(folder: Path, task: str, name: str = "另一项任务") -> None:
    """The clerk gives a second row a number that is taken."""
    now = office(folder)
    table = now.ledger["tasks"]
    other = table.rows[-1].number
    table.set_cells([(other, "task_id", task), (other, "name", name)])
    now.book.save()


@pytest.mark.parametrize("job", ["merge", "judge", "distribute", "load"])
def test_no_job_writes_to_rows_of_one_number(sent: Path, tmp_path: Path, job: str) -> None:
    folder = copytree(sent, tmp_path / "台账")
    twice(folder, "2022-027")
    before = rows_of(folder, "2022-027")
    done = JOBS[job](folder)
    assert rows_of(folder, "2022-027") == before
    said = [str(i) for i in done.issues if i.code == "L130"]
    assert len(said) == 1
    assert "2022-027" in said[0]


def rows_of(folder: Path, task: str) -> list[dict[str, object]]:
    rows = office(folder).ledger["tasks"].rows
    return [dict(r.values) for r in rows if r["task_id"] == task]


def test_an_answer_for_a_number_of_two_rows_is_refused_by_name(sent: Path, tmp_path: Path) -> None:
    folder = copytree(sent, tmp_path / "台账")
    twice(folder, "2022-027")
    return_form(folder, UNIT, PERIOD, T027_progress=0.3, T028_progress=0.4)
    done = merge(office(folder).book, Quiet(), NOW, PERIOD)
    assert {"M508", "L130"} <= {i.code for i in done.issues}
    assert "M201" not in {i.code for i in done.issues}, "it is not gone"
    assert office(folder).ledger["tasks"].keyed()["2022-028"]["progress"] == 0.4


def test_a_setting_of_two_rows_is_named_and_left(sent: Path, tmp_path: Path) -> None:
    folder = copytree(sent, tmp_path / "台账")
    now = office(folder)
    table = now.ledger["settings"]
    last = table.keyed()["last_merge"]
    table.append([{"setting": "last_merge", "label": "又一行", "value": "手工写的"}])
    now.book.save()
    done = do_merge(folder)
    assert "last_merge" in " ".join(str(i) for i in done.issues if i.code == "L130")
    values = [r["value"] for r in office(folder).ledger["settings"].rows
              if r["setting"] == "last_merge"]  # fmt: skip
    assert values == [last["value"], "手工写的"]


def test_a_row_that_only_the_clerk_s_own_column_fills_is_not_written_into(
    sent: Path, tmp_path: Path
) -> None:
    folder = copytree(sent, tmp_path / "台账")
    now = office(folder)
    table = now.ledger["tasks"].table
    area = table.range
    right, bottom = area.column + area.columns.count, area.row + area.rows.count
    sheet = now.book.sheets[area.sheet.name]
    sheet.range((area.row, right)).value = "县长批示"
    table.resize(sheet.range((area.row, area.column), (bottom, right)))
    sheet.range((bottom, right)).value = "请抓紧"
    now.book.save()
    do_load(folder)
    opened = xw.Book(str(folder / "督查台账.xlsm"))
    tasks = Office(opened).ledger["tasks"]
    at = next(r.number for r in tasks.rows if r["name"] == "新任务甲")
    assert at > bottom
    assert tasks.sheet.range((bottom, right)).value == "请抓紧"
