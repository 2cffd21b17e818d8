"""The two charts of the home page and the live lists behind them.

A chart looks at a fixed block of rows; rows that no class or unit fills stay blank and draw
nothing. Zeros have no labels.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from taizhang.books import theme
from taizhang.books.master_calc import Facts, any_of, column_ref, head_ref, text
from taizhang.core.schema import Layout

CLASSES_COLUMN, RANKING_COLUMN = 17, 26
NO_ZERO = "0;;;"
FONT = {"name": theme.FONT, "size": 9, "color": theme.INK, "bold": False}


@dataclass(frozen=True, slots=True)
class Series:
    """One colour of a stacked bar: its name, the states it counts, none for the rest."""

    name: str
    lamp: str
    states: tuple[str, ...] = ()


def write_classes(facts: Facts, layout: Layout, series: Sequence[Series], home: Any) -> int:
    """Write the classes of tasks and their states; the last row takes what is left. Rows made."""
    tasks = layout["tasks"]
    classes, state = column_ref(tasks, "category"), column_ref(tasks, "state")
    rows, left = int(home["categories"]), CLASSES_COLUMN
    _heads(facts, left, ["", "", *[s.name for s in series]])
    for row in range(1, rows + 1):
        name, total = facts.place(row, left), facts.place(row, left + 1)
        above = facts.area(0, left, row - 1, left)
        if row < rows:
            new = f"MATCH(0,COUNTIF({above},{classes})+(LEN({classes})=0),0)"
            facts.write(row, left, f'IFERROR(INDEX({classes},{new}),"")', array=True, blank="")
            facts.write(row, left + 1, f'IF({name}="",0,COUNTIFS({classes},{name}))')
        else:
            before = facts.area(1, left + 1, row - 1, left + 1)
            facts.write(row, left + 1, f"{facts['total']}-SUM({before})")
            facts.write(row, left, f'IF({total}>0,{text(home["rest"])},"")', blank="")
        for i, one in enumerate(series, start=left + 2):
            facts.write(row, i, _share(facts, series, one, row, rows, classes, state))
    return rows


def _share(
    facts: Facts, series: Sequence[Series], one: Series, row: int, rows: int,
    classes: str, state: str,
) -> str:  # fmt: skip
    """How many of the class of this row are in the states of this series."""
    left = CLASSES_COLUMN
    column = left + 2 + list(series).index(one)
    if not one.states:
        counted = facts.area(row, left + 2, row, column - 1)
        return f"{facts.place(row, left + 1)}-SUM({counted})"
    if row == rows:
        above = facts.area(1, column, row - 1, column)
        return f"SUMPRODUCT({any_of(state, one.states)}*1)-SUM({above})"
    name = facts.place(row, left)
    counts = "+".join(f"COUNTIFS({classes},{name},{state},{text(s)})" for s in one.states)
    return f'IF({name}="",0,{counts})'


def write_ranking(facts: Facts, layout: Layout, series: Sequence[Series], rows: int) -> int:
    """Write the units with most tasks of the first series, then of the second. Rows made."""
    tasks, units = layout["tasks"], layout["units"]
    lead, state = column_ref(tasks, "lead"), column_ref(tasks, "state")
    unit, head = column_ref(units, "unit"), head_ref(units, "unit")
    counts = [f"COUNTIFS({lead},{unit},{state},{text(s.states[0])})" for s in series]
    offset = f"(ROW({unit})-ROW({head}))"
    score = f"({counts[0]}*1000+{counts[1]})*(LEN({unit})>0)-{offset}/100000"
    left = RANKING_COLUMN
    _heads(facts, left, ["", "", *[s.name for s in series]])
    for row in range(1, rows + 1):
        place, name = facts.place(row, left + 1), facts.place(row, left)
        facts.write(row, left + 1, f"IFERROR(LARGE({score},{row}),0)", array=True)
        at = f"ROUND((ROUND({place},0)-{place})*100000,0)"
        facts.write(row, left, f'IF({place}<0.5,"",INDEX({unit},{at}))', blank="")
        for i, one in enumerate(series, start=left + 2):
            count = f"COUNTIFS({lead},{name},{state},{text(one.states[0])})"
            facts.write(row, i, f'IF({name}="",0,{count})')
    return rows


def _heads(facts: Facts, left: int, names: Sequence[str]) -> None:
    for i, name in enumerate(names):
        if name:
            facts.sheet.write_string(0, left + i, name)


def stacked_bars(
    book: Any, facts: Facts, series: Sequence[Series], *, left: int, rows: int, size: Mapping[str, int]
) -> Any:
    """A stacked bar chart over a block: names in its first column, counts from the third on."""
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    for i, one in enumerate(series, start=left + 2):
        look = theme.LAMPS[one.lamp]
        label = {"value": True, "num_format": NO_ZERO, "font": FONT | {"color": look.ink}}
        chart.add_series(
            {
                "name": [facts.name, 0, i],
                "categories": [facts.name, 1, left, rows, left],
                "values": [facts.name, 1, i, rows, i],
                "fill": {"color": look.strong},
                "border": {"none": True},
                "gap": 40,
                "overlap": 100,
                "data_labels": label,
            }
        )
    none = {"none": True}
    chart.set_y_axis({"reverse": True, "num_font": FONT, "line": none, "major_tick_mark": "none"})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    chart.set_legend({"position": "top", "font": FONT})
    chart.set_chartarea({"border": none, "fill": {"color": "#FFFFFF"}})
    chart.set_plotarea({"fill": none, "border": none})
    chart.set_title({"none": True})
    chart.set_size(dict(size))
    return chart
