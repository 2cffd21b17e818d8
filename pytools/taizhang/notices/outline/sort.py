"""Which items of an outline are work, and which only head, explain, threaten or list people.

An item under 重点任务 and the like is a task; under demands on everybody and on a cover it is one
only where a clause or a date is printed, among aims only where a date and an amount are. The tests
run in the order of KINDS; the first answer stands.
"""

import re
from collections.abc import Callable, Iterable

from taizhang.notices.dates.deadline import find_deadlines
from taizhang.notices.dates.due import Deadline, Frame
from taizhang.notices.dating import TITLE
from taizhang.notices.outline.build import Item, Node, Outline, Place
from taizhang.notices.outline.coverage import TELLING, busy_nodes, is_heading
from taizhang.notices.outline.groups import Roster
from taizhang.notices.outline.sections import Kind, is_closing, is_penalty, is_report, kind_of
from taizhang.notices.targets import find_targets
from taizhang.notices.text import labels
from taizhang.notices.who.conventions import names_successors
from taizhang.notices.who.inline import names_subject, read_inline

TASK, HEADING, CONTEXT, GROUP, PENALTY = "task", "heading", "context", "group", "penalty"
_SOFT = (Kind.DEMANDS, Kind.COVER, Kind.GROUPS)
_EMPTY = re.compile(r"^[\d\W_]*$")
_LONGEST_TITLE_LINE = 40
_SHORTEST_PENALTY = 16


class Judge:
    """Says what each item is; keeps the deadlines it read, for the tasks made of them later.

    `loose` is True for a text without outline and cover, where every sentence may be work.
    """

    def __init__(self, outline: Outline, roster: Roster, frame: Frame, *, loose: bool) -> None:
        self._roster = roster
        self._frame = frame
        self._loose = loose
        self._busy = busy_nodes(outline.items)
        self._rich = frozenset(item.node for item in outline.items if item.own)
        self._dates: dict[Place, tuple[Deadline, ...]] = {}
        self.heading_dates: dict[Node, tuple[Deadline, ...]] = {}
        self.passed_over: list[Item] = []

    def kind(self, item: Item) -> str:
        """Return what an item is: task, heading, context, group or penalty."""
        kind = next((k for test in self._tests() if (k := test(item))), TASK)
        if kind == HEADING and item.node.parent:
            self._date_heading(item)
        return kind

    def deadlines(self, item: Item, sentences: Iterable[Place]) -> list[Deadline]:
        """Return the deadlines of sentences, each sentence read once."""
        return [d for sentence in sentences for d in self._dates_of(item, sentence)]

    def inherited(self, item: Item) -> tuple[Deadline, ...]:
        """Return the deadlines of the nearest heading above an item that has any."""
        dated = (n for n in item.node.ancestors() if self.heading_dates.get(n))
        return next((self.heading_dates[n] for n in dated), ())

    def _tests(self) -> tuple[Callable[[Item], str], ...]:
        return (
            self._listed, self._all_there_is, self._told, self._names_its_node, self._has_clause,
            self._frames, self._threatens, self._aims, self._leads_in, self._demands,
            self._names_no_work, self._introduces,
        )  # fmt: skip

    def _listed(self, item: Item) -> str:
        return GROUP if item in self._roster.items else ""

    def _all_there_is(self, item: Item) -> str:
        """A problem or a bare heading is the task where nothing else stands under its clause."""
        node = item.node
        clause = node.clause or (item.clause if item.own else None)
        if node in self._busy or not clause or node.children or not node.items:
            return ""
        problem = next((i for i in node.items if i.role == labels.PROBLEM), None)
        return TASK if item is (problem or node.items[0]) else ""

    def _told(self, item: Item) -> str:
        if not item.sentences or _EMPTY.match(item.text()):
            return CONTEXT
        if item.role not in TELLING or item.own:
            return ""
        measured = item.role == labels.GOAL and self._is_measured_aim(item)
        return TASK if measured else CONTEXT

    def _names_its_node(self, item: Item) -> str:
        if not is_heading(item):
            return ""
        node, text = item.node, item.text()
        below = node.children or len(node.items) > 1 or text.endswith(":")
        announced = text[-1:] not in "。;!" and kind_of(node.heading) is not None
        return HEADING if below or announced else ""

    def _has_clause(self, item: Item) -> str:
        return TASK if item.own and item.clause else ""

    def _frames(self, item: Item) -> str:
        plain = item.text()
        framing = is_closing(plain) or names_successors(plain) or is_report(plain)
        return CONTEXT if framing else ""

    def _threatens(self, item: Item) -> str:
        said = [item.seen.plain[b:e] for b, e in item.sentences]
        only = all(is_penalty(s) or len(s) < _SHORTEST_PENALTY for s in said)
        return PENALTY if only and any(map(is_penalty, said)) else ""

    def _aims(self, item: Item) -> str:
        if _section(item) is not Kind.AIMS:
            return ""
        return TASK if self._is_measured_aim(item) or self._is_assigned(item) else CONTEXT

    def _is_assigned(self, item: Item) -> bool:
        """Tell whether a sentence sets a unit a date, wherever it stands."""
        dated = (s for s in item.sentences if any(map(sets_date, self._dates_of(item, s))))
        clauses = (read_inline(item.seen.part(*s)) for s in dated)
        return any(clause and clause.names_units for clause in clauses)

    def _leads_in(self, item: Item) -> str:
        return HEADING if item.node.children and item.text().endswith(":") else ""

    def _demands(self, item: Item) -> str:
        section = _section(item)
        if section not in _SOFT or (self._loose and section is Kind.COVER):
            return ""
        return self._only_dated(item)

    def _names_no_work(self, item: Item) -> str:
        if not _is_title_line(item):
            return ""
        names_document = item.node.parent is None and TITLE.search(item.text())
        asks = self._is_dated(item) or find_targets(item.seen) or names_subject(item.seen)
        return HEADING if names_document or not asks else ""

    def _introduces(self, item: Item) -> str:
        behind = item.node in self._rich and not item.opens and not item.node.over_lines
        intro = item.node.children or behind
        return self._only_dated(item) if intro else ""

    def _only_dated(self, item: Item) -> str:
        if self._is_dated(item):
            return TASK
        self.passed_over.append(item)
        return CONTEXT

    def _is_dated(self, item: Item) -> bool:
        return any(map(sets_date, self.deadlines(item, item.sentences)))

    def _is_measured_aim(self, item: Item) -> bool:
        """Tell whether an aim has a date and an amount, so that it can be followed up by itself."""
        if item.home in self._busy and item.role == labels.GOAL and item.node.parent:
            return False
        deadlines = self.deadlines(item, item.sentences)
        return any(d.due for d in deadlines) and bool(find_targets(item.seen, tuple(deadlines)))

    def _date_heading(self, item: Item) -> None:
        found = self._dates_of(item, item.sentences[0])
        self.heading_dates[item.node] = tuple(d for d in found if sets_date(d))

    def _dates_of(self, item: Item, sentence: Place) -> tuple[Deadline, ...]:
        key = item.seen.span(*sentence)
        if key not in self._dates:
            self._dates[key] = find_deadlines(item.seen.part(*sentence), self._frame)
        return self._dates[key]


def sets_date(deadline: Deadline) -> bool:
    """Tell whether a deadline asks for something by itself; 自印发之日起 alone does not."""
    started = deadline.start and deadline.milestone
    return bool(deadline.due or deadline.cadences or started)


def _section(item: Item) -> Kind:
    return Kind.WORK if item.role == labels.TASK else item.node.kind


def _is_title_line(item: Item) -> bool:
    plain = item.text()
    short = len(item.sentences) == 1 and len(plain) <= _LONGEST_TITLE_LINE
    return short and not item.opens and plain[-1:] not in "。;!?"
