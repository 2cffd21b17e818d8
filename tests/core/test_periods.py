"""Periods, cut-offs and workdays."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.core.periods import (
    KINDS,
    Workdays,
    in_order,
    parse_period,
    period_of,
    periods_within,
)
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
| 2022-06-05  | 2022-06-05 | 2022-06-05 | 2022年6月5日     |
| 2022-05至06 | 2022-05-01 | 2022-06-30 | 2022年5至6月     |
| 2024-01至02 | 2024-01-01 | 2024-02-29 | 2024年1至2月     |
| 2022-H1     | 2022-01-01 | 2022-06-30 | 2022年上半年     |
| 2022-H2     | 2022-07-01 | 2022-12-31 | 2022年下半年     |
| 2022        | 2022-01-01 | 2022-12-31 | 2022年           |
"""


@pytest.mark.parametrize("row", table(PERIODS), ids=lambda r: r["写法"])
def test_a_period_is_read(row: dict[str, str]) -> None:
    period = parse_period(row["写法"])
    assert period is not None
    assert (period.first, period.last) == (day(row["首日"]), day(row["末日"]))
    assert period.label == row["印出来"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "6月",
        "2022-13",
        "2022-W60",
        "2022-Q5",
        "2022-06中",
        "2022-H3",
        "2022-02-30",
        "2022-06至07",
        "2022-05至07",
        "22-06",
        "2022-6",
        "2022年13月",
        "2022年第0周",
    ],
)
def test_what_is_no_period_is_none(text: str) -> None:
    assert parse_period(text) is None


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(KINDS))
def test_each_day_falls_into_the_period_of_its_kind(when: date, kind: str) -> None:
    period = period_of(when, kind)
    assert period.first <= when <= period.last
    assert parse_period(period.id) == period
    assert parse_period(period.label) == period
    assert period.kind == kind


@given(st.dates(date(2000, 1, 1), date(2099, 12, 30)), st.sampled_from(KINDS))
def test_periods_follow_each_other_without_a_gap(when: date, kind: str) -> None:
    period = period_of(when, kind)
    assert period_of(period.last + timedelta(days=1), kind).first == period.last + timedelta(days=1)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 1)), st.sampled_from(KINDS))
def test_each_day_of_a_span_belongs_to_exactly_one_period(first: date, kind: str) -> None:
    last = first + timedelta(days=40)
    found = list(periods_within(first, last, kind))
    days = [first + timedelta(days=n) for n in range(41)]
    assert all(sum(day in period for period in found) == 1 for day in days)


def test_periods_of_all_kinds_sort_by_time() -> None:
    mixed = ["2022-H1", "2022-06下", "2022-W25", "2022-06-05", "2022-05", "2022-05至06", "六月"]
    assert sorted(mixed, key=in_order) == [
        "六月", "2022-05", "2022-06-05", "2022-W25", "2022-H1", "2022-05至06", "2022-06下",
    ]  # fmt: skip


def test_the_office_s_own_days_come_first() -> None:
    monday = date(2022, 6, 20)
    assert Workdays()(monday)
    assert not Workdays({monday: False})(monday)


def test_an_unknown_year_is_counted_by_weekday_and_said() -> None:
    days = Workdays()
    assert days(date(2050, 1, 3))
    assert not days(date(2050, 1, 1))
    assert days.unknown == {2050}
