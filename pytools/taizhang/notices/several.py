"""Two notices in one file: where the second begins.

Each notice has addressees (各…：) or a number (〔2022〕14号) on a line of its own; a second one that
differs begins a new notice, together with the title lines just above it.
"""

from collections.abc import Sequence

from taizhang.notices.text.paragraphs import Paragraph
from taizhang.notices.words import Patterns

_RE = Patterns("several")

_HIGHEST = 8


def cut_notices(paragraphs: Sequence[Paragraph]) -> list[Sequence[Paragraph]]:
    """Cut the paragraphs of a file into notices; one is the rule."""
    starts = [0]
    addressed = number = ""
    for at, paragraph in enumerate(paragraphs):
        plain = paragraph.seen.plain
        if len(plain) > 170:
            continue
        if _RE.addressees.match(plain):
            if addressed and at - starts[-1] >= 3:
                _begin(starts, _opening(paragraphs, at, starts[-1]))
            addressed = plain
        elif _RE.number_alone.match(plain):
            if number and plain != number and addressed:
                _begin(starts, _opening(paragraphs, at, starts[-1]))
                addressed = ""
            number = plain
    ends = [*starts[1:], len(paragraphs)]
    return [paragraphs[b:e] for b, e in zip(starts, ends, strict=True)]


def _begin(starts: list[int], at: int) -> None:
    if at > starts[-1]:
        starts.append(at)


def _opening(paragraphs: Sequence[Paragraph], at: int, floor: int) -> int:
    """Return the first title line above a line that opens a notice."""
    first = at
    while first - 1 > floor and at - first < _HIGHEST:
        plain = paragraphs[first - 1].seen.plain
        if _RE.body.search(plain) or len(plain) > 90:
            break
        first -= 1
    return first
