"""What the commands and the menu share in a terminal: a closed workbook, a run, its report."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from taizhang.commands import Command
from taizhang.core.catalog import files as catalog
from taizhang.core.errors import TaizhangError
from taizhang.core.issues import Issue
from taizhang.desk import Terminal
from taizhang.failures import OTHERS, issue_of
from taizhang.office.report import CannotRun, Desk, Report
from taizhang.office.upgrading import BroughtUp, renewed
from taizhang.running import brought_up, moment, run
from wholefile import LockedError, alone_with, drafted, holder_of, own_room

if TYPE_CHECKING:
    import xlwings as xw
    from rich.console import Console


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """The ledger for nobody else meanwhile; CannotRun where it is not there or open somewhere."""
    if not path.is_file():
        raise CannotRun(catalog.WORKBOOK_MISSING.at(name=path.name))
    with alone_with(path.resolve()):
        holder = holder_of(path)
        if holder is not None:
            raise CannotRun(catalog.WORKBOOK_OPEN.at(name=path.name, holder=holder or OTHERS))
        yield


def _cleared(command: Command, path: Path, given: Mapping[str, object]) -> tuple[Issue, ...]:
    """Marks of an open workbook that 环境自检 was asked to clear, before they keep it out."""
    if not (command.key == "mend" or (command.key == "selfcheck" and given.get("repair"))):
        return ()
    from taizhang.actions.setup.selfchecking import clear_marks

    return tuple(clear_marks(path))


def _with_first(issues: tuple[Issue, ...], report: Report) -> Report:
    """The report with these before its own."""
    return replace(report, issues=(*issues, *report.issues)) if issues else report


@contextmanager
def _read(path: Path, draft: Path | None = None) -> Iterator["xw.Book"]:
    """The closed ledger, or the `draft` of what it is to be."""
    import xlwings as xw

    import xlfile

    xlfile.activate()
    try:
        book = xw.Book((draft or path).resolve())
    except xlfile.UnreadableWorkbook as error:
        raise CannotRun(why_unreadable(draft or path, path.name)) from error
    except PermissionError as error:
        raise CannotRun(catalog.LEDGER_HELD.at(name=path.name)) from error
    try:
        yield book
    except xlfile.ChangedOnDisk as error:
        raise CannotRun(catalog.CHANGED_MEANWHILE.at(name=path.name)) from error
    finally:
        book.close()


def why_unreadable(path: Path, name: str = "") -> Issue:
    """A master in another format is told to be saved as .xlsm; anything else is damaged or locked."""
    from taizhang.books.foreign.formats import spreadsheet_format

    found = spreadsheet_format(path)
    if found:
        return catalog.MASTER_FORMAT.at(name=name or path.name, found=found)
    return catalog.WORKBOOK_UNREADABLE.at(name=name or path.name)


def job_of(
    command: Command, path: Path | None, on: date | None, given: Mapping[str, object]
) -> Callable[[Desk], Report]:
    """The command as a job that only wants a desk: on that ledger, or on none."""

    def job(desk: Desk) -> Report:
        if path is None:
            import xlfile

            xlfile.activate()
            return run(command, {**given, "desk": desk, "book": None, "moment": moment(None, on)})
        cleared = _cleared(command, path, given)
        return _with_first(cleared, alone(path, desk))

    def alone(path: Path, desk: Desk) -> Report:
        with _alone(path):
            if command.as_is:
                return mended(path, desk)
            with drafted(path) as draft, _read(path) as book:
                brought = brought_up(command, book, draft)
                if not brought.pages_old:
                    return on_book(book, desk, brought)
                brought = renewed(path, draft, brought)
            with _read(path) as book:
                return on_book(book, desk, brought)

    def mended(path: Path, desk: Desk) -> Report:
        from taizhang.actions.setup.repairing import after_closing, before_opening, layout_of

        with drafted(path) as draft:
            parted = before_opening(path, draft)
            with _read(path, draft) as book:
                report = on_book(book, desk, BroughtUp())
                layout = layout_of(book)
            return after_closing(draft, report, layout, parted)

    def on_book(book: "xw.Book", desk: Desk, brought: BroughtUp) -> Report:
        told = {"desk": desk, "book": book, "moment": moment(book, on), "brought": brought}
        return run(command, {**given, **told, "ledger": path})

    return job


def attempt(
    job: Callable[[Desk], Report],
    tell: Callable[[Report], object] = lambda _: None,
    *,
    quiet: bool = False,
    home: Path | None = None,
) -> Report | Issue:
    """Run the job and `tell` what came of it.

    Whatever goes wrong on the way is an Issue, its traceback goes to `home`/备份.
    """
    try:
        with own_room(), Terminal(quiet=quiet) as terminal:
            report = job(terminal)
        tell(report)
    except (TaizhangError, LockedError, KeyboardInterrupt) as stop:
        return issue_of(stop, home)
    except Exception as error:  # noqa: BLE001 - one sentence here, the traceback in a file
        return issue_of(error, home)
    return report


def show(report: Report, *, as_json: bool = False) -> None:
    """Print the report."""
    if as_json:
        data = {
            "ok": True,
            "job": report.job,
            **report.data,
            "issues": [as_data(i) for i in report.issues],
            "files": [path.name for path in report.files],
        }
        print(json.dumps(data, ensure_ascii=False, default=str))  # noqa: T201 - this is the answer
        return
    from rich.console import Console

    _print_report(Console(), report)


def complain(issue: Issue, *, as_json: bool = False) -> None:
    """Print why nothing was done."""
    if as_json:
        print(json.dumps({"ok": False, "issues": [as_data(issue)]}, ensure_ascii=False))  # noqa: T201 - this is the answer
    else:
        print(issue, file=sys.stderr)  # noqa: T201 - this is the answer


def as_data(issue: Issue) -> dict[str, object]:
    """An issue for --json."""
    return {
        "code": issue.code,
        "severity": issue.severity.value,
        "where": str(issue.place),
        "file": issue.place.book,
        "sheet": issue.place.sheet,
        "cell": issue.place.cell,
        "message": issue.message,
        "hint": issue.hint,
    }


def _print_report(console: "Console", report: Report) -> None:
    from rich.table import Column, Table
    from rich.text import Text

    if report.table:
        heads, *rows = report.table
        wide = Table(*(Column(Text(head), overflow="fold") for head in heads))
        for row in rows:
            wide.add_row(*map(Text, row))
        console.print(wide)
    if report.facts:
        facts = (Column(no_wrap=True), Column(overflow="fold"))
        table = Table(*facts, show_header=False, box=None, padding=(0, 2, 0, 0))
        for name, value in report.facts:
            table.add_row(Text(name, "bold"), Text(value))
        console.print(table)
    for issue in report.issues:
        console.print(str(issue), highlight=False, markup=False, soft_wrap=True)
