"""Days as people write them: 2021.9.30, 20210930, 9/30, 九月底, 9月30日完成, Excel serials.

A day that happened is asked for, so a month, a season or a plan is not enough. A missing year
is taken from when the form was sent; where that leaves two, both are given.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from taizhang.core.catalog import forms as catalog
from taizhang.core.values.numerals import DIGITS, find_number
from taizhang.core.values.reading import Asked, Reading, refused, taken
from taizhang.core.values.text import keep_marks

FIRST_YEAR, LAST_YEAR = 2000, 2099
DAY_ZERO, EPOCH_1904 = date(1899, 12, 30), 1462
AHEAD = timedelta(days=92)  # a day further ahead than this is rather one of last year
NEAR_YEARS = 3  # two-digit years are believed this close to the form's own
_HAN = re.compile(f"[{''.join(DIGITS)}十]+(?=[年月日号])")
_CLOCK = re.compile(
    r"(?:(?<=\d)T|\s+)(?:[上下]午)?\d{1,2}[:点时：][\d:：.分秒]*(?:Z|[+-]\d\d:?\d\d)?\s*$"
    r"|(?<=[日号])\s*(?:[上下中]午|凌晨|晚上?)(?:\d{1,2}[点时:：][\d:：分秒]*半?)?\s*$"
)
_SPACED = re.compile(r"^\s*(\d{4})\s+(\d{1,2})\s+(\d{1,2})\s*$")
_POINTED = re.compile(r"^(\d{4})[。,、·_](\d{1,2})[。,、·_](\d{1,2})")
_OUR_YEAR = {"今年": 0, "本年": 0, "去年": 1}
_TAIL = re.compile(r"(?:\(?(?:星期|周|礼拜)[一二三四五六日天]\)?)?[.。;,]?$")
_LEAD = re.compile(r"^(?:已经?|现已|完成|办结|竣工|于|在|完成时间|实际|[::,])+(?=\d)")
_DONE = re.compile(r"(?:已?(?:全部|全面)?(?:完成|办结|竣工|完工|落实|结束|到位)|当[日天])$")
_ABOUT = re.compile(r"^(?:大约|约)|(?:左右|前后)$")
_SEP = r"[-./年]"
_FULL = re.compile(rf"(\d{{4}}){_SEP}(\d{{1,2}})[-./月](\d{{1,2}})[日号]?$")
_PACKED = re.compile(r"(\d{4})(\d\d)(\d\d)$")
_LAST = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})$")
_SHORT = re.compile(rf"'?(\d\d?){_SEP}(\d{{1,2}})[-./月](\d{{1,2}})[日号]?$")
_DAY = re.compile(r"(\d{1,2})([-./月])(\d{1,2})[日号]?$")
_MONTH_END = re.compile(r"(?:(\d{4})[-./年])?(\d{1,2})月(?:份)?(?:底|末|末日|最后一天)$")
_YEAR_END = re.compile(r"(\d{4})年?(?:年)?(?:底|末)$")
_NO_DAY = re.compile(
    r"(?:\d{4}[-./年])?\d{1,2}(?:月份?)(?:[上中下]旬|初|中)?$|\d{4}[-./]\d{1,2}$|\d{4}年?$"
    r"|[本上当]?月[底末初中]$|.*季度|.*半年|.*年[初底末中]|.*月[底末初中][前之]|.*旬|.*[日号底末]之?前$"
)
_PLANNED = re.compile(r"预计|计划|拟|争取|力争|将于|打算|可能|尚未|未完成|待")


def read_date(raw: object, asked: Asked) -> Reading:
    """Read a day out of a text or a number."""
    if isinstance(raw, int | float):
        return _from_number(float(raw), asked)
    text = _SPACED.sub(r"\1-\2-\3", _CLOCK.sub("", str(raw)))
    text = _POINTED.sub(r"\1-\2-\3", _digits(keep_marks(text)))
    if _PLANNED.search(text):
        return refused(catalog.VAGUE, raw)
    rough = bool(_ABOUT.search(text))
    text = _TAIL.sub("", _DONE.sub("", _LEAD.sub("", _ABOUT.sub("", text))), count=1)
    for reader in (
        _read_ours,
        _read_full,
        _read_last,
        _read_short,
        _read_end,
        _read_day,
        _read_serial,
    ):
        if (reading := reader(text, raw, asked)) is not None:
            return _roughly(reading, raw) if rough else reading
    return refused(catalog.NO_DAY if _NO_DAY.match(text) else catalog.NOT_A_DATE, raw)


def _roughly(reading: Reading, raw: object) -> Reading:
    return taken(reading.value, catalog.ROUGHLY, raw) if reading.usable else reading


def _digits(text: str) -> str:
    """九月三十日 becomes 9月30日, 二〇二一年 becomes 2021年."""
    return _HAN.sub(lambda m: _number(m[0]), text)


def _number(said: str) -> str:
    found = find_number(said)
    return f"{found.values[0]:.0f}" if found and len(found.values) == 1 else said


def _from_number(number: float, asked: Asked) -> Reading:
    if number.is_integer():
        found = _read_full(f"{number:.0f}", number, asked) if number > 1e7 else None
        return found or _serial(number, number, asked)
    month, _, decimals = f"{number:.2f}".partition(".")
    day = decimals.rstrip("0")
    if number > 1e4:
        return _serial(float(int(number)), number, asked)  # a day and a time of day
    if number > FIRST_YEAR:
        return refused(catalog.NO_DAY, number)
    if len(day) == 1 and day in "123":  # 9.30 typed as a number has become 9.3
        days = [d for n in (int(day), int(day) * 10) for d in _without_year(int(month), n, asked)]
        return refused(catalog.TWO_READINGS, number, choices=days) if days else _no(number)
    return _read_day(f"{month}.{day}", number, asked) or _no(number)


def _no(raw: object) -> Reading:
    return refused(catalog.NOT_A_DATE, raw)


def day_of_serial(number: float) -> date | None:
    """Return the day that a number counts to, as Excel counts; None where it can be none.

    >>> day_of_serial(46117.0), day_of_serial(250.0)
    (datetime.date(2026, 4, 5), None)
    """
    if not number.is_integer() or not 0 < number < 1e5:
        return None
    day = DAY_ZERO + timedelta(days=number)
    return day if _possible(day) else None


def _serial(number: float, raw: object, asked: Asked) -> Reading:
    days = number + (EPOCH_1904 if asked.epoch_1904 else 0)
    if not 0 < days < 1e5:
        return _no(raw)
    day = DAY_ZERO + timedelta(days=days)
    return taken(day, catalog.READ_AS, raw) if _possible(day) else _no(raw)


def _read_serial(text: str, raw: object, asked: Asked) -> Reading | None:
    return _serial(float(text), raw, asked) if re.fullmatch(r"\d{5}", text) else None


def _possible(day: date) -> bool:
    return FIRST_YEAR <= day.year <= LAST_YEAR


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _judge(day: date | None, raw: object) -> Reading:
    if day is None:
        return refused(catalog.NO_SUCH_DAY, raw)
    if not _possible(day):
        return refused(catalog.YEAR_IMPOSSIBLE, raw)
    return taken(day, catalog.READ_AS, raw)


def _read_full(text: str, raw: object, _: Asked) -> Reading | None:
    found = _FULL.match(text) or _PACKED.match(text)
    return _judge(_make(*map(int, found.groups())), raw) if found else None


def _read_ours(text: str, raw: object, asked: Asked) -> Reading | None:
    """今年9月30日."""
    back = _OUR_YEAR.get(text[:2])
    if back is None or asked.on is None:
        return None
    reading = _read_full(f"{asked.on.year - back}年{text[2:]}", raw, asked)
    return taken(reading.value, catalog.YEAR_ADDED, raw) if reading and reading.usable else reading


def _read_last(text: str, raw: object, _: Asked) -> Reading | None:
    """9/30/2021; 3/4/2021 may be March or April."""
    found = _LAST.match(text)
    if not found:
        return None
    first, second, year = map(int, found.groups())
    days = {d for pair in ((first, second), (second, first)) if (d := _make(year, *pair))}
    return _one_of(days, raw)


def _read_short(text: str, raw: object, asked: Asked) -> Reading | None:
    """21.9.30: a two-digit year is believed near the year of the form."""
    found = _SHORT.match(text)
    if not found:
        return None
    first, second, third = map(int, found.groups())
    orders = ((first, second, third), (third, second, first), (third, first, second))
    days = {d for y, m, n in orders if (d := _make(2000 + y, m, n))}
    if asked.on is not None:
        days = {d for d in days if abs(d.year - asked.on.year) <= NEAR_YEARS}
    return _one_of(days, raw)


def _one_of(days: set[date], raw: object) -> Reading:
    if len(days) > 1:
        return refused(catalog.TWO_READINGS, raw, choices=sorted(days))
    return _judge(next(iter(days), None), raw)


def _read_end(text: str, raw: object, asked: Asked) -> Reading | None:
    """九月底, 2021年9月底, 2021年底."""
    if found := _YEAR_END.match(text):
        end = _judge(_make(int(found[1]), 12, 31), raw)
        return taken(end.value, catalog.MONTH_END, raw) if end.usable else end
    if not (found := _MONTH_END.match(text)):
        return None
    month = int(found[2])
    if not 1 <= month <= 12:
        return refused(catalog.NO_SUCH_DAY, raw)
    years = (int(found[1]),) if found[1] else tuple(d.year for d in _nearest(month, 28, asked))
    if not all(FIRST_YEAR <= year <= LAST_YEAR for year in years):
        return refused(catalog.YEAR_IMPOSSIBLE, raw)
    ends = [_month_end(year, month) for year in years]
    if len(ends) != 1:
        return refused(catalog.YEAR_UNSURE, raw, choices=ends)
    return taken(ends[0], catalog.MONTH_END, raw)


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _read_day(text: str, raw: object, asked: Asked) -> Reading | None:
    """9/30, 9月30日: the year is the form's."""
    found = _DAY.match(text)
    if not found:
        return None
    month, day = int(found[1]), int(found[3])
    if found[2] == "." and found[3] in {"1", "2", "3"} and isinstance(raw, str):
        days = [d for n in (day, day * 10) for d in _without_year(month, n, asked)]
        return refused(catalog.TWO_READINGS, raw, choices=days)
    days = list(_without_year(month, day, asked))
    if len(days) != 1:
        rule = catalog.YEAR_UNSURE if _make(2024, month, day) else catalog.NO_SUCH_DAY
        return refused(rule, raw, choices=days)
    return taken(days[0], catalog.YEAR_ADDED, raw)


def _without_year(month: int, day: int, asked: Asked) -> Iterator[date]:
    yield from (d for d in _nearest(month, day, asked) if d)


def _nearest(month: int, day: int, asked: Asked) -> list[date]:
    """This year's day, or also last year's where this year's is still far ahead."""
    if asked.on is None or not _make(2024, month, day):
        return []
    this, last = (_make(asked.on.year - n, month, day) for n in (0, 1))
    if this and this <= asked.on + AHEAD:
        return [this]
    return [d for d in (last, this) if d]
