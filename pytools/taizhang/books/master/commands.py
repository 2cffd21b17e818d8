"""The buttons as data: what commands.toml says, for the home page and for the ribbon.

A command names its VBA Sub and its Python function; both are checked against the code by tests.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from taizhang.books.resources import resource


@dataclass(frozen=True, slots=True)
class Command:
    """One button: label and hint for people, Sub and function for the machine."""

    key: str
    label: str
    hint: str
    icon: str
    sub: str
    function: str
    group: str
    order: int
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Commands:
    """All buttons in order of work, the groups they stand in and the launcher's short texts."""

    title: str
    texts: Mapping[str, str]
    groups: Mapping[str, str]
    commands: tuple[Command, ...]

    def grouped(self) -> tuple[tuple[str, str, tuple[Command, ...]], ...]:
        """(key, label, commands) of each group that has any."""
        rows = (
            (key, label, tuple(c for c in self.commands if c.group == key))
            for key, label in self.groups.items()
        )
        return tuple(row for row in rows if row[2])

    @property
    def primary(self) -> tuple[Command, ...]:
        """The main row, in order of work."""
        return tuple(c for c in self.commands if c.primary)

    @property
    def tools(self) -> tuple[Command, ...]:
        """The smaller row."""
        return tuple(c for c in self.commands if not c.primary)


def load_commands(workbook: Path | None = None) -> Commands:
    """The commands of this folder, or of the installed one; unknown keys raise."""
    file = (workbook or resource("workbook")) / "commands.toml"
    raw = tomllib.loads(file.read_text(encoding="utf-8"))
    groups = {g["key"]: g["label"] for g in raw["group"]}
    places = list(groups)
    commands = [Command(**c) for c in raw["command"]]
    commands.sort(key=lambda c: (places.index(c.group), c.order))
    return Commands(raw["title"], raw["texts"], groups, tuple(commands))
