"""Data validation of a range: `Range.data_validation`, as xlwings has it from 0.37.5 on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xlfile.cells.addresses import Area, format_area, quote_sheet
from xlfile.contract import names_what_it_lacks
from xlfile.parts.validations import comparing_rule, list_rule, rule_at, set_rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlfile.faces import SheetFace

_KINDS = {"whole_number": "whole", "text_length": "textLength"}
_OPERATORS = {
    "between": "between", "not_between": "notBetween", "equal_to": "equal",
    "not_equal_to": "notEqual", "greater_than": "greaterThan", "less_than": "lessThan",
    "greater_than_or_equal": "greaterThanOrEqual", "less_than_or_equal": "lessThanOrEqual",
}  # fmt: skip


_LACKS = (
    "operator", "formula1", "formula2", "formula", "in_cell_dropdown", "ignore_blank",
    "input_title", "input_message", "show_input", "error_title", "error_message", "show_error",
    "alert_style",
)  # fmt: skip


@names_what_it_lacks(lacks=_LACKS)
class DataValidation(base_classes.DataValidation):
    """The rule for what may be typed into some cells."""

    def __init__(self, sheet: SheetFace, area: Area) -> None:
        self._sheet, self._area = sheet, area

    @property
    def api(self) -> DataValidation:
        """There is no native object; this is the engine's own."""
        return self

    @property
    def type(self) -> str:
        """The kind of rule of the first cell: list, decimal, date …; none where there is none."""
        rule = rule_at(self._sheet.part, self._area.row, self._area.column)
        kind = "none" if rule is None else rule.get("type", "none")
        return next((name for name, spelled in _KINDS.items() if spelled == kind), kind)

    @property
    def source(self) -> str | None:
        """Where a list comes from, as a formula."""
        rule = rule_at(self._sheet.part, self._area.row, self._area.column)
        if rule is None or rule.get("type") != "list":
            return None
        return "=" + (rule.findtext("{*}formula1") or "")

    def set_list(self, source: Any, in_cell_dropdown: bool) -> None:
        """Take what a range, a name or a few words hold."""
        self._set(list_rule(_source(source), dropdown=in_cell_dropdown))

    def set_rule(self, rule_type: str, operator: str | None, formula1: str, formula2: Any) -> None:
        """Compare with one or two formulas."""
        formulas = [text for text in (formula1, formula2) if text is not None]
        kind = _KINDS.get(rule_type, rule_type)
        self._set(comparing_rule(kind, _OPERATORS[operator] if operator else "", *formulas))

    def delete(self) -> None:
        """Let anything be typed."""
        self._set(None)

    def _set(self, rule: Any) -> None:
        set_rule(self._sheet.part, self._area, rule)


def _source(source: Any) -> str:
    if isinstance(source, base_classes.Range):
        sheet, *area = source.coords
        where = format_area(Area(*area), fixed_row=True, fixed_column=True)
        return f"{quote_sheet(sheet.name)}!{where}"
    if isinstance(source, base_classes.Name):
        return str(source.name)
    words: Sequence[str] = source
    return '"' + ",".join(words).replace('"', '""') + '"'
