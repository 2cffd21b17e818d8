"""Drop-down lists: which words are the office's, which the program's, and what a mark does."""

import pytest

from taizhang.books.layout import load_layout
from taizhang.core.checks.words import OF_THE_OFFICE, unknown_words
from taizhang.core.issues import Place
from taizhang.core.roles import marked_words
from taizhang.core.scoring.unit_types import unit_types_in
from tests.support.tables import table

LISTS = load_layout().lists
# a list as the office has it, and what the program does not know of it
WORDS = """
| 选项         | 本单位的                     | 不认识         |
| satisfaction | 满意、基本满意、不满意、未接通 |                |
| satisfaction | 很满意、基本满意、不满意     | 很满意         |
| satisfaction | 满意、不满意                 |                |
| cadences     | 日、每周、月、每季           | 每周、每季     |
| lamps        | 红牌、黄、绿                 | 红牌           |
| levels       | 头等、一般                   |                |
| unit_types   | 乡里、县级机关               |                |
| supervisions | 提醒、督办提示函             |                |
"""


@pytest.mark.parametrize("row", table(WORDS), ids=lambda r: r["选项"] + r["本单位的"])
def test_a_word_that_the_program_does_not_know_is_named(row: dict[str, str]) -> None:
    lists = {**LISTS, row["选项"]: tuple(row["本单位的"].split("、"))}
    drawn = list(unknown_words(lists, LISTS, {"satisfaction": "满意度"}, Place(sheet="选项")))
    assert {i.code for i in drawn} <= {"J155"}
    assert "、".join(dict(i.values)["found"] for i in drawn) == row["不认识"]
    assert all("“满意度”" in str(i) for i in drawn if row["选项"] == "satisfaction")


def test_the_lists_that_ship_are_known() -> None:
    assert not list(unknown_words(LISTS, LISTS, {}, Place()))
    assert LISTS.keys() >= OF_THE_OFFICE


MARKED = """
| 选项   | 本单位的     | 标记           | 记号     | 认作     |
| kinds  | 基建、别的   | works_kinds    | 基建     | 基建     |
| kinds  | 别的、基建   | works_kinds    | 基建     | 基建     |
| kinds  | 基建、水利、别的 | works_kinds | 水利、基建 | 基建、水利 |
| kinds  | 基建、别的   | works_kinds    | 工程建设 | 基建     |
| levels | 一般、头等   | gravest_levels | 头等     | 头等     |
"""


@pytest.mark.parametrize("row", table(MARKED), ids=lambda r: r["本单位的"] + r["记号"])
def test_a_mark_says_what_a_word_is_for(row: dict[str, str]) -> None:
    lists = {row["选项"]: row["本单位的"].split("、"), row["标记"]: row["记号"].split("、")}
    assert "、".join(marked_words(lists, row["选项"], row["标记"])) == row["认作"]


TOWNS = """
| 单位           | 类型     | 乡镇 |
| 河湾镇人民政府 |          | 是   |
| 县教育局       |          |      |
| 城关镇         | 县直部门 |      |
| 县教育局       | 乡镇     | 是   |
| 城关镇         | 县级机关 |      |
| 县教育局       | 乡里     | 是   |
| 河湾镇人民政府 | 基层单位 | 是   |
| 河湾镇企业办   | 企业     |      |
"""
RENAMED = {"town_types": ("乡镇", "乡里"), "department_types": ("部门", "机关")}


@pytest.mark.parametrize("row", table(TOWNS), ids=lambda r: r["单位"] + r["类型"])
def test_a_township_is_told_by_the_words_of_the_office(row: dict[str, str]) -> None:
    types = unit_types_in({**LISTS, **RENAMED})
    assert types.is_town(row["单位"], row["类型"]) is (row["乡镇"] == "是")
