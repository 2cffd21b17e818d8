"""A register of years is looked through by a column: what is read of it is what reading it all gives."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import xlwings as xw

import xlfile
from taizhang.books.layout import load_layout
from taizhang.books.ledger import Ledger, LedgerTable
from taizhang.core.merge.reports import needed
from taizhang.core.tables import HeldColumns
from tests.support.masters import build
from tests.support.tables import table

ROWS = [
    {
        "period": f"2022-{month:02}", "task_id": f"T-{task}", "name": f"任务{task}",
        "unit": unit, "role": "牵头", "progress": task / 10, "latest": f" 第{month}月 ",
        "received": datetime(2022, month, 20, 9), "validity": "已撤销" if task == month else "有效",
        "job": f"汇总-2022{month:02}28-01",
    }
    for month in range(1, 8) for task in range(1, 13) for unit in ("县财政局", "县水务局")
]  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    xlfile.activate()
    return build(tmp_path_factory.mktemp("part") / "督查台账.xlsm", {"reports": ROWS})


@pytest.fixture(autouse=True)
def _closing() -> Iterator[None]:
    yield
    for book in list(xw.books):
        book.close()


def reports(path: Path) -> LedgerTable:
    return Ledger(xw.Book(str(path)), load_layout())["reports"]


WANTED = (
    {"period": lambda v: v == "2022-03"},
    {"period": lambda v: v == "2022-03", "task_id": lambda v: v == "T-7"},
    {"validity": lambda v: v == "已撤销"},
    {"period": lambda _: False},
    {"unit": lambda _: True},
)


@pytest.mark.parametrize("wanted", WANTED)
def test_some_rows_are_those_of_all_rows(path: Path, wanted: dict[str, object]) -> None:
    part, whole = reports(path), reports(path)
    every = [r for r in whole.rows if any(f(r[k]) for k, f in wanted.items())]  # type: ignore[operator]
    assert list(part.some(wanted).rows) == every  # type: ignore[arg-type]
    assert list(whole.some(wanted).rows) == every  # type: ignore[arg-type]
    assert part.end == whole.end == whole.top + len(ROWS)


def test_single_columns_are_those_of_all_rows(path: Path) -> None:
    part, whole = reports(path), reports(path)
    keys = ("period", "progress", "received")
    assert [dict(r.values) for r in part.only(*keys).rows] == [
        {key: row[key] for key in keys} for row in whole.rows
    ]


def test_what_was_written_is_read_again(path: Path) -> None:
    part = reports(path)
    first = part.top + 1
    assert part.column("validity")[first] == "已撤销"
    part.set_cells([(first, "validity", "有效")])
    assert part.column("validity")[first] == "有效"
    part.append([{**ROWS[0], "period": "2023-01"}])
    assert [r["period"] for r in part.some({"period": lambda v: v == "2023-01"}).rows] == [
        "2023-01"
    ]


# whether a merge of 2022-06 has to know the row
NEEDED = """
| 期次    | 任务 | 单位 | 有效 | 要 |
| 2022-03 | T-1  | 甲   | 有效 |    |
| 2022-05 | T-1  | 甲   | 有效 | 是 |
| 2022-04 | T-1  | 甲   | 有效 |    |
| 2022-04 | T-1  | 乙   | 有效 | 是 |
| 2022-05 | T-1  | 乙   | 已撤销 |  |
| 2021-12 | T-2  | 甲   | 有效 | 是 |
| 2022-06 | T-1  | 甲   | 已撤销 | 是 |
| 2022-06 | T-1  | 甲   | 有效 | 是 |
| 2022-07 | T-1  | 甲   | 有效 |    |
| 看不懂  | T-3  | 甲   | 有效 | 是 |
| 看不懂  | T-1  | 丙   | 有效 |    |
| 2022-Q1 | T-1  | 丙   | 有效 | 是 |
| 2022-05 | T-4  | 甲   | 有效 |    |
| 2022-05 | T-4  | 甲   | 有效 | 是 |
"""


def test_a_merge_knows_its_period_and_the_last_report_before_it() -> None:
    stated = table(NEEDED)
    labels = {"period": "期次", "task_id": "任务", "unit": "单位", "validity": "有效"}
    columns = {key: [row[label] for row in stated] for key, label in labels.items()}
    assert needed(HeldColumns(columns), "2022-06") == {
        n for n, row in enumerate(stated) if row["要"]
    }
