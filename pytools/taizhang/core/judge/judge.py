"""Judge a whole ledger on a day: who has missed reports, which lamp, which 督办 step follows.

History is only added to: a day that was judged before gives the answer that was recorded then.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from taizhang.core.judge.lamps import Judgement, LampRule, Node, TaskState, judge, worst
from taizhang.core.periods import in_order
from taizhang.core.roles import BURNING, SHIPPED, Roles, StateRole
from taizhang.core.submission import Value
from taizhang.core.tables import UNDONE
from taizhang.core.units import split_names

Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class History:
    """What lamps need of the past.

    `closed` are the periods whose cut-off has passed, latest first; `asked` holds (period, unit)
    that were sent a form, `spared` (period, task_id, unit) that owed nothing in it, `reported`
    (period, task_id, unit) that answered, `said` the progress each unit last reported, `states`
    the last state judged of (period, task_id), `standing` the role of that state, whatever word it
    had then; `roles` say what the words mean now.
    """

    period: str
    closed: tuple[str, ...] = ()
    asked: frozenset[tuple[str, str]] = frozenset()
    reported: frozenset[tuple[str, str, str]] = frozenset()
    spared: frozenset[tuple[str, str, str]] = frozenset()
    said: Mapping[tuple[str, str], float] = field(default_factory=dict)
    states: Mapping[tuple[str, str], str] = field(default_factory=dict)
    standing: Mapping[tuple[str, str], StateRole | None] = field(default_factory=dict)
    roles: Roles = SHIPPED

    def missed(self, task_id: str, unit: str) -> tuple[str, ...]:
        """Periods in a row, latest first, in which the unit should have reported and did not."""
        found: list[str] = []
        for period in self.closed:
            asked = (period, unit) in self.asked
            if not asked or (period, task_id, unit) in self.spared:
                continue
            if (period, task_id, unit) in self.reported:
                break
            found.append(period)
        return tuple(found)

    def streak(self, task_id: str, state: str) -> int:
        """How many periods before this one, in a row, ended with that state, or its former word."""
        before = self._before(task_id)
        count = 0
        for period in reversed(before):
            then = self.states[period, task_id]
            renamed = then not in self.roles.states and (
                self.standing.get((period, task_id)) is self.roles.state(state)
            )
            if then != state and not renamed:
                break
            count += 1
        return count

    def _before(self, task_id: str) -> list[str]:
        """The periods before this one in which the task was judged, by time."""
        this = in_order(self.period)
        found = {p for p, t in self.states if t == task_id and in_order(p) < this}
        return sorted(found, key=in_order)

    def grave_streak(self, task_id: str) -> int:
        """How many periods before this one, in a row, ended red or yellow."""
        before = self._before(task_id)
        count = 0
        for period in reversed(before):
            if self.standing.get((period, task_id)) not in BURNING:
                break
            count += 1
        return count


def history_of(
    period: str, past: Mapping[str, Sequence[Row]], closed: Sequence[str], roles: Roles = SHIPPED
) -> History:
    """Read the past from the rows of reports (报送记录), summary (汇总结果), judgements (研判记录)."""
    judged = past["judgements"]
    valid = [r for r in past["reports"] if r["validity"] != UNDONE]
    said = {
        (str(r["task_id"]), str(r["unit"])): float(r["progress"])
        for r in sorted(valid, key=lambda r: in_order(str(r["period"])))
        if isinstance(r["progress"], int | float) and in_order(str(r["period"])) <= in_order(period)
    }
    asked = [r for r in past["summary"] if r["unit"]]
    return History(
        period=period,
        closed=tuple(sorted(closed, key=in_order, reverse=True)),
        asked=frozenset((str(r["period"]), str(r["unit"])) for r in asked),
        spared=frozenset(
            (str(r["period"]), task_id, str(r["unit"]))
            for r in asked
            for task_id in split_names(str(r.get("spared", "")))
        ),
        reported=frozenset((str(r["period"]), str(r["task_id"]), str(r["unit"])) for r in valid),
        said=said,
        states={(str(r["period"]), str(r["task_id"])): str(r["state"]) for r in judged},
        standing={(str(r["period"]), str(r["task_id"])): roles.recorded(r) for r in judged},
        roles=roles,
    )


def since_when(judgements: Iterable[Row]) -> dict[tuple[str, str], Value]:
    """Return since when each task has been in each state without a break: (task, state) to a day.

    >>> days = [("2022-06-01", "滞后"), ("2022-07-01", "正常"), ("2022-08-01", "滞后")]
    >>> since_when([{"judged_on": d, "task_id": "T-1", "state": s} for d, s in days])
    {('T-1', '滞后'): '2022-08-01', ('T-1', '正常'): '2022-07-01'}
    """
    found: dict[tuple[str, str], Value] = {}
    last: dict[str, str] = {}
    for row in sorted(judgements, key=lambda r: str(r["judged_on"])):
        task_id, state = str(row["task_id"]), str(row["state"])
        if last.get(task_id) != state:
            found[task_id, state] = row["judged_on"]
        last[task_id] = state
    return found


def judge_tasks(
    tasks: Sequence[Row],
    nodes: Sequence[Row],
    rules: Sequence[LampRule],
    history: History,
    on: date,
) -> list[Judgement | None]:
    """One judgement a task, in the order of the tasks; None where no rule fits."""
    by_task: dict[str, list[Node]] = {}
    for row in nodes:
        node = _node(row)
        if node:
            by_task.setdefault(str(row["task_id"]), []).append(node)
    return [
        _judge_task(row, tuple(by_task.get(str(row["task_id"]), ())), rules, history, on)
        for row in tasks
    ]


def _node(row: Row) -> Node | None:
    planned = row["planned"]
    return Node(str(row["node"]), planned, _day(row["done"])) if isinstance(planned, date) else None


def _judge_task(
    row: Row, nodes: tuple[Node, ...], rules: Sequence[LampRule], history: History, on: date
) -> Judgement | None:
    task_id, units = str(row["task_id"]), split_names(str(row["lead"]))
    state = _state(row, nodes, history)
    if not row.get("each_leads"):
        missed = min((history.missed(task_id, u) for u in units), key=len, default=())
        return judge(rules, replace(state, missed=missed), on)
    each = [
        replace(
            state,
            progress=history.said.get((task_id, unit), 0.0),
            missed=history.missed(task_id, unit),
        )
        for unit in units
    ]
    judged = [(u, j) for u, s in zip(units, each, strict=True) if (j := judge(rules, s, on))]
    if not judged:
        return None
    gravest = worst([j for _, j in judged])
    unit = next(u for u, j in judged if j is gravest)
    return replace(gravest, reason=f"{unit}：{gravest.reason}", progress=state.progress)


def _state(row: Row, nodes: tuple[Node, ...], history: History) -> TaskState:
    progress = row["progress"]
    return TaskState(
        task_id=str(row["task_id"]),
        level=str(row["level"]),
        kind=str(row["kind"]),
        stage=str(row["stage"]),
        start=_day(row["start"]),
        due=_day(row["due"]),
        progress=float(progress) if isinstance(progress, int | float) else 0.0,
        finished=_day(row["finished"]),
        closed=_day(row["closed"]),
        nodes=nodes,
        period=history.period,
        behind_periods=history.grave_streak(str(row["task_id"])),
        stage_role=history.roles.stage(row["stage"]),
    )


def _day(value: Value) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None
