"""Lamps of problems and milestones, by the rules of 亮灯规则 with 对象 问题 or 节点.

An office that has no rule for one of them is served by the rules that ship.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from taizhang.core.duty.item_events import node_name
from taizhang.core.issues import Issue, Place
from taizhang.core.judge.lamps import LampRule, gravity, read_rules
from taizhang.core.judge.standings import Before
from taizhang.core.measures.items import (
    ITEMS,
    NODE,
    PROBLEM,
    ItemFacts,
    NodeItem,
    ProblemItem,
    remedy_of,
)
from taizhang.core.periods import IsWorkday
from taizhang.core.problems.stages import StageLimits, StageWords
from taizhang.core.roles import BURNING, StateRole
from taizhang.core.submission import Row, Value
from taizhang.core.tables import LedgerRows, TableRow, key_of
from taizhang.core.values.settled import day_of
from taizhang.core.writes import Change

STAGE = "办理环节"
COUNTS = ("sent_back", "redone", "tries")


@dataclass(frozen=True, slots=True)
class ItemLamp:
    """The lamp of a problem or milestone: its row, the rule that decided, why, what mends it."""

    of: str
    row: TableRow
    name: str
    lamp: str
    rule: str
    reason: str
    role: StateRole | None = None
    remedy: str = ""

    @property
    def is_grave(self) -> bool:
        """Whether it is red, whatever red is called."""
        return self.role is StateRole.GRAVE


@dataclass(frozen=True, slots=True)
class ItemContext:
    """What these lamps need besides their rows: the day, stages and limits, the calendar, the past.

    `tasks` are the roles of the lamps of tasks by number.
    """

    on: date
    words: StageWords
    limits: StageLimits
    is_workday: IsWorkday
    before: Before = field(default_factory=Before)
    tasks: Mapping[str, StateRole | None] = field(default_factory=dict)


def rules_of_items(
    table: LedgerRows, shipped: Iterable[Mapping[str, object]]
) -> tuple[list[LampRule], list[Issue]]:
    """The office's rules for problems and milestones; the shipped ones where it has none of a kind."""
    places = [table.place(row.number, "condition") for row in table.rows]
    rules, issues = read_rules(table.values, places, ITEMS)
    have = {str(row["of"]) for row in table.values}
    wanted = set(ITEMS) - have
    more = [{k: str(v) for k, v in row.items()} for row in shipped if row.get("of") in wanted]
    return [*rules, *read_rules(more, Place(), ITEMS)[0]], issues


def problem_lamps(
    table: LedgerRows, rules: Sequence[LampRule], around: ItemContext
) -> Iterator[ItemLamp]:
    """The lamp of every problem that says something and whose number is its own.

    A rule may name a stage by its role or by the office's word for it.
    """

    def role(word: str) -> str:
        stage = around.words.stage(word)
        return stage.value if stage else word

    rules = [replace(r, condition=r.condition.meaning(STAGE, role)) for r in rules]
    for row in table.rows:
        if not str(row["problem"]).strip() or key_of("problems", row.values) in table.twice:
            continue
        problem = _problem(row.values, around)
        yield from _judged(PROBLEM, (row, problem.number), problem, rules)


def node_lamps(
    table: LedgerRows, rules: Sequence[LampRule], around: ItemContext
) -> Iterator[ItemLamp]:
    """The lamp of every milestone that has a planned day and whose number is its own."""
    for key, row in table.keyed.items():
        planned = day_of(row["planned"])
        if key in table.twice or planned is None:
            continue
        role = around.tasks.get(str(row["task_id"]))
        name = str(row["node"])
        step = NodeItem(
            name, around.on, planned, day_of(row["done"]), str(role or ""), around.is_workday
        )
        yield from _judged(NODE, (row, name), step, rules)


def _judged(
    of: str, whose: tuple[TableRow, str], item: ProblemItem | NodeItem, rules: Sequence[LampRule]
) -> Iterator[ItemLamp]:
    facts = ItemFacts(of, item)
    rule = next((r for r in rules if r.of == of and r.condition.holds(facts)), None)
    if rule is not None:
        remedy = remedy_of(item) if rule.role in BURNING else ""
        reason = facts.tell(rule.reason)
        yield ItemLamp(of, *whose, rule.lamp, rule.name, reason, rule.role, remedy)


def _problem(row: Row, around: ItemContext) -> ProblemItem:
    stage, kind, number = around.words.stage(row["stage"]), row["problem_kind"], row["problem_id"]
    return ProblemItem(
        number=str(number), on=around.on, stage=stage.value if stage else "",
        word=str(row["stage"]), kind=str(kind), due=day_of(row["due"]),
        limit=around.limits.ends(row, stage),
        assigned=day_of(row["assigned"]), answered=day_of(row["answered"]),
        closed=day_of(row["closed"]), satisfaction=str(row["satisfaction"]),
        measures=str(row["measures"]),
        counts={key: float(v) for key in COUNTS if isinstance(v := row[key], int | float)},
        before=around.before.roles.get((PROBLEM, str(number)), ()),
        is_workday=around.is_workday,
    )  # fmt: skip


def item_cells(lamps: Iterable[ItemLamp]) -> Iterator[Change]:
    """灯色, 依据 and 转绿条件 in the rows of problems; 灯色 in those of milestones."""
    for one in lamps:
        sheet = "problems" if one.of == PROBLEM else "nodes"
        wanted: dict[str, Value] = {"lamp": one.lamp}
        if one.of == PROBLEM:
            wanted |= {"reason": one.reason, "remedy": one.remedy}
        key = key_of(sheet, one.row.values)
        for column, new in wanted.items():
            yield Change(sheet, key, column, one.row[column], new, row=one.row.number)


def item_row(one: ItemLamp, period: str, on: date) -> dict[str, Value]:
    """A row of 灯情 for a problem, or for a milestone by the number of its task."""
    name = node_name(one.row["task_id"], one.name) if one.of == NODE else one.name
    return {
        "period": period, "judged_on": on, "of": one.of, "name": name, "lamp": one.lamp,
        "role": one.role.value if one.role else "", "rule": one.rule, "reason": one.reason,
    }  # fmt: skip


def worst_first(lamps: Iterable[ItemLamp]) -> list[ItemLamp]:
    """The gravest lamps first."""
    return sorted(lamps, key=lambda one: gravity(one.role, one.lamp))
