"""Closed years, as every job has to know them: whose records are in 归档, and that stay there."""

from dataclasses import replace
from pathlib import Path

from taizhang.core.catalog import files as catalog
from taizhang.core.merge.closed import CLOSED_YEAR, Closed, closed_years, is_closed
from taizhang.core.merge.joblog import ARCHIVE
from taizhang.core.periods import Period
from taizhang.core.tables import LedgerRows
from taizhang.office.office import Office
from taizhang.office.report import CannotRun
from taizhang.office.workplace import ARCHIVES, Workplace


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


def open_period(office: Office, given: str = "") -> Period:
    """The period as `office.period`; CannotRun where its year is closed."""
    found = office.period(given)
    if is_archived(office, found):
        year = found.id[:4]
        raise CannotRun(catalog.PERIOD_ARCHIVED.at(period=found.label, year=year))
    return found
