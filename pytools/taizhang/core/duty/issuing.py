"""Printing slips as a plan: which rows, their numbers and deadlines, what each slip says.

A number is given here, when a paper goes out, and stands in the ledger from then on. What went out
before is not written again: its frozen copy holds.
"""

from collections.abc import Iterable, Sequence

from taizhang.core.catalog import duty as catalog
from taizhang.core.duty import fields as words
from taizhang.core.duty.days import PLAIN, after
from taizhang.core.duty.forms import RECORDS, SlipForm, form_for, form_named, without_tasks
from taizhang.core.duty.ladder import Rung
from taizhang.core.duty.numbers import Numbers
from taizhang.core.duty.records import CONFIRMED, ISSUED, NOT_ISSUED, Record, records_of
from taizhang.core.duty.row_slips import print_rows
from taizhang.core.duty.slip_plan import (
    NONE,
    Slip,
    SlipPast,
    SlipPlan,
    SlipWish,
    add_slip,
    kept_stem,
    task_slip_fields,
)
from taizhang.core.filenames import short_stem
from taizhang.core.merge.joblog import Labels
from taizhang.core.submission import Row, Value
from taizhang.core.tables import TableRow, key_of
from taizhang.core.writes import Change

READ = ("tasks", "nodes", "judgements", "supervision", "visits", "papers", "supervise_rules",
        "closings", "extensions")  # fmt: skip
# the columns in which the numbers of papers stand
BEARERS = (
    ("supervision", "number"), ("instructions", "number"), ("inspections", "number"),
    ("problems", "order_no"),
)  # fmt: skip


def last_numbers(log: Iterable[Row], labels: Labels) -> tuple[str, ...]:
    """The numbers that the last print gave and that were not taken back, from its lines of the log."""
    bear = {(labels.sheets[s], labels.column(s, c)) for s, c in BEARERS}
    given = [r for r in log if (r["sheet"], r["column"]) in bear and r["undone"] == ""]
    return tuple(str(r["new"]) for r in given if r["job"] == given[-1]["job"])


def plan_slips(past: SlipPast, wish: SlipWish) -> SlipPlan:
    """Choose the rows, number them, fill the layouts."""
    plan = SlipPlan()
    form = form_named(past.forms, wish.kind) if wish.kind else None
    if wish.kind and form is None:
        names = [f.kind for f in past.forms]
        plan.issues.append(catalog.KIND_UNPRINTABLE.at(found=wish.kind, names=names))
        return plan
    if form is None or (form.source == RECORDS and not form.group):
        _print_records(plan, past, wish, form)
    else:
        print_rows(plan, past, wish, form)
    if not plan.slips and not plan.issues:
        plan.issues.append(catalog.NOTHING_TO_PRINT.at())
    plan.issues += plan.writes.notes
    return plan


def _print_records(plan: SlipPlan, past: SlipPast, wish: SlipWish, form: SlipForm | None) -> None:
    table = past.tables["supervision"]
    numbers = Numbers(past.tables["papers"], past.place)
    records = records_of(table.rows)
    numbers.know([r.text("number") for r in records])
    numbers.know([stem.partition("_")[0] for stem in past.frozen])
    chosen = _chosen(plan, past, wish, form, records)
    for record in chosen:
        for kind in record.kinds:
            wanted = form or form_for(past.forms, kind)
            if wanted is None or kind not in wanted.prints:
                plan.issues.append(
                    catalog.KIND_UNPRINTABLE.at(found=kind, names=[f.kind for f in past.forms])
                )
                continue
            issued = _issue(plan, past, record, kind, numbers) if wanted.main else record
            _add_record(plan, past, issued, wanted)
    for change in numbers.changes():
        plan.writes.put(change)
    plan.issues += numbers.issues


def _chosen(
    plan: SlipPlan, past: SlipPast, wish: SlipWish, form: SlipForm | None, records: Sequence[Record]
) -> list[Record]:
    """The rows that are asked for, or those confirmed and not yet issued, and what is owed."""
    fits = [r for r in records if form is None or set(r.kinds) & set(form.prints)]
    if not wish.rows:
        owed = _owed(past, form, fits)
        return [
            r for r in fits
            if r in owed or (r.text("duty_state") == CONFIRMED and not r.text("number"))
        ]  # fmt: skip
    found: list[Record] = []
    for text in wish.rows:
        there = [r for r in fits if _is_called(r, text)]
        if not there:
            plan.issues.append(catalog.ROW_UNKNOWN.at(found=text))
        for record in there:
            if record.state in NOT_ISSUED:
                place = past.tables["supervision"].place(record.row.number, "duty_state")
                plan.issues.append(catalog.NOT_CONFIRMED.at(place, found=record.state))
            elif record not in found:
                found.append(record)
    return found


def _owed(past: SlipPast, form: SlipForm | None, records: Sequence[Record]) -> Sequence[Record]:
    """What the last print numbered, where it did not live to keep a slip of each."""
    last = [r for r in records if r.text("number") in past.last]
    forms = ((r, form or form_for(past.forms, kind)) for r in last for kind in r.kinds)
    stems = [_stem(past, record, wanted) for record, wanted in forms if wanted]
    return last if any(kept_stem(past, stem) is None for stem in stems) else ()


def _stem(past: SlipPast, record: Record, form: SlipForm) -> str:
    """What the name of a record's slip begins with."""
    day = record.began or past.on
    base = record.text("number") or f"{day:%Y%m%d}第{record.row.number}行"
    return f"{short_stem(base)}_{short_stem(form.kind)}"


def _is_called(record: Record, text: str) -> bool:
    named = {record.text("number"), str(record.row.number), *record.tasks}
    return text in named - {""}


def _issue(plan: SlipPlan, past: SlipPast, record: Record, kind: str, numbers: Numbers) -> Record:
    """Give a number and deadlines to a record that has gone out to nobody yet."""
    if record.text("number") or record.day("issued"):
        return record
    paper = numbers.papers.get(kind)
    values = paper.values if paper else NONE
    new: dict[str, Value] = {
        "number": numbers.give(kind, past.on.year), "issued": past.on, "duty_state": ISSUED,
        **_limits(past, record, values),
    }  # fmt: skip
    key = key_of("supervision", record.row.values)
    for column, value in new.items():
        old = record.row.values[column]
        plan.writes.put(Change("supervision", key, column, old, value, record.text("unit"),
                               row=record.row.number))  # fmt: skip
    row = TableRow(record.row.number, {**record.row.values, **new})
    _check_limits(plan, past, Record(row))
    return Record(row)


def _limits(past: SlipPast, record: Record, paper: Row) -> dict[str, Value]:
    """回复期限 and 回头看日期 where the clerk has set none; 整改期限 counts from the issue."""
    rung = _rung(past, record)
    rule = rung.row.values if rung else NONE
    found: dict[str, Value] = {}
    for key, days_key, of in (
        ("reply_due", "reply_days", rule if rule.get("reply_days") else paper),
        ("review_due", "review_days", paper),
    ):
        days = of.get(days_key, "")
        if not record.text(key) and isinstance(days, int | float) and days:
            count = str(of.get("day_count", "")) or PLAIN
            count = PLAIN if key == "review_due" else count
            found[key] = after(past.on, int(days), count, past.is_workday)
    when, days = record.day("when"), rung.number("days") if rung else 0
    count = str(rule.get("day_count", "")) or PLAIN
    unchanged = when and record.day("rectify_by") == after(when, days, count, past.is_workday)
    if days and unchanged:
        found["rectify_by"] = after(past.on, days, count, past.is_workday)
    return found


def _rung(past: SlipPast, record: Record) -> Rung | None:
    """The rule that proposed a record, as far as it is still there."""
    rungs = past.duty.rules[0].rungs if past.duty else ()
    said = record.text("rule")
    fits = (r for r in rungs if said in {r.name, r.note} and set(r.kinds) & set(record.kinds))
    return next(fits, None)


def _check_limits(plan: SlipPlan, past: SlipPast, record: Record) -> None:
    table = past.tables["supervision"]
    for key in ("rectify_by", "reply_due"):
        limit = record.day(key)
        if limit and limit < past.on:
            place = table.place(record.row.number, key)
            plan.issues.append(
                catalog.LIMIT_PASSED.at(place, paper=record.name, found=limit, issued=past.on)
            )


def _add_record(plan: SlipPlan, past: SlipPast, record: Record, form: SlipForm) -> None:
    day = record.began or past.on
    base = record.text("number") or f"{day:%Y%m%d}第{record.row.number}行"
    stem = _stem(past, record, form)
    name = f"{form.kind}{base}"
    if (kept := kept_stem(past, stem)) is not None:
        plan.slips.append(Slip(form.kind, name, kept, day.year, day, [], record.text("number"),
                               again=True))  # fmt: skip
        return
    items = [
        task_slip_fields(plan, past, task_id, record.name, record.causes)
        for task_id in record.tasks
    ]
    if not items:
        form = without_tasks(form, words.OF_TASKS)
    fields = {
        **words.several(items), **past.office, **words.record_fields(record), **_reply_days(past, record),
    }  # fmt: skip
    add_slip(plan, form, (fields, items), Slip(
        form.kind, name, f"{stem}_{short_stem(record.text('unit'))}_{day:%Y%m%d}", day.year, day,
        number=record.text("number"),
    ))  # fmt: skip


def _reply_days(past: SlipPast, record: Record) -> dict[str, str]:
    """How many days there are to reply, and copies to print, as 文书字号 has them."""
    rows = {str(r["paper"]): r for r in reversed(past.tables["papers"].values)}
    paper = rows.get(record.text("supervision"), NONE)
    rung = _rung(past, record)
    rule = rung.row.values if rung and rung.number("reply_days") else paper
    days = words.said(rule.get("reply_days", ""))
    return {
        "回复天数": f"{days}个{rule.get('day_count', '') or PLAIN}" if days else "",
        "份数": words.said(paper.get("copies", "")),
    }  # fmt: skip
