"""单项作战图: what a card of one task says: the five ones, the route of milestones, plan and progress."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from taizhang.core.charts.tasks import WallTask, node_kind
from taizhang.core.judge.lamps import elapsed_share
from taizhang.core.periods import periods_within
from taizhang.core.planning.five import Five, five_of

MOST_POINTS = 16  # of a curve that is still read


@dataclass(frozen=True, slots=True)
class Stop:
    """A milestone on the route: its name, its day, and done, late or coming."""

    name: str
    day: date | None
    kind: str


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A day of the curve: the share planned, and the share reported, None where none is known yet."""

    day: date
    planned: float
    actual: float | None


@dataclass(frozen=True, slots=True)
class Card:
    """All that the card of a task says besides its own columns."""

    task: WallTask
    five: tuple[Five, ...]
    route: tuple[Stop, ...]
    curve: tuple[CurvePoint, ...]


def card_of(task: WallTask, on: date) -> Card:
    """Return the card of a task as it stands on that day."""
    route = tuple(
        Stop(node.name, node.planned or node.done, node_kind(task, node, on))
        for node in sorted(task.nodes, key=lambda n: n.planned or n.done or date.max)
    )
    return Card(task, five_of(_columns(task)), route, _curve(task, on))


def _columns(task: WallTask) -> Mapping[str, str]:
    keys = ("name", "leader", "lead", "team", "method")
    return {key: task.text(key) for key in keys} | {"nodes": "、".join(n.name for n in task.nodes)}


def _curve(task: WallTask, on: date) -> tuple[CurvePoint, ...]:
    """Month ends between start and due, and the days on which progress was judged."""
    if task.start is None or task.due is None or task.due < task.start:
        return ()
    known = dict(task.history) | {on: task.progress}
    reported = {day: share for day, share in known.items() if day <= on}
    ends = _ends(task.start, task.due)
    days = sorted(
        {task.start - timedelta(days=1), *ends, *(d for d in reported if d >= task.start)}
    )
    return tuple(
        CurvePoint(day, elapsed_share(task.start, task.due, day) or 0.0, _actual(reported, day, on))
        for day in _thinned(days, on)
    )


def _ends(start: date, due: date) -> list[date]:
    """Ends of weeks, months or quarters, as many as can be read, and the due date itself."""
    for kind in ("周", "半月", "月", "季", "年"):
        found = [min(p.last, due) for p in periods_within(start, due, kind)]
        if len(found) <= MOST_POINTS:
            return found
    return found


def _thinned(days: list[date], on: date) -> list[date]:
    """At most twice as many days as can be read: reports of long ago that say nothing new go."""
    if len(days) <= 2 * MOST_POINTS:
        return days
    kept = {days[0], days[-1], on}
    step = len(days) / MOST_POINTS
    kept |= {days[int(n * step)] for n in range(MOST_POINTS)}
    return [day for day in days if day in kept]


def _actual(reported: Mapping[date, float], day: date, on: date) -> float | None:
    """The share last reported by that day; none after today, nothing before the first report."""
    if day > on:
        return None
    before = [d for d in reported if d <= day]
    return reported[max(before)] if before else 0.0
