"""Names of units inside a clause: where one ends, which stand for many, which are posts.

Names come back as places in the text, so that they are always as printed. Nothing is completed or
corrected here: 农业局 after 县发改委 stays 农业局, and the roster of the office decides later.
"""

import re

from taizhang.notices.text.paragraphs import TextSpan
from taizhang.notices.words import pattern, piece

_LONGEST_NAMES = 300

_HEAD = (
    "局|委|办|厅|部|院|署|室|府|司|集团|中心|支队|大队|总队|队|联|会|银行|支行|分行|社|台|站|所|处|校|大学|部门|单位|机构|企业|"
    "街道|乡|镇|县|区|市|省|州|盟|旗|场|组|专班|机关|人行|海关|军分区|馆|农商行|团|兵团|村|地区|两新组织|公路段|工务段|养护段|供电段|党校|园|河长办|运营商|行署|师|"
    "国网|电网|铁塔|学会|基金|公司|气象|税务|公安|工会|妇联|纪委监委|代建|业主|家庭|协作区|产业园|管理人|联社|保险|邮政|电信|移动|联通|法院|检察院"
    "|(?<![学百本专理文工医农外内产儿])科|(?<![控参持入个])股"
)
HEAD = re.compile(rf"(?:{_HEAD})(?:\([^()]{{0,30}}\))*$")
_LEVEL = piece("names_level")
_BARE = re.compile(rf"各(?:地|有关|相关)?(?:{_LEVEL}|开发区|园区|功能区)(?:\([^()]*\))*")
_NEXT_LEVEL = pattern("names.next_level")
_HALF = pattern("names.half")
_MANY = re.compile(r"(?:各|有关|相关)(?:有关|相关|直属)?(?:部门|委办局|单位)$")
_REST_OF_MANY = re.compile(r"(?:有关|相关|直属|直属各)?(?:单位|机构|企业|事业单位|企事业单位)")
_GROUP = pattern("names.group")
_NOT_GROUP = pattern("names.not_group")
POST = pattern("names.post")
_JOINS = re.compile(r"以及|暨|和|与|及(?!以上|以下|其)")
_SEAM = pattern("names.seam")
_ENDS_UNIT = pattern("names.ends_unit")
_BARE_RIGHT = pattern("names.bare_right")
_ETC_GROUP = pattern("names.etc_group")
_ETC = pattern("names.etc")
_NOTHING = re.compile(r"(?:无|暂无|没有|/|-|—|略|详见附件|见附件|同上|待定)$")
_FILLER = pattern("names.filler")
_SEE = pattern("names.see")
_TRAILER = pattern("names.trailer")


def split_names(plain: str, begin: int, end: int) -> list[TextSpan]:
    """Cut plain[begin:end] into names; brackets hold, 等 is dropped, 各乡、镇政府 stays whole."""
    pieces = _whole_collectives(plain, _at_marks(plain, begin, end))
    names = [part for piece in pieces for part in _at_etc(plain, piece)]
    names = [part for name in names for part in _at_joins(plain, name)]
    names = [part for name in names for part in _at_seams(plain, name)]
    trimmed = (trim(plain, *name) for name in names)
    return [(b, e) for b, e in trimmed if e - b > 1 and not _NOTHING.match(plain, b, e)]


def trim(plain: str, begin: int, end: int) -> TextSpan:
    """Strip punctuation, 由…, dangling 等 and 主要负责人 from both ends."""
    while begin < end:
        text = plain[begin:end]
        if text[-1] == ")" and text.count(")") > text.count("("):
            end -= 1
            continue
        lead = _FILLER.match(text)
        tail = _TRAILER.search(text) or _ETC.search(text) or _SEE.search(text)
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
    return bool(_GROUP.search(name)) and not _NOT_GROUP.match(name)


def is_post(name: str) -> bool:
    """Tell whether a name is a post (副县长, 各副市长), which leads but is no unit."""
    return bool(POST.search(name))


def is_unit(name: str) -> bool:
    """Tell whether plain text looks like one unit's name or a collective one."""
    return 2 <= len(name) <= 40 and bool(HEAD.search(name)) and not is_post(name)


def _at_marks(plain: str, begin: int, end: int) -> list[TextSpan]:
    pieces, depth, at = [], 0, begin
    for i in range(begin, end):
        letter = plain[i]
        depth += (letter == "(") - (letter == ")")
        if depth <= 0 and letter in "、,;/。|+\n":
            pieces.append((at, i))
            at, depth = i + 1, 0
    return [*pieces, (at, end)]


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
    if _MANY.search(plain[slice(*first)]) and _REST_OF_MANY.fullmatch(plain[slice(*second)]):
        return True
    if _HALF.search(plain[first[0] : first[1]]) and HEAD.search(plain[second[0] : second[1]]):
        return True
    rest = _NEXT_LEVEL.match(plain, *second) if _is_bare(plain[slice(*first)]) else None
    return bool(rest and (rest.end() == second[1] or plain[rest.end()] in "和及与"))


def _is_bare(text: str) -> bool:
    found = re.search(r"各[^各]*$", text)
    return bool(
        found and re.fullmatch(rf"{_BARE.pattern}(?:、(?:{_LEVEL})(?:\([^()]*\))*)*", found[0])
    )


def _at_etc(plain: str, piece: TextSpan) -> list[TextSpan]:
    found = _ETC_GROUP.search(plain, *piece)
    return [(piece[0], found.start()), (found.end(), piece[1])] if found else [piece]


def _at_joins(plain: str, piece: TextSpan) -> list[TextSpan]:
    begin, end = piece
    if end - begin > _LONGEST_NAMES:
        return [piece]
    names = []
    for join in _JOINS.finditer(plain, begin, end):
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
    for seam in _SEAM.finditer(plain, begin, end):
        names.append((begin, seam.end()))
        begin = seam.end()
    return [*names, (begin, end)]


def _parts_units(left: str, right: str) -> bool:
    left = _ETC.sub("", left)
    if left.count("(") != left.count(")") or not _ENDS_UNIT.search(left) or len(left) < 2:
        return False
    bare = _BARE_RIGHT.fullmatch(_ETC.sub("", right))
    if (bare and not (left[0] == right[0] == "各")) or (
        left.endswith(("党委", "改革委")) and right.startswith("政府")
    ):
        return False
    return is_unit(_TRAILER.sub("", _ETC.sub("", right))) or is_group(right)
