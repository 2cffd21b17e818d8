"""Which items a clause covers when it has a paragraph to itself, or stands behind the last of several.

A label line after an item covers that item; before the measures (整改方案) it covers the section;
after the last of several siblings it covers all of them where that is the notice's habit.
"""

from collections.abc import Iterable
from dataclasses import replace

from taizhang.notices.outline.build import ClauseAlone, Item, Node, Outline, is_measure, joined
from taizhang.notices.outline.sections import is_closing
from taizhang.notices.text import labels
from taizhang.notices.who.clause import Clause
from taizhang.notices.who.inline import names_subject

_LOW_RANKS = ("digit-bracket", "digit-half", "circle", "is")
TELLING = (labels.GOAL, labels.PROBLEM, labels.NOTE, labels.DUTY, labels.MEMBER)


def cover(outline: Outline) -> tuple[list[ClauseAlone], list[Item]]:
    """Give the standing clauses to items or nodes.

    Returns the clauses that cover nothing, and the items that got a clause from a later sibling.
    """
    last_paragraph = _last_paragraphs(outline.items)
    left = _give_to_measures(outline)
    lost = [alone for alone in left if not _give(alone, last_paragraph)]
    for item in outline.items:
        if item.opens and item.own and item.node.children and item.node.heading:
            item.node.clause = item.clause
    _give_to_lines(outline.items)
    return lost, _give_backwards(outline.items)


def clause_of(item: Item) -> "Item | Node | None":
    """Return what holds the clause of an item: itself, or the nearest node above that has one."""
    if item.clause:
        return item
    return next((node for node in item.node.ancestors() if node.clause), None)


def busy_nodes(items: Iterable[Item]) -> frozenset[Node]:
    """Return the nodes in which, or below which, something is to be done."""
    return frozenset(_last_paragraphs(items))


def is_heading(item: Item) -> bool:
    """Tell whether an item only names its node: one short sentence with something below it."""
    if item.own and not item.node.children and not item.node.over_lines:
        return False
    return item.opens and bool(item.node.heading) and len(item.sentences) == 1


def _last_paragraphs(items: Iterable[Item]) -> dict[Node, int]:
    """Return the last paragraph in which each node, or one below it, has something to do."""
    last: dict[Node, int] = {}
    for item in items:
        if item.role in TELLING or is_heading(item):
            continue
        for node in item.node.ancestors():
            last[node] = max(last.get(node, 0), item.paragraph)
    return last


def _give(alone: ClauseAlone, last: dict[Node, int]) -> bool:
    node = alone.node
    if alone.numbered:  # 五、责任单位：… stands beside what it covers
        node.clause = joined(node.clause, alone.clause)
        return True
    waiting = [i for i in alone.waiting if i.clause is None and i.role not in TELLING]
    mine = [i for i in waiting if i.node is node]
    doing = [i for i in mine if not is_heading(i)]
    if doing or (mine and last.get(node, 0) <= alone.paragraph):
        for item in doing or mine:
            item.clause = joined(item.clause, alone.clause)
            item.own, item.shares = True, node.rectifies
        for item in waiting:
            if item.clause is None and _stands_beside(item, mine[-1]):
                item.clause = alone.clause
        return True
    if node.parent is None:
        return False
    node.clause = joined(node.clause, alone.clause)
    return True


def _give_to_measures(outline: Outline) -> list[ClauseAlone]:
    """Give label lines behind 整改措施: ⏎ (一)… ⏎ (二)… to all measures since the label lines before.

    Returns the standing clauses that stand elsewhere.
    """
    measures: dict[Node, list[Item]] = {}
    for item in outline.items:
        problem = _problem_of(item.node)
        if problem and item.role not in TELLING and not is_heading(item):
            measures.setdefault(problem, []).append(item)
    for waiting in measures.values():
        waiting.reverse()
    left = []
    for alone in outline.alone:
        waiting = measures.get(_problem_of(alone.node) or outline.root, [])
        given = False
        while not alone.numbered and waiting and waiting[-1].seen.start < alone.seen.start:
            _share(waiting.pop(), alone.clause)
            given = True
        if not given:
            left.append(alone)
    return left


def _problem_of(node: Node) -> Node | None:
    """Return the node of the problem whose measures a node belongs to, None outside a 整改清单."""
    return next((below.parent for below in node.ancestors() if is_measure(below)), None)


def _share(item: Item, clause: Clause) -> None:
    """Give a measure the clause of all measures; one with units of its own takes the date alone."""
    item.shares = True
    if item.clause is None:
        item.clause, item.own = clause, True
    elif not item.clause.times:
        item.clause = replace(item.clause, times=clause.times)


def _stands_beside(item: Item, last: Item) -> bool:
    """Tell whether an item is a sibling in the same paragraph or of a low rank: (1)…(2)… before 责任单位:."""
    marker = last.node.marker
    low = marker is not None and marker.style in _LOW_RANKS
    return item.node.parent is last.node.parent and (low or item.paragraph == last.paragraph)


def _give_to_lines(items: list[Item]) -> None:
    """Let (一)深化改革(责任单位:…) cover the plain lines below it, where that is the habit."""
    families: dict[Node | None, list[Item]] = {}
    for item in items:
        if item.opens and item.own and not item.node.children:
            families.setdefault(item.node.parent, []).append(item)
    for family in families.values():
        over = [item for item in family if _stands_over_lines(item)]
        for item in over if len(over) * 2 > len(family) else ():
            item.node.clause, item.node.over_lines = item.clause, True


def _stands_over_lines(item: Item) -> bool:
    below = item.node.items[1:]
    heading = bool(item.node.heading) and item.text()[-1:] not in "。;!"
    return heading and bool(below) and not any(i.own or is_closing(i.text()) for i in below)


def _give_backwards(items: list[Item]) -> list[Item]:
    """Let the clause behind the last sibling cover the siblings before it, where that is the habit."""
    families: dict[Node, list[Item]] = {}
    for item in items:
        if item.node.parent and item.node.parent.parent and not is_heading(item):
            families.setdefault(item.node.parent, []).append(item)
    closed = [
        family for family in families.values() if len(family) > 1 and any(i.own for i in family)
    ]
    trailing = [
        family for family in closed if family[-1].own and not any(i.clause for i in family[:-1])
    ]
    if not trailing or len(trailing) * 2 <= len(closed):
        return []
    given = []
    for family in trailing:
        for item in family[:-1]:
            if clause_of(item) is None and not _names_units(item):
                item.clause = family[-1].clause
                given.append(item)
    return given


def _names_units(item: Item) -> bool:
    return any(names_subject(item.seen.part(*sentence)) for sentence in item.sentences)
