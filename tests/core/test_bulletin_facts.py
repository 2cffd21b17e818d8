"""What papers count besides states: a task once, decisions until settled, reports, replies, causes."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.books.layout import load_layout
from taizhang.core.bulletin.facts import PaperFacts
from taizhang.core.bulletin.gathering import Printing, of_tasks, read_steps
from taizhang.core.bulletin.meetings import of_meetings
from taizhang.core.bulletin.once import LOWER, UPPER, counted_once, of_once
from taizhang.core.bulletin.problems import of_problems
from taizhang.core.bulletin.reporting import of_reporters
from taizhang.core.bulletin.standing import PaceBounds, TaskStanding, standings
from taizhang.core.periods import parse_period
from taizhang.core.roles import SHIPPED
from taizhang.core.scoring.taking import ScoredSpan
from taizhang.core.tables import LedgerRows, TableRow
from tests.support.tables import day, table

LAYOUT = load_layout()
JUNE = parse_period("2022-06")
assert JUNE
SPAN = ScoredSpan(JUNE, date(2022, 6, 30))


def rows_of(sheet: str, rows: Sequence[Mapping[str, object]]) -> LedgerRows:
    spec = LAYOUT[sheet]
    blank = dict.fromkeys(spec.keys, "")
    found = [TableRow(n, blank | dict(row)) for n, row in enumerate(rows, start=3)]  # type: ignore[arg-type]
    return LedgerRows(spec, spec.label, dict.fromkeys(spec.keys, "A"), found)


def standing(*rows: Mapping[str, object], elapsed: float = 0.5) -> list[TaskStanding]:
    judged = [
        {"period": "2022-06", "judged_on": date(2022, 6, 30), "task_id": r["task_id"],
         "state": r.get("state", "正常"), "progress": r.get("progress", 0.0), "elapsed": elapsed}
        for r in rows
    ]  # fmt: skip
    return standings(rows_of("tasks", rows), rows_of("judgements", judged), SHIPPED, SPAN)


def texts(facts: PaperFacts) -> dict[str, str]:
    return {name: f.text for name, f in facts.figures.items()}


# 上级 is what is written in 上级编号; a number with dots hangs on the one before its last dot
HANGING = """
| 任务                          | 计上级      | 计下级            | 目标 | 分解 |
|-------------------------------|-------------|-------------------|------|------|
| A,B                           | A B         | A B               | 2    | 0    |
| A,A1<A,A2<A,B                 | A B         | A1 A2 B           | 2    | 2    |
| A,A.01,A.01.02                | A           | A.01.02           | 1    | 1    |
| A,A1<A,A2<A1                  | A           | A2                | 1    | 1    |
| A1<外地-9,B                   | A1 B        | A1 B              | 2    | 0    |
| A<B,B<A,C                     | A B C       | A B C             | 3    | 0    |
| A<A                           | A           | A                 | 1    | 0    |
"""


@pytest.mark.parametrize("row", table(HANGING), ids=lambda row: row["任务"])
def test_a_task_that_hangs_below_another_is_counted_once(row: dict[str, str]) -> None:
    pairs = [piece.partition("<") for piece in row["任务"].split(",")]
    tasks = standing(*({"task_id": own, "parent_id": upper} for own, _, upper in pairs))
    for how in (UPPER, LOWER):
        counted = counted_once(tasks, how)
        assert [t.text("task_id") for t in counted.tasks] == row[how].split(), how
    found = texts(of_once(counted_once(tasks)))
    assert (found["目标数"], found["分解事项数"]) == (row["目标"], row["分解"])


@given(st.lists(st.integers(-1, 11), min_size=1, max_size=12))
def test_however_tasks_hang_none_is_lost_and_none_counts_twice(above: list[int]) -> None:
    tasks = standing(*(
        {"task_id": f"T{n}", "parent_id": f"T{upper}" if upper >= 0 else ""}
        for n, upper in enumerate(above)
    ))  # fmt: skip
    counted = counted_once(tasks)
    assert len(counted.tasks) + len(counted.inside) == len(tasks)
    assert {id(t) for t in counted.tasks}.isdisjoint({id(t) for t in counted.inside})
    for task in counted.inside:
        assert counted.above[task.text("task_id")][-1] in counted.tops


def test_what_comes_from_the_province_is_inside_the_citys_list_and_counted_once() -> None:
    tasks = standing(
        {"task_id": "S1", "tier": "省"}, {"task_id": "C1", "tier": "市", "parent_id": "S1"},
        {"task_id": "S2", "tier": "省级"}, {"task_id": "C2", "tier": "市"}, {"task_id": "C3"},
    )  # fmt: skip
    for how, whole in ((UPPER, 4), (LOWER, 4)):
        counted = counted_once(tasks, how)
        found = texts(of_once(counted))
        assert (len(counted.tasks), found["其中省级数"], found["其中市级数"]) == (
            whole,
            "2",
            "1",
        ), how


def test_a_lagging_part_is_named_though_it_is_not_counted() -> None:
    tasks = standing({"task_id": "A"}, {"task_id": "A.01", "state": "滞后", "name": "修路"})
    facts = of_once(counted_once(tasks))
    assert [e.words["任务"] for e in facts.lists["下级滞后事项"]] == ["修路"]
    assert texts(facts)["下级滞后数"] == "1"


# 议定, 关联任务的状态和销号日期, 自己的办结日期: told in June? settled at its end?
DECIDED = """
| 议定       | 状态   | 销号       | 办结       | 写 | 办结了 |
|------------|--------|------------|------------|----|--------|
| 2022-06-09 | 正常   |            |            | 是 | 否     |
| 2022-06-09 | 已销号 | 2022-06-20 |            | 是 | 是     |
| 2022-06-09 |        |            |            | 是 | 否     |
| 2022-06-09 |        |            | 2022-06-12 | 是 | 是     |
| 2022-03-09 | 正常   |            |            | 是 | 否     |
| 2022-03-09 | 已销号 | 2022-06-20 |            | 是 | 是     |
| 2022-03-09 | 已销号 | 2022-05-20 |            | 否 |        |
| 2022-03-09 |        |            |            | 是 | 否     |
| 2022-03-09 |        |            | 2022-06-01 | 是 | 是     |
| 2022-03-09 |        |            | 2022-05-31 | 否 |        |
| 2021-12-30 | 滞后   |            |            | 是 | 否     |
| 2022-07-01 | 正常   |            |            | 否 |        |
"""


@pytest.mark.parametrize("row", table(DECIDED), ids=lambda row: " ".join(row.values()))
def test_a_decision_is_told_until_it_is_settled(row: dict[str, str]) -> None:
    tasks = standing(
        {"task_id": "T1", "state": row["状态"] or "正常", "closed": day(row["销号"]) or ""}
    )
    held = {"when": day(row["议定"]), "topic": "常务会", "decision": "修路", "done": day(row["办结"]) or "",
            "task_id": "T1" if row["状态"] else ""}  # fmt: skip
    facts = of_meetings(rows_of("meetings", [held]), tasks, SPAN)
    found = texts(facts)
    assert found["议定事项数"] == ("1" if row["写"] == "是" else "0")
    if row["写"] == "是":
        assert found["议定已办结数"] == ("1" if row["办结了"] == "是" else "0")
        before = row["议定"] < "2022-06"
        assert facts.lists["议定事项"][0].words["往期"] == ("以前议定" if before else "")
        assert found["往期议定数"] == str(int(before))


def test_the_lines_of_pace_are_the_offices_own() -> None:
    tasks = standing(
        *({"task_id": f"T{n}", "progress": share} for n, share in enumerate((0.4, 0.45, 0.55, 0.6)))
    )
    for bounds, wanted in (
        (PaceBounds(), "1 2 1"), (PaceBounds(5, 5), "2 0 2"), (PaceBounds(5, 11), "0 2 2"),
    ):  # fmt: skip
        found = texts(of_tasks(tasks, SPAN, Printing(bounds=bounds)))
        assert f"{found['欠进度数']} {found['达进度数']} {found['超进度数']}" == wanted
    shares = ("欠进度", "超进度", "已完成", "其他", "达进度")
    assert sum(float(found[f"{name}占比"].rstrip("%")) for name in shares) == 100


def test_the_three_states_of_a_real_paper_come_out_of_its_bounds() -> None:
    """25 of 40 at 91.67 % or done, 11 with some progress, 4 not begun (B13)."""
    shares = [0.9167] * 20 + [1.0] * 5 + [0.5] * 10 + [0.01] + [0.0] * 4
    tasks = standing(*({"task_id": f"T{n}", "progress": s} for n, s in enumerate(shares)))
    steps = read_steps("基本完成＝91.67，取得进展＝1，刚刚起步＝0")
    items = of_tasks(tasks, SPAN, Printing(steps=steps)).lists["进度分档"]
    assert [(e.words["名称"], e.words["任务数"], e.words["占比"]) for e in items] == [
        ("基本完成", "25", "62.5%"), ("取得进展", "11", "27.5%"), ("刚刚起步", "4", "10%"),
    ]  # fmt: skip
    assert items[-1].words["口径"] == "进度不到1%"
    assert not of_tasks(tasks, SPAN, Printing()).lists["进度分档"]


def test_whether_policies_count_as_started_is_said_and_counted() -> None:
    tasks = standing(
        {"task_id": "T1", "progress": 0.1, "kind": "工程建设"}, {"task_id": "T2", "kind": "工程建设"},
        {"task_id": "T3", "kind": "其他"}, {"task_id": "T4", "finished": date(2022, 6, 1)},
    )  # fmt: skip
    for policies, started, share, said in (
        (False, "2", "50%", "有进度的才算启动"), (True, "3", "75%", "没有工程的任务按已启动计"),
    ):  # fmt: skip
        facts = of_tasks(tasks, SPAN, Printing(policies=policies, works=("工程建设",)))
        assert (texts(facts)["已启动数"], texts(facts)["已启动占比"]) == (started, share)
        assert facts.words["启动口径"] == said


def test_tasks_with_a_target_are_counted_apart() -> None:
    """55 quantified: 44 kept up = 80 %, 11 did not = 20 % (B11)."""
    tasks = standing(*(
        {"task_id": f"T{n}", "progress": 0.5 if n < 44 else 0.49, "target": 10.0 if n < 55 else ""}
        for n in range(60)
    ))  # fmt: skip
    found = texts(of_tasks(tasks, SPAN, Printing()))
    names = ("量化任务数", "量化达序时数", "量化达序时占比", "量化未达序时数", "量化未达序时占比")
    assert [found[name] for name in names] == ["55", "44", "80%", "11", "20%"]


def test_causes_and_sources_are_counted_and_units_named_with_their_tasks() -> None:
    tasks = standing(
        {"task_id": "T1", "name": "修路", "lead": "县水务局", "state": "滞后", "cause": "招标", "source": "领导批示"},
        {"task_id": "T2", "name": "治河", "lead": "县水务局", "state": "滞后", "cause": "征地拆迁", "source": "会议议定"},
        {"task_id": "T3", "name": "建桥", "lead": "县财政局", "state": "滞后", "cause": "招标"},
        {"task_id": "T4", "name": "通水", "lead": "县财政局", "state": "正常", "cause": "天气"},
    )  # fmt: skip
    facts = of_tasks(tasks, SPAN, Printing())
    assert texts(facts)["滞后原因"] == "招标2项、征地拆迁1项", "of tasks that lag alone"
    assert [p.row for p in facts.figures["滞后原因"].places] == [3, 5, 4]
    units = [
        (e.words["单位"], e.words["滞后"], e.words["事项名单"]) for e in facts.lists["滞后单位"]
    ]
    assert units == [("县水务局", "2", "修路（T1）、治河（T2）"), ("县财政局", "1", "建桥（T3）")]
    sources = [
        (e.words["名称"], e.words["任务数"], e.words["滞后"]) for e in facts.lists["来源情况"]
    ]
    assert sources == [("领导批示", "1", "1"), ("会议议定", "1", "1"), ("来源未注明", "2", "1")]


def test_who_reports_late_most_often_stands_first() -> None:
    told = (
        ("县水务局", "按时 按时 按时"), ("县财政局", "迟报 漏报 按时"), ("县审计局", "漏报 漏报 迟报"),
        ("县教育局", "按时 待报 待报"),
    )  # fmt: skip
    rows = [
        {"period": f"2022-0{month}", "unit": unit, "timing": timing}
        for unit, line in told for month, timing in enumerate(line.split(), start=4)
    ]  # fmt: skip
    rows += [
        {"period": period, "unit": "县水务局", "timing": "漏报"}
        for period in ("2021-12", "2022-07")
    ]
    facts = of_reporters(rows_of("summary", rows), SPAN)
    bad = [(e.words["序号"], e.words["单位"], e.words["不按时"], e.words["按时率"])
           for e in facts.lists["报送不力单位"]]  # fmt: skip
    assert bad == [("1", "县审计局", "3", "0%"), ("2", "县财政局", "2", "33.3%")]
    assert facts.words["一贯按时单位名单"] == "县水务局、县教育局"
    found = texts(facts)
    assert (found["本年应报数"], found["本年按时数"], found["本年按时率"]) == ("10", "5", "50%")


# 回访率 66.67 and 70.59 are those of a real hotline paper: 12 of 18, 12 of 17
def test_replies_are_asked_after_and_their_rates_have_a_base() -> None:
    rows: list[dict[str, object]] = [
        {"problem_id": f"W{n}", "problem": "路灯不亮", "unit": "县住建局", "source": "群众反映",
         "raised": date(2022, 6, 1), "due": date(2022, 6, 20), "answered": date(2022, 6, 15),
         "visited": date(2022, 6, 18) if n < 12 else "", "satisfaction": "满意" if n < 9 else "不满意" if n < 12 else "",
         "blame": "客观" if n < 10 else "主观" if n < 12 else "", "closed": date(2022, 6, 19 + n % 2) if n < 9 else ""}
        for n in range(18)
    ]  # fmt: skip
    rows.append(
        {
            "problem_id": "旧",
            "problem": "去年的",
            "raised": date(2021, 6, 1),
            "closed": date(2021, 7, 1),
        }
    )
    facts = of_problems(rows_of("problems", rows), SPAN)
    found = texts(facts)
    names = (
        "问题总数",
        "问题应回访数",
        "问题已回访数",
        "回访率",
        "回访满意率",
        "问题超期数",
        "问题按时率",
        "不满意原因",
    )
    assert [found[name] for name in names] == [
        "18", "18", "12", "66.7%", "75%", "9", "100%", "主观2件、客观1件",
    ]  # fmt: skip
    (unit,) = facts.lists["问题单位情况"]
    assert (unit.words["名称"], unit.words["问题数"], unit.words["满意率"]) == (
        "县住建局",
        "18",
        "75%",
    )
    assert texts(of_problems(None, SPAN))["回访率"] == ""
