"""Workbooks written the quick way hold the bytes that XlsxWriter itself writes."""

from datetime import datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from taizhang.books.sheets.quick import QuickBook

Cells = dict[tuple[int, int], tuple[object, int]]
LOOKS = (None, {"bold": True}, {"num_format": "0%", "bg_color": "#FFEE00"}, {"text_wrap": True})
VALUES = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(2**40), 2**40),
    st.booleans(),
    st.datetimes(datetime(1901, 1, 1), datetime(9000, 1, 1)),
    st.sampled_from(["=1+1", "=A1", "<&>\"'", "_x000D_", " a ", "http://example.com"]),
)
PLACES = st.tuples(st.integers(0, 40), st.integers(0, 60))
CELLS = st.dictionaries(PLACES, st.tuples(VALUES, st.integers(0, len(LOOKS) - 1)), max_size=30)


def parts(kind: type[Workbook], cells: Cells, also: str) -> dict[str, bytes]:
    """Every part of a workbook with these cells on its first sheet."""
    content = BytesIO()
    with kind(content, {"in_memory": True, "constant_memory": also == "constant"}) as book:
        book.set_properties({"created": datetime(2022, 1, 1)})
        looks = [None if look is None else book.add_format(look) for look in LOOKS]
        sheet = book.add_worksheet()
        if also == "comments":
            sheet.write_comment(70, 3, "说明")
        if also == "rows":
            sheet.set_row(3, 40, looks[1])
            sheet.set_column(2, 5, 12, looks[2])
        for (row, column), (value, look) in sorted(cells.items()):
            sheet.write(row, column, value, *([] if looks[look] is None else [looks[look]]))
        if also == "merged":
            sheet.merge_range(50, 0, 52, 3, "合并", looks[1])
            sheet.write_rich_string(60, 1, "一", looks[1], "二", looks[2])
    with ZipFile(content) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize("also", ["nothing", "comments", "rows", "merged", "constant"])
@settings(max_examples=40, deadline=None)
@given(cells=CELLS)
def test_the_same_bytes_as_the_library(also: str, cells: Cells) -> None:
    assert parts(QuickBook, cells, also) == parts(Workbook, cells, also)
