"""变更日志: numbers of jobs, and changes as rows in the words of the sheets."""

from datetime import datetime

from taizhang.core.merge.joblog import job_id, log_rows
from taizhang.core.writes import ADDED, Change
from tests.support.ledgers import LABELS

NOW = datetime(2022, 6, 28)


def test_job_numbers_never_repeat() -> None:
    first = job_id("汇总", NOW, [])
    assert first == "汇总-20220628-01"
    assert job_id("汇总", NOW, [{"job": first}]) == "汇总-20220628-02"


def test_a_change_is_a_row_in_the_words_of_the_sheets() -> None:
    changes = [
        Change("nodes", ("A#1", "2"), "done", "", "2022-06-18", "县财政局", "a.xlsx", "H5"),
        Change("tasks", ("T-1",), ADDED, "", "T-1；修路"),
    ]
    cell, row = log_rows(changes, "汇总-20220628-01", NOW, LABELS)
    assert (cell["sheet"], cell["row_key"], cell["column"]) == ("节点计划", "A#1#2", "实际完成")
    assert (cell["job_kind"], cell["unit"], cell["cell"]) == ("汇总", "县财政局", "H5")
    assert (row["sheet"], row["column"], row["new"]) == ("任务台账", "（新增的行）", "T-1；修路")
