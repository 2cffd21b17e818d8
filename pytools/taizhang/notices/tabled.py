"""Table rows become tasks: the task cell is the text, the unit cells the clause, the time cell the date."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from taizhang.notices.dates.deadline import find_deadlines, read_times, with_milestone
from taizhang.notices.dates.due import Deadline, Frame
from taizhang.notices.outline.duties import CONTEXT, HEADING, TASK, TITLED
from taizhang.notices.outline.tables import TITLE, NoticeRow, NoticeTable
from taizhang.notices.targets import Target, find_targets
from taizhang.notices.tasks import Stretch, Task
from taizhang.notices.text import labels
from taizhang.notices.text.glyphs import squeeze, view
from taizhang.notices.text.paragraphs import Paragraph, TextSpan
from taizhang.notices.titles import short_title
from taizhang.notices.who.clause import Clause, joined, with_first_leading
from taizhang.notices.who.people import posts_of, without_persons
from taizhang.notices.who.reading import read_clause
from taizhang.notices.words import Patterns

_RE = Patterns("tabled")

_LONGEST_NODE = 16
_HEADS, _NO_MATTER = "表头或表注", "这一行没有写要做什么"


def tasks_of_tables(
    tables: Iterable[NoticeTable],
    text: str,
    frame: Frame,
    paragraphs: Sequence[Paragraph],
    *,
    first_leads: bool,
) -> tuple[list[Task], list[Stretch]]:
    """Return the tasks of all tables, and what each row is."""
    tasks: list[Task] = []
    stretches: list[Stretch] = []
    starts = [p.start for p in paragraphs]
    for table in tables:
        heading, done = "", table.span[0]
        shared = _shared_names(table, text)
        for row in table.rows:
            if row.title:
                heading = _cell(row, text, TITLE)
            task = None if row.title else _task(row, text, frame, heading, first_leads=first_leads)
            kind = TASK if task else HEADING if row.title else CONTEXT
            reason = "" if task else TITLED if row.title else _NO_MATTER
            stretches.append(Stretch(HEADING, (done, row.span[0]), _HEADS))
            stretches.append(Stretch(kind, row.span, reason))
            done = row.span[1]
            if task:
                named = replace(task, title=_title(row, text, shared))
                tasks.append(_numbered(named, starts, paragraphs))
        stretches.append(Stretch(HEADING, (done, table.span[1]), _HEADS))
    return tasks, [s for s in stretches if s.span[0] < s.span[1]]


def _shared_names(table: NoticeTable, text: str) -> frozenset[str]:
    """Return the names that stand in the first task cell of several rows, as merged cells do."""
    firsts = [squeeze(text[slice(*cells[0])]) for row in table.rows if (cells := _asked(row))]
    return frozenset(name for name, count in Counter(firsts).items() if count > 1)


def _asked(row: NoticeRow) -> list[TextSpan]:
    """Return the cells that say what is to be done."""
    roles = (labels.TASK, labels.PROBLEM, labels.GOAL)
    return next((row.cells[role] for role in roles if row.cells.get(role)), [])


def _title(row: NoticeRow, text: str, shared: frozenset[str]) -> str:
    """Return the name in the first task cell; where rows share it, the words of the second."""
    cells = [squeeze(text[slice(*cell)]) for cell in _asked(row)]
    own = cells[1] if len(cells) > 1 and cells[0] in shared else cells[0]
    return without_persons(short_title(_RE.marker.sub("", own)))


def _numbered(task: Task, starts: list[int], paragraphs: Sequence[Paragraph]) -> Task:
    at = bisect_right(starts, task.span[0]) - 1
    return replace(task, paragraph=paragraphs[at].number if at >= 0 else 0)


def _task(
    row: NoticeRow, text: str, frame: Frame, heading: str, *, first_leads: bool
) -> Task | None:
    cells = _asked(row)
    if not cells:
        return None
    span = (cells[0][0], cells[-1][1])
    said = text[slice(*span)]
    clause = _clause(row, text, first_leads=first_leads)
    goals = [g for g in row.cells.get(labels.GOAL, []) if g not in cells]
    deadlines = _deadlines(row, text, frame, span, goals)
    return Task(
        number=_cell(row, text, labels.NUMBER),
        title="",
        text=without_persons(said),
        clause=clause,
        deadlines=deadlines,
        targets=_targets(row, text, [*cells, *goals], deadlines),
        span=span,
        headings=tuple(h for h in (heading, _cell(row, text, labels.KIND)) if h),
    )


def _cell(row: NoticeRow, text: str, role: str) -> str:
    return squeeze("".join(text[slice(*c)] for c in row.cells.get(role, [])[:1])).rstrip(".、")


def _clause(row: NoticeRow, text: str, *, first_leads: bool) -> Clause | None:
    """Return the clause of a row: each unit cell is read under the label its column has."""
    words = {
        labels.LEAD: "牵头单位", labels.CO: "责任单位", labels.HELP: "配合单位", labels.WATCH: "督导单位",
    }  # fmt: skip
    cells = (
        (word, text[slice(*c)]) for role, word in words.items() for c in row.cells.get(role, [])
    )
    told = [
        read_clause(said if labels.label_at(view(said).plain) else f"{word}:{said}")
        for word, said in cells
        if not _RE.said_of_none.match(said)
    ]
    leaders = (text[slice(*cell)] for cell in row.cells.get(labels.LEADER, []))
    posts = tuple(post for said in leaders for post in posts_of(said)[0])
    clause = joined(*told, Clause(leaders=posts) if posts else None)
    return with_first_leading(clause) if clause and first_leads else clause


def _deadlines(
    row: NoticeRow, text: str, frame: Frame, span: TextSpan, goals: Sequence[TextSpan]
) -> tuple[Deadline, ...]:
    """Return the times of the time cells, then those of goals and such cadences as the task has besides."""
    cells = row.cells.get(labels.TIME, [])
    found = [d for c in cells for d in read_times(view(text[slice(*c)], c[0]), frame)]
    aimed = [d for c in goals for d in find_deadlines(view(text[slice(*c)], c[0]), frame)]
    said = find_deadlines(view(text[slice(*span)], span[0]), frame)
    found += _staged(row, text, frame)
    known = {"ongoing", *(c for d in found for c in d.cadences)}
    again = (d for d in said if not (found and known.issuperset(d.cadences)))
    return (*found, *aimed, *again)


def _staged(row: NoticeRow, text: str, frame: Frame) -> Iterator[Deadline]:
    """Yield the times that stand in heads, each with what the cell below says is reached by it."""
    for head, cell in row.stages:
        for time in read_times(view(text[slice(*head)]), frame):
            said = view(text[slice(*cell)]).plain
            found = with_milestone(replace(time, span=(cell[0], cell[0])), said)
            yield replace(found, milestone=said[:_LONGEST_NODE]) if found.due else found


def _targets(
    row: NoticeRow, text: str, asked: Sequence[TextSpan], deadlines: tuple[Deadline, ...]
) -> tuple[Target, ...]:
    """Return the amounts of the cells that say what is asked, and of those that say by when how much."""
    every = [*asked, *row.cells.get(labels.TIME, []), *(cell for _, cell in row.stages)]
    found = [t for c in every for t in find_targets(view(text[slice(*c)], c[0]), deadlines)]
    return tuple(dict.fromkeys(found))
