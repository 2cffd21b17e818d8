"""What does not fit or cannot be read, found in the layout before anything is printed."""

from collections import Counter
from collections.abc import Iterator

from taizhang.books.sheets.measure import TALLEST, text_points, tidy
from taizhang.books.sheets.sizing import SMALL
from taizhang.books.wallchart.layout import ChartLayout
from taizhang.books.wallchart.style import date_format
from taizhang.core.catalog import schedule as catalog
from taizhang.core.issues import Issue

ALMOST = 0.97  # of a size is that size: columns are whole pixels
DIGITS = {False: 7, True: 11}  # letters of a due date without and with its year


def problems(layout: ChartLayout) -> Iterator[Issue]:
    """Issues of the layout: too small, clipped, too coarse, columns left out."""
    yield from _small(layout)
    yield from _clipped(layout)
    paper = layout.sizing.paper.name
    if layout.scale != layout.chart.grid:
        yield catalog.SCALE_COARSER.at(asked=layout.chart.grid, used=layout.scale)
    if layout.dropped:
        columns = "、".join(f"“{column.label}”" for column in layout.dropped)
        yield catalog.COLUMNS_LEFT_OUT.at(paper=paper, columns=columns)


def too_many(layout: ChartLayout, most: int = 0) -> Issue | None:
    """More papers than anybody wants to print by mistake; `most` 0 leaves it to the paper."""
    paper, count = layout.sizing.paper, len(layout.pages)
    most = most or paper.most
    if count <= most:
        return None
    return catalog.TOO_MANY_PAGES.at(paper=paper.name, pages=count, most=most)


def _small(layout: ChartLayout) -> Iterator[Issue]:
    """Letters that cannot be read from where people stand."""
    paper, fonts = layout.sizing.paper, layout.style.fonts
    wanted = (
        ("标题", fonts["title"], paper.title),
        ("正文", fonts["cell"], paper.least),
        ("小字", fonts["small"], paper.least * SMALL),
    )
    for what, size, least in wanted:
        found = layout.sizing.millimetres(size)
        if found < least * ALMOST:
            yield catalog.LETTERS_SMALL.at(
                paper=paper.name, what=what, found=round(found, 1), metres=paper.distance
            )


def _clipped(layout: ChartLayout) -> Iterator[Issue]:
    """Texts higher than the highest row, words and dates wider than their column."""
    found: Counter[tuple[int, str]] = Counter()
    high, size = min(TALLEST, layout.rooms[1]), layout.style.fonts["cell"]
    digits = "0" * DIGITS[date_format(years=_years(layout)).startswith("y")]
    widths = {column.key: column.width for column in layout.columns}
    due = text_points(digits, size) * 0.9 > widths.get("due", TALLEST)
    for number, page in enumerate(layout.pages, start=1):
        for line in page.lines:
            if line.task is None:
                continue
            found.update(
                (number, key) for key, needed in layout.needs(line.task).items() if needed > high
            )
            state = text_points(tidy(line.task.state), size) * SMALL > widths.get("state", TALLEST)
            found.update((number, key) for key, tight in (("due", due), ("state", state)) if tight)
    labels = {column.key: column.label for column in layout.columns}
    for (number, key), count in sorted(found.items()):
        yield catalog.TEXT_CLIPPED.at(page=number, column=labels[key], count=count)


def _years(layout: ChartLayout) -> bool:
    """Whether dates are written with their years."""
    years = {cell.first.year for cell in layout.cells}
    return len(years | {t.due.year for t in layout.chart.tasks if t.due}) > 1
