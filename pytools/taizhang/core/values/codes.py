"""What a number format says of a value: that a date shows its month and no day."""

import re

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_MONTH = re.compile(r"(?:19|20)\d\d[年/.\-]\d{1,2}月?|[A-Z][a-z]{2}[-/ ](?:\d\d|\d{4})")


def shows_month(code: str, shown: str = "") -> bool:
    r"""Whether a cell shows a year and a month but no day, by its format or by what it shows.

    >>> shows_month('yyyy"年"m"月"'), shows_month("mmm-yy"), shows_month("yyyy/m/d")
    (True, True, False)
    >>> shows_month("", "2022年9月"), shows_month('yyyy"d"m')
    (True, True)
    """
    if shown:
        return _MONTH.fullmatch(shown) is not None
    letters = _LITERAL.sub("", code.partition(";")[0]).lower()
    return "y" in letters and "m" in letters and not set("dhs") & set(letters)
