"""What kind of section a heading opens: work, aims, demands on everybody, phases, who is in charge.

Aims and principles hold no tasks; demands (保障措施、工作要求) hold one only where a unit or a date
is printed; everything else is work.
"""

import re
from enum import StrEnum


class Kind(StrEnum):
    """The kind of a section."""

    WORK = "work"
    AIMS = "aims"
    DEMANDS = "demands"
    PHASES = "phases"
    GROUPS = "groups"
    COVER = "cover"


_AIMS = re.compile(
    r"指导思想|总体要求|总体思路|总要求|基本原则|工作原则|整改原则|总体目标|工作目标|主要目标|发展目标|预期目标|具体目标|目标要求|行动目标|整治目标|整改目标$|"
    r"工作思路|重要意义|重要性|认识$|背景|适用范围|基本情况|总体情况|"
    r"存在(?:的)?(?:主要)?问题$|编制依据|术语|附则|总则|指导方针|形势|工作内涵|总体安排|总体部署|出席|列席|参会|目标$|^原则$|原则$|目标任务及要求|指标体系"
)
_DEMANDS = re.compile(
    r"保障措施|组织保障|工作保障|实施保障|保障机制$|强化保障|组织领导|组织实施|工作要求|有关要求|相关要求|几点要求|纪律要求|具体要求$|工作要求$|责任追究|监督考核|"
    r"考核评价|考核奖惩|督导检查|督查考核|考核问责|督促检查|宣传引导|舆论宣传|"
    r"营造.*氛围|强化督导|严格考核|严肃.*(?:纪律|问责)|压实.*责任$|工作机制$|加强领导|强化领导|落实责任$|强化责任|严格督查|信息报送|强化考核|附则"
    r"|(?:检查|督查|督导|考核|评估|评选|调研|普查)(?:内容|对象|范围|方式|方法|时间|程序|标准)$"
)
_PHASES = re.compile(
    r"实施步骤|方法步骤|工作步骤|时间安排|进度安排|阶段安排|推进步骤|步骤安排|步骤|阶段划分|时间步骤|实施阶段|工作安排|实施进度|阶段$|阶段\("
)
_GROUPS = re.compile(
    r"领导小组|工作组|推进组|工作专班|组成人员|成员及职责|工作机构|组织机构|组织体系|指挥部|成员名单|人员名单|工作小组|专项组|专班|联席会议"
)
_WORK = re.compile(
    r"重点任务|主要任务|工作任务|目标任务|任务分工|任务分解|工作措施|主要措施|具体措施|重点工作|工作重点|重点内容|主要内容|工作内容|整改措施|整治内容|重点项目|"
    r"工作举措|主要工作|主要举措|重点举措|实事|任务清单|议定事项|政策措施|任务及"
)


def kind_of(heading: str) -> Kind | None:
    """Return the kind a heading announces, or None when it announces none.

    >>> kind_of("一、总体要求"), kind_of("三、重点任务"), kind_of("四、组织保障"), kind_of("数字政府")
    (<Kind.AIMS: 'aims'>, <Kind.WORK: 'work'>, <Kind.DEMANDS: 'demands'>, None)
    """
    text = heading[:60]
    if _WORK.search(text) and not re.search(r"总体要求|指导思想", text):
        return Kind.WORK
    for kind, pattern in (
        (Kind.PHASES, _PHASES),
        (Kind.DEMANDS, _DEMANDS),
        (Kind.AIMS, _AIMS),
        (Kind.GROUPS, _GROUPS),
    ):
        if pattern.search(text):
            return kind
    return None


_PENALTY = re.compile(
    r"问责|追责|追究|约谈|通报批评|处分|严肃处理|严肃查处|扣分|扣\d+(?:\.\d)?分|[得计]满分|加\d+分|予以表彰|给予表彰|一票否决|取消.{0,8}(?:资格|评优)|移交|组织处理|降档|诫勉|红黑榜|检讨|免职|处理处分|予以通报|末位"
)
_CONDITION = re.compile(
    r"^(?:要|并)?(?:对|凡|因|未|如|若|根据考核|考核|约谈|年度内|被|将|工作推进|任务完成|实行|建立|严格|强化|视情|排名|把)|的,|的单位|者,|不力|"
    r"滞后|敷衍|弄虚作假|失职|拖延|不作为"
)


def is_penalty(plain: str) -> bool:
    """Tell whether a sentence threatens or scores rather than assigns work.

    >>> is_penalty("对工作推进不力的单位,按月进行约谈。"), is_penalty("每月通报办理结果。")
    (True, False)
    """
    opening = plain.split(",", 1)[0]
    return bool(_PENALTY.search(plain) and (_CONDITION.search(opening) or _PENALTY.search(opening)))


_CLOSING = re.compile(
    r"^(?:附件?\d*:|附$|\(?此件|抄送|主送|联系人|联系电话|特此|请认真|现将|现印发|经[^,]{2,40}(?:同意|审议)|原文件下载|扫一扫|打印|分享|来源|"
    r"以上.{0,12}如有|.{0,80}(?:予以公示|予以公布|接受社会监督)|[^,。;]{2,20}方面\(?共?\d+(?:项|条|个)\)?(?:[:;。]|$)|自本.{0,"
    r"8}之日起|(?:本|自|上述|以上|有关规定|政策).{0,24}(?:之日|\d日|\d月)起(?:施行|实施|执行|生效)|.{0,12}(?:活动|行动|整治)时间为|本(?:方案|通知|意见|办法|规定|"
    r"措施)(?:自|由)|.{0,40}(?:印发给你们|请结合实际|贯彻执行)|.{0,30}人员如有|.{0,40}不再另行(?:发文|行文)|"
    r".{0,80}\.(?:docx?|pdf|xlsx?|wps|zip)$|如果?您|政策咨询|.{0,12}(?:字体|阅读次数|浏览次数|点击数|信息来源)|【|关闭窗口|"
    r"上一篇|下一篇|版权|主办单位:|备案号|网站标识码)"
)
_META = re.compile(
    r"^·?(?:索引号|信息索引|分类|信息分类|主题分类|组配分类|体裁分类|发布机构|发文机关|发文单位|公开(?:方式|范围|时限|属性|日期|类别)|(?:成文|发文|"
    r"发布|印发|生成|生效|废止)(?:日期|时间)|名称|标题|文号|发文字号|文件编号|关键[字词]|主题词|时效(?:性)?|有效性|"
    r"日期|访问次数|浏览量|统一编号|登记号|签发人|密级|来源|作者|责任编辑|编辑|字号|效力状态|服务对象|所属主题|信息来源|点击|概述|内容概述)(?:\||:|$)"
    r"|^[一-龥]{2,30}[府会室厅局委部院处组]20\d\d年\d{1,2}月\d{1,2}日$"
    r"|^\(?(?:20\d\d|二[〇零0][〇零0一二三四五六七八九]{2})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日\)?$|"
    r"^[一-龥]{0,14}字?\[?\(?20\d\d\)?\]?第?\d{1,4}[号期]$"
)


def is_closing(plain: str) -> bool:
    """Tell whether a sentence belongs to the frame of a notice or of a web page, not to its content."""
    return bool(_CLOSING.match(plain))


def is_meta(plain: str) -> bool:
    """Tell whether a line is data about the notice: 索引号：, 文号：, the date, the number."""
    return len(plain) <= 160 and bool(_META.match(plain))


_MINUTES = re.compile(
    r"^(?:会议|与会|会上)(?:听取|认为|指出|传达|学习|审议|通过|原则|充分肯定|通报了|研究了|对|分析)|主持召开|出席会议|参加会议|^出席|^列席|^参加|"
    r"^缺席|^请假|^记录|现纪要如下|纪要如下"
)
_ASSIGNS = re.compile(
    r"[,;](?:并|同时|但|会后|下一步)?(?:请|由|责成|要求|交由|授权)(?!示)[一-龥、()]{2,40}"
)


def is_report(plain: str) -> bool:
    """Tell whether a sentence of minutes reports what happened at the meeting."""
    return bool(_MINUTES.search(plain[:40])) and not _ASSIGNS.search(plain)
