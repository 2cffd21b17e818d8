"""Sentences that only say who does it and when: 由市住建局会同市财政局组织实施,11月底前完工。

They name no work of their own, so that they speak of the sentences before them.
"""

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from taizhang.notices.dates.deadline import find_deadlines
from taizhang.notices.dates.due import Frame
from taizhang.notices.text.glyphs import View, view
from taizhang.notices.who.acts import told_units
from taizhang.notices.who.clause import Clause
from taizhang.notices.who.lists import ANY, NameLists
from taizhang.notices.who.predicates import is_bare, only_watches
from taizhang.notices.who.reading import read_inline
from taizhang.notices.words import Patterns

_RE = Patterns("assigning")

_ANY_DAY = Frame(date(1990, 1, 1))
_LONGEST = 200


def only_assigns(plain: str, lists: NameLists = ANY) -> bool:
    """Tell whether a sentence only says who does it, and perhaps when.

    >>> only_assigns("由县住建局会同县财政局组织实施,11月底前完工。"), only_assigns("由县住建局编制规划。")
    (True, False)
    """
    if len(plain) > _LONGEST:
        return False
    opening = _RE.opening.match(plain)
    first, *others = re.split(r"[,;]", plain[opening.end() if opening else 0 :].rstrip("。;!"))
    told = told_units(first, lists)
    if told is None or only_watches(told) or not is_bare(told):
        return False
    return all(_is_who(chunk, lists) or _is_when(chunk) for chunk in others)


def _is_who(chunk: str, lists: NameLists) -> bool:
    told = told_units(chunk, lists)
    return told is not None and is_bare(told)


def read_assigning(seen: View, lists: NameLists = ANY) -> Clause | None:
    """Return who does it, and when, of a sentence that only assigns."""
    opening = _RE.opening.match(seen.plain)
    clause = read_inline(seen.part(opening.end() if opening else 0, len(seen.plain)), lists)
    if clause is None:
        return None
    parts = (seen.part(m.start(), m.end()) for m in _RE.part.finditer(seen.plain))
    times = (p.printed(0, len(p.plain)) for p in parts if _is_when(p.plain))
    return replace(clause, times=tuple(times))


def only_speaks_of(plain: str) -> bool:
    """Tell whether each part of a sentence only says who or when: 6月底前完成,由市商务局牵头。"""
    parts = re.split(r"[,;]", plain.rstrip("。;!"))
    return len(plain) <= _LONGEST and all(_is_when(p) or _is_who(p, ANY) for p in parts)


def only_dates(plain: str) -> bool:
    """Tell whether a sentence only says when: 4月底前全面开工,11月底前完工。"""
    if len(plain) > _LONGEST:
        return False
    return all(map(_is_when, re.split(r"[,;]", plain.rstrip("。;!"))))


@lru_cache(maxsize=2048)  # 年底前完成 is printed again and again
def _is_when(chunk: str) -> bool:
    found = find_deadlines(view(chunk), _ANY_DAY, cell=True)
    if not found:
        return False
    rest, at = "", 0
    for deadline in found:
        rest += chunk[at : deadline.span[0]]
        at = deadline.span[1]
    return bool(_RE.done.fullmatch(rest + chunk[at:]))
