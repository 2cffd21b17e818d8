"""Closed years, as every job has to know them: whose records are in 归档, and that stay there."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from taizhang.core.catalog import files as catalog
from taizhang.core.issues import Issue, Place
from taizhang.core.merge.closed import (
    CLOSED_YEAR,
    Closed,
    closed_years,
    is_closed,
    years_to_close,
)
from taizhang.core.merge.joblog import ARCHIVE
from taizhang.core.periods import Period
from taizhang.core.tables import LedgerRows
from taizhang.office.office import Office
from taizhang.office.report import CannotRun
from taizhang.office.workplace import ARCHIVES, Workplace

LAST_MONTH = 12


def archive_of(place: Workplace, year: int, *, make: bool = False) -> Path:
    """Where the archive of a year lies; `make` its folder where that is missing."""
    folder = place.folder(ARCHIVES) if make else place.root / ARCHIVES
    return folder / f"{year}.xlsx"


def years_in(office: Office) -> dict[int, Closed]:
    """The closed years; the log is only looked through where there is a folder of archives."""
    if not (office.place.root / ARCHIVES).is_dir():
        return {}
    told = office.ledger["changes"].some({"job_kind": lambda kind: kind == ARCHIVE})
    return closed_years(told.values, office.labels())


def is_archive(office: Office) -> bool:
    """Whether this very workbook is that of a closed year."""
    return CLOSED_YEAR in office.ledger.meta


def is_archived(office: Office, period: Period) -> bool:
    """Whether the records of a period have gone to the archive."""
    return is_closed(period.id, years_in(office))


def with_archived(office: Office, table: LedgerRows) -> LedgerRows:
    """A table with the rows of closed years before its own; an archive that is gone is left out."""
    from taizhang.books.shelf import records_of

    sheet = table.spec.key
    paths = [archive_of(office.place, year) for year in sorted(years_in(office))]
    before = [records_of(office.book.app, p, (sheet,))[sheet].rows for p in paths if p.is_file()]
    return replace(table, rows=[row for rows in (*before, table.rows) for row in rows])


def asked_of_years(office: Office, on: date) -> tuple[Issue, ...]:
    """What the turn of a year asks of the office, with the button or sheet where it is done.

    In December the holidays of the year to come, where nobody knows them yet; then to close the
    years that are over.
    """
    table = office.ledger["holidays"]
    coming = on.year + 1
    asked = [catalog.HOLIDAYS_MISSING.at(Place(sheet=table.sheet.name), year=coming)]
    found = asked if on.month == LAST_MONTH and not office.workdays().knows(coming) else []
    periods = office.ledger["reports"].columns("period")["period"].counts
    years = years_to_close(periods, office.period(), on, years_in(office))
    if years and not is_archive(office):
        count = sum(years.values())
        found.append(catalog.YEARS_TO_CLOSE.at(years="、".join(map(str, years)), count=count))
    return tuple(found)


def open_period(office: Office, given: str = "") -> Period:
    """The period as `office.period`; CannotRun where its year is closed."""
    found = office.period(given)
    if is_archived(office, found):
        year = found.id[:4]
        raise CannotRun(catalog.PERIOD_ARCHIVED.at(period=found.label, year=year))
    return found
