"""What each project has done in the year and in the period, and where the figure comes from.

A project that names a task takes the task's 完成值 of the period's report: it came by the form and
through the merge. What the clerk typed over it stays, and the difference is named. A project without
a task has what stands in 项目台账; a figure that is the last period's still counts as not reported.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from taizhang.core.catalog import boards as catalog
from taizhang.core.issues import Issue
from taizhang.core.periods import Period, in_order, parse_period
from taizhang.core.projects.model import Project, number
from taizhang.core.tables import VALID, LedgerRows, TableRow

REPORTED, TYPED, NONE, RECORDED = "报送表", "手工", "没有填", "项目月报"
NEAR = 1e-6


@dataclass(frozen=True, slots=True)
class Amount:
    """Done until the last period, in this one, in the year so far; None where nobody said."""

    before: float
    month: float | None
    done: float | None
    source: str


@dataclass(frozen=True)
class ToldAmounts:
    """Reports of the period by task, and what 项目月报 says of this period and earlier ones.

    `over`: a later period is recorded already, so what was recorded of this one holds.
    """

    reports: Mapping[str, TableRow]
    earlier: Mapping[str, TableRow]
    tasks: frozenset[str]
    written: Mapping[str, TableRow]
    over: bool = False


def told_of(tables: Mapping[str, LedgerRows], period: Period) -> ToldAmounts:
    """What the other sheets say of projects in the period."""
    months = tables["project_months"].rows
    leads = {str(r["task_id"]): str(r["lead"]) for r in tables["tasks"].rows}
    reports = {
        str(r["task_id"]): r for r in tables["reports"].rows
        if str(r["period"]) == period.id and str(r["validity"]) in {VALID, ""}
        and str(r["unit"]) in leads.get(str(r["task_id"]), "") and number(r["actual"]) is not None
    }  # fmt: skip
    earlier = _latest(r for r in months if _earlier(str(r["period"]), period))
    now = {str(r["project_id"]): r for r in months if str(r["period"]) == period.id}
    over = any(_later(str(r["period"]), period) for r in months)
    return ToldAmounts(reports, earlier, frozenset(leads), now, over)


def _later(text: str, period: Period) -> bool:
    found = parse_period(text)
    return bool(found and found.kind == period.kind and found.first > period.last)


def _earlier(text: str, period: Period) -> bool:
    """Whether a period lies before this one, is of its kind and of its year."""
    found = parse_period(text)
    return bool(
        found and found.kind == period.kind and found.last < period.first
        and found.last.year == period.last.year
    )  # fmt: skip


def _latest(rows: Iterable[TableRow]) -> dict[str, TableRow]:
    found: dict[str, TableRow] = {}
    for row in sorted(rows, key=lambda r: in_order(str(r["period"]))):
        found[str(row["project_id"])] = row
    return found


def amount_of(project: Project, told: ToldAmounts, table: LedgerRows) -> tuple[Amount, list[Issue]]:
    """The project's amounts of the period, and what is to be said of them."""
    if told.over:
        return _recorded(told.written.get(project.id)), []
    row = told.earlier.get(project.id)
    before = number(row["year_done"]) if row else project.number("before_month")
    report = told.reports.get(project.text("task_id"))
    issues = list(_unknown_task(project, told, table))
    if report is not None:
        done = number(report["actual"])
        typed = _typed_over(project, told, done)
        if typed is None:
            return _amount(before, done, REPORTED), issues
        place = table.place(project.row.number, "year_done")
        issues.append(catalog.TYPED_OVER.at(place, found=typed, reported=done))
        return _amount(before, typed, TYPED), issues
    amount, wrong = _typed(project, told, before, table)
    return amount, [*issues, *wrong]


def _recorded(row: TableRow | None) -> Amount:
    """What was recorded when the period was the present one."""
    if row is None:
        return Amount(0.0, None, None, NONE)
    done, month = number(row["year_done"]), number(row["in_month"])
    return Amount((done or 0.0) - (month or 0.0), month, done, RECORDED)


def _amount(before: float | None, done: float | None, source: str) -> Amount:
    month = None if done is None else done - (before or 0.0)
    return Amount(before or 0.0, month, done, source)


def _typed_over(project: Project, told: ToldAmounts, reported: float | None) -> float | None:
    """What the clerk typed since the program wrote last; None where the report may be taken."""
    cell = project.number("year_done")
    if cell is None or _same(cell, reported):
        return None
    last = told.written.get(project.id) or told.earlier.get(project.id)
    return None if last is not None and _same(cell, number(last["year_done"])) else cell


def _typed(
    project: Project, told: ToldAmounts, before: float | None, table: LedgerRows
) -> tuple[Amount, list[Issue]]:
    """The amounts as the sheet has them."""
    month, done = project.number("in_month"), project.number("year_done")
    last = told.earlier.get(project.id)
    place = table.place(project.row.number, "year_done")
    name = project.text("name")
    if last is not None and month and _same(done, number(last["year_done"])):
        if _same(month, number(last["in_month"])):
            return Amount(before or 0.0, None, done, NONE), [
                catalog.NOT_FILLED.at(place, name=name)
            ]
        done = None  # only the month was typed anew
    if done is None and month is not None:
        return Amount(before or 0.0, month, (before or 0.0) + month, TYPED), []
    if done is None:
        return Amount(before or 0.0, None, before, NONE), [catalog.NOT_FILLED.at(place, name=name)]
    amount = _amount(before, done, TYPED)
    if month is not None and not _same(month, amount.month):
        return amount, [catalog.SUMS_UNLIKE.at(place, before=before or 0.0, month=month, done=done)]
    return amount, []


def _unknown_task(project: Project, told: ToldAmounts, table: LedgerRows) -> list[Issue]:
    task = project.text("task_id")
    if task and task not in told.tasks:
        return [catalog.TASK_NOT_THERE.at(table.place(project.row.number, "task_id"), found=task)]
    return []


def _same(one: float | None, other: float | None) -> bool:
    return one is not None and other is not None and abs(one - other) < NEAR
