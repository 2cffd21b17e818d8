"""Which of the files in 收件 are to be merged: one per unit, the right ledger, the right period.

A file that is not merged gets an Issue that says why; no file vanishes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from taizhang.core.catalog import forms as form_catalog
from taizhang.core.catalog import merging as catalog
from taizhang.core.filenames import is_named_in
from taizhang.core.issues import Issue, Place, Severity
from taizhang.core.returned.versions import Clearing, choose
from taizhang.core.schema import SheetSpec
from taizhang.core.submission import FORM_SCHEMA, Form, Refusal
from taizhang.core.units import Roster

EXCEL_MOMENT = timedelta(seconds=1)  # a cell keeps a moment no better than that
WHOLE = "F1"  # codes that speak of a whole file


@dataclass(frozen=True, slots=True)
class Expected:
    """What the ledger expects: its own id, the period, its units, what of each was last merged.

    `recorded` is when that file was saved, `files` its name. `sealing` tells that seals are tried.
    `clearing` are the columns, by sheet, in which a blank clears, `sheets` those of a form by key.
    `cutoff` ends being on time.
    """

    ledger_id: str
    period: str
    roster: Roster
    asked: frozenset[str] = frozenset()
    recorded: Mapping[str, datetime] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    sealing: bool = False
    clearing: Clearing = field(default_factory=dict)
    cutoff: datetime | None = None
    sheets: Mapping[str, SheetSpec] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SetAside:
    """A file that is not merged, whose it is and why."""

    file: str
    unit: str
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True)
class Intake:
    """Forms to merge, files set aside, and notes on forms that are merged all the same."""

    forms: tuple[Form, ...]
    aside: tuple[SetAside, ...]
    notes: tuple[Issue, ...] = ()

    @property
    def count(self) -> int:
        """How many files there were; none vanishes."""
        return len(self.forms) + len(self.aside)


def sort_intake(readings: Iterable[Form | Refusal], expected: Expected) -> Intake:
    """Sort what was read into forms to merge and files set aside."""
    aside: list[SetAside] = []
    fitting: list[Form] = []
    for reading in readings:
        if isinstance(reading, Refusal):
            unit = reading.unit or _named_in(reading.file, expected.roster)
            aside.append(SetAside(reading.file, unit, reading.issues))
            continue
        misfit = _misfit(reading, expected)
        if misfit:
            aside.append(SetAside(reading.file, reading.identity.unit, (misfit,)))
        else:
            fitting.append(reading)
    by_unit: dict[str, list[Form]] = {}
    for form in fitting:
        by_unit.setdefault(form.identity.unit, []).append(form)
    forms: list[Form] = []
    for versions in by_unit.values():
        chosen, others = _chosen(versions, expected)
        forms += chosen
        aside += others
    notes = [note for form in forms for note in _notes(form, expected)]
    return Intake(tuple(forms), tuple(aside), tuple(notes))


def _named_in(file: str, roster: Roster) -> str:
    """The unit that the name of an unreadable file tells, "" where it tells none."""
    named = [unit.name for unit in roster.units if unit.name in file]
    return max(named, key=len, default="")


def _misfit(form: Form, expected: Expected) -> Issue | None:
    place, who = Place(book=form.file), form.identity
    broken = [i for i in form.issues if i.severity is Severity.ERROR and i.code.startswith(WHOLE)]
    if broken:
        return broken[0]
    if who.ledger_id != expected.ledger_id:
        return catalog.OTHER_LEDGER.at(place)
    if who.period != expected.period:
        return catalog.OTHER_PERIOD.at(place, found=who.period, wanted=expected.period)
    if who.unit not in expected.roster:
        near = expected.roster.near(who.unit)
        return catalog.UNIT_NOT_IN_ROSTER.at(place, found=who.unit, near=near)
    return None


def _notes(form: Form, expected: Expected) -> Iterator[Issue]:
    """What the clerk should know of a form that is merged all the same."""
    place, who = Place(book=form.file), form.identity
    if expected.asked and who.unit not in expected.asked:
        yield catalog.NOT_ASKED.at(place, unit=who.unit)
    own = is_named_in(who.unit, form.file)
    others = (u.name for u in expected.roster.units)
    named = [] if own else [name for name in others if is_named_in(name, form.file)]
    if named:
        yield form_catalog.OTHER_UNIT_IN_NAME.at(place, named=named, sent_to=who.unit)
    if expected.cutoff is not None and form.earliest <= expected.cutoff < form.received:
        since = max(form.earliest, who.sent)
        yield form_catalog.LATE_UNSURE.at(place, since=since, until=form.received)
    if who.schema != FORM_SCHEMA:
        yield form_catalog.OTHER_SCHEMA.at(place, found=who.schema, wanted=FORM_SCHEMA)


def _chosen(forms: Sequence[Form], expected: Expected) -> tuple[list[Form], list[SetAside]]:
    """The form of a unit that is merged; its others, and what must not displace the merged."""
    unit = forms[0].unit
    chosen = choose(forms, expected.clearing, expected.sheets)
    aside = [SetAside(form.file, unit, (issue,)) for form, issue in chosen.aside]
    form = chosen.form
    refusal = _displaces(form, forms, expected)
    if refusal is None:
        return [form], aside
    return [], [SetAside(form.file, unit, (refusal,)), *aside]


def _displaces(form: Form, forms: Sequence[Form], expected: Expected) -> Issue | None:
    """Why a form may not take the place of what was merged of its unit before."""
    unit, place = form.unit, Place(book=form.file)
    recorded = expected.recorded.get(unit)
    if recorded is None:
        return None
    if form.received < recorded - EXCEL_MOMENT:
        values = {"unit": unit, "recorded": recorded, "found": form.received}
        return catalog.STALE_VERSION.at(place, **values)
    before = expected.files.get(unit, "")
    loose = {f.file for f in forms if not f.sealed}
    if form.sealed is None and expected.sealing and before and before not in loose:
        return form_catalog.UNSEALED_LATER.at(place, unit=unit, other=before)
    return None
