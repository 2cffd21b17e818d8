"""Persons become posts: the ledger binds duties to 副县长, never to whoever holds the post now.

A name is recognised only beside a post or after a label such as 组长： or 责任人：, never by its
looks alone in running text: 高度 and 安全 begin like surnames. What is recognised once in a
document is struck out of every task.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from taizhang.notices.text.glyphs import simplified, view

_SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石"
    "廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟"
    "殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时"
    "穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩"
    "明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴"
    "丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛"
)
_DOUBLE = "欧阳|上官|皇甫|令狐|诸葛|司徒|司马|申屠|夏侯|尉迟|公孙|慕容|端木|东方|独孤|南宫"
_NOT_IN_NAME = re.compile(
    r"^周[一二三四五六日]|[局委办厅部院署室府司所科股队站县市区镇乡省州街道党组务管责任单门工作中各有级政企业人员领导职班县会长书记主任副常正第项目时间前后底内请要按由对与于]"
)
_PERSON = re.compile(rf"(?:{_DOUBLE})[一-龥]{{1,2}}|[{_SURNAMES}][一-龥·]{{1,2}}")
POST_WORD = (
    r"(?:县长|市长|区长|省长|州长|镇长|乡长|局长|部长|主任|书记|常委|秘书长|主席|组长|院长|校长|行长|总?经理|董事长|站长|所长|队长|厅长|处长|科长|"
    r"总师|工程师|负责人|委员|成员|司令员?|政委|检察长|台长|社长|会长|主官|巡视员|调研员|馆长|场长|团长|师长|专员|会计师|规划师|同志|支队长|大队长|总队长|"
    r"政治?部主任|指挥长?)"
)
_POSTLIKE = re.compile(rf"{POST_WORD}(?:\([^()]*\))?$|^(?:主管|分管|常务)")
_TITLE_WORD = POST_WORD.replace("|委员|成员", "")
_BESIDE = re.compile(
    rf"(?P<post>{_TITLE_WORD})(?<!同志)(?P<after>(?:{_DOUBLE}|[{_SURNAMES}])[一-龥]{{1,2}}?)(?=同志|牵头|负责|"
    r"主持|任|带队|包|出席|参加|[,。、;:()\s]|$)"
    rf"|(?:(?<![一-龥])|(?<=[由经向请和与是]))(?P<before>(?:{_DOUBLE}|"
    rf"[{_SURNAMES}])[一-龥]{{1,2}}?)(?=(?:副|常务副)?{_TITLE_WORD})"
)
_SPACE = r"[\s\u3000]{0,4}"
_PRINTED_NAME = rf"[{_SURNAMES}](?:{_SPACE}[一-龥]){{1,2}}(?=[\s\d、,，;；。()（）]|$)"
_LABELLED = re.compile(
    r"(?:联系人|责任人|负责人|经办人|联络员|牵头人|领导|主持|召集人|组长|主任)(?:及?联?系?电话)?[:：]\s*"
    rf"(?P<names>{_PRINTED_NAME}(?:[、,，]{_PRINTED_NAME})*)"
)
_HINT = re.compile(rf"{_TITLE_WORD}|[人员导持头]{_SPACE}[:：]|电话")
_NOT_IN_LISTED_NAME = re.compile(
    r"[局委办厅部院署室司县市区镇乡省州组管责务党]|^(?:班子|干部|高级|全体)"
)
_UNIT_OF_POST = re.compile(
    rf"^(?P<unit>.{{2,30}}?)(?:党组|党委|党工委|工委|支部|党支部|代理|负责)?(?:(?:第一|常务|执行|专职|兼职)?副?(?:党组|"
    rf"党委)?{POST_WORD}|一级.*|二级.*|三级.*|四级.*)(?:\([^()]*\))?$"
)
_LEADING_BODY = re.compile(
    r"^(?:(?:中共)?.{0,8}?(?:省|市|县|区|州|旗|镇|乡))?(?:人民)?(?:委|政府|人大|政协|人大常委会|政府党组|党组)?$"
)
_RULER = re.compile(
    r"(?:省|市|县|区|州|旗)长(?:\(.*\))?$|常委$|(?:人大|政协).*(?:主任|主席)$|(?:县|市|区|州|省)委(?:副)?书记$|政府党组成员$|秘书长$|^(?:管委会|党工委)(?:党工委|管委会|、|副?书记)*副?(?:主任|书记)$"
)


class Member(NamedTuple):
    """One entry of a group list: the posts held, and the name that is not to leave."""

    posts: tuple[str, ...]
    name: str


def is_person(token: str) -> bool:
    """Tell whether a token of a list of people is a name.

    >>> is_person("张三"), is_person("县财政局"), is_person("常务副县长")
    (True, False, False)
    """
    return bool(_PERSON.fullmatch(token)) and not _NOT_IN_NAME.search(token[1:])


def read_member(printed: str) -> Member:
    """Read 张  三  县委常委、副县长 or 县财政局局长李四: posts without the name."""
    text = simplified(printed).strip(" \t\u3000\xa0:：、，,;；。")
    name, rest = _leading_name(text)
    if not name:
        name, rest = _trailing_name(text)
    return Member(_posts(rest), name)


def entries(printed: str) -> list[str]:
    """Cut a list of people into entries; a name begins a new one.

    >>> entries("张三 县长、党组书记 李四 副县长")
    ['张三 县长、党组书记', '李四 副县长']
    """
    kept: list[str] = []
    for part in re.split(r"[,，;；\n\v]|(?<=[)）])、", simplified(printed)):
        current: list[str] = []
        for token in _tokens(part):
            if current and is_person(token.replace(" ", "")):
                kept.append(" ".join(current))
                current = []
            current.append(token)
        kept.extend([" ".join(current)] if current else [])
    return kept


def _tokens(part: str) -> list[str]:
    """Cut at spaces, and at 、 before a name; 李 伟 in two letters is one token."""
    tokens: list[str] = []
    for word in re.split(r"[\s\u3000]+|、(?=[一-龥]{2,3}(?:[\s\u3000（(、]|$))", part.strip()):
        if (
            tokens
            and len(tokens[-1]) == 1
            and 0 < len(word) <= 2
            and _PERSON.fullmatch(tokens[-1] + word)
        ):
            tokens[-1] += word
        elif word:
            tokens.append(word)
    return tokens


def posts_of(printed: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the posts and the names in what follows 责任领导： or 责任人：."""
    posts: list[str] = []
    names: set[str] = set()
    for part in entries(re.sub(r"[（(](?:\d[\d-]{6,})[）)]|\d[\d-]{6,}", "", printed)):
        member = read_member(part)
        posts.extend(member.posts)
        names |= {member.name} - {""}
    return tuple(dict.fromkeys(posts)), frozenset(names)


def persons_beside_posts(plain: str) -> Iterable[str]:
    """Yield the names that stand directly beside a post, or behind 联系人：."""
    for match in _BESIDE.finditer(plain):
        name = match["after"] or match["before"]
        if is_person(name):
            yield name
    for match in _LABELLED.finditer(plain):
        named = (re.sub(r"\s", "", name) for name in re.split(r"[、,，]", match["names"]))
        yield from (name for name in named if is_person(name))


def without_persons(text: str, known: Iterable[str] = ()) -> str:
    """Return the text without the names of `known` and those beside a post or a label.

    >>> without_persons("由张三副县长牵头(联系人:李 四)")
    '由副县长牵头(联系人:)'
    """
    simple = simplified(text)
    if not known and not _HINT.search(simple):
        return text
    seen = view(text)
    names = {*known, *persons_beside_posts(simple), *persons_beside_posts(seen.plain)}
    found = (name for name in names if name in seen.plain)
    spans = {
        seen.span(at, at + len(name))
        for name in found
        for at in range(len(seen.plain))
        if seen.plain.startswith(name, at)
    }
    for begin, end in sorted(spans, reverse=True):
        text = text[:begin] + text[end:]
    return text


def mask_persons(plain: str) -> str:
    """Return plain text with the names beside a post as boxes, letter for letter.

    >>> mask_persons("由张三副县长牵头")
    '由□□副县长牵头'
    """
    if not _HINT.search(plain):
        return plain
    for name in {*persons_beside_posts(plain)}:
        plain = plain.replace(name, "□" * len(name))
    return plain


def unit_of_post(post: str) -> str:
    """Return the unit a post belongs to; "" for county leaders, who stand above units.

    >>> unit_of_post("县政协副主席、住房和城乡建设局局长"), unit_of_post("县委常委、政府副县长")
    ('住房和城乡建设局', '')
    """
    for part in reversed(re.split(r"[、,，]", post)):
        if _RULER.search(part):
            continue
        found = _UNIT_OF_POST.match(part)
        if found and not _LEADING_BODY.match(found["unit"]):
            return found["unit"]
    return ""


def is_ruler(post: str) -> bool:
    """Tell whether a post is a leader above the units (副县长, 县委常委)."""
    return not unit_of_post(post)


def _leading_name(text: str) -> tuple[str, str]:
    tokens = _tokens(re.sub(r"[（(]", " ", text, count=1))
    name = tokens[0] if tokens else ""
    rest = re.sub(r"^[\s\u3000（(、，,:：]+", "", _after(text, name)) if name else text
    listed = (
        bool(_PERSON.fullmatch(name))
        and not _NOT_IN_LISTED_NAME.search(name)
        and bool(_POSTLIKE.search(rest.rstrip("）)")))
    )
    return (name, rest) if is_person(name) or (listed and len(tokens) > 1) else ("", text)


def _after(text: str, name: str) -> str:
    pattern = r"[\s\u3000\xa0]*".join(map(re.escape, name))
    return re.sub(rf"^{pattern}", "", text.strip())


def _trailing_name(text: str) -> tuple[str, str]:
    found = re.search(
        rf"{POST_WORD}(?P<gap>[\s\u3000\xa0（(、，]*)(?P<name>[一-龥·]{{1,4}}(?:[\s\u3000\xa0]+[一-龥]{{1,2}})?)[）)]?(?:同志)?$",
        text,
    )
    name = re.sub(r"\s", "", found["name"]) if found else ""
    if found and is_person(name):
        return name, text[: found.start("gap")]
    return "", text


def _posts(text: str) -> tuple[str, ...]:
    text = re.sub(r"\s+", "", text.strip(" \t\u3000\xa0()（）"))
    text = re.sub(r"^(?:同志|任)|[()（）]+$", "", text)
    return (text,) if text and _POSTLIKE.search(text) and not is_person(text) else ()
