"""Run a command of the list: find its job, give it what it takes, on the day that holds.

A click, the menu and the terminal all come through here, so that the same command does the same.
"""

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING

from taizhang.books.ledger import BrokenLedger
from taizhang.books.resources import OWN
from taizhang.commands import Command, Option, OptionKind
from taizhang.core.issues import Issue
from taizhang.office.copies import copies_left
from taizhang.office.moment import Moment, chosen_day
from taizhang.office.report import CannotRun, Report
from taizhang.office.traces import keep_traces
from taizhang.office.upgrading import BroughtUp, bring_up
from taizhang.office.workplace import ARCHIVES, FOLDERS
from wholefile import sweep

if TYPE_CHECKING:
    import xlwings as xw

NOW = "TAIZHANG_NOW"  # a fixed moment instead of the clock, so that a run can be repeated


def run(command: Command, given: Mapping[str, object]) -> Report:
    """Call the job with what it has parameters for; without a book, that of no ledger.

    What a killed job has left half written beside the ledger, or in the folder that it was to
    write to, is taken away first. What was added
    to an older ledger before (`brought`) is said with what the job says, and so is a copy of it
    that a sync client has left. Mistakes of ours that cost one file go to the file of errors.
    """
    book = given.get("book")
    copies: tuple[Issue, ...] = ()
    home: Path | None = None
    if book is not None:
        ledger = given.get("ledger") or Path(str(getattr(book, "fullname", "")))
        if isinstance(ledger, Path):
            home = ledger.parent
            _tidy(home)
            copies = tuple(copies_left(ledger))
    for option in command.options:
        _tidy_target(option, given.get(option.name))
    path = command.bare if command.bare and book is None else command.job
    module, _, function = path.partition(":")
    job = getattr(import_module(f"taizhang.{module}"), function)
    takes = signature(job).parameters
    report = job(**{name: value for name, value in given.items() if name in takes})
    if not isinstance(report, Report):
        raise TypeError(f"{path} returned no Report")
    keep_traces(report.issues, home)
    brought = given.get("brought")
    notes = brought.notes if isinstance(brought, BroughtUp) else ()
    return replace(report, issues=(*notes, *copies, *report.issues))


def brought_up(command: Command, book: "xw.Book", draft: Path | None = None) -> BroughtUp:
    """Bring an older ledger up before its job, unless the job is to see it as it stands.

    `draft`: see `bring_up`.
    """
    if command.as_is:
        return BroughtUp()
    try:
        return bring_up(book, draft=draft)
    except BrokenLedger as broken:
        raise CannotRun(broken.issue) from broken


def _tidy_target(option: Option, asked: object) -> None:
    """The folder that a command writes to where it has no ledger, or that of the file."""
    if isinstance(asked, Path) and option.kind is OptionKind.FOLDER:
        _tidy(asked)
    elif isinstance(asked, Path) and option.kind is OptionKind.FILE:
        sweep(asked.parent)


def _tidy(root: Path) -> None:
    rooms = [root / name for name in (*FOLDERS, ARCHIVES, OWN)]
    for folder in (root, *rooms, *(inside for room in rooms for inside in room.glob("*/"))):
        sweep(folder)


def moment(book: "xw.Book | None" = None, on: date | None = None) -> Moment:
    """When a job runs: the day given, else the 研判日期 of 参数设置, else today.

    A day that is given is lived again: its clock stands at the end of it, unless it is today.
    """
    fixed = os.environ.get(NOW)
    now = datetime.fromisoformat(fixed) if fixed else datetime.now()
    if on is None:
        return Moment((chosen_day(book) if book else None) or now.date(), now)
    end = datetime(on.year, on.month, on.day, 23, 59)
    return Moment(on, now if on == now.date() else end, now)
