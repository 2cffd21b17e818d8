"""Figures beside a target: what is said of a task's own cells, in the ledger or in a form alike."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from taizhang.core.checks.standing import FULL
from taizhang.core.columns import Key
from taizhang.core.issues import Issue, Place, Rule, percent

FAR = 0.3  # of the whole; smaller gaps are a matter of how one counts
MANY_TIMES = 10.0


class Measured(NamedTuple):
    """A running total, the target for it and the progress, and where its cells are."""

    at: Callable[[Key], Place]
    actual: float
    target: float
    progress: float = 0.0


def are_far(actual: float, target: float, progress: float) -> bool:
    """Whether a part of the target is another share than the progress; one piece may be under way.

    >>> are_far(0, 3, 0.32), are_far(200, 1000, 0.6)
    (False, True)
    """
    return 0 <= actual < target and abs(actual / target - progress) >= FAR + min(1.0, 1 / target)


def met_undone(rule: Rule, found: Iterable[Measured]) -> Iterator[Issue]:
    """The target is met and the progress is below 100 %."""
    for at, actual, target, progress in found:
        if actual >= target and progress < FULL:
            yield rule.at(at("actual"), found=actual, target=target, progress=percent(progress))


def done_below(rule: Rule, found: Iterable[Measured]) -> Iterator[Issue]:
    """100 % with less than the target."""
    for at, actual, target, progress in found:
        if actual < target and progress >= FULL:
            yield rule.at(at("actual"), found=actual, target=target)


def far_apart(rule: Rule, found: Iterable[Measured]) -> Iterator[Issue]:
    """A share of the target far from the progress."""
    for at, actual, target, progress in found:
        if progress < FULL and are_far(actual, target, progress):
            yield rule.at(
                at("actual"), found=percent(actual / target), progress=percent(progress)
            )  # fmt: skip


def far_over(rule: Rule, found: Iterable[Measured]) -> Iterator[Issue]:
    """Many times the target, whatever the progress."""
    for at, actual, target, _ in found:
        if actual >= MANY_TIMES * target:
            times = round(actual / target, 1)
            yield rule.at(at("actual"), found=actual, target=target, times=times)
