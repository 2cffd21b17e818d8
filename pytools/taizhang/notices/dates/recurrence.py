"""Duties that come again: 每月25日前, 一月一调度, 周例会、月小结、季汇总, 长期坚持.

Forms whose words also occur as plain adjectives (常态化学习机制, 年度考核) are read only where
the word stands as a predicate; in a cell that holds nothing else they are read as they are.
"""

import re

from taizhang.notices.dates.due import Deadline, Frame
from taizhang.notices.dates.grammar import beside, cadence_of


def recurring(text: str, *cadences: str) -> Deadline:
    """Return the Deadline of a duty that comes again."""
    return Deadline(text, cadences=cadences)


def read_period(match: re.Match[str], _frame: Frame) -> Deadline | None:
    """Read 每月25日前, 按周, 一季一通报."""
    return recurring(match[0], cadence_of(match["period"]))


def read_every(match: re.Match[str], _frame: Frame) -> Deadline | None:
    """Read 每季度末月20日前; a daily output (每日供水) is no duty."""
    cadence = cadence_of(match["period"])
    following = match.string[match.end() : match.end() + 14]
    before = match.string[max(0, match.start() - 3) : match.start()]
    paid = "元" in following and beside("paid").search(before)
    told = match["tail"] or re.search(r"\d[时点:]", match[0])
    if paid or (cadence == "daily" and not (told or beside("daily_duty").match(following[:8]))):
        return None
    if beside("pays").match(following[:6]):
        return None if cadence in ("monthly", "yearly") else recurring(match[0], cadence)
    return recurring(match[0], cadence)


def read_noun(match: re.Match[str], _frame: Frame) -> Deadline | None:
    """Read 周例会, 月小结: only where the word begins a duty, not inside 3月通报 or 工作日检查."""
    before = match.string[max(0, match.start() - 2) : match.start()]
    begins = beside("leads_duty").search(before)
    return recurring(match[0], cadence_of(match["period"])) if begins else None


def read_predicate(match: re.Match[str], _frame: Frame) -> Deadline | None:
    """Read 长期坚持 as a predicate; 持续优化环境 is an adverb and says no time."""
    rest = match.string[match.end() : match.end() + 24]
    before = match.string[max(0, match.start() - 6) : match.start()]
    if beside("closes").match(rest):
        adverb = beside("mechanism").search(before) and match[0] in ("长期", "持续")
        return None if adverb else recurring(match[0], "ongoing")
    if match[0].startswith("常年") and len(match[0]) > len("常年"):
        return recurring(match[0], "ongoing")
    if match[0].startswith(("常态化", "常年")) and beside("normal_duty").match(rest):
        in_mechanism = beside("mechanism").search(before) and beside("mechanism_noun").match(rest)
        return None if in_mechanism else recurring(match[0], "ongoing")
    return None
