"""A click lands here: `taizhang.buttons.merge()` for the command merge, and so for each of the list.

Each answers through a small UTF-8 file that the launcher in the workbook shows; nothing is
raised, because Excel would show it in English. Heavy imports wait until a job needs them.
"""

import os
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import xlwings as xw

from taizhang.commands import COMMANDS, Command

if TYPE_CHECKING:
    from taizhang.core.issues import Issue
    from taizhang.office.report import Report

RESULT = "taizhang-result.txt"
CLICK = "TAIZHANG_CLICK"  # what the launcher calls this click; launchers before it call it nothing
ARGUMENT = "arg_file"
ASK = "files"  # the launcher asks for files and clicks once more
LEVELS = {"错误": "error", "警告": "warn", "提示": "info"}  # the launcher's words
_CLICK = re.compile(r"[0-9A-Za-z]{1,40}")


def __getattr__(name: str) -> Callable[[], None]:
    """The function of a button; AttributeError where the list has no such command."""
    for command in COMMANDS:
        if command.key == name and command.click:
            return partial(_click, command)
    raise AttributeError(name)


def _click(command: Command) -> None:
    """Run a command on the calling workbook; leave the answer for the launcher.

    What a job that is killed would have left unsaid is written first.
    """
    from taizhang.core.catalog import files as catalog
    from wholefile import own_room

    answer = result_path()
    answer.write_text(_failed(catalog.DIED.at()), encoding="utf-8")
    home: Path | None = None
    try:
        book = xw.Book.caller()
        home = Path(book.fullname).parent
        with own_room(), _alone(Path(book.fullname)), _quiet(book.app):
            said = _told(_run(command, book, answer.with_suffix(".stop")))
    except Exception as error:  # noqa: BLE001 - the clerk sees one sentence, the file has the rest
        from taizhang.failures import issue_of

        said = _failed(issue_of(error, home))
    answer.write_text(said, encoding="utf-8", errors="replace")


def _run(command: Command, book: xw.Book, stop: Path) -> "Report":
    from taizhang.desk import StatusBar
    from taizhang.running import brought_up, moment, run

    given: dict[str, object] = {"book": book, "desk": StatusBar(book.app, stop)}
    if command.asks_for_files or command.may_take_files:
        given["files"] = _chosen(book)
    try:
        given["brought"] = brought_up(command, book).as_said_in_excel()
        return run(command, given | {"moment": moment(book)})
    finally:
        stop.unlink(missing_ok=True)


def _chosen(book: xw.Book) -> list[Path]:
    """Files that the launcher left in the workbook; the cell is blank afterwards."""
    cell = book.names[ARGUMENT].refers_to_range
    files = [Path(part) for part in str(cell.value or "").split("|") if part]
    cell.value = None
    return files


def _alone(path: Path) -> AbstractContextManager[None]:
    """No job from a terminal or another machine meanwhile; an unsaved workbook is nobody else's."""
    from wholefile import alone_with

    return alone_with(path) if path.is_file() else nullcontext()


@contextmanager
def _quiet(app: xw.App) -> Iterator[None]:
    """No flicker while a job writes; the status bar is Excel's own again afterwards."""
    shown = app.screen_updating
    app.screen_updating = False
    try:
        yield
    finally:
        app.screen_updating = shown
        app.status_bar = False


def result_path() -> Path:
    """Where the launcher looks for the answer: the same %TEMP% that VBA sees, a file a click."""
    folder = Path(os.environ.get("TEMP") or tempfile.gettempdir())
    click = os.environ.get(CLICK, "")
    return folder / (f"taizhang-{click}.txt" if _CLICK.fullmatch(click) else RESULT)


def _told(report: "Report") -> str:
    from taizhang.core.catalog.levels import NOTHING_CAME
    from taizhang.summary import shown_issues, summary

    worst = "warn" if shown_issues(report) else "info"
    level = "error" if report.errors and not report.facts else worst
    if any(issue.rule is NOTHING_CAME for issue in report.issues):
        level = ASK
    return "\n".join([level, *summary(report)])


def _failed(issue: "Issue") -> str:
    return f"{LEVELS[issue.severity.value]}\n{issue}"
