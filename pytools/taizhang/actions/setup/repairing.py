"""修复工作簿: what people or other programs took from a ledger is put back from the schema.

The data that is there stays; what is gone with a column or a sheet is looked for in 备份 by people.
"""

import secrets
import shutil
import uuid
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import xlwings as xw

from taizhang.books.layout import load_layout
from taizhang.books.ledger import BrokenLedger, Ledger
from taizhang.books.master.commands import load_commands
from taizhang.books.resources import resource
from taizhang.core.catalog import jobs as told
from taizhang.core.catalog import ledger as catalog
from taizhang.core.lacks import shortened
from taizhang.core.schema import Layout
from taizhang.office.keeping import copy_of, keep_copy
from taizhang.office.moment import Moment
from taizhang.office.report import CannotRun, Desk, Report
from taizhang.office.upgrading import renew_file
from taizhang.office.workplace import BACKUPS, Workplace

JOB = "修复"
SHEETS = "sheets_made"  # in the data of the report: keys of sheets that a closed file dresses fully


def repair(book: xw.Book, desk: Desk, moment: Moment, ledger: Path | None = None) -> Report:
    """Put back what is missing in the open workbook, after a copy to 备份, and save.

    Of a closed `ledger` the book is a draft, which takes its place when all is done.
    """
    from taizhang.books.master.pages import page_names
    from taizhang.books.upgrade.repair import repair as put_back

    layout = load_layout()
    identity, lost = identity_for(ledger or Path(book.fullname))
    home = page_names(resource("workbook"))["home"]
    try:
        _refuse_newer(book)
        if ledger is None:
            keep_copy(book, JOB, moment.really)
        else:
            copy_of(ledger, JOB, moment.really)
        done = put_back(book, layout, load_commands(), identity, home)
    except BrokenLedger as broken:
        raise CannotRun(broken.issue) from broken
    book.save()
    desk.progress("修复工作簿", 1, 0)
    notes = list(done.notes)
    if lost and "台账编号" in done.said:
        notes.insert(0, catalog.KEY_LOST.at())
    if done.said:
        notes.insert(0, catalog.REPAIRED.at(added=shortened(done.said)))
    fact = told.REPAIRED if done.said else told.NOTHING_BROKEN
    data = {"repaired": done.said, SHEETS: done.sheets}
    return Report("repair", (fact.of(),), tuple(notes), data=data)


def _refuse_newer(book: xw.Book) -> None:
    """BrokenLedger where a newer program built it; one that has forgotten itself is let through."""
    try:
        Ledger(book, load_layout())
    except BrokenLedger as broken:
        if broken.issue.rule is catalog.LEDGER_NEWER:
            raise


def identity_for(path: Path) -> tuple[Mapping[str, str], bool]:
    """Who the ledger is, out of the newest copy in 备份 that knows; or a new one, and that it is."""
    from taizhang.books.master.package import read_parts
    from taizhang.books.upgrade.meta import meta_of

    folder = Workplace(path.parent).root / BACKUPS
    for copy in sorted(folder.glob("*.xlsm"), key=lambda p: p.stat().st_mtime, reverse=True):
        try:
            known = meta_of(read_parts(copy.read_bytes()))
        except (OSError, zipfile.BadZipFile, KeyError, ValueError):
            continue
        if known.get("ledger_id") and known.get("key"):
            return {"ledger_id": known["ledger_id"], "key": known["key"]}, False
    return {"ledger_id": uuid.uuid4().hex, "key": secrets.token_hex(32)}, True


def before_opening(path: Path, draft: Path) -> list[str]:
    """Begin a draft: the ledger, its tables as Excel wants them; says what cells were parted."""
    from taizhang.books.master.package import CONTENT_TYPES, read_parts, write_parts
    from taizhang.books.upgrade.mended import mended_tables, parted_cells

    shutil.copyfile(path, draft)
    try:
        parts = read_parts(draft.read_bytes())
    except (zipfile.BadZipFile, KeyError):
        return []  # whoever opens it says what is wrong
    if CONTENT_TYPES not in parts or "xl/workbook.xml" not in parts:
        return []
    parted, sheets = parted_cells(parts)
    mended = mended_tables(parted)
    if mended != parts:
        write_parts(draft, mended)
    return [f"“{name}”表里被合并掉的单元格" for name in sheets]


def layout_of(book: xw.Book) -> Layout:
    """The layout with the labels of this ledger."""
    return Ledger(book, load_layout()).layout


def after_closing(
    draft: Path, report: Report, layout: Layout, before: Sequence[str] = ()
) -> Report:
    """Put pages, buttons, ribbon and macros back in the closed draft, where they are not whole.

    `before` is what was mended before it was opened.
    """
    from taizhang.books.master.package import read_parts
    from taizhang.books.upgrade.whole import lost_parts

    made = report.data.get(SHEETS)
    sheets = [str(key) for key in made] if isinstance(made, list) else []
    lost = lost_parts(read_parts(draft.read_bytes()), resource("workbook"))
    renewing = draft.suffix.lower() == ".xlsm" and bool(sheets or lost)
    lost = [*before, *(lost if renewing else ())]
    if not (renewing or lost):
        return report
    notes = renew_file(draft, layout, sheets) if renewing else []
    if lost:
        notes.insert(0, catalog.REPAIRED.at(added=lost))
    data = {**report.data, "repaired": [*_said(report), *lost]}
    return replace(report, facts=(told.REPAIRED.of(),), issues=(*report.issues, *notes), data=data)


def _said(report: Report) -> list[str]:
    said = report.data.get("repaired")
    return [str(thing) for thing in said] if isinstance(said, list) else []
