"""Numbers as notices print them: 12, 十二, 二〇二二, 两, 半, 百, 3.5, 三点五, 1,000, 一万二, 3万5千.

Whole phrases are not searched here; the callers cut the number out first.
"""

import re

DIGITS = dict(
    zip(
        "〇零一二三四五六七八九两壹贰叁肆伍陆柒捌玖", (0, *range(10), 2, *range(1, 10)), strict=True
    )
)
_SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_BIG = {"万": 10_000, "亿": 100_000_000}
_KNOWN = frozenset("0123456789.") | DIGITS.keys() | _SCALES.keys() | _BIG.keys()
_PART = re.compile(r"\d+(?:\.\d+)?|[^\d.]")
HAN = "〇零一二三四五六七八九十百千两"


def whole(text: str) -> int | None:
    """Return the whole number `text` says, or None when it says none.

    >>> whole("12"), whole("十二"), whole("二〇二二"), whole("一百五"), whole("1,000")
    (12, 12, 2022, 150, 1000)
    """
    digits = text.replace(",", "")
    if digits.isascii():
        return int(digits) if digits.isdigit() else None
    if not text or any(c not in _KNOWN for c in text):
        return None
    if all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    return round(_scaled(text))


def number(text: str) -> float | None:
    """Return the number `text` says, decimals and Chinese numerals included.

    >>> number("3.5"), number("1,200"), number("三十"), number("半"), number("三点五")
    (3.5, 1200.0, 30.0, 0.5, 3.5)
    """
    if text == "半":
        return 0.5
    plain = text.replace(",", "")
    if plain.replace(".", "", 1).isdecimal() and plain.isascii():
        return float(plain)
    before, point, after = text.partition("点")
    found = whole(before)
    if found is None or (point and not (after and all(c in DIGITS for c in after))):
        return None
    tenths = "".join(str(DIGITS[c]) for c in after)
    return float(f"{found}.{tenths}") if point else float(found)


def _scaled(text: str) -> float:
    """Add up digits and scales; a last digit alone counts tenths of the scale before it: 一百五."""
    total, section, digit, scale = 0.0, 0.0, 0.0, 1
    for part in _PART.findall(text):
        if part in _SCALES:
            scale = _SCALES[part]
            section += (digit or 1) * scale
            digit = 0
        elif part in _BIG:
            scale = _BIG[part]
            below = section + digit
            total = (total + below) * scale if total < scale else total + below * scale
            section = digit = 0
        else:
            digit = DIGITS[part] if part in DIGITS else float(part)
            scale = scale if digit else 1
    return total + section + digit * max(scale // 10, 1)
