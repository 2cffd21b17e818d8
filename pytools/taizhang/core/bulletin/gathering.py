"""The facts of a span out of the ledger: tasks by state and pace, reports, papers, problems, units."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from taizhang.core.bulletin.facts import PaperFacts, PaperFigure, PaperItem, count
from taizhang.core.bulletin.shares import percent_text, percents
from taizhang.core.bulletin.standing import PACES, TaskStanding, by
from taizhang.core.duty.records import NOT_ISSUED
from taizhang.core.issues import Place, show
from taizhang.core.periods import BLANK, LATE, MISSING, ON_TIME
from taizhang.core.roles import Roles, StateRole
from taizhang.core.scoring.rounding import half_up
from taizhang.core.scoring.taking import ScoredSpan
from taizhang.core.tables import LedgerRows, TableRow
from taizhang.core.values.settled import day_of

STATES = {
    StateRole.DONE: "已销号", StateRole.WAITING: "待销号", StateRole.FINE: "正常",
    StateRole.WARNED: "预警", StateRole.GRAVE: "滞后", StateRole.PAUSED: "暂缓",
    StateRole.UNSTARTED: "未启动", None: "未研判",
}  # fmt: skip
TIMINGS = {ON_TIME: "按时", LATE: "迟报", BLANK: "空报", MISSING: "漏报"}
GOOD_MOST = 10


@dataclass(frozen=True, slots=True)
class Printing:
    """How percentages are printed: decimals, and whether they must add up to 100."""

    decimals: int = 1
    how: str = "四舍五入"


def of_tasks(
    tasks: Sequence[TaskStanding], span: ScoredSpan, printing: Printing, roles: Roles
) -> PaperFacts:
    """Counts and shares by state and by pace, what was closed in the span, mean progress."""
    figures = [count("总数", [t.place for t in tasks], f"{span.period.label}在台账里的任务")]
    figures += _parts(
        tasks, {name: [t for t in tasks if STATES[t.role] == name] for name in STATES.values()},
        "按研判的状态", printing,
    )  # fmt: skip
    figures += _parts(
        tasks, {name: [t for t in tasks if t.pace == name] for name in PACES},
        "按进度与序时之差，超欠10个百分点为超、欠", printing,
    )  # fmt: skip
    closed = [t for t in tasks if t.closed in span]
    figures.append(count("新销号数", [t.place for t in closed], f"销号日期在{span.period.label}"))
    figures += _progress(tasks)
    lists = {
        "滞后事项": entries(t for t in tasks if t.role is StateRole.GRAVE),
        "预警事项": entries(t for t in tasks if t.role is StateRole.WARNED),
        "新销号事项": entries(closed),
        "已销号事项": entries(t for t in tasks if t.role is StateRole.DONE),
        "待销号事项": entries(t for t in tasks if t.role is StateRole.WAITING),
        "全部事项": entries(tasks),
    }
    lists |= {f"{name}情况": list(_groups(tasks, key)) for name, key in GROUPED.items()}
    good = _good_units(tasks)
    lists["进展较好单位"] = good
    words = {"进展较好单位名单": _named(good), "滞后单位名单": _named(_lagging_units(tasks)),
             "滞后口径": _meaning(roles)}  # fmt: skip
    return PaperFacts({f.name: f for f in figures}, words, lists)


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


def _progress(tasks: Sequence[TaskStanding]) -> Iterator[PaperFigure]:
    """Mean progress and mean elapsed time of the tasks that have one."""
    places = tuple(t.place for t in tasks)
    if tasks:
        mean = 100 * sum(t.progress for t in tasks) / len(tasks)
        yield PaperFigure(
            "总体进度", half_up(mean, 1), percent_text(mean), "各任务完成进度的平均", places
        )
    timed = [t for t in tasks if t.elapsed is not None]
    if timed:
        mean = 100 * sum(t.elapsed or 0.0 for t in timed) / len(timed)
        own = tuple(t.place for t in timed)
        yield PaperFigure(
            "时间进度", half_up(mean, 1), percent_text(mean), "各任务序时进度的平均", own
        )


def entries(tasks: Iterable[TaskStanding]) -> list[PaperItem]:
    """Tasks as items of a list."""
    return [
        PaperItem({
            "序号": str(at), "编号": t.text("task_id"), "任务": t.text("name"),
            "类别": t.text("category"), "单位": "、".join(t.leads), "配合": t.text("co_brief"),
            "领导": t.text("leader"), "时限": _shown(t.day("due")),
            "原定时限": _shown(t.day("due_original") or t.day("due")), "状态": t.state,
            "灯色": t.lamp, "进度": percent_text(t.progress * 100),
            "序时": percent_text(t.elapsed * 100) if t.elapsed is not None else "—",
            "现状": _ended(t.text("latest")), "问题": _ended(t.text("problem")),
            "下步": _ended(t.text("next_step")), "依据": t.reason,
            "仍滞后": f"第{t.streak}期仍滞后" if t.streak > 1 else "",
            "期数": str(t.streak), "指标": t.text("indicator"),
            "目标": _quantity(t, "target"), "完成": _quantity(t, "actual"),
            "时限日": _short(t.day("due")),
            "原定时限日": _short(t.day("due_original") or t.day("due")),
            "完成日": _short(t.finished or t.closed),
            "完成日期": _shown(t.finished or t.closed), "销号日期": _shown(t.closed),
        }, t.place)
        for at, t in enumerate(tasks, start=1)
    ]  # fmt: skip


def _quantity(task: TaskStanding, key: str) -> str:
    value = task.row[key]
    return f"{show(value)}{task.text('measure')}" if isinstance(value, int | float) else "—"


def _ended(text: str) -> str:
    """A cell without its last mark, so that it can stand inside a sentence."""
    return " ".join(text.split()).rstrip("。；;.，,")


def _shown(day: date | None) -> str:
    return show(day) if day else "—"


def _short(day: date | None) -> str:
    """A day as tables have it."""
    return day.isoformat() if day else "—"


def _groups(tasks: Sequence[TaskStanding], key: str) -> Iterator[PaperItem]:
    """A row a group: how many of each state, and its mean progress."""
    for name, own in by(tasks, key).items():
        states = {word: str(sum(STATES[t.role] == word for t in own)) for word in STATES.values()}
        done = sum(t.role is StateRole.DONE for t in own)
        mean = percent_text(100 * sum(t.progress for t in own) / len(own))
        rate = percent_text(100 * done / len(own))
        words = {"名称": name, "任务数": str(len(own)), "平均进度": mean, "销号率": rate, **states}
        yield PaperItem(words, own[0].place)


def _good_units(tasks: Sequence[TaskStanding]) -> list[PaperItem]:
    """Units all of whose tasks are in time, those that are furthest first."""
    good = {
        unit: own for unit, own in by(tasks, "lead").items()
        if not any(t.burning for t in own) and any(t.progress > 0 for t in own)
    }  # fmt: skip
    order = sorted(good, key=lambda unit: -sum(t.progress for t in good[unit]) / len(good[unit]))
    return [
        PaperItem({"单位": unit, "任务数": str(len(good[unit]))}, good[unit][0].place)
        for unit in order[:GOOD_MOST]
    ]


def _lagging_units(tasks: Sequence[TaskStanding]) -> list[PaperItem]:
    found = by([t for t in tasks if t.role is StateRole.GRAVE], "lead")
    return [PaperItem({"单位": unit}, own[0].place) for unit, own in found.items()]


def _named(items: Sequence[PaperItem]) -> str:
    return "、".join(e.words["单位"] for e in items)


def _meaning(roles: Roles) -> str:
    """What counts as lagging, in the office's own rules."""
    return "、".join(name for name, role in roles.rules.items() if role is StateRole.GRAVE)


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
        and task_id in {"", str(r["task_id"])}
    ]  # fmt: skip
    kinds = dict.fromkeys(str(r["supervision"]) for r in sent)
    figures = [count("督办数", [table.place(r.number, "when") for r in sent], "督办记录里已发出的")]
    figures += [
        count(f"{kind}数",
              [table.place(r.number, "when") for r in sent if str(r["supervision"]) == kind],
              f"方式是“{kind}”的督办记录")
        for kind in kinds
    ]  # fmt: skip
    items = [
        PaperItem({"日期": _shown(day_of(r["when"])), "方式": str(r["supervision"]),
               "单位": str(r["unit"]), "编号": str(r["task_id"]), "事由": _ended(str(r["why"])),
               "回复": _ended(str(r["reply"])) or "未回复"}, table.place(r.number, "when"))
        for r in sent
    ]  # fmt: skip
    return PaperFacts({f.name: f for f in figures}, {}, {"督办事项": items})


def of_meetings(table: LedgerRows, tasks: Sequence[TaskStanding], span: ScoredSpan) -> PaperFacts:
    """Decisions of meetings held in the span, and how the tasks that came of them stand."""
    known = {t.text("task_id"): t for t in tasks}
    held = [r for r in table.rows if day_of(r["when"]) in span and str(r["decision"]).strip()]
    items = []
    for at, row in enumerate(held, start=1):
        task = known.get(str(row["task_id"]))
        words = {
            "序号": str(at), "日期": _shown(day_of(row["when"])), "会议": str(row["topic"]),
            "议定事项": _ended(str(row["decision"])), "编号": str(row["task_id"]) or "—",
            "单位": "、".join(task.leads) if task else "—", "状态": task.state if task else "未立项",
            "进度": percent_text(task.progress * 100) if task else "—",
            "现状": _ended(task.text("latest")) if task else "没有关联任务",
        }  # fmt: skip
        items.append(PaperItem(words, table.place(row.number, "decision")))
    figure = count("议定事项数", [e.place for e in items], "会议日期在期内、写了议定事项的")
    done = [e for e in items if (t := known.get(e.words["编号"])) and t.role is StateRole.DONE]
    closed = count("议定已办结数", [e.place for e in done], "关联任务已销号的议定事项")
    return PaperFacts({f.name: f for f in (figure, closed)}, {}, {"议定事项": items})


def of_scores(table: LedgerRows, span: ScoredSpan) -> PaperFacts:
    """The scores of the span as a list, group by group, best first."""
    rows = [r for r in table.rows if str(r["period"]) == span.period.id]
    items = [
        PaperItem({"组别": str(r["group"]), "名次": show(r["rank"]), "单位": str(r["unit"]),
               "得分": show(r["score"]), "等次": str(r["grade"]) or "—", "升降": str(r["move"])},
              table.place(r.number, "score"))
        for r in rows
    ]  # fmt: skip
    figure = count("计分单位数", [e.place for e in items], "本期考核得分里的单位")
    return PaperFacts({figure.name: figure}, {}, {"考核得分": items})


def against_january(tasks: Sequence[TaskStanding]) -> PaperFacts:
    """年终评定: by the deadline that was set first and the target, whatever was changed since."""
    items, found = [], {"按期完成": [], "逾期完成": [], "未完成": []}  # type: ignore[var-annotated]
    for entry, task in zip(entries(tasks), tasks, strict=True):
        due = task.day("due_original") or task.day("due")
        done = task.finished or task.closed
        verdict = "未完成"
        if done:
            verdict = "按期完成" if due is None or done <= due else "逾期完成"
        found[verdict].append(task.place)
        items.append(
            PaperItem({**entry.words, "评定": verdict, "目标完成率": _rate(task)}, task.place)
        )
    figures = [
        count(f"评定{name}数", places, f"按原定时限是“{name}”") for name, places in found.items()
    ]
    shares = percents([len(p) for p in found.values()])
    every = tuple(t.place for t in tasks)
    figures += [
        PaperFigure(f"评定{name}占比", share, percent_text(share), f"评定{name}数÷总数", every)
        for name, share in zip(found, shares, strict=True)
    ]
    return PaperFacts({f.name: f for f in figures}, {}, {"年终评定": items})


def _rate(task: TaskStanding) -> str:
    """Done of the target; never cut off at 100, — where there is no target."""
    target, actual = task.row["target"], task.row["actual"]
    if isinstance(target, int | float) and isinstance(actual, int | float) and target:
        return percent_text(100 * actual / target)
    return "—"
