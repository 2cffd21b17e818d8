"""Build the form of one unit: what it is asked to fill in, and a sealed copy of what was sent.

Macro-free. Nothing is computed here: the rows come ready in a FormContent. Same content, layout
and `created` give the same bytes. Rows keep automatic heights, so they grow as people type.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from os import PathLike
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from taizhang.books.forms import guide as forms_guide
from taizhang.books.forms.look import CENTRED, NUMBER_FORMATS, Pen
from taizhang.books.forms.words import BASE, COLUMNS, FIRST, MAGIC, texts
from taizhang.books.layout import load_layout
from taizhang.books.sheets import theme
from taizhang.books.sheets.page import running_text
from taizhang.core.returned.seal import identity_cells, seal, settled
from taizhang.core.schema import BLANK_REQUIRED, Column, Layout, SheetSpec
from taizhang.core.submission import FormContent, Value, row_key

LEAST, MOST = 48.0, 409.0  # row heights in points; Excel has no higher row
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
    created: datetime = theme.CREATED,
) -> None:
    """Write the form as a new .xlsx to a file or into memory, dated `created`.

    Raises ValueError where a value does not fit into a cell, OSError where the disk says no.
    """
    layout = layout or load_layout()
    target = path if isinstance(path, BytesIO) else str(path)
    with Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"title": texts()["heading"], "created": created})
        desk = _Desk(book, Pen(book, layout), form, layout)
        guide = book.add_worksheet(layout.form.guide)
        forms_guide.write_guide(guide, desk.pen, form, layout, texts())
        for spec in layout.form.sheets:
            _write_sheet(desk, spec)
        _write_base(desk)


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every part of one form is written with."""

    book: Workbook
    pen: Pen
    form: FormContent
    layout: Layout


def _write_sheet(desk: _Desk, spec: SheetSpec) -> None:
    sheet = desk.book.add_worksheet(spec.label, RowsThatGrow)
    rows = desk.form.rows[spec.key]
    _write_heads(desk, sheet, spec)
    for row, values in enumerate(rows, FIRST):
        points, small = _fit(spec, values)
        sheet.set_row(row, points)
        for place, column in enumerate(spec.columns):
            value = settled(values.get(column.key, ""))
            style = _style(column, value, desk.pen, small.get(column.key, 10.0))
            _write_cell(sheet, row, place, value, style)
    if not rows:
        text = texts()["no_rows"]
        sheet.merge_range(FIRST, 0, FIRST, len(spec.columns) - 1, text, desk.pen("plain"))
    _restrain(desk, sheet, spec, len(rows))
    _set_print(sheet, spec, desk.form)


def _write_heads(desk: _Desk, sheet: Worksheet, spec: SheetSpec) -> None:
    pen, last = desk.pen, len(spec.columns) - 1
    words = forms_guide.words(desk.form) | {"label": spec.label}
    bands = (("sheet_heading", "title", 34), ("strip", "strip", 22))
    for row, (name, look, height) in enumerate(bands):
        sheet.set_row(row, height)
        sheet.merge_range(row, 0, row, last, texts()[name].format(**words), pen(look))
    sheet.set_row(FIRST - 1, 30)
    for place, column in enumerate(spec.columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(FIRST - 1, place, column.label, pen(_head(column)))


def _head(column: Column) -> str:
    if not column.fill:
        return "head"
    return "head_must" if column.blank == BLANK_REQUIRED else "head_fill"


def _write_cell(sheet: Worksheet, row: int, place: int, value: Value, style: Format | None) -> None:
    match value:
        case "":
            failed = sheet.write_blank(row, place, None, style)
        case str():
            failed = sheet.write_string(row, place, value, style)
        case int() | float():
            failed = sheet.write_number(row, place, value, style)
        case _:
            failed = sheet.write_datetime(row, place, value, style)
    if failed:
        raise ValueError(f"row {row + 1}, column {place + 1}")


def _style(column: Column, value: Value, pen: Pen, size: float) -> Format:
    if column.key == "state" and (style := pen.state(str(value))):
        return style
    number_format = NUMBER_FORMATS.get(column.kind, "General")
    if column.kind == "percent" and isinstance(value, float) and round(value, 2) != value:
        number_format = "0.0%"
    look = ("fill" if column.fill else "locked") + ("_centre" if column.kind in CENTRED else "")
    return pen(look, num_format=number_format, font_size=size)


def _fit(spec: SheetSpec, values: Mapping[str, Value]) -> tuple[float, dict[str, float]]:
    """Height of the row in points, and the type size of the cells too long for 10 points."""
    tall, small = LEAST, {}
    for column in spec.columns:
        text = values.get(column.key, "")
        if not isinstance(text, str) or len(text) * 2 < column.width * 2:
            continue
        for size in SIZES:
            points = theme.lines(text, column.width * 10 / size) * size * 1.45 + 5
            if points <= MOST:
                break
        tall = max(tall, min(points, MOST))
        if size != SIZES[0]:
            small[column.key] = size
    return tall, small


def _restrain(desk: _Desk, sheet: Worksheet, spec: SheetSpec, count: int) -> None:
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
            missing["format"] = desk.pen("missing")
            sheet.conditional_format(FIRST, place, last, place, missing)
    if fills:
        sheet.set_selection(FIRST, fills[0][0], FIRST, fills[0][0])


def _check(desk: _Desk, column: Column) -> dict[str, object]:
    """A check that warns and lets through: people may write 「80%左右」 and we shall read it."""
    if options := desk.layout.lists.get(column.list):
        source = _source(desk.book, column.list, options)
        return _gentle(column, {"validate": "list", "source": source})
    if column.kind not in RANGES:
        return {}
    least, most = RANGES[column.kind]
    kind = "date" if column.kind == "date" else "decimal"
    between = {"criteria": "between", "minimum": least, "maximum": most}
    return _gentle(column, {"validate": kind, **between})


def _gentle(column: Column, check: dict[str, object]) -> dict[str, object]:
    hint = texts()["hints"].get(column.kind, "")
    told = {"input_title": column.label, "input_message": hint} if hint else {}
    asked = {"error_title": texts()["ask_title"], "error_message": texts()["ask"]}
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


def _set_print(sheet: Worksheet, spec: SheetSpec, form: FormContent) -> None:
    wide = sum(c.width for c in spec.columns) > A4_WIDTH
    sheet.set_paper(8 if wide else 9)
    sheet.set_landscape()
    sheet.set_margins(0.4, 0.4, 0.5, 0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(FIRST - 1)
    sheet.center_horizontally()
    unit = running_text(form.identity.unit)
    sheet.set_footer(f"&L&9{unit}&C&9第 &P 页　共 &N 页&R&9 {form.identity.form_id}")
    sheet.set_tab_color(theme.LAMPS["黄"].strong)


def _write_base(desk: _Desk) -> None:
    """The very hidden sheet: the same cells as on the sheets, of the same types, once more.

    Whatever a program does to a cell when it saves, it does to both.
    """
    sheet = desk.book.add_worksheet(BASE)
    sheet.very_hidden()
    sheet.protect()
    rows = sent_rows(desk.form, desk.layout)
    head = [MAGIC, seal(desk.form.key, desk.form.identity, rows)]
    lines: list[Sequence[Value]] = [head, identity_cells(desk.form.identity), *rows]
    day = desk.pen("date")
    for at, line in enumerate(lines):
        for place, value in enumerate(line):
            if value != "":
                _write_cell(sheet, at, place, value, day if isinstance(value, date) else None)


def sent_rows(form: FormContent, layout: Layout) -> list[list[Value]]:
    """The base, row by row, all equally long: the columns of a sheet, then its rows."""
    width = max(len(spec.columns) for spec in layout.form.sheets)
    lines: list[list[Value]] = []
    for spec in layout.form.sheets:
        pad = [""] * (width - len(spec.columns))
        lines.append([COLUMNS, spec.key, *spec.keys, *pad])
        for values in form.rows[spec.key]:
            sent = [settled(values.get(key, "")) for key in spec.keys]
            lines.append([spec.key, row_key(spec.key, values), *sent, *pad])
    return lines
