"""What a clerk should look at in a notice that was split, as issues of the catalog.

Issues name the paragraph and quote it; nothing is decided here.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from taizhang.core.catalog import notices as rules
from taizhang.core.issues import Issue, Place, show
from taizhang.notices.dates.due import Deadline
from taizhang.notices.notice import Notice
from taizhang.notices.outline.coverage import Cover
from taizhang.notices.outline.duties import CONTEXT, Passage
from taizhang.notices.outline.model import Item, Node, Outline
from taizhang.notices.outline.sections import Kind
from taizhang.notices.tasks import Task
from taizhang.notices.text.glyphs import squeeze
from taizhang.notices.who import conventions

_QUOTE = 18
_OPEN = ("有关", "相关")


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
            yield from _of_task(task, part.issued)


def _of_dates(notice: Notice) -> Iterator[Issue]:
    if notice.issued is None:
        yield rules.ISSUED_UNKNOWN.at()
    elif notice.plan_year and notice.plan_year != notice.issued.year:
        yield rules.PLAN_YEAR_DIFFERS.at(plan=notice.plan_year, issued=notice.issued)
    if notice.first_leads:
        yield rules.FIRST_LEADS.at()


def of_reading(
    outline: Outline, cover: Cover, passages: Iterable[Passage], names: int
) -> Iterator[Issue]:
    """Yield what was noticed while the outline was read."""
    if names:
        yield rules.NAMES_DROPPED.at(count=names)
    for alone in cover.lost:
        yield rules.CLAUSE_LOST.at(
            _place(alone.paragraph, alone.seen.plain), found=_short(alone.seen.plain)
        )
    for item in cover.backwards:
        yield rules.COVERED_BACKWARDS.at(
            _place(item.paragraph, item.text()), found=_short(item.text())
        )
    yield from _of_passages(passages)
    yield from _of_conventions(outline)
    yield from _of_numbers(outline.items)


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
        numbered = item.opens and item.node.kind is Kind.WORK and item.node.parent
        if passage.reason and passage.kind == CONTEXT and (told or numbered):
            said = item.seen.plain[slice(*passage.place)]
            yield rules.PASSED_OVER.at(_place(item.paragraph, said), reason=passage.reason)


def _of_conventions(outline: Outline) -> Iterator[Issue]:
    texts = [(item.paragraph, item.text()) for item in outline.items]
    texts += [(number, clause.text) for _, _, clause, number in outline.clauses]
    for paragraph, text in texts:
        if "不再" in text and conventions.shares_with_all(text):
            yield rules.SHARED_BY_ALL.at(_place(paragraph, text))


def _of_numbers(items: Sequence[Item]) -> Iterator[Issue]:
    """Yield the places where 一、二、四、 skips a number, which often means a lost line."""
    last: dict[tuple[int, str], tuple[int, str]] = {}
    for item, node in _opened(items):
        marker, parent = node.marker, node.parent
        if not marker or not parent or marker.style in ("bullet", "decimal", "is"):
            continue
        key = (id(parent), marker.style)
        before = last.get(key)
        if before and marker.ordinal > before[0] + 1 and marker.ordinal - before[0] < 10:
            yield rules.NUMBER_SKIPPED.at(
                _place(item.paragraph, item.text()), before=before[1], after=marker.printed
            )
        last[key] = (marker.ordinal, marker.printed)


def _opened(items: Sequence[Item]) -> Iterator[tuple[Item, Node]]:
    """Yield the nodes that begin with an item, those that only hold numbers (2.(1)…) before it."""
    empty: set[Node] = set()
    for item in items:
        if item.opens:
            above = [n for n in item.node.ancestors() if not n.items and n not in empty]
            empty.update(above)
            yield from ((item, node) for node in reversed(above))
            yield item, item.node


def _of_task(task: Task, issued: date | None) -> Iterator[Issue]:
    place = _place(task.paragraph, task.text)
    clause = task.clause
    if clause is None or not clause.names_units:
        yield rules.OWNER_MISSING.at(place, found=_short(task.title))
    for group in clause.groups if clause else ():
        if any(word in group for word in _OPEN):
            yield rules.GROUP_OPEN.at(place, found=group)
    for deadline in task.deadlines:
        yield from _of_deadline(deadline, place, issued)


def _of_deadline(deadline: Deadline, place: Place, issued: date | None) -> Iterator[Issue]:
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
    marks = (
        (deadline.vague, rules.DUE_VAGUE), (deadline.masked, rules.YEAR_HIDDEN),
        (deadline.weekday_wrong, rules.WEEKDAY_WRONG), (deadline.impossible, rules.DAY_IMPOSSIBLE),
    )  # fmt: skip
    for marked, rule in marks:
        if marked:
            yield rule.at(place, found=found)


def _place(paragraph: int, text: str) -> Place:
    return Place(paragraph=paragraph, quote=_short(text))


def _short(text: str) -> str:
    said = squeeze(text)
    return said if len(said) <= _QUOTE else said[:_QUOTE] + "…"
