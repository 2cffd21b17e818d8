"""The form that goes back: what is red, what is noted, what stays, and that it merges when corrected."""

import csv
import shutil
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.utils import column_index_from_string
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from taizhang.books.forms.build import build_form
from taizhang.books.forms.words import BASE, RETURN_SHEET
from taizhang.books.layout import load_layout
from taizhang.books.reading.form import read_form, read_sent
from taizhang.books.returns.build import Files, build_return
from taizhang.books.returns.marks import CELL, ROW
from taizhang.books.returns.page import Letter
from taizhang.core.catalog.forms import NOT_A_NUMBER
from taizhang.core.issues import Issue, Place
from taizhang.core.merge.merge import Outcome, Snapshot, merge_forms
from taizhang.core.returned.returning import to_return
from taizhang.core.submission import Answer, Form, RowKey, Value, row_key
from taizhang.core.units import Roster, Unit
from tests.mangling.sample import KEY, sample
from tests.support.office import convert, faults, pages, recalculated

pytestmark = pytest.mark.slow

CREATED = datetime(2022, 6, 27, 2)
LETTER = Letter("示例县政府督查室", "督查室 0000-0000000", "2022年6月30日 18:00")
LAYOUT = load_layout()
TASKS, NODES = (spec.label for spec in LAYOUT.form.sheets[:2])
CONTENT = sample(3, tasks=6, nodes=4)
# rows of the tasks' sheet are 4 to 9: 完成值 H, 完成进度 I, 最新进展 J, 存在问题 K, 下一步措施 L
WRONG: dict[tuple[str, str], object] = {
    (TASKS, "H5"): "很多很多",
    (TASKS, "I6"): "进展顺利",
    (TASKS, "J7"): None,
    (NODES, "E4"): "2022-2-30",
}
CLEAN: dict[tuple[str, str], object] = {
    (TASKS, "J4"): "已印发实施方案，召开动员会。",
    (TASKS, "I8"): 0.6,
    (TASKS, "L8"): "7月底前完成招标。",
    (NODES, "E6"): datetime(2022, 6, 20),
}
RIGHT: dict[tuple[str, str], object] = {
    (TASKS, "H5"): 120,
    (TASKS, "I6"): "80%",
    (TASKS, "J7"): "施工单位已进场。",
    (NODES, "E4"): datetime(2022, 2, 28),
}
Cells = dict[tuple[str, str], object]


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    path = tmp_path / "下发" / "示例县交通运输局_2022-06_报送表.xlsx"
    path.parent.mkdir()
    build_form(path, CONTENT)
    return path


@pytest.fixture
def source(sent: Path, tmp_path: Path) -> Path:
    """The form as it came in: some cells clean, some nonsense."""
    path = tmp_path / "收件" / sent.name
    path.parent.mkdir()
    shutil.copyfile(sent, path)
    write(path, WRONG | CLEAN)
    return path


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "退回.xlsx"


def write(path: Path, cells: Cells, change: Callable[[Workbook], None] | None = None) -> None:
    book = load_workbook(path)
    for (sheet, cell), value in cells.items():
        book[sheet][cell].value = value
    if change:
        change(book)
    book.save(path)
    book.close()


def read(path: Path, **options: object) -> Form:
    form = read_form(path, key=KEY, **options)  # type: ignore[arg-type]
    assert isinstance(form, Form), form
    return form


def send_back(
    source: Path, target: Path, sent: Path | None = None, form: Form | None = None
) -> Form:
    """Build the return of a file; the form as it was read."""
    found = form or read(source)
    issues = to_return(found.every_issue, found.file)
    assert issues
    assert build_return(found, Files(source, sent), target, issues, letter=LETTER, created=CREATED)
    return found


def values(form: Form) -> dict[tuple[str, RowKey, str], Value]:
    return {(a.sheet, a.row_key, a.column): a.theirs for a in form.answers}


def clean(form: Form) -> list[Answer]:
    return [a for a in form.answers if a.usable]


def codes(form: Form) -> list[str]:
    return [i.code for i in to_return(form.every_issue, form.file)]


def red(path: Path) -> set[tuple[str, str]]:
    book = load_workbook(path)
    return {
        (sheet.title, cell.coordinate)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.patternType == "solid" and cell.fill.fgColor.rgb in {CELL, ROW}
    }


def links(path: Path) -> set[str]:
    page = load_workbook(path)[RETURN_SHEET]
    return {str(c.hyperlink.location) for row in page.iter_rows() for c in row if c.hyperlink}


def corrected(target: Path, cells: Cells = RIGHT) -> Form:
    write(target, cells)
    return read(target)


# What the unit sees


def test_exactly_the_cells_to_correct_are_red_open_and_noted(source: Path, target: Path) -> None:
    send_back(source, target)
    assert red(target) == set(WRONG)
    book = load_workbook(target)
    for sheet, cell in WRONG:
        marked = book[sheet][cell]
        assert not marked.protection.locked
        assert marked.comment.text.startswith("请更正：")
    assert book[TASKS]["H5"].comment.text == (
        "请更正：“很多很多”看不出是什么数。\n怎么改：只填数字，如 12 或 2000。"
    )


def test_the_first_page_lists_each_with_a_link_to_its_cell(source: Path, target: Path) -> None:
    send_back(source, target)
    book = load_workbook(target)
    page = book.worksheets[0]
    assert page.title == RETURN_SHEET
    assert book.active is page
    assert links(target) == {f"'{sheet}'!{cell}" for sheet, cell in WRONG}
    words = "\n".join(str(c.value) for row in page.iter_rows() for c in row if c.value)
    assert "请先看这里：有4处要更正" in words
    assert "请于2022年6月30日 18:00前发回。有疑问请联系督查室 0000-0000000。" in words
    assert "示例县交通运输局　2022年6月" in words
    assert "2022-002　完成值" in words


def test_only_the_first_page_is_selected(source: Path, target: Path) -> None:
    send_back(source, target)
    sheets = load_workbook(target).worksheets
    assert [s.sheet_view.tabSelected for s in sheets] == [True] + [False] * (len(sheets) - 1)


def test_a_blank_cell_that_must_be_filled_in_is_red_and_not_painted_over(
    source: Path, target: Path
) -> None:
    send_back(source, target)
    sheet = load_workbook(target)[TASKS]
    ranges = [formats.sqref for formats in sheet.conditional_formatting]
    assert not any("J7" in area for area in ranges)
    assert any("J6" in area for area in ranges)
    assert any("J8" in area for area in ranges)


def test_two_findings_of_one_cell_share_a_note(source: Path, target: Path) -> None:
    form = read(source)
    issues = to_return(form.every_issue, form.file)
    twice: list[Issue] = [*issues, *(issue_like(i, "乙") for i in issues[:1])]
    assert build_return(form, Files(source), target, twice)
    note = load_workbook(target)[issues[0].place.sheet][issues[0].place.cell].comment
    assert note.text.count("怎么改：") == 2


def issue_like(issue: Issue, found: str) -> Issue:
    values = dict.fromkeys(dict(issue.values), found)
    return issue.rule.at(issue.place, **values)


# What stays


def test_all_clean_answers_are_still_there(source: Path, target: Path) -> None:
    form = send_back(source, target)
    back = read(target)
    assert values(back) == values(form)
    assert {a.cell for a in clean(back)} == {a.cell for a in clean(form)}


def test_the_source_is_not_touched(source: Path, target: Path) -> None:
    before = source.read_bytes()
    send_back(source, target)
    assert source.read_bytes() == before


def test_the_hidden_sheet_its_seal_locks_lists_and_widths_are_kept(
    source: Path, sent: Path, target: Path
) -> None:
    send_back(source, target)
    assert read(target).sealed
    before, after = load_workbook(sent), load_workbook(target)
    assert after[BASE].sheet_state == "veryHidden"
    for name in (TASKS, NODES):
        one, two = before[name], after[name]
        assert two.protection.sheet
        assert two.freeze_panes == one.freeze_panes
        assert checks(two) == checks(one)
        assert {k: d.width for k, d in one.column_dimensions.items()} == {
            k: d.width for k, d in two.column_dimensions.items()
        }


def checks(sheet: Worksheet) -> set[tuple[str, str, str]]:
    """Drop-downs and checks: where, of what kind, out of what."""
    found = sheet.data_validations.dataValidation
    return {(str(v.sqref), str(v.type), str(v.formula1)) for v in found}


def test_rows_still_grow_as_people_type(sent: Path, target: Path) -> None:
    """As sent: openpyxl, which filled `source` in, marks each height as set by hand."""
    form = read(sent)
    place = Place(sent.name, TASKS, 5, "完成值", "H5", key="2022-002")
    assert build_return(form, Files(sent), target, [NOT_A_NUMBER.at(place, found="很多")])
    with zipfile.ZipFile(target) as archive:
        names = archive.read("xl/workbook.xml").decode()
        at = [RETURN_SHEET, LAYOUT.form.guide, TASKS].index(TASKS) + 1
        xml = archive.read(f"xl/worksheets/sheet{at}.xml")
    assert names.index(RETURN_SHEET) < names.index(LAYOUT.form.guide) < names.index(TASKS)
    assert b' ht="' in xml
    assert b"customHeight" not in xml


def test_formulas_keep_their_results_and_words_stay_words(source: Path, target: Path) -> None:
    def change(book: Workbook) -> None:
        book[TASKS]["L9"].value = "=1+1"
        book[TASKS]["L9"].data_type = "s"

    write(source, {(TASKS, "I8"): "=3/5"}, change)
    with_results = convert(source, source.parent / "office", "xlsx")
    form = send_back(with_results, target)
    assert values(form)["tasks", ("2022-005",), "progress"] == 0.6
    back = read(target)
    assert values(back) == values(form)
    assert load_workbook(target)[TASKS]["I8"].value == "=3/5"
    assert values(back)["tasks", ("2022-006",), "next_step"] == "=1+1"


def test_a_remark_of_the_unit_stays_below_the_note(source: Path, target: Path) -> None:
    def change(book: Workbook) -> None:
        book[TASKS]["H5"].comment = Comment("数还在核", "张三")

    write(source, {}, change)
    send_back(source, target)
    note = load_workbook(target)[TASKS]["H5"].comment
    assert note.text.endswith("\n原来的批注：数还在核")


# Sent back corrected


def test_corrected_with_the_red_left_it_reads_without_the_errors(
    source: Path, target: Path
) -> None:
    form = send_back(source, target)
    back = corrected(target)
    assert codes(back) == []
    expected = values(form) | {
        ("tasks", ("2022-002",), "actual"): 120.0,
        ("tasks", ("2022-003",), "progress"): 0.8,
        ("tasks", ("2022-004",), "latest"): "施工单位已进场。",
        ("nodes", ("2022-001", "1"), "done"): date(2022, 2, 28),
    }
    assert values(back) == expected
    assert all(i.place.sheet != RETURN_SHEET for i in back.every_issue)


def test_corrected_it_merges(source: Path, target: Path) -> None:
    first = send_back(source, target)
    second = corrected(target)
    before, after = merged(first), merged(second)
    assert before[Outcome.REFUSED] == len(WRONG)
    assert after[Outcome.REFUSED] == 0
    assert sum(before.values()) == sum(after.values())
    assert after[Outcome.TAKEN] > before[Outcome.TAKEN]


def merged(form: Form) -> dict[Outcome, int]:
    unit = form.identity.unit
    who = {"lead": unit, "co": "", "each_leads": "", "stage": "办理中", "period": ""}
    tasks = {str(t["task_id"]): {**t, **who} for t in CONTENT.tasks}
    nodes = {row_key("nodes", n): n for n in CONTENT.nodes}
    now = Snapshot("2022-06", tasks, nodes, Roster([Unit(unit)]))
    return dict(merge_forms([form], now, LAYOUT.form).files[0].counts)


def test_it_is_newer_than_the_file_that_came_in(source: Path, target: Path) -> None:
    send_back(source, target)
    assert read(target).received == datetime(2022, 6, 27, 10)


def test_returned_twice_it_shows_only_what_is_still_wrong(
    source: Path, target: Path, tmp_path: Path
) -> None:
    send_back(source, target)
    half = {where: value for where, value in RIGHT.items() if where != (TASKS, "H5")}
    write(target, half)
    again = tmp_path / "再退回.xlsx"
    send_back(target, again)
    assert red(again) == {(TASKS, "H5")}
    book = load_workbook(again)
    assert book.sheetnames.count(RETURN_SHEET) == 1
    assert book[TASKS]["J7"].comment is None
    assert book[TASKS]["H5"].comment.text.count("请更正") == 1
    assert codes(corrected(again)) == []


# Whatever file it was


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_what_openpyxl_cannot_write_is_rebuilt_from_what_was_sent(
    source: Path, sent: Path, target: Path, kind: str
) -> None:
    other = convert(source, source.parent / kind, kind)
    form = send_back(other, target, sent)
    assert red(target) == set(WRONG)
    back = read(target)
    assert values(back) == values(form)
    assert codes(corrected(target)) == []


def as_text(source: Path) -> Path:
    """The tasks' table alone, saved as text the way an old office program does."""
    rows = load_workbook(source)[TASKS].iter_rows(min_row=3, values_only=True)
    text = source.with_suffix(".csv")
    with text.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(["" if c is None else c for c in row] for row in rows)
    return text


def test_a_table_saved_as_text_is_rebuilt(source: Path, sent: Path, target: Path) -> None:
    text = as_text(source)
    form = read(text, known=[read_sent(sent)])
    send_back(text, target, sent, form)
    back = read(target)
    assert {k: v for k, v in values(back).items() if k in values(form)} == values(form)
    assert back.sealed
    assert {(TASKS, "H5"), (TASKS, "I6"), (TASKS, "J7")} <= red(target)


def test_without_the_form_as_sent_to_that_unit_such_a_file_gets_none(
    source: Path, sent: Path, target: Path
) -> None:
    text = as_text(source)
    form = read(text, known=[read_sent(sent)])
    issues = to_return(form.every_issue, form.file)
    strange = source.parent / "别家.xlsx"
    build_form(strange, sample(4))
    for known in (None, strange, text):
        assert not build_return(form, Files(text, known), target, issues)
    assert not target.exists()


def test_a_file_with_macros_goes_back_without(source: Path, target: Path) -> None:
    macro = source.with_suffix(".xlsm")
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(macro, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "[Content_Types].xml":
                plain = b"openxmlformats-officedocument.spreadsheetml.sheet.main"
                data = data.replace(plain, b"ms-excel.sheet.macroEnabled.main")
            new.writestr(name, data)
        new.writestr("xl/vbaProject.bin", b"macros")
    send_back(macro, target)
    with zipfile.ZipFile(target) as made:
        assert not [n for n in made.namelist() if "vba" in n.lower()]
        assert b"macroEnabled" not in made.read("[Content_Types].xml")
    assert red(target) == set(WRONG)


def test_a_row_that_was_deleted_is_back_and_red(source: Path, sent: Path, target: Path) -> None:
    def change(book: Workbook) -> None:
        book[TASKS].delete_rows(8)

    write(source, {(TASKS, "I8"): None}, change)
    form = send_back(source, target, sent)
    assert (TASKS, "A8") in red(target)
    back = read(target)
    assert "F213" not in codes(back)
    assert {k: v for k, v in values(back).items() if k[1] != ("2022-005",)} == values(form)


@pytest.mark.parametrize(("lost", "where"), [("K", f"'{TASKS}'!K3"), ("", f"'{NODES}'!A3")])
def test_a_column_or_sheet_that_was_deleted_is_back_and_linked(
    source: Path, sent: Path, target: Path, lost: str, where: str
) -> None:
    def change(book: Workbook) -> None:
        if lost:
            book[TASKS].delete_cols(column_index_from_string(lost))
        else:
            book.remove(book[NODES])

    write(source, {}, change)
    form = send_back(source, target, sent)
    assert where in links(target)
    back = values(read(target))
    assert {k: v for k, v in back.items() if k in values(form)} == values(form)


def test_a_file_swollen_by_empty_rows_is_marked_all_the_same(source: Path, target: Path) -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d"/></row>' % (r, r) for r in range(100, 100_000))
    swollen = source.with_name("大.xlsx")
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(swollen, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet2.xml":
                data = data.replace(b"</sheetData>", rows + b"</sheetData>")
            new.writestr(name, data)
    send_back(swollen, target)
    assert red(target) == set(WRONG)


def test_a_renamed_sheet_and_a_moved_table_are_marked_where_they_are(
    source: Path, target: Path
) -> None:
    def change(book: Workbook) -> None:
        book[TASKS].title = "六月'任务"
        book[NODES].insert_rows(1, 3)

    write(source, {}, change)
    send_back(source, target)
    assert red(target) == {
        ("六月'任务", "H5"), ("六月'任务", "I6"), ("六月'任务", "J7"), (NODES, "E7"),
    }  # fmt: skip
    assert "'六月''任务'!H5" in links(target)


def test_a_merged_cell_is_marked_where_its_value_is(source: Path, target: Path) -> None:
    write(source, {}, lambda book: book[TASKS].merge_cells("H5:H6"))
    send_back(source, target)
    assert (TASKS, "H5") in red(target)
    assert (TASKS, "H6") not in red(target)


def test_a_row_that_is_another_tasks_is_marked_at_its_number(source: Path, target: Path) -> None:
    def change(book: Workbook) -> None:
        book[TASKS]["A4"].value, book[TASKS]["A5"].value = "2022-002", "2022-001"

    write(source, {}, change)
    send_back(source, target)
    assert (TASKS, "A5") in red(target)
    assert not load_workbook(target)[TASKS]["A5"].protection.locked


def test_characters_that_no_workbook_holds_do_no_harm(source: Path, target: Path) -> None:
    form = read(source)
    odd = issue_like(to_return(form.every_issue, form.file)[0], "=甲\x0b\ud800")
    assert build_return(form, Files(source), target, [odd])
    note = load_workbook(target)[odd.place.sheet][odd.place.cell].comment
    assert "=甲?" in note.text


def test_nothing_is_left_behind_when_the_disk_says_no(source: Path, target: Path) -> None:
    form = read(source)
    issues = to_return(form.every_issue, form.file)
    with pytest.raises(OSError, match="nowhere"):
        build_return(form, Files(source), target.parent / "nowhere" / "a.xlsx", issues)


def test_the_same_input_gives_the_same_bytes(source: Path, target: Path) -> None:
    send_back(source, target)
    first = target.read_bytes()
    send_back(source, target)
    assert target.read_bytes() == first


# Readers no one here wrote


def test_the_package_is_sound(source: Path, target: Path) -> None:
    send_back(source, target)
    assert faults(target) == []


def test_office_opens_it_with_all_cells_and_prints_the_list_on_one_page(
    source: Path, target: Path, tmp_path: Path
) -> None:
    send_back(source, target)
    shown = recalculated(target, tmp_path)
    assert shown[TASKS][4][7] == "很多很多"
    assert shown[RETURN_SHEET][0][0] == "请先看这里：有4处要更正"
    pdf = convert(target, tmp_path / "pdf", "pdf")
    assert len(pages(pdf, tmp_path / "pdf")) == 4
