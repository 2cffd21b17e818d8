"""汇总结果 on one portrait A4: how many reported, who did not, what came back, what to say to them.

For the clerk and for the leader, on screen and in grey print. All figures come ready; nothing is
counted here but the rows of a list. What does not fit a list is named by its number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from taizhang.books.layout import WORD_NAMES, WORDS, load_layout
from taizhang.books.resources import SHIPPED, Templates
from taizhang.books.sheets import theme
from taizhang.books.sheets.measure import (
    INDENT,
    TALLEST,
    paragraphs,
    text_height,
    text_points,
    tidy,
)
from taizhang.books.sheets.page import SMALL, FigureCard, Page, Segment, new_page
from taizhang.books.sheets.paper import Print
from taizhang.books.sheets.pen import Pen
from taizhang.books.sheets.saved import new_book
from taizhang.books.sheets.table import PageColumn
from taizhang.core.issues import percent, show
from taizhang.core.merge.register import Register, Wording
from taizhang.core.submission import Row

SHEET = "汇总结果"
EXTRA = "没有下发而报送的单位"
INKS = {theme.LAMPS[lamp].strong: ink for lamp, ink in theme.LAMP_INK.items()}
MOST_ROWS = 5  # of a list of files or conflicts; the whole is in the ledger
SIZES = (10.5, 9.0, 7.5, 6.0)  # of the reminder, smaller where it would be higher than a row
SHRUNK = {"font_size": 9.5, "shrink": True, "text_wrap": False}


@dataclass(frozen=True, slots=True)
class MergePage:
    """All that the page shows. `conflicts` are the open rows of 冲突裁决, `files` what came in."""

    place: str
    plan: str
    period: str
    deadline: str
    now: datetime
    register: Register
    files: int = 0
    conflicts: Sequence[Row] = ()
    reminder: str = ""


def load_wording(templates: Templates = SHIPPED) -> Wording:
    """The sentences of reminder.toml."""
    return templates.read(WORDS, _wording, WORD_NAMES)


def _wording(raw: Mapping[str, Any]) -> Wording:
    return Wording(**raw["reminder"])


def build_merge_page(
    path: Path | BytesIO, page: MergePage, created: datetime = theme.CREATED
) -> None:
    """Write the page to `path`, whole or not at all."""
    with new_book(path, f"{SHEET}（{page.period}）", created) as book:
        sheet = book.add_worksheet(SHEET)
        sheet.set_tab_color(theme.RED)
        drawn = new_page(Pen(book), sheet, Print(numbered=False), whole=True)
        _draw(drawn, page)
        drawn.finish()


def _draw(drawn: Page, page: MergePage) -> None:
    register = page.register
    drawn.band(f"{page.period}督查任务报送{SHEET}")
    left = "　".join(filter(None, (page.place, page.plan)))
    drawn.strip(left, f"报送截止 {page.deadline}　汇总于 {show(page.now)}")
    drawn.gap(8)
    drawn.cards(_standing(register))
    drawn.gap(6)
    drawn.cards(_matters(page), SMALL)
    _progress(drawn, register)
    _units(drawn, register)
    files = [(r.file, r.reason) for r in register.rejected]
    _table(drawn, ("未采用文件", "份"), (("文件", 24), ("没有采用的原因", 36)), files)
    _table(drawn, ("冲突", "处"), CONFLICT_HEADS, list(map(_conflict, page.conflicts)))
    _reminder_box(drawn, page.reminder)


def _standing(register: Register) -> list[FigureCard]:
    """Who stands how: these add up."""
    rate = "" if register.rate is None else f"报送率 {register.rate:.0%}"
    absent = len(register.absent)
    last = _card("漏报", absent, "已过截止" if absent else "", theme.LAMPS["红"].strong)
    if register.waiting and not register.missing:
        last = _card("待报", absent, "还没到截止", theme.SLATE)
    return [
        _card("应报", register.due, "家单位", theme.INK),
        _card("已报", register.filed, rate, theme.LAMPS["蓝"].strong),
        _card("按时", len(register.on_time), "", theme.LAMPS["绿"].strong),
        _card("迟报", len(register.late), "", theme.LAMPS["黄"].strong),
        _card("空报", len(register.blank), "没有填内容" if register.blank else "", theme.MUTED),
        last,
    ]


def _matters(page: MergePage) -> list[FigureCard]:
    """What the files held and what is left to do."""
    register, red = page.register, theme.LAMPS["红"].strong
    returned = register.to_correct
    cells = sum(r.cells for r in returned)
    again = len(register.unusable)
    return [
        _card("采用格数", register.taken, f"收到{page.files}份文件", theme.INK),
        _card("退回单位", len(returned), f"共{cells}格要更正" if cells else "没有要更正的", red),
        _card("未采用文件", len(register.rejected), f"{again}家要重报" if again else "没有要重报的",
             theme.SLATE),
        _card("冲突", len(page.conflicts), "等待裁决" if page.conflicts else "没有要裁决的",
             theme.LAMPS["黄"].strong),
    ]  # fmt: skip


def _card(label: str, number: int, note: str, colour: str) -> FigureCard:
    """A card whose figure is pale where it is nothing."""
    return FigureCard(
        label, number, note, colour, INKS.get(colour, colour) if number else theme.IDLE
    )


def _progress(drawn: Page, register: Register) -> None:
    """The units as one strip, each part as long as its share."""
    if register.due:
        parts = _segments(register)
        counts = "、".join(f"{p.label}{p.count}家" for p in parts if p.count)
        drawn.section("报送进度", f"应报{register.due}家：{counts}")
        drawn.segments(parts)


def _segments(register: Register) -> tuple[Segment, ...]:
    return (
        Segment("按时", len(register.on_time), theme.LAMPS["绿"]),
        Segment("迟报", len(register.late), theme.LAMPS["黄"]),
        Segment("空报", len(register.blank), theme.LAMPS["灰"]),
        Segment("漏报", len(register.missing), theme.LAMPS["红"]),
        Segment("待报", len(register.waiting), theme.Look(theme.LOCKED, theme.PAPER, theme.INK)),
    )


def _units(drawn: Page, register: Register) -> None:
    """A list for each way to stand that needs a word; those without anybody share a line."""
    lists = _lists(register)
    for title, names, look in lists:
        if names:
            drawn.section(f"{title}（{len(names)}家）")
            drawn.chips([f"{name}（{note}）" if note else name for name, note in names], look)
    nobody = [title for title, names, _ in lists if not names and title != EXTRA]
    if nobody:
        drawn.gap(6)
        drawn.note(f"{'、'.join(nobody)}：无")


def _lists(register: Register) -> list[tuple[str, list[tuple[str, str]], theme.Look]]:
    """Lists of (name, what to say of it), worst first."""
    plain = theme.Look(theme.LOCKED, theme.LOCKED, theme.INK)
    alarm = plain if register.waiting and not register.missing else theme.LAMPS["红"]
    refused = {r.unit for r in register.unusable}
    absent = [(u, "文件未采用" if u in refused else "") for u in register.absent]
    late = [(u, _day(register.received.get(u))) for u in register.late]
    returned = [(r.unit, f"{r.cells}格") for r in register.to_correct]
    return [
        ("未报单位", absent, alarm),
        ("迟报单位", late, theme.LAMPS["黄"]),
        ("空报单位", [(u, "") for u in register.blank], theme.LAMPS["灰"]),
        ("退回单位", returned, theme.LAMPS["蓝"]),
        (EXTRA, [(u, "") for u in register.extra], plain),
    ]


def _day(when: datetime | None) -> str:
    return f"{when.month}月{when.day}日" if when else ""


CONFLICT_HEADS = (("任务", 21), ("列", 7), ("台账现值", 10), ("报送值", 10), ("报送单位", 12))


def _conflict(row: Row) -> tuple[str, ...]:
    task, column, unit = f"{row['task_id']} {row['name']}", str(row["column"]), str(row["unit"])
    return task, column, _shown(row, "ours"), _shown(row, "theirs"), unit


def _shown(row: Row, side: str) -> str:
    """A value of a conflict; shares of a percent column as people write them."""
    value, columns = row[side], load_layout().form.tasks.columns
    shares = {c.label for c in columns if c.kind == "percent"}
    if str(row["column"]) in shares and isinstance(value, int | float):
        return percent(value)
    return show(value)


def _table(
    drawn: Page,
    named: tuple[str, str],
    heads: Sequence[tuple[str, int]],
    rows: Sequence[Sequence[str]],
) -> None:
    """A short table; a line says how many rows are not on it. `named` is what and its measure."""
    if not rows:
        return
    title, measure = named
    drawn.section(f"{title}（{len(rows)}{measure}）")
    columns = [PageColumn(label, wide, props=SHRUNK) for label, wide in heads]
    rooms = [drawn.width(*place) for place in drawn.shared([wide for _, wide in heads])]
    drawn.table(
        columns, [list(map(_brief, row, rooms)) for row in rows[:MOST_ROWS]], heights=(20, 20)
    )
    if len(rows) > MOST_ROWS:
        drawn.note(f"另有{len(rows) - MOST_ROWS}{measure}，见主控工作簿", align="right")


def _brief(text: str, width: float) -> str:
    """A text cut to what its column holds when shrunk to three quarters."""
    plain, room = tidy(text), (width - INDENT) / 0.75
    while text_points(plain, SHRUNK["font_size"]) > room:
        plain = f"{plain[:-2]}…"
    return plain


def _reminder_box(drawn: Page, text: str) -> None:
    """The message to all in one cell: select it, copy, paste."""
    if not text:
        return
    drawn.section("催办文字", "选中下面这一格，复制后粘贴到群里或通知里")
    room = drawn.width(0, drawn.last) - INDENT
    heights = [(size, text_height(paragraphs(text, size), room) + 14) for size in SIZES]
    size, points = next((pair for pair in heights if pair[1] <= TALLEST), (SIZES[-1], TALLEST))
    frame = {"border": 1, "border_color": theme.RED, "bg_color": theme.NOTE, "indent": 1}
    drawn.text(text, least=points, font_size=size, **frame)
