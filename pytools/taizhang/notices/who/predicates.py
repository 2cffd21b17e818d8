"""What a unit is told: a duty, an attitude, what it may do, a penalty, or what it has done already."""

import re
from enum import StrEnum

from taizhang.notices.words import Patterns

_RE = Patterns("predicates")


class PredicateKind(StrEnum):
    """The kind of what is said of a unit."""

    DUTY = "duty"
    ATTITUDE = "attitude"
    PERMISSION = "permission"
    PENALTY = "penalty"
    GRANT = "grant"
    REPORT = "report"
    DEFINITION = "definition"
    ANNOUNCEMENT = "announcement"
    SETTING_UP = "setting up"


_OPENINGS = (
    (_RE.permission, PredicateKind.PERMISSION),
    (_RE.report, PredicateKind.REPORT),
    (_RE.will, PredicateKind.ANNOUNCEMENT),
)


def is_bare(told: str) -> bool:
    """Tell whether what is told names no work of its own: 组织实施, 抓好落实, "".

    >>> is_bare("负责落实。"), is_bare("编制年度计划")
    (True, False)
    """
    return not told.strip(",;。") or bool(_RE.bare.match(told))


def asks(told: str) -> bool:
    """Tell whether what is told is asked outright, by a modal or a date: 要…, 于每月25日前….

    >>> asks("要报送"), asks("于每月25日前报送"), asks("研究同意")
    (True, True, False)
    """
    return bool(_RE.asked.match(told))


def opens_with_verb(told: str) -> bool:
    """Tell whether what is told begins like something to do: 负责…, 要…, 完成….

    >>> opens_with_verb("负责改造"), opens_with_verb("2024年度督办事项")
    (True, False)
    """
    return bool(_RE.opens.match(told))


def says_what(told: str) -> bool:
    """Tell whether a part of what is told opens with something to do rather than with how to be.

    >>> says_what("要制定细则"), says_what("要带着感情抓落实")
    (True, False)
    """
    parts = (part for part in re.split("[,;。]", told) if not _RE.attitude.match(part))
    return any(_RE.does.match(part) and not _RE.result.match(part) for part in parts)


def only_watches(told: str) -> bool:
    """Tell whether what is told is but to check what others do: 负责验收, 组织考核."""
    return bool(_RE.watch.match(told))


def is_wish(said: str) -> bool:
    """Tell whether a sentence only says what good shall come of it: 通过狠抓落实,推动作风明显好转。"""
    return bool(_RE.wish.match(said))


def kind_of(said: str, told: str) -> PredicateKind:
    """Return the kind of an act; `said` is all of it, `told` what stands behind its subject.

    >>> kind_of("各单位要高度重视,加强领导。", "要高度重视,加强领导。")
    <PredicateKind.ATTITUDE: 'attitude'>
    """
    opens = (kind for pattern, kind in _OPENINGS if pattern.match(told))
    tests = (
        (is_penalty(said, told), PredicateKind.PENALTY),
        (said == told and _RE.grant.match(said), PredicateKind.GRANT),
        (
            _RE.sets_up.search(said) or (said == told and _RE.set_up.match(said)),
            PredicateKind.SETTING_UP,
        ),
        (_RE.definition.search(said[:60]), PredicateKind.DEFINITION),
        (is_attitude(told) or _RE.of_persons.match(said), PredicateKind.ATTITUDE),
    )
    return next(opens, None) or next((kind for found, kind in tests if found), PredicateKind.DUTY)


def is_attitude(told: str) -> bool:
    """Tell whether a unit is told only what to think: 高度重视, 压实责任, 形成合力."""
    parts = [p for p in re.split(r"[,;。:]", _RE.meeting.sub("", told)) if p]
    thought = False
    for part in parts:
        items = re.split("、", part) if "、" in part else [part]
        if all(_RE.attitude.match(item) for item in items) or _RE.attitude.match(part):
            thought = True
        elif _RE.neutral.match(part):
            continue
        elif not _RE.result.match(part) or _RE.figure.search(part):
            return False
    return thought


def is_penalty(said: str, told: str = "") -> bool:
    """Tell whether a sentence threatens or scores rather than assigns work.

    >>> is_penalty("对工作推进不力的单位,按月进行约谈。"), is_penalty("每月通报办理结果。")
    (True, False)
    """
    if not _RE.penalty.search(said):
        return False
    opening = said.split(",", 1)[0]
    if _RE.condition.search(said[: len(opening) + 1]):
        return True
    return bool(
        _RE.punishes.match(told)
        if told and told != said
        else _RE.penalty.search(opening) and not _RE.meets.search(opening)
    )
