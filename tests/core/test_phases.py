"""Phases, half time, 五个一, the calendar and the card: what each says of a ledger."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.core.cadence.calendar import calendar_of, weeks_of
from taizhang.core.cadence.rules import Schedule, Usual
from taizhang.core.charts.card import card_of
from taizhang.core.charts.tasks import WallNode, WallTask
from taizhang.core.periods import parse_period
from taizhang.core.planning.five import lacks_of_five
from taizhang.core.planning.phases import half_of, half_time, phase_issues, phases_of, summaries
from taizhang.core.tables import LedgerRows
from tests.support.ledgers import ledger, rows
from tests.support.tables import table

PHASES = """
| 阶段     | 开始日期   | 结束日期   | 应完成进度 |
| 攻坚阶段 | 2022-06-01 | 2022-09-30 |            |
| 动员阶段 | 2022-05-18 | 2022-05-31 | 20%        |
| 没有日期 | 2022-05-18 |            |            |
| 颠倒     | 2022-06-18 | 2022-06-01 |            |
"""
TASKS = """
| 任务编号 | 任务名称 | 阶段     | 开始日期   | 完成时限   | 完成进度 | 实际完成日期 | 在       | 应报 |
| T-1      | 甲       | 动员阶段 | 2022-05-18 | 2022-12-31 | 15%      |              | 动员阶段 | P163 |
| T-2      | 乙       | 动员阶段 | 2022-05-18 | 2022-12-31 | 20%      |              | 动员阶段 |      |
| T-3      | 丙       |          | 2022-05-18 | 2022-05-30 | 60%      | 2022-05-30   | 动员阶段 |      |
| T-4      | 丁       |          | 2022-05-18 | 2022-08-31 | 10%      |              | 攻坚阶段 |      |
| T-5      | 戊       | 冲刺阶段 | 2022-05-18 | 2022-08-31 | 10%      |              |          | P162 |
"""


def test_each_task_is_in_its_phase_and_what_is_behind_is_said() -> None:
    tables: dict[str, LedgerRows] = dict(ledger(phases=PHASES))
    tables["tasks"] = rows("tasks", TASKS, "在", "应报")
    phases, issues = phases_of(tables["phases"])
    assert [(i.code, i.place.row) for i in issues] == [("P161", 5), ("P161", 6)]
    found = summaries(tables, phases, date(2022, 6, 10))
    members = {s.phase.name: [str(t.row["task_id"]) for t in s.tasks] for s in found}
    lines = table(TASKS)
    assert members == {
        name: [r["任务编号"] for r in lines if r["在"] == name] for name in ("动员阶段", "攻坚阶段")
    }
    drawn = {(i.place.row, i.code) for i in phase_issues(tables["tasks"], phases, found)}
    assert drawn == {(n, r["应报"]) for n, r in enumerate(lines, 3) if r["应报"]}


def test_a_phase_that_has_not_begun_asks_for_nothing() -> None:
    tables: dict[str, LedgerRows] = dict(ledger(phases=PHASES))
    tables["tasks"] = rows("tasks", TASKS, "在", "应报")
    phases, _ = phases_of(tables["phases"])
    for on, behind in ((date(2022, 5, 31), []), (date(2022, 6, 1), ["T-4"])):
        found = {s.phase.name: s for s in summaries(tables, phases, on)}
        assert [str(t.row["task_id"]) for t in found["攻坚阶段"].behind] == behind


HALF = """
| 开始日期   | 完成时限   | 应达到 |
| 2022-01-01 | 2022-12-31 | 50%    |
| 2022-03-31 | 2022-12-15 | 50%    |
| 2022-04-01 | 2022-12-31 | 33.1%  |
| 2022-06-21 | 2022-07-10 | 50%    |
| 2021-07-01 | 2023-06-30 | 50%    |
"""


@pytest.mark.parametrize("row", table(HALF), ids=lambda r: r["开始日期"])
def test_half_of_the_year_asks_for_half_of_the_year_s_task(row: dict[str, str]) -> None:
    task = {
        "start": date.fromisoformat(row["开始日期"]),
        "due": date.fromisoformat(row["完成时限"]),
    }
    assert f"{half_of(task, date(2022, 6, 30)):.1%}".replace(".0%", "%") == row["应达到"]


def test_what_is_not_half_done_at_half_time_is_said_after_it() -> None:
    text = (
        "| 任务编号 | 开始日期 | 完成时限 | 完成进度 |\n| T-1 | 2022-01-01 | 2022-12-31 | 49% |\n"
        "| T-2 | 2022-01-01 | 2022-12-31 | 50% |\n| T-3 | 2022-07-01 | 2022-12-31 | 0% |\n"
        "| T-4 | 2022-01-01 | 2022-05-31 | 100% |\n| T-5 | 2021-03-01 | 2021-12-31 | 90% |\n"
        "| T-6 | 2021-12-01 | 2022-12-01 | 57.8% |"
    )
    tables = ledger(tasks=text)
    for on, codes in ((date(2022, 6, 29), []), (date(2022, 7, 1), ["P164"])):
        found = half_time(tables, on)
        assert [str(t.row["task_id"]) for t in found.tasks] == ["T-1", "T-2", "T-4", "T-6"]
        assert found.done == 1
        assert [i.code for i in phase_issues(tables["tasks"], [], [found])] == codes


FIVE = """
| 任务编号 | 任务名称 | 责任领导             | 专班   | 推进方式 | 办理环节 | 应报                |
| T-1      | 甲       | 分管副县长           | 甲专班 | 周调度   | 办理中   |                     |
| T-2      | 乙       | 分管副县长、县委常委 | 乙专班 | 周调度   | 办理中   | P133 P135           |
| T-3      |          |                      |        |          | 办理中   | P131 P132 P134 P135 P136 |
| T-4      | 丁       |                      |        |          | 已销号   |                     |
| T-5      | 戊       |                      |        |          | 了结了   |                     |
"""


def test_what_a_task_lacks_of_the_five_ones_is_said() -> None:
    nodes = "| 任务编号 | 节点序号 | 节点名称 |\n| T-1 | 1 | 开工 |"
    tables = {
        "tasks": rows("tasks", FIVE, "应报"),
        "nodes": rows("nodes", nodes),
        "stage_words": rows("stage_words", "| 环节 | 角色 |\n| 了结了 | 已销号 |"),
    }
    drawn = [(i.place.row, i.code) for i in lacks_of_five(tables)]
    assert drawn == [(n, c) for n, r in enumerate(table(FIVE), 3) for c in r["应报"].split()]


def test_the_calendar_says_who_owes_what_when() -> None:
    tasks = """
    | 任务编号 | 任务名称 | 牵头单位 | 责任单位 | 调度频次 | 完成时限   | 办理环节 |
    | T-1      | 修渠     | 县水务局 | 县财政局 | 月、季   | 2022-06-15 | 办理中   |
    | T-2      | 治污     | 县环保局 |          | 周       | 2022-12-31 | 办理中   |
    """
    nodes = """
    | 任务编号 | 节点序号 | 节点名称 | 计划完成   | 实际完成   |
    | T-2      | 1        | 招标     | 2022-06-10 |            |
    | T-2      | 2        | 签约     | 2022-06-10 | 2022-06-09 |
    | T-2      | 3        | 开工     | 2022-07-10 |            |
    """
    period = parse_period("2022-06")
    assert period is not None
    units = ("县财政局", "县水务局", "县环保局")
    found = calendar_of(
        ledger(tasks=tasks)["tasks"].values, ledger(nodes=nodes)["nodes"].values, units,
        Schedule(Usual()), period,
    )  # fmt: skip
    lines = [f"{o.day} {o.kind} {o.what} {' '.join(u for u, _ in o.units)}" for o in found.owed]
    assert lines == [
        "2022-06-06 报送 2022年第22周 县环保局",
        "2022-06-10 节点 招标 县环保局",
        "2022-06-13 报送 2022年第23周 县环保局",
        "2022-06-15 时限 修渠 县水务局",
        "2022-06-20 报送 2022年第24周 县环保局",
        "2022-06-27 报送 2022年6月 县财政局 县水务局",
        "2022-06-27 报送 2022年第25周 县环保局",
        "2022-06-27 报送 2022年第2季度 县财政局 县水务局",
    ]
    assert date(2022, 6, 3) in found.free
    assert found.months == (date(2022, 6, 1),)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 1)))
def test_each_day_of_a_month_stands_once_in_its_weeks(day: date) -> None:
    month = day.replace(day=1)
    weeks = weeks_of(month)
    days = [d for week in weeks for d in week if d is not None]
    assert all(len(week) == 7 for week in weeks)
    assert days == sorted(set(days))
    assert (days[0], days[-1] + timedelta(days=1)) == (
        month, (month + timedelta(days=31)).replace(day=1),
    )  # fmt: skip
    assert all(week[d.weekday()] == d for week in weeks for d in week if d is not None)


shares = st.floats(0, 1)
histories = st.dictionaries(st.dates(date(2022, 1, 1), date(2022, 12, 31)), shares, max_size=60)


@given(
    st.dates(date(2022, 1, 1), date(2022, 6, 1)), st.integers(0, 4000), histories,
    st.dates(date(2022, 1, 1), date(2023, 6, 1)), shares,
)  # fmt: skip
def test_a_curve_goes_from_nothing_to_all_and_knows_nothing_of_tomorrow(
    start: date, days: int, history: dict[date, float], on: date, progress: float
) -> None:
    task = WallTask(
        "T-1", "", "修渠", "", "", start, start + timedelta(days=days), False, progress, "正常", "绿",
        history=tuple(sorted(history.items())),
    )  # fmt: skip
    curve = card_of(task, on).curve
    assert (curve[0].planned, curve[-1].planned) == (0.0, 1.0)
    assert len(curve) <= 33
    assert [p.planned for p in curve] == sorted(p.planned for p in curve)
    assert all((p.actual is None) == (p.day > on) for p in curve)


def test_a_route_goes_by_the_days_of_its_milestones() -> None:
    nodes = (
        WallNode("完工", date(2022, 9, 1)), WallNode("招标", date(2022, 5, 1), date(2022, 5, 2)),
        WallNode("开工", date(2022, 6, 1)), WallNode("不知何时", None),
    )  # fmt: skip
    task = WallTask(
        "T-1", "", "修渠", "", "", None, None, False, 0, "正常", "绿", nodes=nodes
    )  # fmt: skip
    card = card_of(task, date(2022, 6, 28))
    assert [(s.name, s.kind) for s in card.route] == [
        ("招标", "done"), ("开工", "late"), ("完工", "coming"), ("不知何时", "coming"),
    ]  # fmt: skip
    assert card.curve == ()
