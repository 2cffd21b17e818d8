"""Packages of tasks for lower offices, what goes up from one, and the page of chains."""

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path

from taizhang.books.sheets import theme
from taizhang.books.sheets.listing import Listing, build_listings
from taizhang.books.sheets.page import new_page
from taizhang.books.sheets.paper import Print, dated
from taizhang.books.sheets.pen import Pen
from taizhang.books.sheets.saved import new_book
from taizhang.books.sheets.table import Cell, Group, PageColumn, PageRow
from taizhang.core.issues import show
from taizhang.core.levels.plan import ChainLink
from taizhang.core.roles import StateRole
from taizhang.core.schema import SheetSpec
from taizhang.core.submission import Value

# columns of a package; those to fill in come last
GIVEN = ("task_id", "parent_id", "category", "name", "content", "lead", "due", "measure", "target")
ASKED = ("actual", "progress", "state", "latest", "problem", "note")
WIDE = {"long": 30.0, "date": 12.0}
INDENT = "　　"
LOOKS = {StateRole.GRAVE: "红", StateRole.WARNED: "黄"}


def build_package(
    path: Path | BytesIO, title: str, rows: Sequence[Mapping[str, Value]], spec: SheetSpec
) -> None:
    """A task list that a lower ledger loads as it is, or fills in by hand and sends back."""
    heads = [(spec[key].label, _width(spec, key)) for key in (*GIVEN, *ASKED)]
    body = [[row.get(key, "") for key in (*GIVEN, *ASKED)] for row in rows]
    build_listings(path, [Listing("任务清单", title, tuple(heads), body)], theme.CREATED)


def _width(spec: SheetSpec, key: str) -> float:
    return max(WIDE.get(spec[key].kind, 0.0), min(spec[key].width, 18.0))


def draw_chains(
    title: str, number: int, on: date, chains: Sequence[tuple[ChainLink, Sequence[ChainLink]]]
) -> bytes:
    """A workbook that shows each task that was given down, and all below it."""
    content = BytesIO()
    columns = [PageColumn("编号", 20), PageColumn("承接单位", 16), PageColumn("任务", 24),
               PageColumn("时限", 10, "date"), PageColumn("进度", 7, "percent"), PageColumn("状态", 8, "centre"),
               PageColumn("最新进展", 24)]  # fmt: skip
    with new_book(content, title) as book:
        how = Print(landscape=True, right=dated(on))
        page = new_page(Pen(book), book.add_worksheet("任务链"), how)
        page.band(title)
        page.strip(f"第{number}期　往下拆的任务{len(chains)}项", f"数据截至 {show(on)}")
        groups = [Group(_heading(top), [_row(link) for link in links]) for top, links in chains]
        page.table(columns, groups, none="没有往下拆的任务")
        page.finish()
    return content.getvalue()


def _heading(top: ChainLink) -> str:
    progress = f"{top.progress:.0%}" if top.progress is not None else "未报"
    words = (top.number, f"{top.name}（{top.unit}）", progress, top.state, top.below)
    return "　".join(filter(None, words))


def _row(link: ChainLink) -> PageRow:
    lamp = LOOKS.get(link.role) if link.role else None
    silent = "未报" if link.progress is None else "—"  # who reports figures has reported
    state = Cell(link.state, {"font_color": theme.lamp_ink(lamp)}) if lamp else link.state or silent
    progress = link.progress if link.progress is not None else Cell("未报", {"align": "center"})
    return [
        f"{INDENT * (link.depth - 1)}{link.number}", link.unit, link.name, link.due, progress,
        state, link.latest,
    ]  # fmt: skip
