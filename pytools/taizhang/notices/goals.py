"""What 整改目标: asks for goes to the measures below it, each amount to the one that speaks of it.

Where no measure does, the first one gets it.
"""

import re
from collections.abc import Iterator, Sequence

from taizhang.notices import labels
from taizhang.notices.outline import Item, Node
from taizhang.notices.targets import Target, find_targets

_MOST_MEASURES = 12
_FEWEST_SHARED = 2  # letters in pairs that a goal and its measure have in common
_HAN = re.compile("[一-龥]{2,}")
_MARK = re.compile("[,;。:]")


def share_goals(items: Sequence[Item], tasks: Sequence[Item]) -> dict[Item, list[Target]]:
    """Return what the goals of `items` ask of the `tasks`; a goal that is a task keeps its own."""
    place = {item: at for at, item in enumerate(items)}
    busy = set(tasks)
    shared: dict[Item, list[Target]] = {}
    below: dict[Node, list[Item]] = {}
    for task in tasks:
        for node in task.node.ancestors():
            below.setdefault(node, []).append(task)
    for goal in items:
        if goal.role != labels.GOAL or goal in busy or not goal.sentences:
            continue
        measures = _measures(goal, below.get(goal.node, []), place)
        if 0 < len(measures) <= _MOST_MEASURES:
            for target, said in _asked(goal):
                shared.setdefault(_fitting(said, measures), []).append(target)
    return shared


def _measures(goal: Item, tasks: Sequence[Item], place: dict[Item, int]) -> list[Item]:
    """Return the tasks between a goal and the next goal or problem; where none, those before it."""
    node, at = goal.node, place[goal]
    if node.parent is None and not node.rectifies:
        return []
    bounds = [place[i] for i in node.items if i.role in (labels.GOAL, labels.PROBLEM)]
    end = min((b for b in bounds if b > at), default=len(place))
    begin = max((b for b in bounds if b < at), default=-1)
    after = [task for task in tasks if at < place[task] < end]
    return after or [task for task in tasks if begin < place[task] < at]


def _asked(goal: Item) -> Iterator[tuple[Target, str]]:
    """Yield the targets of a goal, each with the words between the marks around it."""
    seen = goal.seen
    for sentence in goal.sentences:
        part = seen.part(*sentence)
        for target in find_targets(part):
            begin, end = (at - part.start for at in target.span)
            printed = part.printed_text
            before = _MARK.split(printed[:begin].replace("，", ",").replace("；", ";"))[-1]
            yield target, before + printed[end : end + 8]


def _fitting(said: str, measures: Sequence[Item]) -> Item:
    words = _pairs(said)
    shared = [len(words & _pairs(measure.text())) for measure in measures]
    return measures[shared.index(max(shared))] if max(shared) >= _FEWEST_SHARED else measures[0]


def _pairs(text: str) -> set[str]:
    return {run[i : i + 2] for run in _HAN.findall(text) for i in range(len(run) - 1)}
