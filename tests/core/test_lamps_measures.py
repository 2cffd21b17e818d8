"""Lamps by a measure of its own: each row is a task with what the ledger holds of it, its rule, its lamp."""

from datetime import date

import pytest

from taizhang.core.judge.supervision import JudgePast, plan_judging
from taizhang.core.periods import Workdays
from tests.support.ledgers import LAYOUT, ledger
from tests.support.tables import day, table

HEAD = "| 启用 | 规则 | 条件 | 灯色 | 状态 | 角色 | 依据写法 |"


def lit(rules: str, on: date, **texts: str) -> tuple[str, str]:
    """The lamp of the first task and its reason, by these rules: 条件, 灯色, 依据写法 a line."""
    lines = [HEAD]
    for number, rule in enumerate(rules.split("；")):
        condition, lamp, reason = rule.split("→")
        lines.append(f"| 是 | 规则{number} | {condition} | {lamp} | {lamp}灯 | 预警 | {reason} |")
    lines.append("| 是 | 正常 | | 绿 | 正常 | 正常 | 正常 |")
    tables = ledger(lamp_rules="\n".join(lines), **texts)
    past = JudgePast(f"{on:%Y-%m}", on, tables, is_workday=Workdays())
    judged = plan_judging(past).judged[0].lamp
    assert judged is not None
    return judged.lamp, judged.reason


# 国庆 2022: 10-01 to 10-07 free, Saturday 10-08 and Sunday 10-09 worked; 9-30 a Friday
WORKDAYS = """
| 时限       | 节点       | 研判日     | 条件                | 灯 | 天数 |
| 2022-09-30 |            | 2022-09-30 | 时限逾期工作日 > 0  | 绿 |      |
| 2022-09-30 |            | 2022-10-07 | 时限逾期工作日 > 0  | 绿 |      |
| 2022-09-30 |            | 2022-10-08 | 时限逾期工作日 > 0  | 黄 | 1    |
| 2022-09-30 |            | 2022-10-09 | 时限逾期工作日 >= 2 | 黄 | 2    |
| 2022-09-30 |            | 2022-10-10 | 时限逾期工作日 > 3  | 绿 |      |
| 2022-09-30 |            | 2022-10-11 | 时限逾期工作日 > 3  | 黄 | 4    |
| 2022-12-31 | 2022-09-30 | 2022-10-07 | 节点逾期工作日 > 0  | 绿 |      |
| 2022-12-31 | 2022-09-30 | 2022-10-08 | 节点逾期工作日 > 0  | 黄 | 1    |
| 2022-12-31 | 2022-10-01 | 2022-10-08 | 节点逾期工作日 > 0  | 黄 | 1    |
| 2022-12-31 | 2022-10-08 | 2022-10-10 | 节点逾期工作日 = 2  | 黄 | 2    |
"""


@pytest.mark.parametrize("row", table(WORKDAYS), ids=lambda x: f"{x['条件']}-{x['研判日']}")
def test_days_overdue_are_working_days_over_a_holiday(row: dict[str, str]) -> None:
    fact = row["条件"].split(" ")[0]
    on = day(row["研判日"])
    assert on is not None
    nodes = "| 任务编号 | 节点序号 | 节点名称 | 计划完成 |\n"
    lamp, reason = lit(
        f"{row['条件']}→黄→超{{{fact}}}个工作日", on,
        tasks=f"| 任务编号 | 牵头单位 | 完成时限 |\n| T-1 | 县水务局 | {row['时限']} |",
        nodes=nodes + (f"| T-1 | 1 | 开工 | {row['节点']} |" if row["节点"] else ""),
    )  # fmt: skip
    assert lamp == row["灯"]
    assert reason == (f"超{row['天数']}个工作日" if row["天数"] else "正常")


# amounts by month: 300, 300, 400 of 1000; shares are made of them where none is written
AMOUNTS = """
| 研判日     | 完成值 | 条件                   | 灯 | 依据  |
| 2022-02-28 | 600    | 累计计划完成比 < 100%  | 绿 | 正常  |
| 2022-02-28 | 599    | 累计计划完成比 < 100%  | 黄 | 99.8% |
| 2022-02-28 | 480    | 累计计划完成比 < 80%   | 绿 | 正常  |
| 2022-02-28 | 479    | 累计计划完成比 < 80%   | 黄 | 79.8% |
| 2022-01-31 | 150    | 累计计划完成比 <= 50%  | 黄 | 50%   |
| 2022-03-31 | 999    | 累计计划完成比 < 100%  | 黄 | 99.9% |
"""
CURVE = """
| 任务编号 | 期次    | 本期计划量 |
| T-1      | 2022-01 | 300        |
| T-1      | 2022-02 | 300        |
| T-1      | 2022-03 | 400        |
"""


@pytest.mark.parametrize("row", table(AMOUNTS), ids=lambda x: f"{x['研判日']}-{x['完成值']}")
def test_an_amount_is_held_against_the_monthly_plan(row: dict[str, str]) -> None:
    on = day(row["研判日"])
    assert on is not None
    lamp, reason = lit(
        f"{row['条件']}→黄→{{累计计划完成比}}", on, curves=CURVE,
        tasks=f"""
        | 任务编号 | 牵头单位 | 开始日期   | 完成时限   | 序时方式 | 目标值 | 完成值        |
        | T-1      | 县水务局 | 2022-01-01 | 2022-03-31 | 计划曲线 | 1000   | {row["完成值"]} |
        """,
    )  # fmt: skip
    assert (lamp, reason) == (row["灯"], row["依据"])


GROWTH = """
| 上月 | 去年同月 | 本月 | 条件            | 灯 | 依据   |
| 100  | 100      | 90   | 环比增幅 < 0    | 黄 | -10%   |
| 100  | 80       | 100  | 环比增幅 < 0    | 绿 | 正常   |
| 100  | 80       | 104  | 环比增幅 < 5%   | 黄 | 4%     |
| 100  | 80       | 105  | 环比增幅 < 5%   | 绿 | 正常   |
| 100  | 120      | 105  | 同比增幅 < 0    | 黄 | -12.5% |
|      | 120      | 90   | 环比增幅 < 0    | 绿 | 正常   |
"""


@pytest.mark.parametrize("row", table(GROWTH), ids=lambda x: f"{x['条件']}-{x['本月']}")
def test_growth_against_the_month_before_lights_a_lamp(row: dict[str, str]) -> None:
    fact = row["条件"].split(" ")[0]
    reports = "| 期次 | 任务编号 | 单位 | 完成值 | 有效性 |\n"
    for period, value in (("2022-05", row["上月"]), ("2021-06", row["去年同月"])):
        reports += f"| {period} | T-1 | 县水务局 | {value} | 有效 |\n" if value else ""
    lamp, reason = lit(
        f"{row['条件']}→黄→{{{fact}}}", date(2022, 6, 28), reports=reports,
        tasks=f"| 任务编号 | 牵头单位 | 完成值 |\n| T-1 | 县水务局 | {row['本月']} |",
    )  # fmt: skip
    assert (lamp, reason) == (row["灯"], row["依据"])


LASTING = """
| 环节   | 复查日期   | 未报 | 研判日     | 灯 | 规则           |
| 延期   | 2022-06-28 |      | 2022-06-28 | 灰 | 暂缓或延期获批 |
| 延期   | 2022-06-28 |      | 2022-06-29 | 黄 | 持续整改该复查 |
| 延期   |            |      | 2022-06-29 | 灰 | 暂缓或延期获批 |
| 延期   | 2022-09-30 | 漏报 | 2022-06-29 | 黄 | 持续整改没有报 |
| 办理中 | 2022-06-01 |      | 2022-06-29 | 红 | 时限逾期       |
| 已销号 | 2022-06-01 |      | 2022-06-29 | 蓝 | 已销号         |
"""


@pytest.mark.parametrize("row", table(LASTING), ids=lambda x: f"{x['环节']}-{x['规则']}")
def test_what_lasts_comes_up_again_on_its_day(row: dict[str, str]) -> None:
    on = day(row["研判日"])
    assert on is not None
    tables = ledger(
        tasks=f"| 任务编号 | 牵头单位 | 完成时限 | 办理环节 |\n| T-1 | 县水务局 | 2022-05-31 | {row['环节']} |",
        extensions="| 任务编号 | 持续整改 | 审批日期 | 复查日期 | 办理状态 |\n"
        f"| T-1 | 是 | 2022-05-20 | {row['复查日期']} | 已批准 |",
        summary="| 期次 | 单位 | 报送情况 |\n| 2022-06 | 县水务局 | 按时 |",
        reports="| 期次 | 任务编号 | 单位 | 完成进度 | 有效性 |\n"
        + ("" if row["未报"] else "| 2022-06 | T-1 | 县水务局 | 0.4 | 有效 |"),
    )
    rules = [{k: str(v) for k, v in r.items()} for r in LAYOUT.lamp_rules]
    lines = [HEAD.replace("|", "| 对象 |", 1)]
    for r in rules:
        cells = (r.get("of", ""), "是", r["rule"], r["condition"], r["lamp"], r["state"], r["role"],
                 r["reason"])  # fmt: skip
        lines.append("| " + " | ".join(cells) + " |")
    with_rules = {**tables, "lamp_rules": ledger(lamp_rules="\n".join(lines))["lamp_rules"]}
    past = JudgePast("2022-06", on, with_rules, closed=("2022-06",), is_workday=Workdays())
    judged = plan_judging(past).judged[0].lamp
    assert judged is not None
    assert (judged.lamp, judged.rule) == (row["灯"], row["规则"])


# 宣城, 张家界: 1–11月 are 11/12 whatever the day of the month
MONTHS = """
| 开始       | 时限       | 研判日     | 序时  |
| 2022-01-01 | 2022-12-31 | 2022-11-30 | 91.7% |
| 2022-01-01 | 2022-12-31 | 2022-11-25 | 91.7% |
| 2022-01-01 | 2022-12-31 | 2022-06-30 | 50%   |
| 2022-01-01 | 2022-12-31 | 2022-12-31 | 100%  |
| 2022-03-15 | 2022-06-30 | 2022-03-20 | 25%   |
| 2022-03-15 | 2022-06-30 | 2022-02-28 | 0%    |
| 2022-03-15 | 2022-06-30 | 2023-02-28 | 100%  |
"""


@pytest.mark.parametrize("row", table(MONTHS), ids=lambda x: x["研判日"])
def test_the_pace_may_go_by_months(row: dict[str, str]) -> None:
    on = day(row["研判日"])
    assert on is not None
    _, reason = lit(
        "进度 >= 0→黄→{序时}", on,
        tasks="| 任务编号 | 牵头单位 | 开始日期 | 完成时限 | 序时方式 | 完成进度 |\n"
        f"| T-1 | 县水务局 | {row['开始']} | {row['时限']} | 按月 | 0.1 |",
    )  # fmt: skip
    assert reason == row["序时"]
