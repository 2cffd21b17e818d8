"""督办建议 as a plan: what is proposed, what the tasks' 督办动作 become, what the clerk has to mend."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property

from taizhang.core.catalog import duty as catalog
from taizhang.core.duty.events import (
    DutyEvent,
    Lamp,
    closing_events,
    deadline_events,
    lamp_events,
    last_units,
    opinion_events,
    paper_events,
    report_events,
    score_events,
    unit_events,
)
from taizhang.core.duty.item_events import (
    ItemDesk,
    due_events,
    false_events,
    item_events,
    whose_items,
)
from taizhang.core.duty.ladder import (
    Ladder,
    chosen_rows,
    missing_preset,
    preset_rows,
    read_ladder,
)
from taizhang.core.duty.numbers import twice_used
from taizhang.core.duty.proposing import ProposalBasis, Proposals, propose
from taizhang.core.duty.records import PROPOSED, REFUSED, Record, records_of
from taizhang.core.duty.register_events import inspected_events, order_events
from taizhang.core.issues import Issue
from taizhang.core.periods import IsWorkday, in_order, label_of
from taizhang.core.problems.stages import words_of
from taizhang.core.roles import ENDED, ON_LEAVE, Roles, StateRole, roles_of
from taizhang.core.submission import Row, Value
from taizhang.core.tables import LedgerRows, key_of
from taizhang.core.writes import Change, Writes

READ = ("tasks", "units", "summary", "judgements", "supervision", "supervise_rules", "papers",
        "lamp_rules", "stage_words", "scores", "opinions", "closings", "standings", "problems", "nodes",
        "clues", "loop_stages", "instructions", "inspections")  # fmt: skip
_when = cache(in_order)  # few periods, many rows


def every_day(day: date) -> bool:
    """A calendar without holidays but Saturday and Sunday."""
    return day.weekday() < 5


@dataclass(frozen=True)
class LadderInUse:
    """What proposing needs of the ledger: the chosen ladder, its presets, the calendar."""

    period: str
    on: date
    tables: Mapping[str, LedgerRows]
    closed: Sequence[str] = ()
    ladder: str = ""
    presets: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    kinds: Sequence[str] = ()
    is_workday: IsWorkday = every_day

    @cached_property
    def rules(self) -> tuple[Ladder, list[Issue]]:
        """The ladder in force, and what is wrong with its rules."""
        table = chosen_rows(self.tables["supervise_rules"], self.ladder, self.presets)
        return read_ladder(table, self.ladder, self.kinds)

    @cached_property
    def last_state(self) -> dict[tuple[str, str], Row]:
        """The last judgement of each (period, task), up to this period and day."""
        rows = self.tables["judgements"].values
        return {
            (str(r["period"]), str(r["task_id"])): r for r in rows
            if _when(str(r["period"])) <= _when(self.period) and _by(r["judged_on"], self.on)
        }  # fmt: skip

    @property
    def desk(self) -> ProposalBasis:
        """What proposing stands on."""
        papers = {str(r["paper"]): r for r in reversed(self.tables["papers"].values)}
        records = self.tables["supervision"]
        return ProposalBasis(self.rules[0], papers, records, self.period, self.on, self.is_workday)

    @property
    def items(self) -> ItemDesk:
        """Whom the lamps beside those of tasks are with."""
        return ItemDesk(whose_items(self.tables), self.period, self.on, self.roles)

    def lamps(self) -> list[Lamp]:
        """The lamps of the period as they are on record."""
        found = []
        for row in self.tasks:
            task_id = str(row["task_id"])
            if judged := self.last_state.get((self.period, task_id)):
                state = str(judged["state"])
                streak = 1 + self.streak(task_id, state)
                role = self.roles.recorded(judged) or ""
                found.append(Lamp(row, state, str(judged["reason"]), streak, str(role)))
        return found

    @cached_property
    def roles(self) -> Roles:
        """What the office's words for states and stages stand for."""
        return roles_of(self.tables["lamp_rules"].values, self.tables["stage_words"].values)

    @property
    def groups(self) -> Mapping[str, str]:
        """考核组别 of each unit."""
        return {str(r["unit"]): str(r["ranking"]) for r in self.tables["units"].values}

    @property
    def running(self) -> list[Row]:
        """Tasks whose clock runs: neither ended nor asked to end, nor on leave."""
        still = (*ENDED, *ON_LEAVE)
        return [
            task for task in self.tasks
            if not (task["finished"] or task["closed"] or self.roles.is_stage(task["stage"], *still))
        ]  # fmt: skip

    @property
    def tasks(self) -> list[Row]:
        """Tasks whose number is theirs alone."""
        return [row.values for row in self.tables["tasks"].keyed.values() if row["task_id"]]

    def streak(self, task_id: str, state: str) -> int:
        """How many periods before this one, in a row, ended with that state."""
        count = 0
        for period in self._periods:
            if (judged := self.last_state.get((period, task_id))) is None:
                continue
            if judged["state"] != state:
                break
            count += 1
        return count

    @cached_property
    def _periods(self) -> list[str]:
        before = {p for p in self._judged_in if _when(p) < _when(self.period)}
        return sorted(before, key=_when, reverse=True)

    def earlier_last(self) -> Iterator[list[str]]:
        """The units in the last places, period by period, latest first; few are ever asked for."""
        return map(self._last_in, self._periods)

    def _last_in(self, period: str) -> list[str]:
        if period not in self._lasts:
            rows = self._judged_in[period]
            grave = StateRole.GRAVE
            self._lasts[period] = last_units(
                (str(r["lead"]), self.roles.recorded(r) is grave) for r in rows
            )
        return self._lasts[period]

    @cached_property
    def _lasts(self) -> dict[str, list[str]]:
        return {}

    @cached_property
    def _judged_in(self) -> Mapping[str, Sequence[Row]]:
        found: dict[str, list[Row]] = {}
        for (period, _), row in self.last_state.items():
            found.setdefault(period, []).append(row)
        return found


def _by(day: Value, on: date) -> bool:
    return not isinstance(day, date) or day <= on


def events_of(duty: LadderInUse, lamps: Sequence[Lamp], lit: Iterable[Row] = ()) -> list[DutyEvent]:
    """All that may lead to a paper on that day; `lit` are rows of 灯情 that are only just made."""
    past = {key: str(r["state"]) for key, r in duty.last_state.items()}
    records = records_of(duty.tables["supervision"].rows)
    return [
        *lamp_events(lamps, past, duty.period),
        *unit_events(lamps, duty.earlier_last, duty.period),
        *report_events(duty.tables["summary"].values, duty.closed, duty.period),
        *deadline_events(duty.running, duty.on),
        *paper_events(records, duty.on, duty.kinds[-1] if duty.kinds else ""),
        *score_events(duty.tables["scores"].values, duty.period, duty.on),
        *opinion_events(duty.tables["opinions"].values, duty.groups, duty.period),
        *closing_events(duty.tables["closings"].values),
        *order_events(duty.tables["instructions"].values, duty.on),
        *inspected_events(duty.tables["inspections"].values, duty.on),
        *item_events([*duty.tables["standings"].values, *lit], duty.items),
        *due_events(
            duty.tables, duty.running, duty.items, words_of(duty.tables["loop_stages"].values)
        ),
        *false_events(duty.tables["clues"].values, duty.on),
    ]


@dataclass(frozen=True, slots=True)
class DutyPlan:
    """What a proposing comes to."""

    proposals: Proposals
    issues: Sequence[Issue]
    writes: Writes

    @property
    def kinds(self) -> Counter[str]:
        """How many new proposals of each kind."""
        return Counter(str(row["supervision"]) for row in self.proposals.rows)


def plan_duty(duty: LadderInUse) -> DutyPlan:
    """Propose from what is on record, and decide what that writes."""
    lamps = duty.lamps()
    found = advise(duty, lamps)
    issues = [*duty.rules[1], *found.issues, *record_issues(duty.tables["supervision"])]
    if not lamps:
        issues.append(catalog.NOT_JUDGED.at(period=label_of(duty.period)))
    writes = Writes()
    write_proposals(writes, duty, found)
    for row in duty.tables["tasks"].keyed.values():
        new = found.actions.get(str(row["task_id"]))
        if new is not None:
            key = key_of("tasks", row.values)
            writes.put(Change("tasks", key, "action", row["action"], new, row=row.number))
    waiting = len(found.rows) + sum(
        r.state == PROPOSED for r in records_of(duty.tables["supervision"].rows)
    )
    if waiting:
        issues.append(catalog.WAITING.at(count=waiting))
    issues += writes.notes
    writes.findings = issues
    return DutyPlan(found, issues, writes)


def advise(duty: LadderInUse, lamps: Sequence[Lamp], lit: Iterable[Row] = ()) -> Proposals:
    """What the rules ask for with these lamps, and those of units, leaders, problems, milestones."""
    return propose(events_of(duty, lamps, lit), duty.desk)


def write_proposals(writes: Writes, duty: LadderInUse, found: Proposals) -> None:
    """New rows of 督办记录, matters that joined a row, the rules of a preset the sheet lacks."""
    for change in found.changes:
        writes.put(change)
    writes.add("supervision", found.rows)
    rules = duty.tables["supervise_rules"]
    if missing_preset(rules, duty.ladder, duty.presets):
        writes.add("supervise_rules", preset_rows(rules, duty.ladder, duty.presets))


def record_issues(table: LedgerRows) -> list[Issue]:
    """What the clerk has to mend in 督办记录: no reason for a refusal, a number used twice."""
    issues = [
        catalog.STRUCK_UNEXPLAINED.at(table.place(r.row.number, "struck"), found=r.state)
        for r in records_of(table.rows) if r.state in REFUSED and not r.text("struck").strip()
    ]  # fmt: skip
    for number, rows in twice_used(table.rows):
        place = table.place(rows[1], "number")
        issues.append(catalog.NUMBER_TWICE.at(place, found=number, rows=rows))
    return issues


def found_by_check(
    tables: Mapping[str, LedgerRows], ladder: str, presets: Mapping[str, Sequence[Row]],
    kinds: Sequence[str],
) -> list[Issue]:  # fmt: skip
    """What 校验 has to say of the rules in use and of 督办记录."""
    rules = chosen_rows(tables["supervise_rules"], ladder, presets)
    return [*read_ladder(rules, ladder, kinds)[1], *record_issues(tables["supervision"])]


def open_records(records: Iterable[Record], on: date) -> Counter[str]:
    """How many papers wait for a decision, for a reply, are overdue, or come up for 回头看."""
    found: Counter[str] = Counter()
    for r in records:
        if r.state == PROPOSED:
            found["待定建议"] += 1
        if r.live and r.text("number") and r.state != PROPOSED and not r.answered:
            due = r.day("reply_due")
            found["逾期未回复" if due and due < on else "待回复"] += 1
        review = r.day("review_due")
        if r.live and review and review <= on and not r.text("review"):
            found["到期回头看"] += 1
    return found
