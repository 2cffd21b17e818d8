"""How figures of lower tasks become one of the task above: a rule an indicator."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from taizhang.core.roles import Roles, StateRole


class RollupRule(StrEnum):
    """The words of the drop-down."""

    SUM = "合计"
    MEAN = "平均"
    WEIGHTED = "按目标加权"
    BY_MONEY = "按投资加权"
    LEAST = "取最低"
    ALL = "全部完成"


# the worst first
ORDER = tuple(StateRole)


@dataclass(frozen=True, slots=True)
class Lower:
    """What one lower task says; None where it says nothing."""

    child_id: str
    unit: str
    target: float | None = None
    actual: float | None = None
    progress: float | None = None
    state: str = ""
    invested: float | None = None

    def weight(self, rule: RollupRule) -> float | None:
        """What it weighs in a mean."""
        return self.invested if rule is RollupRule.BY_MONEY else self.target


def rolled(
    rule: RollupRule, values: Sequence[float | None], weights: Sequence[float | None]
) -> float | None:
    """One figure out of many; None where nobody has said any, or a weight is missing.

    全部完成 is the share of those that are done, 1 only when all are. Whoever has not said anything
    counts as nothing done in 合计 and 全部完成, and is left out of the means.

    >>> rolled(RollupRule.SUM, [10, None, 5], []), rolled(RollupRule.MEAN, [0.4, None, 0.8], [])
    (15, 0.6000000000000001)
    >>> rolled(RollupRule.WEIGHTED, [0.5, 1.0], [10, 30]), rolled(RollupRule.ALL, [1.0, 0.9], [])
    (0.875, 0.5)
    """
    said = [v for v in values if v is not None]
    if not said:
        return None
    match rule:
        case RollupRule.SUM:
            return sum(said)
        case RollupRule.LEAST:
            return min(said)
        case RollupRule.ALL:
            return sum(v is not None and v >= 1 for v in values) / len(values)
        case RollupRule.WEIGHTED | RollupRule.BY_MONEY:
            return _weighted(values, weights)
        case _:
            return sum(said) / len(said)


def _weighted(values: Sequence[float | None], weights: Sequence[float | None]) -> float | None:
    pairs = [(v, w) for v, w in zip(values, weights, strict=True) if v is not None and w]
    whole = sum(w for _, w in pairs)
    return sum(v * w for v, w in pairs) / whole if whole else None


def worst_state(lowers: Sequence[Lower], roles: Roles) -> str:
    """The state of the one that stands worst, in its own office's word."""
    known = [(roles.state(x.state), x.state) for x in lowers if x.state]
    ranked = [(ORDER.index(role), word) for role, word in known if role is not None]
    return min(ranked)[1] if ranked else ""


def all_done(lowers: Sequence[Lower], roles: Roles) -> bool:
    """Whether all of them are closed."""
    return bool(lowers) and all(roles.is_state(x.state, StateRole.DONE) for x in lowers)
