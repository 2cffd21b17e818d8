"""Titles: the operative words of a sentence, without its date, its unit told or its purpose."""

import pytest

from taizhang.notices import split_notice
from taizhang.notices.titles import short_title
from tests.notices.rows import rows

TITLES = rows("""
| 句子 | 题 |
| 对破损管网进行修复,2022年9月底前完成。 | 对破损管网进行修复 |
| 修复管网,9月底前全面完工。 | 修复管网 |
| 开展管网普查,2023年10月底前完成检测186公里。 | 开展管网普查 |
| 对甲乙两家企业,6月底前完成改造。 | 对甲乙两家企业,6月底前完成改造 |
| 2023年底前新建社区综合服务设施46个。 | 新建社区综合服务设施46个 |
| 四季度末完成学校食堂改造全覆盖。 | 完成学校食堂改造全覆盖 |
| 中秋、国庆节前组织开展专项抽检。 | 组织开展专项抽检 |
| 县住建局要于6月20日前完成城区易涝点整治11处。 | 完成城区易涝点整治11处 |
| 由县人社局会同县住建局、县水利局,对工资支付情况开展排查。 | 对工资支付情况开展排查 |
| 县开发区管委会于2023年12月1日起,每周五报送欠薪台账。 | 每周五报送欠薪台账 |
| 修订责任清单,Q2前完成。 | 修订责任清单 |
| 力争三年内打造10条示范街区。 | 打造10条示范街区 |
| 坚持规划引领,牢固树立生态优先理念,编制流域治理规划。 | 编制流域治理规划 |
| 要切实提高政治站位,逐户建立走访台账。 | 逐户建立走访台账 |
| 以项目建设为抓手,培育龙头企业3家。 | 培育龙头企业3家 |
| 推动县乡村三级医疗卫生机构信息互联互通、检查检验结果互认和远程会诊全覆盖。 | 推动县乡村三级医疗卫生机构信息互联互通 |
| 实施“百企千村”结对帮扶(见附件)和产业项目提质增效攻坚行动,年底见效。 | 实施“百企千村”结对帮扶(见附件) |
| 梳理2022年底前未化解的信访积案。 | 梳理2022年底前未化解的信访积案 |
| 每月25日前报送工作进展情况。 | 每月25日前报送工作进展情况 |
| 完善制度,强化督导检查。 | 完善制度,强化督导检查 |
""")


@pytest.mark.parametrize("row", TITLES, ids=lambda row: row["句子"][:16])
def test_each_title_is_the_operative_phrase(row: dict[str, str]) -> None:
    assert short_title(row["句子"]) == row["题"]


OF_TASKS = rows("""
| 条 | 题 |
| 发布地方标准20项，县甲局负责。 | 发布地方标准20项 |
| 发布地方标准20项，县甲局牵头，县乙局、各镇配合。 | 发布地方标准20项 |
| 普查经费由县甲局保障。 | 普查经费由县甲局保障 |
| 县甲局负责发布地方标准20项。 | 发布地方标准20项 |
""")


@pytest.mark.parametrize("row", OF_TASKS, ids=lambda row: row["条"])
def test_a_task_whose_units_stand_last_is_named_by_what_stands_before(row: dict[str, str]) -> None:
    (task,) = split_notice(f"示例县工作方案\n一、重点任务\n1.{row['条']}\n").tasks

    assert task.title == row["题"]
