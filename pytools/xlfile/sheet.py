"""A worksheet: its cells by address, its tables, and the one way in which cells are written."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from xlwings import base_classes

from xlfile.cells import formulas
from xlfile.cells.addresses import (
    LAST_COLUMN,
    LAST_ROW,
    Area,
    cell_name,
    parse_area,
    spanning,
    split_sheet,
)
from xlfile.cells.links import remove_links
from xlfile.cells.values import (
    Content,
    DateValue,
    FormulaValue,
    content_of,
    is_date_format,
    moment_of,
    serial_of,
)
from xlfile.contract import names_what_it_lacks, unsupported
from xlfile.copied import copy_sheet
from xlfile.names import Names
from xlfile.parts.new_rows import DATE, DATE_AND_TIME, NewRows, StoredColumn, Unfit, read_column
from xlfile.parts.package import HiddenCell
from xlfile.parts.sheet import SheetPart, Stored
from xlfile.parts.styles import TEXT_FORMAT
from xlfile.ranges import Range
from xlfile.tables import Table, Tables, find_tables, structured_area, tables_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlfile.cells.grid import SheetGrid
    from xlfile.faces import BookFace, TableFace
    from xlfile.parts.workbook import SheetEntry

_VISIBLE = {"visible": -1, "hidden": 0, "veryHidden": 2}


class NativeSheet(NamedTuple):
    """What `sheet.api` tells here, spelled as in Excel, so that the same code asks both."""

    ProtectContents: bool
    Visible: int


@names_what_it_lacks(lacks=("pivot_tables",))
class Sheet(base_classes.Sheet):
    """One worksheet. Protection is told, but does not stop a program from writing."""

    def __init__(self, book: BookFace, entry: SheetEntry) -> None:
        self._book = book
        self.entry = entry

    @cached_property
    def part(self) -> SheetPart:
        """The sheet's XML, read when it is first needed."""
        return SheetPart(self._book.package, self.entry.part)

    @cached_property
    def grid(self) -> SheetGrid:
        """The sheet's values, read when they are first needed."""
        return self._book.reader.grid(self.name, self.entry.part)

    @cached_property
    def table_list(self) -> list[Table]:
        """The sheet's tables, looked up once."""
        return find_tables(self)

    @property
    def api(self) -> NativeSheet:
        """`ProtectContents`, and `Visible` as Excel counts it: -1, 0, or 2 for very hidden."""
        state = self._book.workbook.visibility(self.entry.position)
        return NativeSheet(self.part.protected, _VISIBLE.get(state, -1))

    @property  # type: ignore[misc]  # the decorator adds the setter
    def name(self) -> str:
        """The text on the tab."""
        return self.entry.name

    @property
    def index(self) -> int:
        """The place among the tabs, from 1."""
        return self.entry.position + 1

    @property
    def book(self) -> BookFace:
        """The book it is in."""
        return self._book

    @property
    def names(self) -> Names:
        """The names that only this sheet knows."""
        return Names(self._book, self)

    @property
    def tables(self) -> Tables:
        """The tables on this sheet."""
        return Tables(self)

    @property
    def visible(self) -> bool:
        """Whether the tab shows; a very hidden sheet does not, see `api`."""
        return self._book.workbook.visibility(self.entry.position) == "visible"

    @visible.setter
    def visible(self, value: bool) -> None:
        if bool(value) == self.visible:
            return
        others = [sheet for sheet in self._book.worksheets if sheet.visible and sheet is not self]
        if not value and not others:
            raise ValueError("xlfile: a workbook needs one visible sheet")
        self._book.workbook.set_visibility(self.entry.position, "visible" if value else "hidden")

    @property
    def cells(self) -> Range:
        """All cells."""
        return Range(self, Area(1, 1, LAST_ROW, LAST_COLUMN))

    @property
    def used_range(self) -> Range:
        """The smallest area with every cell that the file has, styled blanks included."""
        found = [(row, column) for row, column, _ in self.part.cells()]
        if not found:
            return Range(self, Area(1, 1))
        rows, columns = zip(*found, strict=True)
        return Range(self, spanning(min(rows), min(columns), max(rows), max(columns)))

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        """Cells by address, name, table, (row, column), or two opposite corners."""
        if isinstance(arg1, int) and isinstance(arg2, int):
            arg1, arg2 = (arg1, arg2), None
        first = self._area(arg1)
        if arg2 is None:
            return Range(self, first)
        last = self._area(arg2)
        return Range(
            self,
            spanning(
                min(first.row, last.row),
                min(first.column, last.column),
                max(first.last_row, last.last_row),
                max(first.last_column, last.last_column),
            ),
        )

    def _area(self, where: Any) -> Area:
        if isinstance(where, Range):
            return where.area
        if isinstance(where, tuple) and len(where) == 4:
            return Area(*where)
        if isinstance(where, tuple):
            return spanning(*where, *where)
        sheet, address = split_sheet(where)
        if sheet is not None and sheet.lower() != self.name.lower():
            raise ValueError(f"{where!r} is not on the sheet {self.name!r}")
        area = parse_area(address) or self._named(address)
        if area is None:
            raise ValueError(f"{where!r} is neither an address nor a name on {self.name!r}")
        return area

    def _named(self, name: str) -> Area | None:
        if "," in name:
            raise unsupported(f"Sheet.range of several areas ({name})")
        table = structured_area(tables_of(self), name)
        if table is not None:
            return table
        for names in (self.names, self._book.names):
            if names.contains(name):
                found = names(name).refers_to_range
                return found.area if isinstance(found, Range) and found.sheet is self else None
        return None

    def activate(self) -> None:
        """Bring the sheet to the front."""
        self._book.bring_to_front(self.entry.position)

    def select(self) -> None:
        """The same as `activate`."""
        self.activate()

    def copy(self, before: Sheet | None, after: Sheet | None) -> None:
        """Copy the sheet before or after one of this or another book, and bring it to the front."""
        neighbour = before or after or self
        book = neighbour.book
        position = neighbour.entry.position + (before is None)
        name = copy_sheet(self, book, position)
        book.relist()
        copied = book.sheets(name)
        if values := self.grid.rows:
            width = max(map(len, values))
            block = [[*row, *[None] * (width - len(row))] for row in values]
            copied.grid.set_block(Area(1, 1, len(block), width), block)
        book.touch()
        book.bring_to_front(position)

    def clear_contents(self) -> None:
        """Empty all cells, keeping their styles."""
        self.cells.clear_contents()

    def clear(self) -> None:
        """Empty all cells and take their styles away."""
        self.cells.clear()

    def write(self, area: Area, block: Sequence[Sequence[Any]]) -> None:
        """Store a block of values; each cell keeps its style. All or nothing is written."""
        old, new = self._split(area)
        if not new.rows:
            self._write_old(area, block)
            return
        try:
            columns = self._columns_to_add(new, block[old.rows :])
        except Unfit:
            self._write_old(area, block)
            return
        if old.rows:
            self._write_old(old, block[: old.rows])
        for table in tables_of(self):
            table.check_writing(new, ())
        self._open(new)
        if self.part.fill(new, columns):
            self._book.workbook.forget_calculation_order()
        if self.part.new_rows is not None:
            self.grid.expect(self.part.new_rows, partial(self._shown, self.part.new_rows))

    def _shown(self, new: NewRows) -> list[list[Any]]:
        from_1904 = self._book.workbook.dates_from_1904
        return new.shown(self._book.styles, from_1904=from_1904)

    def _split(self, area: Area) -> tuple[Area, Area]:
        """The rows that have elements, and those below that have none yet."""
        old, added = self.part.split_rows(range(area.row, area.last_row + 1))
        above = area._replace(rows=len(old))
        below = area._replace(row=area.row + len(old), rows=len(added))
        new = self.part.new_rows
        fits = new is not None and added and new.area.covers(below)
        return (above, below) if fits else (area, below._replace(rows=0))

    def _columns_to_add(self, area: Area, block: Sequence[Sequence[Any]]) -> list[StoredColumn]:
        styles, from_1904 = self._book.styles, self._book.workbook.dates_from_1904
        return [
            read_column(values, self.part.style_below(column), styles, from_1904=from_1904)
            for column, values in enumerate(zip(*block, strict=True), area.column)
        ]

    def _write_old(self, area: Area, block: Sequence[Sequence[Any]]) -> None:
        contents = [
            [self._content(value, area.row + r, area.column + c) for c, value in enumerate(row)]
            for r, row in enumerate(block)
        ]
        self._check_merged(area, contents)
        for table in tables_of(self):
            table.check_writing(area, contents)
        self._open(area)
        for r, row in enumerate(contents):
            for c, content in enumerate(row):
                self._put(area.row + r, area.column + c, content)

    def _content(self, value: Any, row: int, column: int) -> Content:
        if isinstance(value, str) and value[:1] in {"=", "'"}:
            if value[0] == "'":
                return content_of(value, takes_formulas=False)
            code = self._book.styles.number_format(self.part.style(row, column))
            return content_of(value, takes_formulas=code != TEXT_FORMAT)
        content = content_of(value)
        if isinstance(content, DateValue):
            serial_of(content.at, from_1904=self._book.workbook.dates_from_1904)
        return content

    def _check_merged(self, area: Area, contents: list[list[Content]]) -> None:
        for merged in self.part.merged:
            if not area.meets(merged):
                continue
            for r, row in enumerate(contents, area.row):
                for c, content in enumerate(row, area.column):
                    hidden = merged.has(r, c) and (r, c) != (merged.row, merged.column)
                    if hidden and content is not None:
                        raise HiddenCell(self.name, cell_name(r, c))

    def _open(self, area: Area) -> None:
        _ = self.grid
        self.part.open_for_writing(area)
        self.part.edit()
        self._book.touch()

    def _put(self, row: int, column: int, content: Content) -> None:
        if isinstance(content, FormulaValue):
            self._put_formula(row, column, content.text)
            return
        self._wear_apostrophe(row, column, content)
        stored: Stored
        if isinstance(content, DateValue):
            self._wear_date_format(row, column, DATE_AND_TIME if content.has_time else DATE)
            stored = serial_of(content.at, from_1904=self._book.workbook.dates_from_1904)
        elif isinstance(content, str):
            stored = content.removeprefix("'")
        else:
            stored = content
        if self.part.put(row, column, stored):
            self._book.workbook.forget_calculation_order()
        is_number = isinstance(stored, float)
        shown = self._as_shown(row, column, stored) if is_number else stored
        self.grid.set(row, column, shown)

    def _as_shown(self, row: int, column: int, number: Any) -> Any:
        code = self._book.styles.number_format(self.part.style(row, column))
        if not is_date_format(code):
            return number
        return moment_of(number, from_1904=self._book.workbook.dates_from_1904)

    def _put_formula(self, row: int, column: int, formula: str) -> None:
        owner = next((t for t in tables_of(self) if t.part.body.has(row, column)), None)
        stored = formulas.to_file(formula, owner.name if owner else None)
        self.part.put_formula(row, column, stored)
        self._book.workbook.forget_calculation_order()
        self.grid.set(row, column, None)

    def _wear_date_format(self, row: int, column: int, code: str) -> None:
        style = self.part.style(row, column)
        if self._book.styles.number_format(style) == "General":
            self.part.set_style(row, column, self._book.styles.with_number_format(style, code))

    def _dress(self, row: int, column: int) -> int:
        """The style that the next row takes over from this one."""
        new = self.part.new_rows
        if new is not None and new.area.has(row, column):
            return self.part.style_below(column)
        return self._book.styles.without_apostrophe(self.part.style(row, column))

    def reread_dates(self, area: Area) -> None:
        """Show numbers as dates, or dates as numbers, after their format was changed."""
        for row, column, _ in self.part.cells(area):
            if type(self.grid.get(row, column)) in {float, datetime}:
                number = self.part.stored_number(row, column)
                self.grid.set(row, column, self._as_shown(row, column, number))

    def _wear_apostrophe(self, row: int, column: int, content: Content) -> None:
        style, styles = self.part.style(row, column), self._book.styles
        marked = isinstance(content, str) and content.startswith("'")
        wanted = styles.without_apostrophe(style)
        if marked and styles.number_format(style) != TEXT_FORMAT:  # which keeps text by itself
            wanted = styles.with_apostrophe(style)
        if wanted != style:
            self.part.set_style(row, column, wanted)

    def erase(self, area: Area, *, styles_too: bool) -> None:
        """Empty the cells that the file has within an area."""
        for table in tables_of(self):
            table.check_writing(area, None)
        self._open(area)
        for row, column, cell in list(self.part.cells(area)):
            if self.part.has_content(cell):
                self._put(row, column, None)
            if styles_too:
                cell.attrib.pop("s", "")
        if styles_too:
            remove_links(self.part, area)

    def extend_rows(self, body: Area, rows: int, table: TableFace) -> None:
        """Dress rows that a table gains below as its last row, and fill its formulas down."""
        last = body.last_row
        gained = Area(last + 1, body.column, rows, body.columns)
        self._open(gained)
        columns = range(body.column, body.last_column + 1)
        formulas_below = {c: table.formula_to_fill(self.part, last, c) for c in columns}
        dressed = [self._dress(last, column) for column in columns]
        if not any(formulas_below.values()) and self.part.add_rows(gained, dressed):
            return
        for column, formula in formulas_below.items():
            style = self.part.style(last, column)
            for row in range(last + 1, last + rows + 1):
                if style or self.part.style(row, column):
                    self.part.set_style(row, column, style)
                if formula and self.grid.get(row, column) is None:
                    moved = formulas.shift(formula, row - last, 0)
                    self._put_formula(row, column, formulas.from_file(moved))
        self.reread_dates(gained)
