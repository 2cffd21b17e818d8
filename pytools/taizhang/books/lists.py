"""Task lists and unit lists from files, read by the same reader as forms: every kind, every sheet.

What rows and cells mean is decided in core/lists.
"""

from datetime import datetime
from pathlib import Path

from taizhang.books.foreign.archive import UnreadableError
from taizhang.books.foreign.grids import Grid, read_grids
from taizhang.books.foreign.package import SafePackage
from taizhang.core.catalog import files as world
from taizhang.core.catalog import forms
from taizhang.core.catalog import ledger as catalog
from taizhang.core.errors import traced
from taizhang.core.issues import Issue, Place
from taizhang.core.lists.model import MONTH, SHARE, ListSheet
from taizhang.core.saved import Bounds, Saved, judge_saved
from taizhang.core.values.codes import ShownFormat, shows_month

UNOPENED = datetime(2020, 1, 2)  # later than what our own files state before anybody saves them
EVER = datetime(9999, 1, 1)


def read_sheets(path: Path) -> tuple[list[ListSheet], list[Issue]]:
    """All sheets of a file; none where it cannot be read, and why."""
    sheets, issues, _ = read_dated(path, EVER)
    return sheets, issues


def read_dated(path: Path, now: datetime) -> tuple[list[ListSheet], list[Issue], Saved | None]:
    """All sheets of a file as `read_sheets`, and when it was saved by all that it and the disk tell."""
    place = Place(book=path.name)
    try:
        package, grids = read_grids(path)
    except UnreadableError as refusal:
        reason = refusal.rule.at(**refusal.values).message.rstrip("。")
        return [], [catalog.LIST_REFUSED.at(place, name=path.name, reason=reason)], None
    except OSError:
        return [], [world.LIST_UNREADABLE.at(name=path.name)], None
    except Exception as error:  # noqa: BLE001 - one file stops no other; the traceback is kept
        reason = forms.READING_BROKE.message.rstrip("。")
        issue = catalog.LIST_REFUSED.at(place, name=path.name, reason=reason)
        return [], [traced(issue, error)], None
    cut = [v for rule, v in package.notes if rule is forms.CUT_SHORT]
    issues = [catalog.LIST_CUT.at(place, **values) for values in cut]
    named = package.kind != "text"
    return (
        [_sheet(path.name, grid, named=named) for grid in grids],
        issues,
        _saved(package, path, now),
    )


def _saved(package: SafePackage, path: Path, now: datetime) -> Saved:
    touched = datetime.fromtimestamp(path.stat().st_mtime)
    return judge_saved(package.stated, Bounds(UNOPENED, touched, now))


def _sheet(file: str, grid: Grid, *, named: bool) -> ListSheet:
    """A grid as a sheet of a list; the one sheet of a text file has no name."""

    def shows(row: int, column: int) -> str:
        code, shown = grid.code(row, column), grid.shown.get((row, column), "")
        if shows_month(code, shown):
            return MONTH
        return SHARE if "%" in code or shown.endswith("%") else ""

    def look(row: int, column: int) -> ShownFormat:
        code, shown = grid.code(row, column), grid.shown.get((row, column), "")
        return ShownFormat(code, shown, named)

    return ListSheet(
        file=file,
        name=grid.name if named else "",
        rows=grid.rows,
        errors=grid.errors,
        merged=grid.merged,
        hidden=grid.hidden,
        hidden_rows=len(grid.unseen.rows),
        shows=shows,
        look=look,
        struck=frozenset(grid.struck),
    )
