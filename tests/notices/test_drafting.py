"""Drafts of tasks: the number of a target is asked about where the notice prints a range."""

from datetime import date

import pytest

from taizhang.core.units import Roster, Unit
from taizhang.notices import split_notice
from taizhang.notices.drafting import draft_tasks
from tests.notices.rows import rows

TARGETS = rows("""
| 目标 | 先按 | 请核对 |
| 新建学校七八所。 | 7 | “七八所”是7到8，先按7。 |
| 培训农民两三百人次。 | 200 | “两三百人次”是200到300，先按200。 |
| 培育8—10个百亿企业。 | 8 | “8—10个”是8到10，先按8。 |
| 新建学校八所。 | 8 | |
""")


@pytest.mark.parametrize("row", TARGETS, ids=lambda row: row["目标"])
def test_a_range_is_asked_about_and_a_number_is_not(row: dict[str, str]) -> None:
    text = f"一、{row['目标']}（责任单位：县教育局，2022年9月底前完成）"
    (draft,) = draft_tasks(split_notice(text, issued=date(2022, 1, 5)), Roster(()))

    asked = [issue.message for issue in draft.issues if issue.code == "N214"]

    assert draft.values["target"] == float(row["先按"])
    assert asked == ([row["请核对"]] if row["请核对"] else [])
    assert ("target" in draft.doubtful) == bool(asked)


CELLS = rows("""
| 方案 | 黄格 |
| 1.新建学校8所。（牵头单位：县教育局，2022年9月底前完成） | |
| 1.新建学校8所。（责任单位：县教育局、县住建局，2022年9月底前完成） | lead,co |
| 1.新建学校8所。（牵头单位：县教育局；配合单位：有关部门，2022年9月底前完成） | co |
| 1.新建学校8所。（责任单位：县教育局；配合单位：县住建局、县财政局，2022年9月底前完成） | |
| 1.新建学校8所。（县教育局负责，县住建局配合，2022年9月底前完成） | |
| 1.新建学校8所。（责任单位：县教育局、县住建局；配合单位：县财政局，2022年9月底前完成） | lead,co |
| 1.每季度走访企业不少于3家。（责任单位：县教育局，2022年9月底前完成） | target |
| 1.新建学校8所。 | lead,co |
| 1.尽快新建学校8所。（牵头单位：县教育局） | due |
| 1.新建学校8所、改造食堂3处。（牵头单位：县教育局） | target |
| （一）建设阶段（2022年9月）⏎1.新建学校8所。（牵头单位：县教育局） | due |
| 一、建校专班⏎组长：副县长⏎副组长：县教育局局长⏎任务：新建学校8所。 | lead,co |
""")


@pytest.mark.parametrize("row", CELLS, ids=lambda row: row["方案"][:24])
def test_each_yellow_cell_says_why_and_the_others_are_white(row: dict[str, str]) -> None:
    (draft,) = draft_tasks(split_notice(row["方案"], issued=date(2022, 1, 5)), Roster(()))

    assert draft.doubtful == set(filter(None, row["黄格"].split(",")))
    assert bool(draft.values["doubt"]) == bool(row["黄格"])


def test_what_is_doubtful_is_found_once() -> None:
    notice = split_notice("2022年5月18日\n1.尽快走访企业3家、学校5所。")
    (draft,) = draft_tasks(notice, Roster(()))

    assert set(draft.issues) == set(notice.issues)
    assert len(draft.issues) == len(set(draft.issues)) == 3


def test_a_name_of_the_roster_is_a_unit_whatever_it_does() -> None:
    text = "1.示例水厂扩容取水口。"

    (plain,) = split_notice(text).tasks
    (known,) = split_notice(text, known=["示例水厂"]).tasks

    assert plain.clause is None
    assert known.clause
    assert known.clause.co == ("示例水厂",)


def test_a_category_is_the_heading_without_its_count() -> None:
    text = "一、民生保障（2项）\n1.走访企业。（县甲局负责）\n2.走访学校。（县甲局负责）"

    drafts = draft_tasks(split_notice(text), Roster(()))

    assert [draft.values["category"] for draft in drafts] == ["民生保障", "民生保障"]


ROSTER = Roster((Unit("县教育局", ("教育局",)), Unit("县水务局", ("水务局",))))
# what a draft asks about, by the words of its task; nothing else may be asked
DOUBTS = rows("""
| 任务 | 应问 |
| 开展走访。（责任单位：县教育局，2022年9月底前完成） | |
| 开展走访。 | N122 |
| 开展走访。（县教育局、县水务局，2022年9月底前完成） | N202 |
| 开展走访。（牵头单位：县教育局、县水务局，2022年9月底前完成） | N203 |
| 开展走访。（牵头单位：县教育局，责任单位：有关部门，2022年9月底前完成） | N123 |
| 开展走访。（牵头单位：县粮食局，2022年9月底前完成） | N205 |
| 开展走访。（牵头单位：县教育局，责任单位：各乡镇人民政府，2022年9月底前完成） | N215 |
| 8月前完成走访。（责任单位：县教育局） | N132 |
| 2021年8月底前完成走访。（责任单位：县教育局） | N131 |
| 尽快完成走访。（责任单位：县教育局） | N133 |
| 项目开工后30日内完成走访。（责任单位：县教育局） | N209 |
""")


def doubts(text: str, issued: date = date(2022, 5, 18)) -> list[str]:
    (draft,) = draft_tasks(split_notice(f"一、{text}", issued=issued), ROSTER)
    return [issue.code for issue in draft.issues]


@pytest.mark.parametrize("row", DOUBTS, ids=lambda row: row["应问"] or "clean")
def test_a_draft_asks_about_what_the_notice_leaves_open(row: dict[str, str]) -> None:
    assert doubts(row["任务"]) == ([row["应问"]] if row["应问"] else [])


def test_a_year_without_a_calendar_is_asked_about() -> None:
    text = "自印发之日起20个工作日内完成走访。（责任单位：县教育局）"
    assert doubts(text, date(2035, 5, 18)) == ["N137"]
    assert doubts(text) == []


DOUBTS = rows("""
| 条                                                        | 黄格       |
| 开展走访。                                                | lead,co    |
| 开展走访。（责任单位：县教育局、县水务局）                | lead,co    |
| 开展走访。（牵头单位：县教育局；责任单位：县水务局）      |            |
| 一周内开展走访。（牵头单位：县教育局）                    | due        |
| 开展走访。（牵头单位：县教育局；完成时限：项目开工前）    | due        |
""")


@pytest.mark.parametrize("line", DOUBTS, ids=lambda line: line["黄格"] or "clean")
def test_cells_that_hang_on_one_another_are_doubtful_together(line: dict[str, str]) -> None:
    notice = split_notice(f"示例县方案\n2022年5月18日\n1.{line['条']}\n", date(2022, 5, 18))
    [draft] = draft_tasks(notice, Roster(()))
    assert draft.doubtful == set(filter(None, line["黄格"].split(",")))
    assert len(set(draft.issues)) == len(draft.issues)


LEADS = rows("""
| 条 | 牵头 | 责任 |
| 责任单位：县甲局；配合单位：县乙局、各镇 | 县甲局 | 县乙局、各镇 |
| 承办单位：县甲局；协办单位：县乙局 | 县甲局 | 县乙局 |
| 由县甲局负责，县乙局、县丙局配合 | 县甲局 | 县乙局、县丙局 |
| 责任单位：县甲局、县乙局；配合单位：县丙局 | | 县甲局、县乙局、县丙局 |
| 责任单位：各镇；配合单位：县丙局 | | 各镇、县丙局 |
| 配合单位：县乙局 | | 县乙局 |
""")


@pytest.mark.parametrize("row", LEADS, ids=lambda row: row["条"])
def test_the_one_unit_that_others_help_leads_in_the_ledger(row: dict[str, str]) -> None:
    (draft,) = draft_tasks(split_notice(f"1.开展走访。（{row['条']}）"), Roster(()))

    assert (draft.values["lead"], draft.values["co"]) == (row["牵头"], row["责任"])


def test_an_amount_of_each_period_is_counted_behind_one_of_the_whole() -> None:
    text = "1.每季度走访企业不少于3家，全年走访20家。（责任单位：县甲局）"
    (draft,) = draft_tasks(split_notice(text, issued=date(2022, 5, 18)), Roster(()))

    assert (draft.values["target"], draft.values["indicator"]) == (20, "每季度不少于3家；20家")


ADOPTED = rows("""
| 条 | 采用 |
| 各单位要于每周四下午5点前报送进展。 | 否 |
| 各责任单位要于每月25日前将工作进展情况报县政府督查室。 | 否 |
| 各乡镇要组织实施，每月25日前报送进度。 | 是 |
| 县教育局要于9月底前将工作进展情况报县政府。 | 是 |
| 各单位要于9月底前制定推进方案并报县政府督查室。 | 是 |
""")


@pytest.mark.parametrize("row", ADOPTED, ids=lambda row: row["条"])
def test_what_only_asks_for_reports_is_no_task_unless_the_clerk_says_so(
    row: dict[str, str],
) -> None:
    (draft,) = draft_tasks(split_notice(f"一、{row['条']}", date(2022, 5, 18)), Roster(()))

    assert draft.values["adopt"] == row["采用"]
    assert ("N216" in [issue.code for issue in draft.issues]) == (row["采用"] == "否")


def test_names_without_a_word_in_common_are_not_near() -> None:
    roster = Roster((Unit("县行政审批局"), Unit("县农业农村局")))
    text = "一、开展走访。（责任单位：县财政局、县农业局，2022年9月底前完成）"
    (draft,) = draft_tasks(split_notice(text, date(2022, 5, 18)), roster)

    assert "（相近的：县农业局→县农业农村局）" in str(draft.values["doubt"])


def test_what_a_county_decided_is_no_task_and_a_ward_of_a_hospital_no_unit() -> None:
    text = "经县委、县政府研究，决定开展攻坚行动。\n一、县人民医院新院区上半年完成主体封顶。（责任单位：县卫健局）"
    (task,) = split_notice(text, date(2025, 2, 1)).tasks

    assert (task.title, task.clause and task.clause.co) == (
        "县人民医院新院区上半年完成主体封顶",
        ("县卫健局",),
    )


STAGED = rows("""
| 句子 | 时限 | 开始 | 节点 | 目标 |
| 上半年上线事项不少于20项，年底前不少于40项。 | 2025-12-31 | 2025-02-26 | 上线/2025-06-30 | 40.0 |
| 修建泵站，6月底前完成招标并开工，11月底前全部完工。 | 2025-11-30 | 2025-02-26 | 招标并开工/2025-06-30 | |
| 厂房上半年完成主体封顶，年底前竣工。 | 2025-12-31 | 2025-02-26 | 主体封顶/2025-06-30 | |
| 汛期前主体完工，10月底前通过验收。 | 2025-10-31 | 2025-02-26 | | |
| 自2025年3月1日起开展百日攻坚。 | 2025-06-08 | 2025-03-01 | | |
| 1月底前完成摸底。 | 2025-01-31 | | | |
""")


@pytest.mark.parametrize("row", STAGED, ids=lambda row: row["句子"])
def test_a_draft_begins_with_its_notice_and_names_what_is_reached(row: dict[str, str]) -> None:
    notice = split_notice(f"1.{row['句子']}（牵头单位：县甲局）", date(2025, 2, 26))

    values = draft_tasks(notice, Roster(()))[0].values

    found = {
        "时限": values["due"], "开始": values["start"], "节点": str(values["nodes"]).replace("|", "/"),
        "目标": values.get("target", ""),
    }  # fmt: skip
    assert {key: str(value) for key, value in found.items()} == {k: row[k] for k in found}
