"""How far a sentence speaks: a lead-in (以下工作：) to the points below it, 上述工作… to those above."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from taizhang.notices.dates.deadline import find_deadlines
from taizhang.notices.dates.due import Deadline, Frame
from taizhang.notices.outline.model import Item, Node, Outline, Sentence
from taizhang.notices.text import labels
from taizhang.notices.text.paragraphs import TextSpan
from taizhang.notices.who.assigning import only_speaks_of
from taizhang.notices.who.clause import Clause, joined
from taizhang.notices.who.lists import doers_in
from taizhang.notices.who.predicates import PredicateKind
from taizhang.notices.words import Patterns, words

_RE = Patterns("scopes")
_LONGEST_HEADING = 46


class Timing:
    """Reads deadlines; what it read is kept, since a sentence is judged and then told."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self._read: dict[TextSpan, tuple[Deadline, ...]] = {}
        self._frames: dict[Node, Frame] = {}

    def of(self, item: Item, sentences: Iterable[Sentence]) -> list[Deadline]:
        """Return the deadlines of sentences."""
        return [d for sentence in sentences for d in self._of(item, sentence)]

    def within(self, item: Item, sentence: Sentence, place: TextSpan) -> tuple[Deadline, ...]:
        """Return the deadlines of a sentence that stand at a place of its paragraph."""
        begin, end = item.seen.span(*place)
        return tuple(d for d in self._of(item, sentence) if begin <= d.span[0] < end)

    def frame_of(self, node: Node) -> Frame:
        """Return the frame of a node: the year of the nearest heading that prints one reaches down."""
        if node not in self._frames:
            above = self.frame_of(node.parent) if node.parent else self.frame
            years = _RE.year.findall(node.heading) if len(node.heading) <= _LONGEST_HEADING else []
            one = len(set(years)) == 1
            self._frames[node] = replace(above, plan_year=int(years[0])) if one else above
        return self._frames[node]

    def _of(self, item: Item, sentence: Sentence) -> tuple[Deadline, ...]:
        key = item.seen.span(*sentence.place)
        if key not in self._read:
            frame = self.frame_of(item.node)
            self._read[key] = find_deadlines(item.seen.part(*sentence.place), frame)
        return self._read[key]


def sets_date(deadline: Deadline) -> bool:
    """Tell whether a deadline asks for something by itself; 自印发之日起 alone does not."""
    started = deadline.start and deadline.milestone
    return bool(deadline.due or deadline.cadences or started)


@dataclass(frozen=True, slots=True)
class Scopes:
    """The sentences that lead in points, and what they give to the nodes below a node."""

    lead_ins: frozenset[Sentence]
    clauses: Mapping[Node, Clause]
    dates: Mapping[Node, tuple[Deadline, ...]]

    def clause_of(self, node: Node) -> Clause | None:
        """Return the clause that a lead-in above a node gives it."""
        above = node.parent.ancestors() if node.parent else ()
        return next((self.clauses[n] for n in above if n in self.clauses), None)

    def dates_of(self, node: Node) -> tuple[Deadline, ...]:
        """Return the deadlines of the nearest heading or lead-in above a node that has any."""
        return next((self.dates[n] for n in node.ancestors() if self.dates.get(n)), ())


def find_scopes(outline: Outline, timing: Timing) -> Scopes:
    """Find the lead-ins of an outline, and the dates of its headings."""
    lead_ins: set[Sentence] = set()
    clauses: dict[Node, Clause] = {}
    dates: dict[Node, tuple[Deadline, ...]] = {}
    parents = {item.node.parent for item in outline.items if item.opens}
    for item in outline.items:
        node, last = item.node, item.sentences[-1] if item.sentences else None
        if last is None or node not in parents or not _RE.below.search(item.said(last)):
            continue
        lead_ins.add(last)
        if clause := _told(last):
            clauses[node] = clause
        # 2025年度考核 names what is checked, not when
        told = (d for d in timing.of(item, [last]) if d.text[-2:] != "年度")
        if node.parent and (found := tuple(filter(sets_date, told))):
            dates[node] = found
    _add_headings(outline, timing, clauses, dates)
    return Scopes(frozenset(lead_ins), clauses, dates)


def _add_headings(
    outline: Outline,
    timing: Timing,
    clauses: dict[Node, Clause],
    dates: dict[Node, tuple[Deadline, ...]],
) -> None:
    """Add what headings say: when (排查阶段(6月底前)), who (一、交警部门), and 整改目标 by a day."""
    parents = {item.node.parent for item in outline.items if item.opens}
    for item in outline.items:
        if item.heads and item.node in parents:
            beside = any(n.parent is item.node.parent for n in clauses)
            if who := _units_of_heading(item, beside=beside):
                clauses.setdefault(item.node, who)
        if item.heads and item.node.parent and item.node not in dates:
            found = _dates_of_heading(item, timing)
            alone = len(item.sentences) == 1 or item.node in parents
            if found and (alone or _RE.phase.search(item.said(item.sentences[0]))):
                dates[item.node] = found
    for node, goals in _goals(outline).items():
        aimed = (d for goal in goals for d in timing.of(goal, goal.sentences) if d.due)
        if len(goals) == 1:  # 整改目标:2025年6月底前… where no 整改时限 is printed
            dates.setdefault(node, tuple(aimed))


def _units_of_heading(item: Item, *, beside: bool) -> Clause | None:
    """Return the units of a heading that names nothing else: 一、县交警大队; beside one, 二、社区 too."""
    heading = _RE.count.sub("", item.node.heading)
    if beside and heading in words("unit.many"):
        return Clause(co=(heading,), groups=(heading,))
    names = tuple(heading[slice(*place)] for place in doers_in(heading))
    return Clause(co=names) if names and all(map(_RE.office.search, names)) else None


def _dates_of_heading(item: Item, timing: Timing) -> tuple[Deadline, ...]:
    """Return what a heading sets for all below it: 排查阶段(6月底前), 2025年任务."""
    if item.node.style == "period":
        return find_deadlines(item.seen, timing.frame_of(item.node), cell=True)
    return tuple(filter(sets_date, timing.of(item, item.sentences[:1])))


def _goals(outline: Outline) -> Mapping[Node, list[Item]]:
    """Return the 整改目标 of each problem."""
    found: dict[Node, list[Item]] = {}
    for item in outline.items:
        if item.role == labels.GOAL and item.home.rectifies and item.home.parent:
            found.setdefault(item.home, []).append(item)
    return found


def _told(sentence: Sentence) -> Clause | None:
    """Return who a lead-in tells to act; one that reports tells nobody."""
    if any(act.kind is PredicateKind.REPORT for act in sentence.acts):
        return None
    return joined(*(a.clause for a in sentence.acts if a.clause and a.clause.names_units))


def looks_back(plain: str) -> bool:
    """Tell whether a sentence only says who or when of what stands before it.

    >>> looks_back("上述工作要在2024年6月底前完成。"), looks_back("上述材料6月底前报县政府。")
    (True, False)
    """
    found = _RE.above.match(plain)
    return bool(found and found.end() < len(plain) and only_speaks_of(plain[found.end() :]))
