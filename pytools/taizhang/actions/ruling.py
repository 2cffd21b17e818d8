"""Apply the rulings that the clerk chose on 冲突裁决."""

from collections.abc import Iterator

import xlwings as xw

from taizhang.actions.checking import levels_of, view_of
from taizhang.core.catalog import jobs as told
from taizhang.core.catalog import merging as catalog
from taizhang.core.checks import FormsView
from taizhang.core.merge import joblog
from taizhang.core.merge.manual import Against
from taizhang.core.merge.rulings import RulingPast, plan_rulings
from taizhang.core.roles import roles_of
from taizhang.core.values.codes import ShownFormat
from taizhang.core.values.placeholders import meanings_of
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from taizhang.office.report import CannotRun, Desk, Report


def apply_rulings(book: xw.Book, desk: Desk, moment: Moment) -> Report:
    """Write what was ruled into the ledger; a ruling the ledger has outrun is shown again."""
    office = Office(book)
    plan = plan_rulings(read_past(office, moment))
    if not (plan.settled or plan.issues):
        raise CannotRun(catalog.NOTHING_TO_RULE.at())
    office.carry_out(plan.writes, joblog.RULING, moment)
    desk.progress("应用裁决", 1, 0)
    facts = (
        told.RULED.of(count=plan.settled),
        told.CHANGED.of(count=plan.changed),
        told.UNRULED.of(count=plan.open),
    )
    data = {"settled": plan.settled, "changes": plan.changed, "open": plan.open}
    return Report("apply-rulings", facts, office.say(plan.issues), data=data)


def read_past(office: Office, moment: Moment) -> RulingPast:
    """Read the conflicts, and what a value written by hand is checked against."""
    tables = office.read("conflicts", "tasks", "nodes", "problems", "stage_words")
    view = FormsView(view_of(office, moment.on), office.ledger.layout.form, "")
    return RulingPast(
        tables["conflicts"],
        tables,
        Against(
            view,
            levels_of(office),
            meanings_of(office.ledger.reading_layout),
            {number: ShownFormat(code, known=True) for number, code in _codes_by_hand(office)},
        ),
        roles_of(stages=tables["stage_words"].values),
    )


def _codes_by_hand(office: Office) -> Iterator[tuple[int, str]]:
    """The number formats of the 手工值 that are to be applied: 60% is no 0.6."""
    table = office.ledger["conflicts"]
    for row in table.rows:
        if row["manual"] != "" and row["applied"] == "":
            cell = table.sheet.range(table.address(row.number, "manual"))
            code = str(cell.number_format or "")
            yield row.number, "" if code.startswith("General") else code
