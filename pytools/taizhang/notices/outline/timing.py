"""The deadlines of an outline's sentences, each read once, against the year its headings print."""

from collections.abc import Iterable
from dataclasses import replace

from taizhang.notices.dates.deadline import find_deadlines
from taizhang.notices.dates.due import Deadline, Frame
from taizhang.notices.outline.model import Item, Node, Sentence
from taizhang.notices.text.paragraphs import TextSpan
from taizhang.notices.words import Patterns

_RE = Patterns("timing")

_LONGEST_HEADING = 46


class Timing:
    """Reads deadlines; what it read is kept, since a sentence is judged and then told."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self._read: dict[TextSpan, tuple[Deadline, ...]] = {}
        self._frames: dict[Node, Frame] = {}

    def of(self, item: Item, sentences: Iterable[Sentence]) -> list[Deadline]:
        """Return the deadlines of sentences."""
        return [d for sentence in sentences for d in self._of(item, sentence)]

    def within(self, item: Item, sentence: Sentence, place: TextSpan) -> tuple[Deadline, ...]:
        """Return the deadlines of a sentence that stand at a place of its paragraph."""
        begin, end = item.seen.span(*place)
        return tuple(d for d in self._of(item, sentence) if begin <= d.span[0] < end)

    def frame_of(self, node: Node) -> Frame:
        """Return the frame of a node: the year of the nearest heading that prints one reaches down."""
        if node not in self._frames:
            above = self.frame_of(node.parent) if node.parent else self.frame
            years = _RE.year.findall(node.heading) if len(node.heading) <= _LONGEST_HEADING else []
            one = len(set(years)) == 1
            self._frames[node] = replace(above, plan_year=int(years[0])) if one else above
        return self._frames[node]

    def _of(self, item: Item, sentence: Sentence) -> tuple[Deadline, ...]:
        key = item.seen.span(*sentence.place)
        if key not in self._read:
            frame = self.frame_of(item.node)
            self._read[key] = find_deadlines(item.seen.part(*sentence.place), frame)
        return self._read[key]


def sets_date(deadline: Deadline) -> bool:
    """Tell whether a deadline asks for something by itself; 自印发之日起 alone does not."""
    started = deadline.start and deadline.milestone
    return bool(deadline.due or deadline.cadences or started)
