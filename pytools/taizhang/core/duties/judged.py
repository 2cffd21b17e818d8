"""调度记录 and 调研记录 held against 履职要求: who did what how often, and what is short.

A duty holds for each window of its period that is over by the day; the year's field days and topics
are reckoned by the share of the year that has passed, in calendar days.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from taizhang.core.catalog import planning as catalog
from taizhang.core.checks.ledger.texts import quoted
from taizhang.core.duties.visits import Visit, VisitLimits, days_out, visit_issues, visits_of
from taizhang.core.issues import Issue, Place, percent, show
from taizhang.core.measures.facts import monday_to_friday
from taizhang.core.periods import IsWorkday, Period, labels_of, period_of, periods_within
from taizhang.core.submission import Row
from taizhang.core.tables import LedgerRows, TableRow
from taizhang.core.units import Roster, fold_name, roster_of, split_names
from taizhang.core.values.cadences import read_cadences
from taizhang.core.values.settled import day_of

READ = (
    "tasks",
    "meetings",
    "visits",
    "duties",
    "units",
    "lamp_rules",
    "judgements",
    "problems",
    "projects",
)
MEET, FIELD, TOPIC, FIRMS = "调度", "调研", "课题", "走访"
SOME_FIRMS, PATRON = "走访家数", "包保"
ANYBODY = "全体"  # whoever went there, the place is visited
LEADERS, LEADS = "责任领导", "牵头单位"
EACH, CLASS, ALL = "每项任务", "每个类别", "合计"
YES, OFF = "是", "否"
ENOUGH, SHORT, RUNNING = "够", "不够", "进行中"


@dataclass(frozen=True, slots=True)
class DutyRequirement:
    """A row of 履职要求: whose, what, per what, how many, how often, from when to when."""

    row: int
    who: str
    what: str
    scope: str
    count: float
    per: str
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class HeldDuty:
    """A duty of a post in one window held against the records.

    `of` is the task or class that it is for; `wanted` and `found` are times, days, topics or firms.
    `left` are the firms where nobody has been often enough.
    """

    duty: DutyRequirement
    who: str
    window: Period
    wanted: float
    found: float
    of: str = ""
    over: bool = True
    left: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """够, 不够, or 进行中 while its window is not over."""
        if self.found >= self.wanted:
            return ENOUGH
        return SHORT if self.over or self.duty.what == FIELD else RUNNING


@dataclass(frozen=True, slots=True)
class JudgedDuties:
    """All duties held against the records, the visits, and what has to be said."""

    held: tuple[HeldDuty, ...]
    visits: tuple[Visit, ...]
    issues: tuple[Issue, ...]

    @property
    def posts(self) -> tuple[str, ...]:
        """All posts that have a duty or were out, in order."""
        found = [h.who for h in self.held] + [w for v in self.visits for w in v.leaders]
        return tuple(dict.fromkeys(found))


def duties_of(table: LedgerRows) -> tuple[list[DutyRequirement], list[Issue]]:
    """Return the duties in force, and an Issue for each row that is of no use."""
    found, issues = [], []
    for row in table.rows:
        if row["enabled"] == OFF or not row["who"]:
            continue
        kinds, count = read_cadences(str(row["per"])).kinds, row["count"]
        known = row["what"] in {MEET, FIELD, TOPIC, FIRMS, SOME_FIRMS, PATRON}
        if not known or len(kinds) != 1 or not isinstance(count, int | float) or count <= 0:
            issues.append(catalog.DUTY_UNREAD.at(table.place(row.number, "what"), who=row["who"]))
            continue
        scope = str(row["scope"]) or ALL
        first, last = day_of(row["first"]), day_of(row["last"])
        for who in split_names(str(row["who"])):
            found.append(  # noqa: PERF401 - a row may name several posts
                DutyRequirement(
                    row.number, who, str(row["what"]), scope, float(count), kinds[0], first, last
                )
            )
    return found, issues


def judge_duties(
    tables: Mapping[str, LedgerRows], on: date, limits: VisitLimits, since: date,
    is_workday: IsWorkday = monday_to_friday,
) -> JudgedDuties:  # fmt: skip
    """Hold the records up to `on` against the duties, from `since` on where a duty says nothing.

    No meeting is owed in a window without a single working day: the week of 春节.
    """
    duties, issues = duties_of(tables["duties"])
    visits, unread = visits_of(tables["visits"])
    meetings, more = _meetings(tables["meetings"])
    tasks = [r.values for r in tables["tasks"].rows if r["task_id"]]
    firms = roster_of(tables["units"].values)
    held: list[HeldDuty] = []
    for duty in duties:
        for who in _posts(duty, tasks):
            if duty.what == MEET:
                met = _met(duty, who, (tasks, meetings), (since, on))
                held += [h for h in met if _works(h.window, is_workday)]
            elif duty.what == FIRMS and duty.scope == ALL:
                held += _calls(duty, who, visits, (since, on))
            elif duty.what in {FIRMS, SOME_FIRMS}:
                held += _called_on(duty, who, (visits, firms), (since, on))
            elif duty.what == PATRON:
                held += _patron_of(duty, who, tables["projects"].values, on)
            else:
                held += _went(duty, who, visits, (since, on), limits)
    place = tables["duties"].place
    issues += [*unread, *more, *visit_issues(visits, tables["visits"], limits)]
    issues += _matters_open(tables["meetings"], on)
    short = [one for one in held if one.state == SHORT]
    issues += _meetings_short([one for one in short if one.duty.what == MEET], place)
    issues += [_short(one, place(one.duty.row, "who")) for one in short if one.duty.what != MEET]
    return JudgedDuties(tuple(held), tuple(visits), tuple(issues))


def _works(window: Period, is_workday: IsWorkday) -> bool:
    """Whether anybody works in the window at all."""
    days = (window.last - window.first).days + 1
    return any(is_workday(window.first + timedelta(days=n)) for n in range(days))


def _matters_open(table: LedgerRows, on: date) -> Iterator[Issue]:
    """Decisions whose day has passed, of which nobody says what became: the next meeting opens with them."""
    for row in table.rows:
        due = day_of(row["due"])
        told = row["carried"] or row["turned"] or row["task_id"]
        if row["decision"] and due is not None and due < on and not told:
            place = table.place(row.number, "carried")
            yield catalog.MATTER_OPEN.at(
                place, found=quoted(str(row["decision"])), due=due, unit=row["unit"] or "未定"
            )


def _meetings_short(
    held: Sequence[HeldDuty], place: Callable[[int, str], Place]
) -> Iterator[Issue]:
    """Meetings that are short, said once of a post: the windows in which it was so, of which tasks."""
    runs: dict[tuple[int, str, float, float, str], list[str]] = {}
    for one in held:
        key = (one.duty.row, one.who, one.wanted, one.found, one.of or ALL)
        runs.setdefault(key, []).append(one.window.id)
    together: dict[tuple[int, str, float, float, tuple[str, ...]], list[str]] = {}
    for (row, who, wanted, found, of), windows in runs.items():
        together.setdefault((row, who, wanted, found, tuple(windows)), []).append(of)
    for (row, who, wanted, found, spans), tasks in together.items():
        window, of = labels_of(spans), show(tasks)
        if len(spans) > 1:
            window = catalog.EACH_WINDOW.format(windows=window)
        if len(tasks) > 1:
            of = catalog.EACH_TASK.format(tasks=of)
        yield catalog.MEETINGS_SHORT.at(
            place(row, "who"), who=who, window=window, of=of, wanted=wanted, found=found
        )


def _short(one: HeldDuty, place: Place) -> Issue:
    """What is to be said of a duty that falls short."""
    values = {"who": one.who, "window": one.window.label, "wanted": one.wanted, "found": one.found}
    if one.duty.what == PATRON:
        return catalog.PROJECTS_FEW.at(place, **values)
    if one.duty.what == SOME_FIRMS or (one.duty.what == FIRMS and one.duty.scope == ALL):
        of, measure = (f"“{one.of}”", "家") if one.of else ("企业", "次")
        return catalog.CALLS_SHORT.at(place, of=of, measure=measure, **values)
    if one.duty.what == FIRMS:
        rate = percent(one.found / one.wanted if one.wanted else 0.0, 1)
        return catalog.FIRMS_LEFT.at(place, of=one.of, rate=rate, left=list(one.left), **values)
    rule = catalog.DAYS_SHORT if one.duty.what == FIELD else catalog.TOPICS_SHORT
    return rule.at(place, **values)


def _meetings(table: LedgerRows) -> tuple[list[TableRow], list[Issue]]:
    found, issues = [], []
    for row in table.rows:
        if day_of(row["when"]) is not None and row["presider"]:
            found.append(row)
        elif row["when"] or row["topic"]:
            issues.append(catalog.MEETING_UNREAD.at(table.place(row.number, "when")))
    return found, issues


def _posts(duty: DutyRequirement, tasks: Iterable[Row]) -> list[str]:
    """The posts meant: all leaders, all leading units, those whose title holds the word, or it."""
    leaders = list(dict.fromkeys(n for t in tasks for n in split_names(str(t["leader"]))))
    if duty.who == ANYBODY:
        return [ANYBODY]
    if duty.who == LEADERS:
        return leaders
    if duty.who == LEADS:
        return list(dict.fromkeys(n for t in tasks for n in split_names(str(t["lead"]))))
    return [name for name in leaders if duty.who in name] or [duty.who]


def _own(duty: DutyRequirement, who: str, tasks: Iterable[Row]) -> list[Row]:
    """The tasks of a post: it leads them, or its unit does."""
    column = "lead" if duty.who == LEADS else "leader"
    return [t for t in tasks if who in split_names(str(t[column]))]


def _windows(duty: DutyRequirement, span: tuple[date, date]) -> list[Period]:
    """The windows of the duty that have begun by the day and not ended before it holds."""
    first = max(duty.first, span[0]) if duty.first else span[0]
    last = min(duty.last, span[1]) if duty.last else span[1]
    return list(periods_within(first, last, duty.per)) if first <= last else []


def _met(
    duty: DutyRequirement,
    who: str,
    known: tuple[Sequence[Row], Sequence[TableRow]],
    span: tuple[date, date],
) -> Iterator[HeldDuty]:
    """Meetings of a post in each window: for each task, each class, or at all."""
    tasks, meetings = known
    own = _own(duty, who, tasks)
    mine = [m for m in meetings if _presided(who, str(m["presider"])) or m["meeting_level"] == who]
    for window in _windows(duty, span):
        held = [m for m in mine if (day_of(m["when"]) or date.min) in window]
        if duty.scope not in {EACH, CLASS, ALL}:  # only meetings of that kind
            held = [m for m in held if m["meeting_kind"] == duty.scope]
        over = window.last < span[1]
        for of, asked in _asked(duty, own, window):
            covering = [m for m in held if not asked or _covers(m, asked)]
            count = len(
                {(m["when"], m["topic"]) for m in covering}
            )  # one may have a row a decision
            yield HeldDuty(duty, who, window, duty.count, float(count), of, over)


def _presided(who: str, presider: str) -> bool:
    """县水务局主要负责人 presides for 县水务局."""
    return any(name == who or name.startswith(who) for name in split_names(presider))


def _asked(
    duty: DutyRequirement, own: Sequence[Row], window: Period
) -> Iterator[tuple[str, list[Row]]]:
    """What each window asks a meeting for: (words, tasks). A task that is over asks for none."""
    running = [t for t in own if _runs(t, window)]
    if duty.scope == EACH:
        yield from ((str(t["task_id"]), [t]) for t in running)
    elif duty.scope == CLASS:
        for name in dict.fromkeys(str(t["category"]) for t in running):
            yield name, [t for t in running if t["category"] == name]
    elif running or not own:
        yield "", []


def _runs(task: Row, window: Period) -> bool:
    start, closed = day_of(task["start"]), day_of(task["closed"]) or day_of(task["finished"])
    return (start is None or start <= window.last) and (closed is None or closed >= window.first)


def _covers(meeting: TableRow, asked: Sequence[Row]) -> bool:
    """A meeting is about the tasks it names, else about its class, else about all."""
    numbers, name = split_names(str(meeting["task_id"])), str(meeting["category"])
    if numbers:
        return any(str(t["task_id"]) in numbers for t in asked)
    return not name or any(t["category"] == name for t in asked)


def _went(
    duty: DutyRequirement,
    who: str,
    visits: Sequence[Visit],
    span: tuple[date, date],
    limits: VisitLimits,
) -> Iterator[HeldDuty]:
    """Field days or topics of a post in each window, held against the share that has passed."""
    mine = [v for v in visits if who in v.leaders]
    for window in _windows(duty, (window_start(duty, span), span[1])):
        held = [_within(v, window, span[1]) for v in mine if _meets(v, window, span[1])]
        over = window.last <= span[1]
        found = float(len({t for v in held if (t := v.text("study"))}))
        if duty.what == FIELD:
            found = days_out(held, halves=limits.halves)
        yield HeldDuty(duty, who, window, _wanted(duty, window, span[1]), found, over=over)


def _called_on(
    duty: DutyRequirement, who: str, known: tuple[Sequence[Visit], Roster], span: tuple[date, date]
) -> Iterator[HeldDuty]:
    """Coverage: how many firms of a collective of 单位名册 somebody has been to, in each window."""
    visits, roster = known
    firms = roster.members(duty.scope)
    mine = [v for v in visits if who == ANYBODY or who in v.leaders]
    for window in _windows(duty, (window_start(duty, span), span[1])):
        times = {firm: _times_at(firm, mine, window, span[1]) for firm in firms}
        some = duty.what == SOME_FIRMS
        left = tuple(f for f, count in times.items() if count < (1 if some else duty.count))
        over, found = window.last <= span[1], float(len(firms) - len(left))
        wanted = float(len(firms))
        if some:  # so many of them, or that share
            wanted = float(ceil(wanted * duty.count - 1e-9)) if duty.count < 1 else duty.count
        yield HeldDuty(duty, who, window, wanted, found, duty.scope, over, left)


def _calls(
    duty: DutyRequirement, who: str, visits: Sequence[Visit], span: tuple[date, date]
) -> Iterator[HeldDuty]:
    """How often a post was at firms in each window: a row of 调研记录 that says 进企业 is one call."""
    mine = [v for v in visits if v.text("firm") == YES and (who == ANYBODY or who in v.leaders)]
    for window in _windows(duty, span):
        found = sum(_meets(v, window, span[1]) for v in mine)
        yield HeldDuty(duty, who, window, duty.count, float(found), over=window.last < span[1])


def _patron_of(
    duty: DutyRequirement, who: str, projects: Iterable[Row], on: date
) -> Iterator[HeldDuty]:
    """How many projects a leader looks after, as the sheet stands."""
    found = sum(who in split_names(str(row["leader"])) for row in projects)
    yield HeldDuty(duty, who, period_of(on, duty.per), duty.count, float(found), duty.scope)


def _times_at(firm: str, visits: Iterable[Visit], window: Period, on: date) -> int:
    """On how many days somebody was at a firm; a visit names it among its places."""
    name = fold_name(firm)
    days = {
        day for v in visits if name in v.place
        for day in v.days if window.first <= day <= min(window.last, on)
    }  # fmt: skip
    return len(days)


def window_start(duty: DutyRequirement, span: tuple[date, date]) -> date:
    """A year's days count from the year's first, wherever the plan began."""
    return duty.first or period_of(span[0], duty.per).first


def _wanted(duty: DutyRequirement, window: Period, on: date) -> float:
    """Days pro rata in calendar days, rounded up to a half; topics whole at the window's end."""
    first = max(duty.first, window.first) if duty.first else window.first
    last = min(duty.last, window.last) if duty.last else window.last
    whole = (window.last - window.first).days + 1
    gone = (min(on, last) - first).days + 1
    if duty.what == TOPIC:
        return duty.count
    return ceil(duty.count * gone / whole * 2 - 1e-9) / 2


def _meets(visit: Visit, window: Period, on: date) -> bool:
    return visit.first <= min(window.last, on) and visit.last >= window.first


def _within(visit: Visit, window: Period, on: date) -> Visit:
    """The part of a visit that lies in the window and before the day's end."""
    first, last = max(visit.first, window.first), min(visit.last, window.last, on)
    return Visit(visit.row, visit.leaders, first, last, visit.place)
