"""阶段小结: a page a phase: what it wanted, how many are done, which are behind and why."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from taizhang.books.sheets import theme
from taizhang.books.sheets.measure import joined, tidy
from taizhang.books.sheets.page import FigureCard, Page, Segment, new_page
from taizhang.books.sheets.paper import Print, dated
from taizhang.books.sheets.pen import Pen
from taizhang.books.sheets.saved import new_book
from taizhang.books.sheets.table import Cell, PageColumn, PageRow
from taizhang.core.filenames import sheet_names
from taizhang.core.issues import show
from taizhang.core.planning.phases import PhaseStanding, Summary

ORDER = ("蓝", "浅蓝", "绿", "黄", "红", "灰")


@dataclass(frozen=True, slots=True)
class PhasePages:
    """What the pages say: where, of which plan, each phase, and the lamp of each state."""

    place: str
    title: str
    on: date
    summaries: Sequence[Summary]
    lamps: Mapping[str, str]


def build_phase_pages(path: Path, pages: PhasePages, created: datetime) -> None:
    """Write a sheet a phase to `path`."""
    names = sheet_names(summary.phase.name for summary in pages.summaries)
    with new_book(path, f"{pages.title}阶段小结", created) as book:
        pen = Pen(book)
        for summary, name in zip(pages.summaries, names, strict=True):
            page = new_page(pen, book.add_worksheet(name), Print(right=dated(pages.on)))
            _summary(page, pages, summary)
            page.finish()


def _summary(page: Page, pages: PhasePages, summary: Summary) -> None:
    phase = summary.phase
    page.band(f"{tidy(phase.name)}小结", size=20)
    page.strip(joined(pages.place, tidy(pages.title)), f"截至 {show(pages.on)}")
    ends = f"{show(phase.start)}—{show(phase.end)}" if phase.start else f"到{show(phase.end)}"
    page.facts([("起止", f"{ends}（{_when(summary)}）"), ("阶段目标", tidy(phase.aim) or "—")], across=1,
               shares=(1, 6))  # fmt: skip
    page.gap(6)
    total, behind = len(summary.tasks), summary.behind
    reached = total - len(behind) if summary.begun else 0
    mean = sum(t.progress for t in summary.tasks) / total if total else 0.0
    page.cards([
        FigureCard("任务", total, "项", theme.INK),
        FigureCard("已完成", summary.done, _share(summary.done, total), theme.LAMPS["蓝"].strong),
        FigureCard("达到要求", reached, _share(reached, total), theme.LAMPS["绿"].strong),
        FigureCard("没有达到", len(behind), _share(len(behind), total), theme.LAMPS["红"].strong),
        FigureCard("平均进度", mean, "完成进度" if total else "没有任务", theme.RED, num_format="0.0%"),
    ])  # fmt: skip
    page.section("灯色")
    counts = Counter(pages.lamps.get(str(t.row["state"]), "灰") for t in summary.tasks)
    page.segments([Segment(lamp, counts[lamp], theme.LAMPS[lamp]) for lamp in ORDER])
    page.section("没有达到要求的", f"{len(behind)}项")
    columns = [
        PageColumn("编号", 13, "centre"), PageColumn("任务", 28), PageColumn("牵头单位", 20),
        PageColumn("应达到", 10, "percent"), PageColumn("现在", 8, "percent"), PageColumn("存在问题", 13),
        PageColumn("下一步", 13),
    ]  # fmt: skip
    page.table(columns, [_row(t) for t in behind], none=_none(summary))
    page.section("小结")
    page.blanks({"主要做法": {}, "主要问题": {}, "下一阶段": {}}, least=48)
    page.signs("起草", "审核", "签发")


def _when(summary: Summary) -> str:
    """Whether the phase is over, runs still, or has not begun."""
    if summary.over:
        return "已结束"
    if not summary.begun:
        return "还没有开始"
    left = (summary.phase.end - summary.on).days
    return f"还有{left}天" if left else "今天结束"


def _none(summary: Summary) -> str:
    """What stands where no task falls short."""
    if not summary.tasks:
        return "没有任务"
    return "都达到了" if summary.begun else "还没有开始"


def _share(count: int, total: int) -> str:
    return f"占{count / total:.0%}" if total else "—"


def _row(one: PhaseStanding) -> PageRow:
    row = one.row
    texts = [tidy(str(row[key])) for key in ("name", "lead", "problem", "next_step")]
    red = Cell(one.progress, {"font_color": theme.RED, "bold": True})
    return [str(row["task_id"]), texts[0], texts[1], one.wanted, red, texts[2], texts[3]]
