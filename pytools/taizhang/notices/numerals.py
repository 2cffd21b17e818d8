"""Numbers as notices print them: 12, 十二, 二〇二二, 两, 半, 百, 3.5, 1,000.

Whole phrases are not searched here; the callers cut the number out first.
"""

DIGITS = dict(
    zip(
        "〇零一二三四五六七八九两壹贰叁肆伍陆柒捌玖", (0, *range(10), 2, *range(1, 10)), strict=True
    )
)
_SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_BIG = {"万": 10_000, "亿": 100_000_000}
HAN = "〇零一二三四五六七八九十百千两"


def whole(text: str) -> int | None:
    """Return the whole number `text` says, or None when it says none.

    >>> whole("12"), whole("十二"), whole("二〇二二"), whole("一百五十"), whole("1,000")
    (12, 12, 2022, 150, 1000)
    """
    digits = text.replace(",", "")
    if digits.isascii():
        return int(digits) if digits.isdigit() else None
    if not text or any(c not in DIGITS and c not in _SCALES and c not in _BIG for c in text):
        return None
    if all(c in DIGITS for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    return _scaled(text)


def number(text: str) -> float | None:
    """Return the number `text` says, decimals and Chinese numerals included.

    >>> number("3.5"), number("1,200"), number("三十"), number("半")
    (3.5, 1200.0, 30.0, 0.5)
    """
    if text == "半":
        return 0.5
    plain = text.replace(",", "")
    if plain.replace(".", "", 1).isdecimal() and plain.isascii():
        return float(plain)
    found = whole(text)
    return None if found is None else float(found)


def _scaled(text: str) -> int:
    total, section, digit = 0, 0, 0
    for letter in text:
        if letter in DIGITS:
            digit = DIGITS[letter]
        elif letter in _SCALES:
            section += (digit or 1) * _SCALES[letter]
            digit = 0
        else:
            total, section, digit = (total + section + digit) * _BIG[letter], 0, 0
    return total + section + digit
