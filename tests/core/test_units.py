"""The roster: who is meant by a name, on the real units."""

import csv

import pytest

from taizhang.books.resources import resource
from taizhang.core.units import Roster, roster_of
from tests.support.tables import table


@pytest.fixture(scope="module")
def roster() -> Roster:
    with (resource("templates") / "demo" / "units.csv").open(encoding="utf-8-sig") as file:
        rows = [
            {
                "unit": r["单位全称"],
                "aliases": r["别名"],
                "groups": r["集合"],
                "order": float(r["排序"]),
            }
            for r in csv.DictReader(file)
        ]
    return roster_of(rows)


NAMES = """
| 单元格                       | 单位                     | 未指明           | 不认识   |
|------------------------------|--------------------------|------------------|----------|
| 县财政局                     | 县财政局                 |                  |          |
| 县发改局、农业局             | 县发展和改革局,县农业农村局 |               |          |
| 县财政局，县粮食局;县水务局  | 县财政局,县粮食局,县水务局 |                |          |
| 县财政局和县粮食局           | 县财政局,县粮食局        |                  |          |
| 县直各有关部门               |                          | 县直各有关部门   |          |
| 县财政局、县外事办           | 县财政局                 |                  | 县外事办 |
| 县财政局、县 财政局          | 县财政局                 |                  |          |
"""


@pytest.mark.parametrize("row", table(NAMES), ids=lambda r: r["单元格"])
def test_a_cell_names_units(roster: Roster, row: dict[str, str]) -> None:
    found = roster.read(row["单元格"])
    assert ",".join(found.units) == row["单位"]
    assert ",".join(found.open_groups) == row["未指明"]
    assert ",".join(found.unknown) == row["不认识"]


def test_closed_collectives_become_their_members_in_the_roster_s_order(roster: Roster) -> None:
    found = roster.read("各乡（镇）政府、县直各部门")
    assert len(found.units) == len(roster.units) == 37
    assert found.units[0] == "友谊镇政府"


def test_near_names_are_only_suggested(roster: Roster) -> None:
    assert roster.resolve("县财正局") is None
    assert roster.near("县财正局")[0] == "县财政局"


BRIEFS = [
    (["县财政局", "县粮食局"], "县财政局、县粮食局"),
    ("各乡(镇)政府", "各乡(镇)政府（共11家）"),
    ("各乡(镇)政府、县财政局", "各乡(镇)政府、县财政局（共12家）"),
    ("县直各部门、各乡(镇)政府", "县直各部门、各乡(镇)政府（共36家）"),
]


@pytest.mark.parametrize(("cell", "brief"), BRIEFS)
def test_many_units_are_said_in_few_words(
    roster: Roster, cell: str | list[str], brief: str
) -> None:
    names = cell if isinstance(cell, list) else roster.read(cell).units
    names = [n for n in names if n != "县政府办公室"]
    assert roster.brief(names, ["县政府办公室"]) == brief


def test_a_long_mixed_list_is_cut_with_its_count(roster: Roster) -> None:
    names = [u.name for u in roster.units if u.name.startswith("县")][:9]
    assert roster.brief(names).endswith("等（共9家）")
