"""A form as its sender leaves it: what is on the sheets, and what was meant by it.

A Draft starts as the form was sent, is filled in, is mangled by the kinds, and is then written
into the workbook that the real builder made. `truth` keeps what each cell was meant to say.
"""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900
from openpyxl.worksheet.worksheet import Worksheet

from taizhang.books.layout import load_layout
from taizhang.core.schema import SheetSpec
from taizhang.core.submission import FormContent, Value, row_key
from taizhang.core.tables import key_text
from tests.mangling.producers import OPENPYXL, Producer
from tests.mangling.sample import DONE, STEPS, TROUBLES, built, sample

LAYOUT = load_layout()
ASK = "（须问）"  # nothing may be taken here, and something must say why
Cell = Any
Spot = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula; a form saved by openpyxl holds no result of it."""

    text: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """An error cell."""

    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A number or a date in a cell of a number format; `text` is what the cell shows then."""

    value: float | date
    code: str
    text: str


@dataclass(slots=True)
class Table:
    """One sheet to fill in. `columns` are keys ("" for one that was added), `keys` row keys."""

    spec: SheetSpec
    name: str
    columns: list[str]
    rows: list[list[Cell]]
    keys: list[str]
    head: int = 2
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    dropped: bool = False

    def lines(self) -> list[int]:
        """Rows (0-based) that are tasks or nodes of ours."""
        return [at for at, key in enumerate(self.keys) if key]

    def at(self, column: str) -> int:
        """The place of a column."""
        return self.columns.index(column)

    def spot(self, line: int, column: str) -> Spot:
        """The cell's name in the truth."""
        return self.spec.key, self.keys[line], column


@dataclass(slots=True)
class Draft:
    """All of one form under the hands of its sender."""

    content: FormContent
    number: int
    tables: dict[str, Table]
    truth: dict[Spot, Value]
    sent: dict[Spot, Value]
    extra: list[tuple[str, list[list[Cell]]]] = field(default_factory=list)
    finish: list[Callable[[Workbook], None]] = field(default_factory=list)
    package: list[Callable[[bytes], bytes]] = field(default_factory=list)
    producer: Producer = OPENPYXL
    suffix: str = ""  # that of the producer
    encoding: str = ""
    by_hand: bool = False
    said: list[tuple[str, str]] = field(default_factory=list)
    first_1904: bool = False

    @property
    def tasks(self) -> Table:
        """The sheet of the tasks."""
        return self.tables["tasks"]

    @property
    def nodes(self) -> Table:
        """The sheet of the nodes."""
        return self.tables["nodes"]

    def fills(self) -> Iterator[tuple[Table, int, str]]:
        """Every cell to fill that is still there: table, row, column."""
        for table in self.tables.values():
            for column in (c.key for c in table.spec.columns if c.fill):
                if column in table.columns:
                    yield from ((table, line, column) for line in table.lines())

    def write(self, table: Table, line: int, column: str, raw: Cell, meant: Value | None) -> None:
        """Put something into a cell, and what it means into the truth."""
        table.rows[line][table.at(column)] = raw
        if meant is not None:
            self.truth[table.spot(line, column)] = meant

    def doubt(self, table: Table, line: int, columns: list[str] | None = None) -> None:
        """Nothing of this row (or of these columns of it) may be taken."""
        for column in columns or [c.key for c in table.spec.columns if c.fill]:
            self.truth[table.spot(line, column)] = ASK


def start(number: int, producer: Producer = OPENPYXL) -> Draft:
    """The form as it was sent, to be saved by a program."""
    content = sample(number)
    tables, truth = {}, {}
    for spec in LAYOUT.form.sheets[:2]:
        sent = content.rows[spec.key]
        rows: list[list[Cell]] = [[spec.label], ["只填黄色格"], [c.label for c in spec.columns]]
        rows += [[values.get(key, "") for key in spec.keys] for values in sent]
        width = len(spec.columns)
        rows = [row + [""] * (width - len(row)) for row in rows]
        named = [key_text(spec.key, row_key(spec.key, values)) for values in sent]
        tables[spec.key] = Table(spec, spec.label, list(spec.keys), rows, ["", "", "", *named])
        for key, values in zip(named, sent, strict=True):
            for column in (c.key for c in spec.columns if c.fill):
                truth[spec.key, key, column] = values.get(column, "")
    return Draft(content, number, tables, truth, dict(truth), producer=producer)


def fill(draft: Draft, rng: Random) -> None:
    """Fill in about half of the cells as a careful clerk would."""
    for table, line, column in draft.fills():
        if rng.random() < 0.5:
            value = new_value(column, rng, line)
            draft.write(table, line, column, value, value)


def new_value(column: str, rng: Random, line: int) -> Value:
    """Something sensible for a column."""
    text = f"{rng.choice(DONE)}本期第{line}次更新。"
    values: dict[str, Value] = {
        "actual": float(rng.randint(2, 900)),
        "progress": rng.randint(4, 19) / 20,
        "done": date(2022, rng.randint(1, 6), rng.choice((4, 8, 16, 27))),
        "problem": rng.choice(TROUBLES),
        "request": "是",
        "latest": text,
    }
    return values.get(column, rng.choice(STEPS[1:]) + f"（{line}）")


@cache
def template(number: int) -> bytes:
    """The form as built, once."""
    return built(number)


@cache
def opened(number: int) -> Workbook:
    """The form as built, opened, without the two sheets to fill in; they come and go."""
    book = load_workbook(io.BytesIO(template(number)))
    for spec in LAYOUT.form.sheets[:2]:
        book.remove(book[spec.label])
    return book


def save(draft: Draft, folder: Path, name: str) -> Path:
    """Write the draft as a file of its kind."""
    path = folder / f"{name}{draft.suffix or '.xlsx'}"
    if draft.encoding:
        path.write_bytes(_as_text(draft))
        return path
    book = _book(draft)
    book.epoch = CALENDAR_MAC_1904 if draft.first_1904 else CALENDAR_WINDOWS_1900
    first = 0 if draft.by_hand else 1
    added = [book.create_sheet(t.name, first + at) for at, t in enumerate(draft.tables.values())]
    for sheet, table in zip(added, draft.tables.values(), strict=True):
        _write(sheet, table)
    added += [_write_rows(book.create_sheet(title), rows) for title, rows in draft.extra]
    for table in (t for t in draft.tables.values() if t.dropped):
        book.remove(book[table.name])
    for step in draft.finish:
        step(book)
    book.save(path)
    for sheet in (sheet for sheet in added if sheet in book.worksheets):
        book.remove(sheet)
    return path


def _book(draft: Draft) -> Workbook:
    """The workbook to write into: opening is slow, so it is shared where it stays as it is."""
    if draft.by_hand:
        book = Workbook()
        book.remove(book.worksheets[0])
        return book
    return opened.__wrapped__(draft.number) if draft.finish else opened(draft.number)


def _write(sheet: Worksheet, table: Table) -> None:
    _write_rows(sheet, table.rows)
    for top, left, bottom, right in table.merges:
        sheet.merge_cells(
            start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1
        )
    for column in table.hidden_columns:
        sheet.column_dimensions[get_column_letter(column + 1)].hidden = True
    for row in table.hidden_rows:
        sheet.row_dimensions[row + 1].hidden = True


def _write_rows(sheet: Worksheet, rows: list[list[Cell]]) -> Worksheet:
    for at, row in enumerate(rows, 1):
        for place, value in enumerate(row, 1):
            if value != "":
                _put(sheet, at, place, value)
    return sheet


def _put(sheet: Worksheet, row: int, column: int, value: Cell) -> None:
    cell: Any = sheet.cell(row, column)
    match value:
        case Formula(text):
            cell.value = text
        case Wrong(text):
            cell.value, cell.data_type = text, "e"
        case Shown(number, code):
            cell.value = number
            cell.number_format = code
        case str():
            cell.value, cell.data_type = value, "s"
        case _:
            cell.value = value


def _as_text(draft: Draft) -> bytes:
    """The sheet of the tasks as a spreadsheet program exports it."""
    stream = io.StringIO()
    table = draft.tasks
    share = table.columns.index("progress") if "progress" in table.columns else -1
    ours = set(table.lines())
    rows = [
        [shown(value, share=line in ours and at == share) for at, value in enumerate(row)]
        for line, row in enumerate(table.rows)
    ]
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode(draft.encoding)


def shown(value: Cell, *, share: bool) -> str:
    """A cell as it looks."""
    match value:
        case datetime() | date():
            return f"{value.year}/{value.month}/{value.day}"
        case float():
            return f"{value * 100:.10g}%" if share and value <= 1 else f"{value:.10g}"
        case Formula(text) | Wrong(text):
            return text
        case Shown():
            return value.text
    return str(value)
