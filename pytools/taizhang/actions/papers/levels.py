"""Give tasks to lower offices, send figures up, take theirs back and roll them up."""

from collections.abc import Sequence
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import xlwings as xw

from taizhang.actions.papers.kept import KeptPage, keep_page
from taizhang.core.catalog import jobs as told
from taizhang.core.catalog import levels as catalog
from taizhang.core.filenames import file_stem, file_stems
from taizhang.core.issues import Issue, show
from taizhang.core.levels.copies import ReportedRows
from taizhang.core.levels.numbers import parent_of
from taizhang.core.levels.plan import (
    READ,
    LevelPast,
    TakePlan,
    chain,
    plan_giving,
    plan_taking,
)
from taizhang.core.lists.files import find_lists, read_lists
from taizhang.core.merge import joblog
from taizhang.core.periods import Period
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from taizhang.office.report import FILES, CannotRun, Desk, Report, go_on
from taizhang.office.workplace import BULLETINS, INBOX, SENT

CHAIN, UP = "任务链", "上报"
PACKAGES, BELOW = "任务包", "下级"
TABLES = frozenset({".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".csv"})


def roll_up(  # noqa: PLR0913 - the options of the command
    book: xw.Book,
    desk: Desk,
    moment: Moment,
    period: str = "",
    files: Sequence[Path] | None = None,
    give: bool = False,
    up: bool = False,
) -> Report:
    """Take the figures of lower offices back and roll them up; or give tasks down, or report up.

    Without files those of 收件/下级/<期次>/ are read. A figure changed by hand here since the last
    time goes to 冲突裁决 and is never overwritten; the same files again change nothing.
    """
    office = Office(book)
    wanted = office.period(period)
    past = LevelPast(office.read(*READ), wanted.id, moment.now)
    if give:
        return _give(office, past, wanted, desk, moment)
    if up:
        return _up(office, past, wanted)
    return _take(office, past, wanted, desk, moment, files)


def _day(office: Office, period: Period) -> str:
    """When lower offices are to report, so that there is time to sum up before the own cut-off."""
    days = int(office.number("below_days") or 0)
    return show((office.cutoff(period) - timedelta(days=days)).date())


def _give(office: Office, past: LevelPast, wanted: Period, desk: Desk, moment: Moment) -> Report:
    from taizhang.books.papers.levels import build_package

    plan = plan_giving(past)
    if not plan.packages:
        raise CannotRun(plan.issues[0] if plan.issues else catalog.NOTHING_TO_GIVE.at())
    office.carry_out(plan.writes, joblog.LEVELS, moment)
    folder = office.place.folder(SENT, PACKAGES)
    stems = file_stems(u.name for u in past.roster.units)
    back = f"，{wanted.label}数据请于{_day(office, wanted)}前报回"
    made = []
    for at, package in enumerate(plan.packages, start=1):
        path = folder / f"{stems[package.unit]}_任务包.xlsx"
        title = f"{office.text('place')}{office.text('plan')}任务包（{package.unit}{back}）"
        build_package(path, title, package.rows, past.tables["tasks"].spec)
        made.append(path)
        desk.progress(f"拆给下级：{package.unit}", at, len(plan.packages), FILES)
    desk.progress("拆给下级", len(made), 0)
    facts = (
        told.TASK_PACKAGES.of(count=len(made)),
        told.GIVEN_DOWN.of(count=sum(len(p.rows) for p in plan.packages), new=plan.new),
        told.PUT.of(place=f"{SENT}/{PACKAGES}"),
    )
    data = {"packages": len(made), "new": plan.new,
            "tasks": {p.unit: [str(r["task_id"]) for r in p.rows] for p in plan.packages}}  # fmt: skip
    return Report("roll-up", facts, office.say(plan.issues), tuple(made), data)


def _up(office: Office, past: LevelPast, period: Period) -> Report:
    """What this ledger says of the tasks that came from above, and of those it gave on."""
    from taizhang.books.papers.levels import build_package

    table = past.tables["tasks"]
    own = [r.values for r in table.rows if r["parent_id"] or parent_of(str(r["task_id"]))]
    rows = [{**values, "note": ""} for values in own]  # what an office notes for itself stays
    below = [{**r.values, "task_id": number, "lead": r["unit"], "note": ""}
             for number, r in past.known.items()]  # fmt: skip
    title = f"{office.text('place')}上报（{period.label}）"
    content = BytesIO()
    build_package(content, title, [*rows, *below], table.spec)
    stem = f"上报_{file_stem(office.text('place'))}"
    path, beside = keep_page(office, (UP, period, ""), stem, content.getvalue())
    facts = (told.PERIOD.of(period=period.label), told.SENT_UP.of(count=len(rows) + len(below)),
             told.PUT.of(place=f"{BULLETINS}/{period.last.year}"))  # fmt: skip
    data = {"period": period.id, "rows": len(rows) + len(below)}
    return Report("roll-up", facts, office.say(beside), (path,), data)


def _take(  # noqa: PLR0913 - what a roll-up works with
    office: Office,
    past: LevelPast,
    period: Period,
    desk: Desk,
    moment: Moment,
    files: Sequence[Path] | None,
) -> Report:
    from taizhang.books.papers.levels import draw_chains

    issues: list[Issue] = []
    found = list(files or _waiting(office, period, issues))
    reported = _read(office, past, desk, found, issues)
    plan = plan_taking(reported, past)
    said = [*issues, *plan.issues]
    plan.writes.findings = said
    page = KeptPage.of(office, (CHAIN, period, ""), moment.on)
    title = f"{office.text('place')}三级任务链（{period.label}）"
    page.note(CHAIN, title, plan.writes)
    office.carry_out(plan.writes, joblog.LEVELS, moment)
    after = LevelPast(office.read(*READ), period.id, moment.now)
    path, beside = page.keep(CHAIN, draw_chains(title, page.number, page.on, chain(after)))
    desk.progress("分级汇总", len(found), 0)
    return _told(plan, period, len(found), office.say([*said, *beside]), path)


def _waiting(office: Office, period: Period, issues: list[Issue]) -> list[Path]:
    folder = office.place.folder(INBOX, f"{BELOW}/{period.id}")
    found = sorted(
        p for p in folder.iterdir()
        if p.suffix.lower() in TABLES and not p.name.startswith(("~$", "."))
    )  # fmt: skip
    if not found:
        issues.append(catalog.NOTHING_CAME.at(place=f"{INBOX}/{BELOW}/{period.id}"))
    return found


def _read(
    office: Office, past: LevelPast, desk: Desk, files: Sequence[Path], issues: list[Issue]
) -> list[ReportedRows]:
    """The rows of each file; one that cannot be read says why and stops no other."""
    from taizhang.books.lists import read_dated
    from taizhang.notices.listed import READERS

    specs = {key: office.ledger[key].spec for key in ("tasks", "units")}
    plan = office.campaign()
    found = []
    for at, path in enumerate(files, start=1):
        go_on(desk)
        desk.progress(f"分级汇总：{path.name}", at, len(files), FILES)
        sheets, said, saved = read_dated(path, past.now)
        issues += said
        if not sheets:
            continue
        lists = find_lists(sheets, specs, READERS)
        issues += lists.issues
        entries, doubts = read_lists(lists.of("tasks"), past.roster, plan, READERS)
        issues += doubts
        found.append(ReportedRows(path.name, entries, saved))
    return found


def _told(
    plan: TakePlan, period: Period, files: int, issues: tuple[Issue, ...], path: Path
) -> Report:
    facts = [
        told.PERIOD.of(period=period.label),
        told.FROM_BELOW.of(files=files, rows=plan.rows),
        told.ROLLED.of(count=plan.rolled),
    ]
    if plan.conflicts:
        facts.append(told.CONFLICTS.of(count=plan.conflicts))
    data = {"period": period.id, "files": files, "rows": plan.rows, "rolled": plan.rolled,
            "conflicts": plan.conflicts}  # fmt: skip
    return Report("roll-up", tuple(facts), issues, (path,), data)
