"""Load task lists and unit lists into the ledger."""

from collections.abc import Sequence
from pathlib import Path

import xlwings as xw

from taizhang.core.catalog import files as world
from taizhang.core.catalog import jobs as told
from taizhang.core.issues import Issue
from taizhang.core.lists.files import FileLists, find_lists
from taizhang.core.lists.plan import LoadPast, LoadPlan, plan_load
from taizhang.core.lists.tasklist import PlanDates
from taizhang.core.merge import joblog
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from taizhang.office.report import FILES, CannotRun, Desk, Report, go_on

ENDS = (
    ("filled", told.FILLED), ("same", told.SAME), ("twice", told.TWICE),
    ("refused", told.REFUSED), ("passed", told.PASSED),
)  # fmt: skip


def load(book: xw.Book, desk: Desk, files: Sequence[Path], moment: Moment) -> Report:
    """Append the tasks and units of these lists; a list already loaded changes nothing.

    Nothing in the ledger is overwritten: its blanks are filled, and what differs is named.
    """
    if not files:
        raise CannotRun(world.NOTHING_CHOSEN.at())
    office = Office(book)
    found = _read(office, desk, files)
    plan = plan_load(found, read_past(office, found))
    if plan.writes:
        office.carry_out(plan.writes, joblog.LOAD, moment)
    else:
        office.show(office.say(plan.issues))
    desk.progress("载入清单", len(files), 0)
    return _told(plan, office.say(plan.issues))


def _read(office: Office, desk: Desk, files: Sequence[Path]) -> list[FileLists]:
    """Find the lists of all files; a file that cannot be read says why and stops no other."""
    from taizhang.books.lists import read_sheets
    from taizhang.notices.listed import READERS

    specs = {key: office.ledger[key].spec for key in ("tasks", "units")}
    found = []
    for at, path in enumerate(files, start=1):
        go_on(desk)
        desk.progress(f"载入清单：{path.name}", at, len(files), FILES)
        sheets, issues = read_sheets(path)
        lists = find_lists(sheets, specs, READERS) if sheets else FileLists()
        lists.issues += issues
        found.append(lists)
    return found


def read_past(office: Office, found: Sequence[FileLists]) -> LoadPast:
    """Read what a load has to know; the days of the plan only where tasks are loaded."""
    from taizhang.notices.listed import READERS

    tables = office.read("units", "tasks")
    tasks = any(lists.of("tasks") for lists in found)
    plan = office.campaign() if tasks else PlanDates.unknown()
    return LoadPast(tables["units"], tables["tasks"], plan, READERS)


def _told(plan: LoadPlan, issues: tuple[Issue, ...]) -> Report:
    facts = [told.NEW_TASKS.of(count=plan.tasks), told.NEW_UNITS.of(count=plan.units)]
    if plan.nodes:
        facts.append(told.NODES.of(count=plan.nodes))
    facts += [fact.of(count=plan.counts[end]) for end, fact in ENDS if plan.counts[end]]
    data = {
        "tasks": plan.tasks,
        "units": plan.units,
        "nodes": plan.nodes,
        "rows": sum(plan.counts.values()),
    }
    data |= {end: plan.counts[end] for end, _ in ENDS}
    return Report("load", tuple(facts), issues, data=data)
