"""Rules by which figures of lower tasks become one, and numbers that never come twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.core.levels.numbers import depth_of, next_number, parent_of, root_of
from taizhang.core.levels.rules import Lower, RollupRule, all_done, rolled, worst_state
from taizhang.core.roles import SHIPPED
from tests.support.tables import table

RULES = """
| 办法       | 数           | 目标     | 得    |
|------------|--------------|----------|-------|
| 合计       | 10 - 5       |          | 15    |
| 平均       | 0.4 - 0.8    |          | 0.6   |
| 按目标加权 | 0.5 1.0      | 10 30    | 0.875 |
| 按目标加权 | 0.5 1.0      | - -      | -     |
| 取最低     | 0.5 0.2 -    |          | 0.2   |
| 全部完成   | 1.0 1.0      |          | 1     |
| 全部完成   | 1.0 -        |          | 0.5   |
| 合计       | - -          |          | -     |
"""


def figures(text: str) -> list[float | None]:
    return [None if word == "-" else float(word) for word in text.split()]


@pytest.mark.parametrize("row", table(RULES), ids=lambda row: row["办法"] + row["数"])
def test_figures_become_one_by_the_rule(row: dict[str, str]) -> None:
    values = figures(row["数"])
    weights = figures(row["目标"]) or [None] * len(values)
    found = rolled(RollupRule(row["办法"]), values, weights)
    (wanted,) = figures(row["得"])
    assert found == pytest.approx(wanted) if wanted is not None else found is None


def test_the_worst_lamp_and_whether_all_are_done() -> None:
    states = ("正常", "预警", "滞后", "已销号")
    lowers = [Lower(f"T.0{n}", "甲", state=s) for n, s in enumerate(states)]
    assert worst_state(lowers, SHIPPED) == "滞后"
    assert worst_state([], SHIPPED) == ""
    assert not all_done(lowers, SHIPPED)
    assert all_done(lowers[3:], SHIPPED)
    assert not all_done([], SHIPPED)


@given(
    st.lists(st.floats(0, 1), min_size=1, max_size=9),
    st.lists(st.floats(1, 9), min_size=9, max_size=9),
)
def test_a_mean_lies_between_the_least_and_the_most(
    values: list[float], weights: list[float]
) -> None:
    for rule in (RollupRule.MEAN, RollupRule.WEIGHTED, RollupRule.LEAST):
        found = rolled(rule, values, weights[: len(values)])
        assert found is not None
        assert min(values) - 1e-9 <= found <= max(values) + 1e-9


@given(st.lists(st.sampled_from(["01-017", "01-018", "01-017.03"]), max_size=30))
def test_a_number_never_comes_twice_and_knows_where_it_hangs(parents: list[str]) -> None:
    used: set[str] = set()
    for parent in parents:
        number = next_number(parent, used)
        assert number not in used
        assert (parent_of(number), depth_of(number)) == (parent, depth_of(parent) + 1)
        assert root_of(number) == root_of(parent)
        used.add(number)
