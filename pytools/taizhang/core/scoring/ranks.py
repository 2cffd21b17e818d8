"""Ranks on what is printed: equal printed figures share a place, and all of them are shown."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from taizhang.core.scoring.rounding import half_up

SKIPPING, DENSE = "1224", "1223"  # after two seconds comes a fourth, or a third


@dataclass(frozen=True, slots=True)
class Ranked:
    """A unit at its place; `tied`: it shares it. `before` is its place last period, 0 for none."""

    unit: str
    value: float
    rank: int
    tied: bool = False
    before: int = 0

    @property
    def move(self) -> str:
        """The way since the last period: ↑2, ↓1, →, 新.

        >>> Ranked("县水务局", 90, 2, before=4).move
        '↑2'
        """
        if not self.before:
            return "新"
        step = self.before - self.rank
        return f"↑{step}" if step > 0 else f"↓{-step}" if step else "→"


def ranked(
    values: Mapping[str, float],
    *,
    decimals: int = 2,
    ties: str = SKIPPING,
    before: Mapping[str, int] | None = None,
    low_first: bool = False,
) -> list[Ranked]:
    """All units by their printed value, the highest first; equal ones in the order given.

    >>> [(r.unit, r.rank) for r in ranked({"甲": 9.996, "乙": 10.0, "丙": 8})]
    [('甲', 1), ('乙', 1), ('丙', 3)]
    """
    printed = {unit: half_up(value, decimals) for unit, value in values.items()}
    order = sorted(printed, key=lambda unit: printed[unit] if low_first else -printed[unit])
    shown = [printed[unit] for unit in order]
    steps = {value: at for at, value in reversed(list(enumerate(dict.fromkeys(shown), start=1)))}
    found = []
    for unit in order:
        value = printed[unit]
        rank = steps[value] if ties == DENSE else 1 + shown.index(value)
        tied = shown.count(value) > 1
        found.append(Ranked(unit, value, rank, tied, (before or {}).get(unit, 0)))
    return found


def all_level(rows: Sequence[Ranked]) -> bool:
    """Whether three or more are ranked and all have the same figure: nobody is first, two share it.

    >>> all_level(ranked(dict.fromkeys("甲乙丙", 100))), all_level(ranked({"甲": 100, "乙": 100}))
    (True, False)
    """
    return len(rows) > 2 and rows[0].value == rows[-1].value


def top(rows: Sequence[Ranked], count: int) -> list[Ranked]:
    """The first `count` places; whoever shares the last of them is shown too."""
    if count <= 0 or not rows:
        return []
    least = rows[min(count, len(rows)) - 1].value
    at = max(i for i, row in enumerate(rows) if row.value == least)
    return list(rows[: at + 1])


def bottom(
    rows: Sequence[Ranked], count: int, missed: Collection[str] | None = None
) -> list[Ranked]:
    """The last `count` places, ties with them; of `missed`, only units that missed their target.

    The list is shorter then, never filled up with others.

    >>> rows = ranked({"甲": 3, "乙": 2, "丙": 2, "丁": 1})
    >>> [r.unit for r in bottom(rows, 2)], [r.unit for r in bottom(rows, 2, {"丁"})]
    (['乙', '丙', '丁'], ['丁'])
    """
    if count <= 0 or not rows:
        return []
    bound = rows[max(0, len(rows) - count)].value
    at = min(i for i, row in enumerate(rows) if row.value == bound)
    return [r for r in rows[at:] if missed is None or r.unit in missed]


def groups_of(
    units: Iterable[tuple[str, str]], left_out: Collection[str] = ()
) -> tuple[dict[str, list[str]], dict[str, tuple[str, ...]]]:
    """Units by group in the order of the roster, and those that stand in several with their groups.

    `units` are (unit, group); a group of `left_out` is not ranked at all. A unit in several groups
    is counted in the first and named.
    """
    groups: dict[str, list[str]] = {}
    seen: dict[str, list[str]] = {}
    for unit, group in units:
        known = seen.setdefault(unit, [])
        if group in known:
            continue
        known.append(group)
        if len(known) == 1 and group not in left_out:
            groups.setdefault(group, []).append(unit)
    return groups, {unit: tuple(found) for unit, found in seen.items() if len(found) > 1}
