"""What an office may change of the wall chart, read from templates/wallchart.toml.

Lengths are points. An unknown key in the TOML raises TypeError, so a typo cannot pass silently.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from taizhang.books.resources import resource
from taizhang.books.sheets import theme
from taizhang.core.wall import WallChart

POINTS_PER_PIXEL = 0.75
MM_PER_INCH = 25.4
POINTS_PER_MM = 72 / MM_PER_INCH
PADDING = 4.0  # what Excel keeps free in a cell, left and right together
LINE_PITCH = 1.45  # line height of the tallest common Chinese font, in font sizes

TALLEST = 409.0  # Excel's own limit for a row
WHITE = "#FFFFFF"
HEAD_RULE = "#6B7177"  # rules on the dark ground of heads
LAMP_INK = {"红": theme.LAMPS["红"].strong, "黄": "#8F6B00"}  # lamps as letters on white

Paragraph = Sequence[tuple[str, float]]  # pieces of text with their font size

# Column widths are stored in digits of the workbook's default font. Verdana is on every Windows,
# and the font that Linux puts in its place has digits of the same width, so that the chart keeps
# its width on both; Calibri's digits would come out a third wider there.
BOOK_OPTIONS = {
    "default_format_properties": {"font_name": "Verdana", "font_size": 10},
    "default_column_width": 72,
    "default_row_height": 17,
}

_WORDS = re.compile(r"(?:[!-~]+|.)[、，。；：！？”’）》」】〕％%]*")


@dataclass(frozen=True, slots=True)
class Page:
    """Margins in mm (left, right, top, bottom), width of the chart, how far pages are filled."""

    margins: tuple[float, float, float, float]
    width: float
    fill: float
    stretch: float
    pages: str
    zoom: int


@dataclass(frozen=True, slots=True)
class WallColumn:
    """A column left of the time grid, or of the list."""

    key: str
    label: str
    width: float


@dataclass(frozen=True, slots=True)
class Kpi:
    """A number on top; no states means all tasks."""

    label: str
    colour: str
    states: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bars:
    """Texture of the done part by lamp, texture of the overrun, lamps whose reason is printed."""

    textures: Mapping[str, str]
    overrun: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListSheet:
    """The list of red and yellow tasks; `tails` are cut from the chart's title to make its own."""

    label: str
    tails: tuple[str, ...]
    columns: tuple[WallColumn, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """An entry of the legend: a sign in its colour and what it means."""

    sign: str
    colour: str
    text: str


@dataclass(frozen=True, slots=True)
class WallStyle:
    """All of templates/wallchart.toml."""

    page: Page
    heights: Mapping[str, float]
    fonts: Mapping[str, float]
    columns: tuple[WallColumn, ...]
    kpis: tuple[Kpi, ...]
    legend: tuple[Sign, ...]
    bars: Bars
    list: ListSheet
    texts: Mapping[str, str]

    def text(self, key: str, **values: object) -> str:
        """A text with its values; KeyError when the TOML lacks it."""
        return self.texts[key].format(**values)

    def asof(self, chart: WallChart) -> str:
        """The day that the chart shows, and its period."""
        return joined(self.text("asof", on=day(chart.on)), chart.period_label)

    def footer(self, chart: WallChart) -> str:
        """The print footer: title on the left, page of pages, day and period on the right."""
        pages = self.page.pages.format(page="&P", pages="&N")
        left, right = (text.replace("&", "&&") for text in (tidy(chart.title), self.asof(chart)))
        return f"&L&9 {left}&C&9{pages}&R&9 {right}"


def load_style(path: Path | None = None) -> WallStyle:
    """The style in that file, or the installed one."""
    return _load(path or resource("templates") / "wallchart.toml")


@cache
def _load(path: Path) -> WallStyle:
    with path.open("rb") as file:
        raw: dict[str, Any] = tomllib.load(file)
    page, bars, listed = raw.pop("page"), raw.pop("bars"), raw.pop("list")
    return WallStyle(
        page=Page(**page | {"margins": tuple(page["margins"])}),
        bars=Bars(**bars | {"reasons": tuple(bars["reasons"])}),
        list=ListSheet(
            columns=_columns(listed.pop("columns")), tails=tuple(listed.pop("tails")), **listed
        ),
        columns=_columns(raw.pop("columns")),
        legend=tuple(Sign(**_coloured(sign)) for sign in raw.pop("legend")),
        kpis=tuple(
            Kpi(**_coloured(k) | {"states": tuple(k.get("states", ()))}) for k in raw.pop("kpis")
        ),
        **raw,
    )


def _coloured(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The entry with its colour as web hex, where it names a lamp."""
    lamp = theme.LAMPS.get(raw["colour"])
    return {**raw, "colour": lamp.strong} if lamp else dict(raw)


def _columns(raw: Iterable[Mapping[str, Any]]) -> tuple[WallColumn, ...]:
    return tuple(WallColumn(**column) for column in raw)


class Formats:
    """Formats of one workbook by their properties: the same look is one format."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def __call__(self, **props: Any) -> Format:
        """The format with these XlsxWriter properties over the house font, centred."""
        base = {"font_name": theme.FONT, "font_color": theme.INK, "valign": "vcenter"}
        look = base | props
        key = tuple(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(look)
        return self._made[key]


def blend(one: str, other: str, share: float) -> str:
    """A web colour between two: `share` of `one`, the rest of `other`.

    >>> blend("#000000", "#FFFFFF", 0.5)
    '#808080'
    """
    pairs = ((int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in pairs)


def pixels(points: float) -> int:
    """Points as whole pixels, the unit in which Excel sets columns."""
    return round(points / POINTS_PER_PIXEL)


def day(value: date | None, none: str = "") -> str:
    """A date as 2022年3月5日.

    >>> day(date(2022, 3, 5)), day(None, "—")
    ('2022年3月5日', '—')
    """
    return f"{value.year}年{value.month}月{value.day}日" if value else none


def month_day(value: date | None, on: date) -> str:
    """A date as 3月5日; with its year when that is not the year of `on`.

    >>> month_day(date(2022, 3, 5), date(2022, 8, 1)), month_day(date(2023, 3, 5), date(2022, 8, 1))
    ('3月5日', '2023年3月5日')
    """
    full = day(value)
    return full.removeprefix(f"{on.year}年")


def excel_date(value: date) -> datetime:
    """The day as XlsxWriter writes it."""
    return datetime.combine(value, time())


def date_format(*, years: bool) -> str:
    """The number format of a due date, short enough for its column."""
    return 'yyyy"."m"."d' if years else 'm"月"d"日"'


def joined(*texts: str) -> str:
    """Texts with a dot between them, without the empty ones.

    >>> joined("示例县", "", "第8期")
    '示例县 · 第8期'
    """
    return " · ".join(t for t in map(tidy, texts) if t)


def tidy(text: str) -> str:
    """A text on one line: breaks and runs of blanks become one blank."""
    return " ".join(text.split())


def text_points(text: str, size: float) -> float:
    """Width of a text on one line: Chinese characters are square, others reckoned generously."""
    return sum(size if ord(ch) >= 0x2000 else size * 0.66 for ch in text)


def line_count(pieces: Paragraph, width: float) -> int:
    """Lines that a paragraph of (text, font size) pieces wraps into in a column.

    Words stay whole, and no closing mark begins a line.

    >>> [line_count([(t, 10)], 55) for t in ("一二三四五六", "一二三四五，", "abc", "")]
    [2, 2, 1, 1]
    """
    room, lines, used = width - PADDING, 1, 0.0
    for text, size in pieces:
        for word in _WORDS.findall(text):
            length = text_points(word, size)
            if used and used + length > room:
                lines, used = lines + 1, 0.0
            while length > max(room, size):
                lines, length = lines + 1, length - room
            used += length
    return lines


def text_height(paragraphs: Iterable[Paragraph], width: float) -> float:
    """Height of paragraphs of (text, font size) pieces, one below the other, in that column."""
    heights = (line_count(p, width) * max(size for _, size in p) for p in paragraphs if p)
    return sum(heights) * LINE_PITCH + 2
