"""What the objects of an open workbook ask of each other.

A range knows its sheet, a sheet its book, and the book makes them all. Here is what each sees of
the one that owns it, so that no module has to import its owner's.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from xlwings import base_classes

from xlfile.cells.addresses import Area
from xlfile.cells.grid import Reader, SheetGrid
from xlfile.cells.values import Content
from xlfile.parts.package import Package
from xlfile.parts.sheet import SheetPart
from xlfile.parts.styles import StylesPart
from xlfile.parts.table import TablePart
from xlfile.parts.workbook import SheetEntry, WorkbookPart


class TableFace(Protocol):
    """A table, as sheets and names see it."""

    part: TablePart

    @property
    def name(self) -> str:
        """The name that formulas use."""

    @property
    def parent(self) -> "SheetFace":
        """The sheet it is on."""

    def formula_to_fill(self, cells: SheetPart, row: int, column: int) -> str | None:
        """The formula that a new row continues."""

    def check_writing(self, area: Area, contents: Sequence[Sequence[Content]] | None) -> None:
        """Refuse what would rename a column; notice the first record."""


class NamesFace(Protocol):
    """The names of a book, as ranges and sheets see them."""

    def __iter__(self) -> Iterator[base_classes.Name]: ...

    def __call__(self, name_or_index: str | int) -> Any:
        """A name by its spelling, or by its place from 1."""

    def contains(self, name_or_index: str | int) -> bool:
        """Whether there is such a name."""

    def add(self, name: str, refers_to: str) -> Any:
        """Define a name."""


class SheetsFace(Protocol):
    """The sheets of a book, by name."""

    def __call__(self, name_or_index: str | int) -> "SheetFace":
        """A sheet by its name, or by its place from 1."""

    def __contains__(self, key: str | int) -> bool: ...


class SheetFace(Protocol):
    """A sheet, as its ranges and tables see it."""

    entry: SheetEntry

    @property
    def name(self) -> str:
        """The text on the tab."""

    @property
    def visible(self) -> bool:
        """Whether the tab shows."""

    @property
    def book(self) -> "BookFace":
        """The book it is in."""

    @property
    def part(self) -> SheetPart:
        """The sheet's XML."""

    @property
    def grid(self) -> SheetGrid:
        """The sheet's values."""

    @property
    def table_list(self) -> list[Any]:
        """The sheet's tables."""

    def range(self, arg1: Any, arg2: Any = None) -> base_classes.Range:
        """Cells by address, name, table, (row, column), or two opposite corners."""

    def write(self, area: Area, block: Sequence[Sequence[Any]]) -> None:
        """Store a block of values."""

    def erase(self, area: Area, *, styles_too: bool) -> None:
        """Empty the cells."""

    def reread_dates(self, area: Area) -> None:
        """Show numbers as dates, or dates as numbers."""

    def extend_rows(self, body: Area, rows: int, table: TableFace) -> None:
        """Dress rows that a table gains."""


class BookFace(Protocol):
    """A book, as its sheets and names see it."""

    package: Package
    workbook: WorkbookPart
    reader: Reader

    @property
    def name(self) -> str:
        """The file's name."""

    @property
    def app(self) -> "AppFace":
        """The app that holds the book."""

    @property
    def styles(self) -> StylesPart:
        """The styles of the cells."""

    @property
    def names(self) -> NamesFace:
        """All defined names."""

    @property
    def sheets(self) -> SheetsFace:
        """The worksheets, by name."""

    @property
    def worksheets(self) -> Sequence[SheetFace]:
        """The worksheets."""

    def tables(self) -> Iterator[TableFace]:
        """The tables of all sheets."""

    def touch(self) -> None:
        """Note that a cell changed."""

    def relist(self) -> None:
        """Meet sheets that were added."""

    def bring_to_front(self, position: int) -> None:
        """Make a tab the one that shows."""


class AppFace(Protocol):
    """An app, as its books see it."""

    opened: list[Any]
    copied: Any
