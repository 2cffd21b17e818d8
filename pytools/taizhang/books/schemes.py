"""Schemes of points that are shipped, read from workbook/schemes/, or from an office's own folder."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from taizhang.books.resources import SourceRows, resource


def load_schemes(workbook: Path | None = None) -> Mapping[str, SourceRows]:
    """Rows of 考核方案 by the name of their scheme, in the order of the names."""
    return _load((workbook or resource("workbook")) / "schemes")


@cache
def _load(folder: Path) -> Mapping[str, SourceRows]:
    found: dict[str, SourceRows] = {}
    for path in sorted(folder.glob("*.toml")):
        with path.open("rb") as file:
            scheme = tomllib.load(file)
        found[scheme["name"]] = tuple(scheme["rows"])
    return found
