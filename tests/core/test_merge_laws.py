"""Laws of the three-way merge: what a cell may become, whatever was typed and in whatever order."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from taizhang.books.layout import load_layout
from taizhang.core.merge.merge import Merged, Outcome, Snapshot, merge_forms, three_way
from taizhang.core.packing import Packed
from taizhang.core.submission import Answer, Form, Identity, Value, rows_of
from taizhang.core.units import Roster, Unit
from taizhang.core.values.settled import same
from tests.support.checking import reports_in

SPEC = load_layout().form
UNITS = ("县财政局", "县粮食局", "县水务局")
COLUMNS = ("actual", "progress", "latest", "next_step")
WHEN = datetime(2022, 6, 20, 9)

values = st.sampled_from(["", "甲", "乙", "丙", 0.1, 0.5, 1.0])
cells = st.fixed_dictionaries(dict.fromkeys(COLUMNS, values))
tasks = st.fixed_dictionaries({f"2022-00{i}": cells for i in (1, 2, 3)})


def ledger(rows: Mapping[str, Mapping[str, Value]]) -> Snapshot:
    """Three tasks, each led by one of the units and helped by the next."""
    full: dict[str, dict[str, Value]] = {}
    for i, (task_id, row) in enumerate(sorted(rows.items())):
        blank: dict[str, Value] = dict.fromkeys(load_layout()["tasks"].keys, "")
        full[task_id] = blank | dict(row) | {"task_id": task_id, "name": f"任务{i}"}
        full[task_id] |= {"lead": UNITS[i], "co": UNITS[(i + 1) % 3]}
    roster = Roster(Unit(name, order=float(i)) for i, name in enumerate(UNITS))
    return Snapshot("2022-06", full, {}, roster)


def form(unit: str, base: Mapping[str, Mapping[str, Value]],
         theirs: Mapping[str, Mapping[str, Value]]) -> Form:  # fmt: skip
    """What `unit` sent back of the tasks that it leads."""
    i = UNITS.index(unit)
    mine = [t for n, t in enumerate(sorted(base)) if n == i]
    answers = tuple(
        Answer("tasks", (t,), c, base[t][c], theirs[t][c], "H5") for t in mine for c in COLUMNS
    )
    identity = Identity("id", "2022-06", unit, f"f{i}", 1, WHEN)
    return Form(f"{unit}.xlsx", f"digest-{i}", WHEN, identity, rows_of(answers))


def full_form(
    unit: str, base: Mapping[str, Mapping[str, Value]], theirs: Mapping[str, Mapping[str, Value]],
    *, scattered: bool,
) -> Form:  # fmt: skip
    """What `unit` says of every task, led, helped or not its own; each cell of a row elsewhere."""
    answers = tuple(
        Answer("tasks", (t,), c, base[t][c], theirs[t][c], f"H{5 + n if scattered else 5}")
        for t in sorted(base)
        for n, c in enumerate(COLUMNS)
    )
    identity = Identity("id", "2022-06", unit, unit, 1, WHEN)
    return Form(f"{unit}.xlsx", unit, WHEN, identity, rows_of(answers))


def told(plan: Merged) -> list[object]:
    """All that a plan says, except where a cell stood."""
    changes = [replace(change, cell="") for change in plan.writes.cells]
    return [changes, plan.conflicts, reports_in(plan), plan.files, [i.code for i in plan.issues]]


def result(now: Snapshot, plan: Merged) -> dict[tuple[str, str], Value]:
    """The ledger's cells after the plan."""
    cells = {(t, c): now.tasks[t][c] for t in now.tasks for c in COLUMNS}
    return cells | {(c.key[0], c.column): c.new for c in plan.writes.cells if c.column in COLUMNS}


def spoken(base: Value, theirs: Value) -> Value:
    """A blank of theirs says nothing in these columns (their rule is keep or required)."""
    return base if theirs == "" else theirs


@given(values, values)
def test_nothing_happens_where_nobody_or_only_the_ledger_moved(base: Value, x: Value) -> None:
    assert three_way(base, base, base) is Outcome.SAME
    assert three_way(base, x, base) is Outcome.SAME
    assert three_way(base, x, x) is Outcome.SAME


@given(values, values, values)
def test_swapping_sides_keeps_the_conflicts(base: Value, ours: Value, theirs: Value) -> None:
    here = three_way(base, ours, theirs) is Outcome.CONFLICT
    there = three_way(base, theirs, ours) is Outcome.CONFLICT
    assert here == there


@given(tasks, tasks, tasks)
def test_each_cell_comes_from_one_of_the_three(base: Any, ours: Any, theirs: Any) -> None:
    now = ledger(ours)
    plan = merge_forms([form(u, base, theirs) for u in UNITS], now, SPEC)
    after = result(now, plan)
    for (t, c), value in after.items():
        assert any(same(value, one[t][c]) for one in (base, ours, theirs))


@given(tasks, tasks, tasks)
def test_each_edit_is_applied_already_there_or_a_conflict(
    base: Any, ours: Any, theirs: Any
) -> None:
    now = ledger(ours)
    plan = merge_forms([form(u, base, theirs) for u in UNITS], now, SPEC)
    after = result(now, plan)
    conflicts = {(c.task_id, c.column) for c in plan.conflicts}
    for t in base:
        for c in COLUMNS:
            said = spoken(base[t][c], theirs[t][c])
            if not same(said, base[t][c]):
                assert same(after[t, c], said) or (t, c) in conflicts
            if (t, c) in conflicts:
                assert same(after[t, c], ours[t][c]), "the ledger keeps its own until a ruling"


@given(tasks, tasks, tasks)
def test_the_counts_add_up_to_the_cells_read(base: Any, ours: Any, theirs: Any) -> None:
    plan = merge_forms([form(u, base, theirs) for u in UNITS], ledger(ours), SPEC)
    assert sum(sum(f.counts.values()) for f in plan.files) == len(UNITS) * len(COLUMNS)


@given(tasks, tasks, tasks, st.permutations(UNITS))
def test_departments_may_arrive_in_any_order(base: Any, ours: Any, theirs: Any, order: Any) -> None:
    now = ledger(ours)
    one = merge_forms([form(u, base, theirs) for u in UNITS], now, SPEC)
    other = merge_forms([form(u, base, theirs) for u in order], now, SPEC)
    assert result(now, one) == result(now, other)
    assert one.conflicts == other.conflicts
    assert one.writes.cells == other.writes.cells


@given(tasks, tasks, tasks)
def test_merging_the_same_files_again_changes_nothing(base: Any, ours: Any, theirs: Any) -> None:
    forms = [form(u, base, theirs) for u in UNITS]
    now = ledger(ours)
    first = merge_forms(forms, now, SPEC)
    after = {t: dict(row) for t, row in now.tasks.items()}
    for change in first.writes.cells:
        after[change.key[0]][change.column] = change.new
    later = Snapshot(now.period, after, {}, now.roster, reported=reports_in(first))
    second = merge_forms(forms, later, SPEC)
    assert second.writes.cells == []
    assert second.conflicts == []
    assert reports_in(second) == reports_in(first)


@given(tasks, tasks, tasks, tasks)
def test_a_newer_copy_replaces_what_the_older_one_said(
    base: Any, ours: Any, older: Any, newer: Any
) -> None:
    now = ledger(ours)
    first = merge_forms([form(u, base, older) for u in UNITS], now, SPEC)
    after = {t: dict(row) for t, row in now.tasks.items()}
    for change in first.writes.cells:
        after[change.key[0]][change.column] = change.new
    later = Snapshot(now.period, after, {}, now.roster, reported=reports_in(first))
    second = merge_forms([form(u, base, newer) for u in UNITS], later, SPEC)
    final = result(later, second)
    for t in base:
        for c in COLUMNS:
            first_said = spoken(base[t][c], older[t][c])
            said = spoken(base[t][c], newer[t][c])
            if same(after[t][c], first_said):
                assert same(final[t, c], said), "nobody touched it in between"


@given(tasks, tasks, tasks)
def test_a_cell_with_an_answer_of_its_own_merges_like_any_other(
    base: Any, ours: Any, theirs: Any
) -> None:
    now = ledger(ours)
    rows, answers = (
        merge_forms([full_form(u, base, theirs, scattered=s) for u in UNITS], now, SPEC)
        for s in (False, True)
    )
    assert told(rows) == told(answers)


@given(tasks, tasks, tasks)
def test_packed_forms_merge_like_others(base: Any, ours: Any, theirs: Any) -> None:
    now = ledger(ours)
    plain = [full_form(u, base, theirs, scattered=False) for u in UNITS]
    packed = [replace(one, rows=Packed(one.rows)) for one in plain]
    assert told(merge_forms(packed, now, SPEC)) == told(merge_forms(plain, now, SPEC))


@given(tasks, tasks)
def test_the_inputs_stay_as_they_were(base: Any, theirs: Any) -> None:
    now = ledger(base)
    before = {t: dict(row) for t, row in now.tasks.items()}
    merge_forms([form(u, base, theirs) for u in UNITS], now, SPEC)
    assert before == now.tasks
