"""Heads of the ledger's own tables: a column that is gone or there twice stops the job by name."""

import pytest

from taizhang.books.layout import load_layout
from taizhang.books.ledger import BrokenLedger
from taizhang.books.ledger.frame import offsets_of

UNITS = load_layout()["units"]
HEADS = [c.label for c in UNITS.columns]

CASES = {
    "as built": (HEADS, ""),
    "the label typed anew, and an old name beside it": (
        ["单位", *HEADS], "",
    ),
    "a synonym in place of the label": (
        ["单位名称" if h == "单位全称" else h for h in HEADS], "",
    ),
    "two synonyms and no label": (
        ["单位", *("单位名称" if h == "单位全称" else h for h in HEADS)],
        "L190 “单位、单位名称”都像“单位全称”列，分不出是哪一列。",
    ),
    "gone": ([h for h in HEADS if h != "排序"], "L102 “单位名册”里没有“排序”列。"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_head_is_matched_or_refused(name: str) -> None:
    heads, refusal = CASES[name]
    if not refusal:
        found = offsets_of(heads, UNITS)
        assert sorted(found) == sorted(UNITS.keys)
        return
    with pytest.raises(BrokenLedger) as broken:
        offsets_of(heads, UNITS)
    assert f"{broken.value.issue.code} {broken.value.issue.message}" == refusal
