"""Conditions of the sheet 亮灯规则, written by an office: 「督办类别 = 重点 且 距期限天数 <= 10」.

或 joins alternatives, 且 joins what must all hold; a comparison is 量 符号 值. No brackets, no
arithmetic: whoever needs more writes another rule above. Nothing is evaluated as code.
"""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Fact = str | float | None

_SIGNS: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt,
    "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
_WRITTEN = str.maketrans({"≥": ">=", "≤": "<=", "≠": "<>", "＞": ">", "＜": "<", "＝": "="})
_COMPARISON = re.compile(r"(?P<fact>[^<>=]+?)\s*(?P<sign><>|>=|<=|>|<|=)\s*(?P<value>.+)")


@dataclass(frozen=True, slots=True)
class Comparison:
    """One 量 符号 值."""

    fact: str
    sign: str
    value: str

    def holds(self, facts: Mapping[str, Fact]) -> bool:
        """Whether it holds; a fact that does not apply (None) never does."""
        found = facts[self.fact]
        if found is None:
            return False
        wanted = _number(self.value)
        if isinstance(found, float) and wanted is not None:
            # 10.000000001 个百分点 is 10: shares of days are not exact in binary
            return _SIGNS[self.sign](round(found, 6), wanted)
        same = str(found) == self.value
        return same if self.sign == "=" else not same


@dataclass(frozen=True, slots=True)
class Condition:
    """Alternatives, each a tuple of comparisons; no alternative at all always holds."""

    alternatives: tuple[tuple[Comparison, ...], ...]

    def holds(self, facts: Mapping[str, Fact]) -> bool:
        """Whether one alternative holds entirely."""
        if not self.alternatives:
            return True
        return any(all(c.holds(facts) for c in one) for one in self.alternatives)


def _number(text: str) -> float | None:
    percent = text.endswith("%")
    try:
        return float(text.rstrip("%")) / (100 if percent else 1)
    except ValueError:
        return None


def read_condition(text: str, known: Mapping[str, object] | frozenset[str]) -> Condition | str:
    """The condition, or the piece that cannot be understood.

    >>> read_condition("进度 >", frozenset({"进度"}))
    '进度 >'
    """
    written = text.translate(_WRITTEN).strip()
    if not written:
        return Condition(())
    alternatives: list[tuple[Comparison, ...]] = []
    for part in written.split("或"):
        one: list[Comparison] = []
        for piece in part.split("且"):
            found = _COMPARISON.fullmatch(piece.strip())
            if not found or found["fact"] not in known or not _sound(found["sign"], found["value"]):
                return piece.strip()
            one.append(Comparison(found["fact"], found["sign"], found["value"].strip()))
        alternatives.append(tuple(one))
    return Condition(tuple(alternatives))


def _sound(sign: str, value: str) -> bool:
    """Text can only be equal or not; more and less need a number."""
    return sign in {"=", "<>"} or _number(value.strip()) is not None
