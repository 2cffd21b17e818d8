"""报送周期 as rules: how often which tasks report, until when, and so what is due in a period.

A task's own 调度频次 comes first, then the rows of the sheet that are for such tasks, then the period
of 参数设置. A cadence coarser than the period is due once: in the period that holds its cut-off.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from taizhang.core.cadence.cutoffs import EVENING, Cutoff, Shift, read_cutoff
from taizhang.core.catalog import ledger as ledger_catalog
from taizhang.core.catalog import planning as catalog
from taizhang.core.issues import Issue, Place
from taizhang.core.periods import KINDS, Period, Workdays, period_of
from taizhang.core.submission import Row
from taizhang.core.tables import LedgerRows
from taizhang.core.units import sharers, split_names
from taizhang.core.values.cadences import read_cadences
from taizhang.core.values.text import keep_marks

READ = ("cadences", "holidays")
ALL = frozenset({"其他", "其余", "其他任务", "其余任务", "全部", "所有任务", "全部任务"})
# columns that a bare word, as 工程建设, is looked for in
TOLD_BY = ("kind", "level", "category", "phase", "campaign")
MONTHLY = KINDS.index("月")


@dataclass(frozen=True, slots=True)
class Given:
    """A row that gives tasks a cadence: which tasks, in words, how often, its own cut-off if any."""

    applies: str
    kind: str
    cutoff: Cutoff | None = None


@dataclass(frozen=True, slots=True)
class Usual:
    """What 参数设置 says: how often, the day of the period, the hour, whether a holiday moves it."""

    kind: str = "月"
    day: int = 25
    hour: time = EVENING
    shift: bool = True

    def cutoff(self, kind: str) -> Cutoff:
        """The cut-off of a kind that no row names; of a longer period than usual, its last month's."""
        if kind == self.kind:
            form = "nth"
        elif self.kind == "月" and KINDS.index(kind) > MONTHLY:
            form = "day"
        else:
            form = "last"
        return Cutoff(form, max(self.day, 1), shift=Shift(int(self.shift)))


@dataclass(frozen=True)
class Schedule:
    """How often tasks report and until when; `columns` are the ledger's labels of task columns."""

    usual: Usual = Usual()
    cutoffs: Mapping[str, Cutoff] = field(default_factory=dict)
    given: Sequence[Given] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    workdays: Workdays = field(default_factory=Workdays)

    def kinds(self, task: Row) -> tuple[str, ...]:
        """How often the task reports: its own cadences, those of its like, or the usual one."""
        own = read_cadences(str(task.get("cadence", ""))).kinds
        return own or self._given(task) or (self.usual.kind,)

    def _given(self, task: Row) -> tuple[str, ...]:
        asked = tuple(str(task.get(key, "")) for key in TOLD_BY)
        if not self.given:
            return ()
        first = next((g.applies for g in self.given if self._applies(g.applies, task, asked)), None)
        found = {g.kind for g in self.given if g.applies == first}
        return tuple(kind for kind in KINDS if kind in found)

    def _applies(self, words: str, task: Row, told: Sequence[str]) -> bool:
        if words in ALL:
            return True
        for word in split_names(words):
            label, sign, value = word.replace("＝", "=").partition("=")
            if sign:
                key = self.columns.get(label.strip(), label.strip())
                if value.strip() in {str(task.get(key, "")), *split_names(str(task.get(key, "")))}:
                    return True
            elif word in told:
                return True
        return False

    def rule(self, kind: str, task: Row | None = None) -> Cutoff:
        """The cut-off of periods of that kind; of a task that of the first row that speaks of it."""
        if task is not None:
            told = tuple(str(task.get(key, "")) for key in TOLD_BY)
            own = (g for g in self.given if g.kind == kind and g.cutoff is not None)
            for given in own:
                if self._applies(given.applies, task, told) and given.cutoff is not None:
                    return given.cutoff
        return self.cutoffs.get(kind) or self.usual.cutoff(kind)

    def own(self, kind: str) -> bool:
        """Whether the cut-off of that kind is another than 参数设置 alone would give."""
        return kind in self.cutoffs or kind != self.usual.kind

    def cutoff(self, period: Period, task: Row | None = None) -> datetime:
        """The moment until which a report of the period, or of the task in it, is on time."""
        rule = self.rule(period.kind, task)
        plain = rule.plain(period, self.workdays)
        day = rule.day(period, self.workdays)
        moved = rule.shift.hour if day != plain else None
        return datetime.combine(day, moved or rule.hour or self.usual.hour)

    def cutoffs_of_units(
        self, tasks: Iterable[Row], units: Iterable[str], period: Period
    ) -> dict[str, datetime]:
        """When each unit's report is due: the last cut-off of its tasks that owe one."""
        last: dict[str, datetime] = {}
        for task in tasks:
            if self.is_due(task, period):
                moment = self.cutoff(period, task)
                for unit in sharers(task):
                    last[unit] = max(moment, last.get(unit, moment))
        return {unit: last[unit] for unit in units if unit in last}

    def asked_on(self, period: Period, task: Row | None = None) -> date:
        """The day of the period by which it is asked for: its cut-off, or its last day."""
        plain = self.rule(period.kind, task).plain(period, self.workdays)
        return max(period.first, min(plain, period.last))

    def due(self, task: Row, period: Period) -> tuple[Period, ...]:
        """What the task owes in that period: the periods of its cadences that are asked for in it.

        Of a cadence as long as the period, the period itself; of finer ones the period as well.
        """
        found: set[Period] = set()
        for kind in self.kinds(task):
            if KINDS.index(kind) <= KINDS.index(period.kind):
                found |= {period} if self._asks(kind, period, task) else set()
            else:
                around = (period_of(period.first, kind), period_of(period.last, kind))
                found |= {
                    p for p in around
                    if self.rule(kind, task).asks(p)
                    and period.first <= self.asked_on(p, task) <= period.last
                }  # fmt: skip
        return tuple(sorted(found))

    def _asks(self, kind: str, period: Period, task: Row) -> bool:
        """Whether a cadence asks for the period; a finer one, which names no days, always does."""
        return kind != period.kind or self.rule(kind, task).asks(period)

    def is_due(self, task: Row, period: Period) -> bool:
        """Whether the task owes anything in that period."""
        return bool(self.due(task, period))


def in_force(table: LedgerRows, plan: str) -> list[tuple[int, Row]]:
    """Return the rows that hold, with Excel's row numbers: those of the plan first, then the common."""
    rows: list[tuple[int, Row]] = [(row.number, row.values) for row in table.rows]
    named = [r for r in rows if plan and str(r[1]["plan"]) == plan]
    return named + [r for r in rows if not r[1]["plan"]]


def schedule_of(
    tables: Mapping[str, LedgerRows], usual: Usual, plan: str, columns: Mapping[str, str]
) -> Schedule:
    """Return the schedule of an office out of the sheets 报送周期 and 节假日.

    `plan` is the 报送周期方案 chosen. Rows that cannot be read are passed over: `schedule_issues`.
    """
    cutoffs: dict[str, Cutoff] = {}
    given = []
    for _, row in in_force(tables["cadences"], plan):
        kinds = read_cadences(str(row["cadence"])).kinds
        read = _cutoff(row)
        for kind in kinds:
            if read is not None and row["cutoff"]:
                cutoffs.setdefault(kind, read)
            if applies := keep_marks(str(row["applies"])):
                own = read if row["cutoff"] else None
                given.append(Given(applies.replace(",", "、"), kind, own))
    return Schedule(usual, cutoffs, given, columns, Workdays(own_days(tables["holidays"].values)))


def own_days(rows: Iterable[Row]) -> dict[date, bool]:
    """Return the days of 节假日 and whether they are worked."""
    found = ((row["day"], row["day_kind"] == "上班") for row in rows)
    return {
        day.date() if isinstance(day, datetime) else day: worked
        for day, worked in found if isinstance(day, date)
    }  # fmt: skip


def _cutoff(row: Row) -> Cutoff | None:
    hour = row["hour"]
    text = f"{_clock(hour):%H:%M}" if isinstance(hour, float) else str(hour)
    return read_cutoff(str(row["cutoff"]) or "最后一天", str(row["shift"]), text)


def _clock(share: float) -> time:
    """Excel's share of a day as an hour; a bare number is a full hour."""
    minutes = round(share * 1440) if share < 1 else round(share) * 60
    return time(minutes // 60 % 24, minutes % 60)


def schedule_issues(table: LedgerRows, plan: str) -> Iterator[Issue]:
    """Yield what cannot be used of 报送周期: cadence or cut-off unread, two cut-offs, no such plan."""
    seen: dict[str, str] = {}
    if plan and plan not in {str(row["plan"]) for row in table.values}:
        known = list(dict.fromkeys(str(r["plan"]) for r in table.values if r["plan"]))
        yield catalog.PLAN_UNKNOWN.at(found=plan, known=known)
    for number, row in in_force(table, plan):
        found, cutoff = read_cadences(str(row["cadence"])), str(row["cutoff"])
        if not found.kinds or found.unread:
            yield catalog.CADENCE_UNREAD.at(table.place(number, "cadence"), found=row["cadence"])
        if _cutoff(row) is None:
            yield catalog.CUTOFF_UNREAD.at(table.place(number, "cutoff"), found=cutoff)
        for kind in found.kinds:
            if cutoff and seen.setdefault(kind, cutoff) != cutoff and not row["applies"]:
                yield catalog.CUTOFF_TWICE.at(
                    table.place(number, "cutoff"), kind=kind, found=cutoff, other=seen[kind]
                )


def cadence_issues(tasks: LedgerRows) -> Iterator[Issue]:
    """Yield a warning for each task whose 调度频次 names no period; the usual one is taken."""
    for row in tasks.rows:
        text = str(row["cadence"])
        if text and (unread := read_cadences(text).unread):
            place: Place = tasks.place(row.number, "cadence")
            yield catalog.TASK_CADENCE_UNREAD.at(place, found=list(unread))


def calendar_issues(workdays: Workdays) -> Iterator[Issue]:
    """Yield a warning for each year of which neither the calendar nor 节假日 knows anything.

    Saturdays and Sundays were taken as free in it, and nothing else.
    """
    written = {day.year for day in workdays.own}
    for year in sorted(workdays.unknown - written):
        yield ledger_catalog.CALENDAR_UNKNOWN.at(year=year)
