"""The master workbook: every sheet, list and name of it, written new with XlsxWriter.

What it holds comes from the layout and from workbook/*.toml; what VBA and ribbon it carries is
handed in, because this package knows nothing of VBA. The same input gives the same bytes.
"""

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from taizhang.books.layout import load_layout
from taizhang.books.master.colours import write_colours
from taizhang.books.master.commands import load_commands
from taizhang.books.master.emphasis import Coloured, emphasise
from taizhang.books.master.first_rows import SourceTables, first_rows
from taizhang.books.master.guide import write_guide
from taizhang.books.master.hidden import (
    meta_rows,
    units_formula,
    write_conf,
    write_fields,
    write_meta,
    write_options,
    write_texts,
)
from taizhang.books.master.home import Home, write_home
from taizhang.books.master.package import (
    PackageChange,
    growing_rows,
    macro_enabled,
    read_parts,
    write_parts,
)
from taizhang.books.master.pages import marked, page_names
from taizhang.books.master.shapes import Button, dress
from taizhang.books.master.standing import StateFacts
from taizhang.books.master.stats import stats_of, write_stats
from taizhang.books.master.tables import add_notes, limit_settings, write_table
from taizhang.books.opc import Parts
from taizhang.books.resources import read_source, resource
from taizhang.books.sheets import theme
from taizhang.books.sheets.pen import Pen
from taizhang.core.schema import Layout

BOOK_CODE_NAME = "ThisWorkbook"
# What unformatted cells look like; its digits are 7 pixels wide, as column widths assume.
NORMAL = {"font_name": theme.FONT, "font_size": 10, "font_scheme": False}


def build_master(  # noqa: PLR0913 - the keywords are what a ledger is made of
    path: Path,
    tables: SourceTables | None = None,
    *,
    layout: Layout | None = None,
    workbook: Path | None = None,
    interpreter: str,
    ledger_id: str,
    key: str,
    created: datetime = theme.CREATED,
    macros: PackageChange | None = None,
) -> None:
    """Write the master workbook to `path`, over what was there.

    Args:
        path: an .xlsm file.
        tables: first rows by sheet key and column key; settings and rules come from the layout.
        layout: the layout, when it is not that of `workbook`.
        workbook: folder of the TOML source, when it is not the installed one.
        interpreter: the Python program that the buttons start.
        ledger_id: identity of this ledger.
        key: what forms of this ledger are signed with.
        created: the moment in the document's properties.
        macros: puts VBA and ribbon among the parts; made by taizhang.vba.installer.
    """
    source = workbook or resource("workbook")
    identity = {"interpreter": interpreter, "ledger_id": ledger_id, "key": key}
    parts = build_parts(source, layout or load_layout(source), tables, identity, created)
    write_parts(path, macros(parts) if macros else parts)


def build_parts(
    source: Path,
    layout: Layout,
    tables: SourceTables | None,
    identity: Mapping[str, str],
    created: datetime = theme.CREATED,
) -> Parts:
    """The parts of a new master without VBA and ribbon; see `build_master`."""
    buffer = BytesIO()
    book: Any = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "default_format_properties": NORMAL}
    )
    book.set_properties({"title": "督查台账", "created": created})
    buttons = _write_sheets(book, layout, source, first_rows(layout) | dict(tables or {}))
    _write_hidden(book, layout, source, **identity)
    _name_code(book)
    book.close()
    parts = dress(growing_rows(macro_enabled(read_parts(buffer.getvalue()))), buttons)
    return marked(parts, page_names(source))


def _write_sheets(book: Any, layout: Layout, source: Path, tables: SourceTables) -> list[Button]:
    """The sheets that people see; the home page last, when all it looks at is there."""
    make, commands = Pen(book), load_commands(source)
    words, guide = _toml(source, "home"), _toml(source, "guide")
    first = book.add_worksheet(words["sheet"])
    write_guide(book.add_worksheet(guide["sheet"]), make, guide, commands)
    made = {
        key: write_table(book, make, spec, tables.get(key, ()), words["sheet"])
        for key, spec in layout.sheets.items()
    }
    counts = _toml(source, "stats")
    counted = book.add_worksheet(counts["sheet"])
    for lists in ("setting_lists", "setting_hints"):
        limit_settings(
            made["settings"], layout["settings"], layout.settings, words[lists],
            open_=lists == "setting_hints",
        )  # fmt: skip
    facts = StateFacts(book, words["calc"], layout)
    write_colours(book, facts, layout)
    buttons = write_home(Home(book, first, make, facts, layout, words), commands)
    write_stats(stats_of(counted, make, facts, layout, counts))
    colours = {key: theme.colour(tab["colour"]) for tab in words["tab"] for key in tab["sheets"]}
    for key, spec in layout.sheets.items():
        made[key].set_tab_color(colours.get(key, theme.SLATE))
        add_notes(made[key], spec, guide["notes"].get(key, {}))
        emphasise(Coloured(book, made[key], spec, layout, facts["today"]))
    return buttons


def _write_hidden(book: Any, layout: Layout, source: Path, **identity: str) -> None:
    make = Pen(book)
    commands = load_commands(source)
    write_options(book, make, layout, units_formula(layout["units"]))
    known = meta_rows(commands, ledger_id=identity["ledger_id"], key=identity["key"])
    write_meta(book, make, known)
    write_fields(book, make, layout)
    write_texts(book, make, commands)
    write_conf(book, make, identity["interpreter"])


def _toml(source: Path, name: str) -> dict[str, Any]:
    return read_source(source, name)


def _name_code(book: Any) -> None:
    """Give the workbook and each sheet an ASCII code name, which VBA modules go by."""
    book.set_vba_name(BOOK_CODE_NAME)
    for number, sheet in enumerate(book.worksheets(), start=1):
        sheet.set_vba_name(f"Sheet{number}")
