"""Score the units of a period by the office's scheme, and post the lists that follow from it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import xlwings as xw

from taizhang.actions.papers.kept import KeptPage
from taizhang.books.schemes import load_schemes
from taizhang.core.catalog import files as world
from taizhang.core.catalog import jobs as told
from taizhang.core.catalog import scoring as catalog
from taizhang.core.filenames import file_stem, short_stem
from taizhang.core.issues import Issue
from taizhang.core.merge import joblog
from taizhang.core.periods import Period
from taizhang.core.projects.earning import earlier_events, earned
from taizhang.core.projects.standing import READ as PROJECTS
from taizhang.core.projects.standing import past_of
from taizhang.core.scoring.planning import READ, ScorePast, ScorePlan, plan_scoring
from taizhang.core.scoring.posting import PostPlan, plan_posting
from taizhang.core.scoring.ranks import Ranked, all_level
from taizhang.core.scoring.rounding import half_up
from taizhang.core.scoring.unit_types import unit_types_in
from taizhang.core.units import split_names
from taizhang.core.writes import Writes
from taizhang.office.moment import Moment
from taizhang.office.office import Office
from taizhang.office.report import CannotRun, Desk, Report
from taizhang.office.shelf import open_period

SCORES, LISTED = "考核得分", "榜单"


def score(book: xw.Book, desk: Desk, moment: Moment, period: str = "", scheme: str = "") -> Report:
    """Write 考核得分 of the period and the paper 通报/<年>/考核得分_<方案>_<期次>.xlsx.

    A scheme that is not in the workbook yet is copied into 考核方案 first, where the office may
    change it. Scoring again replaces the period's rows where they came out differently.
    """
    office = Office(book)
    past = read_past(office, open_period(office, period), moment, scheme)
    plan = plan_scoring(past)
    desk.progress("考核计分", 1, 2)
    page = KeptPage.of(office, (f"{SCORES}（{past.scheme}）", past.period, ""), past.on)
    title = f"{office.text('place')}{past.period.label}{SCORES}"
    stem = f"{SCORES}_{file_stem(past.scheme)}"
    page.note(stem, title, plan.writes)
    plan.writes.settings["last_score"] = moment.stamp
    office.carry_out(plan.writes, joblog.SCORE, moment)
    path, beside = page.keep(stem, _drawn(plan, past, title, page))
    desk.progress("考核计分", 2, 0)
    return _told(plan, past, office.say([*plan.issues, *beside]), path)


def rank(  # noqa: PLR0913 - the options of the command
    book: xw.Book,
    desk: Desk,
    moment: Moment,
    period: str = "",
    lists: str = "",
    scheme: str = "",
) -> Report:
    """Write the lists of 榜单设置, or those named, to 通报/<年>/榜单_<期次>.xlsx, with their number.

    Only 通报登记 is written in the ledger; lists that were handed out are never changed.
    """
    from taizhang.books.papers.rank_lists import RankPages, draw_rank_lists

    office = Office(book)
    past = read_past(office, open_period(office, period), moment, scheme)
    names = split_names(lists)
    plan = plan_posting(past, names)
    if isinstance(plan, Issue):
        raise CannotRun(plan)
    files: tuple[Path, ...] = ()
    beside: list[Issue] = []
    if plan.lists:
        of = "、".join(names)
        page = KeptPage.of(
            office, (f"{LISTED}（{of}）" if of else LISTED, past.period, ""), past.on
        )
        pages = RankPages(
            office.text("place"), past.period.label, past.scheme, page.number, page.on, plan.lists
        )
        stem, writes = f"{LISTED}_{short_stem(of)}" if of else LISTED, Writes()
        path, beside = page.keep(stem, draw_rank_lists(pages))
        page.note(stem, pages.title, writes)
        if writes:
            office.carry_out(writes, joblog.BULLETIN, moment)
        files = (path,)
    desk.progress("排榜单", 1, 0)
    return _told_lists(plan, past.period, office.say([*plan.issues, *beside]), files)


def read_past(office: Office, period: Period, moment: Moment, scheme: str = "") -> ScorePast:
    """Read what a scoring of that period has to know; CannotRun where there is nothing to score."""
    past = ScorePast(
        period=period,
        on=moment.on,
        tables=office.read(*READ),
        scheme=scheme or office.text("score_scheme"),
        shipped=load_schemes(office.templates),
        least_votes=office.number("score_votes"),
        types=unit_types_in(office.ledger.layout.lists),
    )
    if not past.roster.units:
        raise CannotRun(world.NO_UNITS.at())
    past = _with_projects(past, office)
    if not past.rules.rows:
        raise CannotRun(catalog.SCHEME_UNKNOWN.at(found=past.scheme, known=list(past.known)))
    return past


def _with_projects(past: ScorePast, office: Office) -> ScorePast:
    """What 项目台账 adds, where the office keeps one."""
    if not office.read("projects")["projects"].rows:
        return past
    words = {"开工率分母": "start_base", "项目金额单位": "project_measure",
             "入库起点": "project_stored_from", "项目归属": "project_credit"}  # fmt: skip
    settings = {name: office.text(setting) for name, setting in words.items()}
    tables = office.read(*PROJECTS)
    projects = past_of(past.period, past.on, tables, settings)
    events, figures, issues = earned(projects, past.roster)
    earlier = earlier_events(projects, past.roster)
    return replace(past, events=events, figures=figures, doubts=issues, earlier=earlier)


def _drawn(plan: ScorePlan, past: ScorePast, title: str, page: KeptPage) -> bytes:
    from taizhang.books.papers.scores import ScoresPage, draw_scores

    return draw_scores(ScoresPage(
        title, past.period.label, past.scheme, page.number, page.on, plan.scheme.parts, plan.groups,
        plan.by_unit, plan.scores.idle, plan.issues, plan.scheme.decimals, plan.leaders,
        plan.parts, plan.unplaced,
    ))  # fmt: skip


def _told(plan: ScorePlan, past: ScorePast, issues: tuple[Issue, ...], path: Path) -> Report:
    facts = [
        told.PERIOD.of(period=past.period.label),
        told.BY_SCHEME.of(name=past.scheme),
        told.SCORED.of(count=len(plan.scores.units)),
    ]
    if plan.scores.idle:
        facts.append(told.NOT_RANKED.of(count=len(plan.scores.idle)))
    facts += [_first(group, ranks) for group, ranks in plan.groups.items() if ranks]
    data: dict[str, object] = {
        "period": past.period.id, "scheme": past.scheme, "on": past.on.isoformat(),
        "scores": [
            {"group": group, "unit": r.unit, "score": r.value, "rank": r.rank,
             "before": r.before or None, "grade": plan.by_unit[r.unit].grade,
             "marks": list(plan.by_unit[r.unit].marks)}
            for group, ranks in plan.groups.items() for r in ranks
        ],
        "unplaced": [{"group": s.group, "unit": s.unit, "score": half_up(s.total)} for s in plan.unplaced],
        "idle": list(plan.scores.idle),
        "leaders": [
            {"leader": r.unit, "score": r.value, "rank": r.rank,
             "units": list(plan.leaders.overseen[r.unit])}
            for r in plan.leaders.places
        ],
    }  # fmt: skip
    return Report("score", tuple(facts), issues, (path,), data)


def _first(group: str, ranks: Sequence[Ranked]) -> tuple[str, str]:
    """Who is first in a group, or how many share it."""
    points, count = ranks[0].value, sum(r.rank == 1 for r in ranks)
    if all_level(ranks):
        return told.NOBODY_FIRST.of(group=group, count=count, points=points)
    if count > 1:
        return told.FIRST_SHARED.of(group=group, count=count, points=points)
    return told.FIRST_PLACE.of(group=group, unit=ranks[0].unit, points=points)


def _told_lists(
    plan: PostPlan, period: Period, issues: tuple[Issue, ...], files: tuple[Path, ...]
) -> Report:
    facts = [told.PERIOD.of(period=period.label), told.LISTS.of(count=len(plan.lists))]
    data: dict[str, object] = {
        "period": period.id,
        "lists": [
            {
                "list": one.posted.name, "group": g.group,
                "places": [{"unit": r.unit, "value": r.value, "rank": r.rank} for r in g.rows],
                "red": [r.unit for r in g.red], "black": [r.unit for r in g.black],
                "middle": [r.unit for r in g.middle], "why": dict(g.why),
            }
            for one in plan.lists for g in one.groups
        ],
    }  # fmt: skip
    return Report("rank", tuple(facts), issues, files, data)
