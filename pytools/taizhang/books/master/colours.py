"""Colours of words as live formulas: a state, a lamp or a stage keeps its colour under any name.

A hidden block beside the facts of 首页 holds the words that 亮灯规则 and 问题环节 have now, each with the
colour and the role it stands for; the conditional formats of every sheet look there. Below them
stand the words that ship: a task keeps its word until it is judged again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from taizhang.books.master.formulas import FormulaSheet, column_ref, text
from taizhang.books.sheets import theme
from taizhang.core.problems.stages import SHIPPED as SHIPPED_LOOP
from taizhang.core.problems.stages import ProblemStage
from taizhang.core.roles import NO, OF_TASKS, ROLE_LAMPS, SHIPPED_STATES
from taizhang.core.schema import Layout, SheetSpec

FIRST_COLUMN = 50  # of the hidden sheet
WORDS = 24  # different words of the office that are looked for
COLOUR, ROLE = 2, 3  # columns of a block, behind the word
STATES, LAMPS, LOOP = "state_colours", "lamp_colours", "loop_colours"
NONE = text("")
LAMP_OF_ROLE = {role.value: lamp for role, lamp in ROLE_LAMPS.items()}
LOOP_LAMPS = {ProblemStage.CLOSED.value: "蓝"}


@dataclass(frozen=True, slots=True)
class _WordColours:
    """The words of one kind: their sheet and column, the column of the colour, what ships."""

    name: str
    sheet: str
    word: str
    lamp: str  # a column that holds the colour itself; "" where only the role says it
    lamps: Mapping[str, str]  # the colour of each role
    shipped: Mapping[str, str]  # the role of each word


BLOCKS = (
    _WordColours(STATES, "lamp_rules", "state", "lamp", LAMP_OF_ROLE, SHIPPED_STATES),
    _WordColours(LAMPS, "lamp_rules", "lamp", "lamp", LAMP_OF_ROLE, {}),
    _WordColours(LOOP, "loop_stages", "stage", "", LOOP_LAMPS, SHIPPED_LOOP),
)


def write_colours(book: Any, facts: FormulaSheet, layout: Layout) -> None:
    """Write the blocks, each with a name of its own, to the right of the facts."""
    for at, block in enumerate(BLOCKS):
        column = FIRST_COLUMN + 4 * at
        rows = _write_block(facts, layout[block.sheet], block, column)
        book.define_name(block.name, f"={facts.area(1, column, rows, column + ROLE - 1)}")


def colour_is(block: str, cell: str, lamp: str) -> str:
    """Whether the word in a cell stands for that colour, for a conditional format."""
    return _looked_up(block, cell, COLOUR, lamp)


def role_is(block: str, cell: str, role: str) -> str:
    """Whether the word in a cell has that role, for a conditional format."""
    return _looked_up(block, cell, ROLE, role)


def _looked_up(block: str, cell: str, column: int, wanted: str) -> str:
    return f"IFERROR(VLOOKUP({cell},{block},{column},FALSE),{NONE})={text(wanted)}"


def block_of(options: str, key: str) -> str:
    """The block in which a column's words are looked up; "" for a column without one."""
    if options == "states" or key == "state":
        return STATES
    if options == "lamps" or key == "lamp":
        return LAMPS
    return LOOP if options == "problem_stages" else ""


def _write_block(facts: FormulaSheet, spec: SheetSpec, block: _WordColours, column: int) -> int:
    """The office's words from above, those that ship below; how many rows that are."""
    facts.sheet.write_string(0, column, block.name)
    for row in range(1, WORDS + 1):
        above, word = facts.area(0, column, row - 1, column), facts.place(row, column)
        fits = f"{_weights(spec, block)}*(COUNTIF({above},{column_ref(spec, block.word)})=0)"
        _write(facts, (row, column), f"IF(MAX({fits})>0,{_best(spec, block.word, fits)},{NONE})")
        mine = f"{_weights(spec, block)}*({column_ref(spec, block.word)}={word})"
        role = _best(spec, "role", mine)
        own = _chosen(word, block.shipped)
        _write(
            facts,
            (row, column + ROLE - 1),
            f"IF(LEN({word})=0,{NONE},IF(LEN({role})>0,{role},{own}))",
        )
        by_role = _chosen(facts.place(row, column + ROLE - 1), block.lamps)
        _write(facts, (row, column + COLOUR - 1), _colour(spec, block, mine, by_role))
    there = WORDS
    for word, role in _fixed(block):
        there += 1
        lamp = word if block.name == LAMPS else block.lamps.get(role, "")
        for at, value in enumerate((word, lamp, role)):
            facts.sheet.write_string(there, column + at, value)
    return there


def _fixed(block: _WordColours) -> Iterable[tuple[str, str]]:
    """The words that ship, with their roles; the colours themselves."""
    return block.shipped.items() if block.shipped else ((lamp, "") for lamp in theme.LAMPS)


def _weights(spec: SheetSpec, block: _WordColours) -> str:
    """What sorts the rows, as an array: rules of tasks in use count most, blank ones nothing."""
    some = f"(LEN({column_ref(spec, block.word)})>0)"
    if block.sheet != "lamp_rules":
        return some
    of, enabled = column_ref(spec, "of"), column_ref(spec, "enabled")
    tasks = f"(({of}={text(OF_TASKS)})+(LEN({of})=0)>0)"
    return f"{some}*(1+2*{tasks}+({enabled}<>{text(NO)}))"


def _best(spec: SheetSpec, key: str, weights: str) -> str:
    """The cell of a column in the first row of those that weigh most."""
    return f"INDEX({column_ref(spec, key)},MATCH(MAX({weights}),{weights},0))"


def _colour(spec: SheetSpec, block: _WordColours, mine: str, by_role: str) -> str:
    """The lamp of the word's rule where it is a colour, else what its role has."""
    if not block.lamp:
        return by_role
    lamp = _best(spec, block.lamp, mine)
    return f"IF(ISNUMBER(MATCH({lamp},{_array(theme.LAMPS)},0)),{lamp},{by_role})"


def _write(facts: FormulaSheet, at: tuple[int, int], formula: str) -> None:
    facts.write(*at, f"IFERROR({formula},{NONE})", array=True)


def _chosen(cell: str, pairs: Mapping[str, str]) -> str:
    """The second of the pair whose first is in the cell; blank where there is none."""
    if not pairs:
        return NONE
    return f"IFERROR(INDEX({_array(pairs.values())},MATCH({cell},{_array(pairs)},0)),{NONE})"


def _array(words: Iterable[str]) -> str:
    return "{" + ",".join(text(str(word)) for word in words) + "}"
