"""One sheet of the master that is one Excel table: band, heads, rows, validations, paper.

Row 1 is the title band, row 2 the heads, the table body begins in row 3. Jobs find the table by
its name and the columns by their heads, so nothing depends on these places. Row heights are left
to the program that opens the file, so that long texts open their rows by themselves.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_range

from taizhang.books.master.kinds import look_of
from taizhang.books.resources import SourceRows
from taizhang.books.sheets import theme
from taizhang.books.sheets.measure import column_points, row_height, wrapped_lines
from taizhang.books.sheets.paper import PRINTED, Print, set_up
from taizhang.books.sheets.pen import Make
from taizhang.core.schema import Column, SheetSpec

BAND_ROW, HEAD_ROW, FIRST_ROW = 0, 1, 2
LAST_ROW = 2999  # validations and colours reach this far, for rows added later
HOME_LINK = "‹ 首页"
HEAD_HEIGHT = 36  # the filter arrow sits below the words
LEAST_HEIGHT = 24
WRAPPED = {"text", "long", "choice", "any"}
ANY_DAY = {"minimum": date(1990, 1, 1), "maximum": date(2099, 12, 31)}


def write_table(book: Any, make: Make, spec: SheetSpec, rows: SourceRows, home: str) -> Any:
    """Add the sheet of `spec` with these rows and return it; `home` is where the band leads."""
    sheet = book.add_worksheet(spec.label)
    sheet.hide_gridlines(2)
    _columns(sheet, make, spec)
    _band(sheet, make, spec, home)
    _table(sheet, make, spec, rows)
    _heights(sheet, spec, rows)
    _validations(sheet, spec)
    whole = xl_range(FIRST_ROW, 0, LAST_ROW, len(spec.columns) - 1)
    sheet.ignore_errors({"number_stored_as_text": whole})  # codes and telephones are texts
    sheet.freeze_panes(FIRST_ROW, spec.frozen)
    start = next(i for i in _visible(spec) if i >= spec.frozen)
    sheet.set_selection(FIRST_ROW, start, FIRST_ROW, start)
    paper = spec.print
    set_up(
        sheet,
        Print(paper.paper, paper.landscape, paper.fit_wide, running=spec.label, right=PRINTED),
    )
    sheet.repeat_rows(BAND_ROW, HEAD_ROW)
    return sheet


def body_range(spec: SheetSpec, key: str, *, last: int = LAST_ROW) -> tuple[int, int, int, int]:
    """First row, column, last row, column of a column's body, for rows added later too."""
    column = spec.keys.index(key)
    return FIRST_ROW, column, last, column


def first_cell(spec: SheetSpec, key: str) -> str:
    """The column's first body cell as a formula sees it, such as $P3."""
    return f"${xl_col_to_name(spec.keys.index(key))}{FIRST_ROW + 1}"


def quoted(sheet: str) -> str:
    """A sheet's name as formulas write it."""
    return "'" + sheet.replace("'", "''") + "'"


def limit_settings(
    sheet: Any,
    spec: SheetSpec,
    rows: SourceRows,
    lists: Mapping[str, Sequence[str]],
    *,
    open_: bool,
) -> None:
    """Drop-downs for the settings that know only a few values; open ones take any other too."""
    column = spec.keys.index("value")
    for number, row in enumerate(rows, start=FIRST_ROW):
        if row["setting"] in lists:
            known = lists[str(row["setting"])]  # the words, or the name of a list of them
            source = known if isinstance(known, str) else list(known)
            options = {"validate": "list", "source": source, "show_error": not open_}
            sheet.data_validation(number, column, number, column, options)


def add_notes(sheet: Any, spec: SheetSpec, notes: Mapping[str, str]) -> None:
    """Notes on the heads, by column key."""
    for key, text in notes.items():
        size = {
            "x_scale": 1.7,
            "y_scale": max(0.5, wrapped_lines(text, theme.SIZE, column_points(30)) * 0.24),
        }
        look = {"font_name": theme.FONT, "font_size": 9, "color": theme.CREAM, "author": ""}
        sheet.write_comment(HEAD_ROW, spec.keys.index(key), text, size | look)


def _visible(spec: SheetSpec) -> list[int]:
    return [i for i, c in enumerate(spec.columns) if not (c.fold or c.hidden)]


def _columns(sheet: Any, make: Make, spec: SheetSpec) -> None:
    """Widths, looks for rows to come, folded and hidden columns."""
    folded = False
    for i, column in enumerate(spec.columns):
        options: dict[str, Any] = {"collapsed": True} if folded and not column.fold else {}
        if column.fold:
            options = {"level": 1, "hidden": True}
        elif column.hidden:
            options["hidden"] = True
        sheet.set_column(i, i, column.width, make(**look_of(column)), options)
        folded = column.fold
    if folded:
        sheet.set_column(len(spec.columns), len(spec.columns), None, None, {"collapsed": True})


def _band(sheet: Any, make: Make, spec: SheetSpec, home: str) -> None:
    """The red band: a way back to the home page, then the title."""
    band = {"bg_color": theme.RED, "text_wrap": False, "align": "left"}
    sheet.set_row(BAND_ROW, 30)
    for i in range(len(spec.columns)):
        sheet.write_blank(BAND_ROW, i, None, make(**band))
    back, title = _visible(spec)[:2]
    small = make(**band, font_color=theme.CREAM, font_size=9, underline=0)
    link = f'=HYPERLINK("#{quoted(home)}!A1","{HOME_LINK}")'
    sheet.write_formula(BAND_ROW, back, link, small, HOME_LINK)
    _title(sheet, make, title, spec.title or spec.label, band)


def _title(sheet: Any, make: Make, column: int, title: str, band: Mapping[str, Any]) -> None:
    """The title in large letters, what stands in brackets behind it in small ones."""
    name, bracket, note = title.partition("（")
    large = make(**band, font_color=theme.WHITE, font_size=14, bold=True)
    if not note:
        sheet.write_string(BAND_ROW, column, name, large)
        return
    small = make(**band, font_color=theme.CREAM, font_size=9)
    sheet.write_rich_string(BAND_ROW, column, large, name, small, bracket + note, large)


def _table(sheet: Any, make: Make, spec: SheetSpec, rows: SourceRows) -> None:
    """The Excel table, its heads and its rows; an empty table has one blank row."""
    last = FIRST_ROW + max(len(rows), 1) - 1
    heads = [{"header": c.label, "header_format": make(**_head(c))} for c in spec.columns]
    options = {"name": spec.label, "style": None, "columns": heads}
    sheet.add_table(HEAD_ROW, 0, last, len(spec.columns) - 1, options)
    sheet.set_row(HEAD_ROW, HEAD_HEIGHT)
    for row, values in enumerate(rows or [{}], start=FIRST_ROW):
        for i, column in enumerate(spec.columns):
            write_value(sheet, make, (row, i), column, values.get(column.key, ""))


def _heights(sheet: Any, spec: SheetSpec, rows: SourceRows) -> None:
    """Rows high enough for what they show; they still grow when somebody types more."""
    seen = [c for c in spec.columns if c.kind in WRAPPED and not (c.fold or c.hidden)]
    for number, row in enumerate(rows, start=FIRST_ROW):
        cells = [(str(row.get(c.key) or ""), column_points(c.width)) for c in seen]
        sheet.set_row(number, row_height(cells, least=LEAST_HEIGHT))


def _head(column: Column) -> dict[str, Any]:
    ours = theme.RED if column.required else theme.SLATE
    return {
        "bg_color": ours, "font_color": theme.WHITE, "bold": True, "align": "center",
        "text_wrap": True, "border": 1, "border_color": theme.WHITE,
    }  # fmt: skip


def write_value(sheet: Any, make: Make, at: tuple[int, int], column: Column, value: Any) -> None:
    """Write one value in the look of its column; blanks and NaN leave a formatted blank cell."""
    look = look_of(column)
    match value:
        case datetime() | date():
            kind = "datetime" if isinstance(value, datetime) else "date"
            if column.kind not in {"date", "datetime"}:
                shown = "yyyy-mm-dd hh:mm" if kind == "datetime" else "yyyy-mm-dd"
                look = look | {"num_format": shown}
            sheet.write_datetime(*at, value, make(**look))
        case bool():
            sheet.write_string(*at, "是" if value else "", make(**look))
        case int() | float() if value == value:  # noqa: PLR0124 - NaN differs from itself
            sheet.write_number(*at, value, make(**look))
        case str() if value:
            if column.kind == "any":
                look = look | {"num_format": "@"}
            sheet.write_string(*at, value, make(**look))
        case _:
            sheet.write_blank(*at, None, make(**look))


def _validations(sheet: Any, spec: SheetSpec) -> None:
    for column in spec.columns:
        rule = _rule(column)
        if rule:
            sheet.data_validation(*body_range(spec, column.key), rule)


def _rule(column: Column) -> dict[str, Any] | None:
    """The validation of a column: strict for closed lists and days, a warning for numbers."""
    if column.list:
        return {
            "validate": "list", "source": f"=list_{column.list}", "show_error": not column.open,
            "error_title": column.label, "error_message": "请从下拉列表里选一项。",
        }  # fmt: skip
    if column.kind == "date":
        return {
            "validate": "date", "criteria": "between", **ANY_DAY,
            "error_title": column.label, "error_message": "请填日期，写成 2022-6-30 这样。",
        }  # fmt: skip
    if column.kind in {"number", "percent"}:
        what = "百分数，写成 80% 这样。" if column.kind == "percent" else "数字，单位另填。"
        return {
            "validate": "decimal", "criteria": ">=" , "value": -1e12, "error_type": "warning",
            "error_title": column.label, "error_message": f"请填{what}",
        }  # fmt: skip
    return None
