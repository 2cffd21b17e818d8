"""What came back, as the checks see it: a row of a form beside its task and its last report.

A cell that could not be read has its own issue and draws no other. A blank stands for what was
sent, as the merge takes it, except where a blank clears.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from taizhang.core.cells import same, settle
from taizhang.core.checks.history import last_before
from taizhang.core.checks.phrases import LONG_ENOUGH, essence, is_nothing
from taizhang.core.checks.view import LedgerView, Row, as_amount, as_share
from taizhang.core.issues import Place
from taizhang.core.merging import role_of
from taizhang.core.schema import BLANK_CLEAR, FormSpec, SheetSpec
from taizhang.core.submission import CO, LEAD, Form, FormRow, Value


@dataclass(frozen=True, slots=True)
class FormsView:
    """What the forms are held against: the ledger, the forms' own columns, their period."""

    ledger: LedgerView
    spec: FormSpec
    period: str


@dataclass(slots=True, eq=False)  # not frozen: a merge makes a hundred thousand
class Reply:
    """One row of a form: the ledger's row, its task, what the unit said last, what it says now.

    `day` is when the unit wrote it, as far as the file tells; what passed later is no fault.
    `values` are what the unit means the cells to hold, None where one could not be read.
    """

    form: Form
    spec: SheetSpec
    row: Row
    task: Row
    role: str
    last: Row | None
    said: FormRow
    day: date
    values: Mapping[str, Value | None]

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
        answer, spec = self.said.get(key), self.spec
        cell = answer.cell if answer else ""
        return Place.of_cell(self.form.file, spec.label, spec[key].label, cell, self.row.name)

    def value(self, key: str) -> Value | None:
        """What the unit means a cell to hold; None where it was not asked or not readable."""
        return self.values.get(key)

    def text(self, key: str) -> str:
        """A cell as text; "" where there is none."""
        value = self.values.get(key)
        return value if type(value) is str else str(settle("text", value))

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
        answer = self.said.answers.get(key)
        if answer is None or not answer.usable or answer.theirs == "":
            return False
        return not same(answer.theirs, answer.base)

    def before(self, key: str) -> float | None:
        """The figure known before this form: the last report's, else the one that was sent."""
        said = self.last.amount(key) if self.last else None
        return as_amount(self.sent(key)) if said is None and self.form.based else said

    def sent(self, key: str) -> Value:
        """What a cell held when the form was sent out, "" where there is no such cell."""
        answer = self.said.get(key)
        return answer.base if answer else ""


@dataclass(frozen=True)
class Returned:
    """All forms of one round: rows of tasks, rows of nodes, the forms, what they are held against."""

    tasks: tuple[Reply, ...]
    nodes: tuple[Reply, ...]
    forms: tuple[Form, ...]
    view: FormsView

    @cached_property
    def led(self) -> tuple[Reply, ...]:
        """Rows of units that answer for the task."""
        return tuple(reply for reply in self.tasks if reply.leads)

    @cached_property
    def helped(self) -> tuple[Reply, ...]:
        """Rows of units that only help."""
        return tuple(reply for reply in self.tasks if not reply.leads)

    @cached_property
    def with_progress(self) -> tuple[tuple[Reply, float], ...]:
        """Rows that hold a progress, with it."""
        found = ((reply, reply.share("progress")) for reply in self.tasks)
        return tuple((reply, share) for reply, share in found if share is not None)

    @cached_property
    def with_actual(self) -> tuple[tuple[Reply, float], ...]:
        """Rows that hold a figure, with it."""
        found = ((reply, reply.amount("actual")) for reply in self.tasks)
        return tuple((reply, amount) for reply, amount in found if amount is not None)

    @cached_property
    def copies(self) -> tuple[tuple[Reply, Reply], ...]:
        """Rows whose long news was written before in these forms, with the first that had it."""
        first: dict[str, Reply] = {}
        found: list[tuple[Reply, Reply]] = []
        for reply in self.tasks:
            core = essence(reply.text("latest")) if reply.wrote("latest") else ""
            if len(core) >= LONG_ENOUGH and first.setdefault(core, reply) is not reply:
                found.append((reply, first[core]))
        return tuple(found)


def returned(forms: Sequence[Form], view: FormsView) -> Returned:
    """The rows of these forms that are about tasks of the ledger and of their unit."""
    last = last_before(view.ledger, view.period)
    nodes = {row.name: row for row in view.ledger["nodes"]}
    found: dict[str, list[Reply]] = {"tasks": [], "nodes": []}
    for form in forms:
        written = _Written(form, min(view.ledger.on, form.received.date()))
        for said in form.rows:
            known = nodes if said.sheet == "nodes" else view.ledger.tasks
            row = known.get(said.key)
            reply = _reply(written, view, row, said, last) if row else None
            if reply is not None:
                found[said.sheet].append(reply)
    return Returned(tuple(found["tasks"]), tuple(found["nodes"]), tuple(forms), view)


class _Written(NamedTuple):
    """A form and the day on which the unit wrote it."""

    form: Form
    day: date


def _reply(
    written: _Written,
    view: FormsView,
    row: Row,
    said: FormRow,
    before: Mapping[tuple[str, str], Row],
) -> Reply | None:
    """A row beside its task; None where the unit has no part in it (the merge says so)."""
    form, day = written
    unit, of_node = form.identity.unit, said.sheet == "nodes"
    task = view.ledger.tasks.get(row.task_id) if of_node else row
    role = role_of(task.values, unit) if task else ""
    if task is None or not role:
        return None
    spec = view.spec.nodes if of_node else view.spec.tasks
    last = None if of_node else before.get((said.key, unit))
    return Reply(form, spec, row, task, role, last, said, day, _values(said, spec))


def _values(said: FormRow, spec: SheetSpec) -> dict[str, Value | None]:
    """What the unit means each cell to hold: a blank stands for what was sent, or clears."""
    values: dict[str, Value | None] = dict(zip(said.columns, said.base, strict=True))
    for key, answer in said.answers.items():
        if not answer.usable:
            values[key] = None
        elif answer.theirs != "" or spec[key].blank == BLANK_CLEAR:
            values[key] = answer.theirs
    return values
