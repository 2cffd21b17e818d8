"""使用说明: one page for the clerk. Steps, folders, colours, what to mind, what rules can ask.

The words come from guide.toml, the steps in the order of commands.toml. One A4 page, upright.
"""

from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

from taizhang.books.sheets import theme
from taizhang.books.sheets.grid import RowPart
from taizhang.books.sheets.measure import column_points
from taizhang.books.sheets.page import Page, new_page
from taizhang.books.sheets.paper import PRINTED, Print
from taizhang.books.sheets.pen import Pen, Props
from taizhang.commands import CommandEntry, Commands

# number or colour, name, text | gap | name, text: two halves of a page
WIDTHS = (5, 13, 34, 1.5, 14, 38)
EDGE = 1.2  # of the columns beside the page
LEFT = 1  # the sheet's column of the page's first
FIRST, NAME, TEXT, RIGHT, LAST = 0, 1, 2, 4, 5
SMALL = 9.5


LINE: Props = {"bottom": 1, "bottom_color": theme.LINE}
BOLD: Props = {**LINE, "bold": True}


def write_guide(sheet: Any, pen: Pen, words: Mapping[str, Any], commands: Commands) -> None:
    """Fill the sheet."""
    sheet.set_column(0, 0, EDGE)
    sheet.set_column(LEFT + len(WIDTHS), LEFT + len(WIDTHS), EDGE)
    page = new_page(
        pen, sheet, Print(right=PRINTED), list(map(column_points, WIDTHS)), left=LEFT, whole=True
    )
    page.rhythm = (0.0, 28.0, 0.0)
    page.band(words["title"], size=18, points=40)
    page.strip(words["intro"], points=26)
    _steps(page, words, commands)
    _places_and_colours(page, words)
    _manners(page, words)
    _metrics(page, words)
    page.finish()


def _line(page: Page, least: float, *cells: tuple[int, int, str, Props]) -> None:
    """A row of wrapped texts: first and last column, the words, how they look."""
    base = {"font_size": SMALL, "text_wrap": True}
    page.line([RowPart(a, b, text, "", base | {**props}) for a, b, text, props in cells], least)


def _steps(page: Page, words: Mapping[str, Any], commands: Commands) -> None:
    sections = words["sections"]
    page.section(sections["steps"])
    for number, command in enumerate(commands.primary, start=1):
        _step(page, str(number), command, words)
    page.section(sections["tools"])
    for command in commands.tools:
        _step(page, "·", command, words)


def _step(page: Page, mark: str, command: CommandEntry, words: Mapping[str, Any]) -> None:
    red = {**BOLD, "font_color": theme.RED, "align": "center"}
    name, text = {**BOLD, "font_size": 10.5}, words["steps"].get(command.key, command.hint)
    cells = (FIRST, FIRST, mark, red), (NAME, NAME, command.label, name), (TEXT, LAST, text, LINE)
    _line(page, 23, *cells)


def _places_and_colours(page: Page, words: Mapping[str, Any]) -> None:
    """Folders on the left, colours on the right."""
    sections = words["sections"]
    left, right = (FIRST, TEXT, sections["folders"]), (RIGHT, LAST, sections["colours"])
    page.headings(RowPart(*left, "section"), RowPart(*right, "section"))
    for folder, colour in zip_longest(words["folder"], words["colours"].items()):
        cells: list[tuple[int, int, str, Props]] = []
        if folder:
            cells.append((FIRST, NAME, folder["name"], {**BOLD, "indent": 1}))
            cells.append((TEXT, TEXT, folder["text"], LINE))
        if colour:
            name, text = colour
            cells.append((RIGHT, RIGHT, name, _chip(theme.LAMPS[name])))
            cells.append((LAST, LAST, text, {**LINE, "indent": 1}))
        _line(page, 21, *cells)


def _chip(look: theme.Look) -> Props:
    return {
        "bg_color": look.strong, "font_color": look.ink, "bold": True, "align": "center",
        "bottom": 1, "bottom_color": theme.WHITE,
    }  # fmt: skip


def _manners(page: Page, words: Mapping[str, Any]) -> None:
    page.section(words["sections"]["manners"])
    for text in words["manners"]["lines"]:
        _line(page, 20, (FIRST, FIRST, "·", {"align": "center"}), (NAME, LAST, text, {}))


def _metrics(page: Page, words: Mapping[str, Any]) -> None:
    """Two columns of measures, read downwards on the left and then on the right."""
    page.section(words["sections"]["metrics"])
    note = words["sections"]["metrics_note"]
    _line(page, 20, (FIRST, LAST, note, {"font_color": theme.MUTED}))
    metrics = list(words["metrics"].items())
    half = (len(metrics) + 1) // 2
    for left, right in zip_longest(metrics[:half], metrics[half:]):
        cells = [(FIRST, NAME, left[0], {**BOLD, "indent": 1}), (TEXT, TEXT, left[1], LINE)]
        if right:
            cells += [(RIGHT, RIGHT, right[0], BOLD), (LAST, LAST, right[1], LINE)]
        _line(page, 20, *cells)
