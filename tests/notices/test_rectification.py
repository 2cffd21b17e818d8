"""整改清单: the measures are the tasks, 整改目标 and 整改时限 reach them, the problem stays above.

任务: title | lead | due dates | targets of each, cut by ；.
"""

# ruff: noqa: E501 - a row of a table is one line

from datetime import date

import pytest

from taizhang.notices import split_notice
from tests.notices import labelled
from tests.notices.rows import rows

ISSUED = date(2022, 3, 1)
LISTS = rows("""
| 清单 | 任务 |
| 问题一:砂石企业扬尘突出。⏎整改目标:污水收集率不低于80%。⏎整改措施:1.对破损管网进行修复,2022年9月底前完成;2.加强巡查。⏎责任领导:张三(副县长)⏎牵头单位:县甲局⏎整改时限:2022年12月底前 | 对破损管网进行修复/县甲局/2022-09-30/>=80%；加强巡查/县甲局/2022-12-31/ |
| 问题一:河道垃圾清理不及时。⏎整改目标:水质达标率达到95%以上。⏎整改措施:组织开展河道清理。⏎牵头单位:县甲局⏎整改时限:2022年12月底前 | 组织开展河道清理/县甲局/2022-12-31/>=95% |
| 一、部分乡镇脏乱差⏎整改目标:整治率100%。⏎整改措施:⏎(一)开展全面排查。⏎(二)组织集中整治,5月底前完成。(责任单位:县乙局)⏎(三)建立管护机制。(责任单位:县丙局)⏎牵头单位:县甲局⏎整改时限:2022年10月底前 | 开展全面排查/县甲局/2022-10-31/=100%；组织集中整治//2022-05-31/；建立管护机制//2022-10-31/ |
| 一、管网不足。整改目标:收集率不低于80%。整改措施:1.新建管网12公里;2.建立机制。责任领导:李四(副县长)。牵头单位:县甲局。整改时限:2022年10月底前。 | 新建管网12公里/县甲局/2022-10-31/=12公里 >=80%；建立机制/县甲局/2022-10-31/ |
| 问题:项目建设缓慢。⏎整改目标:项目开工率达到90%以上。⏎整改措施:⏎1.倒排工期。⏎2.强化服务,提高开工率。⏎牵头单位:县甲局⏎整改时限:2022年10月底⏎问题:学习不实。⏎整改措施:1.专题学习4次;2.开展测试。⏎整改目标:培训党员500人次。⏎牵头单位:县乙局⏎整改时限:2022年8月底前 | 倒排工期/县甲局/2022-10-31/；强化服务，提高开工率/县甲局/2022-10-31/>=90%；专题学习4次/县乙局/2022-08-31/=4次 =500人次；开展测试/县乙局/2022-08-31/ |
| 一、垃圾乱堆⏎整改措施:1.清理垃圾,年底前完成;2.(1)建设围挡。(2)安装监控50套。⏎牵头单位:县甲局⏎整改时限:2022年6月 | 清理垃圾/县甲局/2022-12-31/；建设围挡/县甲局/2022-06-30/；安装监控50套/县甲局/2022-06-30/=50套 |
""")


@pytest.mark.parametrize("row", LISTS, ids=lambda row: row["清单"][:20])
def test_each_measure_is_a_task_with_what_its_problem_prints(row: dict[str, str]) -> None:
    tasks = split_notice(row["清单"].replace("⏎", "\n"), ISSUED).tasks
    said = [(t.title, labelled.said(t)) for t in tasks]

    found = [f"{title}/{s['牵头']}/{s['时限']}/{s['指标']}" for title, s in said]

    assert "；".join(found).replace(",", "，") == row["任务"]


def test_no_name_of_a_person_stays() -> None:
    text = LISTS[0]["清单"].replace("⏎", "\n")

    clauses = [t.clause for t in split_notice(text, ISSUED).tasks]

    assert [c.leaders for c in clauses if c] == [("副县长",)] * 2
    assert "张三" not in str(clauses)
