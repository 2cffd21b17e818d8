"""冲突裁决: a conflict is noted once, and again when it is another one."""

from datetime import datetime

import pytest

from taizhang.core.merge.compare import Disagreements, new_conflicts
from taizhang.core.merge.merge import Conflict
from taizhang.core.submission import Value
from taizhang.core.tables import key_in
from tests.support.ledgers import LABELS
from tests.support.tables import table

NOW = datetime(2022, 6, 28, 10)

# what is on the sheet already, beside a conflict of 甲局 on 完成进度 of T-1 that says 0.5
THERE = """
| 期次    | 任务编号 | 列       | 单位 | 报送值 | 应用   | 再记 |
| 2022-06 | T-1      | 完成进度 | 甲局 | 0.5    |        | 否   |
| 2022-06 | T-1      | 完成进度 | 甲局 | 0.5    | 已应用 | 否   |
| 2022-06 | T-1      | 完成进度 | 甲局 | 0.5    | 已撤销 | 是   |
| 2022-06 | T-1      | 完成进度 | 甲局 | 0.6    |        | 是   |
| 2022-06 | T-1      | 完成进度 | 乙局 | 0.5    |        | 是   |
| 2022-06 | T-1      | 最新进展 | 甲局 | 0.5    |        | 是   |
| 2022-06 | T-2      | 完成进度 | 甲局 | 0.5    |        | 是   |
| 2022-05 | T-1      | 完成进度 | 甲局 | 0.5    |        | 是   |
"""


def conflict(sheet: str = "tasks", key: str = "T-1", column: str = "progress") -> Conflict:
    return Conflict(key_in(sheet, key), sheet, column, "甲局", 0.1, 0.4, 0.5, "a.xlsx")


def noted(found: Conflict, *there: dict[str, Value]) -> list[dict[str, Value]]:
    about = Disagreements("2022-06", NOW, {"T-1": "修路", "A#1": "护坡"}, LABELS)
    return new_conflicts([found], there, about)


@pytest.mark.parametrize("line", table(THERE), ids=lambda r: "-".join(r.values()))
def test_the_same_unit_saying_the_same_is_no_new_conflict(line: dict[str, str]) -> None:
    row: dict[str, Value] = {
        "period": line["期次"], "task_id": line["任务编号"], "column": line["列"],
        "unit": line["单位"], "theirs": float(line["报送值"]), "applied": line["应用"],
    }  # fmt: skip
    assert len(noted(conflict(), row)) == (line["再记"] == "是")


def test_a_row_holds_all_that_a_ruling_needs() -> None:
    (row,) = noted(conflict())
    assert (row["name"], row["base"], row["ours"], row["theirs"]) == ("修路", 0.1, 0.4, 0.5)
    assert (row["unit"], row["file"], row["when"]) == ("甲局", "a.xlsx", NOW)
    assert (row["ruling"], row["manual"], row["applied"]) == ("", "", "")


@pytest.mark.parametrize(("key", "name"), [("T-1#2", "修路"), ("A#1#2", "护坡")])
def test_a_conflict_on_a_node_bears_the_name_of_its_task(key: str, name: str) -> None:
    (row,) = noted(conflict("nodes", key, "done"))
    assert (row["task_id"], row["name"]) == (key, name)
    assert row["column"] == LABELS.columns["nodes", "done"]
