"""Until when a period is reported: the day as an office writes it, the hour, and what a holiday does.

Days: 周五、25日、季末月20日、次月5日、月末后5个工作日内、第3天、最后一天、6月20日. Holidays: 顺延, 节后第2个工作日,
提前, 不顺延. Pure arithmetic on a Period; the calendar of workdays comes as an argument.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache

from taizhang.core.periods import IsWorkday, Period, period_of
from taizhang.core.values.numerals import whole
from taizhang.core.values.text import keep_marks

_DAY = timedelta(days=1)
NOON, EVENING = time(12), time(18)
_N = r"([\d一二两三四五六七八九十廿]+)"
_WEEKDAYS = {
    d: n for n, ds in enumerate(("一1", "二2", "三3", "四4", "五5", "六6", "日天七7")) for d in ds
}
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("workday_before", re.compile(rf"(?:[末底束期月季年]前|倒数|最后)第?{_N}个?工作日")),
    (
        "workday_after",
        re.compile(rf"(?:次[月季周年期]|后|[月季年周旬期][末底])\D*?第?{_N}个?工作日"),
    ),
    ("workday", re.compile(rf"第{_N}个工作日")),
    ("days_after", re.compile(rf"(?<!最)后\D*?第?{_N}个?[天日]")),
    ("weekday", re.compile(r"(次|下)?(?:周|星期|礼拜)([一二三四五六日天七1-7])")),
    ("next_day", re.compile(rf"(?:次|下)(?:个?月|季|期|年|旬|半月)(?:首月|第?1?个?月)?{_N}[日号]")),
    ("month_day", re.compile(rf"{_N}月{_N}[日号]")),
    ("month_end", re.compile(rf"{_N}月(?:末|底)")),
    ("nth", re.compile(rf"第{_N}[天日]")),
    ("day", re.compile(rf"{_N}[日号]")),
    ("last", re.compile(r"最后一[天日]|末日|[周旬月季年期][末底]|半年末|当[天日]|截止日")),
    ("day", re.compile(rf"^{_N}$")),
)
_OF_YEAR = re.compile(rf"{_N}月(?:{_N}[日号]|末|底)")
_HOUR = re.compile(r"(\d{1,2})(?:[:时点](\d{1,2})?分?(半)?)")
_WORDS = (("上午", NOON), ("中午", NOON), ("正午", NOON), ("下班", EVENING), ("下午", EVENING))


@dataclass(frozen=True, slots=True)
class Shift:
    """What a holiday does: to the `number`-th workday after it (before it, where negative; 0 stays).

    `hour` is that of a moved day, where it differs.
    """

    number: int = 1
    hour: time | None = None


@dataclass(frozen=True, slots=True)
class Cutoff:
    """A day of any period of one kind, and the hour of it; `form` is one of the readings above.

    `days` are months and days of a year, where several are named.
    """

    form: str
    number: int = 0
    month: int = 0
    following: bool = False
    hour: time | None = None
    shift: Shift = Shift()
    days: tuple[tuple[int, int], ...] = ()

    def asks(self, period: Period) -> bool:
        """Whether the period is asked for at all: 6月底、9月底、12月底 leave out the first quarter."""
        return not self.days or any(_falls(period, month, day) for month, day in self.days)

    def plain(self, period: Period, is_workday: IsWorkday) -> date:
        """The day before any holiday moves it."""
        return _PLAIN[self.form](self, period, is_workday)

    def day(self, period: Period, is_workday: IsWorkday) -> date:
        """The last day to report."""
        return shifted(self.plain(period, is_workday), self.shift, is_workday)


def shifted(day: date, shift: Shift, is_workday: IsWorkday) -> date:
    """Return the day, moved as the rule says where it is no workday."""
    if shift.number == 0 or is_workday(day):
        return day
    return step(day, shift.number, is_workday)


def step(day: date, count: int, is_workday: IsWorkday) -> date:
    """Return the `count`-th workday after the day, before it where negative, the day itself for 0."""
    way, left = (_DAY if count > 0 else -_DAY), abs(count)
    while left:
        day += way
        left -= is_workday(day)
    return day


@lru_cache(maxsize=1000)
def read_cutoff(text: str, shift: str = "", hour: str = "") -> Cutoff | None:
    """Return the cut-off that these words of an office mean, or None.

    >>> read_cutoff("每季度末月20日前").number, read_cutoff("周二12时", "节后第2个工作日中午").shift.number
    (20, 2)
    """
    plain, moved = keep_marks(text), read_shift(shift)
    if moved is None:
        return None
    at = read_hour(keep_marks(hour)) or read_hour(plain)
    plain = _HOUR.sub("", plain)
    if len(days := _days_of_year(plain)) > 1:
        return Cutoff("days", hour=at, shift=moved, days=days)
    for form, pattern in _FORMS:
        if match := pattern.search(plain):
            return _made(form, match, at, moved)
    return None


def _made(form: str, match: re.Match[str], at: time | None, moved: Shift) -> Cutoff | None:
    said = [group for group in match.groups() if group]
    if form == "weekday":
        return Cutoff(form, _WEEKDAYS[match[2]], 0, bool(match[1]), at, moved)
    numbers = [whole(_plain_number(group)) or 0 for group in said]
    if form == "last":
        return Cutoff(form, hour=at, shift=moved)
    if form in {"month_day", "month_end"}:
        month, day = numbers[0], numbers[1] if form == "month_day" else 31
        return Cutoff("month_day", day, month, hour=at, shift=moved) if _fits(month, day) else None
    return Cutoff(form, numbers[0], hour=at, shift=moved) if 1 <= numbers[0] <= 366 else None


def _days_of_year(plain: str) -> tuple[tuple[int, int], ...]:
    """Months and days where a text names several: 6月底、9月底、12月20日."""
    found = []
    for month, day in _OF_YEAR.findall(plain):
        number = whole(_plain_number(month)) or 0
        last = whole(_plain_number(day)) or 0 if day else 31
        if not _fits(number, last):
            return ()
        found.append((number, last))
    return tuple(found)


def _plain_number(text: str) -> str:
    return "二" if text == "两" else text.replace("廿", "二十")


def _fits(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= 31


def read_shift(text: str) -> Shift | None:
    """Return what the words say of a holiday; blank and 顺延 mean the next workday.

    >>> read_shift("不顺延").number, read_shift("提前").number, read_shift("节后第二个工作日12:00").hour
    (0, -1, datetime.time(12, 0))
    """
    plain = keep_marks(text)
    if re.search(r"^否$|不(?:顺延|变|动|调整)", plain):
        return Shift(0)
    hour = read_hour(plain)
    count = re.search(rf"第?{_N}个工作日", _HOUR.sub("", plain))
    number = (whole(_plain_number(count[1])) or 0) if count else 1
    if re.search(r"提前|前一|上一|节前", plain):
        return Shift(-number, hour) if number else None
    if plain and not re.search(r"顺延|推迟|后|下一|^是$", plain):
        return None
    return Shift(number, hour) if number else None


def read_hour(plain: str) -> time | None:
    """Return the hour in half-width words, 12:00、12时、上午、下班前; None where there is none."""
    if match := _HOUR.search(plain):
        hours, minutes = int(match[1]), 30 if match[3] else int(match[2] or 0)
        hours += 12 if re.search("下午|晚", plain) and hours < 12 else 0
        return time(hours, minutes) if hours < 24 and minutes < 60 else None
    return next((at for word, at in _WORDS if word in plain), None)


def _last(_: Cutoff, period: Period, __: IsWorkday) -> date:
    return period.last


def _nth(cutoff: Cutoff, period: Period, _: IsWorkday) -> date:
    return min(period.last, period.first + (cutoff.number - 1) * _DAY)


def _day_of_month(cutoff: Cutoff, period: Period, _: IsWorkday) -> date:
    """The 25th of the last month of the period; within a part of a month, as far as it goes."""
    return max(period.first, min(period.last, _in_month(period.last, cutoff.number)))


def _in_month(day: date, number: int) -> date:
    return day.replace(day=min(number, monthrange(day.year, day.month)[1]))


def _next_day(cutoff: Cutoff, period: Period, _: IsWorkday) -> date:
    """The 5th of the month after the period."""
    return _in_month(period_of(period.last, "月").next.first, cutoff.number)


def _weekday(cutoff: Cutoff, period: Period, _: IsWorkday) -> date:
    """That day of the last week of the period, or of the week after it."""
    if cutoff.following:
        day = period.last + _DAY
        return day + ((cutoff.number - day.weekday()) % 7) * _DAY
    day = period.last - ((period.last.weekday() - cutoff.number) % 7) * _DAY
    return max(day, period.first)


def _month_day(cutoff: Cutoff, period: Period, _: IsWorkday) -> date:
    """The 20th of June of the period's last year, kept within the period."""
    year = period.last.year
    day = date(year, cutoff.month, min(cutoff.number, monthrange(year, cutoff.month)[1]))
    return max(period.first, min(period.last, day))


def _falls(period: Period, month: int, day: int) -> bool:
    at = _in_month(date(period.last.year, month, 1), day)
    return period.first <= at <= period.last


def _days(cutoff: Cutoff, period: Period, _: IsWorkday) -> date:
    """The last of the named days that lies in the period, its last day where none does."""
    named = (_in_month(date(period.last.year, month, 1), day) for month, day in cutoff.days)
    return max((at for at in named if period.first <= at <= period.last), default=period.last)


def _workday_after(cutoff: Cutoff, period: Period, is_workday: IsWorkday) -> date:
    return step(period.last, cutoff.number, is_workday)


def _days_after(cutoff: Cutoff, period: Period, _: IsWorkday) -> date:
    return period.last + cutoff.number * _DAY


def _workday_before(cutoff: Cutoff, period: Period, is_workday: IsWorkday) -> date:
    return step(period.last + _DAY, -cutoff.number, is_workday)


def _workday(cutoff: Cutoff, period: Period, is_workday: IsWorkday) -> date:
    return step(period.first - _DAY, cutoff.number, is_workday)


_PLAIN: dict[str, Callable[[Cutoff, Period, IsWorkday], date]] = {
    "last": _last, "nth": _nth, "day": _day_of_month, "next_day": _next_day, "weekday": _weekday,
    "month_day": _month_day, "workday_after": _workday_after, "workday_before": _workday_before,
    "workday": _workday, "days_after": _days_after, "days": _days,
}  # fmt: skip
