"""Reporting periods of every kind, from a day to a year.

2022-06-05 (日), 2022-W23 (周), 2022-06中旬 (旬), 2022-06上 (半月), 2022-06 (月), 2022-05至06 (两月),
2022-Q2 (季), 2022-H1 (半年), 2022 (年). What is printed of a period (2022年第2季度) is read as well.
A period is its written form plus its first and last day. No clock: the day comes as an argument.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

IsWorkday = Callable[[date], bool]
KINDS = ("日", "周", "旬", "半月", "月", "两月", "季", "半年", "年")
# how a unit stands in a period's register
ON_TIME, LATE, BLANK, WAITING, MISSING = "按时", "迟报", "空报", "待报", "漏报"
NOT_TAKEN = "未采用"
PARTS = {"上": (1, 15), "下": (16, 31), "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}
_ONE_DAY = timedelta(days=1)
_SIGNS = {"W": "周", "Q": "季", "H": "半年"}
_FORMS = re.compile(
    r"(?P<year>\d{4})(?:-(?:W(?P<W>\d{2})|Q(?P<Q>[1-4])|H(?P<H>[12])"
    r"|(?P<month>\d{2})(?:(?P<part>上旬|中旬|下旬|上|下)|-(?P<day>\d{2})|至(?P<to>\d{2}))?))?"
)
# as printed, and as people type it
_LABELS = re.compile(
    r"(?P<year>\d{4})年(?:第(?P<W>\d{1,2})周|第?(?P<Q>[1-4一二三四])季度|(?P<H>上|下)半年"
    r"|(?P<month>\d{1,2})(?:至(?P<to>\d{1,2}))?月"
    r"(?:(?P<part>上旬|中旬|下旬)|(?P<half>上|下)半月|(?P<day>\d{1,2})日)?)?"
)
_NUMERALS = {"一": "1", "二": "2", "三": "3", "四": "4", "上": "1", "下": "2"}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One reporting period; ordered by time. `id` is also a folder name."""

    first: date
    last: date
    id: str

    def __str__(self) -> str:
        return self.id

    @property
    def kind(self) -> str:
        """日、周、旬、半月、月、两月、季、半年 or 年."""
        rest = self.id[5:]
        if not rest:
            return "年"
        if rest[0] in _SIGNS:
            return _SIGNS[rest[0]]
        tails = {"": "月", "-": "日", "至": "两月"}
        return tails.get(rest[2:3], "旬" if rest.endswith("旬") else "半月")

    @property
    def label(self) -> str:
        """As printed: 2022年6月、2022年第2季度、2022年6月上旬、2022年第23周、2022年上半年."""
        year, rest = self.id[:4], self.id[5:]
        month = f"{year}年{self.first.month}月"
        labels = {
            "日": f"{month}{self.first.day}日",
            "周": f"{year}年第{rest[1:].lstrip('0')}周",
            "旬": f"{month}{rest[2:]}",
            "半月": f"{month}{rest[2:]}半月",
            "月": month,
            "两月": f"{year}年{self.first.month}至{self.last.month}月",
            "季": f"{year}年第{rest[1:]}季度",
            "半年": f"{year}年{'上下'[rest == 'H2']}半年",
            "年": f"{year}年",
        }
        return labels[self.kind]

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def next(self) -> "Period":
        """The period of the same kind that follows."""
        return period_of(self.last + _ONE_DAY, self.kind)


def label_of(text: str) -> str:
    """A period as people say it; what is none stays as it is.

    >>> label_of("2025-01"), label_of("2025-Q1"), label_of("某期")
    ('2025年1月', '2025年第1季度', '某期')
    """
    period = parse_period(text)
    return period.label if period else text


def labels_of(texts: Iterable[str]) -> str:
    """Periods as people say them, in order of time: those that follow each other as one span.

    >>> labels_of(["2025-05", "2025-03", "2025-04"]), labels_of(["2025-Q4", "2026-Q1"])
    ('2025年3月至5月', '2025年第4季度至2026年第1季度')
    >>> labels_of(["2025-01", "2025-03", "某期"]), labels_of(["2025-05至06", "2025-07至08"])
    ('某期、2025年1月、3月', '2025年5月至8月')
    """
    said: list[str] = []
    year = ""
    for span in _spans(dict.fromkeys(sorted(texts, key=in_order))):
        first, last = (parse_period(text) for text in (span[0], span[-1]))
        if first is None or last is None:
            said.append(span[0])
            continue
        said.append(_without(first.id[:4] if first.id[:4] == year else "", _span(first, last)))
        year = last.id[:4]
    return "、".join(said)


def _spans(texts: Iterable[str]) -> Iterator[list[str]]:
    """Runs of periods of one kind, each of which is the next after the one before."""
    span: list[str] = []
    for text in texts:
        before = parse_period(span[-1]) if span else None
        if span and (before is None or before.next.id != text):
            yield span
            span = []
        span.append(text)
    if span:
        yield span


def _span(first: Period, last: Period) -> str:
    """From one period to another of the same kind; the year is said once."""
    if first == last:
        return first.label
    if first.kind == "两月":
        first, last = _month_of(first.first), _month_of(last.last)
    return f"{first.label}至{_without(first.id[:4], last.label)}"


def _month_of(day: date) -> Period:
    return period_of(day, "月")


def _without(year: str, label: str) -> str:
    return label.removeprefix(f"{year}年") or label if year else label


@lru_cache(maxsize=10_000)
def parse_period(text: str) -> Period | None:
    """The period written so, or None.

    >>> parse_period("2022-06").last, parse_period("2022-Q2").first, parse_period("2022年上半年").id
    (datetime.date(2022, 6, 30), datetime.date(2022, 4, 1), '2022-H1')
    """
    plain = "".join(text.split())
    found = _FORMS.fullmatch(plain) or _LABELS.fullmatch(plain)
    if not found:
        return None
    said = {k: _NUMERALS.get(v, v) for k, v in found.groupdict().items() if v and k != "part"}
    said["part"] = (found["part"] or "") or {"1": "上", "2": "下"}.get(said.get("half", ""), "")
    try:
        return _said(said)
    except ValueError:
        return None


@lru_cache(maxsize=1024)
def period_start(text: str) -> date:
    """The first day of a period, to put periods in order; unreadable ones come first."""
    found = parse_period(text)
    return found.first if found else date.min


def _said(said: Mapping[str, str]) -> Period | None:
    """The period of these parts; ValueError where no calendar has them."""
    year = int(said["year"])
    if "W" in said:
        first = date.fromisocalendar(year, int(said["W"]), 1)
        return Period(first, first + timedelta(days=6), f"{year:04}-W{int(said['W']):02}")
    for sign, count in (("Q", 3), ("H", 6)):
        if sign in said:
            number = int(said[sign])
            return _months(f"{year:04}-{sign}{number}", year, (number - 1) * count + 1, count)
    if "month" in said:
        return _of_month(year, int(said["month"]), said)
    return _months(f"{year:04}", year, 1, 12)


def _of_month(year: int, month: int, said: Mapping[str, str]) -> Period | None:
    """A month, its parts and days, and two together, the first of them odd."""
    written = f"{year:04}-{month:02}"
    if "day" in said:
        day = date(year, month, int(said["day"]))
        return Period(day, day, day.isoformat())
    if "to" in said:
        together = month % 2 == 1 and int(said["to"]) == month + 1
        return _months(f"{written}至{month + 1:02}", year, month, 2) if together else None
    return _month(written + said["part"], year, month, said["part"])


def _month(text: str, year: int, month: int, part: str) -> Period:
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


def _two_months(day: date) -> str:
    month = day.month - (day.month - 1) % 2
    return f"{day.year:04}-{month:02}至{month + 1:02}"


_WRITTEN: Mapping[str, Callable[[date], str]] = {
    "日": lambda day: day.isoformat(),
    "周": lambda day: "{:04}-W{:02}".format(*day.isocalendar()[:2]),
    "旬": lambda day: (
        f"{day.isoformat()[:7]}{('上旬', '中旬', '下旬')[min((day.day - 1) // 10, 2)]}"
    ),
    "半月": lambda day: f"{day.isoformat()[:7]}{'上' if day.day <= 15 else '下'}",
    "月": lambda day: day.isoformat()[:7],
    "两月": _two_months,
    "季": lambda day: f"{day.year:04}-Q{(day.month + 2) // 3}",
    "半年": lambda day: f"{day.year:04}-H{(day.month + 5) // 6}",
    "年": lambda day: f"{day.year:04}",
}


def period_of(day: date, kind: str) -> Period:
    """The period of that kind in which the day falls; ValueError for an unknown kind."""
    if kind not in _WRITTEN:
        raise ValueError(kind)
    found = parse_period(_WRITTEN[kind](day))
    if found is None:
        raise AssertionError(day)
    return found


def periods_within(first: date, last: date, kind: str) -> Iterator[Period]:
    """Yield the periods of that kind that have a day in the span, in order."""
    period = period_of(first, kind)
    while period.first <= last:
        yield period
        period = period.next


@lru_cache(maxsize=10_000)
def in_order(text: str) -> tuple[date, date, str]:
    """Return what sorts periods by time, whatever their kinds; what is none comes first.

    >>> sorted(["2022-W25", "2022-06上", "2022-05"], key=in_order)
    ['2022-05', '2022-06上', '2022-W25']
    """
    period = parse_period(text)
    return (date.min, date.min, text) if period is None else (period.last, period.first, text)


def years_asked(on: date, period: Period, dues: Iterable[date]) -> list[int]:
    """Return the years whose holidays are asked of on that day.

    They are the day's own and the period's; the next one too in December, or where something is
    due in it. Beyond that nothing has been announced.

    >>> years_asked(date(2026, 12, 1), period_of(date(2026, 12, 1), "月"), [date(2030, 6, 1)])
    [2026, 2027]
    """
    coming = on.year + 1
    wanted = {on.year, period.last.year}
    if on.month == 12 or any(due.year == coming for due in dues):
        wanted.add(coming)
    return sorted(wanted)


@lru_cache(maxsize=10_000)  # the calendar looks for its first and last year each time
def _worked(day: date) -> bool | None:
    """Whether the country works that day; None of a year that has not been announced."""
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None


class Workdays:
    """Chinese workdays with make-up days; the office's own rows come first.

    A year that the calendar does not know counts Monday to Friday and is noted in `unknown`.
    """

    def __init__(self, own: dict[date, bool] | None = None) -> None:
        """`own` maps a day to whether it is worked, from the sheet 节假日."""
        self.own = own or {}
        self.unknown: set[int] = set()

    def knows(self, year: int) -> bool:
        """Whether the holidays of that year are known, by the calendar or by the office's rows."""
        announced = _worked(date(year, 7, 1)) is not None
        return announced or any(day.year == year for day in self.own)

    def __call__(self, day: date) -> bool:
        """Whether the day is worked."""
        if day in self.own:
            return self.own[day]
        worked = _worked(day)
        if worked is None:
            self.unknown.add(day.year)
            return day.weekday() < 5
        return worked
