"""Sheets that people do not see: options, what the book says of itself, launcher texts.

Each is a plain list from A1 with heads in row 1; single values also have defined names.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from taizhang import __version__
from taizhang.books.layout import FIELDS, META, OPTIONS
from taizhang.books.sheets.pen import Make
from taizhang.commands import Commands
from taizhang.core.catalog import files as world
from taizhang.core.issues import Rule, Severity
from taizhang.core.lacks import PAGES, pages_mark
from taizhang.core.schema import SCHEMA, Layout, SheetSpec

TEXT, CONF, ERROR = "_text", "xlwings.conf", "Error"
CONF_NAME = "conf_interpreter"
UNITS = "units"
FIELD_HEADS = ("sheet", "table", "column", "label")
TEXT_HEADS = ("key", "level", "text")
# stand for what a page is made of, until all of it is there (books/upgrade/pages.py)
PAGE_MARKS = {page: f"@{page}@" for page in PAGES}
TextRows = Sequence[Sequence[str]]
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warn", Severity.NOTE: "info"}
LAUNCHER: Mapping[str, Rule] = {
    "not_saved": world.NOT_SAVED,
    "in_cloud": world.IN_CLOUD,
    "read_only": world.READ_ONLY,
    "program_missing": world.PROGRAM_MISSING,
    "busy": world.EXCEL_BUSY,
    "underway": world.UNDERWAY,
    "path_sign": world.PATH_SIGN,
    "not_started": world.NOT_STARTED,
}


def write_options(book: Any, make: Make, layout: Layout, units_formula: str) -> None:
    """The very hidden sheet of drop-down options; each list has a name list_<key>."""
    sheet = book.add_worksheet(OPTIONS)
    own = listing_formulas(layout)
    for i, (key, values) in enumerate(layout.lists.items()):
        sheet.write_string(0, i, key, make(bold=True))
        sheet.write_column(1, i, values, make(num_format="@"))
        column = xl_col_to_name(i)
        area = f"'{OPTIONS}'!${column}$2:${column}${len(values) + 1}"
        book.define_name(f"list_{key}", own.get(key, f"={area}"))
    book.define_name(f"list_{UNITS}", units_formula)
    sheet.very_hidden()


def units_formula(spec: SheetSpec, key: str = "unit") -> str:
    """The unit names of the roster, however many; a table reference inside a name."""
    return f"={spec.label}[{spec[key].label}]"


def listing_formulas(layout: Layout) -> dict[str, str]:
    """The lists whose words the clerk keeps in a sheet of their own."""
    sheets = {"stages": "stage_words", "problem_stages": "loop_stages"}
    return {key: units_formula(layout[sheet], "stage") for key, sheet in sheets.items()}


def meta_rows(commands: Commands, *, ledger_id: str, key: str) -> list[tuple[str, str]]:
    """Who this ledger is, of which make, and the cell through which file names reach Python."""
    return [
        ("ledger_id", ledger_id),
        ("key", key),
        ("schema", str(SCHEMA)),
        ("version", __version__),
        ("arg_file", ""),
        ("pages", pages_mark(entry.key for entry in commands.commands)),
        *((f"{key}_as_built", mark) for key, mark in PAGE_MARKS.items()),
    ]


def meta_name(key: str) -> str:
    """The defined name of a value of _meta."""
    return key if key == "arg_file" else f"meta_{key}"


def write_meta(book: Any, make: Make, rows: TextRows) -> None:
    """What the ledger says of itself, a defined name a value."""
    for number, (key, _) in enumerate(rows, start=2):
        book.define_name(meta_name(key), f"='{META}'!$B${number}")
    _list(book, make, META, ("key", "value"), rows).very_hidden()


def field_rows(layout: Layout) -> list[tuple[str, str, str, str]]:
    """Which column of which table is which, as built."""
    return [(s.key, s.label, c.key, c.label) for s in layout.sheets.values() for c in s.columns]


def write_fields(book: Any, make: Make, layout: Layout) -> None:
    """Which column of which table is which, as built."""
    _list(book, make, FIELDS, FIELD_HEADS, field_rows(layout)).very_hidden()


def text_rows(commands: Commands) -> list[tuple[str, str, str]]:
    """The launcher's sentences, from the catalog, and its short texts, from commands.toml."""
    rows = [("title", "", commands.title)]
    rows += [(key, "", text) for key, text in commands.texts.items()]
    rows += [(key, LEVELS[rule.severity], _sentence(rule)) for key, rule in LAUNCHER.items()]
    return rows


def write_texts(book: Any, make: Make, commands: Commands) -> None:
    """The launcher's sentences."""
    _list(book, make, TEXT, TEXT_HEADS, text_rows(commands)).very_hidden()


def _sentence(rule: Rule) -> str:
    return f"{rule.message}\n办法：{rule.hint}（{rule.code}）"


def conf_rows(interpreter: str) -> list[tuple[str, str]]:
    """What xlwings has to know of the interpreter."""
    return [
        ("Interpreter_Win", interpreter),
        ("Interpreter_Mac", interpreter),
        ("PYTHONPATH", ""),
        ("ADD_WORKBOOK_TO_PYTHONPATH", "False"),
        ("SHOW_ERROR_POPUPS", "False"),
    ]


def write_conf(book: Any, make: Make, interpreter: str) -> None:
    """Where Python is, as xlwings reads it, and the sheet that xlwings writes a traceback to."""
    error = book.add_worksheet(ERROR)
    error.very_hidden()
    sheet = book.add_worksheet(CONF)
    _fill(sheet, make, 0, conf_rows(interpreter))
    book.define_name(CONF_NAME, f"='{CONF}'!$B$1")
    sheet.hide()


def _list(book: Any, make: Make, name: str, heads: Sequence[str], rows: TextRows) -> Any:
    sheet = book.add_worksheet(name)
    sheet.write_row(0, 0, heads, make(bold=True))
    _fill(sheet, make, 1, rows)
    return sheet


def _fill(sheet: Any, make: Make, first: int, rows: TextRows) -> None:
    """Write texts as texts, whatever they look like."""
    sheet.set_column(0, 3, 28, make(num_format="@"))
    for number, row in enumerate(rows, start=first):
        for i, value in enumerate(row):
            write = sheet.write_string if value else sheet.write_blank
            write(number, i, value or None, make(num_format="@"))
