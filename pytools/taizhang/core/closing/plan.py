"""销号审核 as a plan: applications become rows of 销号记录, the clerk's decisions are carried out.

A decision that lacks something is named and left, with everything else of its row. Carrying out the
same sheet twice changes nothing the second time.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from taizhang.core.catalog import loops as catalog
from taizhang.core.catalog import registry as acceptance
from taizhang.core.catalog import schedule
from taizhang.core.closing.loop import (
    OVER,
    UNDER_WAY,
    Applied,
    Approved,
    Case,
    Checked,
    ClosingEvent,
    Loop,
    Published,
    Refused,
    Restarted,
    RoundStanding,
    SentBack,
    Withdrawn,
    is_short,
)
from taizhang.core.issues import Issue, Place, percent
from taizhang.core.roles import ASKED_TO_CLOSE, Roles, StageRole, roles_of
from taizhang.core.submission import Value, as_name
from taizhang.core.tables import UNDONE, LedgerRows, TableRow, key_of
from taizhang.core.writes import Change, Writes

READ = ("tasks", "closings", "reports", "stage_words", "acceptances")
ACCEPTED = "通过"
APPLY, AT_ONCE = "申请销号", "立行立改"
PUBLISH, AGREE, RETURN = "公示", "同意销号", "退回"
DECISIONS = (PUBLISH, AGREE, RETURN)
YES = "是"
USUAL_DAYS = 7  # a publicity where 参数设置 asks for none
STAGES = {
    RoundStanding.WAITING: StageRole.APPLIED, RoundStanding.CHECKED: StageRole.REVIEWED,
    RoundStanding.PUBLIC: StageRole.SHOWN, RoundStanding.CLOSED: StageRole.CLOSED,
    RoundStanding.RETURNED: StageRole.REFUSED, RoundStanding.RESTARTED: StageRole.OPEN,
}  # fmt: skip


@dataclass(frozen=True)
class ClosingPast:
    """The ledger as a review finds it, on a day; `days` are those of publicity, 0 for none.

    `lookback` are the days after which a closed task is looked at again, 0 for none. `levels` are
    those that must have accepted it before, one after the other.
    """

    tables: Mapping[str, LedgerRows]
    on: date
    days: int = 0
    lookback: int = 0
    levels: Sequence[str] = ()

    @cached_property
    def roles(self) -> Roles:
        """What the office's words for stages mean."""
        return roles_of(stages=self.tables["stage_words"].values)

    @cached_property
    def applied(self) -> Mapping[str, date]:
        """When each task's closing was last asked for in a report."""
        found: dict[str, date] = {}
        for row in self.tables["reports"].values:
            when, task_id = row["received"], as_name(row["task_id"])
            if row["request"] and row["validity"] != UNDONE and isinstance(when, datetime):
                found[task_id] = max(when.date(), found.get(task_id, when.date()))
        return found


@dataclass(slots=True)
class ClosingPlan:
    """What a review comes to: what it writes, what stood in the way, how many of each kind."""

    writes: Writes = field(default_factory=Writes)
    issues: list[Issue] = field(default_factory=list)
    counts: Counter[RoundStanding] = field(default_factory=Counter)
    proposed: int = 0
    waiting: int = 0
    closed: list[str] = field(default_factory=list)


def plan_closing(past: ClosingPast) -> ClosingPlan:
    """Carry out what the clerk decided, then propose rows for new applications."""
    work = _ReviewWork(past)
    for row in past.tables["closings"].rows:
        work.row(row)
    for task in past.tables["tasks"].rows:
        work.propose(task)
    plan = work.plan
    plan.issues += plan.writes.notes
    plan.writes.findings = plan.issues
    return plan


def share_in(value: Value) -> float | None:
    """A number in a cell, None where it holds none."""
    usable = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if usable and isinstance(value, int | float) else None


def day_in(value: Value) -> date | None:
    """A day in a cell, None where it holds none."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def standing_of(word: Value) -> RoundStanding | None:
    """How a round stands, None where the row was typed by hand and nothing is carried out yet."""
    return next((s for s in RoundStanding if s.value == str(word).strip()), None)


class _ReviewWork:
    """One review under way."""

    def __init__(self, past: ClosingPast) -> None:
        self.past, self.plan, self.loop = past, ClosingPlan(), Loop(past.days)
        self.records, self.tasks = past.tables["closings"], past.tables["tasks"].keyed
        self.rounds: Counter[str] = Counter()
        self.moved: dict[str, StageRole] = {}  # where this run has put tasks
        self.busy: set[str] = set()
        self.seen: set[str] = set()
        for row in self.records.rows:
            task_id = as_name(row["task_id"])
            self.seen.add(task_id)
            self.rounds[task_id] = max(self.rounds[task_id], int(share_in(row["round"]) or 0))

    def row(self, row: TableRow) -> None:
        """One row of 销号记录."""
        task_id = as_name(row["task_id"])
        if not task_id:
            return
        task, standing = self.tasks.get((task_id,)), standing_of(row["standing"])
        if task is None:
            if standing is None or standing in UNDER_WAY or row["restart"]:
                self._say(catalog.CLOSING_UNKNOWN.at(self._at(row, "task_id"), found=task_id))
        elif standing is None:
            self._typed(row, task)
        elif standing in UNDER_WAY:
            self._under_way(row, task, standing)
        elif row["restart"] == YES and standing is not RoundStanding.RESTARTED:
            self._restart(row, task, standing)

    def _typed(self, row: TableRow, task: TableRow) -> None:
        """An application that the clerk typed into the sheet."""
        case = self._case(row, task, RoundStanding.OPEN)
        task_id = as_name(task["task_id"])
        if self._role(task) is StageRole.CLOSED or task_id in self.busy:
            found = (
                RoundStanding.CLOSED
                if self._role(task) is StageRole.CLOSED
                else RoundStanding.WAITING
            )
            self._say(catalog.RESTART_NOT_CLOSED.at(self._at(row, "event"), found=found))
            return
        after = self._step(row, case, Applied(day_in(row["applied"]) or self.past.on))
        if after is not None:
            number = (
                self._next_round(task_id) if not row["round"] else int(share_in(row["round"]) or 0)
            )
            self.busy.add(task_id)
            wanted = self._application(task, after, row["event"] or APPLY)
            wanted["round"] = float(number)
            for column, new in wanted.items():
                if column == "standing" or row[column] == "":
                    self._put(row, column, new)
            self._move(task, RoundStanding.WAITING)
            self.plan.proposed += 1
        self.plan.waiting += 1

    def _under_way(self, row: TableRow, task: TableRow, standing: RoundStanding) -> None:
        """A round that waits for the clerk."""
        case = self._case(row, task, standing)
        if not case.instant and self._role(task) not in ASKED_TO_CLOSE:
            if row["decision"]:
                number = share_in(row["round"]) or 0
                self._say(catalog.APPLICATION_WITHDRAWN.at(self._at(row, "decision"), round=number))
            self._settle(row, task, self.loop.replay(case, [Withdrawn()]))
            return
        self.busy.add(as_name(task["task_id"]))
        after = self._carried(row, case)
        if after is None or after.standing is case.standing:
            self.plan.waiting += 1
            return
        self._settle(row, task, after)

    def _carried(self, row: TableRow, case: Case) -> Case | None:
        """The case after what the clerk filled in; None where something stands in the way."""
        decision = str(row["decision"]).strip()
        if decision and decision not in DECISIONS:
            self._say(
                catalog.DECISION_UNKNOWN.at(
                    self._at(row, "decision"), found=decision, choices=DECISIONS
                )
            )
            return None
        if self._checked(row) or (decision in {PUBLISH, AGREE} and not case.instant):
            checked = self._check(row, case, quiet=not decision)
            if checked is None and decision != RETURN:
                return None
            case = checked or case
        if decision == AGREE and not case.instant and (lacking := self._unaccepted(row)):
            self._say(acceptance.ACCEPTANCE_MISSING.at(self._at(row, "decision"), lacking=lacking))
            return None
        event = self._decided(row, case, decision)
        return case if event is None else self._step(row, case, event)

    def _unaccepted(self, row: TableRow) -> list[str]:
        """The levels that have not accepted the task in this round."""
        passed = {
            str(r["level"]) for r in self.past.tables["acceptances"].values
            if as_name(r["task_id"]) == as_name(row["task_id"]) and r["decision"] == ACCEPTED
            and r["round"] in {"", row["round"]}
        }  # fmt: skip
        return [level for level in self.past.levels if level not in passed]

    def _check(self, row: TableRow, case: Case, *, quiet: bool) -> Case | None:
        """The case with the check that was made; `quiet` while the clerk has not decided yet."""
        day = day_in(row["checked"])
        if day is not None and day > self.past.on:
            self._say(schedule.FUTURE_DATE.at(self._at(row, "checked"), found=day))
            return None
        event = Checked(day, str(row["checker"]).strip(), str(row["check_how"]).strip())
        if quiet and not (event.on and event.by and event.how):
            return None
        return self._step(row, case, event)

    def _checked(self, row: TableRow) -> bool:
        return any(row[column] for column in ("checker", "checked", "check_how"))

    def _decided(self, row: TableRow, case: Case, decision: str) -> ClosingEvent | None:
        """The event that the clerk's decision is."""
        today = self.past.on
        match decision:
            case "公示" if case.standing is not RoundStanding.PUBLIC:
                first = day_in(row["public_from"]) or today
                days = self.past.days or USUAL_DAYS
                return Published(first, day_in(row["public_to"]) or first + timedelta(days - 1))
            case "同意销号":
                return Approved(day_in(row["closed"]) or today, today)
            case "退回":
                return SentBack(str(row["rework"]))
        return None

    def _restart(self, row: TableRow, task: TableRow, standing: RoundStanding) -> None:
        case = self._case(row, task, standing)
        on = day_in(row["restarted"]) or self.past.on
        event = Restarted(on, str(row["restart_why"]), str(row["restart_basis"]))
        after = self._step(row, case, event)
        if after is not None:
            self._put(row, "restarted", on)
            self._settle(row, task, after)
            if not is_short(case.progress) and case.progress is not None:
                self._say(
                    catalog.RESTARTED_FULL.at(
                        self._task_at(task, "progress"), found=percent(case.progress)
                    )
                )

    def _settle(self, row: TableRow, task: TableRow, after: Case) -> None:
        """Write how the round stands now, and what the ledger shows of it."""
        self.plan.counts[after.standing] += 1
        self._put(row, "standing", after.standing.value)
        if after.standing is RoundStanding.PUBLIC:
            self._put(row, "public_from", day_in(row["public_from"]) or self.past.on)
            self._put(row, "public_to", after.public_to or "")
        if after.standing is RoundStanding.CLOSED:
            for column in ("actual", "progress"):
                self._put(row, column, task[column])
            if row["evidence"] == "":
                self._put(row, "evidence", task["evidence"])
            self._put(row, "closed", after.closed or "")
            if row["lookback"] == "" and self.past.lookback and after.closed:
                self._put(row, "lookback", after.closed + timedelta(self.past.lookback))
            self._put_task(task, "closed", after.closed or "")
            self.plan.closed.append(as_name(task["task_id"]))
        if after.standing is RoundStanding.RESTARTED:
            self._put_task(task, "closed", "")
        if after.standing in OVER:
            self.busy.discard(as_name(task["task_id"]))
        self._move(task, after.standing)

    def _move(self, task: TableRow, standing: RoundStanding) -> None:
        """办理环节 follows, where the office has a word for it; a withdrawal has moved it itself."""
        role = STAGES.get(standing)
        if role is None or self._role(task) is role:
            return
        self.moved[as_name(task["task_id"])] = role
        own = self.past.roles.stage_words(role)
        if own or role not in {StageRole.REVIEWED, StageRole.SHOWN}:
            self._put_task(task, "stage", self.past.roles.stage_word(role))

    def propose(self, task: TableRow) -> None:
        """A row for an application that has none yet."""
        task_id = as_name(task["task_id"])
        if not task_id or task_id in self.busy or (task_id,) not in self.tasks:
            return
        asked = self._role(task) in ASKED_TO_CLOSE
        at_once = task["instant"] == YES and not asked and self._is_ready(task)
        if not asked and not at_once:
            return
        case = self._case(None, task, RoundStanding.OPEN)
        applied = min(self.past.applied.get(task_id, self.past.on), self.past.on)
        after = self.loop.step(case, Applied(applied))
        if isinstance(after, Refused):
            self._say(after.rule.at(self._task_at(task, "stage"), **dict(after.values)))
            return
        event = AT_ONCE if task["instant"] == YES else APPLY
        row = self._application(task, after, event) | {"round": float(self._next_round(task_id))}
        self.plan.writes.add("closings", [row])
        self.plan.proposed += 1
        self.plan.waiting += after.standing in UNDER_WAY

    def _is_ready(self, task: TableRow) -> bool:
        """Whether 立行立改 may be closed without being asked for: done, and never judged before."""
        progress = share_in(task["progress"])
        done = progress is not None and not is_short(progress)
        fresh = as_name(task["task_id"]) not in self.seen
        return done and fresh and self._role(task) is not StageRole.CLOSED and not task["closed"]

    def _application(self, task: TableRow, case: Case, event: Value) -> dict[str, Value]:
        return {
            "task_id": task["task_id"], "name": task["name"], "unit": task["lead"],
            "event": event, "applied": case.applied or self.past.on,
            "actual": task["actual"], "progress": task["progress"],
            "evidence": task["evidence"], "standing": RoundStanding.WAITING.value,
        }  # fmt: skip

    def _case(self, row: TableRow | None, task: TableRow, standing: RoundStanding) -> Case:
        """The case that a row and its task make; figures are always the ledger's of today."""
        said: Mapping[str, Value] = {} if row is None else row.values
        instant = said.get("event") == AT_ONCE or (row is None and task["instant"] == YES)
        return Case(
            standing=standing,
            round=int(share_in(said.get("round", "")) or 0),
            instant=instant and task["instant"] == YES,
            actual=share_in(task["actual"]),
            progress=share_in(task["progress"]),
            applied=day_in(said.get("applied", "")),
            checked=day_in(said.get("checked", "")) if standing in UNDER_WAY[1:] else None,
            public_to=day_in(said.get("public_to", ""))
            if standing is RoundStanding.PUBLIC
            else None,
            closed=day_in(said.get("closed", "")),
        )

    def _step(self, row: TableRow, case: Case, event: ClosingEvent) -> Case | None:
        after = self.loop.step(case, event)
        if isinstance(after, Refused):
            self._say(after.rule.at(self._at(row, after.column), **dict(after.values)))
            return None
        return after

    def _next_round(self, task_id: str) -> int:
        self.rounds[task_id] += 1
        return self.rounds[task_id]

    def _role(self, task: TableRow) -> StageRole | None:
        return self.moved.get(as_name(task["task_id"])) or self.past.roles.stage(task["stage"])

    def _say(self, issue: Issue) -> None:
        self.plan.issues.append(issue)

    def _at(self, row: TableRow, column: str) -> Place:
        return self.records.place(row.number, column)

    def _task_at(self, task: TableRow, column: str) -> Place:
        return self.past.tables["tasks"].place(task.number, column)

    def _put(self, row: TableRow, column: str, new: Value) -> None:
        key = key_of("closings", row.values)
        self.plan.writes.put(Change("closings", key, column, row[column], new, row=row.number))

    def _put_task(self, task: TableRow, column: str, new: Value) -> None:
        key = key_of("tasks", task.values)
        self.plan.writes.put(Change("tasks", key, column, task[column], new, row=task.number))
