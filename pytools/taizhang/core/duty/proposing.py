"""督办建议: which papers the office's rules ask for, as rows for 督办记录 that the clerk decides on.

A unit hears of a task once a period, by the gravest paper that is reached. What was proposed
before, struck or void, is not proposed again for the same cause; running again adds nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from taizhang.core.catalog import duty as catalog
from taizhang.core.duty.days import PLAIN, after
from taizhang.core.duty.events import OF, DutyEvent
from taizhang.core.duty.ladder import Ladder, Rung
from taizhang.core.duty.records import (
    PROPOSED,
    SEPARATOR,
    Record,
    covered,
    presider,
    records_of,
    times_in_year,
)
from taizhang.core.issues import Issue, Place
from taizhang.core.periods import IsWorkday
from taizhang.core.submission import Row, Value
from taizhang.core.tables import LedgerRows, key_of
from taizhang.core.units import split_names
from taizhang.core.writes import Change

NONE: Row = {}
TOGETHER = "是"
LINE = "\n"
JOINED = ("task_id", "why", "cause")


@dataclass(frozen=True)
class ProposalBasis:
    """What proposing stands on: the rules, what each paper is like, what was done, the day."""

    ladder: Ladder
    papers: Mapping[str, Row]
    table: LedgerRows
    period: str
    on: date
    is_workday: IsWorkday

    @property
    def records(self) -> list[Record]:
        """督办记录 as it stands."""
        return records_of(self.table.rows)


@dataclass(frozen=True, slots=True)
class Reached:
    """A unit's matter with the rule that it reaches."""

    event: DutyEvent
    rung: Rung

    @property
    def cause(self) -> str:
        """What names it for good."""
        return self.event.cause(self.rung)


@dataclass(slots=True)
class Proposals:
    """Rows to add, cells of proposals that take on another matter, the step of each task."""

    rows: list[dict[str, Value]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    actions: dict[str, str] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    joined: dict[int, dict[str, Value]] = field(default_factory=dict)


def propose(events: Iterable[DutyEvent], desk: ProposalBasis) -> Proposals:
    """Return what the rules ask for on that day, without what was proposed already."""
    done = Proposals()
    records = desk.records
    for one in gravest(events, desk):
        if not one.event.unit:
            done.issues.append(catalog.UNIT_UNNAMED.at(Place(key=one.event.task_id)))
            continue
        there = [r for r in records if one.cause in r.causes or _older(r, one, desk)]
        _note_action(done, one, there, desk)
        if not there:
            _add(done, one, records, desk)
    done.changes = _changes(done, desk.table)
    return done


def gravest(events: Iterable[DutyEvent], desk: ProposalBasis) -> list[Reached]:
    """Of all that a unit's task reaches, the gravest; in the order in which they came."""
    found: dict[tuple[str, str, str], Reached] = {}
    rungs, ranks = desk.ladder.rungs, desk.ladder.ranks
    weights = {id(rung): (rung.rank(ranks), at) for at, rung in enumerate(rungs)}
    for event in events:
        fits = (r for r in rungs if event.reaches(r, desk.on, desk.is_workday))
        if (rung := desk.ladder.reached(fits)) is None:
            continue
        key, one = (event.unit, event.task_id, event.matter), Reached(event, rung)
        best = found.get(key)
        if best is None or weights[id(rung)] > weights[id(best.rung)]:
            found[key] = one
    return list(found.values())


def _older(record: Record, one: Reached, desk: ProposalBasis) -> bool:
    """A row of an older program, which names no cause: the same task, way and period."""
    return (
        not record.causes
        and record.period == desk.period
        and one.event.task_id in record.tasks
        and bool(set(record.kinds) & set(one.rung.kinds))
    )


def _note_action(
    done: Proposals, one: Reached, there: Sequence[Record], desk: ProposalBasis
) -> None:
    """督办动作 of the task: as the clerk has it, or as the rule has it; nothing for a struck one."""
    task_id, ranks = one.event.task_id, desk.ladder.ranks
    if not task_id:
        return
    kinds = [kind for r in there if r.live for kind in r.kinds] if there else one.rung.kinds
    known = split_names(done.actions.get(task_id, ""))
    if max(map(ranks, kinds), default=-1) >= max(map(ranks, known), default=-1):
        done.actions[task_id] = "、".join(dict.fromkeys(kinds))


def _add(done: Proposals, one: Reached, records: Sequence[Record], desk: ProposalBasis) -> None:
    """A row a paper; matters of one unit that go together share one."""
    event, ranks = one.event, desk.ladder.ranks
    rank = one.rung.rank(ranks)
    mine = [r for r in records if any(event.matter in cause for cause in r.causes)]
    if covered(
        mine if event.matter else records, (event.unit, event.task_id, desk.period), rank, ranks
    ):
        return
    for kind in one.rung.kinds:
        if not _joined(done, one, kind, records, desk):
            done.rows.append(_row(one, kind, records, desk))


def _joined(
    done: Proposals, one: Reached, kind: str, records: Sequence[Record], desk: ProposalBasis
) -> bool:
    """Whether it goes together with another matter of the unit, in a paper that takes several."""
    if desk.papers.get(kind, NONE).get("together") != TOGETHER:
        return False
    return _joined_new(done, one, kind) or _joined_old(done, one, kind, records, desk)


def _joined_new(done: Proposals, one: Reached, kind: str) -> bool:
    for row in done.rows:
        if row["supervision"] == kind and row["unit"] == one.event.unit:
            _join(row, one)
            return True
    return False


def _join(row: dict[str, Value], one: Reached) -> None:
    """Take another matter into a row."""
    for key, mark, text in (
        ("task_id", "、", one.event.task_id),
        ("cause", SEPARATOR, one.cause),
    ):
        row[key] = mark.join(dict.fromkeys(filter(None, [*str(row[key]).split(mark), text])))
    row["why"] = LINE.join(said_together(str(row["why"]).split(LINE), one.event))
    if "reason_code" in row:  # of a proposal that nobody has looked at yet
        row["reason_code"] = row["reason_code"] or one.rung.row.values.get("reason_code", "")


def said_together(lines: Sequence[str], event: DutyEvent) -> list[str]:
    """The lines of a 事由 with another matter: what holds of several is said once, of all of them.

    >>> late = DutyEvent("灯色", "甲局", "7", "", "修路：连续2期应报未报", about="修路")
    >>> said_together(["架桥：连续2期应报未报"], late)
    ['架桥、修路：连续2期应报未报']
    >>> said_together(["连续2期应报未报"], late)
    ['修路：连续2期应报未报']
    """
    done = [line for line in lines if line]
    for at, line in enumerate(done):
        head = "" if line == event.fact else line.removesuffix(f"{OF}{event.fact}")
        if head == line:
            continue
        if event.about and f"、{event.about}、" not in f"、{head}、":
            heads = "、".join(filter(None, (head, event.about)))
            done[at] = f"{heads}{OF}{event.fact}"
        return done
    return [*done, event.why]


def _joined_old(
    done: Proposals, one: Reached, kind: str, records: Sequence[Record], desk: ProposalBasis
) -> bool:
    """Join a proposal of the same period that nobody has decided on; earlier words stay."""
    for record in records:
        same = record.text("unit") == one.event.unit and record.text("supervision") == kind
        if not same or record.state != PROPOSED or record.period != desk.period:
            continue
        number = record.row.number
        new = done.joined.setdefault(number, {k: record.row.values[k] for k in JOINED})
        _join(new, one)
        return True
    return False


def _changes(done: Proposals, table: LedgerRows) -> list[Change]:
    """The cells of proposals that took on another matter."""
    rows = {row.number: row for row in table.rows}
    return [
        Change(
            "supervision", key_of("supervision", rows[n].values), column, rows[n][column], new,
            str(rows[n]["unit"]), row=n,
        )
        for n, values in done.joined.items() for column, new in values.items()
    ]  # fmt: skip


def _row(
    one: Reached, kind: str, records: Sequence[Record], desk: ProposalBasis
) -> dict[str, Value]:
    event, rung, paper = one.event, one.rung, desk.papers.get(kind, NONE)
    times = 1 + times_in_year(records, kind, event.unit, desk.on)
    values = rung.row.values
    days = rung.number("days")
    count = str(values.get("day_count", "")) or PLAIN
    return {
        "when": desk.on, "duty_state": PROPOSED, "supervision": kind, "unit": event.unit,
        "task_id": event.task_id, "why": event.why, "presider": presider(values, paper, times),
        "times": times, "rectify_by": after(desk.on, days, count, desk.is_workday) if days else "",
        "reason_code": values.get("reason_code", ""), "rule": rung.name, "cause": one.cause,
        "period": desk.period, "reply": "", "note": "",
    }  # fmt: skip
