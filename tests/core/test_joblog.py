"""Taking a job back: each row of the log is a cell of the job, with what is in the ledger now."""

from taizhang.core.merge.joblog import ROWS, Labels, job_id, last_job, plan_undo
from taizhang.core.submission import Value
from tests.support.tables import table

LABELS = Labels(
    {"tasks": "任务台账", "reports": "报送记录"},
    {("tasks", "progress"): "完成进度", ("tasks", "latest"): "最新进展"},
)
LOG = """
| 作业 | 表       | 行    | 列           | 原值 | 新值 | 已撤销 | 单位     | 现值 | 撤销后 |
|------|----------|-------|--------------|------|------|--------|----------|------|--------|
| 甲   | 任务台账 | T-1   | 完成进度     | 0.1  | 0.4  |        | 县财政局 | 0.4  | 0.1    |
| 甲   | 任务台账 | T-1   | 最新进展     |      | 开工 |        | 县财政局 | 开工 | （空） |
| 甲   | 任务台账 | T-2   | 最新进展     | 早   | 晚   |        | 县粮食局 | 更晚 | 不动   |
| 甲   | 任务台账 | T-3   | 最新进展     | 早   | 晚   |        | 县粮食局 | 早   | 不动   |
| 乙   | 任务台账 | T-4   | 最新进展     | 早   | 晚   | 是     | 县粮食局 | 晚   | 不动   |
"""


def log() -> tuple[list[tuple[int, dict[str, Value]]], dict[tuple[str, str, str], Value]]:
    rows: list[tuple[int, dict[str, Value]]] = []
    now: dict[tuple[str, str, str], Value] = {}
    keys = {label: key for (_, key), label in LABELS.columns.items()}
    for number, r in enumerate(table(LOG), start=2):
        row: dict[str, Value] = {
            "job": r["作业"], "job_kind": "汇总", "sheet": r["表"], "row_key": r["行"],
            "column": r["列"], "old": r["原值"], "new": r["新值"], "undone": r["已撤销"],
            "unit": r["单位"],
        }  # fmt: skip
        rows.append((number, row))
        now["tasks", r["行"], keys[r["列"]]] = r["现值"]
    return rows, now


def test_only_cells_that_still_hold_the_job_s_value_go_back() -> None:
    rows, now = log()
    plan = plan_undo(rows, "甲", now, LABELS)
    back = {(c.row_key, c.column): c.new for c in plan.cells}
    assert back == {("T-1", "progress"): "0.1", ("T-1", "latest"): ""}
    assert [(i.code, i.place.key) for i in plan.issues] == [("M303", "T-2")]
    assert sorted(plan.lines) == [2, 3, 4, 5]


def test_one_unit_alone_can_be_taken_back() -> None:
    rows, now = log()
    plan = plan_undo(rows, "甲", now, LABELS, unit="县财政局")
    assert {c.row_key for c in plan.cells} == {"T-1"}


def test_a_row_deleted_since_is_named_and_left() -> None:
    rows, now = log()
    left = {where: value for where, value in now.items() if where[1] != "T-1"}
    plan = plan_undo(rows, "甲", left, LABELS)
    assert "T-1" not in {c.row_key for c in plan.cells}
    assert "T-1" in {i.place.key for i in plan.issues}


def test_added_rows_are_marked() -> None:
    row: dict[str, Value] = {
        "job": "甲", "job_kind": "汇总", "sheet": "报送记录", "row_key": "2022-06|县财政局",
        "column": ROWS, "old": "", "new": "", "undone": "", "unit": "县财政局",
    }  # fmt: skip
    plan = plan_undo([(2, row)], "甲", {}, LABELS)
    assert plan.added_by == ("县财政局",)


def test_the_last_job_is_the_newest_that_stands() -> None:
    rows, _ = log()
    assert last_job(rows, "汇总") == "甲"
    assert last_job(rows, "裁决") is None


def test_job_numbers_never_repeat() -> None:
    from datetime import datetime

    now = datetime(2022, 6, 28)
    first = job_id("汇总", now, [])
    assert first == "汇总-20220628-01"
    assert job_id("汇总", now, [{"job": first}]) == "汇总-20220628-02"
