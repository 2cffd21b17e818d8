"""A line against the last period: which way it went, in words; what a line says of money and nodes."""

from datetime import date

import pytest

from taizhang.core.boards.changes import change_of, last_period
from taizhang.core.boards.lines import BoardMilestone, Money, TaskRecords, line_of
from taizhang.core.bulletin.standing import TaskStanding
from taizhang.core.issues import Place
from taizhang.core.periods import Period, parse_period
from taizhang.core.roles import StateRole
from taizhang.core.tables import TableRow
from tests.support.tables import table

LAMPS = {"红": StateRole.GRAVE, "黄": StateRole.WARNED, "绿": StateRole.FINE,
         "蓝": StateRole.DONE, "灰": StateRole.PAUSED}  # fmt: skip
BLANK = dict.fromkeys(
    ("task_id", "name", "lead", "leader", "actual", "target", "measure", "problem"), ""
)


def standing(lamp: str, progress: str) -> TaskStanding:
    row = TableRow(3, {**BLANK, "lead": "县水务局"})
    role = LAMPS.get(lamp)
    return TaskStanding(
        row, Place(), "", role, lamp, "落后", float(progress) / 100, 0.5, 0, None, None
    )


CHANGES = """
| 上期 | 进度 | 本期 | 进度2 | 去向     | 写成                |
|------|------|------|-------|----------|---------------------|
| 绿   | 20   | 黄   | 20    | 转差     | 绿→黄               |
| 黄   | 20   | 红   | 25    | 转差     | 黄→红，+5个百分点   |
| 红   | 20   | 绿   | 60    | 转好     | 红→绿，+40个百分点  |
| 绿   | 20   | 绿   | 20    | 没有进展 | 进度未动            |
| 绿   | 20   | 绿   | 32.5  | 有进展   | +12.5个百分点       |
| 绿   | 30   | 绿   | 20    | 没有进展 | -10个百分点         |
| 绿   | 90   | 蓝   | 100   | 办结     | 绿→蓝，+10个百分点  |
| 蓝   | 100  | 蓝   | 100   |          | 未变                |
| 灰   | 10   | 灰   | 10    |          | 未变                |
|      | 0    | 黄   | 10    | 新上看板 | 新上看板            |
"""


@pytest.mark.parametrize("row", table(CHANGES), ids=lambda row: row["写成"])
def test_a_change_is_said_as_it_is(row: dict[str, str]) -> None:
    found = change_of(standing(row["本期"], row["进度2"]), standing(row["上期"], row["进度"]))
    assert (found.turn, found.text) == (row["去向"], row["写成"])


def test_on_the_first_board_nothing_is_new() -> None:
    assert change_of(standing("绿", "10"), None, first=True).text == "首期"


def period(text: str) -> Period:
    found = parse_period(text)
    assert found
    return found


def test_the_last_board_is_of_the_same_kind_where_there_is_one() -> None:
    told = ["2022-05", "2022-W21", "2022-W22", "2022-W23", "？"]
    assert last_period(told, period("2022-W23")) == period("2022-W22")
    assert last_period(told, period("2022-06上")) == period("2022-05")  # W22 ends in June
    assert last_period([], period("2022-06")) is None


def test_a_line_tells_of_nodes_that_are_late_and_to_come() -> None:
    nodes = [
        BoardMilestone("可研批复", date(2022, 4, 30), date(2022, 5, 2)),
        BoardMilestone("招标", date(2022, 6, 18), None),
        BoardMilestone("开工", date(2022, 7, 15), None),
    ]
    task = standing("黄", "20")
    line = line_of(task, TaskRecords(nodes=nodes), change_of(task, None), period("2022-06"),
                   date(2022, 6, 30))  # fmt: skip
    assert line.goal == "招标（6月18日）"
    assert line.nodes == "完成1/3；招标逾期12天；下一个：开工（7月15日）"
    assert line.plan == "开工（7月15日）"
    assert line.done == "本期未报"
    assert Money(152.94, 100, "万元").text == "152.94/100万元（152.9%）"
