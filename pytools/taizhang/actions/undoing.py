"""Take a job back, days later if need be, and keep what was edited since."""

from collections.abc import Callable, Collection

import xlwings as xw

from taizhang.actions.archiving import archive
from taizhang.core.catalog import jobs as told
from taizhang.core.catalog import merging as catalog
from taizhang.core.issues import Issue
from taizhang.core.merge import joblog
from taizhang.core.merge.undo import (
    BY_PERIOD,
    LoggedJob,
    UndoPlan,
    choose_job,
    jobs_in,
    last_jobs,
    periods_of,
    plan_undo,
    sheets_of,
)
from taizhang.core.submission import Value
from taizhang.core.tables import LedgerRows
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from taizhang.office.report import CannotRun, Desk, Report
from taizhang.office.shelf import years_in

NEAR = (2, 20)  # last jobs of the log, among which the one to take back nearly always is


def undo(book: xw.Book, desk: Desk, moment: Moment, unit: str = "", job: str = "") -> Report:
    """Take back the last job, the one named, or one unit's part; edits made since stay.

    A year that was archived comes back whole.
    """
    office = Office(book)
    labels, found = office.labels(), _choose(office, job, unit)
    if isinstance(found, Issue):
        raise CannotRun(found)
    chosen, log = found
    if chosen.kind == joblog.ARCHIVE:
        return archive(book, desk, moment, chosen.year, back=True)
    sheets = sheets_of(chosen, labels)
    rest, periods = sheets - BY_PERIOD, _among(periods_of(chosen, labels))
    tables = office.read(*rest) if rest else {}
    for sheet in sheets & BY_PERIOD:
        tables[sheet] = office.ledger[sheet].some({"period": periods})
    plan = plan_undo(chosen, log, tables, labels, unit)
    number = office.carry_out(plan.writes, joblog.UNDO, moment)
    desk.progress("撤销", 1, 0)
    return _told(plan, number, office.say(plan.issues))


def _choose(office: Office, job: str, unit: str) -> tuple[LoggedJob, LedgerRows] | Issue:
    """The job to take back, and the lines of the log that it had taken back; or why there is none.

    Of a log of years the last jobs are looked at, and all of it only where none of those will do.
    """
    log, labels = office.ledger["changes"], office.labels()
    closed = years_in(office)
    marked = [str(row["job"]) for row in log.some({"undone": _among(joblog.WANTED)}).values]
    numbers = last_jobs(log.column("job").values())
    for most in (*NEAR, len(numbers)):
        near = {job, *marked, *numbers[-most:]}
        jobs = jobs_in(log.some({"job": _among(near)}))
        chosen = choose_job(jobs, labels, number=job, unit=unit, closed=closed)
        if not isinstance(chosen, Issue):
            return chosen, log.some({"undone": _among({chosen.number})})
        if chosen.rule is not catalog.NOTHING_TO_UNDO:
            return chosen
    return catalog.NOTHING_TO_UNDO.at()


def _among(names: Collection[str]) -> Callable[[Value], bool]:
    return lambda value: str(value) in names


def _told(plan: UndoPlan, number: str, issues: tuple[Issue, ...]) -> Report:
    counts = (
        (told.CELLS_BACK, plan.cells),
        (told.ROWS_GONE, plan.rows_gone),
        (told.ROWS_BACK, plan.rows_back),
        (told.REPORTS_CHANGED, plan.reports),
        (told.LEFT_ALONE, plan.kept),
    )
    facts = [told.UNDONE.of(job=plan.job.number)]
    facts += [fact.of(count=count) for fact, count in counts if count]
    data = {"job": plan.job.number, "undone_by": number, "cells": plan.cells,
            "rows": plan.reports, "kept": plan.kept}  # fmt: skip
    return Report("undo", tuple(facts), issues, data=data)
