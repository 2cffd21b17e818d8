"""Columns and sheets that a ledger lacks, added to the open workbook; what is there stays.

A new column goes to the right end of its table, behind the office's own. What stands beside the
table under a header of its own becomes part of it first, as Excel does when somebody types there.
"""

from collections.abc import Sequence

import xlwings as xw

from taizhang.books.ledger import BrokenLedger, LedgerTable, link_to, partial_table
from taizhang.books.master.tables import HOME_LINK
from taizhang.books.upgrade.models import Models
from taizhang.core.addresses import cell_name, column_letters
from taizhang.core.catalog import ledger as catalog
from taizhang.core.issues import Place
from taizhang.core.schema import Column, Layout, SheetSpec

BAND, HEAD = 1, 2  # rows of a sheet as it is built


def tables_in(book: xw.Book, layout: Layout) -> dict[str, LedgerTable]:
    """The tables that are there by sheet key, each with the columns that it has."""
    places = {t.name: t for s in book.sheets for t in s.tables}
    return {
        key: partial_table(places[spec.label], spec)
        for key, spec in layout.sheets.items()
        if spec.label in places
    }


def add_columns(table: LedgerTable, columns: Sequence[Column], models: Models) -> None:
    """Add these columns at the right end of a table.

    Raises:
        BrokenLedger: something stands there and cannot be moved.
    """
    right = table.left + table.width
    right += len(_neighbours(table, right))
    _make_room(table, right, columns)
    area = table.table.range
    last, count = area.row + area.rows.count - 1, len(columns)
    head = table.sheet.range((table.top, right), (table.top, right + count - 1))
    head.value = [c.label for c in columns]
    table.table.resize(table.sheet.range((table.top, table.left), (last, right + count - 1)))
    for at, column in enumerate(columns, start=right):
        target = table.sheet.range((table.top, at), (last, at))
        models.dress(target, column, table.spec.key)
    _lengthen_band(table, right, count)


def _neighbours(table: LedgerTable, right: int) -> list[str]:
    """Headers that stand right beside the table, up to the first blank or repeated one."""
    found: list[str] = []
    while True:
        header = table.sheet.range((table.top, right + len(found))).value
        if not isinstance(header, str) or not header or header in {*table.headers, *found}:
            return found
        found.append(header)


def _make_room(table: LedgerTable, right: int, columns: Sequence[Column]) -> None:
    area = table.table.range
    last = area.row + area.rows.count - 1
    strip = table.sheet.range((table.top, right), (last, right + len(columns) - 1))
    block = strip.options(ndim=2, err_to_str=True).value
    held = (
        (r, c)
        for r, line in enumerate(block)
        for c, value in enumerate(line)
        if value not in {None, ""}
    )
    first = next(held, None)
    if first is None:
        return
    whole = f"{column_letters(right - 1)}:{column_letters(right + len(columns) - 2)}"
    try:
        table.sheet.range(whole).insert("right")
    except NotImplementedError as unable:
        cell = cell_name(table.top + first[0], right + first[1] - 1)
        place = Place(sheet=table.sheet.name, cell=cell)
        label = table.spec.label
        issue = catalog.NO_ROOM.at(place, table=label, cell=cell, column=columns[0].label)
        raise BrokenLedger(issue) from unable


def _lengthen_band(table: LedgerTable, right: int, count: int) -> None:
    """The coloured row above the table reaches over the new columns too."""
    if table.top > 1:
        row = table.top - 1
        end = table.sheet.range((row, table.left + table.width - 1))
        end.copy()
        table.sheet.range((row, right), (row, right + count - 1)).paste("formats")


def add_sheet(book: xw.Book, spec: SheetSpec, layout: Layout, models: Models, home: str) -> None:
    """Add the sheet of a table behind the one it follows in the schema, with one blank row."""
    front = book.sheets.active
    sheet = book.sheets.add(free_name(book, spec.label), after=_before(book, spec, layout))
    front.activate()
    width = len(spec.columns)
    body = sheet.range((HEAD, 1), (HEAD + 1, width))
    body[0, :].value = [c.label for c in spec.columns]
    sheet.tables.add(body, name=spec.label, table_style_name="")
    band = sheet.range((BAND, 1), (BAND, width))
    models.band(band)
    shown = [i for i, c in enumerate(spec.columns) if not c.hidden][:2]
    band[0, shown[0]].value = link_to(f"#'{home}'!A1", HOME_LINK)
    band[0, shown[1]].value = spec.title or spec.label
    for i, column in enumerate(spec.columns, start=1):
        models.dress(sheet.range((HEAD, i), (HEAD + 1, i)), column, spec.key)


def free_name(book: xw.Book, wanted: str) -> str:
    """The name for a sheet; where the office has one of that name, with a mark behind it."""
    taken = {sheet.name for sheet in book.sheets}
    names = (wanted, *(f"{wanted}（{n}）" for n in range(2, 100)))
    return next(name for name in names if name not in taken)


def _before(book: xw.Book, spec: SheetSpec, layout: Layout) -> xw.Sheet:
    """The sheet behind which a new one goes: that of the nearest table before it."""
    places = {t.name: s for s in book.sheets for t in s.tables}
    order = list(layout.sheets)
    before = [layout[key].label for key in order[: order.index(spec.key)]]
    known = [places[label] for label in before if label in places]
    return known[-1] if known else book.sheets[0]
