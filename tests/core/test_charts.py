"""The wall chart's arithmetic: days in cells, progress in bars, nodes in cells.

A picture of a bar has a sign for each cell: # done, - planned, / overrun, . nothing.
"""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.core.charts import bars, tasks, times
from taizhang.core.charts.tasks import WallChart, WallNode, WallTask
from tests.support.tables import day, number, table

ON = date(2022, 8, 13)

CELLS = """
| 从         | 到         | 格   | 各格的头一天和名称                                  |
|------------|------------|------|-----------------------------------------------------|
| 2022-12-15 | 2023-01-31 | 旬   | 12-01上 12-11中 12-21下 01-01上 01-11中 01-21下     |
| 2022-01-20 | 2022-03-01 | 半月 | 01-01上 01-16下 02-01上 02-16下 03-01上 03-16下      |
| 2022-07-31 | 2022-12-01 | 月   | 07-01 08-01 09-01 10-01 11-01 12-01                 |
| 2022-07-31 | 2022-07-31 | 月   | 07-01 08-01 09-01 10-01 11-01 12-01                 |
| 2022-12-31 | 2022-01-01 | 半月 | 12-01上 12-16下 01-01上 01-16下 02-01上 02-16下      |
| 2022-12-28 | 2023-02-01 | 周   | 12-26:52 01-02:1 01-09:2 01-16:3 01-23:4 01-30:5    |
| 2021-12-01 | 2023-02-01 | 季   | 10-01四 01-01一 04-01二 07-01三 10-01四 01-01一     |
| 2022-06-01 | 2022-07-01 | 年   | 01-01 01-01 01-01 01-01 01-01 01-01                 |
"""


@pytest.mark.parametrize("row", table(CELLS), ids=lambda row: f"{row['从']} {row['格']}")
def test_a_grid_covers_whole_months_and_never_less_than_six_cells(row: dict[str, str]) -> None:
    cells = times.time_cells(known(row["从"]), known(row["到"]), row["格"])

    colon = ":" if row["格"] == "周" else ""
    assert [f"{c.first:%m-%d}{colon}{c.part}" for c in cells] == row["各格的头一天和名称"].split()


# the state of each lamp in the default profile
STATES = {
    "红": "滞后", "黄": "预警", "绿": "正常", "蓝": "已销号", "浅蓝": "待销号", "灰": "未启动",
}  # fmt: skip


def test_a_grid_of_another_name_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError, match="天"):
        times.time_cells(ON, ON, "天")
    with pytest.raises(KeyError, match="天"):
        times.fitted_cells(times.ChartSpan(ON, ON), ON, "天", lambda _scale, _count: True)


# the dates of the tasks, 每 for so many of one day; what the chart covers, what it leaves out
SPANS = """
| 说明                 | 日期                              | 从         | 到         | 略去       |
|----------------------|-----------------------------------|------------|------------|------------|
| 都在方案里           | 2022-06-01 2022-09-30             | 2022-05-18 | 2022-12-31 |            |
| 早些开始，晚些完成   | 2021-11-01 2023-06-30             | 2021-11-01 | 2023-06-30 |            |
| 十年的任务有好几项   | 2032-12-31 2031-12-31             | 2022-05-18 | 2032-12-31 |            |
| 一个日期写错了       | 2099-12-31 2022-08-01 2022-09-01  | 2022-05-18 | 2022-12-31 | 2099-12-31 |
| 一个开始写错了       | 1922-06-01 2022-08-01             | 2022-05-18 | 2022-12-31 | 1922-06-01 |
| 没有日期             |                                   | 2022-05-18 | 2022-12-31 |            |
"""


@pytest.mark.parametrize("row", table(SPANS), ids=lambda row: row["说明"])
def test_a_chart_covers_the_dates_but_not_a_slip_far_away(row: dict[str, str]) -> None:
    dates = [known(text) for text in row["日期"].split()]
    found = times.span(date(2022, 5, 18), date(2022, 12, 31), dates)

    assert (str(found.first), str(found.last)) == (row["从"], row["到"])
    assert " ".join(map(str, found.left_out)) == row["略去"]


SCALES = """
| 从         | 到         | 要的格 | 最多 | 用的格 | 格数 | 头一天     | 末一天     |
|------------|------------|--------|------|--------|------|------------|------------|
| 2022-01-01 | 2022-12-31 | 旬     | 72   | 旬     | 36   | 2022-01-01 | 2022-12-31 |
| 2022-01-01 | 2024-06-30 | 旬     | 72   | 半月   | 60   | 2022-01-01 | 2024-06-30 |
| 2022-01-01 | 2022-12-31 | 周     | 72   | 周     | 53   | 2021-12-27 | 2023-01-01 |
| 2022-01-01 | 2035-12-31 | 旬     | 72   | 季     | 56   | 2022-01-01 | 2035-12-31 |
| 2022-01-01 | 2035-12-31 | 旬     | 40   | 年     | 14   | 2022-01-01 | 2035-12-31 |
| 2022-05-18 | 2099-12-31 | 旬     | 72   | 年     | 30   | 2022-01-01 | 2051-12-31 |
| 1900-01-01 | 2022-12-31 | 半月   | 72   | 季     | 64   | 2007-01-01 | 2022-12-31 |
"""


@pytest.mark.parametrize(
    "row", table(SCALES), ids=lambda row: f"{row['从']} {row['到']} {row['最多']}"
)
def test_a_scale_too_fine_to_read_is_made_coarser(row: dict[str, str]) -> None:
    days, most = times.ChartSpan(known(row["从"]), known(row["到"])), int(row["最多"])
    scale, cells = times.fitted_cells(days, ON, row["要的格"], lambda _scale, count: count <= most)

    found = (scale, str(len(cells)), str(cells[0].first), str(cells[-1].last))
    assert found == (row["用的格"], row["格数"], row["头一天"], row["末一天"])


HEADS = """
| 从         | 到         | 格 | 各层                                           |
|------------|------------|----|------------------------------------------------|
| 2022-06-01 | 2022-07-31 | 旬 | month 6月×3 7月×3 / part 上×1 中×1 下×1 上×1 中×1 下×1 |
| 2022-11-01 | 2023-01-31 | 月 | year 2022年×2 2023年×4 / month 11月×1 12月×1 1月×1 2月×1 3月×1 4月×1 |
| 2022-05-01 | 2023-10-31 | 季 | year 2022年×3 2023年×4 / part 二季度×1 三季度×1 四季度×1 一季度×1 二季度×1 三季度×1 四季度×1 |
| 2022-06-01 | 2027-06-30 | 年 | year 2022年×1 2023年×1 2024年×1 2025年×1 2026年×1 2027年×1 |
"""


@pytest.mark.parametrize("row", table(HEADS), ids=lambda row: f"{row['从']} {row['格']}")
def test_heads_stand_over_what_they_name(row: dict[str, str]) -> None:
    cells = times.time_cells(known(row["从"]), known(row["到"]), row["格"])
    told = [
        " ".join([name, *(f"{head.labels[0]}×{len(head.cells)}" for head in heads)])
        for name, heads in times.heads(cells, row["格"])
    ]
    assert " / ".join(told) == row["各层"]


days = st.dates(date(2019, 1, 1), date(2025, 12, 31))
grids = st.sampled_from(times.SCALES)


@given(first=days, last=days, grid=grids)
def test_every_day_lies_in_exactly_one_cell(first: date, last: date, grid: str) -> None:
    cells = times.time_cells(first, last, grid)

    assert all(b.first - a.last == timedelta(days=1) for a, b in pairwise(cells))
    assert cells[0].first <= first <= cells[-1].last >= last
    for at, cell in enumerate(cells):
        assert times.cell_of(cells, cell.first) == times.cell_of(cells, cell.last) == at
    assert times.cell_of(cells, cells[0].first - timedelta(days=1)) == -1
    assert times.cell_of(cells, cells[-1].last + timedelta(days=1)) == len(cells)


@given(first=st.dates(), last=st.dates(), on=st.dates(), grid=grids, most=st.integers(30, 90))
def test_a_chart_never_has_more_cells_than_can_be_read(
    first: date, last: date, on: date, grid: str, most: int
) -> None:
    days = times.ChartSpan(min(first, last), max(first, last))
    scale, cells = times.fitted_cells(days, on, grid, lambda _scale, count: count <= most)

    assert times.LEAST_CELLS <= len(cells) <= most
    assert times.SCALES.index(scale) >= times.SCALES.index(grid)


@given(first=days, last=days, grid=grids)
def test_cells_are_counted_as_they_are_made(first: date, last: date, grid: str) -> None:
    first, last = min(first, last), max(first, last)
    assert times.count_cells(first, last, grid) == len(times.time_cells(first, last, grid))


EDGES = """
| 日期       | 线                  |
|------------|---------------------|
| 2022-05-31 | 无                  |
| 2022-06-01 | 0                   |
| 2022-06-05 | 0                   |
| 2022-06-06 | 1                   |
| 2022-06-13 | 1                   |
| 2022-06-16 | 2                   |
| 2022-08-31 | 9                   |
| 2022-09-01 | 无                  |
"""


@pytest.mark.parametrize("row", table(EDGES), ids=lambda row: row["日期"])
def test_todays_line_runs_along_the_nearest_border(row: dict[str, str]) -> None:
    edge = times.today_edge(SUMMER, known(row["日期"]))

    assert ("无" if edge is None else str(edge)) == row["线"]


# Nine cells: June, July and August in 旬; today, 13 August, is in the eighth.
BARS = """
| 说明             | 灯   | 开始       | 时限       | 进度 | 完成       | 图        |
|------------------|------|------------|------------|------|------------|-----------|
| 未动             | 绿   | 2022-06-11 | 2022-08-20 | 0%   |            | .-------. |
| 一半             | 绿   | 2022-06-11 | 2022-08-20 | 50%  |            | .####---. |
| 有一点也要看得见 | 绿   | 2022-06-11 | 2022-08-20 | 1%   |            | .#------. |
| 没完就不画满     | 绿   | 2022-06-11 | 2022-08-20 | 99%  |            | .######-. |
| 完成未销号       | 浅蓝 | 2022-06-11 | 2022-08-20 | 100% |            | .#######. |
| 提前完成         | 蓝   | 2022-06-11 | 2022-08-20 | 100% | 2022-07-05 | .###----. |
| 超期完成         | 蓝   | 2022-06-11 | 2022-07-10 | 100% | 2022-07-25 | .###//... |
| 开始前就完成     | 蓝   | 2022-06-11 | 2022-07-10 | 100% | 2022-06-01 | .#--..... |
| 超期未完         | 红   | 2022-06-11 | 2022-07-10 | 40%  |            | .#--////. |
| 暂缓不算超期     | 灰   | 2022-06-11 | 2022-07-10 | 40%  |            | .#--..... |
| 当天到期         | 黄   | 2022-08-01 | 2022-08-13 | 40%  |            | ......#-. |
| 一格之内过半     | 绿   | 2022-07-02 | 2022-07-09 | 90%  |            | ...#////. |
| 一格之内未过半   | 绿   | 2022-07-02 | 2022-07-09 | 40%  |            | ...-////. |
| 去年的           | 红   | 2021-01-01 | 2021-12-31 | 40%  |            | ////////. |
| 明年的           | 灰   | 2023-01-01 | 2023-12-31 | 0%   |            | ......... |
| 去年就开始       | 绿   | 2022-01-01 | 2022-07-31 | 90%  |            | ####--//. |
| 到明年           | 绿   | 2022-08-01 | 2023-07-31 | 50%  |            | ......### |
| 没有开始日期     | 绿   |            | 2022-07-31 | 50%  |            | ###---//. |
| 没有时限         | 绿   | 2022-07-01 |            | 50%  |            | ...###--- |
| 什么日期都没有   | 绿   |            |            | 50%  |            | ......... |
| 开始晚于时限     | 红   | 2022-08-01 | 2022-07-05 | 50%  |            | ...-////. |
| 进度超过百分之百 | 绿   | 2022-06-11 | 2022-07-10 | 130% |            | .###////. |
"""


@pytest.mark.parametrize("row", table(BARS), ids=lambda row: row["说明"])
def test_a_bar_shows_plan_work_done_and_overrun(row: dict[str, str]) -> None:
    bar = bars.bar(task_of(row), SUMMER, ON)

    assert picture(bar, len(SUMMER)) == row["图"]
    assert bar.reversed == (row["说明"] == "开始晚于时限")


maybe_days = st.none() | days
lamps = st.sampled_from(("红", "黄", "绿", "蓝", "浅蓝", "灰"))
some_tasks = st.builds(
    lambda start, due, progress, lamp, finished: task(
        start=start, due=due, progress=progress, lamp=lamp, finished=finished
    ),
    maybe_days, maybe_days, st.floats(-0.5, 1.5), lamps, maybe_days,
)  # fmt: skip


@given(task=some_tasks, on=days, grid=grids)
def test_a_bars_runs_lie_on_the_grid_and_in_order(task: WallTask, on: date, grid: str) -> None:
    cells = times.time_cells(date(2021, 3, 1), date(2023, 6, 30), grid)
    bar = bars.bar(task, cells, on)

    assert all(0 <= at < len(cells) for run in (bar.plan, bar.done, bar.over) for at in run)
    assert list(bar.done) == list(bar.plan)[: len(bar.done)]
    assert not set(bar.plan) & set(bar.over)
    assert not bar.over or not bar.plan or bar.over.start == bar.plan.stop


@given(task=some_tasks, less=st.floats(0, 1), more=st.floats(0, 1), grid=grids)
def test_more_progress_never_draws_less(
    task: WallTask, less: float, more: float, grid: str
) -> None:
    cells = times.time_cells(date(2021, 3, 1), date(2023, 6, 30), grid)
    low, high = sorted((less, more))

    few = bars.bar(with_progress(task, low), cells, ON).done
    many = bars.bar(with_progress(task, high), cells, ON).done

    assert len(few) <= len(many)


MARKS = """
| 说明                 | 灯   | 计划       | 完成       | 格 | 标记   |
|----------------------|------|------------|------------|----|--------|
| 完成                 | 绿   | 2022-06-15 | 2022-06-20 | 1  | done   |
| 未到                 | 绿   | 2022-08-25 |            | 8  | coming |
| 当天                 | 绿   | 2022-08-13 |            | 7  | coming |
| 逾期                 | 绿   | 2022-08-12 |            | 7  | late   |
| 暂缓不算逾期         | 灰   | 2022-06-15 |            | 1  | coming |
| 任务完成节点也算完成 | 浅蓝 | 2022-08-25 |            | 8  | done   |
| 只有完成日期         | 绿   |            | 2022-06-20 | 1  | done   |
| 没有日期             | 绿   |            |            | 无 |        |
| 图外                 | 绿   | 2021-06-15 |            | 无 |        |
"""


@pytest.mark.parametrize("row", table(MARKS), ids=lambda row: row["说明"])
def test_a_node_stands_in_its_planned_cell(row: dict[str, str]) -> None:
    node = WallNode("验收", day(row["计划"]), day(row["完成"]))
    found = bars.marks(task(lamp=row["灯"], nodes=(node,)), SUMMER, ON)

    assert [(str(at), mark.kind) for at, mark in found.items()] == (
        [] if row["格"] == "无" else [(row["格"], row["标记"])]
    )


def test_nodes_that_meet_in_a_cell_show_the_most_pressing() -> None:
    done = WallNode("批复", date(2022, 8, 2), date(2022, 8, 2))
    late, coming = WallNode("开工", date(2022, 8, 11)), WallNode("验收", date(2022, 8, 20))
    found = bars.marks(task(nodes=(coming, done, late)), SUMMER, ON)

    assert found[6].kind == "done"
    assert found[7] == bars.Mark("late", (coming, late))


def test_the_next_node_is_the_earliest_open_one() -> None:
    done = WallNode("批复", date(2022, 6, 2), date(2022, 6, 2))
    undated, late = WallNode("论证", None), WallNode("开工", date(2022, 8, 11))
    coming = WallNode("验收", date(2022, 8, 20))

    assert tasks.next_node(task(nodes=(coming, undated, done, late))) == late
    assert tasks.next_node(task(nodes=(done, undated))) is None


def test_groups_keep_the_ledgers_order_and_gather_what_was_parted() -> None:
    order = [("乙", "1"), ("甲", "2"), ("乙", "3"), ("", "4")]
    found = tasks.groups(task(category=c, task_id=i) for c, i in order)

    told = [(group.name, "".join(t.task_id for t in group.tasks)) for group in found]
    assert told == [("乙", "13"), ("甲", "2"), ("", "4")]


def test_red_stands_before_yellow_and_the_rest_stays_out() -> None:
    order = [("黄", "1"), ("红", "2"), ("绿", "3"), ("红", "4"), ("蓝", "5"), ("黄", "6")]
    found = tasks.urgent(task(lamp=lamp, task_id=i) for lamp, i in order)

    assert [t.task_id for t in found] == ["2", "4", "1", "6"]


def test_heads_span_the_cells_of_their_month_and_year() -> None:
    cells = times.time_cells(date(2022, 11, 1), date(2023, 1, 31), "旬")

    months = times.runs(cells, lambda cell: f"{cell.first.month}月")
    assert months == [("11月", range(3)), ("12月", range(3, 6)), ("1月", range(6, 9))]
    years = times.runs(cells, lambda cell: f"{cell.first.year}年")
    assert years == [("2022年", range(6)), ("2023年", range(6, 9))]


def known(text: str) -> date:
    found = day(text)
    assert found is not None
    return found


SUMMER = times.time_cells(date(2022, 6, 1), date(2022, 8, 31), "旬")


def chart(first: date, last: date, grid: str, on: date = ON) -> WallChart:
    return WallChart("作战图", "示例县", "第8期", on, "", (), first, last, grid)


def task(
    *,
    task_id: str = "T-001",
    category: str = "重点项目",
    start: date | None = None,
    due: date | None = None,
    progress: float = 0.0,
    lamp: str = "绿",
    nodes: tuple[WallNode, ...] = (),
    finished: date | None = None,
) -> WallTask:
    return WallTask(
        task_id, category, "改造老旧小区", "县住房和城乡建设局", "县政府副县长", start, due,
        due_defaulted=False, progress=progress, state=STATES[lamp], lamp=lamp, nodes=nodes,
        finished=finished,
    )  # fmt: skip


def with_progress(given_task: WallTask, progress: float) -> WallTask:
    return task(
        start=given_task.start, due=given_task.due, progress=progress, lamp=given_task.lamp,
        finished=given_task.finished,
    )  # fmt: skip


def task_of(row: dict[str, str]) -> WallTask:
    progress = number(row["进度"])
    assert isinstance(progress, int | float)
    return task(
        start=day(row["开始"]), due=day(row["时限"]), progress=progress, lamp=row["灯"],
        finished=day(row["完成"]),
    )  # fmt: skip


def picture(bar: bars.Bar, cells: int) -> str:
    signs = (("/", bar.over), ("#", bar.done), ("-", bar.plan))
    return "".join(next((s for s, run in signs if at in run), ".") for at in range(cells))
