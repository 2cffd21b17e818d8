"""The very hidden sheet of live formulas behind the home page: one fact a row.

Only functions that Excel 2016 and LibreOffice share: no FILTER, XLOOKUP, TEXTJOIN or LET. Tables
are named by structured references, so that the facts follow when rows or columns are added.
"""

import re
from collections.abc import Sequence
from typing import Any

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from taizhang.core.schema import Layout, SheetSpec

_SPECIAL = re.compile(r"[^\w\u3000-\uffef]")
_QUOTED = re.compile(r"(['\[\]#])")


class FormulaSheet:
    """The hidden sheet: `add` writes a formula and returns where its value stands."""

    def __init__(self, book: Any, name: str) -> None:
        """Add the sheet, very hidden."""
        self.sheet: Any = book.add_worksheet(name)
        self.sheet.very_hidden()
        self.name = name
        self._places: dict[str, str] = {}

    def add(self, key: str, formula: str, *, array: bool = False) -> str:
        """Write the fact in the next row."""
        row = len(self._places)
        self.sheet.write_string(row, 0, key)
        self._places[key] = self.place(row, 1)
        self.write(row, 1, formula, array=array)
        return self._places[key]

    def write(self, row: int, column: int, formula: str, *, array: bool = False) -> None:
        """Write a formula anywhere on the sheet.

        It has no value yet: a reader that trusts the values of a file would go on showing 0.
        """
        if array:
            self.sheet.write_array_formula(row, column, row, column, f"{{={formula}}}", None, "")
        else:
            self.sheet.write_formula(row, column, f"={formula}", None, "")

    def place(self, row: int, column: int) -> str:
        """A cell of this sheet as seen from another one."""
        return f"'{self.name}'!{xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)}"

    def area(self, row: int, column: int, last_row: int, last_column: int) -> str:
        """A range of this sheet as seen from another one."""
        area = xl_range_abs(row, column, last_row, last_column)
        return f"'{self.name}'!{area}"

    def __getitem__(self, key: str) -> str:
        return self._places[key]


def column_ref(spec: SheetSpec, key: str) -> str:
    """A column of a table: 任务台账[状态]; labels with signs are bracketed twice."""
    return f"{spec.label}[{_label(spec, key)}]"


def head_ref(spec: SheetSpec, key: str) -> str:
    """The head cell of a column: 任务台账[[#Headers],[状态]]."""
    return f"{spec.label}[[#Headers],[{_escaped(spec[key].label)}]]"


def _label(spec: SheetSpec, key: str) -> str:
    label = _escaped(spec[key].label)
    return f"[{label}]" if _SPECIAL.search(label) else label


def _escaped(label: str) -> str:
    return _QUOTED.sub(r"'\1", label)


def text(value: str) -> str:
    """A text inside a formula."""
    return '"' + value.replace('"', '""') + '"'


def setting(layout: Layout, name: str) -> str:
    """The value of a row of 参数设置."""
    spec = layout["settings"]
    found = f"MATCH({text(name)},{column_ref(spec, 'setting')},0)"
    return f"INDEX({column_ref(spec, 'value')},{found})"


def any_of(column: str, words: Sequence[str]) -> str:
    """1 where the column holds one of the words, as an array; 0 where there are none."""
    return "(" + "+".join(f"({column}={text(w)})" for w in words) + ">0)" if words else "0"
