"""Dates of a task: in order, inside the plan, in keeping with what the plan printed.

A deadline before the plan was issued is printed so in real plans; it is asked about, and no
check that needs a span speaks of such a task.
"""

import re
from collections.abc import Iterator
from datetime import date

from taizhang.core.catalog import schedule as catalog
from taizhang.core.checks.view import CheckedRow, LedgerView
from taizhang.core.closing.extending import Stand, stand_of
from taizhang.core.columns import Key, SheetKey
from taizhang.core.issues import Issue
from taizhang.core.roles import ON_LEAVE
from taizhang.core.submission import as_name
from taizhang.core.values.cadences import read_cadences
from taizhang.core.values.text import keep_marks

HAPPENED: tuple[tuple[SheetKey, Key], ...] = (
    ("tasks", "finished"), ("tasks", "closed"), ("nodes", "done"), ("problems", "closed"),
)  # fmt: skip
CADENCE_DAYS = {"周": 7, "旬": 10, "半月": 15, "月": 27, "两月": 55, "季": 85}
APPROVED = re.compile(r"延期|顺延|延长|批准|批复|批示|同意|调整|会议|纪要|文件|审批")
_TAIL = r"(?:之?前|以前)?(?:全部)?(?:完成|办结)?"
_YEAR = r"(?:(?P<year>\d{4})年)?"
_PRINTED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_YEAR}(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日{_TAIL}",
        rf"{_YEAR}(?P<month>\d{{1,2}})月(?:底|末){_TAIL}",
        rf"(?P<year>\d{{4}})?年(?:底|末|内){_TAIL}",
    )
)


def start_after_due(view: LedgerView) -> Iterator[Issue]:
    """S101: a task that ends before it begins has no span to measure progress by."""
    issued = view.setting_day("issued")
    for row in view["tasks"]:
        start, due = row.day("start"), row.day("due")
        if start is None or due is None or start <= due:
            continue
        if start != issued:  # a start taken from the plan is no slip of the clerk's
            yield catalog.START_AFTER_DUE.at(row.at("start"), start=start, due=due)


def due_after_plan(view: LedgerView) -> Iterator[Issue]:
    """S102: it may run on into next year, or the year is a slip."""
    end = view.setting_day("plan_end")
    for row in view["tasks"] if end else ():
        due = row.day("due")
        if end is not None and due is not None and due > end:
            yield catalog.DUE_AFTER_PLAN.at(row.at("due"), due=due, end=end)


def due_before_issued(view: LedgerView) -> Iterator[Issue]:
    """S103: real plans ask for 4月末 in May; it is red from the first day, so somebody must look."""
    issued = view.setting_day("issued")
    for row in view["tasks"] if issued else ():
        due = row.day("due")
        if issued is not None and due is not None and due < issued:
            yield catalog.DUE_BEFORE_ISSUED.at(row.at("due"), due=due, issued=issued)


def last_grants(view: LedgerView) -> dict[str, CheckedRow]:
    """The last row of 延期记录 that was granted, by task."""
    rows = view["extensions"]
    return {r.task_id: r for r in rows if stand_of(r.text("standing")) is Stand.GRANTED}


def extended_unapproved(view: LedgerView) -> Iterator[Issue]:
    """S104: without approval a task is still judged by its first deadline."""
    granted = last_grants(view)
    for row in view["tasks"]:
        before, due = row.day("due_original"), row.day("due")
        if before is None or due is None or due <= before or row.stage in ON_LEAVE:
            continue
        if row.task_id in granted and granted[row.task_id].day("granted") == due:
            continue  # 延期记录 says who granted it
        if not APPROVED.search(row.text("note") + row.text("due_text")):
            yield catalog.EXTENDED_UNAPPROVED.at(row.at("due"), before=before, due=due)


def start_missing(view: LedgerView) -> Iterator[Issue]:
    """S105: 序时进度 counts from a first day; what was due before the plan has none."""
    issued = view.setting_day("issued")
    for row in view["tasks"]:
        due = row.day("due")
        past = due is not None and issued is not None and due < issued
        if not row.text("start") and not past:
            yield catalog.START_MISSING.at(row.at("start"), name=row.text("name"))


def due_missing(view: LedgerView) -> Iterator[Issue]:
    """S106: without a deadline nothing is ever late."""
    for row in view["tasks"]:
        if not row.text("due"):
            yield catalog.DUE_MISSING.at(row.at("due"), name=row.text("name"))


def due_text_differs(view: LedgerView) -> Iterator[Issue]:
    """S108: the printed deadline is the one that will be held up to the office."""
    for row in view["tasks"]:
        kept: Key = "due_original" if row.day("due_original") else "due"
        due = row.day(kept)
        if due is not None and not _prints(row.text("due_text"), due):
            yield catalog.DUE_TEXT_DIFFERS.at(row.at(kept), found=row.text("due_text"), due=due)


def _prints(text: str, due: date) -> bool:
    """Whether the text may mean that day: only plain dates and ends of months are compared."""
    found = next((m for p in _PRINTED if (m := p.fullmatch(keep_marks(text)))), None)
    if found is None:
        return True
    said = {"month": "12"} | {k: v for k, v in found.groupdict().items() if v}
    return all(int(value) == getattr(due, part) for part, value in said.items())


def cadence_unread(view: LedgerView) -> Iterator[Issue]:
    """S146: nobody can be asked every two weeks and a half."""
    for row in view["tasks"]:
        text = row.text("cadence")
        if text and read_cadences(text).unread:
            yield catalog.CADENCE_UNREAD.at(row.at("cadence"), found=text)


def cadence_too_long(view: LedgerView) -> Iterator[Issue]:
    """S109: a task of three weeks is over before its first monthly report."""
    for row in view["tasks"]:
        start, due, cadence = row.day("start"), row.day("due"), row.text("cadence")
        if start is None or due is None or due < start or cadence not in CADENCE_DAYS:
            continue
        days = (due - start).days + 1
        if days < CADENCE_DAYS[cadence]:
            yield catalog.CADENCE_TOO_LONG.at(row.at("cadence"), found=cadence, days=days)


def future_date(view: LedgerView) -> Iterator[Issue]:
    """S110: what has happened has happened by today."""
    for sheet, key in HAPPENED:
        for row in view[sheet]:
            found = row.day(key)
            if found is not None and found > view.on:
                yield catalog.FUTURE_DATE.at(row.at(key), found=found)


def finished_before_start(view: LedgerView) -> Iterator[Issue]:
    """S111: mostly last year's date; a deadline before the plan is the plan's own doing."""
    for row in view["tasks"]:
        start, found = row.day("start"), row.day("finished")
        if start is not None and found is not None and found < start and not _reversed(row):
            yield catalog.FINISHED_BEFORE_START.at(row.at("finished"), found=found, start=start)


def closed_before_finished(view: LedgerView) -> Iterator[Issue]:
    """S112: a task is looked at after it is done, not before."""
    for row in view["tasks"]:
        found, finished = row.day("closed"), row.day("finished")
        if found is not None and finished is not None and found < finished:
            yield catalog.CLOSED_BEFORE_FINISHED.at(
                row.at("closed"), found=found, finished=finished
            )


def child_after_parent(view: LedgerView) -> Iterator[Issue]:
    """S113: the whole cannot be done before its parts."""
    for row in view["tasks"]:
        parent = view.tasks.get(as_name(row["parent_id"]))
        found, due = row.day("due"), parent.day("due") if parent else None
        if parent is not None and found is not None and due is not None and found > due:
            yield catalog.CHILD_AFTER_PARENT.at(
                row.at("due"), found=found, parent=parent.task_id, due=due
            )


def _reversed(row: CheckedRow) -> bool:
    start, due = row.day("start"), row.day("due")
    return start is not None and due is not None and due < start


CHECKS = (
    start_after_due, due_after_plan, due_before_issued, extended_unapproved, start_missing,
    due_missing, due_text_differs, cadence_unread, cadence_too_long, future_date, finished_before_start,
    closed_before_finished, child_after_parent,
)  # fmt: skip
