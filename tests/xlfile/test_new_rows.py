"""Rows added below a table: written as one block they read as if each cell had been written."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlwings as xw
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.office import faults, recalculated
from tests.xlfile.conftest import reopened, written

pytestmark = pytest.mark.slow

HEADS = ("文字", "常规", "文本", "日期", "比率")
FORMATS: tuple[dict[str, Any], ...] = ({"text_wrap": True}, {}, {"num_format": "@"}, {"num_format": "yyyy-mm-dd"},
           {"num_format": "0%"})  # fmt: skip
texts = st.one_of(
    st.text("正在办理 abc&<>\"'\n\t_x000D_\x00\x0b１，。 ", max_size=12),
    st.sampled_from(
        [
            "'001",
            "'=1+1",
            "=1+1",
            '=HYPERLINK("#甲!A1","看 & <见>")',
            "=SUM(A1:A2)",
            "2022-06",
            "TRUE",
            "-",
            "甲\r\n乙",
            "\ue000",
        ]
    ),
)
values = st.one_of(
    st.none(),
    texts,
    st.booleans(),
    st.integers(-(10**6), 10**6),
    st.floats(-1e6, 1e6, width=32),
    st.dates(date(1901, 1, 1), date(2199, 12, 31)),
    st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).map(
        lambda d: d.replace(microsecond=0)
    ),
)
blocks = st.lists(st.tuples(*[values] * len(HEADS)), min_size=1, max_size=6)


def _table(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("甲")
    formats = [book.add_format(look) for look in FORMATS]
    for column, look in enumerate(formats):
        sheet.set_column(column, column, 12, look)
    columns = [{"header": h, "format": f} for h, f in zip(HEADS, formats, strict=True)]
    sheet.add_table(0, 0, 1, len(HEADS) - 1, {"name": "表", "columns": columns})


def _grown(path: Path, rows: int) -> xw.Sheet:
    sheet = xw.Book(written(path, _table)).sheets["甲"]
    sheet.tables["表"].resize(sheet.range((1, 1), (rows + 2, len(HEADS))))
    return sheet


def _seen(sheet: xw.Sheet, rows: int) -> list[tuple[Any, ...]]:
    """Value, formula and format of each new cell, as a reader of the saved file meets them."""
    again = reopened(sheet.book).sheets["甲"]
    cells = [again.range((r, c)) for r in range(3, rows + 3) for c in range(1, len(HEADS) + 1)]
    seen = [(cell.value, cell.formula, cell.number_format) for cell in cells]
    again.book.close()
    return seen


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(blocks, st.sampled_from([(2, 0), (2, 3), (2000, 100_000)]))
def test_a_block_reads_as_its_cells_written_one_by_one(
    tmp_path: Path, block: list[tuple[Any, ...]], held: tuple[int, int]
) -> None:
    """However many rows are held together, and from how many on they are packed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("xlfile.parts.new_rows.CHUNK", held[0])
        patch.setattr("xlfile.parts.new_rows.MANY", held[1])
        _compare(tmp_path, block)


@pytest.mark.parametrize("odd", ["甲\0乙", "\0", " 前", "后\n", "a&b", "_x0041_", "\x1f"])
def test_one_odd_text_among_plain_ones_reads_back_as_it_was(tmp_path: Path, odd: str) -> None:
    texts = ["一", odd, "二", "三"]
    sheet = _grown(tmp_path / "甲.xlsx", len(texts))
    sheet.range("C3:C6").value = [[text] for text in texts]
    assert reopened(sheet.book).sheets["甲"].range("C3:C6").value == texts


def _compare(tmp_path: Path, block: list[tuple[Any, ...]]) -> None:
    rows = len(block)
    at_once, one_by_one = _grown(tmp_path / "块.xlsx", rows), _grown(tmp_path / "格.xlsx", rows)
    target = at_once.range((3, 1), (rows + 2, len(HEADS)))
    target.value = [list(line) for line in block]
    target.rows.autofit()
    there = target.options(ndim=2).value
    one_by_one.impl.part.settle()
    for r, line in enumerate(block, 3):
        for c, value in enumerate(line, 1):
            one_by_one.range((r, c)).value = value
    assert there == one_by_one.range(target.address).options(ndim=2).value
    assert _seen(at_once, rows) == _seen(one_by_one, rows)


def test_new_rows_that_are_looked_at_become_cells(tmp_path: Path) -> None:
    sheet = _grown(tmp_path / "甲.xlsx", 3)
    part = sheet.impl.part
    sheet.range("A3:B5").value = [["一", 1], ["二", 2], ["三", 3]]
    assert part.new_rows is not None
    sheet.range("A4").color = (255, 0, 0)
    assert part.new_rows is None
    sheet.range("C3:C5").value = [["x"], [None], ["y"]]
    again = reopened(sheet.book).sheets["甲"]
    assert again.range("A3:C5").value == [["一", 1, "x"], ["二", 2, None], ["三", 3, "y"]]
    assert again.range("A4").color == (255, 0, 0)


def test_rows_are_added_again_and_again_and_saved_between(tmp_path: Path) -> None:
    sheet = _grown(tmp_path / "甲.xlsx", 1)
    for last in range(3, 9):
        sheet.tables["表"].resize(sheet.range((1, 1), (last, len(HEADS))))
        sheet.range((last, 1)).value = f"第{last}行"
        sheet.book.save()
    again = reopened(sheet.book).sheets["甲"]
    assert again.range("A3:A8").value == [f"第{n}行" for n in range(3, 9)]


def test_a_link_in_the_last_row_is_its_own_and_not_continued(tmp_path: Path) -> None:
    sheet = _grown(tmp_path / "甲.xlsx", 1)
    sheet.range("A3").value = '=HYPERLINK("#甲!A1","看")'
    sheet.range("B3").value = "=ROW(A3)*2"
    sheet.book.save()
    again = reopened(sheet.book).sheets["甲"]
    again.tables["表"].resize(again.range((1, 1), (5, len(HEADS))))
    assert [again.range(name).formula for name in ("A4", "A5")] == ["", ""]
    assert [again.range(name).formula for name in ("B4", "B5")] == ["=ROW(A4)*2", "=ROW(A5)*2"]


def test_many_new_rows_pass_the_validator_and_calculate(tmp_path: Path) -> None:
    path = tmp_path / "多.xlsx"
    sheet = _grown(path, 5000)
    line = ["换\n行 & <括号>", 0.5, "'=不是公式", date(2022, 6, 30), 0.25]
    sheet.range((3, 1), (5002, 5)).value = [[*line[:4], "=1/4"] if n % 2 else line
                                            for n in range(5000)]  # fmt: skip
    sheet.book.save()
    sheet.book.close()
    assert faults(path) == []
    found = recalculated(path, tmp_path)["甲"]
    assert len(found) == 5002
    assert found[-1][:3] == ["换\n行 & <括号>", 0.5, "=不是公式"]
    assert found[-1][4] == found[-2][4] == 0.25


@pytest.mark.parametrize("value", ["\ud800", "长" * 40_000, datetime(1800, 1, 1)])
def test_what_no_cell_can_hold_is_refused_and_nothing_is_written(
    tmp_path: Path, value: object
) -> None:
    sheet = _grown(tmp_path / "甲.xlsx", 2)
    with pytest.raises((ValueError, TypeError)):
        sheet.range("A3:B4").value = [["一", "二"], ["三", value]]
    assert sheet.range("A3:B4").value == [[None, None], [None, None]]
