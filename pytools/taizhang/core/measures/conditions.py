"""Conditions of the sheet 亮灯规则, written by an office: 「督办类别 = 重点 且 距期限天数 <= 10」.

或 joins alternatives, 且 joins what must all hold; a comparison is 量 符号 值. Texts are =, <> or 含;
signs may be written in words, which say themselves whether the bound counts: 不低于 超过 不足 不超过.
No brackets, no arithmetic: whoever needs more writes another rule above. Nothing is evaluated as
code; a condition is read once and asked many times.
"""

import operator
import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Protocol

FactValue = str | float | None
_Tests = tuple[tuple[str, Callable[[str | float], bool]], ...]


class Values(Protocol):
    """What a condition asks: the value of a fact by its name."""

    def __getitem__(self, name: str, /) -> FactValue: ...


HOLDS, NOT_EQUAL = "含", "<>"
_SIGNS: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt,
    "=": operator.eq, NOT_EQUAL: operator.ne,
}  # fmt: skip
# whether a bound itself counts, in words; the first word of a sign is the one that is shown
SAID: Mapping[str, tuple[str, ...]] = {
    ">=": ("不低于", "不少于", "达到"), ">": ("超过", "高于", "多于"),
    "<=": ("不超过", "不高于", "不多于"), "<": ("低于", "少于", "不足", "不到"),
}  # fmt: skip
_WORDS = sorted(((w, s) for s, words in SAID.items() for w in words), key=lambda p: -len(p[0]))
_WRITTEN = str.maketrans({"≥": ">=", "≤": "<=", "≠": "<>", "＞": ">", "＜": "<", "＝": "="})
_COMPARISON = re.compile(r"(?P<fact>[^<>=]+?)\s*(?P<sign><>|>=|<=|>|<|=|\s含\s)\s*(?P<value>.+)")
_INCLUSIVE, _EXCLUSIVE = "（含）", "（不含）"
PLACES = 6  # 10.000000001 个百分点 is 10: shares of days are not exact in binary


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
        value, number, sign = self.value, self.number, _SIGNS.get(self.sign)

        def as_words(found: str | float) -> bool:
            if self.sign == HOLDS:
                return value in str(found)
            return (str(found) == value) is (self.sign == "=")

        if number is None or sign is None:
            return as_words

        def as_number(found: str | float) -> bool:
            if isinstance(found, str):
                return as_words(found)
            return sign(round(found, PLACES), number)

        return as_number

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
    def _tests(self) -> tuple[_Tests, ...]:
        return tuple(tuple((c.fact, c.test) for c in one) for one in self.alternatives)

    def holds(self, facts: Values) -> bool:
        """Whether one alternative holds entirely."""
        for tests in self._tests:
            if _all_hold(tests, facts):
                return True
        return not self.alternatives

    def holding(self, facts: Values) -> list[tuple[Comparison, ...]]:
        """The alternatives that hold."""
        return [self.alternatives[at] for at, t in enumerate(self._tests) if _all_hold(t, facts)]

    @cached_property
    def facts(self) -> frozenset[str]:
        """The facts that it asks for."""
        return frozenset(c.fact for one in self.alternatives for c in one)

    @property
    def said(self) -> str:
        """The whole in words."""
        return "，或".join("且".join(c.said for c in one) for one in self.alternatives)


def _all_hold(tests: _Tests, facts: Values) -> bool:
    """Whether every one holds; a plain loop, because it is gone through a million times."""
    for fact, test in tests:
        found = facts[fact]
        if found is None or not test(found):
            return False
    return True


def number_in(text: str) -> float | None:
    """The number of a bound, a percentage as a share; None where it is none."""
    percent = text.endswith("%")
    try:
        return float(text.rstrip("%")) / (100 if percent else 1)
    except ValueError:
        return None


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
                return piece.strip()
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
