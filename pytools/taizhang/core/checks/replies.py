"""What came back, as the checks see it: a row of a form beside its task and its last report.

A cell that could not be read has its own issue and draws no other. A blank stands for what was
sent, as the merge takes it, except where a blank clears.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from taizhang.core.cells import same, settle
from taizhang.core.checks.history import last_before
from taizhang.core.checks.phrases import is_nothing
from taizhang.core.checks.view import LedgerView, Row, as_amount, as_share
from taizhang.core.issues import Place
from taizhang.core.merging import role_of
from taizhang.core.schema import BLANK_CLEAR, FormSpec, SheetSpec
from taizhang.core.submission import CO, LEAD, Answer, Form, Value


@dataclass(frozen=True, slots=True)
class FormsView:
    """What the forms are held against: the ledger, the forms' own columns, their period."""

    ledger: LedgerView
    spec: FormSpec
    period: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One row of a form: the ledger's row, its task, what the unit said last, its answers.

    `day` is when the unit wrote it, as far as the file tells; what passed later is no fault.
    """

    form: Form
    spec: SheetSpec
    row: Row
    task: Row
    role: str
    last: Row | None
    answers: Mapping[str, Answer]
    day: date

    @property
    def unit(self) -> str:
        """Whose form it is."""
        return self.form.identity.unit

    @property
    def leads(self) -> bool:
        """Whether the unit answers for the task, alone or with others."""
        return self.role != CO

    @property
    def leads_alone(self) -> bool:
        """Whether what the unit reports is the task's own figure."""
        return self.role == LEAD

    def at(self, key: str) -> Place:
        """The place of a cell in the file."""
        answer = self.answers.get(key)
        cell = answer.cell if answer else ""
        number = "".join(c for c in cell if c.isascii() and c.isdigit())
        label = self.spec[key].label
        return Place(
            self.form.file, self.spec.label, int(number or 0), label, cell, key=self.row.name
        )

    def value(self, key: str) -> Value | None:
        """What the unit means a cell to hold; None where it was not asked or not readable."""
        answer = self.answers.get(key)
        if answer is None or not answer.usable:
            return None
        keeps = answer.theirs == "" and self.spec[key].blank != BLANK_CLEAR
        return answer.base if keeps else answer.theirs

    def text(self, key: str) -> str:
        """A cell as text; "" where there is none."""
        return str(settle("text", self.value(key)))

    def day_in(self, key: str) -> date | None:
        """A cell as a day, or None."""
        value = self.value(key)
        if isinstance(value, datetime):
            return value.date()
        return value if isinstance(value, date) else None

    def amount(self, key: str) -> float | None:
        """A cell as a number, or None."""
        return as_amount(self.value(key))

    def share(self, key: str) -> float | None:
        """A cell as a share of the whole, or None."""
        return as_share(self.value(key))

    def lacks(self, key: str) -> bool:
        """Whether the unit was asked and says nothing (无 is nothing)."""
        return self.value(key) is not None and is_nothing(self.text(key))

    def wrote(self, key: str) -> bool:
        """Whether the unit wrote into a cell: it holds another value than was sent."""
        answer = self.answers.get(key)
        if answer is None or not answer.usable or answer.theirs == "":
            return False
        return not same(answer.theirs, answer.base)

    def before(self, key: str) -> float | None:
        """The figure known before this form: the last report's, else the one that was sent."""
        said = self.last.amount(key) if self.last else None
        if said is not None or not self.form.based or key not in self.answers:
            return said
        return as_amount(self.answers[key].base)


@dataclass(frozen=True, slots=True)
class Returned:
    """All forms of one round: rows of tasks, rows of nodes, the forms, what they are held against."""

    tasks: tuple[Reply, ...]
    nodes: tuple[Reply, ...]
    forms: tuple[Form, ...]
    view: FormsView

    @property
    def led(self) -> Iterator[Reply]:
        """Rows of units that answer for the task."""
        return (reply for reply in self.tasks if reply.leads)


def returned(forms: Sequence[Form], view: FormsView) -> Returned:
    """The rows of these forms that are about tasks of the ledger and of their unit."""
    said = last_before(view.ledger, view.period)
    nodes = {row.name: row for row in view.ledger["nodes"]}
    found: dict[str, list[Reply]] = {"tasks": [], "nodes": []}
    for form in forms:
        for (sheet, key), answers in _rows(form).items():
            row = nodes.get(key) if sheet == "nodes" else view.ledger.tasks.get(key)
            reply = _reply(form, view, row, answers, said) if row else None
            if reply is not None:
                found[reply.spec.key].append(reply)
    return Returned(tuple(found["tasks"]), tuple(found["nodes"]), tuple(forms), view)


def _rows(form: Form) -> dict[tuple[str, str], dict[str, Answer]]:
    rows: dict[tuple[str, str], dict[str, Answer]] = {}
    for answer in form.answers:
        rows.setdefault((answer.sheet, answer.row_key), {})[answer.column] = answer
    return rows


def _reply(
    form: Form,
    view: FormsView,
    row: Row,
    answers: Mapping[str, Answer],
    said: Mapping[tuple[str, str], Row],
) -> Reply | None:
    """A row beside its task; None where the unit has no part in it (the merge says so)."""
    task, unit = view.ledger.tasks.get(row.task_id), form.identity.unit
    role = role_of(task.values, unit) if task else ""
    if task is None or not role:
        return None
    spec = view.spec.nodes if row.head.spec.key == "nodes" else view.spec.tasks
    last = None if spec.key == "nodes" else said.get((task.task_id, unit))
    day = min(view.ledger.on, form.received.date())
    return Reply(form, spec, row, task, role, last, answers, day)
