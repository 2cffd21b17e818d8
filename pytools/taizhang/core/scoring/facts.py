"""What points are given for and what comes of it: events, figures, lines, scores of units."""

from dataclasses import dataclass, field
from datetime import date

from taizhang.core.issues import Place
from taizhang.core.scoring.scheme import Basis, ScoreItem


@dataclass(frozen=True, slots=True)
class ScoreEvent:
    """Something that happened to a unit: 按时完成, 漏报, 约谈 … as often as `count` says."""

    unit: str
    name: str
    role: str = ""
    count: float = 1.0
    task_id: str = ""
    day: date | None = None
    place: Place = field(default_factory=Place)


@dataclass(frozen=True, slots=True)
class ScoreFigure:
    """A measure of a unit: planned and done, or one value; `word` where it is a kind.

    `about` is the project that it is a measure of; "" is the unit as a whole.
    """

    unit: str
    name: str
    plan: float | None = None
    done: float | None = None
    value: float | None = None
    word: str = ""
    place: Place = field(default_factory=Place)
    about: str = ""

    def seen(self, basis: Basis) -> float | None:
        """What that basis sees; None where the figures for it are missing. Rates are percents."""
        plan, done = self.plan, self.done
        if basis is Basis.VALUE:
            return done if self.value is None else self.value
        if basis in {Basis.PLAN, Basis.DONE}:
            return plan if basis is Basis.PLAN else done
        if plan is None or done is None:
            return None
        if basis is Basis.RATE:
            return done / plan * 100 if plan else None
        gap = done - plan
        return {Basis.OVER: max(0.0, gap), Basis.SHORT: max(0.0, -gap)}.get(basis, gap)


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """Points of a unit by a row of the scheme: how they come about, and the rows they stand on."""

    unit: str
    item: ScoreItem
    points: float
    why: str
    places: tuple[Place, ...] = ()
    task_id: str = ""


@dataclass(frozen=True, slots=True)
class UnitScore:
    """A unit's score with its lines; `steps` a grade went down by a veto, `marks` what else follows.

    `barred`: a gate that was not passed keeps it from titles and money.
    """

    unit: str
    group: str
    total: float
    lines: tuple[ScoreLine, ...]
    grade: str = ""
    steps: int = 0
    marks: tuple[str, ...] = ()
    barred: bool = False

    def part(self, name: str) -> float:
        """The points of one part of the scheme."""
        return sum(line.points for line in self.lines if line.item.part == name)
