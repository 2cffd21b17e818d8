"""split_notice: a notice into tasks, with what a clerk should look at as issues.

The text is cut into notices (a file may hold two); each goes through PASSES, from its lines to its
tasks. Nothing is dropped: `stretches` says for every letter whether it went into a task, a heading,
a clause, a list of people, or stayed context.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from taizhang.notices import findings
from taizhang.notices.dates.deadline import find_deadlines
from taizhang.notices.dates.due import Frame
from taizhang.notices.dating import (
    cut_notices,
    find_issued,
    find_number,
    find_plan_year,
    find_since,
    find_title,
)
from taizhang.notices.notice import Notice, left_out
from taizhang.notices.outline.build import Builder
from taizhang.notices.outline.coverage import Cover, cover
from taizhang.notices.outline.duties import Duty, Former, Passage
from taizhang.notices.outline.groups import GroupRoster, WorkGroup, read_groups
from taizhang.notices.outline.model import Node, Outline
from taizhang.notices.outline.scopes import Scopes, Timing, find_scopes
from taizhang.notices.outline.sections import SectionKind
from taizhang.notices.outline.tables import NoticeTable, find_tables
from taizhang.notices.outline.tokens import Line, Part, tokenise
from taizhang.notices.tabled import tasks_of_tables
from taizhang.notices.targets import find_targets
from taizhang.notices.tasks import Stretch, Task, Teller
from taizhang.notices.text.glyphs import View, view
from taizhang.notices.text.labels import label_at
from taizhang.notices.text.markers import marker_at_start
from taizhang.notices.text.paragraphs import Paragraph, page_numbers, paragraphs, without_pages
from taizhang.notices.titles import short_title
from taizhang.notices.who.clause import declares_first, joined
from taizhang.notices.who.lists import ANY, NameLists
from taizhang.notices.who.predicates import PredicateKind as ActKind
from taizhang.notices.words import Patterns

_RE = Patterns("splitting")

_COVERS_NONE, _FRAMING = "找不到它管的任务", "文头、日期或联系方式"


@dataclass(frozen=True, slots=True)
class NoticeReading:
    """A notice while it is read: each pass adds what it found, under its name, and changes nothing before it."""

    text: str
    chunk: Sequence[Paragraph]
    tables: Sequence[NoticeTable]
    timing: Timing
    lists: NameLists
    first_from: int = 0
    lines: Sequence[Line] = ()
    outline: Outline = field(default_factory=lambda: Outline(Node(None, None, SectionKind.WORK)))
    cover: Cover = field(default_factory=Cover)
    roster: GroupRoster = field(default_factory=lambda: GroupRoster({}, frozenset(), frozenset()))
    scopes: Scopes = field(default_factory=lambda: Scopes(frozenset(), {}, {}))
    formed: tuple[tuple[Duty, ...], tuple[Passage, ...]] = ((), ())
    told: tuple[Task, ...] = ()
    tabled: tuple[Sequence[Task], Sequence[Stretch]] = ((), ())


def split_notice(text: str, issued: date | None = None, known: Iterable[str] = ()) -> Notice:
    """Split a notice into tasks; `issued` overrides the date of issue printed in it.

    `known` are the names of units that the office's roster has.

    Where the text holds several notices, each keeps the date it prints.

    >>> notice = split_notice("1.新建学校3所。(牵头单位:县教育局)", date(2022, 5, 18))
    >>> [(t.title, t.clause.lead, t.targets[0].value) for t in notice.tasks]
    [('新建学校3所', ('县教育局',), 3.0)]
    """
    plain = without_pages(text)
    every = paragraphs(plain)
    pages = tuple(Stretch("meta", span) for span in page_numbers(text))
    if not every:
        return Notice(issues=(findings.no_text(),), issued=issued, stretches=pages)
    tables = find_tables(plain)
    chunks = cut_notices(every)
    given = issued if len(chunks) == 1 else None
    lists = NameLists(known) if known else ANY
    days = [given or find_issued(chunk) or issued for chunk in chunks]
    parts = [
        _read(chunk, tables, plain, day, lists) for chunk, day in zip(chunks, days, strict=True)
    ]
    whole = parts[0] if len(parts) == 1 else _together(parts)
    return replace(
        whole,
        issues=tuple(findings.of_notice(whole)) + whole.issues,
        stretches=tuple(sorted((*whole.stretches, *pages), key=_place)),
    )


def read_task(
    text: str, issued: date | None = None, known: Iterable[str] = (), paragraph: int = 0
) -> Task:
    """Read a text as one task, whatever it says: a paragraph that the clerk calls a task.

    >>> task = read_task("县教育局可于9月底前公布补贴对象名单。", date(2022, 5, 18))
    >>> task.title, task.clause.co, str(task.deadlines[0].due)
    ('公布补贴对象名单', ('县教育局',), '2022-09-30')
    """
    frame = Frame(issued or date(2000, 1, 1), guessed=issued is None)
    seen = view(text)
    lines = tokenise(paragraphs(text), NameLists(known) if known else ANY)
    parts = [part for line in lines for part in line.parts]
    clause = joined(*(c for p in parts for c in (p.clause, *(act.clause for act in p.acts))))
    deadlines = tuple(find_deadlines(seen, frame))
    return Task(
        number="",
        title=_named(seen, parts),
        text=text,
        clause=clause,
        deadlines=deadlines,
        targets=tuple(find_targets(seen, deadlines)),
        span=(0, len(text)),
        paragraph=paragraph,
    )


def _named(seen: View, parts: Sequence[Part]) -> str:
    """Return the title of a text: its first sentence behind number, label and units."""
    first = next((p for p in parts if p.acts or not (p.marker or p.clause)), None)
    marker = marker_at_start(seen.plain)
    begin = marker.end if marker else 0
    label = label_at(seen.plain, begin)
    begin = label.end if label else begin
    if first and first.acts:
        begin = max(begin, first.begin + first.acts[0].told)
        may = _RE.may.match(seen.plain, begin) if first.acts[0].kind is ActKind.PERMISSION else None
        begin = may.end() if may else begin
    stop = seen.plain.find("。", begin)
    return short_title(seen.printed(begin, stop if stop > begin else len(seen.plain)))


def _together(parts: Sequence[Notice]) -> Notice:
    first = parts[0]
    return replace(
        first,
        tasks=tuple(t for p in parts for t in p.tasks),
        issues=tuple(i for p in parts for i in p.issues),
        groups=tuple(g for p in parts for g in p.groups),
        stretches=tuple(s for p in parts for s in p.stretches),
        left=tuple(left for p in parts for left in p.left),
        parts=tuple(parts),
    )


def _read(
    chunk: Sequence[Paragraph],
    tables: Sequence[NoticeTable],
    text: str,
    day: date | None,
    lists: NameLists,
) -> Notice:
    plan_year = find_plan_year(chunk, day)
    frame = Frame(
        day or date(plan_year or 2000, 1, 1),
        plan_year,
        since=find_since(chunk),
        guessed=day is None,
    )
    begin, end = chunk[0].start, chunk[-1].end
    inner = [t for t in tables if begin <= t.span[0] < end]
    reading = NoticeReading(text, chunk, inner, Timing(frame), lists, _first_leads_from(chunk))
    for found, step in PASSES:
        reading = replace(reading, **{found: step(reading)})
    stretches = tuple(sorted(_stretches(reading), key=_place))
    names = reading.roster.names
    issues = findings.of_reading(reading.outline, reading.cover, *reading.formed, len(names))
    return Notice(
        tasks=tuple(sorted((*reading.told, *reading.tabled[0]), key=_place)),
        issues=tuple(issues),
        groups=_named_groups(reading.roster),
        title=find_title(chunk),
        number=find_number(chunk),
        issued=day,
        plan_year=plan_year,
        first_leads=bool(reading.first_from),
        stretches=stretches,
        left=tuple(left_out(text, chunk, stretches, names, day)),
    )


def _formed(reading: NoticeReading) -> tuple[tuple[Duty, ...], tuple[Passage, ...]]:
    former = Former(reading.outline, reading.cover, reading.roster, reading.scopes, reading.timing)
    return tuple(former.form(reading.outline.items)), tuple(former.passages)


def _told(r: NoticeReading) -> tuple[Task, ...]:
    teller = Teller(r.outline, r.cover, r.roster, r.scopes, r.timing, r.first_from)
    return tuple(teller.tasks(r.formed[0]))


def _tabled(r: NoticeReading) -> tuple[list[Task], list[Stretch]]:
    first = bool(r.first_from)
    return tasks_of_tables(r.tables, r.timing.frame, r.chunk, first_leads=first)


PASSES: tuple[tuple[str, Callable[[NoticeReading], Any]], ...] = (
    ("lines", lambda r: tokenise(_outside(r.chunk, r.tables), r.lists)),
    ("outline", lambda r: Builder(_kind(r.chunk)).walk(r.lines)),
    ("cover", lambda r: cover(r.outline)),
    ("roster", lambda r: read_groups(r.outline)),
    ("scopes", lambda r: find_scopes(r.outline, r.timing)),
    ("formed", _formed),
    ("told", _told),
    ("tabled", _tabled),
)


def _place(found: Task | Stretch) -> tuple[int, int]:
    return found.span


def _outside(chunk: Sequence[Paragraph], tables: Sequence[NoticeTable]) -> Iterator[Paragraph]:
    """Yield the paragraphs that no table holds."""
    spans = iter([t.span for t in tables])
    span = next(spans, None)
    for paragraph in chunk:
        while span and span[1] <= paragraph.start:
            span = next(spans, None)
        if not span or paragraph.start < span[0]:
            yield paragraph


def _kind(chunk: Sequence[Paragraph]) -> SectionKind:
    """Tell how the text opens: like a notice, with addressees or 印发给你们, or with its work."""
    opening = [p.seen.plain for p in chunk[:40]]
    covers = any(_RE.addressees.match(p) or _RE.hands_out.search(p) for p in opening)
    return SectionKind.COVER if covers else SectionKind.WORK


def _first_leads_from(chunk: Sequence[Paragraph]) -> int:
    """Return the paragraph from which the first unit listed leads; a note (注：) holds for the whole."""
    told = next((p for p in chunk if declares_first(p.seen.plain)), None)
    if told is None:
        return 0
    note = told.seen.plain.startswith(("注", "备注", "说明", "*", "(注"))
    return chunk[0].number if note else told.number


def _stretches(reading: NoticeReading) -> Iterator[Stretch]:
    outline = reading.outline
    duties, passages = reading.formed
    yield from (Stretch("task", duty.item.seen.span(*duty.place)) for duty in duties)
    yield from (Stretch(p.kind, p.item.seen.span(*p.place), p.reason) for p in passages)
    yield from reading.tabled[1]
    yield from (Stretch("mark", span) for span in outline.marks)
    lost = {alone.seen.span(*alone.place) for alone in reading.cover.lost}
    for begin, end, _, _ in outline.clauses:
        yield Stretch("clause", (begin, end), _COVERS_NONE if (begin, end) in lost else "")
    for begin, end, role in outline.labels:
        meta = role == "meta"
        yield Stretch("meta" if meta else "label", (begin, end), _FRAMING if meta else "")


def _named_groups(roster: GroupRoster) -> tuple[WorkGroup, ...]:
    groups = (g for g in roster.groups.values() if g.leader or g.deputies or g.members)
    return tuple(dict.fromkeys(groups))
