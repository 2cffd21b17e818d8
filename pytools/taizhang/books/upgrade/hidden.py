"""The sheets that people do not see, brought up to date in the open workbook.

选项 keeps the office's own words and gains lists; _fields, _meta and _text are ours and are
written as a new ledger has them, but for who the ledger is.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import xlwings as xw

from taizhang.books.layout import FIELDS, META, OPTIONS
from taizhang.books.ledger.written import outgoing
from taizhang.books.master.hidden import (
    FIELD_HEADS,
    TEXT,
    TEXT_HEADS,
    UNITS,
    field_rows,
    listing_formulas,
    meta_name,
    text_rows,
    units_formula,
)
from taizhang.commands import Commands
from taizhang.core.addresses import column_letters
from taizhang.core.schema import Layout

GROWN = (
    "supervisions",
    "ladder",
    "duty_triggers",
)  # lists of the program: an older ledger gets their new words
LABELLED = ("form_columns",)  # lists of labels, which follow the columns


def complete_options(
    book: xw.Book, layout: Layout, shipped: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> None:
    """Add the lists that 选项 lacks, words that are new in `shipped`, and the names of all."""
    sheet = _sheet(book, OPTIONS)
    heads = _row(sheet)
    for key, own in layout.lists.items():
        values = list(dict.fromkeys([*own, *(shipped.get(key, ()) if key in GROWN else ())]))
        at = heads.index(key) + 1 if key in heads else len(heads) + 1
        if key not in heads:
            heads.append(key)
        elif key not in LABELLED and len(values) == len(own):
            _name_list(book, key, at, len(_column(sheet, at)))
            continue
        _clear_column(sheet, at)
        sheet.range((1, at)).value = key
        target = sheet.range((2, at), (len(values) + 1, at))
        target.number_format = "@"
        target.value = [[outgoing(value)] for value in values]
        _name_list(book, key, at, len(values), moved=len(values) > len(own))
    _define(book, f"list_{UNITS}", units_formula(layout["units"]))


def refer_to_sheets(book: xw.Book, layout: Layout) -> None:
    """Let the drop-downs whose words the clerk keeps in a sheet look there, once it is there."""
    for key, formula in listing_formulas(layout).items():
        name = f"list_{key}"
        _define(book, name, formula)
        if OPTIONS in str(book.names[name].refers_to):
            book.names[name].refers_to = formula


def _name_list(book: xw.Book, key: str, at: int, count: int, *, moved: bool = False) -> None:
    letters = column_letters(at - 1)
    area = f"='{OPTIONS}'!${letters}$2:${letters}${max(count, 1) + 1}"
    name = f"list_{key}"
    if not _stands(book, name):
        book.names.add(name, area)
    elif moved or key in LABELLED:
        book.names[name].refers_to = area


def _define(book: xw.Book, name: str, refers_to: str) -> None:
    """Define a name that is missing, or whose cells are gone."""
    if not _stands(book, name):
        book.names.add(name, refers_to)


def _stands(book: xw.Book, name: str) -> bool:
    return name in book.names and "#REF!" not in str(book.names[name].refers_to)


def write_fields(book: xw.Book, layout: Layout) -> None:
    """Note which column of which table is which."""
    _rewrite(book, FIELDS, [FIELD_HEADS, *field_rows(layout)])


def write_texts(book: xw.Book, commands: Commands) -> None:
    """Hand the launcher its sentences."""
    _rewrite(book, TEXT, [TEXT_HEADS, *text_rows(commands)])


def write_meta(book: xw.Book, values: Mapping[str, str]) -> None:
    """Write what the ledger says of itself; values that are there and not given stay."""
    sheet = _sheet(book, META)
    sheet.range("A1").value = ["key", "value"]
    keys = _column(sheet, 1)
    for key, value in values.items():
        if key not in keys:
            keys.append(key)
        row = keys.index(key) + 2
        target = sheet.range((row, 1), (row, 2))
        target.number_format = "@"
        target.value = [key, outgoing(value)]
    for row, key in enumerate(keys, start=2):
        _define(book, meta_name(key), f"='{META}'!$B${row}")


def _rewrite(book: xw.Book, name: str, rows: Sequence[Sequence[str]]) -> None:
    sheet = _sheet(book, name)
    width = max(map(len, rows))
    used = sheet.used_range.last_cell
    sheet.range((1, 1), (max(used.row, len(rows)), max(used.column, width))).clear_contents()
    target = sheet.range((1, 1), (len(rows), width))
    target.number_format = "@"
    target.value = [[outgoing(value) for value in row] for row in rows]


def _sheet(book: xw.Book, name: str) -> xw.Sheet:
    """The sheet of that name, made and hidden where it is gone."""
    if name in [s.name for s in book.sheets]:
        return book.sheets[name]
    front = book.sheets.active
    sheet = book.sheets.add(name, after=book.sheets[len(book.sheets) - 1])
    front.activate()
    sheet.visible = False
    return sheet


def _row(sheet: xw.Sheet) -> list[str]:
    """The texts of the first row, up to the last."""
    last = sheet.used_range.last_cell.column
    block = sheet.range((1, 1), (1, last)).options(ndim=1).value
    return ["" if v is None else str(v) for v in block] if any(block) else []


def _column(sheet: xw.Sheet, at: int) -> list[str]:
    """The texts below the head of a column, up to the first blank."""
    last = max(sheet.used_range.last_cell.row, 2)
    block = sheet.range((2, at), (last, at)).options(ndim=1).value
    texts = ["" if v is None else str(v) for v in block]
    return texts[: texts.index("")] if "" in texts else texts


def _clear_column(sheet: xw.Sheet, at: int) -> None:
    last = max(sheet.used_range.last_cell.row, 2)
    sheet.range((1, at), (last, at)).clear_contents()
