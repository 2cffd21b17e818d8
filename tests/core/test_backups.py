"""Backups: each row is one copy, and says whether it stays."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.core.backups import MEGA, SETTINGS, Copy, KeepRule, rule_of, to_drop
from taizhang.core.submission import Value
from tests.support.tables import table

NOW = datetime(2023, 6, 30, 12)
RULE = KeepRule(30, 90, 365, 100)

ROWS = """
| 何时             | 作业 | 留 |
| 2021-05-18 09:00 | 载入 | 是 |
| 2021-06-02 09:00 | 下发 |    |
| 2021-06-28 10:30 | 汇总 | 是 |
| 2022-09-05 09:00 | 汇总 |    |
| 2022-09-06 09:00 | 汇总 | 是 |
| 2022-09-12 09:00 | 研判 | 是 |
| 2023-05-02 09:00 | 汇总 |    |
| 2023-05-02 10:00 | 汇总 | 是 |
| 2023-05-03 10:00 | 研判 | 是 |
| 2023-06-01 10:00 | 汇总 | 是 |
| 2023-06-01 11:00 | 汇总 | 是 |
| 2023-06-30 11:59 | 下发 | 是 |
"""


def copies(text: str, size: int = 1) -> list[tuple[Copy, bool]]:
    return [
        (
            Copy(row["何时"], datetime.fromisoformat(row["何时"]), row["作业"], size),
            row["留"] == "是",
        )
        for row in table(text)
    ]


def test_each_copy_stays_or_goes_as_its_row_says() -> None:
    stated = copies(ROWS)
    gone = {copy.name for copy in to_drop([c for c, _ in stated], RULE, NOW)}
    assert {c.name: c.name not in gone for c, _ in stated} == {c.name: stay for c, stay in stated}


def test_too_many_megabytes_shorten_the_ages() -> None:
    """Ten copies a day of 1 MB: half a month of them, then a day's last, fit into 100 MB."""
    held = [
        Copy(f"{day}-{n}", datetime(2023, 6, day, 8 + n), "汇总", MEGA)
        for day in range(1, 31) for n in range(4)
    ]  # fmt: skip
    assert to_drop(held, KeepRule(30, 90, 365, 200), NOW) == []
    gone = {copy.name for copy in to_drop(held, RULE, NOW)}
    assert len(held) - len(gone) <= 100
    assert {"1-0", "30-3"}.isdisjoint(gone)
    assert not any(name.startswith("2") and int(name.split("-")[0]) > 20 for name in gone)


@given(st.lists(st.tuples(st.integers(0, 3000), st.sampled_from(["汇总", "研判", "下发"])), min_size=1),
       st.integers(0, 40))  # fmt: skip
def test_the_first_and_the_last_of_each_job_stay_and_nothing_is_kept_beyond_the_limit(
    made: list[tuple[int, str]], most: int
) -> None:
    begun = NOW.timestamp()
    held = [
        Copy(f"{n}", datetime.fromtimestamp(begun - hours * 3600), job, MEGA)
        for n, (hours, job) in enumerate(made)
    ]
    gone = to_drop(held, KeepRule(30, 90, 365, most), NOW)
    left = sorted((c for c in held if c not in gone), key=lambda c: (c.when, c.name))
    ordered = sorted(held, key=lambda c: (c.when, c.name))
    always = {ordered[0].name, *{c.job: c.name for c in ordered}.values()}
    assert always <= {c.name for c in left}
    assert len(left) <= max(most, len(always))
    assert to_drop(left, KeepRule(30, 90, 365, most), NOW) == []


@pytest.mark.parametrize("name", SETTINGS)
@pytest.mark.parametrize("value", ["", "一个月", -1.0, "30"])
def test_a_rule_that_cannot_be_read_names_its_setting(name: str, value: Value) -> None:
    settings: dict[str, Value] = dict.fromkeys(SETTINGS, 30.0)
    assert rule_of(settings) == KeepRule(30, 30, 30, 30)
    assert rule_of(settings | {name: value}) == name
