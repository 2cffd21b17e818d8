"""The outline of a notice: nodes (一、 (一) 1. (1) ①) that hold items, each a run of sentences.

An item ends where a clause, a marker or the paragraph ends, so that one clause covers one item or
several whole ones. Which items are tasks is decided elsewhere.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from taizhang.notices.outline.sections import Kind, is_closing, is_meta, kind_of
from taizhang.notices.outline.sentences import Part, parts_of
from taizhang.notices.text import labels
from taizhang.notices.text.glyphs import View
from taizhang.notices.text.markers import Marker, marker_at_start
from taizhang.notices.text.paragraphs import Paragraph
from taizhang.notices.who.answers import answer_to
from taizhang.notices.who.clause import Clause

Place = tuple[int, int]


@dataclass(slots=True, eq=False)
class Node:
    """A place in the outline; the root has no marker. `kind` is what the section is for.

    `rectifies`: it prints 问题 or 整改措施, so that its heading is what is wrong, not what to do.
    `aims`: it is the 整改目标 of the node above.
    """

    marker: Marker | None
    parent: "Node | None"
    kind: Kind
    annex: str = ""
    heading: str = ""
    clause: Clause | None = None
    mode: str = ""
    under: str = ""
    children: int = 0
    over_lines: bool = False
    rectifies: bool = False
    aims: bool = False
    items: list["Item"] = field(default_factory=list)

    def path(self) -> str:
        """The number of the node as printed, from the top: 三(一)1(2), 附件1-2."""
        upper = self.parent.path() if self.parent else ""
        own = self.marker.printed if self.marker else ""
        apart = "-" if self.annex[-1:].isdigit() and own[:1].isdigit() else ""
        return upper + self.annex + apart + own

    def ancestors(self) -> "Iterator[Node]":
        """The node and those above it, upwards."""
        node: Node | None = self
        while node:
            yield node
            node = node.parent


@dataclass(slots=True, eq=False)
class Item:
    """Sentences that stand together under one node, in one paragraph, up to a clause.

    `role` is that of the label before it (task, goal, problem…), "" where there is none; `own` says
    that a clause of its own was printed, not one that reaches it from elsewhere. `minuted`: it
    also reports what a meeting heard. `assigning` is its sentence that only says who and when.
    `shares`: its clause was printed for several items.
    """

    node: Node
    seen: View
    paragraph: int
    sentences: list[Place] = field(default_factory=list)
    clause: Clause | None = None
    role: str = ""
    own: bool = False
    opens: bool = False
    minuted: bool = False
    assigning: Place | None = None
    shares: bool = False

    @property
    def home(self) -> Node:
        """The node whose measures this goes with: that above (一)整改目标, else its own."""
        aims = next((node for node in self.node.ancestors() if node.aims), None)
        return aims.parent if aims and aims.parent else self.node

    def text(self) -> str:
        """The plain text of all sentences."""
        return (
            self.seen.plain[self.sentences[0][0] : self.sentences[-1][1]] if self.sentences else ""
        )


@dataclass(slots=True, eq=False)
class ClauseAlone:
    """A clause with a paragraph to itself, and the items it may cover."""

    node: Node
    clause: Clause
    seen: View
    paragraph: int
    place: Place
    waiting: list[Item]
    numbered: bool = False


@dataclass(slots=True)
class Outline:
    """All items and clauses of a notice, in printed order, and the marks between them."""

    root: Node
    items: list[Item] = field(default_factory=list)
    alone: list[ClauseAlone] = field(default_factory=list)
    clauses: list[tuple[int, int, Clause, int]] = field(default_factory=list)
    marks: list[Place] = field(default_factory=list)
    labels: list[tuple[int, int, str]] = field(default_factory=list)


_ANNEX = re.compile(r"^附(?:件|表|录)\s*([\d一二三四五六七八九十]*)[:.、]?$")
_ANNEX_LIST = re.compile(r"^附件?\d*:")
_RECTIFIES = re.compile(r"(?<=[。;!])整改(?:目标|措施|任务|要求):")
_AIMS = re.compile(r"整改(?:目标|标准|成效)(?:$|[:。])")
_STOP = re.compile("[。;!]")
_HEADING_END = re.compile(r"[。;!?,]$")
_HIGH = ("part", "stage", "matter", "numbered", "han", "han-bracket", "digit")
_ABOVE_HAN = ("part", "article", "stage", "matter", "numbered")
_LOW = ("bullet", "is", "circle")
_LONGEST_HEADING = 46
_LONGEST_RUN_IN = 24


_MODES = {labels.TASK: Kind.WORK, labels.DUTY: Kind.AIMS, labels.GOAL: Kind.AIMS}


class Builder:
    """Walks the paragraphs once and builds the outline."""

    def __init__(self, kind: Kind) -> None:
        self.outline = Outline(Node(None, None, kind))
        self._stack: list[Node] = [self.outline.root]
        self._waiting: list[Item] = []
        self._annex = ""
        self._held: Paragraph | None = None
        self._named: Paragraph | None = None
        self._listing = ""

    def walk(self, paragraphs: Iterable[Paragraph]) -> Outline:
        """Take all paragraphs, in order."""
        for paragraph in paragraphs:
            for line in _at_labels(paragraph):
                if not self._answers(line) and not self._lists_on(line):
                    self._release()
                    self._listing = ""
                    self._take_or_hold(line)
        self._release()
        return self.outline

    def _take_or_hold(self, paragraph: Paragraph) -> None:
        """Hold back 二、牵头单位 until it is known whether the next line names units."""
        marker = marker_at_start(paragraph.seen.plain)
        if labels.heads_units(paragraph.seen.plain[marker.end if marker else 0 :]):
            self._held = paragraph
        else:
            self._take(paragraph)

    def _release(self) -> None:
        held, self._held, self._named = self._held, None, None
        if held:
            self._take(held)

    def _answers(self, paragraph: Paragraph) -> bool:
        """Take a line that says who or when, below a heading that asked for it."""
        heading = self._held or self._named
        if not heading:
            return False
        plain = heading.seen.plain
        marker = marker_at_start(plain)
        label = plain[marker.end if marker else 0 :].rstrip(":。")
        clause = answer_to(label, paragraph.seen)
        if clause is None:
            return False
        if self._held:
            self._held, self._named = None, heading
            if marker:
                self._descend(marker)
                del self._stack[-1]
            self.outline.labels.append(
                (*heading.seen.span(0, len(plain)), labels.header_role(label))
            )
        part = Part(0, len(paragraph.seen.plain), marker, clause)
        self._stand_alone(paragraph, part)
        return True

    def _lists_on(self, paragraph: Paragraph) -> bool:
        """Take a line of units that goes on with the list of the line before: 配合单位:甲局 ⏎ 乙局."""
        clause = answer_to(self._listing, paragraph.seen) if self._listing else None
        if clause is None or not clause.names_units:
            return False
        self._stand_alone(paragraph, Part(0, len(paragraph.seen.plain), clause=clause))
        return True

    def _take(self, paragraph: Paragraph) -> None:
        plain = paragraph.seen.plain
        if is_meta(plain):
            self.outline.labels.append((*paragraph.seen.span(0, len(plain)), "meta"))
            self._stack = self._stack[:1]
            return
        annex = _ANNEX.match(plain)
        if annex or _ANNEX_LIST.match(plain):
            self._stack = self._stack[:1]
            self._annex = f"附件{annex[1]}" if annex else self._annex
            self._waiting = []
        self._leave_measures(plain)
        parts = parts_of(paragraph.seen)
        if parts and parts[0].clause and len(parts) == 1:
            label = parts[0].label
            listing = label and label.role in (labels.LEAD, labels.CO)
            self._listing = plain[label.begin : label.end - 1] if label and listing else ""
            self._stand_alone(paragraph, parts[0])
            return
        if len(parts) == 2 and (marker := parts[0].marker) and parts[1].label and parts[1].clause:
            self._descend(marker)
            del self._stack[-1]
            self.outline.marks.append(paragraph.seen.span(parts[0].begin, parts[0].end))
            self._stand_alone(paragraph, parts[1]._replace(marker=marker))
            return
        self._walk_parts(paragraph, parts)

    def _leave_measures(self, plain: str) -> None:
        """Step back from the measures of one problem where 问题: or 整改目标: opens the next."""
        label = labels.label_at(plain)
        if not label or label.role not in (labels.PROBLEM, labels.GOAL, labels.TASK):
            return
        measure = next((at for at, node in enumerate(self._stack) if is_measure(node)), 0)
        if measure and (label.role == labels.PROBLEM or "整改" in plain[: label.end]):
            del self._stack[measure:]

    def _walk_parts(self, paragraph: Paragraph, parts: list[Part]) -> None:
        here: list[Item] = []
        item: Item | None = None
        ahead: Clause | None = None
        role = self._label_of(paragraph, parts)
        for at, part in enumerate(parts):
            if part.marker:
                self._descend(part.marker)
                self.outline.marks.append(paragraph.seen.span(part.begin, part.end))
                item = None
            elif part.clause and part.label and not item and not here and _asks_on(parts[at + 1 :]):
                ahead = part.clause
                self.outline.clauses.append(
                    (*paragraph.seen.span(part.begin, part.end), ahead, paragraph.number)
                )
            elif part.clause:
                self._close(paragraph, part, here)
                if not (item and _names_what_follows(item, here, parts[at + 1 :])):
                    here, item = [], None
            elif not part.label or not part.label.begin == part.begin < part.label.end == part.end:
                item = item or self._open(paragraph, here, role)
                item.sentences.append((part.begin, part.end))
                if ahead:
                    item.clause, item.own = ahead, True
        self._waiting.extend(here)

    def _label_of(self, paragraph: Paragraph, parts: list[Part]) -> str:
        label = next((p.label for p in parts[:2] if p.label), None)
        if not label or label.role in labels.UNITS:
            return ""
        node = self._stack[-1]
        printed = paragraph.seen.plain[label.begin : label.end]
        node.rectifies |= label.role == labels.PROBLEM or "整改" in printed
        alone = label.end >= len(paragraph.seen.plain)
        lasts = alone or label.role in (labels.TASK, labels.PROBLEM, labels.NOTE)
        if lasts and not parts[0].marker:
            node.mode = label.role
        if alone or any(p.end == label.end for p in parts[:2]):
            self.outline.labels.append((*paragraph.seen.span(label.begin, label.end), label.role))
        return label.role

    def _open(self, paragraph: Paragraph, here: list[Item], role: str) -> Item:
        node = self._stack[-1]
        opens = not node.items and bool(node.marker)
        item = Item(
            node, paragraph.seen, paragraph.number, role=role or _lasting(node.mode), opens=opens
        )
        node.items.append(item)
        here.append(item)
        self.outline.items.append(item)
        return item

    def _close(self, paragraph: Paragraph, part: Part, here: list[Item]) -> None:
        """Give a clause in a paragraph to the items of the paragraph that have none."""
        clause = part.clause
        if clause is None:
            return
        if part.assigns:
            _assign(here, clause, (part.begin, part.end))
            return
        first, last = paragraph.seen.span(part.begin, part.end)
        self.outline.clauses.append((first, last, clause, paragraph.number))
        if not here:
            self._extend_last(paragraph, clause)
        for item in here:
            item.clause, item.own = clause, True

    def _extend_last(self, paragraph: Paragraph, clause: Clause) -> None:
        """Add a second bracket, such as (完成时限:…), to what the first one covered."""
        for item in reversed(self.outline.items[-20:]):
            if item.paragraph != paragraph.number:
                break
            item.clause = joined(item.clause, clause)

    def _stand_alone(self, paragraph: Paragraph, part: Part) -> None:
        clause = part.clause
        if clause is None:
            return
        first, last = paragraph.seen.span(part.begin, part.end)
        self.outline.clauses.append((first, last, clause, paragraph.number))
        node, alone = self._stack[-1], self.outline.alone
        if alone and not self._waiting and alone[-1].node is node and self._follows(alone[-1]):
            alone[-1].clause = joined(alone[-1].clause, clause) or clause
            return
        alone.append(
            ClauseAlone(
                node,
                clause,
                paragraph.seen,
                paragraph.number,
                (part.begin, part.end),
                self._waiting,
                part.marker is not None,
            )
        )
        self._waiting = []

    def _follows(self, last: ClauseAlone) -> bool:
        items = self.outline.items
        return not items or items[-1].paragraph <= last.paragraph

    def _descend(self, marker: Marker) -> None:
        """Step to the node of a marker: a style met before closes what it opened."""
        at = next(
            (
                i
                for i, node in enumerate(self._stack)
                if node.marker and node.marker.style == marker.style
            ),
            0,
        )
        if at:
            del self._stack[at:]
        if marker.style == "han" and not at:
            self._stack = [n for n in self._stack if not n.marker or n.marker.style in _ABOVE_HAN]
        while marker.style in _HIGH and (last := self._stack[-1].marker) and last.style in _LOW:
            del self._stack[-1]
        parent = self._stack[-1]
        parent.children += 1
        kind = _kind_below(parent, parent.mode)
        annex = self._annex if parent.parent is None else ""
        node = Node(marker, parent, kind, annex, under=parent.mode)
        node.rectifies = marker.printed.startswith(("问题", "反馈", "存在"))
        self._stack.append(node)


def is_measure(node: Node) -> bool:
    """Tell whether a node is numbered below 整改措施:."""
    return node.parent is not None and node.parent.rectifies and node.under == labels.TASK


def _assign(items: list[Item], clause: Clause, sentence: Place) -> None:
    """Let a sentence that only says who and when stand in the last item, and speak for them all."""
    items[-1].sentences.append(sentence)
    items[-1].assigning = sentence
    for item in items:
        item.clause, item.own, item.shares = joined(item.clause, clause), True, True


def _at_labels(paragraph: Paragraph) -> Iterator[Paragraph]:
    """Cut a paragraph that prints a whole list entry: 河道脏乱。整改目标:…。整改措施:…。牵头单位:…。"""
    plain = paragraph.seen.plain
    if not _RECTIFIES.search(plain, 1):
        yield paragraph
        return
    found = (labels.label_at(plain, stop.end()) for stop in _STOP.finditer(plain))
    cuts = [label.begin for label in found if label and label.role != labels.NOTE]
    for begin, end in pairwise([0, *cuts, len(plain)]):
        if begin < end:
            yield replace(paragraph, seen=paragraph.seen.part(begin, end))


def _asks_on(rest: list[Part]) -> bool:
    """Tell whether sentences follow a label's units at once: 责任单位:甲局。请于6月底前办结。"""
    return bool(rest) and not rest[0].clause and not rest[0].marker


def _names_what_follows(item: Item, here: list[Item], rest: list[Part]) -> bool:
    """Tell whether a clause stands behind a short name, before the text: 进出平衡。(县林业局)严格…。"""
    first, last = item.sentences[0][0], item.sentences[-1][1]
    short = item.opens and len(here) == 1 and last - first <= _LONGEST_RUN_IN
    return short and bool(rest) and not any(part.clause or part.marker for part in rest)


def _kind_below(parent: Node, mode: str) -> Kind:
    if mode in _MODES:
        return _MODES[mode]
    return Kind.WORK if parent.kind is Kind.COVER else parent.kind


def _lasting(mode: str) -> str:
    return mode if mode in _MODES else ""


def joined(first: Clause | None, second: Clause | None) -> Clause | None:
    """Return two clauses of the same items as one; the first one's units come first."""
    if first is None or second is None:
        return first or second
    lead = first.lead + tuple(n for n in second.lead if n not in first.lead)
    co = first.co + tuple(n for n in second.co if n not in first.co + lead)
    return replace(
        first,
        lead=lead,
        co=tuple(n for n in co if n not in lead),
        groups=tuple(dict.fromkeys(first.groups + second.groups)),
        each_leads=first.each_leads or second.each_leads,
        leaders=tuple(dict.fromkeys(first.leaders + second.leaders)),
        watchers=tuple(dict.fromkeys(first.watchers + second.watchers)),
        aliases=first.aliases + second.aliases,
        times=first.times + second.times,
        declares_first=first.declares_first or second.declares_first,
        text=f"{first.text} {second.text}".strip(),
    )


def settle_kinds(outline: Outline) -> None:
    """Find the headings, give each node the kind its heading announces, and pass it down."""
    for item in outline.items:
        node = item.node
        if item.opens:
            node.heading = _heading_of(item)
            node.aims = bool(_AIMS.match(item.text()))
        if any(above.aims for above in node.ancestors()):
            item.role = labels.GOAL
        above = node.parent
        if above and node.items and node.items[0] is item:
            announced = kind_of(node.heading) if node.heading else None
            inherited = _kind_below(above, node.under)
            node.kind = announced or inherited


def _goes_on(item: Item) -> bool:
    """Tell whether an item goes on with its node, rather than close the notice or list the present."""
    return not is_closing(item.text()) and item.role != labels.NOTE


def _heading_of(item: Item) -> str:
    begin, end = item.sentences[0]
    first = item.seen.plain[begin:end]
    if len(item.sentences) == 1:
        below = item.node.children or any(map(_goes_on, item.node.items[1:]))
        short = len(first) <= _LONGEST_HEADING and (below or not _HEADING_END.search(first))
        return first.rstrip("。:;,") if short else ""
    return first.rstrip("。:") if len(first) <= _LONGEST_RUN_IN and first[-1] in "。:" else ""
