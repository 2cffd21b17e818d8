"""Struck-out text and figures, saved by different programs: crossed out is not meant."""

import struct
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from taizhang.books import read_form
from taizhang.books.foreign.records import binary_records
from taizhang.books.foreign.strikes import struck_in_binary
from taizhang.core.returned.returning import goes_back
from taizhang.core.submission import Form
from taizhang.core.tables import key_text
from tests.core.test_values import rows
from tests.mangling.sample import built
from tests.support import office

# the cell, what stands there, how it is crossed out; the task and column, the code, what is taken
CELLS = """
    H4 | 800          | all  | 2022-001 | actual    | F239 | 780
    H5 | 700          |      | 2022-002 | actual    |      | 700
    J4 | 已全部拆除   | all  | 2022-001 | latest    | F239 | 主体工程完工，正在组织验收。
    J5 | 完成三处四处 | part | 2022-002 | latest    | F239 | 已召开动员会，印发实施方案。
    J6 | 正在办理新的施工许可手续 | | 2022-003 | latest | |   正在办理新的施工许可手续
    I4 | 0.9          | all  | 2022-001 | progress  | F239 | 0.75
    M4 |              | all  | 2022-001 | evidence  |      |
"""


def written(folder: Path) -> Path:
    path = folder / "报送表.xlsx"
    path.write_bytes(built(1))
    book = load_workbook(path)
    sheet = book["任务填报"]
    for name, text, how, *_ in rows(CELLS):
        cell = sheet[name]
        figure = text.replace(".", "").isdigit()
        cell.value = (float(text) if figure else text) or None
        if how == "all":
            cell.font = Font(strike=True)
        elif how == "part":
            crossed = TextBlock(InlineFont(strike=True), text[:4])
            cell.value = CellRichText(crossed, TextBlock(InlineFont(), text[4:]))
    book.save(path)
    return path


@pytest.mark.parametrize(
    "kind", ["xlsx", *(pytest.param(k, marks=pytest.mark.slow) for k in ("ods", "xls"))]
)
def test_what_is_crossed_out_is_asked_about(tmp_path: Path, kind: str) -> None:
    path = written(tmp_path)
    form = read_form(path if kind == "xlsx" else office.convert(path, tmp_path / kind, kind))
    assert isinstance(form, Form), form
    answers = {(key_text(a.sheet, a.row_key), a.column): a for a in form.answers}

    for name, _, how, key, column, code, value in rows(CELLS):
        if how == "part" and kind == "xls":
            continue  # an .xls keeps the runs of a text apart from its cells, and is not asked
        found = answers[key, column]
        assert found.cell == name
        assert (found.issue.code if found.issue else "") == code
        shown = f"{found.theirs:g}" if isinstance(found.theirs, float) else str(found.theirs)
        assert shown == value
        assert found.issue is None or goes_back(found.issue)


def records() -> Iterator[bytes]:
    """Two fonts, the second crossed out; cell styles of the first, the second, the first."""

    def record(kind: int, body: bytes) -> bytes:
        number = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
        return number + bytes([len(body)]) + body

    for flags in (0, 8):
        yield record(43, struct.pack("<HH", 220, flags) + bytes(20))
    yield record(617, struct.pack("<I", 3))
    for font in (0, 1, 0):
        yield record(47, struct.pack("<HHH", 0, 0, font) + bytes(10))
    yield record(618, b"")


def test_the_styles_of_an_xlsb_tell_which_are_crossed_out() -> None:
    data = b"".join(records())

    assert struck_in_binary(data, binary_records(data)) == {1}
