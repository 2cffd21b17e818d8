"""Tables of a master on disk: rows put in, added and put in place of others, read back as meant."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

from taizhang.books.layout import load_layout
from taizhang.books.ledger import Formula, Ledger
from taizhang.core.submission import Value
from tests.support.masters import build

Row = Mapping[str, Value]
UNITS = ("县财政局", "县水务局", "县粮食局")
ODD = ("=1+1", "-3", "TRUE", "001", "'甲", "６月底", "a\nb", " 前后 ", "<&>", "2022-06")


def unit(name: str, order: float, note: str = "") -> dict[str, Value]:
    return {"unit": name, "order": order, "reports": "是", "contact": note}


@pytest.fixture
def master(tmp_path: Path) -> Path:
    rows: Any = [unit(name, float(n)) for n, name in enumerate(UNITS, start=1)]
    return build(tmp_path / "督查台账.xlsm", {"units": rows})


def table_of(path: Path) -> Any:
    return Ledger(xw.Book(str(path)), load_layout())["units"]


def said(path: Path) -> list[tuple[Value, ...]]:
    rows = table_of(path).rows
    return [(r["unit"], r["order"], r["contact"]) for r in rows]


SAME = [unit(name, float(n)) for n, name in enumerate(UNITS, start=1)]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([SAME[0], unit("县水务局", 9.0, "另一人"), SAME[2]], id="one row differs"),
        pytest.param([SAME[2], SAME[0]], id="fewer"),
        pytest.param([*SAME, unit("县教育局", 4.0)], id="more"),
        pytest.param([], id="none"),
        pytest.param([unit(name, float(n), t) for n, t in enumerate(ODD) for name in [f"第{n}局"]],
                     id="odd texts"),
    ],
)  # fmt: skip
def test_a_table_holds_the_rows_that_were_put_in_place(master: Path, rows: list[Row]) -> None:
    table = table_of(master)
    table.replace(rows)
    table.sheet.book.save()
    table.sheet.book.close()
    wanted = [(r["unit"], r["order"], str(r["contact"]).strip()) for r in rows]
    assert said(master) == wanted


def test_rows_that_are_there_already_are_not_written(master: Path) -> None:
    before, table = master.read_bytes(), table_of(master)
    table.replace([row.values for row in table.rows])
    table.sheet.book.save()
    assert master.read_bytes() == before


def test_a_formula_is_written_even_where_a_blank_is_read(master: Path) -> None:
    table = table_of(master)
    table.replace([{**row.values, "contact": Formula("=1+1")} for row in table.rows])
    at = table.address(table.rows[0].number, "contact")
    assert table.sheet.range(at).formula == "=1+1"


def test_rows_given_in_parts_follow_each_other(master: Path) -> None:
    table = table_of(master)
    parts = [{"unit": [f"第{n}局", f"第{n + 1}局"], "order": [1.0, ""]} for n in (1, 3, 5)]
    numbers = table.append_columns(6, iter(parts))
    assert list(numbers) == list(range(numbers[0], numbers[0] + 6))
    table.sheet.book.save()
    table.sheet.book.close()
    assert said(master)[3:] == [(f"第{n}局", 1.0 if n % 2 else "", "") for n in range(1, 7)]
