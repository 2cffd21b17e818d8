"""领导作战图: a board a leader, his post the largest on it, his tasks as bars below."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from taizhang.books.charts.order import DrawingKit, Drawn, TooManyPages
from taizhang.books.sheets.measure import tidy
from taizhang.books.wallchart.build import draw_wall
from taizhang.books.wallchart.check import problems
from taizhang.books.wallchart.layout import ChartLayout, plan_layout
from taizhang.books.wallchart.style import WallStyle, load_style
from taizhang.core.catalog import schedule as catalog
from taizhang.core.charts.tasks import TaskGroup, groups
from taizhang.core.filenames import sheet_names
from taizhang.core.issues import Issue

NOBODY = "责任领导未明确"
BOARDS = 40  # so many boards are no mistake, whatever the paper
LARGE = 1.5  # times the usual title


def draw(desk: DrawingKit) -> Drawn:
    """Add a sheet for each leader, last the tasks of nobody.

    TooManyPages where they need more papers than are wanted.
    """
    order = desk.order
    style = load_style(order.templates, order.style)
    side = order.landscape is not False  # all lie, or all stand: they go to one print shop
    boards = sorted(groups(desk.chart.tasks, "leader"), key=lambda group: not group.name)
    found = boards or [TaskGroup("", ())]
    layouts = [_layout(desk, style, group, side) for group in found]
    pages = sum(max(len(layout.pages), 1) for layout in layouts)
    most = order.most or max(BOARDS, order.paper.most)
    if pages > most:
        issue = catalog.TOO_MANY_PAGES.at(paper=order.paper.name, pages=pages, most=most)
        raise TooManyPages(issue)
    titles = [layout.chart.title or NOBODY for layout in layouts]
    names = sheet_names([*(layout.style.list.label for layout in layouts[:1]), *titles])[1:]
    for layout, name in zip(layouts, names, strict=True):
        texts = {**layout.style.texts, "sheet": name}
        named = replace(layout, style=replace(layout.style, texts=texts))
        draw_wall(desk.book, desk.pen, named, order.lamps)
    return Drawn(layouts[0].sizing, pages, tuple(_once(layouts)))


def _layout(desk: DrawingKit, style: WallStyle, group: TaskGroup, side: bool) -> ChartLayout:
    """The leader's tasks in their classes; a column with his own name says nothing."""
    chart = replace(
        desk.chart,
        title=tidy(group.name) or NOBODY,
        place=tidy(desk.chart.title),
        cutoff_text="",
        tasks=group.tasks,
        by="category",
        progress=sum(task.progress for task in group.tasks) / max(len(group.tasks), 1),
    )
    own = replace(
        style,
        columns=tuple(column for column in style.columns if column.key != "leader"),
        fonts={**style.fonts, "title": style.fonts["title"] * LARGE},
        heights={**style.heights, "title": style.heights["title"] * LARGE},
    )
    return plan_layout(own, chart, desk.order.paper, landscape=side)


def _once(layouts: Collection[ChartLayout]) -> Iterator[Issue]:
    """What does not fit, once each, however many boards say it."""
    seen = set()
    for issue in (issue for layout in layouts for issue in problems(layout)):
        if (issue.code, issue.message) not in seen:
            seen.add((issue.code, issue.message))
            yield issue
