"""Lamps: the facts of a task on a day, the office's rules, the first that fits, and why.

Pure: the day, the period and the history come as arguments. Shares are 0..1, 落后百分点 are
percentage points; 完成比 (done ÷ planned) and 欠进度比例 (gap ÷ planned) are other measures.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from taizhang.core.catalog import ledger as catalog
from taizhang.core.issues import Issue, Place, percent, show
from taizhang.core.judge.conditions import Condition, Fact, read_condition
from taizhang.core.roles import ASKED_TO_CLOSE, SHIPPED, StageRole
from taizhang.core.submission import Value

FACTS = frozenset({
    "已销号", "已完成", "办理环节", "环节角色", "督办类别", "任务类型", "节点逾期天数", "时限逾期天数", "逾期天数",
    "连续未报期数", "本期未报", "落后百分点", "完成比", "欠进度比例", "距期限天数", "距开始天数",
    "剩余时间占比", "立项天数", "连续落后期数", "进度", "序时",
})  # fmt: skip
WORDS = frozenset({
    "节点", "节点时限", "完成时限", "期次", "未报期次", "期限名称", "期限", "开始日期", "销号日期",
})  # fmt: skip
YES, NO = "是", "否"
# worst first: a task with several leading units shows the worst of their lamps
SERIOUS = ("红", "黄", "灰", "绿", "浅蓝", "蓝")


@dataclass(frozen=True, slots=True)
class Node:
    """A milestone of a task."""

    name: str
    planned: date
    done: date | None = None


@dataclass(frozen=True, slots=True)
class TaskState:
    """What a lamp depends on, of one task (or of one leading unit of it)."""

    task_id: str
    level: str = "常规"
    kind: str = "其他"
    stage: str = ""
    start: date | None = None
    due: date | None = None
    progress: float = 0.0
    finished: date | None = None
    closed: date | None = None
    nodes: tuple[Node, ...] = ()
    missed: tuple[str, ...] = ()
    period: str = ""
    behind_periods: int = 0
    stage_role: StageRole | None = None


@dataclass(frozen=True, slots=True)
class LampRule:
    """One usable row of 亮灯规则."""

    name: str
    condition: Condition
    lamp: str
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A lamp with its rule, its reason in words, and the elapsed share it was judged by."""

    task_id: str
    lamp: str
    state: str
    rule: str
    reason: str
    progress: float
    elapsed: float | None


class _Shown(dict[str, str]):
    """Words for a reason; an unknown name stays as the office wrote it, visible."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


@dataclass(frozen=True, slots=True)
class Facts:
    """Values for conditions, and words for reasons."""

    values: Mapping[str, Fact]
    words: Mapping[str, str] = field(default_factory=dict)

    def tell(self, template: str) -> str:
        """Fill the office's own wording."""
        shown = {name: _word(name, value) for name, value in self.values.items()}
        return template.format_map(_Shown(shown | dict(self.words)))


def read_rules(
    rows: Iterable[Mapping[str, Value]], place: Place
) -> tuple[list[LampRule], list[Issue]]:
    """Usable rules in order, and an Issue for each row that cannot be understood."""
    rules: list[LampRule] = []
    issues: list[Issue] = []
    for row in rows:
        if row.get("enabled", YES) == NO or not row["state"]:
            continue
        name = str(row["rule"])
        condition = read_condition(str(row["condition"]), FACTS)
        if isinstance(condition, str):
            issues.append(catalog.LAMP_CONDITION_UNREADABLE.at(place, rule=name, found=condition))
            continue
        texts = (str(row[k]) for k in ("lamp", "state", "reason"))
        rules.append(LampRule(name, condition, *texts))
    return rules, issues


def judge(rules: Sequence[LampRule], state: TaskState, on: date) -> Judgement | None:
    """The first rule that fits, or None where none does."""
    facts = facts_of(state, on)
    for rule in rules:
        if rule.condition.holds(facts.values):
            reason = facts.tell(rule.reason)
            elapsed = elapsed_share(state.start, state.due, on)
            return Judgement(
                state.task_id, rule.lamp, rule.state, rule.name, reason, state.progress, elapsed
            )
    return None


def worst(judgements: Sequence[Judgement]) -> Judgement:
    """The most serious of several judgements of one task."""
    return min(judgements, key=lambda j: SERIOUS.index(j.lamp) if j.lamp in SERIOUS else 99)


def elapsed_share(start: date | None, due: date | None, on: date) -> float | None:
    """序时进度: the share of the task's days that has passed at the end of `on`.

    >>> elapsed_share(date(2022, 1, 1), date(2022, 1, 10), date(2022, 1, 5))
    0.5
    """
    if start is None or due is None or due < start:
        return None
    whole = (due - start).days + 1
    return min(1.0, max(0.0, ((on - start).days + 1) / whole))


def facts_of(state: TaskState, on: date) -> Facts:
    """All facts of a task on a day."""
    stage = state.stage_role or SHIPPED.stage(state.stage)
    values: dict[str, Fact] = {
        "已销号": _yes(state.closed is not None or stage is StageRole.CLOSED),
        "已完成": _yes(
            state.finished is not None or state.progress >= 1 or stage in ASKED_TO_CLOSE
        ),
        "办理环节": state.stage,
        "环节角色": stage.value if stage else state.stage,
        "督办类别": state.level,
        "任务类型": state.kind,
        "连续未报期数": float(len(state.missed)),
        "本期未报": _yes(state.period in state.missed),
        "连续落后期数": float(state.behind_periods),
        "进度": state.progress,
        "距开始天数": _days(on, state.start),
        "立项天数": _days(state.start, on),
    }
    words = {
        "期次": state.period,
        "未报期次": show(list(state.missed)),
        "开始日期": show(state.start),
        "销号日期": show(state.closed),
        "完成时限": show(state.due),
    }
    values |= _schedule(state, on)
    node_values, node_words = _deadlines(state, on)
    return Facts(values | node_values, words | node_words)


def _schedule(state: TaskState, on: date) -> dict[str, Fact]:
    """Progress against elapsed time: three measures that must not be mixed."""
    elapsed = elapsed_share(state.start, state.due, on)
    if elapsed is None:
        return dict.fromkeys(("序时", "落后百分点", "完成比", "欠进度比例", "剩余时间占比"))
    gap = elapsed - state.progress
    return {
        "序时": elapsed,
        "落后百分点": round(gap * 100, 1),
        "完成比": state.progress / elapsed if elapsed else None,
        "欠进度比例": max(0.0, gap) / elapsed if elapsed else None,
        "剩余时间占比": 1 - elapsed,
    }


def _deadlines(state: TaskState, on: date) -> tuple[dict[str, Fact], dict[str, str]]:
    """The oldest missed node, the due date, and whichever comes next."""
    late = [n for n in state.nodes if n.done is None and n.planned < on]
    oldest = min(late, key=lambda n: n.planned, default=None)
    coming = [(n.planned, f"节点“{n.name}”") for n in state.nodes if not n.done and n.planned >= on]
    if state.due is not None:
        coming.append((state.due, "完成时限"))
    next_day, next_name = min(coming, default=(None, "完成时限"))
    node_late = _days(oldest.planned, on) if oldest else None
    due_late = _days(state.due, on)
    overdue = max((d for d in (node_late, due_late) if d is not None), default=None)
    values: dict[str, Fact] = {
        "节点逾期天数": node_late,
        "时限逾期天数": due_late,
        "逾期天数": overdue,
        "距期限天数": _days(on, next_day),
    }
    words = {
        "节点": oldest.name if oldest else "",
        "节点时限": show(oldest.planned) if oldest else "",
        "期限名称": next_name,
        "期限": show(next_day) if next_day else "未定",
    }
    return values, words


def _days(first: date | None, second: date | None) -> Fact:
    return None if first is None or second is None else float((second - first).days)


def _yes(value: bool) -> str:
    return YES if value else NO


_SHARES = frozenset({"进度", "序时", "完成比", "欠进度比例", "剩余时间占比"})


def _word(name: str, value: Fact) -> str:
    if value is None:
        return "未定"
    if name in _SHARES:
        return percent(float(value), 1)
    return show(value)
