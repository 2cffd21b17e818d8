"""Give an older ledger what is new since: columns, sheets, settings, lists, rules; then note it.

Works on the open workbook through the xlwings API, in Excel and in a file alike. Nothing that is
there is changed but our own hidden sheets. Saving and the copy to 备份 are the caller's business.
"""

from dataclasses import replace
from typing import Any

import xlwings as xw

from taizhang import __version__
from taizhang.books.ledger import Ledger
from taizhang.books.master.first_rows import all_first_rows, numbered
from taizhang.books.upgrade import hidden
from taizhang.books.upgrade.models import Models
from taizhang.books.upgrade.tables import add_columns, add_sheet, tables_in
from taizhang.commands import Commands
from taizhang.core.checks import check_rules
from taizhang.core.lacks import PAGES, Lacks, lacks
from taizhang.core.roles import guessed, state_role
from taizhang.core.schema import SCHEMA, Layout


def complete(book: xw.Book, layout: Layout, commands: Commands, home: str) -> Lacks:
    """Add what the ledger lacks; returns what that was. `home` is the sheet that bands lead to.

    Raises:
        BrokenLedger: it is no ledger, or something stands where a new column must go.
    """
    ledger = Ledger(book, layout)
    found = lacks(ledger.held, ledger.layout)
    hidden.complete_options(book, ledger.layout, layout.lists)
    add_tables(book, ledger.layout, found, home)
    hidden.refer_to_sheets(book, ledger.layout)
    hidden.write_fields(book, ledger.layout)
    hidden.write_texts(book, commands)
    ledger = Ledger(book, layout)  # as it is now
    found = with_codes(ledger, found)
    add_rows(ledger, found)
    fill_roles(ledger, found)
    noted = dict.fromkeys(("pages", *(f"{page}_as_built" for page in PAGES)), "") | ledger.meta
    hidden.write_meta(book, noted | {"schema": str(SCHEMA), "version": __version__})
    return found


def add_tables(book: xw.Book, layout: Layout, found: Lacks, home: str) -> None:
    """Add the columns, then the sheets, dressed like what is there."""
    tables = tables_in(book, layout)
    models = Models(tables)
    wanted: dict[str, list[str]] = {}
    for sheet, key in found.columns:
        wanted.setdefault(sheet, []).append(key)
    for sheet, keys in wanted.items():
        if sheet in tables:
            columns = [c for c in layout[sheet].columns if c.key in keys]
            add_columns(tables[sheet], columns, models)
    for sheet in found.sheets:
        if layout[sheet].label not in {t.name for s in book.sheets for t in s.tables}:
            add_sheet(book, layout[sheet], layout, models, home)


def with_codes(ledger: Ledger, found: Lacks) -> Lacks:
    """The same with the rules of 校验规则 that a table which was there does not list."""
    if "severities" in found.sheets or "severities" not in ledger:
        return found
    listed = {str(row["code"]) for row in ledger["severities"].rows}
    return replace(found, codes=tuple(r.code for r in check_rules() if r.code not in listed))


def add_rows(ledger: Ledger, found: Lacks) -> None:
    """Add settings and rules below those there are; a new sheet begins with its first rows."""
    begins = all_first_rows(ledger.layout)
    for key in found.sheets:
        ledger[key].append([dict(row) for row in begins.get(key, ())])
    rows: dict[str, list[dict[str, Any]]] = {
        "settings": [dict(row) for row in found.settings],
        "severities": [dict(r) for r in begins["severities"] if r["code"] in found.codes],
    }
    for key, rules in found.rules.items():
        rows[key] = numbered(rules, _last_number(ledger, key) + 1, enabled=False)
    for key, new in rows.items():
        if new and key not in found.sheets and key in ledger:
            ledger[key].append(new)


def fill_roles(ledger: Ledger, found: Lacks) -> None:
    """Say in the new column 角色 what the states of the office's own rules mean, as far as is sure."""
    if ("lamp_rules", "role") not in found.columns or "lamp_rules" not in ledger:
        return
    shipped = {str(r["rule"]): role for r in ledger.layout.lamp_rules if (role := state_role(r))}
    table = ledger["lamp_rules"]
    cells = [
        (row.number, "role", role.value)
        for row in table.rows
        if not row["role"] and (role := guessed(row.values, shipped))
    ]
    table.set_cells(cells)


def _last_number(ledger: Ledger, key: str) -> int:
    numbers = [row["order"] for row in ledger[key].rows] if key in ledger else []
    return int(max((n for n in numbers if isinstance(n, int | float)), default=0))
