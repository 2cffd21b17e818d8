"""A range of cells: values, formulas, formats and links, as xlwings' `main.Range` asks for them.

Properties of formats are those of all cells, or None when the cells differ, as in Excel.
"""

from __future__ import annotations

from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xlfile.autofit import fit_rows
from xlfile.cells import formulas
from xlfile.cells.addresses import LAST_COLUMN, LAST_ROW, Area, format_area, quote_sheet, spanning
from xlfile.cells.dimensions import column_width, row_height, set_column_width, set_row_height
from xlfile.cells.links import link_at, set_link
from xlfile.cells.values import CellError, as_number_text
from xlfile.contract import names_what_it_lacks, unsupported
from xlfile.parts.validations import rule_at, set_rule
from xlfile.validation import DataValidation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from xlfile.cells.colors import RGB
    from xlfile.faces import SheetFace, TableFace

_MOST_STYLED = 1_000_000
_STEPS = {
    **dict.fromkeys(("down", "d", "xlDown", -4121), (1, 0)),
    **dict.fromkeys(("up", "u", "xlUp", -4162), (-1, 0)),
    **dict.fromkeys(("right", "r", "xlToRight", -4161), (0, 1)),
    **dict.fromkeys(("left", "l", "xlToLeft", -4159), (0, -1)),
}


@names_what_it_lacks(
    keeps=("expand", "max_cells_per_read", "max_cells_per_write"), lacks=("arg1_input",)
)
class Range(base_classes.Range):
    """A rectangle of cells on a sheet."""

    def __init__(self, sheet: SheetFace, area: Area) -> None:
        self.sheet = sheet
        self.area = area

    @property
    def api(self) -> Range:
        """There is no native object; this is the engine's own."""
        return self

    @property
    def coords(self) -> tuple[SheetFace, int, int, int, int]:
        """Sheet, row, column, number of rows, number of columns."""
        return (self.sheet, *self.area)

    @property
    def row(self) -> int:
        """The number of the first row."""
        return self.area.row

    @property
    def column(self) -> int:
        """The number of the first column."""
        return self.area.column

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows and columns."""
        return self.area.rows, self.area.columns

    def __len__(self) -> int:
        return self.area.rows * self.area.columns

    def __call__(self, row: int, column: int | None = None) -> Range:
        """A cell by its row and column here, or by counting along the rows; from 1."""
        if column is None:
            down, right = divmod(row - 1, self.area.columns)
        else:
            down, right = row - 1, column - 1
        top, left = self.area.row + down, self.area.column + right
        return Range(self.sheet, spanning(top, left, top, left))

    @property
    def rows(self) -> Range:
        """The same cells."""
        return self

    @property
    def columns(self) -> Range:
        """The same cells."""
        return self

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        """The address: `$A$1`, or `'[名.xlsx]表'!$A$1`."""
        address = format_area(self.area, fixed_row=row_absolute, fixed_column=col_absolute)
        if not external:
            return address
        return quote_sheet(f"[{self.sheet.book.name}]{self.sheet.name}") + "!" + address

    @property
    def address(self) -> str:
        """The address with dollar signs."""
        if not len(self):
            first = format_area(Area(self.area.row, self.area.column))
            return f"{first}{{{self.area.rows}x{self.area.columns}}}"
        return self.get_address(row_absolute=True, col_absolute=True, external=False)

    @property
    def raw_value(self) -> Any:
        """One value, or rows of values; errors as COM's numbers."""
        if not len(self):
            return None
        block = self.sheet.grid.read(self.area)
        return block[0][0] if len(self) == 1 else block

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        if len(self):
            self.sheet.write(self.area, self._block(data))

    @property
    def stretches(self) -> Sequence[tuple[Sequence[Any], Sequence[int]]]:
        """Values down one column as `raw_value` has them, stretch by stretch.

        Of each the values that differ, and which of these stands where: a long list is looked
        through without handling each of its cells. Blanks at the end are left out.

        Raises:
            ValueError: the range has more than one column.
        """
        if self.area.columns != 1:
            raise ValueError(f"xlfile: {self.address} is not one column")
        return self.sheet.grid.stretches(self.area)

    def _block(self, data: Any) -> Sequence[Sequence[Any]]:
        rows, columns = self.shape
        if not isinstance(data, (list, tuple)):
            return [[data] * columns for _ in range(rows)]
        nested = data if isinstance(data[0], (list, tuple)) else [data]
        if len(nested) != rows or any(len(row) != columns for row in nested):
            raise ValueError(f"xlfile: the values do not fit {self.address}")
        return nested if isinstance(nested, list) else list(nested)

    @property
    def formula(self) -> Any:
        """Formulas, or constants as text, as Excel's formula bar shows them."""
        if not len(self):
            return None
        block = tuple(
            tuple(self._formula_at(row, column) for column in self._column_numbers())
            for row in self._row_numbers()
        )
        return block[0][0] if len(self) == 1 else block

    @formula.setter
    def formula(self, value: Any) -> None:
        self.raw_value = value

    def _formula_at(self, row: int, column: int) -> str:
        found = self.sheet.part.formula(row, column)
        if found is not None:
            return formulas.from_file(found)
        value = self.sheet.grid.get(row, column)
        if isinstance(value, bool):
            return str(value).upper()
        if isinstance(value, CellError):
            return value.text
        if isinstance(value, datetime):
            value = self.sheet.part.stored_number(row, column)
        return as_number_text(value) if isinstance(value, float) else value or ""

    def _row_numbers(self) -> range:
        return range(self.area.row, self.area.last_row + 1)

    def _column_numbers(self) -> range:
        return range(self.area.column, self.area.last_column + 1)

    def _places(self) -> Iterator[tuple[int, int]]:
        return ((row, column) for row in self._row_numbers() for column in self._column_numbers())

    def clear_contents(self) -> None:
        """Empty the cells, keeping their styles."""
        if len(self):
            self.sheet.erase(self.area, styles_too=False)

    def clear(self) -> None:
        """Empty the cells and take away their styles and links; comments and rules stay."""
        if len(self):
            self.sheet.erase(self.area, styles_too=True)

    def _common(self, read: Callable[[int], Any]) -> Any:
        if len(self) > _MOST_STYLED:
            raise unsupported(f"reading formats of {len(self)} cells")
        styles = {self.sheet.part.style(row, column) for row, column in self._places()}
        found = {read(style) for style in styles}
        return found.pop() if len(found) == 1 else None

    def _restyle(self, change: Callable[[int], int]) -> None:
        if len(self) > _MOST_STYLED:
            raise unsupported(f"setting formats of {len(self)} cells")
        part = self.sheet.part
        part.edit()
        for row, column in self._places():
            part.set_style(row, column, change(part.style(row, column)))

    @property
    def number_format(self) -> str | None:
        """The format code."""
        found: str | None = self._common(self.sheet.book.styles.number_format)
        return found

    @number_format.setter
    def number_format(self, value: str) -> None:
        styles = self.sheet.book.styles
        self._restyle(lambda style: styles.with_number_format(style, value))
        self.sheet.reread_dates(self.area)

    @property
    def color(self) -> RGB | None:
        """The colour of the fill."""
        found: RGB | None = self._common(self.sheet.book.styles.fill_color)
        return found

    @color.setter
    def color(self, color_or_rgb: Any) -> None:
        self._restyle(lambda style: self.sheet.book.styles.with_fill(style, color_or_rgb))

    def set_colors(self, colors: Sequence[Sequence[Any]]) -> None:
        """Fill each cell with its own colour; `...` leaves one as it is."""
        for (row, column), color in zip(self._places(), chain(*colors), strict=True):
            if color is not ...:
                Range(self.sheet, Area(row, column)).color = color

    @property
    def font(self) -> Font:
        """The font."""
        return Font(self)

    @property
    def hyperlink(self) -> str:
        """Where the link leads; `#表!A1` inside the workbook."""
        found = link_at(self.sheet.part, self.area)
        if found is None:
            raise ValueError("xlfile: the cell has no hyperlink")
        return found

    def add_hyperlink(
        self, address: str, text_to_display: str | None = None, screen_tip: str | None = None
    ) -> None:
        """Link the cells; `#表!A1` leads into the workbook. The style stays as it is."""
        set_link(self.sheet.part, self.area, address, screen_tip)
        if text_to_display is not None:
            self(1, 1).raw_value = text_to_display

    @property
    def column_width(self) -> float | None:
        """The width in characters."""
        widths = {column_width(self.sheet.part, column) for column in self._column_numbers()}
        return widths.pop() if len(widths) == 1 else None

    @column_width.setter
    def column_width(self, value: float) -> None:
        set_column_width(self.sheet.part, self.area.column, self.area.last_column, value)

    @property
    def row_height(self) -> float | None:
        """The height in points."""
        heights = {row_height(self.sheet.part, row) for row in self._row_numbers()}
        return heights.pop() if len(heights) == 1 else None

    @row_height.setter
    def row_height(self, value: float) -> None:
        set_row_height(self.sheet.part, self.area.row, self.area.last_row, value)

    def autofit(self, axis: str | None = None) -> None:
        """Fit the heights of the rows; widths are not reckoned here."""
        if axis not in {"r", "rows"}:
            raise unsupported("Range.autofit of columns")
        fit_rows(self.sheet, self._row_numbers())

    @property
    def data_validation(self) -> DataValidation:
        """The rule for what may be typed."""
        return DataValidation(self.sheet, self.area)

    def copy(self, destination: Any = None) -> None:
        """Remember the cells for `paste`."""
        if destination is not None:
            raise unsupported("Range.copy with a destination")
        self.sheet.book.app.copied = self

    def paste(
        self,
        paste: Any = None,
        operation: Any = None,
        skip_blanks: Any = None,
        transpose: Any = None,
    ) -> None:
        """Give the cells the formats or the validation of those that were copied, over and over."""
        source = self.sheet.book.app.copied
        if paste not in {"formats", "validation"} or operation or skip_blanks or transpose:
            raise unsupported(f"Range.paste of {paste}")
        if source is None:
            raise ValueError("xlfile: nothing was copied")
        if paste == "formats":
            self._wear(source)
        else:
            rule = rule_at(source.sheet.part, source.row, source.column)
            set_rule(self.sheet.part, self.area, rule)

    def _wear(self, source: Range) -> None:
        if source.sheet.book is not self.sheet.book:
            raise unsupported("Range.paste of formats from another workbook")
        part, rows, columns = self.sheet.part, *source.shape
        part.edit()
        for row, column in self._places():
            down, right = (row - self.row) % rows, (column - self.column) % columns
            there = source.sheet.part.style(source.row + down, source.column + right)
            part.set_style(row, column, there)
        self.sheet.reread_dates(self.area)

    @property
    def has_array(self) -> bool:
        """Whether the first cell is part of an array formula."""
        return self.sheet.part.in_array(self.area.row, self.area.column)

    @property
    def table(self) -> TableFace | None:
        """The table that the first cell is in."""
        tables: Sequence[TableFace] = self.sheet.table_list
        here = (table for table in tables if table.part.area.has(self.area.row, self.area.column))
        return next(here, None)

    @property
    def name(self) -> base_classes.Name | None:
        """The name that stands for exactly these cells."""
        for name in self.sheet.book.names:
            if name.refers_to == f"={self._full_address()}":
                return name
        return None

    @name.setter
    def name(self, value: str) -> None:
        self.sheet.book.names.add(value, f"={self._full_address()}")

    def _full_address(self) -> str:
        return f"{quote_sheet(self.sheet.name)}!{self.address}"

    def end(self, direction: Any) -> Range:
        """Where Ctrl+arrow leads from the first cell."""
        down, right = _STEPS[direction]
        filled = {
            (row, column)
            for row, column, cell in self.sheet.part.cells(self._strip(down))
            if self.sheet.part.has_content(cell)
        }
        row, column = self.area.row, self.area.column
        if (row + down, column + right) in filled and (row, column) in filled:
            while (row + down, column + right) in filled:
                row, column = row + down, column + right
            return Range(self.sheet, Area(row, column))
        return Range(self.sheet, _next_filled(filled, row, column, (down, right)))

    def _strip(self, down: int) -> Area:
        if down:
            return Area(1, self.area.column, LAST_ROW, 1)
        return Area(self.area.row, 1, 1, LAST_COLUMN)


def _next_filled(
    filled: set[tuple[int, int]], row: int, column: int, step: tuple[int, int]
) -> Area:
    down, right = step
    ahead = [
        (there, across)
        for there, across in filled
        if (there - row) * down > 0 or (across - column) * right > 0
    ]
    if ahead:
        pick = max if down + right < 0 else min
        return Area(*pick(ahead))
    if down:
        return Area(LAST_ROW if down > 0 else 1, column)
    return Area(row, LAST_COLUMN if right > 0 else 1)


@names_what_it_lacks()
class Font(base_classes.Font):
    """The font of a range."""

    def __init__(self, parent: Range) -> None:
        self.parent = parent

    @property
    def api(self) -> Font:
        """There is no native object; this is the engine's own."""
        return self

    def _get(self, name: str) -> Any:
        styles = self.parent.sheet.book.styles
        return self.parent._common(lambda style: styles.font(style, name))  # noqa: SLF001

    def _set(self, name: str, value: Any) -> None:
        styles = self.parent.sheet.book.styles
        self.parent._restyle(lambda style: styles.with_font(style, name, value))  # noqa: SLF001

    @property
    def bold(self) -> bool | None:
        """Whether it is bold."""
        return self._get("bold")  # type: ignore[no-any-return]

    @bold.setter
    def bold(self, value: bool) -> None:
        self._set("bold", value)

    @property
    def italic(self) -> bool | None:
        """Whether it is italic."""
        return self._get("italic")  # type: ignore[no-any-return]

    @italic.setter
    def italic(self, value: bool) -> None:
        self._set("italic", value)

    @property
    def size(self) -> float | None:
        """The size in points."""
        return self._get("size")  # type: ignore[no-any-return]

    @size.setter
    def size(self, value: float) -> None:
        self._set("size", value)

    @property
    def color(self) -> RGB | None:
        """The colour of the letters."""
        return self._get("color")  # type: ignore[no-any-return]

    @color.setter
    def color(self, color_or_rgb: Any) -> None:
        self._set("color", color_or_rgb)

    @property
    def name(self) -> str | None:
        """The name of the typeface."""
        return self._get("name")  # type: ignore[no-any-return]

    @name.setter
    def name(self, value: str) -> None:
        self._set("name", value)
