"""A wall chart beside a bare XlsxWriter loop that writes as many formatted cells.

    python -m tests.bench.chart

As many cells as the chart's workbook holds on all its sheets, as many of them empty. Prints
processor seconds of the best run and peak memory of each, and their ratio. Both are measured in
turns, so that a busy machine is busy for both.
"""

import tempfile
import time
import tracemalloc
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from zipfile import ZipFile

from xlsxwriter import Workbook

from taizhang.books.charts.build import build_chart
from taizhang.books.charts.kinds import CHARTS
from taizhang.books.charts.order import ChartOrder
from taizhang.books.sheets.sizing import wall_papers
from taizhang.core.charts.tasks import WallChart, WallTask

CASES = (  # a short run is measured more often: its best of few is a matter of luck
    ("137 tasks, 36 旬", 137, "旬", 40),
    ("5,000 tasks, 52 weeks", 5000, "周", 5),
)
LAMPS = (("绿", "正常"), ("红", "滞后"), ("黄", "预警"), ("蓝", "已销号"), ("灰", "未启动"))
NAMED = 7  # columns of words
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


def bare(path: Path, cells: int, columns: int) -> None:
    """The same number of formatted cells, all made of a loop."""
    with Workbook(str(path), {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        looks = [book.add_format({"bg_color": f"#{n:02X}8040", "border": 1}) for n in range(40)]
        for row in range(cells // columns):
            for column in range(NAMED):
                sheet.write_string(row, column, "改造老旧小区", looks[column])
            for column in range(NAMED, columns):
                sheet.write_blank(row, column, None, looks[(row + column) % 40])


def cells_of(path: Path) -> int:
    """How many cells the sheets of a workbook hold."""
    with ZipFile(path) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        return sum(package.read(name).count(b"<c ") for name in sheets)


def seconds(job: Callable[[], object]) -> float:
    """Processor seconds of one run."""
    begun = time.process_time()
    job()
    return time.process_time() - begun


def megabytes(job: Callable[[], object]) -> float:
    """Peak memory of one run."""
    tracemalloc.start()
    job()
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return peak


def main() -> None:
    """Print a line a case."""
    order = ChartOrder(wall_papers()["A3"], most=10_000)
    with tempfile.TemporaryDirectory() as room:
        path = Path(room) / "a.xlsx"
        for name, count, scale, rounds in CASES:
            ours = partial(build_chart, path, CHARTS[0], sample(count, scale), order)
            ours()
            cells = cells_of(path)
            plain = partial(bare, path, cells, NAMED + (53 if scale == "周" else 36))
            turns = [(seconds(ours), seconds(plain)) for _ in range(rounds)]
            one, other = (min(times) for times in zip(*turns, strict=True))
            mine, theirs = megabytes(ours), megabytes(plain)
            print(
                f"{name}, {cells:,} cells: {one:.2f} s, {mine:.1f} MB; bare {other:.2f} s, "
                f"{theirs:.1f} MB; {one / other:.2f} times, memory {mine / theirs:.2f} times"
            )


if __name__ == "__main__":
    main()
