"""Periods, cut-offs and workdays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.core.periods import KINDS, Workdays, cutoff, parse_period, period_of
from tests.support.tables import day, table

PERIODS = """
| 写法        | 首日       | 末日       | 印出来           |
|-------------|------------|------------|------------------|
| 2022-06     | 2022-06-01 | 2022-06-30 | 2022年6月        |
| 2022-02     | 2022-02-01 | 2022-02-28 | 2022年2月        |
| 2022-06上   | 2022-06-01 | 2022-06-15 | 2022年6月上半月  |
| 2022-06下   | 2022-06-16 | 2022-06-30 | 2022年6月下半月  |
| 2024-02下旬 | 2024-02-21 | 2024-02-29 | 2024年2月下旬    |
| 2022-Q2     | 2022-04-01 | 2022-06-30 | 2022年第2季度    |
| 2022-W23    | 2022-06-06 | 2022-06-12 | 2022年第23周     |
"""


@pytest.mark.parametrize("row", table(PERIODS), ids=lambda r: r["写法"])
def test_a_period_is_read(row: dict[str, str]) -> None:
    period = parse_period(row["写法"])
    assert period is not None
    assert (period.first, period.last) == (day(row["首日"]), day(row["末日"]))
    assert period.label == row["印出来"]


@pytest.mark.parametrize("text", ["", "6月", "2022-13", "2022-W60", "2022-Q5", "2022-06中"])
def test_what_is_no_period_is_none(text: str) -> None:
    assert parse_period(text) is None


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(KINDS))
def test_each_day_falls_into_the_period_of_its_kind(when: date, kind: str) -> None:
    period = period_of(when, kind)
    assert period.first <= when <= period.last
    assert parse_period(period.id) == period


@given(st.dates(date(2000, 1, 1), date(2099, 12, 30)), st.sampled_from(KINDS))
def test_periods_follow_each_other_without_a_gap(when: date, kind: str) -> None:
    period = period_of(when, kind)
    assert period_of(period.last + timedelta(days=1), kind).first == period.last + timedelta(days=1)


CUTOFFS = """
| 期次    | 第几天 | 顺延 | 截止       |
|---------|--------|------|------------|
| 2022-06 | 25     | 是   | 2022-06-27 |
| 2022-06 | 25     | 否   | 2022-06-25 |
| 2022-02 | 30     | 否   | 2022-02-28 |
| 2022-10 | 1      | 是   | 2022-10-08 |
| 2022-01 | 29     | 是   | 2022-01-29 |
"""


@pytest.mark.parametrize(
    "row", table(CUTOFFS), ids=lambda r: f"{r['期次']}-{r['第几天']}-{r['顺延']}"
)
def test_the_cutoff_moves_to_a_workday(row: dict[str, str]) -> None:
    period = parse_period(row["期次"])
    assert period is not None
    found = cutoff(period, int(row["第几天"]), shift=row["顺延"] == "是", is_workday=Workdays())
    assert found == day(row["截止"])


def test_the_office_s_own_days_come_first() -> None:
    monday = date(2022, 6, 20)
    assert Workdays()(monday)
    assert not Workdays({monday: False})(monday)


def test_an_unknown_year_is_counted_by_weekday_and_said() -> None:
    days = Workdays()
    assert days(date(2050, 1, 3))
    assert not days(date(2050, 1, 1))
    assert days.unknown == {2050}
