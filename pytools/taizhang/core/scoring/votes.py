"""Votes and opinions counted: ballots by place, satisfaction in grades, 好差评 of windows.

A share's base is what was validly voted; 不了解 is no vote. Shares are 0..1, None without a base.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from taizhang.core.submission import Row, Value

GOOD = ("非常满意", "满意", "基本满意")
BAD = ("不满意", "非常不满意")
GRADES = (*GOOD, *BAD)
NO_VOTE = "不了解"
VOTES = dict(zip(GRADES, ("very_good", "good", "fair", "bad", "very_bad"), strict=True))


def by_places(votes: Sequence[int], *, full: float = 100, step: float = 3) -> float | None:
    """The mean mark of ballots that put a unit 1st, 2nd, …: full marks, less `step` a place.

    >>> by_places([1, 1])
    98.5
    """
    ballots = sum(votes)
    if not ballots:
        return None
    return sum(n * (full - step * place) for place, n in enumerate(votes)) / ballots


def weighted(votes: Mapping[str, float], marks: Mapping[str, float]) -> float | None:
    """The mean of votes by the mark of their grade; grades without a mark are no votes.

    >>> weighted({"满意": 60, "基本满意": 30, "不满意": 6, "不了解": 9},
    ...          {"满意": 100, "基本满意": 70, "不满意": 30})
    86.25
    """
    valid = sum(n for grade, n in votes.items() if grade in marks)
    return sum(n * marks[g] for g, n in votes.items() if g in marks) / valid if valid else None


@dataclass(frozen=True, slots=True)
class Opinion:
    """What users said of a unit: votes by grade, cases handled, bad votes mended in time.

    `handled`, `mended`, `replied` are None where nobody wrote them down.
    """

    votes: Mapping[str, float]
    handled: float | None = None
    mended: float | None = None
    replied: float | None = None

    @property
    def valid(self) -> float:
        """Votes that say something."""
        return sum(self.votes.get(grade, 0) for grade in GRADES)

    @property
    def bad(self) -> float:
        """差评."""
        return sum(self.votes.get(grade, 0) for grade in BAD)

    @property
    def good_share(self) -> float | None:
        """好评率: 非常满意, 满意 and 基本满意 of the valid votes.

        >>> Opinion({"满意": 90, "不满意": 10, "不了解": 50}).good_share
        0.9
        """
        good = sum(self.votes.get(grade, 0) for grade in GOOD)
        return good / self.valid if self.valid else None

    @property
    def voted_share(self) -> float | None:
        """主动评价率: valid votes of the cases handled."""
        return self.valid / self.handled if self.handled else None

    @property
    def mended_share(self) -> float | None:
        """整改率: bad votes mended in time of all bad ones."""
        return self.mended / self.bad if self.mended is not None and self.bad else None

    @property
    def replied_share(self) -> float | None:
        """回复率: bad votes that were answered, of all bad ones."""
        return self.replied / self.bad if self.replied is not None and self.bad else None


def opinion_of(row: Row) -> Opinion:
    """A row of 满意度 as votes."""
    votes = {grade: count_in(row[key]) or 0.0 for grade, key in VOTES.items()}
    votes[NO_VOTE] = count_in(row["no_vote"]) or 0.0
    return Opinion(votes, *(count_in(row[key]) for key in ("handled", "mended", "replied")))


def count_in(value: Value) -> float | None:
    """A cell as a count, None where it is none."""
    return float(value) if isinstance(value, int | float) else None
