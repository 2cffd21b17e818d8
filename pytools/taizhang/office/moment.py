"""When a job runs: the day it is for, and the clock for stamps."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import xlwings as xw

from taizhang.books.layout import load_layout
from taizhang.books.ledger import BrokenLedger, Ledger
from taizhang.core.values.settled import settle

CHINA = timedelta(hours=8)  # a document's properties are in UTC


@dataclass(frozen=True, slots=True)
class Moment:
    """When a job runs: the day it is for, and the clock for stamps.

    `clock` is the machine's own where a past day is lived again: copies in 备份 are of that hour.
    """

    on: date
    now: datetime
    clock: datetime | None = None

    @property
    def really(self) -> datetime:
        """What the clock on the wall shows, whatever day is lived again."""
        return self.clock or self.now

    @property
    def stamp(self) -> str:
        """The clock as 首页 shows it."""
        return f"{self.now.month}月{self.now.day}日 {self.now:%H:%M}"

    @property
    def utc(self) -> datetime:
        """The clock as the properties of a document have it."""
        return self.now - CHINA


def read_clock(value: object) -> time:
    """18:00 as typed, or as Excel's share of a day; midnight's end where it cannot be read."""
    if isinstance(value, datetime):
        return value.time()
    if isinstance(value, float) and 0 <= value < 1:
        minutes = round(value * 1440)
        return time(minutes // 60 % 24, minutes % 60)
    parts = str(value).replace("：", ":").split(":")
    if len(parts) >= 2 and parts[0].strip().isdigit() and parts[1].strip().isdigit():
        return time(min(int(parts[0]), 23), min(int(parts[1]), 59))
    return time(23, 59, 59)


def chosen_day(book: xw.Book) -> date | None:
    """The 研判日期 of 参数设置, or None where it is blank or the workbook is no ledger."""
    try:
        value = settle("date", Ledger(book, load_layout()).settings.get("judge_on", ""))
    except BrokenLedger:
        return None
    return value if isinstance(value, date) else None
