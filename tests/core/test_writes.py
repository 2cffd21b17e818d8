"""The one place in front of the ledger: what no cell can hold is refused, clipped or left out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.core.submission import Value
from taizhang.core.tables import key_of, key_text, node_key
from taizhang.core.writes import CUT, LONGEST, Change, Writes, fitted, fitted_all

LONG = "长" * (LONGEST + 1)
CASES: list[tuple[str, Value, Value | None, list[str]]] = [
    ("a word", "开工", "开工", []),
    ("a number", 0.4, 0.4, []),
    ("a number without end", float("inf"), None, ["M501"]),
    ("no number at all", float("nan"), None, ["M501"]),
    ("as long as a cell", "长" * LONGEST, "长" * LONGEST, []),
    ("longer than a cell", LONG, "长" * (LONGEST - len(CUT)) + CUT, ["M502"]),
    ("signs of two units", "𠀀" * 17_000, "𠀀" * ((LONGEST - len(CUT)) // 2) + CUT, ["M502"]),
    ("signs no workbook holds", "甲\ufffe乙\uffff\x00", "甲乙", []),
]


@pytest.mark.parametrize(
    ("value", "wanted", "codes"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_a_cell_takes_what_its_case_states(
    value: Value, wanted: Value | None, codes: list[str]
) -> None:
    writes = Writes()
    assert writes.put(Change("tasks", ("T-1",), "latest", "早", value)) == (wanted is not None)
    assert [c.new for c in writes.cells] == [w for w in [wanted] if w is not None]
    assert [i.code for i in writes.notes] == codes
    added = Writes()
    added.add("tasks", [{"task_id": "T-9", "latest": value}])
    assert added.added["tasks"][0]["latest"] == ("" if wanted is None else wanted)
    assert [i.code for i in added.notes] == codes


@pytest.mark.parametrize(
    "value",
    [c[1] for c in CASES if c[2] is not None],
    ids=[c[0] for c in CASES if c[2] is not None],
)
def test_what_is_in_the_ledger_already_is_not_written_again(value: Value) -> None:
    there = fitted(value)
    assert there is not None
    assert not Writes().put(Change("tasks", ("T-1",), "latest", there, value))


@settings(deadline=None)
@given(st.lists(st.one_of(st.text(max_size=9), st.floats(), st.none())))
def test_a_column_is_fitted_as_its_cells_are(drawn: list[str | float | None]) -> None:
    values: list[Value] = [LONG if v is None else v for v in drawn]  # too long to be printed
    one_by_one = ["" if (fit := fitted(v)) is None else fit for v in values]
    assert list(fitted_all(values)) == one_by_one


@given(st.text(alphabet="A1#|-", min_size=1), st.integers(1, 99))
def test_a_node_s_key_comes_back_from_its_text(task: str, number: int) -> None:
    key = key_of("nodes", {"task_id": task, "node_no": float(number)})
    assert node_key(key_text("nodes", key)) == key
