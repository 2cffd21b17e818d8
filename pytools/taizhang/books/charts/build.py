"""A chart as a workbook, and its pages as a PDF of the real size, as tiles and as pictures."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from taizhang.books.charts.kinds import Chart
from taizhang.books.charts.order import ChartOrder, DrawingKit, Drawn
from taizhang.books.charts.sketch import draw_sketch
from taizhang.books.sheets import theme
from taizhang.books.sheets.enlarged import cut, enlarge, tiling_of
from taizhang.books.sheets.pen import Pen
from taizhang.books.sheets.pictures import photograph
from taizhang.books.sheets.saved import PAGES, new_book
from taizhang.books.wallchart.style import load_style
from taizhang.books.wallchart.urgent import write_list
from taizhang.core.catalog import schedule as catalog
from taizhang.core.charts.tasks import WallChart
from taizhang.core.issues import Issue
from wholefile import scratch

LARGE = 1000  # tasks; the parts of a larger chart do not all stand in memory at once
PrintPages = Callable[[Path, Path], None]  # from a workbook to a PDF on the base paper


@dataclass(frozen=True, slots=True)
class WantedFiles:
    """What is made besides the workbook: a PDF of the real size, tiles on that paper, pictures."""

    pdf: bool = False
    tiles: str = ""
    png: bool = False

    @property
    def printed(self) -> bool:
        """Whether anything has to be printed."""
        return self.pdf or self.png or bool(self.tiles)


@dataclass(frozen=True, slots=True)
class Made:
    """The files, the workbook first, and what was found."""

    files: tuple[Path, ...]
    drawn: Drawn
    issues: tuple[Issue, ...]


def build_chart(
    path: Path, kind: Chart, chart: WallChart, order: ChartOrder, created: datetime = theme.CREATED
) -> Drawn:
    """Write the chart, and the list of red and yellow tasks, to `path`, an .xlsx.

    The same content and `created` give the same bytes; nothing is written when drawing fails.
    TooManyPages where it needs more papers than are wanted.
    """
    options = {**PAGES, "in_memory": len(chart.tasks) <= LARGE}
    with new_book(path, chart.title, created, options) as book:
        pen = Pen(book)
        drawn = kind.draw(DrawingKit(book, pen, chart, order))
        write_list(book, pen, load_style(order.templates), chart, order.lamps)
    return drawn


def print_chart(
    path: Path,
    kind: Chart,
    content: tuple[WallChart, ChartOrder],
    wanted: WantedFiles,
    print_pages: PrintPages,
) -> Made:
    """Write PDF, tiles and pictures beside the workbook at `path`; what could be made of them.

    The chart is drawn once more, alone, because its list is no part of what a print shop gets.
    """
    chart, order = content
    with scratch() as room:
        base, alone = room / "chart.pdf", room / "chart.xlsx"
        with new_book(alone, chart.title) as book:
            drawn = kind.draw(DrawingKit(book, Pen(book), chart, order))
        try:
            print_pages(alone, base)
        except (OSError, RuntimeError):
            return Made((), drawn, (catalog.NO_PRINTER.at(),))
        whole = path.with_suffix(".pdf") if wanted.pdf or wanted.png else room / "whole.pdf"
        count = enlarge(base, whole, drawn.sizing, chart.title)
        files = [whole] if wanted.pdf else []
        if wanted.tiles:
            files.append(_tiles(path, whole, drawn, wanted.tiles, print_pages))
        if wanted.png:
            files += photograph(whole)
            if not wanted.pdf:
                whole.unlink()
    wrong = catalog.PRINTED_OTHERWISE.at(found=count, wanted=drawn.pages)
    return Made(tuple(files), drawn, (wrong,) if count != drawn.pages else ())


def _tiles(path: Path, whole: Path, drawn: Drawn, paper: str, print_pages: PrintPages) -> Path:
    """The chart cut into tiles, after a page that shows how they are put together."""
    tiling = tiling_of(drawn.sizing, paper)
    target = path.with_name(f"{path.stem}_分{paper}.pdf")
    with scratch() as room:
        book, page = room / "sketch.xlsx", room / "sketch.pdf"
        draw_sketch(book, path.stem, tiling, drawn)
        print_pages(book, page)
        cut(whole, target, tiling, page, path.stem)
    return target
