"""Whatever is written anywhere comes back after saving, and nothing else changes."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlwings as xw
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.xlfile.conftest import written
from xlfile.cells import values

TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"), min_size=1
).filter(lambda text: text[0] not in "='")
NUMBERS = st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False)
MOMENTS = st.datetimes(datetime(1900, 3, 1), datetime(9999, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0)
)
CELLS = st.one_of(st.none(), st.booleans(), NUMBERS, MOMENTS, TEXT)
PLACES = st.tuples(st.integers(1, 40), st.integers(1, 60))


def _base(book: Any) -> None:
    sheet = book.add_worksheet()
    for row in range(10):
        sheet.write_row(row, 0, [f"原{row}", row, None, row / 7])


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(changes=st.dictionaries(PLACES, CELLS, max_size=30))
def test_what_is_written_is_what_is_read(changes: dict[tuple[int, int], Any]) -> None:
    with TemporaryDirectory() as folder:
        path = written(Path(folder) / "往返.xlsx", _base)
        book = xw.Book(path)
        sheet = book.sheets[0]
        expected = {
            (row, column): value
            for row, cells in enumerate(sheet["A1:BH40"].value, 1)
            for column, value in enumerate(cells, 1)
        }
        for place, value in changes.items():
            sheet.range(place).value = value
        book.save()
        book.close()
        book = xw.Book(path)
        for row, cells in enumerate(book.sheets[0]["A1:BH40"].value, 1):
            for column, value in enumerate(cells, 1):
                assert value == (expected | changes)[row, column]
        book.close()


@given(TEXT)
def test_text_survives_the_escapes_of_xml(text: str) -> None:
    assert values.unescape(values.escape(text)) == text


@given(MOMENTS, st.booleans())
def test_a_moment_survives_being_a_number(moment: datetime, from_1904: bool) -> None:
    if moment.year > 1904:
        serial = values.serial_of(moment, from_1904=from_1904)
        assert values.moment_of(serial, from_1904=from_1904) == moment
