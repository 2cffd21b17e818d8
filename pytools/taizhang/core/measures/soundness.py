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
# what each fact is: a share (80%), percentage points (20), a word; all others that end so, a number
SHARES = frozenset({
    "进度", "序时", "完成比", "欠进度比例", "剩余时间占比", "累计计划完成比", "环比增幅", "同比增幅",
    "目标完成比", "奋斗目标完成比", "滞后占比", "未达标占比", "办结占比",
})  # fmt: skip
POINTS = frozenset({"落后百分点", "与平均差百分点"})
YES_NO = frozenset({
    "已销号", "已完成", "本期未报", "本期计划达标", "补完成", "豁免", "未达标", "已反馈", "持续整改",
})  # fmt: skip
WORDED = YES_NO | {
    "督办类别", "任务类型", "办理环节", "环节角色", "人工灯色", "上期灯色", "上期状态", "逾期节点", "台账类型",
    "满意度", "任务角色",
}  # fmt: skip
COUNTED = ("天数", "期数", "工作日", "月数", "节点数", "名次", "倒数", "任务数", "次数")
MOST_SHARE = 3.0  # 300%: a share that is written larger than that lacks its %
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


def nature(fact: str) -> Interval:
    """The numbers that a fact can be at all.

    >>> nature("连续未报期数").low, nature("距期限天数").low
    (0.0, -inf)
    """
    if fact in {"序时", "欠进度比例", "剩余时间占比", "滞后占比", "未达标占比", "办结占比"}:
        return Interval(0.0, 1.0, with_low=True, with_high=True)
    if fact in {"组内名次", "组内倒数"}:
        return Interval(low=1.0, with_low=True)
    counted = fact in {"进度", "完成比", "逾期节点数", "任务数", "滞后数", "预警数", "未达标数"}
    streak = fact.startswith("连续") and fact.endswith("期数")
    return Interval(low=0.0, with_low=True) if counted or streak else EVERYTHING


def always(condition: Condition) -> bool:
    """Whether some alternative asks for nothing but what its facts are anyway: 连续未报期数 >= 0."""
    return any(
        all(
            (bounds := bounds_of(c)) is not None
            and nature(c.fact) != EVERYTHING
            and nature(c.fact).within(bounds)
            for c in one
        )
        for one in condition.alternatives
    )


def miswritten(condition: Condition) -> Comparison | None:
    """A comparison of things that are not alike: a share without its %, days with one, more than a word.

    >>> from taizhang.core.measures.conditions import read_condition
    >>> [miswritten(read_condition(text, KNOWN)) is not None
    ...  for text in ("进度 < 80", "进度 < 80%", "逾期天数 > 20%", "督办类别 > 3", "逾期天数 = 三天")]
    [True, False, True, True, True]
    """
    comparisons = (c for one in condition.alternatives for c in one)
    return next((c for c in comparisons if _is_miswritten(c)), None)


def _is_miswritten(c: Comparison) -> bool:
    if c.fact in WORDED:
        return c.sign not in {"=", NOT_EQUAL, HOLDS}
    if c.fact in SHARES:
        return c.number is None or (not c.value.endswith("%") and abs(c.number) > MOST_SHARE)
    if c.fact in POINTS or c.fact.endswith(COUNTED):
        return c.number is None or c.value.endswith("%")
    return False


def point_like_share(condition: Condition) -> Comparison | None:
    """Percentage points written as if they were a share: 落后百分点 > 0.3."""
    comparisons = (c for one in condition.alternatives for c in one)
    return next(
        (c for c in comparisons if c.fact in POINTS and c.number and abs(c.number) < 1), None
    )


def never(condition: Condition) -> bool:
    """Whether no alternative can ever hold.

    >>> from taizhang.core.measures.conditions import read_condition
    >>> never(read_condition("进度 > 80% 且 进度 < 20%", KNOWN))
    True
    """
    return bool(condition.alternatives) and all(map(_contradicts, condition.alternatives))


def _contradicts(alternative: Alternative) -> bool:
    known = limits(alternative)
    empty = any((bounds & nature(fact)).empty for fact, bounds in known.items())
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
