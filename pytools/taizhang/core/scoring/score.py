"""Scores: what each unit earned by which row of the scheme, from which rows of the ledger.

Points are lines; limits, factors and gates are lines too, so that a total is the sum of its lines
and each of them can be traced. The tables are pandas' frames, the rules are functions of one unit.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from taizhang.core.catalog import scoring as catalog
from taizhang.core.issues import Issue, Place
from taizhang.core.scoring.earning import base_lines, event_lines, measured_lines
from taizhang.core.scoring.ending import ended
from taizhang.core.scoring.facts import ScoreEvent, ScoreFigure, ScoreLine, Scores
from taizhang.core.scoring.scheme import MEASURED, Scheme

EACH_PROJECT = frozenset({"项目性质", "项目领域"})  # figures that only a project has


def score(
    scheme: Scheme,
    groups: Mapping[str, Sequence[str]],
    events: Sequence[ScoreEvent],
    figures: Sequence[ScoreFigure],
    busy: Collection[str] | None = None,
) -> Scores:
    """Score the units of the groups. `busy` are units with something to do; None: all are.

    A figure that is missing leaves its line out and is named; nothing stops the others.
    """
    unit_of = {unit: group for group, units in groups.items() for unit in units}
    known = [e for e in events if e.unit in unit_of]
    taken, issues = _taken(figures, each_project=_by_project(scheme))
    lines = [*base_lines(scheme, unit_of), *event_lines(scheme, known)]
    for item in scheme.items:
        if item.method in MEASURED:
            for layer in _layers(taken.get(item.takes, {})):
                lines += measured_lines(item, groups, layer, scheme, issues)
    issues += _untaken(scheme, taken)
    seen = {e.unit for e in known} | {unit for by in taken.values() for unit in by}
    idle = tuple(u for u in unit_of if busy is not None and u not in busy and u not in seen)
    by_unit: dict[str, list[ScoreLine]] = {u: [] for u in unit_of if u not in idle}
    for line in lines:
        if line.unit in by_unit:
            by_unit[line.unit].append(line)
    firsts = {name: {u: own[0] for u, own in units.items()} for name, units in taken.items()}
    scored = [
        ended(scheme, unit, unit_of[unit], own, [e for e in known if e.unit == unit], firsts)
        for unit, own in by_unit.items()
    ]
    return Scores(tuple(scored), idle, tuple(issues))


def totals(lines: Iterable[ScoreLine]) -> Mapping[tuple[str, str], float]:
    """The points of each (unit, part), by pandas.

    The frame keeps the lines' order, so equal ledgers give equal tables.
    """
    import pandas as pd

    rows = [(line.unit, line.item.part, line.points) for line in lines]
    frame = pd.DataFrame(rows, columns=["unit", "part", "points"])
    sums = frame.groupby(["unit", "part"], sort=False)["points"].sum()
    return dict(zip(sums.index, map(float, sums), strict=True))


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
