"""A task list or a unit list, as typed by somebody, into rows of the ledger.

Aliases become full names, closed collectives their members, missing deadlines the plan's end with
a mark. Open groups (有关单位) stay as printed: only the clerk knows who is meant.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from taizhang.core.catalog import ledger as catalog
from taizhang.core.issues import Issue, Place
from taizhang.core.schema import SheetSpec
from taizhang.core.submission import Value
from taizhang.core.units import Roster, split_names
from taizhang.core.values.read import read_value
from taizhang.core.values.reading import Asked
from taizhang.core.values.settled import join_names, settle

Row = dict[str, Value]
DEFAULTED = "默认"
_NUMBER = re.compile(r"\d{4}-(\d+)")


@dataclass(frozen=True, slots=True)
class Plan:
    """What the list itself does not say: when the plan was issued and when it ends."""

    issued: date
    end: date
    campaign: str = ""


@dataclass(frozen=True, slots=True)
class Loaded:
    """New rows for the ledger, and what was found on the way."""

    rows: tuple[Row, ...]
    issues: tuple[Issue, ...]


def load_tasks(
    raw: Sequence[tuple[Place, Mapping[str, object]]],
    spec: SheetSpec,
    roster: Roster,
    plan: Plan,
    known: Iterable[Mapping[str, Value]] = (),
) -> Loaded:
    """Rows to append to 任务台账, numbered on from the ones that are there.

    `raw` holds (place, values by column key); the extra key `source_no` is the list's own 序号.
    """
    known = list(known)
    seen = {_identity(row) for row in known}
    number = max((_serial(str(row["task_id"])) for row in known), default=0)
    taken = {str(row["task_id"]) for row in known}
    rows: list[Row] = []
    issues: list[Issue] = []
    for place, values in raw:
        row, found = _task(place, values, spec, roster, plan)
        issues += found
        if row is None:
            continue
        if _identity(row) in seen:
            issues.append(catalog.TASK_ALREADY_THERE.at(place, name=row["name"]))
            continue
        if not row["task_id"] or row["task_id"] in taken:
            number += 1
            row["task_id"] = f"{plan.issued.year}-{number:03}"
        taken.add(str(row["task_id"]))
        seen.add(_identity(row))
        rows.append(row)
    issues += _count_defaulted(rows, plan)
    return Loaded(tuple(rows), tuple(issues))


def _identity(row: Mapping[str, Value]) -> tuple[str, ...]:
    return tuple(re.sub(r"\s", "", str(row.get(k, ""))) for k in ("category", "name", "lead"))


def _serial(task_id: str) -> int:
    found = _NUMBER.fullmatch(task_id)
    return int(found[1]) if found else 0


def _task(
    place: Place, values: Mapping[str, object], spec: SheetSpec, roster: Roster, plan: Plan
) -> tuple[Row | None, list[Issue]]:
    row: Row = {c.key: settle(c.kind, values.get(c.key)) or c.default for c in spec.columns}
    if not row["name"]:
        return None, [catalog.TASK_NAME_MISSING.at(place)]
    issues = [*_responsible(row, place, roster), *_dated(row, place, plan)]
    row["campaign"] = row["campaign"] or plan.campaign
    source = str(values.get("source_no") or "").strip()
    if source:
        row["note"] = join_names(t for t in (f"方案序号{source}", str(row["note"])) if t)
    return row, issues


def _responsible(row: Row, place: Place, roster: Roster) -> list[Issue]:
    lead, co = roster.read(str(row["lead"])), roster.read(str(row["co"]))
    issues = [
        catalog.UNIT_UNKNOWN.at(place, found=name, near=roster.near(name))
        for name in (*lead.unknown, *co.unknown)
    ]
    issues += [
        catalog.GROUP_OPEN.at(place, found=name) for name in (*lead.open_groups, *co.open_groups)
    ]
    leads, others = lead.units, co.units
    if not row["lead"] and len(others) == 1:
        leads, others = others, ()
    row["lead"] = join_names((*leads, *lead.open_groups, *lead.unknown))
    rest = (u for u in others if u not in leads)
    row["co"] = join_names((*rest, *co.open_groups, *co.unknown))
    row["co_brief"] = brief_of(row, roster)
    if not row["lead"]:
        issues.append(catalog.LEAD_MISSING.at(place, name=row["name"]))
    return issues


def brief_of(row: Mapping[str, Value], roster: Roster) -> str:
    """责任单位简列: derived from 责任单位, never typed."""
    return roster.brief(split_names(str(row["co"])), split_names(str(row["lead"])))


def _dated(row: Row, place: Place, plan: Plan) -> list[Issue]:
    for key in ("start", "due", "due_original"):
        row[key] = _patient(row[key], plan)
    issues = [
        catalog.DATE_UNREADABLE.at(replace(place, header=""), found=row[key])
        for key in ("start", "due", "due_original")
        if isinstance(row[key], str) and row[key]
    ]
    # a deadline that had passed when the plan was issued is no reason to invent an earlier start
    late = isinstance(row["due"], date) and row["due"] < plan.issued
    row["start"] = row["start"] or ("" if late else plan.issued)
    if not row["due"]:
        row["due"] = plan.end
        text = str(row["due_text"])
        row["due_text"] = f"{text}（{DEFAULTED}年底）" if text else f"{DEFAULTED}（未写时限）"
    row["due_original"] = row["due_original"] or row["due"]
    return issues


def _patient(value: Value, plan: Plan) -> Value:
    """A date as people write it, 2022年9月底, where it has one reading; else the words stay."""
    if not isinstance(value, str) or not value:
        return value
    reading = read_value(value, Asked("date", on=plan.issued))
    return reading.value if reading.value != "" else value


def _count_defaulted(rows: Sequence[Row], plan: Plan) -> list[Issue]:
    count = sum(DEFAULTED in str(row["due_text"]) for row in rows)
    return [catalog.DUE_DEFAULTED.at(Place(), count=count, due=plan.end)] if count else []


def load_units(
    raw: Sequence[tuple[Place, Mapping[str, object]]],
    spec: SheetSpec,
    known: Iterable[Mapping[str, Value]] = (),
) -> Loaded:
    """Rows to append to 单位名册: units that are not there yet, in the list's order."""
    names = {str(row["unit"]) for row in known}
    rows: list[Row] = []
    for _, values in raw:
        row: Row = {c.key: settle(c.kind, values.get(c.key)) or c.default for c in spec.columns}
        if row["unit"] and row["unit"] not in names:
            names.add(str(row["unit"]))
            rows.append(row)
    return Loaded(tuple(rows), ())
