"""Load a task list or a unit list into the ledger."""

from collections.abc import Sequence
from pathlib import Path

import xlwings as xw

from taizhang.actions.moment import Moment
from taizhang.actions.office import Office
from taizhang.actions.report import CannotRun, Desk, Report
from taizhang.books.lists import RawList, pick, read_lines
from taizhang.core.catalog import files as world
from taizhang.core.catalog import ledger as catalog
from taizhang.core.issues import Issue, Place
from taizhang.core.merge import joblog
from taizhang.core.registering import plan_load

SUBJECTS = (("tasks", "name"), ("units", "unit"))  # what a list is recognised by


def load(book: xw.Book, desk: Desk, files: Sequence[Path], moment: Moment) -> Report:
    """Append the tasks and units of these lists; a list already loaded changes nothing.

    Unit lists are taken first, so that the tasks find their units.
    """
    office = Office(book)
    lists, issues = _read(office, files)
    desk.progress("载入清单", 1, 3)
    units, tasks = ([r.rows for kind, r in lists if kind == key] for key in ("units", "tasks"))
    plan = plan_load(units, tasks, office.read("tasks", "units"), office.campaign())
    plan.issues[:0] = issues
    desk.progress("载入清单", 2, 3)
    if plan.writes:
        office.carry_out(plan.writes, joblog.LOAD, moment)
    elif office.show_findings(plan.issues):
        book.save()
    desk.progress("载入清单", 3, 0)
    facts = (("新登记任务", f"{plan.tasks}项"), ("新登记单位", f"{plan.units}家"))
    data = {"tasks": plan.tasks, "units": plan.units}
    return Report("load", facts, tuple(plan.issues), data=data)


def _read(office: Office, files: Sequence[Path]) -> tuple[list[tuple[str, RawList]], list[Issue]]:
    if not files:
        raise CannotRun(world.NOTHING_CHOSEN.at())
    found: list[tuple[str, RawList]] = []
    issues: list[Issue] = []
    for path in files:
        try:
            lines = read_lines(path)
        except Exception:  # noqa: BLE001 - pandas raises a different class for every kind of broken file
            issues.append(world.LIST_UNREADABLE.at(name=path.name))
            continue
        one = _recognise(office, lines, path.name)
        if one is None:
            task, unit = (office.ledger[k].spec[c].label for k, c in SUBJECTS)
            issues.append(catalog.LIST_NOT_KNOWN.at(Place(book=path.name), task=task, unit=unit))
        else:
            found.append(one)
            place = Place(book=path.name)
            issues += [catalog.LIST_COLUMN_UNKNOWN.at(place, column=c) for c in one[1].unknown]
    return found, issues


def _recognise(office: Office, lines: list[list[object]], name: str) -> tuple[str, RawList] | None:
    for key in ("tasks", "units"):
        raw = pick(lines, office.ledger[key].spec, name)
        if raw is not None:
            return key, raw
    return None
