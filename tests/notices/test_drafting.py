"""Drafts of tasks: the number of a target is asked about where the notice prints a range."""

from datetime import date

import pytest

from taizhang.core.units import Roster
from taizhang.notices import split_notice
from taizhang.notices.drafting import draft_tasks
from tests.notices.rows import rows

TARGETS = rows("""
| 目标 | 先按 | 请核对 |
| 新建学校七八所。 | 7 | “七八所”是7到8，先按7。 |
| 培训农民两三百人次。 | 200 | “两三百人次”是200到300，先按200。 |
| 培育8—10个百亿企业。 | 8 | “8—10个”是8到10，先按8。 |
| 新建学校八所。 | 8 | |
""")


@pytest.mark.parametrize("row", TARGETS, ids=lambda row: row["目标"])
def test_a_range_is_asked_about_and_a_number_is_not(row: dict[str, str]) -> None:
    text = f"一、{row['目标']}（责任单位：县教育局，2022年9月底前完成）"
    (draft,) = draft_tasks(split_notice(text, issued=date(2022, 1, 5)), Roster(()))

    asked = [issue.message for issue in draft.issues if issue.code == "N214"]

    assert draft.values["target"] == float(row["先按"])
    assert asked == ([row["请核对"]] if row["请核对"] else [])
    assert ("target" in draft.doubtful) == bool(asked)
