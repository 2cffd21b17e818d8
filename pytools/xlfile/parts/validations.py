"""Data validations of a sheet: which rule a cell has, and rules for whole areas.

A cell has one rule at most: giving an area a rule takes the area out of all others.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy

from lxml import etree

from xlfile.cells.addresses import Area, format_area, parse_area
from xlfile.parts.sheet import SheetPart
from xlfile.parts.trees import SHEET_ORDER, ensure, make, tag

_RULE = f"{tag('dataValidations')}/{tag('dataValidation')}"


def rule_at(part: SheetPart, row: int, column: int) -> etree._Element | None:
    """The rule of a cell, for looking only."""
    for rule in part.root.iterfind(_RULE):
        if any(area.has(row, column) for area in _areas(rule)):
            return rule
    return None


def set_rule(part: SheetPart, area: Area, rule: etree._Element | None) -> None:
    """Give the area the same rule as that one, or none."""
    copied = None if rule is None else deepcopy(rule)
    root = part.edit()
    for other in list(root.iterfind(_RULE)):
        left = [piece for old in _areas(other) for piece in _without(old, area)]
        _keep(other, left)
    if copied is not None:
        copied.set("sqref", format_area(area))
        ensure(root, "dataValidations", SHEET_ORDER).append(copied)
    _count(root)


def list_rule(source: str, *, dropdown: bool) -> etree._Element:
    """A rule that takes what a list holds; `source` as formulas spell it."""
    return _rule({"type": "list"} | ({} if dropdown else {"showDropDown": "1"}), source)


def comparing_rule(kind: str, operator: str, *formulas: str) -> etree._Element:
    """A rule that compares: whole, decimal, date, time, textLength; or custom without operator."""
    operators = {"operator": operator} if operator else {}
    return _rule({"type": kind} | operators, *formulas)


def _rule(attributes: Mapping[str, str], *formulas: str) -> etree._Element:
    rule = make("dataValidation")
    for name, value in attributes.items():
        rule.set(name, value)
    for name in ("allowBlank", "showInputMessage", "showErrorMessage"):
        rule.set(name, "1")
    for number, formula in enumerate(formulas, start=1):
        etree.SubElement(rule, tag(f"formula{number}")).text = formula.removeprefix("=")
    return rule


def _areas(rule: etree._Element) -> list[Area]:
    found = (parse_area(reference) for reference in rule.get("sqref", "").split())
    return [area for area in found if area is not None]


def _keep(rule: etree._Element, areas: list[Area]) -> None:
    holder = rule.getparent()
    if areas:
        rule.set("sqref", " ".join(map(format_area, areas)))
    elif holder is not None:
        holder.remove(rule)


def _count(root: etree._Element) -> None:
    holder = root.find(tag("dataValidations"))
    if holder is not None and len(holder):
        holder.set("count", str(len(holder)))
    elif holder is not None:
        root.remove(holder)


def _without(old: Area, hole: Area) -> Iterator[Area]:
    """What of the old area is left around a hole: above, below, left, right."""
    if not old.meets(hole):
        yield old
        return
    top, bottom = max(old.row, hole.row), min(old.last_row, hole.last_row)
    sides = (
        (old.row, old.column, top - 1, old.last_column),
        (bottom + 1, old.column, old.last_row, old.last_column),
        (top, old.column, bottom, hole.column - 1),
        (top, hole.last_column + 1, bottom, old.last_column),
    )
    for row, column, last_row, last_column in sides:
        if row <= last_row and column <= last_column:
            yield Area(row, column, last_row - row + 1, last_column - column + 1)
