"""Looks shared by every workbook we write: colours, fonts, the meaning of a lamp on paper.

Colours are web hex. Formats are dictionaries for XlsxWriter's add_format.
"""

from dataclasses import dataclass
from datetime import datetime

FONT = "微软雅黑"
SIZE = 10  # points of body text; a column unit holds half a Chinese character of it
RED = "#A61C1C"  # title bands and section rules
CREAM = "#FFF2D6"  # the strip below a title
INK = "#262626"
SLATE = "#3A3F44"  # table heads
MUTED = "#7A7F85"
LINE = "#D9DCDF"
BLUSH = "#F4E3E3"  # group rows
PAPER = "#FAFAFA"  # cards
FILL = "#FFF9D6"  # yellow cells to fill in
LOCKED = "#EEF0F2"  # grey cells that are ours
LINK = "#1F66C1"

# Workbooks carry this moment as their creation time, so the same input gives the same bytes.
CREATED = datetime(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Look:
    """A state on paper: strong colour, light tint for remaining time, ink on the strong colour."""

    strong: str
    tint: str
    ink: str = "#FFFFFF"


LAMPS = {
    "蓝": Look("#2E6DBB", "#D6E4F5"),
    "浅蓝": Look("#8DB7E6", "#E3EEF9", INK),
    "绿": Look("#3A9D5D", "#D5ECDD"),
    "黄": Look("#F2B705", "#FDF0C4", INK),
    "红": Look("#D9263E", "#F9D0D6"),
    "灰": Look("#B5BAC0", "#ECEEF0", INK),
}


def text_width(text: str) -> float:
    """Width of a text in Excel column units: a Chinese character is two."""
    return sum(2.0 if ord(ch) > 0x2E80 else 1.1 for ch in text)


def lines(text: str, width: float) -> int:
    """Lines that a wrapped text takes in a column of that width (units of Excel columns).

    >>> lines("一二三四五六", 6.9), lines("", 10)
    (2, 1)
    """
    room = max(width - 0.9, 1.0)
    return sum(max(1, -int(-text_width(part) // room)) for part in str(text).split("\n"))


def row_height(cells: list[tuple[str, float]], size: float = 10, least: float = 20) -> float:
    """Height in points for a row of (text, column width) cells set in `size` points."""
    most = max((lines(text, width) for text, width in cells), default=1)
    return min(409.0, max(least, most * size * 1.45 + 5))
