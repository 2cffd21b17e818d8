"""Cells: each holds what its column is for, whatever the sheet.

Columns that the program writes itself are left out; their words are the office's own.
"""

from collections.abc import Callable, Iterator

from taizhang.core.catalog import ledger as catalog
from taizhang.core.catalog import ledger_checks, schedule
from taizhang.core.checks.view import CheckedRow, LedgerView
from taizhang.core.columns import Key, SheetKey
from taizhang.core.issues import Issue, percent
from taizhang.core.schema import Column
from taizhang.core.values.settled import DATED, misfit

SHEETS: tuple[SheetKey, ...] = (
    "tasks", "nodes", "problems", "closings", "extensions", "clues", "units", "supervision", "meetings", "visits",
    "lamp_rules", "supervise_rules", "holidays", "placeholders", "instructions", "inspections", "refusals",
    "acceptances", "teams", "registers", "limits",
)  # fmt: skip
# these have a sentence of their own
NAMED_ELSEWHERE = frozenset({("tasks", "task_id"), ("tasks", "lead"), ("tasks", "due")})
ERRORS = frozenset({"#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!"})
YES = "是"
YEARS = (2000, 30)  # the first year that makes sense, and how many ahead
AMOUNTS: tuple[tuple[SheetKey, Key], ...] = (("tasks", "target"), ("tasks", "actual"))
ColumnChoice = Callable[[Column], bool]


def formula_broken(view: LedgerView) -> Iterator[Issue]:
    """L507: #REF! in a cell is neither blank nor a value."""
    for row, column in _cells(view, lambda _: True):
        found = row[column.named]
        if isinstance(found, str) and found in ERRORS:
            yield ledger_checks.FORMULA_BROKEN.at(row.at(column.named), found=found)


def date_unreadable(view: LedgerView) -> Iterator[Issue]:
    """L302: 月底 in a date column lights no lamp."""
    for row, column in _cells(view, lambda c: c.kind in DATED):
        if _misfits(row, column):
            yield catalog.DATE_UNREADABLE.at(row.at(column.named), found=row[column.named])


def number_unreadable(view: LedgerView) -> Iterator[Issue]:
    """L303: 约20户 in a number column is not counted."""
    for row, column in _cells(view, lambda c: c.kind in {"number", "percent"}):
        if _misfits(row, column):
            yield catalog.NUMBER_UNREADABLE.at(row.at(column.named), found=row[column.named])


def not_in_list(view: LedgerView) -> Iterator[Issue]:
    """L501: rules compare words, and 重点工作 is not 重点."""
    for row, column in _cells(view, lambda c: c.kind == "choice" and not c.open):
        options, found = view.lists.get(column.list, ()), row.text(column.named)
        if options and found and found not in (*options, *ERRORS):
            yield ledger_checks.NOT_IN_LIST.at(row.at(column.named), found=found, options=options)


def only_yes(view: LedgerView) -> Iterator[Issue]:
    """L502: a 否 where only 是 or nothing is asked for would count as 是."""
    for row, column in _cells(view, lambda c: c.kind == "yes"):
        found = row.text(column.named)
        if found not in {"", YES, *ERRORS}:
            yield ledger_checks.ONLY_YES.at(row.at(column.named), found=found)


def must_fill(view: LedgerView) -> Iterator[Issue]:
    """L503: without it the row does not work."""
    for row, column in _cells(view, lambda c: c.required):
        if not row.text(column.named) and (row.head.spec.key, column.named) not in NAMED_ELSEWHERE:
            yield ledger_checks.MUST_FILL.at(row.at(column.named), label=column.label)


def share_unfit(view: LedgerView) -> Iterator[Issue]:
    """L504: 80 in a percent column is 8000 %."""
    for row, column in _cells(view, lambda c: c.kind == "percent"):
        found = row.amount(column.named)
        if found is not None and row.share(column.named) is None:
            yield ledger_checks.SHARE_UNFIT.at(row.at(column.named), found=percent(found))


def negative(view: LedgerView) -> Iterator[Issue]:
    """L505: what was done cannot be less than nothing."""
    for sheet, key in AMOUNTS:
        for row in view[sheet]:
            found = row.amount(key)
            if found is not None and found < 0:
                yield ledger_checks.NEGATIVE.at(row.at(key), found=found)


def target_zero(view: LedgerView) -> Iterator[Issue]:
    """L506: nothing can be compared with a target of nothing."""
    for row in view["tasks"]:
        if row.amount("target") == 0:
            yield ledger_checks.TARGET_ZERO.at(row.at("target"), found=0.0)


def year_unlikely(view: LedgerView) -> Iterator[Issue]:
    """S107: 2202 for 2022 is never overdue; 30 typed into a date cell is January 1900."""
    first, ahead = YEARS
    for row, column in _cells(view, lambda c: c.kind in DATED):
        found = row.day(column.named)
        if found is not None and not first <= found.year <= view.on.year + ahead:
            yield schedule.YEAR_UNLIKELY.at(row.at(column.named), found=found)


def _misfits(row: CheckedRow, column: Column) -> bool:
    value = row[column.named]
    return misfit(column.kind, value) and str(value) not in ERRORS


def _cells(view: LedgerView, chosen: ColumnChoice) -> Iterator[tuple[CheckedRow, Column]]:
    """Cells of the columns chosen, of every sheet that people write in."""
    for sheet in SHEETS:
        rows = view[sheet]
        spec = rows[0].head.spec if rows else None
        columns = [c for c in spec.columns if chosen(c)] if spec else []
        ours = [c for c in columns if not c.written]
        for row in rows:
            for column in ours:
                yield row, column


CHECKS = (
    formula_broken, date_unreadable, number_unreadable, not_in_list, only_yes, must_fill,
    share_unfit, negative, target_zero, year_unlikely,
)  # fmt: skip
