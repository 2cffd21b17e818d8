"""What the wall chart of a period says, out of the tables of the ledger; nothing is drawn here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean

from taizhang.core.issues import show
from taizhang.core.judge.judge import since_when
from taizhang.core.judge.lamps import elapsed_share
from taizhang.core.periods import Period
from taizhang.core.submission import Value
from taizhang.core.tables import LedgerRows
from taizhang.core.tasklist import DEFAULTED, Plan
from taizhang.core.wall import GRIDS, WallChart, WallNode, WallTask

Row = Mapping[str, Value]
READ = ("tasks", "nodes", "lamp_rules", "judgements")
UNJUDGED = ("灰", "未研判")


@dataclass(frozen=True, slots=True)
class ChartPast:
    """What a chart needs besides the tables: the plan, the period and its cut-off, its words."""

    tables: Mapping[str, LedgerRows]
    plan: Plan
    period: Period
    on: date
    place: str
    title: str
    cutoff: str
    grid: str


def wall_of(past: ChartPast) -> WallChart:
    """Return the content of the chart; there must be a task."""
    tasks = _tasks(past.tables)
    first, last = past.plan.issued, past.plan.end
    return WallChart(
        title=past.title or f"{past.plan.campaign}挂图作战图",
        place=past.place,
        period_label=past.period.label,
        on=past.on,
        cutoff_text=past.cutoff,
        tasks=tasks,
        # the chart begins with the plan's year when all of it lies in one: a wall shows the year
        first=min([first, *(t.start for t in tasks if t.start)]),
        last=max([last, *(t.due for t in tasks if t.due)]),
        grid=past.grid if past.grid in GRIDS else GRIDS[0],
        elapsed=elapsed_share(first, last, past.on) or 0.0,
        progress=fmean(t.progress for t in tasks),
    )


def _tasks(tables: Mapping[str, LedgerRows]) -> tuple[WallTask, ...]:
    nodes = _nodes(tables["nodes"].values)
    lamps = {str(r["state"]): str(r["lamp"]) for r in tables["lamp_rules"].values}
    since = since_when(tables["judgements"].values)
    return tuple(_task(row, nodes, lamps, since) for row in tables["tasks"].values)


def _nodes(rows: Sequence[Row]) -> dict[str, list[WallNode]]:
    found: dict[str, list[WallNode]] = {}
    for row in rows:
        node = WallNode(str(row["node"]), _day(row["planned"]), _day(row["done"]))
        found.setdefault(str(row["task_id"]), []).append(node)
    return found


def _task(
    row: Row,
    nodes: Mapping[str, Sequence[WallNode]],
    lamps: Mapping[str, str],
    since: Mapping[tuple[str, str], Value],
) -> WallTask:
    task_id, state = str(row["task_id"]), str(row["state"])
    progress, begun = row["progress"], since.get((task_id, state))
    return WallTask(
        task_id=task_id,
        category=str(row["category"]),
        name=str(row["name"]),
        lead=str(row["lead"]),
        leader=str(row["leader"]),
        start=_day(row["start"]),
        due=_day(row["due"]),
        due_defaulted=DEFAULTED in str(row["due_text"]),
        progress=float(progress) if isinstance(progress, int | float) else 0.0,
        state=state or UNJUDGED[1],
        lamp=lamps.get(state, UNJUDGED[0]),
        reason=str(row["reason"]),
        level=str(row["level"]),
        nodes=tuple(nodes.get(task_id, ())),
        finished=_day(row["finished"]),
        since=show(begun) if begun else "",
        next_step=str(row["next_step"]),
    )


def _day(value: Value) -> date | None:
    return value if isinstance(value, date) else None
