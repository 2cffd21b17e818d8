"""XlsxWriter's workbook whose plain cells are written in one step; the bytes are the same.

The library puts each cell together from pairs of attributes and looks through each for letters to
escape; a place and the number of a look hold none. Most cells of a chart and of a form are empty
ones with a look, so this is half of the time a workbook takes.
"""

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import Worksheet

BLOCK, XL_LAST = 16, 16_383  # rows that share a span; the last column of a sheet
VALUES = {
    "Blank": "", "String": ' t="s"', "RichString": ' t="s"', "Number": "", "Datetime": "",
}  # fmt: skip


class QuickSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter ships no types
    """A worksheet that writes blanks, texts and numbers of a look without XlsxWriter's detours."""

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        look, kind = cell.format, type(cell).__name__
        if look is None or self.constant_memory or kind not in VALUES:
            super()._write_cell(row, col, cell)
            return
        number = look.xf_index
        if number is None:
            number = look._get_xf_index()  # noqa: SLF001 - the library's own, as its cells ask it
        place = f'<c r="{xl_rowcol_to_cell_fast(row, col)}" s="{number}"{VALUES[kind]}'
        if kind == "Blank":
            self.fh.write(f"{place}/>")
        elif kind in ("Number", "Datetime"):
            self.fh.write(f"{place}><v>{cell.number:.16G}</v></c>")
        else:
            self.fh.write(f"{place}><v>{cell.string}</v></c>")

    def _calculate_spans(self) -> None:
        """The first and last column used in each block of sixteen rows, from the rows' own cells."""
        if self.comments:
            super()._calculate_spans()
            return
        spans: dict[int, tuple[int, int]] = {}
        for row, cells in self.table.items():
            if cells:
                first, last = spans.get(row // BLOCK, (XL_LAST, 0))
                spans[row // BLOCK] = min(first, *cells), max(last, *cells)
        self.row_spans = {at: f"{a + 1}:{b + 1}" for at, (a, b) in spans.items()}


class QuickBook(Workbook):  # type: ignore[misc]  # XlsxWriter ships no types
    """A workbook whose sheets are quick ones."""

    worksheet_class = QuickSheet
