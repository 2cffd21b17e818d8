"""五个一, 报送日历, 履职核对, 阶段小结: each from its own button, on the real tasks."""

from datetime import date
from pathlib import Path

import pytest
import xlwings as xw
from openpyxl import load_workbook

from taizhang.actions.steering.boards import calendar, five
from taizhang.actions.steering.duties import duties
from taizhang.actions.steering.phasing import phases
from taizhang.office.office import Office
from taizhang.office.report import CannotRun
from tests.actions.conftest import Opener, Quiet, moment
from tests.support.office import faults

NOW = moment("2022-07-04T09:00")


def _filled(book: xw.Book) -> Office:
    """A ledger with two leaders, meetings, visits and a phase."""
    office = Office(book)
    tasks, rows = office.ledger["tasks"], office.ledger["tasks"].keyed()
    leaders = {"2022-001": "分管副县长", "2022-002": "县委常委"}
    tasks.set_cells([(rows[task].number, "leader", who) for task, who in leaders.items()])
    office.ledger["meetings"].append([
        {"when": date(2022, 6, 8), "presider": "分管副县长", "topic": "总调度"},
    ])  # fmt: skip
    office.ledger["visits"].append([
        {"when": date(2022, 6, 6), "leader": "县委常委", "place": "示例镇", "found": "道路不通"},
        {"when": date(2022, 6, 8), "leader": "分管副县长", "place": "示例镇"},
    ])  # fmt: skip
    office.ledger["phases"].append([{"phase": "动员阶段", "end": date(2022, 5, 31)}])
    tasks.set_cells([(rows["2022-001"].number, "phase", "动员阶段")])
    book.save()
    return Office(book)


def _sheets(path: Path) -> list[str]:
    return load_workbook(path, read_only=True).sheetnames


def test_duties_are_judged_and_each_leader_has_a_page(loaded: Path, fresh: Opener) -> None:
    _, book = fresh(loaded)
    _filled(book)
    report = duties(book, Quiet(), NOW, since=date(2022, 6, 1))
    (path,) = report.files
    assert path.name == "履职核对_20220704.xlsx"
    assert _sheets(path)[0] == "履职核对"
    assert {"分管副县长", "县委常委"} <= set(_sheets(path))
    codes = [i.code for i in report.issues]
    assert codes.count("P144") == 1
    short = [i.message for i in report.issues if "分管副县长" in i.message]
    # one day out of the share of sixty that has passed; in June he met once, for all his tasks
    assert [m for m in short if "调研" in m] == ["分管副县长2022年到现在应调研30.5天，记了1天。"]
    assert not [m for m in short if "应调度" in m]
    assert {r["code"] for r in Office(book).ledger.values("findings")} >= {"P142", "P144"}
    assert faults(path) == []


def test_a_phase_that_is_over_says_what_it_left_behind(loaded: Path, fresh: Opener) -> None:
    _, book = fresh(loaded)
    _filled(book)
    report = phases(book, Quiet(), NOW)
    (path,) = report.files
    assert _sheets(path) == ["动员阶段", "时间过半任务过半"]
    behind = [i for i in report.issues if i.code == "P163"]
    assert sum("2022-001" in i.message for i in behind) == 1
    assert [i for i in report.issues if i.code == "P164"]
    assert faults(path) == []
    with pytest.raises(CannotRun) as stopped:
        phases(book, Quiet(), NOW, phase="没有的阶段")
    assert stopped.value.issue.code == "P162"


def test_the_five_ones_are_looked_for_and_a_card_is_drawn_for_each(
    loaded: Path, fresh: Opener
) -> None:
    folder, book = fresh(loaded)
    _filled(book)
    looked = five(book, Quiet(), NOW, "2022-06", look=True)
    assert looked.files == ()
    assert looked.data["tasks"] == 68
    assert looked.data["complete"] == 0
    drawn = five(book, Quiet(), NOW, "2022-06", only="责任领导=分管副县长")
    assert _sheets(drawn.files[0])[0] == "2022-001"
    assert drawn.files[0].parent == folder / "挂图"
    assert faults(drawn.files[0]) == []


def test_the_calendar_has_its_own_button(loaded: Path, fresh: Opener) -> None:
    _, book = fresh(loaded)
    report = calendar(book, Quiet(), NOW, "2022-06")
    assert report.data["kind"] == "日历图"
    assert _sheets(report.files[0])[0] == "日历图"
    assert faults(report.files[0]) == []
