"""Points: the shipped schemes against worked cases of real ones, and laws that hold for all."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.books.layout import load_layout
from taizhang.core.projects.earning import earned
from taizhang.core.projects.standing import past_of
from taizhang.core.scoring.facts import ScoreEvent, ScoreFigure
from taizhang.core.scoring.leaders import of_leaders
from taizhang.core.scoring.lists import Posted, post
from taizhang.core.scoring.planning import ScorePlan, plan_scoring
from taizhang.core.scoring.posting import PostPlan, plan_posting
from taizhang.core.scoring.ranks import DENSE, bottom, groups_of, ranked, top
from taizhang.core.scoring.rounding import half_up
from taizhang.core.scoring.scales import faults, read_bands, read_curve, read_words
from taizhang.core.scoring.scheme import Method, read_scheme
from taizhang.core.scoring.score import score
from taizhang.core.scoring.sums import part_sums
from taizhang.core.scoring.votes import Opinion, by_places, weighted
from taizhang.core.tables import LedgerRows
from tests.support.scoring import (
    SCHEMES,
    UNIT,
    events,
    figures,
    rows_of,
    scheme_of,
    scored,
    scoring_past,
    sheet_rows,
)
from tests.support.tables import day, table


@pytest.mark.parametrize("name", SCHEMES)
def test_a_shipped_scheme_can_be_read_whole(name: str) -> None:
    scheme = scheme_of(name)
    assert scheme.items
    assert {str(r["method"]) for r in SCHEMES[name]} <= set(Method)


def test_every_method_is_used_by_a_shipped_scheme_and_offered_to_the_clerk() -> None:
    used = {str(r["method"]) for rows in SCHEMES.values() for r in rows}
    assert used == set(Method)
    assert tuple(Method) == load_layout().lists["score_methods"]


# documents.md §3, "Worked cases"; the number of each is in the first column
CASES = """
| 例 | 方案 | 事件 | 数据 | 得分 | 等次 |
| 1 | 县督查室80分制 | 按时完成 牵头 ×5;按时完成 配合 ×2;逾期未完成 牵头;批示未办结;通报表扬 牵头 |  | 86 |  |
| 1b | 县督查室80分制 | 按时完成 牵头 ×12 |  | 100 |  |
| 2 | 目标管理四六分担 | 配合不力未完成 牵头 |  | 97 |  |
| 2b | 目标管理四六分担 | 配合不力未完成 配合 |  | 98 |  |
| 3 | 目标80群众10领导10 |  | 目标考核得分 数值=94;群众评价得分 数值=88;领导评价得分 数值=92;加减分 数值=1.5 | 94.7 |  |
| 5 | 计划完成每2个点1分 |  | 市下达计划 计划=100 完成=106 | 23 |  |
| 5b | 计划完成每2个点1分 |  | 自定计划 计划=100 完成=91 | 15.5 |  |
| 5c | 计划完成每2个点1分 |  | 自定计划 计划=100 完成=60 | 5 |  |
| 6 | 园区开工50分 |  | 开工项目 计划=10 完成=13;开工投资 计划=40 完成=36 | 49.3 | 不及格 |
| 6b | 园区开工50分 |  | 开工项目 计划=10 完成=10;开工投资 计划=40 完成=41 | 50.1 | 合格 |
| 7 | 项目月度计分 |  | 项目性质 类别=续建;项目领域 类别=产业;年度计划 计划=2 完成=0.9 | 50 |  |
| 8 | 重点工程金银奖 |  | 年度计划 计划=100 完成=117 | 28.4 |  |
| 8b | 重点工程金银奖 |  | 年度计划 计划=100 完成=142 | 32.2 |  |
| 8c | 重点工程金银奖 |  | 年度计划 计划=100 完成=88 | 23.8 |  |
| 8d | 重点工程金银奖 |  | 年度计划 计划=100 完成=170 | 35 |  |
| 8e | 重点工程金银奖 |  | 年度计划 计划=100 完成=190 | 35 |  |
| 11 | 热线办理 |  | 按时办结率 数值=89.82 | 14.82 |  |
| 11b | 热线办理 |  | 按时办结率 数值=80 | 5 |  |
| 11c | 热线办理 |  | 按时办结率 数值=66.67 | 0 |  |
| 11d | 热线办理 |  | 省派工单满意率 数值=50 | 12.5 |  |
| 11e | 热线办理 |  | 省派工单满意率 数值=71.43 | 12.5 |  |
| 11f | 热线办理 |  | 省派工单满意率 数值=75 | 13.5 |  |
| 11g | 热线办理 |  | 省派工单满意率 数值=83.33 | 17.67 |  |
| 11h | 热线办理 |  | 省派工单满意率 数值=87.5 | 19.75 |  |
| 11i | 热线办理 |  | 回访满意率 数值=66.67 | 12.5 |  |
| 11j | 热线办理 |  | 回访满意率 数值=70.59 | 12.8 |  |
| 12 | 责任书分档 |  | 责任目标 计划=100 完成=95 | -1 |  |
| 12b | 责任书分档 |  | 责任目标 计划=100 完成=94.99 | -2 |  |
| 12c | 责任书分档 |  | 责任目标 计划=100 完成=85 | -3 |  |
| 12d | 责任书分档 |  | 责任目标 计划=100 完成=80.01 | -4 |  |
| 12e | 责任书分档 |  | 责任目标 计划=100 完成=79.9 | -5 |  |
| 13 | 两轮评议各半 |  | 第一轮评议 数值=88.4;第二轮评议 数值=91.2 | 89.8 |  |
| 13b | 作风测评 |  | 满意度票 类别=满意:60；基本满意:30；不满意:6；不了解:9 | 86.25 |  |
| 14 | 执法督办月度 | 督查通知单未落实;黄牌未落实 |  | 43 |  |
| 14b | 执法督办月度 |  | 节省时间 计划=48 完成=12 | 87.5 |  |
| 15 | 年度绩效 | 一票否决 | 绩效得分 数值=96.2 | 96.2 | 良好 |
| 15b | 年度绩效 |  | 绩效得分 数值=96.2 | 96.2 | 优秀 |
| 15c | 年度绩效 | 一票否决 | 绩效得分 数值=66 | 66 | 一般 |
| K13 | 执法督办月度 | 省级宣传 ×3 |  | 60 |  |
| K1 | 县督查室80分制 | 按时完成 牵头;提前完成 牵头;超额完成 牵头 |  | 83 |  |
| K2 | 开发区决策督查 | 逾期未完成 牵头;逾期未完成 配合;虚报;推诿 |  | 18 |  |
| K2b | 开发区决策督查 | 逾期未完成 牵头 ×7 |  | 0 |  |
| K5 | 重大项目300分 |  | 省重点工业年度 计划=100 完成=50;储备其他本月 计划=4 完成=3 | 32.25 |  |
| K7B | 园区竣工50分 |  | 竣工项目 计划=10 完成=12;续建投资 计划=40 完成=33 | 49.5 |  |
| K7 | 园区双50分 |  | 开工项目 计划=10 完成=13;开工投资 计划=40 完成=36;竣工项目 计划=5 完成=5;续建投资 计划=40 完成=41 | 99.3 | 三等奖 |
| K7b | 园区双50分 |  | 开工项目 计划=10 完成=13;开工投资 计划=40 完成=36;竣工项目 计划=10 完成=12;续建投资 计划=40 完成=33 | 98.8 | 不评奖 |
| K7c | 园区双50分 |  | 开工项目 计划=10 完成=13;开工投资 计划=40 完成=44;竣工项目 计划=5 完成=5;续建投资 计划=40 完成=40 | 100.7 | 二等奖 |
| K8 | 项目月度计分 | 省考核项目;项目投产;项目运营;当月投资超10亿;市级批评 ×5;省级批评 |  | 50 |  |
| K9 | 重点工程金银奖 | 项目开工 ×12;未按期开工;未按期入库 |  | 4 |  |
| K9b | 重点工程金银奖 |  | 应开工项目数 数值=4;开工率 计划=4 完成=3 | 4.5 |  |
| K9c | 重点工程金银奖 |  | 应开工项目数 数值=10;开工率 计划=10 完成=7 | 5 |  |
| K9d | 重点工程金银奖 |  | 应开工项目数 数值=10;开工率 计划=10 完成=10 | 7 |  |
| K9e | 重点工程金银奖 |  | 应开工项目数 数值=0 | 2 |  |
| K10 | 争先进位 | 月度第1名;月度第3名 | 地区生产总值增速 数值=8.5;固定资产投资增速 数值=9;财政收入增速 数值=11 | 18.6 |  |
| K10b | 争先进位 | 月度第1名 | 地区生产总值增速 数值=7.9;固定资产投资增速 数值=9;财政收入增速 数值=11 | 12 |  |
| K11 | 观摩投票 |  | 观摩票 类别=5,3,2 | 97.9 |  |
| K11b | 观摩投票 |  | 观摩票 类别=0,0,0,0,0,0,0,0,0,0,0,0,14 | 64 |  |
| K12 | 热线办理 |  | 签收率 数值=80 | 0 |  |
| K13b | 执法督办月度 | 虚报 ×7 | 按时办结 计划=10 完成=8 | 160 |  |
| K13c | 执法督办月度 | 街镇级宣传;省级网上宣传 |  | 53.5 |  |
| K15 | 办理情况加减1分 | 按时完成 ×3;肯定性批示;迟报;销号退回;虚报;缺席会议;通报批评 |  | -4 |  |
| K16 | 政务督查百分制 | 县领导表扬;市领导表扬;市级刊物表扬;省级刊物表扬;虚报 |  | 113 |  |
| K17 | 日常督查扣分 | 迟报 ×3;漏报;虚报 |  | 3.2 |  |
| K17b | 日常督查扣分 | 漏报 ×11 |  | 0 |  |
| K18 | 责任落实和时效 | 未明确责任人 | 按时报送率 计划=10 完成=9 | 15.5 |  |
| K18b | 责任落实和时效 | 未明确责任人 ×2;未明确责任科室 |  | 0 |  |
| K19 | 办公室评价部门 | 逾期完成 牵头;迟报 | 一次办结率 数值=97 | 8 |  |
| K19b | 办公室评价部门 |  | 一次办结率 数值=96.9 | 5 |  |
| K19c | 办公室评价部门 | 课题未完成;课题质量差 |  | 8 |  |
| K19d | 办公室评价部门 | 提案迟办;提案重办 |  | 5 |  |
| K21 | 五个方面平均 |  | 服务态度 数值=90;办事效率 数值=80;依法行政 数值=70;政务公开 数值=85;廉洁自律 数值=75 | 80 | 比较满意 |
| K21b | 五个方面平均 |  | 服务态度 数值=74;办事效率 数值=75;依法行政 数值=75;政务公开 数值=75;廉洁自律 数值=75.5 | 74.9 | 基本满意 |
| K23 | 千分制 |  | 重点工作 计划=100 完成=90;机关创建 数值=88 | 550 |  |
| K23b | 千分制 |  | 县领导评价 数值=95;乡镇主要领导评价 数值=90;互学互比 数值=80;督考评价 数值=90;民意调查 数值=88 | 358 |  |
| K26 | 红旗蓝旗 |  | 任务完成率 计划=10 完成=8;平均进度 数值=75 | 78 |  |
| K27 | 年度绩效 | 通报表扬 ×6 | 绩效得分 数值=90 | 92 | 良好 |
| K27b | 年度绩效 |  | 绩效得分 数值=96.2;全省位次后退 数值=1 | 96.2 | 良好 |
| K28 | 灯色红黄黑榜 | 红灯 牵头 ×2;黄灯 牵头 ×3 |  | 91 |  |
| K4b | 县区目标加权 |  | 经济发展得分 数值=90;民生改善得分 数值=80;生态环境得分 数值=95;自身建设得分 数值=100 | 89 |  |
| 鄂州 | 窗口星级评定 | 离岗未告知;未一次告知 | 满意率 数值=90 | 88.5 | 四星 |
| dm5 | 报送和反馈百分制 | 漏报 ×2 | 督办类型 类别=列督 | 40 |  |
| dm5b | 报送和反馈百分制 | 漏报 ×2 | 督办类型 类别=普通 | 60 |  |
| e2 | 报送纪律（满三次扣10分） | 迟报 ×2;销号退回 |  | 100 |  |
| e2b | 报送纪律（满三次扣10分） | 迟报 ×3 |  | 90 |  |
| e2c | 报送纪律（满三次扣10分） | 迟报 ×5;销号退回 ×2;虚报 |  | 70 |  |
| 广元 | 亮牌扣分（两黄扣1分、红灯扣2分） | 黄灯 牵头 |  | 100 |  |
| 广元b | 亮牌扣分（两黄扣1分、红灯扣2分） | 黄灯 牵头 ×2;红灯 牵头 |  | 97 |  |
| e3 | 县级督查清单（未完成扣5分） | 逾期未完成 牵头;逾期完成 配合;督办件 ×2 |  | 92 |  |
| e3b | 县级督查清单（未完成扣5分） | 市级未完成;市级逾期完成;市级督办件 |  | 85 |  |
| e4 | 突发信息、目标、位次、荣誉 | 突发瞒报;突发漏报;突发迟报;目标未完成;受表彰;国家级荣誉;省级荣誉;市级荣誉 | 省里位次档次 类别=末位 | 84.5 |  |
| e4b | 突发信息、目标、位次、荣誉 |  | 省里位次档次 类别=倒数第四 | 99 |  |
"""


@pytest.mark.parametrize("row", table(CASES), ids=lambda row: row["例"])
def test_a_scheme_gives_what_was_worked_out_by_hand(row: dict[str, str]) -> None:
    happened = events(row["事件"].replace(";", "\n"))
    measured = figures(row["数据"].replace(";", "\n"))
    (one,) = scored(scheme_of(row["方案"]), happened, measured).units
    assert half_up(one.total) == float(row["得分"])
    assert one.grade == row["等次"]


def test_whole_steps_are_an_option_of_the_row() -> None:
    scheme = scheme_of("计划完成每2个点1分", 自定计划={"step": 2})
    (one,) = scored(scheme, measured=figures("自定计划 计划=100 完成=91")).units
    assert one.total == 16


def test_below_the_bonus_line_nobody_is_praised() -> None:
    scheme = scheme_of("目标管理四六分担")
    (one,) = scored(scheme, events("配合不力未完成 牵头 ×4")).units
    assert (one.total, one.marks) == (88, ("不发奖励、通报（奖励线）",))


def test_the_mean_of_the_units_is_the_score_of_the_post_above_them() -> None:
    found = of_leaders({"甲": 96.0, "乙": 91.5, "丙": 88.0}, {"副市长": ["甲", "乙", "丙", "丁"]})
    assert half_up(found["副市长"]) == 91.83


# 14 ballots; the printed marks and places of thirteen counties
BALLOTS = {
    "兖州": 95.71, "高新": 91.64, "邹城": 88.14, "曲阜": 87.79, "任城": 86.43, "金乡": 81.50,
    "微山": 80.79, "泗水": 80.14, "嘉祥": 77.93, "汶上": 77.93, "梁山": 75.50, "鱼台": 73.43,
    "经开": 69.07,
}  # fmt: skip


def test_equal_printed_figures_share_a_place_as_a_real_list_has_it() -> None:
    places = [r.rank for r in ranked(BALLOTS)]
    assert places == [1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 11, 12, 13]
    assert [r.rank for r in ranked(BALLOTS, ties=DENSE)][-3:] == [10, 11, 12]
    wholes = [half_up(14 * mark, 0) for mark in BALLOTS.values()]
    assert all(half_up(w / 14) == mark for w, mark in zip(wholes, BALLOTS.values(), strict=True))
    assert sum(wholes) == 14 * sum(100 - 3 * k for k in range(13)) == 14924


def test_ballots_by_places_are_the_mean_of_their_marks() -> None:
    assert by_places([1] * 13) == 82
    assert by_places([0, 0]) is None


@pytest.mark.parametrize(("ties", "fourth"), [("1224", 5.1), ("1223", 5.4)])
def test_what_follows_two_seconds_is_the_offices_choice(ties: str, fourth: float) -> None:
    scheme = scheme_of("争先进位", 并列={"scale": ties})
    units = dict(zip("甲乙丙丁戊", (11.2, 10.0, 10.0, 9.1, 7.5), strict=True))
    found = score(
        scheme, {"县": list(units)}, [],
        [ScoreFigure(u, "固定资产投资增速", value=v) for u, v in units.items()],
    )  # fmt: skip
    points = [half_up(s.part("指标")) for s in found.units]
    assert points[:4] == [6, 5.7, 5.7, fourth]


def test_a_gate_takes_back_what_was_added_behind_it() -> None:
    scheme = scheme_of("争先进位")
    measured = [
        ScoreFigure("甲", "月度排名分", value=9), ScoreFigure("甲", "地区生产总值增速", value=7.9),
        ScoreFigure("甲", "固定资产投资增速", value=12), ScoreFigure("甲", "财政收入增速", value=12),
    ]  # fmt: skip
    (one,) = score(scheme, {"县": ["甲"]}, [], measured).units
    assert one.part("月度前三") == 0


def test_the_first_by_a_tie_is_a_first() -> None:
    scheme = scheme_of("五率红黑榜")
    measured = [ScoreFigure(u, "签约率", 100, 110) for u in "甲乙"] + [
        ScoreFigure("丙", "签约率", 100, 90)
    ]
    found = score(scheme, {"县": ["甲", "乙", "丙"]}, [], measured)
    assert [s.total for s in found.units] == [1, 1, 0]


BANDS = """
| 分档                          | 缺口                |
|-------------------------------|---------------------|
| [85,90):-3；(80,85):-4；<80:-5 | 80没有档            |
| [85,90):-3；[80,85):-4；<80:-5 |                     |
| [80,90]:1；[90,100]:2         | 90有两档            |
| [0,50]:1；[60,100]:2          | 50到60没有档        |
| [0,60]:1；[50,100]:2          | 50到60有两档        |
| 80以下:1；80以上:2            |                     |
| ≤80:1；>80:2                  |                     |
"""


@pytest.mark.parametrize("row", table(BANDS), ids=lambda row: row["分档"])
def test_gaps_and_overlaps_of_bands_are_named(row: dict[str, str]) -> None:
    bands = read_bands(row["分档"])
    assert not isinstance(bands, str)
    assert "；".join(faults(bands)).replace("60到50", "50到60") == row["缺口"]


@pytest.mark.parametrize("text", ["", "高:好", "5", "90:", "1:2；2", "1:2；1:3"])
def test_what_is_no_scale_is_named(text: str) -> None:
    assert isinstance(read_curve(text), str)
    assert isinstance(read_words(text), str)


BAD_ROWS = """
| 行                                                                  | 代码 |
|---------------------------------------------------------------------|------|
| item=甲 method=随便                                                 | K101 |
| item=甲 method=分档 scale=看着办                                    | K102 |
| item=甲 method=分档 scale=[0,50):1；(50,100]:2                      | K103 |
| item=甲 method=每次                                                 | K104 |
| item=甲 method=每次 points=1 role=60%                               | K108 |
| item=甲 method=每次 points=1 least=5 most=1                         | K109 |
| item=甲 method=倍数 part=开发区 scale=开发区:2                      | K110 |
"""


@pytest.mark.parametrize("row", table(BAD_ROWS), ids=lambda row: row["代码"])
def test_a_row_that_cannot_be_used_is_named_and_stops_no_other(row: dict[str, str]) -> None:
    found = dict(piece.split("=", 1) for piece in row["行"].split())
    known = {"points", "least", "most"}
    bad = {k: float(v) if k in known else v for k, v in found.items()}
    good = {"item": "基础分", "method": "基本分", "points": 60}
    scheme, issues = read_scheme(rows_of([bad, good]))
    assert [i.code for i in issues] == [row["代码"]]
    assert scored(scheme).units[0].total == 60


@pytest.mark.parametrize("text", ["", "高:好", "[1,2:3", "[9,1]:2", "90:", "[a,2]:3"])
def test_what_are_no_bands_is_named(text: str) -> None:
    assert isinstance(read_bands(text), str)


def test_a_scheme_without_a_row_is_named() -> None:
    assert [i.code for i in read_scheme(rows_of([]))[1]] == ["K106"]


def test_a_figure_without_its_plan_leaves_the_line_out_and_is_named() -> None:
    found = scored(scheme_of("责任书分档"), measured=figures("责任目标 计划=0 完成=5"))
    assert [i.code for i in found.issues] == ["K111"]
    assert found.units[0].lines == ()
    both = figures("责任目标 计划=1 完成=1") * 2
    assert "K117" in [i.code for i in scored(scheme_of("责任书分档"), measured=both).issues]
    assert "K105" in [i.code for i in scored(scheme_of("责任书分档")).issues]


def test_a_figure_in_a_gap_is_named() -> None:
    scheme, _ = read_scheme(
        rows_of([{"item": "率", "method": "分档", "takes": "率", "scale": "(80,90):1；<80:0"}])
    )
    found = scored(scheme, measured=figures("率 数值=80"))
    assert [i.code for i in found.issues] == ["K118"]


def test_one_task_is_scored_once_at_its_highest() -> None:
    scheme = scheme_of("县督查室80分制")
    twice = [
        ScoreEvent(UNIT, "按时完成", "牵头", task_id="T"),
        ScoreEvent(UNIT, "按时完成", "配合", task_id="T"),
    ]
    (one,) = scored(scheme, twice).units
    assert one.total == 82
    assert [line.points for line in one.lines[1:]] == [2, 0]


def test_rounding_is_half_up_on_what_is_written() -> None:
    assert [half_up(v) for v in (0.125, 2.675, 1.005, -0.125)] == [0.13, 2.68, 1.01, -0.13]


def test_black_lists_hold_only_who_missed_and_may_be_shorter() -> None:
    rows = ranked({"甲": 120, "乙": 101, "丙": 100, "丁": 80})
    assert [r.unit for r in bottom(rows, 3, {"丁"})] == ["丁"]
    posted = Posted("黑榜", first=1, last=3, only_missed=True, target=100)
    (group,) = post(posted, {"县": ["甲", "乙", "丙", "丁"]}, {r.unit: r.value for r in rows})
    assert [r.unit for r in group.black] == ["丁"]
    assert [r.unit for r in group.red] == ["甲"]


def test_a_red_flag_needs_its_score() -> None:
    posted = Posted("流动红旗", first=1, least=90)
    (group,) = post(posted, {"县": ["甲", "乙"]}, {"甲": 89.9, "乙": 80})
    assert group.red == ()
    (group,) = post(posted, {"县": ["甲", "乙"]}, {"甲": 90, "乙": 90})
    assert [r.unit for r in group.red] == ["甲", "乙"]


# the figures of a group; who is red, black, speaks, explains; how many are too many to call out
CROWDS = """
| 情形               | 数值                    | 红   | 黑   | 交流     | 检讨 | 交流并列 | 检讨并列 |
|--------------------|-------------------------|------|------|----------|------|----------|----------|
| 都一样             | 100 100 100 100 100     |      |      |          |      | 0        | 0        |
| 三家都一样         | 90 90 90                |      |      |          |      | 0        | 0        |
| 只有两家，一样     | 90 90                   | AB   |      | AB       |      | 0        | 0        |
| 只有一家           | 90                      | A    |      | A        |      | 0        | 0        |
| 一家落后           | 100 100 100 100 100 70  | ABCDE | F   |          | F    | 5        | 0        |
| 一家领先           | 100 80 80 80 80 80      | A    | BCDEF | A       |      | 0        | 5        |
| 各不相同           | 99 98 97 96             | A    | D    | AB       | D    | 0        | 0        |
| 印出来一样         | 99.996 100.004 100      |      |      |          |      | 0        | 0        |
"""


@pytest.mark.parametrize("row", table(CROWDS), ids=lambda row: row["情形"])
def test_where_nobody_is_ahead_nobody_is_first(row: dict[str, str]) -> None:
    values = {chr(65 + n): float(v) for n, v in enumerate(row["数值"].split())}
    speaks = 2 if row["情形"] in {"各不相同", "只有两家，一样"} else 1
    posted = Posted("榜", first=1, last=1, speaks=speaks, explains=1)
    (group,) = post(posted, {"县": list(values)}, values)
    found = {"红": group.red, "黑": group.black, "交流": group.speaks, "检讨": group.explains}
    assert {k: "".join(r.unit for r in own) for k, own in found.items()} == {
        k: row[k] for k in found
    }
    assert (group.speak_ties, group.explain_ties) == (int(row["交流并列"]), int(row["检讨并列"]))


# who is in which group and of which kind, what happened; what is said of it
LEVEL = """
| 情形           | 甲局       | 乙局       | 丙镇政府 | 事件       | 代码 |
|----------------|------------|------------|----------|------------|------|
| 都空着，混着排 |            |            |          | 甲局       | K128 |
| 都一样         | 县直       | 县直       | 县直     |            | K127 |
| 有一家加了分   | 县直       | 县直       | 县直     | 甲局       |      |
| 分了组         | 县直       | 县直       | 乡镇     |            |      |
"""


@pytest.mark.parametrize("row", table(LEVEL), ids=lambda row: row["情形"])
def test_what_to_fill_in_is_said_where_all_came_out_the_same(row: dict[str, str]) -> None:
    scheme = [{"item": "基础", "method": "基本分", "points": 100},
              {"item": "表扬", "method": "每次", "takes": "县领导表扬", "points": 2}]  # fmt: skip
    units = ("甲局", "乙局", "丙镇政府")
    plan = plan_scoring(scoring_past(
        "2022-06", "自定", {"自定": scheme},
        units=sheet_rows("units", *({"unit": u, "ranking": row[u]} for u in units)),
        tasks=sheet_rows("tasks", *({"task_id": u, "lead": u} for u in units)),
        score_events=sheet_rows("score_events", *(
            {"when": date(2022, 6, 10), "unit": row["事件"], "event": "县领导表扬", "evidence": "第3期"},
        ) if row["事件"] else ()),
    ))  # fmt: skip
    codes = {i.code for i in plan.issues} - {"K103"}
    assert codes == ({row["代码"]} if row["代码"] else set())
    for issue in plan.issues:
        if issue.code == "K127":
            assert "3家都是100分" in issue.message
            assert "表扬" in issue.message


def test_a_unit_in_two_groups_is_ranked_once_and_named() -> None:
    groups, several = groups_of(
        [("甲", "一"), ("甲", "二"), ("乙", "二"), ("丙", "不排")], {"不排"}
    )
    assert groups == {"一": ["甲"], "二": ["乙"]}
    assert several == {"甲": ("一", "二")}


def test_opinions_count_what_was_said() -> None:
    said = Opinion(
        {"非常满意": 50, "满意": 30, "不满意": 20, "不了解": 100}, 400, mended=15, replied=20
    )
    assert (said.good_share, said.voted_share, said.mended_share, said.replied_share) == (
        0.8, 0.25, 0.75, 1.0,
    )  # fmt: skip
    assert Opinion({"不了解": 9}).good_share is None
    assert weighted({"不了解": 3}, {"满意": 100}) is None


UNITS = st.dictionaries(
    st.text("甲乙丙丁戊己庚辛", min_size=1, max_size=3),
    st.floats(-1000, 1000, allow_nan=False), min_size=1, max_size=30,
)  # fmt: skip


@given(UNITS, st.integers(0, 40))
def test_places_follow_the_printed_figures(values: dict[str, float], count: int) -> None:
    rows = ranked(values)
    assert sorted(r.unit for r in rows) == sorted(values)
    for row in rows:
        assert row.rank == 1 + sum(other.value > row.value for other in rows)
        assert row.tied == (sum(other.value == row.value for other in rows) > 1)
    for found in (top(rows, count), bottom(rows, count)):
        assert len(found) >= min(count, len(rows))
        edge = {r.value for r in found}
        assert all((r.value in edge) == (r in found) for r in rows)


LINES = st.lists(st.tuples(st.sampled_from(["按时完成", "逾期未完成", "通报表扬"]),
                           st.sampled_from(["牵头", "配合"]), st.integers(0, 5)), max_size=20)  # fmt: skip


@given(LINES)
@settings(deadline=None)  # the first sum imports pandas
def test_a_total_is_the_sum_of_its_lines_and_keeps_its_limits(
    happened: list[tuple[str, str, int]],
) -> None:
    found = [ScoreEvent(UNIT, name, role, task_id=str(n)) for name, role, n in happened]
    result = scored(scheme_of("县督查室80分制"), found)
    (one,) = result.units
    assert 0 <= one.total <= 100
    sums = part_sums(result.units)
    assert half_up(sum(sums.values()), 6) == half_up(one.total, 6)
    assert all(half_up(one.part(p), 6) == half_up(v, 6) for (_, p), v in sums.items())
    assert half_up(sum(map(one.part, {x.item.part for x in one.lines})), 6) == half_up(one.total, 6)


# ---------------------------------------------------------------- over periods, leaders, projects

ROSTER = sheet_rows("units", *({"unit": u, "ranking": "县直"} for u in ("甲局", "乙局", "丙局")))
MONTHS = {"甲局": (86, 90), "乙局": (80, 80), "丙局": ()}
YEAR: list[dict[str, object]] = [
    {"item": "年终考核", "method": "加权", "takes": "年终得分", "points": 1, "part": "年终"},
    {"item": "期次权重", "method": "权重", "scale": "月:10；半年:45；年:45"},
    {"item": "等次", "method": "等次", "scale": "<80:一般；[80,90):良好；[90,]:优秀"},
]


def recorded_scores(halves: Mapping[str, float]) -> LedgerRows:
    rows = [
        {"period": f"2022-{n:02}", "scheme": "年度", "unit": unit, "score": float(score)}
        for unit, own in MONTHS.items() for n, score in enumerate(own, start=1)
    ]  # fmt: skip
    rows += [
        {"period": "2022-H1", "scheme": "年度", "unit": u, "score": s} for u, s in halves.items()
    ]
    rows.append({"period": "2021-12", "scheme": "年度", "unit": "丙局", "score": 99.0})
    rows.append({"period": "2022-03", "scheme": "别的", "unit": "丙局", "score": 99.0})
    return sheet_rows("scores", *rows)


def test_a_year_is_made_of_its_months_its_half_and_its_own_points() -> None:
    figures_ = sheet_rows("score_figures", *(
        {"period": "2022", "unit": u, "item": "年终得分", "value": v}
        for u, v in (("甲局", 95.0), ("乙局", 70.0), ("丙局", 90.0))
    ))  # fmt: skip
    plan = plan_scoring(scoring_past(
        "2022", "年度", {"年度": YEAR}, units=ROSTER, score_figures=figures_,
        scores=recorded_scores({"甲局": 92.0, "乙局": 60.0, "丙局": 90.0}),
    ))  # fmt: skip
    found = {s.unit: s for s in plan.scores.units}
    assert {u: half_up(s.total) for u, s in found.items()} == {"甲局": 92.95, "乙局": 66.5}
    assert {u: s.grade for u, s in found.items()} == {"甲局": "优秀", "乙局": "一般"}
    codes = [i.code for i in plan.issues]
    assert codes.count("K131") == 1, "丙局 has no month"
    assert codes.count("K132") == 2, "ten months and a half of the others are missing"
    for one in found.values():
        assert sum(line.points for line in one.lines) == pytest.approx(one.total)
    months = next(x for x in found["甲局"].lines if x.item.name == "月得分")
    assert len(months.places) == 2
    assert all(p.sheet == "考核得分" for p in months.places)


def test_the_year_of_large_projects_is_that_of_the_worked_case() -> None:
    """月均88%、半年92%、年终95%，满分300：92.95%，278.85分。"""
    items = [str(r["takes"]) for r in SCHEMES["重大项目300分"] if r.get("takes")]
    assert len(items) == 18, "three lists, three trades, the year and the month"
    measured = sheet_rows("score_figures", *(
        {"period": "2022", "unit": "甲局", "item": name, "plan": 100.0, "done": 95.0} for name in items
    ))  # fmt: skip
    known = sheet_rows("scores", *(
        {"period": period, "scheme": "重大项目300分", "unit": "甲局", "score": 3 * share}
        for period, share in (("2022-01", 86.0), ("2022-02", 90.0), ("2022-H1", 92.0))
    ))  # fmt: skip
    plan = plan_scoring(scoring_past("2022", "重大项目300分", SCHEMES, units=ROSTER,
                                     score_figures=measured, scores=known))  # fmt: skip
    assert half_up(plan.by_unit["甲局"].total) == 278.85


def test_a_quarter_is_the_mean_of_its_months_where_the_scheme_says_so() -> None:
    rows: list[dict[str, object]] = [
            {"item": "表扬", "method": "每次", "takes": "表扬", "points": 5},
            {"item": "期次权重", "method": "权重", "scale": "月:100"}]  # fmt: skip
    plan = plan_scoring(scoring_past(
        "2022-Q1", "年度", {"年度": rows}, units=ROSTER, scores=recorded_scores({}),
    ))  # fmt: skip
    assert {s.unit: s.total for s in plan.scores.units} == {"甲局": 88, "乙局": 80}
    month = plan_scoring(scoring_past(
        "2022-01", "年度", {"年度": rows}, units=ROSTER, scores=recorded_scores({}),
    ))  # fmt: skip
    assert not month.scores.units, "a month is not made of other periods"


def test_leaders_are_ranked_by_the_units_they_oversee() -> None:
    figures_ = sheet_rows("score_figures", *(
        {"period": "2022", "unit": u, "item": "绩效得分", "value": v}
        for u, v in (("甲局", 96.0), ("乙局", 91.5), ("丙局", 88.0))
    ), {"period": "2022", "unit": "丙局", "item": "分管领导", "word": "副市长（农业）"})  # fmt: skip
    tasks = sheet_rows("tasks", *(
        {"task_id": f"T{n}", "lead": lead, "leader": who}
        for n, (lead, who) in enumerate((("甲局", "副市长（工业）"), ("甲局、乙局", "副市长（工业）"),
                                         ("丙局", "副市长（工业）")))
    ))  # fmt: skip
    lists_ = sheet_rows("rank_lists", {"list": "战线榜", "basis": "分管领导", "first": 1.0})
    rows = [{"item": "绩效", "method": "加权", "takes": "绩效得分", "points": 1}]
    past = scoring_past("2022", "绩效", {"绩效": rows}, units=ROSTER, score_figures=figures_,
                        tasks=tasks, rank_lists=lists_)  # fmt: skip
    found = plan_scoring(past).leaders
    assert [(r.unit, r.value, r.rank) for r in found.places] == [
        ("副市长（工业）", 93.75, 1), ("副市长（农业）", 88.0, 2),
    ]  # fmt: skip
    assert found.whole is not None
    assert half_up(found.whole) == 91.83, "the head is the mean of all"
    posted = plan_posting(past)
    assert isinstance(posted, PostPlan)
    (group,) = posted.lists[0].groups
    assert [r.unit for r in group.red] == ["副市长（工业）"]


# what each unit is, and on which of the shipped lists without groups it may stand
KINDS_OF_UNITS = """
| 单位             | 类型     | 部门红黑榜 | 乡镇排序榜 | 流动红旗 |
|------------------|----------|------------|------------|----------|
| 县教育局         | 县直部门 | 是         |            | 是       |
| 市民政局         | 市直部门 | 是         |            | 是       |
| 河湾镇人民政府   | 乡镇     |            | 是         | 是       |
| 城关街道办事处   | 街道     |            | 是         | 是       |
| 青石乡政府       |          |            | 是         | 是       |
| 县水务局         |          | 是         |            | 是       |
| 示例开发区管委会 | 开发区   |            |            | 是       |
"""


# what was written down of a unit for a list of rates, and what the list shows of it
RATES = """
| 计划 | 完成 | 数值 | 列出 | 代码 |
|------|------|------|------|------|
| 10   | 9    |      | 90   |      |
|      | 9    |      |      | K111 |
| 0    | 9    |      |      | K111 |
|      |      | 88.5 | 88.5 |      |
"""


@pytest.mark.parametrize("row", table(RATES), ids=lambda row: "".join(row.values()))
def test_what_was_done_is_no_rate_without_its_plan(row: dict[str, str]) -> None:
    given = {"plan": row["计划"], "done": row["完成"], "value": row["数值"]}
    figure = {k: float(v) for k, v in given.items() if v}
    plan = plan_posting(scoring_past(
        "2022-06", "自定", {"自定": [{"item": "基础", "method": "基本分", "points": 100}]},
        units=sheet_rows("units", {"unit": "甲局", "ranking": "县直"}, {"unit": "乙局", "ranking": "县直"}),
        score_figures=sheet_rows(
            "score_figures", {"period": "2022-06", "unit": "甲局", "item": "签约落地", **figure},
            {"period": "2022-06", "unit": "乙局", "item": "签约落地", "plan": 4.0, "done": 1.0},
        ),
        rank_lists=sheet_rows(
            "rank_lists", {"list": "招商榜", "basis": "签约落地", "measure": "%", "first": 1.0}
        ),
    ))  # fmt: skip
    assert isinstance(plan, PostPlan)
    shown = {r.unit: r.value for g in plan.lists[0].groups for r in g.rows}
    assert shown == {"乙局": 25.0} | ({"甲局": float(row["列出"])} if row["列出"] else {})
    assert {i.code for i in plan.issues if i.code.startswith("K11")} == ({row["代码"]} - {""})
    assert ("甲局" in plan.lists[0].idle) is (not row["列出"])


def test_a_list_of_departments_holds_no_township_and_the_other_way_round() -> None:
    rows = table(KINDS_OF_UNITS)
    lists_ = ("部门红黑榜", "乡镇排序榜", "流动红旗")
    past = scoring_past(
        "2022", "绩效", {"绩效": [{"item": "绩效", "method": "加权", "takes": "绩效得分", "points": 1}]},
        units=sheet_rows("units", *({"unit": r["单位"], "unit_type": r["类型"]} for r in rows)),
        score_figures=sheet_rows("score_figures", *(
            {"period": "2022", "unit": r["单位"], "item": "绩效得分", "value": 90.0 + n}
            for n, r in enumerate(rows)
        )),
        rank_lists=sheet_rows("rank_lists", *({"list": name, "first": 3.0} for name in lists_)),
    )  # fmt: skip
    posted = plan_posting(past)
    assert isinstance(posted, PostPlan)
    found = {p.posted.name: {r.unit for g in p.groups for r in g.rows} for p in posted.lists}
    assert found == {name: {r["单位"] for r in rows if r[name]} for name in lists_}


PROJECTS = """
| 编号 | 性质 | 类型   | 属地 | 引进 | 级别 | 计划   | 累计  | 计划开工   | 开工       | 入库       |
|------|------|--------|------|------|------|--------|-------|------------|------------|------------|
| P1   | 续建 | 工业   | 甲局 |      |      | 20000  | 9000  |            | 2021-03-01 |            |
| P2   | 新开 | 民生   | 甲局 | 乙局 | 省   | 60000  | 60000 | 2022-06-01 | 2022-06-10 | 2022-06-20 |
| P3   | 新开 | 民生   | 乙局 |      |      | 5000   | 0     | 2022-06-05 |            |            |
| P4   | 新开 | 基础   | 集聚区 |    |      | 5000   | 0     |            |            |            |
"""


def project_rows() -> LedgerRows:
    return sheet_rows("projects", *(
        {"project_id": r["编号"], "name": r["编号"], "nature": r["性质"], "project_kind": r["类型"],
         "place": r["属地"], "origin": r["引进"], "project_level": r["级别"],
         "year_plan": float(r["计划"]), "year_done": float(r["累计"]),
         "start_plan": day(r["计划开工"]) or "", "started_on": day(r["开工"]) or "",
         "stored_on": day(r["入库"]) or ""}
        for r in table(PROJECTS)
    ))  # fmt: skip


def of_projects(period: str, scheme: str) -> ScorePlan:
    past = scoring_past(period, scheme, SCHEMES, units=ROSTER)
    tables = {name: sheet_rows(name) for name in ("project_months", "tasks", "reports")}
    projects = past_of(past.period, past.on, {**tables, "projects": project_rows()}, {})
    happened, measured, doubts = earned(projects, past.roster)
    assert [i.code for i in doubts] == ["K133"], "P4 lies where no unit of the roster is"
    return plan_scoring(replace(past, events=happened, figures=measured, doubts=doubts))


def test_projects_are_scored_one_by_one_and_summed_to_the_unit_that_brought_them() -> None:
    plan = of_projects("2022-06", "项目月度计分")
    found = {s.unit: s.total for s in plan.scores.units}
    # P1 续建2＋计划2亿6＋产业15＋60×0.45＝50；P2 新开5＋6亿10＋民生8＋60＋省考核20；P3 新开5＋0.5亿3＋民生8
    assert found["甲局"] == 50
    assert found["乙局"] == pytest.approx(103 + 16)
    lines = plan.by_unit["乙局"].lines
    assert len([x for x in lines if x.item.name == "新开续建"]) == 2, "a line a project"
    assert "K133" in {i.code for i in plan.issues}
    assert plan.scores.idle == ("丙局",), "who has no project is not last among those who have"


def test_what_happened_to_a_project_counts_in_its_month_and_for_who_brought_it() -> None:
    june = {s.unit: s.part("建设") for s in of_projects("2022-06", "谋划建设双百分").scores.units}
    july = {s.unit: s.part("建设") for s in of_projects("2022-07", "谋划建设双百分").scores.units}
    assert june.get("乙局") == 2, "入库 of P2, brought by 乙局"
    assert not june.get("甲局")
    assert not july.get("乙局"), "scored once"


def test_rates_of_a_units_projects_are_figures_of_the_unit() -> None:
    plan = of_projects("2022-06", "重点工程金银奖")
    assert plan.by_unit["乙局"].part("计划完成") == pytest.approx(25 - 0.1 * (100 - 6 / 6.5 * 100))
    assert plan.by_unit["乙局"].part("扣分") == -3, "P3 did not start"
