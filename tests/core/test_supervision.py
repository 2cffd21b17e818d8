"""A task that no rule of lamps fits is named; one that fits is not."""

from datetime import date

import pytest

from taizhang.core.judge.supervision import JudgePast, plan_judging
from tests.support.ledgers import ledger

TASKS = """
| 任务编号 | 任务名称 | 牵头单位 | 完成时限   | 完成进度 |
| T-1      | 修路     | 县教育局 | 2022-12-31 | 0.4      |
"""
ONE = """
| 序号 | 启用 | 规则 | 条件       | 灯色 | 状态 |
| 1    | 是   | 逾期 | 时限逾期天数 > 0 | 红 | 滞后 |
"""
LAST = "| 2    | 是   | 正常 |            | 绿   | 正常 |\n"


@pytest.mark.parametrize(("rules", "codes"), [(ONE, ["L902"]), (ONE + LAST, [])])
def test_a_task_without_a_rule_is_named(rules: str, codes: list[str]) -> None:
    past = JudgePast("2022-06", date(2022, 6, 28), ledger(tasks=TASKS, lamp_rules=rules))
    assert [issue.code for issue in plan_judging(past).issues] == codes
