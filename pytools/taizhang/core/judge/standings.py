"""灯情: the lamps of units and leaders, out of those of their tasks.

An office may have rules for them (亮灯规则 with 对象 单位 or 领导); where it has none, the worst lamp of
the tasks is theirs. What was recorded of earlier periods makes their streaks.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from taizhang.core.judge.lamps import Judgement, LampRule, gravity, worst
from taizhang.core.measures.groups import LEADER, UNIT, GroupFacts, LampGroup
from taizhang.core.periods import in_order
from taizhang.core.roles import OVER, Roles, StateRole
from taizhang.core.submission import Row, Value
from taizhang.core.units import split_names
from taizhang.core.values.settled import day_of

WORST = "任务里最重的灯"


@dataclass(frozen=True, slots=True)
class LampStanding:
    """The lamp of a unit or leader, and why."""

    group: LampGroup[Judgement]
    lamp: str
    role: StateRole | None
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Before:
    """What 灯情 recorded: by object and name, the roles of periods before, the latest first."""

    roles: Mapping[tuple[str, str], Sequence[StateRole | None]] = field(default_factory=dict)


def before(rows: Iterable[Row], period: str, on: date, roles: Roles) -> Before:
    """What was recorded of earlier periods, as it was known on that day."""
    known: dict[tuple[str, str], dict[str, StateRole | None]] = {}
    for row in rows:
        day, then = day_of(row["judged_on"]), str(row["period"])
        if in_order(then) < in_order(period) and (day is None or day <= on):
            known.setdefault((str(row["of"]), str(row["name"])), {})[then] = roles.recorded(row)
    return Before({
        key: [said[p] for p in sorted(said, key=in_order, reverse=True)]
        for key, said in known.items()
    })  # fmt: skip


def groups_of(
    tasks: Iterable[Row], lamps: Iterable[Judgement | None], past: Before
) -> list[LampGroup[Judgement]]:
    """The leading units and the leaders of the tasks, in the order in which they first appear."""
    found: dict[tuple[str, str], list[Judgement]] = {}
    for row, lamp in zip(tasks, lamps, strict=True):
        if lamp is None:
            continue
        for of, column in ((UNIT, "lead"), (LEADER, "leader")):
            for name in split_names(str(row[column])):
                found.setdefault((of, name), []).append(lamp)
    ordered = sorted(found.items(), key=lambda item: item[0][0] != UNIT)
    return [
        LampGroup(of, name, those, past.roles.get((of, name), ())) for (of, name), those in ordered
    ]


def standing(group: LampGroup[Judgement], rules: Sequence[LampRule]) -> LampStanding:
    """The lamp of a group: the first rule that fits, else the worst lamp of its tasks."""
    facts = GroupFacts(group)
    rule = next((r for r in rules if r.of == group.of and r.condition.holds(facts)), None)
    if rule is not None:
        return LampStanding(group, rule.lamp, rule.role, rule.name, facts.tell(rule.reason))
    gravest = worst(group.lamps)
    same = sum(gravity(j.role, j.lamp) == gravity(gravest.role, gravest.lamp) for j in group.lamps)
    reason = f"{len(group.lamps)}项任务，{gravest.lamp}灯{same}项：{gravest.reason}"
    return LampStanding(group, gravest.lamp, gravest.role, WORST, reason)


def standing_row(one: LampStanding, period: str, on: date) -> dict[str, Value]:
    """A row of 灯情."""
    group = one.group
    counted = (StateRole.GRAVE, StateRole.WARNED, StateRole.FINE, *OVER)
    return {
        "period": period, "judged_on": on, "of": group.of, "name": group.name, "lamp": one.lamp,
        "role": one.role.value if one.role else "", "tasks": float(len(group.lamps)),
        "grave": float(group.count(StateRole.GRAVE)), "warned": float(group.count(StateRole.WARNED)),
        "fine": float(group.count(StateRole.FINE)), "over": float(group.count(*OVER)),
        "rest": float(len(group.lamps) - group.count(*counted)), "rule": one.rule,
        "reason": one.reason,
    }  # fmt: skip
