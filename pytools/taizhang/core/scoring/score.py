"""Scores: what each unit earned by which row of the scheme, from which rows of the ledger.

Points are lines; limits, factors and gates are lines too, so that a total is the sum of its lines
and each of them can be traced. Rules are functions of one unit; sums over units are frames (sums.py).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from taizhang.core.catalog import scoring as catalog
from taizhang.core.issues import Issue, Place
from taizhang.core.scoring.conditions import AskedOf
from taizhang.core.scoring.earning import base_lines, event_lines, measured_lines
from taizhang.core.scoring.ending import UnitLines, ended
from taizhang.core.scoring.facts import ScoreEvent, ScoreFigure, ScoreLine, UnitScore
from taizhang.core.scoring.knowing import Knowledge, unknown_asked
from taizhang.core.scoring.scheme import MEASURED, Method, Scheme

EACH_PROJECT = frozenset({"项目性质", "项目领域"})  # figures that only a project has


@dataclass(frozen=True)
class Scores:
    """All units scored, in the roster's order; `idle` had nothing to be judged by."""

    units: tuple[UnitScore, ...]
    idle: tuple[str, ...]
    issues: tuple[Issue, ...]
    known: Knowledge = field(default_factory=lambda: Knowledge({}))


def score(  # noqa: PLR0913 - what the units are scored by
    scheme: Scheme,
    groups: Mapping[str, Sequence[str]],
    events: Sequence[ScoreEvent],
    figures: Sequence[ScoreFigure],
    busy: Collection[str] | None = None,
    earlier: Sequence[ScoreEvent] = (),
    names: Collection[str] = (),
) -> Scores:
    """Score the units of the groups. `busy` are units with something to do; None: all are.

    `earlier` are events of the same year before the period: limits over the year and conditions
    count them, they earn nothing again. `names` are events that may happen. A figure that is missing
    leaves its line out and is named; nothing stops the others.
    """
    unit_of = {unit: group for group, units in groups.items() for unit in units}
    by_project = _by_project(scheme)
    taken, issues = _taken(figures, each_project=by_project)
    known = Knowledge(
        groups, [e for e in events if e.unit in unit_of], [e for e in earlier if e.unit in unit_of],
        {name: {u: own[0] for u, own in units.items()} for name, units in taken.items()},
        {*names, *(e.name for e in (*events, *earlier)), *_happenings(scheme)},
        decimals=scheme.decimals,
    )  # fmt: skip
    lines = [*base_lines(scheme, unit_of, known.meant),
             *event_lines(scheme, known.events, known.meant)]  # fmt: skip
    for item in scheme.items:
        if item.method in MEASURED:
            for layer in _layers(taken.get(item.takes, {})):
                lines += measured_lines(item, groups, layer, scheme, known.meant, issues)
    issues += _untaken(scheme, taken)
    seen = {e.unit for e in known.events} | {unit for by in taken.values() for unit in by}
    if by_project:  # who has no project is not judged by projects, whatever else it does
        busy, seen = None if busy is None else (), {line.unit for line in lines}
    idle = tuple(u for u in unit_of if busy is not None and u not in busy and u not in seen)
    own = _by_unit(lines, [u for u in unit_of if u not in idle])
    before = _by_unit(event_lines(scheme, known.earlier, known.meant), own)
    scored = [
        ended(scheme, UnitLines(u, unit_of[u], lines_, before[u], known))
        for u, lines_ in own.items()
    ]
    known = replace(known, scores={s.unit: s for s in scored})
    issues += unknown_asked(_asked(scheme), known)
    return Scores(tuple(scored), idle, tuple(issues), known)


def _by_unit(lines: Iterable[ScoreLine], units: Iterable[str]) -> dict[str, list[ScoreLine]]:
    found: dict[str, list[ScoreLine]] = {u: [] for u in units}
    for line in lines:
        if line.unit in found:
            found[line.unit].append(line)
    return found


def _happenings(scheme: Scheme) -> Iterator[str]:
    """Names of events that the scheme itself asks for."""
    every = (*scheme.items, *scheme.vetoes)
    yield from (i.takes for i in every if i.method in {Method.EACH, Method.VETO} and not i.asks)


def _asked(scheme: Scheme) -> Iterator[tuple[Place, str, AskedOf]]:
    rows = (*scheme.items, *scheme.limits, *scheme.times, *scheme.gates, *scheme.vetoes,
            *scheme.wholes, *scheme.titles, *scheme.bonuses)  # fmt: skip
    for item in rows:
        yield Place(row=item.row), item.name, (*item.only_if, *item.asks)


def _by_project(scheme: Scheme) -> bool:
    """Whether the scheme judges each project by itself: it asks what kind of project it is."""
    return any(item.takes in EACH_PROJECT for item in scheme.items)


FigureLists = dict[str, dict[str, list[ScoreFigure]]]


def _taken(
    figures: Sequence[ScoreFigure], *, each_project: bool
) -> tuple[FigureLists, list[Issue]]:
    """Figures by name and unit; what stands there twice is not taken.

    A scheme of projects takes those of each project, where there are any; others take only those
    of the whole unit.
    """
    found: dict[str, dict[str, dict[str, list[ScoreFigure]]]] = {}
    for figure in figures:
        own = found.setdefault(figure.name, {}).setdefault(figure.unit, {})
        own.setdefault(figure.about, []).append(figure)
    issues: list[Issue] = []
    taken: FigureLists = {}
    for name, units in found.items():
        for unit, by_project in units.items():
            meant = [a for a in by_project if bool(a) == each_project] or ["" for _ in (1,)]
            for about in meant:
                own_ = by_project.get(about, [])
                if len(own_) > 1:
                    rows = [f.place.row for f in own_]
                    at = own_[0].place
                    issues.append(catalog.VALUE_TWICE.at(at, unit=unit, item=name, rows=rows))
                elif own_:
                    taken.setdefault(name, {}).setdefault(unit, []).append(own_[0])
    return taken, issues


def _layers(units: Mapping[str, Sequence[ScoreFigure]]) -> Iterator[dict[str, ScoreFigure]]:
    """The first figure of each unit, then the second: one of a unit at a time."""
    most = max(map(len, units.values()), default=0)
    for at in range(most):
        yield {unit: own[at] for unit, own in units.items() if at < len(own)}


def _untaken(scheme: Scheme, taken: Mapping[str, object]) -> Iterator[Issue]:
    """Rows that take figures nobody has written down; an event that did not happen is no fault."""
    for item in scheme.items:
        if item.method in MEASURED and item.takes not in taken:
            yield catalog.TAKES_UNKNOWN.at(Place(row=item.row), item=item.name, found=item.takes)
