"""What the clerk decides once: rows to claim, headers to name."""

from dataclasses import replace
from datetime import datetime

from taizhang.books.layout import load_layout
from taizhang.core.issues import Place
from taizhang.core.returned.claims import (
    apply_claims,
    claim_rows,
    memory_of,
    question_rows,
    where_of,
)
from taizhang.core.submission import Answer, Form, Identity, Question, Unclaimed, rows_of

SPEC = load_layout().form
WHEN = datetime(2022, 6, 20)
WHO = Identity("id", "2022-06", "县财政局", "f", 1, WHEN)
ROW = Unclaimed(
    Place(sheet="任务填报", row=9, cell="A9"), "tasks",
    {"name": "国企改革攻坚", "progress": 0.4, "latest": "方案已报审"}, (("2022-034",),),
)  # fmt: skip
SENT = tuple(
    Answer("tasks", ("2022-034",), c, "", "", "H9") for c in ("progress", "latest", "problem")
)
FORM = Form("a.xlsx", "d", WHEN, WHO, rows_of(SENT), unclaimed=(ROW,))


def test_an_unclaimed_row_is_asked_about_once() -> None:
    rows = claim_rows([FORM], [], "2022-06")
    assert rows[0]["where"] == "《任务填报》第9行"
    assert rows[0]["candidates"] == "2022-034"
    assert "方案已报审" in str(rows[0]["text"])
    assert claim_rows([FORM], rows, "2022-06") == []


def test_a_claimed_row_is_read_as_that_task() -> None:
    claims = [{"file": "a.xlsx", "where": where_of(ROW), "claimed": "2022-034"}]
    form = apply_claims(FORM, claims, SPEC)
    assert {(a.column, a.theirs) for a in form.answers} == {
        ("progress", 0.4), ("latest", "方案已报审"), ("problem", ""),
    }  # fmt: skip
    assert form.unclaimed == ()


def test_a_claimed_row_of_a_form_without_a_base_gives_new_answers() -> None:
    claims = [{"file": "a.xlsx", "where": where_of(ROW), "claimed": "2022-034"}]
    form = apply_claims(replace(FORM, rows=()), claims, SPEC)
    assert [(a.row_key, a.column, a.base) for a in form.answers] == [
        (("2022-034",), "progress", ""), (("2022-034",), "latest", ""),
    ]  # fmt: skip


def test_a_row_nobody_claimed_stays_unclaimed() -> None:
    claims = [{"file": "a.xlsx", "where": where_of(ROW), "claimed": ""}]
    assert apply_claims(FORM, claims, SPEC) == FORM


def test_a_header_is_asked_about_once_for_each_unit() -> None:
    form = replace(FORM, questions=(Question("tasks", "本期数", ("actual", "progress")),))
    rows = question_rows([form, form], [], SPEC)
    assert [(r["unit"], r["found"], r["near"]) for r in rows] == [
        ("县财政局", "本期数", "完成值、完成进度")
    ]
    assert question_rows([form], rows, SPEC) == []


def test_a_named_header_is_remembered_for_that_unit() -> None:
    rows = [
        {"unit": "县财政局", "found": "本期数", "meaning": "完成值"},
        {"unit": "县粮食局", "found": "说明", "meaning": "不读"},
        {"unit": "县水务局", "found": "别的", "meaning": ""},
    ]
    assert memory_of(rows, SPEC) == {"县财政局": {"本期数": "actual"}, "县粮食局": {"说明": ""}}
