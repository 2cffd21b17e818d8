"""The list of red and yellow tasks: which, why, since when, who answers, what comes next.

Red before yellow, each under a heading of its own. Printed on A4 landscape, heads on every page.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from taizhang.books.sheets import theme
from taizhang.books.wallchart.style import (
    HEAD_RULE,
    LAMP_INK,
    MM_PER_INCH,
    TALLEST,
    WHITE,
    Formats,
    WallStyle,
    date_format,
    excel_date,
    joined,
    month_day,
    pixels,
    text_height,
    tidy,
)
from taizhang.core import wall

A4 = 9
TITLE_ROW, COUNT_ROW, HEAD_ROW, FIRST_ROW = range(4)
HEIGHTS = {TITLE_ROW: 38.0, COUNT_ROW: 22.0, HEAD_ROW: 24.0}
SIZE, LEAST, LAMP_ROW, AIR = 9.0, 27.0, 20.0, 4.0
INDENT = 9.0  # what one step of indent takes

LEFT = {"align": "left", "indent": 1}


@dataclass(frozen=True, slots=True)
class Listing:
    """The sheet of the list and what it is made from."""

    sheet: Worksheet
    formats: Formats
    style: WallStyle
    chart: wall.WallChart

    @property
    def last(self) -> int:
        """The last column."""
        return len(self.style.list.columns) - 1


def write_list(book: Workbook, formats: Formats, style: WallStyle, chart: wall.WallChart) -> None:
    """Add the sheet; a chart without red or yellow tasks gets one that says so."""
    listing = Listing(book.add_worksheet(style.list.label), formats, style, chart)
    for at, column in enumerate(style.list.columns):
        listing.sheet.set_column_pixels(at, at, pixels(column.width))
    _heads(listing)
    _set_up_print(listing, _tasks(listing))


def _heads(listing: Listing) -> None:
    sheet, formats, style = listing.sheet, listing.formats, listing.style
    for row, height in HEIGHTS.items():
        sheet.set_row(row, height)
    title = formats(bold=True, font_size=18, font_color=WHITE, bg_color=theme.RED, align="center")
    sheet.merge_range(TITLE_ROW, 0, TITLE_ROW, listing.last, _title(listing), title)
    counts = formats(font_size=10, bold=True, bg_color=theme.CREAM, align="right", indent=1)
    sheet.merge_range(COUNT_ROW, 0, COUNT_ROW, listing.last, _counts(listing), counts)
    head = formats(
        bold=True, font_size=10, font_color=WHITE, bg_color=theme.SLATE, align="center",
        border=1, border_color=HEAD_RULE, text_wrap=True,
    )  # fmt: skip
    for at, column in enumerate(style.list.columns):
        sheet.write_string(HEAD_ROW, at, column.label, head)


def _title(listing: Listing) -> str:
    title, style = tidy(listing.chart.title), listing.style
    tail = next((t for t in style.list.tails if title.endswith(t)), "")
    return style.text("list_title", title=title.removesuffix(tail))


def _counts(listing: Listing) -> str:
    lamps = [task.lamp for task in listing.chart.tasks]
    red, yellow = (lamps.count(lamp) for lamp in wall.URGENT)
    told = listing.style.text("list_counts", red=red, yellow=yellow)
    return joined(told, listing.style.asof(listing.chart))


def _tasks(listing: Listing) -> int:
    """Write the tasks under the heading of their lamp; return the last row."""
    row, order = FIRST_ROW, 0
    tasks = wall.urgent(listing.chart.tasks)
    for lamp in wall.URGENT:
        burning = [task for task in tasks if task.lamp == lamp]
        if burning:
            _lamp_row(listing, row, lamp, len(burning))
            row += 1
        for task in burning:
            order += 1
            _task(listing, row, order, task)
            row += 1
    return row - 1 if tasks else _nothing(listing)


def _lamp_row(listing: Listing, row: int, lamp: str, count: int) -> None:
    listing.sheet.set_row(row, LAMP_ROW)
    look = listing.formats(
        bold=True, font_size=10.5, font_color=LAMP_INK[lamp],
        bg_color=theme.LAMPS[lamp].tint, indent=1,
    )  # fmt: skip
    text = listing.style.text("list_lamp", lamp=lamp, count=count)
    listing.sheet.merge_range(row, 0, row, listing.last, text, look)


def _task(listing: Listing, row: int, order: int, task: wall.WallTask) -> None:
    needed = [LEAST]
    for at, column in enumerate(listing.style.list.columns):
        look = listing.formats(**_props(listing, column.key, task))
        value = _number(column.key, order, task)
        if isinstance(value, date):
            listing.sheet.write_datetime(row, at, excel_date(value), look)
        elif value is not None:
            listing.sheet.write_number(row, at, value, look)
        else:
            text = _text(listing, column.key, task)
            listing.sheet.write_string(row, at, text, look)
            paragraphs = [[(part, SIZE)] for part in text.split("\n")]
            needed.append(text_height(paragraphs, column.width - INDENT) + AIR)
    listing.sheet.set_row(row, min(max(needed), TALLEST))


def _number(key: str, order: int, task: wall.WallTask) -> float | date | None:
    """The cell's value where it is a number or a date."""
    values = {"number": order, "progress": wall.share(task.progress), "due": task.due}
    return values.get(key)


def _props(listing: Listing, key: str, task: wall.WallTask) -> dict[str, Any]:
    lamp = theme.LAMPS[task.lamp]
    years = (task.due or listing.chart.on).year != listing.chart.on.year
    special: dict[str, dict[str, Any]] = {
        "lamp": {"bold": True, "font_color": lamp.ink, "bg_color": lamp.strong},
        "due": {"num_format": date_format(years=years)},
        "progress": {"num_format": "0%"},
        "leader": {"bold": True},
        "name": LEFT | {"bold": True},
        "reason": LEFT | {"font_color": LAMP_INK[task.lamp]},
        "node": LEFT,
        "step": LEFT,
    }
    base = {"font_size": SIZE, "text_wrap": True, "align": "center"}
    return base | {"border": 1, "border_color": theme.LINE} | special.get(key, {})


def _text(listing: Listing, key: str, task: wall.WallTask) -> str:
    """What stands in a column of words; a dash for nothing."""
    if key == "due":
        return listing.style.texts["no_due"]
    if key == "node":
        return _node(listing, task)
    field = {"step": "next_step"}.get(key, key)
    return tidy(getattr(task, field)) or listing.style.texts["none"]


def _node(listing: Listing, task: wall.WallTask) -> str:
    node, on = wall.next_node(task), listing.chart.on
    if node is None:
        return listing.style.texts["none"]
    when = month_day(node.planned, on)
    key = "next_late" if wall.node_kind(task, node, on) == "late" else "next"
    return listing.style.text(key, name=tidy(node.name), planned=when)


def _nothing(listing: Listing) -> int:
    look = listing.formats(align="center", font_size=12, font_color=theme.MUTED)
    listing.sheet.set_row(FIRST_ROW, 60)
    text = listing.style.texts["list_empty"]
    listing.sheet.merge_range(FIRST_ROW, 0, FIRST_ROW, listing.last, text, look)
    return FIRST_ROW


def _set_up_print(listing: Listing, last: int) -> None:
    sheet = listing.sheet
    left, right, top, bottom = (mm / MM_PER_INCH for mm in listing.style.page.margins)
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.set_margins(left, right, top, bottom)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, last, listing.last)
    sheet.repeat_rows(HEAD_ROW)
    sheet.freeze_panes(FIRST_ROW, 0)
    sheet.hide_gridlines(2)
    sheet.set_footer(listing.style.footer(listing.chart), {"margin": bottom * 0.45})
