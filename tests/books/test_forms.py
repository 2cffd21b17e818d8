"""Forms as they are sent: what a department sees, may fill in, and carries back unseen."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from taizhang.books.forms.build import build_form
from taizhang.books.forms.words import BASE
from taizhang.books.layout import load_layout
from taizhang.books.reading.form import read_form, read_sent
from taizhang.core.returned.seal import is_sealed, settled
from taizhang.core.submission import CO, Form, FormContent, SentSheet, Value
from tests.mangling.sample import KEY, sample
from tests.support import office

LAYOUT = load_layout()
TEXTS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), max_size=40)
VALUES = TEXTS | st.floats(-1e9, 1e9) | st.dates(date(2000, 1, 1), date(2099, 12, 31))


def built(content: FormContent) -> bytes:
    stream = BytesIO()
    build_form(stream, content)
    return stream.getvalue()


@pytest.fixture
def book() -> Iterator[Workbook]:
    made = load_workbook(BytesIO(built(sample(1))))
    yield made
    made.close()


def test_the_same_content_gives_the_same_bytes() -> None:
    assert built(sample(1)) == built(sample(1))
    assert built(sample(1)) != built(sample(2))


def test_four_sheets_and_the_last_cannot_even_be_unhidden(book: Workbook) -> None:
    assert book.sheetnames == ["填报说明", "任务填报", "节点填报", BASE]
    assert book[BASE].sheet_state == "veryHidden"
    assert book.active is book["填报说明"]


def test_columns_are_those_of_the_layout(book: Workbook) -> None:
    for spec in (LAYOUT.form.tasks, LAYOUT.form.nodes):
        assert [c.value for c in book[spec.label][3]] == list(spec.labels.values())


def test_yellow_cells_are_open_and_grey_cells_are_locked(book: Workbook) -> None:
    for spec in (LAYOUT.form.tasks, LAYOUT.form.nodes):
        sheet = book[spec.label]
        for at, column in enumerate(spec.columns, 1):
            cell: Any = sheet.cell(4, at)
            assert cell.protection.locked is not column.fill
            assert (cell.fill.fgColor.rgb == "FFFFF9D6") is column.fill


def test_protection_needs_no_password_and_leaves_the_widths_alone(book: Workbook) -> None:
    for name in ("任务填报", "节点填报"):
        guard = book[name].protection
        assert guard.sheet
        assert guard.password is None
        # the attributes say what is forbidden
        assert not any((guard.formatColumns, guard.formatRows, guard.autoFilter, guard.sort))


def test_checks_warn_and_never_forbid(book: Workbook) -> None:
    checks = [c for s in book.worksheets for c in s.data_validations.dataValidation]
    assert {c.type for c in checks} == {"decimal", "list", "date"}
    assert {c.errorStyle for c in checks} == {"warning"}


def test_heads_are_frozen_and_repeated_on_paper(book: Workbook) -> None:
    tasks: Worksheet = book["任务填报"]
    assert tasks.freeze_panes == "C4"
    assert tasks.print_title_rows == "$3:$3"
    assert tasks.page_setup.orientation == "landscape"
    assert (tasks.page_setup.paperSize, book["节点填报"].page_setup.paperSize) == (8, 9)
    # one page wide is what no word says
    assert (tasks.page_setup.fitToWidth, tasks.page_setup.fitToHeight) == (None, 0)
    assert getattr(tasks.sheet_properties.pageSetUpPr, "fitToPage", False)
    # the page that is printed for the seal comes from the same file
    foot = tasks.oddFooter
    assert foot is not None
    assert foot.left is not None
    assert str(foot.left.text).endswith("单位负责人（签字、盖章）：")


def test_rows_grow_when_somebody_types_more() -> None:
    import zipfile

    xml = zipfile.ZipFile(BytesIO(built(sample(1)))).read("xl/worksheets/sheet2.xml")
    assert b'<row r="4" spans="1:14" ht=' in xml
    assert b"customHeight" not in xml.partition(b"</sheetData>")[0].partition(b"<sheetData")[2]


def test_a_helping_unit_sees_its_role(book: Workbook) -> None:
    roles = [row[2].value for row in book["任务填报"].iter_rows(min_row=4)]
    assert roles == [task["role"] for task in sample(1).tasks]
    assert CO in [row[2].value for row in load(sample(2))["任务填报"].iter_rows(min_row=4)]


def load(content: FormContent) -> Workbook:
    return load_workbook(BytesIO(built(content)))


def test_text_is_never_a_formula() -> None:
    content = _with(latest="=1+1", problem="+新增", next_step="@所有人", evidence="-附件")
    cells = next(load(content)["任务填报"].iter_rows(min_row=4))
    assert [cells[i].value for i in (9, 10, 11, 12)] == ["=1+1", "+新增", "@所有人", "-附件"]
    assert {cells[i].data_type for i in (9, 10, 11, 12)} == {"s"}


def _with(**values: Value) -> FormContent:
    content = sample(1)
    return replace(content, tasks=({**content.tasks[0], **values}, *content.tasks[1:]))


def test_a_very_long_text_is_set_smaller_rather_than_cut_off() -> None:
    short, long = (load(_with(latest="进展" * n))["任务填报"] for n in (10, 700))
    assert (short["J4"].font.sz, short.row_dimensions[4].height) == (10, 48)
    assert (long["J4"].font.sz, long.row_dimensions[4].height) == (6, 408.75)


def test_what_fits_into_no_cell_is_refused() -> None:
    with pytest.raises(ValueError, match="row 4, column 10"):
        built(_with(latest="长" * 40_000))


def test_a_long_list_of_options_moves_to_a_hidden_sheet() -> None:
    names = tuple(f"示例县第{n}中学" for n in range(60))
    layout = replace(LAYOUT, lists={**LAYOUT.lists, "yes": names})
    stream = BytesIO()
    build_form(stream, sample(1), layout=layout)
    made = load_workbook(stream)
    checks = made["任务填报"].data_validations.dataValidation
    assert "=_yes!$A$1:$A$60" in ["=" + str(c.formula1).lstrip("=") for c in checks]
    assert made["_yes"].sheet_state == "veryHidden"


def test_a_unit_without_nodes_is_told_so() -> None:
    sheet = load(replace(sample(1), nodes=()))["节点填报"]
    assert sheet["A4"].value == LAYOUT.form.texts["no_rows"]


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from(LAYOUT.form.tasks.keys[1:]), VALUES))
def test_what_was_sent_reads_back_from_the_hidden_sheet(
    tmp_path_factory: pytest.TempPathFactory, values: dict[str, Value]
) -> None:
    content = _with(**{k: v for k, v in values.items() if v == v})  # noqa: PLR0124 - no NaN
    path = tmp_path_factory.mktemp("sent") / "form.xlsx"
    path.write_bytes(built(content))
    sent = read_sent(path)

    assert sent is not None
    assert sent.identity == content.identity
    for sheet, rows in content.rows.items():
        assert list(sent.sheets[sheet].rows.values()) == [
            [settled(row.get(key, "")) for key in LAYOUT.form.tasks.keys]
            if sheet == "tasks"
            else [settled(row.get(key, "")) for key in LAYOUT.form.nodes.keys]
            for row in rows
        ]
    assert is_sealed(content.key, sent.identity, sent.lines, sent.digest)


def test_the_seal_breaks_with_any_value_or_name() -> None:
    sent = _sent(sample(1))
    lines = [list(line) for line in sent.lines]
    lines[3][4] = "改了"
    assert is_sealed(KEY, sent.identity, sent.lines, sent.digest)
    assert not is_sealed(KEY, sent.identity, lines, sent.digest)
    assert not is_sealed(b"other", sent.identity, sent.lines, sent.digest)
    assert not is_sealed(KEY, replace(sent.identity, unit="别家"), sent.lines, sent.digest)


def _sent(content: FormContent) -> Any:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        path.write_bytes(built(content))
        return read_sent(path)


def test_a_sheet_of_what_was_sent_knows_its_cells() -> None:
    sheet = SentSheet(("task_id", "name"), {("T1",): ["T1", "甲"]})
    assert sheet.get(("T1",), "name") == "甲"
    assert sheet.get(("T1",), "latest") == sheet.get(("T2",), "name") == ""


def test_an_untouched_form_comes_back_as_it_went(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(built(sample(3, tasks=100, nodes=60)))
    form = read_form(path, key=KEY)

    assert isinstance(form, Form)
    assert form.sealed
    assert len(form.answers) == 100 * 7 + 60 * 2
    assert all(a.theirs == a.base and a.usable for a in form.answers)


def test_the_package_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(built(sample(1)))
    assert office.faults(path) == []


@pytest.mark.slow
def test_the_guide_is_one_page_and_every_task_is_printed(tmp_path: Path) -> None:
    import pdfplumber

    path = tmp_path / "form.xlsx"
    path.write_bytes(built(sample(1, tasks=12)))
    with pdfplumber.open(office.convert(path, tmp_path, "pdf")) as pdf:
        texts = [page.extract_text() for page in pdf.pages]
        sizes = [(round(float(p.width)), round(float(p.height))) for p in pdf.pages]
    assert sizes == [(595, 842), (1191, 842), (842, 595)]
    for task in sample(1, tasks=12).tasks:
        assert str(task["task_id"]) in texts[1]
    assert "###" not in "".join(texts)
