"""Build the form of one unit: what it is asked to fill in, and a sealed copy of what was sent.

Macro-free. Nothing is computed here: the rows come ready in a FormContent. Same content, layout
and `created` give the same bytes. Rows keep automatic heights, so they grow as people type.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from taizhang.books.forms import guide as forms_guide
from taizhang.books.forms.look import CENTRED, FORM_LOOKS, NUMBER_FORMATS, form_pen, state_props
from taizhang.books.forms.words import BASE, COLUMNS, FIRST, MAGIC
from taizhang.books.layout import load_layout
from taizhang.books.sheets import theme
from taizhang.books.sheets.grid import NewSheet, RowPart, write_cell
from taizhang.books.sheets.measure import (
    AIR,
    INDENT,
    TALLEST,
    column_points,
    paragraphs,
    text_height,
)
from taizhang.books.sheets.page import Page
from taizhang.books.sheets.paper import Print, set_up
from taizhang.books.sheets.pen import Pen
from taizhang.books.sheets.saved import new_book
from taizhang.core.returned.seal import identity_cells, seal, settled
from taizhang.core.roles import state_lamps
from taizhang.core.schema import BLANK_REQUIRED, Column, Layout, SheetSpec
from taizhang.core.submission import FormContent, Value, row_key
from taizhang.core.tables import key_text

LEAST = 48.0  # points of a row
SIZES = (10.0, 8.0, 6.0)  # points of type, for texts that would not fit into the highest row
A4_WIDTH = 130.0  # column units that a landscape A4 holds in legible type; wider goes on A3
LIST_LIMIT = 255  # a longer list is dropped by XlsxWriter and refused by Excel
RANGES: Mapping[str, tuple[object, object]] = {
    "percent": (0, 1),
    "number": (0, 1e12),
    "date": (date(2000, 1, 1), date(2099, 12, 31)),
}
PROTECTION = {
    "objects": True, "scenarios": True, "format_columns": True, "format_rows": True,
    "sort": True, "autofilter": True,
}  # fmt: skip


class RowsThatGrow(Worksheet):  # type: ignore[misc]  # XlsxWriter is untyped
    """A worksheet whose row heights are Excel's own, as after an automatic fit.

    XlsxWriter marks each height it writes as set by hand, and then the row no longer grows
    when someone types a longer text.
    """

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = None) -> None:
        if tag == "row" and attributes:
            attributes = [a for a in attributes if a[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)


def build_form(
    path: str | PathLike[str] | BytesIO,
    form: FormContent,
    *,
    layout: Layout | None = None,
    lamps: Mapping[str, str] | None = None,
    created: datetime = theme.CREATED,
) -> None:
    """Write the form as a new .xlsx to a file or into memory, dated `created`.

    `lamps` are the colours of the office's states, where they are not those that ship.

    Raises ValueError where a value does not fit into a cell, OSError where the disk says no.
    """
    layout = layout or load_layout()
    target = path if isinstance(path, BytesIO) else Path(path)
    with new_book(target, layout.form.texts["heading"], created, {}) as book:
        colours = state_lamps(layout.lamp_rules) if lamps is None else lamps
        desk = _FormKit(book, form_pen(book), form, layout, colours)
        guide = book.add_worksheet(layout.form.guide)
        forms_guide.write_guide(guide, desk.pen, form, layout)
        for spec in sheets_of(form, layout):
            _write_sheet(desk, spec)
        _write_base(desk)


def sheets_of(form: FormContent, layout: Layout) -> list[SheetSpec]:
    """The sheets of this form: tasks and nodes always, others where there is something on them."""
    more = [spec for spec in layout.form.more if form.more.get(spec.key)]
    return [layout.form.tasks, layout.form.nodes, *more]


@dataclass(frozen=True, slots=True)
class _FormKit:
    """What every part of one form is written with."""

    book: Workbook
    pen: Pen
    form: FormContent
    layout: Layout
    lamps: Mapping[str, str]  # of the states

    @property
    def texts(self) -> Mapping[str, Any]:
        """The words of the form."""
        return self.layout.form.texts


def _write_sheet(desk: _FormKit, spec: SheetSpec) -> None:
    sheet = desk.book.add_worksheet(spec.label, RowsThatGrow)
    rows, last = desk.form.rows[spec.key], len(spec.columns) - 1
    _write_heads(desk, sheet, spec)
    for row, values in enumerate(rows, FIRST):
        points, small = _fit(spec, values)
        sheet.set_row(row, points)
        for place, column in enumerate(spec.columns):
            value = settled(values.get(column.key, ""))
            style = _style(desk, column, value, small.get(column.key, SIZES[0]))
            _write_cell(sheet, row, place, value, style)
    if not rows:
        sheet.merge_range(FIRST, 0, FIRST, last, desk.texts["no_rows"], desk.pen("cell"))
    _restrain(desk, sheet, spec, len(rows))
    wide = sum(c.width for c in spec.columns) > A4_WIDTH
    who = desk.form.identity
    left = "　".join(filter(None, (who.unit, str(desk.texts.get("seal", "")))))
    set_up(sheet, Print("A3" if wide else "A4", landscape=True, left=left, right=who.form_id))
    sheet.repeat_rows(FIRST - 1)
    sheet.set_tab_color(theme.LAMPS["黄"].strong)


def _write_heads(desk: _FormKit, sheet: Worksheet, spec: SheetSpec) -> None:
    """Title, strip and heads; the rows below them grow as people type, so no page is broken here."""
    words = forms_guide.words(desk.form) | {"label": spec.label}
    page = Page(NewSheet(sheet, desk.pen), Print(), [column_points(c.width) for c in spec.columns])
    page.band(desk.texts["sheet_heading"].format(**words), size=16, points=34)
    page.strip(desk.texts["strip"].format(**words), points=22)
    heads = [RowPart(at, at, c.label, _head(c)) for at, c in enumerate(spec.columns)]
    page.line(heads, 30)


def _head(column: Column) -> str:
    if not column.fill:
        return "head"
    return "head_must" if column.blank == BLANK_REQUIRED else "head_fill"


def _write_cell(sheet: Worksheet, row: int, place: int, value: Value, style: Format | None) -> None:
    if write_cell(sheet, (row, place), value, style):
        raise ValueError(f"row {row + 1}, column {place + 1}")


def _style(desk: _FormKit, column: Column, value: Value, size: float) -> Format:
    if column.key == "state" and (lamp := desk.lamps.get(str(value))):
        return desk.pen("locked_centre", **state_props(lamp))
    number_format = NUMBER_FORMATS.get(column.kind, "General")
    if column.kind == "percent" and isinstance(value, float) and round(value, 2) != value:
        number_format = "0.0%"
    look = ("fill" if column.fill else "locked") + ("_centre" if column.kind in CENTRED else "")
    return desk.pen(look, num_format=number_format, font_size=size)


def _fit(spec: SheetSpec, values: Mapping[str, Value]) -> tuple[float, dict[str, float]]:
    """Height of the row in points, and the type size of the cells too long for 10 points."""
    tall, small = LEAST, {}
    for column in spec.columns:
        text = values.get(column.key, "")
        if not isinstance(text, str) or (len(text) < column.width and "\n" not in text):
            continue
        for size in SIZES:
            room = column_points(column.width) - INDENT
            points = text_height(paragraphs(text, size), room) + AIR
            if points <= TALLEST:
                break
        tall = max(tall, min(points, TALLEST))
        if size != SIZES[0]:
            small[column.key] = size
    return tall, small


def _restrain(desk: _FormKit, sheet: Worksheet, spec: SheetSpec, count: int) -> None:
    """Freeze, filter, protect; drop-downs and gentle checks on the cells to fill."""
    sheet.freeze_panes(FIRST, 2)
    sheet.protect("", PROTECTION)
    if not count:
        return
    last = FIRST + count - 1
    sheet.autofilter(FIRST - 1, 0, last, len(spec.columns) - 1)
    fills = [(place, column) for place, column in enumerate(spec.columns) if column.fill]
    for place, column in fills:
        if check := _check(desk, column):
            sheet.data_validation(FIRST, place, last, place, check)
        if column.blank == BLANK_REQUIRED:
            missing = {"type": "cell", "criteria": "==", "value": '""'}
            missing["format"] = desk.pen.bare(**FORM_LOOKS["missing"])
            sheet.conditional_format(FIRST, place, last, place, missing)
    if fills:
        sheet.set_selection(FIRST, fills[0][0], FIRST, fills[0][0])


def _check(desk: _FormKit, column: Column) -> dict[str, object]:
    """A check that warns and lets through: people may write 「80%左右」 and we shall read it."""
    if options := desk.layout.lists.get(column.list):
        source = _source(desk.book, column.list, options)
        return _gentle(desk, column, {"validate": "list", "source": source})
    if column.kind not in RANGES:
        return {}
    least, most = RANGES[column.kind]
    kind = "date" if column.kind == "date" else "decimal"
    between = {"criteria": "between", "minimum": least, "maximum": most}
    return _gentle(desk, column, {"validate": kind, **between})


def _gentle(desk: _FormKit, column: Column, check: dict[str, object]) -> dict[str, object]:
    hint = desk.texts["hints"].get(column.kind, "")
    told = {"input_title": column.label, "input_message": hint} if hint else {}
    asked = {"error_title": desk.texts["ask_title"], "error_message": desk.texts["ask"]}
    return {**check, "error_type": "warning", **asked, **told}


def _source(book: Workbook, name: str, options: tuple[str, ...]) -> object:
    if len(",".join(options)) <= LIST_LIMIT:
        return list(options)
    title = f"_{name}"
    if book.get_worksheet_by_name(title) is None:
        sheet = book.add_worksheet(title)
        sheet.write_column(0, 0, options)
        sheet.very_hidden()
    return f"={title}!$A$1:$A${len(options)}"


def _write_base(desk: _FormKit) -> None:
    """The very hidden sheet: the same cells as on the sheets, of the same types, once more.

    Whatever a program does to a cell when it saves, it does to both.
    """
    sheet = desk.book.add_worksheet(BASE)
    sheet.very_hidden()
    sheet.protect()
    rows = sent_rows(desk.form, desk.layout)
    head = [MAGIC, seal(desk.form.key, desk.form.identity, rows)]
    lines: list[Sequence[Value]] = [head, identity_cells(desk.form.identity), *rows]
    day = desk.pen.bare(num_format=NUMBER_FORMATS["date"])
    for at, line in enumerate(lines):
        for place, value in enumerate(line):
            if value != "":
                _write_cell(sheet, at, place, value, day if isinstance(value, date) else None)


def sent_rows(form: FormContent, layout: Layout) -> list[list[Value]]:
    """The base, row by row, all equally long: the columns of a sheet, then its rows."""
    sheets = sheets_of(form, layout)
    width = max(len(spec.columns) for spec in sheets)
    lines: list[list[Value]] = []
    for spec in sheets:
        pad = [""] * (width - len(spec.columns))
        lines.append([COLUMNS, spec.key, *spec.keys, *pad])
        for values in form.rows[spec.key]:
            sent = [settled(values.get(key, "")) for key in spec.keys]
            lines.append([spec.key, key_text(spec.key, row_key(spec.key, values)), *sent, *pad])
    return lines
