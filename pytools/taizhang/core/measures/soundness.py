"""Whether rules can do what they say: bounds that contradict, leave a gap or meet twice; words.

Only numbers against one bound after another are compared; a rule that asks of several facts at once
is left to whoever wrote it, but for one that can never hold or never gets its turn.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from string import Formatter

from taizhang.core.issues import show
from taizhang.core.measures import items
from taizhang.core.measures.conditions import HOLDS, NOT_EQUAL, Comparison, Condition
from taizhang.core.measures.facts import KNOWN, WORDS
from taizhang.core.measures.groups import GROUP_FACTS, TASK

Alternative = tuple[Comparison, ...]
OWN_NAME = "名称"


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers between two ends; whether an end itself belongs to them."""

    low: float = -inf
    high: float = inf
    with_low: bool = False
    with_high: bool = False

    @property
    def empty(self) -> bool:
        """Whether no number is between."""
        if self.low == self.high:
            return not (self.with_low and self.with_high)
        return self.low > self.high

    def __and__(self, other: "Interval") -> "Interval":
        low = max((self.low, not self.with_low), (other.low, not other.with_low))
        high = min((self.high, self.with_high), (other.high, other.with_high))
        return Interval(low[0], high[0], not low[1], high[1])

    def within(self, other: "Interval") -> bool:
        """Whether all of it lies in the other."""
        return (self & other) == self

    @property
    def said(self) -> str:
        """Both ends in words."""
        if self.low == self.high:
            return show(self.low)
        low = (
            ""
            if self.low == -inf
            else f"{show(self.low)}{'（含）' if self.with_low else '（不含）'}"
        )
        high = (
            ""
            if self.high == inf
            else f"{show(self.high)}{'（含）' if self.with_high else '（不含）'}"
        )
        return f"{low}至{high}" if low and high else f"{low}以上" if low else f"{high}以下"


EVERYTHING = Interval()


def bounds_of(comparison: Comparison) -> Interval | None:
    """What a comparison with a number lets through; None where it is no such."""
    number = comparison.number
    if number is None or comparison.sign in {NOT_EQUAL, HOLDS}:
        return None
    return {
        ">=": Interval(low=number, with_low=True), ">": Interval(low=number),
        "<=": Interval(high=number, with_high=True), "<": Interval(high=number),
        "=": Interval(number, number, with_low=True, with_high=True),
    }[comparison.sign]  # fmt: skip


def limits(alternative: Alternative) -> dict[str, Interval]:
    """What an alternative lets through of each number that it asks."""
    found: dict[str, Interval] = {}
    for comparison in alternative:
        if (bounds := bounds_of(comparison)) is not None:
            found[comparison.fact] = found.get(comparison.fact, EVERYTHING) & bounds
    return found


def words_in(alternative: Alternative) -> dict[str, set[str]]:
    """The words that an alternative wants of each fact."""
    found: dict[str, set[str]] = {}
    for c in alternative:
        if c.number is None and c.sign == "=":
            found.setdefault(c.fact, set()).add(c.value)
    return found


def never(condition: Condition) -> bool:
    """Whether no alternative can ever hold.

    >>> from taizhang.core.measures.conditions import read_condition
    >>> never(read_condition("进度 > 80% 且 进度 < 20%", KNOWN))
    True
    """
    return bool(condition.alternatives) and all(map(_contradicts, condition.alternatives))


def _contradicts(alternative: Alternative) -> bool:
    empty = any(bounds.empty for bounds in limits(alternative).values())
    return empty or any(len(words) > 1 for words in words_in(alternative).values())


def hidden(condition: Condition, earlier: Condition) -> bool:
    """Whether all that fits a rule fits an earlier one already."""
    return bool(condition.alternatives and earlier.alternatives) and all(
        any(_implies(one, other) for other in earlier.alternatives)
        for one in condition.alternatives
    )


def _implies(one: Alternative, other: Alternative) -> bool:
    """Whether the first holds only where the second does."""
    mine, wanted = limits(one), limits(other)
    if any(not mine.get(fact, EVERYTHING).within(b) for fact, b in wanted.items()):
        return False
    plain = {(c.fact, c.sign, c.value) for c in one}
    rest = ((c.fact, c.sign, c.value) for c in other if bounds_of(c) is None)
    return all(comparison in plain for comparison in rest)


@dataclass(frozen=True, slots=True)
class RuleStretch:
    """What one rule says of one number alone; `at` is the rule's place among the rules."""

    at: int
    fact: str
    bounds: Interval


def stretches(conditions: Sequence[Condition]) -> list[RuleStretch]:
    """The alternatives that ask of one number and nothing else."""
    found = []
    for at, condition in enumerate(conditions):
        for alternative in condition.alternatives:
            known = limits(alternative)
            if len({c.fact for c in alternative}) == 1 and len(known) == 1:
                [(fact, bounds)] = known.items()
                found.append(RuleStretch(at, fact, bounds))
    return found


def gaps(conditions: Sequence[Condition]) -> Iterator[tuple[int, str, Interval]]:
    """Numbers between two rules that neither takes: after which rule, of which fact, from where to where."""
    by_fact: dict[str, list[RuleStretch]] = {}
    for stretch in stretches(conditions):
        by_fact.setdefault(stretch.fact, []).append(stretch)
    for fact, found in by_fact.items():
        ordered = sorted(found, key=lambda s: (s.bounds.low, not s.bounds.with_low))
        reach = ordered[0].bounds
        for stretch in ordered[1:]:
            between = Interval(
                reach.high, stretch.bounds.low, not reach.with_high, not stretch.bounds.with_low
            )
            if reach.high < inf and not between.empty:
                yield stretch.at, fact, between
            if (stretch.bounds.high, stretch.bounds.with_high) > (reach.high, reach.with_high):
                reach = stretch.bounds


def twice(conditions: Sequence[Condition]) -> Iterator[tuple[int, int, str, Interval]]:
    """Numbers that two rules take, neither of them part of the other: both rules, the fact, where."""
    found = stretches(conditions)
    for i, one in enumerate(found):
        for other in found[i + 1 :]:
            both = one.bounds & other.bounds
            if one.fact != other.fact or one.at == other.at or both.empty:
                continue
            if not (one.bounds.within(other.bounds) or other.bounds.within(one.bounds)):
                yield one.at, other.at, one.fact, both


def known_to(of: str) -> Container[str]:
    """The facts that rules of an object may ask.

    >>> "任务数" in known_to("单位"), "任务数" in known_to("任务")
    (True, False)
    """
    by_object: Mapping[str, Container[str]] = {"": KNOWN, TASK: KNOWN, **items.ITEM_FACTS}
    return by_object.get(of, GROUP_FACTS)


def odd_name(reason: str, of: str = TASK) -> str | None:
    """The name in a reason that nobody knows, or "" for brackets that do not pair; None for a sound one.

    >>> odd_name("进度{进度}"), odd_name("进度{天气}"), odd_name("进度{进度"), odd_name("{环节}", "问题")
    (None, '天气', '', None)
    """
    try:
        names = [name for _, name, _, _ in Formatter().parse(reason) if name is not None]
    except ValueError:
        return ""
    own: Container[str] = WORDS if of in {"", TASK} else items.WORDS.get(of, {OWN_NAME})
    return next((n for n in names if n not in known_to(of) and n not in own), None)
