"""Lengths of time: 三年内, 百日会战, 为期一年, 会后5个工作日内.

A length counts from the issue date where it says so or names months or years; days after some
other event have no date until the event happens, so `due` stays None and `anchor` names it.
"""

import re
from dataclasses import replace
from datetime import date, timedelta

from taizhang.core.values.numerals import PRINTED, number, readings
from taizhang.notices.dates.calendar import add_months, add_workdays, unknown_year
from taizhang.notices.dates.due import Deadline, Frame
from taizhang.notices.dates.points import TO

_N = rf"(?:\d{{1,4}}(?:\.\d)?|[{PRINTED}]{{1,4}}|半)"
_AMOUNT = rf"(?P<n>{_N})(?:年)?(?:{TO}(?P<n2>{_N}))?"
_UNIT = r"(?:个?工作日|个?自然日|日历日|日|天|周|个?星期|个半月|个月|月|年|个?季度|个?小时)"
_SERVICE = re.compile(
    r"(?:压缩|缩短|缩减|压减|控制|减|降低|精简|提速|限定|不超过|平均)(?:至|到|在|为)?$"
)
_LOOKING_BACK = re.compile(r"(?:近|最近|过去|前|此前|上|任|满|连续|累计|超过)$")
_GRANTS = re.compile(
    r"(?:可|均可|仍可|不得|不再|继续)?(?:享受|给予(?!答复|回复)|免征|减征|免收|减收|免缴|免除|缓缴|免于|按月|每年|暂免)|不得|可(?:享受|申请|按)"
)
_ANCHOR = re.compile(r"[^,。;:、()]{0,18}(?:之日起|之日|之时起|后|起|以来|以后)的?$")
_PRINTED_START = re.compile(r"(?:20\d\d|今|本)年[^,。;]{0,8}(?:起|开始)的?$")
_THIS_NOTICE = re.compile(
    r"(?:本|此)?(?:通知|方案|文件|意见|办法|计划|规定|措施|文|实施方案|工作方案)?"
    r"(?:正式)?(?:印发|发布|发文|下发|公布|颁布|出台|实施|印发执行)(?:之日起|之日|后|起)的?$"
)

WITHIN = re.compile(
    rf"(?<![\d.{PRINTED}第每隔])(?:[TDXtd]\+)?(?:短期|中期|长期|近期|远期)?[:(]?{_AMOUNT}"
    rf"(?P<unit>{_UNIT})(?:左右)?(?:的?时间)?(?:之|以)?内"
)
TERM = re.compile(
    rf"(?P<lead>为期|历时|未来|今后|接下来|短期|中期|长期)[:(]?{_AMOUNT}"
    rf"(?P<unit>{_UNIT})(?:左右)?(?:的?时间)?"
)
EFFORT = re.compile(
    rf"(?:用|利用|经过|通过|花|再用|力争)(?:大约|约)?{_AMOUNT}"
    r"(?P<unit>年|个月)(?:左右)?的?(?:时间|努力|左右)"
)
CAMPAIGN = re.compile(
    rf"(?P<n>百|[\d{PRINTED}]{{2,4}})(?P<unit>日|天)(?:大)?(?:会战|攻坚|行动|冲刺|竞赛|整治|提升|大战|大干|突击|集中)(?!领导小组|"
    r"方案|动员|办公室|工作专班|指挥部|通报)"
    rf"|(?:大干|奋战|决战|苦战|冲刺|攻坚|鏖战)(?P<n1>{_N})(?P<unit1>天|日)"
)
PLAIN = re.compile(
    rf"(?<![\d.{PRINTED}第每隔]){_AMOUNT}(?P<unit>年|个月|个?工作日)(?:左右)?(?:的?时间)?$"
)
AFTER_EACH = re.compile(r"(?:每|各)(?:月|季度?|周|半年|年)(?:度)?(?:结束|终了)后$")


def read_within(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read 三年内, 5个工作日内, 反馈后1个月内."""
    before = match.string[max(0, match.start() - 24) : match.start()]
    if _SERVICE.search(before) or _LOOKING_BACK.search(before) or AFTER_EACH.search(before):
        return None
    if match["unit"] in ("年", "月", "个月") and _GRANTS.match(match.string, match.end()):
        return None
    anchor = _anchor(before, frame)
    name = re.split(r"[在于](?=.{2})", anchor[0])[-1] if anchor else ""
    if _is_between(match):
        counted = match["unit"] in ("年", "个月", "月") and not name
        return Deadline(match[0], vague=counted, anchor=name)
    return _counted(match, match["n"], match["unit"], frame, name)


def _anchor(before: str, frame: Frame) -> re.Match[str] | None:
    """Return the event that days count from; a printed start (2023年起) is none, the frame has it."""
    return None if frame.since and _PRINTED_START.search(before) else _ANCHOR.search(before)


def _is_between(match: re.Match[str]) -> bool:
    """Tell a length with two ends: 3至5年, 三五年, 一两个月."""
    return bool(match["n2"]) or len(readings(match["n"])) > 1


def _counted(match: re.Match[str], amount: str, unit: str, frame: Frame, anchor: str) -> Deadline:
    this_notice = bool(_THIS_NOTICE.search(anchor))
    long_term = unit.endswith(("年", "月", "季度"))
    counted = replace(frame, since=None) if this_notice else frame
    due = _end_of(amount, unit, counted) if this_notice or (long_term and not anchor) else None
    return _until(match, due, frame, unit, anchor="" if due else anchor)


def _end_of(amount: str, unit: str, frame: Frame) -> date | None:
    """Return the last day of a term: from the day of issue, or from the printed start (2023年起)."""
    if frame.since and unit.endswith(("年", "月", "季度")):
        end = length_from(frame.since, number(amount), unit)
        return end - timedelta(days=1) if end else None
    return length_from(frame.on, number(amount), unit)


def _until(
    match: re.Match[str], due: date | None, frame: Frame, unit: str, anchor: str = ""
) -> Deadline:
    """Return the deadline at the end of a length; workdays say where their calendar ends."""
    unknown = unknown_year(frame.on, due) if due and unit.endswith("工作日") else 0
    period = (frame.since or frame.on, due) if due else None
    return Deadline(match[0], due=due, period=period, anchor=anchor, calendar_unknown=unknown)


def read_term(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read 为期一年, 未来五年, 短期6个月; 1至2年 has no single end."""
    if _is_between(match):
        return Deadline(match[0], vague=True)
    due = _end_of(match["n"], match["unit"], frame)
    return _until(match, due, frame, match["unit"]) if due else None


def read_term_plain(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read 3年, 6个月 or 20个工作日 where a cell says no more."""
    if _is_between(match):
        return Deadline(match[0], vague=True)
    anchor = _anchor(match.string[: match.start()], frame)
    return _counted(match, match["n"], match["unit"], frame, anchor[0] if anchor else "")


def read_campaign(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read 百日会战, 大干150天."""
    amount, unit = match["n"] or match["n1"], match["unit"] or match["unit1"]
    due = length_from(frame.on, number(amount), unit)
    return Deadline(match[0], due=due, period=(frame.on, due)) if due else None


def length_from(start: date, amount: float | None, unit: str) -> date | None:
    """Return the day `amount` units after `start`.

    >>> length_from(date(2020, 8, 4), 1, "年"), length_from(date(2022, 5, 18), 100, "日")
    (datetime.date(2021, 8, 4), datetime.date(2022, 8, 26))
    """
    if not amount or amount > 3000:
        return None
    unit = unit.removeprefix("个")
    months = {"月": 1, "年": 12, "季度": 3}.get(unit)
    if months:
        return add_months(start, round(amount * months))
    if unit == "半月":
        return add_months(start, int(amount)) + timedelta(days=15)
    if unit == "工作日":
        return add_workdays(start, min(int(amount), 400))
    days = {"周": 7, "星期": 7}.get(unit, 1)
    return start + timedelta(days=round(amount * days)) if "小时" not in unit else None
