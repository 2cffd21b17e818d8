"""Papers as words and figures: percentages that add up, wording that only fills, facts that count."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.books.layout import load_layout
from taizhang.core.bulletin.blocks import RowForm
from taizhang.core.bulletin.facts import PaperFacts, PaperFigure, PaperItem
from taizhang.core.bulletin.gathering import (
    Printing,
    of_reports,
    of_supervision,
    of_tasks,
)
from taizhang.core.bulletin.january import against_january, first_targets
from taizhang.core.bulletin.meetings import of_meetings
from taizhang.core.bulletin.plan import BulletinPast, plan_bulletin
from taizhang.core.bulletin.shares import ADDING, LARGEST, PLAIN, percents
from taizhang.core.bulletin.spoken import lagging_means
from taizhang.core.bulletin.standing import standings
from taizhang.core.bulletin.wording import read_columns, word
from taizhang.core.issues import Issue
from taizhang.core.periods import Period, parse_period
from taizhang.core.roles import SHIPPED
from taizhang.core.scoring.rounding import half_up
from taizhang.core.scoring.taking import ScoredSpan
from taizhang.core.tables import LedgerRows, TableRow
from taizhang.core.values.numerals import chinese
from tests.support.tables import day, number, table

LAYOUT = load_layout()


def rows_of(sheet: str, rows: Sequence[Mapping[str, object]]) -> LedgerRows:
    spec = LAYOUT[sheet]
    blank = dict.fromkeys(spec.keys, "")
    found = [TableRow(n, blank | dict(row)) for n, row in enumerate(rows, start=3)]  # type: ignore[arg-type]
    return LedgerRows(spec, spec.label, dict.fromkeys(spec.keys, "A"), found)


def period(text: str) -> Period:
    found = parse_period(text)
    assert found
    return found


# counts that real papers print, and what they should have printed
SHARES = """
| 数             | 位 | 四舍五入             | 合计100              |
|----------------|----|----------------------|----------------------|
| 17 10 24 9 162 | 1  | 7.7 4.5 10.8 4.1 73  | 7.7 4.5 10.8 4 73    |
| 7 5 5          | 0  | 41 29 29             | 41 30 29             |
| 6 16           | 0  | 27 73                | 27 73                |
| 3 4 3          | 0  | 30 40 30             | 30 40 30             |
| 44 11          | 1  | 80 20                | 80 20                |
| 25 11 4        | 1  | 62.5 27.5 10         | 62.5 27.5 10         |
| 1 1 1          | 1  | 33.3 33.3 33.3       | 33.4 33.3 33.3       |
| 0 0            | 1  | 0 0                  | 0 0                  |
"""


@pytest.mark.parametrize("row", table(SHARES), ids=lambda row: row["数"])
def test_percentages_are_reckoned_and_not_typed(row: dict[str, str]) -> None:
    counts = [int(n) for n in row["数"].split()]
    for how in (PLAIN, ADDING):
        found = percents(counts, decimals=int(row["位"]), how=how)
        assert found == [float(n) for n in row[how].split()]


@given(st.lists(st.integers(0, 500), min_size=1, max_size=12), st.integers(0, 2))
def test_shares_that_add_up_keep_the_order_and_stray_by_less_than_a_unit(
    counts: list[int], decimals: int
) -> None:
    found = percents(counts, decimals=decimals, how=ADDING)
    whole = sum(counts)
    if not whole:
        assert set(found) == {0.0}
        return
    assert half_up(sum(found), 6) == 100
    unit = 10**-decimals
    for count, share in zip(counts, found, strict=True):
        assert abs(share - 100 * count / whole) < unit + 1e-9
        assert (share == 0) <= (100 * count / whole < unit)
    for one, a in zip(counts, found, strict=True):
        assert all(a >= b for other, b in zip(counts, found, strict=True) if one > other)


@given(st.lists(st.integers(0, 500), min_size=1, max_size=12), st.integers(0, 2))
def test_the_largest_part_takes_what_is_over_and_stays_the_largest(
    counts: list[int], decimals: int
) -> None:
    found, plain = (percents(counts, decimals=decimals, how=how) for how in (LARGEST, PLAIN))
    whole = sum(counts)
    if not whole:
        assert set(found) == {0.0}
        return
    assert half_up(sum(found), 6) == 100
    assert min(found) >= 0
    largest = counts.index(max(counts))
    assert found[largest] == max(found)
    others = [at for at in range(len(counts)) if at != largest]
    adding = percents(counts, decimals=decimals, how=ADDING)
    assert found == adding or all(found[at] == plain[at] for at in others), "only one is moved"
    for one, a in zip(counts, found, strict=True):
        assert all(a >= b for other, b in zip(counts, found, strict=True) if one > other)


FACTS = PaperFacts(
    {"滞后数": PaperFigure("滞后数", 2, "2", "数"), "总数": PaperFigure("总数", 68, "68", "数")},
    {"期次": "2022年6月", "空": ""},
    {"滞后事项": [PaperItem({"任务": "修路", "领导": "", "依据": "超期"}),
                  PaperItem({"任务": "治河", "领导": "副县长", "依据": "落后"})]},
)  # fmt: skip

WORDS = """
| 体裁     | 逐项     | 最多 | 条件         | 文字                         | 印成                     | 代码 |
|----------|----------|------|--------------|------------------------------|--------------------------|------|
| 正文     |          |      |              | 共{总数}项，滞后{滞后数}项。 | 共68项，滞后2项。        |      |
| 正文     |          |      | 滞后数 > 0   | {期次}                       | 2022年6月                |      |
| 正文     |          |      | 滞后数 > 5   | {期次}                       |                          |      |
| 正文     |          |      | 约谈数 > 0   | {约谈数}件                   |                          |      |
| 正文     |          |      | 约谈数 = 0   | 约谈{约谈数}件               | 约谈0件                  |      |
| 逐项     | 滞后事项 |      |              | {任务}［，{领导}］：{依据}。 | 修路：超期。/治河，副县长：落后。 |      |
| 逐项     | 滞后事项 | 1    |              | {任务}                       | 修路                     |      |
| 正文     |          |      |              | ［有{空}］没有               | 没有                     |      |
| 正文     |          |      |              | {谁知道}                     | {谁知道}                 | B102 |
| 正文     |          |      | 随便         | {期次}                       |                          | B103 |
| 逐项     | 没有的   |      |              | {任务}                       |                          | B104 |
| 正文     |          |      |              | 截至{期次                    | 截至{期次                | B105 |
| 大字     |          |      |              | {期次}                       |                          | B101 |
"""


@pytest.mark.parametrize("row", table(WORDS), ids=lambda row: row["文字"] + row["条件"])
def test_wording_is_filled_and_nothing_is_invented(row: dict[str, str]) -> None:
    rows = rows_of("paper_words", [{
        "paper": "通报", "order": 1.0, "form": row["体裁"], "over": row["逐项"],
        "most": number(row["最多"]), "condition": row["条件"], "text": row["文字"],
    }])  # fmt: skip
    found = word(rows, "通报", FACTS)
    assert "/".join(b.text for b in found.blocks) == row["印成"]
    assert [i.code for i in found.issues] == [row["代码"]] * bool(row["代码"])


def test_a_table_takes_the_fields_that_it_names() -> None:
    rows = rows_of("paper_words", [{
        "paper": "通报", "order": 1.0, "form": "附表", "over": "滞后事项", "text": "清单",
        "columns": "任务×4 依据=原因",
    }])  # fmt: skip
    (block,) = word(rows, "通报", FACTS).blocks
    assert (block.form, block.rows) == (RowForm.TABLE, (("修路", "超期"), ("治河", "落后")))
    assert [c.head for c in block.columns] == ["任务", "原因"]
    assert read_columns("任务×x")[0].share == 1.0


TASKS = """
| 编号 | 类别 | 单位           | 开始       | 时限       | 原定       | 完成       | 销号       | 进度 | 研判 | 序时 |
|------|------|----------------|------------|------------|------------|------------|------------|------|------|------|
| T1   | 甲类 | 县财政局       | 2022-01-01 | 2022-12-31 |            |            |            | 40%  | 正常 | 50%  |
| T2   | 甲类 | 县水务局       | 2022-01-01 | 2022-12-31 |            |            |            | 20%  | 滞后 | 50%  |
| T3   | 乙类 | 县水务局       | 2022-01-01 | 2022-06-30 |            | 2022-06-20 | 2022-06-25 | 100% | 已销号 | 100% |
| T4   | 乙类 | 县财政局、县水务局 | 2022-01-01 | 2022-12-31 | 2022-05-31 | 2022-06-20 |            | 70%  | 预警 | 50%  |
| T5   | 乙类 | 县审计局       | 2022-08-01 | 2022-12-31 |            |            |            | 0%   |      |      |
| T6   | 乙类 | 县审计局       | 2022-01-01 | 2022-12-31 |            |            |            | 60%  |      |      |
"""


def ledger(on: str = "2022-06-30") -> dict[str, LedgerRows]:
    rows = table(TASKS)
    tasks = [
        {
            "task_id": r["编号"], "category": r["类别"], "lead": r["单位"], "name": r["编号"],
            "start": day(r["开始"]), "due": day(r["时限"]), "due_original": day(r["原定"]) or "",
            "finished": day(r["完成"]) or "", "closed": day(r["销号"]) or "",
            "progress": number(r["进度"]), "state": "正常",
        }
        for r in rows
    ]  # fmt: skip
    judged = [
        {
            "period": "2022-06", "judged_on": date.fromisoformat(on), "task_id": r["编号"],
            "state": r["研判"], "progress": number(r["进度"]), "elapsed": number(r["序时"]),
            "reason": "依据",
        }
        for r in rows if r["研判"]
    ]  # fmt: skip
    judged += [{**judged[1], "period": "2022-05", "judged_on": date(2022, 5, 30)}]
    summary = [
        {"period": "2022-06", "unit": unit, "timing": timing}
        for unit, timing in (("县财政局", "按时"), ("县水务局", "漏报"), ("县审计局", "待报"))
    ]
    return {"tasks": rows_of("tasks", tasks), "judgements": rows_of("judgements", judged),
            "summary": rows_of("summary", summary)}  # fmt: skip


def test_tasks_are_counted_as_they_were_judged() -> None:
    span, tables = ScoredSpan(period("2022-06"), date(2022, 6, 30)), ledger()
    tasks = standings(tables["tasks"], tables["judgements"], SHIPPED, span)
    assert [t.text("task_id") for t in tasks] == ["T1", "T2", "T3", "T4", "T6"], "T5 begins later"
    facts = of_tasks(tasks, span, Printing())
    found = {name: f.text for name, f in facts.figures.items()}
    assert (found["总数"], found["滞后数"], found["滞后占比"], found["已销号数"]) == (
        "5",
        "1",
        "20%",
        "1",
    )
    assert (found["达进度数"], found["欠进度数"], found["超进度数"], found["其他数"]) == (
        "0",
        "2",
        "1",
        "1",
    )
    assert facts.lists["滞后事项"][0].words["仍滞后"] == "第2期仍滞后"
    assert found["新销号数"] == "1"
    rows = [p.row for p in facts.figures["滞后数"].places]
    assert rows == [4]


def test_reports_are_counted_once_their_time_is_up() -> None:
    facts = of_reports(ledger()["summary"], ScoredSpan(period("2022-06"), date(2022, 6, 30)))
    found = {name: f.text for name, f in facts.figures.items()}
    assert (found["应报数"], found["按时数"], found["漏报数"], found["报送率"]) == (
        "2",
        "1",
        "1",
        "50%",
    )
    assert facts.words["漏报单位名单"] == "县水务局"


def test_the_years_end_holds_to_the_deadline_set_first() -> None:
    span, tables = ScoredSpan(period("2022-06"), date(2022, 6, 30)), ledger()
    facts = against_january(standings(tables["tasks"], tables["judgements"], SHIPPED, span), span)
    verdicts = {e.words["编号"]: e.words["评定"] for e in facts.lists["年终评定"]}
    assert verdicts == {
        "T1": "未完成",
        "T2": "未完成",
        "T3": "按期完成",
        "T4": "逾期完成",
        "T6": "未完成",
    }


# the target of January, what jobs made of it since, and what was done by the 30th of June
JANUARY = """
| 情形             | 年初 | 后来 | 撤销 | 完成值 | 进度 | 完成       | 评定         | 年初目标 | 目标完成率 |
|------------------|------|------|------|--------|------|------------|--------------|----------|------------|
| 没改过，做到了   | 100  |      |      | 120    | 100% | 2022-06-20 | 按期完成     | 100户    | 120%       |
| 调低了才做到     | 100  | 80   |      | 85     | 100% | 2022-06-20 | 未达年初目标 | 100户    | 85%        |
| 调低了也超过     | 100  | 80   |      | 110    | 100% | 2022-06-20 | 按期完成     | 100户    | 110%       |
| 正好             | 100  | 80   |      | 100    | 100% | 2022-06-20 | 按期完成     | 100户    | 100%       |
| 调高了，没到     | 100  | 150  |      | 90     | 60%  | 2022-06-20 | 未达年初目标 | 100户    | 90%        |
| 调低又撤销       | 100  | 80   | 是   | 120    | 100% | 2022-06-20 | 按期完成     | 100户    | 120%       |
| 没改，没做够     | 100  |      |      | 60     | 60%  | 2022-06-20 | 未达年初目标 | 100户    | 60%        |
| 越少越好，没改   | 100  |      |      | 60     | 100% | 2022-06-20 | 按期完成     | 100户    | 60%        |
| 还没完成         | 100  | 80   |      | 70     | 70%  |            | 未完成       | 100户    | 70%        |
| 截至以后才完成   | 100  |      |      | 100    | 100% | 2022-07-02 | 未完成       | 100户    | 100%       |
| 没有目标         |      |      |      |        | 100% | 2022-06-20 | 按期完成     | —        | —          |
| 晚于原定时限     | 100  |      |      | 100    | 100% | 2022-06-29 | 逾期完成     | 100户    | 100%       |
"""


@pytest.mark.parametrize("row", table(JANUARY), ids=lambda row: row["情形"])
def test_the_year_is_judged_by_the_target_of_january(row: dict[str, str]) -> None:
    first, later = number(row["年初"]), number(row["后来"])
    undone = row["撤销"] == "是"
    now = first if undone or later == "" else later
    due = date(2022, 6, 25)
    tasks = rows_of("tasks", [{
        "task_id": "T1", "name": "一", "lead": "县水务局", "measure": "户", "target": now,
        "actual": number(row["完成值"]), "progress": number(row["进度"]), "start": date(2022, 1, 1),
        "due": date(2022, 12, 31), "due_original": due, "finished": day(row["完成"]) or "",
    }])  # fmt: skip
    log = [{"sheet": "任务台账", "column": "目标值", "row_key": "T1", "old": first, "new": later,
            "undone": "是" if undone else ""}] if later != "" else []  # fmt: skip
    # a second change, and one of another column, say nothing of January
    if later != "" and not undone:
        log += [{**log[0], "old": later, "new": 70.0}, {**log[0], "column": "完成值", "old": 1.0}]
    changes = rows_of("changes", log)
    span = ScoredSpan(period("2022-06"), date(2022, 6, 30))
    found = standings(tasks, rows_of("judgements", []), SHIPPED, span)
    targets = first_targets(changes, ("任务台账", "目标值"))
    facts = against_january(found, span, targets)
    (item,) = facts.lists["年终评定"]
    shown = {key: item.words[key] for key in ("评定", "年初目标", "目标完成率")}
    assert shown == {key: row[key] for key in shown}
    assert facts.figures[f"评定{row['评定']}数"].text == "1"
    rows = {place.sheet for place in item.places("评定")}
    assert ("变更日志" in rows) == (later != "" and not undone)


def test_wording_of_a_kind_that_the_workbook_lacks_is_that_which_ships() -> None:
    shipped = list(LAYOUT.begins["paper_words"])
    older = [r for r in shipped if r["paper"] == "督查通报"]
    past = past_of("政务督查", paper_words=rows_of("paper_words", older))
    assert plan_bulletin(past).code == "B106"  # type: ignore[union-attr]
    plan = plan_bulletin(replace(past, shipped=shipped))  # type: ignore[arg-type]
    assert not isinstance(plan, Issue)
    copied = plan.writes.added["paper_words"]
    own = [r for r in shipped if r["paper"] == "政务督查"]
    assert [r["text"] for r in copied] == [r["text"] for r in own]
    kept = plan_bulletin(replace(past, kind="督查通报", shipped=shipped))  # type: ignore[arg-type]
    assert not isinstance(kept, Issue)
    assert not kept.writes.added, "what the office has is never written again"


def past_of(kind: str, task_id: str = "", **tables: LedgerRows) -> BulletinPast:
    others = ("supervision", "meetings", "scores", "lamp_rules", "stage_words", "bulletins", "nodes",
              "changes", "units", "closings", "problems")  # fmt: skip
    empty = {name: rows_of(name, []) for name in others}
    words = rows_of("paper_words", list(LAYOUT.begins["paper_words"]))
    return BulletinPast(
        kind, period("2022-06"), date(2022, 6, 30),
        {**empty, **ledger(), "paper_words": words, **tables},
        dict.fromkeys(("署名", "印发机关", "主送", "抄送", "专报主送", "地区", "专项行动", "联系电话", "专报任务", "考核方案",
                       "发文机关标志", "发文机关", "文号字", "签发人", "简报报", "简报送", "简报发", "公示联系人", "公示地址"), "甲"),
        task_id,
    )  # fmt: skip


KINDS = dict.fromkeys(str(r["paper"]) for r in LAYOUT.begins["paper_words"])


@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_wording_names_nothing_that_is_not_there(kind: str) -> None:
    plan = plan_bulletin(past_of(kind, "T2" if kind == "督查专报" else ""))
    assert not isinstance(plan, Issue)
    assert {i.code for i in plan.issues} <= {"B108", "B111", "B112", "B115"}
    assert all("{" not in b.text for b in plan.worded.blocks)
    printed = "".join(b.text for b in plan.worded.blocks)
    assert all(plan.facts.figures[name].text in printed for name in plan.worded.figures)


BARE: dict[str, dict[str, list[Mapping[str, object]]]] = {
    "没有任务": {"tasks": [], "judgements": [], "summary": []},
    "没有研判": {"judgements": []},
    "没有报送": {"summary": []},
    "任务只有编号": {"tasks": [{"task_id": "T1"}], "judgements": [], "summary": []},
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("bare", BARE)
def test_a_paper_of_an_empty_period_says_so_without_a_gap(kind: str, bare: str) -> None:
    tables = {name: rows_of(name, rows) for name, rows in BARE[bare].items()}
    task = "T2" if kind == "督查专报" and "tasks" not in tables else ""
    plan = plan_bulletin(past_of(kind, task, **tables))
    if kind == "督查专报" and not task:
        assert isinstance(plan, Issue)
        return
    assert not isinstance(plan, Issue)
    text = "\n".join(b.text for b in plan.worded.blocks)
    assert "{" not in text
    assert not re.search(r"nan|None|，。|，，|（）|项项|。。", text)
    assert not {"B102", "B103", "B104"} & {i.code for i in plan.issues}


def test_a_count_of_nothing_in_an_item_is_left_out_where_the_office_says_so() -> None:
    facts = PaperFacts(lists={"类别情况": [PaperItem({"名称": "甲类", "滞后": "0", "正常": "3"})]})
    rows = rows_of("paper_words", [{
        "paper": "通报", "order": 1.0, "form": "逐项", "over": "类别情况",
        "text": "{名称}［，正常{正常}项］［，滞后{滞后}项］；滞后{滞后}项。",
    }])  # fmt: skip
    (block,) = word(rows, "通报", facts).blocks
    assert block.text == "甲类，正常3项；滞后0项。"


# a task that waits for its closing, what 销号记录 says of it, and whether it may be announced
ANNOUNCED = """
| 情形             | 状态   | 决定     | 核查人 | 核查       | 拟销号 | 待销号 | 未研判 |
|------------------|--------|----------|--------|------------|--------|--------|--------|
| 刚收进来         | 待核查 |          |        |            | 0      | 1      | 0      |
| 核查过           | 已核查 |          | 甲     | 2022-06-20 | 1      | 1      | 0      |
| 正在公示         | 公示中 | 公示     | 甲     | 2022-06-20 | 1      | 1      | 0      |
| 退回了           | 已退回 | 退回     | 甲     | 2022-06-28 | 0      | 0      | 1      |
| 选了退回没办     | 已核查 | 退回     | 甲     | 2022-06-28 | 0      | 0      | 1      |
| 截至以后才退回   | 已退回 | 退回     | 甲     | 2022-07-02 | 0      | 1      | 0      |
| 撤回了           | 已撤回 |          |        |            | 0      | 0      | 1      |
| 截至以后才申请   | 不算   |          |        |            | 0      | 1      | 0      |
"""


@pytest.mark.parametrize("row", table(ANNOUNCED), ids=lambda row: row["情形"])
def test_only_what_was_checked_is_announced_and_never_what_was_sent_back(
    row: dict[str, str],
) -> None:
    task = {"task_id": "T1", "name": "一", "lead": "县农业农村局", "progress": 1.0,
            "start": date(2022, 1, 1), "due": date(2022, 12, 31)}  # fmt: skip
    judged = {"period": "2022-06", "judged_on": date(2022, 6, 25), "task_id": "T1",
              "state": "待销号", "progress": 1.0, "elapsed": 0.5}  # fmt: skip
    applied = date(2022, 7, 1) if row["状态"] == "不算" else date(2022, 6, 18)
    closing = {"task_id": "T1", "round": 1.0, "applied": applied, "standing": row["状态"],
               "decision": row["决定"], "checker": row["核查人"],
               "checked": day(row["核查"]) or ""}  # fmt: skip
    plan = plan_bulletin(past_of("公示件", tasks=rows_of("tasks", [task]),
                                 judgements=rows_of("judgements", [judged]),
                                 closings=rows_of("closings", [closing])))  # fmt: skip
    assert not isinstance(plan, Issue)
    found = {name: plan.facts.figures[f"{name}数"].text for name in ("拟销号", "待销号", "未研判")}
    assert found == {name: row[name] for name in found}
    text = "".join(b.text for b in plan.worded.blocks)
    assert ("拟予销号" in text) == (row["拟销号"] == "1")
    assert "县农业农村局" not in plan.facts.words["进展较好单位名单"] or row["未研判"] == "0"


# which span a paper tells of when it is asked for in a period, and whether that is over
SPANS = """
| 文种     | 期次    | 截至       | 写的     | 没过完 |
|----------|---------|------------|----------|--------|
| 半年小结 | 2022-06 | 2022-06-30 | 2022-H1  |        |
| 半年小结 | 2022-05 | 2022-05-31 | 2022-H1  | 是     |
| 半年小结 | 2022-Q3 | 2022-09-30 | 2022-H2  | 是     |
| 半年小结 | 2022-H1 | 2022-07-10 | 2022-H1  |        |
| 年终评定 | 2022-12 | 2022-12-31 | 2022     |        |
| 年终评定 | 2022-09 | 2022-09-30 | 2022     | 是     |
| 年终评定 | 2022    | 2023-01-05 | 2022     |        |
| 督查通报 | 2022-06 | 2022-06-20 | 2022-06  |        |
| 督查通报 | 2022-Q2 | 2022-06-30 | 2022-Q2  |        |
"""


@pytest.mark.parametrize("row", table(SPANS), ids=lambda row: f"{row['文种']}{row['期次']}")
def test_a_summary_tells_of_all_the_time_that_it_names(row: dict[str, str]) -> None:
    past = replace(
        past_of(row["文种"]), period=period(row["期次"]), on=date.fromisoformat(row["截至"])
    )
    told = past.told()
    assert told.period.id == row["写的"]
    plan = plan_bulletin(told)
    assert not isinstance(plan, Issue)
    assert ("B116" in {i.code for i in plan.issues}) is bool(row["没过完"])


RULES = [
    {"rule": "节点逾期", "state": "滞后", "role": "滞后"},
    {"rule": "节点逾期", "state": "滞后", "role": "滞后", "enabled": "是", "of": "任务"},
    {"rule": "时限逾期", "state": "红牌", "role": "滞后", "of": "任务"},
    {"rule": "不用了", "state": "滞后", "role": "滞后", "enabled": "否"},
    {"rule": "问题逾期", "state": "滞后", "role": "滞后", "of": "问题"},
    {"rule": "节点已逾期", "state": "滞后", "role": "滞后", "of": "节点"},
    {"rule": "临近", "state": "预警", "role": "预警"},
]


def test_what_lagging_means_is_what_holds_for_tasks_and_each_once() -> None:
    assert lagging_means(RULES) == "节点逾期、时限逾期"


def test_a_paper_that_stands_in_several_rows_is_one_paper() -> None:
    rows = [
        {
            "when": date(2022, 6, 3),
            "duty_state": "签发",
            "supervision": "提醒",
            "number": "督提1号",
        },
        {
            "when": date(2022, 6, 3),
            "duty_state": "签发",
            "supervision": "提醒",
            "number": "督提1号",
        },
        {
            "when": date(2022, 6, 9),
            "duty_state": "签发",
            "supervision": "约谈",
            "number": "督约1号",
        },
        {"when": date(2022, 6, 9), "duty_state": "办结", "supervision": "电话督办", "number": ""},
        {"when": date(2022, 6, 9), "duty_state": "建议", "supervision": "通报", "number": ""},
    ]
    plan = plan_bulletin(past_of("政务督查", supervision=rows_of("supervision", rows)))
    assert not isinstance(plan, Issue)
    text = "".join(b.text for b in plan.worded.blocks)
    assert "督办文书3件：提醒1件、约谈1件、电话督办1件。" in text
    assert len(plan.facts.figures["督办分类"].places) == 4, "every row that it counts"


def test_a_paper_that_names_units_in_a_sentence_is_about_somebody() -> None:
    tables = ledger()
    fine = [{**r.values, "state": "正常", "lamp": "绿"} for r in tables["judgements"].rows
            if r["task_id"] == "T1"]  # fmt: skip
    one = [dict(r.values) for r in tables["tasks"].rows if r["task_id"] == "T1"]
    plan = plan_bulletin(past_of("表扬通报", tasks=rows_of("tasks", one),
                                 judgements=rows_of("judgements", fine)))  # fmt: skip
    assert not isinstance(plan, Issue)
    assert any("县财政局" in b.text for b in plan.worded.blocks)
    assert "B108" not in {i.code for i in plan.issues}


def test_what_is_doubtful_is_said_beside_the_paper() -> None:
    plan = plan_bulletin(past_of("半年小结"))
    assert not isinstance(plan, Issue)
    assert {"B111", "B112", "B115"} <= {i.code for i in plan.issues}
    bare = plan_bulletin(past_of("公示件"))
    assert not isinstance(bare, Issue)
    assert "B112" not in {i.code for i in bare.issues}, "sums that it does not print"


@pytest.mark.parametrize(
    ("kind", "task", "code"),
    [("快报", "", "B106"), ("督查专报", "", "B113"), ("督查专报", "T9", "B114")],
)
def test_a_paper_that_cannot_be_is_refused(kind: str, task: str, code: str) -> None:
    found = plan_bulletin(past_of(kind, task))
    assert isinstance(found, Issue)
    assert found.code == code


def test_a_paper_without_a_word_is_refused() -> None:
    rows = [{"paper": "空", "order": 1.0, "form": "正文", "condition": "总数 > 99", "text": "甲"}]
    found = plan_bulletin(past_of("空", paper_words=rows_of("paper_words", rows)))
    assert isinstance(found, Issue)
    assert found.code == "B107"


def test_numbers_run_by_paper_and_year_and_a_paper_keeps_its_own() -> None:
    known = [{"paper": "督查通报", "year": 2022.0, "number": 3.0, "period": "2022-05"},
             {"paper": "督查通报", "year": 2021.0, "number": 9.0, "period": "2021-12"},
             {"paper": "政务督查", "year": 2022.0, "number": 7.0, "period": "2022-06"}]  # fmt: skip
    register = rows_of("bulletins", known)
    assert past_of("督查通报", bulletins=register).number == 4
    assert past_of("政务督查", bulletins=register).number == 7
    assert past_of("半年小结", bulletins=register).number == 1
    assert [chinese(n) for n in (1, 10, 11, 20, 99, 100)] == [
        "一",
        "十",
        "十一",
        "二十",
        "九十九",
        "一百",
    ]


def test_a_summary_of_the_half_year_names_the_half_and_not_the_month() -> None:
    plan = plan_bulletin(past_of("半年小结"))
    assert not isinstance(plan, Issue)
    assert plan.title == "关于2022年上半年重点工作任务完成情况的通报"


def test_what_names_several_tasks_is_of_each_of_them() -> None:
    """A decision is settled once all its tasks are; a joined paper belongs to each."""
    span = ScoredSpan(period("2022-06"), date(2022, 6, 30))
    rows = [
        {"task_id": f"T{n}", "name": "修路", "lead": lead, "progress": share, "latest": said,
         "due": date(2022, 12, 31), "due_original": date(2022, 12, 31), "state": state}
        for n, lead, share, said, state in (
            (1, "县水务局", 1.0, "完工", "已销号"), (2, "县财政局", 0.4, "开工", "正常"), (3, "县水务局", 1.0, "验收", "已销号"),
        )
    ]  # fmt: skip
    found = standings(rows_of("tasks", rows), rows_of("judgements", []), SHIPPED, span)
    held = [{"when": date(2022, 6, 9), "topic": "专题会", "decision": "修路", "task_id": ids}
            for ids in ("T1、T2", "T1、T3", "")]  # fmt: skip
    facts = of_meetings(rows_of("meetings", held), found, span)
    both, settled, alone = facts.lists["议定事项"]
    assert (both.words["单位"], both.words["进度"]) == ("县水务局、县财政局", "100%、40%")
    assert both.words["现状"] == "完工；开工"
    assert (settled.words["单位"], settled.words["状态"]) == ("县水务局", "已销号")
    assert alone.words["状态"] == "未立项"
    assert (facts.figures["议定事项数"].text, facts.figures["议定已办结数"].text) == ("3", "1")

    sent = [{"when": date(2022, 6, 9), "supervision": "督办", "unit": "县水务局", "task_id": "T1、T2",
             "number": "督〔2022〕1号", "duty_state": "签发", "why": "滞后"}]  # fmt: skip
    for task_id, count in (("T1", "1"), ("T2", "1"), ("T3", "0"), ("", "1")):
        assert (
            of_supervision(rows_of("supervision", sent), span, task_id).figures["督办数"].text
            == count
        )


def test_a_paper_that_a_leader_signs_says_that_nobody_is_named() -> None:
    for kind, signer, said in (
        ("督查报告", "", True),
        ("督查报告", "某某", False),
        ("表扬通报", "", False),
    ):
        past = past_of(kind)
        plan = plan_bulletin(replace(past, words={**past.words, "签发人": signer}))
        assert not isinstance(plan, Issue)
        assert ("B124" in {i.code for i in plan.issues}) is said, (kind, signer)
