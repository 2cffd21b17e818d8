"""Files as programs other than Excel write them: the same cells, whoever wrote the parts."""

import zipfile
from pathlib import Path

import pytest

from taizhang.books.foreign.grids import Grid, read_grids
from tests.support.xlsb import write_xlsb

ROWS: list[list[str | float]] = [
    ["序号", "任务名称", "牵头单位", "完成时限"],
    [1.0, "任务一", "县财政局", "2022-09-30"],
    [2.0, "", "县司法局", "2022-10-31"],
    [3.0, "任务三", "", ""],
]
DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="清单">{0}</table:table>
</office:spreadsheet></office:body></office:document-content>"""


def only(path: Path) -> Grid:
    _, grids = read_grids(path)
    (grid,) = grids
    return grid


@pytest.mark.parametrize("short", [False, True])
def test_cells_of_an_xlsb_may_leave_their_column_out(tmp_path: Path, short: bool) -> None:
    path = tmp_path / "清单.xlsb"
    write_xlsb(path, {"清单": [*ROWS, [4.0, "#REF!", "x", ""]]}, {}, short=short)

    grid = only(path)

    assert grid.rows[:4] == ROWS
    assert all(type(row[0]) is float for row in grid.rows[1:])
    assert grid.errors == {(4, 1): "#REF!"}


@pytest.mark.parametrize("indent", ["", "\n    "])
def test_an_ods_may_be_indented(tmp_path: Path, indent: str) -> None:
    path = tmp_path / "清单.ods"
    write_ods(path, indent)

    assert only(path).rows == ROWS


def write_ods(path: Path, indent: str) -> None:
    """A document with an indent before each row and cell."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        rows = (
            f"{indent}<table:table-row>{''.join(_cell(v, indent) for v in row)}{indent}"
            "</table:table-row>"
            for row in ROWS
        )
        archive.writestr("content.xml", DOCUMENT.format("".join(rows)))


def _cell(value: str | float, indent: str) -> str:
    kind = "string" if isinstance(value, str) else "float"
    number = f' office:value="{value}"' if kind == "float" else ""
    text = f"<text:p>{value}</text:p>" if value != "" else ""
    return f'{indent}<table:table-cell office:value-type="{kind}"{number}>{text}</table:table-cell>'
