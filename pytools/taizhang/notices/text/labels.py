"""The words before a colon: 牵头单位：, 责任领导：, 完成时限：, 整改措施：, and what follows them.

A label is met at the start of a line, of a cell, or after a comma inside a bracket; the same table
serves the header rows of tables.
"""

import re
from typing import NamedTuple

from taizhang.notices.words import Patterns

_RE = Patterns("labels")

LEAD, CO, HELP, LEADER, WATCH, TIME = "lead", "co", "help", "leader", "watch", "time"
TASK, GOAL, PROBLEM, DUTY, NOTE, NUMBER, KIND, MEMBER = (
    "task", "goal", "problem", "duty", "note", "number", "kind", "member",
)  # fmt: skip
UNITS = (LEAD, CO, HELP, LEADER, WATCH, TIME)


class Label(NamedTuple):
    """A label: its role, where it begins, where what it labels begins."""

    role: str
    begin: int
    end: int


def _role(match: re.Match[str]) -> str:
    return next(role for role, words in match.groupdict().items() if words)


def label_at(plain: str, begin: int = 0) -> Label | None:
    """Return the label that stands at `begin`, such as 责任单位：."""
    match = _RE.label.match(plain, begin)
    return Label(_role(match), begin, match.end()) if match else None


def heads_units(plain: str) -> bool:
    """Tell whether a heading announces who is responsible or until when: 二、牵头单位.

    >>> heads_units("牵头单位"), heads_units("办理时限"), heads_units("时间安排")
    (True, True, False)
    """
    text = plain.rstrip(":。")
    return bool(_RE.heads_units.search(text)) and header_role(text) in UNITS


def labels_inside(plain: str, *, bare: bool = True) -> list[Label]:
    """Return the labels of a clause, in order; a bare one (责任单位市教育局) only at its start."""
    found = [Label(_role(m), m.start(), m.end()) for m in _RE.label_inside.finditer(plain)]
    taken = {label.end for label in found}
    found += [
        Label(NOTE, m.start(), m.end())
        for m in _RE.other_inside.finditer(plain)
        if m.end() not in taken
    ]
    found.sort(key=lambda label: label.begin)
    loose = _RE.bare.match(plain) if bare and not (found and found[0].begin == 0) else None
    return [Label(_role(loose), 0, loose.end()), *found] if loose else found


def header_role(plain: str) -> str:
    """Return the role of a table header cell, or "" when it is not a known one.

    >>> header_role("牵头责任单位"), header_role("完成时限"), header_role("序号"), header_role("甲")
    ('lead', 'time', 'number', '')
    """
    if plain in ("时间", "计划", "进度"):
        return TIME
    if _RE.demanded.fullmatch(plain):
        return TASK
    match = _RE.header.fullmatch(plain)
    if match:
        return _role(match)
    head = _RE.combined.split(plain, maxsplit=1)[0]
    match = _RE.header.fullmatch(head) if head != plain and len(plain) <= 16 else None
    if match:
        return _role(match)
    return TASK if _RE.task_like.fullmatch(plain) else ""
