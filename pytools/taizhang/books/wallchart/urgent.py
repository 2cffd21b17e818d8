"""The list of red and yellow tasks: which, why, since when, who answers, what comes next.

Red before yellow, each under a heading of its own. Printed on A4 landscape, heads on every page.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from xlsxwriter import Workbook

from taizhang.books.sheets import theme
from taizhang.books.sheets.grid import CellContent
from taizhang.books.sheets.measure import joined, tidy
from taizhang.books.sheets.page import new_page
from taizhang.books.sheets.pen import Pen
from taizhang.books.sheets.table import Cell, Group, PageColumn
from taizhang.books.wallchart.style import WallStyle, date_format, month_day
from taizhang.core.charts import tasks

PAPER = "A4"
USUAL = ("红", "黄")  # counted even where none burns so
HEAD, LEAST = 24.0, 27.0
SIZE = {"font_size": 9.0}
CENTRED = SIZE | {"indent": 0, "align": "center"}
COLUMNS: dict[str, dict[str, Any]] = {
    "name": SIZE | {"bold": True},
    "reason": SIZE,
    "node": SIZE,
    "step": SIZE,
    "leader": CENTRED | {"bold": True},
    "progress": CENTRED | {"num_format": "0%"},
}


@dataclass(frozen=True, slots=True)
class UrgentListing:
    """What the list is made from."""

    style: WallStyle
    chart: tasks.WallChart
    lamps: theme.Lamps


def write_list(
    book: Workbook,
    pen: Pen,
    style: WallStyle,
    chart: tasks.WallChart,
    lamps: theme.Lamps = theme.LAMPS,
) -> None:
    """Add the sheet; a chart without red or yellow tasks gets one that says so."""
    listing, columns = UrgentListing(style, chart, lamps), style.list.columns
    sheet, how = book.add_worksheet(style.list.label), style.print(chart, PAPER)
    page = new_page(pen, sheet, how, [c.width for c in columns])
    page.band(_title(listing), size=18, points=38, align="center", indent=0)
    page.strip("", _counts(listing), points=22)
    heads = [PageColumn(c.label, c.width, "cell", COLUMNS.get(c.key, CENTRED)) for c in columns]
    none = style.texts["list_empty"]
    page.table(heads, _groups(listing), heights=(HEAD, LEAST), titles=True, none=none)
    page.finish()
    sheet.freeze_panes(3, 0)


def _title(listing: UrgentListing) -> str:
    title, style = tidy(listing.chart.title), listing.style
    tail = next((t for t in style.list.tails if title.endswith(t)), "")
    return style.text("list_title", title=title.removesuffix(tail))


def _counts(listing: UrgentListing) -> str:
    found = {lamp: len(those) for lamp, those in tasks.burning(listing.chart.tasks)}
    counts = dict.fromkeys(USUAL, 0) | found
    told = "，".join(listing.style.text("list_counts", lamp=k, count=n) for k, n in counts.items())
    return joined(told, listing.style.asof(listing.chart))


def _groups(listing: UrgentListing) -> list[Group]:
    """The tasks under the heading of their lamp, numbered through."""
    groups, order = [], 0
    for lamp, burning in tasks.burning(listing.chart.tasks, listing.chart.by):
        rows = []
        for task in burning:
            order += 1
            keys = (column.key for column in listing.style.list.columns)
            rows.append([_cell(listing, key, order, task) for key in keys])
        heading = listing.style.text("list_lamp", lamp=lamp, count=len(rows))
        look = {
            "font_color": theme.lamp_ink(lamp, listing.lamps),
            "bg_color": listing.lamps[lamp].tint,
        }
        groups.append(Group(heading, rows, look))
    return groups


def _cell(listing: UrgentListing, key: str, order: int, task: tasks.WallTask) -> CellContent | Cell:
    values: dict[str, CellContent | None] = {
        "number": order, "progress": tasks.share(task.progress), "due": task.due,
    }  # fmt: skip
    value = values.get(key)
    if value is None:
        value = _text(listing, key, task)
    lamp = listing.lamps[task.lamp]
    if key == "lamp":
        return Cell(value, {"bold": True, "font_color": lamp.ink, "bg_color": lamp.strong})
    if key == "reason":
        return Cell(value, {"font_color": theme.lamp_ink(task.lamp, listing.lamps)})
    if key == "due" and isinstance(value, date):
        return Cell(value, {"num_format": date_format(years=value.year != listing.chart.on.year)})
    return value


def _text(listing: UrgentListing, key: str, task: tasks.WallTask) -> str:
    """What stands in a column of words; a dash for nothing."""
    if key == "due":
        return listing.style.texts["no_due"]
    if key == "node":
        return _node(listing, task)
    field = {"step": "next_step"}.get(key, key)
    return tidy(getattr(task, field)) or listing.style.texts["none"]


def _node(listing: UrgentListing, task: tasks.WallTask) -> str:
    node, on = tasks.next_node(task), listing.chart.on
    if node is None:
        return listing.style.texts["none"]
    when = month_day(node.planned, on)
    key = "next_late" if tasks.node_kind(task, node, on) == "late" else "next"
    return listing.style.text(key, name=tidy(node.name), planned=when)
