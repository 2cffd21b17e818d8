"""The last step of an installation: the first ledger, and what Windows must be told of it.

Nothing of an office is ever overwritten: a ledger that is there already stays as it is.
"""

import sys
from dataclasses import replace
from pathlib import Path

from taizhang.actions.setup.components import remember_parts
from taizhang.actions.setup.creating import init
from taizhang.actions.setup.menus import write_menus
from taizhang.actions.setup.selfchecking import selfcheck
from taizhang.actions.setup.trusting import distrust, trust, unblock
from taizhang.core.catalog import files as catalog
from taizhang.core.catalog import jobs as told
from taizhang.core.issues import Issue
from taizhang.office.moment import Moment
from taizhang.office.report import Desk, Report
from taizhang.office.workplace import MASTER


def settle_in(folder: Path, desk: Desk, moment: Moment) -> Report:
    """Make the first ledger in `folder`, trust the folder, unblock its files, check the machine."""
    folder = folder.absolute()
    there = (folder / MASTER).exists()
    files = (folder / MASTER, *write_menus(folder, sys.executable)) if there else init(folder).files
    unblocked = unblock(folder)
    trusted = trust(folder)
    remember_parts()
    checked = selfcheck(None, desk, moment)
    facts = (
        (told.THERE_ALREADY if there else told.FIRST_MADE).of(name=MASTER),
        told.UNBLOCKED.of(count=unblocked),
        (told.TRUSTED if trusted else told.NOT_TRUSTED).of(),
        *checked.facts,
    )
    issues = checked.issues if trusted else (*checked.issues, *_untrusted())
    return replace(checked, job="settle", facts=facts, issues=issues, files=files)


def unsettle(desk: Desk) -> Report:
    """Take our trusted location out of the registry; ledgers and templates stay."""
    removed = distrust()
    desk.progress("卸载", 1, 0)
    return Report("unsettle", ((told.DISTRUSTED if removed else told.NEVER_TRUSTED).of(),))


def _untrusted() -> tuple[Issue, ...]:
    return (catalog.NOT_TRUSTED.at(),) if sys.platform == "win32" else ()
