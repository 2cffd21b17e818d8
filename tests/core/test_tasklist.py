"""A task list becomes ledger rows: the real one, and rows with something to say."""

from datetime import date
from pathlib import Path

import pytest

from taizhang.books.layout import load_layout
from taizhang.books.lists import pick, read_lines
from taizhang.books.resources import resource
from taizhang.core.issues import Place
from taizhang.core.tasklist import Loaded, Plan, load_tasks, load_units
from taizhang.core.units import Roster, roster_of

LAYOUT = load_layout()
PLAN = Plan(date(2022, 5, 18), date(2022, 12, 31), "三航行动")
DEMO = resource("templates") / "demo"


@pytest.fixture(scope="module")
def roster() -> Roster:
    raw = pick(read_lines(DEMO / "units.csv"), LAYOUT["units"], "units.csv")
    assert raw is not None
    return roster_of(load_units(raw.rows, LAYOUT["units"]).rows)


@pytest.fixture(scope="module")
def real(roster: Roster) -> Loaded:
    raw = pick(read_lines(DEMO / "tasks.csv"), LAYOUT["tasks"], "tasks.csv")
    assert raw is not None
    return load_tasks(raw.rows, LAYOUT["tasks"], roster, PLAN)


def one(roster: Roster, **values: object) -> Loaded:
    row = {"name": "国企改革", "lead": "县财政局"} | values
    return load_tasks([(Place(book="a.csv", row=2), row)], LAYOUT["tasks"], roster, PLAN)


def test_all_68_real_tasks_are_numbered_on(real: Loaded) -> None:
    assert [r["task_id"] for r in real.rows] == [f"2022-{n:03}" for n in range(1, 69)]


def test_closed_collectives_are_expanded_and_the_lead_is_not_its_own_helper(real: Loaded) -> None:
    row = real.rows[0]
    helpers = str(row["co"]).split("、")
    assert row["lead"] == "县政府办公室"
    assert len(helpers) == 36
    assert "县政府办公室" not in helpers


def test_open_groups_stay_as_printed_and_are_asked_about(real: Loaded) -> None:
    row = real.rows[3]
    assert str(row["co"]).endswith("县直各有关部门")
    assert [i.code for i in real.issues if i.place.row == 5] == ["L202"]


def test_missing_deadlines_are_defaulted_and_marked(real: Loaded) -> None:
    row = real.rows[0]
    assert (row["due"], row["due_text"]) == (date(2022, 12, 31), "默认（未写时限）")
    quarterly = real.rows[2]
    assert quarterly["due_text"] == "每季度（默认年底）"
    dated = real.rows[13]
    assert (dated["due"], dated["due_text"]) == (date(2022, 4, 30), "4月末前")


def test_loading_the_same_list_again_adds_nothing(roster: Roster, real: Loaded) -> None:
    raw = pick(read_lines(DEMO / "tasks.csv"), LAYOUT["tasks"], "tasks.csv")
    assert raw is not None
    again = load_tasks(raw.rows, LAYOUT["tasks"], roster, PLAN, real.rows)
    assert again.rows == ()
    assert {i.code for i in again.issues} == {"L105", "L202"}


def test_a_single_responsible_unit_leads(roster: Roster) -> None:
    row = one(roster, lead="", co="县粮食局").rows[0]
    assert (row["lead"], row["co"]) == ("县粮食局", "")


def test_several_responsible_units_without_a_lead_are_asked_about(roster: Roster) -> None:
    done = one(roster, lead="", co="县粮食局、县水务局")
    assert [i.code for i in done.issues] == ["L203", "L301"]


def test_two_leading_units_stay_two(roster: Roster) -> None:
    assert one(roster, lead="县发改局、农业局").rows[0]["lead"] == "县发展和改革局、县农业农村局"


CODES = [
    ({"name": ""}, ["L106"]),
    ({"lead": "县外事办"}, ["L201", "L301"]),
    ({"due": "尽快"}, ["L302"]),
    ({"due": "2022.9.30"}, []),
    ({"due": "2022年9月底"}, []),
]


@pytest.mark.parametrize(("values", "codes"), CODES)
def test_each_fault_draws_its_code(
    roster: Roster, values: dict[str, object], codes: list[str]
) -> None:
    assert [i.code for i in one(roster, **values).issues] == codes


def test_headers_may_stand_below_a_title_and_under_other_names(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "重点工作清单\n编号,工作任务,主办单位,办理时限,张三列\n1,修路,县水务局,2022-09-30,x\n"
    )
    raw = pick(read_lines(path), LAYOUT["tasks"], "a.csv")
    assert raw is not None
    place, values = raw.rows[0]
    assert values == {
        "task_id": "1", "name": "修路", "lead": "县水务局", "due": "2022-09-30",
    }  # fmt: skip
    assert place.row == 3
    assert raw.unknown == ("张三列",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_lists_come_in_many_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text("任务名称,牵头单位\n修路,县水务局\n", encoding=encoding)
    assert read_lines(path)[1] == ["修路", "县水务局"]
