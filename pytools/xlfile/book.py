"""A workbook on disk: its sheets, its names, and saving it whole or not at all."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from xlwings import base_classes

from xlfile.cells.colors import theme_palette
from xlfile.cells.grid import Reader
from xlfile.contract import names_what_it_lacks, unsupported
from xlfile.names import Names
from xlfile.parts.package import Package, UnreadableWorkbook
from xlfile.parts.styles import StylesPart
from xlfile.parts.workbook import SheetEntry, WorkbookPart, select_tab
from xlfile.sheet import Sheet
from xlfile.tables import tables_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlfile.faces import AppFace, TableFace

_BAD_IN_SHEET_NAMES = set("\\/?*[]:")
_LONGEST_SHEET_NAME = 31


@names_what_it_lacks(lacks=("selection",))
class Book(base_classes.Book):
    """One open workbook."""

    def __init__(self, app: AppFace, path: Path, *, read_only: bool) -> None:
        self._app = app
        self._read_only = read_only
        self.package = Package(path)
        self.workbook = WorkbookPart(self.package)
        self.reader = Reader(self.package)
        self.worksheets = [Sheet(self, entry) for entry in self.workbook.sheets()]

    @cached_property
    def styles(self) -> StylesPart:
        """The styles of the cells."""
        part, theme = self.workbook.styles_part(), self.workbook.theme_part()
        if part is None or not self.package.has(part):
            raise UnreadableWorkbook(self.package.path, "it has no styles")
        known = theme is not None and self.package.has(theme)
        palette = theme_palette(self.package.tree(theme) if theme and known else None)
        return StylesPart(self.package, part, palette)

    @property
    def api(self) -> None:
        """There is no native object behind."""
        return

    @property
    def app(self) -> AppFace:
        """The app that holds the book."""
        return self._app

    @property
    def name(self) -> str:
        """The file's name."""
        return self.package.path.name

    @property
    def fullname(self) -> str:
        """The file's path."""
        return str(self.package.path)

    @property
    def sheets(self) -> Sheets:
        """The worksheets; chart sheets are kept in the file but not shown here."""
        return Sheets(self)

    @property
    def names(self) -> Names:
        """All defined names, those of single sheets included."""
        return Names(self, None)

    def tables(self) -> Iterator[TableFace]:
        """The tables of all sheets."""
        for sheet in self.worksheets:
            yield from tables_of(sheet)

    def touch(self) -> None:
        """Note that a cell changed: what formulas show is stale until they are calculated."""
        self.workbook.recalculate_on_load()

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Write the workbook; where nothing was changed the file is not even touched."""
        if password is not None:
            raise unsupported("Book.save with a password")
        target = self.package.path if path is None else Path(path).absolute()
        if path is None and self._read_only:
            raise PermissionError(f"{target} was opened to read only")
        if target.suffix.lower() != self.package.path.suffix.lower():
            raise unsupported(f"Book.save of {self.name} as {target.suffix}")
        self.package.save(target)

    def close(self) -> None:
        """Forget the book and what was not saved."""
        if self in self._app.opened:
            self._app.opened.remove(self)

    def activate(self) -> None:
        """Make this the app's first book."""
        self._app.opened.remove(self)
        self._app.opened.insert(0, self)

    def relist(self) -> None:
        """Meet sheets that were added; those known keep what was read of them."""
        known = {sheet.entry.part: sheet for sheet in self.worksheets}
        self.worksheets = [self._met(entry, known) for entry in self.workbook.sheets()]

    def _met(self, entry: SheetEntry, known: dict[str, Sheet]) -> Sheet:
        sheet = known.get(entry.part) or Sheet(self, entry)
        sheet.entry = entry
        return sheet

    def bring_to_front(self, position: int) -> None:
        """Make a tab the one that shows when the file is opened."""
        if self.workbook.active_position == position:
            return
        self.workbook.set_active_position(position)
        for sheet in self.worksheets:
            select_tab(sheet.part.edit(), selected=sheet.entry.position == position)


@names_what_it_lacks()
class Sheets(base_classes.Sheets):
    """The worksheets of a book."""

    def __init__(self, book: Book) -> None:
        self._book = book

    @property
    def active(self) -> Sheet:
        """The sheet in front."""
        position = self._book.workbook.active_position
        for sheet in self._book.worksheets:
            if sheet.entry.position == position:
                return sheet
        return self._book.worksheets[0]

    def __call__(self, name_or_index: str | int) -> Sheet:
        """A sheet by its name, or by its place from 1."""
        if isinstance(name_or_index, int):
            if 1 <= name_or_index <= len(self):
                return self._book.worksheets[name_or_index - 1]
            raise KeyError(name_or_index)
        for sheet in self._book.worksheets:
            if sheet.name.lower() == name_or_index.lower():
                return sheet
        raise KeyError(name_or_index)

    def __contains__(self, key: str | int) -> bool:
        try:
            self(key)
        except KeyError:
            return False
        return True

    def __len__(self) -> int:
        return len(self._book.worksheets)

    def __iter__(self) -> Iterator[Sheet]:
        return iter(list(self._book.worksheets))

    def add(
        self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None
    ) -> Sheet:
        """Add an empty sheet, by default before the active one, and bring it to the front."""
        book = self._book
        name = name or self._free_name()
        _check_name(name)
        behind = after if before is None else None
        neighbour = behind or before or self.active
        position = neighbour.entry.position + (behind is not None)
        book.workbook.add_sheet(name, position)
        book.relist()
        book.touch()
        book.bring_to_front(position)
        return self(name)

    def _free_name(self) -> str:
        number = len(self) + 1
        while f"Sheet{number}" in self:
            number += 1
        return f"Sheet{number}"


def _check_name(name: str) -> None:
    if (
        len(name) > _LONGEST_SHEET_NAME
        or _BAD_IN_SHEET_NAMES & set(name)
        or "'" in name[0] + name[-1]
    ):
        raise ValueError(f"{name!r} cannot be the name of a sheet")
