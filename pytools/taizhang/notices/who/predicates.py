"""What a unit is told: a duty, an attitude, what it may do, a penalty, or what it has done already."""

import re
from enum import StrEnum

from taizhang.notices.words import any_of


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


_MANNER = rf"(?:{any_of('verb.modal')}|{any_of('verb.manner')}|和|并|也|都|均|又|更|共同|努力|全力|大力|着力|不断|真正|始终|时刻)*"
_BARE = re.compile(
    rf"(?:{any_of('verb.modal')})?(?:{any_of('verb.bare')}|完成(?=[。;,]*$)|和|并|、)+[。;,]*$"
)
_ASKED = re.compile(rf"{any_of('verb.modal')}|于|在|每|按|\d")
_OPENS = re.compile(
    any_of(
        "verb.modal", "verb.role", "verb.help", "verb.duty", "verb.act", "verb.manner", "verb.lead"
    )
)
_WATCH = re.compile(
    rf"(?:{any_of('verb.modal')})?(?:具体|统一)?(?:负责|组织|开展|进行)*{any_of('verb.watch')}(?:工作)?[。;,]*$"
)
_WISH = re.compile(
    r"(?:通过|以)[^,;。]{2,40},(?:切实|全面|有力|着力|不断)?(?:推动|促进|实现|确保|带动|营造)[^,;。\d]{2,30}(?:好转|提升|改善|增强|转变|提高|进步|优化|形成|氛围)[。;]?$"
)
_ATTITUDE = re.compile(
    rf"(?:(?:各级|党政|各单位|部门|广大|党员|各?包[联保抓]|[省市县区]级|牵头)*(?:主要|分管)?(?:负责同志|负责人|领导干部|领导|干部)|一把手|全[省市县区镇局委厅校院]上下)?{_MANNER}(?:{any_of('verb.attitude')})"
)
_MEETING = re.compile("^会议(?:强调|要求|指出|认为)[,:]?")
_OF_PERSONS = re.compile(  # 各级党员干部要带头移风易俗: persons, no unit, and no figure
    r"(?:各级|广大|全体|全[省市县区])*(?:党员|领导)*干部(?:职工|群众)?(?:要|应|须|必须)[^\d]*$"
)
_RESULT = re.compile(
    r"(?:共同|努力|全力|着力)?(?:确保|推动|实现|形成|营造|促进|做到|凝聚|努力|从而|以|为|不断|力争)[^,;。]{0,24}?(?:实效|成效|到位|见效|合力|氛围|提升|好转|实处|责任|落地|发展|完成|格局|落实|有力|保障|支撑|意识|风尚|目标)?[,;。]*$"
)
_FIGURE = re.compile(r"\d|[一二三四五六七八九十两]+(?:个|项|家|所|次|名|座|处)|月底|年底|前完成")
_PERMISSION = re.compile(
    rf"{any_of('verb.permission')}|(?:有条件的?[^,;。]{{0,12}})可|[对凡][^,;。]{{2,40}},可(?!能|持续|靠)"
)
_REPORT = re.compile(
    r"已(?![^,;。]{0,10}的)|决定|存在[^。]*(?:问题|现象|隐患|短板|不足|情况)[。;]?$|[^,;。]{0,16}(?:开展|召开|进行|完成|取得|听取|反馈|研究|组织|建成|开工)了|(?:会议)?(?:原则上?|一致)?同意(?!由)|目前[^,;。]{0,10}(?:完成|达到|建成|开工|实现)"
)
_WILL = re.compile(
    r"将(?:视情|适时|不定期|定期|组织|开展|进行|会同|联合|按|根据|结合|在|采取|通过|派出|择机|每|不再|另行|加强|建立|对)"
)
_OPENINGS = (
    (_PERMISSION, PredicateKind.PERMISSION),
    (_REPORT, PredicateKind.REPORT),
    (_WILL, PredicateKind.ANNOUNCEMENT),
)
_PENALTY = re.compile(
    r"问责|追责|追究|约谈|通报批评|处分|严肃处理|严肃查处|扣分|扣\d+(?:\.\d)?分|[得计]满分|加\d+分|予以表彰|给予表彰|一票否决|取消.{0,8}(?:资格|评优)|"
    r"组织处理|降档|诫勉|红黑榜|检讨|免职|处理处分|予以通报|末位|依规依纪|处罚|移[交送][^,;。]{0,12}(?:纪|监委|司法|公安)"
)
_CONDITION = re.compile(
    r"^(?:同时|要|并)?(?:对|凡|因|未|如|若|逾期|根据考核|考核|约谈|年度内|被|工作推进|任务完成|视情|排名|把|情节)|的,|的单位|者,|不力|滞后|敷衍|弄虚作假|失职|拖延|不作为|虚报|瞒报"
)
_PUNISHES = re.compile(
    rf"(?:{_MANNER}|对[^,;。]{{2,30}}?|依规依纪|依法依规|予以|给予|进行|严肃|实行|采取|视情)*(?:{_PENALTY.pattern})"
)
_MEETS = re.compile("(?:开展|组织)[^,;。]{0,8}约谈")
_SET_UP = re.compile(
    r"(?:决定|研究)*成立[^,;。]{2,40}(?:领导小组|专班|指挥部|工作组|工作小组|委员会|协调小组)[,。;]"
)
_SETS_UP = re.compile(
    r"(?:任|担任|为)(?:总|第一|常务)?副?(?:组长|指挥长?|召集人|专班长)|(?:为|任)成员|成员单位为|办公室设在|设在[^,;。]{2,20}办公室|兼任[^,;。]{0,6}主任"
)
_DEFINITION = re.compile(
    rf"(?:^|[,;”\"])[^,;。]{{0,20}}?{any_of('verb.define')}|(?:期限|统计期|时间|周期|范围)为[^,;。]*$|^[^,;。]{{0,6}}结果(?:将|要|应)?(?:与[^,;。]{{2,20}}挂钩|作为[^,;。]{{2,24}}(?:依据|参考))|"
    r"^任何(?:单位|组织|个人)|^以上[^,;。]*(?:重复|不一致|冲突)的|^(?:因|确因|如因|若因)[^,;。]{2,40}的,|^本(?:清单|方案|通知|办法|计划|表)[^,;。]{0,10}实行|"
    r"^(?:本?表|清单|附件|文)中[^,;。]{0,12}(?:不?含|指|系|均?为)|(?:^|[,;])[^,;。]{0,6}未列入[^,;。]{2,12}的|"
    r"^(?:专项|本次|此次)?(?:行动|活动|整治|试点|工作|方案|政策|措施|计划)?[^,;。]{0,6}(?:自|从)[^,;。]{2,20}(?:起|开始|日)[^,;。]{0,6},(?:为期|至|到|分)"
)


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
