"""Outline markers: 一、 (一) 1. (1) ① 一是, 第一阶段, 问题三：, at the start and inside a paragraph.

A number before a number (1.2年内, 3.2024年) is a marker only in sequence with the paragraphs around
it. Inside a paragraph a marker counts only in sequence, (1) before (2), so that numbers in brackets
and figures of speech are not taken for one.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from taizhang.core.values.numerals import whole
from taizhang.notices.words import Patterns, names, pattern

_RE = Patterns("markers")

_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_START = {style: pattern(f"marker_start.{style}") for style in names("marker_start")}
_PROSE = {style: pattern(f"marker_prose.{style}") for style in names("marker_prose")}
_INSIDE = {
    style: re.compile(rf"(?<=[{before}])(?:{_START[style].pattern})")
    for style, before in (
        ("han", "。)!"), ("han-bracket", "。);:!"), ("digit", "。);:!"), ("digit-bracket", "。);:,!”."),
        ("circle", "。);:,!”、一-龥"), ("is", "。;:,)”"), ("digit-half", "。;:"), ("stage", "。;"),
    )
}  # fmt: skip
_ABOVE_DIGIT = ("period", "part", "article", "stage", "han", "han-bracket")
_LOOKS_AHEAD = 40


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
    for style, form in _START.items():
        match = form.match(plain)
        if match and not _is_prose(style, match, plain):
            deep = "-deep" * (style == "decimal" and match[1].count(".") > 1)
            return Marker(style + deep, _number_of(match), _shown(match[0]), 0, match.end())
    return None


def read_markers(plains: Sequence[str]) -> list[Marker | None]:
    """Return the marker of each paragraph, where numbers run on: 1.2年内 behind nothing, before 2.3年内.

    >>> [m and m.printed for m in read_markers(["1.2年内建成", "2.3年内引进", "2.5万户"])]
    ['1', '2', None]
    """
    found = [marker_at_start(plain) for plain in plains]
    for at in _periods(plains):
        found[at] = Marker("period", 0, "", 0, 0)
    decimals = _decimals(found)
    doubted = {
        at: d
        for at, plain in enumerate(plains)
        if at not in decimals and (d := _doubted(plain, found[at]))
    }
    last = 0
    for at, doubt in ((at, doubted.get(at)) for at in range(len(found))):
        if doubt and _runs_on(doubt.ordinal, last, at, plains):
            found[at] = doubt
        marker = found[at]
        if marker and marker.style == "digit":
            last = marker.ordinal
        elif marker and marker.style in _ABOVE_DIGIT:
            last = 0
    return found


def _periods(plains: Sequence[str]) -> Sequence[int]:
    """Return the lines that open the tasks of one period after another: 2024年任务 …, 二季度 …."""
    found = {at: m for at, p in enumerate(plains) if (m := _RE.period_line.match(p))}
    years = [int(m[1]) for m in found.values() if m[1]]
    runs_on = years == list(range(years[0], years[0] + len(years))) if years else True
    return list(found) if len(found) > 1 and runs_on else []


def _decimals(found: Sequence[Marker | None]) -> set[int]:
    """Return which paragraphs carry a decimal number with a neighbour in its series: 1.1, 1.2."""
    decimals = ((at, m) for at, m in enumerate(found) if m and m.style.startswith("decimal"))
    printed = ((at, m.printed.rpartition(".")) for at, m in decimals)
    steps = {(head, int(tail)): at for at, (head, _, tail) in printed}
    beside = {(head, tail + step) for head, tail in steps for step in (-1, 1)}
    return {at for place, at in steps.items() if place in beside}


def _doubted(plain: str, marker: Marker | None) -> Marker | None:
    """Return the number a paragraph may begin with where a digit or a date follows its point."""
    match = _RE.doubted.match(plain)
    if not match or (marker and marker.style == "digit"):
        return None
    return Marker("digit", int(match[1]), match[1], 0, match.end())


def _runs_on(ordinal: int, last: int, at: int, plains: Sequence[str]) -> bool:
    """Tell whether a doubted number is the next of its series, and no later one surely is it instead."""
    following, sure = next(_numbers_after(at, plains), (0, False))
    if ordinal == last + 1:
        return not (sure and following == ordinal) and (last > 0 or following == ordinal + 1)
    return ordinal == 1 and following == ordinal + 1


def _numbers_after(at: int, plains: Sequence[str]) -> Iterator[tuple[int, bool]]:
    """Yield the numbers the next paragraphs begin with, and whether each surely is a marker."""
    for plain in plains[at + 1 : at + 1 + _LOOKS_AHEAD]:
        if _RE.above.match(plain):
            return
        if match := _RE.number.match(plain):
            yield int(match[1]), not _RE.doubted.match(plain)


def markers_inside(plain: str, first: Marker | None) -> list[Marker]:
    """Return the markers after the first one, each the successor of one seen in its style."""
    last = {first.style: first.ordinal} if first else {}
    found = [
        Marker(style, _number_of(match), _shown(match[0]), match.start(), match.end())
        for style, form in _INSIDE.items()
        for match in form.finditer(plain, first.end if first else 0)
        if not _is_prose(style, match, plain)
    ]
    kept: list[Marker] = []
    for marker in sorted(found, key=lambda m: (m.begin, -m.end)):
        follows = marker.ordinal == last.get(marker.style, 0) + 1
        if follows and not (kept and marker.begin < kept[-1].end):
            last[marker.style] = marker.ordinal
            kept.append(marker)
    styles = [m.style for m in kept]  # a series of one is none: 一是 without 二是 is prose
    alone = ("digit-bracket", first.style if first else "")
    return [m for m in kept if styles.count(m.style) > 1 or m.style in alone]


def _is_prose(style: str, match: re.Match[str], plain: str) -> bool:
    if style == "bullet":
        return match[0].startswith("-") and len(plain) < 4
    prose = _PROSE.get(style)
    return bool(prose and prose.match(plain, match.end()))


def _number_of(match: re.Match[str]) -> int:
    text = match[match.lastindex or 0]
    if text in _CIRCLES:
        return _CIRCLES.index(text) + 1
    if text.isalpha() and text.isascii():
        return ord(text.lower()) - ord("a") + 1
    return whole(text.rsplit(".", 1)[-1]) or 0


def _shown(printed: str) -> str:
    """Return the marker as numbers show it: 三, (一), 1, (2), ③."""
    shown = printed.rstrip("、.:,是要")
    inside = shown[1:-1]  # 【督办事项一】
    return inside if shown.startswith("(") and not (whole(inside) or inside.isdigit()) else shown
