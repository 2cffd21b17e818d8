"""Make a form for every reporting unit, and the list of what was sent."""

from collections.abc import Sequence
from pathlib import Path

import xlwings as xw

from taizhang.core.catalog import files as world
from taizhang.core.catalog import jobs as told
from taizhang.core.catalog import planning as catalog
from taizhang.core.distribution import READ, Sender, SendPast, SendPlan, plan_distribution
from taizhang.core.filenames import file_stems, form_file
from taizhang.core.issues import show
from taizhang.core.merge import joblog
from taizhang.core.periods import Period
from taizhang.core.roles import state_lamps
from taizhang.core.units import describe_units
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from taizhang.office.report import CannotRun, Desk, Report
from taizhang.office.shelf import open_period
from taizhang.office.workplace import SENT


def distribute(book: xw.Book, desk: Desk, moment: Moment, period: str = "") -> Report:
    """Write one form a unit to 下发/<期次>/ and note in 汇总结果 who was asked.

    Closed tasks are left out; a unit without any task gets no form. Sending again replaces
    the forms of the period.
    """
    office = Office(book)
    office.check_form()
    wanted = open_period(office, period)
    past = SendPast(office.read(*READ), office.schedule)
    if not past.roster.units:
        raise CannotRun(world.NO_UNITS.at())
    if not past.tasks:
        raise CannotRun(world.NO_TASKS.at())
    if not past.due(wanted.id):
        raise CannotRun(catalog.NOTHING_DUE.at(period=wanted.label))
    plan = plan_distribution(past, sender_of(office, wanted, moment))
    there = set(office.place.folder(SENT, wanted.id).glob("*.xlsx"))
    files = _write_all(plan, past, office, desk, moment)
    files.append(_write_list(plan, office, wanted, moment))
    plan.writes.settings |= {"last_distribute": moment.stamp, "cutoff_at": _noted(office, wanted)}
    office.carry_out(plan.writes, joblog.DISTRIBUTE, moment)
    desk.progress("下发报送表", len(files), 0)
    again = len(there.intersection(files[:-1]))
    return _told(plan, past, wanted, office, files, again)


def _noted(office: Office, period: Period) -> str:
    """The cut-off as 首页 shows it, where 参数设置 alone does not give it."""
    if not office.schedule.own(period.kind):
        return ""
    return f"{period.id} {office.cutoff(period):%Y-%m-%d %H:%M}"


def sender_of(office: Office, period: Period, moment: Moment) -> Sender:
    """Read what every form of that period bears."""
    meta = office.ledger.meta
    return Sender(
        ledger_id=meta["ledger_id"],
        key=bytes.fromhex(meta["key"]),
        period=period.id,
        now=moment.now,
        place=office.text("place"),
        plan=office.text("plan"),
        deadline=show(office.cutoff(period)),
        contact=office.text("contact"),
        raised=office.number("problem_rows"),
        extensions=office.text("extension_sheet") != "否",
    )


def _write_all(
    plan: SendPlan, past: SendPast, office: Office, desk: Desk, moment: Moment
) -> list[Path]:
    from taizhang.books.forms.build import build_form

    stems = file_stems(unit.name for unit in past.roster.units)
    files = []
    lamps = state_lamps(office.ledger.values("lamp_rules"))
    for i, content in enumerate(plan.contents, start=1):
        who = content.identity
        folder = office.place.folder(SENT, who.period)
        path = folder / form_file(stems[who.unit], who.period)
        build_form(path, content, layout=office.ledger.layout, lamps=lamps, created=moment.utc)
        files.append(path)
        desk.progress(f"下发报送表：{who.unit}", i, len(plan.contents))
    return files


def _write_list(plan: SendPlan, office: Office, period: Period, moment: Moment) -> Path:
    from taizhang.books.papers.sent_list import build_sent_list

    path = office.place.folder(SENT, period.id) / f"下发清单_{period.id}.xlsx"
    title = f"{office.text('place')}{office.text('plan')}报送表下发清单（{period.label}）"
    build_sent_list(path, title, plan.contents, moment.now)
    return path


def _told(  # noqa: PLR0913 - what was planned, and what became of it
    plan: SendPlan,
    past: SendPast,
    period: Period,
    office: Office,
    files: Sequence[Path],
    again: int,
) -> Report:
    due = {str(task["task_id"]) for task in past.due(period.id)}
    not_due = [str(t["task_id"]) for t in past.tasks if str(t["task_id"]) not in due]
    left = len(not_due)
    few = describe_units(not_due, measure="项")
    facts = (
        told.PERIOD.of(period=period.label),
        *([told.NOT_DUE.of(count=left, tasks=few)] if left else []),
        told.FORMS.of(count=len(plan.contents)),
        *([told.SENT_AGAIN.of(count=again)] if again else []),
        told.ROWS_TO_FILL.of(count=plan.rows),
        told.CUTOFF.of(when=office.cutoff(period)),
        told.PUT.of(place=f"{SENT}/{period.id}"),
    )
    data = {
        "period": period.id, "forms": len(plan.contents), "rows": plan.rows, "not_due": left,
        "cutoff": office.cutoff(period).isoformat(),
    }  # fmt: skip
    issues = office.say([*plan.issues, *office.schedule_issues()])
    return Report("distribute", facts, issues, tuple(files), data)
