"""Take a job back, days later if need be, and keep what was edited since."""

import xlwings as xw

from taizhang.actions.moment import Moment
from taizhang.actions.office import Office
from taizhang.actions.report import CannotRun, Desk, Report
from taizhang.core.issues import Issue
from taizhang.core.merge import joblog
from taizhang.core.merge.undo import UndoPlan, choose_job, jobs_in, plan_undo, sheets_of


def undo(book: xw.Book, desk: Desk, moment: Moment, unit: str = "", job: str = "") -> Report:
    """Take back the last job, the one named, or one unit's part; edits made since stay."""
    office = Office(book)
    log, labels = office.read("changes")["changes"], office.labels()
    chosen = choose_job(jobs_in(log), labels, number=job, unit=unit)
    if isinstance(chosen, Issue):
        raise CannotRun(chosen)
    tables = office.read(*sheets_of(chosen, labels))
    plan = plan_undo(chosen, log, tables, labels, unit)
    number = office.carry_out(plan.writes, joblog.UNDO, moment)
    desk.progress("撤销", 1, 0)
    return _told(plan, number)


def _told(plan: UndoPlan, number: str) -> Report:
    counts = (
        ("恢复格子", plan.cells, "处"),
        ("删去新增的", plan.rows_gone, "行"),
        ("补回删去的", plan.rows_back, "行"),
        ("改动报送效力", plan.reports, "行"),
        ("后来改过、未动", len(plan.issues), "处"),
    )
    facts = [("撤销", plan.job.number)]
    facts += [(name, f"{count}{measure}") for name, count, measure in counts if count]
    data = {"job": plan.job.number, "undone_by": number, "cells": plan.cells,
            "rows": plan.reports, "kept": len(plan.issues)}  # fmt: skip
    return Report("undo", tuple(facts), tuple(plan.issues), data=data)
