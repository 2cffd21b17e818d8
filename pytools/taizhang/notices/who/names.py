"""Names of units inside a clause: where one ends, which stand for many, which are posts.

Names come back as places in the text, so that they are always as printed. Nothing is completed or
corrected here: 农业局 after 县发改委 stays 农业局, and the roster of the office decides later.
"""

import re

from taizhang.notices.text.paragraphs import TextSpan

_LONGEST_NAMES = 300

_HEAD = (
    "局|委|办|厅|部|院|署|室|府|司|集团|中心|支队|大队|总队|队|联|会|银行|支行|分行|社|台|站|所|处|校|大学|部门|单位|机构|企业|"
    "街道|乡|镇|县|区|市|省|州|盟|旗|场|组|专班|机关|人行|海关|军分区|馆|农商行|团|兵团|村|地区|两新组织|公路段|工务段|养护段|供电段|党校|园|河长办|运营商|行署|师|"
    "国网|电网|铁塔|学会|基金|公司|气象|税务|公安|工会|妇联|纪委监委|代建|业主|家庭|协作区|产业园|管理人|联社|保险|邮政|电信|移动|联通|法院|检察院"
    "|(?<![学百本专理文工医农外内产儿])科|(?<![控参持入个])股"
)
HEAD = re.compile(rf"(?:{_HEAD})(?:\([^()]{{0,30}}\))*$")
_LEVEL = "市辖区|自治州|自治县|县级市|设区市|地级市|民族乡|乡镇|镇乡|县市区?|区县|县区|市县区?|街道|街镇|镇街|特区|师市|县|区|市|州|旗|盟|乡|镇|街"
_BARE = re.compile(rf"各(?:地|有关|相关)?(?:{_LEVEL}|开发区|园区|功能区)(?:\([^()]*\))*")
_NEXT_LEVEL = re.compile(
    rf"(?:{_LEVEL})(?:\([^()]*\))*区?(?:人民政府|党委政府|党委、政府|党委|政府|办事处|管委会|人民政府\(办事处\))?(?:\([^()]*\))*"
)
_HALF = re.compile(
    r"(?:^|[和与及])(?:各级|各类|省级|市级|县级|国家级)[^、()]*(?<![局委办厅部院署室府会组队站所处台社区县市乡镇位门构业道关心司团联校金])$|^(?:省|"
    r"市|县|区|州)$"
)
_MANY = re.compile(r"(?:各|有关|相关)(?:有关|相关|直属)?(?:部门|委办局|单位)$")
_REST_OF_MANY = re.compile(r"(?:有关|相关|直属|直属各)?(?:单位|机构|企业|事业单位|企事业单位)")
_GROUP = re.compile(
    r"各|有关|相关|成员单位|全体|所有|^其他|沿线|所在地|属地|^地方|单位$|^(?:国务院|省|市|县|区|州|旗|镇|乡)?(?:级|直|属|政府)?(?:机关)?部门$"
    r"|^(?:开发区|园区|功能区|乡镇|街道|镇街|社区|村居|县级|县|区县|县区|市县|县市区?|旗县区?|镇|乡)(?:\([^()]*\))*(?:区)?(?:管委会|"
    r"办事处|人民政府|政府|党委政府|党委)?$"
    r"|(?:部门|单位|企业)和(?:部门|单位|企业)|(?:省|市|县|区|州)直(?:部门|机关|单位)"
)
_NOT_GROUP = re.compile(
    r"^[省市县区州](?:人民)?政府$|^(?:牵头|责任|配合|主办|协办|建设|施工|业主|事业)单位$"
)
POST = re.compile(
    r"(?:县长|市长|区长|省长|州长|镇长|乡长|局长|部长|主任|书记|常委|秘书长|领导|同志|负责人|委员|主席|组长|院长|校长|行长|经理|董事长|站长|所长|队长|"
    r"河长|专员|厅长|处长|科长|总师|工程师)$"
)
_JOINS = re.compile(r"以及|暨|和|与|及(?!以上|以下|其)")
_OWN_PLACE = (  # a whole name that begins with its place: 市财政局, 示例镇政府
    r"(?:[省市县区州旗](?!容|场|域|城(?![管市乡])|块|划|民|属|政(?!府))[一-龥]{2,10}?(?:(?<!分)局|委|办(?:公室)?|厅|院|公司|中心|(?<!区)政府)"
    r"|(?!分)[一-龥]{2,3}(?:街道|[镇乡县区市])(?:人民政府|党委政府|党委|政府|管委会|办事处))"
    r"(?=$|[省市县区各、,;。和与及]|[一-龥]{2,3}(?:街道|[镇乡])(?:人民)?(?:政府|党委|办事处))"
)
_SEAM = re.compile(
    rf"(?<=[一-龥]{{3}})(?:[局厅院](?=各[一-龥]{{1,}})|(?:[局厅院]|委员会|委|(?<=宣传|组织|统战)部|办公室|政府办|管委会|(?<=[镇乡县区市])政府|办事处|公司|中心|[支大总]队)(?={_OWN_PLACE}))"
)
_ENDS_UNIT = re.compile(
    r"(?:局|委|办|厅|院|署|室|府|公司|集团|中心|支队|大队|总队|会|银行|支行|社|台|部门|单位|街道|办事处|乡|镇|县|区|市|州|指挥部|专班|小组|组|"
    r"机关|机构|基金|海关|馆|[队站所处科股]|部|联|学校|大学|企业|\))$"
)
_BARE_RIGHT = re.compile(
    r"(?:各)?(?:单位|部门|机构|企业|政府|个人|负责人|社会|组织|改革|规划|建设|委员会|办公室)$"
)
_ETC_GROUP = re.compile(
    r"等(?=(?:省|市|县|区|州|市直|省直|县直|区直|国务院)?(?:级|直)?(?:各|有关|相关|其他|成员|多|责任)[^,;]{0,12}(?:部门|单位|企业|"
    r"机构|政府|委员会|成员))"
)
_ETC = re.compile(
    r"(?<![高中初平同优相])等(?:(?:多|\d+|[一二三四五六七八九十]+)?个?(?:部门和单位|单位和部门|部门、单位|部门|单位|部委|厅局|地区|机构|企业)?)?$"
)
_NOTHING = re.compile(r"(?:无|暂无|没有|/|-|—|略|详见附件|见附件|同上|待定)$")
_FILLER = re.compile(
    r"^(?:项目业主|业主单位|建设单位|实施单位|主管部门)(?=[省市县区各])|^(?:由|请|责成|主要由|具体由|分别由|以上由|均由|其中|并|还有|包括|及|(?:和|与)(?=[市省各]))(?=.{2})|^[、,;:.。·*★☆▲●\s]+"
)
_SEE = re.compile(
    r"\((?:详见|见附|附后|名单|具体名单|以下简称|另行|按照?[^()]{0,4}(?:职责|分工))[^()]*\)$"
)
_TRAILER = re.compile(
    r"(?:[、,;:.。·\s]|等等|(?<![省市县区州]政府)(?<![省市县区州]委)(?:主要负责人|主要负责同志|主要领导|分管负责人|分管领导|负责同志)|"
    r"(?<=[局委办厅府院室])负责人|按职责分工|按照?职责)+$"
)


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
