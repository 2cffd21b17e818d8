"""What a list is before it is understood, and what it needs that the core does not know.

Rows and columns are counted from 0 here; a Place counts as Excel does.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from taizhang.core.addresses import CellAt, CellSpan, cell_name
from taizhang.core.headers import Claim
from taizhang.core.issues import Issue, Place
from taizhang.core.schema import SheetSpec
from taizhang.core.submission import Value
from taizhang.core.values.codes import ShownFormat
from taizhang.core.values.reading import Raw
from taizhang.core.writes import fitted

MONTH, SHARE = "month", "share"  # what a cell's number format tells of its number
SOURCE_NO = "source_no"  # the list's own 序号
TASKS, UNITS = "tasks", "units"


def _shows_nothing(_row: int, _column: int) -> str:
    return ""


def _looks_plain(_row: int, _column: int) -> ShownFormat:
    return ShownFormat()


@dataclass(slots=True)
class ListSheet:
    """One sheet of a file: every row equally long, blanks "".

    `errors` are cells that are errors, with what they show ("" for a formula without a result);
    `shows` tells of a cell MONTH, SHARE or "", `look` all of how it shows its value.
    `hidden_rows` counts rows that nobody sees, `struck` are cells whose text is crossed out.
    """

    file: str
    name: str
    rows: list[list[Raw]]
    errors: Mapping[CellAt, str] = field(default_factory=dict)
    merged: Sequence[CellSpan] = ()
    hidden: bool = False
    hidden_rows: int = 0
    shows: Callable[[int, int], str] = _shows_nothing
    look: Callable[[int, int], ShownFormat] = _looks_plain
    struck: Collection[CellAt] = frozenset()

    def __post_init__(self) -> None:
        """Leave out signs that no cell of the ledger can hold: nothing may be told by them."""
        for row in self.rows:
            row[:] = [str(fitted(cell)) if isinstance(cell, str) else cell for cell in row]

    def place(self, row: int = -1, column: int = -1, header: str = "") -> Place:
        """The place of a cell, of a row, or of the sheet."""
        cell = cell_name(row + 1, column) if column >= 0 else ""
        return Place(self.file, self.name, row + 1, header, cell)


class FoundCell(NamedTuple):
    """A cell of a list: its value, where it is, what it shows, the error that it is.

    `struck` tells that its text is crossed out.
    """

    value: Raw
    place: Place
    shows: str = ""
    error: str | None = None
    look: ShownFormat = ShownFormat()
    struck: bool = False


@dataclass(frozen=True, slots=True)
class ListLine:
    """A row of a list that may be a task or a unit; `path` are the bands that it stands under."""

    at: int
    path: tuple[str, ...] = ()


@dataclass(slots=True)
class ListTable:
    """A list under one head: of which sheet of the ledger, its columns by key, its lines.

    `strange` are headers that mean nothing to us. `year` is the one printed in its title, 0 for
    none.
    """

    sheet: ListSheet
    spec: SheetSpec
    claims: dict[str, list[Claim]]
    strange: tuple[str, ...]
    lines: list[ListLine] = field(default_factory=list)
    year: int = 0

    def value(self, line: ListLine, at: int) -> Raw:
        """What stands in a column of a line."""
        return self.sheet.rows[line.at][at]

    def found(self, line: ListLine, claim: Claim) -> FoundCell:
        """A cell with all that is known of it."""
        sheet, at = self.sheet, (line.at, claim.at)
        place = sheet.place(*at, " ".join(claim.header.split()))
        value, error = sheet.rows[line.at][claim.at], sheet.errors.get(at)
        struck = at in sheet.struck
        return FoundCell(value, place, sheet.shows(*at), error, sheet.look(*at), struck)

    def filled(self, at: int) -> list[Raw]:
        """All values of a column that are not blank; an error is one."""
        return [
            self.value(line, at) or "#"
            for line in self.lines
            if self.value(line, at) != "" or (line.at, at) in self.sheet.errors
        ]


class ToldWords(NamedTuple):
    """What words of a list say, by column key, and what was doubtful."""

    values: Mapping[str, Value] = {}
    issues: tuple[Issue, ...] = ()


class ListedNames(NamedTuple):
    """Who is named in a cell, as printed: who leads, who takes part."""

    lead: tuple[str, ...] = ()
    co: tuple[str, ...] = ()
    each_leads: bool = False


@dataclass(frozen=True, slots=True)
class Readers:
    """How words are read as a 方案 is read; the core is handed this and does not know by whom.

    `due` reads a deadline against the day of issue and the year of the plan; None where the
    words are none. `goal` reads a target. `names` reads a cell of units, of which the column is
    for those who lead or not. `key` gives the likely column of a header, `title` a short name
    for a long text.
    """

    due: Callable[[str, date, int, Place], ToldWords | None]
    goal: Callable[[str, Place], ToldWords | None]
    names: Callable[[str, bool], ListedNames]
    key: Callable[[str], str]
    title: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a list by column key, as read: its place, the places of its cells.

    `refused` are the keys of cells that hold something which was not taken, and was said.
    """

    place: Place
    values: Mapping[str, object]
    places: Mapping[str, Place] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()

    def where(self, key: str) -> Place:
        """The place of a cell, or of the row."""
        return self.places.get(key, self.place)

    def with_values(self, **values: object) -> "Entry":
        """The same row with other values."""
        return replace(self, values={**self.values, **values})
