"""Words that ask for speed or name a season but no date: 尽快, 汛期前, 规定时限内.

They come back vague, with no date: a clerk decides. 按时, 如期, 按期 and 定期 say nothing and are
not read at all.
"""

import re

from taizhang.notices.dates.due import Deadline, Frame

SPEED = re.compile(
    r"尽快|尽早|抓紧(?!抓)|适时|立即|立刻|马上|立行立改|立查立改|立改立行|从速|即知即改|即查即改|边查边改|第一时间|限期|限时(?=(?:办结|解决|整改|完成|清零|办理|销号)(?!机制|制度))"
    r"|(?<!按)(?<!按照)(?<!按期)在?(?:规定|要求|限定)的?(?:时限|时间|期限)(?:要求)?(?:之内|以内|内)?|近期内|择机|适当时候|适时"
)
MANNER = ("抓紧",)  # beside a date it only says how
SEASON = re.compile(
    r"(?:20\d\d年)?(?:入冬|入汛|大汛|主汛期?|汛期|汛|雨季|冬季|供暖(?:期|季)?|采暖(?:期|季)?|供热(?:期|季)?|封冻|(?:秋季|春季)?(?:学期)?开学|[秋春]季学期|新学期"
    r"|春耕|春播|秋收|秋种|三夏|农忙|高考|中考|台风季|防火期|两会|党?的?(?:十九大|二十大|二十一大)|暑假|寒假|暑期|冰冻期|本届政府任期)"
    r"(?:来临|到来|开始|召开|结束)?(?:之前|以前|前(?!期|景|沿|提|置)|(?<=任期)内)"
)
BEFORE_YEAR = re.compile(r"(?:^|(?<=[,。;:、春节]))年前(?=完成|全部|实现|建成|开工|[,。;]|$)")
IN_CELL = re.compile(
    r"按需|按制度(?:要求)?|按时间节点(?:要求)?(?:压茬推进|推进)?|定期不定期|不定期|视情|近期|近日|按计划推进|据实|根据需要"
    r"|即时|即刻|实时|随到随办|随报随办|当[日天]内?(?:办结|完成|整改|处置|反馈|报告)(?=[,。;、)]|$)|次日(?=[,。;、)前内]|$)"
    r"|待定|另行(?:通知|确定|安排|部署)|今冬明春"
)


def read_vague(match: re.Match[str], _frame: Frame) -> Deadline | None:
    """Read a word of haste or a season."""
    return Deadline(match[0], vague=True)
