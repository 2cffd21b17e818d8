"""Drafts that enter the ledger: each row states what it draws, its twin draws nothing."""

from datetime import date

import pytest

from taizhang.core.lists.registering import plan_register
from taizhang.core.lists.tasklist import PlanDates
from taizhang.core.submission import Value
from taizhang.core.tables import LedgerRows, TableRow, named_twice
from tests.support.ledgers import ledger, rows
from tests.support.tables import table

PLAN = PlanDates(date(2022, 5, 18), date(2022, 12, 31))
UNITS = """
| 单位全称 | 别名   |
| 县教育局 | 教育局 |
"""
# ／ stands for the bar between the name of a node and its day
DRAFTS = """
| 采用 | 牵头单位 | 责任单位 | 节点                             | 应报 |
| 是   | 县教育局 |          | 完成走访／2022-06-30             |      |
| 是   | 教育局   |          | 走访／2022-06-30；回访／2022-7-31 |      |
| 是   | 县教育局 |          | 完成走访六月底                   | N213 |
| 是   | 县教育局 |          | ／2022-06-30                     | N213 |
| 是   | 县粮食局 |          |                                  | N212 |
| 是   | 县教育局 | 县粮食局 |                                  | N212 |
| 否   | 县粮食局 |          | 六月底                           |      |
"""


@pytest.mark.parametrize("line", table(DRAFTS), ids=lambda line: line["应报"] or "clean")
def test_a_draft_draws_the_code_it_states(line: dict[str, str]) -> None:
    stated = line.pop("应报")
    empty = rows("drafts")
    values: dict[str, Value] = {
        **dict.fromkeys(empty.spec.keys, ""),
        "adopt": line["采用"], "name": "走访", "lead": line["牵头单位"], "co": line["责任单位"],
        "nodes": line["节点"].replace("／", "|"), "due": date(2022, 9, 30),
    }  # fmt: skip
    drafts = LedgerRows(empty.spec, empty.sheet, empty.letters, [TableRow(3, values)])
    tables = {**ledger(units=UNITS), "drafts": drafts}
    drawn = {issue.code for issue in plan_register(tables, PLAN).issues}
    assert drawn == ({stated} if stated else set())


TASKS = """
| 任务编号 | 任务名称 | 应报 |
| T-1      | 修路     | L130 |
| T-1      | 架桥     | L130 |
| T-2      | 植树     |      |
"""


def test_a_number_of_two_rows_is_named_once_with_both() -> None:
    [issue] = named_twice(rows("tasks", TASKS, "应报"))
    stated = [n for n, line in enumerate(table(TASKS), start=3) if line["应报"]]
    assert issue.code == "L130"
    assert issue.message == "“T-1”有几行（第3、4行），分不清是哪一行，都没有改动。"
    assert stated == [3, 4]
