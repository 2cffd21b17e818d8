"""Lines that only say who or when, below a heading that asked for it: 二、牵头单位 ⏎ 市教育局.

Anything longer, numbered or labelled is no answer and is read as text.
"""

from datetime import date

from taizhang.notices.dates.deadline import find_deadlines
from taizhang.notices.dates.due import Frame
from taizhang.notices.text import labels
from taizhang.notices.text.glyphs import View
from taizhang.notices.text.markers import marker_at_start
from taizhang.notices.who.clause import Clause
from taizhang.notices.who.names import is_group, is_unit, split_names
from taizhang.notices.who.reading import read_clause

_ANY_DAY = Frame(date(1990, 1, 1))
_LONGEST_TIME, _LONGEST_LEADERS, _LONGEST_UNITS = 40, 60, 300


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
        return clause if _is_time(plain, seen) else None
    if role == labels.LEADER:
        return clause if clause.leaders and len(plain) <= _LONGEST_LEADERS else None
    return clause if clause.names_units and _only_names(plain) else None


def _is_time(plain: str, seen: View) -> bool:
    return len(plain) <= _LONGEST_TIME and bool(find_deadlines(seen, _ANY_DAY, cell=True))


def _only_names(plain: str) -> bool:
    if len(plain) > _LONGEST_UNITS or "。" in plain:
        return False
    names = [plain[b:e] for b, e in split_names(plain, 0, len(plain))]
    return all(is_unit(name) or is_group(name) for name in names)
