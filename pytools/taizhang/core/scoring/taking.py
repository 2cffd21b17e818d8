"""What a ledger says of units in a span of time, as events and figures that a scheme may take.

Events: 提前完成 按时完成 逾期完成 逾期未完成 (by task, 牵头 or 配合), 按时报送 迟报 漏报 空报 (by period),
红灯 黄灯 (the last of a period), 提醒 催办 督办单 通报 约谈 移交 (as recorded), and those of 考核事件.
Figures: 任务完成率 任务销号率 牵头任务数 平均进度 报送率 按时报送率, those of 考核数据, and rates of 满意度.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from taizhang.core.catalog import scoring as catalog
from taizhang.core.duty.records import NOT_ISSUED
from taizhang.core.issues import Issue
from taizhang.core.periods import BLANK, LATE, MISSING, ON_TIME, Period, parse_period
from taizhang.core.roles import SHIPPED, colour_of
from taizhang.core.scoring.facts import ScoreEvent, ScoreFigure
from taizhang.core.scoring.votes import NO_VOTE, count_in, opinion_of
from taizhang.core.submission import CO, LEAD, Value
from taizhang.core.tables import LedgerRows, TableRow
from taizhang.core.units import Roster, split_names
from taizhang.core.values.settled import day_of

EARLY = 1  # days before the deadline from which a task counts as done early
REPORTED = {ON_TIME: "按时报送", LATE: LATE, MISSING: MISSING, BLANK: BLANK}
EVENTS = ("提前完成", "按时完成", "逾期完成", "逾期未完成", "按时报送", "迟报", "漏报", "空报", "红灯", "黄灯",
          "提醒", "催办", "督办单", "通报", "约谈", "移交")  # fmt: skip
LIT = frozenset({"红", "黄"})  # 橙 and others count for nothing


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """From its first to its last day, judged as of `on`."""

    period: Period
    on: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.period.first <= day <= self.period.last

    def has(self, text: Value) -> bool:
        """Whether a period written so lies wholly in the span."""
        found = parse_period(str(text))
        return bool(found and self.period.first <= found.first and found.last <= self.period.last)


def events_of(
    tables: Mapping[str, LedgerRows], roster: Roster, span: ScoredSpan
) -> tuple[list[ScoreEvent], list[Issue]]:
    """All events of the span, and an issue for each row of 考核事件 that does not count."""
    issues: list[Issue] = []
    found = [
        *_of_tasks(tables["tasks"], span),
        *_of_reports(tables["summary"], span),
        *_of_lamps(tables["judgements"], span),
        *_of_supervision(tables["supervision"], span),
        *_written(tables["score_events"], roster, span, issues),
    ]
    return found, issues


def busy_units(tasks: LedgerRows, span: ScoredSpan) -> frozenset[str]:
    """Units with a task that was open in the span."""
    return frozenset(unit for row in busy_tasks(tasks, span) for unit, _ in _doers(row))


def busy_tasks(tasks: LedgerRows, span: ScoredSpan) -> list[TableRow]:
    """Tasks that were open in the span."""
    return [row for row in tasks.rows if _was_open(row, span)]


def _was_open(row: TableRow, span: ScoredSpan) -> bool:
    start, over = day_of(row["start"]), day_of(row["closed"])
    return not (start and start > span.period.last) and not (over and over < span.period.first)


def _of_tasks(table: LedgerRows, span: ScoredSpan) -> Iterator[ScoreEvent]:
    for row in table.rows:
        name, day = _how_it_ended(row, span)
        for one in (name, "提前完成") if _was_early(row, name) else (name,):
            if one:
                place = table.place(row.number, "finished")
                for unit, role in _doers(row):
                    yield ScoreEvent(unit, one, role, 1.0, str(row["task_id"]), day, place)


def _how_it_ended(row: TableRow, span: ScoredSpan) -> tuple[str, date | None]:
    """What the span makes of a task: finished in it, or due in it and not finished."""
    due = day_of(row["due"])
    finished = day_of(row["finished"]) or day_of(row["closed"])
    if finished in span:
        return "逾期完成" if due and finished and finished > due else "按时完成", finished
    if finished is None and due in span and due and due < span.on:
        return "逾期未完成", due
    return "", None


def _was_early(row: TableRow, name: str) -> bool:
    due, finished = day_of(row["due"]), day_of(row["finished"]) or day_of(row["closed"])
    return bool(name == "按时完成" and due and finished and finished <= due - timedelta(days=EARLY))


def _doers(row: TableRow) -> Iterator[tuple[str, str]]:
    leads = split_names(str(row["lead"]))
    yield from ((unit, LEAD) for unit in leads)
    yield from ((unit, CO) for unit in split_names(str(row["co"])) if unit not in leads)


def _of_reports(table: LedgerRows, span: ScoredSpan) -> Iterator[ScoreEvent]:
    for row in table.rows:
        name = REPORTED.get(str(row["timing"]))
        if name and row["unit"] and span.has(row["period"]):
            place = table.place(row.number, "timing")
            yield ScoreEvent(str(row["unit"]), name, place=place)


def _of_lamps(table: LedgerRows, span: ScoredSpan) -> Iterator[ScoreEvent]:
    """The last lamp of each task in each period of the span."""
    last: dict[tuple[str, str], TableRow] = {}
    for row in table.rows:
        if span.has(row["period"]):
            last[str(row["period"]), str(row["task_id"])] = row
    for (_, task_id), row in last.items():
        lamp = colour_of(row["lamp"], SHIPPED.recorded(row.values))
        if lamp in LIT:
            place = table.place(row.number, "lamp")
            for unit in split_names(str(row["lead"])):
                yield ScoreEvent(unit, f"{lamp}灯", LEAD, 1.0, task_id, None, place)


def _of_supervision(table: LedgerRows, span: ScoredSpan) -> Iterator[ScoreEvent]:
    for row in table.rows:
        when = day_of(row["when"])
        if when in span and str(row["duty_state"]) not in NOT_ISSUED:
            place = table.place(row.number, "supervision")
            for unit in split_names(str(row["unit"])):
                name, task_id = str(row["supervision"]), str(row["task_id"])
                yield ScoreEvent(unit, name, "", 1.0, task_id, when, place)


def _written(
    table: LedgerRows, roster: Roster, span: ScoredSpan, issues: list[Issue]
) -> Iterator[ScoreEvent]:
    """Rows of 考核事件; one without evidence, or of no unit, does not count."""
    for row in table.rows:
        when = day_of(row["when"])
        if not row["event"] or when not in span:
            continue
        unit = roster.resolve(str(row["unit"]))
        if unit is None:
            at = table.place(row.number, "unit")
            issues.append(catalog.EVENT_UNIT_UNKNOWN.at(at, unit=row["unit"]))
        elif not str(row["evidence"]).strip():
            at = table.place(row.number, "evidence")
            issues.append(catalog.EVIDENCE_MISSING.at(at, unit=unit, event=row["event"]))
        else:
            count = row["count"] if isinstance(row["count"], int | float) else 1.0
            place = table.place(row.number, "event")
            role, task_id = str(row["role"]), str(row["task_id"])
            yield ScoreEvent(unit, str(row["event"]), role, float(count), task_id, when, place)


def figures_of(
    tables: Mapping[str, LedgerRows], roster: Roster, span: ScoredSpan, least_votes: float = 0
) -> tuple[list[ScoreFigure], list[Issue]]:
    """All figures of the span, and an issue for each that is not taken."""
    issues: list[Issue] = []
    found = [
        *_task_rates(tables["tasks"], span),
        *_report_rates(tables["summary"], span),
        *_written_figures(tables["score_figures"], roster, span, issues),
        *_opinions(tables["opinions"], roster, span, least_votes, issues),
    ]
    return found, issues


def _task_rates(table: LedgerRows, span: ScoredSpan) -> Iterator[ScoreFigure]:
    """Of tasks a unit leads: done of those due by the end of the span, closed of all, mean progress."""
    led: dict[str, list[TableRow]] = {}
    for row in table.rows:
        if _was_open(row, span):
            for unit in split_names(str(row["lead"])):
                led.setdefault(unit, []).append(row)
    end = min(span.period.last, span.on)
    for unit, rows in led.items():
        due = [r for r in rows if (d := day_of(r["due"])) and d <= end]
        done = [r for r in due if (f := day_of(r["finished"]) or day_of(r["closed"])) and f <= end]
        closed = [r for r in rows if (c := day_of(r["closed"])) and c <= end]
        shares = [p for r in rows if isinstance(p := r["progress"], int | float)]
        if due:
            yield _rate(unit, "任务完成率", len(due), len(done))
        yield _rate(unit, "任务销号率", len(rows), len(closed))
        yield ScoreFigure(unit, "牵头任务数", value=float(len(rows)))
        if shares:
            yield ScoreFigure(unit, "平均进度", value=sum(shares) / len(shares) * 100)


def _report_rates(table: LedgerRows, span: ScoredSpan) -> Iterator[ScoreFigure]:
    timings: dict[str, list[str]] = {}
    for row in table.rows:
        if row["unit"] and str(row["timing"]) in REPORTED and span.has(row["period"]):
            timings.setdefault(str(row["unit"]), []).append(str(row["timing"]))
    for unit, found in timings.items():
        yield _rate(unit, "报送率", len(found), sum(t != MISSING for t in found))
        yield _rate(unit, "按时报送率", len(found), found.count(ON_TIME))


def _rate(unit: str, name: str, base: int, part: int) -> ScoreFigure:
    """A rate of the ledger's own: where a scheme does not say what of it is looked at, the percent."""
    return ScoreFigure(unit, name, base, part, 100 * part / base)


def _written_figures(
    table: LedgerRows, roster: Roster, span: ScoredSpan, issues: list[Issue]
) -> Iterator[ScoreFigure]:
    for row in table.rows:
        if not row["item"] or not _in_span(row, table, span, issues):
            continue
        unit = roster.resolve(str(row["unit"]))
        if unit is None:
            at = table.place(row.number, "unit")
            issues.append(catalog.EVENT_UNIT_UNKNOWN.at(at, unit=row["unit"]))
            continue
        figures = _numbers(row, table, unit, issues)
        if figures is not None:
            name, place = str(row["item"]), table.place(row.number, "item")
            about = str(row["about"]).strip()
            yield ScoreFigure(unit, name, *figures, str(row["word"]), place, about)


def _in_span(row: TableRow, table: LedgerRows, span: ScoredSpan, issues: list[Issue]) -> bool:
    """Whether the row is of this very span; a rate of a quarter is no rate of its months."""
    period = parse_period(str(row["period"]))
    if period is None:
        at = table.place(row.number, "period")
        issues.append(catalog.PERIOD_OF_DATA_UNREADABLE.at(at, found=row["period"]))
    return period is not None and period.id == span.period.id


def _numbers(
    row: TableRow, table: LedgerRows, unit: str, issues: list[Issue]
) -> tuple[float | None, float | None, float | None] | None:
    """Plan, done and value; None where one of them is no number."""
    found: list[float | None] = []
    for key in ("plan", "done", "value"):
        value = row[key]
        if value == "" or value is None:
            found.append(None)
        elif isinstance(value, int | float):
            found.append(float(value))
        else:
            at = table.place(row.number, key)
            issues.append(
                catalog.FIGURE_UNREADABLE.at(at, unit=unit, item=row["item"], found=value)
            )
            return None
    return found[0], found[1], found[2]


def _opinions(
    table: LedgerRows, roster: Roster, span: ScoredSpan, least: float, issues: list[Issue]
) -> Iterator[ScoreFigure]:
    for row in table.rows:
        if not row["unit"] or not _in_span(row, table, span, issues):
            continue
        unit = roster.resolve(str(row["unit"]))
        if unit is None:
            at = table.place(row.number, "unit")
            issues.append(catalog.EVENT_UNIT_UNKNOWN.at(at, unit=row["unit"]))
            continue
        said, at = opinion_of(row.values), table.place(row.number, "good")
        total = count_in(row["total"])
        whole = said.valid + said.votes[NO_VOTE]
        if total is not None and whole != total:
            issues.append(catalog.VOTES_UNLIKE.at(at, unit=unit, found=whole, total=total))
        if said.valid < least:
            issues.append(catalog.SAMPLE_SMALL.at(at, unit=unit, count=said.valid, least=least))
            continue
        rates = {"满意率": said.good_share, "主动评价率": said.voted_share,
                 "差评整改率": said.mended_share, "差评回复率": said.replied_share}  # fmt: skip
        votes = "；".join(f"{grade}:{count:g}" for grade, count in said.votes.items() if count)
        yield ScoreFigure(unit, "满意度票", word=votes, place=at)
        yield ScoreFigure(unit, "差评数", value=said.bad, place=at)
        for name, share in rates.items():
            if share is not None:
                yield ScoreFigure(unit, name, value=share * 100, place=at)
