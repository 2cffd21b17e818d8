"""All projects of a period: their amounts, the rates of any group of them, places and their ranks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from taizhang.core.catalog import boards as catalog
from taizhang.core.issues import Issue
from taizhang.core.periods import Period, period_of
from taizhang.core.projects.amounts import Amount, ToldAmounts, amount_of, told_of
from taizhang.core.projects.model import RESERVE, Project, number, projects_of
from taizhang.core.projects.rates import Dated, Rate, dated, elapsed, gap, growth
from taizhang.core.scoring.ranks import Ranked, ranked
from taizhang.core.tables import LedgerRows, TableRow

READ = ("projects", "project_months", "tasks", "reports")
PLANNED, DUE, ALL = "计划开工", "应开工", "全部项目"
STORED_FROM = 500.0  # 万元 of a started project, from where it has to be in the statistics' store
IN_UNIT = {"万元": 1.0, "亿元": 10_000.0}
DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Sums:
    """A group of projects: how many, planned, done, done in the period, what there was before."""

    projects: Sequence[Project]
    plan: float
    done: float
    month: float
    invested: float
    month_before: float | None
    done_last_year: float | None

    @property
    def completion(self) -> Rate:
        """完成率: done in the year of the year's plan."""
        return Rate(self.done, self.plan, "年度计划")

    @property
    def month_growth(self) -> float | None:
        """环比 of the period."""
        return growth(self.month, self.month_before)

    @property
    def year_growth(self) -> float | None:
        """同比 of the year so far."""
        return growth(self.done, self.done_last_year)


@dataclass(frozen=True)
class ProjectPast:
    """The project ledger as a job finds it; `base` is what 开工率 is of, `measure` that of money."""

    period: Period
    on: date
    tables: Mapping[str, LedgerRows]
    base: str = PLANNED
    measure: str = "万元"
    stored_from: float = STORED_FROM
    by_origin: bool = False  # a project is of the unit that brought it, not of where it lies

    @property
    def day(self) -> date:
        """The day until which things are counted."""
        return min(self.on, self.period.last)

    @property
    def time(self) -> float:
        """The share of the year that is over, in percent."""
        return elapsed(self.day)

    @cached_property
    def told(self) -> ToldAmounts:
        """What reports and earlier periods say."""
        return told_of(self.tables, self.period)

    @cached_property
    def _read(self) -> tuple[list[Project], list[Issue]]:
        return projects_of(self.tables["projects"])

    @property
    def projects(self) -> list[Project]:
        """Each project once."""
        return self._read[0]

    @cached_property
    def _reckoned(self) -> tuple[Mapping[str, Amount], list[Issue]]:
        amounts, issues = {}, []
        for project in self.projects:
            amounts[project.id], found = amount_of(project, self.told, self.tables["projects"])
            issues += found
        return amounts, issues

    @property
    def amounts(self) -> Mapping[str, Amount]:
        """What each has done."""
        return self._reckoned[0]

    @property
    def issues(self) -> list[Issue]:
        """What is wrong with rows and amounts."""
        return [*self._read[1], *self._reckoned[1]]

    @cached_property
    def last(self) -> Mapping[str, TableRow]:
        """项目月报 of the period before, by project; empty where there is none."""
        return self._month(period_of(_day_before(self.period), self.period.kind))

    @cached_property
    def last_year(self) -> Mapping[str, TableRow]:
        """项目月报 of the same period a year ago."""
        year = self.period.last.year
        return self._month_named(self.period.id.replace(str(year), str(year - 1), 1))

    def _month(self, period: Period) -> Mapping[str, TableRow]:
        return self._month_named(period.id)

    def _month_named(self, period: str) -> Mapping[str, TableRow]:
        rows = self.tables["project_months"].rows
        return {str(r["project_id"]): r for r in rows if str(r["period"]) == period}

    def sums(self, projects: Sequence[Project]) -> Sums:
        """The sums of these projects, each counted once."""
        amounts = [self.amounts[p.id] for p in projects]
        return Sums(
            projects,
            plan=_sum(p.number("year_plan") for p in projects),
            done=_sum(a.done for a in amounts),
            month=_sum(a.month for a in amounts),
            invested=_sum(p.number("invested") for p in projects),
            month_before=self._recorded(self.last, projects, "in_month"),
            done_last_year=self._recorded(self.last_year, projects, "year_done"),
        )

    def _recorded(
        self, rows: Mapping[str, TableRow], projects: Sequence[Project], key: str
    ) -> float | None:
        """A recorded figure of the districts that these projects lie in; None without records."""
        if not rows:
            return None
        if len(projects) == len(self.projects):
            return _sum(number(r[key]) for r in rows.values())
        known = {p.id for p in projects} | {p.text("split_from") for p in projects}
        return _sum(number(r[key]) for name, r in rows.items() if name in known)

    def step(self, projects: Sequence[Project], planned: str, actual: str) -> Dated:
        """How many were to take a step, and did."""
        return dated([(p.day(planned), p.day(actual)) for p in projects], self.day)

    def starts(self, projects: Sequence[Project]) -> Rate:
        """开工率 on the office's base: planned of the year, due until the day, or all projects."""
        step = self.step(projects, "start_plan", "started_on")
        if self.base == ALL:
            begun = sum(p.until("started_on", self.day) for p in projects)
            return Rate(begun, len(projects), ALL)
        if self.base == DUE:
            return Rate(step.taken, step.due, DUE)
        return Rate(step.taken, step.whole, PLANNED)

    def finishes(self, projects: Sequence[Project]) -> Rate:
        """竣工率: finished of those planned to finish in the year."""
        step = self.step(projects, "finish_plan", "finished_on")
        return Rate(step.taken, step.whole, "计划竣工")

    def rates(self, projects: Sequence[Project]) -> Mapping[str, Rate]:
        """All rates of these projects by name."""
        day = self.day
        finished = [p for p in projects if p.until("finished_on", day)]
        begun = [p for p in projects if p.until("started_on", day)]
        reserve = [p for p in projects if p.text("nature") == RESERVE]
        stored = [p for p in projects if self.to_store(p)]
        return {
            "开工率": self.starts(projects),
            "竣工率": self.finishes(projects),
            "投产率": _share(begun, lambda p: p.until("output_on", day), "正式施工"),
            "达产率": _share(finished, lambda p: p.until("output_on", day), "已竣工"),
            "转化率": _share(reserve, lambda p: p.until("started_on", day), "储备项目"),
            "签约率": _share(reserve, lambda p: p.until("signed_on", day), "储备项目"),
            "入库率": _share(stored, lambda p: p.until("stored_on", day), "应入库"),
            "入统率": _share(stored, lambda p: p.until("counted_on", day), "应入统"),
        }

    def to_store(self, project: Project) -> bool:
        """Whether a started project is large enough for the statistics."""
        worth = (project.number("invested") or 0.0) * IN_UNIT.get(self.measure, 1.0)
        return project.until("started_on", self.day) and worth >= self.stored_from

    @cached_property
    def districts(self) -> Mapping[str, list[Project]]:
        """Projects by district, in the order of the sheet; one across districts is each one's.

        By who brought them where the office has it so; one that nobody brought stays where it lies.
        """
        found: dict[str, list[Project]] = {}
        for project in self.projects:
            brought = project.text("origin") if self.by_origin else ""
            for name in (brought,) if brought else project.districts:
                found.setdefault(name, []).append(project)
        return found

    @cached_property
    def ranks(self) -> Mapping[str, Ranked]:
        """Districts by 完成率, with the place of the period before."""
        values = {}
        for name, projects in self.districts.items():
            rate = self.sums(projects).completion.value
            if rate is not None:
                values[name] = rate
        before = {r.unit: r.rank for r in ranked(self._rates_before(), decimals=DECIMALS)}
        found = ranked(values, decimals=DECIMALS, before=before)
        return {r.unit: r for r in found}

    def _rates_before(self) -> Mapping[str, float]:
        """完成率 of each district in the period before, as it was recorded."""
        found = {}
        for name, projects in self.districts.items():
            rows = [self.last[p.id] for p in projects if p.id in self.last]
            plan = _sum(number(r["year_plan"]) for r in rows)
            if plan:
                found[name] = 100 * _sum(number(r["year_done"]) for r in rows) / plan
        return found

    @property
    def across(self) -> list[Project]:
        """Projects that lie in several districts."""
        return [p for p in self.projects if len(p.districts) > 1]

    def pace(self, project: Project) -> tuple[float | None, float | None]:
        """完成率 (a share) and 序时差 (points) of one project."""
        done, plan = self.amounts[project.id].done, project.number("year_plan")
        if done is None or not plan:
            return None, None
        rate = Rate(done, plan)
        return done / plan, gap(rate, self.time)


def doubts(past: ProjectPast) -> list[Issue]:
    """What has to be said of the rates: a base that is nothing, no period to compare with."""
    rates = past.rates(past.projects).items()
    found = [
        catalog.BASE_MISSING.at(name=name, base=rate.of)
        for name, rate in rates if rate.value is None and name in {"开工率", "竣工率"}
    ]  # fmt: skip
    if not past.last:
        before = period_of(_day_before(past.period), past.period.kind)
        found.append(catalog.NOTHING_BEFORE.at(period=before.label))
    return found


def _share(projects: Sequence[Project], took: Callable[[Project], bool], of: str) -> Rate:
    return Rate(sum(map(took, projects)), len(projects), of)


def _sum(values: Iterable[float | None]) -> float:
    return sum(v for v in values if v is not None)


def _day_before(period: Period) -> date:
    return date.fromordinal(period.first.toordinal() - 1)


def past_of(
    period: Period, on: date, tables: Mapping[str, LedgerRows], words: Mapping[str, str]
) -> ProjectPast:
    """The project ledger with the office's settings, as 参数设置 has them in words."""
    base = words.get("开工率分母", "")
    stored = words.get("入库起点", "")
    return ProjectPast(
        period, on, tables,
        base=base if base in {DUE, ALL} else PLANNED,
        measure=words.get("项目金额单位") or "万元",
        stored_from=float(stored) if stored.replace(".", "", 1).isdigit() else STORED_FROM,
        by_origin=words.get("项目归属", "") == "引进单位",
    )  # fmt: skip
