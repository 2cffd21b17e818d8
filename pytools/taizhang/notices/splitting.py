"""split_notice: a notice into tasks, with what a clerk should look at as issues.

The text is cut into notices (a file may hold two), each into its outline, tables and tasks. Nothing
is dropped: `stretches` says for every letter whether it went into a task, a heading, a clause, a
list of people, or stayed context.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from taizhang.notices import findings
from taizhang.notices.dates.due import Frame
from taizhang.notices.dating import find_issued, find_number, find_plan_year, find_title
from taizhang.notices.notice import Notice
from taizhang.notices.outline.build import Builder, Outline, settle_kinds
from taizhang.notices.outline.coverage import cover
from taizhang.notices.outline.groups import Roster, WorkGroup, read_groups
from taizhang.notices.outline.sections import Kind
from taizhang.notices.outline.sort import Judge
from taizhang.notices.outline.tables import Table, find_tables
from taizhang.notices.several import cut_notices
from taizhang.notices.tabled import tasks_of_tables
from taizhang.notices.tasks import Reader, Stretch, Task
from taizhang.notices.text.paragraphs import Paragraph, paragraphs
from taizhang.notices.who import conventions


def split_notice(text: str, issued: date | None = None) -> Notice:
    """Split a notice into tasks; `issued` overrides the date of issue printed in it.

    Where the text holds several notices, each keeps the date it prints.

    >>> notice = split_notice("1.新建学校3所。(牵头单位:县教育局)", date(2022, 5, 18))
    >>> [(t.title, t.clause.lead, t.targets[0].value) for t in notice.tasks]
    [('新建学校3所', ('县教育局',), 3.0)]
    """
    every = paragraphs(text)
    if not every:
        return Notice(issues=(findings.no_text(),), issued=issued)
    tables = find_tables(text)
    chunks = cut_notices(every)
    given = issued if len(chunks) == 1 else None
    parts = [_read(chunk, tables, text, given or find_issued(chunk) or issued) for chunk in chunks]
    whole = parts[0] if len(parts) == 1 else _together(parts)
    return replace(whole, issues=tuple(findings.of_notice(whole)) + whole.issues)


def _together(parts: Sequence[Notice]) -> Notice:
    first = parts[0]
    return replace(
        first,
        tasks=tuple(t for p in parts for t in p.tasks),
        issues=tuple(i for p in parts for i in p.issues),
        groups=tuple(g for p in parts for g in p.groups),
        stretches=tuple(s for p in parts for s in p.stretches),
        parts=tuple(parts),
    )


def _read(
    chunk: Sequence[Paragraph], tables: Sequence[Table], text: str, day: date | None
) -> Notice:
    plan_year = find_plan_year(chunk, day)
    frame = Frame(day or date(plan_year or 2000, 1, 1), plan_year, guessed=day is None)
    begin, end = chunk[0].start, chunk[-1].end
    inner = [t for t in tables if begin <= t.span[0] < end]
    outline = _outline(chunk, inner)
    lost, backwards = cover(outline)
    roster = read_groups(outline)
    first_from = _first_leads_from(chunk)
    loose = not outline.root.children and outline.root.kind is Kind.WORK
    judge = Judge(outline, roster, frame, loose=loose)
    reader = Reader(outline, roster, frame, judge, first_from)
    tasks = list(reader.tasks())
    tabled, rows = tasks_of_tables(inner, text, frame, chunk, first_leads=bool(first_from))
    notes = findings.of_reading(outline, lost, backwards, judge.passed_over, len(roster.names))
    return Notice(
        tasks=tuple(sorted([*tasks, *tabled], key=_place)),
        issues=tuple(notes),
        groups=_named_groups(roster),
        title=find_title(chunk),
        number=find_number(chunk),
        issued=day,
        plan_year=plan_year,
        first_leads=bool(first_from),
        stretches=tuple(sorted([*reader.stretches, *_marks(outline), *rows], key=_place)),
    )


def _place(found: Task | Stretch) -> tuple[int, int]:
    return found.span


def _outline(chunk: Sequence[Paragraph], tables: Sequence[Table]) -> Outline:
    kind = Kind.COVER if _has_cover(chunk) else Kind.WORK
    outline = Builder(kind).walk(_outside(chunk, tables))
    settle_kinds(outline)
    return outline


def _outside(chunk: Sequence[Paragraph], tables: Sequence[Table]) -> Iterator[Paragraph]:
    """Yield the paragraphs that no table holds."""
    spans = iter([t.span for t in tables])
    span = next(spans, None)
    for paragraph in chunk:
        while span and span[1] <= paragraph.start:
            span = next(spans, None)
        if not span or paragraph.start < span[0]:
            yield paragraph


def _has_cover(chunk: Sequence[Paragraph]) -> bool:
    """Tell whether the text opens like a notice: addressees, or 印发给你们."""
    opening = [p.seen.plain for p in chunk[:40]]
    return any(
        p.endswith(":") and p.startswith(("各", "市", "县", "区", "省")) and len(p) > 8
        for p in opening
    ) or any(
        "印发给你们" in p or "贯彻执行" in p or ("贯彻落实" in p and "现将" in p) for p in opening
    )


def _first_leads_from(chunk: Sequence[Paragraph]) -> int:
    """Return the paragraph from which the first unit listed leads; a note (注：) holds for the whole."""
    for paragraph in chunk:
        plain = paragraph.seen.plain
        if ("首" in plain or "第一" in plain or "最前" in plain) and conventions.declares_first(
            plain
        ):
            return (
                chunk[0].number
                if plain.startswith(("注", "备注", "说明", "*", "(注"))
                else paragraph.number
            )
    return 0


def _marks(outline: Outline) -> Iterator[Stretch]:
    yield from (Stretch("mark", span) for span in outline.marks)
    yield from (Stretch("clause", (begin, end)) for begin, end, _, _ in outline.clauses)
    yield from (Stretch("label", (begin, end)) for begin, end, _ in outline.labels)


def _named_groups(roster: Roster) -> tuple[WorkGroup, ...]:
    groups = (g for g in roster.groups.values() if g.leader or g.deputies or g.members)
    return tuple(dict.fromkeys(groups))
