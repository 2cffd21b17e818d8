"""Names of units inside a clause: where one ends, which stand for many, which are posts.

Names come back as places in the text, so that they are always as printed. Nothing is completed or
corrected here: 农业局 after 县发改委 stays 农业局, and the roster of the office decides later.
"""

import re

from taizhang.notices.text.paragraphs import TextSpan, cut_at
from taizhang.notices.words import Patterns

_RE = Patterns("names")

_LONGEST_NAMES = 300


def split_names(plain: str, begin: int, end: int) -> list[TextSpan]:
    """Cut plain[begin:end] into names; brackets hold, 等 is dropped, 各乡、镇政府 stays whole."""
    pieces = _whole_collectives(plain, cut_at(plain, "、,;/。|+\n", begin, end))
    names = [part for piece in pieces for part in _at_etc(plain, piece)]
    names = [part for name in names for part in _at_joins(plain, name)]
    names = [part for name in names for part in _at_seams(plain, name)]
    trimmed = (trim(plain, *name) for name in names)
    return [(b, e) for b, e in trimmed if e - b > 1 and not _RE.nothing.match(plain, b, e)]


def trim(plain: str, begin: int, end: int) -> TextSpan:
    """Strip punctuation, 由…, dangling 等 and 主要负责人 from both ends."""
    while begin < end:
        text = plain[begin:end]
        if text[-1] == ")" and text.count(")") > text.count("("):
            end -= 1
            continue
        lead = _RE.filler.match(text)
        tail = _RE.trailer.search(text) or _RE.etc.search(text) or _RE.see.search(text)
        if not (lead and lead[0]) and not tail:
            return begin, end
        begin += lead.end() if lead else 0
        end -= len(tail[0]) if tail and begin < end else 0
    return begin, begin


def is_group(name: str) -> bool:
    """Tell whether a name stands for many units.

    >>> is_group("各乡(镇)政府"), is_group("有关部门"), is_group("市政府办")
    (True, True, False)
    """
    return bool(_RE.group.search(name)) and not _RE.not_group.match(name)


def is_post(name: str) -> bool:
    """Tell whether a name is a post (副县长, 各副市长), which leads but is no unit."""
    return bool(_RE.post.search(name))


def is_unit(name: str) -> bool:
    """Tell whether plain text looks like one unit's name or a collective one."""
    return 2 <= len(name) <= 40 and bool(_RE.head.search(name)) and not is_post(name)


def names_in(plain: str) -> list[str]:
    """Return the names a text is cut into."""
    return [plain[slice(*place)] for place in split_names(plain, 0, len(plain))]


def lists_units(plain: str) -> bool:
    """Tell whether a text lists units and nothing else."""
    names = names_in(plain)
    return bool(names) and all(is_unit(name) or is_group(name) for name in names)


def _whole_collectives(plain: str, pieces: list[TextSpan]) -> list[TextSpan]:
    """Put 各乡、镇人民政府 and 各区、县级市 back together."""
    whole: list[TextSpan] = []
    for begin, end in pieces:
        if whole and plain[begin - 1] == "、" and _continues(plain, whole[-1], (begin, end)):
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((begin, end))
    return whole


def _continues(plain: str, first: TextSpan, second: TextSpan) -> bool:
    if plain[first[0] : first[1]].endswith(("党委", "工委")):
        return bool(re.fullmatch(r"(?:人民)?政府|办事处|管委会", plain[slice(*second)]))
    if _RE.many.search(plain[slice(*first)]) and _RE.rest_of_many.fullmatch(plain[slice(*second)]):
        return True
    if _RE.half.search(plain[first[0] : first[1]]) and _RE.head.search(
        plain[second[0] : second[1]]
    ):
        return True
    rest = _RE.next_level.match(plain, *second) if _is_bare(plain[slice(*first)]) else None
    return bool(rest and (rest.end() == second[1] or plain[rest.end()] in "和及与"))


def _is_bare(text: str) -> bool:
    found = re.search(r"各[^各]*$", text)
    return bool(found and _RE.bare_levels.fullmatch(found[0]))


def _at_etc(plain: str, piece: TextSpan) -> list[TextSpan]:
    found = _RE.etc_group.search(plain, *piece)
    return [(piece[0], found.start()), (found.end(), piece[1])] if found else [piece]


def _at_joins(plain: str, piece: TextSpan) -> list[TextSpan]:
    begin, end = piece
    if end - begin > _LONGEST_NAMES:
        return [piece]
    names = []
    for join in _RE.joins.finditer(plain, begin, end):
        if join.start() > begin and _parts_units(
            plain[begin : join.start()], plain[join.end() : end]
        ):
            names.append((begin, join.start()))
            begin = join.end()
    return [*names, (begin, end)]


def _at_seams(plain: str, piece: TextSpan) -> list[TextSpan]:
    """Cut where a mark was lost between two units: 县发改局县财政局, 县林业局各乡镇."""
    begin, end = piece
    if end - begin > _LONGEST_NAMES:
        return [piece]
    names = []
    for seam in _RE.seam.finditer(plain, begin, end):
        names.append((begin, seam.end()))
        begin = seam.end()
    return [*names, (begin, end)]


def _parts_units(left: str, right: str) -> bool:
    left = _RE.etc.sub("", left)
    if left.count("(") != left.count(")") or not _RE.ends_unit.search(left) or len(left) < 2:
        return False
    bare = _RE.bare_right.fullmatch(_RE.etc.sub("", right))
    if (bare and not (left[0] == right[0] == "各")) or (
        left.endswith(("党委", "改革委")) and right.startswith("政府")
    ):
        return False
    return is_unit(_RE.trailer.sub("", _RE.etc.sub("", right))) or is_group(right)
