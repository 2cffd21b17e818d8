"""The facts of a span out of the ledger: tasks by state and pace, reports, papers, problems, units."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from taizhang.core.bulletin.facts import PaperFacts, PaperFigure, PaperItem, count
from taizhang.core.bulletin.shares import percent_text, percents
from taizhang.core.bulletin.spoken import periods_spoken
from taizhang.core.bulletin.standing import PACES, UNNAMED, PaceBounds, TaskStanding, by
from taizhang.core.duty.records import NOT_ISSUED
from taizhang.core.issues import Place, show
from taizhang.core.periods import BLANK, LATE, MISSING, ON_TIME
from taizhang.core.roles import StateRole
from taizhang.core.scoring.ranks import ranked, top
from taizhang.core.scoring.rounding import half_up
from taizhang.core.scoring.taking import ScoredSpan
from taizhang.core.tables import LedgerRows, TableRow
from taizhang.core.units import split_names
from taizhang.core.values.settled import day_of

STATES = {
    StateRole.DONE: "已销号", StateRole.WAITING: "待销号", StateRole.FINE: "正常",
    StateRole.WARNED: "预警", StateRole.GRAVE: "滞后", StateRole.PAUSED: "暂缓",
    StateRole.UNSTARTED: "未启动", None: "未研判",
}  # fmt: skip
TIMINGS = {ON_TIME: "按时", LATE: "迟报", BLANK: "空报", MISSING: "漏报"}
GOOD_MOST = 10
NAMED_MOST = 5  # tasks of a unit in a sentence; the table has them all
NOTHING = "—"
POLICIES, BEGUN = "没有工程的任务按已启动计", "有进度的才算启动"
BOUNDS = PaceBounds()
_STEP = re.compile(r"([^\s，,、；;=＝]+)[=＝](\d+(?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class Printing:
    """How percentages are printed: decimals, and whether they must add up to 100; where lines are drawn.

    `bounds` are those of 超进度 and 欠进度; `steps` are the office's own states by progress, each with
    the share it begins at; `policies`: what is no building work (`works`) counts as started.
    """

    decimals: int = 1
    how: str = "四舍五入"
    bounds: PaceBounds = BOUNDS
    steps: Sequence[tuple[str, float]] = ()
    policies: bool = False
    works: tuple[str, ...] = ()


def read_steps(text: str) -> tuple[tuple[str, float], ...]:
    """The office's own states by progress: a name and the percentage that it begins at.

    >>> read_steps("基本完成＝91.67，取得进展=1%、起步＝0；乱写")
    (('基本完成', 91.67), ('取得进展', 1.0), ('起步', 0.0))
    """
    return tuple((found[1], float(found[2])) for found in _STEP.finditer(text))


def of_tasks(tasks: Sequence[TaskStanding], span: ScoredSpan, printing: Printing) -> PaperFacts:
    """Counts and shares by state and by pace, what was closed in the span, mean progress."""
    figures = [count("总数", [t.place for t in tasks], f"{span.period.label}在台账里的任务")]
    figures += _parts(
        tasks, {name: [t for t in tasks if STATES[t.role] == name] for name in STATES.values()},
        "按研判的状态", printing,
    )  # fmt: skip
    figures += _parts(
        tasks, {name: [t for t in tasks if t.pace(printing.bounds) == name] for name in PACES},
        f"按进度与序时之差，{printing.bounds}", printing,
    )  # fmt: skip
    figures += _started(tasks, printing)
    figures += _measured(tasks, printing)
    closed = [t for t in tasks if t.closed in span]
    figures.append(count("新销号数", [t.place for t in closed], f"销号日期在{span.period.label}"))
    figures += _progress(tasks)
    lagging = sorted((t for t in tasks if t.role is StateRole.GRAVE), key=lambda t: -t.streak)
    lists = {
        "滞后事项": entries(lagging),
        "预警事项": entries(t for t in tasks if t.role is StateRole.WARNED),
        "新销号事项": entries(closed),
        "已销号事项": entries(t for t in tasks if t.role is StateRole.DONE),
        "待销号事项": entries(t for t in tasks if t.role is StateRole.WAITING),
        "全部事项": entries(tasks),
    }
    for name, key in GROUPED.items():
        groups = list(_groups(tasks, key))
        lists |= {f"{name}情况": groups, f"{name}情况表": [*groups, *_whole(tasks)]}
    for name, key in MORE_GROUPED.items():
        groups = list(_groups(tasks, key))
        lists |= {f"{name}情况": groups, f"{name}情况表": [*groups, *_whole(tasks)]}
    lists["滞后原因情况"] = list(_groups(lagging, "cause"))
    lists["进度分档"] = list(_steps(tasks, printing))
    good, bad = _good_units(tasks), _lagging_units(tasks)
    lists |= {"进展较好单位": good, "滞后单位": bad}
    figures.append(count("滞后单位数", [e.place for e in bad], "有滞后事项的牵头单位"))
    words = {"进展较好单位名单": _named(good), "滞后单位名单": _named(bad)}
    words["超欠口径"] = str(printing.bounds)
    words["启动口径"] = POLICIES if printing.policies else BEGUN
    figures.append(_causes(lists["滞后原因情况"]))
    words |= {
        f"{name}合计说明": _unlike(name, lists[f"{name}情况"], len(tasks)) for name in GROUPED
    }
    figures += [f for name in GROUPED for f in _together(name, lists[f"{name}情况"], tasks)]
    return PaperFacts({f.name: f for f in figures}, words, lists)


def _together(
    name: str, groups: Sequence[PaperItem], tasks: Sequence[TaskStanding]
) -> Iterator[PaperFigure]:
    """What the groups come to, and how much of it is a task that stands with several."""
    places = tuple(place for e in groups for place in e.places("任务数"))
    times = Counter(place.row for place in places)
    several = tuple(t.place for t in tasks if times[t.place.row] > 1)
    yield PaperFigure(
        f"{name}合计数", len(places), str(len(places)), f"各{name}的任务数相加", places
    )
    more = len(places) - len(tasks)
    yield PaperFigure(f"{name}重复数", more, str(more), f"各{name}合计比总数多的", several)


def _unlike(name: str, groups: Sequence[PaperItem], whole: int) -> str:
    """分项合计≠总数 in words; "" where they agree."""
    together = sum(int(e.words["任务数"]) for e in groups)
    if together == whole:
        return ""
    return f"几家共同牵头的，每家各计一次，各{name}合计{together}项次，总数{whole}项"


# counted too, without a block of their own in 统计
MORE_GROUPED = {"来源": "source", "来源级别": "tier"}
GROUPED = {"类别": "category", "单位": "lead", "领导": "leader", "级别": "level"}


def _parts(
    tasks: Sequence[TaskStanding],
    parts: Mapping[str, Sequence[TaskStanding]],
    rule: str,
    printing: Printing,
) -> Iterator[PaperFigure]:
    """Counts of parts, and their shares of all tasks; shares are printed as the office wants."""
    shares = percents(
        [len(p) for p in parts.values()], decimals=printing.decimals, how=printing.how
    )
    every = tuple(t.place for t in tasks)
    for (name, part), share in zip(parts.items(), shares, strict=True):
        places = [t.place for t in part]
        yield count(f"{name}数", places, f"{rule}是“{name}”的任务")
        text = percent_text(share, printing.decimals)
        yield PaperFigure(f"{name}占比", share, text, f"{name}数÷总数（{printing.how}）", every)


def _started(tasks: Sequence[TaskStanding], printing: Printing) -> Iterator[PaperFigure]:
    """Those that have begun; where the office says so, what is no building work has begun."""
    own = [
        t for t in tasks if t.begun or (printing.policies and t.text("kind") not in printing.works)
    ]
    rule = "有进度、已完成或已销号的任务" + ("，没有工程的任务都算" if printing.policies else "")
    yield count("已启动数", _places(own), rule)
    share = 100 * len(own) / len(tasks) if tasks else 0.0
    text = percent_text(share, printing.decimals) if tasks else ""
    yield PaperFigure(
        "已启动占比", half_up(share, printing.decimals), text, "已启动数÷总数", _places(tasks)
    )


def _causes(groups: Sequence[PaperItem]) -> PaperFigure:
    """Why tasks lag, as counts of nouns; those without one are not spoken of."""
    own = [e for e in groups if e.words["名称"] != UNNAMED["cause"]]
    text = "、".join(f"{e.words['名称']}{e.words['任务数']}项" for e in own)
    places = tuple(place for e in own for place in e.places("任务数"))
    return PaperFigure("滞后原因", len(places), text, "滞后任务的“滞后原因”，各几项", places)


def _measured(tasks: Sequence[TaskStanding], printing: Printing) -> Iterator[PaperFigure]:
    """Of the tasks with a target: how many keep up with the time that has passed, how many do not."""
    whole = [t for t in tasks if isinstance(t.row["target"], int | float)]
    behind = [t for t in whole if t.lags_behind]
    kept = [t for t in whole if not t.lags_behind]
    rules = {
        "量化任务": (whole, "写了目标值的任务"), "量化达序时": (kept, "写了目标值、进度不低于序时的任务"),
        "量化未达序时": (behind, "写了目标值、进度低于序时的任务"),
    }  # fmt: skip
    shares = percents([len(kept), len(behind)], decimals=printing.decimals, how=printing.how)
    for name, (own, rule) in rules.items():
        yield count(f"{name}数", _places(own), rule)
    for name, share in zip(("量化达序时", "量化未达序时"), shares, strict=True):
        text = percent_text(share, printing.decimals) if whole else ""
        yield PaperFigure(
            f"{name}占比", share, text, f"{name}数÷量化任务数（{printing.how}）", _places(whole)
        )


def _steps(tasks: Sequence[TaskStanding], printing: Printing) -> Iterator[PaperItem]:
    """The office's own states by progress, the highest first; what is done stands with the first."""
    steps = sorted(printing.steps, key=lambda step: -step[1])
    parts: list[list[TaskStanding]] = [[] for _ in steps]
    for task in tasks:
        done = task.role in {StateRole.DONE, StateRole.WAITING}
        share = round(100 * task.progress, 6)
        at = 0 if done else next((n for n, s in enumerate(steps) if share >= s[1]), len(steps) - 1)
        if parts:
            parts[at].append(task)
    shares = percents([len(p) for p in parts], decimals=printing.decimals, how=printing.how)
    for at, ((name, floor), own, share) in enumerate(zip(steps, parts, shares, strict=True), 1):
        above = f"、不到{steps[at - 2][1]:g}%" if at > 1 else "或已完成"
        line = f"进度{floor:g}%以上{above}" if floor else f"进度{above.lstrip('、')}"
        words = {"序号": str(at), "名称": name, "口径": line, "任务数": str(len(own)),
                 "占比": percent_text(share, printing.decimals)}  # fmt: skip
        rows = {"任务数": _places(own), "占比": _places(tasks)}
        place = own[0].place if own else tasks[0].place if tasks else Place()
        yield PaperItem(words, place, {k: v for k, v in rows.items() if v})


def _progress(tasks: Sequence[TaskStanding]) -> Iterator[PaperFigure]:
    """Mean progress and mean elapsed time of the tasks that have one."""
    mean = 100 * sum(t.progress for t in tasks) / len(tasks) if tasks else 0.0
    text = percent_text(mean) if tasks else ""
    yield PaperFigure("总体进度", half_up(mean, 1), text, "各任务完成进度的平均", _places(tasks))
    timed = [t for t in tasks if t.elapsed is not None]
    mean = 100 * sum(t.elapsed or 0.0 for t in timed) / len(timed) if timed else 0.0
    text = percent_text(mean) if timed else NOTHING
    yield PaperFigure(
        "时间进度", half_up(mean, 1), text, "各任务序时进度的平均", _places(timed or tasks)
    )


def entries(tasks: Iterable[TaskStanding]) -> list[PaperItem]:
    """Tasks as items of a list."""
    return [
        PaperItem({"序号": str(at), **_worded(t)}, t.place) for at, t in enumerate(tasks, start=1)
    ]


def _worded(task: TaskStanding) -> dict[str, str]:
    """What papers say of a task, made once."""
    if not task.words:
        task.words.update(_words(task))
    return task.words


def _words(t: TaskStanding) -> dict[str, str]:
    original = t.day("due_original") or t.day("due")
    return {
        "编号": t.text("task_id"), "任务": t.text("name"), "类别": t.text("category"),
        "单位": "、".join(t.leads), "配合": t.text("co_brief"), "领导": t.text("leader"),
        "时限": shown(t.day("due")), "原定时限": shown(original), "状态": t.state,
        "灯色": t.lamp, "进度": percent_text(t.progress * 100),
        "序时": percent_text(t.elapsed * 100) if t.elapsed is not None else "—",
        "现状": ended(t.text("latest")), "问题": ended(t.text("problem")),
        "下步": ended(t.text("next_step")), "依据": periods_spoken(ended(t.reason)),
        "仍滞后": f"第{t.streak}期仍滞后" if t.streak > 1 else "",
        "再次期数": str(t.streak) if t.streak > 1 else "",
        "来源": t.text("source"), "来源级别": t.text("tier"), "原因": t.text("cause"),
        "期数": str(t.streak), "指标": t.text("indicator"),
        "目标": _quantity(t, "target"), "完成": _quantity(t, "actual"),
        "时限日": _short(t.day("due")), "原定时限日": _short(original),
        "完成日": _short(t.finished or t.closed),
        "完成日期": shown(t.finished or t.closed), "销号日期": shown(t.closed),
    }  # fmt: skip


def _quantity(task: TaskStanding, key: str) -> str:
    value = task.row[key]
    return f"{show(value)}{task.text('measure')}" if isinstance(value, int | float) else "—"


def ended(text: str) -> str:
    """A cell without its last mark, so that it can stand inside a sentence."""
    return " ".join(text.split()).rstrip("。；;.，,")


def shown(day: date | None) -> str:
    """A day as a sentence has it."""
    return show(day) if day else "—"


def _short(day: date | None) -> str:
    """A day as tables have it."""
    return day.isoformat() if day else "—"


def _groups(tasks: Sequence[TaskStanding], key: str) -> Iterator[PaperItem]:
    """A row a group: how many of each state, and its mean progress; each number knows its rows."""
    for name, own in by(tasks, key).items():
        yield _group(name, own)


def _whole(tasks: Sequence[TaskStanding]) -> list[PaperItem]:
    """The last row of a table: all tasks, each counted once."""
    return [_group("合计", tasks)] if tasks else []


def _group(name: str, own: Sequence[TaskStanding]) -> PaperItem:
    rows = {word: _places(t for t in own if STATES[t.role] == word) for word in STATES.values()}
    every, done = _places(own), rows[STATES[StateRole.DONE]]
    words = {
        "名称": name, "任务数": str(len(own)),
        "平均进度": percent_text(100 * sum(t.progress for t in own) / len(own)),
        "销号率": percent_text(100 * len(done) / len(own)),
        **{word: str(len(found)) for word, found in rows.items()},
    }  # fmt: skip
    whole = dict.fromkeys(("任务数", "平均进度", "销号率"), every)
    return PaperItem(words, own[0].place, {**whole, **rows})


def _places(tasks: Iterable[TaskStanding]) -> tuple[Place, ...]:
    return tuple(t.place for t in tasks)


def _good_units(tasks: Sequence[TaskStanding]) -> list[PaperItem]:
    """Units all of whose tasks were judged and none is red or yellow, those that are furthest first.

    About ten of them; those that share the last place are all there.
    """
    good = {
        unit: own for unit, own in by(tasks, "lead").items()
        if unit != UNNAMED["lead"] and any(t.progress > 0 for t in own)
        and not any(t.burning or t.role is None for t in own)
    }  # fmt: skip
    mean = {u: sum(t.progress for t in own) / len(own) for u, own in good.items()}
    places = top(ranked({u: 100 * m for u, m in mean.items()}, decimals=1), GOOD_MOST)
    return [
        PaperItem({"序号": str(at), "单位": r.unit, "任务数": str(len(good[r.unit])),
               "平均进度": percent_text(r.value)}, good[r.unit][0].place,
              dict.fromkeys(("任务数", "平均进度"), _places(good[r.unit])))
        for at, r in enumerate(places, start=1)
    ]  # fmt: skip


def _lagging_units(tasks: Sequence[TaskStanding]) -> list[PaperItem]:
    """Units with a task that lags, those with most of them first."""
    found = by([t for t in tasks if t.role is StateRole.GRAVE], "lead")
    return [
        PaperItem(
            {
                "序号": str(at),
                "单位": unit,
                "滞后": str(len(own)),
                "事项名单": _titles(own),
                "事项简列": _titles(own, NAMED_MOST),
            },
            own[0].place,
            dict.fromkeys(("滞后", "事项名单", "事项简列"), _places(own)),
        )
        for at, (unit, own) in enumerate(sorted(found.items(), key=lambda p: -len(p[1])), start=1)
    ]


def _titles(tasks: Sequence[TaskStanding], most: int = 0) -> str:
    """Tasks by name and number; where there are more than `most`, the first of them and 等."""
    texts = [f"{t.text('name')}（{t.text('task_id')}）" for t in tasks]
    return "、".join(texts[:most]) + "等" if most and len(texts) > most else "、".join(texts)


def _named(items: Sequence[PaperItem]) -> str:
    return "、".join(e.words["单位"] for e in items)


def of_reports(summary: LedgerRows, span: ScoredSpan) -> PaperFacts:
    """Who was asked and how he answered, over all periods of the span."""
    rows = [r for r in summary.rows if r["unit"] and span.has(r["period"])]
    asked = [r for r in rows if str(r["timing"]) in TIMINGS]
    parts = {name: [r for r in asked if str(r["timing"]) == word] for word, name in TIMINGS.items()}

    def places(found: Iterable[TableRow]) -> list[Place]:
        return [summary.place(r.number, "timing") for r in found]

    figures = [count("应报数", places(asked), "汇总结果里发了报送表、已过截止的单位（每期一次）")]
    figures += [
        count(f"{name}数", places(own), f"报送情况是“{name}”") for name, own in parts.items()
    ]
    filed = [r for r in asked if str(r["timing"]) != MISSING]
    if asked:
        rate = 100 * len(filed) / len(asked)
        figures.append(
            PaperFigure(
                "报送率", half_up(rate, 1), percent_text(rate), "已报÷应报", tuple(places(asked))
            )
        )
    lists = {
        f"{name}单位": [
            PaperItem(
                {"单位": str(r["unit"]), "期次": str(r["period"])}, summary.place(r.number, "unit")
            )
            for r in own
        ]
        for name, own in parts.items()
    }
    words = {f"{name}单位名单": "、".join(dict.fromkeys(e.words["单位"] for e in lists[f"{name}单位"]))
             for name in parts}  # fmt: skip
    return PaperFacts({f.name: f for f in figures}, words, lists)


def of_supervision(table: LedgerRows, span: ScoredSpan, task_id: str = "") -> PaperFacts:
    """Papers that went out in the span, by kind; those of one task where it is named."""
    sent = [
        r for r in table.rows
        if day_of(r["when"]) in span and str(r["duty_state"]) not in NOT_ISSUED
        and (not task_id or task_id in split_names(str(r["task_id"])))
    ]  # fmt: skip
    kinds = dict.fromkeys(str(r["supervision"]) for r in sent)
    figures = [_papers("督办数", table, sent, "督办记录里已发出的，同一文号算一件")]
    figures += [
        _papers(f"{kind}数", table, [r for r in sent if str(r["supervision"]) == kind],
                f"方式是“{kind}”的督办记录，同一文号算一件")
        for kind in kinds
    ]  # fmt: skip
    figures.append(_by_kind(figures[1:], figures[0].places))
    items = [
        PaperItem({"日期": shown(day_of(r["when"])), "方式": str(r["supervision"]),
               "单位": str(r["unit"]), "编号": str(r["task_id"]), "事由": periods_spoken(ended(str(r["why"]))),
               "回复": ended(str(r["reply"])) or "未回复"}, table.place(r.number, "when"))
        for r in sent
    ]  # fmt: skip
    return PaperFacts({f.name: f for f in figures}, {}, {"督办事项": items})


def _papers(name: str, table: LedgerRows, rows: Sequence[TableRow], rule: str) -> PaperFigure:
    """How many papers the rows are: one paper may stand in several, a row a task."""
    papers = {str(r["number"]) or f"第{r.number}行" for r in rows}
    places = tuple(table.place(r.number, "when") for r in rows)
    return PaperFigure(name, len(papers), str(len(papers)), rule, places)


def _by_kind(kinds: Sequence[PaperFigure], places: Sequence[Place]) -> PaperFigure:
    """All kinds with their counts, as a sentence says them: none is left out of the sum."""
    text = "、".join(f"{kind.name.removesuffix('数')}{kind.text}件" for kind in kinds)
    rule = "已发出的督办记录，各种方式的件数"
    return PaperFigure("督办分类", sum(k.value for k in kinds), text, rule, tuple(places))


def of_nodes(table: LedgerRows, task_id: str, until: date) -> PaperFacts:
    """The milestones of one task: planned, done, and how late."""
    own = [r for r in table.rows if str(r["task_id"]) == task_id and r["node"]]
    items = [
        PaperItem({
            "序号": str(at), "节点": str(r["node"]), "单位": str(r["unit"]) or NOTHING,
            "计划完成": _short(day_of(r["planned"])), "实际完成": _short(day_of(r["done"])),
            "情况": _node(day_of(r["planned"]), day_of(r["done"]), until),
        }, table.place(r.number, "node"))
        for at, r in enumerate(own, start=1)
    ]  # fmt: skip
    return PaperFacts({}, {}, {"专报节点": items})


def _node(planned: date | None, done: date | None, until: date) -> str:
    if done and done <= until:
        late = (done - planned).days if planned else 0
        return f"逾期{late}天完成" if late > 0 else "按期完成"
    if planned and planned < until:
        return f"超期{(until - planned).days}天"
    return "未到期"


def of_scores(table: LedgerRows, span: ScoredSpan, scheme: str = "") -> PaperFacts:
    """The scores of the span as a list, group by group, best first.

    Where it was scored by several schemes, those of the office's, else of the last one.
    """
    rows = [r for r in table.rows if str(r["period"]) == span.period.id]
    schemes = {str(r["scheme"]) for r in rows}
    meant = scheme if scheme in schemes else str(rows[-1]["scheme"]) if rows else ""
    rows = [r for r in rows if str(r["scheme"]) == meant]
    items = [
        PaperItem({"组别": str(r["group"]), "名次": show(r["rank"]), "单位": str(r["unit"]),
               "得分": show(r["score"]), "等次": str(r["grade"]) or "—", "升降": str(r["move"])},
              table.place(r.number, "score"))
        for r in rows
    ]  # fmt: skip
    figure = count("计分单位数", [e.place for e in items], "本期考核得分里的单位")
    return PaperFacts({figure.name: figure}, {}, {"考核得分": items})
