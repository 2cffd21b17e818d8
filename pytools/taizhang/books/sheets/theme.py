"""Looks shared by every workbook we write: colours, fonts, the meaning of a lamp on paper.

Colours are web hex; no other module holds one. Styles in TOML name them by the words of NAMES.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

FONT = "微软雅黑"
SIZE = 10  # points of body text; a column unit holds half a Chinese character of it
WHITE = "#FFFFFF"
RED = "#A61C1C"  # title bands and section rules
CREAM = "#FFF2D6"  # the strip below a title
INK = "#262626"
BLACK = "#000000"  # rules of official papers, which are printed in black and red
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
WRONG, WRONG_ROW = "#F7B3BB", "#EF8F9B"  # a cell to correct; one of a row that is nobody's
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
    "橙": Look("#E8731F", "#FBDCC4"),
    "红": Look("#D9263E", "#F9D0D6"),
    "灰": Look("#B5BAC0", "#ECEEF0", INK),
}
# For eyes that do not tell red from green, and for a proof in grey; words and textures stay.
CLEAR = {
    "蓝": Look("#0072B2", "#CCE3F0"),
    "浅蓝": Look("#7FC4EE", "#E1F1FB", INK),
    "绿": Look("#009E73", "#CCECE3"),
    "黄": Look("#F0C419", "#FCF2CC", INK),
    "橙": Look("#D55E00", "#F7DFCC"),
    "红": Look("#B8336A", "#F0D4E0"),
    "灰": Look("#B5BAC0", "#ECEEF0", INK),
}
GREY = {
    "蓝": Look("#5A5A5A", "#DADADA"),
    "浅蓝": Look("#A8A8A8", "#E8E8E8", INK),
    "绿": Look("#7C7C7C", "#E2E2E2"),
    "黄": Look("#C2C2C2", "#EFEFEF", INK),
    "橙": Look("#4E4E4E", "#DCDCDC"),
    "红": Look("#262626", "#D2D2D2"),
    "灰": Look("#D0D0D0", "#F1F1F1", INK),
}
PALETTES = {"常规": LAMPS, "色弱": CLEAR, "灰度": GREY}
Lamps = Mapping[str, Look]
LAMP_INK = {"红": LAMPS["红"].strong, "橙": "#B4540F", "黄": "#8F6B00"}  # lamps as letters on white
IDLE = LAMPS["灰"].strong  # a figure that is nothing

# What a style file may call a colour: a lamp, a lamp as a large figure on white, the house's own.
NAMES = {lamp: look.strong for lamp, look in LAMPS.items()} | {
    "绿字": "#2F8A4E", "橙字": "#C25A12", "黄字": "#B78A00", "浅蓝字": "#5B93D3",
    "大红": RED, "米色": CREAM, "墨色": INK, "石墨": SLATE, "灰字": MUTED, "白": WHITE,
}  # fmt: skip


def colour(name: str, lamps: Lamps = LAMPS) -> str:
    """The web colour of a name in that palette; one that is given as such stays.

    KeyError for any other word.

    >>> colour("红"), colour("红", GREY), colour("#123456")
    ('#D9263E', '#262626', '#123456')
    """
    if name.startswith("#"):
        return name
    if lamps is not LAMPS and (lamp := name.removesuffix("字")) in lamps:
        return lamps[lamp].strong
    return NAMES[name]


def lamp_ink(lamp: str, lamps: Lamps = LAMPS, otherwise: str = MUTED) -> str:
    """A lamp that burns as the colour of letters on white; `otherwise` for one that does not."""
    if lamp not in LAMP_INK:
        return otherwise
    return LAMP_INK[lamp] if lamps is LAMPS else blend(lamps[lamp].strong, INK, 0.6)


def blend(one: str, other: str, share: float) -> str:
    """A web colour between two: `share` of `one`, the rest of `other`.

    >>> blend("#000000", "#FFFFFF", 0.5)
    '#808080'
    """
    pairs = ((int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in pairs)
