"""Rows that flow over pages of a paper: where a page begins, what stands on each, the print set-up."""

from collections.abc import Sequence
from dataclasses import replace

from taizhang.books.sheets.grid import Canvas, PageGrid, PrintArea
from taizhang.books.sheets.measure import POINTS_PER_PIXEL
from taizhang.books.sheets.paper import Print

COLUMNS = 60  # of a page's own grid: 60 divides by all counts of cards and chips
FILL = 0.98  # of a page's height is used; printers and fonts differ a little


class Flow(PageGrid):
    """A grid on pages; without `widths` the width of the paper in 60 equal columns.

    `whole` puts all of it on one sheet of the paper, however small it becomes.
    """

    def __init__(
        self, canvas: Canvas, how: Print, widths: Sequence[float] = (), *, left: int = 0,
        whole: bool = False,
    ) -> None:  # fmt: skip
        across, down = how.room
        super().__init__(canvas, widths or [_whole_pixels(across / COLUMNS)] * COLUMNS, left)
        self.how = replace(how, down=1) if whole else how
        self.room = down * FILL * max(1.0, self.width(0, self.last) / (across * how.across))
        self._heads: tuple[int, int] | None = None  # rows that stand on each page
        self._head_points = self._used = self._kept = 0.0
        self._breaks: list[int] = []
        self._keeping = 0  # rows before the next one that may not be parted from it

    def next(self, points: float, *, heading: bool = False) -> int:
        """Go down by a row; one that does not fit begins a page, with the headings before it."""
        self.reserve(points)
        row = super().next(points)
        self._used += points
        self._keeping, self._kept = (
            (self._keeping + 1, self._kept + points) if heading else (0, 0.0)
        )
        return row

    def reserve(self, points: float) -> None:
        """Begin a page here, or at the headings just before, where so much does not fit any more."""
        if not self.how.down and self._used + points > self.room and self._used > self._kept:
            self._begin_page(self.row - self._keeping, self._kept)

    def new_page(self) -> None:
        """Begin a page with the next row."""
        self._begin_page(self.row, 0.0)

    def _begin_page(self, row: int, used: float) -> None:
        self._breaks.append(row)
        self._used = self._head_points + used

    @property
    def pages(self) -> int:
        """How many sheets of the paper there are so far."""
        return len(self._breaks) + 1

    def finish(self) -> None:
        """Set the paper, the repeated heads, the print area and the page breaks."""
        last = self.left + self.last
        area = PrintArea(self.row - 1, self.left, last, self._heads, self._breaks)
        self.canvas.print(self.how, area)


def _whole_pixels(points: float) -> float:
    """The width rounded down to whole pixels."""
    return points // POINTS_PER_PIXEL * POINTS_PER_PIXEL
