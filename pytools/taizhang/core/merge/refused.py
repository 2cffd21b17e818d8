"""错误 means not taken: what a check finds wrong in a cell stays out of the merge.

The issue itself is among those of the check; here only the answer is withheld, so that the cell
keeps what was sent, is counted as refused, and goes back to its unit.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from taizhang.core.issues import Issue, Severity
from taizhang.core.schema import FormSpec
from taizhang.core.submission import Form, FormRow
from taizhang.core.tables import key_text
from taizhang.core.values.read import as_text
from taizhang.core.values.settled import same

_ColumnsByRow = Mapping[tuple[str, str], frozenset[str]]  # by sheet and the key as issues name it


def withhold_errors(
    forms: Sequence[Form], issues: Iterable[Issue], spec: FormSpec
) -> tuple[Form, ...]:
    """Return the forms without the answers in which these issues see an error."""
    wrong: dict[str, dict[tuple[str, str], set[str]]] = {}
    columns = {(s.label, c.label): (s.key, c.key) for s in spec.sheets for c in s.columns if c.fill}
    for issue in issues:
        place = issue.place
        where = columns.get((place.sheet, place.header))
        if issue.severity is Severity.ERROR and where is not None:
            sheet, column = where
            wrong.setdefault(place.book, {}).setdefault((sheet, place.key), set()).add(column)
    return tuple(
        _without(form, {at: frozenset(keys) for at, keys in wrong[form.file].items()})
        if form.file in wrong
        else form
        for form in forms
    )


def _without(form: Form, wrong: _ColumnsByRow) -> Form:
    named = ((row, wrong.get((row.sheet, key_text(row.sheet, row.key)))) for row in form.rows)
    rows = tuple(_row_without(row, columns) if columns else row for row, columns in named)
    return replace(form, rows=rows)


def _row_without(row: FormRow, columns: frozenset[str]) -> FormRow:
    theirs, noted = list(row.theirs), dict(row.noted)
    for at, answer in enumerate(row.every()):
        if answer.column in columns and answer.usable and not same(answer.theirs, answer.base):
            theirs[at] = answer.base
            raw = answer.raw or as_text(answer.theirs)
            noted[answer.column] = answer._replace(theirs=answer.base, raw=raw, usable=False)
    return row._replace(theirs=tuple(theirs), noted=noted)
