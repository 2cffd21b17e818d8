"""The two charts of the home page and the live lists behind them.

A chart looks at a fixed block of rows; rows that no class or unit fills stay blank and draw
nothing. Zeros have no labels.
"""

from dataclasses import dataclass
from typing import Any

from taizhang.books.master.formulas import column_ref, head_ref, text
from taizhang.books.master.standing import StateFacts
from taizhang.books.sheets import theme
from taizhang.core.schema import Layout

CLASSES_COLUMN, RANKING_COLUMN = 17, 26
NO_ZERO = "0;;;"
FONT = {"name": theme.FONT, "size": 9, "color": theme.INK, "bold": False}


@dataclass(frozen=True, slots=True)
class Series:
    """One colour of a stacked bar: its name, the roles of the states it counts, none for the rest."""

    name: str
    lamp: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeriesBlock:
    """Rows of the hidden sheet behind one chart: a name, a figure, then a count a series."""

    facts: StateFacts
    left: int
    rows: int
    series: tuple[Series, ...]

    def name(self, row: int) -> str:
        """The name cell of a row."""
        return self.facts.place(row, self.left)

    def figure(self, row: int) -> str:
        """The cell of a row's total or score."""
        return self.facts.place(row, self.left + 1)

    def heads(self) -> None:
        """Write the names of the series over their columns."""
        for i, one in enumerate(self.series, start=self.left + 2):
            self.facts.sheet.write_string(0, i, one.name)

    def count(self, row: int, number: int, formula: str) -> None:
        """Write one count; a row without a name has none."""
        shown = f'IF({self.name(row)}="","",{formula})'
        self.facts.write(row, self.left + 2 + number, shown)


def write_classes(block: SeriesBlock, layout: Layout, rest: str) -> None:
    """The classes of tasks and how many are in which states; the last row takes what is left."""
    facts, tasks = block.facts, layout["tasks"]
    classes, state = column_ref(tasks, "category"), column_ref(tasks, "state")
    block.heads()
    for row in range(1, block.rows):
        above = facts.area(0, block.left, row - 1, block.left)
        new = f"MATCH(0,COUNTIF({above},{classes})+(LEN({classes})=0),0)"
        name = f'IFERROR(INDEX({classes},{new}),"")'
        facts.write(row, block.left, name, array=True)
        total = f'IF({block.name(row)}="",0,COUNTIFS({classes},{block.name(row)}))'
        facts.write(row, block.left + 1, total)
        _class_counts(block, row, f"{classes},{block.name(row)},{state}")
    _left_over(block, state, rest)


def _class_counts(block: SeriesBlock, row: int, condition: str) -> None:
    """A count for each series; the series without states gets the rest of the row."""
    for number, one in enumerate(block.series):
        if one.roles:
            block.count(row, number, block.facts.count(condition, one.roles))
        else:
            block.count(row, number, _rest_of_row(block, row, number))


def _rest_of_row(block: SeriesBlock, row: int, number: int) -> str:
    counted = block.facts.area(row, block.left + 2, row, block.left + 1 + number)
    return f"{block.figure(row)}-SUM({counted})"


def _left_over(block: SeriesBlock, state: str, rest: str) -> None:
    """The last row: tasks without a class, or of classes for which there is no row."""
    facts, row = block.facts, block.rows
    before = facts.area(1, block.left + 1, row - 1, block.left + 1)
    facts.write(row, block.left + 1, f"{facts['total']}-SUM({before})")
    facts.write(row, block.left, f'IF({block.figure(row)}>0,{text(rest)},"")')
    for number, one in enumerate(block.series):
        column = block.left + 2 + number
        above = facts.area(1, column, row - 1, column)
        counted = f"{facts.count(state, one.roles)}-SUM({above})"
        block.count(row, number, counted if one.roles else _rest_of_row(block, row, number))


def write_ranking(block: SeriesBlock, layout: Layout) -> None:
    """The units with most tasks of the first series, then of the second, as the roster has them."""
    facts, tasks, units = block.facts, layout["tasks"], layout["units"]
    lead, state = column_ref(tasks, "lead"), column_ref(tasks, "state")
    unit, head = column_ref(units, "unit"), head_ref(units, "unit")
    worse, bad = (
        "("
        + "+".join(f"COUNTIFS({lead},{unit},{state},{word})" for word in facts.cells(s.roles))
        + ")"
        for s in block.series
    )
    offset = f"(ROW({unit})-ROW({head}))/100000"  # the roster's order decides ties
    score = f"({worse}*1000+{bad})*(LEN({unit})>0)-{offset}"
    block.heads()
    for row in range(1, block.rows + 1):
        place = block.figure(row)
        facts.write(row, block.left + 1, f"IFERROR(LARGE({score},{row}),0)", array=True)
        at = f"ROUND((ROUND({place},0)-{place})*100000,0)"
        name = f'IF({place}<0.5,"",INDEX({unit},{at}))'
        facts.write(row, block.left, name)
        for number, one in enumerate(block.series):
            counted = facts.count(f"{lead},{block.name(row)},{state}", one.roles)
            block.count(row, number, counted)


def stacked_bars(book: Any, block: SeriesBlock) -> Any:
    """A stacked bar chart over a block, first row on top, transparent, without axis lines."""
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    for column, one in enumerate(block.series, start=block.left + 2):
        chart.add_series(_bars(block, column, theme.LAMPS[one.lamp]))
    none = {"none": True}
    names = {"reverse": True, "num_font": FONT, "interval_unit": 1}
    chart.set_y_axis(names | {"line": none, "major_tick_mark": "none"})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_legend({"position": "top", "font": FONT})
    chart.set_chartarea({"border": none, "fill": none})
    chart.set_plotarea({"fill": none, "border": none})
    chart.set_title(none)
    return chart


def _bars(block: SeriesBlock, column: int, look: theme.Look) -> dict[str, Any]:
    name, rows = block.facts.name, block.rows
    return {
        "name": [name, 0, column],
        "categories": [name, 1, block.left, rows, block.left],
        "values": [name, 1, column, rows, column],
        "fill": {"color": look.strong},
        "border": {"none": True},
        "gap": 40,
        "overlap": 100,
        "data_labels": {
            "value": True,
            "num_format": NO_ZERO,
            "font": FONT | {"color": look.ink},
        },
    }
