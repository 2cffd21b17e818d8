"""Streaks: how long a task has burnt, how often a unit was silent, what was reported last."""

from collections.abc import Sequence
from datetime import date

import pytest

from taizhang.core.judge.history import SAID, records_of
from taizhang.core.judge.judge import History, history_of, since_when
from taizhang.core.measures.facts import BEHIND
from taizhang.core.submission import Value
from taizhang.core.tables import HeldColumns
from tests.support.tables import table

# the states of the periods before 2022-07, the oldest first; 无 is a period without a judgement
STREAKS = """
| 三月 | 四月 | 五月 | 六月 | 现在 | 同一状态 | 红黄 |
| 无   | 无   | 无   | 无   | 滞后 | 0        | 0    |
| 无   | 无   | 无   | 滞后 | 滞后 | 1        | 1    |
| 无   | 无   | 滞后 | 滞后 | 滞后 | 2        | 2    |
| 滞后 | 滞后 | 正常 | 滞后 | 滞后 | 1        | 1    |
| 滞后 | 滞后 | 无   | 滞后 | 滞后 | 3        | 3    |
| 正常 | 预警 | 滞后 | 预警 | 预警 | 1        | 3    |
| 正常 | 预警 | 滞后 | 预警 | 滞后 | 0        | 3    |
| 滞后 | 滞后 | 滞后 | 已销号 | 滞后 | 0      | 0    |
| 暂缓 | 滞后 | 暂缓 | 滞后 | 滞后 | 1        | 1    |
"""
ON = date(2027, 1, 28)
MONTHS = {"三月": "2022-03", "四月": "2022-04", "五月": "2022-05", "六月": "2022-06"}

# 发 a form was sent, 报 the unit answered, 免 it owed nothing in that period
SILENCE = """
| 四月 | 五月 | 六月 | 连续未报 |
|      |      |      | 0        |
| 发报 | 发报 | 发报 | 0        |
| 发报 | 发报 | 发   | 1        |
| 发   | 发   | 发   | 3        |
| 发   | 发报 | 发   | 1        |
| 发   |      | 发   | 2        |
| 发   | 发免 | 发   | 2        |
| 发报 | 发免 | 发   | 1        |
| 发   | 发   | 发报 | 0        |
"""


@pytest.mark.parametrize("line", table(STREAKS), ids=lambda r: "-".join(r.values()))
def test_a_streak_is_as_long_as_its_row_states(line: dict[str, str]) -> None:
    judged: list[dict[str, Value]] = [
        {"period": period, "task_id": "T-1", "state": line[month], "judged_on": f"{period}-28"}
        for month, period in MONTHS.items()
        if line[month] != "无"
    ]
    judged.append({"period": "2022-08", "task_id": "T-1", "state": line["现在"]})  # not the past
    judged.append({"period": "2022-06", "task_id": "T-2", "state": "滞后"})  # of another task
    past = {"judgements": judged, "reports": [], "summary": []}
    history = history_of("2022-07", past, list(MONTHS.values()))
    assert history.streak("T-1", line["现在"]) == int(line["同一状态"])
    assert history.streaks("T-1")[0].get(BEHIND, 0) == int(line["红黄"])


@pytest.mark.parametrize("line", table(SILENCE), ids=lambda r: "-".join(r.values()))
def test_silence_is_counted_by_periods_that_were_asked_for(line: dict[str, str]) -> None:
    marks = {MONTHS[month]: line[month] for month in ("四月", "五月", "六月")}
    summary: list[dict[str, Value]] = [
        {"period": p, "unit": "甲局", "spared": "T-1、T-9" if "免" in m else ""}
        for p, m in marks.items()
        if "发" in m
    ]
    reports: list[dict[str, Value]] = [
        {"period": p, "unit": "甲局", "task_id": "T-1", "validity": "有效", "progress": ""}
        for p, m in marks.items()
        if "报" in m
    ]
    # a report of another task, and one that was taken back, end no silence
    reports += [
        {"period": "2022-06", "unit": "甲局", "task_id": "T-2", "validity": "有效", "progress": ""},
        {
            "period": "2022-06",
            "unit": "甲局",
            "task_id": "T-1",
            "validity": "已撤销",
            "progress": "",
        },
    ]
    past = {"judgements": [], "reports": reports, "summary": summary}
    missed = history_of("2022-07", past, list(marks)).missed("T-1", "甲局")
    assert len(missed) == int(line["连续未报"])
    assert list(missed) == sorted(missed, reverse=True)


def test_what_was_said_last_is_of_this_period_or_before_and_valid() -> None:
    said = [("2022-05", 0.2, "有效"), ("2022-06", 0.4, "有效"), ("2022-07", 0.9, "已撤销"),
            ("2022-08", 0.5, "有效"), ("2022-04", 0.7, "有效")]  # fmt: skip
    reports: list[dict[str, Value]] = [
        {"period": p, "unit": "甲局", "task_id": "T-1", "progress": share, "validity": valid}
        for p, share, valid in said
    ]
    past = {"judgements": [], "reports": reports, "summary": []}
    assert history_of("2022-07", past, []).said == {("T-1", "甲局"): 0.4}
    assert history_of("2022-04", past, []).said == {("T-1", "甲局"): 0.7}
    assert History("2022-07").missed("T-1", "甲局") == ()


def test_a_lamp_is_on_since_it_came_on_without_a_break() -> None:
    days = [
        ("06-01", "正常"),
        ("06-10", "滞后"),
        ("06-20", "滞后"),
        ("06-30", "正常"),
        ("07-10", "滞后"),
    ]
    rows = [{"judged_on": d, "task_id": "T-1", "state": s} for d, s in reversed(days)]
    assert since_when(rows) == {("T-1", "正常"): "06-30", ("T-1", "滞后"): "07-10"}


class Counted(HeldColumns):
    """Columns of a register that counts the rows which it is asked for beyond period and unit."""

    def __init__(self, years: int) -> None:
        months = [f"{2022 + m // 12}-{m % 12 + 1:02}" for m in range(12 * years)]
        rows = [(p, f"T-{t}", f"单位{t % 5}", 0.5, "", "有效") for p in months for t in range(20)]
        columns = zip(*rows, strict=True)
        super().__init__(dict(zip(SAID, map(list, columns), strict=True)))
        self.months, self.asked = months, 0

    def __getitem__(self, key: str) -> Sequence[Value]:
        column = super().__getitem__(key)
        self.asked += 0 if key in {"period", "unit"} else len(column)
        return column

    def picked(self, key: str, places: Sequence[int]) -> Sequence[Value]:
        self.asked += len(places)
        return super().picked(key, places)


def test_of_a_register_of_years_the_last_periods_are_read() -> None:
    asked = []
    for years in (1, 5):
        columns = Counted(years)
        units = [*(f"单位{n}" for n in range(5)), "从未报送的单位"]
        summary: list[dict[str, Value]] = [
            {"period": p, "unit": u} for p in columns.months for u in units
        ]
        past: dict[str, list[dict[str, Value]]] = {"judgements": [], "summary": summary}
        history = records_of(past, reports=columns).at("2027-01", closed=columns.months, on=ON)
        assert not any(history.missed(f"T-{t}", f"单位{t % 5}") for t in range(20))
        assert len(history.missed("T-1", "从未报送的单位")) == 12 * years
        asked.append(columns.asked)
    assert asked[0] == asked[1] <= 2 * 3 * 20  # of two periods who, of what, whether it counts
