"""Validation: what a 督查室 would query in its ledger and in the forms that came back.

Runs after reading and before judging; it repairs nothing and judges nobody. A check takes the
view and yields Issues. It never raises on bad data and leaves the data as it was. The CHECKS of
the modules, in this order, are all there is.
"""

from collections.abc import Sequence

from taizhang.core import catalog
from taizhang.core.catalog import ledger as ledger_catalog
from taizhang.core.checks.forms import closing as forms_closing
from taizhang.core.checks.forms import nodes as forms_nodes
from taizhang.core.checks.forms import progress as forms_progress
from taizhang.core.checks.forms import texts as forms_texts
from taizhang.core.checks.forms.replies import FormsView, Round
from taizhang.core.checks.ledger import (
    cells,
    closing,
    dates,
    history,
    identity,
    loops,
    nodes,
    office,
    problems,
    progress,
    registers,
    roster,
    rules,
    texts,
    units,
)
from taizhang.core.checks.severity import OFF, Levels, read_levels, rule_rows
from taizhang.core.checks.view import CheckedRow, LedgerView, TableHead, ledger_view, rows_of
from taizhang.core.issues import Issue, Place, Rule
from taizhang.core.submission import Form

LEDGER_CHECKS = (
    *identity.CHECKS, *cells.CHECKS, *units.CHECKS, *dates.CHECKS, *nodes.CHECKS,
    *progress.CHECKS, *closing.CHECKS, *texts.CHECKS, *history.CHECKS, *problems.CHECKS,
    *loops.CHECKS, *registers.CHECKS,
    *roster.CHECKS, *office.CHECKS, *rules.CHECKS,
)  # fmt: skip
FILE_CHECKS = (
    *forms_progress.CHECKS, *forms_closing.CHECKS, *forms_texts.CHECKS, *forms_nodes.CHECKS,
)  # fmt: skip
ROUND_CHECKS = (
    *forms_progress.ROUND_CHECKS, *forms_closing.ROUND_CHECKS, *forms_nodes.ROUND_CHECKS,
)  # fmt: skip
FORM_CHECKS = FILE_CHECKS + ROUND_CHECKS

# sentences of 台账 that the checks use too
_SHARED = (
    ledger_catalog.TASK_ID_TWICE, ledger_catalog.TASK_ID_MISSING, ledger_catalog.UNIT_UNKNOWN,
    ledger_catalog.GROUP_OPEN, ledger_catalog.LEAD_MISSING, ledger_catalog.DATE_UNREADABLE,
    ledger_catalog.NUMBER_UNREADABLE, ledger_catalog.PERIOD_UNREADABLE,
    ledger_catalog.SETTING_UNREADABLE, ledger_catalog.CALENDAR_UNKNOWN,
    ledger_catalog.LAMP_CONDITION_UNREADABLE,
)  # fmt: skip


def check_ledger(view: LedgerView) -> list[Issue]:
    """All issues of the ledger, sheet by sheet and row by row."""
    order = {rows[0].head.sheet: i for i, rows in enumerate(view.sheets.values()) if rows}
    issues = [issue for check in LEDGER_CHECKS for issue in check(view)]
    return sorted(issues, key=lambda i: (order.get(i.place.sheet, -1), i.place.row, i.code))


def check_forms(forms: Sequence[Form], view: FormsView) -> list[Issue]:
    """All issues of these forms, file by file and row by row."""
    order = {form.file: i for i, form in enumerate(forms)}
    rounds = Round(view)
    each = (rounds.take(form) for form in forms)
    issues = [issue for back in each for check in FILE_CHECKS for issue in check(back)]
    issues += [issue for check in ROUND_CHECKS for issue in check(rounds.whole)]
    return sorted(issues, key=lambda i: (order[i.place.book], *_where(i.place), i.code))


def _where(place: Place) -> tuple[str, int]:
    return place.sheet, place.row


def check_rules() -> tuple[Rule, ...]:
    """The rules that these checks can draw, sorted by code: the rows of 校验规则."""
    return tuple(sorted((*catalog.check_rules(), *_SHARED), key=lambda rule: rule.code))


__all__ = [
    "FORM_CHECKS",
    "LEDGER_CHECKS",
    "OFF",
    "CheckedRow",
    "FormsView",
    "LedgerView",
    "Levels",
    "TableHead",
    "check_forms",
    "check_ledger",
    "check_rules",
    "ledger_view",
    "read_levels",
    "rows_of",
    "rule_rows",
]
