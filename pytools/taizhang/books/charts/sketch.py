"""拼接示意: how tiles are put together, on one A4 page before them."""

from pathlib import Path

from taizhang.books.charts.order import Drawn
from taizhang.books.sheets import theme
from taizhang.books.sheets.enlarged import MARGIN, OVERLAP, Tiling
from taizhang.books.sheets.measure import POINTS_PER_MM
from taizhang.books.sheets.page import new_page
from taizhang.books.sheets.paper import Print
from taizhang.books.sheets.pen import Pen
from taizhang.books.sheets.saved import new_book

SHEET = "拼接示意"
MOST_HIGH = 380.0  # points that the sketch may take
STEPS = (
    "打印时选“实际大小”或100%，不要选“适应纸张”，否则接缝对不上。",
    "每张下边印着“行-列”，如 1-2 是第1行第2列。先按图摆好。",
    f"左边有邻张的，沿角线裁掉左边白边；上边有邻张的，裁掉上边白边。右边、下边有斜线的{OVERLAP:g}毫米留着抹胶。",
    "后一张盖住前一张的斜线边，图上的线对齐后粘牢。先粘每一行，再把各行粘在一起。",
    "最外一圈白边最后裁，或留着装框。",
)


def draw_sketch(path: Path, title: str, tiling: Tiling, drawn: Drawn) -> None:
    """Write the page to `path`, an .xlsx."""
    with new_book(path, title) as book:
        page = new_page(Pen(book), book.add_worksheet(SHEET), Print(numbered=False), whole=True)
        page.band(f"{title}　拼接示意")
        across, down = (points / POINTS_PER_MM for points in drawn.sizing.size)
        lying = "横放" if tiling.landscape else "竖放"
        page.facts([
            ("成图", f"{drawn.sizing.paper.name}，{across:.0f}×{down:.0f}毫米，共{drawn.pages}幅"),
            ("用纸", f"{tiling.paper}{lying}，每幅{tiling.rows}行{tiling.columns}列，{tiling.count}张"),
        ], across=1)  # fmt: skip
        page.section("摆放")
        high = min(MOST_HIGH / tiling.rows, page.width(0, page.last) * 0.7 / tiling.columns)
        wide = max(len(page.widths) * 7 // 10 // tiling.columns, 1)
        left = max((len(page.widths) - wide * tiling.columns) // 2, 0)
        look = {"border": 1, "border_color": theme.SLATE, "align": "center", "shrink": True}
        for row in range(tiling.rows):
            page.next(high)
            for column in range(min(tiling.columns, len(page.widths))):
                start = left + column * wide
                text = f"{row + 1}-{column + 1}"
                page.put(start, start + wide - 1, text, font_size=14, bold=True, **look)
        page.section("做法")
        page.steps(STEPS)
        page.note(f"每张四边留白{MARGIN:g}毫米，相邻两张重叠{OVERLAP:g}毫米。")
        page.finish()
