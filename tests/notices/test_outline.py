"""Outline: numbers, headings, what a clause covers, what is no task."""

from datetime import date

import pytest

from taizhang.notices import split_notice
from taizhang.notices.text.markers import marker_at_start, markers_inside
from tests.notices.rows import rows

ISSUED = date(2022, 5, 18)
MARKERS = rows("""
| 行 | 标号 | 里面 |
| 一、指导思想 | 一 | |
| (一)加强领导 | (一) | |
| （十二）加强领导 | (十二) | |
| 1.带头解放思想。(1)召开会议。(2)收看专题 | 1 | (1) (2) |
| ①甲 | ① | |
| 2.提升效能。一是强化;二是落实;三是督查 | 2 | 一 二 三 |
| 第一阶段(8月至12月):排查 | 第一阶段 | |
| 问题三：污水直排 | 问题三 | |
| 1.1总体要求 | 1.1 | |
| 二、十大重点任务 | 二 | |
| 一、2022年主要目标 | 一 | |
| 三、四季度完成整改 | | |
| 2022年底前完成 | | |
| 10月底前完成 | | |
| 3.5亿元 | | |
| 各单位一是要认识到位 | | |
| 开展检查(1)项 | | |
""")


@pytest.mark.parametrize("row", MARKERS, ids=lambda row: row["行"])
def test_markers_are_found_at_the_start_and_in_sequence_inside(row: dict[str, str]) -> None:
    plain = row["行"].translate(str.maketrans("（）：", "():"))

    first = marker_at_start(plain)

    assert (first.printed if first else "") == row["标号"]
    inside = [] if row["行"].endswith(")项") else markers_inside(plain, first)
    assert " ".join(marker.printed for marker in inside) == row["里面"]


def numbers(text: str) -> list[str]:
    return [task.number for task in split_notice(text, ISSUED).tasks]


def leads(text: str) -> list[tuple[str, tuple[str, ...]]]:
    tasks = split_notice(text, ISSUED).tasks
    return [(task.number, task.clause.lead if task.clause else ()) for task in tasks]


def test_numbers_are_the_path_from_the_top() -> None:
    text = "三、任务\n(一)甲类\n1.抓项目。(1)开展排查整治。(2)开展集中攻坚。\n2.开展督查检查。\n(二)开展复查。"

    assert numbers(text) == ["三(一)1(1)", "三(一)1(2)", "三(一)2", "三(二)"]


def test_a_clause_covers_the_sentences_since_the_clause_before_it() -> None:
    text = "1.甲项。(1)建立台账。〔牵头部门:县甲局〕(2)开展走访。(3)开展包保。〔牵头部门:县乙局〕"

    assert leads(text) == [("1(1)", ("县甲局",)), ("1(2)", ("县乙局",)), ("1(3)", ("县乙局",))]


def test_a_clause_at_a_paragraphs_end_covers_its_items() -> None:
    text = "1.甲项。(1)建立台账。(2)开展走访。〔牵头部门:县甲局〕"

    assert leads(text) == [("1(1)", ("县甲局",)), ("1(2)", ("县甲局",))]


def test_the_first_listed_leads_from_where_the_rule_is_set() -> None:
    text = (
        "1.开展走访。(责任单位:市甲局、市乙局)\n"
        "2.开展包保。(责任单位:市丙局、市丁局,排在第一位的为牵头单位,下同)\n"
        "3.开展攻坚。(责任单位:各区政府、市戊局)\n"
        "4.开展会战。(责任单位:市己局、市庚局,分别牵头)"
    )

    assert leads(text) == [
        ("1", ()),
        ("2", ("市丙局",)),
        ("3", ()),
        ("4", ("市己局", "市庚局")),
    ]


def test_a_rule_in_a_note_holds_for_the_whole() -> None:
    text = "1.开展走访。(责任单位:市甲局、市乙局)\n注：责任单位中列首位的为牵头单位。"

    assert leads(text) == [("1", ("市甲局",))]


def test_two_dates_in_an_item_make_two_tasks() -> None:
    text = "1.落实政策,4月末前全面梳理各类惠企政策并公布。5月末前组织部门作一次大范围的宣讲。"

    tasks = split_notice(text, ISSUED).tasks

    assert [(t.number, str(t.deadlines[0].due)) for t in tasks] == [
        ("1a", "2022-04-30"),
        ("1b", "2022-05-31"),
    ]


def test_a_heading_dates_the_tasks_below_that_print_no_date() -> None:
    text = "(一)自查阶段(2022年8月)\n1.建立问题台账。\n2.9月10日前开展复查。"

    dues = [str(t.deadlines[0].due) for t in split_notice(text, ISSUED).tasks]

    assert dues == ["2022-08-31", "2022-09-10"]


@pytest.mark.parametrize(
    "text",
    [
        "一、总体要求\n坚持问题导向,提升服务水平。",
        "四、工作要求\n(一)提高认识。各单位要高度重视。",
        "四、工作要求\n(一)严肃问责。对工作推进不力的单位,按月进行约谈。",
        "各乡镇:\n现将方案印发给你们,请认真贯彻执行。",
        "以上人员如有变动,由继任者接替,不再另行发文。",
    ],
)
def test_aims_demands_and_threats_are_no_tasks(text: str) -> None:
    assert numbers(text) == []


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("为改善民生,加快推进农贸市场改造,完善配套设施。", "加快推进农贸市场改造"),
        ("通过搭建合作平台,促进科技成果转化。", "促进科技成果转化"),
        ("带头服务企业发展。对规上企业开展一次走访。", "带头服务企业发展"),
        ("6月底前,完成方案编制并组织实施。", "完成方案编制并组织实施"),
        ("力争污水处理厂年内实现市场化运营。", "污水处理厂年内实现市场化运营"),
    ],
)
def test_a_title_is_a_short_part_of_the_sentence(sentence: str, title: str) -> None:
    (task,) = split_notice(f"1.{sentence}", ISSUED).tasks

    assert task.title == title
    assert task.title in sentence


def test_two_notices_keep_their_own_dates() -> None:
    notice = split_notice(
        "甲县办公室关于开展春耕的通知\n甲办发〔2023〕4号\n各乡镇人民政府：\n"
        "一、备足农资。3月底前储备化肥。\n甲县办公室\n2023年2月20日\n"
        "甲县办公室关于清雪的通知\n甲办发〔2022〕31号\n各乡镇人民政府：\n"
        "一、落实保障。11月底前采购机械。\n甲县办公室\n2022年10月18日\n"
    )

    assert [part.issued for part in notice.parts] == [date(2023, 2, 20), date(2022, 10, 18)]
    assert [str(t.deadlines[0].due) for t in notice.tasks] == ["2023-03-31", "2022-11-30"]


@pytest.mark.parametrize(
    ("text", "issued"),
    [
        ("甲县政府\n2022年5月18日\n一、开展走访。", date(2022, 5, 18)),
        ("二〇〇七年四月十三日\n一、开展走访。", date(2007, 4, 13)),
        ("发文日期:2022-05-20 10:54\n成文日期:2022-05-18\n一、开展走访。", date(2022, 5, 18)),
        ("发布时间:2020-08-06 10:40\n2020年8月4日\n一、开展走访。", date(2020, 8, 4)),
        ("经2022年5月18日县政府会议通过。\n一、开展走访。", None),
    ],
)
def test_the_date_of_issue_is_found_in_the_notice(text: str, issued: date | None) -> None:
    assert split_notice(text).issued == issued


def test_the_plan_year_stands_in_the_title() -> None:
    notice = split_notice("甲县2023年重点工作要点\n2022年12月28日\n一、任务\n1.6月底前开展走访。")

    assert (notice.plan_year, notice.tasks[0].deadlines[0].due) == (2023, date(2023, 6, 30))
