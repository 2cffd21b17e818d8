"""What follows when all points of a unit are there: limits, factors, gates, the grade, vetoes.

Each is a line again, so that a total stays the sum of its lines.
"""

from collections.abc import Mapping, Sequence

from taizhang.core.scoring.facts import ScoreEvent, ScoreFigure, ScoreLine, UnitScore
from taizhang.core.scoring.rounding import half_up
from taizhang.core.scoring.scales import band_of
from taizhang.core.scoring.scheme import MINUS, PLUS, Method, Scheme, ScoreItem

SCORE = "得分"
PASSED = frozenset({"通过", "是", "1"})
NO_AWARD = "不参加评先"
FiguresTaken = Mapping[str, Mapping[str, ScoreFigure]]


def ended(  # noqa: PLR0913 - a unit with all that is known of it
    scheme: Scheme,
    unit: str,
    group: str,
    lines: list[ScoreLine],
    events: Sequence[ScoreEvent],
    taken: FiguresTaken,
) -> UnitScore:
    """Limits, factors, gates and vetoes over a unit's lines, in that order."""
    lines += _item_limits(unit, scheme, lines)
    lines += _factors(unit, group, scheme, lines, taken)
    lines += _part_limits(unit, scheme, lines)
    gates = [g for g in scheme.gates if not _passed(g, unit, lines, taken)]
    lines += [x for g in gates for x in _closed_gate(unit, g, lines)]
    if scheme.total:
        lines += _limit(unit, scheme.total, lines, "总分")
    total = sum(line.points for line in lines)
    marks = tuple(f"{NO_AWARD}（{g.name}）" for g in gates if g.part == g.name)
    steps = sum(_veto(v, total, events) for v in scheme.vetoes)
    grade = grade_of(scheme, half_up(total, scheme.decimals), steps)
    return UnitScore(unit, group, total, tuple(lines), grade, steps, marks)


def _limit(unit: str, limit: ScoreItem, lines: Sequence[ScoreLine], what: str) -> list[ScoreLine]:
    """The line that brings a sum within its limit, if one is needed."""
    whole = sum(line.points for line in lines)
    over = limit.clipped(whole) - whole
    bound = limit.most if over < 0 else limit.least
    word = "最多" if over < 0 else "最少"
    return [ScoreLine(unit, limit, over, f"{what}{word}{bound:g}分")] if abs(over) > 1e-9 else []


def _item_limits(unit: str, scheme: Scheme, lines: Sequence[ScoreLine]) -> list[ScoreLine]:
    """Each row's own limits hold over all its events of the unit."""
    found: list[ScoreLine] = []
    for item in scheme.items:
        own = [x for x in lines if x.item is item]
        if item.method is Method.EACH and own:
            found += _limit(unit, item, own, "本项")
    return found


def _part_limits(unit: str, scheme: Scheme, lines: Sequence[ScoreLine]) -> list[ScoreLine]:
    found: list[ScoreLine] = []
    for limit in scheme.limits:
        own = [x for x in lines if x.item.part == limit.part]
        found += _limit(unit, limit, own, f"“{limit.part}”")
    return found


def _factors(
    unit: str, group: str, scheme: Scheme, lines: Sequence[ScoreLine], taken: FiguresTaken
) -> list[ScoreLine]:
    """倍数: deductions doubled, or points of a part multiplied, for a group or a kind of unit."""
    found: list[ScoreLine] = []
    for item in scheme.times:
        figure = taken.get(item.takes, {}).get(unit)
        factor = item.words.get(figure.word if figure and figure.word else group)
        if factor is None or factor == 1:
            continue
        own = [x for x in lines if _meant(x, item)]
        more = sum(x.points for x in own) * (factor - 1)
        if more:
            found.append(ScoreLine(unit, item, more, f"{item.name}×{factor:g}"))
    return found


def _meant(line: ScoreLine, factor: ScoreItem) -> bool:
    """Which lines a factor is for: those of its part, deductions or additions only, never the base."""
    if line.item.method is Method.BASE:
        return False
    if factor.part in {MINUS, PLUS}:
        return line.points < 0 if factor.part == MINUS else line.points > 0
    return factor.part in {factor.name, line.item.part}


def _passed(gate: ScoreItem, unit: str, lines: Sequence[ScoreLine], taken: FiguresTaken) -> bool:
    if gate.takes == SCORE:
        value: float | None = sum(line.points for line in lines)
    else:
        figure = taken.get(gate.takes, {}).get(unit)
        value = figure.seen(gate.basis) if figure else None
    band = band_of(gate.bands, value) if value is not None else None
    return band is not None and band.worth in PASSED


def _closed_gate(unit: str, gate: ScoreItem, lines: Sequence[ScoreLine]) -> list[ScoreLine]:
    """What was added in the part behind the gate is taken off again."""
    if gate.part == gate.name:
        return []
    more = sum(x.points for x in lines if x.item.part == gate.part and x.points > 0)
    return [ScoreLine(unit, gate, -more, f"“{gate.name}”没有达到，不加分")] if more else []


def _veto(veto: ScoreItem, total: float, events: Sequence[ScoreEvent]) -> int:
    """How many grades down: by an event, or by a score that is too low."""
    if veto.takes == SCORE:
        band = band_of(veto.bands, total)
        return int(float(band.worth)) if band else 0
    steps = int(veto.points) or 1
    return steps if any(e.name == veto.takes for e in events) else 0


def grade_of(scheme: Scheme, total: float, steps: int) -> str:
    """The grade of the score, so many steps down; the lowest has none below it."""
    at = next((i for i, band in enumerate(scheme.grades) if band.holds(total)), None)
    return "" if at is None else scheme.grades[max(0, at - steps)].worth
