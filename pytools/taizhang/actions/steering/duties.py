"""履职核对: meetings and field days against what is required, as findings, a table and leaders' pages."""

from datetime import date

import xlwings as xw

from taizhang.core.catalog import jobs as told
from taizhang.core.duties.judged import READ, SHORT, JudgedDuties, judge_duties
from taizhang.core.duties.visits import VisitLimits
from taizhang.core.roles import state_lamps
from taizhang.core.values.settled import settle
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from taizhang.office.report import Desk, Report
from taizhang.office.workplace import BULLETINS


def duties(book: xw.Book, desk: Desk, moment: Moment, *, since: date | None = None) -> Report:
    """Write 通报/履职核对_<日期>.xlsx and show what is short; nothing in the ledger changes.

    Windows before `since`, else before the plan was issued, are not asked about.
    """
    from taizhang.books.papers.duty_pages import DutyPages, build_duty_pages

    office = Office(book)
    tables = office.read(*READ)
    judged = judge_duties(
        tables, moment.on, limits_of(office), since or office.day("issued"),
        office.workdays(),
    )  # fmt: skip
    desk.progress("履职核对", 1, 2)
    lamps = state_lamps(tables["lamp_rules"].values)
    tasks = tables["tasks"].values
    pages = DutyPages(office.text("place"), office.text("plan"), moment.on, judged, tasks, lamps)
    path = office.place.folder(BULLETINS) / f"履职核对_{moment.on:%Y%m%d}.xlsx"
    count = build_duty_pages(path, pages, moment.utc)
    issues = office.say(judged.issues)
    office.show(issues)
    desk.progress("履职核对", 2, 0)
    short = [h for h in judged.held if h.state == SHORT]
    facts = (
        told.DUTIES.of(count=len(judged.held), short=len(short)),
        told.POSTS.of(count=count - 1),
        told.PUT.of(place=f"{BULLETINS}/{path.name}"),
    )
    return Report("duties", facts, issues, (path,), _data(judged))


def limits_of(office: Office) -> VisitLimits:
    """What 参数设置 says of field days."""
    return VisitLimits(
        _number(office, "crowd_days"), _number(office, "crowd_escorts"),
        office.text("quiet_days"), office.text("half_days") == "是",
    )  # fmt: skip


def _number(office: Office, setting: str) -> int | None:
    """A whole number, None where it is blank."""
    value = settle("number", office.settings.get(setting, ""))
    return None if value == "" else office.number(setting)


def _data(judged: JudgedDuties) -> dict[str, object]:
    held = [
        {"who": h.who, "what": h.duty.what, "window": h.window.id, "of": h.of, "wanted": h.wanted,
         "found": h.found, "state": h.state}
        for h in judged.held
    ]  # fmt: skip
    return {
        "held": held,
        "posts": list(judged.posts),
        "short": sum(h["state"] == SHORT for h in held),
    }
