"""倒排工期 as a plan: which tasks, by which template, until when; rows for 节点计划, nothing written over.

A task that has milestones keeps them. What cannot be planned is named with the reason.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from taizhang.core.catalog import planning as catalog
from taizhang.core.issues import Issue, Place
from taizhang.core.periods import Workdays
from taizhang.core.planning.backward import Backward, PlanSpan, PlanStage, plan_back
from taizhang.core.roles import Roles, roles_of
from taizhang.core.submission import Row, Value
from taizhang.core.tables import LedgerRows, TableRow, named_twice
from taizhang.core.units import split_names
from taizhang.core.values.settled import day_of
from taizhang.core.writes import Writes

READ = ("tasks", "nodes", "stages", "stage_words")
COMMON, BATTLE, WORKS = "通用", "会战", "工程"
# the uses of the templates that ship: those of an older ledger have none beside them
SHIPPED_USES: Mapping[str, str] = {"通用": COMMON, "百日会战": BATTLE, "工程建设": WORKS}
MOST_NAMED = 8  # tasks in a sentence


@dataclass(frozen=True, slots=True)
class Template:
    """The stages of a kind of work, and the words by which a task is of that kind."""

    name: str
    stages: tuple[PlanStage, ...]
    applies: tuple[str, ...] = ()
    use: str = ""

    def is_of_kind(self, task: Row) -> bool:
        """Whether 任务类型 says that the task is of that kind."""
        return str(task["kind"]) in {self.name, *self.applies}

    def word_in(self, task: Row) -> tuple[int, str]:
        """How far back in the name a word of it ends, and the word; (-1, "") where none is there.

        What stands last says what a thing is: 编制…改造可研报告 is a paper, no building work. Where
        任务类型 says that it is no building work, building work it is not, whatever the name says.
        """
        if self.use == WORKS and str(task["kind"]) and not self.is_of_kind(task):
            return -1, ""
        name, category = str(task["name"]), str(task["category"])
        ends = [(name.rfind(w) + len(w), w) for w in self.applies if w in name]
        return max(
            ends, default=max(((0, w) for w in self.applies if w in category), default=(-1, ""))
        )


@dataclass(frozen=True, slots=True)
class PlanWish:
    """What is to be planned: which tasks (none: all without milestones), how, from when.

    `days` makes the deadline that many days after `since`, as 百日会战 does.
    """

    tasks: tuple[str, ...] = ()
    template: str = ""
    since: date | None = None
    days: int = 0
    squeeze: bool = False


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """A task's plan; `why` is the word by which its template was chosen, where nobody chose it."""

    row: TableRow
    template: str
    why: str
    deadline: date
    plan: Backward

    @property
    def task_id(self) -> str:
        """Its number."""
        return str(self.row["task_id"])


@dataclass(frozen=True, slots=True)
class PlanPlan:
    """What planning comes to."""

    planned: Sequence[PlannedTask]
    issues: Sequence[Issue]
    writes: Writes = field(default_factory=Writes)

    @property
    def nodes(self) -> int:
        """How many milestones there are."""
        return sum(len(p.plan.milestones) for p in self.planned)


def templates_of(table: LedgerRows) -> tuple[list[Template], list[Issue]]:
    """Return the templates of 工期模板 in order, and an Issue for each row that is of no use."""
    found: dict[str, list[Row]] = {}
    issues = []
    for row in table.rows:
        if not row["template"]:
            continue
        if not row["stage"] or not (_amount(row["share"]) > 0 or _amount(row["workdays"]) > 0):
            issues.append(catalog.STAGE_UNREAD.at(table.place(row.number, "stage")))
            continue
        found.setdefault(str(row["template"]), []).append(row.values)
    uses = {str(row["template"]): str(row["use"]) for row in table.rows if row["use"]}
    shipped = {name: use for name, use in SHIPPED_USES.items() if use not in uses.values()}
    uses = {**shipped, **uses}
    return [_template(name, rows, uses.get(name, "")) for name, rows in found.items()], issues


def _template(name: str, rows: Iterable[Row], use: str) -> Template:
    ordered = sorted(rows, key=lambda r: _amount(r["stage_no"]))
    words = [w for row in ordered for w in split_names(str(row["applies"]))]
    stages = (
        PlanStage(str(r["stage"]), _amount(r["share"]), int(_amount(r["workdays"])), str(r["unit"]))
        for r in ordered
    )
    return Template(name, tuple(stages), tuple(words), use)


def plan_nodes(
    tables: Mapping[str, LedgerRows], wish: PlanWish, on: date, workdays: Workdays
) -> PlanPlan:
    """Decide the milestones of the tasks wished for, as seen on that day."""
    templates, issues = templates_of(tables["stages"])
    chosen = {t.name: t for t in templates}
    if wish.template and wish.template not in chosen:
        unknown = catalog.TEMPLATE_UNKNOWN.at(found=wish.template, known=list(chosen))
        return PlanPlan((), [*issues, unknown])
    planned: list[PlannedTask] = []
    for row, issue in _wanted(tables, wish):
        if issue is not None:
            issues.append(issue)
            continue
        one, said = _plan(row, tables["tasks"], (templates, wish, on), workdays)
        issues += said
        if one is not None:
            planned.append(one)
    writes = Writes()
    writes.add("nodes", (node for one in planned for node in _rows(one)))
    found = [*issues, *_chosen_by_word(planned), *named_twice(tables["tasks"]), *writes.notes]
    writes.findings = found
    return PlanPlan(planned, found, writes)


def _wanted(
    tables: Mapping[str, LedgerRows], wish: PlanWish
) -> Iterator[tuple[TableRow, Issue | None]]:
    """The rows to plan; an Issue where one that was named is not there or has milestones."""
    table = tables["tasks"]
    having = {str(r["task_id"]) for r in tables["nodes"].values}
    roles = roles_of(stages=tables["stage_words"].values)
    if not wish.tasks:
        for (task_id, *_), row in table.keyed.items():
            if task_id and task_id not in having and _is_open(row.values, roles):
                yield row, None
        return
    for task_id in dict.fromkeys(wish.tasks):
        found = table.keyed.get((task_id,))
        if found is None:
            yield TableRow(0, {}), catalog.TASK_UNKNOWN.at(found=task_id)
        elif task_id in having:
            place = table.place(found.number, "task_id")
            yield found, catalog.NODES_THERE.at(place, task=task_id)
        else:
            yield found, None


def _is_open(task: Row, roles: Roles) -> bool:
    return not roles.has_closed(task) and not task["finished"]


def _plan(
    row: TableRow,
    table: LedgerRows,
    how: tuple[Sequence[Template], PlanWish, date],
    workdays: Workdays,
) -> tuple[PlannedTask | None, list[Issue]]:
    """One task's plan, None where there is none, and what has to be said of it."""
    templates, wish, on = how
    template, why = _fitting(row.values, templates, wish)
    place = table.place(row.number, "due")
    since, start, due = _span(row.values, wish, on)
    if due is None:
        return None, [catalog.NO_DEADLINE.at(place, task=row["task_id"])]
    if due < on:
        return None, [catalog.DEADLINE_OVER.at(place, task=row["task_id"], due=due)]
    if template is None:
        return None, [catalog.NO_TEMPLATE.at(place, task=row["task_id"])]
    span = PlanSpan(since, due, start)
    plan = plan_back(template.stages, span, workdays, squeeze=wish.squeeze)
    issues = _said(row, place, plan, since)
    own = day_of(row["due"])
    if own is not None and own < due:
        issues.append(catalog.BATTLE_LATER.at(place, task=row["task_id"], end=due, due=own))
    return (PlannedTask(row, template.name, why, due, plan) if plan.milestones else None), issues


def _span(task: Row, wish: PlanWish, on: date) -> tuple[date, date | None, date | None]:
    """The day to plan from, the start where that has passed, and the deadline."""
    own = wish.since or (None if wish.days else day_of(task["start"]))
    start = own or on
    since, passed = max(start, on), start if start < on else None
    if wish.days:
        return since, passed, start + timedelta(days=wish.days)
    return since, passed, day_of(task["due"])


def _said(row: TableRow, place: Place, plan: Backward, since: date) -> list[Issue]:
    """What has to be said of a plan: too little time, a start that has passed."""
    values = {"task": row["task_id"], "start": plan.begins, "since": since}
    if plan.short and plan.milestones:
        return [catalog.SQUEEZED.at(place, days=plan.short, **values)]
    if plan.short:
        return [catalog.TOO_SHORT.at(place, days=plan.short, **values)]
    return [catalog.START_PASSED.at(place, days=plan.gone, **values)] if plan.gone else []


def _fitting(
    task: Row, templates: Sequence[Template], wish: PlanWish
) -> tuple[Template | None, str]:
    """The template that is wished for, or that 任务类型 or the name asks for; and the word of the name."""
    if wish.template:
        return next((t for t in templates if t.name == wish.template), None), ""
    used = {t.use: t for t in templates if t.use}
    if wish.days and BATTLE in used:
        return used[BATTLE], ""
    if of_kind := next((t for t in templates if t.is_of_kind(task)), None):
        return of_kind, ""
    ends = [(*t.word_in(task), -at) for at, t in enumerate(templates)]
    end, word, at = max(ends, default=(-1, "", 0))
    return (templates[-at], word) if end >= 0 else (used.get(COMMON), "")


def _chosen_by_word(planned: Iterable[PlannedTask]) -> Iterator[Issue]:
    """Which tasks were planned by a template that a word of the name chose, a template a line."""
    found: dict[str, dict[str, list[str]]] = {}
    for one in planned:
        if one.why:
            found.setdefault(one.template, {}).setdefault(one.why, []).append(one.task_id)
    for template, words in found.items():
        tasks = [task for those in words.values() for task in those]
        yield catalog.TEMPLATE_BY_WORD.at(
            tasks=tasks[:MOST_NAMED], count=len(tasks), template=template, words=list(words)
        )


def _rows(one: PlannedTask) -> Iterator[dict[str, Value]]:
    """The milestones as rows of 节点计划."""
    for milestone in one.plan.milestones:
        yield {
            "task_id": one.task_id, "node_no": float(milestone.number), "node": milestone.name,
            "unit": milestone.unit, "planned": milestone.day,
            "note": f"倒排工期（{one.template}{_because(one)}）",
        }  # fmt: skip


def _because(one: PlannedTask) -> str:
    return f"，名称里有“{one.why}”" if one.why else ""


def _amount(value: Value) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
