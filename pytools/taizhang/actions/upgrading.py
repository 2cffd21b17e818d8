"""An older ledger is brought up before any job: what its sheets lack, then buttons and pages.

The sheets are completed in the open workbook, in Excel or in a file alike. VBA, ribbon and the
pages can only be renewed in a closed file: the terminal and the menu do that by themselves, and a
click in Excel says that it is to be done.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import xlwings as xw

from taizhang.actions.keeping import keep_copy
from taizhang.actions.report import Desk, Report
from taizhang.actions.workplace import MASTER
from taizhang.books.layout import load_layout
from taizhang.books.ledger import Ledger
from taizhang.books.master.commands import load_commands
from taizhang.books.resources import resource
from taizhang.core.catalog import files as world
from taizhang.core.catalog import ledger as catalog
from taizhang.core.issues import Issue
from taizhang.core.lacks import Lacks, described, is_older, pages_mark
from taizhang.core.schema import Layout

JOB = "升级"


@dataclass(frozen=True, slots=True)
class BroughtUp:
    """What was added to a ledger, in a sentence; whether its buttons and pages are older still."""

    notes: tuple[Issue, ...] = ()
    lacks: Lacks = Lacks()
    pages_old: bool = False


def bring_up(book: xw.Book, now: datetime | None = None) -> BroughtUp:
    """Add what an older ledger lacks, after a copy to 备份, and save; nothing where it is current.

    Raises:
        BrokenLedger: it is no ledger, a newer program built it, or there is no room for a column.
    """
    layout = load_layout()
    ledger = Ledger(book, layout)
    old = ledger.meta.get("pages") != current_pages()
    if not is_older(ledger.held, ledger.layout):
        return BroughtUp(pages_old=old)
    from taizhang.books.master.pages import page_names
    from taizhang.books.upgrade.complete import complete

    keep_copy(book, JOB, now or datetime.now())
    home = page_names(resource("workbook"))["home"]
    found = complete(book, layout, load_commands(), home)
    book.save()
    said = described(found, Ledger(book, layout).layout) or ["版本记号"]
    return BroughtUp((catalog.UPGRADED.at(added=said),), found, old)


def current_pages() -> str:
    """The mark of the buttons and pages that this program makes."""
    return pages_mark(entry.key for entry in load_commands().commands)


def renew_file(path: Path, layout: Layout, again: tuple[str, ...] = ()) -> tuple[Issue, ...]:
    """Renew VBA, ribbon and pages of a closed ledger, after a copy to 备份; what was kept of old ones.

    `again` are the keys of sheets that were only just added, to be given their full looks.
    """
    from taizhang.books.master.package import read_parts, write_parts
    from taizhang.books.upgrade.meta import meta_of, with_meta
    from taizhang.books.upgrade.pages import renewed_pages
    from taizhang.vba import ForeignProjectError, renewer

    commands = load_commands()
    parts = read_parts(path.read_bytes())
    known = meta_of(parts)
    as_built = {page: known.get(f"{page}_as_built", "") for page in ("home", "guide")}
    done = renewed_pages(parts, resource("workbook"), layout, as_built, again)
    issues = [catalog.PAGE_KEPT.at(page=p, kept=k) for p, k in done.kept.items()]
    new = dict(done.parts)
    try:
        new = renewer(resource("macros"), commands)(new)
    except ForeignProjectError:
        issues.append(world.MACROS_FOREIGN.at())
    marks = {f"{page}_as_built": mark for page, mark in done.marks.items()}
    write_parts(path, with_meta(new, {"pages": current_pages(), **marks}))
    return tuple(issues)


def upgrade(book: xw.Book, desk: Desk, moment: object) -> Report:
    """Bring a ledger up to this program and do nothing else."""
    from taizhang.actions.creating import write_menu

    del moment
    done = bring_up(book)
    desk.progress("升级台账", 1, 0)
    current = not done.notes and not done.pages_old
    facts = (("结果", "已经是最新的，台账原样未动" if current else f"升级到{MASTER}现在的样子"),)
    return Report("upgrade", facts, done.notes, data={"upgraded": not current})
