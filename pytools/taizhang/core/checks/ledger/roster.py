"""The roster: every unit once, every alias of one unit, nobody asked for nothing."""

from collections.abc import Iterator

from taizhang.core.catalog import ledger_checks as catalog
from taizhang.core.checks.view import LedgerView
from taizhang.core.issues import Issue
from taizhang.core.units import fold_name

REPORTS_NOT = "否"


def roster_twice(view: LedgerView) -> Iterator[Issue]:
    """L421: the second row's contact and order are never used."""
    seen: set[str] = set()
    for row in view["units"]:
        name = fold_name(row.text("unit"))
        if name and name in seen:
            yield catalog.ROSTER_TWICE.at(row.at("unit"), found=row.text("unit"))
        seen.add(name)


def alias_shared(view: LedgerView) -> Iterator[Issue]:
    """L422: an alias of two units sends one unit's task to the other."""
    owner = {fold_name(row.text("unit")): row.text("unit") for row in view["units"]}
    for row in view["units"]:
        unit = row.text("unit")
        for alias in row.units("aliases"):
            other = owner.setdefault(fold_name(alias), unit)
            if other and fold_name(other) != fold_name(unit):
                yield catalog.ALIAS_SHARED.at(row.at("aliases"), found=alias, units=(other, unit))


def unit_idle(view: LedgerView) -> Iterator[Issue]:
    """L423: a reporting unit without any task was mostly left out by mistake."""
    cells = {row.text(key) for row in view["tasks"] for key in ("lead", "co")}
    busy = {name for cell in cells for name in view.roster.read(cell).units}
    for row in view["units"] if busy else ():
        unit = row.text("unit")
        if unit and row.text("reports") != REPORTS_NOT and unit not in busy:
            yield catalog.UNIT_IDLE.at(row.at("unit"), found=unit)


def contacts_missing(view: LedgerView) -> Iterator[Issue]:
    """L424: whoever is late has to be rung up; said once, not once a unit."""
    rows = [row for row in view["units"] if row.text("unit") and not row.text("phone")]
    asked = [row for row in rows if row.text("reports") != REPORTS_NOT]
    if asked:
        yield catalog.CONTACTS_MISSING.at(asked[0].at("phone"), count=len(asked))


CHECKS = (roster_twice, alias_shared, unit_idle, contacts_missing)
