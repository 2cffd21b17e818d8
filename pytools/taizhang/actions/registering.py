"""Move confirmed drafts into the ledger."""

import xlwings as xw

from taizhang.core.catalog import jobs as told
from taizhang.core.catalog import notices as catalog
from taizhang.core.lists.registering import adopted, plan_register
from taizhang.core.merge import joblog
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from taizhang.office.report import CannotRun, Desk, Report


def register(book: xw.Book, desk: Desk, moment: Moment) -> Report:
    """Move the drafts with 采用＝是 into 任务台账, 节点计划 and 单位名册; each only once."""
    office = Office(book)
    tables = office.read("drafts", "tasks", "units")
    chosen = adopted(tables["drafts"])
    if not chosen:
        raise CannotRun(catalog.NOTHING_TO_REGISTER.at())
    plan = plan_register(tables, office.campaign())
    office.carry_out(plan.writes, joblog.REGISTER, moment)
    desk.progress("登记入账", len(chosen), 0)
    facts = (
        told.REGISTERED.of(count=plan.tasks),
        told.NODES.of(count=plan.nodes),
        told.TO_CHECK.of(count=plan.to_check),
    )
    data = {"tasks": plan.tasks, "nodes": plan.nodes}
    return Report("register", facts, office.say(plan.issues), data=data)
