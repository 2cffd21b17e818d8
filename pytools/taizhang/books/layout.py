"""Read the TOML source of the master and of the form into a Layout.

The order of sheets is SHEETS. Unknown keys in the TOML raise, so a typo cannot pass silently.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

from taizhang.books.presets import preset_names, shipped_lamp_rules
from taizhang.books.resources import (
    SHIPPED,
    Templates,
    UnfitTemplate,
    read_source,
    read_toml,
    resource,
    shipped,
)
from taizhang.core.duty.ladder import USUAL
from taizhang.core.schema import Column, FormSpec, Layout, PrintSetup, SheetSpec

# the very hidden sheets by which a master knows itself
OPTIONS, META, FIELDS = "选项", "_meta", "_fields"
SHEETS = (
    "tasks", "nodes", "problems", "closings", "extensions", "clues", "reports", "judgements",
    "standings", "verdicts", "curves", "supervision", "meetings", "visits", "phases", "units",
    "settings", "cadences", "stages", "duties", "lamp_rules", "stage_words", "supervise_rules",
    "papers", "loop_stages", "loop_limits", "severities", "holidays", "placeholders",
    "drafts", "leftovers", "findings", "summary", "conflicts", "claims", "headers", "changes",
    "score_rules", "score_figures", "score_events", "opinions", "mutual", "scores", "rank_lists",
    "paper_words", "bulletins", "rollups", "children", "projects", "project_months",
    "instructions", "inspections", "refusals", "acceptances", "teams", "registers", "limits",
)  # fmt: skip
REQUEST, NOT_READ = "request", "不读"
LADDERS, SLIPS = "presets/ladders/*.toml", "slips/*.toml"
FORM, WORDS = "form.toml", "reminder.toml"
# what any sentence of a template may name, by its table
FORM_NAMES: Mapping[str, Sequence[str]] = {
    "texts": ("unit", "period", "place", "plan", "deadline"),
    **dict.fromkeys(("texts.heading", "texts.no_rows", "texts.ask_title", "texts.ask"), ()),
}
WORD_NAMES: Mapping[str, Sequence[str]] = {
    "reminder": ("period", "deadline", "place", "contact", "now", "day"),
    **dict.fromkeys(("reminder.reason", "reminder.more"), ()),
}
# the sheets that a form may have besides, and the table of the ledger that lends them labels
MORE = {"extensions": "extensions", "problems": "problems", "raised": "problems"}
MUST = {  # a row is known by them
    "tasks": ("task_id", "name"), "nodes": ("task_id", "node_no"), "extensions": ("task_id", "why"),
    "problems": ("problem_id", "matter"), "raised": ("line_no", "matter"),
}  # fmt: skip
FILES = (
    "tasks", "records", "roster", "roles", "judging", "loops", "cadence", "planning", "severities",
    "placeholders", "drafts", "results", "scoring", "bulletins", "levels", "projects",
    "registers",
)  # fmt: skip


def load_layout(workbook: Path | None = None, templates: Templates = SHIPPED) -> Layout:
    """The layout of this folder, or of the installed one, with the form that an office has."""
    layout = _load(workbook or resource("workbook"))
    own = templates.has_own(FORM) or templates.has_own(WORDS)
    return replace(layout, form=_form_of(layout.sheets, templates)) if own else layout


@cache
def _load(workbook: Path) -> Layout:
    files = [read_source(workbook, name) for name in FILES]
    found = [s for file in files for s in file["sheet"]]
    begins = {key: tuple(rows) for file in files for key, rows in file.get("begins", {}).items()}
    sheets = {s["key"]: _sheet(s) for s in found}
    lamps = read_source(workbook, "lamps")
    ordered = _with_reported({key: sheets[key] for key in SHEETS})
    form = _form_of(ordered, SHIPPED)
    ladders = _ladders(workbook)
    lists = {k: tuple(v) for k, v in read_source(workbook, "lists").items()}
    return Layout(
        sheets=ordered,
        lists={
            **lists,
            **_labels_to_fill(form),
            "ladder": tuple(ladders),
            "lamp_plans": preset_names(workbook),
            "slip_kinds": tuple(sorted(path.stem for path in resource("templates").glob(SLIPS))),
        },
        settings=tuple(read_source(workbook, "settings")["rows"]),
        lamp_rules=tuple(shipped_lamp_rules(workbook)),
        ladders=ladders | ({USUAL: tuple(own)} if (own := lamps.get("supervise")) else {}),
        papers=tuple(read_source(workbook, "document_numbers")["rows"]),
        placeholders=tuple(read_source(workbook, "placeholders")["rows"]),
        severities=read_source(workbook, "severities")["severities"],
        begins=begins,
        form=form,
    )


def _with_reported(sheets: Mapping[str, SheetSpec]) -> dict[str, SheetSpec]:
    """The sheets, 报送记录 with every column that units report."""
    records = sheets["reports"]
    new = [
        Column(c.key, c.label, c.kind, c.width, list=c.list)
        for c in sheets["tasks"].columns
        if c.report and c.key not in records.keys
    ]
    return {**sheets, "reports": _before(records, REQUEST, new)}


def _before(spec: SheetSpec, key: str, new: Sequence[Column]) -> SheetSpec:
    """The sheet with columns added in front of one, or at its end."""
    at = spec.keys.index(key) if key in spec.keys else len(spec.keys)
    return replace(spec, columns=(*spec.columns[:at], *new, *spec.columns[at:]))


def _labels_to_fill(form: FormSpec) -> dict[str, tuple[str, ...]]:
    """The drop-down lists that name columns of the form."""
    columns = [c for spec in form.sheets for c in spec.columns if c.fill]
    said = tuple(c.label for c in columns if c.key != REQUEST)
    return {
        "form_columns": (*(c.label for c in columns), NOT_READ),
        "placeholder_columns": said,
    }


def _ladders(workbook: Path) -> dict[str, tuple[Mapping[str, Any], ...]]:
    """The ladders of presets/ladders by name, 常规 first; an office's own go before those shipped."""
    rooms = (resource("workbook"), workbook)
    files = {path.stem: path for room in rooms for path in sorted(room.glob(LADDERS))}
    found = {stem: tuple(read_toml(path)["rules"]) for stem, path in files.items()}
    return {USUAL: found.pop(USUAL, ())} | found


def _form_of(sheets: Mapping[str, SheetSpec], templates: Templates) -> FormSpec:
    form = templates.read(FORM, partial(_form, sheets=sheets), FORM_NAMES)
    return replace(form, returned=templates.read(WORDS, _returned, WORD_NAMES))


def _sheet(raw: Mapping[str, Any]) -> SheetSpec:
    rest = {k: v for k, v in raw.items() if k not in {"columns", "print"}}
    columns = tuple(_column(c) for c in raw["columns"])
    return SheetSpec(columns=columns, print=PrintSetup(**raw.get("print", {})), **rest)


def _column(raw: Mapping[str, Any]) -> Column:
    values = dict(raw)
    values["synonyms"] = tuple(values.get("synonyms", ()))
    return Column(**values)


def _returned(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    words: Mapping[str, Any] = raw["return"]
    if len(words["heads"]) != len(shipped(WORDS)["return"]["heads"]):
        raise UnfitTemplate("“heads”的个数不对")
    return words


def _form(raw: Mapping[str, Any], sheets: Mapping[str, SheetSpec]) -> FormSpec:
    form = FormSpec(
        guide=raw["guide"],
        tasks=_with_new(_form_sheet("tasks", raw["tasks"], sheets["tasks"]), sheets["tasks"]),
        nodes=_form_sheet("nodes", raw["nodes"], sheets["nodes"]),
        more=tuple(_more_sheet(key, raw, sheets[of]) for key, of in MORE.items()),
        texts=raw["texts"],
    )
    _check_form(form)
    return form


def _with_new(form: SheetSpec, ledger: SheetSpec) -> SheetSpec:
    """The form with the columns that units report and that no template names yet."""
    known = {column["key"] for column in shipped(FORM)["tasks"]["columns"]} | {*form.keys}
    new = [
        replace(c, fill=True, required=False, fold=False, default="")
        for c in ledger.columns
        if c.report and c.key not in known
    ]
    return _before(form, REQUEST, new)


def _more_sheet(key: str, raw: Mapping[str, Any], ledger: SheetSpec) -> SheetSpec:
    """A sheet that a template made earlier does not know yet."""
    return _form_sheet(key, raw.get(key) or shipped(FORM)[key], ledger)


def _check_form(form: FormSpec) -> None:
    """Unfit for a form that could be sent but not be read, or not be drawn."""
    labels = [form.guide, *(spec.label for spec in form.sheets)]
    if _twice(labels):
        raise UnfitTemplate("几页的名字不能相同，也不能空着")
    for spec in form.sheets:
        if lost := [key for key in MUST[spec.key] if key not in spec.keys]:
            raise UnfitTemplate(f"《{spec.label}》少了“{lost[0]}”一列")
        if _twice(spec.keys) or _twice(list(spec.labels.values())):
            raise UnfitTemplate(f"《{spec.label}》里有两列相同，或者标题空着")
    _check_words(form.texts)


def _check_words(texts: Mapping[str, Any]) -> None:
    """Unfit where a colour or a role on the first page is not said in full."""
    known = shipped(FORM)["texts"]
    for part in ("colours", "roles"):
        if any(row.keys() != known[part][0].keys() for row in texts[part]):
            raise UnfitTemplate(f"“{part}”里有一行写得不全")
    looks = {row["look"] for row in known["colours"]}
    if other := [row["look"] for row in texts["colours"] if row["look"] not in looks]:
        raise UnfitTemplate(f"没有“{other[0]}”这种颜色")


def _twice(words: Sequence[str]) -> bool:
    """Whether a word is there twice, or is blank."""
    return len(set(words)) < len(words) or not all(words)


def _form_sheet(key: str, raw: Mapping[str, Any], ledger: SheetSpec) -> SheetSpec:
    columns = tuple(_form_column(c, ledger) for c in raw["columns"])
    return SheetSpec(key=key, label=raw["label"], title=raw["label"], columns=columns)


def _form_column(raw: Mapping[str, Any], ledger: SheetSpec) -> Column:
    own = dict(raw)
    source = ledger[own.pop("of")] if "of" in own else None
    if source is None:
        return _column(own)
    marks = {"report": source.report, "average": source.average}
    values = {"label": source.label, "kind": source.kind, "list": source.list} | marks | own
    values["synonyms"] = (*source.synonyms, *own.get("synonyms", ()))
    return Column(**values)
