"""Short titles: the operative words of a sentence, always a stretch of what is printed.

Nothing is reworded; leading purposes (为…, 围绕…, 按照…) and dates are left out.
"""

import re
from datetime import date

from taizhang.notices.dates.deadline import find_deadlines
from taizhang.notices.dates.due import Frame
from taizhang.notices.text.glyphs import view
from taizhang.notices.who.predicates import is_attitude
from taizhang.notices.words import any_of

_BODY = "(?:局|委|办|政府|部|院|中心|公司|街道|镇|乡|队|所|单位|部门|管委会)"
_LEADS_IN = (
    "为|为了|围绕|聚焦|按照|根据|结合|针对|通过|依托|坚持|立足|紧扣|紧盯|对照|瞄准|本着|遵循",  # why, by what
    "力争|充分发挥|发挥|把握|抓住|利用|运用|深入贯彻|认真落实|全面贯彻|深入学习",
    "以[^,]{2,30}为",  # 以项目为抓手
    "在[^,]{2,30}(?:上|下|中|时|后|方面|过程中|的同时|基础上|范围内|前提下)$",
    r"由?[^,]{2,60}(?:牵头|配合|参与|会同)(?:负责)?$",  # who
    rf"由?[^,]{{2,30}}会同[^,]{{2,60}}{_BODY}$|[^,]{{2,60}}{_BODY}(?:要|应)?(?:于|从|自)[\d年月日]+(?:起|前)$",
    "会议(?:要求|明确|议定|决定|强调|指出)$",  # what a meeting says
    "会议(?:原则)?(?:同意|决定)[^,]{0,24}$|原则上?同意[^,]{0,16}$|暂缓.{0,8}$",
    r"[\d年月日—–―~\-至到 ]+$|到?\d{4}年(?:底|末|前|底前)?$|今年$",  # when
    "[^,]{0,12}(?:前|年底|年内|月底|月末|季度|半年|期间|以来)$",
    "同时$|此外$|其中$|要$",
    r"\([^()]*\)$|（[^（）]*）$",
)
_ABOUT = re.compile(r"^关于(?=.{2})")
_ASKED = re.compile(rf"(?:{any_of('verb.modal')})+(?=[一-龥\d].{{3}})|负责(?=[一-龥]{{4}})")
_LEAD_IN = re.compile("|".join(_LEADS_IN))
_UNFINISHED = re.compile(
    r"(?:解决|整改|纠正|治理|杜绝|防止).{0,4}在.+(?:时|中|上|后|过程中)$|(?:对|将|把|从)[^,]{1,12}$"
)
_CARRIED_OUT = re.compile("进行|开展|实施|予以|加以|给予|作出|整改|修复|治理|改造|清理|排查")
_BARE = 3  # a first part of so few letters says too little alone
_NUMBER = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}是(?:要)?|(?:要|并|同时|继续|进一步)(?=[一-龥]{4})|"
    r"(?:于|在)?(?:\d{4}年)?(?:\d{1,2}月(?:\d{1,2}日|底|末|份)?|年底|年内|上半年|下半年|[一二三四]季度)之?(?:前|内)(?=[一-龥]{4}))"
)
_ASIDE = re.compile(r"^[（(][^（）()]{4,40}[)）][:：]?(?=.)")
_DATED_END = re.compile(r"(?<=.)[（(][^（）()]*[月年日天周][^（）()]*[)）]$")
_WHEN = re.compile(  # a part that only says when: 2022年9月底前完成, 年底前全面建成投用
    r"(?:确保|力争|争取|计划|原则上|并|须|要|应)?(?:于|在|到)?(?:\d{4}年)?(?:(?:\d{1,2}|[一二三四五六七八九十]{1,2})月|年底|年内|[上下]半年|第?[一二三四]季度)"
    r"[^,，;；。]{0,8}?(?:前|内|底|末)?(?:全面|全部|基本|如期|力争)?(?:完成|开工|动工|完工|竣工|建成|投用|投入使用|启动|实现|办结|销号|整改|到位|验收)"
    r"(?:完成|到位|销号|任务|整改|投用|通车|改造|修复|治理|建设)?$"
)
_TOLD_UNIT = re.compile(rf"(?:[^，,;；。]{{2,30}}{_BODY}(?:要|应|须|负责|务必)?)?(?:于|在)$")
_DATE_END = re.compile("(?:前|内|底|末|月|日)$")
_MAY_DATE = re.compile(
    r"(?:[^，,;；。]{0,33}[于在])?[\d年上下第一二三四十元春清端中国五七八本月Q][^，,;；。]{0,14}[前内底末月日]"
)
_REACH = 80
_ANY_DAY = Frame(date(1990, 1, 1))
_SPACE_END = re.compile(r"[。.;:,、!?；：，！？…\s]+$")
_UNIT = re.compile(rf"^[^，,]{{2,40}}{_BODY}(?:[（(][^（）()]*[)）])?$")
_LONGEST, _SHORTEST, _LONGEST_OF_ALL = 25, 7, 36
_JOINT = re.compile("[、，,]|和(?!谐|平)|并|及(?!时)|以及")
_BRACKET_END = re.compile(r"[（(][^（）()]*[）)]$")


def without_asides(sentence: str) -> str:
    """Return a short sentence without the bracket it begins or ends with: (4月1日至10月31日):集中攻坚。

    >>> without_asides("企业自查（即日起至12月20日）。")
    '企业自查'
    """
    text = _SPACE_END.sub("", _ASIDE.sub("", sentence))
    return _ABOUT.sub("", _DATED_END.sub("", text))


def short_title(sentence: str) -> str:
    """Return the operative phrase of a sentence, about 25 letters at most, a part of it.

    >>> short_title("为改善民生,加快推进农贸市场改造,完善配套设施。")
    '加快推进农贸市场改造'
    """
    text = _SPACE_END.sub("", _ASIDE.sub("", sentence.split("\t", maxsplit=1)[0]))
    text = _ASKED.sub("", text)
    chunks = _chunks(text)
    operative = next((i for i, (b, e) in enumerate(chunks) if not _leads_in(text, b, e)), 0)
    begin, end = chunks[operative]
    if (
        (end - begin < _SHORTEST or _UNFINISHED.search(text[begin:end]))
        and operative + 1 < len(chunks)
        and not _goes_on_with_date(text, chunks[operative], chunks[operative + 1])
        and chunks[operative + 1][1] - begin <= _LONGEST
    ):
        end = chunks[operative + 1][1]
    opening = _NUMBER.match(text[begin:end])
    begin += opening.end() if opening and end - begin - opening.end() >= _SHORTEST else 0
    dated = _date_end(text[begin:end])
    begin += dated if end - begin - dated >= _SHORTEST else 0
    return _cut(text[begin:end]) or sentence[:_LONGEST]


def _goes_on_with_date(text: str, first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Tell whether the next part says only when, or opens with a date behind a part that is whole."""
    following, said = text[slice(*second)], text[slice(*first)]
    if _UNFINISHED.search(said) and not _CARRIED_OUT.search(said):
        return False
    return bool(_WHEN.match(following) or (len(said) > _BARE and _date_end(following)))


def _date_end(text: str) -> int:
    """Return where the date ends that opens a text, with the unit told: 县住建局要于6月20日前完成…."""
    found = find_deadlines(view(text[:_REACH]), _ANY_DAY) if _MAY_DATE.match(text) else ()
    if not found or found[0].cadences:
        return 0
    begin, end = found[0].span
    opens = begin == 0 or _TOLD_UNIT.match(text[:begin])
    dated = _DATE_END.search(text[:end]) and len(text) > end
    return end if opens and dated and text[end] not in "，,、至到" else 0


def _leads_in(text: str, begin: int, end: int) -> bool:
    said = text[begin:end]
    named = text[end : end + 1] in (":", "：") and _UNIT.search(said)
    return bool(named or _LEAD_IN.match(said)) or is_attitude(said)


def _chunks(text: str) -> list[tuple[int, int]]:
    """Cut at commas that stand outside brackets and quotes."""
    chunks, begin, depth = [], 0, 0
    for at, letter in enumerate(text[:400]):
        depth += (letter in "(（“《〔") - (letter in ")）”》〕")
        if letter in ",，;；。:：!！" and depth <= 0:
            chunks.append((begin, at))
            begin = at + 1
    chunks.append((begin, min(len(text), 400)))
    return [c for c in chunks if c[1] > c[0]] or [(0, len(text))]


def _cut(text: str) -> str:
    """Shorten a title at a mark, never inside a word, a bracket or a quotation."""
    text = _BRACKET_END.sub("", text) if len(text) > _LONGEST else text
    if len(text) <= _LONGEST:
        return _SPACE_END.sub("", text)
    stops = [
        m.start() for m in _JOINT.finditer(text, _SHORTEST, _LONGEST) if _is_open(text, m.start())
    ]
    stop = stops[-1] if stops else text.find("、", _LONGEST)
    return _SPACE_END.sub("", text[: stop if 0 < stop <= _LONGEST_OF_ALL else _LONGEST_OF_ALL])


def _is_open(text: str, at: int) -> bool:
    """Tell whether a place stands outside brackets and quotations."""
    before = text[:at]
    return all(before.count(o) == before.count(c) for o, c in ("（）", "()", "“”", "《》"))
