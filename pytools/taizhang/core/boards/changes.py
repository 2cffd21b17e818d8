"""What a period changed of a task: its lamp, its progress, whether it is new or done."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from taizhang.core.bulletin.standing import TaskStanding
from taizhang.core.periods import Period, in_order, parse_period
from taizhang.core.roles import OVER, StateRole
from taizhang.core.submission import Value

LEAST = 0.0005  # of progress: less is no change that could be printed
# how bad a role is; what is at rest or in order is the same
WORSE = {StateRole.GRAVE: 3, StateRole.WARNED: 2, StateRole.WAITING: 0, StateRole.DONE: 0}


class Turn(StrEnum):
    """Which way a task went since the last period."""

    NEW = "新上看板"
    WORSE = "转差"
    BETTER = "转好"
    DONE = "办结"
    STILL = "没有进展"
    ON = "有进展"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Movement:
    """Which way a task went, and that in the words of the board."""

    turn: Turn
    text: str


def change_of(now: TaskStanding, before: TaskStanding | None, *, first: bool = False) -> Movement:
    """Compare a task with how it was judged in the last period; on a first board nothing is new."""
    if before is None or not before.lamp:
        return Movement(Turn.NONE, "首期") if first else Movement(Turn.NEW, "新上看板")
    moved = now.progress - before.progress
    parts = [text for text in (_lamps(now, before), _points(moved)) if text]
    turn = _turn(now, before, moved)
    return Movement(turn, "，".join(parts) or ("未变" if turn is Turn.NONE else "进度未动"))


def _turn(now: TaskStanding, before: TaskStanding, moved: float) -> Turn:
    if now.role in OVER:
        return Turn.DONE if before.role not in OVER else Turn.NONE
    worse = WORSE.get(now.role, 1) - WORSE.get(before.role, 1)  # type: ignore[arg-type]
    if worse:
        return Turn.WORSE if worse > 0 else Turn.BETTER
    if now.role in {StateRole.PAUSED, StateRole.UNSTARTED}:
        return Turn.NONE
    return Turn.ON if moved >= LEAST else Turn.STILL


def _lamps(now: TaskStanding, before: TaskStanding) -> str:
    if now.lamp and now.lamp != before.lamp:
        return f"{before.lamp}→{now.lamp}"
    return ""


def _points(moved: float) -> str:
    """The progress gained, in percentage points.

    >>> _points(0.125), _points(-0.1), _points(0.0001)
    ('+12.5个百分点', '-10个百分点', '')
    """
    return f"{round(moved * 100, 1):+g}个百分点" if abs(moved) >= LEAST else ""


def last_period(written: Iterable[Value], period: Period) -> Period | None:
    """The period that was told last before this one: of the same kind, else of any.

    >>> last_period(["2022-05", "2022-W20", "2022-06"], parse_period("2022-06")).id
    '2022-05'
    """
    told = sorted({str(text) for text in written}, key=in_order)
    known = [p for p in map(parse_period, told) if p and p.last < period.first]
    same = [p for p in known if p.kind == period.kind]
    found = same or known
    return found[-1] if found else None
