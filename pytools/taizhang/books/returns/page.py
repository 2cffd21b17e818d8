"""The first page of a form that goes back: what to correct, where, how; each place is a link.

One page wide on portrait A4. The reader of forms never reads it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from taizhang.books.forms.words import RETURN_SHEET
from taizhang.books.returns.words import argb, put, texts
from taizhang.books.sheets import theme
from taizhang.books.wallchart.style import text_height
from taizhang.core.issues import Issue
from taizhang.core.periods import parse_period
from taizhang.core.returned.returning import Told
from taizhang.core.submission import Identity

WIDTHS = (5.5, 14.0, 25.0, 27.0, 25.0, 8.5)
LAST = len(WIDTHS)
LEAST = 26.0  # points of a row
UNIT = 5.25  # points of a column unit
INDENT = 9.0  # points that an indented text loses
LONGEST = 22  # characters of a task's name
WHITE = "#FFFFFF"


@dataclass(frozen=True, slots=True)
class Letter:
    """Who sends the form back, whom to ask, until when; each is left out where blank."""

    place: str = ""
    contact: str = ""
    deadline: str = ""


class Finding(NamedTuple):
    """An issue in words for the unit, its row's name, its cell in this workbook if it has one."""

    issue: Issue
    told: Told
    name: str = ""
    sheet: str = ""
    cell: str = ""


def add_first_page(
    book: Workbook, who: Identity, findings: Sequence[Finding], letter: Letter
) -> None:
    """Put the page before all others and open the workbook on it."""
    sheet = book.create_sheet(RETURN_SHEET, 0)
    page = _Page(sheet)
    words = texts()
    period = parse_period(who.period)
    label = period.label if period else who.period
    values = {"count": len(findings), "unit": who.unit, "period": label}
    page.band(words["title"].format(**values), _TITLE, 40)
    page.band(words["strip"].format(**values), _STRIP, 24)
    page.gap(6)
    for number, step in enumerate(words["steps"], start=1):
        page.step(str(number), step)
    page.step("", _tail(letter))
    page.gap(6)
    page.band(words["section"], _SECTION, 26)
    head = page.row + 1
    page.line(words["heads"], [_HEAD] * LAST, 24)
    for number, finding in enumerate(findings, start=1):
        page.finding(number, finding)
    page.gap(8)
    page.band(letter.place, _FOOT, 18)
    _finish(book, sheet, head)


def _tail(letter: Letter) -> str:
    words = texts()
    said = (
        words["deadline"].format(deadline=letter.deadline) if letter.deadline else "",
        words["contact"].format(contact=letter.contact) if letter.contact else "",
    )
    return "".join(said)


@dataclass(frozen=True, slots=True)
class _Look:
    """How a cell looks; colours as web hex."""

    size: float = 10
    bold: bool = False
    ink: str = theme.INK
    ground: str = ""
    align: str = "left"
    lined: bool = False
    ruled: bool = False
    indent: int = 0

    def put_on(self, cell: Cell) -> None:
        """Dress the cell."""
        cell.font = Font(
            name=theme.FONT, size=self.size, bold=self.bold, color=argb(self.ink),
            underline="single" if self.ink == theme.LINK else None,
        )  # fmt: skip
        cell.alignment = Alignment(
            horizontal=self.align, vertical="center", wrap_text=True, indent=self.indent
        )
        if self.ground:
            cell.fill = PatternFill("solid", fgColor=argb(self.ground))
        if self.lined:
            side = Side("thin", argb(theme.LINE))
            cell.border = Border(side, side, side, side)
        if self.ruled:
            cell.border = Border(bottom=Side("medium", argb(theme.RED)))


_TITLE = _Look(17, bold=True, ink=WHITE, ground=theme.RED, indent=1)
_STRIP = _Look(10.5, ground=theme.CREAM, indent=1)
_NUMBER = _Look(12, bold=True, ink=theme.RED, align="center")
_STEP = _Look(10.5)
_SECTION = _Look(12, bold=True, ink=theme.RED, ruled=True)
_HEAD = _Look(10, bold=True, ink=WHITE, ground=theme.SLATE, align="center", lined=True)
_CENTRED = _Look(10, align="center", lined=True)
_TEXT = _Look(10, lined=True, indent=1)
_LINKED = _Look(10, ink=theme.LINK, align="center", lined=True)
_FOOT = _Look(9, ink=theme.MUTED, align="right")


class _Page:
    """A pen that moves down the page; `row` is the last row used, 1-based."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet, self.row = sheet, 0
        for letter, width in zip("ABCDEF", WIDTHS, strict=True):
            sheet.column_dimensions[letter].width = width

    def gap(self, points: float) -> None:
        """A row of nothing."""
        self._next(points)

    def band(self, text: str, look: _Look, points: float) -> None:
        """A text across the page."""
        self._next(points)
        self._span(1, LAST, text, look)

    def step(self, number: str, text: str) -> None:
        """A numbered sentence; none where there is nothing to say."""
        if not text:
            return
        self._next(theme.row_height([(text, sum(WIDTHS[1:]))], 10.5, 21))
        self._cell(1, number, _NUMBER)
        self._span(2, LAST, text, _STEP)

    def line(self, texts: Sequence[str], looks: Sequence[_Look], points: float) -> None:
        """A row of the table."""
        self._next(points)
        for column, (text, look) in enumerate(zip(texts, looks, strict=True), start=1):
            self._cell(column, text, look)

    def finding(self, number: int, finding: Finding) -> None:
        """One thing to correct."""
        where = f"{finding.sheet} {finding.cell}" if finding.cell else finding.issue.place.sheet
        told = finding.told
        shown = (str(number), where or "—", _what(finding), told.found, told.remedy, "□")
        place = _LINKED if finding.cell else _CENTRED
        points = max(map(_high, shown, WIDTHS))
        self.line(shown, (_CENTRED, place, _TEXT, _TEXT, _TEXT, _CENTRED), points)
        if finding.cell:
            sheet = finding.sheet.replace("'", "''")
            at = self.sheet.cell(self.row, 2)
            at.hyperlink = Hyperlink(ref=at.coordinate, location=f"'{sheet}'!{finding.cell}")

    def _next(self, points: float) -> None:
        self.row += 1
        self.sheet.row_dimensions[self.row].height = points

    def _cell(self, column: int, text: str, look: _Look) -> None:
        cell: Any = self.sheet.cell(self.row, column)
        put(cell, text)
        look.put_on(cell)

    def _span(self, first: int, last: int, text: str, look: _Look) -> None:
        for column in range(first, last + 1):
            self._cell(column, text if column == first else "", look)
        self.sheet.merge_cells(None, self.row, first, self.row, last)


def _high(text: str, width: float) -> float:
    """Height of a row, in points, for a text in a column of that width."""
    paragraphs = [[(part, _TEXT.size)] for part in text.split("\n")]
    return max(LEAST, text_height(paragraphs, width * UNIT - INDENT) + 4)


def _what(finding: Finding) -> str:
    """The row's number and the column, below them the row's name; what is known of it."""
    place, name = finding.issue.place, finding.name
    short = name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
    cell = "　".join(filter(None, (place.key.replace("#", "-"), place.header)))
    return "\n".join(filter(None, (cell, short))) or "—"


def _finish(book: Workbook, sheet: Worksheet, head: int) -> None:
    """One page wide, heads on every page; this sheet alone is selected."""
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "portrait"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{head}:{head}"
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top = 0.6
    margins.bottom, margins.footer = 0.8, 0.4
    if (footer := sheet.oddFooter) is not None:
        footer.center.text = "第 &P 页　共 &N 页"
    sheet.sheet_properties.tabColor = argb(theme.LAMPS["红"].strong)
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    book.active = 0
    for view in book.views:
        view.firstSheet = 0
