"""Three-way merge of returned forms into the ledger: what would change, and nothing written.

For each cell: what was sent (base), what the ledger holds (ours), what came back (theirs). Theirs
equal to base or to ours leaves the ledger alone; ours equal to base takes theirs; three different
values are a conflict, and the ledger keeps its own until somebody rules.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from statistics import fmean

from taizhang.core.catalog import merging as catalog
from taizhang.core.cells import join_names, same
from taizhang.core.issues import Issue, Place, show
from taizhang.core.schema import BLANK_CLEAR, FormSpec
from taizhang.core.submission import CO, EACH, LEAD, Answer, Form, Value
from taizhang.core.units import Roster, split_names

Row = Mapping[str, Value]
Rows = Mapping[str, Row]
REQUEST = "request"
REPORTED = ("actual", "progress", "latest", "problem", "next_step", "evidence", REQUEST)
VALID, UNDONE = "有效", "已撤销"
CLOSED_STAGES = ("申请销号", "已销号")


class Outcome(StrEnum):
    """What became of one answer; each answer has exactly one."""

    TAKEN = "采用"
    SAME = "未变"
    REFUSED = "退回"
    CONFLICT = "冲突"


@dataclass(frozen=True, slots=True)
class Change:
    """One cell to write: sheet and column by key, the row by its business key."""

    sheet: str
    row_key: str
    column: str
    old: Value
    new: Value
    unit: str = ""
    file: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell on which the ledger and a unit disagree since the form was sent."""

    row_key: str
    sheet: str
    column: str
    unit: str
    base: Value
    ours: Value
    theirs: Value
    file: str


@dataclass(frozen=True, slots=True)
class Filed:
    """One merged file: the counts add up to the cells that could be filled."""

    file: str
    unit: str
    received: datetime
    blank: bool
    counts: Mapping[Outcome, int]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The ledger as the merge sees it; rows by key (任务编号, 任务编号#节点序号).

    `reported` is what a unit has reported this period: (task_id, unit) to values by column.
    `set_by` is what a unit's earlier file of this period put into a cell of another sheet.
    """

    period: str
    tasks: Rows
    nodes: Rows
    roster: Roster
    reported: Mapping[tuple[str, str], Row] = field(default_factory=dict)
    set_by: Mapping[tuple[str, str, str, str], Value] = field(default_factory=dict)


@dataclass(slots=True)
class MergePlan:
    """All that a merge would do."""

    changes: list[Change] = field(default_factory=list)
    reports: dict[tuple[str, str], dict[str, Value]] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    files: list[Filed] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


def three_way(base: Value, ours: Value, theirs: Value) -> Outcome:
    """What to do with a cell.

    >>> three_way("a", "a", "b"), three_way("a", "c", "b"), three_way("a", "c", "a")
    (<Outcome.TAKEN: '采用'>, <Outcome.CONFLICT: '冲突'>, <Outcome.SAME: '未变'>)
    """
    if same(theirs, base) or same(theirs, ours):
        return Outcome.SAME
    return Outcome.TAKEN if same(base, ours) else Outcome.CONFLICT


def role_of(task: Row, unit: str) -> str:
    """牵头, 配合, 各自牵头, or "" where the unit has no part in the task."""
    if unit in split_names(str(task["lead"])):
        return EACH if task.get("each_leads") else LEAD
    return CO if unit in split_names(str(task["co"])) else ""


def merge_forms(forms: Iterable[Form], now: Snapshot, spec: FormSpec) -> MergePlan:
    """Merge forms in the roster's order, so that the order of arrival does not matter."""
    order = {unit.name: i for i, unit in enumerate(now.roster.units)}
    plan = MergePlan()
    work = _Work(now, spec, plan)
    for form in sorted(forms, key=lambda f: (order.get(f.identity.unit, len(order)), f.file)):
        work.merge(form)
    work.settle_shared_tasks()
    return plan


class _Work:
    """The merge under way: the ledger's values as changed so far, and the plan that grows."""

    def __init__(self, now: Snapshot, spec: FormSpec, plan: MergePlan) -> None:
        self.now, self.spec, self.plan = now, spec, plan
        self.ours: dict[tuple[str, str, str], Value] = {}
        self.blank_rule = {(s.key, c.key): c.blank for s in spec.sheets for c in s.columns}
        self.labels = {(s.key, c.key): c.label for s in spec.sheets for c in s.columns}

    def merge(self, form: Form) -> None:
        """Give each answer its outcome, and file the form."""
        counts = dict.fromkeys(Outcome, 0)
        for answer in form.answers:
            counts[self._answer(form, answer)] += 1
        blank = not any(_says_something(a) for a in form.answers)
        unit = form.identity.unit
        self.plan.files.append(Filed(form.file, unit, form.received, blank, counts))
        self.plan.issues += form.issues

    def _answer(self, form: Form, answer: Answer) -> Outcome:
        if answer.issue is not None:
            self.plan.issues.append(answer.issue)
        unit, task_id = form.identity.unit, answer.row_key.partition("#")[0]
        task = self.now.tasks.get(task_id)
        refusal = self._refusal(form, answer, task)
        if refusal is not None:
            self.plan.issues.append(refusal)
        if refusal is not None or task is None or not answer.usable:
            return Outcome.REFUSED
        if answer.sheet == "nodes":
            return self._merge_cell(form, answer)
        role = role_of(task, unit)
        earlier = self.now.reported.get((task_id, unit), {}).get(answer.column)
        self._record(form, answer, task, role)
        if answer.column == REQUEST:
            return self._request(form, answer, role)
        if role == LEAD:
            return self._merge_cell(form, answer)
        before = answer.base if earlier is None else earlier
        return Outcome.SAME if same(self._theirs(answer), before) else Outcome.TAKEN

    def _refusal(self, form: Form, answer: Answer, task: Row | None) -> Issue | None:
        place = Place(book=form.file, cell=answer.cell, key=answer.row_key)
        known = answer.sheet != "nodes" or answer.row_key in self.now.nodes
        if task is None or not known:
            return catalog.TASK_GONE.at(place, found=answer.row_key)
        if not role_of(task, form.identity.unit):
            return catalog.NOT_RESPONSIBLE.at(place, unit=form.identity.unit, found=answer.row_key)
        return None

    def _theirs(self, answer: Answer) -> Value:
        """What they say: a blank speaks only in a column where blank clears."""
        rule = self.blank_rule[answer.sheet, answer.column]
        return answer.base if answer.theirs == "" and rule != BLANK_CLEAR else answer.theirs

    def _merge_cell(self, form: Form, answer: Answer) -> Outcome:
        unit, where = form.identity.unit, (answer.sheet, answer.row_key, answer.column)
        ours, theirs = self._ours(where), self._theirs(answer)
        base = self._base(unit, answer)
        outcome = three_way(base, ours, theirs)
        if outcome is Outcome.TAKEN:
            self._set(where, theirs, form, answer.cell)
        if outcome is Outcome.CONFLICT:
            self._disagree(form, answer, base, ours)
        return outcome

    def _base(self, unit: str, answer: Answer) -> Value:
        """What this unit last said of the cell this period, else what was sent to it."""
        if answer.sheet == "tasks":
            said = self.now.reported.get((answer.row_key, unit), {}).get(answer.column)
        else:
            said = self.now.set_by.get((answer.sheet, answer.row_key, answer.column, unit))
        return answer.base if said is None else said

    def _ours(self, where: tuple[str, str, str]) -> Value:
        if where in self.ours:
            return self.ours[where]
        sheet, row_key, column = where
        return (self.now.tasks if sheet == "tasks" else self.now.nodes)[row_key][column]

    def _set(self, where: tuple[str, str, str], new: Value, form: Form | None, cell: str) -> None:
        old = self._ours(where)
        if same(old, new):
            return
        self.ours[where] = new
        unit, file = (form.identity.unit, form.file) if form else ("", "")
        self.plan.changes.append(Change(*where, old, new, unit, file, cell))

    def _disagree(self, form: Form, answer: Answer, base: Value, ours: Value) -> None:
        unit = form.identity.unit
        self.plan.conflicts.append(
            Conflict(
                answer.row_key, answer.sheet, answer.column, unit,
                base, ours, answer.theirs, form.file,
            )
        )  # fmt: skip
        place = Place(book=form.file, cell=answer.cell, key=answer.row_key)
        column = self.labels[answer.sheet, answer.column]
        self.plan.issues.append(
            catalog.CONFLICT.at(place, column=column, ours=ours, theirs=answer.theirs)
        )

    def _record(self, form: Form, answer: Answer, task: Row, role: str) -> None:
        """Keep what the unit reported, whatever becomes of it in the ledger."""
        key = (answer.row_key, form.identity.unit)
        row = self.plan.reports.setdefault(key, self._blank_report(form, key, task, role))
        row[answer.column] = self._theirs(answer)

    def _blank_report(
        self, form: Form, key: tuple[str, str], task: Row, role: str
    ) -> dict[str, Value]:
        values: dict[str, Value] = dict.fromkeys(REPORTED, "")
        head: dict[str, Value] = {
            "period": self.now.period,
            "task_id": key[0],
            "name": task["name"],
            "unit": key[1],
            "role": role,
        }
        tail: dict[str, Value] = {
            "received": form.received, "file": form.file, "validity": VALID,
        }  # fmt: skip
        return head | values | tail

    def _request(self, form: Form, answer: Answer, role: str) -> Outcome:
        """申请销号 of the leading unit moves the task to that stage; it is no value."""
        earlier = self.now.reported.get((answer.row_key, form.identity.unit), {}).get(REQUEST)
        before = answer.base if earlier is None else earlier
        if same(self._theirs(answer), before):
            return Outcome.SAME
        where = ("tasks", answer.row_key, "stage")
        if role != CO and answer.theirs and self._ours(where) not in CLOSED_STAGES:
            self._set(where, CLOSED_STAGES[0], form, answer.cell)
        return Outcome.TAKEN

    def settle_shared_tasks(self) -> None:
        """Derived cells: 报送期次, and the mean of the units that each lead."""
        touched = dict.fromkeys(task_id for task_id, _ in self.plan.reports)
        for task_id in touched:
            task = self.now.tasks[task_id]
            units = split_names(str(task["lead"]))
            reporting = [u for u in units if (task_id, u) in self.plan.reports]
            if reporting:
                self._set(("tasks", task_id, "period"), self.now.period, None, "")
            if task.get("each_leads") and reporting:
                self._settle_each(task_id, units)

    def _settle_each(self, task_id: str, units: Sequence[str]) -> None:
        said = {u: r for u in units if (r := self._said(task_id, u))}
        for column in ("actual", "progress"):
            values = [v for r in said.values() if isinstance(v := r[column], int | float)]
            if values:
                self._set(("tasks", task_id, column), fmean(values), None, "")
        texts = [f"{u}：{show(r['latest'])}" for u, r in said.items() if r["latest"]]
        if texts:
            self._set(("tasks", task_id, "latest"), "；".join(texts), None, "")

    def _said(self, task_id: str, unit: str) -> Row | None:
        key = (task_id, unit)
        return self.plan.reports.get(key) or self.now.reported.get(key)


def _says_something(answer: Answer) -> bool:
    """Whether somebody typed into the cell, sense or nonsense."""
    return not same(answer.base, answer.theirs) if answer.usable else bool(answer.raw.strip())


def describe_units(units: Iterable[str], most: int = 5) -> str:
    """Names for a sentence: the first few, then how many there are.

    >>> describe_units(["甲", "乙", "丙"], 2)
    '甲、乙等3家'
    """
    names = list(units)
    if len(names) <= most:
        return join_names(names)
    return f"{join_names(names[:most])}等{len(names)}家"
