"""Who is sent which form: what each unit owes in the period, with what was last said of it."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from taizhang.core.cadence.rules import Schedule, cadence_issues
from taizhang.core.issues import Issue
from taizhang.core.merge.reports import REQUEST
from taizhang.core.periods import WAITING, parse_period
from taizhang.core.roles import StageRole, roles_of
from taizhang.core.submission import CO, FORM_SCHEMA, LEAD, FormContent, Identity, Value
from taizhang.core.tables import UNDONE, LedgerRows, key_of, named_twice
from taizhang.core.units import Roster, role_of, roster_of
from taizhang.core.writes import Change, Writes

Row = Mapping[str, Value]
READ = ("tasks", "nodes", "units", "reports", "summary", "stage_words", "cadences", "holidays")


@dataclass(frozen=True, slots=True)
class Sender:
    """What every form bears: whose ledger, which period, when it is sent, who asks, until when."""

    ledger_id: str
    key: bytes
    period: str
    now: datetime
    place: str
    plan: str
    deadline: str
    contact: str

    def identity(self, unit: str) -> Identity:
        """Return what makes one unit's form one of its kind."""
        seed = f"{self.ledger_id}|{self.period}|{unit}|{self.now.isoformat()}"
        form_id = hashlib.sha256(seed.encode()).hexdigest()[:16]
        return Identity(self.ledger_id, self.period, unit, form_id, FORM_SCHEMA, self.now)


@dataclass(frozen=True)
class SendPast:
    """The tables that say who is asked what; the schedule says how often, None for always."""

    tables: Mapping[str, LedgerRows]
    schedule: Schedule | None = None

    @cached_property
    def roster(self) -> Roster:
        """The units."""
        return roster_of(self.tables["units"].values)

    @cached_property
    def tasks(self) -> list[Row]:
        """Tasks that are still open; of those that share a number nobody could tell the answers."""
        table, roles = self.tables["tasks"], roles_of(stages=self.tables["stage_words"].values)
        return [
            r for key, row in table.keyed.items()
            if key not in table.twice and not (r := row.values)["closed"]
            and not roles.is_stage(r["stage"], StageRole.CLOSED)
        ]  # fmt: skip

    def due(self, period: str) -> list[Row]:
        """The open tasks that owe a report in that period."""
        wanted = parse_period(period)
        if self.schedule is None or wanted is None:
            return self.tasks
        return [task for task in self.tasks if self.schedule.is_due(task, wanted)]

    @cached_property
    def said(self) -> Mapping[tuple[str, str], Row]:
        """What each unit last reported of each task, over all periods."""
        valid = (r for r in self.tables["reports"].values if r["validity"] != UNDONE)
        ordered = sorted(valid, key=lambda r: str(r["period"]))
        return {(str(r["task_id"]), str(r["unit"])): r for r in ordered}


@dataclass(frozen=True, slots=True)
class SendPlan:
    """The forms to make, in the roster's order, and what the ledger notes of them."""

    contents: Sequence[FormContent]
    issues: Sequence[Issue]
    writes: Writes = field(default_factory=Writes)

    @property
    def rows(self) -> int:
        """How many rows of tasks all forms have."""
        return sum(len(c.tasks) for c in self.contents)


def plan_distribution(past: SendPast, sender: Sender) -> SendPlan:
    """Decide who is sent what; a unit without any open task gets no form."""
    due = past.due(sender.period)
    found = (_content(unit, due, past, sender) for unit in past.roster.reporting)
    contents = [content for content in found if content.tasks]
    writes = Writes(settings={"period": sender.period})
    spared = _spared(past, due, contents)
    _note_asked(contents, past.tables["summary"], (sender.period, spared), writes)
    issues = [
        *named_twice(past.tables["tasks"], past.tables["nodes"]),
        *(cadence_issues(past.tables["tasks"]) if past.schedule else ()),
        *writes.notes,
    ]
    if issues:
        writes.findings = issues
    return SendPlan(contents, issues, writes)


def _spared(past: SendPast, due: Iterable[Row], contents: Iterable[FormContent]) -> dict[str, str]:
    """By unit, the numbers of its open tasks that owe nothing in this period."""
    asked = {str(task["task_id"]) for task in due}
    rest = [task for task in past.tasks if str(task["task_id"]) not in asked]
    units = (content.identity.unit for content in contents)
    return {
        unit: "、".join(str(t["task_id"]) for t in rest if role_of(t, unit)) for unit in units
    }  # fmt: skip


def _content(unit: str, due: Iterable[Row], past: SendPast, sender: Sender) -> FormContent:
    reported = past.tables["tasks"].spec.reported
    rows = [
        _task_row(task, role, _own(task, role, unit, past.said), reported)
        for task in due
        if (role := role_of(task, unit))
    ]
    asked = {r["task_id"] for r in rows}
    led = {r["task_id"] for r in rows if r["role"] != CO}
    nodes = [
        n.values for n in past.tables["nodes"].keyed.values()
        if n["task_id"] in asked
        and (n["unit"] == unit or (not n["unit"] and n["task_id"] in led))
    ]  # fmt: skip
    return FormContent(
        identity=sender.identity(unit),
        key=sender.key,
        tasks=tuple(rows),
        nodes=tuple(nodes),
        place=sender.place,
        plan=sender.plan,
        deadline=sender.deadline,
        contact=sender.contact,
    )


def _own(task: Row, role: str, unit: str, said: Mapping[tuple[str, str], Row]) -> Row:
    """Where a unit's figures of a task stand: in the ledger, or in its own last report."""
    return task if role == LEAD else said.get((str(task["task_id"]), unit), {})


def _task_row(task: Row, role: str, own: Row, reported: Iterable[str]) -> dict[str, Value]:
    """The task with what the unit is to fill in."""
    filled: dict[str, Value] = {k: own.get(k, "") for k in reported}
    return {**task, **filled, "role": role, REQUEST: ""}


def _note_asked(
    contents: Iterable[FormContent],
    table: LedgerRows,
    asked: tuple[str, Mapping[str, str]],
    writes: Writes,
) -> None:
    """One row a unit in 汇总结果; rows of units already asked keep what came in.

    `asked` is the period, and by unit the tasks that owe nothing in it.
    """
    new, (period, spared) = [], asked
    for content in contents:
        unit = content.identity.unit
        row: dict[str, Value] = {
            "period": period,
            "unit": unit,
            "due_tasks": float(len(content.tasks)),
            "timing": WAITING,
            "spared": spared[unit],
        }
        key = key_of("summary", row)
        there = table.keyed.get(key)
        if there is not None:
            for column in ("due_tasks", "spared"):
                old, wanted = there[column], row[column]
                writes.put(Change("summary", key, column, old, wanted, unit, row=there.number))
        elif key not in table.twice:
            new.append(row)
    writes.add("summary", new)
