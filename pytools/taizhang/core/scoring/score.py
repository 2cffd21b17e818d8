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
    taken, issues = _taken(figures)
    lines = [*base_lines(scheme, unit_of), *event_lines(scheme, known)]
    for item in scheme.items:
        if item.method in MEASURED:
            lines += measured_lines(item, groups, taken.get(item.takes, {}), scheme, issues)
    issues += _untaken(scheme, taken)
    seen = {e.unit for e in known} | {unit for by in taken.values() for unit in by}
    idle = tuple(u for u in unit_of if busy is not None and u not in busy and u not in seen)
    by_unit: dict[str, list[ScoreLine]] = {u: [] for u in unit_of if u not in idle}
    for line in lines:
        if line.unit in by_unit:
            by_unit[line.unit].append(line)
    scored = [
        ended(scheme, unit, unit_of[unit], own, [e for e in known if e.unit == unit], taken)
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


def _taken(figures: Sequence[ScoreFigure]) -> tuple[dict[str, dict[str, ScoreFigure]], list[Issue]]:
    """Figures by name and unit; what stands there twice is not taken."""
    found: dict[str, dict[str, list[ScoreFigure]]] = {}
    for figure in figures:
        found.setdefault(figure.name, {}).setdefault(figure.unit, []).append(figure)
    issues = [
        catalog.VALUE_TWICE.at(all_[0].place, unit=unit, item=name, rows=[f.place.row for f in all_])
        for name, units in found.items() for unit, all_ in units.items() if len(all_) > 1
    ]  # fmt: skip
    once = {
        name: {unit: all_[0] for unit, all_ in units.items() if len(all_) == 1}
        for name, units in found.items()
    }
    return once, issues


def _untaken(scheme: Scheme, taken: Mapping[str, object]) -> Iterator[Issue]:
    """Rows that take figures nobody has written down; an event that did not happen is no fault."""
    for item in scheme.items:
        if item.method in MEASURED and item.takes not in taken:
            yield catalog.TAKES_UNKNOWN.at(Place(row=item.row), item=item.name, found=item.takes)


def over_periods(
    parts: Mapping[str, Sequence[float]], weights: Mapping[str, float]
) -> float | None:
    """The year's score: the mean of each kind of period by its weight; None where one is missing.

    Weights are percents.

    >>> over_periods({"月": [88], "半年": [92], "年": [95]}, {"月": 10, "半年": 45, "年": 45})
    92.95
    """
    if any(not parts.get(kind) for kind in weights):
        return None
    whole = sum(w * sum(parts[kind]) / len(parts[kind]) for kind, w in weights.items())
    return round(whole / 100, 9)


def of_leaders(
    scores: Mapping[str, float], overseen: Mapping[str, Sequence[str]]
) -> dict[str, float]:
    """The mean of the units that each post oversees; a post without a scored unit has none.

    >>> of_leaders({"甲": 96.0, "乙": 91.5, "丙": 88.0}, {"副市长": ["甲", "乙", "丙"], "市长": []})
    {'副市长': 91.83333333333333}
    """
    own = {post: [scores[u] for u in units if u in scores] for post, units in overseen.items()}
    return {post: sum(values) / len(values) for post, values in own.items() if values}
