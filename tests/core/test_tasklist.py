"""A task list becomes ledger rows: the real one, and rows with something to say."""

from datetime import date

import pytest

from taizhang.core.issues import Place
from taizhang.core.lists.model import Entry
from taizhang.core.lists.plan import LoadPlan
from taizhang.core.lists.tasklist import Loaded, load_tasks
from taizhang.core.units import Roster, roster_of
from taizhang.notices.listed import READERS
from tests.support.lists import DEMO, PLAN, ledger_rows, load_files, past, rows_after


@pytest.fixture(scope="module")
def real() -> LoadPlan:
    return load_files(past(), DEMO / "units.csv", DEMO / "tasks.csv")


@pytest.fixture(scope="module")
def roster(real: LoadPlan) -> Roster:
    return roster_of(rows_after(real, "units"))


def one(roster: Roster, **values: object) -> Loaded:
    entry = Entry(Place(book="a.csv", row=2), {"name": "国企改革", "lead": "县财政局"} | values)
    return load_tasks([entry], ledger_rows("tasks"), roster, PLAN, READERS.names)


def test_all_68_real_tasks_are_numbered_on(real: LoadPlan) -> None:
    assert [r["task_id"] for r in rows_after(real)] == [f"2022-{n:03}" for n in range(1, 69)]


def test_closed_collectives_are_expanded_and_the_lead_is_not_its_own_helper(real: LoadPlan) -> None:
    row = rows_after(real)[0]
    helpers = str(row["co"]).split("、")
    assert row["lead"] == "县政府办公室"
    assert len(helpers) == 36
    assert "县政府办公室" not in helpers


def test_open_groups_stay_as_printed_and_are_asked_about(real: LoadPlan) -> None:
    row = rows_after(real)[3]
    assert str(row["co"]).endswith("县直各有关部门")
    assert [i.code for i in real.issues if i.place.row == 5] == ["L202"]


def test_missing_deadlines_are_defaulted_and_marked(real: LoadPlan) -> None:
    row = rows_after(real)[0]
    assert (row["due"], row["due_text"]) == (date(2022, 12, 31), "默认（未写时限）")
    quarterly = rows_after(real)[2]
    assert quarterly["due_text"] == "每季度（默认年底）"
    dated = rows_after(real)[13]
    assert (dated["due"], dated["due_text"]) == (date(2022, 4, 30), "4月末前")


def test_loading_the_same_list_again_adds_nothing(real: LoadPlan) -> None:
    before = past(rows_after(real, "units"), rows_after(real))
    again = load_files(before, DEMO / "units.csv", DEMO / "tasks.csv")
    assert not again.writes
    assert {i.code for i in again.issues} == {"L105", "L202", "N133"}
    assert again.counts == {"same": 68 + 37, "passed": 0}


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
    ({"lead": "县外事办"}, ["L221", "L301"]),
    ({"due": "尽快"}, ["L302"]),
    ({"due": "2022.9.30"}, []),
    ({"due": "2022年9月底"}, []),
]


@pytest.mark.parametrize(("values", "codes"), CODES)
def test_each_fault_draws_its_code(
    roster: Roster, values: dict[str, object], codes: list[str]
) -> None:
    assert [i.code for i in one(roster, **values).issues] == codes
