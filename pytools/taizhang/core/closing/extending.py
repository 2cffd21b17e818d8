"""延期: asked for before the deadline, with a reason and a new day; judged by the old one until then.

原定时限 keeps the first deadline for good. A refusal stays on the sheet; so does an application that
came too late, with the sentence that says why.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from taizhang.core.catalog import loops as catalog
from taizhang.core.closing.loop import Refused
from taizhang.core.closing.plan import YES, day_in, share_in
from taizhang.core.issues import Issue, Place
from taizhang.core.roles import Roles, StageRole, roles_of
from taizhang.core.submission import Row, Value, as_name
from taizhang.core.tables import LedgerRows, TableRow, key_of
from taizhang.core.writes import Change, Writes

READ = ("tasks", "extensions", "stage_words")
GRANT, DENY = "批准", "不批准"


class Stand(StrEnum):
    """How an application stands, in the words of 延期记录."""

    WAITING = "待批"
    GRANTED = "已批准"
    DENIED = "不批准"
    REFUSED = "不受理"


@dataclass(frozen=True, slots=True)
class Application:
    """What is asked: until when, why, on which day; `due` is the deadline in force then."""

    applied: date
    due: date | None
    asked: date | None
    why: str
    open_ended: bool = False
    closed: bool = False


def why_not(asked: Application) -> Refused | None:
    """What is wrong with an application; None where it may be decided on.

    One that came after the deadline, or for a closed task, can never be mended; the others lack
    something that may still be written.
    """
    due, until = asked.due, asked.asked
    late = (("due", due), ("applied", asked.applied))
    not_later = (("found", until), ("due", due))
    dated = not asked.open_ended
    wrong = (
        (asked.closed, Refused(catalog.EXTENSION_CLOSED, "task_id")),
        (due is not None and asked.applied > due, Refused(catalog.EXTENSION_LATE, "applied", late)),
        (not asked.why.strip(), Refused(catalog.EXTENSION_NO_REASON, "why")),
        (dated and until is None, Refused(catalog.EXTENSION_NO_DATE, "asked")),
        (
            dated and until is not None and due is not None and until <= due,
            Refused(catalog.EXTENSION_NOT_LATER, "asked", not_later),
        ),
    )
    return next((refused for holds, refused in wrong if holds), None)


FINAL = (catalog.EXTENSION_LATE, catalog.EXTENSION_CLOSED)


@dataclass(frozen=True)
class ExtendingPast:
    """The ledger as the decisions on 延期 find it, on a day.

    `lasting` are the days after which 持续整改 is looked at again, 0 for none.
    """

    tables: Mapping[str, LedgerRows]
    on: date
    lasting: int = 0

    @cached_property
    def roles(self) -> Roles:
        """What the office's words for stages mean."""
        return roles_of(stages=self.tables["stage_words"].values)


@dataclass(slots=True)
class ExtendingPlan:
    """What the decisions come to."""

    writes: Writes = field(default_factory=Writes)
    issues: list[Issue] = field(default_factory=list)
    counts: Counter[Stand] = field(default_factory=Counter)
    granted: list[str] = field(default_factory=list)


def plan_extending(past: ExtendingPast) -> ExtendingPlan:
    """Register applications typed by the clerk, then carry out what was decided."""
    work = _ExtendingWork(past)
    for row in past.tables["extensions"].rows:
        work.row(row)
    plan = work.plan
    plan.issues += plan.writes.notes
    plan.writes.findings = plan.issues
    return plan


def stand_of(word: Value) -> Stand | None:
    """How an application stands, None where nothing is carried out yet."""
    return next((s for s in Stand if s.value == str(word).strip()), None)


def application_row(
    task: Row, times: int, asked: Application, stand: Stand, more: Row
) -> dict[str, Value]:
    """A row of 延期记录."""
    return {
        "task_id": task["task_id"], "times": float(times), "name": task["name"],
        "unit": task["lead"], "applied": asked.applied, "due_then": asked.due or "",
        "asked": asked.asked or "", "open_ended": YES if asked.open_ended else "",
        "why": asked.why, "progress": task["progress"], "standing": stand.value, **more,
    }  # fmt: skip


def reviews_of(rows: Iterable[Row], on: date) -> dict[str, date | None]:
    """When each task that was granted 持续整改 by that day is looked at again; None where nobody said.

    The last grant of a task holds: one that names a new deadline ends 持续整改.
    """
    found: dict[str, date | None] = {}
    for row in rows:
        decided = day_in(row["decided"])
        if stand_of(row["standing"]) is not Stand.GRANTED or (decided is not None and decided > on):
            continue
        task_id = as_name(row["task_id"])
        found.pop(task_id, None)
        if row["open_ended"] == YES:
            found[task_id] = day_in(row["review_due"])
    return found


class _ExtendingWork:
    """The decisions under way; `due` are the deadlines as changed so far."""

    def __init__(self, past: ExtendingPast) -> None:
        self.past, self.plan = past, ExtendingPlan()
        self.table, self.tasks = past.tables["extensions"], past.tables["tasks"].keyed
        self.due: dict[str, date | None] = {}
        self.original: set[str] = set()
        self.times: Counter[str] = Counter()
        for row in self.table.rows:
            task_id = as_name(row["task_id"])
            self.times[task_id] = max(self.times[task_id], int(share_in(row["times"]) or 0))

    def row(self, row: TableRow) -> None:
        """One row of 延期记录."""
        task_id = as_name(row["task_id"])
        if not task_id:
            return
        task, stand = self.tasks.get((task_id,)), stand_of(row["standing"])
        if task is None:
            if stand in {None, Stand.WAITING}:
                self._say(catalog.CLOSING_UNKNOWN.at(self._at(row, "task_id"), found=task_id))
            return
        if stand is None:
            stand = self._register(row, task)
        if stand is Stand.WAITING:
            self._decide(row, task)

    def _register(self, row: TableRow, task: TableRow) -> Stand | None:
        """A row that the clerk typed: complete it, or say what is wrong with it."""
        task_id, due = as_name(task["task_id"]), self._due_of(task)
        asked = Application(
            applied=day_in(row["applied"]) or self.past.on,
            due=due,
            asked=day_in(row["asked"]),
            why=str(row["why"]),
            open_ended=row["open_ended"] == YES,
            closed=self._is_closed(task),
        )
        wrong = why_not(asked)
        if wrong is not None:
            self._say(wrong.rule.at(self._at(row, wrong.column), **dict(wrong.values)))
            if wrong.rule not in FINAL:
                return None
        stand = Stand.REFUSED if wrong else Stand.WAITING
        self.times[task_id] += not row["times"]
        wanted = application_row(task.values, self.times[task_id], asked, stand, {})
        for column, new in wanted.items():
            if row[column] == "":
                self._put(row, column, new)
        self.plan.counts[stand] += 1
        return stand

    def _decide(self, row: TableRow, task: TableRow) -> None:
        """Carry out 批准 or 不批准; anything else waits."""
        decision = str(row["decision"]).strip()
        if not decision:
            self.plan.counts[Stand.WAITING] += stand_of(row["standing"]) is Stand.WAITING
            return
        if decision not in {GRANT, DENY}:
            choices = [GRANT, DENY]
            self._say(
                catalog.DECISION_UNKNOWN.at(
                    self._at(row, "decision"), found=decision, choices=choices
                )
            )
            return
        if (wrong := self._lacking(row, task, decision)) is not None:
            self._say(wrong)
            return
        stand = Stand.GRANTED if decision == GRANT else Stand.DENIED
        self._put(row, "standing", stand.value)
        self._put(row, "decided", day_in(row["decided"]) or self.past.on)
        self.plan.counts[stand] += 1
        if stand is Stand.GRANTED:
            self._grant(row, task)

    def _lacking(self, row: TableRow, task: TableRow, decision: str) -> Issue | None:
        """What stands in the way of a decision."""
        granted, due = day_in(row["granted"]), self._due_of(task)
        needs_day = decision == GRANT and row["open_ended"] != YES
        lacking = ["审批人"] if not row["approver"] else []
        lacking += ["批准延至"] if needs_day and granted is None else []
        if lacking:
            at = self._at(row, "approver" if not row["approver"] else "granted")
            return catalog.GRANT_LACKS.at(at, found=decision, lacking=lacking)
        if needs_day and granted is not None and due is not None and granted <= due:
            at = self._at(row, "granted")
            return catalog.EXTENSION_NOT_LATER.at(at, found=granted, due=due)
        if decision == GRANT and self._is_closed(task):
            return catalog.EXTENSION_CLOSED.at(self._at(row, "task_id"))
        decided, applied = day_in(row["decided"]), day_in(row["applied"])
        if decided is not None and applied is not None and decided < applied:
            return catalog.GRANT_DATES.at(self._at(row, "decided"), found=decided, before=applied)
        return None

    def _grant(self, row: TableRow, task: TableRow) -> None:
        """The new deadline, or none at all; the first one stays."""
        task_id, due, granted = as_name(task["task_id"]), self._due_of(task), day_in(row["granted"])
        self.plan.granted.append(task_id)
        if not task["due_original"] and due is not None and task_id not in self.original:
            self.original.add(task_id)
            self._put_task(task, "due_original", due)
        if row["open_ended"] == YES:
            self._put_task(task, "stage", self.past.roles.stage_word(StageRole.EXTENDED))
            if row["review_due"] == "" and self.past.lasting:
                decided = day_in(row["decided"]) or self.past.on
                self._put(row, "review_due", decided + timedelta(days=self.past.lasting))
        elif granted is not None:
            self.due[task_id] = granted
            self._put_task(task, "due", granted)

    def _due_of(self, task: TableRow) -> date | None:
        return self.due.get(as_name(task["task_id"]), day_in(task["due"]))

    def _is_closed(self, task: TableRow) -> bool:
        return bool(task["closed"]) or self.past.roles.is_stage(task["stage"], StageRole.CLOSED)

    def _say(self, issue: Issue) -> None:
        self.plan.issues.append(issue)

    def _at(self, row: TableRow, column: str) -> Place:
        return self.table.place(row.number, column)

    def _put(self, row: TableRow, column: str, new: Value) -> None:
        key = key_of("extensions", row.values)
        self.plan.writes.put(Change("extensions", key, column, row[column], new, row=row.number))

    def _put_task(self, task: TableRow, column: str, new: Value) -> None:
        key = key_of("tasks", task.values)
        self.plan.writes.cells[:] = [
            c
            for c in self.plan.writes.cells
            if (c.sheet, c.key, c.column) != ("tasks", key, column)
        ]
        self.plan.writes.put(Change("tasks", key, column, task[column], new, row=task.number))
