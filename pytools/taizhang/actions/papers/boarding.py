"""做看板: the board of a period, pages of units and leaders, and how projects stand.

All are kept for good in 通报/<年>/: where the ledger tells something else now, the new one lies
beside the printed one and both are named.
"""

from pathlib import Path

import xlwings as xw

from taizhang.actions.papers.kept import KeptPage, keep_page
from taizhang.core.boards import pages as own
from taizhang.core.boards.plan import (
    BOARD,
    READ,
    BoardPast,
    BoardPlan,
    plan_board,
    register,
)
from taizhang.core.catalog import boards as catalog
from taizhang.core.catalog import jobs as told
from taizhang.core.filenames import file_stem
from taizhang.core.issues import Issue
from taizhang.core.merge import joblog
from taizhang.core.periods import Period
from taizhang.core.projects import standing as projects
from taizhang.core.projects.narrowed import names_of, narrowed
from taizhang.core.projects.plan import ProjectPlan, plan_projects
from taizhang.core.roles import marked_words
from taizhang.core.writes import Writes
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from taizhang.office.report import CannotRun, Desk, Report
from taizhang.office.workplace import BULLETINS

PROJECTS, PROGRESS = "项目", "项目进度"
KINDS = (BOARD, own.UNIT, own.LEADER, PROJECTS)
PAPERS = ("A3", "A4")


def board(  # noqa: PLR0913 - the options of the command
    book: xw.Book,
    desk: Desk,
    moment: Moment,
    period: str = "",
    kind: str = "",
    only: str = "",
    paper: str = "",
) -> Report:
    """Write the board, the pages or the projects of the period to 通报/<年>/.

    Each is noted in 通报登记 with its number; the projects' figures are recorded in 项目月报.
    """
    office, wanted = Office(book), kind or BOARD
    if wanted not in KINDS:
        raise CannotRun(catalog.BOARD_UNKNOWN.at(found=kind, known=list(KINDS)))
    span = office.period(period)
    desk.progress("做看板", 1, 2)
    if wanted == PROJECTS:
        report = _projects(office, span, moment, only)
    elif wanted == BOARD:
        report = _board(office, span, moment, paper if paper in PAPERS else PAPERS[0])
    else:
        report = _pages(office, span, moment, (wanted, only))
    desk.progress("做看板", 2, 0)
    return report


def _board(office: Office, period: Period, moment: Moment, paper: str) -> Report:
    from taizhang.books.boards.board import draw_board

    plan = plan_board(read_past(office, period, moment))
    if isinstance(plan, Issue):
        raise CannotRun(plan)
    path, said = keep_page(office, plan.past.named, BOARD, draw_board(plan, paper))
    register(plan, path.name)
    issues = [*plan.issues, *said]
    plan.writes.findings = issues
    office.carry_out(plan.writes, joblog.BULLETIN, moment)
    return _told(plan, office.say(issues), path)


def _pages(office: Office, period: Period, moment: Moment, asked: tuple[str, str]) -> Report:
    from taizhang.books.boards.pages import draw_pages

    kind, only = asked
    plan = own.plan_pages(read_past(office, period, moment, own.READ), kind, only)
    if isinstance(plan, Issue):
        raise CannotRun(plan)
    stem = f"{kind}_{file_stem(only)}" if only else kind
    page, writes = KeptPage.of(office, (_series(kind, only), period, ""), moment.on), Writes()
    path, said = page.keep(stem, draw_pages(plan, page.number))
    page.note(stem, plan.title, writes)
    if writes:
        office.carry_out(writes, joblog.BULLETIN, moment)
    facts = (
        told.PERIOD.of(period=period.label),
        told.PAGES.of(kind=kind, count=len(plan.pages)),
        told.PUT.of(place=f"{BULLETINS}/{period.last.year}/{path.name}"),
    )
    data: dict[str, object] = {
        "kind": kind, "period": period.id, "on": moment.on.isoformat(),
        "pages": {
            page.name: {"tasks": len(page.lines), "helps": len(page.helps),
                        "reports": len(page.reports), "papers": len(page.papers),
                        "problems": len(page.wanted)}
            for page in plan.pages
        },
    }  # fmt: skip
    return Report("board", facts, office.say(said), (path,), data)


def _projects(office: Office, period: Period, moment: Moment, only: str) -> Report:
    """The board of all projects, or a 专项 board of some; the figures recorded are always all."""
    from taizhang.books.boards.projects import draw_projects

    words = {"开工率分母": "start_base", "项目金额单位": "project_measure",
             "入库起点": "project_stored_from", "项目归属": "project_credit"}  # fmt: skip
    settings = {name: office.text(setting) for name, setting in words.items()}
    tables = office.read(*projects.READ)
    plan = plan_projects(projects.past_of(period, moment.on, tables, settings))
    if isinstance(plan, Issue):
        raise CannotRun(plan)
    shown = _narrowed(plan, only)
    stem = f"{PROGRESS}_{file_stem(only)}" if only else PROGRESS
    page = KeptPage.of(office, (_series(PROGRESS, only), period, ""), moment.on)
    place = office.text("place")
    path, said = page.keep(stem, draw_projects(shown, place, page.number, only))
    page.note(stem, f"{place}{period.label}重点{_series(PROGRESS, only)}", plan.writes)
    issues = [*plan.issues, *said]
    plan.writes.findings = issues
    office.carry_out(plan.writes, joblog.BULLETIN, moment)
    return _told_projects(shown, office.say(issues), path)


def _series(kind: str, only: str) -> str:
    """What 通报登记 numbers: all pages of a kind, or those of one unit, leader or sort of projects."""
    return f"{kind}（{only}）" if only else kind


def _narrowed(plan: ProjectPlan, only: str) -> ProjectPlan:
    """The plan as drawn; CannotRun where no project is meant."""
    if not only:
        return plan
    past = narrowed(plan.past, names_of(only))
    if not past.projects:
        raise CannotRun(catalog.PAGE_EMPTY.at(kind=PROJECTS, found=only))
    return ProjectPlan(past)


def read_past(
    office: Office, period: Period, moment: Moment, more: tuple[str, ...] = ()
) -> BoardPast:
    """Read what a board or the pages of that period have to know."""
    tables = office.read(*READ, *more)
    works = marked_words(office.ledger.layout.lists, "kinds", "works_kinds")
    words = {"地区": office.text("place")}
    return BoardPast(period, moment.on, tables, office.schedule, words, works)


def _told_projects(plan: ProjectPlan, issues: tuple[Issue, ...], path: Path) -> Report:
    past, figures = plan.past, plan.facts.figures
    facts = (
        told.PERIOD.of(period=past.period.label),
        told.PROJECTS.of(count=len(past.projects), rate=figures["项目完成率"].text),
        told.PUT.of(place=f"{BULLETINS}/{past.period.last.year}/{path.name}"),
    )
    data: dict[str, object] = {
        "kind": PROJECTS, "period": past.period.id, "on": past.on.isoformat(),
        "figures": {name: figure.text for name, figure in figures.items()},
        "places": [dict(e.words) for e in plan.facts.lists["项目属地情况"]],
    }  # fmt: skip
    return Report("board", facts, issues, (path,), data)


def _told(plan: BoardPlan, issues: tuple[Issue, ...], path: Path) -> Report:
    past = plan.past
    facts = (
        told.PERIOD.of(period=past.period.label),
        told.PAPER.of(kind=BOARD, number=past.number),
        told.ON_BOARD.of(count=len(plan.lines), units=len(plan.units)),
        told.PUT.of(place=f"{BULLETINS}/{past.period.last.year}/{path.name}"),
    )
    data: dict[str, object] = {
        "kind": BOARD, "period": past.period.id, "number": past.number, "on": past.on.isoformat(),
        "against": past.last.id if past.last else None, "reported": plan.reported,
        "lines": [
            {"task": line.task.text("task_id"), "unit": line.unit, "lamp": line.lamp,
             "progress": line.task.progress, "turn": line.change.turn.value,
             "change": line.change.text}
            for line in plan.lines
        ],
    }  # fmt: skip
    return Report("board", facts, issues, (path,), data)
