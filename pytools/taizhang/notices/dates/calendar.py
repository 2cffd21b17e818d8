"""Dates that a word stands for: festivals, days of the lunar calendar, workdays, five-year plans.

Working days come from the calendar of the core; for a year it does not know, weekends alone are free
days, and `unknown_year` says so.
"""

from calendar import monthrange
from datetime import date, timedelta

from taizhang.core.periods import Workdays
from taizhang.core.values.numerals import whole
from taizhang.notices.dates.grammar import grammar

_FIRST_LUNAR, _FIRST_DAY = 2015, date(2015, 2, 19)
_LUNAR_YEARS = (  # a bit a month, 1 for 30 days; the last digit is the leap month, the first bit its length
    0x04BA0, 0x0A5B0, 0x15176, 0x052B0, 0x0A930, 0x07954, 0x06AA0, 0x0AD50, 0x05B52, 0x04B60,
    0x0A6E6, 0x0A4E0, 0x0D260, 0x0EA65, 0x0D530, 0x05AA0, 0x076A3, 0x096D0, 0x04AFB, 0x04AD0,
    0x0A4D0,
)  # fmt: skip


def festival(name: str, year: int) -> date | None:
    """Return the day of the festival in `year`; None for a lunar one outside 2015-2035.

    >>> festival("国庆", 2022), festival("春节", 2024)
    (datetime.date(2022, 10, 1), datetime.date(2024, 2, 10))
    """
    if name == "清明":  # the sun's day of this century
        return date(year, 4, int(year % 100 * 0.2422 + 4.81) - year % 100 // 4)
    printed = grammar()["festival"][name]
    month, day = map(int, printed.lstrip("农").split("-"))
    return lunar(year, month, day) if printed[0] == "农" else date(year, month, day)


def lunar(year: int, month: int, day: int) -> date | None:
    """Return the day that a lunar month and day is; None outside 2015-2035.

    >>> lunar(2024, 12, 23), lunar(2025, 5, 5)
    (datetime.date(2025, 1, 22), datetime.date(2025, 5, 31))
    """
    if not 0 <= year - _FIRST_LUNAR < len(_LUNAR_YEARS):
        return None
    before = sum(sum(_months(code)) for code in _LUNAR_YEARS[: year - _FIRST_LUNAR])
    code = _LUNAR_YEARS[year - _FIRST_LUNAR]
    passed = month - 1 + (0 < (code & 15) < month)
    return _FIRST_DAY + timedelta(days=before + sum(_months(code)[:passed]) + day - 1)


def _months(code: int) -> list[int]:
    """Return the lengths of the months of a lunar year, the leap month behind its namesake."""
    lengths = [29 + (code >> (16 - month) & 1) for month in range(1, 13)]
    if leap := code & 15:
        lengths.insert(leap, 29 + (code >> 16))
    return lengths


def eve_of_next(name: str, on: date) -> date | None:
    """Return the day before the first festival of that name after `on`."""
    days = (festival(name, year) for year in (on.year, on.year + 1))
    return next((day - timedelta(days=1) for day in days if day and day > on), None)


def plan_years(ordinal: str) -> tuple[date, date]:
    """Return first and last day of a five-year plan by the middle letter of 十四五.

    >>> plan_years("四")
    (datetime.date(2021, 1, 1), datetime.date(2025, 12, 31))
    """
    first = 2001 + 5 * (whole(ordinal) or 1)
    return date(first, 1, 1), date(first + 4, 12, 31)


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the end of that month where it is shorter.

    >>> add_months(date(2022, 1, 31), 1)
    datetime.date(2022, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_workdays(day: date, count: int) -> date:
    """Return the day `count` working days after `day`, make-up days counted where known."""
    is_workday = Workdays()
    while count > 0:
        day += timedelta(days=1)
        count -= is_workday(day)
    return day


def unknown_year(first: date, last: date) -> int:
    """Return the first year from `first` to `last` whose holidays are not known, 0 for none.

    >>> unknown_year(date(2022, 5, 18), date(2022, 6, 30)), unknown_year(date(2095, 1, 4), date(2095, 2, 1))
    (0, 2095)
    """
    workdays = Workdays()
    for year in range(first.year, last.year + 1):
        workdays(date(year, 1, 1))
    return min(workdays.unknown, default=0)
