"""报送日历: who owes what when, as entries of days: reports by cut-off, milestones, deadlines."""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from taizhang.core.cadence.cutoffs import Cutoff
from taizhang.core.cadence.rules import Schedule
from taizhang.core.periods import KINDS, Period, periods_within
from taizhang.core.submission import Row
from taizhang.core.units import by_unit
from taizhang.core.values.settled import day_of

REPORT, NODE, DUE = "报送", "节点", "时限"
_BEFORE = timedelta(days=400)  # a cut-off may lie after the period that it is of
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Owed:
    """Something owed on a day: a report of a period, a milestone, a deadline.

    `units` are who owes it, with how many tasks each; `at` is the hour of a report.
    """

    day: date
    kind: str
    what: str
    units: tuple[tuple[str, int], ...] = ()
    at: time | None = None
    task_id: str = ""

    @property
    def count(self) -> int:
        """How many units owe it."""
        return len(self.units)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Whole months with what is owed in them; `free` and `worked` are days off and made-up ones."""

    first: date
    last: date
    owed: tuple[Owed, ...] = ()
    free: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    @property
    def months(self) -> tuple[date, ...]:
        """The first day of each month."""
        return tuple(p.first for p in periods_within(self.first, self.last, "月"))

    def on(self, day: date) -> tuple[Owed, ...]:
        """What is owed on that day."""
        return tuple(o for o in self.owed if o.day == day)


def weeks_of(month: date) -> list[list[date | None]]:
    """Return the weeks of a month, Monday first; None stands for days of other months.

    >>> [sum(day is not None for day in week) for week in weeks_of(date(2022, 6, 1))]
    [5, 7, 7, 7, 4]
    """
    count = monthrange(month.year, month.month)[1]
    days: list[date | None] = [None] * month.weekday()
    days += [month.replace(day=n) for n in range(1, count + 1)]
    days += [None] * (-len(days) % 7)
    return [days[at : at + 7] for at in range(0, len(days), 7)]


def calendar_of(
    tasks: Sequence[Row],
    nodes: Iterable[Row],
    units: Sequence[str],
    schedule: Schedule,
    period: Period,
) -> Calendar:
    """Return the calendar of the months of a period; of more than a year its first twelve months.

    `tasks` are those of which anything is still asked, `units` those that report, in the roster's order.
    """
    first = period.first.replace(day=1)
    last = period.last.replace(day=monthrange(period.last.year, period.last.month)[1])
    owed = [
        *_reports(tasks, units, schedule, (first, last)),
        *_dues(tasks, first, last),
        *_milestones(tasks, nodes, first, last),
    ]
    span = [first + n * _DAY for n in range((last - first).days + 1)]
    worked = {day for day in span if schedule.workdays(day)}
    order = {REPORT: 0, DUE: 1, NODE: 2}
    owed.sort(key=lambda o: (o.day, order[o.kind], o.at or time.max, o.what, o.task_id))
    return Calendar(
        first, last, tuple(owed), frozenset(span) - worked,
        frozenset(day for day in worked if day.weekday() >= 5),
    )  # fmt: skip


def _reports(
    tasks: Sequence[Row], units: Sequence[str], schedule: Schedule, span: tuple[date, date]
) -> Iterator[Owed]:
    """Each period of each cadence in use whose cut-off lies in the span, with who reports."""
    kinds = {str(t["task_id"]): schedule.kinds(t) for t in tasks}
    used = {kind for found in kinds.values() for kind in found}
    for kind in (k for k in KINDS if k in used):
        asked = [t for t in tasks if kind in kinds[str(t["task_id"])]]
        for rule, owed in _by_rule(asked, kind, schedule).items():
            yield from _of_rule(owed, units, (kind, rule, schedule), span)


def _by_rule(tasks: Iterable[Row], kind: str, schedule: Schedule) -> dict[Cutoff, list[Row]]:
    """The tasks by the cut-off that they have in that cadence."""
    found: dict[Cutoff, list[Row]] = {}
    for task in tasks:
        found.setdefault(schedule.rule(kind, task), []).append(task)
    return found


def _of_rule(
    asked: Sequence[Row],
    units: Sequence[str],
    how: tuple[str, Cutoff, Schedule],
    span: tuple[date, date],
) -> Iterator[Owed]:
    """Each period whose cut-off of that rule lies in the span, with who reports."""
    (kind, rule, schedule), (first, last) = how, span
    shared = by_unit(asked)
    owing = tuple((u, len(shared[u])) for u in units if u in shared)
    if owing:
        for period in periods_within(first - _BEFORE, last, kind):
            moment = schedule.cutoff(period, asked[0])
            if rule.asks(period) and first <= moment.date() <= last:
                yield Owed(moment.date(), REPORT, period.label, owing, moment.time())


def _dues(tasks: Iterable[Row], first: date, last: date) -> Iterator[Owed]:
    """Deadlines of tasks that are not finished."""
    for task in tasks:
        day = day_of(task["due"])
        if day is not None and first <= day <= last and not task["finished"]:
            yield Owed(day, DUE, str(task["name"]), _one(task), task_id=str(task["task_id"]))


def _milestones(
    tasks: Sequence[Row], nodes: Iterable[Row], first: date, last: date
) -> Iterator[Owed]:
    """Milestones of these tasks that are not reached; whose they are, or the leading unit's."""
    named = {str(t["task_id"]): t for t in tasks}
    for node in nodes:
        day, task = day_of(node["planned"]), named.get(str(node["task_id"]))
        if task is None or day is None or node["done"] or not first <= day <= last:
            continue
        own = ((str(node["unit"]), 1),) if node["unit"] else _one(task)
        yield Owed(day, NODE, str(node["node"]), own, task_id=str(task["task_id"]))


def _one(task: Row) -> tuple[tuple[str, int], ...]:
    return ((str(task["lead"]), 1),) if task["lead"] else ()
