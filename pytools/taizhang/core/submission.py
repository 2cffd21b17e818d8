"""What is sent to a department and what comes back: a Form with an Answer per cell, or a Refusal.

A value is text, a number (percentages as shares, 0.8 for 80%), a date, or "" for blank. `base`
is the value that the form carried when it was sent out; the three-way merge needs it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from taizhang.core.issues import Issue, Place, Severity
from taizhang.core.saved import Saved

Value = str | float | date
Row = Mapping[str, Value]  # of a table, by the key of the column
RowKey = tuple[str, ...]  # what names a row for good; one text only where a sheet shows it

DIGITS = "0123456789"
# the columns that name a row, where it is not 任务编号 alone
ROW_NAMES: Mapping[str, tuple[str, ...]] = {
    "nodes": ("task_id", "node_no"), "problems": ("problem_id",), "raised": ("line_no",),
}  # fmt: skip
FORM_SCHEMA = 1  # of the forms that are sent now
# comments, text boxes, pictures, columns and lines and sheets that we did not print
ELSEWHERE = frozenset({"F259", "F260", "F261", "F262", "F263", "F264", "F265", "F266", "F267"})
LEAD, CO, EACH = "牵头", "配合", "各自牵头"


@dataclass(frozen=True, slots=True)
class Identity:
    """Which ledger, period and unit a form was made for; `form_id` is unique to one sending."""

    ledger_id: str
    period: str
    unit: str
    form_id: str
    schema: int
    sent: datetime


@dataclass(frozen=True, slots=True)
class SentSheet:
    """The rows of one sheet as they were sent: values in the order of `columns`, by row key."""

    columns: tuple[str, ...] = ()
    rows: Mapping[RowKey, Sequence[Value]] = field(default_factory=dict)

    def get(self, row_key: RowKey, column: str) -> Value:
        """The value sent in a cell, "" where there was no such cell."""
        row = self.rows.get(row_key)
        if row is None or column not in self.columns:
            return ""
        return row[self.columns.index(column)]


@dataclass(frozen=True, slots=True)
class Sent:
    """What one form carried when it was sent out: its hidden sheet, read back.

    `sheets` are by key; `lines` are what the digest covers besides the identity.
    """

    identity: Identity
    sheets: Mapping[str, SentSheet]
    lines: Sequence[Sequence[Value]] = ()
    digest: str = ""


@dataclass(frozen=True, slots=True)
class FormContent:
    """All that one unit's form says. `key` signs the base and never leaves the ledger.

    Rows are values by column key of the form's sheets; a task's `role` is LEAD, CO or EACH. `more`
    are the rows of the sheets that a form need not have, by their keys.
    `returned` are sentences about requests to close that were sent back, with what is still to do.
    `plan` is the title of the plan, `place` the issuing office; both and `deadline`, `contact`
    are printed as they stand.
    """

    identity: Identity
    key: bytes
    tasks: tuple[Mapping[str, Value], ...] = ()
    nodes: tuple[Mapping[str, Value], ...] = ()
    more: Mapping[str, tuple[Mapping[str, Value], ...]] = field(default_factory=dict)
    place: str = ""
    plan: str = ""
    deadline: str = ""
    contact: str = ""
    returned: tuple[str, ...] = ()

    @property
    def rows(self) -> dict[str, tuple[Mapping[str, Value], ...]]:
        """Rows of each sheet by its key, in the order of the form."""
        return {"tasks": self.tasks, "nodes": self.nodes, **self.more}


class Answer(NamedTuple):
    """One cell that a unit may fill: sheet and column by key, the row by its key.

    `cell` is the address in the file. `issue` is set where the cell could not be read (an ERROR),
    has two readings (a WARNING) or was read with a receipt (a NOTE); an answer that is not `usable`
    must not be taken. `raw` is the text as found, of cells that were not read as they stand.
    """

    sheet: str
    row_key: RowKey
    column: str
    base: Value
    theirs: Value
    cell: str
    raw: str = ""
    issue: Issue | None = None
    usable: bool = True


class FormRow(NamedTuple):
    """One row of a form: what was sent in the cells to fill, what came back, where they stand.

    `columns`, `letters`, `base` and `theirs` go together, one for each cell to fill that the file
    still has; `number` is the row's own. `theirs` is the base itself where a cell says nothing new
    or must not be taken. `noted` holds, by column, the cells that were read with an issue, are not
    usable, or stand in another row.
    """

    # Rows and not answers, because a merge holds a hundred thousand of them.
    sheet: str
    key: RowKey
    columns: tuple[str, ...]
    letters: tuple[str, ...]
    number: int
    base: tuple[Value, ...]
    theirs: tuple[Value, ...]
    noted: Mapping[str, Answer]

    def meant(self, clearing: Collection[str]) -> tuple[Value, ...]:
        """What the unit means: a blank stands for what was sent, except in clearing columns."""
        base, theirs = self.base, self.theirs
        if "" not in theirs or theirs == base:
            return theirs
        cells = zip(self.columns, base, theirs, strict=True)
        return tuple([
            was if now == "" and column not in clearing else now for column, was, now in cells
        ])  # fmt: skip

    def get(self, column: str) -> Answer | None:
        """The answer of a column, None where the file has no such cell."""
        if column not in self.columns:
            return None
        return self._answer(self.columns.index(column))

    def every(self) -> Iterator[Answer]:
        """An answer for each cell, in the order of the columns."""
        return map(self._answer, range(len(self.columns)))

    def telling(self) -> Iterator[Answer]:
        """The answers that say something new, or have an issue, in the order of the columns."""
        for at, column in enumerate(self.columns):
            if column in self.noted or self.theirs[at] != self.base[at]:
                yield self._answer(at)

    def _answer(self, at: int) -> Answer:
        column, cell = self.columns[at], f"{self.letters[at]}{self.number}"
        noted = self.noted.get(column)
        return noted or Answer(self.sheet, self.key, column, self.base[at], self.theirs[at], cell)


def row_of(answers: Sequence[Answer]) -> FormRow:
    """The row that these answers make."""
    each = {answer.column: answer for answer in answers}.values()
    split = [(a.cell.rstrip(DIGITS), a.cell) for a in each]
    number = next((n for letters, cell in split if (n := cell[len(letters) :])), "0")
    named = [a.cell == f"{letters}{number}" for a, (letters, _) in zip(each, split, strict=True)]
    return FormRow(
        answers[0].sheet,
        answers[0].row_key,
        columns=tuple(a.column for a in each),
        letters=tuple(letters for letters, _ in split),
        number=int(number),
        base=tuple(a.base for a in each),
        theirs=tuple(a.theirs if a.usable else a.base for a in each),
        noted={
            a.column: a
            for a, here in zip(each, named, strict=True)
            if a.issue is not None or not a.usable or not here
        },
    )


def rows_of(answers: Iterable[Answer]) -> tuple[FormRow, ...]:
    """The rows that these answers make, each in the place of its first answer."""
    found: dict[tuple[str, RowKey], list[Answer]] = {}
    for answer in answers:
        found.setdefault((answer.sheet, answer.row_key), []).append(answer)
    return tuple(map(row_of, found.values()))


@dataclass(frozen=True, slots=True)
class Question:
    """A header that may mean several columns. The clerk's answer goes into the unit's memory.

    `found` is the header as printed, `choices` the column keys it may mean, likeliest first.
    """

    sheet: str
    found: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """A row that belongs to no task we sent: its place, its words, likely row keys, best first."""

    place: Place
    sheet: str
    values: Mapping[str, Value]
    candidates: tuple[RowKey, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """One returned file, read. `received` is when the file was last saved by its sender.

    `identity` says whose form it is, `rows` what every cell to fill holds, in the order in which
    they were sent; a merge holds them packed. What was healed is in `notes`,
    what the clerk is asked about in `doubtful`, what could not be read in `errors`; each is an
    Issue with its place. Nothing of the last two was taken.

    `based` is False where the file lost our hidden sheet and nothing known replaces it: every
    base is then "" and stands for nothing, and `names` are the tasks' and nodes' names as the file
    has them, by sheet and row key; nothing else tells that a number stands beside another's row. `sealed` is None where there was no key to try.
    `issues` are those of the file, its sheets and rows; those of cells are with their answers.
    `saved` tells how `received` is known.
    """

    file: str
    digest: str
    received: datetime
    identity: Identity
    rows: Sequence[FormRow]
    filled_by: str = ""
    phone: str = ""
    issues: tuple[Issue, ...] = ()
    based: bool = True
    sealed: bool | None = None
    questions: tuple[Question, ...] = ()
    unclaimed: tuple[Unclaimed, ...] = ()
    saved: Saved | None = None
    names: Mapping[tuple[str, RowKey], str] = field(default_factory=dict)

    @property
    def earliest(self) -> datetime:
        """The earliest moment at which the file may have been saved, as far as anybody can tell."""
        return self.received if self.saved is None else self.saved.since

    @property
    def speaks_elsewhere(self) -> bool:
        """Whether something was said that has no cell yet: a form with it is not blank."""
        return bool(self.unclaimed) or any(i.code in ELSEWHERE for i in self.issues)

    @property
    def unit(self) -> str:
        """The department that the form was made for, "" where nobody can tell."""
        return self.identity.unit

    @property
    def period(self) -> str:
        """The 期次 that the form was made for, such as 2022-06."""
        return self.identity.period

    @property
    def answers(self) -> tuple[Answer, ...]:
        """An answer for each cell, made for who looks cell by cell."""
        return tuple(answer for row in self.rows for answer in row.every())

    @property
    def every_issue(self) -> tuple[Issue, ...]:
        """Issues of the file and its rows, then those of single cells, in the file's order."""
        cells = (a.issue for row in self.rows for a in row.noted.values() if a.issue)
        return (*self.issues, *cells)

    @property
    def notes(self) -> tuple[Issue, ...]:
        """What was healed, and each receipt for a value in another writing."""
        return _graded(self.every_issue, Severity.NOTE)

    @property
    def doubtful(self) -> tuple[Issue, ...]:
        """What the clerk is asked about; the cells keep what was sent."""
        return _graded(self.every_issue, Severity.WARNING)

    @property
    def errors(self) -> tuple[Issue, ...]:
        """What could not be read; the cells keep what was sent."""
        return _graded(self.every_issue, Severity.ERROR)


def _graded(issues: Iterable[Issue], severity: Severity) -> tuple[Issue, ...]:
    return tuple(issue for issue in issues if issue.severity is severity)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that cannot be merged, and why; `issues` is never empty."""

    file: str
    issues: tuple[Issue, ...]
    unit: str = ""

    @property
    def code(self) -> str:
        """The code of the rule against it, such as F101."""
        return self.issues[0].code

    def __str__(self) -> str:
        return str(self.issues[0])


def row_key(sheet: str, values: Mapping[str, Value]) -> RowKey:
    """Return what names a row of a form for good: 任务编号, on the nodes' sheet with 节点序号.

    >>> row_key("tasks", {"task_id": "A-01"}), row_key("nodes", {"task_id": 7.0, "node_no": 2.0})
    (('A-01',), ('7', '2'))
    """
    names = ROW_NAMES.get(sheet, ("task_id",))
    return tuple([as_name(values.get(name, "")) for name in names])


def as_name(value: Value) -> str:
    """Return a value as an identifier: workbooks hand 3 over as 3.0.

    >>> as_name(3.0), as_name(" T-1 ")
    ('3', 'T-1')
    """
    if isinstance(value, str):  # nearly all
        return value.strip()
    if isinstance(value, float | int) and float(value).is_integer():
        return str(int(value))
    return str(value).strip()
