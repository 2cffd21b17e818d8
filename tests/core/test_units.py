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


COUNTY = [
    {"unit": "县住房城乡建设局"}, {"unit": "县行政审批局"}, {"unit": "县水利局"}, {"unit": "县教育局"},
    {"unit": "县政府办公室"}, {"unit": "城关镇人民政府"}, {"unit": "河湾镇人民政府"},
    {"unit": "县农垦集团", "unit_type": "乡镇"}, {"unit": "东城街道办事处"}, {"unit": "新区管理委员会"},
]  # fmt: skip

LENGTHS = """
| 写法             | 单位               |
|------------------|--------------------|
| 河湾镇政府       | 河湾镇人民政府     |
| 东城街道         | 东城街道办事处     |
| 东城街道办       | 东城街道办事处     |
| 新区管委会       | 新区管理委员会     |
| 县人民政府办公室 | 县政府办公室       |
| 县政府办         | 县政府办公室       |
| 河湾镇           |                    |
| 湾镇政府         |                    |
"""


@pytest.mark.parametrize("row", table(LENGTHS), ids=lambda r: r["写法"])
def test_a_name_in_another_length_is_the_same_unit(row: dict[str, str]) -> None:
    assert (roster_of(COUNTY).resolve(row["写法"]) or "") == row["单位"]


def test_a_shorter_name_that_two_units_share_is_nobody_s() -> None:
    two = roster_of([{"unit": "河湾镇人民政府"}, {"unit": "河湾镇政府"}])
    assert two.resolve("河湾镇政府") == "河湾镇政府"
    assert two.resolve("河湾镇人民政府") == "河湾镇人民政府"


TOWNS = """
| 写法                     | 单位                                                   | 不认识       |
|--------------------------|--------------------------------------------------------|--------------|
| 各乡镇                   | 城关镇人民政府,河湾镇人民政府,县农垦集团               |              |
| 各乡（镇）人民政府       | 城关镇人民政府,河湾镇人民政府,县农垦集团               |              |
| 各街道办事处             | 东城街道办事处                                         |              |
| 各乡镇、街道             | 城关镇人民政府,河湾镇人民政府,县农垦集团,东城街道办事处 |              |
| 县水利局、各乡镇、街道   | 县水利局,城关镇人民政府,河湾镇人民政府,县农垦集团,东城街道办事处 |     |
| 各乡（镇、街道）         | 城关镇人民政府,河湾镇人民政府,县农垦集团,东城街道办事处 |              |
| 各乡镇卫生院             |                                                        | 各乡镇卫生院 |
| 各部门                   |                                                        | 各部门       |
"""


@pytest.mark.parametrize("row", table(TOWNS), ids=lambda r: r["写法"])
def test_towns_are_known_by_their_kind_and_names_where_no_group_tells(row: dict[str, str]) -> None:
    found = roster_of(COUNTY).find(row["写法"])
    assert ",".join(found.units) == row["单位"]
    assert "".join(found.unknown) == row["不认识"]


def test_towns_are_told_as_the_cell_prints_them() -> None:
    found = roster_of(COUNTY).towns_in("县水利局、各乡镇、街道")
    assert [(printed, name) for printed, name, _ in found] == [("各乡镇、街道", "各乡镇街道")]


def test_a_group_of_the_office_s_own_wins_over_kinds_and_names() -> None:
    rows = [{**row, "groups": "各乡镇" if "河湾" in row["unit"] else ""} for row in COUNTY]
    assert roster_of(rows).members("各乡镇") == ("河湾镇人民政府",)


NEAR = """
| 写法     | 相近             |
|----------|------------------|
| 县水务局 | 县水利局         |
| 县教体局 | 县教育局         |
| 县住建局 | 县住房城乡建设局 |
| 县财政局 |                  |
| 县应急局 |                  |
| 县商务局 |                  |
"""


@pytest.mark.parametrize("row", table(NEAR), ids=lambda r: r["写法"])
def test_names_that_share_but_what_every_office_has_are_not_near(row: dict[str, str]) -> None:
    assert ",".join(roster_of(COUNTY).near(row["写法"])) == row["相近"]


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
