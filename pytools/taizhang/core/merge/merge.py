"""Three-way merge of returned forms into the ledger: what would change, and nothing written.

For each cell: what was sent (base), what the ledger holds (ours), what came back (theirs). Theirs
equal to base or to ours leaves the ledger alone; ours equal to base takes theirs; three different
values are a conflict, and the ledger keeps its own until somebody rules.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from itertools import islice
from statistics import fmean

from taizhang.core.catalog import forms, loops
from taizhang.core.catalog import merging as catalog
from taizhang.core.closing.loop import is_short
from taizhang.core.closing.plan import share_in
from taizhang.core.issues import Issue, Place, percent, show
from taizhang.core.merge.applications import EXTENSIONS, PROBLEMS, RAISED, ApplicationRecords
from taizhang.core.merge.applications import ApplicationIntake as Applications
from taizhang.core.merge.naming import Naming
from taizhang.core.merge.reports import REQUEST, About, FileReports, TaskReport
from taizhang.core.problems.stages import ProblemStage
from taizhang.core.roles import ASKED_TO_CLOSE, ENDED, SHIPPED, Roles, StageRole
from taizhang.core.schema import FormSpec
from taizhang.core.submission import CO, LEAD, Answer, Form, FormRow, Row, RowKey, Value, as_name
from taizhang.core.tables import key_text
from taizhang.core.units import Roster, names_in, role_of, split_names
from taizhang.core.values.settled import same
from taizhang.core.writes import Change, Writes, fitted

_LedgerCell = tuple[str, RowKey, str]  # sheet, row, column
Source = tuple[str, str, str]  # the unit that said it, its file and the cell there
NOBODY = ("", "", "")
# what a file of a unit put into a cell, and when: by sheet, row, column, unit
SetBy = Mapping[tuple[str, RowKey, str, str], tuple[Value, Value]]


class Outcome(StrEnum):
    """What became of one answer; each answer has exactly one."""

    TAKEN = "采用"
    SAME = "未变"
    REFUSED = "退回"
    CONFLICT = "冲突"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell on which the ledger and a unit disagree since the form was sent."""

    row_key: RowKey
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
        return self.row_key[0]


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
    """The ledger as the merge sees it; tasks and problems by number, nodes by key.

    `reported` is what a unit has reported this period: (task_id, unit) to values by column.
    `set_by` is what a unit's earlier file put into a cell of another sheet, and when,
    `stages` what 办理环节 was before (task_id, unit) asked to close the task. `twice` are (sheet,
    key) that several rows bear: they are not among the tasks and nodes. `roles` say what the words for
    stages mean. `records` are what applications and problems are held against.
    """

    period: str
    tasks: Mapping[str, Row]
    nodes: Mapping[RowKey, Row]
    roster: Roster
    reported: Mapping[tuple[str, str], Row] = field(default_factory=dict)
    set_by: SetBy = field(default_factory=dict)
    stages: Mapping[tuple[str, str], Value] = field(default_factory=dict)
    twice: frozenset[tuple[str, RowKey]] = frozenset()
    roles: Roles = SHIPPED
    records: ApplicationRecords = field(default_factory=ApplicationRecords)

    @property
    def problems(self) -> Mapping[str, Row]:
        """The rows of 问题台账 by number."""
        return {as_name(r["problem_id"]): r.values for r in self.records.problems}

    def is_closed(self, task_id: str) -> bool:
        """Whether a task is closed, so that its figures stay as they are."""
        task = self.tasks.get(task_id)
        closed = task is not None and self.roles.is_stage(task["stage"], StageRole.CLOSED)
        return closed or bool(task and task.get("closed"))


@dataclass(slots=True)
class Merged:
    """What merging the forms comes to: cells of the ledger, reports, conflicts, counts a file."""

    writes: Writes = field(default_factory=Writes)
    filed: list[FileReports] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    files: list[Filed] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


def said_since(said: tuple[Value, Value] | None, sent: datetime) -> Value | None:
    """What an earlier file set after that form was sent; None where the form knows it already.

    >>> said = ("80%", datetime(2022, 6, 20))
    >>> said_since(said, datetime(2022, 6, 1)), said_since(said, datetime(2022, 7, 1))
    ('80%', None)
    """
    if said is None:
        return None
    value, when = said
    return None if isinstance(when, datetime) and when < sent else value


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
    plan = Merged()
    work = _MergeWork(now, spec, plan)
    for form in sorted(forms, key=lambda f: (order.get(f.identity.unit, len(order)), f.file)):
        work.merge(form)
    work.settle_shared_tasks()
    return plan


class _MergeWork:
    """The merge under way: the ledger's values as changed so far, and the plan that grows."""

    def __init__(self, now: Snapshot, spec: FormSpec, plan: Merged) -> None:
        self.now, self.spec, self.plan = now, spec, plan
        self.ours: dict[_LedgerCell, Value] = {}
        self.sheets = {s.key: s for s in spec.sheets}
        self.reported = spec.reported
        self.clearing = {s.key: s.clearing for s in spec.sheets}
        self.about: dict[tuple[str, str], About] = {}
        self.led: dict[str, dict[str, tuple[Value, ...]]] = {}  # said, by task and unit
        self.desk = Applications(now.records, now.period, spec, plan.writes)
        self.problems = now.problems
        self.asking: dict[str, tuple[Source, Place]] = {}  # who asks to close what each leads
        self.waiting: set[str] = set()  # requests of this row that cannot be taken yet

    def merge(self, form: Form) -> None:
        """Give each answer its outcome, and file the form."""
        counts = dict.fromkeys(Outcome, 0)
        unit = form.identity.unit
        rows = tuple(form.rows)
        reports = [r for row in rows if (r := self._row(form, row, counts)) is not None]
        blank = not (form.speaks_elsewhere or any(map(_says_something, rows)))
        filed = FileReports(self.now.period, unit, form.file, form.received, self.reported)
        filed.hold(reports)
        self.plan.filed.append(filed)
        self.plan.files.append(Filed(form.file, unit, form.received, form.earliest, blank, counts))
        self.plan.issues += form.issues

    def _row(self, form: Form, row: FormRow, counts: dict[Outcome, int]) -> TaskReport | None:
        """The answers of one row, which share their task and the unit's part in it."""
        self.plan.issues += [a.issue for a in row.noted.values() if a.issue is not None]
        if row.sheet == PROBLEMS:
            self._problem(form, row, counts)
            return None
        if row.sheet == RAISED:
            self._ask(form, row, counts, None)
            return None
        task = self.now.tasks.get(row.key[0])
        role = role_of(task, form.identity.unit) if task is not None else ""
        if row.sheet == EXTENSIONS and role == CO:
            role = ""
        if self._is_refused(form, row, task, role) or task is None:
            counts[Outcome.REFUSED] += len(row.columns)
        elif row.sheet == "nodes":
            self._node(form, row, counts)
        elif row.sheet == EXTENSIONS:
            self._ask(form, row, counts, task)
        else:
            said = self._report(form, row, role, counts)
            if role != CO:
                self.led.setdefault(row.key[0], {})[form.identity.unit] = said
            return TaskReport(self._about(task, role), said)
        return None

    def _is_refused(self, form: Form, row: FormRow, task: Row | None, role: str) -> bool:
        """Whether a row is not taken at all; said once of the row, not of each of its cells."""
        known = row.sheet != "nodes" or row.key in self.now.nodes
        if task is not None and role and known:
            return self._is_anothers(form, row, task)
        gone = task is None or not known
        self.plan.issues += [self._refusal(form, a, gone=gone) for a in islice(row.every(), 1)]
        return True

    @cached_property
    def _naming(self) -> Mapping[str, Naming]:
        """The names of all tasks, and of all nodes."""
        tasks = [str(row["name"]) for row in self.now.tasks.values()]
        nodes = [str(row["node"]) for row in self.now.nodes.values()]
        return {"tasks": Naming.of(tasks), "nodes": Naming.of(nodes)}

    def _is_anothers(self, form: Form, row: FormRow, task: Row) -> bool:
        """Whether a row of a file without what was sent bears the name of another; said once."""
        theirs = form.names.get((row.sheet, row.key), "")
        if not theirs or row.sheet not in self._naming:
            return False
        ours = str(task["name"] if row.sheet == "tasks" else self.now.nodes[row.key]["node"])
        if not self._naming[row.sheet].is_another(ours, theirs):
            return False
        for answer in islice(row.every(), 1):
            place = self._place(form, answer)
            self.plan.issues.append(
                catalog.OTHER_NAME.at(place, found=place.key, ours=ours, theirs=theirs)
            )
        return True

    def _about(self, task: Row, role: str) -> About:
        """One object for all units of a task, because there are so many reports."""
        key = str(task["task_id"]), role
        return self.about.setdefault(key, (key[0], task["name"], role))

    def _node(self, form: Form, row: FormRow, counts: dict[Outcome, int]) -> None:
        """A node's cells, which go straight into 节点计划."""
        closed = self.now.is_closed(row.key[0])
        for answer in self._speaking(row, counts, first=not self.now.set_by):
            outcome = self._kept if closed else self._merge_cell
            counts[outcome(form, answer)] += 1

    def _problem(self, form: Form, row: FormRow, counts: dict[Outcome, int]) -> None:
        """A problem that the unit was given: its cells go into 问题台账 like those of a node."""
        there, unit = self.problems.get(row.key[0]), form.identity.unit
        stage = there and self.now.records.words.stage(there["stage"])
        if there is None or unit not in names_in(f"{there['unit']}、{there['co']}"):
            self.plan.issues += [
                self._refusal(form, a, gone=there is None) for a in islice(row.every(), 1)
            ]
            counts[Outcome.REFUSED] += len(row.columns)
            return
        for answer in self._speaking(row, counts, first=not self.now.set_by):
            if stage is ProblemStage.CLOSED and not same(answer.theirs, self._base(form, answer)):
                place = self._place(form, answer)
                self.plan.issues.append(
                    loops.PROBLEM_MOVED_ON.at(place, found=row.key[0], stage=there["stage"])
                )
                counts[Outcome.REFUSED] += 1
                continue
            outcome = self._merge_cell(form, answer)
            counts[outcome] += 1
            if outcome is Outcome.TAKEN and answer.column == "refuse_why" and answer.theirs:
                source = (unit, form.file, answer.cell)
                self._set((PROBLEMS, row.key, "refused"), form.received.date(), source)

    def _ask(self, form: Form, row: FormRow, counts: dict[Outcome, int], task: Row | None) -> None:
        """An application for 延期, or a problem of the unit's own: registered as a whole or not."""
        news = list(self._speaking(row, counts, first=True))
        if not news:
            return
        if row.sheet == RAISED or task is None:
            done = self.desk.problem(form, row)
        else:
            closed = self.now.is_closed(row.key[0])
            done = self.desk.extension(form, row, task, closed=closed)
        if done is None:
            counts[Outcome.SAME] += len(news)
            return
        counts[Outcome.TAKEN if done.taken else Outcome.REFUSED] += len(news)
        self.plan.issues += done.issues

    def _kept(self, form: Form, answer: Answer) -> Outcome:
        """A cell of a closed task, whose figures stay until it is taken up again."""
        where = (answer.sheet, answer.row_key, answer.column)
        theirs, base = self._theirs(answer), self._base(form, answer)
        if same(theirs, self._ours(where)) or same(theirs, base):
            return Outcome.SAME
        place, (_, shown) = self._place(form, answer), self._shown(answer, self._ours(where))
        self.plan.issues.append(loops.CLOSED_FIGURE_KEPT.at(place, label=place.header, found=shown))
        return Outcome.REFUSED

    def _report(
        self, form: Form, row: FormRow, role: str, counts: dict[Outcome, int]
    ) -> tuple[Value, ...]:
        """A task's cells: what the unit reports, whatever becomes of them in the ledger."""
        said = self.now.reported.get((row.key[0], form.identity.unit))
        kept = row.meant(self.clearing[row.sheet])
        if role == CO and said is None and not row.noted:
            self._count_news(row, kept, counts)
        else:
            for answer in self._speaking(row, counts, first=said is None):
                counts[self._outcome(form, answer, role, said)] += 1
        held = REQUEST in row.columns and row.key[0] in self.waiting
        self.waiting.discard(row.key[0])
        if not row.noted and row.columns == self.reported and not held:
            return kept
        reported: dict[str, Value] = dict(zip(row.columns, kept, strict=True))
        for column in (c for c, a in row.noted.items() if not a.usable):
            reported[column] = "" if said is None else said.get(column, "")
        if held:
            reported[REQUEST] = ""  # so that the next merge takes it up again
        return tuple(reported.get(column, "") for column in self.reported)

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
            merge = self._kept if self.now.is_closed(answer.row_key[0]) else self._merge_cell
            return merge(form, answer)
        return Outcome.SAME if self._repeats(answer, said) else Outcome.TAKEN

    def _repeats(self, answer: Answer, said: Row | None) -> bool:
        """Whether the unit says what it was sent, or what it said before in this period."""
        earlier = None if said is None else said.get(answer.column)
        return same(self._theirs(answer), answer.base if earlier is None else earlier)

    def _refusal(self, form: Form, answer: Answer, *, gone: bool) -> Issue:
        place = self._place(form, answer)
        if {(answer.sheet, answer.row_key), ("tasks", answer.row_key[:1])} & self.now.twice:
            return catalog.TASK_TWICE.at(place, found=place.key)
        if gone:
            return catalog.TASK_GONE.at(place, found=place.key)
        return catalog.NOT_RESPONSIBLE.at(place, unit=form.identity.unit, found=place.key)

    def _theirs(self, answer: Answer) -> Value:
        """What they say: a blank speaks only in a column where blank clears."""
        theirs = fitted(answer.theirs)
        blank = theirs == "" and answer.column not in self.clearing[answer.sheet]
        return answer.base if blank or theirs is None else theirs

    def _merge_cell(self, form: Form, answer: Answer) -> Outcome:
        unit, where = form.identity.unit, (answer.sheet, answer.row_key, answer.column)
        ours, theirs = self._ours(where), self._theirs(answer)
        base = self._base(form, answer)
        outcome = three_way(base, ours, theirs)
        if outcome is Outcome.TAKEN:
            said = answer.theirs if theirs == fitted(answer.theirs) else theirs
            self._set(where, said, (unit, form.file, answer.cell))
        if outcome is Outcome.CONFLICT:
            self._disagree(form, answer, base, ours)
        return outcome

    def _base(self, form: Form, answer: Answer) -> Value:
        """What this unit last said of the cell since the form was sent, else what was sent to it."""
        unit = form.identity.unit
        if answer.sheet == "tasks":
            said = self.now.reported.get((answer.row_key[0], unit), {}).get(answer.column)
        else:
            where = (answer.sheet, answer.row_key, answer.column, unit)
            said = said_since(self.now.set_by.get(where), form.identity.sent)
        # where a blank clears nothing, a blank report is a cell that could not be read
        unread = said == "" and answer.column not in self.clearing[answer.sheet]
        return answer.base if said is None or unread else said

    def _ours(self, where: _LedgerCell) -> Value:
        if where in self.ours:
            return self.ours[where]
        sheet, row_key, column = where
        if sheet == "nodes":
            return self.now.nodes[row_key][column]
        rows = self.problems if sheet == PROBLEMS else self.now.tasks
        return rows[row_key[0]][column]

    def _set(self, where: _LedgerCell, new: Value, source: Source = NOBODY) -> None:
        """Put a value into the ledger."""
        sheet, row_key, column = where
        unit, file, cell = source
        change = Change(sheet, row_key, column, self._ours(where), new, unit, file, cell)
        if self.plan.writes.put(change, self._written(where, source)):
            self.ours[where] = self.plan.writes.cells[-1].new

    def _written(self, where: _LedgerCell, source: Source) -> Place | None:
        """The cell of the form that a value is taken from; None where it comes from no one cell."""
        (sheet, row_key, column), (_, file, cell) = where, source
        spec = self.sheets.get(sheet)
        if spec is None or not cell or column not in spec.keys:
            return None
        return Place.of_cell(file, spec.label, spec[column].label, cell, key_text(sheet, row_key))

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
        key = key_text(answer.sheet, answer.row_key)
        return Place.of_cell(form.file, spec.label, header, answer.cell, key)

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
            return Outcome.TAKEN
        if self.now.roles.is_stage(self._ours(where), *ENDED):
            return Outcome.TAKEN
        place = self._place(form, answer)
        if role != LEAD:
            self.asking[answer.row_key[0]] = source, place
        elif not self._may_close(answer.row_key[0], place):
            self.waiting.add(answer.row_key[0])
            return Outcome.REFUSED
        else:
            self._set(where, self.now.roles.stage_word(StageRole.APPLIED), source)
        return Outcome.TAKEN

    def _may_close(self, task_id: str, place: Place) -> bool:
        """Whether the ledger's own figure, as it is after this merge, allows a request."""
        progress = share_in(self._ours(("tasks", (task_id,), "progress")))
        if is_short(progress):
            found = percent(progress or 0.0)
            self.plan.issues.append(loops.REQUEST_WAITS.at(place, found=found))
        return not is_short(progress)

    def _withdraw(self, form: Form, answer: Answer) -> None:
        """Clearing 申请销号 takes the request back, unless another unit makes it too."""
        task_id, unit = answer.row_key[0], form.identity.unit
        where = ("tasks", answer.row_key, "stage")
        others = (u for (t, u), said in self.now.reported.items() if t == task_id and said[REQUEST])
        leads = names_in(str(self.now.tasks[task_id]["lead"])) - {unit}
        asked = self.now.roles.is_stage(self._ours(where), *ASKED_TO_CLOSE)
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
            if self.now.is_closed(task_id):
                continue
            # one unit's doing can be taken back with that unit
            self._set(("tasks", (task_id,), "period"), self.now.period, _only(units))
            if task.get("each_leads"):
                self._settle_each(task_id, split_names(str(task["lead"])))
                self._settle_request(task_id, split_names(str(task["lead"])))

    def _settle_request(self, task_id: str, units: Sequence[str]) -> None:
        """What each leads is closed as a whole: when somebody asks, and all of it is done."""
        asked = [u for u in units if (said := self._said(task_id, u)) and said[REQUEST]]
        where = ("tasks", (task_id,), "stage")
        if not asked or self.now.roles.is_stage(self._ours(where), *ENDED):
            return
        source, place = self.asking.get(task_id, ((asked[0], "", ""), Place(key=task_id)))
        lacking = [u for u in units if u not in asked]
        if not is_short(share_in(self._ours(("tasks", (task_id,), "progress")))):
            self._set(where, self.now.roles.stage_word(StageRole.APPLIED), source)
        elif lacking and task_id in self.asking:
            self.plan.issues.append(loops.APPLICANTS_MISSING.at(place, units=lacking))
        elif task_id in self.asking:
            self._may_close(task_id, place)

    def _settle_each(self, task_id: str, units: Sequence[str]) -> None:
        said = {u: r for u in units if (r := self._said(task_id, u))}
        for column in (c.key for c in self.spec.tasks.columns if c.average):
            values = [v for r in said.values() if isinstance(v := r.get(column), int | float)]
            if values:
                self._set(("tasks", (task_id,), column), fmean(values))
        texts = [f"{u}：{show(r['latest'])}" for u, r in said.items() if r.get("latest")]
        if texts:
            self._set(("tasks", (task_id,), "latest"), "；".join(texts))

    def _said(self, task_id: str, unit: str) -> Row | None:
        said = self.led[task_id].get(unit)
        if said is not None:
            return dict(zip(self.spec.reported, said, strict=True))
        return self.now.reported.get((task_id, unit))


def _only(units: Iterable[str]) -> Source:
    """The one unit, where there is one."""
    names = tuple(units)
    return (names[0], "", "") if len(names) == 1 else NOBODY


def _says_something(row: FormRow) -> bool:
    """Whether somebody typed into the row, sense or nonsense."""
    if any(not a.usable and a.raw.strip() for a in row.noted.values()):
        return True
    pairs = zip(row.base, row.theirs, strict=True)
    return row.theirs != row.base and any(not same(*pair) for pair in pairs)
