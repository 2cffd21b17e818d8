"""Close a year: which rows of the records move to the year's own workbook, and which must stay.

What a later job still asks of the past stays in the ledger: the last report of each unit, the runs
of states and of missed periods that a lamp counts, what a merge looks up in the log, a 督办单 that
nobody has answered. Everything else moves, and `restored` puts it back where it stood.
Nothing is read or written here.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import groupby, takewhile
from typing import TypeVar

from taizhang.core.checks.phrases import is_nothing
from taizhang.core.duty.events import ABSENT, last_units
from taizhang.core.duty.records import FAILED, PROPOSED, Record
from taizhang.core.measures.facts import STREAK, STREAK_END
from taizhang.core.merge.closed import year_of_period
from taizhang.core.merge.compare import set_by_earlier, stages_before
from taizhang.core.merge.joblog import ARCHIVE, TAKE_BACK, Labels
from taizhang.core.periods import Period, in_order
from taizhang.core.roles import BURNING, Roles, StageRole, StateRole, roles_of
from taizhang.core.submission import Row, Value
from taizhang.core.tables import UNDONE, LedgerRows, TableRow
from taizhang.core.units import split_names
from taizhang.core.values.settled import day_of
from taizhang.core.values.text import keep_letters

BY_PERIOD = ("reports", "summary", "judgements", "conflicts", "claims")
MOVING = (*BY_PERIOD, "supervision", "changes")
READ = (*MOVING, "tasks", "supervise_rules", "lamp_rules", "stage_words")
_RUN_ASKED = re.compile(rf"{STREAK}((?:(?!{STREAK})[^{{}}\s])+?){STREAK_END}")
T = TypeVar("T")


@dataclass(frozen=True)
class YearPast:
    """The records as they stand, the year to close, and the period that is under way."""

    year: int
    current: Period
    tables: Mapping[str, LedgerRows]
    labels: Labels

    def pool(self, sheet: str) -> list[TableRow]:
        """Rows of that year, and of earlier ones; those of the current period are not over."""
        return [row for row in self.tables[sheet].rows if self._is_over(sheet, row)]

    def of_year(self, sheet: str, row: TableRow) -> bool:
        """Whether a row is of that very year."""
        return year_of(sheet, row) == self.year

    def _is_over(self, sheet: str, row: TableRow) -> bool:
        year = year_of(sheet, row)
        if year is None or year > self.year:
            return False
        if sheet == "supervision":
            return Record(row).period != self.current.id
        if sheet in BY_PERIOD:
            return str(row["period"]) != self.current.id
        return row["job_kind"] not in {ARCHIVE, TAKE_BACK} and row["job"] not in self._late_jobs

    @cached_property
    def _late_jobs(self) -> frozenset[Value]:
        """Jobs that have written since the current period began: they can still be taken back."""
        rows = self.tables["changes"].rows
        return frozenset(r["job"] for r in rows if (day := day_of(r["when"])) and day >= self.cut)

    @cached_property
    def asked(self) -> frozenset[tuple[str, str]]:
        """(period, unit) that were sent a form."""
        return frozenset((str(r["period"]), str(r["unit"])) for r in self.tables["summary"].values)

    @cached_property
    def roles(self) -> Roles:
        """What the office's words for states and stages stand for."""
        return roles_of(self.tables["lamp_rules"].values, self.tables["stage_words"].values)

    @property
    def under_way(self) -> bool:
        """Whether the year goes on: what is counted within a year then has to stay."""
        return self.current.id[:4] == str(self.year)

    @cached_property
    def open_tasks(self) -> Mapping[str, Row]:
        """Tasks that are not closed, by number."""
        return {
            str(task["task_id"]): task for task in self.tables["tasks"].values
            if task["closed"] == "" and not self.roles.is_stage(task["stage"], StageRole.CLOSED)
        }  # fmt: skip

    @cached_property
    def owed(self) -> frozenset[tuple[str, str]]:
        """(task, unit) of open tasks, that a report is asked of."""
        return frozenset(
            (task_id, unit)
            for task_id, task in self.open_tasks.items()
            for column in ("lead", "co")
            for unit in split_names(str(task[column]))
        )

    @cached_property
    def spared(self) -> frozenset[tuple[str, str, str]]:
        """(period, task, unit) that owed nothing."""
        return frozenset(
            (str(row["period"]), task_id, str(row["unit"]))
            for row in self.tables["summary"].values
            for task_id in split_names(str(row.get("spared", "")))
        )

    def ends_a_run(self, report: TableRow) -> bool:
        """Whether a run of missed periods ends at this report: it is valid and was asked for."""
        period, task, unit = (str(report[key]) for key in ("period", "task_id", "unit"))
        asked = (period, unit) in self.asked and (task, unit) in self.owed
        spared = (period, task, unit) in self.spared
        return asked and not spared and report["validity"] != UNDONE

    @property
    def cut(self) -> date:
        """The first day whose jobs stay in the log, so that they can be taken back."""
        return min(self.current.first, date(self.year + 1, 1, 1))

    @property
    def open_conflicts(self) -> int:
        """Conflicts of the year that nobody has settled."""
        return sum(self._of_year_in("conflicts", "applied"))

    @property
    def open_claims(self) -> int:
        """Rows of the year that nobody has claimed."""
        return sum(self._of_year_in("claims", "claimed"))

    def _of_year_in(self, sheet: str, column: str) -> Iterator[bool]:
        rows = self.tables[sheet].rows
        return (self.of_year(sheet, row) and row[column] == "" for row in rows)


def year_of(sheet: str, row: TableRow) -> int | None:
    """The year that a row belongs to: that of its period, else of its day; None where it has none.

    A 督办 step belongs to the period that it was taken in, a line of the log to its day.
    """
    if sheet in BY_PERIOD:
        return year_of_period(str(row["period"]))
    day = day_of(row["when"])
    period = year_of_period(Record(row).period) if sheet == "supervision" else None
    return period or (day.year if day else None)


@dataclass(frozen=True)
class YearPlan:
    """What closing a year comes to: by sheet, the rows that move and those that the archive holds.

    The archive holds the whole year, copies of what stays in the ledger among it.
    """

    year: int
    moved: Mapping[str, Sequence[TableRow]] = field(default_factory=dict)
    held: Mapping[str, Sequence[TableRow]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether any row moves."""
        return any(self.moved.values())

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods that are closed with it, in order."""
        rows = (r for sheet in BY_PERIOD for r in self.held.get(sheet, ()))
        return tuple(sorted({str(r["period"]) for r in rows}, key=in_order))


def plan_archive(past: YearPast) -> YearPlan:
    """Decide what moves."""
    moved, held = {}, {}
    for sheet in MOVING:
        pool = past.pool(sheet)
        stay = {row.number for row in KEEPING[sheet](pool, past)}
        moved[sheet] = [row for row in pool if row.number not in stay]
        gone = {row.number for row in moved[sheet]}
        held[sheet] = [r for r in pool if r.number in gone or past.of_year(sheet, r)]
    return YearPlan(past.year, moved, held)


Keeping = Callable[[Sequence[TableRow], YearPast], Iterable[TableRow]]


def _reports(pool: Sequence[TableRow], past: YearPast) -> Iterator[TableRow]:
    """Of each unit and task the last valid report, and those that it is compared with.

    These are the reports before it that say the same, the last figure, and the last that was asked
    for, at which a run of missed periods ends.
    """
    valid = [row for row in pool if row["validity"] != UNDONE]
    for rows in _grouped(sorted(valid, key=lambda r: in_order(_period(r))), "task_id", "unit"):
        core = keep_letters(str(rows[-1]["latest"]))
        same = list(takewhile(lambda r: keep_letters(str(r["latest"])) == core, reversed(rows)))  # noqa: B023
        yield from same if core else rows[-1:]
        figures = [r for r in rows if isinstance(r["progress"], int | float)]
        yield from figures[-1:]
        yield from [r for r in rows if past.ends_a_run(r)][-1:]


def _summary(pool: Sequence[TableRow], past: YearPast) -> Iterator[TableRow]:
    """Of each unit the periods from the report on that it owes longest, or was absent from."""
    since = _owing_since(past)
    timings = {(str(row["unit"]), _period(row)): str(row["timing"]) for row in pool}
    present: dict[str, str] = {}
    for (unit, period), timing in timings.items():
        if timing not in ABSENT:
            present[unit] = max(period, present.get(unit, ""), key=in_order)
    for row in pool:
        unit = str(row["unit"])
        known = min(since.get(unit, "9999-12"), present.get(unit, ""), key=in_order)
        if unit and (past.under_way or in_order(_period(row)) >= in_order(known)):
            yield row


def _owing_since(past: YearPast) -> dict[str, str]:
    """By unit: since which period it has not reported some open task of its own; "" for ever."""
    said = dict.fromkeys(past.owed, "")
    for row in past.pool("reports"):
        if past.ends_a_run(row):
            key = (str(row["task_id"]), str(row["unit"]))
            said[key] = max(_period(row), said[key], key=in_order)
    found: dict[str, str] = {}
    for (_, unit), last in said.items():
        found[unit] = min(last, found.get(unit, last), key=in_order)
    return found


def _judgements(pool: Sequence[TableRow], past: YearPast) -> Iterator[TableRow]:
    """Of each task what tells its streaks, and since when it has been in its state."""
    last = {(str(row["period"]), str(row["task_id"])): row for row in pool}
    if past.under_way:
        yield from last.values()
    counted = {*_counted(past)}
    for rows in _grouped(pool, "task_id"):
        words = {_period(row): row for row in rows}
        kept = [*_streak(words, counted, past.roles), *_run(sorted(rows, key=_by_day))]
        yield from kept
        yield from (words[_period(row)] for row in kept)
    yield from _last_places(last, past.roles)


def _counted(past: YearPast) -> Iterator[str]:
    """States and roles whose runs a rule asks for: those of 督办规则, and 连续…期数 of 亮灯规则."""
    yield from (str(row["state"]) for row in past.tables["supervise_rules"].values)
    for row in past.tables["lamp_rules"].values:
        yield from _RUN_ASKED.findall(" ".join(map(str, row.values())))


def _streak(last: Mapping[str, TableRow], counted: set[str], roles: Roles) -> Iterator[TableRow]:
    """The last word of each period as far back as a streak reaches, and of the one that ends it."""
    backwards = [last[period] for period in sorted(last, key=in_order, reverse=True)]
    newest, role = str(backwards[0]["state"]), roles.recorded(backwards[0].values)
    yield backwards[0]
    if not {newest, str(role)} & counted and role not in BURNING:
        return
    alike: tuple[Callable[[TableRow], bool], ...] = (
        lambda r: str(r["state"]) == newest or roles.recorded(r.values) is role,
        lambda r: roles.recorded(r.values) in BURNING,
    )
    for belongs in alike:
        run = [*takewhile(belongs, backwards)]
        yield from backwards[: len(run) + 1] if run else ()


def _run(days: Sequence[TableRow]) -> Iterator[TableRow]:
    """The first and the last day of the present state, and the day before it began."""
    state = days[-1]["state"]
    length = sum(1 for _ in takewhile(lambda r: r["state"] == state, reversed(days)))
    yield from (days[-length], days[-1], *days[-length - 1 : -length])


def _last_places(last: Mapping[tuple[str, str], TableRow], roles: Roles) -> Iterator[TableRow]:
    """The last words of the periods in which a unit has been in the last places without a break."""
    by_period: dict[str, list[TableRow]] = {}
    for (period, _), row in last.items():
        by_period.setdefault(period, []).append(row)
    running: set[str] | None = None
    for period in sorted(by_period, key=in_order, reverse=True):
        rows = by_period[period]
        grave = [(str(r["lead"]), roles.recorded(r.values) is StateRole.GRAVE) for r in rows]
        here = {*last_units(grave)}
        running = here if running is None else running & here
        yield from rows
        if not running:
            return


def _supervision(pool: Sequence[TableRow], past: YearPast) -> Iterator[TableRow]:
    """Papers whose matter is not over: their cause must not come again, their answer is awaited."""
    return (row for row in pool if past.under_way or not _is_over(Record(row), past))


def _is_over(record: Record, past: YearPast) -> bool:
    dated = record.text("rectify_by") or record.text("reply_due") or record.text("review_due")
    waits = dated and is_nothing(record.text("reply")) and record.live
    again = record.text("review") in FAILED or record.state == PROPOSED
    return not (waits or again or any(task in past.open_tasks for task in record.tasks))


def _changes(pool: Sequence[TableRow], past: YearPast) -> Iterator[TableRow]:
    """The last word of the log where a merge asks for it."""
    last: dict[object, TableRow] = {}
    for row in pool:
        found = set_by_earlier([row.values], past.labels)
        for key in (*found, *stages_before([row.values], past.labels, past.roles)):
            last[key] = row
    yield from last.values()


def _nothing(pool: Sequence[TableRow], past: YearPast) -> Iterator[TableRow]:
    """Settled: nobody asks again."""
    del pool, past
    return iter(())


KEEPING: Mapping[str, Keeping] = {
    "reports": _reports, "summary": _summary, "judgements": _judgements, "conflicts": _nothing,
    "claims": _nothing, "supervision": _supervision, "changes": _changes,
}  # fmt: skip


def _period(row: TableRow) -> str:
    return str(row["period"])


def _by_day(row: TableRow) -> str:
    return str(row["judged_on"])


def _grouped(rows: Iterable[TableRow], *keys: str) -> Iterator[list[TableRow]]:
    """The rows of each key in their order."""
    found: dict[tuple[str, ...], list[TableRow]] = {}
    for row in rows:
        found.setdefault(tuple(str(row[key]) for key in keys), []).append(row)
    return iter(found.values())


# the way back


def spans(places: Iterable[int]) -> str:
    """Places as text: runs of neighbours, as a ledger notes them.

    >>> spans([1, 2, 3, 7]), spans([])
    ('1-3 7', '')
    """
    runs = []
    for _, run in groupby(enumerate(sorted(places)), key=lambda p: p[1] - p[0]):
        numbers = [n for _, n in run]
        first, last = numbers[0], numbers[-1]
        runs.append(f"{first}-{last}" if last > first else str(first))
    return " ".join(runs)


def places_in(text: str) -> list[int]:
    """Places out of such a text.

    >>> places_in("1-3 7")
    [1, 2, 3, 7]
    """
    found: list[int] = []
    for run in text.split():
        first, _, last = run.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found


def restored(there: Sequence[T], moved: Mapping[int, T]) -> list[T]:
    """Put rows back at the places (from 0) that they had; what came since stands behind them.

    >>> restored(["b", "d", "e"], {0: "a", 2: "c"})
    ['a', 'b', 'c', 'd', 'e']
    """
    rest, found = iter(there), []
    for place in range(max(moved, default=-1) + 1):
        if place in moved:
            found.append(moved[place])
        else:
            found += [row for row in (next(rest, None),) if row is not None]
    return [*found, *rest]
