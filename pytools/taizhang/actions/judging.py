"""Light the lamps: judge every task on a day, with the reason, and note what follows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

import xlwings as xw

from taizhang.actions.common import CannotRun, Desk, Moment, Office, Report, stamp
from taizhang.core.catalog import files as world
from taizhang.core.catalog import ledger as catalog
from taizhang.core.issues import Issue, Place, show
from taizhang.core.judge.judge import History, Step, history_of, judge_tasks, next_step
from taizhang.core.judge.lamps import Judgement, read_rules
from taizhang.core.periods import Period, parse_period
from taizhang.core.submission import Value
from taizhang.core.tables import TableRow
from taizhang.core.tasklist import brief_of
from taizhang.core.units import roster_of
from taizhang.core.values.settled import same

Row = Mapping[str, Value]


def judge(book: xw.Book, desk: Desk, moment: Moment, period: str = "") -> Report:
    """Judge all tasks on `moment.on` and write lamp, reason and 督办 step.

    A day before the latest judgement only shows what was recorded then; nothing is rewritten.
    """
    office = Office(book)
    wanted = office.period(period)
    if not office.ledger["tasks"].rows:
        raise CannotRun(world.NO_TASKS.at())
    records = office.ledger.values("judgements")
    latest = max(
        (r["judged_on"] for r in records if isinstance(r["judged_on"], date)), default=None
    )
    if latest is not None and moment.on < latest:
        return _recorded(records, wanted, moment.on, latest)
    work = _Judging(office, wanted, moment, records)
    work.think()
    desk.progress("研判亮灯", 1, 2)
    work.write()
    desk.progress("研判亮灯", 2, 0)
    return work.report()


class _Judging:
    """One judging from the ledger to the lamps."""

    def __init__(
        self, office: Office, period: Period, moment: Moment, records: Sequence[Row]
    ) -> None:
        self.office, self.period, self.moment, self.records = office, period, moment, records
        self.ledger = office.ledger
        self.rows: list[TableRow] = self.ledger["tasks"].rows
        self.roster = roster_of(self.ledger.values("units"))
        self.issues: list[Issue] = []
        self.judged: list[Judgement | None] = []
        self.steps: list[Step | None] = []

    def think(self) -> None:
        """Judge everything; nothing is written yet."""
        history = self._history()
        place = Place(sheet=self.ledger["lamp_rules"].spec.label)
        rules, found = read_rules(self.ledger.values("lamp_rules"), place)
        self.issues += found
        tasks = [r.values for r in self.rows]
        nodes = self.ledger.values("nodes")
        self.judged = judge_tasks(tasks, nodes, rules, history, self.moment.on)
        steps = self.ledger.values("supervise_rules")
        self.steps = [next_step(j, steps, history) if j else None for j in self.judged]
        for row, judgement in zip(self.rows, self.judged, strict=True):
            if judgement is None:
                where = self.ledger["tasks"].place(row.number, "state")
                self.issues.append(catalog.LAMP_NONE.at(where, name=row["name"]))

    def _history(self) -> History:
        summary = [r for r in self.ledger.values("summary") if r["unit"]]
        periods = {str(r["period"]) for r in summary if str(r["period"]) <= self.period.id}
        closed = [p.id for p in map(parse_period, periods) if p and self._is_closed(p)]
        reports = self.ledger.values("reports")
        return history_of(self.period.id, reports, summary, self.records, closed)

    def _is_closed(self, period: Period) -> bool:
        moment = self.moment
        at = moment.now if moment.on == moment.now.date() else datetime.combine(moment.on, time.max)
        return self.office.cutoff(period) < at

    def write(self) -> None:
        """Write lamps and steps, add to the records."""
        self.office.backup("研判", self.moment)
        cells: list[tuple[int, str, Value]] = []
        for row, judgement, step in zip(self.rows, self.judged, self.steps, strict=True):
            cells += _changed(row, judgement, step)
            cells += self._brief(row)
        self.ledger["tasks"].set_cells(cells)
        self.ledger["judgements"].append(self._records())
        self.ledger["supervision"].append(self._supervision())
        self.office.show_findings(self.issues)
        self.ledger.set_settings({"last_judge": stamp(self.moment)})
        self.office.book.save()

    def _brief(self, row: TableRow) -> list[tuple[int, str, Value]]:
        """责任单位简列 follows 责任单位, which the clerk may have edited."""
        brief = brief_of(row.values, self.roster)
        return [] if same(row["co_brief"], brief) else [(row.number, "co_brief", brief)]

    def _records(self) -> list[dict[str, Value]]:
        """New rows of 研判记录: only where the day's answer is not there already."""
        last = {(r["period"], r["judged_on"], r["task_id"]): r for r in self.records}
        rows = []
        for row, j in zip(self.rows, self.judged, strict=True):
            if j is None:
                continue
            there = last.get((self.period.id, self.moment.on, j.task_id))
            if there and there["reason"] == j.reason and there["state"] == j.state:
                continue
            rows.append(self._record(row, j))
        return rows

    def _record(self, row: TableRow, j: Judgement) -> dict[str, Value]:
        return {
            "period": self.period.id, "judged_on": self.moment.on, "task_id": j.task_id,
            "name": row["name"], "lead": row["lead"], "lamp": j.lamp, "state": j.state,
            "rule": j.rule, "reason": j.reason, "progress": j.progress,
            "elapsed": "" if j.elapsed is None else round(j.elapsed, 4),
        }  # fmt: skip

    def _supervision(self) -> list[dict[str, Value]]:
        """New rows of 督办记录: a step is proposed once for a task and period."""
        there = {
            (str(r["task_id"]), str(r["supervision"]), str(r["note"]))
            for r in self.ledger.values("supervision")
        }
        rows: list[dict[str, Value]] = []
        for row, j, step in zip(self.rows, self.judged, self.steps, strict=True):
            if step is None or j is None:
                continue
            key = (step.task_id, step.supervision, self.period.id)
            if key not in there:
                rows.append(self._step_row(row, j, step))
        return rows

    def _step_row(self, row: TableRow, j: Judgement, step: Step) -> dict[str, Value]:
        by = self.moment.on + timedelta(days=step.days) if step.days else ""
        return {
            "when": self.moment.on, "supervision": step.supervision, "unit": row["lead"],
            "task_id": j.task_id, "why": f"{row['name']}：{j.reason}", "presider": step.presider,
            "rectify_by": by, "reply": "", "note": self.period.id,
        }  # fmt: skip

    def report(self) -> Report:
        """Counts by state, and what is red."""
        counts = Counter(j.state for j in self.judged if j)
        steps = Counter(s.supervision for s in self.steps if s)
        facts = [("研判日期", show(self.moment.on)), ("任务", f"{len(self.rows)}项")]
        facts += [(state, f"{n}项") for state, n in counts.most_common()]
        facts += [(f"建议{name}", f"{n}项") for name, n in steps.most_common()]
        data: dict[str, object] = {
            "period": self.period.id,
            "on": self.moment.on.isoformat(),
            "states": dict(counts),
            "red": [
                {"task_id": j.task_id, "reason": j.reason}
                for j in self.judged
                if j and j.lamp == "红"
            ],
        }
        return Report("judge", tuple(facts), tuple(self.issues), data=data)


def _changed(
    row: TableRow, judgement: Judgement | None, step: Step | None
) -> list[tuple[int, str, Value]]:
    wanted: dict[str, Value] = {
        "state": judgement.state if judgement else "",
        "reason": judgement.reason if judgement else "",
        "action": step.supervision if step else "",
    }
    return [(row.number, k, v) for k, v in wanted.items() if not same(row[k], v)]


def _recorded(records: Sequence[Row], period: Period, on: date, latest: date) -> Report:
    """The answer that was given on that day."""
    there = {r["task_id"]: r for r in records if r["judged_on"] == on and r["period"] == period.id}
    counts = Counter(str(r["state"]) for r in there.values())
    facts = [("研判日期", show(on)), ("当时记录", f"{len(there)}项")]
    facts += [(state, f"{n}项") for state, n in counts.most_common()]
    issue = catalog.DAY_PASSED.at(on=on, latest=latest)
    red = [
        {"task_id": r["task_id"], "reason": r["reason"]}
        for r in there.values()
        if r["lamp"] == "红"
    ]
    data = {"period": period.id, "on": on.isoformat(), "states": dict(counts), "red": red}
    return Report("judge", tuple(facts), (issue,), data=data)
