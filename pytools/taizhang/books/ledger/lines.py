"""Whole rows of a table, with what the clerk keeps in columns of his own beside ours.

A line is a row by column key, columns of the clerk's by their header; a formula stays one.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from taizhang.books.ledger.frame import MANY
from taizhang.books.ledger.table import LedgerTable
from taizhang.books.ledger.written import Formula, outgoing, put
from taizhang.core.values.settled import settle

LedgerLine = Mapping[str, object]


def lines_of(table: LedgerTable) -> dict[int, dict[str, Any]]:
    """All that stands in each row that is not blank, by Excel's row number."""
    if not table.rows:
        return {}
    names, first, last = _names(table), table.top + 1, table.rows[-1].number
    area = table.sheet.range((first, table.left), (last, table.left + table.width - 1))
    cells = area.options(ndim=2, err_to_str=True).value
    formulas = _as_rows(area.formula, table.width)
    found = {}
    for row in table.rows:
        at = row.number - first
        line = {n: _cell(v, f) for n, v, f in zip(names, cells[at], formulas[at], strict=True)}
        found[row.number] = line | {
            k: v for k, v in row.values.items() if not isinstance(line[k], Formula)
        }
    return found


def put_lines(table: LedgerTable, lines: Sequence[LedgerLine]) -> None:
    """Let the table hold these rows and no other; formats stay where they are."""
    table.take_in()
    first, last, was = table.top + 1, table.top + max(len(lines), 1), table.bottom
    table.check_room(table.top + len(lines) - table.end)
    names, right = _names(table), table.left + table.width - 1
    if was > last:
        table.sheet.range((last + 1, table.left), (was, right)).clear_contents()
    table.shape_to(last)
    body = lines or [{}]
    for begin in range(0, len(body), MANY):
        block = [
            [outgoing(_value(line.get(n, ""))) for n in names]
            for line in body[begin : begin + MANY]
        ]
        top = first + begin
        put(table.sheet.range((top, table.left), (top + len(block) - 1, right)), block)
    table.fit(range(first, last + 1))


def _names(table: LedgerTable) -> list[str]:
    ours = {offset: key for key, offset in table.offsets.items()}
    return [ours.get(at, header) for at, header in enumerate(table.headers)]


def _cell(value: Any, formula: Any) -> Any:
    if _is_formula(formula) and formula != value:
        return Formula(formula)
    return "" if value is None else value


def _is_formula(formula: object) -> bool:
    return isinstance(formula, str) and formula.startswith("=")


def _value(value: Any) -> Any:
    return value if isinstance(value, Formula) else settle("any", value)


def _as_rows(found: Any, width: int) -> Sequence[Sequence[Any]]:
    """Formulas as rows: one cell or one row comes without a list around it."""
    if not isinstance(found, list | tuple):
        return [[found]]
    if found and isinstance(found[0], list | tuple):
        return found
    return [found] if len(found) == width and width > 1 else [[cell] for cell in found]
