"""Judge the tasks of a ledger on a day: which lamp, why.

History is only added to: a day that was judged before gives the answer that was recorded then.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from statistics import fmean

from taizhang.core.judge.history import History, history_of, records_of, since_when
from taizhang.core.judge.lamps import Judgement, LampRule, RuleBook, judge, worst
from taizhang.core.measures.facts import (
    ALONE,
    OF_GROWTH,
    OF_OTHERS,
    Facts,
    LampContext,
    Ruling,
    TaskState,
    monday_to_friday,
)
from taizhang.core.measures.pace import PlannedNode, PlannedPeriod
from taizhang.core.periods import IsWorkday
from taizhang.core.submission import Row, Value
from taizhang.core.units import split_names
from taizhang.core.values.settled import day_of

NOBODYS = ""  # the group of units that belong to none


@dataclass(frozen=True, slots=True)
class World:
    """What lamps need besides the tasks and their history, by task; `groups` by unit.

    `replies` are the days by which the last 督办 of a task had to be answered, where it is not;
    `lasting` the days on which tasks that were granted 持续整改 are looked at again.
    """

    nodes: Mapping[str, tuple[PlannedNode, ...]] = field(default_factory=dict)
    curves: Mapping[str, tuple[PlannedPeriod, ...]] = field(default_factory=dict)
    rulings: Mapping[str, Ruling] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    replies: Mapping[str, date] = field(default_factory=dict)
    lasting: Mapping[str, date | None] = field(default_factory=dict)
    is_workday: IsWorkday = monday_to_friday


def nodes_of(rows: Iterable[Row]) -> dict[str, tuple[PlannedNode, ...]]:
    """The milestones of each task that have a planned day."""
    found: dict[str, list[PlannedNode]] = {}
    for row in rows:
        planned = day_of(row["planned"])
        if planned is not None:
            node = PlannedNode(str(row["node"]), planned, day_of(row["done"]))
            found.setdefault(str(row["task_id"]), []).append(node)
    return {task: tuple(nodes) for task, nodes in found.items()}


def judge_tasks(
    tasks: Sequence[Row], rules: Sequence[LampRule], history: History, world: World
) -> list[Judgement | None]:
    """One judgement a task, in the order of the tasks; None where no rule fits."""
    book = RuleBook(rules)
    asked = frozenset[str]().union(*(rule.condition.facts for rule in book))
    around = _around(tasks, history, world, asked)
    return [_judge_task(row, book, history, (world, around)) for row in tasks]


Shared = tuple[World, Mapping[str, LampContext]]


def _judge_task(
    row: Row, rules: Sequence[LampRule], history: History, shared: Shared
) -> Judgement | None:
    task_id, units = str(row["task_id"]), split_names(str(row["lead"]))
    if not row.get("each_leads"):
        missed = min((history.missed(task_id, u) for u in units), key=len, default=())
        return judge(rules, state_of(row, history, shared, missed), history.on)
    state = state_of(row, history, shared)
    each = [
        replace(
            state,
            progress=history.progress_said(task_id, unit),
            missed=history.missed(task_id, unit),
        )
        for unit in units
    ]
    judged = [
        (u, j) for u, s in zip(units, each, strict=True) if (j := judge(rules, s, history.on))
    ]
    if not judged:
        return None
    gravest = worst([j for _, j in judged])
    unit = next(u for u, j in judged if j is gravest)
    return replace(gravest, reason=f"{unit}：{gravest.reason}", progress=state.progress)


def state_of(row: Row, history: History, shared: Shared, missed: tuple[str, ...] = ()) -> TaskState:
    """What the lamp of a row of 任务台账 depends on."""
    task_id = str(row["task_id"])
    world, around = shared
    streaks, last = history.streaks(task_id)
    progress = _number(row["progress"]) or 0.0
    units = split_names(str(row["lead"])) if not progress and history.records.spared else ()
    return TaskState(
        task_id=task_id,
        unsaid=bool(units) and history.never_asked(task_id, units),
        level=str(row["level"]),
        kind=str(row["kind"]),
        stage=str(row["stage"]),
        start=day_of(row["start"]),
        due=day_of(row["due"]),
        progress=progress,
        finished=day_of(row["finished"]),
        closed=day_of(row["closed"]),
        nodes=world.nodes.get(task_id, ()),
        missed=missed,
        period=history.period,
        stage_role=history.roles.stage(row["stage"]),
        streaks=streaks,
        before=last.state if last else "",
        before_lamp=last.lamp if last else "",
        reply_due=world.replies.get(task_id),
        lasts=task_id in world.lasting,
        review_due=world.lasting.get(task_id),
        pace=str(row.get("pace", "")),
        curve=world.curves.get(task_id, ()),
        target=_number(row.get("target", "")),
        actual=_number(row.get("actual", "")),
        stretch=_number(row.get("stretch", "")),
        places=(_figure(row, "place_aim"), _figure(row, "place_now"), _figure(row, "place_before")),
        ruling=world.rulings.get(task_id),
        around=around.get(task_id, ALONE),
    )


def _around(
    tasks: Sequence[Row], history: History, world: World, asked: frozenset[str]
) -> dict[str, LampContext]:
    """What tasks need of each other and of the calendar, where a rule asks for it."""
    wanted = asked & (OF_OTHERS | OF_GROWTH) or any("工作日" in fact for fact in asked)
    if not wanted:
        return {}
    ratios = dict(_ratios(tasks, history, world)) if asked & OF_OTHERS else {}
    means = _means(tasks, ratios)
    ranks = _ranks(tasks, ratios, world.groups)
    found: dict[str, LampContext] = {}
    for row in tasks:
        task_id, lead = str(row["task_id"]), _lead(row)
        actual = _number(row.get("actual", ""))
        growth = history.growth(task_id, lead, actual) if asked & OF_GROWTH else (None, None)
        mean = means.get(str(row.get("category", "")))
        found[task_id] = LampContext(world.is_workday, ranks.get(lead), mean, growth)
    return found


def _ratios(tasks: Sequence[Row], history: History, world: World) -> Iterator[tuple[str, float]]:
    """完成比 of every task that has one."""
    for row in tasks:
        ratio = Facts(state_of(row, history, (world, {})), history.on)["完成比"]
        if isinstance(ratio, float):
            yield str(row["task_id"]), ratio


def _means(tasks: Sequence[Row], ratios: Mapping[str, float]) -> dict[str, float]:
    """The mean 完成比 of each class of tasks."""
    found: dict[str, list[float]] = {}
    for row in tasks:
        if (ratio := ratios.get(str(row["task_id"]))) is not None:
            found.setdefault(str(row.get("category", "")), []).append(ratio)
    return {category: fmean(values) for category, values in found.items()}


def _ranks(
    tasks: Sequence[Row], ratios: Mapping[str, float], groups: Mapping[str, str]
) -> dict[str, tuple[int, int]]:
    """The place of each leading unit in its group by its mean 完成比, and how many there are.

    Units that are alike share the better place.
    """
    scores: dict[str, list[float]] = {}
    for row in tasks:
        if (ratio := ratios.get(str(row["task_id"]))) is not None:
            scores.setdefault(_lead(row), []).append(ratio)
    means = {unit: round(fmean(values), 9) for unit, values in scores.items()}
    members: dict[str, list[str]] = {}
    for unit in means:
        members.setdefault(groups.get(unit, NOBODYS), []).append(unit)
    return {
        unit: (1 + sum(means[other] > means[unit] for other in units), len(units))
        for units in members.values()
        for unit in units
    }


def _lead(row: Row) -> str:
    return next(iter(split_names(str(row["lead"]))), "")


def _figure(row: Row, column: str) -> float | None:
    return _number(row.get(column, ""))


def _number(value: Value) -> float | None:
    return float(value) if isinstance(value, int | float) else None


__all__ = [
    "History",
    "Judgement",
    "World",
    "history_of",
    "judge_tasks",
    "nodes_of",
    "records_of",
    "since_when",
    "state_of",
]
