"""What split_notice returns: the tasks, and what is read as no task, paragraph by paragraph, with the reason.

Every letter stands in a task, in what belongs to one (its number, label or clause), or here.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from taizhang.core.issues import Issue
from taizhang.notices.outline.groups import WorkGroup
from taizhang.notices.tasks import Stretch, Task, struck
from taizhang.notices.text.paragraphs import Paragraph, TextSpan
from taizhang.notices.words import Patterns

_RE = Patterns("leftover")

UNSEEN = "没有归入任何任务"
_TAKEN = frozenset(("task", "clause"))
_FRAME = frozenset(("mark", "label"))  # belongs to what follows it


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A paragraph, or the part of one, that is no task: its words without names of persons, and why.

    `paragraph` is 0 outside the text. `issued` is the day its deadlines count from, `document` its file.
    """

    paragraph: int
    text: str
    reason: str
    span: TextSpan = (0, 0)
    issued: date | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """What a notice says.

    `issued` is the date the deadlines were read against: the one given, else the one printed, else
    None. `plan_year` is 0 where the title prints none. `first_leads`: the first unit listed leads.
    `stretches` cover the text, in order; `left` are the paragraphs that are no task. Where a file holds several notices, `parts` has each.
    """

    tasks: tuple[Task, ...] = ()
    issues: tuple[Issue, ...] = ()
    groups: tuple[WorkGroup, ...] = ()
    title: str = ""
    number: str = ""
    issued: date | None = None
    plan_year: int = 0
    first_leads: bool = False
    stretches: tuple[Stretch, ...] = ()
    left: tuple[LeftOut, ...] = ()
    parts: tuple["Notice", ...] = ()


def left_out(
    text: str, chunk: Iterable[Paragraph], stretches: Sequence[Stretch], names: Collection[str],
    issued: date | None,
) -> Iterator[LeftOut]:  # fmt: skip
    """Yield what the stretches (in order) leave of each paragraph; neighbours of one reason are one."""
    waiting = 0
    for paragraph in chunk:
        while waiting < len(stretches) and stretches[waiting].span[1] <= paragraph.start:
            waiting += 1
        here = _within(stretches, waiting, (paragraph.start, paragraph.end))
        for (begin, end), reason in _joined(s for s in here if _RE.said.search(text, *s.span)):
            if said := _said(text[begin:end], names):
                yield LeftOut(paragraph.number, said, reason, (begin, end), issued)


def beside(words: Iterable[tuple[str, str]], issued: date | None) -> Iterator[LeftOut]:
    """Yield what stands outside the text of a file, each with its place as the reason."""
    yield from (LeftOut(0, struck(said, ()), where, issued=issued) for where, said in words)


def _said(printed: str, names: Collection[str]) -> str:
    """Return the words as a cell shows them, "" where there are none."""
    return "\n".join(filter(None, map(str.strip, struck(printed, names).splitlines())))


def _within(stretches: Sequence[Stretch], first: int, place: TextSpan) -> Iterator[Stretch]:
    """Yield the stretches of a paragraph cut to it, and the gaps between them."""
    done, end = place
    for stretch in stretches[first:]:
        begins, ends = stretch.span
        if begins >= end:
            break
        if begins > done:
            yield Stretch("context", (done, begins), UNSEEN)
        if ends > done:
            yield Stretch(stretch.kind, (max(begins, done), min(ends, end)), stretch.reason)
            done = min(ends, end)
    if done < end:
        yield Stretch("context", (done, end), UNSEEN)


def _joined(stretches: Iterable[Stretch]) -> Iterator[tuple[TextSpan, str]]:
    """Yield what is left out; a number or label before it is part of it."""
    held: tuple[TextSpan, str] | None = None
    opened: int | None = None
    for stretch in stretches:
        begin, end = stretch.span
        if stretch.kind in _FRAME:
            opened = begin if opened is None else opened
        elif stretch.kind in _TAKEN and not stretch.reason:
            if held:
                yield held
            held = opened = None
        else:
            begin = begin if opened is None else opened
            opened = None
            if held and held[1] == stretch.reason:
                held = ((held[0][0], end), stretch.reason)
            else:
                if held:
                    yield held
                held = ((begin, end), stretch.reason)
    if held:
        yield held
