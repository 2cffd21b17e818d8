"""手工值 of 冲突裁决: read with the same patience as an answer, and held against the same checks.

The clerk may write 47 for 47 %; what would be an error in a form is none the less one here.
"""

from dataclasses import dataclass, replace
from datetime import datetime, time

from taizhang.core.catalog import merging as catalog
from taizhang.core.checks import FormsView, Levels, check_forms
from taizhang.core.issues import Issue, Place, Severity
from taizhang.core.schema import Column
from taizhang.core.submission import FORM_SCHEMA, Form, FormRow, Identity, Value
from taizhang.core.tables import TableRow
from taizhang.core.values.read import read_value
from taizhang.core.values.reading import Asked


def read_manual(
    row: TableRow, column: Column, sheet: str, task: TableRow, place: Place
) -> Value | Issue:
    """Return what the clerk means, or why it cannot be taken; `task` is the row that is ruled on."""
    found, before = row["manual"], task[column.key]
    asked = Asked(
        column.kind,
        measure=str(task.values.get("measure", "")) if sheet == "tasks" else "",
        target=task.values.get("target", ""),
        before=before if isinstance(before, float) else None,
    )
    reading = read_value(found, asked)
    if not reading.usable or reading.value == "":
        return catalog.RULING_MISFIT.at(place, column=column.label, found=found)
    return reading.value


@dataclass(frozen=True, slots=True)
class Against:
    """What a value is held against: the ledger with the forms' columns, how severe the office is."""

    view: FormsView
    levels: Levels


def error_in(
    row: TableRow, where: tuple[str, str, Column], now: Value, new: Value, against: Against
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
