"""Duties that come again: 每月25日前, 一月一调度, 周例会、月小结、季汇总, 长期坚持.

Forms whose words also occur as plain adjectives (常态化学习机制, 年度考核) are read only where
the word stands as a predicate; in a cell that holds nothing else they are read as they are.
"""

import re
from typing import Final

from taizhang.notices.dates.due import CADENCES, RECURRENCES, Deadline, Frame
from taizhang.notices.dates.points import DAY, HOUR, MONTH, PART

_PERIODS: Final = {
    "日": "daily", "天": "daily", "周": "weekly", "星期": "weekly", "旬": "ten-day",
    "半月": "half-monthly", "半个月": "half-monthly", "双周": "half-monthly", "两周": "half-monthly",
    "2周": "half-monthly", "15天": "half-monthly", "15日": "half-monthly", "十五天": "half-monthly",
    "7天": "weekly", "七天": "weekly", "10天": "ten-day", "十天": "ten-day", "月": "monthly", "月度": "monthly", "单月": "bi-monthly",
    "双月": "bi-monthly", "两月": "bi-monthly", "两个月": "bi-monthly", "2个月": "bi-monthly",
    "季": "quarterly", "季度": "quarterly", "三个月": "quarterly", "3个月": "quarterly",
    "半年": "half-yearly", "半年度": "half-yearly", "六个月": "half-yearly", "6个月": "half-yearly",
    "学期": "half-yearly", "年": "yearly", "年度": "yearly", "学年": "yearly", "年终": "yearly",
}  # fmt: skip
_BY_LENGTH = sorted(_PERIODS, key=len, reverse=True)
_LONGEST = "|".join(_BY_LENGTH)
_WRITTEN_OUT = "|".join(word for word in _BY_LENGTH if not word[0].isdigit())
_DUTY = (
    "例会|讲评|调度|通报|小结|总结|汇总|统计|报告|考核|考评|点评|推进|研判|检查|督查|督办|督导|盘点|排名|"
    "排查|反馈|评比|评估|巡查|会商|抽查|对账|汇报|晾晒|亮灯|清零|监测|报送|更新|清查|评价|复盘|会办|总评"
)

_WHEN = (
    rf"(?:(?:首月|末月|首季|末季|第[一二三1-3]个?月|{MONTH}月份?)的?(?:{PART}|{DAY}[日号])?|{PART}|"
    rf"(?:年|月|季|周)?(?:底|末|终)|最后(?:一|1)个?(?:工作日|天)|{DAY}[日号])"
)
EVERY = re.compile(
    rf"每(?:间?隔)?(?:个|一)?(?P<period>{_LONGEST})(?:度)?"
    r"(?P<day>[一二三四五六日天](?:[、和][一二三四五六日天])*(?=[,。;、前上下\d至到和]|$))?"
    r"(?:(?:结束|终了)后的?[\d一二三四五六七八九十]+个?(?:工作)?[日天]内)?"
    rf"(?:的?{_WHEN}(?:[、和与及]{_WHEN})*)?{HOUR}"
    r"(?P<tail>以前|之前|前(?!\d)|内)?(?:[,]?(?:原则上)?(?:至少|不少于)?[一1]次)?"
)
BY = re.compile(
    rf"(?<![参])按(?:照)?(?:每)?(?P<period>{_WRITTEN_OUT})(?=[^龄薪租均计份节度假期历比度末初底]|"
    r"$)(?![一-龥]?(?:职责|要求))"
)
ONE_ONE = re.compile(
    r"(?<![\d一二三四五六七八九十每])(?P<period>半个月|半月|双周|两周|两个月|两月|半年|季度|三个月"
    r"|一(?:日|天|周|旬|月|季度|季|年))一(?![日号月度直般些定旦起批])(?=[一-龥])"
    rf"(?:{_DUTY}|竣工验收|考评)?"
)
NOUN = re.compile(rf"(?P<period>半月|双周|半年|年终|日|周|旬|月|季|年)(?P<duty>{_DUTY})")
ADJECTIVE = re.compile(
    r"(?P<period>月度|季度|半年度?|周)(?P<duty>统计|调度|通报|例会|督查|检查|点评|推进|研判|小结|盘点|考核|考评|评比|评选|观摩|述职|排名|晾晒|评估|评价|讲评|汇总|台账|报表|简报|计划表|清单|会商|分析|通报会|例会)(?!制度|机制|会议精神)"
)
YEARLY = re.compile(
    r"(?<!\d)(?P<period>年度)(?:考核|考评|评选|评比|评估|评价|总结|述职|报告|检查|通报)"
)
STEP = re.compile(r"逐(?P<period>日|周|旬|月|季度?|年)(?=[^增提减下递上改完优推扩向实]|$)")
REPORT = re.compile(
    r"(?<![\d一二三四五六七八九十上本当下])(?P<period>日|周|旬|半月|月|季)报(?=制|送|告|表|[,。;、)]|$)"
)
DOUBLED = re.compile(rf"(?P<period>[日周月季年])(?P=period)(?={_DUTY})")
LASTING = re.compile(
    r"^长期(?:任务|工作|性工作|有效|性)$|^常态(?:工作)?$|^全(?:程|过程)$"
)  # of a cell
TWICE = re.compile(r"年中[、和与,]?(?:及)?年[末底终]")
ONGOING = re.compile(
    r"(?:并|且)?(?:长期坚持|长效坚持|长效推进|一直坚持|常态长效(?:推进|开展|坚持)?|坚持长期|长抓不懈|常抓不懈|长期(?:推进|开展|执行|实施|落实|保持)?|常年(?:坚持|开展|推进|保持)?"
    r"|持续(?:推进|坚持|开展|实施|落实|跟进|深化|巩固|发力|整改|抓好|做好|用力)?|常态化(?:制度化|长效化|规范化)?|贯穿(?:全年|始终|全过程))"
)
_PAID = re.compile(r"[每人][人户亩均]$|每[一-龥]{1,3}$")  # 每人每月800元
_PREDICATE = re.compile(r"(?:[,。;、)”]|$)")
_NORMAL_DUTY = re.compile(
    r"(?:开展|推进|实施|组织|进行|坚持|做好|抓好|落实|运行|监管|检查|巡查|排查|整治|治理|督查|督导|调度|走访|举办|保持|巡逻|宣传|监测|开放|演练|宣讲|研判|调度|跟踪|摸排|清理)"
)
_MECHANISM = re.compile(
    r"(?:建立|健全|完善|形成|构建|推动|推进|探索|强化|实行|落实|建立健全|纳入|实现由|转入|转向)[^,。;]{0,4}$"
)
_MECHANISM_NOUN = re.compile(r"[^,。;]{0,14}(?:机制|制度|体系|格局|模式)")
_DUTY_LEAD = re.compile(
    r"(?:^|[,。;:、(“”与和]|实施|进行|实行|坚持|开展|落实|建立|执行|做到|按照|严格|采取|推行|抓好|强化|通过|召开|健全|完善|加强|采用)$"
)


def cadence_of(word: str) -> str:
    """Return the cadence a period word says.

    >>> cadence_of("一季度"), cadence_of("半个月"), cadence_of("两月")
    ('quarterly', 'half-monthly', 'bi-monthly')
    """
    return _PERIODS.get(word) or _PERIODS[word.removeprefix("一")]


def recurring(text: str, *cadences: str) -> Deadline:
    """Return the Deadline of a duty that comes again."""
    return Deadline(
        text, recurrences=tuple(c for c in cadences if c in RECURRENCES), cadences=cadences
    )


def read_period(match: re.Match[str], _frame: Frame) -> Deadline | None:
    """Read 每月25日前, 按周, 一季一通报."""
    return recurring(match[0], cadence_of(match["period"]))


def read_every(match: re.Match[str], _frame: Frame) -> Deadline | None:
    """Read 每季度末月20日前; a daily output (每日供水) is no duty."""
    cadence = cadence_of(match["period"])
    following = match.string[match.end() : match.end() + 14]
    if "元" in following and _PAID.search(match.string[max(0, match.start() - 3) : match.start()]):
        return None
    if cadence == "daily" and not _daily_duty(match):
        return None
    if re.match(
        r"[一-龥]{0,2}(?:投资|收入|工资|补助|补贴|发放标准)",
        match.string[match.end() : match.end() + 6],
    ):
        return None if cadence in ("monthly", "yearly") else recurring(match[0], cadence)
    return recurring(match[0], cadence)


def _daily_duty(match: re.Match[str]) -> bool:
    rest = match.string[match.end() : match.end() + 8]
    return bool(
        match["tail"]
        or re.search(r"\d[时点:]", match[0])
        or re.match(rf"(?:[^,。;]{{0,3}}(?:{_DUTY})|[一至不]|$|[,。;])", rest)
    )


def read_noun(match: re.Match[str], _frame: Frame) -> Deadline | None:
    """Read 周例会, 月小结: only where the word begins a duty, not inside 3月通报 or 工作日检查."""
    before = match.string[max(0, match.start() - 2) : match.start()]
    return recurring(match[0], cadence_of(match["period"])) if _DUTY_LEAD.search(before) else None


def read_twice(match: re.Match[str], _frame: Frame) -> Deadline | None:
    """Read 年中、年末: twice a year."""
    return recurring(match[0], "half-yearly")


def read_lasting(match: re.Match[str], _frame: Frame) -> Deadline | None:
    """Read 长期任务, 常态, 全程 where a cell says no more."""
    return recurring(match[0], "ongoing")


def read_ongoing(match: re.Match[str], _frame: Frame) -> Deadline | None:
    """Read 长期坚持 as a predicate; 持续优化环境 is an adverb and says no time."""
    rest = match.string[match.end() : match.end() + 24]
    before = match.string[max(0, match.start() - 6) : match.start()]
    if _PREDICATE.match(rest):
        return (
            None
            if _MECHANISM.search(before) and match[0] in ("长期", "持续")
            else recurring(match[0], "ongoing")
        )
    if match[0].startswith("常年") and len(match[0]) > len("常年"):
        return recurring(match[0], "ongoing")
    if match[0].startswith(("常态化", "常年")) and _NORMAL_DUTY.match(rest):
        in_mechanism = _MECHANISM.search(before) and _MECHANISM_NOUN.match(rest)
        return None if in_mechanism else recurring(match[0], "ongoing")
    return None


def merged(cadences: list[str]) -> tuple[str, ...]:
    """Return the cadences in printed order, each once."""
    return tuple(dict.fromkeys(c for c in cadences if c in CADENCES))
