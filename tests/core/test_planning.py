"""倒排工期: milestones backwards over working days, and what is said where there is no time."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.books.layout import load_layout
from taizhang.core.periods import Workdays
from taizhang.core.planning.backward import PlanSpan, PlanStage, plan_back, workdays_within
from taizhang.core.planning.plans import PlanWish, plan_nodes, templates_of
from taizhang.core.tables import LedgerRows, TableRow
from tests.support.ledgers import ledger, rows
from tests.support.tables import table

WORKDAYS = Workdays()

# stages as 名称:工作日 or 名称:占比%, the deadline, the day to plan from, the ends
PLANS = """
| 阶段                    | 时限       | 从         | 压缩 | 节点                                     | 开始       | 差 |
|-------------------------|------------|------------|------|------------------------------------------|------------|----|
| 定案:5 会务:3 召开:1    | 2022-06-30 | 2022-06-01 |      | 2022-06-24 2022-06-29 2022-06-30         | 2022-06-20 | 0  |
| 定案:5 会务:3 召开:1    | 2022-06-30 | 2022-06-22 |      |                                          | 2022-06-20 | 2  |
| 定案:5 会务:3 召开:1    | 2022-06-30 | 2022-06-22 | 是   | 2022-06-27 2022-06-29 2022-06-30         | 2022-06-20 | 2  |
| 甲:50% 乙:30% 丙:20%    | 2022-06-14 | 2022-06-01 |      | 2022-06-08 2022-06-10 2022-06-14         | 2022-06-01 | 0  |
| 甲:50% 乙:50%           | 2022-10-08 | 2022-10-01 |      |                                          | 2022-10-01 | 1  |
| 甲:50% 乙:50%           | 2022-10-09 | 2022-10-01 |      | 2022-10-08 2022-10-09                    | 2022-10-08 | 0  |
| 甲:60% 会:2             | 2022-06-10 | 2022-06-06 |      | 2022-06-08 2022-06-10                    | 2022-06-06 | 0  |
| 甲:1 乙:1               | 2022-10-05 | 2022-09-26 |      | 2022-09-29 2022-10-05                    | 2022-09-29 | 0  |
"""


def _stages(text: str) -> list[PlanStage]:
    found = []
    for part in text.split():
        name, _, size = part.partition(":")
        share = size.endswith("%")
        found.append(
            PlanStage(name, int(size[:-1]) / 100) if share else PlanStage(name, 0, int(size))
        )
    return found


@pytest.mark.parametrize("row", table(PLANS), ids=lambda r: r["阶段"] + r["从"] + r["压缩"])
def test_stages_end_on_these_days(row: dict[str, str]) -> None:
    span = PlanSpan(date.fromisoformat(row["从"]), date.fromisoformat(row["时限"]))
    plan = plan_back(_stages(row["阶段"]), span, WORKDAYS, squeeze=row["压缩"] == "是")
    assert " ".join(str(m.day) for m in plan.milestones) == row["节点"]
    assert (str(plan.begins), plan.short) == (row["开始"], int(row["差"]))


stage = st.one_of(
    st.builds(PlanStage, st.just("甲"), st.floats(0.01, 1)),
    st.builds(PlanStage, st.just("乙"), st.just(0.0), st.integers(1, 30)),
)


@given(
    st.lists(stage, min_size=1, max_size=8),
    st.dates(date(2022, 1, 1), date(2023, 6, 1)),
    st.integers(0, 200),
    st.booleans(),
)
def test_a_plan_is_in_order_ends_on_the_deadline_and_rests_on_holidays(
    stages: list[PlanStage], since: date, days: int, squeeze: bool
) -> None:
    deadline = since + timedelta(days=days)
    plan = plan_back(stages, PlanSpan(since, deadline), WORKDAYS, squeeze=squeeze)
    room = workdays_within(since, deadline, WORKDAYS)
    if not plan.milestones:
        assert plan.short > 0
        return
    ends = [m.day for m in plan.milestones]
    assert ends == sorted(set(ends))
    assert ends[-1] == deadline
    assert set(ends[:-1]) <= set(room)
    assert all(m.workdays >= 1 for m in plan.milestones)
    assert sum(m.workdays for m in plan.milestones) <= len(room)
    if not plan.short:
        assert plan.begins >= since
        assert all(
            m.workdays == s.workdays
            for m, s in zip(plan.milestones, stages, strict=True)
            if s.workdays and all(t.workdays for t in stages)
        )


TASKS = """
| 任务编号 | 任务名称             | 任务类型 | 开始日期   | 完成时限   | 办理环节 | 应报      | 模板     |
| T-1      | 城东路改造           | 工程建设 | 2022-06-01 | 2022-12-30 | 办理中   |           | 工程建设 |
| T-2      | 签约亿元项目         | 其他     | 2022-05-18 | 2022-12-30 | 办理中   | P116      | 招商     |
| T-3      | 召开现场会议         | 其他     | 2022-06-01 | 2022-06-10 | 办理中   | P117      |          |
| T-4      | 常态化保洁           | 其他     | 2022-06-01 |            | 办理中   | P114      |          |
| T-5      | 其余工作             | 其他     | 2022-06-01 | 2022-05-31 | 办理中   | P115      |          |
| T-6      | 已经完成的           | 其他     | 2022-06-01 | 2022-12-30 | 已销号   |           |          |
| T-7      | 已有节点的           | 其他     | 2022-06-01 | 2022-12-30 | 办理中   |           |          |
| T-8      | 没有模板的           | 其他     | 2022-06-01 | 2022-12-30 | 办理中   | P113      |          |
"""
STAGES = """
| 模板     | 序号 | 阶段   | 占比 | 工作日 | 适用任务   |
| 工程建设 | 2    | 完工   | 60%  |        |            |
| 工程建设 | 1    | 开工   | 40%  |        | 工程建设   |
| 招商     | 1    | 洽谈   | 50%  |        | 签约、招商 |
| 招商     | 2    | 签约   | 50%  |        |            |
| 招商     | 3    |        | 50%  |        |            |
| 会议     | 1    | 筹备   |      | 20     | 会议       |
| 会议     | 2    | 召开   |      | 1      |            |
"""
NODES = "| 任务编号 | 节点序号 | 节点名称 | 计划完成 |\n| T-7 | 1 | 旧节点 | 2022-08-01 |"
ON = date(2022, 6, 1)


def _tables() -> dict[str, LedgerRows]:
    found = dict(ledger(nodes=NODES, stages=STAGES))
    return found | {"tasks": rows("tasks", TASKS, "应报", "模板")}


def test_each_task_gets_the_plan_of_its_kind_or_the_reason_why_not() -> None:
    made = plan_nodes(_tables(), PlanWish(), ON, WORKDAYS)
    assert {p.task_id: p.template for p in made.planned} == {
        r["任务编号"]: r["模板"] for r in table(TASKS) if r["模板"]
    }
    drawn = {(i.place.row, i.code) for i in made.issues if i.place.sheet == "任务台账"}
    assert drawn == {(n, r["应报"]) for n, r in enumerate(table(TASKS), 3) if r["应报"]}
    assert [i.code for i in made.issues if i.place.sheet == "工期模板"] == ["P112"]
    first = [r for r in made.writes.added["nodes"] if r["task_id"] == "T-1"]
    assert [(r["node_no"], r["node"]) for r in first] == [(1.0, "开工"), (2.0, "完工")]
    assert first[-1]["planned"] == date(2022, 12, 30)


WISHES = """
| 任务     | 模板 | 天数 | 从         | 压缩 | 应报 | 最后       |
| T-7      |      |      |            |      | P119 |            |
| T-99     |      |      |            |      | P120 |            |
| T-1      | 没有 |      |            |      | P111 |            |
| T-3      |      |      |            | 是   | P118 | 2022-06-10 |
| T-1      |      | 100  | 2022-06-01 |      |      | 2022-09-09 |
| T-2      | 招商 | 100  | 2022-06-08 |      |      | 2022-09-16 |
| T-3      | 招商 | 100  | 2022-06-01 |      | P121 | 2022-09-09 |
"""


@pytest.mark.parametrize("row", table(WISHES), ids=lambda r: "".join(r.values()))
def test_what_is_wished_for_is_planned_or_refused(row: dict[str, str]) -> None:
    since = date.fromisoformat(row["从"]) if row["从"] else None
    wish = PlanWish((row["任务"],), row["模板"], since, int(row["天数"] or 0), row["压缩"] == "是")
    made = plan_nodes(_tables(), wish, ON, WORKDAYS)
    codes = [i.code for i in made.issues if i.code not in {"P112", "P122"}]
    assert codes == ([row["应报"]] if row["应报"] else [])
    ends = [str(p.plan.milestones[-1].day) for p in made.planned]
    assert ends == ([row["最后"]] if row["最后"] else [])
    if row["应报"] == "P119":
        assert made.writes.added["nodes"] == []


def test_the_templates_that_ship_are_all_of_use() -> None:
    shipped = load_layout().begins["stages"]
    lines = [
        f"|{r['template']}|{r['stage_no']}|{r['stage']}|{r.get('share', ' ')}|{r.get('workdays', ' ')} |"
        for r in shipped
    ]
    templates, issues = templates_of(
        rows("stages", "\n".join(["|模板|序号|阶段|占比|工作日|", *lines]))
    )
    assert issues == []
    sums = {t.name: sum(s.share for s in t.stages) for t in templates}
    assert {n: round(s, 6) for n, s in sums.items() if n != "会议活动"} == dict.fromkeys(
        ("工程建设", "招商项目", "征迁", "政策文件", "百日会战", "通用"), 1.0
    )


SHIPPED_CHOICES = """
| 任务名称                         | 任务类型 | 模板     | 因为 |
| 编制县城供水管网改造可研报告     | 其他     | 政策文件 | 报告 |
| 编制县城供水管网改造可研报告     |          | 政策文件 | 报告 |
| 完成农村户厕改造3200户           | 其他     | 通用     |      |
| 完成农村户厕改造3200户           |          | 工程建设 | 改造 |
| 城东路拓宽                       | 工程建设 | 工程建设 |      |
| 印发城区防洪工程建设方案         | 其他     | 政策文件 | 方案 |
| 举办招商推介会议                 | 其他     | 会议活动 | 会议 |
| 引进亿元以上企业20家             | 其他     | 招商项目 | 引进 |
| 完成老城区征收拆迁               | 其他     | 征迁     | 拆迁 |
| 常态化保洁                       | 其他     | 通用     |      |
"""


@pytest.mark.parametrize(
    "line", table(SHIPPED_CHOICES), ids=lambda r: r["任务名称"] + r["任务类型"]
)
def test_the_template_is_of_what_the_task_is_and_it_is_said_why(line: dict[str, str]) -> None:
    tasks = (
        "| 任务编号 | 任务名称 | 任务类型 | 开始日期 | 完成时限 | 办理环节 |\n"
        f"| T-1 | {line['任务名称']} | {line['任务类型']} | 2022-06-01 | 2023-12-29 | 办理中 |"
    )
    spec = load_layout()["stages"]
    shipped = [
        TableRow(n, {k: row.get(k, "") for k in spec.keys})  # type: ignore[misc]
        for n, row in enumerate(load_layout().begins["stages"], start=3)
    ]
    stages = LedgerRows(spec, spec.label, rows("stages").letters, shipped)
    made = plan_nodes({**ledger(tasks=tasks), "stages": stages}, PlanWish(), ON, WORKDAYS)
    assert [(p.template, p.why) for p in made.planned] == [(line["模板"], line["因为"])]
    said = [i for i in made.issues if i.code == "P122"]
    assert [line["因为"] in str(i) and line["模板"] in str(i) for i in said] == [True] * bool(
        line["因为"]
    )


OWN_TEMPLATES = """
| 模板   | 序号 | 阶段 | 占比 | 适用任务 | 用处   |
| 基建   | 1    | 完工 | 100% | 改造     | {0} |
| 大会战 | 1    | 验收 | 100% |          | {1} |
| 一般   | 1    | 办成 | 100% |          | {2} |
"""
# the template that each task gets: by a word, for so many days, none fitting; without marks none is kept
RENAMED = """
| 用处           | 改造 | 不是工程的改造 | 百日   | 别的 |
| 工程 会战 通用 | 基建 | 一般           | 大会战 | 一般 |
| 、 、 、       | 基建 | 基建           | 基建   |      |
"""


@pytest.mark.parametrize("line", table(RENAMED))
def test_what_a_template_is_for_is_said_by_its_mark_not_by_its_name(line: dict[str, str]) -> None:
    uses = [use.strip("、") for use in line["用处"].split()]
    stages = rows("stages", OWN_TEMPLATES.format(*uses))

    def chosen(name: str, kind: str, days: int = 0) -> str:
        tasks = (
            "| 任务编号 | 任务名称 | 任务类型 | 开始日期 | 完成时限 | 办理环节 |\n"
            f"| T-1 | {name} | {kind} | 2022-06-01 | 2023-12-29 | 办理中 |"
        )
        found = {**ledger(tasks=tasks), "stages": stages}
        made = plan_nodes(found, PlanWish(days=days), ON, WORKDAYS)
        return "".join(p.template for p in made.planned)

    assert chosen("城东路改造", "") == line["改造"]
    assert chosen("城东路改造", "其他") == line["不是工程的改造"]
    assert chosen("城东路改造", "", 100) == line["百日"]
    assert chosen("常态化保洁", "") == line["别的"]
