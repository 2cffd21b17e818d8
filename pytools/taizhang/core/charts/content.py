"""What a chart of a period says, out of the tables of the ledger and what was wished for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from statistics import fmean

from taizhang.core.cadence.calendar import Calendar, calendar_of
from taizhang.core.cadence.rules import Schedule
from taizhang.core.catalog import schedule as catalog
from taizhang.core.charts.tasks import Besides, WallChart, WallNode, WallTask
from taizhang.core.charts.times import SCALES, span
from taizhang.core.issues import Issue, percent, show
from taizhang.core.judge.judge import since_when
from taizhang.core.judge.lamps import elapsed_share
from taizhang.core.lists.tasklist import DEFAULTED, PlanDates
from taizhang.core.periods import Period
from taizhang.core.roles import StateRole, roles_of, state_lamps
from taizhang.core.submission import Value
from taizhang.core.tables import KeyedRow, LedgerRows
from taizhang.core.units import roster_of, split_names
from taizhang.core.values.settled import day_of

READ = ("tasks", "nodes", "lamp_rules", "judgements", "problems", "units", "stage_words")
JUDGED = ("judged_on", "task_id", "state", "progress")  # columns of 研判记录 that are looked at
UNJUDGED = ("灰", "未研判")
BY = "category"
# columns that have a field of their own, or say nothing to who looks at a chart
OWN = frozenset({"task_id", "category", "name", "lead", "leader", "start", "due", "progress",
                 "state", "reason", "level", "finished", "next_step", "due_original"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChartWish:
    """What of the ledger a chart shows: grouped by which column, in which steps of time, of whom.

    `by_label` is the column in the ledger's own word. `only` is a column and the values that it
    must hold one of.
    """

    by: str = BY
    by_label: str = ""
    scale: str = SCALES[1]
    only: tuple[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class ChartPast:
    """What a chart needs besides the tables: the plan, the period and its cut-off, its words.

    Without a schedule the chart has no calendar.
    """

    tables: Mapping[str, LedgerRows]
    plan: PlanDates
    period: Period
    on: date
    place: str
    title: str
    cutoff: str
    wish: ChartWish = field(default_factory=ChartWish)
    schedule: Schedule | None = None


@dataclass(frozen=True, slots=True)
class ChartContent:
    """A chart's content, and what has to be said of it."""

    chart: WallChart
    issues: tuple[Issue, ...] = ()


def content_of(past: ChartPast) -> ChartContent:
    """The content of the chart; of a ledger without tasks, or none that is wished for, no tasks."""
    tasks = tuple(_wished(past))
    dates = [day for task in tasks for day in (task.start, task.due) if day is not None]
    first, last = past.plan.issued, past.plan.end
    roles = roles_of(past.tables["lamp_rules"].values)
    days = span(first, last, dates)
    chart = WallChart(
        title=past.title or f"{past.plan.campaign}挂图作战图",
        place=past.place,
        period_label=past.period.label,
        on=past.on,
        cutoff_text=past.cutoff,
        tasks=tasks,
        first=days.first,
        last=days.last,
        grid=past.wish.scale,
        elapsed=elapsed_share(first, last, past.on) or 0.0,
        progress=fmean(t.progress for t in tasks) if tasks else 0.0,
        by=past.wish.by,
        ends=last,
        words={r: words for r in StateRole if (words := roles.state_words(r))},
        besides=tuple(
            Besides(c.key, c.label, c.width) for c in past.tables["tasks"].spec.columns if c.chart
        ),
        calendar=_calendar(past, {task.task_id for task in tasks}),
    )
    return ChartContent(chart, tuple(_issues(chart, days.left_out)))


def _calendar(past: ChartPast, shown: set[str]) -> Calendar | None:
    """What is owed in the months of the period, by the tasks that are shown."""
    if past.schedule is None:
        return None
    roles = roles_of(stages=past.tables["stage_words"].values)
    rows = [
        row for row in past.tables["tasks"].values
        if str(row["task_id"]) in shown and not roles.has_closed(row)
    ]  # fmt: skip
    units = roster_of(past.tables["units"].values).reporting
    nodes = past.tables["nodes"].values
    return calendar_of(rows, nodes, units, past.schedule, past.period)


def _issues(chart: WallChart, far: Sequence[date]) -> Iterator[Issue]:
    """Dates that lie too far away to be drawn, tasks without any."""
    if far:
        found = "、".join(show(day) for day in far[:3])
        yield catalog.DATE_FAR.at(found=found, last=chart.last)
    bare = sum(task.start is None and task.due is None for task in chart.tasks)
    if bare:
        yield catalog.UNDATED.at(count=bare)


def _wished(past: ChartPast) -> list[WallTask]:
    """The tasks wished for; grouped by unit, they stand in the roster's order."""
    found = [task for task in _tasks(past.tables) if _shown(task, past.wish)]
    if past.wish.by != "lead":
        return found
    names = [str(row["unit"]) for row in past.tables["units"].values]
    order = {name: at for at, name in enumerate(names)}
    return sorted(found, key=lambda task: order.get(task.lead, len(order)))


def _shown(task: WallTask, wish: ChartWish) -> bool:
    if wish.only is None:
        return True
    key, values = wish.only
    text = task.text(key)
    return bool({text.strip(), *split_names(text)} & set(values))


def _tasks(tables: Mapping[str, LedgerRows]) -> Iterator[WallTask]:
    nodes = _nodes(tables["nodes"].values)
    lamps = state_lamps(tables["lamp_rules"].values)
    roles = roles_of(tables["lamp_rules"].values)
    since = since_when(tables["judgements"].values)
    history = _history(tables["judgements"].values)
    shares = frozenset(c.key for c in tables["tasks"].spec.columns if c.kind == "percent")
    for row in tables["tasks"].values:
        task = _task(row, lamps, since, shares)
        yield replace(
            task,
            role=roles.state(row["state"]),
            nodes=tuple(nodes.get(task.task_id, ())),
            history=tuple(sorted(history.get(task.task_id, {}).items())),
        )


def _nodes(rows: Sequence[KeyedRow]) -> dict[str, list[WallNode]]:
    found: dict[str, list[WallNode]] = {}
    for row in rows:
        node = WallNode(str(row["node"]), day_of(row["planned"]), day_of(row["done"]))
        found.setdefault(str(row["task_id"]), []).append(node)
    return found


def _history(judgements: Sequence[KeyedRow]) -> dict[str, dict[date, float]]:
    """The progress of each task on the days that it was judged."""
    found: dict[str, dict[date, float]] = {}
    for row in judgements:
        day, share = day_of(row["judged_on"]), row.get("progress", "")
        if day is not None and isinstance(share, int | float):
            found.setdefault(str(row["task_id"]), {})[day] = float(share)
    return found


def _task(
    row: Mapping[str, Value],
    lamps: Mapping[str, str],
    since: Mapping[tuple[str, str], Value],
    shares: frozenset[str],
) -> WallTask:
    task_id, state = str(row["task_id"]), str(row["state"])
    progress, begun = row["progress"], since.get((task_id, state))
    return WallTask(
        task_id=task_id,
        category=str(row["category"]),
        name=str(row["name"]),
        lead=str(row["lead"]),
        leader=str(row["leader"]),
        start=day_of(row["start"]),
        due=day_of(row["due"]),
        due_defaulted=DEFAULTED in str(row["due_text"]),
        progress=float(progress) if isinstance(progress, int | float) else 0.0,
        state=state or UNJUDGED[1],
        lamp=lamps.get(state, UNJUDGED[0]),
        reason=str(row["reason"]),
        level=str(row["level"]),
        finished=day_of(row["finished"]),
        since=show(begun) if begun else "",
        next_step=str(row["next_step"]),
        original=day_of(row.get("due_original", "")),
        more={
            key: percent(value) if key in shares and isinstance(value, float) else show(value)
            for key, value in row.items()
            if key not in OWN and value != ""
        },
    )
