"""Styles of a Word file, and the numbers that Word counts by itself: 一、 （一） 1.1 ① come back as such."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from taizhang.notices.documents.numerals import numeral
from taizhang.notices.documents.package import attribute, children, inside, said, switched

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DEEPEST = 20  # a chain of bases that is longer goes in a circle
_NO_LIST = "0"


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: its first number, format, pattern such as %1.%2 and what restarts it."""

    start: int
    style: str
    pattern: str
    suffix: str
    legal: bool
    restarts: bool


@dataclass(frozen=True, slots=True)
class _List:
    """A list: the abstract list it counts in, its levels and the numbers it begins anew with."""

    abstract: str
    levels: dict[int, _Level]
    anew: dict[int, int]
    of_styles: dict[str, int]


class Styles:
    """The styles by their id, each on the chain of its bases; where no part of styles is, there are none."""

    def __init__(self, root: "Element | None") -> None:
        found = [] if root is None else list(children(root, "style"))
        self._styles = {attribute(style, "styleId"): style for style in found}
        of_paragraphs = [style for style in found if attribute(style, "type") == "paragraph"]
        usual = (s for s in of_paragraphs if attribute(s, "default") in {"1", "true"})
        self.usual = next((attribute(style, "styleId") for style in usual), "")

    def hides(self, style_id: str) -> bool:
        """Tell whether text of a style is hidden."""
        told = (switched(style, "rPr", "vanish") for style in self._chain(style_id))
        return next((on for on in told if on is not None), False)

    def list_of(self, style_id: str) -> tuple[str, str, str]:
        """Return list id, level and the style that names the list; blanks where none does.

        A style may give the level itself and take the list from its base.
        """
        level = ""
        for style in self._chain(style_id):
            level = level or said(style, "pPr", "numPr", "ilvl")
            if list_id := said(style, "pPr", "numPr", "numId"):
                return list_id, level, attribute(style, "styleId")
        return "", level, ""

    def chain_ids(self, style_id: str) -> list[str]:
        """Return a style and its bases, nearest first."""
        return [attribute(style, "styleId") for style in self._chain(style_id)]

    def _chain(self, style_id: str) -> Iterator["Element"]:
        for _ in range(_DEEPEST):
            style = self._styles.get(style_id)
            if style is None:
                return
            yield style
            style_id = said(style, "basedOn")


class Numbering:
    """The counts of all lists, in the order of the paragraphs asked for."""

    def __init__(self, root: "Element | None", styles: Styles) -> None:
        self._styles = styles
        self._lists = {} if root is None else _lists(root, styles)
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def prefix(self, paragraph: "Element") -> str:
        """Count a paragraph and return the number that Word shows before it, or ""."""
        list_id, level = self._place(paragraph)
        listed = self._lists.get(list_id)
        if listed is None or level not in listed.levels:
            return ""
        counts = self._counts.setdefault(listed.abstract, {})
        if level in listed.anew and (list_id, level) not in self._begun:
            counts[level] = listed.anew[level]
        else:
            first = listed.anew.get(level, listed.levels[level].start)
            counts[level] = counts[level] + 1 if level in counts else first
        self._begun.add((list_id, level))
        for deeper in [d for d in counts if d > level]:
            if deeper not in listed.levels or listed.levels[deeper].restarts:
                del counts[deeper]
        return _shown(listed, level, counts)

    def _place(self, paragraph: "Element") -> tuple[str, int]:
        """Return the list and the level of a paragraph, from itself or from its style."""
        style_id = said(paragraph, "pPr", "pStyle") or self._styles.usual
        list_id, level, named_by = self._styles.list_of(style_id)
        own = inside(paragraph, "pPr", "numPr")
        if own is not None:
            list_id = said(own, "numId") or list_id
            level = said(own, "ilvl") or ("0" if said(own, "numId") else level)
        elif named_by and list_id in self._lists:
            of_styles = self._lists[list_id].of_styles
            bases = self._styles.chain_ids(style_id)
            level = next((str(of_styles[b]) for b in bases if b in of_styles), level)
        return ("", 0) if list_id == _NO_LIST else (list_id, int(level or 0))


def _lists(root: "Element", styles: Styles) -> dict[str, _List]:
    abstracts = {attribute(a, "abstractNumId"): a for a in children(root, "abstractNum")}
    numbers = {attribute(n, "numId"): n for n in children(root, "num")}
    lists = {}
    for list_id, number in numbers.items():
        abstract_id = said(number, "abstractNumId")
        linked = abstracts.get(abstract_id)
        if linked is not None and (link := said(linked, "numStyleLink")):
            target = numbers.get(styles.list_of(link)[0])
            abstract_id = abstract_id if target is None else said(target, "abstractNumId")
        if abstract_id in abstracts:
            lists[list_id] = _list(abstract_id, abstracts[abstract_id], number)
    return lists


def _list(abstract_id: str, abstract: "Element", number: "Element") -> _List:
    levels = dict(_levels(abstract))
    of_styles = {said(e, "pStyle"): at for at, e in _by_level(abstract) if said(e, "pStyle")}
    anew = {}
    for override in children(number, "lvlOverride"):
        levels.update(_levels(override))
        start = said(override, "startOverride")
        if start.isdigit():
            anew[int(attribute(override, "ilvl") or 0)] = int(start)
    return _List(abstract_id, levels, anew, of_styles)


def _by_level(parent: "Element") -> Iterator[tuple[int, "Element"]]:
    return ((int(attribute(e, "ilvl") or 0), e) for e in children(parent, "lvl"))


def _levels(parent: "Element") -> Iterator[tuple[int, _Level]]:
    for at, element in _by_level(parent):
        formats = [attribute(e, "val") for e in element.iter("{*}numFmt")]
        start = said(element, "start")
        level = _Level(
            start=int(start) if start.isdigit() else 1,
            style=formats[-1] if formats else "decimal",
            pattern="" if switched(element, "rPr", "vanish") else said(element, "lvlText"),
            suffix=said(element, "suff"),
            legal=bool(switched(element, "isLgl")),
            restarts=said(element, "lvlRestart") != "0",
        )
        yield at, level


def _shown(listed: _List, level: int, counts: dict[int, int]) -> str:
    """Return the pattern of a level with its counts put in."""
    told = listed.levels[level]
    if told.style == "bullet":
        return ""

    def number(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        named = listed.levels.get(at, told)
        style = "decimal" if told.legal else named.style
        return numeral(counts.get(at, named.start), style)

    text = re.sub(r"%([1-9])", number, told.pattern)
    apart = told.suffix != "nothing" and re.search(r"[0-9A-Za-z\u4e00-\u9fff]$", text)
    return f"{text} " if apart else text
