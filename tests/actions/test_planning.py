"""倒排工期 writes milestones where there were none, once, and can be taken back."""

from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest

from taizhang.actions.steering.planning import plan
from taizhang.actions.undoing import undo
from taizhang.office.office import Office
from taizhang.office.report import CannotRun
from tests.actions.conftest import Opener, Quiet, moment


def test_open_tasks_get_milestones_and_those_there_stay(loaded: Path, fresh: Opener) -> None:
    _, book = fresh(loaded)
    before = Office(book).ledger.values("nodes")
    report = plan(book, Quiet(), moment("2022-06-01T09:00"))
    after = Office(book).ledger.values("nodes")
    having = {r["task_id"] for r in before}
    assert after[: len(before)] == before
    assert len(after) - len(before) == report.data["nodes"]
    assert len(after) > 100
    assert having.isdisjoint({r["task_id"] for r in after[len(before) :]})
    dues = {r["task_id"]: r["due"] for r in Office(book).ledger.values("tasks")}
    last = {r["task_id"]: r["planned"] for r in after[len(before) :]}
    assert all(dues[task] == day for task, day in last.items())
    again = plan(book, Quiet(), moment("2022-06-01T10:00"))
    assert again.data["nodes"] == 0
    undo(book, Quiet(), moment("2022-06-01T11:00"))
    assert Office(book).ledger.values("nodes") == before


def test_a_battle_of_a_hundred_days_ends_on_its_hundredth_day(loaded: Path, fresh: Opener) -> None:
    _, book = fresh(loaded)
    report = plan(
        book, Quiet(), moment("2022-06-01T09:00"), tasks=["2022-001"], days=100, look=True
    )
    (task,) = cast("list[dict[str, Any]]", report.data["tasks"])
    assert (task["template"], task["deadline"]) == ("百日会战", "2022-09-09")
    assert task["nodes"][-1]["planned"] == "2022-09-09"
    assert report.data["written"] is False
    assert not [r for r in Office(book).ledger.values("nodes") if r["task_id"] == "2022-001"]


def test_too_little_time_is_said_and_squeezed_where_the_office_wants_it(
    loaded: Path, fresh: Opener
) -> None:
    _, book = fresh(loaded)
    office = Office(book)
    tasks, settings = office.ledger["tasks"], office.ledger["settings"]
    tasks.set_cells([(tasks.keyed()["2022-001"].number, "due", date(2022, 6, 10))])
    ask: dict[str, Any] = {"tasks": ["2022-001"], "template": "会议活动"}
    short = plan(book, Quiet(), moment("2022-06-01T09:00"), **ask)
    assert ([i.code for i in short.issues], short.data["nodes"]) == (["P117"], 0)
    assert "差13个工作日" in short.issues[0].message
    settings.set_cells([(settings.keyed()["plan_short"].number, "value", "压缩")])
    tight = plan(book, Quiet(), moment("2022-06-01T09:00"), **ask)
    assert ([i.code for i in tight.issues], tight.data["nodes"]) == (["P118"], 6)


def test_a_template_that_is_not_there_stops_the_job(loaded: Path, fresh: Opener) -> None:
    _, book = fresh(loaded)
    with pytest.raises(CannotRun) as stopped:
        plan(book, Quiet(), moment("2022-06-01T09:00"), template="没有")
    assert stopped.value.issue.code == "P111"
