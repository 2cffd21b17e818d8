"""Load a task list or a unit list into the ledger."""

from collections.abc import Sequence
from pathlib import Path

import xlwings as xw

from taizhang.actions.common import CannotRun, Desk, Moment, Office, Report
from taizhang.books.lists import RawList, pick, read_lines
from taizhang.core.catalog import files as world
from taizhang.core.catalog import ledger as catalog
from taizhang.core.issues import Issue, Place
from taizhang.core.tasklist import Loaded, Plan, load_tasks, load_units
from taizhang.core.units import roster_of

SUBJECTS = (("tasks", "name"), ("units", "unit"))  # what a list is recognised by


def load(book: xw.Book, desk: Desk, files: Sequence[Path], moment: Moment) -> Report:
    """Append the tasks and units of these lists; a list already loaded changes nothing.

    Unit lists are taken first, so that the tasks find their units.
    """
    office = Office(book)
    lists, issues = _read(office, files)
    units = [r for kind, r in lists if kind == "units"]
    tasks = [r for kind, r in lists if kind == "tasks"]
    desk.progress("载入清单", 1, 3)
    backup_needed = bool(units or tasks)
    if backup_needed:
        office.backup("载入", moment)
    new_units = sum(_load_units(office, raw, issues) for raw in units)
    desk.progress("载入清单", 2, 3)
    new_tasks = sum(_load_tasks(office, raw, issues) for raw in tasks)
    changed = office.show_findings(issues)
    if backup_needed or changed:
        book.save()
    desk.progress("载入清单", 3, 0)
    facts = (("新登记任务", f"{new_tasks}项"), ("新登记单位", f"{new_units}家"))
    return Report("load", facts, tuple(issues), data={"tasks": new_tasks, "units": new_units})


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


def _load_units(office: Office, raw: RawList, issues: list[Issue]) -> int:
    table = office.ledger["units"]
    loaded = load_units(raw.rows, table.spec, [r.values for r in table.rows])
    return _append(office, "units", loaded, issues)


def _load_tasks(office: Office, raw: RawList, issues: list[Issue]) -> int:
    table = office.ledger["tasks"]
    roster = roster_of(office.ledger.values("units"))
    plan = Plan(office.day("issued"), office.day("plan_end"), office.text("plan"))
    known = [r.values for r in table.rows]
    return _append(office, "tasks", load_tasks(raw.rows, table.spec, roster, plan, known), issues)


def _append(office: Office, key: str, loaded: Loaded, issues: list[Issue]) -> int:
    issues += loaded.issues
    office.ledger[key].append(loaded.rows)
    return len(loaded.rows)
