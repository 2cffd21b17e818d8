"""Put back what people took from a ledger: columns, tables, sheets, lists, names; their data stays.

Works on the open workbook through the xlwings API, in Excel and in a file alike. A column that was
only renamed gets its header back, a table that became plain cells becomes a table again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import xlwings as xw

from taizhang import __version__
from taizhang.books.layout import FIELDS, META
from taizhang.books.ledger import Ledger, LedgerTable
from taizhang.books.ledger.labels import lines_in
from taizhang.books.upgrade import hidden
from taizhang.books.upgrade.complete import add_rows, with_codes
from taizhang.books.upgrade.models import Models
from taizhang.books.upgrade.tables import add_columns, add_sheet, tables_in
from taizhang.commands import Commands
from taizhang.core.catalog import ledger as catalog
from taizhang.core.headers import ledger_columns
from taizhang.core.issues import Issue, Place
from taizhang.core.lacks import PAGES, Lacks, lacks, renamed
from taizhang.core.schema import SCHEMA, Layout, SheetSpec
from taizhang.core.submission import Value
from taizhang.core.values.settled import settle

DEEP = 15  # rows in which the head of what was a table is looked for
ENOUGH = 0.5  # share of a table's columns that such a head must name


@dataclass
class Repaired:
    """What was put back, as words for a sentence and as notes for whoever must look after it."""

    said: list[str] = field(default_factory=list)
    notes: list[Issue] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)  # keys of sheets made anew


def repair(
    book: xw.Book, layout: Layout, commands: Commands, identity: Mapping[str, str], home: str
) -> Repaired:
    """Put back all that is missing; `identity` says who the ledger is, where it has forgotten it.

    Raises:
        BrokenLedger: a newer program built it, or something stands where a column must go.
    """
    done = Repaired()
    _remember(book, layout, identity, done)
    ledger = Ledger(book, layout)
    found = lacks(ledger.held, ledger.layout)
    hidden.complete_options(book, ledger.layout)
    _put_back_tables(book, ledger.layout, home, done)
    _put_back_columns(book, ledger, done)
    hidden.refer_to_sheets(book, ledger.layout)
    hidden.write_fields(book, ledger.layout)
    hidden.write_texts(book, commands)
    ledger = Ledger(book, layout)
    rest = with_codes(ledger, lacks(ledger.held, ledger.layout))
    new = Lacks(tuple(done.sheets), (), rest.settings, found.lists, rest.codes, found.rules)
    add_rows(ledger, new)
    _say_rows(new, done)
    noted = dict.fromkeys(("pages", *(f"{page}_as_built" for page in PAGES)), "") | ledger.meta
    hidden.write_meta(book, noted | {"schema": str(SCHEMA), "version": __version__})
    return done


def _remember(book: xw.Book, layout: Layout, identity: Mapping[str, str], done: Repaired) -> None:
    """The sheets by which a ledger knows itself; without them nothing else can be read."""
    names = [s.name for s in book.sheets]
    known = dict(lines_in(book, META, 2)) if META in names else {}
    if not (known.get("ledger_id") and known.get("key")):
        hidden.write_meta(book, {"schema": str(SCHEMA), "arg_file": ""} | known | dict(identity))
        done.said.append("台账编号")
    if FIELDS not in names:
        hidden.write_fields(book, layout)
        done.said.append("列名底表")


def _put_back_tables(book: xw.Book, layout: Layout, home: str, done: Repaired) -> None:
    tables = tables_in(book, layout)
    for key, spec in layout.sheets.items():
        if key in tables:
            continue
        sheet = next((s for s in book.sheets if s.name == spec.label), None)
        area = _former_table(sheet, spec) if sheet is not None else None
        if sheet is not None and area is not None:
            sheet.tables.add(area, name=spec.label, table_style_name="")
            done.said.append(f"“{spec.label}”的表格")
        else:
            add_sheet(book, spec, layout, Models(tables), home)
            done.sheets.append(key)
            done.said.append(f"“{spec.label}”表")
            done.notes.append(catalog.TABLE_BLANK.at(Place(sheet=spec.label), table=spec.label))


def _former_table(sheet: xw.Sheet, spec: SheetSpec) -> xw.Range | None:
    """The cells that were a table: its head, as far as it is named throughout, and all below."""
    last = sheet.used_range.last_cell
    block = sheet.range((1, 1), (min(DEEP, last.row), last.column)).options(ndim=2).value
    rows = [["" if v is None else str(v) for v in line] for line in block]
    hits = [len(ledger_columns(row, spec).offsets) for row in rows]
    best = max(range(len(hits)), key=lambda i: hits[i])
    if hits[best] < max(2, ENOUGH * len(spec.columns)):
        return None
    head = rows[best]
    left = min(ledger_columns(head, spec).offsets.values())
    while left and head[left - 1]:
        left -= 1
    width = _run(head[left:])
    bottom = max(last.row, best + 2)
    return sheet.range((best + 1, left + 1), (bottom, left + width))


def _run(head: Sequence[str]) -> int:
    """How many headers stand side by side, none blank and none twice."""
    seen: set[str] = set()
    for header in head:
        if not header or header.lower() in seen:
            break
        seen.add(header.lower())
    return len(seen)


def _put_back_columns(book: xw.Book, ledger: Ledger, done: Repaired) -> None:
    tables = tables_in(book, ledger.layout)
    for key, table in tables.items():
        spec = ledger.layout[key]
        _restore_headers(table, spec, ledger.layout, done)
    tables = tables_in(book, ledger.layout)
    models = Models(tables)
    for key, table in tables.items():
        spec = ledger.layout[key]
        missing = [c for c in spec.columns if c.key not in table.offsets]
        if not missing:
            continue
        add_columns(table, missing, models)
        for column in missing:
            done.said.append(f"“{spec.label}”的“{column.label}”列")
            if (key, column.key) in ledger.built:
                place = Place(sheet=table.sheet.name, header=column.label)
                blank = catalog.COLUMN_BLANK.at(place, table=spec.label, column=column.label)
                done.notes.append(blank)


def _restore_headers(table: LedgerTable, spec: SheetSpec, layout: Layout, done: Repaired) -> None:
    """Give columns that were only renamed the header that they had."""
    body = table.table.data_body_range
    if all(key in table.offsets for key in spec.keys) or body is None:
        return
    values = _columns(body)
    found = renamed(table.headers, spec, table.offsets, values, layout.lists)
    for key, at in found.items():
        label, was = spec[key].label, table.headers[at]
        table.sheet.range((table.top, table.left + at)).value = label
        place = Place(sheet=table.sheet.name, header=label)
        done.said.append(f"“{spec.label}”的“{label}”列")
        done.notes.append(catalog.HEADER_RESTORED.at(place, found=was, column=label))


def _columns(body: xw.Range) -> list[list[Value]]:
    block = body.options(ndim=2, err_to_str=True).value
    return [[settle("any", v) for v in column] for column in zip(*block, strict=True)]


def _say_rows(new: Lacks, done: Repaired) -> None:
    done.said += [f"参数“{row['label']}”" for row in new.settings]
    if new.codes:
        done.said.append(f"校验规则{len(new.codes)}条")
