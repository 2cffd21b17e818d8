"""Issues of a notice: each row states the codes its text must draw, and no other."""

from datetime import date

import pytest

from taizhang.core import catalog
from taizhang.core.issues import Rule
from taizhang.notices import split_notice
from tests.notices.rows import rows

ISSUED = date(2022, 5, 18)
RULES = [rule for rule in catalog.rules() if rule.code.startswith("N1")]
OF_FILES = {"N102", "N103", "N104", "N105", "N106"}

NOTICES = rows("""
| 文 | 应报 |
| | N101 |
| 2022年5月18日⏎1.开展走访。(责任单位:县甲局) | |
| 1.开展走访。(责任单位:县甲局) | N111 |
| 2022年5月18日⏎请认真贯彻执行。 | N121 |
| 2022年5月18日⏎1.开展走访。 | N122 |
| 2022年5月18日⏎1.开展走访。(责任单位:县甲局、有关部门) | N123 |
| 2022年5月18日⏎责任单位:县甲局⏎一、任务⏎1.开展走访。(责任单位:县甲局) | N124 |
| 2022年5月18日⏎一、任务⏎(一)甲类⏎1.开展走访调研。⏎2.开展包保服务。(责任单位:县甲局)⏎(二)乙类⏎1.走访学校。⏎2.走访医院。(责任单位:县甲局) | N125 |
| 2022年5月18日⏎一、任务⏎(一)开展走访。(责任单位:县甲局)⏎(二)县甲局可以开展包保。 | N126 |
| 2022年5月18日⏎一、保障措施⏎1.县甲局要高度重视。⏎二、任务⏎1.开展走访。(责任单位:县甲局) | N126 |
| 2022年5月18日⏎一、保障措施⏎1.要高度重视。⏎二、任务⏎1.开展走访。(责任单位:县甲局) | |
| 2022年5月18日⏎一、任务⏎1.开展走访。(责任单位:县甲局)⏎3.开展包保。(责任单位:县甲局) | N127 |
| 2022年5月18日⏎1.4月底前开展走访。(责任单位:县甲局) | N131 |
| 2022年5月18日⏎1.8月前完成走访。(责任单位:县甲局) | N132 |
| 2022年5月18日⏎1.尽快完成走访。(责任单位:县甲局) | N133 |
| 2022年5月18日⏎1.xx年8月底前完成走访。(责任单位:县甲局) | N134 |
| 2022年5月18日⏎1.8月20日(星期五)前完成走访。(责任单位:县甲局) | N135 |
| 2022年5月18日⏎1.6月31日前完成走访。(责任单位:县甲局) | N136 |
| 2035年5月18日⏎1.自印发之日起20个工作日内完成走访。(责任单位:县甲局) | N137 |
| 2022年5月18日⏎1.自印发之日起20个工作日内完成走访。(责任单位:县甲局) | |
| 2022年5月18日⏎一、任务⏎1.走访企业。(县甲局负责)⏎2.(1)走访学校。(县甲局负责)(2)走访医院。(县甲局负责)⏎3.走访农户。(县甲局负责) | |
| 甲县2023年工作要点⏎2022年12月18日⏎一、任务⏎1.开展走访。(责任单位:县甲局) | N113 |
| 2022年5月18日⏎1.开展走访。(责任单位:县甲局、县乙局,列第一位的为牵头单位,下同) | N114 |
| 2022年5月18日⏎1.开展走访。(县甲局负责。以下各项均需各乡镇落实,不再列出) | N115 |
| 2022年5月18日⏎1.开展走访。(责任单位:县甲局)⏎附件⏎一、领导小组⏎组长:张三 副县长 | N116 |
| 各乡镇：⏎1.开展走访。(县甲局负责)⏎2022年5月18日⏎各乡镇：⏎1.开展包保。(县甲局负责)⏎2022年6月8日 | N112 |
""")


def drawn(text: str) -> set[str]:
    return {issue.code for issue in split_notice(text).issues}


@pytest.mark.parametrize("row", NOTICES, ids=lambda row: row["应报"] or "clean")
def test_each_text_draws_the_code_it_states_and_no_other(row: dict[str, str]) -> None:
    assert drawn(row["文"]) == set(filter(None, [row["应报"]]))


def test_every_rule_of_the_family_is_drawn_by_a_row_or_by_a_file() -> None:
    stated = {row["应报"] for row in NOTICES} - {""}

    assert stated | OF_FILES == {rule.code for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_sentence_is_short_and_every_hint_tells_what_to_do(rule: Rule) -> None:
    assert len(rule.message) <= 40
    assert rule.title
    assert rule.hint[0] in "换用找另填核补写对需在选向"
    assert rule in catalog.rules()


def test_the_sentence_names_the_paragraph_the_words_and_the_remedy() -> None:
    text = "2022年5月18日\n1.加快落实,4月末前完成梳理。(责任单位:县甲局)"

    (issue,) = split_notice(text).issues

    assert str(issue) == (
        "警告 N131 第2段“加快落实,4月末前完成梳理。”："
        "“4月末前”是2022年4月30日，早于成文日期2022年5月18日。"
        "办法：向起草单位核实，或填写新的完成时限。"
    )
