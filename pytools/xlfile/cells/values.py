"""What a cell holds: values as xlwings gives and takes them, and as the file stores them.

Text is stored as it is written: "001" stays text, although live Excel would make it a number
in a General cell. Dates are numbers in the file; which ones are dates is the format's business.
"""

import math
import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from numbers import Real
from typing import Any, NamedTuple

LONGEST_TEXT = 32_767
LONGEST_FORMULA = 8_192
_EPOCH = datetime(1899, 12, 30)
_LEAP_BUG_ENDS = datetime(1900, 3, 1)
_FIRST_DAY = datetime(1900, 1, 1)
_DAYS_1904 = 1462
_LEAP_BUG_SERIAL = 61
_DAY = timedelta(days=1)
_DAYS_TO_10000 = 2_958_466

_ERROR_CODES = {
    "#NULL!": 2000,
    "#DIV/0!": 2007,
    "#VALUE!": 2015,
    "#REF!": 2023,
    "#NAME?": 2029,
    "#NUM!": 2036,
    "#N/A": 2042,
    "#GETTING_DATA": 2043,
    "#SPILL!": 2045,
    "#CONNECT!": 2046,
    "#BLOCKED!": 2047,
    "#UNKNOWN!": 2048,
    "#FIELD!": 2049,
    "#CALC!": 2050,
}
_AS_THEY_ARE = {str, bool, float, datetime}
_COM_BASE = -2_146_828_288
_UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_CODE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]')
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class CellError(int):
    """An error cell, as COM hands it over: a whole number that stands for #N/A and the like."""

    text: str

    @classmethod
    def named(cls, text: str) -> "CellError":
        """The error that Excel shows as `text`."""
        error = cls(_COM_BASE + _ERROR_CODES.get(text, 2015))
        error.text = text
        return error


class FormulaValue(NamedTuple):
    """A formula, with its equals sign."""

    text: str


class DateValue(NamedTuple):
    """A date or a date with a time, which asks for a date format."""

    at: datetime
    has_time: bool


Content = None | bool | float | str | FormulaValue | DateValue


def content_of(value: Any, *, takes_formulas: bool = True) -> Content:
    """What is to be stored for a value given through xlwings.

    Raises:
        ValueError: text too long for a cell, a number or date that Excel does not have.
        TypeError: a value that is no cell value.
    """
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text_or_formula(value, takes_formulas=takes_formulas)
    if isinstance(value, date):
        return _moment(value)
    if isinstance(value, CellError):
        raise TypeError(f"xlfile: cannot write the error {value.text}; write a formula or None")
    if isinstance(value, (Real, Decimal)):
        return _number(float(value))
    raise TypeError(f"xlfile: cannot write a {type(value).__name__} into a cell: {value!r}")


def _text_or_formula(text: str, *, takes_formulas: bool) -> str | FormulaValue:
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"text of {len(text)} characters; a cell holds {LONGEST_TEXT}")
    if takes_formulas and text[0] == "=" and len(text) > 1:
        if len(text) > LONGEST_FORMULA:
            raise ValueError(f"formula of {len(text)} characters; Excel takes {LONGEST_FORMULA}")
        return FormulaValue(text)
    text.encode()  # half a surrogate pair is no text: UnicodeEncodeError is a ValueError
    return text


def _moment(value: date) -> DateValue:
    if isinstance(value, datetime):
        if value.tzinfo is not None:
            raise ValueError(f"{value!r} has a time zone; a cell has none")
        return DateValue(value, value.time() != time.min)
    return DateValue(datetime.combine(value, time.min), has_time=False)


def _number(number: float) -> float:
    if not math.isfinite(number):
        raise ValueError(f"{number} is not a number that a cell can hold")
    return number


def serial_of(moment: datetime, *, from_1904: bool) -> float:
    """A date as Excel counts: days since the end of 1899, with 1900 taken for a leap year.

    Times of day and durations, which are read as moments of the last days of 1899, stay
    fractions of days.
    """
    days = (moment - _EPOCH) / _DAY
    if moment >= _FIRST_DAY and from_1904:
        days -= _DAYS_1904
    elif moment >= _FIRST_DAY and moment < _LEAP_BUG_ENDS:
        days -= 1
    if days < 0:
        raise ValueError(f"{moment:%Y-%m-%d} is before Excel's calendar starts")
    return days


def moment_of(serial: float, *, from_1904: bool) -> datetime | float:
    """The reverse of `serial_of`, to the millisecond; a number that is no date stays one."""
    days = serial
    if serial >= 1:
        days += _DAYS_1904 if from_1904 else serial < _LEAP_BUG_SERIAL
    if not 0 <= days < _DAYS_TO_10000:
        return serial
    return _EPOCH + timedelta(milliseconds=round(days * 86_400_000))


@cache
def is_date_format(code: str) -> bool:
    """Whether a format code shows a number as a date or a time."""
    bare = _NOT_IN_CODE.sub("", code.partition(";")[0]).lower()
    return bare != "general" and any(letter in bare for letter in "ymdhs")


def as_com_gives(value: Any) -> Any:
    """A value from calamine as COM would hand it over: naive datetimes, floats, None."""
    if type(value) in _AS_THEY_ARE:
        return None if value == "" else value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if isinstance(value, time):
        return datetime.combine(_EPOCH, value)
    if isinstance(value, timedelta):
        return _EPOCH + value
    return float(value)


def as_number_text(number: float) -> str:
    """3.0 → 3, 0.1 → 0.1: the shortest text that reads back as the same number."""
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)


def escape(text: str) -> str:
    """Text as XML can hold it: control characters as _x000D_, and a literal _x000D_ saved."""
    return _UNSTORABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def unescape(text: str) -> str:
    """The reverse of `escape`."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
