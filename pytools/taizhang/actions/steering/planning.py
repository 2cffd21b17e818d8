"""倒排工期: milestones backwards from each deadline, as rows of 节点计划 where there were none."""

from collections.abc import Sequence
from datetime import date

import xlwings as xw

from taizhang.core.cadence.rules import calendar_issues
from taizhang.core.catalog import files as world
from taizhang.core.catalog import jobs as told
from taizhang.core.issues import Severity
from taizhang.core.planning.plans import READ, PlanPlan, PlanWish, plan_nodes
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from taizhang.office.report import CannotRun, Desk, Report

JOB, SQUEEZE = "倒排", "压缩"


def plan(  # noqa: PLR0913 - an option is an argument
    book: xw.Book,
    desk: Desk,
    moment: Moment,
    *,
    tasks: Sequence[str] | None = None,
    template: str = "",
    since: date | None = None,
    days: int = 0,
    squeeze: bool = False,
    look: bool = False,
) -> Report:
    """Add milestones to the tasks named, or to all open ones without any; `look` writes nothing.

    Milestones that are there stay as they are. `days` after `since` is the deadline, where given.
    """
    office = Office(book)
    tables, workdays = office.read(*READ), office.workdays()
    if not tables["tasks"].rows:
        raise CannotRun(world.NO_TASKS.at())
    squeeze = squeeze or office.text("plan_short") == SQUEEZE
    wish = PlanWish(tuple(tasks or ()), template, since, days, squeeze)
    made = plan_nodes(tables, wish, moment.on, workdays)
    stopping = [i for i in made.issues if i.severity is Severity.ERROR]
    if stopping and not made.planned:
        raise CannotRun(stopping[0])
    if not look:
        office.carry_out(made.writes, JOB, moment)
    desk.progress("倒排工期", len(made.planned), 0)
    issues = office.say([*made.issues, *calendar_issues(workdays)])
    facts = (
        told.PLANNED.of(count=len(made.planned), nodes=made.nodes),
        (told.LOOKED if look else told.NODES_PUT).of(),
    )
    return Report("plan", facts, issues, data=_data(made, look=look), table=_table(made))


def _table(made: PlanPlan) -> tuple[tuple[str, ...], ...]:
    rows = [
        (one.task_id, one.template, str(m.number), m.name, m.day.isoformat(), str(m.workdays))
        for one in made.planned for m in one.plan.milestones
    ]  # fmt: skip
    return (("任务编号", "模板", "序号", "节点", "计划完成", "工作日"), *rows) if rows else ()


def _data(made: PlanPlan, *, look: bool) -> dict[str, object]:
    tasks = [
        {
            "task_id": one.task_id, "template": one.template, "why": one.why,
            "begins": one.plan.begins.isoformat(), "deadline": one.deadline.isoformat(),
            "short": one.plan.short, "gone": one.plan.gone,
            "nodes": [
                {"no": m.number, "node": m.name, "planned": m.day.isoformat(),
                 "workdays": m.workdays}
                for m in one.plan.milestones
            ],
        }
        for one in made.planned
    ]  # fmt: skip
    return {"tasks": tasks, "nodes": made.nodes, "written": not look}
