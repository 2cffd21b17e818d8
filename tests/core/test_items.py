"""Lamps of problems and milestones: each row of the table states the lamp that it must get."""

from collections.abc import Mapping
from datetime import date

import pytest

from taizhang.core.judge.items import rules_of_items
from taizhang.core.judge.supervision import JudgePast, JudgePlan, plan_judging
from taizhang.core.measures.items import ITEMS
from taizhang.core.writes import Change
from tests.support.ledgers import LAYOUT, ledger

ON = date(2022, 6, 28)  # a Tuesday

PROBLEMS = """
| 问题编号 | 问题内容 | 办理环节 | 分办日期   | 交办日期   | 办理时限   | 反馈日期   | 审核日期   | 销号日期   | 退办次数 | 措施   | 环节起日   | 备注 |
| W-01     | 路灯   | 收集     |            |            |            |            |            |            |          |        |            | 灰 未交办 |
| W-02     | 路灯   | 分办     | 2022-06-17 |            |            |            |            |            |          |        |            | 绿 正常 |
| W-03     | 路灯   | 分办     | 2022-06-16 |            |            |            |            |            |          |        |            | 黄 环节逾期 |
| W-04     | 路灯   | 交办     |            | 2022-06-24 | 2022-07-20 |            |            |            |          |        |            | 绿 正常 |
| W-05     | 路灯   | 交办     |            | 2022-06-23 | 2022-07-20 |            |            |            |          |        |            | 黄 环节逾期 |
| W-06     | 路灯   | 办理     |            | 2022-06-01 | 2022-06-27 |            |            |            |          |        |            | 红 逾期 |
| W-07     | 路灯   | 办理     |            | 2022-06-01 | 2022-06-28 |            |            |            |          |        |            | 黄 临近 |
| W-08     | 路灯   | 办理     |            | 2022-06-01 | 2022-07-01 |            |            |            |          |        |            | 黄 临近 |
| W-09     | 路灯   | 办理     |            | 2022-06-01 | 2022-07-02 |            |            |            |          |        |            | 绿 正常 |
| W-10     | 路灯   | 办理     |            | 2022-06-01 | 2022-07-30 |            |            |            | 2        |        |            | 黄 多次退办 |
| W-11     | 路灯   | 反馈     |            | 2022-06-01 | 2022-06-20 | 2022-06-24 |            |            |          |        |            | 浅蓝 待审核 |
| W-12     | 路灯   | 反馈     |            | 2022-06-01 | 2022-06-20 | 2022-06-20 |            |            |          |        |            | 黄 环节逾期 |
| W-13     | 路灯   | 挂账     |            | 2022-06-01 | 2022-06-20 |            |            |            |          | 分期办 |            | 灰 挂账 |
| W-14     | 路灯   | 销号     |            | 2022-06-01 | 2022-06-20 | 2022-06-24 |            | 2022-06-25 |          |        |            | 蓝 已销号 |
| W-15     | 路灯   | 精准交办 |            | 2022-06-01 | 2022-06-20 |            |            |            |          |        |            | 红 逾期 |
| W-16     | 路灯   | 审核     |            | 2022-06-01 | 2022-06-30 | 2022-06-20 | 2022-06-27 |            |          |        |            | 浅蓝 待审核 |
| W-17     | 路灯   | 审核     |            | 2022-06-01 | 2022-06-30 | 2022-06-20 | 2022-06-24 |            |          |        |            | 黄 环节逾期 |
| W-18     | 路灯   | 审核     |            | 2022-06-01 | 2022-06-30 | 2022-06-20 | 2022-06-24 |            |          |        | 2022-06-27 | 浅蓝 待审核 |
| W-19     | 路灯   | 挂账     |            | 2022-06-01 | 2022-07-20 |            |            |            |          | 分期办 | 2022-05-29 | 灰 挂账 |
| W-20     | 路灯   | 挂账     |            | 2022-06-01 | 2022-07-20 |            |            |            |          | 分期办 | 2022-05-28 | 黄 挂账该看 |
| W-21 | 路灯 | 收集 |  |  | 2022-06-20 |  |  |  |  |  |  | 红 逾期 |
| | | | | | | | | | | | | |
"""
TASKS = """
| 任务编号 | 任务名称 | 牵头单位 | 完成时限   | 办理环节 | 完成进度 |
| T-1      | 修路     | 县教育局 | 2022-12-31 | 办理中   | 0.4      |
| T-2      | 架桥     | 县教育局 | 2022-12-31 | 暂缓     | 0.4      |
| T-3      | 种树     | 县教育局 | 2022-12-31 | 已销号   | 1        |
"""
NODES = """
| 任务编号 | 节点序号 | 节点名称 | 计划完成   | 实际完成   | 备注 |
| T-1      | 1        | 招标     | 2022-05-31 | 2022-06-10 | 蓝   |
| T-1      | 2        | 开工     | 2022-06-27 |            | 红   |
| T-1      | 3        | 主体     | 2022-06-28 |            | 黄   |
| T-1      | 4        | 完工     | 2022-07-03 |            | 黄   |
| T-1      | 5        | 验收     | 2022-07-04 |            | 绿   |
| T-2      | 1        | 开工     | 2022-06-01 |            | 灰   |
| T-3      | 1        | 开工     | 2022-06-01 |            | 灰   |
"""
LIMITS = """
| 台账类型 | 办理环节 | 天数 | 怎么算 |
| 其他     | 分办     | 7    |        |
| 其他     | 交办     | 2    |        |
| 其他     | 反馈     | 5    |        |
| 其他     | 审核     | 1    |        |
| 其他     | 挂账     | 30   | 自然日 |
"""


# what lights the tasks: the milestones of one that is over or on leave are at rest
OF_TASKS = """
| 序号 | 启用 | 对象 | 规则   | 条件            | 灯色 | 状态   | 角色 | 依据写法   |
| 1    | 是   |      | 已销号 | 已销号 = 是     | 蓝   | 已销号 | 办结 |            |
| 2    | 是   |      | 暂缓   | 环节角色 = 暂缓 | 灰   | 暂缓   | 暂停 |            |
| 3    | 是   |      | 正常   |                 | 绿   | 正常   | 正常 | 进度{进度} |
"""


def judged(rules: str = OF_TASKS, standings: str = "", on: date = ON) -> JudgePlan:
    tables = ledger(tasks=TASKS, nodes=NODES, problems=PROBLEMS, loop_limits=LIMITS,
                    lamp_rules=rules, standings=standings)  # fmt: skip
    return plan_judging(JudgePast("2022-06", on, tables, shipped=LAYOUT.lamp_rules))


def cells(plan: JudgePlan, sheet: str, column: str) -> Mapping[int | None, str]:
    found: list[Change] = [c for c in plan.writes.cells if (c.sheet, c.column) == (sheet, column)]
    return {c.row: str(c.new) for c in found}


@pytest.mark.parametrize("sheet", ["problems", "nodes"])
def test_each_row_gets_the_lamp_that_it_states(sheet: str) -> None:
    text = {"problems": PROBLEMS, "nodes": NODES}[sheet]
    stated = {
        r.number: str(r["note"]).split(" ")[0]
        for r in ledger(**{sheet: text})[sheet].rows
        if r["note"]
    }
    assert cells(judged(), sheet, "lamp") == stated


def test_each_problem_says_by_which_rule_why_and_what_to_do() -> None:
    plan = judged()
    stated = {
        str(r["problem_id"]): str(r["note"]).split(" ")[1]
        for r in ledger(problems=PROBLEMS)["problems"].rows if r["note"]
    }  # fmt: skip
    found = {i.name: i.rule.removeprefix("问题") for i in plan.items if i.of == "问题"}
    assert all(found[name].startswith(rule) for name, rule in stated.items()), found
    reasons = {i.name: (i.reason, i.remedy) for i in plan.items}
    assert reasons["W-06"] == ("应于2022年6月27日办结，已超期1天，现在“办理”", "反馈办理结果")
    assert reasons["W-03"] == (
        "“分办”应于2022年6月27日前走完，已超过1天",
        "在退回期限内接下，或退回并写明理由",
    )
    assert reasons["W-14"][1] == ""


def test_lamps_of_problems_are_noted_once_a_day_and_closed_ones_once_at_all() -> None:
    first = judged().writes.added["standings"]
    mine = [r for r in first if r["of"] == "问题"]
    assert len(mine) == 21
    head = "| 期次 | 研判日期 | 对象 | 名称 | 灯色 | 角色 | 依据 |\n"
    text = head + "\n".join(
        f"| {r['period']} | {r['judged_on']} | {r['of']} | {r['name']} | {r['lamp']} | {r['role']} | {r['reason']} |"
        for r in mine
    )
    again = [r for r in judged(standings=text).writes.added["standings"] if r["of"] == "问题"]
    assert again == []
    later = judged(standings=text, on=date(2022, 6, 29)).writes.added["standings"]
    assert "W-14" not in {r["name"] for r in later if r["of"] == "问题"}


OWN = """
| 序号 | 启用 | 对象 | 规则     | 条件           | 灯色 | 状态 | 角色 | 依据写法           |
| 1    | 是   |      | 正常     |                | 绿   | 正常 | 正常 | 进度{进度}         |
| 2    | 是   | 问题 | 逾期三天 | 逾期天数 > 3   | 橙   | 晚了 | 滞后 | 晚{逾期天数}天     |
| 3    | 是   | 问题 | 不懂     | 天气 = 好      | 橙   | 晚了 | 滞后 | 晚{逾期天数}天     |
"""


def test_an_office_with_rules_of_its_own_for_problems_has_only_those() -> None:
    plan = judged(OWN)
    lamps = {i.name: i.lamp for i in plan.items if i.of == "问题"}
    assert lamps == {"W-13": "橙", "W-15": "橙", "W-21": "橙"}
    assert {i.of for i in plan.items} == set(ITEMS)  # milestones by the rules that ship
    assert "L901" in {i.code for i in plan.issues}


def test_every_shipped_plan_speaks_of_problems_and_milestones() -> None:
    rules, issues = rules_of_items(ledger()["lamp_rules"], LAYOUT.lamp_rules)
    assert {r.of for r in rules} == set(ITEMS)
    assert not issues
