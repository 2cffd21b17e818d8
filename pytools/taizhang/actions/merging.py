"""Merge what came back, say what happened, and take a merge back."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path

import xlwings as xw

from taizhang.actions.checking import levels_of, view_of
from taizhang.actions.common import BACKUPS, RETURNED, Desk, Moment, Office, Report, stamp
from taizhang.actions.inbox import read_inbox
from taizhang.actions.returning import send_back, tell_the_office
from taizhang.actions.writing import apply_changes, labels, log_changes, next_job
from taizhang.core.catalog import merging as catalog
from taizhang.core.checks import FormsView, check_forms
from taizhang.core.issues import Issue
from taizhang.core.merge import joblog
from taizhang.core.merge.merge import (
    Change,
    Filed,
    MergePlan,
    Outcome,
    Snapshot,
    describe_units,
    merge_forms,
)
from taizhang.core.merge.reports import (
    REPORTED,
    UNDONE,
    VALID,
    FileReports,
    columns_of,
    some_at_a_time,
)
from taizhang.core.periods import BLANK, LATE, MISSING, NOT_TAKEN, ON_TIME, WAITING, Period
from taizhang.core.returned import intake
from taizhang.core.returned.claims import claim_rows, question_rows
from taizhang.core.returned.intake import Expected, Intake
from taizhang.core.submission import Form, Refusal, Value, row_key
from taizhang.core.units import Roster, roster_of
from taizhang.core.values.settled import same

Row = Mapping[str, Value]


def merge(
    book: xw.Book,
    desk: Desk,
    moment: Moment,
    period: str = "",
    executor: Executor | None = None,
) -> Report:
    """Merge every file of 收件/<期次>/ into the ledger, once.

    A second run over the same files changes nothing. Files that cannot be merged are named
    with the reason and never stop the others.
    """
    office = Office(book)
    wanted = office.period(period)
    work = _Merge(office, wanted, moment)
    with _many_objects():
        work.read(desk, executor)
        work.think()
        changed = work.write() if work.differs else False
    desk.progress("一键汇总", len(work.readings), 0)
    return work.report(changed=changed)


@contextmanager
def _many_objects() -> Iterator[None]:
    """Spare the search for circles while a hundred thousand rows are in hand; they make none."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


def rehearse(
    book: xw.Book,
    desk: Desk,
    moment: Moment,
    period: str = "",
    executor: Executor | None = None,
) -> Report:
    """Show what `merge` would change, in 备份/汇总预演_<期次>.xlsx; the ledger is not touched."""
    from taizhang.books.papers.rehearsal import build_rehearsal

    office = Office(book)
    wanted = office.period(period)
    work = _Merge(office, wanted, moment)
    work.read(desk, executor)
    work.think()
    path = office.place.folder(BACKUPS) / f"汇总预演_{wanted.id}.xlsx"
    names = labels(office)
    changes = joblog.log_rows(work.plan.changes, "", moment.now, names)
    build_rehearsal(path, f"汇总预演（{wanted.label}）", changes, work.conflicts, work.issues)
    desk.progress("汇总预演", len(work.readings), 0)
    done = work.report(changed=work.differs)
    facts = (("预演", "台账没有改动"), *done.facts, ("会改动", f"{len(changes)}格"))
    return Report("rehearse", facts, done.issues, (path,), data=done.data)


class _Merge:
    """One merge from the files to the sheets; the thinking is in core."""

    def __init__(self, office: Office, period: Period, moment: Moment) -> None:
        self.office, self.period, self.moment = office, period, moment
        self.ledger = office.ledger
        self.roster: Roster = roster_of(self.ledger.values("units"))
        self.readings: list[Form | Refusal] = []
        self.sorted = Intake((), ())
        self.plan = MergePlan()
        self.report_changes: list[Change] = []
        self.new_reports: list[FileReports] = []
        self.summary: list[dict[str, Value]] = []
        self.summary_changes: list[Change] = []
        self.conflicts: list[dict[str, Value]] = []
        self.questions: list[dict[str, Value]] = []
        self.claims: list[dict[str, Value]] = []
        self.issues: list[Issue] = []
        self.returned: list[Path] = []
        self.pages: list[Path] = []

    def read(self, desk: Desk, executor: Executor | None) -> None:
        """Read all files of the inbox."""
        self.readings = read_inbox(self.office, self.period.id, desk, executor)

    def think(self) -> None:
        """Decide everything; nothing is written yet."""
        reports = self._current_reports()
        self.sorted = intake.sort_intake(self.readings, self._expected(reports))
        spec = self.ledger.layout.form
        self.plan = merge_forms(self.sorted.forms, self._snapshot(reports), spec)
        self._compare_reports(reports)
        self.conflicts = self._new_conflicts()
        self._ask()
        self.issues = self._all_issues()
        self.summary = self._summary()

    def _ask(self) -> None:
        """What the clerk has to say before more can be read."""
        forms = self.sorted.forms
        values = self.ledger.values
        self.questions = question_rows(forms, values("headers"), self.ledger.layout.form)
        self.claims = claim_rows(forms, values("claims"), self.period.id)

    def _current_reports(self) -> dict[tuple[str, str], Row]:
        rows = self.ledger.values("reports")
        mine = (r for r in rows if r["period"] == self.period.id)
        return {(str(r["task_id"]), str(r["unit"])): r for r in mine}

    def _expected(self, reports: Mapping[tuple[str, str], Row]) -> Expected:
        recorded: dict[str, datetime] = {}
        files: dict[str, str] = {}
        for (_, unit), row in reports.items():
            when = row["received"]
            if row["validity"] == VALID and isinstance(when, datetime):
                recorded[unit] = max(when, recorded.get(unit, when))
                files[unit] = str(row["file"])
        asked = frozenset(str(r["unit"]) for r in self._summary_rows() if r["due_tasks"] != "")
        ledger_id = self.ledger.meta["ledger_id"]
        return Expected(
            ledger_id, self.period.id, self.roster, asked, recorded, files,
            sealing=True,
            clearing={s.key: s.clearing for s in self.ledger.layout.form.sheets},
            cutoff=self._cutoff,
        )  # fmt: skip

    def _summary_rows(self) -> list[dict[str, Value]]:
        return [r for r in self.ledger.values("summary") if r["period"] == self.period.id]

    def _snapshot(self, reports: Mapping[tuple[str, str], Row]) -> Snapshot:
        return Snapshot(
            period=self.period.id,
            tasks={str(r["task_id"]): r for r in self.ledger.values("tasks")},
            nodes={row_key("nodes", r): r for r in self.ledger.values("nodes")},
            roster=self.roster,
            reported={k: r for k, r in reports.items() if r["validity"] != UNDONE},
            set_by=self._set_by(),
        )

    def _set_by(self) -> dict[tuple[str, str, str, str], Value]:
        """Cells of 节点计划 as this period's earlier files left them."""
        names = labels(self.office)
        keys = {(names.sheets[s], label): (s, k) for (s, k), label in names.columns.items()}
        found: dict[tuple[str, str, str, str], Value] = {}
        for row in self.ledger.values("changes"):
            where = keys.get((str(row["sheet"]), str(row["column"])))
            fresh = row["job_kind"] == joblog.MERGE and row["undone"] != joblog.YES
            if where and where[0] == "nodes" and fresh:
                found[where[0], str(row["row_key"]), where[1], str(row["unit"])] = row["new"]
        return found

    def _compare_reports(self, reports: Mapping[tuple[str, str], Row]) -> None:
        """Tell new rows of 报送记录 from those that an earlier file made."""
        there: dict[str, set[str]] = {}
        for task_id, unit in reports:
            there.setdefault(unit, set()).add(task_id)
        for filed in self.plan.filed:
            filed.timing = self._timing(filed.unit)
            known = there.get(filed.unit, set())
            for row in filed.rows() if known else ():
                if row["task_id"] in known:
                    self._compare_report(reports[str(row["task_id"]), filed.unit], row)
            new = filed.without(known) if known else filed
            if new:
                self.new_reports.append(new)

    def _compare_report(self, there: Row, row: Row) -> None:
        unit, file = str(row["unit"]), str(row["file"])
        name = f"{self.period.id}|{row['task_id']}|{unit}"
        self.report_changes += [
            Change("reports", name, column, there[column], row[column], unit, file)
            for column in ("role", *REPORTED, "timing", "received", "file", "validity")
            if not same(there[column], row[column])
        ]

    def _timing(self, unit: str) -> str:
        filed = self._filed[unit]
        if filed.blank:
            return BLANK
        if unit in self._was_on_time:
            return ON_TIME  # a correction does not make a report late
        # a wrong 迟报 is worse than an unknown: intake says where it is one
        earliest = {f.identity.unit: f.earliest for f in self.sorted.forms}[unit]
        return ON_TIME if earliest <= self._cutoff else LATE

    @cached_property
    def _filed(self) -> Mapping[str, Filed]:
        """The merged file of each unit; known once the plan is made."""
        return {filed.unit: filed for filed in self.plan.files}

    @cached_property
    def _was_on_time(self) -> frozenset[str]:
        return frozenset(str(r["unit"]) for r in self._summary_rows() if r["timing"] == ON_TIME)

    @cached_property
    def _cutoff(self) -> datetime:
        return self.office.cutoff(self.period)

    def _new_conflicts(self) -> list[dict[str, Value]]:
        names = labels(self.office)
        known = {
            (str(r["task_id"]), str(r["column"]), str(r["unit"]), str(r["theirs"]))
            for r in self.ledger.values("conflicts")
            if r["period"] == self.period.id and r["applied"] != UNDONE
        }
        rows: list[dict[str, Value]] = []
        for c in self.plan.conflicts:
            column = names.column(c.sheet, c.column)
            if (c.row_key, column, c.unit, str(c.theirs)) in known:
                continue
            task = self.ledger["tasks"].keyed()[c.row_key.partition("#")[0]]
            rows.append({
                "period": self.period.id, "task_id": c.row_key, "name": task["name"],
                "column": column, "unit": c.unit, "base": c.base, "ours": c.ours,
                "theirs": c.theirs, "when": self.moment.now, "file": c.file,
                "ruling": "", "manual": "", "applied": "",
            })  # fmt: skip
        return rows

    def _all_issues(self) -> list[Issue]:
        aside = [issue for file in self.sorted.aside for issue in file.issues]
        view = FormsView(
            view_of(self.office, self.moment.on), self.ledger.layout.form, self.period.id
        )
        checked = levels_of(self.office).apply(check_forms(self.sorted.forms, view))
        found = [*aside, *self.sorted.notes, *self.plan.issues, *checked]
        if not self.readings:
            found.append(catalog.NOTHING_RECEIVED.at(period=self.period.id))
        return found

    def _summary(self) -> list[dict[str, Value]]:
        """汇总结果 of this period: a row a unit in the roster's order, then files set aside."""
        known = {str(r["unit"]): r for r in self._summary_rows() if r["unit"]}
        order = [u.name for u in self.roster.units if u.name in known or u.name in self._filed]
        rows = [self._unit_row(unit, known.get(unit, {})) for unit in order]
        return rows + [
            {
                "period": self.period.id, "timing": NOT_TAKEN, "file": a.file,
                "note": f"{a.unit}：{a.issues[0].message}" if a.unit else a.issues[0].message,
            }
            for a in self.sorted.aside
        ]  # fmt: skip

    def _unit_row(self, unit: str, known: Row) -> dict[str, Value]:
        filed = self._filed.get(unit)
        row = {**known, "period": self.period.id, "unit": unit}
        if filed is None:
            if row.get("timing", "") in {"", WAITING, MISSING}:
                row["timing"] = MISSING if self._closed() else WAITING
            return row
        keep = same(row.get("received", ""), filed.received) and row.get("file") == filed.file
        counts = {
            "taken": float(filed.counts[Outcome.TAKEN]),
            "same": float(filed.counts[Outcome.SAME]),
            "refused": float(filed.counts[Outcome.REFUSED]),
            "conflicts": float(filed.counts[Outcome.CONFLICT]),
        }
        # the figures of the run that took the file are the ones worth keeping
        figures = {k: row[k] for k in counts} if keep else counts
        done = {
            **row, **figures, "timing": self._timing(unit), "received": filed.received,
            "file": filed.file,
        }  # fmt: skip
        if row.get("received"):
            self._note_replaced(row, done)
        return done

    def _note_replaced(self, before: Row, after: Row) -> None:
        """A later version took the place of an earlier: 撤销 needs what stood there."""
        key = f"{self.period.id}|{after['unit']}"
        self.summary_changes += [
            Change("summary", key, k, before[k], v, str(after["unit"]), str(after["file"]))
            for k, v in after.items()
            if k in before and not same(before[k], v)
        ]

    def _closed(self) -> bool:
        return self.moment.now > self._cutoff

    @property
    def differs(self) -> bool:
        """Whether there is anything to write at all."""
        blank = dict.fromkeys(self.ledger["summary"].spec.keys, "")
        wanted = [{**blank, **row} for row in self.summary]
        new = (self.new_reports, self.conflicts, self.questions, self.claims)
        changes = self.plan.changes or self.report_changes
        return bool(changes) or any(new) or _differ(wanted, self._summary_rows())

    def write(self) -> bool:
        """Write the plan; the workbook was copied to 备份 before."""
        self.office.backup(joblog.MERGE, self.moment)
        job = next_job(self.office, joblog.MERGE, self.moment)
        changes = [*self.plan.changes, *self.report_changes]
        apply_changes(self.office, changes)
        some = some_at_a_time(self.new_reports)
        self.ledger["reports"].append_columns(
            sum(map(len, self.new_reports)), (columns_of(files, job) for files in some)
        )
        self.ledger["conflicts"].append(self.conflicts)
        self.ledger["headers"].append(self.questions)
        self.ledger["claims"].append(self.claims)
        others = [r for r in self.ledger.values("summary") if r["period"] != self.period.id]
        self.ledger["summary"].replace([*others, *self.summary])
        self._log([*changes, *self.summary_changes], job)
        self.office.show_findings(self.issues)
        self.ledger.set_settings({"period": self.period.id, "last_merge": stamp(self.moment)})
        self.office.book.save()
        about = (self.office, self.period, self.sorted.forms, self.issues, self.moment)
        self.returned = send_back(*about)
        self.pages = tell_the_office(*about)
        return True

    def _log(self, changes: Sequence[Change], job: str) -> None:
        added = [
            Change("reports", f"{self.period.id}|{new.unit}", "", "",
                   float(len(new)), new.unit, new.file)
            for new in self.new_reports
        ]  # fmt: skip
        log_changes(self.office, [*changes, *added], job, self.moment, self.period.id)

    def report(self, *, changed: bool) -> Report:
        """The one-look summary."""
        counts = {o: sum(f.counts[o] for f in self.plan.files) for o in Outcome}
        missing = [str(r["unit"]) for r in self.summary if r["timing"] in {WAITING, MISSING}]
        late = sum(r["timing"] == LATE for r in self.summary)
        merged = len(self.plan.files)
        facts = [
            ("期次", self.period.label),
            ("收到", f"{len(self.readings)}份，采用{merged}份，未采用{len(self.sorted.aside)}份"),
            ("格子", "，".join(f"{o.value}{counts[o]}" for o in Outcome)),
            ("新冲突", f"{len(self.conflicts)}处"),
            ("待认领", f"{len(self.claims)}行，待认表头{len(self.questions)}个"),
            ("迟报", f"{late}家"),
            ("未报", f"{len(missing)}家" + (f"：{describe_units(missing)}" if missing else "")),
        ]  # fmt: skip
        if self.returned:
            facts.append(("退回", f"{len(self.returned)}份，在{RETURNED}/{self.period.id}"))
        if not changed:
            facts.insert(0, ("结果", "没有变化，台账原样未动"))
        data: dict[str, object] = {
            "period": self.period.id,
            "read": len(self.readings),
            "merged": len(self.plan.files),
            "set_aside": [
                {"file": a.file, "codes": [i.code for i in a.issues]} for a in self.sorted.aside
            ],
            "cells": {o.name.lower(): counts[o] for o in Outcome},
            "changed": changed,
            "changes": len(self.plan.changes),
            "new_conflicts": len(self.conflicts),
            "missing": missing,
            "late": late,
            "returned": [p.name for p in self.returned],
        }
        files = (*self.returned, *self.pages)
        return Report("merge", tuple(facts), tuple(self.issues), files, data)


def _differ(wanted: Sequence[Row], there: Sequence[Row]) -> bool:
    if len(wanted) != len(there):
        return True
    return any(
        not same(a[k], b[k]) for a, b in zip(wanted, there, strict=True) for k in a if k in b
    )
