"""Papers about what is going round: 办理统计表, 三清单, 季度销号表, each into 通报/<期次>/."""

from datetime import date
from pathlib import Path

import xlwings as xw

from taizhang.core.catalog import jobs as told
from taizhang.core.closing.plan import day_in
from taizhang.core.closing.tables import (
    DUTIES,
    MEASURES,
    TASKS,
    QuarterTables,
    list_rows,
    problem_rows,
    quarter_rows,
)
from taizhang.core.issues import show
from taizhang.core.periods import Period, period_of
from taizhang.core.problems.counts import CountedSpan, count_units, is_counted, total_of
from taizhang.core.problems.stages import ProblemStage, StageWords, words_of
from taizhang.core.roles import roles_of
from taizhang.core.submission import Value
from taizhang.core.tables import TableRow
from taizhang.core.units import roster_of
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from taizhang.office.report import Desk, Report
from taizhang.office.workplace import BULLETINS


def problem_report(book: xw.Book, desk: Desk, moment: Moment, period: str = "") -> Report:
    """Count what each unit was given and how it dealt with it, and list what is open still."""
    from taizhang.books.papers.loop_pages import build_counts

    office = Office(book)
    wanted = office.period(period)
    tables = office.read("problems", "units", "loop_stages")
    words = words_of(tables["loop_stages"].values)
    span = CountedSpan(wanted.first, min(wanted.last, max(wanted.first, moment.on)), moment.on)
    order = [unit.name for unit in roster_of(tables["units"].values).units]
    rows = tables["problems"].values
    counted = count_units(rows, words, span, order)
    still = [
        _open_row(r, moment.on, words) for r in tables["problems"].rows if _is_open(r, words, span)
    ]
    path = _path(office, wanted, "办理统计表")
    title = f"{office.text('place')}问题办理统计表（{wanted.label}，截至{show(moment.on)}）"
    build_counts(path, title, counted, still, moment.utc)
    desk.progress("办理统计", 1, 0)
    whole = total_of(counted)
    facts = (
        told.PERIOD.of(period=wanted.label),
        told.COUNTED.of(name="承办", count=whole.received, measure="件"),
        told.COUNTED.of(name="超期未办", count=whole.overdue, measure="件"),
        told.PUT.of(place=f"{BULLETINS}/{wanted.id}"),
    )
    units = [
        {"unit": c.unit, "received": c.received, "due": c.due, "on_time": c.on_time,
         "late": c.late, "overdue": c.overdue, "sent_back": c.sent_back, "closed": c.closed,
         "asked": c.asked, "rate": c.rate, "solved": c.solved}
        for c in counted
    ]  # fmt: skip
    data = {"period": wanted.id, "on": moment.on.isoformat(), "units": units, "open": len(still)}
    return Report("problem-report", facts, office.say(()), (path,), data)


def three_lists(book: xw.Book, desk: Desk, moment: Moment, paper: str = "") -> Report:
    """Print tasks and open problems as 任务清单, 责任清单 and 措施清单, on A3 or A4."""
    from taizhang.books.papers.loop_pages import build_three_lists

    office = Office(book)
    tables = office.read("tasks", "nodes", "problems", "loop_stages")
    tasks, nodes = tables["tasks"].values, tables["nodes"].values
    problems, words = tables["problems"].values, words_of(tables["loop_stages"].values)
    lists = [
        [*list_rows(tasks, nodes, columns), *problem_rows(problems, words, columns)]
        for columns in (TASKS, DUTIES, MEASURES)
    ]
    open_still = len(lists[0]) - len(tasks)
    path = office.place.folder(BULLETINS) / "三清单.xlsx"
    title = f"{office.text('place')}{office.text('plan')}"
    build_three_lists(path, title, lists, moment.utc, a3=paper.upper() != "A4")
    desk.progress("三清单", 1, 0)
    facts = (
        told.TASKS.of(count=len(tasks)),
        told.COUNTED.of(name="问题", count=open_still, measure="件"),
        told.PUT.of(place=BULLETINS),
    )
    data = {"tasks": len(tasks), "problems": open_still}
    return Report("three-lists", facts, office.say(()), (path,), data)


def quarter(book: xw.Book, desk: Desk, moment: Moment) -> Report:
    """Print what was to be closed in the quarter of the day, and what was."""
    from taizhang.books.papers.loop_pages import build_quarter

    office = Office(book)
    wanted = period_of(moment.on, "季")
    tables = office.read(
        "tasks", "closings", "extensions", "problems", "stage_words", "loop_stages"
    )
    books = QuarterTables(
        tables["tasks"].values, tables["closings"].values, tables["extensions"].values,
        tables["problems"].values, roles_of(stages=tables["stage_words"].values),
        words_of(tables["loop_stages"].values),
    )  # fmt: skip
    rows = quarter_rows(books, wanted.first, wanted.last)
    closed = sum(row.is_closed for row in rows)
    path = _path(office, wanted, "季度销号表")
    title = f"{office.text('place')}季度销号表（{wanted.label}：{len(rows)}项，已销号{closed}项）"
    build_quarter(path, title, rows, moment.utc)
    desk.progress("季度销号表", 1, 0)
    facts = (
        told.PERIOD.of(period=wanted.label),
        told.COUNTED.of(name="应销号", count=len(rows), measure="项"),
        told.COUNTED.of(name="已销号", count=closed, measure="项"),
        told.PUT.of(place=f"{BULLETINS}/{wanted.id}"),
    )
    data = {"period": wanted.id, "due": len(rows), "closed": closed}
    return Report("quarter", facts, office.say(()), (path,), data)


def _path(office: Office, period: Period, name: str) -> Path:
    return office.place.folder(BULLETINS, period.id) / f"{name}_{period.id}.xlsx"


def _is_open(row: TableRow, words: StageWords, span: CountedSpan) -> bool:
    over = words.stage(row["stage"]) is ProblemStage.CLOSED
    return not over and is_counted(row.values, words, span)


def _open_row(row: TableRow, on: date, words: StageWords) -> list[Value]:
    due, waits = day_in(row["due"]), words.stage(row["stage"]) is ProblemStage.PENDING
    silent = row["answered"] == "" and not waits
    late = (on - due).days if due is not None and due < on and silent else ""
    return [
        row["problem_id"], row["problem"], row["unit"], row["lamp"], row["stage"],
        row["assigned"] or "", due or "未定", late, row["sent_back"], row["note"],
    ]  # fmt: skip
