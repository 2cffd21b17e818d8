"""Decisions of meetings and findings of visits: what each row becomes, once, and what it draws."""

from datetime import date, datetime

import pytest

from taizhang.core.distribution import Sender, SendPast, plan_distribution
from taizhang.core.duties.judged import judge_duties
from taizhang.core.duties.visits import VisitLimits
from taizhang.core.levels.plan import LevelPast, plan_taking
from taizhang.core.periods import Workdays
from taizhang.core.problems.plan import ProblemPast, ProblemPlan, plan_problems
from tests.support.ledgers import ledger
from tests.support.tables import table

ON = date(2022, 6, 28)
MEETINGS = """
| 日期       | 主持       | 调度内容 | 议定事项         | 落实单位 | 落实时限   | 转为 | 转为编号 | 关联任务 | 成为       | 编号    |
| 2022-06-01 | 分管副县长 | 一       | 修渠             | 县水务局 | 2022-07-31 | 问题 |          |          | 问题 修渠  | W-010   |
| 2022-06-02 | 分管副县长 | 二       | 建校             | 县教育局 | 2022-12-31 | 任务 |          |          | 草稿 建校  | 草稿3   |
| 2022-06-03 | 分管副县长 | 三       | 已转过的         | 县水务局 | 2022-07-31 | 问题 | W-009    |          |            |         |
| 2022-06-04 | 分管副县长 | 四       | 只记一笔         | 县水务局 | 2022-07-31 |      |          |          |            |         |
| 2022-06-05 | 分管副县长 | 五       |                  | 县水务局 | 2022-07-31 | 问题 |          |          |            |         |
"""
DRAFTS = "| 序号 | 任务名称 | 已登记为 |\n| 1 | 旧的 | 2022-040 |\n| 2 | 没登记 | |"
PROBLEMS = "| 问题编号 | 问题内容 |\n| W-009 | 旧的 |"


def turned(meetings: str = "", visits: str = "", drafts: str = DRAFTS) -> ProblemPlan:
    tables = ledger(meetings=meetings, visits=visits, drafts=drafts, problems=PROBLEMS)
    return plan_problems(ProblemPast(tables, ON, Workdays()))


@pytest.mark.parametrize("line", MEETINGS.strip().splitlines()[1:])
def test_a_decision_becomes_a_problem_or_a_draft_once(line: str) -> None:
    head = MEETINGS.strip().splitlines()[0]
    [wanted] = table(f"{head}\n{line}")
    plain = "\n".join("|".join(x.split("|")[:-3]) + "|" for x in (head, line))
    plan = turned(plain)
    rows = [("问题", r["problem"]) for r in plan.writes.added.get("problems", ())]
    rows += [("草稿", r["name"]) for r in plan.writes.added.get("drafts", ())]
    assert [" ".join(map(str, r)) for r in rows] == list(filter(None, [wanted["成为"]]))
    cells = [c.new for c in plan.writes.cells if c.column == "turned"]
    assert cells == list(filter(None, [wanted["编号"]]))


def test_a_problem_of_a_meeting_has_its_unit_day_and_origin_and_several_lines_are_several() -> None:
    tables = dict(ledger(problems=PROBLEMS, drafts=DRAFTS, meetings="""
        | 日期       | 主持 | 会议种类 | 调度内容 | 议定事项 | 落实单位 | 落实时限   | 转为 | 关联任务 |
        | 2022-06-01 | 县长 | 周例会   | 一       | 修渠     | 县水务局 | 2022-07-31 | 问题 | T-1      |
        """))  # fmt: skip
    [row] = tables["meetings"].rows
    row.values["decision"] = "1.修渠\n2.清淤"
    plan = plan_problems(ProblemPast(tables, ON, Workdays()))
    first, second = plan.writes.added["problems"]
    assert (first["unit"], first["due"], first["task_id"], first["source"], first["origin"]) == (
        "县水务局", date(2022, 7, 31), "T-1", "会议议定", "2022-06-01周例会",
    )  # fmt: skip
    assert (second["problem"], second["problem_id"]) == ("清淤", "W-011")
    assert [c.new for c in plan.writes.cells if c.sheet == "meetings"] == ["W-010、W-011"]


def test_a_draft_that_was_registered_gives_its_task_to_the_meeting() -> None:
    meetings = (
        "| 日期 | 主持 | 调度内容 | 议定事项 | 转为 | 转为编号 |\n"
        "| 2022-06-01 | 县长 | 一 | 建校 | 任务 | {} |"
    )
    for number, task in (("草稿1", ["2022-040"]), ("草稿2", []), ("草稿1、草稿2", [])):
        plan = turned(meetings.format(number))
        assert [c.new for c in plan.writes.cells if c.column == "task_id"] == task


def test_what_a_visit_found_becomes_a_problem() -> None:
    plan = turned(
        visits="""
        | 日期       | 领导（职务） | 地点   | 课题与内容 | 发现问题 | 转为 | 转为编号 |
        | 2022-06-01 | 分管副县长   | 示例镇 | 水利       | 渠道淤塞 | 问题 |          |
        | 2022-06-02 | 分管副县长   | 示例镇 | 教育       | 没有发现 |      |          |
        """
    )
    [row] = plan.writes.added["problems"]
    assert (row["problem"], row["source"], row["origin"]) == (
        "渠道淤塞", "领导调研", "2022-06-01调研示例镇",
    )  # fmt: skip


OPEN = """
| 日期       | 主持 | 调度内容 | 议定事项 | 落实时限   | 落实情况 | 关联任务 | 转为编号 | 码   |
| 2022-06-01 | 县长 | 一       | 修渠     | 2022-06-27 |          |          |          | P152 |
| 2022-06-01 | 县长 | 二       | 修渠     | 2022-06-28 |          |          |          |      |
| 2022-06-01 | 县长 | 三       | 修渠     | 2022-06-27 | 已修好   |          |          |      |
| 2022-06-01 | 县长 | 四       | 修渠     | 2022-06-27 |          | T-1      |          |      |
| 2022-06-01 | 县长 | 五       | 修渠     | 2022-06-27 |          |          | W-001    |      |
| 2022-06-01 | 县长 | 六       |          | 2022-06-27 |          |          |          |      |
"""


@pytest.mark.parametrize("line", OPEN.strip().splitlines()[1:])
def test_a_decision_whose_day_has_passed_without_a_word_is_named(line: str) -> None:
    head = OPEN.strip().splitlines()[0]
    [wanted] = table(f"{head}\n{line}")
    plain = "\n".join("|".join(x.split("|")[:-2]) + "|" for x in (head, line))
    judged = judge_duties(ledger(meetings=plain), ON, VisitLimits(), date(2022, 6, 1))
    assert [i.code for i in judged.issues] == list(filter(None, [wanted["码"]]))


# 春节 2022: Monday 1-31 to Sunday 2-6, a whole week without work; 国庆 has working days at its end
HOLIDAYS = """
| 从         | 到         | 周期 | 欠的周                     |
| 2022-01-24 | 2022-02-13 | 周   | 2022-W04 2022-W06          |
| 2022-10-03 | 2022-10-09 | 周   | 2022-W40                   |
"""


@pytest.mark.parametrize("row", table(HOLIDAYS), ids=lambda r: r["从"])
def test_no_meeting_is_owed_in_a_week_without_a_working_day(row: dict[str, str]) -> None:
    tables = ledger(
        tasks="| 任务编号 | 牵头单位 | 责任领导 | 开始日期 |\n| T-1 | 县水务局 | 县长 | 2022-01-01 |",
        duties="| 启用 | 职务 | 事项 | 范围 | 次数（天数） | 周期 | 从 | 到 |\n"
        f"| 是 | 责任领导 | 调度 | 合计 | 1 | {row['周期']} | {row['从']} | {row['到']} |",
    )
    judged = judge_duties(tables, date(2022, 12, 1), VisitLimits(), date(2022, 1, 1), Workdays())
    assert [h.window.id for h in judged.held if h.state == "不够"] == row["欠的周"].split()


LEVELS = """
| 层级     | 主持       | 记的 |
| 主要领导 | 县长       | 1    |
| 分管领导 | 分管副县长 | 0    |
"""


@pytest.mark.parametrize("row", table(LEVELS), ids=lambda r: r["层级"])
def test_a_duty_may_ask_for_a_level_of_meetings(row: dict[str, str]) -> None:
    tables = ledger(
        duties="| 启用 | 职务 | 事项 | 范围 | 次数（天数） | 周期 | 从 |\n"
        "| 是 | 主要领导 | 调度 | 合计 | 1 | 月 | 2022-05-01 |",
        meetings="| 日期 | 主持 | 层级 | 调度内容 |\n"
        f"| 2022-05-10 | {row['主持']} | {row['层级']} | 总调度 |",
    )
    judged = judge_duties(tables, date(2022, 6, 1), VisitLimits(), date(2022, 5, 1))
    [may, *_] = judged.held
    assert f"{may.found:.0f}" == row["记的"]


SENT = """
| 牵头单位           | 码   |
| 县教育局           |      |
| 县教肓局           | P153 |
| 县教育局、县教肓局 | P153 |
|                    | P154 |
"""


@pytest.mark.parametrize("row", table(SENT), ids=lambda r: r["牵头单位"] or "空")
def test_tasks_that_were_sent_to_nobody_are_named(row: dict[str, str]) -> None:
    tables = ledger(
        tasks=f"| 任务编号 | 任务名称 | 牵头单位 |\n| T-1 | 建校 | {row['牵头单位']} |",
        units="| 单位全称 |\n| 县教育局 |",
    )
    sender = Sender("L", b"k", "2022-06", datetime(2022, 6, 1), "示例县", "", "", "")
    plan = plan_distribution(SendPast(tables), sender)
    assert [i.code for i in plan.issues] == list(filter(None, [row["码"]]))


ROLLED = """
| 完成值怎么汇 | 备注 | 码   |
| 合计         |      |      |
|              |      | V121 |
|              | 不汇 |      |
"""


@pytest.mark.parametrize(
    "row", table(ROLLED), ids=lambda r: r["码"] or r["完成值怎么汇"] + r["备注"]
)
def test_a_figure_that_nobody_said_how_to_roll_up_is_named(row: dict[str, str]) -> None:
    tables = ledger(
        tasks="| 任务编号 | 任务名称 | 牵头单位 |\n| T-1 | 建校 | 县教育局 |",
        rollups="| 任务编号 | 完成值怎么汇 | 完成进度怎么汇 | 备注 |\n"
        f"| T-1 | {row['完成值怎么汇']} | 平均 | {row['备注']} |",
        children="| 下级编号 | 上级编号 | 承接单位 | 完成值 |\n| T-1.01 | T-1 | 甲镇 | 3 |",
    )
    plan = plan_taking([], LevelPast(tables, "2022-06"))
    assert [i.code for i in plan.issues] == list(filter(None, [row["码"]]))
