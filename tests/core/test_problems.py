"""The loop of problems: each row says which step is chosen and what it becomes, or what it draws."""

from collections.abc import Iterable, Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.books.layout import load_layout
from taizhang.core.periods import Workdays
from taizhang.core.problems.plan import ProblemPast, ProblemPlan, plan_problems
from taizhang.core.problems.stages import ProblemStage, began_in, limits_of, stage_rows, words_of
from taizhang.core.problems.steps import STEPS, CellValues, Ground, Stopped, allowed, take
from taizhang.core.submission import Value
from tests.support.ledgers import ledger, rows
from tests.support.tables import table

ON = date(2022, 6, 28)
LAYOUT = load_layout()
WORDS = list(stage_rows(LAYOUT.lists["problem_stages"], LAYOUT.begins["loop_stages"]))


def as_text(sheet: str, values: Iterable[Mapping[str, object]]) -> str:
    spec = LAYOUT[sheet]
    heads = [c.label for c in spec.columns]
    lines = [" | ".join(str(v.get(k, "")) for k in spec.keys) for v in values]
    return "\n".join(["| " + " | ".join(heads) + " |", *(f"| {line} |" for line in lines)])


def planned(problems: str, clues: str = "", stages: str = "", on: date = ON) -> ProblemPlan:
    tables = dict(ledger(clues=clues)) | {
        "problems": rows("problems", problems, "变成", "码"),
        "loop_stages": rows("loop_stages", stages or as_text("loop_stages", WORDS)),
        "loop_limits": rows(
            "loop_limits", as_text("loop_limits", LAYOUT.begins["loop_limits"])
        ),
    }  # fmt: skip
    return plan_problems(ProblemPast(tables, on, Workdays()))


def changed(plan: ProblemPlan) -> dict[str, Value]:
    return {c.column: c.new for c in plan.writes.cells if c.sheet == "problems"}


# 有 is column=value, several joined by ；
STEPS_TAKEN = """
| 办理环节 | 下一步   | 有                                                                                  | 变成     | 码   |
| 收集     | 分办     | 交办单位=县水务局                                                                   | 分办     |      |
| 收集     | 分办     |                                                                                     |          | C143 |
| 收集     | 交办     | 交办单位=县水务局                                                                   | 交办     |      |
|          | 交办     | 交办单位=县水务局                                                                   | 交办     |      |
| 收集     | 签收     | 交办单位=县水务局                                                                   |          | C142 |
| 收集     | 销号     | 交办单位=县水务局；办理结果=已修；复核人=李科                                       |          | C142 |
| 分办     | 退回分办 | 交办单位=县水务局；分办日期=2022-06-17；退分办理由=不归我管；建议承办单位=县住建局  | 收集     |      |
| 分办     | 退回分办 | 交办单位=县水务局；分办日期=2022-06-16；退分办理由=不归我管；建议承办单位=县住建局  |          | C144 |
| 分办     | 退回分办 | 交办单位=县水务局；分办日期=2022-06-20；退分办理由=不归我管                         |          | C143 |
| 分办     |          | 交办单位=县水务局；分办日期=2022-06-20；退分办理由=不归我管；建议承办单位=县住建局  |          | C157 |
| 分办     | 交办     | 交办单位=县水务局；分办日期=2022-06-20                                              | 交办     |      |
| 分办     | 交办     | 交办单位=县水务局；分办日期=2022-06-20；交办日期=2022-06-10                         |          | C145 |
| 交办     | 签收     | 交办日期=2022-06-20                                                                 | 签收     |      |
| 交办     | 签收     | 交办日期=2022-06-20；签收日期=2022-07-20                                            |          | S110 |
| 交办     | 反馈     | 交办日期=2022-06-20                                                                 |          | C142 |
| 交办     |          | 交办日期=2022-06-20；签收日期=2022-06-21                                            | 签收     |      |
| 交办     |          | 交办日期=2022-06-20；反馈日期=2022-06-27；办理结果=已修好                           | 反馈     |      |
| 签收     |          | 交办日期=2022-06-20；反馈日期=2022-06-27                                            |          |      |
| 签收     | 办理     |                                                                                     | 办理     |      |
| 办理     | 反馈     | 办理结果=已修好                                                                     | 反馈     |      |
| 办理     | 反馈     |                                                                                     |          | C143 |
| 反馈     | 审核通过 | 办理结果=已修好；复核人=李科                                                        | 审核     |      |
| 反馈     | 审核通过 | 办理结果=已修好                                                                     |          | C143 |
| 反馈     | 退办     | 办理结果=已修好；审核意见=缺照片                                                    | 办理     |      |
| 反馈     | 退办     | 办理结果=已修好                                                                     |          | C143 |
| 审核     | 回访     | 满意度=满意                                                                         | 回访     |      |
| 审核     | 回访     | 满意度=未接通                                                                       | 审核     |      |
| 审核     | 回访     |                                                                                     |          | C143 |
| 审核     | 销号     | 办理结果=已修好；复核人=李科                                                        |          | C143 |
| 审核     | 销号     | 办理结果=已修好；复核人=李科；未接通次数=3                                          | 销号     |      |
| 回访     | 销号     | 办理结果=已修好；复核人=李科；满意度=满意                                           | 销号     |      |
| 回访     | 销号     | 办理结果=已修好；复核人=李科；满意度=基本满意                                       | 销号     |      |
| 回访     | 销号     | 办理结果=已修好；复核人=李科；满意度=不满意                                         |          | C142 |
| 回访     | 重办     | 满意度=不满意；不满意原因=主观                                                      | 重办     |      |
| 回访     | 重办     | 满意度=不满意；不满意原因=客观                                                      |          | C143 |
| 回访     | 重办     | 满意度=满意；不满意原因=主观                                                        |          | C143 |
| 回访     | 解释备案 | 满意度=不满意；不满意原因=客观；审核意见=政策不允许，已当面说明                     | 解释备案 |      |
| 回访     | 解释备案 | 满意度=不满意；不满意原因=客观                                                      |          | C143 |
| 解释备案 | 销号     | 办理结果=已修好；复核人=李科                                                        | 销号     |      |
| 办理     | 上报协调 | 协调层级=分管副县长；办理建议=由县住建局牵头                                        | 上报协调 |      |
| 办理     | 上报协调 | 协调层级=分管副县长                                                                 |          | C143 |
| 办理     | 挂账     | 措施=先围挡                                                                         | 挂账     |      |
| 挂账     | 办理     |                                                                                     | 办理     |      |
| 挂账     | 销号     | 办理结果=已修好；复核人=李科                                                        |          | C142 |
| 重办     | 反馈     | 办理结果=又修了一遍                                                                 | 反馈     |      |
| 销号     | 重办     | 审核意见=回头看又坏了                                                               | 重办     |      |
| 销号     | 重办     |                                                                                     |          | C143 |
| 精准交办 | 签收     | 交办日期=2022-06-20                                                                 | 签收     |      |
| 问题销号 |          |                                                                                     |          |      |
| 瞎写     | 签收     |                                                                                     |          | C141 |
| 交办     | 瞎写     |                                                                                     |          | C153 |
"""


@pytest.mark.parametrize("line", table(STEPS_TAKEN), ids=lambda x: f"{x['办理环节']}-{x['下一步']}")
def test_a_step_is_taken_or_named(line: dict[str, str]) -> None:
    more = dict(pair.split("=") for pair in line["有"].split("；") if pair)
    cells = {"问题编号": "W-001", "问题内容": "路面塌陷", **more, "办理环节": line["办理环节"],
             "下一步": line["下一步"]}  # fmt: skip
    heads, values = " | ".join(cells), " | ".join(cells.values())
    plan = planned(f"| {heads} |\n| {values} |")
    done = changed(plan)
    stage = done.get("stage", line["办理环节"] if "course" in done else "")
    assert (stage if stage != "收集" or line["办理环节"] else "") == line["变成"]
    assert [i.code for i in plan.issues] == line["码"].split()
    if line["变成"]:
        assert "course" in done
        again = planned_again(cells, done)
        assert not again.writes, "a second run changes nothing"


def planned_again(cells: dict[str, str], done: dict[str, Value]) -> ProblemPlan:
    labels = LAYOUT["problems"].labels
    after = cells | {
        labels[k]: f"{v:%Y-%m-%d}" if isinstance(v, date) else str(v).replace("\n", " ")
        for k, v in done.items()
    }
    return planned(f"| {' | '.join(after)} |\n| {' | '.join(after.values())} |")


# 信访: 60 days, at most 30 more; asked for on 2022-06-28
LONGER = """
| 台账类型 | 办理环节 | 办理时限   | 原办理时限 | 延长至     | 延长理由 | 变成       | 码   |
| 信访     | 办理     | 2022-06-30 |            | 2022-07-30 | 案情复杂 | 2022-07-30 |      |
| 信访     | 办理     | 2022-06-30 |            | 2022-07-31 | 案情复杂 |            | C158 |
| 信访     | 办理     | 2022-07-20 | 2022-06-30 | 2022-07-31 | 案情复杂 |            | C158 |
| 信访     | 办理     | 2022-06-28 |            | 2022-07-20 | 案情复杂 | 2022-07-20 |      |
| 信访     | 办理     | 2022-06-27 |            | 2022-07-20 | 案情复杂 |            | C121 |
| 信访     | 签收     | 2022-06-30 |            | 2022-06-30 | 案情复杂 |            | C124 |
| 信访     | 签收     | 2022-06-30 |            | 2022-07-20 |          |            | C143 |
| 信访     | 签收     | 2022-06-30 |            |            | 案情复杂 |            | C143 |
| 信访     | 反馈     | 2022-06-30 |            | 2022-07-20 | 案情复杂 |            | C142 |
| 问题     | 办理     | 2022-06-30 |            | 2022-12-31 | 工期长   | 2022-12-31 |      |
"""


@pytest.mark.parametrize("line", table(LONGER), ids=lambda x: "".join(x.values()))
def test_a_deadline_is_put_off_before_it_passes_and_no_further_than_its_kind_allows(
    line: dict[str, str],
) -> None:
    heads = ("台账类型", "办理环节", "办理时限", "原办理时限", "延长至", "延长理由")
    plan = planned(
        f"| 问题编号 | 问题内容 | 交办单位 | 下一步 | {' | '.join(heads)} |\n"
        f"| W-1 | 停水 | 县水务局 | 延长 | {' | '.join(line[h] for h in heads)} |"
    )
    done = changed(plan)
    assert str(done.get("due", "")) == line["变成"]
    assert [i.code for i in plan.issues] == line["码"].split()
    if line["变成"]:
        assert "stage" not in done
        first = line["原办理时限"] or line["办理时限"]
        assert str(done.get("due_original", first)) == first


DUES = """
| 台账类型 | 下一步 | 办理环节 | 办理时限   | 为什么                         |
| 企业需求 | 交办   |          | 2022-07-07 | 7个工作日                      |
| 咨询     | 交办   |          | 2022-07-01 | 3个工作日                      |
| 投诉     | 交办   |          | 2022-07-15 | 13个工作日                     |
| 差评     | 交办   |          | 2022-07-19 | 15个工作日                     |
| 紧急     | 交办   |          | 2022-06-28 | 当天                           |
| 信访     | 交办   |          | 2022-08-27 | 60天，自然日                   |
| 整改     | 交办   |          | 2022-08-09 | 30个工作日                     |
| 别的     | 交办   |          | 2022-07-19 | 没有写的按其他，15个工作日     |
| 差评     | 重办   | 回访     | 2022-07-19 | 再评不满意的重办，重新算15天   |
"""


@pytest.mark.parametrize("line", table(DUES), ids=lambda x: f"{x['台账类型']}-{x['下一步']}")
def test_handing_out_sets_the_deadline_of_its_kind(line: dict[str, str]) -> None:
    plan = planned(
        f"""
        | 问题编号 | 问题内容 | 台账类型         | 交办单位 | 下一步         | 办理环节         | 满意度 | 不满意原因 |
        | W-1      | 停水     | {line["台账类型"]} | 县水务局 | {line["下一步"]} | {line["办理环节"]} | 不满意 | 主观       |
        """
    )
    assert str(changed(plan)["due"]) == line["办理时限"]


# each limit that ships, on its last day and on the day after
ENDS = """
| 台账类型 | 办理环节 | 日子                | 最后一天   |
| 问题     | 分办     | 分办日期=2022-06-17 | 2022-06-28 |
| 问题     | 交办     | 交办日期=2022-06-24 | 2022-06-28 |
| 紧急     | 交办     | 交办日期=2022-06-28 | 2022-06-28 |
| 问题     | 反馈     | 反馈日期=2022-06-21 | 2022-06-28 |
| 问题     | 审核     | 审核日期=2022-06-27 | 2022-06-28 |
| 差评     | 审核     | 审核日期=2022-06-27 | 2022-06-28 |
| 差评     | 审核     | 环节起日=2022-06-27 | 2022-06-28 |
| 问题     | 回访     | 回访日期=2022-06-21 | 2022-06-28 |
| 问题     | 解释备案 | 环节起日=2022-06-21 | 2022-06-28 |
| 问题     | 上报协调 | 环节起日=2022-06-07 | 2022-06-28 |
| 问题     | 挂账     | 环节起日=2022-05-29 | 2022-06-28 |
"""


@pytest.mark.parametrize("line", table(ENDS), ids=lambda x: f"{x['台账类型']}-{x['日子']}")
def test_each_limit_that_ships_ends_on_its_day(line: dict[str, str]) -> None:
    label, _, day = line["日子"].partition("=")
    text = f"| 台账类型 | 办理环节 | {label} |\n| {line['台账类型']} | {line['办理环节']} | {day} |"
    row = rows("problems", text).rows[0]
    stage = words_of(WORDS).stage(row["stage"])
    limits = limits_of(LAYOUT.begins["loop_limits"], words_of(WORDS), Workdays())
    assert str(limits.ends(row.values, stage)) == line["最后一天"]


def test_every_limit_that_ships_can_run_out() -> None:
    """Of each row of 问题时限 there is a day from which its stage runs, or it makes 办理时限."""
    drawn = {(x["台账类型"], x["办理环节"]) for x in table(ENDS)}
    drawn |= {(x["台账类型"], "办理") for x in table(DUES)}
    renamed = {("问题", s) for _, s in drawn} & drawn
    drawn |= {("其他", stage) for _, stage in renamed} | {("其他", "办理")}
    shipped = {(str(r["problem_kind"]), str(r["stage"])) for r in LAYOUT.begins["loop_limits"]}
    assert shipped <= drawn


def test_whoever_was_not_reached_is_called_again_within_the_limit_from_that_day() -> None:
    plan = planned(
        """
        | 问题编号 | 问题内容 | 办理环节 | 下一步 | 满意度 | 审核日期   | 回访日期   |
        | W-1      | 停水     | 审核     | 回访   | 未接通 | 2022-06-20 | 2022-06-27 |
        """
    )
    done = changed(plan)
    assert (done["stage_since"], done["visited"]) == (date(2022, 6, 27), "")


def test_sending_back_counts_and_asks_for_a_new_answer() -> None:
    plan = planned(
        """
        | 问题编号 | 问题内容 | 办理环节 | 下一步 | 审核意见 | 退办次数 | 反馈日期   | 办理经过 |
        | W-1      | 停水     | 反馈     | 退办   | 缺照片   | 1        | 2022-06-20 | 早先的话 |
        """
    )
    done = changed(plan)
    assert (done["sent_back"], done["answered"], done["stage"]) == (2.0, "", "办理")
    assert done["course"] == "早先的话\n2022-06-28 退办：缺照片"


def test_the_offices_own_words_keep_their_role() -> None:
    plan = planned(
        "| 问题编号 | 问题内容 | 办理环节 | 下一步 | 满意度 |\n| W-1 | 停水 | 审结 | 回访 | 满意 |",
        stages="| 环节 | 角色 |\n| 审结 | 审核 |\n| 电话问过了 | 回访 |",
    )
    assert changed(plan)["stage"] == "电话问过了"


def test_words_of_earlier_ledgers_come_up_and_the_rest_is_added() -> None:
    old = ["收集报送", "精准交办", "限时办结", "结果反馈", "问题销号"]
    found = {r["stage"]: r["role"] for r in stage_rows(old, LAYOUT.begins["loop_stages"])}
    assert list(found)[:5] == old
    assert set(found.values()) == {s.value for s in ProblemStage}
    words = words_of([{"stage": k, "role": v} for k, v in found.items()])
    assert words.word(ProblemStage.CLOSED) == "问题销号"


CLUES = """
| 线索编号 | 来源 | 线索内容 | 涉及单位 | 核查人 | 核查日期   | 核查方式 | 核查结论 | 转问题编号 | 码   |
| X-1      | 信访 | 路没修   | 县交通局 | 李科   | 2022-06-20 | 现场核查 | 属实     |            |      |
| X-2      | 热线 | 水没通   | 县水务局 | 李科   | 2022-06-20 | 现场核查 | 部分属实 |            |      |
| X-3      | 热线 | 没这事   | 县水务局 | 李科   | 2022-06-20 | 现场核查 | 不属实   |            |      |
| X-4      | 热线 | 水没通   | 县水务局 |        | 2022-06-20 | 现场核查 | 属实     |            | C148 |
| X-5      | 热线 | 已转     | 县水务局 | 李科   | 2022-06-20 | 现场核查 | 属实     | W-003      |      |
| X-6      | 热线 | 还没查   | 县水务局 |        |            |          |          |            |      |
"""


def test_clues_that_proved_true_become_problems_once() -> None:
    tables = dict(ledger()) | {
        "problems": rows("problems", "| 问题编号 | 问题内容 |\n| W-009 | 旧的 |"),
        "clues": rows("clues", CLUES, "码"),
    }
    plan = plan_problems(ProblemPast(tables, ON, Workdays()))
    added = plan.writes.added["problems"]
    assert [(r["problem_id"], r["problem"], r["origin"]) for r in added] == [
        ("W-010", "路没修", "线索X-1"), ("W-011", "水没通", "线索X-2"),
    ]  # fmt: skip
    assert [i.code for i in plan.issues] == ["C148"]
    turned = {c.key: c.new for c in plan.writes.cells if c.sheet == "clues"}
    assert turned == {("X-1",): "W-010", ("X-2",): "W-011"}


BLANK: CellValues = dict.fromkeys(LAYOUT["problems"].keys, "")
moves = st.tuples(
    st.sampled_from(sorted(STEPS)),
    st.fixed_dictionaries(
        {},
        optional={
            "unit": st.just("县水务局"),
            "result": st.just("已修"),
            "reviewer": st.just("李科"),
            "review": st.just("意见"),
            "satisfaction": st.sampled_from(["满意", "不满意", "未接通"]),
            "blame": st.sampled_from(["主观", "客观"]),
            "refuse_why": st.just("不归我管"),
            "refuse_to": st.just("县住建局"),
            "measures": st.just("先围挡"),
            "upward": st.just("县长"),
            "proposal": st.just("建议"),
        },
    ),
)


@given(st.lists(moves, max_size=40))
def test_no_order_of_steps_closes_a_problem_that_nobody_has_reviewed(
    story: list[tuple[str, CellValues]],
) -> None:
    tables = ledger()
    ground: Ground = ProblemPast(tables, ON, Workdays()).ground
    row, taken = dict(BLANK) | {"problem": "停水"}, []
    for name, filled in story:
        row |= filled
        done = take(name, row, ground)
        if isinstance(done, Stopped):
            continue
        assert name in allowed(ground.words.stage(row["stage"]) or ProblemStage.RAISED)
        row |= done
        taken.append(name)
        assert str(row["course"]).count("\n") == len(taken) - 1
        stage = ground.words.stage(row["stage"])
        assert began_in(row, stage) == ON, "each stage has the day from which its limit runs"
        if ground.words.stage(row["stage"]) is ProblemStage.CLOSED:
            since = taken[max(i for i, n in enumerate(taken) if n == "反馈") :]
            assert "审核通过" in since
            assert row["reviewed"] == ON
            assert {"交办", "签收", "反馈"} <= set(taken)
