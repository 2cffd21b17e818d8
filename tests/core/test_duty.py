"""The ladder as offices have published it, row by row; what the clerk decided stays decided."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.books.layout import load_layout
from taizhang.core.duty.events import DutyEvent
from taizhang.core.duty.fields import record_fields
from taizhang.core.duty.ladder import Rung
from taizhang.core.duty.plan import LadderInUse, plan_duty
from taizhang.core.duty.proposing import said_together
from taizhang.core.duty.records import Record, records_of
from taizhang.core.submission import Value
from taizhang.core.tables import LedgerRows, TableRow
from tests.support.ledgers import ledger, rows
from tests.support.tables import table

LAYOUT = load_layout()
KINDS = LAYOUT.lists["supervisions"]
TASKS = """
| 任务编号 | 任务名称 | 牵头单位 | 完成时限   | 完成进度 | 办理环节 |
| T-1      | 修路     | 县教育局 | {due} | 0.4      | 办理中 |
"""
PAPERS = rows("papers")


def papers() -> LedgerRows:
    spec = LAYOUT["papers"]
    found = [
        TableRow(n, {k: row.get(k, "") for k in spec.keys})  # type: ignore[misc]
        for n, row in enumerate(LAYOUT.papers, start=3)
    ]
    return LedgerRows(spec, spec.label, PAPERS.letters, found)


def duty(preset: str, on: date, period: str = "2022-06", **texts: str) -> LadderInUse:
    due = texts.pop("due", "2022-12-31")
    tables = dict(ledger(**{"tasks": TASKS.format(due=due), **texts}))
    tables["papers"] = papers()
    return LadderInUse(
        period, on, tables, ("2022-04", "2022-05", "2022-06"), preset, LAYOUT.ladders, KINDS
    )


def judged(states: str) -> str:
    """研判记录 of consecutive months, the last of them 2022-06: 黄红红."""
    words = {"黄": "预警", "红": "滞后", "绿": "正常", "蓝": "临近"}
    lines = ["| 期次 | 研判日期 | 任务编号 | 牵头单位 | 状态 | 依据 |"]
    for n, sign in enumerate(reversed(states)):
        month = 6 - n
        lines.append(
            f"| 2022-{month:02} | 2022-{month:02}-28 | T-1 | 县教育局 | {words[sign]} | 落后 |"
        )
    return "\n".join([lines[0], *reversed(lines[1:])])


def said(one: LadderInUse) -> str:
    found = plan_duty(one).proposals.rows
    return " ".join(f"{r['supervision']}/{r['presider']}" for r in found)


ON = date(2022, 6, 28)
LADDERS = """
| 方案   | 灯色 | 建议 |
| 常规   | 绿   |      |
| 常规   | 黄   | 提醒/督查室 |
| 常规   | 黄黄 | 催办/督查室主任 |
| 常规   | 红   | 督办单/政府办主任 |
| 常规   | 黄红 | 督办单/政府办主任 |
| 常规   | 红红 | 通报/分管领导 |
| 常规   | 红红红 | 约谈/分管领导 |
| 常规   | 红绿红红 | 通报/分管领导 |
| 芜湖   | 红   | 约谈/分管市领导 |
| 葫芦岛 | 红   | 约谈/分管副市长 整改通知/分管副市长 |
| 葫芦岛 | 黄   | 提醒/督查室 |
| 潜江   | 红   | 督办单/督查室主任 |
| 潜江   | 红红 | 通报/市政府分管领导 |
| 隆昌   | 红红 | 督办单/督查室主任 |
| 隆昌   | 红红红 | 约谈/分管领导 |
| 广元   | 黄   |      |
| 广元   | 黄绿黄 | 督办函/领导小组办公室主任 |
| 广元   | 红   | 约谈/领导小组组长 |
| 三明   | 黄   | 提醒/督查室 |
| 江门   | 绿   |      |
| 江门   | 红   | 约谈/分管市领导 |
| 江门   | 红红 | 约谈/市委组织部 |
| 江门   | 红红红 | 移交/市委主要领导 |
| 江门   | 红绿红 | 约谈/分管市领导 |
| 三亚   | 黄   |      |
| 三亚   | 红红 |      |
| 商丘   | 黄   | 预警通知/督查室 |
| 银川   | 绿   |      |
| 银川   | 黄   | 提醒/督查室 |
| 银川   | 红   | 督办函/政府办主任 |
| 武汉   | 黄   | 提醒/督查室 |
| 武汉   | 红   | 通报/分管领导 |
| 天津   | 黄   | 通报/分管副市长 |
| 天津   | 红   | 通报/分管副市长 约谈/分管副市长 |
| 宿迁   | 绿   |      |
| 宿迁   | 蓝   | 督办单/督查室 |
| 宿迁   | 黄   | 督办单/督查室主任 |
| 宿迁   | 红   | 督办单/分管领导 |
| 奎屯   | 黄   | 督办函/督查室主任 |
| 奎屯   | 红   | 约谈/分管领导 |
| 陇县   | 绿   |      |
| 陇县   | 黄   | 预警通知/督查室 |
| 陇县   | 红   | 约谈/分管领导 |
"""


@pytest.mark.parametrize("line", table(LADDERS), ids=lambda r: f"{r['方案']}{r['灯色']}")
def test_lamps_lead_to_the_papers_that_the_place_has_published(line: dict[str, str]) -> None:
    one = duty(line["方案"], ON, judgements=judged(line["灯色"]))
    assert said(one) == line["建议"]


PAPER = "| 日期 | 办理状态 | 方式 | 对象单位 | 任务编号 | 文号 | 签发日期 | 回复期限 | 回复日期 | 回头看结果 |"
CHAINS = """
| 方案 | 日子       | 方式     | 状态 | 签发日期   | 回复期限   | 回复日期   | 回头看 | 建议 |
| 三明 | 2022-06-28 | 提醒     | 签发 | 2022-06-20 | 2022-06-27 |            |        | 预警通知/督查室主任 |
| 三明 | 2022-06-27 | 提醒     | 签发 | 2022-06-20 | 2022-06-27 |            |        |      |
| 三明 | 2022-06-28 | 提醒     | 签发 | 2022-06-20 | 2022-06-27 | 2022-06-27 |        |      |
| 三明 | 2022-06-28 | 预警通知 | 签发 | 2022-06-20 | 2022-06-27 |            |        | 督办单/分管领导 |
| 三明 | 2022-06-28 | 督办单   | 签发 | 2022-06-20 | 2022-06-27 |            |        |      |
| 三明 | 2022-06-28 | 提醒     | 作废 | 2022-06-20 | 2022-06-27 |            |        |      |
| 三明 | 2022-06-28 | 提醒     | 建议 |            | 2022-06-27 |            |        |      |
| 热线 | 2022-06-28 | 催办     | 签发 | 2022-06-20 | 2022-06-27 |            |        | 通报/分管领导 |
| 商丘 | 2022-06-28 | 预警通知 | 签发 | 2022-06-20 | 2022-06-27 |            |        | 督办单/分管领导 约谈/分管领导 |
| 潜江 | 2022-06-28 | 督办单   | 签发 | 2022-06-01 | 2022-06-10 | 2022-06-09 | 反弹   | 通报/市政府分管领导 |
| 潜江 | 2022-06-28 | 督办单   | 签发 | 2022-06-01 | 2022-06-10 | 2022-06-09 | 已落实 |      |
| 常规 | 2022-06-28 | 督办单   | 签发 | 2022-06-01 | 2022-06-10 |            |        | 催办/督查室主任 |
"""


@pytest.mark.parametrize("line", table(CHAINS))
def test_a_paper_without_effect_leads_to_the_next(line: dict[str, str]) -> None:
    record = (
        f"{PAPER}\n| 2022-06-01 | {line['状态']} | {line['方式']} | 县教育局 | T-1 | 示〔2022〕1号 "
        f"| {line['签发日期']} | {line['回复期限']} | {line['回复日期']} | {line['回头看']} |"
    )
    one = duty(line["方案"], date.fromisoformat(line["日子"]), supervision=record)
    assert said(one) == line["建议"]


SCORES = """
| 期次    | 方案 | 组别 | 单位     | 得分 | 名次 | 截至       |
| 2022-05 | 百分 | 部门 | 县教育局 | {may}   | 4    | 2022-05-28 |
| 2022-05 | 百分 | 部门 | 县财政局 | 95   | 1    | 2022-05-28 |
| 2022-05 | 百分 | 部门 | 县水务局 | 94   | 2    | 2022-05-28 |
| 2022-05 | 百分 | 部门 | 县住建局 | 93   | 3    | 2022-05-28 |
| 2022-06 | 百分 | 部门 | 县教育局 | {june}   | 4    | {scored} |
| 2022-06 | 百分 | 部门 | 县财政局 | 95   | 1    | {scored} |
| 2022-06 | 百分 | 部门 | 县水务局 | 94   | 2    | {scored} |
| 2022-06 | 百分 | 部门 | 县住建局 | 93   | 3    | {scored} |
"""
SCORED = """
| 五月 | 六月 | 截至       | 教育局的建议 |
| 98   | 80   | 2022-06-28 | 约谈/分管市领导 |
| 80   | 80   | 2022-06-28 | 约谈/市委组织部 |
| 80   | 98   | 2022-06-28 |      |
| 80   | 80   | 2022-06-29 | 约谈/分管市领导 |
| 93   | 93   | 2022-06-28 | 约谈/市委组织部 |
"""


@pytest.mark.parametrize("line", table(SCORED))
def test_last_places_of_a_scoring_are_a_step_of_the_ladder(line: dict[str, str]) -> None:
    scores = SCORES.format(may=line["五月"], june=line["六月"], scored=line["截至"])
    found = plan_duty(duty("江门", ON, scores=scores)).proposals.rows
    mine = [r for r in found if r["unit"] == "县教育局"]
    assert " ".join(f"{r['supervision']}/{r['presider']}" for r in mine) == line["教育局的建议"]


TWO_LATE = """
| 任务编号 | 任务名称 | 牵头单位 | 完成时限   | 完成进度 | 办理环节 |
| T-1      | 修路     | 县教育局 | 2022-06-01 | 0.4      | 办理中 |
| T-2      | 架桥     | 县教育局 | 2022-06-10 | 0.4      | 办理中 |
| T-3      | 植树     | 县财政局 | 2022-06-10 | 0.4      | 办理中 |
"""


def test_two_inspections_of_a_unit_are_one_notice_with_both_matters() -> None:
    """Burden rules: what is looked at in one unit goes into one 督查通知."""
    rules: list[dict[str, Value]] = [
        {
            "trigger": "逾期",
            "streak": 1.0,
            "supervision": "督查通知",
            "presider": "督查室主任",
            "days": 5.0,
        }
    ]
    tables = dict(ledger(tasks=TWO_LATE))
    tables["papers"] = papers()
    one = LadderInUse("2022-06", ON, tables, ("2022-06",), "合并", {"合并": rules}, KINDS)
    found = {str(r["unit"]): str(r["task_id"]) for r in plan_duty(one).proposals.rows}
    assert found == {"县教育局": "T-1、T-2", "县财政局": "T-3"}


OPINIONS = """
| 期次    | 单位     | 满意 | 不满意 |
| 2022-05 | 县教育局 | {may} | 10 |
| 2022-05 | 县财政局 | 90   | 10 |
| 2022-06 | 县教育局 | {june} | 10 |
| 2022-06 | 县财政局 | 90   | 10 |
"""
# 满意 of the unit in two months beside one with 90, and what the ladder of windows proposes
RATED = """
| 五月 | 六月 | 建议 |
| 20   | 95   |      |
| 95   | 20   | 提醒/政务服务局 |
| 20   | 20   | 约谈/分管领导 |
| 90   | 90   |      |
"""


@pytest.mark.parametrize("line", table(RATED), ids=lambda line: f"{line['五月']} {line['六月']}")
def test_a_window_that_is_last_for_two_months_is_called_in(line: dict[str, str]) -> None:
    opinions = OPINIONS.format(may=line["五月"], june=line["六月"])
    found = plan_duty(duty("窗口", ON, opinions=opinions)).proposals.rows
    mine = [r for r in found if r["unit"] == "县教育局"]
    assert " ".join(f"{r['supervision']}/{r['presider']}" for r in mine) == line["建议"]
    assert all("满意率66.67%" in str(r["why"]) for r in mine)


CLOSINGS = """
| 任务编号 | 轮次 | 任务名称 | 申请单位 | 办理状态 | 回头看结果 | 重启 |
| T-1      | 1    | 修路     | 县教育局 | 已销号   | {result} | {again} |
"""


@pytest.mark.parametrize(
    ("result", "again", "wanted"),
    [("反弹", "", "整改通知/分管领导"), ("未反弹", "", ""), ("反弹", "是", "")],
)
def test_a_closed_task_that_went_back_leads_to_a_paper(
    result: str, again: str, wanted: str
) -> None:
    assert said(duty("常规", ON, closings=CLOSINGS.format(result=result, again=again))) == wanted


DUES = """
| 方案 | 完成时限   | 日子       | 建议 |
| 热线 | 2022-06-28 | 2022-06-24 |      |
| 热线 | 2022-06-28 | 2022-06-25 | 电话督办/经办人 |
| 热线 | 2022-06-28 | 2022-06-28 | 电话督办/经办人 |
| 热线 | 2022-06-28 | 2022-06-29 | 催办/督查室主任 |
| 热线 | 2022-06-24 | 2022-06-25 |      |
| 潜江 | 2022-06-28 | 2022-06-17 |      |
| 潜江 | 2022-06-28 | 2022-06-18 | 预警通知/督查室 |
"""


@pytest.mark.parametrize("line", table(DUES))
def test_deadlines_lead_to_a_call_before_and_a_chase_the_day_after(line: dict[str, str]) -> None:
    one = duty(line["方案"], date.fromisoformat(line["日子"]), due=line["完成时限"])
    assert said(one) == line["建议"]


OF_UNITS = """
| 方案 | 单位的灯 | 建议 |
| 三亚 | 绿       |      |
| 三亚 | 黄       | 约谈/督查室 |
| 三亚 | 黄绿黄   | 约谈/分管副市长 |
| 三亚 | 黄绿绿黄 | 约谈/分管副市长 |
| 三亚 | 黄红     | 约谈/分管市领导 |
| 三亚 | 红       | 约谈/分管市领导 |
"""


@pytest.mark.parametrize("line", table(OF_UNITS), ids=lambda r: f"{r['方案']}{r['单位的灯']}")
def test_lamps_of_units_lead_to_the_papers_that_the_place_has_published(
    line: dict[str, str],
) -> None:
    roles = {"黄": "预警", "红": "滞后", "绿": "正常"}
    lines = ["| 期次 | 研判日期 | 对象 | 名称 | 灯色 | 角色 | 依据 |"]
    for back, sign in enumerate(reversed(line["单位的灯"])):
        month = f"2022-{6 - back:02}"
        lines.append(
            f"| {month} | {month}-28 | 单位 | 县教育局 | {sign} | {roles[sign]} | 未达标 |"
        )
    assert said(duty(line["方案"], ON, standings="\n".join(lines))) == line["建议"]


# a milestone and a problem, each with its own day, before and after it; one that is done asks nothing
ITEMS_DUE = """
| 方案 | 什么 | 时限       | 办成       | 日子       | 建议 |
| 潜江 | 节点 | 2022-06-28 |            | 2022-06-17 |      |
| 潜江 | 节点 | 2022-06-28 |            | 2022-06-18 | 预警通知/督查室 |
| 潜江 | 节点 | 2022-06-28 |            | 2022-06-28 | 预警通知/督查室 |
| 潜江 | 节点 | 2022-06-28 |            | 2022-06-29 |      |
| 潜江 | 节点 | 2022-06-28 | 2022-06-15 | 2022-06-20 |      |
| 热线 | 问题 | 2022-06-28 |            | 2022-06-24 |      |
| 热线 | 问题 | 2022-06-28 |            | 2022-06-25 | 电话督办/经办人 |
| 热线 | 问题 | 2022-06-28 |            | 2022-06-29 | 催办/督查室主任 |
| 热线 | 问题 | 2022-06-28 | 2022-06-20 | 2022-06-29 |      |
| 热线 | 问题 | 2022-06-24 |            | 2022-06-25 |      |
"""


@pytest.mark.parametrize("line", table(ITEMS_DUE), ids=lambda r: f"{r['什么']}-{r['日子']}")
def test_milestones_and_problems_lead_to_papers_before_and_after_their_day(
    line: dict[str, str],
) -> None:
    nodes = problems = ""
    if line["什么"] == "节点":
        nodes = (
            "| 任务编号 | 节点序号 | 节点名称 | 计划完成 | 实际完成 |\n"
            f"| T-1 | 1 | 开工 | {line['时限']} | {line['办成']} |"
        )
    else:
        problems = (
            "| 问题编号 | 问题内容 | 交办单位 | 办理环节 | 办理时限 | 反馈日期 |\n"
            f"| W-1 | 路灯不亮 | 县教育局 | 签收 | {line['时限']} | {line['办成']} |"
        )
    day = date.fromisoformat(line["日子"])
    one = duty(line["方案"], day, nodes=nodes, problems=problems)
    assert said(one) == line["建议"]


def test_each_milestone_that_comes_has_its_own_warning_once() -> None:
    nodes = """
    | 任务编号 | 节点序号 | 节点名称 | 计划完成   |
    | T-1      | 1        | 招标     | 2022-06-28 |
    | T-1      | 2        | 开工     | 2022-07-01 |
    """
    found = plan_duty(duty("潜江", ON, nodes=nodes)).proposals.rows
    assert [r["why"] for r in found] == [
        "任务T-1的节点“招标”：应于2022年6月28日完成，还有0天",
        "任务T-1的节点“开工”：应于2022年7月1日完成，还有3天",
    ]
    again = with_rows(duty("潜江", ON, nodes=nodes), [{**r, "duty_state": "签发"} for r in found])
    assert plan_duty(again).proposals.rows == []


FALSE = """
| 方案   | 结论     | 台账值 | 现场值 | 核查日期   | 建议            |
| 葫芦岛 | 属实     | 100%   | 60%    | 2022-06-20 | 移交/市长       |
| 葫芦岛 | 部分属实 | 已开工 | 未开工 | 2022-06-20 | 移交/市长       |
| 葫芦岛 | 属实     | 100    | 100    | 2022-06-20 |                 |
| 葫芦岛 | 不属实   | 100    | 60     | 2022-06-20 |                 |
| 葫芦岛 | 属实     | 100    |        | 2022-06-20 |                 |
| 葫芦岛 | 属实     | 100    | 60     | 2022-06-29 |                 |
| 潜江   | 属实     | 100    | 60     | 2022-06-20 | 通报/市政府分管领导 |
| 常规   | 属实     | 100    | 60     | 2022-06-20 | 约谈/分管领导   |
"""


@pytest.mark.parametrize("line", table(FALSE))
def test_what_was_reported_and_is_not_so_leads_to_a_paper(line: dict[str, str]) -> None:
    clue = (
        "| 线索编号 | 线索内容 | 涉及单位 | 台账值 | 现场值 | 核查日期 | 核查结论 |\n"
        f"| X-1 | 路没修 | 县教育局 | {line['台账值']} | {line['现场值']} | {line['核查日期']} "
        f"| {line['结论']} |"
    )
    assert said(duty(line["方案"], ON, clues=clue)) == line["建议"]


REGISTER = """
| 报送情况       | 建议 |
| 漏报           | 催办/督查室 |
| 漏报 漏报      | 通报/分管领导 |
| 漏报 按时 漏报 | 催办/督查室 |
| 待报           | 催办/督查室 |
| 迟报 迟报 按时 |      |
| 迟报 迟报 迟报 | 通报/分管领导 |
| 空报           | 提醒/督查室 |
| 按时           |      |
"""


@pytest.mark.parametrize("line", table(REGISTER), ids=lambda r: r["报送情况"])
def test_reports_that_are_missing_late_or_empty(line: dict[str, str]) -> None:
    timings = line["报送情况"].split()
    lines = [f"| 2022-{7 - len(timings) + n:02} | 县教育局 | {t} |" for n, t in enumerate(timings)]
    summary = "\n".join(["| 期次 | 单位 | 报送情况 |", *lines])
    assert said(duty("常规", ON, summary=summary)) == line["建议"]


def test_the_second_talk_of_a_calendar_year_is_presided_over_by_the_head() -> None:
    record = f"{PAPER}\n| {{day}} | {{state}} | 约谈 | 县教育局 | T-9 | | {{day}} | | | |"
    before = {
        ("2022-03-01", "签发"): "市政府主要负责同志", ("2021-12-30", "签发"): "分管市领导",
        ("2022-03-01", "作废"): "分管市领导", ("2022-03-01", "不采纳"): "分管市领导",
        ("2022-03-01", "建议"): "分管市领导", ("2022-03-01", "确认"): "市政府主要负责同志",
    }  # fmt: skip
    for (day, state), head in before.items():
        text = record.format(day=day, state=state)
        one = duty("芜湖", ON, judgements=judged("红"), supervision=text)
        assert said(one) == f"约谈/{head}", (day, state)


def test_three_papers_of_the_year_in_vain_are_handed_over() -> None:
    lines = [
        f"| 2022-0{n}-01 | 签发 | 督办单 | 县教育局 | T-1 | 示〔2022〕{n}号 | 2022-0{n}-01 "
        f"| 2022-0{n}-10 | | |"
        for n in (1, 2, 3)
    ]
    for count, kinds in {2: "督办单/督查室主任", 3: "移交/市政府主要领导"}.items():
        text = "\n".join([PAPER, *lines[:count]])
        one = duty("潜江", ON, judgements=judged("红"), supervision=text)
        assert said(one) == kinds
    row = plan_duty(one).proposals.rows[0]
    assert row["reason_code"] == "D 督办后整改不到位"


def with_rows(one: LadderInUse, more: list[dict[str, Value]]) -> LadderInUse:
    there = one.tables["supervision"]
    blank: dict[str, Value] = dict.fromkeys(there.spec.keys, "")
    numbers = range(3 + len(there.rows), 3 + len(there.rows) + len(more))
    new = [TableRow(n, blank | row) for n, row in zip(numbers, more, strict=True)]
    grown = LedgerRows(there.spec, there.sheet, there.letters, [*there.rows, *new])
    return replace(one, tables={**one.tables, "supervision": grown})


@pytest.mark.parametrize("state", ["建议", "确认", "签发", "不采纳", "作废", "办结"])
def test_what_was_proposed_is_not_proposed_again(state: str) -> None:
    for preset in LAYOUT.ladders:
        one = duty(preset, ON, judgements=judged("红红红"), due="2022-06-20")
        found = plan_duty(one).proposals.rows
        decided = [{**row, "duty_state": state, "struck": "已面商"} for row in found]
        again = plan_duty(with_rows(one, decided))
        assert again.proposals.rows == [], preset
        refused = state in {"不采纳", "作废"}
        of_task = any(row["task_id"] for row in found)
        assert bool(again.proposals.actions.get("T-1")) == (of_task and not refused)


def test_a_proposal_that_the_clerk_made_another_kind_stays_as_the_clerk_has_it() -> None:
    one = duty("常规", ON, judgements=judged("红"))
    row = plan_duty(one).proposals.rows[0]
    done = plan_duty(with_rows(one, [{**row, "supervision": "约谈", "duty_state": "确认"}]))
    assert (done.proposals.rows, done.proposals.actions) == ([], {"T-1": "约谈"})


def test_matters_of_one_unit_share_a_talk_and_the_year_counts_it_once() -> None:
    tasks = """
    | 任务编号 | 任务名称 | 牵头单位 | 完成时限 |
    | T-1 | 修路 | 县教育局 | 2022-12-31 |
    | T-2 | 架桥 | 县教育局、县水务局 | 2022-12-31 |
    """
    states = "\n".join(
        ["| 期次 | 研判日期 | 任务编号 | 状态 | 依据 |"]
        + [f"| 2022-06 | 2022-06-28 | {t} | 滞后 | 落后 |" for t in ("T-1", "T-2")]
    )
    one = duty("芜湖", ON, tasks=tasks, judgements=states)
    found = plan_duty(one).proposals.rows
    assert [(r["unit"], r["task_id"], r["times"]) for r in found] == [
        ("县教育局", "T-1、T-2", 1), ("县水务局", "T-2", 1),
    ]  # fmt: skip
    only = with_rows(
        one, [{**found[0], "task_id": "T-1", "cause": str(found[0]["cause"]).split()[0]}]
    )
    joined = plan_duty(only).proposals
    assert [r["unit"] for r in joined.rows] == ["县水务局"]
    assert {c.column: c.new for c in joined.changes}["task_id"] == "T-1、T-2"


BAD = """
| 序号 | 触发   | 前件 | 状态 | 连续期数 | 督办动作 | 代码 |
| 1    | 灯色   |      | 滞后 | 1 | 督办单 |      |
| 2    | 刮风   |      | 滞后 | 1 | 督办单 | D101 |
| 3    | 灯色   |      | 滞后 | 1 | 喝茶   | D102 |
| 4    | 灯色   |      |      | 1 | 督办单 | D103 |
| 5    | 未回复 |      |      | 1 | 通报   | D104 |
| 6    | 漏报   |      |      | 0 | 通报   | D105 |
| 7    | 临期   |      |      | 0 | 提醒   |      |
| 8    | 未回复 | 催办 |      | 1 | 提醒   | D106 |
| 9    | 未回复 | 提醒 |      | 1 | 催办   | D106 |
"""


def test_rules_that_cannot_be_used_are_named_and_stop_nothing() -> None:
    bad = rows("supervise_rules", BAD, "代码")
    one = duty("常规", ON, judgements=judged("红"))
    one = replace(one, tables={**one.tables, "supervise_rules": bad})
    drawn = {(i.place.row, i.code) for i in plan_duty(one).issues if i.place.row}
    stated = {(3 + n, line["代码"]) for n, line in enumerate(table(BAD)) if line["代码"]}
    assert drawn == stated
    assert said(one) == "督办单/政府办主任"


def test_a_ladder_without_rules_and_a_period_without_lamps_are_named() -> None:
    assert {"D107", "D121"} <= {i.code for i in plan_duty(duty("没有的", ON)).issues}


def test_refusals_want_a_reason_and_no_number_is_used_twice() -> None:
    text = f"{PAPER}\n" + "\n".join(
        f"| 2022-06-0{n} | {state} | 约谈 | 县教育局 | T-{n} | 示〔2022〕1号 | | | | |"
        for n, state in ((1, "作废"), (2, "不采纳"), (3, "签发"))
    )
    found = plan_duty(duty("常规", ON, judgements=judged("绿"), supervision=text)).issues
    assert [(i.code, i.place.row) for i in found] == [("D122", 3), ("D122", 4), ("D141", 4)]


def test_a_preset_comes_into_the_sheet_once_and_leaves_the_others_alone() -> None:
    one = duty("芜湖", ON, judgements=judged("红"))
    added = plan_duty(one).writes.added["supervise_rules"]
    assert [row["ladder"] for row in added] == ["芜湖"] * len(LAYOUT.ladders["芜湖"])
    spec = LAYOUT["supervise_rules"]
    there = LedgerRows(
        spec, spec.label, one.tables["supervise_rules"].letters,
        [TableRow(n, dict(row)) for n, row in enumerate(added, start=3)],
    )  # fmt: skip
    again = replace(one, tables={**one.tables, "supervise_rules": there})
    assert "supervise_rules" not in plan_duty(again).writes.added
    assert said(again) == said(one)


def test_every_ladder_can_be_chosen_and_every_rule_of_each_is_usable() -> None:
    assert set(LAYOUT.ladders) == set(LAYOUT.lists["ladder"])
    for name in LAYOUT.ladders:
        issues = duty(name, ON).rules[1]
        assert issues == [], name


def test_a_task_without_a_unit_is_named() -> None:
    tasks = "| 任务编号 | 任务名称 | 牵头单位 | 完成时限 |\n| T-1 | 修路 |  | 2022-12-31 |"
    state = judged("红").replace("县教育局", "")
    found = plan_duty(duty("常规", ON, tasks=tasks, judgements=state))
    assert [(i.code, i.place.key) for i in found.issues] == [("D124", "T-1")]
    assert found.proposals.rows == []


SIGNS = st.text("绿黄红", min_size=1, max_size=6)


@given(SIGNS, st.sampled_from(sorted(LAYOUT.ladders)))
def test_one_more_red_period_never_leads_to_less(signs: str, preset: str) -> None:
    def rank(states: str) -> int:
        found = plan_duty(duty(preset, ON, judgements=judged(states))).proposals.rows
        return max((KINDS.index(str(r["supervision"])) for r in found), default=-1)

    assert rank(("红" + signs.replace("绿", "红"))[-6:]) >= rank(signs[-1:])
    assert rank("红红红") >= rank("红红") >= rank("红") >= rank("绿")


DECISIONS = st.lists(
    st.sampled_from(["建议", "确认", "签发", "办结", "不采纳", "作废"]), max_size=8
)


@given(DECISIONS, st.sampled_from(sorted(LAYOUT.ladders)), SIGNS)
def test_no_cause_is_ever_proposed_twice(states: list[str], preset: str, signs: str) -> None:
    one = duty(preset, ON, judgements=judged(signs))
    for state in states:
        found = plan_duty(one).proposals.rows
        one = with_rows(one, [{**row, "duty_state": state} for row in found])
    causes = [c for r in records_of(one.tables["supervision"].rows) for c in _named(r)]
    assert len(causes) == len(set(causes))


def _named(record: Record) -> list[tuple[str, str]]:
    return [(record.text("supervision"), cause) for cause in record.causes]


ITEM_LAMPS = """
| 触发     | 状态 | 期数 | 灯情                                              | 建议                    |
| 问题灯色 | 滞后 | 1    | 问题 W-1 2022-06 滞后                             | 催办/县教育局           |
| 问题灯色 | 红   | 1    | 问题 W-1 2022-06 滞后                             | 催办/县教育局           |
| 问题灯色 | 预警 | 1    | 问题 W-1 2022-06 滞后                             |                         |
| 问题灯色 | 滞后 | 1    | 问题 W-1 2022-06 滞后；问题 W-2 2022-06 滞后      | 催办/县教育局 催办/县教育局 |
| 问题灯色 | 滞后 | 1    | 问题 W-9 2022-06 滞后                             |                         |
| 问题灯色 | 滞后 | 1    | 问题 W-1 2022-05 滞后                             |                         |
| 节点灯色 | 滞后 | 2    | 节点 T-1·开工 2022-05 滞后；节点 T-1·开工 2022-06 滞后 | 催办/县教育局      |
| 节点灯色 | 滞后 | 2    | 节点 T-1·开工 2022-05 正常；节点 T-1·开工 2022-06 滞后 |                    |
| 单位灯色 | 滞后 | 2    | 单位 县财政局 2022-05 滞后；单位 县财政局 2022-06 滞后 | 催办/县财政局      |
| 单位灯色 | 滞后 | 2    | 单位 县财政局 2022-04 滞后；单位 县财政局 2022-05 预警；单位 县财政局 2022-06 滞后 | |
| 领导灯色 | 滞后 | 1    | 领导 分管副县长 2022-06 滞后                      | 催办/分管副县长         |
"""


@pytest.mark.parametrize("line", table(ITEM_LAMPS))
def test_lamps_of_problems_milestones_units_and_leaders_lead_to_papers(
    line: dict[str, str],
) -> None:
    rules = (
        "| 序号 | 启用 | 方案 | 触发 | 状态 | 连续期数 | 督办动作 | 主持（签发） |\n"
        f"| 1 | 是 | 本地 | {line['触发']} | {line['状态']} | {line['期数']} | 催办 | 督查室 |"
    )
    lines = ["| 期次 | 研判日期 | 对象 | 名称 | 灯色 | 角色 | 依据 |"]
    for one in filter(None, line["灯情"].split("；")):
        of, name, period, role = one.split()
        lamp = {"滞后": "红", "预警": "黄", "正常": "绿"}[role]
        lines.append(f"| {period} | {period}-28 | {of} | {name} | {lamp} | {role} | 超期 |")
    problems = (
        "| 问题编号 | 问题内容 | 交办单位 | 关联任务 |\n"
        "| W-1 | 路灯不亮 | 县教育局 | T-1 |\n| W-2 | 井盖缺失 | 县教育局 | |"
    )
    nodes = "| 任务编号 | 节点序号 | 节点名称 | 计划完成 |\n| T-1 | 1 | 开工 | 2022-04-01 |"
    asked = duty(
        "本地", ON, supervise_rules=rules, standings="\n".join(lines), problems=problems,
        nodes=nodes,
    )  # fmt: skip
    proposed = plan_duty(asked).proposals.rows
    assert " ".join(f"{r['supervision']}/{r['unit']}" for r in proposed) == line["建议"]


def test_a_problem_that_was_proposed_does_not_come_twice_in_its_period() -> None:
    rules = (
        "| 序号 | 启用 | 方案 | 触发 | 状态 | 连续期数 | 督办动作 |\n"
        "| 1 | 是 | 本地 | 问题灯色 | 滞后 | 1 | 催办 |"
    )
    lit = (
        "| 期次 | 研判日期 | 对象 | 名称 | 灯色 | 角色 | 依据 |\n"
        "| 2022-06 | 2022-06-28 | 问题 | W-1 | 红 | 滞后 | 超期 |"
    )
    problems = "| 问题编号 | 问题内容 | 交办单位 |\n| W-1 | 路灯不亮 | 县教育局 |"
    texts = {"supervise_rules": rules, "standings": lit, "problems": problems}
    first = plan_duty(duty("本地", ON, **texts)).proposals.rows
    assert [str(r["why"]) for r in first] == ["问题W-1“路灯不亮”：超期"]
    record = f"| 日期 | 办理状态 | 方式 | 对象单位 | 期次 | 缘由标识 |\n| 2022-06-28 | 建议 | 催办 | 县教育局 | 2022-06 | {first[0]['cause']} |"
    again = duty("本地", ON, supervision=record, **texts)
    assert plan_duty(again).proposals.rows == []


HANDED = """
| 移交日期   | 移交状态 | 日子       | 建议            |
|            |          | 2022-06-28 | 催办/督查室主任 |
| 2022-06-20 | 签发     | 2022-06-28 |                 |
| 2022-06-20 | 作废     | 2022-06-28 | 催办/督查室主任 |
| 2022-06-29 | 签发     | 2022-06-28 | 催办/督查室主任 |
| 2022-05-01 | 签发     | 2022-06-28 | 催办/督查室主任 |
"""


@pytest.mark.parametrize("line", table(HANDED))
def test_what_was_handed_over_is_not_chased_any_more(line: dict[str, str]) -> None:
    record = (
        f"{PAPER}\n| 2022-06-01 | 签发 | 督办单 | 县教育局 | T-1 | 示〔2022〕1号 | 2022-06-01 "
        "| 2022-06-10 | | |"
    )
    if line["移交日期"]:
        record += (
            f"\n| {line['移交日期']} | {line['移交状态']} | 移交 | 县教育局 | T-1 | 示移〔2022〕1号 "
            f"| {line['移交日期']} | 2022-07-30 | | |"
        )
    one = duty("常规", date.fromisoformat(line["日子"]), supervision=record)
    assert said(one) == line["建议"]


@pytest.mark.parametrize(
    ("handed", "most"),
    [("", "移交"), ("2022-06-20", ""), ("2022-06-03", "催办")],
    ids=["never", "after all of them", "between them"],
)
def test_what_was_handed_over_is_not_handed_over_again(handed: str, most: str) -> None:
    record = PAPER + "".join(
        f"\n| 2022-06-0{n} | 签发 | 督办单 | 县教育局 | T-1 | 示〔2022〕{n}号 | 2022-06-0{n} | 2022-06-10 | | |"
        for n in (1, 2, 3, 4)
    )
    if handed:
        record += f"\n| {handed} | 签发 | 移交 | 县教育局 | T-1 | 示移〔2022〕1号 | {handed} | 2022-06-25 | | |"
    found = said(duty("常规", ON, supervision=record))
    assert (most in found) if most else found == "", found
    assert most == "移交" or "移交" not in found


def test_one_period_missed_is_not_called_a_run() -> None:
    heads = "| 期次 | 单位 | 报送情况 |"
    text = f"{heads}\n| 2022-05 | 县教育局 | 漏报 |"
    found = plan_duty(duty("常规", ON, summary=text)).proposals.rows
    assert [r["why"] for r in found] == ["2022年5月应报未报"]
    text += "\n| 2022-06 | 县教育局 | 漏报 |"
    found = plan_duty(duty("常规", ON, summary=text)).proposals.rows
    assert [r["why"] for r in found] == ["连续2期应报未报（2022年5月至6月）"]


TOGETHER = """
| 已有                                         | 说谁 | 说什么            | 成了                                       |
|                                              | 修路 | 连续2期应报未报   | 修路：连续2期应报未报                      |
| 架桥：连续2期应报未报                        | 修路 | 连续2期应报未报   | 架桥、修路：连续2期应报未报                |
| 架桥、修路：连续2期应报未报                  | 修路 | 连续2期应报未报   | 架桥、修路：连续2期应报未报                |
| 架桥、修路：连续2期应报未报                  |      | 连续2期应报未报   | 架桥、修路：连续2期应报未报                |
| 连续2期应报未报                              | 修路 | 连续2期应报未报   | 修路：连续2期应报未报                      |
| 连续2期应报未报                              |      | 连续2期应报未报   | 连续2期应报未报                            |
| 架桥：节点逾期 / 连续2期应报未报             | 修路 | 节点逾期          | 架桥、修路：节点逾期 / 连续2期应报未报     |
| 架桥：连续2期应报未报                        | 修路 | 连续3期应报未报   | 架桥：连续2期应报未报 / 修路：连续3期应报未报 |
| 修路（二期）：节点逾期                       | 修路 | 节点逾期          | 修路（二期）、修路：节点逾期               |
"""


@pytest.mark.parametrize("line", table(TOGETHER))
def test_what_holds_of_several_is_said_once_of_all_of_them(line: dict[str, str]) -> None:
    about, fact = line["说谁"], line["说什么"]
    event = DutyEvent("灯色", "甲局", "1", "", f"{about}：{fact}" if about else fact, about=about)
    assert " / ".join(said_together(line["已有"].split(" / "), event)) == line["成了"]


NOTES = """
| 说明                                       | 依据规则       |
| 连续三期红灯；同一家年内第二次由主要负责同志约谈 | 连续三期红灯   |
| 首次红灯                                   | 首次红灯       |
| 红灯：警示约谈，5个工作日内书面报告        | 红灯：警示约谈，5个工作日内书面报告 |
| 红灯。发督办单                             | 红灯           |
|                                            | 滞后灯色≥1     |
"""


@pytest.mark.parametrize("line", table(NOTES))
def test_the_basis_of_a_paper_is_the_rule_and_not_what_else_its_note_says(
    line: dict[str, str],
) -> None:
    values: dict[str, Value] = {"note": line["说明"]}
    assert Rung(TableRow(1, values), "灯色", 1, ("约谈",), state="滞后").name == line["依据规则"]


@pytest.mark.parametrize(
    ("reply", "rectify", "said"),
    [
        ("2025-07-04", "2025-07-08", "原因和整改措施，整改到位后再报结果"),
        ("2025-07-08", "2025-07-08", "整改情况"),
        ("2025-07-10", "2025-07-08", "整改情况"),
        ("", "2025-07-08", "整改情况"),
        ("2025-07-04", "", "整改情况"),
    ],
)
def test_a_report_before_the_work_is_done_cannot_tell_its_result(
    reply: str, rectify: str, said: str
) -> None:
    days = {k: date.fromisoformat(t) if t else "" for k, t in
            (("reply_due", reply), ("rectify_by", rectify))}  # fmt: skip
    values: dict[str, Value] = {**dict.fromkeys(LAYOUT["supervision"].keys, ""), **days}
    assert record_fields(Record(TableRow(3, values)))["报告内容"] == said
