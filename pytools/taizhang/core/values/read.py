"""One cell of a returned form, as somebody wrote it, into a value of its column's kind.

One sensible reading is taken with a receipt; two are asked about; nonsense is an error. A value
that the column would hold anyway needs no receipt. Whether a blank is allowed is not judged here.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta

from taizhang.core.catalog import forms as catalog
from taizhang.core.issues import show
from taizhang.core.values.amounts import read_amount
from taizhang.core.values.codes import shown_day, shown_number, shown_time, shows_month, shows_year
from taizhang.core.values.dates import AHEAD, FIRST_YEAR, LAST_YEAR, read_date
from taizhang.core.values.percents import read_percent
from taizhang.core.values.phrases import NOTHING
from taizhang.core.values.reading import LONGEST, Asked, Raw, Reading, is_sane, refused, taken
from taizhang.core.values.text import keep_lines, keep_marks

YES, NO = "是", "否"
ERROR_WORDS = re.compile(
    r"#(?:N/?A|REF!|DIV/0!|VALUE!|NAME\?|NULL!|NUM!|SPILL!|CALC!|FIELD!|GETTING_DATA|名称\?)"
    r"|Err:\d{3}|#错误",
    re.IGNORECASE,
)
_YES = frozenset({"是", "√", "✓", "✔", "☑", "对", "y", "yes", "1", "true", "有", "申请", "已申请",
                  "申请销号", "同意", "可以销号", "可销号", "v"})  # fmt: skip
_NO = frozenset({"否", "×", "✗", "✘", "x", "n", "no", "0", "false", "不", "不申请", "未申请",
                 "不销号", "暂不", "暂不申请", "没有", "无"})  # fmt: skip


def read_value(raw: Raw, asked: Asked) -> Reading:
    """Read one cell; `raw` is what a workbook or a text file holds there.

    >>> read_value("80%左右", Asked("percent")).value, read_value("2000万", Asked("number")).value
    (0.8, 20000000.0)
    """
    if isinstance(raw, str):
        if len(raw) > LONGEST and asked.kind in _UNREADABLE:
            return refused(_UNREADABLE[asked.kind], raw)
        if not (text := keep_marks(raw[:LONGEST])):
            return Reading("") if len(raw) <= LONGEST else _read_text(raw, asked)
        if ERROR_WORDS.fullmatch(text):
            return refused(catalog.ERROR_CELL, text)
    elif isinstance(raw, float) and not is_sane(raw):
        return refused(catalog.NUMBER_ENDLESS, raw)
    reading = READERS.get(asked.kind, _read_text)(raw, asked)
    if raw.__class__ in _SEEN and reading.detail.get("found") is raw:
        return reading._replace(detail={**reading.detail, "found": seen(raw, asked)})
    return reading


def _read_text(raw: Raw, asked: Asked) -> Reading:
    """A text as it stands; a number or a day as the cell shows it, with a receipt."""
    match raw:
        case str():
            if "\ufffd" in raw:
                return refused(catalog.TEXT_DAMAGED, raw)
            return Reading(keep_lines(raw))
        case bool():
            return Reading(YES if raw else NO)
    text = seen(raw, asked)
    if isinstance(raw, int | float) and text == f"{raw:.0f}":
        return Reading(text)
    kind = "数" if isinstance(raw, int | float) else "日期或时间"
    return Reading(text, catalog.TEXT_FROM_VALUE, {"kind": kind, "value": text})


def seen(raw: Raw, asked: Asked) -> str:
    """What a cell shows, as far as the file tells: 60% for 0.6, 2022年9月 for its first day."""
    match raw:
        case bool() | str():
            return as_text(raw)
        case int() | float():
            return shown_number(float(raw), asked.look) or show(raw)
        case time() | timedelta():
            return shown_time(raw, asked.look)
        case datetime() if raw.time() != time():
            return show(raw)
        case date():
            return shown_day(raw, asked.look)
    return show(raw)


def _read_day(raw: Raw, asked: Asked) -> Reading:
    """A day that happened; one whose cell shows no day, or no year, is not quite what was typed."""
    match raw:
        case bool() | time() | timedelta():
            return refused(catalog.NOT_A_DATE, raw)
        case date():
            return _of_day_cell(raw.date() if isinstance(raw, datetime) else raw, asked)
        case int() | float() if shown_number(float(raw), asked.look) is not None:
            return refused(catalog.NOT_A_DATE, seen(raw, asked))
        case str() if NOTHING.match(keep_marks(raw)):
            return taken("", catalog.NOTHING_SAID, raw)
    return read_date(raw, asked)


def _of_day_cell(day: date, asked: Asked) -> Reading:
    shown = shown_day(day, asked.look)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return refused(catalog.YEAR_IMPOSSIBLE, day)
    if shows_month(asked.look.code, asked.look.shown):
        return refused(catalog.NO_DAY, shown)
    if asked.on is not None and day > asked.on + AHEAD and not shows_year(asked.look):
        return refused(catalog.YEAR_UNSURE, shown, choices=[_year_before(day), day])
    return Reading(day)


def _year_before(day: date) -> date:
    """The same day a year earlier; 28 February for a leap day."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _read_yes(raw: Raw, _: Asked) -> Reading:
    word = keep_marks(as_text(raw)).strip(".。!;,").casefold()
    if word == YES:
        return Reading(YES)
    if word in _YES:
        return taken(YES, catalog.READ_AS, raw)
    if word in _NO:
        return Reading("") if word == NO else taken("", catalog.READ_AS, raw, NO)
    return refused(catalog.NOT_AN_OPTION, raw, options=[YES])


def as_text(raw: Raw) -> str:
    """What a cell holds, as words: 3 for 3.0, 2022-6-30 for a day."""
    match raw:
        case str():
            return raw
        case float() if raw.is_integer():
            return str(int(raw))
        case datetime() | date():
            return f"{raw.year}-{raw.month}-{raw.day}"
    return str(raw)


def _read_choice(raw: Raw, asked: Asked) -> Reading:
    text = keep_lines(as_text(raw))
    if not asked.options or text in asked.options:
        return Reading(text)
    near = [o for o in asked.options if keep_marks(o) == keep_marks(text)]
    if len(near) == 1:
        return taken(near[0], catalog.READ_AS, raw)
    return (
        Reading(text) if asked.open else refused(catalog.NOT_AN_OPTION, raw, options=asked.options)
    )


_SEEN = frozenset({int, float, date, datetime, time, timedelta})  # shown otherwise than kept
_UNREADABLE = {
    "percent": catalog.NOT_A_PERCENT, "number": catalog.NOT_A_NUMBER, "date": catalog.NOT_A_DATE,
    "datetime": catalog.NOT_A_DATE,
}  # fmt: skip
READERS: Mapping[str, Callable[[Raw, Asked], Reading]] = {
    "percent": read_percent,
    "number": read_amount,
    "date": _read_day,
    "datetime": _read_day,
    "yes": _read_yes,
    "choice": _read_choice,
}
