"""How a chart is to be drawn, and what came of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from xlsxwriter import Workbook

from taizhang.books.resources import SHIPPED, Templates
from taizhang.books.sheets import theme
from taizhang.books.sheets.pen import Pen
from taizhang.books.sheets.sizing import Sizing, WallPaper
from taizhang.core.charts.tasks import WallChart
from taizhang.core.issues import Issue


@dataclass(frozen=True, slots=True)
class ChartOrder:
    """On which paper, lying or upright (None: as it fits), in which colours and style.

    `most` papers may be used; 0 leaves that to the paper. `templates` are those of the office.
    """

    paper: WallPaper
    landscape: bool | None = None
    palette: str = "常规"
    style: str = ""
    most: int = 0
    templates: Templates = SHIPPED

    @property
    def lamps(self) -> Mapping[str, theme.Look]:
        """The colours of the lamps."""
        return theme.PALETTES[self.palette]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn: how it stands on the paper, how many papers, what does not fit."""

    sizing: Sizing
    pages: int
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class DrawingKit:
    """What a chart is drawn with."""

    book: Workbook
    pen: Pen
    chart: WallChart
    order: ChartOrder


Draw = Callable[[DrawingKit], Drawn]


class TooManyPages(Exception):  # noqa: N818 - named after what happened
    """More papers than anybody wants to print by mistake; nothing is drawn."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue.message)
        self.issue = issue
