"""An old day gives its old answer, whatever has happened to the ledger since."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taizhang.core.archiving import YearPast, plan_archive
from taizhang.core.judge.presets import rule_rows
from taizhang.core.judge.supervision import JudgePast, plan_judging, recorded
from taizhang.core.periods import parse_period
from taizhang.core.submission import Value
from taizhang.core.tables import LedgerRows, TableRow
from tests.core.test_archiving import LABELS, left
from tests.core.test_judging import PRESETS
from tests.support.ledgers import LAYOUT, ledger

TASKS = """
| 任务编号 | 任务名称 | 牵头单位 | 责任领导   | 开始日期   | 完成时限   | 完成进度 | 办理环节 |
| T-1      | 修路     | 县交通局 | 分管副县长 | 2022-01-01 | 2022-11-30 | 0.5      | 办理中   |
| T-2      | 架桥     | 县交通局 | 县长       | 2022-01-01 | 2023-06-30 | 0.2      | 办理中   |
| T-3      | 植树     | 县林业局 | 县长       | 2022-06-01 | 2023-12-31 |          | 未启动   |
"""
PERIODS = ["2022-10", "2022-11", "2022-12", "2023-01", "2023-02"]
NAMES = list(PRESETS)
Answer = Mapping[str, tuple[str, str, str, str]]


@dataclass
class Office:
    """A ledger with its archive, what each judging answered, and the day it is."""

    tables: dict[str, LedgerRows]
    day: date = date(2022, 10, 20)
    shelf: list[dict[str, Value]] = field(default_factory=list)
    whole: dict[str, LedgerRows] = field(default_factory=dict)
    answers: dict[tuple[str, date], Answer] = field(default_factory=dict)
    last: tuple[str, date] | None = None
    count: int = 0

    def put(self, sheet: str, rows: list[dict[str, Value]]) -> None:
        spec, blank = LAYOUT[sheet], dict.fromkeys(LAYOUT[sheet].keys, "")
        lines = [TableRow(n, {**blank, **row}) for n, row in enumerate(rows, start=3)]
        self.tables[sheet] = replace(self.tables[sheet], spec=spec, rows=lines)

    def rows(self, sheet: str) -> list[dict[str, Value]]:
        return [dict(row.values) for row in self.tables[sheet].rows]

    def past(self, period: str, day: date) -> JudgePast:
        return JudgePast(period, day, self.tables)

    def said(self, period: str, day: date) -> Answer:
        """What is said of that day now: from the archive where its year is closed."""
        past = self.past(period, day)
        if self.whole and period[:4] == "2022":
            judgements = replace(self.tables["judgements"], rows=list(self._shelved()))
            past = replace(past, tables={**self.tables, "judgements": judgements})
        return {
            str(r["task_id"]): tuple(str(r[k]) for k in ("state", "lamp", "reason", "remedy"))  # type: ignore[misc]
            for r in recorded(past).rows
        }

    def _shelved(self) -> list[TableRow]:
        return [TableRow(n, row) for n, row in enumerate(self.shelf, start=3)]


def judge(office: Office, which: int) -> None:
    """Judge the period that it is, on that day."""
    period = office.day.strftime("%Y-%m")
    latest = office.past(period, office.day).latest
    if period not in PERIODS or (latest is not None and latest >= office.day):
        return
    plan = plan_judging(office.past(period, office.day))
    for sheet in ("judgements", "standings"):
        office.put(sheet, [*office.rows(sheet), *map(dict, plan.writes.added.get(sheet, ()))])
    office.last, office.count = (period, office.day), len(plan.writes.added["judgements"])
    sure = Counter(str(j.row["task_id"]) for j in plan.judged)
    office.answers[period, office.day] = {
        j.lamp.task_id: (j.lamp.state, j.lamp.lamp, j.lamp.reason, j.lamp.remedy)
        for j in plan.judged if j.lamp and sure[j.lamp.task_id] == 1
    }  # fmt: skip
    del which


def undo(office: Office, which: int) -> None:
    """Take the last judging back: its rows go, and nobody asks for it any more."""
    if office.last is None or office.whole:
        return
    rows = office.rows("judgements")
    office.put("judgements", rows[: len(rows) - office.count])
    standings = [r for r in office.rows("standings") if r["judged_on"] != office.last[1]]
    office.put("standings", standings)
    del office.answers[office.last]
    office.last = None
    del which


def edited(column: str, values: list[Value]) -> Callable[[Office, int], None]:
    """A change of a cell of a task: a new name, a later deadline, a restart, more progress."""

    def edit(office: Office, which: int) -> None:
        rows = office.rows("tasks")
        rows[which % len(rows)][column] = values[which % len(values)]
        office.put("tasks", rows)

    return edit


def other_rules(office: Office, which: int) -> None:
    """Another plan of lamps holds from now on."""
    office.put("lamp_rules", [dict(r) for r in rule_rows(PRESETS[NAMES[which % len(NAMES)]].rules)])


def lasting(office: Office, which: int) -> None:
    """持续整改 is granted, with a day on which it is looked at again; the task takes its stage."""
    rows = office.rows("tasks")
    row = rows[which % len(rows)]
    due = office.day + timedelta(days=which * 10 - 20)
    granted = {"task_id": row["task_id"], "open_ended": "是", "standing": "已批准",
               "decided": office.day, "review_due": due}  # fmt: skip
    office.put("extensions", [*office.rows("extensions"), granted])
    row["stage"] = "延期"
    office.put("tasks", rows)


def archive(office: Office, which: int) -> None:
    """Close 2022, once it is over."""
    current = parse_period("2023-01")
    if office.whole or office.day.year < 2023 or current is None:
        return
    plan = plan_archive(YearPast(2022, current, office.tables, LABELS))
    office.whole = dict(office.tables)
    office.shelf = [dict(row.values) for row in plan.held["judgements"]]
    office.tables = {**office.tables, **left(office.tables, plan)}
    office.last = None
    del which


def take_back(office: Office, which: int) -> None:
    """The year comes back: its rows, and those that were made since."""
    if not office.whole:
        return
    before = [dict(row.values) for row in office.whole["judgements"].rows]
    since = [r for r in office.rows("judgements") if r not in before]
    office.put("judgements", [*before, *since])
    office.whole, office.shelf = {}, []
    del which


def days_pass(office: Office, which: int) -> None:
    """A week or some go by."""
    office.day += timedelta(days=10 + which)


EVENTS = (
    judge, judge, judge, days_pass, days_pass, days_pass, undo, other_rules, lasting, archive, archive,
    take_back,
    edited("name", ["修路二期", "改过名"]), edited("lead", ["县林业局", "县交通运输局"]),
    edited("due", [date(2023, 3, 31), date(2022, 10, 31)]), edited("progress", [0.9, 1.0, "", 0.1]),
    edited("place_now", [3.0, 9.0, ""]), edited("stretch", [100.0, 120.0]),
    edited("stage", ["申请销号", "已销号", "办理中", "退办", "暂缓"]), edited("task_id", ["T-9", "T-8"]),
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(EVENTS), st.integers(0, 50)), min_size=4, max_size=25))
def test_an_old_day_gives_its_old_answer(
    events: list[tuple[Callable[[Office, int], None], int]],
) -> None:
    office = Office(dict(ledger(tasks=TASKS)))
    other_rules(office, 0)
    for event, which in [(judge, 0), *events]:
        event(office, which)
        for (period, day), answer in office.answers.items():
            assert office.said(period, day) == answer, (event.__name__, period, day)
