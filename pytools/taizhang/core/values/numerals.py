"""Numbers as people write them: 2000万, 1.2亿, 3万5千, １，２００, 一千二百, 八点五.

Reads a number at the start of a text, and says what follows it. It does not decide what the
number is for; a text with two sensible readings gives both.
"""

import re
import unicodedata
from dataclasses import dataclass

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "○": 0, "两": 2, "俩": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5,
    "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
BIG = {"万": 10_000, "亿": 100_000_000}
HAN = "".join([*DIGITS, *SMALL, *BIG])
# Old writings of 万 and 亿, and of tens, in those of today.
_OTHERWISE = str.maketrans({"萬": "万", "億": "亿", "廿": "二十", "卅": "三十"})
_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]|_x000[dDaA]_")
_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+"
_NOT_SCALE = "(?!(?<=千)[米克瓦]|(?<=百)分)"  # 35千米 is not 35000米
_HEAD = re.compile(rf"[+-]?(?:(?:{_ARABIC})|[{HAN}]{_NOT_SCALE}|点(?=[{HAN}]))+")
_PART = re.compile(rf"(?P<arabic>{_ARABIC})|(?P<han>[{HAN}点])")


@dataclass(frozen=True, slots=True)
class Found:
    """Numbers that a text begins with (two where it can be read in two ways), and the rest.

    `scaled` tells that 千, 万 or 亿 was written, so the number counts single units.
    """

    values: tuple[float, ...]
    rest: str
    scaled: float = 1.0


def plain(text: str) -> str:
    r"""Return the text without spaces, in half-width letters and today's writing.

    >>> plain(" ２０００ 萬\n元 ")
    '2000万元'
    """
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(_OTHERWISE)


def find_number(text: str) -> Found | None:
    """Read the number that a plain text begins with; None where it begins with none.

    >>> find_number("2000万元")
    Found(values=(20000000.0,), rest='元', scaled=10000.0)
    >>> find_number("七八个").values, find_number("3万5千").values
    ((7.0, 8.0), (35000.0,))
    """
    head = _HEAD.match(text)
    if head is None:
        return None
    said, rest = head[0], text[head.end() :]
    sign = -1.0 if said[0] == "-" else 1.0
    values = _evaluate(said.lstrip("+-"))
    scale = max((BIG.get(c, 1000 if c in "千仟" else 1) for c in said), default=1)
    return Found(tuple(sign * v for v in values), rest, float(scale)) if values else None


def _evaluate(said: str) -> tuple[float, ...]:
    parts = [(m["arabic"], m["han"]) for m in _PART.finditer(said)]
    if len(parts) == 1 and parts[0][0]:
        return (_arabic(parts[0][0]),)
    han = "".join(h or "" for _, h in parts)
    if not any(a for a, _ in parts):
        return _all_han(han)
    return _scaled(parts)


def _arabic(text: str) -> float:
    return float(text.replace(",", ""))


def _all_han(said: str) -> tuple[float, ...]:
    whole, point, decimals = said.partition("点")
    if point:
        fraction = "".join(str(DIGITS.get(c, "")) for c in decimals)
        units = _all_han(whole) if whole else (0.0,)
        if len(units) != 1 or len(fraction) != len(decimals) or not fraction:
            return ()
        return (float(f"{units[0]:.0f}.{fraction}"),)
    if all(c in DIGITS for c in said):
        return _spelt(said)
    if (pair := _neighbours(said)) is not None:
        return pair
    return _scaled([("", c) for c in said])


def _spelt(said: str) -> tuple[float, ...]:
    """Digits one by one: 二〇二一 is a year, 七八 is seven or eight."""
    digits = [DIGITS[c] for c in said]
    if len(digits) == 2 and 0 not in digits:
        return (float(digits[0]), float(digits[1])) if digits[0] < digits[1] else ()
    return (float("".join(map(str, digits))),)


def _neighbours(said: str) -> tuple[float, ...] | None:
    """两三百, 七八十: two digits side by side before a scale are two readings."""
    for at in range(len(said) - 1):
        pair = said[at : at + 2]
        if all(c in DIGITS and DIGITS[c] for c in pair):
            low, high = (said[:at] + c + said[at + 2 :] for c in pair)
            found = (*_all_han(low), *_all_han(high))
            return found if len(found) == 2 else ()
    return None


def _scaled(parts: list[tuple[str, str]]) -> tuple[float, ...]:
    sum_ = _Sum()
    for arabic, han in parts:
        fits = sum_.number(_arabic(arabic)) if arabic else sum_.letter(han)
        if not fits:
            return ()
    return sum_.total()


class _Sum:
    """A number under way: hundreds within ten-thousands within hundred-millions."""

    def __init__(self) -> None:
        self.done, self.section, self.digit = 0.0, 0.0, -1.0
        self.small, self.big = 1e4, 1e12
        self.last_scale, self.zero, self.loose = 1.0, False, False

    def number(self, value: float, *, loose: bool = False) -> bool:
        """A digit, which may not stand behind another digit."""
        if self.digit >= 0:
            return False
        self.digit, self.loose = value, loose
        return True

    def letter(self, han: str) -> bool:
        """A Chinese digit or scale; False where it cannot stand here."""
        if han in DIGITS:
            if DIGITS[han] == 0:
                self.zero = True
                return self.digit < 0
            return self.number(DIGITS[han], loose=True)
        return self._small(SMALL[han]) if han in SMALL else self._big(BIG.get(han, 0))

    def _small(self, scale: int) -> bool:
        if scale >= self.small or (self.digit < 0 and scale != 10):
            return False
        self.section += (self.digit if self.digit >= 0 else 1) * scale
        self.small, self.digit, self.last_scale, self.zero = scale, -1.0, scale, False
        return True

    def _big(self, scale: int) -> bool:
        amount = self.section + max(self.digit, 0.0)
        if not scale or scale >= self.big or not (amount or self.done):
            return False
        self.done += amount * scale
        self.section, self.digit, self.small = 0.0, -1.0, 1e4
        self.big, self.last_scale, self.zero = scale, scale, False
        return True

    def total(self) -> tuple[float, ...]:
        """两千五 is 2500; 3万5 is 35000 or 30005; 三万零五 is 30005."""
        whole = self.done + self.section
        if self.digit < 0:
            return (whole,)
        short = self.digit * self.last_scale / 10
        if self.zero or self.last_scale <= 10:
            return (whole + self.digit,)
        if self.digit >= 10 and self.last_scale >= 1e4:
            return (whole + self.digit,) if self.digit >= self.last_scale / 10 else ()
        return (whole + short,) if self.loose else (whole + short, whole + self.digit)
