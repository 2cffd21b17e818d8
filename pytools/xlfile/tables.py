"""Excel tables (ListObjects): their areas, and growing and shrinking them.

A table that grows downwards dresses its new rows as its last one. Tables with a row of totals
are not resized, and their left and top edges do not move.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xlfile.cells.addresses import Area, cell_name, format_area
from xlfile.cells.formulas import shift
from xlfile.contract import names_what_it_lacks, unsupported
from xlfile.parts.table import TablePart, new_table
from xlfile.ranges import Range
from xlfile.renaming import rename_in_formulas

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlfile.cells.values import Content
    from xlfile.faces import SheetFace, TableFace
    from xlfile.parts.sheet import SheetPart

_STRUCTURED = re.compile(r"([^\[\]!]+)(?:\[(.*)\])?")


@names_what_it_lacks(lacks=("rows",))
class Table(base_classes.Table):
    """One table of a sheet."""

    def __init__(self, sheet: SheetFace, part: TablePart) -> None:
        self._sheet = sheet
        self.part = part

    @property
    def api(self) -> Table:
        """There is no native object; this is the engine's own."""
        return self

    @property
    def parent(self) -> SheetFace:
        """The sheet it is on."""
        return self._sheet

    @property  # type: ignore[misc]  # the decorator adds the setter
    def name(self) -> str:
        """The name that formulas use."""
        return self.part.name

    @property  # type: ignore[misc]  # the decorator adds the setter
    def display_name(self) -> str:
        """The same as `name`."""
        return self.part.name

    @property
    def range(self) -> Range:
        """Header, body and totals."""
        return Range(self._sheet, self.part.area)

    @property
    def header_row_range(self) -> Range | None:
        """The header; None when it is hidden."""
        area = self.part.area
        return Range(self._sheet, area._replace(rows=1)) if self.part.header_rows else None

    @property
    def data_body_range(self) -> Range | None:
        """The records. None when there is none; a blank row that a builder wrote is one."""
        body = self.part.body
        return None if self.part.is_empty or body.rows < 1 else Range(self._sheet, body)

    @property
    def insert_row_range(self) -> Range | None:
        """Where the first record of an empty table goes."""
        return Range(self._sheet, self.part.body) if self.part.is_empty else None

    @property
    def totals_row_range(self) -> Range | None:
        """The totals; None when they are hidden."""
        area = self.part.area
        if not self.part.total_rows:
            return None
        return Range(self._sheet, Area(area.last_row, area.column, 1, area.columns))

    @property  # type: ignore[misc]  # the decorator adds the setter
    def show_headers(self) -> bool:
        """Whether there is a header."""
        return bool(self.part.header_rows)

    @property  # type: ignore[misc]  # the decorator adds the setter
    def show_totals(self) -> bool:
        """Whether there is a row of totals."""
        return bool(self.part.total_rows)

    @property
    def show_autofilter(self) -> bool:
        """Whether the header has filter buttons."""
        return self.part.has_filter

    @show_autofilter.setter
    def show_autofilter(self, value: bool) -> None:
        self.part.show_filter(bool(value))

    @property  # type: ignore[misc]  # the decorator adds the setter
    def table_style(self) -> str | None:
        """The name of the look."""
        return self.part.style_name

    def resize(self, range: Any) -> None:  # noqa: A002 - the contract's word
        """Move the right and bottom edges.

        Raises:
            ValueError: the new area leaves the header or meets another table or merged cells.
        """
        new, old = range.impl.area, self.part.area
        self._check(new, old)
        body = self.part.body
        grown = new.last_row - old.last_row
        added = self._header_texts(new)
        self.part.set_columns(added)
        self.part.set_area(new)
        if new.columns > old.columns:
            head = Area(new.row, old.last_column + 1, 1, new.columns - old.columns)
            self._sheet.write(head, [added[old.columns :]])
        if grown > 0:
            self.part.note_first_record()
            self._sheet.extend_rows(body, grown, self)
        self._sheet.book.touch()

    def _check(self, new: Area, old: Area) -> None:
        if self.part.total_rows:
            raise unsupported("Table.resize with a row of totals")
        if not self.part.header_rows:
            raise unsupported("Table.resize without a header")
        if (new.row, new.column) != (old.row, old.column):
            raise unsupported("Table.resize that moves the top or left edge")
        if new.rows < 2:
            raise ValueError(f"xlfile: the table {self.name} needs a header and one row")
        others = [other.part.area for other in tables_of(self._sheet) if other is not self]
        merged = [merged for merged in self._sheet.part.merged if not merged.meets(old)]
        for obstacle in others + merged:
            if obstacle.meets(new):
                where = format_area(obstacle)
                raise ValueError(
                    f"xlfile: {self.name} cannot grow over {where}: merged, or a table"
                )

    def _header_texts(self, new: Area) -> list[str]:
        names = self.part.columns()[: new.columns]
        taken = {name.lower() for name in names}
        for column in range(new.column + len(names), new.last_column + 1):
            found = self._sheet.grid.get(new.row, column)
            name = str(found) if found not in {None, ""} else "列"
            number = 1
            while name == "列" or name.lower() in taken:
                name, number = f"列{number}", number + 1
            taken.add(name.lower())
            names.append(name)
        return names

    def formula_to_fill(self, cells: SheetPart, row: int, column: int) -> str | None:
        """The formula that a new row below `row` continues, as it reads in `row`.

        One that reads the same in every row, such as a link, is that row's own, unless the table
        says that the column is calculated.
        """
        found = cells.formula(row, column)
        calculated = self.part.calculated_formula(column - self.part.area.column)
        if found is not None:
            goes_on = calculated is not None or shift(found, 1, 0) != found
            return found if goes_on else None
        moves = calculated is not None and shift(calculated, 1, 0) != calculated
        return None if moves else calculated

    def check_writing(self, area: Area, contents: Sequence[Sequence[Content]] | None) -> None:
        """Keep header cells and column names the same; notice the first record.

        Another text in a header renames the column, in formulas too, as in Excel.

        Raises:
            NotImplementedError: a header would get no text, or that of another column.
        """
        head, body = self.part.area._replace(rows=self.part.header_rows), self.part.body
        renamed: dict[int, str] = {}
        if area.meets(head):
            for column, name in enumerate(self.part.columns(), head.column):
                if area.has(head.row, column):
                    written = contents and contents[head.row - area.row][column - area.column]
                    if written != name:
                        renamed[column - head.column] = self._new_name(name, written, column)
        for index, name in renamed.items():
            self._rename(index, name)
        if contents is not None and area.meets(body):
            self.part.note_first_record()

    def _new_name(self, name: str, written: Any, column: int) -> str:
        taken = {other.lower() for other in self.part.columns() if other != name}
        if not isinstance(written, str) or not written or written.lower() in taken:
            where = cell_name(self.part.area.row, column)
            raise unsupported(f"renaming the table column {name!r} ({where}) to {written!r}")
        return written.removeprefix("'")

    def _rename(self, index: int, name: str) -> None:
        old = self.part.columns()[index]
        self.part.rename_column(index, name)
        rename_in_formulas(self._sheet.book, self.name, old, name)


@names_what_it_lacks(keeps=("parent",))
class Tables(base_classes.Tables):
    """The tables of a sheet."""

    def __init__(self, sheet: SheetFace) -> None:
        self._sheet = sheet

    def __call__(self, name_or_index: str | int) -> TableFace:
        """A table by its name, or by its place from 1."""
        tables = tables_of(self._sheet)
        if isinstance(name_or_index, int):
            if 1 <= name_or_index <= len(tables):
                return tables[name_or_index - 1]
            raise KeyError(name_or_index)
        for table in tables:
            if table.name.lower() == name_or_index.lower():
                return table
        raise KeyError(name_or_index)

    def add(  # noqa: PLR0913 - the contract's own arguments
        self,
        source_type: Any = None,
        source: Any = None,
        link_source: Any = None,
        has_headers: Any = True,
        destination: Any = None,
        table_style_name: Any = None,
        name: Any = None,
    ) -> Table:
        """Make a table of a range that begins with its headers.

        Raises:
            ValueError: it meets another table or merged cells, a header is blank or there twice,
                or the name is taken.
        """
        if source_type or link_source or destination or not has_headers:
            raise unsupported("Tables.add of anything but a range with headers")
        area, sheet = source.impl.area, self._sheet
        heads = [str(value or "") for value in sheet.grid.read(area._replace(rows=1))[0]]
        name = name or self._free_name()
        _check_new(sheet, area, heads, name)
        part = new_table(sheet.book.package, sheet.entry.part, name, area, heads)
        part.set_style(table_style_name or "")
        sheet.table_list.append(made := Table(sheet, part))
        return made

    def _free_name(self) -> str:
        taken = {table.name.lower() for table in self._sheet.book.tables()}
        number = 1
        while f"表{number}" in taken:
            number += 1
        return f"表{number}"

    def __contains__(self, key: str | int) -> bool:
        try:
            self(key)
        except KeyError:
            return False
        return True

    def __len__(self) -> int:
        return len(tables_of(self._sheet))

    def __iter__(self) -> Iterator[TableFace]:
        return iter(tables_of(self._sheet))


def _check_new(sheet: SheetFace, area: Area, heads: Sequence[str], name: str) -> None:
    taken = {table.name.lower() for table in sheet.book.tables()}
    obstacles = [table.part.area for table in sheet.table_list] + sheet.part.merged
    if name.lower() in taken or any(area.meets(other) for other in obstacles):
        raise ValueError(f"xlfile: the table {name} is there, or its place is taken")
    if not all(heads) or len({head.lower() for head in heads}) < len(heads) or area.rows < 2:
        raise ValueError(f"xlfile: the table {name} needs a row below different headers")


def tables_of(sheet: SheetFace) -> Sequence[TableFace]:
    """The tables of a sheet, in the order of the file."""
    return sheet.table_list


def find_tables(sheet: SheetFace) -> list[Table]:
    """Look the tables of a sheet up in its relations."""
    package = sheet.book.package
    relations = package.relations(sheet.entry.part).values()
    parts = [found.target for found in relations if found.kind == "table"]
    return [Table(sheet, TablePart(package, part)) for part in parts if package.has(part)]


def structured_area(tables: Sequence[TableFace], reference: str) -> Area | None:
    """The area of `表1`, `表1[列]`, `表1[#All]`, `表1[#Headers]` or `表1[#Data]`."""
    found = _STRUCTURED.fullmatch(reference)
    for table in tables:
        if found and table.name.lower() == found[1].lower():
            return _part_of(table.part, found[2])
    return None


def _part_of(part: TablePart, inside: str | None) -> Area | None:
    area, body = part.area, part.body
    whole = {
        None: body,
        "": body,
        "#data": body,
        "#all": area,
        "#headers": area._replace(rows=part.header_rows),
    }
    key = inside.lower() if inside else inside
    if key in whole:
        return whole[key]
    names = [name.lower() for name in part.columns()]
    if key not in names:
        return None
    return Area(body.row, body.column + names.index(key), body.rows, 1)
