"""未采用的段落: which rows come, stay and become drafts; the expected value stands in the row."""

import pytest

from taizhang.core.lists.leftovers import LeftoverPlan, plan_leftovers
from taizhang.core.submission import Value
from taizhang.core.tables import LedgerRows, TableRow
from tests.support.ledgers import rows
from tests.support.tables import table

Row = dict[str, Value]


def sheet(key: str, lines: list[dict[str, Value]]) -> LedgerRows:
    empty = rows(key)
    blank = dict.fromkeys(empty.spec.keys, "")
    found = [TableRow(n, {**blank, **line}) for n, line in enumerate(lines, start=3)]
    return LedgerRows(empty.spec, empty.sheet, empty.letters, found)


def left(text: str, answer: str = "", document: str = "甲.txt", drafted: Value = "") -> Row:
    return {"document": document, "content": text, "promote": answer, "left_no": 1.0,
            "drafted": drafted}  # fmt: skip


def planned(
    old: list[Row], found: tuple[str, ...] = (), read: tuple[str, ...] = (),
    drafts: list[Row] | None = None, new: list[Row] | None = None,
) -> LeftoverPlan:  # fmt: skip
    tables = {"leftovers": sheet("leftovers", old), "drafts": sheet("drafts", drafts or [])}
    fresh = [{"document": "甲.txt", "content": text} for text in found]
    return plan_leftovers(tables, frozenset(read), fresh, new or [])


ANSWERS = """
| 改为任务 | 原文       | 改成 | 应报 |
| 是       | 公布名单。 | 是   |      |
| √        | 公布名单。 | 是   |      |
| 否       | 公布名单。 |      |      |
|          | 公布名单。 |      |      |
| 待定     | 公布名单。 |      | N341 |
| 是       |            |      | N342 |
"""


@pytest.mark.parametrize("line", table(ANSWERS), ids=lambda line: line["改为任务"] or "blank")
def test_the_answer_decides(line: dict[str, str]) -> None:
    plan = planned([left(line["原文"], line["改为任务"])])
    assert len(plan.chosen) == (line["改成"] == "是")
    assert [issue.code for issue in plan.issues] == ([line["应报"]] if line["应报"] else [])


def test_a_draft_that_stands_is_not_made_twice() -> None:
    assert not planned([left("公布名单。", "是", drafted=5.0)]).chosen


def test_drafts_of_paragraphs_go_on_with_the_numbers_of_their_notice() -> None:
    drafts: list[Row] = [
        {"document": "甲.txt", "draft_no": 4.0}, {"document": "乙.txt", "draft_no": 9.0},
    ]  # fmt: skip
    plan = planned([left("公布名单。", "是"), left("建立台账。", "是")], drafts=drafts)
    assert [(c.draft_no, c.row) for c in plan.chosen] == [(5.0, 3), (6.0, 4)]


def test_read_again_an_answer_stays_with_its_words_and_is_drafted_again() -> None:
    old = [left("高度重视。"), left("公布 名单。", "是", drafted=3.0), left("乙的。", "", "乙.txt")]
    new: list[Row] = [{"document": "甲.txt", "draft_no": 1.0, "content": "修路。"}]
    plan = planned(old, ("公布名单。", "高度重视。"), ("甲.txt",), new=new)
    assert [gone["content"] for gone in plan.gone] == [
        "高度重视。", "公布 名单。",
    ]  # fmt: skip
    assert [(r.get("promote"), r.get("drafted")) for r in plan.added] == [("是", 2.0), ("", None)]
    assert [c.draft_no for c in plan.chosen] == [2.0]


def test_one_of_two_alike_is_chosen_and_stays_the_only_one() -> None:
    old = [left("密切配合。"), left("密切配合。", "是")]
    plan = planned(old, ("密切配合。", "密切配合。"), ("甲.txt",))
    assert [row["promote"] for row in plan.added] == ["", "是"]
    assert len(plan.chosen) == 1


def test_a_chosen_paragraph_that_the_notice_no_longer_has_stays() -> None:
    plan = planned([left("公布名单。", "是")], ("别的。",), ("甲.txt",))
    assert not plan.gone
    assert [(c.values["content"], c.row) for c in plan.chosen] == [("公布名单。", 3)]
    assert [row["left_no"] for row in plan.added] == [2.0]


def test_one_that_is_read_as_a_task_by_now_goes() -> None:
    new: list[Row] = [{"document": "甲.txt", "draft_no": 1.0, "content": "公布名单。"}]
    plan = planned([left("公布名单。", "是")], (), ("甲.txt",), new=new)
    assert len(plan.gone) == 1
    assert not plan.chosen


def test_a_registered_one_is_not_drafted_again() -> None:
    drafts: list[Row] = [
        {"document": "甲.txt", "draft_no": 7.0, "content": "公布名单。", "registered": "2022-009"}
    ]
    plan = planned([left("公布名单。", "是", drafted=7.0)], ("公布名单。",), ("甲.txt",), drafts)
    assert not plan.chosen
    assert [row["drafted"] for row in plan.added] == [7.0]
