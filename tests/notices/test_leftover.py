"""What of a notice is no task: every paragraph with its reason, no letter lost, no person named."""

import re
from datetime import date

import pytest

from taizhang.core.units import Roster
from taizhang.notices import split_notice
from taizhang.notices.drafting import draft_paragraph
from taizhang.notices.notice import LeftOut
from tests.notices import labelled
from tests.support.tables import table

HEAD = "一、重点任务\n1.新建学校3所,9月底前投用。(牵头单位:县教育局)\n"
REASONS = """
| 段落                                               | 原因             |
| 二、各级各部门要高度重视，主要领导亲自抓。         | 只提态度         |
| 二、各县区可以参照本方案建立协调机制。             | 可做可不做       |
| 二、对弄虚作假的，依规依纪严肃追究责任。           | 追责或奖惩       |
| 二、本办法所称重点项目，是指总投资5亿元以上的项目。| 定义或说明       |
| 索引号：000014349/2022-00035                       | 文头、日期       |
| 特此通知。                                         | 通知的开头、结尾 |
| 二、保障措施                                       | 标题             |
"""


@pytest.mark.parametrize("line", table(REASONS), ids=lambda line: line["原因"])
def test_a_paragraph_that_is_no_task_says_why(line: dict[str, str]) -> None:
    notice = split_notice(HEAD + line["段落"] + "\n", date(2022, 5, 18))
    assert [task.title for task in notice.tasks] == ["新建学校3所"]
    found = {left.text: left.reason for left in notice.left}
    assert found.get(line["段落"], "").startswith(line["原因"]), found


def test_what_stands_beside_a_task_in_its_paragraph_is_listed_alone() -> None:
    text = HEAD + "二、监督\n1.会议原则同意方案。县财政局于6月底前拨付资金。\n"
    notice = split_notice(text, date(2022, 5, 18))
    task = notice.tasks[-1]
    lefts = [left for left in notice.left if left.paragraph == task.paragraph]
    assert ["会议原则同意方案" in left.text for left in lefts] == [True]


def test_every_letter_is_in_a_task_or_belongs_to_one_or_is_listed() -> None:
    for case in labelled.cases():
        notice = case.read()
        lost = [*case.text]
        for begin, end in (
            *(left.span for left in notice.left),
            *(s.span for s in notice.stretches if not s.reason),
        ):
            lost[begin:end] = " " * (end - begin)
        assert not re.sub(r"\W", "", "".join(lost)), case.name


def test_names_of_persons_are_not_listed() -> None:
    text = HEAD + "二、领导小组\n组长：张三　县委常委、副县长\n副组长：李明辉　县住建局局长\n"
    said = "".join(left.text for left in split_notice(text, date(2022, 5, 18)).left)
    assert "副县长" in said
    assert "张三" not in said
    assert "李明辉" not in said


CHOSEN = """
| 段落                                                                 | 任务名称         | 牵头     | 责任     | 时限       |
| 二、县教育局可于9月底前公布补贴对象名单。                            | 公布补贴对象名单 | 县教育局 |          | 2022-09-30 |
| 整改目标：完成7座矿山修复。（牵头单位：县林业局；完成时限：年底前）  | 完成7座矿山修复  | 县林业局 |          | 2022-12-31 |
| 鼓励建设口袋公园。                                                   | 鼓励建设口袋公园 |          |          |            |
"""


@pytest.mark.parametrize("line", table(CHOSEN), ids=lambda line: line["任务名称"])
def test_a_paragraph_called_a_task_is_read_as_one(line: dict[str, str]) -> None:
    passage = LeftOut(9, line["段落"], "可做可不做", issued=date(2022, 5, 18), document="甲.txt")
    draft = draft_paragraph(passage, Roster(()), number=12)
    values = {k: draft.values.get(k, "") for k in ("name", "lead", "co", "due")}
    assert [str(v) for v in values.values()] == [
        line["任务名称"], line["牵头"], line["责任"], line["时限"],
    ]  # fmt: skip
    assert (draft.values["draft_no"], draft.values["paragraph"]) == (12, 9)
    assert "name" in draft.doubtful
    assert "可做可不做" in str(draft.values["doubt"])
