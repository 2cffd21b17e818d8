"""抽查: which tasks are looked at, drawn by a seed so that anybody can draw the same ones again.

Each task gets a number from the seed and its own 任务编号; the smallest are drawn. So neither the
order of the rows nor other tasks decide whether a task comes up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from math import ceil

from taizhang.core.catalog import registry as catalog
from taizhang.core.issues import Issue
from taizhang.core.registry.rows import numbered
from taizhang.core.registry.visits import FIRST_VISIT, figure_of
from taizhang.core.roles import ENDED, ON_LEAVE, roles_of
from taizhang.core.submission import Row, Value, as_name
from taizhang.core.tables import LedgerRows
from taizhang.core.units import split_names
from taizhang.core.writes import Writes

READ = ("tasks", "inspections", "lamp_rules", "stage_words")
PERCENT = "%"


@dataclass(frozen=True)
class SampleWish:
    """How many are drawn (a number, or a share such as 20%), of which tasks, by which seed."""

    count: str
    scope: str = ""
    seed: str = ""


@dataclass(slots=True)
class SamplePlan:
    """What was drawn: the rows of 督查记录, the name of the batch."""

    batch: str = ""
    of: int = 0
    drawn: list[str] = field(default_factory=list)
    writes: Writes = field(default_factory=Writes)
    issues: list[Issue] = field(default_factory=list)


def plan_sample(tables: Mapping[str, LedgerRows], wish: SampleWish, on: date) -> SamplePlan:
    """Draw tasks that are under way, one row of 督查记录 each; a batch is never drawn twice."""
    seed = wish.seed or f"{on:%Y%m%d}"
    fits = _fitting(tables, wish.scope)
    count = min(how_many(wish.count, len(fits)), len(fits))
    plan = SamplePlan(of=len(fits))
    head = f"种子{seed}·范围{wish.scope or '全部'}·抽{wish.count}·"
    if any(as_name(r["batch"]).startswith(head) for r in tables["inspections"].rows):
        plan.issues.append(catalog.SAMPLE_AGAIN.at())
    elif not count:
        plan.issues.append(catalog.SAMPLE_NONE.at())
    else:
        plan.batch = f"{head}{len(fits)}项中{count}项"
        chosen = set(drawn([as_name(t["task_id"]) for t in fits], count, seed))
        rows = [task for task in fits if as_name(task["task_id"]) in chosen]
        plan.drawn = [as_name(task["task_id"]) for task in rows]
        plan.writes.add("inspections", _rows(tables["inspections"], rows, plan.batch))
    plan.writes.findings = plan.issues
    return plan


def drawn(names: Sequence[str], count: int, seed: str) -> list[str]:
    """The names that come up, whatever their order.

    >>> drawn(["甲", "乙", "丙"], 2, "7") == drawn(["丙", "甲", "乙"], 2, "7")
    True
    """
    return sorted(names, key=lambda name: sha256(f"{seed}|{name}".encode()).digest())[:count]


def how_many(count: str, of: int) -> int:
    """How many of so many: a number, or a share, which is rounded up.

    A cell that shows 20% holds 0.2.

    >>> how_many("10", 43), how_many("20%", 43), how_many("0.2", 43), how_many("", 43)
    (10, 9, 9, 0)
    """
    plain = count.strip().replace("％", PERCENT)
    digits = plain.removesuffix(PERCENT)
    if not digits.replace(".", "", 1).isdigit():
        return 0
    number = float(digits)
    if plain.endswith(PERCENT):
        return ceil(number * of / 100)
    return ceil(number * of) if 0 < number < 1 else int(number)


def _fitting(tables: Mapping[str, LedgerRows], scope: str) -> list[Row]:
    """Tasks under way that the scope names."""
    roles = roles_of(tables["lamp_rules"].values, tables["stage_words"].values)
    labels = {c.label: c.key for c in tables["tasks"].spec.columns}
    asked = [_condition(part, labels) for part in split_names(scope)]
    return [
        task.values for task in tables["tasks"].keyed.values()
        if task["task_id"] and not task["closed"] and not task["finished"]
        and not roles.is_stage(task["stage"], *ENDED, *ON_LEAVE)
        and all(value in as_name(task.values.get(key, "")) for key, value in asked)
    ]  # fmt: skip


def _condition(text: str, labels: Mapping[str, str]) -> tuple[str, str]:
    """A column and what must stand in it: 牵头单位＝县水务局."""
    label, _, value = text.replace("=", "＝").partition("＝")
    return labels.get(label.strip(), ""), value.strip() or "\0"


def _rows(table: LedgerRows, tasks: Sequence[Row], batch: str) -> list[Row]:
    known = [as_name(r["visit_id"]) for r in table.rows]
    found: list[Row] = []
    for task in tasks:
        known.append(numbered(known, FIRST_VISIT))
        row: dict[str, Value] = {
            "visit_id": known[-1], "unit": task["lead"], "task_id": task["task_id"],
            "said": figure_of(task), "batch": batch,
        }  # fmt: skip
        found.append(row)
    return found
