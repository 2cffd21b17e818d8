"""Three-way merge of returned forms into the ledger: what would change, and nothing written.

For each cell: what was sent (base), what the ledger holds (ours), what came back (theirs). Theirs
equal to base or to ours leaves the ledger alone; ours equal to base takes theirs; three different
values are a conflict, and the ledger keeps its own until somebody rules.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from statistics import fmean

from taizhang.core.catalog import merging as catalog
from taizhang.core.cells import join_names, same
from taizhang.core.issues import Issue, Place, percent, show
from taizhang.core.schema import BLANK_CLEAR, FormSpec
from taizhang.core.submission import CO, EACH, LEAD, Answer, Form, FormRow, Value
from taizhang.core.units import Roster, split_names

Row = Mapping[str, Value]
Rows = Mapping[str, Row]
REQUEST = "request"
REPORTED = ("actual", "progress", "latest", "problem", "next_step", "evidence", REQUEST)
_NOTHING_SAID: Row = dict.fromkeys(REPORTED, "")
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
        self.sheets = {s.key: s for s in spec.sheets}

    def merge(self, form: Form) -> None:
        """Give each answer its outcome, and file the form."""
        counts = dict.fromkeys(Outcome, 0)
        for row in form.rows:
            self._row(form, row, counts)
        written = (a for row in form.rows for a in row.answers.values())
        blank = not any(_says_something(a) for a in written)
        unit = form.identity.unit
        self.plan.files.append(Filed(form.file, unit, form.received, blank, counts))
        self.plan.issues += form.issues

    def _row(self, form: Form, row: FormRow, counts: dict[Outcome, int]) -> None:
        """The answers of one row, which share their task and the unit's part in it."""
        self.plan.issues += [a.issue for a in row.answers.values() if a.issue is not None]
        task = self.now.tasks.get(row.key.partition("#")[0])
        role = role_of(task, form.identity.unit) if task is not None else ""
        known = row.sheet != "nodes" or row.key in self.now.nodes
        if task is None or not role or not known:
            gone = task is None or not known
            self.plan.issues += [self._refusal(form, a, gone=gone) for a in row.every()]
            counts[Outcome.REFUSED] += len(row.columns)
        elif row.sheet == "nodes":
            self._node(form, row, counts)
        else:
            self._report(form, row, self._reported(form, row.key, task, role), counts)

    def _node(self, form: Form, row: FormRow, counts: dict[Outcome, int]) -> None:
        """A node's cells, which go straight into 节点计划."""
        for answer in self._speaking(row, counts, first=not self.now.set_by):
            counts[self._merge_cell(form, answer)] += 1

    def _report(
        self, form: Form, row: FormRow, report: dict[str, Value], counts: dict[Outcome, int]
    ) -> None:
        """A task's cells: kept as the unit's report, whatever becomes of them in the ledger."""
        said = self.now.reported.get((row.key, form.identity.unit))
        report.update(zip(row.columns, row.base, strict=True))
        for answer in row.answers.values():
            kept = "" if said is None else said.get(answer.column, "")
            report[answer.column] = self._theirs(answer) if answer.usable else kept
        for answer in self._speaking(row, counts, first=said is None):
            counts[self._outcome(form, answer, str(report["role"]), said)] += 1

    def _speaking(
        self, row: FormRow, counts: dict[Outcome, int], *, first: bool
    ) -> Iterator[Answer]:
        """The answers to look at: of a unit's first file only those that say something new."""
        if first:
            counts[Outcome.SAME] += len(row.columns) - len(row.answers)
        for answer in row.answers.values() if first else row.every():
            if answer.usable:
                yield answer
            else:
                counts[Outcome.REFUSED] += 1

    def _outcome(self, form: Form, answer: Answer, role: str, said: Row | None) -> Outcome:
        """What becomes of a cell of the task's row."""
        if answer.column == REQUEST:
            return self._request(form, answer, role, said)
        if role == LEAD:
            return self._merge_cell(form, answer)
        return Outcome.SAME if self._repeats(answer, said) else Outcome.TAKEN

    def _repeats(self, answer: Answer, said: Row | None) -> bool:
        """Whether the unit says what it was sent, or what it said before in this period."""
        earlier = None if said is None else said.get(answer.column)
        return same(self._theirs(answer), answer.base if earlier is None else earlier)

    def _refusal(self, form: Form, answer: Answer, *, gone: bool) -> Issue:
        place = self._place(form, answer)
        if gone:
            return catalog.TASK_GONE.at(place, found=answer.row_key)
        return catalog.NOT_RESPONSIBLE.at(place, unit=form.identity.unit, found=answer.row_key)

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
        # where a blank clears nothing, a blank report is a cell that could not be read
        unread = said == "" and self.blank_rule[answer.sheet, answer.column] != BLANK_CLEAR
        return answer.base if said is None or unread else said

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
        place, (ours, theirs) = self._place(form, answer), self._shown(answer, ours)
        self.plan.issues.append(
            catalog.CONFLICT.at(place, column=place.header, ours=ours, theirs=theirs)
        )

    def _place(self, form: Form, answer: Answer) -> Place:
        spec = self.sheets[answer.sheet]
        header = spec[answer.column].label
        return Place.of_cell(form.file, spec.label, header, answer.cell, answer.row_key)

    def _shown(self, answer: Answer, ours: Value) -> tuple[Value, Value]:
        """Both sides of a conflict, shares as people write them."""
        shares = self.sheets[answer.sheet][answer.column].kind == "percent"
        sides = (
            percent(v) if shares and isinstance(v, float) else v for v in (ours, answer.theirs)
        )
        return next(sides), next(sides)

    def _reported(self, form: Form, task_id: str, task: Row, role: str) -> dict[str, Value]:
        """The row of 报送记录 for a task of this unit."""
        key = (task_id, form.identity.unit)
        if key not in self.plan.reports:
            self.plan.reports[key] = {
                "period": self.now.period,
                "task_id": task_id,
                "name": task["name"],
                "unit": form.identity.unit,
                "role": role,
                **_NOTHING_SAID,
                "received": form.received,
                "file": form.file,
                "validity": VALID,
            }
        return self.plan.reports[key]

    def _request(self, form: Form, answer: Answer, role: str, said: Row | None) -> Outcome:
        """申请销号 of the leading unit moves the task to that stage; it is no value."""
        if self._repeats(answer, said):
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
