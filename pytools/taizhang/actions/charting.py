"""Draw the wall chart of a period from the ledger as it stands."""

from collections.abc import Mapping, Sequence
from datetime import date
from statistics import fmean

import xlwings as xw

from taizhang.actions.common import CHARTS, CannotRun, Desk, Moment, Office, Report, stamp
from taizhang.core.catalog import files as world
from taizhang.core.issues import show
from taizhang.core.judge.lamps import elapsed_share
from taizhang.core.periods import Period
from taizhang.core.submission import Value
from taizhang.core.tasklist import DEFAULTED
from taizhang.core.wall import GRIDS, WallChart, WallNode, WallTask

Row = Mapping[str, Value]
UNJUDGED = ("灰", "未研判")


def chart(book: xw.Book, desk: Desk, moment: Moment, period: str = "") -> Report:
    """Write 挂图/挂图作战图_<期次>_<日期>.xlsx, ready to print on A3."""
    from taizhang.books.wallchart.build import build_wallchart

    office = Office(book)
    wanted = office.period(period)
    wall = _wall(office, wanted, moment)
    desk.progress("生成挂图", 1, 2)
    folder = office.place.folder(CHARTS)
    path = folder / f"挂图作战图_{wanted.id}_{moment.on:%Y%m%d}.xlsx"
    build_wallchart(path, wall)
    office.ledger.set_settings({"last_chart": stamp(moment)})
    book.save()
    desk.progress("生成挂图", 2, 0)
    red = sum(t.lamp == "红" for t in wall.tasks)
    facts = (
        ("期次", wanted.label),
        ("任务", f"{len(wall.tasks)}项，其中红灯{red}项"),
        ("总体进度", f"{wall.progress:.1%}（时间进度{wall.elapsed:.1%}）"),
        ("放在", f"{CHARTS}/{path.name}"),
    )
    data = {"period": wanted.id, "tasks": len(wall.tasks), "file": path.name}
    return Report("chart", facts, (), (path,), data)


def _wall(office: Office, period: Period, moment: Moment) -> WallChart:
    rows = office.ledger.values("tasks")
    if not rows:
        raise CannotRun(world.NO_TASKS.at())
    first, last = office.day("issued"), office.day("plan_end")
    nodes = _nodes(office.ledger.values("nodes"))
    lamps = {str(r["state"]): str(r["lamp"]) for r in office.ledger.values("lamp_rules")}
    since = _since(office.ledger.values("judgements"))
    tasks = tuple(_task(r, nodes, lamps, since) for r in rows)
    grid = office.text("chart_grid")
    plan = office.text("plan")
    return WallChart(
        title=office.text("chart_title") or f"{plan}挂图作战图",
        place=office.text("place"),
        period_label=period.label,
        on=moment.on,
        cutoff_text=show(office.cutoff(period)),
        tasks=tasks,
        first=_earliest(first, tasks),
        last=max([last, *(t.due for t in tasks if t.due)]),
        grid=grid if grid in GRIDS else GRIDS[0],
        elapsed=elapsed_share(first, last, moment.on) or 0.0,
        progress=fmean(t.progress for t in tasks),
    )


def _earliest(first: date, tasks: Sequence[WallTask]) -> date:
    """The chart begins with the plan's year when all of it lies in one; a wall shows the year."""
    return min([first, *(t.start for t in tasks if t.start)])


def _nodes(rows: Sequence[Row]) -> dict[str, list[WallNode]]:
    found: dict[str, list[WallNode]] = {}
    for row in rows:
        node = WallNode(str(row["node"]), _day(row["planned"]), _day(row["done"]))
        found.setdefault(str(row["task_id"]), []).append(node)
    return found


def _since(judgements: Sequence[Row]) -> dict[tuple[str, str], str]:
    """Since when each task has had its present state, without a break: (task, state) to a day."""
    found: dict[tuple[str, str], str] = {}
    last: dict[str, str] = {}
    ordered = sorted(judgements, key=lambda r: str(r["judged_on"]))
    for row in ordered:
        task_id, state = str(row["task_id"]), str(row["state"])
        if last.get(task_id) != state:
            found[task_id, state] = show(row["judged_on"])
        last[task_id] = state
    return found


def _task(
    row: Row,
    nodes: Mapping[str, Sequence[WallNode]],
    lamps: Mapping[str, str],
    since: Mapping[tuple[str, str], str],
) -> WallTask:
    task_id, state = str(row["task_id"]), str(row["state"])
    progress = row["progress"]
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
        since=since.get((task_id, state), ""),
        next_step=str(row["next_step"]),
    )


def _day(value: Value) -> date | None:
    return value if isinstance(value, date) else None
