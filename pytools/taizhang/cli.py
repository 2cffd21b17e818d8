"""The same jobs from a terminal, on a closed workbook: `taizhang merge 督查台账.xlsm`.

Each command is a row of taizhang.commands. Exit codes: 0 done, 1 done with errors in the data,
2 could not run. With --json one object goes to standard output and nothing else does. Whatever
goes wrong is one Chinese sentence.
"""

import io
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from inspect import Parameter, Signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.exceptions import Abort, TyperException

from taizhang.actions.common import COULD_NOT_RUN, CannotRun, Desk, Report
from taizhang.books.master.commands import load_commands
from taizhang.commands import Entry, Kind, Ledger, Option
from taizhang.core.catalog import files as catalog
from taizhang.core.errors import TaizhangError
from taizhang.core.issues import Issue
from taizhang.desk import Terminal
from taizhang.failures import OTHERS, issue_of
from taizhang.running import moment, run
from wholefile import holder_of

if TYPE_CHECKING:
    import xlwings as xw
    from rich.console import Console

PROGRAM = "taizhang"
DAY = "%Y-%m-%d"
BOOK = "台账工作簿，如 督查台账.xlsm"
TYPES: Mapping[Kind, Any] = {
    Kind.TEXT: str, Kind.NUMBER: int, Kind.DAY: datetime | None, Kind.FLAG: bool,
    Kind.FILE: Path | None, Kind.FILES: list[Path], Kind.FOLDER: Path | None,
}  # fmt: skip
BLANKS: Mapping[Kind, Any] = {Kind.TEXT: "", Kind.NUMBER: 0, Kind.FLAG: False}

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    help="督查台账：下发、汇总、研判、出图",
)


def main() -> None:
    """Entry point of the command `taizhang`."""
    speak_utf8()
    arguments = sys.argv[1:] or ["--help"]
    try:
        code = app(arguments, standalone_mode=False)
    except TyperException as error:
        code = _refuse(_misused(error, arguments), as_json="--json" in arguments)
    except (Abort, KeyboardInterrupt):
        code = _refuse(catalog.STOPPED.at(), as_json="--json" in arguments)
    sys.exit(code)


def speak_utf8() -> None:
    """Say everything in UTF-8, whatever the console speaks; what UTF-8 cannot say becomes a ?."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


@contextmanager
def opened(path: Path) -> Iterator["xw.Book"]:
    """A closed workbook, opened by the file engine; CannotRun where that is impossible.

    It is closed without saving: a job saves for itself.
    """
    import xlwings as xw

    import xlfile

    _look_for(path)
    xlfile.activate()
    try:
        book = xw.Book(path.resolve())
    except xlfile.UnreadableWorkbook as error:
        raise CannotRun(catalog.WORKBOOK_UNREADABLE.at(name=path.name)) from error
    except PermissionError as error:
        raise CannotRun(catalog.LEDGER_HELD.at(name=path.name)) from error
    try:
        yield book
    except xlfile.ChangedOnDisk as error:
        raise CannotRun(catalog.CHANGED_MEANWHILE.at(name=path.name)) from error
    finally:
        book.close()


def _look_for(path: Path) -> None:
    """CannotRun where the workbook is not there, or open in Excel or LibreOffice."""
    if not path.is_file():
        raise CannotRun(catalog.WORKBOOK_MISSING.at(name=path.name))
    holder = holder_of(path)
    if holder is not None:
        raise CannotRun(catalog.WORKBOOK_OPEN.at(name=path.name, holder=holder or OTHERS))


def execute(entry: Entry, given: dict[str, Any]) -> None:
    """Run a command with what the terminal was told, print its report, leave with its code."""
    as_json, path, on = given.pop("as_json"), given.pop("book", None), given.pop("on", None)
    home = path.parent if path else given.get("folder")
    day = on.date() if on else None

    def job(desk: Desk) -> Report:
        if path is None:
            import xlfile

            xlfile.activate()
            return run(
                entry.command, {"desk": desk, "book": None, "moment": moment(None, day), **given}
            )
        with opened(path) as book:
            return run(
                entry.command, {"desk": desk, "book": book, "moment": moment(book, day), **given}
            )

    finish(job, as_json=as_json, home=home)


def finish(job: Callable[[Desk], Report], *, as_json: bool, home: Path | None = None) -> None:
    """Run, print, exit."""
    try:
        with Terminal(quiet=as_json) as terminal:
            report = job(terminal)
    except (TaizhangError, KeyboardInterrupt) as stop:
        raise typer.Exit(_refuse(issue_of(stop), as_json=as_json)) from stop
    except Exception as error:
        raise typer.Exit(_refuse(issue_of(error, home), as_json=as_json)) from error
    show(report, as_json=as_json)
    raise typer.Exit(report.exit_code)


def _refuse(issue: Issue, *, as_json: bool) -> int:
    if as_json:
        print(json.dumps({"ok": False, "issues": [as_data(issue)]}, ensure_ascii=False))  # noqa: T201 - this is the answer
    else:
        print(issue, file=sys.stderr)  # noqa: T201 - this is the answer
    return COULD_NOT_RUN


def _misused(error: TyperException, arguments: Sequence[str]) -> Issue:
    """What was wrong with the words of the command."""
    context, kind = getattr(error, "ctx", None), type(error).__name__
    how = f"{context.command_path if context else PROGRAM} --help"
    parameter, option = getattr(error, "param", None), getattr(error, "option_name", "")
    if parameter is not None:
        rule = catalog.ARGUMENT_MISSING if kind == "MissingParameter" else catalog.VALUE_UNFIT
        is_option = parameter.param_type_name == "option"
        return rule.at(name=parameter.opts[0] if is_option else parameter.help, how=how)
    if kind == "BadOptionUsage":
        return catalog.ARGUMENT_MISSING.at(name=option, how=how)
    if option:
        near = list(getattr(error, "possibilities", None) or ())
        return catalog.OPTION_UNKNOWN.at(found=option, near=near, how=how)
    if context is not None and context.parent is not None:
        return catalog.WORDS_LEFT.at(found=error.message.partition("(")[2].rstrip(")"), how=how)
    return _unknown(next((word for word in arguments if not word.startswith("-")), ""), how)


def _unknown(found: str, how: str) -> Issue:
    from difflib import get_close_matches

    near = get_close_matches(found, [e.command.name for e in load_commands().entries])
    return catalog.COMMAND_UNKNOWN.at(found=found, near=near, how=how)


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


def show(report: Report, *, as_json: bool) -> None:
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


def _print_report(console: "Console", report: Report) -> None:
    from rich.table import Table

    if report.table:
        heads, *rows = report.table
        wide = Table(*heads)
        for row in rows:
            wide.add_row(*row)
        console.print(wide)
    if report.facts:
        table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
        for name, value in report.facts:
            table.add_row(f"[bold]{name}[/bold]", value)
        console.print(table)
    for issue in report.issues:
        console.print(str(issue), highlight=False, markup=False, soft_wrap=True)


def _parameters(entry: Entry) -> Iterator[Parameter]:
    """What the terminal is told of a command: the ledger, arguments, options, day and --json."""
    command = entry.command
    if command.ledger is Ledger.NEEDED:
        yield _parameter("book", Path, typer.Argument(help=BOOK), ...)
    if command.ledger is Ledger.OPTIONAL:
        yield _parameter("book", Path | None, typer.Argument(help=f"{BOOK}；可以不写"), None)
    yield from (_option(o) for o in sorted(command.options, key=lambda o: not o.positional))
    if command.ledger is Ledger.OPTION:
        yield _parameter("book", Path | None, typer.Option("--book", help="写进这个台账"), None)
    if command.period:
        told = typer.Option("--period", help="期次，如 2022-06；不写用台账里的本期")
        yield _parameter("period", str, told, "")
    if command.on:
        told = typer.Option("--on", formats=[DAY], help="日期，如 2022-06-28；不写用研判日期或今天")
        yield _parameter("on", TYPES[Kind.DAY], told, None)
    yield _parameter("as_json", bool, typer.Option("--json", help="只输出一个 JSON 对象"), False)


def _option(option: Option) -> Parameter:
    days = [DAY] if option.kind is Kind.DAY else None
    if option.positional:
        kind = Path if option.kind is Kind.FOLDER else TYPES[option.kind]
        return _parameter(option.name, kind, typer.Argument(help=option.help), ...)
    told = typer.Option(f"--{option.name.replace('_', '-')}", help=option.help, formats=days)
    blank = BLANKS.get(option.kind) if option.default is None else option.default
    return _parameter(option.name, TYPES[option.kind], told, blank)


def _parameter(name: str, kind: Any, told: Any, default: Any) -> Parameter:
    blank = Parameter.empty if default is ... else default
    annotation = Annotated[kind, told]
    return Parameter(name, Parameter.KEYWORD_ONLY, default=blank, annotation=annotation)


def _add(entry: Entry) -> None:
    """A command of the terminal for a row of the list."""

    def command(**given: Any) -> None:
        execute(entry, given)

    parameters = list(_parameters(entry))
    command.__signature__ = Signature(parameters)  # type: ignore[attr-defined]  # what typer reads
    command.__annotations__ = {p.name: p.annotation for p in parameters}
    app.command(entry.command.name, help=f"{entry.label}：{entry.hint}")(command)


for _entry in load_commands().entries:
    _add(_entry)
