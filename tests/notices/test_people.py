"""Persons become posts: names are recognised in lists and beside posts, and do not come out."""

import pytest

from taizhang.notices import split_notice
from taizhang.notices.tasks import Origin
from taizhang.notices.who.people import read_member, unit_of_post, without_persons
from tests.notices.rows import listed, rows

MEMBERS = rows("""
| 写法 | 职务 | 有姓名 |
| 张三  县委副书记、政府县长 | 县委副书记、政府县长 | 是 |
| 张  三  县委副书记、政府县长 | 县委副书记、政府县长 | 是 |
| 李四 县财政局局长 | 县财政局局长 | 是 |
| 县财政局局长 李四 | 县财政局局长 | 是 |
| 县财政局局长李四 | 县财政局局长 | 是 |
| 李四（县财政局局长） | 县财政局局长 | 是 |
| 王  政  县农业农村局局长 | 县农业农村局局长 | 是 |
| 欧阳七 县水务局局长 | 县水务局局长 | 是 |
| 县委常委、政府副县长 | 县委常委、政府副县长 | 否 |
| 主管副县长 | 主管副县长 | 否 |
| 常务 副县长 | 常务副县长 | 否 |
""")

POSTS = rows("""
| 职务 | 单位 |
| 县发展和改革局局长 | 县发展和改革局 |
| 县政协副主席、住房和城乡建设局局长 | 住房和城乡建设局 |
| 示例县经开区管委会副主任 | 示例县经开区管委会 |
| 县政府办公室主任 | 县政府办公室 |
| 县粮食局负责人 | 县粮食局 |
| 县财政局党组书记、局长 | 县财政局 |
| 县委常委、政府副县长 | |
| 县政府党组成员 | |
| 县委副书记、政府县长 | |
""")

GROUPS = """附件
一、领导小组成员及职责
组  长:张  三  县委副书记、政府县长
副组长:        县委常委、政府副县长
李四  县政府副县长、公安局局长
王  政  县政府副县长
成  员:各乡(镇)政府、县政府各职能部门主要负责人
职  责:做好统筹协调工作。
二、项目推进组及职责
组  长:主管副县长
副组长:赵六  县发展和改革局局长
孙七  县财政局局长
职  责:推进项目。
重点任务:
(一)全力推进热源厂项目,由赵六局长每周调度一次。
"""


@pytest.mark.parametrize("row", MEMBERS, ids=lambda row: row["写法"])
def test_each_member_is_read_as_a_post(row: dict[str, str]) -> None:
    member = read_member(row["写法"])

    assert member.posts == (row["职务"],)
    assert bool(member.name) == (row["有姓名"] == "是")


@pytest.mark.parametrize("row", POSTS, ids=lambda row: row["职务"])
def test_each_post_belongs_to_its_unit(row: dict[str, str]) -> None:
    assert unit_of_post(row["职务"]) == row["单位"]


def test_work_groups_have_a_name_a_leading_post_and_member_units() -> None:
    leading, pushing = split_notice(GROUPS).groups

    assert (leading.name, leading.leader) == ("领导小组", "县委副书记、政府县长")
    assert leading.deputies == ("县委常委、政府副县长", "县政府副县长、公安局局长", "县政府副县长")
    assert leading.members[-2:] == ("各乡(镇)政府", "县政府各职能部门")
    assert (pushing.name, pushing.leader) == ("项目推进组", "主管副县长")
    assert pushing.members == ("县发展和改革局", "县财政局")


def test_a_groups_task_takes_its_units_and_no_name_leaves() -> None:
    (task,) = split_notice(GROUPS).tasks

    assert task.clause is not None
    assert (task.clause.lead, task.clause.co) == (("县发展和改革局",), ("县财政局",))
    assert task.clause.leaders == ("主管副县长",)
    assert task.origin is Origin.GROUP
    assert "由局长每周调度" in task.text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("由张三副县长牵头", "由副县长牵头"),
        ("副县长张三负责", "副县长负责"),
        ("请李四同志包保", "请同志包保"),
        ("各级“一把手”、班子成员以上率下", "各级“一把手”、班子成员以上率下"),
        ("高度重视,安全第一,全面负责", "高度重视,安全第一,全面负责"),
        ("分管副县长、主管局长要调度", "分管副县长、主管局长要调度"),
    ],
)
def test_names_beside_posts_are_struck_and_words_are_not(text: str, left: str) -> None:
    assert without_persons(text) == left


def test_no_listed_name_comes_out_of_any_field() -> None:
    notice = split_notice(GROUPS)

    said = repr((notice.tasks, notice.groups, [str(issue) for issue in notice.issues]))
    assert not [name for name in ("张三", "李四", "王政", "赵六", "孙七") if name in said]


def test_a_group_set_up_in_a_sentence_is_read() -> None:
    text = "成立“示例行动”领导小组,由市长任组长,常务副市长任副组长,各责任单位主要负责同志为成员。"

    (group,) = split_notice(text).groups

    assert (group.name, group.leader) == ("“示例行动”领导小组", "市长")
    assert (group.deputies, group.members) == (("常务副市长",), listed("各责任单位"))
