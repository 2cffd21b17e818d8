"""Published rule sets: each row is a task on a day, both sides of every bound that was published.

Tasks run from 2022-01-01 to 2022-04-10, 100 days; on 2022-02-19 half of them have passed. `事实` adds
what else the row states: 节点=名@计划日, 上期=灯色, 落后期=n, 督办过期=日, 人工=灯色, 名次=n/家数,
均值=share, 同比=share, 计划=share, 未报=是, 完成=日, 销号=日, 开始=日, 时限=日, 补=是.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from taizhang.books.presets import DEFAULT, load_presets
from taizhang.core.issues import Place
from taizhang.core.judge.lamps import Judgement, LampRule, judge, read_rules
from taizhang.core.judge.presets import rule_rows
from taizhang.core.judge.standings import standing
from taizhang.core.measures.facts import BEHIND, LampContext, Ruling, TaskState, facts_of
from taizhang.core.measures.groups import LEADER, TASK, UNIT, LampGroup
from taizhang.core.measures.pace import BY_PLAN, PlannedNode, PlannedPeriod
from taizhang.core.roles import BURNING, StateRole
from tests.support.tables import day, number, table

PRESETS = load_presets()
SCOPES = (TASK, UNIT, LEADER)
START, DUE, HALF = date(2022, 1, 1), date(2022, 4, 10), date(2022, 2, 19)


def rules_of(name: str) -> list[LampRule]:
    rules, issues = read_rules(rule_rows(PRESETS[name].rules), Place(), SCOPES)
    assert issues == []
    return rules


RULES = {name: rules_of(name) for name in PRESETS}

Given = Callable[[TaskState, str], TaskState]


def _node(state: TaskState, text: str) -> TaskState:
    name, _, planned = text.partition("@")
    when = day(planned)
    assert when is not None
    return replace(state, nodes=(*state.nodes, PlannedNode(name, when)))


def _rank(state: TaskState, text: str) -> TaskState:
    place, _, of = text.partition("/")
    return replace(state, around=replace(state.around, rank=(int(place), int(of))))


def _figures(text: str) -> Any:
    """Figures with strokes between them; nothing stands for one that nobody has written."""
    return tuple(float(n) if n else None for n in text.split("/"))


def _planned(state: TaskState, text: str) -> TaskState:
    share = float(text)
    return replace(state, pace=BY_PLAN, curve=(PlannedPeriod(START, HALF, share),))


GIVEN: Mapping[str, Given] = {
    "节点": _node,
    "上期": lambda s, t: replace(s, before_lamp=t),
    "落后期": lambda s, t: replace(s, streaks={BEHIND: int(t)}),
    "督办过期": lambda s, t: replace(s, reply_due=day(t)),
    "人工": lambda s, t: replace(s, ruling=Ruling("研判", t, "会商认为难以完成", "分管副县长")),
    "名次": _rank,
    "均值": lambda s, t: replace(s, around=replace(s.around, mean=float(t))),
    "同比": lambda s, t: replace(s, around=replace(s.around, growth=(None, float(t)))),
    "计划": _planned,
    "未报": lambda s, _: replace(s, missed=("2022-02",)),
    "完成": lambda s, t: replace(s, finished=day(t)),
    "销号": lambda s, t: replace(s, closed=day(t)),
    "开始": lambda s, t: replace(s, start=day(t)),
    "时限": lambda s, t: replace(s, due=day(t)),
    "补": lambda s, _: replace(s, made_up=True),
    "环节": lambda s, t: replace(s, stage=t),
    "目标": lambda s, t: replace(
        s, **dict(zip(("target", "stretch", "actual"), _figures(t), strict=True))
    ),
    "位次": lambda s, t: replace(s, places=_figures(t)),
}


def state_of(row: Mapping[str, str]) -> TaskState:
    progress = number(row["进度"])
    assert isinstance(progress, float)
    state = TaskState(
        "2022-001", stage="办理中", start=START, due=DUE, progress=progress, period="2022-02"
    )
    for given in row["事实"].split():
        name, _, text = given.partition("=")
        state = GIVEN[name](state, text)
    return state


ROWS = """
| 方案                       | 进度  | 研判日     | 事实                                | 灯   | 规则                 |
|----------------------------|-------|------------|-------------------------------------|------|----------------------|
| 百分点法（10、30）         | 41%   | 2022-02-19 |                                     | 绿   | 正常                 |
| 百分点法（10、30）         | 40%   | 2022-02-19 |                                     | 黄   | 落后10至30个百分点   |
| 百分点法（10、30）         | 20%   | 2022-02-19 |                                     | 黄   | 落后10至30个百分点   |
| 百分点法（10、30）         | 19.9% | 2022-02-19 |                                     | 红   | 落后超过30个百分点   |
| 百分点法（10、30）         | 40%   | 2022-02-19 | 落后期=1                            | 黄   | 落后10至30个百分点   |
| 百分点法（10、30）         | 40%   | 2022-02-19 | 落后期=2                            | 红   | 连续三期落后         |
| 百分点法（10、30）         | 41%   | 2022-02-19 | 落后期=2                            | 绿   | 正常                 |
| 百分点法（10、30）         | 50%   | 2022-02-19 | 节点=入库@2022-01-19                | 绿   | 正常                 |
| 百分点法（10、30）         | 50%   | 2022-02-19 | 节点=入库@2022-01-18                | 黄   | 入库逾期一个月       |
| 百分点法（10、30）         | 50%   | 2022-03-18 | 节点=入库@2022-01-18                | 黄   | 入库逾期一个月       |
| 百分点法（10、30）         | 70%   | 2022-03-19 | 节点=入库@2022-01-18                | 红   | 入库逾期两个月       |
| 百分点法（10、30）         | 0%    | 2022-02-28 | 开始=2022-02-20 时限=2022-12-31     | 绿   | 正常                 |
| 百分点法（10、30）         | 0%    | 2022-03-01 | 开始=2022-02-20 时限=2022-12-31     | 黄   | 未按计划月份开工     |
| 百分点法（10、30）         | 1%    | 2022-03-01 | 开始=2022-02-20 时限=2022-12-31     | 绿   | 正常                 |
| 百分点法（10、30）         | 0%    | 2022-05-01 | 开始=2022-02-20 时限=2024-12-31 落后期=2 | 红 | 连续三期落后      |
| 完成比法（80%、60%）       | 40%   | 2022-02-19 |                                     | 绿   | 正常                 |
| 完成比法（80%、60%）       | 39.9% | 2022-02-19 |                                     | 黄   | 完成比低于80%        |
| 完成比法（80%、60%）       | 30%   | 2022-02-19 |                                     | 黄   | 完成比低于80%        |
| 完成比法（80%、60%）       | 29.9% | 2022-02-19 |                                     | 红   | 完成比低于60%        |
| 欠进度法（50%）            | 50%   | 2022-02-19 |                                     | 绿   | 正常                 |
| 欠进度法（50%）            | 49.9% | 2022-02-19 |                                     | 黄   | 欠进度50%以内        |
| 欠进度法（50%）            | 25%   | 2022-02-19 |                                     | 黄   | 欠进度50%以内        |
| 欠进度法（50%）            | 24.9% | 2022-02-19 |                                     | 红   | 欠进度超过50%        |
| 专债支出法（30%）          | 50%   | 2022-02-19 |                                     | 绿   | 正常                 |
| 专债支出法（30%）          | 35%   | 2022-02-19 |                                     | 黄   | 少支出30%以内        |
| 专债支出法（30%）          | 34.9% | 2022-02-19 |                                     | 红   | 少支出超过30%        |
| 专债支出法（30%）          | 20%   | 2022-02-19 | 计划=0.2                            | 绿   | 正常                 |
| 专债支出法（30%）          | 13%   | 2022-02-19 | 计划=0.2                            | 红   | 少支出超过30%        |
| 投资计划法（计划、平均、增速） | 50% | 2022-02-19 | 均值=1.0 同比=0                     | 绿   | 正常                 |
| 投资计划法（计划、平均、增速） | 50% | 2022-02-19 | 均值=1.0 同比=-0.001                | 红   | 同比下降             |
| 投资计划法（计划、平均、增速） | 49% | 2022-02-19 | 均值=0.5 同比=0.1                   | 黄   | 低于计划             |
| 投资计划法（计划、平均、增速） | 50% | 2022-02-19 | 均值=1.1 同比=0.1                   | 黄   | 低于平均             |
| 研判牌（蓝签、黄牌、红灯） | 10%   | 2022-02-19 |                                     | 蓝   | 按时推进             |
| 研判牌（蓝签、黄牌、红灯） | 10%   | 2022-02-19 | 节点=开工@2022-02-18                | 黄   | 晚于计划             |
| 研判牌（蓝签、黄牌、红灯） | 10%   | 2022-02-19 | 人工=红 节点=开工@2022-02-18        | 红   | 研判红灯             |
| 研判牌（蓝签、黄牌、红灯） | 10%   | 2022-02-19 | 人工=黄                             | 黄   | 研判黄牌             |
| 督查单逐级（蓝、橙、红）   | 90%   | 2022-04-10 |                                     | 绿   | 正常                 |
| 督查单逐级（蓝、橙、红）   | 90%   | 2022-04-11 |                                     | 蓝   | 提醒蓝单             |
| 督查单逐级（蓝、橙、红）   | 90%   | 2022-05-01 | 上期=蓝 督办过期=2022-05-01         | 蓝   | 提醒蓝单             |
| 督查单逐级（蓝、橙、红）   | 90%   | 2022-05-01 | 上期=蓝 督办过期=2022-04-30         | 橙   | 警告橙单             |
| 督查单逐级（蓝、橙、红）   | 90%   | 2022-05-01 | 上期=橙                             | 橙   | 橙单还没有落实       |
| 督查单逐级（蓝、橙、红）   | 90%   | 2022-05-01 | 上期=橙 督办过期=2022-04-30         | 红   | 限期红单             |
| 督查单逐级（蓝、橙、红）   | 90%   | 2022-05-01 | 上期=红                             | 红   | 红单还没有落实       |
| 督查单逐级（蓝、橙、红）   | 90%   | 2022-02-19 | 人工=蓝                             | 蓝   | 研判蓝单             |
| 督查单逐级（蓝、橙、红）   | 90%   | 2022-02-19 | 人工=橙                             | 橙   | 研判橙单             |
| 督查单逐级（蓝、橙、红）   | 90%   | 2022-02-19 | 人工=红                             | 红   | 研判红单             |
| 临近蓝、落后黄、逾期红     | 100%  | 2022-04-11 |                                     | 浅蓝 | 完成待销号           |
| 临近蓝、落后黄、逾期红     | 99%   | 2022-04-11 |                                     | 红   | 逾期                 |
| 临近蓝、落后黄、逾期红     | 49.9% | 2022-02-19 |                                     | 黄   | 进度落后             |
| 临近蓝、落后黄、逾期红     | 50%   | 2022-02-19 |                                     | 绿   | 正常                 |
| 临近蓝、落后黄、逾期红     | 95%   | 2022-03-31 |                                     | 蓝   | 临近时限             |
| 临近蓝、落后黄、逾期红     | 95%   | 2022-03-30 |                                     | 绿   | 正常                 |
| 临近蓝、落后黄、逾期红     | 60%   | 2022-02-19 | 人工=黄                             | 黄   | 质量不好             |
| 剩余时间法（30%、15%）     | 10%   | 2022-03-10 | 未报=是                             | 绿   | 正常                 |
| 剩余时间法（30%、15%）     | 10%   | 2022-03-11 | 未报=是                             | 黄   | 剩30%的时间没有报    |
| 剩余时间法（30%、15%）     | 10%   | 2022-03-11 |                                     | 绿   | 正常                 |
| 剩余时间法（30%、15%）     | 10%   | 2022-03-25 |                                     | 绿   | 正常                 |
| 剩余时间法（30%、15%）     | 10%   | 2022-03-26 |                                     | 橙   | 剩15%的时间          |
| 剩余时间法（30%、15%）     | 10%   | 2022-03-11 | 上期=黄 督办过期=2022-03-10         | 橙   | 黄灯没有回应         |
| 剩余时间法（30%、15%）     | 10%   | 2022-04-10 |                                     | 橙   | 剩15%的时间          |
| 剩余时间法（30%、15%）     | 10%   | 2022-04-11 |                                     | 红   | 逾期                 |
| 立项时长法（1个月、2个月） | 10%   | 2022-02-01 |                                     | 蓝   | 一个月以内           |
| 立项时长法（1个月、2个月） | 10%   | 2022-02-02 |                                     | 黄   | 超过一个月           |
| 立项时长法（1个月、2个月） | 10%   | 2022-03-01 |                                     | 黄   | 超过一个月           |
| 立项时长法（1个月、2个月） | 10%   | 2022-03-02 |                                     | 红   | 超过两个月           |
| 立项时长法（1个月、2个月） | 10%   | 2022-01-16 | 时限=2022-01-20                     | 蓝   | 一个月以内           |
| 立项时长法（1个月、2个月） | 10%   | 2022-01-17 | 时限=2022-01-20                     | 黄   | 距时限3天            |
| 立项时长法（1个月、2个月） | 10%   | 2022-01-21 | 时限=2022-01-20                     | 红   | 逾期                 |
| 四色法（超前蓝、出错黄、滞后红） | 50% | 2022-02-19 |                                  | 绿   | 正常                 |
| 四色法（超前蓝、出错黄、滞后红） | 50.1% | 2022-02-19 |                                | 蓝   | 超前                 |
| 四色法（超前蓝、出错黄、滞后红） | 49.9% | 2022-02-19 |                                | 红   | 滞后                 |
| 四色法（超前蓝、出错黄、滞后红） | 60% | 2022-02-19 | 人工=黄                          | 黄   | 出错                 |
| 四色法（超前蓝、出错黄、滞后红） | 100% | 2022-05-01 | 完成=2022-04-09 销号=2022-05-01 | 蓝   | 已销号               |
| 四色法（超前蓝、出错黄、滞后红） | 100% | 2022-05-01 | 完成=2022-04-10 销号=2022-05-01 | 绿   | 准时销号             |
| 四色法（超前蓝、出错黄、滞后红） | 100% | 2022-05-01 | 完成=2022-04-11 销号=2022-05-01 | 红   | 延迟销号             |
| 按月达标（补完成转黄）     | 30%   | 2022-02-19 | 计划=0.3                            | 绿   | 达标                 |
| 按月达标（补完成转黄）     | 29.9% | 2022-02-19 | 计划=0.3                            | 红   | 没有达标             |
| 按月达标（补完成转黄）     | 30%   | 2022-02-19 | 计划=0.3 补=是                      | 黄   | 补完成               |
| 三方认定（绿办结、蓝推进） | 10%   | 2022-02-19 |                                     | 蓝   | 按计划推进           |
| 三方认定（绿办结、蓝推进） | 10%   | 2022-02-19 | 人工=黄                             | 黄   | 可能办成             |
| 三方认定（绿办结、蓝推进） | 10%   | 2022-02-19 | 人工=红                             | 红   | 受阻                 |
| 三方认定（绿办结、蓝推进） | 100%  | 2022-02-19 | 销号=2022-02-18                     | 绿   | 已销号               |
| 达标与名次（组内后三红）   | 50%   | 2022-02-19 | 名次=10/10                          | 绿   | 正常                 |
| 达标与名次（组内后三红）   | 49%   | 2022-02-19 | 名次=7/10                           | 黄   | 未达标               |
| 达标与名次（组内后三红）   | 49%   | 2022-02-19 | 名次=8/10                           | 红   | 未达标且排后三       |
| 节点红灯法                 | 10%   | 2022-02-19 | 节点=开工@2022-02-19                | 绿   | 正常                 |
| 节点红灯法                 | 10%   | 2022-02-19 | 节点=开工@2022-02-18                | 红   | 节点逾期             |
| 节点红灯法                 | 10%   | 2022-04-11 |                                     | 红   | 时限逾期             |
| 工期延误法（7天、15天）    | 50%   | 2022-02-19 |                                     | 绿   | 正常                 |
| 工期延误法（7天、15天）    | 49%   | 2022-02-19 |                                     | 黄   | 落后7天以内          |
| 工期延误法（7天、15天）    | 43%   | 2022-02-19 |                                     | 黄   | 落后7天以内          |
| 工期延误法（7天、15天）    | 42%   | 2022-02-19 |                                     | 橙   | 落后7至15天          |
| 工期延误法（7天、15天）    | 36%   | 2022-02-19 |                                     | 橙   | 落后7至15天          |
| 工期延误法（7天、15天）    | 35%   | 2022-02-19 |                                     | 红   | 落后15天             |
| 工期延误法（7天、15天）    | 99%   | 2022-04-25 |                                     | 红   | 落后15天             |
| 临近黄、落后红             | 50%   | 2022-02-19 |                                     | 绿   | 正常                 |
| 临近黄、落后红             | 49%   | 2022-02-19 |                                     | 红   | 落后                 |
| 临近黄、落后红             | 95%   | 2022-03-31 |                                     | 黄   | 临近时限             |
| 五色进度法（30%起）        | 30%   | 2022-02-19 |                                     | 橙   | 不到60%              |
| 五色进度法（30%起）        | 29.9% | 2022-02-19 |                                     | 红   | 不到30%              |
| 五色进度法（30%起）        | 60%   | 2022-02-19 |                                     | 黄   | 不到90%              |
| 五色进度法（30%起）        | 100%  | 2022-02-19 | 销号=2022-02-18                     | 蓝   | 已销号               |
| 按季评定（蓝好、黄中、红差） | 10% | 2022-02-19 | 人工=蓝                             | 蓝   | 评定为好             |
| 按季评定（蓝好、黄中、红差） | 10% | 2022-02-19 |                                     | 灰   | 还没有评定           |
| 按季评定（蓝好、黄中、红差） | 10% | 2022-02-19 | 人工=黄                             | 黄   | 评定为中             |
| 按季评定（蓝好、黄中、红差） | 10% | 2022-02-19 | 人工=红                             | 红   | 评定为差             |
| 组内名次（蓝激励、黄提醒、红警告） | 50% | 2022-02-19 | 名次=3/20                      | 蓝   | 前三                 |
| 组内名次（蓝激励、黄提醒、红警告） | 50% | 2022-02-19 | 名次=14/20                     | 绿   | 正常                 |
| 组内名次（蓝激励、黄提醒、红警告） | 50% | 2022-02-19 | 名次=15/20                     | 黄   | 倒数第四至第六       |
| 组内名次（蓝激励、黄提醒、红警告） | 50% | 2022-02-19 | 名次=18/20                     | 红   | 后三                 |
| 保底与奋斗（目标、位次）   | 50%   | 2022-02-19 |                                     | 绿   | 正常                 |
| 保底与奋斗（目标、位次）   | 49.9% | 2022-02-19 | 位次=5/5/5                          | 红   | 保底目标落后         |
| 保底与奋斗（目标、位次）   | 50%   | 2022-02-19 | 位次=5/5/7                          | 绿   | 正常                 |
| 保底与奋斗（目标、位次）   | 50%   | 2022-02-19 | 位次=5/6/7                          | 黄   | 没有到位次目标       |
| 保底与奋斗（目标、位次）   | 50%   | 2022-02-19 | 位次=9/6/5                          | 黄   | 位次后移             |
| 保底与奋斗（目标、位次）   | 50%   | 2022-02-19 | 位次=/6/                            | 绿   | 正常                 |
| 保底与奋斗（目标、位次）   | 90%   | 2022-02-19 | 目标=100/120/120 位次=5/6/5         | 蓝   | 达到奋斗目标         |
| 保底与奋斗（目标、位次）   | 90%   | 2022-02-19 | 目标=100/120/119                    | 绿   | 正常                 |
| 办结绿                     | 10%   | 2022-02-19 |                                     | 灰   | 在办                 |
| 办结绿                     | 100%  | 2022-02-19 | 销号=2022-02-18                     | 绿   | 已销号               |
"""


@pytest.mark.parametrize("row", table(ROWS), ids=lambda r: f"{r['方案']}-{r['进度']}-{r['事实']}")
def test_a_published_rule_lights_the_lamp_that_the_row_states(row: dict[str, str]) -> None:
    on = day(row["研判日"])
    assert on is not None
    judged = judge(RULES[row["方案"]], state_of(row), on)
    assert judged is not None
    assert (judged.lamp, judged.rule) == (row["灯"], row["规则"])


def test_every_preset_has_a_row() -> None:
    assert {row["方案"] for row in table(ROWS)} == set(PRESETS) - {DEFAULT}


@pytest.mark.parametrize("name", PRESETS)
def test_every_state_of_a_preset_has_a_role_and_every_reason_its_words(name: str) -> None:
    for rule in RULES[name]:
        assert rule.role is not None
    for row in table(ROWS):
        judged = judge(RULES[name], state_of(row), HALF)
        assert judged is not None
        assert "{" not in judged.reason


# 转绿: what is asked for is done, and then no rule burns


REMEDIES = """
| 方案                     | 进度 | 研判日     | 事实                 | 转绿条件                                           |
|--------------------------|------|------------|----------------------|----------------------------------------------------|
| 节点红灯法               | 10%  | 2022-02-19 | 节点=开工建设@2022-02-18 | 完成节点“开工建设”或获批延期                   |
| 节点红灯法               | 10%  | 2022-04-11 |                      | 完成任务并申请销号，或获批延期                     |
| 百分点法（10、30）       | 15%  | 2022-02-19 |                      | 完成进度达到40.1%（现在15%）                       |
| 完成比法（80%、60%）     | 10%  | 2022-02-19 |                      | 完成进度达到40%（现在10%）                         |
| 欠进度法（50%）          | 10%  | 2022-02-19 |                      | 完成进度达到50%（现在10%）                         |
| 剩余时间法（30%、15%）   | 10%  | 2022-03-11 | 未报=是              | 补报2022年2月                                        |
| 研判牌（蓝签、黄牌、红灯） | 10% | 2022-02-19 | 人工=红             | 由分管副县长重新研判并写明理由                     |
| 百分点法（10、30）       | 0%   | 2022-03-01 | 开始=2022-02-20 时限=2023-12-31 | 开工并报送进度，或获批调整开始日期      |
| 达标与名次（组内后三红） | 49%  | 2022-02-19 | 名次=9/10            | 完成进度达到50%（现在49%）                         |
"""


@pytest.mark.parametrize("row", table(REMEDIES), ids=lambda r: f"{r['方案']}-{r['事实']}")
def test_what_turns_it_green_is_said_in_words_and_numbers(row: dict[str, str]) -> None:
    on = day(row["研判日"])
    assert on is not None
    judged = judge(RULES[row["方案"]], state_of(row), on)
    assert judged is not None
    assert judged.remedy == row["转绿条件"]


# what a stranger would stumble over: the wrong thing late, a minus sign, a gap of nothing
REASONS = """
| 方案                       | 进度 | 研判日     | 事实                        | 依据                                                       |
| 四色法（超前蓝、出错黄、滞后红） | 100% | 2022-04-15 | 环节=退办             | 应于2022年4月10日完成，已超期5天，进度100%                 |
| 研判牌（蓝签、黄牌、红灯） | 10%  | 2022-02-19 | 节点=开工@2022-02-18        | 节点“开工”应于2022年2月18日完成，已超期1天                 |
| 临近黄、落后红             | 90%  | 2022-04-12 | 节点=开工@2022-04-11        | 应于2022年4月10日完成，已超期2天                           |
| 投资计划法（计划、平均、增速） | 50% | 2022-02-19 | 均值=1.1 同比=0.1        | 完成比100%，比平均低10个百分点                             |
| 投资计划法（计划、平均、增速） | 50% | 2022-02-19 | 均值=1.0 同比=-0.001     | 完成值比去年同期下降0.1%                                   |
| 督查单逐级（蓝、橙、红）   | 90%  | 2022-02-19 | 人工=橙                     | 分管副县长研判直接发橙单：会商认为难以完成                 |
| 督查单逐级（蓝、橙、红）   | 90%  | 2022-05-01 | 上期=蓝 督办过期=2022-04-30 | 应于2022年4月10日完成，已超期21天；蓝单过了答复期限1天，没有答复 |
| 百分点法（10、30）         | 50%  | 2022-03-18 | 节点=入库@2022-01-18        | 节点“入库”应于2022年1月18日完成，已逾期59天                |
| 组内名次（蓝激励、黄提醒、红警告） | 50% | 2022-02-19 | 名次=18/20           | 组内倒数第3名                                              |
| 保底与奋斗（目标、位次）   | 50%  | 2022-02-19 | 位次=9/6/5                  | 第6位，上期第5位，后移1位，目标第9位                       |
| 保底与奋斗（目标、位次）   | 50%  | 2022-02-19 | 位次=5/6/                   | 第6位，目标第5位                                           |
"""


@pytest.mark.parametrize("row", table(REASONS), ids=lambda r: f"{r['方案']}-{r['事实']}")
def test_a_reason_says_what_is_late_and_by_how_much(row: dict[str, str]) -> None:
    on = day(row["研判日"])
    assert on is not None
    judged = judge(RULES[row["方案"]], state_of(row), on)
    assert judged is not None
    assert judged.reason == row["依据"]


def _more(state: TaskState, wish: str, _on: date) -> TaskState:
    share = float(wish.partition("%")[0].lstrip("完成进度达到超过")) / 100
    return replace(state, progress=share + (0.001 if "超过" in wish else 0))


DOING: Mapping[str, Callable[[TaskState, str, date], TaskState]] = {
    "完成进度": _more,
    "完成节点": lambda s, _, on: replace(s, nodes=tuple(replace(n, done=on) for n in s.nodes)),
    "完成任务": lambda s, _, on: replace(s, finished=on, progress=1.0),
    "补报": lambda s, _w, _on: replace(s, missed=()),
    "开工": lambda s, _w, _on: replace(s, progress=max(0.01, s.progress)),
    "由分管": lambda s, _w, _on: replace(s, ruling=None),
    "答复": lambda s, _w, _on: replace(s, reply_due=None),
    "位次": lambda s, _w, _on: replace(s, places=(5.0, 5.0, 5.0)),
    "组内": lambda s, _w, _on: replace(s, around=replace(s.around, rank=(5, 20))),
    "完成值同比": lambda s, _w, _on: replace(s, around=replace(s.around, growth=(None, 0.0))),
}


def done_as_told(state: TaskState, remedy: str, on: date) -> TaskState:
    """The state after what is asked for was done."""
    for wish in remedy.split("；"):
        [do] = [do for begin, do in DOING.items() if wish.startswith(begin)]
        state = do(state, wish, on)
    return state


BURNING_ROWS = [
    row for row in table(ROWS)
    if (lamp := judge(RULES[row["方案"]], state_of(row), day(row["研判日"]) or HALF)) and lamp.burns
]  # fmt: skip


@pytest.mark.parametrize("row", BURNING_ROWS, ids=lambda r: f"{r['方案']}-{r['进度']}-{r['事实']}")
def test_doing_what_is_asked_for_leaves_no_rule_that_burns(row: dict[str, str]) -> None:
    on = day(row["研判日"])
    assert on is not None
    if "补=是" in row["事实"]:
        return  # a month that was made up stays yellow
    state, rules = state_of(row), RULES[row["方案"]]
    judged = judge(rules, state, on)
    assert judged is not None
    assert judged.remedy
    after = judge(rules, done_as_told(state, judged.remedy, on), on)
    assert after is not None
    assert not after.burns, judged.remedy


# Units and leaders


def lamps(*roles: StateRole) -> list[Judgement]:
    colours = {StateRole.GRAVE: "红", StateRole.WARNED: "黄", StateRole.FINE: "绿"}
    return [
        Judgement(f"T-{n}", colours[role], role.value, "规则", "落后", 0.5, 0.6, role)
        for n, role in enumerate(roles)
    ]


G, Y, F = StateRole.GRAVE, StateRole.WARNED, StateRole.FINE
UNITS: tuple[tuple[str, tuple[StateRole, ...], tuple[StateRole, ...], str, str], ...] = (
    ("欠进度法（50%）", (F, F), (), "绿", "任务里最重的灯"),
    ("欠进度法（50%）", (F, Y), (), "黄", "单位本期未达标"),
    ("欠进度法（50%）", (F, Y), (F, Y), "黄", "单位本期未达标"),
    ("欠进度法（50%）", (F, Y), (Y, F), "红", "单位连续两期未达标"),
    ("欠进度法（50%）", (F, F), (Y, Y), "绿", "任务里最重的灯"),
    ("百分点法（10、30）", (F, G, Y), (), "红", "任务里最重的灯"),
)


@pytest.mark.parametrize(("name", "now", "before", "lamp", "rule"), UNITS)
def test_a_unit_has_the_lamp_of_its_rule_or_of_its_worst_task(
    name: str, now: tuple[Any, ...], before: tuple[Any, ...], lamp: str, rule: str
) -> None:
    found = standing(LampGroup(UNIT, "县水务局", lamps(*now), before), RULES[name])
    assert (found.lamp, found.rule) == (lamp, rule)
    assert "{" not in found.reason


def test_a_lamp_that_burns_is_a_role_not_a_colour() -> None:
    state = TaskState("1", start=START, due=DUE, progress=0.9)
    judged = judge(RULES["督查单逐级（蓝、橙、红）"], state, date(2022, 4, 11))
    assert judged is not None
    assert judged.lamp == "蓝"
    assert judged.role in BURNING


def test_the_mean_and_the_rank_need_the_others() -> None:
    assert facts_of(TaskState("1", around=LampContext()), HALF)["组内倒数"] is None
