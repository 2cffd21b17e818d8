"""办理统计表, 三清单 and 季度销号表 on paper: plain lists that a leader can sign or hang up."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from taizhang.books.sheets.listing import Listing, build_listings
from taizhang.books.sheets.paper import Print, dated
from taizhang.core.closing.tables import DUTIES, MEASURES, TASKS, Closing
from taizhang.core.issues import percent
from taizhang.core.problems.counts import Counted, total_of
from taizhang.core.submission import Value

COUNT_HEADS = (
    ("单位", 22), ("承办", 7), ("应办结", 8), ("按时", 7), ("逾期办结", 9), ("超期未办", 9),
    ("退办", 7), ("重办", 7), ("挂账", 7), ("已销号", 8), ("解决率", 9), ("满意", 7), ("基本满意", 9),
    ("不满意", 8), ("满意率", 16),
)  # fmt: skip
OPEN_HEADS = (
    ("编号", 11), ("问题", 40), ("承办单位", 20), ("灯", 6), ("环节", 10), ("交办日期", 11), ("办理时限", 11),
    ("超期天数", 9), ("退办", 7), ("备注", 18),
)  # fmt: skip
CLOSING_HEADS = (
    ("类别", 8), ("编号", 12), ("事项", 36), ("责任单位", 20), ("应完成", 11), ("办理环节", 10),
    ("销号日期", 11), ("轮次", 6), ("核查人", 10), ("备注", 22),
)  # fmt: skip
WIDER = 1.5  # columns on A3, which holds that much more


def build_counts(
    path: Path, title: str, counted: Sequence[Counted], still: Sequence[Sequence[Value]],
    created: datetime,
) -> None:  # fmt: skip
    """Write 办理统计表: a line a unit with the total, then the problems that are open still."""
    rows = [_count_row(one) for one in counted]
    if counted:
        rows.append(_count_row(total_of(counted)))
    sheets = [
        Listing("办理统计表", title, COUNT_HEADS, rows, "这段时间没有交办的问题"),
        Listing("在办问题", f"{title}：在办问题", OPEN_HEADS, still, "没有在办的问题"),
    ]
    build_listings(path, sheets, created, _how(created))


def _count_row(one: Counted) -> list[Value]:
    rate = "没有回访" if one.rate is None else f"{percent(one.rate, 1)}（{one.asked}件）"
    figures = (
        one.received, one.due, one.on_time, one.late, one.overdue, one.sent_back, one.redone,
        one.pending, one.closed,
    )  # fmt: skip
    solved = "" if one.solved is None else percent(one.solved, 1)
    return [one.unit, *figures, solved, one.content, one.fairly, one.unsatisfied, rate]


def build_three_lists(
    path: Path, title: str, lists: Sequence[Sequence[Sequence[Value]]], created: datetime, *, a3: bool
) -> None:  # fmt: skip
    """Write 任务清单, 责任清单 and 措施清单; `lists` are their rows, in this order."""
    names, wide = ("任务清单", "责任清单", "措施清单"), WIDER if a3 else 1.0
    sheets = [
        Listing(
            name, f"{title}{name}", tuple((label, width * wide) for _, label, width in columns), rows,
            "没有任务",
        )
        for name, columns, rows in zip(names, (TASKS, DUTIES, MEASURES), lists, strict=True)
    ]  # fmt: skip
    build_listings(path, sheets, created, _how(created, "A3" if a3 else "A4"))


def build_quarter(path: Path, title: str, rows: Sequence[Closing], created: datetime) -> None:
    """Write 季度销号表: what was due or closed; how many of how many stands in the title."""
    shown = [
        [
            c.kind, c.number, c.name, c.unit, c.due or "未定", c.standing, c.closed or "未销号",
            c.round or "", c.checker, c.note,
        ]
        for c in rows
    ]  # fmt: skip
    sheet = Listing("季度销号表", title, CLOSING_HEADS, shown, "这个季度没有要销号的")
    build_listings(path, [sheet], created, _how(created))


def _how(created: datetime, paper: str = "A4") -> Print:
    return Print(paper, landscape=True, right=dated(created.date()))
