"""What projects earn their units: figures of each project and of a unit's projects, and what happened.

A project counts for the unit that brought it (引进单位), wherever it lies; without one for the unit of
its 属地, else of its 业主. Each project counts once, and what happened to it on its day alone, so that
a later month does not count it again.

Figures of each project: 项目性质 项目领域 年度计划 (in 亿元). Of a unit's projects together: 年度计划
开工项目 竣工项目 (应开工项目数 应竣工项目数) and the rates 开工率 竣工率 达产率 转化率 签约率. Events: 项目签约 项目开工 项目入库 项目竣工
项目投产, 未按期开工, 未按期入库 (not by the end of the month after its start), 省考核项目, 当月投资超10亿.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from taizhang.core.catalog import scoring as catalog
from taizhang.core.issues import Issue
from taizhang.core.periods import Period, period_of
from taizhang.core.projects.model import Project
from taizhang.core.projects.standing import IN_UNIT, ProjectPast
from taizhang.core.scoring.facts import ScoreEvent, ScoreFigure
from taizhang.core.units import Roster

STEPS = {"signed_on": "项目签约", "started_on": "项目开工", "stored_on": "项目入库",
         "finished_on": "项目竣工", "output_on": "项目投产"}  # fmt: skip
RATES = ("开工率", "竣工率", "达产率", "转化率", "签约率")
PROVINCIAL = frozenset({"省", "省级"})
LARGE = 10.0  # 亿元 in a period
HUNDRED_MILLION = IN_UNIT["亿元"]


def earned(
    past: ProjectPast, roster: Roster
) -> tuple[list[ScoreEvent], list[ScoreFigure], list[Issue]]:
    """Events and figures of all projects that a unit of the roster answers for.

    A project without such a unit is named and counts for nobody.
    """
    own: dict[str, list[Project]] = {}
    issues = []
    for project in past.projects:
        unit = unit_of(project, roster)
        if unit is None:
            name = project.text("name")
            issues.append(catalog.PROJECT_UNIT_UNKNOWN.at(project.place, name=name))
        else:
            own.setdefault(unit, []).append(project)
    events = [e for unit, projects in own.items() for p in projects for e in _events(past, unit, p)]
    figures = [f for unit, projects in own.items() for f in _figures(past, unit, projects)]
    return events, figures, issues


def unit_of(project: Project, roster: Roster) -> str | None:
    """The unit that a project counts for: who brought it, else where it lies, else whose it is."""
    brought = project.text("origin")
    if brought:
        return roster.resolve(brought)
    names = [*project.districts[:1], project.text("proprietor")]
    return next((unit for name in names if name and (unit := roster.resolve(name))), None)


def _events(past: ProjectPast, unit: str, project: Project) -> Iterator[ScoreEvent]:
    place = project.place
    yield from _dated(past.period, past.day, unit, project)
    if project.text("project_level") in PROVINCIAL:
        yield ScoreEvent(unit, "省考核项目", "", 1.0, project.id, None, place)
    month = past.amounts[project.id].month
    if month is not None and _large(past, month) > LARGE:
        yield ScoreEvent(unit, "当月投资超10亿", "", 1.0, project.id, None, place)
    late = _store_by(project, past)
    if late and late in past.period and late <= past.day:
        yield ScoreEvent(unit, "未按期入库", "", 1.0, project.id, late, place)


def _dated(period: Period, until: date, unit: str, project: Project) -> Iterator[ScoreEvent]:
    """The steps that a project took, or was to take, in the period."""
    for column, name in STEPS.items():
        day = project.day(column)
        if day and day in period and day <= until:
            yield ScoreEvent(unit, name, "", 1.0, project.id, day, project.place)
    planned = project.day("start_plan")
    begun = project.until("started_on", until)
    if planned and planned in period and planned <= until and not begun:
        yield ScoreEvent(unit, "未按期开工", "", 1.0, project.id, planned, project.place)


def _store_by(project: Project, past: ProjectPast) -> date | None:
    """The end of the month after its start, where a large project is not stored by then."""
    started = project.day("started_on")
    if started is None or not past.to_store(project):
        return None
    following = period_of(period_of(started, "月").last + timedelta(days=1), "月").last
    return None if project.until("stored_on", following) else following


def earlier_events(past: ProjectPast, roster: Roster) -> list[ScoreEvent]:
    """The dated events of the year before the period, for limits over the year."""
    first = past.period.first.replace(month=1, day=1)
    last = past.period.first - timedelta(days=1)
    if last < first:
        return []
    span = Period(first, last, f"{first:%Y}")
    own = ((unit_of(p, roster), p) for p in past.projects)
    return [e for unit, p in own if unit for e in _dated(span, last, unit, p)]


def _large(past: ProjectPast, amount: float) -> float:
    """An amount of the ledger in 亿元."""
    return amount * IN_UNIT.get(past.measure, 1.0) / HUNDRED_MILLION


def _figures(past: ProjectPast, unit: str, projects: Sequence[Project]) -> Iterator[ScoreFigure]:
    for project in projects:
        yield from _of_one(past, unit, project)
    place, rates = projects[0].place, past.rates(projects)
    sums = past.sums(projects)
    if sums.plan:
        plan, done = _large(past, sums.plan), _large(past, sums.done)
        yield ScoreFigure(unit, "年度计划", plan, done, place=place)
    for name, planned, actual in (("开工项目", "start_plan", "started_on"),
                                  ("竣工项目", "finish_plan", "finished_on")):  # fmt: skip
        step = past.step(projects, planned, actual)
        if step.whole or step.taken:
            yield ScoreFigure(unit, name, step.whole, step.taken, place=place)
        yield ScoreFigure(unit, f"应{name}数", value=float(step.whole), place=place)
    for name in RATES:
        if rates[name].base:
            yield ScoreFigure(unit, name, rates[name].base, rates[name].part, place=place)


def _of_one(past: ProjectPast, unit: str, project: Project) -> Iterator[ScoreFigure]:
    place, about = project.place, project.id
    for name, column in (("项目性质", "nature"), ("项目领域", "project_kind")):
        if word := project.text(column):
            yield ScoreFigure(unit, name, word=word, place=place, about=about)
    planned, done = project.number("year_plan"), past.amounts[project.id].done
    if planned is not None:
        plan = _large(past, planned)
        yield ScoreFigure(
            unit, "年度计划", plan, _large(past, done or 0.0), place=place, about=about
        )
