"""Rows on pages: evenly filled, broken between groups, no heading left alone."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.core import paging
from taizhang.core.paging import Strip
from tests.support.tables import table

# H is a group's heading, t a task, all ten points high; the rooms are 60 and 80 points.
PAGES = """
| 说明                 | 行                    | 分页                    |
|----------------------|-----------------------|-------------------------|
| 一页放得下           | HttttH                |                         |
| 在组间分             | HtttHttt              | Httt Httt               |
| 先满前页             | HttHtHttHtHt          | HttHt HttHtHt           |
| 组太大只好拆开       | HttttttttHt           | Httttt tttHt            |
| 拆开不留一行         | Httttttt              | Htttt ttt               |
| 标题不在页末         | HttttHtttttt          | Htttt Htttttt           |
| 没有行               |                       |                         |
"""


@pytest.mark.parametrize("row", table(PAGES), ids=lambda row: row["说明"])
def test_pages_break_between_groups_and_never_after_a_heading(row: dict[str, str]) -> None:
    strips = [Strip(10, heading=sign == "H") for sign in row["行"]]
    starts = paging.page_starts(strips, 60, 80)

    pages = [row["行"][a:b] for a, b in pairwise([0, *starts, len(strips)])]
    assert " ".join(pages) == (row["分页"] or row["行"])


def test_a_row_higher_than_a_page_gets_one_of_its_own() -> None:
    strips = [Strip(10, heading=True), Strip(10), Strip(500), Strip(10)]

    assert paging.page_starts(strips, 60, 80) == (2, 3)


heights = st.floats(5, 60)
strips_lists = st.lists(st.builds(Strip, heights, heading=st.booleans()), max_size=60)


@given(strips=strips_lists, first=st.floats(150, 300), room=st.floats(150, 300))
def test_pages_hold_their_rows_and_their_repeated_heading(
    strips: list[Strip], first: float, room: float
) -> None:
    starts = paging.page_starts(strips, first, room)
    fills = paging.page_fills(strips, starts, first, room)

    assert list(starts) == sorted(set(starts))
    assert all(0 < start < len(strips) for start in starts)
    assert all(fill <= 1 + 1e-9 for fill in fills)
    assert not any(strips[at - 1].heading and not strips[at].heading for at in starts)
