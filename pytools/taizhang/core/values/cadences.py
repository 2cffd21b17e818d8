"""调度频次 as people write it: 周; 一月一调度、一季一通报; 周例会、月小结、季汇总; 长期坚持.

A text may name several cadences; 双周 is half a month, as in the notices. What is no period (每三周,
两周半) is handed back as it was written.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from taizhang.core.periods import KINDS
from taizhang.core.values.numerals import whole
from taizhang.core.values.text import keep_marks

ALWAYS = "长期"
_APART = re.compile(r"[、，,；;/\\+\n]|以及|和|及")
_ALWAYS = re.compile(r"长期|常态|持续|常年|经常|一贯")
# a day of the month or a date says when in the period, not how often
_POINTS = re.compile(
    r"\d{4}年|[\d一二三四五六七八九十]+月(?:[\d一二三四五六七八九十]+[日号]|起)"
    r"|[\d一二三四五六七八九十]+[日号](?!一|1)"
    r"|(?:周|星期|礼拜)[一二三四五六日天1-7](?![次调通])|工作日|节假日|会战|[末底]月|月[末底]"
)
_OFTEN = re.compile(
    r"(?P<count>半|双|隔|单|[\d一二两三四五六七八九十百]+)?个?(?P<unit>半月|月|周|星期|礼拜|旬|季|年|日|天)"
)
_UNITS = {"星期": "周", "礼拜": "周", "天": "日"}
# so many of a unit are one of another
_SAME = {
    (2, "月"): "两月", (3, "月"): "季", (4, "季"): "年", (2, "季"): "半年", (6, "月"): "半年",
    (12, "月"): "年", (2, "半月"): "月", (2, "周"): "半月", (7, "日"): "周", (10, "日"): "旬", (15, "日"): "半月",
    (3, "旬"): "月",
}  # fmt: skip


class Cadences(NamedTuple):
    """The kinds of periods named, finest first; whether it goes on for good; what was not read."""

    kinds: tuple[str, ...] = ()
    always: bool = False
    unread: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """As one writes it: 月、季、长期."""
        return "、".join([*self.kinds, *([ALWAYS] if self.always else [])])


@lru_cache(maxsize=10_000)
def read_cadences(text: str) -> Cadences:
    """Return the cadences that a cell names.

    >>> read_cadences("一月一调度、一季一通报").kinds, read_cadences("两周半").unread
    (('月', '季'), ('两周半',))
    """
    found: set[str] = set()
    always, unread = False, []
    for clause in _APART.split(keep_marks(text.replace("\n", "、"))):
        lasting = bool(_ALWAYS.search(clause))
        kinds = _kinds(clause)
        always = always or lasting
        found |= kinds or set()
        if kinds is None or not (kinds or lasting or _only_a_point(clause)):
            unread.append(clause.strip())
    return Cadences(tuple(k for k in KINDS if k in found), always, tuple(unread))


def _kinds(clause: str) -> set[str] | None:
    """The kinds in a clause; None where it counts units that are no period, as 每三周."""
    pointed = _POINTS.sub("", clause)
    found = set()
    for match in _OFTEN.finditer(pointed):
        kind = _kind(match["count"] or "", match["unit"])
        if kind is None or pointed[match.end() : match.end() + 1] == "半":
            return None
        found.add(kind)
    if not found and _weekly(clause):
        found.add("周")
    return found


def _only_a_point(clause: str) -> bool:
    """Whether nothing but a day stands there, as the second half of 每月15日、30日."""
    return not _POINTS.sub("", clause).strip("每前底末内 ")


def _weekly(clause: str) -> bool:
    """每周五 names a day of the week, and so a week; 每月25日 keeps its month."""
    return bool(re.search(r"(?:周|星期|礼拜)[一二三四五六日天1-7]", clause))


def _kind(count: str, unit: str) -> str | None:
    unit = _UNITS.get(unit, unit)
    if count == "半":
        return {"月": "半月", "年": "半年"}.get(unit)
    if count in {"双", "隔"}:
        return _SAME.get((2, unit))
    number = 1 if count in {"", "单"} else 2 if count == "两" else whole(count)
    return unit if number == 1 else _SAME.get((number or 0, unit))
