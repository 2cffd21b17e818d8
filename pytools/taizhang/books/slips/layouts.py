"""The layouts of slips: slips/*.toml, an office's own in 模板/slips before those shipped."""

from collections.abc import Mapping
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from taizhang.books.layout import load_layout
from taizhang.books.resources import SHIPPED, Templates, UnfitTemplate
from taizhang.core.duty.forms import WHOLE, LayoutError, SlipForm, read_layout
from taizhang.core.schema import SheetSpec

FILES = "slips/*.toml"


def load_forms(templates: Templates = SHIPPED) -> list[SlipForm]:
    """All layouts in the order of their file names; one that cannot be used is in the faults."""
    found: dict[str, SlipForm] = {}
    make = partial(_form, sources=slip_sources())
    for name in templates.names(FILES):
        try:
            form = templates.read(name, make)
        except (UnfitTemplate, KeyError):  # an own one that has no shipped one to stand in for it
            continue
        form = form if form.kind else _named(form, name)
        found[form.kind] = form
    return list(found.values())


def slip_sources() -> dict[str, SheetSpec]:
    """The sheets whose rows a slip may speak of, by the names that ship; layouts go by these."""
    return {spec.label: spec for spec in load_layout().sheets.values()}


def _form(raw: dict[str, Any], sources: Mapping[str, SheetSpec]) -> SlipForm:
    try:
        form = read_layout(raw, tuple(sources))
    except LayoutError as wrong:
        raise UnfitTemplate(str(wrong)) from wrong
    asked = {form.bears, *form.only} | ({form.group} - {WHOLE})
    if strange := sorted(asked - {""} - set(sources[form.source].labels.values())):
        raise UnfitTemplate(f"《{form.source}》没有“{strange[0]}”这一列")
    return form


def _named(form: SlipForm, name: str) -> SlipForm:
    """A layout that says no kind is of the kind that its file is called."""
    from dataclasses import replace

    return replace(form, kind=PurePosixPath(name).stem)
