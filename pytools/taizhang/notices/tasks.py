"""Tasks: what each duty says — title, text, clause, dates, amounts.

Names of persons never leave: they are struck out of title, text and headings.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from taizhang.notices.dates.deadline import read_times, without_manner
from taizhang.notices.dates.due import Deadline
from taizhang.notices.dates.durations import is_campaign
from taizhang.notices.outline.coverage import Cover
from taizhang.notices.outline.duties import Duty
from taizhang.notices.outline.goals import share_goals
from taizhang.notices.outline.groups import GroupRoster, group_clause
from taizhang.notices.outline.model import Item, Outline, Sentence
from taizhang.notices.outline.scopes import Scopes, Timing
from taizhang.notices.outline.sections import SectionKind
from taizhang.notices.targets import Target, find_targets
from taizhang.notices.text import labels
from taizhang.notices.text.glyphs import squeeze, view
from taizhang.notices.text.paragraphs import TextSpan
from taizhang.notices.titles import short_title, without_asides, without_attitude
from taizhang.notices.who.assigning import only_speaks_of
from taizhang.notices.who.clause import Clause, joined, with_first_leading
from taizhang.notices.who.lists import only_roles
from taizhang.notices.who.people import without_persons
from taizhang.notices.who.predicates import PredicateKind, is_bare
from taizhang.notices.words import Patterns

_RE = Patterns("tasks")


class Origin(StrEnum):
    """Where the units of a task come from."""

    PRINTED = "printed for it"
    TOLD = "told in its sentences"
    ABOVE = "a heading or lead-in above"
    BESIDE = "a sibling's clause"
    GROUP = "the members of a work group"
    NOWHERE = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One task of a notice.

    `number` is the outline number from the top as printed (三(一)1(2)), with a letter where an
    item holds several dated tasks. `text` is the stretch `span` of the notice, except that
    persons' names are left out. `headings` are those above it, `paragraph` counts from 1.
    A deadline printed inside the clause's brackets has the span (0, 0). `origin`: where its units
    come from; `dated_above`: its deadlines are those of a heading or lead-in above.
    """

    number: str
    title: str
    text: str
    clause: Clause | None
    deadlines: tuple[Deadline, ...]
    targets: tuple[Target, ...]
    span: TextSpan
    headings: tuple[str, ...] = ()
    paragraph: int = 0
    origin: Origin = Origin.PRINTED
    dated_above: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the notice and what it is.

    One of task, heading, context, penalty, group (a list of people), clause, mark (a number),
    label, meta (索引号, date, number of the notice). `reason` says why it is no task.
    """

    kind: str
    span: TextSpan
    reason: str = ""


_LONG_SENTENCE = 20
_LONGEST_TITLE = 36
_FEW_ITEMS = 4
_SHORTEST_TITLE = 4
_SOFT = (SectionKind.DEMANDS, SectionKind.AIMS, SectionKind.SCOPE)


@dataclass(frozen=True, slots=True)
class Teller:
    """Turns duties into tasks. `first_from`: the paragraph from which the first unit listed leads, 0 for never."""

    outline: Outline
    cover: Cover
    roster: GroupRoster
    scopes: Scopes
    timing: Timing
    first_from: int = 0

    def tasks(self, duties: Sequence[Duty]) -> Iterator[Task]:
        """Yield a task for each duty; what 整改目标 asks goes to the first duty of a measure."""
        goals = share_goals(self.outline.items, [d.item for d in duties])
        for duty in duties:
            yield self._task(duty, goals.pop(duty.item, []))

    def _task(self, duty: Duty, goals: list[Target]) -> Task:
        item, place = duty.item, duty.place
        clause, origin = self._clause(duty)
        own = self._deadlines(duty, clause)
        deadlines = own or self.scopes.dates_of(item.node)
        text = self._struck(item.seen.part(*place).printed_text)
        above = (n for n in reversed(list(item.node.ancestors())) if n is not item.node)
        return Task(
            item.node.path() + duty.letter, self._title(duty, text), text, clause, deadlines,
            self._targets(duty, deadlines, goals), item.seen.span(*place),
            headings=tuple(self._struck(n.heading) for n in above if n.heading),
            paragraph=item.paragraph, origin=origin, dated_above=not own and bool(deadlines),
        )  # fmt: skip

    def _clause(self, duty: Duty) -> tuple[Clause | None, Origin]:
        """Return the printed clause, else who the sentences name, else a scope's, else the work group's."""
        item, told = duty.item, duty.clause
        own = self.cover.own(item)
        reaches = self.cover.beside(item) or self.scopes.clause_of(item.node)
        if own and _names(own):
            return self._leading(own, item), Origin.PRINTED
        if reaches and _names(reaches) and (not _names(told) or _is_within(told, reaches)):
            sibling = item in self.cover.items
            reaches = joined(reaches, self._members(item)) or reaches
            if item.seen.plain.startswith("牵头", duty.place[0]):  # below 一、区文明办
                reaches = replace(reaches, lead=reaches.lead or reaches.co, co=())
            return self._leading(reaches, item), Origin.BESIDE if sibling else Origin.ABOVE
        printed = own or reaches
        if told and reaches and set(told.helpers) == {*told.lead, *told.co} != set():
            above = Clause(lead=reaches.lead or reaches.co)  # 会同交警部门… below 一、教育部门
            return joined(above, told), Origin.ABOVE
        times = Clause(times=printed.times) if printed else None
        if told and told.names_units:
            return joined(told, times), Origin.TOLD
        roster = self.roster.groups
        of = next((roster[n] for n in item.node.ancestors() if n in roster), None)
        group = group_clause(of) if of else None
        return joined(group or told, times), Origin.GROUP if group else Origin.NOWHERE

    def _members(self, item: Item) -> Clause | None:
        """Return the member units of a group whose 牵头单位 is printed above its list."""
        above = (n for n in item.node.ancestors() if n in self.cover.nodes)
        group = next((self.roster.groups[n] for n in above if n in self.roster.groups), None)
        return Clause(co=group.members) if group else None

    def _leading(self, clause: Clause, item: Item) -> Clause:
        leads_first = self.first_from and item.paragraph >= self.first_from
        return with_first_leading(clause) if leads_first else clause

    def _deadlines(self, duty: Duty, clause: Clause | None) -> tuple[Deadline, ...]:
        item, own = duty.item, list(duty.deadlines)
        begin, end = duty.place
        if clause and item.assigning and begin <= item.assigning[0] < end:
            clause = replace(clause, times=())
        held = self.cover.items.get(item)
        shared = held and held.shares and any(d.due for d in own)
        settled = shared or (not (held and held.own) and any(d.is_set for d in own))
        for time in clause.times if clause and not settled else ():
            found = read_times(view(time), self.timing.frame_of(item.node))
            own.extend(replace(d, span=(0, 0)) for d in found)
        own = without_manner([*own, *duty.back])
        # the end counted from a name such as 百日攻坚 is none where a date is printed
        printed = [d for d in own if not (d.due and is_campaign(view(d.text).plain))]
        return tuple(printed if any(d.due for d in printed) else own)

    def _title(self, duty: Duty, text: str) -> str:
        item = duty.item
        heading, first = item.node.heading, item.sentences[0]
        few = len(item.node.items) <= _FEW_ITEMS
        labelled = item.role == labels.TASK and not item.opens and few
        heads_work = heading and not heading.startswith("关于") and not item.node.rectifies
        if not duty.letter and labelled and heads_work:
            return self._struck(heading)[:_LONGEST_TITLE]
        # 强化资金保障 says less than what is to be done
        soft = item.node.kind in _SOFT and item.heads
        if not soft and (duty.place[0] == first.begin or (item.heads and not duty.letter)):
            printed = squeeze(self._struck(item.seen.printed(*first.place)))
            named = without_attitude(without_asides(printed).split("。")[0])
            if len(item.sentences) > 1 and 0 < len(named) < _LONG_SENTENCE:
                return named
        begin, end = max(duty.told, duty.place[0]), duty.place[1]
        told = self._struck(item.seen.printed(begin, end)) if begin < end else ""
        return short_title(told if _names_work(told) else squeeze(text))

    def _struck(self, text: str) -> str:
        """Return the text without the names of persons."""
        return struck(text, self.roster.names)

    def _targets(
        self, duty: Duty, deadlines: tuple[Deadline, ...], goals: list[Target]
    ) -> tuple[Target, ...]:
        """Return the targets of the sentences, of the heading that has this task alone, of 整改目标."""
        item = duty.item
        begin, end = duty.place
        inside = (s for s in item.sentences if s.begin < end and begin < s.end)
        held = (s for s in inside if not _asks_nobody(item, s))
        parts = (item.seen.part(max(begin, s.begin), min(end, s.end)) for s in held)
        found = [target for part in parts for target in find_targets(part, deadlines)]
        found = [*_beyond(() if duty.letter else self._heading_targets(item), found), *found]
        return (*found, *_beyond(goals, found))

    def _heading_targets(self, item: Item) -> Sequence[Target]:
        """Return what 新建泊位5000个 above 具体内容: asks."""
        heading, above = item.node.items[0], item.role == labels.TASK and not item.opens
        if not above or not self.cover.is_heading(heading) or len(item.node.items) > _FEW_ITEMS:
            return ()
        return find_targets(heading.seen.part(*heading.sentences[0].place))


def _asks_nobody(item: Item, said: Sentence) -> bool:
    """Tell whether a sentence only permits, or says what is wrong: 主要隐患:…."""
    permits = said.acts and all(act.kind is PredicateKind.PERMISSION for act in said.acts)
    label = labels.label_at(item.seen.plain, said.begin)
    return bool(permits or (label and label.role == labels.PROBLEM))


def _beyond(targets: Sequence[Target], known: Sequence[Target]) -> list[Target]:
    amounts = {(target.value, target.unit) for target in known}
    return [target for target in targets if (target.value, target.unit) not in amounts]


def _names_work(told: str) -> bool:
    """Tell whether what stands behind the units says what to do; in …20项,甲局牵头,乙局配合 it does not."""
    plain = view(told).plain.strip(",;。")
    return len(plain) >= _SHORTEST_TITLE and not (is_bare(plain) or only_speaks_of(plain))


def struck(text: str, names: Collection[str]) -> str:
    """Return the text without the names of persons; `names` are those that the notice lists."""
    return without_persons(text, names) if names or _RE.post_sign.search(text) else text


def _names(clause: Clause | None) -> bool:
    return bool(clause and (clause.names_units or clause.leaders))


def _is_within(told: Clause | None, reaches: Clause | None) -> bool:
    """Tell whether a sentence only calls up units of the clause that reaches it: 请牵头单位…."""
    if not told or not reaches or not _names(reaches):
        return False
    named = {*reaches.lead, *reaches.co}
    return only_roles(told) or named.issuperset((*told.lead, *told.co))
