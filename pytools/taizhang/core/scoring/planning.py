"""A scoring as a plan: which scheme holds, what every unit has, its place, and what is written.

Nothing is written here. Rows of a scheme that stand in 考核方案 win over those shipped; scores of a
period and scheme that were written before are replaced, and the log keeps what they were.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from taizhang.core.catalog import scoring as catalog
from taizhang.core.issues import Issue, Place
from taizhang.core.periods import BLANK, LATE, MISSING, Period, parse_period
from taizhang.core.scoring.awarding import SEPARATOR, awarded, runs_of
from taizhang.core.scoring.deriving import DERIVED, derived_events, derived_figures
from taizhang.core.scoring.facts import ScoreEvent, ScoreFigure, UnitScore
from taizhang.core.scoring.leaders import LeaderScores, leader_scores, overseen_by
from taizhang.core.scoring.mutual import mutual_figures
from taizhang.core.scoring.ranks import Ranked, all_level, groups_of, ranked
from taizhang.core.scoring.rounding import half_up
from taizhang.core.scoring.scheme import Method, Scheme, ScoreItem, read_scheme
from taizhang.core.scoring.score import Scores, score
from taizhang.core.scoring.sums import part_sums
from taizhang.core.scoring.taking import EVENTS, ScoredSpan, busy_units, events_of, figures_of
from taizhang.core.scoring.unit_types import UnitTypes
from taizhang.core.scoring.years import RecordedScores, recorded, spans_others, weighed
from taizhang.core.submission import Row, Value
from taizhang.core.tables import LedgerRows, TableRow
from taizhang.core.units import Roster, roster_of, split_names
from taizhang.core.writes import Writes

READ = ("tasks", "units", "summary", "judgements", "supervision", "score_rules", "score_figures",
        "score_events", "opinions", "mutual", "scores", "rank_lists", "problems", "closings",
        "clues", "instructions", "inspections")  # fmt: skip
UNGROUPED, UNRANKED = "未分组", "不排名"


@dataclass(frozen=True)
class ScorePast:
    """The ledger as a scoring finds it; `shipped` are schemes by name, `least_votes` of an opinion.

    `events`, `figures` and `doubts` are what the project ledger adds, `earlier` its events of the
    year before the period.
    """

    period: Period
    on: date
    tables: Mapping[str, LedgerRows]
    scheme: str
    shipped: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    least_votes: float = 0
    events: Sequence[ScoreEvent] = ()
    figures: Sequence[ScoreFigure] = ()
    doubts: Sequence[Issue] = ()
    earlier: Sequence[ScoreEvent] = ()
    types: UnitTypes = field(default_factory=UnitTypes)

    @property
    def span(self) -> ScoredSpan:
        """The time that is scored."""
        return ScoredSpan(self.period, self.on)

    @cached_property
    def roster(self) -> Roster:
        """The units."""
        return roster_of(self.tables["units"].values)

    @cached_property
    def rules(self) -> LedgerRows:
        """The rows of the scheme: those in the workbook, else those shipped."""
        table = self.tables["score_rules"]
        own = [r for r in table.rows if str(r["scheme"]) == self.scheme]
        if own:
            return replace(table, rows=own)
        rows = self.shipped.get(self.scheme, ())
        return replace(table, rows=[TableRow(0, self._filled(row)) for row in rows])

    @property
    def copied(self) -> bool:
        """Whether the scheme comes from those shipped and is to be copied into the workbook."""
        return any(row.number == 0 for row in self.rules.rows)

    def _filled(self, row: Row) -> dict[str, Value]:
        blank: dict[str, Value] = dict.fromkeys(self.tables["score_rules"].spec.keys, "")
        return blank | {"scheme": self.scheme, "enabled": "是"} | dict(row)

    @property
    def known(self) -> tuple[str, ...]:
        """Names of schemes that there are."""
        own = (str(r["scheme"]) for r in self.tables["score_rules"].values if r["scheme"])
        return tuple(dict.fromkeys((*own, *self.shipped)))

    def all_figures(self, span: ScoredSpan) -> tuple[list[ScoreFigure], list[Issue]]:
        """Figures of the ledger and of 项目台账; what the clerk wrote down himself goes before."""
        own, issues = figures_of(self.tables, self.roster, span, self.least_votes)
        mutual, said = mutual_figures(self.tables["mutual"], self.roster, span)
        others = [*mutual, *derived_figures(self.tables, span)]
        others += self.figures if span.period == self.period else ()
        typed = {(f.unit, f.name) for f in own}
        return [*own, *(f for f in others if (f.unit, f.name) not in typed)], [*issues, *said]

    def all_events(self) -> tuple[list[ScoreEvent], list[ScoreEvent], list[Issue]]:
        """Events of the period and those of its year before it, with what is wrong in the period."""
        events, issues = events_of(self.tables, self.roster, self.span)
        events += [*derived_events(self.tables, self.span, self.scheme), *self.events]
        start = self.period.first.replace(month=1, day=1)
        if start == self.period.first:
            return events, [], issues
        last = self.period.first - timedelta(days=1)
        span = ScoredSpan(Period(start, last, f"{start:%Y}"), self.on)
        earlier, _ = events_of(self.tables, self.roster, span)
        own = [e for e in derived_events(self.tables, span, self.scheme) if e.day is not None]
        return events, [*earlier, *own, *self.earlier], issues

    def used(self, scheme: Scheme) -> bool:
        """Whether the scheme takes anything of the project ledger."""
        names = {f.name for f in self.figures} | {e.name for e in (*self.events, *self.earlier)}
        return any(item.takes in names for item in scheme.items)

    def _mixed(self, units: Sequence[str]) -> bool:
        """Whether both townships and others stand among the units."""
        kinds = {str(r["unit"]): str(r["unit_type"]) for r in self.tables["units"].values}
        return len({self.types.is_town(unit, kinds.get(unit, "")) for unit in units}) > 1

    def groups(self, scheme: Scheme) -> tuple[dict[str, list[str]], list[Issue]]:
        """Units by 考核组别, in the roster's order, and what is to be said of them."""
        table = self.tables["units"]
        asked = [r for r in table.rows if r["unit"] and str(r["reports"]) != "否"]
        named = [
            (str(r["unit"]), group)
            for r in asked for group in split_names(str(r["ranking"])) or (UNGROUPED,)
        ]  # fmt: skip
        groups, several = groups_of(named, scheme.unranked | {UNRANKED})
        places = {str(r["unit"]): table.place(r.number, "ranking") for r in asked}
        issues = [
            catalog.UNIT_IN_GROUPS.at(places[unit], unit=unit, groups=list(own))
            for unit, own in several.items()
        ]
        missing = groups.get(UNGROUPED, [])
        if missing and len(groups) > 1:
            issues.append(catalog.GROUP_MISSING.at(places[missing[0]], units=missing))
        elif self._mixed(missing):
            issues.append(catalog.NO_GROUPS.at(places[missing[0]], count=len(missing)))
        return groups, issues


@dataclass(frozen=True)
class ScorePlan:
    """What a scoring comes to: scores, places by group, sheets' rows, what is to be said."""

    scheme: Scheme
    scores: Scores
    groups: Mapping[str, Sequence[Ranked]]
    issues: Sequence[Issue]
    writes: Writes = field(default_factory=Writes)
    leaders: LeaderScores = field(default_factory=lambda: LeaderScores((), {}))

    @cached_property
    def by_unit(self) -> Mapping[str, UnitScore]:
        """Scores by unit."""
        return {s.unit: s for s in self.scores.units}

    @cached_property
    def parts(self) -> Mapping[tuple[str, str], float]:
        """The points of each (unit, part)."""
        return part_sums(self.scores.units)

    @property
    def unplaced(self) -> Sequence[UnitScore]:
        """Units of groups that are scored and not ranked."""
        return [s for s in self.scores.units if s.group in self.scheme.unplaced]


def plan_scoring(past: ScorePast) -> ScorePlan:
    """Score all units of the period by the scheme, and decide what that writes."""
    scheme, issues = read_scheme(past.rules)
    groups, said = past.groups(scheme)
    events, earlier, of_events = past.all_events()
    figures, of_figures = past.all_figures(past.span)
    known = recorded(past.tables["scores"], past.scheme, past.period)
    over = spans_others(scheme, past.period)
    busy = busy_units(past.tables["tasks"], past.span) | (known.keys() if over else frozenset())
    scores = score(scheme, groups, events, figures, busy, earlier, (*EVENTS, *DERIVED))
    if over:
        scores = _over_periods(scores, scheme, past, known)
    before = places_before(past)
    places = {
        group: ranked(
            {s.unit: s.total for s in scores.units if s.group == group},
            decimals=scheme.decimals, ties=scheme.ties, before=before,
        )
        for group in groups if group not in scheme.unplaced
    }  # fmt: skip
    scores = _with_titles(scores, scheme, past, places)
    of_projects = past.doubts if past.used(scheme) else ()
    scores = replace(scores, issues=tuple(_placed(i, past) for i in scores.issues))
    seen = {e.name for e in events} | set(scores.known.figures)
    level = _level(past, scheme, places, seen)
    found = [
        *_burden(past, scheme),
        *issues,
        *said,
        *of_events,
        *of_figures,
        *of_projects,
        *scores.issues,
        *level,
    ]
    writes = Writes()
    if past.copied:
        writes.add("score_rules", past.rules.values)
    _write_scores(writes, past, scheme, scores, places)
    writes.findings = found
    totals = {s.unit: s.total for s in scores.units}
    overseen = overseen_by(past.tables, past.roster, past.span)
    leaders = leader_scores(totals, overseen, scheme.decimals, scheme.ties)
    return ScorePlan(scheme, scores, places, found, writes, leaders)


def _placed(issue: Issue, past: ScorePast) -> Issue:
    """What is said of a row of the scheme, on its sheet; one just copied there has no row yet."""
    if issue.place.sheet or issue.place.key:
        return issue
    sheet, key = past.rules.sheet, "" if issue.place.row else past.scheme
    return replace(issue, place=replace(issue.place, sheet=sheet, key=key))


REPORTING = frozenset({"按时报送", LATE, MISSING, BLANK, "报送率", "按时报送率", "没有阶段目标"})


def _burden(past: ScorePast, scheme: Scheme) -> Iterator[Issue]:
    """A scheme that looks at reporting alone: what the rules on burden forbid to rank."""
    taken = [i for i in scheme.items if i.method is not Method.BASE]
    reporting = [i.name for i in taken if i.takes in REPORTING]
    if reporting and not any(i.takes not in REPORTING and _is_result(i) for i in taken):
        at = Place(sheet=past.tables["score_rules"].sheet, key=past.scheme)
        yield catalog.RANKS_REPORTING.at(at, scheme=past.scheme, items=reporting)


def _is_result(item: ScoreItem) -> bool:
    """Whether a row looks at anything but what a unit sent in: an opinion of leaders is no result."""
    return "评价" not in item.takes and item.takes not in {"虚报", "退回重报"}


def _level(
    past: ScorePast,
    scheme: Scheme,
    places: Mapping[str, Sequence[Ranked]],
    happened: Collection[str],
) -> Iterator[Issue]:
    """Groups all of whose units came out the same, and what of the scheme nobody was scored by."""
    sheet = past.tables["score_rules"].sheet
    bare = [i.name for i in scheme.items
            if i.method is not Method.BASE and i.takes not in happened]  # fmt: skip
    for group, ranks in places.items():
        if all_level(ranks):
            yield catalog.ALL_LEVEL.at(
                Place(sheet=sheet, key=past.scheme), group=group, count=len(ranks),
                points=ranks[0].value, items=list(dict.fromkeys(bare)),
            )  # fmt: skip


def _over_periods(scores: Scores, scheme: Scheme, past: ScorePast, known: RecordedScores) -> Scores:
    """Scores made out of those of shorter periods; units of whom a kind is missing have none."""
    units, said = weighed(scores.units, scheme, past.period, known)
    told = replace(scores.known, scores={s.unit: s for s in units})
    return Scores(tuple(units), scores.idle, (*scores.issues, *said), told)


def _with_titles(
    scores: Scores, scheme: Scheme, past: ScorePast, places: Mapping[str, Sequence[Ranked]]
) -> Scores:
    """The scores with what their places lead to."""
    if not scheme.titles and not scheme.bonuses:
        return scores
    runs = runs_of(past.tables["scores"], past.scheme, past.period)
    units = awarded(scheme, replace(scores.known, runs=runs), places)
    told = replace(scores.known, runs=runs, scores={s.unit: s for s in units})
    return replace(scores, units=units, known=told)


def places_before(past: ScorePast) -> Mapping[str, int]:
    """Each unit's place in the latest earlier period of the same kind that was scored so."""
    rows = [r for r in past.tables["scores"].values if str(r["scheme"]) == past.scheme]
    kinds = {str(r["period"]): parse_period(str(r["period"])) for r in rows}
    length = (past.period.last - past.period.first).days
    earlier = {
        text: p for text, p in kinds.items()
        if p and p.last < past.period.first and abs((p.last - p.first).days - length) <= 3
    }  # fmt: skip
    latest = max(earlier, key=lambda text: earlier[text].last, default="")
    return {
        str(r["unit"]): int(r["rank"])
        for r in rows if str(r["period"]) == latest and isinstance(r["rank"], int | float)
    }  # fmt: skip


def _write_scores(
    writes: Writes,
    past: ScorePast,
    scheme: Scheme,
    scores: Scores,
    places: Mapping[str, Sequence[Ranked]],
) -> None:
    """Replace the rows of the period where they are different now."""
    rows = _rows(past, scheme, scores, places)
    table = past.tables["scores"]
    old = [
        r for r in table.rows
        if str(r["period"]) == past.period.id and str(r["scheme"]) == past.scheme
    ]  # fmt: skip
    shown = [{k: r[k] for k in rows[0] if k != "scored_on"} for r in old] if rows else []
    if shown != [{k: v for k, v in row.items() if k != "scored_on"} for row in rows]:
        writes.remove("scores", old)
        writes.add("scores", rows)


def _rows(
    past: ScorePast, scheme: Scheme, scores: Scores, places: Mapping[str, Sequence[Ranked]]
) -> list[dict[str, Value]]:
    by_unit = {s.unit: s for s in scores.units}
    of: dict[str, Value] = {"period": past.period.id, "scheme": past.scheme}
    ranks = [
        {
            **of, "group": group, **_scored(by_unit[r.unit], past, scheme), "rank": float(r.rank),
            "before": float(r.before) if r.before else "", "move": r.move,
        }
        for group, rows in places.items() for r in rows
    ]  # fmt: skip
    only: list[dict[str, Value]] = [
        {**of, "group": s.group, **_scored(s, past, scheme), "rank": "", "before": "", "move": ""}
        for s in scores.units if s.group in scheme.unplaced
    ]  # fmt: skip
    return [*ranks, *only]


def _scored(one: UnitScore, past: ScorePast, scheme: Scheme) -> dict[str, Value]:
    return {
        "unit": one.unit, "score": half_up(one.total, scheme.decimals), "grade": one.grade,
        "marks": SEPARATOR.join(remarks(one)), "scored_on": past.on,
    }  # fmt: skip


def remarks(one: UnitScore) -> tuple[str, ...]:
    """What stands beside a score: a grade that went down, an award that is out."""
    down = (f"一票否决，等次降{one.steps}档",) if one.steps else ()
    return (*down, *one.marks)
