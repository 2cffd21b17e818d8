"""Rulings: each row is a conflict with what the clerk chose, and what the ledger then holds."""

from collections.abc import Mapping

import pytest

from taizhang.core.issues import Place
from taizhang.core.merge.joblog import Labels
from taizhang.core.merge.rulings import Target, rule_on
from taizhang.core.submission import Value
from tests.support.tables import table

LABELS = Labels(
    {"tasks": "任务台账", "nodes": "节点计划"},
    {
        ("tasks", "progress"): "完成进度",
        ("tasks", "latest"): "最新进展",
        ("nodes", "done"): "实际完成",
    },
)
KINDS = {("tasks", "progress"): "percent", ("tasks", "latest"): "long", ("nodes", "done"): "date"}

ROWS = """
| 行    | 列       | 下发 | 台账 | 报送       | 现值 | 裁决     | 手工       | 已应用 | 结果       | 码   |
|-------|----------|------|------|------------|------|----------|------------|--------|------------|------|
| T-1   | 完成进度 | 0.1  | 0.3  | 0.5        | 0.3  | 采用报送 |            |        | 0.5        |      |
| T-1   | 完成进度 | 0.1  | 0.3  | 0.5        | 0.3  | 保留台账 |            |        | 0.3        |      |
| T-1   | 完成进度 | 0.1  | 0.3  | 0.5        | 0.3  | 手工值   | 40%        |        | 0.4        |      |
| T-1   | 完成进度 | 0.1  | 0.3  | 0.5        | 0.3  | 手工值   |            |        | 0.3        | M304 |
| T-1   | 完成进度 | 0.1  | 0.3  | 0.5        | 0.3  | 手工值   | 差不多     |        | 0.3        | M307 |
| T-1   | 完成进度 | 0.1  | 0.3  | 0.5        | 0.4  | 采用报送 |            |        | 0.4        | M305 |
| T-1   | 完成进度 | 0.1  | 0.3  | 0.5        | 0.3  | 随便     |            |        | 0.3        | M306 |
| T-1   | 完成进度 | 0.1  | 0.3  | 0.5        | 0.3  |          |            |        | 0.3        |      |
| T-1   | 完成进度 | 0.1  | 0.3  | 0.5        | 0.3  | 采用报送 |            | 是     | 0.3        |      |
| T-9   | 最新进展 | 甲   | 乙   | 丙         |      | 采用报送 |            |        |            | M201 |
| T-1#1 | 实际完成 |      | 待定 | 2022-06-18 | 待定 | 采用报送 |            |        | 2022-06-18 |      |
"""


@pytest.mark.parametrize("row", table(ROWS), ids=lambda r: f"{r['行']}-{r['裁决']}-{r['码']}")
def test_a_ruling_does_what_its_row_states(row: Mapping[str, str]) -> None:
    sheet = "nodes" if "#" in row["行"] else "tasks"
    key = {v: k for k, v in LABELS.columns.items()}[row["列"]][1]
    where = (sheet, row["行"], key)
    now: dict[tuple[str, str, str], Value] = {}
    if row["行"] != "T-9":
        now[where] = float(row["现值"]) if key == "progress" else row["现值"]
    conflict: dict[str, Value] = {
        "task_id": row["行"], "column": row["列"], "base": row["下发"], "ours": row["台账"],
        "theirs": row["报送"], "ruling": row["裁决"], "manual": row["手工"],
        "applied": row["已应用"], "unit": "县财政局", "file": "a.xlsx",
    }  # fmt: skip
    done = rule_on([(Place(row=3), conflict)], Target(now, KINDS, LABELS))
    after = done.changes[0].new if done.changes else now.get(where, "")
    assert str(after) == row["结果"]
    assert [i.code for i in done.issues] == [c for c in [row["码"]] if c]


def test_an_outrun_ruling_is_shown_again_with_the_value_of_today() -> None:
    conflict: dict[str, Value] = {
        "task_id": "T-1", "column": "完成进度", "base": 0.1, "ours": 0.3, "theirs": 0.5,
        "ruling": "采用报送", "manual": "", "applied": "", "unit": "", "file": "",
    }  # fmt: skip
    target = Target({("tasks", "T-1", "progress"): 0.4}, KINDS, LABELS)
    done = rule_on([(Place(row=7), conflict)], target)
    assert done.renewed == [(7, 0.4)]
    assert done.settled == []
