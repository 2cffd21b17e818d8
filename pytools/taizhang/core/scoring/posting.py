"""Lists as a plan: what 榜单设置 asks for, ranked by scores, parts of a scheme or figures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from taizhang.core.catalog import scoring as catalog
from taizhang.core.issues import Issue, Place
from taizhang.core.periods import Period, parse_period
from taizhang.core.scoring.facts import ScoreFigure
from taizhang.core.scoring.knowing import unknown_asked
from taizhang.core.scoring.leaders import GROUP, OVERSEER
from taizhang.core.scoring.lists import GroupList, Posted, post, read_lists
from taizhang.core.scoring.planning import (
    ScorePast,
    ScorePlan,
    plan_scoring,
)
from taizhang.core.scoring.ranks import ranked
from taizhang.core.scoring.scheme import Basis

SCORE = "得分"


@dataclass(frozen=True, slots=True)
class PostedList:
    """A list with its groups, and who is on none of them for want of a figure, with his group."""

    posted: Posted
    groups: Sequence[GroupList]
    idle: Sequence[str]
    groups_of: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PostPlan:
    """All lists asked for, with what is to be said."""

    lists: Sequence[PostedList]
    scored: ScorePlan
    issues: Sequence[Issue]


def plan_posting(past: ScorePast, names: Sequence[str] = ()) -> PostPlan | Issue:
    """The lists of 榜单设置, or those named; an Issue where one named is not there."""
    table = past.tables["rank_lists"]
    every = read_lists(table.values)
    unknown = [n for n in names if n not in {p.name for p in every}]
    if unknown:
        known = [p.name for p in every]
        return catalog.LIST_UNKNOWN.at(Place(sheet=table.sheet), found=unknown[0], known=known)
    scored = plan_scoring(past)
    issues: list[Issue] = list(scored.issues)
    found = []
    for posted in every:
        if not names or posted.name in names:
            one = _posted(posted, past, scored, issues)
            if one:
                found.append(one)
    return PostPlan(found, scored, issues)


def _posted(
    posted: Posted, past: ScorePast, scored: ScorePlan, issues: list[Issue]
) -> PostedList | None:
    place = Place(sheet=past.tables["rank_lists"].sheet, key=posted.name)
    values = _values(posted, past, scored, past.period)
    issues += _without_plan(posted, past)
    issues += _doubtful(posted, scored, place)
    if values is None:
        issues.append(catalog.LIST_BASIS_UNKNOWN.at(place, name=posted.name, found=posted.basis))
        return None
    groups, _ = past.groups(scored.scheme)
    if not posted.groups:
        groups = _meant(posted.name, groups, past)
    if posted.basis == OVERSEER:
        groups = {GROUP: [r.unit for r in scored.leaders.places]}
    before = _before(posted, past, scored, groups)
    decimals, ties = scored.scheme.decimals, scored.scheme.ties
    made = post(posted, groups, values, before=before, decimals=decimals, ties=ties,
                known=scored.scores.known)  # fmt: skip
    if not made:
        issues.append(catalog.LIST_EMPTY.at(place, name=posted.name))
        return None
    units = {u: group for group, own in groups.items() if posted.holds(group) for u in own}
    return PostedList(posted, made, [u for u in units if u not in values], units)


def _doubtful(posted: Posted, scored: ScorePlan, place: Place) -> Iterator[Issue]:
    """Conditions of a list that cannot be read, or that ask about what nobody knows."""
    for _, piece in posted.unreadable:
        yield catalog.CONDITION_UNREADABLE.at(place, item=posted.name, found=piece)
    yield from unknown_asked([(place, posted.name, posted.asked)], scored.scores.known)


def _meant(name: str, groups: Mapping[str, Sequence[str]], past: ScorePast) -> dict[str, list[str]]:
    """The units that a list without groups is for: those of townships, or of departments, by its name."""
    kinds = {str(r["unit"]): str(r["unit_type"]) for r in past.tables["units"].values}
    types = past.types
    towns = types.entitles_towns(name)
    if towns == types.entitles_departments(name):  # neither, or both
        return {group: list(units) for group, units in groups.items()}
    called = any(map(types.names_department, kinds.values()))  # 类型 says which are departments

    def is_department(kind: str) -> bool:
        return not kind or (types.names_department(kind) if called else kind not in types.others)

    found = {
        group: [u for u in units if types.is_town(u, kinds.get(u, "")) is towns
                and (towns or is_department(kinds.get(u, "")))]
        for group, units in groups.items()
    }  # fmt: skip
    return {group: units for group, units in found.items() if units}


def _values(
    posted: Posted, past: ScorePast, scored: ScorePlan, period: Period
) -> Mapping[str, float] | None:
    """What the list ranks, by unit; None where nothing of that name is known."""
    if posted.basis == SCORE:
        out = scored.scheme.unplaced
        return {s.unit: s.total for s in scored.scores.units if s.group not in out}
    if posted.basis == OVERSEER:
        return {r.unit: r.value for r in scored.leaders.places}
    if posted.basis in scored.scheme.parts:
        units = [s.unit for s in scored.scores.units]
        return {unit: scored.parts.get((unit, posted.basis), 0.0) for unit in units}
    span = replace(past.span, period=period)
    figures, _ = past.all_figures(span)
    own = [f for f in figures if f.name == posted.basis and not f.about]
    found = {
        f.unit: value for f in own
        if not _planless(posted, f) and (value := _seen(f)) is not None
    }  # fmt: skip
    known = {str(r["item"]) for r in past.tables["score_figures"].values}
    return found if own or posted.basis in known else None


def _planless(posted: Posted, figure: ScoreFigure) -> bool:
    """Whether a rate is asked for and its base is missing: what was done is no percentage."""
    return posted.measure == "%" and not figure.plan and figure.value is None


def _without_plan(posted: Posted, past: ScorePast) -> Iterator[Issue]:
    """Figures of a list of rates that have no base."""
    for figure in past.all_figures(past.span)[0]:
        if figure.name == posted.basis and not figure.about and _planless(posted, figure):
            yield catalog.DENOMINATOR_MISSING.at(figure.place, unit=figure.unit, item=figure.name)


def _seen(figure: ScoreFigure) -> float | None:
    """A figure as a list shows it: its rate where there is a plan, else its value."""
    return figure.seen(Basis.RATE) if figure.plan else figure.seen(Basis.VALUE)


def _before(
    posted: Posted, past: ScorePast, scored: ScorePlan, groups: Mapping[str, Sequence[str]]
) -> Mapping[str, int]:
    """Places of the last period: as scored then, or by the figures of then."""
    if posted.basis == SCORE:
        return {r.unit: r.before for rows in scored.groups.values() for r in rows if r.before}
    if posted.basis == OVERSEER:
        return {}
    earlier = _period_before(past)
    values = _values(posted, past, scored, earlier) if earlier else None
    if not values or posted.basis in scored.scheme.parts:
        return {}
    decimals = scored.scheme.decimals
    return {
        r.unit: r.rank
        for units in groups.values()
        for r in ranked({u: values[u] for u in units if u in values}, decimals=decimals)
    }


def _period_before(past: ScorePast) -> Period | None:
    rows = past.tables["score_figures"].values
    found = {parse_period(str(r["period"])) for r in rows}
    earlier = [p for p in found if p and p.last < past.period.first]
    return max(earlier, key=lambda p: p.last, default=None)
