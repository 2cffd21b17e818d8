"""Lines of points: the base, what events earn or cost, what figures are worth."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from taizhang.core.catalog import scoring as catalog
from taizhang.core.issues import Issue
from taizhang.core.scoring.facts import ScoreEvent, ScoreFigure, ScoreLine
from taizhang.core.scoring.ranks import ranked
from taizhang.core.scoring.rounding import half_up
from taizhang.core.scoring.scales import band_of, read_words
from taizhang.core.scoring.scheme import Basis, Method, Scheme, ScoreItem
from taizhang.core.scoring.votes import by_places, weighted

Figures = Mapping[str, ScoreFigure]
Meant = Callable[[ScoreItem, str], bool]  # whether a row is for that unit
SPOKEN = frozenset({Method.WORDS, Method.VOTES})
_COUNTS = re.compile(r"\d+")
FULL, STEP = 100, 3  # of ballots by places, where the scheme does not say


def base_lines(scheme: Scheme, units: Iterable[str], meant: Meant) -> Iterator[ScoreLine]:
    """The points that every unit begins with."""
    for item in scheme.items:
        if item.method is Method.BASE:
            yield from (ScoreLine(u, item, item.points, "基本分") for u in units if meant(item, u))


def event_lines(scheme: Scheme, events: Sequence[ScoreEvent], meant: Meant) -> list[ScoreLine]:
    """A line an event and a row that takes it; a task that is scored once keeps its best.

    A share of the points by role is parted evenly among the units that bear it for one task.
    """
    bearers = _bearers(events)
    lines = [
        ScoreLine(event.unit, item, points, _told(event, item), (event.place,), event.task_id)
        for item in scheme.items if item.method is Method.EACH
        for event in events if event.name == item.takes and meant(item, event.unit)
        if (points := item.points * event.count * _share(item, event, bearers))
    ]  # fmt: skip
    return lines if scheme.once is None else _once(lines, scheme.once)


Bearers = Mapping[tuple[str, str, str], int]


def _bearers(events: Iterable[ScoreEvent]) -> Bearers:
    """How many units share an event of a task in one role."""
    found: dict[tuple[str, str, str], set[str]] = {}
    for event in events:
        if event.task_id:
            found.setdefault((event.name, event.task_id, event.role), set()).add(event.unit)
    return {key: len(units) for key, units in found.items()}


def _share(item: ScoreItem, event: ScoreEvent, bearers: Bearers) -> float:
    if not item.split:
        return 1.0
    share = item.split.get(event.role, 0.0)
    whole = share in {0.0, 1.0}
    return share / (1 if whole else bearers.get((event.name, event.task_id, event.role), 1))


def _told(event: ScoreEvent, item: ScoreItem) -> str:
    times = f"{event.count:g}次" if event.count != 1 else ""
    share = f"，{event.role}" if item.split and event.role else ""
    return f"{event.name}{times}{share}"


def _once(lines: Sequence[ScoreLine], names: Collection[str]) -> list[ScoreLine]:
    """Of the lines of one unit and task the highest; the others stand with nothing."""
    best: dict[tuple[str, str], ScoreLine] = {}
    for line in lines:
        key = line.unit, line.task_id
        if line.task_id and (not names or line.item.takes in names) and (
            key not in best or line.points > best[key].points
        ):  # fmt: skip
            best[key] = line
    return [
        line if _kept(line, best, names)
        else ScoreLine(line.unit, line.item, 0.0, f"{line.why}，一事一评不再计", line.places, line.task_id)
        for line in lines
    ]  # fmt: skip


def _kept(
    line: ScoreLine, best: Mapping[tuple[str, str], ScoreLine], names: Collection[str]
) -> bool:
    counted = not line.task_id or (names and line.item.takes not in names)
    return bool(counted) or best[line.unit, line.task_id] is line


def measured_lines(  # noqa: PLR0913 - a row with all that it is seen by
    item: ScoreItem,
    groups: Mapping[str, Sequence[str]],
    figures: Figures,
    scheme: Scheme,
    meant: Meant,
    issues: list[Issue],
) -> Iterator[ScoreLine]:
    """A line for each unit that has the figure and that the row is for."""
    for units in groups.values():
        own = {u: figures[u] for u in units if u in figures and meant(item, u)}
        seen: dict[str, float | str | None] = {u: f.word if item.method in SPOKEN and f.word else f.seen(item.basis)
                for u, f in own.items()}  # fmt: skip
        places: Mapping[str, int] = {}
        if item.method is Method.RANK:
            places = _places(seen, scheme)
        for unit, figure in own.items():
            value = seen[unit]
            if value is None:
                at = figure.place
                issues.append(catalog.DENOMINATOR_MISSING.at(at, unit=unit, item=item.name))
            elif (found := _points(item, value, places.get(unit, 0))) is None:
                at = figure.place
                issues.append(catalog.GAP_HIT.at(at, unit=unit, item=item.name, value=value))
            else:
                yield ScoreLine(unit, item, item.clipped(found[0]), found[1], (figure.place,))


def _places(seen: Mapping[str, float | str | None], scheme: Scheme) -> Mapping[str, int]:
    values = {unit: value for unit, value in seen.items() if isinstance(value, float)}
    return {r.unit: r.rank for r in ranked(values, decimals=scheme.decimals, ties=scheme.ties)}


def _points(item: ScoreItem, value: float | str, place: int) -> tuple[float, str] | None:
    """Points and how they come about, None where no band or word is meant."""
    if item.method is Method.VOTES:
        return _by_votes(item, str(value))
    if item.method is Method.WORDS:
        word = value if isinstance(value, str) else f"{value:g}"
        return (item.words[word], word) if word in item.words else None
    return None if isinstance(value, str) else _by_number(item, value, place)


def _by_votes(item: ScoreItem, text: str) -> tuple[float, str] | None:
    """Votes 「满意:60；不满意:6」 by the marks of the scheme, or 「5,3,2」 by places."""
    if item.words:
        votes = read_words(text)
        mean = None if isinstance(votes, str) else weighted(votes, item.words)
    else:
        counts = [int(piece) for piece in _COUNTS.findall(text)]
        mean = by_places(counts, full=item.points or FULL, step=item.step or STEP)
    return None if mean is None else (mean, f"票数 {text}")


def _by_number(item: ScoreItem, value: float, place: int) -> tuple[float, str] | None:
    shown = _shown(item, value)
    match item.method:
        case Method.SHARE:
            return item.points * value / 100, f"{shown}×{item.points:g}分"
        case Method.CURVE if item.curve:
            return item.points + item.curve.at(_stepped(item, value)), shown
        case Method.WEIGHT:
            return item.points * value, f"{value:g}×{item.points:g}"
        case Method.RANK:
            return _by_rank(item, place), f"{shown}，第{place}名"
        case _:
            band = band_of(item.bands, value)
            worth = _worth(band.worth) if band else None
            return None if worth is None else (item.points + worth, shown)


def _worth(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _shown(item: ScoreItem, value: float) -> str:
    sign = "%" if item.basis is Basis.RATE else ""
    return f"{item.basis.value}{half_up(value, 2):g}{sign}"


def _stepped(item: ScoreItem, value: float) -> float:
    """A rate in whole steps on both sides of 100, a difference in whole steps on both sides of 0."""
    if not item.step:
        return value
    middle = 100.0 if item.basis is Basis.RATE else 0.0
    return middle + int(round((value - middle) / item.step, 9)) * item.step


def _by_rank(item: ScoreItem, place: int) -> float:
    """By a table of places, or full marks less `step` percent of them a place."""
    if item.words:
        share = item.words.get(str(place), 0.0)
        return share if not item.points else item.points * share / 100
    return item.points * max(0.0, 1 - item.step / 100 * (place - 1))
