"""Tasks that hang below one another in the ledger, counted once: with the upper one, or as its parts.

The list of the province lies inside that of the city, a target is split into items: whoever adds
both up counts the same work twice.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from taizhang.core.bulletin.facts import PaperFacts, count
from taizhang.core.bulletin.gathering import entries
from taizhang.core.bulletin.standing import TaskStanding
from taizhang.core.levels.numbers import parent_of
from taizhang.core.roles import StateRole

UPPER, LOWER = "计上级", "计下级"
HOW = (UPPER, LOWER)
TIERS = ("国家", "省", "市", "县")  # where a task comes from, the highest first


@dataclass(frozen=True, slots=True)
class CountedOnce:
    """The tasks that count, and those that stand in the ledger beside them and do not.

    `tops` hang below nothing, `parts` are those below them that are not split any further; `above`
    are by number the tasks that one hangs on, itself first.
    """

    tasks: Sequence[TaskStanding]
    inside: Sequence[TaskStanding]
    tops: Sequence[TaskStanding]
    parts: Sequence[TaskStanding]
    above: Mapping[str, Sequence[TaskStanding]]


def counted_once(tasks: Sequence[TaskStanding], how: str = UPPER) -> CountedOnce:
    """Count the upper tasks, or with 计下级 the items that they were split into."""
    known = {t.text("task_id"): t for t in tasks}
    above = {number: _above(number, known) for number in known}
    split = {t.text("task_id") for own in above.values() for t in own[1:]}
    tops = [t for t in tasks if len(above[t.text("task_id")]) == 1]
    below = [t for t in tasks if len(above[t.text("task_id")]) > 1]
    parts = [t for t in below if t.text("task_id") not in split]
    if how == LOWER:
        own = [t for t in tasks if t.text("task_id") not in split]
        return CountedOnce(own, [], tops, parts, above)
    return CountedOnce(tops, below, tops, parts, above)


def _above(number: str, known: Mapping[str, TaskStanding]) -> list[TaskStanding]:
    """The task and those that it hangs on, up to the first; itself alone where they hang in a circle."""
    found, at = [known[number]], number
    while upper := _upper(known[at], known):
        if any(t.text("task_id") == upper for t in found):
            return found[:1]
        found.append(known[upper])
        at = upper
    return found


def _upper(task: TaskStanding, known: Mapping[str, TaskStanding]) -> str:
    """The number that a task hangs on, where that stands in the ledger: as written, or by its dots."""
    number = task.text("task_id")
    named = (task.text("parent_id"), parent_of(number))
    return next((n for n in named if n and n != number and n in known), "")


def of_once(counted: CountedOnce) -> PaperFacts:
    """What was split into how many, which of the parts lag, and how many come from which level."""
    upper = [
        t for t in counted.tops if any(t in counted.above[p.text("task_id")] for p in counted.parts)
    ]
    lagging = [t for t in counted.inside if t.role is StateRole.GRAVE]
    figures = [
        count("目标数", [t.place for t in counted.tops], "上面没有别的任务的任务"),
        count("已分解目标数", [t.place for t in upper], "台账里还有下级事项的任务"),
        count("分解事项数", [t.place for t in counted.parts], "任务分解出来、不再往下分的事项"),
        count("下级事项数", [t.place for t in counted.inside], "已含在上级任务之内、不另计的事项"),
        count("下级滞后数", [t.place for t in lagging], "已含在上级任务之内、自己滞后的事项"),
        *(count(f"其中{tier}级数", [t.place for t in own], f"来源级别是“{tier}”或者挂在这样的任务下的，已含在总数里")
          for tier, own in _tiers(counted)),
    ]  # fmt: skip
    lists = {"下级滞后事项": entries(lagging), "下级事项": entries(counted.inside)}
    return PaperFacts({f.name: f for f in figures}, {}, lists)


def _tiers(counted: CountedOnce) -> Iterator[tuple[str, list[TaskStanding]]]:
    """The tasks of each level; one stands with the highest of its own and of those it hangs on."""
    found: dict[str, list[TaskStanding]] = {tier: [] for tier in TIERS}
    for task in counted.tasks:
        named = {t.text("tier").removesuffix("级") for t in counted.above[task.text("task_id")]}
        tier = next((tier for tier in TIERS if tier in named), "")
        if tier:
            found[tier].append(task)
    yield from found.items()
