"""The words around a figure: about, so far, finished, nothing. Shared by percents and amounts."""

import re

from taizhang.core.values.numerals import find_number

NOTHING = re.compile(r"(?:无|暂无|没有|空|/|\\|-+|—+|–+|\.+|…+|。|N/?A|nil|none)$", re.IGNORECASE)
ELSEWHERE = re.compile(
    r"(?:请?详?见|请?参见|请见)(?:附件|附表|附图|书面材料|纸质材料|报告|文件|邮件|材料|总结).{0,4}"
    r"|同上|同前|略|已上?报(?:送|过)?|另附|另报"
)
VAGUE = re.compile(
    r"基本|即将|接近|大部分|过半|半数|多半|一大半|序时|同步|正常|几[十百千万]?|数[十百千万]|若干|多个|部分"
    r"|推进|进行中|正在"
)
_ROUGH = r"左右|上下|以上|以下|以内|不到|不足|多|有余|余|来|许|强|弱|\+"
AROUND = re.compile(f"^(?:{_ROUGH})+")
_AROUND_LAST = re.compile(f"(?:{_ROUGH})+$")
_ODD = re.compile(r"(?<=[\d十百千])[余多](?=[万亿])")  # 1500余万元
_TAIL = re.compile(r"[,;。!](?!.*[\d一二三四五六七八九十百千万亿两几数半%]|.*(?<!完)成).*$")
RANGE = frozenset("-~—–至到或、")
_FURTHER = re.compile(r"(?<!m)\d{1,15}(?:\.\d{1,15})?")
_OTHER_FIGURE = re.compile(
    r"\((?:计划|目标|预计|预期|上[期月周季年]|去年|同期)(?:数|值|进度|完成)?\)"
)
_BEFORE = re.compile(
    r"^(?:人民币|¥|总体|整体|项目|形象|目前|截至目前|已经?|现已|现|全部|合计|总计|累计|共计?|总共|计|实际|完成率?|进度|进展|达到?|为|至"
    r"|实现|建成|办理|办结|投入|投资|到位|签约|任务|工作|工程|的|[::,、])+"
)
_ABOUT = re.compile(
    r"^(?:大约|大概|约|差不多|近|将近|接近|超过?|逾|突破|至少|最少|不足|不到|不低于|不少于|多于|少于"
    r"|>=?|<=?|≥|≤|≈|~)+"
)


def strip_lead(text: str) -> tuple[bool, str]:
    """Return whether the figure is rough, and the text from where it begins.

    >>> strip_lead("目前已完成约80%")
    (True, '80%')
    """
    body, about = text, False
    while True:
        shorter = _BEFORE.sub("", body)
        rough = _ABOUT.sub("", shorter)
        about = about or rough != shorter
        if rough == body:
            return about, body
        body = rough


def second_numbers(rest: str) -> tuple[float, ...]:
    """Return a further figure behind the first: 70%-80%, 12个(其中5个), 三至五个.

    >>> second_numbers("%-80%"), second_numbers("个"), second_numbers("至五个")
    ((80.0,), (), (5.0,))
    """
    if rest[:1] and rest[0] in RANGE and (number := find_number(rest[1:])) is not None:
        return number.values
    found = _FURTHER.search(rest)
    return (float(found[0]),) if found else ()


def strip_around(text: str) -> tuple[bool, str]:
    """Return whether a figure is rough by the words behind it, and the text without them.

    >>> strip_around("一半左右")
    (True, '一半')
    """
    bare = _AROUND_LAST.sub("", text)
    return bare != text, bare


def strip_odd(text: str) -> tuple[bool, str]:
    """The same for words within a figure.

    >>> strip_odd("1500余万元")
    (True, '1500万元')
    """
    bare = _ODD.sub("", text)
    return bare != text, bare


def strip_tail(rest: str) -> str:
    """Return what stands behind a figure, without a further clause that holds no figure.

    >>> strip_tail("%,已完成招标"), strip_tail("个,其中三个开工")
    ('%', '个,其中三个开工')
    """
    return _TAIL.sub("", rest)


def is_other_figure(text: str) -> bool:
    """Whether the text itself says that its figure is a plan, or that of another time."""
    return _OTHER_FIGURE.search(text) is not None
