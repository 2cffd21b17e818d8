"""Points and stretches of the calendar: 9月30日前, 三季度末, 2020年8月至12月, 到2027年.

A reader turns what a form of the grammar matched into a Deadline or refuses it (None). A point is a
stretch (year, half, quarter, month), narrowed by a part of it (下旬, 底) and settled by its tail (前, 起).
"""

import re
from dataclasses import replace
from datetime import date, timedelta

from taizhang.core.values.numerals import whole
from taizhang.notices.dates.calendar import eve_of_next, festival, lunar, month_end, plan_years
from taizhang.notices.dates.due import Deadline, Frame
from taizhang.notices.dates.grammar import compiled, said

BEFORE = ("前", "之前", "以前")
_LAST_DAY = {"上旬": 10, "中旬": 20, "初": 10, "上中旬": 20}
_FIRST_DAY = {"中旬": 11, "下旬": 21, "中下旬": 11}
_AT_ONCE = ("底", "末", "初")  # a part that names a day rather than a stretch
_FIRST_ONLY = ("起", "开始", "及以后", "以后", "后")
_ROMAN = {"Ⅰ": 1, "Ⅱ": 2, "Ⅲ": 3, "Ⅳ": 4, "I": 1, "II": 2, "III": 3, "IV": 4}
_YEARS_AHEAD = {"今": 0, "本": 0, "当": 0, "明": 1, "来": 1, "次": 1, "翌": 1}
_WEEKDAYS = "一二三四五六日"
_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}


def year_of(word: str, frame: Frame) -> int | None:
    """Return the year a year word says; None where it is hidden or lies in the past."""
    word = word.rstrip("年度").lstrip("'")
    if word in _YEARS_AHEAD:
        return frame.year + _YEARS_AHEAD[word]
    found = whole(word)
    return found + 2000 if found is not None and found < 100 else found


def read_point(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read 9月30日前, 2026年12月, 4月下旬, 本月底, 三季度末, 上半年, 2023.9.30, 于25日前."""
    told = said(match)
    year = year_of(told["year"], frame) if "year" in told else frame.year
    if not year:
        return _hidden(match)
    if "half" in told:
        first, last = (1, 6) if told["half"] == "上" else (7, 12)
        closed = _close(match, date(year, first, 1), month_end(year, last), frame)
        return _within(closed, date(year, first, 1))
    ahead = told.get("near", "本")[0] in "下次"
    if "季" in match[0] or "Q" in match[0]:
        return _in_quarter(match, told, year, frame, ahead=ahead)
    if "month" in told:
        month = whole(told["month"])
    else:
        year, month = divmod(frame.on.year * 12 + frame.on.month - 1 + ahead, 12)
        month += 1
    return _in_month(match, told, (year, month), frame) if month else None


def _in_quarter(
    match: re.Match[str], told: dict[str, str], year: int, frame: Frame, *, ahead: bool
) -> Deadline | None:
    printed = told.get("quarter")
    number = _ROMAN.get(printed) or whole(printed) if printed else (frame.on.month + 2) // 3 + ahead
    year, at = divmod(year * 4 + (number or 1) - 1, 4)
    opening = (whole(told.get("from", "")) or at + 1) - 1
    first, last = date(year, min(opening, at) * 3 + 1, 1), month_end(year, at * 3 + 3)
    if told.get("part") in ("末", "底"):
        first = last
    return _close(match, first, last, frame, first - timedelta(days=1))


def _in_month(
    match: re.Match[str], told: dict[str, str], month: tuple[int, int], frame: Frame
) -> Deadline | None:
    if "day" in told:
        return _on_day(match, told, (*month, whole(told["day"]) or 0), frame)
    end, part = month_end(*month), told.get("part")
    if part:
        last = end.replace(day=_LAST_DAY.get(part, end.day))
        first = last if part in (*_AT_ONCE, "内") else end.replace(day=_FIRST_DAY.get(part, 1))
        return _close(match, first, last, frame)
    first = end.replace(day=1)
    closed = _close(match, first, end, frame, first - timedelta(days=1))
    return replace(closed, start=None) if closed and closed.due else closed


def _on_day(
    match: re.Match[str], told: dict[str, str], day: tuple[int, int, int], frame: Frame
) -> Deadline | None:
    try:
        found = date(*day)
    except ValueError:
        return Deadline(match[0], impossible=True)
    closed = _close(match, found, found, frame)
    printed = told.get("weekday", "").replace("天", "日")
    wrong = printed and _WEEKDAYS.index(printed) != found.weekday()
    return replace(closed, weekday_wrong=True) if closed and wrong else closed


def read_year(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read 年底前, 2020年年底, 年内, 年中, 全年, 今年, 到2027年, 2025年前."""
    told = said(match)
    year = year_of(told["year"], frame) if "year" in told else frame.year
    if not year:
        return _hidden(match)
    first, last = date(year, 1, 1), date(year, 12, 31)
    part = told.get("part")
    if part and part != "内":
        day = {"中": date(year, 6, 30), "初": date(year, 1, 31)}.get(part, last)
        return _close(match, day, day, frame)
    of_now = part or told.get("year", "今")[0] in "今本当"
    before = None if part else first - timedelta(days=1)
    closed = _close(match, first, last, frame, before)
    return _within(closed, max(frame.on, first) if of_now else first)


def read_two_years(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read 今明两年: by the end of the next."""
    return _within(_until(match, date(frame.year + 1, 12, 31), frame), frame.on)


def read_serial(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read a date that Excel left as a number of days."""
    found = date(1899, 12, 30) + timedelta(days=int(match["serial"]))
    return _until(match, found, frame)


def read_festival(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read 春节前: the day before the festival, the coming one where no year is printed.

    中秋、国庆前 is bound by the earlier of the two; the day before the other is the second reading.
    """
    eves = [_eve(name, match, frame) for name in _FEASTS.findall(match["names"])]
    days = tuple(sorted({eve for eve in eves if eve}))
    if not days:
        return Deadline(match[0], vague=True)
    readings = (days[0], days[-1]) if len(days) > 1 else ()
    return replace(_until(match, days[0], frame), readings=readings)


def _eve(name: str, match: re.Match[str], frame: Frame) -> date | None:
    if not match["year"]:
        return eve_of_next(name, frame.on)
    year = year_of(match["year"], frame)
    day = festival(name, year) if year else None
    return day - timedelta(days=1) if day else None


def read_lunar(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read 农历八月十五前 and 腊月二十三前: of the coming one where no year is printed."""
    told = said(match)
    month = _LUNAR_MONTHS.get(told["month"]) or whole(told["month"]) or 0
    number = whole(told["day"].replace("廿", "二十")) if "day" in told else 29
    coming = range(frame.on.year - 1, frame.on.year + 2)
    years = [year_of(told["year"], frame)] if "year" in told else coming
    days = [lunar(year, month, number or 0) for year in years if year]
    day = next((d for d in days if d and ("year" in told or d >= frame.on)), None)
    return _close(match, day, day, frame) if day else Deadline(match[0], vague=True)


def read_week(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read 下周三前, 本周内."""
    weekday = _WEEKDAYS.index((match["day"] or "日").replace("天", "日"))
    days = weekday - frame.on.weekday() + 7 * (match["near"] == "下")
    day = frame.on + timedelta(days=days)
    return _close(match, day, day, frame)


def read_near_day(match: re.Match[str], frame: Frame) -> Deadline:
    """Read 今日18时前, 明天下班前: counted from the day of issue."""
    return _until(match, frame.on + timedelta(days="今明后".index(match["near"])), frame)


def read_plan(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read “十四五”末, “十五五”期间."""
    first, last = plan_years(match["plan"])
    return _close(match, first if match["part"] in ("期间", "时期", "期内") else last, last, frame)


def read_halfway(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read 双过半: half of the work by the end of June."""
    return replace(_until(match, date(frame.year, 6, 30), frame), quantity="50%以上")


def read_now(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read 即日起, 自发布之日起."""
    return Deadline(match[0], start=frame.on)


def read_span(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read 2020年8月至12月, 1-11月, 7月3日至15日, 5月10日至年底, 2018—2020年, 2021.3-2022.6."""
    told = said(match)
    year = year_of(told["year"], frame) if "year" in told else frame.year
    if not year:
        return _hidden(match)
    months = "month" in told
    if months and not {"month2", "word"} & told.keys():
        return None
    month = whole(told["month"]) if months else 1
    to_end = "end" in told or not months
    last_month = whole(told["month2"]) if "month2" in told else 12 if to_end else month
    last_year = year_of(told["year2"], replace(frame, told=year)) if "year2" in told else year
    if not (month and last_month and last_year):
        return None
    last_year += "year2" not in told and last_month < month
    end = month_end(last_year, last_month)
    try:
        start = date(year, month, _day_of(told, "", _FIRST_DAY, 1))
        due = date(last_year, last_month, _day_of(told, "2", _LAST_DAY, end.day))
    except ValueError:
        return Deadline(match[0], impossible=True)
    return replace(_until(match, due, frame), start=start) if start <= due else None


def _day_of(told: dict[str, str], end: str, parts: dict[str, int], else_: int) -> int:
    return whole(told.get("day" + end, "")) or parts.get(told.get("part" + end, ""), else_)


def _hidden(match: re.Match[str]) -> Deadline | None:
    """Return what a hidden year (xx年, ××年) says; a year of the past (去年) says nothing."""
    word = said(match)["year"]
    hidden = word[:1] in "xX×*_" or word[2:3] in "xX×*_"
    return Deadline(match[0], masked=True) if hidden else None


def _until(match: re.Match[str], due: date, frame: Frame) -> Deadline:
    return Deadline(match[0], due=due, past_at_issue=due < frame.on)


def _close(
    match: re.Match[str], first: date, last: date, frame: Frame, before: date | None = None
) -> Deadline | None:
    """Settle a period by its tail: 起 dates the start, 前 after a whole period has two readings."""
    tail = said(match).get("tail", "")
    if tail in ("以来", "以后", "后") and not _is_phase(match):
        return None
    if tail in _FIRST_ONLY:
        return Deadline(match[0], start=first)
    readings = (before, last) if before and tail in BEFORE else ()
    start = first if first != last and tail not in BEFORE else None
    return replace(_until(match, last, frame), start=start, readings=readings)


def _is_phase(match: re.Match[str]) -> bool:
    """Tell whether a bracket holds nothing but the time: 巩固提升阶段(9月以后)."""
    return match.string[: match.start()].endswith("(") and match.string.startswith(")", match.end())


def _within(closed: Deadline | None, first: date) -> Deadline | None:
    """Keep the first day as that of a period: 年内 says when it is due, not when it begins."""
    if closed is None or closed.due is None:
        return closed
    period = (first, closed.due) if first <= closed.due else None
    return replace(closed, start=None, period=period)


_FEASTS = compiled("«feast»")
