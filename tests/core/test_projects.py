"""Projects: rates as real places printed them, who was due, early, late, and what each has done."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taizhang.books.layout import load_layout
from taizhang.core.periods import parse_period
from taizhang.core.projects.facts import DISTRICTS, FOURS, LADDER, LEVELLED, project_facts
from taizhang.core.projects.rates import (
    Dated,
    Rate,
    StatedParts,
    dated,
    elapsed,
    gap,
    growth,
    growth_text,
    points_text,
)
from taizhang.core.projects.standing import ALL, DUE, PLANNED, ProjectPast
from taizhang.core.scoring.rounding import half_up
from taizhang.core.tables import LedgerRows, TableRow
from tests.support.tables import day, number, table

LAYOUT = load_layout()

# documents.md §5: what places reported, and the figures that follow
RATES = """
| 地方           | 完成   | 计划   | 位 | 率      | 截至       | 序时差 | 代码 |
|----------------|--------|--------|----|---------|------------|--------|------|
| 江门一季度     | 313.64 | 1015   | 2  | 30.9%   | 2021-03-31 | +5.9   |      |
| 江门1至10月    | 629.0  | 647.4  | 1  | 97.2%   | 2020-10-31 | +13.82 |      |
| 江门竣工       | 206    | 255    | 1  | 80.8%   | 2020-10-31 | -2.55  |      |
| 江门开工       | 129    | 270    | 1  | 47.8%   | 2021-03-31 | +22.78 |      |
| 武进投资       | 367.1  | 500.4  | 1  | 73.4%   | 2021-09-30 | -1.64  |      |
| 武进开工       | 160    | 185    | 1  | 86.5%   | 2021-09-30 | +11.49 |      |
| 武进竣工       | 188    | 278    | 1  | 67.6%   | 2021-09-30 | -7.37  |      |
| 安徽某市上半年 | 229.82 | 380    | 2  | 60.48%  | 2018-06-30 | +10.48 |      |
| 安徽某市开工   | 96     | 115    | 2  | 83.48%  | 2018-06-30 | +33.48 |      |
| 安徽某市竣工   | 53     | 95     | 2  | 55.79%  | 2018-06-30 | +5.79  |      |
| 连南           | 4.28   | 17.68  | 2  | 24.21%  | 2021-03-31 | -0.79  |      |
| 连南另一个分母 | 33     | 50     | 0  | 66%     | 2021-03-31 | +41    |      |
| 宣城投资       | 464.96 | 345.5  | 2  | 134.58% | 2021-10-31 | +51.24 |      |
| 宣城开工       | 86     | 77     | 2  | 111.69% | 2021-10-31 | +28.35 |      |
| 宣城竣工       | 52     | 34     | 2  | 152.94% | 2021-10-31 | +69.61 |      |
| 没有分母       | 5      | 0      | 2  | —       | 2021-10-31 | —      |      |
"""


@pytest.mark.parametrize("row", table(RATES), ids=lambda row: row["地方"])
def test_a_rate_is_that_of_the_worked_case_and_never_cut_off(row: dict[str, str]) -> None:
    found = Rate(float(row["完成"]), float(row["计划"]))
    assert found.text(int(row["位"])) == row["率"]
    time = elapsed(date.fromisoformat(row["截至"]))
    assert points_text(gap(found, time)) == row["序时差"]


def test_last_year_is_compared_with_full_precision() -> None:
    assert growth_text(growth(313.64, 160.30)) == "95.66%"
    assert growth(1, 0) is None


def test_parts_that_are_more_than_the_whole_are_shown_on_the_stated_base() -> None:
    shares = (10.7, 14.7, 16.8, 5.7, 7.1, 4.3, 42.0)
    parts = StatedParts(464.96, [464.96 * share / 100 for share in shares])
    assert parts.unlike
    assert [*parts.shares()] == [*shares]
    assert half_up(sum(parts.shares()), 1) == 101.3
    assert half_up(StatedParts(464.96, [471.48]).together - 464.96, 2) == 6.52


STEPS = st.lists(
    st.tuples(*[st.none() | st.dates(date(2020, 6, 1), date(2022, 6, 1))] * 2), max_size=25
)


def test_due_less_missed_and_early_are_those_that_started() -> None:
    assert Dated(whole=270, due=140, missed=33, early=11).taken == 118


@settings(suppress_health_check=[HealthCheck.too_slow])  # the first draw loads Hypothesis
@given(STEPS, st.dates(date(2021, 1, 1), date(2021, 12, 31)))
def test_the_identity_holds_for_any_projects(
    steps: Sequence[tuple[date | None, date | None]], on: date
) -> None:
    found = dated(steps, on)
    taken = [
        s for s in steps
        if s[1] and s[1] <= on and (s[1].year == on.year or (s[0] and s[0].year == on.year))
    ]  # fmt: skip
    assert found.taken == len(taken)
    assert 0 <= found.missed <= found.due <= found.whole


def rows_of(sheet: str, rows: Sequence[Mapping[str, object]]) -> LedgerRows:
    spec = LAYOUT[sheet]
    blank = dict.fromkeys(spec.keys, "")
    found = [TableRow(n, blank | dict(row)) for n, row in enumerate(rows, start=3)]  # type: ignore[arg-type]
    return LedgerRows(spec, spec.label, dict.fromkeys(spec.keys, "A"), found)


PROJECTS = """
| 编号 | 级别 | 性质 | 属地   | 计划 | 至上月 | 本月 | 累计 | 计划开工   | 实际开工   | 任务     |
|------|------|------|--------|------|--------|------|------|------------|------------|----------|
| P1   | 省   | 新开 | 东区   | 100  | 20     | 10   |      | 2022-03-01 | 2022-03-05 |          |
| P2   | 市   | 续建 | 西区   | 200  | 80     |      | 150  | 2021-03-01 | 2021-03-05 |          |
| P3   | 市   | 新开 | 东区、西区 | 60 | 0     |      |      | 2022-05-01 |            | 2022-005 |
| P4   | 县   | 储备 | 西区   |      |        | 0    |      | 2022-11-01 | 2022-06-02 |          |
"""


def ledger(text: str, months: Sequence[Mapping[str, object]] = (), **words: str) -> ProjectPast:
    projects = [
        {"project_id": r["编号"], "name": f"项目{r['编号']}", "project_level": r["级别"],
         "nature": r["性质"], "place": r["属地"], "year_plan": number(r["计划"]),
         "before_month": number(r["至上月"]), "in_month": number(r["本月"]),
         "year_done": number(r["累计"]), "start_plan": day(r["计划开工"]),
         "started_on": day(r["实际开工"]), "task_id": r["任务"], "invested": 1000.0}
        for r in table(text)
    ]  # fmt: skip
    period = parse_period("2022-06")
    assert period
    return ProjectPast(period, date(2022, 6, 30), {
        "projects": rows_of("projects", projects),
        "project_months": rows_of("project_months", months),
        "tasks": rows_of("tasks", [{"task_id": "2022-005", "lead": "县水务局"}]),
        "reports": rows_of("reports", [
            {"period": "2022-06", "task_id": "2022-005", "unit": "县水务局", "actual": 30.0},
        ]),
    }, **words)  # type: ignore[arg-type]  # fmt: skip


def test_amounts_come_by_the_form_or_are_typed_and_all_figures_follow() -> None:
    facts, issues = project_facts(ledger(PROJECTS))
    shown = {name: figure.text for name, figure in facts.figures.items()}
    assert shown["项目数"] == "4"
    assert shown["其中省级项目数"] == "1"
    assert shown["跨区项目数"] == "1"
    assert shown["项目累计投资"] == "210万元"  # 30 + 150 + 30 of the report
    assert shown["本月投资"] == "110万元"  # 10 + 70 + 30
    assert shown["项目完成率"] == "58.33%"
    assert shown["项目序时差"] == "+8.33"
    assert (shown["应开工数"], shown["未按期开工数"], shown["提前开工数"]) == ("2", "1", "1")
    assert shown["已开工数"] == "2"
    assert shown["开工率"] == "66.67%"
    assert shown["转化率"] == "100%"
    codes = {i.code for i in issues}
    assert {"R120", "R122", "R121"} <= codes
    districts = {e.words["属地"]: e.words for e in facts.lists[DISTRICTS]}
    assert districts["东区"]["个数"] == "2"
    assert districts["西区"]["累计"] == "180"
    assert "分项合计5，总数4" in facts.words["项目合计说明"]
    assert [e.words["性质"] for e in facts.lists[FOURS]] == ["新开", "续建", "竣工", "储备"]


# who settles what: the lowest first; a problem without a level stays with the unit
TROUBLED = """
| 编号 | 级别 | 性质 | 属地 | 计划 | 至上月 | 本月 | 累计 | 计划开工 | 实际开工 | 任务 | 问题     | 层级         |
|------|------|------|------|------|--------|------|------|----------|----------|------|----------|--------------|
| P1   | 市   | 续建 | 东区 | 100  | 20     | 10   |      |          |          |      | 资金未到 | 主要领导     |
| P2   | 市   | 续建 | 东区 | 100  | 20     | 10   |      |          |          |      | 管线未迁 |              |
| P3   | 市   | 续建 | 西区 | 100  | 20     | 10   |      |          |          |      |          | 主要领导     |
| P4   | 市   | 续建 | 西区 | 100  | 20     | 10   |      |          |          |      | 用地未批 | 分管领导     |
| P5   | 市   | 续建 | 西区 | 100  | 20     | 10   |      |          |          |      | 招标流标 | 分管领导     |
| P6   | 市   | 续建 | 西区 | 100  | 20     | 10   |      |          |          |      | 要省里批 | 省级         |
"""


def test_each_level_gets_what_it_has_to_settle_the_lowest_first() -> None:
    past = ledger(TROUBLED)
    problems = {r["编号"]: r for r in table(TROUBLED)}
    rows = [
        TableRow(r.number, {**r.values, "problem": problems[str(r["project_id"])]["问题"],
                            "upward": problems[str(r["project_id"])]["层级"]})
        for r in past.tables["projects"].rows
    ]  # fmt: skip
    tables = {**past.tables, "projects": replace(past.tables["projects"], rows=rows)}
    facts, _ = project_facts(ProjectPast(past.period, past.on, tables))
    found = [
        (e.words["层级"], e.words["件数"], e.words["项目名单"], [p.row for p in e.places("件数")])
        for e in facts.lists[LEVELLED]
    ]
    assert found == [
        (LADDER[0], "1", "项目P2", [4]),
        ("分管领导", "2", "项目P4、项目P5", [6, 7]),
        ("主要领导", "1", "项目P1", [3]),
        ("省级", "1", "项目P6", [8]),
    ]


@pytest.mark.parametrize(("base", "text"), [(PLANNED, "66.67%"), (DUE, "100%"), (ALL, "75%")])
def test_the_base_of_a_start_rate_is_named(base: str, text: str) -> None:
    facts, _ = project_facts(ledger(PROJECTS, base=base))
    assert facts.figures["开工率"].text == text
    assert base in facts.figures["开工率"].rule


MAY = [
    {"period": "2022-05", "project_id": "P1", "year_plan": 100.0, "year_done": 20.0, "in_month": 5.0},
    {"period": "2022-05", "project_id": "P2", "year_plan": 200.0, "year_done": 80.0, "in_month": 45.0},
]  # fmt: skip


def test_the_month_before_gives_growth_and_the_last_rank() -> None:
    facts, issues = project_facts(ledger(PROJECTS, MAY))
    assert facts.figures["本月环比"].text == "120%"
    words = {e.words["属地"]: e.words for e in facts.lists[DISTRICTS]}
    assert [(w["名次"], w["上月名次"]) for w in words.values()] == [("1", "1"), ("2", "2")]
    assert "R122" not in {i.code for i in issues}


def test_a_period_that_is_over_says_what_was_recorded_of_it() -> None:
    july = [{**row, "period": "2022-07"} for row in MAY]
    june = [{**row, "period": "2022-06", "year_done": 90.0, "in_month": 10.0} for row in MAY]
    facts, _ = project_facts(ledger(PROJECTS, [*MAY, *june, *july]))
    assert facts.figures["项目累计投资"].text == "180万元"


# a row that is wrong, and the code that says so
WRONG = """
| 编号 | 级别 | 性质 | 属地 | 计划 | 至上月 | 本月 | 累计 | 计划开工   | 实际开工   | 任务     | 代码 |
|------|------|------|------|------|--------|------|------|------------|------------|----------|------|
| P1   | 省   | 新开 | 东区 |      | 20     | 10   |      |            |            |          | R113 |
| P1   | 省   | 储备 | 东区 |      | 20     | 10   |      |            |            |          |      |
| P1   | 省   | 新开 |      | 100  | 20     | 10   |      |            |            |          | R114 |
| P1   | 省   | 新开 | 东区 | 100  | 20     | 10   |      |            |            | 2022-999 | R116 |
| P1   | 省   | 新开 | 东区 | 100  | 20     |      | 33   |            |            | 2022-005 | R117 |
| P1   | 省   | 新开 | 东区 | 100  | 20     |      | 30   |            |            | 2022-005 |      |
| P1   | 省   | 新开 | 东区 | 100  | 20     | 10   | 35   |            |            |          | R118 |
| P1   | 省   | 新开 | 东区 | 100  | 20     | 10   | 30   |            |            |          |      |
| P1   | 省   | 新开 | 东区 | 100  | 20     |      |      |            |            |          | R119 |
"""


@pytest.mark.parametrize("at", range(len(table(WRONG))))
def test_a_wrong_row_is_named(at: int) -> None:
    row = table(WRONG)[at]
    head, rule = WRONG.strip().splitlines()[:2]
    line = WRONG.strip().splitlines()[2 + at]
    past = ledger(f"{head}\n{rule}\n{line}\n")
    assert {i.code for i in past.issues} == ({row["代码"]} - {""})


def test_dates_that_are_turned_and_a_project_in_two_rows_are_named() -> None:
    past = ledger(PROJECTS)
    rows = past.tables["projects"].rows
    rows[0].values["finished_on"] = date(2022, 2, 1)
    rows[1].values["project_id"] = "P1"
    found = ProjectPast(past.period, past.on, past.tables)
    codes = [i.code for i in found.issues]
    assert codes.count("R115") == 1
    assert codes.count("R112") == 1
    assert len(found.projects) == 3
    assert found.projects[0].districts == ("东区", "西区")


def test_a_figure_that_is_last_months_is_not_this_months() -> None:
    text = PROJECTS.strip().splitlines()
    stale = "\n".join([*text[:2], "| P1 | 省 | 新开 | 东区 | 100 |  | 5 | 20 |  |  |  |"])
    past = ledger(stale, MAY)
    assert [i.code for i in past.issues] == ["R119"]
    assert past.amounts["P1"].month is None
    anew = "\n".join([*text[:2], "| P1 | 省 | 新开 | 东区 | 100 |  | 8 | 20 |  |  |  |"])
    assert ledger(anew, MAY).amounts["P1"].done == 28


# two natures of each, their steps until June; documents.md §5 says what each rate is of
STEPPED = """
| 编号 | 性质 | 总投资 | 计划竣工   | 竣工       | 计划达产   | 达产       | 签约       | 开工       | 入库       | 入统       | 拆自 | 引进 | 属地 |
|------|------|--------|------------|------------|------------|------------|------------|------------|------------|------------|------|------|------|
| A    | 新开 | 1000   |            |            |            |            |            | 2022-03-01 | 2022-03-20 | 2022-04-01 |      |      | 东区 |
| B    | 新开 | 400    |            |            |            |            |            | 2022-03-01 |            |            |      | 西区 | 东区 |
| C    | 续建 | 2000   | 2022-05-31 | 2022-05-20 | 2022-06-10 | 2022-06-15 |            | 2021-03-01 |            |            |      |      | 西区 |
| D    | 续建 | 2000   | 2022-06-10 |            |            |            |            | 2021-03-01 | 2021-05-01 |            |      |      | 西区 |
| E    | 竣工 | 600    | 2021-12-31 | 2021-12-20 | 2022-06-20 |            |            | 2020-03-01 | 2020-05-01 | 2020-06-01 |      |      | 西区 |
| F    | 储备 | 3000   |            |            |            |            | 2022-02-01 | 2022-06-01 |            |            |      |      | 东区 |
| G    | 储备 | 3000   |            |            |            |            | 2022-02-01 |            |            |            |      |      | 东区 |
| H    | 储备 | 3000   |            |            |            |            |            |            |            |            |      |      | 东区 |
| P    | 打包 | 9000   |            |            |            |            |            |            |            |            |      |      | 东区 |
| P1   | 新开 | 100    |            |            |            |            |            |            |            |            | P    |      | 东区 |
| P2   | 新开 | 100    |            |            |            |            |            |            |            |            | P    |      | 东区 |
| Q1   | 新开 | 100    |            |            |            |            |            |            |            |            | 没有 |      | 东区 |
"""
COLUMNS = {
    "project_id": "编号",
    "nature": "性质",
    "place": "属地",
    "split_from": "拆自",
    "origin": "引进",
}
DAYS = {"finish_plan": "计划竣工", "finished_on": "竣工", "output_plan": "计划达产", "output_on": "达产",
        "signed_on": "签约", "started_on": "开工", "stored_on": "入库", "counted_on": "入统"}  # fmt: skip
# the rate, what was done of what, what is printed
BASES = """
| 率     | 已 | 应 | 名       | 印出    |
|--------|----|----|----------|---------|
| 竣工率 | 1  | 2  | 计划竣工 | 50%     |
| 投产率 | 1  | 6  | 正式施工 | 16.67%  |
| 达产率 | 1  | 2  | 已竣工   | 50%     |
| 转化率 | 1  | 3  | 储备项目 | 33.33%  |
| 签约率 | 2  | 3  | 储备项目 | 66.67%  |
| 入库率 | 3  | 5  | 应入库   | 60%     |
| 入统率 | 2  | 5  | 应入统   | 40%     |
"""


def stepped(**words: bool) -> ProjectPast:
    rows = [
        {**{key: r[name] for key, name in COLUMNS.items()}, "name": r["编号"], "invested": float(r["总投资"]),
         "year_plan": 1.0, **{key: day(r[name]) or "" for key, name in DAYS.items()}}
        for r in table(STEPPED)
    ]  # fmt: skip
    past = ledger(PROJECTS)
    tables = {**past.tables, "projects": rows_of("projects", rows)}
    return replace(past, tables=tables, **words)  # type: ignore[arg-type]


@pytest.mark.parametrize("row", table(BASES), ids=lambda row: row["率"])
def test_each_rate_is_of_the_base_that_it_names(row: dict[str, str]) -> None:
    past = stepped()
    rate = past.rates(past.projects)[row["率"]]
    assert (rate.part, rate.base, rate.of) == (float(row["已"]), float(row["应"]), row["名"])
    assert rate.text(2) == row["印出"]


def test_each_nature_is_watched_by_its_own_rate() -> None:
    facts, _ = project_facts(stepped())
    found = {e.words["性质"]: (e.words["督什么"], e.words["已"], e.words["应"], e.words["率"])
             for e in facts.lists[FOURS]}  # fmt: skip
    assert found["续建"] == ("竣工率", "1", "2", "50%")
    assert found["竣工"] == ("达产率", "0", "1", "0%")
    assert found["储备"] == ("转化率", "1", "3", "33.33%")
    assert found["新开"][0] == "开工率"
    shown = {name: figure.text for name, figure in facts.figures.items()}
    assert [shown[n] for n in ("应达产数", "未按期达产数", "已达产数")] == ["2", "1", "1"]


def test_a_package_that_was_split_is_counted_by_its_parts_and_said() -> None:
    facts, issues = project_facts(stepped())
    shown = {name: figure.text for name, figure in facts.figures.items()}
    assert (shown["项目数"], shown["拆分出的项目数"], shown["拆分前项目数"]) == ("11", "3", "10")
    assert {"R123", "R124"} <= {i.code for i in issues}


def test_districts_are_credited_as_the_office_has_it() -> None:
    def counts(past: ProjectPast) -> dict[str, tuple[str, str]]:
        rows = project_facts(past)[0].lists[DISTRICTS]
        return {e.words["属地"]: (e.words["个数"], e.words["总投资占比"]) for e in rows}

    # 东区: A B F G H P1 P2 Q1 of 15 300 万元 are 10 700; B was brought by 西区
    assert counts(stepped()) == {"东区": ("8", "69.9%"), "西区": ("3", "30.1%")}
    assert counts(stepped(by_origin=True)) == {"东区": ("7", "67.3%"), "西区": ("4", "32.7%")}
