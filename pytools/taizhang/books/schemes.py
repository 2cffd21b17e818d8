"""Schemes of points that are shipped, read from workbook/schemes/, or from an office's own folder."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from taizhang.books.resources import resource

Rows = Sequence[Mapping[str, Any]]


def load_schemes(workbook: Path | None = None) -> Mapping[str, Rows]:
    """Rows of 考核方案 by the name of their scheme, in the order of the names."""
    return _load((workbook or resource("workbook")) / "schemes")


@cache
def _load(folder: Path) -> Mapping[str, Rows]:
    found: dict[str, Rows] = {}
    for path in sorted(folder.glob("*.toml")):
        with path.open("rb") as file:
            scheme = tomllib.load(file)
        found[scheme["name"]] = tuple(scheme["rows"])
    return found
