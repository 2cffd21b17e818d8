"""How far a sentence speaks: a lead-in (以下工作：) to the points below it, 上述工作… to those above."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from taizhang.notices.dates.due import Deadline
from taizhang.notices.outline.model import Node, Outline, Sentence
from taizhang.notices.outline.timing import Timing, sets_date
from taizhang.notices.who.assigning import only_dates
from taizhang.notices.who.clause import Clause, joined
from taizhang.notices.who.predicates import PredicateKind

_BELOW = re.compile(r"以下|下列|如下|下述|[:]$")
_ABOVE = re.compile(
    r"(?:以上|上述|前述)(?:各?项)?(?:重点|具体)?(?:工作|任务|事项|措施|要求|内容|项目)?(?:均|都|须|应|要|必须|原则上|务必)*"
)


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
        if last is None or node not in parents or not _BELOW.search(item.said(last)):
            continue
        lead_ins.add(last)
        if clause := _told(last):
            clauses[node] = clause
        if node.parent and (found := tuple(filter(sets_date, timing.of(item, [last])))):
            dates[node] = found
    for item in outline.items:
        if item.heads and item.node.parent and item.node not in dates:
            found = tuple(filter(sets_date, timing.of(item, item.sentences[:1])))
            if found and (len(item.sentences) == 1 or item.node in parents):
                dates[item.node] = found
    return Scopes(frozenset(lead_ins), clauses, dates)


def _told(sentence: Sentence) -> Clause | None:
    """Return who a lead-in tells to act; one that reports tells nobody."""
    clause: Clause | None = None
    for act in sentence.acts:
        if act.kind is PredicateKind.REPORT:
            return None
        if act.clause and act.clause.names_units:
            clause = joined(clause, act.clause)
    return clause


def looks_back(plain: str) -> bool:
    """Tell whether a sentence only dates what stands before it.

    >>> looks_back("上述工作要在2024年6月底前完成。"), looks_back("上述材料6月底前报县政府。")
    (True, False)
    """
    found = _ABOVE.match(plain)
    return bool(found and found.end() < len(plain) and only_dates(plain[found.end() :]))
