"""Rulings of the clerk on conflicts: which value the ledger takes, cell by cell.

A ruling speaks of the value that the ledger held then. Where the ledger has moved on, it is not
applied but shown again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from taizhang.core.catalog import merging as catalog
from taizhang.core.issues import Issue, Place, Rule
from taizhang.core.merge.joblog import Labels
from taizhang.core.merge.merge import Change
from taizhang.core.submission import Value
from taizhang.core.values.settled import misfit, same, settle

Row = Mapping[str, Value]
TAKE_THEIRS, KEEP_OURS, BY_HAND = "采用报送", "保留台账", "手工值"
OPEN = ""


@dataclass(slots=True)
class Rulings:
    """What to write, which conflict rows are settled, which must be ruled again."""

    changes: list[Change] = field(default_factory=list)
    settled: list[int] = field(default_factory=list)
    renewed: list[tuple[int, Value]] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Target:
    """The ledger as a ruling needs it: values and kinds by sheet, row and column key."""

    values: Mapping[tuple[str, str, str], Value]
    kinds: Mapping[tuple[str, str], str]
    labels: Labels


def rule_on(rows: Sequence[tuple[Place, Row]], target: Target) -> Rulings:
    """Settle each conflict row that has a ruling and was not applied before."""
    done = Rulings()
    keys = {(s, label): k for (s, k), label in target.labels.columns.items()}
    for place, row in rows:
        if row["ruling"] == OPEN or row["applied"] != OPEN:
            continue
        sheet = "nodes" if "#" in str(row["task_id"]) else "tasks"
        where = (sheet, str(row["task_id"]), keys[sheet, str(row["column"])])
        _settle(done, place, row, where, target)
    return done


def _settle(
    done: Rulings, place: Place, row: Row, where: tuple[str, str, str], target: Target
) -> None:
    kind = target.kinds[where[0], where[2]]
    if where not in target.values:
        done.issues.append(catalog.TASK_GONE.at(place, found=row["task_id"]))
        return
    now = target.values[where]
    chosen = _chosen(row, kind, now)
    if isinstance(chosen, Rule):
        found = row["manual"] if row["ruling"] == BY_HAND else row["ruling"]
        done.issues.append(chosen.at(place, column=row["column"], found=found))
        return
    if row["ruling"] != KEEP_OURS and not same(now, settle(kind, row["ours"])):
        done.renewed.append((place.row, now))
        done.issues.append(
            catalog.RULING_OUTDATED.at(place, column=row["column"], now=now, then=row["ours"])
        )
        return
    done.settled.append(place.row)
    if not same(now, chosen):
        unit, file = str(row["unit"]), str(row["file"])
        done.changes.append(Change(*where, now, chosen, unit, file, ""))


def _chosen(row: Row, kind: str, now: Value) -> Value | Rule:
    match row["ruling"]:
        case "采用报送":
            return settle(kind, row["theirs"])
        case "保留台账":
            return now
        case "手工值":
            if row["manual"] == "":
                return catalog.RULING_MISSING_VALUE
            value = settle(kind, row["manual"])
            return catalog.RULING_MISFIT if misfit(kind, value) else value
        case _:
            return catalog.RULING_UNKNOWN
