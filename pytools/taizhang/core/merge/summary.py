"""汇总结果 of one period: a row a unit with how it stands, and a row a file that was set aside."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from taizhang.core.merge.merge import Filed, Outcome
from taizhang.core.periods import BLANK, LATE, MISSING, NOT_TAKEN, ON_TIME, WAITING
from taizhang.core.returned.intake import SetAside
from taizhang.core.submission import Row, Value
from taizhang.core.tables import TableRow, key_of
from taizhang.core.values.settled import same
from taizhang.core.writes import Change, Writes

FIGURES = {"taken": Outcome.TAKEN, "same": Outcome.SAME, "refused": Outcome.REFUSED,
           "conflicts": Outcome.CONFLICT}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReportsDue:
    """When the period's reports are due, what time it is, who was on time before.

    `own` are the moments of units whose tasks have a cut-off of their own.
    """

    cutoff: datetime
    now: datetime
    on_time: frozenset[str] = frozenset()
    own: Mapping[str, datetime] = field(default_factory=dict)

    def of(self, unit: str) -> datetime:
        """When the report of a unit is due."""
        return self.own.get(unit, self.cutoff)

    def timing(self, filed: Filed) -> str:
        """Return 按时, 迟报 or 空报; a correction does not make a report late."""
        if filed.blank:
            return BLANK
        if filed.unit in self.on_time:
            return ON_TIME
        # a wrong 迟报 is worse than an unknown: intake says where it is one
        return ON_TIME if filed.earliest <= self.of(filed.unit) else LATE

    def absence(self, unit: str) -> str:
        """Return 漏报 or 待报, for a unit of which nothing came."""
        return MISSING if self.now > self.of(unit) else WAITING


def on_time_before(rows: Iterable[Row]) -> frozenset[str]:
    """Return the units whose earlier file came in time."""
    return frozenset(str(r["unit"]) for r in rows if r["timing"] == ON_TIME)


def unit_rows(
    period: str, there: Iterable[Row], filed: Mapping[str, Filed], order: Sequence[str],
    deadline: ReportsDue,
) -> list[dict[str, Value]]:  # fmt: skip
    """Return a row for each unit that was asked or has reported, in the roster's order.

    A unit that has left the roster stays when it had reported before it left.
    """
    known = {str(r["unit"]): r for r in there if r["unit"]}
    left = [unit for unit, r in known.items() if unit not in set(order) and r["received"]]
    asked = [*order, *left]
    return [
        _unit_row(period, unit, known.get(unit, {}), filed.get(unit), deadline)
        for unit in asked
        if unit in known or unit in filed
    ]


def _unit_row(
    period: str, unit: str, known: Row, filed: Filed | None, deadline: ReportsDue
) -> dict[str, Value]:
    row = {**known, "period": period, "unit": unit}
    if filed is None:
        if row.get("timing", "") in {"", WAITING, MISSING}:
            row["timing"] = deadline.absence(unit)
        return row
    keep = same(row.get("received", ""), filed.received) and row.get("file") == filed.file
    # the figures of the run that took the file are the ones worth keeping
    figures = {k: row[k] if keep else float(filed.counts[o]) for k, o in FIGURES.items()}
    return {
        **row, **figures, "timing": deadline.timing(filed), "received": filed.received,
        "file": filed.file,
    }  # fmt: skip


def explained(
    rows: Iterable[dict[str, Value]], filed: Mapping[str, Filed], aside: Iterable[SetAside]
) -> list[dict[str, Value]]:
    """Return the rows of units, each of a unit none of whose files were taken with the reason."""
    why = {a.unit: f"{NOT_TAKEN}“{a.file}”：{a.issues[0].message}" for a in aside if a.unit}
    done = []
    for row in rows:
        unit, note = str(row["unit"]), str(row.get("note", ""))
        reason = why.get(unit, "") if unit not in filed else ""
        ours = not note or note.startswith(NOT_TAKEN)
        done.append({**row, "note": reason} if ours and note != reason else row)
    return done


def aside_rows(period: str, aside: Iterable[SetAside]) -> list[dict[str, Value]]:
    """Return a row for each file that was not merged, with the reason."""
    return [
        {
            "period": period, "timing": NOT_TAKEN, "file": a.file,
            "note": f"{a.unit}：{a.issues[0].message}" if a.unit else a.issues[0].message,
        }
        for a in aside
    ]  # fmt: skip


def write_summary(there: Sequence[TableRow], wanted: Sequence[Row], writes: Writes) -> None:
    """Write the rows of a period: those that are there are changed, new ones are added.

    A row goes only where it names a file that was set aside and is no more; any other row that
    nothing is known of may be the clerk's own.
    """
    rows = {key_of("summary", r.values): r for r in there}
    new = []
    for row in wanted:
        found = rows.pop(key_of("summary", row), None)
        if found is None:
            new.append(row)
        else:
            _change(found, row, writes)
    gone = [r for r in rows.values() if not r["unit"] and r["timing"] == NOT_TAKEN]
    writes.remove("summary", gone)
    writes.add("summary", new)


def _change(there: TableRow, row: Row, writes: Writes) -> None:
    key = key_of("summary", there.values)
    unit, file = str(row.get("unit", "")), str(row.get("file", ""))
    for column, new in row.items():
        writes.put(Change("summary", key, column, there[column], new, unit, file, row=there.number))
