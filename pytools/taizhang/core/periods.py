"""Reporting periods: 2022-06 (月), 2022-06上 (半月), 2022-06中旬 (旬), 2022-W23 (周), 2022-Q2 (季).

A period is its written form plus its first and last day. No clock: the day comes as an argument.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

KINDS = ("周", "旬", "半月", "月", "季")
# how a unit stands in a period's register
ON_TIME, LATE, BLANK, WAITING, MISSING = "按时", "迟报", "空报", "待报", "漏报"
NOT_TAKEN = "未采用"
PARTS = {"上": (1, 15), "下": (16, 31), "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}
_FORMS = re.compile(r"(\d{4})-(?:(\d{2})(上旬|中旬|下旬|上|下)?|W(\d{2})|Q([1-4]))")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One reporting period; ordered by time. `id` is also a folder name."""

    first: date
    last: date
    id: str

    def __str__(self) -> str:
        return self.id

    @property
    def label(self) -> str:
        """As printed: 2022年6月、2022年第2季度、2022年6月上旬、2022年第23周."""
        year, rest = self.id[:4], self.id[5:]
        if rest.startswith("W"):
            return f"{year}年第{int(rest[1:])}周"
        if rest.startswith("Q"):
            return f"{year}年第{rest[1:]}季度"
        part = {"上": "上半月", "下": "下半月"}.get(rest[2:], rest[2:])
        return f"{year}年{int(rest[:2])}月{part}"


def parse_period(text: str) -> Period | None:
    """The period written so, or None.

    >>> parse_period("2022-06").last, parse_period("2022-Q2").first
    (datetime.date(2022, 6, 30), datetime.date(2022, 4, 1))
    """
    found = _FORMS.fullmatch(text.strip())
    if not found:
        return None
    year, month, part, week, quarter = found.groups()
    try:
        if week:
            first = date.fromisocalendar(int(year), int(week), 1)
            return Period(first, first + timedelta(days=6), text.strip())
        if quarter:
            return _months(text.strip(), int(year), int(quarter) * 3 - 2, 3)
        return _month(text.strip(), int(year), int(month), part)
    except ValueError:
        return None


def _month(text: str, year: int, month: int, part: str | None) -> Period:
    whole = _months(text, year, month, 1)
    if not part:
        return whole
    low, high = PARTS[part]
    return Period(whole.first.replace(day=low), min(whole.last, _day(whole.first, high)), text)


def _day(first: date, day: int) -> date:
    return first.replace(day=min(day, monthrange(first.year, first.month)[1]))


def _months(text: str, year: int, month: int, count: int) -> Period:
    last = month + count - 1
    return Period(date(year, month, 1), date(year, last, monthrange(year, last)[1]), text)


def period_of(day: date, kind: str) -> Period:
    """The period of that kind in which the day falls; ValueError for an unknown kind."""
    written = {
        "周": lambda: "{}-W{:02}".format(*day.isocalendar()[:2]),
        "旬": lambda: f"{day:%Y-%m}{('上旬', '中旬', '下旬')[min((day.day - 1) // 10, 2)]}",
        "半月": lambda: f"{day:%Y-%m}{'上' if day.day <= 15 else '下'}",
        "月": lambda: f"{day:%Y-%m}",
        "季": lambda: f"{day.year}-Q{(day.month + 2) // 3}",
    }
    if kind not in written:
        raise ValueError(kind)
    found = parse_period(written[kind]())
    if found is None:
        raise AssertionError(day)
    return found


def cutoff(period: Period, day: int, *, shift: bool, is_workday: "Workdays") -> date:
    """The last day to report: the `day`-th of the period, moved to the next workday if `shift`."""
    due = min(period.last, period.first + timedelta(days=max(day, 1) - 1))
    while shift and not is_workday(due):
        due += timedelta(days=1)
    return due


class Workdays:
    """Chinese workdays with make-up days; the office's own rows come first.

    A year that the calendar does not know counts Monday to Friday and is noted in `unknown`.
    """

    def __init__(self, own: dict[date, bool] | None = None) -> None:
        """`own` maps a day to whether it is worked, from the sheet 节假日."""
        self.own = own or {}
        self.unknown: set[int] = set()

    def __call__(self, day: date) -> bool:
        """Whether the day is worked."""
        if day in self.own:
            return self.own[day]
        import chinese_calendar

        try:
            return bool(chinese_calendar.is_workday(day))
        except NotImplementedError:
            self.unknown.add(day.year)
            return day.weekday() < 5
