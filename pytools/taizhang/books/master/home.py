"""首页: what a clerk sees first. Band, live cards, buttons in order of work, charts, what to do.

Everything shown is a formula over the hidden facts, so the page is right whenever Excel has
calculated. The page is 24 equal columns wide, which fits a 1366 pixel screen and one A4 page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from taizhang.books.master.charts import (
    CLASSES_COLUMN,
    RANKING_COLUMN,
    Block,
    Series,
    stacked_bars,
    write_classes,
    write_ranking,
)
from taizhang.books.master.facts import write_facts
from taizhang.books.master.formulas import Facts, setting, text
from taizhang.books.master.kinds import Make
from taizhang.books.master.shapes import PRIMARY, TOOL, Button, Face, place
from taizhang.books.sheets import theme
from taizhang.books.sheets.page import set_up_page
from taizhang.commands import Commands, Entry
from taizhang.core.schema import Layout, PrintSetup

FIRST, COLUMNS, PIXELS, MARGIN = 1, 24, 52, 10
WIDTH = COLUMNS * PIXELS
BAND, STRIP, CARD, FLOW, TOOLS, LOWER = 0, 1, 3, 7, 9, 11
HEIGHTS = {
    BAND: 58, STRIP: 30, 2: 8, CARD: 30, CARD + 1: 50, CARD + 2: 24, 6: 10,
    FLOW: 30, FLOW + 1: 76, TOOLS: 54, 10: 4, LOWER: 30,
}  # fmt: skip
# the lower part: charts and what to do, in rows of one height with one gap on the right
TODO_LEFT, TODO_HEIGHT, RANKING_ROWS, GAP_HEIGHT = 13, 28, 6, 10
CHART_COLUMNS, TODO_COLUMNS = TODO_LEFT - 1, COLUMNS - TODO_LEFT
BUTTON_GAP = 12.0
MARKS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫"
WHITE = "#FFFFFF"
DAY = '"yyyy""年""m""月""d""日"""'


@dataclass(frozen=True, slots=True)
class Place:
    """A block of the page: first row, first grid column, how many columns and rows."""

    row: int
    start: int
    columns: int
    rows: int = 1

    @property
    def cells(self) -> tuple[int, int, int, int]:
        """First row and column, last row and column."""
        first = FIRST + self.start
        return self.row, first, self.row + self.rows - 1, first + self.columns - 1


@dataclass(frozen=True, slots=True)
class Home:
    """What the page is made of: its sheet, the facts behind it and what home.toml says."""

    book: Any
    sheet: Any
    make: Make
    facts: Facts
    layout: Layout
    words: Mapping[str, Any]

    @property
    def ranking(self) -> int:
        """The row of the ranking's heading: below what to do and a gap."""
        return LOWER + len(self.words["todo"]) + 2

    @property
    def last(self) -> int:
        """The last row of the page."""
        return self.ranking + RANKING_ROWS

    def write(self, at: Place, content: str, **look: Any) -> None:
        """Merge a block and write a text, or a formula, which has no value until calculated."""
        form = self.make(**look)
        self.sheet.merge_range(*at.cells, "", form)
        if content.startswith("="):
            self.sheet.write_formula(*at.cells[:2], content, form, "")
        else:
            self.sheet.write_string(*at.cells[:2], content, form)

    def section(self, at: Place, label: str) -> None:
        """A red heading with its rule."""
        look = {"font_color": theme.RED, "bold": True, "font_size": 12, "valign": "bottom"}
        self.write(at, label, bottom=2, bottom_color=theme.RED, **look)


def write_home(home: Home, commands: Commands) -> list[Button]:
    """Fill the sheet; returns the buttons that still have to be dressed."""
    write_facts(home.facts, home.layout, home.words)
    _grid(home)
    _band(home)
    _strip(home)
    for number, card in enumerate(home.words["card"]):
        _card(home, number, card)
    buttons = _buttons(home, commands)
    _classes_chart(home)
    _ranking_chart(home)
    home.section(Place(LOWER, TODO_LEFT, TODO_COLUMNS), home.words["sections"]["todo"])
    for row, todo in enumerate(home.words["todo"], start=LOWER + 1):
        _todo(home, row, todo)
    _page(home)
    return buttons


def _grid(home: Home) -> None:
    sheet = home.sheet
    sheet.hide_gridlines(2)
    sheet.hide_row_col_headers()
    for column in (0, FIRST + COLUMNS):
        sheet.set_column_pixels(column, column, MARGIN)
    sheet.set_column_pixels(FIRST, FIRST + COLUMNS - 1, PIXELS)
    lower = dict.fromkeys(range(LOWER + 1, home.last + 1), TODO_HEIGHT)
    for row, height in (lower | {home.ranking - 1: GAP_HEIGHT} | HEIGHTS).items():
        sheet.set_row_pixels(row, height)


def _band(home: Home) -> None:
    look = {"bg_color": theme.RED, "font_color": WHITE, "indent": 1}
    name, plan = setting(home.layout, "place"), setting(home.layout, "plan")
    title = f"={name}&{text(home.words['name'] + ' · ')}&{plan}"
    home.write(Place(BAND, 0, 18), title, font_size=22, bold=True, **look)
    today = home.facts["today"]
    day = f'=TEXT({today},{DAY})&"　星期"&MID("日一二三四五六",WEEKDAY({today}),1)'
    pale = look | {"font_color": theme.CREAM, "align": "right"}
    home.write(Place(BAND, 18, 6), day, **pale)


def _strip(home: Home) -> None:
    words = home.words["strip"]
    cells = (
        (0, 4, "period", "period_name"), (4, 7, "cutoff", "cutoff_text"),
        (11, 4, "distribute", "last_distribute"), (15, 4, "merge", "last_merge"),
        (19, 5, "judge", "last_judge"),
    )  # fmt: skip
    for start, columns, key, fact in cells:
        formula = f"={text(words[key] + '：')}&{home.facts[fact]}"
        home.write(Place(STRIP, start, columns), formula, bg_color=theme.CREAM, indent=1)


def _card(home: Home, number: int, card: Mapping[str, Any]) -> None:
    """A coloured bar, the label, the number and a note; white edges part the cards."""
    count = COLUMNS // len(home.words["card"])
    strong = theme.LAMPS[card["lamp"]].strong if "lamp" in card else card["colour"]
    edge: dict[str, Any] = {"align": "center", "bg_color": theme.PAPER}
    if number < len(home.words["card"]) - 1:
        edge |= {"right": 5, "right_color": WHITE}
    muted = edge | {"font_color": theme.MUTED}
    bar = {"top": 5, "top_color": strong, "font_size": 11}
    home.write(Place(CARD, number * count, count), card["label"], **muted, **bar)
    shown = {"font_size": 28, "bold": True, "font_color": card.get("colour", strong)}
    shown["num_format"] = "0%" if card.get("progress") else "0"
    fact = home.facts[f"card_{number}"]
    home.write(Place(CARD + 1, number * count, count), f"={fact}", **edge, **shown)
    note = _card_note(home, card, fact)
    home.write(Place(CARD + 2, number * count, count), note, font_size=9, **muted)


def _card_note(home: Home, card: Mapping[str, Any], fact: str) -> str:
    total, share = home.facts["total"], text("0%")
    if card.get("total"):
        level = home.layout.lists[home.layout["tasks"]["level"].list][0]
        return f"={text(f'其中{level} ')}&{home.facts['first_level']}&{text(' 项')}"
    if card.get("progress"):
        return f"={text(card['note'] + ' ')}&TEXT({home.facts['elapsed']},{share})"
    if card.get("note"):
        return str(card["note"])
    return f"=IF({total}=0,{text('—')},{text('占 ')}&TEXT({fact}/{total},{share}))"


def _buttons(home: Home, commands: Commands) -> list[Button]:
    """The main row in order of work and the smaller row of tools."""
    home.section(Place(FLOW, 0, COLUMNS), commands.grouped()[0][1])
    made = _row(commands.primary, PRIMARY, Box(FLOW + 1, 8.0, 62.0, WIDTH / 4), MARKS)
    made += _row(commands.tools, TOOL, Box(TOOLS, 2.0, 44.0, 190.0))
    for button in made:
        place(home.sheet, button)
    return made


@dataclass(frozen=True, slots=True)
class Box:
    """Where a row of buttons stands: row, pixels from its top, height, greatest width."""

    row: int
    top: float
    height: float
    widest: float


def _row(commands: Sequence[Entry], face: Face, box: Box, marks: str = "") -> list[Button]:
    """Buttons of one width that share the page, with gaps between them."""
    shared = (WIDTH - BUTTON_GAP * (len(commands) - 1)) / max(len(commands), 1)
    width = min(box.widest, shared)
    return [
        Button(
            macro=command.sub, label=command.label, hint=command.hint, face=face, row=box.row,
            column=FIRST, left=n * (width + BUTTON_GAP), top=box.top, width=width,
            height=box.height, mark=marks[n : n + 1],
        )
        for n, command in enumerate(commands)
    ]  # fmt: skip


def _states(home: Home) -> list[Series]:
    cards = [c for c in home.words["card"] if "states" in c or c.get("rest")]
    return [Series(c["label"], c["lamp"], tuple(c.get("states", ()))) for c in cards]


def _classes_chart(home: Home) -> None:
    """Left: all classes of tasks, by state."""
    sections, rows = home.words["sections"], int(home.words["categories"])
    block = Block(home.facts, CLASSES_COLUMN, rows, tuple(_states(home)))
    write_classes(block, home.layout, home.words["rest"])
    home.section(Place(LOWER, 0, CHART_COLUMNS), sections["chart"])
    high = (home.last - LOWER - 1) * TODO_HEIGHT + GAP_HEIGHT
    _insert(home, stacked_bars(home.book, block), Place(LOWER + 1, 0, CHART_COLUMNS), high)
    words = Place(LOWER + 3, 0, CHART_COLUMNS, 3)
    _empty_words(home, words, home.facts["total"], sections["no_tasks"])


def _ranking_chart(home: Home) -> None:
    """Right, below what to do: the units with most red and yellow."""
    sections, rows = home.words["sections"], int(home.words["ranking"])
    worst = tuple(s for s in reversed(_states(home)) if s.lamp in {"红", "黄"})
    block = Block(home.facts, RANKING_COLUMN, rows, worst)
    write_ranking(block, home.layout)
    home.section(Place(home.ranking, TODO_LEFT, TODO_COLUMNS), sections["ranking"])
    chart = stacked_bars(home.book, block)
    chart.set_legend({"none": True})
    at = Place(home.ranking + 1, TODO_LEFT, TODO_COLUMNS, 3)
    _insert(home, chart, at, RANKING_ROWS * TODO_HEIGHT)
    _empty_words(home, at, f"LEN({block.name(1)})", sections["no_ranking"])


def _insert(home: Home, chart: Any, at: Place, high: int) -> None:
    chart.set_size({"width": at.columns * PIXELS, "height": high})
    words = str(home.words["sections"]["chart" if at.start == 0 else "ranking"])
    where = {"object_position": 3, "y_offset": 4, "description": words}
    home.sheet.insert_chart(*at.cells[:2], chart, where)


def _empty_words(home: Home, at: Place, fact: str, words: str) -> None:
    """What stands in the place of a chart that has nothing to show; the chart is transparent."""
    look = {"align": "center", "font_color": theme.MUTED, "font_size": 10.5}
    home.write(at, f'=IF({fact}=0,{text(words)},"")', **look)


def _todo(home: Home, row: int, todo: Mapping[str, Any]) -> None:
    """One thing that waits: how many, which first, a link to the first one."""
    facts, key = home.facts, todo["key"]
    count = facts[f"{key}_count"]
    line = {"bottom": 1, "bottom_color": theme.LINE}
    strong = line | {"bold": True, "font_size": 11, "font_color": todo.get("colour", theme.INK)}
    head = f"={text(todo['label'] + ' ')}&{count}&{text(' ' + todo['unit'])}"
    home.write(Place(row, TODO_LEFT, 3), head, **strong)
    sample = f"=IF({count}=0,{text('无')},{facts[f'{key}_sample']})"
    pale = line | {"font_size": 9, "font_color": theme.MUTED}
    home.write(Place(row, TODO_LEFT + 3, TODO_COLUMNS - 5), sample, **pale)
    jump = f"HYPERLINK({facts[f'{key}_link']},{text(todo['link'] + ' →')})"
    blue = line | {"font_color": theme.LINK, "align": "right"}
    home.write(Place(row, COLUMNS - 2, 2), f'=IF({count}=0,"",{jump})', **blue)
    nothing = {"type": "formula", "criteria": f"={count}=0"}
    nothing["format"] = home.book.add_format({"font_color": "#A8ADB3", "bold": False})
    home.sheet.conditional_format(*Place(row, TODO_LEFT, 3).cells, nothing)


def _page(home: Home) -> None:
    """One A4 page, the page itself as print area, shown first."""
    sheet = home.sheet
    set_up_page(sheet, PrintSetup("A4", landscape=True))
    sheet.fit_to_pages(1, 1)
    sheet.print_area(0, FIRST, home.last, FIRST + COLUMNS - 1)
    sheet.set_selection(LOWER, FIRST, LOWER, FIRST)
    sheet.activate()
    sheet.set_first_sheet()
