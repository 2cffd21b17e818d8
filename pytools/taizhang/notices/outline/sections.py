"""What kind of section a heading opens: work, aims, demands on everybody, phases, who is in charge.

The kind is only a prior: a named unit told to do something is work in any section. Aims and scopes
hold else no tasks; demands (保障措施、工作要求) hold one only where a date is printed.
"""

import re
from enum import StrEnum

from taizhang.notices.words import Patterns, any_of

_RE = Patterns("sections")


class SectionKind(StrEnum):
    """The kind of a section."""

    WORK = "work"
    AIMS = "aims"
    DEMANDS = "demands"
    PHASES = "phases"
    GROUPS = "groups"
    SCOPE = "scope"
    COVER = "cover"


_KINDS = (
    (SectionKind.WORK, re.compile(any_of("section.work"))),
    (SectionKind.SCOPE, re.compile(any_of("section.scope"))),
    (SectionKind.PHASES, re.compile(any_of("section.phases"))),
    (
        SectionKind.DEMANDS,
        re.compile(
            f"{any_of('section.demands')}|{any_of('section.demands_about')}{any_of('section.demands_what')}"
        ),
    ),
    (SectionKind.AIMS, re.compile(any_of("section.aims"))),
    (SectionKind.GROUPS, re.compile(any_of("section.groups"))),
)


def kind_of(heading: str) -> SectionKind | None:
    """Return the kind a heading announces, or None when it announces none.

    >>> kind_of("一、总体要求"), kind_of("三、重点任务"), kind_of("四、组织保障"), kind_of("数字政府")
    (<SectionKind.AIMS: 'aims'>, <SectionKind.WORK: 'work'>, <SectionKind.DEMANDS: 'demands'>, None)
    """
    text = heading[:60]
    kinds = _KINDS[1:] if _RE.no_work.search(text) else _KINDS
    return next((kind for kind, pattern in kinds if pattern.search(text)), None)


def lists_problems(heading: str) -> bool:
    """Tell whether a heading says that what is wrong stands below it: 整治重点, 突出问题."""
    return bool(_RE.problems.search(heading))


_LONGEST_META, _LONGEST_FURNITURE = 160, 60


def is_closing(plain: str) -> bool:
    """Tell whether a sentence belongs to the frame of a notice or of a web page, not to its content."""
    return bool(_RE.closing.match(plain))


def is_meta(plain: str) -> bool:
    """Tell whether a line is data about the notice: 索引号：, 文号：, the date, the number."""
    if len(plain) > _LONGEST_META:
        return False
    return bool(_RE.meta.match(plain)) or (
        len(plain) <= _LONGEST_FURNITURE
        and bool(_RE.furniture.search(plain))
        and plain[-1:] != "。"
    )


def is_report(plain: str) -> bool:
    """Tell whether a sentence of minutes reports what happened at the meeting."""
    told = _RE.minutes.search(plain[:40]) or _RE.attended.match(plain)
    return bool(told) and not _RE.assigns.search(plain)
