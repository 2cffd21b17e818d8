"""What only says who does it and when: 由市住建局会同市财政局组织实施,11月底前完工。

Such a sentence names no work of its own and speaks of those before it; such a line answers the
heading above that asked for it: 二、牵头单位 ⏎ 市教育局.
"""

import re
from dataclasses import replace
from functools import lru_cache

from taizhang.notices.dates.deadline import find_deadlines
from taizhang.notices.dates.due import ANY_DAY
from taizhang.notices.text import labels
from taizhang.notices.text.glyphs import View, view
from taizhang.notices.text.markers import marker_at_start
from taizhang.notices.who.acts import told_units
from taizhang.notices.who.clause import Clause
from taizhang.notices.who.lists import ANY, NameLists
from taizhang.notices.who.names import lists_units
from taizhang.notices.who.predicates import is_bare, only_watches
from taizhang.notices.who.reading import read_clause, read_inline
from taizhang.notices.words import Patterns

_RE = Patterns("assigning")

_LONGEST = 200
_LONGEST_TIME, _LONGEST_LEADERS, _LONGEST_UNITS = 40, 60, 300


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
    found = find_deadlines(view(chunk), ANY_DAY, cell=True)
    if not found:
        return False
    rest, at = "", 0
    for deadline in found:
        rest += chunk[at : deadline.span[0]]
        at = deadline.span[1]
    return bool(_RE.done.fullmatch(rest + chunk[at:]))


def answer_to(label: str, seen: View) -> Clause | None:
    """Return the clause that `label` and the line below it print together, or None.

    >>> from taizhang.notices.text.glyphs import view
    >>> answer_to("牵头单位", view("市教育局")).lead, answer_to("牵头单位", view("加强领导。"))
    (('市教育局',), None)
    """
    plain = seen.plain.rstrip("。;")
    if not plain or marker_at_start(plain) or labels.label_at(plain):
        return None
    role = labels.header_role(label)
    clause = read_clause(f"{label}:{seen.printed_text.strip()}")
    if role == labels.TIME:
        timed = len(plain) <= _LONGEST_TIME and find_deadlines(seen, ANY_DAY, cell=True)
        return clause if timed else None
    if role == labels.LEADER:
        return clause if clause.leaders and len(plain) <= _LONGEST_LEADERS else None
    listed = len(plain) <= _LONGEST_UNITS and "。" not in plain and lists_units(plain)
    return clause if clause.names_units and listed else None
