"""Outline markers: 一、 (一) 1. (1) ① 一是, 第一阶段, 问题三：, at the start and inside a paragraph.

Inside a paragraph a marker counts only in sequence, (1) before (2), so that numbers in brackets and
figures of speech are not taken for one.
"""

import re
from typing import Final, NamedTuple

from taizhang.core.values.numerals import whole

_H: Final = "[一二三四五六七八九十百]{1,4}"
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_STYLES: Final = {
    "part": rf"第({_H}|\d{{1,2}})(?:部分|章|编|篇)[:、]?",
    "article": rf"第({_H}|\d{{1,3}})条[:、]?",
    "stage": rf"第({_H})(?:个)?阶段[:、]?",
    "matter": rf"(?:整改|反馈|存在|重点|主要|工作)?(?:问题|任务|事项|议题|实事|项目|工程|专项)\(?({_H}|\d{{1,3}})\)?[:、.]",
    "numbered": rf"(?:问题|任务|事项|督办)?(?:编号|序号):({_H}|\d{{1,4}})$",
    "han": rf"({_H})(?:、|[.](?!\d)|,(?=[一-龥]{{2,20}}$))",
    "han-bracket": rf"\(({_H})\)[、.:]?",
    "decimal": r"(\d{1,2}(?:\.\d{1,2}){1,3})[.、]?(?=[一-龥“])",
    "digit": r"(\d{1,3})(?:[.、:](?!\d)|[.、](?=\d{1,2}月|20\d\d年)|,(?=[一-龥]))",
    "digit-bracket": r"\((\d{1,3})\)[、.:]?",
    "digit-half": r"(\d{1,3})\)[、.]?",
    "circle": rf"([{_CIRCLES}])[、.]?",
    "is": rf"({_H})(?:是|要)(?=[一-龥“])",
    "bullet": r"([●◆■□▲★◇※→►·]|-{1,2}(?=[一-龥“]))",
}
_START = {style: re.compile(pattern) for style, pattern in _STYLES.items()}
_INSIDE = {
    style: re.compile(rf"(?<=[{before}])(?:{_STYLES[style]})")
    for style, before in (
        ("han", "。)!"), ("han-bracket", "。);:!"), ("digit", "。);:!"), ("digit-bracket", "。);:,!”."),
        ("circle", "。);:,!”、一-龥"), ("is", "。;:,)”"), ("digit-half", "。;:"), ("stage", "。;"),
    )
}  # fmt: skip


class Marker(NamedTuple):
    """A marker: style, ordinal, as printed, and where it begins and ends in the paragraph."""

    style: str
    ordinal: int
    printed: str
    begin: int
    end: int


def marker_at_start(plain: str) -> Marker | None:
    """Return the marker a paragraph begins with.

    >>> marker_at_start("(一)加强领导").ordinal, marker_at_start("2020年底前")
    (1, None)
    """
    for style, pattern in _START.items():
        match = pattern.match(plain)
        if match and not _is_prose(style, match, plain):
            return Marker(style, _ordinal(match[1]), _shown(match[0]), 0, match.end())
    return None


def markers_inside(plain: str, first: Marker | None) -> list[Marker]:
    """Return the markers after the first one, each the successor of one seen in its style."""
    last = {first.style: first.ordinal} if first else {}
    found = [
        Marker(style, _ordinal(match[1]), _shown(match[0]), match.start(), match.end())
        for style, pattern in _INSIDE.items()
        for match in pattern.finditer(plain, first.end if first else 0)
        if not _is_prose(style, match, plain)
    ]
    kept: list[Marker] = []
    for marker in sorted(found, key=lambda m: (m.begin, -m.end)):
        if marker.ordinal != last.get(marker.style, 0) + 1 or (
            kept and marker.begin < kept[-1].end
        ):
            continue
        last[marker.style] = marker.ordinal
        kept.append(marker)
    return _without_lonely(kept, first)


def _without_lonely(kept: list[Marker], first: Marker | None) -> list[Marker]:
    """Drop a series that has only its first member: 一是 without 二是 is prose."""
    styles = [m.style for m in kept]
    seeded = {first.style} if first else set()
    return [
        m
        for m in kept
        if styles.count(m.style) > 1 or m.style in seeded or m.style == "digit-bracket"
    ]


def _is_prose(style: str, match: re.Match[str], plain: str) -> bool:
    rest = plain[match.end() : match.end() + 6]
    if style == "han":
        return bool(re.match(r"[一二三四五六七八九十]+(?:季度|级|线|类|产业|、|楼|期|批)", rest))
    if style == "digit":
        return bool(re.match(r"\d(?!\d?月|\d{3}年)|[年月日%]", rest))
    if style == "bullet":
        return match[0].startswith("-") and len(plain) < 4
    if style == "decimal":
        return bool(re.match(r"[年月日亿万个%元]", rest))
    return False


def _ordinal(text: str) -> int:
    if text in _CIRCLES:
        return _CIRCLES.index(text) + 1
    return whole(text.rsplit(".", 1)[-1]) or 0


def _shown(printed: str) -> str:
    """Return the marker as numbers show it: 三, (一), 1, (2), ③."""
    return printed.rstrip("、.:,是要")
