"""Which items a clause covers when it has a paragraph to itself, or stands behind the last of several.

A label line after an item covers that item; before the measures (整改方案) it covers the section;
after the last of several siblings it covers all of them where that is the notice's habit.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from taizhang.notices.outline.model import ClauseAlone, Item, Node, Outline, is_measure
from taizhang.notices.outline.sections import is_closing
from taizhang.notices.text import labels
from taizhang.notices.who.clause import Clause, joined

_LOW_RANKS = ("digit-bracket", "digit-half", "circle", "is")
_HABIT = 2  # one family with its clause at the end may be an accident
TELLING = (labels.GOAL, labels.PROBLEM, labels.NOTE, labels.DUTY, labels.MEMBER)


@dataclass(frozen=True, slots=True)
class HeldClause:
    """The clause of an item: printed for it (`own`) or reaching it from beside, and for how many."""

    clause: Clause
    own: bool = True
    shares: bool = False


@dataclass(slots=True)
class Cover:
    """What the clauses of an outline cover: items, nodes with all below them, the plain lines of a node.

    `lost`: clauses that cover nothing.
    """

    items: dict[Item, HeldClause] = field(default_factory=dict)
    nodes: dict[Node, Clause] = field(default_factory=dict)
    over_lines: set[Node] = field(default_factory=set)
    lost: list[ClauseAlone] = field(default_factory=list)

    def own(self, item: Item) -> Clause | None:
        """Return the clause printed for an item."""
        held = self.items.get(item)
        return held.clause if held and held.own else None

    def beside(self, item: Item) -> Clause | None:
        """Return the clause that reaches an item from a sibling or from a node above."""
        held = self.items.get(item)
        if held:
            return held.clause
        node = next((n for n in item.node.ancestors() if n in self.nodes), None)
        return self.nodes[node] if node else None

    def is_heading(self, item: Item) -> bool:
        """Tell whether an item only names its node: one short sentence with something below it."""
        node = item.node
        if self.own(item) and not node.children and node not in self.over_lines:
            return False
        return item.heads and len(item.sentences) == 1

    def join(self, item: Item, clause: Clause, *, own: bool = True, shares: bool = False) -> None:
        """Add a clause to what an item has."""
        held = self.items.get(item)
        whole = joined(held.clause if held else None, clause) or clause
        self.items[item] = HeldClause(whole, own or bool(held and held.own), shares=shares)


def cover(outline: Outline) -> Cover:
    """Return what the clauses of an outline cover."""
    found = Cover({i: HeldClause(i.clause, shares=i.shares) for i in outline.items if i.clause})
    last_paragraph = _last_paragraphs(outline.items, found)
    left = _give_to_measures(outline, found)
    found.lost.extend(alone for alone in left if not _give(alone, last_paragraph, found))
    for item in outline.items:
        clause = found.own(item) if item.heads and item.node.children else None
        if clause:
            found.nodes[item.node] = clause
    _give_to_lines(outline.items, found)
    _give_backwards(outline.items, found)
    return found


def busy_nodes(items: Iterable[Item], found: Cover) -> frozenset[Node]:
    """Return the nodes in which, or below which, something is to be done."""
    return frozenset(_last_paragraphs(items, found))


def _last_paragraphs(items: Iterable[Item], found: Cover) -> dict[Node, int]:
    """Return the last paragraph in which each node, or one below it, has something to do."""
    last: dict[Node, int] = {}
    for item in items:
        if item.role in TELLING or found.is_heading(item):
            continue
        for node in item.node.ancestors():
            last[node] = max(last.get(node, 0), item.paragraph)
    return last


def _give(alone: ClauseAlone, last: dict[Node, int], found: Cover) -> bool:
    node = alone.node
    open_ = (i for i in alone.waiting if i not in found.items and i.role not in TELLING)
    waiting = [i for i in open_ if not is_closing(i.text())]
    mine = [i for i in waiting if i.node is node and not alone.numbered]
    doing = [i for i in mine if not found.is_heading(i)]
    if doing or (mine and last.get(node, 0) <= alone.paragraph):
        for item in doing or mine:
            found.join(item, alone.clause, shares=node.rectifies)
        for item in waiting:
            if item not in found.items and _stands_beside(item, mine[-1]):
                found.items[item] = HeldClause(alone.clause, own=False)
        return True
    if node.parent is None and not alone.numbered:  # 五、责任单位：… stands beside what it covers
        return False
    found.nodes[node] = joined(found.nodes.get(node), alone.clause) or alone.clause
    return True


def _give_to_measures(outline: Outline, found: Cover) -> list[ClauseAlone]:
    """Give label lines behind 整改措施: ⏎ (一)… ⏎ (二)… to all measures since the label lines before.

    Returns the standing clauses that stand elsewhere.
    """
    measures: dict[Node, list[Item]] = {}
    for item in outline.items:
        problem = _problem_of(item.node)
        if problem and item.role not in TELLING and not found.is_heading(item):
            measures.setdefault(problem, []).append(item)
    for waiting in measures.values():
        waiting.reverse()
    left = []
    for alone in outline.alone:
        waiting = measures.get(_problem_of(alone.node) or outline.root, [])
        given = False
        while not alone.numbered and waiting and waiting[-1].seen.start < alone.seen.start:
            _share(waiting.pop(), alone.clause, found)
            given = True
        if not given:
            left.append(alone)
    return left


def _problem_of(node: Node) -> Node | None:
    """Return the node of the problem whose measures a node belongs to, None outside a 整改清单."""
    return next((below.parent for below in node.ancestors() if is_measure(below)), None)


def _share(item: Item, clause: Clause, found: Cover) -> None:
    """Give a measure the clause of all measures; one with units of its own takes the date alone."""
    held = found.items.get(item)
    if held is None:
        found.items[item] = HeldClause(clause, shares=True)
    else:
        times = held.clause.times or clause.times
        found.items[item] = HeldClause(replace(held.clause, times=times), held.own, shares=True)


def _stands_beside(item: Item, last: Item) -> bool:
    """Tell whether an item is a sibling in the same paragraph or of a low rank: (1)…(2)… before 责任单位:."""
    beside = last.node.style in _LOW_RANKS or item.paragraph == last.paragraph
    return beside and item.node.parent is last.node.parent


def _give_to_lines(items: Iterable[Item], found: Cover) -> None:
    """Let (一)深化改革(责任单位:…) cover the plain lines below it, where that is the habit."""
    families: dict[Node | None, list[Item]] = {}
    for item in items:
        if item.opens and found.own(item) and not item.node.children:
            families.setdefault(item.node.parent, []).append(item)
    for family in families.values():
        over = [item for item in family if _stands_over_lines(item, found)]
        for item in over if len(over) * 2 > len(family) else ():
            found.nodes[item.node] = found.items[item].clause
            found.over_lines.add(item.node)


def _stands_over_lines(item: Item, found: Cover) -> bool:
    below = item.node.items[1:]
    heading = bool(item.node.heading) and item.text()[-1:] not in "。;!"
    return heading and bool(below) and not any(found.own(i) or is_closing(i.text()) for i in below)


def _give_backwards(items: Iterable[Item], found: Cover) -> None:
    """Let the clause behind the last sibling cover the siblings before it, where that is the habit."""
    families: dict[Node, list[Item]] = {}
    for item in items:
        if item.node.parent and item.node.parent.parent and not found.is_heading(item):
            families.setdefault(item.node.parent, []).append(item)
    closed = [f for f in families.values() if len(f) > 1 and any(map(found.own, f))]
    trailing = [f for f in closed if found.own(f[-1]) and not any(i in found.items for i in f[:-1])]
    if len(trailing) < _HABIT or len(trailing) * 2 <= len(closed):
        return
    for family in trailing:
        for item in family[:-1]:
            if found.beside(item) is None and not item.names_units:
                found.items[item] = HeldClause(found.items[family[-1]].clause, own=False)
