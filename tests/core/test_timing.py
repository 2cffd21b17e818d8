"""汇总结果: how each unit stands, a row a unit, the expected word in the row."""

from datetime import datetime

import pytest

from taizhang.core.catalog.forms import DAMAGED
from taizhang.core.issues import Place
from taizhang.core.merge.merge import Filed, Outcome
from taizhang.core.merge.summary import ReportsDue, explained, on_time_before, unit_rows
from taizhang.core.returned.intake import SetAside
from taizhang.core.submission import Value
from tests.support.tables import table

CUTOFF = datetime(2022, 6, 27, 18)
COUNTS = dict.fromkeys(Outcome, 2)

# before: what the sheet said; came: of this merge; earliest: what the evidence leaves open
TIMING = """
| 此刻        | 原来 | 收到        | 最早        | 空 | 应为 |
| 06-27 09:00 | 待报 |             |             |    | 待报 |
| 06-27 18:00 | 待报 |             |             |    | 待报 |
| 06-27 18:01 | 待报 |             |             |    | 漏报 |
| 06-28 09:00 | 漏报 |             |             |    | 漏报 |
| 06-28 09:00 | 按时 |             |             |    | 按时 |
| 06-28 09:00 | 迟报 |             |             |    | 迟报 |
| 06-28 09:00 | 空报 |             |             |    | 空报 |
| 06-28 09:00 | 待报 | 06-27 18:00 | 06-27 18:00 |    | 按时 |
| 06-28 09:00 | 待报 | 06-27 18:01 | 06-27 18:01 |    | 迟报 |
| 06-28 09:00 | 待报 | 06-28 08:00 | 06-27 12:00 |    | 按时 |
| 06-28 09:00 | 漏报 | 06-28 08:00 | 06-28 08:00 |    | 迟报 |
| 06-28 09:00 | 按时 | 06-28 08:00 | 06-28 08:00 |    | 按时 |
| 06-28 09:00 | 待报 | 06-26 09:00 | 06-26 09:00 | 是 | 空报 |
| 06-28 09:00 | 按时 | 06-28 08:00 | 06-28 08:00 | 是 | 空报 |
| 06-28 09:00 | 空报 | 06-28 08:00 | 06-28 08:00 |    | 迟报 |
"""

# who stands on the page: asked, come, on the roster
WHO = """
| 单位 | 名册 | 在表 | 曾收到 | 来了 | 列出 |
| 甲局 | 是   | 是   |        |      | 是   |
| 乙局 | 是   |      |        | 是   | 是   |
| 丙局 | 是   |      |        |      | 否   |
| 丁局 |      | 是   | 是     |      | 是   |
| 戊局 |      | 是   |        |      | 否   |
"""

# a unit none of whose files were taken is told why; what the clerk has noted stays
NOTES = """
| 备注         | 收下 | 退回 | 应为       |
|              |      | 是   | 未采用…    |
|              | 是   | 是   |            |
| 未采用“旧”   | 是   |      |            |
| 未采用“旧”   |      | 是   | 未采用…    |
| 未采用“旧”   |      |      |            |
| 已电话催过   |      | 是   | 已电话催过 |
| 已电话催过   | 是   |      | 已电话催过 |
"""


def at(text: str) -> datetime:
    return datetime.strptime(f"2022-{text}", "%Y-%m-%d %H:%M")


def filed(unit: str, received: datetime, earliest: datetime, *, blank: bool = False) -> Filed:
    return Filed("a.xlsx", unit, received, earliest, blank, COUNTS)


@pytest.mark.parametrize("line", table(TIMING), ids=lambda r: "-".join(r.values()))
def test_a_unit_stands_as_its_row_states(line: dict[str, str]) -> None:
    there: list[dict[str, Value]] = [
        {"period": "2022-06", "unit": "甲局", "timing": line["原来"], "received": ""}
    ]
    came = {}
    if line["收到"]:
        came["甲局"] = filed("甲局", at(line["收到"]), at(line["最早"]), blank=bool(line["空"]))
    deadline = ReportsDue(CUTOFF, at(line["此刻"]), on_time_before(there))
    (row,) = unit_rows("2022-06", there, came, ["甲局"], deadline)
    assert row["timing"] == line["应为"]


def test_who_was_asked_or_has_reported_stands_on_the_page_in_the_rosters_order() -> None:
    lines = table(WHO)
    there: list[dict[str, Value]] = [
        {"unit": r["单位"], "timing": "待报", "received": CUTOFF if r["曾收到"] else ""}
        for r in lines
        if r["在表"]
    ]
    came = {r["单位"]: filed(r["单位"], CUTOFF, CUTOFF) for r in lines if r["来了"]}
    order = [r["单位"] for r in lines if r["名册"]]
    rows = unit_rows("2022-06", there, came, order, ReportsDue(CUTOFF, CUTOFF))
    assert [r["unit"] for r in rows] == [r["单位"] for r in lines if r["列出"] == "是"]


def test_the_figures_of_the_run_that_took_a_file_are_kept() -> None:
    first: dict[str, Value] = {"unit": "甲局", "timing": "按时", "received": CUTOFF, "file": "a.xlsx", "taken": 5.0,
             "same": 0.0, "refused": 1.0, "conflicts": 0.0}  # fmt: skip
    deadline = ReportsDue(CUTOFF, CUTOFF, frozenset({"甲局"}))
    again = unit_rows(
        "2022-06", [first], {"甲局": filed("甲局", CUTOFF, CUTOFF)}, ["甲局"], deadline
    )
    assert [again[0][key] for key in ("taken", "refused")] == [5.0, 1.0]
    later = CUTOFF.replace(hour=17)
    newer = unit_rows("2022-06", [first], {"甲局": filed("甲局", later, later)}, ["甲局"], deadline)
    assert [newer[0][key] for key in ("taken", "refused")] == [2.0, 2.0]


@pytest.mark.parametrize("line", table(NOTES), ids=lambda r: "-".join(r.values()))
def test_why_nothing_was_taken_stands_beside_the_unit(line: dict[str, str]) -> None:
    aside = (
        [SetAside("a.xlsx", "甲局", (DAMAGED.at(Place(book="a.xlsx")),))] if line["退回"] else []
    )
    came = {"甲局": filed("甲局", CUTOFF, CUTOFF)} if line["收下"] else {}
    (row,) = explained([{"unit": "甲局", "note": line["备注"]}], came, aside)
    wanted = line["应为"].replace("…", f"“a.xlsx”：{DAMAGED.at().message}")
    assert row["note"] == wanted
