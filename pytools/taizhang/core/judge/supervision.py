"""A judging as a plan: which lamp each task gets and why, which 督办 step follows, what is recorded.

Nothing is written here. A step is proposed once for a task and period; the record of a day is only
added to where the day's answer is not there already.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from taizhang.core.catalog import judging
from taizhang.core.catalog import ledger as catalog
from taizhang.core.closing.extending import reviews_of
from taizhang.core.duty.events import Lamp
from taizhang.core.duty.plan import READ as DUTY
from taizhang.core.duty.plan import LadderInUse, advise, every_day, write_proposals
from taizhang.core.issues import Issue
from taizhang.core.judge.history import History, Records, records_of
from taizhang.core.judge.items import (
    ItemContext,
    ItemLamp,
    item_cells,
    item_row,
    node_lamps,
    problem_lamps,
    rules_of_items,
)
from taizhang.core.judge.judge import World, judge_tasks, nodes_of
from taizhang.core.judge.lamps import Judgement, LampRule
from taizhang.core.judge.outcomes import AGAIN, made_up, node_states, record, rules_in
from taizhang.core.judge.standings import before, groups_of, standing, standing_row
from taizhang.core.judge.verdicts import Verdicts, replies_due, verdicts_of
from taizhang.core.lists.tasklist import brief_of
from taizhang.core.measures.groups import TASK
from taizhang.core.measures.items import ITEMS, NODE
from taizhang.core.measures.pace import curves
from taizhang.core.periods import IsWorkday
from taizhang.core.problems.stages import limits_of, words_of
from taizhang.core.roles import BURNING, SHIPPED, Roles, StateRole, colour_of, roles_of
from taizhang.core.submission import Row, Value
from taizhang.core.tables import (
    KeyedRow,
    LedgerRows,
    SheetColumns,
    TableRow,
    key_of,
    named_twice,
)
from taizhang.core.units import Roster, roster_of
from taizhang.core.values.settled import day_of
from taizhang.core.writes import Change, Writes

RED = "红"
OWN = ("tasks", "nodes", "units", "reports", "summary", "judgements", "supervision", "lamp_rules",
       "stage_words", "curves", "verdicts", "standings", "problems", "loop_stages", "loop_limits",
       "extensions", "clues")  # fmt: skip
READ = tuple(
    dict.fromkeys((*OWN, *DUTY))
)  # what follows from lamps looks at all that a ladder does


@dataclass(frozen=True)
class JudgePast:
    """The ledger as a judging finds it: the period, the day, which periods are closed by then.

    `reports` are the columns of 报送记录 that are looked at; without them its table is.
    """

    period: str
    on: date
    tables: Mapping[str, LedgerRows]
    closed: Sequence[str] = ()
    ladder: str = ""
    presets: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    kinds: Sequence[str] = ()
    is_workday: IsWorkday = every_day
    node_words: Sequence[str] = ("未到期", "已完成", "逾期")
    shipped: Sequence[Mapping[str, object]] = ()
    reports: SheetColumns | None = None

    @property
    def duty(self) -> LadderInUse:
        """What 督办 stands on."""
        return LadderInUse(
            self.period, self.on, self.tables, self.closed, self.ladder, self.presets,
            self.kinds, self.is_workday,
        )  # fmt: skip

    @cached_property
    def roster(self) -> Roster:
        """The units."""
        return roster_of(self.tables["units"].values)

    @cached_property
    def roles(self) -> Roles:
        """What the office's words for states and stages mean."""
        return roles_of(self.tables["lamp_rules"].values, self.tables["stage_words"].values)

    @cached_property
    def history(self) -> History:
        """What lamps need of the past."""
        return self.records.at(self.period, self.on, self.closed)

    @cached_property
    def records(self) -> Records:
        """All of the past, in order."""
        values = {key: self.tables[key].values for key in ("summary", "judgements")}
        if self.reports is None:
            values["reports"] = self.tables["reports"].values
        return records_of(values, self.roles, self.reports)

    @cached_property
    def verdicts(self) -> Verdicts:
        """What people decided: rulings that count, and what is wrong with the others."""
        tasks = self.tables["tasks"].values
        return verdicts_of(self.tables["verdicts"], {str(r["task_id"]) for r in tasks},
                           self.period, self.on)  # fmt: skip

    @cached_property
    def world(self) -> World:
        """What lamps need besides the tasks and their history."""
        tasks, units = self.tables["tasks"].values, self.tables["units"].values
        targets = {str(r["task_id"]): float(r["target"]) for r in tasks
                   if isinstance(r["target"], int | float)}  # fmt: skip
        return World(
            nodes=nodes_of(self.tables["nodes"].values),
            curves=curves(self.tables["curves"].values, targets),
            rulings=self.verdicts.rulings,
            groups={str(r["unit"]): str(r["ranking"]) for r in units},
            replies=replies_due(self.tables["supervision"].rows, self.on),
            lasting=reviews_of(self.tables["extensions"].values, self.on),
            is_workday=self.is_workday,
        )

    def around(self, tasks: Mapping[str, StateRole | None]) -> ItemContext:
        """What the lamps of problems and milestones need, with the roles of their tasks' lamps."""
        words = words_of(self.tables["loop_stages"].values)
        limits = limits_of(self.tables["loop_limits"].values, words, self.is_workday)
        known = before(self.tables["standings"].values, self.period, self.on, self.roles)
        return ItemContext(self.on, words, limits, self.is_workday, known, tasks)

    @property
    def latest(self) -> date | None:
        """The last day that was judged."""
        days = (r["judged_on"] for r in self.tables["judgements"].values)
        return max((d for d in days if isinstance(d, date)), default=None)


@dataclass(frozen=True, slots=True)
class Judged:
    """A row of 任务台账, its lamp, and the step that follows, blank where there is none."""

    row: TableRow
    lamp: Judgement | None
    step: str = ""


@dataclass(frozen=True, slots=True)
class JudgePlan:
    """What a judging comes to; `groups` are the lamps of units and leaders as 灯情 notes them.

    `items` are the lamps of problems and milestones.
    """

    judged: Sequence[Judged]
    issues: Sequence[Issue]
    writes: Writes = field(default_factory=Writes)
    groups: Sequence[KeyedRow] = ()
    items: Sequence[ItemLamp] = ()

    @property
    def states(self) -> Counter[str]:
        """How many tasks are in each state."""
        return Counter(j.lamp.state for j in self.judged if j.lamp)

    @property
    def steps(self) -> Counter[str]:
        """How many steps of each kind follow."""
        return Counter(j.step for j in self.judged if j.step)

    @property
    def red(self) -> list[Judgement]:
        """The judgements that are red."""
        return [
            j.lamp for j in self.judged if j.lamp and colour_of(j.lamp.lamp, j.lamp.role) == RED
        ]


def plan_judging(past: JudgePast) -> JudgePlan:
    """Judge all tasks, and decide what that writes."""
    table = past.tables["tasks"]
    rules, issues = rules_in(past.tables["lamp_rules"])
    issues += past.verdicts.issues
    of_tasks = [rule for rule in rules if rule.of == TASK]
    lamps = judge_tasks(table.values, of_tasks, past.history, past.world)
    duty = past.duty
    judged = [Judged(row, lamp) for row, lamp in zip(table.rows, lamps, strict=True)]
    sure = [j for j in judged if key_of("tasks", j.row.values) not in table.twice]
    groups = _standings(sure, past, rules)
    items, unread = _items(judged, past)
    item_rows = list(_item_rows(items, past))
    advice = advise(duty, _lamps(judged, past.history), [*groups, *item_rows])
    steps = advice.actions
    judged = [replace(j, step=steps.get(str(j.row["task_id"]), "")) for j in judged]
    issues += [
        catalog.LAMP_NONE.at(table.place(j.row.number, "state"), name=j.row["name"])
        for j in judged if j.lamp is None
    ]  # fmt: skip
    sure = [j for j in judged if key_of("tasks", j.row.values) not in table.twice]
    writes = Writes()
    for one in sure:
        for change in _cells(one, past.roster):
            writes.put(change)
    for change in node_states(past.tables["nodes"], past.on, past.node_words):
        writes.put(change)
    own = [one.row.values for one in sure]
    again = list(made_up(own, of_tasks, past.history, past.world))
    writes.add("judgements", _records(sure, past))
    writes.add("judgements", (record(row, p, past.on, lamp, AGAIN) for row, p, lamp in again))
    if again:
        issues.append(judging.MADE_UP.at(count=len({lamp.task_id for _, _, lamp in again})))
    writes.add("standings", [*groups, *item_rows])
    issues += unread
    for change in item_cells(items):
        writes.put(change)
    write_proposals(writes, duty, advice)
    found = [*issues, *named_twice(table), *writes.notes]
    writes.findings = found
    return JudgePlan(judged, found, writes, groups, items)


def _items(judged: Sequence[Judged], past: JudgePast) -> tuple[list[ItemLamp], list[Issue]]:
    """The lamps of problems and milestones, and the rules of theirs that cannot be used."""
    rules, issues = rules_of_items(past.tables["lamp_rules"], past.shipped)
    around = past.around({str(j.row["task_id"]): j.lamp.role for j in judged if j.lamp})
    problems = problem_lamps(past.tables["problems"], rules, around)
    return [*problems, *node_lamps(past.tables["nodes"], rules, around)], issues


def _item_rows(items: Iterable[ItemLamp], past: JudgePast) -> Iterator[dict[str, Value]]:
    """New rows of 灯情 for problems and milestones, where the day's answer is not there yet.

    A closed problem is noted once; a milestone when it burns, and once when it no longer does.
    """
    said = [r for r in past.tables["standings"].values if r["of"] in ITEMS]
    there = {(r["period"], r["judged_on"], r["of"], r["name"]): r["reason"] for r in said}
    last = {(r["of"], r["name"]): r["role"] for r in said}
    for one in items:
        row = item_row(one, past.period, past.on)
        key = (one.of, row["name"])
        if there.get((past.period, past.on, *key)) == one.reason:
            continue
        if one.role is StateRole.DONE and last.get(key) == one.role.value:
            continue
        if one.of == NODE and one.role not in BURNING and last.get(key) not in BURNING:
            continue
        yield row


def _lamps(judged: Iterable[Judged], history: History) -> list[Lamp]:
    """The lamps that 督办 starts from; a number that two tasks bear names neither."""
    found = {}
    twice: Counter[str] = Counter()
    for one in judged:
        if (lamp := one.lamp) is not None:
            streak = 1 + history.streak(lamp.task_id, lamp.state)
            role = str(history.roles.state(lamp.state) or "")
            found[lamp.task_id] = Lamp(one.row.values, lamp.state, lamp.reason, streak, role)
            twice[lamp.task_id] += 1
    return [lamp for task_id, lamp in found.items() if task_id and twice[task_id] == 1]


def _cells(one: Judged, roster: Roster) -> Iterator[Change]:
    """Lamp, reason and step; 责任单位简列 follows 责任单位, which the clerk may have edited."""
    wanted: dict[str, Value] = {
        "state": one.lamp.state if one.lamp else "",
        "reason": one.lamp.reason if one.lamp else "",
        "remedy": one.lamp.remedy if one.lamp else "",
        "action": one.step,
        "co_brief": brief_of(one.row.values, roster),
    }
    key = key_of("tasks", one.row.values)
    for column, new in wanted.items():
        yield Change("tasks", key, column, one.row[column], new, row=one.row.number)


def _records(judged: Iterable[Judged], past: JudgePast) -> Iterator[dict[str, Value]]:
    """New rows of 研判记录."""
    last = {
        (r["period"], r["judged_on"], r["task_id"]): r for r in past.tables["judgements"].values
    }
    for one in judged:
        j = one.lamp
        if j is None:
            continue
        there = last.get((past.period, past.on, j.task_id))
        if there and there["reason"] == j.reason and there["state"] == j.state:
            continue
        yield record(one.row.values, past.period, past.on, j)


def _standings(
    judged: Sequence[Judged], past: JudgePast, rules: Sequence[LampRule]
) -> list[dict[str, Value]]:
    """New rows of 灯情: the lamps of units and leaders, where the day's answer is not there yet."""
    said = past.tables["standings"].values
    there = {(r["period"], r["judged_on"], r["of"], r["name"]): r["reason"] for r in said}
    known = before(said, past.period, past.on, past.roles)
    groups = groups_of((j.row.values for j in judged), (j.lamp for j in judged), known)
    rows = [standing_row(standing(g, rules), past.period, past.on) for g in groups]
    return [r for r in rows
            if there.get((r["period"], r["judged_on"], r["of"], r["name"])) != r["reason"]]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recorded:
    """The answer that was given on a day: how many of each state, which were red.

    `groups` are the rows of 灯情: units, leaders, problems.
    """

    rows: Sequence[KeyedRow]
    day: date | None = None
    groups: Sequence[KeyedRow] = ()

    @property
    def states(self) -> Counter[str]:
        """How many tasks were in each state."""
        return Counter(str(r["state"]) for r in self.rows)

    @property
    def red(self) -> list[KeyedRow]:
        """The records that are red."""
        return [r for r in self.rows if colour_of(r["lamp"], _role_of(r)) == RED]


def _role_of(row: KeyedRow) -> StateRole | None:
    return SHIPPED.recorded({"role": row["role"], "state": row["state"], "rule": row["rule"]})


def recorded(past: JudgePast) -> Recorded:
    """Return what was recorded on the day of `past`, the last word a task.

    On a day without a judging of that period it is what held then: the latest one before it.
    """
    rows = [
        r for r in past.tables["judgements"].values
        if r["period"] == past.period and not r.get("made_up")
    ]  # fmt: skip
    days = [d for r in rows if (d := day_of(r["judged_on"])) is not None and d <= past.on]
    day = max(days, default=None)
    there = {r["task_id"]: r for r in rows if day is not None and day_of(r["judged_on"]) == day}
    groups = {
        (r["of"], r["name"]): r for r in past.tables["standings"].values
        if r["period"] == past.period and day is not None and day_of(r["judged_on"]) == day
    }  # fmt: skip
    return Recorded(list(there.values()), day, list(groups.values()))
