"""What the tests of the engine share: the engine is active, and no book stays open."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlwings as xw

import xlfile

Build = Callable[[xlsxwriter.Workbook], None]


@pytest.fixture(autouse=True)
def engine() -> Iterator[xw.Engine]:
    """xlwings talks to files, as after `xlfile.activate()`."""
    before = xw.engines.active
    xlfile.activate()
    yield xlfile.engine
    for app in list(xw.apps):
        app.quit()
    xw.engines.active = before


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., xw.Book]:
    """Build a workbook with XlsxWriter and open it with the engine."""

    def made(build: Build, name: str = "台账.xlsx") -> xw.Book:
        return xw.Book(written(tmp_path / name, build))

    return made


@pytest.fixture
def ledger(make: Callable[..., xw.Book]) -> xw.Book:
    """A workbook with a table of three tasks and a second sheet."""
    return make(_ledger)


def written(path: Path, build: Build) -> Path:
    """Build a workbook with XlsxWriter."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(path)
    build(book)
    book.close()
    return path


def reopened(book: xw.Book) -> xw.Book:
    """Save, close and open again."""
    path = book.fullname
    book.save()
    book.close()
    return xw.Book(path)


def _ledger(book: Any) -> None:
    tasks, summary = book.add_worksheet("任务台账"), book.add_worksheet("汇 总")
    day = book.add_format({"num_format": "yyyy-mm-dd", "bold": True})
    rows = [
        ["R-1", "修路", 10, 45_000, None],
        ["R-2", "架桥", 20, 45_001, None],
        ["R-3", "通水", 30, 45_002, None],
    ]
    headers = ["编号", "名称", "目标", "时限", "倍数"]
    columns: list[dict[str, Any]] = [{"header": header} for header in headers]
    columns[3]["format"] = day
    columns[4]["formula"] = "任务[@[目标]]*2"
    tasks.add_table("A1:E4", {"name": "任务", "columns": columns, "data": rows})
    tasks.write("H1", "旁")
    summary.write("A1", 7)
    book.define_name("期次", "='汇 总'!$A$1")
    book.define_name("'汇 总'!局部", "='汇 总'!$B$2:$C$3")
    book.define_name("税率", "=0.13")
