"""A 专项 board: the projects of one kind, nature, level, district or leader, reckoned by themselves."""

from collections.abc import Set as AbstractSet
from dataclasses import replace

from taizhang.core.projects.standing import ProjectPast
from taizhang.core.tables import LedgerRows, TableRow
from taizhang.core.units import split_names

BY = ("project_kind", "nature", "project_level", "leader")


def narrowed(past: ProjectPast, names: AbstractSet[str]) -> ProjectPast:
    """Only the projects that one of the names stands for; their records with them."""
    ids = {p.id for p in past.projects if names & {*(p.text(key) for key in BY), *p.districts}}
    tables = past.tables
    projects = tables["projects"]
    rows = [
        r for r in projects.rows if (str(r["project_id"]).strip() or str(r["name"]).strip()) in ids
    ]
    months = tables["project_months"]
    kept = [r for r in months.rows if str(r["project_id"]) in ids]
    return replace(past, tables={
        **tables, "projects": _with(projects, rows), "project_months": _with(months, kept),
    })  # fmt: skip


def names_of(text: str) -> frozenset[str]:
    """The names of an option, parted by 、."""
    return frozenset(split_names(text))


def _with(table: LedgerRows, rows: list[TableRow]) -> LedgerRows:
    return replace(table, rows=rows)
