"""挂图作战总图: all tasks, a bar each, in groups; and the list of those that burn."""

from taizhang.books.charts.order import DrawingKit, Drawn, TooManyPages
from taizhang.books.wallchart.build import draw_wall
from taizhang.books.wallchart.check import problems, too_many
from taizhang.books.wallchart.layout import plan_layout
from taizhang.books.wallchart.style import load_style


def draw(desk: DrawingKit) -> Drawn:
    """Add the sheet; TooManyPages where it needs more papers than are wanted."""
    order = desk.order
    style = load_style(order.templates, order.style)
    layout = plan_layout(style, desk.chart, order.paper, landscape=order.landscape)
    if issue := too_many(layout, order.most):
        raise TooManyPages(issue)
    draw_wall(desk.book, desk.pen, layout, order.lamps)
    return Drawn(layout.sizing, max(len(layout.pages), 1), tuple(problems(layout)))
