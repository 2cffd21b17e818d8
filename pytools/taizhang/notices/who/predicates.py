"""What a unit is told: a duty, an attitude, what it may do, a penalty, or what it has done already."""

import re
from enum import StrEnum

from taizhang.notices.words import any_of, pattern, piece


class PredicateKind(StrEnum):
    """The kind of what is said of a unit."""

    DUTY = "duty"
    ATTITUDE = "attitude"
    PERMISSION = "permission"
    PENALTY = "penalty"
    REPORT = "report"
    DEFINITION = "definition"
    ANNOUNCEMENT = "announcement"
    SETTING_UP = "setting up"


_MANNER = piece("predicates_manner")
_BARE = pattern("predicates.bare")
_ASKED = re.compile(rf"{any_of('verb.modal')}|于|在|每|按|\d")
_OPENS = pattern("predicates.opens")
_WATCH = pattern("predicates.watch")
_WISH = pattern("predicates.wish")
_ATTITUDE = pattern("predicates.attitude")
_MEETING = re.compile("^会议(?:强调|要求|指出|认为)[,:]?")
_OF_PERSONS = pattern(
    "predicates.of_persons"
)  # 各级党员干部要带头移风易俗: persons, no unit, and no figure
_RESULT = pattern("predicates.result")
_FIGURE = re.compile(r"\d|[一二三四五六七八九十两]+(?:个|项|家|所|次|名|座|处)|月底|年底|前完成")
_PERMISSION = pattern("predicates.permission")
_REPORT = pattern("predicates.report")
_WILL = pattern("predicates.will")
_OPENINGS = (
    (_PERMISSION, PredicateKind.PERMISSION),
    (_REPORT, PredicateKind.REPORT),
    (_WILL, PredicateKind.ANNOUNCEMENT),
)
_PENALTY = pattern("predicates.penalty")
_CONDITION = pattern("predicates.condition")
_PUNISHES = re.compile(
    rf"(?:{_MANNER}|对[^,;。]{{2,30}}?|依规依纪|依法依规|予以|给予|进行|严肃|实行|采取|视情)*(?:{_PENALTY.pattern})"
)
_MEETS = re.compile("(?:开展|组织)[^,;。]{0,8}约谈")
_SET_UP = pattern("predicates.set_up")
_SETS_UP = pattern("predicates.sets_up")
_DEFINITION = pattern("predicates.definition")


def is_bare(told: str) -> bool:
    """Tell whether what is told names no work of its own: 组织实施, 抓好落实, "".

    >>> is_bare("负责落实。"), is_bare("编制年度计划")
    (True, False)
    """
    return not told.strip(",;。") or bool(_BARE.match(told))


def asks(told: str) -> bool:
    """Tell whether what is told is asked outright, by a modal or a date: 要…, 于每月25日前….

    >>> asks("要报送"), asks("于每月25日前报送"), asks("研究同意")
    (True, True, False)
    """
    return bool(_ASKED.match(told))


def opens_with_verb(told: str) -> bool:
    """Tell whether what is told begins like something to do: 负责…, 要…, 完成….

    >>> opens_with_verb("负责改造"), opens_with_verb("2024年度督办事项")
    (True, False)
    """
    return bool(_OPENS.match(told))


def only_watches(told: str) -> bool:
    """Tell whether what is told is but to check what others do: 负责验收, 组织考核."""
    return bool(_WATCH.match(told))


def is_wish(said: str) -> bool:
    """Tell whether a sentence only says what good shall come of it: 通过狠抓落实,推动作风明显好转。"""
    return bool(_WISH.match(said))


def kind_of(said: str, told: str) -> PredicateKind:
    """Return the kind of an act; `said` is all of it, `told` what stands behind its subject.

    >>> kind_of("各单位要高度重视,加强领导。", "要高度重视,加强领导。")
    <PredicateKind.ATTITUDE: 'attitude'>
    """
    opens = (kind for pattern, kind in _OPENINGS if pattern.match(told))
    tests = (
        (is_penalty(said, told), PredicateKind.PENALTY),
        (_SETS_UP.search(said) or (said == told and _SET_UP.match(said)), PredicateKind.SETTING_UP),
        (_DEFINITION.search(said[:60]), PredicateKind.DEFINITION),
        (is_attitude(told) or _OF_PERSONS.match(said), PredicateKind.ATTITUDE),
    )
    return next(opens, None) or next((kind for found, kind in tests if found), PredicateKind.DUTY)


def is_attitude(told: str) -> bool:
    """Tell whether a unit is told only what to think: 高度重视, 压实责任, 形成合力."""
    parts = [p for p in re.split(r"[,;。:]", _MEETING.sub("", told)) if p]
    thought = False
    for part in parts:
        items = re.split("、", part) if "、" in part else [part]
        if all(_ATTITUDE.match(item) for item in items) or _ATTITUDE.match(part):
            thought = True
        elif not _RESULT.match(part) or _FIGURE.search(part):
            return False
    return thought


def is_penalty(said: str, told: str = "") -> bool:
    """Tell whether a sentence threatens or scores rather than assigns work.

    >>> is_penalty("对工作推进不力的单位,按月进行约谈。"), is_penalty("每月通报办理结果。")
    (True, False)
    """
    if not _PENALTY.search(said):
        return False
    opening = said.split(",", 1)[0]
    if _CONDITION.search(said[: len(opening) + 1]):
        return True
    return bool(
        _PUNISHES.match(told)
        if told and told != said
        else _PENALTY.search(opening) and not _MEETS.search(opening)
    )
