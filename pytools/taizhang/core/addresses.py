"""Addresses of cells as Excel writes them; columns are counted from 0 and rows from 1."""

from functools import cache

CellAt = tuple[int, int]  # row and column, both from 0
CellSpan = tuple[CellAt, CellAt]  # the first and the last cell


def cell_name(row: int, column: int) -> str:
    """Return a cell's address from its 1-based row and 0-based column.

    >>> cell_name(4, 0), cell_name(12, 27)
    ('A4', 'AB12')
    """
    return f"{column_letters(column)}{row}"


@cache
def column_letters(column: int) -> str:
    """Return the letters of a 0-based column."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return letters
