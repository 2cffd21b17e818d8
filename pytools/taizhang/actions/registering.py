"""Move confirmed drafts into the ledger."""

import xlwings as xw

from taizhang.actions.decomposing import drafted
from taizhang.core.catalog import jobs as told
from taizhang.core.catalog import notices as catalog
from taizhang.core.lists.leftovers import plan_leftovers
from taizhang.core.lists.registering import adopted, plan_register
from taizhang.core.merge import joblog
from taizhang.core.units import roster_of
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from taizhang.office.report import CannotRun, Desk, Report


def register(book: xw.Book, desk: Desk, moment: Moment) -> Report:
    """Move the drafts with 采用＝是 into 任务台账, 节点计划 and 单位名册; each only once."""
    office = Office(book)
    tables = office.read("drafts", "tasks", "units", "leftovers")
    chosen = adopted(tables["drafts"])
    left = plan_leftovers(tables)
    if not chosen and not left.chosen:
        raise CannotRun(next(iter(left.issues), catalog.NOTHING_TO_REGISTER.at()))
    plan = plan_register(tables, office.campaign())
    made = drafted(left.chosen, roster_of(tables["units"].values))
    left.put(plan.writes, [(d.values, d.doubtful) for d in made])
    if made:
        plan.issues.append(catalog.LATER_DRAFTS.at(count=len(made)))
    plan.issues.extend(left.issues)
    office.carry_out(plan.writes, joblog.REGISTER, moment)
    desk.progress("登记入账", len(chosen), 0)
    facts = (
        told.REGISTERED.of(count=plan.tasks),
        told.NODES.of(count=plan.nodes),
        *((told.MADE_DRAFTS.of(count=len(made)),) if made else ()),
        told.TO_CHECK.of(count=plan.to_check),
    )
    data = {"tasks": plan.tasks, "nodes": plan.nodes, "made": len(made)}
    return Report("register", facts, office.say(plan.issues), data=data)
