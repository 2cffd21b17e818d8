"""A score over periods: the mean of each kind of period by its weight, as lines that can be traced.

权重 「月:10；半年:45；年:45」 makes a year of its months, halves and its own points; 「月:100」 makes a
quarter or a year the mean of its months. What the parts scored is what 考核得分 recorded.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from taizhang.core.catalog import scoring as catalog
from taizhang.core.issues import Issue, Place
from taizhang.core.periods import KINDS, Period, parse_period, periods_within
from taizhang.core.scoring.ending import grade_of
from taizhang.core.scoring.facts import ScoreLine, UnitScore
from taizhang.core.scoring.rounding import half_up
from taizhang.core.scoring.scheme import Method, Scheme, ScoreItem
from taizhang.core.scoring.sums import means
from taizhang.core.tables import LedgerRows

PART = "期次权重"
RecordedScores = Mapping[
    str, Mapping[str, tuple[float, Place]]
]  # unit -> period -> score and its row


def spans_others(scheme: Scheme, period: Period) -> bool:
    """Whether the scheme makes that period out of shorter ones."""
    own = KINDS.index(period.kind)
    known = [KINDS.index(kind) for kind in scheme.periods if kind in KINDS]
    return any(kind < own for kind in known) and all(kind <= own for kind in known)


def recorded(table: LedgerRows, scheme: str, period: Period) -> RecordedScores:
    """What each unit scored in the periods that lie in this one."""
    found: dict[str, dict[str, tuple[float, Place]]] = {}
    for row in table.rows:
        within = parse_period(str(row["period"]))
        if within is None or str(row["scheme"]) != scheme or within.id == period.id:
            continue
        if period.first <= within.first and within.last <= period.last:
            score = row["score"]
            if isinstance(score, int | float):
                place = table.place(row.number, "score")
                found.setdefault(str(row["unit"]), {})[within.id] = float(score), place
    return found


def weighed(
    scores: Sequence[UnitScore], scheme: Scheme, period: Period, known: RecordedScores
) -> tuple[list[UnitScore], list[Issue]]:
    """The units' scores over the periods, and what is to be said.

    A unit of whom a whole kind of period is missing has none.
    """
    done: list[UnitScore] = []
    issues: list[Issue] = []
    averages = means([
        ((unit, kind), score)
        for unit, own in known.items() for kind in _kinds(scheme, period)
        for score, _ in _of_kind(own, kind)
    ])  # fmt: skip
    for one in scores:
        own = known.get(one.unit, {})
        lacking = [kind for kind in _kinds(scheme, period) if not _of_kind(own, kind)]
        if lacking:
            issues.append(catalog.PERIODS_MISSING.at(unit=one.unit, kinds=lacking))
            continue
        gaps = list(_gaps(own, scheme, period))
        if gaps:
            issues.append(catalog.PERIODS_PARTLY.at(unit=one.unit, periods=gaps))
        done.append(_weighed(one, scheme, period, own, averages))
    return done, issues


def _kinds(scheme: Scheme, period: Period) -> list[str]:
    """The kinds of shorter periods that count."""
    return [kind for kind in scheme.periods if kind != period.kind]


def _of_kind(own: Mapping[str, tuple[float, Place]], kind: str) -> list[tuple[float, Place]]:
    return [found for text, found in own.items() if (p := parse_period(text)) and p.kind == kind]


def _gaps(own: Mapping[str, tuple[float, Place]], scheme: Scheme, period: Period) -> Iterator[str]:
    for kind in _kinds(scheme, period):
        for part in periods_within(period.first, period.last, kind):
            if part.id not in own and part.first >= period.first and part.last <= period.last:
                yield part.label


def _weighed(
    one: UnitScore, scheme: Scheme, period: Period, own: Mapping[str, tuple[float, Place]],
    averages: Mapping[tuple[str, str], tuple[float, int]],
) -> UnitScore:  # fmt: skip
    """The unit's own points at their weight, and a line a kind of shorter period."""
    share = scheme.periods.get(period.kind, 0.0) / 100
    lines = [*one.lines]
    if one.lines and share != 1:
        lines.append(ScoreLine(one.unit, _item(period.kind), one.total * (share - 1),
                          f"本期得分{half_up(one.total):g}按{100 * share:g}%计"))  # fmt: skip
    for kind in _kinds(scheme, period):
        mean, count = averages[one.unit, kind]
        weight = scheme.periods[kind] / 100
        why = f"{count}期{kind}得分平均{half_up(mean):g}×{100 * weight:g}%"
        places = tuple(place for _, place in _of_kind(own, kind))
        lines.append(ScoreLine(one.unit, _item(kind), mean * weight, why, places))
    total = round(sum(line.points for line in lines), 9)
    grade = grade_of(scheme, half_up(total, scheme.decimals), one.steps)
    return replace(one, total=total, lines=tuple(lines), grade=grade)


def _item(kind: str) -> ScoreItem:
    return ScoreItem(0, PART, f"{kind}得分", Method.PERIODS, kind)
