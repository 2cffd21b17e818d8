"""A sentence that only says who and when speaks of the sentences before it.

任务: lead:co | dates | targets of each task, cut by ；.
"""

# ruff: noqa: E501 - a row of a table is one line

from datetime import date

import pytest

from taizhang.notices import split_notice
from tests.notices import labelled
from tests.notices.rows import rows

ISSUED = date(2022, 3, 1)
PARAGRAPHS = rows("""
| 段落 | 任务 |
| 推进旧改。全年改造小区86个,加装电梯不少于100部。由市甲局会同市乙局、国网示例供电公司组织实施,4月底前全面开工,11月底前完工。 | 市甲局/市乙局、国网示例供电公司/2022-11-30 2022-12-31 起2022-04-30/=86个 >=100部 |
| 改造管网。(1)新建管网5公里;(2)改造泵站2座。由县住建局牵头实施,10月底前完成。 | 县住建局//2022-10-31/=5公里；县住建局//2022-10-31/=2座 |
| 办好实事。新建幼儿园3所。由县教育局负责落实。扩建医院1所。由县卫健局牵头,县财政局配合,12月底前完工。 | /县教育局//=3所；县卫健局/县财政局/2022-12-31/=1所 |
| 提升服务。建成便民点20个。以上工作由县行政审批局抓好落实,6月底前启动,9月底前完成。 | /县行政审批局/2022-09-30 起2022-06-30/=20个 |
| 建设公园。年内新建公园5个。4月底前全面开工,11月底前完工。 | //2022-11-30 2022-12-31 起2022-04-30/=5个 |
| 落实资金。4月底前拨付资金300万元。由县财政局编制预算,6月底前完成审核。 | //2022-04-30/=300万元；/县财政局/2022-06-30/ |
""")


@pytest.mark.parametrize("row", PARAGRAPHS, ids=lambda row: row["段落"][:12])
def test_it_is_the_clause_of_the_sentences_before_it(row: dict[str, str]) -> None:
    tasks = split_notice(f"一、重点任务\n(一){row['段落']}", ISSUED).tasks

    said = [labelled.said(t) for t in tasks]

    found = [f"{s['牵头']}/{s['责任']}/{s['时限']}/{s['指标']}" for s in said]
    assert "；".join(found) == row["任务"]
