"""问题流转 as a plan: what units sent is carried on, then the step that the clerk chose; then clues.

A step that may not be taken is named, with what is lacking, and its row is left. Nothing is left to
do the second time.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from taizhang.core.catalog import loops as catalog
from taizhang.core.closing.plan import day_in
from taizhang.core.issues import Issue
from taizhang.core.periods import Workdays
from taizhang.core.problems.matters import (
    DRAFT,
    PROBLEM,
    TASK,
    RaisedMatter,
    decided,
    draft_of,
    found,
    problem_of,
    registered,
)
from taizhang.core.problems.stages import IN_HAND, ProblemStage, StageWords, limits_of, words_of
from taizhang.core.problems.steps import CellValues, Ground, Stopped, take
from taizhang.core.submission import Row, Value, as_name
from taizhang.core.tables import LedgerRows, TableRow, key_of, named_twice
from taizhang.core.writes import Change, Writes

READ = ("problems", "clues", "loop_stages", "loop_limits", "meetings", "visits", "drafts")
TRUE = ("属实", "部分属实")
SIGN, ANSWER = "签收", "反馈"
FIRST_ID = "W-001"
_NUMBERED = re.compile(r"(.*?)(\d+)")


@dataclass(frozen=True)
class ProblemPast:
    """The ledger as a round through its problems finds it."""

    tables: Mapping[str, LedgerRows]
    on: date
    workday: Workdays
    tries: int = 3

    @cached_property
    def words(self) -> StageWords:
        """What the office's words for stages mean."""
        return words_of(self.tables["loop_stages"].values)

    @cached_property
    def ground(self) -> Ground:
        """What steps are judged by."""
        limits = limits_of(self.tables["loop_limits"].values, self.words, self.workday)
        return Ground(self.on, self.words, limits, self.tries)


@dataclass(slots=True)
class ProblemPlan:
    """What a round through the problems comes to."""

    writes: Writes = field(default_factory=Writes)
    issues: list[Issue] = field(default_factory=list)
    steps: Counter[str] = field(default_factory=Counter)
    turned: int = 0
    stages: Counter[str] = field(default_factory=Counter)


def plan_problems(past: ProblemPast) -> ProblemPlan:
    """Take the steps that are due, and turn clues that proved true into problems."""
    work = _RoundWork(past)
    for row in past.tables["problems"].rows:
        work.problem(row)
    for row in past.tables["clues"].rows:
        work.clue(row)
    for row in past.tables["meetings"].rows:
        work.turn("meetings", row, decided(row))
    for row in past.tables["visits"].rows:
        work.turn("visits", row, found(row))
    plan = work.plan
    turning = [t for t in (past.tables["meetings"], past.tables["visits"]) if _turns(t)]
    named = named_twice(past.tables["problems"], past.tables["clues"], *turning)
    plan.issues += [*named, *plan.writes.notes]
    plan.writes.findings = plan.issues
    return plan


def _turns(table: LedgerRows) -> bool:
    """Whether anything of it is to be turned into a task or a problem."""
    return any(row["becomes"] and not row["turned"] for row in table.rows)


def next_id(known: Iterable[str]) -> str:
    """The number after the highest; of the writing that the office uses.

    >>> next_id(["W-001", "W-009"]), next_id([]), next_id(["2022-7", "甲"])
    ('W-010', 'W-001', '2022-8')
    """
    found = [m for text in known if (m := _NUMBERED.fullmatch(text))]
    last = max(found, key=lambda m: int(m[2]), default=None)
    if last is None:
        return FIRST_ID
    return f"{last[1]}{int(last[2]) + 1:0{len(last[2])}}"


class _RoundWork:
    """The round under way."""

    def __init__(self, past: ProblemPast) -> None:
        self.past, self.plan = past, ProblemPlan()
        self.table = past.tables["problems"]
        self.drafts = {
            int(n): r.values for r in past.tables["drafts"].rows
            if isinstance(n := r["draft_no"], int | float)
        }  # fmt: skip
        self.last_draft = max(self.drafts, default=0)
        self.ids = [as_name(r["problem_id"]) for r in self.table.rows if r["problem_id"] != ""]

    def problem(self, row: TableRow) -> None:
        """One row of 问题台账: a number, the steps of the unit, the step of the clerk."""
        if not str(row["problem"]).strip() or key_of("problems", row.values) in self.table.twice:
            return
        values: dict[str, Value] = dict(row.values)
        if values["problem_id"] == "":
            values["problem_id"] = self._new_id()
        if values["stage"] == "":
            values["stage"] = self.past.words.word(ProblemStage.RAISED)
        stopped = self._units_steps(row, values)
        if (chosen := str(values["step"]).strip()) and not stopped:
            self._step(chosen, row, values)
        for column, new in values.items():
            key = key_of("problems", row.values)
            change = Change("problems", key, column, row[column], new, row=row.number)
            self.plan.writes.put(change)
        self.plan.stages[str(values["stage"])] += 1
        if self.past.words.stage(values["stage"]) is ProblemStage.OFFERED and not chosen:
            self._refusal(row, values)

    def _refusal(self, row: TableRow, values: Mapping[str, Value]) -> None:
        """Say that the unit does not take the problem on, as long as nobody has decided."""
        if why := str(values["refuse_why"]).strip():
            said = {"unit": values["unit"], "why": why, "to": values["refuse_to"] or "别的单位"}
            place = self.table.place(row.number, "refuse_why")
            self.plan.issues.append(catalog.UNIT_REFUSES.at(place, **said))

    def _units_steps(self, row: TableRow, values: dict[str, Value]) -> bool:
        """Take the steps that follow from what the unit wrote; whether one may not be taken."""
        for name in _units_steps(values, self.past.words):
            if name == SIGN and values["signed"] == "":
                values["signed"] = values["answered"]  # who answers has seen it
            if not self._step(name, row, values):
                values["signed"] = row["signed"]
                return True
        return False

    def _step(self, name: str, row: TableRow, values: dict[str, Value]) -> bool:
        chosen = values["step"]
        done: CellValues | Stopped = take(name, values, self.past.ground)
        if isinstance(done, Stopped):
            place = self.table.place(row.number, done.column)
            self.plan.issues.append(done.rule.at(place, **done.values))
            return False
        values.update(done)
        if name != chosen:
            values["step"] = chosen
        self.plan.steps[name] += 1
        return True

    def _new_id(self) -> str:
        self.ids.append(next_id(self.ids))
        return self.ids[-1]

    def turn(self, sheet: str, row: TableRow, matters: Iterable[RaisedMatter]) -> None:
        """What a meeting decided or a visit found becomes problems or drafts, each once."""
        turned, wanted = str(row["turned"]), str(row["becomes"])
        if turned:
            self._registered(sheet, row, turned)
            return
        if (
            wanted not in {TASK, PROBLEM}
            or key_of(sheet, row.values) in self.past.tables[sheet].twice
        ):
            return
        numbers = [self._turned(wanted, matter) for matter in matters]
        if numbers:
            self._put(sheet, row, "turned", "、".join(numbers))

    def _turned(self, wanted: str, matter: RaisedMatter) -> str:
        self.plan.turned += 1
        if wanted == PROBLEM:
            number = self._new_id()
            stage = self.past.words.word(ProblemStage.RAISED)
            self.plan.writes.add("problems", [problem_of(matter, number, stage, self.past.on)])
            return number
        self.last_draft += 1
        self.plan.writes.add("drafts", [draft_of(matter, self.last_draft)])
        return f"{DRAFT}{self.last_draft}"

    def _registered(self, sheet: str, row: TableRow, turned: str) -> None:
        """A draft that became a task: the meeting says which."""
        tasks = registered(turned, self.drafts)
        if tasks and not row["task_id"]:
            self._put(sheet, row, "task_id", "、".join(tasks))

    def _put(self, sheet: str, row: TableRow, column: str, new: Value) -> None:
        key = key_of(sheet, row.values)
        self.plan.writes.put(Change(sheet, key, column, row[column], new, row=row.number))

    def clue(self, row: TableRow) -> None:
        """One row of 线索核查."""
        table, found = self.past.tables["clues"], str(row["conclusion"]).strip()
        if not found or row["problem_id"] != "" or key_of("clues", row.values) in table.twice:
            return
        said = (("核查人", "checker"), ("核查日期", "checked"), ("核查方式", "check_how"))
        lacking = [(label, key) for label, key in said if row[key] == ""]
        if lacking:
            at = table.place(row.number, lacking[0][1])
            labels = [label for label, _ in lacking]
            self.plan.issues.append(catalog.CLUE_LACKS.at(at, found=found, lacking=labels))
            return
        if found not in TRUE:
            return
        number = self._new_id()
        self.plan.writes.add("problems", [_problem_of(row, number, self.past)])
        key = key_of("clues", row.values)
        self.plan.writes.put(Change("clues", key, "problem_id", "", number, row=row.number))
        self.plan.turned += 1


def _problem_of(clue: TableRow, number: str, past: ProblemPast) -> dict[str, Value]:
    return {
        "problem_id": number, "problem": clue["content"], "problem_kind": "问题",
        "source": clue["source"], "task_id": clue["task_id"], "unit": clue["unit"],
        "stage": past.words.word(ProblemStage.RAISED), "raised": past.on,
        "proposal": clue["handling"], "origin": f"线索{as_name(clue['clue_id'])}",
        "course": f"{past.on:%Y-%m-%d} 线索核查{clue['conclusion']}，转入",
    }  # fmt: skip


def _units_steps(row: Row, words: StageWords) -> list[str]:
    """What follows from the dates that a unit wrote: it has signed, it has answered."""
    stage = words.stage(row["stage"])
    answered = day_in(row["answered"]) is not None and str(row["result"]).strip() != ""
    signed = day_in(row["signed"]) is not None
    found = [SIGN] if stage is ProblemStage.ASSIGNED and (signed or answered) else []
    return [*found, ANSWER] if stage in IN_HAND and answered else found
