"""Persons become posts: the ledger binds duties to 副县长, never to whoever holds the post now.

A name is recognised only beside a post or after a label such as 组长： or 责任人：, never by its
looks alone in running text: 高度 and 安全 begin like surnames. What is recognised once in a
document is struck out of every task.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from taizhang.notices.text.glyphs import simplified, view
from taizhang.notices.words import pattern, piece

_SURNAMES = piece("people_surnames")
_DOUBLE = "欧阳|上官|皇甫|令狐|诸葛|司徒|司马|申屠|夏侯|尉迟|公孙|慕容|端木|东方|独孤|南宫"
_NOT_IN_NAME = pattern("people.not_in_name")
_PERSON = re.compile(rf"(?:{_DOUBLE})[一-龥]{{1,2}}|[{_SURNAMES}][一-龥·]{{1,2}}")
POST_WORD = piece("people_post_word")
_POSTLIKE = re.compile(rf"{POST_WORD}(?:\([^()]*\))?$|^(?:主管|分管|常务)")
_TITLE_WORD = POST_WORD.replace("|委员|成员", "")
_BESIDE = re.compile(
    rf"(?P<post>{_TITLE_WORD})(?<!同志)(?P<after>(?:{_DOUBLE}|[{_SURNAMES}])[一-龥]{{1,2}}?)(?=同志|牵头|负责|"
    r"主持|任|带队|包|出席|参加|[,。、;:()\s]|$)"
    rf"|(?:(?<![一-龥])|(?<=[由经向请和与是]))(?P<before>(?:{_DOUBLE}|"
    rf"[{_SURNAMES}])[一-龥]{{1,2}}?)(?=(?:副|常务副)?{_TITLE_WORD})"
)
_SPACE = piece("people_space")
_LABELLED = pattern("people.labelled")
_HINT = re.compile(rf"{_TITLE_WORD}|[人员导持头]{_SPACE}[:：]|电话")
_NOT_IN_LISTED_NAME = pattern("people.not_in_listed_name")
_UNIT_OF_POST = pattern("people.unit_of_post")
_LEADING_BODY = pattern("people.leading_body")
_RULER = pattern("people.ruler")


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
