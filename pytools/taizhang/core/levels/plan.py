"""Giving tasks to lower offices and taking their figures back, as plans; nothing is written here.

A task goes down as one task a unit with a number of its own, kept in 下级任务 for good. What comes
back is set beside what was rolled up last and what the ledger holds now, as in a merge: a figure
that somebody changed by hand here is never overwritten, it goes to 冲突裁决.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from taizhang.core.catalog import levels as catalog
from taizhang.core.issues import Issue, Place
from taizhang.core.levels.copies import KEPT, ReportedRows, last_copies, number_of
from taizhang.core.levels.numbers import depth_of, next_number, parent_of, root_of
from taizhang.core.levels.rules import Lower, RollupRule, all_done, rolled, worst_state
from taizhang.core.merge.joblog import Labels
from taizhang.core.roles import Roles, StageRole, StateRole, roles_of
from taizhang.core.submission import Value
from taizhang.core.tables import LedgerRows, TableRow
from taizhang.core.units import Roster, roster_of, split_names
from taizhang.core.values.settled import same, settle
from taizhang.core.writes import Change, Writes

NOT_ROLLED = "不汇"  # what a clerk writes beside a figure that is not taken up
READ = ("tasks", "units", "rollups", "children", "conflicts", "lamp_rules", "stage_words")
NOT_APPROVED = frozenset({"建议", "不同意"})
SECRET = re.compile(
    r"(?:绝密|机密|秘密)\s*(?:★|☆|级)|[【\[(（](?:绝密|机密|秘密)[】\])）]|密级[:：]\s*(?:绝密|机密|秘密)"
)
BELOW = "下级汇总"  # who speaks in 冲突裁决
SENT = ("task_id", "parent_id", "campaign", "category", "name", "content", "level", "lead", "start",
        "due", "due_text", "cadence", "indicator", "measure", "target")  # fmt: skip


@dataclass(frozen=True)
class LevelPast:
    """The ledger as giving and taking find it."""

    tables: Mapping[str, LedgerRows]
    period: str = ""
    now: datetime = datetime.min
    labels: Labels | None = None

    @cached_property
    def roles(self) -> Roles:
        """What the office's words stand for."""
        return roles_of(self.tables["lamp_rules"].values, self.tables["stage_words"].values)

    @cached_property
    def roster(self) -> Roster:
        """The units."""
        return roster_of(self.tables["units"].values)

    @cached_property
    def known(self) -> Mapping[str, TableRow]:
        """Rows of 下级任务 by number."""
        return {str(r["child_id"]): r for r in self.tables["children"].rows}


@dataclass(frozen=True, slots=True)
class TaskPackage:
    """What one lower office gets: its tasks by column of a task list."""

    unit: str
    rows: Sequence[Mapping[str, Value]]


@dataclass(frozen=True, slots=True)
class GivePlan:
    """Packages in the roster's order, and the numbers that are kept."""

    packages: Sequence[TaskPackage]
    issues: Sequence[Issue]
    new: int = 0
    writes: Writes = field(default_factory=Writes)


def plan_giving(past: LevelPast) -> GivePlan:
    """Split every task of 分级汇总 among its units; one that was split before keeps its numbers."""
    issues: list[Issue] = []
    numbers = set(past.known)
    there = {(str(r["parent_id"]), str(r["unit"])): k for k, r in past.known.items()}
    rows: dict[str, list[Mapping[str, Value]]] = {}
    new: list[Mapping[str, Value]] = []
    codes = {str(r["unit"]): str(r["level_code"]).strip() for r in past.tables["units"].values}
    wanted = list(_wanted(past, issues))
    secret = list(_secret(wanted, past))
    issues += [issue for _, issue in secret]
    kept_back = {number for number, _ in secret}
    for task, unit in wanted:
        task_id = str(task["task_id"])
        if task_id in kept_back:
            continue
        number = there.get((task_id, unit))
        if number is None:
            number = next_number(task_id, numbers, codes.get(unit, ""), set(codes.values()))
            numbers.add(number)
            new.append(_child(number, task, unit))
        elif str(past.known[number]["approval"]) in NOT_APPROVED:
            place = past.tables["children"].place(past.known[number].number, "approval")
            approval = past.known[number]["approval"]
            issues.append(catalog.SPLIT_NOT_APPROVED.at(place, found=number, approval=approval))
            continue
        sent = {key: task[key] for key in SENT}
        rows.setdefault(unit, []).append(
            {**sent, "task_id": number, "parent_id": task_id, "lead": unit,
             **_lower_goal(past.known.get(number))}
        )  # fmt: skip
    issues += _parts(past)
    order = [u.name for u in past.roster.units if u.name in rows]
    writes = Writes()
    writes.add("children", new)
    writes.findings = issues
    return GivePlan([TaskPackage(u, rows[u]) for u in order], issues, len(new), writes)


def _lower_goal(child: TableRow | None) -> dict[str, Value]:
    """The lower unit's own target, and what of it falls to each quarter or month."""
    if child is None:
        return {"target": "", "note": ""}
    parts = str(child["quarters"]).strip()
    return {"target": child["target"], "note": f"季（月）目标：{parts}" if parts else ""}


def _secret(wanted: Sequence[tuple[TableRow, str]], past: LevelPast) -> Iterator[tuple[str, Issue]]:
    """Tasks that bear a mark of secrecy: they may not leave the office in a file."""
    seen = set()
    for task, _ in wanted:
        number = str(task["task_id"])
        mark = SECRET.search(f"{task['name']} {task['content']} {task['note']}")
        if mark and number not in seen:
            seen.add(number)
            place = past.tables["tasks"].place(task.number, "name")
            yield number, catalog.SECRET_KEPT_BACK.at(place, found=number, mark=mark[0])


def _parts(past: LevelPast) -> Iterator[Issue]:
    """Targets of lower tasks that do not come to the target of the task, where they are to be added."""
    for row in past.tables["rollups"].rows:
        number = str(row["task_id"])
        task = past.tables["tasks"].keyed.get((number,))
        own = [c["target"] for c in past.known.values() if str(c["parent_id"]) == number]
        parts = [t for t in own if isinstance(t, int | float)]
        whole = task["target"] if task else ""
        added = str(row["actual_rule"]) == RollupRule.SUM and isinstance(whole, int | float)
        if added and parts and len(parts) == len(own) and not same(sum(parts), whole):
            place = past.tables["rollups"].place(row.number, "task_id")
            yield catalog.PARTS_UNLIKE.at(place, found=number, parts=sum(parts), whole=whole)


def _wanted(past: LevelPast, issues: list[Issue]) -> Iterator[tuple[TableRow, str]]:
    table = past.tables["rollups"]
    tasks = past.tables["tasks"]
    for row in table.rows:
        if not row["task_id"]:
            continue
        task = tasks.keyed.get((str(row["task_id"]),))
        if task is None:
            at = table.place(row.number, "task_id")
            issues.append(catalog.PARENT_UNKNOWN.at(at, found=row["task_id"]))
            continue
        if task["closed"] or past.roles.is_stage(task["stage"], StageRole.CLOSED):
            continue
        for name in split_names(str(row["units"]) or f"{task['lead']}、{task['co']}"):
            units = past.roster.members(name) or filter(None, (past.roster.resolve(name),))
            found = tuple(units)
            if not found:
                at = table.place(row.number, "units")
                issues.append(catalog.LOWER_UNKNOWN.at(at, found=name))
            yield from ((task, unit) for unit in found)


def _child(number: str, task: TableRow, unit: str) -> Mapping[str, Value]:
    return {
        "child_id": number, "parent_id": str(task["task_id"]), "depth": float(depth_of(number)),
        "unit": unit, "name": task["name"], "due": task["due"], "measure": task["measure"],
    }  # fmt: skip


@dataclass(frozen=True)
class TakePlan:
    """What came back: how many rows, which parents follow, which disagree."""

    rows: int
    rolled: int
    conflicts: int
    issues: Sequence[Issue]
    writes: Writes = field(default_factory=Writes)


def plan_taking(reported: Sequence[ReportedRows], past: LevelPast) -> TakePlan:
    """Take figures of lower tasks into 下级任务, and roll them up by the rules of 分级汇总."""
    issues: list[Issue] = []
    writes = Writes()
    latest = {k: dict(r.values) for k, r in past.known.items()}
    seen: dict[str, str] = {}
    holding, said = last_copies(reported)
    issues += said
    rows = sum(_take(one, past, latest, seen, writes, issues) for one in holding)
    issues += _named_twice(past)
    rolled_up, conflicts = _roll(past, latest, writes, issues)
    found = [*issues, *writes.notes]
    writes.findings = found
    return TakePlan(rows, rolled_up, conflicts, found, writes)


def _take(  # noqa: PLR0913 - what one file meets
    one: ReportedRows, past: LevelPast, latest: dict[str, dict[str, Value]], seen: dict[str, str],
    writes: Writes, issues: list[Issue],
) -> int:  # fmt: skip
    """The rows of one file that are taken."""
    count, new = 0, []
    for entry in one.entries:
        number = number_of(entry)
        fault = _fault(number, past, seen, entry.place)
        if fault is not None:
            issues.append(fault)
            continue
        seen[number] = one.file
        said = {key: entry.values.get(key, "") for key in KEPT}
        values: dict[str, Value] = {k: v for k, v in said.items() if v != ""}  # type: ignore[misc]
        values |= {"period": past.period, "file": one.file}
        count += 1
        if number in past.known:
            _change(past, number, values, writes)
            latest[number] |= values
        else:
            unit = str(entry.values.get("lead", ""))
            row = {"child_id": number, "parent_id": parent_of(number),
                   "depth": float(depth_of(number)), "unit": unit, **values}  # fmt: skip
            latest[number] = {**dict.fromkeys(past.tables["children"].spec.keys, ""), **row}
            new.append(row)
    writes.add("children", new)
    return count


def _fault(number: str, past: LevelPast, seen: Mapping[str, str], place: Place) -> Issue | None:
    """Why a row cannot be taken: no number of ours, or one that was there already."""
    if not number:
        return catalog.NUMBER_MISSING.at(place)
    if number in seen:
        return catalog.NUMBER_TWICE.at(place, found=number, file=seen[number])
    above = number
    while above and above not in past.known:
        above = parent_of(above)
    return None if above else catalog.NUMBER_STRANGE.at(place, found=number)


def _change(past: LevelPast, number: str, values: Mapping[str, Value], writes: Writes) -> None:
    row = past.known[number]
    spec = past.tables["children"].spec
    for key, value in values.items():
        new = settle(spec[key].kind, value)
        writes.put(
            Change("children", (number,), key, row[key], new, str(row["unit"]),
                   str(values.get("file", "")), row=row.number)
        )  # fmt: skip


def _named_twice(past: LevelPast) -> Iterator[Issue]:
    """The same task given twice below one parent would count twice."""
    met: dict[tuple[str, str], str] = {}
    for number, row in past.known.items():
        key = str(row["parent_id"]), str(row["unit"])
        if key in met:
            at = past.tables["children"].place(row.number, "child_id")
            yield catalog.CHILD_TWICE.at(at, unit=key[1], one=met[key], other=number)
        met.setdefault(key, number)


def lowers_of(
    parent: str, latest: Mapping[str, Mapping[str, Value]], roles: Roles | None = None
) -> list[Lower]:
    """The tasks right below a task; those further down are counted by these."""
    found: dict[str, Lower] = {}
    for number, row in latest.items():
        if str(row["parent_id"]) == parent:
            unit = str(row["unit"])
            target, actual, progress = (_figure(row[k]) for k in ("target", "actual", "progress"))
            money, state = _figure(row["invested"]), str(row["state"])
            if roles and not state:  # who has none of its own stands as the worst below it
                state = worst_state(lowers_of(number, latest, roles), roles)
            lower = Lower(number, unit, target, actual, progress, state, money)
            found.setdefault(unit, lower)
    return list(found.values())


def _figure(value: Value) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _roll(
    past: LevelPast, latest: Mapping[str, Mapping[str, Value]], writes: Writes, issues: list[Issue]
) -> tuple[int, int]:
    """Bring the figures of each task of 分级汇总 up to date; (cells taken, conflicts new)."""
    taken, quarrels = 0, []
    tasks, table = past.tables["tasks"], past.tables["rollups"]
    for row in table.rows:
        task = tasks.keyed.get((str(row["task_id"]),))
        lowers = lowers_of(str(row["task_id"]), latest, past.roles)
        if task is None or not lowers:
            continue
        said = sum(x.progress is not None or x.actual is not None for x in lowers)
        _note(row, "reported", f"{said}/{len(lowers)}", writes)
        _note(row, "lowest", worst_state(lowers, past.roles), writes)
        issues += _too_early(past, task, row, lowers)
        for key in ("actual", "progress"):
            value = _value(row, key, lowers, table, issues)
            if value is None:
                continue
            outcome = _settle(past, task, row, key, value, writes)
            taken += outcome == "taken"
            if outcome == "conflict":
                quarrels.append(_quarrel(past, task, row, key, value))
    fresh = [q for q in quarrels if not _known(q, past)]
    writes.add("conflicts", fresh)
    return taken, len(fresh)


def _too_early(
    past: LevelPast, task: TableRow, row: TableRow, lowers: Sequence[Lower]
) -> Iterator[Issue]:
    """A task counts as done while lower ones are not, and nobody wrote down why it may."""
    progress = task["progress"]
    ended = (StageRole.APPLIED, StageRole.CLOSED)
    full = isinstance(progress, int | float) and progress >= 1
    done = full or task["closed"] or past.roles.is_stage(task["stage"], *ended)
    still = [x.child_id for x in lowers
             if not past.roles.is_state(x.state, StateRole.DONE) and (x.progress or 0) < 1]  # fmt: skip
    if done and still and not str(row["own_proof"]).strip():
        place = past.tables["rollups"].place(row.number, "own_proof")
        yield catalog.DONE_TOO_EARLY.at(place, found=task["task_id"], open=still)


def _value(
    row: TableRow, key: str, lowers: Sequence[Lower], table: LedgerRows, issues: list[Issue]
) -> float | None:
    text = str(row[f"{key}_rule"])
    values = [x.actual if key == "actual" else x.progress for x in lowers]
    if not text:
        if any(v is not None for v in values) and NOT_ROLLED not in str(row["note"]):
            column = table.spec[f"{key}_rule"].label
            label = column.removesuffix("怎么汇")
            at = table.place(row.number, f"{key}_rule")
            issues.append(
                catalog.RULE_BLANK.at(at, found=row["task_id"], label=label, column=column)
            )
        return None
    if text not in set(RollupRule):
        at = table.place(row.number, f"{key}_rule")
        issues.append(catalog.RULE_UNKNOWN.at(at, found=text))
        return None
    rule = RollupRule(text)
    found = rolled(rule, values, [x.weight(rule) for x in lowers])
    if found is None and any(v is not None for v in values):
        at = table.place(row.number, f"{key}_rule")
        issues.append(catalog.WEIGHT_MISSING.at(at, found=row["task_id"]))
    return None if found is None else round(found, 9)


def _settle(  # noqa: PLR0913 - the three ways of one cell
    past: LevelPast, task: TableRow, row: TableRow, key: str, value: float, writes: Writes
) -> str:
    """Three ways, as in a merge: same, taken, or a conflict; a closed task's figures stay."""
    ours, base = task[key], row[f"last_{key}"]
    if same(ours, value):
        _note(row, f"last_{key}", value, writes)
        return "same"
    closed = task["closed"] or past.roles.is_stage(task["stage"], StageRole.CLOSED)
    if closed or not (ours == "" or same(ours, base)):
        return "same" if closed else "conflict"
    writes.put(Change("tasks", (str(task["task_id"]),), key, ours, value, BELOW, row=task.number))
    _note(row, f"last_{key}", value, writes)
    return "taken"


def _note(row: TableRow, key: str, value: Value, writes: Writes) -> None:
    writes.put(Change("rollups", (str(row["task_id"]),), key, row[key], value, row=row.number))


def _quarrel(
    past: LevelPast, task: TableRow, row: TableRow, key: str, value: float
) -> dict[str, Value]:
    label = past.tables["tasks"].spec[key].label
    return {
        "period": past.period, "task_id": task["task_id"], "name": task["name"], "column": label,
        "unit": BELOW, "base": row[f"last_{key}"], "ours": task[key], "theirs": value,
        "when": past.now, "file": "", "ruling": "", "manual": "", "applied": "",
    }  # fmt: skip


def _known(quarrel: Mapping[str, Value], past: LevelPast) -> bool:
    keys = ("task_id", "column", "unit")
    return any(
        all(str(r[k]) == str(quarrel[k]) for k in keys) and same(r["theirs"], quarrel["theirs"])
        for r in past.tables["conflicts"].values
    )


@dataclass(frozen=True, slots=True)
class ChainLink:
    """A task in its chain: its depth, what it says, and how those right below it stand.

    `role` is what its state means.
    """

    number: str
    depth: int
    unit: str
    name: str
    progress: float | None
    state: str
    due: Value
    latest: str
    role: StateRole | None = None
    below: str = ""


def chain(past: LevelPast, upper: str = "") -> list[tuple[ChainLink, list[ChainLink]]]:
    """Each task that was given down, with all below it in the order of their numbers."""
    below: dict[str, list[ChainLink]] = {}
    for number, row in sorted(past.known.items()):
        below.setdefault(root_of(number), []).append(_link(past, number, row, str(row["unit"])))
    found = []
    for row in past.tables["tasks"].rows:
        number = str(row["task_id"])
        links = below.get(root_of(number)) if number == root_of(number) else None
        if links and upper in {"", number}:
            top = _link(past, number, row, str(row["lead"]))
            found.append((replace(top, below=_below(number, past)), links))
    return found


def _below(number: str, past: LevelPast) -> str:
    lowers = lowers_of(number, {k: r.values for k, r in past.known.items()}, past.roles)
    if all_done(lowers, past.roles):
        return "下级全部完成"
    worst = worst_state(lowers, past.roles)
    return f"下级最差：{worst}" if worst else ""


def _link(past: LevelPast, number: str, row: TableRow, unit: str) -> ChainLink:
    due = row["due"]
    return ChainLink(
        number, depth_of(number), unit, str(row["name"]), _figure(row["progress"]),
        str(row["state"]), due if isinstance(due, date) else "", str(row["latest"]),
        past.roles.state(row["state"]),
    )  # fmt: skip
