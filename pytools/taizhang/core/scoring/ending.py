"""What follows when all points of a unit are there: limits, factors, gates, the grade, vetoes.

Each is a line again, so that a total stays the sum of its lines.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from taizhang.core.scoring.conditions import said_of
from taizhang.core.scoring.facts import ScoreLine, UnitScore
from taizhang.core.scoring.knowing import SCORE, Knowledge
from taizhang.core.scoring.rounding import half_up
from taizhang.core.scoring.scales import band_of
from taizhang.core.scoring.scheme import MINUS, PLUS, YEAR_LONG, Method, Scheme, ScoreItem

PASSED = frozenset({"通过", "是", "1"})
NO_AWARD = "不参加评先"
NEAR = 1e-9


@dataclass(frozen=True)
class UnitLines:
    """A unit's lines of the period, those of the same year before it, and what is known of it."""

    unit: str
    group: str
    lines: list[ScoreLine]
    before: Sequence[ScoreLine]
    known: Knowledge

    def meant(self, item: ScoreItem) -> bool:
        """Whether a row is for this unit."""
        return self.known.meant(item, self.unit)


def ended(scheme: Scheme, own: UnitLines) -> UnitScore:
    """Limits, factors, gates and vetoes over a unit's lines, in that order."""
    lines, unit = own.lines, own.unit
    lines += _item_limits(own, scheme)
    lines += _factors(own, scheme)
    lines += _part_limits(own, scheme)
    gates = [g for g in scheme.gates if own.meant(g) and not _passed(g, own)]
    lines += [x for g in gates for x in _closed_gate(unit, g, lines)]
    for whole in scheme.wholes:
        if own.meant(whole):
            lines += _limit(unit, whole, lines, "总分")
    total = sum(line.points for line in lines)
    marks = tuple(f"{_follows(g)}（{g.name}）" for g in gates if g.part == g.name)
    so_far = UnitScore(unit, own.group, total, tuple(lines), marks=marks, barred=bool(marks))
    steps = sum(_veto(v, so_far, own) for v in scheme.vetoes if own.meant(v))
    grade = grade_of(scheme, half_up(total, scheme.decimals), steps)
    return replace(so_far, grade=grade, steps=steps)


def _follows(gate: ScoreItem) -> str:
    """What a gate that was not passed leads to: as a condition's 分档 says, else no award."""
    return (gate.scale if gate.asks else "") or NO_AWARD


def _limit(unit: str, limit: ScoreItem, lines: Sequence[ScoreLine], what: str,
           before: Sequence[ScoreLine] = ()) -> list[ScoreLine]:  # fmt: skip
    """The line that brings a sum within its limit, if one is needed.

    `before` are lines of the same year: what they came to within the limit is used up already.
    """
    now, earlier = (sum(line.points for line in own) for own in (lines, before))
    over = limit.clipped(earlier + now) - limit.clipped(earlier) - now if before else (
        limit.clipped(now) - now)  # fmt: skip
    bound = limit.most if over < 0 else limit.least
    word = "最多" if over < 0 else "最少"
    long = "全年" if limit.over == YEAR_LONG else ""
    used = f"，前几期已用{limit.clipped(earlier):g}分" if earlier else ""
    if abs(over) <= NEAR:
        return []
    return [ScoreLine(unit, limit, over, f"{what}{long}{word}{bound or 0:g}分{used}")]


def _item_limits(own: UnitLines, scheme: Scheme) -> list[ScoreLine]:
    """Each row's own limits hold over all its events of the unit."""
    found: list[ScoreLine] = []
    for item in scheme.items:
        mine = [x for x in own.lines if x.item is item]
        if item.method is Method.EACH and mine:
            found += _limit(own.unit, item, mine, "本项", own_year(item, own, lambda x: x.item))
    return found


def own_year(
    limit: ScoreItem, own: UnitLines, of: Callable[[ScoreLine], object]
) -> list[ScoreLine]:
    """Lines of the year before the period that a limit over the year counts."""
    if limit.over != YEAR_LONG:
        return []
    wanted: object = limit if limit.method is Method.EACH else limit.part
    return [x for x in own.before if of(x) == wanted]


def _part_limits(own: UnitLines, scheme: Scheme) -> list[ScoreLine]:
    found: list[ScoreLine] = []
    for limit in scheme.limits:
        if own.meant(limit):
            mine = [x for x in own.lines if x.item.part == limit.part]
            before = own_year(limit, own, lambda x: x.item.part)
            found += _limit(own.unit, limit, mine, f"“{limit.part}”", before)
    return found


def _factors(own: UnitLines, scheme: Scheme) -> list[ScoreLine]:
    """倍数: deductions doubled, or points of a part multiplied, for a group or a kind of unit."""
    found: list[ScoreLine] = []
    for item in scheme.times:
        figure = own.known.figures.get(item.takes, {}).get(own.unit)
        factor = item.words.get(figure.word if figure and figure.word else own.group)
        if factor is None or factor == 1 or not own.meant(item):
            continue
        more = sum(x.points for x in own.lines if _meant(x, item)) * (factor - 1)
        if more:
            found.append(ScoreLine(own.unit, item, more, f"{item.name}×{factor:g}"))
    return found


def _meant(line: ScoreLine, factor: ScoreItem) -> bool:
    """Which lines a factor is for: those of its part, deductions or additions only, never the base."""
    if line.item.method is Method.BASE:
        return False
    if factor.part in {MINUS, PLUS}:
        return line.points < 0 if factor.part == MINUS else line.points > 0
    return factor.part in {factor.name, line.item.part}


def _passed(gate: ScoreItem, own: UnitLines) -> bool:
    total = sum(line.points for line in own.lines)
    if gate.asks:
        so_far = UnitScore(own.unit, own.group, total, tuple(own.lines))
        return _said(gate, so_far, own) is not None
    if gate.takes == SCORE:
        value: float | None = total
    else:
        figure = own.known.figures.get(gate.takes, {}).get(own.unit)
        value = figure.seen(gate.basis) if figure else None
    band = band_of(gate.bands, value) if value is not None else None
    return band is not None and band.worth in PASSED


def _said(item: ScoreItem, so_far: UnitScore, own: UnitLines) -> str | None:
    """Why the condition of a row holds of a unit with the points it has so far."""
    known = replace(own.known, scores={own.unit: so_far})
    return said_of(item.asks, known.of(own.unit))


def _closed_gate(unit: str, gate: ScoreItem, lines: Sequence[ScoreLine]) -> list[ScoreLine]:
    """What was added in the part behind the gate is taken off again."""
    if gate.part == gate.name:
        return []
    more = sum(x.points for x in lines if x.item.part == gate.part and x.points > 0)
    return [ScoreLine(unit, gate, -more, f"“{gate.name}”没有达到，不加分")] if more else []


def _veto(veto: ScoreItem, so_far: UnitScore, own: UnitLines) -> int:
    """How many grades down: by a condition, an event, or a score that is too low."""
    steps = int(veto.points) or 1
    if veto.asks:
        return steps if _said(veto, so_far, own) is not None else 0
    if veto.takes == SCORE:
        band = band_of(veto.bands, so_far.total)
        return int(float(band.worth)) if band else 0
    happened = own.known.of(own.unit).value(veto.takes)
    return steps if happened else 0


def grade_of(scheme: Scheme, total: float, steps: int) -> str:
    """The grade of the score, so many steps down; the lowest has none below it."""
    at = next((i for i, band in enumerate(scheme.grades) if band.holds(total)), None)
    return "" if at is None else scheme.grades[max(0, at - steps)].worth
