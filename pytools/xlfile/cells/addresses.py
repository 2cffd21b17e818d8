"""Rectangles of cells and how Excel writes them: `A1`, `$A$1:$C$3`, `A:C`, `1:3`.

Rows and columns count from 1. Names, tables and several areas are not addresses.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384

_CELLS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})(?::\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6}))?")
_COLUMNS = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})")
_ROWS = re.compile(r"\$?([1-9]\d{0,6}):\$?([1-9]\d{0,6})")
_PLAIN_SHEET = re.compile(r"[^\W\d][\w.]*")
_LOOKS_LIKE_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*([Cc]\d*)?|[Cc]\d*")


class Area(NamedTuple):
    """A rectangle of cells: its top left cell and its size, which may be nought."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1

    @property
    def last_row(self) -> int:
        """The row number of the bottom edge."""
        return self.row + self.rows - 1

    @property
    def last_column(self) -> int:
        """The column number of the right edge."""
        return self.column + self.columns - 1

    def meets(self, other: "Area") -> bool:
        """Whether the two rectangles share a cell."""
        return (
            self.row <= other.last_row
            and other.row <= self.last_row
            and self.column <= other.last_column
            and other.column <= self.last_column
        )

    def covers(self, other: "Area") -> bool:
        """Whether every cell of the other rectangle is in this one."""
        return (
            self.row <= other.row
            and other.last_row <= self.last_row
            and self.column <= other.column
            and other.last_column <= self.last_column
        )

    def has(self, row: int, column: int) -> bool:
        """Whether the cell is in this rectangle."""
        return self.row <= row <= self.last_row and self.column <= column <= self.last_column


@cache
def column_letters(number: int) -> str:
    """1 → A, 27 → AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=LAST_COLUMN)
def column_number(letters: str) -> int:
    """A → 1, AA → 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def spanning(row1: int, column1: int, row2: int, column2: int) -> Area:
    """The area with these two cells in opposite corners; IndexError off the sheet."""
    top, bottom = sorted((row1, row2))
    left, right = sorted((column1, column2))
    if top < 1 or left < 1 or bottom > LAST_ROW or right > LAST_COLUMN:
        raise IndexError(
            f"({top}, {left}):({bottom}, {right}) is off the sheet; it starts at (1, 1)"
        )
    return Area(top, left, bottom - top + 1, right - left + 1)


def parse_area(text: str) -> Area | None:
    """Read an address without a sheet; None when it is something else, such as a name."""
    if found := _CELLS.fullmatch(text):
        left, top, right, bottom = found.groups()
        first = (int(top), column_number(left))
        last = (int(bottom), column_number(right)) if right else first
    elif found := _COLUMNS.fullmatch(text):
        first = (1, column_number(found[1]))
        last = (LAST_ROW, column_number(found[2]))
    elif found := _ROWS.fullmatch(text):
        first, last = (int(found[1]), 1), (int(found[2]), LAST_COLUMN)
    else:
        return None
    if max(first[0], last[0]) > LAST_ROW or max(first[1], last[1]) > LAST_COLUMN:
        return None
    return spanning(*first, *last)


def area_of(reference: str) -> Area:
    """Read a `ref` attribute, which is always an address."""
    area = parse_area(reference)
    if area is None:
        raise ValueError(f"{reference!r} is not a range of cells")
    return area


def cell_name(row: int, column: int) -> str:
    """(3, 28) → AB3."""
    return f"{column_letters(column)}{row}"


def format_area(area: Area, *, fixed_row: bool = False, fixed_column: bool = False) -> str:
    """Write an address as Excel does: whole columns as A:C, one cell as A1."""
    row, column = "$" * fixed_row, "$" * fixed_column
    left, right = column + column_letters(area.column), column + column_letters(area.last_column)
    if area.rows == LAST_ROW:
        return f"{left}:{right}"
    if area.columns == LAST_COLUMN:
        return f"{row}{area.row}:{row}{area.last_row}"
    first = f"{left}{row}{area.row}"
    last = f"{right}{row}{area.last_row}"
    return first if first == last else f"{first}:{last}"


def quote_sheet(name: str) -> str:
    """A sheet's name as formulas spell it: in quotes unless it is a plain word."""
    if _PLAIN_SHEET.fullmatch(name) and not _LOOKS_LIKE_CELL.fullmatch(name):
        return name
    return "'" + name.replace("'", "''") + "'"


def split_sheet(reference: str) -> tuple[str | None, str]:
    """`'表 一'!A1` → (表 一, A1); without a sheet, (None, A1)."""
    sheet, mark, rest = reference.rpartition("!")
    if not mark:
        return None, reference
    if len(sheet) > 1 and sheet[0] == sheet[-1] == "'":
        sheet = sheet[1:-1].replace("''", "'")
    return sheet, rest
