"""项目 of a period as a plan: the figures to record, the cells that follow, the facts for the page.

A project that names a task takes its amounts from the report; only a cell that the clerk has not
typed over is written. 项目月报 gets the period's row; of a period that is over it keeps its rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from taizhang.core.bulletin.facts import PaperFacts
from taizhang.core.catalog import boards as catalog
from taizhang.core.issues import Issue
from taizhang.core.projects.amounts import REPORTED, Amount
from taizhang.core.projects.facts import project_facts
from taizhang.core.projects.model import Project
from taizhang.core.projects.standing import ProjectPast
from taizhang.core.scoring.rounding import half_up
from taizhang.core.submission import Value
from taizhang.core.writes import Change, Writes

PLACES = 6  # decimals of amounts: more than anybody prints, so that sums stay whole


@dataclass(frozen=True)
class ProjectPlan:
    """What a period's projects come to."""

    past: ProjectPast
    writes: Writes = field(default_factory=Writes)

    @cached_property
    def _told(self) -> tuple[PaperFacts, list[Issue]]:
        return project_facts(self.past)

    @property
    def facts(self) -> PaperFacts:
        """Figures and lists."""
        return self._told[0]

    @property
    def issues(self) -> list[Issue]:
        """What has to be mended."""
        return self._told[1]


def plan_projects(past: ProjectPast) -> ProjectPlan | Issue:
    """The figures of the period; an Issue where there is no project."""
    if not past.projects:
        return catalog.PROJECTS_NONE.at()
    plan = ProjectPlan(past)
    for project in past.projects:
        amount = past.amounts[project.id]
        _cells(plan, project, amount)
        _month(plan, project, amount)
    plan.writes.findings = plan.issues
    return plan


def _cells(plan: ProjectPlan, project: Project, amount: Amount) -> None:
    """完成率 and 序时差, and the amounts that came by the form; nothing of a period that is over."""
    past = plan.past
    if past.told.over:
        return
    rate, points = past.pace(project)
    wanted: dict[str, Value] = {
        "done_rate": "" if rate is None else half_up(rate, PLACES),
        "pace_gap": "" if points is None else half_up(points, 2),
    }
    if amount.source == REPORTED:
        wanted |= {"before_month": amount.before, "in_month": _shown(amount.month),
                   "year_done": _shown(amount.done)}  # fmt: skip
    row = project.row
    for key, value in wanted.items():
        plan.writes.put(Change(
            "projects", (project.text("project_id"),), key, row[key], value, row=row.number
        ))  # fmt: skip


def _month(plan: ProjectPlan, project: Project, amount: Amount) -> None:
    """The row of 项目月报."""
    past = plan.past
    values = _recorded(project, amount)
    written = past.told.written.get(project.id)
    if past.told.over:
        return
    if written is None:
        named = {"period": past.period.id, "project_id": project.id}
        plan.writes.add("project_months", [{**named, **values}])
        return
    key = (past.period.id, project.id)
    for column, value in values.items():
        plan.writes.put(
            Change("project_months", key, column, written[column], value, row=written.number)
        )


def _recorded(project: Project, amount: Amount) -> Mapping[str, Value]:
    planned = project.number("year_plan")
    return {
        "name": project.text("name"), "place": "、".join(project.districts),
        "year_plan": "" if planned is None else planned, "year_done": _shown(amount.done),
        "in_month": _shown(amount.month), "source": amount.source,
    }  # fmt: skip


def _shown(value: float | None) -> Value:
    return "" if value is None else half_up(value, PLACES)
