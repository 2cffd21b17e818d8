"""A paper as a plan: facts, wording, its number in the series, what is to be said of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from taizhang.core.bulletin.blocks import RowForm
from taizhang.core.bulletin.closings import as_decided, last_rounds, to_be_closed
from taizhang.core.bulletin.facts import PaperFacts, PaperFigure, count
from taizhang.core.bulletin.gathering import (
    Printing,
    entries,
    of_nodes,
    of_reports,
    of_scores,
    of_supervision,
    of_tasks,
)
from taizhang.core.bulletin.january import against_january, first_targets
from taizhang.core.bulletin.meetings import of_meetings
from taizhang.core.bulletin.numbering import PaperKey, entry_of, number_of
from taizhang.core.bulletin.once import UPPER, CountedOnce, counted_once, of_once
from taizhang.core.bulletin.posted import LISTS, no_lists, of_lists
from taizhang.core.bulletin.problems import of_problems
from taizhang.core.bulletin.reporting import of_reporters
from taizhang.core.bulletin.shares import percent_text
from taizhang.core.bulletin.spoken import lagging_means
from taizhang.core.bulletin.standing import TaskStanding, standings
from taizhang.core.bulletin.wording import Worded, kinds_of, word
from taizhang.core.catalog import bulletin as catalog
from taizhang.core.issues import Issue, Place, show
from taizhang.core.periods import Period, period_of
from taizhang.core.projects.facts import project_facts
from taizhang.core.projects.rates import elapsed
from taizhang.core.projects.standing import past_of
from taizhang.core.roles import Roles, StateRole, roles_of
from taizhang.core.scoring.posting import PostPlan
from taizhang.core.scoring.rounding import half_up
from taizhang.core.scoring.taking import ScoredSpan
from taizhang.core.submission import Value
from taizhang.core.tables import LedgerRows, TableRow
from taizhang.core.values.numerals import chinese
from taizhang.core.writes import Writes

READ = ("tasks", "judgements", "summary", "supervision", "meetings", "scores", "lamp_rules",
        "stage_words", "paper_words", "bulletins", "projects", "project_months", "changes",
        "nodes", "units", "closings", "problems")  # fmt: skip
SHOWN_DAYS = 7  # of a 公示


@dataclass(frozen=True)
class BulletinPast:
    """The ledger as a paper finds it: which kind, which span, of which task, whose paper it is.

    `posted` are the lists of the period, where the paper prints them; `shown_days` those of a 公示;
    `shipped` is the wording that ships, for a kind of which the workbook has no row yet; `counting`
    says which of tasks that hang below one another count.
    """

    kind: str
    period: Period
    on: date
    tables: Mapping[str, LedgerRows]
    words: Mapping[str, str] = field(default_factory=dict)
    task_id: str = ""
    printing: Printing = field(default_factory=Printing)
    posted: PostPlan | None = None
    shown_days: int = SHOWN_DAYS
    shipped: Sequence[Mapping[str, Value]] = ()
    counting: str = UPPER

    @cached_property
    def wording(self) -> LedgerRows:
        """The rows of the paper: those in the workbook, else those shipped (as row 0)."""
        table = self.tables["paper_words"]
        if any(str(r["paper"]) == self.kind for r in table.rows):
            return table
        blank: dict[str, Value] = dict.fromkeys(table.spec.keys, "")
        rows = [r for r in self.shipped if r["paper"] == self.kind]
        return replace(table, rows=[TableRow(0, blank | dict(r)) for r in rows])

    def told(self) -> "BulletinPast":
        """The same, over the span that the wording speaks of: {半年} and {年} ask for a whole one."""
        texts = "".join(str(r["text"]) for r in self.wording.rows if str(r["paper"]) == self.kind)
        for name, kind in SPANS.items():
            wider = period_of(self.period.last, kind)
            if name in texts and "{期次}" not in texts and self.period.first >= wider.first:
                return replace(self, period=wider)
        return self

    @property
    def copied(self) -> bool:
        """Whether the wording comes from what ships and is to be copied into the workbook."""
        return any(row.number == 0 for row in self.wording.rows)

    @property
    def until(self) -> date:
        """The day until which things are told."""
        return min(self.on, self.period.last)

    @property
    def span(self) -> ScoredSpan:
        """The time that is told."""
        return ScoredSpan(self.period, self.on)

    @cached_property
    def roles(self) -> Roles:
        """What the office's words stand for."""
        return roles_of(self.tables["lamp_rules"].values, self.tables["stage_words"].values)

    @property
    def tasks(self) -> Sequence[TaskStanding]:
        """The tasks that count."""
        return self.once.tasks

    @cached_property
    def everything(self) -> list[TaskStanding]:
        """All tasks of the span, or the one that the paper is about."""
        tables = self.tables
        every = standings(tables["tasks"], tables["judgements"], self.roles, self.span)
        every = as_decided(every, self.rounds, self.until)
        return [t for t in every if not self.task_id or t.text("task_id") == self.task_id]

    @cached_property
    def once(self) -> CountedOnce:
        """The tasks of the span, none counted beside one that it hangs on."""
        return counted_once(self.everything, self.counting)

    @cached_property
    def rounds(self) -> Mapping[str, TableRow]:
        """The last round of 销号记录 of each task."""
        return last_rounds(self.tables.get("closings"), self.until)

    @property
    def closings_kept(self) -> bool:
        """Whether the office keeps 销号记录."""
        return "closings" in self.tables and bool(self.tables["closings"].rows)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The papers for which there is wording."""
        own = kinds_of(self.tables["paper_words"])
        return tuple(dict.fromkeys((*own, *(str(r["paper"]) for r in self.shipped))))

    @property
    def of_one_task(self) -> bool:
        """Whether that kind of paper tells of one task only."""
        return ONE in self.asked

    @property
    def asked(self) -> frozenset[str]:
        """The lists that the wording of the paper prints."""
        rows = self.wording.rows
        return frozenset(str(r["over"]) for r in rows if str(r["paper"]) == self.kind)

    @property
    def signed(self) -> bool:
        """Whether the paper says who signed it."""
        rows = (r for r in self.wording.rows if str(r["paper"]) == self.kind)
        return any("{签发人}" in str(r["text"]) for r in rows)

    @property
    def of_lists(self) -> bool:
        """Whether the paper prints 榜单."""
        return bool(self.asked & LISTS)

    @property
    def named(self) -> PaperKey:
        """What 通报登记 knows the paper by."""
        return self.kind, self.period, self.task_id

    @property
    def number(self) -> int:
        """The number in its series of the year: the one it has, else the next."""
        return number_of(self.tables["bulletins"], self.named)


ONE = "专报事项"
SPANS = {"{半年}": "半年", "{年}": "年"}  # the first that the wording names
# what conditions may ask where there is no project
NO_PROJECTS = PaperFacts({"项目数": count("项目数", (), "“项目台账”里的项目")})


@dataclass(frozen=True)
class BulletinPlan:
    """What a paper comes to: its words, the facts they stand on, the rows of the register."""

    past: BulletinPast
    facts: PaperFacts
    worded: Worded
    issues: Sequence[Issue]
    writes: Writes = field(default_factory=Writes)

    @property
    def title(self) -> str:
        """The paper's title, on one line."""
        return next((b.text for b in self.worded.blocks if b.form is RowForm.TITLE), self.past.kind)


def plan_bulletin(past: BulletinPast) -> BulletinPlan | Issue:
    """The paper of that kind and span; an Issue where there is nothing to print."""
    refusal = _refusal(past)
    if refusal is not None:
        return refusal
    of_projects, wrong = _project_facts(past)
    facts = _facts(past).joined(of_projects)
    worded = word(past.wording, past.kind, facts)
    if not worded.blocks:
        return catalog.KIND_EMPTY.at(kind=past.kind)
    told = {*worded.lists, *worded.figures} & {*of_projects.lists, *of_projects.figures}
    of_lists_ = past.posted.issues if past.posted else ()
    issues = [*_doubts(past, facts), *(wrong if told else ()), *of_lists_, *worded.issues,
              *_nobody(past, facts, worded)]  # fmt: skip
    plan = BulletinPlan(past, facts, worded, issues)
    if past.copied:
        plan.writes.add("paper_words", past.wording.values)
    plan.writes.findings = issues
    return plan


def register(plan: BulletinPlan, file: str) -> None:
    """Note the paper in 通报登记; one that stands there already stays as it is."""
    past = plan.past
    own = entry_of(past.tables["bulletins"], past.named, past.on, plan.title, file)
    if own:
        plan.writes.add("bulletins", own)


def _refusal(past: BulletinPast) -> Issue | None:
    if past.kind not in past.kinds:
        return catalog.KIND_UNKNOWN.at(found=past.kind, known=list(past.kinds))
    if past.of_one_task and not past.task_id:
        return catalog.TASK_UNNAMED.at(kind=past.kind)
    if past.task_id and not past.tasks:
        return catalog.TASK_UNKNOWN.at(found=past.task_id)
    return None


def _facts(past: BulletinPast) -> PaperFacts:
    tables, span, tasks = past.tables, past.span, past.tasks
    period, number = past.period, past.number
    words = {
        **past.words, "滞后口径": lagging_means(tables["lamp_rules"].values), "期次": period.label, "期号": str(number), "期号汉字": chinese(number),
        "截至": show(past.until), "截至月日": _month_day(past.until),
        "年": f"{period.last.year}年", "年度": str(period.last.year), "半年": period_of(period.last, "半年").label, "印发日期": show(past.on), **_shown(past),
    }  # fmt: skip
    one = {ONE: entries(tasks)} if past.task_id else {}
    return PaperFacts({}, words, one).joined(
        of_tasks(tasks, span, past.printing),
        of_reports(tables["summary"], span),
        of_supervision(tables["supervision"], span, past.task_id),
        to_be_closed(tasks, past.rounds, past.until, kept=past.closings_kept),
        of_nodes(tables["nodes"], past.task_id, past.until),
        of_meetings(tables["meetings"], past.everything, span),
        of_once(past.once),
        of_reporters(tables["summary"], span),
        of_problems(tables.get("problems"), span),
        of_scores(tables["scores"], span, past.words.get("考核方案", "")),
        against_january(tasks, span, _targets(past), past.printing.how),
        of_lists(past.posted, _units(past)) if past.posted else no_lists(),
        _time(past),
    )


def _targets(past: BulletinPast) -> Mapping[str, tuple[float, Place]]:
    spec = past.tables["tasks"].spec
    return first_targets(past.tables.get("changes"), (spec.label, spec["target"].label))


def _units(past: BulletinPast) -> Mapping[str, Place]:
    """The row of 考核得分 that a unit has in the period, else that of 单位名册; a leader's first task."""
    tasks = past.tables["tasks"]
    found = {
        str(r["leader"]).strip(): tasks.place(r.number, "leader") for r in reversed(tasks.rows)
    }
    for table, column in (("units", "unit"), ("scores", "unit")):
        rows = past.tables[table].rows if table in past.tables else ()
        for row in rows:
            if table == "units" or str(row["period"]) == past.period.id:
                found[str(row["unit"])] = past.tables[table].place(row.number, column)
    return found


def _shown(past: BulletinPast) -> Mapping[str, str]:
    """公示: from the day after it was printed, so many full days."""
    days = past.shown_days
    first, last = past.on + timedelta(days=1), past.on + timedelta(days=days)
    return {"公示天数": str(days), "公示起": show(first), "公示止": show(last)}


def _time(past: BulletinPast) -> PaperFacts:
    """The share of the year that is over."""
    share = elapsed(past.until)
    rule = f"{past.until.year}年1月1日到{show(past.until)}，按月折算"
    figure = PaperFigure("年内时间", half_up(share, 1), percent_text(share), rule)
    return PaperFacts({figure.name: figure})


def _project_facts(past: BulletinPast) -> tuple[PaperFacts, list[Issue]]:
    """What the project ledger says, where the office keeps one."""
    if "projects" not in past.tables or not past.tables["projects"].rows:
        return NO_PROJECTS, []
    return project_facts(past_of(past.period, past.on, past.tables, past.words))


def _doubts(past: BulletinPast, facts: PaperFacts) -> Iterator[Issue]:
    rows, span = past.tables["judgements"].rows, past.span
    within = {text for text in {str(r["period"]) for r in rows} if span.has(text)}
    judged = {str(r["task_id"]) for r in rows if str(r["period"]) in within}
    bare = [
        t for t in past.tasks if t.text("task_id") not in judged and t.role is not StateRole.DONE
    ]
    if bare:
        yield catalog.NOT_JUDGED.at(bare[0].place, count=len(bare), period=past.period.label)
    if past.period.kind in SPANS.values() and past.on < past.period.last:
        yield catalog.SPAN_OPEN.at(kind=past.kind, period=past.period.label, on=past.on)
    if past.signed and not past.words.get("签发人", ""):
        yield catalog.SIGNER_MISSING.at(kind=past.kind)
    if not facts.words["滞后口径"]:
        sheet = past.tables["lamp_rules"].sheet
        yield catalog.DEFINITION_MISSING.at(Place(sheet=sheet))
    yield from _unlike(past, facts)


def _unlike(past: BulletinPast, facts: PaperFacts) -> Iterator[Issue]:
    """Parts that are printed and more than the whole: a task of several stands with each of them."""
    for name in ("类别", "单位"):
        if not past.asked & {f"{name}情况", f"{name}情况表"}:
            continue
        found = sum(int(e.words["任务数"]) for e in facts.lists[f"{name}情况"])
        total = len(past.tasks)
        if found > total:
            place = Place(sheet=past.tables["tasks"].sheet)
            yield catalog.PARTS_UNLIKE.at(place, name=f"{name}情况", found=found, total=total)


def _nobody(past: BulletinPast, facts: PaperFacts, worded: Worded) -> Iterator[Issue]:
    """A paper all of whose lists are empty is made all the same, and said to be about nobody.

    One that names units in a sentence is about them.
    """
    named = [text for name, text in facts.words.items() if name.endswith("名单") and text]
    if any(text in block.text for text in named for block in worded.blocks):
        return
    asked = [name for name in worded.lists if name]
    wanted = [name for name in past.asked if name and name not in asked]
    names = [*asked, *(n for n in wanted if n in facts.lists)]
    told = any(facts.figures[name].value for name in worded.figures)
    if names and not told and not any(facts.lists[name] for name in names):
        yield catalog.ABOUT_NOBODY.at(kind=past.kind, lists=sorted(names))


def _month_day(day: date) -> str:
    return f"{day.month}月{day.day}日"
