"""Several files of one unit: which is meant, and what to do where nobody can tell.

The time of saving alone decides nothing: a form that carries our seal is not displaced by one
that does not, a later file that says nothing does not silence an earlier one, and where it is not
sure which came later the files are read together and the cells on which they differ are asked.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from taizhang.core.catalog import forms as form_catalog
from taizhang.core.catalog import merging as catalog
from taizhang.core.issues import Issue, Place, show
from taizhang.core.schema import SheetSpec
from taizhang.core.submission import Answer, Form, FormRow, RowKey, row_of
from taizhang.core.tables import key_text
from taizhang.core.values.settled import same

Clearing = Mapping[str, Collection[str]]
AnswersByCell = dict[tuple[str, RowKey, str], Answer]
NO_SHEETS: Mapping[str, SheetSpec] = {}


@dataclass(slots=True)
class ChosenForm:
    """The form to merge, and the others with the reason for each."""

    form: Form
    aside: list[tuple[Form, Issue]] = field(default_factory=list)


def choose(
    forms: Sequence[Form], clearing: Clearing, sheets: Mapping[str, SheetSpec] = NO_SHEETS
) -> ChosenForm:
    """Choose among the files of one unit; `clearing` are the columns, by sheet, that a blank clears.

    `sheets` of a form by key give sentences their words.
    """
    ranked = sorted(forms, key=lambda f: (f.sealed is True, f.received, f.file), reverse=True)
    newest = ranked[0]
    chosen = ChosenForm(newest)
    rivals: list[Form] = []
    for form in ranked[1:]:
        place = Place(book=form.file)
        if form.digest == newest.digest:
            issue = catalog.SAME_FILE_TWICE.at(place, other=newest.file)
        elif newest.sealed and not form.sealed:
            count = _differences(newest, form)
            issue = form_catalog.UNSEALED_ASIDE.at(place, other=newest.file, count=count)
        elif _is_later(newest, form):
            issue = catalog.OLDER_VERSION.at(place, unit=form.unit, other=newest.file)
        else:
            rivals.append(form)
            continue
        chosen.aside.append((form, issue))
    for form in rivals:
        read = _together(chosen.form, form, clearing, sheets)
        chosen.form = read.form
        issue = form_catalog.READ_TOGETHER.at(
            Place(book=form.file), other=newest.file, count=read.asked
        )
        chosen.aside.append((form, issue))
    return chosen


def _is_later(form: Form, other: Form) -> bool:
    """Whether the form is the later one for sure, and has something to say."""
    if not _speaks(form) and _speaks(other):
        return False
    if form.saved is None or other.saved is None:
        return form.received > other.received
    return form.saved.after(other.saved)


def _speaks(form: Form) -> bool:
    """Whether anything was filled in."""
    return any(
        row.theirs != row.base or any(not a.usable and a.raw.strip() for a in row.noted.values())
        for row in form.rows
    )


def _cells(form: Form) -> AnswersByCell:
    return {(a.sheet, a.row_key, a.column): a for row in form.rows for a in row.every()}


def _differences(one: Form, other: Form) -> int:
    """How many cells the other form says otherwise."""
    there = _cells(one)
    return sum(
        not same(there[at].theirs, a.theirs) if at in there else a.theirs != ""
        for at, a in _cells(other).items()
    )


@dataclass(frozen=True, slots=True)
class _ReadForm:
    form: Form
    asked: int


def _together(
    form: Form, other: Form, clearing: Clearing, sheets: Mapping[str, SheetSpec]
) -> _ReadForm:
    """The form with what only the other says; what both say differently is asked."""
    theirs, asked, rows = _cells(other), 0, list[FormRow]()
    for row in form.rows:
        answers: list[Answer] = []
        for answer in row.every():
            twin = theirs.pop((answer.sheet, answer.row_key, answer.column), None)
            merged = answer if twin is None else _one(answer, twin, (form, other), clearing, sheets)
            asked += merged is not answer and merged is not twin
            answers.append(merged)
        rows.append(row_of(answers))
    rows += _rows(theirs.values())
    return _ReadForm(replace(form, rows=tuple(rows)), asked)


def _rows(answers: Iterable[Answer]) -> list[FormRow]:
    left: dict[tuple[str, RowKey], list[Answer]] = {}
    for answer in answers:
        left.setdefault((answer.sheet, answer.row_key), []).append(answer)
    return [row_of(found) for found in left.values()]


def _one(
    one: Answer,
    two: Answer,
    forms: tuple[Form, Form],
    clearing: Clearing,
    sheets: Mapping[str, SheetSpec],
) -> Answer:
    clears = one.column in clearing.get(one.sheet, ())
    says = [_says(a, clears=clears) for a in (one, two)]
    if not says[1] or (one.usable and two.usable and same(one.theirs, two.theirs)):
        return one
    if not says[0]:
        return two
    shown = [f"{show(_shown(a))}（{f.file}）" for a, f in zip((one, two), forms, strict=True)]
    issue = form_catalog.CELL_TWICE.at(_place(one, forms[0].file, sheets), choices=shown)
    raw = one.raw or show(one.theirs)  # that something was said makes it no blank report
    return one._replace(theirs=one.base, usable=False, issue=issue, raw=raw)


def _place(answer: Answer, file: str, sheets: Mapping[str, SheetSpec]) -> Place:
    """Where a cell stands, with the names of its sheet and column where they are known."""
    spec = sheets.get(answer.sheet)
    sheet, header = (spec.label, spec[answer.column].label) if spec else ("", "")
    key = key_text(answer.sheet, answer.row_key)
    return Place.of_cell(file, sheet, header, answer.cell, key)


def _says(answer: Answer, *, clears: bool) -> bool:
    """Whether a cell says anything new, sense or nonsense."""
    if not answer.usable:
        return bool(answer.raw.strip())
    blank = answer.theirs == "" and not clears
    return not blank and not same(answer.theirs, answer.base)


def _shown(answer: Answer) -> object:
    return answer.theirs if answer.usable else answer.raw
