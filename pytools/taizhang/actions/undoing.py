"""Take a job back, days later if need be, and keep what was edited since."""

import xlwings as xw

from taizhang.core.catalog import jobs as told
from taizhang.core.issues import Issue
from taizhang.core.merge import joblog
from taizhang.core.merge.undo import UndoPlan, choose_job, jobs_in, plan_undo, sheets_of
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from taizhang.office.report import CannotRun, Desk, Report


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
    return _told(plan, number, office.say(plan.issues))


def _told(plan: UndoPlan, number: str, issues: tuple[Issue, ...]) -> Report:
    counts = (
        (told.CELLS_BACK, plan.cells),
        (told.ROWS_GONE, plan.rows_gone),
        (told.ROWS_BACK, plan.rows_back),
        (told.REPORTS_CHANGED, plan.reports),
        (told.LEFT_ALONE, len(plan.issues)),
    )
    facts = [told.UNDONE.of(job=plan.job.number)]
    facts += [fact.of(count=count) for fact, count in counts if count]
    data = {"job": plan.job.number, "undone_by": number, "cells": plan.cells,
            "rows": plan.reports, "kept": len(plan.issues)}  # fmt: skip
    return Report("undo", tuple(facts), issues, data=data)
