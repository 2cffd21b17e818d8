"""What places lead to: titles (先进, 奖牌 …) by a condition, and money by the score or by the place.

A unit behind a gate that it did not pass has no title and no money.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from taizhang.core.periods import Period, period_of
from taizhang.core.scoring.conditions import said_of
from taizhang.core.scoring.facts import UnitScore
from taizhang.core.scoring.knowing import Knowledge
from taizhang.core.scoring.ranks import Ranked
from taizhang.core.scoring.rounding import half_up
from taizhang.core.scoring.scheme import Method, Scheme, ScoreItem
from taizhang.core.tables import LedgerRows

MONEY = ("元", "万元")
SEPARATOR = "；"  # of marks in 考核得分


def awarded(
    scheme: Scheme, known: Knowledge, places: Mapping[str, Sequence[Ranked]]
) -> tuple[UnitScore, ...]:
    """The scores with their titles and money as marks, in the order of the rows."""
    ranks = {r.unit: r.rank for rows in places.values() for r in rows}
    scores = dict(known.scores)
    for item in (*scheme.titles, *scheme.bonuses):
        seen = replace(known, scores=dict(scores))
        for unit, one in seen.scores.items():
            if not one.barred and seen.meant(item, unit):
                mark = _mark(item, one, seen, ranks.get(unit, 0))
                scores[unit] = replace(one, marks=(*one.marks, mark)) if mark else one
    return tuple(scores.values())


def _mark(item: ScoreItem, one: UnitScore, known: Knowledge, rank: int) -> str:
    if item.method is Method.TITLE:
        return item.name if said_of(item.asks, known.of(one.unit)) is not None else ""
    amount = item.words.get(str(rank), 0.0) if item.words else _by_head(item, one, known)
    unit = item.part if item.part in MONEY else MONEY[0]
    return f"{item.name}{half_up(amount):,.10g}{unit}" if amount else ""


def _by_head(item: ScoreItem, one: UnitScore, known: Knowledge) -> float:
    """So much for each point and head."""
    heads = known.of(one.unit).value(item.takes) or 0.0
    return item.points * half_up(one.total, known.decimals) * heads


def runs_of(
    table: LedgerRows, scheme: str, period: Period
) -> Mapping[str, Sequence[frozenset[str]]]:
    """Grades and titles of the periods right before, by unit, the latest first; a gap ends a run."""
    had: dict[tuple[str, str], frozenset[str]] = {}
    for row in table.rows:
        if str(row["scheme"]) == scheme:
            marks = {str(row["grade"]), *str(row["marks"]).split(SEPARATOR)} - {""}
            had[str(row["unit"]), str(row["period"])] = frozenset(marks)
    found: dict[str, list[frozenset[str]]] = {}
    for unit in dict.fromkeys(unit for unit, _ in had):
        then = _before(period)
        while (unit, then.id) in had:
            found.setdefault(unit, []).append(had[unit, then.id])
            then = _before(then)
    return found


def _before(period: Period) -> Period:
    return period_of(period.first - timedelta(days=1), period.kind)
