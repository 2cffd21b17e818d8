"""登记办理 as a plan: rows of 批示台账, 督查记录 and 退办记录 get what follows from them.

What lacks something is named and left. A second run changes nothing.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from taizhang.core.issues import Issue
from taizhang.core.periods import IsWorkday
from taizhang.core.problems.plan import FIRST_ID
from taizhang.core.problems.stages import ProblemStage, StageWords, limits_of, words_of
from taizhang.core.registry.limits import DefaultLimit, limit_issues, limits_in
from taizhang.core.registry.orders import ANSWERED, CLOSED, is_chased, settle_order
from taizhang.core.registry.refusals import settle_refusal
from taizhang.core.registry.rows import RegisterRow, numbered
from taizhang.core.registry.visits import FIRST_VISIT, problem_of, settle_visit
from taizhang.core.submission import as_name
from taizhang.core.tables import LedgerRows, TableRow, key_of, named_twice
from taizhang.core.writes import Change, Writes

READ = ("instructions", "inspections", "refusals", "limits", "tasks", "problems", "loop_stages",
        "loop_limits")  # fmt: skip
FIRST_ORDER = "P-001"


@dataclass(frozen=True)
class RegistryPast:
    """The ledger as the entering of a day finds it; `refuse_days` are workdays to refuse a task in."""

    tables: Mapping[str, LedgerRows]
    on: date
    is_workday: IsWorkday
    refuse_days: int = 7

    @cached_property
    def limits(self) -> list[DefaultLimit]:
        """The usable rows of 默认时限."""
        return limits_in(self.tables["limits"].values)

    @cached_property
    def words(self) -> StageWords:
        """What the office's words for the stages of problems mean."""
        return words_of(self.tables["loop_stages"].values)


@dataclass(slots=True)
class RegistryPlan:
    """What a round comes to. `orders` count instructions by how they stand."""

    writes: Writes = field(default_factory=Writes)
    issues: list[Issue] = field(default_factory=list)
    orders: Counter[str] = field(default_factory=Counter)
    visits: int = 0
    problems: int = 0
    moved: int = 0
    chased: int = 0

    @property
    def answered(self) -> int:
        """How many of those that want an answer have one."""
        return self.orders[ANSWERED] + self.orders[CLOSED]


def plan_registry(past: RegistryPast) -> RegistryPlan:
    """Go through the three registers once."""
    work = _RegistryWork(past)
    for row in past.tables["instructions"].rows:
        work.order(row)
    for row in past.tables["inspections"].rows:
        work.visit(row)
    for row in past.tables["refusals"].rows:
        work.refusal(row)
    plan, tables = work.plan, past.tables
    plan.issues += [
        *limit_issues(tables["limits"]),
        *named_twice(tables["instructions"], tables["inspections"]),
        *plan.writes.notes,
    ]
    plan.writes.findings = plan.issues
    return plan


class _RegistryWork:
    """The round under way."""

    def __init__(self, past: RegistryPast) -> None:
        self.past, self.plan = past, RegistryPlan()
        self.tasks = {key: r.values for key, r in past.tables["tasks"].keyed.items()}
        self.ids = {
            sheet: [as_name(r[key]) for r in past.tables[sheet].rows]
            for sheet, key in (
                ("instructions", "order_id"), ("inspections", "visit_id"), ("problems", "problem_id")
            )
        }  # fmt: skip

    def order(self, row: TableRow) -> None:
        """One row of 批示台账."""
        one = self._begun("instructions", row, ("matter", "words"))
        if one is None:
            return
        one.fill("order_id", self._next("instructions", FIRST_ORDER, one.text("order_id")))
        settle_order(one, self.past.limits, self.past.on, self.past.is_workday)
        self.plan.orders[one.text("standing")] += 1
        self.plan.chased += is_chased(one.values)
        self._done(one)

    def visit(self, row: TableRow) -> None:
        """One row of 督查记录; what was handed out on the spot becomes a problem."""
        one = self._begun("inspections", row, ("when", "unit", "task_id", "found"))
        if one is None:
            return
        one.fill("visit_id", self._next("inspections", FIRST_VISIT, one.text("visit_id")))
        settle_visit(one, self.tasks, self.past.on)
        handed_out = one.text("ordered_text") and one.text("unit") and one.day("when")
        if handed_out and not one.text("problem_id") and not one.issues:
            self._hand_out(one)
        self.plan.visits += one.day("when") is not None
        self._done(one)

    def _hand_out(self, one: RegisterRow) -> None:
        number = self._next("problems", FIRST_ID)
        word = self.past.words.word(ProblemStage.ASSIGNED)
        limits = limits_of(
            self.past.tables["loop_limits"].values, self.past.words, self.past.is_workday
        )
        day = one.day("when")
        until = day and limits.until("问题", ProblemStage.WORKING, day)
        one.fill("due", until or "")
        self.plan.writes.add("problems", [problem_of(one, number, word)])
        one.values["problem_id"] = number
        self.plan.problems += 1

    def refusal(self, row: TableRow) -> None:
        """One row of 退办记录; a task that is handed on changes its leading unit."""
        one = self._begun("refusals", row, ("task_id",))
        if one is None:
            return
        tasks = self.past.tables["tasks"].keyed
        leads = settle_refusal(
            one, tasks, self.past.refuse_days, self.past.on, self.past.is_workday
        )
        task = tasks.get((one.text("task_id"),))
        if leads and task is not None:
            key = key_of("tasks", task.values)
            self.plan.writes.put(
                Change("tasks", key, "lead", task["lead"], leads, one.text("unit"), row=task.number)
            )
            self.plan.moved += 1
        self._done(one)

    def _begun(self, sheet: str, row: TableRow, said: tuple[str, ...]) -> RegisterRow | None:
        """The row, where it says something and its number is its own."""
        table = self.past.tables[sheet]
        if key_of(sheet, row.values) in table.twice:
            return None
        one = RegisterRow(table, row)
        if not any(one.text(key) for key in said):
            return None
        if one.unread():  # nothing is reckoned from a day that nobody can read
            self.plan.issues += one.issues
            return None
        return one

    def _next(self, sheet: str, first: str, has: str = "") -> str:
        """A number that no row has; nothing is spent on a row that has one."""
        if has:
            return has
        new = numbered(self.ids[sheet], first)
        self.ids[sheet].append(new)
        return new

    def _done(self, one: RegisterRow) -> None:
        one.put_into(self.plan.writes)
        self.plan.issues += one.issues
