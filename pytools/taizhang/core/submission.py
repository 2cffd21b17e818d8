"""What a department sent back: a Form with an Answer per cell it may fill, or a Refusal.

A value is text, a number (percentages as shares, 0.8 for 80%), a date, or "" for blank. `base`
is the value that the form carried when it was sent out; the three-way merge needs it.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from taizhang.core.issues import Issue

Value = str | float | date

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
class Answer:
    """One cell that a unit may fill: sheet and column by key, the row by 任务编号 (#节点序号).

    `cell` is the address in the file, `raw` the text as found there. `issue` is set where the
    cell could not be read (an ERROR) or was read with a receipt (a NOTE); an answer with an
    ERROR, or with a WARNING of the 待确认 kind, must not be taken.
    """

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
class Form:
    """One returned file, read. `received` is when the file was last saved by its sender."""

    file: str
    digest: str
    received: datetime
    identity: Identity
    answers: tuple[Answer, ...]
    roles: dict[str, str] = field(default_factory=dict)
    filled_by: str = ""
    phone: str = ""
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that cannot be merged, and why; `issues` is never empty."""

    file: str
    issues: tuple[Issue, ...]
    unit: str = ""
