"""Apply the rulings that the clerk chose on 冲突裁决."""

import xlwings as xw

from taizhang.actions.common import CannotRun, Desk, Moment, Office, Report
from taizhang.actions.writing import apply_changes, current_values, labels, log_changes, next_job
from taizhang.core.catalog import merging as catalog
from taizhang.core.merge import joblog
from taizhang.core.merge.rulings import Target, rule_on


def apply_rulings(book: xw.Book, desk: Desk, moment: Moment) -> Report:
    """Write what was ruled into the ledger; a ruling the ledger has outrun is shown again."""
    office = Office(book)
    table = office.ledger["conflicts"]
    names = labels(office)
    kinds = {(key, c.key): c.kind for key in names.sheets for c in office.ledger[key].spec.columns}
    rows = [(table.place(r.number, "ruling"), r.values) for r in table.rows]
    done = rule_on(rows, Target(current_values(office, names), kinds, names))
    if not (done.settled or done.issues):
        raise CannotRun(catalog.NOTHING_TO_RULE.at())
    office.backup(joblog.RULING, moment)
    apply_changes(office, done.changes)
    table.set_cells([(row, "applied", joblog.YES) for row in done.settled])
    again = [(row, k, v) for row, now in done.renewed for k, v in (("ours", now), ("ruling", ""))]
    table.set_cells(again)
    log_changes(office, done.changes, next_job(office, joblog.RULING, moment), moment)
    office.show_findings(done.issues)
    book.save()
    desk.progress("应用裁决", 1, 0)
    left = sum(not r["applied"] for r in office.ledger.values("conflicts"))
    facts = (
        ("应用裁决", f"{len(done.settled)}处"),
        ("改动台账", f"{len(done.changes)}格"),
        ("待裁决", f"{left}处"),
    )
    data = {"settled": len(done.settled), "changes": len(done.changes), "open": left}
    return Report("apply-rulings", facts, tuple(done.issues), data=data)
