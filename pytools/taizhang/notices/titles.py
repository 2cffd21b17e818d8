"""Short titles: the operative words of a sentence, always a stretch of what is printed.

Nothing is reworded; leading purposes (为…, 围绕…, 按照…) and dates are left out.
"""

import re

_LEAD_IN = re.compile(
    r"^(?:\([^()]*\)$|（[^（）]*）$|为|为了|围绕|聚焦|按照|根据|结合|针对|通过|依托|坚持|立足|紧扣|紧盯|对照|以[^,]{2,30}为|"
    r"在[^,]{2,30}(?:上|下|中|时|后|方面|过程中|的同时|基础上|范围内|前提下)$|"
    r"会议(?:要求|明确|议定|决定|强调|指出)|同时$|此外$|其中$|要$|今年$|到?\d{4}年|[^,]{0,12}(?:前|年底|年内|月底|月末|季度|半年|期间|"
    r"以来)$|力争|本着|瞄准|充分发挥|发挥|把握|抓住|利用|运用|遵循|深入贯彻|认真落实|全面贯彻|深入学习)"
)
_NUMBER = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}是(?:要)?|(?:要|并|同时|继续|进一步)(?=[一-龥]{4}))"
)
_SPACE_END = re.compile(r"[。;:,、!?\s]+$")
_LONGEST, _SHORTEST = 36, 7


def short_title(sentence: str) -> str:
    """Return the operative phrase of a sentence, at most 36 letters, a part of the sentence.

    >>> short_title("为改善民生,加快推进农贸市场改造,完善配套设施。")
    '加快推进农贸市场改造'
    """
    text = _SPACE_END.sub("", sentence.split("\t", maxsplit=1)[0])
    chunks = _chunks(text)
    operative = next((i for i, (b, e) in enumerate(chunks) if not _LEAD_IN.match(text[b:e])), 0)
    begin, end = chunks[operative]
    if (
        end - begin < _SHORTEST
        and operative + 1 < len(chunks)
        and chunks[operative + 1][1] - begin <= _LONGEST
    ):
        end = chunks[operative + 1][1]
    opening = _NUMBER.match(text[begin:end])
    begin += opening.end() if opening and end - begin - opening.end() >= _SHORTEST else 0
    return _cut(text[begin:end])


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
    if len(text) <= _LONGEST:
        return _SPACE_END.sub("", text)
    bracket = max(text.rfind("（", 8, _LONGEST), text.rfind("(", 8, _LONGEST))
    if bracket > 0 and not re.search(r"[）)]", text[bracket:_LONGEST]):
        return text[:bracket]
    stop = max(
        text.rfind("、", 12, _LONGEST),
        text.rfind("和", 16, _LONGEST),
        text.rfind("并", 16, _LONGEST),
    )
    return _SPACE_END.sub("", text[: stop if stop > 0 else _LONGEST])
