"""What `--help` prints: in Chinese from the first word to the last, in columns."""

from collections.abc import Iterator, Sequence
from typing import Any
from unicodedata import east_asian_width

from typer.core import TyperCommand, TyperGroup

HELP = "help"


class ChineseCommand(TyperCommand):
    """A command whose help is Chinese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help: how it is called, what it does, what may be told."""
        formatter.write("\n".join(_command_lines(self, ctx.command_path)) + "\n")


class ChineseGroup(TyperGroup):
    """All commands, with a help that is Chinese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the list of the commands."""
        path = ctx.command_path
        rows = [(name, str(c.help or "")) for name, c in self.commands.items()]
        lines = [f"用法：{path} 命令 …", "", str(self.help or ""), "", "命令：", *_columns(rows)]
        formatter.write("\n".join([*lines, "", f"一条命令怎么用：{path} 命令 --help"]) + "\n")


def _command_lines(command: TyperCommand, path: str) -> Iterator[str]:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and p.name != HELP]
    words = " ".join(_called(p) for p in arguments)
    yield f"用法：{path} {words}{' [选项]' if options else ''}"
    yield from ("", str(command.help or ""))
    if arguments:
        yield from ("", "要写的：", *_columns([(_name(p), _about(p)) for p in arguments]))
    if options:
        yield from ("", "选项：", *_columns([(_option(p), _about(p)) for p in options]))


def _called(parameter: Any) -> str:
    name = _name(parameter) + ("…" if parameter.nargs == -1 else "")
    return name if parameter.required else f"[{name}]"


def _name(parameter: Any) -> str:
    return str(parameter.metavar or parameter.name)


def _option(parameter: Any) -> str:
    """The option, and what follows it; nothing follows one that is only written or not."""
    return f"{parameter.opts[0]} {parameter.metavar or ''}".rstrip()


def _about(parameter: Any) -> str:
    """What it is for; what is taken where it is left out, if that is a word or a number."""
    told = str(parameter.help or "")
    if (
        parameter.default in (None, "", (), False)
        or parameter.required
        or callable(parameter.default)
    ):
        return told
    return f"{told}（不写是 {parameter.default}）"


def _columns(rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Two columns; a Chinese sign is as wide as two others."""
    most = max((_width(head) for head, _ in rows), default=0)
    return (f"  {head}{' ' * (most - _width(head))}  {text}".rstrip() for head, text in rows)


def _width(text: str) -> int:
    """Columns of a terminal.

    >>> _width("--on 日期")
    9
    """
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
