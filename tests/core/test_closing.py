"""销号审核: each row of 销号记录 says what it becomes and which codes it draws."""

from datetime import date

import pytest

from taizhang.core.closing.plan import ClosingPast, ClosingPlan, plan_closing
from taizhang.core.submission import Value
from tests.support.ledgers import ledger, rows
from tests.support.tables import table

ON = date(2022, 6, 28)
TASKS = """
| 任务编号 | 任务名称 | 牵头单位 | 完成进度 | 办理环节 | 立行立改 | 销号日期   | 佐证材料 |
| A        | 修路     | 县交通局 | 1        | 申请销号 |          |            | 验收单   |
| B        | 架桥     | 县交通局 | 0.5      | 申请销号 |          |            |          |
| C        | 植树     | 县林业局 | 1        | 办理中   |          |            |          |
| D        | 清淤     | 县水务局 | 1        | 办理中   | 是       |            |          |
| E        | 护坡     | 县水务局 | 1        | 已销号   |          | 2022-05-31 |          |
| F        | 绿化     | 县林业局 |          | 申请销号 |          |            |          |
"""


def planned(closings: str = "", tasks: str = TASKS, days: int = 0, on: date = ON) -> ClosingPlan:
    tables = dict(ledger(tasks=tasks)) | {"closings": rows("closings", closings, "变成", "码")}
    return plan_closing(ClosingPast(tables, on, days))


def changes(plan: ClosingPlan, sheet: str) -> dict[tuple[tuple[str, ...], str], Value]:
    return {(c.key, c.column): c.new for c in plan.writes.cells if c.sheet == sheet}


def test_applications_become_rows_and_an_unfinished_one_is_named() -> None:
    plan = planned()
    added = {str(r["task_id"]): r for r in plan.writes.added["closings"]}
    assert set(added) == {"A", "D", "F"}
    assert {k: r["event"] for k, r in added.items()} == {
        "A": "申请销号", "D": "立行立改", "F": "申请销号",
    }  # fmt: skip
    assert all(r["standing"] == "待核查" and r["round"] == 1.0 for r in added.values())
    assert added["A"]["evidence"] == "验收单"
    [issue] = plan.issues
    assert issue.code == "C101"
    assert "50%" in issue.message


ROWS = """
| 任务编号 | 轮次 | 事项 | 申请日期 | 核查人 | 核查日期 | 核查方式 | 审核决定 | 补充整改要求 | 公示起 | 公示止 | 办理状态 | 销号日期 | 变成 | 码 |
| A | 1 | 申请销号 | 2022-06-01 |      |            |          |          |          |            |            | 待核查 |            | 待核查 |      |
| A | 1 | 申请销号 | 2022-06-01 | 李科 | 2022-06-10 | 现场核查 |          |          |            |            | 待核查 |            | 已核查 |      |
| A | 1 | 申请销号 | 2022-06-01 | 李科 |            |          |          |          |            |            | 待核查 |            | 待核查 |      |
| A | 1 | 申请销号 | 2022-06-01 | 李科 | 2022-06-10 | 现场核查 | 同意销号 |          |            |            | 待核查 |            | 已销号 |      |
| A | 1 | 申请销号 | 2022-06-01 | 李科 | 2022-06-10 |          | 同意销号 |          |            |            | 待核查 |            | 待核查 | C102 |
| A | 1 | 申请销号 | 2022-06-01 |      |            |          | 同意销号 |          |            |            | 待核查 |            | 待核查 | C102 |
| A | 1 | 申请销号 | 2022-06-01 | 李科 | 2022-05-10 | 现场核查 | 同意销号 |          |            |            | 待核查 |            | 待核查 | C106 |
| A | 1 | 申请销号 | 2022-06-01 | 李科 | 2022-07-10 | 现场核查 | 同意销号 |          |            |            | 待核查 |            | 待核查 | S110 |
| A | 1 | 申请销号 | 2022-06-01 | 李科 | 2022-06-10 | 现场核查 | 同意销号 |          |            |            | 待核查 | 2022-06-05 | 待核查 | C106 |
| A | 1 | 申请销号 | 2022-06-01 | 李科 | 2022-06-10 | 现场核查 | 同意销号 |          |            |            | 待核查 | 2022-07-05 | 待核查 | S110 |
| A | 1 | 申请销号 | 2022-06-01 | 李科 | 2022-06-10 | 现场核查 | 退回     |          |            |            | 待核查 |            | 待核查 | C103 |
| A | 1 | 申请销号 | 2022-06-01 |      |            |          | 退回     | 补拍照片 |            |            | 待核查 |            | 已退回 |      |
| A | 1 | 申请销号 | 2022-06-01 | 李科 | 2022-06-10 | 现场核查 | 公示     |          |            |            | 待核查 |            | 公示中 |      |
| A | 1 | 申请销号 | 2022-06-01 |      |            |          | 公示     |          |            |            | 待核查 |            | 待核查 | C102 |
| A | 1 | 申请销号 | 2022-06-01 | 李科 | 2022-06-10 | 现场核查 | 公示     |          | 2022-06-20 | 2022-06-15 | 待核查 |            | 待核查 | C106 |
| A | 1 | 申请销号 | 2022-06-01 | 李科 | 2022-06-10 | 现场核查 | 同意销号 |          | 2022-06-20 | 2022-06-27 | 公示中 |            | 已销号 |      |
| A | 1 | 申请销号 | 2022-06-01 | 李科 | 2022-06-10 | 现场核查 | 同意销号 |          | 2022-06-20 | 2022-06-28 | 公示中 |            | 公示中 | C104 |
| A | 1 | 申请销号 | 2022-06-01 | 李科 | 2022-06-10 | 现场核查 | 公示     |          | 2022-06-20 | 2022-06-28 | 公示中 |            | 公示中 |      |
| A | 1 | 申请销号 | 2022-06-01 | 李科 | 2022-06-10 | 现场核查 | 行       |          |            |            | 待核查 |            | 待核查 | C112 |
| B | 1 | 申请销号 | 2022-06-01 | 李科 | 2022-06-10 | 现场核查 | 同意销号 |          |            |            | 待核查 |            | 待核查 | C101 |
| C | 1 | 申请销号 | 2022-06-01 |      |            |          |          |          |            |            | 待核查 |            | 已撤回 |      |
| C | 1 | 申请销号 | 2022-06-01 | 李科 | 2022-06-10 | 现场核查 | 同意销号 |          |            |            | 公示中 |            | 已撤回 | C107 |
| D | 1 | 立行立改 | 2022-06-01 |      |            |          | 同意销号 |          |            |            | 待核查 |            | 已销号 |      |
| C | 1 | 立行立改 | 2022-06-01 |      |            |          | 同意销号 |          |            |            | 待核查 |            | 已撤回 | C107 |
| F | 1 | 申请销号 | 2022-06-01 | 李科 | 2022-06-10 | 现场核查 | 同意销号 |          |            |            | 待核查 |            | 已销号 |      |
| Z | 1 | 申请销号 | 2022-06-01 | 李科 | 2022-06-10 | 现场核查 | 同意销号 |          |            |            | 待核查 |            | 待核查 | C119 |
| C |   |          |            |      |            |          |          |          |            |            |        |            | 待核查 |      |
| B |   |          |            |      |            |          |          |          |            |            |        |            |        | C101 |
| E |   |          |            |      |            |          |          |          |            |            |        |            |        | C109 |
"""
HEADS = ROWS.strip().splitlines()[0]


@pytest.mark.parametrize("line", ROWS.strip().splitlines()[1:])
def test_a_decision_is_carried_out_or_named(line: str) -> None:
    text = f"{HEADS}\n{line}"
    [wanted] = table(text)
    plan = planned(text)
    became = next(
        (str(c.new) for c in plan.writes.cells if (c.sheet, c.column) == ("closings", "standing")),
        wanted["办理状态"],
    )
    assert became == wanted["变成"]
    own = [i.code for i in plan.issues if i.place.sheet == "销号记录"]
    assert own == wanted["码"].split()


ACCEPTED = """
| 自验   | 核验   | 验收   | 变成   | 码   |
| 通过   | 通过   | 通过   | 已销号 |      |
| 通过   | 通过   |        | 待核查 | C193 |
| 通过   | 不通过 | 通过   | 待核查 | C193 |
|        |        |        | 待核查 | C193 |
"""


@pytest.mark.parametrize("line", table(ACCEPTED))
def test_every_level_accepts_before_a_task_is_closed(line: dict[str, str]) -> None:
    levels = ("自验", "核验", "验收")
    lines = [f"| A | 1 | {level} | {line[level]} |" for level in levels if line[level]]
    text = "\n".join(["| 任务编号 | 轮次 | 级次 | 验收结论 |", *lines])
    tables = dict(ledger(tasks=TASKS, acceptances=text))
    tables["closings"] = rows("closings", f"{HEADS}\n{ROWS.strip().splitlines()[4]}", "变成", "码")
    plan = plan_closing(ClosingPast(tables, ON, levels=levels))
    became = changes(plan, "closings").get((("A", "1"), "standing"), "待核查")
    assert became == line["变成"]
    assert [i.code for i in plan.issues if i.place.sheet == "销号记录"] == line["码"].split()


def test_closing_moves_the_ledger_and_keeps_the_figures() -> None:
    plan = planned(HEADS + "\n" + ROWS.strip().splitlines()[4])
    done = changes(plan, "tasks")
    assert done[("A",), "stage"] == "已销号"
    assert done[("A",), "closed"] == ON
    record = changes(plan, "closings")
    assert record[("A", "1"), "progress"] == 1.0
    assert record[("A", "1"), "closed"] == ON


def test_a_publicity_runs_as_long_as_the_office_says() -> None:
    line = ROWS.strip().splitlines()[13]
    to = changes(planned(f"{HEADS}\n{line}", days=10), "closings")[("A", "1"), "public_to"]
    assert to == date(2022, 7, 7)
    to = changes(planned(f"{HEADS}\n{line}"), "closings")[("A", "1"), "public_to"]
    assert to == date(2022, 7, 4)


def test_where_publicity_is_asked_for_nothing_is_closed_without_it() -> None:
    plan = planned(HEADS + "\n" + ROWS.strip().splitlines()[4], days=7)
    assert [i.code for i in plan.issues if i.place.sheet == "销号记录"] == ["C105"]
    assert plan.closed == []


RESTART = """
| 任务编号 | 轮次 | 办理状态 | 销号日期   | 重启 | 重启原因 | 重启依据 | 变成   | 码   |
| E        | 1    | 已销号   | 2022-05-31 | 是   | 反弹     | 督查组   | 已重启 | C120 |
| E        | 1    | 已销号   | 2022-05-31 | 是   |          | 督查组   |        | C108 |
| E        | 1    | 已销号   | 2022-05-31 | 是   | 反弹     |          |        | C108 |
| E        | 1    | 已退回   |            | 是   | 反弹     | 督查组   |        | C109 |
| E        | 1    | 已重启   | 2022-05-31 | 是   | 反弹     | 督查组   |        |      |
"""


@pytest.mark.parametrize("line", RESTART.strip().splitlines()[1:])
def test_a_closed_task_is_taken_up_again_with_reason_and_basis(line: str) -> None:
    text = RESTART.strip().splitlines()[0] + "\n" + line
    [wanted] = table(text)
    plan = planned(text, TASKS.replace("| A        ", "| X        ").replace("申请销号", "办理中"))
    done = changes(plan, "closings")
    assert done.get((("E", "1"), "standing"), "") == wanted["变成"]
    assert [i.code for i in plan.issues] == wanted["码"].split()
    if wanted["变成"]:
        assert changes(plan, "tasks") == {(("E",), "stage"): "办理中", (("E",), "closed"): ""}


def test_the_next_application_is_a_new_round() -> None:
    text = """
    | 任务编号 | 轮次 | 办理状态 |
    | A        | 1    | 已退回   |
    | A        | 2    | 已重启   |
    """
    [row] = [r for r in planned(text).writes.added["closings"] if r["task_id"] == "A"]
    assert row["round"] == 3.0


def test_what_may_close_at_once_is_not_proposed_again_after_it_was_sent_back() -> None:
    text = "| 任务编号 | 轮次 | 办理状态 |\n| D | 1 | 已退回 |"
    assert "D" not in {r["task_id"] for r in planned(text).writes.added["closings"]}
