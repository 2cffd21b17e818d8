"""Merge what came back, and say beforehand what a merge would change."""

from concurrent.futures import Executor

import xlwings as xw

from taizhang.actions.checking import levels_of, view_of
from taizhang.actions.inbox import read_inbox
from taizhang.actions.moment import Moment
from taizhang.actions.office import Office
from taizhang.actions.report import Desk, Report
from taizhang.actions.returning import HandOut, hand_out
from taizhang.actions.workplace import BACKUPS, RETURNED
from taizhang.core.checks import FormsView
from taizhang.core.merge import joblog
from taizhang.core.merge.merge import Outcome
from taizhang.core.merge.plan import READ, MergePast, MergePlan, plan_merge
from taizhang.core.periods import Period
from taizhang.core.units import describe_units


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
    past = read_past(office, office.period(period), moment)
    readings = read_inbox(office, past.period.id, desk, executor)
    plan = plan_merge(readings, past, moment.now)
    made = HandOut()
    if plan.writes:
        plan.writes.settings |= {"period": past.period.id, "last_merge": moment.stamp}
        office.carry_out(plan.writes, joblog.MERGE, moment)
        made = hand_out(plan, office, past, moment)
    desk.progress("一键汇总", plan.readings, 0)
    return _told(plan, made)


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
    past = read_past(office, office.period(period), moment)
    readings = read_inbox(office, past.period.id, desk, executor)
    plan = plan_merge(readings, past, moment.now)
    path = office.place.folder(BACKUPS) / f"汇总预演_{past.period.id}.xlsx"
    changes = [c for c in plan.writes.cells if c.sheet in {"tasks", "nodes"}]
    rows = joblog.log_rows(changes, "", moment.now, past.labels)
    title = f"汇总预演（{past.period.label}）"
    build_rehearsal(path, title, rows, plan.conflicts, plan.issues)
    desk.progress("汇总预演", plan.readings, 0)
    done = _told(plan, HandOut())
    facts = (("预演", "台账没有改动"), *done.facts, ("会改动", f"{len(changes)}格"))
    return Report("rehearse", facts, done.issues, (path,), data=done.data)


def read_past(office: Office, period: Period, moment: Moment) -> MergePast:
    """Read what a merge of that period has to know."""
    spec = office.ledger.layout.form
    return MergePast(
        ledger_id=office.ledger.meta["ledger_id"],
        period=period,
        cutoff=office.cutoff(period),
        tables=office.read(*READ),
        spec=spec,
        labels=office.labels(),
        view=FormsView(view_of(office, moment.on), spec, period.id),
        levels=levels_of(office),
    )


def _told(plan: MergePlan, made: HandOut) -> Report:
    """The one-look summary."""
    counts, missing = plan.counts, plan.missing
    merged, aside = len(plan.merged.files), plan.intake.aside
    facts = [
        ("期次", plan.period.label),
        ("收到", f"{plan.readings}份，采用{merged}份，未采用{len(aside)}份"),
        ("格子", "，".join(f"{o.value}{counts[o]}" for o in Outcome)),
        ("新冲突", f"{len(plan.conflicts)}处"),
        ("待认领", f"{len(plan.claims)}行，待认表头{len(plan.questions)}个"),
        ("迟报", f"{plan.late}家"),
        ("未报", f"{len(missing)}家" + (f"：{describe_units(missing)}" if missing else "")),
    ]  # fmt: skip
    if made.returned:
        facts.append(("退回", f"{len(made.returned)}份，在{RETURNED}/{plan.period.id}"))
    if not plan.writes:
        facts.insert(0, ("结果", "没有变化，台账原样未动"))
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
    return Report("merge", tuple(facts), tuple(plan.issues), made.files, data)
