"""A canvas over a sheet of openpyxl: the blocks of a page on a copy of somebody's workbook.

A text of a department may hold what no XML can; it is cleaned before it is written again.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from taizhang.books.sheets import theme
from taizhang.books.sheets.grid import Link, PrintArea, RowPart
from taizhang.books.sheets.measure import POINTS_PER_PIXEL
from taizhang.books.sheets.paper import PAGES, PAPERS, PRINTED, RUNNING, Print, literal
from taizhang.books.sheets.pen import BODY, LOOKS, Props

BorderKind = Literal["thin", "medium", "dashed", "dotted", "thick"]
SIDES = ("left", "right", "top", "bottom")
# XlsxWriter's numbers of borders
STYLES: Mapping[int, BorderKind] = {1: "thin", 2: "medium", 3: "dashed", 4: "dotted", 5: "thick"}
ALIGNS = {"vcenter": "center"}
CellStyle = tuple[Font, PatternFill, Alignment, Border, Protection]


class CopiedSheet:
    """A sheet to draw on; rows and columns count from 0, lengths are points."""

    looks: Mapping[str, Props] = LOOKS

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet

    def columns(self, first: int, widths: Sequence[float]) -> None:
        """Set the widths of columns from `first` on."""
        for at, points in enumerate(widths, start=first + 1):
            width = points / POINTS_PER_PIXEL / 7  # a digit of the default font has 7 pixels
            self.sheet.column_dimensions[get_column_letter(at)].width = width

    def height(self, row: int, points: float) -> None:
        """Set the height of a row."""
        self.sheet.row_dimensions[row + 1].height = points

    def put(self, row: int, part: RowPart) -> None:
        """Write a part, merging its cells."""
        props = {**BODY, **self.looks.get(part.look, {}), **part.props}
        look = _look(props)
        for column in range(part.first, part.last + 1):
            _dress(self.sheet.cell(row + 1, column + 1), look)
        if part.last > part.first:
            self.sheet.merge_cells(None, row + 1, part.first + 1, row + 1, part.last + 1)
        cell: Any = self.sheet.cell(row + 1, part.first + 1)
        content = part.content
        if isinstance(content, Link):
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=content.target)
            content = content.text
        if isinstance(content, str):
            put_text(cell, content)
        else:
            cell.value = content
        cell.number_format = props.get("num_format", "General")

    def print(self, how: Print, area: PrintArea) -> None:
        """Set the sheet up for print, without lines of its own on screen."""
        sheet, margins = self.sheet, how.margins
        sheet.sheet_view.showGridLines = False
        sheet.page_setup.paperSize = PAPERS[how.paper].number
        sheet.page_setup.orientation = "landscape" if how.landscape else "portrait"
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = how.across, how.down
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.print_options.horizontalCentered = True
        for side in SIDES:
            setattr(sheet.page_margins, side, getattr(margins, side))
        sheet.page_margins.header = sheet.page_margins.footer = RUNNING
        letters = (get_column_letter(c + 1) for c in (area.first_column, area.last_column))
        sheet.print_area = "{}1:{}{}".format(*letters, area.last_row + 1)
        if area.heads:
            sheet.print_title_rows = "{}:{}".format(*(row + 1 for row in area.heads))
        for row in area.breaks:
            sheet.row_breaks.append(Break(id=row))
        footer = sheet.oddFooter
        if how.numbered and footer is not None:
            footer.left.text, footer.center.text = literal(how.left), PAGES
            footer.right.text = how.right if how.right == PRINTED else literal(how.right)
            for part in (footer.left, footer.center, footer.right):
                part.size, part.color = 8, theme.MUTED.removeprefix("#")


def _look(props: Props) -> CellStyle:
    """The styles of XlsxWriter's properties."""
    align = props.get("align", "left" if props.get("indent") else None)
    fill = props.get("bg_color")
    return (
        Font(
            name=props["font_name"], size=props["font_size"], bold=bool(props.get("bold")),
            color=argb(props["font_color"]), underline="single" if props.get("underline") else None,
        ),
        PatternFill("solid", fgColor=argb(fill)) if fill else PatternFill(),
        Alignment(
            horizontal=align, vertical=ALIGNS.get(props["valign"], props["valign"]),
            wrap_text=bool(props.get("text_wrap")), shrink_to_fit=bool(props.get("shrink")),
            indent=int(props.get("indent", 0)),
        ),
        _border(props),
        Protection(locked=bool(props.get("locked", True))),
    )  # fmt: skip


def _border(props: Props) -> Border:
    left, right, top, bottom = (_side(props, side) for side in SIDES)
    return Border(left, right, top, bottom)


def _side(props: Props, side: str) -> Side:
    kind = props.get(side, props.get("border", 0))
    colour = props.get(f"{side}_color", props.get("border_color", theme.INK))
    return Side(STYLES[kind], argb(colour)) if kind else Side()


def _dress(cell: Cell | MergedCell, look: CellStyle) -> None:
    cell.font, cell.fill, cell.alignment, cell.border, cell.protection = look


def argb(colour: str) -> str:
    """A web colour as workbooks write it.

    >>> argb("#A61C1C")
    'FFA61C1C'
    """
    return "FF" + colour.removeprefix("#")


def clean(text: str) -> str:
    r"""A text without the characters that a workbook cannot hold.

    >>> clean("a\x0b\ud800\nb")
    'a?\nb'
    """
    held = "".join(ch for ch in text if ch >= " " or ch in "\n\t")
    return held.encode("utf-8", "replace").decode()


def put_text(cell: Any, text: str) -> None:
    """Write a text as text: one that begins with = is no formula, #N/A no error."""
    cell.value = clean(text) or None
    if text:
        cell.data_type = "s"
