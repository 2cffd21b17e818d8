"""首页: what a clerk sees first. Band, live cards, buttons in order of work, charts, what to do.

Everything shown is a formula over the hidden facts, so the page is right whenever Excel has
calculated. The page is 24 equal columns wide, which fits a 1366 pixel screen and one A4 page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from taizhang.books import theme
from taizhang.books.master_calc import Facts, setting, text
from taizhang.books.master_charts import (
    CLASSES_COLUMN,
    RANKING_COLUMN,
    Series,
    stacked_bars,
    write_classes,
    write_ranking,
)
from taizhang.books.master_commands import Command, Commands
from taizhang.books.master_facts import write_facts
from taizhang.books.master_formats import Make
from taizhang.books.master_shapes import PRIMARY, TOOL, Button, Face, place
from taizhang.books.printing import set_up_page
from taizhang.core.schema import Layout, PrintSetup

FIRST, COLUMNS, PIXELS, MARGIN = 1, 24, 52, 10
WIDTH = COLUMNS * PIXELS
BAND, STRIP, CARD, FLOW, TOOLS, LOWER = 0, 1, 3, 7, 9, 11
TODO_LEFT, TODO_ROWS = 14, 6
HEIGHTS = {
    BAND: 58, STRIP: 30, 2: 8, CARD: 30, CARD + 1: 50, CARD + 2: 24, 6: 10,
    FLOW: 30, FLOW + 1: 76, TOOLS: 54, 10: 4, LOWER: 30,
}  # fmt: skip
TODO_HEIGHT, GAP_HEIGHT = 34, 12
MARKS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫"
WHITE = "#FFFFFF"


@dataclass(frozen=True, slots=True)
class Home:
    """What the page is made of: its sheet, the facts behind it and what home.toml says."""

    book: Any
    sheet: Any
    make: Make
    facts: Facts
    layout: Layout
    words: Mapping[str, Any]


def write_home(
    book: Any, sheet: Any, make: Make, layout: Layout, words: Mapping[str, Any], commands: Commands
) -> list[Button]:
    """Fill the sheet; returns the buttons that still have to be dressed."""
    facts = Facts(book, words["calc"])
    home = Home(book, sheet, make, facts, layout, words)
    write_facts(facts, layout, words)
    _grid(home)
    _band(home)
    _strip(home)
    _cards(home)
    buttons = _buttons(home, commands)
    _charts(home)
    _todo(home)
    _page(home)
    return buttons


def _grid(home: Home) -> None:
    sheet = home.sheet
    sheet.hide_gridlines(2)
    sheet.hide_row_col_headers()
    for column in (0, FIRST + COLUMNS):
        sheet.set_column_pixels(column, column, MARGIN)
    sheet.set_column_pixels(FIRST, FIRST + COLUMNS - 1, PIXELS)
    for row, height in HEIGHTS.items():
        sheet.set_row_pixels(row, height)
    for row in range(LOWER + 1, LOWER + 2 * TODO_ROWS + 3):
        sheet.set_row_pixels(row, TODO_HEIGHT)
    sheet.set_row_pixels(LOWER + TODO_ROWS + 1, GAP_HEIGHT)


def _span(
    home: Home, row: int, start: int, count: int, formula: str, blank: object = "", **look: Any
) -> None:
    """Merge `count` columns from the grid column `start` and write a formula or a text."""
    first, last = FIRST + start, FIRST + start + count - 1
    form = home.make(**look)
    home.sheet.merge_range(row, first, row, last, "", form)
    if formula.startswith("="):
        home.sheet.write_formula(row, first, formula, form, blank)
    else:
        home.sheet.write_string(row, first, formula, form)


def _band(home: Home) -> None:
    look = {"bg_color": theme.RED, "font_color": WHITE}
    place_, plan = setting(home.layout, "place"), setting(home.layout, "plan")
    title = f"={place_}&{text(home.words['name'])}&{text(' · ')}&{plan}"
    _span(home, BAND, 0, 18, title, font_size=22, bold=True, indent=1, **look)
    today = home.facts["today"]
    day = f'=TEXT({today},"yyyy""年""m""月""d""日""")&"　星期"&MID("日一二三四五六",WEEKDAY({today}),1)'
    pale = look | {"font_color": theme.CREAM}
    _span(home, BAND, 18, 6, day, font_size=10, align="right", indent=1, **pale)


def _strip(home: Home) -> None:
    words = home.words["strip"]
    cells = (
        (0, 4, "period", "period_name"), (4, 7, "cutoff", "cutoff_text"),
        (11, 4, "distribute", "last_distribute"), (15, 4, "merge", "last_merge"),
        (19, 5, "judge", "last_judge"),
    )  # fmt: skip
    for start, count, key, fact in cells:
        formula = f"={text(words[key] + '：')}&{home.facts[fact]}"
        _span(home, STRIP, start, count, formula, bg_color=theme.CREAM, indent=1, font_size=10)


def _cards(home: Home) -> None:
    cards = home.words["card"]
    count = COLUMNS // len(cards)
    edge = {"right": 5, "right_color": WHITE, "align": "center", "bg_color": theme.PAPER}
    for number, card in enumerate(cards):
        colour = card.get("colour") or theme.LAMPS[card["lamp"]].strong
        start, last = number * count, number == len(cards) - 1
        look = edge if not last else {k: v for k, v in edge.items() if "right" not in k}
        bar = {"top": 5, "top_color": card.get("lamp") and theme.LAMPS[card["lamp"]].strong or colour}
        muted = look | {"font_color": theme.MUTED}
        _span(home, CARD, start, count, card["label"], font_size=11, **muted, **bar)
        shown = {"font_size": 28, "bold": True, "font_color": colour}
        shown["num_format"] = "0%" if card.get("progress") else "0"
        fact = home.facts[f"card_{number}"]
        _span(home, CARD + 1, start, count, f"={fact}", 0, **look, **shown)
        note = _card_note(home, card, fact)
        _span(home, CARD + 2, start, count, note, font_size=9, **muted)


def _card_note(home: Home, card: Mapping[str, Any], fact: str) -> str:
    total = home.facts["total"]
    if card.get("total"):
        level = home.layout.lists[home.layout["tasks"]["level"].list][0]
        return f"={text(f'其中{level} ')}&{home.facts['first_level']}&{text(' 项')}"
    if card.get("progress"):
        return f"={text(card['note'] + ' ')}&TEXT({home.facts['elapsed']},{text('0%')})"
    if card.get("note"):
        return str(card["note"])
    return f"=IF({total}=0,{text('—')},{text('占 ')}&TEXT({fact}/{total},{text('0%')}))"


def _buttons(home: Home, commands: Commands) -> list[Button]:
    """The main row in order of work and the smaller row of tools."""
    _section(home, FLOW, 0, COLUMNS, commands.grouped()[0][1])
    rows = (
        (commands.primary, FLOW + 1, PRIMARY, 8.0, 62.0, WIDTH / 4),
        (commands.tools, TOOLS, TOOL, 2.0, 44.0, 190.0),
    )
    made = []
    for number, (row, at, face, top, height, widest) in enumerate(rows):
        made += _row(row, at, face, (top, height, widest), numbered=number == 0)
    for button in made:
        place(home.sheet, button)
    return made


def _row(
    commands: Sequence[Command], row: int, face: Face, box: tuple[float, float, float], *, numbered: bool
) -> list[Button]:
    """Buttons of one width that share the page, with gaps between them."""
    top, height, widest = box
    gap = 12.0
    width = min(widest, (WIDTH - gap * (len(commands) - 1)) / max(len(commands), 1))
    return [
        Button(
            macro=command.sub, label=command.label, hint=command.hint, face=face, row=row,
            column=FIRST, left=n * (width + gap), top=top, width=width, height=height,
            mark=MARKS[n] if numbered else "",
        )
        for n, command in enumerate(commands)
    ]  # fmt: skip


def _section(home: Home, row: int, start: int, count: int, label: str) -> None:
    look = {"font_color": theme.RED, "bold": True, "font_size": 12, "valign": "bottom"}
    _span(home, row, start, count, label, bottom=2, bottom_color=theme.RED, **look)


def _charts(home: Home) -> None:
    sections, facts = home.words["sections"], home.facts
    cards = [c for c in home.words["card"] if "states" in c or c.get("rest")]
    states = [Series(c["label"], c["lamp"], tuple(c.get("states", ()))) for c in cards]
    rows = write_classes(facts, home.layout, states, home.words)
    _section(home, LOWER, 0, TODO_LEFT - 2, sections["chart"])
    lower = (2 * TODO_ROWS - 1) * TODO_HEIGHT + GAP_HEIGHT
    size = {"width": (TODO_LEFT - 2) * PIXELS, "height": lower}
    chart = stacked_bars(home.book, facts, states, left=CLASSES_COLUMN, rows=rows, size=size)
    home.sheet.insert_chart(LOWER + 1, FIRST, chart, {"object_position": 3, "y_offset": 4})
    worst = [s for s in reversed(states) if s.lamp in {"红", "黄"}]
    rows = write_ranking(facts, home.layout, worst, int(home.words["ranking"]))
    at = LOWER + TODO_ROWS + 2
    _section(home, at, TODO_LEFT - 1, COLUMNS - TODO_LEFT + 1, sections["ranking"])
    size = {"width": (COLUMNS - TODO_LEFT + 1) * PIXELS, "height": (TODO_ROWS - 2) * TODO_HEIGHT}
    chart = stacked_bars(home.book, facts, worst, left=RANKING_COLUMN, rows=rows, size=size)
    where = {"object_position": 3, "y_offset": 4}
    home.sheet.insert_chart(at + 1, FIRST + TODO_LEFT - 1, chart, where)


def _todo(home: Home) -> None:
    """What waits for the clerk: how many, which first, a link to the first one."""
    left, facts = TODO_LEFT - 1, home.facts
    _section(home, LOWER, left, COLUMNS - left, home.words["sections"]["todo"])
    line = {"bottom": 1, "bottom_color": theme.LINE}
    for row, todo in enumerate(home.words["todo"], start=LOWER + 1):
        key = todo["key"]
        count = facts[f"{key}_count"]
        head = f"={text(todo['label'] + ' ')}&{count}&{text(' ' + todo['unit'])}"
        _span(home, row, left, 3, head, bold=True, font_size=11, **line)
        sample = f'=IF({count}=0,"无",{facts[f"{key}_sample"]})'
        _span(home, row, left + 3, 6, sample, font_size=9, font_color=theme.MUTED, **line)
        link = f"=IF({count}=0,\"\",HYPERLINK({facts[f'{key}_link']},{text(todo['link'] + ' →')}))"
        _span(home, row, left + 9, 2, link, font_color=theme.LINK, align="right", **line)
        done = {"type": "formula", "criteria": f"={count}=0"}
        done["format"] = home.book.add_format({"font_color": "#A8ADB3", "bold": False})
        home.sheet.conditional_format(row, FIRST + left, row, FIRST + left + 2, done)


def _page(home: Home) -> None:
    """One A4 page across, the page itself as print area."""
    sheet = home.sheet
    last = LOWER + 2 * TODO_ROWS
    set_up_page(sheet, PrintSetup("A4", landscape=True), home.words["sheet"])
    sheet.fit_to_pages(1, 1)
    sheet.print_area(0, FIRST, last, FIRST + COLUMNS - 1)
    sheet.set_selection(LOWER, FIRST, LOWER, FIRST)
    sheet.activate()
    sheet.set_first_sheet()
