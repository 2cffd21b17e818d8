"""What a form asks for besides its tasks: 延期 and problems of the unit's own, as rows to be added.

They are no cells of the ledger, so nothing is set against a base: an application is registered once,
and a newer copy of the file mends it as long as nobody has dealt with it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from taizhang.core.catalog import loops as catalog
from taizhang.core.closing.extending import (
    FINAL,
    Application,
    Stand,
    application_row,
    stand_of,
    why_not,
)
from taizhang.core.closing.plan import YES, day_in, share_in
from taizhang.core.issues import Issue, Place
from taizhang.core.problems.plan import next_id
from taizhang.core.problems.stages import ProblemStage, StageWords
from taizhang.core.schema import FormSpec
from taizhang.core.submission import Form, FormRow, Row, Value, as_name
from taizhang.core.tables import TableRow, key_of
from taizhang.core.values.settled import same
from taizhang.core.writes import Change, Writes

EXTENSIONS, RAISED, PROBLEMS = "extensions", "raised", "problems"
# what a unit writes on 问题报送, and where it goes in 问题台账
RAISED_AS = {"matter": "problem", "matter_kind": "problem_kind", "matter_task": "task_id",
             "advice": "proposal"}  # fmt: skip
ASKED_AS = ("asked", "open_ended", "why", "so_far")


@dataclass(frozen=True, slots=True)
class ApplicationRecords:
    """The rows of 延期记录 and 问题台账 as the merge finds them, and what the words for stages mean."""

    extensions: Sequence[TableRow] = ()
    problems: Sequence[TableRow] = ()
    words: StageWords = field(default_factory=lambda: StageWords({}))


@dataclass(frozen=True, slots=True)
class TakenApplication:
    """Whether an application was registered, and what is said of it."""

    taken: bool
    issues: tuple[Issue, ...] = ()


class ApplicationIntake:
    """Takes in applications of one merge; rows and cells go into `writes`."""

    def __init__(
        self, records: ApplicationRecords, period: str, spec: FormSpec, writes: Writes
    ) -> None:
        self.records, self.period, self.spec, self.writes = records, period, spec, writes
        self.times: Counter[str] = Counter()
        for row in records.extensions:
            task_id = as_name(row["task_id"])
            self.times[task_id] = max(self.times[task_id], int(share_in(row["times"]) or 0))
        self.ids = [as_name(r["problem_id"]) for r in records.problems]
        self.origins = {str(r["origin"]).rpartition("|")[0]: r for r in records.problems}

    def extension(
        self, form: Form, row: FormRow, task: Row, *, closed: bool
    ) -> TakenApplication | None:
        """An application for 延期; None where the same was registered before."""
        said = _said(row)
        on, due = form.received.date(), day_in(task["due"])
        asked = Application(
            applied=on,
            due=due,
            asked=day_in(said["asked"]),
            why=str(said["why"]),
            open_ended=said["open_ended"] == YES,
            closed=closed,
        )
        mine = [r for r in self._mine(form, row.key[0]) if _is_alike(r, said) or _is_open(r, form)]
        alike = next((r for r in mine if _is_alike(r, said)), None)
        if alike is not None and (alike["file"] == form.file or day_in(alike["applied"]) == on):
            return None
        wrong = why_not(asked)
        issue = None
        if wrong is not None:
            column = wrong.column if wrong.column in row.columns else "asked"
            issue = wrong.rule.at(self._place(form, row, column), **dict(wrong.values))
            if wrong.rule not in FINAL:
                return TakenApplication(taken=False, issues=(issue,))
        there = next((r for r in mine if _is_open(r, form)), None)
        if there is not None and wrong is None:
            for column in ("applied", *ASKED_AS):
                self._put(there, column, said.get(column, on), form)
            return TakenApplication(taken=True)
        stand = Stand.WAITING if wrong is None else Stand.REFUSED
        self._register(form, task, asked, stand, said)
        if issue is None:
            until = asked.asked or "长期"
            issue = catalog.EXTENSION_NOTED.at(self._place(form, row, "asked"), asked=until)
        return TakenApplication(taken=wrong is None, issues=(issue,))

    def _mine(self, form: Form, task_id: str) -> Iterator[TableRow]:
        """The rows about a task that came from this unit."""
        unit = form.identity.unit
        return (
            r for r in self.records.extensions
            if as_name(r["task_id"]) == task_id and r["unit"] == unit
        )  # fmt: skip

    def _register(self, form: Form, task: Row, asked: Application, stand: Stand, said: Row) -> None:
        task_id = as_name(task["task_id"])
        self.times[task_id] += 1
        more = {"unit": form.identity.unit, "so_far": said["so_far"], "file": form.file}
        self.writes.add(
            EXTENSIONS, [application_row(task, self.times[task_id], asked, stand, more)]
        )

    def problem(self, form: Form, row: FormRow) -> TakenApplication | None:
        """A problem that a unit reports; None where the same was registered before."""
        said = {RAISED_AS[key]: value for key, value in _said(row).items() if key in RAISED_AS}
        if not str(said["problem"]).strip():
            written = [self.spec.sheet(RAISED)[c].label for c in row.columns if _wrote(row, c)]
            place = self._place(form, row, "matter")
            issue = catalog.PROBLEM_REPORT_LACKS.at(place, found=written)
            return TakenApplication(taken=False, issues=(issue,))
        origin = f"{self.period}|{form.identity.unit}|{row.key[0]}"
        mark = f"{origin}|{_digest(said)}"
        there = self.origins.get(origin)
        if there is None:
            return self._raise(form, row, said, mark)
        if there["origin"] == mark:
            return None
        untouched = str(there["origin"]).rpartition("|")[2] == _digest(there.values)
        if self.records.words.stage(there["stage"]) is ProblemStage.RAISED and untouched:
            for column, new in {**said, "origin": mark}.items():
                self._put(there, column, new, form)
            return TakenApplication(taken=True)
        issue = catalog.PROBLEM_MOVED_ON.at(
            self._place(form, row, "matter"), found=there["problem_id"], stage=there["stage"]
        )
        return TakenApplication(taken=False, issues=(issue,))

    def _raise(self, form: Form, row: FormRow, said: Row, mark: str) -> TakenApplication:
        number, day = next_id(self.ids), form.received.date()
        self.ids.append(number)
        self.writes.add(PROBLEMS, [{
            "problem_id": number, **said, "source": "单位上报", "raised": day,
            "raised_by": form.identity.unit, "stage": self.records.words.word(ProblemStage.RAISED),
            "course": f"{day:%Y-%m-%d} {form.identity.unit}报送", "origin": mark,
        }])  # fmt: skip
        place = self._place(form, row, "matter")
        return TakenApplication(taken=True, issues=(catalog.PROBLEM_NOTED.at(place, found=number),))

    def _place(self, form: Form, row: FormRow, column: str) -> Place:
        spec, answer = self.spec.sheet(row.sheet), row.get(column)
        cell = answer.cell if answer else ""
        return Place.of_cell(form.file, spec.label, spec[column].label, cell, row.key[0])

    def _put(self, row: TableRow, column: str, new: Value, form: Form) -> None:
        sheet = EXTENSIONS if "asked" in row.values else PROBLEMS
        key, unit = key_of(sheet, row.values), form.identity.unit
        self.writes.put(
            Change(sheet, key, column, row[column], new, unit, form.file, row=row.number)
        )


def _said(row: FormRow) -> dict[str, Value]:
    """What the unit wrote; blank where the file has no such cell or it could not be read."""
    said: dict[str, Value] = dict.fromkeys((*ASKED_AS, *RAISED_AS), "")
    return said | {a.column: a.theirs for a in row.every() if a.usable}


def _wrote(row: FormRow, column: str) -> bool:
    answer = row.get(column)
    return answer is not None and not same(answer.theirs, answer.base)


def _is_alike(there: TableRow, said: Row) -> bool:
    """Whether a row of 延期记录 holds the same application."""
    return all(same(_plain(there[column]), _plain(said[column])) for column in ASKED_AS)


def _is_open(there: TableRow, form: Form) -> bool:
    """Whether a row came from this file and nobody has decided on it."""
    return there["file"] == form.file and stand_of(there["standing"]) is Stand.WAITING


def _plain(value: Value) -> Value:
    return day_in(value) or value if isinstance(value, date) else value


def _digest(values: Row) -> str:
    """What was said in short, by which one sees whether somebody has edited it since."""
    text = "|".join(str(values[column]).strip() for column in RAISED_AS.values())
    return sha256(text.encode()).hexdigest()[:8]
