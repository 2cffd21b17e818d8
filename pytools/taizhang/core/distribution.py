"""Who is sent which form: what each unit owes in the period, with what was last said of it."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from operator import itemgetter

from taizhang.core.cadence.rules import Schedule, cadence_issues
from taizhang.core.catalog import loops as told
from taizhang.core.catalog import planning as planned
from taizhang.core.closing.loop import RoundStanding
from taizhang.core.closing.plan import standing_of
from taizhang.core.issues import Issue, show
from taizhang.core.merge.reports import REQUEST
from taizhang.core.periods import WAITING, parse_period
from taizhang.core.problems.stages import IN_HAND, ProblemStage, words_of
from taizhang.core.roles import ASKED_TO_CLOSE, ENDED, Roles, StageRole, roles_of
from taizhang.core.submission import (
    CO,
    EACH,
    FORM_SCHEMA,
    LEAD,
    FormContent,
    Identity,
    Row,
    Value,
    as_name,
)
from taizhang.core.tables import UNDONE, LedgerRows, key_of, named_twice
from taizhang.core.units import Roster, by_unit, names_in, role_of, roster_of, split_names
from taizhang.core.writes import Change, Writes

READ = ("tasks", "nodes", "units", "reports", "summary", "stage_words", "cadences", "holidays",
        "problems", "loop_stages", "closings")  # fmt: skip
YES = "是"


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
    raised: int = 0  # lines for problems of the unit's own
    extensions: bool = False

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
        table, roles = self.tables["tasks"], self.roles
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

    def own_deadlines(self, period_id: str) -> dict[str, str]:
        """Until when units report whose tasks have a cut-off of their own: the last of them."""
        period = parse_period(period_id)
        if self.schedule is None or period is None:
            return {}
        units = [unit.name for unit in self.roster.units]
        found = self.schedule.cutoffs_of_units(self.tasks, units, period)
        usual = self.schedule.cutoff(period)
        return {unit: show(moment) for unit, moment in found.items() if moment != usual}

    @cached_property
    def roles(self) -> Roles:
        """What the office's words for stages mean."""
        return roles_of(stages=self.tables["stage_words"].values)

    @cached_property
    def shared(self) -> Mapping[str, list[Row]]:
        """The open tasks of each unit."""
        return by_unit(self.tasks)

    @cached_property
    def nodes(self) -> Mapping[str, list[tuple[int, Row]]]:
        """The nodes of each task, with their place in the sheet."""
        found: dict[str, list[tuple[int, Row]]] = {}
        for row in self.tables["nodes"].keyed.values():
            found.setdefault(str(row["task_id"]), []).append((row.number, row.values))
        return found

    @cached_property
    def problems(self) -> Mapping[str, list[Row]]:
        """Problems that a unit has in hand or was offered, by unit."""
        words = words_of(self.tables["loop_stages"].values)
        wanted = {*IN_HAND, ProblemStage.OFFERED, ProblemStage.ANSWERED}
        found: dict[str, list[Row]] = {}
        for row in self.tables["problems"].keyed.values():
            if row["stage"] and words.stage(row["stage"]) in wanted:
                for unit in names_in(str(row["unit"])):
                    found.setdefault(unit, []).append(row.values)
        return found

    @cached_property
    def rework(self) -> Mapping[str, str]:
        """What has still to be done of each task whose last request to close was sent back."""
        last: dict[str, Row] = {}
        for row in self.tables["closings"].values:
            task_id = as_name(row["task_id"])
            if _round(row) >= _round(last.get(task_id, row)):
                last[task_id] = row
        return {
            task_id: told.SENT_BACK.format(task=task_id, name=row["name"], rework=row["rework"])
            for task_id, row in last.items() if standing_of(row["standing"]) is RoundStanding.RETURNED
        }  # fmt: skip

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
    shared, deadlines = by_unit(due), past.own_deadlines(sender.period)
    contents = []
    for unit in past.roster.reporting:
        own = replace(sender, deadline=deadlines.get(unit, sender.deadline))
        content = _content(unit, shared.get(unit, ()), past, own)
        if content.tasks or content.more.get("problems"):
            contents.append(content)
    writes = Writes(settings={"period": sender.period})
    spared = _spared(past, due, contents)
    _note_asked(contents, past.tables["summary"], (sender.period, spared), writes)
    issues = [
        *named_twice(past.tables["tasks"], past.tables["nodes"]),
        *(cadence_issues(past.tables["tasks"]) if past.schedule else ()),
        *_not_sent(past, due),
        *writes.notes,
    ]
    if issues:
        writes.findings = issues
    return SendPlan(contents, issues, writes)


def _not_sent(past: SendPast, due: Iterable[Row]) -> Iterator[Issue]:
    """Tasks that were sent to nobody: their lead is not in the roster, or there is none."""
    rows = {str(r["task_id"]): r.number for r in past.tables["tasks"].rows}
    names = {unit.name for unit in past.roster.units}
    left: dict[str, list[str]] = {}
    for task in due:
        for unit in split_names(str(task["lead"])) or ("",):
            if unit not in names:
                left.setdefault(unit, []).append(str(task["task_id"]))
    for unit, tasks in left.items():
        at = past.tables["tasks"].place(rows[tasks[0]], "lead")
        if unit:
            yield planned.NOT_SENT.at(at, unit=unit, tasks=tasks)
        else:
            yield planned.NOBODYS_TASK.at(at, tasks=tasks)


def _round(row: Row) -> float:
    value = row["round"]
    return float(value) if isinstance(value, int | float) else 0.0


def _spared(past: SendPast, due: Iterable[Row], contents: Iterable[FormContent]) -> dict[str, str]:
    """By unit, the numbers of its open tasks that owe nothing in this period."""
    asked = {str(task["task_id"]) for task in due}
    rest = by_unit(task for task in past.tasks if str(task["task_id"]) not in asked)
    units = (content.identity.unit for content in contents)
    return {unit: "、".join(str(t["task_id"]) for t in rest.get(unit, ())) for unit in units}


def _content(unit: str, shared: Iterable[Row], past: SendPast, sender: Sender) -> FormContent:
    reported = past.tables["tasks"].spec.reported
    rows = [_task_row(task, role_of(task, unit), unit, past, reported) for task in shared]
    asked = {str(r["task_id"]): r["role"] != CO for r in rows}
    of_tasks = sorted((n for t in asked for n in past.nodes.get(t, ())), key=itemgetter(0))
    nodes = [
        n for _, n in of_tasks if n["unit"] == unit or (not n["unit"] and asked[str(n["task_id"])])
    ]
    return FormContent(
        identity=sender.identity(unit),
        key=sender.key,
        tasks=tuple(rows),
        nodes=tuple(nodes),
        more=_more(unit, past, sender),
        place=sender.place,
        plan=sender.plan,
        deadline=sender.deadline,
        contact=sender.contact,
        returned=tuple(
            past.rework[name]
            for n, leads in asked.items()
            if leads and (name := as_name(n)) in past.rework
        ),
    )


def _task_row(
    task: Row, role: str, unit: str, past: SendPast, reported: Iterable[str]
) -> dict[str, Value]:
    """The task with what the unit is to fill in: the ledger's values, or its own last report.

    A request of its own that waits for an answer stands there, so that clearing it takes it back.
    """
    last = past.said.get((str(task["task_id"]), unit), {})
    own = task if role == LEAD else last
    filled: dict[str, Value] = {k: own.get(k, "") for k in reported}
    waits = past.roles.is_stage(task["stage"], *ASKED_TO_CLOSE) and role != CO
    return {**task, **filled, "role": role, REQUEST: YES if waits and last.get(REQUEST) else ""}


def _more(unit: str, past: SendPast, sender: Sender) -> dict[str, tuple[Row, ...]]:
    """The rows of the sheets that a form need not have."""
    today, problems = sender.now.date(), past.problems.get(unit, [])
    shared = past.shared.get(unit, ()) if sender.extensions else ()
    led = (t for t in shared if role_of(t, unit) in {LEAD, EACH})
    open_still: list[Row] = [
        {"task_id": t["task_id"], "name": t["name"], "due": due}
        for t in led
        if isinstance(due := t["due"], date)
        and due >= today
        and not past.roles.is_stage(t["stage"], *ENDED)
    ]
    given: list[Row] = [
        {**p, "matter": p["problem"], "matter_due": p["due"], "handling": p["stage"]}
        for p in problems
    ]
    lines: list[Row] = [{"line_no": str(n)} for n in range(1, sender.raised + 1)]
    rows = {"extensions": open_still, "problems": given, "raised": lines}
    return {sheet: tuple(found) for sheet, found in rows.items() if found}


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
