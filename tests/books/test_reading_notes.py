"""What a reader says of a table that was moved about: each change, the code it draws, its twin."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from taizhang.books import read_form
from taizhang.books.master.package import write_parts
from taizhang.core.submission import Form
from tests.mangling.sample import built
from tests.support.packages import parts_of

FIRST = 4  # Excel's row of the first task
Edit = Callable[[Any], None]


def swap(sheet: Any) -> None:
    for column in range(1, sheet.max_column + 1):
        one, other = sheet.cell(FIRST, column), sheet.cell(FIRST + 1, column)
        one.value, other.value = other.value, one.value


def repeat(sheet: Any) -> None:
    line = [sheet.cell(FIRST, column).value for column in range(1, sheet.max_column + 1)]
    sheet.append(line)


def merge_across(sheet: Any) -> None:
    column = next(c.column for c in sheet[FIRST - 1] if c.value == "最新进展")
    sheet.cell(FIRST, column, "已开工")
    sheet.merge_cells(start_row=FIRST, end_row=FIRST, start_column=column, end_column=column + 1)


def put(label: str, value: object) -> Edit:
    def edit(sheet: Any) -> None:
        column = next(c.column for c in sheet[FIRST - 1] if c.value == label)
        sheet.cell(FIRST, column, value)

    return edit


def stranger(sheet: Any) -> None:
    sheet.append(["2022-999", "别家的任务"])


def nothing(_sheet: Any) -> None:
    """As it was sent."""


CHANGES: dict[str, tuple[Edit, set[str]]] = {
    "as it was sent": (nothing, set()),
    "rows that change places": (swap, {"F212"}),
    "a row that is there twice": (repeat, {"F217"}),
    "two columns in one cell": (merge_across, {"F211"}),
    "a task of somebody else": (stranger, {"F219"}),
    "a number in wide figures": (put("任务编号", "２０２２－００１"), {"F224"}),
    "a number with a blank behind it": (put("任务编号", "2022-001 "), set()),
    "text that lost its signs": (put("最新进展", "已完成\ufffd\ufffd招标"), {"F313"}),
    "text with a question mark": (put("最新进展", "已完成招标？"), set()),
}


def read(path: Path, edit: Edit) -> Form:
    path.write_bytes(built(1))
    book: Workbook = load_workbook(path)
    edit(book["任务填报"])
    book.save(path)
    book.close()
    form = read_form(path)
    assert isinstance(form, Form), form
    return form


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_draws_the_code_it_states(tmp_path: Path, change: str) -> None:
    edit, stated = CHANGES[change]
    form = read(tmp_path / "表.xlsx", edit)
    drawn = {i.code for i in form.issues} | {a.issue.code for a in form.answers if a.issue}
    assert drawn - {"F223"} == stated


LOCAL = datetime(2022, 6, 20, 15, 30)


def saved(path: Path, name: str, moment: datetime) -> None:
    """Say that this program saved the file at that moment."""
    parts = parts_of(path)
    said = {
        "docProps/app.xml": ("Application", name),
        "docProps/core.xml": ("dcterms:modified", ""),
    }
    for part, (tag, text) in said.items():
        new = text or f"{moment:%Y-%m-%dT%H:%M:%SZ}"
        inside = rf"(<{tag}\b[^>]*>).*?(</{tag}>)".encode()
        parts[part], count = re.subn(inside, rb"\g<1>" + new.encode() + rb"\g<2>", parts[part])
        assert count == 1
    write_parts(path, parts)


@pytest.mark.parametrize(
    ("name", "moment", "drawn"),
    [
        ("Microsoft Excel", LOCAL, set()),
        ("LibreOffice/7.4.7.2$Linux", LOCAL, {"F250"}),
        ("Microsoft Excel", datetime(2099, 6, 20, 15, 30), {"F251"}),
    ],
)
def test_a_moment_of_saving_that_is_weighed_or_disbelieved_is_said(
    tmp_path: Path, name: str, moment: datetime, drawn: set[str]
) -> None:
    path = tmp_path / "表.xlsx"
    read(path, nothing)
    saved(path, name, moment)
    form = read_form(path)
    assert {i.code for i in form.issues} & {"F250", "F251"} == drawn
