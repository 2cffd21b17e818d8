"""Dates that a word stands for: festivals, the ends of periods, workdays, five-year plans.

Working days come from the calendar of the core; for a year it does not know, weekends alone are free
days, and `unknown_year` says so.
Festivals of the lunar calendar stand in a table.
"""

from calendar import monthrange
from datetime import date, timedelta

from taizhang.core.periods import Workdays

SPRING = {
    2015: (2, 19), 2016: (2, 8), 2017: (1, 28), 2018: (2, 16), 2019: (2, 5), 2020: (1, 25),
    2021: (2, 12), 2022: (2, 1), 2023: (1, 22), 2024: (2, 10), 2025: (1, 29), 2026: (2, 17),
    2027: (2, 6), 2028: (1, 26), 2029: (2, 13), 2030: (2, 3), 2031: (1, 23), 2032: (2, 11),
    2033: (1, 31), 2034: (2, 19), 2035: (2, 8),
}  # fmt: skip
DRAGON_BOAT = {
    2015: (6, 20), 2016: (6, 9), 2017: (5, 30), 2018: (6, 18), 2019: (6, 7), 2020: (6, 25),
    2021: (6, 14), 2022: (6, 3), 2023: (6, 22), 2024: (6, 10), 2025: (5, 31), 2026: (6, 19),
    2027: (6, 9), 2028: (5, 28), 2029: (6, 16), 2030: (6, 5), 2031: (6, 24), 2032: (6, 12),
    2033: (6, 1), 2034: (6, 20), 2035: (6, 10),
}  # fmt: skip
MID_AUTUMN = {
    2015: (9, 27), 2016: (9, 15), 2017: (10, 4), 2018: (9, 24), 2019: (9, 13), 2020: (10, 1),
    2021: (9, 21), 2022: (9, 10), 2023: (9, 29), 2024: (9, 17), 2025: (10, 6), 2026: (9, 25),
    2027: (9, 15), 2028: (10, 3), 2029: (9, 22), 2030: (9, 12), 2031: (10, 1), 2032: (9, 19),
    2033: (9, 8), 2034: (9, 27), 2035: (9, 16),
}  # fmt: skip
_FIXED = {
    "元旦": (1, 1), "清明": (4, 5), "五一": (5, 1), "劳动节": (5, 1), "七一": (7, 1),
    "八一": (8, 1), "国庆": (10, 1), "十一": (10, 1),
}  # fmt: skip
_LUNAR = {"春节": SPRING, "端午": DRAGON_BOAT, "中秋": MID_AUTUMN}
FESTIVALS = (*_FIXED, *_LUNAR)
_PLANS = {"一": 2006, "二": 2011, "三": 2016, "四": 2021, "五": 2026, "六": 2031}


def festival(name: str, year: int) -> date | None:
    """Return the day of the festival in `year`; None for a lunar one outside 2015-2035.

    >>> festival("国庆", 2022), festival("春节", 2024)
    (datetime.date(2022, 10, 1), datetime.date(2024, 2, 10))
    """
    month_day = _FIXED.get(name) or _LUNAR[name].get(year)
    return date(year, *month_day) if month_day else None


def eve_of_next(name: str, on: date) -> date | None:
    """Return the day before the first festival of that name after `on`."""
    for year in (on.year, on.year + 1):
        day = festival(name, year)
        if day and day > on:
            return day - timedelta(days=1)
    return None


def plan_years(ordinal: str) -> tuple[date, date] | None:
    """Return first and last day of a five-year plan by the middle letter of 十四五.

    >>> plan_years("四")
    (datetime.date(2021, 1, 1), datetime.date(2025, 12, 31))
    """
    first = _PLANS.get(ordinal)
    return (date(first, 1, 1), date(first + 4, 12, 31)) if first else None


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
