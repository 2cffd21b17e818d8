"""A merge as a plan: what came back set against the ledger, and all that follows; nothing written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from taizhang.core.catalog import merging as catalog
from taizhang.core.checks import FormsView, Levels, check_forms
from taizhang.core.issues import Issue
from taizhang.core.merge.applications import ApplicationRecords
from taizhang.core.merge.compare import (
    Disagreements,
    compare_reports,
    new_conflicts,
    set_by_earlier,
    stages_before,
)
from taizhang.core.merge.joblog import MERGE, Labels
from taizhang.core.merge.merge import Filed, Merged, Outcome, Snapshot, merge_forms
from taizhang.core.merge.refused import withhold_errors
from taizhang.core.merge.summary import (
    ReportsDue,
    aside_rows,
    explained,
    on_time_before,
    unit_rows,
    write_summary,
)
from taizhang.core.periods import LATE, MISSING, WAITING, Period
from taizhang.core.problems.stages import words_of
from taizhang.core.returned.claims import claim_rows, question_rows
from taizhang.core.returned.intake import Expected, Intake, sort_intake
from taizhang.core.roles import Roles, roles_of
from taizhang.core.schema import FormSpec
from taizhang.core.submission import Form, Refusal, Row, Value
from taizhang.core.tables import UNDONE, VALID, LedgerRows, TableRow, key_twice
from taizhang.core.units import Roster, roster_of
from taizhang.core.writes import Writes

READ = (
    "tasks",
    "nodes",
    "units",
    "reports",
    "summary",
    "conflicts",
    "changes",
    "headers",
    "claims",
    "stage_words",
    "extensions",
    "problems",
    "loop_stages",
)


@dataclass(frozen=True)
class MergePast:
    """All that a merge needs to know of the ledger: its tables, the period and when it closes.

    `view` and `levels` are what the answers are checked against, and how severely. `own_cutoffs`
    are those of units whose tasks have others.
    """

    ledger_id: str
    period: Period
    cutoff: datetime
    tables: Mapping[str, LedgerRows]
    spec: FormSpec
    labels: Labels
    view: FormsView
    levels: Levels
    own_cutoffs: Mapping[str, datetime] = field(default_factory=dict)

    @cached_property
    def roster(self) -> Roster:
        """The units."""
        return roster_of(self.tables["units"].values)

    @cached_property
    def roles(self) -> Roles:
        """What the office's words for stages mean."""
        return roles_of(stages=self.tables["stage_words"].values)

    @cached_property
    def reports_by_key(self) -> Mapping[tuple[str, str], Sequence[TableRow]]:
        """All of this period's rows of 报送记录 by (task, unit)."""
        found: dict[tuple[str, str], list[TableRow]] = {}
        for row in self.tables["reports"].rows:
            if row["period"] == self.period.id:
                found.setdefault((str(row["task_id"]), str(row["unit"])), []).append(row)
        return found

    @cached_property
    def reports(self) -> Mapping[tuple[str, str], TableRow]:
        """This period's rows of 报送记录 by (task, unit), the last where there are several."""
        return {key: rows[-1] for key, rows in self.reports_by_key.items()}

    @property
    def twice(self) -> list[Issue]:
        """Reports of which there are several, so that nobody knows which a correction is for."""
        return [
            key_twice(self.tables["reports"], (self.period.id, *key), rows)
            for key, rows in self.reports_by_key.items() if len(rows) > 1
        ]  # fmt: skip

    @cached_property
    def summary(self) -> Sequence[TableRow]:
        """This period's rows of 汇总结果."""
        return [r for r in self.tables["summary"].rows if r["period"] == self.period.id]

    @cached_property
    def last_merge(self) -> datetime | None:
        """When a merge last wrote something of this period, as far as 变更日志 tells."""
        labels = {self.labels.sheets[key] for key in ("summary", "reports")}
        return next(
            (
                when for row in reversed(self.tables["changes"].rows)
                if row["job_kind"] == MERGE and row["undone"] == "" and row["sheet"] in labels
                and str(row["row_key"]).partition("|")[0] == self.period.id
                and isinstance(when := row["when"], datetime)
            ),
            None,
        )  # fmt: skip

    @cached_property
    def expected(self) -> Expected:
        """What is expected of a file that came back."""
        recorded: dict[str, datetime] = {}
        files: dict[str, str] = {}
        for (_, unit), row in self.reports.items():
            when = row["received"]
            if row["validity"] == VALID and isinstance(when, datetime):
                recorded[unit] = max(when, recorded.get(unit, when))
                files[unit] = str(row["file"])
        asked = frozenset(str(r["unit"]) for r in self.summary if r["due_tasks"] != "")
        return Expected(
            self.ledger_id, self.period.id, self.roster, asked, recorded, files,
            sealing=True,
            clearing={s.key: s.clearing for s in self.spec.sheets},
            cutoff=self.cutoff,
            sheets={s.key: s for s in self.spec.sheets},
        )  # fmt: skip

    @cached_property
    def snapshot(self) -> Snapshot:
        """The ledger as the forms are merged into it."""
        reports = self.reports.items()
        return Snapshot(
            period=self.period.id,
            tasks={key[0]: r.values for key, r in self.tables["tasks"].keyed.items()},
            nodes={key: r.values for key, r in self.tables["nodes"].keyed.items()},
            roster=self.roster,
            reported={k: r.values for k, r in reports if r["validity"] != UNDONE},
            set_by=set_by_earlier(self.tables["changes"].values, self.labels),
            twice=frozenset(
                (sheet, key)
                for sheet in ("tasks", "nodes", "problems")
                for key in self.tables[sheet].twice
            ),
            stages=stages_before(self.tables["changes"].values, self.labels, self.roles),
            roles=self.roles,
            records=ApplicationRecords(
                self.tables["extensions"].rows,
                [*self.tables["problems"].keyed.values()],
                words_of(self.tables["loop_stages"].values),
            ),
        )


@dataclass(frozen=True)
class MergePlan:
    """What a merge comes to: what it writes, what it found, how every unit then stands."""

    period: Period
    intake: Intake
    merged: Merged
    summary: Sequence[Row]
    conflicts: Sequence[Row]
    claims: Sequence[Row]
    questions: Sequence[Row]
    issues: Sequence[Issue]
    writes: Writes = field(default_factory=Writes)

    @property
    def readings(self) -> int:
        """How many files were looked at."""
        return self.intake.count

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many answers had each outcome."""
        return {o: sum(f.counts[o] for f in self.merged.files) for o in Outcome}

    @property
    def changes(self) -> int:
        """How many cells of the tasks and their nodes change."""
        return sum(c.sheet in {"tasks", "nodes", "problems"} for c in self.writes.cells)

    @property
    def missing(self) -> list[str]:
        """Units of which nothing is merged."""
        return [str(r["unit"]) for r in self.summary if r["timing"] in {WAITING, MISSING}]

    @property
    def late(self) -> int:
        """How many units were late."""
        return sum(r["timing"] == LATE for r in self.summary)


def plan_merge(readings: Iterable[Form | Refusal], past: MergePast, now: datetime) -> MergePlan:
    """Decide all that merging these files comes to; each is looked at as it is read."""
    intake = sort_intake(readings, past.expected)
    checked = past.levels.apply(check_forms(intake.forms, past.view))
    sound = withhold_errors(intake.forms, checked, past.spec)
    merged = merge_forms(sound, past.snapshot, past.spec)
    writes = merged.writes
    filed = {f.unit: f for f in merged.files}
    deadline = ReportsDue(past.cutoff, now, on_time_before(r.values for r in past.summary))
    for reports in merged.filed:
        reports.timing = deadline.timing(filed[reports.unit])
    compare_reports(merged.filed, past.reports_by_key, writes)
    summary = _summary(past, filed, intake, deadline)
    write_summary(past.summary, summary, writes)
    conflicts = _conflicts(past, merged, now)
    questions = question_rows(intake.forms, past.tables["headers"].values, past.spec)
    claims = claim_rows(intake.forms, past.tables["claims"].values, past.period.id)
    for sheet, rows in (("conflicts", conflicts), ("headers", questions), ("claims", claims)):
        writes.add(sheet, rows)
    issues = [*_issues(past, intake, merged), *checked, *writes.notes]
    writes.findings, writes.folder = issues, past.period.id
    return MergePlan(
        past.period, intake, merged, summary, conflicts, claims, questions,
        issues, writes,
    )  # fmt: skip


def _summary(
    past: MergePast, filed: Mapping[str, Filed], intake: Intake, deadline: ReportsDue
) -> list[dict[str, Value]]:
    there = [r.values for r in past.summary]
    order = [unit.name for unit in past.roster.units]
    units = unit_rows(past.period.id, there, filed, order, deadline)
    units = explained(units, filed, intake.aside)
    return units + aside_rows(past.period.id, intake.aside)


def _conflicts(past: MergePast, merged: Merged, now: datetime) -> list[dict[str, Value]]:
    names = {key: row["problem"] for key, row in past.snapshot.problems.items()}
    names |= {key: row["name"] for key, row in past.snapshot.tasks.items()}
    about = Disagreements(past.period.id, now, names, past.labels)
    return new_conflicts(merged.conflicts, past.tables["conflicts"].values, about)


def _issues(past: MergePast, intake: Intake, merged: Merged) -> list[Issue]:
    aside = [issue for file in intake.aside for issue in file.issues]
    found = [*aside, *intake.notes, *merged.issues]
    if not intake.count:
        found.append(catalog.NOTHING_RECEIVED.at(period=past.period.id))
    return found
