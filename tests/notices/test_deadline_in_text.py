"""Deadlines inside sentences: what asks for a date and what only tells or names one.

Read against 2022-05-18. 时限 holds dates, 起 starts, periods and 含糊 in printed order; a row without
them must yield nothing.
"""

from datetime import date

import pytest

from taizhang.notices import find_deadlines
from taizhang.notices.dates.due import Deadline, Frame
from taizhang.notices.text.glyphs import view
from tests.notices.rows import rows

FRAME = Frame(date(2022, 5, 18))
SENTENCES = rows("""
| 句子 | 时限 |
| 4月末前全面梳理惠企政策,编制政策汇编。 | 2022-04-30 |
| 力争污水处理厂年内实现市场化运营。 | 2022-12-31 |
| 力争全年新增规上企业3户。 | 2022-12-31 |
| 确保问题整改任务2020年底全部完成。 | 2020-12-31 |
| 到2027年,全市高新技术企业达到500家。 | 2027-12-31 |
| 2023年启动首批改造,2024年底前完成200家。 | 起2023-12-31 2024-12-31 |
| 2023年,启动老旧管网改造,6月底前完成招标。 | 2023-06-30 |
| 2025年6月底前建成投用,9月底前通过验收。 | 2025-06-30 2025-09-30 |
| 10月底前开工,12月底前完工。 | 起2022-10-31 2022-12-31 |
| 第一阶段(2022年8月至12月):全面排查。 | 2022-08-01..2022-12-31 |
| 集中整治阶段(7月1日至9月20日)。 | 2022-07-01..2022-09-20 |
| 即日起至6月底开展集中清理。 | 2022-05-18..2022-06-30 |
| 每月举办一次大讲堂、每季度组织一次测试。 | monthly quarterly |
| 做到周例会、月小结、季汇总。 | weekly/monthly/quarterly |
| 实施季度统计、年底通报。 | 2022-12-31/quarterly |
| 实行一月一调度、一季一通报。 | monthly/quarterly |
| 评价结果按月通报。 | monthly |
| 从2019年起,每年2月底前开展评估。 | 起2019-01-01/yearly |
| 自2022年3月起每月25日前报送进展。 | 起2022-03-01/monthly |
| 建立检查计划备案制度,长期坚持。 | ongoing |
| 推动下基层、访民生常态化制度化。 | ongoing |
| 常态化开展明查暗访。 | ongoing |
| 2024年底前完成,并长期坚持。 | 2024-12-31/ongoing |
| 三年内实现全覆盖。 | 2025-05-18 |
| 力争用三年时间补齐短板。 | 2025-05-18 |
| 会后5个工作日内报告结果。 | () |
| 自本通知印发之日起30日内制定实施办法。 | 2022-05-18..2022-06-17 |
| 第一时间报告,立即处置。 | 含糊 含糊 |
| 汛期前完成清淤。 | 含糊 |
| 在全县开展重点工作推进“百日会战”。 | 2022-08-26 |
| 每年6月、12月底前各报送一次。 | yearly |
| 于每年1月底前报送计划。 | yearly |
| 9月投入使用。 | 2022-09-30 |
| 经2022年4月28日县政府第9次常务会议审议通过。 | |
| 2022年4月以来,全县狠抓落实。 | |
| 较2017年下降15%以上。 | |
| 2021年完成投资200亿元。 | |
| 截至4月底,累计完成投资30亿元。 | |
| 落实《2021—2023年行动计划》。 | |
| 建立常态化长效化学习机制。 | |
| 持续优化营商环境。 | |
| 持续推进公立医院高质量发展。 | |
| 将审批时限压缩至3个工作日以内。 | |
| 近5年内无违法记录。 | |
| 完成年度脱贫任务,纳入年度考核。 | |
| 落实全年目标任务。 | |
| 建设日供水30万吨的水厂,每日供水30万吨。 | |
| 5月通报了3起案件。 | |
| 按时完成、如期销号、定期走访。 | |
| 排名前3位作经验交流。 | |
| 2020年洪灾暴露出来的问题。 | |
""")


def told(found: Deadline) -> str:
    parts = []
    if found.due and found.start:
        parts.append(f"{found.start}..{found.due}")
    elif found.due or found.start:
        parts.append(str(found.due or f"起{found.start}"))
    parts += found.cadences
    return "含糊" if found.vague else "/".join(parts) or "()"


@pytest.mark.parametrize("row", SENTENCES, ids=lambda row: row["句子"][:20])
def test_each_sentence_asks_for_the_dates_of_its_row(row: dict[str, str]) -> None:
    found = find_deadlines(view(row["句子"]), FRAME)

    assert " ".join(map(told, found)) == row["时限"]


def test_spans_point_back_into_the_text() -> None:
    text = "各单位 6 月底前 完成排查，９月底前完成整改。"

    found = find_deadlines(view(text), FRAME)

    assert [text[slice(*d.span)] for d in found] == ["6 月底前", "９月底前"]
