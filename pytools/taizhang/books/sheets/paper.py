"""Paper: sizes, margins, the running head and foot, and how a sheet is set on it.

No print area is set here: rows that are added later are printed too.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from taizhang.books.sheets import theme
from taizhang.books.sheets.measure import MM_PER_INCH, POINTS_PER_MM
from taizhang.core.issues import show


@dataclass(frozen=True, slots=True)
class Paper:
    """A size of paper: the short and the long side in mm, and Excel's number of it."""

    short: float
    long: float
    number: int


@dataclass(frozen=True, slots=True)
class Margins:
    """Margins in inches, as Excel keeps them."""

    left: float
    right: float
    top: float
    bottom: float

    @classmethod
    def of_mm(cls, left: float, right: float, top: float, bottom: float) -> "Margins":
        """Margins given in mm."""
        return cls(*(side / MM_PER_INCH for side in (left, right, top, bottom)))


PAPERS = {"A3": Paper(297, 420, 8), "A4": Paper(210, 297, 9)}
MARGINS = Margins(0.4, 0.4, 0.55, 0.55)
RUNNING = 0.25  # inches from the edge of the paper to the running head and foot
PAGES = "第 &P 页　共 &N 页"
PRINTED = "打印日期：&D"  # of a live ledger alone: how a day looks is the printing computer's own
_SMALL = f"&8&K{theme.MUTED.lstrip('#')}"


@dataclass(frozen=True, slots=True)
class Print:
    """How a sheet is printed: on which paper, fitted to how many pages across and down.

    `down` 0 takes as many pages as it needs. `running` stands at the top of each page, `left` and
    `right` beside the page number. `below` are mm of the paper that are cut off: the foot stands
    above them.
    """

    paper: str = "A4"
    landscape: bool = False
    across: int = 1
    down: int = 0
    running: str = ""
    left: str = ""
    right: str = ""
    numbered: bool = True
    margins: Margins = MARGINS
    below: float = 0.0

    @property
    def room(self) -> tuple[float, float]:
        """Points across and down between the margins."""
        paper, margins = PAPERS[self.paper], self.margins
        sides = (paper.long, paper.short) if self.landscape else (paper.short, paper.long)
        across, down = (side * POINTS_PER_MM for side in sides)
        return across - (margins.left + margins.right) * 72, down - (
            margins.top + margins.bottom
        ) * 72


def set_up(sheet: Any, how: Print) -> None:
    """Set paper, margins, fit, repeated rows, head and foot of an XlsxWriter sheet."""
    sheet.set_paper(PAPERS[how.paper].number)
    sheet.set_landscape() if how.landscape else sheet.set_portrait()
    sheet.fit_to_pages(how.across, how.down)
    margins = how.margins
    sheet.set_margins(margins.left, margins.right, margins.top, margins.bottom)
    sheet.center_horizontally()
    if how.running:
        sheet.set_header(f"&R{_SMALL}{literal(how.running)}", {"margin": RUNNING})
    if how.numbered:
        margin = RUNNING + how.below / MM_PER_INCH
        sheet.set_footer(foot(how.left, how.right), {"margin": margin})


def dated(day: date) -> str:
    """The foot of a paper that was made on that day, the same on every computer.

    >>> dated(date(2025, 6, 30))
    '制表日期：2025年6月30日'
    """
    return f"制表日期：{show(day)}"


def foot(left: str = "", right: str = "") -> str:
    """The foot of a page: page of pages in the middle, a word on either side."""
    left = f"&L{_SMALL}{literal(left)}" if left else ""
    right = right if right == PRINTED else literal(right)
    return f"{left}&C{_SMALL}{PAGES}" + (f"&R{_SMALL}{right}" if right else "")


def literal(text: str, most: int = 60) -> str:
    """A text as heads and feet take it: & is a command, and all of it has at most 255 signs.

    A figure at its start must not be taken for a font size.

    >>> literal("市文化&旅游局"), literal("2022年")
    ('市文化&&旅游局', ' 2022年')
    """
    short = text if len(text) <= most else text[: most - 1] + "…"
    short = short.replace("&", "&&")
    return f" {short}" if short[:1].isdigit() else short
