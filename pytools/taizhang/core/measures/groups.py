"""The facts that rules of units and leaders may ask: counts and shares of their tasks, streaks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from taizhang.core.issues import percent, show
from taizhang.core.measures.conditions import FactValue
from taizhang.core.roles import BURNING, OF_TASKS, OVER, StateRole

YES, NO = "是", "否"
TASK, UNIT, LEADER = OF_TASKS, "单位", "领导"  # what a rule may speak of


class HasRole(Protocol):
    """The lamp of a task, as far as it is counted."""

    @property
    def role(self) -> StateRole | None:
        """What its state means."""


J = TypeVar("J", bound=HasRole)


@dataclass(frozen=True, slots=True)
class LampGroup(Generic[J]):
    """One unit or leader: the lamps of its tasks, the roles of earlier periods, the latest first."""

    of: str
    name: str
    lamps: Sequence[J]
    before: Sequence[StateRole | None] = ()

    def count(self, *roles: StateRole | None) -> int:
        """How many of its tasks stand so."""
        return sum(lamp.role in roles for lamp in self.lamps)

    def run(self, *roles: StateRole) -> float:
        """How many periods before this one, without a break, ended so."""
        count = 0.0
        for role in self.before:
            if role not in roles:
                break
            count += 1
        return count


GROUP_FACTS: Mapping[str, Callable[[LampGroup[Any]], FactValue]] = {
    "任务数": lambda g: float(len(g.lamps)),
    "滞后数": lambda g: float(g.count(StateRole.GRAVE)),
    "预警数": lambda g: float(g.count(StateRole.WARNED)),
    "未达标数": lambda g: float(g.count(*BURNING)),
    "未达标": lambda g: YES if g.count(*BURNING) else NO,
    "滞后占比": lambda g: g.count(StateRole.GRAVE) / len(g.lamps),
    "未达标占比": lambda g: g.count(*BURNING) / len(g.lamps),
    "办结占比": lambda g: g.count(*OVER) / len(g.lamps),
    "连续落后期数": lambda g: g.run(*BURNING),
    "连续滞后期数": lambda g: g.run(StateRole.GRAVE),
    "连续预警期数": lambda g: g.run(StateRole.WARNED),
}  # fmt: skip


class GroupFacts:
    """The facts of a unit or leader, by name."""

    def __init__(self, group: LampGroup[Any]) -> None:
        """Nothing is worked out yet."""
        self.group = group

    def __getitem__(self, name: str) -> FactValue:
        return GROUP_FACTS[name](self.group)

    def tell(self, template: str) -> str:
        """The office's wording with the numbers; what nobody knows stays as it is."""
        try:
            return template.format_map(_ShownGroups(self.group))
        except (ValueError, IndexError, AttributeError):
            return template


class _ShownGroups(dict[str, str]):
    def __init__(self, group: LampGroup[Any]) -> None:
        super().__init__()
        self.group = group

    def __missing__(self, key: str) -> str:
        if key not in GROUP_FACTS:
            return self.group.name if key == "名称" else "{" + key + "}"
        value = GROUP_FACTS[key](self.group)
        shares = key.endswith("占比") and isinstance(value, float)
        return percent(float(value or 0), 1) if shares else show(value)
