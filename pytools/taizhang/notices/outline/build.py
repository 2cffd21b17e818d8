"""Build the outline from tokenised lines: which node a paragraph stands in, which clause closes it.

An item ends where a clause, a marker or the paragraph ends, so that one clause covers one item or
several whole ones. Which items are tasks is decided elsewhere.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from taizhang.notices.dates.deadline import find_deadlines
from taizhang.notices.dates.due import ANY_DAY
from taizhang.notices.outline.model import ClauseAlone, Item, Node, Outline, Sentence, is_measure
from taizhang.notices.outline.scopes import looks_back
from taizhang.notices.outline.sections import SectionKind, is_closing, is_meta, kind_of
from taizhang.notices.outline.tokens import Line, Part
from taizhang.notices.text import labels
from taizhang.notices.text.glyphs import view
from taizhang.notices.text.markers import Marker
from taizhang.notices.who.assigning import answer_to
from taizhang.notices.who.clause import Clause, joined
from taizhang.notices.who.lists import doers_in
from taizhang.notices.who.names import is_group
from taizhang.notices.who.predicates import PredicateKind
from taizhang.notices.words import Patterns

_RE = Patterns("build")

_HIGH = ("period", "part", "stage", "matter", "numbered", "han", "han-bracket", "digit")
_ABOVE_HAN = ("", "period", "part", "article", "stage", "matter", "numbered")
_LOW = ("bullet", "is", "circle")
_LONGEST_HEADING = 46
_LONGEST_RUN_IN = 24


# below 重点任务, 强化责任落实 names work, not demands
_FRAMES = (SectionKind.DEMANDS, SectionKind.GROUPS)
_MODES = {labels.TASK: SectionKind.WORK} | dict.fromkeys(
    (labels.DUTY, labels.GOAL), SectionKind.AIMS
)


class Builder:
    """Walks the lines once and builds the outline."""

    def __init__(self, kind: SectionKind) -> None:
        self.outline = Outline(Node(None, None, kind))
        self._stack: list[Node] = [self.outline.root]
        self._waiting: list[Item] = []
        self._annex = ""
        self._held: Line | None = None
        self._named: Line | None = None
        self._listing = ""

    def walk(self, lines: Iterable[Line]) -> Outline:
        """Take all lines, in order; then headings and kinds are found."""
        for line in lines:
            if not self._answers(line) and not self._lists_on(line):
                self._release()
                self._listing = ""
                label = line.seen.plain[line.marker.end if line.marker else 0 :]
                if labels.heads_units(label):  # 二、牵头单位: does the next line name units?
                    self._held = line
                else:
                    self._take(line)
        self._release()
        _find_headings(self.outline)
        return self.outline

    def _release(self) -> None:
        held, self._held, self._named = self._held, None, None
        if held:
            self._take(held)

    def _answers(self, line: Line) -> bool:
        """Take a line that says who or when, below a heading that asked for it."""
        heading = self._held or self._named
        if not heading or line.marker:
            return False
        plain, marker = heading.seen.plain, heading.marker
        label = plain[marker.end if marker else 0 :].rstrip(":。")
        clause = answer_to(label, line.seen)
        if clause is None:
            return False
        if self._held:
            self._held, self._named = None, heading
            if marker:
                self._descend(marker, heading)
                del self._stack[-1]
            self.outline.labels.append(
                (*heading.seen.span(0, len(plain)), labels.header_role(label))
            )
        self._stand_alone(line, Part(0, len(line.seen.plain), marker, clause))
        return True

    def _lists_on(self, line: Line) -> bool:
        """Take a line of units that goes on with the list of the line before: 配合单位:甲局 ⏎ 乙局."""
        listing = self._listing if not line.marker else ""
        clause = answer_to(listing, line.seen) if listing else None
        if clause is None or not clause.names_units:
            return False
        self._stand_alone(line, Part(0, len(line.seen.plain), clause=clause))
        return True

    def _take(self, line: Line) -> None:
        plain = line.seen.plain
        if is_meta(plain):
            self.outline.labels.append((*line.seen.span(0, len(plain)), "meta"))
            self._stack = self._stack[:1]
            return
        annex = _RE.annex.match(plain)
        if annex or _RE.annex_list.match(plain):
            self._stack = self._stack[:1]
            self._annex = f"附件{annex[1]}" if annex else self._annex
            self._waiting = []
        if _RE.asks_all.match(plain):
            self._stack = [n for n in self._stack if n.style not in ("matter", "numbered")]
        self._leave_measures(plain)
        parts = line.parts
        if parts and parts[0].clause and len(parts) == 1:
            label = parts[0].label
            listing = label and label.role in (labels.LEAD, labels.CO, labels.HELP)
            self._listing = plain[label.begin : label.end - 1] if label and listing else ""
            self._stand_alone(line, parts[0])
            return
        if len(parts) == 2 and (marker := parts[0].marker) and parts[1].label and parts[1].clause:
            self._descend(marker, line)
            del self._stack[-1]
            self.outline.marks.append(line.seen.span(parts[0].begin, parts[0].end))
            self._stand_alone(line, parts[1]._replace(marker=marker))
            return
        self._walk_parts(line, parts)

    def _leave_measures(self, plain: str) -> None:
        """Step back from the measures of one problem where 问题: or 整改目标: opens the next."""
        label = labels.label_at(plain)
        if not label or label.role not in (labels.PROBLEM, labels.GOAL, labels.TASK):
            return
        measure = next((at for at, node in enumerate(self._stack) if is_measure(node)), 0)
        if measure and (label.role == labels.PROBLEM or "整改" in plain[: label.end]):
            del self._stack[measure:]

    def _walk_parts(self, line: Line, parts: Sequence[Part]) -> None:
        here: list[Item] = []
        item: Item | None = None
        ahead: Clause | None = None
        role = self._label_of(line, parts)
        for at, part in enumerate(parts):
            if part.marker:
                self._descend(part.marker, line)
                self.outline.marks.append(line.seen.span(part.begin, part.end))
                item = None
            elif part.clause and part.label and not here and _asks_on(parts[at + 1 :]):
                ahead = part.clause
                span = line.seen.span(part.begin, part.end)
                self.outline.clauses.append((*span, ahead, line.paragraph.number))
            elif part.clause:
                self._close(line, part, here)
                if not (item and _names_what_follows(item, here, parts[at + 1 :])):
                    here, item = [], None
            elif not part.label or not part.label.begin == part.begin < part.label.end == part.end:
                item = item or self._open(line, here, role)
                item.sentences.append(Sentence(part.begin, part.end, part.acts))
                if ahead:
                    item.clause = ahead
        self._waiting.extend(here)

    def _label_of(self, line: Line, parts: Sequence[Part]) -> str:
        label = next((p.label for p in parts[:2] if p.label), None)
        if not label or label.role in labels.UNITS:
            return ""
        node = self._stack[-1]
        printed = line.seen.plain[label.begin : label.end]
        node.rectifies |= label.role == labels.PROBLEM or "整改" in printed
        alone = label.end >= len(line.seen.plain)
        lasts = alone or label.role in (labels.TASK, labels.PROBLEM, labels.NOTE)
        if lasts and not parts[0].marker:
            node.mode = label.role
        if alone or any(p.end == label.end for p in parts[:2]):
            self.outline.labels.append((*line.seen.span(label.begin, label.end), label.role))
        return label.role

    def _open(self, line: Line, here: list[Item], role: str) -> Item:
        node = self._stack[-1]
        opens = not node.items and bool(node.marker)
        role = role or (node.mode if node.mode in _MODES else "")
        item = Item(node, line.seen, line.paragraph.number, role=role, opens=opens)
        node.items.append(item)
        here.append(item)
        self.outline.items.append(item)
        return item

    def _close(self, line: Line, part: Part, here: list[Item]) -> None:
        """Give a clause in a paragraph to the items of the paragraph that have none."""
        clause = part.clause
        if clause is None:
            return
        if part.assigns:
            # a sentence that only says who and when stands in the last item and speaks for all
            here[-1].sentences.append(Sentence(part.begin, part.end, part.acts))
            here[-1].assigning = (part.begin, part.end)
            for item in here:
                item.clause, item.shares = joined(item.clause, clause), True
            return
        first, last = line.seen.span(part.begin, part.end)
        self.outline.clauses.append((first, last, clause, line.paragraph.number))
        if not here:
            self._extend_last(line, clause)
        for item in here:
            item.clause = clause

    def _extend_last(self, line: Line, clause: Clause) -> None:
        """Add a second bracket, such as (完成时限:…), to what the first one covered."""
        for item in reversed(self.outline.items[-20:]):
            if item.paragraph != line.paragraph.number:
                break
            item.clause = joined(item.clause, clause)

    def _stand_alone(self, line: Line, part: Part) -> None:
        clause = part.clause
        if clause is None:
            return
        first, last = line.seen.span(part.begin, part.end)
        if "同上" in clause.text and self.outline.clauses:
            clause = _as_above(clause, [c for _, _, c, _ in reversed(self.outline.clauses)])
        if not (clause.names_units or clause.leaders or clause.watchers or clause.times):
            self.outline.labels.append((first, last, "meta"))  # 联系人:…, 配合单位:无
            return
        self.outline.clauses.append((first, last, clause, line.paragraph.number))
        node, alone = self._stack[-1], self.outline.alone
        items = self.outline.items
        follows = alone and (not items or items[-1].paragraph <= alone[-1].paragraph)
        if follows and not self._waiting and alone[-1].node is node:
            alone[-1].clause = joined(alone[-1].clause, clause) or clause
            return
        place, numbered = (part.begin, part.end), part.marker is not None
        number = line.paragraph.number
        alone.append(ClauseAlone(node, clause, line.seen, number, place, self._waiting, numbered))
        self._waiting = []

    def _descend(self, marker: Marker, line: Line) -> None:
        """Step to the node of a marker: a style met before closes what it opened."""
        at = next((i for i, n in enumerate(self._stack) if n.style == marker.style), 0)
        if at:
            del self._stack[at:]
        if marker.style == "han" and not at:
            self._stack = [n for n in self._stack if n.style in _ABOVE_HAN]
        while marker.style in _HIGH and self._stack[-1].style in _LOW:
            del self._stack[-1]
        parent = self._stack[-1]
        parent.children += 1
        kind = _kind_below(parent, parent.mode)
        annex = self._annex if parent.parent is None else ""
        node = Node(marker, parent, kind, annex, under=parent.mode)
        node.rectifies = marker.printed.startswith(("问题", "反馈", "存在"))
        self._stack.append(node)
        self.outline.numbered.append((node, line.paragraph.number, line.seen.plain))


def _as_above(clause: Clause, above: Sequence[Clause]) -> Clause:
    """Fill what 牵头单位:同上 leaves to the nearest clause above that has it."""
    role = labels.header_role(clause.text.split(":")[0].split("：")[0])
    lead, co = role in (labels.LEAD, labels.CO), role in (labels.HELP, labels.CO)
    clause = replace(
        clause,
        lead=next((c.lead for c in above if lead and c.lead), clause.lead),
        co=next((c.co for c in above if co and c.co), clause.co),
        times=next((c.times for c in above if role == labels.TIME and c.times), clause.times),
    )
    return replace(clause, groups=tuple(filter(is_group, (*clause.lead, *clause.co))))


def _asks_on(rest: Sequence[Part]) -> bool:
    """Tell whether sentences follow a label's units at once: 责任单位:甲局。请于6月底前办结。"""
    return bool(rest) and not rest[0].clause and not rest[0].marker


def _names_what_follows(item: Item, here: list[Item], rest: Sequence[Part]) -> bool:
    """Tell whether a clause stands behind a short name, before the text: 进出平衡。(县林业局)严格…。"""
    first, last = item.sentences[0].begin, item.sentences[-1].end
    short = item.opens and len(here) == 1 and last - first <= _LONGEST_RUN_IN
    return short and bool(rest) and not any(part.clause or part.marker for part in rest)


def _kind_below(parent: Node, mode: str) -> SectionKind:
    if mode in _MODES:
        return _MODES[mode]
    return SectionKind.WORK if parent.kind is SectionKind.COVER else parent.kind


def _find_headings(outline: Outline) -> None:
    """Find the headings, give each node the kind its heading announces, and pass it down."""
    last = _last_of_leaves(outline)
    for item in outline.items:
        node = item.node
        point = len(item.sentences) == 1 and item.text()[-1:] in "。;!"
        if item.opens and not (node in last and point):
            node.heading = _heading_of(item)
            node.aims = bool(_RE.aims.match(item.text()))
        if any(above.aims for above in node.ancestors()):
            item.role = labels.GOAL
        beside = len(node.items) > 1 or node.children
        printed = node.marker.printed if node.marker else ""
        if item.opens and not item.role and beside and _RE.wrong.match(printed):
            item.role = labels.PROBLEM
        found = find_deadlines(view(item.text()), ANY_DAY) if item.role == labels.DUTY else ()
        if any(d.due for d in found):  # a 工作职责 that is due on a day is no standing duty
            item.role = labels.TASK
        above = node.parent
        if above and node.items and node.items[0] is item:
            announced = kind_of(node.heading) if node.heading else None
            if announced in _FRAMES and any(n.announced for n in above.ancestors()):
                announced = None
            node.kind = announced or _kind_below(above, node.under)
            node.announced = announced is not None


def _last_of_leaves(outline: Outline) -> set[Node]:
    """Return the last point of each series whose points have no lines below: what follows closes it."""
    series: dict[Node | None, list[Node]] = {}
    for node, _, _ in outline.numbered:
        series.setdefault(node.parent, []).append(node)
    return {
        last
        for *others, last in series.values()
        if others and not any(n.children or len(n.items) != 1 for n in others) and not last.children
    }


def _goes_on(item: Item) -> bool:
    """Tell whether an item goes on with its node, rather than close the notice or list the present."""
    plain = item.text()
    issuer = plain[-1:] not in "。;!" and bool(doers_in(plain))
    threat = all(act.kind is PredicateKind.PENALTY for act in item.acts)
    framing = is_closing(plain) or issuer or threat or looks_back(plain)
    return not framing and item.role != labels.NOTE


def _heading_of(item: Item) -> str:
    first = item.said(item.sentences[0])
    told = any(a.clause and a.clause.names_units for a in item.sentences[0].acts)
    below = item.node.children or any(map(_goes_on, item.node.items[1:]))
    if told and (first[-1:] in "。;!" or not below):
        return ""
    if len(item.sentences) == 1:
        short = len(first) <= _LONGEST_HEADING and (below or not _RE.heading_end.search(first))
        return first.rstrip("。:;,") if short else ""
    return first.rstrip("。:") if len(first) <= _LONGEST_RUN_IN and first[-1] in "。:" else ""
