"""A count as a list shows it: 一, 壹, ①, ⑴, 甲, iv, c, 07."""

from taizhang.core.values.numerals import SPELT, chinese

_LEGAL = dict(zip(SPELT + "十百", "零壹贰叁肆伍陆柒捌玖拾佰", strict=True))
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_CIRCLED = "".join((
    *map(chr, range(0x2460, 0x2474)), *map(chr, range(0x3251, 0x3260)), *map(chr, range(0x32B1, 0x32C0)),
))  # fmt: skip
# the signs of a series in their order; past its end the plain number stands
_SERIES = {
    "decimalEnclosedCircle": _CIRCLED,
    "decimalEnclosedCircleChinese": _CIRCLED,
    "decimalEnclosedParen": "".join(map(chr, range(0x2474, 0x2488))),
    "decimalEnclosedFullstop": "".join(map(chr, range(0x2488, 0x249C))),
    "ideographEnclosedCircle": "".join(map(chr, range(0x3280, 0x328A))),
    "ideographTraditional": _STEMS,
    "ideographZodiac": _BRANCHES,
}


def numeral(number: int, style: str) -> str:
    """Return a count in a format of Word's (w:numFmt); one unknown gives the plain number.

    >>> numeral(12, "chineseCounting"), numeral(3, "decimalEnclosedCircle"), numeral(4, "lowerRoman")
    ('十二', '③', 'iv')
    """
    if series := _SERIES.get(style):
        return series[number - 1] if 0 < number <= len(series) else str(number)
    if style.startswith(("chineseLegal", "ideographLegal")):
        return "".join(_LEGAL.get(sign, sign) for sign in chinese(number, full=True))
    if style.startswith("ideographDigital"):
        return "".join(SPELT[int(digit)] for digit in str(number))
    if style.startswith(("chinese", "japanese", "taiwanese")):
        return chinese(number)
    return _western(number, style)


def _western(number: int, style: str) -> str:
    if style == "none":
        return ""
    if style == "decimalZero":
        return f"{number:02d}"
    if style == "decimalFullWidth":
        return "".join(chr(0xFF10 + int(digit)) for digit in str(number))
    if style == "numberInDash":
        return f"- {number} -"
    small = {"roman": _roman, "letter": _letters}.get(style[5:].lower())
    if small is None or number < 1:
        return str(number)
    return small(number).upper() if style.startswith("upper") else small(number)


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        text += sign * count
    return text


def _letters(number: int) -> str:
    """Return a, b, … z, aa, bb as Word counts."""
    times, at = divmod(number - 1, 26)
    return chr(ord("a") + at) * (times + 1)
