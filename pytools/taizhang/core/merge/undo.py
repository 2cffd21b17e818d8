"""Take back a job that has written: exactly those cells and rows that are as the job left them.

What was edited since stays and is named. Without being told which, the last job is taken back, and
never silently one deeper: after that the next is named, and somebody has to say so.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from taizhang.core.catalog import files as world
from taizhang.core.catalog import merging as catalog
from taizhang.core.issues import Issue, Place
from taizhang.core.merge.closed import Closed, is_job_closed
from taizhang.core.merge.joblog import (
    ARCHIVE,
    SLIPS,
    TAKE_BACK,
    UNDO,
    WANTED,
    Labels,
    is_open,
    logged_key,
    when_of,
)
from taizhang.core.periods import WAITING
from taizhang.core.submission import Value
from taizhang.core.tables import (
    UNDONE,
    UNIQUE,
    VALID,
    LedgerRows,
    TableRow,
    key_of,
    key_twice,
)
from taizhang.core.values.settled import same, settle
from taizhang.core.writes import (
    ADDED,
    MARKS,
    REMOVED,
    RESTORED,
    REVOKED,
    TAKEN_BACK,
    Change,
    Writes,
    row_text,
)

Closings = Mapping[int, Closed]
NONE: Closings = {}
YEARLY = frozenset({ARCHIVE, TAKE_BACK})  # jobs that move whole years, with a way back of their own
FIGURES = ("received", "taken", "same", "refused", "conflicts", "file", "note")
BY_PERIOD = frozenset({"reports", "summary"})  # of which only what the job's periods say is read
SAID = frozenset({"tasks", "nodes", "reports"})  # sheets by which a job is a unit's


@dataclass(frozen=True)
class LoggedJob:
    """The lines of one job in 变更日志, in their order."""

    number: str
    lines: Sequence[TableRow]

    @property
    def kind(self) -> str:
        """汇总, 研判, 撤销 …"""
        return str(self.lines[0]["job_kind"])

    @property
    def year(self) -> int:
        """Of an archive or its way back: the year that moved."""
        return int(str(self.lines[0]["row_key"])[:4])

    @property
    def open(self) -> list[TableRow]:
        """Lines that were not taken back."""
        return [line for line in self.lines if is_open(line["undone"])]

    @property
    def chosen(self) -> bool:
        """Whether the clerk has written into 已撤销 that it is to be taken back."""
        return any(map(is_wanted, self.lines))

    def by_unit(self, unit: str, sheets: Collection[str]) -> bool:
        """Whether the job wrote what that unit said; `sheets` are labels."""
        return any(line["unit"] == unit and line["sheet"] in sheets for line in self.lines)


def is_wanted(line: TableRow) -> bool:
    """Whether the clerk asks for the line's job to be taken back."""
    return str(line["undone"]) in WANTED


def last_jobs(numbers: Iterable[Value]) -> list[str]:
    """Return the jobs of the log, the last at the end, by the numbers of its lines in their order."""
    return [*map(str, dict.fromkeys(numbers))]


def jobs_in(log: LedgerRows) -> list[LoggedJob]:
    """Return the jobs of the log, oldest first."""
    found: dict[str, list[TableRow]] = {}
    for row in log.rows:
        if row["job"] != "":  # a line of the clerk's own is no job
            found.setdefault(str(row["job"]), []).append(row)
    return [LoggedJob(number, lines) for number, lines in found.items()]


def choose_job(
    jobs: Sequence[LoggedJob],
    labels: Labels,
    *,
    number: str = "",
    unit: str = "",
    closed: Closings = NONE,
) -> LoggedJob | Issue:
    """Return the job to take back, or why there is none.

    That is the one with this number, the one that the clerk has marked, else the last; jobs that
    wrote nothing but their own stamp into 参数设置 are passed over. Of an archive it is the job that
    says which year moved: the whole year goes back at once.
    """
    if number:
        return _named(jobs, number, closed)
    marked = [job for job in jobs if job.chosen and not _is_gone(job, closed)]
    if marked:
        return _yearly(marked[-1]) or marked[-1]
    said = {labels.sheets[key] for key in SAID}
    stamps = labels.sheets["settings"]
    those = [
        job for job in jobs
        if (job.by_unit(unit, said) if unit else any(x["sheet"] != stamps for x in job.lines))
        and not _is_gone(job, closed)
    ]  # fmt: skip
    if those and (last := _yearly(those[-1])):
        return last
    those = [job for job in those if job.kind not in YEARLY]
    if those and those[-1].kind != UNDO and those[-1].open:
        return those[-1]
    below = [job for job in those if job.kind != UNDO and job.open]
    return _deeper(below[-1]) if below else catalog.NOTHING_TO_UNDO.at()


def _is_gone(job: LoggedJob, closed: Closings) -> bool:
    """Whether most of the job went with its year; what a merge still asks for has stayed."""
    return job.kind not in YEARLY and is_job_closed(job.lines[0]["when"], closed)


def _named(jobs: Sequence[LoggedJob], number: str, closed: Closings) -> LoggedJob | Issue:
    job = next((job for job in jobs if job.number == number), None)
    if job is None and not is_job_closed(when_of(number), closed):
        return catalog.JOB_UNKNOWN.at(found=number)
    if job is None or _is_gone(job, closed):
        return world.JOB_ARCHIVED.at(job=number)
    return _yearly(job) or job if job.open else catalog.JOB_TAKEN_BACK.at(found=number)


def _yearly(job: LoggedJob) -> LoggedJob | Issue | None:
    """An archive that still stands; why a year's way back is not taken back; None for other jobs."""
    if job.kind == ARCHIVE and job.open:
        return job
    return world.ARCHIVE_NOT_UNDONE.at(year=job.year) if job.kind in YEARLY else None


def _deeper(job: LoggedJob) -> Issue:
    when = job.lines[0]["when"]
    return catalog.UNDO_DEEPER.at(job=job.number, when=when, count=len(job.open))


@dataclass(frozen=True)
class UndoPlan:
    """What taking a job back does, and what it leaves because it was edited since."""

    job: LoggedJob
    writes: Writes = field(default_factory=Writes)
    issues: list[Issue] = field(default_factory=list)

    @property
    def cells(self) -> int:
        """How many cells go back."""
        return len(self.writes.cells)

    @property
    def rows_gone(self) -> int:
        """How many rows that the job had added go."""
        return sum(map(len, self.writes.removed.values()))

    @property
    def rows_back(self) -> int:
        """How many rows that the job had taken away come back."""
        return sum(map(len, self.writes.added.values()))

    @property
    def kept(self) -> int:
        """How many cells and rows stay because they were edited since."""
        return sum(issue.rule is not catalog.PAPER_WAS_PRINTED for issue in self.issues)

    @property
    def reports(self) -> int:
        """How many reports are void or valid again."""
        return len(self.writes.quiet)


def periods_of(job: LoggedJob, labels: Labels) -> frozenset[str]:
    """Return the periods of whose reports, or how the units stand, the job says anything."""
    sheets = {labels.sheets[sheet] for sheet in BY_PERIOD}
    keys = (str(line["row_key"]) for line in job.lines if line["sheet"] in sheets)
    return frozenset(key.partition("|")[0] for key in keys)


def sheets_of(job: LoggedJob, labels: Labels) -> frozenset[str]:
    """Return the keys of the tables that have to be read to take the job back."""
    back = {label: key for key, label in labels.sheets.items()}
    found = {back[str(line["sheet"])] for line in job.lines if line["sheet"] in back}
    more = {"summary", "conflicts"} if "reports" in found else set()
    return frozenset((found | more) - {"changes"})


def plan_undo(
    job: LoggedJob, log: LedgerRows, tables: Mapping[str, LedgerRows], labels: Labels, unit: str = ""
) -> UndoPlan:  # fmt: skip
    """Decide what goes back to what it was; `tables` are those of `sheets_of`."""
    work = _UndoWork(UndoPlan(job), tables, labels, unit)
    work.go()
    mine = [line for line in log.rows if line["undone"] == job.number]
    plan = work.plan
    plan.writes.taken_back = {line.number: False for line in mine}
    done = [line.number for line in work.lines if line.number not in work.left]
    plan.writes.taken_back |= dict.fromkeys(done, True)
    plan.writes.findings = plan.issues
    plan.writes.marks.append(
        Change("changes", (job.number,), TAKEN_BACK, "", float(len(done)), unit)
    )
    return plan


class _UndoWork:
    """One taking back, under way."""

    def __init__(
        self, plan: UndoPlan, tables: Mapping[str, LedgerRows], labels: Labels, unit: str
    ) -> None:
        self.plan, self.tables, self.labels, self.unit = plan, tables, labels, unit
        self.back = {label: key for key, label in labels.sheets.items()}
        self.keys = {(s, label): k for (s, k), label in labels.columns.items()}
        self.lines = [r for r in plan.job.open if not unit or r["unit"] == unit]
        self.texts: dict[str, dict[str, list[TableRow]]] = {}
        self.revoked: set[int] = set()
        self.left: set[int] = set()

    def go(self) -> None:
        """Put back line by line, the last first."""
        gone = {
            (str(line["sheet"]), str(line["row_key"]))
            for line in self.lines
            if line["column"] == REMOVED
        }
        for line in reversed(self.lines):
            where = str(line["sheet"]), str(line["row_key"])
            if line["column"] in MARKS:
                self._mark(line)
            elif where not in gone:
                self._cell(line)
        for rows in self.plan.writes.added.values():
            rows.reverse()  # what was taken away stands again in its order
        if "reports" in self.tables and self._is_old:
            self._withdraw()
        self._recall()

    def _recall(self) -> None:
        """Name the numbers that go back though their papers have gone out."""
        given = [
            c for c in self.plan.writes.cells
            if (c.sheet, c.column) == ("supervision", "number") and c.old != "" and c.new == ""
        ]  # fmt: skip
        if given and self.plan.job.kind == SLIPS:
            names = sorted(str(c.old) for c in given)
            when = self.plan.job.lines[0]["when"]
            year = when.year if isinstance(when, date) else "…"
            self.plan.issues.append(catalog.PAPER_WAS_PRINTED.at(names=names, year=year))

    def _mark(self, line: TableRow) -> None:
        """A line that speaks of a whole row, or of all rows of a unit."""
        sheet = self.back.get(str(line["sheet"]), "")
        match line["column"]:
            case _ if sheet == "reports":
                self._reports(line)
            case mark if mark == ADDED and sheet == "conflicts":
                self._void(line)
            case mark if mark == ADDED:
                self._take_away(sheet, line)
            case mark if mark == REMOVED:
                self._put_in(sheet, line)

    def _rows(self, sheet: str, text: str) -> Sequence[TableRow]:
        """The rows that a key as the log has it may mean."""
        if sheet not in self.texts:
            found: dict[str, list[TableRow]] = {}
            for row in self.tables[sheet].rows if sheet in self.tables else ():
                found.setdefault(logged_key(sheet, key_of(sheet, row.values)), []).append(row)
            self.texts[sheet] = found
        return self.texts[sheet].get(text, ())

    def _cell(self, line: TableRow) -> None:
        sheet = self.back.get(str(line["sheet"]), "")
        column = self.keys.get((sheet, str(line["column"])), "")
        rows = self._rows(sheet, str(line["row_key"])) if column else ()
        if len(rows) > 1 and sheet in UNIQUE:
            self.left.add(line.number)
            key = key_of(sheet, rows[0].values)
            self.plan.issues.append(key_twice(self.tables[sheet], key, rows))
            return
        holding = [row for row in rows if _holds(row[column], line["new"])]
        if len(holding) == 1:
            row = holding[0]
            key, now, unit = key_of(sheet, row.values), row[column], str(line["unit"])
            change = Change(sheet, key, column, now, line["old"], unit, row=row.number)
            self.plan.writes.put(change)
        elif not any(_holds(row[column], line["old"]) for row in rows):
            now = rows[0][column] if rows else ""
            self._keep(line, now)

    def _keep(self, line: TableRow, now: Value) -> None:
        place = Place(
            sheet=str(line["sheet"]), header=str(line["column"]), key=str(line["row_key"])
        )
        self.plan.issues.append(
            catalog.CHANGED_SINCE.at(place, column=line["column"], now=now, old=line["old"])
        )

    def _take_away(self, sheet: str, line: TableRow) -> None:
        """A row that the job added goes when it is as it was added."""
        rows = self._rows(sheet, str(line["row_key"]))
        spec = self.tables[sheet].spec if sheet in self.tables else None
        as_added = [r for r in rows if spec and row_text(spec, r.values) == str(line["new"])]
        if len(as_added) == 1:
            self.plan.writes.remove(sheet, as_added)
        elif rows:
            place = Place(sheet=str(line["sheet"]), row=rows[0].number, key=str(line["row_key"]))
            self.plan.issues.append(catalog.ROW_CHANGED_SINCE.at(place, found=line["row_key"]))

    def _put_in(self, sheet: str, line: TableRow) -> None:
        """A row that the job took away comes back, unless there is one like it."""
        going = {row.number for row in self.plan.writes.removed.get(sheet, ())}
        there = [r for r in self._rows(sheet, str(line["row_key"])) if r.number not in going]
        if sheet not in self.tables or there:
            place = Place(sheet=str(line["sheet"]), key=str(line["row_key"]))
            self.plan.issues.append(catalog.ROW_THERE_AGAIN.at(place, found=line["row_key"]))
            return
        self.plan.writes.add(sheet, [self._values_of(sheet, line)])

    def _values_of(self, sheet: str, mark: TableRow) -> dict[str, Value]:
        """What stood in a row that was taken away: the lines that follow the one that says so."""
        values: dict[str, Value] = {}
        for line in self.lines[self.lines.index(mark) + 1 :]:
            if line["column"] in MARKS or line["row_key"] != mark["row_key"]:
                break
            if (column := self.keys.get((sheet, str(line["column"])))) is not None:
                values[column] = line["old"]
        return values

    def _reports(self, line: TableRow) -> None:
        """Rows of 报送记录 stay for good; they are declared void, or valid again."""
        job, unit = self.plan.job.number, str(line["unit"])
        if line["column"] != ADDED:
            job = str(line["old"])
        was, new = (UNDONE, VALID) if line["column"] == REVOKED else (VALID, UNDONE)
        period = str(line["row_key"]).partition("|")[0]
        rows = [
            row for row in self.tables["reports"].rows
            if row["job"] == job and row["unit"] == unit and row["period"] == period
            and row["validity"] == was and row.number not in self.revoked
        ]  # fmt: skip
        self.revoked.update(row.number for row in rows)
        self.plan.writes.quiet += [
            Change("reports", (), "validity", was, new, unit, row=row.number) for row in rows
        ]
        mark = RESTORED if new == VALID else REVOKED
        self.plan.writes.marks.append(
            Change("reports", (period, unit), mark, job, float(len(rows)), unit)
        )

    def _void(self, line: TableRow) -> None:
        """A conflict that nobody has ruled on is none any more."""
        for row in self._rows("conflicts", str(line["row_key"])):
            self._void_row(row)

    def _void_row(self, row: TableRow) -> None:
        key, unit = key_of("conflicts", row.values), str(row["unit"])
        if row["applied"] == "":
            self.plan.writes.put(
                Change("conflicts", key, "applied", "", UNDONE, unit, row=row.number)
            )

    @property
    def _is_old(self) -> bool:
        """Whether the job was logged without its cells of 汇总结果, as it once was."""
        return all(line["sheet"] != self.labels.sheets["summary"] for line in self.plan.job.lines)

    def _withdraw(self) -> None:
        """Units of which no valid report is left have not reported."""
        units = self._touched() - self._standing()
        for row in self.tables["summary"].rows:
            if (str(row["period"]), str(row["unit"])) in units:
                key, unit = key_of("summary", row.values), str(row["unit"])
                for column, new in {"timing": WAITING, **dict.fromkeys(FIGURES, "")}.items():
                    old = row[column]
                    self.plan.writes.put(
                        Change("summary", key, column, old, new, unit, row=row.number)
                    )
        for row in self.tables["conflicts"].rows:
            if (str(row["period"]), str(row["unit"])) in units:
                self._void_row(row)

    def _touched(self) -> set[tuple[str, str]]:
        """Period and unit of all reports that go back or are void from now on."""
        marks = {m.key for m in self.plan.writes.marks if m.sheet == "reports"}
        cells = (c.key for c in self.plan.writes.cells if c.sheet == "reports")
        return {(k[0], k[1]) for k in marks} | {(k[0], k[2]) for k in cells}

    def _standing(self) -> set[tuple[str, str]]:
        """Period and unit that still have a valid report."""
        void = {c.row for c in self.plan.writes.cells if c.new == UNDONE} | self.revoked
        return {
            (str(r["period"]), str(r["unit"]))
            for r in self.tables["reports"].rows
            if r["validity"] != UNDONE and r.number not in void
        }


def _holds(now: Value, logged: Value) -> bool:
    """The log's cells have no kind of their own, so a text 3 and a number 3 are the same."""
    return (
        same(now, logged)
        or same(settle("any", now), settle("any", logged))
        or (str(settle("text", now)) == str(settle("text", logged)))
    )
