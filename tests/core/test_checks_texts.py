"""Checks of what tasks say: stock phrases, copies, figures in words, days that have not come."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.core.checks import phrases
from taizhang.core.checks.figures import other_amount, other_share
from taizhang.core.checks.telephones import bad_phone
from taizhang.core.values.text import keep_letters
from tests.support.checking import Case, drawn_in, stated_in
from tests.support.tables import table

TEXTS = """
| 最新进展                           | 完成进度 | 应报 | 不报      |
| 正在推进                           |          | L701 |           |
| 目前各项工作正在有序推进。         | 20%      | L701 |           |
| 稳步推进，取得阶段性成效           |          | L701 |           |
| 正在推进，已签约3户                |          |      | L701      |
| 正在推进可研报批                   |          |      | L701      |
| （空）                             | 20%      | L705 |           |
| （空）                             | 0        |      | L705      |
| 见附件                             |          | L710 |           |
| 详见附件，已完成可研批复           |          |      | L710      |
| 任务已全部完成                     | 60%      | L708 |           |
| 已完成招标                         | 60%      |      | L708      |
| 项目尚未启动                       | 10%      | L709 |           |
| 二期尚未启动                       | 10%      |      | L709      |
| 尚未启动                           | 0        |      | L709      |
| 已于2022年8月30日完成验收          |          | L711 |           |
| 已于2022年5月30日完成验收          |          |      | L711      |
| 计划于2022年8月30日完成验收        |          |      | L711      |
| 联系人11010519491231002X           |          | L712 |           |
| 统一编号110105194912310021         |          |      | L712      |
| 总体进度已达60%                    | 40%      | L707 |           |
| 总体进度已达60%                    | 60%      |      | L707      |
| 征地拆迁已完成60%                  | 40%      |      | L707      |
| 力争年底总体进度60%                | 40%      |      | L707      |
"""

AMOUNTS = """
| 任务名称       | 计量单位 | 目标值 | 完成值 | 最新进展                     | 应报 | 不报 |
| 甲城镇新增就业 | 人       | 1000   | 600    | 截至6月底，累计新增就业620人 | L706 |      |
| 乙城镇新增就业 | 人       | 1000   | 620    | 累计新增就业620人，今年最好  |      | L706 |
| 丙城镇新增就业 | 人       | 1000   | 600    | 累计培训620人                |      | L706 |
| 丁城镇新增就业 | 人       | 1000   | 600    | 本月新增就业120人            |      | L706 |
| 戊城镇新增就业 | 人       | 1000   | 600    | 计划累计新增就业900人        |      | L706 |
| 己城镇新增就业 | 人       | 1000   | 600    | 累计服务就业群众620人次      |      | L706 |
"""

COPIES = """
| 牵头单位 | 任务名称 | 最新进展                                     | 应报 | 不报 |
| 县财政局 | 甲       | 已召开部署会议，印发实施方案，明确责任人和时间表到科室 |      |      |
| 县粮食局 | 乙       | 已召开部署会议，印发实施方案，明确责任人和时间表到科室。 | L704 |      |
| 县财政局 | 丙       | 已召开部署会议，印发实施方案，明确责任人和时间表到科室 |      | L704 |
| 县粮食局 | 丁       | 已召开部署会议                               |      |      |
| 县水务局 | 戊       | 已召开部署会议                               |      | L704 |
"""

OVERDUE = """
| 完成时限   | 存在问题   | 下一步措施     | 办理环节 | 完成进度 | 实际完成日期 | 佐证材料 | 应报      | 不报      |
| 2022-06-27 |            |                |          |          |              |          | L702 L703 |           |
| 2022-06-27 | 资金没到位 |                |          |          |              |          | L703      |           |
| 2022-06-27 | 无         | 7月底前完成    |          |          |              |          | L702      |           |
| 2022-06-27 | 资金没到位 | 7月底前完成    |          |          |              |          |           | L702 L703 |
| 2022-06-28 |            |                |          |          |              |          |           | L702 L703 |
| 2022-06-27 |            |                |          | 100%     | 2022-06-20   | 验收单   |           | L702 L703 |
| 2022-06-27 | 用地没批   |                | 暂缓     |          |              |          |           | L703      |
"""

CASES = (
    Case("texts", {"tasks": TEXTS}),
    Case("amounts", {"tasks": AMOUNTS}),
    Case("copies", {"tasks": COPIES}),
    Case("overdue", {"tasks": OVERDUE}),
)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_each_row_draws_the_codes_it_states_and_no_other(case: Case) -> None:
    assert drawn_in(case) == stated_in(case)


PHRASES = """
| 文字                               | 是什么 |
| 按计划推进                         | 套话   |
| 正在抓紧办理中                     | 套话   |
| 本单位任务按计划推进               | 套话   |
| 进展顺利                           | 套话   |
| 高度重视，周密部署，确保按期完成   | 套话   |
| 已落实                             |        |
| 正在推进土地报批                   |        |
| 正在整改                           |        |
| 推进3项                            |        |
| 同上                               | 别处   |
| 详见附件1                          | 别处   |
| 附件已报市局，待批复               |        |
| 已全部完成                         | 完成   |
| 该项工作已按期完成。               | 完成   |
| 已完成                             | 完成   |
| 已完成可研批复                     |        |
| 任务已完成一半                     |        |
| 尚未启动                           | 未动   |
| 项目尚未开工                       | 未动   |
| 尚未启动二期工程                   |        |
| 暂无进展                           | 没进展 |
| 与上期相同                         | 没进展 |
| 本月无新进展                       | 没进展 |
| 无新进展，等待批复                 |        |
| 无                                 | 没有   |
| 暂无问题                           | 没有   |
| 无资金                             |        |
"""
MEANINGS = {
    "套话": phrases.is_empty_phrase, "别处": phrases.is_elsewhere, "完成": phrases.says_done,
    "未动": phrases.says_unbegun, "没进展": phrases.says_no_progress, "没有": phrases.is_nothing,
}  # fmt: skip


@pytest.mark.parametrize("row", table(PHRASES), ids=lambda r: r["文字"])
def test_a_text_is_taken_for_what_it_is_and_for_nothing_else(row: dict[str, str]) -> None:
    meant = {name for name, test in MEANINGS.items() if test(row["文字"])}
    assert meant - ({"没进展"} if row["是什么"] == "没有" else set()) == {row["是什么"]} - {""}


SHARES = """
| 文字                                   | 进度 | 指出             |
| 总体进度60%                            | 0.4  | 总体进度60%      |
| 截至目前，项目总体进度达到60%。        | 0.4  | 项目总体进度达到60% |
| 已完成总工程量的60%                    | 0.4  | 已完成总工程量的60% |
| 目前已完成６０％                       | 0.4  | 目前已完成60%    |
| 总体进度60.4%                          | 0.6  |                  |
| 主体工程已完成80%                      | 0.4  |                  |
| 一期进度80%，二期进度20%               | 0.4  |                  |
| 总体进度约60%                          | 0.4  |                  |
| 总体进度60%，上期总体进度40%           | 0.6  |                  |
| 总体进度60%，工作进度70%               | 0.4  |                  |
| 同比增长60%                            | 0.4  |                  |
| 形象进度60%                            | 0.4  |                  |
"""


@pytest.mark.parametrize("row", table(SHARES), ids=lambda r: r["文字"])
def test_a_percentage_counts_only_where_it_is_of_the_whole(row: dict[str, str]) -> None:
    assert other_share(row["文字"], float(row["进度"])) == row["指出"]


SUMS = """
| 文字                              | 完成值 | 单位 | 指出                   |
| 累计完成投资2,600万元             | 2000   | 万元 | 累计完成投资2,600万元  |
| 累计完成投资2600万元              | 2600   | 万元 |                        |
| 累计完成投资约2600万元            | 2000   | 万元 |                        |
| 累计完成投资2600余万元            | 2000   | 万元 |                        |
| 累计完成投资2600万元              | 25900000 | 元 |                        |
| 累计完成投资2600万元              | 2600   | 元   | 累计完成投资2600万元   |
| 累计完成投资1亿元                 | 2000   | 万元 |                        |
| 累计拨付2600万元                  | 2000   | 万元 |                        |
| 累计完成投资2000万元，其中累计完成设备投资600万元 | 2000 | 万元 |        |
| 共投入2600万元                    | 2000   | 万元 |                        |
"""


@pytest.mark.parametrize("row", table(SUMS), ids=lambda r: f"{r['文字']}{r['单位']}")
def test_a_sum_counts_only_where_it_is_of_the_task(row: dict[str, str]) -> None:
    found = other_amount(row["文字"], float(row["完成值"]), row["单位"], "重点项目投资")
    assert found == row["指出"]


def test_an_investment_is_the_figure_of_a_task_measured_in_money() -> None:
    told = "已完成投资900万元，完成招标。"
    assert other_amount(told, 400.0, "万元", "老城区改造") == "已完成投资900万元"
    assert other_amount("已完成设备投资900万元", 400.0, "万元", "老城区改造") == ""
    assert other_amount("累计投资户900户", 400.0, "户", "老城区改造") == ""


CLAIMS = """
| 文字                   | 今天       | 指出              |
| 已于8月30日完工        | 2022-06-28 | 已于8月30日       |
| 已于6月20日完工        | 2022-06-28 |                   |
| 已于12月28日完工       | 2023-01-10 |                   |
| 已于2023年12月28日完工 | 2023-01-10 | 已于2023年12月28日 |
| 已于2月30日完工        | 2022-06-28 |                   |
"""


@pytest.mark.parametrize("row", table(CLAIMS), ids=lambda r: r["文字"])
def test_a_day_to_come_cannot_have_happened(row: dict[str, str]) -> None:
    on = date.fromisoformat(row["今天"])
    assert phrases.future_claim(row["文字"], on, date(2022, 5, 18)) == row["指出"]


PHONES = """
| 写法                            | 不对        |
| 13912345678                     |             |
| +86 139 1234 5678               |             |
| 86-13912345678                  |             |
| 0469-5812345                    |             |
| （0469）5812345                 |             |
| 0469—5812345转801               |             |
| 5812345                         |             |
| 12345                           |             |
| 400-123-4567                    |             |
| 张三 13912345678                |             |
| 13912345678（张三）             |             |
| 13912345678 13812345678         |             |
| 13912345678、0469-5812345       |             |
| 1391234567                      | 1391234567  |
| 139123456789                    | 139123456789 |
| 12912345678                     | 12912345678 |
| 张三                            | 张三        |
| 13912345678、581234567          | 581234567   |
"""


@pytest.mark.parametrize("row", table(PHONES), ids=lambda r: r["写法"])
def test_telephone_numbers_are_told_from_slips(row: dict[str, str]) -> None:
    assert bad_phone(row["写法"]) == row["不对"]


@given(st.lists(st.text("已开工 。，_\n\r\u2028\x0bＡ１１㎡a1"), max_size=6))
def test_many_texts_have_the_essences_of_each(texts: list[str]) -> None:
    assert phrases.essences(texts) == [keep_letters(text) for text in texts]
