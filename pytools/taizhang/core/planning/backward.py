"""倒排工期: from a deadline backwards over working days, stage by stage; nothing invented.

Stages that state working days take so many; the others share what is left by their shares. Where
the days do not suffice it is said by how many, and nothing is planned unless it may be squeezed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, pairwise

from taizhang.core.periods import IsWorkday

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PlanStage:
    """A stage of a template: `workdays` of work, or a `share` of the time that is left."""

    name: str
    share: float = 0.0
    workdays: int = 0
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Milestone:
    """The end of a stage, and how many working days it has."""

    number: int
    name: str
    day: date
    workdays: int
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Backward:
    """A plan; empty where there is no room. `begins` is its first day, as the stages want it.

    `short` are the working days by which the stages want more than there are from `since` on,
    `gone` those between the task's own start and that day.
    """

    milestones: tuple[Milestone, ...]
    begins: date
    short: int = 0
    gone: int = 0


@dataclass(frozen=True, slots=True)
class PlanSpan:
    """The days there are: from `since` to the deadline, and the own start where that lies before."""

    since: date
    deadline: date
    start: date | None = None


def plan_back(
    stages: Sequence[PlanStage], span: PlanSpan, is_workday: IsWorkday, *, squeeze: bool = False
) -> Backward:
    """Plan the stages so that the last ends on the deadline and none begins before `since`.

    Stages without days or share get the same share as the others on average.
    """
    since, deadline, start = span.since, span.deadline, span.start
    days = workdays_within(since, deadline, is_workday)
    gone = len(workdays_within(start, since - _DAY, is_workday)) if start else 0
    wanted, short = _wanted(stages, len(days))
    begins = _begins(deadline, wanted, is_workday) if wanted else since
    if len(days) < len(stages) or (short and not squeeze):
        return Backward((), begins, max(short, len(stages) - len(days)), gone)
    lengths = _fitted(_lengths(stages, len(days)), len(days))
    ends = list(accumulate(lengths))
    offset = len(days) - ends[-1]  # stages of fixed length begin as late as they can
    found = [
        Milestone(n, stage.name, days[offset + end - 1], length, stage.unit)
        for n, (stage, end, length) in enumerate(zip(stages, ends, lengths, strict=True), start=1)
    ]
    last = found[-1]
    found[-1] = Milestone(last.number, last.name, deadline, last.workdays, last.unit)
    first = begins if short else days[offset]
    return Backward(tuple(found), first, short, gone)


def workdays_within(first: date, last: date, is_workday: IsWorkday) -> list[date]:
    """Return the working days from `first` to `last`, both included."""
    span = (first + n * _DAY for n in range((last - first).days + 1))
    return [day for day in span if is_workday(day)]


def _wanted(stages: Sequence[PlanStage], room: int) -> tuple[int, int]:
    """How many working days the stages want at least, and how many of those there are not."""
    fixed = sum(s.workdays for s in stages)
    sharing = sum(not s.workdays for s in stages)
    return fixed + sharing if fixed else 0, max(fixed + sharing - room, 0) if fixed else 0


def _begins(deadline: date, count: int, is_workday: IsWorkday) -> date:
    """The first of the `count` working days that end with the deadline."""
    day = deadline + _DAY
    while count:
        day -= _DAY
        count -= is_workday(day)
    return day


def _lengths(stages: Sequence[PlanStage], room: int) -> list[float]:
    """The working days of each stage, in fractions: fixed ones, and shares of the rest."""
    fixed = sum(s.workdays for s in stages)
    sharing = [s for s in stages if not s.workdays]
    known = [s.share for s in sharing if s.share > 0]
    usual = sum(known) / len(known) if known else 1.0
    whole = sum(s.share if s.share > 0 else usual for s in sharing)
    rest = max(room - fixed, len(sharing))
    return [
        float(s.workdays) if s.workdays else (s.share if s.share > 0 else usual) / whole * rest
        for s in stages
    ]


def _fitted(lengths: Sequence[float], room: int) -> list[int]:
    """Whole days, at least one a stage, no more than there are; squeezed in proportion."""
    total = sum(lengths)
    scale = min(1.0, room / total)
    whole = round(total * scale)
    ends, gone = [0], 0.0
    for left, length in zip(range(len(lengths) - 1, -1, -1), lengths, strict=True):
        gone += length * scale
        ends.append(min(max(int(gone + 0.5), ends[-1] + 1), whole - left))
    return [end - start for start, end in pairwise(ends)]
