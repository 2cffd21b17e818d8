"""序时: how much of a task should be done by a day, evenly, by its own plan or by its milestones.

Shares are 0..1. A planned curve gives the share at the end of each period; between two ends it
rises evenly. What has no curve or no milestones is judged evenly.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from taizhang.core.periods import parse_period
from taizhang.core.submission import Row, Value

EVENLY, BY_PLAN, BY_NODES, BY_MONTHS = "匀速", "计划曲线", "节点", "按月"


@dataclass(frozen=True, slots=True)
class PlannedNode:
    """A milestone of a task."""

    name: str
    planned: date
    done: date | None = None


@dataclass(frozen=True, slots=True)
class PlannedPeriod:
    """What a plan wants of one period: the whole by its end as a share, the amount in it."""

    first: date
    last: date
    share: float | None = None
    amount: float | None = None


PlannedCurve = Sequence[PlannedPeriod]


def elapsed_share(start: date | None, due: date | None, on: date) -> float | None:
    """序时进度: the share of the task's days that has passed at the end of `on`.

    >>> elapsed_share(date(2022, 1, 1), date(2022, 1, 10), date(2022, 1, 5))
    0.5
    """
    if start is None or due is None or due < start:
        return None
    whole = (due - start).days + 1
    return min(1.0, max(0.0, ((on - start).days + 1) / whole))


def months_share(start: date | None, due: date | None, on: date) -> float | None:
    """The share of the task's months that have begun by `on`: 1–11月 of a year are 91.7 %.

    >>> round(months_share(date(2022, 1, 1), date(2022, 12, 31), date(2022, 11, 25)) or 0, 3)
    0.917
    """
    if start is None or due is None or due < start:
        return None
    whole = _months(start, due)
    return min(1.0, max(0.0, _months(start, on) / whole))


def _months(first: date, last: date) -> int:
    """The months from one day to another, both of theirs included."""
    return (last.year - first.year) * 12 + last.month - first.month + 1


def planned_share(curve: PlannedCurve, on: date) -> float | None:
    """The share that the plan wants at the end of `on`; None without a plan of shares.

    >>> plan = [PlannedPeriod(date(2022, 1, 1), date(2022, 1, 31), 0.2)]
    >>> planned_share(plan, date(2022, 1, 31)), planned_share(plan, date(2022, 6, 1))
    (0.2, 0.2)
    """
    known = [p for p in curve if p.share is not None]
    if not known:
        return None
    before = 0.0
    for planned in known:
        share = planned.share or 0.0
        if on >= planned.last:
            before = share
            continue
        passed = elapsed_share(planned.first, planned.last, on) or 0.0
        return before + (share - before) * passed
    return before


def nodes_share(nodes: Sequence[PlannedNode], on: date) -> float | None:
    """The share of the milestones that are due by the end of `on`; None where there are none."""
    return sum(n.planned <= on for n in nodes) / len(nodes) if nodes else None


def curves(
    rows: Iterable[Row], targets: Mapping[str, float]
) -> dict[str, tuple[PlannedPeriod, ...]]:
    """The plans of the sheet 计划曲线 by task, in the order of time.

    Where a row gives only the amount of its period, the share is what has come together of the
    task's target, or of the whole plan.
    """
    found: dict[str, list[PlannedPeriod]] = {}
    for row in rows:
        period = parse_period(str(row["period"]))
        if period is not None:
            one = PlannedPeriod(
                period.first, period.last, _number(row["share"]), _number(row["amount"])
            )
            found.setdefault(str(row["task_id"]), []).append(one)
    return {task: _whole(points, targets.get(task)) for task, points in found.items()}


def _whole(points: list[PlannedPeriod], target: float | None) -> tuple[PlannedPeriod, ...]:
    """The plan in order, shares made of amounts where they are missing."""
    points = sorted(points, key=lambda p: (p.last, p.first))
    total = target or sum(p.amount or 0.0 for p in points)
    together, made = 0.0, []
    for one in points:
        together += one.amount or 0.0
        share = one.share if one.share is not None or not total else min(1.0, together / total)
        made.append(PlannedPeriod(one.first, one.last, share, one.amount))
    return tuple(made)


def _number(value: Value) -> float | None:
    return float(value) if isinstance(value, int | float) else None
