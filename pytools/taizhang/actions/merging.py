"""Merge what came back, and say beforehand what a merge would change."""

from collections.abc import Mapping
from concurrent.futures import Executor
from datetime import datetime

import xlwings as xw

from taizhang.actions.checking import levels_of, view_of
from taizhang.actions.inbox import read_inbox
from taizhang.actions.returning import HandOut, hand_out
from taizhang.core.catalog import jobs as told
from taizhang.core.checks import FormsView
from taizhang.core.issues import Issue
from taizhang.core.merge import joblog
from taizhang.core.merge.compare import OF_LOG, about_log
from taizhang.core.merge.merge import Outcome
from taizhang.core.merge.plan import READ, MergePast, MergePlan, plan_merge
from taizhang.core.merge.reports import needed
from taizhang.core.periods import Period
from taizhang.core.tables import LedgerRows
from taizhang.core.units import describe_units
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from taizhang.office.report import Desk, Report
from taizhang.office.shelf import open_period
from taizhang.office.workplace import BACKUPS, RETURNED


def merge(
    book: xw.Book,
    desk: Desk,
    moment: Moment,
    period: str = "",
    executor: Executor | None = None,
) -> Report:
    """Merge every file of 收件/<期次>/ into the ledger, once.

    A second run over the same files changes nothing. Files that cannot be merged are named
    with the reason and never stop the others.
    """
    office = Office(book)
    past = read_past(office, open_period(office, period), moment)
    readings = read_inbox(office, past.period.id, desk, executor)
    plan = plan_merge(readings, past, moment.now)
    if plan.writes or office.has_below:
        plan.writes.settings |= {"period": past.period.id, "last_merge": moment.stamp}
        office.carry_out(plan.writes, joblog.MERGE, moment)
    made = hand_out(plan, office, past, moment)
    desk.progress("一键汇总", plan.readings, 0)
    return _told(plan, made, office.say([*plan.issues, *made.issues]))


def rehearse(
    book: xw.Book,
    desk: Desk,
    moment: Moment,
    period: str = "",
    executor: Executor | None = None,
) -> Report:
    """Show what `merge` would change, in 备份/汇总预演_<期次>.xlsx; the ledger is not touched."""
    from taizhang.books.papers.rehearsal import build_rehearsal

    office = Office(book)
    past = read_past(office, open_period(office, period), moment)
    readings = read_inbox(office, past.period.id, desk, executor)
    plan = plan_merge(readings, past, moment.now)
    path = office.place.folder(BACKUPS) / f"汇总预演_{past.period.id}.xlsx"
    changes = [c for c in plan.writes.cells if c.sheet in {"tasks", "nodes"}]
    rows = joblog.log_rows(changes, "", moment.now, past.labels)
    title = f"汇总预演（{past.period.label}）"
    issues = office.say(plan.issues)
    build_rehearsal(path, title, rows, plan.conflicts, issues)
    desk.progress("汇总预演", plan.readings, 0)
    done = _told(plan, HandOut(), issues)
    facts = (told.REHEARSED.of(), *done.facts, told.WOULD_CHANGE.of(count=len(changes)))
    return Report("rehearse", facts, done.issues, (path,), data=done.data)


def read_past(office: Office, period: Period, moment: Moment) -> MergePast:
    """Read what a merge of that period has to know."""
    spec, ledger, labels = office.ledger.layout.form, office.ledger, office.labels()
    reports, log = ledger["reports"], ledger["changes"]
    lines = about_log(log.register, period.id, labels)
    tables = {
        **office.read(*(key for key in READ if key not in {"reports", "changes", "summary"})),
        "summary": ledger["summary"].some({"period": lambda found: str(found) == period.id}),
        "reports": reports.placed(needed(reports.register, period.id)),
        "changes": log.placed(lines, OF_LOG),
    }
    return MergePast(
        ledger_id=office.ledger.meta["ledger_id"],
        period=period,
        cutoff=office.cutoff(period),
        tables=tables,
        spec=spec,
        labels=labels,
        view=FormsView(view_of(office, moment.on, tables["reports"]), spec, period.id),
        levels=levels_of(office),
        own_cutoffs=_own_cutoffs(tables, office, period),
    )


def _own_cutoffs(
    tables: Mapping[str, LedgerRows], office: Office, period: Period
) -> dict[str, datetime]:
    """When the reports of units are due whose tasks have a cut-off of their own in 报送周期."""
    tasks, units = tables["tasks"].values, [str(r["unit"]) for r in tables["units"].values]
    found = office.schedule.cutoffs_of_units(tasks, units, period)
    return {unit: at for unit, at in found.items() if at != office.cutoff(period)}


def _told(plan: MergePlan, made: HandOut, issues: tuple[Issue, ...]) -> Report:
    """The one-look summary."""
    counts, missing = plan.counts, plan.missing
    merged, aside = len(plan.merged.files), plan.intake.aside
    facts = [
        told.PERIOD.of(period=plan.period.label),
        told.RECEIVED.of(count=plan.readings, merged=merged, aside=len(aside)),
        told.CELLS.of(**{o.name.lower(): counts[o] for o in Outcome}),
        told.CONFLICTS.of(count=len(plan.conflicts)),
        told.CLAIMS.of(rows=len(plan.claims), headers=len(plan.questions)),
        told.LATE.of(count=plan.late),
        told.MISSING.of(count=len(missing), units=describe_units(missing)) if missing
        else told.ALL_REPORTED.of(),
    ]  # fmt: skip
    if made.returned:
        place = f"{RETURNED}/{plan.period.id}"
        facts.append(told.SENT_BACK.of(count=len(made.returned), place=place))
    if not plan.writes:
        facts.insert(0, told.UNCHANGED.of())
        if made.files:
            facts.append(told.PAPERS_MADE.of(count=len(made.files)))
    data: dict[str, object] = {
        "period": plan.period.id,
        "read": plan.readings,
        "merged": merged,
        "set_aside": [{"file": a.file, "codes": [i.code for i in a.issues]} for a in aside],
        "cells": {o.name.lower(): counts[o] for o in Outcome},
        "changed": bool(plan.writes),
        "changes": plan.changes,
        "new_conflicts": len(plan.conflicts),
        "missing": missing,
        "late": plan.late,
        "returned": [p.name for p in made.returned],
    }
    return Report("merge", tuple(facts), issues, made.files, data)
