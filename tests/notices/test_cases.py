"""The labelled notices come out as their tables state, task by task."""

import pytest

from tests.notices import labelled

CASES = labelled.cases()
ROWS = [(case, row) for case in CASES for row in case.rows]


@pytest.mark.parametrize(("case", "row"), ROWS, ids=[f"{c.name} {r.words}" for c, r in ROWS])
def test_each_task_says_what_its_row_states(case: labelled.Case, row: labelled.Row) -> None:
    assert labelled.differences(case.read(), row) == {}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_task_is_made_up(case: labelled.Case) -> None:
    assert len(case.read().tasks) == case.count
