"""Events and figures that other sheets of a ledger already tell, so that nobody types them again.

批示台账: 批示未办结. 督查记录: 虚报 (核实结论). 问题台账: 批示未办结 (来源 领导批示), 问题逾期未办结,
问题办结率. 销号记录: 销号退回, 反弹, 一次办结率. 线索核查: 虚报 (台账值 and 现场值 differ, 属实). 任务台账:
未明确责任人, 超额完成. 督办记录: 督查通知单未落实, 通报批评. 考核得分: 月度第1名 … of shorter periods. A
figure that the clerk wrote down himself goes before.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date

from taizhang.core.duty.records import NOT_ISSUED
from taizhang.core.issues import Place
from taizhang.core.periods import parse_period
from taizhang.core.registry.orders import OVERDUE, standing_of_order
from taizhang.core.registry.visits import FALSE
from taizhang.core.scoring.facts import ScoreEvent, ScoreFigure
from taizhang.core.scoring.taking import ScoredSpan, busy_tasks
from taizhang.core.submission import CO, LEAD
from taizhang.core.tables import LedgerRows, TableRow
from taizhang.core.units import role_of, split_names
from taizhang.core.values.settled import day_of

INSTRUCTED, AGREED, RETURNED, REBOUND = "领导批示", "同意销号", "退回", "反弹"
NOTICE, CIRCULAR = "督查通知", "通报"
PROVEN = frozenset({"属实", "部分属实"})
PLACES = 3  # places of a month that count for a year
DERIVED = ("批示未办结", "问题逾期未办结", "销号退回", "反弹", "虚报", "未明确责任人", "超额完成",
           "督查通知单未落实", "通报批评", *(f"月度第{n}名" for n in range(1, PLACES + 1)))  # fmt: skip


def derived_events(
    tables: Mapping[str, LedgerRows], span: ScoredSpan, scheme: str = ""
) -> Iterator[ScoreEvent]:
    """All of them in the span; those of 考核得分 by that scheme alone."""
    yield from _of_orders(tables["instructions"], span)
    told = {e.place.row for e in _of_clues(tables["clues"], span)}
    clues = {str(r["clue_id"]) for r in tables["clues"].rows if r.number in told}
    yield from _of_visits(tables["inspections"], span, clues)
    yield from _of_problems(tables["problems"], span)
    yield from _of_closings(tables["closings"], span)
    yield from _of_clues(tables["clues"], span)
    yield from _nobody_named(tables["tasks"], span)
    yield from _more_than_asked(tables["tasks"], span)
    yield from _of_papers(tables["supervision"], tables["tasks"], span)
    yield from _of_months(tables["scores"], span, scheme)


def derived_figures(tables: Mapping[str, LedgerRows], span: ScoredSpan) -> Iterator[ScoreFigure]:
    """一次办结率 of what was closed in the span, 问题办结率 of what was due in it."""
    closings, problems = tables["closings"], tables["problems"]
    first: dict[str, list[tuple[bool, Place]]] = {}
    for row in closings.rows:
        if row["decision"] == AGREED and day_of(row["closed"]) in span:
            place = closings.place(row.number, "round")
            rounds = row["round"] if isinstance(row["round"], int | float) else 1
            for unit in split_names(str(row["unit"])):
                first.setdefault(unit, []).append((rounds <= 1, place))
    yield from _rates("一次办结率", first)
    done: dict[str, list[tuple[bool, Place]]] = {}
    for row in problems.rows:
        due = day_of(row["due"])
        if due in span and due and due <= span.on:
            place = problems.place(row.number, "due")
            settled = _settled(row)
            for unit in split_names(str(row["unit"])):
                done.setdefault(unit, []).append((bool(settled and settled <= span.on), place))
    yield from _rates("问题办结率", done)


def _rates(name: str, found: Mapping[str, list[tuple[bool, Place]]]) -> Iterator[ScoreFigure]:
    for unit, own in found.items():
        part, base = sum(held for held, _ in own), len(own)
        yield ScoreFigure(unit, name, base, part, 100 * part / base, place=own[0][1])


def _settled(row: TableRow) -> date | None:
    """When a problem was answered or struck off."""
    return day_of(row["answered"]) or day_of(row["closed"])


def _of_problems(table: LedgerRows, span: ScoredSpan) -> Iterator[ScoreEvent]:
    end = min(span.period.last, span.on)
    for row in table.rows:
        due, settled = day_of(row["due"]), _settled(row)
        if due is None or due not in span or due >= span.on or (settled and settled <= end):
            continue
        place, leads = table.place(row.number, "due"), split_names(str(row["unit"]))
        names = (
            ("批示未办结", "问题逾期未办结") if row["source"] == INSTRUCTED else ("问题逾期未办结",)
        )
        co = [u for u in split_names(str(row["co"])) if u not in leads]
        for name in names:
            for unit, role in (*((u, LEAD) for u in leads), *((u, CO) for u in co)):
                yield ScoreEvent(unit, name, role, 1.0, str(row["problem_id"]), due, place)


def _of_orders(table: LedgerRows, span: ScoredSpan) -> Iterator[ScoreEvent]:
    """Instructions whose time was up in the span and that nobody has answered."""
    for row in table.rows:
        due = day_of(row["due"])
        if due and due in span and standing_of_order(row.values, span.on) == OVERDUE:
            place, leads = table.place(row.number, "due"), split_names(str(row["unit"]))
            co = [u for u in split_names(str(row["co"])) if u not in leads]
            for unit, role in (*((u, LEAD) for u in leads), *((u, CO) for u in co)):
                yield ScoreEvent(unit, "批示未办结", role, 1.0, str(row["order_id"]), due, place)


def _of_visits(table: LedgerRows, span: ScoredSpan, clues: Collection[str]) -> Iterator[ScoreEvent]:
    """Figures that an inspection found false, but for those that a clue tells already."""
    for row in table.rows:
        when = day_of(row["when"])
        if when in span and row["verdict"] in FALSE and str(row["clue_id"]) not in clues:
            place, task = table.place(row.number, "verdict"), str(row["task_id"])
            for unit in split_names(str(row["unit"])):
                yield ScoreEvent(unit, "虚报", LEAD, 1.0, task, when, place)


def _of_closings(table: LedgerRows, span: ScoredSpan) -> Iterator[ScoreEvent]:
    for row in table.rows:
        both = (("销号退回", "checked", row["decision"] == RETURNED),
                ("反弹", "lookback", row["rebound"] == REBOUND))  # fmt: skip
        for name, column, happened in both:
            when = day_of(row["checked"] if column == "checked" else row["lookback"])
            if happened and when in span:
                place, task = table.place(row.number, column), str(row["task_id"])
                for unit in split_names(str(row["unit"])):
                    yield ScoreEvent(unit, name, LEAD, 1.0, task, when, place)


def _of_clues(table: LedgerRows, span: ScoredSpan) -> Iterator[ScoreEvent]:
    """What a unit had reported is not what was found on the spot."""
    for row in table.rows:
        said, seen, when = str(row["said"]), str(row["seen"]), day_of(row["checked"])
        if when in span and row["conclusion"] in PROVEN and said and seen and said != seen:
            place, task = table.place(row.number, "seen"), str(row["task_id"])
            for unit in split_names(str(row["unit"])):
                yield ScoreEvent(unit, "虚报", LEAD, 1.0, task, when, place)


def _led(row: TableRow, name: str, day: date | None, place: Place) -> Iterator[ScoreEvent]:
    for unit in split_names(str(row["lead"])):
        yield ScoreEvent(unit, name, LEAD, 1.0, str(row["task_id"]), day, place)


def _nobody_named(table: LedgerRows, span: ScoredSpan) -> Iterator[ScoreEvent]:
    """Open tasks for which no person answers."""
    for row in busy_tasks(table, span):
        if not str(row["owner"]).strip() and not day_of(row["closed"]):
            yield from _led(row, "未明确责任人", None, table.place(row.number, "owner"))


def _more_than_asked(table: LedgerRows, span: ScoredSpan) -> Iterator[ScoreEvent]:
    for row in table.rows:
        target, actual = row["target"], row["actual"]
        when = day_of(row["finished"]) or day_of(row["closed"])
        known = isinstance(target, int | float) and isinstance(actual, int | float)
        if when in span and known and 0 < target < actual:  # type: ignore[operator]
            yield from _led(row, "超额完成", when, table.place(row.number, "actual"))


def _of_papers(table: LedgerRows, tasks: LedgerRows, span: ScoredSpan) -> Iterator[ScoreEvent]:
    """A notice whose time for an answer is up; a unit that was criticised in a circular."""
    asked: tuple[tuple[str, str, str, Callable[[TableRow], bool]], ...] = (
        ("督查通知单未落实", NOTICE, "reply_due", lambda row: not row["replied"]),
        ("通报批评", CIRCULAR, "when", lambda _: True),
    )
    for row in table.rows:
        if str(row["duty_state"]) in NOT_ISSUED:
            continue
        kinds = split_names(str(row["supervision"]))
        for name, kind, column, happened in asked:
            when = day_of(row["reply_due"] if column == "reply_due" else row["when"])
            over = column == "when" or (when is not None and when < span.on)
            if kind in kinds and when in span and over and happened(row):
                place = table.place(row.number, column)
                for unit in split_names(str(row["unit"])):
                    task = tasks.keyed.get((str(row["task_id"]),))
                    role = role_of(task.values, unit) if task else ""
                    role = CO if role == CO else LEAD
                    yield ScoreEvent(unit, name, role, 1.0, str(row["task_id"]), when, place)


def _of_months(table: LedgerRows, span: ScoredSpan, scheme: str) -> Iterator[ScoreEvent]:
    """The first places of the months that lie in a longer span."""
    for row in table.rows:
        rank, period = row["rank"], parse_period(str(row["period"]))
        if period is None or period.kind != "月" or span.period.kind == "月":
            continue
        first = isinstance(rank, int | float) and rank <= PLACES
        if str(row["scheme"]) == scheme and first and span.has(row["period"]):
            place = table.place(row.number, "rank")
            name = f"月度第{rank:g}名"
            yield ScoreEvent(str(row["unit"]), name, "", 1.0, "", period.last, place)
