"""Plain lists for the office's own eyes: a red title, dark heads, rows that fit, A4 landscape."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from taizhang.books.sheets.grid import CellContent
from taizhang.books.sheets.measure import column_points
from taizhang.books.sheets.page import new_page
from taizhang.books.sheets.paper import Print
from taizhang.books.sheets.pen import Pen
from taizhang.books.sheets.saved import new_book
from taizhang.books.sheets.table import Cell, PageColumn
from taizhang.core.submission import Value

HOW = Print(landscape=True)
CENTRED = {"align": "center", "indent": 0}


@dataclass(frozen=True, slots=True)
class Listing:
    """One sheet: heads with widths in Excel units, and rows as long as the heads."""

    sheet: str
    title: str
    heads: tuple[tuple[str, float], ...]
    rows: Sequence[Sequence[Value]]
    none: str = "没有"


def build_listings(
    path: Path | BytesIO, listings: Sequence[Listing], created: datetime, how: Print = HOW
) -> None:
    """Write the lists to `path`, whole or not at all; on A4 landscape, or as `how` says."""
    with new_book(path, listings[0].title, created) as book:
        pen = Pen(book)
        for listing in listings:
            _write(pen, book.add_worksheet(listing.sheet), listing, how)


def _write(pen: Pen, sheet: Any, listing: Listing, how: Print) -> None:
    page = new_page(pen, sheet, how, [column_points(width) for _, width in listing.heads])
    page.band(listing.title, size=15, points=32)
    columns = [PageColumn(label, width) for label, width in listing.heads]
    rows = [list(map(_shown, row)) for row in listing.rows]
    page.table(columns, rows, titles=True, none=listing.none)
    page.finish()
    sheet.freeze_panes(2, 0)


def _shown(value: Value) -> CellContent | Cell:
    """Texts to the left, days and numbers in the middle."""
    if isinstance(value, date):
        return Cell(value, {**CENTRED, "num_format": "yyyy-mm-dd"})
    return value if isinstance(value, str) else Cell(value, CENTRED)
