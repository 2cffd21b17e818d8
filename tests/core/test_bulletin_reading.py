"""Papers as somebody reads them, from ledgers as bad as they come: order, marks, sums, nothing empty."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from docx import Document

from taizhang.books.layout import load_layout
from taizhang.books.official.bulletin import draw_bulletin
from taizhang.books.official.style import official_style
from taizhang.books.schemes import load_schemes
from taizhang.core.bulletin.blocks import RowForm, WordedBlock
from taizhang.core.bulletin.order import arranged
from taizhang.core.bulletin.plan import READ, BulletinPast, BulletinPlan, plan_bulletin
from taizhang.core.bulletin.posted import of_lists
from taizhang.core.issues import Issue
from taizhang.core.periods import parse_period
from taizhang.core.scoring.planning import READ as SCORED
from taizhang.core.scoring.planning import ScorePast
from taizhang.core.scoring.posting import PostPlan, plan_posting
from taizhang.core.scoring.unit_types import unit_types_in
from taizhang.core.tables import LedgerRows, TableRow
from taizhang.core.values.numerals import chinese
from tests.support.tables import table

LAYOUT = load_layout()
JUNE = date(2022, 6, 30)
LONG = "示例县人民政府重点工程建设和城乡融合发展服务保障中心"
WORDS = {
    "署名": "示例县人民政府督查室", "印发机关": "示例县人民政府办公室", "主送": "各乡镇人民政府：",
    "抄送": "县委办公室。", "专报主送": "县政府：", "地区": "示例县", "专项行动": "", "联系电话": "",
    "考核方案": "政务督查百分制", "专报任务": "修路", "发文机关标志": "示例县人民政府督查室文件",
    "发文机关": "示例县人民政府督查室", "文号字": "示督", "签发人": "", "简报报": "县委领导。",
    "简报送": "县委办公室。", "简报发": "各乡镇。", "公示联系人": "", "公示地址": "",
}  # fmt: skip


def rows_of(sheet: str, *rows: Mapping[str, object]) -> LedgerRows:
    spec = LAYOUT[sheet]
    blank = dict.fromkeys(spec.keys, "")
    found = [TableRow(n, blank | dict(r)) for n, r in enumerate(rows, start=3)]  # type: ignore[arg-type]
    return LedgerRows(spec, spec.label, dict.fromkeys(spec.keys, "A"), found)


def tasks(count: int, state: str, **more: object) -> list[dict[str, object]]:
    """Tasks that stand so, of units by turns."""
    units = ("县水务局", "县财政局", "县水务局、县财政局", "县审计局")
    return [
        {"task_id": f"{state}-{n:03}", "name": f"第{n}项任务", "category": ("甲类", "乙类")[n % 2],
         "lead": units[n % 4], "leader": "副县长", "progress": 0.2 + n % 5 / 10, "state": state,
         "start": date(2022, 1, 1), "due": date(2022, 12, 31), "latest": "正在推进。",
         "problem": "征地没有完成；", "target": 10.0, "actual": 4.0, "measure": "公里",
         "closed": date(2022, 6, 20) if state == "已销号" else "",
         "finished": date(2022, 6, 20) if state == "已销号" else "", **more}
        for n in range(count)
    ]  # fmt: skip


LEDGERS = {
    "什么也没有": [],
    "一家一项": tasks(1, "正常"),
    "没有滞后": [*tasks(5, "正常"), *tasks(2, "已销号")],
    "四十项滞后": [*tasks(40, "滞后"), *tasks(3, "预警"), *tasks(2, "待销号")],
    "名称很长": tasks(6, "滞后", name="推进" + "城乡供水一体化工程" * 3, lead=LONG, category=LONG),
    "缺东缺西": tasks(4, "滞后", lead="", leader="", category="", progress="", due="", target="",
                      actual="", latest="", problem="", measure=""),
    "全部销号": tasks(4, "已销号"),
    "全部待销号": tasks(3, "待销号"),
}  # fmt: skip
KINDS = tuple(dict.fromkeys(str(r["paper"]) for r in LAYOUT.begins["paper_words"]))


def tables_of(name: str) -> dict[str, LedgerRows]:
    rows = LEDGERS[name]
    judged = [
        {"period": "2022-06", "judged_on": JUNE, "task_id": r["task_id"], "state": r["state"],
         "progress": r["progress"], "elapsed": 0.5, "reason": "节点逾期12天。", "lamp": "红"}
        for r in rows
    ]  # fmt: skip
    judged += [{**j, "period": "2022-05", "judged_on": date(2022, 5, 31)} for j in judged[:3]]
    units = ("县水务局", "县财政局", "县审计局", LONG)
    empty = {*READ, *SCORED}
    return {
        **{key: rows_of(key) for key in sorted(empty)},
        "tasks": rows_of("tasks", *rows), "judgements": rows_of("judgements", *judged),
        "units": rows_of("units", *({"unit": u} for u in units)),
        "rank_lists": rows_of("rank_lists", *LAYOUT.begins["rank_lists"]),
        "paper_words": rows_of("paper_words", *LAYOUT.begins["paper_words"]),
        "lamp_rules": rows_of("lamp_rules", {"rule": "节点逾期", "state": "滞后", "role": "滞后"}),
    }  # fmt: skip


def posted_of(tables: Mapping[str, LedgerRows]) -> PostPlan:
    period = parse_period("2022-06")
    assert period
    scored = plan_posting(
        ScorePast(
            period,
            JUNE,
            tables,
            "政务督查百分制",
            load_schemes(),
            types=unit_types_in(LAYOUT.lists),
        )
    )
    assert isinstance(scored, PostPlan)
    return scored


def plan_of(name: str, kind: str) -> BulletinPlan:
    tables, period = tables_of(name), parse_period("2022-06")
    assert period
    scored = posted_of(tables)
    first = str(LEDGERS[name][0]["task_id"]) if LEDGERS[name] else ""
    plan = plan_bulletin(BulletinPast(
        kind, period, JUNE, tables, WORDS, first if kind == "督查专报" else "", posted=scored,
    ))  # fmt: skip
    assert not isinstance(plan, Issue), str(plan)
    return plan


CASES = [(n, k) for n in LEDGERS for k in KINDS if LEDGERS[n] or k != "督查专报"]
BAD_MARKS = re.compile(
    r"[，。；：、][，。；、]|：。|（）|“”|^[，。；、]|\{|\}|［|］|None|nan|目前目前"
)


@pytest.mark.parametrize(("name", "kind"), CASES)
def test_a_paper_reads_as_an_office_would_write_it(name: str, kind: str) -> None:
    blocks = plan_of(name, kind).worded.blocks
    body = [b for b in blocks if b.form in {RowForm.TEXT, RowForm.EACH}]
    assert body, "whatever the ledger holds, something is said"
    for block in blocks:
        assert not BAD_MARKS.search(block.text), block.text
        if block in body:
            assert block.text.endswith(("。", "：")), block.text
    heads = [b.text for b in blocks if b.form is RowForm.HEADING]
    assert [h.partition("、")[0] for h in heads] == [chinese(n) for n in range(1, len(heads) + 1)]
    forms = [
        b.form
        for b in blocks
        if b.form not in {RowForm.TABLE, RowForm.SIGNED, RowForm.COPIES, RowForm.BRIEFED}
    ]
    pairs = list(zip(forms, [*forms[1:], RowForm.HEADING], strict=True))
    assert (RowForm.HEADING, RowForm.HEADING) not in pairs, "no heading stands over nothing"
    assert sum(len(b.text) for b in body) < 4000, "a body is short; the table is attached"


@pytest.mark.parametrize(("name", "kind"), CASES)
def test_what_the_text_says_the_tables_say_too(name: str, kind: str) -> None:
    plan = plan_of(name, kind)
    figures = plan.facts.figures
    for block in plan.worded.blocks:
        if block.form is not RowForm.TABLE:
            continue
        heads = [c.head for c in block.columns]
        assert all(len(row) == len(heads) for row in block.rows)
        if "任务数" in heads:
            whole = dict(zip(heads, block.rows[-1], strict=True))
            assert whole["任务数"] == figures["总数"].text
            for state in ("已销号", "待销号", "正常", "预警", "滞后"):
                assert whole[state] == figures[f"{state}数"].text
            apart = sum(int(row[heads.index("任务数")]) for row in block.rows[:-1])
            printed = "".join(b.text for b in plan.worded.blocks) if "单位" in heads else ""
            assert apart == int(whole["任务数"]) or f"合计{apart}项次" in printed
        elif "连续期数" in heads:
            assert str(len(block.rows)) == figures["滞后数"].text
        elif "评定" in heads:
            said = [row[heads.index("评定")] for row in block.rows]
            for word in set(said):
                assert str(said.count(word)) == figures[f"评定{word}数"].text


@pytest.mark.parametrize(("name", "kind"), CASES)
def test_every_number_of_a_list_names_its_rows(name: str, kind: str) -> None:
    plan = plan_of(name, kind)
    for listed, fields in plan.worded.lists.items():
        for item in plan.facts.lists[listed]:
            for key in fields:
                if key != "序号" and any(c.isdigit() for c in item.words.get(key, "")):
                    assert all(place.row for place in item.places(key)), (listed, key)


# what the layout itself prints, by the standard and not by the office
LAYOUT_WORDS = re.compile(r"附件[0-9]*|[：:0-9.．、—-]|印发|年|月|日|\s")


@pytest.mark.parametrize(("name", "kind"), CASES)
def test_every_sentence_of_a_paper_is_the_offices_own(name: str, kind: str) -> None:
    """With all 文字 replaced by a mark, nothing but marks, figures and cells of tables is printed."""
    tables = tables_of(name)
    words = tables["paper_words"]
    marked = [TableRow(r.number, {**r.values, "text": "※"}) for r in words.rows]
    period = parse_period("2022-06")
    assert period
    past = BulletinPast(
        kind, period, JUNE, {**tables, "paper_words": replace(words, rows=marked)}, WORDS,
        str(LEDGERS[name][0]["task_id"]) if kind == "督查专报" else "", posted=posted_of(tables),
    )  # fmt: skip
    plan = plan_bulletin(past)
    assert not isinstance(plan, Issue)
    assert {b.text for b in plan.worded.blocks} == {"※"}
    paper = Document(BytesIO(draw_bulletin(plan, official_style())))
    texts = [p.text for p in paper.paragraphs]
    assert {LAYOUT_WORDS.sub("", text) for text in texts} <= {"", "※", "※※"}


def test_long_lists_are_cut_in_the_body_and_whole_in_the_table() -> None:
    plan = plan_of("四十项滞后", "督查通报")
    items = [b for b in plan.worded.blocks if b.form is RowForm.EACH]
    assert len(items) == 10
    text = "".join(b.text for b in plan.worded.blocks)
    assert "全部40项见附件“滞后事项清单”" in text
    assert "第2期仍滞后" in items[0].text, "what lags longest comes first"


def test_a_paper_about_nobody_is_made_and_said_to_be() -> None:
    for name, kind in (("没有滞后", "批评通报"), ("没有滞后", "公示件"), ("四十项滞后", "表扬通报"),
                       ("一家一项", "议定事项报告")):  # fmt: skip
        plan = plan_of(name, kind)
        assert "B108" in {i.code for i in plan.issues}, kind
        assert "没有" in "".join(b.text for b in plan.worded.blocks)
    assert "B108" not in {i.code for i in plan_of("没有滞后", "政务督查").issues}


def test_in_a_first_period_nobody_is_new_and_nobody_rose() -> None:
    items = plan_of("没有滞后", "红黑榜通报").facts.lists["榜单全表"]
    assert items
    assert {i.words["升降"] for i in items} == {"—"}


HEADINGS = """
| 块                              | 印出来                |
|---------------------------------|-----------------------|
| 一、甲 / 文 / 三、乙 / 文       | 一、甲 / 文 / 二、乙 / 文 |
| 一、甲 / 二、乙 / 文            | 一、乙 / 文           |
| 一、甲 / （二）乙 / 文          | 一、甲 / （一）乙 / 文 |
| 一、甲 / （一）乙 / 二、丙 / 文 | 一、丙 / 文           |
| 基本情况 / 文                   | 基本情况 / 文         |
| 一、甲                          |                       |
| 一、甲 / （一）乙 / 2.丙 / 文 / 5．丁 / （3）戊 / 文 | 一、甲 / （一）乙 / 1．丙 / 文 / 2．丁 / （1）戊 / 文 |
| 一、甲 / 1.乙 / 文 / 二、丙 / 4.丁 / （2）戊 / 文 / （二）己 / 文 | 一、甲 / 1．乙 / 文 / 二、丙 / 1．丁 / （1）戊 / 文 / （一）己 / 文 |
"""


@pytest.mark.parametrize("row", table(HEADINGS), ids=lambda row: row["块"])
def test_headings_follow_what_is_printed(row: dict[str, str]) -> None:
    def block(text: str) -> WordedBlock:
        third = RowForm.THIRD if text[0].isdigit() else RowForm.HEADING
        second = RowForm.FOURTH if text[1:2].isdigit() else RowForm.SECOND
        form = second if text[0] == "（" else third
        return WordedBlock(RowForm.TEXT if text == "文" else form, text)

    blocks = [block(text) for text in row["块"].split(" / ")]
    assert " / ".join(b.text for b in arranged(blocks)) == row["印出来"]


def test_beside_each_name_of_a_list_stands_why() -> None:
    tables = tables_of("没有滞后")
    events = [
        {"when": JUNE, "unit": unit, "event": event, "evidence": "第3期"}
        for unit, event in (
            ("县水务局", "县领导表扬"),
            ("县水务局", "县领导表扬"),
            ("县审计局", "县领导批评"),
        )
    ]
    tables["score_events"] = rows_of("score_events", *events)
    facts = of_lists(posted_of(tables), {})
    items = {e.words["单位"]: e for e in facts.lists["榜单全表"] if e.words["榜名"] == "部门红黑榜"}
    assert items["县水务局"].words["理由"].startswith("县领导表扬2处加")
    assert [p.row for p in items["县水务局"].places("理由")][:2] == [3, 4]
    assert not items["县财政局"].words["理由"], "the same figure again is no reason"
