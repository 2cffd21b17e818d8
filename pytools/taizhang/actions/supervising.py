"""督办建议: propose which papers go out, from what is on record; the clerk decides on each."""

from datetime import datetime, time

import xlwings as xw

from taizhang.core.catalog import files as world
from taizhang.core.catalog import jobs as told
from taizhang.core.duty.plan import READ, DutyPlan, LadderInUse, open_records, plan_duty
from taizhang.core.duty.records import records_of
from taizhang.core.merge import joblog
from taizhang.core.periods import Period, in_order, label_of, parse_period
from taizhang.core.writes import Writes
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from taizhang.office.report import CannotRun, Desk, Report
from taizhang.office.shelf import open_period


def supervise(book: xw.Book, desk: Desk, moment: Moment, period: str = "") -> Report:
    """Add proposals to 督办记录 by 督办规则; nothing that was proposed before comes twice."""
    office = Office(book)
    past = read_past(office, open_period(office, period), moment)
    if not past.tables["tasks"].rows:
        raise CannotRun(world.NO_TASKS.at())
    desk.progress("督办建议", 1, 2)
    plan = plan_duty(past)
    if plan.writes:
        office.carry_out(plan.writes, joblog.SUPERVISE, moment)
    else:
        office.carry_out(Writes(findings=plan.issues), joblog.SUPERVISE, moment)
    desk.progress("督办建议", 2, 0)
    return _told(plan, past, office)


def read_past(office: Office, period: Period, moment: Moment) -> LadderInUse:
    """Read what a proposing of that period and day has to know."""
    tables = office.read(*READ)
    at = moment.now if moment.on == moment.now.date() else datetime.combine(moment.on, time.max)
    asked = {str(r["period"]) for r in tables["summary"].values if r["unit"]}
    known = (p for p in map(parse_period, asked) if p and in_order(p.id) <= in_order(period.id))
    layout = office.ledger.layout
    return LadderInUse(
        period.id, moment.on, tables, tuple(p.id for p in known if office.cutoff(p) < at),
        office.text("ladder"), layout.ladders, layout.lists["supervisions"], office.workdays(),
    )  # fmt: skip


def _told(plan: DutyPlan, past: LadderInUse, office: Office) -> Report:
    """New proposals by kind, and what is still open."""
    standing = open_records(records_of(past.tables["supervision"].rows), past.on)
    facts = [
        told.PERIOD.of(period=label_of(past.period)),
        told.SLIPS_PROPOSED.of(count=len(plan.proposals.rows)),
    ]
    facts += [told.ADVISED.of(name=k, count=n) for k, n in plan.kinds.most_common()]
    facts += [told.COUNTED.of(name=k, count=n, measure="件") for k, n in standing.items()]
    data: dict[str, object] = {
        "period": past.period, "on": past.on.isoformat(), "ladder": past.ladder,
        "proposed": dict(plan.kinds), "open": dict(standing),
        "rows": [
            {k: str(row[k]) for k in ("supervision", "unit", "task_id", "why", "presider")}
            for row in plan.proposals.rows
        ],
    }  # fmt: skip
    return Report("supervise", tuple(facts), office.say(plan.issues), data=data)
