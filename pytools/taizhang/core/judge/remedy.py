"""What turns a lamp green: what must change so that no rule of yellow or red holds any more.

Reckoned from the rules that hold now, whichever of them fired: of each alternative one comparison
has to fail, the one that a unit can do most about. What depends on the day says so.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import ceil

from taizhang.core.issues import percent, show
from taizhang.core.measures.conditions import Comparison, Condition
from taizhang.core.measures.facts import DUE_NAME, MOVING, Facts, is_streak, number
from taizhang.core.periods import labels_of

TASK_DONE = "完成任务并申请销号，或获批延期"
OUT_OF_LAST = "组内名次离开后{}名"
_PLACES = re.compile(OUT_OF_LAST.format(r"(\d+)"))
_TINY = 1e-9
MOST_STEPS = 6  # rules that a rising progress may lead through


class BurningRules:
    """Rules of yellow and red by name; `moving` are those that a rising progress can put out."""

    def __init__(self, rules: Sequence[tuple[str, Condition]]) -> None:
        """Tell which are moving, once for all tasks."""
        self.rules = rules
        self._places = {name: at for at, (name, _) in reversed([*enumerate(rules)])}
        self.moving = [rule for rule in rules if not MOVING.isdisjoint(rule[1].facts)]

    def since(self, fired: str) -> Sequence[tuple[str, Condition]]:
        """The rules from the one that fired on: those above it do not hold."""
        return self.rules[self._places.get(fired, 0) :]


def remedies(burning: BurningRules, facts: Facts, fired: str = "") -> str:
    """All that has to be done, each once, joined by ；.

    A progress that is wanted twice is wanted once, the higher one. Where it would only lead into
    another rule (out of red into yellow), what that rule asks for is wanted too.
    """
    rules = burning.since(fired)
    wanted: dict[str, None] = {}
    progress: tuple[float, bool] | None = None
    now = facts
    for _ in range(MOST_STEPS):
        needed = _needed(rules, now, wanted)
        if needed is None or (progress is not None and needed <= progress):
            break
        progress = needed
        share = min(1.0, _rounded(*progress))
        now = now.with_progress(share)
        rules = burning.moving  # the rest stands
    first = [_progress(progress, facts)] if progress else []
    return "；".join(dict.fromkeys([*first, *_widest(filter(None, wanted))]))


def _widest(wanted: Iterable[str]) -> list[str]:
    """What is wanted, of several places to leave only the widest: out of the last six is out of three.

    >>> _widest(["组内名次离开后3名", "补报2022年6月", "组内名次离开后6名"])
    ['补报2022年6月', '组内名次离开后6名']
    """
    found = list(wanted)
    places = {text: int(match[1]) for text in found if (match := _PLACES.fullmatch(text))}
    most = max(places.values(), default=0)
    return [text for text in found if places.get(text, most) == most]


def _needed(
    rules: Sequence[tuple[str, Condition]], facts: Facts, wanted: dict[str, None]
) -> tuple[float, bool] | None:
    """The highest progress that a rule asks for now; what else is asked for is added to `wanted`."""
    progress: tuple[float, bool] | None = None
    for name, condition in rules:
        for alternative in condition.holding(facts):
            chosen = _easiest(alternative)
            if chosen is None:
                wanted[_in_general(name, alternative)] = None
                continue
            needed = PROGRESS[chosen.fact](facts, chosen) if chosen.fact in PROGRESS else None
            if needed is None:
                wanted[_told(chosen, facts)] = None
            else:
                progress = max(progress or needed, needed)
    return progress


def _easiest(alternative: Sequence[Comparison]) -> Comparison | None:
    """The comparison that a unit can make fail soonest."""
    known = [c for c in alternative if c.fact in ORDER or is_streak(c.fact)]
    return min(known, key=lambda c: ORDER.get(c.fact, LAST), default=None)


def _told(comparison: Comparison, facts: Facts) -> str:
    return ACTS.get(comparison.fact, _streak)(facts, comparison)


def _in_general(name: str, alternative: Sequence[Comparison]) -> str:
    conditions = "、".join(c.said for c in alternative) or "这一条"
    return f"“{name}”不再成立（现在{conditions}）"


def _progress(needed: tuple[float, bool], facts: Facts) -> str:
    """The progress that is wanted: from it on, or beyond it."""
    share, beyond = needed
    if _rounded(*needed) > 1 - _TINY:
        return TASK_DONE
    how = "超过" if beyond else "达到"
    shown = percent(share, 2) if beyond else percent(_rounded(*needed), 1)
    return f"完成进度{how}{shown}（现在{percent(facts.state.progress, 1)}）"


def _rounded(share: float, beyond: bool) -> float:
    """The share as it is shown, never less than what is needed."""
    return share + 0.001 if beyond else ceil(share * 1000 - 1e-6) / 1000


# The progress at which a comparison no longer holds, and whether it must be passed.
Needed = Callable[[Facts, Comparison], tuple[float, bool] | None]


def _strictly(comparison: Comparison) -> bool:
    """Whether the bound itself still burns, so that it has to be passed."""
    return "=" in comparison.sign


def _by_points(facts: Facts, comparison: Comparison) -> tuple[float, bool] | None:
    elapsed = number(facts, "序时")
    if elapsed is None or comparison.number is None or ">" not in comparison.sign:
        return None
    # points are rounded to one place before they are compared: go by half a place
    slack = 0.00051 if _strictly(comparison) else -0.00049
    return max(0.0, elapsed - comparison.number / 100 + slack), False


def _by_ratio(facts: Facts, comparison: Comparison) -> tuple[float, bool] | None:
    elapsed = number(facts, "序时")
    if elapsed is None or comparison.number is None or "<" not in comparison.sign:
        return None
    return elapsed * comparison.number, _strictly(comparison)


def _by_shortfall(facts: Facts, comparison: Comparison) -> tuple[float, bool] | None:
    elapsed = number(facts, "序时")
    if elapsed is None or comparison.number is None or ">" not in comparison.sign:
        return None
    return elapsed * (1 - comparison.number), _strictly(comparison)


def _by_progress(_facts: Facts, comparison: Comparison) -> tuple[float, bool] | None:
    if comparison.number is None or "<" not in comparison.sign:
        return None
    return comparison.number, _strictly(comparison)


def _by_plan(facts: Facts, _comparison: Comparison) -> tuple[float, bool] | None:
    wanted = facts.wanted
    return None if wanted is None or wanted.share is None else (wanted.share, False)


def _by_mean(facts: Facts, comparison: Comparison) -> tuple[float, bool] | None:
    elapsed, mean = number(facts, "序时"), facts.state.around.mean
    if elapsed is None or mean is None or comparison.number is None:
        return None
    return elapsed * (mean + comparison.number / 100), _strictly(comparison)


def _days_behind(facts: Facts, comparison: Comparison) -> tuple[float, bool] | None:
    """The progress that brings the days behind down to the bound; None once the day has passed."""
    state, elapsed = facts.state, number(facts, "序时")
    overdue = number(facts, "逾期天数") or 0.0
    if elapsed is None or state.start is None or state.due is None or overdue > 0:
        return None
    whole, days = (state.due - state.start).days + 1, comparison.number or 0.0
    if _strictly(comparison):  # of days rounded to a tenth
        return elapsed - (days - 0.05) / whole, True
    return elapsed - days / whole, False


PROGRESS: Mapping[str, Needed] = {
    "落后百分点": _by_points,
    "完成比": _by_ratio,
    "欠进度比例": _by_shortfall,
    "进度": _by_progress,
    "本期计划达标": _by_plan,
    "与平均差百分点": _by_mean,
    "落后天数": _days_behind,
}


# What to do about everything else, in words.
Advice = Callable[[Facts, Comparison], str]


def _nodes(facts: Facts, _comparison: Comparison) -> str:
    names = "、".join(f"“{n.name}”" for n in facts.late)
    return f"完成节点{names}或获批延期" if names else ""


def _task(_facts: Facts, _comparison: Comparison) -> str:
    return TASK_DONE


def _overdue(facts: Facts, comparison: Comparison) -> str:
    due = number(facts, "时限逾期天数")
    late = due is not None and due > 0
    nodes = _nodes(facts, comparison)
    return TASK_DONE if late or not nodes else nodes


def _coming(facts: Facts, _comparison: Comparison) -> str:
    _, name = facts.coming
    return TASK_DONE if name == DUE_NAME else f"完成{name}或获批延期"


def _report(facts: Facts, _comparison: Comparison) -> str:
    return f"补报{labels_of(facts.state.missed)}"


def _start(_facts: Facts, _comparison: Comparison) -> str:
    return "开工并报送进度，或获批调整开始日期"


def _streak(_facts: Facts, _comparison: Comparison) -> str:
    return "本期不再亮这样的灯"


def _ruled(facts: Facts, _comparison: Comparison) -> str:
    return f"由{facts.state.ruling.by if facts.state.ruling else '研判人'}重新研判并写明理由"


def _amount(facts: Facts, comparison: Comparison) -> str:
    state, ratio = facts.state, number(facts, "累计计划完成比")
    bound = comparison.number
    if bound is None or not ratio or state.actual is None:
        return "累计完成量赶上计划"
    return (
        f"累计完成量达到{show(round(state.actual * bound / ratio, 2))}（现在{show(state.actual)}）"
    )


def _reply(_facts: Facts, _comparison: Comparison) -> str:
    return "答复上一次督办"


def _to_target(facts: Facts, comparison: Comparison) -> str:
    """The amount at which the share of a target is reached."""
    state = facts.state
    target = state.stretch if comparison.fact.startswith("奋斗") else state.target
    if target is None or comparison.number is None:
        return "完成值赶上目标"
    return f"完成值达到{show(round(target * comparison.number, 2))}（现在{show(state.actual)}）"


def _place(facts: Facts, comparison: Comparison) -> str:
    aim = facts.state.places[0]
    if comparison.fact == "位次差" and aim is not None and comparison.number is not None:
        return f"位次前移到第{show(aim + comparison.number)}位"
    return "位次不后移"


def _made_up(_facts: Facts, _comparison: Comparison) -> str:
    return "以后各期当期完成计划；补上的这一期不再变"


def _look(_facts: Facts, _comparison: Comparison) -> str:
    return "复查一次，把下一次的日期写进“延期记录”的“复查日期”；办完了的申请销号"


def _growth(_facts: Facts, comparison: Comparison) -> str:
    return f"完成值{comparison.fact}不低于{comparison.value}"


def _rank(_facts: Facts, comparison: Comparison) -> str:
    return OUT_OF_LAST.format(comparison.value)


ACTS: Mapping[str, Advice] = {
    "节点逾期天数": _nodes, "节点逾期工作日": _nodes, "节点逾期月数": _nodes, "逾期节点": _nodes,
    "逾期节点数": _nodes, "逾期天数": _overdue, "时限逾期天数": _task, "时限逾期工作日": _task,
    "距时限天数": _task, "距期限天数": _coming, "剩余时间占比": _task, "立项天数": _task,
    "立项月数": _task, "开始逾期月数": _start, "本期未报": _report, "连续未报期数": _report,
    "落后天数": _task, "督办逾期天数": _reply, "复查逾期天数": _look, "补完成": _made_up, "目标完成比": _to_target,
    "奋斗目标完成比": _to_target, "位次差": _place, "位次升降": _place, "上期灯色": _streak,
    "累计计划完成比": _amount, "同比增幅": _growth, "环比增幅": _growth, "组内倒数": _rank,
    "组内名次": _rank, "人工灯色": _ruled, "连续落后期数": _streak, "完成比": _task,
    "落后百分点": _task, "欠进度比例": _task, "进度": _task, "本期计划达标": _task,
    "与平均差百分点": _task,
}  # fmt: skip
# in which order a unit can do something about them
ORDER = {
    name: at
    for at, name in enumerate((
        "落后百分点", "完成比", "欠进度比例", "落后天数", "进度", "本期计划达标", "累计计划完成比",
        "督办逾期天数", "复查逾期天数", "补完成",
        "目标完成比", "奋斗目标完成比", "位次差", "位次升降",
        "本期未报", "连续未报期数", "开始逾期月数", "节点逾期天数", "节点逾期工作日",
        "节点逾期月数", "逾期节点", "逾期节点数", "逾期天数", "时限逾期天数", "时限逾期工作日",
        "距期限天数", "距时限天数", "剩余时间占比", "立项天数", "立项月数", "与平均差百分点",
        "同比增幅", "环比增幅", "组内倒数", "组内名次", "人工灯色", "连续落后期数", "上期灯色",
    ))
}  # fmt: skip
LAST = len(ORDER)
