"""Checks of returned forms: a row is one task of one unit; 台账, 上期 and 发出 say what was there."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from taizhang.core.catalog import forms as form_catalog
from taizhang.core.checks import check_forms
from taizhang.core.issues import Issue
from taizhang.core.submission import Answer, rows_of
from tests.support.checking import (
    FormCase,
    drawn_by_forms,
    form_of,
    returned_case,
    stated_by_forms,
)

PROGRESS = """
| 单位     | 发出完成进度 | 上期完成进度 | 完成进度 | 台账计量单位 | 上期完成值 | 完成值 | 最新进展   | 台账责任单位 | 应报 | 不报 |
| 县财政局 |              | 60%          | 50%      |              |            |        | 完成选址   |              | F601 |      |
| 县财政局 | 60%          |              | 50%      |              |            |        | 完成选址   |              | F601 |      |
| 县财政局 | 60%          |              |          |              |            |        | 完成选址   |              |      | F601 |
| 县财政局 | 40%          | 60%          | 60%      |              |            |        | 完成选址   |              |      | F601 |
| 县财政局 |              | 40%          | 90%      |              |            |        | 完成选址   |              | F602 |      |
| 县财政局 |              | 40%          | 89%      |              |            |        | 完成选址   |              |      | F602 |
| 县财政局 |              |              | 90%      |              |            |        | 完成选址   |              |      | F602 |
| 县财政局 |              |              |          | 户           | 5          | 3      | 完成选址   |              | F603 |      |
| 县财政局 |              |              |          | 户           | 5          | 5      | 完成选址   |              |      | F603 |
| 县财政局 |              |              |          | 次/月        | 5          | 3      | 完成选址   |              |      | F603 |
| 县粮食局 |              | 60%          | 50%      |              |            |        | 完成选址   | 县粮食局     | F601 |      |
"""

TARGETS = """
| 单位     | 台账计量单位 | 台账目标值 | 完成值 | 完成进度 | 佐证材料 | 申请销号 | 最新进展 | 台账责任单位 | 应报 | 不报           |
| 县财政局 | 户           | 3          | 3      | 60%      |          |          | 完成选址 |              | F609 |                |
| 县财政局 | 次/月        | 3          | 3      | 60%      |          |          | 完成选址 |              |      | F609           |
| 县粮食局 | 户           | 3          | 3      | 60%      |          |          | 完成选址 | 县粮食局     |      | F609 F613      |
| 县财政局 | 户           | 3          | 2      | 100%     | 名单     | 是       | 完成选址 |              | F610 |                |
| 县财政局 | 户           | 3          | 3      | 100%     | 名单     | 是       | 完成选址 |              |      | F610 F604 F605 F606 F608 |
| 县财政局 | 人           | 1000       | 200    | 60%      |          |          | 完成选址 |              | F611 |                |
| 县财政局 | 人           | 1000       | 400    | 60%      |          |          | 完成选址 |              |      | F611           |
| 县财政局 | 户           | 3          | 0      | 40%      |          |          | 完成选址 |              |      | F611           |
| 县财政局 | 万元         | 500        | 5000   | 100%     | 回单     | 是       | 完成选址 |              | F612 |                |
| 县财政局 | 万元         | 500        | 4900   | 100%     | 回单     | 是       | 完成选址 |              |      | F612           |
"""

PARTS = """
| 任务编号 | 单位     | 台账责任单位       | 台账计量单位 | 完成值 | 最新进展 | 应报 | 不报 |
| A        | 县财政局 | 县粮食局、县水务局 | 户           | 10     | 完成选址 | F613 |      |
| A        | 县粮食局 |                    |              | 6      | 完成选址 |      |      |
| A        | 县水务局 |                    |              | 5      | 完成选址 |      |      |
| B        | 县财政局 | 县粮食局、县水务局 | 户           | 10     | 完成选址 |      | F613 |
| B        | 县粮食局 |                    |              | 6      | 完成选址 |      |      |
| B        | 县水务局 |                    |              | 4      | 完成选址 |      |      |
"""

CLOSING = """
| 单位     | 完成进度 | 佐证材料 | 申请销号 | 台账办理环节 | 台账销号日期 | 台账责任单位 | 最新进展 | 发出最新进展 | 应报           | 不报      |
| 县财政局 | 100%     |          |          |              |              |              | 完成选址 |              | F604 F608      | F606      |
| 县财政局 | 100%     | 验收单   |          |              |              |              | 完成选址 |              | F608           | F604      |
| 县财政局 | 100%     | 验收单   |          | 申请销号     |              |              | 完成选址 |              |                | F608      |
| 县财政局 | 90%      | 验收单   | 是       |              |              |              | 完成选址 |              | F605           |           |
| 县财政局 | 100%     | 无       | 是       |              |              |              | 完成选址 |              | F606           | F604      |
| 县财政局 |          | 验收单   |          | 已销号       | 2022-06-20   |              | 又修了路 | 完成选址     | F614           |           |
| 县财政局 |          | 验收单   |          | 已销号       | 2022-06-20   |              | 完成选址 | 完成选址     | F614           |           |
| 县财政局 |          |          |          | 已销号       | 2022-06-20   |              | 完成选址 | 完成选址     |                | F614      |
| 县财政局 |          |          |          | 已销号       | 2022-06-26   |              | 又修了路 | 完成选址     |                | F614      |
| 县粮食局 | 100%     |          | 是       |              |              | 县粮食局     | 完成选址 |              | F615           | F604 F606 |
| 县粮食局 | 100%     |          |          |              |              | 县粮食局     | 完成选址 |              |                | F615 F608 |
"""

TEXTS = """
| 单位     | 上期最新进展 | 最新进展                   | 存在问题   | 下一步措施 | 完成进度 | 台账调度频次 | 台账责任单位 | 应报 | 不报 |
| 县财政局 |              | 正在有序推进               |            |            |          |              |              | F701 |      |
| 县财政局 |              | 正在有序推进，已签约3户    |            |            |          |              |              |      | F701 |
| 县粮食局 |              | 按计划推进                 |            |            |          |              | 县粮食局     | F716 | F701 |
| 县粮食局 |              | 正在推进                   |            |            |          |              | 县粮食局     |      | F716 |
| 县粮食局 |              | 配合走访3户                |            |            |          |              | 县粮食局     |      | F716 |
| 县财政局 | 完成选址     | 完成选址。                 |            |            |          |              |              | F702 |      |
| 县财政局 | 完成选址     | 完成选址，已报批           |            |            |          |              |              |      | F702 |
| 县财政局 | 完成选址     | 完成选址                   |            |            |          | 季           |              |      | F702 |
| 县粮食局 | 完成选址     | 完成选址                   |            |            |          |              | 县粮食局     |      | F702 |
| 县财政局 |              | 总体进度60%                |            |            | 40%      |              |              | F708 |      |
| 县财政局 |              | 总体进度60%                |            |            | 60%      |              |              |      | F708 |
| 县财政局 |              | 主体工程已完成60%          |            |            | 40%      |              |              |      | F708 |
| 县财政局 |              | 已全部完成                 |            |            | 60%      |              |              | F709 |      |
| 县财政局 |              | 已完成招标                 |            |            | 60%      |              |              |      | F709 |
| 县财政局 |              | 尚未启动                   |            |            | 10%      |              |              | F710 |      |
| 县财政局 |              | 尚未启动                   |            |            | 0        |              |              |      | F710 |
| 县财政局 |              | 同上                       |            |            |          |              |              | F711 |      |
| 县财政局 |              | 与上级对接3次              |            |            |          |              |              |      | F711 |
| 县财政局 |              | 已于2022年8月30日完成验收  |            |            |          |              |              | F712 |      |
| 县财政局 |              | 已于2022年5月30日完成验收  |            |            |          |              |              |      | F712 |
| 县财政局 |              | 联系李某11010519491231002X |            |            |          |              |              | F713 |      |
| 县财政局 |              | 合同号110105194912310021   |            |            |          |              |              |      | F713 |
| 县财政局 |              | 暂无进展                   |            |            |          |              |              | F714 |      |
| 县财政局 |              | 暂无进展                   | 用地没批   | 报省厅审批 |          |              |              |      | F714 F715 |
| 县财政局 |              | 完成选址                   | 用地没批   |            |          |              |              | F715 |      |
| 县财政局 |              | 完成选址                   | 暂无问题   |            |          |              |              |      | F715 |
"""

AMOUNTS = """
| 单位     | 台账任务名称 | 台账计量单位 | 完成值 | 最新进展          | 应报 | 不报 |
| 县财政局 | 城镇新增就业 | 人           | 600    | 累计新增就业620人 | F707 |      |
| 县财政局 | 新增就业     | 人           | 620    | 累计新增就业620人 |      | F707 |
| 县财政局 | 增加就业     | 人           | 600    | 累计培训620人     |      | F707 |
"""

COPIES = """
| 单位     | 发出最新进展                                     | 最新进展                                         | 台账责任单位 | 应报 | 不报      |
| 县财政局 |                                                  | 已召开部署会议，印发实施方案，明确责任人和时间表到科室 |              |      |           |
| 县粮食局 |                                                  | 已召开部署会议，印发实施方案，明确责任人和时间表到科室 | 县粮食局     | F703 |           |
| 县财政局 |                                                  | 已召开部署会议，印发实施方案，明确责任人和时间表到科室 |              | F704 |           |
| 县水务局 | 已召开部署会议，印发实施方案，明确责任人和时间表到科室 | 已召开部署会议，印发实施方案，明确责任人和时间表到科室 | 县水务局     |      | F703 F704 |
| 县水务局 |                                                  | 已召开部署会                                     | 县水务局     |      |           |
| 县粮食局 |                                                  | 已召开部署会                                     | 县粮食局     |      | F703      |
| 县粮食局 |                                                  | 已召开部署会                                     | 县粮食局     |      | F704      |
"""

OVERDUE = """
| 单位     | 台账完成时限 | 存在问题 | 下一步措施 | 完成进度 | 申请销号 | 佐证材料 | 最新进展 | 台账责任单位 | 应报      | 不报      |
| 县财政局 | 2022-06-23   |          |            | 60%      |          |          | 完成选址 |              | F705 F706 |           |
| 县财政局 | 2022-06-23   | 没批地   |            | 60%      |          |          | 完成选址 |              | F706 F715 |           |
| 县财政局 | 2022-06-23   | 没批地   | 月底前办完 | 60%      |          |          | 完成选址 |              |           | F705 F706 |
| 县财政局 | 2022-06-24   |          |            | 60%      |          |          | 完成选址 |              |           | F705 F706 |
| 县财政局 | 2022-06-23   |          |            | 100%     | 是       | 验收单   | 完成选址 |              |           | F705 F706 |
| 县粮食局 | 2022-06-23   |          |            | 60%      |          |          | 完成选址 | 县粮食局     |           | F705 F706 |
"""

NODES = """
| 任务编号 | 节点序号 | 单位     | 节点名称 | 计划完成   | 发出实际完成 | 实际完成   | 备注     | 台账完成时限 | 应报 | 不报 |
| A        | 1        | 县财政局 | 选址     | 2022-06-01 |              | 2022-06-28 |          |              |      | F801 F804 |
| A        | 2        | 县财政局 | 可研     | 2022-08-01 |              | 2022-06-29 |          |              | F801 |      |
| B        | 1        | 县财政局 | 选址     | 2022-06-01 |              | 2021-06-20 |          |              | F802 |      |
| B        | 2        | 县财政局 | 可研     | 2022-08-01 |              | 2022-05-18 |          |              |      | F802 |
| C        | 1        | 县财政局 | 选址     | 2022-07-01 |              |            |          |              |      | F804 |
| C        | 2        | 县财政局 | 可研     | 2022-08-01 |              | 2022-06-20 |          |              | F803 |      |
| D        | 1        | 县财政局 | 选址     | 2022-07-01 | 2022-06-10   |            |          |              |      | F806 |
| D        | 2        | 县财政局 | 可研     | 2022-08-01 |              | 2022-06-20 |          |              |      | F803 |
| D        | 3        | 县财政局 | 开工     | 2022-06-10 |              |            |          |              | F804 |      |
| D        | 4        | 县财政局 | 封顶     | 2022-06-10 |              |            | 等待审批 |              |      | F804 |
| D        | 5        | 县财政局 | 完工     | 2022-06-25 |              |            |          |              |      | F804 |
| E        | 1        | 县财政局 | 选址     | 2022-06-01 | 2022-06-10   | 2022-06-15 |          |              | F806 |      |
| E        | 2        | 县财政局 | 可研     | 2022-06-01 | 2022-06-10   | 2022-06-10 |          |              |      | F806 |
| G        | 1        | 县财政局 | 汇编     | 2022-05-31 |              | 2022-05-10 |          | 2022-04-30   |      | F802 |
"""

REQUESTS = """
| 任务编号 | 单位     | 完成进度 | 申请销号 | 佐证材料 | 最新进展 | 应报 | 不报 |
| A        | 县财政局 | 100%     | 是       | 验收单   | 完成选址 | F607 |      |
| B        | 县财政局 | 100%     | 是       | 验收单   | 完成选址 |      | F607 |
| C        | 县财政局 | 80%      |          |          | 完成选址 |      | F607 |
"""
REQUEST_NODES = """
| 任务编号 | 节点序号 | 单位     | 节点名称 | 计划完成   | 发出实际完成 | 实际完成   |
| A        | 1        | 县财政局 | 选址     | 2022-06-30 | 2022-06-10   |            |
| A        | 2        | 县财政局 | 可研     | 2022-06-30 |              |            |
| B        | 1        | 县财政局 | 选址     | 2022-06-30 | 2022-06-10   |            |
| B        | 2        | 县财政局 | 可研     | 2022-06-30 |              | 2022-06-20 |
| C        | 1        | 县财政局 | 选址     | 2022-06-30 |              |            |
"""

FORM_CASES = (
    FormCase("progress", PROGRESS),
    FormCase("targets", TARGETS),
    FormCase("parts", PARTS),
    FormCase("closing", CLOSING),
    FormCase("texts", TEXTS),
    FormCase("amounts", AMOUNTS),
    FormCase("copies", COPIES),
    FormCase("overdue", OVERDUE),
    FormCase("nodes", "", NODES),
    FormCase("requests", REQUESTS, REQUEST_NODES),
)


@pytest.mark.parametrize("case", FORM_CASES, ids=lambda c: c.name)
def test_each_row_draws_the_codes_it_states_and_no_other(case: FormCase) -> None:
    assert drawn_by_forms(case) == stated_by_forms(case)


PHONES = (("1391234567", "F805", ""), ("13912345678", "", "F805"), ("", "", "F805"))


@pytest.mark.parametrize(("phone", "drawn", "_near"), PHONES)
def test_the_filler_s_phone_is_looked_at(phone: str, drawn: str, _near: str) -> None:
    _, view = returned_case(FormCase("phone"))
    found = check_forms([form_of("县财政局", (), phone=phone)], view)
    assert [i.code for i in found] == drawn.split()


def one(*answers: Answer, received: datetime | None = None) -> list[Issue]:
    forms, view = returned_case(FormCase("one", OVERDUE))
    form = replace(forms[0], rows=rows_of(answers), received=received or forms[0].received)
    return check_forms([form], view)


def answer(column: str, theirs: object, **more: object) -> Answer:
    cell = {"base": "", "cell": "H5"} | more
    return Answer("tasks", ("T-1",), column, theirs=theirs, **cell)  # type: ignore[arg-type]


def test_the_place_is_the_cell_in_the_file() -> None:
    issue = one(answer("progress", 0.5, base=0.6))[0]
    assert str(issue) == (
        "警告 F601 〔县财政局.xlsx〕《任务填报》第5行（T-1）“完成进度”（H5）：上期是60%，这次报50%。"
        "办法：请该单位核对，写明倒退的原因。"
    )
    assert issue.place.key == "T-1"


def test_a_cell_that_could_not_be_read_draws_nothing_more() -> None:
    unread = form_catalog.VAGUE.at(found="大部分")
    assert one(answer("problem", "", usable=False, issue=unread)) == []
    assert [i.code for i in one(answer("problem", ""))] == ["F705"]


def test_what_passed_after_the_form_was_written_is_no_fault() -> None:
    late, early = datetime(2022, 6, 24), datetime(2022, 6, 23)
    assert [i.code for i in one(answer("problem", ""), received=late)] == ["F705"]
    assert one(answer("problem", ""), received=early) == []


def test_a_form_without_a_base_is_held_against_the_last_report_only() -> None:
    forms, view = returned_case(FormCase("one", PROGRESS))
    form = replace(forms[0], based=False, rows=rows_of([answer("progress", 0.5, base=0.6)]))
    assert [i.code for i in check_forms([form], view)] == ["F601"]
    stray = answer("progress", 0.5, base=0.6)._replace(row_key=("T-2",))
    unknown = replace(form, rows=rows_of([stray]))
    assert check_forms([unknown], view) == []


def test_rows_of_other_units_and_unknown_tasks_are_the_merge_s_business() -> None:
    forms, view = returned_case(FormCase("one", OVERDUE))
    stray = replace(forms[0], rows=tuple(r._replace(key=("T-99",)) for r in forms[0].rows))
    other = form_of("县水务局", tuple(forms[0].answers))
    assert check_forms([stray, other], view) == []


def test_forms_are_judged_on_the_day_asked() -> None:
    late = FormCase("late", "", NODES, on=date(2022, 6, 29))
    assert "F801" not in {code for _, code in drawn_by_forms(late)}
