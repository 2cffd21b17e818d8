"""What conditions of a scheme and of a list ask about units: figures, parts, events, places, runs."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from taizhang.core.catalog import scoring as catalog
from taizhang.core.issues import Issue, Place
from taizhang.core.scoring.conditions import AskedOf, names_asked, said_of
from taizhang.core.scoring.facts import ScoreEvent, ScoreFigure, UnitScore
from taizhang.core.scoring.ranks import all_level, ranked
from taizhang.core.scoring.scheme import Basis, ScoreItem

SCORE, GROUP = "得分", "组别"
BASES = tuple(Basis)


@dataclass(frozen=True)
class Knowledge:
    """Units with what is known of them; `earlier` happened in the year before the period.

    `names` are events that may happen: one of them that did not happen is none, one that nobody
    knows is no figure at all. `runs` are the grades and titles of earlier periods, the latest first.
    """

    groups: Mapping[str, Sequence[str]]
    events: Sequence[ScoreEvent] = ()
    earlier: Sequence[ScoreEvent] = ()
    figures: Mapping[str, Mapping[str, ScoreFigure]] = field(default_factory=dict)
    names: Collection[str] = ()
    scores: Mapping[str, UnitScore] = field(default_factory=dict)
    runs: Mapping[str, Sequence[Collection[str]]] = field(default_factory=dict)
    decimals: int = 2

    def of(self, unit: str) -> "UnitKnown":
        """What is known of one unit."""
        return UnitKnown(self, unit)

    def meant(self, item: ScoreItem, unit: str) -> bool:
        """Whether a row of a scheme is for that unit."""
        return not item.only_if or said_of(item.only_if, self.of(unit)) is not None

    @cached_property
    def group_of(self) -> Mapping[str, str]:
        """The group of each unit."""
        return {unit: group for group, units in self.groups.items() for unit in units}

    @cached_property
    def counts(self) -> tuple[Mapping[tuple[str, str], float], Mapping[tuple[str, str], float]]:
        """How often each event happened to each unit: in the period, and in the year until its end."""
        now = _counted(self.events)
        before = _counted(self.earlier)
        year = {key: now.get(key, 0.0) + before.get(key, 0.0) for key in {**before, **now}}
        return now, year

    @cached_property
    def parts(self) -> frozenset[str]:
        """Parts of the scores that there are."""
        return frozenset(x.item.part for s in self.scores.values() for x in s.lines)

    def unknown(self, condition: AskedOf) -> list[str]:
        """Names that a condition asks about and nobody knows."""
        pieces = (p.strip() for n in names_asked(condition) for p in n.split("+"))
        return list(dict.fromkeys(p for p in pieces if not self._known(p)))

    def _known(self, name: str) -> bool:
        stem, _ = stem_of(name)
        known = {SCORE, *self.parts, *self.names, *self.figures}
        return name in known or stem in self.figures


@dataclass(frozen=True, slots=True)
class UnitKnown:
    """One unit, as a condition looks at it."""

    all: Knowledge
    unit: str

    def value(self, name: str, *, year: bool = False) -> float | None:
        """A figure, a part, the score, how often an event happened, or 「甲+乙」 of them together."""
        found = [self._one(piece.strip(), year=year) for piece in name.split("+")]
        known = [value for value in found if value is not None]
        return sum(known) if len(known) == len(found) else None

    def _one(self, name: str, *, year: bool) -> float | None:
        found = self._scored(name)
        return found if found is not None else self._measured(name, year=year)

    def _scored(self, name: str) -> float | None:
        one = self.all.scores.get(self.unit)
        if one is None:
            return None
        if name == SCORE:
            return one.total
        return one.part(name) if name in self.all.parts else None

    def _measured(self, name: str, *, year: bool) -> float | None:
        stem, basis = stem_of(name)
        for known, how in ((name, None), (stem, basis)):
            if known in self.all.figures:
                figure = self.all.figures[known].get(self.unit)
                return None if figure is None else _seen(figure, how)
        if name not in self.all.names:
            return None
        return self.all.counts[year].get((self.unit, name), 0.0)

    def word(self, name: str) -> str:
        """The group, or the kind that a figure says."""
        if name == GROUP:
            return self.all.group_of.get(self.unit, "")
        figure = self.all.figures.get(name, {}).get(self.unit)
        return figure.word if figure else ""

    def place(self, name: str) -> tuple[int, int] | None:
        """The place among the units of the group; None where nobody is ahead of anybody."""
        group = self.all.groups.get(self.all.group_of.get(self.unit, ""), ())
        values = {u: v for u in group if (v := self.all.of(u).value(name)) is not None}
        rows = ranked(values, decimals=self.all.decimals)
        own = next((r for r in rows if r.unit == self.unit), None)
        if own is None or all_level(rows):
            return None
        return own.rank, 1 + sum(r.value < own.value for r in rows)

    def running(self, name: str) -> int:
        """For how many periods on end the unit had a grade or title, this one among them."""
        one = self.all.scores.get(self.unit)
        if one is None or name not in {one.grade, *one.marks}:
            return 0
        count = 1
        for had in self.all.runs.get(self.unit, ()):
            if name not in had:
                break
            count += 1
        return count


def stem_of(name: str) -> tuple[str, Basis | None]:
    """A name that ends with what is looked at, in its two halves.

    >>> stem_of("开工项目计划"), stem_of("表扬")
    (('开工项目', <Basis.PLAN: '计划'>), ('表扬', None))
    """
    for basis in BASES:
        if name.endswith(basis.value) and name != basis.value:
            return name.removesuffix(basis.value), basis
    return name, None


def _seen(figure: ScoreFigure, basis: Basis | None) -> float | None:
    """A figure as that basis has it; without one its value, else its rate, else what was done."""
    if basis is not None:
        return figure.seen(basis)
    if figure.value is not None:
        return figure.value
    return figure.seen(Basis.RATE) if figure.plan else figure.done


def _counted(events: Iterable[ScoreEvent]) -> Mapping[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    for event in events:
        key = event.unit, event.name
        found[key] = found.get(key, 0.0) + event.count
    return found


def unknown_asked(rows: Iterable[tuple[Place, str, AskedOf]], known: Knowledge) -> Iterable[Issue]:
    """Conditions that ask about something nobody knows: they never hold, and somebody must say so."""
    for place, name, condition in rows:
        missing = known.unknown(condition)
        if missing:
            yield catalog.CONDITION_UNKNOWN.at(place, item=name, found=missing)
