"""The words of a returned form: what templates/reminder.toml says under [return]."""

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
