"""A column of 任务台账 that units report and that the chart shows, of workbook/tasks.toml alone."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copytree

import pytest
import xlwings as xw
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

import xlfile
from taizhang.actions.charting import chart
from taizhang.actions.distributing import distribute
from taizhang.actions.loading import load
from taizhang.actions.merging import merge
from taizhang.actions.setup.creating import init
from taizhang.books import layout as layouts
from taizhang.books.resources import resource
from taizhang.office.report import Report
from tests.actions.conftest import IDENTITY, Quiet
from tests.actions.test_layout_change import (
    BACK,
    LISTS,
    LOADED,
    PERIOD,
    SENT,
    TASK,
    UNIT,
    send_back,
)

LABEL = "资金到位率"
COLUMN = (
    '  { key = "funded", label = "资金到位率", kind = "percent", width = 10, '
    "report = true, average = true, chart = true },\n"
)
JOBS: dict[str, Callable[..., Report]] = {"merge": merge, "chart": chart, "distribute": distribute}


@pytest.fixture
def own_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The program as it is with one more line in tasks.toml."""
    copytree(resource("workbook"), tmp_path / "workbook")
    file = tmp_path / "workbook" / "tasks.toml"
    text = file.read_text("utf-8")
    place = re.search(r'  \{ key = "latest",', text)
    assert place is not None
    file.write_text(text[: place.start()] + COLUMN + text[place.start() :], "utf-8")
    layouts._load.cache_clear()
    monkeypatch.setattr(
        layouts, "resource", lambda room: tmp_path / room if room == "workbook" else resource(room)
    )
    yield
    layouts._load.cache_clear()


def run(folder: Path, name: str) -> Report:
    book = xw.Book(str(folder / "督查台账.xlsm"))
    try:
        return JOBS[name](book, Quiet(), SENT if name == "distribute" else BACK, PERIOD)
    finally:
        book.close()


def rows_of(folder: Path, sheet: str) -> list[dict[str, object]]:
    book = xw.Book(str(folder / "督查台账.xlsm"))
    heads, *rows = book.sheets[sheet].tables[0].range.value
    book.close()
    return [dict(zip(heads, row, strict=True)) for row in rows]


@pytest.mark.usefixtures("own_program")
def test_form_merge_records_and_chart_follow(tmp_path: Path) -> None:
    xlfile.activate()
    folder = tmp_path / "台账"
    init(folder, identity=IDENTITY)
    book = xw.Book(str(folder / "督查台账.xlsm"))
    load(book, Quiet(), LISTS, LOADED)
    book.close()
    run(folder, "distribute")
    form = folder / "下发" / PERIOD / f"{UNIT}_{PERIOD}_报送表.xlsx"
    heads = [cell.value for cell in load_workbook(form)["任务填报"][3]]
    assert heads[-2:] == [LABEL, "申请销号"]

    send_back(folder, {LABEL: "四成", "最新进展": "资金已到账"})
    run(folder, "merge")
    (task,) = [r for r in rows_of(folder, "任务台账") if r["任务编号"] == TASK]
    (said,) = [r for r in rows_of(folder, "报送记录") if r["任务编号"] == TASK]
    assert (task[LABEL], said[LABEL]) == (0.4, 0.4)

    run(folder, "chart")
    (drawn,) = (folder / "挂图").glob("*.xlsx")
    cells = CalamineWorkbook.from_path(drawn).get_sheet_by_index(0).to_python()
    heads_at = next(row for row in cells if "任务" in row)
    assert "40%" in {row[heads_at.index(LABEL)] for row in cells}
