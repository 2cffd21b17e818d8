"""Files as programs other than Excel write them: the same cells, whoever wrote the parts."""

import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from taizhang.books.foreign.archive import UnreadableError
from taizhang.books.foreign.grids import Grid, read_grids
from taizhang.core.values.codes import shows_month
from tests.support.office import convert
from tests.support.xlsb import write_xlsb

pytestmark = pytest.mark.slow

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


def number_formats(path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for at, (value, code) in enumerate(SHOWN, start=1):
        cell = sheet.cell(at, 2, value)
        cell.number_format = code
    book.save(path)


SHOWN: list[tuple[datetime | float, str]] = [
    (datetime(2022, 9, 1), 'yyyy"年"m"月"'),
    (datetime(2022, 9, 1), "mmm-yy"),
    (datetime(2022, 9, 30), "yyyy-mm-dd"),
    (0.6, "0%"),
    (12.0, '0"户"'),
    (12.0, "General"),
]


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_how_a_cell_shows_its_number_is_known_in_every_kind_of_file(
    tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "原.xlsx"
    number_formats(path)
    grid = only(convert(path, tmp_path / kind, kind) if kind != "xlsx" else path)

    months = [shows_month(grid.code(r, 1), grid.shown.get((r, 1), "")) for r in range(len(SHOWN))]

    assert months == [True, True, False, False, False, False]
    if kind != "ods":
        assert '0"户"' in grid.code(4, 1).replace("\\户", '"户"')
        assert (grid.code(3, 1), grid.code(5, 1)) == ("0%", "")


def test_a_flat_document_is_read_like_its_archive(tmp_path: Path) -> None:
    path = tmp_path / "原.xlsx"
    number_formats(path)

    flat, packed = (only(convert(path, tmp_path / kind, kind)) for kind in ("fods", "ods"))

    assert flat.rows == packed.rows
    assert flat.shown == packed.shown


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('<office:document office:mimetype="{0}">', "F101"),  # cut off
        ('<!DOCTYPE a [<!ENTITY b "c">]><office:document office:mimetype="{0}"></office:document>', "F108"),
        ('<office:document office:mimetype="application/x"></office:document>', "F103"),
        ("<html><body>office:document</body></html>", "F103"),
    ],
)  # fmt: skip
def test_other_documents_in_one_piece_are_refused(tmp_path: Path, text: str, code: str) -> None:
    path = tmp_path / "表.fods"
    mimetype = "application/vnd.oasis.opendocument.spreadsheet"
    path.write_text(f'<?xml version="1.0"?>\n{text.format(mimetype)}', encoding="utf-8")

    with pytest.raises(UnreadableError) as refused:
        read_grids(path)

    assert refused.value.rule.code == code
