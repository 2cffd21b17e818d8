"""销号审核 and 延期审批: carry out what the clerk decided, and set up what there is to decide."""

import xlwings as xw

from taizhang.core.catalog import jobs as told
from taizhang.core.closing import extending, plan
from taizhang.core.closing.extending import ExtendingPast, Stand, plan_extending
from taizhang.core.closing.loop import RoundStanding
from taizhang.core.closing.plan import ClosingPast, plan_closing
from taizhang.core.merge import joblog
from taizhang.core.units import split_names
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from taizhang.office.report import Desk, Report


def close(book: xw.Book, desk: Desk, moment: Moment) -> Report:
    """Turn applications into rows of 销号记录 and carry out the decisions that stand there.

    A decision that lacks something is named and left. A second run changes nothing.
    """
    office = Office(book)
    days, lookback = office.number("publicity"), office.number("lookback_days")
    levels = split_names(office.text("acceptance_levels"))
    past = ClosingPast(office.read(*plan.READ), moment.on, days, lookback, levels)
    done = plan_closing(past)
    desk.progress("销号审核", 1, 2)
    if done.writes or office.has_below:
        office.carry_out(done.writes, joblog.CLOSE, moment)
    else:
        office.show(office.say(done.issues))
    desk.progress("销号审核", 2, 0)
    waiting = told.TO_DECIDE_HOW if done.waiting else told.TO_DECIDE
    facts = [told.PROPOSED.of(count=done.proposed), waiting.of(count=done.waiting)]
    shown = (RoundStanding.PUBLIC, RoundStanding.CLOSED, RoundStanding.RETURNED, RoundStanding.WITHDRAWN,
             RoundStanding.RESTARTED)  # fmt: skip
    facts += [
        told.COUNTED.of(name=s.value, count=n, measure="项") for s in shown if (n := done.counts[s])
    ]
    if done.writes and any(done.counts[s] for s in shown):
        facts.append(told.JUDGE_AGAIN.of())
    data: dict[str, object] = {
        "on": moment.on.isoformat(),
        "proposed": done.proposed,
        "waiting": done.waiting,
        "standings": {s.value: n for s, n in done.counts.items()},
        "closed": done.closed,
        "changed": bool(done.writes),
    }
    return Report("close", tuple(facts), office.say(done.issues), data=data)


def extend(book: xw.Book, desk: Desk, moment: Moment) -> Report:
    """Register the applications for 延期 and carry out the decisions; the first deadline stays."""
    office = Office(book)
    lasting = office.number("lasting_days")
    done = plan_extending(ExtendingPast(office.read(*extending.READ), moment.on, lasting))
    desk.progress("延期审批", 1, 2)
    if done.writes or office.has_below:
        office.carry_out(done.writes, joblog.EXTEND, moment)
    else:
        office.show(office.say(done.issues))
    desk.progress("延期审批", 2, 0)
    facts = [told.COUNTED.of(name=s.value, count=done.counts[s], measure="项") for s in Stand]
    data: dict[str, object] = {
        "on": moment.on.isoformat(),
        "standings": {s.value: n for s, n in done.counts.items()},
        "granted": done.granted,
        "changed": bool(done.writes),
    }
    return Report("extend", tuple(facts), office.say(done.issues), data=data)
