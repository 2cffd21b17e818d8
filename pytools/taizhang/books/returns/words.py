"""The words of a returned form: what templates/reminder.toml says under [return], and any text.

A text of a department may hold what no XML can; it is cleaned before it is written again.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from taizhang.books.resources import resource


@cache
def texts() -> Mapping[str, Any]:
    """Titles, steps, heads and the words around a note."""
    with (resource("templates") / "reminder.toml").open("rb") as file:
        found: Mapping[str, Any] = tomllib.load(file)["return"]
    return found


def argb(colour: str) -> str:
    """A web colour as workbooks write it.

    >>> argb("#A61C1C")
    'FFA61C1C'
    """
    return "FF" + colour.removeprefix("#")


def clean(text: str) -> str:
    r"""A text without the characters that a workbook cannot hold.

    >>> clean("a\x0b\ud800\nb")
    'a?\nb'
    """
    held = "".join(ch for ch in text if ch >= " " or ch in "\n\t")
    return held.encode("utf-8", "replace").decode()


def put(cell: Any, text: str) -> None:
    """Write a text as text: one that begins with = is no formula, #N/A no error."""
    cell.value = clean(text) or None
    if text:
        cell.data_type = "s"
