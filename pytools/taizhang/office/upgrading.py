"""An older ledger is brought up before any job: what its sheets lack, then buttons and pages.

The sheets are completed in the open workbook, in Excel or in a file alike. VBA, ribbon and the
pages can only be renewed in a closed file: the terminal and the menu do that by themselves, and a
click in Excel says that it is to be done.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

import xlwings as xw

from taizhang.books.layout import load_layout
from taizhang.books.ledger import Ledger
from taizhang.books.master.commands import load_commands
from taizhang.books.resources import resource
from taizhang.core.catalog import files as world
from taizhang.core.catalog import jobs as told
from taizhang.core.catalog import ledger as catalog
from taizhang.core.issues import Issue
from taizhang.core.lacks import PAGES, Lacks, described, is_older, pages_mark
from taizhang.core.schema import Layout
from taizhang.office.keeping import copy_of, keep_copy
from taizhang.office.report import Desk, Report

JOB = "升级"


@dataclass(frozen=True, slots=True)
class BroughtUp:
    """What was added to a ledger, as sentences and as data; the ledger as it is now.

    `pages_old`: its buttons and pages are those of an older program.
    """

    notes: tuple[Issue, ...] = ()
    lacks: Lacks = field(default_factory=Lacks)
    pages_old: bool = False
    ledger: Ledger | None = None

    def as_said_in_excel(self) -> "BroughtUp":
        """The same for a click: after an upgrade it says that the buttons are older still."""
        if not (self.notes and self.pages_old):
            return self
        return replace(self, notes=(*self.notes, catalog.PAGES_OLD.at()))


def bring_up(
    book: xw.Book,
    now: datetime | None = None,
    layout: Layout | None = None,
    draft: Path | None = None,
) -> BroughtUp:
    """Add what an older ledger lacks, after a copy to 备份, and save; nothing where it is current.

    Where its pages are to be renewed too, a closed file is saved to `draft`, so that the ledger
    itself changes once: see `renewed`.

    Raises:
        BrokenLedger: it is no ledger, a newer program built it, or there is no room for a column.
    """
    layout = layout or load_layout()
    ledger = Ledger(book, layout)
    macros = Path(book.fullname).suffix.lower() == ".xlsm"  # no other file holds any
    old = macros and ledger.meta.get("pages") != current_pages()
    if not is_older(ledger.held, ledger.layout):
        return BroughtUp(pages_old=old, ledger=ledger)
    from taizhang.books.master.pages import page_names
    from taizhang.books.upgrade.complete import complete

    keep_copy(book, JOB, now or datetime.now())
    home = page_names(resource("workbook"))["home"]
    found = complete(book, layout, load_commands(), home)
    book.save(draft if old else None)
    ledger = Ledger(book, layout)
    said = described(found, ledger.layout) or ["新的版本记号"]
    return BroughtUp((catalog.UPGRADED.at(added=said),), found, old, ledger)


def current_pages() -> str:
    """The mark of the buttons and pages that this program makes."""
    return pages_mark(entry.key for entry in load_commands().commands)


def renewed(path: Path, draft: Path, brought: BroughtUp, now: datetime | None = None) -> BroughtUp:
    """Renew VBA, ribbon and pages of a closed ledger in `draft`, after a copy to 备份.

    Sheets that were only just added get their full looks. What somebody wrote on a page is kept.
    """
    layout = brought.ledger.layout if brought.ledger else load_layout()
    if not brought.notes:  # or else there is a copy already
        copy_of(path, JOB, now or datetime.now())
        shutil.copyfile(path, draft)
    notes = renew_file(draft, layout, brought.lacks.sheets)
    said = brought.notes or (catalog.UPGRADED.at(added="新的按钮和功能区"),)
    return replace(brought, notes=(*said, *notes), pages_old=False)


def renew_file(path: Path, layout: Layout, again: Sequence[str] = ()) -> list[Issue]:
    """Write the file with new pages, VBA and ribbon; what could not be put in its place is said.

    `again` are the keys of sheets to be put in whole, as a new ledger has them.
    """
    from taizhang.books.master.package import read_parts, write_parts
    from taizhang.books.upgrade.meta import meta_of, with_meta
    from taizhang.books.upgrade.pages import renewed_pages
    from taizhang.vba import ForeignProjectError, renewer

    parts = read_parts(path.read_bytes())
    known = meta_of(parts)
    as_built = {page: known.get(f"{page}_as_built", "") for page in PAGES}
    done = renewed_pages(parts, resource("workbook"), layout, as_built, again)
    notes = [catalog.PAGE_KEPT.at(page=p, kept=k) for p, k in done.kept.items()]
    new = dict(done.parts)
    try:
        new = renewer(resource("macros"), load_commands())(new)
    except ForeignProjectError:
        notes.append(world.MACROS_FOREIGN.at())
    marks = {f"{page}_as_built": mark for page, mark in done.marks.items()}
    write_parts(path, with_meta(new, {"pages": current_pages(), **marks}))
    return notes


def upgrade(desk: Desk, brought: BroughtUp) -> Report:
    """Say what bringing the ledger up has done; that was all there was to do."""
    desk.progress("升级台账", 1, 0)
    fact = told.UPGRADED if brought.notes else told.UP_TO_DATE
    return Report("upgrade", (fact.of(),), data={"upgraded": bool(brought.notes)})
