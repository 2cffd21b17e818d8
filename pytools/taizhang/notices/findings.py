"""What a clerk should look at in a notice that was split, as issues of the catalog.

What concerns one cell of a task is a Finding, met once: it colours the cell, says why, and names
the other reading. Issues name the paragraph and quote it; nothing is decided here.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from taizhang.core.catalog import notices as rules
from taizhang.core.issues import Issue, Place, show
from taizhang.core.values.numerals import whole
from taizhang.notices.dates.due import Deadline
from taizhang.notices.notice import Notice
from taizhang.notices.outline.coverage import Cover
from taizhang.notices.outline.duties import CONTEXT, Duty, Passage
from taizhang.notices.outline.model import Item, Node, Outline
from taizhang.notices.outline.sections import SectionKind
from taizhang.notices.targets import Target, main_target
from taizhang.notices.tasks import Origin, Task
from taizhang.notices.text.glyphs import squeeze
from taizhang.notices.who.clause import Clause, lead_and_others, shares_with_all
from taizhang.notices.who.lists import only_roles
from taizhang.notices.words import Patterns

_RE = Patterns("findings")

_QUOTE = 18
_IN_A_YEAR = {
    "周": 52, "旬": 36, "半月": 24, "两周": 26, "月": 12, "双月": 6, "两月": 6, "季": 4, "季度": 4, "半年": 2,
}  # fmt: skip
_OPEN = ("有关", "相关")
_TOO_FAR = 10  # 一、 and then 二十、 are two series
_SEVERAL = 2
_OF_BOTH = (  # who takes part is as doubtful as who leads
    rules.OWNER_MISSING, rules.WHO_LEADS, rules.COVERED_BACKWARDS, rules.FROM_GROUP,
    rules.ROLE_ONLY,
)  # fmt: skip


class Finding(NamedTuple):
    """A doubt about one cell: its column in the drafts, and the issue."""

    key: str
    issue: Issue


def no_text() -> Issue:
    """Return the issue of an empty text."""
    return rules.TEXT_MISSING.at()


def of_notice(notice: Notice) -> Iterator[Issue]:
    """Yield what concerns the whole notice, then what concerns each task."""
    parts = notice.parts or (notice,)
    if notice.parts:
        yield rules.SEVERAL_NOTICES.at(count=len(notice.parts))
    for part in parts:
        yield from _of_dates(part)
    if not notice.tasks:
        yield rules.TASKS_MISSING.at()
    for part in parts:
        for task in part.tasks:
            yield from (finding.issue for finding in of_task(task, part.issued))


def _of_dates(notice: Notice) -> Iterator[Issue]:
    if notice.issued is None:
        yield rules.ISSUED_UNKNOWN.at()
    elif notice.plan_year and notice.plan_year != notice.issued.year:
        yield rules.PLAN_YEAR_DIFFERS.at(plan=notice.plan_year, issued=notice.issued)
    if notice.first_leads:
        yield rules.FIRST_LEADS.at()


def of_reading(
    outline: Outline, cover: Cover, duties: Iterable[Duty], passages: Iterable[Passage], names: int
) -> Iterator[Issue]:
    """Yield what was noticed while the outline was read."""
    if names:
        yield rules.NAMES_DROPPED.at(count=names)
    for alone in cover.lost:
        said = alone.seen.plain
        yield rules.CLAUSE_LOST.at(_place(alone.paragraph, said), found=_short(said))
    yield from _of_passages(passages)
    yield from _of_conventions(outline)
    yield from _of_numbers(outline)
    yield from _of_counts(outline.items, duties)


def _of_counts(items: Iterable[Item], duties: Iterable[Duty]) -> Iterator[Issue]:
    """Yield the headings that say how many points follow where another number was split."""
    below: dict[Node, set[Node]] = {}
    for duty in duties:
        for child, node in pairwise(duty.item.node.ancestors()):
            below.setdefault(node, set()).add(child)
    for item in items:
        said = _RE.counted.search(item.node.heading) if item.heads else None
        points = below.get(item.node)
        if said and points and len(points) != whole(said[1]):
            yield rules.COUNT_DIFFERS.at(
                _place(item.paragraph, item.text()),
                found=_short(item.node.heading), said=whole(said[1]), count=len(points),
            )  # fmt: skip


def _of_passages(passages: Iterable[Passage]) -> Iterator[Issue]:
    """Yield the points that were left out though they are numbered work or name a unit."""
    for passage in passages:
        item = passage.item
        told = any(
            act.clause and act.clause.names_units
            for sentence in item.sentences
            if sentence.begin <= passage.place[0] < sentence.end
            for act in sentence.acts
        )
        numbered = item.opens and item.node.kind is SectionKind.WORK and item.node.parent
        if passage.reason and passage.kind == CONTEXT and (told or numbered):
            said = item.seen.plain[slice(*passage.place)]
            yield rules.PASSED_OVER.at(_place(item.paragraph, said), reason=passage.reason)


def _of_conventions(outline: Outline) -> Iterator[Issue]:
    texts = [(item.paragraph, item.text()) for item in outline.items]
    texts += [(number, clause.text) for _, _, clause, number in outline.clauses]
    for paragraph, text in texts:
        if "不再" in text and shares_with_all(text):
            yield rules.SHARED_BY_ALL.at(_place(paragraph, text))


def _of_numbers(outline: Outline) -> Iterator[Issue]:
    """Yield the places where 一、二、四、 skips a number, which often means a lost line."""
    last: dict[tuple[int, str], tuple[int, str]] = {}
    for node, paragraph, text in outline.numbered:
        marker = node.marker
        if not marker or marker.style in ("bullet", "decimal", "decimal-deep", "is"):
            continue
        key = (id(node.parent), marker.style)
        before = last.get(key)
        if before and marker.ordinal > before[0] + 1 and marker.ordinal - before[0] < _TOO_FAR:
            yield rules.NUMBER_SKIPPED.at(
                _place(paragraph, text), before=before[1], after=marker.printed
            )
        last[key] = (marker.ordinal, marker.printed)


def of_task(task: Task, issued: date | None) -> Iterator[Finding]:
    """Yield what is doubtful in a task, cell by cell."""
    place = _place(task.paragraph, task.text)
    for key, issue in _of_units(task, place):
        yield Finding(key, issue)
        if issue.rule in _OF_BOTH:
            yield Finding("co", issue)
    dated = any(d.due for d in task.deadlines)
    for deadline in task.deadlines:
        if deadline.vague and dated:
            key = "nodes" if deadline.text.endswith("前") else "due"
            yield Finding(key, rules.NODE_VAGUE.at(place, found=deadline.text))
        else:
            yield from (Finding("due", issue) for issue in of_deadline(deadline, place, issued))
    if several := _of_several(task.deadlines, place):
        yield Finding("due", several)
    if task.dated_above:
        found = task.deadlines[0].text
        yield Finding("due", rules.DUE_FROM_ABOVE.at(place, found=found))
    yield from (
        Finding("target", issue) for issue in of_amounts(task.targets, place, task.deadlines)
    )


def _of_several(deadlines: Sequence[Deadline], place: Place) -> Issue | None:
    """Return the question of a task that prints several last days and does not say of what."""
    dues = sorted({d.due for d in deadlines if d.due})
    told = {d.due for d in deadlines if d.due and (d.milestone or d.quantity)}
    if len(dues) < _SEVERAL or told.issuperset(dues[:-1]):
        return None
    texts = list(dict.fromkeys(d.text for d in deadlines if d.due))
    return rules.SEVERAL_DUES.at(place, found=texts, due=dues[-1])


def _of_units(task: Task, place: Place) -> Iterator[tuple[str, Issue]]:
    clause = task.clause
    if clause is None or not clause.names_units:
        yield "lead", rules.OWNER_MISSING.at(place, found=_short(task.title))
        return
    yield from _of_leads(clause, place)
    for group in clause.groups:
        if any(word in group for word in _OPEN):
            key = "lead" if group in clause.lead else "co"
            yield key, rules.GROUP_OPEN.at(place, found=group)
    if only_roles(clause):
        yield "lead", rules.ROLE_ONLY.at(place, found=[*clause.lead, *clause.co])
    if task.origin is Origin.BESIDE:
        yield "lead", rules.COVERED_BACKWARDS.at(place, found=_short(task.title))
    elif task.origin is Origin.GROUP:
        yield "lead", rules.FROM_GROUP.at(place)


def _of_leads(clause: Clause, place: Place) -> Iterator[tuple[str, Issue]]:
    leads, others = lead_and_others(clause)
    if not leads:
        yield "lead", rules.WHO_LEADS.at(place, found=list(others))
    elif len(leads) > 1 and not clause.each_leads:
        yield "lead", rules.SEVERAL_LEAD.at(place, found=list(leads))


def of_amounts(
    targets: Sequence[Target], place: Place, deadlines: Sequence[Deadline] = ()
) -> Iterator[Issue]:
    """Yield what is doubtful in the number cell, which takes the main target."""
    first = main_target(targets, deadlines)
    if first is None:
        return
    if first.upper is not None:
        yield rules.TARGET_RANGE.at(place, found=first.text, low=first.value, high=first.upper)
    if times := _IN_A_YEAR.get(first.per.removeprefix("每").lstrip("个一")):
        found = first.per + first.text
        yield rules.PER_PERIOD.at(place, found=found, value=first.value, whole=first.value * times)
    if len(targets) > 1:
        others = [target.per + target.text for target in targets if target is not first]
        yield rules.SEVERAL_TARGETS.at(place, count=len(targets), found=first.text, others=others)


def of_deadline(deadline: Deadline, place: Place, issued: date | None) -> Iterator[Issue]:
    """Yield what is doubtful in a deadline."""
    found = deadline.text
    if deadline.past_at_issue and issued:
        yield rules.PAST_AT_ISSUE.at(
            place, found=found, due=deadline.due or deadline.start, issued=issued
        )
    if deadline.readings:
        readings = "或".join(map(show, deadline.readings))
        due = show(deadline.due) if deadline.due else "后一个"
        yield rules.TWO_READINGS.at(place, found=found, readings=readings, due=due)
    if deadline.calendar_unknown:
        yield rules.CALENDAR_UNKNOWN.at(place, found=found, year=deadline.calendar_unknown)
    told = (deadline.vague, deadline.masked, deadline.impossible, deadline.anchor)
    says = (deadline.due, deadline.start, deadline.cadences, *told)
    marks = (
        (deadline.vague, rules.DUE_VAGUE), (deadline.masked, rules.YEAR_HIDDEN),
        (deadline.weekday_wrong, rules.WEEKDAY_WRONG), (deadline.impossible, rules.DAY_IMPOSSIBLE),
        (deadline.anchor and deadline.due is None, rules.ANCHORED),
        (not any(says), rules.COUNT_UNSET),
    )  # fmt: skip
    for marked, rule in marks:
        if marked:
            yield rule.at(place, found=found)


def _place(paragraph: int, text: str) -> Place:
    return Place(paragraph=paragraph, quote=_short(text))


def _short(text: str) -> str:
    said = squeeze(text)
    return said if len(said) <= _QUOTE else said[:_QUOTE] + "…"
