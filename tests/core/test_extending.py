"""延期审批: each row of 延期记录 says what it becomes, which deadline then holds and what it draws."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.core.closing.extending import (
    Application,
    ExtendingPast,
    ExtendingPlan,
    plan_extending,
    reviews_of,
    why_not,
)
from taizhang.core.submission import Value
from tests.support.ledgers import ledger, rows
from tests.support.tables import table

ON = date(2022, 6, 28)
TASKS = """
| 任务编号 | 任务名称 | 牵头单位 | 完成时限   | 原定时限   | 办理环节 | 销号日期   | 完成进度 |
| A        | 修路     | 县交通局 | 2022-09-30 |            | 办理中   |            | 0.4      |
| B        | 架桥     | 县交通局 | 2022-11-30 | 2022-09-30 | 办理中   |            |          |
| C        | 植树     | 县林业局 | 2022-05-31 |            | 办理中   |            |          |
| D        | 清淤     | 县水务局 | 2022-09-30 |            | 已销号   | 2022-06-20 |          |
"""
ROWS = """
| 任务编号 | 申请日期 | 现时限 | 申请延至 | 持续整改 | 延期理由 | 审批决定 | 批准延至 | 审批人 | 审批日期 | 办理状态 | 变成 | 时限 | 原定 | 码 |
| A | | | 2022-12-31 | | 资金迟到 | | | | | | 待批 | | | |
| A | | | 2022-12-31 | | | | | | | | | | | C122 |
| A | | | | | 资金迟到 | | | | | | | | | C123 |
| A | | | 2022-09-30 | | 资金迟到 | | | | | | | | | C124 |
| A | 2022-09-30 | | 2022-12-31 | | 资金迟到 | | | | | | 待批 | | | |
| A | 2022-10-01 | | 2022-12-31 | | 资金迟到 | | | | | | 不受理 | | | C121 |
| C | | | 2022-12-31 | | 资金迟到 | 批准 | 2022-12-31 | 县长 | | | 不受理 | | | C121 |
| D | | | 2022-12-31 | | 资金迟到 | | | | | | 不受理 | | | C126 |
| Z | | | 2022-12-31 | | 资金迟到 | | | | | | | | | C119 |
| A | | | | 是 | 长期巡查 | | | | | | 待批 | | | |
| A | 2022-06-01 | 2022-09-30 | 2022-12-31 | | 资金迟到 | | | | | 待批 | | | | |
| A | 2022-06-01 | 2022-09-30 | 2022-12-31 | | 资金迟到 | 批准 | 2022-11-30 | 县长 | | 待批 | 已批准 | 2022-11-30 | 2022-09-30 | |
| B | 2022-06-01 | 2022-11-30 | 2022-12-31 | | 资金迟到 | 批准 | 2022-12-31 | 县长 | | 待批 | 已批准 | 2022-12-31 | | |
| A | 2022-06-01 | 2022-09-30 | 2022-12-31 | | 资金迟到 | 批准 | | 县长 | | 待批 | | | | C125 |
| A | 2022-06-01 | 2022-09-30 | 2022-12-31 | | 资金迟到 | 批准 | 2022-12-31 | | | 待批 | | | | C125 |
| A | 2022-06-01 | 2022-09-30 | 2022-12-31 | | 资金迟到 | 批准 | 2022-08-31 | 县长 | | 待批 | | | | C124 |
| A | 2022-06-10 | 2022-09-30 | 2022-12-31 | | 资金迟到 | 批准 | 2022-12-31 | 县长 | 2022-06-01 | 待批 | | | | C131 |
| A | 2022-06-01 | 2022-09-30 | 2022-12-31 | | 资金迟到 | 不批准 | | 县长 | | 待批 | 不批准 | | | |
| A | 2022-06-01 | 2022-09-30 | 2022-12-31 | | 资金迟到 | 不批准 | | | | 待批 | | | | C125 |
| A | 2022-06-01 | 2022-09-30 | 2022-12-31 | | 资金迟到 | 再议 | | 县长 | | 待批 | | | | C112 |
| D | 2022-06-01 | 2022-09-30 | 2022-12-31 | | 资金迟到 | 批准 | 2022-12-31 | 县长 | | 待批 | | | | C126 |
| A | 2022-06-01 | 2022-09-30 | | 是 | 长期巡查 | 批准 | | 县长 | | 待批 | 已批准 | | 2022-09-30 | |
| A | 2022-06-01 | 2022-09-30 | 2022-12-31 | | 资金迟到 | 批准 | 2022-11-30 | 县长 | | 已批准 | | | | |
| A | 2022-06-01 | 2022-09-30 | 2022-12-31 | | 资金迟到 | 批准 | 2022-11-30 | 县长 | | 不受理 | | | | |
| A | | | 2022-12-31 | | 资金迟到 | 批准 | 2022-11-30 | 县长 | | | 已批准 | 2022-11-30 | 2022-09-30 | |
"""


def planned(text: str) -> ExtendingPlan:
    tables = dict(ledger(tasks=TASKS))
    tables["extensions"] = rows("extensions", text, "变成", "时限", "原定", "码")
    return plan_extending(ExtendingPast(tables, ON, lasting=90))


def shown(value: Value) -> str:
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value)


@pytest.mark.parametrize("line", ROWS.strip().splitlines()[1:])
def test_an_application_is_carried_out_or_named(line: str) -> None:
    text = f"{ROWS.strip().splitlines()[0]}\n{line}"
    [wanted] = table(text)
    plan = planned(text)
    cells = {(c.sheet, c.column): shown(c.new) for c in plan.writes.cells}
    assert cells.get(("extensions", "standing"), "") == wanted["变成"]
    assert cells.get(("tasks", "due"), "") == wanted["时限"]
    assert cells.get(("tasks", "due_original"), "") == wanted["原定"]
    assert [i.code for i in plan.issues] == wanted["码"].split()


def test_what_lasts_leaves_the_deadline_and_takes_the_stage() -> None:
    lines = ROWS.strip().splitlines()
    plan = planned("\n".join([lines[0], next(x for x in lines if "长期巡查 | 批准" in x)]))
    cells = {(c.sheet, c.column): c.new for c in plan.writes.cells}
    assert cells["tasks", "stage"] == "延期"
    assert ("tasks", "due") not in cells
    assert cells["extensions", "review_due"] == date(2022, 9, 26)  # 90 days


LASTING = """
| 任务编号 | 持续整改 | 批准延至   | 审批日期   | 复查日期   | 办理状态 | 复查       |
| A        | 是       |            | 2022-06-01 | 2022-08-30 | 已批准   | 2022-08-30 |
| B        | 是       |            | 2022-06-01 |            | 已批准   | 没有定     |
| C        | 是       |            | 2022-06-01 | 2022-08-30 | 待批     |            |
| D        | 是       |            | 2022-06-29 | 2022-08-30 | 已批准   |            |
| E        |          | 2022-12-31 | 2022-06-01 |            | 已批准   |            |
"""


def test_what_lasts_is_looked_at_again_once_it_was_granted() -> None:
    table_of = rows("extensions", LASTING, "复查")
    found = reviews_of(table_of.values, ON)
    stated = {x["任务编号"]: x["复查"] for x in table(LASTING) if x["复查"]}
    assert {k: str(v) if v else "没有定" for k, v in found.items()} == stated
    granted = rows("extensions", LASTING + "| A | | 2022-12-31 | 2022-06-20 | | 已批准 | |", "复查")
    assert "A" not in reviews_of(granted.values, ON), "a new deadline ends it"


def test_of_two_grants_the_later_row_holds_and_the_first_deadline_stays() -> None:
    plan = planned(
        """
        | 任务编号 | 申请日期   | 现时限     | 申请延至   | 延期理由 | 审批决定 | 批准延至   | 审批人 | 办理状态 |
        | A        | 2022-06-01 | 2022-09-30 | 2022-10-31 | 雨季     | 批准     | 2022-10-31 | 县长   | 待批     |
        | A        | 2022-06-02 | 2022-09-30 | 2022-12-31 | 资金     | 批准     | 2022-12-31 | 县长   | 待批     |
        """
    )
    cells = [(c.column, c.new) for c in plan.writes.cells if c.sheet == "tasks"]
    assert cells == [("due_original", date(2022, 9, 30)), ("due", date(2022, 12, 31))]


days = st.dates(date(2022, 1, 1), date(2023, 12, 31))


@given(days, days, st.none() | days, st.sampled_from(["", " ", "雨季"]), st.booleans())
def test_nobody_gets_a_deadline_that_is_earlier_or_was_asked_for_too_late(
    applied: date, due: date, asked: date | None, why: str, lasts: bool
) -> None:
    wrong = why_not(Application(applied, due, asked, why, open_ended=lasts))
    sound = applied <= due and why.strip() != "" and (lasts or (asked is not None and asked > due))
    assert (wrong is None) == sound
