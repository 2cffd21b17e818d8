"""What kind of section a heading opens: work, aims, demands on everybody, phases, who is in charge.

The kind is only a prior: a named unit told to do something is work in any section. Aims and scopes
hold else no tasks; demands (保障措施、工作要求) hold one only where a date is printed.
"""

import re
from enum import StrEnum

from taizhang.notices.words import any_of


class SectionKind(StrEnum):
    """The kind of a section."""

    WORK = "work"
    AIMS = "aims"
    DEMANDS = "demands"
    PHASES = "phases"
    GROUPS = "groups"
    SCOPE = "scope"
    COVER = "cover"


_KINDS = (
    (SectionKind.WORK, re.compile(any_of("section.work"))),
    (SectionKind.SCOPE, re.compile(any_of("section.scope"))),
    (SectionKind.PHASES, re.compile(any_of("section.phases"))),
    (
        SectionKind.DEMANDS,
        re.compile(
            f"{any_of('section.demands')}|{any_of('section.demands_about')}{any_of('section.demands_what')}"
        ),
    ),
    (SectionKind.AIMS, re.compile(any_of("section.aims"))),
    (SectionKind.GROUPS, re.compile(any_of("section.groups"))),
)
_NO_WORK = re.compile("总体要求|指导思想")


def kind_of(heading: str) -> SectionKind | None:
    """Return the kind a heading announces, or None when it announces none.

    >>> kind_of("一、总体要求"), kind_of("三、重点任务"), kind_of("四、组织保障"), kind_of("数字政府")
    (<SectionKind.AIMS: 'aims'>, <SectionKind.WORK: 'work'>, <SectionKind.DEMANDS: 'demands'>, None)
    """
    text = heading[:60]
    kinds = _KINDS[1:] if _NO_WORK.search(text) else _KINDS
    return next((kind for kind, pattern in kinds if pattern.search(text)), None)


_CLOSING = re.compile(
    r"^(?:附件?\d*:|附$|\(?此件|抄送|主送|\(?联系人|联系电话|特此|请认真|现将|现印发|经[^,]{2,40}(?:同意|审议)|原文件下载|来源|"
    r"以上.{0,12}如有|(?:现|特|经)[^。]{0,80}(?:予以公示|予以公布|接受社会监督)|[^,。;]{2,20}方面\(?共?\d+(?:项|条|个)\)?(?:[:;。]|$)|自本.{0,"
    r"8}之日起|(?:本|自|上述|以上|有关规定|政策).{0,24}(?:之日|\d日|\d月)起(?:施行|实施|执行|生效)|.{0,12}(?:活动|行动|整治)时间为|本(?:方案|通知|意见|办法|规定|"
    r"措施)(?:自|由)|.{0,40}(?:印发给你们|请结合实际|贯彻执行)|.{0,30}人员如有|.{0,40}不再另行(?:发文|行文)|"
    r"如果?您|【|工作中(?:遇|发现|存在|如有|有)[^。]*(?:联系|反馈|反映|沟通)|公示期|公示时间|对公示|如有异议)"
)
_LONGEST_META, _LONGEST_FURNITURE = 160, 60
_FURNITURE = re.compile(any_of("page.furniture"))
_META = re.compile(
    r"^·?(?:索引号|信息索引|分类|信息分类|主题分类|组配分类|体裁分类|发布机构|发文机关|发文单位|公开(?:方式|范围|时限|属性|日期|类别)|(?:成文|发文|"
    r"发布|印发|生成|生效|废止)(?:日期|时间)|名称|标题|文号|发文字号|文件编号|关键[字词]|主题词|时效(?:性)?|有效性|"
    r"日期|访问次数|浏览量|统一编号|登记号|签发人|密级|来源|作者|责任编辑|编辑|字号|效力状态|服务对象|所属主题|信息来源|点击|概述|内容概述)(?:\||:|$)"
    r"|^.{0,150}\.(?:docx?|pdf|xlsx?|wps|zip)$|^[一-龥]{2,30}[府会室厅局委部院处组]20\d\d年\d{1,2}月\d{1,2}日(?:印发)?$"
    r"|^\(?(?:20\d\d|二[〇零0][〇零0一二三四五六七八九]{2})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日\)?(?:印发)?$|"
    r"^[一-龥]{0,14}字?\[?\(?20\d\d\)?\]?第?\d{1,4}[号期]$"
)


def is_closing(plain: str) -> bool:
    """Tell whether a sentence belongs to the frame of a notice or of a web page, not to its content."""
    return bool(_CLOSING.match(plain))


def is_meta(plain: str) -> bool:
    """Tell whether a line is data about the notice: 索引号：, 文号：, the date, the number."""
    if len(plain) > _LONGEST_META:
        return False
    return bool(_META.match(plain)) or (
        len(plain) <= _LONGEST_FURNITURE and bool(_FURNITURE.search(plain)) and plain[-1:] != "。"
    )


_MINUTES = re.compile(
    r"^(?:会议|与会|会上)(?:听取|认为|指出|传达|学习|审议|通过|原则|同意(?![^。]{0,40}(?:由|请|责成))|充分肯定|通报了|研究了|对|分析)|^(?:但|同时|我们)*也?(?:要|必须|应)?(?:清醒地?)?(?:看到|认识到)|主持召开|出席会议|参加会议|^出席|^列席|^参加|"
    r"^缺席|^请假|^记录|现纪要如下|纪要如下"
)
_ASSIGNS = re.compile(
    r"[,;](?:并|同时|但|会后|下一步)?(?:请|由|责成|要求|交由|授权)(?!示)[一-龥、()]{2,40}"
)


def is_report(plain: str) -> bool:
    """Tell whether a sentence of minutes reports what happened at the meeting."""
    return bool(_MINUTES.search(plain[:40])) and not _ASSIGNS.search(plain)
