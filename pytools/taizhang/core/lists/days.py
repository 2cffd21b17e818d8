"""Cells with a day in a list: dates, what Excel made of them, and deadlines in words."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from taizhang.core.catalog import forms
from taizhang.core.catalog import ledger as catalog
from taizhang.core.issues import Issue
from taizhang.core.lists.model import MONTH, FoundCell, Readers, ToldWords
from taizhang.core.values.read import as_text, read_value
from taizhang.core.values.reading import Asked, Reading
from taizhang.core.values.settled import parse_day
from taizhang.core.values.text import keep_marks

_PACKED_YEAR = re.compile(r"(20\d\d)(0[1-9]|1[0-2])?")


@dataclass(frozen=True, slots=True)
class DayBasis:
    """Against what days are read: when the plan was issued, the year of a day that prints none."""

    issued: date
    year: int


def read_day(found: FoundCell, calendar: DayBasis) -> ToldWords | Issue:
    """A day of a list, such as 开始日期; an Issue where it is none."""
    if (told := _plain_day(found, "")) is not None:
        return told
    reading = read_value(found.value, Asked("date", on=calendar.issued))
    return ToldWords({"": reading.value}) if reading.usable else _refused(found, reading, calendar)


def read_due(found: FoundCell, calendar: DayBasis, readers: Readers) -> ToldWords | Issue:
    """A deadline: `due`, its words in `due_text`, and what else they say; an Issue for nonsense."""
    if (told := _plain_day(found, "due")) is not None:
        return told
    reading = read_value(found.value, Asked("date", on=calendar.issued))
    if reading.rule is forms.NOTHING_SAID:
        return ToldWords()
    if reading.usable and reading.rule not in {forms.YEAR_ADDED, forms.ROUGHLY}:
        return ToldWords({"due": reading.value, "due_text": _words(found)})
    asked = reading.rule is forms.TWO_READINGS or isinstance(found.value, bool | time | timedelta)
    return (None if asked else read_words(found, calendar, readers)) or _refused(
        found, reading, calendar
    )


def _words(found: FoundCell) -> str:
    """What stands in the cell, where it is more than a date: 2022年9月底."""
    text = as_text(found.value)
    bare = not isinstance(found.value, str) or parse_day(text) or re.fullmatch(r"[\d\s]+", text)
    return "" if bare else " ".join(text.split())


def read_words(found: FoundCell, calendar: DayBasis, readers: Readers) -> ToldWords | None:
    """A deadline in words, as a 方案 prints it; None where it is none."""
    text = as_text(found.value)
    packed = _PACKED_YEAR.fullmatch(keep_marks(text))
    month = f"{int(packed[2])}月" if packed and packed[2] else ""
    told = readers.due(
        f"{packed[1]}年{month}" if packed else text, calendar.issued, calendar.year, found.place
    )
    if told is None:
        return None
    return ToldWords({**told.values, "due_text": " ".join(text.split())}, told.issues)


def _plain_day(found: FoundCell, key: str) -> ToldWords | None:
    """A cell that Excel holds as a day; one that shows but its month means the month's end."""
    value = found.value
    if not isinstance(value, date):
        return None
    day = value.date() if isinstance(value, datetime) else value
    if not 2000 <= day.year <= 2099:
        return None
    if found.shows != MONTH or not key:
        return ToldWords({key: day})
    shown = f"{day.year}年{day.month}月"
    last = day.replace(day=monthrange(day.year, day.month)[1])
    if day.day in {1, last.day}:
        return ToldWords({key: last, "due_text": shown})
    issue = catalog.LIST_MONTH_DAY.at(found.place, shown=shown, day=day)
    return ToldWords({key: day, "due_text": shown}, (issue,))


def _refused(found: FoundCell, reading: Reading, calendar: DayBasis) -> Issue:
    every = reading.detail.get("choices")
    days = every if isinstance(every, list) else []
    choices = [day for day in days if day.year == calendar.year] or days
    if len(choices) > 1:
        return catalog.LIST_VALUE_ASKED.at(
            found.place, label=found.place.header, found=shown(found), choices=choices
        )
    return catalog.DATE_UNREADABLE.at(found.place, found=shown(found))


def shown(found: FoundCell) -> str:
    """A cell as Excel shows it."""
    match found.value:
        case bool():
            return str(found.value).upper()
        case time():
            return f"{found.value:%H:%M}"
    return as_text(found.value)
