"""Plain lists for the office's own eyes: a red title, dark heads, rows that fit, A4 landscape."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from taizhang.books.sheets import theme
from taizhang.core.submission import Value


@dataclass(frozen=True, slots=True)
class Listing:
    """One sheet: heads with widths in Excel units, and rows as long as the heads."""

    sheet: str
    title: str
    heads: tuple[tuple[str, float], ...]
    rows: Sequence[Sequence[Value]]
    none: str = "没有"


def build_listings(path: Path, listings: Sequence[Listing], created: datetime) -> None:
    """Write the lists to `path`, whole or not at all."""
    temporary = path.with_suffix(".tmp")
    with Workbook(temporary) as book:
        book.set_properties({"created": created, "title": listings[0].title})
        pen = _pen(book)
        for listing in listings:
            _write(book, pen, listing)
    temporary.replace(path)


def _pen(book: Workbook) -> Callable[..., Format]:
    base = {"font_name": theme.FONT, "font_size": 10, "valign": "vcenter"}
    made: dict[str, Format] = {}
    cell = {**base, "border": 1, "border_color": theme.LINE, "text_wrap": True}
    looks = {
        "band": {**base, "font_size": 15, "bold": True, "font_color": "#FFFFFF",
                 "bg_color": theme.RED, "indent": 1},
        "head": {**cell, "bold": True, "align": "center", "bg_color": theme.SLATE,
                 "font_color": "#FFFFFF"},
        "text": cell,
        "date": {**cell, "num_format": "yyyy-mm-dd", "align": "center"},
        "number": {**cell, "align": "center"},
        "note": {**base, "font_color": theme.MUTED, "indent": 1},
    }  # fmt: skip

    def pen(look: str) -> Format:
        if look not in made:
            made[look] = book.add_format(looks[look])
        return made[look]

    return pen


def _write(book: Workbook, pen: Callable[..., Format], listing: Listing) -> None:
    sheet = book.add_worksheet(listing.sheet)
    last = len(listing.heads) - 1
    sheet.set_row(0, 32)
    for i, (label, width) in enumerate(listing.heads):
        sheet.set_column(i, i, width)
        sheet.write(0, i, listing.title if i == 0 else "", pen("band"))
        sheet.write(1, i, label, pen("head"))
    sheet.set_row(1, 24)
    widths = [width for _, width in listing.heads]
    for number, row in enumerate(listing.rows, start=2):
        sheet.set_row(
            number, theme.row_height([(_shown(v), w) for v, w in zip(row, widths, strict=True)])
        )
        for i, value in enumerate(row):
            _cell(sheet, pen, (number, i), value)
    if not listing.rows:
        sheet.write(2, 0, listing.none, pen("note"))
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, 1)
    sheet.freeze_panes(2, 0)
    sheet.print_area(0, 0, max(len(listing.rows) + 1, 2), last)
    sheet.set_footer("&C第 &P 页 共 &N 页")
    sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.6)


def _cell(sheet: Worksheet, pen: Callable[..., Format], at: tuple[int, int], value: Value) -> None:
    if isinstance(value, date):
        sheet.write_datetime(*at, value, pen("date"))
    elif isinstance(value, str):
        sheet.write_string(*at, value, pen("text"))
    else:
        sheet.write_number(*at, value, pen("number"))


def _shown(value: Value) -> str:
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value)
