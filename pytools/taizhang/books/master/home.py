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
    Series,
    SeriesBlock,
    stacked_bars,
    write_classes,
    write_ranking,
)
from taizhang.books.master.facts import write_facts
from taizhang.books.master.formulas import setting, text
from taizhang.books.master.shapes import PRIMARY, TOOL, Button, Face, place
from taizhang.books.master.standing import StateFacts
from taizhang.books.sheets import theme
from taizhang.books.sheets.grid import NewSheet, PageFormula, RowPart
from taizhang.books.sheets.measure import POINTS_PER_PIXEL
from taizhang.books.sheets.page import Cards, FigureCard, Page
from taizhang.books.sheets.paper import PRINTED, Print
from taizhang.books.sheets.pen import Pen, Props
from taizhang.commands import CommandEntry, Commands
from taizhang.core.schema import Layout

FIRST, COLUMNS, PIXELS, MARGIN = 1, 24, 52, 10
WIDTH = COLUMNS * PIXELS
# heights in pixels
BAND, STRIP, SECTION, FLOW, TOOLS, TODO = 58, 30, 30, 76, 54, 28
GAPS = {"cards": 8, "flow": 10, "lower": 4, "ranking": 10}
CARDS = Cards((22.5, 37.5, 18), {"font_size": 11}, {"font_size": 28}, {"font_size": 9})
# the lower part: a chart on the left, what to do and a smaller chart on the right
TODO_LEFT, RANKING_ROWS = 13, 6
CHART, RIGHT = (0, TODO_LEFT - 2), (TODO_LEFT, COLUMNS - 1)
BUTTON_GAP = 12.0
MARKS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫"
DAY = '"yyyy""年""m""月""d""日"""'
LINE: Props = {"bottom": 1, "bottom_color": theme.LINE}


@dataclass(frozen=True, slots=True)
class Home:
    """What the page is made of: its sheet, the facts behind it and what home.toml says."""

    book: Any
    sheet: Any
    pen: Pen
    facts: StateFacts
    layout: Layout
    words: Mapping[str, Any]

    def page(self) -> Page:
        """The empty page."""
        self.sheet.hide_row_col_headers()
        for column in (0, FIRST + COLUMNS):
            self.sheet.set_column_pixels(column, column, MARGIN)
        widths = [PIXELS * POINTS_PER_PIXEL] * COLUMNS
        how = Print(landscape=True, down=1, right=PRINTED)
        page = Page(NewSheet(self.sheet, self.pen), how, widths, left=FIRST)
        page.rhythm = (0.0, _points(SECTION), 0.0)
        return page


def _points(pixels: int) -> float:
    return pixels * POINTS_PER_PIXEL


def write_home(home: Home, commands: Commands) -> list[Button]:
    """Fill the sheet; returns the buttons that still have to be dressed."""
    write_facts(home.facts, home.layout, home.words)
    page = home.page()
    _band(home, page)
    _strip(home, page)
    page.gap(_points(GAPS["cards"]))
    page.cards([_card(home, number, card) for number, card in enumerate(home.words["card"])], CARDS)
    page.gap(_points(GAPS["flow"]))
    buttons = _buttons(home, page, commands)
    page.gap(_points(GAPS["lower"]))
    lower = page.row
    _lower(home, page)
    page.finish()
    home.sheet.set_selection(lower, FIRST, lower, FIRST)
    home.sheet.activate()
    home.sheet.set_first_sheet()
    return buttons


def _band(home: Home, page: Page) -> None:
    name, plan = setting(home.layout, "place"), setting(home.layout, "plan")
    title = f"={name}&{text(home.words['name'] + ' · ')}&{plan}"
    today = home.facts["today"]
    day = f'=TEXT({today},{DAY})&"　星期"&MID("日一二三四五六",WEEKDAY({today}),1)'
    page.next(_points(BAND))
    page.put(0, 17, PageFormula(title), "band", font_size=22)
    pale = {"bold": False, "font_color": theme.CREAM, "align": "right"}
    page.put(18, 23, PageFormula(day), "band", **pale)


def _strip(home: Home, page: Page) -> None:
    words = home.words["strip"]
    cells = (
        (0, 3, "period", "period_name"), (4, 10, "cutoff", "cutoff_text"),
        (11, 14, "distribute", "last_distribute"), (15, 18, "merge", "last_merge"),
        (19, 23, "judge", "last_judge"),
    )  # fmt: skip
    page.next(_points(STRIP))
    for first, last, key, fact in cells:
        formula = PageFormula(f"={text(words[key] + '：')}&{home.facts[fact]}")
        page.put(first, last, formula, "strip")


def _card(home: Home, number: int, card: Mapping[str, Any]) -> FigureCard:
    """A card whose number and note are live."""
    ink = theme.colour(card.get("colour", card.get("lamp")))
    bar = theme.colour(card["lamp"]) if "lamp" in card else ink
    fact = home.facts[f"card_{number}"]
    shown = "0%" if card.get("progress") else "0"
    return FigureCard(
        card["label"], PageFormula(f"={fact}"), _card_note(home, card, fact), bar, ink, shown
    )


def _card_note(home: Home, card: Mapping[str, Any], fact: str) -> str:
    total, share = home.facts["total"], text("0%")
    if card.get("total"):
        level = home.layout.lists[home.layout["tasks"]["level"].list][0]
        return PageFormula(f"={text(f'其中{level} ')}&{home.facts['first_level']}&{text(' 项')}")
    if card.get("progress"):
        return PageFormula(f"={text(card['note'] + ' ')}&TEXT({home.facts['elapsed']},{share})")
    if card.get("note"):
        return str(card["note"])
    return PageFormula(f"=IF({total}=0,{text('—')},{text('占 ')}&TEXT({fact}/{total},{share}))")


def _buttons(home: Home, page: Page, commands: Commands) -> list[Button]:
    """The main row in order of work and the smaller row of tools."""
    page.section(commands.grouped()[0][1])
    flow = Box(page.next(_points(FLOW)), 8.0, 62.0, WIDTH / 4)
    tools = Box(page.next(_points(TOOLS)), 2.0, 44.0, 190.0)
    made = _row(commands.primary, PRIMARY, flow, MARKS) + _row(commands.tools, TOOL, tools)
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


def _row(commands: Sequence[CommandEntry], face: Face, box: Box, marks: str = "") -> list[Button]:
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


def _lower(home: Home, page: Page) -> None:
    """Left the chart of all classes; right what waits, and the units with most red and yellow."""
    words, todos = home.words["sections"], home.words["todo"]
    page.headings(
        RowPart(*CHART, words["chart"], "section"), RowPart(*RIGHT, words["todo"], "section")
    )
    top = page.row
    for todo in todos:
        _todo(home, page, todo)
    page.gap(_points(GAPS["ranking"]))
    page.next(_points(TODO))
    page.put(*RIGHT, words["ranking"], "section")
    ranking = page.row
    for _ in range(RANKING_ROWS):
        page.next(_points(TODO))
    high = (len(todos) + 1 + RANKING_ROWS) * TODO + GAPS["ranking"]
    _classes_chart(home, page, top, high)
    _ranking_chart(home, page, ranking)


def _states(home: Home) -> list[Series]:
    cards = [c for c in home.words["card"] if "roles" in c or c.get("rest")]
    return [Series(c["label"], c["lamp"], tuple(c.get("roles", ()))) for c in cards]


def _classes_chart(home: Home, page: Page, row: int, high: int) -> None:
    """All classes of tasks, by state."""
    words, rows = home.words["sections"], int(home.words["categories"])
    block = SeriesBlock(home.facts, CLASSES_COLUMN, rows, tuple(_states(home)))
    write_classes(block, home.layout, home.words["rest"])
    _insert(home, stacked_bars(home.book, block), (row, CHART), high, words["chart"])
    _empty_words(home, page, (row + 2, CHART), home.facts["total"], words["no_tasks"])


def _ranking_chart(home: Home, page: Page, row: int) -> None:
    """The units with most red and yellow."""
    words, rows = home.words["sections"], int(home.words["ranking"])
    worst = tuple(s for s in reversed(_states(home)) if s.lamp in {"红", "黄"})
    block = SeriesBlock(home.facts, RANKING_COLUMN, rows, worst)
    write_ranking(block, home.layout)
    chart = stacked_bars(home.book, block)
    chart.set_legend({"none": True})
    _insert(home, chart, (row, RIGHT), RANKING_ROWS * TODO, words["ranking"])
    _empty_words(home, page, (row, RIGHT), f"LEN({block.name(1)})", words["no_ranking"])


BlockPlace = tuple[int, tuple[int, int]]  # a row; first and last column of the page


def _insert(home: Home, chart: Any, at: BlockPlace, high: int, description: str) -> None:
    row, (first, last) = at
    chart.set_size({"width": (last - first + 1) * PIXELS, "height": high})
    where = {"object_position": 3, "y_offset": 4, "description": description}
    home.sheet.insert_chart(row, FIRST + first, chart, where)


def _empty_words(home: Home, page: Page, at: BlockPlace, fact: str, words: str) -> None:
    """What stands in the place of a chart that has nothing to show; the chart is transparent."""
    row, (first, last) = at
    look = home.pen(align="center", font_color=theme.MUTED, font_size=10.5)
    area = row, page.left + first, row + 2, page.left + last
    home.sheet.merge_range(*area, "", look)
    home.sheet.write_formula(*area[:2], f'=IF({fact}=0,{text(words)},"")', look, "")


def _todo(home: Home, page: Page, todo: Mapping[str, Any]) -> None:
    """One thing that waits: how many, which first, a link to the first one."""
    facts, key, left = home.facts, todo["key"], TODO_LEFT
    count = facts[f"{key}_count"]
    ink = theme.colour(todo.get("colour", theme.INK))
    head = f"={text(todo['label'] + ' ')}&{count}&{text(' ' + todo['unit'])}"
    sample = f"=IF({count}=0,{text('无')},{facts[f'{key}_sample']})"
    jump = f"HYPERLINK({facts[f'{key}_link']},{text(todo['link'] + ' →')})"
    row = page.next(_points(TODO))
    strong = {**LINE, "bold": True, "font_size": 11, "font_color": ink}
    page.put(left, left + 2, PageFormula(head), **strong)
    pale = {**LINE, "font_size": 9, "font_color": theme.MUTED}
    page.put(left + 3, COLUMNS - 3, PageFormula(sample), **pale)
    blue = {**LINE, "font_color": theme.LINK, "align": "right"}
    page.put(COLUMNS - 2, COLUMNS - 1, PageFormula(f'=IF({count}=0,"",{jump})'), **blue)
    nothing = {"type": "formula", "criteria": f"={count}=0"}
    nothing["format"] = home.pen.bare(font_color=theme.QUIET, bold=False)
    first = page.left + left
    home.sheet.conditional_format(row, first, row, first + 2, nothing)
