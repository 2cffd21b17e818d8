"""Make a new ledger: the master workbook and its working folder."""

import secrets
import shutil
import sys
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path

import xlwings as xw

from taizhang.actions.setup.menus import write_menus
from taizhang.books.layout import load_layout
from taizhang.books.resources import OWN, Templates, resource
from taizhang.core.catalog import files as world
from taizhang.core.catalog import jobs as told
from taizhang.core.checks import check_rules, rule_rows
from taizhang.core.schema import Layout
from taizhang.core.submission import Value
from taizhang.office.moment import Moment
from taizhang.office.report import CannotRun, Desk, Report
from taizhang.office.workplace import FOLDERS, MASTER
from wholefile import scratch, whole

# what a new office changes before anything else
FIRST = ("place", "plan", "issued", "plan_end", "period", "cutoff_day")


def init(
    folder: Path,
    settings: Mapping[str, Value] | None = None,
    source: Path | None = None,
    identity: tuple[str, str] | None = None,
) -> Report:
    """Build `folder`/督查台账.xlsm and the folder tree; CannotRun where a ledger is there already.

    `settings` override first values of 参数设置. `identity` is (ledger id, key as hex); a new
    one is drawn where it is not given. `source` is an office's own folder like workbook/, with what it
    changed; what lies in its 模板/ goes into 模板/ of the ledger.
    """
    path = folder / MASTER
    if path.exists():
        raise CannotRun(world.ALREADY_THERE.at(name=MASTER))
    source = source or resource("workbook")
    templates = Templates(source)
    layout = load_layout(source, templates)
    if templates.refusals:
        raise CannotRun(templates.refusals[0])
    for room in ("", *FOLDERS):
        (folder / room).mkdir(parents=True, exist_ok=True)
    _bring_templates(source / OWN, folder / OWN)
    menus = write_menus(folder, sys.executable)  # the master comes last: where it is, all is
    _build(path, source, layout, settings or {}, identity or _new_identity())
    facts = [told.MADE.of(name=MASTER), told.FOLDERS.of(names=FOLDERS)]
    if not settings:  # what stands there is an example
        labels = {str(row["setting"]): row["label"] for row in layout.settings}
        facts.append(
            told.NEXT_SETTINGS.of(names=[labels[name] for name in FIRST if name in labels])
        )
    return Report("init", tuple(facts), (), (path, *menus), {"file": path.name})


def _new_identity() -> tuple[str, str]:
    return uuid.uuid4().hex, secrets.token_hex(32)


def _build(
    path: Path,
    source: Path,
    layout: Layout,
    settings: Mapping[str, Value],
    identity: tuple[str, str],
) -> None:
    """Write the master with these first settings."""
    from taizhang.books.master.build import build_master
    from taizhang.books.master.commands import load_commands
    from taizhang.vba import installer

    ledger_id, key = identity
    rows = [{**row, "value": settings.get(str(row["setting"]), row["value"])}
            for row in layout.settings]  # fmt: skip
    build_master(
        path,
        {"settings": rows, "severities": rule_rows(check_rules(), layout.severities)},
        layout=layout,
        workbook=source,
        interpreter=sys.executable,
        ledger_id=ledger_id,
        key=key,
        macros=installer(resource("macros"), load_commands(source)),
    )


def _bring_templates(source: Path, target: Path) -> None:
    """Copy the office's own templates beside the workbook, where every job looks first."""
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)


def create(  # noqa: PLR0913 - an option is an argument
    folder: Path,
    desk: Desk,
    moment: Moment,
    tasks: Path | None = None,
    units: Path | None = None,
    source: Path | None = None,
) -> Report:
    """Make a new ledger and load the lists that are given."""
    lists = [path for path in (units, tasks) if path]
    return (
        _with_lists(folder, desk, moment, lists, source) if lists else init(folder, source=source)
    )


def _with_lists(
    folder: Path, desk: Desk, moment: Moment, lists: Sequence[Path], source: Path | None
) -> Report:
    """Load the lists into the master before it gets its place, so that it is there whole or not."""
    from taizhang.actions.loading import load

    target = folder / MASTER
    if target.exists():
        raise CannotRun(world.ALREADY_THERE.at(name=MASTER))
    with scratch() as elsewhere:
        report = init(elsewhere, source=source)
        book = xw.Book(report.files[0])
        loaded = load(book, desk, lists, moment)
        book.close()
        for room in ("", *FOLDERS):
            (folder / room).mkdir(parents=True, exist_ok=True)
        _bring_templates((source or resource("workbook")) / OWN, folder / OWN)
        menus = write_menus(folder, sys.executable)
        with whole(target) as beside:
            shutil.copyfile(report.files[0], beside)
    facts, data = (*report.facts, *loaded.facts), {**report.data, **loaded.data}
    return Report("init", facts, loaded.issues, (target, *menus), data)
