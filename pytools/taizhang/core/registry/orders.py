"""批示台账: an instruction is entered, gets its deadline, is answered, read, and closed or begun again.

A leader who reads the answer and writes nothing new has closed the matter; one who does begins the
next round of the same row, and what was answered before stands in 办理经过.
"""

from collections.abc import Sequence
from datetime import date

from taizhang.core.catalog import registry as catalog
from taizhang.core.catalog import schedule
from taizhang.core.periods import IsWorkday
from taizhang.core.registry.limits import DefaultLimit, due_of
from taizhang.core.registry.rows import RegisterRow
from taizhang.core.submission import Row
from taizhang.core.values.settled import day_of

TO_CHASE = "督办"
NOTHING_NEW, NEW = "已阅，无新批示", "有新的批示"
OPEN, OVERDUE, ANSWERED, CLOSED = "在办", "逾期", "已反馈", "办结"
NEEDED = ("unit", "leader", "ordered")
ROUND = ("result", "answered", "read", "again", "due", "due_why", "number", "issued")


def is_chased(row: Row) -> bool:
    """Whether somebody has to answer: what is only passed on to be read has no deadline."""
    return str(row.get("handling", "")).strip() in {"", TO_CHASE}


def settle_order(
    one: RegisterRow, limits: Sequence[DefaultLimit], on: date, is_workday: IsWorkday
) -> None:
    """Fill in what follows from the row: deadline, round, standing."""
    one.fill("times", 1.0)
    if not is_chased(one.values):
        one.values["standing"] = one.text("handling")
        return
    if lacking := one.lacking(NEEDED):
        one.say(catalog.ORDER_LACKS, "unit", lacking=lacking)
        return
    if (answered := one.day("answered")) and answered > on:
        one.say(schedule.FUTURE_DATE, "answered", found=answered)
        return
    _read(one, on)
    _set_due(one, limits, on, is_workday)
    if one.text("read") == "" and one.day("closed"):
        one.say(catalog.ORDER_OVER_UNREAD, "closed")
    one.values["standing"] = standing_of_order(one.values, on)


def standing_of_order(row: Row, on: date) -> str:
    """How an instruction stands on a day."""
    if not is_chased(row):
        return str(row["handling"])
    if day_of(row.get("closed", "")) and row.get("read", "") == NOTHING_NEW:
        return CLOSED
    if day_of(row.get("answered", "")):
        return ANSWERED
    due = day_of(row.get("due", ""))
    return OVERDUE if due is not None and due < on else OPEN


def _set_due(
    one: RegisterRow, limits: Sequence[DefaultLimit], on: date, is_workday: IsWorkday
) -> None:
    """The deadline by 默认时限 where the clerk wrote none: from the day of the instruction on."""
    since = one.day("ordered") or one.day("received") or on
    found = None if one.text("due") else due_of(limits, one.values, since, is_workday)
    if found:
        one.values["due"], one.values["due_why"] = found


def _read(one: RegisterRow, on: date) -> None:
    """What the leader said to the answer."""
    read = one.text("read")
    needs = ("result", "answered") + (("again",) if read == NEW else ())
    if read not in {NOTHING_NEW, NEW}:
        return
    if lacking := one.lacking(needs):
        one.say(catalog.ORDER_READ_LACKS, "read", found=read, lacking=lacking)
        one.values["closed"] = one.row.values.get("closed", "")
    elif read == NOTHING_NEW:
        one.fill("closed", on)
    else:
        _begin_again(one, on)


def _begin_again(one: RegisterRow, on: date) -> None:
    """The next round: what was answered goes to 办理经过, the new instruction takes its place."""
    times = one.values["times"]
    number = int(times) if isinstance(times, int | float) else 1
    said = f"第{number}次（{one.text('number') or '未编号'}）：{one.text('words')}；{one.text('result')}"
    one.note_course(f"{one.day('answered') or on:%Y-%m-%d} {said}")
    words = one.text("again")
    one.values |= dict.fromkeys(ROUND, "")
    one.values |= {"words": words, "ordered": on, "times": float(number + 1), "closed": ""}
