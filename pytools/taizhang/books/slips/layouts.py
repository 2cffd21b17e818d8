"""The layouts of slips: slips/*.toml, an office's own in 模板/slips before those shipped."""

from pathlib import PurePosixPath
from typing import Any

from taizhang.books.resources import SHIPPED, Templates, UnfitTemplate
from taizhang.core.duty.forms import LayoutError, SlipForm, read_layout

FILES = "slips/*.toml"


def load_forms(templates: Templates = SHIPPED) -> list[SlipForm]:
    """All layouts in the order of their file names; one that cannot be used is in the faults."""
    found: dict[str, SlipForm] = {}
    for name in templates.names(FILES):
        try:
            form = templates.read(name, _form)
        except (UnfitTemplate, KeyError):  # an own one that has no shipped one to stand in for it
            continue
        form = form if form.kind else _named(form, name)
        found[form.kind] = form
    return list(found.values())


def _form(raw: dict[str, Any]) -> SlipForm:
    try:
        return read_layout(raw)
    except LayoutError as wrong:
        raise UnfitTemplate(str(wrong)) from wrong


def _named(form: SlipForm, name: str) -> SlipForm:
    """A layout that says no kind is of the kind that its file is called."""
    from dataclasses import replace

    return replace(form, kind=PurePosixPath(name).stem)
