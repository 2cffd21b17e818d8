"""The same jobs from a terminal, on a closed workbook: `taizhang merge 督查台账.xlsm`.

Each command is a row of taizhang.commands. Exit codes: 0 done, 1 done with errors in the data,
2 could not run. With --json one object goes to standard output and nothing else does. Whatever
goes wrong is one Chinese sentence.
"""

import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from inspect import Parameter, Signature
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.exceptions import Abort, TyperException

from taizhang.books.master.commands import load_commands
from taizhang.commands import CommandEntry, LedgerUse, Option, OptionKind
from taizhang.core.catalog import files as catalog
from taizhang.core.issues import Issue
from taizhang.helptext import ChineseCommand, ChineseGroup
from taizhang.office.report import COULD_NOT_RUN
from taizhang.terminal import attempt, complain, job_of, show

PROGRAM = "taizhang"
DAY = "%Y-%m-%d"
BOOK = "台账工作簿，如 督查台账.xlsm"
TYPES: Mapping[OptionKind, Any] = {
    OptionKind.TEXT: str, OptionKind.NUMBER: int, OptionKind.DAY: datetime | None, OptionKind.FLAG: bool,
    OptionKind.FILE: Path | None, OptionKind.FILES: list[Path], OptionKind.FOLDER: Path | None,
    OptionKind.WORDS: list[str],
}  # fmt: skip
BLANKS: Mapping[OptionKind, Any] = {
    OptionKind.TEXT: "",
    OptionKind.NUMBER: 0,
    OptionKind.FLAG: False,
}
VALUES: Mapping[OptionKind, str] = {
    OptionKind.TEXT: "文字", OptionKind.NUMBER: "数", OptionKind.DAY: "日期",
    OptionKind.FILE: "文件", OptionKind.FILES: "文件", OptionKind.FOLDER: "文件夹",
    OptionKind.WORDS: "文字",
}  # fmt: skip

app = typer.Typer(
    cls=ChineseGroup,
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


def execute(entry: CommandEntry, given: dict[str, Any]) -> None:
    """Run a command with what the terminal was told, print its report, leave with its code."""
    as_json, path, on = given.pop("as_json"), given.pop("book", None), given.pop("on", None)
    home = path.parent if path else given.get("folder")
    job = job_of(entry.command, path, on, given)
    done = attempt(job, partial(show, as_json=as_json), quiet=as_json, home=home)
    if isinstance(done, Issue):
        raise typer.Exit(_refuse(done, as_json=as_json))
    raise typer.Exit(done.exit_code)


def _refuse(issue: Issue, *, as_json: bool) -> int:
    complain(issue, as_json=as_json)
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


def _parameters(entry: CommandEntry) -> Iterator[Parameter]:
    """What the terminal is told of a command: the ledger, arguments, options, day and --json."""
    command = entry.command
    if command.ledger is LedgerUse.NEEDED:
        yield _parameter("book", Path, typer.Argument(help=BOOK, metavar="台账"), ...)
    if command.ledger is LedgerUse.OPTIONAL:
        yield _parameter(
            "book", Path | None, typer.Argument(help=f"{BOOK}；可以不写", metavar="台账"), None
        )
    yield from (_option(o) for o in sorted(command.options, key=lambda o: not o.positional))
    if command.ledger is LedgerUse.OPTION:
        yield _parameter(
            "book", Path | None, typer.Option("--book", help="写进这个台账", metavar="文件"), None
        )
    if command.period:
        told = typer.Option("--period", metavar="期次", help="如 2022-06；不写用台账里的本期")
        yield _parameter("period", str, told, "")
    if command.on:
        told = typer.Option(
            "--on", formats=[DAY], metavar="日期", help="如 2022-06-28；不写用研判日期或今天"
        )
        yield _parameter("on", TYPES[OptionKind.DAY], told, None)
    yield _parameter("as_json", bool, typer.Option("--json", help="只输出一个 JSON 对象"), False)


def _option(option: Option) -> Parameter:
    days = [DAY] if option.kind is OptionKind.DAY else None
    value = VALUES.get(option.kind)
    if option.kind is OptionKind.WORDS:
        return _parameter(
            option.name, list[str] | None, typer.Argument(help=option.help, metavar=value), None
        )
    if option.positional:
        kind = Path if option.kind is OptionKind.FOLDER else TYPES[option.kind]
        if option.may_lack:
            return _parameter(
                option.name, kind | None, typer.Argument(help=option.help, metavar=value), None
            )
        told = typer.Argument(
            help=option.help, metavar=value, file_okay=option.kind is not OptionKind.FOLDER
        )
        return _parameter(option.name, kind, told, ...)
    told = typer.Option(
        f"--{option.name.replace('_', '-')}", help=option.help, formats=days, metavar=value,
        min=0 if option.kind is OptionKind.NUMBER else None,
        file_okay=option.kind is not OptionKind.FOLDER,
    )  # fmt: skip
    blank = BLANKS.get(option.kind) if option.default is None else option.default
    return _parameter(option.name, TYPES[option.kind], told, blank)


def _parameter(name: str, kind: Any, told: Any, default: Any) -> Parameter:
    blank = Parameter.empty if default is ... else default
    annotation = Annotated[kind, told]
    return Parameter(name, Parameter.KEYWORD_ONLY, default=blank, annotation=annotation)


def _day(value: Any) -> Any:
    """A day as a day; typer reads it as a moment, and jobs compare days."""
    return value.date() if isinstance(value, datetime) else value


def _add(entry: CommandEntry) -> None:
    """A command of the terminal for a row of the list."""

    def command(**given: Any) -> None:
        execute(entry, {name: _day(value) for name, value in given.items()})

    parameters = list(_parameters(entry))
    command.__signature__ = Signature(parameters)  # type: ignore[attr-defined]  # what typer reads
    command.__annotations__ = {p.name: p.annotation for p in parameters}
    app.command(entry.command.name, cls=ChineseCommand, help=f"{entry.label}：{entry.hint}")(
        command
    )


for _entry in load_commands().entries:
    _add(_entry)


@app.command("menu", cls=ChineseCommand, help="不开宏的菜单；后面写文件的，直接收进来")
def menu(
    folder: Annotated[Path, typer.Argument(help="台账所在的文件夹", metavar="文件夹")] = Path(),
    files: Annotated[
        list[Path] | None, typer.Argument(help="拖进来的文件、文件夹", metavar="文件")
    ] = None,
) -> None:
    """The commands as a menu, for those who open no macros."""
    from taizhang.menu import serve

    raise typer.Exit(serve(folder, files or []))
