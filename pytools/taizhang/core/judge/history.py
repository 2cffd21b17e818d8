"""What lamps need of the past, read once: who was asked and reported, what was judged and when.

`Records` are all rows of 报送记录, 汇总结果 and 研判记录, put in order once; a `History` is the view of
them from one period and day. What was judged after that day is as if it had not happened.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, cached_property
from itertools import compress
from operator import attrgetter
from typing import NamedTuple

from taizhang.core.measures.facts import BEHIND
from taizhang.core.periods import in_order, parse_period, period_of
from taizhang.core.roles import BURNING, SHIPPED, Roles, StateRole
from taizhang.core.submission import Row, Value
from taizhang.core.tables import UNDONE, HeldColumns, SheetColumns
from taizhang.core.units import split_names
from taizhang.core.values.settled import day_of

JudgingOrder = tuple[date, date, str]
_order = attrgetter("order")
LATELY = 2  # periods that are looked at before it is asked whether a unit ever reported
_OF_ROLE = ("role", "state", "rule")  # what tells the role of a judgement


class Past(NamedTuple):
    """One row of 研判记录: the period in its order, the day it was judged, the state, its role and lamp."""

    order: JudgingOrder
    judged_on: date
    state: str
    role: StateRole | None
    lamp: str
    made_up: bool


class SaidFigures(NamedTuple):
    """What a unit reported in a period; None for a figure that it did not."""

    order: JudgingOrder
    progress: float | None
    actual: float | None


# columns of 汇总结果, of 研判记录 and of 报送记录 that are looked at
ASKED = ("period", "unit", "timing", "spared")
JUDGED = ("period", "judged_on", "task_id", "lead", "lamp", "state", "role", "rule", "made_up")
SAID = ("period", "task_id", "unit", "progress", "actual", "validity")


class WhoReported:
    """Who reported of what, period by period, each read when it is asked for first.

    Nearly all questions are about the last periods: of a unit that was silent in these, whether it
    ever reported is asked before the years are gone through. What a 撤销 took back says nothing.
    """

    def __init__(self, columns: SheetColumns) -> None:
        self._columns = columns
        self._periods: dict[str, frozenset[tuple[str, str]]] = {}

    def __contains__(self, asked: tuple[str, str, str]) -> bool:
        period, task_id, unit = asked
        if period not in self._periods:
            if len(self._periods) >= LATELY and unit not in self._units:
                return False
            self._periods[period] = self._read(period)
        return (task_id, unit) in self._periods[period]

    def _read(self, period: str) -> frozenset[tuple[str, str]]:
        places = self._columns.places("period", lambda found: found == period)
        words = self._columns.picked("validity", places)
        valid = [at for at, word in zip(places, words, strict=True) if word != UNDONE]
        columns = (self._columns.picked(key, valid) for key in ("task_id", "unit"))
        return frozenset(zip(*(map(str, column) for column in columns), strict=True))

    @cached_property
    def _units(self) -> frozenset[str]:
        return frozenset(map(str, {*self._columns["unit"]}))


@dataclass(frozen=True)
class Records:
    """All of the past, by what it is asked for; `reports` are the columns of what was reported."""

    asked: frozenset[tuple[str, str]] = frozenset()
    reported: WhoReported | frozenset[tuple[str, str, str]] = frozenset()
    spared: frozenset[tuple[str, str, str]] = frozenset()
    reports: SheetColumns = field(default_factory=lambda: HeldColumns(dict.fromkeys(SAID, ())))
    judged: Mapping[str, Sequence[Past]] = field(default_factory=dict)
    roles: Roles = SHIPPED

    @cached_property
    def said(self) -> Mapping[tuple[str, str], Sequence[SaidFigures]]:
        """What each unit said of each task, period after period; few rules ask for it."""
        return _said(_valid(self.reports))

    @cached_property
    def periods_of(self) -> Mapping[str, Sequence[str]]:
        """The periods in which each unit was asked."""
        found: dict[str, list[str]] = {}
        for period, unit in self.asked:
            found.setdefault(unit, []).append(period)
        return found

    def at(self, period: str, on: date, closed: Iterable[str] = ()) -> "History":
        """The view from a period on a day; `closed` are the periods whose cut-off has passed."""
        latest_first = tuple(sorted(closed, key=in_order, reverse=True))
        return History(period, on, latest_first, self)


@dataclass(frozen=True, slots=True)
class History:
    """The past as it is known in a period on a day; `closed` are latest first."""

    period: str
    on: date = date.max
    closed: tuple[str, ...] = ()
    records: Records = field(default_factory=Records)

    @property
    def roles(self) -> Roles:
        """What the office's words mean."""
        return self.records.roles

    def missed(self, task_id: str, unit: str) -> tuple[str, ...]:
        """Periods in a row, latest first, in which the unit should have reported and did not."""
        records, found = self.records, list[str]()
        for period in self.closed:
            asked = (period, unit) in records.asked
            if not asked or (period, task_id, unit) in records.spared:
                continue
            if (period, task_id, unit) in records.reported:
                break
            found.append(period)
        return tuple(found)

    def never_asked(self, task_id: str, units: Sequence[str]) -> bool:
        """Whether its units were asked for reports by this period, and never for this task's.

        What is due by the quarter has said nothing in its first two months: that is not 0 %.
        """
        records, limit = self.records, in_order(self.period)
        asked = [
            (period, unit)
            for unit in units
            for period in records.periods_of.get(unit, ())
            if in_order(period) <= limit
        ]
        return bool(asked) and all((p, task_id, unit) in records.spared for p, unit in asked)

    def ended(self, task_id: str) -> list[Past]:
        """How each period before this one ended for the task, the latest first, as known that day."""
        return list(self._ended(task_id))

    def _ended(self, task_id: str) -> Iterator[Past]:
        rows, order = self.records.judged.get(task_id, ()), None
        before = bisect_left(rows, in_order(self.period), key=_order)
        for at in range(before - 1, -1, -1):
            row = rows[at]
            if row.judged_on <= self.on and row.order != order:
                order = row.order
                yield row

    def streak(self, task_id: str, state: str) -> int:
        """How many periods before this one, in a row, ended with that state, or its former word."""
        return _run(map(self._alike(state), self._ended(task_id)))

    def _alike(self, state: str) -> Callable[[Past], bool]:
        """Whether a period ended with that state, or its former word."""
        role, states = self.roles.state(state), self.roles.states

        def is_alike(past: Past) -> bool:
            renamed = past.role is role is not None and past.state not in states
            return past.state == state or renamed

        return is_alike

    def streaks(self, task_id: str) -> tuple[dict[str, int], Past | None]:
        """The runs that end with the last period: of its word, its role, 落后; and that period."""
        past = self._near(task_id)
        if not past:
            return {}, None
        last = past[0]
        count = {last.state: _run(map(self._alike(last.state), past))}
        if last.role is not None:
            same = _run(p.role is last.role for p in past)
            count[last.role.value] = max(same, count.get(last.role.value, 0))
        if behind := _run(p.role in BURNING for p in past):
            count[BEHIND] = behind
        return count, last

    def _near(self, task_id: str) -> list[Past]:
        """The periods before this one, latest first, as far as any run can reach."""
        found: list[Past] = []
        roles: tuple[StateRole | None, ...] = BURNING
        for past in self._ended(task_id):
            if not found:
                roles = (*BURNING, past.role, self.roles.state(past.state))
            elif past.role not in roles and past.state != found[0].state:
                break
            found.append(past)
        return found

    def progress_said(self, task_id: str, unit: str) -> float:
        """The progress that a unit last reported by this period; nothing where it never did."""
        rows = self.records.said.get((task_id, unit), ())
        end = bisect_right(rows, in_order(self.period), key=lambda s: s.order)
        return next((s.progress for s in reversed(rows[:end]) if s.progress is not None), 0.0)

    @property
    def said(self) -> dict[tuple[str, str], float]:
        """The progress that each unit last reported of each task by this period."""
        limit = in_order(self.period)
        return {
            (task, unit): self.progress_said(task, unit)
            for (task, unit), rows in self.records.said.items()
            if any(s.progress is not None and s.order <= limit for s in rows)
        }

    def growth(
        self, task_id: str, unit: str, actual: float | None
    ) -> tuple[float | None, float | None]:
        """How 完成值 has changed against the period before, and the same period last year."""
        period = parse_period(self.period)
        if period is None or actual is None:
            return None, None
        before = period_of(period.first - timedelta(days=1), period.kind)
        middle = period.first + (period.last - period.first) / 2
        last_year = period_of(
            middle.replace(year=middle.year - 1, day=min(middle.day, 28)), period.kind
        )
        then = [self._actual(task_id, unit, p.id) for p in (before, last_year)]
        return _change(then[0], actual), _change(then[1], actual)

    def _actual(self, task_id: str, unit: str, period: str) -> float | None:
        rows, order = self.records.said.get((task_id, unit), ()), in_order(period)
        return next(
            (s.actual for s in reversed(rows) if s.order == order and s.actual is not None), None
        )


def _change(before: float | None, now: float) -> float | None:
    return None if not before else (now - before) / abs(before)


def _run(holds: Iterable[bool]) -> int:
    count = 0
    for one in holds:
        if not one:
            break
        count += 1
    return count


def history_of(
    period: str, past: Mapping[str, Sequence[Row]], closed: Iterable[str], roles: Roles = SHIPPED
) -> History:
    """The view from a period with all that was ever recorded."""
    return records_of(past, roles).at(period, date.max, closed)


def records_of(
    past: Mapping[str, Sequence[Row]], roles: Roles = SHIPPED, reports: SheetColumns | None = None
) -> Records:
    """Put in order the rows of reports (报送记录), summary (汇总结果), judgements (研判记录).

    Of a register of years the reports come as columns, `SAID` by name.
    """
    columns = reports or _columns(past["reports"])
    asked = [r for r in past["summary"] if r["unit"]]
    return Records(
        asked=frozenset((str(r["period"]), str(r["unit"])) for r in asked),
        spared=frozenset(
            (str(r["period"]), task_id, str(r["unit"]))
            for r in asked
            for task_id in split_names(str(r.get("spared", "")))
        ),
        reported=WhoReported(columns),
        reports=columns,
        judged=_judged(past["judgements"], roles),
        roles=roles,
    )


def _columns(rows: Sequence[Row]) -> SheetColumns:
    return HeldColumns({key: [row.get(key, "") for row in rows] for key in SAID})


def _valid(columns: SheetColumns) -> Mapping[str, Sequence[Value]]:
    """The rows that no 撤销 took back; a blank line of the sheet says nothing either."""
    kept = [v != UNDONE for v in columns["validity"]]
    kept = [k and p != "" for k, p in zip(kept, columns["period"], strict=True)]
    return {key: [*compress(columns[key], kept)] for key in SAID[:5]}


def _said(columns: Mapping[str, Sequence[Value]]) -> dict[tuple[str, str], list[SaidFigures]]:
    found: dict[tuple[str, str], list[SaidFigures]] = {}
    for period, task_id, unit, *figures in zip(*(columns[k] for k in SAID[:5]), strict=True):
        progress, actual = map(_number, figures)
        if progress is None and actual is None:
            continue
        said = SaidFigures(in_order(str(period)), progress, actual)
        found.setdefault((str(task_id), str(unit)), []).append(said)
    for rows in found.values():
        rows.sort(key=_order)
    return found


def _judged(rows: Iterable[Row], roles: Roles) -> dict[str, list[Past]]:
    """Each task's judgements by period; of one period in the order in which they were recorded."""
    found: dict[str, list[Past]] = {}
    role_of = cache(lambda *words: roles.recorded(dict(zip(_OF_ROLE, words, strict=True))))
    for row in rows:
        state = row["state"]
        role = role_of(row.get("role", ""), state, row.get("rule", ""))
        past = Past(
            in_order(str(row["period"])), day_of(row.get("judged_on", "")) or date.min, str(state),
            role, str(row.get("lamp", "")), bool(row.get("made_up")),
        )  # fmt: skip
        found.setdefault(str(row["task_id"]), []).append(past)
    for pasts in found.values():
        pasts.sort(key=_order)  # of one period the last row stands
    return found


def _number(value: Value) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def since_when(judgements: Iterable[Row]) -> dict[tuple[str, str], Value]:
    """Return since when each task has been in each state without a break: (task, state) to a day.

    >>> days = [("2022-06-01", "滞后"), ("2022-07-01", "正常"), ("2022-08-01", "滞后")]
    >>> since_when([{"judged_on": d, "task_id": "T-1", "state": s} for d, s in days])
    {('T-1', '滞后'): '2022-08-01', ('T-1', '正常'): '2022-07-01'}
    """
    found: dict[tuple[str, str], Value] = {}
    last: dict[str, str] = {}
    for row in sorted(judgements, key=lambda r: str(r["judged_on"])):
        task_id, state = str(row["task_id"]), str(row["state"])
        if last.get(task_id) != state:
            found[task_id, state] = row["judged_on"]
        last[task_id] = state
    return found
