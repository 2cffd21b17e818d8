"""Rules by which figures of lower tasks become one, and numbers that never come twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.core.levels.numbers import depth_of, next_number, parent_of, root_of
from taizhang.core.levels.plan import READ, LevelPast, chain, plan_giving, plan_taking
from taizhang.core.levels.rules import Lower, RollupRule, all_done, rolled, worst_state
from taizhang.core.roles import SHIPPED
from taizhang.core.tables import LedgerRows
from tests.support.scoring import sheet_rows
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


def level_past(**tables: LedgerRows) -> LevelPast:
    every = {name: tables.get(name) or sheet_rows(name) for name in READ}
    return LevelPast(every, "2022-06")


TASK = {"task_id": "01-017", "name": "修渠", "lead": "县水务局", "target": 300.0, "measure": "公里"}
TOWNS = sheet_rows("units", {"unit": "甲镇", "level_code": "3"}, {"unit": "乙镇", "level_code": "5"},
                   {"unit": "丙镇"})  # fmt: skip
SPLIT = {
    "task_id": "01-017",
    "units": "甲镇、乙镇、丙镇",
    "actual_rule": "合计",
    "progress_rule": "按投资加权",
}


def child(number: str, unit: str, **said: object) -> dict[str, object]:
    return {"child_id": number, "parent_id": "01-017", "unit": unit, **said}


def test_a_unit_has_its_own_code_in_every_number() -> None:
    rows = [{**SPLIT, "units": "丙镇、乙镇、甲镇"}, {**SPLIT, "task_id": "01-018"}]
    tasks = sheet_rows("tasks", TASK, {**TASK, "task_id": "01-018"})
    plan = plan_giving(level_past(tasks=tasks, units=TOWNS, rollups=sheet_rows("rollups", *rows)))
    found = {p.unit: [r["task_id"] for r in p.rows] for p in plan.packages}
    assert found == {"甲镇": ["01-017.03", "01-018.03"], "乙镇": ["01-017.05", "01-018.05"],
                     "丙镇": ["01-017.01", "01-018.06"]}  # fmt: skip


# what stands in 下级任务 and 任务台账, and what is said of it when tasks are given down
GIVEN = """
| 目标    | 审批   | 内容                 | 包   | 代码 |
|---------|--------|----------------------|------|------|
| 180 120 |        | 修渠                 | 2    |      |
| 180 100 |        | 修渠                 | 2    | V113 |
| 180     |        | 修渠                 | 2    |      |
| 180 120 | 建议   | 修渠                 | 1    | V115 |
| 180 120 | 不同意 | 修渠                 | 1    | V115 |
| 180 120 | 同意   | 修渠                 | 2    |      |
| 180 120 |        | 按【机密】文件要求修 | 0    | V116 |
| 180 120 |        | 机密★5年             | 0    | V116 |
| 180 120 |        | 商业秘密保护宣传     | 2    |      |
"""


@pytest.mark.parametrize(
    "row", table(GIVEN), ids=lambda row: row["目标"] + row["审批"] + row["内容"]
)
def test_a_split_that_does_not_add_up_or_was_not_granted_is_said(row: dict[str, str]) -> None:
    goals = [float(v) for v in row["目标"].split()] + [""]
    children = sheet_rows("children", child("01-017.01", "甲镇", target=goals[0], approval=row["审批"]),
                          child("01-017.02", "乙镇", target=goals[1]))  # fmt: skip
    plan = plan_giving(level_past(
        tasks=sheet_rows("tasks", {**TASK, "content": row["内容"]}), units=TOWNS, children=children,
        rollups=sheet_rows("rollups", {**SPLIT, "units": "甲镇、乙镇"}),
    ))  # fmt: skip
    assert len(plan.packages) == int(row["包"])
    assert {i.code for i in plan.issues} == ({row["代码"]} - {""})


# how the task and the two below it stand, the office's own proof, and what is said
ENDED = """
| 本级 | 甲   | 乙   | 佐证         | 代码 |
|------|------|------|--------------|------|
| 1    | 1    | 0.5  |              | V114 |
| 1    | 1    | 0.5  | 现场核查记录 |      |
| 1    | 1    | 1    |              |      |
| 0.9  | 1    | 0.5  |              |      |
"""


@pytest.mark.parametrize("row", table(ENDED), ids=lambda row: "".join(row.values()))
def test_a_task_is_done_when_all_below_are_or_its_own_proof_says_so(row: dict[str, str]) -> None:
    children = sheet_rows("children", *(
        child(f"01-017.0{n}", unit, progress=float(row[unit[0]]), invested=money, state="滞后" if n == 2 else "")
        for n, (unit, money) in enumerate((("甲镇", 100.0), ("乙镇", 300.0)), start=1)
    ))  # fmt: skip
    past = level_past(
        tasks=sheet_rows("tasks", {**TASK, "progress": float(row["本级"])}), units=TOWNS, children=children,
        rollups=sheet_rows("rollups", {**SPLIT, "own_proof": row["佐证"], "progress_rule": "", "note": "不汇"}),
    )  # fmt: skip
    plan = plan_taking([], past)
    assert {i.code for i in plan.issues} == ({row["代码"]} - {""})
    assert {c.new for c in plan.writes.cells if c.column == "lowest"} == {"滞后"}


def test_progress_weighs_by_money_where_the_office_says_so() -> None:
    children = sheet_rows("children", child("01-017.01", "甲镇", progress=1.0, invested=100.0),
                          child("01-017.02", "乙镇", progress=0.5, invested=300.0))  # fmt: skip
    past = level_past(tasks=sheet_rows("tasks", TASK), units=TOWNS, children=children,
                      rollups=sheet_rows("rollups", SPLIT))  # fmt: skip
    cells = {c.column: c.new for c in plan_taking([], past).writes.cells if c.sheet == "tasks"}
    assert cells == {"progress": 0.625}


def test_a_unit_without_a_state_of_its_own_stands_as_the_worst_below_it() -> None:
    children = sheet_rows("children", child("01-017.01", "甲镇"), child("01-017.02", "乙镇", state="正常"),
                          {**child("01-017.01.01", "一村", state="滞后"), "parent_id": "01-017.01"})  # fmt: skip
    past = level_past(tasks=sheet_rows("tasks", TASK), units=TOWNS, children=children,
                      rollups=sheet_rows("rollups", SPLIT))  # fmt: skip
    assert {c.new for c in plan_taking([], past).writes.cells if c.column == "lowest"} == {"滞后"}
    ((top, _),) = chain(past)
    assert top.below == "下级最差：滞后"
