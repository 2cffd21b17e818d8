"""打印文书: number the papers that go out, keep a copy of each, put them together for printing."""

from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import xlwings as xw

from taizhang.actions import supervising
from taizhang.core.catalog import jobs as told
from taizhang.core.duty.forms import form_named, listed
from taizhang.core.duty.issuing import READ, last_numbers, plan_slips
from taizhang.core.duty.slip_plan import SlipPast, SlipPlan, SlipWish
from taizhang.core.issues import Issue, show
from taizhang.core.merge import joblog
from taizhang.core.periods import Period
from taizhang.core.writes import Writes
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from taizhang.office.printing import printer
from taizhang.office.report import Desk, Report
from taizhang.office.workplace import BULLETINS

if TYPE_CHECKING:
    from collections.abc import Sequence

RUN = "打印"


def slips(  # noqa: PLR0913 - an option is an argument
    book: xw.Book,
    desk: Desk,
    moment: Moment,
    period: str = "",
    *,
    kind: str = "",
    rows: str = "",
    pdf: bool = False,
) -> Report:
    """Print the papers of one kind or of all; without `rows` those that are confirmed.

    Each goes to 通报/<year>/ once and stays as it is; several are put into one workbook too.
    """
    office = Office(book)
    wish = SlipWish(kind or office.text("slips_kind"), listed(rows or office.text("slips_rows")))
    past = read_past(office, office.period(period), moment, wish.kind)
    plan = plan_slips(past, wish)
    desk.progress("打印文书", 1, 2)
    issues = plan.issues
    if plan.writes:
        plan.writes.findings = issues
        office.carry_out(plan.writes, joblog.SLIPS, moment)
    else:
        office.carry_out(Writes(findings=issues), joblog.SLIPS, moment)
    files = hand_out(office, plan, moment, desk)
    if pdf and files:
        files = _with_pdf(book, files)
    desk.progress("打印文书", 2, 0)
    return _told(office, plan, files, issues)


def read_past(office: Office, period: Period, moment: Moment, kind: str = "") -> SlipPast:
    """Read what printing has to know; of a kind of slip the sheet too that it speaks of."""
    from taizhang.books.slips.kept import stems_in
    from taizhang.books.slips.layouts import load_forms, slip_sources

    forms, sources = load_forms(office.templates), slip_sources()
    form = form_named(forms, kind)
    more = [sources[form.source].key] if form else []
    place = office.text("place")
    named = {
        "地区": place, "机构": office.text("office") or f"{place}人民政府督查室",
        "专项行动": office.text("plan"), "联系电话": office.text("contact"),
        "今天": show(moment.on), "年": str(moment.on.year),
    }  # fmt: skip
    duty = supervising.read_past(office, period, moment)
    log = office.ledger["changes"].some({"job_kind": lambda kind: kind == joblog.SLIPS})
    return SlipPast(
        tables=office.read(*dict.fromkeys((*READ, *more))), forms=forms, on=moment.on, period=period.id, place=place,
        office=named, frozen=stems_in(office.place.root / BULLETINS), duty=duty,
        last=last_numbers(log.values, office.labels()), is_workday=duty.is_workday,
        sources=sources,
    )  # fmt: skip


def hand_out(office: Office, plan: SlipPlan, moment: Moment, desk: Desk) -> list[Path]:
    """Keep a copy of each slip; of several make one workbook to print.

    That one comes first: where a slip is missing, the next print knows that this one was not done.
    """
    from taizhang.books.slips.kept import keep_run, keep_slip

    room = office.place.folder(BULLETINS)
    files = []
    if len(plan.slips) > 1:
        stem = f"{RUN}_{moment.on:%Y%m%d}_{len(plan.slips)}件"
        files.append(keep_run(room, plan.slips, stem, datetime.combine(moment.on, time(9))))
    for at, slip in enumerate(plan.slips, start=1):
        files.append(keep_slip(room, slip))
        desk.progress(f"打印文书：{slip.name}", at, len(plan.slips))
    return files


def _with_pdf(book: xw.Book, files: "Sequence[Path]") -> list[Path]:
    """The first file as PDF too: the run, or the one slip."""
    target = files[0].with_suffix(".pdf")
    if not target.exists():
        printer(book)(files[0], target)
    return [target, *files]


def _told(office: Office, plan: SlipPlan, files: "Sequence[Path]", issues: list[Issue]) -> Report:
    facts = [told.PRINTED.of(count=len(plan.slips), new=plan.new, again=plan.again)]
    if files:
        place = f"{BULLETINS}/{files[0].parent.name}/{files[0].name}"
        several = told.PUT_SEVERAL if len(files) > 1 else told.PUT
        facts.append(several.of(place=place, count=len(files)))
    data = {
        "slips": [
            {"kind": s.kind, "number": s.number, "name": s.name, "again": s.again}
            for s in plan.slips
        ],
        "files": [f.name for f in files],
    }
    return Report("slips", tuple(facts), office.say(issues), tuple(files), data)
