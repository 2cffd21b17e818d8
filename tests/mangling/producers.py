"""Programs that save a form: what was typed, opened and saved again by each of them.

All files of a block go through a program in one call. A missing program skips the test and says
which; in CI it fails.
"""

import json
import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import xlsxwriter
from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from tests.support import office

SECONDS = 900
COMMENTS, FORMULAS, ERRORS = "comments", "formulas", "errors"
EPOCHS, FORMATS = "calendars", "number formats"
_NODE = """
const jobs = JSON.parse(require("fs").readFileSync(0, "utf8"));
const by = {
  exceljs: async (from, to) => {
    const Excel = require("exceljs");
    const book = new Excel.Workbook();
    await book.xlsx.readFile(from);
    await book.xlsx.writeFile(to);
  },
  xlsx: async (from, to, kind) => {
    const Sheets = require("xlsx");
    const book = Sheets.readFile(from, {cellStyles: true, cellNF: true, cellFormula: true});
    Sheets.writeFile(book, to, {bookType: kind === "xls" ? "biff8" : kind, cellStyles: true});
  },
};
(async () => {
  for (const [from, to] of jobs.files) await by[jobs.by](from, to, jobs.kind);
})().catch((reason) => { console.error(reason); process.exit(1); });
"""


class Producer(NamedTuple):
    """A program and the kind of file that it saves.

    `save` makes `folder/<stem>.<kind>` of each file. `needed` finds the program, or skips.
    `recalculates` tells that formulas get a result, `drops` what does not outlive the program.
    """

    name: str
    kind: str
    save: Callable[[Sequence[Path], Path, str], None]
    needed: Callable[[], object] = bool
    recalculates: bool = False
    drops: frozenset[str] = frozenset()


def by_openpyxl(paths: Sequence[Path], folder: Path, _: str) -> None:
    """What was typed was typed with openpyxl."""
    for path in paths:
        shutil.copy2(path, folder / path.name)


def by_xlsxwriter(paths: Sequence[Path], folder: Path, _: str) -> None:
    """The workbook written anew, sheet by sheet."""
    for path in paths:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            book = load_workbook(path)
        old = book.epoch == CALENDAR_MAC_1904
        with xlsxwriter.Workbook(str(folder / path.name), {"date_1904": old}) as made:
            formats: dict[str, Any] = {}
            for sheet in book.worksheets:
                _rewrite(made, sheet, formats)
        book.close()


def _rewrite(made: Any, sheet: Worksheet, formats: dict[str, Any]) -> None:
    target = made.add_worksheet(sheet.title)
    {"hidden": target.hide, "veryHidden": target.very_hidden}.get(sheet.sheet_state, bool)()
    for area in sheet.merged_cells.ranges:
        target.merge_range(
            area.min_row - 1, area.min_col - 1, area.max_row - 1, area.max_col - 1, ""
        )
    for cell in chain.from_iterable(sheet.iter_rows()):
        if isinstance(cell, MergedCell):
            continue
        code = cell.number_format
        if cell.value is not None:
            _put(target, cell, formats.setdefault(code, made.add_format({"num_format": code})))
        if cell.comment is not None:
            if cell.value is None:  # exceljs keeps no comment of a cell that has no element
                look = formats.setdefault("@", made.add_format({"num_format": "@"}))
                target.write_blank(cell.row - 1, cell.column - 1, None, look)
            target.write_comment(cell.row - 1, cell.column - 1, cell.comment.text)
    _hide(target, sheet)


def _hide(target: Any, sheet: Worksheet) -> None:
    for letters, column in sheet.column_dimensions.items():
        if column.hidden:
            target.set_column(f"{letters}:{letters}", None, None, {"hidden": True})
    for number, row in sheet.row_dimensions.items():
        if row.hidden:
            target.set_row(number - 1, None, None, {"hidden": True})


def _put(target: Any, cell: Any, look: Any) -> None:
    at, value = (cell.row - 1, cell.column - 1), cell.value
    if cell.data_type == "f":
        target.write_formula(*at, getattr(value, "text", value), look, "")  # one of an array too
    elif cell.data_type == "e":
        target.write_formula(*at, f"={value}", look, value)
    elif isinstance(value, bool):
        target.write_boolean(*at, value, look)
    elif isinstance(value, datetime | date):
        target.write_datetime(*at, value, look)
    elif isinstance(value, str):
        target.write_string(*at, value, look)
    else:
        target.write_number(*at, value, look)


def by_libreoffice(paths: Sequence[Path], folder: Path, kind: str) -> None:
    """Opened, recalculated and saved by LibreOffice, all in one go."""
    office.convert_all(paths, folder, kind, SECONDS)


def by_node(paths: Sequence[Path], folder: Path, kind: str, *, library: str) -> None:
    """Read and written by a library of JavaScript."""
    typed = Path(tempfile.mkdtemp(dir=folder))
    by_xlsxwriter(paths, typed, "xlsx")  # exceljs cannot read the comments that openpyxl writes
    files = [(str(typed / p.name), str(folder / f"{p.stem}.{kind}")) for p in paths]
    jobs = json.dumps({"by": library, "kind": kind, "files": files})
    done = subprocess.run(
        [office.required("node"), "-e", _NODE],
        input=jobs, capture_output=True, text=True, timeout=SECONDS, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def node_has(library: str) -> object:
    """Skip where node or the library is missing."""
    folders = os.environ.get("NODE_PATH", "").split(os.pathsep)
    place = next((f for f in folders if f and (Path(f) / library).is_dir()), None)
    return office.required("node") and office.found(place, f"{library} (node)")


def _office() -> object:
    return office.required("soffice")


PRODUCERS: tuple[Producer, ...] = (
    Producer("openpyxl", "xlsx", by_openpyxl),
    Producer("XlsxWriter", "xlsx", by_xlsxwriter),
    Producer("LibreOffice", "xlsx", by_libreoffice, _office, recalculates=True),
    Producer("LibreOffice", "xls", by_libreoffice, _office, recalculates=True),
    Producer("LibreOffice", "ods", by_libreoffice, _office, recalculates=True),
    Producer("LibreOffice", "fods", by_libreoffice, _office, recalculates=True),
    Producer("exceljs", "xlsx", partial(by_node, library="exceljs"), partial(node_has, "exceljs")),
    Producer("SheetJS", "xlsx", partial(by_node, library="xlsx"), partial(node_has, "xlsx")),
    Producer("SheetJS", "xls", partial(by_node, library="xlsx"), partial(node_has, "xlsx"),
             drops=frozenset({COMMENTS, FORMULAS})),
    Producer("SheetJS", "ods", partial(by_node, library="xlsx"), partial(node_has, "xlsx"),
             drops=frozenset({COMMENTS, FORMULAS, ERRORS, EPOCHS, FORMATS})),
)  # fmt: skip
OPENPYXL = PRODUCERS[0]
