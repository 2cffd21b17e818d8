"""What a date is the date of: 5月底前动工 dates a start, 大汛前完成80%以上 an amount.

Only the words up to the next comma or date are looked at.
"""

import re
from dataclasses import replace

from taizhang.notices.dates.due import Deadline
from taizhang.notices.dates.grammar import beside

_REACH = 40
_BARE = ("完成", "实现", "达到")


def with_milestone(deadline: Deadline, following: str) -> Deadline:
    """Return the deadline with the verb and the amount it belongs to; `following` is what comes after.

    A date of a start moves from `due` to `start`.
    """
    if not deadline.due and not deadline.vague:
        return deadline
    region = re.split(r"[,;。]", following[:_REACH], maxsplit=1)[0]
    amount = beside("share").search(region)
    quantity = deadline.quantity or (amount[0] if amount else "")
    start, finish = beside("begins").search(region), beside("finishes").search(region)
    of_year = deadline.text.startswith("全年") or beside("counted_start").search(region)
    if start and not finish and deadline.due and not of_year:
        begins = deadline.start or deadline.due
        if not deadline.start or re.search("季|旬", deadline.text):
            return replace(deadline, start=begins, due=None, milestone=start[0], quantity=quantity)
    verb = finish or start
    return replace(deadline, milestone=_named(region, verb), quantity=quantity)


def _named(region: str, verb: re.Match[str] | None) -> str:
    """Return what is reached: 完成 alone says it, of 完成招标并开工 what was completed does."""
    if verb is None:
        return ""
    told = region[verb.end() :] if verb[0] in _BARE else ""
    stage = beside("stage").match(told)
    before = beside("staged").search(region[: verb.start()])
    return stage[0] if stage else (before[0] if before else "") + verb[0]
