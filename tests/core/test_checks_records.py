"""Checks of the other sheets: nodes, problems, 督办, reports, roster, settings, holidays, lamps."""

from datetime import date

import pytest

from tests.support.checking import Case, drawn_by, drawn_in, stated_in

TASKS = """
| 任务编号 | 牵头单位 | 责任单位 | 开始日期   | 完成时限   | 任务类型 | 完成进度 | 实际完成日期 | 佐证材料 | 应报      | 不报      |
| A        | 县财政局 | 县水务局 | 2022-06-01 | 2022-09-30 | 工程建设 |          |              |          |           | S124      |
| B        |          |          |            | 2022-09-30 | 工程建设 |          |              |          | S124      |           |
| C        |          |          |            | 2022-04-30 |          |          |              |          | S103 L702 L703 |      |
| D        |          |          |            |            |          | 100%     | 2022-06-20   | 验收单   | L620      |           |
| E        |          |          |            |            |          | 100%     | 2022-06-20   | 验收单   |           | L620      |
| F        |          |          |            |            |          | 80%      |              |          | L621      |           |
| G        |          |          |            |            |          | 80%      |              |          |           | L621      |
"""
NODES = """
| 任务编号 | 节点序号 | 节点名称 | 责任单位 | 计划完成   | 实际完成   | 状态   | 应报      | 不报           |
| A        | 1        |          | 县水务局 | 2022-06-01 |            |        |           | L410 S122 L516 |
| A        | 2        |          | 县粮食局 | 2022-07-01 |            |        | L410      |                |
| A        | 3        |          |          | 2022-08-01 | 2022-05-30 |        | S125      |                |
| A        | 4        |          |          | 2022-07-31 |            |        | S123      |                |
| A        | 5        |          |          | 2022-10-01 |            |        | S121      |                |
| A        | 0        |          |          | 2022-05-31 |            |        | S122      |                |
| A        | 6        |          |          | 2022-10-01 | 2022-06-29 |        | S121 S110 |                |
| A        | 6        |          |          | 2022-10-01 | 2022-06-01 |        | S121 L518 | S123 S125 S110 |
| C        | 1        |          |          | 2022-05-31 |            |        |           | S121 S122      |
| C        | 2        |          |          | 2022-06-30 | 2022-05-10 |        |           | S125 L518      |
| Z        | 1        |          |          |            |            |        | L516      |                |
| D        | 1        |          |          |            | 2022-06-10 |        |           |                |
| D        | 2        |          |          |            |            |        |           |                |
| E        | 1        |          |          | 2022-09-30 | 2022-06-10 | 已完成 |           | S126           |
| F        | 1        |          |          |            | 2022-06-10 | 未到期 | S126      |                |
| F        | 2        |          |          |            | 2022-06-10 |        |           | S126           |
| G        | 1        |          |          |            | 2022-06-10 |        |           |                |
| G        | 2        |          |          |            |            | 已完成 | S126      |                |
| G        | 3        |          |          |            |            | 逾期   |           | S126           |
"""

PROBLEMS = """
| 问题编号 | 关联任务 | 交办单位 | 交办日期   | 办理时限   | 办理环节 | 办理结果 | 满意度   | 复核人 | 销号日期   | 应报      | 不报           |
|          |          |          |            |            |          |          |          |        |            |           | L801 L802      |
|          | T-1      | 县财政局 | 2022-06-01 | 2022-07-01 | 交办 |          |          |        |            |           | L517 L519 L802 L806 S131 |
|          | T-9      |          |            |            |          |          |          |        |            | L517      |                |
| W-2      |          |          |            |            |          |          |          |        |            | L519      | L517           |
|          |          |          |            |            | 交办 |          |          |        |            | L801      |                |
|          |          | 县财政局 |            |            | 办理 |          |          |        |            | L802      |                |
|          |          | 县财政局 |            | 2022-06-27 | 办理 |          |          |        |            | L806      |                |
|          |          | 县财政局 |            | 2022-06-28 | 办理 |          |          |        |            |           | L806           |
|          |          | 县财政局 |            | 2022-06-27 | 反馈 | 已补发   |          |        |            |           | L806           |
|          |          | 县财政局 |            |            | 销号 |          |          | 李某   | 2022-06-20 | L803      | L802           |
|          |          | 县财政局 |            |            | 销号 | 已补发   | 满意     | 李某   | 2022-06-20 |           | L803 L804 L805 L807 L808 |
|          |          | 县财政局 |            |            | 销号 | 已补发   |          | 李某   |            | L804      |                |
|          |          | 县财政局 |            | 2022-07-01 | 反馈 | 已补发   |          | 李某   | 2022-06-20 | L805      |                |
|          |          | 县财政局 |            |            | 销号 | 已补发   | 不满意   | 李某   | 2022-06-20 | L807      |                |
|          |          | 县财政局 |            | 2022-07-01 | 反馈 | 已补发   | 不满意   |        |            |           | L807 L808      |
|          |          | 县财政局 |            |            | 销号 | 已补发   |          |        | 2022-06-20 | L808      |                |
|          |          | 县财政局 | 2022-07-02 | 2022-07-01 | 交办 |          |          |        |            | S131      |                |
|          |          | 县财政局 |            |            | 销号 | 已补发   |          | 李某   | 2022-06-29 | S110      |                |
"""

SUPERVISION = """
| 日期       | 整改期限   | 回复情况 | 任务编号 | 应报      | 不报      |
| 2022-06-01 | 2022-06-27 |          | T-1      | L811      |           |
| 2022-06-01 | 2022-06-28 |          |          |           | L811      |
| 2022-06-01 | 2022-06-27 | 已整改   |          |           | L811 S132 |
| 2022-07-05 | 2022-07-01 |          | T-9      | S132 L517 |           |
"""

REPORTS = """
| 期次    | 任务编号 | 单位     | 角色 | 完成进度 | 完成值 | 最新进展   | 有效性 | 应报      | 不报      |
| 2022-04 | T-1      | 县财政局 |      | 30%      | 30     | 已选址     |        |           |           |
| 2022-05 | T-1      | 县财政局 |      | 40%      | 40     | 已选址     |        |           |           |
| 2022-06 | T-1      | 县财政局 |      | 30%      | 20     | 已选址。   |        | L831 L832 L834 |      |
| 2022-05 | T-2      | 县财政局 |      | 40%      | 40     | 已选址     |        |           |           |
| 2022-06 | T-2      | 县财政局 |      | 90%      | 40     | 已开工     |        | L833      | L831 L832 L834 |
| 2022-05 | T-3      | 县财政局 |      | 40%      |        | 已选址     |        |           |           |
| 2022-06 | T-3      | 县财政局 |      | 89%      |        | 已选址     |        |           | L831 L833 |
| 2022-05 | T-1      | 县粮食局 |      | 90%      |        | 已选址     | 已撤销 |           |           |
| 2022-06 | T-1      | 县粮食局 |      | 30%      |        | 已选址     |        |           | L832 L831 |
| 2022-05 | T-1      | 县水务局 | 配合 | 40%      |        | 配合做好   |        |           |           |
| 2022-06 | T-1      | 县水务局 | 配合 | 40%      |        | 配合做好   |        |           | L831      |
| 2022-04 | T-4      | 县财政局 |      | 90%      | 9      |            |        |           |           |
| 2022-05 | T-4      | 县财政局 |      | 20%      | 2      |            |        |           | L832 L834 |
| 2022-05 | T-5      | 县财政局 |      | 20%      | 3      |            |        |           |           |
| 2022-06 | T-5      | 县财政局 |      | 20%      | 1      |            |        |           | L834      |
"""
REPORTED_TASKS = """
| 任务编号 | 调度频次 | 计量单位 |
| T-1      |          | 户       |
| T-2      |          | 户       |
| T-3      | 季       |          |
| T-4      |          |          |
| T-5      |          | 次/月    |
"""

PARTS = """
| 期次    | 任务编号 | 单位     | 角色 | 完成值 |
| 2022-06 | T-1      | 县粮食局 | 配合 | 60     |
| 2022-06 | T-1      | 县水务局 | 配合 | 50     |
| 2022-06 | T-2      | 县粮食局 | 配合 | 60     |
| 2022-06 | T-2      | 县水务局 | 配合 | 40     |
| 2022-05 | T-2      | 县水务局 | 配合 | 40     |
| 2022-06 | T-3      | 县粮食局 | 配合 | 7      |
"""
PARTED_TASKS = """
| 任务编号 | 计量单位 | 完成值 | 应报 | 不报 |
| T-1      | 户       | 100    | L617 |      |
| T-2      | 户       | 100    |      | L617 |
| T-3      | 次/月    | 5      |      | L617 |
"""

ROSTER = """
| 单位全称 | 别名           | 联系电话    | 是否报送 | 应报 | 不报      |
| 县财政局 | 财政局         | （空）      |          | L424 |           |
| 县水务局 | 水务局         | 13912345678 |          |      | L421 L422 L423 |
| 县水务局 |                | 13912345678 |          | L421 |           |
| 县粮食局 | 粮食局、财政局 | 13912345678 |          | L422 |           |
| 县统计局 | 县统计局       | 13912345678 |          | L423 | L422      |
| 县党校   |                | （空）      | 否       |      | L423 L424 |
| 县司法局 |                | 139123      |          | L423 |           |
| 县审计局 |                | 139123456   |          | L409 L423 |      |
"""
BUSY = "| 牵头单位 | 责任单位 | 应报 |\n| 县财政局 | 水务局、县粮食局 | L405 |"

HOLIDAYS = """
| 日期       | 性质 | 应报 | 不报 |
| 2022-10-01 | 放假 |      |      |
| 2022-10-01 | 上班 | S145 |      |
| 2022-10-02 | 放假 |      |      |
| 2022-10-02 | 放假 |      | S145 |
| 十月三日   | 放假 | L302 |      |
"""

LAMPS = """
| 规则   | 条件         | 启用 | 状态   | 应报 | 不报 |
| 逾期   | 逾期天数 > 0 |      |        |      | L821 |
| 停用   |              | 否   |        |      | L821 |
| 其余   | （空）       |      |        |      | L821 |
| 用不上 | 进度 < 0.5   |      |        | L821 |      |
"""

ROLES = """
| 规则   | 条件         | 状态     | 角色 | 应报 | 不报      |
| 逾期   | 逾期天数 > 9 | 严重滞后 | 滞后 |      | J101 J102 |
| 停用   | 逾期天数 > 6 | 滞后     |      |      | J101      |
| 可疑   | 逾期天数 > 3 | 关注     |      | J101 |           |
| 两说   | 逾期天数 > 0 | 严重滞后 | 预警 | J102 |           |
"""
BAD_RULES = """
| 规则     | 条件                                | 灯色   | 状态 | 依据写法   | 应报      | 不报                |
| 无灯     | 进度 > 1%                           | （空） | 正常 |            | J107      |                     |
| 看不懂   | 天气 = 晴                           |        | 正常 |            | L901      |                     |
| 矛盾     | 立项天数 > 80 且 立项天数 < 20      |        | 正常 |            | J108      |                     |
| 相等矛盾 | 督办类别 = 重点 且 督办类别 = 常规  |        | 正常 |            | J108      | J112                |
| 宽       | 距时限天数 <= 30                    |        | 正常 |            |           | J107 J108 J109 L901 |
| 窄       | 距时限天数 <= 10                    |        | 正常 |            | J109      |                     |
| 窄而另问 | 距时限天数 <= 10 或 立项天数 > 5    |        | 正常 |            |           | J109                |
| 词       | 督办类别 = 重要                     |        | 正常 |            | J112      |                     |
| 词对     | 督办类别 = 专项                     |        | 正常 |            |           | J112                |
| 括号     | 督办类别 = 重点                     |        | 正常 | 进度{进度  | J113      |                     |
| 生词     | 任务类型 = 工程建设                 |        | 正常 | 今天{天气} | J113      |                     |
| 好词     | 任务类型 = 其他                     |        | 正常 | 进度{进度}，连续{连续预警期数}期 | | J113              |
"""
GAPPED = """
| 规则 | 条件                                 | 灯色 | 状态 | 应报 | 不报      |
| 红   | 落后百分点 > 30                      | 红   | 滞后 | J110 | J111      |
| 黄   | 落后百分点 >= 10 且 落后百分点 < 30  | 黄   | 预警 |      | J110 J111 |
"""
JOINED = """
| 规则 | 条件                                 | 灯色 | 状态 | 应报 | 不报      |
| 红   | 落后百分点 > 30                      | 红   | 滞后 |      | J110 J111 |
| 黄   | 落后百分点 >= 10 且 落后百分点 <= 30 | 黄   | 预警 |      | J110 J111 |
"""
TWICE = """
| 规则 | 条件                                 | 灯色 | 状态 | 应报 | 不报 |
| 红   | 落后百分点 >= 25                     | 红   | 滞后 |      | J111 |
| 黄   | 落后百分点 >= 10 且 落后百分点 <= 30 | 黄   | 预警 | J111 | J110 |
"""
LADDERS = """
| 状态 | 连续期数 | 督办动作 | 应报 | 不报                |
| 预警 | 1        | 提醒     |      | J114 J115 J116      |
| 预警 | 2        | 催办     |      | J114 J115 J116      |
| 滞后 | 1        | 督办单   |      | J114 J115           |
| 滞后 | 2        | 提醒     | J114 |                     |
| 滞后 | 3        | 约谈     |      | J114 J115 J116      |
| 滞后 | 3        | 移交     | J115 |                     |
"""
ENDLESS = """
| 状态 | 连续期数 | 督办动作 | 应报 | 不报 |
| 滞后 | 1        | 提醒     |      | J116 |
| 滞后 | 2        | 催办     | J116 | J114 |
"""
ALL_LIT = (
    "| 规则 | 条件 | 灯色 | 状态 |\n| 红 | 进度 < 1% | 红 | 滞后 |\n| 黄 | 进度 < 5% | 黄 | 预警 |"
)
VERDICTS = """
| 任务编号 | 事项     | 灯色   | 研判人（职务） | 到         | 应报 | 不报      |
| T-1      |          |        |                |            |      | J120 J121 |
| T-1      |          |        | （空）         |            | J120 | J121      |
| T-1      |          | （空） |                |            | J120 |           |
| T-1      | 不可抗力 | （空） |                |            | J120 |           |
| T-1      | 不可抗力 | （空） |                | 2022-07-31 |      | J120      |
| T-9      |          |        |                |            | J121 | J120      |
"""
PACED = """
| 任务编号 | 序时方式 | 应报 | 不报 |
| T-1      | 计划曲线 |      | J122 |
| T-2      | 计划曲线 | J122 |      |
| T-3      | 节点     | J122 |      |
| T-4      | 匀速     |      | J122 |
"""
CURVES = """
| 任务编号 | 期次    | 累计计划进度 | 应报 | 不报 |
| T-1      | 2022-05 | 20%          |      | J123 |
| T-1      | 2022-06 | 10%          | J123 |      |
| T-1      | 六月    |              | J123 |      |
| T-2      | 2022-06 | 10%          |      | J123 |
"""
TWO_TASKS = "| 任务编号 |\n| T-1 |\n| T-2 |"
STAGES = """
| 环节   | 角色     | 应报      | 不报 |
| 待核验 |          | J103 J104 |      |
| 在办   | 办理中   |           | J103 |
| 已销号 |          |           | J103 |
"""
ALL_STAGES = """
| 环节   | 角色     | 应报 | 不报      |
| 在办   | 办理中   |      | J103 J104 |
| 待核验 | 申请销号 |      | J103 J104 |
| 已销号 |          |      | J103      |
"""
STEPS = """
| 状态     | 督办动作 | 应报 | 不报      |
| 严重滞后 | 约谈     |      | J105 J106 |
| 滞后     | 约谈     | J105 | J106      |
| 关注     | 约谈     | J106 | J105      |
"""
LIT = "| 规则 | 条件 | 状态 | 角色 |\n| 逾期 | 逾期天数 > 0 | 严重滞后 | 滞后 |"

CASES = (
    Case("roles", {"lamp_rules": ROLES}),
    Case("stages", {"stage_words": STAGES}),
    Case("steps", {"lamp_rules": LIT, "supervise_rules": STEPS}),
    Case("bad rules", {"lamp_rules": BAD_RULES}),
    Case("a gap", {"lamp_rules": GAPPED}),
    Case("no gap", {"lamp_rules": JOINED}),
    Case("twice", {"lamp_rules": TWICE}),
    Case("ladders", {"lamp_rules": ALL_LIT, "supervise_rules": LADDERS}),
    Case("endless", {"lamp_rules": ALL_LIT, "supervise_rules": ENDLESS}),
    Case("verdicts", {"tasks": TWO_TASKS, "verdicts": VERDICTS}),
    Case("paces", {"tasks": PACED, "curves": "| 任务编号 | 期次 |\n| T-1 | 2022-06 |"}),
    Case("curves", {"tasks": TWO_TASKS, "curves": CURVES}),
    Case("all stages", {"stage_words": ALL_STAGES}),
    Case("nodes", {"tasks": TASKS, "nodes": NODES}),
    Case("problems", {"problems": PROBLEMS}),
    Case("supervision", {"supervision": SUPERVISION}),
    Case("reports", {"tasks": REPORTED_TASKS, "reports": REPORTS}),
    Case("parts", {"tasks": PARTED_TASKS, "reports": PARTS}),
    Case("roster", {"tasks": BUSY, "units": ROSTER}),
    Case("holidays", {"holidays": HOLIDAYS}),
    Case("lamps", {"lamp_rules": LAMPS}),
)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_each_row_draws_the_codes_it_states_and_no_other(case: Case) -> None:
    assert drawn_in(case) == stated_in(case)


SETTINGS: tuple[tuple[str, object, str, str], ...] = (
    ("issued", "五月十八日", "L305", ""),
    ("issued", date(2023, 1, 1), "S142", ""),
    ("issued", date(2022, 12, 31), "", "S142 L305"),
    ("plan_end", date(2035, 12, 31), "L306", ""),
    ("plan_end", date(2023, 12, 31), "", "L306"),
    ("cutoff_day", "月底", "L305", ""),
    ("cutoff_day", 32.0, "S141", ""),
    ("cutoff_day", 31.0, "", "S141"),
    ("period", "六月", "L304", ""),
    ("period", "2022-Q2", "S143", "L304"),
    ("period", "2022-04", "S144", "S143"),
    ("period", "2022-05", "", "S144"),
    ("judge_on", "", "", "L305"),
)


@pytest.mark.parametrize(("name", "value", "drawn", "_near"), SETTINGS)
def test_each_setting_draws_its_code(name: str, value: object, drawn: str, _near: str) -> None:
    found = drawn_by(Case("settings", {}, {name: value}))
    assert [i.code for i in found if i.place.sheet == "参数设置"] == drawn.split()


def test_a_year_that_the_office_wrote_down_is_known() -> None:
    sheets = {"holidays": "| 日期 | 性质 |\n| 2035-10-01 | 放假 |"}
    found = drawn_by(Case("own", sheets, {"plan_end": date(2035, 12, 31)}))
    assert "L306" not in {i.code for i in found}


def test_an_issue_names_the_cell_the_values_and_the_remedy() -> None:
    case = Case("one", {"tasks": "| 开始日期 | 完成时限 |\n| 2022-09-01 | 2022-08-31 |"})
    issue = next(i for i in drawn_by(case) if i.code == "S101")
    assert str(issue) == (
        "错误 S101 《任务台账》第3行（T-1）“开始日期”（P3）：开始日期2022年9月1日晚于完成时限2022年8月31日。"
        "办法：核对这两个日期，改正写错的一个。"
    )
    assert issue.place.key == "T-1"


def test_issues_come_sheet_by_sheet_and_row_by_row() -> None:
    case = Case("order", {"tasks": TASKS, "nodes": NODES, "problems": PROBLEMS})
    places = [(i.place.sheet, i.place.row) for i in drawn_by(case)]
    sheets = list(dict.fromkeys(sheet for sheet, _ in places))
    assert len(sheets) == len({sheet for sheet, _ in places})
    assert places == sorted(places, key=lambda p: (sheets.index(p[0]), p[1]))


def test_an_empty_roster_is_not_held_against_every_task() -> None:
    case = Case("new", {"tasks": "| 牵头单位 |\n| 县财政局 |", "units": "| 单位全称 |\n| （空） |"})
    assert "L201" not in {i.code for i in drawn_by(case)}


def test_a_date_is_judged_on_the_day_asked() -> None:
    text = "| 完成进度 | 实际完成日期 | 佐证材料 |\n| 100% | 2022-06-28 | 验收单 |"
    assert [i.code for i in drawn_by(Case("a", {"tasks": text}, on=date(2022, 6, 27)))
            if i.place.sheet == "任务台账"] == ["S110"]  # fmt: skip
