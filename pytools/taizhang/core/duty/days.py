"""Deadlines counted in workdays or in calendar days."""

from datetime import date, timedelta

from taizhang.core.periods import IsWorkday

WORKING, PLAIN = "工作日", "自然日"
LONGEST_HOLIDAY = 31  # a calendar without any day of work must not count for ever
MOST = 3660  # ten years; a limit typed by mistake must not count for ever


def after(day: date, count: int, kind: str, is_workday: IsWorkday) -> date:
    """The day so many days after `day`, which itself does not count.

    One that falls on a day off is put off to the next day of work: nobody answers on a holiday.

    >>> after(date(2022, 6, 24), 2, WORKING, lambda d: d.weekday() < 5)
    datetime.date(2022, 6, 28)
    >>> after(date(2022, 6, 24), 2, PLAIN, lambda d: d.weekday() < 5)
    datetime.date(2022, 6, 27)
    """
    left = max(0, min(count, MOST))
    if kind != WORKING:
        day += timedelta(days=left)
        off = 0
        while left and off < LONGEST_HOLIDAY and not is_workday(day):
            day, off = day + timedelta(days=1), off + 1
        return day
    while left:
        day += timedelta(days=1)
        left -= is_workday(day)
    return day


def gone(since: date, on: date, kind: str, is_workday: IsWorkday) -> int:
    """How many days lie after `since` up to `on`; negative where that is still to come.

    >>> gone(date(2022, 6, 24), date(2022, 6, 28), WORKING, lambda d: d.weekday() < 5)
    2
    """
    whole = (on - since).days
    if kind != WORKING or not 0 < whole <= MOST:
        return whole
    return sum(is_workday(since + timedelta(days=n)) for n in range(1, whole + 1))
