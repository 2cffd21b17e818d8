"""Findings of one kind in one file: each row is how many there are and how many are told."""

import pytest

from taizhang.core.catalog import forms as catalog
from taizhang.core.issues import Place, Severity
from taizhang.core.returned.flood import capped

PLACE = Place("表.xlsx", "任务填报", 9)


@pytest.mark.parametrize(("count", "told"), [(0, 0), (1, 1), (30, 30), (31, 31), (19_000, 31)])
def test_of_many_findings_of_a_kind_the_first_are_told_and_the_rest_counted(
    count: int, told: int
) -> None:
    other = catalog.ROWS_MOVED.at(PLACE)
    found = capped([*[catalog.ROW_NOT_SENT.at(PLACE, key=n) for n in range(count)], other])
    assert len(found) == told + 1
    assert other in found
    rest = [i for i in found if i.rule is catalog.TOO_MANY]
    assert [dict(i.values)["count"] for i in rest] == ([str(count - 30)] if count > 30 else [])
    assert all(i.severity is Severity.WARNING and i.place.sheet == "任务填报" for i in rest)
