"""An open ledger with its working folder: what every job begins with, and how every job writes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

import xlwings as xw

from taizhang.books.layout import load_layout
from taizhang.books.ledger import BrokenLedger, Formula, Ledger, link_to
from taizhang.books.resources import Templates
from taizhang.core.backups import rule_of
from taizhang.core.cadence.rules import READ as CADENCE
from taizhang.core.cadence.rules import (
    Schedule,
    Usual,
    calendar_issues,
    schedule_issues,
    schedule_of,
)
from taizhang.core.catalog import files as catalog
from taizhang.core.catalog import ledger as ledger_catalog
from taizhang.core.issues import Issue, Place
from taizhang.core.lists.tasklist import PlanDates
from taizhang.core.merge import joblog
from taizhang.core.periods import KINDS, Period, Workdays, parse_period
from taizhang.core.schema import Layout
from taizhang.core.submission import Value
from taizhang.core.tables import WRITTEN, LedgerRows, named_twice
from taizhang.core.values.settled import settle
from taizhang.core.writes import Writes, fitted
from taizhang.office import writing
from taizhang.office.keeping import keep_copy, thin
from taizhang.office.moment import Moment, read_clock
from taizhang.office.report import CannotRun
from taizhang.office.upgrading import bring_up
from taizhang.office.workplace import Workplace

CODE = re.compile(r"[A-Z]\d{3}")


class Office:
    """An open ledger with its workplace: what every job begins with."""

    def __init__(self, book: xw.Book, layout: Layout | None = None) -> None:
        """Open the tables, an older ledger brought up; CannotRun where it is unsaved or no ledger."""
        path = Path(book.fullname)
        if not path.is_absolute() or not path.exists():
            raise CannotRun(catalog.NOT_SAVED.at())
        self.book, self.path = book, path
        self.place = Workplace(path.parent)
        self.templates = Templates(path.parent)
        try:
            layout = layout or load_layout(templates=self.templates)
            self.ledger = bring_up(book, layout=layout).ledger or Ledger(book, layout)
        except BrokenLedger as broken:
            raise CannotRun(broken.issue) from broken
        self.settings = self.ledger.settings
        self._remarks: tuple[Issue, ...] = ()
        self._thinned: tuple[Issue, ...] = ()
        self._kept = False  # whether the copy that this job is to be taken back from stands in 备份

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
        return self.schedule.workdays

    @cached_property
    def schedule(self) -> Schedule:
        """How often which tasks report and until when: 报送周期, 节假日 and 参数设置."""
        kind = self.text("period_kind")
        usual = Usual(
            kind if kind in KINDS else "月",
            self.number("cutoff_day"),
            read_clock(self.settings.get("cutoff_time", "")),
            self.text("cutoff_shift") != "否",
        )
        columns = {c.label: c.key for c in self.ledger.layout["tasks"].columns}
        return schedule_of(self.read(*CADENCE), usual, self.text("cadence_plan"), columns)

    def cutoff(self, period: Period) -> datetime:
        """The moment until which a report of that period is on time."""
        return self.schedule.cutoff(period)

    def schedule_issues(self) -> list[Issue]:
        """What cannot be used of 报送周期, and years without a calendar that were asked about."""
        table = self.read("cadences")["cadences"]
        found = schedule_issues(table, self.text("cadence_plan"))
        return [*found, *calendar_issues(self.schedule.workdays)]

    def campaign(self) -> PlanDates:
        """What 参数设置 says of the plan that tasks come from."""
        return PlanDates(self.day("issued"), self.day("plan_end"), self.text("plan"))

    def read(self, *keys: str) -> dict[str, LedgerRows]:
        """These tables as they stand now."""
        return self.ledger.read(*keys)

    def labels(self) -> joblog.Labels:
        """The labels of all sheets of this workbook."""
        return joblog.labels_in(self.ledger.layout)

    def check_form(self) -> None:
        """Raise CannotRun where the office has a form of its own that cannot be used."""
        if self.templates.refusals:
            raise CannotRun(self.templates.refusals[0])

    def say(self, issues: Iterable[Issue]) -> tuple[Issue, ...]:
        """All that a job says: its own issues, those of its templates and its tables; each once."""
        if not self._remarks:
            self._remarks = tuple(self._look_around())
        found = [*issues, *self.templates.faults, *self._remarks, *self._thinned]
        return tuple(dict.fromkeys(found))

    def _look_around(self) -> Iterator[Issue]:
        """What is to be said of the tables in hand: rows typed below them, keys used twice."""
        for table in self.ledger.in_hand:
            yield from table.remarks()
            if table.spec.key in WRITTEN:
                yield from named_twice(table.repeated())

    def show(self, issues: Iterable[Issue]) -> None:
        """Show what a job found that writes nothing else, and save where that changed anything."""
        grown = [table.take_in() for table in self.ledger.in_hand]
        if self.show_findings(issues) or any(grown):
            self.book.save()

    @property
    def has_below(self) -> bool:
        """Whether rows below a table in hand wait to be taken into it."""
        return any(t.below.count and t.below.last > t.bottom for t in self.ledger.in_hand)

    def carry_out(self, writes: Writes, job: str, moment: Moment) -> str:
        """Do all that a job writes, once for every job; return the job's number.

        In this order: a copy to 备份, rows below a table taken into it, cells, rows taken away, rows
        added, 变更日志, 校验结果, save; at last old backups go by the office's rule.
        """
        today = joblog.day_of(job, moment.now)
        log = self.ledger["changes"].some({"job": lambda v: str(v).startswith(today)})
        number = joblog.job_id(job, moment.now, log.values)
        writing.settle_settings(self.ledger, writes)
        writing.keep_off(self.ledger, writes)
        writing.check_room(self.ledger, writes)
        keeping = bool(writes or self.has_below)  # a stamp alone needs no way back
        if keeping and not self._kept:
            self.backup(job, moment)
        said = self.say(writes.findings or ())
        for table in self.ledger.in_hand:
            table.take_in()
        added = writing.write(self.ledger, writes, number)
        writing.log(self.ledger, writes, number, moment, added)
        if writes.findings is not None or said:
            self.show_findings(said)
        self.book.save()
        self._kept = False
        if keeping:
            self._thinned = tuple(self._thin(moment))
        return number

    def _thin(self, moment: Moment) -> Iterator[Issue]:
        """Let old backups go by the rule of 参数设置, and say so."""
        rule = rule_of(self.settings)
        if isinstance(rule, str):
            found = self.settings.get(rule, "")
            yield catalog.BACKUP_RULE_UNREADABLE.at(name=self._label(rule), found=found)
            return
        gone, held, left = thin(self.path, rule, moment.really)
        if gone:
            yield catalog.BACKUPS_THINNED.at(count=gone, left=left)
        if held:
            yield catalog.BACKUPS_HELD.at(count=held)

    def backup(self, job: str, moment: Moment) -> Path:
        """Save the workbook as it is and copy it to 备份; the way back from any job.

        Whoever changes the book before `carry_out` asks for it first; then it is not made again,
        and the ledger is saved once, as it was or as it is to be.
        """
        self._kept = True
        return keep_copy(self.book, job, moment.really)

    def show_findings(self, issues: Iterable[Issue]) -> bool:
        """Put the issues on the sheet 校验结果; whether that changed it.

        What the clerk has written there stays, below them.
        """
        table = self.ledger["findings"]
        own = [row.values for row in table.rows if not CODE.fullmatch(str(row["code"]))]
        rows = [*(finding(issue) for issue in issues), *own]
        shown = [_without_link(r) for r in rows]
        if shown == [_without_link(v.values) for v in table.rows]:
            return False
        table.replace(rows)
        return True


def finding(issue: Issue) -> dict[str, Value]:
    """An issue as a row of 校验结果."""
    values: dict[str, Value] = {
        "code": issue.code,
        "severity": issue.severity.value,
        "where": str(issue.place),
        "message": issue.message,
        "hint": issue.hint,
    }
    return {key: fitted(value) or "" for key, value in values.items()} | {
        "link": _link(issue.place)
    }


def _link(place: Place) -> Formula | str:
    if place.sheet and place.cell and not place.book:
        return link_to(f"#'{place.sheet}'!{place.cell}", "查看")
    return ""


def _without_link(row: Mapping[str, Value]) -> dict[str, Value]:
    return {k: v for k, v in row.items() if k != "link"}
