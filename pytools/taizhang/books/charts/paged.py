"""A chart made of the blocks of a page, on the base paper of any paper."""

from taizhang.books.charts.order import DrawingKit, Drawn, TooManyPages
from taizhang.books.sheets.page import Page, new_page
from taizhang.books.sheets.sizing import Sizing
from taizhang.books.wallchart.style import load_style
from taizhang.core.catalog import schedule as catalog


def paged(
    desk: DrawingKit, sheet: str, *, upright: bool = False, whole: bool = False
) -> tuple[Page, Sizing]:
    """An empty page on a new sheet, and how it stands on the paper.

    `upright` is how it stands where nothing is said of that; `whole` keeps it on one paper.
    """
    margins = load_style(desk.order.templates).page.margins
    side = not upright if desk.order.landscape is None else desk.order.landscape
    natural = Sizing(desk.order.paper, side, 1.0, margins).natural
    sizing = Sizing(desk.order.paper, side, natural, margins)
    how = sizing.print(desk.chart.title, f"截至{desk.chart.on:%Y-%m-%d}")
    return new_page(desk.pen, desk.book.add_worksheet(sheet), how, whole=whole), sizing


def finished(page: Page, sizing: Sizing, desk: DrawingKit) -> Drawn:
    """Set the page up for print; TooManyPages where it takes more papers than are wanted."""
    page.finish()
    paper, most = desk.order.paper, desk.order.most or desk.order.paper.most
    if page.pages > most:
        issue = catalog.TOO_MANY_PAGES.at(paper=paper.name, pages=page.pages, most=most)
        raise TooManyPages(issue)
    return Drawn(sizing, page.pages)
