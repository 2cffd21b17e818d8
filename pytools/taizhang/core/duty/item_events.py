"""What may lead to a paper beside the lamps of tasks: those of units, leaders, problems, milestones.

They are read from 灯情, where every judging notes them, so an old day gives its old answer.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from taizhang.core.catalog import duty as catalog
from taizhang.core.duty import ladder as on
from taizhang.core.duty.events import DutyEvent
from taizhang.core.issues import show
from taizhang.core.periods import in_order
from taizhang.core.problems.plan import TRUE
from taizhang.core.problems.seen import is_same
from taizhang.core.problems.stages import IN_HAND, StageWords
from taizhang.core.roles import Roles
from taizhang.core.submission import Row, Value, as_name
from taizhang.core.tables import LedgerRows
from taizhang.core.units import split_names
from taizhang.core.values.settled import day_of

UNIT, LEADER, PROBLEM, NODE = "单位", "领导", "问题", "节点"
TRIGGER_OF = {
    UNIT: on.UNIT_LAMP, LEADER: on.LEADER_LAMP, PROBLEM: on.PROBLEM_LAMP, NODE: on.NODE_LAMP,
}  # fmt: skip
Whose = tuple[tuple[str, ...], str, str]  # units; the task; what it is called in a sentence


@dataclass(frozen=True)
class ItemDesk:
    """Whose the things with a lamp are, the period and the day that are asked about."""

    whose: Mapping[tuple[str, str], Whose]
    period: str
    day: date
    roles: Roles

    def of(self, kind: str, name: str) -> Whose | None:
        """Whom a paper would go to; None for a thing that is no longer in the ledger."""
        if kind in {UNIT, LEADER}:
            return (name,), "", ""
        return self.whose.get((kind, name))


def node_name(task_id: object, node: object) -> str:
    """What 灯情 calls a milestone.

    >>> node_name("2022-001", "开工")
    '2022-001·开工'
    """
    return f"{task_id}·{node}"


def whose_items(tables: Mapping[str, LedgerRows]) -> dict[tuple[str, str], Whose]:
    """Whom problems and milestones are with: their own unit, else who leads the task."""
    leads = {str(r["task_id"]): str(r["lead"]) for r in tables["tasks"].values}
    found: dict[tuple[str, str], Whose] = {}
    for row in tables["problems"].values:
        number, words = str(row["problem_id"]), str(row["problem"])
        found[PROBLEM, number] = split_names(str(row["unit"])), "", f"问题{number}“{words}”"
    for row in tables["nodes"].values:
        task_id, node = str(row["task_id"]), str(row["node"])
        units = split_names(str(row["unit"]) or leads.get(task_id, ""))
        found[NODE, node_name(task_id, node)] = units, task_id, f"任务{task_id}的节点“{node}”"
    return found


def item_events(said: Iterable[Row], desk: ItemDesk) -> Iterator[DutyEvent]:
    """One event a unit for each lamp that 灯情 has in the period, with its periods in a row."""
    latest: dict[tuple[str, str], dict[str, Row]] = {}
    for row in said:
        then, judged = str(row["period"]), row["judged_on"]
        known = not isinstance(judged, date) or judged <= desk.day
        if known and str(row["of"]) in TRIGGER_OF and in_order(then) <= in_order(desk.period):
            latest.setdefault((str(row["of"]), str(row["name"])), {})[then] = row
    for (kind, name), periods in latest.items():
        whose = desk.of(kind, name)
        if desk.period in periods and whose is not None:
            yield from _events(kind, name, periods, whose, desk)


def _events(
    kind: str, name: str, periods: Mapping[str, Row], whose: Whose, desk: ItemDesk
) -> Iterator[DutyEvent]:
    units, task_id, called = whose
    row, role = periods[desk.period], desk.roles.recorded(periods[desk.period])
    latest_first = sorted(periods, key=in_order, reverse=True)
    roles = (desk.roles.recorded(periods[p]) for p in latest_first)
    streak = sum(1 for _ in takewhile(lambda one: one is role, roles))
    states = tuple(filter(None, (str(role or ""), str(row["lamp"]))))
    year = [p for p in latest_first if p[:4] == desk.period[:4]]
    in_year = sum(1 for p in year if desk.roles.recorded(periods[p]) is role)
    reason = str(row["reason"])
    why = reason if not called or name in reason else f"{called}：{reason}"
    matter = f"{kind}·{name}" if kind == PROBLEM else ""
    for unit in units or ("",):
        occurrence = f"{name}·{desk.period}·{role or row['lamp']}"
        counts = {TRIGGER_OF[kind]: streak} | ({on.UNIT_IN_YEAR: in_year} if kind == UNIT else {})
        for trigger, count in counts.items():
            yield DutyEvent(trigger, unit, task_id, occurrence, why, count, states,
                            matter=matter, about=called if why != reason else "")  # fmt: skip


def due_events(
    tables: Mapping[str, LedgerRows], running: Iterable[Row], desk: ItemDesk, words: StageWords
) -> Iterator[DutyEvent]:
    """临期 and 逾期 of milestones of tasks whose clock runs, and of problems that wait for an answer."""
    tasks = {str(row["task_id"]) for row in running}
    for row in tables["nodes"].values:
        if str(row["task_id"]) in tasks and not row["done"]:
            name = node_name(row["task_id"], row["node"])
            yield from _due((NODE, name), row["planned"], (on.NODE_NEAR, on.NODE_OVERDUE), desk)
    for row in tables["problems"].values:
        if words.stage(row["stage"]) in IN_HAND and not row["answered"]:
            whose = (PROBLEM, str(row["problem_id"]))
            yield from _due(whose, row["due"], (on.PROBLEM_NEAR, on.PROBLEM_OVERDUE), desk)


def _due(
    which: tuple[str, str], due: Value, triggers: tuple[str, str], desk: ItemDesk
) -> Iterator[DutyEvent]:
    whose, day = desk.whose.get(which), day_of(due)
    if whose is None or day is None or not which[1]:
        return
    units, task_id, called = whose
    passed = (desk.day - day).days
    near = {NODE: catalog.NODE_COMING, PROBLEM: catalog.PROBLEM_COMING}[which[0]]
    why = (catalog.PASSED if passed > 0 else near).format(
        name=called, due=show(day), days=abs(passed)
    )
    matter = "·".join(which)
    for unit in units or ("",):
        yield DutyEvent(triggers[0 if passed <= 0 else 1], unit, task_id, f"{matter}·{day}", why,
                        since=day, matter=matter, about=called)  # fmt: skip


def false_events(clues: Iterable[Row], day: date) -> Iterator[DutyEvent]:
    """虚报: a clue that proved true, where what was reported is not what was seen."""
    for row in clues:
        said, seen = row["said"], row["seen"]
        checked = day_of(row["checked"])
        late = checked is not None and checked > day
        if row["conclusion"] not in TRUE or late or is_same(said, seen):
            continue
        number = as_name(row["clue_id"])
        why = catalog.FALSELY.format(clue=number, said=show(said), seen=show(seen))
        for unit in split_names(str(row["unit"])):
            yield DutyEvent(on.FALSE, unit, str(row["task_id"]), f"线索·{number}", why, 1,
                            matter=f"线索·{number}")  # fmt: skip
