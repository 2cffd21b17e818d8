"""Number formats of a returned form, saved by different programs: what a cell shows is evidence."""

from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook

from taizhang.books import read_form
from taizhang.core.submission import Form
from taizhang.core.tables import key_text
from tests.core.test_values import rows
from tests.mangling.sample import built
from tests.support import office

# the cell, what was typed, its format; what is taken (blank: the cell keeps what was sent)
CELLS = r"""
    任务填报 | H4 | 2022-001 | actual   | 0.6      | 0%             |      | F311
    任务填报 | H5 | 2022-002 | actual   | 0.65     | 0.00"亿元"     | 6500 | F501
    任务填报 | H6 | 2022-003 | actual   | 40       | 0"户"          |      | F403
    任务填报 | H8 | 2022-005 | actual   | 230      | 0"千米"        | 230  |
    任务填报 | H9 | 2022-006 | actual   | 765000   | 0"米"          | 765  | F501
    任务填报 | I4 | 2022-001 | progress | 0.8      | 0%             | 0.8  |
    任务填报 | I5 | 2022-002 | progress | 0.8      | "¥"0.00        |      | F304
    任务填报 | I6 | 2022-003 | progress | 0.5      | # ?/?          | 0.5  | F501
    任务填报 | I7 | 2022-004 | progress | @2022-4-5 | m"月"d"日"    |      | F310
    任务填报 | I8 | 2022-005 | progress | -0.05    | 0%             |      | F309
    任务填报 | J4 | 2022-001 | latest   | @2022-9-1 | yyyy"年"m"月" | 2022年9月 | F506
    任务填报 | J5 | 2022-002 | latest   | 0.75     | 0%             | 75%  | F506
    节点填报 | E5 | 2022-001#2 | done   | @2022-5-1 | yyyy"年"m"月" |      | F405
    节点填报 | E6 | 2022-002#1 | done   | @2022-5-21 | yyyy-mm-dd    | 2022-05-21 |
"""
KINDS = ("xlsx", *(pytest.param(k, marks=pytest.mark.slow) for k in ("xls", "ods")))


@cache
def saved(folder: Path, kind: str) -> Form:
    path = folder / "报送表.xlsx"
    path.write_bytes(built(1))
    book = load_workbook(path)
    for sheet, name, _, _, typed, code, _, _ in rows(CELLS):
        cell = book[sheet][name]
        day = typed.removeprefix("@")
        cell.value = datetime.strptime(day, "%Y-%m-%d") if day != typed else float(typed)
        cell.number_format = code
    book.save(path)
    form = read_form(path if kind == "xlsx" else office.convert(path, folder / kind, kind))
    assert isinstance(form, Form), form
    return form


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("looks")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("row", rows(CELLS), ids=lambda row: f"{row[1]}-{row[5]}")
def test_a_cell_says_what_it_shows(row: tuple[str, ...], kind: str, folder: Path) -> None:
    _, name, key, column, _, _, value, code = row
    form = saved(folder, kind)
    found = next(
        a for a in form.answers if (key_text(a.sheet, a.row_key), a.column) == (key, column)
    )

    assert found.cell == name
    assert (found.issue.code if found.issue else "") == code
    assert found.usable == bool(value)
    shown = f"{found.theirs:g}" if isinstance(found.theirs, float) else str(found.theirs)
    assert shown == (
        value or (f"{found.base:g}" if isinstance(found.base, float) else str(found.base))
    )
