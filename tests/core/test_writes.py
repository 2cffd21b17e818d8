"""What a job writes: a value that a cell cannot hold is named, its twin is written as it is."""

import pytest

from taizhang.core.issues import Place
from taizhang.core.submission import Value
from taizhang.core.writes import LONGEST, Change, Writes

VALUES: tuple[tuple[Value, list[str], bool], ...] = (
    (0.5, [], True),
    (float("inf"), ["M501"], False),
    (float("nan"), ["M501"], False),
    ("已开工", [], True),
    ("长" * LONGEST, [], True),
    ("长" * (LONGEST + 1), ["M502"], True),
)


@pytest.mark.parametrize(("value", "codes", "written"), VALUES, ids=lambda v: str(v)[:12])
def test_a_value_is_written_or_named(value: Value, codes: list[str], written: bool) -> None:
    writes = Writes()
    assert writes.put(Change("tasks", ("T-1",), "latest", "", value), Place(key="T-1")) == written
    assert [issue.code for issue in writes.notes] == codes
    assert all(len(str(change.new)) <= LONGEST for change in writes.cells)


def test_a_row_that_is_added_says_the_same() -> None:
    writes = Writes()
    writes.add("tasks", [{"task_id": "T-1", "target": float("inf"), "latest": "好" * 40_000}])
    assert sorted(issue.code for issue in writes.notes) == ["M501", "M502"]
