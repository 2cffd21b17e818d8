"""Duties that come again: 每月25日前, 一月一调度, 周例会、月小结、季汇总, 长期坚持.

Forms whose words also occur as plain adjectives (常态化学习机制, 年度考核) are read only where
the word stands as a predicate; in a cell that holds nothing else they are read as they are.
"""

import re

from taizhang.notices.dates.due import CADENCES, RECURRENCES, Deadline, Frame
from taizhang.notices.dates.grammar import beside, cadence_of


def recurring(text: str, *cadences: str) -> Deadline:
    """Return the Deadline of a duty that comes again."""
    return Deadline(
        text, recurrences=tuple(c for c in cadences if c in RECURRENCES), cadences=cadences
    )


def read_period(match: re.Match[str], _frame: Frame) -> Deadline | None:
    """Read 每月25日前, 按周, 一季一通报."""
    return recurring(match[0], cadence_of(match["period"]))


def read_every(match: re.Match[str], _frame: Frame) -> Deadline | None:
    """Read 每季度末月20日前; a daily output (每日供水) is no duty."""
    cadence = cadence_of(match["period"])
    following = match.string[match.end() : match.end() + 14]
    if "元" in following and beside("paid").search(
        match.string[max(0, match.start() - 3) : match.start()]
    ):
        return None
    if cadence == "daily" and not _daily_duty(match):
        return None
    if beside("pays").match(following[:6]):
        return None if cadence in ("monthly", "yearly") else recurring(match[0], cadence)
    return recurring(match[0], cadence)


def _daily_duty(match: re.Match[str]) -> bool:
    rest = match.string[match.end() : match.end() + 8]
    return bool(
        match["tail"] or re.search(r"\d[时点:]", match[0]) or beside("daily_duty").match(rest)
    )


def read_noun(match: re.Match[str], _frame: Frame) -> Deadline | None:
    """Read 周例会, 月小结: only where the word begins a duty, not inside 3月通报 or 工作日检查."""
    before = match.string[max(0, match.start() - 2) : match.start()]
    return (
        recurring(match[0], cadence_of(match["period"]))
        if beside("leads_duty").search(before)
        else None
    )


def read_twice(match: re.Match[str], _frame: Frame) -> Deadline | None:
    """Read 年中、年末: twice a year."""
    return recurring(match[0], "half-yearly")


def read_lasting(match: re.Match[str], _frame: Frame) -> Deadline | None:
    """Read 长期任务, 常态, 全程 where a cell says no more."""
    return recurring(match[0], "ongoing")


def read_ongoing(match: re.Match[str], _frame: Frame) -> Deadline | None:
    """Read 长期坚持 as a predicate; 持续优化环境 is an adverb and says no time."""
    rest = match.string[match.end() : match.end() + 24]
    before = match.string[max(0, match.start() - 6) : match.start()]
    if beside("closes").match(rest):
        return (
            None
            if beside("mechanism").search(before) and match[0] in ("长期", "持续")
            else recurring(match[0], "ongoing")
        )
    if match[0].startswith("常年") and len(match[0]) > len("常年"):
        return recurring(match[0], "ongoing")
    if match[0].startswith(("常态化", "常年")) and beside("normal_duty").match(rest):
        in_mechanism = beside("mechanism").search(before) and beside("mechanism_noun").match(rest)
        return None if in_mechanism else recurring(match[0], "ongoing")
    return None


def merged(cadences: list[str]) -> tuple[str, ...]:
    """Return the cadences in printed order, each once."""
    return tuple(dict.fromkeys(c for c in cadences if c in CADENCES))


def read_vague(match: re.Match[str], _frame: Frame) -> Deadline | None:
    """Read a word of haste, an event or a season, which gives no date: 尽快, 汛期前."""
    return Deadline(match[0], vague=True)
