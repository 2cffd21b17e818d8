"""What 整改目标: asks for goes to the measures below it, each amount to the one that speaks of it.

Where no measure does, the first one gets it.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from taizhang.notices.outline.model import Item, Node
from taizhang.notices.targets import Target, find_targets
from taizhang.notices.text import labels
from taizhang.notices.words import Patterns

_RE = Patterns("goals")

_MOST_MEASURES = 12
_FEWEST_SHARED = 2  # letters in pairs that a goal and its measure have in common


class _Subtree(NamedTuple):
    """What stands below a node: its tasks, and where its goals and problems stand, in printed order."""

    tasks: list[Item]
    places: list[int]
    bounds: list[int]


def share_goals(items: Sequence[Item], tasks: Sequence[Item]) -> dict[Item, list[Target]]:
    """Return what the goals of `items` ask of the `tasks`; a goal that is a task keeps its own."""
    around = _around(items, set(tasks))
    shared: dict[Item, list[Target]] = {}
    for home, found in around.items():
        if home.parent is None and not home.rectifies:
            continue
        for goal in (at for at in found.bounds if items[at].role == labels.GOAL):
            measures = _measures(found, goal)
            if 0 < len(measures) <= _MOST_MEASURES:
                for target, said in _asked(items[goal]):
                    shared.setdefault(_fitting(said, measures), []).append(target)
    return shared


def _around(items: Sequence[Item], tasks: set[Item]) -> dict[Node, _Subtree]:
    """Return what stands below each node."""
    around: dict[Node, _Subtree] = {}
    for at, item in enumerate(items):
        if item in tasks:
            for node in item.node.ancestors():
                below = around.setdefault(node, _Subtree([], [], []))
                below.tasks.append(item)
                below.places.append(at)
        elif item.role in (labels.GOAL, labels.PROBLEM):
            around.setdefault(item.home, _Subtree([], [], [])).bounds.append(at)
    return around


def _measures(around: _Subtree, at: int) -> list[Item]:
    """Return the tasks between a goal and the next goal or problem; where none, those before it."""
    bound = bisect_left(around.bounds, at)
    first = bisect_left(around.places, at)
    last = len(around.places)
    if bound + 1 < len(around.bounds):
        last = bisect_left(around.places, around.bounds[bound + 1])
    if first < last:
        return around.tasks[first:last]
    before = bisect_left(around.places, around.bounds[bound - 1]) if bound else 0
    return around.tasks[before:first]


def _asked(goal: Item) -> Iterator[tuple[Target, str]]:
    """Yield the targets of a goal, each with the words between the marks around it."""
    seen = goal.seen
    for sentence in goal.sentences:
        part = seen.part(*sentence.place)
        for target in find_targets(part):
            begin, end = (at - part.start for at in target.span)
            printed = part.printed_text
            before = _RE.mark.split(printed[:begin].replace("，", ",").replace("；", ";"))[-1]
            yield target, before + printed[end : end + 8]


def _fitting(said: str, measures: Sequence[Item]) -> Item:
    words = _pairs(said)
    shared = [len(words & _pairs(measure.text())) for measure in measures]
    return measures[shared.index(max(shared))] if max(shared) >= _FEWEST_SHARED else measures[0]


def _pairs(text: str) -> set[str]:
    return {run[i : i + 2] for run in _RE.han.findall(text) for i in range(len(run) - 1)}
