"""Numbers as people write them: 2000万, 1.2亿, 3万5千, １，２００, 一千二百, 八点五, 七八, 半.

The one reader of numerals, and the one writer of 十二, for forms, papers and notices. It does not decide what a number is for; a
numeral with two sensible readings (七八, 两三百, 3万5) gives both, lower first. Reading takes
time in proportion to the text, and no number is infinite or longer than Excel can keep.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from taizhang.core.values.text import OLD_NUMERALS

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "○": 0, "两": 2, "俩": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5,
    "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
SPELT = "〇一二三四五六七八九"
SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
BIG = {"万": 10_000, "亿": 100_000_000}
HAN = "".join([*DIGITS, *SMALL, *BIG, *OLD_NUMERALS])
PRINTED = (
    "〇零一二三四五六七八九十百千万亿两廿卅"  # in running text 陆 and 伍 are rather no numbers
)
MOST_LETTERS = 40  # a longer numeral is none
MOST = 1e15  # and a larger number neither: Excel keeps 15 figures
LONGEST_SPELT = 3  # 三四五 is a row of numbers, 二〇二二 one number
_TODAY = str.maketrans(OLD_NUMERALS)
_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+"
_NOT_SCALE = "(?!(?<=千)[米克瓦]|(?<=百)分)"  # 35千米 is not 35000米
_HEAD = re.compile(
    rf"[+-]?负?(?:(?:{_ARABIC})|[{HAN}]{_NOT_SCALE})(?:(?:{_ARABIC})|[{HAN}]{_NOT_SCALE}|点(?=[{HAN}]))*"
)
_PART = re.compile(rf"(?P<arabic>{_ARABIC})|(?P<han>[{HAN}点])")
_DECIMALS = re.compile(rf"([{''.join(DIGITS)}]+)([{''.join((*SMALL, *BIG))}]*)")


@dataclass(frozen=True, slots=True)
class FoundNumbers:
    """Numbers that a text begins with (two where it can be read in two ways), and the rest.

    `scaled` tells that 千, 万 or 亿 was written, so the number counts single units.
    """

    values: tuple[float, ...]
    rest: str
    scaled: float = 1.0


def find_number(text: str) -> FoundNumbers | None:
    """Read the number that a plain text begins with; None where it begins with none.

    >>> find_number("2000万元")
    FoundNumbers(values=(20000000.0,), rest='元', scaled=10000.0)
    >>> find_number("七八个").values, find_number("3万5千").values
    ((7.0, 8.0), (35000.0,))
    """
    if text[:1] == "半":
        return FoundNumbers((0.5,), text[1:])
    head = _HEAD.match(text[: MOST_LETTERS + 1])
    if head is None or head.end() > MOST_LETTERS:
        return None
    said, rest = head[0].translate(_TODAY), text[head.end() :]
    sign = -1.0 if "-" in said[:1] or "负" in said[:2] else 1.0
    values = _evaluate(said.lstrip("+-负"))
    if not values or not all(v < MOST for v in values):
        return None
    scale = max((BIG.get(c, 1000 if c in "千仟" else 1) for c in said), default=1)
    return FoundNumbers(tuple(sorted(sign * v for v in values)), rest, float(scale))


def readings(text: str) -> tuple[float, ...]:
    """Return the numbers that the whole of a plain text can say, none where it is no number.

    >>> readings("七八"), readings("十二"), readings("二〇二二"), readings("十来")
    ((7.0, 8.0), (12.0,), (2022.0,), ())
    """
    found = find_number(text)
    return () if found is None or found.rest else found.values


def number(text: str) -> float | None:
    """Return the one number that the whole text says; None for none, and for two.

    >>> number("3.5"), number("1,200"), number("三点五"), number("两三百")
    (3.5, 1200.0, 3.5, None)
    """
    found = readings(text)
    return found[0] if len(found) == 1 else None


def whole(text: str) -> int | None:
    """Return the one whole number that the whole text says, or None.

    >>> whole("十二"), whole("一百五"), whole("1,000"), whole("3.5")
    (12, 150, 1000, None)
    """
    found = number(text)
    return int(found) if found is not None and found.is_integer() else None


def chinese(number: int, *, full: bool = False) -> str:
    """Return a number under 1000 in Chinese, a larger one in digits; `full` writes 一十二 for 十二.

    >>> chinese(8), chinese(10), chinese(45), chinese(120), chinese(12, full=True), chinese(1000)
    ('八', '十', '四十五', '一百二十', '一十二', '1000')
    """
    if not 0 <= number < 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    head = SPELT[hundreds] + "百" if hundreds else ""
    if tens:
        head += "十" if tens == 1 and not hundreds and not full else SPELT[tens] + "十"
    elif hundreds and ones:
        head += SPELT[0]
    return head + (SPELT[ones] if ones or not head else "")


def _evaluate(said: str) -> tuple[float, ...]:
    parts = [(m["arabic"], m["han"]) for m in _PART.finditer(said)]
    if len(parts) == 1 and parts[0][0]:
        return (_arabic(parts[0][0]),)
    if not any(a for a, _ in parts):
        return _all_han(said)
    return _scaled(parts)


def _arabic(text: str) -> float:
    return float(text.replace(",", ""))


def _all_han(said: str) -> tuple[float, ...]:
    if "点" in said:
        return _decimal(said)
    if all(c in DIGITS for c in said):
        return _spelt(said)
    pairs = [at for at, pair in enumerate(pairwise(said)) if all(DIGITS.get(c) for c in pair)]
    if not pairs:
        return _scaled([("", c) for c in said])
    return _between(said, pairs[0]) if len(pairs) == 1 else ()


def _decimal(said: str) -> tuple[float, ...]:
    """八点五, 一点二亿."""
    before, _, after = said.partition("点")
    units, decimals = _all_han(before), _DECIMALS.fullmatch(after)
    if len(units) != 1 or decimals is None:
        return ()
    scale = 1.0
    for letter in decimals[2]:
        scale *= SMALL.get(letter) or BIG[letter]
    fraction = "".join(str(DIGITS[c]) for c in decimals[1])
    return (round(float(f"{units[0]:.0f}.{fraction}") * scale, 6),)


def _spelt(said: str) -> tuple[float, ...]:
    """Digits one by one: 二〇二一 is a year, 七八 is seven or eight, 三四五 is no one number."""
    digits = [DIGITS[c] for c in said]
    if len(digits) == 2 and 0 not in digits:
        return (float(digits[0]), float(digits[1])) if digits[0] < digits[1] else ()
    if len(digits) == LONGEST_SPELT and all(b == a + 1 for a, b in pairwise(digits)):
        return ()
    return (float("".join(map(str, digits))),)


def _between(said: str, at: int) -> tuple[float, ...]:
    """两三百, 七八十, 十一二: two digits side by side are two readings."""
    low, high = (
        _scaled([("", c) for c in said[:at] + said[at + i] + said[at + 2 :]]) for i in (0, 1)
    )
    return (*low, *high) if len(low) == len(high) == 1 and low < high else ()


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
        self.small, self.big = 1e4, 1e13
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
        first = not (self.done or self.section)  # 百 alone is a hundred
        if scale >= self.small or (self.digit < 0 and scale != 10 and not first):
            return False
        self.section += (self.digit if self.digit >= 0 else 1) * scale
        self.small, self.digit, self.last_scale, self.zero = scale, -1.0, scale, False
        return True

    def _big(self, scale: int) -> bool:
        """A 万 or 亿; 两万亿 multiplies what stands before, 一亿二千万 adds to it."""
        amount = self.section + max(self.digit, 0.0)
        if not amount and 0 < self.done < scale > self.big:
            self.done, self.last_scale, self.big = self.done * scale, scale, scale
            return True
        if not scale or scale >= self.big or not amount:
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
