"""What people decided: a lamp set by judgement, 不可抗力 and 容错 with their basis and span.

Only what is complete counts: a reason, who decided (by post), the day, and for leave until when.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from taizhang.core.catalog import judging as catalog
from taizhang.core.duty.records import DONE, NOT_ISSUED, Record
from taizhang.core.issues import Issue
from taizhang.core.measures.facts import EXEMPTIONS, Ruling
from taizhang.core.tables import LedgerRows, TableRow
from taizhang.core.values.settled import day_of


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The decision that counts for each task, and what is wrong with others."""

    rulings: Mapping[str, Ruling]
    issues: tuple[Issue, ...] = ()


def verdicts_of(table: LedgerRows, tasks: Collection[str], period: str, on: date) -> Verdicts:
    """The latest decision of each task that holds in that period on that day."""
    issues: list[Issue] = []
    found: dict[str, tuple[date, Ruling]] = {}
    for row in table.rows:
        if not any(row.values.values()):
            continue
        wrong = list(_wrong(table, row, tasks))
        issues += wrong
        made = day_of(row["judged_on"])
        if wrong or made is None or not _holds(row, period, on):
            continue
        task = str(row["task_id"])
        if task not in found or made >= found[task][0]:
            found[task] = (made, _ruling(row))
    return Verdicts({task: ruling for task, (_, ruling) in found.items()}, tuple(issues))


def _ruling(row: TableRow) -> Ruling:
    kind, lamp, reason, by = (str(row[k]) for k in ("verdict", "lamp", "reason", "judge"))
    return Ruling(kind, lamp, reason, by, day_of(row["last"]))


def _holds(row: TableRow, period: str, on: date) -> bool:
    """Whether it was made by then, for this period where it names one, and within its span."""
    made, first, last = (day_of(row[key]) for key in ("judged_on", "first", "last"))
    named = str(row["period"])
    begun = (first or made or on) <= on and (made or on) <= on
    return begun and (last is None or on <= last) and (not named or named == period)


def _wrong(table: LedgerRows, row: TableRow, tasks: Collection[str]) -> Iterator[Issue]:
    leave = str(row["verdict"]) in EXEMPTIONS
    wanted = ["verdict", "reason", "judge", "judged_on", "last" if leave else "lamp"]
    missing = [f"“{table.spec[key].label}”" for key in wanted if row[key] == ""]
    task = str(row["task_id"])
    if missing:
        place = table.place(row.number, "reason")
        yield catalog.VERDICT_INCOMPLETE.at(place, task=task, missing=missing)
    if task not in tasks:
        yield catalog.VERDICT_TASK_UNKNOWN.at(table.place(row.number, "task_id"), found=task)


def replies_due(rows: Iterable[TableRow], on: date) -> dict[str, date]:
    """By when the last 督办 of each task had to be answered, where nobody had by that day.

    What is only proposed, was struck or is void asks nothing; a paper about several tasks asks of each.
    """
    last: dict[str, tuple[date, Record]] = {}
    for record in map(Record, rows):
        when = record.began
        if when is None or when > on or record.state in NOT_ISSUED:
            continue
        for task in record.tasks:
            if task not in last or when >= last[task][0]:
                last[task] = (when, record)
    return {
        task: by
        for task, (_, record) in last.items()
        if record.state != DONE and not record.answered_by(on)
        and (by := record.day("reply_due") or record.day("rectify_by")) is not None
    }  # fmt: skip
