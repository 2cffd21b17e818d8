"""How a task stands: done, closed, paused, overdue; what its number cells say. Asked by many checks."""

import re
from datetime import date

from taizhang.core.checks.view import CheckedRow
from taizhang.core.roles import ASKED_TO_CLOSE, ON_LEAVE, StageRole

FULL = 1 - 1e-9
_RATE = re.compile(r"[/%‰率比]|百分")
_FEWER = re.compile(r"降|减|压|少于|不超|不高于|控制|以内|低于|不大于|清零|消除|约束")


def is_done(row: CheckedRow) -> bool:
    """Progress of 100 %."""
    progress = row.share("progress")
    return progress is not None and progress >= FULL


def is_closed(row: CheckedRow) -> bool:
    """已销号, by stage or by date."""
    return row.stage is StageRole.CLOSED or row.day("closed") is not None


def is_over(row: CheckedRow) -> bool:
    """Nothing is asked of the unit any more: done, closed, waiting to be, or paused."""
    ended = row.stage in {*ASKED_TO_CLOSE, *ON_LEAVE} or row.day("finished") is not None
    return ended or is_done(row) or is_closed(row)


def overdue_since(row: CheckedRow, on: date) -> date | None:
    """The deadline that has passed with the task undone, or None."""
    due = row.day("due")
    return due if due is not None and due < on and not is_over(row) else None


def target_of(row: CheckedRow) -> float | None:
    """The target that a running total grows up to; None for rates, shares and ceilings.

    次/月 or 合格率 may be met long before the task is; 控制在…以内 is met from the first day.
    """
    target = row.amount("target")
    words = "".join(row.text(key) for key in ("measure", "indicator"))
    wanted = f"{row.text('name')}{row.text('indicator')}"
    if target is None or target <= 0 or _RATE.search(words) or _FEWER.search(wanted):
        return None
    return target


def is_running_total(row: CheckedRow) -> bool:
    """Whether 完成值 is a sum that only grows."""
    return not _RATE.search(f"{row.text('measure')}{row.text('indicator')}")


def has_long_cadence(row: CheckedRow) -> bool:
    """Whether a period without news is what was agreed."""
    return row.text("cadence") in {"两月", "季", "半年", "年"}
