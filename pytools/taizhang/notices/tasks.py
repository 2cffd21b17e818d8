"""Tasks: what each item of work says — title, text, clause, dates, amounts.

Every sentence of the outline lands in `stretches` with what it is. Names of persons never leave:
they are struck out of title, text and headings.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from taizhang.notices.dates.deadline import find_deadlines, without_manner
from taizhang.notices.dates.due import Deadline, Frame
from taizhang.notices.dates.durations import CAMPAIGN
from taizhang.notices.outline.build import Item, Outline, Place, joined
from taizhang.notices.outline.coverage import clause_of, is_heading
from taizhang.notices.outline.goals import share_goals
from taizhang.notices.outline.groups import Roster, group_clause
from taizhang.notices.outline.sections import is_report
from taizhang.notices.outline.sort import CONTEXT, TASK, Judge
from taizhang.notices.targets import Target, find_targets
from taizhang.notices.text import labels
from taizhang.notices.text.glyphs import squeeze, view
from taizhang.notices.titles import short_title, without_asides
from taizhang.notices.who.assigning import only_dates
from taizhang.notices.who.clause import Clause, with_first_leading
from taizhang.notices.who.inline import read_inline
from taizhang.notices.who.people import without_persons


@dataclass(frozen=True, slots=True)
class Task:
    """One task of a notice.

    `number` is the outline number from the top as printed (三(一)1(2)), with a letter where an
    item holds several dated tasks. `text` is the stretch `span` of the notice, except that
    persons' names are left out. `headings` are those above it, `paragraph` counts from 1.
    A deadline printed inside the clause's brackets has the span (0, 0).
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
    """A stretch of the notice and what it is.

    One of task, heading, context, penalty, group (a list of people), clause, mark (a number),
    label, meta (索引号, date, number of the notice).
    """

    kind: str
    span: Place


_LONG_SENTENCE = 20
_FULL_SENTENCE = 14
_LONGEST_TITLE = 36
_FEW_ITEMS = 4
_DATED_NAME = re.compile(r"[^(),。;]{2,16}\([^()]*\)[。:]?$")  # 企业自查(即日起至12月20日)。
_POST_SIGN = re.compile("[长長]|[书書][记記]|主任|同志|人[:：]|电话|联络员|[领領][导導]")


class Reader:
    """Turns the items of one outline into tasks.

    `first_from` is the paragraph from which the first unit listed leads, 0 for never.
    """

    def __init__(
        self, outline: Outline, roster: Roster, frame: Frame, judge: Judge, first_from: int = 0
    ) -> None:
        self._outline = outline
        self._roster = roster
        self._frame = frame
        self._judge = judge
        self._first_from = first_from
        self._goals: dict[Item, list[Target]] = {}
        self.stretches: list[Stretch] = []

    def tasks(self) -> Iterator[Task]:
        """Yield the tasks in printed order; every sentence lands in `stretches`."""
        items = self._outline.items
        work = [item for item in items if self._judged(item) == TASK]
        self._goals = share_goals(items, work)
        for item in work:
            yield from self._tasks_of(item)

    def _judged(self, item: Item) -> str:
        self._drop_reports(item)
        kind = self._judge.kind(item)
        self.stretches.extend(Stretch(kind, item.seen.span(*s)) for s in item.sentences)
        return kind

    def _drop_reports(self, item: Item) -> None:
        """Leave out what minutes report (会议听取…) before what they decide."""
        reports = [s for s in item.sentences if is_report(item.seen.plain[slice(*s)])]
        if len(reports) < len(item.sentences):
            self.stretches.extend(Stretch(CONTEXT, item.seen.span(*s)) for s in reports)
            if item.opens and item.sentences[0] in reports:
                item.node.heading = ""
            item.sentences = [s for s in item.sentences if s not in reports]
            item.minuted = bool(reports)

    def _tasks_of(self, item: Item) -> Iterator[Task]:
        groups = self._groups(item)
        for at, sentences in enumerate(groups):
            letter = chr(ord("a") + at) if 1 < len(groups) <= 26 else ""
            yield self._task(item, sentences, letter)

    def _groups(self, item: Item) -> list[list[Place]]:
        """Cut an item where a sentence sets a second date (4月末前…。5月末前…。) or a second unit.

        Numbered items are cut by dates alone: there several units share one task, save in minutes,
        where a number opens a topic.
        """
        free = (item.minuted or not item.opens) and not _has_units(item)
        groups: list[list[Place]] = []
        dated = named = False
        for at, sentence in enumerate(item.sentences):
            heads = at == 0 and item.opens and _DATED_NAME.match(item.seen.plain[slice(*sentence)])
            due = not heads and self._sets_due(item, sentence)
            subject = free and _names_units(item, sentence)
            parts = (due and dated) or (subject and named)
            if groups and (not parts or _goes_on(item, sentence)):
                groups[-1].append(sentence)
                dated, named = dated or due, named or subject
            else:
                groups.append([sentence])
                dated, named = due, subject
        return groups

    def _sets_due(self, item: Item, sentence: Place) -> bool:
        is_full = sentence[1] - sentence[0] >= _FULL_SENTENCE
        return is_full and any(d.due for d in self._judge.deadlines(item, [sentence]))

    def _task(self, item: Item, sentences: list[Place], letter: str) -> Task:
        place = (sentences[0][0], sentences[-1][1])
        span = item.seen.span(*place)
        clause = self._clause(item, sentences)
        deadlines = self._deadlines(item, sentences, clause)
        text = self._struck(item.seen.part(*place).printed_text)
        above = (n for n in reversed(list(item.node.ancestors())) if n is not item.node)
        return Task(
            number=item.node.path() + letter,
            title=self._title(item, sentences, text, alone=not letter),
            text=text,
            clause=clause,
            deadlines=deadlines,
            targets=_targets(
                item, sentences, deadlines, self._goals.pop(item, []), alone=not letter
            ),
            span=span,
            headings=tuple(self._struck(n.heading) for n in above if n.heading),
            paragraph=item.paragraph,
        )

    def _clause(self, item: Item, sentences: list[Place]) -> Clause | None:
        """Return the printed clause, else the units in the sentences, else the work group's."""
        holder = clause_of(item)
        clause = holder.clause if holder else None
        if clause and (clause.names_units or clause.leaders):
            leads_first = self._first_from and item.paragraph >= self._first_from
            return with_first_leading(clause) if leads_first else clause
        inline: Clause | None = None
        for sentence in sentences:
            inline = joined(inline, read_inline(item.seen.part(*sentence)))
        return joined(inline or self._group_clause(item), clause)

    def _group_clause(self, item: Item) -> Clause | None:
        groups = self._roster.groups
        group = next((groups[n] for n in item.node.ancestors() if n in groups), None)
        return group_clause(group) if group else None

    def _deadlines(
        self, item: Item, sentences: list[Place], clause: Clause | None
    ) -> tuple[Deadline, ...]:
        own = self._judge.deadlines(item, sentences)
        if clause and item.assigning in sentences:
            clause = replace(clause, times=())
        shared = item.shares and any(d.due for d in own)
        settled = shared or (not item.own and any(d.is_set for d in own))
        for time in clause.times if clause and not settled else ():
            found = find_deadlines(view(time), self._frame, cell=True)
            own.extend(replace(d, span=(0, 0)) for d in found)
        return tuple(_without_campaigns(without_manner(own))) or self._judge.inherited(item)

    def _title(self, item: Item, sentences: list[Place], text: str, *, alone: bool) -> str:
        heading, first = item.node.heading, sentences[0]
        labelled = (
            item.role == labels.TASK and not item.opens and len(item.node.items) <= _FEW_ITEMS
        )
        names_work = heading and not heading.startswith("关于") and not item.node.rectifies
        if alone and labelled and names_work:
            return self._struck(heading)[:_LONGEST_TITLE]
        named = without_asides(squeeze(self._struck(item.seen.printed(*first))))
        if len(sentences) > 1 and 0 < len(named) < _LONG_SENTENCE:
            return named
        return short_title(squeeze(text))

    def _struck(self, text: str) -> str:
        """Return the text without the names of persons."""
        if self._roster.names or _POST_SIGN.search(text):
            return without_persons(text, self._roster.names)
        return text


def _without_campaigns(deadlines: list[Deadline]) -> list[Deadline]:
    """Drop the end counted from a name such as 百日攻坚 where the task prints a date."""
    printed = [d for d in deadlines if not (d.due and CAMPAIGN.fullmatch(view(d.text).plain))]
    return printed if any(d.due for d in printed) else deadlines


def _has_units(item: Item) -> bool:
    holder = clause_of(item)
    return bool(holder and holder.clause and holder.clause.names_units)


def _goes_on(item: Item, sentence: Place) -> bool:
    """Tell whether a sentence only says who or when, so that it speaks of the one before it."""
    return sentence == item.assigning or only_dates(item.seen.plain[slice(*sentence)])


def _names_units(item: Item, sentence: Place) -> bool:
    clause = read_inline(item.seen.part(*sentence))
    return clause is not None and clause.names_units


def _targets(
    item: Item,
    sentences: list[Place],
    deadlines: tuple[Deadline, ...],
    goals: list[Target],
    *,
    alone: bool,
) -> tuple[Target, ...]:
    """Return the targets of the sentences, of the heading that has this task alone, of 整改目标."""
    found = [t for s in sentences for t in find_targets(item.seen.part(*s), deadlines)]
    found = [*(_heading_targets(item, found) if alone else ()), *found]
    known = {(t.value, t.unit) for t in found}
    return (*found, *(t for t in goals if (t.value, t.unit) not in known))


def _heading_targets(item: Item, own: list[Target]) -> list[Target]:
    """Return what 新建泊位5000个 above 具体内容: asks beyond it."""
    heading, above = item.node.items[0], item.role == labels.TASK and not item.opens
    if not above or not is_heading(heading) or len(item.node.items) > _FEW_ITEMS:
        return []
    known = {(t.value, t.unit) for t in own}
    return [
        t
        for t in find_targets(heading.seen.part(*heading.sentences[0]))
        if (t.value, t.unit) not in known
    ]
