"""Make a form for every reporting unit, and the list of what was sent."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import xlwings as xw

from taizhang.actions.common import SENT, CannotRun, Desk, Moment, Office, Report, stamp
from taizhang.core.catalog import files as world
from taizhang.core.filenames import file_stems, form_file
from taizhang.core.issues import show
from taizhang.core.merge.reports import REPORTED, UNDONE
from taizhang.core.periods import WAITING, Period
from taizhang.core.submission import CO, FORM_SCHEMA, LEAD, FormContent, Identity, Value
from taizhang.core.units import role_of, roster_of

Row = Mapping[str, Value]
CHINA = timedelta(hours=8)  # a document's properties are in UTC
OVER = "已销号"


@dataclass(frozen=True, slots=True)
class _Known:
    """Open tasks, all nodes, and what each unit last said of each task."""

    tasks: Sequence[Row]
    nodes: Sequence[Row]
    said: Mapping[tuple[str, str], Row]


def distribute(book: xw.Book, desk: Desk, moment: Moment, period: str = "") -> Report:
    """Write one form a unit to 下发/<期次>/ and note in 汇总结果 who was asked.

    Closed tasks are left out; a unit without any task gets no form. Sending again replaces
    the forms of the period.
    """
    office = Office(book)
    wanted = office.period(period)
    contents = _contents(office, wanted, moment)
    office.backup("下发", moment)
    folder = office.place.folder(SENT, wanted.id)
    files = _write_all(office, contents, folder, desk, moment)
    sent_list = _write_list(office, contents, folder, wanted, moment)
    _note_asked(office, contents, wanted)
    office.ledger.set_settings({"period": wanted.id, "last_distribute": stamp(moment)})
    book.save()
    desk.progress("下发报送表", len(files), 0)
    rows = sum(len(c.tasks) for c in contents)
    facts = (
        ("期次", wanted.label),
        ("报送表", f"{len(files)}份"),
        ("填报任务", f"{rows}行"),
        ("截止", show(office.cutoff(wanted))),
        ("放在", f"{SENT}/{wanted.id}"),
    )
    data = {"period": wanted.id, "forms": len(files), "rows": rows}
    return Report("distribute", facts, (), (*files, sent_list), data)


def _contents(office: Office, period: Period, moment: Moment) -> list[FormContent]:
    tasks = [r for r in office.ledger.values("tasks") if r["stage"] != OVER and not r["closed"]]
    roster = roster_of(office.ledger.values("units"))
    if not roster.units:
        raise CannotRun(world.NO_UNITS.at())
    if not tasks:
        raise CannotRun(world.NO_TASKS.at())
    known = _Known(
        tasks, office.ledger.values("nodes"), _last_said(office.ledger.values("reports"))
    )
    found = (_content(office, unit, known, period, moment) for unit in roster.reporting)
    return [content for content in found if content.tasks]


def _last_said(reports: Sequence[Row]) -> dict[tuple[str, str], Row]:
    """What each unit last reported of each task, over all periods."""
    valid = (r for r in reports if r["validity"] != UNDONE)
    ordered = sorted(valid, key=lambda r: str(r["period"]))
    return {(str(r["task_id"]), str(r["unit"])): r for r in ordered}


def _content(
    office: Office, unit: str, known: _Known, period: Period, moment: Moment
) -> FormContent:
    rows = [_task_row(t, role, unit, known.said) for t in known.tasks if (role := role_of(t, unit))]
    asked = {r["task_id"] for r in rows}
    led = {r["task_id"] for r in rows if r["role"] != CO}
    nodes = [n for n in known.nodes if n["task_id"] in asked
             and (n["unit"] == unit or (not n["unit"] and n["task_id"] in led))]  # fmt: skip
    return FormContent(
        identity=_identity(office, unit, period, moment),
        key=bytes.fromhex(office.ledger.meta["key"]),
        tasks=tuple(rows),
        nodes=tuple(nodes),
        place=office.text("place"),
        plan=office.text("plan"),
        deadline=show(office.cutoff(period)),
        contact=office.text("contact"),
    )


def _identity(office: Office, unit: str, period: Period, moment: Moment) -> Identity:
    ledger_id = office.ledger.meta["ledger_id"]
    seed = f"{ledger_id}|{period.id}|{unit}|{moment.now.isoformat()}"
    form_id = hashlib.sha256(seed.encode()).hexdigest()[:16]
    return Identity(ledger_id, period.id, unit, form_id, FORM_SCHEMA, moment.now)


def _task_row(
    task: Row, role: str, unit: str, said: Mapping[tuple[str, str], Row]
) -> dict[str, Value]:
    """The task with what the unit is to fill in: the ledger's values, or its own last report."""
    own = task if role == LEAD else said.get((str(task["task_id"]), unit), {})
    filled: dict[str, Value] = {k: own.get(k, "") for k in REPORTED if k != "request"}
    return {**task, **filled, "role": role, "request": ""}


def _write_all(
    office: Office, contents: Sequence[FormContent], folder: Path, desk: Desk, moment: Moment
) -> list[Path]:
    from taizhang.books.forms.build import build_form

    stems = file_stems(unit.name for unit in roster_of(office.ledger.values("units")).units)
    files = []
    for i, content in enumerate(contents):
        path = folder / form_file(stems[content.identity.unit], content.identity.period)
        build_form(path, content, layout=office.ledger.layout, created=moment.now - CHINA)
        files.append(path)
        desk.progress(f"下发报送表：{content.identity.unit}", i + 1, len(contents))
    return files


def _write_list(
    office: Office, contents: Sequence[FormContent], folder: Path, period: Period, moment: Moment
) -> Path:
    from taizhang.books.papers.sent_list import build_sent_list

    path = folder / f"下发清单_{period.id}.xlsx"
    title = f"{office.text('place')}{office.text('plan')}报送表下发清单（{period.label}）"
    build_sent_list(path, title, contents, moment.now)
    return path


def _note_asked(office: Office, contents: Sequence[FormContent], period: Period) -> None:
    """One row a unit in 汇总结果; rows of units already asked keep what came in."""
    table = office.ledger["summary"]
    known = table.keyed()
    new = []
    for content in contents:
        row: dict[str, Value] = {
            "period": period.id,
            "unit": content.identity.unit,
            "due_tasks": float(len(content.tasks)),
            "timing": WAITING,
        }
        there = known.get(f"{period.id}|{content.identity.unit}")
        if there is None:
            new.append(row)
        elif there["due_tasks"] != row["due_tasks"]:
            table.set_cells([(there.number, "due_tasks", row["due_tasks"])])
    table.append(new)
