"""看板 of the real tasks: what belongs to it, what changed, and that a printed one is never touched."""

import re
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from taizhang.actions.judging import judge
from taizhang.actions.papers.boarding import board
from taizhang.actions.undoing import undo
from taizhang.office.report import CannotRun, Desk
from tests.actions.conftest import Opener, moment, office
from tests.support.office import faults

MAY, JUNE = moment("2022-05-31T17:00"), moment("2022-06-30T17:00")


@pytest.fixture
def folder(sent: Path, fresh: Opener, desk: Desk) -> Path:
    """A ledger judged in May and in June."""
    here, _ = fresh(sent)
    judge(office(here).book, desk, MAY, "2022-05")
    judge(office(here).book, desk, JUNE, "2022-06")
    return here


def texts(path: Path) -> list[str]:
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("看板").to_python()
    return [str(cell) for row in rows for cell in row if cell != ""]


def test_every_task_that_reports_in_the_period_is_one_line(folder: Path, desk: Desk) -> None:
    done = board(office(folder).book, desk, JUNE, "2022-06")
    assert faults(done.files[0]) == []
    rows = office(folder).ledger.values("tasks")
    tasks = {str(r["task_id"]) for r in rows if r["cadence"] != "年"}  # reports in December
    lines = done.data["lines"]
    assert isinstance(lines, list)
    assert sorted(line["task"] for line in lines) == sorted(tasks)
    said = " ".join(texts(done.files[0]))
    assert all(task in said for task in tasks)
    assert done.data["against"] == "2022-05"
    assert "与2022年5月比较" in said


def test_a_weekly_board_holds_the_engineering_tasks_alone(folder: Path, desk: Desk) -> None:
    now = office(folder)
    tasks = now.ledger["tasks"]
    engineering = [r for r in tasks.rows if not r["cadence"]][:3]
    own = [r["task_id"] for r in tasks.rows if r["cadence"] == "周"]
    tasks.set_cells([(r.number, "kind", "工程建设") for r in engineering])
    now.ledger.set_settings({"cadence_plan": "芜湖"})
    now.book.save()
    done = board(office(folder).book, desk, moment("2022-06-10T17:00"), "2022-W23")
    lines = done.data["lines"]
    assert isinstance(lines, list)
    wanted = {*(r["task_id"] for r in engineering), *own}
    assert {line["task"] for line in lines} == wanted
    assert {i.code for i in done.issues} >= {"R103", "B111"}


def test_a_board_with_nothing_on_it_is_refused_with_the_way_out(folder: Path, desk: Desk) -> None:
    with pytest.raises(CannotRun) as refusal:
        board(office(folder).book, desk, JUNE, "2019-W24")
    assert refusal.value.issue.code == "R101"
    with pytest.raises(CannotRun) as refusal:
        board(office(folder).book, desk, JUNE, "2022-06", "白板")
    assert refusal.value.issue.code == "R102"


def test_a_board_is_kept_and_made_twice_is_the_same(folder: Path, desk: Desk) -> None:
    first = board(office(folder).book, desk, JUNE, "2022-06").files[0]
    assert first.name == "看板_2022-06.xlsx"
    before = first.read_bytes()
    again = board(office(folder).book, desk, JUNE, "2022-06")
    assert (again.files[0], again.data["number"]) == (first, 1)
    assert first.read_bytes() == before
    now = office(folder)
    assert [r["paper"] for r in now.ledger.values("bulletins")] == ["看板"]
    tasks = now.ledger["tasks"]
    tasks.set_cells([(tasks.rows[0].number, "closed", date(2022, 6, 20))])
    now.book.save()
    changed = board(office(folder).book, desk, JUNE, "2022-06")
    assert changed.files[0].name == "看板_2022-06（2）.xlsx"
    assert "B121" in {i.code for i in changed.issues}
    assert first.read_bytes() == before
    undo(office(folder).book, desk, JUNE)


def test_what_the_cards_count_is_what_the_lines_show(folder: Path, desk: Desk) -> None:
    done = board(office(folder).book, desk, JUNE, "2022-06")
    lines = done.data["lines"]
    assert isinstance(lines, list)
    said = texts(done.files[0])
    red = sum(line["lamp"] == "红" for line in lines)
    assert said.count("红") == red
    # a group that goes on to the next page repeats its heading with （续）
    groups = [t for t in said if re.search(r"　\d+项", t) and not t.endswith("（续）")]
    assert sum(int(n) for t in groups for n in re.findall(r"　(\d+)项", t)) == len(lines)
