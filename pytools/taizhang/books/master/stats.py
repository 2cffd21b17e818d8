"""统计: live counts by level, class, leader and unit, and how the period was reported.

Blocks of formulas one below the other; every figure is one that papers print too. Names come out of
the tables by formulas, those of units in the roster's order. Only functions that Excel 2016 and
LibreOffice share.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from taizhang.books.master.formulas import column_ref, text
from taizhang.books.master.standing import StateFacts
from taizhang.books.sheets import theme
from taizhang.books.sheets.paper import PRINTED, Print, set_up
from taizhang.books.sheets.pen import Pen
from taizhang.core.periods import BLANK, LATE, MISSING, ON_TIME
from taizhang.core.schema import Layout

WIDTHS = (26, 8, 8, 8, 8, 8, 8, 8, 8, 8, 9, 9)
SEPARATOR = "、"
FIRST = 4  # the row of the first block
TIMINGS = (ON_TIME, LATE, BLANK, MISSING)


@dataclass(frozen=True, slots=True)
class Stats:
    """The sheet that is filled, what it is filled with, and the hidden facts it leans on."""

    sheet: Any
    pen: Pen
    facts: StateFacts
    layout: Layout
    words: Mapping[str, Any]
    several: str  # whether any task has several leading units

    @property
    def state(self) -> str:
        """The column of states."""
        return column_ref(self.layout["tasks"], "state")

    def formula(
        self, row: int, column: int, formula: str, look: str = "number", **how: Any
    ) -> None:
        """Write a formula without a value yet."""
        self.sheet.write_formula(row, column, f"={formula}", self.pen(look, **how), "")


def stats_of(
    sheet: Any, pen: Pen, facts: StateFacts, layout: Layout, words: Mapping[str, Any]
) -> Stats:
    """What the sheet is filled with; whether units share tasks is asked once for all rows."""
    lead = column_ref(layout["tasks"], "lead")
    several = facts.add("several_leads", f"COUNTIF({lead},{text(f'*{SEPARATOR}*')})>0")
    return Stats(sheet, pen, facts, layout, words, several)


def write_stats(stats: Stats) -> None:
    """Fill the sheet."""
    sheet, words, pen = stats.sheet, stats.words, stats.pen
    for at, width in enumerate(WIDTHS):
        sheet.set_column(at, at, width)
    last = len(WIDTHS) - 1
    sheet.set_row(0, 34)
    sheet.merge_range(0, 0, 0, last, words["title"], pen("band", font_size=16))
    sheet.set_row(1, 32)
    sheet.merge_range(1, 0, 1, last, words["note"], pen("strip", text_wrap=True))
    row = _reports(stats, FIRST - 1)
    for block in words["block"]:
        row = _block(stats, row, block)
    set_up(sheet, Print(right=PRINTED))
    sheet.print_area(0, 0, row - 1, last)
    sheet.freeze_panes(2, 1)
    sheet.hide_gridlines(2)


def _reports(stats: Stats, row: int) -> int:
    """How the units reported in the period of 参数设置."""
    words, summary = stats.words["reports"], stats.layout["summary"]
    period = stats.facts["period"]
    _heads(stats, row, words["label"], words["heads"])
    condition = f"{column_ref(summary, 'period')},{period}"
    timing = column_ref(summary, "timing")
    at = row + 1
    stats.formula(at, 0, f"{stats.facts['period_name']}", "cell")
    for column, word in enumerate(TIMINGS, start=2):
        stats.formula(at, column, f"COUNTIFS({condition},{timing},{text(word)})")
    counted = xl_range_abs(at, 2, at, 5)
    asked = xl_rowcol_to_cell(at, 1)
    stats.formula(at, 1, f"SUM({counted})")
    missing = xl_rowcol_to_cell(at, 5)
    stats.formula(at, 6, f'IF({asked}=0,"",({asked}-{missing})/{asked})', num_format="0.0%")
    return row + 3


def _heads(stats: Stats, row: int, label: str, heads: list[str]) -> None:
    stats.sheet.set_row(row, 24)
    for column, head in enumerate((label, *heads)):
        stats.sheet.write_string(row, column, head, stats.pen("head"))


def _block(stats: Stats, row: int, block: Mapping[str, Any]) -> int:
    """A block: its heads, a row a name, what is left over, the sum and the whole."""
    words, rows = stats.words, int(block["rows"])
    tasks, *shares = words["heads"]
    _heads(
        stats, row, block["label"], [tasks, *words["states"].values(), words["unjudged"], *shares]
    )
    first, last = row + 1, row + rows
    for at in range(first, last + 1):
        if block["key"] == "lead":
            stats.formula(at, 0, _unit(stats, at, first), "cell")
        else:
            new = f"{{={_distinct(stats, at, row, block)}}}"
            stats.sheet.write_array_formula(at, 0, at, 0, new, stats.pen("cell"), "")
        _named(stats, at, block["key"])
    _unnamed(stats, last + 1, block["key"])
    _whole(stats, last + 2, (first, last + 1))
    return last + 5


def _unnamed(stats: Stats, at: int, key: str) -> None:
    """The tasks that name nothing in that column, counted on their own: no task is left out."""
    tasks = stats.layout["tasks"]
    ids, column = column_ref(tasks, "task_id"), column_ref(tasks, key)
    mine = f"(LEN({ids})>0)*(LEN(TRIM({column}))=0)"
    stats.sheet.write_string(at, 0, stats.words["unnamed"], stats.pen("cell"))
    counts = [
        f"SUMPRODUCT({mine}*{stats.facts.has(stats.state, (role,))})"
        for role in stats.words["states"]
    ]
    progress = column_ref(tasks, "progress")
    done = f"SUMPRODUCT({mine},{progress})"
    _row(stats, at, [f"SUMPRODUCT({mine})", *counts], done, "FALSE")


def _distinct(stats: Stats, at: int, head: int, block: Mapping[str, Any]) -> str:
    """The next value of a column of tasks that does not stand above, in the order of the sheet."""
    column = column_ref(stats.layout["tasks"], block["key"])
    above = xl_range_abs(head, 0, at - 1, 0)
    new = f"MATCH(0,COUNTIF({above},{column})+(LEN({column})=0),0)"
    return f'IFERROR(INDEX({column},{new}),"")'


def _unit(stats: Stats, at: int, first: int) -> str:
    """The unit at that place of the roster."""
    units = column_ref(stats.layout["units"], "unit")
    return f'IFERROR(INDEX({units},{at - first + 1})&"","")'


def _patterns(key: str, name: str) -> list[str]:
    """What a column holds where it names that: the name, or of units one of several."""
    if key != "lead":
        return [name]
    after, before = text(f"{SEPARATOR}*"), text(f"*{SEPARATOR}")
    return [name, f"{name}&{after}", f"{before}&{name}", f"{before}&{name}&{after}"]


def _named(stats: Stats, at: int, key: str) -> None:
    """The counts of a name; nothing where there is none."""
    column = column_ref(stats.layout["tasks"], key)
    name = f"${xl_rowcol_to_cell(at, 0)}"
    single, *several = (f"{column},{pattern}" for pattern in _patterns(key, name))

    def over(one: Callable[[str], str]) -> str:
        """The figure of whoever stands alone, and of those who share only where somebody does."""
        shared = "+".join(map(one, several))
        return f"{one(single)}+IF({stats.several},{shared},0)" if several else one(single)

    total = over(lambda asked: f"COUNTIFS({asked})")
    counts = [over(_counting(stats, role)) for role in stats.words["states"]]
    progress = column_ref(stats.layout["tasks"], "progress")
    done = over(lambda asked: f"SUMIFS({progress},{asked})")
    _row(stats, at, [total, *counts], done, f'{name}=""')


def _counting(stats: Stats, role: str) -> Callable[[str], str]:
    """How many of what is asked for stand in a role."""
    return lambda asked: stats.facts.count(f"{asked},{stats.state}", (role,))


def _row(stats: Stats, at: int, counts: list[str], done: str, blank: str) -> None:
    """Total, counts by state, those of no state, 销号率 and mean progress."""
    for column, formula in enumerate(counts, start=1):
        stats.formula(at, column, f'IF({blank},"",{formula})', num_format="0;-0;0")
    last = len(counts)
    total, closed = xl_rowcol_to_cell(at, 1), xl_rowcol_to_cell(at, 2)
    states = xl_range_abs(at, 2, at, last)
    stats.formula(at, last + 1, f'IF({blank},"",{total}-SUM({states}))')
    for column, formula in ((last + 2, closed), (last + 3, f"({done})")):
        nothing = f"OR({blank},N({total})=0)"
        stats.formula(at, column, f'IF({nothing},"",{formula}/{total})', num_format="0.0%")


def _whole(stats: Stats, at: int, rows: tuple[int, int]) -> None:
    """What the rows come to, and below it what the ledger holds: where they differ, both stand."""
    words, tasks = stats.words, stats.layout["tasks"]
    bold: dict[str, Any] = {"bold": True, "bg_color": theme.PAPER}
    stats.sheet.write_string(at, 0, words["together"], stats.pen("cell", **bold))
    for column in range(1, len(words["states"]) + 3):
        area = xl_range_abs(rows[0], column, rows[1], column)
        stats.formula(at, column, f"SUM({area})", **bold)
    stats.sheet.write_string(at + 1, 0, words["whole"], stats.pen("cell", **bold))
    ids, progress = column_ref(tasks, "task_id"), column_ref(tasks, "progress")
    total = f"SUMPRODUCT((LEN({ids})>0)*1)"
    counts = [stats.facts.count(stats.state, (role,)) for role in words["states"]]
    _row(stats, at + 1, [total, *counts], f"SUM({progress})", "FALSE")
