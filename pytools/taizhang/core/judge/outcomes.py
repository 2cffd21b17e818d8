"""What a judging writes besides the lamps of tasks: states of nodes, months made up, 灯情."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from taizhang.core.issues import Issue
from taizhang.core.judge.history import History, Past
from taizhang.core.judge.judge import World, state_of
from taizhang.core.judge.lamps import Judgement, LampRule, judge, read_rules
from taizhang.core.measures.groups import LEADER, TASK, UNIT
from taizhang.core.periods import parse_period
from taizhang.core.roles import StateRole
from taizhang.core.submission import Row, Value
from taizhang.core.tables import LedgerRows
from taizhang.core.values.settled import day_of
from taizhang.core.writes import Change

MADE_UP, AGAIN = "补完成", "补"


def rules_in(table: LedgerRows) -> tuple[list[LampRule], list[Issue]]:
    """The usable rules of tasks, units and leaders, and an Issue for each row that is none."""
    places = [table.place(row.number, "condition") for row in table.rows]
    return read_rules(table.values, places, (TASK, UNIT, LEADER))


def node_states(table: LedgerRows, on: date, words: Sequence[str]) -> Iterator[Change]:
    """状态 of every milestone: 未到期, 已完成 or 逾期 on that day, in the office's words."""
    coming, done, late = words
    for key, row in table.keyed.items():
        planned = day_of(row["planned"])
        if key in table.twice or planned is None:
            continue
        new = done if row["done"] != "" else late if planned < on else coming
        yield Change("nodes", key, "node_state", row["node_state"], new, row=row.number)


def made_up(
    rows: Iterable[Row], rules: Sequence[LampRule], history: History, world: World
) -> Iterator[tuple[Row, str, Judgement]]:
    """Earlier periods that were red and whose plan is met now: the task, the period, its lamp."""
    again = [rule for rule in rules if MADE_UP in rule.condition.facts]
    for row in rows if again else ():
        task = str(row["task_id"])
        progress = row["progress"]
        share = float(progress) if isinstance(progress, int | float) else 0.0
        for past in history.ended(task):
            if past.made_up or not _met(past, share, world, task):
                continue
            state = state_of(row, history, (world, {}))
            lamp = judge(again, replace(state, period=past.order[2], made_up=True), history.on)
            if lamp is not None:
                yield row, past.order[2], lamp


def _met(past: Past, share: float, world: World, task: str) -> bool:
    """Whether a period that ended red wanted no more than there is now."""
    period = parse_period(past.order[2])
    wanted = next(
        (p.share for p in world.curves.get(task, ()) if period and p.last == period.last), None
    )
    grave = past.role is StateRole.GRAVE
    return grave and wanted is not None and round(share, 9) >= round(wanted, 9)


def record(row: Row, period: str, on: date, lamp: Judgement, again: str = "") -> dict[str, Value]:
    """A row of 研判记录."""
    return {
        "period": period, "judged_on": on, "task_id": lamp.task_id, "name": row["name"],
        "lead": row["lead"], "lamp": lamp.lamp, "state": lamp.state,
        "role": lamp.role.value if lamp.role else "", "rule": lamp.rule, "reason": lamp.reason,
        "remedy": lamp.remedy, "made_up": again, "progress": lamp.progress,
        "elapsed": "" if lamp.elapsed is None else round(lamp.elapsed, 4),
    }  # fmt: skip
