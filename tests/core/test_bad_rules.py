"""Rules that an office may well write and cannot mean: each is named, and judging goes on."""

from datetime import date
from typing import Any

import pytest

from taizhang.books.layout import load_layout
from taizhang.books.presets import load_presets
from taizhang.core.duty.plan import plan_duty
from taizhang.core.judge.supervision import JudgePast, plan_judging
from tests.core.test_duty import ON, duty, judged
from tests.support.checking import Case, drawn_by
from tests.support.ledgers import ledger
from tests.support.tables import table

LAYOUT = load_layout()
TASK = (
    "| 任务编号 | 任务名称 | 牵头单位 | 开始日期 | 完成时限 | 完成进度 | 督办类别 | 办理环节 |\n"
    "| T-1 | 修路 | 县教育局 | 2022-01-01 | 2022-12-31 | 30% | 重点 | 办理中 |"
)
# the code that 校验 draws in that row, and the lamp that the task has all the same
BAD = """
| 条件                         | 灯色 | 状态     | 角色 | 依据         | 应报 | 亮 |
| 进度 < 80                    | 红   | 滞后     | 滞后 |              | J124 | 绿 |
| 完成比 < 60                  | 红   | 滞后     | 滞后 |              | J124 | 绿 |
| 欠进度比例 > 50              | 红   | 滞后     | 滞后 |              | J124 | 绿 |
| 剩余时间占比 < 30            | 红   | 滞后     | 滞后 |              | J124 | 绿 |
| 序时 > 50                    | 红   | 滞后     | 滞后 |              | J124 | 绿 |
| 进度 < 80%                   | 红   | 滞后     | 滞后 |              |      | 红 |
| 进度 < 0.8                   | 红   | 滞后     | 滞后 |              |      | 红 |
| 完成比 > 150%                | 红   | 滞后     | 滞后 |              |      | 绿 |
| 落后百分点 > 20%             | 红   | 滞后     | 滞后 |              | J124 | 绿 |
| 落后百分点 > 0.2             | 红   | 滞后     | 滞后 |              | J126 | 红 |
| 逾期天数 > 50%               | 红   | 滞后     | 滞后 |              | J124 | 绿 |
| 督办类别 > 3                 | 红   | 滞后     | 滞后 |              | J124 | 绿 |
| 办理环节 >= 2                | 红   | 滞后     | 滞后 |              | J124 | 绿 |
| 逾期天数 = 三天              | 红   | 滞后     | 滞后 |              | J124 | 绿 |
| 逾期天数 > 三天              | 红   | 滞后     | 滞后 |              | L901 | 绿 |
| 逾期天数 > 3天               | 红   | 滞后     | 滞后 |              | L901 | 绿 |
| 进度 > 2022-06-30            | 红   | 滞后     | 滞后 |              | L901 | 绿 |
| 完成时限 > 2022年6月30日     | 红   | 滞后     | 滞后 |              | L901 | 绿 |
| 逾期天数 > nan               | 红   | 滞后     | 滞后 |              | L901 | 绿 |
| 进度 < inf                   | 红   | 滞后     | 滞后 |              | L901 | 绿 |
| 10 < 逾期天数 < 20           | 红   | 滞后     | 滞后 |              | L901 | 绿 |
| (逾期天数 > 0)               | 红   | 滞后     | 滞后 |              | L901 | 绿 |
| 逾期天数 > 0 且              | 红   | 滞后     | 滞后 |              | L901 | 绿 |
| 逾期天数 > 0，进度 < 50%     | 红   | 滞后     | 滞后 |              | L901 | 绿 |
| 逾期天数 > 距时限天数        | 红   | 滞后     | 滞后 |              | L901 | 绿 |
| 天气 = 雨                    | 红   | 滞后     | 滞后 |              | L901 | 绿 |
| 督办类别 = 重要              | 红   | 滞后     | 滞后 |              | J112 | 绿 |
| 连续黄牌期数 >= 2            | 红   | 滞后     | 滞后 |              | J112 | 绿 |
| 连续预警期数 >= 2            | 红   | 滞后     | 滞后 |              |      | 绿 |
| 连续未报期数 >= 0            | 红   | 滞后     | 滞后 |              | J125 | 红 |
| 进度 >= 0                    | 红   | 滞后     | 滞后 |              | J125 | 红 |
| 进度 < 0                     | 红   | 滞后     | 滞后 |              | J108 | 绿 |
| 组内名次 <= 0                | 红   | 滞后     | 滞后 |              | J108 | 绿 |
| 进度 > 80% 且 进度 < 20%     | 红   | 滞后     | 滞后 |              | J108 | 绿 |
| 进度 < 50%                   |      | 滞后     | 滞后 |              | J107 | 绿 |
| 进度 < 50%                   | 红   |          | 滞后 |              | J127 | 绿 |
| 进度 < 50%                   | 红   | 特别滞后 |      |              | J101 | 红 |
| 进度 < 50%                   | 红灯 | 滞后     | 滞后 |              | L501 | 红灯 |
| 进度 < 50%                   | 红   | 滞后     | 落后 |              | L501 | 红 |
| 进度 < 50%                   | 红   | 滞后     | 滞后 | 超期{逾期}天 | J113 | 红 |
| 进度 < 50%                   | 红   | 滞后     | 滞后 | 只到{进度    | J113 | 红 |
| 进度 < 50%                   | 红   | 滞后     | 滞后 | 只到{0}      | J113 | 红 |
"""


@pytest.mark.parametrize("line", table(BAD), ids=lambda r: "".join(r.values()).replace(" ", ""))
def test_a_bad_rule_is_named_in_its_row_and_judging_goes_on(line: dict[str, str]) -> None:
    own = [line[k] for k in ("条件", "灯色", "状态", "角色", "依据")]
    heads = "| 序号 | 启用 | 规则 | 条件 | 灯色 | 状态 | 角色 | 依据写法 |"
    last = "| 2 | 是 | 其余 | {} | 绿 | 正常 | 正常 | 正常 |"
    shown = [word or "（空）" if at in {1, 2} else word for at, word in enumerate(own)]
    checked = [heads, f"| 1 | 是 | 坏规则 | {' | '.join(shown)} |", last.format("（空）")]
    drawn = drawn_by(Case("bad", {"lamp_rules": "\n".join(checked)}))
    here = [i for i in drawn if i.place.sheet == "亮灯规则" and i.place.row == 3]
    assert [i.code for i in here] == line["应报"].split()
    assert all(i.hint for i in here)
    asked = [heads, f"| 1 | 是 | 坏规则 | {' | '.join(own)} |", last.format("")]
    tables = ledger(tasks=TASK, lamp_rules="\n".join(asked))
    made = plan_judging(JudgePast("2022-06", date(2022, 6, 28), tables, shipped=LAYOUT.lamp_rules))
    assert [j.lamp.lamp for j in made.judged if j.lamp] == [line["亮"]]


def test_two_rules_of_one_name_are_told_apart() -> None:
    text = "| 规则 | 条件 |\n| 逾期 | 逾期天数 > 9 |\n| 逾期 | 落后百分点 > 9 |\n| 其余 | （空） |"
    drawn = drawn_by(Case("twice", {"lamp_rules": text}))
    assert [(i.code, i.place.row) for i in drawn if i.code == "J128"] == [("J128", 4)]


STEPS = """
| 触发     | 前件   | 状态 | 期数 | 动作           | 整改 | 回复 | 应报 | 建议        |
| 灯色     |        | 滞后 | -1   | 督办单         | 5    |      | D105 |             |
| 灯色     |        | 滞后 | 2.5  | 督办单         | 5    |      | D105 |             |
| 灯色     |        | 滞后 | 1    | 督办单         | -5   |      | D108 | 督办单      |
| 灯色     |        | 滞后 | 1    | 督办单         | 0.5  |      | D108 | 督办单      |
| 灯色     |        | 滞后 | 1    | 督办单         | 5    | -3   | D108 | 督办单      |
| 灯色     |        | 滞后 | 1    | 督办单、督办单 | 5    |      |      | 督办单      |
| 灯色     |        | 滞后 | 1    | 督办单，约谈   | 5    |      |      | 督办单 约谈 |
| 单位灯色 |        |      | 1    | 督办单         | 5    |      | D103 |             |
| 节点灯色 |        |      | 1    | 督办单         | 5    |      | D103 |             |
| 临期     |        |      | -3   | 提醒           |      |      | D105 |             |
| 未回复   | 督办单 |      | 1    | 督办单         |      |      | D106 |             |
| 下雨     |        |      | 1    | 督办单         |      |      | D101 |             |
"""


@pytest.mark.parametrize("line", table(STEPS), ids=lambda r: "".join(r.values()).replace(" ", ""))
def test_a_bad_step_is_named_in_its_row_and_proposing_goes_on(line: dict[str, str]) -> None:
    own = [line[k] for k in ("触发", "前件", "状态", "期数", "动作", "整改", "回复")]
    rules = (
        "| 序号 | 启用 | 触发 | 前件 | 状态 | 连续期数 | 督办动作 | 整改天数 | 回复天数 |\n"
        f"| 1 | 是 | {' | '.join(own)} |"
    )
    made = plan_duty(duty("常规", ON, judgements=judged("红"), supervise_rules=rules))
    assert [i.code for i in made.issues if i.place.row] == line["应报"].split()
    assert " ".join(str(r["supervision"]) for r in made.proposals.rows) == line["建议"]


PRESETS: dict[str, list[dict[str, Any]]] = {
    name: [dict(row) for row in preset.rules] for name, preset in load_presets().items()
}


@pytest.mark.parametrize("name", PRESETS)
def test_no_rule_that_ships_is_called_bad(name: str) -> None:
    keys = {"of": "对象", "rule": "规则", "condition": "条件", "lamp": "灯色", "state": "状态",
            "role": "角色", "reason": "依据写法"}  # fmt: skip
    lines = [f"| {' | '.join(keys.values())} |"]
    for row in PRESETS[name]:
        cells = [str(row.get(k, "")) or ("（空）" if k == "condition" else "") for k in keys]
        lines.append(f"| {' | '.join(cells)} |")
    drawn = drawn_by(Case(name, {"lamp_rules": "\n".join(lines)}))
    bad = {"J107", "J108", "J113", "J124", "J125", "J126", "J127", "J128", "L901", "L501"}
    assert [str(i) for i in drawn if i.place.sheet == "亮灯规则" and i.code in bad] == []
