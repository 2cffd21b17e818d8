"""A paper as a plan: facts, wording, its number in the series, what is to be said of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from taizhang.core.bulletin.facts import PaperFacts, count
from taizhang.core.bulletin.gathering import (
    Printing,
    against_january,
    entries,
    of_meetings,
    of_reports,
    of_scores,
    of_supervision,
    of_tasks,
)
from taizhang.core.bulletin.numbering import PaperKey, number_of, row_of
from taizhang.core.bulletin.standing import TaskStanding, standings
from taizhang.core.bulletin.wording import RowForm, Worded, kinds_of, word
from taizhang.core.catalog import bulletin as catalog
from taizhang.core.issues import Issue, Place, show
from taizhang.core.periods import Period
from taizhang.core.projects.facts import project_facts
from taizhang.core.projects.standing import past_of
from taizhang.core.roles import Roles, StateRole, roles_of
from taizhang.core.scoring.taking import ScoredSpan
from taizhang.core.tables import LedgerRows, TableRow
from taizhang.core.writes import Writes

READ = ("tasks", "judgements", "summary", "supervision", "meetings", "scores", "lamp_rules",
        "stage_words", "paper_words", "bulletins", "projects", "project_months")  # fmt: skip
NUMERALS = "〇一二三四五六七八九"


@dataclass(frozen=True)
class BulletinPast:
    """The ledger as a paper finds it: which kind, which span, of which task, whose paper it is."""

    kind: str
    period: Period
    on: date
    tables: Mapping[str, LedgerRows]
    words: Mapping[str, str] = field(default_factory=dict)
    task_id: str = ""
    printing: Printing = field(default_factory=Printing)

    @property
    def span(self) -> ScoredSpan:
        """The time that is told."""
        return ScoredSpan(self.period, self.on)

    @cached_property
    def roles(self) -> Roles:
        """What the office's words stand for."""
        return roles_of(self.tables["lamp_rules"].values, self.tables["stage_words"].values)

    @cached_property
    def tasks(self) -> list[TaskStanding]:
        """All tasks of the span, or the one that the paper is about."""
        tables = self.tables
        every = standings(tables["tasks"], tables["judgements"], self.roles, self.span)
        return [t for t in every if not self.task_id or t.text("task_id") == self.task_id]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The papers for which there is wording."""
        return kinds_of(self.tables["paper_words"])

    @property
    def of_one_task(self) -> bool:
        """Whether that kind of paper tells of one task only."""
        rows = (r for r in self.tables["paper_words"].rows if str(r["paper"]) == self.kind)
        return any(str(r["over"]) == ONE for r in rows)

    @property
    def named(self) -> PaperKey:
        """What 通报登记 knows the paper by."""
        return self.kind, self.period, self.task_id

    @cached_property
    def before(self) -> TableRow | None:
        """The row of 通报登记 that this paper has already."""
        return row_of(self.tables["bulletins"], self.named)

    @property
    def number(self) -> int:
        """The number in its series of the year: the one it has, else the next."""
        return number_of(self.tables["bulletins"], self.named)


ONE = "专报事项"
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
    worded = word(past.tables["paper_words"], past.kind, facts)
    if not worded.blocks:
        return catalog.KIND_EMPTY.at(kind=past.kind)
    told = {*worded.lists, *worded.figures} & {*of_projects.lists, *of_projects.figures}
    issues = [*_doubts(past, facts), *(wrong if told else ()), *worded.issues]
    plan = BulletinPlan(past, facts, worded, issues)
    plan.writes.findings = issues
    return plan


def register(plan: BulletinPlan, file: str) -> None:
    """Note the paper in 通报登记; one that stands there already stays as it is."""
    past = plan.past
    if past.before is None:
        plan.writes.add("bulletins", [{
            "paper": past.kind, "year": float(past.period.last.year), "number": float(past.number),
            "period": past.period.id, "task_id": past.task_id, "made_on": past.on,
            "title": plan.title, "file": file,
        }])  # fmt: skip


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
        **past.words, "期次": period.label, "期号": str(number), "期号汉字": chinese(number),
        "截至": show(min(past.on, period.last)), "截至月日": _month_day(min(past.on, period.last)),
        "年": f"{period.last.year}年", "印发日期": show(past.on),
    }  # fmt: skip
    one = {ONE: entries(tasks)} if past.task_id else {}
    return PaperFacts({}, words, one).joined(
        of_tasks(tasks, span, past.printing, past.roles),
        of_reports(tables["summary"], span),
        of_supervision(tables["supervision"], span, past.task_id),
        of_meetings(tables["meetings"], tasks, span),
        of_scores(tables["scores"], span),
        against_january(tasks),
    )


def _project_facts(past: BulletinPast) -> tuple[PaperFacts, list[Issue]]:
    """What the project ledger says, where the office keeps one."""
    if "projects" not in past.tables or not past.tables["projects"].rows:
        return NO_PROJECTS, []
    return project_facts(past_of(past.period, past.on, past.tables, past.words))


def _doubts(past: BulletinPast, facts: PaperFacts) -> Iterator[Issue]:
    judged = {
        str(r["task_id"]) for r in past.tables["judgements"].rows if past.span.has(r["period"])
    }
    bare = [
        t for t in past.tasks if t.text("task_id") not in judged and t.role is not StateRole.DONE
    ]
    if bare:
        yield catalog.NOT_JUDGED.at(bare[0].place, count=len(bare), period=past.period.label)
    if not facts.words["滞后口径"]:
        sheet = past.tables["lamp_rules"].sheet
        yield catalog.DEFINITION_MISSING.at(Place(sheet=sheet))
    yield from _unlike(past, facts)


def _unlike(past: BulletinPast, facts: PaperFacts) -> Iterator[Issue]:
    """Parts that are more than the whole: a task of several units stands with each of them."""
    for name in ("类别", "单位"):
        found = sum(int(e.words["任务数"]) for e in facts.lists[f"{name}情况"])
        total = len(past.tasks)
        if found > total:
            place = Place(sheet=past.tables["tasks"].sheet)
            yield catalog.PARTS_UNLIKE.at(place, name=f"{name}情况", found=found, total=total)


def _month_day(day: date) -> str:
    return f"{day.month}月{day.day}日"


def chinese(number: int) -> str:
    """A number below 100 in Chinese numerals, as a masthead may have it.

    >>> chinese(8), chinese(10), chinese(17), chinese(20)
    ('八', '十', '十七', '二十')
    """
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    head = "" if not tens else "十" if tens == 1 else f"{NUMERALS[tens]}十"
    return head + (NUMERALS[ones] if ones else "")
