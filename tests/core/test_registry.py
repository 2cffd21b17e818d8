"""Registers: instructions, inspections, refusals and samples; each row states what follows from it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from taizhang.core.registry.limits import due_of, limits_in
from taizhang.core.registry.plan import RegistryPast, RegistryPlan, plan_registry
from taizhang.core.registry.sampling import SampleWish, plan_sample
from taizhang.core.tables import LedgerRows, TableRow
from tests.core.test_duty import LAYOUT, duty, said
from tests.support.ledgers import ledger, rows
from tests.support.tables import table

ON = date(2022, 6, 28)
TASKS = """
| 任务编号 | 任务名称 | 牵头单位           | 完成值 | 计量单位 | 完成进度 | 开始日期   | 办理环节 |
| T-1      | 修路     | 县教育局           | 12     | 公里     |          | 2022-06-20 | 办理中   |
| T-2      | 架桥     | 县水务局、县住建局 |        |          | 0.4      | 2022-05-18 | 办理中   |
"""


def ordered(line: Mapping[str, str]) -> str:
    """The sheet of one instruction; what the row does not say is alike in all."""
    own = {k: v for k, v in line.items() if k not in {"状态", "时限", "应报"}}
    given = {"批示领导": "副县长", "来源": "批示", "批示内容": "查", **own}
    return f"| {' | '.join(given)} |\n| {' | '.join(given.values())} |"


def weekdays(day: date) -> bool:
    return day.weekday() < 5


def shipped(key: str) -> LedgerRows:
    """The table with the rows that ship."""
    spec = LAYOUT[key]
    found = [
        TableRow(n, {k: float(v) if isinstance(v := row.get(k, ""), int) else v for k in spec.keys})  # type: ignore[misc]
        for n, row in enumerate(LAYOUT.begins[key], start=3)
    ]
    return LedgerRows(spec, spec.label, rows(key).letters, found)


def past(**texts: str) -> RegistryPast:
    tables = dict(ledger(**{"tasks": TASKS, **texts}))
    tables |= {"limits": shipped("limits"), "loop_limits": shipped("loop_limits")}
    return RegistryPast(tables, ON, weekdays)


def after(one: RegistryPast, plan: RegistryPlan) -> RegistryPast:
    """The ledger after the plan was carried out."""
    tables = dict(one.tables)
    for sheet, there in one.tables.items():
        new = {(c.row, c.column): c.new for c in plan.writes.cells if c.sheet == sheet}
        lines = [
            TableRow(r.number, {k: new.get((r.number, k), v) for k, v in r.values.items()})
            for r in there.rows
        ]
        blank = dict.fromkeys(there.spec.keys, "")
        lines += [
            TableRow(900 + n, {**blank, **row})
            for n, row in enumerate(plan.writes.added.get(sheet, ()))
        ]
        tables[sheet] = LedgerRows(there.spec, there.sheet, there.letters, lines)
    return replace(one, tables=tables)


def values(one: RegistryPast, plan: RegistryPlan, sheet: str) -> list[Mapping[str, object]]:
    return [row.values for row in after(one, plan).tables[sheet].rows]


LIMITS = """
| 来源     | 缓急 | 起         | 到         |
| 批示     | 特急 | 2022-06-24 | 2022-06-24 |
| 批示     | 急   | 2022-06-20 | 2022-06-23 |
| 批示     | 一般 | 2022-06-20 | 2022-07-05 |
| 批示     |      | 2022-06-20 | 2022-07-05 |
| 批示     | 复杂 | 2022-06-20 | 2022-07-20 |
| 公文     | 一般 | 2022-06-01 | 2022-07-01 |
| 会议纪要 |      | 2022-06-10 | 2022-06-30 |
| 会议     |      | 2022-06-24 | 2022-07-01 |
| 一类会议 |      | 2022-06-20 | 2022-06-27 |
| 常务会   |      | 2022-06-01 | 2022-07-13 |
| 来电     | 急   | 2022-06-20 | 2022-06-23 |
| 来电     |      | 2022-06-20 | 2022-07-05 |
"""


@pytest.mark.parametrize("line", table(LIMITS), ids=lambda r: f"{r['来源']}{r['缓急']}")
def test_who_wrote_no_deadline_gets_the_published_one(line: dict[str, str]) -> None:
    limits = limits_in(shipped("limits").values)
    matter = {"source": line["来源"], "urgency": line["缓急"]}
    found = due_of(limits, matter, date.fromisoformat(line["起"]), weekdays)
    assert found is not None
    assert found[0].isoformat() == line["到"]
    assert found[1].startswith("默认时限：")


ORDERS = """
| 批示日期   | 缓急 | 事项 | 办理要求 | 承办单位 | 办理时限   | 反馈日期   | 办理结果 | 领导阅示       | 新的批示 | 办结日期   | 状态   | 时限       | 应报 |
| 2022-06-20 |      | 甲   | 督办     | 县水务局 |            |            |          |                |          |            | 在办   | 2022-07-05 |      |
| 2022-06-20 | 急   | 乙   |          | 县水务局 |            |            |          |                |          |            | 逾期   | 2022-06-23 |      |
| 2022-06-20 |      | 丙   | 督办     |          |            |            |          |                |          |            |        |            | C181 |
| 2022-06-20 |      | 丁   | 阅知     |          |            |            |          |                |          |            | 阅知   |            |      |
| 2022-06-01 |      | 戊   | 督办     | 县水务局 | 2022-06-10 | 2022-06-09 | 查清     |                |          |            | 已反馈 | 2022-06-10 |      |
| 2022-06-01 |      | 己   | 督办     | 县水务局 | 2022-06-10 | 2022-06-09 | 查清     | 已阅，无新批示 |          |            | 办结   | 2022-06-10 |      |
| 2022-06-01 |      | 庚   | 督办     | 县水务局 | 2022-06-10 | 2022-06-09 | 查清     | 有新的批示     | 再查     |            | 在办   | 2022-07-13 |      |
| 2022-06-01 |      | 辛   | 督办     | 县水务局 | 2022-06-10 | 2022-06-09 | 查清     | 有新的批示     |          |            | 已反馈 | 2022-06-10 | C182 |
| 2022-06-01 |      | 壬   | 督办     | 县水务局 | 2022-06-10 |            |          | 已阅，无新批示 |          |            | 逾期   | 2022-06-10 | C182 |
| 2022-06-01 |      | 癸   | 督办     | 县水务局 | 2022-06-10 |            |          |                |          | 2022-06-20 | 逾期   | 2022-06-10 | C183 |
| 2022-06-01 |      | 子   | 督办     | 县水务局 | 2022-06-10 | 2022-07-01 | 查清     |                |          |            |        | 2022-06-10 | S110 |
"""


@pytest.mark.parametrize("line", table(ORDERS), ids=lambda r: r["事项"])
def test_an_instruction_gets_its_deadline_and_stands_as_its_row_states(
    line: dict[str, str],
) -> None:
    one = past(instructions=ordered(line))
    plan = plan_registry(one)
    row = values(one, plan, "instructions")[0]
    assert (row["order_id"], row["standing"], str(row["due"])) == (
        "P-001",
        line["状态"],
        line["时限"],
    )
    assert " ".join(i.code for i in plan.issues) == line["应报"]
    again = after(one, plan)
    assert not plan_registry(again).writes


def test_nothing_is_reckoned_from_a_day_that_nobody_can_read() -> None:
    line = {**table(ORDERS)[0], "批示日期": "6月中旬"}
    one = past(instructions=ordered(line))
    plan = plan_registry(one)
    assert [i.code for i in plan.issues] == ["L302"]
    assert not plan.writes


def test_a_new_instruction_begins_the_next_round_and_keeps_the_one_before() -> None:
    line = next(r for r in table(ORDERS) if r["事项"] == "庚")
    one = past(instructions=ordered(line))
    row = values(one, plan_registry(one), "instructions")[0]
    assert (row["words"], row["times"], row["result"], row["number"]) == ("再查", 2, "", "")
    assert row["course"] == "2022-06-09 第1次（未编号）：查；查清"
    assert (row["ordered"], row["due"]) == (ON, date(2022, 7, 13))


VISITS = """
| 日期       | 地点 | 方式 | 督查人员 | 被督查单位 | 关联任务 | 台账值 | 现场值 | 是否一致 | 核实结论 | 督查情况 | 现场交办 | 一致   | 问题  | 应报 |
| 2022-06-20 | 工地 | 实地 | 张、李   |            | T-1      |        | 12公里 |          |          | 属实     |          | 一致   |       |      |
| 2022-06-20 | 工地 | 实地 | 张、李   |            | T-1      |        | 9公里  |          | 虚报     | 短了     | 补修     | 不一致 | W-001 |      |
| 2022-06-20 | 工地 | 实地 | 张、李   |            | T-1      |        | 9公里  |          |          | 短了     | 补修     | 不一致 |       | C187 |
| 2022-06-20 | 工地 | 暗访 | 张       | 县水务局   |          |        |        |          |          | 没人     |          |        |       | C186 |
| 2022-06-20 |      | 电话 | 张       | 县水务局   |          |        |        |          |          | 已催     |          |        |       |      |
| 2022-06-20 |      | 实地 | 张、李   | 县水务局   |          |        |        |          |          |          |          |        |       | C185 |
| 2022-06-20 | 工地 | 实地 | 张、李   | 县水务局   |          | 大部分 | 一半   |          |          | 慢       |          |        |       | C188 |
| 2022-06-20 | 工地 | 实地 | 张、李   |            | T-2      |        | 40%    |          |          | 属实     |          | 一致   |       |      |
| 2022-07-20 | 工地 | 实地 | 张、李   | 县水务局   |          |        |        |          |          | 慢       |          |        |       | S110 |
| 2022-06-20 | 工地 | 实地 | 张、李   |            | T-1      |        | 12000米 |         |          | 属实     |          | 一致   |       |      |
| 2022-06-20 | 工地 | 实地 | 张、李   |            | T-1      |        | 12     |          |          | 属实     |          | 一致   |       |      |
| 2022-06-20 | 工地 | 实地 | 张、李   |            | T-1      |        | 12户   |          |          | 属实     |          |        |       | C188 |
| 2022-06-20 | 工地 | 实地 | 张、李   | 县水务局   |          | 1.2万户 | 12000户 |         |          | 属实     |          | 一致   |       |      |
|            |      |      |          |            | T-2      |        |        |          |          |          |          |        |       |      |
"""


@pytest.mark.parametrize("line", table(VISITS))
def test_an_inspection_is_compared_and_what_it_lacks_is_named(line: dict[str, str]) -> None:
    given = {k: v for k, v in line.items() if k not in {"一致", "问题", "应报"}}
    one = past(inspections=f"| {' | '.join(given)} |\n| {' | '.join(given.values())} |")
    plan = plan_registry(one)
    row = values(one, plan, "inspections")[0]
    assert (row["visit_id"], row["agrees"], row["problem_id"]) == (
        "D-001",
        line["一致"],
        line["问题"],
    )
    assert " ".join(i.code for i in plan.issues) == line["应报"]
    assert not plan_registry(after(one, plan)).writes


def test_what_was_handed_out_on_the_spot_is_a_problem_with_its_own_limit() -> None:
    line = table(VISITS)[1]
    given = {k: v for k, v in line.items() if k not in {"一致", "问题", "应报"}}
    one = past(inspections=f"| {' | '.join(given)} |\n| {' | '.join(given.values())} |")
    problem = values(one, plan_registry(one), "problems")[0]
    told = [problem[k] for k in ("problem", "source", "unit", "stage", "assigned", "due", "origin")]
    assert told == [
        "短了", "督查发现", "县教育局", "交办", date(2022, 6, 20), date(2022, 7, 11), "督查D-001",
    ]  # fmt: skip


REFUSALS = """
| 任务编号 | 退办单位 | 提出日期   | 退办理由 | 建议承办单位 | 审批决定 | 审批人 | 审批意见 | 状态   | 牵头               | 应报 |
| T-1      | 县教育局 | 2022-06-28 | 不归我   | 县财政局     |          |        |          | 待定   | 县教育局           | C191 |
| T-1      | 县教育局 | 2022-06-28 | 不归我   | 县财政局     | 同意     | 主任   |          | 已改派 | 县财政局           |      |
| T-1      | 县教育局 | 2022-06-28 | 不归我   | 县财政局     | 同意     |        |          |        | 县教育局           | C190 |
| T-1      | 县教育局 | 2022-06-28 | 不归我   | 县财政局     | 不同意   | 主任   | 归你     | 不同意 | 县教育局           |      |
| T-1      | 县教育局 | 2022-06-28 | 不归我   | 县财政局     | 不同意   | 主任   |          |        | 县教育局           | C190 |
| T-1      | 县教育局 | 2022-06-28 | 不归我   |              |          |        |          |        | 县教育局           | C190 |
| T-2      | 县水务局 | 2022-06-28 | 不归我   | 县财政局     | 同意     | 主任   |          | 不受理 | 县水务局、县住建局 | C189 |
| T-2      | 县水务局 | 2022-05-27 | 不归我   | 县财政局     | 同意     | 主任   |          | 已改派 | 县财政局、县住建局 |      |
| T-2      | 县教育局 | 2022-05-27 | 不归我   | 县财政局     | 同意     | 主任   |          |        | 县水务局、县住建局 | C192 |
"""


@pytest.mark.parametrize("line", table(REFUSALS))
def test_a_unit_refuses_within_its_time_and_who_agrees_hands_it_on(line: dict[str, str]) -> None:
    given = {k: v for k, v in line.items() if k not in {"状态", "牵头", "应报"}}
    one = past(refusals=f"| {' | '.join(given)} |\n| {' | '.join(given.values())} |")
    plan = plan_registry(one)
    row = values(one, plan, "refusals")[0]
    task = next(t for t in values(one, plan, "tasks") if t["task_id"] == line["任务编号"])
    assert (row["standing"], task["lead"]) == (line["状态"], line["牵头"])
    assert " ".join(i.code for i in plan.issues) == line["应报"]
    assert not plan_registry(after(one, plan)).writes


def test_a_limit_that_is_no_number_is_named_and_the_others_hold() -> None:
    one = past()
    odd = rows("limits", "| 来源 | 天数 |\n| 批示 | 三天 |\n|  | 15 |")
    plan = plan_registry(replace(one, tables={**one.tables, "limits": odd}))
    assert [i.code for i in plan.issues] == ["C196"]


MANY = "| 任务编号 | 任务名称 | 牵头单位 | 督办类别 | 办理环节 | 销号日期 |\n" + "\n".join(
    f"| T-{n:02} | 第{n}项 | {'县水务局' if n % 2 else '县教育局'} | {'重点' if n % 3 else '常规'} | "
    f"{'暂缓' if n == 7 else '办理中'} | {'2022-06-01' if n == 8 else ''} |"
    for n in range(1, 31)
)
SAMPLES = """
| 抽  | 范围                              | 种子 | 抽到 | 共 | 应报 |
| 5   |                                   | 甲   | 5    | 28 |      |
| 20% |                                   | 甲   | 6    | 28 |      |
| 99  |                                   | 甲   | 28   | 28 |      |
| 5   | 牵头单位＝县水务局                | 甲   | 5    | 14 |      |
| 5   | 牵头单位=县水务局、督办类别＝常规 | 甲   | 5    | 5  |      |
| 5   | 没有这一列＝甲                    | 甲   | 0    | 0  | C197 |
| 几  |                                   | 甲   | 0    | 28 | C197 |
"""


@pytest.mark.parametrize("line", table(SAMPLES))
def test_so_many_are_drawn_of_the_tasks_in_scope(line: dict[str, str]) -> None:
    wish = SampleWish(line["抽"], line["范围"], line["种子"])
    plan = plan_sample(ledger(tasks=MANY), wish, ON)
    assert (str(len(plan.drawn)), str(plan.of)) == (line["抽到"], line["共"])
    assert " ".join(i.code for i in plan.issues) == line["应报"]
    added = plan.writes.added.get("inspections", [])
    assert [row["task_id"] for row in added] == plan.drawn
    assert len({str(row["visit_id"]) for row in added}) == len(added)


def test_the_same_seed_draws_the_same_tasks_whatever_their_order() -> None:
    head, *lines = MANY.split("\n")
    wish = SampleWish("6", "", "2022年第2季度")
    first = plan_sample(ledger(tasks=MANY), wish, ON)
    turned = plan_sample(ledger(tasks="\n".join([head, *reversed(lines)])), wish, date(2022, 7, 1))
    assert sorted(first.drawn) == sorted(turned.drawn)
    other = plan_sample(ledger(tasks=MANY), SampleWish("6", "", "另一个"), ON)
    assert sorted(first.drawn) != sorted(other.drawn)
    assert "2022年第2季度" in first.batch


def test_a_batch_is_not_drawn_twice() -> None:
    tables = dict(ledger(tasks=MANY))
    wish = SampleWish("6", "", "甲")
    first = plan_sample(tables, wish, ON)
    blank = dict.fromkeys(LAYOUT["inspections"].keys, "")
    there = [
        TableRow(n, {**blank, **r}) for n, r in enumerate(first.writes.added["inspections"], 3)
    ]
    tables["inspections"] = replace(tables["inspections"], rows=there)
    again = plan_sample(tables, wish, ON)
    assert (again.drawn, [i.code for i in again.issues]) == ([], ["C198"])


ORDER = "| 批示编号 | 事项 | 批示领导 | 办理要求 | 承办单位 | 办理时限 | 反馈日期 | 第几次批示 |"
LADDER = """
| 方案 | 办理要求 | 办理时限   | 反馈日期   | 建议 |
| 常规 | 督办     | 2022-06-27 |            | 催办/督查室主任 |
| 常规 | 督办     | 2022-06-18 |            | 通报/分管领导 |
| 常规 | 督办     | 2022-06-28 |            |      |
| 常规 | 督办     | 2022-06-20 | 2022-06-19 |      |
| 常规 | 阅知     | 2022-06-20 |            |      |
"""


@pytest.mark.parametrize("line", table(LADDER))
def test_an_instruction_without_answer_leads_to_a_paper(line: dict[str, str]) -> None:
    row = f"| P-1 | 停水 | 副县长 | {line['办理要求']} | 县水务局 | {line['办理时限']} | {line['反馈日期']} | 1 |"
    assert said(duty(line["方案"], ON, instructions=f"{ORDER}\n{row}")) == line["建议"]


FALSE = """
| 方案 | 第一次     | 结论 | 第二次     | 建议 |
| 常规 | 2022-06-20 | 虚报 |            | 约谈/分管领导 |
| 常规 | 2022-06-20 | 误差 |            |      |
| 常规 | 2022-03-20 | 瞒报 | 2022-06-20 | 移交/主要负责同志 |
| 常规 | 2021-12-20 | 虚报 |            |      |
| 潜江 | 2022-06-20 | 虚报 |            | 通报/市政府分管领导 |
"""


@pytest.mark.parametrize("line", table(FALSE))
def test_a_figure_that_was_false_leads_to_a_paper(line: dict[str, str]) -> None:
    head = "| 督查编号 | 日期 | 被督查单位 | 关联任务 | 台账值 | 现场值 | 核实结论 |"
    lines = [f"| D-1 | {line['第一次']} | 县教育局 | T-1 | 80% | 20% | {line['结论']} |"]
    if line["第二次"]:
        lines.append(f"| D-2 | {line['第二次']} | 县教育局 | T-1 | 90% | 20% | 虚报 |")
    assert said(duty(line["方案"], ON, inspections="\n".join([head, *lines]))) == line["建议"]
