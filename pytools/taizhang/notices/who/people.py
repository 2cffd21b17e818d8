"""Persons become posts: the ledger binds duties to 副县长, never to whoever holds the post now.

A name is recognised only beside a post or after a label such as 组长： or 责任人：, never by its
looks alone in running text: 高度 and 安全 begin like surnames. What is recognised once in a
document is struck out of every task.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from taizhang.notices.text.glyphs import simplified, view
from taizhang.notices.words import Patterns

_RE = Patterns("people")


class Member(NamedTuple):
    """One entry of a group list: the posts held, and the name that is not to leave."""

    posts: tuple[str, ...]
    name: str


def is_person(token: str) -> bool:
    """Tell whether a token of a list of people is a name.

    >>> is_person("张三"), is_person("县财政局"), is_person("常务副县长")
    (True, False, False)
    """
    return bool(_RE.person.fullmatch(token)) and not _RE.not_in_name.search(token[1:])


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
        for at, token in enumerate(_tokens(part)):
            if at and not is_person(token):
                kept[-1] += f" {token}"
            else:
                kept.append(token)
    return kept


def _tokens(part: str) -> list[str]:
    """Cut at spaces, and at 、 before a name; 李 伟 in two letters is one token."""
    tokens: list[str] = []
    for word in re.split(r"[\s\u3000]+|、(?=[一-龥]{2,3}(?:[\s\u3000（(、]|$))", part.strip()):
        apart = tokens and len(tokens[-1]) == 1 and 0 < len(word) <= 2
        if apart and _RE.person.fullmatch(tokens[-1] + word):
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
    """Return the names that stand directly beside a post, or behind 联系人：."""
    beside = (m["after"] or m["before"] for m in _RE.beside.finditer(plain))
    lists = (re.split(r"[、,，]", m["names"]) for m in _RE.labelled.finditer(plain))
    labelled = (re.sub(r"\s", "", name) for names in lists for name in names)
    return filter(is_person, (*beside, *labelled))


def without_persons(text: str, known: Iterable[str] = ()) -> str:
    """Return the text without the names of `known` and those beside a post or a label.

    >>> without_persons("由张三副县长牵头(联系人:李 四)")
    '由副县长牵头(联系人:)'
    """
    simple = simplified(text)
    if not known and not _RE.hint.search(simple):
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
    if not _RE.hint.search(plain):
        return plain
    for name in {*persons_beside_posts(plain)}:
        plain = plain.replace(name, "□" * len(name))
    return plain


def unit_of_post(post: str) -> str:
    """Return the unit a post belongs to; "" for county leaders, who stand above units.

    >>> unit_of_post("县政协副主席、住房和城乡建设局局长"), unit_of_post("县委常委、政府副县长")
    ('住房和城乡建设局', '')
    """
    parts = (part for part in reversed(re.split(r"[、,，]", post)) if not _RE.ruler.search(part))
    units = (found["unit"] for part in parts if (found := _RE.unit_of_post.match(part)))
    return next((unit for unit in units if not _RE.leading_body.match(unit)), "")


def _leading_name(text: str) -> tuple[str, str]:
    tokens = _tokens(re.sub(r"[（(]", " ", text, count=1))
    name = tokens[0] if tokens else ""
    printed = r"[\s\u3000\xa0]*".join(map(re.escape, name))
    rest = re.sub(rf"^(?:{printed})?[\s\u3000（(、，,:：]*", "", text.strip()) if name else text
    namely = _RE.person.fullmatch(name) and not _RE.not_in_listed_name.search(name)
    listed = namely and len(tokens) > 1 and _RE.postlike.search(rest.rstrip("）)"))
    return (name, rest) if is_person(name) or listed else ("", text)


def _trailing_name(text: str) -> tuple[str, str]:
    found = _RE.trailing_name.search(text)
    name = re.sub(r"\s", "", found["name"]) if found else ""
    if found and is_person(name):
        return name, text[: found.start("gap")]
    return "", text


def _posts(text: str) -> tuple[str, ...]:
    text = re.sub(r"\s+", "", text.strip(" \t\u3000\xa0()（）"))
    text = re.sub(r"^(?:同志|任)|[()（）]+$", "", text)
    return (text,) if text and _RE.postlike.search(text) and not is_person(text) else ()
