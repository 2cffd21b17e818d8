"""A worksheet's XML: its rows, its cells and what is stored in them.

Cells keep their style when their content changes. Formulas that Excel stores once for many
cells (shared formulas) are written out before one of them is replaced, so that the others
stay what they are. Values that are read come from `grid`, not from here.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple
from zipfile import BadZipFile

from lxml import etree

from xlfile.cells import formulas
from xlfile.cells.addresses import Area, area_of, cell_name, column_number, format_area
from xlfile.cells.values import as_number_text, escape, unescape
from xlfile.parts.frozen import Frozen, freeze, packed_rows, with_frozen
from xlfile.parts.new_rows import NewRows, StoredColumn
from xlfile.parts.package import Package, UnreadableWorkbook
from xlfile.parts.runs import END, PackedRun
from xlfile.parts.trees import MAIN, SHEET_ORDER, XML_SPACE, is_on, make, parse, place, tag


class _FormulaGroup(NamedTuple):
    """Cells that share one formula, which stands in the first of them."""

    key: str
    area: Area
    cells: list[etree._Element]


_RANGED = {"shared", "array", "dataTable"}

Stored = None | bool | float | str

_ROW, _CELL, _FORMULA, _VALUE = tag("row"), tag("c"), tag("f"), tag("v")
_ROWS_AT_HAND = 2000  # rows whose cells are kept by column; more would fill the memory
_INLINE, _TEXT, _EXTENSIONS = tag("is"), tag("t"), tag("extLst")


class SheetPart:
    """The cells of one worksheet, found by row and column."""

    def __init__(self, package: Package, part: str) -> None:
        self.package = package
        self.part = part
        self._frozen: Frozen | None = None
        self.root = self._read()
        data = self.root.find(tag("sheetData"))
        if data is None:
            data = make("sheetData")
            place(self.root, data, SHEET_ORDER)
        self._data = data
        self._rows: dict[int, etree._Element] = {}
        self._cells: dict[int, dict[int, etree._Element]] = {}
        self._shared: list[_FormulaGroup] | None = None
        self._used: Area | None = None
        self._column_styles: dict[int, int] = {}
        self.new_rows: NewRows | None = None
        self._index_rows()

    def _read(self) -> etree._Element:
        """The tree; of a large sheet without its rows, which are read when they are asked for."""
        if self.package.has_tree(self.part) or (split := self._split()) is None:
            return self.package.tree(self.part)
        data, self._frozen = split
        self.package.finish(self.part, self._finished)
        return self.package.partly(self.part, data, self._melt_all)

    def _split(self) -> tuple[bytes, Frozen] | None:
        packed = self.package.in_runs(self.part)
        return freeze(self.package.read(self.part)) if packed is None else packed_rows(packed)

    def _index_rows(self) -> None:
        number = 0
        for row in self._data.iterfind(_ROW):
            number = int(row.get("r") or number + 1)
            row.set("r", str(number))
            self._rows[number] = row
        self._present = self._order = sorted(self._rows)
        if self._frozen is not None:
            self._order = self._frozen.numbers()

    def edit(self) -> etree._Element:
        """The tree, to be changed."""
        self.package.touch(self.part)
        return self.root

    def _melt_all(self) -> None:
        """Read all rows that are still bytes."""
        for number in self._frozen.numbers() if self._frozen else ():
            self._element(number)

    def _element(self, number: int) -> etree._Element | None:
        """The element of a row that the file has."""
        if self._frozen is not None and self._frozen.has(number):
            try:
                self._put_row(number, self._frozen.melt(number))
            except (etree.XMLSyntaxError, BadZipFile) as error:
                raise UnreadableWorkbook(self.package.path, f"{self.part} is damaged") from error
        return self._rows.get(number)

    def _put_row(self, number: int, row: etree._Element) -> None:
        """Put the element of a row into its place."""
        at = bisect_left(self._present, number)
        if at < len(self._present):
            self._rows[self._present[at]].addprevious(row)
        else:
            self._data.append(row)
        self._present.insert(at, number)
        self._rows[number] = row

    def add_rows(self, area: Area, styles: Sequence[int]) -> bool:
        """Add blank rows of these styles under all others; False where that cannot be."""
        new = self.new_rows
        if new is not None and new.is_continued_by(area, styles):
            new.grow(area.rows)
        else:
            self.settle()
            if not self._is_free(area):
                return False
            columns = range(area.column, area.last_column + 1)
            bare = [self.style_without_cell(area.row, column) for column in columns]
            self.new_rows = NewRows(area, styles, bare)
            self.package.finish(self.part, self._finished)
        self._widen(area.row, area.column)
        self._widen(area.last_row, area.last_column)
        return True

    def split_rows(self, rows: range) -> tuple[range, range]:
        """Rows that are or may be elements, and those added that have none yet."""
        new = self.new_rows
        if new is None or not rows or rows[-1] > new.area.last_row:
            return rows, range(0)
        edge = min(max(rows.start, new.area.row), rows.stop)
        return range(rows.start, edge), range(edge, rows.stop)

    def style_below(self, column: int) -> int:
        """The style that the added rows wear in a column of theirs."""
        if self.new_rows is None:
            raise LookupError("no rows were added")
        return self.new_rows.styles[column - self.new_rows.area.column]

    def fill(self, area: Area, columns: Sequence[StoredColumn]) -> bool:
        """Store values in added rows; returns whether any of these rows hold formulas."""
        new = self.new_rows
        if new is None:
            raise LookupError("no rows were added")
        for number, found in enumerate(columns, area.column):
            new.put(area.row, number, found)
        return new.has_formulas

    def _is_free(self, area: Area) -> bool:
        """Whether nothing is at or below the area, and rows can be written under the others."""
        return bool(
            self._order
            and self._order[-1] < area.row
            and self.root.prefix is None
            and not any(merged.last_row >= area.row for merged in self.merged)
        )

    def _finished(self, data: bytes) -> Iterator[bytes | PackedRun]:
        """The part as it is written: with the rows that are not in the tree."""
        whole: Iterable[bytes | PackedRun] = (data,)
        for piece in whole if self._frozen is None else with_frozen(data, self._frozen):
            if self.new_rows is None or isinstance(piece, PackedRun):
                yield piece
                continue
            at = piece.rfind(END)
            if at < 0:
                yield piece
                continue
            yield piece[:at]
            yield from self.new_rows.xml()
            yield piece[at:]

    def settle(self) -> None:
        """Turn new rows into elements, because somebody asks for single cells."""
        if self.new_rows is None:
            return
        rows = (f'<sheetData xmlns="{MAIN}">'.encode(), *self.new_rows.xml(), b"</sheetData>")
        self.new_rows = None
        for added in list(parse(b"".join(rows))):
            number = int(added.get("r", "0"))
            self._data.append(added)
            self._rows[number] = added
            self._order.append(number)
            if self._present is not self._order:
                self._present.append(number)

    def _cells_of(self, row: int) -> dict[int, etree._Element]:
        if row not in self._cells:
            if len(self._cells) >= _ROWS_AT_HAND:
                self._cells.clear()
            column = 0
            found = {}
            owner = self._element(row)
            for cell in owner.iterfind(_CELL) if owner is not None else ():
                if name := cell.get("r"):
                    column = column_number(name.rstrip("0123456789"))
                else:
                    column += 1
                    cell.set("r", cell_name(row, column))
                found[column] = cell
            self._cells[row] = found
        return self._cells[row]

    def cell(self, row: int, column: int) -> etree._Element | None:
        """The cell's element, when the file has one."""
        if self.is_new(row):
            self.settle()
        return self._cells_of(row).get(column) if self._element(row) is not None else None

    def is_new(self, row: int) -> bool:
        """Whether the row was added and has no elements yet."""
        new = self.new_rows
        return new is not None and new.area.row <= row <= new.area.last_row

    def cells(self, area: Area | None = None) -> Iterator[tuple[int, int, etree._Element]]:
        """Every cell that the file has, in reading order, within an area."""
        if self.new_rows and (area is None or area.last_row >= self.new_rows.area.row):
            self.settle()
        for row in list(self._order):
            if area and not area.row <= row <= area.last_row:
                continue
            for column, cell in sorted(self._cells_of(row).items()):
                if area is None or area.column <= column <= area.last_column:
                    yield row, column, cell

    def row(self, number: int) -> etree._Element | None:
        """The row's element, when the file has one."""
        if self.is_new(number):
            self.settle()
        return self._element(number)

    def make_row(self, number: int) -> etree._Element:
        """The row's element, put in its place when there was none."""
        if self.new_rows and number >= self.new_rows.area.row:
            self.settle()
        if (there := self._element(number)) is not None:
            return there
        row = make("row")
        row.set("r", str(number))
        self._put_row(number, row)
        if self._present is not self._order:
            insort(self._order, number)
        return row

    def make_cell(self, row: int, column: int) -> etree._Element:
        """The cell's element; a new one looks like its row, or like its column."""
        owner = self.make_row(row)
        cells = self._cells_of(row)
        if column in cells:
            return cells[column]
        cell = make("c")
        cell.set("r", cell_name(row, column))
        if style := self.style_without_cell(row, column):
            cell.set("s", str(style))
        following = [other for other in cells if other > column]
        if following:
            cells[min(following)].addprevious(cell)
        else:
            _append_cell(owner, cell)
        cells[column] = cell
        owner.attrib.pop("spans", "")
        self._widen(row, column)
        return cell

    def _widen(self, row: int, column: int) -> None:
        """Let the sheet's dimension reach the cell."""
        if self._used is not None and self._used.has(row, column):
            return
        dimension = self.root.find(tag("dimension"))
        if dimension is None:
            return
        used = area_of(dimension.get("ref", "A1"))
        top, left = min(used.row, row), min(used.column, column)
        bottom, right = max(used.last_row, row), max(used.last_column, column)
        self._used = Area(top, left, bottom - top + 1, right - left + 1)
        if self._used != used:
            dimension.set("ref", f"{cell_name(top, left)}:{cell_name(bottom, right)}")

    def style(self, row: int, column: int) -> int:
        """The number of the cell's style in the styles part."""
        if self.new_rows and (style := self.new_rows.style(row, column)) is not None:
            return style
        cell = self.cell(row, column)
        if cell is None:
            return self.style_without_cell(row, column)
        return int(cell.get("s", "0"))

    def style_without_cell(self, row: int, column: int) -> int:
        """The style that an empty place takes from its row or column."""
        owner = self._element(row)
        if owner is not None and is_on(owner.get("customFormat")):
            return int(owner.get("s", "0"))
        if column not in self._column_styles:
            self._column_styles[column] = self._column_style(column)
        return self._column_styles[column]

    def _column_style(self, column: int) -> int:
        for group in self.root.iterfind(f"{tag('cols')}/{tag('col')}"):
            if int(group.get("min", "0")) <= column <= int(group.get("max", "0")):
                return int(group.get("style", "0"))
        return 0

    def set_style(self, row: int, column: int, style: int) -> None:
        """Give the cell a style of the styles part."""
        self.make_cell(row, column).set("s", str(style))

    def formula(self, row: int, column: int) -> str | None:
        """The cell's formula in the file's spelling, without the equals sign."""
        if self.new_rows and not self.new_rows.has_formulas and self.is_new(row):
            return None
        cell = self.cell(row, column)
        found = None if cell is None else cell.find(_FORMULA)
        if cell is None or found is None:
            return None
        if found.text or found.get("t") != "shared":
            return unescape(found.text or "")
        for group in self._shared_groups():
            if group.area.has(row, column) and found.get("si") == group.key:
                return _formula_in_group(group.cells[0], cell)
        return ""

    def stored_number(self, row: int, column: int) -> float:
        """The number behind a date; 0 where the file has none."""
        cell = self.cell(row, column)
        text = None if cell is None else cell.findtext(_VALUE)
        try:
            return float(text or 0)
        except ValueError:
            return 0.0  # a date stored as text, as some programs do

    def has_content(self, cell: etree._Element) -> bool:
        """Whether a cell holds a value or a formula, not only a style."""
        return any(child.tag in {_FORMULA, _VALUE, _INLINE} for child in cell)

    def put(self, row: int, column: int, stored: Stored) -> bool:
        """Store a value, or nothing; returns whether a formula was replaced."""
        cell = self.cell(row, column)
        if cell is None and stored is None:
            return False
        if cell is None:
            cell = self.make_cell(row, column)
        had_formula = _empty(cell)
        if isinstance(stored, str):
            _store_text(cell, stored)
        elif stored is not None:
            if isinstance(stored, bool):
                cell.set("t", "b")
            _child(cell, "v", as_number_text(float(stored)))
        return had_formula

    def put_formula(self, row: int, column: int, formula: str) -> None:
        """Store a formula in the file's spelling; it has no value until it is calculated."""
        cell = self.make_cell(row, column)
        _empty(cell)
        _child(cell, "f", escape(formula))

    def open_for_writing(self, area: Area) -> None:
        """Make an area safe to write into.

        Raises:
            ValueError: it holds a part of an array formula or of a data table.
        """
        for array, formula in self._arrays:
            if formula.getparent() is not None and _cuts(area, array):
                raise ValueError(f"xlfile: {format_area(array)} is one array; write to all of it")
        kept = []
        for group in self._shared_groups():
            if area.meets(group.area):
                _write_out(group)
            else:
                kept.append(group)
        self._shared = kept

    @cached_property
    def _ranged(self) -> list[etree._Element]:
        return [found for found in self._data.iter(_FORMULA) if found.get("t") in _RANGED]

    def _shared_groups(self) -> list[_FormulaGroup]:
        if self._shared is None:
            shared = [formula for formula in self._ranged if formula.get("t") == "shared"]
            for row in {_row_of(formula) for formula in shared}:
                self._cells_of(row)
            self._shared = _grouped(shared)
        return self._shared

    @cached_property
    def _arrays(self) -> list[tuple[Area, etree._Element]]:
        return [
            (area_of(formula.get("ref", "A1")), formula)
            for formula in self._ranged
            if formula.get("t") != "shared"
        ]

    def in_array(self, row: int, column: int) -> bool:
        """Whether the cell is part of an array formula."""
        return any(
            area.has(row, column) and formula.getparent() is not None
            for area, formula in self._arrays
        )

    @cached_property
    def merged(self) -> list[Area]:
        """The merged areas."""
        found = self.root.iterfind(f"{tag('mergeCells')}/{tag('mergeCell')}")
        return [area_of(merge.get("ref", "A1")) for merge in found]

    @property
    def protected(self) -> bool:
        """Whether the sheet is protected against typing."""
        protection = self.root.find(tag("sheetProtection"))
        return protection is not None and is_on(protection.get("sheet"))


def _append_cell(row: etree._Element, cell: etree._Element) -> None:
    extensions = row.find(_EXTENSIONS)
    if extensions is None:
        row.append(cell)
    else:
        extensions.addprevious(cell)


def _empty(cell: etree._Element) -> bool:
    had_formula = False
    for child in list(cell):
        if child.tag != _EXTENSIONS:
            had_formula = had_formula or child.tag == _FORMULA
            cell.remove(child)
    for key in ("t", "cm", "vm", "ph"):
        cell.attrib.pop(key, "")
    return had_formula


def _child(cell: etree._Element, name: str, text: str) -> None:
    child = etree.SubElement(cell, tag(name))
    child.text = text
    if len(cell) > 1:
        cell.insert(0, child)


def _store_text(cell: etree._Element, text: str) -> None:
    cell.set("t", "inlineStr")
    inline = etree.SubElement(cell, _INLINE)
    holder = etree.SubElement(inline, _TEXT)
    holder.text = escape(text)
    if text != text.strip() or "\n" in text or "\t" in text:
        holder.set(XML_SPACE, "preserve")
    if len(cell) > 1:
        cell.insert(0, inline)


def _grouped(shared: list[etree._Element]) -> list[_FormulaGroup]:
    groups: list[_FormulaGroup] = []
    latest: dict[str, _FormulaGroup] = {}
    for formula in shared:
        key, cell = formula.get("si", ""), formula.getparent()
        if reference := formula.get("ref"):
            latest[key] = _FormulaGroup(key, area_of(reference), [])
            groups.append(latest[key])
        if key in latest and cell is not None:
            latest[key].cells.append(cell)
    return groups


def _row_of(formula: etree._Element) -> int:
    row = next(formula.iterancestors(_ROW))
    return int(row.get("r", "0"))


def _place_of(cell: etree._Element) -> tuple[int, int]:
    area = area_of(cell.get("r", "A1"))
    return area.row, area.column


def _formula_in_group(first: etree._Element, cell: etree._Element) -> str:
    (row1, column1), (row2, column2) = _place_of(first), _place_of(cell)
    text = unescape(first.findtext(_FORMULA) or "")
    return formulas.shift(text, row2 - row1, column2 - column1)


def _write_out(group: _FormulaGroup) -> None:
    texts = [_formula_in_group(group.cells[0], cell) for cell in group.cells]
    for cell, text in zip(group.cells, texts, strict=True):
        formula = cell.find(_FORMULA)
        if formula is not None and formula.get("t") == "shared":
            formula.text = formula.text or escape(text)
            for key in ("t", "ref", "si"):
                formula.attrib.pop(key, "")


def _cuts(area: Area, array: Area) -> bool:
    single = array.rows == array.columns == 1
    return not single and area.meets(array) and not area.covers(array)
