"""Task numbers with the signs that the program's own records use: # and | are signs like others."""

import shutil
from pathlib import Path

import pytest
import xlwings as xw

from taizhang.actions.distributing import distribute
from taizhang.actions.judging import judge
from taizhang.actions.merging import merge
from taizhang.actions.ruling import apply_rulings
from taizhang.actions.undoing import undo
from tests.actions.conftest import Quiet, moment, office
from tests.support.ledgers import LAYOUT

pytestmark = pytest.mark.slow

PERIOD, UNIT = "2022-06", "县财政局"
SENT, BACK = moment("2022-06-01T09:00"), moment("2022-06-20T10:00")
NUMBERS = ("甲#1", "甲|1", "甲#1|2", "#|#")


@pytest.fixture(params=NUMBERS)
def number(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def folder(loaded: Path, tmp_path: Path, number: str) -> Path:
    """Two tasks of one unit, one number the beginning of the other, with two nodes each."""
    here = tmp_path / "台账"
    shutil.copytree(loaded, here)
    now = office(here)
    tasks = now.ledger["tasks"]
    first, second = (row.number for row in tasks.rows[:2])
    for row, name in ((first, number), (second, f"{number}#1")):
        tasks.set_cells([(row, "task_id", name), (row, "lead", UNIT), (row, "co", "")])
    now.ledger["nodes"].append([
        {"task_id": name, "node_no": no, "node": f"第{no:.0f}步", "unit": UNIT,
         "planned": BACK.on}
        for name in (number, f"{number}#1") for no in (1.0, 2.0)
    ])  # fmt: skip
    now.book.save()
    distribute(office(here).book, Quiet(), SENT, PERIOD)
    return here


def fill(folder: Path, number: str, progress: float) -> None:
    source = folder / "下发" / PERIOD / f"{UNIT}_{PERIOD}_报送表.xlsx"
    target = folder / "收件" / PERIOD / source.name
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    book = xw.Book(target)
    for key, label, value in (
        ("tasks", "progress", progress), ("nodes", "done", "2022-06-18"),
    ):  # fmt: skip
        spec = LAYOUT.form.tasks if key == "tasks" else LAYOUT.form.nodes
        sheet = book.sheets[spec.label]
        block = sheet.used_range.options(ndim=2).value
        head = next(n for n, line in enumerate(block) if "任务编号" in line)
        row = next(n for n, line in enumerate(block, start=1) if line[0] == number)
        sheet.range((row, block[head].index(spec[label].label) + 1)).value = value
    book.save()
    book.close()


def test_what_came_back_reaches_the_row_it_is_for(folder: Path, number: str) -> None:
    fill(folder, number, 0.4)
    merge(office(folder).book, Quiet(), BACK, PERIOD)
    ledger = office(folder).ledger
    progress = {r["task_id"]: r["progress"] for r in ledger["tasks"].rows}
    assert (progress[number], progress[f"{number}#1"]) == (0.4, "")
    done = {(r["task_id"], r["node_no"]): r["done"] for r in ledger["nodes"].rows}
    assert str(done[number, 1.0]) == "2022-06-18"
    assert [v for k, v in done.items() if k != (number, 1.0)] == ["", "", ""]
    again = merge(office(folder).book, Quiet(), BACK, PERIOD)
    assert not again.data["changed"]


def test_a_conflict_is_ruled_on_and_all_is_taken_back(folder: Path, number: str) -> None:
    now = office(folder)
    tasks = now.ledger["tasks"]
    row = next(r for r in tasks.rows if r["task_id"] == number)
    tasks.set_cells([(row.number, "progress", 0.2)])
    now.book.save()
    fill(folder, number, 0.4)
    merge(office(folder).book, Quiet(), BACK, PERIOD)
    now = office(folder)
    conflicts = now.ledger["conflicts"]
    assert [r["task_id"] for r in conflicts.rows] == [number]
    conflicts.set_cells([(conflicts.rows[0].number, "ruling", "采用报送")])
    now.book.save()
    ruled = apply_rulings(office(folder).book, Quiet(), BACK)
    assert ruled.data["changes"] == 1
    assert progress_of(folder, number) == 0.4
    judge(office(folder).book, Quiet(), BACK, PERIOD)
    log = office(folder).ledger.values("changes")
    for job in dict.fromkeys(str(r["job"]) for r in reversed(log)):
        if job.startswith(("研判", "裁决", "汇总")):
            undone = undo(office(folder).book, Quiet(), BACK, job=job)
            assert undone.data["kept"] == 0, [str(i) for i in undone.issues]
    assert progress_of(folder, number) == 0.2
    nodes = office(folder).ledger["nodes"].rows
    assert {r["done"] for r in nodes} == {""}


def progress_of(folder: Path, number: str) -> object:
    rows = office(folder).ledger["tasks"].rows
    return next(r["progress"] for r in rows if r["task_id"] == number)
