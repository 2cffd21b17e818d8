"""By when the last paper of a task had to be answered: what 督办逾期天数 counts from."""

from datetime import date

import pytest

from taizhang.core.judge.verdicts import replies_due
from taizhang.core.submission import Value
from taizhang.core.tables import TableRow

ON = date(2026, 6, 30)
KEYS = ("when", "issued", "task_id", "duty_state", "reply_due", "rectify_by", "reply", "replied")


def paper(**cells: Value) -> TableRow:
    told = {"when": date(2026, 6, 1), "task_id": "T-1", "duty_state": "签发", **cells}
    return TableRow(3, {key: told.get(key, "") for key in KEYS})


DUE, LATER = date(2026, 6, 10), date(2026, 6, 20)
ASKED = paper(reply_due=DUE, rectify_by=LATER)
CASES: tuple[tuple[str, list[TableRow], dict[str, date]], ...] = (
    ("by the day of reply, not that of mending", [ASKED], {"T-1": DUE}),
    ("an older row has only the day of mending", [paper(rectify_by=LATER)], {"T-1": LATER}),
    ("no day, nothing to be late for", [paper()], {}),
    ("answered, by its day", [paper(reply_due=DUE, replied=date(2026, 6, 30))], {}),
    ("answered after the day that is looked at", [paper(reply_due=DUE, replied=date(2026, 7, 1))], {"T-1": DUE}),
    ("answered in words", [paper(reply_due=DUE, reply="已复函")], {}),
    ("无 is no answer", [paper(reply_due=DUE, reply="无")], {"T-1": DUE}),
    ("of two the later", [ASKED, paper(when=date(2026, 6, 12), reply_due=LATER)], {"T-1": LATER}),
    ("the later one is done with", [ASKED, paper(when=date(2026, 6, 12), duty_state="办结")], {}),
    ("a proposal asks nothing yet", [ASKED, paper(when=date(2026, 6, 12), duty_state="建议")], {"T-1": DUE}),
    ("nor does what was struck", [ASKED, paper(when=date(2026, 6, 12), duty_state="不采纳")], {"T-1": DUE}),
    ("nor what is void", [ASKED, paper(when=date(2026, 6, 12), duty_state="作废")], {"T-1": DUE}),
    ("several tasks, each is asked", [paper(task_id="T-1、T-2", reply_due=DUE)], {"T-1": DUE, "T-2": DUE}),
    ("signed after the day that is looked at", [paper(issued=date(2026, 7, 2), reply_due=DUE)], {}),
    ("typed by hand without a state", [paper(duty_state="", reply_due=DUE)], {"T-1": DUE}),
    ("of a unit, of no task", [paper(task_id="", reply_due=DUE)], {}),
)  # fmt: skip


@pytest.mark.parametrize(("name", "rows", "due"), CASES, ids=[name for name, *_ in CASES])
def test_by_when_a_paper_had_to_be_answered(
    name: str, rows: list[TableRow], due: dict[str, date]
) -> None:
    assert replies_due(rows, ON) == due, name
