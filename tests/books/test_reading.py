"""Returned forms: whose they are, what was healed, what is asked; other kinds of file."""

import pickle
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from taizhang.books import read_form
from taizhang.books.forms.build import build_form
from taizhang.books.forms.words import BASE
from taizhang.books.layout import load_layout
from taizhang.books.reading.form import read_sent
from taizhang.core.submission import Answer, Form, Refusal, Sent
from taizhang.core.tables import key_text
from taizhang.core.values.settled import same
from tests.mangling.draft import Table, fill, save, shown, start
from tests.mangling.sample import KEY, built, sample
from tests.support import office
from tests.support.xlsb import write_xlsb

pytestmark = pytest.mark.slow

UNIT = "示例县财政局"  # to whom form 1 is sent
Edit = Callable[[Workbook], None]


def written(folder: Path, edit: Edit | None = None, name: str = "表.xlsx", number: int = 1) -> Path:
    path = folder / name
    path.write_bytes(built(number))
    if edit is not None:
        book = load_workbook(path)
        edit(book)
        book.save(path)
        book.close()
    return path


def read(path: Path, **options: Any) -> Form:
    form = read_form(path, **options)
    assert isinstance(form, Form), form
    return form


def codes(form: Form | Refusal) -> list[str]:
    return [i.code for i in form.issues if i.code != "F223"]


def answer(form: Form, key: str, column: str) -> Answer:
    found = ((key_text(a.sheet, a.row_key), a) for a in form.answers if a.column == column)
    return next(a for named, a in found if named == key)


def cell(sheet: str, name: str, value: Any) -> Edit:
    def edit(book: Workbook) -> None:
        book[sheet][name] = value

    return edit


def sent_out(folder: Path, number: int = 1) -> Sent:
    sent = read_sent(written(folder, name="下发.xlsx", number=number))
    assert sent is not None
    return sent


def test_who_and_when_and_by_whom(tmp_path: Path) -> None:
    def sign(book: Workbook) -> None:
        guide = book["填报说明"]
        for row in guide.iter_rows():
            if row[0].value == "填报人":
                guide.cell(row[0].row, 3).value = "某科"
            if row[0].value == "联系电话":
                guide.cell(row[0].row, 3).value = 5550123
        book.properties.modified = datetime(2022, 6, 20, 2, 30)

    form = read(written(tmp_path, sign), key=KEY)

    assert (form.identity.unit, form.identity.period, form.identity.form_id) == (
        UNIT, "2022-06", "F000001",
    )  # fmt: skip
    assert (form.filled_by, form.phone) == ("某科", "5550123")
    assert form.sealed is True
    assert form.based
    assert len(form.digest) == 64
    assert form.issues == ()


def test_without_a_key_the_seal_is_not_tried(tmp_path: Path) -> None:
    assert read(written(tmp_path)).sealed is None


def test_a_changed_base_breaks_the_seal(tmp_path: Path) -> None:
    form = read(written(tmp_path, cell(BASE, "I5", 0.99)), key=KEY)
    assert form.sealed is False
    assert codes(form) == ["F123", "F218"] or "F123" in codes(form)


def test_a_torn_base_is_replaced_by_what_the_ledger_remembers(tmp_path: Path) -> None:
    path = written(tmp_path, cell(BASE, "F2", "不是时间"))
    form = read(path, known=[sent_out(tmp_path)])
    assert form.identity.unit == UNIT
    assert form.based
    assert "F124" in codes(form)


def test_a_form_filled_in_on_anothers_copy(tmp_path: Path) -> None:
    form = read(written(tmp_path, cell("填报说明", "C6", "示例县教育局")))
    assert codes(form) == ["F126"]


def test_two_forms_in_one_file_are_refused(tmp_path: Path) -> None:
    other = load_workbook(written(tmp_path, name="另.xlsx", number=2))

    def join(book: Workbook) -> None:
        copy = book.create_sheet("_base (2)")
        for row in other[BASE].iter_rows():
            for there in row:
                copy.cell(there.row, there.column, there.value)

    refusal = read_form(written(tmp_path, join))
    assert codes(refusal) == ["F125"]
    assert "示例县水务局、示例县财政局" in refusal.issues[0].message


def by_hand(path: Path, *tables: Table) -> Path:
    book = Workbook()
    sheet: Any = book.active
    for table in tables:
        sheet.title = table.name
        for row in table.rows:
            sheet.append(row)
        sheet = book.create_sheet()
    book.save(path)
    return path


def test_a_table_made_anew_is_known_by_its_file_name(tmp_path: Path) -> None:
    path = by_hand(tmp_path / f"{UNIT}6月报表.xlsx", start(1).tasks, start(1).nodes)
    known = [sent_out(tmp_path), sent_out(tmp_path, 2)]

    form = read(path, known=known)
    assert form.identity == known[0].identity
    assert form.based
    assert codes(form) == ["F240"]
    assert "文件名" in form.issues[0].message
    assert all(a.theirs == a.base for a in form.answers)


def test_a_table_made_anew_by_nobody(tmp_path: Path) -> None:
    path = by_hand(tmp_path / "报表.xlsx", start(1).tasks)
    form = read(path)
    assert form.identity.unit == ""
    assert not form.based
    assert codes(form) == ["F122", "F222"]
    assert {a.base for a in form.answers} == {""}


def test_a_name_like_those_we_give_tells_unit_and_period(tmp_path: Path) -> None:
    path = by_hand(tmp_path / "示例镇政府_2022-06_报送表.xlsx", start(1).tasks)
    form = read(path)
    assert (form.identity.unit, form.identity.period) == ("示例镇政府", "2022-06")
    assert "F121" in codes(form)
    assert not form.based


def test_rows_without_numbers_are_claimed_by_exact_name_or_offered(tmp_path: Path) -> None:
    table = start(1).tasks
    for line, text in zip(table.lines()[:3], ("", "", "自编-9"), strict=True):
        table.rows[line][0] = text
    table.rows[table.lines()[1]][1] = str(table.rows[table.lines()[1]][1]).replace("任务", "项目")
    form = read(by_hand(tmp_path / f"{UNIT}.xlsx", table), known=[sent_out(tmp_path)])

    by_name = [i for i in form.issues if i.code == "F215"]
    assert [i.place.key for i in by_name] == ["2022-001", "2022-003"]
    (row,) = form.unclaimed
    assert row.candidates[0] == ("2022-002",)
    assert row.place.row == table.lines()[1] + 1
    assert "F214" in codes(form)
    assert "F213" in codes(form)
    assert not any(a.row_key == ("2022-002",) for a in form.answers)


def test_a_header_is_asked_about_and_remembered_for_the_unit(tmp_path: Path) -> None:
    path = written(tmp_path, cell("任务填报", "K3", "困难"))
    form = read(path)
    (question,) = form.questions
    assert (question.found, question.choices[0]) == ("困难", "problem")
    assert not any(a.column == "problem" for a in form.answers)

    for memory in ({UNIT: {"困难": "problem"}}, {"": {"困难": "problem"}}):
        told = read(path, memory=memory)
        assert told.questions == ()
        assert all(a.usable for a in told.answers if a.column == "problem")
    assert read(path, memory={"别家": {"困难": "problem"}}).questions == form.questions


def test_a_form_of_other_labels_is_read_by_its_own_layout(tmp_path: Path) -> None:
    from dataclasses import replace
    from io import BytesIO

    from taizhang.books.forms.build import build_form

    layout = load_layout()
    tasks = layout.form.tasks.relabelled("任务", {"latest": "推进情况", "progress": "形象进度"})
    other = replace(layout, form=replace(layout.form, tasks=tasks))
    stream = BytesIO()
    build_form(stream, sample(1), layout=other)
    path = tmp_path / "表.xlsx"
    path.write_bytes(stream.getvalue())

    assert codes(read(path, layout=other)) == []
    assert all(a.theirs == a.base for a in read(path, layout=other).answers)


CELLS = [
    ("I4", "八成", "progress", 0.8, "F501"),
    ("I4", 80, "progress", 0.8, "F501"),
    ("J4", "已完成\r\n招标 ", "latest", "已完成\n招标", ""),
    ("J4", "=1+1", "latest", None, "F302"),
    ("J4", "#N/A", "latest", None, "F301"),
    ("J4", None, "latest", None, "F308"),
    ("H4", "见附件", "actual", None, "F303"),
    ("N4", "√", "request", "是", "F501"),
    # what stands where nothing was written
    ("J4", "—", "latest", None, "F231"),
    ("J4", "同上月", "latest", None, "F231"),
    ("J4", "无变化", "latest", None, "F231"),
    ("J4", "略", "latest", None, "F232"),
    ("J4", "详见附件", "latest", None, "F232"),
    ("K4", "—", "problem", "", "F233"),
    ("K4", "已解决", "problem", "", "F233"),
    ("K4", "同上", "problem", "用地手续未批复。", "F230"),
    ("L4", "/", "next_step", "6月底前完成招标。", "F230"),
    ("L4", "……", "next_step", "6月底前完成招标。", "F230"),
    ("L4", "已解决", "next_step", "已解决", ""),
    ("M4", "见附件1", "evidence", None, "F232"),
    ("M4", "无", "evidence", "", ""),
    ("H4", "同上月", "actual", 780.0, "F230"),
    ("I4", "—", "progress", 0.75, "F230"),
]


@pytest.mark.parametrize(("name", "raw", "column", "value", "code"), CELLS)
def test_a_cell_is_read_or_named(
    tmp_path: Path, name: str, raw: object, column: str, value: object, code: str
) -> None:
    form = read(written(tmp_path, cell("任务填报", name, raw)))
    found = answer(form, "2022-001", column)
    assert (found.issue.code if found.issue else "") == code
    assert found.cell == name
    if value is None:
        assert not found.usable
        assert found.theirs == found.base
    else:
        assert found.theirs == value


@pytest.mark.parametrize(
    ("raw", "code"), [("同上", "F314"), ("无", "F314"), ("", "F308"), ("已开工", "")]
)
def test_a_word_that_says_nothing_is_quoted_where_something_must_stand(
    tmp_path: Path, raw: str, code: str
) -> None:
    form = replace(sample(1), tasks=tuple({**row, "latest": ""} for row in sample(1).tasks))
    stream = BytesIO()
    build_form(stream, form, layout=load_layout())
    path = tmp_path / "表.xlsx"
    path.write_bytes(stream.getvalue())
    book = load_workbook(path)
    book["任务填报"]["J4"] = raw
    book["任务填报"]["I4"] = 0.9
    book.save(path)
    found = next(
        (a for a in read(path).answers if (a.row_key, a.column) == (("2022-001",), "latest")), None
    )
    issue = found.issue if found else None
    assert (issue.code if issue else "") == code
    assert issue is None or not raw or raw in issue.message


def test_the_full_sentence_names_file_sheet_row_header_and_cell(tmp_path: Path) -> None:
    form = read(written(tmp_path, cell("任务填报", "I5", "见附件"), name="水务局.xlsx"))
    assert str(answer(form, "2022-002", "progress").issue) == (
        "错误 F304 〔水务局.xlsx〕《任务填报》第5行（2022-002）“完成进度”（I5）：“见附件”看不出进度是多少。"
        "办法：请该单位填百分数，如 80%。"
    )


def test_a_changed_grey_cell_is_named_and_not_taken(tmp_path: Path) -> None:
    form = read(written(tmp_path, cell("任务填报", "B4", "改了名的任务")))
    assert [(i.code, i.place.key) for i in form.issues][1:] == [("F218", "2022-001")]


def filled(number: int, folder: Path) -> tuple[Path, dict[tuple[str, str, str], object]]:
    from random import Random

    draft = start(number)
    fill(draft, Random(number))
    return save(draft, folder, f"表{number}"), dict(draft.truth)


@pytest.mark.parametrize("kind", ["ods", "xls", "xlsx"])
def test_a_form_saved_by_another_program_says_the_same(tmp_path: Path, kind: str) -> None:
    path, truth = filled(3, tmp_path)
    form = read(office.convert(path, tmp_path / "other", kind), key=KEY)

    assert form.sealed
    assert len(form.answers) == len(truth)
    for a in form.answers:
        assert same(a.theirs, truth[a.sheet, key_text(a.sheet, a.row_key), a.column])  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_errors_and_merged_cells_survive_in_other_kinds_of_file(tmp_path: Path, kind: str) -> None:
    def edit(book: Workbook) -> None:
        sheet = book["任务填报"]
        sheet["I4"] = "=1/0"
        sheet["J5"], sheet["J6"] = "两项一并推进", None
        sheet.merge_cells("J5:J6")

    form = read(office.convert(written(tmp_path, edit), tmp_path / "other", kind))
    wrong = answer(form, "2022-001", "progress")
    assert wrong.issue is not None
    assert wrong.issue.code == "F301"
    assert answer(form, "2022-003", "latest").theirs == "两项一并推进"
    assert "F210" in codes(form)


@pytest.mark.parametrize("suffix", [".xls", ".et", ".csv", ".wps", ""])
def test_the_content_decides_and_not_the_ending(tmp_path: Path, suffix: str) -> None:
    form = read(written(tmp_path, name=f"表{suffix}"))
    assert codes(form) == ([] if suffix == ".et" else ["F113"])
    assert all(a.theirs == a.base for a in form.answers)


def test_the_moment_of_saving_is_the_files_own(tmp_path: Path) -> None:
    import os

    path = written(tmp_path)
    os.utime(path, (1_656_000_000, 1_656_000_000))
    assert read(path).received == datetime.fromtimestamp(1_656_000_000)


def test_a_sheet_with_both_tables(tmp_path: Path) -> None:
    draft = start(1)
    rows = [*draft.tasks.rows, [""] * 14, *draft.nodes.rows[2:]]
    table = Table(draft.tasks.spec, "合并", draft.tasks.columns, rows, [""] * len(rows))
    form = read(by_hand(tmp_path / f"{UNIT}.xlsx", table), known=[sent_out(tmp_path)])
    assert {a.sheet for a in form.answers} == {"tasks", "nodes"}
    assert all(a.theirs == a.base for a in form.answers)


def test_importing_the_books_does_not_import_the_reader() -> None:
    import subprocess
    import sys

    code = "import sys, taizhang.books; sys.exit('python_calamine' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
    with pytest.raises(AttributeError):
        _ = __import__("taizhang.books", fromlist=["x"]).nothing


def test_errors_and_merged_cells_in_a_binary_workbook(tmp_path: Path) -> None:
    table = start(1).tasks
    lines, at = table.lines(), table.at("latest")
    table.rows[lines[0]][table.at("progress")] = "#N/A"
    table.rows[lines[1]][at], table.rows[lines[2]][at] = "两项一并推进", ""
    rows = [[shown(value, share=False) for value in row] for row in table.rows]
    path = tmp_path / f"{UNIT}.xlsb"
    merged = {"任务填报": [(lines[1], lines[2], at, at)]}
    write_xlsb(path, {"任务填报": rows}, merged)
    form = read(path, known=[sent_out(tmp_path)])

    wrong = answer(form, "2022-001", "progress")
    assert wrong.issue is not None
    assert wrong.issue.code == "F301"
    assert [answer(form, k, "latest").theirs for k in ("2022-002", "2022-003")] == [
        "两项一并推进"
    ] * 2
    assert "F210" in codes(form)


def test_a_binary_workbook_with_a_word_far_away(tmp_path: Path) -> None:
    path = tmp_path / "远.xlsb"
    write_xlsb(path, {"任务填报": [["任务编号"], *[[]] * 200_000, ["", *[""] * 900, "x"]]}, {})
    assert codes(read_form(path)) == ["F107"]  # cut down, it has a head and nothing else


@pytest.mark.parametrize("kind", ["", "xls", "ods"])
def test_a_sheet_that_asks_for_nothing_draws_no_note(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(built(1, 6, 0))
    form = read(office.convert(path, tmp_path / "o", kind) if kind else path)
    assert codes(form) == []

    book = load_workbook(path)
    book["节点填报"]["A4"] = "我单位已完成三项"
    book.save(path)
    assert codes(read(path)) == ["F220"]


def test_a_form_tells_all_that_a_caller_looks_at(tmp_path: Path) -> None:
    def edit(book: Workbook) -> None:
        sheet = book["任务填报"]
        sheet.title = "汇总"
        sheet["I4"], sheet["I5"], sheet["I6"] = "约80%", "七八成", "见附件"

    form = read_form(str(written(tmp_path, edit)))
    assert isinstance(form, Form)
    assert (form.unit, form.period) == (UNIT, "2022-06")
    assert [(r.sheet, r.key) for r in form.rows][:2] == [
        ("tasks", ("2022-001",)), ("tasks", ("2022-002",)),
    ]  # fmt: skip
    first = form.rows[0]
    assert [(a.column, a.theirs) for a in first.telling()] == [("progress", 0.8)]
    assert [a.column for a in first.every()] == list(first.columns)
    assert len(form.answers) == sum(len(row.columns) for row in form.rows)
    assert form.answers[0] == first.get(first.columns[0])
    assert first.get("nothing") is None
    assert [(i.code, i.place.cell) for i in form.doubtful] == [("F402", "I5")]
    assert [(i.code, i.place.cell) for i in form.errors] == [("F304", "I6")]
    assert [i.code for i in form.notes] == ["F201", "F223", "F502"]
    assert pickle.loads(pickle.dumps(form)) == form  # noqa: S301 - our own


def test_what_is_hidden_is_read_and_named(tmp_path: Path) -> None:
    def hide(book: Workbook) -> None:
        sheet = book["任务填报"]
        sheet.column_dimensions["I"].hidden = True
        sheet.column_dimensions["Z"].hidden = True
        sheet.row_dimensions[5].hidden = sheet.row_dimensions[6].hidden = True
        sheet["I5"] = 0.65

    form = read(written(tmp_path, hide))
    assert codes(form) == ["F225", "F226"]
    assert ["完成进度" in form.issues[0].message, "2行" in form.issues[1].message] == [True, True]
    assert answer(form, "2022-002", "progress").theirs == 0.65
