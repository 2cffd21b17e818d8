"""Write an official paper of the period: 督查通报, 政务督查, 专报, 小结, 评定 and what the office worded."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

import xlwings as xw

from taizhang.books.layout import load_layout
from taizhang.books.official.style import FILE as SHIPPED
from taizhang.books.official.style import HIGH, LAYOUTS, LINES, OfficialStyle, official_style
from taizhang.core.bulletin.gathering import Printing, read_steps
from taizhang.core.bulletin.plan import (
    READ,
    SHOWN_DAYS,
    BulletinPast,
    BulletinPlan,
    plan_bulletin,
    register,
)
from taizhang.core.bulletin.shares import HOW, PLAIN
from taizhang.core.bulletin.standing import PaceBounds
from taizhang.core.bulletin.wording import kinds_of
from taizhang.core.catalog import bulletin as catalog
from taizhang.core.catalog import jobs as told
from taizhang.core.filenames import short_stem
from taizhang.core.issues import Issue
from taizhang.core.merge import joblog
from taizhang.core.periods import Period
from taizhang.core.projects.standing import READ as PROJECTS
from taizhang.core.roles import NO, marked_words
from taizhang.core.scoring.posting import PostPlan, plan_posting
from taizhang.core.scoring.rounding import half_up
from taizhang.core.submission import Value
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from taizhang.office.report import CannotRun, Desk, Report
from taizhang.office.workplace import BULLETINS

LIST = "list"
LAYOUT = "公文版式"  # chosen as a kind: the clerk has no terminal


def bulletin(  # noqa: PLR0913 - the options of the command
    book: xw.Book,
    desk: Desk,
    moment: Moment,
    period: str = "",
    kind: str = "",
    task: str = "",
    template: bool = False,
) -> Report:
    """Write the paper to 通报/<年>/, with 数字来源 beside it, and note it in 通报登记.

    What was printed before is never changed: where the ledger tells something else now, the new
    paper lies beside the old one and both are named.
    """
    office = Office(book)
    if template or (kind or office.text("paper_kind")) == LAYOUT:
        return _copy_template(office)
    if kind == LIST:
        return _kinds(office)
    past = read_past(office, office.period(period), moment, kind, task)
    plan = plan_bulletin(past)
    if isinstance(plan, Issue):
        raise CannotRun(plan)
    desk.progress("出公文", 1, 2)
    files, said = _write(plan, office)
    register(plan, files[0].name)
    # which fonts a computer has is no finding of the ledger
    plan.writes.findings = [*plan.issues, *(i for i in said if i.rule is not catalog.FONTS_MISSING)]
    office.carry_out(plan.writes, joblog.BULLETIN, moment)
    desk.progress("出公文", 2, 0)
    return _told(plan, office.say([*plan.issues, *said]), files)


def read_past(
    office: Office, period: Period, moment: Moment, kind: str = "", task: str = ""
) -> BulletinPast:
    """Read what a paper of that period has to know."""
    names = {"署名": "paper_office", "印发机关": "paper_printer", "主送": "paper_to",
             "抄送": "paper_copies", "专报主送": "paper_report_to", "地区": "place",
             "专项行动": "plan", "联系电话": "contact", "考核方案": "score_scheme",
             "开工率分母": "start_base", "项目金额单位": "project_measure",
             "入库起点": "project_stored_from", "项目归属": "project_credit", "发文机关标志": "paper_mark",
             "发文机关": "paper_office", "文号字": "paper_word", "签发人": "paper_signer",
             "简报报": "brief_up", "简报送": "brief_to", "简报发": "brief_out",
             "公示联系人": "notice_person", "公示地址": "notice_room"}  # fmt: skip
    words = {name: office.text(setting) for name, setting in names.items()}
    wanted = kind or office.text("paper_kind")
    tables = office.read(*READ)
    if tables["projects"].rows:
        tables |= office.read(*PROJECTS)
    past = BulletinPast(
        kind=wanted, period=period, on=moment.on, tables=tables, words=words,
        printing=_printing(office), shown_days=office.number("publicity") or SHOWN_DAYS,
        shipped=_shipped(), counting=office.text("counting"),
    ).told()  # fmt: skip
    if past.of_lists:
        return replace(past, posted=_posted(office, past.period, moment))
    if not past.of_one_task:
        return past
    task_id = task or office.text("paper_task")
    rows = {str(r["task_id"]): str(r["name"]) for r in past.tables["tasks"].rows}
    named = words | {"专报任务": rows.get(task_id, task_id)}
    return replace(past, task_id=task_id, words=named)


def _printing(office: Office) -> Printing:
    """How percentages are printed, and where the office draws its lines."""
    how = office.text("paper_percent")
    return Printing(
        office.number("paper_decimals"), how if how in HOW else PLAIN,
        PaceBounds(office.number("pace_ahead"), office.number("pace_behind")),
        read_steps(office.text("progress_steps")), office.text("policy_started") != NO,
        marked_words(office.ledger.layout.lists, "kinds", "works_kinds"),
    )  # fmt: skip


def _shipped() -> Sequence[Mapping[str, Value]]:
    """The wording that ships."""
    return cast("Sequence[Mapping[str, Value]]", load_layout().begins["paper_words"])


def _posted(office: Office, period: Period, moment: Moment) -> PostPlan:
    """The lists of the period, as 排榜单 makes them."""
    from taizhang.actions.papers import scoring

    posted = plan_posting(scoring.read_past(office, period, moment))
    if isinstance(posted, Issue):
        raise CannotRun(posted)
    return posted


def _write(plan: BulletinPlan, office: Office) -> tuple[tuple[Path, ...], list[Issue]]:
    from taizhang.books.official.bulletin import draw_bulletin, keep, sources
    from taizhang.books.official.fonts import missing_fonts
    from taizhang.books.official.model import office_model, strangers

    past = plan.past
    style = _style(office)
    folder = office.place.folder(BULLETINS, str(past.period.last.year))
    about = f"_{short_stem(past.task_id)}" if past.task_id else ""
    stem = f"{short_stem(past.kind)}_{past.period.id}_第{past.number}期{about}"
    model = office_model(office.templates, past.kind)
    strangers(office.templates, past.kinds)
    path, beside = keep(folder / f"{stem}.docx", draw_bulletin(plan, style, model))
    source, _ = keep(path.with_name(f"{path.stem}_数字来源.xlsx"), sources(plan))
    said = []
    if beside:
        said.append(catalog.KEPT_BESIDE.at(name=f"{stem}.docx", kept=path.name))
    said += _too_few(model.style(style) if model else style)
    missing = missing_fonts(style.fonts)
    if missing:
        said.append(catalog.FONTS_MISSING.at(fonts=list(missing)))
    return (path, source), said


def _style(office: Office) -> OfficialStyle:
    """The measures of the layout that is chosen in 参数设置."""
    return official_style(office.templates, LAYOUTS.get(office.text("paper_layout"), SHIPPED))


def _too_few(style: OfficialStyle) -> list[Issue]:
    """That a page holds fewer lines than it has to, with the pitch that would do."""
    page = style.page
    if style.lines >= LINES:
        return []
    high = half_up(HIGH - page["top"] - page["bottom"], 1)
    line = half_up(page["line"], 2)
    return [catalog.LINES_FEW.at(line=line, high=high, found=style.lines, most=style.widest)]


def _told(plan: BulletinPlan, issues: tuple[Issue, ...], files: tuple[Path, ...]) -> Report:
    past = plan.past
    facts = (
        told.PERIOD.of(period=past.period.label),
        told.PAPER.of(kind=past.kind, number=past.number),
        told.PAPER_TITLE.of(title=plan.title),
        told.PUT.of(place=f"{BULLETINS}/{past.period.last.year}"),
    )
    data: dict[str, object] = {
        "kind": past.kind, "period": past.period.id, "number": past.number, "title": plan.title,
        "on": past.on.isoformat(),
        "figures": {name: plan.facts.figures[name].text for name in plan.worded.figures},
    }  # fmt: skip
    return Report("bulletin", facts, issues, files, data)


def _copy_template(office: Office) -> Report:
    """Copy the layout of papers into 模板/ for the office to set in Word or WPS; never over its own.

    It is drawn as the measures of official.toml have it, those of the office where it has its own.
    """
    from taizhang.books.official.model import FILE
    from taizhang.books.official.sample import draw_sample
    from taizhang.books.official.saved import save_bytes
    from taizhang.books.resources import OWN

    path = office.place.root / OWN / FILE
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        save_bytes(path, draw_sample(_style(office), FILE))
    facts = (told.PUT.of(place=f"{OWN}/{FILE}"),)
    return Report("bulletin", facts, office.say(()), (path,), {"template": f"{OWN}/{FILE}"})


def _kinds(office: Office) -> Report:
    shipped = (str(r["paper"]) for r in _shipped())
    own = kinds_of(office.read("paper_words")["paper_words"])
    kinds = tuple(dict.fromkeys((*own, *shipped)))
    facts = (told.PAPER_KINDS.of(names=list(kinds)),)
    return Report("bulletin", facts, (), (), {"kinds": list(kinds)})
