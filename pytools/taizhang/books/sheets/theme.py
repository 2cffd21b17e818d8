"""Looks shared by every workbook we write: colours, fonts, the meaning of a lamp on paper.

Colours are web hex; no other module holds one. Styles in TOML name them by the words of NAMES.
"""

from dataclasses import dataclass
from datetime import datetime

FONT = "微软雅黑"
SIZE = 10  # points of body text; a column unit holds half a Chinese character of it
WHITE = "#FFFFFF"
RED = "#A61C1C"  # title bands and section rules
CREAM = "#FFF2D6"  # the strip below a title
INK = "#262626"
SLATE = "#3A3F44"  # table heads
MUTED = "#7A7F85"
QUIET = "#9AA0A6"  # rows that need no reader any more
LINE = "#D9DCDF"
FAINT = "#ECEEF0"  # rules between empty cells of a time grid
HEAD_RULE = "#6B7177"  # rules on the dark ground of heads
EDGE = "#C9CDD2"  # outlines of buttons and boxes
BLUSH = "#F4E3E3"  # group rows
PAPER = "#FAFAFA"  # cards
FILL = "#FFF9D6"  # yellow cells to fill in
FILL_RULE = "#D8CFA0"  # rules between them
LOCKED = "#EEF0F2"  # grey cells that are ours
NOTE = "#FFFDF7"  # a box with a message to copy
PALE = "#F6DFC4"  # small letters on red
LINK = "#1F66C1"
BAR, WORK, TIME = "#C9D6EA", "#A9D8B9", "#CDD2D6"  # data bars light enough to read on

# Workbooks carry this moment as their creation time, so the same input gives the same bytes.
CREATED = datetime(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Look:
    """A state on paper: strong colour, light tint for remaining time, ink on the strong colour."""

    strong: str
    tint: str
    ink: str = WHITE


LAMPS = {
    "蓝": Look("#2E6DBB", "#D6E4F5"),
    "浅蓝": Look("#8DB7E6", "#E3EEF9", INK),
    "绿": Look("#3A9D5D", "#D5ECDD"),
    "黄": Look("#F2B705", "#FDF0C4", INK),
    "红": Look("#D9263E", "#F9D0D6"),
    "灰": Look("#B5BAC0", "#ECEEF0", INK),
}
LAMP_INK = {"红": LAMPS["红"].strong, "黄": "#8F6B00"}  # lamps as letters on white
IDLE = LAMPS["灰"].strong  # a figure that is nothing

# What a style file may call a colour: a lamp, a lamp as a large figure on white, the house's own.
NAMES = {lamp: look.strong for lamp, look in LAMPS.items()} | {
    "绿字": "#2F8A4E", "黄字": "#B78A00", "浅蓝字": "#5B93D3",
    "大红": RED, "米色": CREAM, "墨色": INK, "石墨": SLATE, "灰字": MUTED, "白": WHITE,
}  # fmt: skip


def colour(name: str) -> str:
    """The web colour of a name; one that is given as such stays. KeyError for any other word.

    >>> colour("红"), colour("#123456")
    ('#D9263E', '#123456')
    """
    return name if name.startswith("#") else NAMES[name]


def blend(one: str, other: str, share: float) -> str:
    """A web colour between two: `share` of `one`, the rest of `other`.

    >>> blend("#000000", "#FFFFFF", 0.5)
    '#808080'
    """
    pairs = ((int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in pairs)
