"""The sheets of a file as rows of cells, whatever program wrote it.

Cells are text, floats, booleans, dates and times; blanks are "". What no library says (error
cells, merged areas) is added. Nothing here knows what a form is.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from taizhang.books.foreign.archive import LONGEST_NAME, UnreadableError
from taizhang.books.foreign.codes import SheetCodes
from taizhang.books.foreign.healed import heal, replace_parts
from taizhang.books.foreign.margins import margin_texts, said_in
from taizhang.books.foreign.marks import Marks, mark_document, mark_sheet, merged_areas
from taizhang.books.foreign.package import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SHEETS,
    SUFFIXES,
    SafePackage,
    open_package,
)
from taizhang.books.foreign.quiet import silenced
from taizhang.books.foreign.records import (
    TooManyRecordsError,
    compound_stream,
    has_password,
    mark_biff,
    mark_binary,
    plain_compound,
    without_dimensions,
)
from taizhang.books.foreign.strays import (
    binary_without_far_days,
    cut_biff,
    cut_binary,
    cut_document,
    without_far_days,
)
from taizhang.books.foreign.strikes import Strikes, struck_cells
from taizhang.books.foreign.text import MOST_LINES, read_rows
from taizhang.books.foreign.unseen import Unseen, unseen_in_sheet
from taizhang.core.addresses import CellAt, CellSpan
from taizhang.core.catalog import forms as catalog
from taizhang.core.issues import Rule
from taizhang.core.values.reading import Raw

# what bytes that are not as they should be raise while they are taken apart; anything else is ours
# (XML that breaks off is a SyntaxError, to lxml as to Python)
DAMAGES = (
    CalamineError, struct.error, zlib.error, zipfile.BadZipFile, EOFError, NotImplementedError,
    SyntaxError, RecursionError, LookupError, ValueError, ArithmeticError,
)  # fmt: skip


@dataclass(slots=True)
class Grid:
    """One sheet; rows[r][c] is 0-based and every row is equally long.

    `hidden` sheets are shown to nobody who opens the file. `shown` is what a cell with a date or
    a percentage shows, where the file says so (.ods); `codes` are number formats.
    """

    name: str
    rows: list[list[Raw]]
    errors: Mapping[CellAt, str] = field(default_factory=dict)
    marked: list[CellSpan] = field(default_factory=list)
    sheet: CalamineSheet | None = None
    xml: bytes = b""
    percents: set[CellAt] | None = None
    hidden: bool = False
    noted: Unseen = field(default_factory=Unseen)
    shown: Mapping[CellAt, str] = field(default_factory=dict)
    codes: Mapping[CellAt, str] | None = None
    styled: SheetCodes | None = None
    package: SafePackage | None = None
    crossed: set[CellAt] | None = None
    printed: list[str] = field(default_factory=list)

    def code(self, at: int, column: int) -> str:
        """The number format of a cell (0-based), "" for none."""
        if self.codes is not None:
            return self.codes.get((at, column), "")
        if self.styled is None:
            known = self.package.codes if self.package and self.xml else ()
            self.styled = SheetCodes(self.xml, known)
        return self.styled.get(at, column)

    @property
    def unseen(self) -> Unseen:
        """Rows and columns that nobody sees."""
        return unseen_in_sheet(self.xml) if self.xml else self.noted

    @property
    def struck(self) -> set[CellAt]:
        """Cells whose text is crossed out, whole or in part."""
        if self.crossed is None:
            strikes = self.package.strikes if self.package and self.xml else Strikes()
            self.crossed = struck_cells(self.xml, strikes) if self.xml else set()
        return self.crossed

    @property
    def margins(self) -> list[str]:
        """What its header and footer say, each piece once."""
        if self.xml:
            return margin_texts(self.xml)
        if self.package is not None and self.package.kind == "ods":
            return list(dict.fromkeys(self.package.margins.get(self.name, ())))
        return list(dict.fromkeys(said_in(self.printed)))

    @property
    def merged(self) -> list[CellSpan]:
        """Merged areas; asked for by few sheets, so not gathered in advance."""
        if self.xml:
            return merged_areas(self.xml)
        with silenced():
            return self.marked or (self.sheet and self.sheet.merged_cell_ranges) or []


def read_grids(path: Path) -> tuple[SafePackage, list[Grid]]:
    """Read all sheets; UnreadableError says why the file is refused."""
    try:
        return _read(path)
    except DAMAGES as error:
        raise UnreadableError(catalog.DAMAGED) from error
    except BaseException as error:
        # calamine is Rust: what it does not expect ends in a panic, which is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadableError(catalog.DAMAGED) from error


def _read(path: Path) -> tuple[SafePackage, list[Grid]]:
    package = open_package(path)
    if package.kind == "text":
        rows, beyond = read_rows(package.others["whole"], MOST_CELLS)
        if beyond:
            package.notes.append((catalog.CUT_SHORT, {"row": MOST_LINES, "column": MOST_COLUMNS}))
        return package, [Grid(path.stem, [list(row) for row in rows])]
    try:
        heal(package)
        marks = _marks(package)
        if any(map(_is_far, _each(marks))) and package.kind != "xlsx":
            marks = _without_strays(package)
    except TooManyRecordsError as error:
        raise UnreadableError(catalog.SUSPICIOUS) from error
    return package, _sheets(package, marks)


def _marks(package: SafePackage) -> Mapping[str, Marks] | list[Marks]:
    """Marks of suspicious sheets by name, or of all sheets in order for an .xlsb."""
    match package.kind:
        case "xls":
            return _marks_of_old(package)
        case "xlsb":
            return _marks_of_binary(package)
        case "ods":
            return mark_document(package.others["content.xml"])
    return {name: mark_sheet(package.sheets[name]) for name in package.suspects}


def _is_far(mark: Marks) -> bool:
    """Whether the last cell is so far away that the rectangle up to it is too large."""
    return (mark.last[0] + 1) * (mark.last[1] + 1) > MOST_CELLS


def _each(marks: Mapping[str, Marks] | list[Marks]) -> Iterable[Marks]:
    return marks.values() if isinstance(marks, Mapping) else marks


def _without_strays(package: SafePackage) -> Mapping[str, Marks] | list[Marks]:
    """Cut off what is too far away; a note says so."""
    package.notes.append((catalog.CUT_SHORT, {"row": MOST_ROWS, "column": MOST_COLUMNS}))
    if package.kind == "xls":
        return _marks_of_old(package, cut=True)
    cut = cut_document if package.kind == "ods" else cut_binary
    names = [n for n in package.others if n == "content.xml" or "worksheets/" in n]
    replace_parts(package, {name: cut(package.others[name]) for name in names})
    return _marks(package)


def _marks_of_old(package: SafePackage, *, cut: bool = False) -> Mapping[str, Marks]:
    """Marks of an .xls, which from now on is but its one stream of records."""
    stream = compound_stream(package.others["whole"], ("Workbook", "Book"))
    if has_password(stream):
        raise UnreadableError(catalog.ENCRYPTED)
    if cut:
        stream = cut_biff(stream)
    marks, package.epoch = mark_biff(stream)
    plain = without_far_days(without_dimensions(stream))
    package.source = BytesIO(plain_compound(plain))
    return marks


def _marks_of_binary(package: SafePackage) -> list[Marks]:
    """Marks of an .xlsb, whose sheets from now on hold no day that cannot be counted."""
    marks = mark_binary(package.others)
    sheets = {name: part for name, part in package.others.items() if "worksheets/" in name}
    plain = {name: binary_without_far_days(part) for name, part in sheets.items()}
    if plain != sheets:
        replace_parts(package, plain)
    return marks


def _sheets(package: SafePackage, marks: Mapping[str, Marks] | list[Marks]) -> list[Grid]:
    if sum((mark.last[0] + 1) * (mark.last[1] + 1) for mark in _each(marks)) > MOST_CELLS:
        raise UnreadableError(catalog.SUSPICIOUS)
    grids = []
    with silenced(), _open(package) as book:
        found = [m for m in book.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
        if len(found) > MOST_SHEETS or any(len(m.name) > LONGEST_NAME for m in found):
            raise UnreadableError(catalog.SUSPICIOUS)
        for at, metadata in enumerate(found):
            sheet = book.get_sheet_by_name(metadata.name)
            name, rows = metadata.name, _narrow(package, sheet.to_python(skip_empty_area=False))
            grid = Grid(name, rows, sheet=sheet, xml=package.sheets.get(name, b""))
            grid.hidden, grid.package = metadata.visible != SheetVisibleEnum.Visible, package
            if isinstance(marks, Mapping):
                _mend(grid, marks.get(metadata.name), package.kind)
            elif at < len(marks):
                _mend(grid, marks[at], package.kind)
            grids.append(grid)
    return grids


def _narrow(package: SafePackage, rows: list[list[Raw]]) -> list[list[Raw]]:
    """The rows up to MOST_COLUMNS; a note says where something stood beyond."""
    if not rows or len(rows[0]) <= MOST_COLUMNS:
        return rows
    if any(cell != "" for row in rows for cell in row[MOST_COLUMNS:]):
        cut: tuple[Rule, dict[str, object]]
        cut = catalog.CUT_SHORT, {"row": MOST_ROWS, "column": MOST_COLUMNS}
        package.notes += [cut] if cut not in package.notes else []
    return [row[:MOST_COLUMNS] for row in rows]


def _open(package: SafePackage) -> CalamineWorkbook:
    """Open by content where the ending is wrong: calamine goes by the ending."""
    source = package.source
    try:
        if isinstance(source, Path) and source.suffix.lower() in SUFFIXES[package.kind]:
            return CalamineWorkbook.from_path(source)
        if isinstance(source, Path):
            with source.open("rb") as file:
                return CalamineWorkbook.from_filelike(file)
        return CalamineWorkbook.from_filelike(source)
    except PasswordError as error:
        raise UnreadableError(catalog.ENCRYPTED) from error


def _mend(grid: Grid, marks: Marks | None, kind: str) -> None:
    """Add the marks to a grid; in binary files whole numbers become floats."""
    if kind in {"xls", "xlsb"}:
        grid.rows = [[float(c) if type(c) is int else c for c in row] for row in grid.rows]
    if marks is None:
        return
    grid.errors = marks.errors
    grid.marked = marks.merged
    grid.percents = marks.percents
    grid.shown = marks.shown
    grid.noted = marks.unseen
    if kind != "xlsx":
        grid.codes, grid.crossed, grid.printed = marks.codes, marks.struck, marks.margins
