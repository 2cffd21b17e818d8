"""Lamps: the office's rules, the first that fits a task on a day, why, and what turns it green.

Pure: the day, the period and the history come as arguments. The facts stand in facts.py.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from taizhang.core.catalog import judging
from taizhang.core.catalog import ledger as catalog
from taizhang.core.issues import Issue, Place
from taizhang.core.judge.remedy import BurningRules, remedies
from taizhang.core.measures.conditions import Condition, Tests, read_condition
from taizhang.core.measures.facts import FACTS, Facts, TaskState, facts_of
from taizhang.core.measures.groups import TASK
from taizhang.core.measures.pace import PlannedNode, elapsed_share
from taizhang.core.measures.soundness import known_to, miswritten
from taizhang.core.roles import BURNING, LAMP_WORDS, StateRole, state_role
from taizhang.core.submission import Row

YES, NO = "是", "否"
# worst first: a task with several leading units shows the worst of their lamps
SERIOUS = LAMP_WORDS


@dataclass(frozen=True, slots=True)
class LampRule:
    """One usable row of 亮灯规则; `of` is what it speaks of: tasks, units, leaders."""

    name: str
    condition: Condition
    lamp: str
    state: str
    reason: str
    role: StateRole | None = None
    of: str = TASK


class RuleBook(tuple[LampRule, ...]):  # noqa: SLOT001 - it keeps what it works out
    """Rules in order, with what is asked of them for every task worked out once."""

    @cached_property
    def lines(self) -> tuple[tuple[tuple[Tests, ...], LampRule], ...]:
        """What each rule asks, alternative by alternative."""
        return tuple((rule.condition.tests, rule) for rule in self)

    @cached_property
    def burning(self) -> BurningRules:
        """The rules that make a lamp burn."""
        return BurningRules([(rule.name, rule.condition) for rule in self if rule.role in BURNING])


@dataclass(frozen=True, slots=True)
class Judgement:
    """A lamp with its rule, its reason in words, and the elapsed share it was judged by.

    `remedy` is what must change so that no rule burns; nothing where none does. `made_up` says
    that the period was judged again because what it lacked came later.
    """

    task_id: str
    lamp: str
    state: str
    rule: str
    reason: str
    progress: float
    elapsed: float | None
    role: StateRole | None = None
    remedy: str = ""
    made_up: bool = False

    @property
    def burns(self) -> bool:
        """Whether it is a warning or worse."""
        return self.role in BURNING


def read_rules(
    rows: Iterable[Row], where: Place | Sequence[Place], of: tuple[str, ...] = (TASK,)
) -> tuple[list[LampRule], list[Issue]]:
    """Usable rules in order, and an Issue for each row that cannot be used.

    `of` are the objects whose rules are wanted. `where` is the place of all rows, or of each. A bad
    rule is named and left out; those beside it go on.
    """
    rules: list[LampRule] = []
    issues: list[Issue] = []
    for at, row in enumerate(rows):
        if row.get("enabled", YES) == NO or not row["state"] or _of(row) not in of:
            continue
        place = where if isinstance(where, Place) else where[at]
        found = _read(row, place)
        if isinstance(found, Issue):
            issues.append(found)
        else:
            rules.append(found)
    return rules, issues


def _of(row: Row) -> str:
    return str(row.get("of") or TASK)


def _read(row: Row, place: Place) -> LampRule | Issue:
    name = str(row["rule"])
    condition = read_condition(str(row["condition"]), known_to(_of(row)))
    if isinstance(condition, str):
        return catalog.LAMP_CONDITION_UNREADABLE.at(place, rule=name, found=condition)
    if odd := miswritten(condition):
        return judging.BOUND_MISWRITTEN.at(place, rule=name, fact=odd.fact, found=odd.value)
    lamp, state, reason = (str(row[k]) for k in ("lamp", "state", "reason"))
    if not lamp:
        return judging.RULE_WITHOUT_LAMP.at(place, rule=name)
    return LampRule(name, condition, lamp, state, reason, state_role(row), _of(row))


def judge(rules: Sequence[LampRule], state: TaskState, on: date) -> Judgement | None:
    """The first rule that fits, or None where none does."""
    facts = facts_of(state, on)
    book = rules if isinstance(rules, RuleBook) else RuleBook(rules)
    rule = first(book, facts)
    if rule is None:
        return None
    elapsed = facts["序时"]
    return Judgement(
        state.task_id, rule.lamp, rule.state, rule.name, told(rule, facts), state.progress,
        elapsed if isinstance(elapsed, float) else None, rule.role,
        remedies(book.burning, facts, rule.name) if rule.role in BURNING else "", state.made_up,
    )  # fmt: skip


def first(rules: Sequence[LampRule], facts: Facts) -> LampRule | None:
    """The rule that decides.

    One plain loop: a ledger of some years asks a million times, and half of it would be calls.
    """
    book = rules if isinstance(rules, RuleBook) else RuleBook(rules)
    for alternatives, rule in book.lines:
        if not alternatives:
            return rule
        for tests in alternatives:
            for fact, test in tests:
                found = facts[fact]
                if found is None or not test(found):
                    break
            else:
                return rule
    return None


def told(rule: LampRule, facts: Facts) -> str:
    """The reason with its numbers; a wording with an odd bracket stays as the office wrote it."""
    try:
        return facts.tell(rule.reason)
    except (ValueError, IndexError, KeyError, AttributeError):
        return rule.reason


def worst(judgements: Sequence[Judgement]) -> Judgement:
    """The most serious of several judgements of one task."""
    return min(judgements, key=lambda j: gravity(j.role, j.lamp))


def gravity(role: StateRole | None, lamp: str) -> tuple[int, int]:
    """What sorts lamps, the worst first: by what the state means, then by colour."""
    roles = [*StateRole]
    at = SERIOUS.index(lamp) if lamp in SERIOUS else len(SERIOUS)
    return (roles.index(role) if role else len(roles), at)


__all__ = [
    "FACTS",
    "Judgement",
    "LampRule",
    "PlannedNode",
    "RuleBook",
    "TaskState",
    "elapsed_share",
    "facts_of",
    "first",
    "gravity",
    "judge",
    "read_rules",
    "told",
    "worst",
]
