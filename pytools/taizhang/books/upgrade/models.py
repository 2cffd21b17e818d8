"""How new columns and sheets look: like those of the same kind that the workbook already has.

Formats and drop-downs are copied cell by cell, so an office that dressed its sheets anew finds
the new ones dressed alike.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import xlwings as xw

from taizhang.books.ledger import LedgerTable
from taizhang.core.schema import Column

LAST_ROW = 3000  # validations reach this far, for rows added later


@dataclass(frozen=True, slots=True)
class Model:
    """A column that others may look like."""

    table: LedgerTable
    column: Column

    @property
    def place(self) -> int:
        """The sheet's column, from 1."""
        return self.table.left + self.table.offsets[self.column.key]

    @property
    def head(self) -> xw.Range:
        """Its header."""
        return self.table.sheet.range((self.table.top, self.place))

    @property
    def body(self) -> xw.Range:
        """Its first cell."""
        return self.table.sheet.range((self.table.top + 1, self.place))


class Models:
    """The columns of the tables that are there."""

    def __init__(self, tables: Mapping[str, LedgerTable]) -> None:
        """`tables` by sheet key; a table knows the columns that it has."""
        self.tables = tables
        self._all = [Model(t, c) for t in tables.values() for c in t.spec.columns]

    def dress(self, target: xw.Range, column: Column, sheet: str = "") -> None:
        """Give a column, its header the first cell of `target`, the looks of one like it."""
        near = sorted(self._all, key=lambda m: m.table.spec.key != sheet)
        head = _first(near, (m for m in near if m.column.required is column.required))
        body = _first(near, _alike(near, column))
        if head is not None and body is not None:
            _paste(head.head, target[0, 0], "formats")
            below = target[1:, 0]
            _paste(body.body, below, "formats")
            reach = target.sheet.range(below[0, 0], (LAST_ROW, target.column))
            if body.column.list == column.list:
                _paste(body.body, reach, "validation")
            elif column.list:
                self._limit(reach, column)
        target.column_width = 0 if column.hidden else column.width

    def _limit(self, target: xw.Range, column: Column) -> None:
        """A drop-down that no column has yet; an open list only suggests."""
        name = f"list_{column.list}"
        if name in target.sheet.book.names and not column.open:
            target.data_validation.set_list(target.sheet.book.names[name])

    def band(self, target: xw.Range) -> None:
        """Give the row above a table the looks of another such row: the way back, then the title."""
        table = next(iter(self.tables.values()), None)
        if table is None or table.top == 1:
            return
        row = table.top - 1
        cells = [table.sheet.range((row, table.left + i)) for i in range(2)]
        _paste(cells[0], target[0, 0], "formats")
        _paste(cells[1], target[0, 1:], "formats")
        for i in (0, 1):
            height = table.sheet.range((row + i, table.left)).row_height
            if height:
                target[0, 0].offset(i, 0).row_height = height


def _alike(models: Iterable[Model], column: Column) -> Iterable[Model]:
    """Models of the same kind, those of the same list and width first."""
    same = [m for m in models if m.column.kind == column.kind]
    return sorted(
        same, key=lambda m: (m.column.list != column.list, abs(m.column.width - column.width) > 6)
    )


def _first(fallback: list[Model], models: Iterable[Model]) -> Model | None:
    return next(iter(models), fallback[0] if fallback else None)


def _paste(source: xw.Range, target: xw.Range, what: str) -> None:
    source.copy()
    target.paste(what)
