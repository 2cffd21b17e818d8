"""What may lead to a paper, read from the ledger: lamps, reports, deadlines, papers without effect.

An event says how much of it there is, whom it concerns and which occurrence it is. The occurrence
names the cause: a proposal that was struck does not come back for it.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from taizhang.core.catalog import duty as catalog
from taizhang.core.duty import ladder as on
from taizhang.core.duty.days import PLAIN, gone
from taizhang.core.duty.ladder import Rung
from taizhang.core.duty.records import FAILED, NOT_ISSUED, Record
from taizhang.core.issues import show
from taizhang.core.periods import IsWorkday, in_order, label_of, labels_of
from taizhang.core.roles import StateRole
from taizhang.core.scoring.votes import opinion_of
from taizhang.core.submission import Row
from taizhang.core.units import split_names

ABSENT = frozenset({"漏报", "待报", "未采用", ""})  # once the time is up
LAST_PLACES = 3
OF = "："  # between what is spoken of and what is said of it


@dataclass(frozen=True, slots=True)
class DutyEvent:
    """Something that a rule may look at. `count` periods, times; or `since` a day.

    `matter` names what stands for itself: of two problems of a unit each has its own paper.
    `about` is what `why` speaks of first, before its colon; blank where that is the unit itself.
    """

    trigger: str
    unit: str
    task_id: str
    occurrence: str
    why: str
    count: float = 0.0
    states: tuple[str, ...] = ()
    since: date | None = None
    after: str = ""
    matter: str = ""
    about: str = ""

    def reaches(self, rung: Rung, day: date, is_workday: IsWorkday) -> bool:
        """Whether the rule looks at this and there is enough of it."""
        if rung.trigger != self.trigger or (rung.state and rung.state not in self.states):
            return False
        if rung.after and self.after and rung.after != self.after:
            return False
        if self.since is None:
            return self.count >= rung.least
        passed = gone(self.since, day, str(rung.row.values.get("day_count", "")), is_workday)
        if self.trigger in on.NEARING:
            return 0 <= gone(day, self.since, PLAIN, is_workday) <= rung.least
        return passed >= rung.least

    @property
    def fact(self) -> str:
        """What is said of it, without what it is said about."""
        return self.why.removeprefix(f"{self.about}{OF}") if self.about else self.why

    def cause(self, rung: Rung) -> str:
        """What names it for good; days overdue lead to another paper at another number of them."""
        step = f"·{rung.least:g}" if self.trigger in on.BY_DAYS else ""
        return f"{self.trigger}·{self.unit}·{self.task_id}·{self.occurrence}{step}"


@dataclass(frozen=True, slots=True)
class Lamp:
    """The lamp of a task in the period: its state, the role of that, the periods in a row."""

    row: Row
    state: str
    reason: str
    streak: int
    role: str = ""


def lamp_events(
    lamps: Iterable[Lamp], past: Mapping[tuple[str, str], str], period: str
) -> Iterator[DutyEvent]:
    """灯色 and 年内灯色, one a leading unit. `past` are states by (period, task)."""
    year = Counter((t, s) for (p, t), s in past.items() if p[:4] == period[:4] and p < period)
    for lamp in lamps:
        task_id = str(lamp.row["task_id"])
        states = tuple(filter(None, (lamp.state, lamp.role)))
        in_year = 1 + year[task_id, lamp.state]
        why = f"{lamp.row['name']}：{lamp.reason}"
        for unit in split_names(str(lamp.row["lead"])) or ("",):
            occurrence = f"{period}·{lamp.state}"
            for trigger, count in ((on.LAMP, lamp.streak), (on.IN_YEAR, in_year)):
                yield DutyEvent(trigger, unit, task_id, occurrence, why, count, states,
                                about=str(lamp.row["name"]))  # fmt: skip


def unit_events(
    lamps: Sequence[Lamp], earlier: Callable[[], Iterable[Sequence[str]]], period: str
) -> Iterator[DutyEvent]:
    """单位红灯 and 末位. `earlier` tells the units that were last, period by period, latest first."""
    reds = Counter(u for lamp in lamps if _is_red(lamp) for u in split_names(str(lamp.row["lead"])))
    for unit, count in sorted(reds.items()):
        why = catalog.REDS.format(count=count, period=label_of(period))
        yield DutyEvent(on.REDS, unit, "", period, why, count)
    for unit in last_units((str(lamp.row["lead"]), _is_red(lamp)) for lamp in lamps):
        times = 1 + sum(1 for _ in takewhile(lambda units: unit in units, earlier()))  # noqa: B023
        why = catalog.LAST.format(period=label_of(period), places=LAST_PLACES, times=times)
        yield DutyEvent(on.BOTTOM, unit, "", period, why, times)


def _is_red(lamp: Lamp) -> bool:
    return StateRole.GRAVE in {lamp.role, lamp.state}


def last_units(tasks: Iterable[tuple[str, bool]]) -> list[str]:
    """Units in the last three places by their share of red tasks; ties are all named.

    A unit without any red task is never last.

    >>> last_units([("甲", True), ("乙", True), ("乙", False), ("丙", False)])
    ['甲', '乙']
    """
    whole: Counter[str] = Counter()
    red: Counter[str] = Counter()
    for lead, is_red in tasks:
        for unit in split_names(lead):
            whole[unit] += 1
            red[unit] += is_red
    shares = {unit: red[unit] / whole[unit] for unit in whole if red[unit]}
    worst = sorted(shares.values(), reverse=True)[:LAST_PLACES]
    return sorted((u for u, s in shares.items() if s in worst), key=lambda u: (-shares[u], u))


def score_events(scores: Iterable[Row], period: str, day: date) -> Iterator[DutyEvent]:
    """考核末位: the last places of each group in the latest scoring of each scheme, how often in a row."""
    found: dict[tuple[str, str], dict[str, list[Row]]] = {}
    for row in scores:
        scored = row["scored_on"]
        known = not isinstance(scored, date) or scored <= day
        if known and in_order(str(row["period"])) <= in_order(period) and row["rank"] != "":
            key = (str(row["scheme"]), str(row["group"]))
            found.setdefault(key, {}).setdefault(str(row["period"]), []).append(row)
    for (scheme, group), periods in found.items():
        latest_first = sorted(periods, key=in_order, reverse=True)
        last = [last_scored(periods[p]) for p in latest_first]
        for unit in last[0]:
            times = sum(1 for _ in takewhile(lambda units: unit in units, last))  # noqa: B023
            why = catalog.SCORED_LAST.format(
                period=label_of(latest_first[0]), scheme=scheme, group=group or "全部", times=times
            )
            occurrence = f"{latest_first[0]}·{scheme}"
            yield DutyEvent(on.SCORED, unit, "", occurrence, why, times)


def opinion_events(
    opinions: Iterable[Row], groups: Mapping[str, str], period: str
) -> Iterator[DutyEvent]:
    """满意度末位: the last places by 满意率 of each group, how many periods in a row.

    `groups` are the groups of the roster by unit. A period in which a group was not asked ends a run
    no more than a month without a meeting does.
    """
    found: dict[str, dict[str, list[Row]]] = {}
    for row in opinions:
        share = opinion_of(row).good_share
        if share is not None and in_order(str(row["period"])) <= in_order(period):
            scored: Row = {"unit": row["unit"], "score": share}
            own = found.setdefault(groups.get(str(row["unit"]), ""), {})
            own.setdefault(str(row["period"]), []).append(scored)
    for group, periods in found.items():
        latest_first = sorted(periods, key=in_order, reverse=True)
        last = [last_scored(periods[p]) for p in latest_first]
        rates = {str(r["unit"]): float(str(r["score"])) for r in periods[latest_first[0]]}
        for unit in last[0]:
            times = sum(1 for _ in takewhile(lambda units: unit in units, last))  # noqa: B023
            why = catalog.OPINION_LAST.format(
                period=label_of(latest_first[0]),
                rate=f"{rates[unit]:.2%}",
                group=f"{group}组" if group else "",
                times=times,
            )
            yield DutyEvent(on.OPINION, unit, "", latest_first[0], why, times)


def last_scored(rows: Sequence[Row]) -> list[str]:
    """Units in the last places of a group: three, in a small group no more than its half; ties are named.

    Who shares the first place is never last.

    >>> rows = [{"unit": u, "score": s} for u, s in zip("甲乙丙丁", (90, 88, 88, 70))]
    >>> last_scored(rows), last_scored(rows[:1])
    (['丁', '乙', '丙'], [])
    """
    scores = {str(r["unit"]): s for r in rows if isinstance(s := r["score"], int | float)}
    places = min(LAST_PLACES, len(scores) // 2)
    best, low = max(scores.values(), default=0), sorted(scores.values())[:places]
    return sorted((u for u, s in scores.items() if s in low and s < best), key=lambda u: scores[u])


def report_events(
    summary: Iterable[Row], closed: Collection[str], period: str
) -> Iterator[DutyEvent]:
    """漏报 in a row, 迟报 and 空报 in the year, of each unit that was sent a form."""
    by_unit: dict[str, dict[str, str]] = {}
    for row in summary:
        if row["unit"] and in_order(str(row["period"])) <= in_order(period):
            by_unit.setdefault(str(row["unit"]), {})[str(row["period"])] = str(row["timing"])
    for unit, timings in sorted(by_unit.items()):
        missed = _missed(timings, closed)
        if missed:
            words = catalog.MISSED if len(missed) > 1 else catalog.MISSED_ONCE
            why = words.format(count=len(missed), periods=labels_of(missed))
            yield DutyEvent(on.MISSED, unit, "", missed[-1], why, len(missed))
        for trigger in (on.LATE, on.EMPTY):
            found = [p for p, t in sorted(timings.items()) if t == trigger and p[:4] == period[:4]]
            if found:
                why = catalog.BADLY.format(how=trigger, count=len(found), periods=labels_of(found))
                yield DutyEvent(trigger, unit, "", found[-1], why, len(found))


def _missed(timings: Mapping[str, str], closed: Collection[str]) -> list[str]:
    """The last periods in a row whose time is up and for which nothing came, in order of time."""
    due = [p for p in sorted(timings, key=in_order) if p in closed or timings[p] not in ABSENT]
    found = takewhile(lambda p: timings[p] in ABSENT, reversed(due))
    return list(reversed(list(found)))


def deadline_events(tasks: Iterable[Row], day: date) -> Iterator[DutyEvent]:
    """临期 and 逾期 of tasks whose clock runs."""
    for task in tasks:
        due = task["due"]
        if not isinstance(due, date):
            continue
        passed = (day - due).days
        words, trigger = (catalog.PASSED, on.OVERDUE) if passed > 0 else (catalog.COMING, on.NEAR)
        why = words.format(name=task["name"], due=show(due), days=abs(passed))
        for unit in split_names(str(task["lead"])):
            occurrence, about = due.isoformat(), str(task["name"])
            yield DutyEvent(
                trigger, unit, str(task["task_id"]), occurrence, why, since=due, about=about
            )


def closing_events(closings: Iterable[Row]) -> Iterator[DutyEvent]:
    """回头看不过 of tasks that were closed and have gone back to what they were."""
    for row in closings:
        if row["rebound"] in FAILED and not row["restart"]:
            name = str(row["name"]) or str(row["task_id"])
            why = catalog.CLOSED_NOT_PASSED.format(name=name, found=row["rebound"])
            for unit in split_names(str(row["unit"])):
                occurrence = f"销号·{row['round']}"
                yield DutyEvent(on.REVIEW, unit, str(row["task_id"]), occurrence, why, 1)


def paper_events(records: Sequence[Record], day: date, end: str = "") -> Iterator[DutyEvent]:
    """Papers without an answer, several in a year without effect, 回头看 that was not passed.

    What was handed over (`end`, the gravest way there is) is with others from then on: the papers
    before it are chased no more.
    """
    over = _handed_over(records, day, end)
    for record in records:
        if record.state in NOT_ISSUED:
            continue
        due, kind = record.day("reply_due"), record.text("supervision")
        facts = {"paper": record.name, "kind": kind}
        for task_id in record.tasks or ("",):
            unit = record.text("unit")
            silent = due and due < day and not record.answered and record.live
            if due and silent and not record.began_by(over.get((unit, task_id))):
                why = catalog.NO_ANSWER.format(due=show(due), **facts)
                yield DutyEvent(
                    on.UNANSWERED, unit, task_id, record.name, why, since=due, after=kind
                )
            if record.text("review") in FAILED:
                why = catalog.NOT_PASSED.format(found=record.text("review"), **facts)
                yield DutyEvent(on.REVIEW, unit, task_id, record.name, why, 1)
    yield from _ignored(records, day, over)


def _handed_over(records: Iterable[Record], day: date, end: str) -> dict[tuple[str, str], date]:
    """When each unit's matter was last handed over, by unit and task, as known on that day."""
    found: dict[tuple[str, str], date] = {}
    for record in records:
        began = record.began
        if not end or end not in record.kinds or record.state in NOT_ISSUED or not record.live:
            continue
        for task_id in record.tasks or ("",):
            if began and began <= day:
                key = (record.text("unit"), task_id)
                found[key] = max(began, found.get(key, began))
    return found


def _ignored(
    records: Iterable[Record], day: date, over: Mapping[tuple[str, str], date]
) -> Iterator[DutyEvent]:
    """屡督不办: papers of this year without effect, none of them up to a handing over."""
    papers: dict[tuple[str, str], list[str]] = {}
    for record in records:
        began = record.began
        if record.ignored(day) and began and began.year == day.year:
            for matter in ((record.text("unit"), task_id) for task_id in record.tasks or ("",)):
                if not record.began_by(over.get(matter)):
                    papers.setdefault(matter, []).append(record.name)
    for (unit, task_id), names in papers.items():
        why = catalog.IN_VAIN.format(count=len(names), papers=show(names))
        occurrence = f"{day.year}·{len(names)}"
        yield DutyEvent(on.IGNORED, unit, task_id, occurrence, why, len(names))
