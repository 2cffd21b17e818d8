"""Table rows become tasks: the task cell is the text, the unit cells the clause, the time cell the date."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from taizhang.notices.dates.deadline import find_deadlines, read_times, with_milestone
from taizhang.notices.dates.due import Deadline, Frame
from taizhang.notices.outline.duties import CONTEXT, HEADING, TASK, TITLED
from taizhang.notices.outline.tables import TITLE, NoticeCell, NoticeRow, NoticeTable
from taizhang.notices.targets import find_targets
from taizhang.notices.tasks import Stretch, Task
from taizhang.notices.text import labels
from taizhang.notices.text.glyphs import View, view
from taizhang.notices.text.paragraphs import Paragraph
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
        shared = _shared_names(table)
        for row in table.rows:
            if row.title:
                heading = _cell(row, TITLE)
            task = _task(row, frame, heading, shared) if _asked(row) and not row.title else None
            kind = TASK if task else HEADING if row.title else CONTEXT
            reason = "" if task else TITLED if row.title else _NO_MATTER
            stretches.append(Stretch(HEADING, (done, row.span[0]), _HEADS))
            stretches.append(Stretch(kind, row.span, reason))
            done = row.span[1]
            if task:
                at = bisect_right(starts, task.span[0]) - 1
                led = (
                    with_first_leading(task.clause) if task.clause and first_leads else task.clause
                )
                number = paragraphs[at].number if at >= 0 else 0
                tasks.append(replace(task, clause=led, paragraph=number))
        stretches.append(Stretch(HEADING, (done, table.span[1]), _HEADS))
    return tasks, [s for s in stretches if s.span[0] < s.span[1]]


def _shared_names(table: NoticeTable) -> frozenset[str]:
    """Return the names that stand in the first task cell of several rows, as merged cells do."""
    firsts = Counter(cells[0].said for row in table.rows if (cells := _asked(row)))
    return frozenset(name for name, count in firsts.items() if count > 1)


def _asked(row: NoticeRow) -> list[NoticeCell]:
    """Return the cells that say what is to be done."""
    roles = (labels.TASK, labels.PROBLEM, labels.GOAL)
    return next((row.cells[role] for role in roles if row.cells.get(role)), [])


def _task(row: NoticeRow, frame: Frame, heading: str, shared: frozenset[str]) -> Task:
    """Return the task of a row; its title is the first task cell, the second where rows share the first."""
    cells = _asked(row)
    asked = cells[0].up_to(cells[-1])
    own = cells[1] if len(cells) > 1 and cells[0].said in shared else cells[0]
    goals = [g for g in row.cells.get(labels.GOAL, []) if g not in cells]
    deadlines = _deadlines(row, frame, asked, goals)
    # the cells that say what is asked, and those that say by when how much
    every = [*cells, *goals, *row.cells.get(labels.TIME, []), *(cell for _, cell in row.stages)]
    return Task(
        number=_cell(row, labels.NUMBER),
        title=without_persons(short_title(_RE.marker.sub("", own.said))),
        text=without_persons(asked.printed),
        clause=_clause(row),
        deadlines=deadlines,
        targets=tuple(dict.fromkeys(t for c in every for t in find_targets(_view(c), deadlines))),
        span=(asked.begin, asked.end),
        headings=tuple(filter(None, (heading, _cell(row, labels.KIND)))),
    )


def _view(cell: NoticeCell) -> View:
    return view(cell.printed, cell.begin)


def _cell(row: NoticeRow, role: str) -> str:
    return "".join(cell.said for cell in row.cells.get(role, [])[:1]).rstrip(".、")


def _clause(row: NoticeRow) -> Clause | None:
    """Return the clause of a row: each unit cell is read under the label its column has."""
    words = {
        labels.LEAD: "牵头单位", labels.CO: "责任单位", labels.HELP: "配合单位", labels.WATCH: "督导单位",
    }  # fmt: skip
    cells = ((word, c.printed) for role, word in words.items() for c in row.cells.get(role, []))
    told = [
        read_clause(said if labels.label_at(view(said).plain) else f"{word}:{said}")
        for word, said in cells
        if not _RE.said_of_none.match(said)
    ]
    leaders = row.cells.get(labels.LEADER, [])
    posts = tuple(post for cell in leaders for post in posts_of(cell.printed)[0])
    return joined(*told, Clause(leaders=posts) if posts else None)


def _deadlines(
    row: NoticeRow, frame: Frame, asked: NoticeCell, goals: Iterable[NoticeCell]
) -> tuple[Deadline, ...]:
    """Return the times of the time cells, then those of goals and such cadences as the task has besides."""
    found = [d for c in row.cells.get(labels.TIME, []) for d in read_times(_view(c), frame)]
    found += _staged(row, frame)
    aimed = [d for c in goals for d in find_deadlines(_view(c), frame)]
    known = {"ongoing", *(c for d in found for c in d.cadences)}
    said = find_deadlines(_view(asked), frame)
    return (*found, *aimed, *(d for d in said if not (found and known.issuperset(d.cadences))))


def _staged(row: NoticeRow, frame: Frame) -> Iterator[Deadline]:
    """Yield the times that stand in heads, each with what the cell below says is reached by it."""
    for head, cell in row.stages:
        for time in read_times(view(head.printed), frame):
            said = view(cell.printed).plain
            found = with_milestone(replace(time, span=(cell.begin, cell.begin)), said)
            yield replace(found, milestone=said[:_LONGEST_NODE]) if found.due else found
