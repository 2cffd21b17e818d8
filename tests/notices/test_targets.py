"""Targets: 指标 holds op, value and unit of each; empty where the number is no target."""

from datetime import date

import pytest

from taizhang.notices.deadline import find_deadlines
from taizhang.notices.due import Frame
from taizhang.notices.glyphs import view
from taizhang.notices.targets import Target, find_targets
from tests.notices.rows import rows

FRAME = Frame(date(2022, 1, 1))
SENTENCES = rows("""
| 句子 | 指标 |
| 力争全年新增规上企业3户。 | =3户 |
| 城镇新增就业1000人任务目标。 | =1000人 |
| 完成新增规模以上服务企业2户和限额以上服务业企业2户任务目标。 | =2户 =2户 |
| 2020年底前实现100%的市级政务数据、60%的社会数据归集共享。 | =100% =60% |
| 处级干部每年至少调研3个课题,科级干部每年至少调研2个课题。 | >=3个 >=2个 |
| 居民消费价格指数控制在103.5以内,城镇登记失业率控制在4.5%以内。 | <=103.5 <=4.5% |
| 地区生产总值增长6.2%左右。 | ~6.2% |
| 到2027年,高新技术企业分别超过90家和870家。 | >=90家 >=870家 |
| 进入全省前40位,保持前10名。 | <=40位 <=10名 |
| 全社会研发投入占比3.4%以上,达到全市前3水平。 | >=3.4% <=3 |
| 办理时限压缩至3个工作日以内。 | <=3个工作日 |
| 投资5000万元,提升改造低等级公路40公里。 | =5000万元 =40公里 |
| 新增发放创业担保贷款不少于60亿元。 | >=60亿元 |
| 规模达2万亿元,PM2.5浓度控制在29微克/立方米以下。 | >=2万亿元 <=29微克/立方米 |
| 新改扩建学校10所,新建校舍21万平方米,新增学位2.1万个。 | =10所 =21万平方米 =2.1万个 |
| 5年内培训15万名紧缺人才,重点扶持50个示范基地。 | =15万名 =50个 |
| 收入由2000万元提高到3000万元。 | =3000万元 |
| 覆盖率达到百分之九十五以上。 | >=95% |
| 引进5亿元以上项目10个、10亿元以上项目3个。 | =10个 =3个 |
| 新建三所学校,改造老旧小区二十个。 | =3所 =20个 |
| 建成5G基站2000个以上,建成2000个以上充电桩。 | >=2000个 >=2000个 |
| 6月底前完成6条线路优化;9月底前新增200个以上托位。 | =6条 >=200个 |
| 粮食播种面积稳定在50万亩,产量不低于20万吨。 | =50万亩 >=20万吨 |
| 担保金额占比不得低于80%,其中单户担保金额500万元及以下的占比不得低于50%。 | >=80% >=50% |
| 对全县36家危化企业逐企排查,重大隐患整改率100%。 | =36家 =100% |
| 储备苗木不少于２００万株。 | >=200万株 |
| 新建小区不超过１，２００户。 | <=1200户 |
| 培育8—10个百亿企业。 | =8个 |
| 对产值5亿元以上、纳税金额5000万元以上的企业安排走访。 | |
| 单户500万元以下的小微企业贷款利率下降。 | |
| 给予企业10万元奖励,每亩补助500元。 | |
| 对平均担保费率不超过1%的担保业务给予补贴。 | |
| 月销售额15万元以下的小规模纳税人免征增值税。 | |
| 每月举办一次大讲堂、每季度开展2次测试。 | |
| 排名前3位做经验交流。 | |
| 解决我县的4MW分散式风电项目落地开工问题。 | |
| 推进721工作法落实,12345热线7×24小时服务。 | |
| 打造一区多园,实现三个转变,形成六大产业。 | |
| 贯彻市政府第69次常务会议精神,实施“155”工程。 | |
| 落实《2021—2023年规划》确定的102项任务。 | =102项 |
| 65岁以上老年人健康管理率达到70%。 | >=70% |
| 9月30日前在5个工作日内办结。 | |
""")


def shown(target: Target) -> str:
    return f"{target.op}{target.value:g}{target.unit}"


@pytest.mark.parametrize("row", SENTENCES, ids=lambda row: row["句子"][:20])
def test_each_sentence_holds_the_targets_of_its_row(row: dict[str, str]) -> None:
    seen = view(row["句子"])

    found = find_targets(seen, find_deadlines(seen, FRAME))

    assert " ".join(map(shown, found)) == row["指标"]


def test_a_range_keeps_both_ends_and_its_words() -> None:
    text = "力争培育 8—10 个百亿企业。"

    (target,) = find_targets(view(text))

    assert (target.value, target.upper, target.text) == (8, 10, "8—10个")
    assert text[slice(*target.span)] == "8—10 个"
