"""Cadence: what people write, the published cut-offs, what is due in a period."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from taizhang.books.layout import load_layout
from taizhang.core.cadence.calendar import calendar_of
from taizhang.core.cadence.cutoffs import Cutoff, Shift, read_cutoff, read_shift
from taizhang.core.cadence.rules import (
    Schedule,
    Usual,
    cadence_issues,
    calendar_issues,
    schedule_issues,
    schedule_of,
)
from taizhang.core.periods import KINDS, Period, Workdays, parse_period, period_of, periods_within
from taizhang.core.values.cadences import read_cadences
from tests.support.ledgers import rows
from tests.support.tables import table

WRITTEN = """
| 调度频次                       | 周期              | 长期 | 看不懂 |
|--------------------------------|-------------------|------|--------|
| 周                             | 周                |      |        |
| 一月一调度、一季一通报         | 月 季             |      |        |
| 周例会、月小结、季汇总         | 周 月 季          |      |        |
| 半月一督查 一月一通报 两月一竣工验收 季度一盘点 | 半月 月 两月 季 | |   |
| 每月25日前                     | 月                |      |        |
| 自2022年3月起每月25日前        | 月                |      |        |
| 每月15日、30日                 | 月                |      |        |
| 每周五上午下班前               | 周                |      |        |
| 每周二12时前                   | 周                |      |        |
| 每季度末月20日前               | 季                |      |        |
| 每月结束后5个工作日内          | 月                |      |        |
| 每两月一次                     | 两月              |      |        |
| 双月                           | 两月              |      |        |
| 双周                           | 半月              |      |        |
| 三个月                         | 季                |      |        |
| 6个月                          | 半年              |      |        |
| 每10天                         | 旬                |      |        |
| 每半年小结                     | 半年              |      |        |
| 日调度                         | 日                |      |        |
| 一日一报                       | 日                |      |        |
| ２周                           | 半月              |      |        |
| 长期坚持                       |                   | 是   |        |
| 月、长期                       | 月                | 是   |        |
| 持续推进，每季度报一次         | 季                | 是   |        |
| 两周半                         |                   |      | 两周半 |
| 每三周                         |                   |      | 每三周 |
| 看情况                         |                   |      | 看情况 |
| 月、看情况                     | 月                |      | 看情况 |
|                                |                   |      |        |
"""


@pytest.mark.parametrize("row", table(WRITTEN), ids=lambda r: r["调度频次"])
def test_a_cadence_is_read_as_it_is_written(row: dict[str, str]) -> None:
    found = read_cadences(row["调度频次"])
    assert found.kinds == tuple(row["周期"].split())
    assert found.always == (row["长期"] == "是")
    assert found.unread == tuple(row["看不懂"].split())


@given(st.sets(st.sampled_from(KINDS), min_size=1))
def test_several_cadences_come_back_as_they_were_written(kinds: set[str]) -> None:
    assert set(read_cadences("、".join(sorted(kinds))).kinds) == kinds


# the cut-offs that offices have published, and the ways to write one
CUTOFFS = """
| 出处       | 截止日            | 时刻  | 遇节假日           | 期次        | 截止             |
|------------|-------------------|-------|--------------------|-------------|------------------|
| 新昌       | 周五上午          |       | 顺延               | 2022-W23    | 2022-06-10 12:00 |
| 新昌       | 周五上午          |       | 顺延               | 2022-W40    | 2022-10-08 12:00 |
| 新昌       | 25日              |       | 顺延               | 2022-06     | 2022-06-27 18:00 |
| 住建部管廊 | 周二              | 12:00 | 节后第2个工作日12:00 | 2022-W23  | 2022-06-07 12:00 |
| 住建部管廊 | 周二              | 12:00 | 节后第2个工作日12:00 | 2022-W40  | 2022-10-09 12:00 |
| 住建部管廊 | 周二下午          |       | 节后第2个工作日中午 | 2022-W40   | 2022-10-09 12:00 |
| 督查专报   | 次月5日           |       | 顺延               | 2022-05     | 2022-06-06 18:00 |
| 督查专报   | 次月5日           |       | 顺延               | 2022-12     | 2023-01-05 18:00 |
| 鄂温克     | 每月25日前        |       |                    | 2022-08     | 2022-08-25 18:00 |
| 盘锦       | 28日              |       | 不顺延             | 2022-05     | 2022-05-28 18:00 |
| 广西       | 月末后5个工作日内 |       | 顺延               | 2022-09     | 2022-10-12 18:00 |
| 广西       | 每月结束后5个工作日内 |   | 顺延               | 2022-05     | 2022-06-08 18:00 |
| 大竹       | 季末月20日        |       | 顺延               | 2022-Q2     | 2022-06-20 18:00 |
| 大竹       | 每季度末月20日前  |       | 顺延               | 2022-Q3     | 2022-09-20 18:00 |
|            | 二十五日          |       | 提前               | 2022-06     | 2022-06-24 18:00 |
|            | 5日               |       | 提前               | 2022-10     | 2022-09-30 18:00 |
|            | 周日              |       | 顺延               | 2022-W23    | 2022-06-13 18:00 |
|            | 次周一            | 9:30  | 顺延               | 2022-W23    | 2022-06-13 09:30 |
|            | 第3天             |       | 顺延               | 2022-06上   | 2022-06-06 18:00 |
|            | 月底              |       | 顺延               | 2022-07     | 2022-08-01 18:00 |
|            | 最后一个工作日    |       | 顺延               | 2022-07     | 2022-07-29 18:00 |
|            | 月末前2个工作日   |       | 顺延               | 2022-06     | 2022-06-29 18:00 |
|            | 每月第3个工作日   |       | 顺延               | 2022-06     | 2022-06-06 18:00 |
|            | 6月20日           |       | 顺延               | 2022-H1     | 2022-06-20 18:00 |
|            | 12月底            |       | 不顺延             | 2022        | 2022-12-31 18:00 |
|            | 期末后10天        |       | 顺延               | 2022-Q2     | 2022-07-11 18:00 |
|            | 31日              |       | 不顺延             | 2022-01至02 | 2022-02-28 18:00 |
|            | 25                |       | 不顺延             | 2022-06上旬 | 2022-06-10 18:00 |
"""


@pytest.mark.parametrize("row", table(CUTOFFS), ids=lambda r: r["截止日"] + r["期次"])
def test_a_published_cutoff_gives_its_moment(row: dict[str, str]) -> None:
    period = parse_period(row["期次"])
    rule = read_cutoff(row["截止日"], row["遇节假日"], row["时刻"])
    assert period is not None
    assert rule is not None
    found = Schedule(cutoffs={period.kind: rule}).cutoff(period)
    assert found == datetime.fromisoformat(row["截止"])


@pytest.mark.parametrize(
    ("text", "shift"), [("月中", ""), ("看情况", ""), ("25日", "再说"), ("13月40日", "")]
)
def test_what_is_no_cutoff_is_none(text: str, shift: str) -> None:
    assert read_cutoff(text, shift) is None


def test_a_shift_that_counts_no_workdays_is_none() -> None:
    assert read_shift("节后第0个工作日") is None


periods = st.builds(
    period_of, st.dates(date(2022, 1, 1), date(2024, 11, 1)), st.sampled_from(KINDS)
)
rules = st.builds(
    Cutoff,
    st.sampled_from(["last", "nth", "day", "next_day", "workday_after", "workday_before"]),
    st.integers(1, 31),
    shift=st.builds(Shift, st.sampled_from([1, 2, -1])),
)


@given(periods, rules)
def test_a_shifted_cutoff_is_never_a_holiday(period: Period, rule: Cutoff) -> None:
    workdays = Workdays()
    assert workdays(rule.day(period, workdays))


USUAL = """
| 平时 | 第几天 | 期次     | 顺延 | 截止       |
|------|--------|----------|------|------------|
| 月   | 25     | 2022-06  | 是   | 2022-06-27 |
| 月   | 25     | 2022-06  | 否   | 2022-06-25 |
| 月   | 30     | 2022-02  | 否   | 2022-02-28 |
| 月   | 1      | 2022-10  | 是   | 2022-10-08 |
| 月   | 29     | 2022-01  | 是   | 2022-01-29 |
| 月   | 25     | 2022-Q2  | 否   | 2022-06-25 |
| 月   | 25     | 2022     | 否   | 2022-12-25 |
| 月   | 25     | 2022-W23 | 否   | 2022-06-12 |
| 周   | 5      | 2022-W23 | 是   | 2022-06-10 |
| 周   | 5      | 2022-06  | 是   | 2022-06-30 |
"""


@pytest.mark.parametrize("row", table(USUAL), ids=lambda r: f"{r['平时']}{r['第几天']}{r['期次']}")
def test_the_settings_stay_the_default(row: dict[str, str]) -> None:
    period = parse_period(row["期次"])
    assert period is not None
    usual = Usual(row["平时"], int(row["第几天"]), shift=row["顺延"] == "是")
    assert Schedule(usual).cutoff(period).date() == date.fromisoformat(row["截止"])


# what each task owes in which period, under the plan of 芜湖
DUE = """
| 任务类型 | 调度频次               | 期次       | 应报               |
|----------|------------------------|------------|--------------------|
| 工程建设 |                        | 2022-W23   | 2022-W23           |
| 其他     |                        | 2022-W23   |                    |
| 其他     |                        | 2022-W24   | 2022-06上          |
| 其他     |                        | 2022-W26   | 2022-06下          |
| 其他     |                        | 2022-06上  | 2022-06上          |
| 工程建设 |                        | 2022-06上  | 2022-06上          |
| 工程建设 |                        | 2022-06    | 2022-06            |
| 其他     | 季                     | 2022-04    |                    |
| 其他     | 季                     | 2022-05    |                    |
| 其他     | 季                     | 2022-06    | 2022-Q2            |
| 其他     | 年                     | 2022-06    |                    |
| 其他     | 年                     | 2022-12    | 2022               |
| 其他     | 一月一调度、一季一通报 | 2022-06    | 2022-Q2 2022-06    |
| 其他     | 一月一调度、一季一通报 | 2022-05    | 2022-05            |
| 其他     | 月                     | 2022-W25   | 2022-06            |
| 其他     | 月                     | 2022-W26   |                    |
| 其他     | 长期坚持               | 2022-06上  | 2022-06上          |
| 其他     | 两月                   | 2022-05    |                    |
| 其他     | 两月                   | 2022-06    | 2022-05至06        |
| 其他     | 日                     | 2022-06    | 2022-06            |
"""


def _wuhu() -> Schedule:
    sheets = {"cadences": rows("cadences", PRESETS), "holidays": rows("holidays")}
    return schedule_of(sheets, Usual(), "芜湖", {"任务类型": "kind"})


PRESETS = """
| 方案 | 周期 | 适用任务          | 截止日   | 遇节假日 |
| 芜湖 | 周   | 任务类型＝工程建设 | 周五     | 顺延     |
| 芜湖 | 半月 | 其他              | 最后一天 | 顺延     |
| 别处 | 年   | 其他              | 1月1日   | 顺延     |
|      | 月   |                   | 25日     | 顺延     |
"""


@pytest.mark.parametrize("row", table(DUE), ids=lambda r: r["任务类型"] + r["调度频次"] + r["期次"])
def test_a_task_owes_what_its_cadence_says(row: dict[str, str]) -> None:
    period = parse_period(row["期次"])
    assert period is not None
    task = {"kind": row["任务类型"], "cadence": row["调度频次"]}
    assert [p.id for p in _wuhu().due(task, period)] == row["应报"].split()


@settings(deadline=None, max_examples=40)
@given(
    st.dates(date(2022, 1, 1), date(2023, 12, 1)),
    st.sampled_from(KINDS),
    st.sampled_from(KINDS),
    rules,
)
def test_each_period_of_a_coarser_cadence_is_asked_for_once(
    day: date, fine: str, coarse: str, rule: Cutoff
) -> None:
    assume(KINDS.index(coarse) > KINDS.index(fine))
    schedule, whole = Schedule(cutoffs={coarse: rule}), period_of(day, coarse)
    task = {"cadence": coarse}
    first, last = whole.first - timedelta(days=62), whole.last + timedelta(days=62)
    asked = [p for p in periods_within(first, last, fine) if whole in schedule.due(task, p)]
    assert len(asked) == 1


def test_the_presets_that_ship_are_understood_and_can_be_chosen() -> None:
    shipped = load_layout().begins["cadences"]
    lines = [
        f"| {r['plan']} | {r['cadence']} | {r['applies']} | {r['cutoff']} | {r.get('hour', '')}"
        f" | {r['shift']} |"
        for r in shipped
    ]
    sheet = rows("cadences", "\n".join(["|方案|周期|适用任务|截止日|截止时刻|遇节假日|", *lines]))
    plans = dict.fromkeys(str(r["plan"]) for r in shipped)
    assert [i for plan in plans for i in schedule_issues(sheet, plan)] == []


# 丹棱: what a task owes in a period of each kind, and until when
DANLENG = """
| 期次        | 应报                                 | 截止       |
| 2022-05上   | 2022-05上                            | 2022-05-16 |
| 2022-05下   | 2022-05下 2022-05                    | 2022-05-31 |
| 2022-06上   | 2022-06上                            | 2022-06-15 |
| 2022-06下   | 2022-05至06 2022-06下 2022-06 2022-Q2 | 2022-06-30 |
| 2022-06     | 2022-05至06 2022-06 2022-Q2          | 2022-06-30 |
| 2022-07     | 2022-07                              | 2022-08-01 |
| 2022-Q2     | 2022-Q2                              | 2022-06-30 |
"""


@pytest.mark.parametrize("row", table(DANLENG), ids=lambda r: r["期次"])
def test_four_rhythms_each_ask_in_the_period_that_ends_with_them(row: dict[str, str]) -> None:
    shipped = [r for r in load_layout().begins["cadences"] if r["plan"] == "丹棱"]
    lines = [
        f"| 丹棱 | {r['cadence']} | {r['applies']} | {r['cutoff']} | {r['shift']} |"
        for r in shipped
    ]
    text = "\n".join(["| 方案 | 周期 | 适用任务 | 截止日 | 遇节假日 |", *lines])
    sheets = {"cadences": rows("cadences", text), "holidays": rows("holidays")}
    schedule, period = schedule_of(sheets, Usual(), "丹棱", {}), parse_period(row["期次"])
    assert period is not None
    task = {"kind": "其他", "cadence": ""}
    assert {p.id for p in schedule.due(task, period)} == set(row["应报"].split())
    assert schedule.cutoff(period, task).date() == date.fromisoformat(row["截止"])


# 三水: three ends of months; two groups of tasks with a cut-off each in one kind of period
OWN = """
| 方案 | 周期 | 适用任务           | 截止日               | 遇节假日 |
| 三水 | 季   | 其他               | 6月底、9月底、12月底 | 顺延     |
| 分组 | 月   | 任务类型＝工程建设 | 20日                 | 不顺延   |
| 分组 | 月   | 其他               | 28日                 | 不顺延   |
"""
OWN_CUTOFFS = """
| 方案 | 任务类型 | 期次    | 应报    | 截止       |
| 三水 | 其他     | 2022-Q1 |         |            |
| 三水 | 其他     | 2022-Q2 | 2022-Q2 | 2022-06-30 |
| 三水 | 其他     | 2022-Q3 | 2022-Q3 | 2022-09-30 |
| 三水 | 其他     | 2022-Q4 | 2022-Q4 | 2023-01-03 |
| 三水 | 其他     | 2022-03 |         |            |
| 三水 | 其他     | 2022-06 | 2022-Q2 |            |
| 分组 | 工程建设 | 2022-06 | 2022-06 | 2022-06-20 |
| 分组 | 其他     | 2022-06 | 2022-06 | 2022-06-28 |
"""


def _own(plan: str) -> Schedule:
    sheets = {"cadences": rows("cadences", OWN), "holidays": rows("holidays")}
    assert list(schedule_issues(sheets["cadences"], plan)) == []
    return schedule_of(sheets, Usual(), plan, {"任务类型": "kind"})


@pytest.mark.parametrize("row", table(OWN_CUTOFFS), ids=lambda r: "".join(r.values()))
def test_named_days_and_groups_of_tasks_have_their_own_cutoff(row: dict[str, str]) -> None:
    schedule, period = _own(row["方案"]), parse_period(row["期次"])
    assert period is not None
    task = {"kind": row["任务类型"], "cadence": ""}
    assert [p.id for p in schedule.due(task, period)] == row["应报"].split()
    if row["截止"]:
        assert schedule.cutoff(period, task).date() == date.fromisoformat(row["截止"])


def test_a_unit_reports_until_the_last_cutoff_of_its_own_tasks() -> None:
    period = parse_period("2022-06")
    assert period is not None
    tasks = [
        {"kind": "工程建设", "lead": "县住建局", "co": "县财政局", "cadence": ""},
        {"kind": "其他", "lead": "县教育局", "co": "县财政局", "cadence": ""},
    ]
    found = _own("分组").cutoffs_of_units(
        tasks, ["县住建局", "县教育局", "县财政局", "县林业局"], period
    )
    assert {unit: at.day for unit, at in found.items()} == {
        "县住建局": 20, "县教育局": 28, "县财政局": 28,
    }  # fmt: skip
    drawn = calendar_of(
        [{"task_id": "A", "stage": "", "closed": "", "due": "", **tasks[0]},
         {"task_id": "B", "stage": "", "closed": "", "due": "", **tasks[1]}],
        [], ["县住建局", "县教育局"], _own("分组"), period,
    )  # fmt: skip
    assert [(o.day.day, o.units) for o in drawn.owed] == [
        (20, (("县住建局", 1),)), (28, (("县教育局", 1),)),
    ]  # fmt: skip


FAULTY = """
| 方案 | 周期   | 适用任务 | 截止日 | 遇节假日 | 应报 |
| 甲   | 每三周 | 其他     | 25日   | 顺延     | P101 |
| 甲   | 月     |          | 月中   | 顺延     | P102 |
| 甲   | 周     |          | 周五   | 顺延     |      |
| 甲   | 周     |          | 周三   | 顺延     | P103 |
| 甲   | 季     |          | 20日   | 再说     | P102 |
| 乙   | 瞎写   |          | 瞎写   | 瞎写     |      |
"""


def test_what_cannot_be_used_of_the_sheet_is_said() -> None:
    sheet = rows("cadences", FAULTY, "应报")
    drawn = [(i.place.row, i.code) for i in schedule_issues(sheet, "甲")]
    stated = [(n, r["应报"]) for n, r in enumerate(table(FAULTY), start=3) if r["应报"]]
    assert drawn == stated
    assert [i.code for i in schedule_issues(sheet, "丙")] == ["P104"]


def test_a_task_whose_cadence_is_no_period_is_named() -> None:
    tasks = rows("tasks", "| 任务编号 | 调度频次 |\n| T-1 | 两周半 |\n| T-2 | 月、季 |\n| T-3 | |")
    assert [(i.code, i.place.row) for i in cadence_issues(tasks)] == [("P105", 3)]


def test_a_year_that_nobody_knows_is_a_warning() -> None:
    period = parse_period("2050-01")
    assert period is not None
    schedule = Schedule(Usual(day=1))
    schedule.cutoff(period)
    assert [i.code for i in calendar_issues(schedule.workdays)] == ["L306"]
    own = Schedule(Usual(day=1), workdays=Workdays({date(2050, 1, 1): False}))
    assert own.cutoff(period).date() == date(2050, 1, 3)
    assert list(calendar_issues(own.workdays)) == []
