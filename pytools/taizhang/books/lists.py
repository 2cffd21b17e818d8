"""Task lists and unit lists from files, read by the same reader as forms: every kind, every sheet.

What rows and cells mean is decided in core/lists.
"""

from pathlib import Path

from taizhang.books.foreign.archive import UnreadableError
from taizhang.books.foreign.grids import Grid, read_grids
from taizhang.core.catalog import files as world
from taizhang.core.catalog import forms
from taizhang.core.catalog import ledger as catalog
from taizhang.core.issues import Issue, Place
from taizhang.core.lists.model import MONTH, SHARE, ListSheet
from taizhang.core.values.codes import ShownFormat, shows_month


def read_sheets(path: Path) -> tuple[list[ListSheet], list[Issue]]:
    """All sheets of a file; none where it cannot be read, and why."""
    place = Place(book=path.name)
    try:
        package, grids = read_grids(path)
    except UnreadableError as refusal:
        reason = refusal.rule.at(**refusal.values).message.rstrip("。")
        return [], [catalog.LIST_REFUSED.at(place, name=path.name, reason=reason)]
    except OSError:
        return [], [world.LIST_UNREADABLE.at(name=path.name)]
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001 - a foreign file may panic calamine, no Exception that
        return [], [world.LIST_UNREADABLE.at(name=path.name)]
    cut = [v for rule, v in package.notes if rule is forms.CUT_SHORT]
    issues = [catalog.LIST_CUT.at(place, **values) for values in cut]
    named = package.kind != "text"
    return [_sheet(path.name, grid, named=named) for grid in grids], issues


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
