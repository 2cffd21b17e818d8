"""Closing a year: what lamps, streaks, forms and merges ask of the past stays, and all comes back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.core.archiving import (
    MOVING,
    YearPast,
    YearPlan,
    places_in,
    plan_archive,
    restored,
    spans,
    year_of,
)
from taizhang.core.distribution import SendPast
from taizhang.core.duty.events import paper_events, report_events
from taizhang.core.duty.ladder import MISSED
from taizhang.core.duty.plan import LadderInUse
from taizhang.core.duty.records import records_of
from taizhang.core.judge.judge import History, history_of, since_when
from taizhang.core.measures.facts import BEHIND
from taizhang.core.merge.closed import Closed, closed_years, is_job_closed
from taizhang.core.merge.compare import set_by_earlier, stages_before
from taizhang.core.merge.joblog import labels_in, log_rows
from taizhang.core.periods import parse_period
from taizhang.core.submission import Value
from taizhang.core.tables import LedgerRows, TableRow
from taizhang.core.values.text import keep_letters
from taizhang.core.writes import ARCHIVED, Change
from tests.support.ledgers import LAYOUT

LABELS = labels_in(LAYOUT)
TASKS, UNITS = ("T-1", "T-2", "T-3"), ("县财政局", "县水务局")
BEFORE = [f"2022-{m:02}" for m in (9, 10, 11, 12)]
AFTER = ["2023-01", "2023-02"]
STATES = ("正常", "预警", "滞后", "待销号")
FIGURES: list[Value] = [0.1, 0.5, 1.0, "", "大概一半"]
DAYS: list[Value] = ["", date(2023, 1, 10)]
ON = date(2023, 3, 20)
SEEDS = st.integers(0, 2**32)
Rows = Sequence[Mapping[str, Value]]
Tables = dict[str, LedgerRows]


def table(sheet: str, rows: Rows) -> LedgerRows:
    spec = LAYOUT[sheet]
    blank = dict.fromkeys(spec.keys, "")
    found = [TableRow(n, {**blank, **row}) for n, row in enumerate(rows, start=3)]
    return LedgerRows(spec, spec.label, dict.fromkeys(spec.keys, "A"), found)


@dataclass(frozen=True)
class Drawn:
    """A ledger at the turn of the year, and what is added to it later."""

    tables: Tables
    later: Mapping[str, Rows]


def report(die: Random, period: str) -> dict[str, Value]:
    return {
        "period": period, "task_id": die.choice(TASKS), "unit": die.choice(UNITS),
        "progress": die.choice(FIGURES),
        "latest": die.choice(["", "完成选址", "完成选址。", "开工"]),
        "validity": die.choice(["有效", "有效", "有效", "已撤销"]),
    }  # fmt: skip


def judged(die: Random, period: str) -> dict[str, Value]:
    day = date.fromisoformat(f"{period}-20") + timedelta(days=die.randint(0, 5))
    state = die.choice(STATES)
    task = die.choice(TASKS)
    return {
        "period": period, "task_id": task, "judged_on": day, "state": state,
        "lead": UNITS[TASKS.index(task) % 2],
    }  # fmt: skip


def asked(die: Random, period: str) -> dict[str, Value]:
    return {
        "period": period, "unit": die.choice([*UNITS, ""]), "spared": die.choice(["", "T-1、T-2"]),
        "timing": die.choice(["按时", "漏报", "漏报", "迟报"]),
    }  # fmt: skip


def logged(die: Random, period: str) -> dict[str, Value]:
    day = datetime.fromisoformat(f"{period}-20T10:00")
    sheet, column, row, new = die.choice(CELLS)
    kind = die.choice(["汇总", "研判"])
    return {
        "when": day, "job": f"{kind}-{day:%Y%m%d}-01", "job_kind": kind, "sheet": sheet,
        "column": column, "row_key": row, "new": new, "old": die.choice(["办理中", "未启动"]),
        "unit": die.choice(UNITS), "undone": die.choice(["", "", "撤销-20221231-01"]),
    }  # fmt: skip


def step(die: Random, period: str) -> dict[str, Value]:
    return {
        "when": date.fromisoformat(f"{period}-21"), "task_id": die.choice([*TASKS, "", "T-9"]),
        "duty_state": die.choice(["", "建议", "签发", "办结"]), "period": period, "unit": UNITS[0],
        "review": die.choice(["", "反弹", "落实"]), "supervision": "督办单", "number": "1",
        "rectify_by": die.choice(DAYS), "reply": die.choice(["", "无", "已整改"]),
    }  # fmt: skip


CELLS = [
    ("节点计划", LABELS.columns["nodes", "done"], "T-1#1", "2022-10-01"),
    ("任务台账", LABELS.columns["tasks", "stage"], "T-1", "申请销号"),
    ("任务台账", LABELS.columns["tasks", "latest"], "T-2", "开工"),
]
KINDS = {
    "reports": report, "judgements": judged, "summary": asked, "changes": logged,
    "supervision": step,
}  # fmt: skip


def some(die: Random, sheet: str, periods: Sequence[str], most: int) -> list[dict[str, Value]]:
    return [KINDS[sheet](die, p) for p in periods for _ in range(die.randint(0, most))]


def ledger(seed: int, *, shuffle: bool = False) -> Drawn:
    """A ledger made by a die: small, and every combination comes up in some hundreds of them."""
    die, tables = Random(seed), {}
    for sheet in KINDS:
        rows = some(die, sheet, [*BEFORE, AFTER[0]], 6)
        if shuffle:
            die.shuffle(rows)
        tables[sheet] = table(sheet, rows)
    settled = [{"period": "2022-10", "applied": "是"}, {"period": "2023-01", "applied": ""}]
    tables["conflicts"] = table("conflicts", settled)
    tables["claims"] = table("claims", [{"period": "2022-11", "claimed": "T-1"}])
    tasks: Rows = [
        {"task_id": t, "lead": UNITS[0], "co": UNITS[1], "stage": "办理中"} for t in TASKS
    ]
    tables["tasks"] = table("tasks", tasks)
    tables["nodes"] = table("nodes", [])
    tables["units"] = table("units", [{"unit": u} for u in UNITS])
    rules: Rows = [{"state": "滞后", "streak": n} for n in (1.0, 2.0)]
    lit: Rows = [{"condition": "连续正常期数 >= 3", "reason": "已连续{连续待销号期数}期待销号"}]
    tables["lamp_rules"], tables["stage_words"] = table("lamp_rules", lit), table("stage_words", [])
    tables["supervise_rules"] = table("supervise_rules", rules)
    later = {sheet: some(die, sheet, AFTER, 2) for sheet in ("reports", "judgements", "summary")}
    return Drawn(tables, later)


def past_of(tables: Tables) -> YearPast:
    current = parse_period(AFTER[0])
    assert current is not None
    return YearPast(2022, current, tables, LABELS)


def left(tables: Tables, plan: YearPlan) -> Tables:
    """The tables once the plan is carried out."""
    found = dict(tables)
    for sheet in MOVING:
        gone = {row.number for row in plan.moved[sheet]}
        rows = [row.values for row in tables[sheet].rows if row.number not in gone]
        found[sheet] = table(sheet, rows)
    return found


def with_later(tables: Tables, later: Mapping[str, Rows]) -> Tables:
    more = {s: table(s, [*tables[s].values, *rows]) for s, rows in later.items()}
    return {**tables, **more}


def histories(tables: Tables) -> History:
    periods = [*BEFORE, *AFTER]
    summary = [r for r in tables["summary"].values if r["unit"]]
    past = {key: tables[key].values for key in ("reports", "judgements")}
    return history_of("2023-03", {**past, "summary": summary}, periods)


def told(tables: Tables) -> dict[str, Any]:
    """All that later jobs ask of the past."""
    history = histories(tables)
    since = since_when(tables["judgements"].values)
    ordered = sorted(tables["judgements"].values, key=lambda r: str(r["judged_on"]))
    days = {str(row["task_id"]): str(row["state"]) for row in ordered}
    forms = SendPast({k: tables[k] for k in ("tasks", "nodes", "units", "reports", "summary")})
    records = records_of(tables["supervision"].rows)
    duty = LadderInUse("2023-03", ON, tables, closed=[*BEFORE, *AFTER])
    last = list(duty.earlier_last())
    return {
        "missed": {(t, u): history.missed(t, u) for t in TASKS for u in UNITS},
        "grave": {t: history.streaks(t)[0].get(BEHIND, 0) for t in TASKS},
        "streak": {t: history.streak(t, "滞后") for t in TASKS},
        "fine": {t: [history.streak(t, state) for state in ("正常", "待销号")] for t in TASKS},
        "said": history.said,
        "since": {t: since[t, state] for t, state in days.items()},
        "nodes": set_by_earlier(tables["changes"].values, LABELS),
        "stages": stages_before(tables["changes"].values, LABELS),
        "forms": {key: keep_letters(str(r["latest"])) for key, r in forms.said.items()},
        "papers": [(e.trigger, e.unit, e.task_id) for e in paper_events(records, ON)],
        "causes": [r for r in tables["supervision"].values if r["task_id"] in TASKS],
        "absent": [
            (e.unit, e.count) for e in
            report_events(tables["summary"].values, [*BEFORE, *AFTER], "2023-03") if e.trigger == MISSED
        ],
        "last": {u: sum(1 for _ in takewhile(lambda units: u in units, last)) for u in UNITS},  # noqa: B023
    }  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(SEEDS)
@pytest.mark.slow
def test_what_later_jobs_ask_is_the_same_before_and_after(seed: int) -> None:
    drawn = ledger(seed)
    plan = plan_archive(past_of(drawn.tables))
    after = left(drawn.tables, plan)
    assert told(after) == told(drawn.tables)
    assert told(with_later(after, drawn.later)) == told(with_later(drawn.tables, drawn.later))


@settings(max_examples=200, deadline=None)
@given(SEEDS)
def test_all_rows_come_back_to_their_places(seed: int) -> None:
    drawn = ledger(seed, shuffle=True)
    plan = plan_archive(past_of(drawn.tables))
    after = left(drawn.tables, plan)
    for sheet in MOVING:
        gone = {row.number for row in plan.moved[sheet]}
        rows = drawn.tables[sheet].rows
        places = places_in(spans(n for n, row in enumerate(rows) if row.number in gone))
        moved = dict(zip(places, (r.values for r in plan.moved[sheet]), strict=True))
        assert restored(after[sheet].values, moved) == drawn.tables[sheet].values


@settings(max_examples=200, deadline=None)
@given(SEEDS)
def test_a_second_time_moves_nothing(seed: int) -> None:
    drawn = ledger(seed)
    after = left(drawn.tables, plan_archive(past_of(drawn.tables)))
    assert not plan_archive(past_of(after))


@settings(max_examples=200, deadline=None)
@given(SEEDS)
def test_the_archive_holds_the_year_and_the_ledger_what_is_under_way(seed: int) -> None:
    drawn = ledger(seed)
    past = past_of(drawn.tables)
    plan = plan_archive(past)
    for sheet in MOVING:
        held = {row.number for row in plan.held[sheet]}
        rows = drawn.tables[sheet].rows
        assert held == {r.number for r in rows if year_of(sheet, r) == 2022}
        assert all(year_of(sheet, row) == 2022 for row in plan.moved[sheet])


@given(st.lists(st.integers(0, 300), unique=True))
def test_places_are_written_and_read(places: list[int]) -> None:
    assert places_in(spans(places)) == sorted(places)


@given(st.lists(st.integers()), st.sets(st.integers(0, 20)), st.lists(st.integers(), max_size=3))
def test_rows_go_back_before_what_came_since(
    rows: list[int], gone: set[int], since: list[int]
) -> None:
    moved = {at: row for at, row in enumerate(rows) if at in gone}
    stayed = [row for at, row in enumerate(rows) if at not in gone]
    assert restored([*stayed, *since], moved) == [*rows, *since]


def line(sheet: str, *key: str, undone: str = "") -> dict[str, Value]:
    change = Change(sheet, key, ARCHIVED, 3.0, "归档/2022.xlsx")
    [row] = log_rows([change], "归档-20230110-01", datetime(2023, 1, 10), LABELS)
    return {**row, "undone": undone}


def test_the_log_says_which_years_are_closed() -> None:
    log = [line("reports", "2022", "2022-12"), line("changes", "2022", "2023-01-01")]
    assert closed_years(log, LABELS) == {2022: Closed("2022-12", date(2023, 1, 1))}
    assert closed_years([line("reports", "2022", "2022-12", undone="已取回")], LABELS) == {}


@pytest.mark.parametrize(
    ("when", "gone"),
    [(datetime(2022, 6, 1), True), (datetime(2021, 6, 1), True), (datetime(2023, 1, 2), False),
     ("", False)],
)  # fmt: skip
def test_jobs_of_a_closed_year_are_not_taken_back(when: object, gone: bool) -> None:
    assert is_job_closed(when, {2022: Closed("2022-12", date(2023, 1, 1))}) is gone
