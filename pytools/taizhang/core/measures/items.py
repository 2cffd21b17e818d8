"""The facts that rules of problems and milestones may ask: their stage, their days, how often sent back.

None means that the fact does not apply: no comparison with it ever holds.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from taizhang.core.issues import show
from taizhang.core.measures.conditions import FactValue
from taizhang.core.measures.facts import NO, YES, monday_to_friday, workdays_after
from taizhang.core.periods import IsWorkday
from taizhang.core.roles import StateRole

PROBLEM, NODE = "问题", "节点"  # what a rule may speak of
ITEMS = (PROBLEM, NODE)


@dataclass(frozen=True, slots=True)
class ProblemItem:
    """What the lamp of a problem depends on.

    `stage` is the stage's role, `word` what the office calls it; `limit` is the day by which the
    present stage has to be left, None where it has no limit. `before` are the roles of earlier
    periods, the latest first.
    """

    number: str
    on: date
    stage: str = ""
    word: str = ""
    kind: str = ""
    due: date | None = None
    limit: date | None = None
    assigned: date | None = None
    answered: date | None = None
    closed: date | None = None
    satisfaction: str = ""
    measures: str = ""
    counts: Mapping[str, float] = field(default_factory=dict)
    before: Sequence[StateRole | None] = ()
    is_workday: IsWorkday = monday_to_friday

    @property
    def is_closed(self) -> bool:
        """Whether its loop has ended."""
        return self.stage == "销号"

    @property
    def running(self) -> date | None:
        """The deadline while it runs: not once there is an answer."""
        return None if self.is_closed or self.is_answered else self.due

    @property
    def is_answered(self) -> bool:
        """Whether the unit has answered and nobody sent it back."""
        return self.stage in {"反馈", "审核", "回访", "解释备案"}


@dataclass(frozen=True, slots=True)
class NodeItem:
    """What the lamp of a milestone depends on; `task` is the role of its task's lamp."""

    name: str
    on: date
    planned: date | None = None
    done: date | None = None
    task: str = ""
    is_workday: IsWorkday = monday_to_friday

    @property
    def running(self) -> date | None:
        """Its planned day while it is not reached."""
        return self.planned if self.done is None else None


Makers = Mapping[str, Callable[[Any], FactValue]]


def _days(first: date | None, second: date | None) -> FactValue:
    return None if first is None or second is None else float((second - first).days)


def _run(item: ProblemItem, *roles: StateRole) -> FactValue:
    count = 0.0
    for role in item.before:
        if role not in roles:
            break
        count += 1
    return count


PROBLEM_FACTS: Makers = {
    "办理环节": lambda p: p.stage,
    "台账类型": lambda p: p.kind,
    "满意度": lambda p: p.satisfaction or None,
    "已销号": lambda p: YES if p.is_closed else NO,
    "已反馈": lambda p: YES if p.is_answered else NO,
    "逾期天数": lambda p: _days(p.running, p.on),
    "逾期工作日": lambda p: workdays_after(p.running, p.on, p.is_workday),
    "距期限天数": lambda p: _days(p.on, p.running),
    "环节逾期天数": lambda p: _days(p.limit, p.on),
    "交办天数": lambda p: None if p.is_closed else _days(p.assigned, p.on),
    "晚办天数": lambda p: _days(p.due, p.answered or p.closed),
    "退办次数": lambda p: p.counts.get("sent_back", 0.0),
    "重办次数": lambda p: p.counts.get("redone", 0.0),
    "未接通次数": lambda p: p.counts.get("tries", 0.0),
    "连续滞后期数": lambda p: _run(p, StateRole.GRAVE),
    "连续落后期数": lambda p: _run(p, StateRole.GRAVE, StateRole.WARNED),
}
NODE_FACTS: Makers = {
    "已完成": lambda n: YES if n.done else NO,
    "逾期天数": lambda n: _days(n.running, n.on),
    "逾期工作日": lambda n: workdays_after(n.running, n.on, n.is_workday),
    "距期限天数": lambda n: _days(n.on, n.running),
    "完成偏差天数": lambda n: _days(n.planned, n.done),
    "任务角色": lambda n: n.task or None,
}
ITEM_FACTS: Mapping[str, Makers] = {PROBLEM: PROBLEM_FACTS, NODE: NODE_FACTS}
# what only a reason may name
WORDS: Mapping[str, Mapping[str, Callable[[Any], str]]] = {
    PROBLEM: {
        "环节": lambda p: p.word or p.stage,
        "环节期限": lambda p: show(p.limit) if p.limit else "未定",
        "办理时限": lambda p: show(p.due) if p.due else "未定",
        "反馈日期": lambda p: show(p.answered) if p.answered else "未定",
        "销号日期": lambda p: show(p.closed) if p.closed else "未定",
        "措施": lambda p: p.measures,
    },
    NODE: {
        "节点": lambda n: n.name,
        "节点时限": lambda n: show(n.planned) if n.planned else "未定",
        "完成日期": lambda n: show(n.done) if n.done else "未定",
    },
}


class ItemFacts:
    """The facts of a problem or a milestone, by name."""

    def __init__(self, of: str, item: ProblemItem | NodeItem) -> None:
        """Nothing is worked out yet."""
        self.of, self.item = of, item

    def __getitem__(self, name: str) -> FactValue:
        return ITEM_FACTS[self.of][name](self.item)

    def tell(self, template: str) -> str:
        """The office's wording with the numbers; what nobody knows stays as it is."""
        try:
            return template.format_map(_ShownItems(self))
        except (ValueError, IndexError, AttributeError):
            return template


class _ShownItems(dict[str, str]):
    def __init__(self, facts: ItemFacts) -> None:
        super().__init__()
        self.facts = facts

    def __missing__(self, key: str) -> str:
        words = WORDS[self.facts.of]
        if key in words:
            return words[key](self.facts.item)
        if key in ITEM_FACTS[self.facts.of]:
            value = self.facts[key]
            return "未定" if value is None else show(value)
        return "{" + key + "}"


# What a problem's unit or the office does about it, by the stage that it is in.
NEXT: Mapping[str, str] = {
    "收集": "确定承办单位并交办", "分办": "在退回期限内接下，或退回并写明理由", "交办": "签收",
    "签收": "办理并反馈结果", "办理": "反馈办理结果", "重办": "重新办理并反馈结果",
    "反馈": "审核反馈", "审核": "回访", "回访": "销号或重办", "上报协调": "上级答复后继续办理",
    "挂账": "看措施办得怎样：能办的转“办理”，还办不了的再选一次“挂账”", "解释备案": "备案销号",
}  # fmt: skip


def remedy_of(item: ProblemItem | NodeItem) -> str:
    """What has to be done so that it does not burn any more.

    >>> remedy_of(ProblemItem("W-1", date(2022, 7, 1), "交办"))
    '签收'
    """
    if isinstance(item, ProblemItem):
        return NEXT.get(item.stage, "")
    return f"完成节点“{item.name}”或获批延期"
