"""What meetings decided: in the span, and before it where that was still open when the span began."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from taizhang.core.bulletin.facts import PaperFacts, PaperFigure, PaperItem, count
from taizhang.core.bulletin.gathering import ended, shown
from taizhang.core.bulletin.shares import percent_text
from taizhang.core.bulletin.standing import TaskStanding
from taizhang.core.roles import StateRole
from taizhang.core.scoring.rounding import half_up
from taizhang.core.scoring.taking import ScoredSpan
from taizhang.core.tables import LedgerRows, TableRow
from taizhang.core.units import split_names
from taizhang.core.values.settled import day_of

EARLIER = "以前议定"
DONE = "已办结"


def of_meetings(table: LedgerRows, tasks: Sequence[TaskStanding], span: ScoredSpan) -> PaperFacts:
    """Decisions and how the tasks that came of them stand; an open one is told until it is settled."""
    known = {t.text("task_id"): t for t in tasks}
    end = min(span.on, span.period.last)
    rows = [r for r in table.rows if str(r["decision"]).strip() and day_of(r["when"])]
    now = [r for r in rows if day_of(r["when"]) in span]
    before = [
        r for r in rows
        if (day_of(r["when"]) or end) < span.period.first
        and not _settled(r, _own(r, known), span.period.first)
    ]  # fmt: skip
    items: list[PaperItem] = []
    done: list[PaperItem] = []
    for at, row in enumerate([*now, *sorted(before, key=_when)], start=1):
        own = _own(row, known)
        over = _over(row, own, end)
        words = {"序号": str(at), "往期": EARLIER if row in before else "", **_words(row, own)}
        if over and not own:
            words |= {"状态": DONE, "现状": ended(str(row["carried"]))}
        items.append(PaperItem(words, table.place(row.number, "decision")))
        if over:
            done.append(items[-1])
    places = [e.place for e in items]
    figures = [
        count("议定事项数", places, "会议日期在期内、写了议定事项的，和以前议定、期初还没有办结的"),
        count("本期议定数", places[: len(now)], "会议日期在期内、写了议定事项的"),
        count("往期议定数", places[len(now) :], "以前议定、期初还没有办结的"),
        count("议定已办结数", [e.place for e in done], "关联任务都已销号，或者写了办结日期的"),
        count("议定未办结数", [e.place for e in items if e not in done], "还没有办结的议定事项"),
    ]
    rate = 100 * len(done) / len(items) if items else 0.0
    text = percent_text(rate) if items else ""
    figures.append(
        PaperFigure("议定办结率", half_up(rate, 1), text, "已办结÷议定事项", tuple(places))
    )
    units = _each(
        name for e in items if e not in done for name in split_names(e.words["单位"]) if name != "—"
    )
    waiting = [e for e in items if e not in done]
    figures.append(_units(units, [e for e in items if e not in done]))
    lists = {"议定事项": items, "议定未办结事项": [
        PaperItem({**e.words, "序号": str(at)}, e.place) for at, e in enumerate(waiting, start=1)
    ]}  # fmt: skip
    return PaperFacts({f.name: f for f in figures}, {"议定单位名单": units}, lists)


def _units(names: str, waiting: Sequence[PaperItem]) -> PaperFigure:
    """How many units still have something to do of it."""
    number = len(split_names(names))
    places = tuple(e.place for e in waiting)
    return PaperFigure("议定单位数", number, str(number), "没有办结的议定事项的承办单位", places)


def _when(row: TableRow) -> date:
    return day_of(row["when"]) or date.min


def _own(row: TableRow, known: Mapping[str, TaskStanding]) -> list[TaskStanding]:
    return [known[i] for i in split_names(str(row["task_id"])) if i in known]


def _over(row: TableRow, own: Sequence[TaskStanding], end: date) -> bool:
    """Whether it is settled on that day: by its own date, else by all its tasks."""
    said = day_of(row["done"])
    if said is not None:
        return said <= end
    return bool(own) and all(t.role is StateRole.DONE for t in own)


def _settled(row: TableRow, own: Sequence[TaskStanding], first: date) -> bool:
    """Whether it was settled before the span began; closed without a day, it was told already."""
    said = day_of(row["done"])
    if said is not None:
        return said < first
    return bool(own) and all(
        t.role is StateRole.DONE and (t.closed or t.finished or date.min) < first for t in own
    )


def _words(row: TableRow, own: Sequence[TaskStanding]) -> dict[str, str]:
    return {
        "日期": shown(day_of(row["when"])), "会议": str(row["topic"]),
        "议定事项": ended(str(row["decision"])), "编号": str(row["task_id"]) or "—",
        "单位": _each(name for t in own for name in t.leads) or str(row["unit"]) or "—",
        "状态": _each(t.state for t in own) or "未立项",
        "时限": _each(shown(t.day("due")) for t in own) or shown(day_of(row["due"])),
        "进度": "、".join(percent_text(t.progress * 100) for t in own) or "—",
        "现状": _carried(row, own),
    }  # fmt: skip


def _carried(row: TableRow, own: Sequence[TaskStanding]) -> str:
    """How far it is: as its tasks say, else as the clerk wrote it down."""
    if own:
        return "；".join(ended(t.text("latest")) for t in own)
    return ended(str(row["carried"])) or "没有关联任务"


def _each(names: Iterable[str]) -> str:
    """Each once, in the order they come."""
    return "、".join(dict.fromkeys(names))
