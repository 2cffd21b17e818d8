"""Whether a time word in running text asks for something, or only tells or names something.

`2022年5月召开的会议` tells, `2022年5月完成` asks. Each guard answers True (asks), False (tells) or
None: asks only if the date is not yet past when the notice is issued.
"""

import re
from collections.abc import Callable

from taizhang.notices.words import any_of

Guard = Callable[[re.Match[str]], bool | None]

_BEFORE = ("前", "之前", "以前")
_TOLD = re.compile(
    r"(?:截至|截止|截止到|经|据|根据|按照|较|比|同|与|从|自|对标|超|对|以|除|依据|鉴于)$"
)
_COUNTED = re.compile(r"(?:截至|截止|截止到)$")
_AIMED = re.compile(r"(?:到|至|于|在|争|保|计划|预计|拟|定|前|要|须|应|再)$")
_EVENT = re.compile(
    r"[^,。;]{0,6}?(?:召开|会议|印发的|印发《|发布的|下发的|市政府|省政府|国务院|县政府|区政府|第\d|通过|批准|颁布|修订|反馈|"
    r"成立的|签订|施行|生效|以来|来,|以前年度|水平|的|文件|版|度(?!内)|洪灾|疫情|政府工作报告|同期|基数|数据|末数|预算)"
)
_ACTION = re.compile(
    r"[^,。;:]{0,12}?(?:完成|实现|建成|竣工|完工|开工|动工|启动|投入|投用|投产|交付|通车|达|出台|报送|上报|提交|形成|制定|落实|"
    r"整改|销号|验收|举办|召开|组织|开展|新增|新建|改造|力争|确保|全面|基本|前|推进|实施|培育|发放|培训|建设|争取|计划|安排|增长|"
    r"下降|突破|超过|不低于|不少于|控制|集中|打造|引进|创建|推出|编制|修复|治理|种植|运营|试运行|办结|公示|申报|进行|做好|供应|封顶|招标|供水|再|总结|自查|抽查|考核|评估|复查)"
)
_DOES = re.compile(
    rf"(?:{any_of('verb.modal', 'verb.manner')})*(?:{any_of('verb.duty', 'verb.act')}|取得|获得)(?!过?了)|"
    r"(?![^,;。]*了)[^,;。:的]{1,14}?\d[\d.]*[万亿]?[^\d,;。年月日号]{1,3}(?:以上|左右|$|[,;。、])"
)
_DONE_ALREADY = re.compile(
    r"已|尚未|未[^,。;]{2,6}的|应(?:当|该)?(?:完成|办结|整改|到位)[^,。;]{0,6}的"
)
_STANDING = re.compile(
    r"(?:建成|形成|取得|出生|参加|入职|登记)[^,。;]{0,8}(?:的|小区|房屋|企业|人员)"
)
_AMOUNT = re.compile(r"\d[\d.,]*[万亿]?(?:公里|平方米|元|个|户|座|家|亩|项|人|套|所|%)")
_REACHES = re.compile(
    r"(?:要|将|力争|争取|确保)?(?:达到?\d|增至|增加到|提[高升](?:到|至)|扩大到|突破|超过|不低于|不少于|实现|建成)"
)
_END = re.compile(r"[,。;)、:”]|$")
_YEAR_OF = re.compile(
    r"以来|是|的|[春夏秋冬]季|学年|初(?!步)|上|下|第|\d|[一二三四]季|政府|年会|全国|两会|至今|度(?!内)"
)
_DONE_BY = re.compile(
    r"[^,。;:的]{0,3}?(?:达到|完成|开工|动工|投入|建成|竣工|完工|启动|通车|交付|结束|截止|举行)"
)
_RANGE_TOLD = r"的|年度|以来|共|累计|版|赛季"
_LISTED = re.compile(
    r"(?:[、和及与](?:20\d\d年)?(?:\d{1,2}月)?(?:\d{1,2}日|底|末)?){1,11}(?:前|之前|以前)"
)
_PARTS = ("底", "末", "下旬", "中旬", "上旬", "初", "中下旬", "上中旬")
_TOLD_UNIT = re.compile(rf"{any_of('unit.office')}$|(?:中心|集团|公司)$")
_CONDITIONAL = re.compile(r"(?:未|不|逾|凡|超)[^,;。]{1,20}的,?(?:要|须|一律)?$")
_SEGMENT = re.compile(r"(?:^|[,。;:、(“！!?])$")


def _sides(match: re.Match[str]) -> tuple[str, str]:
    text = match.string
    return text[max(0, match.start() - 4) : match.start()], text[match.end() : match.end() + 24]


def asks_by_tail(match: re.Match[str]) -> bool | None:
    """Judge a point such as 6月底, 9月30日前 or 2022年5月."""
    before, after = _sides(match)
    tail = match["tail"] or ""
    if tail in _BEFORE:
        return not (_DONE_ALREADY.match(after) or before.endswith(("已", "已于", "已在")))
    if _COUNTED.search(before):
        return False
    if tail in ("内", "之内", "以内", "止", "起", "开始"):
        return True
    return _asks_bare(match, before, after)


def _asks_bare(match: re.Match[str], before: str, after: str) -> bool | None:
    part = match.groupdict().get("part")
    if match.groupdict().get("day") and after.startswith(")") and not _AIMED.search(before):
        return False
    if part == "内":
        return not re.match(r"第|累计|多次|已", after)
    if part in _PARTS:
        told = _TOLD.search(before) and not _AIMED.search(before)
        return False if told else None if _EVENT.match(after) else True
    if _TOLD.search(before) or (_EVENT.match(after) and not _ACTION.match(after)):
        return False
    if _LISTED.match(after):
        return True
    opens = (p for p in (_AIMED, _SEGMENT, _TOLD_UNIT) if p.search(before))
    opening = match.start() == 0 or any(opens)
    does = _ACTION.match(after) or _END.match(after) or _DOES.match(after)
    asked = does if opening else _DONE_BY.match(after)
    return None if asked else False


def asks_year(match: re.Match[str]) -> bool | None:
    """Judge 全年, 今年, 到2027年, 2025年前 and a bare 2026年."""
    groups = match.groupdict()
    before, after = _sides(match)
    if groups.get("word"):
        return match[0].endswith("内")
    if groups.get("whole"):
        return not re.match(r"度|累计|平均|无", after)
    tail = match["tail"] or ""
    if tail and tail != "内":
        told = tail in _BEFORE and _STANDING.match(after)
        return None if told else tail in (*_BEFORE, "起", "开始")
    if _AMOUNT.match(after) and _SEGMENT.search(before):
        return None
    if _YEAR_OF.match(after):
        return False
    return _asks_plain_year(match, before, after)


def _asks_plain_year(match: re.Match[str], before: str, after: str) -> bool | None:
    if before.endswith(("到", "至")) and not before.endswith(
        ("截至", "截止到", "感到", "得到", "达到")
    ):
        return True
    opening = _SEGMENT.search(before)
    if match[0][0] in "今本当" and match[0] != "当年":
        return bool(opening or before.endswith(("争", "保", "划"))) and not _EVENT.match(after)
    if opening or match.start() == 0 or before.endswith(("力争", "争取", "确保", "计划")):
        return _asks_bare(match, before, after)
    return None if _REACHES.match(after) and not _TOLD.search(before) else False


def asks_range(match: re.Match[str]) -> bool | None:
    """Judge a range: in brackets or after a colon it dates a phase, else only if not past."""
    before, after = _sides(match)
    if before.endswith(("(", ":", "阶段")) and _END.match(after):
        return True
    told = before.endswith(("上一年度", "上年度", "上年", "去年")) or re.match(_RANGE_TOLD, after)
    return False if told else None


def asks_written(match: re.Match[str]) -> bool | None:
    """Judge 2023.9.30: numbers with points are dates only beside words of time."""
    before, _ = _sides(match)
    return match["tail"] in _BEFORE or before.endswith(("于", "在", "至", "到"))


def asks_haste(match: re.Match[str]) -> bool | None:
    """Judge 限期 and 立即: behind a condition (未达标的,限期整改) they threaten."""
    return not _CONDITIONAL.search(match.string[max(0, match.start() - 30) : match.start()])


def asks_event(match: re.Match[str]) -> bool | None:
    """Judge 项目开工前: it opens a part or stands behind 在, and something is told behind it."""
    before, after = _sides(match)
    opens = _SEGMENT.search(before) or match.start() == 0 or before[-1:] in "在于应须要需内"
    return bool(opens) and after[:1] not in ("", "、", "和", "的")


def asks_always(_match: re.Match[str]) -> bool | None:
    """Accept a form that cannot mean anything else."""
    return True
