"""Which rows are printed, what is given to them, what is missing, and what is never done twice."""

from dataclasses import replace
from datetime import date

import pytest

from taizhang.core.duty.forms import LayoutError, SlipForm, fill, read_layout
from taizhang.core.duty.issuing import plan_slips
from taizhang.core.duty.plan import LadderInUse
from taizhang.core.duty.slip_plan import SlipPast, SlipPlan, SlipWish
from taizhang.core.submission import Value
from taizhang.core.tables import LedgerRows, TableRow
from tests.core.test_duty import KINDS, LAYOUT, papers
from tests.support.ledgers import ledger
from tests.support.tables import table

ON = date(2022, 6, 28)
TASKS = """
| 任务编号 | 任务名称 | 牵头单位 | 完成时限   | 完成进度 | 开始日期   | 办理环节 |
| T-1      | 修路     | 县教育局 | 2022-12-31 | 0.4      | 2022-06-01 | 办理中   |
| T-2      | 架桥     | 县水务局 | 2022-06-20 |          |            | 申请销号 |
"""
RECORDS = """
| 日期       | 办理状态 | 方式   | 对象单位 | 任务编号 | 事由 | 文号               | 签发日期   | 整改期限   | 依据规则 |
| 2022-06-28 | 确认     | 督办单 | 县教育局 | T-1      | 落后 |                    |            |            |          |
| 2022-06-28 | 建议     | 督办单 | 县水务局 | T-2      | 逾期 |                    |            |            |          |
| 2022-06-01 | 签发     | 督办单 | 县水务局 | T-2      | 逾期 | 示例县督〔2022〕3号 | 2022-06-02 |            |          |
| 2022-06-28 | 不采纳   | 约谈   | 县水务局 | T-2      | 逾期 |                    |            |            |          |
| 2022-06-20 | 确认     | 约谈   | 县水务局 | T-1、T-2 | 两件 |                    |            | 2022-06-24 |          |
| 2022-06-24 | 确认     | 督办令 | 县水务局 | T-9      | 逾期 |                    |            |            |          |
"""
ORDER = read_layout({
    "kind": "督办单", "main": True, "prints": ["督办单"],
    "block": [{"text": "{单位}{任务名称}{文号}{回复期限}"}],
})  # fmt: skip
TALK = read_layout({
    "kind": "约谈通知书", "main": True, "prints": ["约谈"],
    "block": [{"text": "{单位}{任务名称}"}, {"items": [["号", "{任务编号}", 3]]}],
})  # fmt: skip
NOTE = read_layout({
    "kind": "约谈记录", "prints": ["约谈"], "block": [{"table": [["约谈人", "{主持}"]]}],
})  # fmt: skip
CLOSING = read_layout({
    "kind": "销号审批表", "source": "任务台账", "due": "申请销号",
    "block": [{"table": [["任务", "{任务名称}"], ["进度", "{完成进度}"]]}],
})  # fmt: skip
FORMS = (ORDER, TALK, NOTE, CLOSING)


def past(records: str = RECORDS, **more: object) -> SlipPast:
    tables = dict(ledger(tasks=TASKS, supervision=records))
    tables["papers"] = papers()
    found = SlipPast(tables, FORMS, ON, "2022-06", "示例县", {"机构": "示例县督查室"})
    return replace(found, **more)  # type: ignore[arg-type]


CASES = """
| 文书       | 哪几件              | 打印 | 代码 |
|            |                     | 督办单示例县督〔2022〕4号 约谈通知书示例县督约〔2022〕1号 | D161 D167 |
| 督办单     |                     | 督办单示例县督〔2022〕4号 |      |
| 督办单     | T-1                 | 督办单示例县督〔2022〕4号 |      |
| 督办单     | 3                   | 督办单示例县督〔2022〕4号 |      |
| 督办单     | 示例县督〔2022〕3号 | 督办单示例县督〔2022〕3号 | D165 |
| 督办单     | 4                   |      | D164 |
| 督办单     | 99                  |      | D163 |
| 约谈       |                     | 约谈通知书示例县督约〔2022〕1号 | D167 |
| 约谈记录   | 7                   | 约谈记录20220620第7行 | D165 |
| 销号审批表 |                     | 销号审批表T-2 | D165 |
| 销号审批表 | T-1                 | 销号审批表T-1 |      |
| 销号审批表 | T-8                 |      | D163 |
| 圣旨       |                     |      | D161 |
| 约谈记录   |                     | 约谈记录20220620第7行 | D165 |
"""


@pytest.mark.parametrize("line", table(CASES))
def test_what_is_asked_for_is_printed_and_what_cannot_be_is_named(line: dict[str, str]) -> None:
    rows = tuple(filter(None, [line["哪几件"]]))
    plan = plan_slips(past(), SlipWish(line["文书"], rows))
    assert " ".join(s.name for s in plan.slips) == line["打印"]
    assert sorted({i.code for i in plan.issues}) == line["代码"].split()


def test_nothing_to_print_is_said() -> None:
    plan = plan_slips(past(RECORDS.split("\n")[1]), SlipWish())
    assert [i.code for i in plan.issues] == ["D162"]


def test_a_task_that_is_gone_leaves_blanks_and_is_named() -> None:
    text = RECORDS.replace("| 落后 |", "| 落后 |").replace("T-1      | 落后", "T-7      | 落后")
    plan = plan_slips(past(text), SlipWish("督办单"))
    assert {i.code for i in plan.issues} == {"D165", "D166"}
    assert plan.slips[0].blocks == [{"text": "县教育局＿＿＿＿＿＿示例县督〔2022〕4号2022年7月7日"}]


def test_a_paper_that_goes_out_gets_number_day_state_and_limits_in_workdays() -> None:
    plan = plan_slips(past(), SlipWish("督办单"))
    cells = {c.column: c.new for c in plan.writes.cells if c.sheet == "supervision"}
    assert cells == {
        "number": "示例县督〔2022〕4号", "issued": ON, "duty_state": "签发",
        "reply_due": date(2022, 7, 7), "review_due": date(2022, 7, 28),
    }  # fmt: skip
    kept = {c.column: c.new for c in plan.writes.cells if c.key == ("督办单",)}
    assert kept == {"year": 2022, "next_no": 5, "used": "2022年4号"}


def test_the_rule_that_proposed_it_says_its_days_and_the_limit_moves_with_the_issue() -> None:
    rules: list[dict[str, Value]] = [
        {"supervision": "督办单", "days": 7, "reply_days": 2, "day_count": "工作日", "note": "照规矩",
         "state": "滞后", "streak": 1}
    ]  # fmt: skip
    text = RECORDS.replace(
        "| 2022-06-28 | 确认     | 督办单 | 县教育局 | T-1      | 落后 |                    |            |            |          |",
        "| 2022-06-24 | 确认     | 督办单 | 县教育局 | T-1      | 落后 |                    |            | 2022-07-05 | 照规矩   |",
    )
    one = past(text)
    duty = LadderInUse(
        "2022-06", ON, one.tables, ladder="照办", presets={"照办": rules}, kinds=KINDS
    )
    plan = plan_slips(replace(one, duty=duty), SlipWish("督办单"))
    cells = {c.column: c.new for c in plan.writes.cells if c.sheet == "supervision"}
    assert (cells["rectify_by"], cells["reply_due"]) == (date(2022, 7, 7), date(2022, 6, 30))


def issued(one: SlipPast, plan: SlipPlan) -> SlipPast:
    """The ledger and the kept slips after printing."""
    tables = dict(one.tables)
    for sheet in ("supervision", "papers"):
        new = {(c.row, c.column): c.new for c in plan.writes.cells if c.sheet == sheet}
        there = tables[sheet]
        lines = [
            TableRow(r.number, {k: new.get((r.number, k), v) for k, v in r.values.items()})
            for r in there.rows
        ]
        tables[sheet] = LedgerRows(there.spec, there.sheet, there.letters, lines)
    stems = [*one.frozen, *(s.stem for s in plan.slips)]
    return replace(one, tables=tables, frozen=stems)


def test_printing_again_prints_nothing_new_and_a_named_row_comes_as_it_was() -> None:
    one = past()
    first = plan_slips(one, SlipWish("督办单"))
    after = issued(one, first)
    assert plan_slips(after, SlipWish("督办单")).slips == []
    again = plan_slips(replace(after, on=date(2022, 8, 1)), SlipWish("督办单", ("T-1",)))
    assert [(s.stem, s.again, s.blocks) for s in again.slips] == [(first.slips[0].stem, True, [])]
    assert not again.writes.cells


def test_a_number_on_a_kept_slip_is_not_given_again_though_its_job_was_taken_back() -> None:
    one = past()
    kept = replace(one, frozen=["示例县督〔2022〕9号_督办单_县教育局_20220601"])
    assert plan_slips(kept, SlipWish("督办单")).slips[0].number == "示例县督〔2022〕10号"


def test_several_tasks_stand_in_a_table_and_in_one_field() -> None:
    plan = plan_slips(past(), SlipWish("约谈"))
    words, items = plan.slips[0].blocks
    assert words["text"] == "县水务局1. 修路\n2. 架桥"
    assert items["items"]["rows"] == [["T-1"], ["T-2"]]


BAD = {
    "source 只能是": {"source": "别处", "block": [{"gap": 3}]},
    "一个 [[block]] 也没有": {"block": []},
    "第2个 [[block]] 里要有": {"block": [{"gap": 3}, {"text": "甲", "title": "乙"}]},
    "第1个 [[block]] 里要有": {"block": [{"text": "甲", "colour": "红"}]},
    "table 每行": {"block": [{"table": ["甲"]}]},
    "花括号不成对": {"block": [{"text": "{单位"}]},
}


@pytest.mark.parametrize(("why", "raw"), BAD.items())
def test_a_layout_that_cannot_be_read_says_why(why: str, raw: dict[str, object]) -> None:
    with pytest.raises(LayoutError, match=why.replace("[", r"\[").replace("]", r"\]")):
        read_layout(raw)


def test_what_is_missing_is_a_line_amid_words_and_a_blank_in_a_cell() -> None:
    form = SlipForm(
        "甲",
        "督办记录",
        ({"text": "{甲}和{乙}"}, {"table": [["乙", "{乙}"]]}),
        optional=frozenset("丙"),
    )
    done = fill(form, {"甲": "子"})
    assert done.blocks == [{"text": "子和＿＿＿＿＿＿"}, {"table": [["乙", ""]]}]
    assert done.missing == ["乙"]


def test_lists_of_rows_are_read_as_people_type_them() -> None:
    from taizhang.core.duty.forms import listed

    assert listed("T-1、T-2，3 4") == ("T-1", "T-2", "3", "4")


def test_every_way_of_supervising_has_a_paper_and_a_number_row() -> None:
    from taizhang.books.slips.layouts import load_forms

    forms = load_forms()
    main = {way for form in forms if form.main for way in form.prints}
    of_rows = {form.paper for form in forms if form.paper}
    assert main == set(KINDS)
    assert main | of_rows == {row["paper"] for row in LAYOUT.papers}


def test_a_paper_about_no_task_has_no_room_for_one() -> None:
    form = read_layout({
        "kind": "督办单", "main": True, "prints": ["督办单"],
        "block": [
            {"table": [["任务", "{任务编号}", "名称", "{任务名称}"], ["事由", "{事由}"], ["备注", ""]]},
            {"items": [["号", "{任务编号}", 3]]},
            {"table": [["进度", "{完成进度}／{序时进度}"]]},
        ],
    })  # fmt: skip
    records = (
        "| 日期 | 办理状态 | 方式 | 对象单位 | 任务编号 | 事由 |\n"
        "| 2022-06-28 | 确认 | 督办单 | 县教育局 | | 2022年5月报了空表 |"
    )
    made = plan_slips(past(records, forms=(form,)), SlipWish())
    assert [b["table"] for b in made.slips[0].blocks] == [
        [["事由", "2022年5月报了空表"], ["备注", ""]]
    ]
    assert "D165" not in {i.code for i in made.issues}


def test_a_warning_of_a_milestone_speaks_of_that_one_and_not_of_an_older_one() -> None:
    nodes = """
    | 任务编号 | 节点序号 | 节点名称 | 计划完成   |
    | T-1      | 1        | 招标     | 2022-05-31 |
    | T-1      | 2        | 开工     | 2022-07-01 |
    """
    records = """
    | 日期       | 办理状态 | 方式   | 对象单位 | 任务编号 | 事由 | 缘由标识 |
    | 2022-06-28 | 确认     | 督办单 | 县教育局 | T-1      | 临近 | 节点临期·县教育局·T-1·节点·T-1·开工·2022-07-01 |
    | 2022-06-28 | 确认     | 督办单 | 县教育局 | T-1      | 落后 | 灯色·县教育局·T-1·2022-06·滞后 |
    """
    form = read_layout({
        "kind": "督办单", "main": True, "prints": ["督办单"],
        "block": [{"text": "{节点}{剩余或超期}"}],
    })  # fmt: skip
    one = past(records, forms=(form,))
    one = replace(one, tables={**one.tables, "nodes": ledger(nodes=nodes)["nodes"]})
    texts = [s.blocks[0]["text"] for s in plan_slips(one, SlipWish("督办单", ())).slips]
    assert texts == ["开工剩余3天", "招标已超期28天"]
