"""Conditions as an office writes them: 「五率>=2；问题办结率第1且到资率>=100；年内表扬>=1」.

「；」 is or, 「且」 is and. A test compares a figure, a part, 得分 or how often something happened
(「年内」 before it counts the whole year so far), asks for a place in the group (「第1」「前30」「后3」), how
long something has held (「先进连续3期」), or a word (「组别=县区」). 「甲、乙、丙中2项第1」 asks it of several.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt, ne
from typing import Protocol

from taizhang.core.scoring.scales import number

YEAR = "年内"
_FOLDED = str.maketrans({"＞": ">", "＜": "<", "＝": "=", "％": "%", "，": "、"})
_OR, _AND = re.compile(r"[；;\n]+|或者|或"), re.compile(r"并且|而且|且")
_COMPARED = re.compile(r"([^<>=!]+?)\s*(>=|<=|<>|!=|>|<|=)\s*([^<>=]+)")
_PLACED = re.compile(r"(.+?)(第|前|后)(\d{1,3})名?")
_RUNNING = re.compile(r"(.+?)连续(\d{1,2})期")
_SEVERAL = re.compile(r"(.+?)中(\d{1,2})项(.+)")
SIGNS: dict[str, Callable[[float, float], bool]] = {
    ">=": ge, "<=": le, ">": gt, "<": lt, "=": eq, "<>": ne, "!=": ne,
}  # fmt: skip


class UnitTold(Protocol):
    """What is known of one unit when a condition is looked at."""

    def value(self, name: str, *, year: bool = False) -> float | None:
        """A figure, a part, the score, or how often an event happened; None where nobody knows."""

    def word(self, name: str) -> str:
        """A kind: the group, or the word of a figure; "" where there is none."""

    def place(self, name: str) -> tuple[int, int] | None:
        """The place in the unit's group from the front and from the back."""

    def running(self, name: str) -> int:
        """For how many periods on end, this one the last, the unit has had that grade or title."""


@dataclass(frozen=True, slots=True)
class ScoreTest:
    """One test: of how many of `names` it must hold, and what is asked."""

    names: tuple[str, ...]
    sign: str
    number: float
    word: str = ""
    need: int = 1

    def told(self, known: UnitTold) -> str | None:
        """What made it hold, as a person would say it; None where it does not."""
        found = [said for name in self.names if (said := self._one(name, known)) is not None]
        return "、".join(found) if len(found) >= self.need else None

    def _one(self, name: str, known: UnitTold) -> str | None:
        if self.word:
            word = known.word(name)
            return f"{name}{word}" if SIGNS[self.sign](word == self.word, 1) else None
        if self.sign in {"第", "前", "后"}:
            return self._placed(name, known.place(name))
        if self.sign == "连续":
            times = known.running(name)
            return f"{name}连续{times}期" if times >= self.number else None
        value = known.value(name.removeprefix(YEAR), year=name.startswith(YEAR))
        held = value is not None and SIGNS[self.sign](round(value, 9), self.number)
        return f"{name}{round(value or 0.0, 2):g}" if held else None

    def _placed(self, name: str, place: tuple[int, int] | None) -> str | None:
        if place is None:
            return None
        front, back = place
        if self.sign == "后":
            return f"{name}倒数第{back}" if back <= self.number else None
        held = front == self.number if self.sign == "第" else front <= self.number
        return f"{name}第{front}" if held else None


AskedOf = Sequence[Sequence[ScoreTest]]


def read_condition(text: str) -> AskedOf | str:
    """The condition, or the piece of it that cannot be read.

    >>> read_condition("年内表扬≥1；看着办")
    '看着办'
    """
    shown = text.replace("≥", ">=").replace("≤", "<=").translate(_FOLDED)
    found: list[tuple[ScoreTest, ...]] = []
    for choice in filter(None, map(str.strip, _OR.split(shown))):
        tests: list[ScoreTest] = []
        for piece in map(str.strip, _AND.split(choice)):
            test = _test(piece)
            if test is None:
                return piece
            tests.append(test)
        found.append(tuple(tests))
    return tuple(found) or text


def is_condition(text: str) -> bool:
    """Whether a cell asks something, where it may also be a plain name.

    >>> is_condition("年内逾期未完成<2"), is_condition("得分")
    (True, False)
    """
    return bool(text) and not isinstance(read_condition(text), str)


def said_of(condition: AskedOf, known: UnitTold) -> str | None:
    """Why it holds: the first of the choices all of whose tests do; None where none does."""
    for tests in condition:
        told = [test.told(known) for test in tests]
        if all(one is not None for one in told):
            return "，".join(one for one in told if one)
    return None


def names_asked(condition: AskedOf) -> list[str]:
    """The names that it compares, without 「年内」; those of words and runs are of no figure."""
    return [
        name.removeprefix(YEAR)
        for tests in condition for test in tests if not test.word and test.sign != "连续"
        for name in test.names
    ]  # fmt: skip


def _test(text: str) -> ScoreTest | None:
    if found := _SEVERAL.fullmatch(text):
        names, need, rest = found.groups()
        one = _plain("某项" + rest)
        own = tuple(n.strip() for n in names.split("、") if n.strip())
        if one is None or not 0 < int(need) <= len(own):
            return None
        return ScoreTest(own, one.sign, one.number, one.word, int(need))
    return _plain(text)


def _plain(text: str) -> ScoreTest | None:
    if found := _COMPARED.fullmatch(text):
        name, sign, right = (piece.strip() for piece in found.groups())
        value = number(right)
        if value is None:
            return ScoreTest((name,), sign, 0.0, right) if sign in {"=", "<>", "!="} else None
        return ScoreTest((name,), sign, value)
    if found := _RUNNING.fullmatch(text):
        return ScoreTest((found[1],), "连续", float(found[2]))
    if found := _PLACED.fullmatch(text):
        return ScoreTest((found[1],), found[2], float(found[3]))
    return None
