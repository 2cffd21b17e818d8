"""使用说明: one page for the clerk. Steps, folders, colours, what to mind, what rules can ask.

The words come from guide.toml, the steps in the order of commands.toml. One A4 page, upright.
"""

from collections.abc import Mapping
from typing import Any

from taizhang.books.master.kinds import Make
from taizhang.books.sheets import theme
from taizhang.books.sheets.page import set_up_page
from taizhang.commands import Commands, Entry
from taizhang.core.schema import PrintSetup

# number or colour, name, text | gap | name, text: two halves of a page
WIDTHS = (1.2, 5, 13, 34, 1.5, 14, 38, 1.2)
LEFT, NAME, TEXT, RIGHT, LAST = 1, 2, 3, 5, 6
SMALL = 9.5
WHITE = "#FFFFFF"


class Page:
    """The sheet being filled, row by row."""

    def __init__(self, sheet: Any, make: Make) -> None:
        """Start at the top."""
        self.sheet, self.make, self.row = sheet, make, 0

    def line(
        self, cells: Mapping[tuple[int, int], tuple[str, dict[str, Any]]], least: float
    ) -> None:
        """Write merged cells (first, last column) into the next row, high enough for the texts."""
        height = least
        for (first, last), (words, look) in cells.items():
            form = self.make(**({"font_size": SMALL, "text_wrap": True} | look))
            if first < last:
                self.sheet.merge_range(self.row, first, self.row, last, words, form)
            else:
                self.sheet.write_string(self.row, first, words, form)
            size = float(look.get("font_size", SMALL))
            width = sum(WIDTHS[first : last + 1]) * theme.SIZE / size
            height = max(height, theme.row_height([(words, width)], size))
        self.sheet.set_row(self.row, height)
        self.row += 1

    def section(self, label: str, other: str = "") -> None:
        """A red heading with its rule; two of them side by side where `other` is given."""
        look = {
            "font_color": theme.RED, "bold": True, "font_size": 12, "valign": "bottom",
            "bottom": 2, "bottom_color": theme.RED,
        }  # fmt: skip
        halves = {(LEFT, TEXT): (label, look), (RIGHT, LAST): (other, look)}
        self.line(halves if other else {(LEFT, LAST): (label, look)}, 28)


def write_guide(sheet: Any, make: Make, words: Mapping[str, Any], commands: Commands) -> None:
    """Fill the sheet."""
    sheet.hide_gridlines(2)
    for i, width in enumerate(WIDTHS):
        sheet.set_column(i, i, width)
    page = Page(sheet, make)
    band = {"bg_color": theme.RED, "font_color": WHITE, "bold": True, "font_size": 18, "indent": 1}
    page.line({(LEFT, LAST): (words["title"], band)}, 40)
    strip = {"bg_color": theme.CREAM, "indent": 1, "font_size": 10}
    page.line({(LEFT, LAST): (words["intro"], strip)}, 26)
    _steps(page, words, commands)
    _places_and_colours(page, words)
    _manners(page, words)
    _metrics(page, words)
    set_up_page(sheet, PrintSetup("A4", landscape=False))
    sheet.fit_to_pages(1, 1)
    sheet.print_area(0, LEFT, page.row - 1, LAST)


def _steps(page: Page, words: Mapping[str, Any], commands: Commands) -> None:
    sections, line = words["sections"], _underlined()
    page.section(sections["steps"])
    for number, command in enumerate(commands.primary, start=1):
        _step(page, str(number), command, words, line)
    page.section(sections["tools"])
    for command in commands.tools:
        _step(page, "·", command, words, line)


def _step(
    page: Page, mark: str, command: Entry, words: Mapping[str, Any], line: dict[str, Any]
) -> None:
    text = words["steps"].get(command.key, command.hint)
    page.line(
        {
            (LEFT, LEFT): (mark, line | {"bold": True, "font_color": theme.RED, "align": "center"}),
            (NAME, NAME): (command.label, line | {"bold": True, "font_size": 10.5}),
            (TEXT, LAST): (text, line),
        },
        23,
    )


def _places_and_colours(page: Page, words: Mapping[str, Any]) -> None:
    """Folders on the left, colours on the right."""
    page.section(words["sections"]["folders"], words["sections"]["colours"])
    folders, colours = words["folder"], list(words["colours"].items())
    line = _underlined()
    for n in range(max(len(folders), len(colours))):
        cells: dict[tuple[int, int], tuple[str, dict[str, Any]]] = {}
        if n < len(folders):
            cells[LEFT, NAME] = (folders[n]["name"], line | {"bold": True, "indent": 1})
            cells[TEXT, TEXT] = (folders[n]["text"], line)
        if n < len(colours):
            name, text = colours[n]
            look = theme.LAMPS[name]
            chip = {
                "bg_color": look.strong,
                "font_color": look.ink,
                "bold": True,
                "align": "center",
            }
            cells[RIGHT, RIGHT] = (name, chip | {"bottom": 1, "bottom_color": WHITE})
            cells[LAST, LAST] = (text, line | {"indent": 1})
        page.line(cells, 21)


def _manners(page: Page, words: Mapping[str, Any]) -> None:
    page.section(words["sections"]["manners"])
    for text in words["manners"]["lines"]:
        page.line({(LEFT, LEFT): ("·", {"align": "center"}), (NAME, LAST): (text, {})}, 20)


def _metrics(page: Page, words: Mapping[str, Any]) -> None:
    """Two columns of measures, read downwards on the left and then on the right."""
    page.section(words["sections"]["metrics"])
    page.line({(LEFT, LAST): (words["sections"]["metrics_note"], {"font_color": theme.MUTED})}, 20)
    metrics = list(words["metrics"].items())
    half = (len(metrics) + 1) // 2
    line = _underlined()
    name = line | {"bold": True}
    for n in range(half):
        cells = {(LEFT, NAME): (metrics[n][0], name | {"indent": 1})}
        cells[TEXT, TEXT] = (metrics[n][1], line)
        if n + half < len(metrics):
            cells[RIGHT, RIGHT] = (metrics[n + half][0], name)
            cells[LAST, LAST] = (metrics[n + half][1], line)
        page.line(cells, 20)


def _underlined() -> dict[str, Any]:
    return {"bottom": 1, "bottom_color": theme.LINE}
