"""互评: units give each other marks; each unit's figure is the mean of what the others gave it.

One's own mark, a mark outside 0–100, and the second mark of the same judge for the same unit do not
count, and are named.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from taizhang.core.catalog import scoring as catalog
from taizhang.core.issues import Issue, Place
from taizhang.core.periods import parse_period
from taizhang.core.scoring.facts import ScoreFigure
from taizhang.core.scoring.sums import means
from taizhang.core.scoring.taking import ScoredSpan
from taizhang.core.tables import LedgerRows, TableRow
from taizhang.core.units import Roster

FULL = 100.0


@dataclass(frozen=True, slots=True)
class MutualMark:
    """What one unit gave another for one thing."""

    judge: str
    unit: str
    item: str
    mark: float
    place: Place


def mutual_figures(
    table: LedgerRows, roster: Roster, span: ScoredSpan
) -> tuple[list[ScoreFigure], list[Issue]]:
    """A figure a unit and thing judged: the mean of the marks that count, `done` how many they are."""
    issues: list[Issue] = []
    marks = list(_marks(table, roster, span, issues))
    found = means([((m.unit, m.item), m.mark) for m in marks])
    places = {(m.unit, m.item): m.place for m in reversed(marks)}
    return [
        ScoreFigure(unit, item, done=count, value=mean, place=places[unit, item])
        for (unit, item), (mean, count) in found.items()
    ], issues


def _marks(
    table: LedgerRows, roster: Roster, span: ScoredSpan, issues: list[Issue]
) -> Iterator[MutualMark]:
    seen: dict[tuple[str, str, str], int] = {}
    for row in table.rows:
        period = parse_period(str(row["period"]))
        if not row["unit"] or period is None or period.id != span.period.id:
            continue
        unit, judge = roster.resolve(str(row["unit"])), str(row["judge"]).strip()
        if unit is None:
            at = table.place(row.number, "unit")
            issues.append(catalog.EVENT_UNIT_UNKNOWN.at(at, unit=row["unit"]))
            continue
        judge = roster.resolve(judge) or judge
        key = judge, unit, str(row["item"])
        fault = _fault(row, key, seen, table)
        if fault is not None:
            issues.append(fault)
            continue
        seen[key] = row.number
        place = table.place(row.number, "mark")
        yield MutualMark(judge, unit, key[2], float(row["mark"]), place)  # type: ignore[arg-type]


def _fault(
    row: TableRow, key: tuple[str, str, str], seen: Mapping[tuple[str, str, str], int],
    table: LedgerRows,
) -> Issue | None:  # fmt: skip
    """Why a mark does not count."""
    judge, unit, item = key
    mark, at = row["mark"], table.place(row.number, "mark")
    if not isinstance(mark, int | float) or not 0 <= mark <= FULL:
        return catalog.MARK_UNFIT.at(at, judge=judge, unit=unit, found=mark)
    if judge == unit:
        return catalog.MARK_OWN.at(at, unit=unit)
    if key in seen:
        return catalog.MARK_TWICE.at(at, judge=judge, unit=unit, item=item, row=seen[key])
    return None
