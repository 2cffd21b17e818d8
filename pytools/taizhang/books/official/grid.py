"""A ruled table as one piece of WordprocessingML: made cell by cell through an API it takes ten times as long.

Each row says how high it is at least, reckoned a little too high rather than too low: where another
font breaks a line earlier, pages still end where they were reckoned to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml

from taizhang.books.official.columns import SIDE, TableColumn, parted_head
from taizhang.books.official.flow import lines

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CELL_LINE, CELL_PAD = 1.34, 4.0  # a table's line in letters; points above and below it together
RULE = 0.5  # points of a table's lines
ROW_LEAST = 22.7  # points, 8 mm
WIDER = 0.97  # of a cell's room is reckoned with: letters of another font may be wider
TWIPS = 20
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


@dataclass(frozen=True, slots=True)
class GridLook:
    """How a table looks: run properties (XML) of heads and cells, points of its letters.

    `tighten` are the points that letters stand closer; `properties` is a tblPr of the office's own.
    """

    head: str
    cell: str
    size: float
    tighten: float
    properties: str = ""


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """A table ready to be put into a document, and the height of each row in points."""

    element: Any
    heights: list[float]


def make_grid(
    columns: Sequence[TableColumn],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    look: GridLook,
) -> DrawnTable:
    """The table: a head that is repeated on each page, rows that are not torn."""
    heads = [
        parted_head(c.head, (wide - SIDE) / (look.size - look.tighten))
        for c, wide in zip(columns, widths, strict=True)
    ]
    lined = [(heads, True), *((row, False) for row in rows)]
    heights = [_height(texts, widths, look) for texts, _ in lined]
    wide = [round(w * TWIPS) for w in widths]
    parts = [f'<w:tbl xmlns:w="{W}">', look.properties or _properties(), "<w:tblGrid>"]
    parts += [f'<w:gridCol w:w="{w}"/>' for w in wide]
    parts.append("</w:tblGrid>")
    parts += [
        _row(texts, columns, wide, look, high, head=head)
        for (texts, head), high in zip(lined, heights, strict=True)
    ]
    parts.append("</w:tbl>")
    return DrawnTable(parse_xml("".join(parts)), heights)


def _properties() -> str:
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in _SIDES
    )
    return (
        '<w:tblPr><w:tblW w:type="auto" w:w="0"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr>"
    )


def _height(texts: Sequence[str], widths: Sequence[float], look: GridLook) -> float:
    letter = look.size - look.tighten
    most = max(
        sum(lines(piece, (wide - SIDE) / letter * WIDER, hang=False) for piece in text.split("\n"))
        for text, wide in zip(texts, widths, strict=True)
    )
    return max(ROW_LEAST, most * look.size * CELL_LINE + CELL_PAD) + RULE


def _row(  # noqa: PLR0913 - all that a row is made of
    texts: Sequence[str],
    columns: Sequence[TableColumn],
    wide: Sequence[int],
    look: GridLook,
    high: float,
    *,
    head: bool,
) -> str:
    run = look.head if head else look.cell
    line, pad = round(look.size * CELL_LINE * TWIPS), round(CELL_PAD / 2 * TWIPS)
    cells = (
        f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{w}"/><w:vAlign w:val="center"/></w:tcPr>'
        '<w:p><w:pPr><w:overflowPunct w:val="0"/><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:lineRule="exact" w:line="{line}" w:before="{pad}" w:after="{pad}"/>'
        '<w:ind w:left="0" w:right="0" w:firstLine="0"/>'
        f'<w:jc w:val="{_aligned(c, head=head)}"/></w:pPr>'
        f"<w:r>{run}{_text(text)}</w:r></w:p></w:tc>"
        for text, c, w in zip(texts, columns, wide, strict=True)
    )
    least = round((high - RULE) * TWIPS)
    repeated = "<w:tblHeader/>" if head else ""
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:hRule="atLeast" w:val="{least}"/>{repeated}'
        f"</w:trPr>{''.join(cells)}</w:tr>"
    )


def _aligned(column: TableColumn, *, head: bool) -> str:
    return "center" if head or column.centred else "left"


def _text(text: str) -> str:
    """Text of a run; a new line is a break, what XML may not hold is left out."""
    sound = "".join(c for c in text if c >= " " or c in "\n\t")
    pieces = (f'<w:t xml:space="preserve">{escape(p)}</w:t>' for p in sound.split("\n"))
    return "<w:br/>".join(pieces)


def fonts_xml(east: str, latin: str) -> str:
    """Chinese text in one font, figures and letters in another."""
    sort = "".join(f" w:{key}={quoteattr(latin)}" for key in ("ascii", "hAnsi", "cs"))
    return f"<w:rFonts{sort} w:eastAsia={quoteattr(east)}/>"
