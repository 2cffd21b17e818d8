"""Short titles: the operative words of a sentence, always a stretch of what is printed.

Nothing is reworded; leading purposes (为…, 围绕…, 按照…) and dates are left out.
"""

import re
from functools import partial

from taizhang.notices.dates.deadline import find_deadlines
from taizhang.notices.dates.due import ANY_DAY
from taizhang.notices.text.glyphs import view
from taizhang.notices.text.paragraphs import cut_at
from taizhang.notices.who.predicates import is_attitude
from taizhang.notices.words import Patterns

_RE = Patterns("title")

_BARE = 3  # a first part of so few letters says too little alone
_REACH, _REACH_OF_ALL = 80, 400
_LONGEST, _SHORTEST, _FEWEST, _LONGEST_OF_ALL = 25, 7, 4, 36


def without_asides(sentence: str) -> str:
    """Return a short sentence without the bracket it begins or ends with: (4月1日至10月31日):集中攻坚。

    >>> without_asides("企业自查（即日起至12月20日）。")
    '企业自查'
    """
    text = _RE.space_end.sub("", _RE.aside.sub("", sentence))
    return _RE.about.sub("", _RE.dated_end.sub("", text))


def without_attitude(heading: str) -> str:
    """Return a heading without the parts before it that only say how to be, "" where it says no more.

    >>> without_attitude("高度重视，科学制订方案"), without_attitude("务必高度重视")
    ('科学制订方案', '')
    """
    parts = re.split("[,，]", heading)
    says = next(
        (at for at, part in enumerate(parts) if not _RE.empty.fullmatch(view(part).plain)),
        len(parts),
    )
    return heading[sum(len(part) + 1 for part in parts[:says]) :]


def short_title(sentence: str) -> str:
    """Return the operative phrase of a sentence, about 25 letters at most, a part of it.

    >>> short_title("为改善民生,加快推进农贸市场改造,完善配套设施。")
    '加快推进农贸市场改造'
    """
    text = _RE.aside.sub("", sentence.split("\t", maxsplit=1)[0])
    text = _RE.space_end.sub("", text)
    chunks = [(begin + _preamble(text[begin:end]), end) for begin, end in _chunks(text)]
    at = next((i for i, (b, e) in enumerate(chunks) if not _leads_in(text, b, e)), 0)
    begin, end = chunks[at]
    if at and _RE.condition.match(text[slice(*chunks[at - 1])]):
        begin = begin if end - chunks[at - 1][0] > _LONGEST else chunks[at - 1][0]
    following = chunks[at + 1] if at + 1 < len(chunks) else None
    short = end - begin < _SHORTEST or _RE.unfinished.search(text[begin:end])
    if following and short and following[1] - begin <= _LONGEST:
        end = end if _goes_on_with_date(text, chunks[at], following) else following[1]
    for opens in (_number, _date_end, _preamble, _cadence):
        past = opens(text[begin:end])
        begin += past if end - begin - past >= _FEWEST else 0
    return _cut(text[begin:end]) or sentence[:_LONGEST]


def _preamble(text: str, form: re.Pattern[str] = _RE.preamble, fewest: int = _FEWEST) -> int:
    found = form.match(text)
    return found.end() if found and len(text) - found.end() >= fewest else 0


_number = partial(_preamble, form=_RE.number, fewest=_SHORTEST)


def _cadence(text: str) -> int:
    """Return where 每月25日前 ends in a title that is too long with it."""
    found = find_deadlines(view(text[:_REACH]), ANY_DAY) if len(text) > _LONGEST else ()
    return found[0].span[1] if found and found[0].cadences and not found[0].span[0] else 0


def _goes_on_with_date(text: str, first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Tell whether the next part says only when, or opens with a date behind a part that is whole."""
    following, said = text[slice(*second)], text[slice(*first)]
    if _RE.unfinished.search(said) and not _RE.carried_out.search(said):
        return False
    return bool(_RE.when.match(following) or (len(said) > _BARE and _date_end(following)))


def _date_end(text: str) -> int:
    """Return where the date ends that opens a text, with the unit told: 县住建局要于6月20日前完成…."""
    found = find_deadlines(view(text[:_REACH]), ANY_DAY) if _RE.may_date.match(text) else ()
    if not found or found[0].cadences:
        return 0
    begin, end = found[0].span
    opens = begin == 0 or _RE.told_unit.match(text[:begin])
    dated = _RE.date_end.search(text[:end]) and len(text) > end
    return end if opens and dated and text[end] not in "，,、至到" else 0


def _leads_in(text: str, begin: int, end: int) -> bool:
    said = text[begin:end]
    named = text[end : end + 1] in (":", "：") and _RE.unit.search(said)
    leads = _RE.lead_in.match(said) or _RE.condition.match(said)
    return bool(named or leads) or is_attitude(view(said).plain)


def _chunks(text: str) -> list[tuple[int, int]]:
    """Cut at commas that stand outside brackets and quotes."""
    said = _RE.clock.sub("□", _RE.full_point.sub("。", text[:_REACH_OF_ALL]))
    places = cut_at(said, ",，;；。:：!！", brackets="(（“《〔)）”》〕")
    return [(b, e) for b, e in places if b < e] or [(0, len(text))]


def _cut(text: str) -> str:
    """Shorten a title at a mark, never inside a word, a bracket or a quotation."""
    text = _RE.bracket_end.sub("", text) if len(text) > _LONGEST else text
    if len(text) <= _LONGEST:
        return _RE.space_end.sub("", text)
    joints = (joint.start() for joint in _RE.joint.finditer(text, _SHORTEST, _LONGEST))
    stops = [at for at in joints if _is_open(text, at)]
    stop = stops[-1] if stops else text.find("、", _LONGEST)
    return _RE.space_end.sub("", text[: stop if 0 < stop <= _LONGEST_OF_ALL else _LONGEST_OF_ALL])


def _is_open(text: str, at: int) -> bool:
    """Tell whether a place stands outside brackets and quotations."""
    before = text[:at]
    return all(before.count(o) == before.count(c) for o, c in ("（）", "()", "“”", "《》"))
