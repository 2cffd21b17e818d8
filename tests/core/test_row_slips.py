"""Slips of rows of any sheet: which rows wait for which slip, their numbers, lists of several rows."""

from dataclasses import replace
from datetime import date

import pytest

from taizhang.books.slips.layouts import load_forms, slip_sources
from taizhang.core.duty.issuing import plan_slips
from taizhang.core.duty.slip_plan import SlipPast, SlipPlan, SlipWish
from tests.core.test_duty import papers
from tests.support.ledgers import ledger
from tests.support.tables import table

ON = date(2022, 6, 28)
TASKS = """
| 任务编号 | 任务名称 | 牵头单位 | 完成时限   | 完成进度 | 办理环节 |
| T-1      | 修路     | 县教育局 | 2022-12-31 | 0.4      | 办理中   |
| T-2      | 架桥     | 县水务局 | 2022-06-20 |          | 办理中   |
"""
ORDERS = """
| 批示编号 | 来源 | 事项   | 批示领导 | 批示日期   | 批示内容 | 办理要求 | 承办单位 | 办理时限   | 文号                 | 办结日期   | 办理状态 | 关联任务 |
| P-1      | 批示 | 停水   | 副县长   | 2022-06-20 | 查清原因 | 督办     | 县水务局 | 2022-07-05 |                      |            | 在办     | T-2      |
| P-2      | 批示 | 调研稿 | 县长     | 2022-06-21 | 请阅研   | 阅研     | 县教育局 |            |                      |            | 阅研     |          |
| P-3      | 会议 | 供暖   | 县长     | 2022-06-22 | 抓紧     | 督办     | 县住建局 | 2022-06-29 |                      |            | 在办     |          |
| P-4      | 批示 | 旧案   | 县长     | 2022-05-01 | 办       | 督办     | 县水务局 | 2022-05-16 | 示例县批督〔2022〕4号 | 2022-05-20 | 办结     |          |
"""
VISITS = """
| 督查编号 | 日期       | 方式 | 被督查单位 | 关联任务 | 台账值 | 现场值 | 是否一致 | 核实结论 | 督查情况 | 现场交办 | 交办期限   | 抽查批次 |
| D-1      | 2022-06-20 | 实地 | 县教育局   | T-1      | 40%    | 20%    | 不一致   | 虚报     | 只挖了沟 | 补做     | 2022-07-01 |          |
| D-2      | 2022-06-21 | 暗访 | 县水务局   |          |        |        |          |          | 没人上班 |          |            |          |
| D-3      | 2022-06-21 | 电话 | 县水务局   |          |        |        |          |          | 已催     |          |            |          |
| D-4      |            |      | 县教育局   | T-1      |        |        |          |          |          |          |            | 甲批     |
| D-5      |            |      | 县水务局   | T-2      |        |        |          |          |          |          |            | 甲批     |
"""
PROBLEMS = """
| 问题编号 | 问题内容 | 台账类型 | 交办单位 | 交办日期   | 办理时限   | 办理环节 | 办理结果 | 反馈日期   | 退办次数 | 销号日期   | 交办单号 |
| W-1      | 欠薪     | 投诉     | 县住建局 | 2022-06-10 | 2022-07-01 | 交办     |          |            |          |            |          |
| W-2      | 裂缝     | 整改     | 县住建局 | 2022-06-10 | 2022-07-01 | 交办     |          |            |          |            |          |
| W-3      | 渗水     | 整改     | 县住建局 | 2022-06-10 | 2022-07-01 | 反馈     | 已补     | 2022-06-20 |          |            |          |
| W-4      | 违建     | 整改     | 县水务局 | 2022-06-10 | 2022-07-01 | 办理     |          |            | 1        |            |          |
| W-5      | 结了     | 整改     | 县水务局 | 2022-06-10 | 2022-07-01 | 销号     | 好       | 2022-06-20 |          | 2022-06-25 |          |
| W-6      | 收上来   | 问题     |          |            |            | 收集     |          |            |          |            |          |
"""
OTHERS = {
    "registers": """
| 台账     | 序号 | 事项   |
| 课题     | 1    | 甲课题 |
| 风险     | 1    | 甲风险 |
| 课题     | 2    | 乙课题 |
""",
    "teams": """
| 名单     | 包保对象 | 包保领导 | 公示 |
| 企业包联 | 甲公司   | 副县长   | 是   |
| 企业包联 | 乙公司   | 副县长   |      |
| 项目包保 | 丙项目   | 县长     | 是   |
| 工作专班 | 丁专班   | 县长     |      |
""",
    "acceptances": """
| 任务编号 | 轮次 | 级次 | 验收结论 |
| T-1      | 1    | 自验 | 通过     |
| T-1      | 1    | 核验 | 通过     |
| T-2      | 1    | 自验 | 通过     |
""",
    "refusals": """
| 任务编号 | 任务名称 | 退办单位 | 办理状态 |
| T-1      | 修路     | 县教育局 | 待定     |
| T-2      | 架桥     | 县水务局 | 不同意   |
""",
    "verdicts": """
| 任务编号 | 事项     | 理由（依据） |
| T-1      | 容错     | 先行先试     |
| T-2      | 研判     | 会商         |
| T-2      | 不可抗力 | 洪水         |
""",
    "supervision": """
| 日期       | 办理状态 | 方式   | 对象单位 | 任务编号 | 事由 |
| 2022-06-28 | 确认     | 督办单 | 县教育局 | T-1      | 落后 |
| 2022-06-28 | 作废     | 督办单 | 县教育局 | T-1      | 落后 |
""",
}


def past(**more: object) -> SlipPast:
    texts = {"tasks": TASKS, "instructions": ORDERS, "inspections": VISITS, "problems": PROBLEMS}
    tables = dict(ledger(**texts, **OTHERS))
    tables["papers"] = papers()
    found = SlipPast(tables, load_forms(), ON, "2022-06", "示例县", {"机构": "示例县督查室", "今天": "2022年6月28日"},
                     sources=slip_sources())  # fmt: skip
    return replace(found, **more)  # type: ignore[arg-type]


# what is printed without naming rows, and with one that is named; a list says how many rows it has
CASES = """
| 文书               | 哪几件   | 打印 | 行数 | 代码 |
| 领导批示督办单     |          | 领导批示督办单示例县批督〔2022〕5号 |  |  |
| 领导批示督办单     | P-4      | 领导批示督办单示例县批督〔2022〕4号 |  |  |
| 会议督办单         |          | 会议督办单示例县会督〔2022〕1号 |  |  |
| 文件办理告知单     |          | 文件办理告知单P-2 |  |  |
| 批示办理一览       |          | 批示办理一览 | 4 |  |
| 督办列表           |          | 督办列表 | 1 |  |
| 督查记录实地       |          | 督查记录实地D-1 |  |  |
| 督查记录实地       | D-4      | 督查记录实地D-4 |  |  |
| 督查记录实地       | T-2      | 督查记录实地D-5 |  |  |
| 督查记录暗访       |          | 督查记录暗访D-2 |  |  |
| 督查电话记录       |          | 督查电话记录D-3 |  |  |
| 现场交办单         |          | 现场交办单示例县督现〔2022〕1号 |  |  |
| 督查问题处理通知单 |          | 督查问题处理通知单D-1 |  |  |
| 督查结果呈报单     | D-2      | 督查结果呈报单D-2 |  |  |
| 原始检查记录       |          | 原始检查记录 | 3 |  |
| 核实不一致清单     |          | 核实不一致清单 | 1 |  |
| 抽查名单           |          | 抽查名单甲批 | 2 |  |
| 问题交办单         |          | 问题交办单示例县督交〔2022〕1号 |  |  |
| 问题整改通知单     |          | 问题整改通知单示例县督交〔2022〕1号 问题整改通知单示例县督交〔2022〕2号 | 2 1 |  |
| 问题整改通知单     | 县水务局 | 问题整改通知单示例县督交〔2022〕1号 | 2 |  |
| 销号申请单         |          | 销号申请单县住建局 | 1 |  |
| 整改台账           |          | 整改台账 | 4 |  |
| 问题退办单         |          | 问题退办单W-4 |  |  |
| 问题办结单         |          | 问题办结单W-3 |  |  |
| 退办审批表         |          | 退办审批表T-1｜县教育局｜ |  |  |
| 逐级验收表         |          | 逐级验收表T-1 逐级验收表T-2 | 2 1 |  |
| 包保公示表         |          | 包保公示表企业包联 包保公示表项目包保 | 1 1 |  |
| 包保一览表         | 企业包联 | 包保一览表企业包联 | 2 |  |
| 专班名单           |          | 专班名单丁专班 | 1 |  |
| 课题台账           |          | 课题台账 | 2 |  |
| 风险清单           |          | 风险清单 | 1 |  |
| 净地进场表         |          |      |  | D162 |
| 容错免责清单       |          | 容错免责清单 | 2 |  |
| 课题台账           | 99       |      |  | D163 |
"""


def rows_in(plan: SlipPlan) -> list[str]:
    lists = (b["items"]["rows"] for s in plan.slips for b in s.blocks if "items" in b)
    return [str(len(rows)) for rows in lists]


@pytest.mark.parametrize("line", table(CASES))
def test_each_slip_finds_its_rows_and_a_list_holds_all_of_them(line: dict[str, str]) -> None:
    wish = SlipWish(line["文书"], tuple(filter(None, [line["哪几件"]])))
    plan = plan_slips(past(), wish)
    assert " ".join(s.name for s in plan.slips) == line["打印"].replace("｜", "|")
    assert " ".join(rows_in(plan)) == line["行数"]
    assert " ".join(sorted({i.code for i in plan.issues})) == line["代码"]


def cells(plan: SlipPlan, sheet: str) -> dict[tuple[int, str], object]:
    return {(c.row, c.column): c.new for c in plan.writes.cells if c.sheet == sheet}


def test_a_number_stands_in_the_row_of_its_own_and_in_the_register() -> None:
    plan = plan_slips(past(), SlipWish("领导批示督办单"))
    number = "示例县批督〔2022〕5号"
    assert cells(plan, "instructions") == {(3, "number"): number, (3, "issued"): ON}
    kept = {c.column: c.new for c in plan.writes.cells if c.key == ("批示督办",)}
    assert kept == {"year": 2022, "next_no": 6, "used": "2022年5号"}


def test_rows_of_one_unit_share_a_paper_and_its_number() -> None:
    plan = plan_slips(past(), SlipWish("问题整改通知单"))
    first, second = "示例县督交〔2022〕1号", "示例县督交〔2022〕2号"
    given = {row: new for (row, key), new in cells(plan, "problems").items() if key == "order_no"}
    assert given == {4: first, 5: first, 6: second}


def test_what_bears_a_number_is_printed_again_as_it_was() -> None:
    stem = "示例县批督〔2022〕4号_领导批示督办单_县水务局_20220502"
    plan = plan_slips(past(frozen=[stem]), SlipWish("领导批示督办单", ("P-4",)))
    assert [(s.stem, s.again, s.blocks) for s in plan.slips] == [(stem, True, [])]
    assert not cells(plan, "instructions")


def test_a_number_whose_slip_was_lost_is_printed_by_the_next_run() -> None:
    number = "示例县批督〔2022〕4号"
    text = ORDERS.replace("| 2022-05-20 | 办结     |", "|            | 在办     |")
    tables = dict(past().tables) | {"instructions": ledger(instructions=text)["instructions"]}
    lost = plan_slips(past(tables=tables, last=[number]), SlipWish("领导批示督办单"))
    assert number in [s.number for s in lost.slips]
    told = plan_slips(past(tables=tables), SlipWish("领导批示督办单"))
    assert number not in [s.number for s in told.slips]


def test_a_blank_form_about_a_task_can_be_taken_along() -> None:
    one = past()
    bare = dict(one.tables) | {"inspections": ledger()["inspections"]}
    plan = plan_slips(replace(one, tables=bare), SlipWish("督查记录实地", ("T-2",)))
    text = str(plan.slips[0].blocks)
    assert "架桥" in text
    assert "县水务局" in text
