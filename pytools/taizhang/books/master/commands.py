"""The words of the commands: what commands.toml says of each row of taizhang.commands.COMMANDS.

An office's own file may be older than the program: a command that it does not know has the words
that were shipped, and what it says of the machine (sub, function) is passed over.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from taizhang.books.resources import read_source, resource
from taizhang.commands import COMMANDS, Command, CommandEntry, Commands

FILE = "commands"
WORDS = ("label", "hint", "icon", "group", "order", "primary", "home", "about", "result")


def load_commands(workbook: Path | None = None) -> Commands:
    """The commands with the words of this folder; with the words shipped where it has none."""
    shipped = _read(resource("workbook"))
    own = _read(workbook) if workbook else shipped
    words = _by_key(shipped) | _by_key(own)
    groups = _groups(own)
    groups |= {key: groups.get(key, label) for key, label in _groups(shipped).items()}
    entries = tuple(_entry(command, words[command.key]) for command in COMMANDS)
    texts, menu = (shipped[key] | own.get(key, {}) for key in ("texts", "menu"))
    return Commands(own["title"], texts, groups, menu, entries)


def _read(workbook: Path) -> Mapping[str, Any]:
    return read_source(workbook, FILE)


def _groups(raw: Mapping[str, Any]) -> dict[str, str]:
    return {str(group["key"]): str(group["label"]) for group in raw["group"]}


def _by_key(raw: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    return {str(row["key"]): row for row in raw["command"]}


def _entry(command: Command, row: Mapping[str, Any]) -> CommandEntry:
    return CommandEntry(command, **{word: row[word] for word in WORDS if word in row})
