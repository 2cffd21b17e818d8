"""The words before a colon: 牵头单位：, 责任领导：, 完成时限：, 整改措施：, and what follows them.

A label is met at the start of a line, of a cell, or after a comma inside a bracket; the same table
serves the header rows of tables.
"""

import re
from typing import NamedTuple

from taizhang.notices.words import pattern, piece

LEAD, CO, HELP, LEADER, WATCH, TIME = "lead", "co", "help", "leader", "watch", "time"
TASK, GOAL, PROBLEM, DUTY, NOTE, NUMBER, KIND, MEMBER = (
    "task", "goal", "problem", "duty", "note", "number", "kind", "member",
)  # fmt: skip
UNITS = (LEAD, CO, HELP, LEADER, WATCH, TIME)

_ROLES = (
    LEAD, CO, HELP, LEADER, WATCH, TIME, TASK, GOAL, PROBLEM, DUTY, NOTE, MEMBER,
)  # fmt: skip
_ASIDE = r"(?:\([^()]{1,8}\))?"
_ANY = "|".join(f"(?P<{role}>{piece(f'label_{role}')})" for role in _ROLES)
_LABEL = re.compile(rf"(?:{_ANY}){_ASIDE}(?::|(?=为:|是:))")
_LABEL_INSIDE = re.compile(
    rf"(?:(?:^|(?<=[,;。、()\s]))|(?=[一-龥]{{0,6}}(?:单位|部门|领导|时限|责任人|时间|"
    rf"期限){_ASIDE}:))(?:{_ANY}){_ASIDE}:"
)
_BARE = pattern("labels.bare")
_HEADER = re.compile(
    rf"(?:{_ANY}|(?P<number>序号|编号|号|项次|No\.?|任务编号|问题编号)|(?P<kind>类别|分类|领域|板块|专项|方面|一级指标|类型|"
    rf"任务类别|项目类别|阶段)){_ASIDE}(?:\([^()]*\))?"
)
_HEADS_UNITS = re.compile(r"^.{0,6}(?:单位|部门|领导|责任人|时限|期限|完成时间|办结时间|时间要求)$")
_DEMANDED = re.compile(r"(?:具体|工作|任务|质量|落实|推进)?要求")
_TASK_LIKE = re.compile(r"[一-龥]{1,6}(?:任务|事项|措施|举措|要点)")
_COMBINED = re.compile(r"(?:及|和|与|、|/|或)")


class Label(NamedTuple):
    """A label: its role, where it begins, where what it labels begins."""

    role: str
    begin: int
    end: int


def _role(match: re.Match[str]) -> str:
    return next(role for role, words in match.groupdict().items() if words)


def label_at(plain: str, begin: int = 0) -> Label | None:
    """Return the label that stands at `begin`, such as 责任单位：."""
    match = _LABEL.match(plain, begin)
    return Label(_role(match), begin, match.end()) if match else None


def heads_units(plain: str) -> bool:
    """Tell whether a heading announces who is responsible or until when: 二、牵头单位.

    >>> heads_units("牵头单位"), heads_units("办理时限"), heads_units("时间安排")
    (True, True, False)
    """
    text = plain.rstrip(":。")
    return bool(_HEADS_UNITS.search(text)) and header_role(text) in UNITS


_OTHER_INSIDE = re.compile(r"(?<=[,;。])[一-龥]{2,6}:")


def labels_inside(plain: str, *, bare: bool = True) -> list[Label]:
    """Return the labels of a clause, in order; a bare one (责任单位市教育局) only at its start."""
    found = [Label(_role(m), m.start(), m.end()) for m in _LABEL_INSIDE.finditer(plain)]
    taken = {label.end for label in found}
    found += [
        Label(NOTE, m.start(), m.end())
        for m in _OTHER_INSIDE.finditer(plain)
        if m.end() not in taken
    ]
    found.sort(key=lambda label: label.begin)
    loose = _BARE.match(plain) if bare and not (found and found[0].begin == 0) else None
    return [Label(_role(loose), 0, loose.end()), *found] if loose else found


def header_role(plain: str) -> str:
    """Return the role of a table header cell, or "" when it is not a known one.

    >>> header_role("牵头责任单位"), header_role("完成时限"), header_role("序号"), header_role("甲")
    ('lead', 'time', 'number', '')
    """
    if plain in ("时间", "计划", "进度"):
        return TIME
    if _DEMANDED.fullmatch(plain):
        return TASK
    match = _HEADER.fullmatch(plain)
    if match:
        return _role(match)
    head = _COMBINED.split(plain, maxsplit=1)[0]
    match = _HEADER.fullmatch(head) if head != plain and len(plain) <= 16 else None
    if match:
        return _role(match)
    return TASK if _TASK_LIKE.fullmatch(plain) else ""
