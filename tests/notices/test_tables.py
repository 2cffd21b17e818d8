"""Tables in a text: rows become tasks, however the cells were cut."""

from datetime import date

import pytest

from taizhang.core.units import Roster
from taizhang.notices import split_notice
from taizhang.notices.drafting import draft_tasks
from taizhang.notices.text.labels import header_role

ISSUED = date(2022, 3, 1)
TABS = (
    "序号\t重点任务\t牵头单位\t责任单位\t完成时限\n"
    "一、项目建设\n"
    "1\t新建学校3所\t县教育局\t县财政局、各乡镇\t9月底\n"
    "2\t改造小区10个\t县住建局\t无\t2022.11"
)
BARS = (
    "| 序号 | 重点任务 | 牵头单位 | 责任单位 | 完成时限 |\n|---|---|---|---|---|\n"
    "| 一、项目建设 |||||\n"
    "| 1 | 新建学校3所 | 县教育局 | 县财政局、各乡镇 | 9月底 |\n"
    "| 2 | 改造小区10个 | 县住建局 | 无 | 2022.11 |"
)
UPRIGHT = (
    "序号\n\n重点任务\n\n牵头单位\n\n责任单位\n\n完成时限\n\n一、项目建设\n\n"
    "1\n\n新建学校3所\n\n县教育局\n\n县财政局、各乡镇\n\n9月底\n\n"
    "2\n\n改造小区10个\n\n县住建局\n\n无\n\n2022.11"
)
SPACED = (
    "序号 重 点 任 务 牵头单位 责任单位 完成时限\n"
    "1 新建学校3所 县教育局 县财政局、各乡镇 9月底\n"
    "2 改造小区10个 县住建局 无 2022.11"
)


@pytest.mark.parametrize(
    "text", [TABS, BARS, UPRIGHT, SPACED], ids=["tabs", "bars", "upright", "spaced"]
)
def test_the_same_table_cut_in_four_ways_gives_the_same_tasks(text: str) -> None:
    tasks = split_notice(f"附表\n{text}\n注：以上任务按季调度。", ISSUED).tasks

    said = [
        (t.number, t.text, t.clause and t.clause.lead, t.clause and t.clause.co, t.deadlines[0].due)
        for t in tasks
    ]
    assert said == [
        ("1", "新建学校3所", ("县教育局",), ("县财政局", "各乡镇"), date(2022, 9, 30)),
        ("2", "改造小区10个", ("县住建局",), (), date(2022, 11, 30)),
    ]


def test_a_spanning_row_heads_the_rows_below() -> None:
    assert split_notice(TABS, ISSUED).tasks[0].headings == ("一、项目建设",)


def test_a_merged_task_cell_serves_the_rows_below() -> None:
    text = "序号\t任务\t责任单位\t时限\n1\t改造道路3条\t城投集团\t8月\n\t\t经开区管委会\t11月"

    said = [
        (t.text, t.clause and t.clause.co, t.deadlines[0].due)
        for t in split_notice(text, ISSUED).tasks
    ]

    assert said == [
        ("改造道路3条", ("城投集团",), date(2022, 8, 31)),
        ("改造道路3条", ("经开区管委会",), date(2022, 11, 30)),
    ]


def test_leaders_in_a_table_are_posts() -> None:
    text = "序号\t任务\t责任领导\t责任单位\n1\t改造道路\t张三 副县长\t城投集团\n2\t改造桥梁\t李四\t城投集团"

    first, second = split_notice(text, ISSUED).tasks

    assert first.clause is not None
    assert second.clause is not None
    assert (first.clause.leaders, second.clause.leaders) == (("副县长",), ())


def test_a_table_without_known_columns_is_context() -> None:
    notice = split_notice("姓名\t性别\n张三\t男", ISSUED)

    assert not notice.tasks


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("序号", "number"), ("重点任务", "task"), ("工作举措及实施计划", "task"), ("责任单位", "co"),
        ("完成节点", "time"), ("竣工日期", "time"), ("办结时点", "time"),
        ("牵头责任单位", "lead"), ("主办", "lead"), ("配合单位或部门", "help"), ("完成时限", "time"),
        ("时间", "time"), ("分管县领导", "leader"), ("整改目标", "goal"), ("备注", "note"),
        ("督导单位", "watch"), ("类别", "kind"), ("甲", ""),
    ],
)  # fmt: skip
def test_headers_are_known_by_their_words(header: str, role: str) -> None:
    assert header_role(header) == role


def test_rows_that_share_a_name_are_told_apart_by_their_content() -> None:
    text = (
        "序号\t重点任务\t工作内容\t责任单位\t时限\n"
        "1\t城市更新\t改造老旧小区30个\t县住建局\t6月底\n"
        "2\t城市更新\t新建停车位500个\t县城管局\t12月\n"
        "3\t生态修复\t造林2000亩以上\t县林业局\t长期坚持"
    )

    titles = [task.title for task in split_notice(text, ISSUED).tasks]

    assert titles == ["改造老旧小区30个", "新建停车位500个", "生态修复"]


ANSWERS = ["即时", "项目开工前", "与省级同步", "竣工验收以后", "按上级要求"]
FORMS = [
    "1.建立走访台账。（牵头单位：县教育局；完成时限：{}）",
    "1.建立走访台账。\n责任单位：县教育局\n完成时限：{}",
    "序号\t工作任务\t责任单位\t完成时限\n1\t建立走访台账\t县教育局\t{}\n2\t开展走访\t县水务局\t9月底前",
]


@pytest.mark.parametrize("form", FORMS, ids=["bracket", "label", "table"])
@pytest.mark.parametrize(("answer", "asked"), [*((a, True) for a in ANSWERS), ("/", False), ("无", False)])  # fmt: skip
def test_a_time_that_is_not_understood_is_kept_and_asked_about(
    form: str, answer: str, asked: bool
) -> None:
    text = "示例县方案\n2022年5月18日\n一、重点任务\n" + form.format(answer) + "\n"
    times = split_notice(text, date(2022, 5, 18)).tasks[0].deadlines
    assert [(time.text, time.vague) for time in times] == ([(answer, True)] if asked else [])


@pytest.mark.parametrize("sign", ["同上", "〃", "″"])
def test_a_cell_that_says_as_above_takes_what_stands_above(sign: str) -> None:
    rows_ = [
        "序号\t任务\t责任单位\t时限",
        "1\t整治河道\t县水利局\t6月底",
        f"2\t清淤12公里\t{sign}\t{sign}",
        f"3\t新建闸门3座\t{sign}\t9月底",
    ]
    tasks = split_notice("\n".join(rows_), date(2022, 5, 18)).tasks

    assert [(t.title, t.clause and t.clause.co, str(t.deadlines[0].due)) for t in tasks] == [
        ("整治河道", ("县水利局",), "2022-06-30"),
        ("清淤12公里", ("县水利局",), "2022-06-30"),
        ("新建闸门3座", ("县水利局",), "2022-09-30"),
    ]


def test_a_head_that_is_a_time_dates_what_its_cells_reach() -> None:
    notice = split_notice(
        "| 序号 | 项目名称 | 责任单位 | 3月底前 | 二季度 | 9月底目标 | 年底 |\n"
        "| 1 | 新建水质净化厂 | 县住建局 | 完成立项 | 开工建设 | 完成主体 | 竣工验收 |\n"
        "| 2 | 改造农贸市场12个 | 县商务局 | | 完成招标 | 改造6个 | 改造12个 |\n",
        date(2025, 1, 10),
    )

    drafts = [draft.values for draft in draft_tasks(notice, Roster(()))]

    assert [(str(d["due"]), d["nodes"], d.get("target")) for d in drafts] == [
        ("2025-12-31", "完成立项|2025-03-31；开工|2025-04-01；完成主体|2025-09-30", None),
        ("2025-12-31", "完成招标|2025-06-30；改造6个|2025-09-30", 12.0),
    ]
