"""What came back, as the checks see it: a row of a form beside its task and its last report.

A cell that could not be read has its own issue and draws no other. A blank stands for what was
sent, as the merge takes it, except where a blank clears.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from taizhang.core.checks.ledger.history import last_before
from taizhang.core.checks.phrases import LONG_ENOUGH, essences, is_nothing
from taizhang.core.checks.standing import is_closed
from taizhang.core.checks.view import CheckedRow, LedgerView, as_amount, as_share
from taizhang.core.columns import Key
from taizhang.core.issues import Place
from taizhang.core.schema import FormSpec, SheetSpec
from taizhang.core.submission import CO, LEAD, Form, FormRow, Value
from taizhang.core.units import role_of
from taizhang.core.values.settled import same, settle

PRINTED: tuple[Key, ...] = ("latest", "problem", "next_step")


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
    `meant` is what the unit means the cells to hold, None where one could not be read.
    """

    form: Form
    spec: SheetSpec
    row: CheckedRow
    task: CheckedRow
    role: str
    last: CheckedRow | None
    said: FormRow
    day: date
    meant: tuple[Value | None, ...]

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

    def at(self, key: Key) -> Place:
        """The place of a cell in the file."""
        answer, spec = self.said.get(key), self.spec
        cell = answer.cell if answer else ""
        return Place.of_cell(self.form.file, spec.label, spec[key].label, cell, self.row.name)

    def value(self, key: Key) -> Value | None:
        """What the unit means a cell to hold; None where it was not asked or not readable."""
        columns = self.said.columns
        return self.meant[columns.index(key)] if key in columns else None

    def text(self, key: Key) -> str:
        """A cell as text; "" where there is none."""
        value = self.value(key)
        return value if type(value) is str else str(settle("text", value))

    def day_in(self, key: Key) -> date | None:
        """A cell as a day, or None."""
        value = self.value(key)
        if isinstance(value, datetime):
            return value.date()
        return value if isinstance(value, date) else None

    def amount(self, key: Key) -> float | None:
        """A cell as a number, or None."""
        return as_amount(self.value(key))

    def share(self, key: Key) -> float | None:
        """A cell as a share of the whole, or None."""
        return as_share(self.value(key))

    def lacks(self, key: Key) -> bool:
        """Whether the unit was asked and says nothing (无 is nothing)."""
        return self.value(key) is not None and is_nothing(self.text(key))

    def wrote(self, key: Key) -> bool:
        """Whether the unit wrote into a cell: it holds another value than was sent."""
        said = self.said
        if key not in said.columns:
            return False
        at = said.columns.index(key)
        was, now = said.base[at], said.theirs[at]
        return now not in {was, ""} and not same(now, was)

    def before(self, key: Key) -> float | None:
        """The figure known before this form: the last report's, else the one that was sent."""
        said = self.last.amount(key) if self.last else None
        return as_amount(self.sent(key)) if said is None and self.form.based else said

    def sent(self, key: Key) -> Value:
        """What a cell held when the form was sent out, "" where there is no such cell."""
        answer = self.said.get(key)
        return answer.base if answer else ""


class First(NamedTuple):
    """The row that first had a text in this round."""

    unit: str
    task_id: Value


@dataclass(frozen=True)
class ReturnedRows:
    """What came back: rows of tasks, rows of nodes, the forms, what they are held against.

    `copies` are rows whose long news had been written before in this round, with the first.
    """

    tasks: tuple[Reply, ...]
    nodes: tuple[Reply, ...]
    forms: tuple[Form, ...]
    view: FormsView
    closed: frozenset[str] = frozenset()
    copies: tuple[tuple[Reply, First], ...] = ()

    @cached_property
    def led(self) -> tuple[Reply, ...]:
        """Rows of units that answer for the task."""
        return tuple([reply for reply in self.tasks if reply.leads])

    @cached_property
    def helped(self) -> tuple[Reply, ...]:
        """Rows of units that only help."""
        return tuple([reply for reply in self.tasks if not reply.leads])

    @cached_property
    def with_progress(self) -> tuple[tuple[Reply, float], ...]:
        """Rows that hold a progress, with it."""
        found = ((reply, as_share(reply.value("progress"))) for reply in self.tasks)
        return tuple([(reply, share) for reply, share in found if share is not None])

    @cached_property
    def with_actual(self) -> tuple[tuple[Reply, float], ...]:
        """Rows that hold a figure, with it."""
        found = ((reply, as_amount(reply.value("actual"))) for reply in self.tasks)
        return tuple([(reply, amount) for reply, amount in found if amount is not None])

    @cached_property
    def words(self) -> str:
        """All that is printed of these rows: one look tells whether to look at each."""
        cells = (reply.value(key) for reply in self.tasks for key in PRINTED)
        return "|".join([cell for cell in cells if isinstance(cell, str)])


class Round:
    """The forms of one round, taken one after the other: no two need be looked at together.

    Afterwards `whole` holds those few rows that have to be seen beside each other.
    """

    def __init__(self, view: FormsView) -> None:
        self.view = view
        self._last = last_before(view.ledger, view.period)
        self._nodes = {row.key: row for row in view.ledger["nodes"]}
        self._closed = frozenset(k for k, row in view.ledger.tasks.items() if is_closed(row))
        self._clearing = {spec.key: spec.clearing for spec in view.spec.sheets}
        self._first: dict[int, First] = {}  # by hash: the texts would take much memory
        self._tasks: list[Reply] = []
        self._steps: list[Reply] = []
        self._forms: list[Form] = []

    def take(self, form: Form) -> ReturnedRows:
        """The rows of a form that are about tasks of the ledger and of its unit."""
        written = _Written(form, min(self.view.ledger.on, form.received.date()))
        tasks: list[Reply] = []
        nodes: list[Reply] = []
        for said in form.rows:
            if said.sheet not in {"tasks", "nodes"}:
                continue  # applications and problems are looked at where they are merged
            of_node = said.sheet == "nodes"
            tasks_there = self.view.ledger.tasks
            row = self._nodes.get(said.key) if of_node else tasks_there.get(said.key[0])
            reply = self._reply(written, row, said) if row else None
            if reply is not None:
                (nodes if of_node else tasks).append(reply)
        back = ReturnedRows(
            tuple(tasks), tuple(nodes), (form,), self.view, self._closed, self._copies(tasks)
        )
        self._tasks += back.led
        self._tasks += [reply for reply, _ in back.with_actual if not reply.leads]
        self._steps += nodes
        self._forms.append(form)
        return back

    @property
    def whole(self) -> ReturnedRows:
        """Of all forms: rows that are led or hold a figure, and all nodes."""
        tasks, nodes, forms = tuple(self._tasks), tuple(self._steps), tuple(self._forms)
        return ReturnedRows(tasks, nodes, forms, self.view, self._closed)

    def _copies(self, tasks: Sequence[Reply]) -> tuple[tuple[Reply, First], ...]:
        wrote = [reply for reply in tasks if reply.wrote("latest")]
        found: list[tuple[Reply, First]] = []
        cores = essences([reply.text("latest") for reply in wrote])
        for reply, core in zip(wrote, cores, strict=True):
            if len(core) >= LONG_ENOUGH:
                mine = First(reply.unit, reply.task["task_id"])
                if (first := self._first.setdefault(hash(core), mine)) is not mine:
                    found.append((reply, first))
        return tuple(found)

    def _reply(self, written: "_Written", row: CheckedRow, said: FormRow) -> Reply | None:
        """A row beside its task; None where the unit has no part in it (the merge says so)."""
        form, day = written
        unit, of_node = form.identity.unit, said.sheet == "nodes"
        task = self.view.ledger.tasks.get(row.task_id) if of_node else row
        role = role_of(task.values, unit) if task else ""
        if task is None or not role:
            return None
        spec = self.view.spec.nodes if of_node else self.view.spec.tasks
        last = None if of_node else self._last.get((said.key[0], unit))
        return Reply(form, spec, row, task, role, last, said, day, self._meant(said))

    def _meant(self, said: FormRow) -> tuple[Value | None, ...]:
        """What the unit means each cell to hold."""
        meant = said.meant(self._clearing[said.sheet])
        unread = {key for key, answer in said.noted.items() if not answer.usable}
        if not unread:
            return meant
        cells = zip(said.columns, meant, strict=True)
        return tuple(None if key in unread else value for key, value in cells)


class _Written(NamedTuple):
    """A form and the day on which the unit wrote it."""

    form: Form
    day: date
