"""A wall chart beside a bare XlsxWriter loop that writes as many formatted cells.

    python -m tests.bench.chart

Prints seconds of the best of three and peak memory of each, and their ratio.
"""

import tempfile
import time
import tracemalloc
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from xlsxwriter import Workbook

from taizhang.books.charts.build import build_chart
from taizhang.books.charts.kinds import CHARTS
from taizhang.books.charts.order import Order
from taizhang.books.sheets.sizing import wall_papers
from taizhang.core.charts.tasks import WallChart, WallTask

CASES = (("137 tasks, 36 旬", 137, "旬"), ("5,000 tasks, 52 weeks", 5000, "周"))
LAMPS = (("绿", "正常"), ("红", "滞后"), ("黄", "预警"), ("蓝", "已销号"), ("灰", "未启动"))
FIRST, LAST = date(2022, 1, 1), date(2022, 12, 31)


def sample(count: int, scale: str) -> WallChart:
    """So many tasks of all lamps over a year."""
    tasks = tuple(
        WallTask(
            f"2022-{n:04}", f"第{n % 20}组", f"第{n}项任务：改造老旧小区", f"县第{n % 40}局", "副县长",
            FIRST + timedelta(days=n % 90), LAST - timedelta(days=n % 120), due_defaulted=False,
            progress=n % 10 / 10, state=LAMPS[n % 5][1], lamp=LAMPS[n % 5][0], reason="落后23个百分点",
        )
        for n in range(count)
    )  # fmt: skip
    return WallChart(
        "作战图", "示例县", "2022年6月", date(2022, 6, 28), "", tasks, FIRST, LAST, scale
    )


def bare(path: Path, rows: int, columns: int) -> None:
    """The same number of formatted cells, all made of a loop."""
    with Workbook(str(path), {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        looks = [book.add_format({"bg_color": f"#{n:02X}8040", "border": 1}) for n in range(40)]
        for row in range(rows):
            for column in range(7):
                sheet.write_string(row, column, "改造老旧小区", looks[column])
            for column in range(7, columns):
                sheet.write_blank(row, column, None, looks[(row + column) % 40])


def measured(job: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the best of three runs, and peak megabytes of one."""
    seconds = []
    for _ in range(3):
        begun = time.perf_counter()
        job()
        seconds.append(time.perf_counter() - begun)
    tracemalloc.start()
    job()
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return min(seconds), peak


def main() -> None:
    """Print a line a case."""
    order = Order(wall_papers()["A3"], most=10_000)
    with tempfile.TemporaryDirectory() as room:
        path = Path(room) / "a.xlsx"
        for name, count, scale in CASES:
            chart = sample(count, scale)
            columns = 7 + (53 if scale == "周" else 36)
            ours = measured(partial(build_chart, path, CHARTS[0], chart, order))
            rows = count + 21 + 4
            plain = measured(partial(bare, path, rows, columns))
            print(
                f"{name}: {ours[0]:.2f} s, {ours[1]:.0f} MB; bare {plain[0]:.2f} s, {plain[1]:.0f} MB; "
                f"{ours[0] / plain[0]:.2f} times, memory {ours[1] / plain[1]:.2f} times"
            )


if __name__ == "__main__":
    main()
