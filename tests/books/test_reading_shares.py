"""Percentages as numbers in real files: what a cell shows tells 0.5% from 50%.

Each row of a table: the number, its format, what was sent, and what is to be read.
"""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from taizhang.books import Form, read_form
from taizhang.books.forms.build import build_form
from tests.core.test_values import rows
from tests.mangling.sample import sample
from tests.support import office

pytestmark = pytest.mark.slow

# one sheet: beside 35 and 80, a bare figure is a share only where the cell shows it or work would fall
MIXED = """
    35   | 0%      | 0.1  | 0.35 | F501
    80   | General | 0.1  | 0.8  | F501
    0.5  | 0%      |      | 0.5  |
    0.5  | 0.0%    |      | 0.5  |
    0.5  | General |      |      | F402
    0.5  | 0.00    | 0.25 | 0.5  | F501
    1    | 0%      |      | 1    |
    1    | General |      |      | F402
    1    | General | 0.75 | 1    | F501
    1.2  | 0%      |      |      | F407
    1.2  | General |      |      | F402
    0    | General | 0.75 | 0    |
    0.75 | General | 0.75 | 0.75 |
"""
# a column of shares with one slip
SHARES = """
    0.3  | General |      | 0.3  |
    0.45 | General |      | 0.45 |
    0.6  | General |      | 0.6  |
    85   | General |      | 0.85 | F501
    1    | General |      |      | F402
"""


def filled(folder: Path, table: str) -> Path:
    """A form sent with these values, filled in with these numbers."""
    lines = rows(table)
    content = sample(1, tasks=len(lines), nodes=2)
    tasks = tuple(
        {**task, "progress": float(line[2]) if line[2] else ""}
        for task, line in zip(content.tasks, lines, strict=True)
    )
    stream = BytesIO()
    build_form(stream, replace(content, tasks=tasks))
    book = load_workbook(stream)
    sheet: Any = book["任务填报"]
    for row, (number, shown, *_) in enumerate(lines, start=4):
        sheet.cell(row, 9).value = float(number)
        sheet.cell(row, 9).number_format = shown
    path = folder / "表.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize("table", [MIXED, SHARES], ids=["mixed", "shares"])
@pytest.mark.parametrize("kind", ["", "xls", "ods", "xlsx"])
def test_the_cell_or_its_neighbours_tell_the_scale(tmp_path: Path, table: str, kind: str) -> None:
    path = filled(tmp_path, table)
    form = read_form(office.convert(path, tmp_path / "o", kind) if kind else path)
    assert isinstance(form, Form)

    answers = [row.get("progress") for row in form.rows if row.sheet == "tasks"]
    found = [
        (f"{a.theirs:g}" if a.usable and a.theirs != "" else "", a.issue.code if a.issue else "")
        for a in answers
        if a is not None
    ]
    assert found == [(line[3], line[4]) for line in rows(table)]
