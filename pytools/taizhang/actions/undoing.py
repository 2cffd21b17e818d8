"""Take a merge back, days later if need be, and keep what was edited since."""

import xlwings as xw

from taizhang.actions.common import CannotRun, Desk, Moment, Office, Report
from taizhang.actions.writing import apply_changes, current_values, labels
from taizhang.core.catalog import merging as catalog
from taizhang.core.merge import joblog
from taizhang.core.merge.reports import UNDONE
from taizhang.core.periods import WAITING
from taizhang.core.submission import Value

FIGURES = ("received", "taken", "same", "refused", "conflicts", "file", "note")


def undo(book: xw.Book, desk: Desk, moment: Moment, unit: str = "") -> Report:
    """Take back the last merge (or one unit's part of it); cells edited since stay as they are."""
    office = Office(book)
    table = office.ledger["changes"]
    log = [(r.number, r.values) for r in table.rows]
    job = joblog.last_job(log, joblog.MERGE, unit)
    if job is None:
        raise CannotRun(catalog.NOTHING_TO_UNDO.at())
    names = labels(office)
    plan = joblog.plan_undo(log, job, current_values(office, names), names, unit)
    office.backup("撤销", moment)
    apply_changes(office, plan.cells)
    rows = _withdraw(office, plan)
    table.set_cells((number, "undone", joblog.YES) for number in plan.lines)
    office.show_findings(plan.issues)
    book.save()
    desk.progress("撤销", 1, 0)
    facts = (
        ("撤销", job),
        ("恢复格子", f"{len(plan.cells)}处"),
        ("作废报送", f"{rows}行"),
        ("后来改过、未动", f"{len(plan.issues)}处"),
    )
    data = {"job": job, "cells": len(plan.cells), "rows": rows,
            "kept": len(plan.issues)}  # fmt: skip
    return Report("undo", facts, plan.issues, data=data)


def _withdraw(office: Office, plan: joblog.Undo) -> int:
    """Reports that the job added are no longer valid, and their units have not reported."""
    table = office.ledger["reports"]
    gone = [r for r in table.rows if r["job"] == plan.job and str(r["unit"]) in plan.added_by]
    table.set_cells([(row.number, "validity", UNDONE) for row in gone])
    stands = {f"{r['period']}|{r['unit']}" for r in table.rows if r["validity"] != UNDONE}
    summary = office.ledger["summary"]
    there = summary.keyed()
    touched = {f"{r['period']}|{r['unit']}" for r in gone} | _reporting(plan)
    units = touched - stands
    cells: list[tuple[int, str, Value]] = []
    for key in units & set(there):
        number = there[key].number
        cells += [(number, "timing", WAITING), *((number, k, "") for k in FIGURES)]
    summary.set_cells(cells)
    conflicts = office.ledger["conflicts"]
    conflicts.set_cells(
        [
            (r.number, "applied", UNDONE)
            for r in conflicts.rows
            if f"{r['period']}|{r['unit']}" in units and not r["applied"]
        ]
    )
    return len(gone)


def _reporting(plan: joblog.Undo) -> set[str]:
    """Period and unit of the reports of which cells were put back."""
    keys = (c.row_key.split("|") for c in plan.cells if c.sheet == "reports")
    return {f"{period}|{unit}" for period, _, unit in keys}
