"""Close a year: its records move to 归档/<年>.xlsx, and come back from there when asked.

The archive is written whole before anything is taken out of the ledger; a job that dies in between
leaves an archive that the next run writes anew.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import xlwings as xw

from taizhang.books.ledger import LedgerLine, lines_of
from taizhang.core.archiving import (
    MOVING,
    READ,
    YearPast,
    YearPlan,
    plan_archive,
    restored,
)
from taizhang.core.catalog import files as catalog
from taizhang.core.catalog import jobs as told
from taizhang.core.merge import joblog
from taizhang.core.merge.closed import closed_years
from taizhang.core.merge.joblog import Labels
from taizhang.core.tables import LedgerRows
from taizhang.core.writes import ARCHIVED, RETRIEVED, Change, Writes
from taizhang.office.keeping import free_name
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from taizhang.office.report import CannotRun, Desk, Report
from taizhang.office.shelf import archive_of
from taizhang.office.workplace import ARCHIVES, BACKUPS

BACK = "已取回"
Whole = Mapping[str, tuple[list[LedgerLine], list[int]]]


def archive(
    book: xw.Book, desk: Desk, moment: Moment, year: int = 0, *, back: bool = False
) -> Report:
    """Move the records of a year to 归档/<年>.xlsx, or take them `back`; 0 is the year before this.

    Rows of the current period stay, as does what later jobs ask of the past. Where all that may
    move has moved already, nothing is written.
    """
    office = Office(book)
    year = year or moment.on.year - 1
    if back:
        return _take_back(office, desk, moment, year)
    past = read_past(office, year)
    _refuse_open(past)
    plan = plan_archive(past)
    closed = year in closed_years(past.tables["changes"].values, past.labels)
    if not plan and not closed:
        raise CannotRun(catalog.YEAR_EMPTY.at(year=year))
    if not plan:
        return _told(plan, office, ())
    path = archive_of(office.place, year)
    if closed and not path.is_file():
        raise CannotRun(catalog.ARCHIVE_GONE.at(name=path.name, year=year))
    desk.progress(f"归档{year}年", 1, 3)
    expected = _expected(past.tables["changes"], past.labels, year)
    _write(office, past, plan, _whole(office, path if closed else None, expected), moment)
    desk.progress(f"归档{year}年", 3, 0)
    return _told(plan, office, (path,))


def read_past(office: Office, year: int) -> YearPast:
    """Read what closing that year has to know."""
    return YearPast(year, office.period(), office.read(*READ), office.labels())


def _refuse_open(past: YearPast) -> None:
    if count := past.open_conflicts:
        raise CannotRun(catalog.YEAR_CONFLICTS.at(year=past.year, count=count))
    if count := past.open_claims:
        raise CannotRun(catalog.YEAR_CLAIMS.at(year=past.year, count=count))


def _whole(office: Office, before: Path | None, expected: Mapping[str, int]) -> Whole:
    """All rows of each sheet in the order that they had, those archived `before` among them.

    Beside each stands its row in Excel, 0 where it comes out of the archive.
    """
    taken = read_moved(office, before) if before else {}
    found = {}
    for sheet in MOVING:
        there = [(line, number) for number, line in lines_of(office.ledger[sheet]).items()]
        gone = taken.get(sheet, {})
        if len(gone) != expected.get(sheet, 0):  # a job died before these had left the ledger
            gone = _without(gone, [line for line, _ in there])
        rows = restored(there, {at: (line, 0) for at, line in gone.items()})
        found[sheet] = [line for line, _ in rows], [number for _, number in rows]
    return found


def _without(gone: Mapping[int, LedgerLine], there: Sequence[LedgerLine]) -> dict[int, LedgerLine]:
    """Those of the archive's rows that do not stand in the ledger as well."""
    known = Counter(_mark(line) for line in there)
    found = {}
    for at, line in gone.items():
        known.subtract([_mark(line)])
        if known[_mark(line)] < 0:
            found[at] = line
    return found


def _mark(line: LedgerLine) -> str:
    """All that is in a row, as one text."""
    return repr(sorted((name, str(value)) for name, value in line.items()))


def read_moved(office: Office, path: Path) -> dict[str, dict[int, LedgerLine]]:
    """The rows of an archive that left the ledger, by the places that they had there."""
    from taizhang.books.shelf import read_year

    return read_year(office.book.app, path, MOVING)


def _write(
    office: Office,
    past: YearPast,
    plan: YearPlan,
    whole: Whole,
    moment: Moment,
) -> None:
    """The archive first, then the ledger."""
    from taizhang.books.shelf import write_year

    year, bodies, places = plan.year, {}, {}
    name, writes = f"{ARCHIVES}/{plan.year}.xlsx", Writes()
    for sheet, (lines, numbers) in whole.items():
        held = {row.number for row in plan.held[sheet]} | {0}
        moved = {row.number for row in plan.moved[sheet]} | {0}
        shown = [at for at, number in enumerate(numbers) if number in held]
        bodies[sheet] = [lines[at] for at in shown]
        places[sheet] = shown, [at for at in shown if numbers[at] in moved]
        if count := len(plan.moved[sheet]):
            writes.bodies[sheet] = [
                line for line, n in zip(lines, numbers, strict=True) if n not in moved
            ]
            until = past.cut.isoformat() if sheet == "changes" else plan.periods[-1]
            key = (str(year), until)
            writes.marks.append(Change(sheet, key, ARCHIVED, float(count), name))
    office.book.save()
    target = archive_of(office.place, year, make=True)
    write_year(office.book.app, office.path, target, bodies, places)
    office.carry_out(writes, joblog.ARCHIVE, moment)


def _take_back(office: Office, desk: Desk, moment: Moment, year: int) -> Report:
    """The ledger first, then the archive goes to 备份."""
    log, labels = office.read("changes")["changes"], office.labels()
    path = archive_of(office.place, year)
    if year not in closed_years(log.values, labels):
        if path.is_file() and any(_closes(r, year) for r in log.values):  # a job died before that
            return _back(office, year, 0, _put_aside(office, path, moment))
        _leave_no_empty_room(path)  # a job died after that
        raise CannotRun(catalog.YEAR_NOT_CLOSED.at(year=year))
    if not path.is_file():
        raise CannotRun(catalog.ARCHIVE_GONE.at(name=path.name, year=year))
    writes, count = Writes(), 0
    for sheet, (lines, numbers) in _whole(office, path, _expected(log, labels, year)).items():
        if rows := numbers.count(0):
            writes.bodies[sheet] = lines
            writes.marks.append(Change(sheet, (str(year),), RETRIEVED, path.name, float(rows)))
            count += rows
    changes = writes.bodies.get("changes") or list(lines_of(office.ledger["changes"]).values())
    writes.bodies["changes"] = [
        {**line, "undone": BACK} if _closes(line, year) else line for line in changes
    ]
    office.carry_out(writes, joblog.TAKE_BACK, moment)
    desk.progress(f"取回{year}年", 1, 0)
    return _back(office, year, count, _put_aside(office, path, moment))


def _closes(line: LedgerLine, year: int) -> bool:
    """Whether a line of the log says that the year was closed."""
    closes = (line["job_kind"], line["column"]) == (joblog.ARCHIVE, ARCHIVED)
    return closes and str(line["row_key"]).startswith(f"{year}|")


def _expected(log: LedgerRows, labels: Labels, year: int) -> dict[str, int]:
    """How many rows of each sheet are in the archive, as the log has it."""
    keys = {label: key for key, label in labels.sheets.items()}
    found: dict[str, int] = {}
    for row in log.values:
        if (
            _closes(row, year)
            and joblog.is_open(row["undone"])
            and isinstance(row["old"], int | float)
        ):
            sheet = keys[str(row["sheet"])]
            found[sheet] = found.get(sheet, 0) + int(row["old"])
    return found


def _put_aside(office: Office, path: Path, moment: Moment) -> Path:
    """An archive that is in the ledger again goes to 备份, under a name that nothing has."""
    kept = free_name(
        office.place.folder(BACKUPS), f"归档{path.stem}_{moment.really:%Y%m%d-%H%M%S}", ".xlsx"
    )
    path.replace(kept)
    _leave_no_empty_room(path)
    return kept


def _leave_no_empty_room(path: Path) -> None:
    """Take the folder of archives away where no other year lies in it."""
    with suppress(OSError):
        path.parent.rmdir()


def _back(office: Office, year: int, count: int, kept: Path) -> Report:
    fact = told.YEAR_BACK.of(year=year, count=count)
    data = {"year": year, "rows": count, "file": kept.name}
    return Report("archive", (fact,), office.say(()), (kept,), data)


def _told(plan: YearPlan, office: Office, files: tuple[Path, ...]) -> Report:
    year, count = plan.year, sum(map(len, plan.moved.values()))
    fact = told.YEAR_ARCHIVED.of(year=year, count=count) if plan else told.YEAR_CLOSED.of(year=year)
    put = (told.PUT.of(place=f"{ARCHIVES}/{year}.xlsx"),) if plan else ()
    rows = {sheet: len(gone) for sheet, gone in plan.moved.items() if gone}
    data = {
        "year": year,
        "changed": bool(plan),
        "rows": count,
        "moved": rows,
        "periods": plan.periods,
    }
    return Report("archive", (fact, *put), office.say(()), files, data)
