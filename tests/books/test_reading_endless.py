"""Numbers that no calendar has, in cells that show days or times: they spoil their cell and no other."""

import struct
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from taizhang.books.foreign.strays import binary_without_far_days
from taizhang.core.tables import key_text
from tests.books.test_reading import answer, cell, read, written
from tests.mangling.sample import KEY
from tests.support.office import convert

pytestmark = pytest.mark.slow

NODES, DONE = "节点填报", "E5"
MARK = 98_765_432.0
ENDLESS = ("-1e308", "1e308", "-1E+300", "-1e15", "9999999999", "1e12", "-1e999", "INF", "-1e+400")
LOOKS = ("yyyy-mm-dd", "h:mm", "[h]:mm:ss", 'yyyy"年"m"月"')


def endless(folder: Path, number: str, look: str) -> Path:
    """A form with such a number in 实际完成; the row below is filled in properly."""

    def edit(book: Workbook) -> None:
        cell(NODES, DONE, MARK)(book)
        cell(NODES, "F6", "已报备")(book)
        book[NODES][DONE].number_format = look

    path = written(folder, edit)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = next(name for name, part in parts.items() if b"<v>98765432</v>" in part)
    parts[sheet] = parts[sheet].replace(b"<v>98765432</v>", f"<v>{number}</v>".encode())
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def judged(path: Path) -> None:
    form = read(path, key=KEY)
    rows = [key_text(row.sheet, row.key) for row in form.rows if row.sheet == "nodes"]
    spoilt = answer(form, rows[1], "done")
    assert not spoilt.usable
    assert spoilt.issue is not None
    assert (spoilt.issue.place.sheet, spoilt.issue.place.cell) == (NODES, DONE)
    assert answer(form, rows[2], "note").theirs == "已报备"
    assert [a.cell for a in form.answers if not a.usable] == [DONE]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("number", ENDLESS)
def test_a_number_beyond_all_days_spoils_its_cell_alone(
    number: str, look: str, tmp_path: Path
) -> None:
    judged(endless(tmp_path, number, look))


@pytest.mark.parametrize("number", ["-1e308", "1e15"])
def test_so_it_does_in_an_xls(number: str, tmp_path: Path) -> None:
    judged(convert(endless(tmp_path, number, "[h]:mm"), tmp_path / "转", "xls"))


def real(number: float, style: int) -> bytes:
    return bytes([5, 16]) + struct.pack("<II", 0, style) + struct.pack("<d", number)


@pytest.mark.parametrize(("number", "style"), [(-1e308, 0), (1e300, 0), (44_712.0, 3), (-1.0, 3)])
def test_so_it_does_in_an_xlsb(number: float, style: int) -> None:
    assert binary_without_far_days(real(number, 3)) == real(number, style)
