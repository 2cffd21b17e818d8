"""Schemes of points: those shipped in workbook/schemes/, and an office's own in 模板/schemes/."""

from collections.abc import Mapping
from typing import Any

from taizhang.books.layout import load_layout
from taizhang.books.resources import SHIPPED, SourceRows, Templates, UnfitTemplate

FOLDER = "schemes"


def load_schemes(templates: Templates = SHIPPED) -> Mapping[str, SourceRows]:
    """Rows of 考核方案 by the name of their scheme, in the order of the files.

    An office's own goes before the shipped one of that file name; one that cannot be used is named in
    `templates.faults`, and stops no other.
    """
    found: dict[str, SourceRows] = {}
    for file in templates.names(f"{FOLDER}/*.toml"):
        try:
            name, rows = templates.read(file, _scheme)
        except (UnfitTemplate, KeyError):  # an own one, for which nothing shipped can stand in
            continue
        found[name] = rows
    return found


def _scheme(raw: dict[str, Any]) -> tuple[str, SourceRows]:
    known = frozenset(load_layout()["score_rules"].keys)
    name, rows = str(raw["name"]), raw["rows"]
    for at, row in enumerate(rows, start=1):
        if not isinstance(row, Mapping) or not row.get("item"):
            raise UnfitTemplate(f"第{at}行没有 item")
        strange = sorted(str(key) for key in row if key not in known)
        if strange:
            raise UnfitTemplate(f"第{at}行里的“{strange[0]}”不是“考核方案”的一列")
    return name, tuple(rows)
