"""The facts that conditions may ask of a task on a day, each worked out once and only when asked.

Shares are 0..1. 落后百分点 are percentage points; 完成比 (done ÷ planned), 欠进度比例 (gap ÷ planned)
are other measures and are never mixed. Days overdue are calendar days, 工作日 says working days.
None means that the fact does not apply: no comparison with it ever holds.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import attrgetter

from taizhang.core.issues import percent, show
from taizhang.core.measures.conditions import FactValue
from taizhang.core.measures.pace import (
    BY_MONTHS,
    BY_NODES,
    BY_PLAN,
    PlannedCurve,
    PlannedNode,
    PlannedPeriod,
    elapsed_share,
    months_share,
    nodes_share,
    planned_share,
)
from taizhang.core.periods import IsWorkday, label_of, labels_of
from taizhang.core.roles import ASKED_TO_CLOSE, SHIPPED, StageRole

YES, NO = "是", "否"
STREAK, STREAK_END = "连续", "期数"
BEHIND = "落后"  # grave or warned


def monday_to_friday(day: date) -> bool:
    """Whether the day is worked where no calendar is at hand."""
    return day.weekday() < 5


@dataclass(frozen=True, slots=True)
class Ruling:
    """What somebody decided about a task, with a reason: a lamp, or that it is exempt."""

    kind: str
    lamp: str
    reason: str
    by: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class LampContext:
    """What a task's lamp needs of the others: ranks of units, the mean, growth, the calendar.

    `rank` is (place, how many) of the leading unit in its group, 1 is best; `mean` the mean 完成比;
    `growth` the change of 完成值 against the period before and the same period last year.
    """

    is_workday: IsWorkday = monday_to_friday
    rank: tuple[int, int] | None = None
    mean: float | None = None
    growth: tuple[float | None, float | None] = (None, None)


ALONE = LampContext()


@dataclass(frozen=True, slots=True)
class TaskState:
    """What a lamp depends on, of one task (or of one leading unit of it).

    `streaks` counts, by a state's word, a role and 落后, the periods before this one that ended so
    without a break; `before` is the last of those states, `before_lamp` its lamp. `reply_due` is by
    when the last 督办 of the task had to be answered and is not. `lasts` says that 持续整改 was granted,
    `review_due` when that is looked at again. `stretch` is the higher of two targets;
    `places` are the place aimed at, the present one and the one before, 1 is best. `made_up` says that what an earlier
    period lacked is there now. `unsaid` says that nobody was asked yet how far it is: its progress
    is compared with nothing.
    """

    task_id: str
    level: str = "常规"
    kind: str = "其他"
    stage: str = ""
    start: date | None = None
    due: date | None = None
    progress: float = 0.0
    finished: date | None = None
    closed: date | None = None
    nodes: tuple[PlannedNode, ...] = ()
    missed: tuple[str, ...] = ()
    period: str = ""
    behind_periods: int = 0
    stage_role: StageRole | None = None
    streaks: Mapping[str, int] = field(default_factory=dict)
    before: str = ""
    before_lamp: str = ""
    reply_due: date | None = None
    pace: str = ""
    curve: PlannedCurve = ()
    target: float | None = None
    actual: float | None = None
    ruling: Ruling | None = None
    made_up: bool = False
    unsaid: bool = False
    lasts: bool = False
    stretch: float | None = None
    places: tuple[float | None, float | None, float | None] = (None, None, None)
    review_due: date | None = None
    around: LampContext = ALONE

    @property
    def role_of_stage(self) -> StageRole | None:
        """What its stage means."""
        return self.stage_role or SHIPPED.stage(self.stage)


class Facts(dict[str, FactValue]):
    """The facts of a task on a day by name, each worked out when it is first asked for.

    `progress` is the task's, or one that is only supposed. It is the mapping itself: a mapping that
    pointed back to its owner would be a circle, and a million circles cost more than the judging.
    """

    __slots__ = ("_coming", "_late", "on", "progress", "state")

    def __init__(self, state: TaskState, on: date, progress: float | None = None) -> None:
        """Nothing is worked out yet."""
        super().__init__()
        self.state, self.on = state, on
        self.progress = state.progress if progress is None else progress
        self._late: list[PlannedNode] | None = None
        self._coming: tuple[date | None, str] | None = None

    def __missing__(self, name: str) -> FactValue:
        maker = MAKERS.get(name)
        self[name] = found = maker(self) if maker else streak(self.state, name)
        return found

    def with_progress(self, progress: float) -> "Facts":
        """The same day and task, supposed to be as far as that."""
        found = Facts(self.state, self.on, progress)
        found.update({n: value for n, value in self.items() if n not in MOVING})
        found._late, found._coming = self._late, self._coming
        return found

    @property
    def whole(self) -> dict[str, FactValue]:
        """All facts that have a name of their own."""
        return {name: self[name] for name in MAKERS}

    def tell(self, template: str) -> str:
        """Fill the office's own wording; a name that nobody knows stays as it is, visible."""
        return template.format_map(_ShownFacts(self))

    @property
    def late(self) -> list[PlannedNode]:
        """The milestones that are not reached and whose day has passed, the oldest first."""
        if self._late is None:
            found = [n for n in self.state.nodes if n.done is None and n.planned < self.on]
            self._late = sorted(found, key=_PLANNED) if len(found) > 1 else found
        return self._late

    @property
    def oldest(self) -> PlannedNode | None:
        """The oldest of them."""
        late = self.late
        return late[0] if late else None

    @property
    def coming(self) -> tuple[date | None, str]:
        """The next day that counts, and its name: a milestone or the deadline."""
        if self._coming is None:
            self._coming = self._next_day()
        return self._coming

    def _next_day(self) -> tuple[date | None, str]:
        state, on = self.state, self.on
        days = [
            (n.planned, f"节点“{n.name}”") for n in state.nodes if not n.done and n.planned >= on
        ]
        if state.due is not None:
            days.append((state.due, DUE_NAME))
        return min(days, default=(None, DUE_NAME))

    @property
    def wanted(self) -> PlannedPeriod | None:
        """What the plan wants of the period of this day, or of the last one that has begun."""
        begun = [p for p in self.state.curve if p.first <= self.on]
        return begun[-1] if begun else None


DUE_NAME = "完成时限"
_PLANNED = attrgetter("planned")


class _ShownFacts(dict[str, str]):
    """Words for a reason."""

    def __init__(self, facts: Facts) -> None:
        super().__init__()
        self.facts = facts

    def __missing__(self, key: str) -> str:
        if key in WORDS:
            return WORDS[key](self.facts)
        if key in MAKERS or is_streak(key):
            return word(key, self.facts[key])
        return "{" + key + "}"


def is_streak(name: str) -> bool:
    """Whether it names a streak of some state: 连续预警期数.

    >>> is_streak("连续严重滞后期数"), is_streak("连续期数")
    (True, False)
    """
    whole = len(STREAK) + len(STREAK_END)
    return name.startswith(STREAK) and name.endswith(STREAK_END) and len(name) > whole


def streak(state: TaskState, name: str) -> FactValue:
    """How many periods before this one, without a break, ended in the state that the name holds."""
    held = name[len(STREAK) : -len(STREAK_END)]
    return float(state.streaks.get(held, 0))


def _days(first: date | None, second: date | None) -> FactValue:
    return None if first is None or second is None else float((second - first).days)


def _yes(value: object) -> str:
    return YES if value else NO


def months_between(first: date, second: date) -> float:
    """Months from one day to another: whole ones, and what is over as a part of 31 days.

    >>> months_between(date(2022, 1, 31), date(2022, 2, 28)), months_between(date(2022, 1, 5), date(2022, 3, 5))
    (1.0, 2.0)
    """
    whole = (second.year - first.year) * 12 + second.month - first.month
    at = add_months(first, whole)
    if at > second:
        whole -= 1
        at = add_months(first, whole)
    return whole + (second - at).days / 31


def add_months(day: date, count: int) -> date:
    """The same day so many months later, or the last of that month."""
    months = day.year * 12 + day.month - 1 + count
    year, month = months // 12, months % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))


def workdays_after(first: date | None, last: date, is_workday: IsWorkday) -> FactValue:
    """The working days after `first` up to `last`, negative before it."""
    if first is None:
        return None
    step = 1 if last >= first else -1
    low, high = min(first, last), max(first, last)
    days = (low + timedelta(days=n) for n in range(1, (high - low).days + 1))
    return float(step * sum(map(is_workday, days)))


def _elapsed(facts: Facts) -> FactValue:
    """序时 by the task's own way of counting."""
    state = facts.state
    if state.pace == BY_PLAN and (share := planned_share(state.curve, facts.on)) is not None:
        return share
    if state.pace == BY_NODES and (share := nodes_share(state.nodes, facts.on)) is not None:
        return share
    if state.pace == BY_MONTHS:
        return months_share(state.start, state.due, facts.on)
    return elapsed_share(state.start, state.due, facts.on)


def _to_compare(facts: Facts) -> float | None:
    """The share that the progress is held against; nothing where nobody was asked for any."""
    return None if facts.state.unsaid and not facts.progress else number(facts, "序时")


def _points(facts: Facts) -> FactValue:
    elapsed = _to_compare(facts)
    return None if elapsed is None else round((elapsed - facts.progress) * 100, 1)


def _ratio(facts: Facts) -> FactValue:
    elapsed = _to_compare(facts)
    return facts.progress / elapsed if elapsed else None


def _shortfall(facts: Facts) -> FactValue:
    elapsed = _to_compare(facts)
    return max(0.0, elapsed - facts.progress) / elapsed if elapsed else None


def _time_left(facts: Facts) -> FactValue:
    elapsed = elapsed_share(facts.state.start, facts.state.due, facts.on)
    return None if elapsed is None else 1 - elapsed


def _months_unstarted(facts: Facts) -> FactValue:
    """Month ends that have passed since the planned month, with nothing begun; None once begun."""
    state, on = facts.state, facts.on
    begun = facts.progress > 0 or any(n.done for n in state.nodes) or state.finished
    if state.start is None or begun:
        return None
    return float(max(0, (on.year - state.start.year) * 12 + on.month - state.start.month))


def _node_months(facts: Facts) -> FactValue:
    node = facts.oldest
    return months_between(node.planned, facts.on) if node else None


def _overdue(facts: Facts) -> FactValue:
    found = (number(facts, name) for name in ("节点逾期天数", "时限逾期天数"))
    return max((d for d in found if d is not None), default=None)


def _amount_ratio(facts: Facts) -> FactValue:
    """What is done of what the plan wants by now, in amounts or shares."""
    state = facts.state
    wanted = planned_share(state.curve, facts.on)
    if not wanted:
        return None
    done = facts.progress
    if state.actual is not None and state.target:
        done = state.actual / state.target
    return done / wanted


def _period_met(facts: Facts) -> FactValue:
    """Whether what the plan wants by the end of the period is there."""
    wanted = facts.wanted
    if wanted is None or wanted.share is None:
        return None
    return _yes(round(facts.progress, 9) >= round(wanted.share, 9))


def _from_mean(facts: Facts) -> FactValue:
    ratio, mean = number(facts, "完成比"), facts.state.around.mean
    return None if ratio is None or mean is None else round((ratio - mean) * 100, 1)


def number(facts: Facts, name: str) -> float | None:
    """A fact that is a number, or None."""
    value = facts[name]
    return None if isinstance(value, str) else value


def _days_behind(facts: Facts) -> FactValue:
    """Days that the work is behind: the overdue ones, or the gap as days of the whole."""
    state, elapsed = facts.state, _to_compare(facts)
    overdue = number(facts, "逾期天数") or 0.0
    if state.start is None or state.due is None or elapsed is None:
        return overdue if overdue > 0 else None
    gap = (elapsed - facts.progress) * ((state.due - state.start).days + 1)
    return max(overdue, round(gap, 1))


def _closing_delay(facts: Facts) -> FactValue:
    """Days from the deadline to the day that the work was finished; negative before it."""
    state = facts.state
    return _days(state.due, state.finished or state.closed)


def _exempt(facts: Facts) -> FactValue:
    ruling = facts.state.ruling
    return _yes(ruling and ruling.kind in EXEMPTIONS)


def _is_done(facts: Facts) -> bool:
    """Whether it is done, as far as anybody says; what a review sent back is not."""
    state, role = facts.state, facts.state.role_of_stage
    said = facts.progress >= 1 or role in ASKED_TO_CLOSE
    return bool(state.finished) or (said and role is not StageRole.REFUSED)


def _of_target(state: TaskState, target: float | None) -> FactValue:
    """What is done of one of the two targets."""
    return state.actual / target if state.actual is not None and target else None


def _apart(first: float | None, second: float | None) -> FactValue:
    """By how many places the first is worse than the second."""
    return None if first is None or second is None else first - second


def _lasts(state: TaskState) -> bool:
    """Whether it goes on without a deadline: granted, and neither taken up again nor over."""
    return state.lasts and state.role_of_stage is StageRole.EXTENDED and state.closed is None


EXEMPTIONS = ("不可抗力", "容错")
MAKERS: Mapping[str, Callable[[Facts], FactValue]] = {
    "已销号": lambda f: _yes(f.state.closed or f.state.role_of_stage is StageRole.CLOSED),
    "已完成": lambda f: _yes(_is_done(f)),
    "办理环节": lambda f: f.state.stage,
    "环节角色": lambda f: r.value if (r := f.state.role_of_stage) else f.state.stage,
    "督办类别": lambda f: f.state.level,
    "任务类型": lambda f: f.state.kind,
    "节点逾期天数": lambda f: _days(n.planned, f.on) if (n := f.oldest) else None,
    "节点逾期工作日": lambda f: (
        workdays_after(n.planned, f.on, f.state.around.is_workday) if (n := f.oldest) else None
    ),
    "节点逾期月数": _node_months,
    "逾期节点": lambda f: n.name if (n := f.oldest) else None,
    "逾期节点数": lambda f: float(len(f.late)),
    "时限逾期天数": lambda f: _days(f.state.due, f.on),
    "时限逾期工作日": lambda f: workdays_after(f.state.due, f.on, f.state.around.is_workday),
    "逾期天数": _overdue,
    "完成偏差天数": _closing_delay,
    "落后天数": _days_behind,
    "督办逾期天数": lambda f: _days(f.state.reply_due, f.on),
    "持续整改": lambda f: _yes(_lasts(f.state)),
    "复查逾期天数": lambda f: _days(f.state.review_due, f.on) if _lasts(f.state) else None,
    "上期灯色": lambda f: f.state.before_lamp or None,
    "距期限天数": lambda f: _days(f.on, f.coming[0]),
    "距时限天数": lambda f: _days(f.on, f.state.due),
    "距开始天数": lambda f: _days(f.on, f.state.start),
    "剩余时间占比": _time_left,
    "立项天数": lambda f: _days(f.state.start, f.on),
    "立项月数": lambda f: months_between(s, f.on) if (s := f.state.start) else None,
    "开始逾期月数": _months_unstarted,
    "连续未报期数": lambda f: float(len(f.state.missed)),
    "本期未报": lambda f: _yes(f.state.period in f.state.missed),
    "连续落后期数": lambda f: float(max(f.state.behind_periods, f.state.streaks.get(BEHIND, 0))),
    "上期状态": lambda f: f.state.before,
    "进度": lambda f: f.progress,
    "序时": _elapsed,
    "落后百分点": _points,
    "完成比": _ratio,
    "欠进度比例": _shortfall,
    "本期计划达标": _period_met,
    "累计计划完成比": _amount_ratio,
    "目标完成比": lambda f: _of_target(f.state, f.state.target),
    "奋斗目标完成比": lambda f: _of_target(f.state, f.state.stretch),
    "位次差": lambda f: _apart(f.state.places[1], f.state.places[0]),
    "位次升降": lambda f: _apart(f.state.places[2], f.state.places[1]),
    "补完成": lambda f: _yes(f.state.made_up),
    "与平均差百分点": _from_mean,
    "组内名次": lambda f: float(r[0]) if (r := f.state.around.rank) else None,
    "组内倒数": lambda f: float(r[1] - r[0] + 1) if (r := f.state.around.rank) else None,
    "环比增幅": lambda f: f.state.around.growth[0],
    "同比增幅": lambda f: f.state.around.growth[1],
    "人工灯色": lambda f: r.lamp if (r := f.state.ruling) and not _is_exempt(r) else None,
    "豁免": _exempt,
}  # fmt: skip


def _is_exempt(ruling: Ruling) -> bool:
    return ruling.kind in EXEMPTIONS


FACTS = frozenset(MAKERS)
# facts that a rising progress changes
MOVING = frozenset({
    "已完成", "落后天数", "开始逾期月数", "进度", "落后百分点", "完成比", "欠进度比例", "本期计划达标",
    "累计计划完成比", "与平均差百分点",
})  # fmt: skip
SHARES = frozenset({
    "进度", "序时", "完成比", "欠进度比例", "剩余时间占比", "累计计划完成比", "环比增幅", "同比增幅",
    "目标完成比", "奋斗目标完成比",
})  # fmt: skip
MONTHS = frozenset({"立项月数", "节点逾期月数"})
# facts that need all tasks, or the calendar
OF_OTHERS = frozenset({"与平均差百分点", "组内名次", "组内倒数"})
OF_GROWTH = frozenset({"环比增幅", "同比增幅"})


def _what_is_late(facts: Facts) -> str:
    """What should be done by now: the deadline where that has passed, else the oldest milestone."""
    node, late = facts.oldest, number(facts, "时限逾期天数")
    if node is None or (late is not None and late > 0 and facts["逾期天数"] == late):
        return f"应于{show(facts.state.due)}完成" if facts.state.due else "没有时限"
    return f"节点“{node.name}”应于{show(node.planned)}完成"


def _place_told(places: tuple[float | None, float | None, float | None]) -> str:
    """The place now, which way it went, and the one aimed at.

    >>> _place_told((5, 7, 9)), _place_told((5, 7, None)), _place_told((None, None, None))
    ('第7位，上期第9位，前移2位，目标第5位', '第7位，目标第5位', '没有写位次')
    """
    aim, now, before = places
    if now is None:
        return "没有写位次"
    told = [f"第{show(now)}位"]
    if before is not None:
        moved = before - now
        way = (
            f"前移{show(moved)}位" if moved > 0 else f"后移{show(-moved)}位" if moved else "没有变"
        )
        told += [f"上期第{show(before)}位", way]
    return "，".join([*told, f"目标第{show(aim)}位"] if aim is not None else told)


def _grown(growth: float | None) -> str:
    """A growth in words.

    >>> _grown(-0.001), _grown(0.05), _grown(0.0)
    ('下降0.1%', '增长5%', '持平')
    """
    if growth is None:
        return "未定"
    if not growth:
        return "持平"
    return f"{'增长' if growth > 0 else '下降'}{percent(abs(growth), 1)}"


# what only a reason may name
WORDS: Mapping[str, Callable[[Facts], str]] = {
    "节点": lambda f: n.name if (n := f.oldest) else "",
    "节点时限": lambda f: show(n.planned) if (n := f.oldest) else "",
    "完成时限": lambda f: show(f.state.due),
    "逾期事项": _what_is_late,
    "位次": lambda f: _place_told(f.state.places),
    "同比": lambda f: _grown(number(f, "同比增幅")),
    "环比": lambda f: _grown(number(f, "环比增幅")),
    "低于平均百分点": lambda f: show(-v) if (v := number(f, "与平均差百分点")) is not None else "未定",
    "期次": lambda f: label_of(f.state.period),
    "未报期次": lambda f: labels_of(f.state.missed),
    "期限名称": lambda f: f.coming[1],
    "期限": lambda f: show(day) if (day := f.coming[0]) else "未定",
    "开始日期": lambda f: show(f.state.start),
    "复查日期": lambda f: show(f.state.review_due) if f.state.review_due else "未定",
    "销号日期": lambda f: show(f.state.closed),
    "研判理由": lambda f: r.reason if (r := f.state.ruling) else "",
    "研判人": lambda f: r.by if (r := f.state.ruling) else "",
    "有效期": lambda f: show(r.until) if (r := f.state.ruling) and r.until else "另行通知",
    "计划进度": lambda f: percent(p.share, 1) if (p := f.wanted) and p.share is not None else "未定",
    "超前百分点": lambda f: show(-v) if (v := number(f, "落后百分点")) is not None else "未定",
}  # fmt: skip


def word(name: str, value: FactValue) -> str:
    """A fact as a reason shows it."""
    if value is None:
        return "未定"
    if name in SHARES:
        return percent(float(value), 1)
    if name in MONTHS:
        return show(int(float(value)))
    return show(value)


def facts_of(state: TaskState, on: date) -> Facts:
    """All facts of a task on a day."""
    return Facts(state, on)


class KnownFacts:
    """The names that a condition may use: the facts, and a streak of any state."""

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and (name in FACTS or is_streak(name))


KNOWN = KnownFacts()
