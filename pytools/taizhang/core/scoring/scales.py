"""What stands in the cell 分档 of a scheme: curves, bands, words with their points.

A curve 「50:12.5；73:12.5；100:26」 is straight between its points and level beyond them. Bands
「[95,100):-1；[90,95):-2；<80:-5」 say which end belongs to them. Words 「新开:5；续建:2」 are looked up.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

_ITEMS = re.compile(r"[；;\n]+")
_FOLDED = str.maketrans({"：": ":", "，": ",", "（": "(", "）": ")", "［": "[", "］": "]", "％": "%",
                         "≥": "≥", "＜": "<", "＞": ">"})  # fmt: skip
_INTERVAL = re.compile(r"([\[(])\s*(-?[\d.]*)\s*,\s*(-?[\d.]*)\s*([\])])")
_SPAN = re.compile(r"(\d{1,3})\s*[-—~～至到]\s*(\d{1,3})")
_BOUND = re.compile(r"(>=|<=|≥|≤|>|<)\s*(-?[\d.]+)|(-?[\d.]+)\s*(以上|以下)")


@dataclass(frozen=True, slots=True)
class Curve:
    """Points (x, y), x ascending; straight between them, level before the first and after the last."""

    points: tuple[tuple[float, float], ...]

    def at(self, x: float) -> float:
        """The height at x.

        >>> Curve(((70, -15), (100, 0), (130, 15))).at(106)
        3.0
        """
        before = self.points[0]
        for point in self.points:
            if x <= point[0]:
                if point[0] == before[0]:
                    return point[1]
                share = (x - before[0]) / (point[0] - before[0])
                return before[1] + share * (point[1] - before[1])
            before = point
        return before[1]


@dataclass(frozen=True, slots=True)
class Band:
    """From `low` to `high`, with or without its ends, and what it is worth: a number or a grade."""

    low: float
    high: float
    with_low: bool
    with_high: bool
    worth: str

    def holds(self, x: float) -> bool:
        """Whether x lies in it."""
        above = x >= self.low if self.with_low else x > self.low
        return above and (x <= self.high if self.with_high else x < self.high)


Bands = Sequence[Band]


def pairs(text: str) -> list[tuple[str, str]]:
    """The parts before and after the last colon of each item.

    >>> pairs("新开：5；续建:2")
    [('新开', '5'), ('续建', '2')]
    """
    found = (item.strip().rpartition(":") for item in _ITEMS.split(text.translate(_FOLDED)))
    return [(left.strip(), right.strip()) for left, _, right in found if left or right]


def read_curve(text: str) -> Curve | str:
    """The curve, or the piece that is none of it."""
    points: list[tuple[float, float]] = []
    for left, right in pairs(text):
        x, y = number(left), number(right)
        if x is None or y is None:
            return f"{left}:{right}"
        points.append((x, y))
    doubled = len({x for x, _ in points}) < len(points)
    return Curve(tuple(sorted(points))) if points and not doubled else text


def read_bands(text: str) -> Bands | str:
    """The bands from the lowest up, or the piece that is none."""
    found: list[Band] = []
    for left, right in pairs(text):
        band = _band(left, right)
        if band is None or not right:
            return f"{left}:{right}"
        found.append(band)
    return sorted(found, key=lambda b: (b.low, not b.with_low)) if found else text


def read_words(text: str) -> Mapping[str, float] | str:
    """Words and their points, or the piece that has none."""
    found: dict[str, float] = {}
    for left, right in pairs(text):
        points = number(right)
        if points is None or not left or left in found:
            return f"{left}:{right}"
        found[left] = points
    return found or text


def spread(words: Mapping[str, float]) -> Mapping[str, float]:
    """Words with 「1-3」 as each of its numbers.

    >>> spread({"1-3": 7, "新开": 5})
    {'1': 7, '2': 7, '3': 7, '新开': 5}
    """
    found: dict[str, float] = {}
    for word, points in words.items():
        ends = _SPAN.fullmatch(word)
        names = map(str, range(int(ends[1]), int(ends[2]) + 1)) if ends else (word,)
        found |= dict.fromkeys(names, points)
    return found


def number(text: str) -> float | None:
    """A number as written in a scheme; 10% is 10, what is none is None.

    >>> number("+0.5"), number("45%"), number("若干")
    (0.5, 45.0, None)
    """
    try:
        return float(text.removesuffix("%"))
    except ValueError:
        return None


def _band(text: str, worth: str) -> Band | None:
    if found := _INTERVAL.fullmatch(text):
        left, low, high, right = found.groups()
        ends = number(low) if low else -inf, number(high) if high else inf
        if ends[0] is None or ends[1] is None or ends[0] > ends[1]:
            return None
        return Band(ends[0], ends[1], left == "[", right == "]", worth)
    if found := _BOUND.fullmatch(text):
        sign, bound, bare, side = found.groups()
        x = number(bound or bare)
        return None if x is None else _open_band(sign or side, x, worth)
    x = number(text)
    return None if x is None else Band(x, x, with_low=True, with_high=True, worth=worth)


def _open_band(sign: str, x: float, worth: str) -> Band:
    """以下 leaves its number out and 以上 takes it in, as schemes use them."""
    if sign in {">=", "≥", "以上", ">"}:
        return Band(x, inf, with_low=sign != ">", with_high=False, worth=worth)
    return Band(-inf, x, with_low=False, with_high=sign in {"<=", "≤"}, worth=worth)


def band_of(bands: Bands, x: float) -> Band | None:
    """The first band that holds x."""
    return next((b for b in bands if b.holds(x)), None)


def faults(bands: Bands) -> list[str]:
    """What lies between the ends of the bands in none of them, or in two, as a clerk would write it.

    >>> faults(read_bands("[85,90):-3；(80,85):-4；<80:-5"))
    ['80没有档']
    >>> faults(read_bands("[80,90]:1；[90,100]:2"))
    ['90有两档']
    """
    found: list[str] = []
    for lower, upper in pairwise(bands):
        low, high = _short(lower.high), _short(upper.low)
        if lower.high > upper.low:
            found.append(f"{high}到{low}有两档")
        elif lower.high < upper.low:
            found.append(f"{low}到{high}没有档")
        elif lower.with_high and upper.with_low:
            found.append(f"{low}有两档")
        elif not lower.with_high and not upper.with_low:
            found.append(f"{low}没有档")
    return found


def _short(x: float) -> str:
    return f"{x:g}"
