"""手工值 of 冲突裁决: read with the same patience as an answer, and held against the same checks.

The clerk may write 47 for 47 %; what would be an error in a form is none the less one here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time

from taizhang.core.catalog import forms
from taizhang.core.catalog import merging as catalog
from taizhang.core.checks import FormsView, Levels, check_forms
from taizhang.core.issues import Issue, Place, Severity
from taizhang.core.schema import Column
from taizhang.core.submission import FORM_SCHEMA, Form, FormRow, Identity, RowKey, Value
from taizhang.core.tables import TableRow
from taizhang.core.values.codes import ShownFormat
from taizhang.core.values.placeholders import Meanings, read_placeholder
from taizhang.core.values.read import read_value, seen
from taizhang.core.values.reading import Asked


def read_manual(
    row: TableRow, cell: tuple[str, Column], task: TableRow, place: Place, against: "Against"
) -> Value | Issue:
    """Return what the clerk means, or why it cannot be taken; `task` is the row that is ruled on.

    `cell` are its sheet and column. 无 says that there is none where a form may say so; 同上月 and
    the like say nothing to be written down.
    """
    (sheet, column), found = cell, row["manual"]
    before = task[column.key]
    said = read_placeholder(found, _asked_as(column, sheet, against), before, against.meanings)
    if said is not None:
        none = said.rule in {forms.NONE_NOW, forms.NOTHING_SAID}
        misfit = catalog.RULING_MISFIT.at(place, column=column.label, found=found)
        return "" if none and column.kind == "long" else misfit
    asked = Asked(
        column.kind,
        measure=str(task.values.get("measure", "")) if sheet == "tasks" else "",
        target=task.values.get("target", ""),
        before=before if isinstance(before, float) else None,
        look=against.looks.get(row.number, ShownFormat()),
    )
    reading = read_value(found, asked)
    if not reading.usable or reading.value == "":
        shown = seen(found, asked)
        return catalog.RULING_MISFIT.at(place, column=column.label, found=shown)
    return reading.value


def _asked_as(column: Column, sheet: str, against: "Against") -> Column:
    """The column as a form asks for it, with what a blank means there."""
    asked = (
        s[column.key] for s in against.view.spec.sheets if s.key == sheet and column.key in s.keys
    )
    return next(asked, column)


@dataclass(frozen=True, slots=True)
class Against:
    """What a value is held against: the ledger with the forms' columns, how severe the office is.

    `meanings` are what placeholders mean to this office, `looks` how the cells of 手工值 show what
    stands there, by Excel's row.
    """

    view: FormsView
    levels: Levels
    meanings: Meanings = field(default_factory=dict)
    looks: Mapping[int, ShownFormat] = field(default_factory=dict)


def error_in(
    row: TableRow, where: tuple[str, RowKey, Column], now: Value, new: Value, against: Against
) -> Issue | None:
    """Return the first error that the value would be in a form of that unit; `where` is the cell."""
    view, levels = against.view, against.levels
    sheet, key, column = where
    moment = datetime.combine(view.ledger.on, time())
    period = str(row["period"])
    who = Identity("", period, str(row["unit"]), "", FORM_SCHEMA, moment)
    said = FormRow(sheet, key, (column.key,), ("A",), row.number, (now,), (new,), {})
    form = Form(str(row["file"]), "", moment, who, (said,))
    issues = levels.apply(check_forms([form], replace(view, period=period)))
    mine = (i for i in issues if i.place.header == column.label)
    return next((i for i in mine if i.severity is Severity.ERROR), None)
