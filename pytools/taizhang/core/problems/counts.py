"""办理统计表: how each unit has dealt with what it was given, with the base of every rate.

Counted are problems handed out in a span of days, and those handed out before that are open still.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from taizhang.core.closing.plan import day_in, share_in
from taizhang.core.problems.stages import HANDED_OUT, ProblemStage, StageWords
from taizhang.core.problems.steps import NOT_REACHED, UNSATISFIED
from taizhang.core.submission import Row
from taizhang.core.units import split_names

CONTENT, FAIRLY = "满意", "基本满意"


@dataclass(slots=True)
class Counted:
    """The figures of one unit; `asked` are those who said how satisfied they are."""

    unit: str
    received: int = 0
    due: int = 0
    on_time: int = 0
    late: int = 0
    overdue: int = 0
    sent_back: int = 0
    redone: int = 0
    pending: int = 0
    closed: int = 0
    content: int = 0
    fairly: int = 0
    unsatisfied: int = 0
    unreached: int = 0

    @property
    def asked(self) -> int:
        """The base of the rate: who was reached and answered."""
        return self.content + self.fairly + self.unsatisfied

    @property
    def rate(self) -> float | None:
        """The share of those who are satisfied, None where nobody was asked."""
        return (self.content + self.fairly) / self.asked if self.asked else None

    @property
    def solved(self) -> float | None:
        """The share of what was handed out that is closed, None where nothing was."""
        return self.closed / self.received if self.received else None

    def add(self, other: "Counted") -> None:
        """Add the figures of another."""
        for name in FIGURES:
            setattr(self, name, getattr(self, name) + getattr(other, name))


FIGURES = tuple(name for name in Counted.__slots__ if name != "unit")


@dataclass(frozen=True, slots=True)
class CountedSpan:
    """From a day to a day, as it stands on the day `on`."""

    first: date
    last: date
    on: date


def is_counted(row: Row, words: StageWords, span: CountedSpan) -> bool:
    """Whether a problem was handed out in these days, or before them and was open still."""
    if words.stage(row["stage"]) not in HANDED_OUT or not row["unit"]:
        return False
    assigned, closed = day_in(row["assigned"]), day_in(row["closed"])
    if assigned is not None and assigned > span.last:
        return False
    return closed is None or closed >= span.first


def count_one(row: Row, words: StageWords, span: CountedSpan, unit: str) -> Counted:
    """The figures of one problem, for one of its units."""
    stage, due = words.stage(row["stage"]), day_in(row["due"])
    done = day_in(row["answered"]) or day_in(row["closed"])
    found = Counted(
        unit, received=1, pending=stage is ProblemStage.PENDING, closed=stage is ProblemStage.CLOSED
    )
    if due is not None and (due <= span.on or done is not None):
        found.due = 1
        found.on_time = int(done is not None and done <= due)
        found.late = int(done is not None and done > due)
        waits = stage is ProblemStage.PENDING  # it has its own column
        found.overdue = int(done is None and due < span.on and not waits)
        found.due = found.on_time + found.late + found.overdue
    found.sent_back = int(share_in(row["sent_back"]) or 0)
    found.redone = int(share_in(row["redone"]) or 0)
    said = row["satisfaction"]
    found.content, found.fairly = int(said == CONTENT), int(said == FAIRLY)
    found.unsatisfied, found.unreached = int(said == UNSATISFIED), int(said == NOT_REACHED)
    return found


def count_units(
    rows: Iterable[Row], words: StageWords, span: CountedSpan, order: Sequence[str] = ()
) -> list[Counted]:
    """One line a unit in the order of the roster, those that it does not know last."""
    found: dict[str, Counted] = {}
    for row in rows:
        if is_counted(row, words, span):
            for unit in split_names(str(row["unit"])):
                found.setdefault(unit, Counted(unit)).add(count_one(row, words, span, unit))
    places = {unit: at for at, unit in enumerate(order)}
    return sorted(found.values(), key=lambda c: (places.get(c.unit, len(places)), c.unit))


def total_of(counted: Iterable[Counted], label: str = "合计") -> Counted:
    """All of them together."""
    whole = Counted(label)
    for one in counted:
        whole.add(one)
    return whole
