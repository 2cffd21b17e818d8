"""What the office's words for states and stages stand for, whatever the words are.

The words belong to the office: 状态 stands in 亮灯规则, 办理环节 in 环节与角色, each with its 角色 beside
it. Code asks for roles alone. A word that the sheets no longer hold (of a record made before it was
renamed) is known by the role recorded with it, by its rule's name, or as the word that ships.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

NO = "否"
OF_TASKS = "任务"
R = TypeVar("R", bound=StrEnum)


class StateRole(StrEnum):
    """What a state says of a task; the worst first."""

    GRAVE = "滞后"
    WARNED = "预警"
    PAUSED = "暂停"
    UNSTARTED = "未启动"
    FINE = "正常"
    WAITING = "待销号"
    DONE = "办结"


class StageRole(StrEnum):
    """Where a task is on its way from being assigned to being closed."""

    UNSTARTED = "未启动"
    OPEN = "办理中"
    APPLIED = "申请销号"
    REVIEWED = "核查"
    SHOWN = "公示"
    CLOSED = "已销号"
    PAUSED = "暂缓"
    EXTENDED = "延期"
    REFUSED = "退回"


# the words that ship; an older ledger may hold them without a role beside them
SHIPPED_STATES: Mapping[str, StateRole] = {
    "滞后": StateRole.GRAVE, "预警": StateRole.WARNED, "暂缓": StateRole.PAUSED,
    "未启动": StateRole.UNSTARTED, "正常": StateRole.FINE, "待销号": StateRole.WAITING,
    "已销号": StateRole.DONE,
}  # fmt: skip
SHIPPED_STAGES: Mapping[str, StageRole] = {
    "未启动": StageRole.UNSTARTED, "办理中": StageRole.OPEN, "申请销号": StageRole.APPLIED,
    "已销号": StageRole.CLOSED, "暂缓": StageRole.PAUSED, "延期": StageRole.EXTENDED,
    "退办": StageRole.REFUSED,
}  # fmt: skip
# the lamp by which a state without any other sign of its role is known: only these mean one thing
LAMP_ROLES = {"红": StateRole.GRAVE, "黄": StateRole.WARNED}

# the colours there are; the worst first
LAMP_WORDS = ("红", "橙", "黄", "灰", "绿", "浅蓝", "蓝")
# the colour of a role where an office's lamp is none of them: 紫
ROLE_LAMPS: Mapping[StateRole, str] = {
    StateRole.GRAVE: "红", StateRole.WARNED: "黄", StateRole.PAUSED: "灰", StateRole.UNSTARTED: "灰",
    StateRole.FINE: "绿", StateRole.WAITING: "浅蓝", StateRole.DONE: "蓝",
}  # fmt: skip

BURNING = (StateRole.GRAVE, StateRole.WARNED)
OVER = (StateRole.WAITING, StateRole.DONE)
AT_REST = (StateRole.PAUSED, StateRole.UNSTARTED)  # no clock runs
ASKED_TO_CLOSE = (StageRole.APPLIED, StageRole.REVIEWED, StageRole.SHOWN)
ENDED = (*ASKED_TO_CLOSE, StageRole.CLOSED)
ON_LEAVE = (StageRole.PAUSED, StageRole.EXTENDED)


@dataclass(frozen=True, slots=True)
class Roles:
    """The words of an office by their roles; `rules` are the rules of 亮灯规则 by name."""

    states: Mapping[str, StateRole]
    stages: Mapping[str, StageRole]
    rules: Mapping[str, StateRole]

    def state(self, word: object) -> StateRole | None:
        """The role of a state, None where nothing says it."""
        text = str(word)
        return self.states.get(text) or SHIPPED_STATES.get(text)

    def stage(self, word: object) -> StageRole | None:
        """The role of a stage, None where nothing says it."""
        text = str(word)
        return self.stages.get(text) or SHIPPED_STAGES.get(text)

    def recorded(self, row: Mapping[str, object]) -> StateRole | None:
        """The role of a row of 研判记录: as it was recorded, or by its word, or by its rule."""
        found = _role(StateRole, row.get("role"))
        return found or self.state(row.get("state", "")) or self.rules.get(str(row.get("rule", "")))

    def is_state(self, word: object, *wanted: StateRole) -> bool:
        """Whether a state has one of these roles."""
        return self.state(word) in wanted

    def is_stage(self, word: object, *wanted: StageRole) -> bool:
        """Whether a stage has one of these roles."""
        return self.stage(word) in wanted

    def has_closed(self, task: Mapping[str, object]) -> bool:
        """Whether nothing is asked of a task any more: 已销号 by its stage, whatever its word, or by its day.

        >>> SHIPPED.has_closed({"stage": "已销号", "closed": ""})
        True
        """
        return bool(task["closed"]) or self.is_stage(task["stage"], StageRole.CLOSED)

    def state_words(self, *wanted: StateRole) -> tuple[str, ...]:
        """The office's words with one of these roles, in its order."""
        return tuple(word for word, role in self.states.items() if role in wanted)

    def stage_words(self, *wanted: StageRole) -> tuple[str, ...]:
        """The office's words with one of these roles, in its order."""
        return tuple(word for word, role in self.stages.items() if role in wanted)

    def stage_word(self, role: StageRole) -> str:
        """The word to write for a role: the office's first, else the one that ships.

        >>> SHIPPED.stage_word(StageRole.APPLIED)
        '申请销号'
        """
        shipped = (word for word, own in SHIPPED_STAGES.items() if own is role)
        return next(iter((*self.stage_words(role), *shipped, role.value)))


def roles_of(
    lamp_rules: Iterable[Mapping[str, object]] = (), stages: Iterable[Mapping[str, object]] = ()
) -> Roles:
    """The roles as the sheets 亮灯规则 and 环节与角色 give them.

    A rule that is switched off still says what its word means. Of two roles of one word the first
    counts; rules in use come first. Words of rules for other objects than tasks are no states of
    tasks: 滞后 of a problem stays when that of tasks is renamed.
    """
    rules = sorted(lamp_rules, key=lambda row: str(row.get("enabled", "")) == NO)
    states: dict[str, StateRole] = {}
    named: dict[str, StateRole] = {}
    for row in rules:
        if role := state_role(row):
            named.setdefault(str(row.get("rule", "")), role)
            if is_of_tasks(row):
                states.setdefault(str(row.get("state", "")), role)
    words = {str(row["stage"]): own for row in stages if (own := stage_role(row))}
    return Roles(states, words or SHIPPED_STAGES, named)


def colour_of(lamp: object, role: StateRole | None) -> str:
    """The colour that a lamp is counted and drawn as: itself, or that of its role where it is none (紫).

    >>> colour_of("橙", StateRole.GRAVE), colour_of("紫", StateRole.GRAVE), colour_of("", None)
    ('橙', '红', '灰')
    """
    word = str(lamp)
    return word if word in LAMP_WORDS else ROLE_LAMPS[role] if role else "灰"


def marked_words(lists: Mapping[str, Sequence[str]], key: str, marked: str) -> tuple[str, ...]:
    """The words of a drop-down list that another list marks; the first, where all those are gone.

    >>> marked_words({"levels": ["一般", "重点"], "gravest_levels": ["重点"]}, "levels", "gravest_levels")
    ('重点',)
    >>> marked_words({"levels": ["头等", "一般"], "gravest_levels": ["重点"]}, "levels", "gravest_levels")
    ('头等',)
    """
    words, meant = lists.get(key, ()), lists.get(marked, ())
    return tuple(word for word in words if word in meant) or tuple(words[:1])


def state_lamps(lamp_rules: Iterable[Mapping[str, object]]) -> dict[str, str]:
    """The colour of each state as the rules of tasks have it; those of other objects fill gaps.

    A lamp that is no colour there is (紫) is shown as its role's. A word that ships and that the
    office has renamed keeps the colour of what it is called now.

    >>> lamps = state_lamps([{"state": "黄牌", "lamp": "橙", "role": "预警"}, {"state": "特急", "lamp": "紫", "role": "滞后"}])
    >>> lamps["黄牌"], lamps["预警"], lamps["特急"], lamps["已销号"]
    ('橙', '橙', '红', '蓝')
    """
    found: dict[str, str] = {}
    of_roles: dict[StateRole, str] = {}
    for row in sorted(lamp_rules, key=_of_others):
        role = state_role(row)
        lamp = colour_of(row.get("lamp", ""), role)
        found.setdefault(str(row.get("state", "")), lamp)
        if role:
            of_roles.setdefault(role, lamp)
    gone = {w: of_roles.get(r, ROLE_LAMPS[r]) for w, r in SHIPPED_STATES.items() if w not in found}
    return found | gone


def _of_others(rule: Mapping[str, object]) -> tuple[bool, bool]:
    """What comes later: a rule of another object than tasks, one that is switched off."""
    return not is_of_tasks(rule), str(rule.get("enabled", "")) == NO


def is_of_tasks(rule: Mapping[str, object]) -> bool:
    """Whether a rule speaks of tasks; one that names no object does."""
    return str(rule.get("of") or OF_TASKS) == OF_TASKS


def state_role(rule: Mapping[str, object]) -> StateRole | None:
    """The role of a rule's state: 角色, else the word that ships; None where neither says it."""
    word = str(rule.get("state", ""))
    return (_role(StateRole, rule.get("role")) or SHIPPED_STATES.get(word)) if word else None


def stage_role(row: Mapping[str, object]) -> StageRole | None:
    """The role of a row of 环节与角色: 角色, else the word that ships."""
    word = str(row.get("stage", ""))
    return (_role(StageRole, row.get("role")) or SHIPPED_STAGES.get(word)) if word else None


def guessed(rule: Mapping[str, object], shipped: Mapping[str, StateRole]) -> StateRole | None:
    """The role that a rule of an older ledger most likely means, for who fills the new column.

    By its word, by its name among those that ship, by a lamp that means one thing everywhere.

    >>> guessed({"rule": "节点逾期", "state": "严重滞后", "lamp": "紫"}, {"节点逾期": StateRole.GRAVE})
    <StateRole.GRAVE: '滞后'>
    """
    lamp = LAMP_ROLES.get(str(rule.get("lamp", "")))
    return state_role(rule) or shipped.get(str(rule.get("rule", ""))) or lamp


def stage_rows(
    words: Iterable[str], shipped: Iterable[Mapping[str, object]]
) -> Iterator[dict[str, str]]:
    """The first rows of 环节与角色 for these words: a renamed word keeps the role of its place.

    >>> own = ["没开始", "办理中"]
    >>> ours = [{"stage": "未启动", "role": "未启动"}, {"stage": "办理中", "role": "办理中"}]
    >>> [row["role"] for row in stage_rows(own, ours)]
    ['未启动', '办理中']
    """
    rows, own = list(shipped), list(words)
    by_word = {str(row["stage"]): row for row in rows}
    alike = len(own) == len(rows)
    for at, word in enumerate(own):
        there = by_word.get(word)
        if there is None and alike and str(rows[at]["stage"]) not in own:
            there = rows[at]
        note = str(there.get("note", "")) if there else ""
        yield {"stage": word, "role": str(there["role"]) if there else "", "note": note}


@lru_cache(maxsize=1000)
def _role(kind: type[R], word: object) -> R | None:
    """The member of that value, None where there is none."""
    text = str(word or "").strip()
    return next((role for role in kind if role.value == text), None)


SHIPPED = Roles(SHIPPED_STATES, SHIPPED_STAGES, {})
