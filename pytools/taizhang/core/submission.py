"""What is sent to a department and what comes back: a Form with an Answer per cell, or a Refusal.

A value is text, a number (percentages as shares, 0.8 for 80%), a date, or "" for blank. `base`
is the value that the form carried when it was sent out; the three-way merge needs it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from taizhang.core.issues import Issue, Place

Value = str | float | date

FORM_SCHEMA = 1  # of the forms that are sent now
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
    rows: Mapping[str, Sequence[Value]] = field(default_factory=dict)

    def get(self, row_key: str, column: str) -> Value:
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

    Rows are values by column key of the form's sheets; a task's `role` is LEAD, CO or EACH.
    `plan` is the title of the plan, `place` the issuing office; both and `deadline`, `contact`
    are printed as they stand.
    """

    identity: Identity
    key: bytes
    tasks: tuple[Mapping[str, Value], ...] = ()
    nodes: tuple[Mapping[str, Value], ...] = ()
    place: str = ""
    plan: str = ""
    deadline: str = ""
    contact: str = ""

    @property
    def rows(self) -> dict[str, tuple[Mapping[str, Value], ...]]:
        """Rows of each sheet by its key, in the order of the form."""
        return {"tasks": self.tasks, "nodes": self.nodes}


class Answer(NamedTuple):
    """One cell that a unit may fill: sheet and column by key, the row by 任务编号 (#节点序号).

    `cell` is the address in the file, `raw` the text as found there. `issue` is set where the
    cell could not be read (an ERROR), has two readings (a WARNING) or was read with a receipt
    (a NOTE); an answer that is not `usable` must not be taken.
    """

    # A tuple, because a merge makes a hundred thousand: a frozen dataclass costs seven times more.
    sheet: str
    row_key: str
    column: str
    base: Value
    theirs: Value
    cell: str
    raw: str = ""
    issue: Issue | None = None
    usable: bool = True


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
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """One returned file, read. `received` is when the file was last saved by its sender.

    `based` is False where the file lost our hidden sheet and nothing known replaces it: every
    base is then "" and stands for nothing. `sealed` is None where there was no key to try.
    `named_unit` is whom the first page is made out to, which a copied form may get wrong.
    """

    file: str
    digest: str
    received: datetime
    identity: Identity
    answers: tuple[Answer, ...]
    roles: dict[str, str] = field(default_factory=dict)
    filled_by: str = ""
    phone: str = ""
    issues: tuple[Issue, ...] = ()
    based: bool = True
    sealed: bool | None = None
    named_unit: str = ""
    questions: tuple[Question, ...] = ()
    unclaimed: tuple[Unclaimed, ...] = ()

    @property
    def every_issue(self) -> tuple[Issue, ...]:
        """Issues of the file and its rows, then those of single cells, in the file's order."""
        return (*self.issues, *(a.issue for a in self.answers if a.issue))


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that cannot be merged, and why; `issues` is never empty."""

    file: str
    issues: tuple[Issue, ...]
    unit: str = ""


def row_key(sheet: str, values: Mapping[str, Value]) -> str:
    """Return what names a row for good: 任务编号, on the nodes' sheet with #节点序号.

    >>> row_key("tasks", {"task_id": "A-01"}), row_key("nodes", {"task_id": 7.0, "node_no": 2.0})
    ('A-01', '7#2')
    """
    names = ("task_id", "node_no") if sheet == "nodes" else ("task_id",)
    return "#".join(as_name(values.get(name, "")) for name in names)


def as_name(value: Value) -> str:
    """Return a value as an identifier: workbooks hand 3 over as 3.0.

    >>> as_name(3.0), as_name(" T-1 ")
    ('3', 'T-1')
    """
    if isinstance(value, float | int) and float(value).is_integer():
        return str(int(value))
    return str(value).strip()
