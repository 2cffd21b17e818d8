"""Ledgers of earlier programs (tests/data/ledgers), and what of one stands in another."""

import shutil
import zipfile
from pathlib import Path
from typing import Any

import xlwings as xw

import xlfile
from taizhang.books.opc import Parts
from taizhang.core.addresses import cell_name
from taizhang.office.workplace import MASTER

DATA = Path(__file__).parents[1] / "data" / "ledgers"
OLD = ("first", "middle")
RENEWED = frozenset({"首页", "使用说明", "计算", "_meta", "_fields", "_text"})


def old_ledger(name: str, folder: Path) -> Path:
    """A copy of an old ledger in a working folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(DATA / f"{name}.xlsm", folder / MASTER))


def parts_of(path: Path) -> Parts:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def standing(path: Path) -> dict[str, dict[str, Any]]:
    """What people see of each sheet: texts and formulas by address, fills, widths, place of the tab."""
    xlfile.activate()
    book = xw.Book(path)
    found = {sheet.name: _of_sheet(sheet) for sheet in book.sheets}
    book.close()
    return found


UNSET = 8.43  # Excel's width of a column that nobody touched


def _of_sheet(sheet: xw.Sheet) -> dict[str, Any]:
    last = sheet.used_range.last_cell
    rows: Any = sheet.range((1, 1), last).options(ndim=2).formula
    rows = rows if isinstance(rows, tuple) else ((rows,),)
    cells = {
        cell_name(r, c): text
        for r, row in enumerate(rows, start=1)
        for c, text in enumerate(row)
        if text != ""
    }
    fills = {f"{where} fill": sheet.range(where).color for where in cells}
    columns = range(1, last.column + 1)
    widths = {f"{c} wide": sheet.range((1, c)).column_width for c in columns}
    return cells | fills | widths


def lost(before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """What of the one does not stand in the other, as `sheet!where`: (was, is).

    A column beside a table that nobody has set a width of may become one of the table's.
    """
    return {
        f"{sheet}!{where}": (thing, after.get(sheet, {}).get(where))
        for sheet, things in before.items() if sheet not in RENEWED
        for where, thing in things.items()
        if after.get(sheet, {}).get(where) != thing and thing != UNSET
    }  # fmt: skip
