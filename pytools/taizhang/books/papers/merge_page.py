"""汇总结果 on one portrait A4: how many reported, who did not, what came back, what to say to them.

For the clerk and for the leader, on screen and in grey print. All figures come ready; nothing is
counted here but the rows of a list. What does not fit a list is named by its number.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from taizhang.books.layout import load_layout
from taizhang.books.master.kinds import Make, maker
from taizhang.books.resources import resource
from taizhang.books.sheets import theme
from taizhang.books.wallchart.style import LAMP_INK, text_height, text_points
from taizhang.core.issues import percent, show
from taizhang.core.merge.register import Register, Wording
from taizhang.core.submission import Value

Row = Mapping[str, Value]
COLUMNS, PIXELS = 60, 12  # of the page's grid: 60 divides by all counts of cards and chips
POINTS = PIXELS * 0.75
INDENT = 9.0  # points that an indented text loses
SHEET = "汇总结果"
EXTRA = "没有下发而报送的单位"
WHITE, IDLE = "#FFFFFF", "#B5BAC0"
INKS = {theme.LAMPS[lamp].strong: ink for lamp, ink in LAMP_INK.items()}
MOST_ROWS = 5  # of a list of files or conflicts; the whole is in the ledger
CHIPS = ((9, 3), (20, 4))  # up to so many names, so many a row; five where there are more
MANY = 5
LEAST = 8.0  # points; a longer name gets a wider place instead
HIGHEST = 409.0
SIZES = (10.5, 9.0, 7.5, 6.0)  # of the reminder, smaller where it would be higher than a row
SMALL = 9.5


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


@dataclass(frozen=True, slots=True)
class Card:
    """A figure: its label, the number, a word below it, the colour of both."""

    label: str
    number: int
    note: str
    colour: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the progress strip."""

    label: str
    count: int
    look: theme.Look


def load_wording() -> Wording:
    """The sentences of templates/reminder.toml; TypeError where one is missing or unknown."""
    return Wording(**_reminder())


@cache
def _reminder() -> Mapping[str, Any]:
    with (resource("templates") / "reminder.toml").open("rb") as file:
        found: Mapping[str, Any] = tomllib.load(file)["reminder"]
    return found


def build_merge_page(path: Path, page: MergePage, created: datetime = theme.CREATED) -> None:
    """Write the page to `path`, whole or not at all."""
    content = BytesIO()
    book = Workbook(content, {"in_memory": True})
    book.set_properties({"title": f"{SHEET}（{page.period}）", "created": created})
    _write(_Pen(book.add_worksheet(SHEET), maker(book)), page)
    book.close()
    temporary = path.with_suffix(".tmp")
    temporary.write_bytes(content.getvalue())
    temporary.replace(path)


class _Pen:
    """Writes blocks of the grid, downwards; `row` is the next free row."""

    def __init__(self, sheet: Any, make: Make) -> None:
        self.sheet, self.make, self.row = sheet, make, 0
        sheet.set_column_pixels(0, COLUMNS - 1, PIXELS)
        sheet.hide_gridlines(2)

    def next(self, points: float) -> None:
        """Go down by a row of that height."""
        self.sheet.set_row(self.row, points)
        self.row += 1

    def put(self, start: int, count: int, content: str | int, **look: Any) -> None:
        """A text or number over `count` columns of the row begun last."""
        form, at = self.make(**look), self.row - 1
        if count > 1:
            self.sheet.merge_range(at, start, at, start + count - 1, "", form)
        if isinstance(content, str):
            self.sheet.write_string(at, start, content, form)
        else:
            self.sheet.write_number(at, start, content, form)

    def line(self, points: float, text: str, **look: Any) -> None:
        """A row with one text across the page."""
        self.next(points)
        self.put(0, COLUMNS, text, **look)

    def section(self, text: str, note: str = "") -> None:
        """A red heading with its rule, and a word on the right."""
        self.next(9)
        self.next(22)
        rule = {"bottom": 2, "bottom_color": theme.RED, "valign": "bottom"}
        self.put(0, COLUMNS // 2, text, font_size=12, bold=True, font_color=theme.RED, **rule)
        muted = {"font_size": 9, "font_color": theme.MUTED, "align": "right"}
        self.put(COLUMNS // 2, COLUMNS // 2, note, **muted, **rule)
        self.next(5)


def _write(pen: _Pen, page: MergePage) -> None:
    _head(pen, page)
    _cards(pen, _standing(page.register), big=True)
    pen.next(6)
    _cards(pen, _matters(page), big=False)
    _progress(pen, page.register)
    _units(pen, page.register)
    _rejected(pen, page.register)
    _conflicts(pen, page.conflicts)
    _reminder_box(pen, page.reminder)
    _page_setup(pen)


def _head(pen: _Pen, page: MergePage) -> None:
    title = f"{page.period}督查任务报送{SHEET}"
    band = {"bg_color": theme.RED, "font_color": WHITE}
    pen.line(44, title, font_size=20, bold=True, indent=1, shrink=True, **band)
    pen.next(24)
    strip: dict[str, Any] = {"bg_color": theme.CREAM, "indent": 1, "shrink": True}
    left = "　".join(filter(None, (page.place, page.plan)))
    right = f"报送截止 {page.deadline}　汇总于 {show(page.now)}"
    pen.put(0, 26, left, **strip)
    pen.put(26, COLUMNS - 26, right, align="right", **strip)
    pen.next(8)


def _standing(register: Register) -> list[Card]:
    """Who stands how: these add up."""
    rate = "" if register.rate is None else f"报送率 {register.rate:.0%}"
    absent = len(register.absent)
    last = Card("漏报", absent, "已过截止" if absent else "", theme.LAMPS["红"].strong)
    if register.waiting and not register.missing:
        last = Card("待报", absent, "还没到截止", theme.SLATE)
    return [
        Card("应报", register.due, "家单位", theme.INK),
        Card("已报", register.filed, rate, theme.LAMPS["蓝"].strong),
        Card("按时", len(register.on_time), "", theme.LAMPS["绿"].strong),
        Card("迟报", len(register.late), "", theme.LAMPS["黄"].strong),
        Card("空报", len(register.blank), "没有填内容" if register.blank else "", theme.MUTED),
        last,
    ]


def _matters(page: MergePage) -> list[Card]:
    """What the files held and what is left to do."""
    register, red = page.register, theme.LAMPS["红"].strong
    returned = register.to_correct
    cells = sum(r.cells for r in returned)
    again = len(register.unusable)
    return [
        Card("采用格数", register.taken, f"收到{page.files}份文件", theme.INK),
        Card("退回单位", len(returned), f"共{cells}格要更正" if cells else "没有要更正的", red),
        Card("未采用文件", len(register.rejected), f"{again}家要重报" if again else "没有要重报的",
             theme.SLATE),
        Card("冲突", len(page.conflicts), "等待裁决" if page.conflicts else "没有要裁决的",
             theme.LAMPS["黄"].strong),
    ]  # fmt: skip


def _cards(pen: _Pen, cards: Sequence[Card], *, big: bool) -> None:
    """A coloured bar, the label, the number and a note; white edges part the cards."""
    wide = COLUMNS // len(cards)
    rows = ((22, "label"), (36 if big else 30, "number"), (19, "note"))
    for points, part in rows:
        pen.next(points)
        for at, card in enumerate(cards):
            edge: dict[str, Any] = {"align": "center", "bg_color": theme.PAPER}
            if at < len(cards) - 1:
                edge |= {"right": 5, "right_color": WHITE}
            pen.put(at * wide, wide, getattr(card, part), **edge, **_card_look(card, part, big=big))


def _card_look(card: Card, part: str, *, big: bool) -> dict[str, Any]:
    if part == "number":
        idle = card.number == 0
        colour = IDLE if idle else INKS.get(card.colour, card.colour)
        return {"font_size": 24 if big else 19, "bold": True, "font_color": colour}
    muted: dict[str, Any] = {"font_color": theme.MUTED}
    if part == "label":
        return muted | {"top": 5, "top_color": card.colour, "font_size": 10.5}
    return muted | {"font_size": 8.5, "shrink": True, "valign": "top"}


def _progress(pen: _Pen, register: Register) -> None:
    """The units as one strip, each part as long as its share."""
    if not register.due:
        return
    parts = [s for s in _segments(register) if s.count]
    counts = "、".join(f"{p.label}{p.count}家" for p in parts)
    pen.section("报送进度", f"应报{register.due}家：{counts}")
    pen.next(24)
    start = 0
    for part, wide in zip(parts, shares([p.count for p in parts], COLUMNS), strict=True):
        full = f"{part.label} {part.count}"
        text = full if text_points(full, 10) + 4 < wide * POINTS else str(part.count)
        look = {"bg_color": part.look.strong, "font_color": part.look.ink}
        pen.put(start, wide, text, align="center", bold=True, shrink=True, **look,
                left=5 if start else 0, left_color=WHITE)  # fmt: skip
        start += wide


def _segments(register: Register) -> tuple[Segment, ...]:
    return (
        Segment("按时", len(register.on_time), theme.LAMPS["绿"]),
        Segment("迟报", len(register.late), theme.LAMPS["黄"]),
        Segment("空报", len(register.blank), theme.LAMPS["灰"]),
        Segment("漏报", len(register.missing), theme.LAMPS["红"]),
        Segment("待报", len(register.waiting), theme.Look(theme.LOCKED, theme.PAPER, theme.INK)),
    )


def shares(counts: Sequence[int], whole: int, least: int = 2) -> list[int]:
    """Parts of `whole` in proportion to the counts, each at least so long, without a rest.

    >>> shares([30, 6, 1], 60), shares([1], 60)
    ([48, 10, 2], [60])
    """
    total = sum(counts)
    wide = [max(least, round(whole * count / total)) for count in counts]
    longest = wide.index(max(wide))
    wide[longest] += whole - sum(wide)
    return wide


def _units(pen: _Pen, register: Register) -> None:
    """A list for each way to stand that needs a word; those without anybody share a line."""
    lists = _lists(register)
    for title, names, look in lists:
        if names:
            _chips(pen, f"{title}（{len(names)}家）", names, look)
    nobody = [title for title, names, _ in lists if not names and title != EXTRA]
    if nobody:
        pen.next(6)
        words = f"{'、'.join(nobody)}：无"
        pen.line(18, words, font_size=9, font_color=theme.MUTED, shrink=True)


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


def _chips(pen: _Pen, title: str, names: Sequence[tuple[str, str]], look: theme.Look) -> None:
    """Names in a grid on a light ground, all in one size."""
    pen.section(title)
    texts = [f"{name}（{note}）" if note else name for name, note in names]
    across, size = _fitting(texts)
    wide = COLUMNS // across
    ground = {"bg_color": look.tint, "font_size": size, "shrink": True, "bottom": 2,
              "bottom_color": WHITE, "indent": 1}  # fmt: skip
    for first in range(0, len(texts), across):
        pen.next(21)
        for at, text in enumerate(texts[first : first + across]):
            edge = {"right": 5, "right_color": WHITE} if at < across - 1 else {}
            pen.put(at * wide, wide, text, **ground, **edge)


def _fitting(texts: Sequence[str]) -> tuple[int, float]:
    """How many a row, and the size of their type: the more there are, the closer they stand.

    >>> _fitting(["县财政局"]), _fitting(["县财政局"] * 37), _fitting(["示例市高新技术开发区"] * 37)
    ((3, 10.0), (5, 10.0), (5, 9.5))
    """
    widest = max(text_points(text, 1) for text in texts)
    most = next((across for count, across in CHIPS if len(texts) <= count), MANY)
    for across in range(most, CHIPS[0][1], -1):
        size = _size(widest, across)
        if size >= LEAST:
            return across, size
    return CHIPS[0][1], _size(widest, CHIPS[0][1])


def _size(widest: float, across: int) -> float:
    """The size in which a text of that width (in font sizes) fits, in half points."""
    room = COLUMNS // across * POINTS - INDENT - 4
    return min(10.0, max(1.0, room / widest * 2 // 1 / 2))


def _rejected(pen: _Pen, register: Register) -> None:
    rows = [(r.file, r.reason) for r in register.rejected]
    heads = (("文件", 24), ("没有采用的原因", 36))
    _table(pen, "未采用文件", heads, rows, "份")


def _conflicts(pen: _Pen, conflicts: Sequence[Row]) -> None:
    rows = [
        (f"{r['task_id']} {r['name']}", str(r["column"]), _shown(r, "ours"), _shown(r, "theirs"),
         str(r["unit"]))
        for r in conflicts
    ]  # fmt: skip
    heads = (("任务", 21), ("列", 7), ("台账现值", 10), ("报送值", 10), ("报送单位", 12))
    _table(pen, "冲突", heads, rows, "处")


def _shown(row: Row, side: str) -> str:
    """A value of a conflict; shares of a percent column as people write them."""
    value, columns = row[side], load_layout().form.tasks.columns
    shares = {c.label for c in columns if c.kind == "percent"}
    if str(row["column"]) in shares and isinstance(value, int | float):
        return percent(value)
    return show(value)


def _table(
    pen: _Pen,
    title: str,
    heads: Sequence[tuple[str, int]],
    rows: Sequence[Sequence[str]],
    measure: str,
) -> None:
    """A short table; a line says how many rows are not on it."""
    if not rows:
        return
    pen.section(f"{title}（{len(rows)}{measure}）")
    pen.next(20)
    _cells(pen, heads, [h for h, _ in heads], bold=True, bg_color=theme.SLATE, font_color=WHITE)
    for row in rows[:MOST_ROWS]:
        texts = [_brief(text, wide) for text, (_, wide) in zip(row, heads, strict=True)]
        pen.next(20)
        _cells(pen, heads, texts, shrink=True, font_size=SMALL)
    if len(rows) > MOST_ROWS:
        left = f"另有{len(rows) - MOST_ROWS}{measure}，见主控工作簿"
        pen.line(18, left, font_size=9, font_color=theme.MUTED, align="right")


def _cells(pen: _Pen, heads: Sequence[tuple[str, int]], texts: Sequence[str], **look: Any) -> None:
    start = 0
    for (_, wide), text in zip(heads, texts, strict=True):
        pen.put(start, wide, text, border=1, border_color=theme.LINE, indent=1, **look)
        start += wide


def _brief(text: str, wide: int) -> str:
    """A text cut to what its column holds when shrunk to three quarters."""
    plain, room = " ".join(text.split()), (wide * POINTS - INDENT) / 0.75
    while text_points(plain, SMALL) > room:
        plain = f"{plain[:-2]}…"
    return plain


def _reminder_box(pen: _Pen, text: str) -> None:
    """The message to all in one cell: select it, copy, paste."""
    if not text:
        return
    pen.section("催办文字", "选中下面这一格，复制后粘贴到群里或通知里")
    heights = [(size, _high(text, size)) for size in SIZES]
    size, points = next((pair for pair in heights if pair[1] <= HIGHEST), (SIZES[-1], HIGHEST))
    frame = {"border": 1, "border_color": theme.RED, "bg_color": "#FFFDF7"}
    pen.line(points, text, font_size=size, text_wrap=True, indent=1, **frame)


def _high(text: str, size: float) -> float:
    """Height of the box around a text of that size."""
    return (
        text_height([[(part, size)] for part in text.split("\n")], COLUMNS * POINTS - INDENT) + 14
    )


def _page_setup(pen: _Pen) -> None:
    """One portrait A4, whatever its length."""
    sheet = pen.sheet
    sheet.set_paper(9)
    sheet.set_portrait()
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 1)
    sheet.print_area(0, 0, pen.row - 1, COLUMNS - 1)
    sheet.set_tab_color(theme.RED)
