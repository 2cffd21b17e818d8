"""Points and ranges in the calendar: 9月30日前, 三季度末, 2020年8月至12月, 到2027年.

Each form is a pattern and a reader. A pattern is tried on the plain letters of a View; the reader
turns the match into a Deadline or refuses it (None). Nothing here looks at the words around.
"""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from taizhang.core.values.numerals import whole
from taizhang.notices.dates.calendar import FESTIVALS, eve_of_next, festival, month_end, plan_years
from taizhang.notices.dates.due import Deadline, Frame

YEAR: Final = (
    r"(?:(?:19|20)\d\d|二[〇零0][〇零0一二三四五六七八九]{2}|(?:20)?[xX×*_]{2,4}"
    r"|(?<!\d)'?\d\d(?=年(?:1[0-2]|0?[1-9])月|年年?[底末])|今|本|当|明|次|来|同|去)年(?:度)?"
)
MONTH: Final = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
DAY: Final = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
PART: Final = r"(?:上旬|中旬|下旬|中下旬|上中旬|底|末|初)"
TAIL: Final = r"(?:以前|之前|前(?![\d一二三四五六七八九十置期后]|提(?![请交出供报升]))|之内|以内|内|止|起|开始|以来|及?以后|后)"
TO: Final = r"(?:至|到|-|~){1,2}"
HOUR: Final = r"(?:(?:上午|下午|中午|晚上?|早上)?(?:\d{1,2}(?::\d\d|[时点](?:\d\d分?|整)?)|下班)?)"
WEEKDAY: Final = r"(?:\((?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])\))?"
_SOLID = r"(?<![\d第])"

POINT = re.compile(
    rf"{_SOLID}(?:(?P<year>{YEAR})的?)?(?P<month>{MONTH})月(?:份)?"
    rf"(?:(?P<day>{DAY})[日号]|(?P<part>{PART}))?{WEEKDAY}{HOUR}(?P<tail>{TAIL})?"
)
NEAR_MONTH = re.compile(
    rf"(?:(?P<which>本|当|这个?|下个?|次)月(?:(?P<day>{DAY})[日号]|(?P<part>{PART}))?"
    rf"|(?<![\d一二三四五六七八九十每本当下次个度xX×*某])月(?P<bare>底|末)(?=前|之前|以前))(?P<tail>{TAIL})?"
)
MONTH_ALONE = re.compile(  # of a cell
    r"^(?P<which>(?!))?(?P<day>(?!))?(?P<part>(?!))?月(?P<bare>底|末|内)(?P<tail>前|之前|以前)?$"
)
MASKED_MONTH = re.compile(
    rf"(?:{YEAR})?[xX×*某]{{1,2}}月(?:[xX×*某\d]{{1,2}}日|{PART})?(?:{TAIL})?"
)
QUARTER = re.compile(
    rf"(?:(?P<year>{YEAR}|(?<!\d)20\d\d(?=Q))的?)?(?:(?:第?(?P<quarter>[一二三四1-4]|[ⅠⅡⅢⅣ]|I{{1,3}}|IV)|(?P<which>本|下|当))个?(?:季度|季(?=[末底内]))"
    r"|(?<![A-Za-z])Q(?P<q>[1-4])(?![A-Za-z\d]))"
    rf"(?P<part>末|底|内|初)?(?P<tail>{TAIL})?"
)
HALF = re.compile(
    rf"(?:(?P<year>{YEAR})的?)?(?P<half>[上下])半年(?P<part>底|末|内)?(?P<tail>{TAIL})?"
)
YEAR_PART = re.compile(
    rf"(?:(?P<year>{YEAR})年?|(?<![\d一二三四五六七八九十几两数多学度近前后])年)"
    rf"(?P<part>底|末|内|(?:终|中|初)(?=前|之前|以前|[,、。;)]|$))(?P<tail>{TAIL})?"
)
WHOLE_YEAR = re.compile(
    rf"(?P<whole>全年)(?!度?(?:目标|任务|计划|预算|工作|各项|经济|总结|考核|绩效|情况|数据))|(?P<year>{YEAR})(?P<tail>{TAIL})?"
    r"|(?<![\dxX×*_〇零一二三四五六七八九十本今当次明来同去上下每半按])(?P<word>年度)内?"
)
NUMERIC = re.compile(
    r"(?<![\d.\-/])(?P<year>20\d\d)(?:(?P<sep>[./-])(?P<month>1[0-2]|0?[1-9])"
    r"(?:(?P=sep)(?P<day>3[01]|[12]\d|0?[1-9]))?|(?P<month8>0[1-9]|1[0-2])(?P<day8>[0-3]\d))"
    rf"(?![\d%])日?(?P<tail>{TAIL})?"
)
SHORT = re.compile(
    r"(?<![\d.\-/])(?P<month>1[0-2]|0?[1-9])[./](?P<day>3[01]|[12]\d|"
    rf"0?[1-9])(?![\d.%])(?P<tail>{TAIL})?"
)
BARE_DAY = re.compile(rf"(?<=[于在])(?P<day>{DAY})[日号](?P<tail>前|之前|以前)")
SERIAL = re.compile(r"^(?P<serial>[34]\d{4}|5[0-4]\d{3})(?:\.0+)?$")
_FEAST = rf"[“\"]?(?:{'|'.join(FESTIVALS)})[”\"]?节?"
_NAMED_FEAST = re.compile("|".join(FESTIVALS))
FESTIVAL = re.compile(
    rf"(?:(?P<year>{YEAR})年?)?(?<![二三四五六七八九])(?P<names>{_FEAST}(?:[、和及与]?{_FEAST}){{0,3}})"
    r"(?:[“\"]?[两双]节[”\"]?)?(?:假期|长假|佳节|期间)?(?:来临|到来)?(?P<tail>之前|以前|前夕?)"
)
PLAN = re.compile(
    r"[“\"]?十(?P<plan>[一二三四五六])五[”\"]?(?P<part>期?末|期间|时期|期内|规划期[末内]?|收官)(?P<tail>前|之前)?"
)
HALFWAY = re.compile(r"时间过半[,、]?(?:完成)?任务[也要]?过半|[“\"]?双过半[”\"]?")
WEEK = re.compile(
    rf"(?P<which>本|这|下)个?(?:周|星期)(?:(?P<day>[一二三四五六日天])|[内末底]){HOUR}(?P<tail>{TAIL})?"
)
NOW = re.compile(
    r"(?:自|从)?(?:即日|现在|目前|本?(?:通知|方案|文件|意见|办法|规定)?(?:印发|发布|发文|下发|公布|颁布|出台)之日)起"
)
YEARS = re.compile(
    rf"(?<!\d)(?P<first>20\d\d)年?(?:起)?{TO}(?P<last>20\d\d|\d\d)年(?:度)?(?!\d)(?P<part>底|"
    rf"末)?(?P<tail>{TAIL})?"
)
SPAN = re.compile(
    rf"{_SOLID}(?:(?P<year>{YEAR}))?(?P<month>{MONTH})(?P<word>月份?)?(?:(?P<day>{DAY})[日号]?|"
    rf"(?P<part>{PART}))?"
    rf"(?:起|开始)?{TO}(?=(?:{YEAR})?(?:{MONTH}月|{DAY}[日号]|年?[底末]))"
    rf"(?:(?P<year2>{YEAR}))?(?:(?P<month2>{MONTH})月份?)?(?:(?P<day2>{DAY})[日号]|"
    rf"(?P<part2>{PART})|年?(?P<end>[底末]))?"
    rf"(?P<tail>{TAIL})?"
)
NUMERIC_SPAN = re.compile(
    r"(?<![\d.\-/])(?P<year>20\d\d)[./年](?P<month>1[0-2]|0?[1-9])(?:[./月](?P<day>3[01]|[12]\d|"
    rf"0?[1-9]))?月?日?{TO}"
    r"(?:(?P<year2>20\d\d)[./年])?(?P<month2>1[0-2]|0?[1-9])(?:[./](?P<day2>3[01]|[12]\d|"
    r"0?[1-9]))?(?![\d.])月?"
)

_LAST_DAY = {"上旬": 10, "中旬": 20, "初": 10, "上中旬": 20}
_FIRST_DAY = {"中旬": 11, "下旬": 21, "中下旬": 11}
_BEFORE = ("前", "之前", "以前")
_ROMAN = {"Ⅰ": 1, "Ⅱ": 2, "Ⅲ": 3, "Ⅳ": 4, "I": 1, "II": 2, "III": 3, "IV": 4}
_WEEKDAYS = "一二三四五六日"


def year_of(word: str, frame: Frame) -> int | None:
    """Return the year a year word says; None where it is hidden or lies in the past."""
    word = word.rstrip("年度").lstrip("'")
    offset = {"今": 0, "本": 0, "当": 0, "明": 1, "来": 1, "次": 1}.get(word)
    if offset is not None:
        return frame.year + offset
    found = whole(word)
    if found is None:
        return None
    return found + 2000 if found < 100 else found


def is_masked(word: str) -> bool:
    """Tell whether a year word hides its year (xx年, ××年)."""
    return word[:1] in "xX×*_" or word[2:3] in "xX×*_"


def _year(match: re.Match[str], frame: Frame, group: str = "year") -> int | None:
    word = match[group]
    return year_of(word, frame) if word else frame.year


def _unread(match: re.Match[str]) -> Deadline | None:
    word = match["year"] or ""
    return Deadline(match[0], masked=True) if is_masked(word) else None


def _close(
    match: re.Match[str], first: date, last: date, frame: Frame, *, before: date | None = None
) -> Deadline | None:
    """Settle a period by its tail: 起 dates the start, 前 after a whole period has two readings."""
    tail = match["tail"] or ""
    if tail in ("以来", "以后", "后") and not _is_phase(match):
        return None
    if tail in ("起", "开始", "及以后", "以后", "后"):
        return Deadline(match[0], start=first)
    readings = (before, last) if before and tail in _BEFORE else ()
    start = first if first != last and tail not in _BEFORE else None
    return Deadline(
        match[0], due=last, start=start, readings=readings, past_at_issue=last < frame.on
    )


def _is_phase(match: re.Match[str]) -> bool:
    """Tell whether a bracket holds nothing but the time: 巩固提升阶段(9月以后)."""
    return match.string[: match.start()].endswith("(") and match.string.startswith(")", match.end())


def _month_days(match: re.Match[str], year: int, month: int, frame: Frame) -> Deadline | None:
    day, part = match["day"], match["part"]
    if day:
        return _on_day(match, year, month, whole(day) or 0, frame)
    end = month_end(year, month)
    if part:
        last = end.replace(day=_LAST_DAY.get(part, end.day))
        first = last if part in ("底", "末", "初") else end.replace(day=_FIRST_DAY.get(part, 1))
        return _close(match, first, last, frame)
    first = end.replace(day=1)
    closed = _close(match, first, end, frame, before=first - timedelta(days=1))
    if closed and closed.due:
        return Deadline(
            match[0], due=end, readings=closed.readings, past_at_issue=closed.past_at_issue
        )
    return closed


def _on_day(match: re.Match[str], year: int, month: int, day: int, frame: Frame) -> Deadline | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return Deadline(match[0], impossible=True)
    closed = _close(match, found, found, frame)
    weekday = match.groupdict().get("weekday")
    if closed and weekday and _WEEKDAYS.index(weekday.replace("天", "日")) != found.weekday():
        return Deadline(
            match[0], due=closed.due, past_at_issue=closed.past_at_issue, weekday_wrong=True
        )
    return closed


def read_point(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read 9月30日前, 2026年12月, 4月下旬, 6月底."""
    year, month = _year(match, frame), whole(match["month"])
    return _month_days(match, year, month, frame) if year and month else _unread(match)


def read_masked_month(match: re.Match[str], _frame: Frame) -> Deadline | None:
    """Read 2023年x月底前, whose month is left open."""
    return Deadline(match[0], masked=True)


def read_near_month(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read 本月底, 下月10日前, 月底前."""
    ahead = 1 if match["which"] and match["which"][0] in "下次" else 0
    year, month = divmod(frame.on.year * 12 + frame.on.month - 1 + ahead, 12)
    if match["bare"]:
        end = month_end(year, month + 1)
        return _close(match, end, end, frame)
    return _month_days(match, year, month + 1, frame)


def read_quarter(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read 第三季度, 一季度末, 本季度内."""
    year = _year(match, frame)
    if not year:
        return _unread(match)
    printed = match["quarter"] or match["q"]
    number = _ROMAN.get(printed) or whole(printed) if printed else (frame.on.month + 2) // 3
    number = (number or 1) + (match["which"] == "下")
    first, last = date(year, number * 3 - 2, 1), month_end(year, number * 3)
    if match["part"] in ("末", "底"):
        first = last
    return _close(match, first, last, frame, before=first - timedelta(days=1))


def read_half(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read 上半年, 2023年下半年."""
    year = _year(match, frame)
    if not year:
        return _unread(match)
    first, last = date(year, 1, 1), date(year, 6, 30)
    if match["half"] == "下":
        first, last = date(year, 7, 1), date(year, 12, 31)
    return _within(_close(match, first, last, frame), first)


def read_year_part(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read 年底前, 2020年年底, 年内, 年中."""
    year = _year(match, frame)
    if not year:
        return _unread(match)
    part = match["part"]
    last = {"中": date(year, 6, 30), "初": date(year, 1, 31)}.get(part, date(year, 12, 31))
    closed = _close(match, last, last, frame)
    return _within(closed, max(frame.on, date(year, 1, 1))) if part == "内" else closed


def read_whole_year(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read 全年, 今年, 到2027年, 2025年前."""
    year = _year(match, frame) if match["year"] else frame.year
    if not year:
        return _unread(match)
    first, last = date(year, 1, 1), date(year, 12, 31)
    if not match["year"]:
        return _within(Deadline(match[0], due=last, past_at_issue=last < frame.on), frame.on)
    closed = _close(match, first, last, frame, before=first - timedelta(days=1))
    return _within(closed, max(frame.on, first) if match["year"][0] in "今本当" else first)


def _within(closed: Deadline | None, first: date) -> Deadline | None:
    """Keep the first day as that of a period: 年内 says when it is due, not when it begins."""
    if closed is None or closed.due is None:
        return closed
    period = (first, closed.due) if first <= closed.due else None
    return replace(closed, start=None, period=period)


def read_numeric(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read 2023.9.30, 2023-9-30, 20230930, 2021.8."""
    month, day = match["month"] or match["month8"], match["day"] or match["day8"]
    year = int(match["year"])
    if day:
        return _on_day(match, year, int(month), int(day), frame)
    end = month_end(year, int(month))
    return _close(match, end, end, frame)


def read_short(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read 9/30 and 9.30 in a cell."""
    return _on_day(match, frame.year, int(match["month"]), int(match["day"]), frame)


def read_bare_day(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read 于25日前, which means this month."""
    return _on_day(match, frame.on.year, frame.on.month, whole(match["day"]) or 0, frame)


def read_serial(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read a date that Excel left as a number of days."""
    found = date(1899, 12, 30) + timedelta(days=int(match["serial"]))
    return Deadline(match[0], due=found, past_at_issue=found < frame.on)


def read_festival(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read 春节前: the day before the festival, the coming one where no year is printed.

    中秋、国庆前 is bound by the earlier of the two; the day before the other is the second reading.
    """
    eves = [_eve(name, match, frame) for name in _NAMED_FEAST.findall(match["names"])]
    days = tuple(sorted({eve for eve in eves if eve}))
    if not days:
        return Deadline(match[0], vague=True)
    readings = (days[0], days[-1]) if len(days) > 1 else ()
    return Deadline(match[0], due=days[0], readings=readings, past_at_issue=days[0] < frame.on)


def _eve(name: str, match: re.Match[str], frame: Frame) -> date | None:
    if not match["year"]:
        return eve_of_next(name, frame.on)
    year = year_of(match["year"], frame)
    day = festival(name, year) if year else None
    return day - timedelta(days=1) if day else None


def read_week(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read 下周三前, 本周内."""
    monday = (
        frame.on - timedelta(days=frame.on.weekday()) + timedelta(days=7 * (match["which"] == "下"))
    )
    day = monday + timedelta(days=_WEEKDAYS.index((match["day"] or "日").replace("天", "日")))
    return _close(match, day, day, frame)


def read_plan(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read “十四五”末, “十五五”期间."""
    years = plan_years(match["plan"])
    if not years:
        return None
    first = years[0] if match["part"] in ("期间", "时期", "期内") else years[1]
    return _close(match, first, years[1], frame)


def read_halfway(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read 双过半: half of the work by the end of June."""
    due = date(frame.year, 6, 30)
    return Deadline(match[0], due=due, quantity="50%以上", past_at_issue=due < frame.on)


def read_now(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read 即日起, 自发布之日起."""
    return Deadline(match[0], start=frame.on)


def read_years(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read 2018—2020年."""
    first, last = int(match["first"]), int(match["last"])
    last = last + 2000 if last < 100 else last
    if last < first:
        return None
    due = date(last, 12, 31)
    return Deadline(match[0], due=due, start=date(first, 1, 1), past_at_issue=due < frame.on)


def read_span(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read 2020年8月至12月, 1-11月, 7月3日至15日, 5月10日至年底."""
    year, month = _year(match, frame), whole(match["month"])
    if not year or not month:
        return _unread(match)
    if not match["word"] and not match["month2"]:
        return None
    last_year = year_of(match["year2"], Frame(frame.on, year)) if match["year2"] else year
    last_month = whole(match["month2"] or "") or (12 if match["end"] else month)
    if not last_year or not last_month:
        return None
    if not match["year2"] and last_month < month:
        last_year += 1
    return _between(match, (year, month), (last_year, last_month), frame)


def read_numeric_span(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read 2021.3-2022.6, 2022.3.1-2022.3.31."""
    year = int(match["year"])
    return _between(
        match,
        (year, int(match["month"])),
        (int(match["year2"] or year), int(match["month2"])),
        frame,
    )


def _between(
    match: re.Match[str], first: tuple[int, int], last: tuple[int, int], frame: Frame
) -> Deadline | None:
    groups = match.groupdict()
    start_part, end_part = groups.get("part") or "", groups.get("part2") or ""
    end = month_end(*last)
    try:
        start = date(*first, whole(groups["day"] or "") or _FIRST_DAY.get(start_part, 1))
        due = date(*last, whole(groups["day2"] or "") or _LAST_DAY.get(end_part, end.day))
    except ValueError:
        return Deadline(match[0], impossible=True)
    if due < start:
        return None
    return Deadline(match[0], due=due, start=start, past_at_issue=due < frame.on)
