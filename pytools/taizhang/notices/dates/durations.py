"""Lengths of time: 三年内, 百日会战, 为期一年, 会后5个工作日内.

A length counts from the issue date where it says so or names months or years; days after some
other event have no date until the event happens, so `due` stays None and `anchor` names it.
"""

import re
from dataclasses import replace
from datetime import date, timedelta

from taizhang.core.values.numerals import number, readings
from taizhang.notices.dates.calendar import add_months, add_workdays, unknown_year
from taizhang.notices.dates.due import Deadline, Frame
from taizhang.notices.dates.grammar import beside, forms, said


def read_within(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read 三年内, 5个工作日内, 反馈后1个月内."""
    before = match.string[max(0, match.start() - 24) : match.start()]
    if any(beside(n).search(before) for n in ("service", "looks_back", "each_period")):
        return None
    if match["unit"] in ("年", "月", "个月") and beside("grants").match(match.string, match.end()):
        return None
    anchor = _anchor(before, frame)
    name = re.split(r"[在于](?=.{2})", anchor[0])[-1] if anchor else ""
    if _is_between(match):
        counted = match["unit"] in ("年", "个月", "月") and not name
        return Deadline(match[0], vague=counted, anchor=name)
    return _counted(match, match["n"], match["unit"], frame, name)


def _anchor(before: str, frame: Frame) -> re.Match[str] | None:
    """Return the event that days count from; a printed start (2023年起) is none, the frame has it."""
    started = frame.since and beside("printed_start").search(before)
    return None if started else beside("anchor").search(before)


def _is_between(match: re.Match[str]) -> bool:
    """Tell a length with two ends: 3至5年, 三五年, 一两个月."""
    return bool(match["n2"]) or len(readings(match["n"])) > 1


def _counted(match: re.Match[str], amount: str, unit: str, frame: Frame, anchor: str) -> Deadline:
    this_notice = bool(beside("this_notice").search(anchor))
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


def read_plain_term(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read 3年, 6个月 or 20个工作日 where a cell says no more."""
    if _is_between(match):
        return Deadline(match[0], vague=True)
    anchor = _anchor(match.string[: match.start()], frame)
    return _counted(match, match["n"], match["unit"], frame, anchor[0] if anchor else "")


def read_campaign(match: re.Match[str], frame: Frame) -> Deadline | None:
    """Read 百日会战, 大干150天."""
    told = said(match)
    first = frame.since or frame.on + timedelta(days=1)  # of a printed start the day itself counts
    end = length_from(first, number(told["n"]), told["unit"])
    due = end - timedelta(days=1) if end else None
    return Deadline(match[0], due=due, period=(frame.since or frame.on, due)) if due else None


def is_campaign(text: str) -> bool:
    """Tell whether a text is but the name of a campaign: 百日攻坚."""
    return any(f.pattern.fullmatch(text) for f in forms() if f.reads == "campaign")


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
