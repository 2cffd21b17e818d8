"""Draw a chart of a period from the ledger as it stands, on the paper that is wanted."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import xlwings as xw

from taizhang.core.catalog import files as world
from taizhang.core.catalog import jobs as told
from taizhang.core.catalog import schedule as catalog
from taizhang.core.charts.content import (
    JUDGED,
    READ,
    ChartContent,
    ChartPast,
    ChartWish,
    content_of,
)
from taizhang.core.filenames import short_stem
from taizhang.core.issues import Issue, show
from taizhang.core.merge import joblog
from taizhang.core.periods import Period
from taizhang.core.roles import StateRole
from taizhang.core.writes import Writes
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from taizhang.office.printing import printer
from taizhang.office.report import CannotRun, Desk, Report
from taizhang.office.shelf import with_archived
from taizhang.office.workplace import CHARTS

if TYPE_CHECKING:
    from taizhang.books.charts.asked import Understood
    from taizhang.books.charts.build import Made, PrintPages

LIST = "list"  # asked for as a kind, it lists the kinds


def chart(  # noqa: PLR0913 - an option is an argument
    book: xw.Book,
    desk: Desk,
    moment: Moment,
    period: str = "",
    *,
    kind: str = "",
    by: str = "",
    scale: str = "",
    paper: str = "",
    turn: str = "",
    tiles: str = "",
    palette: str = "",
    style: str = "",
    only: str = "",
    most: int = 0,
    pdf: bool = False,
    png: bool = False,
    into_book: bool = False,
) -> Report:
    """Write 挂图/<图>_<期次>_<日期>.xlsx, and PDF, tiles and pictures where they are wanted.

    With `into_book` its sheets become sheets of the ledger too.
    """
    from taizhang.books.charts.asked import SETTINGS, ChartRequest, from_settings, understood

    if kind == LIST:
        return _kinds()
    office = Office(book)
    words = ChartRequest(
        kind, by, scale, paper, turn, tiles, palette, style, only, most, pdf, png, into_book
    )
    settings = {f"chart_{name}": office.text(f"chart_{name}") for name in SETTINGS}
    meant = understood(
        from_settings(words, settings), office.ledger.layout["tasks"], office.templates
    )
    past = read_past(office, office.period(period), moment, meant.wish)
    if meant.kind.calendar:
        past = replace(past, schedule=office.schedule)
    if not past.tables["tasks"].rows:
        raise CannotRun(world.NO_TASKS.at())
    desk.progress("生成挂图", 1, 2)
    content = content_of(past)
    path = office.place.folder(CHARTS) / f"{_name(meant)}_{past.period.id}_{past.on:%Y%m%d}.xlsx"
    made = _draw(path, meant, content, printer(book))
    if meant.into_book:
        made = replace(made, issues=(*made.issues, _put_in(office, meant, path, moment)))
    office.carry_out(Writes(settings={"last_chart": moment.stamp}), joblog.CHART, moment)
    desk.progress("生成挂图", 2, 0)
    return _told(meant, content, past, replace(made, issues=office.say(made.issues)))


def read_past(office: Office, period: Period, moment: Moment, wish: ChartWish) -> ChartPast:
    """Read what the chart of that period says."""
    tables = office.read(*(key for key in READ if key != "judgements"))
    judged = office.ledger["judgements"].only(*JUDGED)
    return ChartPast(
        tables={**tables, "judgements": with_archived(office, judged)},
        plan=office.campaign(),
        period=period,
        on=moment.on,
        place=office.text("place"),
        title=office.text("chart_title"),
        cutoff=show(office.cutoff(period)),
        wish=wish,
    )


def _name(meant: "Understood") -> str:
    """What the file is called: the chart, and what is not usual about it."""
    paper = meant.order.paper.name
    parts = [
        meant.kind.file,
        meant.order.style,
        "" if meant.wish.by == meant.kind.by else meant.wish.by_label,
        short_stem("、".join(meant.wish.only[1])) if meant.wish.only else "",
        "" if paper == meant.kind.paper else paper,
    ]
    return "_".join(filter(None, parts))


def _draw(
    path: Path, meant: "Understood", content: ChartContent, print_pages: "PrintPages"
) -> "Made":
    """Write the workbook and what is made of it; CannotRun where it needs too many papers."""
    from taizhang.books.charts.build import Made, build_chart, print_chart
    from taizhang.books.charts.order import TooManyPages

    try:
        drawn = build_chart(path, meant.kind, content.chart, meant.order)
    except TooManyPages as much:
        raise CannotRun(much.issue) from much
    issues = (*content.issues, *drawn.issues)
    if not meant.wanted.printed:
        return Made((path,), drawn, issues)
    made = print_chart(path, meant.kind, (content.chart, meant.order), meant.wanted, print_pages)
    return Made((path, *made.files), drawn, (*issues, *made.issues))


def _put_in(office: Office, meant: "Understood", path: Path, moment: Moment) -> Issue:
    """Let the sheets be sheets of the ledger too, after a copy to 备份; say which, or why not."""
    from taizhang.books.charts.into_book import count_sheets, put_into

    if meant.kind.apart:
        return catalog.NOT_INTO_BOOK.at(kind=meant.kind.name, count=count_sheets(path))
    office.backup(joblog.CHART, moment)
    names = "、".join(f"“{name}”" for name in put_into(office.book, path))
    return catalog.INTO_BOOK.at(sheets=names)


def _told(meant: "Understood", content: ChartContent, past: ChartPast, made: "Made") -> Report:
    wall, order = content.chart, meant.order
    red, count = sum(task.standing is StateRole.GRAVE for task in wall.tasks), len(made.files)
    facts = (
        told.PERIOD.of(period=past.period.label),
        told.DRAWN.of(kind=meant.kind.name, pages=made.drawn.pages),
        told.CHARTED.of(count=len(wall.tasks), red=red),
        told.PROGRESS.of(progress=f"{wall.progress:.1%}", elapsed=f"{wall.elapsed:.1%}"),
        (told.PUT_SEVERAL if count > 1 else told.PUT).of(
            place=f"{CHARTS}/{made.files[0].name}", count=count
        ),
    )
    data = {
        "period": past.period.id, "kind": meant.kind.name, "paper": order.paper.name,
        "pages": made.drawn.pages, "tasks": len(wall.tasks), "file": made.files[0].name,
        "files": [file.name for file in made.files],
    }  # fmt: skip
    return Report("chart", facts, made.issues, made.files, data)


def _kinds() -> Report:
    from taizhang.books.charts.kinds import CHARTS as KINDS

    table = (("图", "说明", "常用纸"), *((c.name, c.hint, c.paper) for c in KINDS))
    data = {"kinds": [{"kind": c.name, "hint": c.hint, "paper": c.paper} for c in KINDS]}
    return Report("chart", (told.KINDS.of(count=len(KINDS)),), data=data, table=table)
