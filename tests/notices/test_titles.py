"""Titles: the operative words of a sentence, without its date, its unit told or its purpose."""

import pytest

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
| 力争三年内打造10条示范街区。 | 力争三年内打造10条示范街区 |
| 梳理2022年底前未化解的信访积案。 | 梳理2022年底前未化解的信访积案 |
| 每月25日前报送工作进展情况。 | 每月25日前报送工作进展情况 |
| 完善制度,强化督导检查。 | 完善制度,强化督导检查 |
""")


@pytest.mark.parametrize("row", TITLES, ids=lambda row: row["句子"][:16])
def test_each_title_is_the_operative_phrase(row: dict[str, str]) -> None:
    assert short_title(row["句子"]) == row["题"]
