"""问题流转: carry problems on from step to step, and clues into problems."""

import xlwings as xw

from taizhang.core.catalog import jobs as told
from taizhang.core.merge import joblog
from taizhang.core.problems.plan import READ, ProblemPast, plan_problems
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from taizhang.office.report import Desk, Report


def problems(book: xw.Book, desk: Desk, moment: Moment) -> Report:
    """Take the steps that units have written or the clerk chose; a step too early is named.

    A second run changes nothing.
    """
    office = Office(book)
    past = read_past(office, moment)
    done = plan_problems(past)
    desk.progress("问题流转", 1, 2)
    if done.writes or office.has_below:
        office.carry_out(done.writes, joblog.PROBLEMS, moment)
    else:
        office.show(office.say(done.issues))
    desk.progress("问题流转", 2, 0)
    facts = [told.STEPPED.of(name=name, count=n) for name, n in done.steps.most_common()]
    facts += [told.TURNED.of(count=done.turned)] if done.turned else []
    facts += [told.COUNTED.of(name=s, count=n, measure="件") for s, n in done.stages.most_common()]
    facts += [told.STEP_NEXT.of()] if done.stages and not done.steps else []
    data: dict[str, object] = {
        "on": moment.on.isoformat(),
        "steps": dict(done.steps),
        "turned": done.turned,
        "stages": dict(done.stages),
        "changed": bool(done.writes),
    }
    return Report("problems", tuple(facts), office.say(done.issues), data=data)


def read_past(office: Office, moment: Moment) -> ProblemPast:
    """Read what a round through the problems has to know."""
    tries = office.number("visit_tries")
    return ProblemPast(office.read(*READ), moment.on, office.workdays(), tries)
