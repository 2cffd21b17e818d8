"""Lamps: each row of the table is a task on a day, and the lamp it must get."""

from datetime import date

import pytest

from taizhang.books.layout import load_layout
from taizhang.core.issues import Place
from taizhang.core.judge.lamps import (
    FACTS,
    PlannedNode,
    TaskState,
    elapsed_share,
    facts_of,
    judge,
    read_rules,
    worst,
)
from tests.support.tables import day, number, table

DEFAULT = read_rules(
    [{k: str(v) for k, v in r.items()} for r in load_layout().lamp_rules], Place()
)[0]

# 2022-05-18 … 2022-12-31 is 228 days; on 2022-06-28 42 of them have passed: 18.4 %.
TASKS = """
| 级别 | 环节     | 开始       | 时限       | 进度 | 节点       | 节点完成   | 未报            | 研判日     | 销号       | 灯   | 规则              |
|------|----------|------------|------------|------|------------|------------|-----------------|------------|------------|------|-------------------|
| 常规 | 办理中   | 2022-05-18 | 2022-12-31 | 18%  |            |            |                 | 2022-06-28 |            | 绿   | 正常              |
| 常规 | 已销号   | 2022-05-18 | 2022-05-31 | 10%  |            |            |                 | 2022-06-28 |            | 蓝   | 已销号            |
| 常规 | 办理中   | 2022-05-18 | 2022-05-31 | 10%  |            |            |                 | 2022-06-28 | 2022-06-01 | 蓝   | 已销号            |
| 常规 | 办理中   | 2022-05-18 | 2022-05-31 | 100% |            |            |                 | 2022-06-28 |            | 浅蓝 | 完成待销号        |
| 常规 | 申请销号 | 2022-05-18 | 2022-05-31 | 90%  |            |            |                 | 2022-06-28 |            | 浅蓝 | 完成待销号        |
| 常规 | 暂缓     | 2022-05-18 | 2022-05-31 | 10%  |            |            |                 | 2022-06-28 |            | 灰   | 暂缓或延期获批    |
| 常规 | 延期     | 2022-05-18 | 2022-05-31 | 10%  | 2022-06-01 |            |                 | 2022-06-28 |            | 灰   | 暂缓或延期获批    |
| 常规 | 办理中   | 2022-05-18 | 2022-12-31 | 50%  | 2022-06-27 |            |                 | 2022-06-28 |            | 红   | 节点逾期          |
| 常规 | 办理中   | 2022-05-18 | 2022-12-31 | 50%  | 2022-06-27 | 2022-06-28 |                 | 2022-06-28 |            | 绿   | 正常              |
| 常规 | 办理中   | 2022-05-18 | 2022-12-31 | 50%  | 2022-06-28 |            |                 | 2022-06-28 |            | 黄   | 常规任务临近5天   |
| 常规 | 办理中   | 2022-05-18 | 2022-06-27 | 99%  |            |            |                 | 2022-06-28 |            | 红   | 时限逾期          |
| 常规 | 办理中   | 2022-05-18 | 2022-12-31 | 50%  |            |            | 2022-06,2022-05 | 2022-06-28 |            | 红   | 连续两期未报      |
| 常规 | 办理中   | 2022-05-18 | 2022-12-31 | 50%  |            |            | 2022-06         | 2022-06-28 |            | 黄   | 本期未报          |
| 重点 | 办理中   | 2022-01-01 | 2022-04-10 | 30%  |            |            |                 | 2022-02-19 |            | 红   | 落后序时20个百分点 |
| 重点 | 办理中   | 2022-01-01 | 2022-04-10 | 31%  |            |            |                 | 2022-02-19 |            | 黄   | 落后序时10个百分点 |
| 重点 | 办理中   | 2022-01-01 | 2022-04-10 | 40%  |            |            |                 | 2022-02-19 |            | 黄   | 落后序时10个百分点 |
| 重点 | 办理中   | 2022-01-01 | 2022-04-10 | 41%  |            |            |                 | 2022-02-19 |            | 绿   | 正常              |
| 重点 | 办理中   | 2022-01-01 | 2022-04-10 | 95%  |            |            |                 | 2022-03-31 |            | 黄   | 重点任务临近10天  |
| 重点 | 办理中   | 2022-01-01 | 2022-04-10 | 95%  |            |            |                 | 2022-03-30 |            | 绿   | 正常              |
| 专项 | 办理中   | 2022-01-01 | 2022-04-10 | 95%  |            |            |                 | 2022-04-03 |            | 黄   | 专项任务临近7天   |
| 专项 | 办理中   | 2022-01-01 | 2022-04-10 | 95%  |            |            |                 | 2022-04-02 |            | 绿   | 正常              |
| 常规 | 办理中   | 2022-01-01 | 2022-04-10 | 95%  |            |            |                 | 2022-04-05 |            | 黄   | 常规任务临近5天   |
| 常规 | 办理中   | 2022-01-01 | 2022-04-10 | 95%  |            |            |                 | 2022-04-10 |            | 黄   | 常规任务临近5天   |
| 常规 | 办理中   | 2022-08-01 | 2022-12-31 | 0%   |            |            |                 | 2022-06-28 |            | 灰   | 未到开始日期      |
| 常规 | 办理中   |            |            | 0%   |            |            |                 | 2022-06-28 |            | 绿   | 正常              |
"""


def state_of(row: dict[str, str]) -> TaskState:
    planned = day(row["节点"])
    missed = tuple(p for p in row["未报"].split(",") if p)
    progress = number(row["进度"])
    assert isinstance(progress, float)
    return TaskState(
        task_id="2022-001",
        level=row["级别"],
        stage=row["环节"],
        start=day(row["开始"]),
        due=day(row["时限"]),
        progress=progress,
        closed=day(row["销号"]),
        nodes=(PlannedNode("完成可研批复", planned, day(row["节点完成"])),) if planned else (),
        missed=missed,
        period="2022-06",
    )


@pytest.mark.parametrize("row", table(TASKS), ids=lambda r: f"{r['规则']}-{r['研判日']}")
def test_the_default_profile_lights_the_lamp_that_the_row_states(row: dict[str, str]) -> None:
    on = day(row["研判日"])
    assert on is not None
    judged = judge(DEFAULT, state_of(row), on)
    assert judged is not None
    assert (judged.lamp, judged.rule) == (row["灯"], row["规则"])


def test_a_red_lamp_says_which_node_when_and_by_how_much() -> None:
    node = PlannedNode("完成可研批复", date(2022, 4, 30))
    state = TaskState("2022-027", nodes=(node,), due=date(2022, 12, 31))
    judged = judge(DEFAULT, state, date(2022, 5, 12))
    assert judged is not None
    assert judged.reason == "节点“完成可研批复”应于2022年4月30日完成，已超期12天"


def test_points_ratio_and_shortfall_are_three_measures() -> None:
    state = TaskState("1", start=date(2022, 1, 1), due=date(2022, 4, 10), progress=0.3)
    values = facts_of(state, date(2022, 2, 19)).whole
    assert values["落后百分点"] == 20
    assert values["完成比"] == pytest.approx(0.6)
    assert values["欠进度比例"] == pytest.approx(0.4)


PROFILES = """
| 出处     | 条件                                   | 进度 | 研判日     | 中 |
|----------|----------------------------------------|------|------------|----|
| 银川     | 落后百分点 > 30                        | 19%  | 2022-02-19 | 是 |
| 银川     | 落后百分点 >= 10 且 落后百分点 <= 30   | 20%  | 2022-02-19 | 是 |
| 武汉     | 完成比 < 60%                           | 29%  | 2022-02-19 | 是 |
| 武汉     | 完成比 < 80%                           | 40%  | 2022-02-19 | 否 |
| 三亚     | 欠进度比例 > 0.5                       | 24%  | 2022-02-19 | 是 |
| 三亚     | 欠进度比例 > 0 且 欠进度比例 <= 0.5    | 25%  | 2022-02-19 | 是 |
| 商丘     | 剩余时间占比 <= 30%                    | 99%  | 2022-03-12 | 是 |
| 商丘     | 剩余时间占比 <= 30%                    | 99%  | 2022-03-10 | 否 |
| 奎屯     | 立项天数 > 60                          | 0%   | 2022-03-03 | 是 |
| 大足     | 进度 < 30%                             | 29%  | 2022-02-19 | 是 |
| 施工     | 时限逾期天数 >= 15                     | 99%  | 2022-04-25 | 是 |
| 施工     | 时限逾期天数 > 7 且 时限逾期天数 < 15  | 99%  | 2022-04-25 | 否 |
| 或       | 进度 >= 90% 或 督办类别 = 常规         | 10%  | 2022-02-19 | 是 |
"""


@pytest.mark.parametrize("row", table(PROFILES), ids=lambda r: f"{r['出处']}-{r['条件']}")
def test_rules_of_real_offices_can_be_written_as_data(row: dict[str, str]) -> None:
    raw = {"rule": "甲", "condition": row["条件"], "lamp": "红", "state": "滞后", "reason": ""}
    rules, issues = read_rules([raw], Place())
    assert not issues
    progress, on = number(row["进度"]), day(row["研判日"])
    assert isinstance(progress, float)
    assert on is not None
    state = TaskState("1", start=date(2022, 1, 1), due=date(2022, 4, 10), progress=progress)
    assert (judge(rules, state, on) is not None) == (row["中"] == "是")


@pytest.mark.parametrize(
    ("condition", "piece"),
    [
        ("进度 >", "进度 >"),
        ("天气 = 晴", "天气 = 晴"),
        ("进度 > 很高", "进度 > 很高"),
        ("，", "，"),
    ],
)
def test_a_condition_that_cannot_be_read_is_an_issue_and_not_used(
    condition: str, piece: str
) -> None:
    raw = {"rule": "甲", "condition": condition, "lamp": "红", "state": "滞后", "reason": ""}
    rules, issues = read_rules([raw], Place(sheet="亮灯规则"))
    assert not rules
    assert [i.code for i in issues] == ["L901"]
    assert f"“{piece}”" in issues[0].message


def test_several_leading_units_show_the_worst_lamp() -> None:
    states = [TaskState("1", start=date(2022, 1, 1), due=date(2022, 4, 10), progress=p)
              for p in (0.9, 0.1)]  # fmt: skip
    judged = [j for s in states if (j := judge(DEFAULT, s, date(2022, 2, 19)))]
    assert worst(judged).lamp == "红"


def test_a_switched_off_rule_never_fires() -> None:
    raw = {
        "enabled": "否",
        "rule": "甲",
        "condition": "",
        "lamp": "红",
        "state": "滞后",
        "reason": "",
    }
    assert read_rules([raw], Place()) == ([], [])


def test_every_fact_of_the_guide_can_be_judged() -> None:
    values = facts_of(TaskState("1"), date(2022, 6, 1)).whole
    assert set(values) == FACTS


def test_elapsed_share_stays_between_nothing_and_all() -> None:
    first, last = date(2022, 1, 1), date(2022, 1, 10)
    assert elapsed_share(first, last, date(2021, 1, 1)) == 0
    assert elapsed_share(first, last, date(2023, 1, 1)) == 1
    assert elapsed_share(last, first, first) is None
