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
from taizhang.core.values.dates import FIRST_YEAR, LAST_YEAR, read_date
from taizhang.core.values.percents import read_percent
from taizhang.core.values.phrases import NOTHING
from taizhang.core.values.reading import Asked, Raw, Reading, refused, taken
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
        if not (text := keep_marks(raw)):
            return Reading("")
        if ERROR_WORDS.fullmatch(text):
            return refused(catalog.ERROR_CELL, text)
    return READERS.get(asked.kind, _read_text)(raw, asked)


def _read_text(raw: Raw, _: Asked) -> Reading:
    match raw:
        case str():
            if "\ufffd" in raw:
                return refused(catalog.TEXT_DAMAGED, raw)
            return Reading(keep_lines(raw))
        case bool():
            return Reading(YES if raw else NO)
        case int() | float() if float(raw).is_integer():
            return Reading(f"{raw:.0f}")
    text = f"{raw:%H:%M}" if isinstance(raw, time) else show(raw)
    kind = "数" if isinstance(raw, int | float) else "日期或时间"
    return Reading(text, catalog.TEXT_FROM_VALUE, {"kind": kind, "value": text})


def _read_day(raw: Raw, asked: Asked) -> Reading:
    match raw:
        case bool() | time() | timedelta():
            return refused(catalog.NOT_A_DATE, raw)
        case datetime() | date():
            day = raw.date() if isinstance(raw, datetime) else raw
            fits = FIRST_YEAR <= day.year <= LAST_YEAR
            return Reading(day) if fits else refused(catalog.YEAR_IMPOSSIBLE, day)
        case str() if NOTHING.match(keep_marks(raw)):
            return taken("", catalog.NOTHING_SAID, raw)
    return read_date(raw, asked)


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


READERS: Mapping[str, Callable[[Raw, Asked], Reading]] = {
    "percent": read_percent,
    "number": read_amount,
    "date": _read_day,
    "datetime": _read_day,
    "yes": _read_yes,
    "choice": _read_choice,
}
