"""A whole ledger judged: what is recorded, what people decided, months made up, old days, renamed words."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.books.presets import load_presets
from taizhang.core.judge.history import records_of
from taizhang.core.judge.presets import rule_rows
from taizhang.core.judge.supervision import JudgePast, JudgePlan, plan_judging, recorded
from taizhang.core.roles import StageRole, StateRole, guessed, roles_of, stage_rows
from taizhang.core.submission import Value
from taizhang.core.tables import LedgerRows, TableRow
from tests.support.ledgers import LAYOUT, ledger, rows
from tests.support.tables import table

ON = date(2022, 2, 19)
TASKS = """
| 任务编号 | 任务名称 | 牵头单位 | 责任领导 | 开始日期   | 完成时限   | 完成进度 | 序时方式 | 目标值 |
| T-1      | 修路     | 县教育局 | 副县长   | 2022-01-01 | 2022-04-10 | 0.3      |          |        |
| T-2      | 建桥     | 县水务局 | 副县长   | 2022-01-01 | 2022-04-10 | 0.5      |          |        |
"""
PRESETS = load_presets()


def with_rules(tables: Mapping[str, LedgerRows], name: str) -> dict[str, LedgerRows]:
    """The ledger with the rules of a preset."""
    spec = LAYOUT["lamp_rules"]
    found = [
        TableRow(n, {**dict.fromkeys(spec.keys, ""), **row})
        for n, row in enumerate(rule_rows(PRESETS[name].rules), start=3)
    ]
    return {**tables, "lamp_rules": replace(tables["lamp_rules"], rows=found)}


def judged(name: str, on: date = ON, period: str = "2022-02", **texts: str) -> JudgePlan:
    return plan_judging(JudgePast(period, on, with_rules(ledger(**texts), name)))


def lamps(plan: JudgePlan) -> dict[str, str]:
    return {j.lamp.task_id: j.lamp.lamp for j in plan.judged if j.lamp}


def test_the_reason_and_what_turns_it_green_stand_in_ledger_and_record() -> None:
    plan = judged("完成比法（80%、60%）", tasks=TASKS)
    [record, _] = plan.writes.added["judgements"]
    assert record["remedy"] == "完成进度达到40%（现在30%）"
    assert (record["lamp"], record["role"], record["made_up"]) == ("黄", "预警", "")
    cells = {(c.key[0], c.column): c.new for c in plan.writes.cells}
    assert cells["T-1", "remedy"] == record["remedy"]
    assert cells["T-1", "reason"] == record["reason"] == "进度30%，序时进度50%，完成比60%"


def test_units_and_leaders_have_lamps_too() -> None:
    plan = judged("欠进度法（50%）", tasks=TASKS)
    shown = {(r["of"], r["name"]): (r["lamp"], r["tasks"], r["rule"]) for r in plan.groups}
    assert shown == {
        ("单位", "县教育局"): ("黄", 1.0, "单位本期未达标"),
        ("单位", "县水务局"): ("绿", 1.0, "任务里最重的灯"),
        ("领导", "副县长"): ("黄", 2.0, "任务里最重的灯"),
    }


STANDINGS = """
| 期次    | 研判日期   | 对象 | 名称     | 灯色 | 角色 |
| 2022-01 | 2022-01-31 | 单位 | 县教育局 | 黄   | 预警 |
"""


def test_a_unit_that_misses_two_months_running_is_red() -> None:
    plan = judged("欠进度法（50%）", tasks=TASKS, standings=STANDINGS)
    assert [r["lamp"] for r in plan.groups if r["name"] == "县教育局"] == ["红"]
    later = STANDINGS.replace("2022-01-31", "2022-03-05")
    plan = judged("欠进度法（50%）", tasks=TASKS, standings=later)
    assert [r["lamp"] for r in plan.groups if r["name"] == "县教育局"] == ["黄"], "not known then"


NODES = """
| 任务编号 | 节点序号 | 节点名称 | 计划完成   | 实际完成   | 状态   |
| T-1      | 1        | 批复     | 2022-01-10 | 2022-01-09 |        |
| T-1      | 2        | 开工     | 2022-02-18 |            | 未到期 |
| T-1      | 3        | 封顶     | 2022-02-19 |            | 未到期 |
"""


def test_milestones_get_their_state() -> None:
    plan = judged("节点红灯法", tasks=TASKS, nodes=NODES)
    states = [c for c in plan.writes.cells if c.column == "node_state"]
    assert {c.key: c.new for c in states} == {
        ("T-1", "1"): "已完成", ("T-1", "2"): "逾期",
    }  # fmt: skip


# What people decided


VERDICTS: tuple[tuple[str, str, str, list[str]], ...] = (
    ("红灯有人有理由", "| T-1 | | 研判 | 红 | 难以完成 | 分管副县长 | 2022-02-10 | | |", "红", []),
    ("绿灯盖过黄灯", "| T-1 | | 研判 | 绿 | 资金已到位 | 分管副县长 | 2022-02-10 | | |", "绿", []),
    ("没有理由不算", "| T-1 | | 研判 | 红 | | 分管副县长 | 2022-02-10 | | |", "红", ["J120"]),
    ("以后才定的不算", "| T-1 | | 研判 | 绿 | 难以完成 | 分管副县长 | 2022-02-20 | | |", "红", []),
    ("别的期次不算", "| T-1 | 2022-01 | 研判 | 绿 | 好 | 分管副县长 | 2022-02-10 | | |", "红", []),
    ("本期算", "| T-1 | 2022-02 | 研判 | 绿 | 好 | 分管副县长 | 2022-02-10 | | |", "绿", []),
    ("不可抗力在期内", "| T-1 | | 不可抗力 | | 暴雨 | 分管副县长 | 2022-02-10 | 2022-02-01 | 2022-02-19 |", "灰", []),
    ("不可抗力已过期", "| T-1 | | 不可抗力 | | 暴雨 | 分管副县长 | 2022-02-10 | 2022-02-01 | 2022-02-18 |", "红", []),
    ("容错在期内", "| T-1 | | 容错 | | 先行先试 | 县委常委会 | 2022-02-10 | 2022-02-01 | 2022-02-19 |", "灰", []),
    ("容错当天到期", "| T-1 | | 容错 | | 先行先试 | 县委常委会 | 2022-02-10 | | 2022-02-19 |", "灰", []),
    ("容错已过期", "| T-1 | | 容错 | | 先行先试 | 县委常委会 | 2022-02-10 | 2022-02-01 | 2022-02-18 |", "红", []),
    ("容错没有依据", "| T-1 | | 容错 | | | 县委常委会 | 2022-02-10 | 2022-02-01 | 2022-02-19 |", "红", ["J120"]),
    ("容错没有期限", "| T-1 | | 容错 | | 先行先试 | 县委常委会 | 2022-02-10 | | |", "红", ["J120"]),
    ("不可抗力没有期限", "| T-1 | | 不可抗力 | | 暴雨 | 分管副县长 | 2022-02-10 | | |", "红", ["J120"]),
    ("没有这项任务", "| T-9 | | 研判 | 绿 | 好 | 分管副县长 | 2022-02-10 | | |", "红", ["J121"]),
)  # fmt: skip
VERDICT_HEAD = (
    "| 任务编号 | 期次 | 事项 | 灯色 | 理由（依据） | 研判人（职务） | 日期 | 从 | 到 |\n"
)


@pytest.mark.parametrize(("name", "line", "lamp", "codes"), VERDICTS, ids=[v[0] for v in VERDICTS])
def test_a_decision_counts_when_it_is_complete_and_in_its_span(
    name: str, line: str, lamp: str, codes: list[str]
) -> None:
    assert name
    plan = plan_judging(
        JudgePast("2022-02", ON, _default(ledger(tasks=TASKS, verdicts=VERDICT_HEAD + line)))
    )
    assert lamps(plan)["T-1"] == lamp
    assert [i.code for i in plan.issues] == codes


def _default(tables: Mapping[str, LedgerRows]) -> dict[str, LedgerRows]:
    return with_rules(tables, "默认（落后10、20个百分点）")


# A month made up later


CURVE = """
| 任务编号 | 期次    | 累计计划进度 |
| T-1      | 2022-01 | 20%          |
| T-1      | 2022-02 | 40%          |
"""
RED_THEN = """
| 期次    | 研判日期   | 任务编号 | 灯色 | 状态 | 角色 | 触发规则 | 补判 |
| 2022-01 | 2022-01-31 | T-1      | 红   | 滞后 | 滞后 | 没有达标 |      |
"""


def made_up_rows(plan: JudgePlan) -> list[tuple[Value, Value, Value]]:
    return [
        (r["period"], r["lamp"], r["task_id"])
        for r in plan.writes.added["judgements"] if r["made_up"]
    ]  # fmt: skip


def test_a_month_made_up_later_is_judged_again_and_the_old_record_stays() -> None:
    plan = judged("按月达标（补完成转黄）", tasks=TASKS, curves=CURVE, judgements=RED_THEN)
    assert made_up_rows(plan) == [("2022-01", "黄", "T-1")]
    assert [i.code for i in plan.issues] == ["J153"]
    assert not plan.writes.removed
    behind = CURVE.replace("20%", "31%")
    plan = judged("按月达标（补完成转黄）", tasks=TASKS, curves=behind, judgements=RED_THEN)
    assert made_up_rows(plan) == []
    again = RED_THEN + "| 2022-01 | 2022-02-10 | T-1 | 黄 | 预警 | 预警 | 补完成 | 补 |"
    plan = judged("按月达标（补完成转黄）", tasks=TASKS, curves=CURVE, judgements=again)
    assert made_up_rows(plan) == [], "once is enough"


PACED = (
    ("匀速", "", "", "50%"),
    ("计划曲线", CURVE, "", "33.6%"),  # 20 % and 19 of the 28 days to 40 %
    ("节点", "", NODES, "100%"),
    ("计划曲线", "", "", "50%"),
    ("按月", "", "", "50%"),  # 1月、2月 of 1月 to 4月
)


@pytest.mark.parametrize(("pace", "curve", "nodes", "elapsed"), PACED)
def test_the_pace_is_even_or_that_of_the_plan_or_of_the_milestones(
    pace: str, curve: str, nodes: str, elapsed: str
) -> None:
    tasks = TASKS.replace("| 0.3      |          |", f"| 0.3      | {pace} |")
    plan = judged("完成比法（80%、60%）", tasks=tasks, curves=curve, nodes=nodes)
    [record, _] = plan.writes.added["judgements"]
    share = record["elapsed"]
    assert isinstance(share, float)
    assert f"{share:.1%}".replace(".0%", "%") == elapsed


# Old days


def recorded_rows(plan: JudgePlan, there: LedgerRows) -> LedgerRows:
    new = [
        TableRow(0, {**dict.fromkeys(there.spec.keys, ""), **row})
        for row in plan.writes.added["judgements"]
    ]
    return replace(there, rows=[*there.rows, *new])


EVENTS = st.lists(
    st.tuples(
        st.integers(0, 40), st.sampled_from(["T-1", "T-2"]), st.floats(0, 1),
        st.sampled_from(["办理中", "申请销号", "已销号", "暂缓"]),
    ),
    min_size=1, max_size=6,
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(events=EVENTS, asked=st.integers(0, 40))
def test_an_old_day_gives_the_old_answer_after_any_later_events(
    events: list[tuple[int, str, float, str]], asked: int
) -> None:
    """Judge after each event; whatever follows, a day answers as it did when it was the latest."""
    tables = _default(ledger(tasks=TASKS))
    first, answers = date(2022, 2, 1), dict[date, dict[Value, Value]]()
    for offset, task, progress, stage in sorted(events):
        on = first + timedelta(days=offset)
        changed = [
            TableRow(r.number, {**r.values, "progress": progress, "stage": stage})
            if r["task_id"] == task else r
            for r in tables["tasks"].rows
        ]  # fmt: skip
        tables = {**tables, "tasks": replace(tables["tasks"], rows=changed)}
        plan = plan_judging(JudgePast("2022-02", on, tables))
        tables = {**tables, "judgements": recorded_rows(plan, tables["judgements"])}
        answers[on] = {j.lamp.task_id: j.lamp.reason for j in plan.judged if j.lamp}
    wanted = first + timedelta(days=asked)
    known = [day for day in answers if day <= wanted]
    found = recorded(JudgePast("2022-02", wanted, tables))
    assert found.day == max(known, default=None)
    told = {r["task_id"]: r["reason"] for r in found.rows}
    assert told == (answers[found.day] if found.day else {})


def test_judging_the_same_day_again_adds_nothing() -> None:
    tables = _default(ledger(tasks=TASKS))
    plan = plan_judging(JudgePast("2022-02", ON, tables))
    after = {**tables, "judgements": recorded_rows(plan, tables["judgements"])}
    again = plan_judging(JudgePast("2022-02", ON, after))
    assert again.writes.added["judgements"] == []
    assert lamps(again) == lamps(plan)


# Words that were renamed


RENAMED = """
| 启用 | 规则     | 条件             | 灯色 | 状态     | 角色 |
| 是   | 三期     | 连续落后期数 >= 2 | 红   | 重度滞后 | 滞后 |
| 是   | 两期     | 连续重度滞后期数 >= 1 | 红 | 重度滞后 | 滞后 |
| 是   | 落后     | 落后百分点 >= 20 | 红   | 重度滞后 | 滞后 |
| 是   | 正常     |                  | 绿   | 顺利     | 正常 |
"""
PAST = """
| 期次    | 研判日期   | 任务编号 | 灯色 | 状态     | 角色 | 触发规则 |
| 2021-11 | 2021-11-30 | T-1      | 红   | 滞后     |      | 落后     |
| 2021-12 | 2021-12-31 | T-1      | 红   | 严重滞后 | 滞后 | 落后     |
| 2022-01 | 2022-01-31 | T-1      | 红   | 很差     |      | 落后     |
"""
STEPS = """
| 启用 | 触发 | 状态 | 连续期数 | 督办动作 |
| 是   | 灯色 | 滞后 | 1        | 督办单   |
| 是   | 灯色 | 滞后 | 4        | 约谈     |
"""


def test_a_streak_goes_on_over_all_the_words_that_a_state_once_had() -> None:
    tables = ledger(tasks=TASKS, lamp_rules=RENAMED, judgements=PAST, supervise_rules=STEPS)
    plan = plan_judging(JudgePast("2022-02", ON, tables, kinds=LAYOUT.lists["supervisions"]))
    [one, other] = plan.judged
    assert one.lamp is not None
    assert (one.lamp.rule, one.lamp.state) == ("三期", "重度滞后")
    assert (one.step, other.step) == ("约谈", "")


STAGE_WORDS = """
| 环节     | 角色     |
| 在办     | 办理中   |
| 报请销号 | 申请销号 |
| 办结销号 | 已销号   |
| 先放一放 | 暂缓     |
"""
STAGES = (("在办", "红"), ("报请销号", "浅蓝"), ("办结销号", "蓝"), ("先放一放", "灰"))


@pytest.mark.parametrize(("stage", "lamp"), STAGES)
def test_a_stage_means_what_its_role_says(stage: str, lamp: str) -> None:
    tasks = "\n".join(
        [
            "| 任务编号 | 任务名称 | 牵头单位 | 开始日期 | 完成时限 | 完成进度 | 办理环节 |",
            f"| T-1 | 修路 | 县教育局 | 2022-01-01 | 2022-02-10 | 0.3 | {stage} |",
        ]
    )
    tables = _default(ledger(tasks=tasks, stage_words=STAGE_WORDS))
    assert lamps(plan_judging(JudgePast("2022-02", ON, tables))) == {"T-1": lamp}


GUESSED = """
| 规则     | 灯色 | 状态     | 角色 | 得   |
| 节点逾期 | 紫   | 严重滞后 |      | 滞后 |
| 自定     | 红   | 很差     |      | 滞后 |
| 自定     | 黄   | 关注     |      | 预警 |
| 自定     | 绿   | 顺利     |      |      |
| 自定     | 绿   | 正常     |      | 正常 |
| 自定     | 绿   | 顺利     | 办结 | 办结 |
"""


@pytest.mark.parametrize("row", table(GUESSED), ids=lambda r: f"{r['规则']}-{r['状态']}")
def test_an_older_ledger_gets_the_roles_that_are_sure(row: dict[str, str]) -> None:
    shipped = {"节点逾期": StateRole.GRAVE}
    rule = {"rule": row["规则"], "lamp": row["灯色"], "state": row["状态"], "role": row["角色"]}
    found = guessed(rule, shipped)
    assert (found.value if found else "") == row["得"]


def test_renamed_stages_of_an_older_ledger_keep_the_role_of_their_place() -> None:
    own = ["没开始", "办理中", "报请销号", "已销号", "暂停", "延期", "退办"]
    found = {r["stage"]: r["role"] for r in stage_rows(own, LAYOUT.begins["stage_words"])}
    assert found == {
        "没开始": "未启动", "办理中": "办理中", "报请销号": "申请销号", "已销号": "已销号",
        "暂停": "暂缓", "延期": "延期", "退办": "退回",
    }  # fmt: skip
    more = {r["stage"]: r["role"] for r in stage_rows([*own, "核验"], LAYOUT.begins["stage_words"])}
    assert (more["报请销号"], more["核验"], more["已销号"]) == ("", "", "已销号"), "asked about"


def test_the_word_to_write_is_the_offices_own() -> None:
    roles = roles_of(stages=rows("stage_words", STAGE_WORDS).values)
    assert roles.stage_word(StageRole.APPLIED) == "报请销号"
    assert roles.stage_word(StageRole.EXTENDED) == "延期"


def test_growth_is_against_the_period_before_and_last_year() -> None:
    reports = rows(
        "reports",
        """
| 期次    | 任务编号 | 单位     | 完成值 | 有效性 |
| 2021-02 | T-1      | 县教育局 | 80     | 有效   |
| 2022-01 | T-1      | 县教育局 | 50     | 有效   |
""",
    )
    past = {"reports": reports.values, "summary": [], "judgements": []}
    history = records_of(past).at("2022-02", ON)
    assert history.growth("T-1", "县教育局", 60.0) == (0.2, -0.25)
    assert history.growth("T-1", "县水务局", 60.0) == (None, None)


QUARTERLY = """
| 期次    | 单位     | 报送情况 | 免报 |
| 2022-01 | 县教育局 | 按时     | T-1  |
| 2022-02 | 县教育局 | 待报     | {spared} |
"""


@pytest.mark.parametrize(
    ("spared", "progress", "lamp"),
    [("T-1", "", "绿"), ("T-1", "0", "绿"), ("T-1", "0.1", "红"), ("T-2", "", "红")],
)
def test_a_task_that_nobody_was_asked_about_yet_is_not_behind(
    spared: str, progress: str, lamp: str
) -> None:
    spec = LAYOUT["summary"]
    text = QUARTERLY.format(spared=spared).replace("免报", spec["spared"].label)
    text = text.replace("报送情况", spec["timing"].label)
    tasks = (
        "| 任务编号 | 任务名称 | 牵头单位 | 开始日期 | 完成时限 | 完成进度 |\n"
        f"| T-1 | 修路 | 县教育局 | 2022-01-01 | 2022-04-10 | {progress} |"
    )
    rules = (
        "| 序号 | 启用 | 规则 | 条件 | 灯色 | 状态 | 角色 |\n"
        "| 1 | 是 | 落后 | 落后百分点 >= 20 | 红 | 滞后 | 滞后 |\n| 2 | 是 | 其余 | | 绿 | 正常 | 正常 |"
    )
    tables = ledger(tasks=tasks, summary=text, lamp_rules=rules)
    assert lamps(plan_judging(JudgePast("2022-02", ON, tables))) == {"T-1": lamp}


@pytest.mark.parametrize(
    ("stage", "progress", "finished", "lamp"),
    [
        ("申请销号", "1", "", "浅蓝"),
        ("办理中", "1", "", "浅蓝"),
        ("退办", "1", "", "红"),
        ("退办", "0.6", "", "红"),
        ("退办", "1", "2022-05-20", "浅蓝"),
    ],
)
def test_what_a_review_sent_back_is_judged_by_its_deadline_again(
    stage: str, progress: str, finished: str, lamp: str
) -> None:
    tasks = (
        "| 任务编号 | 任务名称 | 牵头单位 | 开始日期 | 完成时限 | 完成进度 | 办理环节 | 实际完成日期 |\n"
        f"| T-1 | 修路 | 县教育局 | 2022-01-01 | 2022-05-31 | {progress} | {stage} | {finished} |"
    )
    on = date(2022, 6, 28)
    plan = judged("默认（落后10、20个百分点）", on, "2022-06", tasks=tasks)
    assert lamps(plan) == {"T-1": lamp}
