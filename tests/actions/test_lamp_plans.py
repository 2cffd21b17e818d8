"""A published rule set is chosen, fills 亮灯规则, lights lamps, and can be taken back."""

from pathlib import Path

import pytest

from taizhang.actions.judging import judge
from taizhang.actions.lamp_plans import LIST, use_lamp_plan
from taizhang.actions.undoing import undo
from taizhang.office.report import CannotRun, Desk
from tests.actions.conftest import Opener, moment, office

NOW = moment("2022-06-28T10:30")
PLAN = "完成比法（80%、60%）"


def rules(folder: Path) -> list[tuple[object, object]]:
    return [(r["rule"], r["enabled"]) for r in office(folder).ledger["lamp_rules"].rows]


def test_a_plan_fills_the_rules_and_undo_puts_back_those_before(
    loaded: Path, fresh: Opener, desk: Desk
) -> None:
    folder, book = fresh(loaded)
    before = rules(folder)
    done = use_lamp_plan(office(folder).book, desk, NOW, plan=PLAN)
    assert done.data["plan"] == PLAN
    now = rules(folder)
    assert ("完成比低于80%", "是") in now
    assert now != before
    undo(office(folder).book, desk, NOW)
    assert rules(folder) == before
    use_lamp_plan(office(folder).book, desk, moment("2022-06-28T10:31"), plan=PLAN)
    assert rules(folder) == now
    lit = judge(office(folder).book, desk, NOW, "2022-06")
    assert {"绿", "红"} <= {str(lamp["lamp"]) for lamp in lit.data["lamps"]}  # type: ignore[attr-defined]
    assert not [i for i in lit.issues if i.code.startswith("J15")]
    assert book is not None


def test_a_plan_that_is_chosen_but_not_used_is_said(
    loaded: Path, fresh: Opener, desk: Desk
) -> None:
    folder, _ = fresh(loaded)
    now = office(folder)
    now.ledger.set_settings({"lamp_plan": PLAN})
    now.book.save()
    lit = judge(office(folder).book, desk, NOW, "2022-06")
    assert "J151" in [i.code for i in lit.issues]
    table = office(folder).ledger["lamp_rules"]
    assert "完成比低于80%" not in [r["rule"] for r in table.rows]


@pytest.mark.parametrize(("plan", "code"), [("", "J152"), ("没有这套", "J150")])
def test_without_a_plan_of_that_name_nothing_changes(
    loaded: Path, fresh: Opener, desk: Desk, plan: str, code: str
) -> None:
    folder, _ = fresh(loaded)
    with pytest.raises(CannotRun) as refusal:
        use_lamp_plan(office(folder).book, desk, NOW, plan=plan)
    assert refusal.value.issue.code == code


def test_the_plans_are_listed(loaded: Path, fresh: Opener, desk: Desk) -> None:
    folder, _ = fresh(loaded)
    done = use_lamp_plan(office(folder).book, desk, NOW, plan=LIST)
    assert PLAN in done.data["plans"]  # type: ignore[operator]


def test_a_day_between_two_judgings_shows_the_one_before(
    loaded: Path, fresh: Opener, desk: Desk
) -> None:
    folder, _ = fresh(loaded)
    first = judge(office(folder).book, desk, moment("2022-06-20T10:00"), "2022-06")
    judge(office(folder).book, desk, moment("2022-06-28T10:00"), "2022-06")
    shown = judge(office(folder).book, desk, moment("2022-06-24T10:00"), "2022-06")
    assert shown.data["states"] == first.data["states"]
    assert {"L903", "J154"} <= {i.code for i in shown.issues}
