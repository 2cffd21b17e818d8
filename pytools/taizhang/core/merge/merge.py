"""Three-way merge of returned forms into the ledger: what would change, and nothing written.

For each cell: what was sent (base), what the ledger holds (ours), what came back (theirs). Theirs
equal to base or to ours leaves the ledger alone; ours equal to base takes theirs; three different
values are a conflict, and the ledger keeps its own until somebody rules.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import islice
from statistics import fmean

from taizhang.core.catalog import forms
from taizhang.core.catalog import merging as catalog
from taizhang.core.issues import Issue, Place, percent, show
from taizhang.core.merge.reports import REQUEST, About, FileReports, Report
from taizhang.core.packing import MANY
from taizhang.core.roles import ENDED, SHIPPED, Roles, StageRole
from taizhang.core.schema import FormSpec
from taizhang.core.submission import CO, LEAD, Answer, Form, FormRow, Value
from taizhang.core.tables import RowKey, node_key
from taizhang.core.units import Roster, names_in, role_of, split_names
from taizhang.core.values.settled import same
from taizhang.core.writes import Change, Writes, fitted

Row = Mapping[str, Value]
Rows = Mapping[str, Row]
Source = tuple[str, str, str]  # the unit that said it, its file and the cell there
NOBODY = ("", "", "")


class Outcome(StrEnum):
    """What became of one answer; each answer has exactly one."""

    TAKEN = "采用"
    SAME = "未变"
    REFUSED = "退回"
    CONFLICT = "冲突"


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

    @property
    def task_id(self) -> str:
        """The task that the cell is of, or of whose node it is."""
        return _key(self.sheet, self.row_key)[0]


@dataclass(frozen=True, slots=True)
class Filed:
    """One merged file: the counts add up to the cells that could be filled.

    `earliest` is when it may have come at the earliest, where the evidence leaves a doubt.
    """

    file: str
    unit: str
    received: datetime
    earliest: datetime
    blank: bool
    counts: Mapping[Outcome, int]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The ledger as the merge sees it; rows by key (任务编号, 任务编号#节点序号).

    `reported` is what a unit has reported this period: (task_id, unit) to values by column.
    `set_by` is what a unit's earlier file of this period put into a cell of another sheet,
    `stages` what 办理环节 was before (task_id, unit) asked to close the task. `twice` are (sheet,
    key) that several rows bear: they are not among the tasks and nodes. `roles` say what the words for
    stages mean.
    """

    period: str
    tasks: Rows
    nodes: Rows
    roster: Roster
    reported: Mapping[tuple[str, str], Row] = field(default_factory=dict)
    set_by: Mapping[tuple[str, str, str, str], Value] = field(default_factory=dict)
    stages: Mapping[tuple[str, str], Value] = field(default_factory=dict)
    roles: Roles = SHIPPED
    twice: frozenset[tuple[str, str]] = frozenset()


@dataclass(slots=True)
class Merged:
    """What merging the forms comes to: cells of the ledger, reports, conflicts, counts a file."""

    writes: Writes = field(default_factory=Writes)
    filed: list[FileReports] = field(default_factory=list)
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


def merge_forms(forms: Iterable[Form], now: Snapshot, spec: FormSpec) -> Merged:
    """Merge forms in the roster's order, so that the order of arrival does not matter."""
    order = {unit.name: i for i, unit in enumerate(now.roster.units)}
    plan, forms = Merged(), list(forms)
    work = _Work(now, spec, plan, packing=len(forms) > MANY)
    for form in sorted(forms, key=lambda f: (order.get(f.identity.unit, len(order)), f.file)):
        work.merge(form)
    work.settle_shared_tasks()
    return plan


class _Work:
    """The merge under way: the ledger's values as changed so far, and the plan that grows."""

    def __init__(self, now: Snapshot, spec: FormSpec, plan: Merged, *, packing: bool) -> None:
        self.now, self.spec, self.plan, self.packing = now, spec, plan, packing
        self.ours: dict[tuple[str, str, str], Value] = {}
        self.sheets = {s.key: s for s in spec.sheets}
        self.clearing = {s.key: s.clearing for s in spec.sheets}
        self.about: dict[tuple[str, str], About] = {}
        self.led: dict[str, dict[str, tuple[Value, ...]]] = {}  # said, by task and unit

    def merge(self, form: Form) -> None:
        """Give each answer its outcome, and file the form."""
        counts = dict.fromkeys(Outcome, 0)
        unit = form.identity.unit
        rows = form.rows
        reports = [r for row in rows if (r := self._row(form, row, counts)) is not None]
        blank = not (form.speaks_elsewhere or any(map(_says_something, rows)))
        filed = FileReports(self.now.period, unit, form.file, form.received, self.spec.reported)
        filed.hold(reports, packed=self.packing)
        self.plan.filed.append(filed)
        self.plan.files.append(Filed(form.file, unit, form.received, form.earliest, blank, counts))
        self.plan.issues += form.issues

    def _row(self, form: Form, row: FormRow, counts: dict[Outcome, int]) -> Report | None:
        """The answers of one row, which share their task and the unit's part in it."""
        self.plan.issues += [a.issue for a in row.noted.values() if a.issue is not None]
        task = self.now.tasks.get(_key(row.sheet, row.key)[0])
        role = role_of(task, form.identity.unit) if task is not None else ""
        known = row.sheet != "nodes" or row.key in self.now.nodes
        if task is None or not role or not known:
            gone = task is None or not known  # said once of the row, not of each of its cells
            self.plan.issues += [self._refusal(form, a, gone=gone) for a in islice(row.every(), 1)]
            counts[Outcome.REFUSED] += len(row.columns)
        elif row.sheet == "nodes":
            self._node(form, row, counts)
        else:
            said = self._report(form, row, role, counts)
            if role != CO:
                self.led.setdefault(row.key, {})[form.identity.unit] = said
            return Report(self._about(task, role), said)
        return None

    def _about(self, task: Row, role: str) -> About:
        """One object for all units of a task, because there are so many reports."""
        key = str(task["task_id"]), role
        return self.about.setdefault(key, (key[0], task["name"], role))

    def _node(self, form: Form, row: FormRow, counts: dict[Outcome, int]) -> None:
        """A node's cells, which go straight into 节点计划."""
        for answer in self._speaking(row, counts, first=not self.now.set_by):
            counts[self._merge_cell(form, answer)] += 1

    def _report(
        self, form: Form, row: FormRow, role: str, counts: dict[Outcome, int]
    ) -> tuple[Value, ...]:
        """A task's cells: what the unit reports, whatever becomes of them in the ledger."""
        said = self.now.reported.get((row.key, form.identity.unit))
        kept = row.meant(self.clearing[row.sheet])
        if role == CO and said is None and not row.noted:
            self._count_news(row, kept, counts)
        else:
            for answer in self._speaking(row, counts, first=said is None):
                counts[self._outcome(form, answer, role, said)] += 1
        if not row.noted and row.columns == self.spec.reported:
            return kept
        reported: dict[str, Value] = dict(zip(row.columns, kept, strict=True))
        for column in (c for c, a in row.noted.items() if not a.usable):
            reported[column] = "" if said is None else said.get(column, "")
        return tuple(reported.get(column, "") for column in self.spec.reported)

    @staticmethod
    def _count_news(row: FormRow, kept: tuple[Value, ...], counts: dict[Outcome, int]) -> None:
        """A helper's first report touches no cell of the ledger."""
        base = row.base
        news = 0
        if kept != base:
            news = sum([a != b and not same(a, b) for a, b in zip(kept, base, strict=True)])
        counts[Outcome.TAKEN] += news
        counts[Outcome.SAME] += len(kept) - news

    def _speaking(
        self, row: FormRow, counts: dict[Outcome, int], *, first: bool
    ) -> Iterator[Answer]:
        """The answers to look at: of a unit's first file only those that say something new."""
        answers = list(row.telling() if first else row.every())
        counts[Outcome.SAME] += len(row.columns) - len(answers)
        for answer in answers:
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
        task = _key(answer.sheet, answer.row_key)[0]
        if {(answer.sheet, answer.row_key), ("tasks", task)} & self.now.twice:
            return catalog.TASK_TWICE.at(place, found=answer.row_key)
        if gone:
            return catalog.TASK_GONE.at(place, found=answer.row_key)
        return catalog.NOT_RESPONSIBLE.at(place, unit=form.identity.unit, found=answer.row_key)

    def _theirs(self, answer: Answer) -> Value:
        """What they say: a blank speaks only in a column where blank clears."""
        theirs = fitted(answer.theirs)
        blank = theirs == "" and answer.column not in self.clearing[answer.sheet]
        return answer.base if blank or theirs is None else theirs

    def _merge_cell(self, form: Form, answer: Answer) -> Outcome:
        unit, where = form.identity.unit, (answer.sheet, answer.row_key, answer.column)
        ours, theirs = self._ours(where), self._theirs(answer)
        base = self._base(unit, answer)
        outcome = three_way(base, ours, theirs)
        if outcome is Outcome.TAKEN:
            said = answer.theirs if theirs == fitted(answer.theirs) else theirs
            self._set(where, said, (unit, form.file, answer.cell))
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
        unread = said == "" and answer.column not in self.clearing[answer.sheet]
        return answer.base if said is None or unread else said

    def _ours(self, where: tuple[str, str, str]) -> Value:
        if where in self.ours:
            return self.ours[where]
        sheet, row_key, column = where
        return (self.now.tasks if sheet == "tasks" else self.now.nodes)[row_key][column]

    def _set(self, where: tuple[str, str, str], new: Value, source: Source = NOBODY) -> None:
        """Put a value into the ledger."""
        sheet, row_key, column = where
        unit, file, cell = source
        change = Change(
            sheet, _key(sheet, row_key), column, self._ours(where), new, unit, file, cell
        )
        if self.plan.writes.put(change):
            self.ours[where] = self.plan.writes.cells[-1].new

    def _disagree(self, form: Form, answer: Answer, base: Value, ours: Value) -> None:
        unit = form.identity.unit
        self.plan.conflicts.append(
            Conflict(
                answer.row_key, answer.sheet, answer.column, unit,
                base, ours, self._theirs(answer), form.file,
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

    def _request(self, form: Form, answer: Answer, role: str, said: Row | None) -> Outcome:
        """申请销号 of the leading unit moves the task to that stage; it is no value."""
        if self._repeats(answer, said):
            return Outcome.SAME
        where = ("tasks", answer.row_key, "stage")
        source = (form.identity.unit, form.file, answer.cell)
        if role == CO:
            return Outcome.TAKEN
        if not answer.theirs:
            self._withdraw(form, answer)
        elif not self.now.roles.is_stage(self._ours(where), *ENDED):
            self._set(where, self.now.roles.stage_word(StageRole.APPLIED), source)
        return Outcome.TAKEN

    def _withdraw(self, form: Form, answer: Answer) -> None:
        """Clearing 申请销号 takes the request back, unless another unit makes it too."""
        task_id, unit = answer.row_key, form.identity.unit
        where = ("tasks", task_id, "stage")
        others = (u for (t, u), said in self.now.reported.items() if t == task_id and said[REQUEST])
        leads = names_in(str(self.now.tasks[task_id]["lead"])) - {unit}
        asked = self.now.roles.is_stage(self._ours(where), StageRole.APPLIED)
        if not asked or leads.intersection(others):
            return
        before, place = self.now.stages.get((task_id, unit)), self._place(form, answer)
        if before is None:
            self.plan.issues.append(forms.STAGE_NOT_OURS.at(place, stage=self._ours(where)))
        else:
            self._set(where, before, (unit, form.file, answer.cell))
            self.plan.issues.append(forms.REQUEST_WITHDRAWN.at(place, stage=before))

    def settle_shared_tasks(self) -> None:
        """Derived cells: 报送期次, and the mean of the units that each lead."""
        for task_id, units in self.led.items():
            task = self.now.tasks[task_id]
            # one unit's doing can be taken back with that unit
            self._set(("tasks", task_id, "period"), self.now.period, _only(units))
            if task.get("each_leads"):
                self._settle_each(task_id, split_names(str(task["lead"])))

    def _settle_each(self, task_id: str, units: Sequence[str]) -> None:
        said = {u: r for u in units if (r := self._said(task_id, u))}
        for column in (c.key for c in self.spec.tasks.columns if c.average):
            values = [v for r in said.values() if isinstance(v := r.get(column), int | float)]
            if values:
                self._set(("tasks", task_id, column), fmean(values))
        texts = [f"{u}：{show(r['latest'])}" for u, r in said.items() if r.get("latest")]
        if texts:
            self._set(("tasks", task_id, "latest"), "；".join(texts))

    def _said(self, task_id: str, unit: str) -> Row | None:
        said = self.led[task_id].get(unit)
        if said is not None:
            return dict(zip(self.spec.reported, said, strict=True))
        return self.now.reported.get((task_id, unit))


def _only(units: Iterable[str]) -> Source:
    """The one unit, where there is one."""
    names = tuple(units)
    return (names[0], "", "") if len(names) == 1 else NOBODY


def _key(sheet: str, text: str) -> RowKey:
    return node_key(text) if sheet == "nodes" else (text,)


def _says_something(row: FormRow) -> bool:
    """Whether somebody typed into the row, sense or nonsense."""
    if any(not a.usable and a.raw.strip() for a in row.noted.values()):
        return True
    pairs = zip(row.base, row.theirs, strict=True)
    return row.theirs != row.base and any(not same(*pair) for pair in pairs)
