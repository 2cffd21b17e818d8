"""The first page of a form that goes back: what to correct, where, how; each place is a link.

One page wide on portrait A4. The reader of forms never reads it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from openpyxl.workbook import Workbook

from taizhang.books.forms.words import RETURN_SHEET
from taizhang.books.returns.words import texts
from taizhang.books.sheets import theme
from taizhang.books.sheets.copied import CopiedSheet, argb
from taizhang.books.sheets.grid import CellContent, Link
from taizhang.books.sheets.measure import column_points
from taizhang.books.sheets.page import Page
from taizhang.books.sheets.paper import Print
from taizhang.books.sheets.table import Cell, PageColumn
from taizhang.core.issues import Issue
from taizhang.core.periods import parse_period
from taizhang.core.returned.returning import Told
from taizhang.core.submission import Identity

WIDTHS = (5.5, 14.0, 25.0, 27.0, 25.0, 8.5)
LEAST = 26.0  # points of a row
LONGEST = 22  # characters of a task's name
LOOKS = ("centre", "centre", "cell", "cell", "cell", "centre")
LINKED = {"font_color": theme.LINK, "underline": 1}


@dataclass(frozen=True, slots=True)
class Letter:
    """Who sends the form back, whom to ask, until when; each is left out where blank.

    `words` are those of the page and of the notes.
    """

    place: str = ""
    contact: str = ""
    deadline: str = ""
    words: Mapping[str, Any] = field(default_factory=texts)


class ReturnFinding(NamedTuple):
    """An issue in words for the unit, its row's name, its cell in this workbook if it has one."""

    issue: Issue
    told: Told
    name: str = ""
    sheet: str = ""
    cell: str = ""


def add_first_page(
    book: Workbook, who: Identity, findings: Sequence[ReturnFinding], letter: Letter
) -> None:
    """Put the page before all others and open the workbook on it."""
    sheet = book.create_sheet(RETURN_SHEET, 0)
    page = Page(CopiedSheet(sheet), Print(), list(map(column_points, WIDTHS)))
    page.rhythm = (6.0, 26.0, 0.0)
    words = letter.words
    _head(page, words, who, len(findings))
    page.gap(6)
    page.steps(words["steps"], rest=_tail(letter))
    page.section(words["section"])
    columns = [PageColumn(*column) for column in zip(words["heads"], WIDTHS, LOOKS, strict=True)]
    rows = [_row(number, finding) for number, finding in enumerate(findings, start=1)]
    page.table(columns, rows, heights=(24.0, LEAST), titles=True)
    page.gap(8)
    page.note(letter.place, align="right")
    page.finish()
    _open_here(book)


def _head(page: Page, words: Mapping[str, str], who: Identity, count: int) -> None:
    period = parse_period(who.period)
    label = period.label if period else who.period
    values = {"count": count, "unit": who.unit, "period": label}
    page.band(words["title"].format(**values), size=17, points=40)
    page.strip(words["strip"].format(**values))


def _tail(letter: Letter) -> str:
    words = letter.words
    said = (
        words["deadline"].format(deadline=letter.deadline) if letter.deadline else "",
        words["contact"].format(contact=letter.contact) if letter.contact else "",
    )
    return "".join(said)


def _row(number: int, finding: ReturnFinding) -> list[CellContent | Cell]:
    """One thing to correct."""
    where: CellContent | Cell = finding.issue.place.sheet or "—"
    if finding.cell:
        sheet = finding.sheet.replace("'", "''")
        link = Link(f"{finding.sheet} {finding.cell}", f"'{sheet}'!{finding.cell}")
        where = Cell(link, LINKED)
    told = finding.told
    return [str(number), where, _what(finding), told.found, told.remedy, "□"]


def _what(finding: ReturnFinding) -> str:
    """The row's number and the column, below them the row's name; what is known of it."""
    place, name = finding.issue.place, finding.name
    short = name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
    cell = "　".join(filter(None, (place.key.replace("#", "-"), place.header)))
    return "\n".join(filter(None, (cell, short))) or "—"


def _open_here(book: Workbook) -> None:
    """Open the workbook on its first sheet; this sheet alone is selected."""
    first = book.worksheets[0]
    first.sheet_properties.tabColor = argb(theme.LAMPS["红"].strong)
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is first
    book.active = 0
    for view in book.views:
        view.firstSheet = 0
