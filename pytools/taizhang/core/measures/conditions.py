"""Conditions of the sheet 亮灯规则, written by an office: 「督办类别 = 重点 且 距期限天数 <= 10」.

或 joins alternatives, 且 joins what must all hold; a comparison is 量 符号 值. Texts are =, <> or 含;
signs may be written in words, which say themselves whether the bound counts: 不低于 超过 不足 不超过.
No brackets, no arithmetic: whoever needs more writes another rule above. Nothing is evaluated as
code; a condition is read once and asked many times.
"""

import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from math import isfinite
from typing import Protocol

FactValue = str | float | None
Test = Callable[[str | float], bool]
Tests = tuple[tuple[str, Test], ...]


class Values(Protocol):
    """What a condition asks: the value of a fact by its name."""

    def __getitem__(self, name: str, /) -> FactValue: ...


HOLDS, NOT_EQUAL = "含", "<>"
# whether a bound itself counts, in words; the first word of a sign is the one that is shown
SAID: Mapping[str, tuple[str, ...]] = {
    ">=": ("不低于", "不少于", "达到"), ">": ("超过", "高于", "多于"),
    "<=": ("不超过", "不高于", "不多于"), "<": ("低于", "少于", "不足", "不到"),
}  # fmt: skip
_WORDS = sorted(((w, s) for s, words in SAID.items() for w in words), key=lambda p: -len(p[0]))
_WRITTEN = str.maketrans({"≥": ">=", "≤": "<=", "≠": "<>", "＞": ">", "＜": "<", "＝": "="})
_COMPARISON = re.compile(r"(?P<fact>[^<>=]+?)\s*(?P<sign><>|>=|<=|>|<|=|\s含\s)\s*(?P<value>.+)")
_INCLUSIVE, _EXCLUSIVE = "（含）", "（不含）"
NEAR = 5e-7  # 10.000000001 个百分点 is 10: shares of days are not exact in binary


@dataclass(frozen=True)
class Comparison:
    """One 量 符号 值; `number` is the value where it is one."""

    fact: str
    sign: str
    value: str
    number: float | None = None

    def holds(self, facts: Values) -> bool:
        """Whether it holds; a fact that does not apply (None) never does."""
        found = facts[self.fact]
        return found is not None and self.test(found)

    @cached_property
    def test(self) -> Callable[[str | float], bool]:
        """Whether a value is as it says; made once, because it is asked a million times."""
        words = _test_of_words(self.sign, self.value)
        return words if self.number is None else _test_of_number(self.sign, self.number, words)

    @property
    def said(self) -> str:
        """In words that say whether the bound counts.

        >>> Comparison("落后百分点", ">=", "10", 10.0).said, Comparison("完成比", "<", "80%", 0.8).said
        ('落后百分点不低于10（含）', '完成比低于80%（不含）')
        """
        if self.sign not in SAID:
            words = {"=": "为", NOT_EQUAL: "不为", HOLDS: "含"}[self.sign]
            return f"{self.fact}{words}“{self.value}”"
        bound = _INCLUSIVE if "=" in self.sign else _EXCLUSIVE
        return f"{self.fact}{SAID[self.sign][0]}{self.value}{bound}"


@dataclass(frozen=True)
class Condition:
    """Alternatives, each a tuple of comparisons; no alternative at all always holds."""

    alternatives: tuple[tuple[Comparison, ...], ...]

    @cached_property
    def tests(self) -> tuple[Tests, ...]:
        """What each alternative asks, fact by fact."""
        return tuple(tuple((c.fact, c.test) for c in one) for one in self.alternatives)

    def holds(self, facts: Values) -> bool:
        """Whether one alternative holds entirely."""
        return any(_all_hold(tests, facts) for tests in self.tests) or not self.alternatives

    def holding(self, facts: Values) -> list[tuple[Comparison, ...]]:
        """The alternatives that hold."""
        return [self.alternatives[at] for at, t in enumerate(self.tests) if _all_hold(t, facts)]

    @cached_property
    def facts(self) -> frozenset[str]:
        """The facts that it asks for."""
        return frozenset(c.fact for one in self.alternatives for c in one)

    def meaning(self, fact: str, role: Callable[[str], str]) -> "Condition":
        """The same condition, what it says of a fact in an office's own words put as roles.

        >>> read_condition("办理环节 = 进件", {"办理环节"}).meaning("办理环节", lambda word: "收集").said
        '办理环节为“收集”'
        """
        return Condition(tuple(
            tuple(replace(c, value=role(c.value)) if c.fact == fact else c for c in one)
            for one in self.alternatives
        ))  # fmt: skip

    @property
    def said(self) -> str:
        """The whole in words."""
        return "，或".join("且".join(c.said for c in one) for one in self.alternatives)


def _all_hold(tests: Tests, facts: Values) -> bool:
    """Whether every one holds; a fact that does not apply never does."""
    for fact, test in tests:
        found = facts[fact]
        if found is None or not test(found):
            return False
    return True


def _test_of_words(sign: str, value: str) -> Test:
    """The test of a word, chosen by its sign once."""
    if sign == HOLDS:
        return lambda found: value in str(found)
    if sign == "=":
        return lambda found: str(found) == value
    if sign == NOT_EQUAL:
        return lambda found: str(found) != value
    return lambda _: False  # no word is more than another


def _test_of_number(sign: str, number: float, words: Test) -> Test:
    """The test of a number, chosen by its sign once; a fact that is a word is compared as one.

    >>> at_least = _test_of_number(">=", 10.0, _test_of_words("=", "10"))
    >>> at_least(10 - 1e-9), at_least(9.99), at_least("10")
    (True, False, True)
    """
    low, high = number - NEAR, number + NEAR
    tests: Mapping[str, Test] = {
        ">=": lambda v: words(v) if isinstance(v, str) else v >= low,
        ">": lambda v: words(v) if isinstance(v, str) else v > high,
        "<=": lambda v: words(v) if isinstance(v, str) else v <= high,
        "<": lambda v: words(v) if isinstance(v, str) else v < low,
        "=": lambda v: words(v) if isinstance(v, str) else low <= v <= high,
        NOT_EQUAL: lambda v: words(v) if isinstance(v, str) else not low <= v <= high,
    }
    return tests[sign]


def number_in(text: str) -> float | None:
    """The number of a bound, a percentage as a share; None where it is none."""
    percent = text.endswith("%")
    try:
        number = float(text.rstrip("%")) / (100 if percent else 1)
    except ValueError:
        return None
    return number if isfinite(number) else None


def read_condition(text: str, known: Container[str]) -> Condition | str:
    """The condition, or the piece that cannot be understood.

    >>> read_condition("进度 >", frozenset({"进度"}))
    '进度 >'
    >>> read_condition("进度 不足 30%", frozenset({"进度"})).said
    '进度低于30%（不含）'
    """
    written = text.translate(_WRITTEN).strip()
    if not written:
        return Condition(())
    alternatives: list[tuple[Comparison, ...]] = []
    for part in written.split("或"):
        one: list[Comparison] = []
        for piece in part.split("且"):
            found = _comparison(piece.strip(), known)
            if found is None:
                return piece.strip() or written
            one.append(found)
        alternatives.append(tuple(one))
    return Condition(tuple(alternatives))


@lru_cache(maxsize=10_000)
def _signed(piece: str) -> str:
    """The piece with a sign for words that stand apart: 「落后百分点 超过 30」."""
    for word, sign in _WORDS:
        if f" {word} " in piece:
            return piece.replace(f" {word} ", f" {sign} ", 1)
    return piece


def _comparison(piece: str, known: Container[str]) -> Comparison | None:
    """One comparison; None where it is none, or asks for what nobody knows."""
    found = _COMPARISON.fullmatch(_signed(piece))
    if not found or found["fact"].strip() not in known:
        return None
    sign, value = found["sign"].strip(), found["value"].strip()
    number = number_in(value)
    if number is None and sign not in {"=", NOT_EQUAL, HOLDS}:
        return None  # more and less need a number
    return Comparison(found["fact"].strip(), sign, value, None if sign == HOLDS else number)
