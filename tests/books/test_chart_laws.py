"""Laws of every kind of chart: each task once, no bar outside its dates, no ledger that breaks it.

A chart is read back from its workbook, as a reader sees it: texts of cells, and which cells are
filled.
"""

import re
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from taizhang.books.charts.build import build_chart
from taizhang.books.charts.kinds import CHARTS, Chart
from taizhang.books.charts.order import ChartOrder
from taizhang.books.sheets.sizing import wall_papers
from taizhang.books.wallchart.layout import plan_layout
from taizhang.books.wallchart.style import load_style
from taizhang.core.cadence.calendar import DUE, Calendar, Owed
from taizhang.core.charts.tasks import WallChart, WallNode, WallTask
from taizhang.core.charts.times import span
from taizhang.libreoffice import office_program
from tests.support.office import convert_all, faults, required

ON = date(2022, 8, 13)
PLAN = date(2022, 5, 18), date(2022, 12, 31)
PAPERS = wall_papers()
LAMPS = {
    "红": "滞后", "黄": "预警", "绿": "正常", "蓝": "已销号", "浅蓝": "待销号", "灰": "未启动",
}  # fmt: skip
# openpyxl reads no newer data bars, and says so; what is tested here it does read.
pytestmark = [
    pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning"),
    pytest.mark.slow,
]
FEW = settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))

days = st.dates(date(2020, 1, 1), date(2033, 12, 31))
marked = st.builds(
    lambda lamp, start, due, finished, progress, lead, leader, nodes, long: WallTask(
        "", "", "长" * long, lead, leader, start, due, due_defaulted=False, progress=progress,
        state=LAMPS[lamp], lamp=lamp, reason="落后23个百分点", finished=finished,
        nodes=tuple(WallNode(f"节点{n}", day) for n, day in enumerate(nodes)),
    ),
    st.sampled_from(tuple(LAMPS)), st.none() | days, st.none() | days, st.none() | days,
    st.floats(-0.5, 1.5), st.sampled_from(("县甲局", "县乙局", "")),
    st.sampled_from(("县长", "副县长", "")), st.lists(st.none() | days, max_size=3),
    st.sampled_from((0, 8, 290)),
)  # fmt: skip


def charted(tasks: list[WallTask]) -> WallChart:
    """A chart of these tasks, each with a name and number of its own, in two groups."""
    named = tuple(
        replace(t, task_id=f"号{n:03}", name=f"第{n:03}件{t.name}", category=f"第{n % 2 + 1}组")
        for n, t in enumerate(tasks)
    )
    dates = [day for t in named for day in (t.start, t.due) if day]
    covered = span(*PLAN, dates)
    owed = tuple(Owed(ON, DUE, t.name, ((t.lead, 1),), None, t.task_id) for t in named)
    calendar = Calendar(ON.replace(day=1), ON.replace(day=31), owed)
    return WallChart(
        "“三航行动”挂图作战图", "示例县", "2022年8月", ON, "", named, covered.first, covered.last,
        calendar=calendar,
    )  # fmt: skip


def drawn(kind: Chart, chart: WallChart, paper: str = "") -> Workbook:
    with tempfile.TemporaryDirectory() as room:
        path = Path(room) / "a.xlsx"
        build_chart(path, kind, chart, ChartOrder(PAPERS[paper or kind.paper], most=9999))
        return load_workbook(path, rich_text=True)


def texts(book: Workbook) -> Iterator[str]:
    """All texts of the sheets that hang on the wall: without the list of what burns."""
    for sheet in book.worksheets:
        if sheet.title != "红黄灯清单":
            for row in sheet.iter_rows(values_only=True):
                yield from (str(value) for value in row if value is not None)


def shown(kind: Chart, chart: WallChart) -> list[str]:
    """The tasks that a kind shows by name, each once; 看板 and 分片图 count them instead."""
    if kind.name == "倒计时图":
        return [t.name for t in chart.tasks if not t.closed]
    return [] if kind.name in COUNTING else [t.name for t in chart.tasks]


COUNTING = ("看板", "分片图")


@pytest.mark.parametrize("kind", CHARTS, ids=lambda kind: kind.name)
@given(tasks=st.lists(marked, max_size=7))
@FEW
def test_every_task_is_drawn_exactly_once(kind: Chart, tasks: list[WallTask]) -> None:
    chart = charted(tasks)
    found = list(texts(drawn(kind, chart)))

    times = {name: sum(text.startswith(name) for text in found) for name in shown(kind, chart)}
    assert times == dict.fromkeys(times, 1)


@pytest.mark.parametrize("name", COUNTING)
@given(tasks=st.lists(marked, max_size=7))
@FEW
def test_a_kind_that_counts_counts_each_task_once(name: str, tasks: list[WallTask]) -> None:
    chart = replace(charted(tasks), by="lead")
    kind = next(kind for kind in CHARTS if kind.name == name)
    found = list(texts(drawn(kind, chart)))

    if name == "分片图":
        counts = [match for text in found if (match := re.fullmatch(r"(\d+)项：(.*)", text))]
        assert sum(int(match[1]) for match in counts) == len(tasks)
        parts = (int(n) for match in counts for n in re.findall(r"(\d+)(?:　|$)", match[2]))
        assert sum(parts) == len(tasks)
    else:
        leads = Counter(t.lead or "未明确" for t in chart.tasks)
        heads = found.index("牵头单位")
        rows = {lead: found[found.index(lead, heads) + 1] for lead in leads}
        assert rows == {lead: str(count) for lead, count in leads.items()}


WHITE = "FFFFFFFF"


@given(tasks=st.lists(marked, max_size=7))
@settings(FEW, max_examples=25)
def test_no_bar_stands_outside_its_dates(tasks: list[WallTask]) -> None:
    chart = charted(tasks)
    layout = plan_layout(load_style(), chart, PAPERS["A3"])
    sheet = drawn(CHARTS[0], chart).worksheets[0]
    name, left = layout.column("name"), len(layout.columns)
    assert name is not None
    rows = {str(row[name].value)[:5]: row for row in sheet.iter_rows() if row[name].value}

    for task in chart.tasks:
        cells = rows[task.name[:5]][left : left + len(layout.cells)]
        filled = {
            at for at, cell in enumerate(cells)
            if cell.fill.fill_type and cell.fill.fgColor.rgb != WHITE
        }  # fmt: skip
        boxed = {at for at, cell in enumerate(cells) if cell.fill.fgColor.rgb == WHITE}
        planned, allowed = (
            {at for at, c in enumerate(layout.cells) if c.first <= last and c.last >= first}
            for first, last in dates_of(task, layout.cells[0].first, layout.cells[-1].last)
        )
        assert planned <= filled | boxed
        assert filled <= allowed


def dates_of(task: WallTask, first: date, last: date) -> list[tuple[date, date]]:
    """The days of the plan, and those with the overrun: until the finish, or until today if open."""
    if task.start is None and task.due is None:
        return [(date.max, date.min)] * 2
    due = task.due or max(last, task.start or last)
    start = min(task.start or first, due)
    until = task.finished or (due if task.closed or task.exempt or task.due is None else ON)
    return [(start, due), (start, max(due, until))]


def plain(count: int, **changed: object) -> WallChart:
    """So many tasks of all lamps with these changes, names of 290 signs among them."""
    one = WallTask(
        "", "", "", "县甲局", "县长", date(2022, 6, 1), date(2022, 9, 20), due_defaulted=False,
        progress=0.4, state="", lamp="", reason="落后23个百分点",
    )  # fmt: skip
    return charted([
        replace(one, lamp=lamp, state=state, name="长" * (290 if n % 3 == 0 else 8), **changed)  # type: ignore[arg-type]
        for n, (lamp, state) in zip(range(count), [*LAMPS.items()] * count, strict=False)
    ])  # fmt: skip


ODD = {
    "no task": plain(0),
    "one task": plain(1),
    "no dates": plain(4, start=None, due=None),
    "start after end": plain(4, start=date(2022, 12, 1), due=date(2022, 6, 1)),
    "ten years": plain(4, start=date(2022, 6, 1), due=date(2032, 5, 31)),
}


@pytest.mark.skipif(not office_program(), reason="LibreOffice is missing")
@pytest.mark.parametrize("kind", CHARTS, ids=lambda kind: kind.name)
def test_odd_ledgers_are_printed_with_every_name_in_full(kind: Chart, tmp_path: Path) -> None:
    for number, (case, chart) in enumerate(ODD.items()):
        path = tmp_path / f"{number}.xlsx"
        build_chart(path, kind, chart, ChartOrder(PAPERS[kind.paper], most=9999))
        assert faults(path) == [], case
    convert_all(sorted(tmp_path.glob("*.xlsx")), tmp_path, "pdf", 300)
    for number, (case, chart) in enumerate(ODD.items()):
        text = printed_text(tmp_path / f"{number}.pdf")
        assert "###" not in text, case
        assert [name[:5] for name in shown(kind, chart) if name not in text] == [], case


def printed_text(path: Path) -> str:
    """The text of a PDF in the order in which it was drawn, cell by cell, without blanks."""
    command = [required("pdftotext"), "-raw", str(path), "-"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return "".join(done.stdout.split())
