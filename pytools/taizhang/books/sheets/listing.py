"""Plain lists for the office's own eyes: a red title, dark heads, rows that fit, A4 landscape."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from taizhang.books.sheets import theme
from taizhang.books.sheets.grid import CellContent
from taizhang.books.sheets.measure import INDENT, PADDING, column_points, text_points
from taizhang.books.sheets.page import new_page
from taizhang.books.sheets.paper import Print
from taizhang.books.sheets.pen import Pen
from taizhang.books.sheets.saved import new_book
from taizhang.books.sheets.table import Cell, PageColumn
from taizhang.core.submission import Value

HOW = Print(landscape=True)
SHORT = 11  # letters of a number, a name or a day
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
    widths = fitted_widths(listing)
    page = new_page(pen, sheet, how, widths)
    page.band(listing.title, size=15, points=32)
    columns = [
        PageColumn(label, points) for (label, _), points in zip(listing.heads, widths, strict=True)
    ]
    rows = [list(map(_shown, row)) for row in listing.rows]
    page.table(columns, rows, titles=True, none=listing.none)
    page.finish()
    sheet.freeze_panes(2, 0)


def fitted_widths(listing: Listing) -> list[float]:
    """Points of each column: what one leaves empty goes to those whose short texts would wrap.

    The sum stays, so the page prints as large as before. A text is short that a number, a name or
    a day could be; columns of sentences wrap as they did.

    >>> heads = (("编号", 6.0), ("备注", 20.0))
    >>> [round(w) for w in fitted_widths(Listing("表", "表", heads, [["2025-001", ""]]))]
    [76, 68]
    """
    widths = [column_points(width) for _, width in listing.heads]
    needs = [_need(n, label, listing.rows) for n, (label, _) in enumerate(listing.heads)]
    lacking = [max(0.0, short - w) for (short, _), w in zip(needs, widths, strict=True)]
    spare = [max(0.0, w - whole) for (_, whole), w in zip(needs, widths, strict=True)]
    if not any(spare):
        return widths
    left = room = sum(spare)
    least_first = sorted(range(len(widths)), key=lacking.__getitem__)
    for n in least_first:  # so that as many as there can be stand on one line
        given = min(lacking[n], left)
        widths[n], left = widths[n] + given, left - given
    return [w - (room - left) * free / room for w, free in zip(widths, spare, strict=True)]


def _need(column: int, label: str, rows: Sequence[Sequence[Value]]) -> tuple[float, float]:
    """Points that the short texts of a column take on one line, and that all its texts take."""
    values = [label, *(row[column] for row in rows)]
    lengths = [
        text_points(str(v), theme.SIZE) + PADDING + (INDENT if isinstance(v, str) else 0.0)
        for v in values
    ]
    lengths[0] -= INDENT  # a head stands in the middle, as numbers and days do
    short = [n for v, n in zip(values, lengths, strict=True) if len(str(v)) <= SHORT]
    return max(short, default=0.0), max(lengths)


def _shown(value: Value) -> CellContent | Cell:
    """Texts to the left, days and numbers in the middle."""
    if isinstance(value, date):
        return Cell(value, {**CENTRED, "num_format": "yyyy-mm-dd"})
    return value if isinstance(value, str) else Cell(value, CENTRED)
