"""办理统计表, 三清单, 季度销号表: what each row adds, and what a quarter holds."""

from datetime import date

from taizhang.core.closing.tables import (
    DUTIES,
    MEASURES,
    TASKS,
    QuarterTables,
    list_rows,
    quarter_rows,
)
from taizhang.core.problems.counts import CountedSpan, count_units, total_of
from taizhang.core.problems.stages import words_of
from taizhang.core.roles import SHIPPED
from tests.support.ledgers import rows
from tests.support.tables import table

SPAN = CountedSpan(date(2022, 4, 1), date(2022, 6, 30), date(2022, 6, 28))
PROBLEMS = """
| 问题编号 | 问题内容 | 交办单位           | 办理环节 | 交办日期   | 办理时限   | 反馈日期   | 销号日期   | 满意度   | 退办次数 | 重办次数 |
| 1        | 停水     | 县水务局           | 销号     | 2022-05-01 | 2022-05-20 | 2022-05-20 | 2022-05-25 | 满意     | 1        |          |
| 2        | 停水     | 县水务局           | 销号     | 2022-05-01 | 2022-05-20 | 2022-05-21 | 2022-05-25 | 基本满意 |          | 1        |
| 3        | 停水     | 县水务局           | 办理     | 2022-05-01 | 2022-06-20 |            |            |          |          |          |
| 4        | 停水     | 县水务局           | 办理     | 2022-05-01 | 2022-07-20 |            |            |          |          |          |
| 5        | 停水     | 县水务局、县住建局 | 回访     | 2022-05-01 | 2022-06-20 | 2022-06-10 |            | 不满意   |          |          |
| 6        | 停水     | 县水务局           | 挂账     | 2021-05-01 |            |            |            |          |          |          |
| 7        | 停水     | 县水务局           | 销号     | 2021-05-01 | 2021-05-20 | 2021-05-20 | 2021-05-25 | 满意     |          |          |
| 8        | 停水     | 县水务局           | 交办     | 2022-07-01 | 2022-07-20 |            |            |          |          |          |
| 9        | 停水     | 县水务局           | 收集     |            |            |            |            |          |          |          |
| 10       | 停水     |                    | 交办     | 2022-05-01 |            |            |            |          |          |          |
"""
COUNTED = """
| 单位     | 承办 | 应办结 | 按时 | 逾期 | 超期 | 退办 | 重办 | 挂账 | 销号 | 满意 | 基本 | 不满意 | 基数 |
| 县住建局 | 1    | 1      | 1    | 0    | 0    | 0    | 0    | 0    | 0    | 0    | 0    | 1      | 1    |
| 县水务局 | 6    | 4      | 2    | 1    | 1    | 1    | 1    | 1    | 2    | 1    | 1    | 1      | 3    |
| 合计     | 7    | 5      | 3    | 1    | 1    | 1    | 1    | 1    | 2    | 1    | 1    | 2      | 4    |
"""


def test_each_unit_has_its_figures_with_the_base_of_its_rate() -> None:
    found = count_units(rows("problems", PROBLEMS).values, words_of([]), SPAN, ("县住建局",))
    lines = [*found, total_of(found)]
    figures = [
        (
            c.unit, c.received, c.due, c.on_time, c.late, c.overdue, c.sent_back, c.redone,
            c.pending, c.closed, c.content, c.fairly, c.unsatisfied, c.asked,
        )
        for c in lines
    ]  # fmt: skip
    assert [tuple(map(str, line)) for line in figures] == [
        tuple(r.values()) for r in table(COUNTED)
    ]
    assert found[0].rate == 0.0
    assert found[1].rate == 2 / 3
    assert total_of([]).rate is None, "nobody was asked"
    assert [c.solved for c in lines] == [0.0, 1 / 3, 2 / 7]
    assert total_of([]).solved is None, "nothing was handed out"


TASK = """
| 任务编号 | 任务名称 | 牵头单位 | 责任领导 | 下一步措施 | 完成时限   | 原定时限   | 办理环节 | 销号日期   |
| A        | 修路     | 县交通局 | 副县长   | 先修桥     | 2022-12-31 | 2022-05-31 | 办理中   |            |
| B        | 架桥     | 县交通局 | 副县长   |            | 2022-09-30 |            | 已销号   | 2022-06-10 |
| C        | 植树     | 县林业局 | 副县长   |            | 2022-09-30 |            | 办理中   |            |
| D        | 清淤     | 县水务局 | 副县长   |            | 2022-06-30 |            | 退办     |            |
"""
NODES = """
| 任务编号 | 节点序号 | 节点名称 | 计划完成   | 实际完成   |
| A        | 1        | 开工     | 2022-05-01 | 2022-05-02 |
| A        | 2        | 完工     | 2022-12-01 |            |
"""


def test_three_lists_are_three_views_of_the_same_rows() -> None:
    tasks, nodes = rows("tasks", TASK).values, rows("nodes", NODES).values
    what, who, how = (list_rows(tasks, nodes, columns) for columns in (TASKS, DUTIES, MEASURES))
    assert [line[0] for line in what] == [line[0] for line in who] == [line[0] for line in how]
    assert how[0][2:4] == ["先修桥", "05-01 开工（已完成）\n12-01 完工"]
    assert who[0][2:4] == ["副县长", "县交通局"]


def test_a_quarter_holds_what_was_due_by_its_first_deadline_and_what_was_closed() -> None:
    closings = rows(
        "closings",
        """
        | 任务编号 | 轮次 | 办理状态 | 核查人 | 补充整改要求 |
        | B        | 1    | 已退回   | 李科   | 补照片       |
        | B        | 2    | 已销号   | 王科   |              |
        | D        | 1    | 已退回   | 李科   | 补验收单     |
        """,
    ).values
    granted = rows(
        "extensions",
        "| 任务编号 | 第几次 | 办理状态 | 批准延至   |\n| A | 1 | 已批准 | 2022-12-31 |",
    ).values
    books = QuarterTables(
        rows("tasks", TASK).values, closings, granted, rows("problems", PROBLEMS).values,
        SHIPPED, words_of([]),
    )  # fmt: skip
    found = {c.number: c for c in quarter_rows(books, date(2022, 4, 1), date(2022, 6, 30))}
    assert set(found) == {"A", "B", "D", "1", "2", "3", "5"}
    assert found["A"].note == "延期至2022-12-31"
    assert (found["B"].round, found["B"].checker, found["B"].is_closed) == (2, "王科", True)
    assert (found["D"].note, found["D"].is_closed) == ("补验收单", False)
