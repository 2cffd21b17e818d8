"""做看板: the board of a period, kept for good in 通报/<年>/, and pages of what stands on it."""

from pathlib import Path

import xlwings as xw

from taizhang.core.boards.plan import BOARD, READ, BoardPast, BoardPlan, plan_board, register
from taizhang.core.catalog import boards as catalog
from taizhang.core.catalog import bulletin as papers
from taizhang.core.catalog import jobs as told
from taizhang.core.issues import Issue
from taizhang.core.merge import joblog
from taizhang.core.periods import Period
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from taizhang.office.report import CannotRun, Desk, Report
from taizhang.office.workplace import BULLETINS

KINDS = (BOARD,)


def board(  # noqa: PLR0913 - the options of the command
    book: xw.Book,
    desk: Desk,
    moment: Moment,
    period: str = "",
    kind: str = "",
    paper: str = "",
) -> Report:
    """Write the board to 通报/<年>/ and note it in 通报登记.

    A board that was printed is never changed: where the ledger tells something else now, the new
    one lies beside it and both are named.
    """
    office = Office(book)
    if (kind or BOARD) not in KINDS:
        raise CannotRun(catalog.BOARD_UNKNOWN.at(found=kind, known=list(KINDS)))
    plan = plan_board(read_past(office, office.period(period), moment))
    if isinstance(plan, Issue):
        raise CannotRun(plan)
    desk.progress("做看板", 1, 2)
    path, said = _write(plan, office, paper or "A3")
    register(plan, path.name)
    issues = [*plan.issues, *said]
    plan.writes.findings = issues
    office.carry_out(plan.writes, joblog.BULLETIN, moment)
    desk.progress("做看板", 2, 0)
    return _told(plan, office.say(issues), path)


def read_past(office: Office, period: Period, moment: Moment) -> BoardPast:
    """Read what a board of that period has to know."""
    return BoardPast(
        period, moment.on, office.read(*READ), office.schedule, {"地区": office.text("place")}
    )


def _write(plan: BoardPlan, office: Office, paper: str) -> tuple[Path, list[Issue]]:
    from taizhang.books.boards.board import draw_board
    from taizhang.books.official.bulletin import keep

    past = plan.past
    folder = office.place.folder(BULLETINS, str(past.period.last.year))
    wanted = folder / f"{BOARD}_{past.period.id}.xlsx"
    path, beside = keep(wanted, draw_board(plan, paper))
    return path, [papers.KEPT_BESIDE.at(name=wanted.name, kept=path.name)] if beside else []


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
