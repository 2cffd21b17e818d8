"""What goes back to a unit: each row is a rule and whether its issue goes back."""

import re

import pytest

from taizhang.core.catalog import rules
from taizhang.core.issues import Issue, Place, Rule, Severity, with_severities
from taizhang.core.returned.returning import WORDS, goes_back, reason, tell, to_return
from tests.support.tables import table

BY_CODE = {rule.code: rule for rule in rules()}
FILE = "县财政局.xlsx"

CASES = """
| 代码 | 内容             | 退回 |
|------|------------------|------|
| F101 | 文件打不开       |      |
| F123 | 原值被改动       |      |
| F205 | 标题拿不准       |      |
| F206 | 少了一列         | 是   |
| F213 | 少了一行         | 是   |
| F214 | 多了一行         | 是   |
| F216 | 编号与名称对不上 | 是   |
| F218 | 改了灰色格       |      |
| F303 | 不是数           | 是   |
| F308 | 必填格空着       | 是   |
| F314 | 必填格没有写内容 | 是   |
| F402 | 有两种读法       | 是   |
| F501 | 换了写法         |      |
| F601 | 进度比上期低     |      |
| F605 | 没完成就申请销号 | 是   |
| F801 | 日期没到         | 是   |
| M201 | 台账里没有       |      |
| M203 | 冲突             |      |
"""


def issue_of(rule: Rule, file: str = FILE) -> Issue:
    place = Place(file, "任务填报", 5, "完成值", "H5")
    return rule.at(place, **dict.fromkeys(rule.placeholders(), "甲"))


@pytest.mark.parametrize("row", table(CASES), ids=lambda r: r["代码"])
def test_a_unit_gets_back_what_it_can_correct(row: dict[str, str]) -> None:
    assert goes_back(issue_of(BY_CODE[row["代码"]])) == (row["退回"] == "是")


def test_what_the_office_made_a_note_of_stays() -> None:
    issue = issue_of(BY_CODE["F303"])
    assert not goes_back(with_severities([issue], {"F303": Severity.NOTE})[0])


def test_each_issue_of_the_file_goes_back_once_and_no_other() -> None:
    mine = issue_of(BY_CODE["F303"])
    other = issue_of(BY_CODE["F303"], "县水务局.xlsx")
    assert to_return([mine, other, mine], FILE) == (mine,)


@pytest.mark.parametrize("code", WORDS, ids=str)
def test_words_for_the_unit_need_no_value_that_the_finding_lacks(code: str) -> None:
    assert WORDS[code].placeholders() <= BY_CODE[code].placeholders()


@pytest.mark.parametrize(
    "rule",
    [r for r in rules() if r.code[0] == "F" and goes_back(issue_of(r))],
    ids=lambda r: r.code,
)
def test_the_unit_is_spoken_to_and_not_spoken_of(rule: Rule) -> None:
    told = tell(issue_of(rule))
    assert not re.search(r"该单位|问清|台账里|裁决|汇总|没有采用", told.remedy)
    assert told.remedy


def test_the_sentences() -> None:
    issue = BY_CODE["F303"].at(Place(FILE, "任务填报", 5, "完成值", "H5"), found="约三成")
    assert tell(issue) == ("“约三成”看不出是什么数。", "只填数字，如 12 或 2000。")
    assert reason(issue) == "任务填报 H5 完成值：“约三成”看不出是什么数。"
    unsure = BY_CODE["F406"].at(Place(FILE), found="九月底", choices=["2021年", "2022年"])
    assert tell(unsure) == (
        "“九月底”没写年份，可能是2021年、2022年。", "写全年月日，如 2022-9-30。",
    )  # fmt: skip
    assert reason(unsure) == "“九月底”没写年份，可能是2021年、2022年。"


# what the unit reads instead of what the clerk reads; a line without a code keeps its own words
TOLD = """
| 代码 | 退回 | 值                             | 单位看到                                             |
|------|------|--------------------------------|------------------------------------------------------|
| F214 | M401 | name=绿化；near=无             | “绿化”没有编号，不知道是哪项任务。                   |
| F216 | M402 | key=T-1；other=修路            | 编号是“T-1”，名称却是“修路”的。                      |
| F219 | M403 | key=T-9                        | 编号“T-9”不在发给贵单位的表里。                      |
| F213 | M404 | key=T-1                        | 编号“T-1”这一行不见了。                              |
| F206 | M405 | label=完成值                   | 没有找到“完成值”这一列。                             |
| F222 | M406 | label=节点填报                 | 没有找到“节点填报”页。                               |
| F208 | M407 | label=完成值；cells=H3、K3     | 有几列都像“完成值”（H3、K3），不知道看哪一列。       |
| F211 | M408 | cells=H5:I5                    | H5:I5把几列合成一格，分不清是哪一列的。              |
| F401 | M409 | choices=30、40                 | 同一编号填了两样：30、40。                           |
| F402 | M410 | found=3.4；choices=3.4、3月4日 | “3.4”可以是3.4、3月4日，拿不准。                     |
| F403 | M411 | found=2亿；measure=万元        | “2亿”与计量单位“万元”不一致。                        |
| F404 | M412 | found=若干                     | “若干”没有准数。                                     |
| F405 | M413 | found=9月                      | “9月”没有写到哪一天。                                |
| F406 | M414 | found=9月1日；choices=2021年   | “9月1日”没写年份，可能是2021年。                     |
| F407 | M415 | found=120；value=120%          | “120”读出来是120%，超过100%。                        |
| F270 | F271 | key=2022-005-1；parent=2022-005 | “2022-005-1”是把“2022-005”拆成几行填的。            |
| F303 |      | found=约三成                   | “约三成”看不出是什么数。                             |
| F308 |      | label=最新进展                 | 必填的“最新进展”空着。                               |
"""


@pytest.mark.parametrize("row", table(TOLD), ids=lambda r: r["代码"])
def test_the_unit_reads_words_of_its_own(row: dict[str, str]) -> None:
    values = dict(pair.split("=") for pair in row["值"].split("；"))
    issue = BY_CODE[row["代码"]].at(Place(FILE, "任务填报", 5, "完成值", "H5"), **values)
    used = WORDS.get(issue.code)
    assert (used.code if used else "") == row["退回"]
    assert tell(issue).found == row["单位看到"]


def test_each_rule_for_units_stands_for_one_of_the_clerks() -> None:
    stated = {row["退回"] for row in table(TOLD)} - {""}
    assert stated == {rule.code for rule in WORDS.values()}
    assert stated >= {rule.code for rule in rules() if rule.code.startswith("M4")}
