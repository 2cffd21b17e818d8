"""The PDF of a drawing at its real size: enlarged from the base paper, or cut into tiles.

Tiles overlap by a strip to glue. Marks stand in the margins alone, so that tiles laid together are
the one sheet: corner marks to cut along, hatching beside the strip, row and column of the tile.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any

from taizhang.books.sheets.measure import POINTS_PER_MM
from taizhang.books.sheets.paper import PAPERS
from taizhang.books.sheets.sizing import Sizing
from wholefile import whole

MARGIN, OVERLAP = 8.0, 10.0  # mm: what printers leave white, what is printed twice
MARK, GAP = 5.0, 1.0  # mm: length of a corner mark, its distance from the corner
FONT_SIZE = 9
WHITE, FOOT = 0.75, 0.4  # of a margin that holds nothing; less of the one with the foot


@dataclass(frozen=True, slots=True)
class Tiling:
    """How a drawing is cut: paper of the tiles, whether it lies, what of the drawing they show.

    `size` is that part in points, `corner` its left and top distance from those of the drawing,
    `high` the drawing's height.
    """

    paper: str
    landscape: bool
    size: tuple[float, float]
    corner: tuple[float, float]
    high: float

    @property
    def sheet(self) -> tuple[float, float]:
        """Points of a tile's paper."""
        paper = PAPERS[self.paper]
        sides = (paper.long, paper.short) if self.landscape else (paper.short, paper.long)
        return sides[0] * POINTS_PER_MM, sides[1] * POINTS_PER_MM

    @property
    def window(self) -> tuple[float, float]:
        """Points of the drawing on a tile."""
        across, down = self.sheet
        return across - 2 * MARGIN * POINTS_PER_MM, down - 2 * MARGIN * POINTS_PER_MM

    @property
    def steps(self) -> tuple[float, float]:
        """Points from one tile to the next."""
        across, down = self.window
        return across - OVERLAP * POINTS_PER_MM, down - OVERLAP * POINTS_PER_MM

    @property
    def columns(self) -> int:
        """Tiles side by side."""
        return _count(self.size[0], self.window[0], self.steps[0])

    @property
    def rows(self) -> int:
        """Tiles one below the other."""
        return _count(self.size[1], self.window[1], self.steps[1])

    @property
    def count(self) -> int:
        """All tiles."""
        return self.rows * self.columns

    def places(self) -> Iterator[tuple[int, int]]:
        """Row and column of each tile in reading order, from 0."""
        return ((row, column) for row in range(self.rows) for column in range(self.columns))


def _count(whole_length: float, window: float, step: float) -> int:
    return 1 if whole_length <= window else 1 + ceil((whole_length - window) / step - 1e-6)


def tiling_of(sizing: Sizing, paper: str) -> Tiling:
    """The tiling with fewer tiles, lying or upright; white margins of the drawing are left out."""
    left, right, top, bottom = (mm * sizing.factor * WHITE for mm in sizing.margins)
    bottom *= FOOT
    wide, high = sizing.size
    trimmed = wide - (left + right) * POINTS_PER_MM, high - (top + bottom) * POINTS_PER_MM
    corner = left * POINTS_PER_MM, top * POINTS_PER_MM
    both = [Tiling(paper, side, trimmed, corner, high) for side in (True, False)]
    return min(both, key=lambda tiling: tiling.count)


def enlarge(source: Path, target: Path, sizing: Sizing, title: str = "") -> int:
    """Write the pages of a drawing on its base paper at their real size; how many there are."""
    from pypdf import PdfReader, PdfWriter

    reader, writer = PdfReader(source), PdfWriter()
    factor, (_, used) = sizing.factor, sizing.used
    for page in reader.pages:
        down = (float(page.mediabox.height) - used * POINTS_PER_MM) * factor
        content = f"q {factor:.6f} 0 0 {factor:.6f} 0 {-down:.4f} cm /Drawing Do Q"
        _show(writer, sizing.size, _form(writer, page), content)
    _finish(writer, target, title)
    return len(reader.pages)


def cut(
    source: Path, target: Path, tiling: Tiling, first: Path | None = None, title: str = ""
) -> None:
    """Write the pages of a PDF as tiles, after the pages of `first` (how to put them together)."""
    from pypdf import PdfReader, PdfWriter

    reader, writer = PdfReader(source), PdfWriter()
    if first is not None:
        writer.append(PdfReader(first), import_outline=False)
    for number, page in enumerate(reader.pages, start=1):
        form = _form(writer, page)
        label = f"{number}: " if len(reader.pages) > 1 else ""
        for row, column in tiling.places():
            _show(writer, tiling.sheet, form, _tile(tiling, row, column, label))
    _finish(writer, target, title)


def _form(writer: Any, page: Any) -> Any:
    """The page as a drawing that can be shown anywhere."""
    from pypdf.generic import DecodedStreamObject, NameObject

    form, contents = DecodedStreamObject(), page.get_contents()
    form.set_data(contents.get_data() if contents is not None else b"")
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = page.mediabox
    form[NameObject("/Resources")] = page["/Resources"].clone(writer)
    return _added(writer, form.flate_encode())


def _added(writer: Any, thing: Any) -> Any:
    """The reference by which the document knows the thing from now on."""
    return writer._add_object(thing)  # noqa: SLF001 - pypdf has no public way


def _show(writer: Any, size: tuple[float, float], form: Any, content: str) -> None:
    """Add a page of that content, in which the drawing is /Drawing and /Label a plain font."""
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    page = writer.add_blank_page(*size)
    stream = DecodedStreamObject()
    stream.set_data(content.encode("ascii"))
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    plain = DictionaryObject({NameObject(k): NameObject(v) for k, v in font.items()})
    resources = DictionaryObject({
        NameObject("/XObject"): DictionaryObject({NameObject("/Drawing"): form}),
        NameObject("/Font"): DictionaryObject({NameObject("/Label"): _added(writer, plain)}),
    })  # fmt: skip
    page[NameObject("/Resources")] = resources
    page[NameObject("/Contents")] = _added(writer, stream)


def _tile(tiling: Tiling, row: int, column: int, label: str) -> str:
    """What a tile shows: its window of the drawing, and the marks around it."""
    margin = MARGIN * POINTS_PER_MM
    (wide, high), (step_x, step_y) = tiling.window, tiling.steps
    left, top = tiling.corner[0] + column * step_x, tiling.high - tiling.corner[1] - row * step_y
    move = f"1 0 0 1 {margin - left:.4f} {margin - (top - high):.4f} cm"
    clip = f"{margin:.4f} {margin:.4f} {wide:.4f} {high:.4f} re W n"
    parts = [f"q {clip} {move} /Drawing Do Q", "q 0.4 w 0.35 G", *_corners(tiling)]
    if column + 1 < tiling.columns:
        parts += _hatching(tiling, upright=True)
    if row + 1 < tiling.rows:
        parts += _hatching(tiling, upright=False)
    text = f"{label}{row + 1}-{column + 1} / {tiling.rows}x{tiling.columns}"
    place = f"{margin + 24:.2f} {margin * 0.3:.2f}"
    return "\n".join([*parts, "Q", f"BT /Label {FONT_SIZE} Tf 0.3 g {place} Td ({text}) Tj ET"])


def _corners(tiling: Tiling) -> Iterator[str]:
    """Lines at the corners of the window, outside it."""
    margin, mark, gap = (mm * POINTS_PER_MM for mm in (MARGIN, MARK, GAP))
    wide, high = tiling.window
    for x, out_x in ((margin, -1), (margin + wide, 1)):
        for y, out_y in ((margin, -1), (margin + high, 1)):
            yield _line(x + out_x * gap, y, x + out_x * (gap + mark), y)
            yield _line(x, y + out_y * gap, x, y + out_y * (gap + mark))


def _hatching(tiling: Tiling, *, upright: bool) -> Iterator[str]:
    """Strokes in the margin at both ends of the strip that the next tile is glued on."""
    margin, strip, mark = (mm * POINTS_PER_MM for mm in (MARGIN, OVERLAP, MARK))
    wide, high = tiling.window
    begin = margin + wide - strip if upright else margin
    far = margin + (high if upright else wide)
    for at in range(5):
        shift = strip * at / 5
        if upright:
            x = begin + shift
            yield _line(x, far + mark * 0.3, x + strip / 5, far + mark)
            yield _line(x, margin - mark, x + strip / 5, margin - mark * 0.3)
        else:
            y = begin + shift
            yield _line(far + mark * 0.3, y, far + mark, y + strip / 5)
            yield _line(margin - mark, y, margin - mark * 0.3, y + strip / 5)


def _line(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"{x0:.3f} {y0:.3f} m {x1:.3f} {y1:.3f} l S"


def _finish(writer: Any, target: Path, title: str) -> None:
    writer.add_metadata({"/Title": title, "/Producer": "taizhang"})
    with whole(target) as beside, beside.open("wb") as file:
        writer.write(file)
