"""Values on their way into cells: what a cell is handed, and whether it took it.

Text that Excel would turn into a formula, a number, a truth or a date is kept as text by an
apostrophe in front, which only this module puts on and takes off.
"""

from collections.abc import Sequence
from typing import Any

import xlwings as xw

from taizhang.core.submission import Value
from taizhang.core.values.settled import same, settle

# what Excel would interpret when it is written into a cell begins with one of these
_ACTIVE = frozenset("=+-@'.0123456789tTfF") | frozenset("０１２３４５６７８９＝＋－．")
_TRUTHS = frozenset({"true", "false"})


class Formula(str):
    """Text that is meant to be a formula; any other text never becomes one."""

    __slots__ = ()


def link_to(target: str, shown: str) -> Formula:
    """A link in a cell: `target` is #'sheet'!A1 or a path relative to the workbook."""
    quoted = target.replace('"', '""')
    return Formula(f'=HYPERLINK("{quoted}","{shown}")')


def put(target: xw.Range, block: list[list[Any]]) -> None:
    """Write a block and look at it again: a filtered list may have taken only what it shows."""
    target.value = block
    if len(block) > 1 and not _stands(target, block):
        for r, line in enumerate(block):
            for c, value in enumerate(line):
                target[r, c].value = value


def _stands(target: xw.Range, block: list[list[Any]]) -> bool:
    there = target.options(ndim=2, err_to_str=True).value
    return all(
        isinstance(wanted, Formula) or same(settle("any", _bare(wanted)), settle("any", found))
        for line, row in zip(block, there, strict=True)
        for wanted, found in zip(line, row, strict=True)
    )


def _bare(value: Any) -> Any:
    return value[1:] if isinstance(value, str) and value.startswith("'") else value


def outgoing(value: Value) -> Any:
    """A value as it is handed to a cell: blank is None, text that Excel would interpret is kept."""
    if value == "":
        return None
    if isinstance(value, Formula):
        return value
    if isinstance(value, str) and value[0] in _ACTIVE and _is_active(value):
        return "'" + value
    return value


def outgoing_all(values: Sequence[Value]) -> list[Any]:
    """Many values of a column, which repeat themselves."""
    kinds = {*map(type, values)}
    if kinds == {float}:
        return list(values)
    if kinds == {str} and not {str(v)[:1] for v in {*values}} & _ACTIVE:
        return [v or None for v in values]
    # by class too: a formula equals the text that spells it
    known = {key: outgoing(key[1]) for key in {(v.__class__, v) for v in values}}
    return [known[v.__class__, v] for v in values]


def _is_active(text: str) -> bool:
    return text[0] not in "tTfF" or text.lower() in _TRUTHS
