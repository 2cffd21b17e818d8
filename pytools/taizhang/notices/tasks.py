"""Tasks: which items of the outline are work, and what each says: title, text, clause, dates, amounts.

An item under 重点任务 and the like is a task; under aims, demands on everybody and on a cover it is
one only where a clause or a date is printed. What is no task is context, never nothing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from taizhang.notices import labels
from taizhang.notices.clause import Clause, with_first_leading
from taizhang.notices.conventions import names_successors
from taizhang.notices.coverage import TELLING, busy_nodes, clause_of, is_heading
from taizhang.notices.dating import TITLE
from taizhang.notices.deadline import find_deadlines
from taizhang.notices.due import Deadline, Frame
from taizhang.notices.glyphs import View, squeeze, view
from taizhang.notices.groups import Roster, group_clause
from taizhang.notices.inline import read_inline
from taizhang.notices.outline import Item, Node, Outline, joined
from taizhang.notices.people import persons_beside_posts
from taizhang.notices.sections import Kind, is_closing, is_penalty, is_report, kind_of
from taizhang.notices.targets import Target, find_targets
from taizhang.notices.titles import short_title

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Task:
    """One task of a notice.

    `number` is the outline number from the top as printed (三(一)1(2)), with a letter where an item
    holds several dated tasks. `text` is the stretch `span` of the notice, except that persons'
    names are left out. `headings` are those above it, `leaders` posts, `paragraph` counts from 1.
    """

    number: str
    title: str
    text: str
    clause: Clause | None
    deadlines: tuple[Deadline, ...]
    targets: tuple[Target, ...]
    span: Place
    headings: tuple[str, ...] = ()
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the notice and what it is: task, heading, context, clause, mark, group, penalty."""

    kind: str
    span: Place


_SOFT = (Kind.DEMANDS, Kind.COVER, Kind.GROUPS)
_EMPTY = re.compile(r"^[\d\W_]*$")
_LONG_SENTENCE = 20
_LONGEST_TITLE = 32


class Reader:
    """Turns the items of one outline into tasks; `frame` dates them.

    `first_from` is the paragraph from which the first unit listed leads, 0 for never. `loose` is True
    for a text without outline and cover, where every sentence may be work.
    """

    def __init__(
        self,
        outline: Outline,
        roster: Roster,
        frame: Frame,
        *,
        first_from: int = 0,
        loose: bool = False,
    ) -> None:
        self._outline = outline
        self._roster = roster
        self._frame = frame
        self._first_from = first_from
        self._loose = loose
        self._dates: dict[Place, tuple[Deadline, ...]] = {}
        self._heading_dates: dict[Node, tuple[Deadline, ...]] = {}
        self._busy = busy_nodes(outline.items)
        self._rich = frozenset(item.node for item in outline.items if item.own)
        self.stretches: list[Stretch] = []
        self.passed_over: list[Item] = []

    def tasks(self) -> Iterator[Task]:
        """Yield the tasks in printed order; every sentence lands in `stretches`."""
        for item in self._outline.items:
            self._drop_reports(item)
            kind = self._kind(item)
            self.stretches.extend(Stretch(kind, item.seen.span(*s)) for s in item.sentences)
            if kind == "task":
                yield from self._tasks_of(item)

    def _drop_reports(self, item: Item) -> None:
        """Leave out what minutes report (会议听取…) before what they decide."""
        reports = [s for s in item.sentences if is_report(_said(item, s))]
        if len(reports) < len(item.sentences):
            self.stretches.extend(Stretch("context", item.seen.span(*s)) for s in reports)
            item.sentences = [s for s in item.sentences if s not in reports]

    def _kind(self, item: Item) -> str:
        plain = item.text()
        if item in self._roster.items:
            return "group"
        if self._stands_for_node(item):
            return "task"
        if not item.sentences or _EMPTY.match(plain) or (item.role in TELLING and not item.own):
            return "task" if item.role == labels.GOAL and self._is_measured_aim(item) else "context"
        if is_heading(item) and self._names_node(item):
            self._date_heading(item)
            return "heading"
        if item.own and item.clause:
            return "task"
        return self._kind_without_clause(item, plain)

    def _stands_for_node(self, item: Item) -> bool:
        """Tell whether an item is all there is under a clause: a problem or a bare heading."""
        node = item.node
        if node in self._busy or not (node.clause or (item.clause and item.own)) or node.children:
            return False
        problem = next((i for i in node.items if i.role == labels.PROBLEM), None)
        return item is (problem or node.items[0])

    def _names_node(self, item: Item) -> bool:
        node = item.node
        below = node.children or len(node.items) > 1
        unended = item.text()[-1:] not in "。;!"
        return (
            bool(below)
            or (unended and kind_of(node.heading) is not None)
            or item.text().endswith(":")
        )

    def _kind_without_clause(self, item: Item, plain: str) -> str:
        if is_closing(plain) or names_successors(plain) or is_report(plain):
            return "context"
        if _all_penalty(item):
            return "penalty"
        kind = Kind.WORK if item.role == labels.TASK else item.node.kind
        dated = any(
            d.due or d.start or d.recurrences for d in self._deadlines(item, item.sentences)
        )
        if kind is Kind.AIMS:
            return "task" if self._is_measured_aim(item) else "context"
        if item.node.children and plain.endswith(":"):
            self._date_heading(item)
            return "heading"
        if kind in _SOFT and not (self._loose and kind is Kind.COVER):
            return self._demand(item, asks=dated)
        if _is_title_line(item) and (_is_document_title(item) or not (dated or find_targets(item.seen))):
            return "heading"
        if item.node.children or (item.node in self._rich and not item.opens):
            return self._demand(item, asks=dated)
        return "task"

    def _is_measured_aim(self, item: Item) -> bool:
        """Tell whether an aim has a date and an amount, so that it can be followed up by itself."""
        if item.node in self._busy and item.role == labels.GOAL and item.node.parent:
            return False
        deadlines = self._deadlines(item, item.sentences)
        return any(d.due for d in deadlines) and bool(find_targets(item.seen, tuple(deadlines)))

    def _demand(self, item: Item, *, asks: bool) -> str:
        if not asks:
            self.passed_over.append(item)
        return "task" if asks else "context"

    def _date_heading(self, item: Item) -> None:
        found = find_deadlines(_part(item.seen, *item.sentences[0]), self._frame)
        self._heading_dates[item.node] = tuple(
            d for d in found if d.due or d.start or d.recurrences
        )

    def _deadlines(self, item: Item, sentences: Iterable[Place]) -> list[Deadline]:
        return [d for s in sentences for d in self._dates_of(item, s)]

    def _dates_of(self, item: Item, sentence: Place) -> tuple[Deadline, ...]:
        """Return the deadlines of a sentence, read once."""
        key = item.seen.span(*sentence)
        if key not in self._dates:
            self._dates[key] = find_deadlines(_part(item.seen, *sentence), self._frame)
        return self._dates[key]

    def _tasks_of(self, item: Item) -> Iterator[Task]:
        groups = self._dated_groups(item)
        for at, sentences in enumerate(groups):
            letter = chr(ord("a") + at) if 1 < len(groups) <= 26 else ""
            yield self._task(item, sentences, letter)

    def _dated_groups(self, item: Item) -> list[list[Place]]:
        """Cut an item where a sentence sets a second date (4月末前…。5月末前…。) or a second unit."""
        holder = clause_of(item)
        free = not item.opens and (holder is None or holder.clause is None or not holder.clause.names_units)
        groups: list[list[Place]] = []
        dated = named = False
        for sentence in item.sentences:
            due = any(d.due for d in self._deadlines(item, [sentence])) and _is_full(sentence)
            subject = free and _names_units(item, sentence)
            if groups and not (due and dated) and not (subject and named):
                groups[-1].append(sentence)
                dated, named = dated or due, named or subject
            else:
                groups.append([sentence])
                dated, named = due, subject
        return groups

    def _task(self, item: Item, sentences: list[Place], letter: str) -> Task:
        span = item.seen.span(sentences[0][0], sentences[-1][1])
        clause = self._clause(item, sentences)
        deadlines = self._own_or_inherited(item, sentences, clause)
        text = item.seen.printed_text[span[0] - item.seen.start : span[1] - item.seen.start]
        text = self._struck(text)
        return Task(
            number=item.node.path() + letter,
            title=self._title(item, sentences, text, alone=not letter),
            text=text,
            clause=clause,
            deadlines=deadlines,
            targets=self._targets(item, sentences, deadlines),
            span=span,
            headings=tuple(
                self._struck(n.heading)
                for n in reversed(list(item.node.ancestors()))
                if n.heading and n is not item.node
            ),
            paragraph=item.paragraph,
        )

    def _clause(self, item: Item, sentences: list[Place]) -> Clause | None:
        holder = clause_of(item)
        clause = holder.clause if holder else None
        if clause and (clause.names_units or clause.leaders):
            leads_first = self._first_from and item.paragraph >= self._first_from
            return with_first_leading(clause) if leads_first else clause
        inline: Clause | None = None
        for sentence in sentences:
            inline = joined(inline, read_inline(_part(item.seen, *sentence)))
        if inline is None:
            group = next(
                (self._roster.groups[n] for n in item.node.ancestors() if n in self._roster.groups),
                None,
            )
            inline = group_clause(group) if group else None
        return joined(inline, clause) if clause else inline

    def _own_or_inherited(
        self, item: Item, sentences: list[Place], clause: Clause | None
    ) -> tuple[Deadline, ...]:
        own = self._deadlines(item, sentences)
        inherited = not item.own and any(d.is_set for d in own)
        for time in clause.times if clause and not inherited else ():
            own.extend(
                replace(d, span=(0, 0)) for d in find_deadlines(view(time), self._frame, cell=True)
            )
        if own:
            return tuple(own)
        return next(
            (self._heading_dates[n] for n in item.node.ancestors() if n in self._heading_dates), ()
        )

    def _targets(
        self, item: Item, sentences: list[Place], deadlines: tuple[Deadline, ...]
    ) -> tuple[Target, ...]:
        found = [t for s in sentences for t in find_targets(_part(item.seen, *s), deadlines)]
        goals = [i for i in item.node.items if i.role == labels.GOAL and i is not item]
        alone = sum(1 for i in item.node.items if i.role not in TELLING and not is_heading(i)) <= 1
        if goals and alone and not item.node.children:
            found.extend(
                t
                for g in goals
                for t in find_targets(_part(g.seen, *g.sentences[0]))
                if g.sentences
            )
        return tuple(found)

    def _title(self, item: Item, sentences: list[Place], text: str, *, alone: bool) -> str:
        heading, few = item.node.heading, len(item.node.items) <= 4
        if alone and few and heading and item.role == labels.TASK and not item.opens and not heading.startswith("关于"):
            return self._struck(heading)[:_LONGEST_TITLE]
        if len(sentences) > 1 and len(_said(item, sentences[0])) <= _LONG_SENTENCE:
            return squeeze(self._struck(item.seen.printed(*sentences[0]))).rstrip("。.;；:：!！")
        return short_title(squeeze(text))

    def _struck(self, text: str) -> str:
        """Return the text without the names of persons."""
        if self._roster.names or any(post in text for post in ("长", "书记", "主任", "同志")):
            for name in (*self._roster.names, *persons_beside_posts(text)):
                text = text.replace(name, "")
        return text


def _sets_date(deadline: Deadline) -> bool:
    """Tell whether a deadline asks for something by itself; 自印发之日起 alone does not."""
    return bool(deadline.due or deadline.recurrences or (deadline.start and deadline.milestone))


def _all_penalty(item: Item) -> bool:
    said = [_said(item, s) for s in item.sentences]
    return any(map(is_penalty, said)) and all(is_penalty(s) or len(s) < 16 for s in said)


def _is_title_line(item: Item) -> bool:
    plain = item.text()
    return (
        not item.opens
        and len(item.sentences) == 1
        and len(plain) <= 40
        and plain[-1:] not in "。;!?"
    )


def _is_document_title(item: Item) -> bool:
    return item.node.parent is None and bool(TITLE.search(item.text()))


def _names_units(item: Item, sentence: Place) -> bool:
    clause = read_inline(_part(item.seen, *sentence))
    return clause is not None and clause.names_units


def _is_full(sentence: Place) -> bool:
    return sentence[1] - sentence[0] >= _LONG_SENTENCE


def _said(item: Item, sentence: Place) -> str:
    return item.seen.plain[sentence[0] : sentence[1]]


def _part(seen: View, begin: int, end: int) -> View:
    """Return the view of a part of a paragraph."""
    first, last = seen.span(begin, end)
    return View(
        seen.printed_text[first - seen.start : last - seen.start],
        first,
        seen.plain[begin:end],
        seen.places[begin : end + 1],
    )
