"""Read the TOML source of the master and of the form into a Layout.

The order of sheets is SHEETS. Unknown keys in the TOML raise, so a typo cannot pass silently.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from taizhang.books.resources import resource
from taizhang.core.schema import Column, FormSpec, Layout, PrintSetup, SheetSpec

# the very hidden sheets by which a master knows itself
OPTIONS, META, FIELDS = "选项", "_meta", "_fields"
SHEETS = (
    "tasks", "nodes", "problems", "reports", "judgements", "supervision", "meetings", "visits",
    "units", "settings", "lamp_rules", "supervise_rules", "severities", "holidays", "placeholders",
    "drafts", "findings", "summary", "conflicts", "claims", "headers", "changes",
)  # fmt: skip
FILES = ("tasks", "records", "roster", "severities", "placeholders", "drafts", "results")


def load_layout(workbook: Path | None = None, templates: Path | None = None) -> Layout:
    """The layout of these folders, or of the installed ones."""
    return _load(workbook or resource("workbook"), templates or resource("templates"))


@cache
def _load(workbook: Path, templates: Path) -> Layout:
    found = [s for name in FILES for s in _toml(workbook / f"{name}.toml")["sheet"]]
    sheets = {s["key"]: _sheet(s) for s in found}
    lamps = _toml(workbook / "lamps.toml")
    return Layout(
        sheets={key: sheets[key] for key in SHEETS},
        lists={k: tuple(v) for k, v in _toml(workbook / "lists.toml").items()},
        settings=tuple(_toml(workbook / "settings.toml")["rows"]),
        lamp_rules=tuple(lamps["rules"]),
        supervise_rules=tuple(lamps["supervise"]),
        placeholders=tuple(_toml(workbook / "placeholders.toml")["rows"]),
        severities=_toml(workbook / "severities.toml")["severities"],
        form=_form(_toml(templates / "form.toml"), sheets),
    )


def _toml(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


def _sheet(raw: Mapping[str, Any]) -> SheetSpec:
    rest = {k: v for k, v in raw.items() if k not in {"columns", "print"}}
    columns = tuple(_column(c) for c in raw["columns"])
    return SheetSpec(columns=columns, print=PrintSetup(**raw.get("print", {})), **rest)


def _column(raw: Mapping[str, Any]) -> Column:
    values = dict(raw)
    values["synonyms"] = tuple(values.get("synonyms", ()))
    return Column(**values)


def _form(raw: Mapping[str, Any], sheets: Mapping[str, SheetSpec]) -> FormSpec:
    return FormSpec(
        guide=raw["guide"],
        tasks=_form_sheet("tasks", raw["tasks"], sheets["tasks"]),
        nodes=_form_sheet("nodes", raw["nodes"], sheets["nodes"]),
    )


def _form_sheet(key: str, raw: Mapping[str, Any], ledger: SheetSpec) -> SheetSpec:
    columns = tuple(_form_column(c, ledger) for c in raw["columns"])
    return SheetSpec(key=key, label=raw["label"], title=raw["label"], columns=columns)


def _form_column(raw: Mapping[str, Any], ledger: SheetSpec) -> Column:
    own = dict(raw)
    source = ledger[own.pop("of")] if "of" in own else None
    if source is None:
        return _column(own)
    values = {"label": source.label, "kind": source.kind, "list": source.list} | own
    values["synonyms"] = (*source.synonyms, *own.get("synonyms", ()))
    return Column(**values)
