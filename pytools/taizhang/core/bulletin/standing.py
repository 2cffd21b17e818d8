"""How each task stands in a span: as it was judged then, and where nobody judged, as the ledger says."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from taizhang.core.issues import Place
from taizhang.core.periods import parse_period
from taizhang.core.roles import BURNING, Roles, StateRole
from taizhang.core.scoring.taking import ScoredSpan
from taizhang.core.tables import LedgerRows, TableRow
from taizhang.core.units import split_names
from taizhang.core.values.settled import day_of


@dataclass(frozen=True, slots=True)
class PaceBounds:
    """Percentage points from 序时, from where a task is ahead or behind in the five states."""

    ahead: float = 10.0
    behind: float = 10.0

    def __str__(self) -> str:
        """As papers say it.

        >>> print(PaceBounds(), PaceBounds(5, 2.5))
        超、欠10个百分点以上为超、欠进度 超5个百分点以上为超进度，欠2.5个百分点以上为欠进度
        """
        if self.ahead == self.behind:
            return f"超、欠{self.ahead:g}个百分点以上为超、欠进度"
        return f"超{self.ahead:g}个百分点以上为超进度，欠{self.behind:g}个百分点以上为欠进度"


@dataclass(frozen=True, slots=True)
class TaskStanding:
    """A task in a span. `streak` are the periods in a row that it lagged, this one among them.

    `words` are its words on paper, put there by who first asks for them: many lists name it.
    """

    row: TableRow
    place: Place
    state: str
    role: StateRole | None
    lamp: str
    reason: str
    progress: float
    elapsed: float | None
    streak: int
    closed: date | None
    finished: date | None
    words: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    @property
    def leads(self) -> tuple[str, ...]:
        """The leading units."""
        return split_names(str(self.row["lead"]))

    def text(self, key: str) -> str:
        """A cell of the task as text."""
        return str(self.row[key]).strip()

    def day(self, key: str) -> date | None:
        """A cell of the task as a day."""
        return day_of(self.row[key])

    @property
    def burning(self) -> bool:
        """Whether it is red or yellow."""
        return self.role in BURNING

    @property
    def begun(self) -> bool:
        """Whether anything was done."""
        over = self.role in {StateRole.DONE, StateRole.WAITING}
        return over or self.progress > 0 or bool(self.finished)

    @property
    def lags_behind(self) -> bool:
        """Whether its progress is below the time that has passed; never so where it is done."""
        if self.role in {StateRole.DONE, StateRole.WAITING} or self.elapsed is None:
            return False
        return round(self.progress - self.elapsed, 6) < 0

    def pace(self, bounds: PaceBounds) -> str:
        """One of the five states of a 通报: 已完成 超进度 达进度 欠进度 其他."""
        if self.role in {StateRole.DONE, StateRole.WAITING}:
            return "已完成"
        if self.elapsed is None or self.role in {StateRole.PAUSED, StateRole.UNSTARTED}:
            return "其他"
        gap = round(100 * (self.progress - self.elapsed), 6)
        return "超进度" if gap >= bounds.ahead else "欠进度" if gap <= -bounds.behind else "达进度"


PACES = ("欠进度", "超进度", "已完成", "其他", "达进度")


def standings(
    tasks: LedgerRows, judgements: LedgerRows, roles: Roles, span: ScoredSpan
) -> list[TaskStanding]:
    """All tasks that were there in the span, in the order of the sheet."""
    judged = _judged(judgements, span)
    grave = {t for t, row in judged.items() if roles.recorded(row.values) is StateRole.GRAVE}
    lagged = _lagged(judgements, roles, grave)
    found = []
    for row in tasks.rows:
        if not row["task_id"] or _begins_later(row, span):
            continue
        task_id = str(row["task_id"])
        last = judged.get(task_id)
        found.append(_standing(row, tasks.place(row.number, "task_id"), last, roles, span,
                               _streak(lagged.get(task_id, {}), last)))  # fmt: skip
    return found


def _begins_later(row: TableRow, span: ScoredSpan) -> bool:
    start = day_of(row["start"])
    return bool(start and start > span.period.last) and not row["progress"]


def _judged(judgements: LedgerRows, span: ScoredSpan) -> Mapping[str, TableRow]:
    """The last judgement of each task in the span, not later than its day."""
    found: dict[str, TableRow] = {}
    within = {text: span.has(text) for text in {str(r["period"]) for r in judgements.rows}}
    for row in judgements.rows:
        if not within[str(row["period"])]:
            continue
        on = day_of(row["judged_on"])
        if on is not None and on <= span.on:
            before = found.get(str(row["task_id"]))
            if before is None or (day_of(before["judged_on"]) or on) <= on:
                found[str(row["task_id"])] = row
    return found


def _lagged(
    judgements: LedgerRows, roles: Roles, tasks: Collection[str]
) -> Mapping[str, Mapping[str, bool]]:
    """Of each of these tasks and each period whether its last judgement says that it lags."""
    last: dict[tuple[str, str], TableRow] = {}
    for row in judgements.rows:
        if str(row["task_id"]) not in tasks:
            continue
        key = str(row["task_id"]), str(row["period"])
        if key not in last or _judged_on(last[key]) <= _judged_on(row):
            last[key] = row
    found: dict[str, dict[str, bool]] = {}
    for (task_id, period), row in last.items():
        lags = roles.recorded(row.values) is StateRole.GRAVE
        found.setdefault(task_id, {})[period] = lags
    return found


def _judged_on(row: TableRow) -> date:
    return day_of(row["judged_on"]) or date.min


def _streak(periods: Mapping[str, bool], last: TableRow | None) -> int:
    """Periods of one kind in a row, back from the last: a week and a month are not counted together."""
    end = parse_period(str(last["period"])) if last else None
    if end is None:
        return 0
    known = [(p, lags) for text, lags in periods.items() if (p := parse_period(text))]
    same = [x for x in known if x[0].kind == end.kind and x[0].first <= end.first]
    count = 0
    for _, lags in sorted(same, key=lambda x: x[0].first, reverse=True):
        if not lags:
            break
        count += 1
    return count


def _standing(  # noqa: PLR0913 - a task with all that is known of it
    row: TableRow, place: Place, last: TableRow | None, roles: Roles, span: ScoredSpan, streak: int
) -> TaskStanding:
    closed = day_of(row["closed"])
    over = bool(closed and closed <= min(span.on, span.period.last))
    state = str(last["state"]) if last else str(row["state"])
    role = roles.recorded(last.values) if last else roles.state(state)
    progress, elapsed = row["progress"], last["elapsed"] if last else None
    if last and isinstance(last["progress"], int | float):
        progress = last["progress"]
    return TaskStanding(
        row, place, state, StateRole.DONE if over else role,
        str(last["lamp"]) if last else "", str(last["reason"]) if last else str(row["reason"]),
        float(progress) if isinstance(progress, int | float) else 0.0,
        float(elapsed) if isinstance(elapsed, int | float) else None,
        streak, closed if over else None, day_of(row["finished"]),
    )  # fmt: skip


UNNAMED = {
    "lead": "牵头单位未明确",
    "leader": "责任领导未明确",
    "category": "未分类",
    "level": "未分类",
    "source": "来源未注明",
    "tier": "来源级别未注明",
    "cause": "原因未注明",
}


def by(tasks: Sequence[TaskStanding], key: str) -> dict[str, list[TaskStanding]]:
    """Tasks by a column, in the order of first sight; a task of several units is each one's.

    Those that name nothing there stand together at the end, so that no task is left out.
    """
    found: dict[str, list[TaskStanding]] = {}
    bare: list[TaskStanding] = []
    for task in tasks:
        names = task.leads if key == "lead" else tuple(filter(None, (task.text(key),)))
        for name in names:
            found.setdefault(name, []).append(task)
        if not names:
            bare.append(task)
    return {**found, UNNAMED[key]: bare} if bare else found
