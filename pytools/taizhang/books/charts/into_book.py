"""The sheets of a chart as sheets of the ledger: as they looked on the day they were drawn."""

from pathlib import Path

import xlwings as xw
from python_calamine import SheetVisibleEnum, load_workbook

# A column is so many digits of its workbook's font: of 8 pixels in a chart, of 7 in the ledger.
CHART_DIGIT, LEDGER_DIGIT = 8, 7


def count_sheets(path: Path) -> int:
    """How many sheets the workbook shows."""
    found = load_workbook(str(path))
    return sum(sheet.visible == SheetVisibleEnum.Visible for sheet in found.sheets_metadata)


def put_into(book: xw.Book, path: Path) -> list[str]:
    """Copy all sheets of the chart behind those of the ledger; return what they are called there.

    Neither book is saved, and the sheet that was in front stays there.
    """
    front = book.sheets.active
    chart = book.app.books.open(str(path), read_only=True)
    try:
        names = [_copied(sheet, book) for sheet in chart.sheets]
    finally:
        chart.close()
    front.activate()
    return names


def _copied(sheet: xw.Sheet, book: xw.Book) -> str:
    copied = sheet.copy(after=book.sheets[len(book.sheets) - 1])
    for column in range(1, copied.used_range.last_cell.column + 1):
        cell = copied.range((1, column))
        cell.column_width = (cell.column_width or 0) * CHART_DIGIT / LEDGER_DIGIT
    return str(copied.name)
