"""Rows under a table: each case is what somebody typed there, and what becomes of it."""

from collections.abc import Sequence

import pytest

from taizhang.core.lists.below import Below, look_below

KEYS = {
    "tasks": ["task_id", "name", "", "lead"],
    "units": ["unit", "aliases"],
    "changes": ["when", "job"],
}
TASK, OTHER, NONE = ["T-9", "修路", "", "县财政局"], ["T-10", "架桥", "", ""], [""] * 4
CASES: list[tuple[str, str, list[list[str]], Below]] = [
    ("nothing", "tasks", [NONE, NONE], Below()),
    ("one row", "tasks", [TASK, NONE, NONE], Below(1, 11, 11)),
    ("two rows", "tasks", [TASK, OTHER, NONE], Below(2, 11, 12)),
    ("a blank row between", "tasks", [NONE, TASK, NONE], Below(1, 12, 12)),
    ("a blank row between two", "tasks", [TASK, NONE, OTHER], Below(2, 11, 13)),
    ("two blank rows are an end", "tasks", [NONE, NONE, TASK], Below()),
    ("a name alone is a task", "tasks", [["", "修路", "", ""]], Below(1, 11, 11)),
    ("a number alone is none", "tasks", [["T-9", "", "", ""]], Below(0, 0, 0, 11, "T-9")),
    ("a sentence is a remark", "tasks", [["", "注：以上任务已核对。", "", ""]],
     Below(0, 0, 0, 11, "注：以上任务已核对。")),
    ("a sum is no task", "tasks", [TASK, ["合计", "9项", "", ""]], Below(1, 11, 11, 12, "合计")),
    ("a signature is no task", "tasks", [["填表人：甲", "审核人：乙", "", ""]],
     Below(0, 0, 0, 11, "填表人：甲")),
    ("nothing below a remark is a task", "tasks", [["合计", "9项", "", ""], TASK],
     Below(0, 0, 0, 11, "合计")),
    ("only the clerk's own column", "tasks", [["", "", "看过", ""]], Below(0, 0, 0, 11, "看过")),
    ("a unit's name alone", "units", [["县教育局", ""]], Below(1, 11, 11)),
    ("a word below a log", "changes", [["看过", ""]], Below(0, 0, 0, 11, "看过")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("sheet", "rows", "wanted"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_what_stands_below_is_told_as_the_case_states(
    sheet: str, rows: Sequence[Sequence[str]], wanted: Below
) -> None:
    assert look_below(rows, 10, KEYS[sheet], sheet) == wanted
