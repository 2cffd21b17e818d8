"""What all jobs share: the desk they speak through, the folder they keep to, their report."""

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Protocol

import xlwings as xw

from taizhang.books.layout import load_layout
from taizhang.books.ledger import BrokenLedger, Formula, Ledger, link_to
from taizhang.core.catalog import files as catalog
from taizhang.core.catalog import ledger as ledger_catalog
from taizhang.core.errors import TaizhangError
from taizhang.core.issues import Issue, Place, Severity
from taizhang.core.periods import Period, Workdays, cutoff, parse_period
from taizhang.core.schema import Layout
from taizhang.core.submission import Value
from taizhang.core.values.settled import settle

MASTER = "督查台账.xlsm"
SENT, INBOX, RETURNED = "下发", "收件", "退回"
CHARTS, BULLETINS, BACKUPS = "挂图", "通报", "备份"
FOLDERS = (SENT, INBOX, RETURNED, CHARTS, BULLETINS, BACKUPS)
STEPS, FILES = "步", "份"  # what `Desk.progress` counts
DONE, DATA_ERRORS, COULD_NOT_RUN = 0, 1, 2


class Desk(Protocol):
    """Whom a job speaks to: the status bar of Excel, or a terminal."""

    def progress(self, text: str, done: int, total: int, measure: str = STEPS) -> None:
        """Show how far the job is, 第3/60份; `total` 0 means it is over."""

    def stopped(self) -> bool:
        """Whether somebody wants the job to stop."""


def go_on(desk: Desk) -> None:
    """Look up between two files, before anything is written: CannotRun when asked to stop."""
    if desk.stopped():
        raise CannotRun(catalog.STOPPED.at())


@dataclass(frozen=True, slots=True)
class Report:
    """What a job did: facts to read at one look, issues, files it wrote, data for --json.

    `table` is a table to print, its first row the heads.
    """

    job: str
    facts: tuple[tuple[str, str], ...] = ()
    issues: tuple[Issue, ...] = ()
    files: tuple[Path, ...] = ()
    data: Mapping[str, object] = field(default_factory=dict)
    table: tuple[tuple[str, ...], ...] = ()

    @property
    def errors(self) -> tuple[Issue, ...]:
        """Issues that stop the cell or file they stand for."""
        return tuple(i for i in self.issues if i.severity is Severity.ERROR)

    @property
    def exit_code(self) -> int:
        """0 done, 1 done with errors in the data."""
        return DATA_ERRORS if self.errors else DONE


class CannotRun(TaizhangError):  # noqa: N818 - named after what happened
    """A job cannot start, or was stopped before it had written anything."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When a job runs: the day it is for, and the clock for stamps."""

    on: date
    now: datetime


@dataclass(frozen=True, slots=True)
class Workplace:
    """The working folder that `init` made; every job keeps to it."""

    root: Path

    def folder(self, room: str, period: str = "") -> Path:
        """A folder of it, made when missing."""
        path = self.root / room / period
        path.mkdir(parents=True, exist_ok=True)
        return path


class Office:
    """An open ledger with its workplace: what every job begins with."""

    def __init__(self, book: xw.Book, layout: Layout | None = None) -> None:
        """Open the tables; CannotRun where the workbook is unsaved or is no ledger."""
        path = Path(book.fullname)
        if not path.is_absolute() or not path.exists():
            raise CannotRun(catalog.NOT_SAVED.at())
        self.book, self.path = book, path
        self.place = Workplace(path.parent)
        try:
            self.ledger = Ledger(book, layout or load_layout())
        except BrokenLedger as broken:
            raise CannotRun(broken.issue) from broken
        self.settings = self.ledger.settings

    def text(self, setting: str) -> str:
        """A setting as text."""
        return str(settle("text", self.settings.get(setting, "")))

    def day(self, setting: str) -> date:
        """A setting that must be a day; CannotRun where it is not."""
        value = settle("date", self.settings.get(setting, ""))
        if not isinstance(value, date):
            issue = ledger_catalog.SETTING_UNREADABLE.at(name=self._label(setting), found=value)
            raise CannotRun(issue)
        return value

    def number(self, setting: str) -> int:
        """A setting that must be a whole number; CannotRun where it is not."""
        value = settle("number", self.settings.get(setting, ""))
        if not isinstance(value, int | float):
            issue = ledger_catalog.SETTING_UNREADABLE.at(name=self._label(setting), found=value)
            raise CannotRun(issue)
        return int(value)

    def _label(self, setting: str) -> str:
        rows = self.ledger["settings"].keyed()
        return str(rows[setting]["label"]) if setting in rows else setting

    def period(self, given: str = "") -> Period:
        """The period given, or the one in 参数设置; CannotRun where it cannot be read."""
        text = given or self.text("period")
        found = parse_period(text)
        if found is None:
            raise CannotRun(ledger_catalog.PERIOD_UNREADABLE.at(found=text))
        return found

    def workdays(self) -> Workdays:
        """The calendar, with the rows of 节假日 first."""
        rows = self.ledger.values("holidays")
        own = {r["day"]: r["day_kind"] == "上班" for r in rows if isinstance(r["day"], date)}
        return Workdays(own)

    def cutoff(self, period: Period) -> datetime:
        """The moment until which a report of that period is on time."""
        shift = self.text("cutoff_shift") != "否"
        day = cutoff(period, self.number("cutoff_day"), shift=shift, is_workday=self.workdays())
        return datetime.combine(day, read_clock(self.settings.get("cutoff_time", "")))

    def backup(self, job: str, moment: Moment) -> Path:
        """Save the workbook as it is and copy it to 备份; the way back from any job."""
        self.book.save()
        name = f"{self.path.stem}_{moment.now:%Y%m%d-%H%M%S}_{job}{self.path.suffix}"
        target = self.place.folder(BACKUPS) / name
        shutil.copy2(self.path, target)
        return target

    def show_findings(self, issues: Iterable[Issue]) -> bool:
        """Put the issues on the sheet 校验结果; whether that changed it."""
        rows = [finding(issue) for issue in issues]
        table = self.ledger["findings"]
        shown = [_without_link(r) for r in rows]
        if shown == [_without_link(v.values) for v in table.rows]:
            return False
        table.replace(rows)
        return True


def finding(issue: Issue) -> dict[str, Value]:
    """An issue as a row of 校验结果."""
    return {
        "code": issue.code,
        "severity": issue.severity.value,
        "where": str(issue.place),
        "link": _link(issue.place),
        "message": issue.message,
        "hint": issue.hint,
    }


def _link(place: Place) -> Formula | str:
    if place.sheet and place.cell and not place.book:
        return link_to(f"#'{place.sheet}'!{place.cell}", "查看")
    return ""


def _without_link(row: Mapping[str, Value]) -> dict[str, Value]:
    return {k: v for k, v in row.items() if k != "link"}


def read_clock(value: object) -> time:
    """18:00 as typed, or as Excel's share of a day; midnight's end where it cannot be read."""
    if isinstance(value, datetime):
        return value.time()
    if isinstance(value, float) and 0 <= value < 1:
        minutes = round(value * 1440)
        return time(minutes // 60, minutes % 60)
    parts = str(value).replace("：", ":").split(":")
    if len(parts) >= 2 and parts[0].strip().isdigit() and parts[1].strip().isdigit():
        return time(min(int(parts[0]), 23), min(int(parts[1]), 59))
    return time(23, 59, 59)


def stamp(moment: Moment) -> str:
    """A moment as 首页 shows it."""
    return f"{moment.now.month}月{moment.now.day}日 {moment.now:%H:%M}"


def chosen_day(book: xw.Book) -> date | None:
    """The 研判日期 of 参数设置, or None where it is blank or the workbook is no ledger."""
    try:
        value = settle("date", Ledger(book, load_layout()).settings.get("judge_on", ""))
    except BrokenLedger:
        return None
    return value if isinstance(value, date) else None
