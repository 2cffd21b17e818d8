"""The words before a colon: 牵头单位：, 责任领导：, 完成时限：, 整改措施：, and what follows them.

A label is met at the start of a line, of a cell, or after a comma inside a bracket; the same table
serves the header rows of tables.
"""

import re
from typing import NamedTuple

LEAD, CO, HELP, LEADER, WATCH, TIME = "lead", "co", "help", "leader", "watch", "time"
TASK, GOAL, PROBLEM, DUTY, NOTE, NUMBER, KIND, MEMBER = (
    "task", "goal", "problem", "duty", "note", "number", "kind", "member",
)  # fmt: skip
UNITS = (LEAD, CO, HELP, LEADER, WATCH, TIME)

_PLACE = "(?:省|市|县|区|州|镇|乡)?"
_UNIT = "(?:单位|部门|科室|处室|股室|站所|机构)"
_WORDS = {
    LEAD: (
        f"(?:总|责任|整改|督办|主要|[省市县区镇乡村][级直])?牵头(?:责任|负责|实施|组织|主办)?{_PLACE}[直级]?{_UNIT}",
        f"牵头责任|牵头负责|主要责任{_UNIT}?|主责{_UNIT}|主办{_UNIT}?",
        f"(?:主体|第一|首要)责任{_UNIT}|牵头",
    ),
    CO: (
        f"(?:其他|其它|具体|整改|共同|主管|第[二三四]|次要|[省市县区镇乡村][级直])?责任(?:{_UNIT}|主体|地区|分工)",
        f"(?:承办|会办|包保|包联|包抓|帮扶|挂钩|落实|实施|整改|办理|负责|执行|组织实施|建设|业主|项目|指导|主管|监管|完成)(?:{_UNIT}|主体)",
        "(?:部门|任务|职责|单位|工作|重点任务)分工|分工|责任",
    ),
    HELP: (
        f"(?:[省市县区镇乡村][级直])?(?:协同配合|协同责任|协同|协助|协办|协作|配合责任|配合|共同配合|主要配合|主要协办)(?:{_UNIT}|责任)?",
        f"(?:参与|参加|参建){_UNIT}",
    ),
    LEADER: (
        (
            f"(?:责任|分管|牵头|包保|联系|挂点|挂钩|包抓|领衔|包案|督办|领办|主抓|督导|包联|协管){_PLACE}"
            "(?:政府|委)?级?(?:负责)?(?:领导|同志)"
        ),
        "(?:省|市|县|区|州)(?:级|政府)?(?:责任|分管|牵头)?领导",
        "(?:主要|第一|直接|具体|项目|整改|牵头|部门|单位|分管|科室)?(?:责任|负责)人(?:员)?",
        "(?:总|副|市级|县级|区级)?(?:产业)?[链河林路湖田湾]长|牵头人|联系人(?:及电话)?|联络员|经办人|(?:联系)?电话|包抓县级领导|四套班子责任领导",
    ),
    WATCH: (
        (
            "(?:牵头)?(?:督导|督办|监督|督查|督促|验收|销号|考核|核查|复核)(?:牵头|责任)?"
            f"(?:{_UNIT}|主体)"
        ),
    ),
    TIME: (
        "(?:计划|整改|办理|办结|工作|拟|预计|任务|责任|实际|化解|落实|答复|反馈|兑现|处置|治理|销号|交办|解决|报送|上报)?(?:完成)?(?:时限|期限)(?:要求)?",
        "(?:计划|整改|预计|拟|办结|任务|要求)?(?:完成|办结|竣工|销号)时间(?:节点)?",
        "时间(?:节点|要求|进度|安排|表)|工作进度|进度(?:要求|安排|计划|目标)|推进计划",
        "(?:实施|形象)?进度|推进(?:安排|时序)|(?:时间|关键|重要|工作|进度|推进|阶段|里程碑)?节点(?:安排|计划|目标|要求|任务)?",
    ),
    TASK: (
        "(?:整改|工作|主要|具体|重点|推进|改革|创新|推广|落实|贯彻|实施|保障|管控|控制|化解|处置|治理|解决|防治|应对|帮扶|提升|攻坚)?(?:措施|举措)(?:及实施计划)?",
        (
            "(?:\\d{4}年)?(?:主要|重点|工作|目标|具体|年度|改革|建设|本年|阶段|整改|分解|督查|督办|交办|办理|事项|细化|实事|民生|项目|整治){0,3}"
            "(?:任务|工作|事项|内容|要点)(?:名称|分解|清单|及目标|和要求|与标准|及要求)?"
        ),
        "(?:实事|建设|民生)?项目(?:名称)?(?:及内容)?|建设内容(?:[及和]规模)?|实事名称",
        "目标[与和]任务|工作内容与标准|内容和目标|议定事项|会议议定|工作打算|落实情况",
    ),
    GOAL: (
        "(?:\\d{4}年?)?(?:整改|工作|年度|绩效|预期|总体|阶段|量化|考核|具体|主要|发展)?(?:目标|指标|标准|成效)(?:值|要求)?",
        "年度目标任务|完成标志|预期成果|成果形式",
    ),
    PROBLEM: (
        "(?:反馈|存在|主要|突出|具体|整改|反映)?问题(?:描述|表现|清单|类型)?|(?:企业|群众|主要|具体|问题)?诉求(?:事项|内容)?|反馈意见|问题表述",
    ),
    DUTY: ("(?:工作|主要|具体|部门)?职责|职能(?:任务)?|主要任务职责",),
    NOTE: (
        "(?:试点|实施|整治|排查|清查|清理|工作|活动|检查|推进|适用|创建|任务){0,2}范围|(?:项目|经费|资金)(?:预算|概算|筹措|安排)",
        "备注|注|说明|附注|计算方法|指标来源|指标说明|评分标准|计分方法|推广范围|适用范围|资金来源",
        "总投资|投资(?:额|规模|估算)?|项目(?:地点|性质)|建设(?:地点|性质|规模|期限|工期|年限)",
        "任务来源|来源|依据|政策依据|(?:出席|列席|参会)(?:人员)?|参加人员|主持(?:人)?|记录|地点",
        "议题|会议(?:时间|地点|议题)|时间|缺席|请假|主送|抄送|报送|联系地址|电子邮箱|邮箱|传真",
    ),
    MEMBER: (
        "(?:第一|常务|执行|联席会议|领导小组)?副?组长|(?:总|副|常务副|执行)?总?指挥长?",
        "(?:第一|副|总|副总)?召集人|成员(?:单位)?|总?顾问|副?政委|副?主任|秘书长|副?专班长|副?班长",
    ),
}
_ASIDE = r"(?:\([^()]{1,8}\))?"
_ANY = "|".join(f"(?P<{role}>{'|'.join(words)})" for role, words in _WORDS.items())
_LABEL = re.compile(rf"(?:{_ANY}){_ASIDE}(?::|(?=为:|是:))")
_LABEL_INSIDE = re.compile(
    rf"(?:(?:^|(?<=[,;。、()\s]))|(?=[一-龥]{{0,6}}(?:单位|部门|领导|时限|责任人|时间|"
    rf"期限){_ASIDE}:))(?:{_ANY}){_ASIDE}:"
)
_BARE = re.compile(
    r"(?:(?P<lead>牵头(?:责任)?(?:单位|部门)|主办单位|主要责任单位)|(?P<co>(?:其他|配合)?责任(?:单位|部门))|(?P<help>配合(?:单位|部门)|"
    r"协办单位|协同配合单位))(?=[省市县区州镇乡村各国])"
)
_HEADER = re.compile(
    rf"(?:{_ANY}|(?P<number>序号|编号|号|项次|No\.?|任务编号|问题编号)|(?P<kind>类别|分类|领域|板块|专项|方面|一级指标|类型|"
    rf"任务类别|项目类别|阶段)){_ASIDE}(?:\([^()]*\))?"
)
_HEADS_UNITS = re.compile(r"^.{0,6}(?:单位|部门|领导|责任人|时限|期限|完成时间|办结时间|时间要求)$")
_DEMANDED = re.compile(r"(?:具体|工作|任务|质量|落实|推进)?要求")
_TASK_LIKE = re.compile(r"[一-龥]{1,6}(?:任务|事项|措施|举措|要点)")
_COMBINED = re.compile(r"(?:及|和|与|、|/|或)")


class Label(NamedTuple):
    """A label: its role, where it begins, where what it labels begins."""

    role: str
    begin: int
    end: int


def _role(match: re.Match[str]) -> str:
    return next(role for role, words in match.groupdict().items() if words)


def label_at(plain: str, begin: int = 0) -> Label | None:
    """Return the label that stands at `begin`, such as 责任单位：."""
    match = _LABEL.match(plain, begin)
    return Label(_role(match), begin, match.end()) if match else None


def heads_units(plain: str) -> bool:
    """Tell whether a heading announces who is responsible or until when: 二、牵头单位.

    >>> heads_units("牵头单位"), heads_units("办理时限"), heads_units("时间安排")
    (True, True, False)
    """
    text = plain.rstrip(":。")
    return bool(_HEADS_UNITS.search(text)) and header_role(text) in UNITS


_OTHER_INSIDE = re.compile(r"(?<=[,;。])[一-龥]{2,6}:")


def labels_inside(plain: str, *, bare: bool = True) -> list[Label]:
    """Return the labels of a clause, in order; a bare one (责任单位市教育局) only at its start."""
    found = [Label(_role(m), m.start(), m.end()) for m in _LABEL_INSIDE.finditer(plain)]
    taken = {label.end for label in found}
    found += [
        Label(NOTE, m.start(), m.end())
        for m in _OTHER_INSIDE.finditer(plain)
        if m.end() not in taken
    ]
    found.sort(key=lambda label: label.begin)
    loose = _BARE.match(plain) if bare and not (found and found[0].begin == 0) else None
    return [Label(_role(loose), 0, loose.end()), *found] if loose else found


def header_role(plain: str) -> str:
    """Return the role of a table header cell, or "" when it is not a known one.

    >>> header_role("牵头责任单位"), header_role("完成时限"), header_role("序号"), header_role("甲")
    ('lead', 'time', 'number', '')
    """
    if plain in ("时间", "计划", "进度"):
        return TIME
    if _DEMANDED.fullmatch(plain):
        return TASK
    match = _HEADER.fullmatch(plain)
    if match:
        return _role(match)
    head = _COMBINED.split(plain, maxsplit=1)[0]
    match = _HEADER.fullmatch(head) if head != plain and len(plain) <= 16 else None
    if match:
        return _role(match)
    return TASK if _TASK_LIKE.fullmatch(plain) else ""
